"""Converts many inputs, in this process or in several, to one sink or to a file for each input.

Law: the records and their order are the same for any number of processes, and no failure stops the run unless
`strict` is set.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from seedparse.batch.inputs import Job
from seedparse.batch.journal import State
from seedparse.errors import Failure, InputError, SeedparseError, WorkerDied, internal_failure
from seedparse.model import Options
from seedparse.outcome import Outcome, Sink, Watch
from seedparse.ranges import Split, scan
from seedparse.sources.containers import plain
from seedparse.sources.files import open_bytes, printable_path

if TYPE_CHECKING:
    from seedparse.batch.workers import Chunk, Send

MIN_BYTES_IN_RANGES = 8 * 1024 * 1024  # bytes; a file of this size or more is read in ranges
RANGE = 2 * 1024 * 1024  # bytes of a range
FIRST_RANGE_BYTES = (
    64 * 1024
)  # bytes of the first range; each next one is twice as long, up to RANGE: first records come soon
LITTLE = 1024 * 1024  # bytes; up to this total no workers are started; a single larger input is read in ranges
LIGHT = 32 * 1024  # bytes of a file per unit of weight
HEAVY = 64  # total weight of the tasks that a worker gets at once
CHUNK = 64 * 1024  # bytes of records that a worker sends at once
SOON = 0.02  # seconds after the last message in which a worker collects records before it sends them


class Task(NamedTuple):
    """An input, or a range of one."""

    job: Job
    seen: tuple[int, int] | None = None  # size and time of change of the input before it was read
    split: Split | None = None  # None: the whole input
    last: bool = True  # the last task of the input


class Convert(Protocol):
    """Writes the records of an input, or of a range of one, to a sink. Workers get it, so it must be picklable."""

    def __call__(self, path: str, sink: Sink, *, watch: Watch | None, named: bool, split: Split | None) -> Outcome: ...


class Way:
    """Sends a worker's records and progress to its parent, at once or with the next ones; it is a sink and a watch."""

    _sent = 0.0  # time of the last message of this process; kept between tasks, since some take only a millisecond

    def __init__(self, send: "Send") -> None:
        self._send = send
        self._parts: list[bytes] = []
        self._size = 0
        self._read = 0  # bytes of the input since the last message

    def write(self, lines: bytes) -> None:
        self._parts.append(lines)
        self._size += len(lines)
        self._flush_soon()

    def expect(self, size: int) -> None:
        """Do nothing: the parent knows the total."""

    def advance(self, size: int) -> None:
        self._read += size
        self._flush_soon()

    def _flush_soon(self) -> None:
        if self._size >= CHUNK or time.monotonic() - Way._sent > SOON:
            self.flush()

    def flush(self) -> None:
        if self._parts or self._read:
            lines, read = b"".join(self._parts), self._read
            self._parts.clear()
            self._size = self._read = 0
            self._send(lines, read)
            Way._sent = time.monotonic()


def stream(
    jobs: Iterable[Job], sink: Sink, options: Options, workers: int, convert: Convert, watch: Watch
) -> Iterator[Outcome]:
    """Convert all inputs to one sink; yield the outcome of each after its records are written. Raises OutputError."""
    jobs, little, alone = _look(jobs)
    if workers == 1 or little:
        for job in jobs:
            yield _read(Task(job), sink, convert, watch)
        return
    from seedparse.batch.workers import spread

    failed: list[Job] = []
    tasks = _at_once(_tasks(map(Task, jobs), options, failed, LITTLE if alone else MIN_BYTES_IN_RANGES, to_files=False))
    with closing(spread(partial(_hand_over, convert=convert), tasks, workers, HEAVY, watch.advance)) as results:
        read = partial(_read, sink=sink, convert=convert, watch=watch)
        for _, outcome in _written(results, lambda task: sink, read, failed):
            yield outcome


