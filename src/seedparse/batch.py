"""Many inputs: one after the other or spread over processes, to one place or to a file each.

Law: the records and their order are the same for any number of processes, and no failure stops the run unless the
caller asked for it.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from seedparse.errors import Died, Failure, InputError, failure
from seedparse.inputs import Job
from seedparse.intake import Outcome, Sink, Watch, convert, printable
from seedparse.model import Document, Options
from seedparse.ranges import Split, lines_of_split, scan
from seedparse.resume import State
from seedparse.sources.containers import is_plain
from seedparse.sources.files import open_bytes

BIG = 8 * 1024 * 1024  # bytes of a file that is read in ranges
RANGE = 2 * 1024 * 1024  # bytes of one
LITTLE = 1024 * 1024  # bytes of all inputs
LIGHT = 32 * 1024  # bytes of a file that weighs one
HEAVY = 64  # as much as is handed to a worker at once


class Task(NamedTuple):
    """An input, or a range of one."""

    job: Job
    seen: tuple[int, int] | None = None  # how the input was before it was read
    split: Split | None = None
    last: bool = True  # nothing of the input comes behind it


Result = tuple[list[bytes], Outcome] | Died | None
"""What a worker gives for a task; None if it was not handed out."""


class Buffer:
    """Records in memory."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, lines: bytes) -> None:
        self.parts.append(lines)


def stream(jobs: Iterable[Job], sink: Sink, options: Options, workers: int, watch: Watch) -> Iterator[Outcome]:
    """All inputs to one sink: what became of each, once its records are out. Raises OutputError."""
    jobs, little = _is_little(jobs)
    if workers == 1 or little:
        for job in jobs:
            yield convert(job.path, sink, options, watch, named=job.named)
        return
    from seedparse.workers import spread

    work = partial(_to_memory, options=options)
    for task, result in spread(work, _tasks(map(Task, jobs), options, to_files=False), workers, HEAVY):
        yield _written(task, result, sink, options, watch)


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
    tasks, little = _is_little(fresh(), key=attrgetter("job"))
    if workers == 1 or little:
        for task in tasks:
            outcome = _to_file(task, options, watch)[1]
            _settle(task, outcome, state)
            yield outcome
        yield unchanged
        return
    from seedparse.workers import spread

    with ExitStack() as opened:
        whole: OutputFile | None = None  # the file whose ranges are coming
        sum_of = Outcome()
        work = partial(_to_file, options=options)
        for task, result in spread(work, _tasks(tasks, options, to_files=True), workers, HEAVY):
            if task.split is not None:
                if whole is None:
                    whole, sum_of = opened.enter_context(OutputFile(task.job.output, durable=True)), Outcome()
                sum_of.add(_written(task, result, whole, options, watch))
                if not task.last:
                    continue
                opened.pop_all().close()
                whole, outcome = None, sum_of
            elif result is None:
                outcome = _to_file(task, options, watch)[1]
            else:
                outcome = _written(task, result, Buffer(), options, watch)
            _settle(task, outcome, state)
            yield outcome
    yield unchanged


def _written(task: Task, result: Result, sink: Sink, options: Options, watch: Watch) -> Outcome:
    """What became of a task; its records are those that a worker sent, or are read here if it was kept."""
    if result is None:
        return _read(task, sink, options, watch)
    if isinstance(result, Died):
        return _lost(task, result.reason)
    parts, outcome = result
    for part in parts:
        sink.write(part)
    watch.advance(outcome.bytes)
    return outcome


def _settle(task: Task, outcome: Outcome, state: State) -> None:
    if not outcome.failures and os.path.exists(task.job.output):
        state.done(task.job.path, task.job.output, task.seen)


def _is_little(each: Iterable[Any], key: Callable[[Any], Job] = lambda job: job) -> tuple[Iterable[Any], bool]:
    """The same, and whether it is so little that it is done before other processes could begin."""
    seen, size, rest = [], 0, iter(each)
    for one in rest:
        seen.append(one)
        path = key(one).path
        size += LIGHT + (os.path.getsize(path) if os.path.isfile(path) else 0)
        if size > LITTLE:
            return chain(seen, rest), False
    return seen, True


def _tasks(tasks: Iterable[Task], options: Options, *, to_files: bool) -> Iterator[tuple[Task, int | None]]:
    """The tasks with their weights, None for such as are not to be handed out; big files in ranges."""
    for task in tasks:
        path = task.job.path
        size = os.path.getsize(path) if os.path.isfile(path) else None
        plain = size is not None and _is_plain(path)
        if size is None or not (plain or to_files):
            yield task, None  # it may be without end, and a worker would have to hold it all
        elif plain and size >= BIG and not (to_files and _is_too_long(task.job.output)):
            yield from _ranges(task, options)
        else:
            yield task, 1 + size // LIGHT


def _is_plain(path: str) -> bool:
    try:
        return is_plain(open_bytes(path))
    except InputError:
        return True  # whoever reads it will say why it cannot be read


def _ranges(task: Task, options: Options) -> Iterator[tuple[Task, int | None]]:
    before: Split | None = None
    for split in scan(task.job.path, RANGE, options, most=BIG):
        if before:
            yield task._replace(split=before, last=False), HEAVY
        before = split
    assert before
    # An article without end is in the last range: no worker could hold it.
    yield task._replace(split=before), None if before.stop - before.start > BIG else HEAVY


def _read(task: Task, sink: Sink, options: Options, watch: Watch | None = None) -> Outcome:
    """An input, or its range, to a sink."""
    if task.split is None:
        return convert(task.job.path, sink, options, watch, named=task.job.named)
    outcome = Outcome(int(task.last), task.split.stop - task.split.start)
    document = Document(path=printable(task.job.path))
    try:
        # No variable holds a record behind its write.
        deque(map(sink.write, lines_of_split(task.job.path, task.split, document, options, outcome.tally)), maxlen=0)
    except InputError as error:
        outcome.failures.append(failure(document.path, error))
    return outcome


def _to_memory(task: Task, options: Options) -> tuple[list[bytes], Outcome]:
    buffer = Buffer()
    outcome = _read(task, buffer, options)
    return buffer.parts, outcome


def _to_file(task: Task, options: Options, watch: Watch | None = None) -> tuple[list[bytes], Outcome]:
    if task.split is not None:
        return _to_memory(task, options)
    from seedparse.sinks.files import OutputFile, too_long

    if reason := too_long(task.job.output):
        return [], _unwritable(task, reason)
    with OutputFile(task.job.output, durable=True) as sink:
        outcome = _read(task, sink, options, watch)
        if outcome.tally.articles == 0 and (outcome.failures or outcome.skipped):
            sink.discard()
    return [], outcome


def _is_too_long(path: str) -> bool:
    from seedparse.sinks.files import too_long

    return too_long(path) is not None


def _unwritable(task: Task, reason: str) -> Outcome:
    message = f"its output cannot be written: {reason}; rename the input, or collect all records with -o X.jsonl"
    return Outcome(1, failures=[Failure(printable(task.job.path), None, None, None, "name-too-long", message)])


def _lost(task: Task, reason: str) -> Outcome:
    message = f"the process that read it died ({reason})"
    return Outcome(1, failures=[Failure(printable(task.job.path), None, None, None, "worker-died", message)])
