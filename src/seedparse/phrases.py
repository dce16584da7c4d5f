"""A phrase of a pack: words, alternatives, optional parts and slots, compiled to a safe pattern.

    об этом <reports> {publisher} [<citing> {via}]
    (read|see) also

Law: a phrase can only become a pattern that runs in bounded time. There is no way to write a repeat in a phrase; the
only repeats are those of the slots, each of at most SLOT characters, at most two of them, and white space, matched
possessively.

`re`, not `regex`: since 3.11 it has possessive repeats, which is all that these patterns need, and on lines of this
length it is three times as fast (docs/choices.md).
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from seedparse.words import first_word, last_word

SLOT = 160  # characters that a name may have; longer ones are text

# Inside a sentence a name ends at its punctuation. A full stop between letters ("ZN.UA") and a comma between digits
# do not end it.
_NAME = rf"[^\s.,;:!?…](?:[^.,;!?…]|\.(?=\w)|,(?=\d)){{0,{SLOT}}}?"
_LIST = rf"[^\s.,;:!?…](?:[^;!?…]){{0,{SLOT}}}?"  # alone on its line, commas and all

_PLACE = r"[^\W\d_][^.;:()\[\]–—/]{1,40}?"
_DAY = r"(?:\d{1,2}\.?\s\w{3,12}\.?(?:\s\d{4})?|\w{3,12}\.?\s\d{1,2}(?:,?\s\d{4})?|\d{1,2}\.\d{1,2}\.\d{4})"

# What may fill a slot: inside a sentence, and alone on its line.
SLOTS = {
    "publisher": (_NAME, _LIST),
    "via": (_NAME, _LIST),
    "name": (_NAME, _LIST),
    "title": (r"\S.*", r"\S.*"),
    "rest": (r"(?!\w).*", r"(?!\w).*"),  # it brings its own white space
    "place": (_PLACE, _PLACE),
    "agency": (_PLACE, _PLACE),
    "date": (_DAY, _DAY),
}

_TOKEN = re.compile(r"\s*(?:([()\[\]|])|<(\w+)>|\{(\w+)\}|((?:\\.|[^\s()\[\]|<>{}\\])+))")
_WORD = re.compile(r"\w[\w'’ʼ\-.]*\w\*?\.?|\w\*?\.?|[^\w\s]")
_GAP = r",?+\s++"
_CLOSE = r"(?=[»”\"]?\s*+(?:[;:!?…)]|\.(?!\w)|,(?!\d)|[-–—]\s|$))"


class PhraseError(ValueError):
    """A phrase is not well formed; the text says where."""


class Word(NamedTuple):
    """A literal: a word, a stem with its star, or a mark of punctuation."""

    text: str

    @property
    def is_punctuation(self) -> bool:
        return not self.text[0].isalnum() and self.text[0] != "*"


class Slot(NamedTuple):
    name: str


class Choice(NamedTuple):
    """One of several parts; `optional` if none is well too."""

    parts: tuple["Part", ...]
    optional: bool


Part = tuple[Word | Slot | Choice, ...]


def whole(part: Part) -> str:
    """The pattern of a line that is this phrase and nothing else."""
    return rf"{_pattern(part, 1)}[\s.:…]*+$"


def clause(part: Part) -> str:
    """The pattern of a clause inside running text, up to its closing punctuation."""
    return _pattern(part, 0) + _CLOSE


def pattern(part: Part) -> str:
    """The pattern of a part without slots, with nothing said of what stands around it."""
    return _pattern(part, 0)


def heads(part: Part) -> list[str]:
    """The words it can begin with, folded; "" among them if it can begin with a slot, a stem with its star."""
    return list(dict.fromkeys(_edge(part)))


def tails(part: Part) -> list[str]:
    """The words it can end with, in the same way."""
    return list(dict.fromkeys(_edge(part, back=True)))


def parse(source: str, groups: Mapping[str, Part]) -> Part:
    """Read a phrase; groups are the pack's named word lists, already read. Raises PhraseError."""
    tokens = list(_tokens(source))
    part, rest = _sequence(tokens, 0, groups, source)
    if rest != len(tokens):
        raise PhraseError(f'"{source}": a bracket closes that was never opened')
    names = slots(part)
    if len(set(names)) != len(names):
        raise PhraseError(f'"{source}": a slot stands once in a phrase')
    return part


