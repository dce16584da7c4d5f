"""Compare a paragraph with the words of its article so far. Text of the same article shares more of them than teasers,
comments and notes of the page do.

Law: words are read only when a paragraph is compared; so a text whose paragraphs are all clear costs nothing.
"""

from collections.abc import Sequence
from itertools import islice

from seedparse.recognition.features import Past
from seedparse.recognition.paragraphs import Paragraph
from seedparse.text.keys import share

MOST_TEXTS = 24  # the first paragraphs of running text whose words are kept
MOST_BEHIND, MOST_AHEAD = 2, 4  # paragraphs before and after the compared one that are compared too


class Topic:
    """The stems of the title and of the first paragraphs of running text."""

    def __init__(self) -> None:
        self._title = frozenset[str]()
        self._stems = set[str]()
        self._unread: list[Paragraph] = []  # paragraphs of running text whose stems are not in `_stems` yet
        self._texts = 0  # paragraphs of running text taken

    def take_title(self, paragraph: Paragraph) -> None:
        """Add the title."""
        self._title = paragraph.stems
        self._stems |= paragraph.stems

    def take(self, paragraph: Paragraph) -> None:
        """Add a paragraph of lead or body."""
        if self._texts < MOST_TEXTS:
            self._texts += 1
            self._unread.append(paragraph)

    def compare(self, paragraph: Paragraph, past: Past, following: Sequence[Paragraph]) -> list[float]:
        """Features of the words that a paragraph shares with the article so far; a neighbour that is missing has -1.

        `past`: the history before it. `following`: the paragraphs after it.
        """
        for each in self._unread:
            self._stems |= each.stems
        self._unread.clear()
        stems = paragraph.stems
        behind = [share(each.stems, self._stems) for each in islice(past.near, MOST_BEHIND)]
        ahead = [share(each.stems, self._stems) for each in following[:MOST_AHEAD]]
        return [
            share(stems, self._stems),
            len(stems & self._stems),
            len(stems),
            share(self._title, stems),
            len(self._stems),
            self._texts,
            *behind,
            *[-1.0] * (MOST_BEHIND - len(behind)),
            *ahead,
            *[-1.0] * (MOST_AHEAD - len(ahead)),
        ]
