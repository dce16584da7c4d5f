"""Work spread over processes: what the tasks make, as it is made, in the order of the tasks, whatever finishes first.

Law: at most so much is handed out as is in hand, and at most HELD bytes of a worker wait here for their turn: a worker
that has made more waits itself. A worker that dies is noticed, and what it was at is named; workers do not outlive
their parent.
"""

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from multiprocessing import connection, get_all_start_methods, get_context, parent_process
from typing import Any, Generic, NamedTuple, TypeVar

from seedparse.errors import OutputClosedError, WorkerDiedError

T = TypeVar("T")
R = TypeVar("R")

PATIENCE = 5.0  # seconds in which a worker that is told to stop tidies up, on a machine with other work too
HELD = 8 * 1024 * 1024  # bytes of one worker that wait for their turn; a range's records seldom come to more
SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Chunk(NamedTuple):
    """Some of what a task makes, and how many bytes it has read since the last one."""

    lines: bytes
    read: int


class _Result(NamedTuple):
    """The last that comes of a task."""

    value: Any


class _Raised(NamedTuple):
    """What comes in place of a result: an exception, to be raised where the results are wanted."""

    error: Exception


Send = Callable[[bytes, int], None]
"""Hands over lines, and how many bytes were read since the last call. Raises OutputClosedError if nobody wants them."""


class _Worker(Generic[T]):
    def __init__(self, context: Any, work: Callable[[T, Send], Any], tidy: Callable[[], None]) -> None:
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, self.pipe, work, tidy), daemon=True)
        # Until it has its own handlers a signal would run those of its parent in it.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        try:
            self.process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()
        self.batch: deque[tuple[int, T]] = deque()  # what it has and has not answered
        self.held = 0  # bytes that it has made and that wait for their turn

    def give(self, batch: list[tuple[int, T]]) -> None:
        self.batch.extend(batch)
        with suppress(BrokenPipeError, ConnectionResetError):  # it has died: that is met where its answer is awaited
            self.pipe.send(batch)

    def end(self) -> str:
        """How it ended."""
        self.process.join()
        code = self.process.exitcode or 0
        self.pipe.close()
        return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


class _Inbox(Generic[T, R]):
    """What has come of a task, and was not given yet."""

    def __init__(self, task: T, worker: _Worker[T] | None) -> None:
        self.task = task
        self.worker = worker
        self.messages: deque[Chunk | R | WorkerDiedError | None] = deque()
        self.over = False  # no more will come

    def put(self, message: Chunk | R | WorkerDiedError | None) -> None:
        if isinstance(message, Chunk) and self.worker:
            self.worker.held += len(message.lines)
        else:
            self.over = True
        self.messages.append(message)

    def take(self) -> Chunk | R | WorkerDiedError | None:
        message = self.messages.popleft()
        if isinstance(message, Chunk) and self.worker:
            self.worker.held -= len(message.lines)
        return message


def _nothing() -> None:
    """Most work leaves nothing behind."""


def spread(
    work: Callable[[T, Send], R],
    tasks: Iterable[tuple[T, int | None] | None],
    workers: int,
    heavy: int,
    told: Callable[[int], None],
    tidy: Callable[[], None] = _nothing,
) -> Generator[tuple[T, Chunk | R | WorkerDiedError | None]]:
    """The chunks of each task, then its result, in the order of the tasks; `told` is told of bytes as they are read.

    A task comes with its weight; as many as make up `heavy` are handed out together. A weight of None: it is not handed
    out, and comes without a result when it is its turn. None in place of a task: the next one is not known yet, look
    what the workers have made. `work` is run in processes that are copies of this one, or fresh ones where the system
    cannot copy; one that is told to stop calls `tidy`, which must not raise, and ends at once.
    """
    context = get_context("fork" if "fork" in get_all_start_methods() else "spawn")
    batches = _batches(tasks, heavy)
    left: deque[list[tuple[int, T]]] = deque()  # what dead workers had not begun
    inboxes: dict[int, _Inbox[T, R]] = {}
    team: list[_Worker[T]] = []
    ends: deque[int] = deque()  # of the batches that are handed out: the number behind the last task
    turn = 0  # of the task whose records are given next
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
            if wanted:
                batch, kept = (left.popleft(), False) if left else next(batches, (None, False))
                if batch is None:
                    over = True
                    continue
                if kept:
                    for number, task in batch:
                        inboxes[number] = _Inbox(task, None)
                        inboxes[number].put(None)
                elif batch:
                    if idle is None:
                        idle = _Worker(context, work, tidy)
                        team.append(idle)
                    inboxes |= {number: _Inbox(task, idle) for number, task in batch}
                    idle.give(batch)
                if batch:
                    ends.append(batch[-1][0] + 1)
            # Of a worker that is far ahead nothing more is taken: its pipe fills up, and it waits.
            busy: dict[Any, _Worker[T]] = {
                each.pipe: each for each in team if each.batch and (each.held < HELD or each.batch[0][0] == turn)
            }
            if not busy and not wanted:
                return
            for pipe in connection.wait(list(busy), 0 if wanted else None):
                worker = busy[pipe]
                number = worker.batch[0][0]
                try:
                    message = worker.pipe.recv()
                except (EOFError, ConnectionResetError):
                    team.remove(worker)
                    inboxes[number].put(WorkerDiedError(worker.end()))
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
        for worker in team:
            worker.process.terminate()
        for worker in team:
            worker.process.join(PATIENCE)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()


def _batches(tasks: Iterable[tuple[T, int | None] | None], heavy: int) -> Iterator[tuple[list[tuple[int, T]], bool]]:
    """Tasks with their numbers, as they are handed out together, none where the next one is not known yet; whether they
    are kept here."""
    batch: list[tuple[int, T]] = []
    weights = number = 0
    for each in tasks:
        if each is None:
            yield [], False
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
    """A worker's life."""

    def stop(number: int, frame: object) -> None:
        # Nothing is raised: this may run anywhere, also where an exception is printed and forgotten.
        tidy()
        os._exit(128 + number)

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted, and stops its workers
    signal.signal(signal.SIGTERM, stop)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
    parents.close()  # a copy of the other end; while it is open, its closing is not seen
    threading.Thread(target=_watch, daemon=True).start()

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
    """End with the parent, however it ends."""
    parent = parent_process()
    assert parent is not None
    connection.wait([parent.sentinel])
    os._exit(1)
