"""The line that corpora for language models are made of: `id`, `text`, `metadata`.

Law: the keys of `metadata` are always all there, in this order; what is not known is null.
"""

from typing import Any

from seedparse.interchange.running_text import running_text
from seedparse.model import Article


def text_line(article: Article) -> dict[str, Any]:
    """Return the line of an article."""
    return {"id": article["id"], "text": running_text(article)[0], "metadata": metadata(article)}


def metadata(article: Article) -> dict[str, Any]:
    """Return where an article is from, and what was read from it beside its text."""
    origin, header, attribution = article["origin"], article["header"], article["attribution"]
    return {
        "url": origin["url"],
        "path": origin["path"],
        "member": origin["member"],
        "article": origin["article"],
        "record_id": origin["record_id"],
        "fetched": origin["fetched"],
        "language": article["language"],
        "title": header["title"],
        "byline": header["byline"],
        "published": header["published"],
        "publisher": attribution["publisher"],
        "via": attribution["via"],
    }
