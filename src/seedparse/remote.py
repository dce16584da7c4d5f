"""Addresses of files in other places (`s3://`, `gs://`, `https://`, `hf://`), reached through fsspec.

Law: fsspec is imported only for such an address. A request that fails is made again; a failure says why.
"""

import re
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from seedparse.errors import InputError

T = TypeVar("T")

TRIES = 5  # times that a request is made, at most
FIRST_PAUSE_SECONDS = 0.5  # before the second try; each later pause is twice as long
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://")
_FINAL = (FileNotFoundError, PermissionError, IsADirectoryError, NotADirectoryError, ImportError, NotImplementedError)
_FINAL_STATUS = frozenset(range(400, 500)) - {408, 425, 429}  # of HTTP: the same request would give the same answer


def is_remote(path: str) -> bool:
    return bool(_ADDRESS.match(path))


def file_system(address: str) -> tuple[Any, str]:
    """Return the file system of an address, and the file's name in it.

    Raises InputError if a package is missing or the address is none.
    """
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise InputError("is a remote path: run pip install 'seedparse[remote]' to use it", "needs-extra") from None
    try:
        system, name = url_to_fs(address)
    except ImportError as error:  # the message of fsspec names the package
        raise InputError(f"needs another package: {error}", "needs-extra") from None
    except Exception as error:
        raise InputError(f"is no address that can be used: {reason(error)}") from None
    return system, name


def tried(call: Callable[[], T]) -> T:
    """Return what the call returns; it is made again after a pause if it fails. Raises InputError."""
    pauses = backing_off()
    while True:
        try:
            return call()
        except Exception as error:
            next_pause(pauses, error)


def backing_off() -> Iterator[float]:
    """Yield the pauses between the tries, in seconds."""
    yield from (FIRST_PAUSE_SECONDS * 2**number for number in range(TRIES - 1))


def next_pause(pauses: Iterator[float], error: Exception) -> None:
    """Wait before the next try. Raises InputError if there is none."""
    if isinstance(error, InputError):
        raise error
    error = _cause(error)
    if isinstance(error, _FINAL) or getattr(error, "status", None) in _FINAL_STATUS:
        raise InputError(reason(error)) from None
    pause = next(pauses, None)
    if pause is None:
        raise InputError(f"{reason(error)} ({TRIES} tries)") from None
    time.sleep(pause)


def reason(error: Exception) -> str:
    """Return why a request failed, as messages say it."""
    error = _cause(error)
    status = getattr(error, "status", None)
    if isinstance(error, FileNotFoundError) or status == 404:
        return "no such file or directory"
    if status:
        return f"the server answered {status} {getattr(error, 'message', '')}".strip()
    said = getattr(error, "strerror", None) or str(error)
    return str(said).lower() if isinstance(error, OSError) and said else f"{type(error).__name__} {said}".strip()


def _cause(error: Exception) -> Exception:
    """Return the error behind a FileNotFoundError: fsspec raises that one for any failure of the first request."""
    cause = error.__cause__
    return cause if isinstance(error, FileNotFoundError) and isinstance(cause, Exception) else error
