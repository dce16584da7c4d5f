"""Bytes become lines: where each begins and ends, and its text.

Law: lossless and chunk-blind. What is a line end depends on the document's bytes alone, never on how they arrived, and
the bytes of all lines with their endings are the document.
"""

from itertools import accumulate, count
from operator import add
from typing import NamedTuple

from seedparse.patterns import later

# White space of Unicode, and the two marks that some editors leave in empty lines. str.isspace() would add U+001C to
# U+001F.
WHITE = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff\u200b"
)
WINDOW = 64 * 1024
"""So many bytes settle what ends a line: a lone CR does if the window holds CR and no LF."""

_BOM = b"\xef\xbb\xbf"
_REPLACED = "\ufffd"
_ENDING = later(rb"\r\n|\r|\n")
_SURROGATE = later("[\ud800-\udfff]")


class Lines(NamedTuple):
    """Consecutive lines without their endings, and the bytes that each covers (half-open)."""

    texts: list[str]
    starts: list[int]
    ends: list[int]

    def extend(self, more: "Lines") -> None:
        self.texts.extend(more.texts)
        self.starts.extend(more.starts)
        self.ends.extend(more.ends)


class LineReader:
    """Cuts a UTF-8 document into lines, fed in pieces of any size."""

    def __init__(self) -> None:
        self.replaced = 0  # ill-formed parts that became U+FFFD
        self.replaced_at = 0  # byte offset of the first
        self._held: list[bytes] = []  # the bytes of a line not over yet
        self._offset = 0  # of the first byte held
        self._lone_cr: bool | None = None  # None: not settled yet

    def feed(self, data: bytes) -> Lines:
        """The lines that these bytes complete."""
        if self._lone_cr is None:
            data = b"".join(self._held) + data
            self._held = []
            self._settle(data, final=False)
        cut = 0
        if self._lone_cr is False:
            cut = data.rfind(b"\n") + 1
        elif self._lone_cr:
            # The last CR is held back: an LF may follow it.
            cut = max(data.rfind(b"\n"), data.rfind(b"\r", 0, len(data) - 1)) + 1
            if not cut and self._held and self._held[-1].endswith(b"\r"):
                return self._release(data, 0)
        if not cut:
            if data:
                self._held.append(data)
            return Lines([], [], [])
        return self._release(data, cut)

    def close(self) -> Lines:
        """The last line, if no ending closed it; more if nothing was settled before."""
        data = b"".join(self._held)
        self._held = []
        if self._lone_cr is None:
            self._settle(data, final=True)
        return self._split(data, final=True) if data else Lines([], [], [])

    def _settle(self, data: bytes, *, final: bool) -> None:
        window = data[:WINDOW]
        if b"\n" in window:
            self._lone_cr = False
        elif final or len(data) >= WINDOW:
            self._lone_cr = b"\r" in window

    def _release(self, data: bytes, cut: int) -> Lines:
        """The lines of all that is held and of data up to cut; the rest is held."""
        whole = b"".join(self._held) + data[:cut]
        rest = data[cut:]
        if not cut:
            # Lone CRs: the CR that was held back ends its line, whether or not data opens with its LF.
            if rest.startswith(b"\n"):
                whole, rest = whole + b"\n", rest[1:]
        self._held = [rest] if rest else []
        return self._split(whole, final=False)

    def _split(self, data: bytes, *, final: bool) -> Lines:
        begin = self._offset
        self._offset += len(data)
        if not begin and data.startswith(_BOM):
            data, begin = data[3:], 3
        if self._lone_cr:
            return self._split_anywhere(data, begin)
        raw = data.split(b"\n")
        texts = self._decode(data, begin).split("\n")
        ends = list(map(add, accumulate(map(len, raw)), count(begin)))
        starts = [begin, *(end + 1 for end in ends)]
        starts.pop()
        if not raw[-1]:
            # What follows the last line end is not a line.
            for parts in (texts, starts, ends):
                parts.pop()
            closed = len(texts)
        else:
            closed = len(texts) - final
        if b"\r" in data:
            for i in range(closed):
                if texts[i].endswith("\r"):
                    texts[i] = texts[i][:-1]
                    ends[i] -= 1
        return Lines(texts, starts, ends)

    def _split_anywhere(self, data: bytes, begin: int) -> Lines:
        lines = Lines([], [], [])
        at = 0
        for found in _ENDING.finditer(data):
            self._add(lines, data, at, found.start(), begin)
            at = found.end()
        if at < len(data):
            self._add(lines, data, at, len(data), begin)
        return lines

    def _add(self, lines: Lines, data: bytes, start: int, end: int, begin: int) -> None:
        lines.texts.append(self._decode(data[start:end], begin + start))
        lines.starts.append(begin + start)
        lines.ends.append(begin + end)

    def _decode(self, data: bytes, begin: int) -> str:
        try:
            return data.decode()
        except UnicodeDecodeError as error:
            # Python replaces each maximal ill-formed part by one U+FFFD, and never takes a line end for part of it.
            text = data.decode(errors="replace")
            if not self.replaced:
                self.replaced_at = begin + error.start
            self.replaced += text.count(_REPLACED) - data.count(_REPLACED.encode())
            return text


def encode(text: str) -> tuple[bytes, int]:
    """A text as the bytes that its spans are counted in, and how many lone surrogates became U+FFFD."""
    try:
        return text.encode(), 0
    except UnicodeEncodeError:
        mended, surrogates = _SURROGATE.subn(_REPLACED, text)
        return mended.encode(), surrogates
