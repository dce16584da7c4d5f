"""Finds the files to read, in order, and the output file of each.

Law: files are sorted by name; hidden files, devices and the files of seedparse are no inputs; links to directories are
not followed, so there are no loops. The same holds for remote folders, which have no links.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from typing import NamedTuple

from seedparse.errors import Empty, Failure, InputError, SeedparseError, Skipped, failure
from seedparse.outcome import Outcome
from seedparse.remote import is_remote
from seedparse.sources.files import open_bytes, printable_path

OURS = ".seedparse"  # prefix of the names of all files that seedparse keeps beside the records


SUFFIXES = (".jsonl", ".csv", ".parquet")
"""Suffixes of the outputs in a directory."""


class Job(NamedTuple):
    """One input of a batch, and the file that its records go to."""

    path: str
    output: str  # "": the records of all inputs go to one place
    named: bool = True  # whether the caller named it; if not, it was found in a directory


class NameClashError(SeedparseError):
    """Two inputs have the same output file."""


def listed(file: str, *, by_zero: bool) -> list[str]:
    """Return the paths in a file, one per line or each ended by a zero byte. Raises InputError."""
    names = b"".join(open_bytes(file)).split(b"\0" if by_zero else b"\n")
    return [os.fsdecode(name) for name in names if name]


def found(
    paths: Iterable[str], globs: tuple[str, ...], outcome: Outcome, leave_out: str | None = None
) -> Iterator[Job]:
    """Yield the files of these paths, also those in directories. Skipped files and failures go to the outcome."""
    for path in paths:
        before = len(outcome.failures), outcome.skips.total()
        below = _below(path, globs, outcome, leave_out)
        if below is not None:
            each = ""
            for each in below:
                yield Job(each, "", named=False)
            if not each and len(outcome.failures) == before[0]:
                reason = (
                    f"no file in it matches --glob {', '.join(globs)}" if globs else "there is no file to read in it"
                )
                skipped = outcome.skips.total() - before[1]
                outcome.empty.append(Empty(path, f"{reason} ({skipped:,} skipped)" if skipped else reason))
        else:
            yield Job(path, "")


def plan(paths: list[str], out: str, globs: tuple[str, ...], outcome: Outcome, suffix: str = SUFFIXES[0]) -> list[Job]:
    """Assign an output file to each input: OUT/name for one directory, OUT/directory/name for several.

    `suffix` is that of the outputs.

    Raises NameClashError.
    """
    met = Outcome()
    found_in = [(path, list(found([path], globs, met, leave_out=out))) for path in paths]
    directories = [path for path, inside in found_in if os.path.isdir(path) or not all(job.named for job in inside)]
    jobs: dict[str, Job] = {}
    for path, jobs_of in found_in:
        root = out
        if len(directories) > 1 and path in directories:
            root = os.path.join(out, _name(path if is_remote(path) else os.path.abspath(path)))
        for job in jobs_of:
            inside = _name(job.path) if job.named else os.path.relpath(job.path, path)
            output = os.path.join(root, f"{inside.removesuffix('.txt')}{suffix}")
            if output in jobs:
                raise NameClashError(
                    f"{job.path} and {jobs[output].path} would both write {output}; "
                    "run seedparse for each of them with its own -o"
                )
            jobs[output] = job._replace(output=output)
    ours = {printable_path(os.path.abspath(output)) for output in jobs}
    for each in met.skipped:
        if each.code != "is-output" or os.path.abspath(each.path) not in ours:
            outcome.skip(each)
    outcome.failures += met.failures
    outcome.empty += met.empty
    return list(jobs.values())


def _name(path: str) -> str:
    """Return the name of a file or a folder; in a web address a question mark ends it."""
    return os.path.basename(path.split("?")[0].rstrip("/") if is_remote(path) else path)


def _below(path: str, globs: tuple[str, ...], outcome: Outcome, leave_out: str | None) -> Iterator[str] | None:
    """Return the files below a folder; None if the path is a file, or does not exist."""
    if not is_remote(path):
        return _walk(path, globs, outcome, leave_out) if os.path.isdir(path) else None
    from seedparse.sources.remote import files_below

    try:
        below = files_below(path)
    except InputError as error:
        outcome.failures.append(failure(path, error))
        return iter(())
    return None if below is None else _remote(path, below, globs, outcome)


def _remote(path: str, below: list[str], globs: tuple[str, ...], outcome: Outcome) -> Iterator[str]:
    for each in below:
        inside = os.path.relpath(each, path)
        if any(part.startswith(".") for part in inside.split("/")):
            outcome.skip(Skipped(each, None, "hidden", "its name begins with a dot"))
        elif _wanted(inside, globs):
            yield each


def _walk(path: str, globs: tuple[str, ...], outcome: Outcome, leave_out: str | None) -> Iterator[str]:
    """Yield the regular files below a directory, sorted."""
    own = os.path.realpath(leave_out) if leave_out else None

    def skip(folder: str, name: str, code: str, reason: str) -> None:
        outcome.skip(Skipped(printable_path(os.path.join(folder, name)), None, code, reason))

    def unreadable(error: OSError) -> None:
        reason = (error.strerror or str(error)).lower()
        outcome.failures.append(Failure(printable_path(str(error.filename)), None, None, None, "not-readable", reason))

    for folder, folders, files in os.walk(path, onerror=unreadable):
        here = os.path.realpath(folder)
        inside = []
        for name in sorted(folders):
            each = os.path.join(folder, name)
            if name.startswith("."):
                skip(folder, name, "hidden", "its name begins with a dot")
            elif os.path.islink(each):
                skip(folder, name, "linked-directory", "is a link to a directory")
            elif os.path.realpath(each) != own:
                inside.append(name)
        folders[:] = inside
        for name in sorted(files):
            each = os.path.join(folder, name)
            if name.startswith(OURS):
                continue
            if here == own and name.endswith(SUFFIXES):
                skip(folder, name, "is-output", "is in OUT and has the name of an output")
            elif name.startswith("."):
                skip(folder, name, "hidden", "its name begins with a dot")
            elif not os.path.isfile(each):
                skip(folder, name, "not-a-file", _what(each))
            elif _wanted(os.path.relpath(each, path), globs):
                yield each


def _what(path: str) -> str:
    """Say what a path is that is neither a directory nor a regular file."""
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return "is a link that leads nowhere" if os.path.islink(path) else "cannot be examined"
    if stat.S_ISFIFO(mode):
        return "is a pipe"
    return "is a socket" if stat.S_ISSOCK(mode) else "is a device"


def _wanted(name: str, globs: tuple[str, ...]) -> bool:
    """Whether a file matches a pattern: with a slash it is matched against the relative path, else against the name."""
    return not globs or any(fnmatch(name if "/" in glob else os.path.basename(name), glob) for glob in globs)
