"""JSON Lines with the text in a field: each line is a document, named by its number.

Law: a line that is no such record is one failure; the other lines are read. A key that holds no text or number carries
no address, id or date: it is never a failure.
"""

import json
from collections.abc import Iterator
from typing import Any

from seedparse.errors import InputError, printable
from seedparse.model import Document, Given, Options
from seedparse.sources.formats import JSON, OUTPUT
from seedparse.sources.jsonvalues import OWN
from seedparse.sources.pieces import Member, Pieces

MAX_JSON_LINE_BYTES = 64 * 1024 * 1024  # bytes of a line, at most


def texts(pieces: Pieces, options: Options) -> Iterator[Member]:
    """Yield the text of each line and what its other keys say. Raises InputError if the first line shows other JSON."""
    field = options.text_field
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
        about = _about(record, options) if isinstance(record, dict) else None
        yield Member(f"#{number}", _text(line, record, field), about)


def _about(record: dict[str, Any], options: Options) -> Document:
    """Return what a record says of its text: address, id, date, and the further keys to keep."""
    kept = ((key, _shown(value)) for key in options.keep if (value := _value(record, key)) is not None)
    return Document(
        url=_scalar(_value(record, options.url_field)),
        record_id=_scalar(_value(record, options.id_field)),
        fetched=_scalar(_value(record, options.date_field)),
        fields=tuple(kept),
        given=Given(
            _scalar(_value(record, options.title_field)) if options.title_field else None,
            _scalar(_value(record, options.published_field)) if options.published_field else None,
        ),
    )


def _value(record: dict[str, Any], key: str) -> Any:
    """Return the value of a key, or of a key inside of objects: "metadata.url". None if there is none."""
    if key in record:
        return record[key]
    value: Any = record
    for part in key.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _scalar(value: Any) -> str | None:
    """Return a text as it is and a number as its digits; None for any other value."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return _shown(value) if isinstance(value, str) or is_number else None


def _shown(value: Any) -> str:
    """Return a text as it is, any other value as JSON."""
    return printable(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


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
