"""The Python functions: `parse`, `blocks`, `parse_text`.

Law: a wrong argument raises when the function is called, not at the first record, and the message says what to pass.
"""

from collections.abc import Iterator
from contextlib import suppress

from seedparse.arguments import Source, checked, opened, shown
from seedparse.errors import InputError
from seedparse.model import Article, BlockRecord, Document, Options
from seedparse.sources.texts import texts
from seedparse.stream import Parser, articles, block_records
from seedparse.text.encodings import UTF_8


def parse(source: Source, options: Options = Options()) -> Iterator[Article]:
    """Yield the articles of a path, of bytes or of an open binary file, each as soon as its end is known.

    A container yields the articles of all its documents. The path "-" is standard input.

    Raises TypeError or ValueError for a wrong argument and InputError for a path that cannot be opened, both at the
    call. Raises InputError after the last readable article if a part of the input cannot be read.
    """
    options = checked(options)
    if options.unit == "block":
        raise ValueError('parse() gives articles; for options with unit="block" call seedparse.blocks()')
    path, pieces = opened(source, "parse")
    return _articles(path, pieces, options)


def blocks(source: Source, options: Options = Options()) -> Iterator[BlockRecord]:
    """Yield the block records of a source, each as soon as its role is decided. Takes and raises what `parse` does."""
    options = checked(options)
    if options.unit == "article":
        raise ValueError('blocks() gives block records; for options with unit="article" call seedparse.parse()')
    path, pieces = opened(source, "blocks")
    return _blocks(path, pieces, options)


def parse_text(text: str, options: Options = Options()) -> list[Article]:
    """Return the articles of a text; spans are bytes of its UTF-8 form. Raises TypeError or ValueError."""
    options = checked(options)
    if not isinstance(text, str):
        also = "; for bytes call parse()" if isinstance(text, bytes | bytearray) else ""
        raise TypeError(f"parse_text() needs a str, not {shown(text)}{also}")
    parser = Parser(options._replace(encoding=UTF_8))
    return parser.feed(text) + parser.close()


def _articles(path: str, pieces: Iterator[bytes], options: Options) -> Iterator[Article]:
    errors: list[InputError] = []
    for text in texts(pieces, options, errors.append):
        with suppress(InputError):
            yield from articles(text.pieces, Parser(text.options, Document(path=path, member=text.member)))
    if errors:
        raise errors[0].of(path)


def _blocks(path: str, pieces: Iterator[bytes], options: Options) -> Iterator[BlockRecord]:
    errors: list[InputError] = []
    for text in texts(pieces, options, errors.append):
        with suppress(InputError):
            for records in block_records(text.pieces, Document(path=path, member=text.member), text.options):
                yield from records
    if errors:
        raise errors[0].of(path)
