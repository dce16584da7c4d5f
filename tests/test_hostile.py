"""A text, a member and a path that try to act: inert in everything that people are shown."""

import io
import json
import re
import xml.etree.ElementTree
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import SEED, records, run
from hostile import ALIVE, HOSTILE

BODY = "The ferry sails again on Monday, and the harbour opens a day earlier for it."
NAME = "a\x1b[31m\x1b]0;x\x07\u202e[red][b]<script>x<"
OUTLET = "Harbour \x1b[31m\u202e[red][/] <script>1</script> Herald"
ARTICLE = f"""{HOSTILE}
By Anna\x1b]0;x\x07 [red]Moss

{BODY} {HOSTILE}, and it stays until the winter is over, the council said in the evening.

{BODY}

This was reported by "{OUTLET}", citing "{OUTLET}".

Read also
31.02.2025 {HOSTILE}
01.02.2025 {HOSTILE}
"""
OUT = "OUT"  # in the arguments of a case: the file that the command writes

Case = tuple[list[str], int]
CASES: dict[str, Case] = {
    "explain": (["explain"], 0),
    "explain, narrow": (["explain", "--full"], 0),
    "explain as data": (["explain", "--json"], 0),
    "explain as a page": (["explain", "--html", OUT], 0),
    "stats": (["stats"], 0),
    "stats as data": (["stats", "--json"], 0),
    "stats as a page": (["stats", "--html", OUT], 0),
    "cites": (["cites"], 0),
    "cites as a table": (["cites", "--format", "csv"], 0),
    "graphml": (["cites", "--graph", OUT], 0),
    "gexf": (["cites", "--graph", OUT], 0),
    "records": (["parse"], 0),
    "records with spans": (["parse", "--spans"], 0),
    "the closing line": (["parse", "-o", OUT], 0),
}
DATA = {"explain as data", "stats as data", "cites", "records", "records with spans", "the closing line"}
SUFFIXES = {"explain as a page": ".html", "stats as a page": ".html", "graphml": ".graphml", "gexf": ".gexf"}


def a_text(folder: Path) -> Path:
    path = folder / f"{NAME}.txt"
    path.write_text(f"{ARTICLE}\n\f\n{ARTICLE}", encoding="utf-8")
    return path


def an_archive(folder: Path) -> Path:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(f"{NAME}.txt", ARTICLE)
    path = folder / f"{NAME}.zip"
    path.write_bytes(data.getvalue())
    return path


def some_records(folder: Path) -> Path:
    """Records in which every text is hostile; only `cites` reads records."""
    (record,) = records(run("parse", SEED).stdout)
    record["origin"] |= {"path": NAME, "member": NAME}
    record["attribution"] = {"text": HOSTILE, "publisher": OUTLET, "via": f'{OUTLET}"'}
    path = folder / f"{NAME}.jsonl"
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("case", "make"),
    [(case, make) for case in CASES for make in (a_text, an_archive)]
    + [(case, some_records) for case in ("cites", "cites as a table", "graphml", "gexf")],
)
def test_nothing_acts(tmp_path: Path, case: str, make: Callable[[Path], Path]) -> None:
    arguments, code = CASES[case]
    out = tmp_path / f"out{NAME}{SUFFIXES.get(case, '.jsonl')}"
    columns = "60" if case == "explain, narrow" else ""
    done = run(*[out if each is OUT else each for each in arguments], make(tmp_path), COLUMNS=columns)
    assert done.returncode == code, done.stderr
    written = out.read_text(encoding="utf-8") if out.exists() else ""
    assert out.exists() == (OUT in arguments)
    shown = done.stdout.decode() + written
    if case in DATA:  # what JSON may hold as it is: no control character, but marks of direction
        shown = re.sub("[\u202a-\u202e\u2066-\u2069]", "", shown)
    shown += done.stderr.decode()
    assert len(shown) > 100
    assert not ALIVE.search(shown.replace("\n", ""))
    if out.suffix in (".graphml", ".gexf"):
        tree = xml.etree.ElementTree.fromstring(written)
        assert not [each for each in tree.iter() if "script" in each.tag]
        assert ("\\x1b" in written) == (make is some_records)  # the name of an outlet has no escapes in a text
    if out.suffix == ".html":
        scripts = re.findall(r"<script>", written)
        assert len(scripts) == ("explain" in case)
        assert "\\x1b[31m" in written or case == "stats as a page"
    if case in ("explain", "explain, narrow"):
        assert "[red]" in shown  # as it is printed: markup of rich neither acts nor vanishes


@pytest.mark.parametrize(
    "command",
    [["explain"], ["explain", "--html", "x.html"], ["stats"], ["cites"], ["scrub"], ["parse"], ["verify", "x.txt"]],
    ids=" ".join,
)
def test_nothing_acts_in_an_error(tmp_path: Path, command: list[str]) -> None:
    done = run(*command, tmp_path / NAME, cwd=tmp_path)
    assert done.returncode in (1, 2)
    assert done.stderr
    assert not ALIVE.search(done.stderr.decode().replace("\n", ""))


def test_nothing_acts_where_a_pack_is_refused(tmp_path: Path) -> None:
    pack = tmp_path / f"{NAME}.toml"
    pack.write_text(f"[related]\ninline = [{HOSTILE!r}]\n".replace("'", '"').replace("\\x", "\\u00"), encoding="utf-8")
    done = run("packs", "check", pack)
    assert done.returncode == 1
    assert not ALIVE.search((done.stdout + done.stderr).decode().replace("\n", ""))
