"""What can go wrong, in three sizes: a bad document, a bad call, a bad output.

Odd text is none of these: it becomes a Note in the record, and nothing is raised.
"""

import re
from typing import NamedTuple

_SURROGATE = re.compile("[\ud800-\udfff]")


class SeedparseError(Exception):
    """The root of all that seedparse raises on purpose, but for a wrong argument, which is a TypeError or a ValueError;
    its text says what to do next."""


class PackError(SeedparseError):
    """Language packs are refused: a line for each error, with file, key and reason."""

    def __init__(self, *errors: str) -> None:
        super().__init__(*errors)
        self.errors = errors

    def __str__(self) -> str:
        return "\n".join(self.errors)


class PackErrors:
    """What is wrong with a pack's file, in the order in which it was found."""

    def __init__(self, file: str) -> None:
        self._file = file
        self.found: list[str] = []

    def add(self, key: str, reason: str = "") -> None:
        self.found.append(f"{self._file}: {key}{reason and ': '}{reason}")


class SplitError(SeedparseError):
    """A pattern that separates articles is wrong, or could take for ever."""


class EncodingError(SeedparseError):
    """An encoding that was asked for is none that a text can be read in."""


class InputError(SeedparseError):
    """A source, or a part of it, cannot be read; the run goes on with the next one."""

    def __init__(
        self, message: str, code: str = "not-readable", member: str | None = None, byte: int | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.member = member
        self.byte = byte  # of the container's own bytes, where the damage was met
        self._path: str | None = None

    def of(self, path: str) -> "InputError":
        """The same error; its text names the input, unless that has no name, for callers that print it by itself."""
        self._path = None if path == "-" else path
        return self

    def __str__(self) -> str:
        return self.args[0] if self._path is None else str(failure(self._path, self))


class BadOutputError(SeedparseError):
    """The name of an output is none that records can be written to."""


class OutputError(SeedparseError):
    """Records cannot be written where they should go."""


class OutputClosedError(SeedparseError):  # no error: whoever read us has seen enough
    """The pipe that records go to was closed by its reader."""


class Failure(NamedTuple):
    """An input that could not be read, told beside the records and never in them."""

    path: str
    member: str | None
    line: int | None
    byte: int | None
    code: str  # kebab-case: not-readable, is-binary, truncated, damaged, bomb ...
    message: str

    def __str__(self) -> str:
        place = self.path if self.member is None else f"{self.path}!{self.member}"
        at = "" if self.byte is None else f" (at byte {self.byte})"
        return f"{place}: {self.message}{at}"


class Skipped(NamedTuple):
    """What a directory or a container holds and is no input: passed over, and named with -v."""

    path: str
    member: str | None
    code: str  # kebab-case: hidden, not-a-file, is-binary, is-output ...
    reason: str

    def __str__(self) -> str:
        place = self.path if self.member is None else f"{self.path}!{self.member}"
        return f"{place}: skipped: {self.reason}"


class Empty(NamedTuple):
    """A selection of inputs in which there is none; no failure, and told all the same."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


def failure(path: str, error: InputError) -> Failure:
    """What an error says of the input with this path."""
    member = None if error.member is None else printable(error.member)
    return Failure(printable(path), member, None, error.byte, error.code, printable(error.args[0]))


def printable(text: str) -> str:
    """A text without lone surrogates: such as stand for bytes that are no text become \\xNN, others \\uNNNN."""
    return _SURROGATE.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    number = ord(found[0])
    return f"\\x{number - 0xDC00:02x}" if 0xDC80 <= number <= 0xDCFF else f"\\u{number:04x}"


def internal_failure(path: str, member: str | None, error: Exception) -> Failure:
    """A fault of ours that an input brought to light: what it was, where, and what to do with it."""
    place, at = "", error.__traceback__
    while at is not None:  # the innermost place that is ours
        module = at.tb_frame.f_globals.get("__name__", "")
        if module.startswith("seedparse"):
            place = f" in {module}, line {at.tb_lineno}"
        at = at.tb_next
    message = (
        f"internal error: {type(error).__name__}: {error}{place}; the rest of it is not read. This is a fault of "
        "seedparse: please report this line and, if you may, the text"
    )
    return Failure(path, member, None, None, "internal-error", message)


class WorkerDiedError(NamedTuple):
    """What comes in place of a process's result: its end, before it could give one."""

    reason: str
