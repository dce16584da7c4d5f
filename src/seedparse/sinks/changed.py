"""Writes records as JSON Lines with chosen fields, or in the format of another standard.

Law: one line for each record, in their order.
"""

from collections.abc import Callable
from typing import Any

from seedparse.interchange.fields import chosen_of
from seedparse.interchange.standards import STANDARDS
from seedparse.interchange.types import Record
from seedparse.sinks.encoding import Sink
from seedparse.text import jsonio


class Changed:
    """A sink that changes each record and writes it to another sink."""

    def __init__(self, sink: Sink, record: Record | None, standard: str | None) -> None:
        self._sink = sink
        self._change: Callable[[Any], Any] = STANDARDS[standard] if standard else chosen_of(record)

    def write(self, lines: bytes) -> None:
        for line in lines.splitlines():
            self._sink.write(jsonio.line(self._change(jsonio.read(line))))

    def close(self) -> None:
        """Do nothing: each record was written at once."""

    def abandon(self) -> None:
        """Do nothing."""
