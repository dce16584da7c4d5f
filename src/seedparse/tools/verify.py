"""Checks that every line of a dump is in exactly one block record, with the right span of bytes.

Law: the check uses nothing of the code that makes records. It reads the bytes of each span, decodes them with the
record's encoding and compares the text; between two spans only white space is allowed. A container is read as `parse`
reads it, and each of its documents is checked against the records of that member.
"""

import codecs
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext, suppress
from typing import Any, NamedTuple

from seedparse.errors import InputError
from seedparse.model import Options
from seedparse.sources.containers import plain
from seedparse.sources.files import open_bytes
from seedparse.sources.texts import texts
from seedparse.text.lines import encode
from seedparse.text.visible import visible

GAP_PIECE_BYTES = 64 * 1024  # bytes of a gap that are read at once
WINDOW = 64 * 1024  # bytes at the start of a document that decide whether a lone CR ends a line
SHOWN = 60  # characters of a text that a finding shows

# Unicode's White_Space, and the two invisible characters that also count as blank.
WHITE = frozenset("\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff\u200b") | frozenset(
    map(chr, range(0x2000, 0x200B))
)
# A byte order mark belongs to no line. UTF-32 comes first: its mark begins with one of UTF-16.
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
"""Encodings in which white space has other bytes than in UTF-8."""
KEYS = {
    "text": str, "encoding": str, "article": int, "block": int,
    "line_start": int, "line_end": int, "byte_start": int, "byte_end": int,
}  # fmt: skip


MOST_BYTES = 16  # bytes of a character or a line end, at most, in any encoding
SPARE_BYTES = 64  # bytes that an encoding may add at the ends of a span


def verify(
    dump: str, blocks: str, text_field: str = "text", fail: Callable[[InputError], None] | None = None
) -> Iterator[str]:
    """Yield what is wrong with the block records of a dump, one line per finding.

    Either path may be standard input ("-"). Errors of the dump go to `fail`; without it, the first is raised after the
    last finding. Raises InputError if the records cannot be read.
    """
    errors: list[InputError] = []
    try:
        with open(blocks, "rb") if blocks != "-" else nullcontext(sys.stdin.buffer) as file:
            records = _Records(file, os.path.basename(blocks))
            size = _size(dump)

            def failed(error: InputError) -> None:
                errors.append(error)
                if fail:
                    fail(error)

            for text in texts(open_bytes(dump), Options(text_field=text_field), failed):
                yield from _Check(_Bytes(text.pieces, size), text.about.member, dump).all(records)
            if not errors:
                yield from _left_over(records, dump)
    except OSError as error:
        raise InputError((error.strerror or str(error)).lower()).of(blocks) from None
    if errors and not fail:
        raise errors[0].of(dump)


def _size(dump: str) -> int | None:
    """Return the size in bytes of a dump that is a text file; else None."""
    if not os.path.isfile(dump):
        return None
    with suppress(InputError):  # it is a container, or reading it later reports why it cannot be read
        plain(open_bytes(dump))
        return os.path.getsize(dump)
    return None


def _left_over(records: "_Records", dump: str) -> Iterator[str]:
    """Yield a finding for each record that belongs to no document of the dump."""
    while line := records.peek():
        records.take()
        of = "" if line.member is None else f" {_shown(line.member)}"
        yield f"{line.where}: {line.wrong or f'there is no document{of} here in {dump}'}"


class _Line(NamedTuple):
    """A line of the records' file: its place, and the record or what is wrong with it."""

    where: str
    record: dict[str, Any]
    wrong: str | None

    @property
    def member(self) -> str | None:
        member: str | None = self.record.get("member")
        return member


class _Records:
    """An iterator over the records that can return the next one without taking it."""

    def __init__(self, lines: Iterable[bytes], name: str) -> None:
        self._lines = enumerate(lines, 1)
        self._name = name
        self._next: _Line | None = None

    def peek(self) -> _Line | None:
        if self._next is None and (numbered := next(self._lines, None)):
            number, line = numbered
            where = f"{self._name}:{number}"
            try:
                record = json.loads(line)
            except RecursionError:
                self._next = _Line(where, {}, "is not a record: it is nested too deep")
            except ValueError as error:
                self._next = _Line(where, {}, f"is not a record: {error}")
            else:
                wrong = _wrong_keys(record)
                self._next = _Line(where, {} if wrong else record, wrong)
        return self._next

    def take(self) -> None:
        self._next = None


class _Bytes:
    """A document's bytes, read from front to back."""

    def __init__(self, pieces: Iterator[bytes | str], size: int | None) -> None:
        self._pieces = pieces
        self._held = b""
        self._from = 0  # number of bytes of `_held` that were read
        self.size = size  # in bytes; None: not known before the end
        self.at = 0  # number of bytes read

    def head(self, count: int) -> bytes:
        """Return the next `count` bytes, or all that are left, without reading past them."""
        with suppress(InputError):  # a damage ends the document; `texts` reports it
            while len(self._held) - self._from < count and (piece := next(self._pieces, None)) is not None:
                more = piece if isinstance(piece, bytes) else encode(piece)[0]
                self._held, self._from = self._held[self._from :] + more, 0
        return self._held[self._from : self._from + count]

    def read(self, count: int) -> bytes:
        data = self.head(count)
        self._from += len(data)
        self.at += len(data)
        return data


