"""Files, local and remote, and standard input as pieces of bytes."""

import os
import select
import stat
import time
from collections import deque
from collections.abc import Callable, Iterator
from os import PathLike

from seedparse.errors import InputError
from seedparse.remote import is_remote

STANDARD_INPUT = 0  # file descriptor; sys.stdin is None if the caller closed it
ENDLESS = 1 << 62  # bytes; stands for an unknown size
PIECE = 32 * 1024  # bytes per read; larger pieces exceed the processor's cache and take a fifth more time


def open_bytes(path: str | PathLike[str]) -> Iterator[bytes]:
    """Yield the bytes of a file, or of standard input for "-". Raises InputError with the reason.

    A file is read up to its size when it was opened, even if it grows meanwhile; a pipe or a device is read to its end.
    """
    if str(path) == "-":
        yield from _taken_ahead()
        yield from _pieces(STANDARD_INPUT)
        return
    if is_remote(str(path)):
        yield from open_range(path, 0, ENDLESS)
        return
    descriptor = _opened(path)
    try:
        yield from _pieces(descriptor, _size(descriptor))
    finally:
        os.close(descriptor)


_ahead: deque[bytes] = deque()  # pieces of standard input that were read ahead


def read_ahead(size: int, seconds: float) -> bool:
    """Read standard input ahead, up to `size` bytes or for some time after its first byte; whether it has more.

    What was read comes first from `open_bytes`. Nothing depends on the time but how the input is read.
    """
    until = None
    while sum(map(len, _ahead)) < size:
        left = None if until is None else until - time.monotonic()
        try:
            if (left is not None and left <= 0) or not select.select([STANDARD_INPUT], [], [], left)[0]:
                return False
            piece = os.read(STANDARD_INPUT, PIECE)
        except OSError:
            return False  # `open_bytes` meets the same error and raises it
        if not piece:
            return False
        until = until or time.monotonic() + seconds
        _ahead.append(piece)
    return True


def standard_input(descriptor: int, idle: Callable[[], None]) -> Iterator[bytes]:
    """Yield the bytes of standard input; call `idle` before waiting for more. Raises InputError with the reason.

    `descriptor` is a copy of it: multiprocessing closes standard input itself in a new process.
    """
    yield from _taken_ahead()
    while True:
        if not select.select([descriptor], [], [], 0)[0]:
            idle()
        piece = next(_pieces(descriptor, PIECE), b"")
        if not piece:
            return
        yield piece


def _taken_ahead() -> Iterator[bytes]:
    while _ahead:
        yield _ahead.popleft()


def open_range(path: str | PathLike[str], start: int, stop: int) -> Iterator[bytes]:
    """Yield the bytes of a file from `start` to `stop`, or to its end. Raises InputError with the reason."""
    if is_remote(str(path)):
        from seedparse.sources import remote

        yield from remote.pieces(str(path), start, stop, PIECE)
        return
    descriptor = _opened(path)
    try:
        os.lseek(descriptor, start, os.SEEK_SET)
        yield from _pieces(descriptor, stop - start)
    except OSError as error:
        raise InputError(_reason(error)) from None
    finally:
        os.close(descriptor)


def size_of(path: str | PathLike[str]) -> int:
    """Return the number of bytes that are read of a file; ENDLESS if it is not known. Raises InputError."""
    if is_remote(str(path)):
        from seedparse.sources import remote

        size = remote.size_of(str(path))
        return ENDLESS if size is None else size
    descriptor = _opened(path)
    try:
        return _size(descriptor)
    finally:
        os.close(descriptor)


def shown_path(path: str, name: str | None) -> str:
    """Return the path of an input as records show it; `name` is that of standard input."""
    return printable_path(name if path == "-" and name else path)


def printable_path(path: str) -> str:
    """Return a path as records show it: undecodable bytes become \\xNN."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _opened(path: str | PathLike[str]) -> int:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError as error:
        raise InputError(_reason(error)) from None
    except ValueError:  # the path has a zero byte or a lone surrogate
        raise InputError("no file can have such a name") from None
    if stat.S_ISDIR(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise InputError("is a directory")
    return descriptor


def _size(descriptor: int) -> int:
    """Return a file's size in bytes; ENDLESS for pipes, devices and files of /proc, which are not empty at size 0."""
    now = os.fstat(descriptor)
    if not stat.S_ISREG(now.st_mode):
        return ENDLESS
    if now.st_size:
        return now.st_size
    holds_text = next(_pieces(descriptor), b"")
    if not holds_text or os.fstat(descriptor).st_size:
        return 0  # second case: another process has just begun to write to the empty file
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
