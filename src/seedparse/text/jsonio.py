"""Reads and writes JSON with orjson.

Law: every reader sees one line as one line: no raw control character, no line separator of any standard, LF at the end.
"""

import re
from typing import Any

import orjson

# DEL, C1 with U+0085, and U+2028, U+2029 in UTF-8: JSON allows them, but terminals and line readers act on them.
_UNSAFE = re.compile(rb"\x7f|\xc2[\x80-\x9f]|\xe2\x80[\xa8\xa9]")


def line(value: object) -> bytes:
    """A value as one JSON line in UTF-8, with LF at the end."""
    text = orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE)
    return _UNSAFE.sub(_escape, text) if _UNSAFE.search(text) else text


def read(text: bytes | str) -> Any:
    """The Python value of a JSON text. Raises ValueError."""
    return orjson.loads(text)


def _escape(found: re.Match[bytes]) -> bytes:
    return b"\\u%04x" % ord(found[0].decode())
