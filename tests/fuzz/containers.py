"""Containers of small documents, cut off or with a byte changed: a failure or the same records, and never a crash."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from random import Random
from typing import Any, NamedTuple

import scratch
from cases import Broken, Case, without_bytes, without_parts
from damage import damaged_lines
from grammar import Writer
from seedparse.convert import convert
from seedparse.model import Options
from seedparse.text.lines import WHITE

Record = dict[str, Any]

MEMBER_NAMES = (
    "a.txt", "новости.txt", "новини/день.txt", "news/../up.txt", "新闻.txt", "x" * 120 + ".txt", "e\u0301.txt",
    "a!b.txt", "a\nb.txt", "\x1b[31m.txt", "very/" * 30 + "deep.txt",
)  # fmt: skip
NAME_ENCODINGS = ("utf-8", "cp1251", "cp866", "koi8-u", "shift_jis")  # tar archives hold names as bytes
MAGIC = {"tar": 512}  # bytes at a container's head that say what it is: without them, or changed, it is another thing
LEAST_MAGIC = 8


class Member(NamedTuple):
    name: str
    data: bytes


class Packed(NamedTuple):
    """A container's bytes, and the places where it may be cut and is whole all the same, half-open."""

    data: bytes
    whole_at: tuple[range, ...] = ()


# 1. Making them


def tar(members: tuple[Member, ...], variant: int) -> Packed:
    held = io.BytesIO()
    encoding = NAME_ENCODINGS[variant % len(NAME_ENCODINGS)]
    form = (tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT)[variant % 2]
    with tarfile.open(fileobj=held, mode="w", format=form, encoding=encoding, errors="replace") as archive:
        for member in members:
            entry = tarfile.TarInfo(member.name if form == tarfile.GNU_FORMAT else member.name[-60:])
            entry.size = len(member.data)
            archive.addfile(entry, io.BytesIO(member.data))
    return Packed(held.getvalue())


def zipped(members: tuple[Member, ...], variant: int) -> Packed:
    held = io.BytesIO()
    methods = (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2)
    with zipfile.ZipFile(held, "w", methods[variant % 3]) as archive:
        for number, member in enumerate(members):
            archive.writestr(f"{number}-{member.name}", member.data)
    return Packed(held.getvalue())


def json_lines(members: tuple[Member, ...], variant: int) -> Packed:
    data, whole_at = b"", [range(1)]
    for number, member in enumerate(members):
        text = member.data.decode("utf-8", "surrogateescape" if variant % 5 == 0 else "replace")
        record: dict[str, object] = {"url": member.name, "text": text, "n": number}
        if variant % 7 == 0 and number:
            record = {"text": (None, 7, [text], {"a": text})[number % 4]}
        line = json.dumps(record, ensure_ascii=variant % 2 == 0 or variant % 5 == 0).encode()
        data += line + b"\n"
        whole_at.append(range(len(data) - 1, len(data) + 1))
    return Packed(data, tuple(whole_at))


def warc(members: tuple[Member, ...], variant: int) -> Packed:
    """Texts among records that are passed over."""
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<items>" + b"<item>A page.</item>" * 20 + b"</items>"
    data, whole_at = b"", [range(1)]
    records = [(b"warcinfo", b"application/warc-fields", b"software: none")]
    for number, member in enumerate(members):
        if (number + variant) % 2:
            records.append((b"response", b"application/http; msgtype=response", page))
        records.append((b"conversion", b"text/plain", member.data))
    if variant % 3:
        records.append((b"metadata", b"application/warc-fields", b"outlink: x\r\n" * 9))
    for number, (kind, media, content) in enumerate(records):
        data += b"WARC/1.0\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:%d>\r\n" % (kind, number)
        data += b"WARC-Date: 2026-01-01T00:00:00Z\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n" % (
            media,
            len(content),
        )
        data += content
        start = len(data)
        data += b"\r\n\r\n"
        whole_at.append(range(start, len(data) + 1))
    return Packed(data, tuple(whole_at))


MAKERS: dict[str, Callable[[tuple[Member, ...], int], Packed]] = {
    "tar": tar, "zip": zipped, "jsonl": json_lines, "warc": warc,
}  # fmt: skip
COMPRESSORS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "gz": lambda data: gzip.compress(data, mtime=0),
    "bz2": bz2.compress,
    "xz": lzma.compress,
}
CHECKED = frozenset({"zip", "gz", "bz2", "xz"})
"""What holds a checksum of its content: no byte of it changes unseen."""
ENDED = CHECKED | {"warc"}
"""What says how long it is: it is never cut unseen."""


