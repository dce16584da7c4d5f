"""Plain files and standard input, as pieces of bytes."""

import os
import stat
from collections.abc import Iterator
from os import PathLike

from seedparse.errors import InputError

STANDARD_INPUT = 0  # not sys.stdin, which is None where the caller closed it
ENDLESS = 1 << 62
PIECE = 32 * 1024  # bytes a read; larger ones fall out of the processor's cache and cost a fifth more


def open_bytes(path: str | PathLike[str]) -> Iterator[bytes]:
    """The bytes of a file, or of standard input for "-". Raises InputError, saying why.

    A file ends where it ended when it was opened, though somebody goes on writing to it; a pipe or a device ends when
    it says so.
    """
    if str(path) == "-":
        yield from _pieces(STANDARD_INPUT)
        return
    descriptor = _opened(path)
    try:
        yield from _pieces(descriptor, _size(descriptor))
    finally:
        os.close(descriptor)


def open_range(path: str | PathLike[str], start: int, stop: int) -> Iterator[bytes]:
    """The bytes of a file from start to stop, or to its end. Raises InputError, saying why."""
    descriptor = _opened(path)
    try:
        os.lseek(descriptor, start, os.SEEK_SET)
        yield from _pieces(descriptor, stop - start)
    except OSError as error:
        raise InputError(_reason(error)) from None
    finally:
        os.close(descriptor)


def size_of(path: str | PathLike[str]) -> int:
    """The bytes of a file, as far as they are read. Raises InputError."""
    descriptor = _opened(path)
    try:
        return _size(descriptor)
    finally:
        os.close(descriptor)


def _opened(path: str | PathLike[str]) -> int:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError as error:
        raise InputError(_reason(error)) from None
    except ValueError:  # a zero byte, or half a letter: no path has them
        raise InputError("no file can have such a name") from None
    if stat.S_ISDIR(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise InputError("is a directory")
    return descriptor


def _size(descriptor: int) -> int:
    """Where a file ends now. What is no regular file has no end that is known, nor has one that calls itself empty and
    is not, as those of /proc do."""
    now = os.fstat(descriptor)
    if not stat.S_ISREG(now.st_mode):
        return ENDLESS
    if now.st_size:
        return now.st_size
    holds_text = next(_pieces(descriptor), b"")
    if not holds_text or os.fstat(descriptor).st_size:
        return 0  # the second: somebody has begun to write to it just now
    os.lseek(descriptor, 0, os.SEEK_SET)
    return ENDLESS


def _pieces(descriptor: int, left: int = ENDLESS) -> Iterator[bytes]:
    while left > 0:
        try:
            piece = os.read(descriptor, min(PIECE, left))
        except OSError as error:
            raise InputError(_reason(error)) from None
        if not piece:
            return
        left -= len(piece)
        yield piece


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
