"""The features by which a model decides whether an article begins at a line.

Law: they come from the lines after the line that `boundary_score` allows, and from its article so far; all are numbers,
the same on every machine. No word counts, but for the words that lines share.
"""

import re
from collections import deque
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import islice
from typing import NamedTuple

from seedparse.model import Look, Mark
from seedparse.recognition.features import ENDS, SHORT, STRONG, ending_of, first_kind, width_in_columns
from seedparse.text.cached import lazy
from seedparse.text.keys import share, stems_of
from seedparse.text.lines import WHITE
from seedparse.text.wrapping import columns

NEAR = 4  # lines of text before and after that have features of their own
WINDOW = 12  # lines of text before and after that are counted
TEXTS = 6  # lines of running text on either side whose words are compared with the line's
FIRST_TEXTS = 32  # first lines of running text of an article whose words are kept
COMPARED_AHEAD = 4  # lines of running text after a line whose words are compared with all words of the article
NEWEST = 3  # lines of running text before and after whose shares of known words are features of their own
COMPARED_WIDTH = 60  # columns; a narrower line is not running text
MAX_GAP_LINES = 8  # blank lines; more count as so many
MOST_COUNT = 64  # lines; more count as so many
MOST_WIDTH = 400  # columns; a wider line counts as one of this width
MOST_READ = 2048  # characters of a line that are read
MOST_INDENT, MOST_HEADING = 12, 6  # characters of an indent, marks "#" before a heading; more count as so many
KEPT_KEYS, KEY_CHARS = 200, 100  # lines of an article, and characters of each, that are kept to find repeated ones
MOST_FACTS = 8 * WINDOW  # lines whose facts are kept
NONE = -1  # the number of what is not there

_LOOKS = (
    Look.BLANK, Look.RULER, Look.HEADING, Look.INLINE, Look.ENTRY, Look.ITEM, Look.DATE, Look.ATTRIBUTION,
    Look.BYLINE, Look.JUNK, Look.LINE, Look.TEXT,
)  # fmt: skip
_LOOK_NUMBERS = {look: number for number, look in enumerate(_LOOKS)}
_KINDS = ("footer", "share", "tags", "promo", "navigation", "photo", "credit", "unknown")
_KIND_NUMBERS = {kind: number for number, kind in enumerate(_KINDS)}
_COUNTED = (Look.ATTRIBUTION, Look.ENTRY, Look.JUNK, Look.HEADING)
_LISTED = frozenset({Look.ENTRY, Look.ITEM})

_CUT = ("…", "...", "...]", "…]")  # how a teaser ends
_DATED = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d\d?[./]\d\d?[./]\d\d")  # a year, or a day in numbers
_NO_FLAGS = (0,) * 7  # LineFacts.flags, counted over no lines
_NO_WORDS: frozenset[str] = frozenset()

GAP, RULER, ENDED, BEGINS, SO_FAR, SHARED = (
    "gap", "ruler", "what ended", "what begins", "article so far", "shared words",
)  # fmt: skip
_PARTS = (
    (GAP, 1), (SO_FAR, 1), (ENDED, 1), (BEGINS, 1), (RULER, 4), (BEGINS, 10), (ENDED, 4 * NEAR), (BEGINS, 4 * NEAR),
    (ENDED, 3), (BEGINS, 1), (GAP, 8), (ENDED, 13), (BEGINS, 13), (ENDED, 1), (BEGINS, 4), (ENDED, 2), (BEGINS, 1),
    (GAP, 1), (SO_FAR, 2), (ENDED, 1), (BEGINS, 1), (SO_FAR, 7), (ENDED, 1), (SHARED, 23), (BEGINS, 14),
)  # fmt: skip
KINDS = tuple(kind for kind, count in _PARTS for _ in range(count))
"""The kind of each feature, in the order of `numbers_of`."""


