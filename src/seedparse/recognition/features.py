"""The shape of a paragraph and of what stands around it, in numbers: what tells running text from a page's boilerplate.

Law: a shape is what a reader sees without reading: lengths, marks, capitals, gaps, and how its neighbours look. Words
count only as the share of function words, of whatever language. At most AHEAD paragraphs ahead are looked at.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, Protocol

from seedparse.model import Look, Mark
from seedparse.phrases.pack import Packs
from seedparse.text.lines import WHITE
from seedparse.text.patterns import later
from seedparse.text.words import BULLETS, QUOTES, STOPS, fold, is_small, unspaced
from seedparse.text.wrapping import columns

MEASURED = 4096  # characters; a line may have 16 million
ENDING = 60
ENDS = 2  # how a sentence ends
COMMA = 1  # a comma or a colon
NEAR = 4  # paragraphs on either side that are weighed one by one
BEHIND, AHEAD = 12, 16  # paragraphs that are looked at on either side
STRONG = 110  # letters' width of a closed paragraph that nothing but running text has
SHORT = 40  # width of what may be a menu's item
BESIDE = 8  # paragraphs in which a line of date and authors is looked for
MOST_GAP = 5
FAR = 20  # what a distance counts as if there is nothing in sight

_LOOKS = (
    Look.JUNK, Look.RULER, Look.HEADING, Look.INLINE, Look.DATE, Look.BYLINE, Look.ATTRIBUTION, Look.ITEM,
    Look.ENTRY, Look.LINE, Look.TEXT,
)  # fmt: skip
_LOOK_NUMBERS = {look: number for number, look in enumerate(_LOOKS)}
_ITEMS = frozenset({Look.LINE, Look.ITEM})
_STOPS = frozenset(STOPS)
_COMMAS = frozenset(",;:，、；：،؛")
_WORD = later(r"\w[\w'’-]*")
_DIGIT = re.compile(r"\d")
_CLOSING = QUOTES + ")]）】* _"
_SEPARATORS = frozenset("|•·»›/→▸►")


class Features(NamedTuple):
    """One paragraph's own numbers."""

    width: int  # in columns: a letter of East Asia takes two
    words: int
    stop: int  # 2: closed as a sentence is, 1: ends with a comma or a colon, 0: neither
    sentences: int  # stops inside
    first: int  # what it begins with: 0 bullet, 1 digit, 2 quote or dash, 3 small letter, 4 capital, 5 other
    digits: float  # share of its letters
    capitals: float  # share of its words that begin with one
    separators: int
    links: int
    function: float  # share of its words that are function words of some language
    gap: int  # blank lines before it
    indent: int
    lines: int
    look: int
    strong: int  # its width if it is closed and long, else 0
    repeated: int  # 1: the same text stood before in the article
    heading: int  # marks of a heading that a converter left: "#", "##"
    cut: int  # 1: it ends with dots, as a teaser does
    page: int  # words with which a page speaks of itself
    page_share: float  # of its words
    credit: int  # 1: a line of date and authors


class Known(NamedTuple):
    """What the words of a paragraph say without being read."""

    function: float  # share of them that are function words of some language
    page: int  # words with which a page speaks of itself


if TYPE_CHECKING:  # the definition of a protocol is dear at start

    class Measured(Protocol):
        """A paragraph; what it costs to measure is paid when one of these is asked for."""

        text: str  # its lines joined, with its indent
        mark: Mark
        gap: int  # blank lines before it

        @property
        def width(self) -> int: ...

        @property
        def ending(self) -> int: ...

        @property
        def links(self) -> int: ...

        @property
        def strong(self) -> int: ...

        @property
        def known(self) -> Known: ...

        @property
        def credit(self) -> Mark | None: ...

        @property
        def plain(self) -> str: ...


class Past:
    """What the article so far has shown: the paragraphs near, measured when something is weighed, and a few numbers."""

    def __init__(self) -> None:
        self.near: deque[Measured] = deque(maxlen=BEHIND)
        self.count = 0
        self.strong = 0
        self.since_strong = FAR
        self.since_title = -1  # paragraphs; -1: there was none yet

    def take(self, paragraph: "Measured") -> None:
        self.near.appendleft(paragraph)
        self.count += 1
        self.strong += paragraph.strong
        self.since_strong = 0 if paragraph.strong else min(self.since_strong + 1, FAR)
        if self.since_title >= 0:
            self.since_title += 1

    def take_title(self, paragraph: "Measured") -> None:
        self.take(paragraph)
        self.since_title = 0

    def copy(self) -> "Past":
        other = Past()
        vars(other).update(vars(self), near=self.near.copy())
        return other

    @property
    def behind(self) -> "Iterator[Measured]":
        """The near ones back to the title, if that is among them."""
        return islice(self.near, self.since_title if self.since_title >= 0 else None)


def links_of(text: str) -> int:
    """Traces of links that a converter left."""
    text = text[:MEASURED]
    return text.count("](") + text.count("http") + text.count("www.")


