"""The Python functions over many inputs and over the tools: `parse_many`, `explain`, `schema`.

Law: they give what the commands give: `parse_many` the records of a batch, `explain` and `schema` what these print.
"""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from functools import partial
from itertools import groupby
from typing import Any, get_args

from seedparse.arguments import Source, checked, opened, shown
from seedparse.batch import inputs, parallel
from seedparse.batch.inputs import Job
from seedparse.convert import convert, converted
from seedparse.errors import Failure, InputError
from seedparse.model import Article, Options, Unit
from seedparse.outcome import Outcome
from seedparse.sources.texts import texts
from seedparse.stream import schema as schema_text
from seedparse.text import jsonio
from seedparse.tools.explain import Explanation, Wanted, explanations

OnFailure = Callable[[Failure], object]


def parse_many(
    paths: Iterable[str | os.PathLike[str]],
    options: Options = Options(),
    *,
    jobs: int = 1,
    on_failure: OnFailure | None = None,
) -> Iterator[Article]:
    """Yield the articles of many files, archives and directories: those of the command, in the same order.

    Args:
        paths: as the command takes them. A directory gives its files, sorted; "-" is standard input.
        jobs: number of worker processes; does not change what is yielded. With 1 all is read in this process.
        on_failure: is called with a Failure (path, member, line, byte, code, message) for each input that cannot be
            read, behind its last readable article; then the next input is read. Without it an InputError is raised
            there. `options.strict` ends the run after the first failure.

    What is no text in a directory or an archive is passed over, as by the command.

    Raises TypeError, ValueError, SeedparseError for a wrong argument, at the call.
    """
    options = checked(options)
    if options.unit == "block":
        raise ValueError('parse_many() gives articles; for options with unit="block" call seedparse.blocks()')
    if isinstance(paths, str | bytes | os.PathLike) or not isinstance(paths, Iterable):
        raise TypeError(f'parse_many() needs several paths: ["dump.txt"], not {shown(paths)}')
    names = [_path(each) for each in paths]
    if type(jobs) is not int:
        raise TypeError(f"jobs must be a number of processes as int, not {shown(jobs)}")
    if jobs < 1:
        raise ValueError(f"jobs must be one process or more, not {jobs}")
    if on_failure is not None and not callable(on_failure):
        raise TypeError(f"on_failure must be a function that takes a seedparse.Failure, not {shown(on_failure)}")
    return _many(names, options, jobs, on_failure or _raise)


def explain(
    source: Source,
    options: Options = Options(),
    *,
    article: int | None = None,
    lines: tuple[int, int] | None = None,
) -> Iterator[Explanation]:
    """Yield for each article why each of its lines has its role: the objects of `seedparse explain --json`.

    Args:
        source: a path, bytes or an open binary file, as `parse` takes it.
        article: only this article of each document, counted from 1.
        lines: only the lines from the first to the second number, counted from 1, the last included.

    The keys are those of docs/look.md. Raises what `parse` raises.
    """
    options = checked(options)
    for number in (article, *(lines or ())):
        if number is not None and (type(number) is not int or number < 1):
            raise ValueError(f"explain() counts articles and lines from 1, not {shown(number)}")
    if lines is not None and (len(lines) != 2 or lines[0] > lines[1]):
        raise ValueError(f"explain() needs lines as (first, last), not {shown(lines)}")
    path, pieces = opened(source, "explain")
    return _explanations(path, pieces, options, Wanted(article, lines))


def schema(unit: Unit = "article") -> dict[str, Any]:
    """Return the JSON Schema of article records, or of block records with unit "block". Raises ValueError."""
    if unit not in get_args(Unit):
        raise ValueError(f'schema() has the units "article" and "block", not {shown(unit)}')
    found: dict[str, Any] = jsonio.read(schema_text(unit).encode())
    return found


def _path(path: Any) -> str:
    if not isinstance(path, str | os.PathLike) or not isinstance(name := os.fspath(path), str):
        raise TypeError(f"parse_many() needs paths as str or Path, not {shown(path)}")
    if "\0" in name:
        raise ValueError(f"parse_many() needs paths, not a text; for a text call parse_text(). Given: {shown(name)}")
    return name


def _raise(failure: Failure) -> None:
    raise InputError(failure.message, failure.code, failure.member, failure.byte).of(failure.path)


def _many(paths: list[str], options: Options, workers: int, on_failure: OnFailure) -> Iterator[Article]:
    walked = Outcome()  # what was met while the inputs are listed
    found = inputs.found(paths, (), walked)
    # Only files are divided: a pipe or a remote file is read here, record by record.
    for is_file, group in groupby(found, key=lambda job: os.path.isfile(job.path)):
        read = partial(_spread, workers=workers) if is_file and workers > 1 else _in_turn
        with closing(read(group, options)) as each:
            for one in each:
                if not isinstance(one, Failure):
                    yield jsonio.read(one)
                    continue
                on_failure(one)
                if options.strict:
                    return
    deque(map(on_failure, walked.failures), maxlen=0)


def _in_turn(jobs: Iterator[Job], options: Options) -> Generator[bytes | Failure]:
    """Yield the records of each input and its failures, in this process."""
    for job in jobs:
        outcome = Outcome()
        yield from converted(job.path, options, outcome, named=job.named)
        yield from outcome.failures


def _spread(jobs: Iterator[Job], options: Options, workers: int) -> Generator[bytes | Failure]:
    """Yield the same, made by several processes."""
    box = _Box()
    outcomes = parallel.stream(jobs, box, options, workers, partial(convert, options=options), box)
    with closing(outcomes):
        for outcome in outcomes:
            yield from box.taken()
            yield from outcome.failures


class _Box:
    """A sink that keeps records until they are taken; the watch of a run that shows no progress."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, lines: bytes) -> None:
        self._parts.append(lines)

    def expect(self, size: int) -> None:
        """Do nothing."""

    def advance(self, size: int) -> None:
        """Do nothing."""

    def taken(self) -> list[bytes]:
        """Return the lines that were written since the last call."""
        lines = b"".join(self._parts).splitlines()
        self._parts.clear()
        return lines


def _explanations(path: str, pieces: Iterator[bytes], options: Options, wanted: Wanted) -> Iterator[Explanation]:
    errors: list[InputError] = []
    yield from explanations(texts(pieces, options, errors.append), path, wanted)
    if errors:
        raise errors[0].of(path)
