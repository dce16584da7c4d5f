"""Finds dates in a text (`find`) and reads which day they are (`read`).

Law: the day depends on the text alone; a day that the text leaves open is None, with a note code for the reason.
A date format must match before anything is read. A month name is read by the pack that lists it, through one `dateutil`
parserinfo for each pack: without a format, dateutil reads 07.02.2026 as 2 July and fills missing parts from today's
date.
"""

import datetime
import re
from collections.abc import Collection, Iterable, Set
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from seedparse.model import FoundDate
from seedparse.text.patterns import later
from seedparse.text.words import LOOKED_AT, SIGNS, first_word, fold, fold_all, is_simple, is_unspaced

if TYPE_CHECKING:
    from seedparse.phrases.pack import Packs

# A space may follow a full stop, or stand on both sides of a slash: 7. 2. 2026, 7 / 2 / 2026.
_NUMERIC = re.compile(
    r"(?<![\w.,/])(?<![\d\W]-)(?:"
    r"(?P<y>\d{4})(?P<s>[-/]|\.\s?|\s/\s)(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})"
    r"|(?P<a>\d{1,2})(?P<t>[-/]|\.\s?|\s/\s)(?P<b>\d{1,2})(?P=t)(?P<c>\d{4}|(?<!\s)\d{2})"
    r")(?!\d|/(?!\d{1,2}:)\w|-(?!\d{1,2}:)\d|(?<![./]\d{4})-[^\W\d]|\.\d)"
)
# Behind a year: the end of the word, or a few letters without a space, which may be its year mark: 2021г.
_GLUED = r"(?:\b|(?=[^\W\d_]{1,10}(?!\w)))"
# Between a year and its year mark: 7. veljače 2026. godine.
_BEFORE_MARK = re.compile(r"\.?[ \u00a0\u2009\u202f]?")
SHORT_MARK = 3  # characters; so short a year mark may be another word: "a" and "il" are also articles


# A letter in texts whose words consist of letters only, and in texts with vowel signs between the letters. In Thai a
# month's name may have a stop inside: ก.พ.
_LETTERS = (r"[^\W\d_]", rf"(?:[^\W\d_]|[{SIGNS}]|(?<=[\u0e01-\u0e4e])\.(?=[\u0e01-\u0e4e]))")
_WORDS = tuple(later(f"{letter}+") for letter in _LETTERS)

GREGORIAN = range(1500, 2200)  # other years of four digits belong to another calendar
BUDDHIST = range(2484, 2743)  # years of the Thai calendar; 2484 (1941) is the first that began in January
BUDDHIST_ZERO = 543  # years of the Thai calendar before the first of ours
JALALI = range(1244, 1473)  # years for which the cycle of 33 years holds


class Reading(NamedTuple):
    """The day of a date for the record, or None and the reason."""

    date: str | None  # YYYY-MM-DD
    problem: str | None = None  # note code: date-invalid, date-ambiguous, date-incomplete, date-calendar


def find(text: str, packs: "Packs", start: int = 0, *, at_start: bool = False) -> FoundDate | None:
    """The first date in the text from character `start` on, None if there is none.

    at_start: the date must begin at `start`.
    """
    if at_start:
        if numeric := _NUMERIC.match(text, start):
            return _numeric(text, numeric, packs)
        if not text[start : start + 1].isdigit():
            first = first_word(text[start:])
            if is_unspaced(first) and (run := _words(text[start : start + LOOKED_AT])):
                first = first if first in packs.layout_heads else fold(run[0])  # a syllable, or a name of several
            if not (first in packs.months or first in packs.jalali or first in packs.layout_heads):
                return None
    numeric = None if at_start else _NUMERIC.search(text, start)
    found = [_numeric(text, numeric, packs)] if numeric else []
    looked_at = text[start : start + LOOKED_AT] if at_start else text
    # Folding comes after the split into words: a Greek ΐ folds to a letter and two signs that are no letters.
    words = set(fold_all(_words(looked_at)))
    has_month = not (words.isdisjoint(packs.months) and words.isdisjoint(packs.jalali))
    if has_month and (worded := _find_worded(text, packs, start, at_start=at_start)):
        found.append(worded)
    if laid_out := _find_laid_out(text, words, packs, start, at_start=at_start):
        found.append(laid_out)
    return min(found, key=lambda one: (one.start, -one.end), default=None)


