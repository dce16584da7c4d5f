"""What changed between two files of records: by field, with the lines.

Law: a record is compared with the record of the same document that begins at the same byte. A text that only moved from
one field to another is one change.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, NamedTuple

from seedparse.text import jsonio

Record = Mapping[str, Any]
Key = tuple[str, str | None, int]

MOVABLE = ("header.lead", "header.meta", "header.title", "attribution.text", "body", "extra", "related")
"""The fields between which a text can move."""
IGNORED = frozenset({"schema_version", "spans"})


class Change(NamedTuple):
    """One change of one record; `old` or `new` is None where there is nothing."""

    path: str
    member: str | None
    article: int
    line_start: int
    line_end: int
    field: str  # "header.title"; "body -> extra" for a text that moved; "record" for one that came or went
    old: Any
    new: Any


def changes(old: Iterable[Record], new: Iterable[Record]) -> Iterator[Change]:
    """Yield all changes; records that came or went are yielded last. Records in the same order need little memory."""
    waiting: tuple[dict[Key, deque[Record]], dict[Key, deque[Record]]] = ({}, {})
    for pair in zip_longest(old, new):
        for side, record in enumerate(pair):
            if record is None:
                continue
            key = _key(record)
            others = waiting[1 - side].get(key)
            if others is None:
                waiting[side].setdefault(key, deque()).append(record)
                continue
            other = others.popleft()
            if not others:
                del waiting[1 - side][key]
            yield from _compared(*((record, other) if side == 0 else (other, record)))
    for side, records in enumerate(waiting):
        for each in (record for held in records.values() for record in held):
            title = _flat(each).get("header.title", each.get("text"))
            yield _change(each, "record", *((title, None) if side == 0 else (None, title)))


def _key(record: Record) -> Key:
    origin = record.get("origin", record)
    return origin["path"], origin["member"], origin["byte_start"]


def _compared(old: Record, new: Record) -> Iterator[Change]:
    before, after = _flat(old), _flat(new)
    gone: dict[str, deque[tuple[str, Any]]] = {}  # a text to the fields that it left, each with its item
    come: dict[str, deque[tuple[str, Any]]] = {}
    rest: list[tuple[str, Any, Any]] = []
    for field in dict.fromkeys((*before, *after)):
        one, other = before.get(field), after.get(field)
        if one == other:
            continue
        for left, right in _parts(one, other):
            if field in MOVABLE and (left is None) != (right is None):
                where, text = (gone, _text(left)) if right is None else (come, _text(right))
                where.setdefault(text, deque()).append((field, right if left is None else left))
            else:
                rest.append((field, left, right))
    for field, left, right in rest:
        yield _change(new, field, left, right)
    for text, items in gone.items():
        for field, item in items:
            target, other = come[text].popleft() if come.get(text) else (None, None)
            if target == field and other != item:  # the date of an entry, the kind of an extra
                yield _change(new, field, item, other)
            else:
                yield _change(new, f"{field} -> {target}" if target else field, text, text if target else None)
    for text, items in come.items():
        for field, _ in items:
            yield _change(new, field, None, text)


def _parts(old: Any, new: Any) -> Iterator[tuple[Any, Any]]:
    """The parts of a value that differ: the items of a list that came or went, or the whole."""
    if not isinstance(old, list) or not isinstance(new, list):
        yield old, new
        return
    one, other = list(map(jsonio.line, old)), list(map(jsonio.line, new))
    for what, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if what != "equal":
            yield from ((each, None) for each in old[a:b])
            yield from ((None, each) for each in new[c:d])


def _flat(record: Record, head: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in record.items():
        if key in IGNORED and not head:
            continue
        if isinstance(value, dict):
            found |= _flat(value, f"{head}{key}.")
        else:
            found[f"{head}{key}"] = value
    return found


def _text(value: Any) -> str:
    """The text of an item: a paragraph, an entry's title, an extra's text."""
    if isinstance(value, dict):
        return str(value.get("text") or value.get("title") or jsonio.line(value).decode().strip())
    return str(value)


def _change(record: Record, field: str, old: Any, new: Any) -> Change:
    origin = record.get("origin", record)
    first, last = origin["line_start"], origin["line_end"]
    return Change(origin["path"], origin["member"], origin["article"], first, last, field, old, new)


def shown(change: Change) -> Iterator[str]:
    """Yield the lines that show a change: what was, then what is."""
    yield f"  {change.field}"
    if isinstance(change.old, dict) and isinstance(change.new, dict):
        yield f"      {_text(change.new)}"
        for key in dict.fromkeys((*change.old, *change.new)):
            values = change.old.get(key), change.new.get(key)
            if values[0] != values[1]:
                yield from (
                    f"    {sign} {key}: {jsonio.line(value).decode().strip()}"
                    for sign, value in zip("-+", values, strict=True)
                )
    elif change.old != change.new or change.old is None:
        for sign, value in (("-", change.old), ("+", change.new)):
            if value is not None:
                yield f"    {sign} {value if isinstance(value, str) else jsonio.line(value).decode().strip()}"
    else:
        yield f"      {change.old}"
