"""The programs of `examples/`: the script for every night, and the notebook.

`pip install -r requirements/notebook.txt && pytest -m heavy tests/test_programs.py` runs both.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from conftest import FIXTURES, ROOT, SOME

EXAMPLES = ROOT / "examples"


def nightly(tmp_path: Path, floors: str) -> tuple[int, str]:
    """The exit code of the script for `dumps` and `records`, and what cron would mail."""
    program = tmp_path / "bin" / "seedparse"
    if not program.exists():
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m seedparse "$@"\n', encoding="utf-8")
        program.chmod(0o755)
    done = subprocess.run(
        [EXAMPLES / "nightly.sh", tmp_path / "dumps", tmp_path / "records"],
        env={**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}", "SEEDPARSE_FLOORS": floors},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == ""
    return done.returncode, done.stderr


@pytest.mark.heavy
def test_the_script_for_every_night(tmp_path: Path) -> None:
    dumps = tmp_path / "dumps"
    dumps.mkdir()
    for path in SOME:
        shutil.copy(path, dumps)
    floors = "known=0.9 title=0.9 body=0.9"
    assert nightly(tmp_path, floors) == (0, "")
    assert len(list((tmp_path / "records").glob("*.jsonl"))) == len(SOME)
    time.sleep(1.1)  # a file system may keep times in whole seconds

    # A second night: a text that is cut off, and one of a site whose texts are all menu.
    shutil.copy(FIXTURES / "en-lamp-boat.txt", dumps)
    (dumps / "menu.txt").write_text("\n".join(f"Quay {number} of the old harbour" for number in range(40)))
    (dumps / "cut.gz").write_bytes(b"\x1f\x8b\x08\x00cut off")
    code, told = nightly(tmp_path, floors)
    assert code == 1
    assert "some inputs could not be read" in told
    assert "title is 0.5" in told
    assert "less than 0.9" in told
    (failure,) = [
        json.loads(line)
        for path in (tmp_path / "records/log").glob("*.failures.jsonl")
        for line in path.read_text().splitlines()
    ]
    assert failure["path"].endswith("cut.gz")
    assert (tmp_path / "records/en-lamp-boat.jsonl").is_file()
    time.sleep(1.1)

    # A third night: nothing is new, and what is old raises no alarm again.
    (dumps / "cut.gz").unlink()
    assert nightly(tmp_path, floors) == (0, "")


@pytest.mark.heavy
def test_the_script_says_how_it_is_called(tmp_path: Path) -> None:
    assert nightly(tmp_path, "") == (2, "usage: nightly.sh DUMPS RECORDS\n")


@pytest.mark.heavy
def test_the_notebook_draws_a_chart(tmp_path: Path) -> None:
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    notebook: Any = nbformat.read(EXAMPLES / "who-cites-whom.ipynb", as_version=4)
    nbformat.validate(notebook)
    shutil.copytree(FIXTURES, tmp_path / "dumps")
    (tmp_path / "dumps/cut.gz").write_bytes(b"\x1f\x8b\x08\x00cut off")
    os.environ["DUMPS"] = str(tmp_path / "dumps")
    try:
        nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    finally:
        del os.environ["DUMPS"]
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    printed = "".join(output.text for output in outputs if output.output_type == "stream" and output.name == "stdout")
    assert f"{len(list(FIXTURES.glob('*.txt')))} articles in 45 languages" in printed
    assert "1 inputs could not be read" in printed
    assert "citations of" in printed
    assert [len(output.data["image/png"]) > 10_000 for output in outputs if "image/png" in output.get("data", {})] == [
        True
    ]
