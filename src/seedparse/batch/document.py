"""Converts one input with all its documents, writes the records to a sink and returns the outcome.

Law: everything before a damage is written, also the article that breaks off there; then the failure is reported, and
the next document is read.
"""

import os
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from typing import Protocol

from seedparse.errors import Empty, Failure, InputError, SeedparseError, Skipped, failure, internal_failure
from seedparse.model import Document, Options
from seedparse.records.counts import Counts
from seedparse.sources.containers import Found, documents
from seedparse.sources.files import open_bytes
from seedparse.sources.formats import NO_TEXT, SKIPPED
from seedparse.stream import lines
from seedparse.text.encodings import UTF_8


class Sink(Protocol):
    def write(self, lines: bytes) -> None: ...


class Watch(Protocol):
    """Receives the progress in bytes: the total if it is known, and the size of each piece that was read."""

    def expect(self, size: int) -> None: ...
    def advance(self, size: int) -> None: ...


class Outcome:
    """The result of one input or the sum of several: counts, failures, skipped files."""

    unchanged: int = 0  # inputs that are not read because their records exist already

    def __init__(self, inputs: int = 0, size: int = 0, failures: Iterable[Failure] = ()) -> None:
        self.inputs = inputs
        self.bytes = size
        self.counts = Counts()
        self.failures = list(failures)
        self.skipped: list[Skipped] = []  # each is named with -v
        self.skips: Counter[str] = Counter()  # number of skipped files by code
        self.empty: list[Empty] = []  # directories and lists without any input

    def skip(self, skipped: Skipped) -> None:
        self.skipped.append(skipped)
        self.skips[skipped.code] += 1

    def add(self, other: "Outcome") -> None:
        self.inputs += other.inputs
        self.bytes += other.bytes
        self.unchanged += other.unchanged
        self.counts.add(other.counts)
        self.failures += other.failures
        self.skipped += other.skipped
        self.skips += other.skips
        self.empty += other.empty


def convert(path: str, sink: Sink, options: Options, watch: Watch | None = None, *, named: bool = True) -> Outcome:
    """Write all records of a file, or of standard input for "-", to the sink.

    `named` says whether the caller named the file; if not, it was found in a directory. A file that is no text is a
    failure only if it was named.
    """
    outcome = Outcome(inputs=1)
    shown = printable(options.name if path == "-" and options.name else path)
    told: InputError | None = None  # reported already: a member's damage may end its archive with the same error
    first_skipped: InputError | None = None

    def fail(error: InputError, found: Found | None = None) -> None:
        nonlocal first_skipped
        if error is told:
            return
        if error.code in SKIPPED and (not named or (found and found.is_passed_over(error))):
            first_skipped = first_skipped or error
            outcome.skip(Skipped(shown, error.member, error.code, str(error)))
            outcome.inputs = int(named or error.member is not None)
        else:
            outcome.failures.append(failure(shown, error))

    try:
        pieces = _counted(open_bytes(path), outcome, watch)
        for found in documents(pieces, options.text_field, options.max_expand):
            document = Document(path=shown, member=found.member)
            asked = options._replace(encoding=UTF_8) if found.is_decoded else options
            # No variable keeps a record after it is written: it may have tens of megabytes.
            try:
                deque(map(sink.write, lines(found.pieces, document, asked, outcome.counts)), maxlen=0)
            except InputError as error:
                fail(error, found)
                told = error
            except SeedparseError:
                raise
            except Exception as error:
                outcome.failures.append(internal_failure(shown, found.member, error))
            if outcome.failures and options.strict:
                break
        if named and first_skipped and not (outcome.counts.articles or outcome.failures):
            count, first = len(outcome.skipped), f"{first_skipped.member} {first_skipped}"
            fail(InputError(f"has no text; members skipped: {count}; the first: {first}", NO_TEXT))
    except InputError as error:
        fail(error)
    except SeedparseError:
        raise
    except Exception as error:
        outcome.failures.append(internal_failure(shown, None, error))
    return outcome


def _counted(pieces: Iterable[bytes], outcome: Outcome, watch: Watch | None) -> Iterator[bytes]:
    for piece in pieces:
        outcome.bytes += len(piece)
        if watch:
            watch.advance(len(piece))
        yield piece


def printable(path: str) -> str:
    """Return a path as records show it: undecodable bytes become \\xNN."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
