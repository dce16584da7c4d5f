"""Dates: where one stands in a line, and which day it is.

Law: a date comes from the text in front of it and from nothing else; what the text does not settle is None, and why
is said. First a layout must match; only then is anything read. Month names are read by the pack that signed them,
through one `dateutil` parserinfo a pack. Fed bare text, dateutil reads 07.02.2026 as 2 July and fills what is missing
from today's clock.
"""

import datetime
import re
from collections.abc import Iterable, Set
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from seedparse.model import FoundDate
from seedparse.patterns import later
from seedparse.words import LOOKED_AT, SIGNS, first_word, fold, fold_all, is_simple

if TYPE_CHECKING:
    from seedparse.packs import Packs

# Only behind a full stop may a space stand: 7. 2. 2026.
_NUMERIC = re.compile(
    r"(?<![\w.,/])(?<![\d\W]-)(?:"
    r"(?P<y>\d{4})(?P<s>[-/]|\.\s?)(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})"
    r"|(?P<a>\d{1,2})(?P<t>[-/]|\.\s?)(?P<b>\d{1,2})(?P=t)(?P<c>\d{4}|(?<!\s)\d{2})"
    r")(?!\d|[-/](?!\d{1,2}:)\w|\.\d)"
)
# In any case, but not by a flag: an s that may be a long s as well makes a class that takes long to compile.
_ORDINAL = "[sS][tT]|[nN][dD]|[rR][dD]|[tT][hH]"


def _worded(letter: str) -> re.Pattern[str]:
    name = rf"{letter}{{2,14}}(?!\w)"
    return later(
        r"(?<![\w.,/-])(?:"
        rf"(?P<d>\d{{1,2}})(?:{_ORDINAL}|-?[гГ][оО]|\.)?\s{{1,3}}(?:[oO][fF]\s)?(?P<m>{name})\.?"
        r"(?:,?\s{1,3}(?P<y>\d{4})\b)?"
        rf"|(?P<n>{name})\.?\s{{1,3}}(?:"
        rf"(?:(?P<e>\d{{1,2}})(?:{_ORDINAL})?(?:,\s{{0,3}}|\s{{1,3}}))?(?P<z>\d{{4}})\b"
        rf"|(?P<f>\d{{1,2}})(?:{_ORDINAL})?(?!\w|[.:]\d)"
        r"))"
    )


# Of a text whose words are nothing but letters, and of one with signs between them.
_LETTERS = (r"[^\W\d_]", rf"(?:[^\W\d_]|[{SIGNS}])")
_WORDED = tuple(map(_worded, _LETTERS))
_WORDS = tuple(later(f"{letter}+") for letter in _LETTERS)
# A clock time beside a date; only its place is used, for `published_raw`.
_TIME = (
    r"\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\.\d+)?(?:\s?[ap]\.?m\b\.?)?(?:\s?(?:Z|[+-]\d{2}:?\d{2}|[A-ZА-ЯІ]{3,4}))?(?![\w:])"
)
_TIME_AFTER = later(rf"(?:T|[,|–—-]?\s{{1,3}}(?:\w{{1,2}}\s)?){_TIME}", re.IGNORECASE)
_TIME_BEFORE = later(rf"{_TIME}(?:\s?[,|–—-]\s?|\s{{1,3}})$", re.IGNORECASE)

GREGORIAN = range(1500, 2200)  # a year of four digits outside is one of another calendar
JALALI = range(1244, 1473)


class Reading(NamedTuple):
    """A date as the record has it, and what was wrong with it if it is None."""

    date: str | None  # YYYY-MM-DD
    problem: str | None = None  # note code: date-invalid, date-ambiguous, date-incomplete, date-calendar


def find(text: str, packs: "Packs", start: int = 0, *, at_start: bool = False) -> FoundDate | None:
    """The first date in the text from `start` on (at_start: only right there)."""
    if at_start:
        if numeric := _NUMERIC.match(text, start):
            return _numeric(text, numeric, packs)
        if not text[start : start + 1].isdigit():
            first = first_word(text[start:])
            if not (first in packs.months or first in packs.jalali or first in packs.layout_heads):
                return None
    numeric = None if at_start else _NUMERIC.search(text, start)
    found = [_numeric(text, numeric, packs)] if numeric else []
    looked_at = text[start : start + LOOKED_AT] if at_start else text
    # Cut first and folded then: a Greek ΐ folds to a letter and two signs, which are none.
    words = set(fold_all(_words(looked_at)))
    has_month = not (words.isdisjoint(packs.months) and words.isdisjoint(packs.jalali))
    if has_month and (worded := _find_worded(text, packs, start, at_start=at_start)):
        found.append(worded)
    if laid_out := _find_laid_out(text, words, packs, start, at_start=at_start):
        found.append(laid_out)
    return min(found, key=lambda one: (one.start, -one.end), default=None)


