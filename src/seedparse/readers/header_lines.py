"""A line of the head read field by field: "By Ann Moss | Published 3 May 2024, 10:15 | 4 min".

Law: every field must be known for what it is (a date, its label, a clock, a weekday, a byline, a name) or be short and
set off by a mark; else the line is a sentence or a title, and nothing is read from it. It is a line near the title,
so more is believed than of a line anywhere: what `rules` know of it alone is not asked.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from seedparse.model import FoundDate, Look, Mark
from seedparse.phrases import candidates
from seedparse.phrases.index import BYLINE, DATE_LABELS, JUNK
from seedparse.phrases.pack import Packs
from seedparse.readers import clocks, dates
from seedparse.readers.bylines import of_byline
from seedparse.readers.person_names import ENDS, are_names, as_name, name_of
from seedparse.text.lines import WHITE
from seedparse.text.patterns import later
from seedparse.text.words import (
    BULLETS,
    QUOTES,
    UNSPACED,
    first_word,
    fold,
    is_simple,
    is_small,
    is_unspaced,
    last_word,
)

LONGEST = 200  # characters of a line, its links' addresses left out
MOST_READ = 1000  # characters of a line, with them
FIELD = 7  # words of a field that nothing is known of
MOST = 12  # such words in a line
MARK = 4  # letters of a word that may stand beside a clock: "Uhr", "kl", "GMT"
SHORT_NAME = 4  # letters that are no whole name in the middle of one

_LINK = later(r"!?\[([^\]\[]*)\]\([^()]*\)")
_OPEN_LINK = later(r"\]\(\S*(?:\s+\"[^\"]*\"?)?\)?|^!?\[\s")
_EMPHASIS = later(r"[\w.+-]+@[\w-]+\.[\w.-]+|(?<!\w)@\w+|\*\*|__|(?<!\w)_|_(?!\w)|\\(?=[-.])")
# Where a capital may stand inside a word, or a number behind it. Most letters are small ones of two scripts.
_GLUED = later(r"(?<=\w)(?=[^\W\d_a-zß-öø-ÿа-џ])|(?<=[^\W\d_])(?=\d{4}(?!\d)|\d{1,2}[:.]\d)")
_DIGIT = re.compile(r"\d")
_AROUND = BULLETS + WHITE
_BULLETS = "-–" + "*•·" + WHITE
_MARKED = re.compile(r"\]\(|[*_@\\]")  # what `plain` takes away
_COLON = later(r":\s*(?=[^\W\d_])")
_SIMPLE_MARKS = r"[|•·,;/–—()\[\]（）\n]|\s{2,}|(?:^|\s)-|-(?:\s|$)|(?<=\w{3})\.(?=\s|$)"
_FIELD_MARKS = later(_SIMPLE_MARKS)
_UNSPACED_FIELD_MARKS = later(rf"{_SIMPLE_MARKS}|(?<=\d)\s(?=[{UNSPACED}])")
_CLOCK = later(
    r"\d{1,2}(?:[:.h時点]\d{2}(?:[:.]\d{2})?(?:\.\d+)?)(?:分|h|z|hs|uhr|uur)?(?:[ap]\.?m\.?)?[a-z]{0,4}(?:[+-]\d[\d:]*)?$"
    r"|\d{1,2}(?:h|[ap]\.?m\.?)$",
    re.IGNORECASE,
)
_HALF_OF_DAY = later(r"(?<=\d)\s(?=[ap]\.?\s?m\b)", re.IGNORECASE)
_OFFSET = later(r"[+-]\d{1,2}(?::?\d{2})?$")
_COUNTER = later(r"\s*(?:[|•·,/–—]|\s-\s|(?<=[^\W\d_])(?=\d)|\s)\s*(?:[^\W\d_A-Z]{1,5}\s){0,3}\d{1,4}\s[^\d]{1,20}$")
RANKS = ("published", None, "updated", "accessed")  # of several dates in a line the first in this order


class _Field(NamedTuple):
    """What stands between two marks or dates."""

    label: str | None  # the kind of date that it labels
    name: str | None  # of an author
    unknown: str  # the words of which nothing is known
    signed: bool  # the name is by a pack's phrase
    apart: bool  # set off by marks on either side


def read(text: str, packs: Packs, most: int = MOST) -> Mark | None:
    """What a line of the head says: a date and perhaps a name. None if it is no such line.

    `most`: so many words of which nothing is known may stand in it.
    """
    if not _DIGIT.search(text, 0, MOST_READ):
        return None  # most lines: running text
    if len(text.strip(_AROUND)) > LONGEST and not _MARKED.search(text):
        return None  # `plain` makes it no shorter
    line = plain(text, packs)
    if len(line) > LONGEST or not _DIGIT.search(line):
        return None
    found = list(_dates(line, packs))
    if all(date.form == "partial" for date in found):
        return None
    edges = [0, *(edge for date in found for edge in (date.start, date.end)), len(line)]
    # The fields before the first date, between it and the second, ...
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
    return Mark(Look.DATE, f"header.{date.form}", date.language, label, date, printed, name=name)


def plain(text: str, packs: Packs) -> str:
    """The line without a converter's marks, and with a bar where two fields were printed as one word."""
    line = text[:MOST_READ].strip(WHITE)
    if "](" in line or line.startswith(("[", "![")):
        line = _OPEN_LINK.sub(" ", _LINK.sub(r" \1 ", line))
    if _MARKED.search(line):
        line = _EMPHASIS.sub("", line)
    line = line.strip(_BULLETS)
    if text.lstrip(WHITE)[:1] in "—–":
        return ""  # who is quoted
    return _COLON.sub(": ", _GLUED.sub(lambda found: _break(found, packs), line))


