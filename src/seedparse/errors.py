"""What can go wrong, in three sizes: a bad document, a bad call, a bad output.

Odd text is none of these: it becomes a Note in the record, and nothing is raised.
"""

from typing import NamedTuple


class SeedparseError(Exception):
    """The root of all that seedparse raises on purpose; its text says what to do next."""


class PackError(SeedparseError):
    """A language pack is refused; the text names file, key and reason."""


class SplitError(SeedparseError):
    """A pattern for --split that could take for ever is refused."""


class EncodingError(SeedparseError):
    """An encoding that was asked for is none that a text can be read in."""


class InputError(SeedparseError):
    """A source cannot be read; the run goes on with the next one."""


class OutputError(SeedparseError):
    """Records cannot be written where they should go."""


class ReaderGone(SeedparseError):  # noqa: N818  # no error: whoever read us has seen enough
    """The pipe that records go to was closed by its reader."""


class Failure(NamedTuple):
    """An input that could not be read, told beside the records and never in them."""

    path: str
    code: str  # kebab-case: not-found, not-readable, is-binary
    message: str
    member: str | None = None

    def __str__(self) -> str:
        place = self.path if self.member is None else f"{self.path}!{self.member}"
        return f"{place}: {self.message}"
