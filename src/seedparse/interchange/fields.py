"""A choice of the fields of a record.

Law: the chosen fields keep their order and their place in the record.
"""

from collections.abc import Callable, Iterable
from typing import Any

from seedparse.errors import BadOutputError
from seedparse.interchange.types import Items, Leaf, Record, Type, leaves


def chosen(record: Record, names: Iterable[str]) -> Record:
    """Return the type with these fields only, named by their paths: `id`, `header.title`, `related.date`.

    An object stands for all its fields. Raises BadOutputError for names that there are not.
    """
    paths = {name.strip() for name in names if name.strip()}
    known = set(_paths(record))
    unknown = sorted(paths - known)
    if unknown or not paths:
        raise BadOutputError(_message(unknown, known))
    found = _chosen(record, paths, "")
    assert isinstance(found, Record)
    return found


def _message(unknown: list[str], known: set[str]) -> str:
    from difflib import get_close_matches

    if not unknown:
        return "--fields needs names of fields, such as id,header.title,related.date"
    meant = next(iter(get_close_matches(unknown[0], sorted(known), n=1, cutoff=0.5)), None)
    also = f"; did you mean {meant}?" if meant else "; 'seedparse schema' shows the fields"
    return f"--fields: no record has {', '.join(unknown)}{also}"


def _paths(kind: Type, above: str = "") -> Iterable[str]:
    if isinstance(kind, Items):
        yield from _paths(kind.of, above)
    elif isinstance(kind, Record):
        for each in kind.fields:
            yield f"{above}{each.name}"
            yield from _paths(each.type, f"{above}{each.name}.")


def _chosen(kind: Type, paths: set[str], above: str) -> Type | None:
    """Return the part of a type below a path; None if nothing in it was chosen."""
    if isinstance(kind, Items):
        inner = _chosen(kind.of, paths, above)
        return None if inner is None else Items(inner)
    if isinstance(kind, Leaf):
        return None
    fields = []
    for each in kind.fields:
        path = f"{above}{each.name}"
        part = each.type if path in paths else _chosen(each.type, paths, f"{path}.")
        if part is not None:
            fields.append(each._replace(type=part))
    return Record(tuple(fields)) if fields else None


def chosen_of(kind: Type | None) -> Callable[[Any], Any]:
    """Return what takes the fields of a type out of a value that may have more of them."""
    if isinstance(kind, Record):
        parts = [(each.name, chosen_of(each.type)) for each in kind.fields]
        return lambda value: value and {name: part(value[name]) for name, part in parts if name in value}
    if isinstance(kind, Items) and not isinstance(kind.of, Leaf):
        part = chosen_of(kind.of)
        return lambda value: list(map(part, value))
    return lambda value: value


def lists_in(record: Record) -> list[str]:
    """Return the paths of the fields that are lists, which no single cell can hold."""
    return [path for path, field in leaves(record) if isinstance(field.type, Items)]