# What follows is asked of a line that is plain already.


def signed(line: str, packs: Packs) -> str | None:
    """The name that a pack's phrase introduces in one of the fields of a line without a date."""
    if len(line) > LONGEST:
        return None
    fields = _fields(line, packs)
    if sum(len(field.unknown.split()) for field in fields) > MOST:
        return None
    return next((name for part in _parts(line) if (name := _byline(part.strip(ENDS), packs))), None)


def introduced(label: str, line: str, packs: Packs) -> str | None:
    """The name of a line, if the line before it is all that a pack's phrase says before one: "Written by"."""
    name = line.strip(ENDS)
    if not are_names(name, packs) or any(fold(word) in packs.roles for word in name.split()):
        return None
    label = label.strip(ENDS + "*_")
    return _byline(f"{label} {name}", packs) or _byline(f"{label}: {name}", packs)


def names_alone(line: str, packs: Packs) -> str | None:
    """A line that is names and nothing else but an age, a counter, the label of a date: "Ann Moss | 3 hours ago"."""
    if len(line) > LONGEST:
        return None
    if _DIGIT.search(line) and (found := _COUNTER.search(line)) and found.start():
        line = line[: found.start()]
    head, mark, tail = line.rpartition("|")
    if mark and (fields := _fields(tail, packs)) and all(field.label for field in fields):
        line = head
    line = line.strip(ENDS)
    if not any(letter.isupper() or is_unspaced(letter) for letter in line):
        return None  # without capitals nothing tells a name from two words
    if not are_names(line, packs):
        return None
    if any(fold(word) in packs.roles for word in line.split()):
        return None  # what somebody is, and who that is on another line
    first, last = first_word(line), last_word(line)
    if any(phrase.kind in JUNK for phrase in (*packs.heads.get(first), *packs.heads.get(last))):
        return None
    return line


def with_role(line: str, packs: Packs) -> str | None:
    """The name of a line that is one and what its bearer is: "Ann Moss, Harbour Correspondent"."""
    words = [word.strip(ENDS) for word in line.split()]
    if len(words) > FIELD or not any(fold(word) in packs.roles for word in words[2:]):
        return None
    parts = _parts(line)
    name = parts[0].strip(WHITE)
    if len(parts) == 1:
        # A particle or an initial goes on the name: "Jan van Rijn", "Ann B. Moss".
        name = " ".join(words[: 3 if len(words[1]) < SHORT_NAME else 2])
    found = as_name(name, packs)
    if not found or any(fold(word) in packs.roles for word in found.split()):
        return None
    return _as_printed(found, line)


