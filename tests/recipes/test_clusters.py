"""Spark, datatrove, Dask and Ray over the texts: their records are those of one run of the command, also after a kill.

`SEEDPARSE_BIG_MB` is the size of the one big file; 2 if it is not set.
"""

import gzip
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from test_tools import blocks, plain

from conftest import ROOT, SEED, records, run
from seedparse.integrations.work import RANGE_BYTES, TASK_BYTES, asked, tasks

BIG_BYTES = int(float(os.environ.get("SEEDPARSE_BIG_MB", "2")) * 1_000_000)
FILES = 2_000
PATIENCE = 570  # seconds


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of 2,000 files, a big file of many articles, and a folder of WET files; also a PDF, which is no text."""
    folder = tmp_path_factory.mktemp("texts")
    (folder / "many").mkdir()
    for number in range(FILES):
        text = f"Bridge number {number} opens\n\nThe bridge opened on Monday, as Reuters reports, in {number} days.\n"
        (folder / "many" / f"{number:04}.txt").write_text(text, encoding="utf-8")
    (folder / "many" / "plan.pdf").write_bytes(b"%PDF-1.4\n")
    seed = SEED.read_bytes()
    with open(folder / "big.txt", "wb") as file:
        number = 0
        while file.tell() < BIG_BYTES:
            number += 1
            file.write(seed.replace("Хартию".encode(), f"Хартию {number}".encode()) + b"\n\n* * *\n\n")
    (folder / "wet").mkdir()
    for number in range(3):
        with gzip.open(folder / "wet" / f"{number}.warc.wet.gz", "wb") as file:
            file.write(b"".join(wet(number, page) for page in range(40)))
    return folder


def wet(number: int, page: int) -> bytes:
    body = (
        f"Harbour {page} of {number} closes\n\nThe harbour was closed by the council of the town on Monday.\n".encode()
    )
    head = (
        "WARC/1.0\r\nWARC-Type: conversion\r\n"
        f"WARC-Target-URI: https://harbour.example/{number}/{page}\r\nWARC-Date: 2026-02-07T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-{number:04}-{page:012}>\r\n"
        f"Content-Type: text/plain\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def counted(rows: Iterable[Any]) -> Counter[str]:
    """The rows as a multiset of canonical JSON."""
    return Counter(json.dumps(row, sort_keys=True, ensure_ascii=False) for row in rows)


@pytest.fixture(scope="module")
def wanted(texts: Path) -> Counter[str]:
    """The records of one process."""
    command = [sys.executable, "-m", "seedparse", str(texts), "--jobs", "1"]
    done = subprocess.run(command, capture_output=True, check=True, timeout=PATIENCE)
    found = counted(map(json.loads, done.stdout.splitlines()))
    assert found.total() > FILES + 120
    return found


# What divides the inputs, without any framework.


def test_tasks_are_all_files_once(texts: Path) -> None:
    made, failures = tasks([str(texts)], asked({"path": "x"}).options, task_bytes=1_000_000, range_bytes=100_000)
    pieces = [piece for task in made for piece in task]
    whole = [piece.path for piece in pieces if piece.split is None]
    assert len(whole) == len(set(whole)) == FILES + 1 + 3  # the PDF is passed over when it is read
    ranges = [piece.split for piece in pieces if piece.split]
    assert [split.stop for split in ranges[:-1]] == [split.start for split in ranges[1:]]
    assert len(made) > 60  # a file counts as 32 KiB
    assert not failures


def test_options_are_those_of_the_command(tmp_path: Path) -> None:
    found = asked({"path": '["a", "file:///b/c"]', "maxarticlebytes": "1000", "text-field": "body", "strict": "true"})
    assert found.paths == ("a", "/b/c")
    assert (found.options.max_article_bytes, found.options.text_field, found.options.strict) == (1000, "body", True)
    assert (found.task_bytes, found.range_bytes) == (TASK_BYTES, RANGE_BYTES)
    assert asked({"path": "a", "keep": '["x", "y"]', "glob": "*.txt"}).options.keep == ("x", "y")
    assert asked({"path": "a", "glob": "*.txt"}).globs == ("*.txt",)
    for given, message in (
        ({"path": "a", "encodign": "x"}, "no option encodign"),
        ({}, "needs a path"),
        ({"path": "a", "failures": "yes"}, "must be true or false"),
        ({"path": "a", "maxArticleBytes": "1"}, "max_article_bytes must be"),
    ):
        with pytest.raises(ValueError, match=message):
            asked(given)
    made, failures = tasks([str(tmp_path / "missing.txt")], found.options)
    assert len(made) == 1
    assert not failures


def test_core_imports_none_of_them() -> None:
    code = "import sys, seedparse.__main__, seedparse.batch.run, seedparse.sinks.forms; print(*sys.modules)"
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env).stdout
    assert not {"pyspark", "datatrove", "pyarrow", "duckdb", "sqlite3", "seedparse.integrations"} & set(loaded.split())


# Spark.


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    sql = pytest.importorskip("pyspark.sql")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = sql.SparkSession.builder.master("local[2,4]").config("spark.ui.enabled", "false")
    session = builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()
    from seedparse.integrations.spark import register

    register(session)
    yield session
    session.stop()


def rows(frame: Any) -> Iterator[Any]:
    for row in frame.toLocalIterator():
        yield plain(row.asDict(recursive=True))


SMALL = {"task-bytes": "2000000", "rangeBytes": "200000"}


@pytest.mark.heavy
def test_spark_gives_the_records_of_one_process(spark: Any, texts: Path, wanted: Counter[str]) -> None:
    frame = spark.read.format("seedparse").options(**SMALL).load(str(texts))
    assert frame.rdd.getNumPartitions() > 20
    assert counted(rows(frame)) == wanted


@pytest.mark.heavy
def test_spark_after_the_death_of_a_worker(spark: Any, texts: Path, wanted: Counter[str]) -> None:
    killed: list[int] = []

    def kill() -> None:
        """End one worker that is in the midst of a task: it has used the processor for a while."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and not killed:
            time.sleep(0.2)
            for process in below(os.getpid(), "pyspark.daemon"):
                if seconds_of(process) > busy.get(process, 0) + 1:
                    os.kill(process, signal.SIGKILL)
                    killed.append(process)
                    return

    frame = spark.read.format("seedparse").options(**SMALL).load(str(texts))
    # The plan is made by a process of the same kind. The death of that one ends the query: Spark makes no second plan.
    assert frame.rdd.getNumPartitions() > 20
    busy = {process: seconds_of(process) for process in below(os.getpid(), "pyspark.daemon")}
    thread = threading.Thread(target=kill)
    thread.start()
    found = frame.collect()
    thread.join()
    assert killed
    assert counted(plain(row.asDict(recursive=True)) for row in found) == wanted


