"""Archives: tar and zip, read from front to back from a stream, also without their end.

Law: a member's name is text in a record, never a path: no file is written and no link is followed.
"""

import bz2
import struct
import tarfile
import zlib
from collections.abc import Generator, Iterator
from typing import Any, NamedTuple

from seedparse.errors import InputError
from seedparse.sources.compressed import Form, Inflator, stream, zstd
from seedparse.sources.pieces import Budget, Member, Pieces, Quiet

PIECE = 32 * 1024  # bytes read at once
TAR_BLOCK_BYTES = 512  # bytes of a tar block; a member of a tar archive is read block by block
LONGEST_HEADER = 1 << 20  # bytes of a member's names and attributes, at most


# tar


class _Entry(tarfile.TarInfo):
    """A tar header that raises where it is damaged; tarfile itself takes that for the end of the archive."""

    @classmethod
    def fromtarfile(cls, tarfile_: tarfile.TarFile) -> "_Entry":
        try:
            return super().fromtarfile(tarfile_)
        except tarfile.EOFHeaderError:  # type: ignore[attr-defined]  # two blocks of zeros: the end
            raise
        except tarfile.HeaderError as error:
            raise _TarDamage(str(error)) from None

    def _proc_member(self, tarfile_: tarfile.TarFile) -> "_Entry":
        if self.size > LONGEST_HEADER and not self.isreg() and self.type not in (b"1", b"2"):
            raise _TarDamage(f"a header of {self.size} bytes")
        return super()._proc_member(tarfile_)  # type: ignore[misc,no-any-return]


class _TarDamage(Exception):  # noqa: N818
    """Damage of a tar archive; not a tarfile error, because tarfile catches those itself."""


def of_tar(pieces: Pieces, budget: Budget) -> Iterator[Member]:
    """Yield the regular files of a tar archive. Raises InputError."""
    try:
        # Names are decoded as UTF-8 whatever the locale is; other bytes become lone surrogates.
        with tarfile.open(fileobj=Quiet(pieces), mode="r|", tarinfo=_Entry, encoding="utf-8") as archive:  # type: ignore[call-overload]
            for entry in archive:
                archive.members.clear()  # tarfile would keep all of them in memory
                if entry.isreg() and (file := archive.extractfile(entry)):
                    yield Member(entry.name, _of_tar(archive.fileobj, entry, file, pieces))
            while rest := archive.fileobj.read(PIECE):
                if rest.strip(b"\0"):
                    raise InputError("has other data after its tar archive", "garbage", byte=pieces.at)
            if pieces.error:
                raise pieces.error
    except (_TarDamage, tarfile.TarError, EOFError, struct.error, ValueError) as error:
        raise _tar_damage(str(error), pieces) from None


def _of_tar(stream: Any, entry: tarfile.TarInfo, file: Any, pieces: Pieces) -> Iterator[bytes]:
    """Yield a member's bytes, read from the archive: tarfile's own file object loses a part of a block on damage."""
    left = entry.size
    if entry.issparse():
        stream = file.raw  # a sparse file: only tarfile knows where its holes are
    else:
        stream.seek(entry.offset_data)
    try:
        while left and (piece := stream.read(min(TAR_BLOCK_BYTES, left))):
            left -= len(piece)
            yield piece
    except tarfile.TarError as error:
        raise _tar_damage(str(error), pieces) from None
    if left:
        raise _tar_damage("unexpected end of data", pieces)


def _tar_damage(reason: str, pieces: Pieces) -> InputError:
    code = "truncated" if pieces.is_over else "damaged"
    return pieces.fail(
        InputError(f"is {code}: the rest of its tar archive cannot be read ({reason})", code, byte=pieces.at)
    )


# zip

LOCAL, CENTRAL, END, DESCRIPTOR = b"PK\3\4", b"PK\1\2", b"PK\5\6", b"PK\7\x08"
_ANY = (LOCAL, CENTRAL, END, DESCRIPTOR, b"PK\6\6", b"PK\6\7", b"PK\6\x08")
_HEADER = struct.Struct("<HHHHHIIIHH")
_END_SIZE = 22
_UNKNOWN = 0xFFFFFFFF


class _Local(NamedTuple):
    """The local header of a zip member."""

    name: str
    flags: int
    method: int
    crc: int
    size: int  # compressed size in bytes; 0 if it stands behind the member

    @property
    def is_encrypted(self) -> bool:
        return bool(self.flags & 1)

    @property
    def is_sized(self) -> bool:
        return bool(self.size) or not self.is_described_behind

    @property
    def is_described_behind(self) -> bool:
        return bool(self.flags & 8)


