"""A news object of IPTC ninjs 3.2.

Law: what is not known is left out, nothing is invented: ninjs has dates with a time only, so a date without one is a
description with the role `published`. Source: the JSON Schema of ninjs 3.2.
"""

from collections.abc import Iterator
from typing import Any

from seedparse.interchange.names import URN, known, known_language
from seedparse.model import Article, Related

STANDARD = {
    "name": "ninjs",
    "version": "3.2",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.2.json#",
}
PLAIN = "text/plain"


def ninjs(article: Article) -> dict[str, Any]:
    """Return the object of an article."""
    header, origin = article["header"], article["origin"]
    uri = f"{URN}{article['id']}"
    place = origin["path"] if origin["member"] is None else f"{origin['path']}!{origin['member']}"
    found: dict[str, Any] = {
        "uri": uri,
        "standard": STANDARD,
        "type": "text",
        "language": known_language(article),
        "by": header["byline"],
        "headlines": _values([("main", header["title"])]),
        "bodies": [
            {**each, "contentType": PLAIN, "charCount": len(each["value"])}
            for each in _values([("lead", "\n\n".join(header["lead"])), ("main", "\n\n".join(article["body"]))])
        ],
        "descriptions": _values(
            [
                ("published", header["published"]),
                ("published-raw", header["published_raw"]),
                ("dateline", header["dateline"]),
                ("attribution", article["attribution"]["text"]),
            ]
        ),
        "infoSources": list(_sources(article)),
        "associations": [_association(each, f"{uri}:{at}") for at, each in enumerate(article["related"], 1)],
        "altIds": _values(
            [
                ("url", origin["url"]),
                ("record-id", origin["record_id"]),
                ("file", place),
                ("article", str(origin["article"])),
            ]
        ),
        "edNote": "\n".join(f"{note['code']}: {note['detail']}" for note in article["notes"]),
    }
    return known(found)


def _values(pairs: list[tuple[str, str | None]]) -> list[dict[str, Any]]:
    return [{"role": role, "value": value} for role, value in pairs if value]


def _sources(article: Article) -> Iterator[dict[str, str]]:
    """Yield who reports, whom they cite, and whom the text cites, each once in each role."""
    named = [("publisher", article["attribution"]["publisher"]), ("via", article["attribution"]["via"])]
    for citation in article["citations"]:
        named += [("cited", citation["publisher"]), ("cited-via", citation["via"])]
    for role, name in dict.fromkeys(named):
        if name:
            yield {"name": name, "role": role}


def _association(entry: Related, uri: str) -> dict[str, Any]:
    descriptions = _values([("published", entry["date"]), ("heading", entry["heading"])])
    found = {"uri": uri, "name": entry["title"], "rel": "related", "type": "text", "descriptions": descriptions}
    return {**found, "headlines": _values([("main", entry["title"])])}
