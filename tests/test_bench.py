"""The benchmarks run, on corpora of a few articles; nothing is timed."""

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, records, run

BENCH = ROOT / "bench"
KINDS = ["cyrillic", "english", "natural", "main", "pages"]
TINY = "0.02"  # megabytes


def bench(name: str, *arguments: str | Path) -> str:
    words = [sys.executable, str(BENCH / name), *map(str, arguments)]
    return subprocess.run(words, stdout=subprocess.PIPE, check=True, timeout=120, text=True).stdout


def made(folder: Path) -> dict[str, bytes]:
    folder.mkdir()
    bench("corpora.py", folder, TINY)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def rows(table: str) -> list[list[str]]:
    lines = [line for line in table.splitlines() if line.startswith("|") and not line.startswith("|---")]
    return [re.findall(r"[^|]+", line.replace(" ", "")) for line in lines]


def test_corpora_are_the_same_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for seed in ("1", "2"):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        found.append(made(tmp_path / seed))
    assert found[0] == found[1]
    assert sorted(found[0]) == sorted(f"{kind}.{ending}" for kind in KINDS for ending in ("txt", "jsonl"))


def test_the_script_finds_the_same_in_clean_articles(tmp_path: Path) -> None:
    """Otherwise the ratio of the two would compare different work."""

    def ours(record: dict[str, Any]) -> tuple[int, int]:
        texts = len(record["header"]["lead"]) + len(record["body"]) + (record["attribution"]["text"] is not None)
        return texts, len(record["related"])

    def its(record: dict[str, Any]) -> tuple[int, int]:
        return len(record["body"]) + (record["attribution"] is not None), len(record["related"])

    made(tmp_path / "corpora")
    for kind in ("cyrillic", "english"):
        path = tmp_path / "corpora" / f"{kind}.txt"
        count: Callable[[bytes], int] = path.with_suffix(".jsonl").read_bytes().count
        wanted = [its(json.loads(line)) for line in bench("script.py", path).splitlines()]
        assert [ours(record) for record in records(run(path).stdout)] == wanted
        assert len(wanted) == count(b"\n") > 1


def test_speed_runs(tmp_path: Path) -> None:
    """Against a wheel of the same code, whose output is the same."""
    package = Path(os.environ["PYTHONPATH"]) / "seedparse"
    wheel = tmp_path / "seedparse.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path in package.rglob("*"):
            archive.write(path, path.relative_to(package.parent))
    shown = bench("speed.py", "--against", wheel, "--runs", "1", "--megabytes", TINY, "--kind", "english", "main")
    head, *corpora = rows(shown)
    assert head[:3] == ["corpus", "articles", "records"]
    assert [row[0] for row in corpora] == ["english", "main"]
    for row in corpora:
        assert len(row) == len(head)
        assert int(row[1]) > 1
        assert int(row[2]) > 1
        assert all(float(ratio) > 0 for ratio in row[3:-1])
        assert row[-1] == "yes"


def test_calls_runs() -> None:
    shown = bench("calls.py", "--megabytes", TINY, "--modules")
    _, *corpora = rows(shown)
    assert [row[0] for row in corpora] == KINDS
    assert all(int(total) > int(in_python) > 0 for _, _, total, in_python in corpora)
    found = re.search(r"whole: (\d+) functions in (\d+) modules\n((?:    .*\n)+)", shown)
    assert found
    modules = dict(line.strip().split(": ") for line in found[3].splitlines())
    assert len(modules) == int(found[2])
    assert sum(len(names.split(", ")) for names in modules.values()) == int(found[1])
    assert "readers.citations" in modules
