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

CODINGS: dict[str, str | None] = {".jsonl": None, ".jsonl.gz": "gzip", ".jsonl.zst": "zstd"}
"""Suffixes of a file for all records, and its compression."""

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


def place(output: str | None) -> Place:
    """Return the place for the value of -o; None is standard output. Raises BadOutputError."""
    if output is None or output in _STANDARD_OUTPUT:
        return Place(Kind.STANDARD_OUTPUT, "-")
    if not output:
        raise BadOutputError("-o needs the name of a file or a directory, or - for standard output")
    if output.endswith("/") or (not is_remote(output) and os.path.isdir(output)):
        return Place(Kind.TREE, output)
    name = os.path.basename(output)
    suffix = next((each for each in CODINGS if name.lower().endswith(each)), None)
    coding = CODINGS[suffix] if suffix else None
    if not is_remote(output) and os.path.exists(output) and not os.path.isfile(output):
        return Place(Kind.DEVICE, output, coding)
    if suffix:
        return Place(Kind.FILE, output, coding)
    *others, last = CODINGS
    files = f"{', '.join(others)} or {last}"
    if os.path.isfile(output):
        raise BadOutputError(f"-o {output} is a file; name a directory, or a file that ends with {files}")
    if _FORMAT.fullmatch(os.path.splitext(name)[1]):
        raise BadOutputError(
            f"-o {output}: a file of records ends with {files}; for a new directory of this name write {output}/"
        )
    return Place(Kind.TREE, output)
