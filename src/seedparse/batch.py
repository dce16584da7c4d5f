"""Many inputs, one after the other: which files, where their records go, what failed.

Law: the order of the output is that of the sorted names, and no failure stops the run unless the caller asked for it.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, Protocol

from seedparse.convert import lines
from seedparse.errors import Failure, InputError, SeedparseError
from seedparse.model import Document, Options
from seedparse.sources.files import open_bytes


class Sink(Protocol):
    def write(self, lines: bytes) -> None: ...


class Job(NamedTuple):
    """One input of a batch, and the file that its records go to."""

    path: str
    output: str


class NameClashError(SeedparseError):
    """Two inputs would write the same file."""


def stream(paths: Iterable[str], sink: Sink, options: Options, tell: Callable[[Failure], None]) -> bool:
    """All inputs to one sink; directories are walked. Whether none failed."""
    failed: list[Failure] = []

    def failing(failure: Failure) -> None:
        failed.append(failure)
        tell(failure)

    for path in paths:
        for each in _walk(path, failing):
            _convert(each, sink, options, failing)
            if options.strict and failed:
                return False
    return not failed


def mirror(
    paths: Iterable[str],
    out: str,
    options: Options,
    tell: Callable[[Failure], None],
    progress: Callable[[list[Job]], Iterable[Job]] = iter,
) -> bool:
    """Each input to a file of its own under `out`. Whether none failed. Raises OutputError and NameClashError."""
    from seedparse.sinks.files import OutputFile  # a stream needs no temporary files

    failed: list[Failure] = []

    def failing(failure: Failure) -> None:
        failed.append(failure)
        tell(failure)

    for job in progress(plan(list(paths), out, failing)):
        if options.strict and failed:
            break
        with OutputFile(job.output) as sink:
            if not _convert(job.path, sink, options, failing):
                sink.discard()
    return not failed


def plan(paths: list[str], out: str, tell: Callable[[Failure], None]) -> list[Job]:
    """Which input writes which file. One directory gives OUT/name, several give OUT/directory/name."""
    directories = [path for path in paths if os.path.isdir(path)]
    jobs: dict[str, Job] = {}
    for path in paths:
        root = out
        if len(directories) > 1 and path in directories:
            root = os.path.join(out, os.path.basename(os.path.abspath(path)))
        for each in _walk(path, tell, leave_out=out):
            inside = os.path.relpath(each, path) if path in directories else os.path.basename(each)
            output = os.path.join(root, f"{inside.removesuffix('.txt')}.jsonl")
            if output in jobs:
                raise NameClashError(
                    f"{each} and {jobs[output].path} would both write {output}; give them one at a time"
                )
            jobs[output] = Job(each, output)
    return list(jobs.values())


def _walk(path: str, tell: Callable[[Failure], None], leave_out: str | None = None) -> Iterator[str]:
    """The path itself, or the regular files below it, sorted; hidden ones and our own outputs are no inputs."""
    if not os.path.isdir(path):
        yield path
        return
    own = os.path.realpath(leave_out) if leave_out else None

    def unreadable(error: OSError) -> None:
        tell(Failure(printable(str(error.filename)), "not-readable", (error.strerror or str(error)).lower()))

    for folder, folders, files in os.walk(path, onerror=unreadable):
        here = os.path.realpath(folder)
        folders[:] = sorted(
            each for each in folders if not each.startswith(".") and os.path.realpath(os.path.join(folder, each)) != own
        )
        for name in sorted(files):
            each = os.path.join(folder, name)
            if name.startswith(".") or not os.path.isfile(each) or (here == own and name.endswith(".jsonl")):
                continue
            yield each


def _convert(path: str, sink: Sink, options: Options, tell: Callable[[Failure], None]) -> bool:
    name = options.name if path == "-" and options.name else path
    try:
        # No variable holds a record behind its write: it may be tens of megabytes.
        deque(map(sink.write, lines(open_bytes(path), Document(path=printable(name)), options)), maxlen=0)
    except InputError as error:
        tell(Failure(printable(name), "not-readable", str(error)))
        return False
    return True


def printable(path: str) -> str:
    """A path as the record has it: bytes that are no text become \\xNN."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
