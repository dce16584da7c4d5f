"""The evidence that an article begins at a line, in points (docs/splitting.md).

Law: all evidence is at most BACK lines before the line and LOOKAHEAD_LINES after it, but for one fact: whether the
article before it began like plain text, by its first FIRST_LINES lines of text. A change of language is no evidence.
"""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from seedparse.model import Look, Mark
from seedparse.phrases.pack import Packs
from seedparse.readers import fields, front_matter, header_lines
from seedparse.readers.entries import begins_with_date
from seedparse.recognition.looks import BLANK, EXPORT_HEAD, FORM_FEED, HEADING_KINDS, mark_of
from seedparse.recognition.looks import RULER as RULED
from seedparse.text.lines import WHITE, Lines
from seedparse.text.patterns import later
from seedparse.text.sentences import FULL_STOPS, LONGEST_TITLE, ends_with_colon, is_sentence
from seedparse.text.user_pattern import safe
from seedparse.text.words import BULLETS, QUOTES, is_small, is_unspaced
from seedparse.text.wrapping import columns, goes_on

BACK = 64  # lines of context before a line; BACK_BYTES limits them too
BACK_BYTES = 64 * 1024  # bytes of context before a line
LOOKAHEAD_LINES = 24  # lines in the lookahead window
LONGEST_SEPARATOR = 4096  # characters at the start of a line that a user's pattern is matched against
BOUNDARY_THRESHOLD = 4  # points: the threshold for a boundary

# Points for the lines between two lines of text.
RULER = 3  # one mark repeated, with blank lines around it: rare inside an article
BREAK = 0  # "* * *" and the text that converters write for <hr>: as often a pause inside an article
WIDE_GAP = 4  # at least two blank lines more than before any of the last paragraphs
UNUSUAL_GAP = 2  # one blank line more

# Points for the end of the text before.
CLOSED = 1  # a closed sentence, a credit, a footer
LISTED = 2  # a related list

# Points for the beginning of the text after.
FIELDS = 4  # front matter, fields with a title, or an id, a language, a date and an address
TITLE = 1  # a line that could be a title
TITLE_AND_TEXT = 2  # a line that could be a title, with running text under it
DATED = 1  # added for a date line, a byline or an attribution between title and text

BOILERPLATE_KINDS = frozenset({"navigation", "share", "promo"})

_RULER = later(r"([-=*~+])\1{2,}$|#{5,}$")
_NUMBERED = later(r"\d{1,3}[.)]\s+(?=\S)")
_DATED_AT_END = later(
    r".*\b(?:\d\d?[./-]\d\d?[./-]\d{4}|\d{4}[./-]\d\d[./-]\d\d|\d\d?\.?\s(?:[^\W\d_]+\.?\s){1,3}\d{4}"
    r"|[^\W\d_]+\.?\s\d\d?,\s\d{4})[^\w\s]*$"
)
_DAY = later(r"\d{4}-\d\d-\d\d|\d\d?\.\d\d?\.\d{4}")
_LONG_RULER = later(r"(\W)\1{4,}$|_{5,}$")  # five marks or more: too long for a pause inside an article
_PAGE_RULER = later(r"([-=_*#~])\1{9,}$")  # ten marks or more from the line's start
PAUSE = 3  # maximum number of marks in a ruler that may be a pause inside an article
# Characters that end a paragraph but not a title: full stops, and the quotes and brackets that may follow them.
_PARAGRAPH_ENDS = frozenset(FULL_STOPS + QUOTES + ")]")
_OPEN_MARKS = frozenset(":;,：；，")  # a line that ends with one of these is not a lead
_INSIDE_LIST = frozenset(BULLETS + WHITE)  # a line that begins with one of these is an item of a menu
_ENTRY_HINT = frozenset(BULLETS + "0123456789")
LAYOUT_GAP = 3  # blank lines under a first line, and again under the next: a layout with wide gaps everywhere
USUAL = 12  # lines of text before a gap, from which the usual number of blank lines is taken
TEXT_LENGTH = 60  # columns; a shorter line is not running text
PARAGRAPH = 160  # columns; a line of this length is a paragraph, closed or not
ENOUGH_TEXT = 300  # columns of running text among the next OPENING lines of text under a title
RIGHT_UNDER = 1  # lines of text under a title that count as directly under it
MIN_TITLE_WORDS = 3  # words; a line with fewer may be the name of a section
SECTION_WORDS = 4  # unknown words allowed beside the date in a line under a title
OPENING = 6  # lines of text examined under a title
HEAD_LINES = 2  # maximum lines of text over a title: a section, a date
LINES_UNDER_TITLE = 3  # lines of text under a title in which its lead, date or attribution is expected
DATED_ENTRIES = 3  # dated lines in a row that make a related list without bullets and without a known heading
HEADING_WORDS = 6  # maximum words in the heading of a related list or in a subheading
LINES_OF_TITLE_AND_LEAD = (
    2  # lines of text at an article's start, title and lead, among which no subheading is looked for
)
FIRST_LINES = 6  # first lines of text of an article; plain text has a closed line among them, a page does not
FOOT = 2  # closed lines required before an attribution at the end of an article
LONG_FOOT = 4  # the same if no blank line is before the attribution
FOOTERS = frozenset({"footer", "share", "tags"})  # kinds of boilerplate that end an article


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


