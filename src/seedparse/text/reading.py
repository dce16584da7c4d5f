"""A document's bytes become its lines, in whatever encoding they turn out to be.

Law: which encoding that is and what ends a line depend on the bytes alone, never on how they arrived.
"""

from typing import NamedTuple

from seedparse.text.encodings import AUTO, UTF_8, WIDE, Sniffer, Verdict, named
from seedparse.text.lines import LONGEST, LineReader, Lines
from seedparse.text.utf16 import WideReader


class Start(NamedTuple):
    """A line's place in a document that was read up to there before."""

    byte: int
    line: int
    lone_cr: bool  # whether a lone CR ends a line
    verdict: Verdict


class Reader:
    """Fed in pieces of any size, it gives the lines that they complete."""

    def __init__(self, encoding: str = AUTO, start: Start | None = None, longest: int = LONGEST) -> None:
        """Start is where the first line to come stands, if it is not the document's first."""
        self._longest = longest
        self._sniffer = Sniffer(named(encoding))
        self._lines: LineReader | WideReader
        if start:
            self._sniffer.verdict = start.verdict
            self._lines = self._reader(start.verdict.encoding, start.byte, start.line, start.lone_cr)
        else:
            self._lines = LineReader(longest=longest)
        self._settled = start is not None

    @property
    def verdict(self) -> Verdict:
        """What the document is in, as far as it has shown."""
        return self._sniffer.verdict or Verdict(UTF_8, 1 << 62)

    def take_for(self, encoding: str) -> None:
        """The bytes are a text that was encoded so, if none was read yet: nothing is to be told from them."""
        if self._sniffer.verdict is None:
            self._sniffer.verdict = Verdict(encoding)

    @property
    def replaced(self) -> list[tuple[int, int]]:
        """Where ill-formed parts became U+FFFD: the first byte of a line's, and how many."""
        return self._lines.replaced

    @property
    def held(self) -> int:
        """Bytes of the line that is not over yet."""
        return self._lines.held

    @property
    def lone_cr(self) -> bool | None:
        return self._lines.lone_cr

    @property
    def part_end(self) -> int:
        """The byte where the last line given ends, if it is the part of one that goes on; else -1."""
        return self._lines.part_end

    def feed(self, data: bytes) -> Lines:
        """The lines that these bytes complete."""
        return self._read(data if self._settled else self._sniffer.feed(data))

    def close(self) -> Lines:
        """The lines that are left."""
        lines = self._read(self._sniffer.close())
        lines.extend(self._lines.close())
        return lines

    def _read(self, data: bytes) -> Lines:
        verdict = self._sniffer.verdict
        if verdict and not self._settled:
            self._settled = True
            if verdict.encoding in WIDE:
                self._lines = self._reader(verdict.encoding, verdict.mark, 1, None)
                data = data[verdict.mark :]
            elif isinstance(self._lines, LineReader):
                self._lines.encoding = verdict.encoding
        return self._lines.feed(data)

    def _reader(self, encoding: str, byte: int, line: int, lone_cr: bool | None) -> LineReader | WideReader:
        return (WideReader if encoding in WIDE else LineReader)(byte, line, lone_cr, self._longest, encoding)
