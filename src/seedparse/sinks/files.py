"""Writes records to a file that appears only when it is complete.

Law: a file under its final name is complete. It is written under a temporary name and then renamed. After an error the
temporary file is removed, unless what was written is saved for a later run.
"""

import os
from contextlib import suppress
from types import TracebackType
from typing import IO, Self

from seedparse.errors import OutputError
from seedparse.sinks.encoding import Saved


class OutputFile:
    """A file that appears under its name when the `with` block ends without an error, and not at all otherwise.

    Nothing is created before the first write or the end of the block.
    """

    def __init__(self, path: str, *, durable: bool = False, unfinished: Saved | None = None) -> None:
        """`durable`: after the end of the block the file survives a crash of the machine.

        `unfinished`: what was saved in an earlier run is continued.
        """
        self._path = path
        self._durable = durable
        self._unfinished = unfinished
        self._saved = unfinished is not None
        self._temporary = ""
        self._file: IO[bytes] | None = None
        self._process = os.getpid()
        self._discarded = False
        self._folders: list[str] = []  # directories created for this file

    def __enter__(self) -> Self:
        return self

    def begin(self) -> None:
        """Create the temporary file and its directories now, so that an error is raised before any work.

        If the block ends with an error, the directories are removed too. Raises OutputError.
        """
        if reason := too_long(self._path):
            raise OutputError(f"{self._path}: {reason}")
        try:
            self._folders = make_folders(os.path.dirname(self._path))
        except OSError as error:
            raise OutputError(f"{self._path}: {error.strerror}") from None
        self._open()

    def _open(self) -> IO[bytes]:
        _unfinished.add(self)
        try:
            if self._unfinished:
                self._temporary = self._unfinished.path
                self._file = open(self._temporary, "r+b")  # noqa: SIM115  # closed at the end of the block
                self._file.truncate(self._unfinished.size)
                self._file.seek(0, os.SEEK_END)
                return self._file
            folder = os.path.dirname(self._path) or "."
            os.makedirs(folder, exist_ok=True)
            # The temporary name is short, since the final one may already have the greatest length. It is stored before
            # the file is created: otherwise a signal between the two would leave the file behind.
            self._temporary = os.path.join(folder, f".seedparse-{os.urandom(8).hex()}")
            descriptor = os.open(self._temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
            self._file = os.fdopen(descriptor, "wb")
        except OSError as error:
            raise OutputError(f"{self._path}: {error.strerror}") from None
        return self._file

    def write(self, lines: bytes) -> None:
        """Raises OutputError."""
        file = self._file or self._open()
        try:
            file.write(lines)
        except OSError as error:
            raise OutputError(f"{self._path}: {error.strerror}") from None

    def save(self) -> Saved:
        """Make durable what was written: it is kept if the block ends with an error. Raises OutputError."""
        file = self._file or self._open()
        try:
            file.flush()
            os.fsync(file.fileno())
        except OSError as error:
            raise OutputError(f"{self._path}: {error.strerror}") from None
        self._saved = True
        return Saved(self._temporary, file.tell())

    def discard(self) -> None:
        """Drop what was written: at the end of the block no file appears, and an earlier one stays as it was."""
        self._discarded = True

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        well = kind is None and not self._discarded
        try:
            if well:
                self._finish(self._file or self._open())
            elif self._file:
                self._file.close()
        except OSError as failure:
            raise OutputError(f"{self._path}: {failure.strerror}") from None
        finally:
            _unfinished.discard(self)
            if self._temporary and (self._discarded or not self._saved):
                with suppress(FileNotFoundError):  # it could not be created
                    os.unlink(self._temporary)
            if not well:
                remove_folders(self._folders)

    def _finish(self, file: IO[bytes]) -> None:
        if self._durable:
            file.flush()
            os.fsync(file.fileno())
        file.close()
        os.replace(self._temporary, self._path)
        self._temporary = ""
        if self._durable:
            _sync_folder(os.path.dirname(self._path) or ".")


def make_folders(path: str) -> list[str]:
    """Create a directory and its missing parents; return those that were missing, the deepest first."""
    missing = []
    at = path.rstrip("/")
    while at and not os.path.lexists(at):
        missing.append(at)
        at = os.path.dirname(at)
    if path:
        os.makedirs(path, exist_ok=True)
    return missing


def remove_folders(folders: list[str]) -> None:
    """Remove these directories up to the first that is not empty."""
    for each in folders:
        try:
            os.rmdir(each)
        except OSError:
            return  # another process has put a file there


def too_long(path: str) -> str | None:
    """Return why no file can have this path, if its name or the whole path has too many bytes; else None."""
    there = os.path.dirname(path)
    while there and not os.path.isdir(there):
        there = os.path.dirname(there)
    most, whole = os.pathconf(there or ".", "PC_NAME_MAX"), os.pathconf(there or ".", "PC_PATH_MAX")
    longest = max(map(len, os.fsencode(path).split(b"/")))
    if longest > most:
        return f"file name too long ({longest} bytes, at most {most})"
    if len(os.fsencode(path)) >= whole:
        return f"path too long ({len(os.fsencode(path))} bytes, at most {whole - 1})"
    return None


_unfinished: set[OutputFile] = set()


def remove_unfinished() -> None:
    """Remove the temporary files of this process, but not those of its parent; for a worker that ends at once."""
    for file in list(_unfinished):
        if file._temporary and file._process == os.getpid():
            with suppress(OSError):  # it was just renamed
                os.unlink(file._temporary)


def _sync_folder(path: str) -> None:
    folder = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
