"""Each fixture pair, a text and the records it gives: whole, in single bytes, with CRLF, and through the command."""

import json
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

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
            for change in changes(expected(path) if path.with_suffix(".json").exists() else [], found):
                warnings.warn(f"{path.name}: {change}", stacklevel=1)
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


def places(records: Records) -> dict[str, str]:
    """Each text of some records, and where it stands in them."""
    found: dict[str, str] = {}

    def walk(value: Any, place: str) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                walk(inner, f"{place}.{key}".lstrip("."))
        elif isinstance(value, list):
            for inner in value:
                walk(inner, place)
        elif value is not None:
            found[f"{place} {value}" if not isinstance(value, str) or len(value) < 3 else str(value)] = place

    for record in records:
        walk(record, "")
    return found


def changes(old: Records, new: Records) -> list[str]:
    """What changed its place between two readings of a text: what `--bless` tells."""
    before, after = places(old), places(new)
    texts = dict.fromkeys((*before, *after))
    return [
        f"{before.get(text, 'nowhere')} -> {after.get(text, 'nowhere')}: {text[:60]}"
        for text in texts
        if before.get(text) != after.get(text)
    ]


def test_what_changed_its_place_is_told() -> None:
    old = [{"body": ["The ferry stays.", "All rights reserved"], "extra": []}]
    new = [{"body": ["The ferry stays."], "extra": [{"kind": "footer", "text": "All rights reserved"}]}]
    assert changes(old, new) == ["body -> extra.text: All rights reserved", "nowhere -> extra.kind: footer"]


@pytest.mark.parametrize("path", pairs()[::9], ids=lambda path: path.stem)
def test_through_the_command(path: Path) -> None:
    done = run(path.name, cwd=FIXTURES)
    assert (done.returncode, done.stderr) == (0, b"")
    assert records(done.stdout) == expected(path)
