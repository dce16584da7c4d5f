"""The recipes of docs/recipes.md, run as they stand there: no value of any record is lost, in any tool.

The first 30,000 records have no related entry and no attribution, the last has everything: readers that infer the types
fail on such a file.
"""

import json
import os
import pwd
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, SEED, run
from seedparse import parse_text

EMPTY = 30_000
RECIPES = (ROOT / "docs/recipes.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working directory with `out.jsonl`."""
    return write(tmp_path_factory.mktemp("recipes"))


def write(folder: Path) -> Path:
    empty: Any = json.loads(json.dumps(parse_text("A title\n\nA body of the text, which ends here.\n")[0]))
    empty["notes"] = []
    full: Any = json.loads(json.dumps(parse_text(SEED.read_text(encoding="utf-8"))[0]))
    assert not empty["related"]
    assert not any(empty["attribution"].values())
    full["header"] |= {"title": "007", "published": "0987-02-28", "published_raw": "2026-02-07", "byline": "\x7f\u2028"}
    full["origin"] |= {"url": "https://a.example/", "member": "#1", "record_id": "1", "fetched": "2026-02-07T00:00:00Z"}
    full["origin"]["fields"] = [{"name": "date", "value": "2026-02-07"}, {"name": "true", "value": "1e3"}]
    full["related"][0]["date"] = "1799-12-31"
    full["related"][1]["date"] = None
    full["body"].append("A long paragraph. " * 180_000)
    full["citations"] = [{"text": "as Reuters reports", "publisher": "Reuters", "via": None, "paragraph": -1}]
    full["extra"] = [{"kind": "photo", "text": '"quoted" \\ and\ttab\nnew line'}]
    full["notes"] = [{"code": "date-invalid", "line": 3, "detail": "31.02.2025"}]
    full["id"] = "sp-" + "f" * 32
    with open(folder / "out.jsonl", "w", encoding="utf-8") as file:
        for number in range(EMPTY):
            origin = {**empty["origin"], "article": number + 1}
            file.write(json.dumps({**empty, "id": f"sp-{number:032x}", "origin": origin}) + "\n")
        file.write(json.dumps(full, ensure_ascii=False) + "\n")
    return folder


def truth(folder: Path) -> list[dict[str, Any]]:
    with open(folder / "out.jsonl", encoding="utf-8") as file:
        return list(map(json.loads, file))


def blocks(heading: str, language: str) -> list[str]:
    """The code blocks under a heading of the page."""
    (part,) = re.findall(rf"^## {heading}\n(.*?)(?=^## |\Z)", RECIPES, re.MULTILINE | re.DOTALL)
    return re.findall(rf"```{language}\n(.*?)```", part, re.DOTALL)


def run_recipe(heading: str, folder: Path, monkeypatch: pytest.MonkeyPatch, **environment: str) -> dict[str, Any]:
    """Run the commands and then the Python of a recipe in a directory; return the names that the Python has made."""
    bin_folder = Path(sys.executable).parent
    for command in blocks(heading, "sh"):
        env = {**os.environ, "PATH": f"{bin_folder}:{os.environ['PATH']}", **environment}
        subprocess.run(["bash", "-euo", "pipefail", "-c", command], cwd=folder, env=env, check=True, timeout=300)
    monkeypatch.chdir(folder)
    monkeypatch.syspath_prepend(folder)
    monkeypatch.delitem(sys.modules, "article_types", raising=False)
    names: dict[str, Any] = {"__name__": "recipe"}
    for code in blocks(heading, "python"):
        exec(compile(code, f"recipe of {heading}", "exec"), names)
    return names


def plain(value: Any) -> Any:
    """A value of a tool as JSON has it."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def equal(rows: Iterator[Any] | list[Any], folder: Path) -> None:
    """Check that these are the records, in any order."""
    found = sorted(map(plain, rows), key=lambda row: str(row["id"]))
    wanted = truth(folder)
    assert len(found) == len(wanted)
    for row, record in zip(found, wanted, strict=True):
        assert row == record, next(key for key in record if row.get(key) != record[key])


ROWS: dict[str, tuple[str, Callable[[Any], list[Any]]]] = {
    "DuckDB": ("duckdb", lambda found: [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]),
    "Polars": ("polars", lambda found: found.collect().to_dicts()),
    "Arrow": ("pyarrow", lambda found: found.to_pylist()),
    "pandas": ("pandas", lambda found: found.to_dict("records")),
    "Hugging Face datasets": ("datasets", lambda found: found.to_list()),
    "Spark": ("pyspark", lambda found: [row.asDict(recursive=True) for row in found.collect()]),
    "ClickHouse": ("chdb", lambda found: [json.loads(line) for line in found.bytes().splitlines()]),
}
"""A tool's module, and what makes rows of what its recipe calls `articles`."""


@pytest.mark.heavy
@pytest.mark.parametrize("tool", ROWS)
def test_a_recipe_loses_nothing(tool: str, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    name, rows = ROWS[tool]
    pytest.importorskip(name)
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    monkeypatch.setenv("HF_DATASETS_CACHE", str(tmp_path / "datasets"))
    names = run_recipe(tool, folder, monkeypatch)
    equal(rows(names["articles"]), folder)
    if tool == "Spark":
        names["spark"].stop()


@pytest.mark.heavy
def test_block_records_in_pandas(tmp_path: Path) -> None:
    """All keys of a block are columns: here pandas would convert dates and numbers."""
    pandas = pytest.importorskip("pandas")
    done = run("--unit", "block", SEED)
    (tmp_path / "blocks.jsonl").write_bytes(done.stdout)
    names: dict[str, Any] = {}
    exec(run("schema", "--unit", "block", "--for", "pandas").stdout.decode(), names)
    frame = pandas.read_json(tmp_path / "blocks.jsonl", **names["READ_JSON"]).astype(names["DTYPES"])
    found = [{key: None if value is pandas.NA else value for key, value in row.items()} for row in rows_of(frame)]
    assert found == [json.loads(line) for line in done.stdout.splitlines()]


def rows_of(frame: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in frame.to_dict("records")]


SERVERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@pytest.mark.heavy
@pytest.mark.skipif(not SERVERS or shutil.which("psql") is None, reason="PostgreSQL is not installed")
def test_postgres(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path_factory.mktemp("postgres")
    user: str | None = None
    if os.geteuid() == 0:  # the server refuses to run as root
        user = "postgres"
        there = pwd.getpwnam(user)
        for each in (folder, *folder.parents):
            if each == Path("/tmp"):
                break
            os.chmod(each, 0o755)
        os.chown(folder, there.pw_uid, there.pw_gid)
    data = folder / "data"

    def server(*command: str | Path) -> None:
        subprocess.run(command, check=True, timeout=120, user=user, cwd=folder, stdout=subprocess.DEVNULL)

    server(SERVERS[-1] / "initdb", "-D", data, "-A", "trust", "-U", "reader", "-E", "UTF8", "--no-sync")
    server(
        *(SERVERS[-1] / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "start"),
        *("-o", f"-c listen_addresses= -c unix_socket_directories={folder}"),
    )
    try:
        write(folder)
        environment = {"PGHOST": str(folder), "PGUSER": "reader", "PGDATABASE": "postgres"}
        run_recipe("PostgreSQL", folder, monkeypatch, **environment)
        asked = subprocess.run(
            ["psql", "-At", "-c", "SELECT row_to_json(each) FROM articles each"],
            env={**os.environ, **environment},
            capture_output=True,
            check=True,
        )
        equal([json.loads(line) for line in asked.stdout.splitlines()], folder)
    finally:
        server(SERVERS[-1] / "pg_ctl", "-D", data, "-m", "immediate", "stop")
