"""Web archives: the plain texts of WET and WARC files, each a document, and its number leads back to it."""

from collections.abc import Iterator
from typing import Any

from seedparse.errors import InputError
from seedparse.sources.pieces import Member, Pieces, Quiet

PIECE = 32 * 1024
PLAIN = "text/plain"


def records(pieces: Pieces) -> Iterator[Member]:
    """The records that hold plain text. Raises InputError."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise InputError("is a web archive; pip install 'seedparse[warc]' reads it", "needs-extra") from None
    kinds = WarcRecordType.conversion | WarcRecordType.resource | WarcRecordType.response
    quiet = Quiet(pieces)
    stream: Any = quiet
    number, is_empty = 0, False
    try:
        for number, record in enumerate(ArchiveIterator(stream, parse_http=True), 1):
            kind = record.http_content_type if record.is_http else record.headers.get("Content-Type", "")
            if "Content-Length" not in record.headers:
                break  # cut inside its head
            content = _Content(record, pieces)
            if record.record_type & kinds and (kind or "").startswith(PLAIN):
                yield Member(f"#{number}", content.read())
            content.pass_over(number)
            is_empty = record.content_length == 0
        else:
            if pieces.error:
                raise pieces.error
            if not is_empty or quiet.ends_with_blank_line:
                return
            # Cut inside the last one's head, where its length is said.
    except OSError as error:
        raise pieces.error or InputError(f"is damaged: {error}", "damaged", byte=pieces.at) from None
    raise pieces.error or InputError(f"is truncated inside record {number}", "truncated", byte=pieces.at)


class _Content:
    """A record's bytes: as many as its head says, or it is truncated."""

    def __init__(self, record: Any, pieces: Pieces) -> None:
        self._record = record
        self._pieces = pieces
        self._left: int = record.content_length

    def read(self) -> Iterator[bytes]:
        while piece := self._piece():
            yield piece
        if self._left > 0:
            raise self._truncated("is truncated")

    def pass_over(self, number: int) -> None:
        """What nobody wanted, and what is left of the rest: that is read too, for it may be cut."""
        while self._piece():
            pass
        if self._left > 0:
            raise self._truncated(f"is truncated inside record {number}")

    def _piece(self) -> bytes:
        piece: bytes = self._record.reader.read(PIECE)
        self._left -= len(piece)
        return piece

    def _truncated(self, message: str) -> InputError:
        return self._pieces.fail(InputError(message, "truncated", byte=self._pieces.at))
