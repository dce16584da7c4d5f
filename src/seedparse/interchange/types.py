"""The types of a record as a tree, read from its JSON Schema: the one definition that every other schema is made of.

Law: each key of the schema has one place in the tree, in the order of the record.
"""

import json
from collections.abc import Iterator
from enum import Enum
from typing import Any, NamedTuple

DATE_PATTERN = r"^\d{4}-\d{2}-\d{2}$"  # how the JSON Schemas mark a date


class Leaf(Enum):
    """The type of a value that has no parts."""

    TEXT = "text"  # read by people
    NAME = "name"  # one of a closed set, or of a fixed form: an id, a code, a kind
    DATE = "date"  # a text such as 2026-02-07
    INTEGER = "integer"


class Items(NamedTuple):
    """A list, never null."""

    of: "Type"


class Record(NamedTuple):
    """An object with a fixed set of keys."""

    fields: tuple["Field", ...]


Type = Leaf | Items | Record


class Field(NamedTuple):
    """A key and its type."""

    name: str
    type: Type
    is_nullable: bool
    told: str  # what the key holds


def record_type(schema: str) -> Record:
    """Return the type of a record by the text of its JSON Schema."""
    found = _type(json.loads(schema))
    assert isinstance(found, Record)
    return found


def _type(schema: dict[str, Any]) -> Type:
    match _kind(schema):
        case "object":
            required = schema["required"]
            return Record(
                tuple(
                    Field(
                        name,
                        _type(each),
                        name not in required or "null" in each.get("type", ()) or None in each.get("enum", ()),
                        each.get("description", ""),
                    )
                    for name, each in schema["properties"].items()
                )
            )
        case "array":
            return Items(_type(schema["items"]))
        case "integer":
            return Leaf.INTEGER
        case "string" if "enum" in schema:
            return Leaf.NAME
        case "string" if "pattern" in schema:
            return Leaf.DATE if schema["pattern"] == DATE_PATTERN else Leaf.NAME
        case "string":
            return Leaf.TEXT
    raise ValueError(f"a JSON Schema of a record may not have {schema}")


def _kind(schema: dict[str, Any]) -> str | None:
    """Return the JSON type that a schema allows beside null."""
    if "const" in schema:
        return "integer" if isinstance(schema["const"], int) else "string"
    if "enum" in schema:
        return "string" if all(each is None or isinstance(each, str) for each in schema["enum"]) else None
    kinds = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    (kind,) = [each for each in kinds if each != "null"]
    return str(kind)


def leaves(record: Record, above: str = "") -> Iterator[tuple[str, Field]]:
    """Yield the keys that hold no object, each with its path, such as `header.title`. Lists are not entered."""
    for field in record.fields:
        if isinstance(field.type, Record):
            yield from leaves(field.type, f"{above}{field.name}.")
        else:
            yield f"{above}{field.name}", field
