"""One input, all of its documents, to a sink; what became of it is the outcome.

Law: all that comes before a damage comes out, the article begun too; then the failure is named, and the next document
is read.
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
    """Whoever wants to know how far the work is."""

    def expect(self, size: int) -> None: ...
    def advance(self, size: int) -> None: ...


class Outcome:
    """What became of an input, or of several."""

    unchanged: int = 0  # inputs whose records are there already

    def __init__(self, inputs: int = 0, size: int = 0, failures: Iterable[Failure] = ()) -> None:
        self.inputs = inputs
        self.bytes = size
        self.counts = Counts()
        self.failures = list(failures)
        self.skipped: list[Skipped] = []  # what is passed over: each is named with -v
        self.skips: Counter[str] = Counter()  # the same, counted by code
        self.empty: list[Empty] = []  # directories and lists in which there is no input

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
    """All records of a file, or of standard input for "-". Named: by the caller, and not found in a directory."""
    outcome = Outcome(inputs=1)
    shown = printable(options.name if path == "-" and options.name else path)
    told: InputError | None = None  # of the last document: its damage ends the archive around it too, and is told once
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
            # No variable holds a record behind its write: it may be tens of megabytes.
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
    """A path as the record has it: bytes that are no text become \\xNN."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
