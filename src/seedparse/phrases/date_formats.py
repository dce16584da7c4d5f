"""Layouts of dates that a language has of its own: 7 de febrero de 2026, 2026 m. vasario 7 d., 令和8年2月7日.

Law: a layout is words and slots; there is no way to write a repeat. It is compiled when a line first shows a sign of
it: its own words, or a month's name of its pack.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from seedparse.text.words import first_word, fold, is_unspaced

SLOTS = {
    "day": r"(?P<day>\d{1,2})",
    "month": r"(?P<month>{months})",  # a month's name
    "number": r"(?P<number>\d{1,2})",  # a month's number
    "year": r"(?P<year>\d{4})",
    "era": r"(?P<era>{eras})",  # the name of an era; the year behind it is counted in it
}
_SLOT = re.compile(r"\{(\w*)\}")
_NUMBER = re.compile(r"\d++(?:\.\d++)*+")


class LayoutError(ValueError):
    """A layout is not well formed; the text says why."""


class Found(NamedTuple):
    """A layout as it stands in a text (characters, half-open), its parts as printed, "" where there is none."""

    start: int
    end: int
    year: str
    month: str
    number: str
    day: str


class Layout:
    """One layout of a pack; compiled when first asked."""

    def __init__(self, source: str, months: Mapping[str, int], eras: Mapping[str, int]) -> None:
        self.source = source
        self._months = months
        self._eras = eras
        self._opens_with_era = source.startswith("{era}")
        self._pattern: re.Pattern[str] | None = None

    def find(self, text: str, start: int, *, at_start: bool) -> Found | None:
        if self._pattern is None:
            self._pattern = self._compile()
        found = (self._pattern.match if at_start else self._pattern.search)(text, start)
        while found and self._goes_on(text, found.start()):
            found = None if at_start else self._pattern.search(text, found.start() + 1)
        if found is None:
            return None
        parts = found.groupdict(default="")
        year = parts.get("year", "")
        if era := parts.get("era"):
            year = f"{int(year) + self._eras[fold(era)]:04}"
        return Found(
            found.start(), found.end(), year, parts.get("month", ""), parts.get("number", ""), parts.get("day", "")
        )

    def _goes_on(self, text: str, start: int) -> bool:
        """Whether a word or a number runs into the date; asked here, for the letters of a script without spaces make
        a class that takes milliseconds to compile."""
        before = text[start - 1 : start]
        return (before.isalnum() or before == "_") and not self._opens_with_era and not is_unspaced(before)

    def _compile(self) -> re.Pattern[str]:
        pattern = ""
        for at, piece in enumerate(_SLOT.split(self.source)):
            if at % 2 == 0:
                pattern += r"\s{1,3}".join(map(re.escape, piece.split(" ")))
            elif piece == "year" and "{era}" in self.source:
                pattern += r"(?P<year>\d{1,4})"
            else:
                pattern += (
                    SLOTS[piece]
                    .replace("{months}", _alternatives(self._months))
                    .replace("{eras}", _alternatives(self._eras))
                )
        before = "" if self._opens_with_era else "(?<![.,/-])"
        after = r"\b" if self.source.endswith("{month}") else r"(?!\d)"
        return re.compile(before + pattern + after, re.IGNORECASE)


def heads_of(source: str, eras: Iterable[str]) -> Iterable[str]:
    """The words a layout can begin with; none if that is a number or a month."""
    if source.startswith("{era}"):
        return map(first_word, eras)
    return () if source.startswith("{") else (first_word(source),)


def sign_of(source: str) -> str:
    """The longest run of words between its slots, folded; "" if it has nothing but marks. Raises LayoutError."""
    slots = _SLOT.findall(source)
    if unknown := [slot for slot in slots if slot not in SLOTS]:
        raise LayoutError(f'"{source}": unknown slot {{{unknown[0]}}}; known: {", ".join(SLOTS)}')
    if len(set(slots)) != len(slots) or not {"month", "number"} & set(slots) or {"month", "number"} <= set(slots):
        raise LayoutError(
            f'"{source}": a date form required exactly one of {{month}} and {{number}}, and each slot at most once'
        )
    if "era" in slots and "year" not in slots:
        raise LayoutError(f'"{source}": a form with {{era}} required {{year}}')
    pieces = [piece for piece in _SLOT.split(source)[::2] if any(map(str.isalpha, piece))]
    if not pieces and "month" not in slots:
        raise LayoutError(
            f'"{source}": a form required a word or {{month}}; dates in numbers alone are read without a form'
        )
    return max(pieces, key=len, default="").casefold()


def _alternatives(words: Mapping[str, int]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"


def day_ends(words: list[str], at: int, months: frozenset[str], marks: frozenset[str]) -> Iterator[int]:
    """Where a date that begins here may end, the longest first: 12 March, 12 March 2025 року, March 12, 12.03.2025.

    `marks` are the words that may stand behind the year, without their stop.
    """
    first = words[at]
    if not first:
        return
    if first[0].isdigit() and _number(first).count(".") == 2:
        yield from _year_ends(words, at, marks)
    if first.isdigit() and words[at + 1] == ".":
        at += 1  # 12. March
    second = words[at + 1]
    if (first.isdigit() and second in months) or (first in months and second.isdigit()):
        end = at + 2
        if words[end] == ".":
            end += 1
        year = end + 1 if words[end] == "," else end
        if len(_number(words[year])) == 4:
            yield from _year_ends(words, year, marks)
        yield end
        if end > at + 2:
            yield at + 2


def _year_ends(words: list[str], at: int, marks: frozenset[str]) -> Iterator[int]:
    """Where a date may end whose year is the end of this word, or stands in it with its mark: 2021, 2021г."""
    glued = words[at].removeprefix(_number(words[at]))
    if f"{glued} {words[at + 1]}".strip() in marks:
        if words[at + 2] == ".":
            yield at + 3
        yield at + 2
    if glued in marks and words[at + 1] == ".":
        yield at + 2
    if not glued or glued in marks:
        yield at + 1


def _number(word: str) -> str:
    """The digits that a word begins with, and the stops between them: 2021, 12.03.2025."""
    found = _NUMBER.match(word)
    return found[0] if found else ""
