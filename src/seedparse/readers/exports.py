"""Reads the lines that databases, feeds and mail programs print around an article, by their profiles.

Law: what a line is depends on the line, its profile and the next few lines. Names and forms are in profiles/*.toml;
this module names no export.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from seedparse.model import FoundDate, Look, Mark
from seedparse.phrases.line_forms import NOT_CONSUMED, Item
from seedparse.phrases.pack import Packs
from seedparse.phrases.profile_file import Profile
from seedparse.readers import clocks, dates, fields
from seedparse.readers.datelines import read_dateline
from seedparse.readers.fields import TITLE_RULE
from seedparse.text.lines import WHITE
from seedparse.text.patterns import later
from seedparse.text.sentences import is_sentence

MAX_FORM_CHARS = 300  # characters of a line that may have a form
MAX_READ_CHARS = 1000  # characters of a line that are read at all: a longer line is running text
LINES_OF_HEAD = 16  # lines of text of an article's head that are compared with a form
LINES_TO_ANCHOR = 6  # lines of text, from a head's first line, among which one has words or marks of its own
MAX_OPEN_LINE_CHARS = 200  # characters of a generic line
MIN_TEXT_CHARS = 60  # characters of running text under a head
LAST_SHORT_YEAR = 68  # the last year of two digits that is one of this century
MAX_WORDS_BESIDE_DATE = 6  # words beside the date in the place of a date: a weekday, "4. maj" with its "d."
_SHORT_YEAR = later(r"\s(\d\d)(?!\d)")
SIGNS = ("tails", "covers", "ends", "marks")  # lists of forms whose first line is a sign by itself
_PLACES = ("heads", *SIGNS)


class Line(NamedTuple):
    """A line of text, as a form sees it."""

    at: int  # index among the lines in memory
    text: str  # without the white space around it
    is_indented: bool = False
    gap: bool = False  # a blank line stands before it


class Placed(NamedTuple):
    """The lines of one item of a form that matched, and what it read."""

    role: str
    start: int  # index of the first line
    stop: int  # index of the line after it
    text: str  # the first line
    date: str | None = None
    name: str | None = None
    title: str | None = None
    meaning: str | None = None  # of the value, if the line is a field


class Sign(NamedTuple):
    """A line that a profile knows."""

    profile: int  # index of the profile
    place: str  # a table of fields or a list of forms
    key: str  # the field's name, or the form of the line
    role: str  # meaning of the field, or role of the form's first line
    own: bool  # no other text has such a line
    date: str | None = None  # what the form's first line reads
    name: str | None = None
    title: str | None = None


class _Form:
    """A sequence of lines, compiled when first used."""

    def __init__(self, profile: int, place: str, items: Sequence[Item]) -> None:
        self.profile = profile
        self.place = place
        self.key = items[0]["form"]  # of its first line: forms that begin alike are one sign
        self.items = items
        self.role = items[0]["role"]
        self.anchors = sum(item["own"] and item["fewest"] > 0 for item in items)
        # A head without words of its own counts only in an article that other lines show to be this export's.
        self.is_strong = self.anchors > 0 or any(item["form"] == "dateline" for item in items)

    @cached_property
    def patterns(self) -> list[re.Pattern[str] | None]:
        """The pattern of each item; None for a generic one."""
        sources = [None if item["generic"] else item["form"] for item in self.items]
        return [None if source is None else re.compile(source) for source in sources]


class Signs:
    """The lines of an article that profiles know, counted for each profile."""

    def __init__(self) -> None:
        self._seen: dict[int, set[str]] = {}  # by profile: different fields and forms
        self._own: set[int] = set()  # profiles of which a line was seen that no other text has

    def take(self, signs: Iterable[Sign]) -> None:
        for sign in signs:
            self._seen.setdefault(sign.profile, set()).add(sign.key)
            if sign.own:
                self._own.add(sign.profile)

    def copy(self) -> "Signs":
        found = Signs()
        found._seen = {profile: set(keys) for profile, keys in self._seen.items()}
        found._own = set(self._own)
        return found

    def counts(self, profile: int) -> int:
        """Different lines of a profile; 0 if other texts have all of them."""
        return len(self._seen[profile]) if profile in self._own else 0

    def best(self, profiles: Sequence[Profile]) -> int | None:
        """The profile with the most of its lines, if these are as many as it needs."""
        found = [
            (self.counts(profile), -profile)
            for profile in self._own
            if self.counts(profile) >= profiles[profile]["needs"]
        ]
        return -max(found)[1] if found else None


class Profiles:
    """The profiles with indexes from a line to what it may be."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self.all = profiles
        self.names = fields.Names(profiles)
        self._fields: dict[str, list[Sign]] = {}
        self._forms: dict[str, list[_Form]] = {}  # all but heads, by a key of the first item
        self._heads: list[_Form] = []
        self._anchors: dict[str, list[tuple[_Form, int]]] = {}  # by a key: items of heads
        for at, profile in enumerate(profiles):
            self._add(at, profile)
        self._inside = frozenset(key[1:] for key in (*self._anchors, *self._forms) if key[0] == "~")

    def _add(self, at: int, profile: Profile) -> None:
        for place in ("own", "shared"):
            for name, meaning in profile["fields"][place].items():
                self._fields.setdefault(name, []).append(Sign(at, place, f"field.{name}", meaning, place == "own"))
        for place in _PLACES:
            for items in profile["forms"][place]:
                form = _Form(at, place, items)
                if place == "heads":
                    self._heads.append(form)
                    for there, item in enumerate(items):
                        for key in item["keys"]:
                            self._anchors.setdefault(key, []).append((form, there))
                for key in items[0]["keys"] if place != "heads" else ():
                    self._forms.setdefault(key, []).append(form)

    def signs(self, text: str, *places: str) -> list[Sign]:
        """What a line may be in the articles of each profile. `places`: only these lists of forms, and no fields."""
        bare = text[:MAX_READ_CHARS].strip(WHITE)
        if not bare:
            return []
        found = [] if places else self._field_signs(bare)
        for form in self._candidates(bare, places or SIGNS):
            pattern = form.patterns[0]
            if pattern is not None and (said := pattern.fullmatch(bare)):
                own = form.place != "covers" and form.items[0]["own"]
                found.append(Sign(form.profile, form.place, form.key, form.role, own, **said.groupdict()))
        return found

    def _field_signs(self, bare: str) -> list[Sign]:
        field = fields.split(bare)
        if field is None:
            return []
        return [*self._fields.get(field[0], ()), *self._fields.get(field[0].casefold(), ())] if field[0] else []

    def is_anchor(self, text: str) -> bool:
        """Whether a line has a form of its own in the head of some profile."""
        bare = text[:MAX_READ_CHARS].strip(WHITE)
        if not bare or len(bare) > MAX_FORM_CHARS:
            return False
        for key in self._keys_of(bare):
            for form, there in self._anchors.get(key, ()):
                pattern = form.patterns[there]
                if pattern is not None and pattern.fullmatch(bare):
                    return True
        return False

    def head(self, lines: Sequence[Line], packs: Packs, known: int | None = None) -> tuple[int, list[Placed]] | None:
        """The profile whose articles begin like these lines, and the lines of their head; None: no profile.

        `known`: the profile that other lines of the article show.
        """
        for form in self._heads:
            if known != form.profile and (known is not None or not form.is_strong):
                continue
            if found := self._match(form, 0, lines, 0, packs):
                return form.profile, [each for each in found if each.role not in ("before", "gap")]
        return None

    def sequence(self, place: str, lines: Sequence[Line], packs: Packs, profile: int | None) -> list[Placed] | None:
        """The lines of a tail or a cover sheet that begin here.

        `profile`: that of the article; a form with one line of its own counts in its articles only.
        """
        for form in self._candidates(lines[0].text, (place,)) if lines else ():
            if form.profile == profile or form.anchors > 1:
                if found := self._match(form, 0, lines, 0, packs):
                    return found
        return None

    def reading(self, placed: Placed, profile: int, mark: Mark, packs: Packs) -> Mark:
        """What a line of an export says: a mark with its date, name or title. `mark`: the look of the line."""
        rule = f"export.{self.all[profile]['name']}"
        if placed.title:
            return Mark(Look.LINE, TITLE_RULE, title=placed.title)
        if placed.role in ("published", "accessed"):
            text = placed.date or placed.text
            if found := day_of(text, packs):
                return Mark(
                    Look.DATE, rule, kind=placed.role, found=found, printed=clocks.with_time(text, found, packs)
                )
        if placed.role == "byline" or placed.name:
            return Mark(Look.BYLINE, rule, name=placed.name or mark.name or placed.text.strip(WHITE))
        return Mark(Look.LINE, rule)

    def _candidates(self, bare: str, places: Sequence[str]) -> list[_Form]:
        """The few forms of these lists that a line could have, list by list."""
        if len(bare) > MAX_FORM_CHARS:
            return []
        found = dict.fromkeys([form for key in self._keys_of(bare) for form in self._forms.get(key, ())])
        return [form for place in places for form in found if form.place == place] if found else []

    def _keys_of(self, bare: str) -> list[str]:
        """The keys under which the forms of a line may be found (`line_forms.keys`)."""
        words = bare.split()
        if not words:
            return []  # characters that only Python takes for white space
        found = [f"<{words[0]}", f">{words[-1]}", f">>{bare[-1]}", f"<<{bare[0]}"]
        if not self._inside.isdisjoint(words):
            found += [f"~{word}" for word in words if word in self._inside]
        if bare[0].isdigit():
            found.append("0")
        return found

    def _match(self, form: _Form, at: int, lines: Sequence[Line], there: int, packs: Packs) -> list[Placed] | None:
        """The lines from `there` on that are the items of a form from item `at` on; None if they are not."""
        if at == len(form.items):
            return []
        item = form.items[at]
        if item["role"] == "gap":
            is_apart = there < len(lines) and lines[there].gap
            return self._match(form, at + 1, lines, there, packs) if is_apart else None
        stop = there
        while stop < len(lines) and stop - there < item["most"] and (stop == there or not lines[stop].gap):
            if not self._fits(form, at, lines[stop], packs):
                break
            stop += 1
        if item["form"] in NOT_CONSUMED:
            return self._match(form, at + 1, lines, there, packs) if stop > there else None
        for end in range(stop, there + item["fewest"] - 1, -1):
            behind = self._match(form, at + 1, lines, end, packs)
            if behind is not None:
                return [*self._placed(form, at, lines[there:end]), *behind]
        return None

    def _placed(self, form: _Form, at: int, lines: Sequence[Line]) -> list[Placed]:
        """The place of the lines of an item: together if they are a title, else one by one."""
        role, pattern = form.items[at]["role"], form.patterns[at]
        if role == "title" and lines and pattern is None:
            return [Placed(role, lines[0].at, lines[-1].at + 1, lines[0].text)]
        found = []
        for line in lines:
            said = pattern.fullmatch(line.text).groupdict() if pattern else {}  # type: ignore[union-attr]
            found.append(Placed(role, line.at, line.at + 1, line.text, **said))
        return found

    def _fits(self, form: _Form, at: int, line: Line, packs: Packs) -> bool:
        """Whether a line is of the form of an item."""
        item, pattern = form.items[at], form.patterns[at]
        if pattern is not None:
            found = pattern.fullmatch(line.text) if len(line.text) <= MAX_FORM_CHARS else None
            day = found and found.groupdict().get("date")
            return found is not None and (not day or is_day(day, packs))
        match item["form"]:
            case "line" | "indented":
                is_open = len(line.text) <= MAX_OPEN_LINE_CHARS and not is_sentence(line.text)
                return is_open and (line.is_indented or item["form"] == "line") and not self._knows(form, line.text)
            case "text":
                return len(line.text) >= MIN_TEXT_CHARS or is_sentence(line.text)
            case "dateline":
                return read_dateline(line.text, packs) is not None
            case _:
                return any(sign.profile == form.profile for sign in self._field_signs(line.text))

    def _knows(self, form: _Form, text: str) -> bool:
        """Whether a line is a field or another line of its own in the profile of a form."""
        if any(sign.profile == form.profile for sign in self.signs(text)):
            return True
        for item, pattern in zip(form.items, form.patterns, strict=True):
            if pattern is not None and item["keys"] and pattern.fullmatch(text):
                return True
        return False


