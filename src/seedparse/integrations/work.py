"""Divides inputs into tasks for a framework, and reads the pieces of a task.

Law: the records of all tasks are those of one run of the command over the same paths, whatever the sizes are. A task
can be read again, and gives the same.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from seedparse.batch.inputs import found
from seedparse.convert import converted
from seedparse.errors import Failure, InputError
from seedparse.model import Options
from seedparse.outcome import Outcome
from seedparse.ranges import Split, scan
from seedparse.sources.containers import plain
from seedparse.sources.files import open_bytes, size_of
from seedparse.text import jsonio

TASK_BYTES = 8 * 1024 * 1024  # bytes of input that a task gets; some ten seconds of work
FILE_BYTES = 32 * 1024  # bytes; opening a file costs about as much as reading these
SCANNED_BYTES = 1 << 30  # bytes; finding where articles begin takes half as long as parsing, and is done by one process
RANGE_BYTES = 8 * 1024 * 1024  # bytes of a range of a file that is divided


class Piece(NamedTuple):
    """A file, or a range of one."""

    path: str
    is_named: bool = True  # False: it was found in a folder, where files that hold no text are passed over
    split: Split | None = None


def tasks(
    paths: Iterable[str],
    options: Options,
    *,
    globs: tuple[str, ...] = (),
    task_bytes: int = TASK_BYTES,
    range_bytes: int = RANGE_BYTES,
) -> tuple[list[list[Piece]], list[Failure]]:
    """Return tasks of about `task_bytes` each, and what could not be listed.

    Small files share a task, and count as FILE_BYTES each. A plain text of more than twice `range_bytes` is read once
    for the places where its articles begin, and divided there; 0: no file is divided. If the files to be divided have
    more than SCANNED_BYTES together, none is. Anything else that is big is a task of its own.
    """
    walked = Outcome()
    pieces = [Piece(job.path, job.named) for job in found(paths, globs, walked)]
    sizes = list(map(_size, pieces))
    big = [size for size in sizes if size > 2 * range_bytes]
    is_divided = range_bytes > 0 and options.unit != "block" and sum(big) <= SCANNED_BYTES
    made: list[list[Piece]] = []
    held: list[Piece] = []
    held_bytes = 0
    for piece, size in zip(pieces, sizes, strict=True):
        parts = _ranges(piece, range_bytes, options) if is_divided and size > 2 * range_bytes else [(piece, size)]
        for part, length in parts:
            if held and held_bytes + length > task_bytes:
                made.append(held)
                held, held_bytes = [], 0
            held.append(part)
            held_bytes += max(length, FILE_BYTES)
    if held:
        made.append(held)
    return made, walked.failures


def _size(piece: Piece) -> int:
    try:
        return size_of(piece.path)
    except InputError:
        return 0  # reading it reports the error


def _ranges(piece: Piece, range_bytes: int, options: Options) -> Iterator[tuple[Piece, int]]:
    """Yield the ranges of a plain text with their sizes in bytes; anything else whole."""
    if not _is_plain(piece.path, options):
        yield piece, size_of(piece.path)
        return
    for split in filter(None, scan(piece.path, range_bytes, options)):
        yield piece._replace(split=split), split.stop - split.start


def _is_plain(path: str, options: Options) -> bool:
    try:
        plain(open_bytes(path), options.text_field)
    except InputError:
        return False
    return True


def read(piece: Piece, options: Options) -> Iterator[bytes | Failure]:
    """Yield the records of a piece as JSON lines, then its failures."""
    outcome = Outcome()
    yield from converted(piece.path, options, outcome, named=piece.is_named, split=piece.split)
    yield from outcome.failures


def read_articles(pieces: Iterable[Piece], options: Options = Options()) -> Iterator[Any]:
    """Yield the records of a task as dictionaries. Raises InputError for what cannot be read."""
    for piece in pieces:
        for each in read(piece, options):
            if isinstance(each, Failure):
                raise InputError(f"{each.path}: {each.message}", each.code)
            yield jsonio.read(each)


OWN = {"path", "globs", "fields", "failures", "taskbytes", "rangebytes"}
"""Names of the options that are not in `Options`, without case, hyphens and underscores."""


class Asked(NamedTuple):
    """The options of a reader."""

    paths: tuple[str, ...]
    options: Options
    globs: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    has_failures: bool = False
    task_bytes: int = TASK_BYTES
    range_bytes: int = RANGE_BYTES


def asked(given: Mapping[str, str]) -> Asked:
    """Return the options of a reader from texts, as Spark has them.

    The names are those of the command's flags or of `Options`: `max-article-bytes`, `maxArticleBytes`. What can be
    repeated is a JSON list, or one text. Raises ValueError.
    """
    known = {_bare(name): name for name in Options._fields}
    own: dict[str, str] = {}
    values: dict[str, Any] = {}
    for key, text in given.items():
        name = _bare(key)
        if name in OWN or f"{name}s" in OWN:
            own[name if name in OWN else f"{name}s"] = text
        elif name in known or f"{name}s" in known:
            field = known.get(name) or known[f"{name}s"]
            values[field] = _value(text, Options._field_defaults[field])
        else:
            shown = ", ".join(sorted({*known.values(), *OWN}))
            raise ValueError(f"seedparse has no option {key}; it has {shown}")
    if values.pop("spans", False):
        raise ValueError("spans are for records as JSON Lines; a reader has declared columns without them")
    if "path" not in own:
        raise ValueError("seedparse needs a path: .load(path)")
    return Asked(
        tuple(_local(path) for path in _list(own["path"])),
        Options(**values),
        _list(own.get("globs", "[]")),
        tuple(part.strip() for part in own.get("fields", "").split(",") if part.strip()),
        _value(own.get("failures", "false"), False),
        _value(own.get("taskbytes", str(TASK_BYTES)), 0),
        _value(own.get("rangebytes", str(RANGE_BYTES)), 0),
    )


def _bare(name: str) -> str:
    return name.lower().replace("-", "").replace("_", "")


def _value(text: str, default: Any) -> Any:
    if isinstance(default, bool):
        if text.lower() not in ("true", "false"):
            raise ValueError(f"must be true or false, not {text}")
        return text.lower() == "true"
    if isinstance(default, int):
        return int(text)
    return _list(text) if isinstance(default, tuple) else text


def _list(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text)) if text.startswith("[") else (text,)


def _local(path: str) -> str:
    """Return a path of the local file system without its scheme, which Spark users write."""
    return os.path.normpath(path.removeprefix("file://")) if path.startswith("file:///") else path
