"""The texts of an input, each with the options to read it, and its errors.

Law: each error is reported once, even if the same damage ends a document and the archive around it.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar

from seedparse.errors import InputError
from seedparse.model import Document, Options
from seedparse.sources.containers import Found, documents
from seedparse.text.encodings import UTF_8

T = TypeVar("T")


class Text(NamedTuple):
    """A document ready to be read: what is known of it, its pieces, and the options to read them with."""

    about: Document  # without the path of the input
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
        for found in documents(pieces, options):
            errors: list[InputError] = []
            asked = options._replace(encoding=UTF_8) if found.is_decoded else options
            yield Text(found.about, _kept(found.pieces, errors), asked)
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
