"""Reads fields: lines with a name, a colon and a value, as in front matter, mail and database exports.

Law: whether a line is a field depends on its name and on the fields around it. The names are in profiles/*.toml.
"""

import re
from collections.abc import Collection, Iterable, Sequence

from seedparse.model import Look, Mark
from seedparse.phrases.pack import Packs
from seedparse.phrases.profile_file import Profile
from seedparse.readers import clocks, dates
from seedparse.text.lines import WHITE
from seedparse.text.patterns import later
from seedparse.text.words import QUOTES

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


def is_identifier(text: str) -> bool:
    """Whether the line may be metadata of a corpus: one word (an identifier, a language) or an address."""
    return _IDENTIFIER.match(_head(text)) is not None or is_address(text)


def is_address(text: str) -> bool:
    """Whether the line is a web address and nothing else."""
    return _ADDRESS.match(_head(text)) is not None


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


class Names:
    """The names of fields that stand at the head of any article or mail, from all profiles.

    Arguments `names` are names in lowercase, as `names_of` returns them.
    """

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._heads = {
            name.casefold(): meaning for each in profiles for name, meaning in each["fields"]["head"].items()
        }
        self._mail = {name.casefold(): meaning for each in profiles for name, meaning in each["fields"]["mail"].items()}
        own = (name.casefold() for each in profiles for name in each["fields"]["own"])
        self._own = frozenset(name for name in own if name not in self._heads)
        self.in_front_matter = frozenset(
            (*self._heads, *(name.casefold() for each in profiles for name in each["fields"]["fenced"]))
        )

    def is_known(self, text: str) -> bool:
        """Whether the line is a field with a name that formats use at an article's head."""
        found = split(text)
        return found is not None and found[0].casefold() in self._heads

    def is_title(self, text: str) -> bool:
        """Whether the line is a field that has an article's title as its value."""
        found = split(text)
        return found is not None and bool(found[1]) and self._heads.get(found[0].casefold()) == "title"

    def has_title(self, names: Collection[str]) -> bool:
        """Whether one of these fields is the title, or all together are the head of a mail."""
        return any(self._heads.get(name) == "title" for name in names) or self.is_mail(names)

    def has_date(self, names: Collection[str]) -> bool:
        """Whether one of these fields is the date of publication."""
        return any(self._heads.get(name) == "published" for name in names)

    def is_mail(self, names: Collection[str]) -> bool:
        """Whether fields with these names are the head of a mail: its author and another field of a mail."""
        found = [self._mail[name] for name in names if name in self._mail]
        return "byline" in found and len(found) > 1

    def is_head(self, names: Collection[str], *, apart: bool) -> bool:
        """Whether fields with these names are the head of an article: a title and another known field.

        apart: more than a blank line stands before them. Otherwise FEWEST_IN_TEXT known fields are required, one of
        them a date: a review may have a book's title and author in the middle.
        """
        if not self.has_title(names) or any(name in self._own for name in names):
            return False
        known = [name for name in names if name in self._heads]
        if apart:
            return len(known) > 1
        return len(known) >= FEWEST_IN_TEXT and self.has_date(known)

    def meaning(self, name: str, around: Collection[str] = ()) -> str | None:
        """The meaning of a field's value; None: unknown. `around`: the names of the fields around it."""
        name = name.casefold()
        return (self._mail.get(name) if self.is_mail(around) else None) or self._heads.get(name)


def read(
    field: tuple[str, str] | None, meaning: str | None, packs: Packs, *, of_mail: bool = False, more: str = ""
) -> Mark:
    """Read a field: a title, an author, a date, or none of them.

    field: name and value, None for a line without them. meaning: that of its value. of_mail: it is in the head of a
    mail. more: the lines that continue its value, joined.
    """
    if field is None:
        return Mark(Look.LINE, "field")
    name, value = field
    rule = f"field.{name.casefold()}"
    if meaning == "title":
        if more:
            value = more if value[:1] in ("", *"|>") else f"{value} {more}"
        value = _unquoted(value)
        if of_mail and (prefix := _MAIL_PREFIX.match(value)):
            value = value[prefix.end() :]
        if value:
            return Mark(Look.LINE, TITLE_RULE, title=value)
    elif meaning == "byline" and value:
        box = _MAIL_BOX.match(value)
        return Mark(Look.BYLINE, rule, name=(box["name"] if box else value).strip("[]'\"" + WHITE + QUOTES))
    elif meaning in ("published", "accessed") and (date := dates.find(value, packs)):
        return Mark(Look.DATE, rule, kind=meaning, found=date, printed=clocks.with_time(value, date, packs))
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
