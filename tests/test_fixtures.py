"""Each fixture pair, a text and the records it gives: whole, in single bytes, with CRLF, and through the command."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import FIXTURES, Records, pairs, records, run
from seedparse.model import Document, Options
from seedparse.stream import lines


def parsed(pieces: list[bytes], name: str) -> Records:
    return records(b"".join(lines(pieces, Document(path=name), Options())))


def expected(path: Path) -> Records:
    loaded: Records = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return loaded


def without_spans(found: Records) -> Records:
    for record in found:
        del record["origin"]["byte_start"], record["origin"]["byte_end"]
    return found


def test_there_are_fixtures() -> None:
    assert FIXTURES / "guildhall.txt" in pairs()


@pytest.mark.parametrize("path", pairs(), ids=lambda path: path.stem)
class TestPair:
    def test_whole(self, path: Path, check: Callable[[str, Records], Records], request: pytest.FixtureRequest) -> None:
        found = check("article", parsed([path.read_bytes()], path.name))
        if request.config.getoption("--bless"):
            text = json.dumps(found, ensure_ascii=False, indent=1)
            path.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
        assert found == expected(path)

    def test_single_bytes(self, path: Path) -> None:
        data = path.read_bytes()
        assert parsed([data[at : at + 1] for at in range(len(data))], path.name) == expected(path)

    def test_carriage_returns(self, path: Path) -> None:
        data = path.read_bytes().replace(b"\n", b"\r\n")
        assert without_spans(parsed([data], path.name)) == without_spans(expected(path))

    def test_lone_carriage_returns(self, path: Path) -> None:
        data = path.read_bytes().replace(b"\n", b"\r")
        assert parsed([data], path.name) == expected(path)

    def test_blocks(self, path: Path, check: Callable[[str, Records], Records]) -> None:
        data = path.read_bytes()
        found = check("block", records(b"".join(lines([data], Document(), Options(unit="block")))))
        at = 0
        for block in found:
            assert data[at : block["byte_start"]].strip() == b""
            assert data[block["byte_start"] : block["byte_end"]].decode() == block["text"]
            at = block["byte_end"]
        assert data[at:].strip() == b""


@pytest.mark.parametrize("path", pairs()[::9], ids=lambda path: path.stem)
def test_through_the_command(path: Path) -> None:
    done = run(path.name, cwd=FIXTURES)
    assert (done.returncode, done.stderr) == (0, b"")
    assert records(done.stdout) == expected(path)
