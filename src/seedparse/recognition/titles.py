"""Which paragraph is the title? Each is scored by its features and by the words that it shares with the text behind it.

Law: the title is the candidate with the highest score from here to the first running text in sight, if that reaches the
threshold; before it nothing is body. No title is better than a menu's item.
"""

from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING

from seedparse.recognition.features import AHEAD, ENDS, SHORT, Past, around
from seedparse.recognition.paragraphs import Paragraph, Paragraphs
from seedparse.recognition.trees import TOO_LOW, TreeModel
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
FIRST_TREES = 600
FEWEST = 8  # paragraphs that show a page


class Titles:
    """Walks ahead of the parser, from an article's start to its title."""

    def __init__(self, paragraphs: Paragraphs, model: TreeModel) -> None:
        self._paragraphs = paragraphs
        self._model = model
        self._past = Past()
        self._scored: deque[tuple[int, float, Paragraph]] = deque()  # a paragraph's first byte, its score, itself
        self._possible: deque[float] = deque()  # the scores of the few of them that may be a title
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
    def _threshold(self) -> float:
        return self._model.page_threshold if self._on_page else self._model.threshold

    def score(self, paragraph: Paragraph, origin: int) -> float | None:
        """The score of this paragraph if it is the title, as far as the horizon shows; else None."""
        here = self._walk(paragraph, origin)
        return here if here >= self._threshold and all(score <= here for score in self._possible) else None

    def is_awaited(self) -> bool:
        """Whether a title is in sight behind the paragraph that was asked about last."""
        threshold = self._threshold
        return any(score >= threshold for score in self._possible)

    def _walk(self, paragraph: Paragraph, origin: int) -> float:
        """The score of a paragraph; those behind it are scored as far as one of them may be the title."""
        start = self._paragraphs.start(paragraph)
        while self._scored and self._scored[0][0] < start:
            self._pop()
        if not self._scored or self._scored[0][0] != start:
            self._clear()
            self._push(paragraph, self._paragraphs.following(paragraph, origin, AHEAD))
        here = self._pop()
        last = self._scored[-1][2] if self._scored else paragraph
        while paragraph.strong + self._strong < IN_SIGHT:
            following = self._paragraphs.following(last, origin, 1 + AHEAD)
            if not following or (len(following) <= AHEAD and not self._paragraphs.sees_all(origin)):
                break
            last = following[0]
            self._push(last, following[1:])
        return here

    def _push(self, paragraph: Paragraph, following: list[Paragraph]) -> None:
        score = self._score_of(paragraph, following)
        self._scored.append((self._paragraphs.start(paragraph), score, paragraph))
        self._strong += paragraph.strong
        if score > TOO_LOW:
            self._possible.append(score)

    def _pop(self) -> float:
        """The score of the first, which is behind us now."""
        _, score, paragraph = self._scored.popleft()
        self._strong -= paragraph.strong
        if score > TOO_LOW:
            self._possible.popleft()
        return score

    def _clear(self) -> None:
        self._scored.clear()
        self._possible.clear()
        self._strong = 0

    def _score_of(self, paragraph: Paragraph, following: list[Paragraph]) -> float:
        if not self._on_page and is_page([*self._past.near, *following]):
            self._on_page = True
        score = self._model.score(self._numbers(paragraph, following)) if paragraph.width in WIDTHS else TOO_LOW
        self._take(paragraph)
        return score

    def numbers(self, paragraph: Paragraph, origin: int) -> list[float]:
        """What is scored of a paragraph, in the order that the scores know. To be asked for one after another."""
        numbers = self._numbers(paragraph, self._paragraphs.following(paragraph, origin, AHEAD))
        self._take(paragraph)
        return numbers

    def _numbers(self, paragraph: Paragraph, following: list[Paragraph]) -> list[float]:
        shape = paragraph.features._replace(repeated=int(paragraph.key in self._seen))
        return around(self._past, shape, following) + self._shared(paragraph, paragraph.key, following)

    def _take(self, paragraph: Paragraph) -> None:
        """It is behind the next one."""
        self._past.take(paragraph)
        self._before.append(paragraph.key)
        self._seen.add(paragraph.key)
        if len(self._seen) <= 2:
            self._first = (self._first + paragraph.key)[:FIRST_TREES]

    def _shared(self, paragraph: Paragraph, key: str, following: list[Paragraph]) -> list[float]:
        """What a title shares with the texts around it."""
        if paragraph.width > WIDEST or not (paragraph.stems or key):
            return [-1.0] * 8
        words = paragraph.stems
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
