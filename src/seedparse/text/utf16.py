"""Lines of UTF-16 and UTF-32: converts the bytes to UTF-8, splits those, and computes the spans in the original bytes.

Law: no offset is guessed. The width of a character in the original encoding follows from the character: two or four
bytes in UTF-16, four in UTF-32. An ill-formed code unit becomes one U+FFFD of the same width.
"""

from codecs import getincrementaldecoder

from seedparse.text.changes import Change
from seedparse.text.encodings import WIDE
from seedparse.text.lines import MAX_LINE_BYTES, LineReader, Lines

BEHIND_MARK = 3  # offset (bytes) after a byte order mark in UTF-8
_ASTRAL = "\uffff"  # later characters take four bytes in UTF-16
_REPLACED = "\ufffd"


class WideReader:
    """`LineReader` for the wide encodings, in which a line end is more than one byte."""

    def __init__(
        self,
        offset: int = 0,
        number: int = 1,
        lone_cr: bool | None = None,
        longest: int = MAX_LINE_BYTES,
        encoding: str = "utf-16-le",
    ) -> None:
        """`offset` (bytes) is after the byte order mark, if the document has one; see `LineReader` for the others."""
        self.encoding = encoding
        self.replaced: list[tuple[int, int]] = []  # ill-formed parts that became U+FFFD: offset (bytes), always 1
        self.changes: list[Change] = []  # none: what is not in this encoding is ill-formed
        self.refused: list[tuple[int, int]] = []
        self._unit = WIDE[encoding]  # bytes of a code unit
        # A character of n bytes in UTF-8 has at most n code units here, so this maximum keeps lines within `longest`.
        # The offset is after the byte order mark, so that the reader keeps a second one as a character.
        self._reader = LineReader(BEHIND_MARK, number, lone_cr, max(longest // self._unit, 4))
        self._decoder = getincrementaldecoder(encoding)()
        self._held = b""  # the bytes of an incomplete character
        self._fed = offset  # offset after the bytes converted so far, without the held ones
        self._at = offset  # offset of the end of the last returned line
        self._narrow = BEHIND_MARK  # the same offset in the UTF-8 bytes
        self._narrow_fed = BEHIND_MARK  # offset after all UTF-8 bytes so far

    @property
    def held(self) -> int:
        """Number of UTF-8 bytes held of the incomplete line."""
        return self._reader.held

    @property
    def lone_cr(self) -> bool | None:
        """Whether a lone CR ends a line; None: not decided yet."""
        return self._reader.lone_cr

    @property
    def part_end(self) -> int:
        """Offset (bytes) of the end of the last returned line, if more parts of that line follow; else -1."""
        return self._at if self._reader.part_end >= 0 else -1

    def feed(self, data: bytes) -> Lines:
        """The lines that these bytes complete."""
        return self._widened(self._reader.feed(self._narrowed(data, final=False)))

    def close(self) -> Lines:
        """The last line, if it has no ending."""
        lines = self._reader.feed(self._narrowed(b"", final=True))
        last = self._reader.close()
        lines.extend(last)
        lines = self._widened(lines)
        if len(last) and self._narrow == self._narrow_fed:
            lines.ends[-1] = self._at = self._fed  # an ill-formed part at the end of the document may have any length
        return lines

    def _narrowed(self, data: bytes, *, final: bool) -> bytes:
        data, self._held = self._held + data, b""
        parts = []
        while data:
            decoder = getincrementaldecoder(self.encoding)()
            try:
                text = decoder.decode(data, final)
            except UnicodeDecodeError as error:
                # An ill-formed code unit, or an incomplete character at the end; the bytes before it are well-formed.
                parts += [data[: error.start].decode(self.encoding), _REPLACED]
                stop = error.end
                self.replaced.append((self._fed + error.start, 1))
                self._fed += stop
                data = data[stop:]
            else:
                self._held = decoder.getstate()[0]
                self._fed += len(data) - len(self._held)
                parts.append(text)
                break
        narrow = "".join(parts).encode()
        self._narrow_fed += len(narrow)
        return narrow

    def _widened(self, lines: Lines) -> Lines:
        """The same lines, with their spans in the document's original bytes."""
        for number, text in enumerate(lines.texts):
            # Between two lines there are only line ends, whose characters have one byte each in UTF-8.
            start = self._at + (lines.starts[number] - self._narrow) * self._unit
            wide = sum(map(_ASTRAL.__lt__, text)) if self._unit == 2 and text and max(text) > _ASTRAL else 0
            self._narrow = lines.ends[number]
            self._at = min(start + (len(text) + wide) * self._unit, self._fed)
            lines.starts[number], lines.ends[number] = start, self._at
        return lines