def slots(part: Part) -> list[str]:
    """The names of the slots of a phrase, in order; those of alternatives count once."""
    names: list[str] = []
    for item in part:
        if isinstance(item, Slot):
            names.append(item.name)
        elif isinstance(item, Choice):
            names.extend(dict.fromkeys(name for inner in item.parts for name in slots(inner)))
    return names


def _tokens(source: str) -> Iterator[tuple[str, str]]:
    at = 0
    end = len(source.rstrip())
    while at < end:
        found = _TOKEN.match(source, at)
        if found is None:
            raise PhraseError(f'"{source}": cannot read it at character {at + 1}')
        at = found.end()
        bracket, group, slot, words = found.groups()
        if bracket:
            yield bracket, bracket
        elif group:
            yield "group", group
        elif slot:
            yield "slot", slot
        else:
            for word in _WORD.findall(re.sub(r"\\(.)", r"\1", words)):
                yield "word", word


def _sequence(tokens: list[tuple[str, str]], at: int, groups: Mapping[str, Part], source: str) -> tuple[Part, int]:
    items: list[Word | Slot | Choice] = []
    while at < len(tokens):
        kind, text = tokens[at]
        if kind in ("(", "["):
            choice, at = _choice(tokens, at + 1, groups, source, ")" if kind == "(" else "]")
            items.append(choice)
            continue
        if kind in (")", "]", "|"):
            break
        if kind == "group":
            if text not in groups:
                raise PhraseError(f'"{source}": there is no group <{text}> in [groups]')
            items.extend(groups[text])
        elif kind == "slot":
            if text not in SLOTS:
                raise PhraseError(f'"{source}": unknown slot {{{text}}}; known: {", ".join(SLOTS)}')
            items.append(Slot(text))
        else:
            items.append(Word(text))
        at += 1
    if not items:
        raise PhraseError(f'"{source}": an empty part')
    return tuple(items), at


def _choice(
    tokens: list[tuple[str, str]], at: int, groups: Mapping[str, Part], source: str, closing: str
) -> tuple[Choice, int]:
    parts: list[Part] = []
    while True:
        part, at = _sequence(tokens, at, groups, source)
        parts.append(part)
        if at == len(tokens):
            raise PhraseError(f'"{source}": a bracket is not closed')
        kind = tokens[at][0]
        at += 1
        if kind == closing:
            return Choice(tuple(parts), optional=closing == "]"), at
        if kind != "|":
            raise PhraseError(f'"{source}": "{kind}" closes another bracket')


def _pattern(part: Part, place: int) -> str:
    """The regular expression of a part; place 0 inside a sentence, 1 alone on its line."""
    out: list[str] = []
    begun = False  # a part that must be there has been written
    before: Word | Slot | Choice | None = None
    for item in part:
        source = _item(item, place)
        if isinstance(item, Choice) and item.optional:
            gap = r"\s*+" if _opens_with_punctuation(item) else _GAP
            out.append(f"(?:{gap}{source})?" if begun else f"(?:{source}{_GAP})?")
            continue
        if begun:
            tight = _is_mark(item) or _is_mark(before)
            if item == Slot("rest"):
                out.append(source)
                continue
            out.append(r"\s*+" if tight else _GAP)
        out.append(source)
        begun, before = True, item
    return "".join(out)


def _item(item: Word | Slot | Choice, place: int) -> str:
    if isinstance(item, Slot):
        return f"(?P<{item.name}>{SLOTS[item.name][place]})"
    if isinstance(item, Choice):
        return f"(?:{'|'.join(_pattern(part, place) for part in item.parts)})"
    if item.is_punctuation:
        return re.escape(item.text)
    stem = item.text.removesuffix("*")
    ending = r"\w{0,6}+" if stem != item.text else ""
    # An apostrophe is typed in three ways.
    source = re.sub(r"['’ʼ]", "['’ʼ]", re.escape(stem))
    return rf"{source}{ending}(?!\w)"


def _is_mark(item: Word | Slot | Choice | None) -> bool:
    return isinstance(item, Word) and item.is_punctuation


def _opens_with_punctuation(choice: Choice) -> bool:
    return all(_is_mark(part[0]) for part in choice.parts)


def _edge(part: Part, *, back: bool = False) -> Iterator[str]:
    for item in reversed(part) if back else part:
        if isinstance(item, Slot):
            yield ""
            return
        if isinstance(item, Word):
            if item.is_punctuation:
                continue
            yield (last_word if back else first_word)(item.text) + "*" * item.text.endswith("*")
            return
        for inner in item.parts:
            yield from _edge(inner, back=back)
        if not item.optional:
            return
    yield ""
