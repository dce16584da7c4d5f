"""Parses the phrases of packs: words, alternatives, optional parts and slots.

    об этом <reports> {publisher} [<citing> {via}]
    (read|see) also

Law: a phrase cannot contain a repeat. Only a slot holds a variable number of words, and matcher.py bounds that number.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from seedparse.phrases.syntax import DAY, JOINED, SLOTS, Choice, Part, Slot, Stored, Word, choice, is_mark
from seedparse.text.patterns import later
from seedparse.text.words import UNSPACED, fold, is_simple, is_unspaced, split

MAX_DEPTH = 30  # levels of nested brackets and groups; the shipped packs have 10, and over 100 would overflow the stack
MAX_PHRASE_WORDS = 20_000  # words of a phrase with its groups; the shipped packs have 1,844
MAX_SHOWN_PHRASE_CHARS = 60  # characters of a phrase in the message about its size

Groups = Mapping[str, Part]

_SPECIAL = re.compile(r"[()\[\]|<>{}\\*]")
_LETTER = rf"[^\W{UNSPACED}]"
_GROUP = later(r"<(\w+)>")
_INSIDE = re.compile(r"\w[()\[\]]\w")
_INSIDE_WORD = later(rf"\w*{_LETTER}[(\[]\w+|\w*{_LETTER}[)\]]\w+")
_SYNTAX = re.compile(r"\s*(?:([()\[\]|])|<(\w+)>|\{(\w+)\}|((?:\\.|[^\s()\[\]|<>{}\\])+))")


class PhraseError(ValueError):
    """A phrase is not well formed; the message says where."""


def parse(source: str, groups: Groups) -> Part:
    """Parse a phrase; `groups` are the pack's named lists, already parsed. Raises PhraseError."""
    if not _SPECIAL.search(source):
        return tuple(Word(fold(word)) for word in split(source))
    if _INSIDE.search(source) and (found := _INSIDE_WORD.search(source)):
        raise PhraseError(f'"{source}": the bracket in "{found[0]}" is inside a word; write out both words')
    symbols = list(_symbols(source))
    part, rest = _sequence(symbols, 0, groups, source)
    if rest != len(symbols):
        raise PhraseError(f'"{source}": a closing bracket has no opening one')
    return part


class Extent(NamedTuple):
    """The size of a phrase with all groups that it names."""

    words: int
    depth: int  # levels of nested brackets and groups


def check(source: str, groups: Mapping[str, Extent]) -> None:
    """Checks that `parse` skips because it runs often. Call once, when a pack file is loaded. Raises PhraseError.

    `groups` are the sizes of the groups that the phrase may name.
    """
    if found := _INSIDE_WORD.search(source):
        raise PhraseError(f'"{source}": the bracket in "{found[0]}" is inside a word; write out both words')
    extent((source,), groups)


def extent(sources: Iterable[str], groups: Mapping[str, Extent]) -> Extent:
    """The extent of a list of alternative phrases. Raises PhraseError if it exceeds MAX_PHRASE_WORDS or MAX_DEPTH."""
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
            if words > MAX_PHRASE_WORDS:
                raise PhraseError(f'"{_shortened(source)}": more than {MAX_PHRASE_WORDS} words with its groups')
    return Extent(words, deepest)


def extent_of(part: Part) -> Extent:
    """The extent of a parsed phrase."""
    inner = [extent_of(each) for item in part if isinstance(item, Choice) for each in item.parts]
    words = sum(not isinstance(item, Choice) for item in part) + sum(each.words for each in inner)
    return Extent(words, 1 + max((each.depth for each in inner), default=-1))


def group_names(source: str) -> list[str]:
    """The groups that a phrase names."""
    return _GROUP.findall(source) if "<" in source else []


def _shortened(source: str) -> str:
    return source if len(source) <= MAX_SHOWN_PHRASE_CHARS else f"{source[:MAX_SHOWN_PHRASE_CHARS]}…"


def stored(source: str) -> Stored:
    """A phrase as it is stored in the built form, which `from_stored` reads in a fraction of the time of `parse`."""
    return _stored(parse(source, _Names()))


def from_stored(items: Stored, groups: Groups) -> Part:
    """The part of a stored phrase. `groups` are the pack's named lists."""
    part: list[Word | Slot | Choice] = []
    for item in items:
        if isinstance(item, list):
            optional, *alternatives = item
            part.append(choice(tuple(from_stored(each, groups) for each in alternatives), optional=optional))
        elif item[0] not in "<{" or len(item) == 1:
            part.append(Word(item))
        elif item[0] == "<":
            part.extend(groups[item[1:-1]])
        else:
            part.append(DAY if item[1:-1] == DAY.name else Slot(item[1:-1]))
    return tuple(part)


class _Names(dict[str, Part]):
    """In place of each group its name, as phrases write it. No literal word is written so: its marks are words."""

    def __missing__(self, name: str) -> Part:
        return (Word(f"<{name}>"),)

    def __contains__(self, name: object) -> bool:
        return True


def _stored(part: Part) -> Stored:
    return [
        [item.optional, *map(_stored, item.parts)]
        if isinstance(item, Choice)
        else f"{{{item.name}}}"
        if isinstance(item, Slot)
        else item.text
        for item in part
    ]


def heads(part: Part) -> list[str]:
    """The words that a phrase can begin with, a stem with its star, a joined word with its tilde.

    "" is one of them if it can begin with a slot.
    """
    return list(dict.fromkeys(_edge(part, back=False)))


def tails(part: Part) -> list[str]:
    """The words that a phrase can end with, as in `heads`; in a script without spaces, the last run of letters."""
    return list(dict.fromkeys(_edge(part, back=True)))


def _symbols(source: str) -> Iterator[tuple[str, str]]:
    at = 0
    end = len(source.rstrip())
    while at < end:
        found = _SYNTAX.match(source, at)
        if found is None:
            sign = source[at:].lstrip()[:1]
            raise PhraseError(f'"{source}": {sign} is a sign of phrases; for the sign itself write \\\\{sign}')
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
            if literal.endswith(JOINED) and literal[0].isalpha():
                yield "word", fold(literal)
                continue
            # Split after each star: "агентств*:" is a stem and a colon.
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
    """The run of letters of a script without spaces that ends at item `last`."""
    run = ""
    for item in reversed(part[: last + 1]):
        if not isinstance(item, Word) or not is_unspaced(item.text):
            break
        run = item.text + run
    return run
