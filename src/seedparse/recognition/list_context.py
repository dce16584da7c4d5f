"""The questions in and around a related list that is not seen whole.

Law: an entry looks as the entries before it do; anything else is boilerplate or text. A list ends after some paragraphs
without an entry.
"""

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from seedparse.model import Answer, FoundDate, Look, Mark, Role
from seedparse.phrases.pack import Packs
from seedparse.readers.dates import order_of
from seedparse.readers.entries import DatePlace, read_line
from seedparse.recognition import link_lists
from seedparse.recognition.features import AHEAD, SHORT, Past
from seedparse.recognition.paragraphs import Paragraph, Paragraphs
from seedparse.recognition.related_lists import MAX_HEADING_COLUMNS, Entry, ListReader, RelatedList
from seedparse.recognition.titles import is_page
from seedparse.text.lines import WHITE, Lines
from seedparse.text.words import is_unspaced

if TYPE_CHECKING:
    from seedparse.recognition.features import Measured

RUNNING = frozenset({Look.TEXT, Look.LINE})
BODY_LOOKS = RUNNING | {Look.ENTRY, Look.ITEM}
LISTED = frozenset({Look.ENTRY, Look.ITEM})
TITLE_WORDS = 3  # of an entry without a date
DATED_HEAD = 40  # characters in which a line with a date at its head has a digit
CHRONOLOGY = 2  # dated lines in a row; more, where they may be lines of date and authors
IDLE = 4  # paragraphs without an entry behind which a list is over
MIN_BOILERPLATE = 10  # paragraphs of no use that show a page

_DIGIT = re.compile(r"\d")

# What decided, where a question knows more than one way (docs/record.md).
LIST_WHOLE = Answer(True, "list.whole")
BODY_CHRONOLOGY = Answer(True, "body.chronology")
LIST_STYLE = Answer(True, "list.style")
LIST_ON_PAGE = Answer(True, "list.on-page")
LIST_TITLE = Answer(True, "list.title")
LIST_ITEM = Answer(True, "list.item")
LIST_DATE = Answer(True, "list.date")
LIST_SENTENCE = Answer(True, "list.sentence")
LIST_BETWEEN = Answer(True, "list.between")
LIST_EMPTY = Answer(True, "list.empty")


