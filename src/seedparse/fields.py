"""Fields at an article's head: front matter between its fences, or names and values alone, as exports print them.

Law: a field is a line of a name, a colon and a value among others of its kind. The names are those of the formats
(YAML front matter, Hugo, trafilatura, newsroom exports), not words of a language.
"""

from seedparse import dates
from seedparse.lines import WHITE
from seedparse.model import Look, Mark
from seedparse.packs import Packs
from seedparse.patterns import later
from seedparse.words import QUOTES

# What is read from a field, and the names under which it goes.
NAMES = {
    "title": ("title", "headline", "og:title"),
    "author": ("author", "authors", "byline", "creator"),
    "date": ("date", "published", "pubdate", "date_published", "datepublished", "publish_date", "published_time"),
    None: (
        "url", "link", "id", "lang", "language", "source", "sitename", "hostname", "description", "categories", "tags",
        "fingerprint", "section", "keywords", "image", "license", "modified", "updated", "crawled", "subject",
    ),
}  # fmt: skip
_MEANINGS = {name: meaning for meaning, names in NAMES.items() for name in names}
LONGEST = 4096  # characters of a line that are looked at
_FIELD = later(r"(?P<name>[A-Za-z][\w:-]{1,20}):(?:\s+(?P<value>.*))?$")
_FENCE = later(r"(?:---+|\+\+\+)$")
_IDENTIFIER = later(r"\S{2,40}$")
_ADDRESS = later(r"https?://\S+$")


def _head(text: str) -> str:
    return text[:LONGEST].strip(WHITE)


def is_fence(text: str) -> bool:
    return _FENCE.match(_head(text)) is not None


def is_field(text: str) -> bool:
    """Whether it is a name and its value, whatever the name."""
    return _FIELD.match(_head(text)) is not None


def is_known(text: str) -> bool:
    """Whether it is a field under a name that formats use."""
    found = _FIELD.match(_head(text))
    return found is not None and found["name"].casefold() in _MEANINGS


def is_identifier(text: str) -> bool:
    """Whether it may be a line of a corpus's head: an identifier, a language, an address."""
    return _IDENTIFIER.match(_head(text)) is not None or is_address(text)


def is_address(text: str) -> bool:
    return _ADDRESS.match(_head(text)) is not None


def read(text: str, packs: Packs) -> Mark:
    """What a line of front matter says."""
    found = _FIELD.match(_head(text))
    if found is None:
        return Mark(Look.LINE, "field")
    name = found["name"].casefold()
    meaning, value = _MEANINGS.get(name), (found["value"] or "").strip(WHITE + QUOTES)
    rule = f"field.{name}"
    if meaning == "title" and value:
        return Mark(Look.LINE, rule, title=value)
    if meaning == "author" and value:
        return Mark(Look.BYLINE, rule, name=value.strip("[]'\""))
    if meaning == "date" and (date := dates.find(value, packs)):
        return Mark(Look.DATE, rule, kind="published", found=date, printed=dates.with_time(value, date))
    return Mark(Look.LINE, rule)
