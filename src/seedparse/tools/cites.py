"""Who reports, citing whom: one row for each attribution line and each citation in running text.

Law: a row repeats what a record says, with the ids of the outlets beside their names. Rows come in the order of the
records.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import TypedDict

from seedparse.model import Article, Document, Options
from seedparse.records.counts import Counts
from seedparse.resources import outlet_id
from seedparse.stream import Parser
from seedparse.stream import articles as parsed
from seedparse.text import jsonio
from seedparse.text.reading import Part
from seedparse.text.visible import visible
from seedparse.tools.own_records import articles


class Row(TypedDict):
    """An attribution or a citation, its keys in their order."""

    id: str  # of the article
    path: str
    member: str | None
    article: int
    date: str | None
    language: str
    publisher: str | None
    publisher_id: str | None
    via: str | None
    via_id: str | None
    text: str
    place: str  # "attribution", "body" or "lead"
    paragraph: int | None  # in the body or the lead, 0-based


def rows(article: Article, outlets: tuple[str, ...] = ()) -> Iterator[Row]:
    """Yield the rows of an article. `outlets`: paths of files with further outlets."""
    attribution = article["attribution"]
    if attribution["text"] is not None:
        yield _row(article, attribution["publisher"], attribution["via"], attribution["text"], None, outlets)
    for each in article["citations"]:
        yield _row(article, each["publisher"], each["via"], each["text"], each["paragraph"], outlets)


def _row(
    article: Article, publisher: str | None, via: str | None, text: str, at: int | None, outlets: tuple[str, ...]
) -> Row:
    origin, language = article["origin"], article["language"]
    return {
        "id": article["id"],
        "path": origin["path"],
        "member": origin["member"],
        "article": origin["article"],
        "date": article["header"]["published"],
        "language": language,
        "publisher": publisher,
        "publisher_id": publisher and outlet_id(publisher, language, outlets),
        "via": via,
        "via_id": via and outlet_id(via, language, outlets),
        "text": text,
        "place": "attribution" if at is None else "body" if at >= 0 else "lead",
        "paragraph": at if at is None or at >= 0 else -1 - at,
    }


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


def lines_of_records(pieces: Iterable[bytes | str]) -> Iterator[bytes]:
    """Yield the same of records that seedparse wrote. Raises InputError."""
    for article in articles(pieces):
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
