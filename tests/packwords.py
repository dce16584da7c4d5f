"""A pack's own words as they are printed: its phrases with their alternatives, its dates with their days."""

import datetime
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

MOST = 12  # texts of one phrase: each alternative as far as they reach, and not each with each
FEW = 6  # the same where each text is an article of its own
_SYMBOL = re.compile(
    r"(?P<open>[(\[])|(?P<close>[)\]])|(?P<bar>\|)|<(?P<group>\w+)>|\{(?P<slot>\w+)\}|\\?(?P<text>.)", re.S
)

Choices = tuple["Sequence", ...]
Sequence = tuple["str | Choices | Slot", ...]


def toml(value: Any) -> str:
    """A value as TOML has it; JSON's form does for all but tables."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def write(path: Path, table: Mapping[str, Any]) -> Path:
    path.write_text("".join(f"{key} = {toml(value)}\n" for key, value in table.items()), encoding="utf-8")
    return path


class Slot(NamedTuple):
    name: str


class Written(NamedTuple):
    """A date as it is printed, the day that it is (None: it does not say), and a note if there is one."""

    text: str
    date: str | None


def table(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


class Groups:
    """The named lists of a pack; each is read once."""

    def __init__(self, sources: Mapping[str, list[str]]) -> None:
        self._sources = sources
        self._read: dict[str, Choices] = {}

    def __getitem__(self, name: str) -> Choices:
        if name not in self._read:
            self._read[name] = tuple(_read(each, self) for each in self._sources[name])
        return self._read[name]


def expand(source: str, groups: Groups, fill: Mapping[str, str], most: int = MOST) -> list[str]:
    """The texts that a phrase stands for, at most `most`; each of its alternatives stands in one of them."""
    sequence = _read(source, groups)
    texts = (" ".join(_write(sequence, number, fill).split()) for number in range(most))
    return list(dict.fromkeys(texts))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _read(source: str, groups: Groups) -> Sequence:
    symbols = list(_SYMBOL.finditer(source.replace("*", "")))
    sequence, rest = _sequence(symbols, 0, groups)
    assert rest == len(symbols)
    return sequence


def _sequence(symbols: list[re.Match[str]], at: int, groups: Groups) -> tuple[Sequence, int]:
    items: list[str | Choices | Slot] = []
    while at < len(symbols) and not (symbols[at]["close"] or symbols[at]["bar"]):
        found = symbols[at]
        if found["open"]:
            parts: list[Sequence] = [] if found["open"] == "(" else [()]
            while not parts or at == len(symbols) or not symbols[at]["close"]:
                part, at = _sequence(symbols, at + 1, groups)
                parts.append(part)
                if symbols[at]["close"]:
                    break
            items.append(tuple(parts))
        elif found["group"]:
            items.append(groups[found["group"]])
        else:
            items.append(Slot(found["slot"]) if found["slot"] else found["text"])
        at += 1
    return tuple(items), at


def _write(sequence: Sequence, number: int, fill: Mapping[str, str]) -> str:
    """The number-th text: alternatives take their turns, those inside them when these have had theirs."""
    text = ""
    for item in sequence:
        if isinstance(item, str):
            text += item
        elif isinstance(item, Slot):
            text += fill[item.name]
        else:
            turn, which = divmod(number, len(item))
            text += _write(item[-1 - which], turn, fill)
    return text


# Names that no pack knows, two in the letters of each script.
_NAMES = {
    "be bg kk mk ru uk": ("Ворлун", "Дестак"),
    "el": ("Βορλούν", "Δεστάκ"),
    "hy": ("Վորլուն", "Դեստակ"),
    "ka": ("ვორლუნ", "დესტაკ"),
    "he": ("וורלון", "דסטק"),
    "ar fa": ("فورلون", "دستاك"),
    "hi": ("वोरलुन", "देस्ताक"),
    "ja": ("ヴォルン新聞", "デスタク"),
    "zh": ("沃尔伦", "德斯塔"),
    "ko": ("볼룬신문", "데스탁"),
}


def names(language: str) -> tuple[str, str]:
    """Two names that no pack knows."""
    return next((known for languages, known in _NAMES.items() if language in languages.split()), ("Vorlun", "Destak"))


# The quotes in which a language prints a name.
_QUOTES = {
    "de cs sk sl bg mk": "„“",
    "pl ro hu hr": "„”",
    "en nl tr id uz vi": "“”",
    "sv fi": "””",
    "da": "»«",
    "ja": "「」",
}


def outlets(language: str) -> list[tuple[str, str]]:
    """Names of outlets that no pack knows, as they are printed, each with the name that is read."""
    first, second = names(language)
    quotes = next((pair for languages, pair in _QUOTES.items() if language in languages.split()), "«»")
    space = "" if language in ("ja", "zh") else " "
    several = f"{first}{space}{second}{space}{first}"
    dotted = f"{first}.{second}" if space else "Vorlun.tv"
    plain = [several, f"{second}24", "vorlun.info", dotted, "Vorlun Post"]
    quoted = [first, f"{second}{space}{first}", "vorlun-destak"]
    printed = [f"{quotes[0]}{name}{quotes[1]}" for name in quoted] + ['"' + several + '"']
    both = list(zip(printed, [*quoted, several], strict=True)) + list(zip(plain, plain, strict=True))
    return both[::2] + both[1::2]


DAY = datetime.date(2026, 2, 7)


def dates(pack: Mapping[str, Any]) -> Iterator[Written]:
    """A date in each form that the pack knows, with each month in all its forms."""
    forms: list[str] = pack["dates"].get("forms", [])
    spaced = "{month}" in "".join(forms) or pack["evidence"]["alphabet"][0] not in "一가"
    known: tuple[str, ...] = (
        ("{day} {month} {year}", "{day}. {month} {year}", "{month} {day}, {year}") if spaced else ()
    )
    zero = 0
    if pack["dates"].get("calendar") == "buddhist":
        zero, known = -543, known[:1]
    for month, names in pack["months"].items():
        for name in names:
            # A name of several words is known in the pack's own forms only.
            for form in (*(known if name.isalpha() else ()), *(form for form in forms if "{month}" in form)):
                if "{short_year}" not in form:  # without its calendar it is no day
                    yield _written(form, DAY.replace(month=int(month)), name, 0 if "ค.ศ." in form else zero)
    for form in forms:
        if "{month}" in form or "{short_year}" in form:
            continue
        for era, first in pack["dates"].get("eras", {"": 0}).items() if "{era}" in form else [("", 0)]:
            for month in range(1, 13):
                yield _written(form.replace("{era}", era), DAY.replace(month=month), "", first)
    for mark in pack["dates"].get("year_marks", []):
        for glue in ("", " ") if mark[0] != "-" else ("",):
            yield _written("{day} {month} {year}" + glue + mark, DAY, pack["months"]["2"][0])
    new_year = datetime.date(2025, 3, 21)  # 1 Farvardin 1404
    for month, names in pack.get("jalali", {}).items():
        behind = int(month) - 1
        day = new_year + datetime.timedelta(31 * min(behind, 6) + 30 * max(0, behind - 6) + DAY.day - 1)
        yield from (Written(f"{DAY.day} {name} 1404", day.isoformat()) for name in names)
    yield Written("07.02.2026", DAY.isoformat())
    yield Written("7.2.2026", DAY.isoformat())
    yield Written("7. 2. 2026", DAY.isoformat())
    yield Written("2026-02-07", DAY.isoformat())


def _written(form: str, day: datetime.date, name: str, zero: int = 0) -> Written:
    text = form.format(day=day.day, month=name, number=day.month, year=day.year - zero)
    return Written(text, day.isoformat() if "{day}" in form and "{year}" in form else None)
