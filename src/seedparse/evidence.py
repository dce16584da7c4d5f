"""What speaks for an article beginning at a line, in points (docs/splitting.md).

Law: all evidence lies at most BACK lines before the line and AHEAD behind it. A change of language is none.
"""

from collections.abc import Iterator
from itertools import islice

from seedparse import fields, frontmatter
from seedparse.lines import WHITE, Lines
from seedparse.model import Look, Mark
from seedparse.packs import Packs
from seedparse.patterns import later, safe
from seedparse.rules import is_export_head, is_ruler, is_sentence, mark_of
from seedparse.words import BULLETS, is_small, is_unspaced
from seedparse.wrapping import columns

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

FURNITURE = frozenset({"navigation", "share", "promo"})

_RULER = later(r"([-=*~+])\1{2,}$|#{5,}$")
_DATED = later(r"(?:\W\s)?(?:\d{1,4}[\s./-]\S+[\s./-]\d|\d{4}(?:\.\s\S+\s|年|년\s|\sm\.\s\S+\s)\d)")
_DAY = later(r"\d{4}-\d\d-\d\d|\d\d?\.\d\d?\.\d{4}")
_ENTRY_HINT = frozenset(BULLETS + "0123456789")
USUAL = 12  # lines of text before that say how many blank lines are usual
TEXT_LENGTH = 60  # columns; a shorter line is no running text
PARAGRAPH = 160  # columns; a line so long is a paragraph, closed or not
ENOUGH_TEXT = 300  # columns of running text under a title, among the next few lines
RIGHT_UNDER = 1  # lines of text
TITLE_WORDS = 3
OPENING = 6  # lines of text: so many


class MoreNeededError(Exception):
    """The lines ahead that decide are not there yet."""


class Evidence:
    """The lines around, and what they say. The splitter keeps `last` and `final`."""

    def __init__(self, lines: Lines, packs: Packs, split: str) -> None:
        self.lines = lines
        self.last = -1  # the last line of text before the one that is asked about; -1: an article begins there anyway
        self.final = False  # no more lines will come
        self._matter: frontmatter.Matter | None = None  # the front matter that goes on behind `last`
        self._headed = False  # `last` is a line of front matter
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
        return self._pattern is None and is_export_head(text.strip(WHITE))

    def take(self, at: int) -> None:
        """This line of text is the last one from now on."""
        text = self.lines.texts[at]
        self._headed = False
        if self._matter:
            matter = self._goes_on(at, text)
            self._matter = None if matter is None or matter.closed else matter
            self._headed = matter is not None
        if not self._headed and frontmatter.is_fence(text) and self._pattern is None:
            self._matter = frontmatter.opens(text, self._behind(at))
            self._headed = self._matter is not None
        self.last = at

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
        if not frontmatter.is_fence(bare):
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
        hint = gap or self.lines.texts[self.last][:1] in _ENTRY_HINT or " " not in text
        if not hint:
            return False
        between = self._between(at, gap)
        ends = self._ends()
        strong = between >= RULER or (between >= UNUSUAL_GAP and ends == LISTED)
        opens = self._opens(at, text, between, strong=strong)
        if opens >= FIELDS and gap:
            return True
        if between not in (0, RULER) and opens < TITLE_AND_TEXT:
            return False  # blank lines alone: a title must have its text
        ended = ends > 0 or between == RULER or between > RULER
        return opens > 0 and ended and between + ends + opens >= ENOUGH

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
        first = self.first_seen(self.last)
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
        if look is Look.JUNK and found.kind in FURNITURE:
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
        if text[0] in frontmatter.FENCES and frontmatter.is_fence(text):
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
        return frontmatter.opens(self.lines.texts[at], self._behind(at)) is not None

    def _goes_on(self, at: int, text: str) -> frontmatter.Matter | None:
        """The front matter with this line, if it is one of it."""
        assert self._matter is not None
        return frontmatter.goes_on(self._matter, text, self._behind(at), gap=at - self.last > 1)

    def _behind(self, at: int) -> Iterator[str]:
        """The lines behind a line that may say of what it is a part, up to the next form feed."""
        texts = self.lines.texts
        for there in range(at + 1, at + 1 + frontmatter.LOOKAHEAD_LINES):
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


def _is_paragraph(text: str) -> bool:
    return columns(text) >= PARAGRAPH or is_sentence(text)
