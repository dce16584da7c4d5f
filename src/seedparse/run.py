"""A run of the command: which inputs, where their records go, what is told of them."""

import os
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from seedparse import batch, inputs, shelf
from seedparse.errors import Failure, InputError, OutputError, Skipped, failure
from seedparse.intake import Outcome, Watch
from seedparse.model import Options
from seedparse.record import failure_line
from seedparse.sinks.standard import StandardOutput

COLLECTED = ".jsonl"  # how the name of one file for all records ends

Tell = Callable[[Failure], None]


class Request(NamedTuple):
    """What the caller asked of the run; what was asked of the records is in Options."""

    paths: tuple[str, ...]
    output: str | None
    globs: tuple[str, ...]
    files_from: str | None
    by_zero: bool
    jobs: int
    force: bool
    failures: str | None

    @property
    def collects(self) -> bool:
        """Whether all records go into one file."""
        return self.output is not None and self.output.endswith(COLLECTED) and not os.path.isdir(self.output)


class Summary(NamedTuple):
    """What a run did."""

    total: Outcome
    seconds: float


def run(
    request: Request, options: Options, tell: Tell, watch: Watch, name: Callable[[Skipped], None] | None = None
) -> Summary:
    """Raises OutputError; PackError and NameClashError before any work.

    `tell` is told of each failure, `name` of each file and member that is passed over, `watch` of how many bytes there
    are in all, and of each as it is read.
    """
    begun = time.monotonic()
    total = Outcome()
    shelf.load(options.packs)  # a pack that is refused is told before any work, and processes share what is loaded
    with _failures(request.failures, tell) as told:
        for outcome in _outcomes(request, options, watch):
            for each in outcome.failures:
                told(each)
            if name:
                deque(map(name, outcome.skipped), maxlen=0)
            total.add(outcome)
            total.skipped.clear()  # they are counted
            if options.strict and outcome.failures:
                break
    return Summary(total, time.monotonic() - begun)


def _outcomes(request: Request, options: Options, watch: Watch) -> Iterator[Outcome]:
    walked = Outcome()  # what was met on the way to the inputs
    try:
        listed = inputs.listed(request.files_from, by_zero=request.by_zero) if request.files_from else []
    except InputError as error:
        yield Outcome(failures=[failure(str(request.files_from), error)])
        return
    paths = [*request.paths, *listed]
    if not paths and not request.files_from:
        paths = ["-"]
    if all(map(os.path.isfile, paths)):
        watch.expect(sum(map(os.path.getsize, paths)))
    if request.output is None:
        found = inputs.found(paths, request.globs, walked)
        yield from batch.stream(found, StandardOutput(), options, request.jobs, watch)
    elif request.collects:
        from seedparse.sinks.files import OutputFile

        with OutputFile(request.output, durable=True) as sink:
            found = inputs.found(paths, request.globs, walked)
            yield from batch.stream(found, sink, options, request.jobs, watch)
    else:
        from seedparse.resume import State, fingerprint

        jobs = inputs.plan(paths, request.output, request.globs, walked)
        watch.expect(sum(os.path.getsize(job.path) for job in jobs if os.path.isfile(job.path)))
        state = State(request.output, fingerprint(options), force=request.force)
        try:
            yield from batch.mirror(jobs, state, options, request.jobs, watch)
        finally:
            state.close()
    yield walked


@contextmanager
def _failures(path: str | None, tell: Tell) -> Iterator[Tell]:
    """Where failures go: to people, and to a file if one was named. Raises OutputError."""
    if path is None:
        yield tell
        return
    try:
        with open(path, "wb") as file:

            def told(each: Failure) -> None:
                tell(each)
                file.write(failure_line(each))
                file.flush()

            yield told
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror}") from None
