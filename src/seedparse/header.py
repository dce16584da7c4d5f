"""A line of the head read field by field: "By Ann Moss | Published 3 May 2024, 10:15 | 4 min".

Law: every field must be known for what it is (a date, its label, a clock, a weekday, a byline, a name) or be short and
set off by a mark; else the line is a sentence or a title, and nothing is read from it. It is a line near the title,
so more is believed than of a line anywhere: what `rules` know of it alone is not asked.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from seedparse import attributions, dates
from seedparse.lines import WHITE
from seedparse.model import FoundDate, Look, Mark
from seedparse.packs import Packs
from seedparse.patterns import later
from seedparse.rules import BULLETS, JUNK, of_byline
from seedparse.words import QUOTES, UNSPACED, Tokens, first_word, fold, is_small, is_unspaced, last_word

LONGEST = 200  # characters of a line, its links' addresses left out
MOST_READ = 1000  # characters of a line, with them
FIELD = 5  # words of a field that nothing is known of
MOST = 10  # such words in a line
MARK = 4  # letters of a word that may stand beside a clock: "Uhr", "kl", "GMT"
NAME_WORDS = range(2, 5)
LONGEST_NAME = 40
UNSPACED_NAME = range(3, 6)

_LINK = re.compile(r"!?\[([^\]\[]*)\]\([^()]*\)")
_OPEN_LINK = re.compile(r"\]\(\S*(?:\s+\"[^\"]*\"?)?\)?|^!?\[\s")
_EMPHASIS = re.compile(r"(?<!\w)@\w+|\*\*|__|(?<!\w)_|_(?!\w)|\\(?=-)")
_GLUED = re.compile(r"(?<=\w)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d{4}(?!\d)|\d{1,2}[:.]\d)")
_DIGIT = re.compile(r"\d")
_COLON = re.compile(r":(?=[^\W\d_])")
_FIELD_MARKS = re.compile(
    r"[|•·,;/–—()\[\]（）\n]|\s{2,}|(?:^|\s)-|-(?:\s|$)|(?<=\w{3})\.(?=\s|$)|(?<=\d)\s(?=[" + UNSPACED + "])"
)
_CLOCK = later(
    r"\d{1,2}(?:[:.h時点]\d{2}(?:[:.]\d{2})?(?:\.\d+)?)(?:分|h|z|hs|uhr|uur)?(?:[ap]\.?m\.?)?[a-z]{0,4}(?:[+-]\d[\d:]*)?$"
    r"|\d{1,2}(?:h|[ap]\.?m\.?)$",
    re.IGNORECASE,
)
_HALF_OF_DAY = later(r"(?<=\d)\s(?=[ap]\.?\s?m\b)", re.IGNORECASE)
_ZONE = re.compile(r"\(?[A-Z]{2,5}(?:[+-]\d{1,2}(?::?\d{2})?)?\)?$")
_ENDS = BULLETS + WHITE + ":;.,#|()[]"
_COUNTER = re.compile(r"\s*(?:[|•·,/–—]|\s-\s|(?<=[^\W\d_])(?=\d)|\s)\s*\d{1,4}\s[^\d]{1,20}$")
_AND = re.compile(r",\s|\s&\s|\s\|\s|\s/\s|\s[^\W\d_A-Z]{1,3}\s(?=[^\W\d_])")
_SET_OFF = re.compile(r"\s?[|•·(（]|\s[/–—]\s|\s-\s|\s{2,}|(?<=\w)\]\(")
MOST_NAMES = 4
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’.\-][^\W\d_]*)*$")
_LABELS = ("published", "updated")


class _Field(NamedTuple):
    """What stands between two marks or dates."""

    text: str
    label: str | None  # the kind of date that it labels
    name: str | None  # by a pack's phrase
    unknown: str  # the words of which nothing is known


def read(text: str, packs: Packs, most: int = MOST) -> Mark | None:
    """What a line of the head says: a date and perhaps a name. None if it is no such line.

    `most`: so many words of which nothing is known may stand in it.
    """
    line = plain(text, packs)
    if not line or len(line) > LONGEST or not _DIGIT.search(line):
        return None
    found = list(_dates(line, packs))
    if not found:
        return None
    chosen: tuple[int, FoundDate, str | None] | None = None
    name: str | None = None
    unknown = 0
    label: str | None = None
    for at in range(len(found) + 1):
        start = found[at - 1].end if at else 0
        stop = found[at].start if at < len(found) else len(line)
        fields, apart_before, apart_behind = _fields(line[start:stop], packs)
        for number, field in enumerate(fields):
            words = field.unknown.split()
            if words and not field.name:
                is_apart = (number or apart_before or not at) and (
                    number < len(fields) - 1 or apart_behind or at == len(found)
                )
                named = as_name(field.unknown, packs)
                is_word = len(words) == 1 and not is_small(words[0][0]) and at < len(found)
                if not (is_apart or named or is_word or words[0][0].isdigit()):
                    return None
                if len(words) > FIELD:
                    return None
                unknown += 0 if named else len(words)
                name = name or named
        name = next((field.name for field in fields if field.name), name)
        if at < len(found):
            if fields:
                label = next((field.label for field in reversed(fields) if field.label), None if at == 0 else label)
            rank = (*_LABELS[:1], None, *_LABELS[1:]).index(label) + 3 * (found[at].form == "partial")
            if chosen is None or rank < chosen[0]:
                chosen = rank, found[at], label
    if chosen is None or unknown > most or (not unknown and chosen[1].form == "partial" and name is None):
        return None
    _, date, kind = chosen
    if date.form == "partial":
        return None
    return Mark(Look.DATE, f"header.{date.form}", date.language, kind, date, dates.with_time(line, date), name=name)


def plain(text: str, packs: Packs) -> str:
    """The line without a converter's marks, and with a bar where two fields were printed as one word."""
    line = text[:MOST_READ].strip(WHITE)
    if "](" in line or line.startswith(("[", "![")):
        line = _OPEN_LINK.sub(" ", _LINK.sub(r" \1 ", line))
    line = _EMPHASIS.sub("", line).strip(BULLETS[:2] + "*•·" + WHITE)
    if text.lstrip(WHITE)[:1] in "—–":
        return ""  # who is quoted
    return _COLON.sub(": ", _GLUED.sub(lambda found: _break(found, packs), line))


