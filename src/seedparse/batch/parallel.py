"""Many inputs: one after the other or spread over processes, to one place or to a file each.

Law: the records and their order are the same for any number of processes, and no failure stops the run unless the
caller asked for it.
"""

import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from seedparse.batch.document import Outcome, Sink, Watch, convert, printable
from seedparse.batch.inputs import Job
from seedparse.batch.journal import State
from seedparse.errors import Failure, InputError, SeedparseError, WorkerDiedError, failure, internal_failure
from seedparse.model import Document, Options
from seedparse.ranges import Split, lines_of_split, scan
from seedparse.sources.containers import plain
from seedparse.sources.files import open_bytes

if TYPE_CHECKING:
    from seedparse.batch.workers import Chunk, Send

BIG = 8 * 1024 * 1024  # bytes of a file that is read in ranges
RANGE = 2 * 1024 * 1024  # bytes of one
FIRST = 64 * 1024  # bytes of the first ones, which grow to that: their records are not to wait for others
LITTLE = 1024 * 1024  # bytes of all inputs; and of the only one, if it is read in ranges
LIGHT = 32 * 1024  # bytes of a file that weighs one
HEAVY = 64  # as much as is handed to a worker at once
CHUNK = 64 * 1024  # bytes of records that a worker hands over at once
SOON = 0.02  # seconds that records wait for others to go with them


class Task(NamedTuple):
    """An input, or a range of one."""

    job: Job
    seen: tuple[int, int] | None = None  # how the input was before it was read
    split: Split | None = None
    last: bool = True  # nothing of the input comes behind it


class Way:
    """From a worker to its parent: a sink and a watch. What is made leaves at once, or with what comes right behind."""

    _sent = 0.0  # when something left this process; kept from task to task, for some take a millisecond

    def __init__(self, send: "Send") -> None:
        self._send = send
        self._parts: list[bytes] = []
        self._size = 0
        self._read = 0  # bytes of the input since the last time

    def write(self, lines: bytes) -> None:
        self._parts.append(lines)
        self._size += len(lines)
        self._flush_soon()

    def expect(self, size: int) -> None:
        """The parent knows it."""

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


def stream(jobs: Iterable[Job], sink: Sink, options: Options, workers: int, watch: Watch) -> Iterator[Outcome]:
    """All inputs to one sink: what became of each, once its records are out. Raises OutputError."""
    jobs, little, alone = _look(jobs)
    if workers == 1 or little:
        for job in jobs:
            yield convert(job.path, sink, options, watch, named=job.named)
        return
    from seedparse.batch.workers import spread

    failed: list[Job] = []
    tasks = _at_once(_tasks(map(Task, jobs), options, failed, LITTLE if alone else BIG, to_files=False))
    with closing(spread(partial(_hand_over, options=options), tasks, workers, HEAVY, watch.advance)) as results:
        read = partial(_read, sink=sink, options=options, watch=watch)
        for _, outcome in _written(results, lambda task: sink, read, failed):
            yield outcome


def mirror(jobs: Iterable[Job], state: State, options: Options, workers: int, watch: Watch) -> Iterator[Outcome]:
    """Each input to a file of its own: what became of it, once that is durable. Raises OutputError.

    Inputs whose records are there already are not read.
    """
    from seedparse.sinks.files import OutputFile  # a stream needs no temporary files

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
            outcome = _to_file(task, options, watch)
            _settle(task, outcome, state)
            yield outcome
        yield unchanged
        return
    from seedparse.batch.workers import spread
    from seedparse.sinks.files import remove_unfinished

    with ExitStack() as opened:
        whole: OutputFile | None = None  # the file whose ranges are coming
        ranges = opened.enter_context(ExitStack())

        def sink_of(task: Task) -> OutputFile:
            nonlocal whole
            whole = whole or ranges.enter_context(OutputFile(task.job.output, durable=True))
            return whole

        def read(task: Task) -> Outcome:
            return _to_file(task, options, watch) if task.split is None else _read(task, sink_of(task), options, watch)

        failed: list[Job] = []
        work = partial(_hand_over, options=options)
        handed_out = _tasks(tasks, options, failed, LITTLE if alone else BIG, to_files=True)
        results = spread(work, handed_out, workers, HEAVY, watch.advance, remove_unfinished)
        opened.enter_context(closing(results))
        sum_of = Outcome()  # of the ranges
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
    results: "Iterator[tuple[Task, Chunk | Outcome | WorkerDiedError | None]]",
    sink_of: Callable[[Task], Sink],
    read: Callable[[Task], Outcome],
    failed: list[Job],
) -> Iterator[tuple[Task, Outcome]]:
    """What became of each task, once its records are written; one that was not handed out is read here.

    An input whose range fails is over there, as it is for one process: its other ranges give nothing."""
    from seedparse.batch.workers import Chunk

    for task, given in results:
        if _has_failed(task.job, failed):
            if not isinstance(given, Chunk):
                yield task, Outcome(int(task.last))
        elif isinstance(given, Chunk):
            if given.lines:
                sink_of(task).write(given.lines)
        else:
            outcome = _lost(task, given.reason) if isinstance(given, WorkerDiedError) else given or read(task)
            if task.split is not None and outcome.failures:
                failed.append(task.job)
            yield task, outcome


