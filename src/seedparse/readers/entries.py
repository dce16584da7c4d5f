"""Reads a line with a date: one of a related list (bullet or number, date, title), or a date line with its label.

Law: the reading depends on the line alone. Labels and brackets without a date stay in an entry's title. A date line has
nothing beside its date but a label, a clock, a weekday, another date with its label, or short fields behind a mark;
`header_lines` reads lines near a title, where more is believed.
"""

import re
from enum import Enum, auto
from typing import NamedTuple

from seedparse.model import FoundDate, Look, Mark
from seedparse.phrases import candidates
from seedparse.phrases.pack import Packs
from seedparse.readers import clocks, dates
from seedparse.text.lines import WHITE
from seedparse.text.patterns import later
from seedparse.text.sentences import is_sentence
from seedparse.text.words import BULLETS, SOLID_BULLETS

MAX_CHARS = 400  # characters of an entry's line; a longer line is running text
MAX_DATE_LINE_CHARS = 120  # characters of a date line
MAX_SHORT_FIELD_WORDS = 4  # words of a field of a date line
MAX_TAIL = 60  # characters at a line's end that are searched for its date

_BULLET = re.compile(rf"[{re.escape(BULLETS)}]++[{WHITE}]++(?=\S)")
_BULLET_IN_LIST = re.compile(rf"{_BULLET.pattern}|[{SOLID_BULLETS}]++(?=\w)")
_NUMBER = later(rf"\(?\d{{1,3}}[.)][{WHITE}]++(?=\S)")
_OPENING = later(r"[*\[(（【［]{1,4}")  # marks before a date: "**07.02.2026**", "[07.02.2026]"
_CLOSING = later(r"[*\])）】］]{1,4}")
_BEHIND_DATE = f"{WHITE},|·•:;/~–—-"
_AROUND = f"{_BEHIND_DATE}()[]（）【】［］"
_FIELD_MARK = later(r"\s*[,|•·/]|\s+[–—-]\s")
_BEFORE_TAIL = later(
    rf"[{WHITE}]*(?:[(\[（【［]|[,|·•;]|[{WHITE}][–—/~-](?=[{WHITE}])|[–—]|\t|[{WHITE}]{{2,}})[{WHITE}*]*"
)
_SPACE_BEFORE_TAIL = later(rf"[{WHITE}]+[|·]?[{WHITE}]*")
_BEHIND_TAIL = later(rf"[{WHITE}*\])）】］]*[.]?$")
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


def after_bullet(text: str, *, in_list: bool = False) -> int:
    """The character at which the text after the line's bullet begins; 0 if there is no bullet.

    `in_list`: a bullet such as "•" needs no space after it.
    """
    bullet = (_BULLET_IN_LIST if in_list else _BULLET).match(text)
    return bullet.end() if bullet else 0


def read_line(text: str, packs: Packs) -> EntryLine:
    """Read a line as an entry of a list. `text`: the line without white space around it."""
    start = after_bullet(text, in_list=True)
    marker = Marker.BULLET if start else Marker.NONE
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


def of_look(text: str, entry: Mark) -> EntryLine | None:
    """The parts of a line, taken from its look as an entry; None if `read_line` may find others."""
    start = after_bullet(text)
    if entry.found is None or entry.found.form == "partial" or start != after_bullet(text, in_list=True):
        return None
    marker = Marker.BULLET if start else Marker.NONE
    return EntryLine(marker, DatePlace.HEAD, entry.found, entry.title or "", text[start:])


def number_of(text: str) -> int | None:
    """The number of a line of a numbered list: "3. Ferry returns"; None if it has none."""
    found = _NUMBER.match(text)
    return int(found[0].strip(f"(.){WHITE}")) if found else None


def without_number(text: str) -> str:
    """The line without its number in a list."""
    found = _NUMBER.match(text)
    return text[found.end() :] if found else text


