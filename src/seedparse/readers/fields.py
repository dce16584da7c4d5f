"""Reads fields: lines with a name, a colon and a value, as in front matter, mail and database exports.

Law: whether a line is a field depends on its name and on the fields around it. The names come from the formats (YAML
and TOML front matter, Hugo, trafilatura, newsroom and database exports, mail), not from a language.
"""

import re
from collections.abc import Collection, Iterable

from seedparse.model import Look, Mark
from seedparse.phrases.pack import Packs
from seedparse.readers import clocks, dates
from seedparse.text.lines import WHITE
from seedparse.text.patterns import later
from seedparse.text.words import QUOTES

# The meaning of a field and its names. None: a known field that is not read.
NAMES = {
    "title": ("title", "headline", "og:title"),
    "author": ("author", "authors", "byline", "creator"),
    "date": ("date", "published", "pubdate", "date_published", "datepublished", "publish_date", "published_time"),
    None: (
        "url", "link", "id", "lang", "language", "source", "sitename", "hostname", "description", "categories", "tags",
        "fingerprint", "section", "keywords", "image", "license", "modified", "updated", "crawled", "subject",
    ),
}  # fmt: skip
# Fields of a mail's head. There `from` means the author and `subject` the title.
MAIL = (
    "message", "from", "to", "cc", "reply-to", "sender", "message-id", "in-reply-to", "references", "content-type",
    "content-transfer-encoding", "mime-version", "list-id",
)  # fmt: skip
# Field names only between the fences of front matter: elsewhere they are ordinary words.
FENCED = ("category", "draft", "excerpt", "layout", "lastmod", "permalink", "publisher", "slug", "summary", "type")
# Names that only databases print: such a line is a field at any position.
EXPORTED = {
    "date": ("publication info", "publication date"),
    "accessed": ("load-date", "load date", "date-chargement"),
    None: (
        "publication-type", "type-publication", "journal-code", "code-revue", "publication title", "publication year",
        "publication subject", "place of publication", "country of publication", "language of publication",
        "proquest document id", "document url", "source type", "zeitungs-code",
    ),
}  # fmt: skip
# In capitals these are fields at any position too ("LENGTH: 119 words").
CAPITALS = {
    "author": ("byline",),
    None: ("section", "length", "länge", "longueur", "language", "langue", "sprache", "rubrik", "rubrique"),
}
# These are fields only beside another field of a database.
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

MAX_FIELD_LINE_CHARS = 4096  # characters of a line that are read
TITLE_RULE = "field.title"  # the rule of a field that holds the title
LONGEST_NAME = 32  # characters of a field's name
WITH_INDENT = 128  # characters of a line, with its indent, in which the colon must stand
FEWEST_IN_TEXT = 3  # known fields of a head that only a blank line, or nothing, separates from the text before
_IDENTIFIER = later(r"\S{2,40}$")
_ADDRESS = later(r"https?://\S+$")
_MAIL_BOX = later(r"(?P<name>[^<@]*[^<@\s])\s*<[^<>@\s]+@[^<>\s]+>$")
_MAIL_PREFIX = later(r"(?:\[[^\]]{1,60}\]\s*|(?:re|fwd?)\s*:\s*)+(?=\S)", re.IGNORECASE)  # "[Harbour-news] Re: A ferry"


def _head(text: str) -> str:
    return text[:MAX_FIELD_LINE_CHARS].strip(WHITE)


def split(text: str) -> tuple[str, str] | None:
    """The name, as printed, and the value of a line that has the form of a field; None for any other line."""
    if ":" not in text[:WITH_INDENT]:
        return None  # most lines
    text = _head(text)
    at = text.find(":", 1, LONGEST_NAME + 1)
    while at > 0 and text[at + 1 : at + 2] not in WHITE:
        at = text.find(":", at + 1, LONGEST_NAME + 1)  # "og:title: A ferry"
    return (text[:at].rstrip(WHITE), text[at + 1 :].strip(WHITE)) if at > 0 else None


