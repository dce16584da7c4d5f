"""Converts many inputs, in this process or in several, to one sink or to a file for each input.

Law: the records and their order are the same for any number of processes, and no failure stops the run unless
`strict` is set.
"""

import os
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, closing
from functools import partial
from itertools import chain
from operator import attrgetter
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, Self

from seedparse.batch.duplicates import Seen, Unique, name_of
from seedparse.batch.inputs import Job
from seedparse.batch.journal import Checkpoints, State, Unfinished
from seedparse.errors import INTERNAL_ERROR, Failure, InputError, SeedparseError, WorkerDied, internal_failure
from seedparse.model import Options
from seedparse.outcome import Outcome, Sink, Watch, conclude
from seedparse.portions import Divider, Portion, Position, Sizes
from seedparse.ranges import Split, scan
from seedparse.sinks.forms import Form, output_file
from seedparse.sources.containers import plain
from seedparse.sources.files import (
    STANDARD_INPUT,
    open_bytes,
    printable_path,
    read_ahead,
    shown_path,
    standard_input,
)

if TYPE_CHECKING:
    from seedparse.batch.reading import Reading
    from seedparse.batch.workers import Chunk, Pause, Send

MIN_BYTES_IN_RANGES = 8 * 1024 * 1024  # bytes; a file of this size or more is read in ranges
RANGE = 2 * 1024 * 1024  # bytes of a range
FIRST_RANGE_BYTES = (
    64 * 1024
)  # bytes of the first range; each next one is twice as long, up to RANGE: first records come soon
LITTLE = 1024 * 1024  # bytes; up to this total no workers are started; a single larger input is read in ranges
LIGHT = 32 * 1024  # bytes of a file per unit of weight
HEAVY = 64  # total weight of the tasks that a worker gets at once
CHUNK = 64 * 1024  # bytes of records that a worker sends at once
PORTIONS = Sizes(first=FIRST_RANGE_BYTES, usual=512 * 1024, most=MIN_BYTES_IN_RANGES)
FLOWING = 0.2  # seconds; standard input that gives more than LITTLE in this time is divided
SOON = 0.02  # seconds after the last message in which a worker collects records before it sends them


class Task(NamedTuple):
    """An input, or a range of one."""

    job: Job
    seen: tuple[int, int] | None = None  # size and time of change of the input before it was read
    split: Split | None = None  # a range of a plain text
    last: bool = True  # the last task of the input
    portion: Portion | None = None  # documents of a container, or of standard input
    reading: "Reading | None" = None  # the process that parses a portion which cannot be sent
    options: str = ""  # what the records depend on, beside the input
    start: Position = Position()  # what is before it is done
    until: Position | None = None  # the position behind a part; None: the input cannot be continued there
    is_sent: bool = False  # the records go to the parent, although they have a file of their own

    @property
    def is_part(self) -> bool:
        """Whether the task is not a whole input."""
        return self.split is not None or self.portion is not None


class Convert(Protocol):
    """Writes the records of an input, or of a range of one, to a sink. Workers get it, so it must be picklable."""

    def __call__(
        self,
        path: str,
        sink: Sink,
        *,
        watch: Watch | None,
        named: bool,
        split: Split | None,
        portion: Portion | None,
        outcome: Outcome | None = None,
        start: Position = Position(),
        reached: Callable[[Position], None] | None = None,
    ) -> Outcome: ...


