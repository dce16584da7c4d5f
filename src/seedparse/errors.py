"""Exceptions and failures: for a bad document, a bad call, a bad output.

Odd text is not an error: it becomes a Note in the record, and nothing is raised.
"""

import re
from typing import NamedTuple

_SURROGATE = re.compile("[\ud800-\udfff]")


INTERNAL_ERROR = "internal-error"
"""Code of the failure for a fault of seedparse."""


class SeedparseError(Exception):
    """Base class of the errors that seedparse raises; the message says what to do next.

    A wrong argument of a function raises a TypeError or a ValueError instead.
    """


class PackError(SeedparseError):
    """A language pack is wrong; the message has one line per error, with file, key and reason."""

    def __init__(self, *errors: str) -> None:
        super().__init__(*errors)
        self.errors = errors

    def __str__(self) -> str:
        return "\n".join(self.errors)


class ConfigError(PackError):
    """A configuration file is wrong; the message has one line per error, with file, key and reason."""


class PackErrors:
    """Collects the errors of one pack file, in the order in which they are found."""

    def __init__(self, file: str) -> None:
        self._file = file
        self.found: list[str] = []

    def add(self, key: str, reason: str = "") -> None:
        self.found.append(f"{self._file}: {key}{reason and ': '}{reason}")


class SplitError(SeedparseError):
    """The pattern of `split` is no regular expression, or could take unbounded time."""


class EncodingError(SeedparseError):
    """The requested encoding is unknown, or is not a text encoding."""


class InputError(SeedparseError):
    """A source, or a part of it, cannot be read; the run goes on with the next one."""

    def __init__(
        self, message: str, code: str = "not-readable", member: str | None = None, byte: int | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.member = member
        self.byte = byte  # offset in the container's own bytes at which the damage was found
        self._path: str | None = None

    def of(self, path: str) -> "InputError":
        """Return the same error with the input's path in its message; "-" adds nothing."""
        self._path = None if path == "-" else path
        return self

    def __str__(self) -> str:
        return self.args[0] if self._path is None else str(failure(self._path, self))


class BadOutputError(SeedparseError):
    """Records cannot be written to an output of this name."""


class OutputError(SeedparseError):
    """Writing records failed, for example because the disk is full."""


class OutputClosedError(SeedparseError):
    """The reader of the output closed the pipe, as `head` does; the command then ends with exit code 0."""


class Failure(NamedTuple):
    """An input that could not be read; reported beside the records, never in them."""

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
    """A file or an archive member that is skipped because it is no input; -v names it."""

    path: str
    member: str | None
    code: str  # kebab-case: hidden, not-a-file, is-binary, is-output ...
    reason: str

    def __str__(self) -> str:
        place = self.path if self.member is None else f"{self.path}!{self.member}"
        return f"{place}: skipped: {self.reason}"


class Empty(NamedTuple):
    """A directory or a list without any input; reported, but not a failure."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


def failure(path: str, error: InputError) -> Failure:
    """Return the Failure for an error of the input with this path."""
    member = None if error.member is None else printable(error.member)
    return Failure(printable(path), member, None, error.byte, error.code, printable(error.args[0]))


def printable(text: str) -> str:
    """Return the text with lone surrogates escaped: undecodable bytes become \\xNN, other surrogates \\uNNNN."""
    return _SURROGATE.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    number = ord(found[0])
    return f"\\x{number - 0xDC00:02x}" if 0xDC80 <= number <= 0xDCFF else f"\\u{number:04x}"


def internal_failure(path: str, member: str | None, error: Exception) -> Failure:
    """Return the Failure for an unexpected exception, with its place in seedparse and a request to report it."""
    place, at = "", error.__traceback__
    while at is not None:  # find the innermost frame of seedparse
        module = at.tb_frame.f_globals.get("__name__", "")
        if module.startswith("seedparse"):
            place = f" in {module}, line {at.tb_lineno}"
        at = at.tb_next
    message = (
        f"internal error: {type(error).__name__}: {error}{place}; the rest of it is not read. This is a fault of "
        "seedparse: please report this line and, if you may, the text"
    )
    return Failure(path, member, None, None, INTERNAL_ERROR, message)


class WorkerDied(NamedTuple):
    """Stands for the result of a task whose worker process died."""

    reason: str
