"""Outlets and news agencies that are known by name, each with one id.

Law: a spelling has at most one id in one language. An id serves to recognise and to count a name; it never changes what
a record prints.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypedDict

from seedparse.errors import PackError, PackErrors
from seedparse.text.cached import lazy
from seedparse.text.words import QUOTES, fold

EVERY = "*"  # in place of a language: the spelling is known in all languages
MAX_SPELLING_WORDS = 8  # words of a spelling; the longest shipped one has 6
MAX_ENDING = 2  # letters of a case ending that may replace, or follow, the last letters of a word
LONGEST_SHORT = 5  # letters of a word of which a case ending replaces the last letter only
SHORTEST_DECLINED = 4  # letters of a word that may have another case ending; of one in a longer name: one letter fewer

_AROUND = QUOTES + " \t\u00a0\u2009\u202f.,;:()"
_WITHOUT_QUOTES = {ord(mark): None for mark in QUOTES if mark not in "'’`׳״"}


class BuiltOutlets(TypedDict):
    """The outlets as plain data, kept in the built form."""

    declined: list[str]  # languages in which the words of a spelling may have other case endings
    spellings: dict[str, str]  # a folded spelling to its ids with their languages: "id en de|other-id fr"


class Outlets:
    """The known outlets of a run."""

    def __init__(self, built: BuiltOutlets) -> None:
        self._declined = frozenset(built["declined"])
        self._spellings = built["spellings"]

    def id_of(self, name: str, language: str | None = None) -> str | None:
        """The id of a name as it is printed, None if it is no known outlet's, or that of several.

        `language`: BCP 47 code of the text. It decides between outlets that share a spelling, and a spelling that other
        languages have alone is then not taken for an outlet's. None: any language.
        """
        if not (key := _key(name)):
            return None
        ids = set(self._ids(self._spellings.get(key, ""), language))
        if not ids and (language is None or language in self._declined):
            words = key.split()
            ids = {
                found
                for spelling, known in self._by_stem.get(_stems(words), ())
                if _is_form_of(words, spelling)
                for found in self._ids(known, language, declined=True)
            }
        return ids.pop() if len(ids) == 1 else None

    def is_declined(self, language: str) -> bool:
        """Whether names may have case endings in a language."""
        return language in self._declined

    def _ids(self, known: str, language: str | None, *, declined: bool = False) -> Iterator[str]:
        for entry in known.split("|") if known else ():
            name, *languages = entry.split()
            if language is None:
                fits = not declined or not self._declined.isdisjoint(languages)
            else:
                fits = language in languages or EVERY in languages
            if fits:
                yield name

    @lazy
    def _by_stem(self) -> dict[tuple[str, ...], list[tuple[list[str], str]]]:
        """The spellings that may be declined, by the beginnings of their words."""
        found: defaultdict[tuple[str, ...], list[tuple[list[str], str]]] = defaultdict(list)
        for spelling, known in self._spellings.items():
            if not self._declined.isdisjoint(known.replace("|", " ").split()) or EVERY in known:
                words = spelling.split()
                found[_stems(words)].append((words, known))
        return found


def _key(name: str) -> str:
    return " ".join(fold(name).translate(_WITHOUT_QUOTES).split()).strip(_AROUND).removeprefix("www.")


def _stems(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word[: SHORTEST_DECLINED - MAX_ENDING] for word in words)


def _is_form_of(words: list[str], spelling: list[str]) -> bool:
    shortest = SHORTEST_DECLINED if len(words) == 1 else SHORTEST_DECLINED - 1
    return all(
        word == known or _is_declined(word, known, shortest) for word, known in zip(words, spelling, strict=True)
    )


def _is_declined(word: str, known: str, shortest: int) -> bool:
    kept = len(known) - (MAX_ENDING if len(known) > LONGEST_SHORT else 1)  # "Bibi" is no form of "Bild"
    return (
        len(known) >= shortest and word[:kept] == known[:kept] and len(word) - len(known) in range(-1, MAX_ENDING + 1)
    )


def build(table: Mapping[str, Any], file: str) -> BuiltOutlets:
    """The outlets of a file. Raises PackError with all errors of the file, each with its key."""
    errors = PackErrors(file)
    for key in table.keys() - {"declined", "list"}:
        errors.add(key, "unknown key; known: declined, list")
    ids: set[str] = set()
    spellings: dict[str, dict[str, list[str]]] = {}
    for place, outlet, names in _outlets(table, errors):
        if outlet in ids:
            errors.add(place, "the id is in the file twice; keep one")
        ids.add(outlet)
        for languages, spelling in _spellings(place, names, errors):
            known = spellings.setdefault(_key(spelling), {})
            for other, also in known.items():
                if other != outlet and (shared := _shared(languages, also)):
                    errors.add(place, f'"{spelling}" is also a spelling of {other} ({", ".join(shared)}); keep one')
            mine = known.setdefault(outlet, [])
            mine += [language for language in languages if language not in mine]
    declined = table.get("declined", [])
    if not _are_texts(declined):
        errors.add("declined", "must be a list of languages")
    if errors.found:
        raise PackError(*errors.found)
    return BuiltOutlets(declined=declined, spellings={key: _joined(known) for key, known in spellings.items()})


def merged(shipped: BuiltOutlets, own: Iterable[BuiltOutlets]) -> BuiltOutlets:
    """The shipped outlets with a user's own; in a language in which both have a spelling the user's id counts."""
    spellings = dict(shipped["spellings"])
    declined = list(shipped["declined"])
    for each in own:
        declined += each["declined"]
        for key, entry in each["spellings"].items():
            languages = {language for known in entry.split("|") for language in known.split()[1:]}
            spellings[key] = "|".join([entry, *_others(spellings.get(key, ""), languages)])
    return BuiltOutlets(declined=declined, spellings=spellings)


def _others(known: str, taken: set[str]) -> Iterator[str]:
    """The entries of a spelling without the languages that are taken; EVERY takes all."""
    for entry in known.split("|") if known and EVERY not in taken else ():
        name, *languages = entry.split()
        if left := [language for language in languages if language not in taken]:
            yield " ".join((name, *left))


def _outlets(table: Mapping[str, Any], errors: PackErrors) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Each outlet of the file: the key that errors name, its id, and its spellings by languages."""
    lists = table.get("list", [])
    if not isinstance(lists, list) or not all(isinstance(each, dict) for each in lists):
        errors.add("list", "must be written as [[list]]")
        return
    for number, each in enumerate(lists, 1):
        if unknown := sorted(each.keys() - {"title", "source", "outlets"}):
            errors.add(f"list {number}", f"unknown key {', '.join(unknown)}; known: title, source, outlets")
        outlets = each.get("outlets")
        if not isinstance(outlets, dict):
            errors.add(f"list {number}", "has no [list.outlets]")
            continue
        for outlet, names in outlets.items():
            if isinstance(names, dict) and names:
                yield f"outlets.{outlet}", outlet, names
            else:
                errors.add(f"outlets.{outlet}", 'must be a table of spellings, such as { en = ["The Gull"] }')


def _spellings(place: str, names: Mapping[str, Any], errors: PackErrors) -> Iterator[tuple[list[str], str]]:
    """Each spelling of an outlet with its languages; an address has EVERY."""
    for key, spellings in names.items():
        if not _are_texts(spellings) or not spellings:
            errors.add(f"{place}.{key}", "must be a list of spellings")
            continue
        languages = [EVERY] if key == "sites" else key.split()
        for spelling in spellings:
            if not (words := _key(spelling).split()) or len(words) > MAX_SPELLING_WORDS:
                errors.add(f"{place}.{key}", f'"{spelling}" must have one to {MAX_SPELLING_WORDS} words')
            else:
                yield languages, spelling


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _shared(one: list[str], other: list[str]) -> list[str]:
    """The languages in both lists."""
    if EVERY in one or EVERY in other:
        return [EVERY]
    return [language for language in one if language in other]


def _joined(known: Mapping[str, list[str]]) -> str:
    return "|".join(" ".join((outlet, *languages)) for outlet, languages in known.items())


NONE = Outlets(BuiltOutlets(declined=[], spellings={}))
