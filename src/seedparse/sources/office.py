"""Recognises Office documents and e-books: zip archives that are one document, not an archive of texts."""

import re
import zlib

from seedparse.sources.formats import (
    DOCX,
    EPUB,
    EXAMINED_BYTES,
    ODP,
    ODS,
    ODT,
    OFFICE,
    PPTX,
    UNDECIDED,
    XLSX,
    Format,
)  # fmt: skip

_ZIP_HEADER = 30  # bytes of a zip member's local header before its name
_OPEN_XML = re.compile(rb"\[Content_Types\]\.xml|_rels/\.rels|(?:word|xl|ppt|docProps|customXml)/.*\.(?:xml|rels)")
_OPEN_XML_PART = re.compile(rb"PK\x03\x04.{26}(word|xl|ppt)/", re.DOTALL)
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."


def office_format(head: bytes, *, is_all: bool) -> Format | None:
    """Return the format of an Office document or e-book by its first bytes; None for an archive of texts.

    `head` holds the first bytes of a zip archive; `is_all`: no more bytes follow.
    """
    is_all = is_all or len(head) >= EXAMINED_BYTES
    sizes = head[_ZIP_HEADER - 4 : _ZIP_HEADER]
    start = _ZIP_HEADER + int.from_bytes(sizes[:2], "little")
    if len(head) < start and not is_all:
        return UNDECIDED
    name = head[_ZIP_HEADER:start]
    if name == b"META-INF/container.xml":
        return EPUB
    if name != b"mimetype" and not _OPEN_XML.fullmatch(name):
        return None
    if not is_all:
        return UNDECIDED
    if name == b"mimetype":
        content = head[start + int.from_bytes(sizes[2:], "little") :]
        media = _inflated(content) if head[8] else content
        if media.startswith(b"application/epub+zip"):
            return EPUB
        kind = media.removeprefix(_OPEN_DOCUMENT)
        by_kind = {b"t": ODT, b"s": ODS, b"p": ODP}  # text, spreadsheet, presentation
        return by_kind.get(kind[:1], ODT) if media.startswith(_OPEN_DOCUMENT) else None
    part = _OPEN_XML_PART.search(head)
    return {b"word": DOCX, b"xl": XLSX, b"ppt": PPTX}[part[1]] if part else OFFICE


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(-15).decompress(data, 200)
    except zlib.error:
        return b""
