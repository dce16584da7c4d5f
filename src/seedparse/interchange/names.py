"""What several formats have in common: the names of an article, and what they leave out."""

from typing import Any

from seedparse.model import Article

URN = "urn:seedparse:"
"""Before the id of an article it is a URI. It names the content, so duplicates share it."""


def known_language(article: Article) -> str | None:
    """Return the language, or None if the text does not settle it."""
    return None if article["language"] == "und" else article["language"]


def known(found: dict[str, Any]) -> dict[str, Any]:
    """Return the object without the keys whose values are null or empty."""
    return {key: value for key, value in found.items() if value not in (None, "", [])}
