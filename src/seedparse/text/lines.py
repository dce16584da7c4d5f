"""Splits bytes into lines: the start, the end, the number and the text of each.

The bytes must be in an encoding that includes ASCII unchanged; utf16.py converts the other encodings first.

Law: lossless and chunk-blind. Line ends depend on the document's bytes alone, never on how they were cut into pieces.
The bytes of all lines with their endings are the document.
"""

from codecs import getincrementaldecoder
from collections.abc import Iterator
from itertools import accumulate, count
from operator import add

from seedparse.model import Mark
from seedparse.text.changes import CHANGE_WINDOW, Change, Found, line_end, next_change
from seedparse.text.encodings import UTF_8, Verdict
from seedparse.text.patterns import later
from seedparse.text.words import Text

# The white space of Unicode, and U+FEFF and U+200B, which some editors leave in empty lines. str.isspace() would add
# U+001C to U+001F.
WHITE = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff\u200b"
)
WINDOW = 64 * 1024
"""Bytes at the document's start that decide what ends a line: a lone CR does if they contain CR and no LF."""
MAX_LINE_BYTES = 16 * 1024 * 1024
"""Maximum bytes of a line. A longer line is returned in parts, each cut after its last whole character."""

_MARKS = {UTF_8: b"\xef\xbb\xbf", "gb18030": b"\x84\x31\x95\x33"}
_REPLACED = "\ufffd"
_GB_REPLACED = b"\x84\x31\xa4\x37"  # U+FFFD in GB18030; apart from UTF-8, no other encoding here has it
_ENDING = later(rb"\r\n|\r|\n")
_LF = later(rb"\r?\n")
_SURROGATE = later("[\ud800-\udfff]")


class Lines:
    """Consecutive lines without their endings: texts, spans in bytes (half-open), and line numbers.

    Four lists of equal length, and two more with the look and the words of each line, None until they are computed. The
    parts of one overlong line share its number.
    """

    __slots__ = ("ends", "marks", "numbers", "starts", "texts", "words")

    def __init__(
        self,
        texts: list[str] | None = None,
        starts: list[int] | None = None,
        ends: list[int] | None = None,
        numbers: list[int] | None = None,
        marks: list[Mark | None] | None = None,
        words: list[Text | None] | None = None,
    ) -> None:
        self.texts = texts or []
        self.starts = starts or []
        self.ends = ends or []
        self.numbers = numbers or []
        self.marks = marks or [None] * len(self.texts)
        self.words = words or [None] * len(self.texts)

    def __len__(self) -> int:
        return len(self.texts)

    def extend(self, more: "Lines") -> None:
        """Append lines."""
        self.texts += more.texts
        self.starts += more.starts
        self.ends += more.ends
        self.numbers += more.numbers
        self.marks += more.marks
        self.words += more.words

    def cut(self, start: int, stop: int) -> "Lines":
        """A copy of the lines from index `start` up to `stop`."""
        part = slice(start, stop)
        return Lines(
            self.texts[part],
            self.starts[part],
            self.ends[part],
            self.numbers[part],
            self.marks[part],
            self.words[part],
        )

    def drop(self, count: int) -> None:
        """Remove the first `count` lines."""
        for each in (self.texts, self.starts, self.ends, self.numbers, self.marks, self.words):
            del each[:count]


