"""The text of an article as one string: title, lead and body, and where each paragraph stands in it.

Law: the string has these paragraphs in their order, with a blank line between them, and nothing else.
"""

from typing import NamedTuple

from seedparse.model import Article

BETWEEN = "\n\n"


class Span(NamedTuple):
    """A paragraph in the string: half-open, in characters."""

    role: str  # "title", "lead" or "body"
    start: int
    end: int


def running_text(article: Article) -> tuple[str, list[Span]]:
    """Return the string, and the spans of its paragraphs."""
    header = article["header"]
    parts = [
        *(("title", text) for text in (header["title"],) if text),
        *(("lead", text) for text in header["lead"]),
        *(("body", text) for text in article["body"]),
    ]
    spans, at = [], 0
    for role, text in parts:
        spans.append(Span(role, at, at + len(text)))
        at += len(text) + len(BETWEEN)
    return BETWEEN.join(text for _, text in parts), spans
