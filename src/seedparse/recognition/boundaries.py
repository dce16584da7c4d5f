"""Where does an article begin? Lines in, runs of lines out.

Law: a boundary is decided by the lines around it, never by what the article was taken for; so any point of a file can
be read from, and a file can be read in ranges. Only a form feed and the head of a numbered export cut alone; all else
is evidence.
"""

from typing import NamedTuple

from seedparse.model import Block, Look, Role
from seedparse.phrases.pack import Packs
from seedparse.recognition.boundary_score import BACK, Evidence, MoreNeededError
from seedparse.recognition.looks import ruler
from seedparse.text.lines import WHITE, Lines

LONG = 4096  # characters of a line that is looked back to
LONGEST_GAP = 4 * BACK  # lines without text; behind so many an article is over


class Run(NamedTuple):
    """Consecutive lines of one article."""

    lines: Lines
    separates: bool = False  # they stand between two articles
    closes: bool = False  # the article is over behind them
    context: int = 0  # where it closes: the byte from which a reader that begins there must look back
    counts: bool = (
        False  # where it closes: the article has a line that is neither blank nor a ruler nor an export's head
    )
    goes_on: bool = False  # its last line is a part of one whose next part is known


class Splitter:
    """Lines in, runs of lines out, each as soon as it is known that no article begins inside it."""

    def __init__(self, packs: Packs, split: str = "auto") -> None:
        """split: auto, off, or a pattern; a line that it matches separates. Raises SplitError if that is not safe."""
        self._off = split == "off"
        self._packs = packs
        self._lines = Lines()
        self._evidence = Evidence(self._lines, packs, split)
        self._out = 0  # lines before this one are given out
        self._at = 0  # lines before this one are decided
        self._stop = 1 << 62  # the byte where another article begins that is not read here
        self._counts = False  # the article does, so far
        self.done = False  # it has begun

    def bound(self, lines: Lines, stop: int) -> None:
        """Read no more than a range: these lines stand before its first one, and an article begins at the byte where it
        stops."""
        self._stop = stop
        self._lines.extend(lines)
        self._out = self._at = len(lines)

    def feed(self, lines: Lines) -> list[Run]:
        self._lines.extend(lines)
        return self._walk()

    def close(self) -> list[Run]:
        """The lines still held; the last article is over."""
        self._evidence.final = True
        runs = self._walk()
        if not self.done:
            last = self._run(self._out, len(self._lines))
            runs.append(last._replace(closes=True, counts=self._counts))
        return runs

    def _walk(self) -> list[Run]:
        runs: list[Run] = []
        texts, numbers, evidence = self._lines.texts, self._lines.numbers, self._evidence
        if self._off:
            # One input is one article.
            runs.append(self._run(0, len(texts)))
            self._lines.drop(len(texts))
            return runs
        while self._at < len(texts) and not self.done:
            at = self._at
            text = texts[at]
            inside = at > 0 and numbers[at] == numbers[at - 1]  # an overlong line: no article begins there
            if text[:1] == "\f" and not inside:
                self._cut(at, runs)
                if not text.strip(WHITE):
                    self._at += 1  # nothing of the next article stands on it
                    continue
            elif not inside and evidence.cuts_alone(text):
                self._cut(at, runs)
                self._at += 1
                continue
            else:
                try:
                    if evidence.is_gap(at, text):
                        if at - evidence.last > LONGEST_GAP and not inside:
                            self._cut(at, runs)
                        self._at += 1
                        continue
                    if evidence.last >= 0 and not inside and evidence.begins(at):
                        self._cut(at, runs)
                except MoreNeededError:
                    break
            try:
                evidence.take(at)
            except MoreNeededError:
                break
            self._at += 1
        # Lines behind the last one of text may turn out to separate: they wait. Before the first one none can.
        known = evidence.last + 1 if evidence.last >= 0 else self._at
        if known > self._out and not self.done:
            runs.append(self._run(self._out, known))
            self._out = known
            if len(texts[known - 1]) > LONG:
                # Given out, it is only looked back to: its head says that it is a paragraph.
                texts[known - 1] = texts[known - 1][:LONG]
        self._forget()
        return runs

    def _run(self, start: int, stop: int) -> Run:
        """Lines of the article."""
        texts, numbers = self._lines.texts, self._lines.numbers
        self._counts = self._counts or any(says_something(texts[at], self._packs) for at in range(start, stop))
        goes_on = start < stop < len(numbers) and numbers[stop] == numbers[stop - 1]
        return Run(self._lines.cut(start, stop), goes_on=goes_on)

    def _cut(self, at: int, runs: list[Run]) -> None:
        """An article begins at this line."""
        evidence = self._evidence
        if evidence.last < 0:
            return
        behind = evidence.last + 1
        context = self._lines.starts[evidence.first_seen(evidence.last)]
        if behind > self._out:
            runs.append(self._run(self._out, behind))
        between = self._lines.cut(max(behind, self._out), at)
        runs.append(Run(between, separates=True, closes=True, context=context, counts=self._counts))
        self._counts = False
        self.done = self._lines.starts[at] >= self._stop
        self._out = at
        evidence.cut()

    def _forget(self) -> None:
        """Keep what may still be looked back to."""
        evidence = self._evidence
        if not self._at:
            return
        spare = min(self._out, evidence.first_seen(evidence.last if evidence.last >= 0 else self._at - 1))
        if spare > 0:
            evidence.last -= spare if evidence.last >= 0 else 0
            evidence.begun -= spare
            self._lines.drop(spare)
            self._out -= spare
            self._at -= spare


def says_something(text: str, packs: Packs) -> bool:
    """Whether a line makes a record of the article that it stands in: a ruler or an export's head alone makes none."""
    bare = text.strip(WHITE)
    if not bare:
        return False
    found = ruler(bare, packs)
    return found is None or found.look is not Look.RULER


def separators(lines: Lines) -> list[Block]:
    """The lines between two articles, each that is not blank as a block."""
    return [
        Block(Role.SEPARATOR, text, "split.separator", number, number, start, end)
        for text, start, end, number in zip(lines.texts, lines.starts, lines.ends, lines.numbers, strict=True)
        if text.strip(WHITE)
    ]