def mirror(
    jobs: Iterable[Job], state: State, options: Options, workers: int, convert: Convert, watch: Watch
) -> Iterator[Outcome]:
    """Convert each input to its own file; yield its outcome after the file is durable. Raises OutputError.

    Inputs whose records exist already are not read.
    """
    from seedparse.sinks.files import OutputFile  # imported here: `stream` writes no temporary files

    def fresh() -> Iterator[Task]:
        for job in jobs:
            if state.is_done(job.path, job.output):
                unchanged.unchanged += 1
            else:
                yield Task(job, state.seen(job.path))

    unchanged = Outcome()
    tasks, little, alone = _look(fresh(), key=attrgetter("job"))
    if workers == 1 or little:
        for task in tasks:
            outcome = _to_file(task, convert, watch)
            _settle(task, outcome, state)
            yield outcome
        yield unchanged
        return
    from seedparse.batch.workers import spread
    from seedparse.sinks.files import remove_unfinished

    with ExitStack() as opened:
        whole: OutputFile | None = None  # the output of the file that is read in ranges now
        ranges = opened.enter_context(ExitStack())

        def sink_of(task: Task) -> OutputFile:
            nonlocal whole
            whole = whole or ranges.enter_context(OutputFile(task.job.output, durable=True))
            return whole

        def read(task: Task) -> Outcome:
            return _to_file(task, convert, watch) if task.split is None else _read(task, sink_of(task), convert, watch)

        failed: list[Job] = []
        work = partial(_hand_over, convert=convert)
        handed_out = _tasks(tasks, options, failed, LITTLE if alone else MIN_BYTES_IN_RANGES, to_files=True)
        results = spread(work, handed_out, workers, HEAVY, watch.advance, remove_unfinished)
        opened.enter_context(closing(results))
        sum_of = Outcome()  # sum over the ranges of one file
        for task, outcome in _written(results, sink_of, read, failed):
            if task.split is not None:
                file = sink_of(task)
                sum_of.add(outcome)
                if not task.last:
                    continue
                outcome, sum_of = sum_of, Outcome()
                if outcome.counts.articles == 0 and outcome.failures:
                    file.discard()
                ranges.pop_all().close()
                whole = None
            _settle(task, outcome, state)
            yield outcome
    yield unchanged


def _written(
    results: "Iterator[tuple[Task, Chunk | Outcome | WorkerDied | None]]",
    sink_of: Callable[[Task], Sink],
    read: Callable[[Task], Outcome],
    failed: list[Job],
) -> Iterator[tuple[Task, Outcome]]:
    """Yield the outcome of each task after its records are written; tasks without a worker are read here.

    If a range fails, the other ranges of the input give no records, as in a run with one process.
    """
    from seedparse.batch.workers import Chunk

    for task, given in results:
        if _has_failed(task.job, failed):
            if not isinstance(given, Chunk):
                yield task, Outcome(int(task.last))
        elif isinstance(given, Chunk):
            if given.lines:
                sink_of(task).write(given.lines)
        else:
            outcome = _lost(task, given.reason) if isinstance(given, WorkerDied) else given or read(task)
            if task.split is not None and outcome.failures:
                failed.append(task.job)
            yield task, outcome


def _has_failed(job: Job, failed: list[Job]) -> bool:
    return any(each is job for each in failed)  # compared by identity: a path may be given twice


def _settle(task: Task, outcome: Outcome, state: State) -> None:
    if not outcome.failures and os.path.exists(task.job.output):
        state.done(task.job.path, task.job.output, task.seen)


def _look(each: Iterable[Any], key: Callable[[Any], Job] = lambda job: job) -> tuple[Iterable[Any], bool, bool]:
    """Return the same items, whether they are too small to be worth starting workers, and whether there is only one."""
    seen, size, rest = [], 0, iter(each)
    for one in rest:
        seen.append(one)
        path = key(one).path
        size += LIGHT + (os.path.getsize(path) if os.path.isfile(path) else 0)
        if size > LITTLE:
            more = [] if len(seen) > 1 else [second for second in (next(rest, None),) if second is not None]
            return chain(seen, more, rest), False, len(seen) + len(more) == 1
    return seen, True, len(seen) == 1


