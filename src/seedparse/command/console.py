"""Speaking to people: a line on standard error, and what becomes of standard output where it cannot be written.

Law: nothing of a name or a text reaches a terminal alive, and nobody listening is no reason to stop the work.
"""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from seedparse.errors import Empty, Failure, OutputClosedError, OutputError, Skipped, printable


def say(message: str) -> None:
    """One line on standard error, if that is open."""
    line = f"seedparse: {harmless(message)}\n".encode(errors="backslashreplace")
    try:
        os.write(2, line)
    except OSError:
        return  # closed, or full: the records are what was asked for


def tell(what: Failure | Skipped | Empty) -> None:
    say(str(what))


def harmless(text: str) -> str:
    """A text without live escape sequences or line breaks: a file may be called anything."""
    return "".join(each if each.isprintable() else f"\\x{ord(each):02x}" for each in printable(text))


@contextmanager
def explained() -> Iterator[None]:
    """Why nothing more can be printed to standard output, if it cannot. Raises OutputError, OutputClosedError."""
    try:
        yield
    except BrokenPipeError:
        raise OutputClosedError from None
    except OSError as error:
        raise OutputError(f"standard output: {error.strerror}") from None


@contextmanager
def written() -> Iterator[None]:
    """Print to standard output inside; a failed write raises OutputError, a closed pipe OutputClosedError."""
    with explained():
        if sys.stdout is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        yield
        sys.stdout.flush()