def width_in_columns(text: str) -> int:
    """Of a paragraph: a letter of East Asia takes two."""
    return columns(text[:MEASURED].strip(WHITE)) + max(0, len(text) - MEASURED)


def _end(text: str) -> str:
    return text[-ENDING:].rstrip(WHITE + _CLOSING)


def ending_of(text: str) -> int:
    """How it ends: 2 as a sentence does, 1 with a comma or a colon, 0 open."""
    last = _end(text)[-1:]
    return ENDS if last in _STOPS else COMMA if last in _COMMAS else 0


def is_cut(text: str) -> bool:
    """Whether it ends with dots, as a teaser does."""
    end = _end(text)
    return end[-1:] == "…" or end.endswith("...")


def known_in(text: str, packs: Packs) -> Known:
    """What a paragraph's words say."""
    bare = text[:MEASURED].strip(WHITE)
    if len(unspaced(bare)) * 3 > len(bare):
        function = sum(map(packs.function_words.__contains__, bare)) / len(bare)
        return Known(function, sum(map(bare.count, packs.unspaced_page_words)))
    words = _WORD.findall(fold(bare))
    function = sum(map(packs.function_words.__contains__, words)) / max(1, len(words))
    return Known(function, sum(map(packs.page_words.__contains__, words)))


def measure(paragraph: "Measured", lines: int) -> Features:
    """The shape of a paragraph of so many lines."""
    text = paragraph.text
    bare = text[:MEASURED].strip(WHITE)
    words = bare.split()
    marks = len(bare) - len(bare.lstrip("#"))
    known = paragraph.known
    return Features(
        width=paragraph.width,
        words=len(words),
        stop=paragraph.ending,
        sentences=sum(map(bare.count, (". ", "? ", "! ", "。", "। ", "۔ "))),
        first=_first(bare[marks:].lstrip()[:1]),
        digits=len(_DIGIT.findall(bare)) / max(1, len(bare)),
        capitals=sum(map(str.isupper, [word[0] for word in words])) / max(1, len(words)),
        separators=sum(map(bare.count, _SEPARATORS)),
        links=paragraph.links,
        function=known.function,
        gap=min(paragraph.gap, MOST_GAP),
        indent=min(len(text) - len(text.lstrip(WHITE)), 12),
        lines=min(lines, 12),
        look=_LOOK_NUMBERS[paragraph.mark.look],
        strong=paragraph.strong,
        repeated=0,
        heading=marks,
        cut=int(is_cut(text)),
        page=known.page,
        page_share=known.page / max(1, len(words)),
        credit=int(paragraph.credit is not None),
    )


def _first(letter: str) -> int:
    if not letter or letter in BULLETS:
        return 0
    if letter.isdigit():
        return 1
    if letter in QUOTES or letter in "([{":
        return 2
    if is_small(letter):
        return 3
    return 4 if letter.isupper() else 5


def is_item(paragraph: "Measured") -> bool:
    """Whether it may be an item of a menu: short, open, and nothing that a pack knows."""
    if paragraph.mark.look not in _ITEMS:
        return False
    return paragraph.width < SHORT and paragraph.ending != ENDS


def is_menu_item(paragraph: "Measured") -> bool:
    """Whether it may be an item of a menu, for which a pack's phrase or its width without addresses speaks."""
    look = paragraph.mark.look
    if look is Look.JUNK:
        return paragraph.mark.kind == "navigation"
    if look not in _ITEMS or paragraph.ending == ENDS:
        return False
    return paragraph.width < SHORT or (paragraph.links > 0 and columns(paragraph.plain) < SHORT)


def around(past: Past, shape: Features, following: "Sequence[Measured]") -> list[float]:
    """A paragraph's numbers and its neighbours', in the order that the weights know."""
    numbers: list[float] = list(shape)
    behind, ahead = past.near, following[:AHEAD]
    for near in (behind, ahead):
        for one in islice(near, NEAR):
            look = _LOOK_NUMBERS[one.mark.look]
            numbers += (one.width, one.ending, look, min(one.gap, MOST_GAP), one.known.function)
        numbers += (-1, -1, -1, -1, -1) * (NEAR - len(near))
    strong_behind = [one.strong for one in behind]
    strong_ahead = [one.strong for one in ahead]
    widths_ahead = [one.width for one in ahead]
    next_strong = next((at for at, strong in enumerate(strong_ahead) if strong), FAR)
    numbers += (
        sum(strong_behind[:5]),
        sum(strong_behind),
        sum(strong_ahead[:5]),
        sum(strong_ahead),
        sum([one.width < SHORT for one in behind]),
        sum([width < SHORT for width in widths_ahead]),
        sum(widths_ahead[: next_strong if next_strong < FAR else 5]),
        next_strong,
        _distance(behind),
        _distance(ahead),
        past.since_strong,
        past.strong,
        past.count,
        len(ahead),
    )
    return numbers


def _distance(near: "Iterable[Measured]") -> int:
    """How many paragraphs away the nearest line of date and authors is."""
    return next((at for at, one in enumerate(islice(near, BESIDE)) if one.credit), FAR)
