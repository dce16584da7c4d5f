"""Decides whether a text that begins with a brace or a bracket is JSON Lines, other JSON or news.

Law: a snippet of JSON with news behind it is news.
"""

import json
import re
from typing import Any, Literal

OWN = "schema_version"  # a key of seedparse's own records
Kind = Literal["lines", "values", "output", "undecided"]
"""JSON Lines; other JSON; seedparse's own output; more bytes are needed."""

_OWN = re.compile(rb'[\[\s]*+\{\s*+"schema_version"\s*+:')
_OBJECT = re.compile(rb'\{\s*+(?:"(?:[^"\\\n]|\\.)*+"\s*+:|\})')
_ARRAY = re.compile(rb'\[\s*+[\[{"\]]')  # an array of numbers may be a reference in a text: [1]
_TOKEN = re.compile(
    rb'\s*+(?:(?P<open>[\[{])|(?P<close>[\]}])|[:,]|"(?:[^"\\\n]|\\.)*+"|-?\d[\d.eE+-]*+|(?:true|false|null)\b)'
)
_TOKEN_BEGUN = re.compile(rb'\s*+(?:"(?:[^"\\\n]|\\.)*+\\?|-|[a-z]{0,5})?\Z')
_SHORTEST = 4  # tokens; an array without an end that has fewer is no JSON


def json_kind(text: bytes, text_field: str, *, is_all: bool) -> Kind | None:
    """Return the kind of a text that begins with a brace or a bracket; None for news.

    Args:
        text: in an ASCII-compatible encoding.
        text_field: the key that holds the text in JSON Lines.
        is_all: no more of the text is examined, whether or not it ends here.
    """
    line, end, behind = text.partition(b"\n")
    if not end and not is_all:
        return "undecided"
    behind = behind.lstrip()
    stop, tokens = _value(text, 0)
    is_object = text.startswith(b"{")
    if stop is None and not is_all:
        return "undecided"
    if not (_OBJECT if is_object else _ARRAY).match(text):
        return None
    if is_object and (stop == 0 or (stop and stop <= len(line))):
        # One object on the first line, or a damaged line: what follows shows whether it is JSON Lines or news.
        record = _loaded(line)
        is_known = isinstance(record, dict) and (OWN in record or isinstance(record.get(text_field), str))
        if is_known or behind.startswith(b"{"):
            return "lines"
        if behind or not is_all:
            return None if behind else "undecided"
        return "lines" if line.rstrip().endswith(b"}") else None
    while stop:
        at = len(text) - len(text[stop:].lstrip())
        if at == len(text):
            break
        stop = _value(text, at)[0] if text[at : at + 1] in (b"{", b"[") else 0
    if stop == 0 or (stop is None and not is_object and tokens < _SHORTEST):
        return None
    if not is_all:
        return "undecided"
    if is_object and not end:
        return "lines"  # its first line is longer than the bytes that are examined
    return "output" if _OWN.match(text) else "values"


def _loaded(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _value(text: bytes, at: int) -> tuple[int | None, int]:
    """Return the end of the JSON value that begins at `at`, and its number of tokens.

    The end is None if the value goes on behind the text, and 0 if there is no value.
    """
    depth = tokens = 0
    while token := _TOKEN.match(text, at):
        at = token.end()
        tokens += 1
        depth += (token["open"] is not None) - (token["close"] is not None)
        if depth == 0:
            return at, tokens
    return (None if _TOKEN_BEGUN.match(text, at) else 0), tokens
