"""JSON Lines with the text in a field: each line is a document, named by its number.

Law: a line that is no such record is one failure; the other lines are read.
"""

import json
from collections.abc import Iterator
from typing import Any

from seedparse.errors import InputError
from seedparse.sources.formats import JSON, OUTPUT
from seedparse.sources.jsonvalues import OWN
from seedparse.sources.pieces import Member, Pieces

MAX_JSON_LINE_BYTES = 64 * 1024 * 1024  # bytes of a line, at most


def texts(pieces: Pieces, field: str) -> Iterator[Member]:
    """Yield the text of each line; `field` is its key. Raises InputError if the first line shows other JSON."""
    lines = _lines(pieces)
    for number, line in enumerate(lines, 1):
        record = _read(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line)
        if number == 1 and isinstance(record, dict):
            if OWN in record:
                raise InputError(OUTPUT.message, OUTPUT.code)
            if field not in record:
                is_one_object = not any(map(bytes.strip, lines))
                raise InputError(
                    f'its first line has no "{field}" (it has: {", ".join(sorted(record)[:8])}); '
                    "name the key that holds the text with --text-field",
                    JSON.code if is_one_object else "no-text-field",
                )
        yield Member(f"#{number}", _text(line, record, field))


def _text(line: bytes, record: Any, field: str) -> Iterator[Any]:
    if not line.strip():
        return
    if not isinstance(record, dict):
        raise InputError("is not a JSON object", "not-json")
    text = record.get(field)
    if not isinstance(text, str):
        raise InputError(f'has no text under the key "{field}"', "no-text-field")
    yield text


def _lines(pieces: Pieces) -> Iterator[bytes]:
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        *whole, rest = piece.split(b"\n")
        for line in whole:
            yield b"".join([*held, line])
            held, size = [], 0
        held.append(rest)
        size += len(rest)
        if size > MAX_JSON_LINE_BYTES:
            raise InputError(f"has a line of more than {MAX_JSON_LINE_BYTES} bytes", "line-too-long", byte=pieces.at)
    if any(held):
        yield b"".join(held)


def _read(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None
