"""seedparse: raw plain-text news in, rows out.

import seedparse

for article in seedparse.parse("dump.txt"):
    print(article["header"]["title"], article["attribution"]["publisher"], len(article["related"]))
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from seedparse.convert import Parser, parse, parse_text
    from seedparse.errors import InputError, OutputError, PackError, SeedparseError
    from seedparse.model import Article, Options
    from seedparse.ranges import Split, read_split, splits

_HOMES = {
    "convert": ("Parser", "parse", "parse_text"),
    "errors": ("InputError", "OutputError", "PackError", "SeedparseError"),
    "model": ("Article", "Options"),
    "ranges": ("Split", "read_split", "splits"),
}

__all__ = [
    "Article",
    "InputError",
    "Options",
    "OutputError",
    "PackError",
    "Parser",
    "SeedparseError",
    "Split",
    "parse",
    "parse_text",
    "read_split",
    "splits",
]


def __getattr__(name: str) -> Any:
    # `seedparse --version` and `--help` need none of the rooms, and importing them all would double their time.
    from importlib import import_module

    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"seedparse.{home}"), name)
    raise AttributeError(f"module 'seedparse' has no attribute {name!r}")
