"""A NewsArticle of schema.org as JSON-LD.

Law: what is not known is left out, and nothing is invented: a byline is credit text, since it may name a person or an
office. Source: the types NewsArticle, CreativeWork and Organization of schema.org.
"""

from typing import Any

from seedparse.interchange.names import URN, known, known_language
from seedparse.model import Article, Citation, Related


def schema_org(article: Article) -> dict[str, Any]:
    """Return the object of an article."""
    header, attribution = article["header"], article["attribution"]
    via = attribution["via"]
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": f"{URN}{article['id']}",
        "identifier": article["id"],
        "url": article["origin"]["url"],
        "headline": header["title"],
        "abstract": "\n\n".join(header["lead"]),
        "articleBody": "\n\n".join(article["body"]),
        "inLanguage": known_language(article),
        "datePublished": header["published"],
        "dateline": header["dateline"],
        "creditText": header["byline"],
        "publisher": _organization(attribution["publisher"]),
        "isBasedOn": {"@type": "CreativeWork", "publisher": _organization(via)} if via else None,
        "citation": [_cited(each) for each in article["citations"]],
        "mentions": [_related(each) for each in article["related"]],
    }
    return known(found)


def _organization(name: str | None) -> dict[str, str] | None:
    return {"@type": "Organization", "name": name} if name else None


def _cited(citation: Citation) -> dict[str, Any]:
    via = citation["via"]
    based = {"@type": "CreativeWork", "publisher": _organization(via)} if via else None
    publisher = _organization(citation["publisher"])
    return known({"@type": "CreativeWork", "text": citation["text"], "publisher": publisher, "isBasedOn": based})


def _related(entry: Related) -> dict[str, Any]:
    return known({"@type": "NewsArticle", "headline": entry["title"], "datePublished": entry["date"]})
