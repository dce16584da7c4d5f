"""Reads a line of date and authors field by field: "By Ann Moss | Published 3 May 2024, 10:15 | 4 min".

Law: every field must be recognised (a date, its label, a clock, a weekday, a byline, a name) or be short and separated
by a mark; otherwise the line is a sentence or a title, and nothing is read from it. These functions are for lines near
the title, so they accept more than `looks` does, which judges a line at any position.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from seedparse.model import FoundDate, Look, Mark
from seedparse.phrases import candidates
from seedparse.phrases.index import BYLINE, DATE_LABELS, JUNK
from seedparse.phrases.pack import Packs
from seedparse.readers import clocks, dates
from seedparse.readers.attributions import credit
from seedparse.readers.bylines import of_byline
from seedparse.readers.person_names import ENDS, are_names, as_name, is_agency, name_of
from seedparse.text.lines import WHITE
from seedparse.text.patterns import later
from seedparse.text.words import (
    BULLETS,
    EAST_ASIAN,
    QUOTES,
    Text,
    first_word,
    fold,
    is_east_asian,
    is_simple,
    is_small,
    last_word,
    split,
)

MAX_HEADER_CHARS = 200  # characters of a line without the addresses of its links
MAX_READ_CHARS = 1000  # characters of a line that are read, with these addresses
FIELD = 7  # words of a field that is not recognised
MAX_UNKNOWN_WORDS = 12  # words in the unrecognised fields of a line
SHORT_NAME = 4  # letters; a shorter second word is a particle or an initial, so the name has a third word

_LINK = later(r"!?\[([^\]\[]*)\]\([^()]*\)")
_OPEN_LINK = later(r"\]\(\S*(?:\s+\"[^\"]*\"?)?\)?|^!?\[\s")
_EMPHASIS = later(r"[\w.+-]+@[\w-]+\.[\w.-]+|(?<!\w)@\w+|\*\*|__|(?<!\w)_|_(?!\w)|\\(?=[-.])")
# Places inside a word before a letter that may be a capital, or before a number: there two fields may be joined. The
# class leaves out the lowercase Latin and Cyrillic letters, since most letters are of these.
_GLUED = later(
    r"(?<=\w)(?=[^\W\d_a-zß-öø-ÿа-џ])|(?<=[^\W\d_])(?=\d{4}(?!\d)|\d{1,2}[:.]\d)|(?<=\D(?:19|20)\d\d)(?=\d{1,2}[:.])"
)
_DIGIT = re.compile(r"\d")
_AROUND = BULLETS + WHITE
_BULLETS = "-–" + "*•·" + WHITE
_MARKED = re.compile(r"\]\(|[*_@\\]")  # marks that `plain` removes
_COLON = later(r":\s*(?=[^\W\d_])")
_SIMPLE_MARKS = r"[|•·,;/–—()\[\]（）\n]|\s{2,}|(?:^|\s)-|-(?:\s|$)|(?<=\w{3})\.(?=\s|$)"
_FIELD_MARKS = later(_SIMPLE_MARKS)
_ALL_FIELD_MARKS = later(rf"{_SIMPLE_MARKS}|(?<=\d)\s(?=[{EAST_ASIAN}])")
_CREDIT_MARKS = later(r"[|•·]|\s{2,}")
_COUNTER = later(r"\s*(?:[|•·,/–—]|\s-\s|(?<=[^\W\d_])(?=\d)|\s)\s*(?:[^\W\d_A-Z]{1,5}\s){0,3}\d{1,4}\s[^\d]{1,20}$")
RANKS = ("published", None, "updated", "accessed")  # labels; of several dates the first in this order is the line's


class _Field(NamedTuple):
    """The text between two marks or dates."""

    label: str | None  # the kind of date that the field labels
    name: str | None  # an author's name
    unknown: str  # the words that are not recognised
    signed: bool  # a pack's byline phrase introduces the name
    apart: bool  # marks, or the ends of the line, separate it on both sides


def read(text: str, packs: Packs, most: int = MAX_UNKNOWN_WORDS) -> Mark | None:
    """The date of a line of date and authors, with the author's name if it has one; None for any other line.

    `most`: the number of unrecognised words that the line may have.
    """
    if not _DIGIT.search(text, 0, MAX_READ_CHARS):
        return None  # most lines: running text
    if len(text.strip(_AROUND)) > MAX_HEADER_CHARS and not _MARKED.search(text):
        return None  # without these marks `plain` cannot shorten it
    line = plain(text, packs)
    if len(line) > MAX_HEADER_CHARS or not _DIGIT.search(line):
        return None
    found = list(_dates(line, packs))
    if all(date.form == "partial" for date in found):
        return None
    edges = [0, *(edge for date in found for edge in (date.start, date.end)), len(line)]
    # The fields before the first date, those between the first and the second, and so on.
    gaps = [
        _fields(line[start:stop], packs, opens=not start, closes=stop == len(line))
        for start, stop in zip(edges[::2], edges[1::2], strict=True)
    ]
    fields = [field for gap in gaps for field in gap]
    before = sum(map(len, gaps[:-1]))
    if not all(_is_believed(field, before_date=at < before) for at, field in enumerate(fields)):
        return None
    if sum(len(field.unknown.split()) for field in fields) > most:
        return None
    label: str | None = None
    labelled: list[tuple[int, FoundDate, str | None]] = []
    for date, gap in zip(found, gaps, strict=False):
        label = next((field.label for field in reversed(gap) if field.label), label)
        if date.form != "partial":
            labelled.append((RANKS.index(label), date, label))
    _, date, label = min(labelled, key=lambda each: each[0])
    named = sorted((field for field in fields if field.name), key=lambda field: not field.signed)
    name = _as_printed(named[0].name, line) if named and named[0].name else None
    printed = clocks.with_time(line, date, packs)
    via = _credited(line, packs)
    return Mark(Look.DATE, f"header.{date.form}", date.language, label, date, printed, name=name, via=via)


def words_of_dates(text: str, packs: Packs) -> frozenset[str]:
    """The words, folded, of the dates in a line of date and authors, of their labels, and weekdays."""
    line = plain(text, packs)
    found = list(_dates(line, packs))
    printed = [clocks.with_time(line, date, packs) for date in found]
    starts, ends = [0, *(date.end for date in found)], [*(date.start for date in found), len(line)]
    for start, end in zip(starts, ends, strict=True):
        for part in _parts(line[start:end]) if found else ():
            printed += (word for word in split(part) if fold(word) in packs.weekdays)
            words = clocks.without_time(part.strip(ENDS + QUOTES), packs).split()
            tails = (" ".join(words[at:]) for at in range(min(len(words), FIELD)))
            printed += next(([tail] for tail in tails if candidates.date_label(tail, packs)), [])
    return frozenset(fold(word) for each in printed for word in split(each))


def _credited(line: str, packs: Packs) -> str | None:
    """Whom a field of the line credits, with a label: "8 April 2020 | Source: PTI". None without such a field."""
    parts = _CREDIT_MARKS.split(line) if ":" in line else ()
    for part in parts if len(parts) > 1 else ():
        if ":" in part and not _DIGIT.search(part) and (found := credit(Text(part.strip(ENDS)), packs)):
            return found.via
    return None


def plain(text: str, packs: Packs) -> str:
    """The line without the marks of links and emphasis, with a bar where two fields are joined in one word.

    "" for a line that begins with a long dash.
    """
    line = text[:MAX_READ_CHARS].strip(WHITE)
    if "](" in line or line.startswith(("[", "![")):
        line = _OPEN_LINK.sub(" ", _LINK.sub(r" \1 ", line))
    if _MARKED.search(line):
        line = _EMPHASIS.sub("", line)
    line = line.strip(_BULLETS)
    if text.lstrip(WHITE)[:1] in "—–":
        return ""  # the dash introduces the name of a person who is quoted
    return _COLON.sub(": ", _GLUED.sub(lambda found: _break(found, packs), line))


# The functions below take a line that `plain` has returned.


def signed(line: str, packs: Packs) -> str | None:
    """The name that a pack's byline phrase introduces in one of the fields of a line without a date, else None."""
    if len(line) > MAX_HEADER_CHARS:
        return None
    fields = _fields(line, packs)
    if sum(len(field.unknown.split()) for field in fields) > MAX_UNKNOWN_WORDS:
        return None
    return next((name for part in _parts(line) if (name := _byline(part.strip(ENDS), packs))), None)