def with_time(text: str, found: FoundDate) -> str:
    """The date as printed together with the clock time that stands beside it."""
    start, end = found.start, found.end
    if after := _TIME_AFTER.match(text, end):
        end = after.end()
    elif before := _TIME_BEFORE.search(text, max(0, start - 40), start):
        start = before.start()
    return text[start:end]


def order_of(dates: Iterable[FoundDate]) -> str | None:
    """Day first or month first, as the a/b/c dates of one list settle it; "" if they contradict one another."""
    orders = set()
    for found in dates:
        if found.form == "abc":
            first, second = int(found.parts[1]), int(found.parts[2])
            if first > 12 >= second:
                orders.add("dmy")
            elif second > 12 >= first:
                orders.add("mdy")
    return None if not orders else orders.pop() if len(orders) == 1 else ""


def read(found: FoundDate, packs: "Packs", order: str | None = None) -> Reading:
    """Which day a found date is. `order` is that of its list or of the pack that signed the place where it stands."""
    year, first, second = found.parts
    if found.form == "partial":
        return Reading(None, "date-incomplete")
    if found.form == "jalali":
        return _read_jalali(year, first, second)
    if found.form == "worded":
        if found.language is None:
            return Reading(None, "date-ambiguous")
        names = packs.by_language[found.language].month_names
        return _read_worded(year, first, second, names)
    if found.form == "abc":
        numbers = int(first), int(second)
        if order is None:
            # Alone it can still say its order itself: 22/01/2026.
            order = order_of((found,))
        if numbers[0] == numbers[1]:
            order = "dmy"
        if not order:
            return Reading(None, "date-invalid" if min(numbers) > 12 else "date-ambiguous")
        day, month = (first, second) if order == "dmy" else (second, first)
    else:
        month, day = first, second
    return _read_numeric(year, month, day)


def _find_worded(text: str, packs: "Packs", start: int, *, at_start: bool) -> FoundDate | None:
    months = packs.months
    pattern = _WORDED[not is_simple(text)]
    look = pattern.match if at_start else pattern.search
    while found := look(text, start):
        day = found["d"] or found["e"] or found["f"] or ""
        word = found["m"] or found["n"]
        year = found["y"] or found["z"] or ""
        if fold(word) in months:
            language = _settled(text, found, fold(word), packs)
            form = "worded" if day and year else "partial"
            end = _year_mark(text, found.end(), packs) if year else found.end()
            raw = text[found.start() : end]
            return FoundDate(found.start(), end, raw, form, (year, word, day), language)
        if known := packs.jalali.get(fold(word)):
            number, language = known
            form = "jalali" if day and year else "partial"
            raw = text[found.start() : found.end()]
            return FoundDate(found.start(), found.end(), raw, form, (year, str(number), day), language)
        if at_start:
            return None
        start = found.start() + 1
    return None


def _settled(text: str, found: re.Match[str], word: str, packs: "Packs") -> str | None:
    """The language that a month's name is read in; None if it is one month here, another there, and the line does not
    say which: listopad is October in Croatian, November in Polish and Czech."""
    contested = packs.index["contested"].get(word)
    if contested is None:
        return packs.months[word].partition(" ")[0]
    ranks = {language: _speaks_for(language, text, found, word, packs) for language in contested}
    most = max(ranks.values())
    best = [language for language, rank in ranks.items() if rank == most]
    return best[0] if len({contested[language] for language in best}) == 1 else None


def _speaks_for(language: str, text: str, found: re.Match[str], word: str, packs: "Packs") -> tuple[int, int, int]:
    """What a line says for one language: its words and letters; the layout of its date; the form of the month."""
    pack = packs.by_language[language]
    folded = fold(text)
    said = sum(each in pack.words for each in _words(folded))
    said += any(phrase.language == language for phrase in packs.heads.get(first_word(text)))
    said += text[found.end() :].lstrip().startswith(tuple(pack.built["year_marks"]))
    said -= len({letter for letter in folded if letter.isalpha()} - pack.alphabet)
    own = [layout for layout in pack.layouts if "{month}" in layout.source]
    laid_out = any(layout.find(text, found.start(), at_start=True) for layout in own) if own else None
    forms = next(names for names in pack.month_names if word in names)
    return said, {True: 1, None: 0, False: -1}[laid_out], -forms.index(word)


def _words(text: str) -> list[str]:
    return _WORDS[not is_simple(text)].findall(text)


