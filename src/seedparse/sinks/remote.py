"""Writes records to a remote file.

Law: the file appears when it is complete, if its file system can do that: object stores (S3, Google Cloud Storage,
Azure) and Hugging Face can. After an error nothing is written, or what was written is discarded.
"""

from types import TracebackType
from typing import Any, Self

from seedparse.errors import InputError, OutputError
from seedparse.remote import file_system, reason


class RemoteFile:
    """A remote file that appears when the `with` block ends without an error."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._system: Any = None
        self._file: Any = None
        self._discarded = False

    def __enter__(self) -> Self:
        return self

    def begin(self) -> None:
        """Open the file now, so that an error is raised before any work. Raises OutputError."""
        try:
            self._system, name = file_system(self._address)
            self._system.transaction.start()  # the file appears with `complete`
            self._file = self._system.open(name, "wb")
        except InputError as error:
            raise OutputError(f"{self._address}: {error}") from None
        except Exception as error:
            raise self._failed(error) from None

    def write(self, lines: bytes) -> None:
        """Raises OutputError."""
        if self._file is None:
            self.begin()
        try:
            self._file.write(lines)
        except Exception as error:
            raise self._failed(error) from None

    def save(self) -> None:
        """Do nothing: a remote file cannot be continued."""

    def discard(self) -> None:
        """Drop what was written: at the end of the block no file appears."""
        self._discarded = True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        well = kind is None and not self._discarded
        if well and self._file is None:
            self.begin()
        if self._system is None:
            return
        try:
            if well:
                self._file.close()
            self._system.transaction.complete(commit=well)
        except Exception as failure:
            if kind is None:
                raise self._failed(failure) from None

    def _failed(self, error: Exception) -> OutputError:
        return OutputError(f"{self._address}: {reason(error)}")
