"""Spreads tasks over processes and yields their output as it is made, in the order of the tasks.

Law: at most 2 x workers batches are in flight. The parent holds at most HELD bytes of a worker whose task is not next;
then that worker waits. The death of a worker is noticed and reported with its task. Workers do not outlive their
parent.
"""

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import suppress
from multiprocessing import connection, get_all_start_methods, get_context, parent_process
from typing import Any, Generic, NamedTuple, TypeVar

from seedparse.errors import OutputClosedError, WorkerDied

T = TypeVar("T")
R = TypeVar("R")

PATIENCE = 5.0  # seconds that a terminated worker has to remove its files, also on a busy machine
HELD = 8 * 1024 * 1024  # bytes of one worker that wait in the parent; the records of a range are rarely more
SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Chunk(NamedTuple):
    """A part of a task's output, and the bytes of input read since the last chunk."""

    lines: bytes
    read: int  # bytes


class Pause(NamedTuple):
    """In place of a task: the next one is not known before one of these can be read, or a task is over."""

    until: tuple[connection.Connection, ...] = ()


class _Result(NamedTuple):
    """The last message of a task."""

    value: Any


class _Raised(NamedTuple):
    """An exception in place of a result; the parent raises it."""

    error: Exception


Send = Callable[[bytes, int], None]
"""Sends lines and the number of bytes read since the last call. Raises OutputClosedError if the parent is gone."""


class _Worker(Generic[T]):
    def __init__(self, context: Any, work: Callable[[T, Send], Any], tidy: Callable[[], None]) -> None:
        self.pipe, theirs = context.Pipe()
        self.process = started(context, _serve, (theirs, self.pipe, work, tidy))
        theirs.close()
        self.batch: deque[tuple[int, T]] = deque()  # numbered tasks that it has and that have no result yet
        self.held = 0  # bytes of its output that wait in the parent

    def give(self, batch: list[tuple[int, T]]) -> None:
        self.batch.extend(batch)
        with suppress(BrokenPipeError, ConnectionResetError):  # it has died: reading its answer reports that
            self.pipe.send(batch)

    def end(self) -> str:
        """Wait for its end and say how it ended."""
        self.pipe.close()
        return how_it_ended(self.process)


class _Inbox(Generic[T, R]):
    """The messages of a task that were not yielded yet."""

    def __init__(self, task: T, worker: _Worker[T] | None) -> None:
        self.task = task
        self.worker = worker
        self.messages: deque[Chunk | R | WorkerDied | None] = deque()
        self.over = False  # whether its last message has come

    def put(self, message: Chunk | R | WorkerDied | None) -> None:
        if isinstance(message, Chunk) and self.worker:
            self.worker.held += len(message.lines)
        else:
            self.over = True
        self.messages.append(message)

    def take(self) -> Chunk | R | WorkerDied | None:
        message = self.messages.popleft()
        if isinstance(message, Chunk) and self.worker:
            self.worker.held -= len(message.lines)
        return message


def started(context: Any, work: Callable[..., None], arguments: tuple[Any, ...]) -> Any:
    """Start a process that calls `ready` first; it does not outlive this one."""
    process = context.Process(target=work, args=arguments, daemon=True)
    # Signals are blocked until the process has its own handlers: it would run those of the parent.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return process


def ready(tidy: Callable[[], None]) -> None:
    """Set the signal handlers of a new process, and end it when its parent ends."""

    def stop(number: int, frame: object) -> None:
        # Raise nothing: the handler may run where Python only prints exceptions, as in a destructor.
        tidy()
        os._exit(128 + number)

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent gets it too and stops its workers
    signal.signal(signal.SIGTERM, stop)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
    threading.Thread(target=_watch, daemon=True).start()


def how_it_ended(process: Any) -> str:
    """Wait for the end of a process and say how it ended."""
    process.join()
    code = process.exitcode or 0
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def stop(processes: Sequence[Any]) -> None:
    """End these processes; one that does not end in PATIENCE seconds is killed."""
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(PATIENCE)
        if process.is_alive():
            process.kill()
            process.join()


def nothing() -> None:
    """Do nothing: the default of `tidy`."""


