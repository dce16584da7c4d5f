"""Messages on standard error, and errors of writing to standard output.

Law: control characters of names and texts are escaped before printing. A closed standard error is not an error.
"""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from seedparse.errors import Empty, Failure, OutputClosedError, OutputError, Skipped, printable
from seedparse.text.visible import visible


def say(message: str) -> None:
    """Print one line on standard error, if it is open."""
    line = f"seedparse: {harmless(message)}\n".encode(errors="backslashreplace")
    try:
        os.write(2, line)
    except OSError:
        return  # closed, or its disk is full: the records matter more than the messages


def tell(what: Failure | Skipped | Empty) -> None:
    say(str(what))


def harmless(text: str) -> str:
    """Return the text with control characters and line breaks escaped; file names may contain them."""
    return visible(printable(text))


@contextmanager
def explained() -> Iterator[None]:
    """Turn a failed write to standard output into OutputError, and a closed pipe into OutputClosedError."""
    try:
        yield
    except BrokenPipeError:
        raise OutputClosedError from None
    except OSError as error:
        raise OutputError(f"standard output: {error.strerror}") from None


@contextmanager
def written() -> Iterator[None]:
    """Use around code that prints to standard output; flushes it. Raises OutputError, OutputClosedError."""
    with explained():
        if sys.stdout is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        yield
        sys.stdout.flush()
