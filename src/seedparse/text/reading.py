"""Reads a document's bytes as lines: detects the encoding, then decodes and splits.

Law: the encodings and the line ends depend on the bytes alone, never on how they were cut into pieces.
"""

from bisect import bisect_left
from typing import NamedTuple

from seedparse.text.changes import Change, place
from seedparse.text.encodings import AUTO, UNDECIDED, UTF_8, WIDE, Sniffer, Verdict, named
from seedparse.text.lines import MAX_LINE_BYTES, LineReader, Lines
from seedparse.text.utf16 import WideReader


class Start(NamedTuple):
    """A position between two lines, from which a document that was read up to there can be read further."""

    byte: int  # offset of the next line
    line: int  # number of the next line
    lone_cr: bool  # whether a lone CR ends a line
    verdict: Verdict  # on the bytes before it
    asked: int = 0  # offset before which no line begins another encoding
    before: bytes | None = None  # if the encoding is not decided yet: bytes before the position, which are ASCII


class Part(NamedTuple):
    """A range of a file that is read separately, with the bytes before it that decide its first boundary."""

    start: Start | None  # None: the beginning of the file
    article: int  # number of its first article
    stop: int  # offset of its end in bytes
    before: bytes
    context: int  # offset of the first byte of `before`
    changes: tuple[tuple[int, str], ...] = ()  # offsets in `before` at which the encoding changed, and to which

    def context_lines(self, longest: int) -> Lines:
        """The lines of `before`, in their encodings. `longest`: maximum bytes of a line."""
        lines = Lines()
        if not self.start:
            return lines
        byte, encoding = self.context, self.start.verdict.encoding
        for stop, next_encoding in (*self.changes, (self.start.byte, "")):
            if stop > byte:
                number = lines.numbers[-1] + 1 if len(lines) else 1
                start = Start(byte, number, self.start.lone_cr, Verdict(encoding))
                reader = Reader(encoding, start, longest)
                lines.extend(reader.feed(self.before[byte - self.context : stop - self.context]))
                lines.extend(reader.close())
            byte, encoding = stop, next_encoding
        return lines


class Reader:
    """Turns a document, fed in pieces of any size, into lines."""

    def __init__(self, encoding: str = AUTO, start: Start | None = None, longest: int = MAX_LINE_BYTES) -> None:
        """`start` is the position of the next line, if that is not the first line of the document.

        `longest` is the maximum bytes of a line. Raises EncodingError for an unknown encoding.
        """
        self._longest = longest
        self._may_change = encoding == AUTO  # whether the document may have lines in several encodings
        self._sniffer = Sniffer(named(encoding))
        self._lines: LineReader | WideReader
        if start:
            self._lines = self._reader(start.verdict.encoding, start.byte, start.line, start.lone_cr, start.asked)
        else:
            self._lines = LineReader(longest=longest, may_change=self._may_change)
        self._settled = start is not None and start.before is None
        if start and start.before is not None:
            self._sniffer.go_on(start.byte, start.before)
        elif start:
            self._sniffer.verdict = start.verdict

    @property
    def verdict(self) -> Verdict:
        """The encoding of the first lines as far as it is known: UTF-8 while only ASCII has been read."""
        return self._sniffer.verdict or Verdict(UTF_8, UNDECIDED)

    @property
    def changes(self) -> list[Change]:
        """The lines that begin another encoding than the line before."""
        return self._lines.changes

    def verdict_at(self, end: int) -> Verdict:
        """The verdict on the last bytes before the offset `end`."""
        count = place(self.changes, end)
        return self.changes[count - 1].verdict if count else self.verdict

    def take_for(self, encoding: str) -> None:
        """Set the encoding without detection, if it is not decided yet: the caller encoded the text itself."""
        if self._sniffer.verdict is None:
            self._sniffer.verdict = Verdict(encoding)
            if isinstance(self._lines, LineReader):
                self._lines.may_change = False

    def changes_between(self, start: int, end: int) -> list[Change]:
        """The changes at lines that begin at `start` or behind it and before `end` (bytes)."""
        return self.changes[place(self.changes, start) : place(self.changes, end)]

    def begins_encoding(self, byte: int) -> bool:
        """Whether the line that begins at this offset is in another encoding than the line before."""
        changes = self.changes
        return bool(changes) and any(change.byte == byte for change in changes[place(changes, byte) :][:1])

    def asked_at(self, start: int) -> int:
        """The offset before which no line begins another encoding, for a reader that begins at `start` (bytes)."""
        count = bisect_left(self._lines.refused, (start, 0))
        return self._lines.refused[count - 1][1] if count else 0

    def forget(self, end: int) -> None:
        """Drop what is known of replacements and changes before the offset `end` (bytes), but the last one."""
        del self.replaced[: bisect_left(self.replaced, (end, 0))]
        del self.changes[: max(0, place(self.changes, end) - 1)]
        del self._lines.refused[: max(0, bisect_left(self._lines.refused, (end, 0)) - 1)]

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

    def _reader(
        self, encoding: str, byte: int, line: int, lone_cr: bool | None, asked: int = 0
    ) -> LineReader | WideReader:
        if encoding in WIDE:
            return WideReader(byte, line, lone_cr, self._longest, encoding)
        return LineReader(byte, line, lone_cr, self._longest, encoding, may_change=self._may_change, asked=asked)
