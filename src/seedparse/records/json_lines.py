"""Writes an article, a block or a failure as one JSON line.

Law: a line has all keys, always in the same order.
"""

from seedparse.errors import Failure
from seedparse.model import SCHEMA_VERSION, Article, Block, BlockRecord, Document
from seedparse.phrases.pack import Packs
from seedparse.readers.language import detect
from seedparse.text import jsonio


def article_line(article: Article) -> bytes:
    """The article record as a JSON line with its LF."""
    return jsonio.line(article)


def block_line(record: BlockRecord) -> bytes:
    """The block record as a JSON line with its LF."""
    return jsonio.line(record)


def block_record(block: Block, document: Document, article: int, number: int, packs: Packs) -> BlockRecord:
    """The record of a block. `article`: its article's number. `number`: its own number in the article."""
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
    """The failure as a JSON line with its LF, for --failures."""
    return jsonio.line(failure._asdict())
