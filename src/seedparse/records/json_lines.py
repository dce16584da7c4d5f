"""An article or a block as one JSON line.

Law: all keys are there, in their order.
"""

from seedparse.errors import Failure
from seedparse.model import SCHEMA_VERSION, Article, Block, BlockRecord, Document
from seedparse.phrases.pack import Packs
from seedparse.readers.language import detect
from seedparse.text import jsonio


def article_line(article: Article) -> bytes:
    """The article record, keys in their order, with its LF."""
    return jsonio.line(article)


def block_line(record: BlockRecord) -> bytes:
    """The block record with its LF."""
    return jsonio.line(record)


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
    return jsonio.line(failure._asdict())
