"""Finds the clock and the weekday beside a date. Only their position is read, to return the date as printed.

Law: a word belongs to the clock before it only if a pack lists it: a time zone, "Uhr". So the clock never includes the
first word of a title.
"""

import re
from itertools import islice

from seedparse.model import FoundDate
from seedparse.phrases.pack import Packs
from seedparse.text.patterns import later
from seedparse.text.words import LOOKED_AT, fold, is_simple, words_at

# "Am" is a word: "a.m." and "p.m." must be all in lowercase or all in capitals.
_CLOCK = later(r"(?<!\d)(\d{1,2})([:.hH]|\s[hH]\s)(\d{2})(?::\d{2})?(?:\.\d+)?(?P<half>\s?(?:[ap]\.?m|[AP]\.?M)\b\.?)?")
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
_CLOSING = {"(": ")", "[": "]"}
LONGEST_WEEKDAY = 3  # words of a weekday's name
LONGEST_BEFORE = 40  # characters before a date that are searched for its clock and weekday
SHORT_ZONE = 2  # letters; so short a zone counts only after "a.m." or "p.m.": a party may be called PT
MARKS_BESIDE = " \t\u00a0,|–—-()[]（）."  # characters between a date, its weekday and its clock


def with_time(text: str, found: FoundDate, packs: Packs) -> str:
    """The date as printed, with the clock before or after it if there is one."""
    start, end = found.start, found.end
    if after := _clock_after(text, end, packs):
        end = after
    else:
        for clock in _CLOCK.finditer(text, max(0, start - LONGEST_BEFORE), start):
            stop = clock_end(text, clock.start(), packs)
            if stop and _AFTER_CLOCK.fullmatch(text, stop, start):
                start = clock.start()
                break
    return text[start:end]


def clock_end(text: str, at: int, packs: Packs) -> int | None:
    """The end of the clock that starts at character `at`, with its zone or "Uhr"; None if none starts there."""
    clock = _CLOCK.match(text, at)
    if clock is None or int(clock[1]) > 24 or int(clock[3]) > 59:
        return None
    half = clock["half"] is not None and int(clock[1]) <= 12
    end = clock.end() if half or clock["half"] is None else clock.start("half")
    for _ in range(2):  # 14:05 Uhr MESZ
        behind = _BEHIND_CLOCK.match(text, end)
        if behind is None:
            break
        name = behind["name"] or behind["in_brackets"]
        if name and behind[0] != "Z" and not stands_behind_clock(name, packs, half=half):
            if not (name.endswith(".") and stands_behind_clock(name[:-1], packs, half=half)):
                break
            end = behind.end() - 1  # the full stop closes a sentence
            break
        end = behind.end()
    if not is_simple(text[end : end + 2]):  # _BEHIND_CLOCK does not match words with vowel signs
        word = next(words_at(text[end : end + LOOKED_AT]), None)
        if word and word.start() <= 1 and stands_behind_clock(word[0], packs):
            end += word.end()
    follows = text[end : end + 2]
    if follows[:1] == ":":
        return None if follows[1:].isdigit() else end
    goes_on = (follows[:1].isalnum() or follows[:1] == "_") and text[end - 1] != ")"
    return None if goes_on else end


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


def is_clock(text: str, packs: Packs) -> bool:
    """Whether the whole text is a clock."""
    return clock_end(text, 0, packs) == len(text)


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
    if not any(map(str.isspace, before[0])) and text[end : before.end()] != "T" and not before[1]:
        return None  # 2026-02-07-10.15
    at = before.end()
    stop = clock_end(text, at, packs)
    if stop is None:
        return None
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