def _tasks(
    tasks: Iterable[Task], options: Options, failed: list[Job], big: int, *, to_files: bool
) -> Iterator[tuple[Task, int | None] | None]:
    """Yield each task with its weight; big files are split into ranges.

    The weight None means that no worker gets the task. None in place of a pair means that the next task is not known
    yet. A failed input gives no more ranges.
    """
    for task in tasks:
        path = task.job.path
        size = os.path.getsize(path) if os.path.isfile(path) else None
        is_plain = size is not None and _is_plain(path, options)
        if size is None or not (is_plain or to_files):
            yield task, None  # its size is not known, or it is a container: it is read in this process
        elif is_plain and size >= big and not (to_files and _is_too_long(task.job.output)):
            yield from _ranges(task, options, failed)
        else:
            yield task, 1 + size // LIGHT


def _at_once(tasks: Iterator[tuple[Task, int | None] | None]) -> Iterator[tuple[Task, int | None] | None]:
    """Yield the same tasks; a first task that is not large gets no worker.

    Its records are then written before any worker has started, and workers inherit the phrases compiled for it.
    """
    for task in tasks:
        if task is not None:
            split, weight = task[0].split, task[1] or 0
            light = (
                weight <= 1 + FIRST_RANGE_BYTES // LIGHT
                if split is None
                else split.stop - split.start <= 4 * FIRST_RANGE_BYTES
            )
            yield (task[0], None) if light else task
            break
        yield task
    yield from tasks


def _is_plain(path: str, options: Options) -> bool:
    """Whether a file is plain text, which can be read in ranges and by a worker."""
    try:
        plain(open_bytes(path), options.text_field)
    except Exception:  # an InputError or an internal error: converting the whole input reports either
        return False
    return True


def _ranges(task: Task, options: Options, failed: list[Job]) -> Iterator[tuple[Task, int | None] | None]:
    before: Split | None = None
    try:
        for split in scan(task.job.path, RANGE, options, first=FIRST_RANGE_BYTES, most=MIN_BYTES_IN_RANGES):
            if split is None:
                yield None
                continue
            if before:
                yield task._replace(split=before, last=False), HEAVY
            before = split
            if _has_failed(task.job, failed):
                break
    except Exception as error:
        if isinstance(error, SeedparseError) and not isinstance(error, InputError):
            raise
        # The task that reads the rest meets the same error and reports it.
        if before is None:
            yield task, HEAVY
            return
        before = before._replace(stop=before.end)
    assert before
    # A last range of more than MIN_BYTES_IN_RANGES is read in this process: its article may be too big for a worker.
    yield task._replace(split=before), None if before.stop - before.start > MIN_BYTES_IN_RANGES else HEAVY


def _read(task: Task, sink: Sink, convert: Convert, watch: Watch) -> Outcome:
    """Convert an input or a range of it to a sink. The last range of an input counts as the input."""
    outcome = convert(task.job.path, sink, watch=watch, named=task.job.named, split=task.split)
    if task.split is not None:
        outcome.inputs = int(task.last)
    return outcome


def _hand_over(task: Task, send: "Send", convert: Convert) -> Outcome:
    """Convert a task in a worker: to a file, or to the parent."""
    way = Way(send)
    try:
        to_file = task.job.output and task.split is None
        outcome = _to_file(task, convert, way) if to_file else _read(task, way, convert, way)
    except SeedparseError:
        raise
    except Exception as error:
        outcome = Outcome(int(task.last), failures=[internal_failure(printable_path(task.job.path), None, error)])
    way.flush()
    return outcome


def _to_file(task: Task, convert: Convert, watch: Watch) -> Outcome:
    from seedparse.sinks.files import OutputFile, too_long

    if reason := too_long(task.job.output):
        return _unwritable(task, reason)
    with OutputFile(task.job.output, durable=True) as sink:
        outcome = _read(task, sink, convert, watch)
        if outcome.counts.articles == 0 and (outcome.failures or outcome.skipped):
            sink.discard()
    return outcome


def _is_too_long(path: str) -> bool:
    from seedparse.sinks.files import too_long

    return too_long(path) is not None


def _unwritable(task: Task, reason: str) -> Outcome:
    message = f"its output cannot be written: {reason}; rename the input, or collect all records with -o X.jsonl"
    return Outcome(1, failures=[Failure(printable_path(task.job.path), None, None, None, "name-too-long", message)])


def _lost(task: Task, reason: str) -> Outcome:
    message = f"its worker process died ({reason})"
    failed = Failure(printable_path(task.job.path), None, None, None, "worker-died", message)
    return Outcome(int(task.last), failures=[failed])
