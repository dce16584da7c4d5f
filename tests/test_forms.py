"""Outputs in other forms than JSON Lines: chosen fields, CSV, a SQLite database. Parquet and DuckDB: tests/recipes."""

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import click
import pytest

from conftest import FIXTURES, SEED, SOME, records, run
from seedparse.command.forms import form_of
from seedparse.sinks.places import place

TEXT = """Bridge opens again
By Anna Example

The bridge opened on Monday, as Reuters reports.
The council paid for it.

Read also
07.02.2026 The council pays
08.02.2026 The old bridge
"""


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def test_chosen_fields_keep_their_places() -> None:
    whole = records(run(SEED).stdout)[0]
    done = run(SEED, "--fields", "related.title, id ,header.title,attribution")
    assert records(done.stdout) == [
        {
            "id": whole["id"],
            "header": {"title": whole["header"]["title"]},
            "attribution": whole["attribution"],
            "related": [{"title": each["title"]} for each in whole["related"]],
        }
    ]
    assert list(records(done.stdout)[0]) == ["id", "header", "attribution", "related"]
    blocks = run(SEED, "--unit", "block", "--fields", "role,text").stdout
    assert records(blocks)[0] == {"role": "title", "text": whole["header"]["title"]}


def test_csv_of_blocks_has_every_cell() -> None:
    blocks = records(run(*SOME, "--unit", "block").stdout)
    done = run(*SOME, "--unit", "block", "--to", "csv")
    found = list(csv.DictReader(io.StringIO(done.stdout.decode(), newline="")))
    assert found == [{key: "" if value is None else str(value) for key, value in each.items()} for each in blocks]


def test_csv_of_articles_has_paths_as_names(tmp_path: Path) -> None:
    out = tmp_path / "out.csv.gz"
    done = run(*SOME, "--fields", "header.title,origin.line_end,header.published", "-o", out)
    assert done.returncode == 0
    unpacked = subprocess.run(["gzip", "-dc", out], capture_output=True, check=True).stdout.decode()
    found = list(csv.DictReader(io.StringIO(unpacked)))
    assert list(found[0]) == ["origin.line_end", "header.title", "header.published"]
    wanted = records(run(*SOME).stdout)
    assert [row["header.title"] for row in found] == [each["header"]["title"] for each in wanted]
    assert [int(row["origin.line_end"]) for row in found] == [each["origin"]["line_end"] for each in wanted]


def test_csv_carries_nothing_that_acts_on_a_terminal() -> None:
    text = b"A \x1b[31mred\x1b[0m title\n\nA body of two,\nlines, which ends here.\n"
    done = run("--unit", "block", "--fields", "text", "--to", "csv", given=text)
    assert b"\x1b" not in done.stdout
    assert b"A \\x1b[31mred" in done.stdout
    empty = run("--unit", "block", "--fields", "text,role", "--to", "csv", given=b"")
    assert empty.stdout == b"role,text\n"


def test_a_directory_of_csv_goes_on(tmp_path: Path) -> None:
    given, out = tmp_path / "in", tmp_path / "out"
    given.mkdir()
    for path in SOME:
        (given / path.name).write_bytes(path.read_bytes())
    flags = ("--fields", "id,header.title", "--to", "csv", "-o", out)
    assert run(given, *flags).returncode == 0
    assert sorted(each.name for each in out.glob("*.csv")) == sorted(f"{path.stem}.csv" for path in SOME)
    assert b"5 files unchanged" in run(given, *flags).stderr
    assert b"unchanged" not in run(given, "--fields", "id", "--to", "csv", "-o", out).stderr
    assert (out / f"{SOME[0].stem}.csv").read_bytes().startswith(b"id\nsp-")


def test_sqlite_has_all_in_tables_with_keys(tmp_path: Path) -> None:
    out = tmp_path / "out.sqlite"
    path = tmp_path / "bridge.txt"
    path.write_text(TEXT, encoding="utf-8")
    done = run(path, FIXTURES, "-o", out)
    assert done.returncode == 0
    articles = records(run(path, FIXTURES).stdout)
    assert rows(out, "PRAGMA integrity_check") == [("ok",)]
    assert rows(out, "PRAGMA foreign_key_check") == []
    found = rows(out, "SELECT article, id, header_title, attribution_via, origin_path, language FROM articles")
    assert found == [
        (
            number,
            each["id"],
            each["header"]["title"],
            each["attribution"]["via"],
            each["origin"]["path"],
            each["language"],
        )
        for number, each in enumerate(articles, 1)
    ]
    for query, of in (
        ("SELECT article, number, heading, date, date_raw, title FROM related", "related"),
        ("SELECT article, number, text, publisher, via, paragraph FROM citations", "citations"),
        ("SELECT article, number, kind, text FROM extra", "extra"),
        ("SELECT article, number, code, line, detail FROM notes", "notes"),
    ):
        wanted = [
            (key, number, *item.values())
            for key, each in enumerate(articles, 1)
            for number, item in enumerate(each[of])
        ]
        assert rows(out, f"{query} ORDER BY article, number") == wanted
    paragraphs = {(key, number): text for key, number, text in rows(out, "SELECT * FROM paragraphs")}
    for key, each in enumerate(articles, 1):
        for number, text in enumerate(each["body"]):
            assert paragraphs.pop((key, number)) == text
        for number, text in enumerate(each["header"]["lead"]):
            assert paragraphs.pop((key, -1 - number)) == text
    assert not paragraphs
    assert sum(len(each["header"]["meta"]) for each in articles) == rows(out, "SELECT count(*) FROM meta")[0][0]
    (cited,) = rows(
        out, "SELECT p.text FROM citations c JOIN paragraphs p USING (article, paragraph) WHERE c.article = 1"
    )
    assert "as Reuters reports" in cited[0]


