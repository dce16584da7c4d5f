"""Does every line of a dump stand in one block record, at its very bytes?

Law: it knows nothing of how the records were made. It reads the bytes at each span, decodes them as the record says,
and compares; between two spans it wants nothing but white space.
"""

import json
import os
from collections.abc import Iterator
from typing import IO, Any

from seedparse.errors import InputError

PIECE = 64 * 1024  # bytes of a gap that are read at once
WINDOW = 64 * 1024  # bytes that settle whether a lone CR ends a line
SHOWN = 60  # characters of a text in a finding

# Unicode's White_Space, and the two marks that count as blank.
WHITE = frozenset("\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff\u200b") | frozenset(
    map(chr, range(0x2000, 0x200B))
)
KEYS = ("text", "encoding", "article", "block", "line_start", "line_end", "byte_start", "byte_end")


def verify(dump: str, blocks: str) -> Iterator[str]:
    """What is wrong with the block records of a dump, a finding a line; nothing if all is well. Raises InputError."""
    try:
        with open(dump, "rb") as file, open(blocks, "rb") as records:
            yield from _Check(file, os.path.basename(blocks)).all(records)
    except OSError as error:
        raise InputError(f"{error.filename}: {(error.strerror or str(error)).lower()}") from None


class _Check:
    """One walk along the dump and its records together."""

    def __init__(self, dump: IO[bytes], name: str) -> None:
        self._dump = dump
        self._name = name
        self._at = 0  # bytes before this one are accounted for
        self._line = 1  # the line that it stands in
        self._place = 0, 0  # article and block of the record before
        window = dump.read(WINDOW)
        self._lone_cr = b"\r" in window and b"\n" not in window

    def all(self, records: IO[bytes]) -> Iterator[str]:
        for number, line in enumerate(records, 1):
            where = f"{self._name}:{number}"
            try:
                record = json.loads(line)
                missing = [key for key in KEYS if key not in record]
            except (ValueError, TypeError) as error:
                yield f"{where}: is no record: {error}"
                continue
            if missing:
                yield f"{where}: has no {', '.join(missing)}"
                continue
            yield from self._one(record, where)
        yield from self._gap(os.fstat(self._dump.fileno()).st_size)

    def _one(self, record: dict[str, Any], where: str) -> Iterator[str]:
        start, end = record["byte_start"], record["byte_end"]
        if not 0 <= start <= end:
            yield f"{where}: the span {start}-{end} is none"
            return
        if start < self._at:
            yield f"{where}: begins at byte {start}, before the record above it ends (byte {self._at})"
            return
        yield from self._order(record, where)
        yield from self._gap(start)
        if record["line_start"] != self._line:
            yield f"{where}: says line {record['line_start']}, and its first byte stands in line {self._line}"
        self._dump.seek(start)
        data = self._dump.read(end - start)
        text = data.decode(record["encoding"], errors="replace")
        if len(data) < end - start or _with_lf(text) != _with_lf(record["text"]):
            yield f"{where}: the bytes {start}-{end} of the dump are not its text: {_shown(text)}"
        self._line += self._line_ends(data)
        if record["line_end"] != self._line:
            yield f"{where}: says that it ends in line {record['line_end']}, and it ends in line {self._line}"
        self._at = end

    def _order(self, record: dict[str, Any], where: str) -> Iterator[str]:
        article, block = record["article"], record["block"]
        before = self._place
        self._place = article, block
        if article == before[0]:
            if block != before[1] + 1:
                yield f"{where}: is block {block}, and {before[1]} comes before it"
        elif article != before[0] + 1 or block != 1:
            yield f"{where}: is block {block} of article {article}, behind block {before[1]} of {before[0]}"

    def _gap(self, end: int) -> Iterator[str]:
        """Lines up to a byte that stand in no record: they must be blank."""
        self._dump.seek(self._at)
        held = b""
        while self._at < end:
            piece = self._dump.read(min(PIECE, end - self._at))
            if not piece:
                yield f"the dump ends at byte {self._at}, and a record goes on to byte {end}"
                self._at = end
                return
            self._at += len(piece)
            # Up to the last line end, so that no character and no CRLF is cut.
            held += piece
            cut = max(held.rfind(b"\n"), held.rfind(b"\r", 0, -1)) + 1 if self._at < end else len(held)
            yield from self._blank(held[:cut])
            held = held[cut:]

    def _blank(self, data: bytes) -> Iterator[str]:
        text = data.decode(errors="replace").replace("\r\n", "\n")
        for number, line in enumerate(self._lines(text)):
            if not WHITE.issuperset(line):
                yield f"line {self._line + number} of the dump is in no record: {_shown(line)}"
        self._line += self._line_ends(data)

    def _lines(self, text: str) -> list[str]:
        return (text.replace("\r", "\n") if self._lone_cr else text).split("\n")

    def _line_ends(self, data: bytes) -> int:
        ends = data.count(b"\n")
        return ends + data.count(b"\r") - data.count(b"\r\n") if self._lone_cr else ends


def _with_lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _shown(text: str) -> str:
    """The text's beginning without live control characters."""
    short = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
    return '"' + "".join(each if each.isprintable() else f"\\x{ord(each):02x}" for each in short) + '"'