def _as_printed(name: str, line: str) -> str:
    """A name with the white space that its line has between its words."""
    found = re.search(r"\s+".join(map(re.escape, name.split())), line)
    return found[0] if found else name


def _parts(text: str) -> list[str]:
    """What stands between marks."""
    return (_FIELD_MARKS if is_simple(text) else _UNSPACED_FIELD_MARKS).split(text)


def _break(found: re.Match[str], packs: Packs) -> str:
    """A bar between two fields that were printed as one word, nothing inside a word."""
    text, at = found.string, found.start()
    if text[at].isdigit():
        return " | "
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
    """The fields of a text that opens or closes its line, or stands beside a date."""
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
    rest = _without_time(text, packs).strip(ENDS)
    words = rest.split()
    # A label, perhaps with a name before it: "Ann Moss Updated".
    for at in range(min(len(words), FIELD)):
        tail, head = " ".join(words[at:]), " ".join(words[:at])
        if label := _label(tail, packs):
            signed = _byline(head, packs) if head else None
            name = signed or as_name(head, packs)
            return _Field(label, name, "" if name else head, signed=signed is not None, apart=apart)
    name = as_name(rest, packs)
    return _Field(None, name, "" if name else rest, signed=False, apart=apart)


def _is_believed(field: _Field, *, before_date: bool) -> bool:
    """Whether words of which nothing is known may be a field: set off, or one word before the date, or a counter."""
    words = field.unknown.split()
    if not words:
        return True
    is_word = before_date and len(words) == 1 and not is_small(words[0][0])
    return len(words) <= FIELD and (field.apart or is_word or words[0][0].isdigit())


def _label(text: str, packs: Packs) -> str | None:
    """The kind of date that a text labels."""
    return next((known.kind for known, _ in candidates.of_kind(text, packs, DATE_LABELS)), None)


def _byline(text: str, packs: Packs) -> str | None:
    """The name of a byline by a pack's phrase."""
    for known, found in candidates.of_kind(text, packs, BYLINE):
        if (read := of_byline(known, found, text)) and read.name and not _CLOCK.match(read.name):
            return name_of(read.name)
    return None


def _without_time(text: str, packs: Packs) -> str:
    """A field's words without clocks, their marks and zones, and weekdays."""
    words = [word for word in _HALF_OF_DAY.sub("", text).split() if fold(word.strip(ENDS)) not in packs.weekdays]
    clocks = [at for at, word in enumerate(words) if _CLOCK.match(word.strip(ENDS))]
    gone = set(clocks)
    for at in clocks:
        for step in (-1, 1):
            for there in (at + step, at + 2 * step):
                if not 0 <= there < len(words) or not _is_mark(words[there], packs):
                    break
                gone.add(there)
    if not clocks and len(words) <= 2 and words and all(_is_zone(word, packs) for word in words):
        return ""  # the zone of a clock before the date
    return " ".join(word for at, word in enumerate(words) if at not in gone)


def _is_mark(word: str, packs: Packs) -> bool:
    """Whether it may stand beside a clock and be no name: "Uhr", "kl", "GMT+1"."""
    bare = word.strip(ENDS)
    if _is_zone(word, packs) or fold(bare) in packs.before_clock:
        return True
    known = packs.heads.get(fold(bare))
    return len(bare) <= MARK and not any(phrase.kind in ("byline", *DATE_LABELS) for phrase in known)


def _is_zone(word: str, packs: Packs) -> bool:
    """Whether it is a time zone, or another word that stands behind a clock."""
    return clocks.stands_behind_clock(_OFFSET.sub("", word.strip("()")), packs, half=True)
