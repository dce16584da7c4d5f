"""A document of the Dolma toolkit with its attributes.

Law: spans count characters of `text`. An attribute of the document is a span over all of it. Source: the format of
documents and attributes in the documentation of Dolma 1.2.
"""

from typing import Any

from seedparse.interchange.running_text import Span, running_text
from seedparse.interchange.text_line import metadata
from seedparse.model import Article

SOURCE = "seedparse"
Attribute = list[tuple[int, int, float]]


def dolma(article: Article) -> dict[str, Any]:
    """Return the document. `added` is when the source was fetched, `created` when it was published, if known."""
    text, spans = running_text(article)
    document: dict[str, Any] = {"id": article["id"], "text": text, "source": SOURCE}
    for key, value in (("added", article["origin"]["fetched"]), ("created", article["header"]["published"])):
        if value is not None:
            document[key] = value
    return {**document, "metadata": metadata(article), "attributes": _attributes(article, text, spans)}


def _attributes(article: Article, text: str, spans: list[Span]) -> dict[str, Attribute]:
    counts = {
        "related": len(article["related"]),
        "extra": len(article["extra"]),
        "notes": len(article["notes"]),
        "doubtful": sum(note["code"] == "doubtful" for note in article["notes"]),
    }
    found: dict[str, Attribute] = {
        role: [(span.start, span.end, 1.0) for span in spans if span.role == role] for role in ("title", "lead", "body")
    }
    found["citation"] = _citations(article, text, spans)
    found |= {name: [(0, len(text), float(count))] for name, count in counts.items()}
    return {f"seedparse__article__{name}": value for name, value in found.items()}


def _citations(article: Article, text: str, spans: list[Span]) -> Attribute:
    """Return the spans of the citations; one whose text stands twice in its paragraph has its first place."""
    leads = [span for span in spans if span.role == "lead"]
    bodies = [span for span in spans if span.role == "body"]
    found = []
    for citation in article["citations"]:
        number = citation["paragraph"]
        paragraph = bodies[number] if number >= 0 else leads[-1 - number]
        start = text.index(citation["text"], paragraph.start, paragraph.end)  # it is an exact part of its paragraph
        found.append((start, start + len(citation["text"]), 1.0))
    return found