class ListContext:
    """The lines held, and the list that the parser is in."""

    def __init__(self, packs: Packs) -> None:
        self.heading: str | None = None  # of the list we are in
        self.order: str | None = None  # day first or month first, as its a/b/c dates settle it
        self.paragraphs = Paragraphs(packs)
        self._lines = Lines()
        self._packs = packs
        self._gap = False  # the line before is blank
        self._entries: list[Look] = []  # looks of the list's first two entries: its style
        self._spaced = False  # the list has a blank line between its entries
        self._page = False  # the list stands on a page, among menus and boxes
        self._boilerplate = 0  # paragraphs of the article that were of no use
        self._idle = 0  # paragraphs since the last entry
        self._box = link_lists.EMPTY  # a page's list
        self._reader = ListReader(self.paragraphs, packs)
        self._list: RelatedList | None = None  # the last one that was read whole
        self._in_parts = False  # we are in a list that is read entry by entry
        self._in_whole = False  # the list we are in was read whole, and has no other entries
        self._has_text = False  # the article has a paragraph that is closed as a sentence is
        self._past = Past()
        self._under_empty = False  # under a heading without entries, and nothing but dates since

    def hold(self, lines: Lines, *, final: bool) -> None:
        """These are the lines, all that are left if final; marks are made when asked for."""
        self._lines = lines
        self.paragraphs.hold(lines, final=final)

    def drop(self, count: int) -> None:
        """The first lines are done with."""
        self.paragraphs.drop(count)

    def mark(self, at: int) -> Mark:
        """What a line looks like, seen alone."""
        return self.paragraphs.mark(at)

    def take_listed(self, paragraph: Paragraph, stop: int, role: Role | None, gap: bool) -> None:
        """A paragraph has got its role; what the list it is in needs of it."""
        self._boilerplate += role is Role.EXTRA
        look = paragraph.mark.look
        self._has_text = self._has_text or look is Look.TEXT
        whole = self._list
        if whole and self.paragraphs.start(paragraph) == (whole.first if whole.heading is None else whole.heading):
            self._in_whole, self._in_parts, self._page = True, False, False
            self.heading, self.order = None, whole.order
            self._entries, self._spaced, self._idle = [], False, 0
        elif role is Role.RELATED_HEADING:
            self._in_whole, self._in_parts = False, True
        self._under_empty = role is Role.EXTRA and (look is Look.HEADING or (self._under_empty and look is Look.DATE))
        if role is Role.RELATED_HEADING:
            self.heading = paragraph.text.strip(WHITE)  # also one that was wrapped
            # What the list's own dates do not settle, the language of its heading does.
            pack = self._packs.by_language.get(paragraph.mark.language or "")
            order = self.order if self._in_whole else order_of(self._dates_of_list(stop))
            self.order = pack.order if order is None and pack else order
            self._entries = []
            self._spaced = False
            self._idle = 0
        elif role is Role.RELATED:
            self._idle = 0
            if gap and self._entries:
                self._spaced = True
            if len(self._entries) < 2:
                self._entries.append(look)
        else:
            self._idle += link_lists.weight(paragraph)
            self._in_parts = self._in_parts and role is not Role.BODY

    # The questions.

    def is_of_whole_list(self, paragraph: Paragraph) -> bool | Answer:
        """Is it the heading or an entry of a list that is seen whole?"""
        if self._list is not None and (start := self.paragraphs.start(paragraph)) <= self._list.last:
            return start in self._list.entries and LIST_WHOLE
        look = paragraph.mark.look
        if self._boilerplate >= MIN_BOILERPLATE or (look is Look.TEXT and len(paragraph.text) > MAX_HEADING_COLUMNS):
            return False
        if look is not Look.HEADING and (not self._has_text or self._is_in_list(paragraph)):
            return False
        found = self._reader.read(paragraph, self._text(paragraph.start))
        if found is None or (not found.is_dated and not self._takes_undated(paragraph)):
            return False
        self._list = found
        return look is Look.HEADING or LIST_WHOLE

    def _is_in_list(self, paragraph: Paragraph) -> bool:
        """Whether a list that is read entry by entry goes on here."""
        return self._in_parts and (self._page or self._idle <= IDLE)

    def _takes_undated(self, paragraph: Paragraph) -> bool:
        """Whether a list without dates may begin here: on no page, and behind no other list but one seen whole."""
        if is_page(self.paragraphs.following(paragraph, paragraph.start, AHEAD)):
            return False
        near = next(iter(self._past.near), None)
        is_listed = near is not None and near.mark.look in (Look.ITEM, Look.LINE)
        return paragraph.mark.look is Look.HEADING or self._in_whole or not is_listed

    def heads_whole_list(self, paragraph: Paragraph) -> bool:
        """Of a list that is seen whole: is it the heading?"""
        return self._list is not None and self.paragraphs.start(paragraph) == self._list.heading

    def is_in_chronology(self, paragraph: Paragraph) -> bool | Answer:
        """A line with a date at its head: one of several in a row, behind running text?"""
        if self._boilerplate >= MIN_BOILERPLATE or not self._is_dated(paragraph):
            return False
        near = list(self._past.near)
        following = self.paragraphs.following(paragraph, paragraph.start, AHEAD)
        before = list(takewhile(self._is_dated, near))
        behind = list(takewhile(self._is_dated, following))
        row: list[Measured] = [*before, paragraph, *behind]
        above = [each.mark.look for each in near[len(before) : len(before) + 2]]
        if Look.TEXT not in above or above[0] not in RUNNING:
            return False
        is_pair = len(row) == CHRONOLOGY and all(each.mark.look is Look.ENTRY for each in row)
        return (is_pair or len(row) > CHRONOLOGY) and BODY_CHRONOLOGY

    def _is_dated(self, paragraph: "Measured") -> bool:
        mark = paragraph.mark
        if not _DIGIT.search(paragraph.text, 0, DATED_HEAD):
            return False
        if mark.look not in (Look.ENTRY, Look.DATE, Look.LINE, Look.ITEM, Look.TEXT) or mark.kind:
            return False
        return read_line(paragraph.text.strip(WHITE), self._packs).place is DatePlace.HEAD

    def opens_list(self, paragraph: Paragraph) -> bool:
        """Does an entry follow this heading?"""
        at = paragraph.start
        following = self.paragraphs.following(paragraph, at, AHEAD)
        linked = sum(each.links > 0 for each in following)
        self._page = self._boilerplate >= MIN_BOILERPLATE or is_page(following) or linked * 2 > len(following)
        if self._page:
            self._box = link_lists.read(paragraph, self.paragraphs, self._packs)
            return bool(self._box.entries)
        # The questions below, asked of what follows in a list without entries so far.
        for each in following:
            if each.mark.look is not Look.DATE:
                if each.mark.look is not Look.LINE:
                    return each.mark.look in LISTED
                return _is_title_like(each) or self._look(at, each.stop) is Look.DATE
            if self._dates_an_entry(each.start, at, []):
                return True
        return False

    def dates_an_entry(self, paragraph: Paragraph) -> bool | Answer:
        """A date line in a list: is its entry on it ("Feb 1, 2025 - Storm"), or does that follow?"""
        return (
            not self._in_whole and self._dates_an_entry(paragraph.start, paragraph.start, self._entries) and LIST_DATE
        )

    def is_under_empty_heading(self, paragraph: Paragraph) -> bool | Answer:
        """A date line under a related heading without entries: is it the date of an entry that was lost?"""
        return self._under_empty and paragraph.mark.kind is None and LIST_EMPTY

    def continues_list(self, paragraph: Paragraph) -> bool | Answer:
        """A short line in a list: an entry without a date, or the text that goes on behind the list?"""
        if self._in_whole:
            return False
        if self._page or self._idle > IDLE:
            return self._page and self.paragraphs.start(paragraph) in self._box.entries and LIST_ON_PAGE
        return self._continues_list(paragraph) and LIST_TITLE

    def _continues_list(self, paragraph: Paragraph) -> bool:
        at = paragraph.start
        following = self._next(at, paragraph.stop)
        look = self._look(at, following)
        if self._entries and self._entries[0] in LISTED:
            return look in LISTED and not self._gap
        if look is Look.DATE:
            return True
        if not _is_title_like(paragraph):
            return False
        # Between titles that stand alone, a short line over running text is a subheading of the body.
        if self._gap and self._entries and (look is Look.TEXT or not (self._spaced or len(self._entries) == 1)):
            return False
        return not (look is Look.TEXT and following == paragraph.stop and len(self._entries) > 0)

    def is_entry(self, paragraph: Paragraph) -> bool | Answer:
        """A bullet, or a date and a title, in a list: an entry, unless it is a menu's item on a page."""
        if paragraph.mark.look is Look.ENTRY and Look.ENTRY in self._entries:
            return LIST_STYLE  # dates say that it goes on
        if self._page:
            return self.paragraphs.start(paragraph) in self._box.entries and LIST_ON_PAGE
        if self._in_whole and paragraph.mark.look is Look.ITEM:
            return False
        return (self._idle <= IDLE or paragraph.mark.look is Look.ENTRY) and LIST_ITEM

    def is_within_list(self, paragraph: Paragraph) -> bool | Answer:
        """On a page: has the list an entry behind this line, so that it is a kicker or a teaser?"""
        return self._page and self.paragraphs.start(paragraph) <= self._box.last and LIST_BETWEEN

    def is_among_entries(self, paragraph: Paragraph) -> bool | Answer:
        """A date line in a list, away from any title: does an entry come behind it?"""
        if paragraph.mark.kind is not None or self._page or self._idle > IDLE:
            return False
        following = self.paragraphs.following(paragraph, paragraph.start, AHEAD)
        behind = next((each for each in following if each.mark.look is not Look.DATE), None)
        if behind is None:
            return False
        if behind.mark.look is not Look.LINE:
            return behind.mark.look in LISTED and LIST_BETWEEN
        return (self._spaced or len(self._entries) <= 1) and _is_title_like(behind) and LIST_BETWEEN

    def stands_between_entries(self, paragraph: Paragraph) -> bool | Answer:
        """A closed sentence in a list, the next entry right under it: its title just ends with a stop."""
        is_between = (
            not self._in_whole
            and not self._gap
            and bool(self._entries)
            and self._look(paragraph.start, paragraph.stop) in LISTED
        )
        return is_between and LIST_SENTENCE

    # The lines of an entry, once the table has said that it is one.

    def entry_end(self, paragraph: Paragraph) -> int:
        """The line behind an entry: a date alone before or after its title is the same block."""
        at, look = paragraph.start, paragraph.mark.look
        if self.is_whole_entry(at):
            return at + self._whole_entry(at).lines
        if look is Look.DATE:
            return at + 1 if self._is_entry(at) else at + 2
        if look in LISTED:
            # A line that begins an entry is never the end of the one before.
            return next(
                (there for there in range(at + 1, paragraph.stop) if self.mark(there).look in LISTED), paragraph.stop
            )
        dated_first = bool(self._entries) and self._entries[0] is Look.DATE
        if (
            look in RUNNING
            and not dated_first
            and self._look(at, paragraph.stop) is Look.DATE
            and self._is_bare_date(paragraph.stop)
        ):
            return paragraph.stop + 1
        return paragraph.stop

    def inline_entry(self, link: Mark) -> tuple[str, FoundDate | None]:
        """Title and date of a link inside the text, behind its marker."""
        line = read_line(link.title or "", self._packs)
        return (
            (line.title, line.found) if line.found and line.place is not DatePlace.ALONE else (link.title or "", None)
        )

    def is_whole_entry(self, at: int) -> bool:
        """Whether this line is the first one of an entry of a list that is seen whole."""
        return self._list is not None and self.paragraphs.starts[at] in self._list.entries

    def _whole_entry(self, at: int) -> Entry:
        assert self._list is not None
        return self._list.entries[self.paragraphs.starts[at]]

    def entry(self, at: int, stop: int) -> tuple[str, FoundDate | None]:
        """Title and date of the entry in these lines."""
        if self.is_whole_entry(at):
            whole = self._whole_entry(at)
            return whole.title, whole.found
        title, found = "", None
        for line in range(at, stop):
            known = self.mark(line)
            if found is None and known.look is Look.DATE and known.found and self._is_bare_date(line):
                found = known.found._replace(raw=self._text(line))
                continue
            text = self._text(line)
            # A second date, or the marker of a link inside, stays in the title.
            if known.title is not None and known.look is not Look.INLINE and (found is None or known.found is None):
                text, found = known.title, known.found or found
            title = f"{title} {text}" if title else text
        return title, found

    def _dates_an_entry(self, at: int, origin: int, entries: list[Look]) -> bool:
        """The same of a line, seen from another, in a list with these entries."""
        if self._is_entry(at):
            return True
        if self.mark(at).printed != self._text(at) and entries and entries[0] is not Look.DATE:
            return False  # a weekday and a date under a list are the page's own
        follows = self._look(origin, at + 1) in (Look.LINE, Look.ITEM, Look.TEXT)
        return follows and self._is_bare_date(at) and any(map(str.isalpha, self._text(at + 1)))

    def _is_entry(self, at: int) -> bool:
        """Whether the date line would be an entry in a list: its date comes first, then words."""
        known = self.mark(at)
        return known.look is Look.DATE and known.title is not None

    def _is_bare_date(self, at: int) -> bool:
        """Whether the date line has its date, perhaps its time and weekday, and nothing beside them."""
        known = self.mark(at)
        return self._text(at) in (known.printed, known.found.raw if known.found else None)

    # The lines ahead.

    def _text(self, at: int) -> str:
        return self._lines.texts[at].strip(WHITE)

    def _look(self, at: int, there: int) -> Look | None:
        """The look of a line ahead of `at`, None behind the last line or the horizon."""
        return self.mark(there).look if self.paragraphs.sees(at, there) else None

    def _next(self, at: int, there: int) -> int:
        """The next line from `there` on that is not blank, seen from `at`."""
        while self._look(at, there) is Look.BLANK:
            there += 1
        return there

    def _comes(self, at: int, there: int, looks: frozenset[Look]) -> bool:
        """Whether a line of these looks comes before a related list does."""
        while (look := self._look(at, there)) not in looks:
            if look is None or look is Look.HEADING:
                return False
            there += 1
        return True

    def _dates_of_list(self, at: int) -> list[FoundDate]:
        found = []
        there = at
        while self._look(at, there) in (*LISTED, *RUNNING, Look.BLANK, Look.DATE):
            if date := self.mark(there).found:
                found.append(date)
            there += 1
        return found


def _is_title_like(paragraph: Paragraph) -> bool:
    """Whether it is long enough for the title of an article: what is shorter is a menu's item."""
    return (
        paragraph.features.words >= TITLE_WORDS
        or paragraph.width >= SHORT
        or is_unspaced(paragraph.text.strip(WHITE)[0])
    )
