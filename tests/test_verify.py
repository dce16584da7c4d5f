"""`verify` finds nothing where all is well, and names what is not."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings

from conftest import FIXTURES, SEED, Records, run
from seedparse.convert import lines
from seedparse.model import Document, Options
from seedparse.verify import verify
from test_laws import documents

TEXTS = [path.read_bytes() for path in sorted(FIXTURES.glob("*.txt"))]


def findings(folder: Path, data: bytes, change: Callable[[Records], object] = lambda records: None) -> list[str]:
    """What verify says of a dump whose records have been changed."""
    (folder / "dump.txt").write_bytes(data)
    made = b"".join(lines([data], Document(), Options(unit="block")))
    records = [json.loads(line) for line in made.split(b"\n")[:-1]]
    change(records)
    text = "".join(json.dumps(record) + "\n" for record in records)
    (folder / "b.jsonl").write_text(text, encoding="utf-8")
    return list(verify(str(folder / "dump.txt"), str(folder / "b.jsonl")))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        *TEXTS,
        TEXTS[0].replace(b"\n", b"\r\n"),
        TEXTS[0].replace(b"\n", b"\r"),
        b"\xef\xbb\xbf" + TEXTS[0],
        b"a title\n\xff\xfe bad bytes\n\n\n",
        b"\n\f\n".join(TEXTS),
        b"\n\n-----\n\n".join(TEXTS),
        b"\n" * 70_000 + TEXTS[0] + b"\r\n" * 70_000,
    ],
)
def test_all_is_well(tmp_path: Path, data: bytes) -> None:
    assert findings(tmp_path, data) == []


@given(documents)
@settings(max_examples=2000)
def test_all_is_well_with_any_text(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    assert findings(tmp_path_factory.mktemp("v"), data) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda r: r.pop(3), "line 5 of the dump is in no record"),
        (lambda r: r.pop(), "line 20 of the dump is in no record"),
        (lambda r: r.insert(3, r[3]), "b.jsonl:5: begins at byte"),
        (lambda r: r.insert(2, r.pop(4)), "b.jsonl:4: begins at byte"),
        (lambda r: r[3].update(text=r[3]["text"] + "!"), "b.jsonl:4: the bytes"),
        (lambda r: r[3].update(byte_start=r[3]["byte_start"] + 2), "b.jsonl:4: the bytes"),
        (lambda r: r[3].update(line_start=6, line_end=6), "b.jsonl:4: says line 6"),
        (lambda r: r[3].update(line_end=6), "b.jsonl:4: says that it ends in line 6"),
        (lambda r: r[3].update(block=9), "b.jsonl:4: is block 9"),
        (lambda r: r[3].update(article=3), "b.jsonl:4: is block 4 of article 3"),
        (lambda r: [each.update(article=0) for each in r], "b.jsonl:1: is block 1 of article 0"),
        (lambda r: r[-1].update(byte_end=r[-1]["byte_end"] + 9), "b.jsonl:19: the dump has 5989 bytes"),
        (lambda r: r[3].update(byte_end=10**18), "b.jsonl:4: the dump has 5989 bytes"),
        (lambda r: r[3].pop("text"), "b.jsonl:4: has no text"),
        (lambda r: r[3].update(text=None), "b.jsonl:4: text is"),
        (lambda r: r[3].update(byte_start="1"), "b.jsonl:4: byte_start is"),
        (lambda r: r[3].update(line_start=True), "b.jsonl:4: line_start is"),
        (lambda r: r[3].update(encoding="latin-99"), "b.jsonl:4: the encoding"),
        (lambda r: r[3].update(origin={}), "b.jsonl:4: is an article's record"),
        (lambda r: r.__setitem__(3, []), "b.jsonl:4: is no record"),
    ],
)
def test_a_fault_is_found_and_named(tmp_path: Path, change: Callable[[Records], object], said: str) -> None:
    assert any(found.startswith(said) for found in findings(tmp_path, SEED.read_bytes(), change))


def test_a_long_gap_is_walked_and_each_line_of_it_named_once(tmp_path: Path) -> None:
    data = b"A lost line " + b"x" * 200_000 + b"\r\n" + b" " * 300_000 + b"\r\n\r\nAnother\r\n" + SEED.read_bytes()
    (tmp_path / "dump.txt").write_bytes(data)
    (tmp_path / "b.jsonl").write_bytes(b"")
    found = list(verify(str(tmp_path / "dump.txt"), str(tmp_path / "b.jsonl")))
    assert found[0].startswith('line 1 of the dump is in no record: "A lost line')
    assert found[1] == 'line 4 of the dump is in no record: "Another"'
    assert len(found) == 2 + 19  # the seed has a blank line


def test_nested_json_is_no_record(tmp_path: Path) -> None:
    (tmp_path / "dump.txt").write_bytes(b"")
    (tmp_path / "b.jsonl").write_bytes(b"[" * 100_000)
    assert "b.jsonl:1: is no record" in next(verify(str(tmp_path / "dump.txt"), str(tmp_path / "b.jsonl")))


def test_the_command(tmp_path: Path) -> None:
    blocks = tmp_path / "b.jsonl"
    blocks.write_bytes(run("--unit", "block", SEED).stdout)
    done = run("verify", SEED, blocks)
    assert (done.returncode, done.stdout.decode()) == (0, f"{SEED}: every line stands in one record\n")
    blocks.write_bytes(blocks.read_bytes() + b"{\n")
    done = run("verify", SEED, blocks)
    assert done.returncode == 1
    assert b"b.jsonl:20: is no record" in done.stdout
    assert run("verify", tmp_path / "none", blocks).returncode == 1
    piped = run("verify", SEED, "-", given=run("--unit", "block", SEED).stdout)
    assert piped.returncode == 0
