"""Writes records to standard output, a pipe or a device, unbuffered: each record leaves at once."""

import os
from types import TracebackType
from typing import Self

from seedparse.errors import OutputClosedError, OutputError

DESCRIPTOR = 1  # file descriptor; sys.stdout is None if the caller closed it


class StandardOutput:
    """A sink without a buffer: `write` returns after all bytes are written."""

    def __init__(self, descriptor: int = DESCRIPTOR, name: str = "standard output") -> None:
        self._descriptor = descriptor
        self._name = name

    def write(self, lines: bytes) -> None:
        """Write all lines. Raises OutputClosedError if the pipe was closed, OutputError for any other error."""
        view = memoryview(lines)
        try:
            while view:
                view = view[os.write(self._descriptor, view) :]
        except BrokenPipeError:
            raise OutputClosedError from None
        except OSError as error:
            raise OutputError(f"{self._name}: {error.strerror}") from None


class Device(StandardOutput):
    """The same for a pipe or a device with a name; it is closed at the end of the `with` block."""

    def __init__(self, path: str) -> None:
        """Raises OutputError."""
        try:
            super().__init__(os.open(path, os.O_WRONLY | os.O_CLOEXEC), path)
        except OSError as error:
            raise OutputError(f"{path}: {error.strerror}") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._descriptor)
