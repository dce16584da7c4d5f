"""Whether an article begins at a line: by clear signs, or by a model (docs/splitting.md).

Law: all evidence for a clear sign is at most BACK lines before the line and LOOKAHEAD_LINES after it, but for one fact:
whether the article before it began like plain text, by its first FIRST_LINES lines of text. The model's features come
from the same lines after it and from the article before it (`boundary_features.py`).
"""

from collections import deque
from collections.abc import Iterator
from itertools import islice, takewhile
from typing import NamedTuple

from seedparse.model import Beginning, Look, Mark
from seedparse.phrases.pack import Packs
from seedparse.readers import fields, front_matter, header_lines, pages
from seedparse.readers.datelines import read_dateline
from seedparse.readers.entries import begins_with_date
from seedparse.readers.exports import LINES_OF_HEAD, LINES_TO_ANCHOR, MAX_READ_CHARS, Line, Profiles, ends_head
from seedparse.recognition.boundary_exports import ExportSigns
from seedparse.recognition.boundary_features import WINDOW, Around, History, LineFacts, is_short, numbers_of
from seedparse.recognition.features import STRONG
from seedparse.recognition.looks import BLANK, EXPORT_HEAD, FORM_FEED, HEAD_KINDS, HEADING_KINDS, mark_of
from seedparse.recognition.looks import RULER as RULED
from seedparse.recognition.trees import TreeModel
from seedparse.text.lines import WHITE, Lines
from seedparse.text.patterns import later
from seedparse.text.sentences import LONGEST_TITLE, ends_with_colon, is_sentence
from seedparse.text.user_pattern import safe
from seedparse.text.words import BULLETS, QUOTES, is_small, is_unspaced
from seedparse.text.wrapping import columns, goes_on

BACK = 64  # lines of context before a line; BACK_BYTES limits them too
BACK_BYTES = 64 * 1024  # bytes of context before a line
LOOKAHEAD_LINES = 24  # lines in the lookahead window
LONGEST_SEPARATOR = 4096  # characters at the start of a line that a user's pattern is matched against
FEWEST_LINES = 2  # lines of text of an article before another begins
MAY_BEGIN = frozenset({Look.LINE, Look.TEXT, Look.JUNK, Look.ITEM, Look.DATE})
"""Looks of the lines about which the model is asked."""
_LAST_LOOKS = frozenset({Look.TEXT, Look.ATTRIBUTION, Look.JUNK, Look.BYLINE, Look.INLINE, Look.ENTRY})
_OF_LISTS = frozenset({Look.ENTRY, Look.ITEM, Look.JUNK})  # looks of the lines of menus and lists
NEVER_LAST_KINDS = frozenset({"navigation", "share", "promo", "unknown"})
"""Kinds of boilerplate that stand anywhere on a page, not only at an article's end; marks without words."""

_NUMBERED = later(r"\d{1,3}[.)]\s+(?=\S)")
_DATED_AT_END = later(
    r".*\b(?:\d\d?[./-]\d\d?[./-]\d{4}|\d{4}[./-]\d\d[./-]\d\d|\d\d?\.?\s(?:[^\W\d_]+\.?\s){1,3}\d{4}"
    r"|[^\W\d_]+\.?\s\d\d?,\s\d{4})[^\w\s]*$"
)
_DAY = later(r"\d{4}-\d\d-\d\d|\d\d?\.\d\d?\.\d{4}")
_LONG_RULER = later(r"(\W)\1{4,}$|_{5,}$")  # five marks or more: too long for a pause inside an article
_PAGE_RULER = later(r"([-=_*#~])\1{9,}$")  # ten marks or more from the line's start
_OPEN_MARKS = frozenset(":;,：；，")  # a line that ends with one of these is not a lead
_INSIDE_LIST = frozenset(BULLETS + WHITE)  # a line that begins with one of these is an item of a menu
TEXT_LENGTH = 60  # columns; a shorter line is not running text
MIN_TITLE_WORDS = 3  # words; a line with fewer may be the name of a section
SECTION_WORDS = 4  # unknown words allowed beside the date in a line under a title
COLUMN_WIDTH = 45  # columns of a line in a newspaper's column
LINES_OF_CAPITALS = 2  # maximum lines of a title in capitals
LINES_OF_COLUMN = 6  # lines before a title in capitals that must be of such a column
HEAD_LINES = 3  # maximum lines of text over a title: a section, a date, an author
LINES_UNDER_TITLE = 3  # lines of text under a title in which its lead, date or attribution is expected
DATED_ENTRIES = 3  # dated lines in a row that make a related list without bullets and without a known heading
HEADING_WORDS = 6  # maximum words in the heading of a related list or in a subheading
LINES_OF_TITLE_AND_LEAD = (
    2  # lines of text at an article's start, title and lead, among which no subheading is looked for
)
LINES_TO_ATTRIBUTION = 2  # lines under a title without a gap: its lead, its attribution
FIRST_LINES = 6  # first lines of text of an article; plain text has a closed line among them, a page does not
FOOT = 2  # closed lines required before an attribution at the end of an article
LONG_FOOT = 4  # the same if no blank line is before the attribution
FOOTERS = frozenset({"footer", "share", "tags"})  # kinds of boilerplate that end an article