class LineFacts:
    """What the features need of one line of text."""

    def __init__(self, text: str, mark: Mark) -> None:
        bare = text[:MOST_READ].strip(WHITE)
        self.text = bare
        self.look = mark.look
        self.look_number = _LOOK_NUMBERS[mark.look]
        self.kind = _KIND_NUMBERS.get(mark.kind or "", NONE)
        self.width = min(width_in_columns(bare), MOST_WIDTH)
        self.ending = ending_of(bare)
        self.words = bare.count(" ") + 1
        self.first = first_kind(bare[:1])
        self.indent = min(len(text) - len(text.lstrip(WHITE)), MOST_INDENT)
        self.near = self.look_number, self.width, self.ending, self.indent
        self.is_short = self.width < SHORT and self.ending != ENDS
        self.is_strong = self.width >= STRONG and self.ending == ENDS
        self.heading = min(len(bare) - len(bare.lstrip("#")), MOST_HEADING)
        self.flags = (  # counted over the lines before and after
            self.is_strong, self.look is Look.TEXT, self.look is Look.JUNK, self.look is Look.ITEM,
            self.look is Look.ENTRY, self.is_short, self.heading > 0,
        )  # fmt: skip
        self.is_cut = bare.endswith(_CUT)
        self.is_dated = self.width < STRONG and _DATED.search(bare) is not None

    @lazy
    def first_word(self) -> str:
        """The characters up to the first white space."""
        return next(iter(self.text.split(maxsplit=1)), "")

    @lazy
    def stems(self) -> frozenset[str]:
        """The stems of its words."""
        return stems_of(self.text)


def is_short(text: str) -> bool:
    """Whether a line may be an item of a menu by its width and its end."""
    return len(text) <= SHORT and columns(text.strip(WHITE)) < SHORT and ending_of(text) != ENDS


class Around(NamedTuple):
    """The lines of text around a line, and the blank lines and separators between them."""

    before: Sequence[LineFacts]  # the nearest first, up to the article's first line, WINDOW at most
    gaps_before: Sequence[int]  # lines without text under each of them
    after: Sequence[LineFacts]  # the nearest first, WINDOW at most
    gaps_after: Sequence[int]  # lines without text over each of them
    marks: Sequence[str]  # separators between the line and the one before
    so_many: int  # lines of the article so far, MOST_COUNT at most
    first: LineFacts  # the first line of the article
    so_far: Sequence[int]  # paragraphs of the article so far, and lines with each look of _COUNTED
    spaced: bool  # a blank line before the line has white space
    repeated: bool  # the article has the same line before
    opening: Sequence[LineFacts]  # the first lines of the article, NEAR at most
    opening_gaps: Sequence[int]  # lines without text over each of them
    stems: AbstractSet[str]  # of the first FIRST_TEXTS lines of running text of the article
    known: Sequence[float]  # for each of its last lines of running text the share of stems that lines before have


class Vocabulary:
    """The stems of the first lines of running text of an article. They are found when a question is asked."""

    def __init__(self) -> None:
        self._unread: list[str] = []
        self._texts = 0
        self._stems: set[str] = set()
        self._known: deque[float] = deque(maxlen=NEWEST)

    def take(self, text: str) -> None:
        """Add a line."""
        if self._texts < FIRST_TEXTS:
            self._texts += 1
            self._unread.append(text)

    def read(self) -> tuple[AbstractSet[str], Sequence[float]]:
        """All stems, and for each of the last lines, the newest first, the share of stems that were known before."""
        for text in self._unread:
            stems = stems_of(text)
            self._known.appendleft(share(stems, self._stems))
            self._stems |= stems
        self._unread.clear()
        return self._stems, self._known