def spread(
    work: Callable[[T, Send], R],
    tasks: Iterable[tuple[T, int | None] | Pause | None],
    workers: int,
    heavy: int,
    told: Callable[[int], None],
    tidy: Callable[[], None] = nothing,
) -> Generator[tuple[T, Chunk | R | WorkerDied | None]]:
    """Yield the chunks of each task and then its result, in the order of the tasks.

    Args:
        work: runs in worker processes: forks of this one, or fresh ones where the system cannot fork.
        tasks: pairs of a task and its weight. Weight None: no worker gets the task; None is yielded as its result.
            None in place of a pair: the next task is not known yet; the workers' output is read first. A Pause in
            place of a pair: the next task is not asked for before the pause is over.
        workers: the largest number of processes.
        heavy: the total weight of the tasks that a worker gets at once.
        told: is called with the number of bytes after each read.
        tidy: is called in a worker that is terminated, which then ends at once; must not raise.
    """
    context = get_context("fork" if "fork" in get_all_start_methods() else "spawn")
    batches = _batches(tasks, heavy)
    left: deque[list[tuple[int, T]]] = deque()  # tasks that dead workers had not begun
    inboxes: dict[int, _Inbox[T, R]] = {}
    team: list[_Worker[T]] = []
    ends: deque[int] = deque()  # for each batch in flight: the number of its last task plus one
    turn = 0  # number of the task whose output is yielded next
    over = False
    try:
        while True:
            while (inbox := inboxes.get(turn)) and (inbox.messages or inbox.over):
                while inbox.messages:
                    yield inbox.task, inbox.take()
                if inbox.over:
                    del inboxes[turn]
                    turn += 1
            while ends and ends[0] <= turn:
                ends.popleft()
            idle = next((each for each in team if not each.batch), None)
            wanted = bool((idle or len(team) < workers) and (left or (not over and len(ends) < 2 * workers)))
            pause: Pause | None = None
            if wanted:
                batch, kept = (left.popleft(), False) if left else next(batches, (None, False))
                if isinstance(batch, Pause):
                    pause = batch
                elif batch is None:
                    over = True
                    continue
                elif kept:
                    for number, task in batch:
                        inboxes[number] = _Inbox(task, None)
                        inboxes[number].put(None)
                elif batch:
                    if idle is None:
                        idle = _Worker(context, work, tidy)
                        team.append(idle)
                    inboxes |= {number: _Inbox(task, idle) for number, task in batch}
                    idle.give(batch)
                if batch and not isinstance(batch, Pause):
                    ends.append(batch[-1][0] + 1)
            # A worker that is far ahead is not read: its pipe fills up, and it waits.
            busy: dict[Any, _Worker[T]] = {
                each.pipe: each for each in team if each.batch and (each.held < HELD or each.batch[0][0] == turn)
            }
            if not busy and not wanted:
                return
            awaited = [*busy, *(pause.until if pause else ())]
            for pipe in connection.wait(awaited, None if awaited and (pause or not wanted) else 0):
                if pipe not in busy:
                    continue  # the pause is over
                worker = busy[pipe]
                number = worker.batch[0][0]
                try:
                    message = worker.pipe.recv()
                except (EOFError, ConnectionResetError):
                    team.remove(worker)
                    inboxes[number].put(WorkerDied(worker.end()))
                    worker.batch.popleft()
                    if worker.batch:
                        left.append(list(worker.batch))
                    continue
                if isinstance(message, _Raised):
                    raise message.error
                if isinstance(message, _Result):
                    worker.batch.popleft()
                    inboxes[number].put(message.value)
                else:
                    told(message.read)
                    inboxes[number].put(message)
    finally:
        batches.close()
        stop([worker.process for worker in team])


def _batches(
    tasks: Iterable[tuple[T, int | None] | Pause | None], heavy: int
) -> Generator[tuple[list[tuple[int, T]] | Pause, bool]]:
    """Yield batches of numbered tasks, each with whether it is kept in the parent.

    A batch is empty where the next task is not known yet, and a Pause where there is one.
    """
    batch: list[tuple[int, T]] = []
    weights = number = 0
    for each in tasks:
        if each is None:
            yield [], False
            continue
        if isinstance(each, Pause):
            if batch:
                yield batch, False
                batch, weights = [], 0
            yield each, False
            continue
        task, weight = each
        if weight is None:
            if batch:
                yield batch, False
            yield [(number, task)], True
            batch, weights = [], 0
        else:
            batch.append((number, task))
            weights += weight
            if weights >= heavy:
                yield batch, False
                batch, weights = [], 0
        number += 1
    if batch:
        yield batch, False


def _serve(pipe: Any, parents: Any, work: Callable[[Any, Send], Any], tidy: Callable[[], None]) -> None:
    """The main loop of a worker process."""

    ready(tidy)
    parents.close()  # a copy of the parent's end; while it is open, the worker does not see the parent close its own

    def send(message: Chunk | _Result | _Raised) -> None:
        try:
            pipe.send(message)
        except (BrokenPipeError, ConnectionResetError):
            raise OutputClosedError from None

    try:
        while True:
            for _, task in pipe.recv():
                try:
                    value = work(task, lambda lines, read: send(Chunk(lines, read)))
                except OutputClosedError:
                    return
                except Exception as error:
                    send(_Raised(error))
                else:
                    send(_Result(value))
    except (EOFError, ConnectionResetError, OutputClosedError):
        return


def _watch() -> None:
    """End this process when the parent ends, for whatever reason."""
    parent = parent_process()
    assert parent is not None
    connection.wait([parent.sentinel])
    os._exit(1)
