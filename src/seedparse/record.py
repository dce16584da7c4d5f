"""An article or a block as one JSON line.

Law: one line is one line to every reader: no raw control character, no line separator of any standard, LF at the end.
"""

import re
from typing import Any

import orjson

from seedparse.errors import Failure
from seedparse.language import detect
from seedparse.model import SCHEMA_VERSION, Article, Block, BlockRecord, Document
from seedparse.packs import Packs

# DEL, C1 with U+0085, and U+2028, U+2029 in UTF-8: JSON lets them stand, terminals and readers of lines do not.
_UNSAFE = re.compile(rb"\x7f|\xc2[\x80-\x9f]|\xe2\x80[\xa8\xa9]")


def article_line(article: Article) -> bytes:
    """The article record, keys in their order, with its LF."""
    return _safe(orjson.dumps(article, option=orjson.OPT_APPEND_NEWLINE))


def block_line(record: BlockRecord) -> bytes:
    """The block record with its LF."""
    return _safe(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))


def block_record(block: Block, document: Document, article: int, number: int, packs: Packs) -> BlockRecord:
    """A block as a record, the number-th of its article; keys in their order."""
    return {
        "schema_version": SCHEMA_VERSION,
        "path": document.path,
        "member": document.member,
        "url": document.url,
        "encoding": document.encoding,
        "article": article,
        "block": number,
        "role": block.role,
        "kind": block.kind if block.role == "extra" else None,
        "text": block.text,
        "title": block.title,
        "date": block.date,
        "date_raw": block.date_raw,
        "publisher": block.publisher,
        "via": block.via,
        "language": block.language or detect((block.text,), packs),
        "rule": block.rule,
        "line_start": block.line_start,
        "line_end": block.line_end,
        "byte_start": block.byte_start,
        "byte_end": block.byte_end,
    }


def failure_line(failure: Failure) -> bytes:
    """A failure as --failures has it, with its LF."""
    return _safe(orjson.dumps(failure._asdict(), option=orjson.OPT_APPEND_NEWLINE))


def read(text: bytes) -> Any:
    """A JSON text as Python values. Raises ValueError."""
    return orjson.loads(text)


def _safe(line: bytes) -> bytes:
    return _UNSAFE.sub(_escape, line) if _UNSAFE.search(line) else line


def _escape(found: re.Match[bytes]) -> bytes:
    return b"\\u%04x" % ord(found[0].decode())
