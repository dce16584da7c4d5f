"""What a case is: an input that can be checked, made smaller, and printed so that it can be run again."""

import re
import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import seedparse
from seedparse.model import Options

SOURCE = str(Path(seedparse.__file__).parent)

_RUN = re.compile(r"(.{1,12}?)\1{20,}", re.DOTALL)
_RUN_OF_BYTES = re.compile(rb"(.{1,12}?)\1{20,}", re.DOTALL)


class Broken(Exception):  # noqa: N818  # a law is broken; it is the finding, not an error of this code
    """A law does not hold for a case."""

    def __init__(self, law: str, detail: str = "") -> None:
        super().__init__(f"{law}: {detail}")
        self.law = law


class Case(Protocol):
    """Its repr is the reproduction: pasted into Python, it makes the same case."""

    def check(self) -> None:
        """Raises Broken, or whatever the code under test raises."""

    def smaller(self) -> Iterator["Case"]:
        """The same case with less in it, larger cuts first."""


class Finding:
    """What broke: `law` is equal for two failures of one kind."""

    def __init__(self, error: Exception) -> None:
        self.detail = f"{type(error).__name__}: {error}" if not isinstance(error, Broken) else str(error)
        self.law = error.law if isinstance(error, Broken) else f"crash: {type(error).__name__} in {_where(error)}"


def finding(case: Case) -> Finding | None:
    """What breaks in a case, if something does."""
    try:
        case.check()
    except Exception as error:  # the point of it: whatever comes out is a finding, and is reported
        return Finding(error)
    return None


def _where(error: Exception) -> str:
    """The innermost place of the project's own code; of a recursion its file only, since where it ends is chance."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(SOURCE)]
    if not frames:
        return "the check"
    file = Path(frames[-1].filename).name
    return file if isinstance(error, RecursionError) else f"{file}:{frames[-1].name}"


def shown(options: Options) -> str:
    """Options as Python, without what is as it always is."""
    usual = Options()
    said = [f"{name}={value!r}" for name, value in options._asdict().items() if value != getattr(usual, name)]
    return f"Options({', '.join(said)})"


def literal(data: bytes | str) -> str:
    """The data as Python: bytes that are UTF-8 as a text, and a long run of the same as a product."""
    if isinstance(data, bytes) and not data.isascii():
        with suppress(UnicodeDecodeError):
            return f"({literal(data.decode())}).encode()"
    parts, at = [], 0
    for found in _RUN_OF_BYTES.finditer(data) if isinstance(data, bytes) else _RUN.finditer(data):
        parts += [repr(data[at : found.start()])] if found.start() > at else []
        parts.append(f"{found[1]!r} * {len(found[0]) // len(found[1])}")
        at = found.end()
    return " + ".join([*parts, repr(data[at:])] if data[at:] or not parts else parts)


def without_parts(data: bytes, joint: bytes) -> Iterator[bytes]:
    """The data without some of its parts (lines, if the joint is a line end): halves first, single ones last."""
    parts = data.split(joint)
    size = len(parts) // 2
    while size:
        for at in range(0, len(parts), size):
            yield joint.join(parts[:at] + parts[at + size :])
        size //= 2


def without_bytes(data: bytes) -> Iterator[bytes]:
    """The data without a stretch of its bytes: halves first, then down to single bytes if it is small already."""
    size = len(data) // 2
    while size and (size > 8 or len(data) < 500):
        for at in range(0, len(data), size):
            yield data[:at] + data[at + size :]
        size //= 2