def of_zip(pieces: Pieces, budget: Budget) -> Iterator[Member]:
    """Yield the files of a zip archive, found by their local headers. Raises InputError."""
    while True:
        mark = pieces.read(4)
        if mark != LOCAL:
            break
        local = _local(pieces)
        start = pieces.at
        behind = start + local.size
        content = _of_zip(pieces, local, budget)
        if not local.name.endswith("/"):
            yield Member(local.name, content)
        if local.is_sized:
            content.close()
            while pieces.at < behind and pieces.read(min(PIECE, behind - pieces.at)):
                pass
        else:
            for _ in content:  # read to its end, which alone shows where the next member begins
                pass
        if local.is_described_behind:
            _pass_descriptor(pieces)
    _check_end(mark, pieces)


def _local(pieces: Pieces) -> _Local:
    fixed = pieces.read(_HEADER.size)
    if len(fixed) < _HEADER.size:
        raise _zip_truncated(pieces)
    _, flags, method, _, _, crc, size, _, name_size, extra_size = _HEADER.unpack(fixed)
    name, extra = pieces.read(name_size), pieces.read(extra_size)
    if len(extra) < extra_size:
        raise _zip_truncated(pieces)
    if size == _UNKNOWN and (at := extra.find(b"\1\0")) >= 0 and len(extra) >= at + 20:
        (size,) = struct.unpack_from("<Q", extra, at + 12)
    return _Local(name.decode("utf-8" if flags & 0x800 else "cp437", "backslashreplace"), flags, method, crc, size)


def _of_zip(pieces: Pieces, local: _Local, budget: Budget) -> Generator[bytes, None, None]:
    if local.is_encrypted:
        raise InputError("is encrypted", "encrypted", byte=pieces.at)
    if local.method and local.method not in _METHODS:
        raise InputError(
            f"uses zip method {local.method}, which is not supported: unzip it first", "not-readable", byte=pieces.at
        )
    if local.method == 0:
        if not local.is_sized:
            raise InputError(
                "is stored in the zip archive without its size: unzip it first", "not-readable", byte=pieces.at
            )
        unpacked = _stored(pieces, local.size)
    else:
        # If the size is known, the decompressor gets the member's bytes only and cannot read past them.
        source = Pieces(_stored(pieces, local.size)) if local.is_sized else pieces
        unpacked = stream(source, _METHODS[local.method])
    crc = made = 0
    for piece in unpacked:
        crc = zlib.crc32(piece, crc)
        made += len(piece)
        budget.spend(made)
        yield piece
    expected = local.crc
    if local.is_described_behind and not expected:
        head = pieces.head(8)
        (expected,) = struct.unpack_from("<I", head.ljust(8, b"\0"), 4 if head.startswith(DESCRIPTOR) else 0)
    if crc != expected:
        raise InputError("is damaged: its checksum is wrong", "damaged", byte=pieces.at)


def _stored(pieces: Pieces, size: int) -> Iterator[bytes]:
    while size:
        piece = pieces.read(min(PIECE, size))
        if not piece:
            raise _zip_truncated(pieces)
        size -= len(piece)
        yield piece


def _pass_descriptor(pieces: Pieces) -> None:
    """Skip the data descriptor: checksum and sizes, with or without a signature, sizes of four or eight bytes."""
    head = pieces.head(28)
    for size in (16, 12, 24, 20):
        if head[size : size + 4] in _ANY:
            pieces.read(size)
            return
    raise pieces.fail(InputError("is damaged: the end of a zip member is missing", "damaged", byte=pieces.at))


def _check_end(mark: bytes, pieces: Pieces) -> None:
    """Check that only the central directory and its end record follow the members. Raises InputError."""
    if not mark:
        raise _zip_truncated(pieces)
    if mark not in _ANY:
        raise pieces.fail(InputError("is damaged: a zip member is missing", "damaged", byte=pieces.at))
    tail = mark
    for piece in pieces:
        tail = (tail + piece)[-(PIECE + (1 << 16)) :]
    at = tail.rfind(END)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise _zip_truncated(pieces)
    (comment,) = struct.unpack_from("<H", tail, at + _END_SIZE - 2)
    if len(tail) - at - _END_SIZE != comment:
        raise InputError("has other data after its zip archive", "garbage", byte=pieces.at)


def _zip_truncated(pieces: Pieces) -> InputError:
    return pieces.fail(InputError("is truncated: its zip archive has no end", "truncated", byte=pieces.at))


_METHODS = {
    8: Form("deflate", b"", lambda: Inflator(-15)),
    12: Form("bzip2", b"", bz2.BZ2Decompressor),
    93: Form("zstd", b"", zstd),
}
