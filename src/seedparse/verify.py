"""Does every line of a dump stand in one block record, at its very bytes?

Law: it knows nothing of how the records were made. It reads the bytes at each span, decodes them as the record says,
and compares; between two spans it wants nothing but white space.
"""

import codecs
import json
import os
import sys
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
# A mark at a document's head belongs to no line; those of UTF-32 begin as one of UTF-16 does.
MARKS = {
    codecs.BOM_UTF32_LE: "utf-32-le", codecs.BOM_UTF32_BE: "utf-32-be", codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be",
    b"\x84\x31\x95\x33": "gb18030",
}  # fmt: skip
BLANKS_OF = (
    "cp1252",
    "cp866",
    "koi8-u",
    "mac-cyrillic",
    "gb18030",
    "big5",
    "cp932",
    "euc_jp",
    "utf-16-le",
    "utf-16-be",
)
"""Encodings whose blanks are other bytes than those of UTF-8."""
KEYS = {
    "text": str, "encoding": str, "article": int, "block": int,
    "line_start": int, "line_end": int, "byte_start": int, "byte_end": int,
}  # fmt: skip


def verify(dump: str, blocks: str) -> Iterator[str]:
    """What is wrong with the block records of a dump, a finding a line; nothing if all is well.

    Records may come from stdin ("-"), the dump may not: it is read here and there. Raises InputError.
    """
    try:
        with open(dump, "rb") as file:
            if blocks == "-":
                yield from _Check(file, "-").all(sys.stdin.buffer)
                return
            with open(blocks, "rb") as records:
                yield from _Check(file, os.path.basename(blocks)).all(records)
    except OSError as error:
        raise InputError(f"{error.filename or dump}: {(error.strerror or str(error)).lower()}") from None


class _Check:
    """One walk along the dump and its records together."""

    def __init__(self, dump: IO[bytes], name: str) -> None:
        self._dump = dump
        self._size = dump.seek(0, os.SEEK_END)
        self._name = name
        dump.seek(0)
        self._window = dump.read(WINDOW)
        mark = next(filter(self._window.startswith, MARKS), b"")
        self._encoding = MARKS.get(mark, "utf-8")  # of the record before
        self._at = len(mark)  # bytes before this one are accounted for
        self._line = 1  # the line that it stands in
        self._place = 0, 0  # article and block of the record before

    def all(self, records: IO[bytes]) -> Iterator[str]:
        for number, line in enumerate(records, 1):
            where = f"{self._name}:{number}"
            try:
                record = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield f"{where}: is no record: {error}"
                continue
            if wrong := _wrong_keys(record):
                yield f"{where}: {wrong}"
                continue
            yield from self._one(record, where)
        if self._place == (0, 0) and self._is_blank_somehow():
            return
        yield from self._gap(self._size)

    def _is_blank_somehow(self) -> bool:
        """Without a record nothing says what the dump is in: is it blank in something?"""
        content = self._window[self._at :]
        readings = (content.decode(encoding, errors="replace") for encoding in BLANKS_OF)
        return self._size <= WINDOW and any(map(WHITE.issuperset, readings))

    def _one(self, record: dict[str, Any], where: str) -> Iterator[str]:
        start, end = record["byte_start"], record["byte_end"]
        if not 0 <= start <= end <= self._size:
            yield f"{where}: the dump has {self._size} bytes, and no span {start}-{end}"
            return
        if start < self._at:
            yield f"{where}: begins at byte {start}, before the record above it ends (byte {self._at})"
            return
        self._encoding = record["encoding"]
        yield from self._order(record, where)
        yield from self._gap(start)
        if record["line_start"] != self._line:
            yield f"{where}: says line {record['line_start']}, and its first byte stands in line {self._line}"
        self._dump.seek(start)
        text = self._with_lf(self._dump.read(end - start).decode(self._encoding, errors="replace"))
        if text != record["text"]:
            yield f"{where}: the bytes {start}-{end} of the dump are not its text: {_shown(text)}"
        self._line += text.count("\n")
        if record["line_end"] != self._line:
            yield f"{where}: says that it ends in line {record['line_end']}, and it ends in line {self._line}"
        self._at = end

    def _order(self, record: dict[str, Any], where: str) -> Iterator[str]:
        article, block = record["article"], record["block"]
        before, self._place = self._place, (article, block)
        follows = article == before[0] > 0 and block == before[1] + 1
        begins = article == before[0] + 1 and block == 1
        if not follows and not begins:
            yield f"{where}: is block {block} of article {article}, behind block {before[1]} of article {before[0]}"

    def _gap(self, end: int) -> Iterator[str]:
        """What stands in no record up to a byte: it must be blank."""
        self._dump.seek(self._at)
        decoder = codecs.getincrementaldecoder(self._encoding)(errors="replace")
        named = False  # the line has been named already
        held = ""  # a CR that may be half of a line's ending
        while self._at < end:
            piece = self._dump.read(min(PIECE, end - self._at))
            if not piece:
                raise InputError(f"{self._dump.name}: ends at byte {self._at}: it was changed while it was read")
            self._at += len(piece)
            text = held + decoder.decode(piece, final=self._at == end)
            held = "\r" if text.endswith("\r") and self._at < end else ""
            for number, part in enumerate(self._with_lf(text[: len(text) - len(held)]).split("\n")):
                if number:
                    self._line += 1
                    named = False
                if not named and not WHITE.issuperset(part):
                    named = True
                    yield f"line {self._line} of the dump is in no record: {_shown(part)}"

    def _with_lf(self, text: str) -> str:
        text = text.replace("\r\n", "\n")
        if "\r" not in text:
            return text
        window = self._window.decode(self._encoding, errors="replace")
        return text if "\n" in window else text.replace("\r", "\n")


def _wrong_keys(record: Any) -> str | None:
    """Why it is no block record, if it is none."""
    if not isinstance(record, dict):
        return "is no record but a JSON value of another kind"
    if "origin" in record:
        return "is an article's record; block records are wanted, as --unit block writes them"
    if missing := [key for key in KEYS if key not in record]:
        return f"has no {', '.join(missing)}"
    for key, kind in KEYS.items():
        if type(record[key]) is not kind:
            return f"{key} is {_shown(json.dumps(record[key]))}, and no {kind.__name__}"
    try:
        codecs.getincrementaldecoder(record["encoding"])
    except LookupError:
        return f"the encoding {_shown(record['encoding'])} is unknown"
    return None


def _shown(text: str) -> str:
    """The text's beginning without live control characters."""
    short = text.lstrip() if len(text) <= SHOWN else f"{text.lstrip()[:SHOWN]}…"
    return '"' + "".join(each if each.isprintable() else f"\\x{ord(each):02x}" for each in short) + '"'
