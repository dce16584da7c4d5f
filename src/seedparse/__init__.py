"""Parse plain-text news into records.

import seedparse

for article in seedparse.parse("dump.txt"):
    print(article["header"]["title"], article["attribution"]["publisher"], len(article["related"]))

`parse` reads a path, bytes or an open binary file and returns articles; `blocks` returns block records instead.
`parse_many` reads many files, also in several processes. `parse_text` reads a str. `Parser` takes text in pieces.
`splits` and `read_split` read a big file in ranges. `explain` says why each line has its role, `schema` is the JSON
Schema. Articles and block records are dictionaries; docs/record.md says what each key holds, docs/python.md how to
use them.
"""

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from seedparse.api import blocks, parse, parse_text, read_split, splits
    from seedparse.errors import Failure, InputError, OutputError, PackError, SeedparseError
    from seedparse.library import explain, parse_many, schema
    from seedparse.model import (
        Article,
        Attribution,
        BlockRecord,
        Citation,
        Extra,
        Field,
        Header,
        Note,
        Options,
        Origin,
        Related,
        SpannedArticle,
    )
    from seedparse.model import BlockRecord as Block
    from seedparse.ranges import Split
    from seedparse.stream import Parser

_HOMES = {
    "api": ("blocks", "parse", "parse_text", "read_split", "splits"),
    "library": ("explain", "parse_many", "schema"),
    "stream": ("Parser",),
    "errors": ("Failure", "InputError", "OutputError", "PackError", "SeedparseError"),
    "model": (
        *("Article", "Attribution", "BlockRecord", "Citation", "Extra", "Field", "Header", "Note", "Options"),
        *("Origin", "Related", "SpannedArticle"),
    ),
    "ranges": ("Split",),
}
_RENAMED = {"Block": "BlockRecord"}  # `model.Block` is a block before it becomes a record

__all__ = [
    "Article",
    "Attribution",
    "Block",
    "BlockRecord",
    "Citation",
    "Extra",
    "Failure",
    "Field",
    "Header",
    "InputError",
    "Note",
    "Options",
    "Origin",
    "OutputError",
    "PackError",
    "Parser",
    "Related",
    "SeedparseError",
    "SpannedArticle",
    "Split",
    "blocks",
    "explain",
    "parse",
    "parse_many",
    "parse_text",
    "read_split",
    "schema",
    "splits",
]


def __getattr__(name: str) -> Any:
    # `seedparse --version` and `--help` need none of these modules; importing them all would double the start-up time.
    from importlib import import_module

    name = _RENAMED.get(name, name)
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"seedparse.{home}"), name)
    raise AttributeError(f"module 'seedparse' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]


class _Package(ModuleType):
    """Hides `__path__` from pydoc: `help(seedparse)` would otherwise list every module, public or not."""

    @property
    def __path__(self) -> Any:
        if sys._getframe(1).f_globals.get("__name__") == "pydoc":
            raise AttributeError
        return self.__dict__["__path__"]

    @__path__.setter
    def __path__(self, path: Any) -> None:
        self.__dict__["__path__"] = path


sys.modules[__name__].__class__ = _Package
