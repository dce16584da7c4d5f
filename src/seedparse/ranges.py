"""A big file in ranges that are read separately; each gives the same records as in a run over the whole file.

Law: a range begins at an article's first byte and ends where the next range begins. A boundary depends on the article's
first lines, which are in the range, and on at most `boundary_score.BACK` lines before it and `LOOKAHEAD_LINES` after
it: each range stores where these lines before it begin, and is read past its end.
"""

from collections.abc import Iterator
from itertools import chain
from os import PathLike
from typing import NamedTuple

from seedparse import resources
from seedparse.model import Options
from seedparse.recognition.boundaries import Splitter
from seedparse.recognition.trees import BOUNDARY
from seedparse.sources.containers import plain
from seedparse.sources.files import open_range, size_of
from seedparse.text.encodings import Verdict
from seedparse.text.reading import Part, Reader, Start


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


def scan(
    path: str | PathLike[str], size: int, options: Options = Options(), first: int = 0, most: int = 1 << 62
) -> Iterator[Split | None]:
    """Yield ranges of about `size` bytes that together are the whole file, each as soon as its end is known.

    Each holds at least one article. None is yielded after each piece that was read. The first ranges are smaller:
    `first` bytes, then twice as many, and so on up to `size`. A range of more than `most` bytes is the last: it extends
    to the end of the file. Raises InputError.
    """
    end = size_of(path)
    reader = Reader(options.encoding, longest=options.max_article_bytes)
    loaded = resources.load(options.packs, options.outlets)
    splitter = Splitter(loaded.packs, loaded.models[BOUNDARY], options.split)
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


def part_of(path: str | PathLike[str], split: Split) -> Part:
    """Return what the reader of a range must know; the bytes before the range are read. Raises InputError."""
    # The first range begins with the document, including its byte order mark.
    start = Start(split.start, split.line, split.lone_cr, split.verdict) if split.start else None
    return Part(start, split.article, split.stop, b"".join(open_range(path, split.context, split.start)), split.context)


def pieces_of(path: str | PathLike[str], split: Split) -> Iterator[bytes]:
    """Yield the bytes of a range, and those behind it: they decide where its last article ends. Raises InputError."""
    return open_range(path, split.start, split.end)
