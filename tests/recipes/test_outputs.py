"""Parquet, SQLite and DuckDB at their real sizes: all values, flat memory, keys, no torn file."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from made import articles

from conftest import FIXTURES, records, run
from seedparse.interchange.types import record_type
from seedparse.sinks.forms import Form, output_file
from seedparse.stream import schema

pytestmark = pytest.mark.heavy
MADE = Path(__file__).with_name("made.py")


def made(path: Path, amount: str, *flags: str) -> tuple[int, int]:
    """The number of articles that were written, and the greatest resident memory in MB."""
    done = subprocess.run(
        [sys.executable, MADE, path, amount, *flags], capture_output=True, check=True, text=True, timeout=900
    )
    count, memory = map(int, done.stdout.split())
    return count, memory


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list) else getattr(value, "isoformat", lambda: value)()


def test_parquet_has_all_values(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    arrow = pytest.importorskip("pyarrow")
    for unit in ("article", "block"):
        out = tmp_path / f"{unit}.parquet"
        assert run(FIXTURES, "--unit", unit, "-o", out).returncode == 0
        assert plain(parquet.read_table(out).to_pylist()) == records(run(FIXTURES, "--unit", unit).stdout)
    file = parquet.ParquetFile(tmp_path / "article.parquet")
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"
    related = file.schema_arrow.field("related").type.value_type
    assert related.field("date").type == arrow.date32()
    assert not related.field("title").nullable


def test_parquet_is_the_same_for_any_jobs_and_pieces(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    for jobs in ("1", "2"):
        run(FIXTURES, "-j", jobs, "-o", tmp_path / f"{jobs}.parquet")
    assert (tmp_path / "1.parquet").read_bytes() == (tmp_path / "2.parquet").read_bytes()
    lines = list(islice(articles(), 40_000))  # more than one row group
    form = Form("parquet", "article", record_type(schema("article")))
    for name, step in (("a", 1), ("b", 7_001)):
        with output_file(str(tmp_path / name), form) as file:
            for at in range(0, len(lines), step):
                file.write(b"".join(lines[at : at + step]))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_parquet_in_a_directory_with_chosen_fields(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    out = tmp_path / "out"
    assert run(FIXTURES, "--to", "parquet", "--fields", "id,related.date", "-o", out).returncode == 0
    found = [row for path in sorted(out.glob("*.parquet")) for row in parquet.read_table(path).to_pylist()]
    wanted = records(run(FIXTURES).stdout)
    assert plain(found) == [
        {"id": each["id"], "related": [{"date": entry["date"]} for entry in each["related"]]} for each in wanted
    ]


def test_parquet_needs_no_more_memory_for_more(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    _, little = made(tmp_path / "little.parquet", "100")
    count, much = made(tmp_path / "much.parquet", "400")
    print(f"greatest resident memory: {little} MB for 100 MB of records, {much} MB for 400 MB")
    assert much < 1.15 * little
    file = parquet.ParquetFile(tmp_path / "much.parquet")
    assert file.metadata.num_rows == count
    assert file.metadata.num_row_groups > 8


@pytest.mark.parametrize("name", ["out.parquet", "out.sqlite", "out.duckdb"])
def test_a_killed_run_leaves_no_torn_file(name: str, tmp_path: Path) -> None:
    """More than one row group or batch is in the temporary file when the process is killed."""
    pytest.importorskip({"out.parquet": "pyarrow", "out.sqlite": "sqlite3", "out.duckdb": "duckdb"}[name])
    out = tmp_path / name
    made(out, "100x")
    before = out.read_bytes()
    process = subprocess.Popen([sys.executable, MADE, out, "80", "--wait"], stdout=subprocess.PIPE)
    assert process.stdout
    assert process.stdout.readline() == b"written\n"
    process.kill()
    process.wait()
    process.stdout.close()
    assert list(tmp_path.glob(".seedparse-*"))
    assert out.read_bytes() == before


COUNT = 100_000


@pytest.fixture(scope="module")
def wanted() -> list[dict[str, Any]]:
    return [json.loads(line) for line in islice(articles(), COUNT)]


QUERIES: dict[str, Callable[[list[dict[str, Any]]], Any]] = {
    "SELECT count(*) FROM articles": lambda wanted: len(wanted),
    "SELECT count(*) FROM paragraphs": lambda wanted: sum(
        len(each["body"]) + len(each["header"]["lead"]) for each in wanted
    ),
    "SELECT count(*) FROM related": lambda wanted: sum(len(each["related"]) for each in wanted),
    "SELECT count(*) FROM citations": lambda wanted: sum(len(each["citations"]) for each in wanted),
    "SELECT count(*) FROM notes": lambda wanted: sum(len(each["notes"]) for each in wanted),
    # Each citation stands in its paragraph.
    "SELECT count(*) FROM citations c JOIN paragraphs p USING (article, paragraph) WHERE instr(p.text, c.text) > 0": (
        lambda wanted: sum(len(each["citations"]) for each in wanted)
    ),
    "SELECT header_title FROM articles WHERE article = 77777": lambda wanted: wanted[77_776]["header"]["title"],
    "SELECT count(*) FROM related r JOIN articles a USING (article) WHERE a.id LIKE '%00' AND r.date >= '2026-02-08'": (
        lambda wanted: sum(
            each["id"].endswith("00") and entry["date"] >= "2026-02-08" for each in wanted for entry in each["related"]
        )
    ),
}


def test_sqlite_of_100_000_articles(tmp_path: Path, wanted: list[dict[str, Any]]) -> None:
    out = tmp_path / "out.sqlite"
    count, memory = made(out, f"{COUNT}x")
    assert count == COUNT
    print(f"sqlite: {out.stat().st_size / 1e6:.0f} MB, greatest resident memory {memory} MB")
    with closing(sqlite3.connect(out)) as connection:
        for query, of in QUERIES.items():
            assert connection.execute(query).fetchall() == [(of(wanted),)], query
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        found = connection.execute("SELECT rowid FROM search WHERE search MATCH 'title:harbour AND text:council'")
        assert [key for (key,) in found] == [
            key for key, each in enumerate(wanted, 1) if "harbour" in each["header"]["title"]
        ]


def test_duckdb_of_100_000_articles(tmp_path: Path, wanted: list[dict[str, Any]]) -> None:
    duckdb = pytest.importorskip("duckdb")
    out = tmp_path / "out.duckdb"
    count, memory = made(out, f"{COUNT}x")
    assert count == COUNT
    print(f"duckdb: {out.stat().st_size / 1e6:.0f} MB, greatest resident memory {memory} MB")
    with duckdb.connect(str(out), read_only=True) as connection:
        for query, of in QUERIES.items():
            assert connection.execute(query).fetchall() == [(of(wanted),)], query
        keys = connection.execute("SELECT constraint_type, count(*) FROM duckdb_constraints() GROUP BY ALL").fetchall()
        found = dict(keys)
        assert found["PRIMARY KEY"] == 8
        assert found["FOREIGN KEY"] == 8


def test_duckdb_has_all_values(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    out = tmp_path / "out.duckdb"
    assert run(FIXTURES, "-o", out).returncode == 0
    sqlite = tmp_path / "out.sqlite"
    run(FIXTURES, "-o", sqlite)
    with closing(sqlite3.connect(sqlite)) as one, duckdb.connect(str(out), read_only=True) as other:
        for table in ("articles", "paragraphs", "related", "citations", "notes", "extra", "meta", "fields"):
            found = other.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
            rows = one.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
            assert [tuple(map(plain, row)) for row in found] == rows
