"""The dateline at a first paragraph's head: its place, its agency, its day.

Law: a dateline is one phrase of a pack from the paragraph's first character on.
"""

from typing import NamedTuple

from seedparse.model import FoundDate
from seedparse.phrases.pack import Packs
from seedparse.readers import dates, outlet_names
from seedparse.text.words import Tokens

DATELINE = 120  # characters at the head of a first paragraph in which one can stand


class Dateline(NamedTuple):
    """The head of a first paragraph: "KYIV, 3 December (Ukrinform) -"."""

    text: str
    place: str | None
    agency: str | None
    date: FoundDate | None


def read_dateline(paragraph: str, packs: Packs) -> Dateline | None:
    """The dateline that opens the paragraph, if one does."""
    tokens = Tokens(paragraph[:DATELINE])
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
