"""The architecture: what a package may import stands in docs/architecture.md, and nothing else is imported."""

import ast
import re
import sys
from functools import cache
from pathlib import Path

import pytest

from conftest import ROOT
from seedparse.languages import loader

SOURCE = ROOT / "src" / "seedparse"
LONGEST_CHAIN = 17  # modules, each importing the next
LIBRARIES = {
    "click": {f"command.{name}" for name in ("cli", "config", "forms", "look", "options", "packs", "tree", "verbs")},
    "rich": {"command.explain_table", "command.view"},
    "dateutil": {"readers.dates"},
    "orjson": {"text.jsonio"},
    "chardet": {"text.encodings"},
    "backports": {"sources.compressed", "sinks.compressed"},
    "fastwarc": {"sources.warc"},
    "fsspec": {"remote"},
    "pyarrow": {"interchange.arrow", "sinks.parquet"},
    "pyspark": {"integrations.spark"},
    "datatrove": {"integrations.datatrove"},
    "duckdb": {"sinks.database"},
}
PURE = {"errors", "model", "text", "phrases", "readers", "recognition", "records", "proofs"}
NEVER_PURE = {"os", "io", "sys", "pathlib", "time", "random", "locale", "importlib"}


def module(path: Path) -> str:
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module(path): path for path in sorted(SOURCE.rglob("*.py"))}


def package(name: str) -> str:
    return name.split(".")[0]


