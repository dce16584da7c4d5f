"""Counts the most frequent of many items in bounded memory.

Law: a count is never too high, and at most `error` too low; the same items in the same order give the same counts. The
method is that of Misra and Gries ("Finding repeated elements", 1982).
"""

from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Frequent(Generic[T]):
    """Counts of at most `most` items at a time."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._counts: dict[T, int] = {}
        self.error = 0  # by how much a count may be too low; an item that is missing occurred at most so often

    def add(self, item: T) -> None:
        counts = self._counts
        if item in counts:
            counts[item] += 1
        elif len(counts) < self._most:
            counts[item] = 1
        else:
            self.error += 1
            self._counts = {each: count - 1 for each, count in counts.items() if count > 1}

    def top(self, count: int | None = None) -> list[tuple[T, int]]:
        """The items with the highest counts, in descending order; of equal counts the item that came first."""
        return sorted(self._counts.items(), key=lambda each: -each[1])[:count]
