"""Plain files and standard input, as pieces of bytes."""

import os
import stat
from collections.abc import Iterator
from os import PathLike

from seedparse.errors import InputError

STANDARD_INPUT = 0  # not sys.stdin, which is None where the caller closed it
PIECE = 32 * 1024  # bytes a read; larger ones fall out of the processor's cache and cost a fifth more


def open_bytes(path: str | PathLike[str]) -> Iterator[bytes]:
    """The bytes of a file, or of standard input for "-". Raises InputError, saying why."""
    if str(path) == "-":
        yield from _pieces(STANDARD_INPUT, "-")
        return
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError as error:
        raise InputError(_reason(error)) from None
    except ValueError:  # a zero byte, or half a letter: no path has them
        raise InputError("no file can have such a name") from None
    try:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise InputError("is a directory")
        yield from _pieces(descriptor, str(path))
    finally:
        os.close(descriptor)


def open_range(path: str | PathLike[str], start: int, stop: int = 1 << 62) -> Iterator[bytes]:
    """The bytes of a file from start to stop, or to its end. Raises InputError, saying why."""
    try:
        with open(path, "rb", buffering=0) as file:
            file.seek(start)
            while start < stop and (piece := file.read(min(PIECE, stop - start))):
                start += len(piece)
                yield piece
    except OSError as error:
        raise InputError(_reason(error)) from None


def _pieces(descriptor: int, path: str) -> Iterator[bytes]:
    while True:
        try:
            piece = os.read(descriptor, PIECE)
        except OSError as error:
            raise InputError(_reason(error)) from None
        if not piece:
            return
        yield piece


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
