"""A phrase of a pack, read: words, alternatives, optional parts and slots.

    об этом <reports> {publisher} [<citing> {via}]
    (read|see) also

Law: there is no way to write a repeat in a phrase. Only slots repeat, and matching.py bounds them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from seedparse.text.patterns import later
from seedparse.text.words import UNSPACED, fold, is_simple, is_unspaced, split

MAX_DEPTH = 30  # of brackets and groups in one another; the shipped packs have 10. More than 100 would exceed the stack
MAX_WORDS = 20_000  # of a phrase with its groups; the shipped packs have 1,844
MAX_SHOWN_CHARS = 60  # of a phrase, in the message about its size
SLOTS = frozenset({"publisher", "via", "medium", "name", "place", "agency", "title", "rest", "date"})

_SPECIAL = re.compile(r"[()\[\]|<>{}\\*]")
_LETTER = rf"[^\W{UNSPACED}]"
_INSIDE = re.compile(r"\w[()\[\]]\w")
_INSIDE_WORD = later(rf"\w*{_LETTER}[(\[]\w+|\w*{_LETTER}[)\]]\w+")
_SYNTAX = re.compile(r"\s*(?:([()\[\]|])|<(\w+)>|\{(\w+)\}|((?:\\.|[^\s()\[\]|<>{}\\])+))")


class PhraseError(ValueError):
    """A phrase is not well formed; the text says where."""


class Word(NamedTuple):
    """A literal: a folded word, a stem with its star, or a mark of punctuation."""

    text: str


class Slot(NamedTuple):
    name: str


class Choice(NamedTuple):
    """One of several parts; `optional` if none is well too."""

    parts: tuple["Part", ...]
    optional: bool
    has_slots: bool


Part = tuple[Word | Slot | Choice, ...]
Groups = Mapping[str, Part]

DAY = Slot(
    "day"
)  # a date that is no part of a name; it may stand in a phrase more than once, and nothing is read of it


def parse(source: str, groups: Groups) -> Part:
    """Read a phrase; groups are the pack's named word lists, already read. Raises PhraseError."""
    plain = words_of(source)
    if isinstance(plain, list):
        return tuple(map(Word, plain))
    if _INSIDE.search(source) and (found := _INSIDE_WORD.search(source)):
        raise PhraseError(f'"{source}": the bracket in "{found[0]}" is inside a word; write out both words')
    symbols = list(_symbols(source))
    part, rest = _sequence(symbols, 0, groups, source)
    if rest != len(symbols):
        raise PhraseError(f'"{source}": a closing bracket has no opening one')
    return part


class Extent(NamedTuple):
    """How large a phrase is, with all the groups that it names."""

    words: int
    depth: int  # of brackets and groups in one another


def check(source: str, groups: Mapping[str, Extent]) -> None:
    """What `parse` takes for granted: it reads the phrases of packs again and again. Raises PhraseError.

    The groups are those that the phrase may name.
    """
    if found := _INSIDE_WORD.search(source):
        raise PhraseError(f'"{source}": the bracket in "{found[0]}" is inside a word; write out both words')
    extent((source,), groups)


def extent(sources: Iterable[str], groups: Mapping[str, Extent]) -> Extent:
    """That of a list of phrases, one of which stands there. Raises PhraseError if it is too large to be matched."""
    words = deepest = 0
    for source in sources:
        depth = 1
        for kind, text in _symbols(source):
            inner = groups.get(text, Extent(1, 0)) if kind == "group" else Extent(kind not in "()[]|", 0)
            words += inner.words
            depth += (kind in "([") - (kind in ")]")
            deepest = max(deepest, depth + inner.depth)
            if deepest > MAX_DEPTH:
                raise PhraseError(f'"{_shortened(source)}": brackets and groups are nested deeper than {MAX_DEPTH}')
            if words > MAX_WORDS:
                raise PhraseError(f'"{_shortened(source)}": more than {MAX_WORDS} words with its groups')
    return Extent(words, deepest)


def _shortened(source: str) -> str:
    return source if len(source) <= MAX_SHOWN_CHARS else f"{source[:MAX_SHOWN_CHARS]}…"


def words_of(source: str) -> str | list[str]:
    """The words of a phrase that has nothing but words, else the phrase as it is."""
    return source if _SPECIAL.search(source) else [fold(word) for word in split(source)]


@cache
def choice(parts: tuple[Part, ...], *, optional: bool) -> Choice:
    has_slots = any(
        item.has_slots if isinstance(item, Choice) else isinstance(item, Slot) and item is not DAY
        for part in parts
        for item in part
    )
    return Choice(parts, optional, has_slots)


