"""A process that reads an input and sends its portions, while other processes parse them.

Law: an article that is too long for a portion is parsed by this process itself, and its records are sent as they come.
The pipe holds back a process that is far ahead.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing import get_all_start_methods, get_context
from typing import Any

from seedparse.batch.workers import Chunk, Pause, how_it_ended, nothing, ready, started, stop
from seedparse.errors import InputError, OutputClosedError, SeedparseError, internal_failure
from seedparse.outcome import Outcome, Sink
from seedparse.portions import Divider, Portion

Divide = Callable[[Divider], None]
"""Feeds an input to a divider."""


def can_read() -> bool:
    """Whether this system can start such a process: it goes on with the state of this one."""
    return "fork" in get_all_start_methods()


class Reading:
    """The parent's end of such a process."""

    def __init__(self, divider: Callable[[Callable[[Portion], None]], Divider], divide: Divide, parse: "Parse") -> None:
        context: Any = get_context("fork")
        self._pipe, theirs = context.Pipe(duplex=False)
        self._process = started(context, _read, (theirs, self._pipe, divider, divide, parse))
        theirs.close()
        self._parses = False  # the records of a live portion come next

    def portions(self) -> Iterator[Portion | Pause]:
        """Yield the portions, and a pause where the next is not there yet; read a live one before the next."""
        while True:
            while self._parses:
                yield Pause()
            if not self._pipe.poll():
                yield Pause((self._pipe,))
                continue
            try:
                message = self._pipe.recv()
            except (EOFError, ConnectionResetError):
                reason = how_it_ended(self._process)
                yield Portion(error=InputError(f"its worker process died ({reason})", "worker-died"))
                return
            if message is None:
                return
            if isinstance(message, Exception):
                raise message
            self._parses = message.is_live
            yield message

    def records(self, sink: Sink) -> Outcome:
        """Write the records of a live portion, as they come."""
        while True:
            try:
                message = self._pipe.recv()
            except (EOFError, ConnectionResetError):
                self._parses = False
                return Outcome()  # what `portions` yields next tells why
            if isinstance(message, Chunk):
                sink.write(message.lines)
            else:
                self._parses = False
                assert isinstance(message, Outcome)
                return message

    def close(self) -> None:
        self._pipe.close()
        stop([self._process])


Parse = Callable[[Portion, Callable[[bytes, int], None]], Outcome]
"""Parses a portion and sends its records."""


def _read(
    pipe: Any, parents: Any, divider: Callable[[Callable[[Portion], None]], Divider], divide: Divide, parse: Parse
) -> None:
    """The whole work of the process."""
    ready(nothing)
    parents.close()

    def send(message: Any) -> None:
        try:
            pipe.send(message)
        except (BrokenPipeError, ConnectionResetError):
            raise OutputClosedError from None

    def emit(portion: Portion) -> None:
        if not portion.is_live:
            send(portion)
            return
        send(portion._replace(held=()))
        send(parse(portion, lambda lines, read: send(Chunk(lines, read))))

    with suppress(OutputClosedError):
        try:
            divide(divider(emit))
        except OutputClosedError:
            raise
        except SeedparseError as error:
            send(error)
        except Exception as error:
            told = internal_failure("", None, error)
            send(Portion(error=InputError(told.message, told.code)))
        send(None)
