"""Reads one line of a related list: its bullet or number, its date at the start or the end, its title.

Law: the reading depends on the line alone. Labels and brackets without a date stay in the title.
"""

import re
from enum import Enum, auto
from typing import NamedTuple

from seedparse.model import FoundDate
from seedparse.phrases.pack import Packs
from seedparse.readers import clocks, dates
from seedparse.text.lines import WHITE
from seedparse.text.patterns import later
from seedparse.text.words import BULLETS, SOLID_BULLETS

MAX_CHARS = 400  # characters of an entry's line; a longer line is running text
MAX_TAIL = 60  # characters at a line's end that are searched for its date

_BULLET = re.compile(rf"[{re.escape(BULLETS)}]++[{WHITE}]++(?=\S)|[{SOLID_BULLETS}]++(?=\w)")
_NUMBER = later(rf"\(?\d{{1,3}}[.)][{WHITE}]++(?=\S)")
_OPENING = later(r"[*\[(]{1,4}")  # marks before a date: "**07.02.2026**", "[07.02.2026]"
_CLOSING = later(r"[*\])]{1,4}")
_BEHIND_DATE = f"{WHITE},|·•:;/–—-"
_BEFORE_TAIL = later(rf"[{WHITE}]*(?:[(\[]|[,|·•;]|[{WHITE}][–—/-](?=[{WHITE}])|[–—]|\t|[{WHITE}]{{2,}})[{WHITE}*]*")
_BEHIND_TAIL = later(rf"[{WHITE}*\])]*[.]?$")
_DIGIT = re.compile(r"\d")


class DatePlace(Enum):
    """The position of the date in the line of an entry."""

    NONE = auto()
    HEAD = auto()
    END = auto()
    ALONE = auto()  # the line is only a date


class Marker(Enum):
    """The mark before an entry."""

    NONE = auto()
    BULLET = auto()
    NUMBER = auto()


class EntryLine(NamedTuple):
    """The parts of a line of a list."""

    marker: Marker
    place: DatePlace
    found: FoundDate | None
    title: str  # without marker and date
    whole: str  # without marker, with the date


def read_line(text: str, packs: Packs) -> EntryLine:
    """Read a line as an entry of a list. `text`: the line without white space around it."""
    bullet = _BULLET.match(text)
    start = bullet.end() if bullet else 0
    marker = Marker.BULLET if bullet else Marker.NONE
    head = _date_at(text, start, packs)
    number = _NUMBER.match(text, start)
    if number and (head is None or head.form == "partial"):
        # "1. 05.02.2026 X" is numbered; "1. 2. 2026 X" and "1. Februar 2026 X" begin with their dates.
        behind = _date_at(text, number.end(), packs)
        if head is None or (behind and behind.form != "partial"):
            marker, start, head = Marker.NUMBER, number.end(), behind
    whole = text[start:]
    if head:
        found, title = _split_head(text, start, head, packs)
        if not any(map(str.isalpha, title)):
            if title:
                return EntryLine(marker, DatePlace.NONE, None, whole, whole)
            return EntryLine(marker, DatePlace.ALONE, found, title, whole)
        return EntryLine(marker, DatePlace.HEAD, found, title, whole)
    if tail := _split_tail(text, start, packs):
        return EntryLine(marker, DatePlace.END, *tail, whole)
    return EntryLine(marker, DatePlace.NONE, None, whole, whole)


def _date_at(text: str, start: int, packs: Packs) -> FoundDate | None:
    """The date that starts at `start`, or after marks, a weekday or a clock at `start`."""
    if not _DIGIT.search(text, start, start + clocks.LONGEST_BEFORE):
        return None
    if opening := _OPENING.match(text, start):
        start = opening.end()
    found = dates.find(text, packs, start, at_start=True)
    if found is None and (behind := clocks.behind_weekday(text, start, packs)):
        found = dates.find(text, packs, behind, at_start=True)
    return found


def _split_head(text: str, start: int, found: FoundDate, packs: Packs) -> tuple[FoundDate, str]:
    """The date with its clock and weekday, and the title after it."""
    opening = _OPENING.match(text, start)
    first, end = clocks.beside(text, found, packs, opening.end() if opening else start)
    title = text[end:].removeprefix(".")
    if opening:
        if closing := _CLOSING.match(title.lstrip(WHITE)):
            title = title.lstrip(WHITE)[closing.end() :]
        elif "[" in opening[0] and "]" in title:
            title = title.replace("]", "", 1)  # "[02.02.2025 Video] A title"
    return found._replace(raw=text[first:end]), title.lstrip(_BEHIND_DATE)


def _split_tail(text: str, start: int, packs: Packs) -> tuple[FoundDate, str] | None:
    """The date at the line's end after a bracket or another mark, and the title before it."""
    if not _DIGIT.search(text, max(start, len(text) - MAX_TAIL)):
        return None
    for before in _BEFORE_TAIL.finditer(text, max(start + 1, len(text) - MAX_TAIL)):
        found = _date_at(text, before.end(), packs)
        if found is None or found.form == "partial":
            continue
        first, end = clocks.beside(text, found, packs, before.end())
        if text[first : before.end()].strip() or not _BEHIND_TAIL.match(text, end):
            continue
        if text[before.end() : first].strip(clocks.MARKS_BESIDE):
            continue
        title = text[start : before.start()].rstrip(_BEHIND_DATE)
        if any(map(str.isalpha, title)):
            return found._replace(raw=text[first:end]), title
    return None
