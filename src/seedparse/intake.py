"""One input, all of its documents, to a sink; what became of it is the outcome.

Law: all that comes before a damage comes out, the article begun too; then the failure is named, and the next document
is read.
"""

import os
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from typing import Protocol

from seedparse.convert import lines
from seedparse.decode import UTF_8
from seedparse.errors import Empty, Failure, InputError, SeedparseError, Skipped, failure, internal_failure
from seedparse.model import Document, Options
from seedparse.sources.containers import documents
from seedparse.sources.files import open_bytes
from seedparse.tally import Tally

SKIPPED = frozenset({"is-binary", "is-output"})
"""Failures that are none where a directory or an archive happens to hold such a thing."""


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
        self.tally = Tally()
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
        self.tally.add(other.tally)
        self.failures += other.failures
        self.skipped += other.skipped
        self.skips += other.skips
        self.empty += other.empty


def convert(path: str, sink: Sink, options: Options, watch: Watch | None = None, *, named: bool = True) -> Outcome:
    """All records of a file, or of standard input for "-". Named: by the caller, and not found in a directory."""
    outcome = Outcome(inputs=1)
    shown = printable(options.name if path == "-" and options.name else path)
    told: set[int] = set()  # one damage ends the document and the archive around it, and is told once

    def fail(error: InputError) -> None:
        if id(error) in told:
            return
        told.add(id(error))
        if error.code in SKIPPED and (error.member or not named):
            outcome.skip(Skipped(shown, error.member, error.code, str(error)))
            outcome.inputs = int(named or error.member is not None)
        else:
            outcome.failures.append(failure(shown, error))

    errors: list[InputError] = []  # kept, so that no other gets the id of one of them
    try:
        pieces = _counted(open_bytes(path), outcome, watch)
        for found in documents(pieces, options.text_field, options.max_expand):
            document = Document(path=shown, member=found.member)
            asked = options._replace(encoding=UTF_8) if found.is_decoded else options
            # No variable holds a record behind its write: it may be tens of megabytes.
            try:
                deque(map(sink.write, lines(found.pieces, document, asked, outcome.tally)), maxlen=0)
            except InputError as error:
                errors.append(error)
                fail(error)
            except SeedparseError:
                raise
            except Exception as error:
                outcome.failures.append(internal_failure(shown, found.member, error))
            if outcome.failures and options.strict:
                break
        if named and outcome.skipped and not (outcome.tally.articles or outcome.failures):
            fail(InputError(f"holds no text; members passed over: {len(outcome.skipped)}", "no-text"))
    except InputError as error:
        errors.append(error)
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
