"""The Python functions: `parse`, `blocks`, `parse_text`.

Law: a wrong argument raises when the function is called, not at the first record, and the message says what to pass.
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


class Text(NamedTuple):
    """A document ready to be read: its place inside the input, its pieces, and the options to read them with."""

    member: str | None
    pieces: Iterator[bytes | str]  # raise InputError; it also goes to `fail` or `pass_over`, so callers may ignore it
    options: Options


def texts(
    pieces: Iterator[bytes],
    options: Options,
    fail: Callable[[InputError], None],
    pass_over: Callable[[InputError], None] = lambda error: None,
) -> Iterator[Text]:
    """Yield the texts in an input; each must be read before the next is requested.

    Each error goes to `fail` once. Archive members that are no texts go to `pass_over`; an input without any text
    fails.
    """
    last: InputError | None = None
    first_passed_over: InputError | None = None
    has_failed = False
    count = 0

    def failed(error: InputError, found: Found | None = None) -> None:
        nonlocal last, first_passed_over, has_failed
        if error is last:
            return  # the same damage ends the document and the archive around it: report it once
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
    """Yield the same pieces; an InputError that they raise is added to `errors` and raised again."""
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
