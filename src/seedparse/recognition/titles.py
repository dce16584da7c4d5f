"""Which paragraph is the title? Each is weighed by its shape and by what it shares with the text behind it.

Law: the title is the heaviest candidate from here to the first running text in sight, if it is heavy enough; before it
nothing is body. No title is better than a menu's item.
"""

from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING

from seedparse.recognition.features import AHEAD, ENDS, SHORT, Past, around
from seedparse.recognition.paragraphs import Unit, Units
from seedparse.recognition.trees import TOO_LITTLE, Weights
from seedparse.text.keys import MAX_KEY_CHARS

if TYPE_CHECKING:
    from seedparse.recognition.features import Measured

IN_SIGHT = 600  # width of closed paragraphs behind which no title comes any more
WIDEST = MAX_KEY_CHARS  # of a title
WIDTHS = range(12, 201)  # columns of what may be one; half of a page is narrower, half of a clean text wider
BEFORE = 6  # paragraphs before, in which a title may stand already: the page's own title, a trail
TEXTS = 6  # paragraphs behind, with which it shares words
TEXT_WIDTH = 60
LONG_KEY = 12  # letters of a text that is looked for inside another
FIRST = 600
FEWEST = 8  # paragraphs that show a page


class Titles:
    """Walks ahead of the parser, from an article's start to its title."""

    def __init__(self, units: Units, weights: Weights) -> None:
        self._units = units
        self._weights = weights
        self._past = Past()
        self._weighed: deque[tuple[int, float, Unit]] = deque()  # a paragraph's first byte, its weight, itself
        self._heavy: deque[float] = deque()  # the weights of the few of them that may be a title
        self._strong = 0  # width of closed paragraphs among them
        self._on_page = False
        self._before: deque[str] = deque(maxlen=BEFORE)
        self._seen: set[str] = set()
        self._first = ""

    def restart(self, past: Past, seen: set[str]) -> None:
        """The paragraphs ahead have become others; behind are these."""
        self._clear()
        self._before.clear()
        self._past, self._seen = past.copy(), seen.copy()

    @property
    def _enough(self) -> float:
        return self._weights.enough_on_page if self._on_page else self._weights.enough

    def score(self, unit: Unit, origin: int) -> float | None:
        """The weight of this paragraph if it is the title, as far as the horizon shows; else None."""
        here = self._walk(unit, origin)
        return here if here >= self._enough and all(weight <= here for weight in self._heavy) else None

    def is_awaited(self) -> bool:
        """Whether a title is in sight behind the paragraph that was asked about last."""
        enough = self._enough
        return any(weight >= enough for weight in self._heavy)

    def _walk(self, unit: Unit, origin: int) -> float:
        """The weight of a paragraph; those behind it are weighed as far as one of them may be the title."""
        start = self._units.start(unit)
        while self._weighed and self._weighed[0][0] < start:
            self._pop()
        if not self._weighed or self._weighed[0][0] != start:
            self._clear()
            self._push(unit, self._units.following(unit, origin, AHEAD))
        here = self._pop()
        last = self._weighed[-1][2] if self._weighed else unit
        while unit.strong + self._strong < IN_SIGHT:
            following = self._units.following(last, origin, 1 + AHEAD)
            if not following or (len(following) <= AHEAD and not self._units.sees_all(origin)):
                break
            last = following[0]
            self._push(last, following[1:])
        return here

    def _push(self, unit: Unit, following: list[Unit]) -> None:
        weight = self._weigh(unit, following)
        self._weighed.append((self._units.start(unit), weight, unit))
        self._strong += unit.strong
        if weight > TOO_LITTLE:
            self._heavy.append(weight)

    def _pop(self) -> float:
        """The weight of the first, which is behind us now."""
        _, weight, unit = self._weighed.popleft()
        self._strong -= unit.strong
        if weight > TOO_LITTLE:
            self._heavy.popleft()
        return weight

    def _clear(self) -> None:
        self._weighed.clear()
        self._heavy.clear()
        self._strong = 0

    def _weigh(self, unit: Unit, following: list[Unit]) -> float:
        if not self._on_page and is_page([*self._past.near, *following]):
            self._on_page = True
        weight = self._weights.weigh(self._numbers(unit, following)) if unit.width in WIDTHS else TOO_LITTLE
        self._take(unit)
        return weight

    def numbers(self, unit: Unit, origin: int) -> list[float]:
        """What is weighed of a paragraph, in the order that the weights know. To be asked for one after another."""
        numbers = self._numbers(unit, self._units.following(unit, origin, AHEAD))
        self._take(unit)
        return numbers

    def _numbers(self, unit: Unit, following: list[Unit]) -> list[float]:
        shape = unit.shape._replace(repeated=int(unit.key in self._seen))
        return around(self._past, shape, following) + self._shared(unit, unit.key, following)

    def _take(self, unit: Unit) -> None:
        """It is behind the next one."""
        self._past.take(unit)
        self._before.append(unit.key)
        self._seen.add(unit.key)
        if len(self._seen) <= 2:
            self._first = (self._first + unit.key)[:FIRST]

    def _shared(self, unit: Unit, key: str, following: list[Unit]) -> list[float]:
        """What a title shares with the texts around it."""
        if unit.width > WIDEST or not (unit.stems or key):
            return [-1.0] * 8
        words = unit.stems
        texts = [each for each in following if each.width >= TEXT_WIDTH][:TEXTS]
        shared = len(words & frozenset[str]().union(*[each.stems for each in texts]))
        long = len(key) >= LONG_KEY
        keys = [each.key for each in following]
        return [
            shared / max(1, len(words)),
            shared,
            len(words),
            int(long and len(self._seen) > 1 and key in self._first),
            sum(long and key in before for before in self._before),
            sum(key == behind for behind in keys),
            sum(long and key in behind and key != behind for behind in keys),
            len(texts),
        ]


def is_page(near: "Sequence[Measured]") -> bool:
    """Whether paragraphs are for the most part no text but the items of menus and boxes."""
    return len(near) >= FEWEST and sum(each.width < SHORT and each.ending != ENDS for each in near) * 2 > len(near)
