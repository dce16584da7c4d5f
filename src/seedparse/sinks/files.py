"""Records to a file that is whole or not there.

Law: a file under its final name is complete. It is written beside, and renamed once all of it is there.
"""

import os
import tempfile
from types import TracebackType
from typing import Self

from seedparse.errors import OutputError


class OutputFile:
    """A file that appears under its name when the `with` block ends well, and not at all otherwise."""

    def __init__(self, path: str, *, durable: bool = False) -> None:
        """Durable: it would still be there if the machine stopped as soon as the block has ended."""
        self._path = path
        self._durable = durable
        self._temporary = ""
        self._discarded = False

    def __enter__(self) -> Self:
        try:
            folder = os.path.dirname(self._path) or "."
            os.makedirs(folder, exist_ok=True)
            # A short name of its own: the final one may already be as long as a name can be.
            descriptor, self._temporary = tempfile.mkstemp(prefix=".seedparse-", dir=folder)
            os.chmod(self._temporary, 0o666 & ~_umask())
            self._file = os.fdopen(descriptor, "wb")
        except OSError as error:
            raise OutputError(f"{self._path}: {error.strerror}") from None
        return self

    def write(self, lines: bytes) -> None:
        """Raises OutputError."""
        try:
            self._file.write(lines)
        except OSError as error:
            raise OutputError(f"{self._path}: {error.strerror}") from None

    def discard(self) -> None:
        """What was written is worth nothing; leave no file, and an earlier one as it was."""
        self._discarded = True

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            well = kind is None and not self._discarded
            if well and self._durable:
                self._file.flush()
                os.fsync(self._file.fileno())
            self._file.close()
            if well:
                os.replace(self._temporary, self._path)
                self._temporary = ""
                if self._durable:
                    _sync_folder(os.path.dirname(self._path) or ".")
        except OSError as failure:
            raise OutputError(f"{self._path}: {failure.strerror}") from None
        finally:
            if self._temporary:
                os.unlink(self._temporary)


def _sync_folder(path: str) -> None:
    folder = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