class History:
    """The lines of the article so far, as far as the features need them."""

    def __init__(self) -> None:
        self.count = 0  # lines of text
        # The last lines, the newest first: byte offset, text and look of those that no question has read yet, and the
        # facts of the others.
        self._unread: deque[tuple[int, str, Mark]] = deque(maxlen=WINDOW)
        self._before: deque[LineFacts] = deque(maxlen=WINDOW)
        self._gaps: deque[int] = deque(maxlen=WINDOW)  # lines without text over each of them
        self._facts: dict[int, LineFacts] = {}  # by byte offset
        self._looks = dict.fromkeys(_COUNTED, 0)  # the number of lines with a look
        self._long = 0  # the number of paragraphs
        self._first_lines: list[tuple[int, str, Mark]] = []
        self._opening: list[LineFacts] = []  # of these, if a question has read them
        self._opening_gaps: list[int] = []  # lines without text over each of them
        self._vocabulary = Vocabulary()
        self._seen: set[str] = set()  # the beginnings of the first KEPT_KEYS lines

    def take(self, start: int, text: str, mark: Mark, gap: int) -> None:
        """Add a line. `start`: its byte offset. `gap`: lines without text before it."""
        line = start, text[:MOST_READ], mark
        self.count += 1
        if self.count == 1:
            gap = 0
        if self.count <= NEAR:
            self._first_lines.append(line)
            self._opening_gaps.append(gap)
        if len(text) >= COMPARED_WIDTH or self.count == 1:
            self._vocabulary.take(line[1])
        self._unread.append(line)
        self._gaps.appendleft(gap)
        if mark.look in self._looks:
            self._looks[mark.look] += 1
        self._long += mark.look is Look.TEXT and len(text) >= STRONG
        if self.count <= KEPT_KEYS:
            self._seen.add(text[:KEY_CHARS])

    @property
    def widest_gap(self) -> int:
        """Lines without text between two of the last lines, at most."""
        return max(self._gaps, default=0)

    def facts(self, start: int, text: str, mark: Mark) -> LineFacts:
        """The facts of a line at this byte offset, kept."""
        found = self._facts.get(start)
        if found is None:
            if len(self._facts) >= MOST_FACTS:
                self._facts = dict(islice(self._facts.items(), MOST_FACTS // 2, None))  # the newest ones
            found = self._facts[start] = LineFacts(text, mark)
        return found

    def around(self, between: Sequence[str], text: str, after: list[LineFacts], gaps_after: list[int]) -> Around:
        """The lines around a line with this text. `between`: the lines without text before it. `after`: those behind
        it, and the lines without text over each of them. The article has a line."""
        while self._unread:
            self._before.appendleft(self.facts(*self._unread.popleft()))
        for line in self._first_lines[len(self._opening) :]:
            self._opening.append(self.facts(*line))
        before, opening = [*self._before], self._opening
        stems, known = self._vocabulary.read()
        return Around(
            before=before,
            gaps_before=[len(between), *islice(self._gaps, len(before) - 1)],
            after=after,
            gaps_after=gaps_after,
            marks=[bare for bare in (line.strip(WHITE) for line in between) if bare],
            so_many=min(self.count, MOST_COUNT),
            first=opening[0],
            so_far=[min(each, MOST_COUNT) for each in (self._long, *self._looks.values())],
            spaced=any(line and not line.strip(WHITE) for line in between),
            repeated=text[:KEY_CHARS] in self._seen,
            opening=opening,
            opening_gaps=self._opening_gaps,
            stems=stems,
            known=known,
        )


def numbers_of(line: LineFacts, around: Around) -> list[float]:
    """The features of a line, in the order that the model expects."""
    before, after, gaps_before, gaps_after = around.before, around.after, around.gaps_before, around.gaps_after
    gap = gaps_before[0]
    last, first = before[0], around.first
    numbers: list[float] = [
        min(gap, MAX_GAP_LINES), around.so_many, len(before), len(after), *_of_marks(around.marks),
        line.look_number, line.kind, line.width, line.ending, line.words, line.first, line.indent,
        line.text.endswith("?"), line.text.endswith(":"), line.text.isupper(),
    ]  # fmt: skip
    for near in (before, after):
        for one in near[:NEAR]:
            numbers += one.near
        numbers += (NONE,) * (4 * (NEAR - len(near[:NEAR])))
    numbers += (last.kind, last.first, before[1].kind if len(before) > 1 else NONE, after[0].first if after else NONE)
    for gaps in (gaps_before[1:], gaps_after):
        numbers += (
            min(gaps[0], MAX_GAP_LINES) if gaps else NONE,
            min(max(gaps), MAX_GAP_LINES) if gaps else NONE,
            len([each for each in gaps if each >= gap]),
            len(gaps) - gaps.count(0),
        )
    headings = []
    for near in (before, after):
        looks = [one.look for one in near]
        strong, texts, junk, items, entries, short, marked = (
            map(sum, zip(*[one.flags for one in near], strict=True)) if near else _NO_FLAGS
        )
        headings.append(marked)
        numbers += (
            strong, sum([one.width for one in near[:5] if one.look is Look.TEXT]), texts, junk, items, entries, short,
            _distance(looks, Look.HEADING), _distance(looks, Look.ATTRIBUTION), _distance(looks, Look.BYLINE),
            _distance(looks, Look.DATE), _distance(looks, Look.TEXT), _entries(looks),
        )  # fmt: skip
    numbers += (
        _subheadings(before), _subheadings(after), line.heading, line.is_cut, line.is_dated, last.is_cut, last.is_dated,
        after[0].is_dated if after else NONE, around.spaced, around.repeated, first.heading,
        *headings,
        *around.so_far, first.width, first.look_number, len([one for one in before[:5] if one.is_dated]),
    )  # fmt: skip
    return numbers + _shared(line, before, after, first) + _known(line, around) + _like_opening(line, around)


def _known(line: LineFacts, around: Around) -> list[float]:
    """Features of the words that the article has already: shares of the words of the line and of the lines around."""
    stems, behind = around.stems, around.known
    ahead = [share(one.stems, stems) for one in around.after if one.width >= COMPARED_WIDTH][:COMPARED_AHEAD]
    return [
        share(line.stems, stems), len(stems),
        sum(ahead) / len(ahead) if ahead else NONE, sum(behind) / len(behind) if behind else NONE,
        *ahead[:NEWEST], *(NONE,) * (NEWEST - len(ahead)), *behind, *(NONE,) * (NEWEST - len(behind)),
    ]  # fmt: skip


def _like_opening(line: LineFacts, around: Around) -> list[float]:
    """Features of how much the line and the lines after it look like the first lines of the article."""
    first, second = around.opening[0], around.opening[1] if len(around.opening) > 1 else None
    looks = words = firsts = endings = indents = headings = run = 0
    for number, (one, other) in enumerate(zip(around.opening, (line, *around.after), strict=False)):
        if one.look is other.look:
            looks += 1
            run += run == number
        words += one.first_word == other.first_word
        firsts += one.first == other.first
        endings += one.ending == other.ending
        indents += one.indent == other.indent
        headings += one.heading == other.heading
    gaps = [one == other for one, other in zip(around.opening_gaps[1:], around.gaps_after, strict=False)]
    return [
        looks, run, sum(gaps), gaps[0] if gaps else NONE, words, firsts, endings, indents, headings,
        abs(line.width - first.width), line.first == first.first, line.ending == first.ending, line.look is first.look,
        float(around.after[0].width - second.width) if second and around.after else NONE,
    ]  # fmt: skip


def _of_marks(marks: Sequence[str]) -> tuple[int, int, int, int]:
    """Features of the separators before a line: their number, the length of the longest, its character, its spaces."""
    if not marks:
        return 0, 0, NONE, 0
    longest = max(marks, key=len)
    return len(marks), min(len(longest), MOST_COUNT), "-=*~+#_".find(longest[0]), longest.count(" ")


def _distance(looks: Sequence[Look], look: Look) -> int:
    return looks.index(look) if look in looks else WINDOW


def _entries(looks: Sequence[Look]) -> int:
    """How many of the nearest lines in a row are entries or items."""
    return next((at for at, look in enumerate(looks) if look not in _LISTED), len(looks))


def _subheadings(lines: Sequence[LineFacts]) -> int:
    """How many open lines stand between two closed ones."""
    return len([
        at
        for over, at, under in zip(lines, lines[1:], lines[2:], strict=False)
        if at.look is Look.LINE and over.ending == ENDS and under.ending == ENDS
    ])  # fmt: skip


def _shared(line: LineFacts, before: Sequence[LineFacts], after: Sequence[LineFacts], title: LineFacts) -> list[float]:
    """Features of the words that the line shares with the text after it and before it, these with each other, and the
    article's first line with them."""
    behind = [one.stems for one in before if one.width >= COMPARED_WIDTH][:TEXTS]
    ahead = [one.stems for one in after if one.width >= COMPARED_WIDTH][:TEXTS]
    words, titled = line.stems, title.stems
    near_behind, near_ahead = _NO_WORDS.union(*behind[:3]), _NO_WORDS.union(*ahead[:3])
    far_behind = _NO_WORDS.union(*behind[3:])
    all_behind, all_ahead = near_behind | far_behind, near_ahead.union(*ahead[3:])
    most, many = max(1, len(words)), max(1, len(titled))
    shared_behind, shared_ahead = len(words & all_behind), len(words & all_ahead)
    return [
        len(words), shared_behind, shared_ahead, shared_behind / most, shared_ahead / most,
        (shared_ahead - shared_behind) / most,
        len(near_behind & near_ahead) / max(1, min(len(near_behind), len(near_ahead))),
        len(near_behind & far_behind) / max(1, min(len(near_behind), len(far_behind))), len(behind), len(ahead),
        len(titled & near_behind) / many, len(titled & all_ahead) / many, len(titled & words) / many,
    ]  # fmt: skip