class LineReader:
    """Splits a document, fed in pieces of any size, into lines."""

    def __init__(
        self,
        offset: int = 0,
        number: int = 1,
        lone_cr: bool | None = None,
        longest: int = MAX_LINE_BYTES,
        encoding: str = UTF_8,
        *,
        may_change: bool = False,
        asked: int = 0,
    ) -> None:
        """`offset` (bytes) and `number` are those of the next line, if that is not the first line of the document.

        `lone_cr`: whether a lone CR ends a line; None: decide from the bytes. `longest`: maximum bytes of a line.
        `may_change`: a line may begin another encoding; none does that begins before the offset `asked` (bytes).
        """
        self.encoding = encoding  # of the next line; may be set as long as only ASCII has been read
        self.may_change = may_change
        self.changes: list[Change] = []
        self.refused: list[tuple[int, int]] = []  # spans (bytes) of lines that are in no encoding that is known
        self._asked = asked
        self.part_end = -1  # offset (bytes) of the end of the last returned line, if more parts of it follow; else -1
        # A line in which ill-formed bytes became U+FFFD: offset (bytes) of the first, number of replacements.
        self.replaced: list[tuple[int, int]] = []
        self.lone_cr = lone_cr  # whether a lone CR ends a line; None: not decided yet
        self._longest = max(longest, 4)  # bytes; one character must fit
        self._waiting = b""  # complete lines before the held bytes: further bytes must decide the encoding of the first
        self._held = bytearray()  # the bytes of an incomplete line
        self._inside = False  # whether the held bytes are the rest of a line of which parts were returned
        self._offset = offset  # offset (bytes) in the document of the first byte that waits or is held
        self._number = number  # line number of the first line that waits or is held

    def feed(self, data: bytes) -> Lines:
        """The lines that these bytes complete."""
        if self.lone_cr is None:
            data = self._take_held() + data
            self._settle(data, final=False)
        cut = 0
        if self.lone_cr is False:
            cut = data.rfind(b"\n") + 1
        elif self.lone_cr:
            data = self._take_held() + data
            # Hold back a CR at the end: an LF may follow.
            cut = max(data.rfind(b"\n"), data.rfind(b"\r", 0, len(data) - 1)) + 1
        complete = self._take_held() + data[:cut] if cut else b""
        self._hold(data[cut:])
        if complete or (self._waiting and len(self._waiting) + len(self._held) >= CHANGE_WINDOW):
            lines = self._decided(self._waiting + complete)
            lines.extend(self._overlong())
            return lines
        return self._overlong()

    def close(self) -> Lines:
        """The last line, if it has no ending; several lines if it was not decided yet what ends a line."""
        data = self._take_held()
        if self.lone_cr is None:
            self._settle(data, final=True)
        data = self._waiting + data
        return self._decided(data, final=True) if data else Lines()

    @property
    def held(self) -> int:
        """Number of bytes held of the incomplete line."""
        return len(self._held)

    def _settle(self, data: bytes, *, final: bool) -> None:
        window = data[:WINDOW]
        if b"\n" in window:
            self.lone_cr = False
        elif final or len(data) >= WINDOW:
            self.lone_cr = b"\r" in window

    def _hold(self, data: bytes) -> None:
        self._held += data

    def _take_held(self) -> bytes:
        data = bytes(self._held)
        self._held = bytearray()
        return data

    def _decided(self, data: bytes, *, final: bool = False) -> Lines:
        """The lines of these bytes, which are complete lines; those of which the encoding is not decided wait."""
        lines = Lines()
        at = 0
        while at < len(data):
            found = self._next_change(data, at, final=final)
            if found.stop > at:
                lines.extend(self._split(data[at : found.stop] if at or found.stop < len(data) else data))
                at = found.stop
            if found.encoding:
                self._change(found.encoding)
            else:
                break
        self._waiting = data[at:]
        return lines

    def _next_change(self, data: bytes, at: int, *, final: bool) -> Found:
        """What `next_change` finds; the rest of a line of which parts were returned keeps their encoding."""
        if not self.may_change:
            return Found(len(data))
        begun = line_end(data, 0, lone_cr=bool(self.lone_cr)) if self._inside else at
        self._inside = False
        return self._find(data, begun, self._held, self._offset - at, final=final)

    def _find(self, data: bytes, at: int, tail: bytearray, offset: int, *, final: bool) -> Found:
        """What `next_change` finds in these bytes, which begin at `offset` in the document."""
        lone_cr = bool(self.lone_cr)
        found = next_change(data, at, tail, self.encoding, self._asked - offset, lone_cr=lone_cr, final=final)
        if found.refused:
            self.refused += ((offset + start, offset + end) for start, end in found.refused)
            self._asked = self.refused[-1][1]
        return found

    def _change(self, encoding: str) -> None:
        """Let the next line begin another encoding."""
        self.encoding = encoding
        verdict = Verdict(encoding, self._offset, guessed=encoding != UTF_8)
        self.changes.append(Change(self._offset, self._number, verdict))

    def _overlong(self) -> Lines:
        """The parts, except the last, of a held line that is longer than the maximum."""
        lines = Lines()
        if self._waiting or self.lone_cr is None:
            return lines
        if self.may_change and not self._inside and len(self._held) > self._longest:
            if len(self._held) < CHANGE_WINDOW:
                return lines
            found = self._find(bytes(self._held), 0, bytearray(), self._offset, final=False)
            if found.encoding:
                self._change(found.encoding)
        # A CR at the end is not counted: it may belong to the line's ending.
        held = self._held
        while len(held) - held.endswith(b"\r") > self._longest:
            cut = self._end_of_part(held)
            start = self._offset
            self._offset += cut
            bom = self._mark(held, start)
            # A view and not a copy: the part may have 16 MiB, and its text needs as much again.
            with memoryview(held) as view, view[bom:cut] as part:
                lines.extend(Lines([self._decode(part, start + bom)], [start + bom], [self._offset], [self._number]))
            # A new object: deleting bytes in place would keep all of its memory.
            held = self._held = bytearray(held[cut:])
            self.part_end = self._offset
            self._inside = True
        return lines

    def _mark(self, data: bytes | bytearray, begin: int) -> int:
        """Number of bytes of the byte order mark, if `data` is the start of the document; else 0."""
        mark = _MARKS.get(self.encoding, b"")
        return len(mark) if not begin and mark and data.startswith(mark) else 0

    def _end_of_part(self, line: bytes | bytearray, start: int = 0) -> int:
        """The end of the part of an overlong line that begins at `start`: after its last whole character (bytes)."""
        cut = start + self._longest
        if self.encoding != UTF_8:
            decoder = getincrementaldecoder(self.encoding)(errors="replace")
            decoder.decode(line[start:cut])
            return cut - len(decoder.getstate()[0])
        while cut > start + self._longest - 4 and line[cut] & 0xC0 == 0x80:
            cut -= 1
        return cut

    def _split(self, data: bytes) -> Lines:
        self.part_end = -1
        begin = self._offset
        self._offset += len(data)
        if bom := self._mark(data, begin):
            data, begin = data[bom:], bom
        if self.lone_cr or len(data) > self._longest:
            return self._split_slowly(data, begin)
        raw = data.split(b"\n")
        texts = self._decode(data, begin).split("\n")
        ends = list(map(add, accumulate(map(len, raw)), count(begin)))
        starts = [begin, *(end + 1 for end in ends)]
        starts.pop()
        closed = len(raw) - 1  # lines that have an ending: all but the last
        if not raw[-1]:
            # Nothing follows the last line end, so there is no further line.
            for parts in (texts, starts, ends):
                parts.pop()
        if b"\r" in data:
            for i in range(closed):
                if texts[i].endswith("\r"):
                    texts[i] = texts[i][:-1]
                    ends[i] -= 1
        numbers = list(range(self._number, self._number + len(texts)))
        self._number += closed
        return Lines(texts, starts, ends, numbers)

    def _split_slowly(self, data: bytes, begin: int) -> Lines:
        """Split line by line: needed where a lone CR ends a line, or a line may be overlong."""
        lines = Lines()
        at = 0
        for found in (_ENDING if self.lone_cr else _LF).finditer(data):
            self._add(lines, data[at : found.start()], begin + at)
            self._number += 1
            at = found.end()
        if at < len(data):
            self._add(lines, data[at:], begin + at)
        return lines

    def _add(self, lines: Lines, line: bytes, start: int) -> None:
        at = 0
        while at == 0 or at < len(line):
            stop = self._end_of_part(line, at) if len(line) - at > self._longest else len(line)
            lines.texts.append(self._decode(line[at:stop], start + at))
            lines.starts.append(start + at)
            lines.ends.append(start + stop)
            lines.numbers.append(self._number)
            lines.marks.append(None)
            lines.words.append(None)
            if stop == at:
                return  # an empty line
            at = stop

    def _decode(self, data: bytes | memoryview, begin: int) -> str:
        try:
            return str(data, self.encoding)
        except UnicodeDecodeError:
            data = bytes(data)
            # Line by line, so that `replaced` does not depend on how the bytes were cut into pieces. Python replaces
            # each maximal ill-formed part by one U+FFFD, and a line end is never inside such a part.
            return "\n".join(self._mend(line, begin) for line, begin in _with_offsets(data.split(b"\n"), begin))

    def _mend(self, line: bytes, begin: int) -> str:
        try:
            return line.decode(self.encoding)
        except UnicodeDecodeError as error:
            text = line.decode(self.encoding, errors="replace")
            count = text.count(_REPLACED) - line.count(_REPLACED.encode() if self.encoding == UTF_8 else _GB_REPLACED)
            self.replaced.append((begin + error.start, count))
            return text


def _with_offsets(lines: list[bytes], begin: int) -> Iterator[tuple[bytes, int]]:
    for line in lines:
        yield line, begin
        begin += len(line) + 1


def encode(text: str) -> tuple[bytes, list[int]]:
    """A text in UTF-8, and the offsets (bytes) at which a lone surrogate was replaced by U+FFFD."""
    try:
        return text.encode(), []
    except UnicodeEncodeError:
        mended = _SURROGATE.sub(_REPLACED, text)
        places, at, byte = [], 0, 0
        for found in _SURROGATE.finditer(text):
            byte += len(mended[at : found.start()].encode())
            at = found.start()
            places.append(byte)
        return mended.encode(), places