def slots(part: Part) -> list[str]:
    """The names of the slots of a phrase, in order; those of alternatives count once."""
    names: list[str] = []
    for item in part:
        if isinstance(item, Choice) and item.has_slots:
            names.extend(dict.fromkeys(name for inner in item.parts for name in slots(inner)))
        elif isinstance(item, Slot) and item is not DAY:
            names.append(item.name)
    return names


def heads(part: Part) -> list[str]:
    """The words it can begin with; "" among them if it can begin with a slot, a stem with its star."""
    return list(dict.fromkeys(_edge(part, back=False)))


def tails(part: Part) -> list[str]:
    """The words it can end with, in the same way; of a script without spaces all the letters in a row."""
    return list(dict.fromkeys(_edge(part, back=True)))


def _symbols(source: str) -> Iterator[tuple[str, str]]:
    at = 0
    end = len(source.rstrip())
    while at < end:
        found = _SYNTAX.match(source, at)
        if found is None:
            raise PhraseError(f'"{source}": unexpected character at position {at + 1}')
        at = found.end()
        bracket, group, slot, words = found.groups()
        if bracket:
            yield bracket, bracket
        elif group:
            yield "group", group
        elif slot:
            yield "slot", slot
        elif words.isalnum() and is_simple(words):
            yield "word", fold(words)
        else:
            literal = re.sub(r"\\(.)", r"\1", words)
            # Pieces that end with a star, and what is left: "агентств*:" is a stem and a colon.
            for piece in re.findall(r"[^*]+\*?", literal):
                *whole, last = split(piece.removesuffix("*")) or [piece]
                yield from (("word", fold(word)) for word in whole)
                yield "word", fold(last) + "*" * piece.endswith("*")


def _sequence(symbols: list[tuple[str, str]], at: int, groups: Groups, source: str) -> tuple[Part, int]:
    items: list[Word | Slot | Choice] = []
    while at < len(symbols):
        kind, text = symbols[at]
        if kind in ("(", "["):
            choice, at = _choice(symbols, at + 1, groups, source, ")" if kind == "(" else "]")
            items.append(choice)
            continue
        if kind in (")", "]", "|"):
            break
        if kind == "group":
            if text not in groups:
                raise PhraseError(f'"{source}": there is no group <{text}> in [groups]')
            items.extend(groups[text])
        elif kind == "slot":
            if text not in SLOTS and text != DAY.name:
                raise PhraseError(f'"{source}": unknown slot {{{text}}}; known: {", ".join(sorted(SLOTS))}')
            items.append(DAY if text == DAY.name else Slot(text))
        else:
            items.append(Word(text))
        at += 1
    if not items:
        raise PhraseError(f'"{source}": a part is empty')
    return tuple(items), at


def _choice(symbols: list[tuple[str, str]], at: int, groups: Groups, source: str, closing: str) -> tuple[Choice, int]:
    parts: list[Part] = []
    while True:
        part, at = _sequence(symbols, at, groups, source)
        parts.append(part)
        if at == len(symbols):
            raise PhraseError(f'"{source}": a bracket is not closed')
        kind = symbols[at][0]
        at += 1
        if kind == closing:
            return choice(tuple(parts), optional=closing == "]"), at
        if kind != "|":
            raise PhraseError(f'"{source}": "{kind}" does not match the opening bracket')


def _edge(part: Part, *, back: bool) -> Iterator[str]:
    for at, item in reversed(list(enumerate(part))) if back else enumerate(part):
        if isinstance(item, Slot):
            yield ""
            return
        if isinstance(item, Word):
            if is_mark(item.text):
                continue
            yield _run(part, at) if back and is_unspaced(item.text) else item.text
            return
        for inner in item.parts:
            yield from _edge(inner, back=back)
        if not item.optional:
            return
    yield ""


def _run(part: Part, last: int) -> str:
    """The letters of a script without spaces that stand in a row up to this one."""
    run = ""
    for item in reversed(part[: last + 1]):
        if not isinstance(item, Word) or not is_unspaced(item.text):
            break
        run = item.text + run
    return run


def ends_with_mark(part: Part) -> bool:
    """Whether its last sign is punctuation."""
    last = part[-1]
    if isinstance(last, Choice):
        return not last.optional and all(map(ends_with_mark, last.parts))
    return isinstance(last, Word) and is_mark(last.text)


def is_mark(word: str) -> bool:
    """Whether a literal is punctuation."""
    return not word[0].isalnum()