def dated_end(text: str, packs: Packs) -> tuple[FoundDate, str] | None:
    """The date at the line's end, also without a mark before it, and the title; None if no whole date is there."""
    return _split_tail(text, 0, packs, before=_SPACE_BEFORE_TAIL)


def begins_with_date(text: str, packs: Packs) -> bool:
    """Whether the line, or the text after its bullet, begins with a date."""
    return _date_at(text, after_bullet(text), packs) is not None


def read_dated(text: str, packs: Packs) -> Mark | None:
    """The line as a date line or as an entry, which is a date and a title; None for any other line."""
    start = after_bullet(text)
    found = _date_at(text, start, packs)
    if found is None:
        return None if start else _date_line(text, None, packs)
    if not start and (line := _date_line(text, found, packs)):
        return line
    printed, title = _split_head(text, start, found, packs)
    if not _has_words(title, packs):
        return _date_line(text, found, packs) if start else None  # "- 07.02.2026", its title on the next line
    return Mark(Look.ENTRY, f"entry.{found.form}", found.language, found=printed, title=title)


def _date_line(text: str, found: FoundDate | None, packs: Packs) -> Mark | None:
    """The line as a date line. `found`: the date at its start, None to look for one inside."""
    if len(text) > MAX_DATE_LINE_CHARS or not _DIGIT.search(text):
        return None
    found = found or dates.find(text, packs)
    if found is None:
        return None
    printed = clocks.with_time(text, found, packs)
    at = text.find(printed)
    before, after = text[:at].strip(_AROUND), text[at + len(printed) :]
    label = None
    if before and not clocks.is_time(before, packs) and (label := candidates.date_label(before, packs)) is None:
        return None
    rest = after.strip(_AROUND + ".")
    has_words = bool(rest) and not clocks.is_time(rest, packs)
    if has_words and not _is_labelled(rest, packs) and not (_FIELD_MARK.match(after) and _are_short_fields(rest)):
        return None
    if label:
        return Mark(Look.DATE, label.rule, label.language, label.kind, found, printed)
    own, title = _split_head(text, 0, found, packs)
    title_or_none = title if has_words and _has_words(title, packs) else None
    return Mark(Look.DATE, f"date.{found.form}", found.language, None, own, printed, title_or_none)


def _has_words(title: str, packs: Packs) -> bool:
    return any(map(str.isalpha, title)) and not clocks.is_time(title, packs)


def _are_short_fields(text: str) -> bool:
    return not is_sentence(text) and all(
        len(field.split()) <= MAX_SHORT_FIELD_WORDS for field in _FIELD_MARK.split(text)
    )


def _is_labelled(text: str, packs: Packs) -> bool:
    """Whether a text is a date with its label: "Updated 3 May 2024"."""
    found = dates.find(text, packs) if _DIGIT.search(text) else None
    if found is None or not found.start:
        return False
    label = candidates.date_label(text[: found.start].strip(_AROUND), packs)
    return label is not None and _date_line(text, found, packs) is not None


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


def _split_tail(
    text: str, start: int, packs: Packs, before: re.Pattern[str] = _BEFORE_TAIL
) -> tuple[FoundDate, str] | None:
    """The date at the line's end, and the title before it. `before`: what stands between them, such as a bracket."""
    if not _DIGIT.search(text, max(start, len(text) - MAX_TAIL)):
        return None
    for mark in before.finditer(text, max(start + 1, len(text) - MAX_TAIL)):
        found = _date_at(text, mark.end(), packs)
        if found is None or found.form == "partial":
            continue
        first, end = clocks.beside(text, found, packs, mark.end())
        if text[first : mark.end()].strip() or not _BEHIND_TAIL.match(text, end):
            continue
        if text[mark.end() : first].strip(clocks.MARKS_BESIDE):
            continue
        title = text[start : mark.start()].rstrip(_BEHIND_DATE)
        if any(map(str.isalpha, title)):
            return found._replace(raw=text[first:end]), title
    return None