def below(parent: int, word: str) -> list[int]:
    """The processes below a process that have no children and whose command has this word."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    found = []
    for process in set(parents) - set(parents.values()):
        above = process
        while above in parents and above != parent:
            above = parents[above]
        try:
            command = Path(f"/proc/{process}/cmdline").read_text()
        except OSError:
            continue
        if above == parent and word in command:
            found.append(process)
    return found


def seconds_of(process: int) -> float:
    """The processor time that a process has used."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.heavy
def test_spark_shows_failures(spark: Any, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\n")
    paths = json.dumps([str(tmp_path / "a.pdf"), str(SEED), str(tmp_path / "missing.txt")])
    reader = spark.read.format("seedparse").option("fields", "id,header.published").option("failures", "true")
    found = [plain(row.asDict(recursive=True)) for row in reader.load(paths).collect()]
    assert sorted(row["failure"]["code"] for row in found if row["failure"]) == ["is-pdf", "not-readable"]
    (article,) = [row for row in found if not row["failure"]]
    (record,) = records(run(SEED).stdout)
    header = {"published": record["header"]["published"]}
    assert article == {"id": record["id"], "header": header, "failure": None}
    with pytest.raises(Exception, match="is a PDF file"):
        spark.read.format("seedparse").load(str(tmp_path / "a.pdf")).collect()
    blocks_of = spark.read.format("seedparse").option("unit", "block").load(str(SEED)).collect()
    assert counted(plain(row.asDict()) for row in blocks_of) == counted(records(run(SEED, "--unit", "block").stdout))


@pytest.mark.heavy
def test_json_of_spark_keeps_null_keys_if_told_so(spark: Any, tmp_path: Path) -> None:
    frame = spark.read.format("seedparse").load(str(SEED))
    frame.write.option("ignoreNullFields", "false").json(str(tmp_path / "out"))
    (part,) = (tmp_path / "out").glob("*.json")
    assert counted(records(part.read_bytes())) == counted(records(run(SEED).stdout))


# datatrove.


def recipe(heading: str, folder: Path) -> Path:
    """The Python of a recipe as a script."""
    script = folder / "recipe.py"
    script.write_text("".join(blocks(heading, "python")), encoding="utf-8")
    return script


def documents(folder: Path) -> Counter[str]:
    return counted(
        json.loads(line)
        for path in folder.glob("*.jsonl.gz")
        for line in gzip.decompress(path.read_bytes()).splitlines()
    )


@pytest.fixture(scope="module")
def wanted_documents(texts: Path) -> Counter[str]:
    command = [sys.executable, "-m", "seedparse", str(texts), "--as", "text"]
    done = subprocess.run(command, capture_output=True, check=True, timeout=PATIENCE)
    return counted(map(json.loads, done.stdout.splitlines()))


@pytest.mark.heavy
def test_datatrove_gives_the_documents_of_one_process_also_after_a_kill(
    texts: Path, wanted_documents: Counter[str], tmp_path: Path
) -> None:
    """The first run is killed with all its processes when one of its tasks is complete; the second goes on."""
    pytest.importorskip("datatrove")
    script = recipe("datatrove, from the texts", tmp_path)
    env = {**os.environ, "TEXTS": str(texts)}
    command = [sys.executable, str(script)]
    first = subprocess.Popen(
        command, cwd=tmp_path, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    until = time.monotonic() + PATIENCE
    while not list((tmp_path / "logs").glob("completions/*")) and first.poll() is None and time.monotonic() < until:
        time.sleep(0.1)
    assert first.poll() is None
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    complete = len(list((tmp_path / "logs").glob("completions/*")))
    assert 0 < complete < 4
    again = subprocess.run(
        command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    assert again.returncode == 0, again.stderr
    assert documents(tmp_path / "articles") == wanted_documents
    assert not documents(tmp_path / "failures")


@pytest.mark.heavy
def test_datatrove_has_failures_as_documents(tmp_path: Path) -> None:
    pytest.importorskip("datatrove")
    script = recipe("datatrove, from the texts", tmp_path)
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\n")
    env = {**os.environ, "TEXTS": str(tmp_path / "a.pdf")}
    done = subprocess.run(
        [sys.executable, str(script)], cwd=tmp_path, env=env, capture_output=True, check=False, timeout=300
    )
    assert done.returncode == 0
    (line,) = documents(tmp_path / "failures")
    assert json.loads(line)["metadata"]["failure"]["code"] == "is-pdf"
    assert not documents(tmp_path / "articles")


# Dask and Ray.

OTHERS: dict[str, tuple[str, Callable[[Any], Iterable[Any]]]] = {
    "Dask": ("dask.bag", lambda found: found.compute(scheduler="processes", num_workers=2)),
    "Ray Data": ("ray.data", lambda found: found.take_all()),
}


@pytest.mark.heavy
@pytest.mark.parametrize("tool", OTHERS)
def test_dask_and_ray_give_the_records_of_one_process(
    tool: str, texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, made = OTHERS[tool]
    pytest.importorskip(name)
    monkeypatch.setenv("TEXTS", str(texts / "wet"))
    names: dict[str, Any] = {}
    exec(compile(recipe(tool, tmp_path).read_text(encoding="utf-8"), tool, "exec"), names)
    found = counted(map(plain, made(names["articles"])))
    assert found == counted(records(run(texts / "wet").stdout))
    if tool == "Ray Data":
        names["ray"].shutdown()