class Output:
    """The file for the records of one input; a sink. Articles that are in `seen` are dropped.

    No file appears if there is no article because the input failed or was skipped. If the run ends before the input
    does, the records up to the last position that was passed to `reached` are kept for the next run.
    """

    def __init__(
        self,
        task: Task,
        form: Form,
        seen: Seen | None = None,
        checkpoints: Checkpoints | None = None,
        left: Unfinished | None = None,
    ) -> None:
        """`left`: what an earlier run has left of this output, which is continued."""
        self._checkpoints = checkpoints
        self._file = output_file(task.job.output, form, left and left.saved)
        self._unique = Unique(self._file, seen) if seen else None
        self._sink: Sink = self._unique or self._file
        self.total = left.outcome if left else Outcome()  # so far
        self.total.continued = int(left is not None)
        self.start = left.position if left else Position()

    def __enter__(self) -> Self:
        self._file.__enter__()
        return self

    def write(self, lines: bytes) -> None:
        self._sink.write(lines)

    def convert(self, task: Task, convert: Convert, watch: Watch) -> Outcome:
        """Convert a whole input; return its outcome."""
        if self._checkpoints is None:
            return self.add(_read(task, self, convert, watch))
        convert(
            task.job.path,
            self,
            watch=watch,
            named=task.job.named,
            split=None,
            portion=None,
            outcome=self.total,
            start=self.start,
            reached=self.reached,
        )
        return self.add(Outcome())

    def add(self, outcome: Outcome) -> Outcome:
        """Return the outcome so far, with that of the records written since the last call."""
        self.total.add(outcome)
        return self._unique.counted(self.total) if self._unique else self.total

    def reached(self, position: Position) -> None:
        """Save the records before a position of the input, which were written and added. Raises OutputError."""
        if self._checkpoints is None:
            return
        # A fault of seedparse ends a document: its rest must not be read after a kill either.
        is_broken = bool(self.total.failures) and self.total.failures[-1].code == INTERNAL_ERROR
        if not (position.articles and is_broken) and (saved := self._file.save()):
            self._checkpoints.add(position, saved, self.add(Outcome()))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None and self.total.counts.articles == 0 and (self.total.failures or self.total.skipped):
            self._file.discard()
        try:
            self._file.__exit__(kind, error, trace)
        finally:
            if self._checkpoints:
                self._checkpoints.close(is_finished=kind is None)


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
    jobs: Iterable[Job],
    sink: Sink,
    options: Options,
    workers: int,
    convert: Convert,
    watch: Watch,
    seen: Seen | None = None,
    *,
    reads_records: bool = False,
) -> Generator[Outcome]:
    """Convert all inputs to one sink; yield the outcome of each after its records are written. Raises OutputError.

    After each part of an input's records that is written, an empty outcome is yielded: a caller that hands the records
    on never holds more than such a part. With `seen` articles whose id came before are dropped.

    `reads_records`: records that seedparse wrote are inputs too.
    """
    if seen:
        unique = Unique(sink, seen)
        yield from map(unique.counted, stream(jobs, unique, options, workers, convert, watch))
        return
    look = _look(jobs)
    if workers == 1 or look.is_little:
        for job in look.items:
            yield _read(Task(job), sink, convert, watch)
        return
    from seedparse.batch.workers import spread

    failed: list[Job] = []
    inputs = Inputs(options, failed, look, convert, watch, reads_records=reads_records)
    tasks = _at_once(inputs.tasks(map(Task, look.items), to_files=False))
    sum_of = Outcome()  # sum over the portions of one input
    with closing(spread(partial(_hand_over, convert=convert), tasks, workers, HEAVY, watch.advance)) as results:
        read = partial(_read, sink=sink, convert=convert, watch=watch)
        for task, outcome in _written(results, lambda task: sink, read, failed, options):
            yield outcome or Outcome()
            if task.portion is not None and outcome is not None:
                sum_of.add(outcome)
                if task.last:
                    yield _verdict(sum_of, task, options)
                    sum_of = Outcome()


