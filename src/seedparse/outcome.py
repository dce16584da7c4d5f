"""What a run gives: its outcome, the sink of its records, and the watch of its progress.

Law: the outcome of several inputs is the sum of their outcomes.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from seedparse.errors import Empty, Failure, InputError, Skipped, failure
from seedparse.records.counts import Counts
from seedparse.sources.formats import NO_TEXT


class Sink(Protocol):
    def write(self, lines: bytes) -> None: ...


class Watch(Protocol):
    """Receives the progress in bytes: the total if it is known, and the size of each piece that was read."""

    def expect(self, size: int) -> None: ...
    def advance(self, size: int) -> None: ...


class Outcome:
    """The result of one input or the sum of several: counts, failures, skipped files."""

    unchanged: int = 0  # inputs that are not read because their records exist already
    continued: int = 0  # inputs of which only the rest is parsed, because an earlier run was killed
    duplicates: int = 0  # articles that were dropped; `counts` are without them

    def __init__(self, inputs: int = 0, size: int = 0, failures: Iterable[Failure] = ()) -> None:
        self.inputs = inputs
        self.bytes = size
        self.counts = Counts()
        self.failures = list(failures)
        self.skipped: list[Skipped] = []  # each is named with -v
        self.skips: Counter[str] = Counter()  # number of skipped files by code
        self.empty: list[Empty] = []  # directories and lists without any input

    def skip(self, skipped: Skipped) -> None:
        self.skipped.append(skipped)
        self.skips[skipped.code] += 1

    def add(self, other: "Outcome") -> None:
        self.inputs += other.inputs
        self.bytes += other.bytes
        self.unchanged += other.unchanged
        self.continued += other.continued
        self.duplicates += other.duplicates
        self.counts.add(other.counts)
        self.failures += other.failures
        self.skipped += other.skipped
        self.skips += other.skips
        self.empty += other.empty


def conclude(outcome: Outcome, shown: str, *, named: bool) -> Outcome:
    """Return the outcome of an input, or the sum of its portions, counted as an input. An input without text fails."""
    first = outcome.skipped[0] if outcome.skipped else None
    outcome.inputs = int(named or first is None or first.member is not None)
    if named and first and not (outcome.counts.articles or outcome.duplicates or outcome.failures):
        message = f"has no text; members skipped: {outcome.skips.total()}; the first: {first.member} {first.reason}"
        outcome.failures.append(failure(shown, InputError(message, NO_TEXT)))
    return outcome
