"""Date formats of single languages: 7 de febrero de 2026, 2026 m. vasario 7 d., 令和8年2月7日.

Law: a date format consists of words and slots and cannot contain a repeat. It is compiled when a line first has its
sign: its own words, or a month name of its pack.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from seedparse.text.words import first_word, fold, is_unspaced

SLOTS = {
    "day": r"(?P<day>\d{1,2})",
    "month": r"(?P<month>{months})\.?",  # the name of a month, with the stop of a short form
    "number": r"(?P<number>\d{1,2})",  # the number of a month
    "year": r"(?P<year>\d{4})",
    "short_year": r"(?P<year>\d{2})",
    "era": r"(?P<era>{eras})",  # the name of an era; the year after it is counted from the start of that era
}
_SLOT = re.compile(r"\{(\w*)\}")


class LayoutError(ValueError):
    """A date format is not well formed; the message says why."""


class Found(NamedTuple):
    """A date found in a text: its span in characters (half-open), and its parts as printed, "" for a missing part.

    A year that is counted in an era is converted to a Gregorian one of four digits.
    """

    start: int
    end: int
    year: str
    month: str
    number: str
    day: str


class Layout:
    """One date format of a pack; compiled at the first search."""

    def __init__(self, source: str, months: Mapping[str, int], eras: Mapping[str, int]) -> None:
        self.source = source
        self._months = months
        self._eras = eras
        self._opens_with_era = source.startswith("{era}")
        self._pattern: re.Pattern[str] | None = None

    def find(self, text: str, start: int, *, at_start: bool) -> Found | None:
        """The first date of this format from the character `start` on; `at_start`: only exactly there."""
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
        """Whether a word or a number continues into the date that begins at `start`.

        Not a part of the pattern: the character class for scripts without spaces takes milliseconds to compile.
        """
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
        after = r"\b|(?<=\.)" if self.source.endswith("{month}") else r"(?!\d)"
        return re.compile(f"{before}{pattern}(?:{after})", re.IGNORECASE)


def heads_of(source: str, eras: Iterable[str]) -> Iterable[str]:
    """The words that a date format can begin with; none if it begins with a number or a month."""
    if source.startswith("{era}"):
        return map(first_word, eras)
    return () if source.startswith("{") else (first_word(source),)


def sign_of(source: str) -> str:
    """The sign of a date format: the longest text with letters between its slots, folded; "" if there is none.

    Raises LayoutError if the format is not well formed.
    """
    slots = _SLOT.findall(source)
    if unknown := [slot for slot in slots if slot not in SLOTS]:
        raise LayoutError(f'"{source}": unknown slot {{{unknown[0]}}}; known: {", ".join(SLOTS)}')
    if len(set(slots)) != len(slots) or not {"month", "number"} & set(slots) or {"month", "number"} <= set(slots):
        raise LayoutError(
            f'"{source}": a date form needs exactly one of {{month}} and {{number}}, and each slot at most once'
        )
    if "era" in slots and "year" not in slots:
        raise LayoutError(f'"{source}": a form with {{era}} needs {{year}}')
    pieces = [piece for piece in _SLOT.split(source)[::2] if any(map(str.isalpha, piece))]
    if not pieces and "month" not in slots:
        raise LayoutError(
            f'"{source}": a form needs a word or {{month}}; dates in numbers alone are read without a form'
        )
    return max(pieces, key=len, default="").casefold()


def _alternatives(words: Mapping[str, int]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"
