"""What a phrase is after parsing: words, slots and choices, in order.

Law: a phrase is a finite tree without repeats. Equal choices are one object.
"""

from functools import cache
from typing import Any, NamedTuple

SLOTS = frozenset(
    {"publisher", "via", "medium", "origin", "name", "office", "place", "agency", "title", "rest", "date"}
)


STEM, JOINED = "*", "~"
"""What a literal ends with that is only the beginning of a word: a stem, or a word joined to a medium's name."""


BESIDE_MEDIUM = {"before": ("publisher", "name", "office"), "behind": ("publisher", "office")}
"""The slots that a phrase of this kind may have at the side of the medium: it ends, or begins, with one of them."""


class Word(NamedTuple):
    """A literal: a folded word, a stem with its star, a word joined to a name with its tilde, or a punctuation mark."""

    text: str


class Slot(NamedTuple):
    """A place for a name or another variable text; `name` is one of SLOTS, or "day"."""

    name: str


class Choice(NamedTuple):
    """One of several parts must match; if `optional`, none has to."""

    parts: tuple["Part", ...]
    optional: bool
    has_slots: bool


Part = tuple[Word | Slot | Choice, ...]

Stored = list[Any]
"""A phrase as plain data: a word, "{slot}", "<group>", or for a choice a list: whether it is optional, and its
alternatives, stored in the same way."""

DAY = Slot("day")
"""A date that is not part of a name. It may occur in a phrase more than once, and its text is not kept."""


@cache
def choice(parts: tuple[Part, ...], *, optional: bool) -> Choice:
    """A choice of these parts; cached, so that equal choices are one object."""
    has_slots = any(
        item.has_slots if isinstance(item, Choice) else isinstance(item, Slot) and item is not DAY
        for part in parts
        for item in part
    )
    return Choice(parts, optional, has_slots)


def slots(part: Part) -> list[str]:
    """The names of the slots of a phrase, in order, without DAY; a slot in several alternatives counts once."""
    names: list[str] = []
    for item in part:
        if isinstance(item, Choice) and item.has_slots:
            names.extend(dict.fromkeys(name for inner in item.parts for name in slots(inner)))
        elif isinstance(item, Slot) and item is not DAY:
            names.append(item.name)
    return names


def beside_medium(part: Part, kind: str) -> Part:
    """A phrase of kind "before" or "behind" without the slot at the side of the medium; else the phrase."""
    beside = [Slot(name) for name in BESIDE_MEDIUM.get(kind, ())]
    if kind == "before" and part[-1] in beside:
        return part[:-1]
    return part[1:] if kind == "behind" and part[0] in beside else part


def ends_with_mark(part: Part) -> bool:
    """Whether a phrase always ends with punctuation."""
    last = part[-1]
    if isinstance(last, Choice):
        return not last.optional and all(map(ends_with_mark, last.parts))
    return isinstance(last, Word) and is_mark(last.text)


def is_part(word: str) -> bool:
    """Whether a literal is only the beginning of a word."""
    return len(word) > 1 and word[-1] in (STEM, JOINED)


def has_joined(part: Part) -> bool:
    """Whether a phrase has a word that is joined to a name."""
    return any(
        any(map(has_joined, item.parts))
        if isinstance(item, Choice)
        else isinstance(item, Word) and is_joined(item.text)
        for item in part
    )


def is_joined(word: str) -> bool:
    """Whether a literal is a word that is joined to a name."""
    return len(word) > 1 and word.endswith(JOINED)


def is_mark(word: str) -> bool:
    """Whether a literal is punctuation."""
    return not word[0].isalnum()
