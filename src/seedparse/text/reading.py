"""Reads a document's bytes as lines: detects the encoding, then decodes and splits.

Law: the encoding and the line ends depend on the bytes alone, never on how they were cut into pieces.
"""

from typing import NamedTuple

from seedparse.text.encodings import AUTO, UNDECIDED, UTF_8, WIDE, Sniffer, Verdict, named
from seedparse.text.lines import MAX_LINE_BYTES, LineReader, Lines
from seedparse.text.utf16 import WideReader


class Start(NamedTuple):
    """A position between two lines, from which a document that was read up to there can be read further."""

    byte: int  # offset of the next line
    line: int  # number of the next line
    lone_cr: bool  # whether a lone CR ends a line
    verdict: Verdict
    before: bytes | None = None  # if the encoding is not decided yet: bytes before the position, which are ASCII


class Part(NamedTuple):
    """A range of a file that is read separately, with the bytes before it that decide its first boundary."""

    start: Start | None  # None: the beginning of the file
    article: int  # number of its first article
    stop: int  # offset of its end in bytes
    before: bytes
    context: int  # offset of the first byte of `before`


class Reader:
    """Turns a document, fed in pieces of any size, into lines."""

    def __init__(self, encoding: str = AUTO, start: Start | None = None, longest: int = MAX_LINE_BYTES) -> None:
        """`start` is the position of the next line, if that is not the first line of the document.

        `longest` is the maximum bytes of a line. Raises EncodingError for an unknown encoding.
        """
        self._longest = longest
        self._sniffer = Sniffer(named(encoding))
        self._lines: LineReader | WideReader
        if start:
            self._lines = self._reader(start.verdict.encoding, start.byte, start.line, start.lone_cr)
        else:
            self._lines = LineReader(longest=longest)
        self._settled = start is not None and start.before is None
        if start and start.before is not None:
            self._sniffer.go_on(start.byte, start.before)
        elif start:
            self._sniffer.verdict = start.verdict

    @property
    def verdict(self) -> Verdict:
        """The encoding as far as it is known: UTF-8 while only ASCII has been read."""
        return self._sniffer.verdict or Verdict(UTF_8, UNDECIDED)

    def take_for(self, encoding: str) -> None:
        """Set the encoding without detection, if it is not decided yet: the caller encoded the text itself."""
        if self._sniffer.verdict is None:
            self._sniffer.verdict = Verdict(encoding)

    @property
    def replaced(self) -> list[tuple[int, int]]:
        """The lines in which ill-formed bytes became U+FFFD: offset (bytes) of the first, number of replacements."""
        return self._lines.replaced

    @property
    def held(self) -> int:
        """Number of bytes held of the incomplete line."""
        return self._lines.held

    @property
    def lone_cr(self) -> bool | None:
        """Whether a lone CR ends a line; None: not decided yet."""
        return self._lines.lone_cr

    @property
    def part_end(self) -> int:
        """Offset (bytes) of the end of the last returned line, if more parts of that line follow; else -1."""
        return self._lines.part_end

    def feed(self, data: bytes) -> Lines:
        """The lines that these bytes complete."""
        return self._read(data if self._settled else self._sniffer.feed(data))

    def close(self) -> Lines:
        """The remaining lines."""
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
