"""A big file in ranges that are read separately; each gives the same records as in a run over the whole file.

Law: a range begins at an article's first byte and ends where the next range begins. A boundary depends on the article's
first lines, which are in the range, and on at most `boundary_score.BACK` lines before it and `LOOKAHEAD_LINES` after
it: each range stores where these lines before it begin, and is read past its end.
"""

from collections.abc import Iterator
from os import PathLike
from typing import NamedTuple

from seedparse import resources
from seedparse.model import Options
from seedparse.recognition.boundaries import Run, Splitter
from seedparse.recognition.trees import BOUNDARY
from seedparse.sources.containers import plain
from seedparse.sources.files import ENDLESS, open_range, size_of
from seedparse.text.encodings import UNDECIDED, Verdict
from seedparse.text.reading import Part, Reader, Start


class Split(NamedTuple):
    """A range of a file in bytes, half-open, and what its reader must know of the bytes before it."""

    start: int
    stop: int
    line: int  # number of its first line
    article: int  # number of its first article
    context: int  # offset of the first line before the range that its first boundary may depend on
    lone_cr: bool  # whether a lone CR ends a line
    verdict: Verdict  # the encoding before the range, or of the file, if it has one
    end: int  # size of the file in bytes when it was opened; nothing behind is read
    changes: tuple[tuple[int, str], ...] = ()  # offsets of lines in the context that begin another encoding, and which
    asked: int = 0  # offset before which no line begins another encoding

    @property
    def encoding(self) -> str:
        return self.verdict.encoding


class Scanner:
    """Finds the ranges of a document, which is fed in pieces; each range holds at least one article."""

    def __init__(self, size: int, options: Options, first: int = 0, end: int = ENDLESS, behind: int = 0) -> None:
        """Ranges have about `size` bytes; the first `first` bytes, the next twice as many, and so on up to `size`.

        `end` is the size of the document in bytes. The first `behind` articles are left out: they are in no range.
        """
        self._reader = Reader(options.encoding, longest=options.max_article_bytes)
        loaded = resources.of(options)
        self._splitter = Splitter(loaded.packs, loaded.models[BOUNDARY], loaded.profiles, options.split)
        self._last = Split(0, 0, 1, 1, 0, False, self._reader.verdict, end)  # the current range
        self._next: Split | None = None  # a range that could begin at the last article
        self._article, self._context = 1, -1
        self._size, self._enough = size, min(first or size, size)
        self._fed = 0  # bytes
        self._behind = behind

    @property
    def is_begun(self) -> bool:
        """Whether the first range has begun; before that articles are left out."""
        return self._last.article > self._behind

    @property
    def article(self) -> int:
        """Number of the first article of the current range."""
        return self._last.article

    @property
    def needed(self) -> int:
        """Offset in bytes from which on the reader of a later range may need the bytes."""
        held = None if self.is_begun else self._splitter.first_held
        return self._last.context if held is None else held

    @property
    def open_bytes(self) -> int:
        """Size in bytes of the current range so far."""
        return self._fed - self._last.start if self.is_begun else 0

    def feed(self, piece: bytes) -> list[Split]:
        """Return the ranges whose end is now known."""
        self._fed += len(piece)
        return self._take(self._splitter.feed(self._reader.feed(piece)))

    def close(self) -> list[Split]:
        """Return the remaining ranges; no piece follows. There is none if all articles are left out."""
        splits = self._take(self._splitter.feed(self._reader.close()) + self._splitter.close())
        return [*splits, self.rest()] if self.is_begun else []

    def cut(self) -> Split | None:
        """End the current range at the last article; None if it has no article that is over."""
        if self._next is None:
            return None
        split = self._until(self._next.start)
        self._last, self._next = self._next, None
        self._enough = min(2 * self._enough, self._size)
        self._reader.forget(self._last.context)
        return split

    def rest(self) -> Split:
        """Return the current range, extended to the end of the document."""
        return self._until(self._last.end)

    def _until(self, stop: int) -> Split:
        reader, start, context = self._reader, self._last.start, self._last.context
        changes = tuple((change.byte, change.verdict.encoding) for change in reader.changes_between(context, start))
        if changes and changes[0][0] > context:
            changes = (context, reader.verdict_at(context + 1).encoding), *changes
        return self._last._replace(
            stop=stop,
            lone_cr=bool(reader.lone_cr),
            verdict=reader.verdict_at(start),
            changes=changes,
            asked=reader.asked_at(start),
        )

    def _take(self, runs: list[Run]) -> list[Split]:
        splits: list[Split] = []
        for run in runs:
            if self._context >= 0 and len(run.lines):
                start, line = run.lines.starts[0], run.lines.numbers[0]
                self._next = self._last._replace(start=start, line=line, article=self._article, context=self._context)
                if not self.is_begun:
                    self._last, self._next = self._next, None
                elif start - self._last.start >= self._enough and (split := self.cut()):
                    splits.append(split)
                self._context = -1
            if run.closes:
                self._article += run.counts
                # If only separators were read so far, the article's number and its block numbers continue.
                self._context = run.context if run.counts else -1
        return splits


def scan(
    path: str | PathLike[str],
    size: int,
    options: Options = Options(),
    first: int = 0,
    most: int = ENDLESS,
    behind: int = 0,
) -> Iterator[Split | None]:
    """Yield ranges of about `size` bytes that together are the whole file, each as soon as its end is known.

    None is yielded after each piece that was read. `first`, `behind`: see Scanner. A range of more than `most` bytes is
    the last: it extends to the end of the file. Raises InputError.
    """
    end = size_of(path)
    scanner = Scanner(size, options, first, end, behind)
    for piece in plain(open_range(path, 0, end), options.text_field):
        yield from scanner.feed(piece)
        if scanner.open_bytes > most:
            yield scanner.rest()
            return
        yield None
    yield from scanner.close()


def part_of(path: str | PathLike[str], split: Split) -> Part:
    """Return what the reader of a range must know; the bytes before the range are read. Raises InputError."""
    return part_with(split, b"".join(open_range(path, split.context, split.start)))


def part_with(split: Split, before: bytes) -> Part:
    """Return what the reader of a range must know; `before` are the bytes from `split.context` to its start."""
    # The first range begins with the document, including its byte order mark.
    ascii_before = before if split.verdict.since == UNDECIDED else None
    start = Start(split.start, split.line, split.lone_cr, split.verdict, split.asked, ascii_before)
    return Part(start if split.start else None, split.article, split.stop, before, split.context, split.changes)


def pieces_of(path: str | PathLike[str], split: Split) -> Iterator[bytes]:
    """Yield the bytes of a range, and those behind it: they decide where its last article ends. Raises InputError."""
    return open_range(path, split.start, split.end)
