"""Checks the examples and counter-examples in an export profile against the whole parser.

Law: a profile that fails one of its examples is refused. The errors list all failures at once.
"""

from collections.abc import Callable, Mapping
from typing import Any

from seedparse.errors import PackErrors
from seedparse.model import Article

Parse = Callable[[str, str], tuple[Article, bool]]
"""From a text and a profile's name: its first article, and whether that was recognised by the profile."""

KEYS = ("title", "byline", "published")  # of an example, beside `text` and `body`, the number of paragraphs


def failing(table: Mapping[str, Any], file: str, parse: Parse) -> list[str]:
    """The examples of a profile's table that fail, each with the expected and the actual result."""
    errors = PackErrors(file)
    name = str(table.get("name"))
    for kind in ("example", "counter_example"):
        tables = table.get(kind, [])
        for number, example in enumerate(tables if isinstance(tables, list) else [], 1):
            place = f"{kind} {number}"
            if not isinstance(example, dict) or not isinstance(example.get("text"), str):
                errors.add(place, "`text` is missing")
                continue
            article, is_known = parse(example["text"], name)
            if kind == "example":
                _confirm(example, place, article, errors)
            elif is_known:
                errors.add(place, f"is taken for {name}, and must not be")
    return errors.found


def _confirm(example: Mapping[str, Any], place: str, article: Article, errors: PackErrors) -> None:
    """Add an error for each key that the article does not have as the example says."""
    found: dict[str, object] = {key: article["header"].get(key) for key in KEYS}
    found["body"] = len(article["body"])
    for key, wanted in example.items():
        if key == "text":
            continue
        if key not in found:
            errors.add(place, f"unknown key {key}; an example has text, body, {', '.join(KEYS)}")
        elif found[key] != wanted:
            errors.add(place, f"{key} is {found[key]!r}, not {wanted!r}")
