"""Where an article of an export begins: under the end mark of another, or at a head that a profile knows.

Law: the evidence is in the lines around the place, as for the other signs of `boundary_score`.
"""

from collections.abc import Sequence

from seedparse.phrases.pack import Packs
from seedparse.readers.exports import LINES_TO_ANCHOR, Line, Profiles
from seedparse.text.lines import Lines

MOST_KEPT = 512  # lines whose answers are kept


class ExportSigns:
    """The signs of exports in the lines of one document."""

    def __init__(self, lines: Lines, packs: Packs, profiles: Profiles) -> None:
        self._lines = lines
        self._packs = packs
        self._profiles = profiles
        self._head_stop = -1  # byte offset of the line after the head of this article, if it is that of an export
        self._anchors: dict[int, bool] = {}  # by byte offset: is the line one of an export's head?

    def take_first(self, lines: Sequence[Line]) -> None:
        """Record the first lines of an article."""
        self._head_stop = -1
        if self.has_anchor(lines) and (found := self._profiles.head(lines, self._packs)):
            self._head_stop = self._lines.starts[found[1][-1].stop - 1]

    def is_in_head(self, at: int) -> bool:
        """Whether line `at` belongs to the head of this article."""
        return self._lines.starts[at] <= self._head_stop

    def is_head(self, lines: Sequence[Line]) -> bool:
        """Whether an article of an export begins with the first of these lines, which have an anchor."""
        return self._profiles.head(lines, self._packs) is not None

    def ends(self, at: int) -> bool:
        """Whether line `at` is the end mark of an article."""
        return bool(self._profiles.signs(self._lines.texts[at], "ends"))

    def has_anchor(self, lines: Sequence[Line]) -> bool:
        """Whether one of the first LINES_TO_ANCHOR lines is one of an export's head alone."""
        return any(self._is_anchor(line) for line in lines[:LINES_TO_ANCHOR])

    def _is_anchor(self, line: Line) -> bool:
        start = self._lines.starts[line.at]
        found = self._anchors.get(start)
        if found is None:
            if len(self._anchors) >= MOST_KEPT:
                self._anchors.clear()
            found = self._anchors[start] = self._profiles.is_anchor(line.text)
        return found
