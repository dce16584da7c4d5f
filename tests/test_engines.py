"""Our output in the tools that people pipe it to, with the right types. jq where it is installed; the engines are
heavy."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from conftest import FIXTURES, run

MIXED = [
    "",  # a record with hardly anything in it must have the types of a full one
    "A title\n",
    "A title\nA lead of the text, and its stop.\n\nA body of the text, which ends too.\nRelated\n07/02/2026 One\n",
    "31.02.2025\nAn impossible date above\nSource: Reuters\nFirst paragraph, as Reuters reports, ends here.\n\0\n",
]


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The articles of a mixed set of texts, sparse ones first: readers infer their types from the first rows."""
    folder = tmp_path_factory.mktemp("mixed")
    for number, text in enumerate(MIXED):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    done = run(folder, FIXTURES)
    assert done.returncode == 0
    path = folder / "out.jsonl"
    path.write_bytes(done.stdout)
    return path


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
def test_jq(output: Path) -> None:
    query = '[.related[]? | select(.date != null) | .date | strptime("%Y-%m-%d") | mktime] | length'
    done = subprocess.run(["jq", "-c", query, output], capture_output=True, text=True, check=True)
    assert sum(map(int, done.stdout.split())) > 12
    query = '[.. | type] | unique - ["string","number","null","array","object"] | length'
    done = subprocess.run(["jq", query, output], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == {"0"}


def truth(output: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.read_text(encoding="utf-8").split("\n")[:-1]]


@pytest.mark.heavy
def test_duckdb(output: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    types = dict(
        duckdb.sql(f"select column_name, column_type from (describe from read_json_auto('{output}'))").fetchall()
    )
    assert types["body"] == "VARCHAR[]"
    assert types["related"].startswith("STRUCT(heading VARCHAR, date DATE, date_raw VARCHAR, title VARCHAR)[]")
    assert types["origin"].startswith("STRUCT(path VARCHAR")
    assert "line_start BIGINT" in types["origin"]
    rows = duckdb.sql(
        "select header.title, len(related), max(r.date)::varchar "
        f"from (select *, unnest(related) r from read_json_auto('{output}')) group by all"
    ).fetchall()
    wanted = {
        (
            record["header"]["title"],
            len(record["related"]),
            max((r["date"] or "" for r in record["related"]), default=""),
        )
        for record in truth(output)
        if record["related"]
    }
    assert {(title, count, date or "") for title, count, date in rows} == wanted


@pytest.mark.heavy
def test_polars(output: Path) -> None:
    polars = pytest.importorskip("polars")
    frame = polars.scan_ndjson(output, infer_schema_length=None).collect()
    assert frame.schema["body"] == polars.List(polars.String)
    assert frame.schema["origin"].fields[2].dtype == polars.Int64
    assert frame["body"].list.len().to_list() == [len(record["body"]) for record in truth(output)]
    dates = frame.explode("related").unnest("related")["date"].drop_nulls()
    assert dates.str.to_date("%Y-%m-%d").len() == sum(
        bool(r["date"]) for record in truth(output) for r in record["related"]
    )


@pytest.mark.heavy
def test_pandas(output: Path) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_json(output, lines=True)
    assert frame["id"].tolist() == [record["id"] for record in truth(output)]
    entries = pandas.json_normalize(truth(output), "related", ["id"])
    assert pandas.to_datetime(entries["date"]).notna().sum() > 12
