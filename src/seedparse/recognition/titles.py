"""Find the title. Each paragraph is scored by its features and by the words that it shares with the text after it.

Law: a paragraph is the title if its score reaches the threshold and no later candidate has a higher one, up to IN_SIGHT
columns of running text. Before an expected title nothing is body. A missing title is better than a wrong one.
"""

from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING

from seedparse.recognition.features import ENDS, LOOKAHEAD_PARAGRAPHS, SHORT, Past, around
from seedparse.recognition.paragraphs import Paragraph, Paragraphs
from seedparse.recognition.trees import TOO_LOW, TreeModel
from seedparse.text.keys import MAX_KEY_CHARS

if TYPE_CHECKING:
    from seedparse.recognition.features import Measured

IN_SIGHT = 600  # columns of long closed paragraphs after which no title is expected any more
WIDEST = MAX_KEY_CHARS  # maximum columns of a paragraph whose words are compared
WIDTHS = range(12, 201)  # columns of a candidate; half of a page is narrower, half of a clean text wider
PARAGRAPHS_BEFORE_TITLE = (
    6  # paragraphs before a candidate that may contain its text: the page's own title, a breadcrumb trail
)
TEXTS = 6  # paragraphs after a candidate whose words are compared with its words
TEXT_WIDTH = 60  # minimum columns of these paragraphs
LONG_KEY = 12  # minimum characters of a key that is searched for in other keys
FIRST_CHARS = 600  # maximum characters kept of the keys of the first two paragraphs
MIN_PARAGRAPHS_OF_PAGE = 8  # minimum paragraphs that can show a page


class Titles:
    """Scores the paragraphs of the lookahead window, from an article's start to its title."""

    def __init__(self, paragraphs: Paragraphs, model: TreeModel) -> None:
        self._paragraphs = paragraphs
        self._model = model
        self._past = Past()
        self._scored: deque[tuple[int, float, Paragraph]] = deque()  # byte offset, score and paragraph
        self._possible: deque[float] = deque()  # the scores above TOO_LOW, of the few that may be the title
        self.scores: dict[int, float] = {}  # score of each candidate so far, by byte offset
        self._strong = 0  # columns of long closed paragraphs in `_scored`
        self._on_page = False  # the paragraphs so far show a page
        self._before: deque[str] = deque(maxlen=PARAGRAPHS_BEFORE_TITLE)  # keys of the last paragraphs that were scored
        self._seen: set[str] = set()  # keys of all paragraphs up to the last one that was scored
        self._first = ""  # keys of the first paragraphs, FIRST_CHARS characters at most
        self._cut = 0  # value of `paragraphs.cut_anew` for which the scores hold

    @property
    def threshold(self) -> float:
        """The model's threshold, on a page that for pages."""
        return self._model.page_threshold if self._on_page else self._model.threshold

    def score(self, paragraph: Paragraph, past: Past, seen: set[str]) -> float | None:
        """The score of this paragraph if it is the title by the lines up to its horizon, else None.

        `past`: the history before it. `seen`: the keys of the paragraphs in it.
        """
        if self._cut != self._paragraphs.cut_anew:
            # The paragraphs of the lookahead window were joined again, so their scores do not hold any more.
            self._cut = self._paragraphs.cut_anew
            self._clear()
            self._before.clear()
            self._past, self._seen = past.copy(), seen.copy()
        here = self._walk(paragraph, paragraph.start)
        return here if here >= self.threshold and all(score <= here for score in self._possible) else None

    def is_awaited(self) -> bool:
        """Whether a title is expected after the paragraph that was scored last."""
        threshold = self.threshold
        return any(score >= threshold for score in self._possible)

    def _walk(self, paragraph: Paragraph, origin: int) -> float:
        """The score of a paragraph. Scores the paragraphs after it too, as long as one of them may be the title."""
        start = self._paragraphs.start(paragraph)
        while self._scored and self._scored[0][0] < start:
            self._pop()
        if not self._scored or self._scored[0][0] != start:
            self._clear()
            self._push(paragraph, self._paragraphs.following(paragraph, origin, LOOKAHEAD_PARAGRAPHS))
        here = self._pop()
        last = self._scored[-1][2] if self._scored else paragraph
        while paragraph.strong + self._strong < IN_SIGHT:
            following = self._paragraphs.following(last, origin, 1 + LOOKAHEAD_PARAGRAPHS)
            if not following or (len(following) <= LOOKAHEAD_PARAGRAPHS and not self._paragraphs.sees_all(origin)):
                break
            last = following[0]
            self._push(last, following[1:])
        return here

    def _push(self, paragraph: Paragraph, following: list[Paragraph]) -> None:
        start = self._paragraphs.start(paragraph)
        score = self._score_of(paragraph, start, following)
        self._scored.append((start, score, paragraph))
        self._strong += paragraph.strong
        if score > TOO_LOW:
            self._possible.append(score)
            self.scores[start] = score

    def _pop(self) -> float:
        """Remove the first scored paragraph. Returns its score."""
        _, score, paragraph = self._scored.popleft()
        self._strong -= paragraph.strong
        if score > TOO_LOW:
            self._possible.popleft()
        return score

    def _clear(self) -> None:
        self._scored.clear()
        self._possible.clear()
        self._strong = 0

    def _score_of(self, paragraph: Paragraph, start: int, following: list[Paragraph]) -> float:
        if not self._on_page and is_page([*self._past.near, *following]):
            self._on_page = True
        score = TOO_LOW
        if paragraph.width in WIDTHS:
            score = self._model.score(self._numbers(paragraph, following), start)
        self._take(paragraph)
        return score

    def _numbers(self, paragraph: Paragraph, following: list[Paragraph]) -> list[float]:
        """All features of a paragraph, in the order that the model expects."""
        shape = paragraph.features._replace(repeated=int(paragraph.key in self._seen))
        return around(self._past, shape, following) + self._shared(paragraph, paragraph.key, following)

    def _take(self, paragraph: Paragraph) -> None:
        """Add a paragraph to the history."""
        self._past.take(paragraph)
        self._before.append(paragraph.key)
        self._seen.add(paragraph.key)
        if len(self._seen) <= 2:
            self._first = (self._first + paragraph.key)[:FIRST_CHARS]

    def _shared(self, paragraph: Paragraph, key: str, following: list[Paragraph]) -> list[float]:
        """Features of the words that a candidate shares with its neighbours; all -1 if it is too wide or empty."""
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
    """Whether most of these paragraphs are not text but items of menus and link lists."""
    return len(near) >= MIN_PARAGRAPHS_OF_PAGE and sum(
        each.width < SHORT and each.ending != ENDS for each in near
    ) * 2 > len(near)
