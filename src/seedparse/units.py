"""Lines into units: a paragraph, an entry's line, a heading, each with its mark and its shape; wrapped lines joined.

Law: a unit is what a reader takes for one line of text. Where it ends depends on the lines up to the horizon only, and
a unit that the horizon cuts is none yet.
"""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from seedparse.lines import WHITE, Lines
from seedparse.model import HORIZON_BYTES, HORIZON_LINES, Look, Mark
from seedparse.packs import Packs
from seedparse.rules import mark
from seedparse.shape import Shape, measure
from seedparse.wrapping import goes_on, joined, width_of

AGAIN = 64  # lines after which a width is looked for again
NEVER_WRAPPED = frozenset({Look.BLANK, Look.RULER, Look.HEADING, Look.ITEM})
"""Looks of lines that never go on the one before."""


KNOWN_BY = 300  # characters of a text by which it is known again


class Unit(NamedTuple):
    start: int  # its first line
    stop: int  # the line behind it
    mark: Mark
    text: str  # its lines as one, with the first one's indent
    shape: Shape
    key: str  # by which its text is known again


def key_of(text: str) -> str:
    """A text by which it is known again: its letters and digits without case."""
    return "".join(filter(str.isalnum, text[:KNOWN_BY].casefold()))


class Units:
    """The lines held, and the units that they make."""

    def __init__(self, packs: Packs) -> None:
        self._packs = packs
        self._lines = Lines()
        self._marks: list[Mark | None] = []
        self._known: dict[
            int, tuple[int, Mark, str, Shape, str]
        ] = {}  # by a unit's first byte: how many lines it has, ...
        self._width = 0  # at which the text is wrapped; 0: it is not, so far
        self._looked = -AGAIN  # the line from which a width was looked for last
        self._dropped = 0  # lines

    def hold(self, lines: Lines) -> None:
        """These are the lines; marks are made when asked for."""
        self._lines = lines
        self._marks.extend([None] * (len(lines.texts) - len(self._marks)))

    def drop(self, count: int) -> None:
        """The first lines are done with."""
        for start in self._lines.starts[:count]:
            self._known.pop(start, None)
        del self._marks[:count]
        self._dropped += count

    def mark(self, at: int) -> Mark:
        """What a line looks like, seen alone."""
        found = self._marks[at]
        if found is None:
            found = self._marks[at] = mark(self._lines.texts[at], self._packs)
        return found

    def sees(self, origin: int, there: int) -> bool:
        """Whether a line lies before the horizon of another."""
        starts = self._lines.starts
        return (
            there < len(starts) and there - origin < HORIZON_LINES and starts[there] - starts[origin] <= HORIZON_BYTES
        )

    def unit(self, at: int, origin: int) -> Unit:
        """The unit that begins at a line that is not blank, as far as the horizon of `origin` lets it be seen."""
        start = self._lines.starts[at]
        if known := self._known.get(start):
            return Unit(at, at + known[0], *known[1:])
        stop = self._stop(at, origin)
        texts = self._lines.texts
        text, found = texts[at], self.mark(at)
        if stop > at + 1:
            indent = text[: len(text) - len(text.lstrip(WHITE))]
            text = indent + joined("\n".join(texts[at:stop]))
            found = mark(text, self._packs)
        gap = 0
        while gap < at and self.mark(at - gap - 1).look is Look.BLANK:
            gap += 1
        shape = measure(text, self._packs.function_words, gap, stop - at, found.look)
        key = key_of(text)
        if self.sees(origin, stop):
            self._known[start] = stop - at, found, text, shape, key
        return Unit(at, stop, found, text, shape, key)

    def start(self, unit: Unit) -> int:
        """A unit's first byte, by which it is known however many lines have been dropped."""
        return self._lines.starts[unit.start]

    def each(self, unit: Unit, origin: int) -> Iterator[Unit]:
        """The units behind one, one by one."""
        at = unit.stop
        while self.sees(origin, at):
            if self.mark(at).look is Look.BLANK:
                at += 1
                continue
            behind = self.unit(at, origin)
            yield behind
            at = behind.stop

    def sees_behind(self, unit: Unit, origin: int, count: int) -> bool:
        """Whether so many units behind one, or all there are, lie before the horizon."""
        at = unit.stop
        while count and at < len(self._lines):
            if not self.sees(origin, at):
                return False
            if self.mark(at).look is Look.BLANK:
                at += 1
            else:
                at = self.unit(at, origin).stop
                count -= 1
        return True

    def following(self, unit: Unit, origin: int, most: int) -> list[Unit]:
        """The units behind one, before the horizon."""
        return list(islice(self.each(unit, origin), most))

    def _stop(self, at: int, origin: int) -> int:
        width = self._find_width(origin)
        stop = at + 1
        if not width or self.mark(at).look in (Look.RULER, Look.HEADING):
            return stop
        texts = self._lines.texts
        while self.sees(origin, stop) and goes_on(texts[stop - 1], texts[stop], width):
            if self.mark(stop).look in NEVER_WRAPPED or texts[stop].lstrip(WHITE).startswith("#"):
                break
            stop += 1
        return stop

    def _find_width(self, origin: int) -> int:
        if not self._width and self._dropped + origin - self._looked >= AGAIN:
            self._looked = self._dropped + origin
            stop = origin
            while self.sees(origin, stop):
                stop += 1
            self._width = width_of(self._lines.texts[origin:stop])
        return self._width
