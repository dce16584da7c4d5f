"""Web archives: each plain text and each page in a WET or WARC file is a document, named by its record's number."""

from collections.abc import Iterator
from typing import Any

from seedparse.errors import InputError, printable
from seedparse.model import Document
from seedparse.sources.formats import BINARY, JSON, NO_TEXT, PDF, XML
from seedparse.sources.pieces import Member, Pieces, Quiet, raising

PIECE = 32 * 1024  # bytes read at once
PLAIN = "text/plain"
PAGES = ("text/html", "application/xhtml+xml")
LOOK_UPS = "text/dns"  # a record of the crawler's DNS look-up, not of a page
_FORMATS = {
    "application/pdf": PDF,
    "application/json": JSON,
    "text/xml": XML,
    "application/xml": XML,
    "application/rss+xml": XML,
}


def records(pieces: Pieces, keep: tuple[str, ...] = ()) -> Iterator[Member]:
    """Yield the records of pages; one that is neither plain text nor HTML raises InputError when it is read.

    `keep` are names of headers to copy, besides the address, the id and the date of a record.

    Raises InputError if there are no pages, or if the archive is damaged.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise InputError("is a web archive: run pip install 'seedparse[warc]' to read it", "needs-extra") from None
    kinds = WarcRecordType.conversion | WarcRecordType.resource | WarcRecordType.response
    quiet = Quiet(pieces)
    stream: Any = quiet
    number, is_empty = 0, False
    pages = others = 0
    try:
        for number, record in enumerate(ArchiveIterator(stream, parse_http=True), 1):
            kind = record.http_content_type if record.is_http else record.headers.get("Content-Type", "")
            kind = (kind or "").partition(";")[0].strip().lower()
            if "Content-Length" not in record.headers:
                break  # the archive is cut inside this record's header
            content = _Content(record, pieces)
            others += record.record_type != WarcRecordType.warcinfo
            if record.record_type & kinds and kind != LOOK_UPS:
                pages += 1
                charset = (record.http_charset or "") if kind in PAGES else None
                text = content.read() if kind == PLAIN or charset is not None else raising(_foreign(kind))
                yield Member(f"#{number}", text, _about(record.headers, keep), charset)
            content.pass_over(number)
            is_empty = record.content_length == 0
        else:
            if pieces.error:
                raise pieces.error
            if not is_empty or quiet.ends_with_blank_line:
                if others and not pages:
                    raise InputError("is a WARC file without any page: it holds requests or metadata only", NO_TEXT)
                return
            # The archive is cut inside the last record's header, before its length.
    except OSError as error:
        raise pieces.error or InputError(f"is damaged: {error}", "damaged", byte=pieces.at) from None
    raise pieces.error or InputError(f"is truncated inside record {number}", "truncated", byte=pieces.at)


def _about(headers: Any, keep: tuple[str, ...]) -> Document:
    """Return what the headers of a record say of its text."""

    def get(name: str) -> str | None:
        value = headers.get(name)
        return printable(value) if value else None

    kept = tuple((name, value) for name in keep if (value := get(name)))
    return Document(url=get("WARC-Target-URI"), record_id=get("WARC-Record-ID"), fetched=get("WARC-Date"), fields=kept)


def _foreign(kind: str) -> InputError:
    """Return the error for a record of this content type."""
    found = _FORMATS.get(kind) or BINARY._replace(name=f"a WARC record of the type {kind or 'unknown'}, not a text")
    return InputError(found.message, found.code)


class _Content:
    """A record's bytes; if there are fewer than its header says, the record is truncated."""

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
        """Read the rest of the record to check that it is complete. Raises InputError."""
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
