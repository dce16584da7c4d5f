"""A run over a big input that is killed goes on where it was: same bytes, same failures, nothing left behind."""

import gzip
import json
import os
import signal
import subprocess
import sys
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from conftest import SOME, records
from seedparse.batch.journal import CHECKPOINTS, STATE, State, Unfinished
from seedparse.errors import Failure, Skipped
from seedparse.outcome import Outcome
from seedparse.portions import Position
from seedparse.sinks.encoding import Saved
from test_containers import jsonl, tar_of, warc
from test_portions import BAD, zip_of

TEXTS = [path.read_bytes() for path in SOME]
FAILED = [Failure("in", f"#{number}", None, None, "not-json", "is not a JSON object") for number in range(3)]
PICTURE = Skipped("in", "a.png", "not-text", "is a PNG image")


class Run:
    """An output directory, and an input of which a part is done."""

    def __init__(self, folder: Path) -> None:
        self.out = folder / "out"
        self.path = folder / "in"
        self.path.write_bytes(b"an input")
        self.output = self.out / "in.jsonl"
        self.temporary = self.out / ".seedparse-0123"

    def stop(self) -> None:
        """Write three checkpoints and some bytes behind them, and end as a process that is killed."""
        state = self.state()
        checkpoints = state.checkpoints(str(self.path), str(self.output), State.seen(str(self.path)), state.options)
        assert checkpoints
        outcome = Outcome()
        with self.temporary.open("wb") as file:
            for number in (1, 2, 3):
                file.write(b"a record\n")
                outcome.counts.articles += 1
                outcome.failures.append(FAILED[number - 1])
                if number == 2:
                    outcome.skip(PICTURE)
                checkpoints.add(Position(number, 7), Saved(str(self.temporary), file.tell()), outcome)
            file.write(b"a torn rec")
        checkpoints.close(is_finished=False)
        state.close()

    def state(self, options: str = "options", *, force: bool = False) -> State:
        return State(str(self.out), options, force=force)

    def found(self, options: str = "options", *, force: bool = False) -> Unfinished | None:
        state = self.state(options, force=force)
        try:
            return state.unfinished(str(self.path), str(self.output), State.seen(str(self.path)))
        finally:
            state.close()

    def left(self) -> list[str]:
        return sorted(path.name for path in self.out.glob(".seedparse-*"))


@pytest.fixture
def stopped(tmp_path: Path) -> Run:
    made = Run(tmp_path)
    made.stop()
    return made


def test_the_last_checkpoint_is_found_and_the_output_is_cut_there(stopped: Run) -> None:
    found = stopped.found()
    assert found
    assert found.position == Position(3, 7)
    assert found.outcome.counts.articles == 3
    assert found.outcome.failures == FAILED
    assert (found.outcome.skipped, found.outcome.skips.total()) == ([PICTURE], 1)
    assert stopped.temporary.read_bytes() == b"a record\n" * 3


def test_a_list_of_failures_is_written_once(stopped: Run) -> None:
    text = (stopped.out / f"{stopped.temporary.name}{CHECKPOINTS}").read_text()
    assert [text.count(f'"#{number}"') for number in range(3)] == [1, 1, 1]


@pytest.mark.parametrize(("cut", "position"), [(b"\n", 2), (b"null\n", 3), (b'[[1, "2"], [], []]\n', 3)])
def test_an_unreadable_checkpoint_is_ignored(stopped: Run, cut: bytes, position: int) -> None:
    """Also the end of a line that a kill has torn; what comes next is written behind the last good one."""
    path = stopped.out / f"{stopped.temporary.name}{CHECKPOINTS}"
    good = path.read_bytes()
    path.write_bytes(good[:-9] if position == 2 else good + cut)
    found = stopped.found()
    assert found
    assert found.position.documents == position
    assert len(found.outcome.failures) == position
    assert path.read_bytes() == b"".join(good.splitlines(keepends=True)[: position + 1])


def test_a_checkpoint_behind_the_end_of_the_output_is_ignored(stopped: Run) -> None:
    os.truncate(stopped.temporary, 20)  # bytes, as after a crash of the machine
    found = stopped.found()
    assert found
    assert found.position == Position(2, 7)
    assert stopped.temporary.read_bytes() == b"a record\n" * 2


@pytest.mark.parametrize("junk", [b"", b"\x00\xff", b"[]\n[]\n", b'["a"]\n', b"[" * 100_000])
def test_junk_is_removed(stopped: Run, junk: bytes) -> None:
    (stopped.out / f"{stopped.temporary.name}{CHECKPOINTS}").write_bytes(junk)
    assert stopped.found() is None
    assert stopped.left() == []


