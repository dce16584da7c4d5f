"""Converts one input with all its documents, or a range of a big file: writes the records to a sink.

Law: everything before a damage is written, also the article that breaks off there; then the failure is reported, and
the next document is read.
"""

from collections import deque
from collections.abc import Iterable, Iterator

from seedparse.errors import InputError, SeedparseError, Skipped, failure, internal_failure
from seedparse.model import Document, Options
from seedparse.outcome import Outcome, Sink, Watch
from seedparse.ranges import Split, part_of, pieces_of
from seedparse.sources.containers import Found, documents
from seedparse.sources.files import open_bytes, printable_path
from seedparse.sources.formats import NO_TEXT, SKIPPED
from seedparse.stream import lines
from seedparse.text.encodings import UTF_8


def convert(
    path: str,
    sink: Sink,
    options: Options,
    *,
    watch: Watch | None = None,
    named: bool = True,
    split: Split | None = None,
) -> Outcome:
    """Write all records of a file, or of standard input for "-", to the sink; with `split`, those of this range.

    `named` says whether the caller named the file; if not, it was found in a directory. A file that is no text is a
    failure only if it was named. A range does not count as an input.
    """
    if split is not None:
        return _convert_range(path, split, sink, options, watch)
    outcome = Outcome(inputs=1)
    shown = printable_path(options.name if path == "-" and options.name else path)
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
        for found in documents(pieces, options):
            document = found.about._replace(path=shown)
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
                outcome.failures.append(internal_failure(shown, document.member, error))
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


def _convert_range(path: str, split: Split, sink: Sink, options: Options, watch: Watch | None) -> Outcome:
    outcome = Outcome(size=split.stop - split.start)
    document = Document(path=printable_path(path))
    try:
        pieces = _watched(pieces_of(path, split), outcome.bytes, watch)
        found = lines(pieces, document, options, outcome.counts, part_of(path, split))
        # No variable keeps a record after it is written.
        deque(map(sink.write, found), maxlen=0)
    except InputError as error:
        outcome.failures.append(failure(document.path, error))
    except SeedparseError:
        raise
    except Exception as error:
        outcome.failures.append(internal_failure(document.path, None, error))
    return outcome


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
