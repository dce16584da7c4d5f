"""The house: imports point down, each outside library has one room, no room is long."""

import ast
from pathlib import Path

import pytest

from seedparse import shelf

SOURCE = Path(__file__).parent.parent / "src" / "seedparse"

# From the ground up: a room imports rooms of the floors below, and of its own floor only what stands before it here.
FLOORS: dict[str, tuple[str, ...]] = {
    "ground": ("errors", "model", "memory"),
    "core": (
        "patterns", "lazy", "digest", "decode", "words", "lines", "wide", "reading", "wrapping", "layouts", "phrases",
        "grammar", "needs", "matching", "index", "weighing", "packs", "packfile", "clocks", "dates", "names", "clauses",
        "links", "signatures", "attributions", "language", "rules", "entries", "persons", "header", "fields",
        "frontmatter", "evidence",
        "splitting", "shape", "units", "lists", "titles", "credits", "boxes", "listing", "headlines", "rows", "ahead",
        "parser",
        "nearest", "article", "tally", "record", "proof",
    ),
    "doors": (
        "sources", "sources.files", "sources.pieces", "sources.markup", "sources.tables", "sources.jsonvalues",
        "sources.formats", "sources.office", "sources.compressed", "sources.archives", "sources.jsonlines",
        "sources.warc", "sources.containers",
        "sinks", "sinks.places", "sinks.files", "sinks.compressed", "sinks.standard",
    ),
    "hall": ("shelf", "arguments", "convert", "ranges", "api"),
    "front": (
        "console", "intake", "inputs", "workers", "resume", "batch", "run", "view", "verify", "verbs", "cli",
        "__main__", "__init__",
    ),
}  # fmt: skip
ORDER = [room for floor in FLOORS.values() for room in floor]
LIBRARIES = {
    "click": ("cli", "verbs"),
    "rich": ("view",),
    "dateutil": ("dates",),
    "regex": ("proof",),
    "orjson": ("record",),
    "chardet": ("decode",),
}
NEVER_IN_CORE = {"os", "io", "sys", "pathlib", "time", "random", "locale", "click", "rich", "importlib"}


def room(path: Path) -> str:
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")


ROOMS = {room(path): path for path in sorted(SOURCE.rglob("*.py"))}


def imports(name: str) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(ROOMS[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            if node.module == "seedparse":
                found |= {f"seedparse.{alias.name}" for alias in node.names}
    return found


def inside(name: str) -> set[str]:
    return {each.removeprefix("seedparse.") for each in imports(name) if each.startswith("seedparse.")} & set(ROOMS)


def test_every_room_has_its_floor() -> None:
    assert set(ROOMS) == set(ORDER)


@pytest.mark.parametrize("name", ORDER)
def test_imports_point_down(name: str) -> None:
    if name == "__init__":  # it shows the rooms to callers, and nothing inside imports it but for the version
        return
    above = {each for each in inside(name) if ORDER.index(each) >= ORDER.index(name)}
    assert not above
    if name in FLOORS["doors"]:
        same_door = {each for each in FLOORS["doors"] if each.split(".")[0] == name.split(".")[0]}
        # decode alone of the core: what is binary, and what a wide encoding, is decided there.
        assert inside(name) <= {*FLOORS["ground"], "decode", *same_door}


@pytest.mark.parametrize(("library", "homes"), LIBRARIES.items())
def test_each_library_has_its_room(library: str, homes: tuple[str, ...]) -> None:
    used = {name for name in ORDER if any(each.split(".")[0] == library for each in imports(name))}
    assert used <= set(homes)


def test_the_built_form_of_the_packs_knows_all_the_code_that_makes_it() -> None:
    makers = inside("packfile") | inside("index") | {"packfile", "index"}
    assert makers - {"errors"} <= set(shelf._CODE)


@pytest.mark.parametrize("name", FLOORS["core"])
def test_the_core_is_pure(name: str) -> None:
    assert not {each.split(".")[0] for each in imports(name)} & NEVER_IN_CORE