def day_of(text: str, packs: Packs) -> FoundDate | None:
    """The date in a text where an export prints one; its year may have two digits: "5 Mar 12"."""
    found = dates.find(text, packs)
    if found is None or found.form != "partial" or (year := _SHORT_YEAR.match(text, found.end)) is None:
        return found
    century = 2000 if int(year[1]) <= LAST_SHORT_YEAR else 1900
    whole = dates.find(f"{found.raw} {century + int(year[1])}", packs)
    return whole and whole._replace(start=found.start, end=year.end(), raw=text[found.start : year.end()])


def is_day(text: str, packs: Packs) -> bool:
    """Whether a text is a date with its year and few words beside it."""
    found = day_of(text, packs)
    if found is None or found.form == "partial":
        return False
    return len((text[: found.start] + text[found.end :]).split()) <= MAX_WORDS_BESIDE_DATE


def ends_head(text: str) -> bool:
    """Whether a line is running text, so that no head goes on below it."""
    return len(text) > MAX_OPEN_LINE_CHARS or (len(text) >= MIN_TEXT_CHARS and is_sentence(text))


def lines_of(texts: Sequence[str], first: int, stop: int, most: int = LINES_OF_HEAD) -> list[Line]:
    """The lines of text from index `first` on, up to index `stop` or a form feed, `most` at most."""
    found: list[Line] = []
    gap = False
    for at in range(first, min(stop, len(texts))):
        text = texts[at]
        if text[:1] == "\f" and at > first:
            break
        bare = text[:MAX_READ_CHARS].strip(WHITE)
        if not bare:
            gap = True
            continue
        found.append(Line(at, bare, text[0] in WHITE, gap))
        gap = False
        if len(found) == most:
            break
    return found
