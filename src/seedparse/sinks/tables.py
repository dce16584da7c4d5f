"""Writes records without lists as CSV.

Law: the first line has the paths of the fields. Null is an empty cell. In a text, what could act on a terminal is
escaped, but for the ends of its lines and tabs.
"""

import csv
import io
import re
from collections.abc import Iterable
from typing import Any

from seedparse.interchange.types import Record, leaves
from seedparse.sinks.encoding import Sink
from seedparse.text import jsonio
from seedparse.text.visible import visible

_ENDS = re.compile(r"([\n\t]+)")


class Csv:
    """A sink that writes the fields of each record as a row to another sink."""

    def __init__(self, sink: Sink, record: Record, *, is_begun: bool = False) -> None:
        """`is_begun`: the sink has the names of the fields already."""
        self._sink = sink
        self._paths = [path.split(".") for path, _ in leaves(record)]
        self._is_begun = is_begun

    def write(self, lines: bytes) -> None:
        self._begin()
        self._sink.write(_rows([_cell(record, path) for path in self._paths] for record in _records(lines)))

    def close(self) -> None:
        self._begin()

    def abandon(self) -> None:
        """Do nothing: each row was written at once."""

    def _begin(self) -> None:
        if not self._is_begun:
            self._is_begun = True
            self._sink.write(_rows([map(".".join, self._paths)]))


def _records(lines: bytes) -> Iterable[Any]:
    return map(jsonio.read, lines.splitlines())


def _cell(record: Any, path: list[str]) -> str:
    for name in path:
        record = record.get(name) if record else None
    return (
        ""
        if record is None
        else "".join(part if part[:1] in "\n\t" else visible(part) for part in _ENDS.split(str(record)))
    )


def _rows(rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()