def mirror(
    jobs: Iterable[Job],
    state: State,
    options: Options,
    workers: int,
    convert: Convert,
    watch: Watch,
    seen: Seen | None = None,
    form: Form = Form(),
) -> Iterator[Outcome]:
    """Convert each input to its own file; yield its outcome after the file is durable. Raises OutputError.

    Inputs whose records exist already are not read. With `seen` articles whose id came before are dropped, also those
    whose first record an earlier run wrote; an input is then read again if one before it has changed. An input that an
    earlier run has not finished is continued.
    """

    def fresh() -> Iterator[Task]:
        is_begun = False  # whether an input is read: with `seen`, all behind it are read too
        for job in jobs:
            if seen:
                state.follow(job.path)
            written = ""  # file with the records of this input that were written before
            if not (seen and is_begun) and state.is_done(job.path, job.output):
                unchanged.unchanged += 1
                written = job.output
            else:
                task = Task(job, state.seen(job.path), options=state.options, is_sent=seen is not None)
                if not (seen and is_begun) and (unfinished := state.unfinished(job.path, job.output, task.seen)):
                    left[job.output] = unfinished
                    task = task._replace(start=unfinished.position)
                    written = unfinished.saved.path
                is_begun = True
            if seen and written:
                with open(written, "rb") as file:
                    deque(map(seen.add, map(name_of, file)), maxlen=0)
            if written != job.output:
                yield task

    def output_of_task(task: Task) -> Output:
        job, unfinished = task.job, left.pop(task.job.output, None)
        checkpoints = state.checkpoints(job.path, job.output, task.seen, task.options, unfinished)
        return Output(task, form, seen, checkpoints, unfinished)

    left: dict[str, Unfinished] = {}  # by output
    unchanged = Outcome()
    look = _look(fresh(), key=attrgetter("job"))
    if workers == 1 or look.is_little:
        for task in look.items:
            outcome = _to_file(task, convert, watch, output_of_task)
            _settle(task, outcome, state)
            yield outcome
        yield unchanged
        return
    from seedparse.batch.workers import spread
    from seedparse.sinks.files import remove_unfinished

    with ExitStack() as opened:
        output: Output | None = None  # of the input whose records come from workers now
        outputs = opened.enter_context(ExitStack())

        def output_of(task: Task) -> Output:
            nonlocal output
            if output is None:
                output = outputs.enter_context(output_of_task(task))
                if task.split and output.start != Position():  # what is before was not read again
                    output.total.bytes = task.split.start
                    watch.advance(task.split.start)
            return output

        def read(task: Task) -> Outcome:
            if task.is_part:
                return _read(task, output_of(task), convert, watch)
            return _to_file(task, convert, watch, output_of_task)

        failed: list[Job] = []
        work = partial(_hand_over, convert=convert, form=form)
        inputs = Inputs(options, failed, look, convert, watch)
        results = spread(
            work, inputs.tasks(look.items, to_files=True), workers, HEAVY, watch.advance, remove_unfinished
        )
        opened.enter_context(closing(results))
        for task, given in _written(results, output_of, read, failed, options):
            if given is None:
                continue
            outcome = given
            if task.is_part or (task.is_sent and output is not None):
                outcome = output_of(task).add(outcome)
                if not task.last:
                    if output and task.until and not _has_failed(task.job, failed):
                        output.reached(task.until)
                    continue
                if task.portion is not None:
                    outcome.add(_verdict(outcome, task, options))
                outputs.pop_all().close()
                output = None
            _settle(task, outcome, state)
            yield outcome
    yield unchanged


def to_remote(jobs: Iterable[Job], convert: Convert, watch: Watch, form: Form = Form()) -> Iterator[Outcome]:
    """Convert each input to its own remote file, in this process. Raises OutputError."""
    for task in map(Task, jobs):
        with Output(task, form) as output:
            outcome = output.convert(task, convert, watch)
        yield outcome


def _written(
    results: "Iterator[tuple[Task, Chunk | Outcome | WorkerDied | None]]",
    sink_of: Callable[[Task], Sink],
    read: Callable[[Task], Outcome],
    failed: list[Job],
    options: Options,
) -> Iterator[tuple[Task, Outcome | None]]:
    """Yield the outcome of each task after its records are written, and None after each part of them that is.

    Tasks without a worker are read here.

    If a range fails, the other ranges of the input give no records, as in a run with one process. If a portion fails
    because of a fault of seedparse, that is so for the other portions of its document.
    """
    from seedparse.batch.workers import Chunk

    broken = 0, Job("", "")  # the document that a fault ended, and its input
    for task, given in results:
        document = task.portion.document if task.portion else 0
        is_broken = document and document == broken[0] and task.job is broken[1]
        if is_broken or _has_failed(task.job, failed):
            if not isinstance(given, Chunk):
                yield task, Outcome(int(task.last and task.portion is None))
        elif isinstance(given, Chunk):
            if given.lines:
                sink_of(task).write(given.lines)
                yield task, None
        else:
            outcome = _lost(task, given.reason, options) if isinstance(given, WorkerDied) else given or read(task)
            if task.is_part and outcome.failures:
                if task.split or options.strict or isinstance(given, WorkerDied):
                    failed.append(task.job)
                elif outcome.failures[-1].code == INTERNAL_ERROR:
                    broken = document, task.job
            yield task, outcome


def _has_failed(job: Job, failed: list[Job]) -> bool:
    return any(each is job for each in failed)  # compared by identity: a path may be given twice


def _settle(task: Task, outcome: Outcome, state: State) -> None:
    if not outcome.failures and os.path.exists(task.job.output):
        state.done(task.job.path, task.job.output, task.seen, task.options)