def test_what_has_changed_begins_anew(stopped: Run) -> None:
    assert stopped.found("other options") is None
    assert stopped.left() == []
    stopped.stop()
    stopped.path.write_bytes(b"another input")
    assert stopped.found() is None
    assert stopped.left() == []
    stopped.stop()
    stopped.path.unlink()
    stopped.state().close()  # also if it is no input of this run
    assert stopped.left() == []
    stopped.path.write_bytes(b"an input")
    stopped.stop()
    assert stopped.found(force=True) is None
    assert stopped.left() == []


def test_a_run_over_other_inputs_leaves_it(stopped: Run) -> None:
    stopped.state().close()
    assert stopped.left() == [stopped.temporary.name, f"{stopped.temporary.name}{CHECKPOINTS}"]
    assert stopped.found() is not None


def test_it_goes_when_its_output_is_done(stopped: Run) -> None:
    state = stopped.state()
    stopped.output.write_bytes(b"")
    state.done(str(stopped.path), str(stopped.output), State.seen(str(stopped.path)), state.options)
    state.close()
    assert stopped.left() == []


DIVIDED = """
import os, sys
from seedparse import convert, stream
from seedparse.batch import journal, parallel
from seedparse.portions import Sizes
from seedparse.sinks.files import OutputFile
convert.TOLD_BYTES = 4000
parallel.LITTLE = parallel.MIN_BYTES_IN_RANGES = 1000  # bytes, so that a small input is divided
parallel.RANGE = 8000
parallel.FIRST_RANGE_BYTES = 1000
parallel.PORTIONS = Sizes(1000, 8000, 60_000)
stop, number, count = {stop}
add, write, fold = journal.Checkpoints.add, OutputFile.write, stream.fold
met = 0

def add_and_stop(*given):
    global met
    add(*given)
    met += 1
    if met == stop and not number:
        raise SystemExit(5)

def write_and_stop(self, lines):
    write(self, lines)
    if met >= stop > 0 and number:
        self._file.flush()  # what is behind the checkpoint has reached the disk
        os.kill(os.getpid(), number)

def counting(*given):
    with open(count, "ab") as file:
        file.write(b".")
    return fold(*given)

journal.Checkpoints.add, OutputFile.write = add_and_stop, write_and_stop
if count:
    stream.fold = counting
from seedparse.command.cli import main
main()
"""


def run(
    *arguments: Any, stop: int = 0, number: int = signal.SIGKILL, count: str = ""
) -> subprocess.CompletedProcess[bytes]:
    """The command; with `stop` it gets a signal at the first record behind that checkpoint."""
    script = DIVIDED.replace("{stop}", repr((stop, int(number), count)))
    return subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)], capture_output=True, timeout=120, check=False
    )


