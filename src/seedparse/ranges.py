"""A big file in ranges that can be read apart, each giving just the records that it gives in the whole.

Law: a range begins at an article's first byte and ends where the next range begins. What decides a boundary lies within
`boundary_score.BACK` lines before it and `AHEAD` behind it: each range knows from where to look back, and reads on past
its end.
"""

from collections.abc import Callable, Iterator
from itertools import chain
from os import PathLike
from typing import NamedTuple

from seedparse import resources
from seedparse.arguments import checked, path_of, shown
from seedparse.errors import InputError, printable
from seedparse.model import Article, Document, Options
from seedparse.recognition.boundaries import Splitter
from seedparse.records.counts import Counts
from seedparse.sources.containers import plain
from seedparse.sources.files import open_range, size_of
from seedparse.stream import Parser, Part, articles, lines
from seedparse.text.encodings import Verdict
from seedparse.text.reading import Reader, Start


class Split(NamedTuple):
    """A range of a file: bytes half-open, and what reading it needs to know of what stands before."""

    start: int
    stop: int
    line: int  # number of its first line
    article: int  # number of its first article
    context: int  # the byte from which lines before it are looked back to
    lone_cr: bool  # whether a lone CR ends a line
    verdict: Verdict  # on the file's encoding
    end: int  # where the file ended when it was opened: nothing behind is read

    @property
    def encoding(self) -> str:
        return self.verdict.encoding


def splits(path: str | PathLike[str], size: int, options: Options = Options()) -> list[Split]:
    """Ranges of about `size` bytes, at least one article each; together the whole file. Raises InputError.

    One scan: lines are cut and boundaries decided, nothing is parsed.
    """
    if type(size) is not int:
        raise TypeError(f"splits() needs a size in bytes as int, not {shown(size)}")
    if size < 1:
        raise ValueError(f"splits() needs a size of one byte or more, not {size}")
    options, path = checked(options), path_of(path, "splits")
    try:
        return [split for split in scan(path, size, options) if split]
    except InputError as error:
        raise error.of(path) from None


def scan(
    path: str | PathLike[str], size: int, options: Options = Options(), first: int = 0, most: int = 1 << 62
) -> Iterator[Split | None]:
    """The same ranges one by one, as soon as each is known, and None where one is not known yet, but a piece was read.

    The first ones are smaller: `first` bytes, then twice as many, and so on. One that grows to more than `most` bytes
    is the last.
    """
    end = size_of(path)
    reader = Reader(options.encoding, longest=options.max_article_bytes)
    splitter = Splitter(resources.load(options.packs).packs, options.split)
    last = Split(0, 0, 1, 1, 0, False, reader.verdict, end)
    article, context = 1, -1
    enough = min(first or size, size)
    for piece in chain(plain(open_range(path, 0, end), options.text_field), (None,)):
        runs = splitter.feed(reader.feed(piece) if piece is not None else reader.close())
        if piece is None:
            runs += splitter.close()
        if runs and len(runs[-1].lines) and runs[-1].lines.ends[-1] - last.start > most:
            break
        for run in runs:
            if context >= 0 and len(run.lines):
                start = run.lines.starts[0]
                if start - last.start >= enough:
                    yield last._replace(stop=start, lone_cr=bool(reader.lone_cr), verdict=reader.verdict)
                    last = last._replace(start=start, line=run.lines.numbers[0], article=article, context=context)
                    enough = min(2 * enough, size)
                context = -1
            if run.closes:
                article += run.counts
                # Behind nothing but separators the same article goes on: its blocks are numbered on.
                context = run.context if run.counts else -1
        yield None
    yield last._replace(stop=end, lone_cr=bool(reader.lone_cr), verdict=reader.verdict)


def read_split(path: str | PathLike[str], split: Split, options: Options = Options()) -> Iterator[Article]:
    """The articles of a range, as reading the whole file gives them. Raises InputError."""
    if not isinstance(split, Split):
        raise TypeError(f"read_split() needs a Split from splits(), not {shown(split)}")
    options, path = checked(options), path_of(path, "read_split")
    parser = Parser(options, Document(path=printable(path)), _part(path, split))
    # Read on behind the range: where its last article ends, the lines there decide.
    return articles(open_range(path, split.start, split.end), parser)


def lines_of_split(
    path: str, split: Split, document: Document, options: Options, counts: Counts, told: Callable[[int], None]
) -> Iterator[bytes]:
    """The same as JSON lines of either unit; `told` is told of the range's bytes as they are read."""
    pieces = _told(open_range(path, split.start, split.end), split.stop - split.start, told)
    return lines(pieces, document, options, counts, _part(path, split))


def _told(pieces: Iterator[bytes], size: int, told: Callable[[int], None]) -> Iterator[bytes]:
    for piece in pieces:
        told(min(len(piece), size))
        size -= min(len(piece), size)
        yield piece


def _part(path: str | PathLike[str], split: Split) -> Part:
    # The first range begins where the document does, mark and all.
    start = Start(split.start, split.line, split.lone_cr, split.verdict) if split.start else None
    return Part(start, split.article, split.stop, b"".join(open_range(path, split.context, split.start)), split.context)