class Look(NamedTuple):
    """The inputs, and what a look at the first of them shows."""

    items: Iterable[Any]  # all of them
    is_little: bool = False  # they are too small to be worth starting workers
    is_alone: bool = False  # there is only one
    is_flowing: bool = False  # the first is standard input, and it gives much at once


def _look(each: Iterable[Any], key: Callable[[Any], Job] = lambda job: job) -> Look:
    seen, size, rest, is_flowing = [], 0, iter(each), False
    for one in rest:
        seen.append(one)
        path = key(one).path
        size += LIGHT + (os.path.getsize(path) if os.path.isfile(path) else 0)
        if path == "-" and len(seen) == 1 and read_ahead(LITTLE, FLOWING):
            is_flowing = True
            size += LITTLE
        if size > LITTLE:
            more = [] if len(seen) > 1 else [second for second in (next(rest, None),) if second is not None]
            return Look(chain(seen, more, rest), False, len(seen) + len(more) == 1, is_flowing)
    return Look(seen, True, len(seen) == 1)


def _verdict(total: Outcome, task: Task, options: Options) -> Outcome:
    """Return what an input adds to the sum of its portions: one input, and a failure if there is no text."""
    count = len(total.failures)
    conclude(total, shown_path(task.job.path, options.name), named=task.job.named)
    verdict = Outcome(total.inputs, failures=total.failures[count:])
    total.inputs, total.failures = 0, total.failures[:count]
    return verdict


class Inputs:
    """Divides inputs into tasks."""

    def __init__(
        self,
        options: Options,
        failed: list[Job],
        look: Look,
        convert: Convert,
        watch: Watch,
        *,
        reads_records: bool = False,
    ) -> None:
        """A job in `failed` gives no more tasks."""
        self._options = options
        self._reads_records = reads_records
        self._failed = failed
        self._big = LITTLE if look.is_alone else MIN_BYTES_IN_RANGES  # bytes of an input that is divided
        self._is_flowing = look.is_flowing and options.unit != "block"  # blocks leave before their article is over
        self._convert = convert
        self._watch = watch

    def tasks(self, tasks: Iterable[Task], *, to_files: bool) -> "Iterator[tuple[Task, int | None] | Pause | None]":
        """Yield each task with its weight.

        The weight None means that no worker gets the task. None or a pause in place of a pair means that the next task
        is not known yet.
        """
        for task in tasks:
            path = task.job.path
            size = os.path.getsize(path) if os.path.isfile(path) else None
            if size is None:
                is_divided, self._is_flowing = self._is_flowing, False
                yield from self._portions(task) if is_divided else [(task, None)]
            elif (size < self._big and task.start == Position()) or (to_files and _is_too_long(task.job.output)):
                yield task, 1 + size // LIGHT
            elif _is_plain(path, self._options):
                yield from _ranges(task._replace(start=Position()), self._options, self._failed, task.start.articles)
            else:
                yield from self._portions(task)

    def _portions(self, task: Task) -> "Iterator[tuple[Task, int | None] | Pause | None]":
        """Yield the portions of an input, which another process reads. The last one is empty."""
        from seedparse.batch.reading import Reading, can_read

        if not can_read():
            yield task, None
            return
        divide = partial(_divide, task.job.path, os.dup(STANDARD_INPUT) if task.job.path == "-" else -1)
        divider = partial(Divider, self._options, PORTIONS, start=task.start, reads_records=self._reads_records)
        reading = Reading(divider, divide, self._parse(task))
        try:
            for each in reading.portions():
                if not isinstance(each, Portion):
                    yield each
                    continue
                self._watch.advance(each.read)
                live = reading if each.is_live else None
                part = task._replace(portion=each, last=False, reading=live, until=each.until)
                yield part, None if each.is_live else HEAVY
                if _has_failed(task.job, self._failed):
                    break
        finally:
            reading.close()
        yield task._replace(portion=Portion()), None

    def _parse(self, task: Task) -> "Callable[[Portion, Send], Outcome]":
        return lambda portion, send: _hand_over(task._replace(portion=portion), send, self._convert)


def _divide(path: str, standard: int, divider: Divider) -> None:
    divider.divide(standard_input(standard, divider.idle) if path == "-" else open_bytes(path))


