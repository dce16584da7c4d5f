"""Finds the clock and the weekday beside a date. Only their position is read, to return the date as printed.

Law: no other module knows what a clock is. A word belongs to the clock before it only if a pack lists it: a time zone,
"Uhr". So the clock never includes the first word of a title. Only `without_time`, for a field beside a date, takes
other short words too.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice, takewhile

from seedparse.model import FoundDate
from seedparse.phrases.index import BYLINE, DATE_LABELS
from seedparse.phrases.pack import Packs
from seedparse.text.patterns import later
from seedparse.text.words import LOOKED_AT, fold, is_sign, is_simple, words_at

_BEHIND_CLOCK = later(
    r"\s?(?:(?P<name>[^\W\d_][^\W\d_.]{0,7}(?:\.[^\W\d_.])?\.?)(?:[+-]\d{1,2}(?::?\d{2})?(?!\d))?"
    r"|[+-]\d{2}:?\d{2}(?!\d))"
    r"|\s?\((?P<in_brackets>[^\W\d_]{1,8})(?:[+-]\d{1,2}(?::?\d{2})?)?\)"
)
_BEFORE_CLOCK = later(r"\s{0,3}[,|·•–—-]?\s{0,3}([(\[]?)([^\d,|·•–—()\[\]-]{0,16}?)\s{0,3}(?=\d)")
_AFTER_CLOCK = later(r"\s?[,|–—-]\s?|\s{1,3}")
_BEFORE_WEEKDAY = re.compile(r"\s{0,3}([,|]?)\s{0,3}([(（]?)")
_SET_OFF = later(r"\s{0,3}(?:[,|:)\]]|$|[–—-]\s)")
_DASH = later(r"\s{1,3}[–—|-]\s")
_OFFSET = later(r"[+-]\d{1,2}(?::?\d{2})?$")
_DURATION = later(r"\d{1,2}:\d{2}\s[^\W\d_]{1,4}\.?$")  # "01:18 min"
_CLOSING = {"(": ")", "[": "]"}
LONGEST_WEEKDAY = 10  # words of a weekday's name; Thai has ten syllables
LONGEST_BEHIND = 4  # words of a word behind a clock; Burmese has three syllables
LONGEST_BEFORE = 40  # characters before a date that are searched for its clock and weekday
SHORT_ZONE = 2  # letters; so short a zone counts only after "a.m." or "p.m.": a party may be called PT
MARKS_BESIDE = " \t\u00a0,|–—-()[]（）."  # characters between a date, its weekday and its clock
_AROUND = MARKS_BESIDE + ":;#"  # characters around a word of a field
_A_CLOCK = "\0"  # takes the place of a clock in a field
SHORT_WORD = 4  # letters of a word that may belong to the clock beside it in a field: "kl", "GMT"
WORDS_BESIDE = 2  # such words on each side of the clock


def with_time(text: str, found: FoundDate, packs: Packs) -> str:
    """The date as printed, with the clock before or after it if there is one."""
    start, end = found.start, found.end
    if after := _clock_after(text, end, packs):
        end = after
    else:
        for clock in _clock(packs).finditer(text, max(0, start - LONGEST_BEFORE), start):
            stop = clock_end(text, clock.start(), packs, hours=True)
            if stop and _AFTER_CLOCK.fullmatch(text, stop, start):
                start = clock.start()
                break
    return text[start:end]


def clock_end(text: str, at: int, packs: Packs, *, hours: bool = False) -> int | None:
    """The end of the clock that starts at character `at`, with its zone or "Uhr"; None if none starts there.

    `hours`: a clock without minutes counts too, such as "10 am" or "14h".
    """
    clock = _clock(packs).match(text, at)
    if clock is None or int(clock["hour"]) > 24 or int(clock["minute"] or 0) > 59:
        return None
    half = clock["half"] is not None and int(clock["hour"]) <= 12
    if clock["minute"] is None and (not hours or (clock["half"] and not half)):
        return None
    end = clock.end() if half or clock["half"] is None else clock.start("half")
    for _ in range(2):  # 14:05 Uhr MESZ
        behind = _BEHIND_CLOCK.match(text, end)
        if behind is None or is_sign(text[behind.end() : behind.end() + 1]):
            break  # no clock, or only the first letters of a word with vowel signs
        name = behind["name"] or behind["in_brackets"]
        if name and behind[0] != "Z" and not stands_behind_clock(name, packs, half=half):
            if not (name.endswith(".") and stands_behind_clock(name[:-1], packs, half=half)):
                break
            end = behind.end() - 1  # the full stop closes a sentence
            break
        end = behind.end()
    if not is_simple(text[end : end + 2]):  # _BEHIND_CLOCK does not match words with vowel signs
        end = _behind_syllables(text, end, packs)
    follows = text[end : end + 2]
    if follows[:1] == ":":
        return None if follows[1:].isdigit() else end
    goes_on = (follows[:1].isalnum() or follows[:1] == "_") and text[end - 1] != ")"
    return None if goes_on else end


def _behind_syllables(text: str, end: int, packs: Packs) -> int:
    """The end of the word behind a clock that ends at `end`, of one syllable or several; `end` if no pack lists it."""
    ahead = text[end : end + LOOKED_AT]
    first = last = -1
    for word in islice(words_at(ahead), LONGEST_BEHIND):
        if last < 0 and word.start() <= 1:
            first = word.start()
        elif word.start() != last:
            break
        last = word.end()
        # With a letter behind it, it is a part of a longer word.
        if stands_behind_clock(ahead[first:last], packs) and not ahead[last : last + 1].isalnum():
            return end + last
    return end


def stands_behind_clock(word: str, packs: Packs, *, half: bool = False) -> bool:
    """Whether a pack lists the word as one that follows a clock, such as a time zone.

    The word may be printed as in the pack or in capitals. `half`: the clock has "a.m." or "p.m.".
    """
    if word.isupper() and len(word) <= SHORT_ZONE and not half:
        return False
    return word in packs.after_clock or (word.isupper() and word.casefold() in packs.after_clock)


def beside(text: str, found: FoundDate, packs: Packs, start: int = 0) -> tuple[int, int]:
    """Start and end of a date with its clock and weekday, as entries print them (characters, half-open).

    `start`: characters before it are ignored.
    """
    head = text[start : found.start].lstrip(MARKS_BESIDE)
    first = found.start - len(head)
    if not head or len(head) > LONGEST_BEFORE or not _is_clock_or_weekdays(head, packs):
        first = found.start
    end = _weekday_after(text, found.end, packs) or found.end
    if stop := _clock_after(text, end, packs, strictly=True):
        end = _weekday_after(text, stop, packs) or stop
    return first, end


def behind_weekday(text: str, start: int, packs: Packs) -> int | None:
    """The character at which a date may begin, after a weekday or a clock at `start`; None without one."""
    end = clock_end(text, start, packs) if text[start : start + 1].isdigit() else None
    if end is None and (end := _weekday_end(text, start, packs)) is None:
        return None
    behind = text[end : end + LONGEST_BEFORE]
    return end + len(behind) - len(behind.lstrip(MARKS_BESIDE)) if behind.strip(MARKS_BESIDE) else None


def is_time(text: str, packs: Packs) -> bool:
    """Whether the whole text, without marks around it, is a clock, a weekday, both, or a duration."""
    bare = text.strip(MARKS_BESIDE)
    return _is_clock_or_weekdays(bare, packs) or _DURATION.match(bare) is not None


def without_time(text: str, packs: Packs) -> str:
    """The words of a field beside a date, without its weekdays, its clocks, and the words that belong to a clock."""
    rest, at = "", 0
    for clock in _clock(packs).finditer(text):
        end = clock_end(text, clock.start(), packs, hours=True)
        if end and clock.start() >= at:
            rest += f"{text[at : clock.start()]} {_A_CLOCK} "
            at = end
    words = [word for word in (rest + text[at:]).split() if fold(word.strip(_AROUND)) not in packs.weekdays]
    if not rest and len(words) <= WORDS_BESIDE and all(_is_zone(word, packs) for word in words):
        return ""  # the time zone of a clock before the date
    gone: set[int] = set()
    for place in (place for place, word in enumerate(words) if word == _A_CLOCK):
        beside = range(place - 1, max(-1, place - 1 - WORDS_BESIDE), -1), range(place + 1, place + 1 + WORDS_BESIDE)
        for places in beside:
            gone.update(takewhile(lambda at: at < len(words) and _belongs_to_clock(words[at], packs), places))
    return " ".join(word for place, word in enumerate(words) if place not in gone and word != _A_CLOCK)


def _belongs_to_clock(word: str, packs: Packs) -> bool:
    """Whether the word may belong to the clock beside it: "Uhr", "kl", "GMT+1"."""
    bare = word.strip(_AROUND)
    if _is_zone(word, packs) or fold(bare) in packs.before_clock:
        return True
    known = packs.heads.get(fold(bare))
    return len(bare) <= SHORT_WORD and not any(phrase.kind in BYLINE | DATE_LABELS for phrase in known)


def _is_zone(word: str, packs: Packs) -> bool:
    """Whether the word is a time zone or another word that follows a clock."""
    return stands_behind_clock(_OFFSET.sub("", word.strip("()")), packs, half=True)


def _is_clock_or_weekdays(text: str, packs: Packs) -> bool:
    at = 0
    while at < len(text):
        end = clock_end(text, at, packs)
        if end is None and (end := _weekday_end(text, at, packs)) is None:
            return False
        at = end + len(text[end:]) - len(text[end:].lstrip(MARKS_BESIDE))
    return True


def _weekday_end(text: str, at: int, packs: Packs) -> int | None:
    """The end of the weekday that starts at character `at`, with the full stop of an abbreviation."""
    if text[at : at + 1].casefold() not in packs.weekday_initials:
        return None
    words = words_at(text[at : at + LOOKED_AT])
    first = next(words, None)
    if first is None or first.start() or fold(first[0]) not in packs.weekday_heads:
        return None  # most texts
    for word in reversed([first, *islice(words, LONGEST_WEEKDAY - 1)]):
        end = at + word.end()
        if fold(text[at:end]) in packs.weekdays:
            return end + 1 if text[end : end + 1] == "." else end
    return None


def _clock_after(text: str, end: int, packs: Packs, *, strictly: bool = False) -> int | None:
    """The end of the clock after a date that ends at `end`.

    `strictly`: 10.15 without a word or a mark beside it is a number, not a clock.
    """
    before = _BEFORE_CLOCK.match(text, end)
    if before is None or before.end() == end:
        return None
    word = fold(before[2])
    if word and word not in packs.before_clock and text[end : before.end()] != "T":
        return None
    at = before.end()
    is_glued = not any(map(str.isspace, before[0])) and text[end:at] != "T" and not before[1]
    if is_glued and text[end:at] != ",":
        return None  # 2026-02-07-10.15
    stop = clock_end(text, at, packs, hours=not strictly)
    if stop is None or (is_glued and ":" not in text[at:stop]):
        return None  # only "7 February 2026,10:15" is sure
    if closing := _CLOSING.get(before[1]):
        return stop + 1 if text[stop : stop + 1] == closing else None
    if strictly and not word and text[at:stop].replace(".", "").isdigit() and not _SET_OFF.match(text, stop):
        return None
    return stop


def _weekday_after(text: str, end: int, packs: Packs) -> int | None:
    """The end of the weekday after a date, if a mark or a clock separates it: a title may begin with a weekday too."""
    before = _BEFORE_WEEKDAY.match(text, end)
    if before is None or before.end() == end or (stop := _weekday_end(text, before.end(), packs)) is None:
        return None
    if before[2]:
        return stop + 1 if text[stop : stop + 1] in (")", "）") else None
    # Without a mark before the weekday a dash must follow it: "3 Şubat 2026 Salı - Ferry returns".
    is_set_off = _SET_OFF.match(text, stop) if before[1] else _DASH.match(text, stop)
    return stop if is_set_off or _clock_after(text, stop, packs, strictly=True) else None


def _clock(packs: Packs) -> re.Pattern[str]:
    return _clock_of(packs.hour_marks, packs.day_halves)


@lru_cache(maxsize=4)
def _clock_of(hour_marks: frozenset[str], day_halves: frozenset[str]) -> re.Pattern[str]:
    """The pattern of a clock, with the packs' words in it."""
    mark, half = _one_of(hour_marks), rf"\s?{_one_of(word.rstrip('.') for word in day_halves)}\b\.?"
    minutes = rf"(?:[:.]|{mark}|\s{mark}\s)(?P<minute>\d{{2}})(?::\d{{2}})?(?:\.\d+)?"
    return re.compile(rf"(?<!\d)(?P<hour>\d{{1,2}})(?:{minutes}|{mark}(?!\w)|(?={half}))(?P<half>{half})?")


def _one_of(words: Iterable[str]) -> str:
    """A pattern of the words, each all in lowercase or all in capitals: "Am" is another word."""
    printed = sorted({form for word in words for form in (word, word.upper())}, key=lambda form: (-len(form), form))
    return "(?:" + ("|".join(r"\s?".join(map(re.escape, word.split(" "))) for word in printed) or "(?!)") + ")"
