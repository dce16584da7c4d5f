"""Several inputs at once: one process and two give the same records, failures and counts; also through the command.

The sizes from which a file is read in ranges, and inputs are spread over processes, are lowered: small files will do.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from random import Random
from typing import Any, Literal, NamedTuple

import dumps
import scratch
from cases import Broken, Case, literal, shown, without_parts
from seedparse.batch import parallel
from seedparse.batch.inputs import Job
from seedparse.convert import convert
from seedparse.model import Options
from seedparse.outcome import Outcome

LOWERED = {"MIN_BYTES_IN_RANGES": 2000, "RANGE": 500, "FIRST_RANGE_BYTES": 100, "LITTLE": 0}
CONTENTS = (
    b"\0", b"\0\0\0\0a\n", b"%PDF-1.4\n", b"\x89PNG\r\n", b"{}\n", b'{"text": "a"}\n', b"PK\3\4", b"\n", b"\xff",
    b"---\n",
)  # fmt: skip


Way = Literal["in process", "command", "command to folder"]


class Batch(NamedTuple):
    """Files, named by the user or found in a folder, what is asked of them, and how they are read."""

    files: tuple[bytes, ...]
    options: Options = Options()
    named: bool = True
    way: Way = "in process"

    def __repr__(self) -> str:
        files = "".join(f"{literal(data)}, " for data in self.files)
        return f"Batch(({files}), {shown(self.options)}, {self.named}, {self.way!r})"

    def check(self) -> None:
        for stale in scratch.folder().glob("batch-*"):
            stale.unlink()
        paths = [str(scratch.file(f"batch-{number}.txt", data)) for number, data in enumerate(self.files)]
        one, two = (self.read(paths, workers) for workers in (1, 2))
        for name in one:
            if one[name] != two[name]:
                raise Broken("jobs", f"{name}: {_short(two[name])} with two jobs, {_short(one[name])} with one")

    def read(self, paths: list[str], workers: int) -> dict[str, Any]:
        return self._in_process(paths, workers) if self.way == "in process" else self._by_command(paths, workers)

    def _in_process(self, paths: list[str], workers: int) -> dict[str, Any]:
        sink = scratch.Sink()
        jobs = [Job(path, "", named=self.named) for path in paths]
        with lowered():
            total = Outcome()
            work = partial(convert, options=self.options)
            for outcome in parallel.stream(jobs, sink, self.options, workers, work, Unwatched()):
                total.add(outcome)
        scratch.no_internal_error(total.failures)
        return {
            "failures": total.failures,
            "counts": (total.inputs, total.skipped, total.unchanged),
            "articles": total.counts.articles,
            "records": sink.content,
        }

    def _by_command(self, paths: list[str], workers: int) -> dict[str, Any]:
        """Each number of jobs with a hash seed of its own: the records are to follow from neither."""
        lower = "; ".join(f"batch.{name} = {value}" for name, value in LOWERED.items())
        start = f"from seedparse.batch import parallel as batch; {lower}; from seedparse.__main__ import main; main()"
        out = scratch.folder() / "out"
        shutil.rmtree(out, ignore_errors=True)
        arguments = [
            "--unit",
            self.options.unit or "article",
            "--split",
            self.options.split,
            "--jobs",
            str(workers),
            *paths,
        ]
        if self.way == "command to folder":
            arguments += ["--quiet", "--output", str(out)]
        done = subprocess.run(
            [sys.executable, "-c", start, *arguments],
            env=os.environ | {"PYTHONHASHSEED": str(workers), "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=False,
        )
        if done.returncode not in (0, 1) or b"Traceback" in done.stderr:
            raise Broken("command", f"exit code {done.returncode}: {done.stderr.decode()[-500:]}")
        return {
            "exit code": done.returncode,
            "stderr": done.stderr,
            "records": done.stdout,
            "files": {path.name: path.read_bytes() for path in sorted(out.rglob("*.jsonl"))},
        }

    def smaller(self) -> Iterator[Case]:
        if self.way != "in process":
            yield self._replace(way="in process")
        if self.options != Options():
            yield self._replace(options=Options())
        for number, data in enumerate(self.files):
            if len(self.files) > 1:
                yield self._replace(files=self.files[:number] + self.files[number + 1 :])
            for less in without_parts(data, b"\n"):
                yield self._replace(files=(*self.files[:number], less, *self.files[number + 1 :]))
            if len(data) > LOWERED["BIG"]:
                yield self._replace(files=(*self.files[:number], data[: len(data) // 2], *self.files[number + 1 :]))


class Unwatched:
    """Nobody wants to know how far the work is."""

    def expect(self, size: int) -> None: ...
    def advance(self, size: int) -> None: ...


@contextmanager
def lowered() -> Iterator[None]:
    usual = {name: getattr(parallel, name) for name in LOWERED}
    try:
        for name, value in LOWERED.items():
            setattr(parallel, name, value)
        yield
    finally:
        for name, value in usual.items():
            setattr(parallel, name, value)


def make(random: Random) -> Batch:
    files = tuple(_content(random) for _ in range(random.choice((1, 1, 2, 3))))
    first = dumps.make(random).options
    options = first._replace(unit=random.choice(("article", "block")), max_article_bytes=Options().max_article_bytes)
    return Batch(files, options, named=random.random() < 0.7)


def make_command(random: Random) -> Batch:
    return make(random)._replace(named=True, way=random.choice(("command", "command to folder")))


def _content(random: Random) -> bytes:
    """A document, a little more than a range of one, or what is no text."""
    if random.random() < 0.3:
        return random.choice(CONTENTS) * random.choice((1, 700, 3000))
    data = dumps.make(random).data
    while data and len(data) < 4000 and random.random() < 0.9:
        data += random.choice((b"\n\f\n", b"\n\n-----\n\n", b"\n")) + dumps.make(random).data
    return data


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) < 300 else f"{text[:300]}... ({len(text)} characters)"