def test_sqlite_has_a_full_text_index(tmp_path: Path) -> None:
    out = tmp_path / "out.sqlite"
    run("-o", out, given=TEXT.encode())
    query = (
        "SELECT rowid, snippet(search, 1, '[', ']', '', 3) FROM search WHERE search MATCH 'council AND title:bridge'"
    )
    assert rows(out, query) == [(1, "The [council] paid")]
    assert rows(out, "SELECT * FROM search WHERE search MATCH 'harbour'") == []
    with closing(sqlite3.connect(out)) as connection:
        connection.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")  # raises if it differs


def test_the_same_articles_give_the_same_database(tmp_path: Path) -> None:
    outs = [tmp_path / f"{jobs}.sqlite" for jobs in (1, 2)]
    for jobs, out in enumerate(outs, 1):
        run(*SOME, "-o", out, "--jobs", str(jobs))
    assert outs[0].read_bytes() == outs[1].read_bytes()


def test_doubtful_articles_go_beside_a_database(tmp_path: Path) -> None:
    out, review = tmp_path / "out.sqlite", tmp_path / "review.jsonl"
    assert run(FIXTURES, "-o", out, "--doubtful", review, "--dedupe").returncode == 0
    doubtful = records(review.read_bytes())
    assert doubtful
    assert rows(out, "SELECT count(*) FROM articles")[0][0] + len(doubtful) == len(records(run(FIXTURES).stdout))


def test_a_failed_run_keeps_the_earlier_database(tmp_path: Path) -> None:
    out = tmp_path / "new" / "out.sqlite"
    missing = run(tmp_path / "missing.txt", "-o", out)
    assert missing.returncode == 1
    assert not out.parent.exists()
    run(SEED, "-o", out)
    before = out.read_bytes()
    assert run(tmp_path / "missing.txt", "-o", out).returncode == 1
    assert out.read_bytes() == before
    assert [each.name for each in out.parent.iterdir()] == ["out.sqlite"]


@pytest.mark.parametrize("name", ["out.sqlite", "out.csv"])
def test_a_killed_run_leaves_no_torn_file(name: str, tmp_path: Path) -> None:
    """The input is a pipe that never ends, so the run is in its midst when it is killed."""
    out = tmp_path / name
    command = [sys.executable, "-m", "seedparse", "-", "-o", str(out), "--fields", "id"]
    if name == "out.sqlite":
        command = command[:-2]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, env=dict(os.environ))
    assert process.stdin
    for _ in range(20):
        process.stdin.write(SEED.read_bytes() + b"\n\n\n")
        process.stdin.flush()
    while not list(tmp_path.glob(".seedparse-*")):
        assert process.poll() is None
        time.sleep(0.05)
    process.kill()
    process.wait()
    with suppress(BrokenPipeError):
        process.stdin.close()
    assert not out.exists()


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (["--to", "csv"], "A cell of CSV holds no list, such as origin.fields"),
        (["-o", "{}/a.parquet", "--to", "csv"], "is written as parquet, not as csv"),
        (["-o", "{}/a.sqlite", "--unit", "block"], "leave out --unit block"),
        (["-o", "{}/a.duckdb", "--fields", "id"], "leave out --fields"),
        (["-o", "{}/tree/", "--fields", "id", "--dedupe"], "--dedupe reads the records"),
        (["-o", "memory://a.sqlite"], "a database is written to a local file"),
        (["--fields", "header.titel"], "no record has header.titel; did you mean header.title?"),
        (["--fields", ""], "--fields needs names of fields"),
        (["--fields", "id", "--as", "text"], "--as text has its own fields"),
        (["--unit", "block", "--as", "text"], "it cannot be used with --unit block"),
        (["-o", "{}/a.csv", "--as", "text"], "it cannot be used with csv"),
    ],
)
def test_flags_that_exclude_each_other(flags: list[str], message: str, tmp_path: Path) -> None:
    done = run(SEED, *(flag.format(tmp_path) for flag in flags))
    assert done.returncode == 2
    assert message in " ".join(done.stderr.decode().split())
    assert not done.stdout
    assert not list(tmp_path.iterdir())


def test_spans_need_whole_records() -> None:
    with pytest.raises(click.UsageError, match="--spans is for whole records"):
        form_of(place("a.parquet"), None, None, "article", spans=True)


def test_a_missing_extra_is_named(tmp_path: Path) -> None:
    code = "import sys; sys.modules['pyarrow'] = None; from seedparse.__main__ import main; main()"
    command = [sys.executable, "-c", code, str(SEED), "-o", str(tmp_path / "a.parquet")]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 2
    assert b"pip install 'seedparse[parquet]'" in done.stderr
    assert not list(tmp_path.iterdir())


def test_records_without_the_new_flags_are_as_they_were() -> None:
    plain = run(SEED).stdout
    whole = json.loads(plain)
    assert run(SEED, "--to", "jsonl").stdout == plain
    assert run(SEED, "--fields", ",".join(whole)).stdout == plain