LONG = b"\n\f\n".join(TEXTS * 4)
MANY = [b"%d. %b" % (number // 2, text) for number, text in enumerate(TEXTS * 6)]  # some come twice
MANY = [text for pair in zip(MANY, reversed(MANY), strict=True) for text in pair]
INPUTS = {
    "plain.txt": LONG,
    "plain.gz": gzip.compress(LONG),
    "lines.jsonl": b"".join(map(jsonl, MANY[:15])) + BAD + b"".join(map(jsonl, MANY)),
    "lines.jsonl.gz": gzip.compress(b"".join(map(jsonl, TEXTS * 5))) * 2,
    "day.tar": tar_of({b"%d.txt" % number: text for number, text in enumerate([*TEXTS, bytes(500), LONG, *TEXTS])}),
    "day.zip": zip_of({f"{number}.txt": text for number, text in enumerate([*TEXTS, LONG, b"%PDF-1.7\n", *TEXTS])}),
    "crawl.warc.wet.gz": b"".join(gzip.compress(warc(text)) for text in MANY),
}
FLAGS: dict[str, list[str]] = {
    "plain.gz": ["--unit", "block"],
    "lines.jsonl": ["--dedupe"],
    "day.tar": ["--to", "csv", "--fields", "id,origin.member,header.title"],
    "crawl.warc.wet.gz": ["--dedupe"],
}


@pytest.mark.parametrize(("name", "jobs"), [
    *zip(INPUTS, cycle(["121", "212"]), strict=False), ("plain.txt", "212"), ("crawl.warc.wet.gz", "212"),
])  # fmt: skip
def test_a_killed_run_goes_on_with_the_same_bytes(tmp_path: Path, name: str, jobs: str) -> None:
    """Whatever the number of processes was before the kill and is behind it."""
    path, whole, out = tmp_path / name, tmp_path / "whole", tmp_path / "out"
    path.write_bytes(INPUTS[name])
    flags = FLAGS.get(name, [])
    failures = ["--failures", tmp_path / "failures"]
    expected = run(path, "-o", whole, "--jobs", jobs[0], *flags, *failures)
    failed = (tmp_path / "failures").read_bytes()
    for number in jobs[1:]:
        killed = run(path, "-o", out, "--jobs", number, *flags, stop=1)
        assert killed.returncode == -signal.SIGKILL
        assert not list(out.glob("[!.]*"))
    done = run(path, "-o", out, "--jobs", jobs[0], *flags, *failures)
    assert done.returncode == expected.returncode
    assert b", 1 file continued" in done.stderr
    assert (tmp_path / "failures").read_bytes() == failed
    (written,) = (each for each in whole.glob("[!.]*"))
    assert (out / written.name).read_bytes() == written.read_bytes()
    assert sorted(os.listdir(out)) == sorted(os.listdir(whole))


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_nothing_is_parsed_again_up_to_the_last_checkpoint(tmp_path: Path, number: signal.Signals, jobs: int) -> None:
    path, out = tmp_path / "lines.jsonl", tmp_path / "out"
    path.write_bytes(b"".join(map(jsonl, TEXTS * 5)))
    stopped = run(path, "-o", out, "--jobs", jobs, stop=2, number=number)
    assert stopped.returncode == {signal.SIGKILL: -9, signal.SIGINT: 130, signal.SIGTERM: 143}[number]
    (checkpoints,) = out.glob(f"*{CHECKPOINTS}")
    articles = json.loads(checkpoints.read_bytes().splitlines()[-1])[0][0]
    assert 0 < articles < 20
    done = run(path, "-o", out, "--jobs", jobs, count=str(tmp_path / "count"))
    assert (tmp_path / "count").stat().st_size == 25 - articles
    assert b"1 file, 25 articles, " in done.stderr
    assert len(records((out / "lines.jsonl.jsonl").read_bytes())) == 25


def test_an_output_that_cannot_be_written_further_can_be_continued(tmp_path: Path) -> None:
    path, out = tmp_path / "lines.jsonl", tmp_path / "out"
    path.write_bytes(b"".join(map(jsonl, TEXTS * 5)))
    run(path, "-o", out, "--jobs", 1, stop=1, number=0)
    assert list(out.glob(f"*{CHECKPOINTS}"))
    done = run(path, "-o", out, "--jobs", 1)
    assert b", 1 file continued" in done.stderr


def test_a_changed_input_or_other_options_begin_anew(tmp_path: Path) -> None:
    path, out, fresh = tmp_path / "lines.jsonl", tmp_path / "out", tmp_path / "fresh"
    path.write_bytes(b"".join(map(jsonl, TEXTS * 5)))
    run(path, "-o", out, "--jobs", 1, stop=2)
    done = run(path, "-o", out, "--jobs", 1, "--unit", "block", stop=2)
    assert done.returncode == -signal.SIGKILL
    path.write_bytes(b"".join(map(jsonl, TEXTS[1:] * 5)))
    done = run(path, "-o", out, "--jobs", 1)
    assert b"continued" not in done.stderr
    run(path, "-o", fresh, "--jobs", 1)
    assert (out / "lines.jsonl.jsonl").read_bytes() == (fresh / "lines.jsonl.jsonl").read_bytes()
    assert sorted(os.listdir(out)) == [STATE, "lines.jsonl.jsonl"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_duplicates_of_other_inputs_are_dropped_after_a_kill(tmp_path: Path, jobs: str) -> None:
    """The ids of the inputs before, and of what is done of this one, are known when it goes on."""
    folder, out, fresh = tmp_path / "in", tmp_path / "out", tmp_path / "fresh"
    folder.mkdir()
    for name, texts in (("a.jsonl", TEXTS[:1] * 9), ("b.jsonl", TEXTS[1:4] * 8), ("c.jsonl", TEXTS * 6)):
        (folder / name).write_bytes(b"".join(map(jsonl, texts)))
    run(folder, "-o", fresh, "--dedupe", "--jobs", jobs)
    for stop in (1, 3):
        run(folder, "-o", out, "--dedupe", "--jobs", jobs, stop=stop)
    done = run(folder, "-o", out, "--dedupe", "--jobs", jobs)
    assert done.returncode == 0
    for name in ("a", "b", "c"):
        written = f"{name}.jsonl.jsonl"
        assert (out / written).read_bytes() == (fresh / written).read_bytes()
    assert sorted(os.listdir(out)) == sorted(os.listdir(fresh))
