"""A big file in ranges that are read separately; each gives the same records as in a run over the whole file.

Law: a range begins at an article's first byte and ends where the next range begins. A boundary depends on at most
`boundary_score.BACK` lines before it and `LOOKAHEAD_LINES` after it: each range stores where these lines before it
begin, and is read past its end.
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
    """A range of a file in bytes, half-open, and what its reader must know of the bytes before it."""

    start: int
    stop: int
    line: int  # number of its first line
    article: int  # number of its first article
    context: int  # offset of the first line before the range that its first boundary may depend on
    lone_cr: bool  # whether a lone CR ends a line
    verdict: Verdict  # the file's encoding
    end: int  # size of the file in bytes when it was opened; nothing behind is read

    @property
    def encoding(self) -> str:
        return self.verdict.encoding


def splits(path: str | PathLike[str], size: int, options: Options = Options()) -> list[Split]:
    """Return ranges of about `size` bytes that together are the whole file; each holds at least one article.

    The file is scanned once for boundaries and not parsed. Raises TypeError, ValueError, InputError.
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
    """Yield the same ranges, each as soon as its end is known, and None after each piece that was read.

    The first ranges are smaller: `first` bytes, then twice as many, and so on up to `size`. A range of more than `most`
    bytes is the last: it extends to the end of the file.
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
                # If only separators were read so far, the article's number and its block numbers continue.
                context = run.context if run.counts else -1
        yield None
    yield last._replace(stop=end, lone_cr=bool(reader.lone_cr), verdict=reader.verdict)


def read_split(path: str | PathLike[str], split: Split, options: Options = Options()) -> Iterator[Article]:
    """Yield the articles of a range, equal to those of a run over the whole file. Raises TypeError, InputError."""
    if not isinstance(split, Split):
        raise TypeError(f"read_split() needs a Split from splits(), not {shown(split)}")
    options, path = checked(options), path_of(path, "read_split")
    parser = Parser(options, Document(path=printable(path)), _part(path, split))
    # Read past the range: the lines behind it decide where its last article ends.
    return articles(open_range(path, split.start, split.end), parser)


def lines_of_split(
    path: str, split: Split, document: Document, options: Options, counts: Counts, told: Callable[[int], None]
) -> Iterator[bytes]:
    """Yield the records of a range as JSON lines, of either unit; `told` gets the number of bytes after each read."""
    pieces = _told(open_range(path, split.start, split.end), split.stop - split.start, told)
    return lines(pieces, document, options, counts, _part(path, split))


def _told(pieces: Iterator[bytes], size: int, told: Callable[[int], None]) -> Iterator[bytes]:
    for piece in pieces:
        told(min(len(piece), size))
        size -= min(len(piece), size)
        yield piece


def _part(path: str | PathLike[str], split: Split) -> Part:
    # The first range begins with the document, including its byte order mark.
    start = Start(split.start, split.line, split.lone_cr, split.verdict) if split.start else None
    return Part(start, split.article, split.stop, b"".join(open_range(path, split.context, split.start)), split.context)