@cache
def imports(name: str) -> frozenset[str]:
    """All that a module imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(MODULES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            if package(node.module) == "seedparse":
                found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found)


def inside(name: str) -> set[str]:
    """The modules of this package that a module imports."""
    own = {each.removeprefix("seedparse.") for each in imports(name) if each.startswith("seedparse.")}
    return {each for each in own & set(MODULES) if each != name and MODULES[each].name != "__init__.py"}


def table() -> dict[str, set[str]]:
    """A package, and what it may import."""
    told = (ROOT / "docs/architecture.md").read_text(encoding="utf-8").split("## Modules")[0]
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| ([\w ]*)\|$", told, re.MULTILINE)
    return {name: set(allowed.split()) for name, allowed in rows}


def test_the_table_has_every_package() -> None:
    assert set(table()) == {package(name) for name in MODULES if name} - {"__init__", "__main__"}


@pytest.mark.parametrize("name", [name for name in MODULES if name not in ("__init__", "__main__")])
def test_a_module_imports_what_its_package_may(name: str) -> None:
    allowed = table()[package(name)]
    if "everything" not in allowed:
        assert {package(each) for each in inside(name)} <= {package(name), *allowed}


def test_nothing_imports_in_a_circle() -> None:
    def walk(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, f"{' > '.join(way)} > {name}"
        if name not in done:
            for each in sorted(inside(name)):
                walk(each, (*way, name))
            done.add(name)

    done: set[str] = set()
    for name in MODULES:
        walk(name, ())


def test_the_longest_chain_of_imports() -> None:
    @cache
    def length(name: str) -> int:
        return 1 + max(map(length, inside(name)), default=0)

    assert max(map(length, MODULES)) <= LONGEST_CHAIN


def test_each_library_is_used_where_it_is_said() -> None:
    used: dict[str, set[str]] = {}
    for name in MODULES:
        for each in {package(each) for each in imports(name)} - {"seedparse", "__future__"} - sys.stdlib_module_names:
            used.setdefault(each, set()).add(name)
    assert used == LIBRARIES


def test_the_built_form_of_the_packs_knows_all_the_code_that_makes_it() -> None:
    makers = inside("phrases.pack_file") | inside("phrases.indexing") | {"phrases.pack_file", "phrases.indexing"}
    assert {each.replace(".", "/") for each in makers - {"errors"}} <= set(loader._CODE)


@pytest.mark.parametrize("name", [name for name in MODULES if package(name) in PURE])
def test_parsing_asks_no_system(name: str) -> None:
    assert not {package(each) for each in imports(name)} & NEVER_PURE


def numbers(name: str) -> dict[str, float]:
    """The constants of a module that are bare numbers."""
    found: dict[str, float] = {}
    for node in ast.parse(MODULES[name].read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            value = node.value
            if isinstance(value, ast.Constant) and isinstance(value.value, int | float):
                found[node.targets[0].id] = value.value
    return found


def test_a_number_has_one_meaning() -> None:
    """The same name never stands for two numbers: it says what it counts."""
    known: dict[str, set[float]] = {}
    for name in MODULES:
        for constant, value in numbers(name).items():
            if not constant.startswith("_"):
                known.setdefault(constant, set()).add(value)
    assert not {constant: values for constant, values in known.items() if len(values) > 1}


# What Python code may hold of words: notations of no language, and the names of fields that exports print.
NOTATIONS = {
    *("http", "https", "www", "re", "fwd", "sig"),  # addresses, the subject of a mail, "utf-8-sig"
    *("cC", "cCсС"),  # (c), a copyright mark
    "länge",
}
SIGNS = "ʻʼ一가"  # apostrophes; in an alphabet: all Han characters, all Hangul syllables
PATTERN_MAKERS = {"later", "compile"}
TEXT_METHODS = {
    *("startswith", "endswith", "removeprefix", "removesuffix", "find", "rfind", "index", "rindex", "count", "split"),
    *("rsplit", "partition", "rpartition", "replace"),
}
# In a literal: an escape, a group's name, a slot or a placeholder, a range of characters, the start of its next piece.
NO_WORDS = re.compile(r"\\[uU][0-9a-fA-F]{4,8}|\\+.|<\w+|\(\?P=\w+|\{[^{}]*\}|\w-\w|[\"']\s+[rRfF]*[\"']", re.DOTALL)


def words_in_code(source: str) -> set[str]:
    """The words that code compares texts with.

    Those are: two letters or more in a regular expression (a literal with the prefix r, or that is compiled) or in an
    argument of a method of `str`; in any other literal but a docstring a letter that is not ASCII.
    """
    tree = ast.parse(source)
    passed: set[ast.AST] = set()  # docstrings, and parts of f-strings
    compared: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            passed.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            passed |= set(node.values)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in TEXT_METHODS:
            compared |= set(node.args)
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in PATTERN_MAKERS:
            compared |= {each for arg in node.args for each in ast.walk(arg)}
    found: set[str] = set()
    for node in ast.walk(tree):
        literal = re.match(r"([a-zA-Z]*)[\"']", ast.get_source_segment(source, node) or "") if is_text(node) else None
        if literal is None or node in passed:
            continue
        words = re.findall(r"[^\W\d_]+", NO_WORDS.sub(" ", literal.string[literal.end() :]))
        is_compared = node in compared or "r" in literal[1].lower()
        found |= {word for word in words if not word.isascii() or (is_compared and word[1:])}
    return found


def is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


@pytest.mark.parametrize("name", [name for name in MODULES if package(name) in PURE - {"errors", "model", "proofs"}])
def test_no_word_of_a_language_is_in_code(name: str) -> None:
    """The words of the languages are in their packs."""
    found = words_in_code(MODULES[name].read_text(encoding="utf-8"))
    assert not {word for word in found - NOTATIONS if word.strip(SIGNS)}


@pytest.mark.parametrize(
    "code",
    [
        r"""A = later(r"\d(?:uhr|h)?")""",
        r"""A = "[sS][tT]|[nN]"; B = re.compile("-?[oO][fF]\\s")""",
        r"""A = rf"{letter}(?P<half>[ap]m)" """,
        r"""A = {"год", "x"}""",
        r"""A = "年" in text""",
        r"""A = text.startswith("by ")""",
    ],
)
def test_a_word_in_code_is_found(code: str) -> None:
    assert words_in_code(code)
