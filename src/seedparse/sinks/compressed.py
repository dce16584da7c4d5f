"""Compresses records while they are written: gzip or Zstandard.

Law: the compressed bytes depend on the records only, not on the sizes of the pieces that are written.
"""

import zlib
from collections.abc import Callable
from typing import Protocol

from seedparse.errors import BadOutputError

COMPRESSED_AT_ONCE_BYTES = (
    128 * 1024
)  # bytes given to a compressor at once; a fixed size, since its output may depend on it
GZIP_LEVEL = 6  # the default of gzip
GZIP_BITS = 31  # zlib's `wbits` for a gzip header, with time 0 and without a file name
ZSTD_LEVEL = 3  # the default of zstd


class Sink(Protocol):
    def write(self, lines: bytes) -> None: ...


class Compressor(Protocol):
    """The interface that the compressors of zlib and zstd share."""

    def compress(self, data: bytes, /) -> bytes: ...
    def flush(self) -> bytes: ...


class Compressed:
    """A sink that compresses lines and writes them to another sink."""

    def __init__(self, sink: Sink, form: str) -> None:
        """Raises BadOutputError if the form needs an extra that is not installed."""
        self._sink = sink
        self._compressor = FORMS[form]()
        self._held = bytearray()

    def write(self, lines: bytes) -> None:
        self._held += lines
        whole = len(self._held) - len(self._held) % COMPRESSED_AT_ONCE_BYTES
        for at in range(0, whole, COMPRESSED_AT_ONCE_BYTES):
            self._sink.write(self._compressor.compress(bytes(self._held[at : at + COMPRESSED_AT_ONCE_BYTES])))
        del self._held[:whole]

    def close(self) -> None:
        """Write the rest; no write may follow."""
        self._sink.write(self._compressor.compress(bytes(self._held)) + self._compressor.flush())


def gzip() -> Compressor:
    return zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, GZIP_BITS)


def zstd() -> Compressor:
    """Return a compressor for Zstandard. Raises BadOutputError if the extra that it needs is not installed."""
    try:
        from backports.zstd import CompressionParameter, ZstdCompressor
    except ImportError:
        raise BadOutputError(
            "a .zst file is written with an extra: pip install 'seedparse[zst]', or write .jsonl.gz instead"
        ) from None
    return ZstdCompressor(
        options={CompressionParameter.compression_level: ZSTD_LEVEL, CompressionParameter.checksum_flag: 1}
    )


FORMS: dict[str, Callable[[], Compressor]] = {"gzip": gzip, "zstd": zstd}
