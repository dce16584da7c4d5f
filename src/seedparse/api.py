"""The Python functions: `parse`, `blocks`, `parse_text`, `splits`, `read_split`.

Law: a wrong argument raises when the function is called, not at the first record, and the message says what to pass.
"""

from collections.abc import Iterator
from contextlib import suppress
from os import PathLike

from seedparse.arguments import Source, checked, opened, path_of, shown
from seedparse.errors import InputError, printable
from seedparse.model import Article, BlockRecord, Document, Options
from seedparse.ranges import Split, part_of, pieces_of, scan
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


def splits(path: str | PathLike[str], size: int, options: Options = Options()) -> list[Split]:
    """Return ranges of about `size` bytes that together are the whole file; each holds at least one article.

    The file is scanned once for boundaries and not parsed. Raises TypeError, ValueError, InputError.
    """
    if type(size) is not int:
        raise TypeError(f"splits() needs a size in bytes as int, not {shown(size)}")
    if size < 1:
        raise ValueError(f"splits() needs a size of one byte or more, not {size}")
    options, path = checked(options), path_of(path, "splits")
    try:
        return [split for split in scan(path, size, options) if split]
    except InputError as error:
        raise error.of(path) from None


def read_split(path: str | PathLike[str], split: Split, options: Options = Options()) -> Iterator[Article]:
    """Yield the articles of a range, equal to those of a run over the whole file. Raises TypeError, InputError."""
    if not isinstance(split, Split):
        raise TypeError(f"read_split() needs a Split from splits(), not {shown(split)}")
    options, path = checked(options), path_of(path, "read_split")
    parser = Parser(options, Document(path=printable(path)), part_of(path, split))
    return articles(pieces_of(path, split), parser)


def _articles(path: str, pieces: Iterator[bytes], options: Options) -> Iterator[Article]:
    errors: list[InputError] = []
    for text in texts(pieces, options, errors.append):
        with suppress(InputError):
            yield from articles(text.pieces, Parser(text.options, text.about._replace(path=path)))
    if errors:
        raise errors[0].of(path)


def _blocks(path: str, pieces: Iterator[bytes], options: Options) -> Iterator[BlockRecord]:
    errors: list[InputError] = []
    for text in texts(pieces, options, errors.append):
        with suppress(InputError):
            for records in block_records(text.pieces, text.about._replace(path=path), text.options):
                yield from records
    if errors:
        raise errors[0].of(path)
