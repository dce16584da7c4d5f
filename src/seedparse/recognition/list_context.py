"""The questions in and around related lists, above all those that are not whole in the lookahead window.

Law: an entry has the look of the entries before it; anything else is boilerplate or text. A list ends after IDLE
paragraphs without an entry.
"""

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from seedparse.model import Answer, FoundDate, Look, Mark, Role
from seedparse.phrases.pack import Packs
from seedparse.readers.dates import order_of
from seedparse.readers.entries import DatePlace, read_line
from seedparse.recognition import link_lists
from seedparse.recognition.features import LOOKAHEAD_PARAGRAPHS, SHORT, Past
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
MIN_UNDATED_ENTRY_WORDS = 3  # minimum words of an entry without a date
DATED_HEAD = 40  # characters at the start of a line that are searched for a digit before its date is read
CHRONOLOGY = 2  # minimum dated lines in a row; one more if they may be lines of date and authors
IDLE = 4  # maximum gap cost since the last entry, in paragraphs (`link_lists.weight`); then the list ends
MIN_BOILERPLATE = 10  # minimum paragraphs of boilerplate that show a page

_DIGIT = re.compile(r"\d")

# The rules that decide, where a question has more than one (docs/record.md).
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
    """The lines in memory, and the state of the current related list."""

    def __init__(self, packs: Packs) -> None:
        self.heading: str | None = None  # text of the current list's heading
        self.order: str | None = None  # order of day and month in the list's dates of the form a/b/c
        self.paragraphs = Paragraphs(packs)
        self._lines = Lines()
        self._packs = packs
        self._gap = False  # the line before is blank
        self._entries: list[Look] = []  # looks of the list's first two entries: its style
        self._spaced = False  # the list has a blank line between two entries
        self._page = False  # the list is on a page, among menus and link lists
        self._boilerplate = 0  # paragraphs of boilerplate (role extra) in the article so far
        self._idle = 0  # gap cost since the last entry, in paragraphs
        self._box = link_lists.EMPTY  # the current list, if it is on a page
        self._reader = ListReader(self.paragraphs, packs)
        self._list: RelatedList | None = None  # the last list that was read whole
        self._in_parts = False  # the current list is read entry by entry
        self._in_whole = False  # the current list was read whole; it gets no more entries
        self._has_text = False  # the article has a paragraph that is closed like a sentence
        self._past = Past()
        self._under_empty = False  # a heading without entries came before, and since then only dates

    def hold(self, lines: Lines, *, final: bool) -> None:
        """Set the lines in memory. `final`: no more lines will arrive. Looks are computed when first used."""
        self._lines = lines
        self.paragraphs.hold(lines, final=final)

    def drop(self, count: int) -> None:
        """Forget the first `count` lines."""
        self.paragraphs.drop(count)

    def mark(self, at: int) -> Mark:
        """The look of line `at` alone."""
        return self.paragraphs.mark(at)

    def take_listed(self, paragraph: Paragraph, stop: int, role: Role | None, gap: bool) -> None:
        """Record a decided paragraph for later questions about lists.

        `stop`: the line after the paragraph. `gap`: whether a blank line is before it.
        """
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
            self.heading = paragraph.text.strip(WHITE)  # the paragraph's text, because a heading may be wrapped
            # If the list's own dates leave the order open, the language of its heading decides.
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
        """Is it the heading or an entry of a list that is whole in the lookahead window?"""
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
        """Whether the paragraph is inside a list that is read entry by entry."""
        return self._in_parts and (self._page or self._idle <= IDLE)

    def _takes_undated(self, paragraph: Paragraph) -> bool:
        """Whether a list without dates may begin here.

        Not on a page. The list has a known heading, or is after a list that was read whole, or is not directly after
        an item or a short line.
        """
        if is_page(self.paragraphs.following(paragraph, paragraph.start, LOOKAHEAD_PARAGRAPHS)):
            return False
        near = next(iter(self._past.near), None)
        is_listed = near is not None and near.mark.look in (Look.ITEM, Look.LINE)
        return paragraph.mark.look is Look.HEADING or self._in_whole or not is_listed

    def heads_whole_list(self, paragraph: Paragraph) -> bool:
        """Is it the heading of the list that was read whole?"""
        return self._list is not None and self.paragraphs.start(paragraph) == self._list.heading

    def is_in_chronology(self, paragraph: Paragraph) -> bool | Answer:
        """Is it one of several lines in a row with a date at their head, after running text?"""
        if self._boilerplate >= MIN_BOILERPLATE or not self._is_dated(paragraph):
            return False
        near = list(self._past.near)
        following = self.paragraphs.following(paragraph, paragraph.start, LOOKAHEAD_PARAGRAPHS)
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
        following = self.paragraphs.following(paragraph, at, LOOKAHEAD_PARAGRAPHS)
        linked = sum(each.links > 0 for each in following)
        self._page = self._boilerplate >= MIN_BOILERPLATE or is_page(following) or linked * 2 > len(following)
        if self._page:
            self._box = link_lists.read(paragraph, self.paragraphs, self._packs)
            return bool(self._box.entries)
        # These are the same checks as in the questions below, for a list that has no entries yet.
        for each in following:
            if each.mark.look is not Look.DATE:
                if each.mark.look is not Look.LINE:
                    return each.mark.look in LISTED
                return _is_title_like(each) or self._look(at, each.stop) is Look.DATE
            if self._dates_an_entry(each.start, at, []):
                return True
        return False

    def dates_an_entry(self, paragraph: Paragraph) -> bool | Answer:
        """A date line in a list: does it have an entry's title ("Feb 1, 2025 - Storm"), or does the title follow?"""
        return (
            not self._in_whole and self._dates_an_entry(paragraph.start, paragraph.start, self._entries) and LIST_DATE
        )

    def is_under_empty_heading(self, paragraph: Paragraph) -> bool | Answer:
        """A date line under a related heading without entries: is it the date of an entry whose title was lost?"""
        return self._under_empty and paragraph.mark.kind is None and LIST_EMPTY

    def continues_list(self, paragraph: Paragraph) -> bool | Answer:
        """A short line in a list: is it an entry without a date, not the text after the list?"""
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
        # After a blank line a short line is a subheading of the body if running text follows, or if the list has no
        # blank lines between its entries.
        if self._gap and self._entries and (look is Look.TEXT or not (self._spaced or len(self._entries) == 1)):
            return False
        return not (look is Look.TEXT and following == paragraph.stop and len(self._entries) > 0)

    def is_entry(self, paragraph: Paragraph) -> bool | Answer:
        """A line with a bullet, or with a date and a title, in a list: is it an entry, not an item of a menu?"""
        if paragraph.mark.look is Look.ENTRY and Look.ENTRY in self._entries:
            return LIST_STYLE  # a date and a title, like the entries before
        if self._page:
            return self.paragraphs.start(paragraph) in self._box.entries and LIST_ON_PAGE
        if self._in_whole and paragraph.mark.look is Look.ITEM:
            return False
        return (self._idle <= IDLE or paragraph.mark.look is Look.ENTRY) and LIST_ITEM

    def is_within_list(self, paragraph: Paragraph) -> bool | Answer:
        """On a page: is an entry of the list after this line, so that the line is a kicker or a teaser?"""
        return self._page and self.paragraphs.start(paragraph) <= self._box.last and LIST_BETWEEN

    def is_among_entries(self, paragraph: Paragraph) -> bool | Answer:
        """A date line in a list, without a title: does an entry follow?"""
        if paragraph.mark.kind is not None or self._page or self._idle > IDLE:
            return False
        following = self.paragraphs.following(paragraph, paragraph.start, LOOKAHEAD_PARAGRAPHS)
        behind = next((each for each in following if each.mark.look is not Look.DATE), None)
        if behind is None:
            return False
        if behind.mark.look is not Look.LINE:
            return behind.mark.look in LISTED and LIST_BETWEEN
        return (self._spaced or len(self._entries) <= 1) and _is_title_like(behind) and LIST_BETWEEN

    def stands_between_entries(self, paragraph: Paragraph) -> bool | Answer:
        """A closed sentence in a list: is the next entry directly under it, so that it is a title with a full stop?"""
        is_between = (
            not self._in_whole
            and not self._gap
            and bool(self._entries)
            and self._look(paragraph.start, paragraph.stop) in LISTED
        )
        return is_between and LIST_SENTENCE

    # The lines of an entry, after the table has decided that it is one.

    def entry_end(self, paragraph: Paragraph) -> int:
        """Index of the line after an entry. A date on a line of its own before or after the title is included."""
        at, look = paragraph.start, paragraph.mark.look
        if self.is_whole_entry(at):
            return at + self._whole_entry(at).lines
        if look is Look.DATE:
            return at + 1 if self._is_entry(at) else at + 2
        if look in LISTED:
            # A line that begins an entry ends the entry before, even if that one was wrapped.
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
        """Title and date of a link inside the text, without its marker."""
        line = read_line(link.title or "", self._packs)
        return (
            (line.title, line.found) if line.found and line.place is not DatePlace.ALONE else (link.title or "", None)
        )

    def is_whole_entry(self, at: int) -> bool:
        """Whether this line is the first of an entry of the list that was read whole."""
        return self._list is not None and self.paragraphs.starts[at] in self._list.entries

    def _whole_entry(self, at: int) -> Entry:
        assert self._list is not None
        return self._list.entries[self.paragraphs.starts[at]]

    def entry(self, at: int, stop: int) -> tuple[str, FoundDate | None]:
        """Title and date of the entry in the lines from `at` to before `stop`."""
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
            # A second date, or the marker of an inline link, stays in the title.
            if known.title is not None and known.look is not Look.INLINE and (found is None or known.found is None):
                text, found = known.title, known.found or found
            title = f"{title} {text}" if title else text
        return title, found

    def _dates_an_entry(self, at: int, origin: int, entries: list[Look]) -> bool:
        """Whether date line `at`, seen from `origin`, belongs to an entry of a list with these first entries."""
        if self._is_entry(at):
            return True
        if self.mark(at).printed != self._text(at) and entries and entries[0] is not Look.DATE:
            return False  # a weekday and a date under a list belong to the page
        follows = self._look(origin, at + 1) in (Look.LINE, Look.ITEM, Look.TEXT)
        return follows and self._is_bare_date(at) and any(map(str.isalpha, self._text(at + 1)))

    def _is_entry(self, at: int) -> bool:
        """Whether the date line could be an entry of a list: first a date, then words."""
        known = self.mark(at)
        return known.look is Look.DATE and known.title is not None

    def _is_bare_date(self, at: int) -> bool:
        """Whether the date line has only a date, with or without time and weekday."""
        known = self.mark(at)
        return self._text(at) in (known.printed, known.found.raw if known.found else None)

    # The lines ahead.

    def _text(self, at: int) -> str:
        return self._lines.texts[at].strip(WHITE)

    def _look(self, at: int, there: int) -> Look | None:
        """The look of line `there`, seen from line `at`; None after the last line or the horizon."""
        return self.mark(there).look if self.paragraphs.sees(at, there) else None

    def _next(self, at: int, there: int) -> int:
        """Index of the first line from `there` on that is not blank, seen from `at`."""
        while self._look(at, there) is Look.BLANK:
            there += 1
        return there

    def _comes(self, at: int, there: int, looks: frozenset[Look]) -> bool:
        """Whether a line with one of these looks follows, before a related heading or the horizon."""
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
    """Whether it is long enough for the title of an article; an item of a menu is shorter."""
    return (
        paragraph.features.words >= MIN_UNDATED_ENTRY_WORDS
        or paragraph.width >= SHORT
        or is_unspaced(paragraph.text.strip(WHITE)[0])
    )
