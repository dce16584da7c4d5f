"""Web archives: the plain texts of WET and WARC files, each a document, and its number leads back to it."""

from collections.abc import Iterator
from typing import Any

from seedparse.errors import InputError
from seedparse.sources.pieces import Member, Pieces

PIECE = 32 * 1024
PLAIN = "text/plain"


def records(pieces: Pieces) -> Iterator[Member]:
    """The records that hold plain text. Raises InputError."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise InputError("is a web archive; pip install 'seedparse[warc]' reads it", "needs-extra") from None
    kinds = WarcRecordType.conversion | WarcRecordType.resource | WarcRecordType.response
    stream: Any = _Quiet(pieces)
    number = 0
    try:
        for number, record in enumerate(ArchiveIterator(stream, parse_http=True), 1):
            kind = record.http_content_type if record.is_http else record.headers.get("Content-Type", "")
            if "Content-Length" not in record.headers:
                break  # cut inside its head
            if record.record_type & kinds and (kind or "").startswith(PLAIN):
                yield Member(f"#{number}", _text(record, pieces))
        else:
            if pieces.error:
                raise pieces.error
            return
    except OSError as error:
        raise pieces.error or InputError(f"is damaged: {error}", "damaged", byte=pieces.at) from None
    raise pieces.error or InputError(f"is truncated inside record {number}", "truncated", byte=pieces.at)


def _text(record: Any, pieces: Pieces) -> Iterator[bytes]:
    left = record.content_length
    while piece := record.reader.read(PIECE):
        left -= len(piece)
        yield piece
    if left > 0:
        raise pieces.fail(InputError("is truncated", "truncated", byte=pieces.at))


class _Quiet:
    """Pieces that end where they are damaged: the reader of web archives dies of an exception from below."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces

    def read(self, count: int) -> bytes:
        try:
            return self._pieces.read(count)
        except InputError:
            return b""  # kept in pieces.error, and raised behind the reader

    def tell(self) -> int:
        return self._pieces.at
