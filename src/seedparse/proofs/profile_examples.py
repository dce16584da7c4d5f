"""Checks the examples and counter-examples in an export profile against the whole parser.

Law: a profile that fails one of its examples is refused. The errors list all failures at once.
"""

from collections.abc import Mapping
from typing import Any

from seedparse.errors import PackErrors
from seedparse.model import Article, Document
from seedparse.phrases.pack import Packs
from seedparse.readers.exports import Profiles
from seedparse.recognition.boundaries import Splitter
from seedparse.recognition.roles import BlockParser
from seedparse.recognition.trees import BOUNDARY, Models
from seedparse.records.article import fold
from seedparse.text.lines import encode
from seedparse.text.reading import Reader

KEYS = ("title", "byline", "published")  # of an example, beside `text` and `body`, the number of paragraphs


def failing(table: Mapping[str, Any], file: str, packs: Packs, models: Models, profiles: Profiles) -> list[str]:
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
            article, known = _parsed(example["text"], packs, models, profiles)
            if kind == "example":
                _confirm(example, place, article, errors)
            elif known == name:
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


def _parsed(text: str, packs: Packs, models: Models, profiles: Profiles) -> tuple[Article, str | None]:
    """The first article of a text, and the name of the profile that it was recognised by."""
    reader, splitter = Reader("utf-8"), Splitter(packs, models[BOUNDARY], profiles)
    lines = reader.feed(encode(text)[0])
    lines.extend(reader.close())
    parser = BlockParser(packs, models, profiles)
    blocks = []
    for run in (*splitter.feed(lines), *splitter.close()):
        if not run.separates:
            blocks += parser.feed(run.lines)
        if run.closes and run.counts:
            break
    blocks += parser.close()
    return fold(blocks, Document(), 1, packs), parser.profile
