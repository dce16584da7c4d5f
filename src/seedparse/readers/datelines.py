"""Reads the dateline at the start of the first paragraph: its place, agency and date.

Law: a dateline is one phrase of a pack that begins at the paragraph's first character.
"""

from typing import NamedTuple

from seedparse.model import FoundDate
from seedparse.phrases.pack import Packs
from seedparse.readers import dates, outlet_names
from seedparse.text.words import Text, Tokens

DATELINE = 120  # characters of the first paragraph that are searched for a dateline


class Dateline(NamedTuple):
    """A dateline as printed and its parts: "KYIV, 3 December (Ukrinform) -"."""

    text: str
    place: str | None
    agency: str | None
    date: FoundDate | None


def read_dateline(paragraph: str, packs: Packs) -> Dateline | None:
    """The dateline at the start of the paragraph, None if there is none."""
    tokens = Tokens(Text(paragraph[:DATELINE]))
    for phrase in packs.datelines(tokens):
        found = phrase.of_clause(tokens)
        if found is None or found.start:
            continue
        place, agency, day = map(found.slots.get, ("place", "agency", "date"))
        if place is not None and not outlet_names.is_place(place):
            continue
        date = dates.find(day, packs) if day else None
        if (agency and not outlet_names.is_named(agency, phrase.pack)) or (day and date is None):
            continue
        return Dateline(paragraph[: found.end].rstrip(" -–—"), place, agency, date)
    return None
