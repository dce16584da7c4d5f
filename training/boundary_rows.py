"""The rows that the model of boundaries is fitted on: the numbers that the splitter gave to it, recorded as it splits.

Law: no feature is computed here. The splitter is told the truth while it is recorded, so each row has the article so
far as it really is. A boundary that a clear sign shows has no row.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from compose import Composed

from seedparse.model import Mark
from seedparse.phrases.pack import Packs
from seedparse.recognition.boundaries import Splitter
from seedparse.recognition.looks import mark
from seedparse.recognition.trees import TreeModel
from seedparse.resources import load
from seedparse.text.reading import Reader


class Row(NamedTuple):
    """A line that the splitter asked about."""

    dump: int
    start: int
    numbers: list[float]
    begins: bool
    sites: tuple[str, str]  # of the article before, and of that of the line


class Truth(TreeModel):
    """In place of a model: answers as it is, and keeps the rows."""

    def __init__(self, dump: Composed, number: int) -> None:
        super().__init__(0.0, 0.0, 0.0, 0.0, [])
        self._number, self._sites = number, dump.sites
        # An article begins with any line up to its first line with a letter: the lines before are marks.
        self._firsts = [(start, first_line(dump.data, start)) for start in dump.starts]
        self._article = 0
        self.rows: list[Row] = []

    def decide(self, numbers: Sequence[float], start: int) -> tuple[bool, float]:
        # A clear sign may have begun an article before this line.
        while self._article + 1 < len(self._firsts) and self._firsts[self._article + 1][1] < start:
            self._article += 1
        following = self._article + 1
        begins = following < len(self._firsts) and self._firsts[following][0] <= start
        self._article += begins
        sites = self._sites[max(0, self._article - 1)], self._sites[self._article]
        self.rows.append(Row(self._number, start, list(numbers), begins, sites))
        return begins, float(begins)


def first_line(data: bytes, start: int) -> int:
    """The byte offset of the first line from `start` on that has a letter or a digit."""
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        if any(map(str.isalnum, data[start:end].decode("utf-8", "replace"))):
            return start
        start = end + 1
    return start


def gather(dumps: Iterable[Composed], packs: Packs) -> list[Row]:
    """The rows of all dumps."""
    rows: list[Row] = []
    marks: dict[str, Mark] = {}
    for number, dump in enumerate(dumps):
        truth = Truth(dump, number)
        begun_at(dump.data, packs, truth, marks)
        rows += truth.rows
    return rows


def begun_at(data: bytes, packs: Packs, model: TreeModel, marks: dict[str, Mark] | None = None) -> set[int]:
    """The byte offsets of the first line with a letter of each article that the splitter finds, but the first.

    `marks`: the looks of lines, kept from dump to dump, since many have the same lines.
    """
    marks = {} if marks is None else marks
    reader, splitter = Reader("utf-8"), Splitter(packs, model, load().profiles)
    starts, fresh = [], True
    lines = reader.feed(data)
    lines.extend(reader.close())
    for at, text in enumerate(lines.texts):
        if text not in marks:
            marks[text] = mark(text, packs)
        lines.marks[at] = marks[text]
    for run in [*splitter.feed(lines), *splitter.close()]:
        if fresh and len(run.lines) and not run.separates:
            starts.append(first_line(data, run.lines.starts[0]))
            fresh = False
        fresh = fresh or run.closes
    return set(starts[1:])
