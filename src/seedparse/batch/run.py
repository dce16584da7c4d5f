"""One run of the command `parse`: finds the inputs, converts them, reports failures and skipped files."""

import os
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from seedparse import resources
from seedparse.batch import inputs, parallel
from seedparse.batch.duplicates import Seen
from seedparse.batch.parallel import Convert
from seedparse.errors import Empty, Failure, InputError, OutputError, Skipped, failure
from seedparse.model import Options
from seedparse.outcome import Outcome, Sink, Watch
from seedparse.records.json_lines import failure_line
from seedparse.remote import is_remote
from seedparse.sinks.forms import Form, formed, output_file
from seedparse.sinks.places import Kind, Place
from seedparse.sinks.standard import Device, StandardOutput

Tell = Callable[[Failure | Skipped | Empty], None]


class Request(NamedTuple):
    """The options of the run; those of the records are in Options."""

    paths: tuple[str, ...]
    place: Place
    globs: tuple[str, ...]
    files_from: str | None
    by_zero: bool
    jobs: int
    force: bool
    failures: str | None
    doubtful: str | None  # file for the records in doubt
    verbose: bool
    dedupe: bool = False  # drop articles whose id came before
    form: Form = Form()
    reads_records: bool = False  # records that seedparse wrote are inputs too; for standard output alone


class Summary(NamedTuple):
    """The result of a run."""

    total: Outcome
    seconds: float
    written: bool  # whether the output exists


def run(
    request: Request, options: Options, convert: Convert, tell: Tell, watch: Watch, sink: Sink | None = None
) -> Summary:
    """Convert the inputs of the request. Raises OutputError; before any work PackError, BadOutputError, NameClashError.

    `convert` writes the records of one input. `tell` gets each failure, each directory or list without inputs and, with
    `verbose`, each skipped file. `watch` gets the total size in bytes, if it is known, and the size of each piece that
    is read. `sink`: gets what is made, in place of standard output.
    """
    begun = time.monotonic()
    total = Outcome()
    resources.of(options)  # reports a wrong file before any work; workers share what is loaded here
    with _failures(request.failures, tell) as told:
        for outcome in _outcomes(request, options, convert, watch, sink or StandardOutput()):
            deque(map(told, outcome.failures), maxlen=0)
            deque(map(tell, outcome.skipped if request.verbose else ()), maxlen=0)
            deque(map(tell, outcome.empty), maxlen=0)
            total.add(outcome)
            total.skipped.clear()  # they are counted in `skips`
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
    if is_remote(place.path):
        return bool(total.counts.articles)
    return place.kind is not Kind.TREE or os.path.isdir(place.path)


def _outcomes(request: Request, options: Options, convert: Convert, watch: Watch, standard: Sink) -> Iterator[Outcome]:
    walked = Outcome()  # failures and skipped files met while the inputs are listed
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
    seen = Seen() if request.dedupe else None
    if place.kind is Kind.TREE:
        jobs = inputs.plan(paths, place.path, request.globs, walked, f".{request.form.name}")
        yield from _to_tree(jobs, request, options, convert, watch, seen)
    else:
        found = inputs.found(paths, request.globs, walked)
        if place.kind is Kind.STANDARD_OUTPUT:
            with formed(standard, request.form) as shaped, _reviewed(shaped, request.doubtful) as sink:
                records = request.reads_records
                yield from parallel.stream(
                    found, sink, options, request.jobs, convert, watch, seen, reads_records=records
                )
        elif place.kind is Kind.DEVICE:
            with (
                Device(place.path) as device,
                _coded(device, place) as coded,
                formed(coded, request.form) as shaped,
                _reviewed(shaped, request.doubtful) as sink,
            ):
                yield from parallel.stream(found, sink, options, request.jobs, convert, watch, seen)
        else:
            yield from _to_file(found, walked, request, options, convert, watch, seen)
    yield walked


def _to_tree(
    jobs: list[inputs.Job], request: Request, options: Options, convert: Convert, watch: Watch, seen: Seen | None
) -> Iterator[Outcome]:
    """Convert each input to its own file. In a remote folder there is no journal: all inputs are read again."""
    if is_remote(request.place.path):
        yield from parallel.to_remote(jobs, convert, watch, request.form)
        return
    from seedparse.batch.journal import State, fingerprint

    watch.expect(sum(os.path.getsize(job.path) for job in jobs if os.path.isfile(job.path)))
    depends = fingerprint(options) + " dedupe" * request.dedupe
    if not request.form.is_plain:
        depends = f"{depends} {request.form}"
    state = State(request.place.path, depends, force=request.force)
    try:
        yield from parallel.mirror(jobs, state, options, request.jobs, convert, watch, seen, request.form)
    finally:
        state.close()


def _to_file(
    found: Iterator[inputs.Job],
    walked: Outcome,
    request: Request,
    options: Options,
    convert: Convert,
    watch: Watch,
    seen: Seen | None,
) -> Iterator[Outcome]:
    """Convert all inputs to one file. The file is not written if an input failed and there is no record at all."""
    articles, failed = 0, False
    place, form = request.place, request.form
    # A file that is compressed is not in a form of its own file: records are changed before they are compressed.
    own, shape = (form, Form()) if place.coding is None else (Form(), form)
    with output_file(place.path, own) as file:
        file.begin()
        with (
            _coded(file, place) as coded,
            formed(coded, shape) as shaped,
            _reviewed(shaped, request.doubtful) as sink,
        ):
            for outcome in parallel.stream(found, sink, options, request.jobs, convert, watch, seen):
                articles += outcome.counts.articles
                failed = failed or bool(outcome.failures)
                yield outcome
        if not articles and (failed or walked.failures):
            file.discard()


@contextmanager
def _coded(sink: Sink, place: Place) -> Iterator[Sink]:
    """Yield the sink, or one that compresses and writes to it."""
    if place.coding is None:
        yield sink
        return
    from seedparse.sinks.compressed import Compressed

    compressed = Compressed(sink, place.coding)
    yield compressed
    compressed.close()


@contextmanager
def _reviewed(sink: Sink, path: str | None) -> Iterator[Sink]:
    """Yield the sink, or one that writes the records in doubt to a file with this path instead. Raises OutputError."""
    if path is None:
        yield sink
        return
    from seedparse.sinks.doubtful import Doubtful
    from seedparse.sinks.files import OutputFile

    with OutputFile(path) as file:
        file.begin()
        yield Doubtful(sink, file)


@contextmanager
def _failures(path: str | None, tell: Tell) -> Iterator[Callable[[Failure], None]]:
    """Yield a function that reports a failure to `tell` and, if a path is given, to that file. Raises OutputError."""
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
