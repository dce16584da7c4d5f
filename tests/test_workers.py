"""Work over processes: handed over as it is made, in order, in bounded memory, and stopped without a trace."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from conftest import SOME, records
from seedparse.batch import parallel, workers
from seedparse.batch.inputs import Job
from seedparse.batch.workers import Chunk, Send, spread
from seedparse.convert import convert
from seedparse.model import Options

TEXTS = [path.read_bytes() for path in SOME]
forked = get_context("fork")


def tasks(count: int) -> Iterator[tuple[int, int]]:
    """Each so heavy that it is handed out alone."""
    return ((number, 1) for number in range(count))


def ignore(read: int) -> None: ...


def test_what_is_made_is_given_before_the_task_is_over() -> None:
    seen = forked.Event()

    def work(task: int, send: Send) -> bool:
        send(b"first", 1)
        return seen.wait(30)  # the parent has it while this still runs

    with closing(spread(work, tasks(1), 2, 1, ignore)) as results:
        assert next(results) == (0, Chunk(b"first", 1))
        seen.set()
        assert list(results) == [(0, True)]


def test_a_worker_that_is_far_ahead_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """However much the second task makes, no more than the bound waits here while the first one runs."""
    monkeypatch.setattr(workers, "HELD", 1 << 20)
    chunk, many = bytes(1 << 16), 400
    made, full = forked.Value("i", 0), forked.Event()

    def work(task: int, send: Send) -> int:
        if task == 0:
            full.wait(30)
            return int(made.value)
        for _ in range(many):
            send(chunk, 0)
            made.value += 1
            # The bound, and what a pipe takes at most.
            if made.value == (1 << 20) // len(chunk):
                full.set()
        return 0

    with closing(spread(work, tasks(2), 2, 1, ignore)) as results:
        assert next(results)[0] == 0
        assert made.value < many // 2
        given = [each for _, each in results]
    assert given == [*[Chunk(chunk, 0)] * many, 0]


def test_bytes_are_told_as_they_are_read() -> None:
    """Also those of a task whose turn has not come."""
    told: list[int] = []
    go_on = forked.Event()

    def work(task: int, send: Send) -> int:
        if task == 0:
            go_on.wait(30)
        else:
            send(b"", 7)
        return task

    def tell(read: int) -> None:
        told.append(read)
        go_on.set()

    assert [task for task, given in spread(work, tasks(2), 2, 1, tell) if not isinstance(given, Chunk)] == [0, 1]
    assert told == [7]


STOPPED = """
import os, signal, sys, time
from seedparse.batch.workers import spread

class Slow:
    def __del__(self):  # what is raised in here is printed, and forgotten
        os.write(1, b"!")
        for _ in range(300):
            time.sleep(0.1)

def work(task, send):
    send(b"begun", 0)
    Slow()
    return task

results = spread(work, ((number, 1) for number in range(2)), 2, 1, lambda read: None)
next(results)
{before}
results.close()
print("closed")
"""


@pytest.mark.parametrize("before", ["", "os.read(0, 1)"])
def test_a_worker_is_stopped_wherever_it_is(before: str) -> None:
    running = subprocess.Popen(
        [sys.executable, "-c", STOPPED.format(before=before)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert running.stdin
    assert running.stdout
    if before:
        assert running.stdout.read(1) == b"!"  # a worker is inside
        running.stdin.write(b"\n")
    said, errors = running.communicate(timeout=60)
    assert said.endswith(b"closed\n")
    assert errors == b""


def test_a_signal_in_a_new_process_is_not_for_its_parents_handler() -> None:
    script = """
import os, signal
from seedparse.batch.workers import spread

def handler(number, frame):
    raise ValueError("the parent's")

signal.signal(signal.SIGTERM, handler)
os.register_at_fork(after_in_child=lambda: os.kill(os.getpid(), signal.SIGTERM))
for task, given in spread(lambda task, send: task, iter([(0, 1)]), 2, 1, lambda read: None):
    print(given.reason)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=60, check=True)
    assert (done.stdout, done.stderr) == (b"exit code 143\n", b"")


class Log:
    """A sink and a watch that remember what they are told, in its order."""

    def __init__(self) -> None:
        self.lines: list[bytes] = []
        self.read: list[int] = []
        self.read_before_first = 0

    def write(self, lines: bytes) -> None:
        if not self.lines:
            self.read_before_first = sum(self.read)
        self.lines.append(lines)

    def expect(self, size: int) -> None: ...

    def advance(self, size: int) -> None:
        self.read.append(size)


def dump(path: Path, size: int) -> Path:
    with path.open("wb") as file:
        while file.tell() < size:
            file.write(b"\n\f\n".join([*TEXTS, b""]))
    return path


@pytest.mark.parametrize("jobs", [2, 8])
def test_a_file_streams_for_any_number_of_processes(tmp_path: Path, jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "LITTLE", 100_000)  # bytes, so that workers read the file, in ranges
    team: list[int] = []

    def watched(*given: Any) -> Iterator[Any]:
        team.append(given[2])
        return spread(*given)

    monkeypatch.setattr(workers, "spread", watched)
    path = dump(tmp_path / "dump.txt", 250_000)
    one, log = Log(), Log()
    convert(str(path), one, Options(), watch=one)
    outcomes = list(
        parallel.stream([Job(str(path), "")], log, Options(), jobs, partial(convert, options=Options()), log)
    )
    assert team == [jobs]
    assert b"".join(log.lines) == b"".join(one.lines)
    assert sum(each.inputs for each in outcomes) == 1
    assert sum(each.counts.articles for each in outcomes) == len(one.lines)
    # 1. The first record leaves when some of the file has been read, and not a whole range.
    assert log.read_before_first <= 2 * one.read_before_first + parallel.FIRST_RANGE_BYTES
    # 2. Nobody waits long for news of the work, and all bytes are told once.
    assert max(log.read) <= parallel.FIRST_RANGE_BYTES
    assert sum(log.read) == path.stat().st_size
    assert len(log.lines) > 20


