"""Names that several formats give an article."""

from seedparse.model import Article

URN = "urn:seedparse:"
"""Before the id of an article it is a URI. It names the content, so duplicates share it."""


def known_language(article: Article) -> str | None:
    """Return the language, or None if the text does not settle it."""
    return None if article["language"] == "und" else article["language"]
