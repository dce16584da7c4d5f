"""Decides what `-o OUT` names: standard output, a file for all records, a pipe or a device, or a directory.

Law: what exists under the name decides first, then the name itself. A name with the suffix of another format is
refused.
"""

import os
import re
from enum import Enum
from typing import NamedTuple

from seedparse.errors import BadOutputError
from seedparse.remote import is_remote

CODINGS: dict[str, str | None] = {
    **{".jsonl": None, ".jsonl.gz": "gzip", ".jsonl.zst": "zstd", ".csv": None, ".csv.gz": "gzip", ".csv.zst": "zstd"},
    **{".parquet": None, ".sqlite": None, ".duckdb": None},
}
"""Suffixes of a file for all records, and its compression."""

_DATABASES = ("sqlite", "duckdb")

_STANDARD_OUTPUT = ("-", "/dev/stdout")
_FORMAT = re.compile(r"\.[0-9]*[A-Za-z][A-Za-z0-9]*")  # a suffix of digits alone is part of a name, as in out.2026


class Kind(Enum):
    STANDARD_OUTPUT = "standard output"
    FILE = "file"  # appears under its name when it is complete
    DEVICE = "device"  # an existing pipe or device: written at once
    TREE = "tree"  # a directory, with one file per input


class Place(NamedTuple):
    """The place that records are written to."""

    kind: Kind
    path: str
    coding: str | None = None  # "gzip", "zstd" or no compression
    format: str = "jsonl"  # "csv", "parquet", "sqlite", "duckdb"


def place(output: str | None, to: str | None = None) -> Place:
    """Return the place for the values of -o and --to; None is standard output. Raises BadOutputError."""
    if output is None or output in _STANDARD_OUTPUT:
        return Place(Kind.STANDARD_OUTPUT, "-", None, to or "jsonl")
    if not output:
        raise BadOutputError("-o needs the name of a file or a directory, or - for standard output")
    if output.endswith("/") or (not is_remote(output) and os.path.isdir(output)):
        return Place(Kind.TREE, output, None, to or "jsonl")
    name = os.path.basename(output)
    suffix = next((each for each in CODINGS if name.lower().endswith(each)), None)
    coding = CODINGS[suffix] if suffix else None
    written = suffix.split(".")[1] if suffix else to or "jsonl"
    if to and to != written:
        raise BadOutputError(f"-o {output} is written as {written}, not as {to}: change the name, or leave out --to")
    if not is_remote(output) and os.path.exists(output) and not os.path.isfile(output):
        if written in _DATABASES:
            raise BadOutputError(f"-o {output}: a database cannot be written to a pipe or a device")
        return Place(Kind.DEVICE, output, coding, written)
    if suffix:
        if written in _DATABASES and is_remote(output):
            raise BadOutputError(f"-o {output}: a database is written to a local file; copy it there when it is done")
        return Place(Kind.FILE, output, coding, written)
    *others, last = CODINGS
    files = f"{', '.join(others)} or {last}"
    if os.path.isfile(output):
        raise BadOutputError(f"-o {output} is a file; name a directory, or a file that ends with {files}")
    if _FORMAT.fullmatch(os.path.splitext(name)[1]):
        raise BadOutputError(
            f"-o {output}: a file of records ends with {files}; for a new directory of this name write {output}/"
        )
    return Place(Kind.TREE, output, None, written)