BY_PATTERN = Beginning("split.pattern")  # a user's separator
BY_SIGN = Beginning("split.sign")
BY_FIELDS = Beginning("split.fields")


class Opening(NamedTuple):
    """The start of an article: its title and the few lines under it."""

    headed: bool  # a date line, a byline or an attribution is under the title, or a date line over it
    over: bool  # a date line is over the title
    attributed: bool  # an attribution is under the title
    dated_first: bool  # a date is the first line of text under the title
    tight: bool  # a closed sentence is under the title, with no blank line between them
    closed: bool  # a closed sentence is under the title
    short: bool  # the title has no more words than the name of a section
    named: bool  # the title is short and each word begins with a capital, as in a person's name


class Window:
    """The lines of text after the line about which the model is asked. For the next line it moves on by one line."""

    def __init__(self) -> None:
        self._of = -1  # byte offset of the line that they come after
        self._starts: deque[int] = deque()  # byte offset of each
        self.facts: deque[LineFacts] = deque()
        self.gaps: deque[int] = deque()  # lines without text over each

    def begin(self, start: int) -> None:
        """Make it the window of the line at this byte offset."""
        if self._of == start:
            return
        if self._starts and self._starts[0] == start:
            for line in (self._starts, self.facts, self.gaps):
                line.popleft()
        else:
            for line in (self._starts, self.facts, self.gaps):
                line.clear()
        self._of = start

    @property
    def lines(self) -> int:
        """How many lines it spans, with those without text."""
        return len(self.gaps) + sum(self.gaps)

    def add(self, start: int, facts: LineFacts, gap: int) -> None:
        """Add a line. `gap`: lines without text over it."""
        self._starts.append(start)
        self.facts.append(facts)
        self.gaps.append(gap)


class MoreNeededError(Exception):
    """The decision needs lines that have not arrived yet."""


