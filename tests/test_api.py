"""The Python functions: what they give, and what they say of a wrong argument, as soon as they are called."""

import inspect
import io
import json
import os
import pydoc
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import seedparse
from conftest import ROOT, SEED, SOME, records, run
from seedparse import Options, library
from seedparse.batch import parallel
from seedparse.model import Spans
from seedparse.stream import schema

PUBLIC = {
    *("Article", "Block", "BlockRecord", "Options", "Parser", "Split"),
    *("Attribution", "Citation", "Extra", "Failure", "Field", "Header", "Note", "Origin", "Related"),
    *("blocks", "explain", "parse", "parse_many", "parse_text", "read_split", "schema", "splits"),
    *("InputError", "OutputError", "PackError", "SeedparseError", "SpannedArticle", "__version__"),
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
        f"list(seedparse.parse_many([{str(SEED)!r}])); list(seedparse.explain({str(SEED)!r})); seedparse.schema();"
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
    spanned = json.loads(schema("article", spans=True))
    assert list(get_type_hints(seedparse.SpannedArticle)) == list(spanned["properties"]) == spanned["required"]
    assert list(get_type_hints(Spans)) == list(spanned["properties"]["spans"]["properties"])


def test_bytes_of_any_kind_are_read() -> None:
    data = SEED.read_bytes()
    (one,) = seedparse.parse(data)
    assert list(seedparse.parse(bytearray(data))) == list(seedparse.parse(memoryview(data))) == [one]
    assert list(seedparse.parse(io.BytesIO(data))) == [one]


def closed() -> io.BytesIO:
    file = io.BytesIO()
    file.close()
    return file


@pytest.mark.parametrize("function", [seedparse.parse, seedparse.blocks, seedparse.explain])
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


TEXT_OR_NONE = frozenset({"name", "title_field", "published_field", "language"})
"""Options that are a text, or None."""


class TestOptions:
    @pytest.mark.parametrize("field", Options._fields)
    def test_a_wrong_type_raises_when_the_options_are_made(self, field: str) -> None:
        """The message names the field, says what to pass, and shows what was passed."""
        good = type(Options._field_defaults[field])
        refused = 0
        for value in (b"x", 1.5, object(), {}, ["x", 1], 7, True, "x.toml"):
            if type(value) is good or (field in TEXT_OR_NONE and isinstance(value, str)):
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
            lambda options: seedparse.parse_many([SEED], options),
            lambda options: seedparse.explain(SEED, options),
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


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of good, damaged and foreign inputs, enough of them for worker processes."""
    import gzip

    folder = tmp_path_factory.mktemp("inputs")
    text = b"\n\f".join(path.read_bytes() for path in SOME)
    (folder / "a.txt").write_bytes(SEED.read_bytes())
    for number in range(32):
        (folder / f"b{number}.txt").write_bytes(SOME[number % len(SOME)].read_bytes())
    (folder / "cut.txt.gz").write_bytes(gzip.compress(text)[:-9])
    (folder / "d.rtf").write_bytes(rb"{\rtf1\ansi A text}")
    lines = [
        json.dumps({"text": path.read_text(encoding="utf-8"), "url": f"https://a.example/{path.stem}"}) for path in SOME
    ]
    (folder / "e.jsonl").write_text("\n".join([*lines, '{"text": "<a><b/></a>"}', "{"]), encoding="utf-8")
    return folder


@pytest.mark.parametrize("jobs", [1, 2])
def test_many_inputs_give_the_records_and_failures_of_the_command(inputs: Path, tmp_path: Path, jobs: int) -> None:
    paths = [inputs, inputs / "d.rtf", inputs / "none.txt", SEED]
    done = run("-j", str(jobs), "-q", "--failures", tmp_path / "failures", *paths)
    assert done.returncode == 1
    failures: list[seedparse.Failure] = []
    found = list(seedparse.parse_many(paths, jobs=jobs, on_failure=failures.append))
    assert found == records(done.stdout)
    assert len(found) > 32 + 2 * len(SOME)
    assert [each._asdict() for each in failures] == records((tmp_path / "failures").read_bytes())
    assert {"truncated", "is-rtf", "not-readable"} <= {each.code for each in failures}


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_failure_raises_behind_the_articles_before_it(inputs: Path, jobs: int) -> None:
    found = seedparse.parse_many([SEED, inputs / "cut.txt.gz", SEED], jobs=jobs)
    read: list[seedparse.Article] = []
    with pytest.raises(seedparse.InputError, match=r"cut\.txt\.gz: is truncated"):
        read.extend(found)
    assert [each["origin"]["path"] for each in read[:2]] == [str(SEED), str(inputs / "cut.txt.gz")]
    assert str(SEED) not in [each["origin"]["path"] for each in read[1:]]


@pytest.mark.parametrize("jobs", [1, 2])
def test_strict_ends_behind_the_first_failure(inputs: Path, jobs: int) -> None:
    failures: list[seedparse.Failure] = []
    paths = [inputs / "d.rtf", SEED, inputs / "none.txt"]
    assert not list(seedparse.parse_many(paths, Options(strict=True), jobs=jobs, on_failure=failures.append))
    assert [each.code for each in failures] == ["is-rtf"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_articles_come_while_their_input_is_open(tmp_path: Path, jobs: int) -> None:
    """And a caller may stop."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    may_end = threading.Event()

    def give() -> None:
        with pipe.open("wb") as file:
            file.write(SEED.read_bytes() + b"\n\f" + SOME[0].read_bytes())
            file.flush()
            may_end.wait(60)

    giver = threading.Thread(target=give)
    giver.start()
    found = seedparse.parse_many([pipe, "none.txt"], jobs=jobs)
    assert next(found)["attribution"]["publisher"] == "GuildHall"
    found.close()  # type: ignore[attr-defined]
    may_end.set()
    giver.join()


def test_a_big_input_is_divided_and_its_articles_come_part_by_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The records that wait in this process are those of one message of a worker, not of the input."""
    text = b"\n\f".join(path.read_bytes() for path in SOME)
    path = tmp_path / "big.txt"
    path.write_bytes(b"\n\f".join([text] * (300_000 // len(text))))
    monkeypatch.setattr(parallel, "LITTLE", 100_000)
    taken: list[int] = []
    take = library._Box.taken

    def counted(box: library._Box) -> list[bytes]:
        lines = take(box)
        taken.append(sum(map(len, lines)))
        return lines

    monkeypatch.setattr(library._Box, "taken", counted)
    found = list(seedparse.parse_many([path], jobs=2))
    assert found == list(seedparse.parse(path))
    assert len([size for size in taken if size]) > 2
    assert max(taken) < sum(taken) / 2


@pytest.mark.parametrize(
    ("given", "error", "said"),
    [
        (("dump.txt",), TypeError, r'needs several paths: \["dump.txt"\], not str'),
        ((SEED,), TypeError, "needs several paths"),
        ((b"dump",), TypeError, "needs several paths"),
        ((5,), TypeError, "needs several paths"),
        (([b"dump"],), TypeError, "needs paths as str or Path, not bytes"),
        ((["a\0b"],), ValueError, "needs paths, not a text"),
        (([SEED], Options(unit="block")), ValueError, r"seedparse\.blocks\(\)"),
    ],
)
def test_many_inputs_are_checked_at_the_call(given: tuple[Any, ...], error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        seedparse.parse_many(*given)


def test_the_other_arguments_of_many_inputs() -> None:
    wrong: Any
    for wrong, error in ((0, ValueError), (True, TypeError), ("2", TypeError)):
        with pytest.raises(error, match="jobs must be"):
            seedparse.parse_many([SEED], jobs=wrong)
    wrong = "log"
    with pytest.raises(TypeError, match="on_failure must be a function"):
        seedparse.parse_many([SEED], on_failure=wrong)


def test_explain_gives_what_the_command_prints() -> None:
    assert list(seedparse.explain(SEED)) == records(run("explain", "--json", SEED).stdout)
    (part,) = seedparse.explain(SEED, lines=(1, 3), article=1)
    assert [part] == records(run("explain", "--json", "--lines", "1-3", "--article", "1", SEED).stdout)
    assert not list(seedparse.explain(SEED, article=2))
    wrong: Any
    for wrong in ((0, 3), (5, 3), (1,), ("1", "3")):
        with pytest.raises(ValueError, match=r"explain\(\)"):
            seedparse.explain(SEED, lines=wrong)
    with pytest.raises(ValueError, match="from 1"):
        seedparse.explain(SEED, article=0)


def test_explain_reports_what_cannot_be_read(inputs: Path) -> None:
    found = seedparse.explain(inputs / "cut.txt.gz")
    assert next(found)["article"] == 1
    with pytest.raises(seedparse.InputError, match="truncated"):
        list(found)


def test_schema_is_what_the_command_prints() -> None:
    assert [seedparse.schema()] == [json.loads(run("schema").stdout)]
    assert seedparse.schema("block") == json.loads(run("schema", "--unit", "block").stdout)
    wrong: Any = "para"
    with pytest.raises(ValueError, match='"article" and "block"'):
        seedparse.schema(wrong)


def test_the_types_of_the_parts_are_those_of_the_article() -> None:
    hints = get_type_hints(seedparse.Article)
    assert hints["related"] == list[seedparse.Related]
    assert hints["citations"] == list[seedparse.Citation]
    assert hints["extra"] == list[seedparse.Extra]
    assert hints["notes"] == list[seedparse.Note]
    assert (hints["origin"], hints["header"], hints["attribution"]) == (
        seedparse.Origin,
        seedparse.Header,
        seedparse.Attribution,
    )
    assert get_type_hints(seedparse.Origin)["fields"] == list[seedparse.Field]
    assert seedparse.Block is seedparse.BlockRecord


def test_a_typed_program_passes_mypy(tmp_path: Path) -> None:
    """As an installed package is checked: with the types of the parts, and with a wrong use found."""
    program = tmp_path / "program.py"
    program.write_text(
        "import seedparse\n"
        "\n"
        "def links(article: seedparse.Article) -> list[seedparse.Related]:\n"
        "    return article['related']\n"
        "\n"
        "def failed(failure: seedparse.Failure) -> None:\n"
        "    print(failure.path, failure.code)\n"
        "\n"
        "for article in seedparse.parse_many(['a.txt'], jobs=2, on_failure=failed):\n"
        "    print([entry['date'] for entry in links(article)])\n"
        "for block in seedparse.blocks('a.txt'):\n"
        "    kept: seedparse.Block = block\n"
        "    kept['no such key']\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", tmp_path / "cache", program],
        capture_output=True,
        cwd=tmp_path,
        env={"MYPYPATH": str(ROOT / "src"), "PATH": ""},
        check=False,
    )
    # An installed package is not checked; here its modules are, also those of extras without types.
    errors = [line for line in done.stdout.decode().splitlines() if ": error: " in line and "program.py" in line]
    assert len(errors) == 1, done.stdout
    assert "program.py:13" in errors[0]
    assert "no such key" in errors[0]
