"""A big file in ranges that can be read apart, each giving just the records that it gives in the whole.

Law: a range begins at an article's first byte and ends where the next range begins. What decides a boundary lies within
evidence.BACK lines before it and AHEAD behind it: each range knows from where to look back, and reads on past its end.
"""

import os
from collections.abc import Iterator
from itertools import chain
from os import PathLike
from typing import NamedTuple

from seedparse import shelf
from seedparse.convert import Parser, Part, articles, lines
from seedparse.decode import Verdict
from seedparse.errors import printable
from seedparse.lines import WHITE
from seedparse.model import Article, Document, Options
from seedparse.reading import Reader, Start
from seedparse.rules import is_ruler
from seedparse.sources.files import open_bytes, open_range
from seedparse.splitting import Splitter
from seedparse.tally import Tally


class Split(NamedTuple):
    """A range of a file: bytes half-open, and what reading it needs to know of what stands before."""

    start: int
    stop: int
    line: int  # number of its first line
    article: int  # number of its first article
    context: int  # the byte from which lines before it are looked back to
    lone_cr: bool  # whether a lone CR ends a line
    verdict: Verdict  # on the file's encoding

    @property
    def encoding(self) -> str:
        return self.verdict.encoding


def splits(path: str | PathLike[str], size: int, options: Options = Options()) -> list[Split]:
    """Ranges of about `size` bytes, at least one article each; together the whole file. Raises InputError.

    One scan: lines are cut and boundaries decided, nothing is parsed.
    """
    return list(scan(path, size, options))


def scan(path: str | PathLike[str], size: int, options: Options = Options(), most: int = 1 << 62) -> Iterator[Split]:
    """The same ranges one by one, as soon as each is known. One that grows to more than `most` bytes is the last."""
    reader = Reader(options.encoding, longest=options.max_article_bytes)
    splitter = Splitter(shelf.load(options.packs), options.split)
    last = Split(0, 0, 1, 1, 0, False, reader.verdict)
    article, empty, context = 1, True, -1
    for piece in chain(open_bytes(path), (None,)):
        runs = splitter.feed(reader.feed(piece) if piece is not None else reader.close())
        if piece is None:
            runs += splitter.close()
        if runs and len(runs[-1].lines) and runs[-1].lines.ends[-1] - last.start > most:
            break
        for run in runs:
            if context >= 0 and len(run.lines):
                start = run.lines.starts[0]
                if start - last.start >= size:
                    yield last._replace(stop=start, lone_cr=bool(reader.lone_cr), verdict=reader.verdict)
                    last = last._replace(start=start, line=run.lines.numbers[0], article=article, context=context)
                context = -1
            empty = empty and (run.separates or not any(map(_says_something, run.lines.texts)))
            if run.closes:
                article += not empty
                empty, context = True, run.context
    yield last._replace(stop=os.stat(path).st_size, lone_cr=bool(reader.lone_cr), verdict=reader.verdict)


def read_split(path: str | PathLike[str], split: Split, options: Options = Options()) -> Iterator[Article]:
    """The articles of a range, as reading the whole file gives them. Raises InputError."""
    parser = Parser(options, Document(path=printable(str(path))), _part(path, split))
    # Read on behind the range: where its last article ends, the lines there decide.
    return articles(open_range(path, split.start), parser)


def lines_of_split(path: str, split: Split, document: Document, options: Options, tally: Tally) -> Iterator[bytes]:
    """The same as JSON lines of either unit."""
    return lines(open_range(path, split.start), document, options, tally, _part(path, split))


def _part(path: str | PathLike[str], split: Split) -> Part:
    # The first range begins where the document does, mark and all.
    start = Start(split.start, split.line, split.lone_cr, split.verdict) if split.start else None
    return Part(start, split.article, split.stop, b"".join(open_range(path, split.context, split.start)), split.context)


def _says_something(text: str) -> bool:
    bare = text.strip(WHITE)
    return bool(bare) and not is_ruler(bare)
