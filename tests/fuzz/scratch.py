"""What the kinds of cases share: a folder for their files, a sink in memory."""

import atexit
import json
import shutil
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from cases import Broken
from seedparse.errors import Failure


class Sink:
    """Records in memory."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, lines: bytes) -> None:
        self.parts.append(lines)

    @property
    def content(self) -> bytes:
        return b"".join(self.parts)

    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.content.splitlines()]


@cache
def folder() -> Path:
    """A folder of this process, which goes with it."""
    path = Path(mkdtemp(prefix="seedparse-fuzz-"))
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    return path


def file(name: str, data: bytes) -> Path:
    path = folder() / name
    path.write_bytes(data)
    return path


def no_internal_error(failures: Iterable[Failure]) -> None:
    """An exception that was made a failure is one all the same."""
    for each in failures:
        if each.code in ("internal-error", "worker-died"):
            raise Broken(each.code, each.message)