class _Check:
    """Compares one document with its records, from front to back."""

    def __init__(self, dump: _Bytes, member: str | None, path: str) -> None:
        self._dump = dump
        self._member = member
        self._path = path
        self._name = "the dump" if member is None else _shown(member)
        self._window = dump.head(WINDOW)
        mark = next(filter(self._window.startswith, MARKS), b"")
        self._encoding = MARKS.get(mark, "utf-8")  # encoding of the previous record
        dump.read(len(mark))
        self._line = 1  # number of the line that holds the next byte
        self._place = 0, 0  # article and block number of the previous record

    def all(self, records: _Records) -> Iterator[str]:
        # Two members may share a name: a blank one has no records, and must not take those of the other.
        if self._member is None or not self._is_blank_somehow():
            while (line := records.peek()) and (line.wrong or self._is_own(line)):
                records.take()
                if line.wrong:
                    yield f"{line.where}: {line.wrong}"
                else:
                    yield from self._one(line.record, line.where)
        if self._place == (0, 0) and self._is_blank_somehow():
            return
        yield from self._gap(self._dump.size)

    def _is_own(self, line: _Line) -> bool:
        restarts = (line.record["article"], line.record["block"]) == (1, 1) and self._place != (0, 0)
        return line.member == self._member and not (restarts and self._member is not None)

    def _is_blank_somehow(self) -> bool:
        """Whether the document is blank in some encoding; without a record its encoding is not known."""
        if len(self._dump.head(WINDOW + 1)) > WINDOW:
            return False
        content = self._dump.head(WINDOW)
        readings = (content.decode(encoding, errors="replace") for encoding in (self._encoding, *BLANKS_OF))
        return any(map(WHITE.issuperset, readings))

    def _one(self, record: dict[str, Any], where: str) -> Iterator[str]:
        start, end, dump = record["byte_start"], record["byte_end"], self._dump
        if not 0 <= start <= end <= (end if dump.size is None else dump.size):
            yield f"{where}: {self._name} has {dump.size} bytes, and no span {start}-{end}"
            return
        if end - start > MOST_BYTES * len(record["text"]) + SPARE_BYTES:
            yield f"{where}: the span {start}-{end} is longer than its text"
            return
        if start < dump.at:
            yield f"{where}: begins at byte {start}, before the record above it ends (byte {dump.at})"
            return
        self._encoding = record["encoding"]
        yield from self._order(record, where)
        yield from self._gap(start)
        data = dump.read(end - start)
        if dump.at < end:
            yield f"{where}: {self._name} has {dump.at} bytes, and no span {start}-{end}"
            return
        if record["line_start"] != self._line:
            yield f"{where}: says line {record['line_start']}, but its first byte is in line {self._line}"
        text = self._with_lf(data.decode(self._encoding, errors="replace"))
        if text != record["text"]:
            yield f"{where}: the bytes {start}-{end} of {self._name} are not its text: {_shown(text)}"
        self._line += text.count("\n")
        if record["line_end"] != self._line:
            yield f"{where}: says that it ends in line {record['line_end']}, but it ends in line {self._line}"

    def _order(self, record: dict[str, Any], where: str) -> Iterator[str]:
        article, block = record["article"], record["block"]
        before, self._place = self._place, (article, block)
        follows = article == before[0] > 0 and block == before[1] + 1
        begins = article == before[0] + 1 and block == 1
        if not follows and not begins:
            behind = f"block {before[1]} of article {before[0]}" if any(before) else "no other block"
            yield f"{where}: is block {block} of article {article}, after {behind}"

    def _gap(self, end: int | None) -> Iterator[str]:
        """Read up to offset `end`, or to the end for None; yield a finding for each line there that is not blank."""
        decoder = codecs.getincrementaldecoder(self._encoding)(errors="replace")
        named = over = False  # whether the line was reported already; whether the document has ended
        held = ""  # a CR that may be the first half of CR LF
        while not over and (end is None or self._dump.at < end):
            piece = self._dump.read(GAP_PIECE_BYTES if end is None else min(GAP_PIECE_BYTES, end - self._dump.at))
            over = not piece
            if over and self._dump.size is not None:
                raise InputError(f"was changed while it was read: it ends at byte {self._dump.at}").of(self._path)
            text = held + decoder.decode(piece, final=over or self._dump.at == end)
            held = "\r" if text.endswith("\r") and not over and self._dump.at != end else ""
            for number, part in enumerate(self._with_lf(text[: len(text) - len(held)]).split("\n")):
                if number:
                    self._line += 1
                    named = False
                if not named and not WHITE.issuperset(part):
                    named = True
                    yield f"line {self._line} of {self._name} is in no record: {_shown(part)}"

    def _with_lf(self, text: str) -> str:
        text = text.replace("\r\n", "\n")
        if "\r" not in text:
            return text
        window = self._window.decode(self._encoding, errors="replace")
        return text if "\n" in window else text.replace("\r", "\n")


def _wrong_keys(record: Any) -> str | None:
    """Return why a JSON value is no block record; None if it is one."""
    if not isinstance(record, dict):
        return "is not a record: it must be a JSON object"
    if "origin" in record:
        return "is an article record; verify needs block records: seedparse --unit block DUMP"
    if missing := [key for key in KEYS if key not in record]:
        return f"has no {', '.join(missing)}"
    for key, kind in KEYS.items():
        if type(record[key]) is not kind:
            return f"{key} is {_shown(json.dumps(record[key]))}, not a value of type {kind.__name__}"
    if not isinstance(record.get("member"), str | None):
        return f"member is {_shown(json.dumps(record['member']))}, not a text or null"
    try:
        codecs.getincrementaldecoder(record["encoding"])
    except LookupError:
        return f"the encoding {_shown(record['encoding'])} is unknown"
    return None


def _shown(text: str) -> str:
    """Return the beginning of a text in quotes, with control characters escaped."""
    short = text.lstrip() if len(text) <= SHOWN else f"{text.lstrip()[:SHOWN]}…"
    return f'"{visible(short)}"'
