"""The interfaces between what makes an output's bytes and what stores them."""

from types import TracebackType
from typing import NamedTuple, Protocol, Self


class Sink(Protocol):
    def write(self, lines: bytes) -> None: ...


class Encoder(Protocol):
    """A sink of records that writes them in another form to another sink."""

    def write(self, lines: bytes) -> None:
        """`lines`: one or more whole records."""

    def close(self) -> None:
        """Write the rest; no write may follow."""

    def abandon(self) -> None:
        """Write nothing more: an error has ended the run."""


class Saved(NamedTuple):
    """An unfinished file, and how much of it is durable."""

    path: str
    size: int  # bytes


class OutputFile(Protocol):
    """A file that appears under its name when the `with` block ends without an error."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    def begin(self) -> None:
        """Create the file now, so that an error is raised before any work. Raises OutputError."""

    def write(self, lines: bytes) -> None: ...
    def save(self) -> Saved | None:
        """Make durable what was written: it is kept if the block ends with an error, and can be continued.

        Return None if files of this kind cannot be continued. Raises OutputError.
        """

    def discard(self) -> None:
        """Drop what was written: at the end of the block no file appears, and an earlier one stays as it was."""
