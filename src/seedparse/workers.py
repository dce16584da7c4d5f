"""Work spread over processes: the results in the order of the tasks, whatever finishes first.

Law: at most so much is handed out as is in hand; a worker that dies is noticed, and what it was at is named; workers do
not outlive their parent.
"""

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import connection, get_all_start_methods, get_context, parent_process
from typing import Any, Generic, NamedTuple, TypeVar

from seedparse.errors import Died

T = TypeVar("T")
R = TypeVar("R")

PATIENCE = 1.0  # seconds in which a worker that is told to stop tidies up


class _Raised(NamedTuple):
    """What comes in place of a result: an exception, to be raised where the results are wanted."""

    error: Exception


class _Worker(Generic[T]):
    def __init__(self, context: Any, work: Callable[[T], Any]) -> None:
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, self.pipe, work), daemon=True)
        self.process.start()
        theirs.close()
        self.batch: deque[tuple[int, T]] = deque()  # what it has and has not answered

    def give(self, batch: list[tuple[int, T]]) -> None:
        self.batch.extend(batch)
        self.pipe.send(batch)

    def end(self) -> str:
        """How it ended."""
        self.process.join()
        code = self.process.exitcode or 0
        self.pipe.close()
        return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def spread(
    work: Callable[[T], R], tasks: Iterable[tuple[T, int | None]], workers: int, heavy: int
) -> Iterator[tuple[T, R | Died | None]]:
    """Each task with its result, in order. A task comes with its weight; as many as make up `heavy` are handed out
    together. None: it is not handed out, and comes without a result when it is its turn.

    `work` is run in processes that are copies of this one, or fresh ones where the system cannot copy.
    """
    context = get_context("fork" if "fork" in get_all_start_methods() else "spawn")
    batches = _batches(tasks, heavy)
    left: deque[list[tuple[int, T]]] = deque()  # what dead workers had not begun
    results: dict[int, tuple[T, R | Died | None]] = {}
    team: list[_Worker[T]] = []
    ends: deque[int] = deque()  # of the batches that are handed out: the number behind the last task
    turn = 0  # of the task whose result is given next
    over = False
    try:
        while True:
            while turn in results:
                yield results.pop(turn)
                turn += 1
            while ends and ends[0] <= turn:
                ends.popleft()
            idle = next((each for each in team if not each.batch), None)
            if (idle or len(team) < workers) and (left or (not over and len(ends) < 2 * workers)):
                batch, kept = (left.popleft(), False) if left else next(batches, ([], False))
                if kept:
                    results |= {number: (task, None) for number, task in batch}
                elif batch:
                    if idle is None:
                        idle = _Worker(context, work)
                        team.append(idle)
                    idle.give(batch)
                else:
                    over = True
                if batch:
                    ends.append(batch[-1][0] + 1)
                continue
            busy: dict[Any, _Worker[T]] = {each.pipe: each for each in team if each.batch}
            if not busy:
                return
            for pipe in connection.wait(list(busy)):
                worker = busy[pipe]
                try:
                    result = worker.pipe.recv()
                    if isinstance(result, _Raised):
                        raise result.error
                except (EOFError, ConnectionResetError):
                    team.remove(worker)
                    result = Died(worker.end())
                number, task = worker.batch.popleft()
                results[number] = task, result
                if worker not in team and worker.batch:
                    left.append(list(worker.batch))
    finally:
        for worker in team:
            worker.process.terminate()
        for worker in team:
            worker.process.join(PATIENCE)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()


def _batches(tasks: Iterable[tuple[T, int | None]], heavy: int) -> Iterator[tuple[list[tuple[int, T]], bool]]:
    """Tasks with their numbers, as they are handed out together; whether they are kept here."""
    batch: list[tuple[int, T]] = []
    weights = 0
    for number, (task, weight) in enumerate(tasks):
        if weight is None:
            if batch:
                yield batch, False
            yield [(number, task)], True
            batch, weights = [], 0
            continue
        batch.append((number, task))
        weights += weight
        if weights >= heavy:
            yield batch, False
            batch, weights = [], 0
    if batch:
        yield batch, False


def _serve(pipe: Any, parents: Any, work: Callable[[Any], Any]) -> None:
    """A worker's life."""
    parents.close()  # a copy of the other end; while it is open, its closing is not seen
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted, and stops its workers
    signal.signal(signal.SIGTERM, _stop)
    threading.Thread(target=_watch, daemon=True).start()
    try:
        while True:
            for _, task in pipe.recv():
                try:
                    result = work(task)
                except Exception as error:
                    result = _Raised(error)
                pipe.send(result)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _stop(number: int, frame: object) -> None:
    raise SystemExit(128 + number)


def _watch() -> None:
    """End with the parent, however it ends."""
    parent = parent_process()
    assert parent is not None
    connection.wait([parent.sentinel])
    os._exit(1)