def introduced(label: str, line: str, packs: Packs) -> str | None:
    """The name on a line whose line before, `label`, is the rest of a pack's byline phrase: "Written by". Else None."""
    name = line.strip(ENDS)
    if not are_names(name, packs) or any(fold(word) in packs.roles for word in name.split()):
        return None
    label = label.strip(ENDS + "*_")
    return _byline(f"{label} {name}", packs) or _byline(f"{label}: {name}", packs)


def names_alone(line: str, packs: Packs) -> str | None:
    """The names of a line that has only names and an age, a counter or the label of a date: "Ann Moss | 3 hours ago".

    None for any other line.
    """
    if len(line) > MAX_HEADER_CHARS:
        return None
    if is_agency(line, packs):
        return line.strip(ENDS)
    if _DIGIT.search(line) and (found := _COUNTER.search(line)) and found.start():
        line = line[: found.start()]
    head, mark, tail = line.rpartition("|")
    if mark and (fields := _fields(tail, packs)) and all(field.label for field in fields):
        line = head
    line = line.strip(ENDS)
    if not any(letter.isupper() or is_east_asian(letter) for letter in line):
        return None  # without capitals a name looks like any two words
    if not are_names(line, packs):
        return None
    if any(fold(word) in packs.roles for word in line.split()):
        return None  # the role of an author whose name is on another line
    first, last = first_word(line), last_word(line)
    if any(phrase.kind in JUNK for phrase in (*packs.heads.get(first), *packs.heads.get(last))):
        return None
    return line


