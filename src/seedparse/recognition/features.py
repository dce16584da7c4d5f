"""Features of a paragraph and its neighbours: numbers that distinguish running text from a page's boilerplate.

Law: a feature is visible without reading the text: lengths, punctuation, capitals, gaps, looks of neighbours. Words
count only as the share of function words and the number of words typical of pages, in any language. At most
LOOKAHEAD_PARAGRAPHS are used.
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
from seedparse.text.sentences import STOPS, runs_unstopped
from seedparse.text.words import BULLETS, QUOTES, SIGNS, fold, is_small, unspaced
from seedparse.text.wrapping import columns

MEASURED = 4096  # characters at the start of a text that are measured; a line may have 16 million
EXAMINED_END_CHARS = 60  # characters at the end of a text that are examined
ENDS = 2  # value of Features.stop: ends like a sentence
COMMA = 1  # value of Features.stop: ends with a comma or a colon
NEAR = 4  # paragraphs before and after that have features of their own
BEHIND, LOOKAHEAD_PARAGRAPHS = 12, 16  # paragraphs before and after that are used at all
STRONG = 110  # columns; only running text has closed paragraphs of this width
SHORT = 40  # columns; an item of a menu is narrower
MAX_PARAGRAPHS_TO_HEADER_LINE = 8  # paragraphs before or after in which a line of date and authors is looked for
MOST_GAP = 5  # blank lines; more count as so many
FAR = 20  # paragraphs: the distance if nothing is found, and the maximum of Past.since_strong

MIN_BOILERPLATE = 10  # minimum paragraphs of boilerplate that show a page
GLANCE = 5  # paragraphs after one that the fast checks examine
PARAGRAPHS_IN_SIGHT = 3  # paragraphs before and after one that the fast checks examine

RUNNING = frozenset({Look.TEXT, Look.LINE})
BODY_LOOKS = RUNNING | {Look.ENTRY, Look.ITEM}

_LOOKS = (
    Look.JUNK, Look.RULER, Look.HEADING, Look.INLINE, Look.DATE, Look.BYLINE, Look.ATTRIBUTION, Look.ITEM,
    Look.ENTRY, Look.LINE, Look.TEXT,
)  # fmt: skip
_LOOK_NUMBERS = {look: number for number, look in enumerate(_LOOKS)}
_ITEMS = frozenset({Look.LINE, Look.ITEM})
_STOPS = frozenset(STOPS)
_COMMAS = frozenset(",;:，、；：،؛၊")
_WORD = later(rf"\w[\w{SIGNS}'’-]*")
_DIGIT = re.compile(r"\d")
_CLOSING = QUOTES + ")]）】* _"
_SEPARATORS = frozenset("|•·»›/→▸►")


class Features(NamedTuple):
    """The features of one paragraph alone."""

    width: int  # columns; an East Asian character takes two
    words: int  # number of words
    stop: int  # 2: ends like a sentence, 1: ends with a comma or a colon, 0: neither
    sentences: int  # number of sentence ends inside
    first: int  # first character: 0 bullet, 1 digit, 2 quote or bracket, 3 small letter, 4 capital, 5 other
    digits: float  # share of its characters that are digits
    capitals: float  # share of its words that begin with a capital
    separators: int  # number of characters such as "|" and "•"
    links: int  # number of traces of links
    function: float  # share of its words that are function words of any language
    gap: int  # blank lines before it, MOST_GAP at most
    indent: int  # characters, 12 at most
    lines: int  # number of lines, 12 at most
    look: int  # position of its look in _LOOKS
    strong: int  # its width in columns if it is closed and long, else 0
    repeated: int  # 1: the article has the same text before
    heading: int  # number of heading marks that a converter left: "#" 1, "##" 2
    cut: int  # 1: it ends with dots, like a teaser
    page: int  # number of words typical of web pages
    page_share: float  # share of its words that are typical of web pages
    credit: int  # 1: a line of date and authors
    reader: int  # number of words that address the reader
    reader_share: float  # share of its words that do


class Known(NamedTuple):
    """Features of the words of a paragraph."""

    function: float  # share of its words that are function words of any language
    page: int  # number of words typical of web pages
    reader: int  # number of words that address the reader


if TYPE_CHECKING:  # defining a protocol would slow down the start of the program

    class Measured(Protocol):
        """A paragraph. Its properties are computed when they are first used."""

        text: str  # its lines joined, with the indent of the first
        mark: Mark
        gap: int  # number of blank lines before it

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
        def beside(self) -> tuple[float, ...]: ...

        @property
        def credit(self) -> Mark | None: ...

        @property
        def plain(self) -> str: ...

        @property
        def stems(self) -> frozenset[str]: ...


class Past:
    """The history of the article: the last BEHIND paragraphs and a few counts."""

    def __init__(self) -> None:
        self.near: deque[Measured] = deque(maxlen=BEHIND)  # the last paragraphs, the newest first
        self.count = 0  # paragraphs so far
        self.strong = 0  # columns of all long closed paragraphs so far
        self.since_strong = FAR  # paragraphs since the last long closed one, FAR at most
        self.since_title = -1  # paragraphs since the title; -1: no title yet

    def take(self, paragraph: "Measured") -> None:
        """Add a paragraph to the history."""
        self.near.appendleft(paragraph)
        self.count += 1
        self.strong += paragraph.strong
        self.since_strong = 0 if paragraph.strong else min(self.since_strong + 1, FAR)
        if self.since_title >= 0:
            self.since_title += 1

    def take_title(self, paragraph: "Measured") -> None:
        """Add the title to the history."""
        self.take(paragraph)
        self.since_title = 0

    def copy(self) -> "Past":
        """A history that changes independently of this one."""
        other = Past()
        vars(other).update(vars(self), near=self.near.copy())
        return other

    @property
    def behind(self) -> "Iterator[Measured]":
        """The near paragraphs after the title; all of them if there is no title yet."""
        return islice(self.near, self.since_title if self.since_title >= 0 else None)


def links_of(text: str) -> int:
    """Number of traces of links that a converter left."""
    text = text[:MEASURED]
    return text.count("](") + text.count("http") + text.count("www.")


def width_in_columns(text: str) -> int:
    """Width of a paragraph in columns; an East Asian character takes two. After MEASURED characters each counts one."""
    return columns(text[:MEASURED].strip(WHITE)) + max(0, len(text) - MEASURED)


def _end(text: str) -> str:
    return text[-EXAMINED_END_CHARS:].rstrip(WHITE + _CLOSING)


def ending_of(text: str) -> int:
    """How a text ends: 2 (ENDS) like a sentence, 1 (COMMA) with a comma or a colon, 0 open."""
    last = _end(text)[-1:]
    return ENDS if last in _STOPS or runs_unstopped(text) else COMMA if last in _COMMAS else 0


def is_cut(text: str) -> bool:
    """Whether a text ends with dots, like a teaser."""
    end = _end(text)
    return end[-1:] == "…" or end.endswith("...")


def known_in(text: str, packs: Packs) -> Known:
    """Features of the words of a text. In scripts without spaces characters are counted instead of words."""
    bare = text[:MEASURED].strip(WHITE)
    if len(unspaced(bare)) * 3 > len(bare):
        function = sum(map(packs.function_words.__contains__, bare)) / len(bare)
        page = sum(map(bare.count, packs.unspaced_page_words))
        return Known(function, page, sum(map(bare.count, packs.unspaced_reader_words)))
    words = _WORD.findall(fold(bare))
    function = sum(map(packs.function_words.__contains__, words)) / max(1, len(words))
    page = sum(map(packs.page_words.__contains__, words))
    return Known(function, page, sum(map(packs.reader_words.__contains__, words)))


def measure(paragraph: "Measured", lines: int) -> Features:
    """The features of a paragraph. `lines`: its number of lines. `repeated` is left 0."""
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
        first=first_kind(bare[marks:].lstrip()[:1]),
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
        reader=known.reader,
        reader_share=known.reader / max(1, len(words)),
    )


def beside(paragraph: "Measured") -> tuple[float, ...]:
    """The features of a paragraph as a neighbour of another."""
    look = _LOOK_NUMBERS[paragraph.mark.look]
    return paragraph.width, paragraph.ending, look, min(paragraph.gap, MOST_GAP), paragraph.known.function


def first_kind(letter: str) -> int:
    """The kind of a text's first character, as in Features.first; `letter` is "" for a text without any."""
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
    """Whether it may be an item of a menu: short, open, and not a phrase of a pack."""
    if paragraph.mark.look not in _ITEMS:
        return False
    return paragraph.width < SHORT and paragraph.ending != ENDS


