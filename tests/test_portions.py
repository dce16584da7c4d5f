"""Inputs that are divided into portions give the records and failures of the whole."""

import bz2
import gzip
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conftest import SOME, records, run
from laws import Buffer, in_pieces
from seedparse import convert as module
from seedparse.convert import convert
from seedparse.model import Options
from seedparse.outcome import Outcome, conclude
from seedparse.portions import Divider, Portion, Position, Sizes
from seedparse.sources import files
from seedparse.sources.files import open_bytes
from test_containers import jsonl, tar_of, warc
from test_ranges import dumps, every_option

TEXTS = [path.read_bytes() for path in SOME]
LONG = b"\n\f\n".join(TEXTS * 5)
SIZES = Sizes(first=1000, usual=20_000, most=60_000)
BAD = b'{"text": 5}\n{"text": "<html><body><p>A page</p></body></html>"}\n[' + b"[" * 10_000 + b"\n\xd0\n"


def zip_of(members: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


INPUTS: dict[str, bytes] = {
    "plain": LONG,
    "plain.gz": gzip.compress(LONG),
    "plain.bz2, truncated": bz2.compress(LONG)[:-3000],
    "utf-16": LONG.decode().encode("utf-16"),
    "one endless article": b"A title of news\n" + b"One more paragraph, which ends with a stop.\n" * 4000,
    "an endless line": b"A title of news\n" + b"One more sentence, which ends with a stop. " * 4000,
    "an endless article, damaged": gzip.compress(b"A title\n" + b"One more paragraph, with a stop.\n" * 4000, 0)[:-99],
    "lines": b"".join(map(jsonl, TEXTS * 4)),
    "lines, some bad": b"".join(map(jsonl, TEXTS * 2)) + BAD + b"".join(map(jsonl, TEXTS * 2)),
    "lines.gz, truncated": gzip.compress(b"".join(map(jsonl, TEXTS * 20)))[:-200],
    "tar": tar_of({b"%d.txt" % number: text for number, text in enumerate([*TEXTS, bytes(500), LONG, *TEXTS])}),
    "tar, truncated": tar_of({b"a": TEXTS[0], b"b": TEXTS[1], b"c": TEXTS[2]})[:-12_000],
    "zip": zip_of({f"{number}.txt": text for number, text in enumerate([*TEXTS, LONG, b"%PDF-1.7\n", *TEXTS])}),
    "zip without text": zip_of({"a": bytes(500), "b": b"%PDF-1.7\n"}),
    "warc": b"".join(map(warc, [*TEXTS, LONG, *TEXTS])),
    "warc, members": b"".join(gzip.compress(warc(text)) for text in TEXTS * 2),
    "warc, a member truncated in the middle": b"".join(
        gzip.compress(warc(text))[: -20 if number == 3 else None] for number, text in enumerate(TEXTS * 2)
    ),
    "nested": tar_of({b"a.jsonl.gz": gzip.compress(b"".join(map(jsonl, TEXTS * 2))), b"b.txt": TEXTS[0]}),
    "no text": bytes(5000),
    "nothing": b"",
}


def divided(
    data: Iterator[bytes], sizes: Sizes, options: Options = Options(), start: Position = Position()
) -> Iterator[tuple[Portion, bytes, Outcome]]:
    """Each portion with its records, which a portion that is live has to give at once."""
    given: list[tuple[Portion, bytes, Outcome]] = []

    def emit(portion: Portion) -> None:
        sink = Buffer()
        outcome = convert("dump", sink, options, portion=portion)
        given.append((portion, sink.written, outcome))

    Divider(options, sizes, emit, start).divide(data)
    return iter(given)


BOTH = [(name, "article") for name in INPUTS] + [
    (name, "block") for name in ("plain.gz", "one endless article", "warc")
]


@pytest.mark.parametrize(("name", "unit"), BOTH)
def test_portions_give_the_records_of_the_whole(tmp_path: Path, name: str, unit: Any) -> None:
    path = tmp_path / "dump"
    path.write_bytes(INPUTS[name])
    options = Options(unit=unit, name="dump")
    sink = Buffer()
    expected = convert(str(path), sink, options)
    portions = list(divided(open_bytes(path), SIZES, options))
    total, alone = Outcome(), Outcome()
    alone.add(expected)
    for _, _, outcome in portions:
        total.add(outcome)
    conclude(total, "dump", named=True)
    assert (
        b"".join(lines for _, lines, _ in portions).replace(b'"dump"', json.dumps(str(path)).encode()) == sink.written
    )
    assert [each[1:] for each in total.failures] == [each[1:] for each in expected.failures]
    assert [each[1:] for each in total.skipped] == [each[1:] for each in expected.skipped]
    assert (total.inputs, vars(total.counts)) == (alone.inputs, vars(alone.counts))
    assert sum(portion.read for portion, _, _ in portions) == expected.bytes
    if expected.counts.articles > 2 * len(TEXTS):
        assert len(portions) > 3


class Stop(NamedTuple):
    """A position that was told, and what had been written there."""

    position: Position
    written: bytes
    outcome: Outcome


def copied(outcome: Outcome) -> Outcome:
    copy = Outcome()
    copy.add(outcome)
    return copy


def result(outcome: Outcome) -> Any:
    counts = outcome.counts
    return (
        outcome.inputs,
        (counts.articles, counts.lines, counts.unrecognised),
        [each[1:] for each in outcome.failures],
        [each[1:] for each in outcome.skipped],
        outcome.skips,
    )


def told(path: Path, options: Options, start: Stop) -> tuple[bytes, Outcome, list[Stop]]:
    """The records of a whole run that goes on from a position, its outcome, and the positions that it tells."""
    sink, stops, total = Buffer(), [], copied(start.outcome)
    tell = lambda position: stops.append(Stop(position, start.written + sink.written, copied(total)))  # noqa: E731
    convert(str(path), sink, options, outcome=total, start=start.position, reached=tell)
    return start.written + sink.written, total, stops


def check_the_rest(path: Path, options: Options, stop: Stop, whole: bytes, total: Outcome) -> None:
    """What is behind a position is the same for one process and for several."""
    again, outcome, _ = told(path, options, stop)
    assert again == whole
    assert result(outcome) == result(total)
    outcome, by_portions = copied(stop.outcome), stop.written
    for _, lines, of_portion in divided(open_bytes(path), SIZES, options, stop.position):
        by_portions += lines.replace(b'"path":"dump"', f'"path":"{path}"'.encode())
        outcome.add(of_portion)
    assert by_portions == whole
    assert result(conclude(outcome, "dump", named=True)) == result(total)


@pytest.mark.parametrize(("name", "unit"), BOTH)
def test_an_input_can_be_read_from_each_position_on(
    tmp_path: Path, name: str, unit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By one process or by several, wherever the position was met."""
    monkeypatch.setattr(module, "TOLD_BYTES", 1)
    path = tmp_path / "dump"
    path.write_bytes(INPUTS[name])
    options = Options(unit=unit)
    whole, total, stops = told(path, options, Stop(Position(), b"", Outcome()))
    read, sum_of = Buffer(), Outcome()

    def emit(portion: Portion) -> None:
        sum_of.add(convert(str(path), read, options, portion=portion))
        if portion.until:
            stops.append(Stop(portion.until, read.written, copied(sum_of)))

    Divider(options, SIZES, emit).divide(open_bytes(path))
    if total.counts.articles > 2 * len(TEXTS):
        assert len(stops) > 3
    for stop in stops[:: 1 + len(stops) // 12] + stops[-2:]:
        assert whole.startswith(stop.written)
        check_the_rest(path, options, stop, whole, total)


@given(
    dumps,
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["utf-8", "utf-8", "utf-16", "cp1251", "gb18030"]),
    st.sampled_from([10, 100, 1000]),
    every_option,
)
@example("\f", "\n", "utf-8", 10, Options(unit="block"))
@example(
    "\n\nDocument 2\n\n".join(map(bytes.decode, TEXTS)),
    "\n",
    "utf-8",
    10,
    Options(split=r"Document \d+", max_article_bytes=64),
)
@settings(max_examples=30)
def test_any_text_can_be_read_from_each_position_on(
    tmp_path_factory: pytest.TempPathFactory, text: str, ending: str, encoding: str, size: int, options: Options
) -> None:
    path = tmp_path_factory.mktemp("dump") / "dump.txt"
    path.write_bytes(text.replace("\n", ending).encode(encoding, errors="replace"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "TOLD_BYTES", 1)
        patch.setattr(files, "PIECE", size)  # a position is told once for each piece that was read
        whole, total, stops = told(path, options, Stop(Position(), b"", Outcome()))
        for stop in stops[:: 1 + len(stops) // 4]:
            check_the_rest(path, options, stop, whole, total)


def test_the_encoding_may_be_decided_behind_a_position(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not at it: all that was read before is ASCII."""
    monkeypatch.setattr(module, "TOLD_BYTES", 1)
    path = tmp_path / "dump"
    article = b"A title of news\n\nThe council voted on Monday, and the harbour was closed for the day.\n\f\n"
    path.write_bytes(article * 900 + TEXTS[0].decode().encode("cp1251", "replace"))
    whole, _, stops = told(path, Options(), Stop(Position(), b"", Outcome()))
    assert b'"encoding":"windows-1251"' in whole or b'"encoding":"cp1251"' in whole
    assert len(stops) > 2
    for stop in stops:
        again, _, _ = told(path, Options(), stop)
        assert again == whole


def test_a_portion_holds_what_its_size_allows() -> None:
    sizes: list[int] = []
    emit = lambda portion: sizes.extend(len(piece) for each in portion.held for piece in each.pieces)  # noqa: E731
    Divider(Options(), SIZES, emit).divide(iter(in_pieces(LONG, 1000)))
    assert len(sizes) > 4
    assert sizes[0] < 30_000
    assert max(sizes) < 60_000


def test_an_endless_article_is_passed_on_while_it_is_read() -> None:
    read = 0

    def pieces() -> Iterator[bytes]:
        nonlocal read
        for piece in in_pieces(INPUTS["one endless article"], 1000):
            read += len(piece)
            yield piece

    seen: list[tuple[bool, int]] = []
    Divider(Options(), SIZES, lambda portion: seen.append((portion.is_live, read))).divide(pieces())
    assert seen[0][0]
    assert seen[0][1] <= SIZES.most + 2000


def test_what_is_over_leaves_before_a_wait() -> None:
    """Standard input may pause for long: articles that have ended must not wait for more of them."""
    stops: list[int] = []

    def emit(portion: Portion) -> None:
        stops.extend(each.part.stop if each.part else 0 for each in portion.held)

    def texts() -> Iterator[bytes]:
        yield LONG
        divider.idle()
        assert stops[-1] == LONG.rindex(b"\f")  # all articles but the last, whose end is not known
        count = len(stops)
        divider.idle()
        assert len(stops) == count

    def members() -> Iterator[bytes]:
        yield b"".join(map(jsonl, TEXTS[:2]))
        divider.idle()
        assert stops == [0, 0]
        yield jsonl(TEXTS[2])

    divider = Divider(Options(), Sizes(10_000, 1 << 20, 1 << 20), emit)
    divider.divide(texts())
    stops.clear()
    divider.divide(members())
    assert stops == [0, 0, 0]


SMALL = """
import os, sys
from seedparse.portions import Sizes
from seedparse.batch import parallel
parallel.LITTLE = parallel.MIN_BYTES_IN_RANGES = 20_000  # bytes, so that a small input is divided
parallel.PORTIONS = Sizes(1000, 20_000, 60_000)
from seedparse.command.cli import main
from seedparse.command.look import LOOKS
{}
main(LOOKS)
"""


def run_small(*arguments: Any, given: bytes = b"", also: str = "") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", SMALL.format(also), *map(str, arguments)],
        input=given, capture_output=True, timeout=300, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(("name", "way"), [
    ("plain.gz", "stream"), ("plain.gz", "stdin"), ("lines, some bad", "stdin"), ("lines, some bad", "tree"),
    ("warc", "tree"), ("one endless article", "stdin"), ("one endless article", "tree"), ("zip without text", "stream"),
])  # fmt: skip
def test_the_bytes_are_the_same_for_any_number_of_processes(tmp_path: Path, name: str, way: str) -> None:
    path = tmp_path / "dump"
    data = INPUTS[name] * (8 if name in ("plain.gz", "zip without text") else 1)
    path.write_bytes(data)
    results = []
    for jobs in (1, 2):
        failures, out = tmp_path / f"failures{jobs}", tmp_path / f"out{jobs}"
        ways: dict[str, list[Any]] = {"stream": [path], "stdin": ["-"], "tree": [path, "-o", out]}
        done = run_small(*ways[way], "--jobs", jobs, "--failures", failures, given=data if way == "stdin" else b"")
        lines = done.stdout if way != "tree" else b"".join(each.read_bytes() for each in out.rglob("*.jsonl"))
        results.append((lines, failures.read_bytes(), done.returncode))
    assert results[0] == results[1]


@pytest.mark.parametrize("where", ["worker", "reader"])
def test_a_process_that_dies_ends_its_input_alone(tmp_path: Path, where: str) -> None:
    path, other = tmp_path / "dump.jsonl", tmp_path / "other.txt"
    path.write_bytes(b"".join(map(jsonl, [*TEXTS * 6, TEXTS[0] + b"It goes boom.", *TEXTS * 6])))
    other.write_bytes(TEXTS[0])
    module, name = {"worker": ("stream", "fold"), "reader": ("sources.jsonlines", "_text")}[where]
    also = f"""
import seedparse.{module} as module
real, parent = module.{name}, os.getpid()
def killing(first, *rest):
    if os.getpid() != parent and (b"boom" in first if isinstance(first, bytes) else "boom" in first[-1].text):
        os.kill(os.getpid(), 9)
    return real(first, *rest)
module.{name} = killing
"""
    done = run_small(path, other, "--jobs", 2, also=also)
    assert done.returncode == 1
    assert f"{path}: its worker process died (signal SIGKILL)".encode() in done.stderr
    assert records(done.stdout)[-1]["origin"]["path"] == str(other)


@pytest.mark.parametrize("command", [["stats", "--json"], ["cites"], ["cites", "--format", "csv"]], ids=" ".join)
@pytest.mark.parametrize("name", ["plain.gz", "lines, some bad"])
def test_what_is_counted_is_the_same_for_any_number_of_processes(tmp_path: Path, command: list[str], name: str) -> None:
    path = tmp_path / "dump"
    path.write_bytes(INPUTS[name] * (8 if name == "plain.gz" else 1))
    one, two = (run_small(*command, "--jobs", jobs, path) for jobs in (1, 2))
    assert (one.stdout, one.stderr, one.returncode) == (two.stdout, two.stderr, two.returncode)
    assert len(one.stdout) > 100


RECORDS = run("parse", *SOME).stdout * 5
OWN: dict[str, bytes] = {
    "records": RECORDS,
    "records, compressed": gzip.compress(RECORDS),
    "records, a line damaged": RECORDS + b"{}\n" + RECORDS,
    "records beside texts": zip_of(
        {"a.txt": LONG, "b.jsonl": RECORDS, "c.png": b"\x89PNG\r\n\x1a\n", "d.jsonl": jsonl(TEXTS[0])}
    ),
    "records, damaged": gzip.compress(RECORDS)[:-50],
}


@pytest.mark.parametrize("name", OWN)
def test_rows_of_records_are_the_same_for_any_number_of_processes(tmp_path: Path, name: str) -> None:
    path = tmp_path / "dump"
    path.write_bytes(OWN[name])
    one, two = (run_small("cites", "--jobs", jobs, path, SOME[0]) for jobs in (1, 2))
    assert (one.stdout, one.stderr, one.returncode) == (two.stdout, two.stderr, two.returncode)
    assert one.stdout.count(b"\n") >= RECORDS.count(b"\n")
    assert one.returncode == ("damaged" in name)
