"""Compressed streams: gzip, bzip2, xz, Zstandard; also several in one file, as `cat` joins them.

Law: everything before a damage is returned, then the damage is reported. A truncated stream is damaged.
"""

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol

from seedparse.errors import InputError
from seedparse.sources.pieces import Budget, Pieces

SLICE = 64  # compressed bytes given to a decompressor at once: the output of a damaged slice is lost
MAX_DECOMPRESSED_BYTES = 64 * 1024  # bytes taken from a decompressor at once


class Decompressor(Protocol):
    """The interface that the decompressors of bz2, lzma and zstd share."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class Form(NamedTuple):
    name: str
    magic: bytes
    new: Callable[[], Decompressor]


class Inflator:
    """zlib with the interface of the others. `bits` is zlib's `wbits`: 31 for gzip, -15 for raw deflate."""

    def __init__(self, bits: int = 31) -> None:
        self._inner = zlib.decompressobj(bits)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


def zstd() -> Decompressor:
    """Return a decompressor for Zstandard. Raises InputError if the extra that it needs is not installed."""
    try:
        from backports.zstd import ZstdDecompressor  # it reports truncated streams; the package zstandard does not
    except ImportError:
        raise InputError(
            "is compressed with Zstandard: run pip install 'seedparse[zst]', or unzstd it first", "needs-extra"
        ) from None
    return ZstdDecompressor()


FORMS = {
    form.name: form
    for form in (
        Form("gzip", b"\x1f\x8b\x08", Inflator),
        Form("bzip2", b"BZh", bz2.BZ2Decompressor),
        Form("xz", b"\xfd7zXZ\0", lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=256 << 20)),
        Form("zstd", b"\x28\xb5\x2f\xfd", zstd),
    )
}


def unpacked(pieces: Pieces, form: Form, budget: Budget) -> Iterator[bytes]:
    """Yield the bytes of all streams in a file. Raises InputError."""
    made = 0
    while True:
        for piece in stream(pieces, form):
            made += len(piece)
            budget.spend(made)
            yield piece
        # Zeros may pad the file to full blocks; anything else must be another stream.
        while pieces.head(1) == b"\0":
            pieces.read(1)
        if not pieces.head(1):
            return
        if pieces.head(len(form.magic)) != form.magic:
            raise InputError(f"has other data after its {form.name} stream", "garbage", byte=pieces.at)


def stream(pieces: Pieces, form: Form) -> Iterator[bytes]:
    """Yield the bytes of the stream that begins here; the bytes behind it stay unread. Raises InputError."""
    decompressor = form.new()
    while not decompressor.eof:
        data = pieces.read(SLICE)
        if not data:
            message = f"is truncated: its {form.name} stream has no end"
            raise pieces.fail(InputError(message, "truncated", byte=pieces.at))
        try:
            while True:
                made = decompressor.decompress(data, MAX_DECOMPRESSED_BYTES)
                if made:
                    yield made
                data = b""
                if decompressor.eof or decompressor.needs_input:
                    break
        except InputError:
            raise
        except Exception as error:
            # zlib.error, OSError, EOFError, LZMAError, ZstdError: they have no other common base class.
            raise InputError(f"is damaged: {error}", "damaged", byte=pieces.at) from None
    pieces.give_back(decompressor.unused_data)
