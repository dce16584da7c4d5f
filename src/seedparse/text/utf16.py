"""Lines of UTF-16 and UTF-32: the bytes become UTF-8, the lines are cut there, and their spans are counted back.

Law: a character's width in its own encoding follows from the character, so no byte is guessed: two or four in UTF-16,
four in UTF-32. An ill-formed unit is one U+FFFD of the same width.
"""

from codecs import getincrementaldecoder

from seedparse.text.encodings import WIDE
from seedparse.text.lines import LONGEST, LineReader, Lines

BEHIND_MARK = 3  # bytes of one in UTF-8
_ASTRAL = "\uffff"
_REPLACED = "\ufffd"


class WideReader:
    """What `LineReader` is, for an encoding whose line ends are no single byte."""

    def __init__(
        self,
        offset: int = 0,
        number: int = 1,
        lone_cr: bool | None = None,
        longest: int = LONGEST,
        encoding: str = "utf-16-le",
    ) -> None:
        """The offset is behind the document's mark, if it has one."""
        self.encoding = encoding
        self.replaced: list[tuple[int, int]] = []  # where ill-formed parts became U+FFFD: first byte, how many
        self._unit = WIDE[encoding]
        # In UTF-8 no character takes less than a byte: so many of them are no more than `longest` bytes here.
        # It begins behind the mark, where another mark is a character.
        self._reader = LineReader(BEHIND_MARK, number, lone_cr, max(longest // self._unit, 4))
        self._decoder = getincrementaldecoder(encoding)()
        self._held = b""  # the bytes of a character that is not whole
        self._fed = offset  # bytes, those held not counted
        self._at = offset  # the byte where the last line given ended
        self._narrow = BEHIND_MARK  # the same in UTF-8
        self._narrow_fed = BEHIND_MARK  # bytes of UTF-8 in all

    @property
    def held(self) -> int:
        return self._reader.held

    @property
    def lone_cr(self) -> bool | None:
        return self._reader.lone_cr

    @property
    def part_end(self) -> int:
        return self._at if self._reader.part_end >= 0 else -1

    def feed(self, data: bytes) -> Lines:
        """The lines that these bytes complete."""
        return self._widened(self._reader.feed(self._narrowed(data, final=False)))

    def close(self) -> Lines:
        """The last line, if no ending closed it."""
        lines = self._reader.feed(self._narrowed(b"", final=True))
        last = self._reader.close()
        lines.extend(last)
        lines = self._widened(lines)
        if len(last) and self._narrow == self._narrow_fed:
            lines.ends[-1] = self._at = self._fed  # an ill-formed part at the very end may have any length
        return lines

    def _narrowed(self, data: bytes, *, final: bool) -> bytes:
        data, self._held = self._held + data, b""
        parts = []
        while data:
            decoder = getincrementaldecoder(self.encoding)()
            try:
                text = decoder.decode(data, final)
            except UnicodeDecodeError as error:
                # One unit that is none, or at the end a part of a character: what stands before it is well-formed.
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
        """The same lines, their spans in the document's own bytes."""
        for number, text in enumerate(lines.texts):
            # Between two lines there is nothing but their endings, a byte a character.
            start = self._at + (lines.starts[number] - self._narrow) * self._unit
            wide = sum(map(_ASTRAL.__lt__, text)) if self._unit == 2 and text and max(text) > _ASTRAL else 0
            self._narrow = lines.ends[number]
            self._at = min(start + (len(text) + wide) * self._unit, self._fed)
            lines.starts[number], lines.ends[number] = start, self._at
        return lines