def order_of(dates: Iterable[FoundDate]) -> str | None:
    """The order that the dates of form "abc" in one list show: "dmy" or "mdy".

    None if no date shows it, "" if two dates contradict each other.
    """
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
    """The day of a found date. `order`: "dmy" or "mdy", from its list or its language; only form "abc" needs it."""
    year, first, second = found.parts
    if found.form == "partial":
        return Reading(None, "date-incomplete")
    pack = packs.by_language[found.language] if found.language else None
    if pack and pack.calendar:
        order = order or pack.order
        if len(year) == 2:
            return Reading(None, "date-calendar")  # 69 is 2026 in one calendar, 1969 in the other
        if int(year) in BUDDHIST:
            year = str(int(year) - BUDDHIST_ZERO)
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
            # One date may show its order itself: 22/01/2026.
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
    pattern = _worded(_LETTERS[not is_simple(text)], packs.ordinals, packs.before_month)
    look = pattern.match if at_start else pattern.search
    while found := look(text, start):
        day = found["d"] or found["e"] or found["f"] or found["g"] or ""
        word = found["m"] or found["n"] or found["o"]
        year = found["y"] or found["z"] or found["w"] or ""
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


@lru_cache(maxsize=8)
def _worded(letter: str, ordinals: frozenset[str], before_month: frozenset[str]) -> re.Pattern[str]:
    """The pattern of a date with the name of a month. `ordinals`, `before_month`: the packs' words in it."""
    name = rf"{letter}{{2,14}}(?!\w)"
    ordinal = _one_of(ordinals)
    return re.compile(
        r"(?<![\w.,/-])(?:"
        rf"(?P<d>\d{{1,2}})(?:{ordinal}|\.)?\s{{1,3}}(?:{_one_of(before_month)}\s)?(?P<m>{name})\.?"
        rf"(?:,?\s{{1,3}}(?P<y>\d{{4}}){_GLUED})?"
        rf"|(?P<n>{name})\.?\s{{1,3}}(?:"
        rf"(?:(?P<e>\d{{1,2}}){ordinal}?(?:,\s{{0,3}}|\s{{1,3}}))?(?P<z>\d{{4}}){_GLUED}"
        rf"|(?P<f>\d{{1,2}}){ordinal}?(?!\w|[.:]\d)"
        rf")|(?P<g>\d{{1,2}})(?P<s>[./-])(?P<o>{name})(?P=s)(?P<w>\d{{4}}){_GLUED}"
        r")"
    )


def _one_of(words: Iterable[str]) -> str:
    """A pattern of the words in any case.

    Both cases are spelled out: with re.IGNORECASE an s also matches the long s, and such a class is slow to compile.
    """
    return "(?:" + ("|".join("".join(map(_in_any_case, word)) for word in sorted(words)) or "(?!)") + ")"


def _in_any_case(letter: str) -> str:
    return f"[{letter}{letter.upper()}]" if letter.isalpha() else re.escape(letter)


def _settled(text: str, found: re.Match[str], word: str, packs: "Packs") -> str | None:
    """The language in which a month's name is read.

    None if the languages that fit the line best read different months: listopad is October in Croatian, November in
    Polish and Czech.
    """
    contested = packs.index["contested"].get(word)
    if contested is None:
        return packs.months[word].partition(" ")[0]
    ranks = {language: _speaks_for(language, text, found, word, packs) for language in contested}
    most = max(ranks.values())
    best = [language for language, rank in ranks.items() if rank == most]
    return best[0] if len({contested[language] for language in best}) == 1 else None


def _speaks_for(language: str, text: str, found: re.Match[str], word: str, packs: "Packs") -> tuple[int, int, int]:
    """Rank of one language for a line: by its words and letters, then by the date format, then by the month's form."""
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
    """The first date in a format that one language defines. `words`: the folded words of the text."""
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
    language = _with_calendar(text, found["y"] or found["c"], packs)
    if found["y"]:
        return FoundDate(start, end, text[start:end], "ymd", (found["y"], found["m"], found["d"]), language)
    end = _year_mark(text, end, packs)
    raw = text[start:end]
    year, first, second = found["c"], found["a"], found["b"]
    if found["t"][0] == ".":
        return FoundDate(start, end, raw, "dmy", (year, second, first), language)
    return FoundDate(start, end, raw, "abc", (year, first, second), language)


