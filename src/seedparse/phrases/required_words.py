"""What no text lacks that is a phrase: told of a text at once, before a word of the phrase is looked for in its place.

Law: a need errs on one side only. A text that has all of them may be no such phrase; one that lacks any is none.

A need is the words of which one must stand in the text, DIGIT for any number. They are written as they are kept: the
words set off by spaces, the needs by tabs.
"""

from collections.abc import Collection, Iterator, Set
from functools import cache

from seedparse.phrases.grammar import DAY, Choice, Part, Slot, Word
from seedparse.text.words import DIGIT, pieces

MOST_WAYS = 1000  # to meet a need; one that is met in more ways tells little


def needs_of(part: Part, common: Set[str]) -> str:
    """The needs of a phrase; `common` are the language's function words, which tell little."""
    return "\t".join(dict.fromkeys(" ".join(need) for need in _needs(part, common)))


def rarest(needs: str, edge: list[str], common: Set[str]) -> list[str]:
    """Pieces of words, without one of which no text is a phrase with these needs and these words at an edge of it; none
    if it has neither."""
    rare = max([*_told(needs), *([edge] if edge else [])], key=lambda need: _rarity(need, common), default=())
    return sorted(set(map(_piece_of, rare)))


def are_met(needs: str, vocabulary: Set[str]) -> bool:
    """Whether a text of this vocabulary has them all."""
    return not any(map(vocabulary.isdisjoint, _read(needs)))


@cache
def _read(needs: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(need.split(" ")) for need in needs.split("\t")) if needs else ()


def in_pieces(needs: str) -> tuple[frozenset[str], ...]:
    """The needs in the pieces of words, which are told sooner, and tell nothing of marks and numbers."""
    return tuple(frozenset(map(_piece_of, need)) for need in _told(needs))


def _told(needs: str) -> list[frozenset[str]]:
    """Those of which the pieces of a text tell: no number meets them, and no mark."""
    return [need for need in _read(needs) if DIGIT not in need and all(map(_piece_of, need))]


def _piece_of(word: str) -> str:
    """The longest piece of a word, "" of a mark."""
    return max(pieces(word), key=lambda piece: (len(piece), piece), default="")


def _needs(part: Part, common: Set[str]) -> Iterator[list[str]]:
    for item in part:
        if isinstance(item, Word):
            if not item.text.endswith("*"):
                yield [item.text]
        elif isinstance(item, Slot):
            if item is DAY or item.name == "date":
                yield [DIGIT]
        elif isinstance(item, Choice) and not item.optional:
            # Each alternative has its own needs: of each the one has to be met that the fewest texts meet.
            told = [list(_needs(inner, common)) for inner in item.parts]
            rare = [max(needs, key=lambda need: _rarity(need, common), default=None) for needs in told]
            words = [word for need in rare if need for word in need]
            if None not in rare and len(words) <= MOST_WAYS:
                yield list(dict.fromkeys(words))


def _rarity(need: Collection[str], common: Set[str]) -> tuple[int, int]:
    """The fewer function words and numbers meet it the rarer, and then the longer its shortest word."""
    return -sum(word in common or word.isdigit() for word in need), min(map(len, need))
