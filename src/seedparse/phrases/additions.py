"""Adds a user's own packs to those that are there: to their index, and to the words of the languages that they extend.

Law: what is there is never changed. Phrases of the user's own packs are tried first, in the order of these packs.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

from seedparse.phrases.index import Built, Heads, Index, words_of
from seedparse.phrases.indexing import index
from seedparse.phrases.pack import Pack, Packs
from seedparse.phrases.required_words import UNMEASURED, Frequencies

Lists = Literal[
    "page", "reader", "generic", "generic_stems", "never", "articles", "persons", "given", "speech",
    "networks", "offices", "press_offices", "agencies", "media", "beginnings", "endings", "documents", "numbered_of",
    "joiners", "roles",
]  # fmt: skip
EXTENDED: tuple[Lists, ...] = (
    "page", "reader", "generic", "generic_stems", "never", "articles", "persons", "given", "speech",
    "networks", "offices", "press_offices", "agencies", "media", "beginnings", "endings", "documents", "numbered_of",
    "joiners", "roles",
)  # fmt: skip
"""The lists of a pack that a site pack may add words to."""

Joined = Literal[
    "words", "common", "foreign", "months", "year_marks", "tails", "clause_tails", "rarest", "whole", "mentions",
]  # fmt: skip
_JOINED: tuple[Joined, ...] = (
    "words", "common", "foreign", "months", "year_marks", "tails", "clause_tails", "rarest", "whole", "mentions",
)  # fmt: skip
United = Literal[
    "page", "reader", "weekdays", "agencies", "media", "documents", "numbered_of", "given", "networks", "roles",
    "ordinals", "before_month", "before_clock", "hour_marks", "day_halves", "after_clock", "layout_heads",
]  # fmt: skip
_UNITED: tuple[United, ...] = (
    "page", "reader", "weekdays", "agencies", "media", "documents", "numbered_of", "given", "networks", "roles",
    "ordinals", "before_month", "before_clock", "hour_marks", "day_halves", "after_clock", "layout_heads",
)  # fmt: skip
Numbered = Literal["languages", "required", "set_required", "kinds", "sets"]
_NUMBERED: tuple[Numbered, ...] = ("languages", "required", "set_required", "kinds", "sets")


def with_own(
    known: Index, read: Callable[[str], Pack], own: Sequence[Built], frequencies: Frequencies = UNMEASURED
) -> Packs:
    """The packs of the index `known`, which `read` loads, and the user's `own`, which have other names.

    `frequencies`: those of words in text, if they are known.
    """
    by_name = {built["language"]: built for built in own}

    def months(language: str) -> Mapping[str, int]:
        return by_name[language]["months"] if language in by_name else read(language).built["months"]

    def read_any(name: str) -> Pack:
        built = by_name.get(name)
        if built is not None and built["extends"] is not None:
            return Pack(_extending(language(built["extends"]), built))
        return Pack(language(name)) if built or any(each["extends"] == name for each in own) else read(name)

    def language(name: str) -> Built:
        more = [built for built in own if built["extends"] == name]
        return _with_words(by_name[name] if name in by_name else read(name).built, more)

    return Packs(_extended(known, index(own, frequencies, first=len(known["languages"])), own, months), read_any)


def _with_words(built: Built, more: Iterable[Built]) -> Built:
    found = built.copy()
    for key in EXTENDED:
        found[key] = list(dict.fromkeys([*built[key], *(word for each in more for word in each[key])]))
    for affixes in ("beginnings", "endings"):
        found[affixes].sort(key=len, reverse=True)
    return found


def _extending(language: Built, site: Built) -> Built:
    """A site pack with the words of the language that it extends."""
    found = language.copy()
    found["language"], found["extends"] = site["language"], site["extends"]
    found["phrases"] = site["phrases"]
    found["groups"] = {**language["groups"], **site["groups"]}
    found["layouts"] = []
    return found


def _extended(known: Index, new: Index, own: Sequence[Built], months: Callable[[str], Mapping[str, int]]) -> Index:
    found = known.copy()
    for key in _NUMBERED:
        found[key] = known[key] + new[key]
    found["letters"] = known["letters"] + new["letters"]
    found["sites"] = {built["language"]: built["extends"] for built in own if not built["alphabet"]}
    for united in _UNITED:
        if new[united]:
            found[united] = sorted({*known[united], *new[united]})
    for joined in _JOINED:
        if new[joined]:
            # The new references stand first, so they are tried first.
            both = {word: f"{some} {known[joined].get(word, '')}".strip() for word, some in new[joined].items()}
            found[joined] = known[joined] | both
    found["year_marks"] = dict(sorted(found["year_marks"].items(), key=lambda one: (-len(one[0]), one[0])))
    numbers = {word: {name: months(name)[word] for name in found["months"][word].split()} for word in new["months"]}
    contested = {word: found_in for word, found_in in numbers.items() if len(set(found_in.values())) > 1}
    found["contested"] = known["contested"] | contested
    found["jalali"] = known["jalali"] | new["jalali"]
    found["layouts"] = known["layouts"] | {
        sign: new["layouts"][sign] + known["layouts"].get(sign, []) for sign in new["layouts"]
    }
    found["datelines"] = new["datelines"] + known["datelines"]
    found["heads"] = _with_heads(known["heads"], new["heads"])
    return found


def _with_heads(known: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    found, by_word = dict(known), Heads(known)
    for section, lines in new.items():
        # Of two lines of a word the later one holds.
        added = [f"{word} {some} {by_word.get(word, '')}".strip() for word, some in words_of(lines)]
        found[section] = "\n".join([*filter(None, [found.get(section)]), *added])
    return found
