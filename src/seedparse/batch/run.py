"""A run of the command: which inputs, where their records go, what is told of them."""

import os
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from seedparse import resources
from seedparse.batch import inputs, parallel
from seedparse.batch.document import Outcome, Sink, Watch
from seedparse.errors import Empty, Failure, InputError, OutputError, Skipped, failure
from seedparse.model import Options
from seedparse.records.json_lines import failure_line
from seedparse.sinks.places import Kind, Place
from seedparse.sinks.standard import Device, StandardOutput

Tell = Callable[[Failure | Skipped | Empty], None]


class Request(NamedTuple):
    """What the caller asked of the run; what was asked of the records is in Options."""

    paths: tuple[str, ...]
    place: Place
    globs: tuple[str, ...]
    files_from: str | None
    by_zero: bool
    jobs: int
    force: bool
    failures: str | None
    verbose: bool


class Summary(NamedTuple):
    """What a run did."""

    total: Outcome
    seconds: float
    written: bool  # something is there where the records were to go


def run(request: Request, options: Options, tell: Tell, watch: Watch) -> Summary:
    """Raises OutputError; PackError, BadOutputError and NameClashError before any work.

    `tell` is told of each failure, of an empty selection, and if the caller asked for it of what is passed over;
    `watch` of how many bytes there are in all, and of each as it is read.
    """
    begun = time.monotonic()
    total = Outcome()
    resources.load(options.packs)  # a pack that is refused is told before any work, and processes share what is loaded
    with _failures(request.failures, tell) as told:
        for outcome in _outcomes(request, options, watch):
            deque(map(told, outcome.failures), maxlen=0)
            deque(map(tell, outcome.skipped if request.verbose else ()), maxlen=0)
            deque(map(tell, outcome.empty), maxlen=0)
            total.add(outcome)
            total.skipped.clear()  # they are counted
            if options.strict and outcome.failures:
                break
    if total.skips and not (total.inputs or total.unchanged or total.failures or total.empty):
        tell(
            Empty("nothing to read", f"{total.skips.total():,} skipped{'' if request.verbose else ' (-v names them)'}")
        )
    return Summary(total, time.monotonic() - begun, _is_written(request.place, total, options))


def _is_written(place: Place, total: Outcome, options: Options) -> bool:
    if place.kind is Kind.FILE:
        return not total.failures or (bool(total.counts.articles) and not options.strict)
    return place.kind is not Kind.TREE or os.path.isdir(place.path)


def _outcomes(request: Request, options: Options, watch: Watch) -> Iterator[Outcome]:
    walked = Outcome()  # what was met on the way to the inputs
    try:
        listed = inputs.listed(request.files_from, by_zero=request.by_zero) if request.files_from else []
    except InputError as error:
        yield Outcome(failures=[failure(str(request.files_from), error)])
        return
    if request.files_from and not listed:
        walked.empty.append(
            Empty("standard input" if request.files_from == "-" else request.files_from, "there is no path in it")
        )
    paths = [*request.paths, *listed]
    if not paths and not request.files_from:
        paths = ["-"]
    if all(map(os.path.isfile, paths)):
        watch.expect(sum(map(os.path.getsize, paths)))
    place = request.place
    if place.kind is Kind.TREE:
        yield from _to_tree(inputs.plan(paths, place.path, request.globs, walked), request, options, watch)
    else:
        found = inputs.found(paths, request.globs, walked)
        if place.kind is Kind.STANDARD_OUTPUT:
            yield from parallel.stream(found, StandardOutput(), options, request.jobs, watch)
        elif place.kind is Kind.DEVICE:
            with Device(place.path) as device, _coded(device, place) as sink:
                yield from parallel.stream(found, sink, options, request.jobs, watch)
        else:
            yield from _to_file(found, walked, request, options, watch)
    yield walked


def _to_tree(jobs: list[inputs.Job], request: Request, options: Options, watch: Watch) -> Iterator[Outcome]:
    """Each input to a file of its own."""
    from seedparse.batch.journal import State, fingerprint

    watch.expect(sum(os.path.getsize(job.path) for job in jobs if os.path.isfile(job.path)))
    state = State(request.place.path, fingerprint(options), force=request.force)
    try:
        yield from parallel.mirror(jobs, state, options, request.jobs, watch)
    finally:
        state.close()


def _to_file(
    found: Iterator[inputs.Job], walked: Outcome, request: Request, options: Options, watch: Watch
) -> Iterator[Outcome]:
    """All inputs to one file. Where an input failed and there is no record at all, it is not written."""
    from seedparse.sinks.files import OutputFile

    articles, failed = 0, False
    with OutputFile(request.place.path, durable=True) as file:
        file.begin()
        with _coded(file, request.place) as sink:
            for outcome in parallel.stream(found, sink, options, request.jobs, watch):
                articles += outcome.counts.articles
                failed = failed or bool(outcome.failures)
                yield outcome
        if not articles and (failed or walked.failures):
            file.discard()


@contextmanager
def _coded(sink: Sink, place: Place) -> Iterator[Sink]:
    """The sink, or one that compresses what goes there."""
    if place.coding is None:
        yield sink
        return
    from seedparse.sinks.compressed import Compressed

    compressed = Compressed(sink, place.coding)
    yield compressed
    compressed.close()


@contextmanager
def _failures(path: str | None, tell: Tell) -> Iterator[Callable[[Failure], None]]:
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
