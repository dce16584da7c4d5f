"""What speaks for an article beginning at a line, in points (docs/splitting.md).

Law: all evidence lies at most BACK lines before the line and AHEAD behind it. A change of language is none.
"""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from seedparse.model import Look, Mark
from seedparse.phrases.pack import Packs
from seedparse.readers import fields, front_matter, header_lines
from seedparse.recognition.looks import is_export_head, mark_of
from seedparse.text.lines import WHITE, Lines
from seedparse.text.patterns import later, safe
from seedparse.text.sentences import LONGEST_TITLE, is_ruler, is_sentence
from seedparse.text.words import BULLETS, QUOTES, is_small, is_unspaced
from seedparse.text.wrapping import columns

BACK = 64  # lines, or
BACK_BYTES = 64 * 1024  # whichever is less
AHEAD = 24  # lines
LONGEST_SEPARATOR = 4096  # characters of a line that a user's pattern sees
ENOUGH = 4  # points

# Points of what stands between two lines of text.
RULER = 3  # one mark repeated, blank lines around it: nobody sets that inside an article
BREAK = 0  # "* * *" and what converters make of <hr>: as often a pause inside a text
WIDE_GAP = 4  # at least two blank lines more than anywhere in the paragraphs before
UNUSUAL_GAP = 2  # one more

# Points of how the text before ends: with a closed sentence, a credit, a footer; with a related list.
CLOSED = 1
LISTED = 2

# Points of how the text behind begins.
FIELDS = 4  # front matter, fields with a title, or an id, a language, a date and an address
TITLE = 1  # a line that could be a title
TITLE_AND_TEXT = 2  # the same, and running text under it
DATED = 1  # and between them a date line, a byline, an attribution

BOILERPLATE_KINDS = frozenset({"navigation", "share", "promo"})

_RULER = later(r"([-=*~+])\1{2,}$|#{5,}$")
_DATED = later(r"(?:\W\s)?(?:\d{1,4}[\s./-]\S+[\s./-]\d|\d{4}(?:\.\s\S+\s|年|년\s|\sm\.\s\S+\s)\d)")
_NUMBERED = later(r"\d{1,3}[.)]\s+(?=\S)")
_DATED_AT_END = later(
    r".*\b(?:\d\d?[./-]\d\d?[./-]\d{4}|\d{4}[./-]\d\d[./-]\d\d|\d\d?\.?\s(?:[^\W\d_]+\.?\s){1,3}\d{4}"
    r"|[^\W\d_]+\.?\s\d\d?,\s\d{4})[^\w\s]*$"
)
_DAY = later(r"\d{4}-\d\d-\d\d|\d\d?\.\d\d?\.\d{4}")
_LONG_RULER = later(r"(\W)\1{4,}$|_{5,}$")  # so long a pause is not
PAUSE = 3  # marks of a ruler that may be a pause inside a text
# What a paragraph ends with and a title does not, and the marks behind it.
_PARAGRAPH_ENDS = frozenset(".。।۔።։" + QUOTES + ")]")
_OPEN_MARKS = frozenset(":;,：；，")  # a line that ends with one is no lead
_INSIDE_LIST = frozenset(BULLETS + WHITE)  # a line that begins with one is an item of a menu
_ENTRY_HINT = frozenset(BULLETS + "0123456789")
USUAL = 12  # lines of text before that say how many blank lines are usual
TEXT_LENGTH = 60  # columns; a shorter line is no running text
PARAGRAPH = 160  # columns; a line so long is a paragraph, closed or not
ENOUGH_TEXT = 300  # columns of running text under a title, among the next few lines
RIGHT_UNDER = 1  # lines of text
TITLE_WORDS = 3  # a line of fewer may be a section's name
SECTION_WORDS = 3  # beside a date under a title
OPENING = 6  # lines of text: so many
HEAD_LINES = 2  # lines of text over a title: a section, a date
UNDER_TITLE = 3  # lines of text under a title, among which its lead, date or attribution stands
DATED_ENTRIES = 3  # dated lines in a row that are a related list without bullets or a known heading
HEADING_WORDS = 6  # of a related list or a subheading
HEAD = 2  # lines of text: title and lead; an attribution may stand under them, no subheading
FIRST_LINES = 6  # lines of text of an article, among which a closed one stands where it is no page
FOOT = 2  # closed lines over an attribution that stands at an article's foot
LONG_FOOT = 4  # the same where no blank line stands before it
FOOTERS = frozenset({"footer", "share", "tags"})  # the kinds of line with which an article ends


