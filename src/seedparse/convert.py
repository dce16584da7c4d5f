"""The one room that sees the whole way; read it first.

Bytes become lines, lines become blocks, blocks fold into articles, an article prints as one line.
"""

from collections.abc import Iterable, Iterator
from os import PathLike, path
from typing import IO

from seedparse import shelf
from seedparse.article import fold
from seedparse.lines import LineReader, encode
from seedparse.model import Article, Block, Document, Note, Options, Role, Unit
from seedparse.parser import BlockParser
from seedparse.record import article_line, block_line
from seedparse.sources.files import open_bytes


class Parser:
    """Text in, articles out, without any input or output of its own: feed it what you have, close it at the end.

    `feed` and `close` give the articles that are over. The text may be cut anywhere, also inside a line.
    """

    def __init__(self, options: Options = Options(), document: Document = Document()) -> None:
        self._document = document
        self._packs = shelf.load(options.packs)
        self._reader = LineReader()
        self._parser = BlockParser(self._packs)
        self._blocks: list[Block] = []
        self._surrogates = 0

    def feed(self, text: str) -> list[Article]:
        data, surrogates = encode(text)
        self._surrogates += surrogates
        return self.feed_bytes(data)

    def feed_bytes(self, data: bytes) -> list[Article]:
        self._blocks.extend(self._parser.feed(self._reader.feed(data)))
        return []

    def close(self) -> list[Article]:
        self._blocks.extend(self._parser.feed(self._reader.close()))
        self._blocks.extend(self._parser.close())
        if all(block.role is Role.SEPARATOR for block in self._blocks):
            return []
        return [fold(self._blocks, self._document, 1, self._packs, self._notes())]

    def _notes(self) -> list[Note]:
        notes = []
        if count := self._reader.replaced:
            at = self._reader.replaced_at
            notes.append(Note(code="bytes-replaced", line=0, detail=f"{count} ill-formed, the first at byte {at}"))
        if self._surrogates:
            notes.append(Note(code="surrogate-replaced", line=0, detail=f"{self._surrogates} lone surrogates"))
        return notes


def parse(source: str | PathLike[str] | bytes | IO[bytes], options: Options = Options()) -> Iterator[Article]:
    """The articles of a path, of bytes or of an open binary file, each as soon as it is over.

    Raises InputError if the path cannot be read.
    """
    if isinstance(source, bytes):
        yield from _articles((source,), Document(), options)
    elif isinstance(source, str | PathLike):
        yield from _articles(open_bytes(source), Document(path=str(source)), options)
    else:
        yield from _articles(iter(lambda: source.read(32768), b""), Document(), options)


def parse_text(text: str, options: Options = Options()) -> list[Article]:
    """The articles of a text; its spans are counted in its UTF-8."""
    parser = Parser(options)
    return parser.feed(text) + parser.close()


def lines(pieces: Iterable[bytes], document: Document, options: Options) -> Iterator[bytes]:
    """The records of a document as JSON lines, all that a piece of it completes at once."""
    if options.unit == "article":
        for article in _articles(pieces, document, options):
            yield article_line(article)
        return
    packs = shelf.load(options.packs)
    number = 0
    for found in _block_lists(pieces, options):
        numbered = enumerate(found, number + 1)
        if found:
            yield b"".join(block_line(block, document, 1, at, packs) for at, block in numbered)
        number += len(found)


def blocks(pieces: Iterable[bytes], options: Options = Options()) -> Iterator[Block]:
    """The blocks of a document, each as soon as the horizon has settled it."""
    for found in _block_lists(pieces, options):
        yield from found


def fold_blocks(found: list[Block], document: Document, options: Options) -> Article | None:
    """The article that the blocks of a document are; None if they are all separators, or none."""
    if all(block.role is Role.SEPARATOR for block in found):
        return None
    return fold(found, document, 1, shelf.load(options.packs))


def _block_lists(pieces: Iterable[bytes], options: Options) -> Iterator[list[Block]]:
    reader = LineReader()
    parser = BlockParser(shelf.load(options.packs))
    for piece in pieces:
        yield parser.feed(reader.feed(piece))
    yield parser.feed(reader.close()) + parser.close()


def _articles(pieces: Iterable[bytes], document: Document, options: Options) -> Iterator[Article]:
    parser = Parser(options, document)
    for piece in pieces:
        yield from parser.feed_bytes(piece)
    yield from parser.close()


def schema(unit: Unit) -> str:
    """The JSON Schema of a unit's record, as it lies in the package."""
    with open(path.join(path.dirname(__file__), "schemas", f"{unit}.json"), encoding="utf-8") as file:
        return file.read()