def as_name(text: str, packs: Packs) -> str | None:
    """The text as a name that stands alone: a few words, all with capitals but for particles inside."""
    name = text.strip(_ENDS)
    if not name or len(name) > LONGEST_NAME:
        return None
    words = [word.strip(QUOTES) for word in name.split()]
    if all(map(is_unspaced, name.replace(" ", ""))):
        return name if len(name) in UNSPACED_NAME and not any(map(_is_kana, name)) else None
    if len(words) not in NAME_WORDS or not all(map(_NAME_WORD.match, words)):
        return None
    folded = [fold(word) for word in words]
    if folded[0] in packs.function_words or folded[-1] in packs.function_words:
        return None
    if folded[0] in packs.weekdays or folded[-1] in packs.weekdays:
        return None
    for at, word in enumerate(words):
        if is_small(word[0]) and not (0 < at < len(words) - 1 and len(word) <= 3):
            return None
    return name


def signed(text: str, packs: Packs) -> str | None:
    """The name that a pack's phrase introduces in one of the fields of a line without a date."""
    line = plain(text, packs)
    if len(line) > LONGEST:
        return None
    fields, _, _ = _fields(line, packs)
    if sum(len(field.unknown.split()) for field in fields) > MOST:
        return None
    return next((field.name for field in fields if field.name), None)


def names_alone(text: str, packs: Packs) -> str | None:
    """A line that is names and nothing else but an age or a counter set off by a mark: "Ann Moss | 3 hours ago"."""
    line = plain(text, packs)
    found = _COUNTER.search(line)
    if found and found.start():
        line = line[: found.start()]
    line = line.strip(_ENDS)
    if not any(letter.isupper() or is_unspaced(letter) for letter in line):
        return None  # without capitals nothing tells a name from two words
    if not _are_names(line, packs, MOST_NAMES):
        return None
    first, last = first_word(line), last_word(line)
    if any(phrase.kind in JUNK for phrase in (*packs.heads.get(first, ()), *packs.heads.get(last, ()))):
        return None
    return line


