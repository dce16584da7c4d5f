"""Converts one input with all its documents, or a part of it: writes the records to a sink.

Law: everything before a damage is written, also the article that breaks off there; then the failure is reported, and
the next document is read. When a position is told, all records before it are written, and nothing else.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Protocol

from seedparse.errors import InputError, SeedparseError, Skipped, failure, internal_failure
from seedparse.model import Document, Options
from seedparse.outcome import Outcome, Sink, Watch, conclude
from seedparse.portions import Portion, Position, pass_over, rest_of
from seedparse.ranges import Split, part_of, pieces_of
from seedparse.records.counts import Counts
from seedparse.sources.containers import Found, documents
from seedparse.sources.files import open_bytes, printable_path, shown_path
from seedparse.sources.formats import SKIPPED
from seedparse.stream import lines
from seedparse.text.encodings import UTF_8
from seedparse.text.reading import Part

TOLD_BYTES = 512 * 1024  # bytes or characters of documents between two positions that are told


MakeOfRecords = Callable[[Iterator[bytes | str], Counts], Iterator[bytes]]
"""Makes what is written of the bytes of records that seedparse wrote, and counts them."""


class Make(Protocol):
    """Makes what is written of a document or of a part of one."""

    def __call__(
        self,
        pieces: Iterable[bytes | str],
        document: Document,
        options: Options,
        counts: Counts | None = None,
        part: Part | None = None,
    ) -> Iterator[bytes]: ...


def convert(
    path: str,
    sink: Sink,
    options: Options,
    *,
    watch: Watch | None = None,
    named: bool = True,
    split: Split | None = None,
    portion: Portion | None = None,
    outcome: Outcome | None = None,
    start: Position = Position(),
    reached: Callable[[Position], None] | None = None,
    make: Make = lines,
    make_of_records: MakeOfRecords | None = None,
) -> Outcome:
    """Write all records of a file, or of standard input for "-", to the sink. For the arguments see `converted`.

    Without an `outcome` a new one is returned.
    """
    outcome = Outcome() if outcome is None else outcome
    found = converted(
        path,
        options,
        outcome,
        watch=watch,
        named=named,
        split=split,
        portion=portion,
        start=start,
        reached=reached,
        make=make,
        make_of_records=make_of_records,
    )
    # No variable keeps a record after it is written: it may have tens of megabytes.
    deque(map(sink.write, found), maxlen=0)
    return outcome


def converted(
    path: str,
    options: Options,
    outcome: Outcome,
    *,
    watch: Watch | None = None,
    named: bool = True,
    split: Split | None = None,
    portion: Portion | None = None,
    start: Position = Position(),
    reached: Callable[[Position], None] | None = None,
    make: Make = lines,
    make_of_records: MakeOfRecords | None = None,
) -> Iterator[bytes]:
    """Yield what `convert` writes, each record as soon as it is made; what else there is to say goes to `outcome`.

    With `split` the records of this range, with `portion` those of this portion, which both do not count as an input:
    after the last portion call `conclude`.

    With `start` the records behind this position, if it is a whole input; `outcome` is then that of those before.
    `reached` is called with further positions: all records before were yielded, and `outcome` is theirs.

    `named` says whether the caller named the file; if not, it was found in a directory. A file that is no text is a
    failure only if it was named.

    `make` makes what is yielded of a document: its records, if nothing else is asked for. `make_of_records` makes it
    of records that seedparse wrote; without it they are no text.
    """
    if split is not None:
        yield from _of_range(path, split, options, outcome, watch, make)
        return
    told: InputError | None = None  # reported already: a member's damage may end its archive with the same error

    def fail(error: InputError, found: Found | None = None) -> None:
        if error is told:
            return
        if error.code in SKIPPED and (not named or (found and found.is_passed_over(error))):
            outcome.skip(Skipped(shown, error.member, error.code, str(error)))
        else:
            outcome.failures.append(failure(shown, error))

    shown = shown_path(path, options.name)
    try:
        pieces = _counted(open_bytes(path), outcome, watch)
        read = partial(documents, pieces, options, reads_records=make_of_records is not None)
        steps = _Steps(start, reached, outcome) if reached else None
        for found in portion.found() if portion else read():
            if steps:
                if steps.is_done():
                    told = pass_over(found.pieces)
                    continue
                found = steps.begun(found, options)
            document = found.about._replace(path=shown)
            asked = options._replace(encoding=UTF_8) if found.is_decoded else options
            try:
                if found.is_output and make_of_records:
                    yield from make_of_records(found.pieces, outcome.counts)
                else:
                    yield from make(found.pieces, document, asked, outcome.counts, found.part)
            except InputError as error:
                fail(error, found)
                told = error
            except SeedparseError:
                raise
            except Exception as error:
                outcome.failures.append(internal_failure(shown, document.member, error))
            if outcome.failures and options.strict:
                break
            if steps:
                steps.ended()
    except InputError as error:
        fail(error)
    except SeedparseError:
        raise
    except Exception as error:
        outcome.failures.append(internal_failure(shown, None, error))
    if not portion:
        conclude(outcome, shown, named=named)


class _Steps:
    """Passes over the documents that are done, and tells the positions behind the others."""

    def __init__(self, start: Position, reached: Callable[[Position], None], outcome: Outcome) -> None:
        self._start = start
        self._reached = reached
        self._counts = outcome.counts
        self._documents = 0  # met so far
        self._size = 0  # bytes or characters read since the last position that was told

    def is_done(self) -> bool:
        """Count the next document; whether it is before the start."""
        self._documents += 1
        return self._documents <= self._start.documents

    def begun(self, found: Found, options: Options) -> Found:
        """Return a document that is not done, without its articles that are."""
        if self._start.articles and self._documents == self._start.documents + 1:
            found = rest_of(found, self._start.articles, options)
        self._counts.passed = None if found.is_decoded else self._passed
        return found._replace(pieces=self._measured(found.pieces))

    def ended(self) -> None:
        self._tell_at(Position(self._documents))

    def _measured(self, pieces: Iterator[bytes | str]) -> Iterator[bytes | str]:
        try:
            for piece in pieces:
                self._size += len(piece)
                yield piece
        except InputError:
            self._counts.passed = None  # the articles up to the damage are written when all of them are made
            raise

    def _passed(self, article: int) -> None:
        self._tell_at(Position(self._documents - 1, article))

    def _tell_at(self, position: Position) -> None:
        if self._size >= TOLD_BYTES:
            self._size = 0
            self._reached(position)


def _of_range(
    path: str, split: Split, options: Options, outcome: Outcome, watch: Watch | None, make: Make
) -> Iterator[bytes]:
    outcome.bytes = split.stop - split.start
    document = Document(path=printable_path(path))
    try:
        pieces = _watched(pieces_of(path, split), outcome.bytes, watch)
        yield from make(pieces, document, options, outcome.counts, part_of(path, split))
    except InputError as error:
        outcome.failures.append(failure(document.path, error))
    except SeedparseError:
        raise
    except Exception as error:
        outcome.failures.append(internal_failure(document.path, None, error))


def _counted(pieces: Iterable[bytes], outcome: Outcome, watch: Watch | None) -> Iterator[bytes]:
    for piece in pieces:
        outcome.bytes += len(piece)
        if watch:
            watch.advance(len(piece))
        yield piece


def _watched(pieces: Iterable[bytes], size: int, watch: Watch | None) -> Iterator[bytes]:
    """Yield the same pieces; what is read behind the first `size` bytes is no progress."""
    for piece in pieces:
        if watch:
            watch.advance(min(len(piece), size))
        size -= min(len(piece), size)
        yield piece