def _with_calendar(text: str, year: str, packs: "Packs") -> str | None:
    """The language of the text if it has a calendar of its own, in which it may count this year; else None."""
    if len(year) == 4 and int(year) in GREGORIAN:
        return None
    letters = set(text)
    calendars = packs.index["calendars"]
    return next((language for language in calendars if not letters.isdisjoint(packs.letters[language].typical)), None)


def _without_year(found: re.Match[str]) -> int:
    """The end of a worded date without its year (characters)."""
    last = next(name for name in "moen" if found[name])
    end = found.end(last)
    return end + 1 if last == "m" and found.string[end : end + 1] == "." else end


def _year_mark(
    text: str, end: int, packs: "Packs", languages: Collection[str | None] = (), *, capitals: bool = False
) -> int:
    """The end of the date with the year mark after its year: "р.", "года", "2021г"; `end` if there is none.

    `languages`: those that know the date's month; empty for a date in numbers, which allows any language. `capitals`:
    the month is in capitals. Otherwise the mark must be in lowercase: "Г. Иванов" is a name.
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
            continue  # "a.k.a." is not the mark "a." and a word
        if at == end or mark.text.endswith("."):
            return stop
        if languages and len(speaking) == len(languages):
            return stop  # all languages that know the month know this mark
        is_short = len(mark.text) <= SHORT_MARK
        if not mark.contested and (not is_short or _speaks(text[stop:], speaking, packs)):
            return stop
        if mark.contested and _outspeaks(text[stop:], speaking, mark.contested, packs) >= is_short:
            return stop
    return end


def _speaks(text: str, languages: Collection[str], packs: "Packs") -> bool:
    """Whether one of these languages has at least as many letters of the text as any other language."""
    strange = _strange_letters(text, packs.letters, packs)
    return min(strange[language] for language in languages) <= min(strange.values())


def _outspeaks(text: str, languages: Collection[str], others: Collection[str], packs: "Packs") -> int:
    """Score of the best of `languages` for a text, minus that of the best of `others`.

    The score counts the text's function words in a language, minus the letters that the language lacks.
    """
    said = {language: -count for language, count in _strange_letters(text, (*languages, *others), packs).items()}
    for word in fold_all(_words(text)):
        for language in packs.index["words"].get(word, "").split():
            if language in said:
                said[language] += 1
    return max(said[language] for language in languages) - max(said[language] for language in others)


def _strange_letters(text: str, languages: Iterable[str], packs: "Packs") -> dict[str, int]:
    """For each language the number of different letters of the text that it lacks."""
    letters = {letter for letter in text.casefold() if letter.isalpha()}
    return {language: len(letters - packs.letters[language].alphabet) for language in languages}


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
    """The day of an Iranian date, by the cycle of 33 years, which holds from 1244 to 1472 (1865 to 2094)."""
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
    # dateutil starts from a default date; one in a leap year and a month of 31 days never makes it refuse a valid day.
    default = datetime.datetime(2000, 1, 1)
    try:
        return Reading(_parser(month_names).parse(f"{day} {_letters(word)} {year}", default=default).date().isoformat())
    except (ValueError, OverflowError):
        return Reading(None, "date-invalid")


@lru_cache(maxsize=64)
def _parser(month_names: tuple[tuple[str, ...], ...]) -> "_Parser":
    """dateutil's parser with the month names of one pack. Imported here: most texts have no month name to read."""
    from dateutil.parser import parser, parserinfo

    words = {"MONTHS": [tuple(map(_letters, names)) for names in month_names], "JUMP": [" "], "WEEKDAYS": []}
    Info = type("Info", (parserinfo,), words)  # noqa: N806  # a class: dateutil reads its words from one
    made: _Parser = parser(Info(dayfirst=True))
    return made


def _letters(word: str) -> str:
    """A month's name with letters in place of its vowel signs.

    For dateutil a vowel sign ends a word, and without the sign जून would be जन.
    """
    return "".join(each if each.isalpha() else f"{ord(each):x}".translate(_AS_LETTERS) for each in fold(word))


_AS_LETTERS = str.maketrans("0123456789", "ghijklmnop")


if TYPE_CHECKING:
    from typing import Protocol

    class _Parser(Protocol):
        def parse(self, timestr: str, default: datetime.datetime) -> datetime.datetime: ...