class Opening(NamedTuple):
    """How an article opens under its title."""

    headed: bool  # with a date line, a byline or an attribution
    attributed: bool  # with an attribution
    dated_first: bool  # with a date right under the title
    tight: bool  # with a closed sentence and no blank line before it
    closed: bool  # with a closed sentence
    short: bool  # its title has no more words than a section's name
    named: bool  # and each begins with a capital, as a person's name


class MoreNeededError(Exception):
    """The lines ahead that decide are not there yet."""


class Evidence:
    """The lines around, and what they say. The splitter keeps `last` and `final`."""

    def __init__(self, lines: Lines, packs: Packs, split: str) -> None:
        self.lines = lines
        self.last = -1  # the last line of text before the one that is asked about; -1: an article begins there anyway
        self.begun = 0  # the article's first line of text; below 0 if it is no longer held
        self.final = False  # no more lines will come
        self._matter: front_matter.Matter | None = None  # the front matter that goes on behind `last`
        self._headed = False  # `last` is a line of front matter
        self._seen = 0  # the article's lines of text so far that its opening is known by
        self._plain = False  # it opens as plain text does
        self._packs = packs
        self._pattern = None if split in ("auto", "off") else safe(split)

    def first_seen(self, line: int) -> int:
        """The first line that may be looked back to from a line."""
        starts = self.lines.starts
        at = max(0, line - BACK)
        while starts[line] - starts[at] > BACK_BYTES:
            at += 1
        return at

    def cuts_alone(self, text: str) -> bool:
        """Whether the line is the head of a numbered export, and nothing of an article."""
        return self._pattern is None and is_export_head(text.strip(WHITE), self._packs)

    def take(self, at: int) -> None:
        """This line of text is the last one from now on."""
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
        """Whether the article opens as plain text does, with a closed line among its first few, and not as a page."""
        self._seen += 1
        look = self._mark(at).look
        if text[0] in " \t" or look in (Look.ENTRY, Look.ITEM, Look.JUNK):
            self._seen = FIRST_LINES
        else:
            self._plain = look in (Look.TEXT, Look.ATTRIBUTION)

    def cut(self) -> None:
        """An article begins behind the last line."""
        self.last = -1
        self._matter = None

    def is_gap(self, at: int, text: str) -> bool:
        """Blank, or a ruler; the fences of front matter are lines of it."""
        bare = text.strip(WHITE)
        if not bare:
            return True
        if self._pattern:
            return self._pattern.match(text[:LONGEST_SEPARATOR]) is not None
        if not is_ruler(bare):
            return False
        if not front_matter.is_fence(bare):
            return True
        return not (self._matter and self._goes_on(at, text)) and not self._is_front_matter(at)

    def begins(self, at: int) -> bool:
        if self._pattern:
            return any(self.lines.texts[there].strip(WHITE) for there in range(self.last + 1, at))
        if self._headed and (
            (self._matter and self._goes_on(at, self.lines.texts[at])) or not self._is_front_matter(at)
        ):
            return False  # the text behind front matter, or a line of it
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
            return False  # blank lines alone: a title must have its text
        ended = ends > 0 or between == RULER or between > RULER
        return opens > 0 and ended and between + ends + opens >= ENOUGH

    def _is_pause(self, at: int, text: str) -> bool:
        """Whether a ruler of three marks stands between two closed paragraphs."""
        if self._mark(self.last).look is not Look.TEXT or self._mark(at).look is not Look.TEXT:
            return False
        # A title may end with "!" or "...", yet not with a full stop.
        if text[-2:-1] == text[-1] or (len(text) <= LONGEST_TITLE and text[-1] not in _PARAGRAPH_ENDS):
            return False
        marks = (line.strip(WHITE) for line in self.lines.texts[self.last + 1 : at])
        return all(len(line) <= PAUSE for line in marks)

    def _begins_plainly(self, at: int, text: str, gap: int) -> bool:
        """Whether a title begins here with its lead, date or attribution under it, and the article before is plainly
        over, or what stands between says the same."""
        texts = self.lines.texts
        if not self._plain or texts[at][0] in " \t" or not _is_open(text):
            return False
        first = max(self.begun, self.first_seen(self.last))
        over = self._is_over(gap, first)
        last = self._mark(self.last)
        if not over and not gap and last.look is not Look.ATTRIBUTION:
            return False
        # Where dates stand on lines of their own, a date or a short line under an entry may be of the list.
        alone = any(self._is_date_alone(there) for there in (self.last, self.last - 1) if there >= first)
        opening = self._opening(at, apart=gap > 0 or not alone)
        if opening is None:
            return False
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
        if opening.attributed and (gap > 1 or self._has_attribution(first)):
            return self._texts_before(self.last + (last.look is Look.TEXT), first, 1)
        return (
            gap > max(1, self._widest_gap(first))
            and opening.tight
            and is_sentence(bare)
            and self._texts_before(self.last + 1, first, 1)
        )

    def _follows(self, opening: Opening, first: int, *, apart: bool) -> bool:
        """Whether a title behind the plain end of an article begins another."""
        if opening.headed:
            return True
        last = self._mark(self.last)
        known = last.look is Look.JUNK and not is_sentence(self.lines.texts[self.last].strip(WHITE))
        if opening.short and (known or not opening.tight):
            return False
        if opening.named and not apart:
            return False  # who wrote it, and a word about them
        if not apart and self._has_subheading(first):
            return False
        return opening.tight or not known or last.kind == "footer"

    def _has_subheading(self, first: int) -> bool:
        """Whether a line like a title stands between two closed ones of the article so far."""
        texts = self.lines.texts
        lines = [at for at in range(first, self.last + 1) if texts[at].strip(WHITE)][HEAD:]
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
        """Whether the article plainly ends with the last line: a related list, a footer, an attribution at its foot."""
        found = self._mark(self.last)
        text = self.lines.texts[self.last]
        if found.look is Look.JUNK:
            ends = found.kind in FOOTERS and text[0] not in _INSIDE_LIST and (gap > 0 or found.kind == "footer")
            return ends and self._texts_before(self.last, first, 1)
        if text[0] == "©":
            return self._texts_before(self.last, first, 1)
        if found.look is Look.ATTRIBUTION:
            # Right under title and lead it is of the head, and a subheading may follow.
            foot = FOOT if found.kind == "credit" or self._widest_gap(first) else LONG_FOOT
            return (gap > 0 or found.kind == "credit") and self._texts_before(self.last, first, foot)
        top = self._top_of_list(first)
        return top is not None and self._texts_before(top, first, 1)

    def _is_date_alone(self, at: int) -> bool:
        """Whether a line holds a date and no words but those printed with it."""
        found = self._mark(at)
        if found.look is not Look.DATE:
            return False
        return not any(map(str.isalpha, self.lines.texts[at].replace(found.printed or "", "", 1)))

    def _has_attribution(self, first: int) -> bool:
        return any(self._mark(at).look is Look.ATTRIBUTION for at in range(first, self.last + 1))

    def _widest_gap(self, first: int) -> int:
        """The most blank lines between two lines of the article so far."""
        most = run = 0
        for at in range(first, self.last + 1):
            run = 0 if self.lines.texts[at].strip(WHITE) else run + 1
            most = max(most, run)
        return most

    def _texts_before(self, at: int, first: int, count: int) -> bool:
        """Whether the article has so many closed lines before a line, or may have them out of sight."""
        for there in range(at - 1, first - 1, -1):
            if self._mark(there).look in (Look.TEXT, Look.ATTRIBUTION):
                count -= 1
                if not count:
                    return True
        return first > self.begun

    def _top_of_list(self, first: int) -> int | None:
        """The first line of the related list that the last line ends, its heading included; None if it ends none."""
        texts = self.lines.texts
        dated = marked = entries = 0
        at = self.last
        is_over_title = False  # the line of text under this one is a date alone
        while at >= first:
            text = texts[at].strip(WHITE)
            if text:
                found = self._mark(at)
                look = found.look
                if look is Look.HEADING:
                    # Where each date stands over its title, the last line is a title; else it is a date.
                    over = not (is_over_title and self._is_date_alone(self.last))
                    return at if entries and over else None
                if look is Look.TEXT:
                    break
                numbered = _NUMBERED.match(text)
                is_marked = text[0] in BULLETS or numbered is not None
                is_dated = (
                    look in (Look.ENTRY, Look.DATE)
                    or (numbered is not None and _DATED.match(text[numbered.end() :]) is not None)
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
            elif at < self.last and not texts[at + 1].strip(WHITE):
                break  # two blank lines
            at -= 1
        if dated >= DATED_ENTRIES and not is_over_title:
            return at + 1
        if dated and 2 * marked >= entries and at >= first and self._mark(at).look is Look.LINE:
            return at if len(texts[at].split()) <= HEADING_WORDS else None
        return None

    def _opening(self, at: int, *, apart: bool) -> Opening | None:
        """What stands under the title that begins at a line, or under a section and a date over it."""
        texts = self.lines.texts
        over = False  # a date line stands over the title
        title, lines = at, list(islice(self._ahead(at), HEAD_LINES + UNDER_TITLE))
        for _ in range(HEAD_LINES):
            look = self._mark(title).look
            below = self._mark(lines[0]).look if lines else Look.BLANK
            is_section = look is Look.LINE and _is_kicker(texts[title].strip(WHITE))
            if not apart or not (look is Look.DATE or (is_section and below in (Look.LINE, Look.DATE))):
                break
            if not lines:
                return None
            over = over or look is Look.DATE
            title = lines.pop(0)
        text = texts[title].strip(WHITE)
        if self._mark(title).look is not Look.LINE or not _is_open(text) or _is_word(text):
            return None
        if _NUMBERED.match(text) or _DATED_AT_END.match(text):
            return None  # an entry
        headed = attributed = dated_first = tight = closed = False
        for number, there in enumerate(lines[:UNDER_TITLE]):
            look = self._mark(there).look
            if look is Look.LINE and header_lines.read(texts[there].strip(WHITE), self._packs, SECTION_WORDS):
                look = Look.DATE
            if look in (Look.DATE, Look.BYLINE, Look.ATTRIBUTION):
                headed = True
                attributed = attributed or look is Look.ATTRIBUTION
                dated_first = dated_first or (number == 0 and look is Look.DATE)
            elif look is Look.TEXT and texts[there].rstrip(WHITE)[-1] not in _OPEN_MARKS:
                closed = True
                tight = tight or there == title + 1 + number
            elif look not in (Look.LINE, Look.TEXT):
                break
        if not headed and not closed:
            return None
        headed = headed or over
        short = _is_kicker(text)
        named = short and all(word[0].isupper() for word in text.split())
        return Opening(headed, attributed, dated_first, tight, closed, short, named)

    def _between(self, at: int, gap: int) -> int:
        if not gap:
            return 0
        texts = self.lines.texts
        marks = [text for text in (text.strip(WHITE) for text in texts[self.last + 1 : at]) if text]
        if marks:
            isolated = not texts[self.last + 1].strip(WHITE) and not texts[at - 1].strip(WHITE)
            return RULER if isolated and any(map(_RULER.match, marks)) else BREAK
        if any(texts[self.last + 1 : at]):
            return 0  # white space on a blank line: a converter's layout
        usual = 1 if self._ends() == LISTED else self._usual_gap()
        if usual is None or gap <= usual:
            return 0
        return WIDE_GAP if gap >= usual + 2 else UNUSUAL_GAP

    def _usual_gap(self) -> int | None:
        """The most blank lines before a paragraph, of the last few lines of text; None if these are no paragraphs."""
        texts = self.lines.texts
        if texts[self.last].startswith("  "):
            return None  # behind an indented line blank lines are a converter's
        most = run = seen = paragraphs = broken = 0
        under = self.last  # the line of text under the gap
        at = self.last
        first = max(self.begun, self.first_seen(self.last))  # a gap before the article says nothing of those inside
        while at > first and seen < USUAL:
            at -= 1
            if text := texts[at].strip(WHITE):
                # A gap over a short line may be one between two articles, and says nothing of those inside one.
                if run and _is_paragraph(texts[under].strip(WHITE)):
                    most = max(most, run)
                # The entries of a related list are no paragraphs, but an article's all the same.
                paragraphs += _DATED.match(text) is not None or _is_paragraph(text)
                broken += not run and is_small(texts[under].lstrip(WHITE)[0]) and not is_sentence(text)
                under, run, seen = at, 0, seen + 1
            else:
                run += 1
        # In wrapped text and in menus blank lines stand anywhere.
        if broken > 1 or 5 * paragraphs < 2 * seen:
            return None
        return most if seen >= 3 else max(most, 1)

    def _ends(self) -> int:
        found = self._mark(self.last)
        look = found.look
        if found.kind == "unknown":
            return 0  # marks that say nothing
        if (
            look is Look.ENTRY
            and self.last > self.first_seen(self.last)
            and self._mark(self.last - 1).look in (Look.ENTRY, Look.HEADING)
        ):
            return LISTED
        if look is Look.JUNK and found.kind in BOILERPLATE_KINDS:
            return 0  # a page has these anywhere
        return CLOSED if look in (Look.TEXT, Look.ATTRIBUTION, Look.JUNK, Look.BYLINE, Look.INLINE) else 0

    def _opens(self, at: int, text: str, between: int, *, strong: bool) -> int:
        if self._has_fields(at, text, between):
            return FIELDS
        if between and (title := self._under_kicker(at, text)):
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
        dated = running = 0
        under: int | None = None
        ruled = any(line.strip(WHITE) for line in self.lines.texts[self.last + 1 : at])
        for number, there in enumerate(islice(self._ahead(at), OPENING)):
            line = self.lines.texts[there].strip(WHITE)
            if under is None:
                under = there - at - 1
                if not ruled and under > max(1, at - self.last - 1):
                    return 0  # more blank lines under it than over it
            if there == at + 1 and is_small(line[0]) and between < UNUSUAL_GAP:
                return 0  # a wrapped line goes on
            if self._mark(there).look in (Look.DATE, Look.BYLINE, Look.ATTRIBUTION):
                # With nothing between, it must stand right under the title.
                dated = dated or (DATED if between or number < RIGHT_UNDER else 0)
            elif columns(line) >= TEXT_LENGTH:
                running += columns(line)
            if running >= ENOUGH_TEXT:
                return TITLE_AND_TEXT + dated
        return TITLE + dated

    def _under_kicker(self, at: int, text: str) -> int | None:
        """The title right under a line of a word or two: "Culture"."""
        if not _is_kicker(text) or self._mark(at).look is not Look.LINE:
            return None
        below = next(self._ahead(at), None)
        if below != at + 1 or self._mark(below).look is not Look.LINE:
            return None
        return below if len(self.lines.texts[below].split()) >= TITLE_WORDS else None

    def _has_fields(self, at: int, text: str, between: int) -> bool:
        """Front matter, fields with a title, or the head of a corpus: short lines, among them a date and an address."""
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
        """Whether a line is the fence that opens front matter."""
        return front_matter.opens(self.lines.texts[at], self._behind(at)) is not None

    def _goes_on(self, at: int, text: str) -> front_matter.Matter | None:
        """The front matter with this line, if it is one of it."""
        assert self._matter is not None
        return front_matter.goes_on(self._matter, text, self._behind(at), gap=at - self.last > 1)

    def _behind(self, at: int) -> Iterator[str]:
        """The lines behind a line that may say of what it is a part, up to the next form feed."""
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
        """The lines of text behind a line, up to the next form feed."""
        texts = self.lines.texts
        for there in range(at + 1, at + 1 + AHEAD):
            if there >= len(texts):
                if self.final:
                    return
                raise MoreNeededError
            if texts[there][:1] == "\f":
                return
            if texts[there].strip(WHITE):
                yield there

    def _mark(self, at: int) -> Mark:
        return mark_of(self.lines, at, self._packs)


def _is_kicker(text: str) -> bool:
    """Whether it has fewer words than titles have."""
    return len(text.split()) < TITLE_WORDS and not is_unspaced(text[0])


def _is_word(text: str) -> bool:
    return " " not in text and not is_unspaced(text[0])


def _is_paragraph(text: str) -> bool:
    return columns(text) >= PARAGRAPH or is_sentence(text)


def _is_open(text: str) -> bool:
    """Whether it could be a title by its marks: no sentence, and no bullet before it."""
    if len(text) > LONGEST_TITLE or text[0] in BULLETS or is_small(text[0]) or is_sentence(text):
        return False
    return text[0].isalnum() or text[0] in QUOTES or text[0] in "([¿¡#"
