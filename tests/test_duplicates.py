"""Articles whose id came before are dropped, the same ones for any number of processes and after a kill."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import SOME, records, run
from seedparse.batch.duplicates import ID_BYTES, Seen
from test_containers import jsonl

TEXTS = [path.read_bytes() for path in SOME]


def name(number: int) -> bytes:
    return number.to_bytes(ID_BYTES, "big")


def test_at_least_the_last_ids_are_known() -> None:
    seen = Seen(remembered=8)
    assert all(seen.add(name(number << 64)) for number in range(1, 30))
    assert not any(seen.add(name(number << 64)) for number in range(22, 30))
    assert seen.add(name(1 << 64))  # too old: a duplicate may be missed


def test_an_original_is_never_dropped() -> None:
    """Also where ids share all that the table looks at first."""
    seen = Seen(remembered=64)
    assert all(seen.add(name(number)) for number in range(1, 500))


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number:02}").write_bytes(b"".join(map(jsonl, [TEXTS[number % 4], TEXTS[0], TEXTS[number % 3]])))
    (folder / "z.txt").write_bytes(TEXTS[4])
    return folder


def tree(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.glob("*.jsonl"))}


SMALL = """
from seedparse.batch import parallel
parallel.LITTLE = 10_000
parallel.HEAVY = 2
from seedparse.command.cli import main
main()
"""


def run_small(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", SMALL, *map(str, arguments)], capture_output=True, timeout=300, check=False
    )


def test_each_article_is_written_once(files: Path, tmp_path: Path) -> None:
    alone = run(files, "--jobs", "1").stdout
    done = run(files, "--dedupe", "-o", tmp_path / "all.jsonl", "--jobs", "1")
    expected, ids = [], set()
    for line, record in zip(alone.splitlines(keepends=True), records(alone), strict=True):
        if record["id"] not in ids:
            ids.add(record["id"])
            expected.append(line)
    assert (tmp_path / "all.jsonl").read_bytes() == b"".join(expected)
    assert len(expected) == 5
    assert b"13 files, 5 articles, 32 duplicates dropped," in done.stderr
    two = run_small(files, "--dedupe", "-o", tmp_path / "two.jsonl", "--jobs", "2")
    assert (tmp_path / "two.jsonl").read_bytes() == b"".join(expected)
    assert b"13 files, 5 articles, 32 duplicates dropped," in two.stderr


def test_a_file_for_each_input(files: Path, tmp_path: Path) -> None:
    for jobs in ("1", "2"):
        done = run_small(files, "--dedupe", "-o", tmp_path / f"out{jobs}", "--jobs", jobs)
        assert done.returncode == 0
        assert b"13 files, 5 articles, 32 duplicates dropped," in done.stderr
    assert tree(tmp_path / "out1") == tree(tmp_path / "out2")
    again = run_small(files, "--dedupe", "-o", tmp_path / "out1")
    assert b"13 files unchanged" in again.stderr


def test_a_run_that_goes_on_drops_the_same(files: Path, tmp_path: Path) -> None:
    out, fresh = tmp_path / "out", tmp_path / "fresh"
    run_small(files, "--dedupe", "-o", out, "--jobs", "1")
    (out / "05.jsonl").unlink()  # as after a kill: this one and those behind it are made anew
    done = run_small(files, "--dedupe", "-o", out, "--jobs", "2")
    assert b"5 files unchanged" in done.stderr
    (files / "00").write_bytes(jsonl(TEXTS[2]))  # its articles were dropped from others
    done = run_small(files, "--dedupe", "-o", out, "--jobs", "1")
    assert b"unchanged" not in done.stderr
    run_small(files, "--dedupe", "-o", fresh, "--jobs", "1")
    assert tree(out) == tree(fresh)
    (files / "00").unlink()
    assert b"unchanged" not in run_small(files, "--dedupe", "-o", out, "--jobs", "1").stderr


def test_a_killed_run_goes_on_with_the_same_bytes(files: Path, tmp_path: Path) -> None:
    whole, out = tmp_path / "whole", tmp_path / "out"
    run_small(files, "--dedupe", "-o", whole, "--jobs", "2")
    for count in (1, 6):
        running = subprocess.Popen([sys.executable, "-c", SMALL, files, "--dedupe", "-o", out, "--jobs", "2"])
        while len(list(out.glob("*.jsonl"))) < count and running.poll() is None:
            time.sleep(0.01)
        running.send_signal(signal.SIGKILL)
        running.wait()
        assert all(content == tree(whole)[name] for name, content in tree(out).items())
    assert run_small(files, "--dedupe", "-o", out, "--jobs", "2").returncode == 0
    assert tree(out) == tree(whole)
    assert not [each for each in os.listdir(out) if each.startswith(".seedparse-")]


def test_blocks_have_no_id() -> None:
    done = run(SOME[0], "--dedupe", "--unit", "block")
    assert done.returncode == 2
    assert b"--unit block" in done.stderr