class MoreNeededError(Exception):
    """The decision needs lines that have not arrived yet."""


class Evidence:
    """Evidence for a boundary from the lines around it. The splitter updates `last` and `final`."""

    def __init__(self, lines: Lines, packs: Packs, split: str) -> None:
        self.lines = lines
        self.last = -1  # index of the previous line of text of this article; -1 at the start of an article
        self.begun = 0  # index of the article's first line of text; below 0 if that line was dropped
        self.final = False  # no more lines will arrive
        self._matter: front_matter.Matter | None = None  # the front matter that is still open after `last`
        self._headed = False  # `last` is a line of front matter
        self._seen = 0  # lines of text of this article examined so far, up to FIRST_LINES
        self._plain = False  # the article begins like plain text, not like a page
        self._of_text: dict[int, bool] = {}  # byte offset of a line to the answer of `_is_of_text`
        self._packs = packs
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
        if self._seen < FIRST_LINES and not self._plain:
            self._take_first(at, text)
        self._headed = False
        if self._matter:
            matter = self._goes_on(at, text)
            self._matter = None if matter is None or matter.closed else matter
            self._headed = matter is not None
        if not self._headed and front_matter.is_fence(text) and self._pattern is None:
            self._matter = front_matter.opens(text, self._behind(at))
            self._headed = self._matter is not None
        self.last = at

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
        self._seen += 1
        if is_indented or (look in (Look.ENTRY, Look.ITEM, Look.JUNK) and not is_section):
            self._seen = FIRST_LINES
        else:
            self._plain = look in (Look.TEXT, Look.ATTRIBUTION)

    def cut(self) -> None:
        """Start a new article after the last line of text."""
        self.last = -1
        self._matter = None

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

    def begins(self, at: int) -> bool:
        """Whether an article begins at line `at`. Raises MoreNeededError if that depends on lines not yet there."""
        if self._pattern:
            return any(self.lines.texts[there].strip(WHITE) for there in range(self.last + 1, at))
        if self._headed and (
            (self._matter and self._goes_on(at, self.lines.texts[at])) or not self._is_front_matter(at)
        ):
            return False  # a line of front matter, or the text after it
        text = self.lines.texts[at].strip(WHITE)
        gap = at - self.last - 1
        if self._begins_plainly(at, text, gap):
            return True
        hint = gap or self.lines.texts[self.last][:1] in _ENTRY_HINT or " " not in text
        if not hint:
            return False
        between = self._between(at, gap)
        ends = self._ends()
        strong = between >= RULER or (between >= UNUSUAL_GAP and ends == LISTED)
        opens = self._opens(at, text, between, strong=strong)
        if opens >= FIELDS and gap:
            return True
        if between == RULER and self._is_pause(at, text):
            return False
        if between not in (0, RULER) and opens < TITLE_AND_TEXT:
            return False  # blank lines are weak evidence: a title must have text under it
        ended = ends > 0 or between == RULER or between > RULER
        return opens > 0 and ended and between + ends + opens >= BOUNDARY_THRESHOLD

    def _is_pause(self, at: int, text: str) -> bool:
        """Whether a ruler of three marks at most is between two closed paragraphs."""
        if not is_sentence(text):
            text = self._end_of_wrapped(at) or text
        if self._mark(self.last).look is not Look.TEXT or not is_sentence(text):
            return False
        # A title may end with "!" or "...", but not with a full stop.
        if text[-2:-1] == text[-1] or (len(text) <= LONGEST_TITLE and text[-1] not in _PARAGRAPH_ENDS):
            return False
        marks = (line.strip(WHITE) for line in self.lines.texts[self.last + 1 : at])
        return all(len(line) <= PAUSE for line in marks)

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
            return False
        # If dates are on lines of their own, a date or a short line under an entry may belong to the list.
        alone = any(self._is_date_alone(there) for there in (self.last, self.last - 1) if there >= first)
        opening = self._opening(at, apart=gap > 0 or not alone, has_attribution=self._has_attribution(first))
        if opening is None:
            return self._is_date_alone(at) and self._begins_untitled(at)
        marks = [line for line in (line.strip(WHITE) for line in texts[self.last + 1 : at]) if line]
        if over:
            apart = bool(marks) or gap > max(1, self._widest_gap(first))
            return (apart or not (alone and opening.dated_first)) and self._follows(opening, first, apart=apart)
        if marks:
            return opening.headed or (opening.tight and any(map(_LONG_RULER.match, marks)))
        bare = texts[self.last].strip(WHITE)
        if last.look is Look.ITEM and not is_sentence(bare):
            return False  # an item of a menu
        if last.kind == "credit" and opening.headed and opening.closed:
            return self._texts_before(self.last, first, 1)
        if last.look is Look.ATTRIBUTION and opening.over and opening.closed:
            return self._texts_before(self.last, first, FOOT)
        if opening.attributed and (gap > 1 or self._has_attribution(first)):
            return self._texts_before(self.last + (last.look is Look.TEXT), first, 1)
        return (
            gap > max(1, self._widest_gap(first))
            and opening.tight
            and is_sentence(bare)
            and self._texts_before(self.last + 1, first, 1)
        )

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
                    look in (Look.ENTRY, Look.DATE)
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
        over = False  # a date line is over the title
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
            if not apart or not (is_over or (is_section and below in (Look.LINE, Look.DATE))):
                break
            if not lines:
                return None
            over = over or is_over
            title = lines.pop(0)
        text = texts[title].strip(WHITE)
        if self._mark(title).look is not Look.LINE or not _is_open(text) or _is_word(text):
            return None
        if _NUMBERED.match(text) or _DATED_AT_END.match(text):
            return None  # an entry of a list
        headed = attributed = dated_first = tight = closed = False
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

    def _between(self, at: int, gap: int) -> int:
        """Points for the `gap` lines before line `at`."""
        if not gap:
            return 0
        texts = self.lines.texts
        marks = [text for text in (text.strip(WHITE) for text in texts[self.last + 1 : at]) if text]
        if marks:
            isolated = not texts[self.last + 1].strip(WHITE) and not texts[at - 1].strip(WHITE)
            return RULER if isolated and any(map(_RULER.match, marks)) else BREAK
        if any(texts[self.last + 1 : at]):
            return 0  # white space on a blank line comes from a converter's layout
        usual = 1 if self._ends() == LISTED else self._usual_gap()
        if usual is None or gap <= usual:
            return 0
        if gap >= LAYOUT_GAP and self.last == self.begun and self._next_gap(at) >= gap:
            return 0  # the text has such gaps between its paragraphs
        return WIDE_GAP if gap >= usual + 2 else UNUSUAL_GAP

    def _next_gap(self, at: int) -> int:
        """Number of blank lines after the paragraph at line `at`. Raises MoreNeededError."""
        texts = self.lines.texts
        before = at
        for there in self._ahead(at):
            if there - before > 1:
                return there - before - 1 if _is_paragraph(texts[there].strip(WHITE)) else 0
            before = there
        return 0

    def _usual_gap(self) -> int | None:
        """Maximum number of blank lines before a paragraph, among the last USUAL lines of text. None: no paragraphs."""
        texts, marks = self.lines.texts, self.lines.marks
        if texts[self.last].startswith("  "):
            return None  # blank lines after an indented line come from a converter's layout
        most = run = seen = paragraphs = broken = 0
        under = self.last  # index of the line of text under the gap
        at = self.last
        first = self._first_of_article()  # gaps before the article do not count
        while at > first and seen < USUAL:
            at -= 1
            if (marks[at] or self._mark(at)).look is not Look.BLANK:
                text = texts[at].strip(WHITE)
                # A gap before a short line does not count: the line may be a title, and the gap one between articles.
                if run and _is_paragraph(texts[under].strip(WHITE)):
                    most = max(most, run)
                # Entries of a related list count like paragraphs: they belong to the article too.
                paragraphs += self._is_of_text(at, text)
                broken += not run and is_small(texts[under].lstrip(WHITE)[0]) and not is_sentence(text)
                under, run, seen = at, 0, seen + 1
            else:
                run += 1
        # In wrapped text and in menus the number of blank lines has no meaning.
        if broken > 1 or 5 * paragraphs < 2 * seen:
            return None
        return most if seen >= 3 else max(most, 1)

    def _is_of_text(self, at: int, text: str) -> bool:
        """Whether line `at` is a paragraph or begins with a date; kept, because several gaps in a row ask for it."""
        start = self.lines.starts[at]
        found = self._of_text.get(start)
        if found is None:
            if len(self._of_text) > 4 * USUAL:
                self._of_text.clear()
            found = self._of_text[start] = begins_with_date(text, self._packs) or _is_paragraph(text)
        return found

    def _ends(self) -> int:
        """Points for the last line of text as the end of an article."""
        found = self._mark(self.last)
        look = found.look
        if found.kind == "unknown":
            return 0  # marks without words
        if (
            look is Look.ENTRY
            and self.last > self.first_seen(self.last)
            and self._mark(self.last - 1).look in (Look.ENTRY, Look.HEADING)
        ):
            return LISTED
        if look is Look.JUNK and found.kind in BOILERPLATE_KINDS:
            return 0  # on a page these are not only at the end of an article
        return CLOSED if look in (Look.TEXT, Look.ATTRIBUTION, Look.JUNK, Look.BYLINE, Look.INLINE) else 0

    def _opens(self, at: int, text: str, between: int, *, strong: bool) -> int:
        """Points for line `at` and the lines after it as the start of an article.

        `between`: points for the lines before. `strong`: they allow a title that is closed like a sentence.
        """
        if self._has_fields(at, text, between):
            return FIELDS
        dated = 0
        if between and (title := self._under_kicker(at, text)):
            dated = DATED if self._mark(at).look is Look.DATE else 0
            at, text = title, self.lines.texts[title].strip(WHITE)
        look = self._mark(at).look
        titled = look is Look.LINE or (strong and look is Look.TEXT)
        if (
            not titled
            or text[0] in BULLETS
            or (is_small(text[0]) and between < UNUSUAL_GAP)
            or (between < RULER and _is_kicker(text))
        ):
            return 0
        running = 0
        under: int | None = None
        ruled = any(line.strip(WHITE) for line in self.lines.texts[self.last + 1 : at])
        for number, there in enumerate(islice(self._ahead(at), OPENING)):
            line = self.lines.texts[there].strip(WHITE)
            if under is None:
                under = there - at - 1
                if not ruled and under > max(1, at - self.last - 1):
                    return 0  # more blank lines under the title than over it
            if there == at + 1 and is_small(line[0]) and between < UNUSUAL_GAP:
                return 0  # the next line continues a wrapped line
            if self._mark(there).look in (Look.DATE, Look.BYLINE, Look.ATTRIBUTION):
                # If nothing is between the articles, this line must be directly under the title.
                dated = dated or (DATED if between or number < RIGHT_UNDER else 0)
            elif columns(line) >= TEXT_LENGTH:
                running += columns(line)
            if running >= ENOUGH_TEXT:
                return TITLE_AND_TEXT + dated
        return TITLE + dated

    def _under_kicker(self, at: int, text: str) -> int | None:
        """Index of the title directly under a date or a line of one or two words such as "Culture". None: no title."""
        is_kicker = self._mark(at).look is Look.LINE and _is_kicker(text)
        if not is_kicker and not self._is_date_alone(at):
            return None
        below = next(self._ahead(at), None)
        if below != at + 1 or self._mark(below).look is not Look.LINE:
            return None
        return below if len(self.lines.texts[below].split()) >= MIN_TITLE_WORDS else None

    def _has_fields(self, at: int, text: str, between: int) -> bool:
        """Whether front matter, fields with a title or the head of a corpus begin at line `at`.

        The head of a corpus is a few short lines, among them a date and an address.
        """
        if text[0] in front_matter.FENCES and front_matter.is_fence(text):
            return self._is_front_matter(at)
        if ":" in text[: fields.WITH_INDENT] and fields.is_known(text):
            apart = between > 0 or any(line.strip(WHITE) for line in self.lines.texts[self.last + 1 : at])
            names = fields.names_of([text, *self._behind(at)])
            return (apart or self._ends() > 0) and fields.is_head(names, apart=apart)
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
        return front_matter.opens(self.lines.texts[at], self._behind(at)) is not None

    def _goes_on(self, at: int, text: str) -> front_matter.Matter | None:
        """The open front matter with line `at` added; None if the line is not a part of it."""
        assert self._matter is not None
        return front_matter.goes_on(self._matter, text, self._behind(at), gap=at - self.last > 1)

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

    def _ahead(self, at: int) -> Iterator[int]:
        """Indexes of the lines of text in the lookahead window of line `at`, up to the next form feed.

        Raises MoreNeededError if they have not all arrived.
        """
        texts = self.lines.texts
        for there in range(at + 1, at + 1 + LOOKAHEAD_LINES):
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


def _is_kicker(text: str) -> bool:
    """Whether a line has fewer words than a title."""
    return len(text.split()) < MIN_TITLE_WORDS and not is_unspaced(text[0])


def _is_word(text: str) -> bool:
    return " " not in text and not is_unspaced(text[0])


def _is_paragraph(text: str) -> bool:
    return columns(text) >= PARAGRAPH or is_sentence(text)


def _is_open(text: str) -> bool:
    """Whether a line could be a title by its first and last characters: not a sentence, and no bullet before it."""
    if len(text) > LONGEST_TITLE or text[0] in BULLETS or is_small(text[0]) or is_sentence(text):
        return False
    return text[0].isalnum() or text[0] in QUOTES or text[0] in "([¿¡#"
