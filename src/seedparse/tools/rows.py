"""Who reports, citing whom: one row for each attribution line and each citation in running text.

Law: a row repeats what a record says, with the ids of the outlets beside their names.
"""

from collections.abc import Iterator
from typing import TypedDict

from seedparse.model import Article
from seedparse.resources import outlet_id


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
