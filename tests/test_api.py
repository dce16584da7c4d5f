"""The Python functions: what they give, and what they say of a wrong argument, as soon as they are called."""

import inspect
import io
import json
import pydoc
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import seedparse
from conftest import ROOT, SEED, records, run
from seedparse import Options
from seedparse.stream import schema

PUBLIC = {
    *("Article", "BlockRecord", "Options", "Parser", "Split", "blocks", "parse", "parse_text", "read_split", "splits"),
    *("InputError", "OutputError", "PackError", "SeedparseError", "__version__"),
}
MODULES = {path.stem for path in (ROOT / "src/seedparse").iterdir()}


def test_dir_shows_the_public_names() -> None:
    assert set(dir(seedparse)) == PUBLIC
    assert all(hasattr(seedparse, name) for name in PUBLIC)


def test_help_shows_the_public_names_and_no_inner_modules() -> None:
    shown = pydoc.plain(pydoc.render_doc(seedparse))
    assert "PACKAGE CONTENTS" not in shown
    words = {line.strip() for line in shown.splitlines()}
    assert not words & MODULES
    for name in PUBLIC - {"__version__"}:
        assert f"{name}(" in shown or f"class {name}" in shown, name


def test_modules_are_imported_as_ever() -> None:
    code = (
        "import seedparse.sources.files, pkgutil, seedparse;"
        "print(len(list(pkgutil.walk_packages(seedparse.__path__, 'seedparse.'))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert int(done.stdout) > 50


def test_no_function_imports_click_or_rich() -> None:
    code = (
        "import seedparse, sys;"
        f"list(seedparse.parse({str(SEED)!r})); list(seedparse.blocks({str(SEED)!r})); seedparse.parse_text('x');"
        f"seedparse.Parser().close(); [list(seedparse.read_split({str(SEED)!r}, each))"
        f" for each in seedparse.splits({str(SEED)!r}, 99)];"
        "print({'click', 'rich'} & {name.split('.')[0] for name in sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout == b"set()\n"


def test_blocks_are_the_records_of_the_command() -> None:
    command = records(run("--unit", "block", SEED).stdout)
    assert list(seedparse.blocks(SEED)) == list(seedparse.blocks(str(SEED))) == command
    with SEED.open("rb") as file:
        assert [block["text"] for block in seedparse.blocks(file)] == [block["text"] for block in command]


def test_the_types_have_the_keys_of_the_schemas() -> None:
    assert list(get_type_hints(seedparse.BlockRecord)) == list(json.loads(schema("block"))["properties"])
    assert list(get_type_hints(seedparse.Article)) == list(json.loads(schema("article"))["properties"])


def test_bytes_of_any_kind_are_read() -> None:
    data = SEED.read_bytes()
    (one,) = seedparse.parse(data)
    assert list(seedparse.parse(bytearray(data))) == list(seedparse.parse(memoryview(data))) == [one]
    assert list(seedparse.parse(io.BytesIO(data))) == [one]


def closed() -> io.BytesIO:
    file = io.BytesIO()
    file.close()
    return file


@pytest.mark.parametrize("function", [seedparse.parse, seedparse.blocks])
@pytest.mark.parametrize(
    ("source", "error", "said"),
    [
        (io.StringIO("x"), TypeError, 'a file opened in binary mode: open(path, "rb")'),
        (
            "A title\n\nA first paragraph of the text.",
            ValueError,
            "needs a path, not a text; for a text call parse_text",
        ),
        ("word " * 2000, ValueError, "needs a path, not a text"),
        ("no\0path", ValueError, "needs a path, not a text"),
        ("none.txt", seedparse.InputError, "none.txt: no such file or directory"),
        (ROOT / "none.txt", seedparse.InputError, "none.txt: no such file or directory"),
        (ROOT, seedparse.InputError, "is a directory; pass one file at a time"),
        (None, TypeError, "needs a path, bytes or an open binary file, not None"),
        (3, TypeError, "not int 3"),
        ([SEED], TypeError, "needs a path, bytes or an open binary file, not list"),
        (closed(), ValueError, "needs an open file; this one is closed"),
    ],
)
def test_a_wrong_source_raises_when_the_function_is_called(
    function: Callable[[Any], object], source: object, error: type[Exception], said: str
) -> None:
    with pytest.raises(error) as raised:
        function(source)
    assert said in str(raised.value)


def test_a_file_open_for_writing_or_with_text_inside(tmp_path: Path) -> None:
    with (tmp_path / "out").open("wb") as file, pytest.raises(ValueError, match="opened for reading"):
        seedparse.parse(file)

    class Texts:
        def read(self, size: int) -> str:
            return "text"

    with pytest.raises(TypeError, match="whose read\\(\\) gives bytes, not str 'text'"):
        next(seedparse.parse(Texts()))  # type: ignore[arg-type]


@pytest.mark.parametrize("text", [b"", None, 5, SEED])
def test_parse_text_takes_texts_only(text: Any) -> None:
    with pytest.raises(TypeError, match=r"parse_text\(\) needs a str, not "):
        seedparse.parse_text(text)


def test_an_error_while_reading_names_the_file(tmp_path: Path) -> None:
    import gzip

    path = tmp_path / "cut.gz"
    path.write_bytes(gzip.compress(SEED.read_bytes())[:-9])
    with pytest.raises(seedparse.InputError, match=f"^{path}: is truncated"):
        list(seedparse.parse(path))


class TestOptions:
    @pytest.mark.parametrize("field", Options._fields)
    def test_a_wrong_type_raises_when_the_options_are_made(self, field: str) -> None:
        """The message names the field, says what to pass, and shows what was passed."""
        good = type(Options._field_defaults[field])
        refused = 0
        for value in (b"x", 1.5, object(), {}, ["x", 1], 7, True, "x.toml"):
            if type(value) is good or (field == "name" and isinstance(value, str)):
                continue
            refused += 1
            wrong: dict[str, Any] = {field: value}
            with pytest.raises((TypeError, ValueError), match=rf"^Options\.{field} must be .*, not "):
                Options(**wrong)
        assert refused >= 6

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            ({"unit": "para"}, """Options.unit must be "article" or "block", not 'para'"""),
            ({"packs": "x.toml"}, """Options.packs must be a tuple of paths: ("mine.toml",), not 'x.toml'"""),
            ({"max_article_bytes": 5}, "Options.max_article_bytes must be a number of bytes, 64 or more, not 5"),
            ({"max_expand": -1}, "Options.max_expand must be a number of bytes, 0 for no bound, not -1"),
            ({"colour": "red"}, "Options has no colour; it has unit, packs, "),
        ],
    )
    def test_a_wrong_value(self, options: dict[str, Any], said: str) -> None:
        with pytest.raises((TypeError, ValueError)) as raised:
            Options(**options)
        assert str(raised.value).startswith(said)

    def test_lists_and_paths_of_packs_are_taken(self) -> None:
        packs: Any = [Path("a.toml"), "b.toml"]
        assert Options(packs=packs).packs == ("a.toml", "b.toml")

    def test_its_signature_shows_the_fields(self) -> None:
        assert list(inspect.signature(Options).parameters) == list(Options._fields)

    @pytest.mark.parametrize(
        "call",
        [
            lambda options: seedparse.parse(SEED, options),
            lambda options: seedparse.blocks(SEED, options),
            lambda options: seedparse.parse_text("x", options),
            lambda options: seedparse.splits(SEED, 99, options),
            lambda options: seedparse.read_split(SEED, seedparse.splits(SEED, 99)[0], options),
            lambda options: seedparse.Parser(options),
        ],
    )
    def test_each_function_refuses_what_cannot_be_used(self, call: Callable[[Any], object]) -> None:
        no_options: tuple[Any, ...] = ({}, "auto", None)
        for options in no_options:
            with pytest.raises(TypeError, match=r"options must be seedparse\.Options"):
                call(options)
        for wrong, said in (
            (Options(encoding="latin-99"), "latin-99"),
            (Options(split="(a+)+"), r"\(a\+\)\+"),
            (Options(packs=("none.toml",)), r"none\.toml: no such file"),
        ):
            with pytest.raises(seedparse.SeedparseError, match=said):
                call(wrong)

    def test_no_unit_is_ignored(self) -> None:
        article, block = Options(unit="article"), Options(unit="block")
        assert list(seedparse.parse(SEED, article)) == list(seedparse.parse(SEED))
        assert list(seedparse.blocks(SEED, block)) == list(seedparse.blocks(SEED))
        for call in (lambda: seedparse.parse(SEED, block), lambda: seedparse.parse_text("x", block)):
            with pytest.raises(ValueError, match=r"seedparse\.blocks\(\)"):
                call()
        with pytest.raises(ValueError, match=r"seedparse\.blocks\(\)"):
            seedparse.Parser(block)
        with pytest.raises(ValueError, match=r"seedparse\.parse\(\)"):
            seedparse.blocks(SEED, article)


def test_a_parser_is_fed_texts_or_bytes() -> None:
    wrong: Any = b"x"
    with pytest.raises(TypeError, match=r"feed\(\) needs a str, not bytes b'x'; for bytes call feed_bytes\(\)"):
        seedparse.Parser().feed(wrong)
    wrong = "x"
    with pytest.raises(TypeError, match=r"feed_bytes\(\) needs bytes, not str 'x'; for a str call feed\(\)"):
        seedparse.Parser().feed_bytes(wrong)


def test_ranges_say_what_they_need() -> None:
    for size in ("99", 0.5, True):
        with pytest.raises(TypeError, match="needs a size in bytes as int"):
            seedparse.splits(SEED, size)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="one byte or more"):
        seedparse.splits(SEED, 0)
    with pytest.raises(seedparse.InputError, match=r"^none\.txt: no such file"):
        seedparse.splits("none.txt", 99)
    with pytest.raises(TypeError, match=r"needs a Split from splits\(\), not int 5"):
        seedparse.read_split(SEED, 5)  # type: ignore[arg-type]
