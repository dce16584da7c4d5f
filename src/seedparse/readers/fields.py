"""Fields: a name, a colon and a value on a line, as front matter, mail and the exports of databases print them.

Law: a field is believed for its name and for the fields around it. The names are those of the formats (YAML and TOML
front matter, Hugo, trafilatura, newsroom and database exports, mail), not words of a language.
"""

import re
from collections.abc import Collection, Iterable

from seedparse.model import Look, Mark
from seedparse.phrases.pack import Packs
from seedparse.readers import clocks, dates
from seedparse.text.lines import WHITE
from seedparse.text.patterns import later
from seedparse.text.words import QUOTES

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
# Of a mail. `from` and `subject` are its author and its title.
MAIL = (
    "message", "from", "to", "cc", "reply-to", "sender", "message-id", "in-reply-to", "references", "content-type",
    "content-transfer-encoding", "mime-version", "list-id",
)  # fmt: skip
# Believed between fences only: elsewhere they are words like others.
FENCED = ("category", "draft", "excerpt", "layout", "lastmod", "permalink", "publisher", "slug", "summary", "type")
# Only databases print these: such a line is a field wherever it stands.
EXPORTED = {
    "date": ("publication info", "publication date"),
    "accessed": ("load-date", "load date", "date-chargement"),
    None: (
        "publication-type", "type-publication", "journal-code", "code-revue", "publication title", "publication year",
        "publication subject", "place of publication", "country of publication", "language of publication",
        "proquest document id", "document url", "source type", "zeitungs-code",
    ),
}  # fmt: skip
# In capitals these are a field alone as well ("LENGTH: 119 words").
CAPITALS = {
    "author": ("byline",),
    None: ("section", "length", "länge", "longueur", "language", "langue", "sprache", "rubrik", "rubrique"),
}
# And these beside one of the others of its database.
BESIDE = {
    "title": ("title", "titre"),
    "author": ("author", "autor", "auteur"),
    "accessed": ("last updated", "last update", "update", "update date", "updated", "edition", "entry date"),
    None: (
        "abstract", "broad subject", "city", "classification", "company", "company / organization", "copyright",
        "correction", "correction-date", "country", "database", "dateline", "distribution", "document feature",
        "document-type", "document type", "encart", "first page", "geographic", "graphic", "highlight", "identifier",
        "identifier / keyword", "industry", "insert", "issn", "issue", "links", "localisation-geo", "location", "name",
        "narrow subject", "notes", "organization", "pages", "people", "person", "publisher", "secteur-activite",
        "series", "societe", "state", "subject", "symbole-boursier", "ticker", "url", "volume", "year",
    ),
}  # fmt: skip
_HEADS = {name: meaning for meaning, names in NAMES.items() for name in names} | dict.fromkeys(MAIL)
_ALONE = {name: meaning for meaning, names in EXPORTED.items() for name in names}
_CAPITALS = {name: meaning for meaning, names in CAPITALS.items() for name in names}
_BESIDE = {name: meaning for meaning, names in BESIDE.items() for name in names}
_MEANINGS = {**_BESIDE, **_CAPITALS, **_HEADS, **_ALONE}
IN_FRONT_MATTER = frozenset((*_HEADS, *FENCED))

LONGEST = 4096  # characters of a line that are looked at
LONGEST_NAME = 32  # characters
WITH_INDENT = 128  # characters in which a name ends, if it is indented
FEWEST_IN_TEXT = 3  # known fields at a head with no more than a blank line before it
_IDENTIFIER = later(r"\S{2,40}$")
_ADDRESS = later(r"https?://\S+$")
_MAIL_BOX = later(r"(?P<name>[^<@]*[^<@\s])\s*<[^<>@\s]+@[^<>\s]+>$")
_MAIL_PREFIX = later(r"(?:\[[^\]]{1,60}\]\s*|(?:re|fwd?)\s*:\s*)+(?=\S)", re.IGNORECASE)  # "[Harbour-news] Re: A ferry"


def _head(text: str) -> str:
    return text[:LONGEST].strip(WHITE)


def split(text: str) -> tuple[str, str] | None:
    """A line's name, as printed, and its value, if it is of the form of a field."""
    if ":" not in text[:WITH_INDENT]:
        return None  # most lines
    text = _head(text)
    at = text.find(":", 1, LONGEST_NAME + 1)
    while at > 0 and text[at + 1 : at + 2] not in WHITE:
        at = text.find(":", at + 1, LONGEST_NAME + 1)  # "og:title: A ferry"
    return (text[:at].rstrip(WHITE), text[at + 1 :].strip(WHITE)) if at > 0 else None


