"""Writes the rows of citations as JSON Lines or CSV.

Law: rows come in the order of the records.
"""

import csv
import io
from collections.abc import Iterable, Iterator

from seedparse.model import Document, Options
from seedparse.records.counts import Counts
from seedparse.stream import Parser
from seedparse.stream import articles as parsed
from seedparse.text import jsonio
from seedparse.text.reading import Part
from seedparse.text.visible import visible
from seedparse.tools.own_records import articles
from seedparse.tools.rows import Row, rows


def lines(
    pieces: Iterable[bytes | str],
    document: Document,
    options: Options,
    counts: Counts | None = None,
    part: Part | None = None,
) -> Iterator[bytes]:
    """Yield the rows of a document as JSON lines, article by article."""
    for article in parsed(pieces, Parser(options, document, part, counts)):
        yield b"".join(map(jsonio.line, rows(article, options.outlets)))


def lines_of_records(pieces: Iterable[bytes | str], counts: Counts) -> Iterator[bytes]:
    """Yield the same of records that seedparse wrote. Raises InputError."""
    for article in articles(pieces):
        counts.articles += 1
        yield b"".join(map(jsonio.line, rows(article)))


def csv_head() -> bytes:
    """The line of column names."""
    return _csv_line(Row.__annotations__)


def as_csv(row: Row) -> bytes:
    """The row as a line of CSV; what could act on a terminal is escaped, null is an empty cell."""
    return _csv_line("" if each is None else visible(str(each)) for each in row.values())


def _csv_line(cells: Iterable[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue().encode()