def _has_failed(job: Job, failed: list[Job]) -> bool:
    return any(each is job for each in failed)  # a path may be given twice


def _settle(task: Task, outcome: Outcome, state: State) -> None:
    if not outcome.failures and os.path.exists(task.job.output):
        state.done(task.job.path, task.job.output, task.seen)


def _look(each: Iterable[Any], key: Callable[[Any], Job] = lambda job: job) -> tuple[Iterable[Any], bool, bool]:
    """The same, whether it is so little that it is done before other processes could begin, and whether it is one."""
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
    """The tasks with their weights, None for such as are not to be handed out; big files in ranges.

    None in place of a task: the next one is not known yet. Of an input that has failed no more ranges come."""
    for task in tasks:
        path = task.job.path
        size = os.path.getsize(path) if os.path.isfile(path) else None
        is_plain = size is not None and _is_plain(path, options)
        if size is None or not (is_plain or to_files):
            yield task, None  # its size is not known: it is read as it comes
        elif is_plain and size >= big and not (to_files and _is_too_long(task.job.output)):
            yield from _ranges(task, options, failed)
        else:
            yield task, 1 + size // LIGHT


def _at_once(tasks: Iterator[tuple[Task, int | None] | None]) -> Iterator[tuple[Task, int | None] | None]:
    """The same; the first task, if it is not large, is read here: its records leave before any worker is there, and
    what is compiled for it the workers need not compile again."""
    for task in tasks:
        if task is not None:
            split, weight = task[0].split, task[1] or 0
            light = weight <= 1 + FIRST // LIGHT if split is None else split.stop - split.start <= 4 * FIRST
            yield (task[0], None) if light else task
            break
        yield task
    yield from tasks


def _is_plain(path: str, options: Options) -> bool:
    """Whether a file can be read in ranges, and by a worker while its records are wanted; if not, the reader of the
    whole says what it is, or why it cannot be read."""
    try:
        plain(open_bytes(path), options.text_field)
    except Exception:  # an InputError, or a fault of ours: the reader of the whole tells both
        return False
    return True


def _ranges(task: Task, options: Options, failed: list[Job]) -> Iterator[tuple[Task, int | None] | None]:
    before: Split | None = None
    try:
        for split in scan(task.job.path, RANGE, options, first=FIRST, most=BIG):
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
        # Whoever reads the rest of it meets the same, and tells it.
        if before is None:
            yield task, HEAVY
            return
        before = before._replace(stop=before.end)
    assert before
    # An article without end is in the last range: no worker could hold it.
    yield task._replace(split=before), None if before.stop - before.start > BIG else HEAVY


def _read(task: Task, sink: Sink, options: Options, watch: Watch) -> Outcome:
    """An input, or its range, to a sink."""
    if task.split is None:
        return convert(task.job.path, sink, options, watch, named=task.job.named)
    outcome = Outcome(int(task.last), task.split.stop - task.split.start)
    document = Document(path=printable(task.job.path))
    try:
        found = lines_of_split(task.job.path, task.split, document, options, outcome.counts, watch.advance)
        # No variable holds a record behind its write.
        deque(map(sink.write, found), maxlen=0)
    except InputError as error:
        outcome.failures.append(failure(document.path, error))
    except SeedparseError:
        raise
    except Exception as error:
        outcome.failures.append(internal_failure(document.path, None, error))
    return outcome


def _hand_over(task: Task, send: "Send", options: Options) -> Outcome:
    """What a worker does."""
    way = Way(send)
    try:
        to_file = task.job.output and task.split is None
        outcome = _to_file(task, options, way) if to_file else _read(task, way, options, way)
    except SeedparseError:
        raise
    except Exception as error:
        outcome = Outcome(int(task.last), failures=[internal_failure(printable(task.job.path), None, error)])
    way.flush()
    return outcome


def _to_file(task: Task, options: Options, watch: Watch) -> Outcome:
    from seedparse.sinks.files import OutputFile, too_long

    if reason := too_long(task.job.output):
        return _unwritable(task, reason)
    with OutputFile(task.job.output, durable=True) as sink:
        outcome = _read(task, sink, options, watch)
        if outcome.counts.articles == 0 and (outcome.failures or outcome.skipped):
            sink.discard()
    return outcome


def _is_too_long(path: str) -> bool:
    from seedparse.sinks.files import too_long

    return too_long(path) is not None


def _unwritable(task: Task, reason: str) -> Outcome:
    message = f"its output cannot be written: {reason}; rename the input, or collect all records with -o X.jsonl"
    return Outcome(1, failures=[Failure(printable(task.job.path), None, None, None, "name-too-long", message)])


def _lost(task: Task, reason: str) -> Outcome:
    message = f"its worker process died ({reason})"
    failed = Failure(printable(task.job.path), None, None, None, "worker-died", message)
    return Outcome(int(task.last), failures=[failed])