def with_role(line: str, packs: Packs) -> str | None:
    """The name of a line that has a name and the author's role: "Ann Moss, Harbour Correspondent". Else None."""
    words = [word.strip(ENDS) for word in line.split()]
    if len(words) > FIELD or not any(fold(word) in packs.roles for word in words[2:]):
        return None
    parts = _parts(line)
    name = parts[0].strip(WHITE)
    if len(parts) == 1:
        # After a particle or an initial the name has a third word: "Jan van Rijn", "Ann B. Moss".
        name = " ".join(words[: 3 if len(words[1]) < SHORT_NAME else 2])
    found = as_name(name, packs)
    if not found or any(fold(word) in packs.roles for word in found.split()):
        return None
    return _as_printed(found, line)


def _as_printed(name: str, line: str) -> str:
    """The name with the white space between its words as in the line."""
    found = re.search(r"\s+".join(map(re.escape, name.split())), line)
    return found[0] if found else name


def _parts(text: str) -> list[str]:
    """The parts of the text between marks."""
    return (_FIELD_MARKS if is_simple(text) else _ALL_FIELD_MARKS).split(text)


def _break(found: re.Match[str], packs: Packs) -> str:
    """A bar if two fields are joined at this place of a word, else ""."""
    text, at = found.string, found.start()
    if text[at].isdigit():
        # A clock right behind a year is set off by a mark that no clock has before it: the date stays as printed.
        return " ; " if text[at - 1].isdigit() else " | "
    if not text[at].isupper() or not (
        is_small(text[at - 1]) or text[at - 1].isdigit() or is_small(text[at + 1 : at + 2])
    ):
        return ""
    word = first_word(text[at:])
    known = word in packs.weekdays or word in packs.months
    return " | " if known or any(phrase.kind in DATE_LABELS for phrase in packs.heads.get(word)) else ""


def _dates(line: str, packs: Packs) -> Iterator[FoundDate]:
    at = 0
    while found := dates.find(line, packs, at):
        yield found
        at = found.end


def _fields(text: str, packs: Packs, *, opens: bool = True, closes: bool = True) -> list[_Field]:
    """The fields of a text. `opens`, `closes`: it is at the start or end of its line, not beside a date."""
    parts = _parts(text)
    last = len(parts) - 1
    return [
        _field(part.strip(ENDS + QUOTES), packs, apart=(opens or at > 0) and (closes or at < last))
        for at, part in enumerate(parts)
        if part.strip(ENDS + QUOTES)
    ]


def _field(text: str, packs: Packs, *, apart: bool) -> _Field:
    if name := _byline(text, packs):
        return _Field(None, name, "", signed=True, apart=apart)
    rest = clocks.without_time(text, packs).strip(ENDS)
    words = rest.split()
    # A label, which may have a name before it: "Ann Moss Updated".
    for at in range(min(len(words), FIELD)):
        tail, head = " ".join(words[at:]), " ".join(words[:at])
        if label := candidates.date_label(tail, packs):
            signed = _byline(head, packs) if head else None
            name = signed or as_name(head, packs)
            return _Field(label.kind, name, "" if name else head, signed=signed is not None, apart=apart)
    name = rest if is_agency(rest, packs) else as_name(rest, packs)
    return _Field(None, name, "" if name else rest, signed=False, apart=apart)


def _is_believed(field: _Field, *, before_date: bool) -> bool:
    """Whether unrecognised words may be a field: separated by marks, one word before the date, or a counter."""
    words = field.unknown.split()
    if not words:
        return True
    is_word = before_date and len(words) == 1 and not is_small(words[0][0])
    return len(words) <= FIELD and (field.apart or is_word or words[0][0].isdigit())


def _byline(text: str, packs: Packs) -> str | None:
    """The name in a text that matches a pack's byline phrase, else None."""
    for known, found in candidates.of_kind(Text(text), packs, BYLINE):
        if (read := of_byline(known, found, text)) and read.name and (name := name_of(read.name)):
            return name
    return None
