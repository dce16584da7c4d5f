"""Reads records that seedparse wrote.

Law: a line that is no record is a failure with its number; nothing is passed over.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from seedparse.errors import InputError
from seedparse.model import Article
from seedparse.text import jsonio


def records(pieces: Iterable[bytes | str]) -> Iterator[dict[str, Any]]:
    """Yield the records of JSON Lines. Raises InputError."""
    for number, line in enumerate(_lines(pieces), 1):
        if not line.strip():
            continue
        try:
            record = jsonio.read(line)
        except ValueError:
            record = None
        if not isinstance(record, dict) or "schema_version" not in record:
            raise InputError(f"line {number} is no record of seedparse", "not-json")
        yield record


def articles(pieces: Iterable[bytes | str]) -> Iterator[Article]:
    """Yield article records. Raises InputError, also for block records."""
    for record in records(pieces):
        if "origin" not in record or "header" not in record:
            raise InputError("holds block records; pass article records, or the texts", "not-articles")
        yield record  # type: ignore[misc]  # the keys of a record that seedparse wrote


def _lines(pieces: Iterable[bytes | str]) -> Iterator[bytes]:
    held: list[bytes] = []
    for piece in pieces:
        *whole, rest = (piece if isinstance(piece, bytes) else piece.encode()).split(b"\n")
        for line in whole:
            yield b"".join([*held, line])
            held = []
        held.append(rest)
    if any(held):
        yield b"".join(held)