def is_known(text: str) -> bool:
    """Whether the line is a field with a name that formats use at an article's head."""
    found = split(text)
    return found is not None and found[0].casefold() in _HEADS


def is_title(text: str) -> bool:
    """Whether the line is a field that has an article's title as its value."""
    found = split(text)
    return found is not None and bool(found[1]) and _HEADS.get(found[0].casefold()) == "title"


def is_exported(text: str) -> bool:
    """Whether the line is a field that only databases print."""
    found = split(text)
    if found is None:
        return False
    name = found[0].casefold()
    return name in _ALONE or (name in _CAPITALS and found[0].isupper())


def is_beside_exported(text: str) -> bool:
    """Whether the line is a field if another field of a database stands beside it."""
    found = split(text)
    return found is not None and found[0].casefold() in _MEANINGS


def is_identifier(text: str) -> bool:
    """Whether the line may be metadata of a corpus: one word (an identifier, a language) or an address."""
    return _IDENTIFIER.match(_head(text)) is not None or is_address(text)


def is_address(text: str) -> bool:
    """Whether the line is a web address and nothing else."""
    return _ADDRESS.match(_head(text)) is not None


# The fields at the head of an article or a mail. `names`: field names in lowercase, as `names_of` returns them.


def has_title(names: Collection[str]) -> bool:
    """Whether one of these fields is the title, or all together are the head of a mail."""
    return any(_HEADS.get(name) == "title" for name in names) or is_mail(names)


def has_date(names: Collection[str]) -> bool:
    """Whether one of these fields is the date of publication."""
    return any(_HEADS.get(name) == "date" for name in names)


def is_mail(names: Collection[str]) -> bool:
    """Whether fields with these names are the head of a mail."""
    return "from" in names and any(name in names for name in ("subject", "to", "message-id"))


def names_of(lines: Iterable[str]) -> list[str]:
    """The names, in lowercase, of the fields at the start of these lines, up to the first line that is no field."""
    names: list[str] = []
    for text in lines:
        if text[:1] in (" ", "\t") and names and text.strip(WHITE):
            continue  # an indented line continues the value before it
        found = split(text)
        if found is None:
            break
        names.append(found[0].casefold())
    return names


def is_head(names: Collection[str], *, apart: bool) -> bool:
    """Whether fields with these names are the head of an article: a title and another known field.

    apart: more than a blank line stands before them. Otherwise FEWEST_IN_TEXT known fields are required, one of them a
    date: a review may have a book's title and author in the middle.
    """
    if not has_title(names) or any(name in _ALONE for name in names):
        return False
    known = [name for name in names if name in _HEADS]
    if apart:
        return len(known) > 1
    return len(known) >= FEWEST_IN_TEXT and has_date(known)


def read(field: tuple[str, str] | None, packs: Packs, names: Collection[str] = (), more: str = "") -> Mark:
    """Read a field: a title, an author, a date, or none of them.

    field: name and value, None for a line without them. names: those of the fields around it, in lowercase. more:
    the lines that continue its value, joined.
    """
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
            return Mark(Look.LINE, TITLE_RULE, title=value)
    elif meaning == "author" and value:
        box = _MAIL_BOX.match(value)
        return Mark(Look.BYLINE, rule, name=(box["name"] if box else value).strip("[]'\"" + WHITE + QUOTES))
    elif meaning in ("date", "accessed") and (date := dates.find(value, packs)):
        kind = "published" if meaning == "date" else "accessed"
        return Mark(Look.DATE, rule, kind=kind, found=date, printed=clocks.with_time(value, date, packs))
    return Mark(Look.LINE, rule)


def _unquoted(value: str) -> str:
    """The value without the quotes of YAML or TOML around it."""
    quote, inside = value[:1], value[1:-1]
    if len(value) < 2 or quote not in ("'", '"') or value[-1] != quote:
        return value
    escaped = '\\"' if quote == '"' else "''"
    if quote in inside.replace(escaped, ""):
        return value  # '"A ferry" sails "soon"'
    return inside.replace(escaped, quote)
