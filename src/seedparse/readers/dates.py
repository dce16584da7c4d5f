"""Dates: where one stands in a line, and which day it is.

Law: a date comes from the text in front of it and from nothing else; what the text does not settle is None, and why
is said. First a layout must match; only then is anything read. Month names are read by the pack that signed them,
through one `dateutil` parserinfo a pack. Fed bare text, dateutil reads 07.02.2026 as 2 July and fills what is missing
from today's clock.
"""

import datetime
import re
from collections.abc import Collection, Iterable, Set
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from seedparse.model import FoundDate
from seedparse.text.patterns import later
from seedparse.text.words import LOOKED_AT, SIGNS, first_word, fold, fold_all, is_simple

if TYPE_CHECKING:
    from seedparse.phrases.pack import Packs

# Only behind a full stop may a space stand: 7. 2. 2026.
_NUMERIC = re.compile(
    r"(?<![\w.,/])(?<![\d\W]-)(?:"
    r"(?P<y>\d{4})(?P<s>[-/]|\.\s?)(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})"
    r"|(?P<a>\d{1,2})(?P<t>[-/]|\.\s?)(?P<b>\d{1,2})(?P=t)(?P<c>\d{4}|(?<!\s)\d{2})"
    r")(?!\d|/(?!\d{1,2}:)\w|-(?!\d{1,2}:)\d|(?<![./]\d{4})-[^\W\d]|\.\d)"
)
# In any case, but not by a flag: an s that may be a long s as well makes a class that takes long to compile.
_ORDINAL = "[sS][tT]|[nN][dD]|[rR][dD]|[tT][hH]"
# Behind a year: the end of its word, or a few letters glued to it, which may be its mark: 2021г.
_GLUED = r"(?:\b|(?=[^\W\d_]{1,10}(?!\w)))"
# Between a year and its mark: 7. veljače 2026. godine.
_BEFORE_MARK = re.compile(r"\.?[ \u00a0\u2009\u202f]?")
SHORT_MARK = 3  # letters of a year mark that may be another word: "a" is an article, "il" too


def _worded(letter: str) -> re.Pattern[str]:
    name = rf"{letter}{{2,14}}(?!\w)"
    return later(
        r"(?<![\w.,/-])(?:"
        rf"(?P<d>\d{{1,2}})(?:{_ORDINAL}|-?[гГ][оО]|\.)?\s{{1,3}}(?:[oO][fF]\s)?(?P<m>{name})\.?"
        rf"(?:,?\s{{1,3}}(?P<y>\d{{4}}){_GLUED})?"
        rf"|(?P<n>{name})\.?\s{{1,3}}(?:"
        rf"(?:(?P<e>\d{{1,2}})(?:{_ORDINAL})?(?:,\s{{0,3}}|\s{{1,3}}))?(?P<z>\d{{4}}){_GLUED}"
        rf"|(?P<f>\d{{1,2}})(?:{_ORDINAL})?(?!\w|[.:]\d)"
        r"))"
    )


# Of a text whose words are nothing but letters, and of one with signs between them.
_LETTERS = (r"[^\W\d_]", rf"(?:[^\W\d_]|[{SIGNS}])")
_WORDED = tuple(map(_worded, _LETTERS))
_WORDS = tuple(later(f"{letter}+") for letter in _LETTERS)

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
            end = found.end()
            if year:
                knowing = [language] if fold(word) in packs.index["contested"] else months[fold(word)].split()
                end = _year_mark(text, end, packs, knowing, capitals=word.isupper())
                if end == found.end() and text[end : end + 1].isalnum():
                    year, end = "", _without_year(found)  # 3 May 2024Updated
            if year or day:
                form = "worded" if day and year else "partial"
                return FoundDate(found.start(), end, text[found.start() : end], form, (year, word, day), language)
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
    said += _year_mark(text, found.end(), packs, (language,)) > found.end()
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
                ends_with_year = found.year and text.endswith(found.year, found.start, found.end)
                end = _year_mark(text, found.end, packs, (language,)) if ends_with_year else found.end
                form = "partial" if not (found.year and found.day) else "ymd" if found.number else "worded"
                parts = (found.year, found.number or found.month, found.day)
                best = FoundDate(found.start, end, text[found.start : end], form, parts, language)
    return best


def _numeric(text: str, found: re.Match[str], packs: "Packs") -> FoundDate:
    start, end = found.span()
    if found["y"]:
        return FoundDate(start, end, text[start:end], "ymd", (found["y"], found["m"], found["d"]), None)
    end = _year_mark(text, end, packs)
    raw = text[start:end]
    year, first, second = found["c"], found["a"], found["b"]
    if found["t"][0] == ".":
        return FoundDate(start, end, raw, "dmy", (year, second, first), None)
    return FoundDate(start, end, raw, "abc", (year, first, second), None)


def _without_year(found: re.Match[str]) -> int:
    """The end of a worded date, its year left out."""
    last = "m" if found["m"] else "e" if found["e"] else "n"
    end = found.end(last)
    return end + 1 if last == "m" and found.string[end : end + 1] == "." else end


def _year_mark(
    text: str, end: int, packs: "Packs", languages: Collection[str | None] = (), *, capitals: bool = False
) -> int:
    """The end of the date with the mark behind its year: "р.", "года", "2021г".

    `languages` are those that know the date's month; of numbers alone any language may be. A mark is printed in small
    letters, unless the month is in capitals: "Г. Иванов" is a name.
    """
    before = _BEFORE_MARK.match(text, end)
    at = before.end() if before else end
    for mark in packs.year_marks.get(text[at : at + 1].casefold()[:1], ()):
        stop = at + len(mark.text)
        printed = text[at:stop]
        if printed != mark.text and not (capitals and printed.isupper() and printed.casefold() == mark.text):
            continue
        speaking = [language for language in mark.languages if not languages or language in languages]
        follows = text[stop : stop + 1]
        if not speaking or (follows.isalnum() and not (mark.text.endswith(".") and follows.isupper())):
            continue  # "a.k.a." is no mark and a word
        if at == end or mark.text.endswith("."):
            return stop
        if languages and len(speaking) == len(languages):
            return stop  # whoever writes the month so, writes the year so
        is_short = len(mark.text) <= SHORT_MARK
        if not mark.contested and (not is_short or _speaks(text[stop:], speaking, packs)):
            return stop
        if mark.contested and _outspeaks(text[stop:], speaking, mark.contested, packs) >= is_short:
            return stop
    return end


def _speaks(text: str, languages: Collection[str], packs: "Packs") -> bool:
    """Whether the letters of a text are those of one of these languages rather than of any other."""
    strange = _strange_letters(text, packs.letters, packs)
    return min(strange[language] for language in languages) <= min(strange.values())


def _outspeaks(text: str, languages: Collection[str], others: Collection[str], packs: "Packs") -> int:
    """How much more the words and letters of a text say for one of these languages than for one of the others."""
    said = {language: -count for language, count in _strange_letters(text, (*languages, *others), packs).items()}
    for word in fold_all(_words(text)):
        for language in packs.index["words"].get(word, "").split():
            if language in said:
                said[language] += 1
    return max(said[language] for language in languages) - max(said[language] for language in others)


def _strange_letters(text: str, languages: Iterable[str], packs: "Packs") -> dict[str, int]:
    """How many letters of a text each language does not have."""
    letters = {letter for letter in text.casefold() if letter.isalpha()}
    return {language: len(letters - packs.letters[language][0]) for language in languages}


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
