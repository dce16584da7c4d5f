"""The journal of a batch: which input, in which state, gave which output, and how far an unfinished output is.

Law: an entry is written only after its output, or that part of it, is durable. An unreadable entry is ignored, and its
input is converted again. An output is continued only if its input and all else that it depends on are as they were. Two
runs never write to the same directory at once.

The state of the finished outputs is one file. Beside each unfinished output, which has a temporary name, lies a file
with its checkpoints: the input, then a line for each position of it that was reached. A line has the failures and
skipped members since the line before, so that long lists are written once.
"""

import fcntl
import json
import os
from contextlib import suppress
from typing import IO, Any, NamedTuple

from seedparse.errors import Failure, OutputError, Skipped
from seedparse.languages import loader
from seedparse.model import Options
from seedparse.outcome import Outcome
from seedparse.portions import Position
from seedparse.profiles import loader as profiles
from seedparse.sinks.encoding import Saved
from seedparse.sinks.files import make_folders, remove_folders
from seedparse.text.digest import hasher

STATE = ".seedparse.state"
TEMPORARY = ".seedparse-"  # prefix of the names of files that are not complete yet
CHECKPOINTS = ".checkpoints"  # suffix of the file beside one of them


def fingerprint(options: Options) -> str:
    """Return a hash of all that the records depend on beside the inputs: options, packs, outlets and this program."""
    digest = hasher()
    rest = options._replace(packs=(), outlets=(), profiles=(), strict=False)
    digest.update(f"{loader.fingerprint()} {profiles.fingerprint()} {rest}".encode(errors="backslashreplace"))
    for path in (*options.packs, *options.outlets, *options.profiles):
        digest.update(os.path.basename(path).encode(errors="surrogateescape"))  # rules of a site pack begin with it
        with open(path, "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


class Entry(NamedTuple):
    """The state of an input when its records were written, and the size of its output."""

    path: str
    size: int  # bytes of the input
    changed: int  # time of the last change, in nanoseconds since 1970
    options: str  # the result of `fingerprint`
    written: int  # bytes of the output


class Unfinished(NamedTuple):
    """What an earlier run has left of an output."""

    saved: Saved
    position: Position  # of the input, up to which its records are in the file
    outcome: Outcome  # of what is before the position


class _Left(NamedTuple):
    """An unfinished output as it was found."""

    head: list[Any]
    unfinished: Unfinished
    end: int  # bytes of the file of checkpoints that are used

    def remove(self) -> None:
        _unlink(self.unfinished.saved.path)
        _unlink(self.unfinished.saved.path + CHECKPOINTS)


class Checkpoints:
    """The file of checkpoints of one output; it is created with the first one."""

    def __init__(self, head: list[Any], left: Unfinished | None) -> None:
        self._head = head
        self._path = left.saved.path + CHECKPOINTS if left else ""
        self._file: IO[bytes] | None = None
        self._failures = len(left.outcome.failures) if left else 0  # that have their line
        self._skipped = len(left.outcome.skipped) if left else 0

    def add(self, position: Position, saved: Saved, outcome: Outcome) -> None:
        """Record that all records before a position are durable; `outcome` is theirs. Raises OutputError."""
        counts = outcome.counts
        numbers = [*position, saved.size, outcome.duplicates, counts.articles, counts.lines, counts.unrecognised]
        line = [numbers, outcome.failures[self._failures :], outcome.skipped[self._skipped :]]
        self._failures, self._skipped = len(outcome.failures), len(outcome.skipped)
        self._path = saved.path + CHECKPOINTS
        try:
            if self._file is None:
                self._file = open(self._path, "ab")  # noqa: SIM115  # closed by close()
                if not self._file.tell():
                    self._file.write(f"{json.dumps(self._head)}\n".encode("ascii"))
            self._file.write(f"{json.dumps(line)}\n".encode("ascii"))
            self._file.flush()  # it need not be durable: without this line the one before it holds
        except OSError as error:
            raise OutputError(f"{self._path}: {error.strerror}") from None

    def close(self, *, is_finished: bool) -> None:
        """`is_finished`: the output is, so that the file is removed."""
        if self._file:
            with suppress(OSError):  # a line that cannot be written was reported by `add`
                self._file.close()
        if self._path and is_finished:
            _unlink(self._path)


class State:
    """The journal of one output directory, which is locked for one run."""

    def __init__(self, out: str, options: str, *, force: bool) -> None:
        """Raises OutputError if another run writes there."""
        self._out = out
        self._options = options
        self._path = os.path.join(out, STATE)
        try:
            self._folders = make_folders(out)
            # The lock is on the directory itself and ends with the process: no lock file can be left over.
            self._lock = os.open(out, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OutputError(f"{out}: another run of seedparse is writing to it; wait until it has ended") from None
        except OSError as error:
            raise OutputError(f"{out}: {error.strerror}") from None
        self._entries = {} if force else _read(self._path)
        try:
            self._file = open(self._path, "ab", buffering=0)  # noqa: SIM115  # closed by close()
            if force:
                self._file.truncate(0)
            elif self._file.tell() and not _ends_with_line(self._path):
                self._file.write(b"\n")  # an earlier run was killed inside a line
        except OSError as error:
            raise OutputError(f"{self._path}: {error.strerror}") from None
        self._left = self._tidy(force=force)

    def follow(self, path: str) -> None:
        """Make what the next outputs depend on include an input: then they are done only if it was as it is now."""
        digest = hasher()
        digest.update(f"{self._options} {os.path.abspath(path)} {self.seen(path)}".encode(errors="backslashreplace"))
        self._options = digest.hexdigest()

    @property
    def options(self) -> str:
        """What the next output depends on, beside its input."""
        return self._options

    def is_done(self, path: str, output: str) -> bool:
        """Whether the output holds the records of this input in its present state."""
        entry = self._entries.get(os.path.relpath(output, self._out))
        if entry is None:
            return False
        try:
            now, there = os.stat(path), os.stat(output)
        except OSError:
            return False
        return entry == Entry(os.path.abspath(path), now.st_size, now.st_mtime_ns, self._options, there.st_size)

    @staticmethod
    def seen(path: str) -> tuple[int, int] | None:
        """Return size and time of change of an input, to be taken before it is read."""
        try:
            now = os.stat(path)
        except OSError:
            return None
        return now.st_size, now.st_mtime_ns

    def unfinished(self, path: str, output: str, seen: tuple[int, int] | None) -> Unfinished | None:
        """Return what an earlier run has left of an output, if its input and all else are as they were.

        If not, it is removed. Raises OutputError.
        """
        left = self._left.pop(os.path.relpath(output, self._out), None)
        if left is None:
            return None
        if seen is None or left.head != self._head(path, output, seen, self._options):
            left.remove()
            return None
        saved = left.unfinished.saved
        try:
            os.truncate(saved.path, saved.size)
            os.truncate(saved.path + CHECKPOINTS, left.end)
        except OSError as error:
            raise OutputError(f"{saved.path}: {error.strerror}") from None
        return left.unfinished

    def checkpoints(
        self, path: str, output: str, seen: tuple[int, int] | None, options: str, left: Unfinished | None = None
    ) -> Checkpoints | None:
        """Return the checkpoints of an output that is written now; None if its input is no file."""
        if seen is None or not os.path.isfile(path):
            return None
        return Checkpoints(self._head(path, output, seen, options), left)

    def done(self, path: str, output: str, seen: tuple[int, int] | None, options: str) -> None:
        """Record that the output is durable; `options` is what it depends on. Raises OutputError."""
        if left := self._left.pop(os.path.relpath(output, self._out), None):
            left.remove()
        if seen is None or path == "-":
            return
        entry = Entry(os.path.abspath(path), *seen, options, os.stat(output).st_size)
        line = json.dumps([os.path.relpath(output, self._out), *entry]) + "\n"
        try:
            self._file.write(line.encode("ascii"))
        except OSError as error:
            raise OutputError(f"{self._path}: {error.strerror}") from None

    def save(self) -> None:
        """Make all entries so far durable. Raises OutputError."""
        try:
            os.fsync(self._file.fileno())
        except OSError as error:
            raise OutputError(f"{self._path}: {error.strerror}") from None

    def close(self) -> None:
        """Raises OutputError."""
        try:
            self.save()
            if os.fstat(self._file.fileno()).st_size == 0:  # no input was read: leave the directory as it was
                os.unlink(self._path)
                remove_folders(self._folders)
        except OSError as error:
            raise OutputError(f"{self._path}: {error.strerror}") from None
        finally:
            self._file.close()
            os.close(self._lock)

    def _head(self, path: str, output: str, seen: tuple[int, int], options: str) -> list[Any]:
        return [os.path.relpath(output, self._out), os.path.abspath(path), *seen, options]

    def _tidy(self, *, force: bool) -> dict[str, _Left]:
        """Remove the incomplete files that a killed run has left; return those that can be continued, by output."""
        found: dict[str, _Left] = {}
        for folder, _, files in os.walk(self._out):
            for name in files:
                if not name.startswith(TEMPORARY):
                    continue
                path = os.path.join(folder, name)
                left = None if force else _left(path.removesuffix(CHECKPOINTS))
                if left is None or found.setdefault(left.head[0], left).unfinished.saved != left.unfinished.saved:
                    _unlink(path)
        return found


def _read(path: str) -> dict[str, Entry]:
    """Return the entries by output; the last entry of an output counts."""
    entries: dict[str, Entry] = {}
    try:
        with open(path, "rb") as file:
            for line in file:
                if entry := _entry(line):
                    entries[entry[0]] = entry[1]
    except OSError:
        return {}  # without a readable journal all inputs are converted again
    return entries


def _left(path: str) -> _Left | None:
    """Return what the checkpoints of an unfinished output say of it; None if it cannot be continued."""
    try:
        size = os.stat(path).st_size
        with open(path + CHECKPOINTS, "rb") as file:
            first = file.readline()
            head: Any = json.loads(first)
            if [str, str, int, int, str] != list(map(type, head)):
                return None
            now = os.stat(head[1])
            if head[2:4] != [now.st_size, now.st_mtime_ns]:
                return None
            left = None
            outcome, end = Outcome(), len(first)
            for line in file:
                checkpoint = _checkpoint(line)
                if checkpoint is None or checkpoint.saved_size > size:
                    break
                end += len(line)
                checkpoint.add_to(outcome)
                left = _Left(head, Unfinished(Saved(path, checkpoint.saved_size), checkpoint.position, outcome), end)
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    return left


class _Checkpoint(NamedTuple):
    """A line of a file of checkpoints."""

    position: Position
    saved_size: int
    counts: list[int]  # duplicates, articles, lines, lines that are not recognised
    failures: list[Failure]  # since the line before
    skipped: list[Skipped]

    def add_to(self, outcome: Outcome) -> None:
        counts = outcome.counts
        outcome.duplicates, counts.articles, counts.lines, counts.unrecognised = self.counts
        outcome.failures += self.failures
        for each in self.skipped:
            outcome.skip(each)


def _checkpoint(line: bytes) -> _Checkpoint | None:
    try:
        found: Any = json.loads(line)
        numbers, failures, skipped = found
        documents, articles, size, *counts = numbers
        told = [Failure(*each) for each in failures], [Skipped(*each) for each in skipped]
    except (ValueError, TypeError, RecursionError):
        return None
    if list(map(type, numbers)) != [int] * 7 or not line.endswith(b"\n"):
        return None
    return _Checkpoint(Position(documents, articles), size, counts, *told)


def _unlink(path: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(path)


def _entry(line: bytes) -> tuple[str, Entry] | None:
    try:
        found: Any = json.loads(line)
        output, *rest = found
        entry = Entry(*rest)
    except (ValueError, TypeError, RecursionError):
        return None
    kinds = [str, str, int, int, str, int]
    return (output, entry) if [type(each) for each in (output, *entry)] == kinds else None


def _ends_with_line(path: str) -> bool:
    with open(path, "rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
