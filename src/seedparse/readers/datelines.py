"""Reads the dateline at the start of the first paragraph: its place, agency and date.

Law: a dateline begins at the paragraph's first character. It is one phrase of a pack, or a place in capitals before a
dash, as agencies print it in any language: "KYIV, Ukraine (AP) —".
"""

from typing import NamedTuple

from seedparse.model import FoundDate
from seedparse.phrases.pack import Packs
from seedparse.readers import dates, outlet_names
from seedparse.text.patterns import later
from seedparse.text.words import Text, Tokens

DATELINE = 120  # characters of the first paragraph that are searched for a dateline
MIN_PLACE_LETTERS = 4  # letters of a place in capitals
MAX_PLACE_WORDS = 5  # words in capitals: "SALT LAKE CITY"
MAX_REGION_WORDS = 3  # words of the region behind a place, with capitals at their heads
MAX_JOINT_CHARS = 3  # characters of a word in lowercase between two places: "NEW YORK and CHICAGO"
MAX_AGENCY_CHARS = 30  # characters in brackets that may name an agency

_CLOSED = later(r"(?P<head>[^—–]{4,110}?)(?:\s*(?:—|–(?=\s)|--)|\s+-(?=\s))\s*(?=[^\W\d_a-z]|[\"“«„])")
_LINK = "]("  # between the text of a link in Markdown and its address
_BRACKETS = later(r"\s*\((?P<inside>[^()]{2,60})\)$")


class Dateline(NamedTuple):
    """A dateline as printed and its parts: "KYIV, 3 December (Ukrinform) -"."""

    text: str
    place: str | None
    agency: str | None
    date: FoundDate | None


def read_dateline(paragraph: str, packs: Packs) -> Dateline | None:
    """The dateline at the start of the paragraph, None if there is none. A link in Markdown is none."""
    tokens = Tokens(Text(paragraph[:DATELINE]))
    for phrase in packs.datelines(tokens):
        found = phrase.of_clause(tokens)
        if found is None or found.start or _LINK in paragraph[: found.end + 1]:
            continue
        place, agency, day = map(found.slots.get, ("place", "agency", "date"))
        if place is not None and not outlet_names.is_place(place):
            continue
        date = dates.find(day, packs) if day else None
        if (agency and not outlet_names.is_named(agency, phrase.pack)) or (day and date is None):
            continue
        return Dateline(paragraph[: found.end].rstrip(" -–—"), place, agency, date)
    return _in_capitals(paragraph[:DATELINE], packs)


def _in_capitals(text: str, packs: Packs) -> Dateline | None:
    """A place in capitals, with or without its region, and an agency or a date in brackets, before a dash."""
    if not text[:2].isupper() or (closed := _CLOSED.match(text)) is None:
        return None
    head = closed["head"].rstrip()
    brackets = _BRACKETS.search(head)
    inside = brackets["inside"] if brackets else None
    place, comma, region = (head[: brackets.start()] if brackets else head).partition(",")
    if not _is_capital_place(place) or (comma and not _is_region(region)):
        return None
    date = dates.find(inside, packs) if inside else None
    if inside and (len(inside) > MAX_AGENCY_CHARS if date is None else date.form == "partial"):
        return None
    return Dateline(head, place, None if date else inside, date)


def _is_capital_place(text: str) -> bool:
    """Whether the words are in capitals, but for a short one that joins two places."""
    words = text.split()
    joints = [word for word in words[1:-1] if word.islower() and len(word) <= MAX_JOINT_CHARS]
    capitals = [word for word in words if word.isupper()]
    is_all = len(words) == len(capitals) + len(joints) and len(joints) <= 1
    return is_all and 0 < len(capitals) <= MAX_PLACE_WORDS and sum(map(str.isalpha, text)) >= MIN_PLACE_LETTERS


def _is_region(text: str) -> bool:
    words = text.split()
    return 0 < len(words) <= MAX_REGION_WORDS and all(word[0].isupper() for word in words)
