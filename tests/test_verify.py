"""`verify` finds nothing where all is well, and names what is not."""

import bz2
import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, reject, settings

from conftest import FIXTURES, SEED, Records, run
from seedparse.errors import InputError
from seedparse.model import Document, Options
from seedparse.stream import lines
from seedparse.tools.verify import verify
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
@settings(max_examples=200)
def test_all_is_well_with_any_text(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    try:
        found = findings(tmp_path_factory.mktemp("v"), data)
    except InputError:
        reject()  # it is no text: `verify` says so, as `parse` does
    assert found == []


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
        (lambda r: r[3].update(origin={}), "b.jsonl:4: is an article record"),
        (lambda r: r.__setitem__(3, []), "b.jsonl:4: is not a record"),
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
    assert "b.jsonl:1: is not a record" in next(verify(str(tmp_path / "dump.txt"), str(tmp_path / "b.jsonl")))


def test_the_command(tmp_path: Path) -> None:
    blocks = tmp_path / "b.jsonl"
    blocks.write_bytes(run("--unit", "block", SEED).stdout)
    done = run("verify", SEED, blocks)
    assert (done.returncode, done.stdout.decode()) == (0, f"{SEED}: every line is in exactly one block record\n")
    blocks.write_bytes(blocks.read_bytes() + b"{\n")
    done = run("verify", SEED, blocks)
    assert done.returncode == 1
    assert b"b.jsonl:20: is not a record" in done.stdout
    assert done.stdout.endswith(b"\n1 finding\n")
    assert run("verify", tmp_path / "none", blocks).returncode == 1
    said = run("verify", tmp_path / "none", blocks).stderr.decode()
    assert said == f"seedparse: {tmp_path}/none: no such file or directory\n"
    said = run("verify", SEED, tmp_path / "none").stderr.decode()
    assert said == f"seedparse: {tmp_path}/none: no such file or directory\n"
    piped = run("verify", SEED, "-", given=run("--unit", "block", SEED).stdout)
    assert piped.returncode == 0


def test_many_findings_are_counted_and_the_first_shown(tmp_path: Path) -> None:
    dump = tmp_path / "dump.txt"
    dump.write_text("".join(f"Line {number} of the dump\n" for number in range(1500)), encoding="utf-8")
    done = run("verify", dump, "-", given=b"")
    *findings, last = done.stdout.decode().splitlines()
    assert done.returncode == 1
    assert len(findings) == 20
    assert last == "1,500 findings; the first 20 are shown, --all shows all"
    *findings, last = run("verify", "--all", dump, "-", given=b"").stdout.decode().splitlines()
    assert len(findings) == 1500
    assert last == "1,500 findings"


MEMBERS = {
    "one.txt": TEXTS[0],
    "blank.txt": b"\n \n",
    "two.txt": TEXTS[1],
    "last.txt": TEXTS[2].replace(b"\n", b"\r\n"),
}


def packed(form: str) -> bytes:
    """The members in a container."""
    file = io.BytesIO()
    if form == "zip":
        with zipfile.ZipFile(file, "w") as archive:
            for name, data in MEMBERS.items():
                archive.writestr(name, data)
    elif form in ("tar", "tar.gz"):
        with tarfile.open(fileobj=file, mode="w:gz" if form == "tar.gz" else "w") as tape:
            for name, data in [*MEMBERS.items(), ("one.txt", TEXTS[3])]:  # a name may come twice
                entry = tarfile.TarInfo(name)
                entry.size = len(data)
                tape.addfile(entry, io.BytesIO(data))
    elif form == "jsonl":
        file.write(b"".join(json.dumps({"text": data.decode()}).encode() + b"\n" for data in MEMBERS.values()))
    else:
        file.write(gzip.compress(TEXTS[0]) if form == "gz" else bz2.compress(TEXTS[0]))
    return file.getvalue()


@pytest.mark.parametrize("form", ["zip", "tar", "tar.gz", "jsonl", "gz", "bz2"])
class TestContainers:
    def test_all_is_well(self, tmp_path: Path, form: str) -> None:
        (tmp_path / "dump").write_bytes(packed(form))
        blocks = run("--unit", "block", "dump", cwd=tmp_path)
        done = run("verify", "dump", "-", given=blocks.stdout, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout == b"dump: every line is in exactly one block record\n"

    def test_a_fault_is_found_in_its_member(self, tmp_path: Path, form: str) -> None:
        (tmp_path / "dump").write_bytes(packed(form))
        lines = run("--unit", "block", "dump", cwd=tmp_path).stdout.splitlines(keepends=True)
        last = json.loads(lines[-1])
        name = "the dump" if last["member"] is None else f'"{last["member"]}"'
        done = run("verify", "dump", "-", given=b"".join(lines[:-1]), cwd=tmp_path)
        first, *_, total = done.stdout.decode().splitlines()
        assert done.returncode == 1
        assert first.startswith(f"line {last['line_start']} of {name} is in no record: ")
        assert total.endswith("finding" if last["line_start"] == last["line_end"] else "findings")
        changed = json.dumps({**last, "text": last["text"] + "!"}).encode()
        done = run("verify", "dump", "-", given=b"".join([*lines[:-1], changed]), cwd=tmp_path)
        span = f"{last['byte_start']}-{last['byte_end']}"
        assert done.stdout.decode().startswith(f"-:{len(lines)}: the bytes {span} of {name} are not its text: ")


def test_a_record_of_no_member(tmp_path: Path) -> None:
    (tmp_path / "dump").write_bytes(packed("zip"))
    lines = run("--unit", "block", "dump", cwd=tmp_path).stdout
    strange = json.dumps({**json.loads(lines.splitlines()[0]), "member": "three.txt"}).encode() + b"\n"
    done = run("verify", "dump", "-", given=lines + strange, cwd=tmp_path)
    number = lines.count(b"\n") + 1
    assert done.stdout.decode() == f'-:{number}: there is no document "three.txt" here in dump\n1 finding\n'


def test_what_comes_before_a_damage_is_checked(tmp_path: Path) -> None:
    data = gzip.compress(b"\n\n".join(TEXTS[:9]), mtime=0)
    (tmp_path / "cut.gz").write_bytes(data[: len(data) // 2])
    blocks = run("--unit", "block", "cut.gz", cwd=tmp_path).stdout
    assert blocks
    done = run("verify", "cut.gz", "-", given=blocks, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().startswith("seedparse: cut.gz: is truncated")


def test_a_binary_dump_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "dump").write_bytes(bytes(range(256)) * 99)
    done = run("verify", "dump", "-", given=b"", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"seedparse: dump: is a binary file, not text\n")