def is_closed(paragraph: "Measured") -> bool:
    """Whether it is one or more closed sentences without links, and not short."""
    return (
        paragraph.mark.look in BODY_LOOKS
        and paragraph.ending == ENDS
        and paragraph.width >= SHORT
        and not paragraph.links
    )


def is_menu_item(paragraph: "Measured") -> bool:
    """Whether it may be an item of a menu by a pack's phrase, by its width, or by its width without link addresses."""
    look = paragraph.mark.look
    if look is Look.JUNK:
        return paragraph.mark.kind == "navigation"
    if look not in _ITEMS or paragraph.ending == ENDS:
        return False
    return paragraph.width < SHORT or (paragraph.links > 0 and columns(paragraph.plain) < SHORT)


def around(past: Past, shape: Features, following: "Sequence[Measured]") -> list[float]:
    """The features of a paragraph and its neighbours, in the order that the models expect.

    `shape`: the paragraph's own features. `following`: the paragraphs after it.
    """
    numbers: list[float] = list(shape)
    behind, ahead = past.near, following[:LOOKAHEAD_PARAGRAPHS]
    for near in (behind, ahead):
        for one in islice(near, NEAR):
            numbers += one.beside
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
    """How many paragraphs of `near` stand before the first line of date and authors; FAR if there is no such line."""
    return next((at for at, one in enumerate(islice(near, MAX_PARAGRAPHS_TO_HEADER_LINE)) if one.credit), FAR)
