"""The journal of a batch: which input, in which state, gave which output.

Law: an entry is written only after its output is durable. An unreadable journal entry is ignored, and its input is
converted again. Two runs never write to the same directory at once.
"""

import fcntl
import json
import os
from typing import Any, NamedTuple

from seedparse.errors import OutputError
from seedparse.languages import loader
from seedparse.model import Options
from seedparse.profiles import loader as profiles
from seedparse.sinks.files import make_folders, remove_folders
from seedparse.text.digest import hasher

STATE = ".seedparse.state"
TEMPORARY = ".seedparse-"  # prefix of the names of files that are not complete yet


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
        self._tidy()

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

    def done(self, path: str, output: str, seen: tuple[int, int] | None, options: str) -> None:
        """Record that the output is durable; `options` is what it depends on. Raises OutputError."""
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

    def _tidy(self) -> None:
        """Remove the incomplete files that a killed run has left."""
        for folder, _, files in os.walk(self._out):
            for name in files:
                if name.startswith(TEMPORARY):
                    os.unlink(os.path.join(folder, name))


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