FAULT = """
import sys
from seedparse import stream
real = stream.fold
def fold(blocks, *rest):
    if any("boom" in block.text for block in blocks):
        raise ZeroDivisionError("a fault\\nof ours")
    return real(blocks, *rest)
stream.fold = fold
from seedparse.batch import parallel
parallel.LITTLE = parallel.MIN_BYTES_IN_RANGES = 100_000  # bytes, so that a small file is read in ranges
parallel.RANGE = 50_000
from seedparse.command.cli import main
main()
"""


def run_with_fault(*arguments: Any) -> subprocess.CompletedProcess[bytes]:
    """The command, with a fault in it that an article with the word "boom" brings to light."""
    return subprocess.run(
        [sys.executable, "-c", FAULT, *map(str, arguments)], capture_output=True, timeout=120, check=False
    )


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("to", ["stream", "file", "mirror"])
def test_a_fault_of_ours_is_a_failure_of_that_input(tmp_path: Path, jobs: int, to: str) -> None:
    (tmp_path / "in").mkdir()
    for number in range(40):  # more than is read by one process
        (tmp_path / f"in/{number:02}.txt").write_bytes(TEXTS[number % len(TEXTS)])
    bad = tmp_path / "in/17.txt"
    bad.write_bytes(b"\n\f\n".join([*TEXTS[:3], b"A title\n\nIt goes boom.", *TEXTS[:3]]))
    output = {"stream": [], "file": ["-o", tmp_path / "all.jsonl"], "mirror": ["-o", tmp_path / "out"]}[to]
    failures = tmp_path / "failures.jsonl"
    done = run_with_fault(tmp_path / "in", "--jobs", jobs, "--failures", failures, *output)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    (failure,) = records(failures.read_bytes())
    assert (failure["path"], failure["code"]) == (str(bad), "internal-error")
    assert "ZeroDivisionError" in failure["message"]
    assert "please report" in failure["message"]
    files = sorted((tmp_path / "out").rglob("*.jsonl")) if to == "mirror" else [tmp_path / "all.jsonl"]
    written = done.stdout if to == "stream" else b"".join(file.read_bytes() for file in files)
    assert len(records(written)) == 39 + 3  # what came before the fault, and all other inputs


@pytest.mark.parametrize("output", [False, True])
def test_a_fault_ends_a_file_in_ranges_as_it_ends_the_whole(tmp_path: Path, output: bool) -> None:
    path = dump(tmp_path / "dump.txt", 110_000)
    with path.open("ab") as file:
        file.write(b"A title\n\nIt goes boom.\n\f\n")
    path.write_bytes(path.read_bytes() + dump(tmp_path / "more.txt", 110_000).read_bytes())
    results = []
    for jobs in (1, 2):
        out = tmp_path / f"out{jobs}"
        done = run_with_fault(path, "--jobs", jobs, *(["-o", out] if output else []))
        assert done.returncode == 1
        assert done.stderr.count(b"internal error") == 1
        results.append((out / "dump.jsonl").read_bytes() if output else done.stdout)
    assert results[0] == results[1]
    assert results[0].count(b"\n") >= 100


def test_a_worker_that_dies_in_a_range_ends_that_file_alone(tmp_path: Path) -> None:
    script = FAULT.replace('raise ZeroDivisionError("a fault\\nof ours")', "import os; os.kill(os.getpid(), 9)")
    assert "os.kill" in script
    path = dump(tmp_path / "dump.txt", 110_000)
    path.write_bytes(path.read_bytes() + b"A title\n\nIt goes boom.\n\f\n" + path.read_bytes())
    done = subprocess.run(
        [sys.executable, "-c", script, path, "-o", tmp_path / "x.jsonl", "--jobs", "2"],
        capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert f"{path}: its worker process died (signal SIGKILL)" in done.stderr.decode()
    assert b"1 file," in done.stderr
    whole = Log()
    convert(str(path), whole, Options())
    assert b"".join(whole.lines).startswith((tmp_path / "x.jsonl").read_bytes())


@pytest.mark.parametrize(("head", "said"), [(b"", b"binary"), (b"%PDF-1.7\n", b"PDF")])
def test_a_big_file_is_asked_whether_it_is_text(tmp_path: Path, head: bytes, said: bytes) -> None:
    with (tmp_path / "big").open("wb") as file:
        file.write(head)
        file.truncate(parallel.MIN_BYTES_IN_RANGES + 1000)
    for arguments in (["big"], ["big", "-o", "out"], ["big", "-o", "all.jsonl"]):
        done = subprocess.run(
            [sys.executable, "-m", "seedparse", *arguments, "--jobs", "2"],
            cwd=tmp_path, capture_output=True, timeout=60, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stdout) == (1, b"")
        assert said in done.stderr
    assert os.listdir(tmp_path / "out") in ([], [".seedparse.state"]) if (tmp_path / "out").exists() else True


def test_an_interrupt_leaves_nobody(tmp_path: Path) -> None:
    """Workers that wait because nobody takes their records end too."""
    path = dump(tmp_path / "dump.txt", 4_000_000)
    running = subprocess.Popen(
        [sys.executable, "-m", "seedparse", path, "--jobs", "2"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    assert running.stdout
    for _ in range(100):  # workers are there by now; then nothing more is read
        running.stdout.readline()
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert (running.returncode, said.strip()) == (130, b"seedparse: interrupted")
    with pytest.raises(ProcessLookupError):
        os.killpg(running.pid, 0)