def _at_once(
    tasks: "Iterator[tuple[Task, int | None] | Pause | None]",
) -> "Iterator[tuple[Task, int | None] | Pause | None]":
    """Yield the same tasks; a first task that is not large gets no worker.

    Its records are then written before any worker has started, and workers inherit the phrases compiled for it.
    """
    for task in tasks:
        if isinstance(task, tuple) and isinstance(task[0], Task):
            yield (task[0], None) if _is_light(*task) else task
            break
        yield task
    yield from tasks


def _is_light(task: Task, weight: int | None) -> bool:
    if task.split is not None:
        return task.split.stop - task.split.start <= 4 * FIRST_RANGE_BYTES
    return task.portion is not None or (weight or 0) <= 1 + FIRST_RANGE_BYTES // LIGHT


def _is_plain(path: str, options: Options) -> bool:
    """Whether a file is plain text, which can be read in ranges and by a worker."""
    try:
        plain(open_bytes(path), options.text_field)
    except Exception:  # an InputError or an internal error: converting the whole input reports either
        return False
    return True


def _ranges(task: Task, options: Options, failed: list[Job], behind: int) -> Iterator[tuple[Task, int | None] | None]:
    """Yield the ranges of a plain text without its first `behind` articles."""
    before: Split | None = None
    sizes = {"size": RANGE, "first": FIRST_RANGE_BYTES, "most": MIN_BYTES_IN_RANGES}
    try:
        for split in scan(task.job.path, options=options, behind=behind, **sizes):
            if split is None:
                yield None
                continue
            if before:
                yield task._replace(split=before, last=False, until=Position(0, split.article - 1)), HEAVY
            before = split
            if _has_failed(task.job, failed):
                break
    except Exception as error:
        if isinstance(error, SeedparseError) and not isinstance(error, InputError):
            raise
        # The task that reads the rest meets the same error and reports it.
        if before is None:
            yield task, None if behind else HEAVY
            return
        before = before._replace(stop=before.end)
    if before is None:  # all articles are done
        yield task._replace(portion=Portion()), None
        return
    # A last range of more than MIN_BYTES_IN_RANGES is read in this process: its article may be too big for a worker.
    yield task._replace(split=before), None if before.stop - before.start > MIN_BYTES_IN_RANGES else HEAVY


def _read(task: Task, sink: Sink, convert: Convert, watch: Watch) -> Outcome:
    """Convert an input or a range of it to a sink. The last range of an input counts as the input."""
    if task.reading:
        outcome = task.reading.records(sink)
    else:
        job = task.job
        outcome = convert(job.path, sink, watch=watch, named=job.named, split=task.split, portion=task.portion)
    if task.split is not None:
        outcome.inputs = int(task.last)
    if task.portion is not None:
        outcome.bytes += task.portion.read
    return outcome


def _hand_over(task: Task, send: "Send", convert: Convert, form: Form = Form()) -> Outcome:
    """Convert a task in a worker: to a file, or to the parent."""
    way = Way(send)
    try:
        to_file = task.job.output and not task.is_part and not task.is_sent
        output_of = partial(Output, form=form)
        outcome = _to_file(task, convert, way, output_of) if to_file else _read(task, way, convert, way)
    except SeedparseError:
        raise
    except Exception as error:
        inputs = int(task.last and task.portion is None)
        outcome = Outcome(inputs, failures=[internal_failure(printable_path(task.job.path), None, error)])
    way.flush()
    return outcome


def _to_file(task: Task, convert: Convert, watch: Watch, output_of: Callable[[Task], Output]) -> Outcome:
    from seedparse.sinks.files import too_long  # imported here: `stream` writes no temporary files

    if reason := too_long(task.job.output):
        return _unwritable(task, reason)
    with output_of(task) as output:
        return output.convert(task, convert, watch)


def _is_too_long(path: str) -> bool:
    from seedparse.sinks.files import too_long

    return too_long(path) is not None


def _unwritable(task: Task, reason: str) -> Outcome:
    message = f"its output cannot be written: {reason}; rename the input, or collect all records with -o X.jsonl"
    return Outcome(1, failures=[Failure(printable_path(task.job.path), None, None, None, "name-too-long", message)])


def _lost(task: Task, reason: str, options: Options) -> Outcome:
    message = f"its worker process died ({reason})"
    failed = Failure(shown_path(task.job.path, options.name), None, None, None, "worker-died", message)
    return Outcome(int(task.last and task.portion is None), failures=[failed])