class Evidence:
    """Evidence for a boundary from the lines around it. The splitter updates `last` and `final`."""

    def __init__(self, lines: Lines, packs: Packs, model: TreeModel, profiles: Profiles, split: str) -> None:
        self.lines = lines
        self.last = -1  # index of the previous line of text of this article; -1 at the start of an article
        self.begun = 0  # index of the article's first line of text; below 0 if that line was dropped
        self.final = False  # no more lines will arrive
        self._matter: front_matter.Matter | None = None  # the front matter that is still open after `last`
        self._headed = False  # `last` is a line of front matter
        self._seen = 0  # lines of text of this article examined so far, up to FIRST_LINES
        self._plain = False  # the article begins like plain text, not like a page
        self._packs = packs
        self._model = model
        self._names = profiles.names
        self._exports = ExportSigns(lines, packs, profiles)
        self._history = History()
        self._window = Window()
        self._pattern = None if split in ("auto", "off") else safe(split)

    def first_seen(self, line: int) -> int:
        """Index of the first line that is context of `line`."""
        starts = self.lines.starts
        at = max(0, line - BACK)
        while starts[line] - starts[at] > BACK_BYTES:
            at += 1
        return at

    def _first_of_article(self) -> int:
        """Index of the first line of this article that is context of the line after `last`."""
        return max(self.begun, self.first_seen(self.last))

    def cuts_alone(self, at: int) -> bool:
        """Whether line `at` is the head of a numbered export, which is a boundary by itself."""
        return self._pattern is None and self._mark(at) is EXPORT_HEAD

    def take(self, at: int) -> None:
        """Record line `at` as the last line of text. Raises MoreNeededError."""
        text = self.lines.texts[at]
        if self.last < 0:
            self.begun, self._seen, self._plain = at, 0, False
            self._exports.take_first(self._lines_of_head(at))
        if self._seen < FIRST_LINES and not self._plain:
            self._take_first(at, text)
        self._headed = False
        if self._matter:
            matter = self._goes_on(at, text)
            self._matter = None if matter is None or matter.closed else matter
            self._headed = matter is not None
        if not self._headed and front_matter.is_fence(text) and self._pattern is None:
            self._matter = front_matter.opens(text, self._behind(at), self._names)
            self._headed = self._matter is not None
        self._history.take(self.lines.starts[at], text, self._mark(at), at - self.last - 1)
        self.last = at

    def _around(self, at: int) -> Around:
        """The lines around line `at`. Raises MoreNeededError."""
        texts, starts, window = self.lines.texts, self.lines.starts, self._window
        window.begin(starts[at])
        over = at + window.lines
        for there in islice(self._ahead(over, at), WINDOW - len(window.facts)):
            facts = self._history.facts(starts[there], texts[there], self._mark(there))
            window.add(starts[there], facts, there - over - 1)
            over = there
        return self._history.around(texts[self.last + 1 : at], texts[at], [*window.facts], [*window.gaps])

    def _take_first(self, at: int, text: str) -> None:
        """Update `_plain`: plain text has a closed line among its first few lines, before any list, menu or indent.

        Raises MoreNeededError.
        """
        look = self._mark(at).look
        is_indented = text[0] in " \t"
        if is_indented:
            # The first line of a paragraph may be: then the next one is not.
            below = next(self._ahead(at), None)
            is_indented = below is None or below != at + 1 or self.lines.texts[below][0] in " \t"
        is_section = look is Look.JUNK and not self._seen and _is_kicker(text)
        # The credit of a picture or a share line may stand right under the title.
        is_of_head = look is Look.JUNK and self._seen == 1 and self._mark(at).kind in HEAD_KINDS
        self._seen += 1
        if is_indented or (look in _OF_LISTS and not (is_section or is_of_head)):
            self._seen = FIRST_LINES
        else:
            self._plain = look in (Look.TEXT, Look.ATTRIBUTION)

    def cut(self) -> None:
        """Start a new article after the last line of text."""
        self.last = -1
        self._matter = None
        self._history = History()

    def is_gap(self, at: int, text: str) -> bool:
        """Whether line `at` is blank or a separator, not a fence of front matter. Raises MoreNeededError."""
        mark = self._mark(at)
        if mark is BLANK or mark is FORM_FEED:
            return True
        if self._pattern:
            return self._pattern.match(text[:LONGEST_SEPARATOR]) is not None
        if mark is not RULED:
            return False
        if not front_matter.is_fence(text.strip(WHITE)):
            return True
        return not (self._matter and self._goes_on(at, text)) and not self._is_front_matter(at)

    def begins(self, at: int) -> Beginning | None:
        """Why an article begins at line `at`; None: it goes on.

        Raises MoreNeededError if that depends on lines not yet there.
        """
        if self._pattern:
            return BY_PATTERN if any(line.strip(WHITE) for line in self.lines.texts[self.last + 1 : at]) else None
        if self._headed and (
            (self._matter and self._goes_on(at, self.lines.texts[at])) or not self._is_front_matter(at)
        ):
            return None  # a line of front matter, or the text after it
        if self._exports.is_in_head(at):
            return None
        text = self.lines.texts[at].strip(WHITE)
        gap = at - self.last - 1
        if self._begins_plainly(at, text, gap) or self._begins_capitals(at, gap) or self._begins_export(at, gap):
            return BY_SIGN
        if gap and self._has_fields(at, text, gap):
            return BY_FIELDS
        if not self._may_begin(at, gap):
            return None  # the fast path
        start = self.lines.starts[at]
        line = self._history.facts(start, self.lines.texts[at], self._mark(at))
        numbers = numbers_of(line, self._around(at))
        begins, score = self._model.decide(numbers, start)
        return Beginning("split.model", score, self._model.threshold, numbers) if begins else None

    def turns_page(self, at: int) -> bool:
        """Whether the form feed at line `at` is between two pages of one article. Raises MoreNeededError."""
        if self.last < 0 or self._pattern:
            return False
        texts = self.lines.texts
        before = texts[self._first_of_article() : self.last + 1]
        if not pages.breaks_off(before):
            return False
        behind = [texts[there] for there in islice(self._ahead(at), pages.LINES_OF_TOP)]
        return pages.goes_on(before, [texts[at], *behind])

    def _begins_capitals(self, at: int, gap: int) -> bool:
        """Whether a title in capitals stands between blank lines over a narrow column, as in scans of newspapers."""
        texts = self.lines.texts
        if not gap or not _is_in_capitals(texts[at]) or not is_sentence(texts[self.last].strip(WHITE)):
            return False
        under = [at, *islice(self._ahead(at), LINES_UNDER_TITLE + LINES_OF_CAPITALS)]
        title = list(takewhile(lambda there: _is_in_capitals(texts[there]), under))
        column = under[len(title) :]
        if len(title) > LINES_OF_CAPITALS or len(column) < LINES_UNDER_TITLE or column[0] == title[-1] + 1:
            return False
        lines = column[:LINES_UNDER_TITLE]
        before = [there for there in range(self._first_of_article(), self.last + 1) if texts[there].strip(WHITE)]
        above = before[-LINES_OF_COLUMN:]
        is_tight = lines[-1] == lines[0] + LINES_UNDER_TITLE - 1 and len(above) == LINES_OF_COLUMN
        if any(self._mark(there).look in _OF_LISTS for there in lines):
            return False  # a menu
        return is_tight and all(columns(texts[there].strip(WHITE)) <= COLUMN_WIDTH for there in (*above, *lines))

    def _begins_export(self, at: int, gap: int) -> bool:
        """Whether an article of an export begins here: under an end mark, or with a head behind a gap."""
        if self._exports.ends(self.last):
            return True
        is_possible = gap > 0 and self._exports.has_anchor(self._lines_of_head(at, LINES_TO_ANCHOR))
        return is_possible and self._exports.is_head(self._lines_of_head(at))

    def _lines_of_head(self, at: int, most: int = LINES_OF_HEAD) -> list[Line]:
        """Line `at` and the lines of text after it that may be an article's head, `most` at most.

        Raises MoreNeededError.
        """
        texts = self.lines.texts
        found = [Line(at, texts[at][:MAX_READ_CHARS].strip(WHITE), texts[at][:1] in WHITE)]
        ahead = self._ahead(at)
        while len(found) < most and not ends_head(found[-1].text):
            there = next(ahead, None)
            if there is None:
                break
            gap = there > found[-1].at + 1
            found.append(Line(there, texts[there][:MAX_READ_CHARS].strip(WHITE), texts[there][0] in WHITE, gap))
        return found

    def _may_begin(self, at: int, gap: int) -> bool:
        """Whether the model is asked about line `at`. Of other lines hardly one begins an article."""
        look = self._mark(at).look
        if look not in MAY_BEGIN or self._history.count < FEWEST_LINES:
            return False
        texts = self.lines.texts
        if gap > self._history.widest_gap or any(text.strip(WHITE) for text in texts[self.last + 1 : at]):
            return True
        # The usual gap: no items and boilerplate, no long paragraph behind another, no line of a menu.
        if look is Look.TEXT:
            return len(texts[at]) < STRONG or self._mark(self.last).look is not Look.TEXT
        return look is Look.LINE and not (is_short(texts[at]) and is_short(texts[self.last]))

    def _end_of_wrapped(self, at: int) -> str | None:
        """The last line of the wrapped paragraph that begins at line `at`. None: it is not wrapped.

        Its second line begins with a small letter, and each line but the last ends where the next word did not fit.
        """
        texts = self.lines.texts
        last, width = at, columns(texts[at].strip(WHITE))
        for there in self._ahead(at):
            if there > last + 1 or not goes_on(texts[last], texts[there], width):
                break
            if last == at and not is_small(texts[there].lstrip(WHITE)[0]):
                return None
            last, width = there, max(width, columns(texts[there].strip(WHITE)))
        return texts[last].strip(WHITE) if last > at else None

    def _begins_plainly(self, at: int, text: str, gap: int) -> bool:
        """Whether a title with its lead, date or attribution begins here, and the article before has clearly ended.

        A ruler, a wide gap or an attribution between the two shows the end of an article as well (docs/splitting.md).
        """
        texts = self.lines.texts
        if texts[at][0] in " \t":
            return False
        if not self._plain:
            return self._begins_behind_long_ruler(at, text)
        if not _is_open(text) or is_sentence(self._end_of_wrapped(at) or text):
            return self._begins_untitled(at)
        first = self._first_of_article()
        over = self._is_over(gap, first)
        last = self._mark(self.last)
        if not over and not gap and last.look is not Look.ATTRIBUTION:
            return self._begins_attributed(at, text, first)
        # If dates are on lines of their own, a date or a short line under an entry may belong to the list.
        alone = any(self._is_date_alone(there) for there in (self.last, self.last - 1) if there >= first)
        opening = self._opening(at, apart=gap > 0 or not alone, has_attribution=self._has_attribution(first))
        if opening is None:
            return self._is_date_alone(at) and self._begins_untitled(at)
        marks = [line for line in (line.strip(WHITE) for line in texts[self.last + 1 : at]) if line]
        if over:
            apart = bool(marks) or gap > max(1, self._widest_gap(first))
            follows = (apart or not (alone and opening.dated_first)) and self._follows(opening, first, apart=apart)
            if follows or not marks:
                return follows
        if marks:
            # Without a blank line between title and text the ruler needs none around it.
            tight = opening.tight or (
                opening.closed and not texts[self.last + 1].strip(WHITE) and not texts[at - 1].strip(WHITE)
            )
            return opening.headed or (tight and any(map(_LONG_RULER.match, marks)))
        bare = texts[self.last].strip(WHITE)
        if last.look is Look.ITEM and not is_sentence(bare):
            return False  # an item of a menu
        if last.kind == "credit" and opening.headed and opening.closed:
            return self._texts_before(self.last, first, 1)
        if last.look is Look.ATTRIBUTION and opening.over and opening.closed:
            return self._texts_before(self.last, first, FOOT)
        if opening.attributed and (gap > 1 or self._has_attribution(first)):
            return self._texts_before(self.last + (last.look is Look.TEXT), first, 1)
        wider = gap - self._widest_gap(first)
        is_apart = wider > 1 or (
            wider > 0
            and (opening.over or (gap > 1 and (opening.tight or not opening.short)))
            and not self._has_subheading(first)
        )
        return is_apart and opening.closed and is_sentence(bare) and self._texts_before(self.last + 1, first, 1)

    def _begins_behind_long_ruler(self, at: int, text: str) -> bool:
        """On a page: whether an article with its text begins right behind a long ruler without an indent."""
        between = self.lines.texts[self.last + 1 : at]
        if not any(map(_PAGE_RULER.match, between)) or not _is_open(text):
            return False
        opening = self._opening(at, apart=True, has_attribution=False)
        first = self._first_of_article()
        return (
            opening is not None
            and opening.closed
            and (opening.tight or opening.headed)
            and self._texts_before(self.last + 1, first, 1)
        )

    def _begins_attributed(self, at: int, text: str, first: int) -> bool:
        """Whether a title with its attribution begins right behind running text, and the article before has one too.

        The attribution is right under the title, or under its lead, as it is in the article before.
        """
        if self._mark(at).look is not Look.LINE or _is_kicker(text) or not self._has_attribution(first):
            return False
        if not is_sentence(self.lines.texts[self.last].strip(WHITE)):
            return False
        under = list(islice(self._ahead(at), LINES_TO_ATTRIBUTION))
        looks = [self._mark(there).look for there in under]
        if Look.ATTRIBUTION not in looks or under[-1] > at + LINES_TO_ATTRIBUTION:
            return False
        has_lead = looks[0] is Look.TEXT
        head = [self._mark(there).look for there in range(first, self.last) if self.lines.texts[there].strip(WHITE)]
        is_alike = first == self.begun and head[: 1 + LINES_TO_ATTRIBUTION] == [Look.LINE, *looks]
        return (is_alike if has_lead else looks[0] is Look.ATTRIBUTION) and self._texts_before(
            self.last + 1, first, FOOT
        )

    def _begins_untitled(self, at: int) -> bool:
        """Whether an article without a title begins here, with or without its date: behind a ruler, after a list."""
        texts = self.lines.texts
        if not any(text.strip(WHITE) for text in texts[self.last + 1 : at]):
            return False
        first = self._first_of_article()
        top = self._top_of_list(first)
        if top is None or not self._texts_before(top, first, 1):
            return False
        body = next(self._ahead(at), None) if self._is_date_alone(at) else at
        return (
            body is not None and self._mark(body).look is Look.TEXT and columns(texts[body].strip(WHITE)) >= TEXT_LENGTH
        )

    def _follows(self, opening: Opening, first: int, *, apart: bool) -> bool:
        """Whether a title after the clear end of an article begins a new article."""
        if opening.headed:
            return True
        last = self._mark(self.last)
        known = last.look is Look.JUNK and not is_sentence(self.lines.texts[self.last].strip(WHITE))
        if opening.short and (known or not opening.tight):
            return False
        if opening.named and not apart:
            return False  # the author of the article, and a sentence about the author
        if not apart and self._has_subheading(first):
            return False
        return opening.tight or not known or last.kind == "footer"

    def _has_subheading(self, first: int) -> bool:
        """Whether the article so far has a line like a title between two closed lines."""
        texts = self.lines.texts
        lines = [at for at in range(first, self.last + 1) if texts[at].strip(WHITE)][LINES_OF_TITLE_AND_LEAD:]
        for over, at, under in zip(lines, lines[1:], lines[2:], strict=False):
            text = texts[at].strip(WHITE)
            if (
                [self._mark(there).look for there in (over, at, under)] == [Look.TEXT, Look.LINE, Look.TEXT]
                and len(text.split()) <= HEADING_WORDS
                and _is_open(text)
                and not is_small(texts[under].strip(WHITE)[0])
            ):
                return True
        return False

    def _is_over(self, gap: int, first: int) -> bool:
        """Whether the last line clearly ends the article: a related list, a footer or a final attribution."""
        found = self._mark(self.last)
        text = self.lines.texts[self.last]
        if found.look is Look.JUNK:
            ends = found.kind in FOOTERS and text[0] not in _INSIDE_LIST and (gap > 0 or found.kind == "footer")
            if ends and self._texts_before(self.last, first, 1):
                return True
            foot = self._above_boilerplate(first)
            return gap > 0 and self._mark(foot).look is Look.ATTRIBUTION and self._texts_before(foot, first, FOOT)
        if text[0] == "©":
            return self._texts_before(self.last, first, 1)
        if found.look is Look.ATTRIBUTION:
            # Directly under title and lead an attribution belongs to the head, and a subheading may follow it.
            foot = FOOT if found.kind == "credit" or self._widest_gap(first) else LONG_FOOT
            if found.kind == "credit" and self.last > first and self._top_of_list(first, self.last - 1) is not None:
                foot = 1  # a source under a list
            return (gap > 0 or found.kind == "credit") and self._texts_before(self.last, first, foot)
        top = self._top_of_list(first)
        return top is not None and self._texts_before(top, first, 1)

    def _above_boilerplate(self, first: int) -> int:
        """Index of the last line that is neither blank nor boilerplate; `first` if there is none."""
        at = self.last
        while at > first and self._mark(at).look in (Look.BLANK, Look.JUNK):
            at -= 1
        return at

    def _is_date_alone(self, at: int) -> bool:
        """Whether a line has a date and no words except those that belong to the date."""
        found = self._mark(at)
        if found.look is not Look.DATE:
            return False
        return not any(map(str.isalpha, self.lines.texts[at].replace(found.printed or "", "", 1)))

    def _has_attribution(self, first: int) -> bool:
        return any(self._mark(at).look is Look.ATTRIBUTION for at in range(first, self.last + 1))

    def _widest_gap(self, first: int) -> int:
        """Maximum number of blank lines in a row in the article so far."""
        most = run = 0
        for at in range(first, self.last + 1):
            run = 0 if self.lines.texts[at].strip(WHITE) else run + 1
            most = max(most, run)
        return most

    def _texts_before(self, at: int, first: int, count: int) -> bool:
        """Whether the article has `count` closed lines before line `at`, or may have them before the context."""
        for there in range(at - 1, first - 1, -1):
            if self._mark(there).look in (Look.TEXT, Look.ATTRIBUTION):
                count -= 1
                if not count:
                    return True
        return first > self.begun

    def _top_of_list(self, first: int, last: int | None = None) -> int | None:
        """Index of the first line, or the heading, of the related lists that end with line `last`. None: no list.

        Without `last` they end with the last line of the article.
        """
        texts = self.lines.texts
        dated = marked = entries = 0
        last = self.last if last is None else last
        at = last
        is_over_title = False  # the next line of text after `at` has a date and nothing else
        while at >= first:
            text = texts[at].strip(WHITE)
            if text:
                found = self._mark(at)
                look = found.look
                if look is Look.HEADING:
                    # If each date is over its title, the last line of the list is a title, not a date.
                    over = not (is_over_title and self._is_date_alone(last))
                    return at if entries and over else None
                if look is Look.TEXT:
                    break
                numbered = _NUMBERED.match(text)
                is_marked = text[0] in BULLETS or numbered is not None
                is_dated = (
                    (look in (Look.ENTRY, Look.DATE) and not _is_partial(found))
                    or (numbered is not None and begins_with_date(text[numbered.end() :], self._packs))
                    or _DATED_AT_END.match(text) is not None
                )
                if is_marked and texts[at][0] in WHITE:
                    break  # a page's menu
                is_titled = look is Look.LINE and (is_over_title or (at > first and self._is_date_alone(at - 1)))
                is_continued = texts[at][0] in WHITE and at > first and texts[at - 1].strip(WHITE) != ""
                if not (is_marked or is_dated or is_titled or is_continued):
                    break
                entries += not is_continued
                dated += is_dated
                marked += is_marked
                is_over_title = self._is_date_alone(at)
            elif at < last and not texts[at + 1].strip(WHITE):
                break  # two blank lines
            at -= 1
        if dated >= DATED_ENTRIES and not is_over_title:
            return at + 1
        if dated and at >= first and self._may_head(at) and len(texts[at].split()) <= HEADING_WORDS:
            # Without bullets a short list must be under another list.
            return at if 2 * marked >= entries else self._top_of_list(first, at - 1) if at > first else None
        return None

    def _may_head(self, at: int) -> bool:
        """Whether line `at` may be the heading of a list."""
        found = self._mark(at)
        return found.look is Look.LINE or found.kind in HEADING_KINDS

    def _opening(self, at: int, *, apart: bool, has_attribution: bool) -> Opening | None:
        """The start of an article whose title is at line `at`, or after a section and a date at `at`. None: no title.

        `apart`: a section or a date may be over the title, and if the article before has an attribution
        (`has_attribution`), an attribution too.
        """
        texts = self.lines.texts
        if self._mark(at).title and self._mark(self.last).look in (Look.ENTRY, Look.DATE):
            return None  # an entry under another
        if _DATED_AT_END.match(texts[at].strip(WHITE)) and _DATED_AT_END.match(texts[self.last].strip(WHITE)):
            return None  # the same with their dates at the end
        over = headed = False  # a date line, or an author, is over the title
        title, lines = at, list(islice(self._ahead(at), HEAD_LINES + LINES_UNDER_TITLE))
        for _ in range(HEAD_LINES):
            look = self._look_in_head(title)
            below = self._mark(lines[0]).look if lines else Look.BLANK
            is_section = look is Look.LINE and _is_kicker(texts[title].strip(WHITE))
            is_over = look is Look.DATE or (
                look is Look.ATTRIBUTION
                and has_attribution
                and self._mark(title).kind != "credit"
                and lines[:1] == [title + 1]
            )
            # An author right under the text before may have written that.
            is_author = look is Look.BYLINE and (over or at > self.last + 1) and below in (Look.LINE, Look.DATE)
            if not apart or not (is_over or is_author or (is_section and below in (Look.LINE, Look.DATE))):
                break
            if not lines:
                return None
            over = over or is_over
            title = lines.pop(0)
            headed = headed or is_author
        text = texts[title].strip(WHITE)
        if self._mark(title).look is not Look.LINE or not _is_open(text) or _is_word(text):
            return None
        if _NUMBERED.match(text) or _DATED_AT_END.match(text):
            return None  # an entry of a list
        attributed = dated_first = tight = closed = False
        for number, there in enumerate(lines[:LINES_UNDER_TITLE]):
            look = self._look_in_head(there)
            if look is Look.DATE and self._mark(there).title:
                break  # an entry of a list
            if look in (Look.DATE, Look.BYLINE, Look.ATTRIBUTION):
                headed = True
                attributed = attributed or look is Look.ATTRIBUTION
                dated_first = dated_first or (number == 0 and look is Look.DATE)
            elif look is Look.TEXT and (
                texts[there].rstrip(WHITE)[-1] not in _OPEN_MARKS or self._opens_items(lines[number:])
            ):
                closed = True
                headed = headed or read_dateline(texts[there].strip(WHITE), self._packs) is not None
                tight = tight or there == title + 1 + number
            elif look not in (Look.LINE, Look.TEXT):
                break
        if not headed and not closed:
            return None
        headed = headed or over
        short = _is_kicker(text)
        named = short and all(word[0].isupper() for word in text.split())
        return Opening(headed, over, attributed, dated_first, tight, closed, short, named)

    def _look_in_head(self, at: int) -> Look:
        """The look of line `at`; that of a date line, if it has few words beside its date: "Turin, 20 May 2026"."""
        look = self._mark(at).look
        if look is Look.LINE and header_lines.read(self.lines.texts[at].strip(WHITE), self._packs, SECTION_WORDS):
            return Look.DATE
        return look

    def _opens_items(self, lines: list[int]) -> bool:
        """Whether the first of these lines ends with a colon and a bulleted list follows."""
        if not ends_with_colon(self.lines.texts[lines[0]]):
            return False
        return len(lines) > 1 and self._mark(lines[1]).look is Look.ITEM

    def _ends(self) -> bool:
        """Whether the last line of text may be the last of an article."""
        found = self._mark(self.last)
        return found.look in _LAST_LOOKS and found.kind not in NEVER_LAST_KINDS

    def _has_fields(self, at: int, text: str, gap: int) -> bool:
        """Whether front matter, fields with a title or the head of a corpus begin at line `at`.

        The head of a corpus is a few short lines, among them a date and an address.
        """
        if text[0] in front_matter.FENCES and front_matter.is_fence(text):
            return self._is_front_matter(at)
        if ":" in text[: fields.WITH_INDENT] and self._names.is_known(text):
            apart = gap > 1 or self.lines.texts[at - 1].strip(WHITE) != ""
            names = fields.names_of([text, *self._behind(at)])
            return (apart or self._ends()) and self._names.is_head(names, apart=apart)
        if " " in text or len(text) > 40:
            return False
        day = address = False
        for there in islice(self._ahead(at), 4):
            line = self.lines.texts[there].strip(WHITE)
            day = day or _DAY.match(line) is not None
            address = address or fields.is_address(line)
        return day and address

    def _is_front_matter(self, at: int) -> bool:
        """Whether line `at` is the fence that opens front matter."""
        return front_matter.opens(self.lines.texts[at], self._behind(at), self._names) is not None

    def _goes_on(self, at: int, text: str) -> front_matter.Matter | None:
        """The open front matter with line `at` added; None if the line is not a part of it."""
        assert self._matter is not None
        return front_matter.goes_on(self._matter, text, self._behind(at), self._names, gap=at - self.last > 1)

    def _behind(self, at: int) -> Iterator[str]:
        """The texts after line `at` that show whether it is front matter, up to the next form feed.

        Raises MoreNeededError if they have not all arrived.
        """
        texts = self.lines.texts
        for there in range(at + 1, at + 1 + front_matter.LOOKAHEAD_LINES):
            if there >= len(texts):
                if self.final:
                    return
                raise MoreNeededError
            if texts[there][:1] == "\f":
                return
            yield texts[there]

    def _ahead(self, at: int, origin: int | None = None) -> Iterator[int]:
        """Indexes of the lines of text after line `at`, up to the next form feed, in the lookahead window of `origin`
        (default: of line `at`).

        Raises MoreNeededError if they have not all arrived.
        """
        texts = self.lines.texts
        for there in range(at + 1, (at if origin is None else origin) + 1 + LOOKAHEAD_LINES):
            if there >= len(texts):
                if self.final:
                    return
                raise MoreNeededError
            if texts[there][:1] == "\f":
                return
            if texts[there].strip(WHITE):
                yield there

    def _mark(self, at: int) -> Mark:
        return self.lines.marks[at] or mark_of(self.lines, at, self._packs)


def _is_partial(mark: Mark) -> bool:
    """Whether a line has a date without its year, as the lines of a calendar have."""
    return mark.found is not None and mark.found.form == "partial"


def _is_in_capitals(text: str) -> bool:
    """Whether a line has two words or more, all in capitals."""
    return " " in text.strip(WHITE) and text.isupper() and all(map(str.isupper, filter(str.isalpha, text)))


def _is_kicker(text: str) -> bool:
    """Whether a line has fewer words than a title."""
    return len(text.split()) < MIN_TITLE_WORDS and not is_unspaced(text[0])


def _is_word(text: str) -> bool:
    return " " not in text and not is_unspaced(text[0])


def _is_open(text: str) -> bool:
    """Whether a line could be a title by its first and last characters: not a sentence, and no bullet before it."""
    if len(text) > LONGEST_TITLE or text[0] in BULLETS or is_small(text[0]) or is_sentence(text):
        return False
    return text[0].isalnum() or text[0] in QUOTES or text[0] in "([¿¡#"
