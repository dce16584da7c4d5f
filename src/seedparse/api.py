"""What Python programs call: a path, bytes or an open file to articles or blocks, a text to articles.

Law: a wrong argument raises when the function is called, never at the first record, and the message says what to pass.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import NamedTuple, TypeVar

from seedparse.arguments import Source, checked, opened, shown
from seedparse.errors import InputError
from seedparse.model import Article, BlockRecord, Document, Options
from seedparse.sources.containers import Found, documents
from seedparse.stream import Parser, articles, block_records
from seedparse.text.encodings import UTF_8

T = TypeVar("T")


def parse(source: Source, options: Options = Options()) -> Iterator[Article]:
    """The articles of a path, of bytes or of an open binary file, each as soon as it is over; those of all the
    documents in it, if it is a container. The path "-" is standard input.

    Raises TypeError or ValueError for a wrong argument and InputError for a path that cannot be opened, both when it is
    called. While it is read, raises InputError if it cannot be read further: behind the articles of all that could.
    """
    options = checked(options)
    if options.unit == "block":
        raise ValueError('parse() gives articles; for options with unit="block" call seedparse.blocks()')
    path, pieces = opened(source, "parse")
    return _articles(path, pieces, options)


def blocks(source: Source, options: Options = Options()) -> Iterator[BlockRecord]:
    """The blocks of the same sources as block records, each as soon as it is decided. Raises what `parse` raises."""
    options = checked(options)
    if options.unit == "article":
        raise ValueError('blocks() gives block records; for options with unit="article" call seedparse.parse()')
    path, pieces = opened(source, "blocks")
    return _blocks(path, pieces, options)


def parse_text(text: str, options: Options = Options()) -> list[Article]:
    """The articles of a text; its spans are counted in its UTF-8. Raises TypeError or ValueError."""
    options = checked(options)
    if not isinstance(text, str):
        also = "; for bytes call parse()" if isinstance(text, bytes | bytearray) else ""
        raise TypeError(f"parse_text() needs a str, not {shown(text)}{also}")
    parser = Parser(options._replace(encoding=UTF_8))
    return parser.feed(text) + parser.close()


class Text(NamedTuple):
    """A document as it is read: the way to it inside the input, its pieces, and how to read them."""

    member: str | None
    pieces: Iterator[bytes | str]  # raise InputError, which is told already
    options: Options


def texts(
    pieces: Iterator[bytes],
    options: Options,
    fail: Callable[[InputError], None],
    pass_over: Callable[[InputError], None] = lambda error: None,
) -> Iterator[Text]:
    """The texts in an input, each to be read before the next is asked for. What cannot be read goes to `fail`, once.

    What an archive holds beside texts goes to `pass_over`; an input without any text fails.
    """
    last: InputError | None = None
    first_passed_over: InputError | None = None
    has_failed = False
    count = 0

    def failed(error: InputError, found: Found | None = None) -> None:
        nonlocal last, first_passed_over, has_failed
        if error is last:
            return  # one damage ends the document and the archive around it
        last = error
        if found and found.is_passed_over(error):
            first_passed_over = first_passed_over or error
            pass_over(error)
        else:
            has_failed = True
            fail(error)

    try:
        for found in documents(pieces, options.text_field, options.max_expand):
            errors: list[InputError] = []
            asked = options._replace(encoding=UTF_8) if found.is_decoded else options
            yield Text(found.member, _kept(found.pieces, errors), asked)
            count += not errors
            for error in errors:
                failed(error, found)
    except InputError as error:
        failed(error)
    if first_passed_over and not has_failed and not count:
        fail(first_passed_over)


def _kept(pieces: Iterator[T], errors: list[InputError]) -> Iterator[T]:
    """The same pieces; what they raise is kept too."""
    try:
        yield from pieces
    except InputError as error:
        errors.append(error)
        raise


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