def _find_laid_out(text: str, words: Set[str], packs: "Packs", start: int, *, at_start: bool) -> FoundDate | None:
    """The first date in a layout of some language's own, in a text of these words."""
    folded = text.casefold()
    best: FoundDate | None = None
    for sign in packs.layout_signs:
        if sign not in folded:
            continue
        known = None if sign else {one for word in packs.months.keys() & words for one in packs.months[word].split()}
        for language, number in packs.index["layouts"][sign]:
            if known is not None and language not in known:
                continue
            layout = packs.by_language[language].layouts[number]
            found = layout.find(text, start, at_start=at_start)
            if found and (best is None or (found.start, -found.end) < (best.start, -best.end)):
                end = _year_mark(text, found.end, packs) if found.year else found.end
                form = "partial" if not (found.year and found.day) else "ymd" if found.number else "worded"
                parts = (found.year, found.number or found.month, found.day)
                best = FoundDate(found.start, end, text[found.start : end], form, parts, language)
    return best


def _numeric(text: str, found: re.Match[str], packs: "Packs") -> FoundDate:
    end = _year_mark(text, found.end(), packs)
    raw = text[found.start() : end]
    if found["y"]:
        return FoundDate(found.start(), end, raw, "ymd", (found["y"], found["m"], found["d"]), None)
    year, first, second = found["c"], found["a"], found["b"]
    if found["t"][0] == ".":
        return FoundDate(found.start(), end, raw, "dmy", (year, second, first), None)
    return FoundDate(found.start(), end, raw, "abc", (year, first, second), None)


def _year_mark(text: str, end: int, packs: "Packs") -> int:
    """The end of the date with the "р." or "года" behind its year."""
    if text[end : end + 1] in (" ", "\u00a0"):
        for mark in packs.year_marks.get(text[end + 1 : end + 2].casefold()[:1], ()):
            stop = end + 1 + len(mark)
            if text[end + 1 : stop].casefold() == mark and not text[stop : stop + 1].isalnum():
                return stop
    return end


@lru_cache(maxsize=4096)
def _read_numeric(year: str, month: str, day: str) -> Reading:
    number = int(year)
    if len(year) == 2:
        number += 2000 if number <= 68 else 1900
    elif number not in GREGORIAN:
        return Reading(None, "date-calendar")
    try:
        return Reading(datetime.date(number, int(month), int(day)).isoformat())
    except ValueError:
        return Reading(None, "date-invalid")


@lru_cache(maxsize=4096)
def _read_jalali(year: str, month: str, day: str) -> Reading:
    """A day of the Iranian calendar, by its cycle of 33 years, which holds from 1244 to 1472 (1865 to 2094)."""
    number, months, days = int(year), int(month) - 1, int(day)
    last = 31 if months < 6 else 30 if months < 11 or _is_jalali_leap(number) else 29
    if number not in JALALI or not 1 <= days <= last:
        return Reading(None, "date-invalid")
    since = number - 1400
    leaps = sum(map(_is_jalali_leap, range(min(number, 1400), max(number, 1400))))
    count = 365 * since + (leaps if since > 0 else -leaps) + 31 * months - max(0, months - 6) + days - 1
    return Reading((datetime.date(2021, 3, 21) + datetime.timedelta(count)).isoformat())


def _is_jalali_leap(year: int) -> bool:
    return (8 * year + 29) % 33 < 8


@lru_cache(maxsize=4096)
def _read_worded(year: str, word: str, day: str, month_names: tuple[tuple[str, ...], ...]) -> Reading:
    if int(year) not in GREGORIAN:
        return Reading(None, "date-calendar")
    # The default has a 31-day month and a leap year, so that it can never be the reason for a refusal.
    default = datetime.datetime(2000, 1, 1)
    try:
        return Reading(_parser(month_names).parse(f"{day} {_letters(word)} {year}", default=default).date().isoformat())
    except (ValueError, OverflowError):
        return Reading(None, "date-invalid")


@lru_cache(maxsize=64)
def _parser(month_names: tuple[tuple[str, ...], ...]) -> "_Parser":
    """dateutil's parser with the month names of one pack; imported here, since most texts need no month name read."""
    from dateutil.parser import parser, parserinfo

    words = {"MONTHS": [tuple(map(_letters, names)) for names in month_names], "JUMP": [" "], "WEEKDAYS": []}
    Info = type("Info", (parserinfo,), words)  # noqa: N806  # a class: dateutil reads its words from one
    made: _Parser = parser(Info(dayfirst=True))
    return made


def _letters(word: str) -> str:
    """A month's name in letters alone: a vowel sign is the end of a word to dateutil, and without it जन is जून."""
    return "".join(each if each.isalpha() else f"{ord(each):x}".translate(_AS_LETTERS) for each in fold(word))


_AS_LETTERS = str.maketrans("0123456789", "ghijklmnop")


if TYPE_CHECKING:
    from typing import Protocol

    class _Parser(Protocol):
        def parse(self, timestr: str, default: datetime.datetime) -> datetime.datetime: ...
