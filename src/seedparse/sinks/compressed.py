"""Records compressed as they come: gzip or Zstandard.

Law: the compressed bytes depend on the records alone, never on how they were cut when they were written.
"""

import zlib
from collections.abc import Callable
from typing import Protocol

from seedparse.errors import BadOutputError

BLOCK = 128 * 1024  # bytes given to a compressor at once; what it makes may depend on that
GZIP_LEVEL = 6  # gzip's own default
GZIP_BITS = 31  # of zlib: with a gzip header around it, in which time is 0 and no name stands
ZSTD_LEVEL = 3  # zstd's own default


class Sink(Protocol):
    def write(self, lines: bytes) -> None: ...


class Compressor(Protocol):
    """What zlib and zstd have alike."""

    def compress(self, data: bytes, /) -> bytes: ...
    def flush(self) -> bytes: ...


class Compressed:
    """Lines in, compressed bytes to another sink."""

    def __init__(self, sink: Sink, form: str) -> None:
        """Raises BadOutputError if the form needs an extra that is not installed."""
        self._sink = sink
        self._compressor = FORMS[form]()
        self._held = bytearray()

    def write(self, lines: bytes) -> None:
        self._held += lines
        whole = len(self._held) - len(self._held) % BLOCK
        for at in range(0, whole, BLOCK):
            self._sink.write(self._compressor.compress(bytes(self._held[at : at + BLOCK])))
        del self._held[:whole]

    def close(self) -> None:
        """Write the rest; nothing can be written behind it."""
        self._sink.write(self._compressor.compress(bytes(self._held)) + self._compressor.flush())


def gzip() -> Compressor:
    return zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, GZIP_BITS)


def zstd() -> Compressor:
    """Raises BadOutputError if the extra that writes it is not installed."""
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