# 2. The law


class Container(NamedTuple):
    """Members in a container, perhaps compressed, and what is done to it: cut at a byte, or a byte changed there."""

    members: tuple[Member, ...]
    form: str
    compressed: str
    variant: int
    damage: str  # none, cut or flip
    at: tuple[int, ...]  # each a damage of its own, in thousandths of its bytes

    def check(self) -> None:
        packed = self.packed()
        whole, failures = read(packed.data)
        if failures and self.form != "jsonl" and any(member.data.decode().strip(WHITE) for member in self.members):
            raise Broken("whole container", f"it is whole, and reading it failed: {failures}")
        for at in self.at if self.damage != "none" else ():
            place = min(len(packed.data) * at // 1000, len(packed.data) - 1)
            found, new = read(self.damaged(packed.data, place))
            if not self._shows(packed, place):
                continue  # nothing but a crash can be told
            if self.damage == "cut" and {self.form, self.compressed} & ENDED and not new:
                raise Broken(f"damaged {self.form}", f"it was cut at byte {place}, and no failure says so")
            if new == failures and contents(found) != contents(whole):
                raise Broken(f"damaged {self.form}", f"no failure, and {len(found)} records of {len(whole)}, or others")

    def _shows(self, packed: Packed, place: int) -> bool:
        """Whether the damage makes it another container than one that is whole."""
        if place < MAGIC.get(self.compressed or self.form, LEAST_MAGIC):
            return False
        if self.damage == "flip":
            return bool({self.form, self.compressed} & CHECKED)
        return not any(place in each for each in packed.whole_at)

    def packed(self) -> Packed:
        packed = MAKERS[self.form](self.members, self.variant)
        return Packed(COMPRESSORS[self.compressed](packed.data)) if self.compressed else packed

    def damaged(self, data: bytes, place: int) -> bytes:
        if self.damage == "cut":
            return data[:place]
        return data[:place] + bytes([data[place] ^ 1 << self.variant % 8]) + data[place + 1 :]

    def smaller(self) -> Iterator[Case]:
        if self.compressed:
            yield self._replace(compressed="")
        if len(self.at) > 1:
            yield from (self._replace(at=(at,)) for at in self.at)
        for number, member in enumerate(self.members):
            if len(self.members) > 1:
                yield self._replace(members=self.members[:number] + self.members[number + 1 :])
            for data in (*without_parts(member.data, b"\n"), *without_bytes(member.data)):
                members = (*self.members[:number], member._replace(data=data), *self.members[number + 1 :])
                yield self._replace(members=members)
            if member.name != MEMBER_NAMES[0]:
                members = (*self.members[:number], member._replace(name=MEMBER_NAMES[0]), *self.members[number + 1 :])
                yield self._replace(members=members)


def make(random: Random) -> Container:
    members = tuple(Member(random.choice(MEMBER_NAMES), _text(random)) for _ in range(random.choice((1, 2, 3))))
    return Container(
        members,
        form=random.choice((*MAKERS, "warc")),
        compressed=random.choice(("", "", "", *COMPRESSORS)),
        variant=random.randrange(100),
        damage=random.choice(("none", "cut", "cut", "cut", "cut", "flip", "flip")),
        at=tuple(random.randrange(1000) for _ in range(5)),
    )


def _text(random: Random) -> bytes:
    """A small document without zeros: what holds many of them is passed over."""
    return "\n".join(damaged_lines(Writer(random).article(), random)[:20]).replace("\0", "").encode()


def read(data: bytes) -> tuple[list[Record], list[tuple[str, str | None]]]:
    """The records of an input with these bytes, and its failures: code and member of each."""
    sink = scratch.Sink()
    path = scratch.file("container", data)
    outcome = convert(str(path), sink, Options())
    scratch.no_internal_error(outcome.failures)
    return sink.records(), [(each.code, each.member) for each in outcome.failures]


def contents(records: list[Record]) -> list[Record]:
    """Records without where they stand, and without what is odd about that."""
    return [{key: value for key, value in record.items() if key not in ("origin", "notes")} for record in records]
