"""Speaking to people: a line on standard error, and what becomes of standard output where it cannot be written.

Law: nothing of a name or a text reaches a terminal alive, and nobody listening is no reason to stop the work.
"""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from seedparse.errors import Failure, OutputError, ReaderGone


def say(message: str) -> None:
    """One line on standard error, if that is open."""
    line = f"seedparse: {harmless(message)}\n".encode(errors="backslashreplace")
    try:
        os.write(2, line)
    except OSError:
        return  # closed, or full: the records are what was asked for


def tell(failure: Failure) -> None:
    say(str(failure))


def harmless(text: str) -> str:
    """A text without live escape sequences or line breaks: a file may be called anything."""
    return "".join(each if each.isprintable() else f"\\x{ord(each):02x}" for each in text)


@contextmanager
def written() -> Iterator[None]:
    """What is printed to standard output inside is written, or it is said why not. Raises OutputError, ReaderGone."""
    try:
        if sys.stdout is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        yield
        sys.stdout.flush()
    except OSError as error:
        # Python flushes once more at exit, and would complain of the same.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        if isinstance(error, BrokenPipeError):
            raise ReaderGone from None
        raise OutputError(f"standard output: {error.strerror}") from None