def _are_names(text: str, packs: Packs, most: int) -> bool:
    """Whether it is a name, or names with a mark or a short word between them."""
    if as_name(text, packs):
        return True
    words = text.split()
    if len(words) % 2 == 0 and words[: len(words) // 2] == words[len(words) // 2 :]:
        return as_name(" ".join(words[: len(words) // 2]), packs) is not None  # a link and its title
    return most > 1 and any(
        as_name(text[: found.start()], packs) and _are_names(text[found.end() :], packs, most - 1)
        for found in _AND.finditer(text)
    )


def name_of(text: str) -> str | None:
    """A byline's name without what is set off behind it: a role in brackets, the next field."""
    name = _SET_OFF.split(text)[0].strip(WHITE + ":*_-–—•·([")
    return name if name and not name[0].isdigit() else None


def _is_kana(letter: str) -> bool:
    return "\u3040" <= letter <= "\u30ff"


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
    return " | " if known or any(phrase.kind in _LABELS for phrase in packs.heads.get(word, ())) else ""


def _dates(line: str, packs: Packs) -> Iterator[FoundDate]:
    at = 0
    while found := dates.find(line, packs, at):
        yield found
        at = found.end


def _fields(text: str, packs: Packs) -> tuple[list[_Field], bool, bool]:
    """The fields of a text beside a date, and whether a mark stands at its start and at its end."""
    parts = _FIELD_MARKS.split(text)
    fields = [_field(part.strip(_ENDS + QUOTES), packs) for part in parts if part.strip(_ENDS + QUOTES)]
    return fields, not parts[0].strip(WHITE), not parts[-1].strip(WHITE)


def _field(text: str, packs: Packs) -> _Field:
    if name := _byline(text, packs):
        return _Field(text, None, name, "")
    rest = _without_time(text, packs).strip(_ENDS)
    if not rest:
        return _Field(text, None, None, "")
    tokens = Tokens(rest)
    for known in attributions.candidates(rest, packs):
        if known.kind in _LABELS and known.of_line(tokens):
            return _Field(text, known.kind, None, "")
    # A name and the label of the date behind it: "Ann Moss Updated".
    words = rest.split()
    for at in range(1, min(len(words), FIELD)):
        tail = " ".join(words[at:])
        for known in packs.heads.get(first_word(tail), ()):
            if known.kind in _LABELS and known.of_line(Tokens(tail)):
                head = " ".join(words[:at])
                return _Field(text, known.kind, _byline(head, packs), "" if _byline(head, packs) else head)
    return _Field(text, None, None, rest)


def _byline(text: str, packs: Packs) -> str | None:
    """The name of a byline by a pack's phrase."""
    for known in attributions.candidates(text, packs):
        if known.kind == "byline" and (found := known.of_line(Tokens(text))):
            if (read := of_byline(known, found, text)) and read.name and not _CLOCK.match(read.name):
                return name_of(read.name)
    return None


def _without_time(text: str, packs: Packs) -> str:
    """A field's words without clocks, their marks and zones, and weekdays."""
    words = [word for word in _HALF_OF_DAY.sub("", text).split() if fold(word.strip(_ENDS)) not in packs.weekdays]
    clocks = [at for at, word in enumerate(words) if _CLOCK.match(word.strip(_ENDS))]
    gone = set(clocks)
    for at in clocks:
        for step in (-1, 1):
            for there in (at + step, at + 2 * step):
                if not 0 <= there < len(words) or not _is_mark(words[there], packs):
                    break
                gone.add(there)
    if not clocks and len(words) <= 2 and all(map(_ZONE.match, words)) and words:
        return ""  # the zone of a clock before the date
    return " ".join(word for at, word in enumerate(words) if at not in gone)


def _is_mark(word: str, packs: Packs) -> bool:
    """Whether it may stand beside a clock and be no name: "Uhr", "kl", "GMT+1"."""
    if _ZONE.match(word):
        return True
    bare = word.strip(_ENDS)
    known = packs.heads.get(fold(bare), ())
    return len(bare) <= MARK and not any(phrase.kind in ("byline", *_LABELS) for phrase in known)