def is_known(text: str) -> bool:
    """Whether it is a field under a name that formats use at an article's head."""
    found = split(text)
    return found is not None and found[0].casefold() in _HEADS


def is_title(text: str) -> bool:
    found = split(text)
    return found is not None and bool(found[1]) and _HEADS.get(found[0].casefold()) == "title"


def is_exported(text: str) -> bool:
    """Whether only a database prints such a line."""
    found = split(text)
    if found is None:
        return False
    name = found[0].casefold()
    return name in _ALONE or (name in _CAPITALS and found[0].isupper())


def is_beside_exported(text: str) -> bool:
    """Whether a database prints such a line beside others of its own."""
    found = split(text)
    return found is not None and found[0].casefold() in _MEANINGS


def is_identifier(text: str) -> bool:
    """Whether it may be a line of a corpus's head: an identifier, a language, an address."""
    return _IDENTIFIER.match(_head(text)) is not None or is_address(text)


def is_address(text: str) -> bool:
    return _ADDRESS.match(_head(text)) is not None


# The head of an export or a mail.


def has_title(names: Collection[str]) -> bool:
    return any(_HEADS.get(name) == "title" for name in names) or is_mail(names)


def has_date(names: Collection[str]) -> bool:
    return any(_HEADS.get(name) == "date" for name in names)


def is_mail(names: Collection[str]) -> bool:
    """Whether fields of these names are the head of a mail."""
    return "from" in names and any(name in names for name in ("subject", "to", "message-id"))


def names_of(lines: Iterable[str]) -> list[str]:
    """The names of the fields that stand one under another, without case."""
    names: list[str] = []
    for text in lines:
        if text[:1] in (" ", "\t") and names and text.strip(WHITE):
            continue  # the value before goes on
        found = split(text)
        if found is None:
            break
        names.append(found[0].casefold())
    return names


def is_head(names: Collection[str], *, apart: bool) -> bool:
    """Whether fields of these names begin an article: a title and another known one.

    apart: more than a blank line stands before them. Else there must be a date too: a book's title and author stand in
    the midst of a review.
    """
    if not has_title(names) or any(name in _ALONE for name in names):
        return False
    known = [name for name in names if name in _HEADS]
    if apart:
        return len(known) > 1
    return len(known) >= FEWEST_IN_TEXT and has_date(known)


def read(field: tuple[str, str] | None, packs: Packs, names: Collection[str] = (), more: str = "") -> Mark:
    """What a field says. names: those of the fields around it. more: the lines in which its value goes on."""
    if field is None:
        return Mark(Look.LINE, "field")
    name, value = field
    name = name.casefold()
    rule, meaning = f"field.{name}", _MEANINGS.get(name)
    if is_mail(names):
        meaning = {"from": "author", "subject": "title"}.get(name, meaning)
    if meaning == "title":
        if more:
            value = more if value[:1] in ("", *"|>") else f"{value} {more}"
        value = _unquoted(value)
        if is_mail(names) and (prefix := _MAIL_PREFIX.match(value)):
            value = value[prefix.end() :]
        if value:
            return Mark(Look.LINE, "field.title", title=value)
    elif meaning == "author" and value:
        box = _MAIL_BOX.match(value)
        return Mark(Look.BYLINE, rule, name=(box["name"] if box else value).strip("[]'\"" + WHITE + QUOTES))
    elif meaning in ("date", "accessed") and (date := dates.find(value, packs)):
        kind = "published" if meaning == "date" else "accessed"
        return Mark(Look.DATE, rule, kind=kind, found=date, printed=clocks.with_time(value, date, packs))
    return Mark(Look.LINE, rule)


def _unquoted(value: str) -> str:
    """A value without the quotes around it, which YAML and TOML set."""
    quote, inside = value[:1], value[1:-1]
    if len(value) < 2 or quote not in ("'", '"') or value[-1] != quote:
        return value
    escaped = '\\"' if quote == '"' else "''"
    if quote in inside.replace(escaped, ""):
        return value  # '"A ferry" sails "soon"'
    return inside.replace(escaped, quote)
