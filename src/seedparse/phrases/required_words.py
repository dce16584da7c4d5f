"""Words that a phrase requires.

A text that lacks one of them cannot match, so the phrase is neither compiled nor tried.

Law: no false negatives; false positives are allowed. A text that has all required words may still not match.

A requirement is a set of words of which the text must have at least one; DIGIT stands for any number. Requirements are
stored as one string: the words of a requirement are separated by spaces, requirements by tabs.
"""

from collections.abc import Collection, Iterator, Set
from functools import cache

from seedparse.phrases.syntax import DAY, Choice, Part, Slot, Word
from seedparse.text.words import DIGIT, Text, is_simple

MAX_REQUIREMENT_WORDS = (
    1000  # maximum words of a requirement; a requirement with more words would exclude nearly no text
)


def required_words_of(part: Part, common: Set[str]) -> str:
    """The requirements of a phrase, the rarest first; `common` are the language's function words, which nearly every
    text has."""
    found = sorted(_requirements(part, common), key=lambda each: _rarity(each, common), reverse=True)
    return "\t".join(dict.fromkeys(map(" ".join, found)))


def rarest(required: str, edge: list[str], common: Set[str]) -> list[str]:
    """The rarest requirement, which the fewest texts meet, in pieces of words; sorted.

    `edge` are the first or the last words of the phrase, which count as a requirement too. Empty if there is neither a
    requirement nor an edge.
    """
    known: list[Collection[str]] = [
        *(each.split(" ") for each in required.split("\t") if _pieces_of(each)),
        *([edge] if edge else []),
    ]
    rare: Collection[str] = max(known, key=lambda each: _rarity(each, common), default=[])
    return sorted(set(map(_piece_of, rare)))


def are_present(required: str, vocabulary: Set[str]) -> bool:
    """Whether a text of this vocabulary meets all requirements."""
    return not any(map(vocabulary.isdisjoint, _read(required)))


@cache
def _read(required: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(each.split(" ")) for each in required.split("\t")) if required else ()


def in_pieces(required: str) -> tuple[frozenset[str], ...]:
    """The requirements in pieces of words, which are fast to find in a text, without those of marks and numbers."""
    return tuple(filter(None, map(_pieces_of, required.split("\t"))))


@cache  # many phrases share a requirement
def _pieces_of(requirement: str) -> frozenset[str]:
    """A requirement in pieces of words; empty if a number or a punctuation mark meets it."""
    words = requirement.split(" ")
    found = frozenset(map(_piece_of, words))
    return frozenset() if DIGIT in words or "" in found else found


def _piece_of(word: str) -> str:
    """The longest piece of a word; "" for a punctuation mark."""
    if word.isalnum() and is_simple(word):
        return word
    return max(Text(word).pieces, key=lambda piece: (len(piece), piece), default="")


def _requirements(part: Part, common: Set[str]) -> Iterator[list[str]]:
    for item in part:
        if isinstance(item, Word):
            if not item.text.endswith("*"):
                yield [item.text]
        elif isinstance(item, Slot):
            if item is DAY or item.name == "date":
                yield [DIGIT]
        elif isinstance(item, Choice) and not item.optional:
            # One alternative must match, so one of its requirements must be met: take the rarest of each alternative.
            alternatives = [list(_requirements(inner, common)) for inner in item.parts]
            rare = [max(each, key=lambda words: _rarity(words, common), default=None) for each in alternatives]
            words = [word for each in rare if each for word in each]
            if None not in rare and len(words) <= MAX_REQUIREMENT_WORDS:
                yield list(dict.fromkeys(words))


def _rarity(words: Collection[str], common: Set[str]) -> tuple[int, int]:
    """A sort key, larger for rarer words: fewer function words and numbers first, then a longer shortest word."""
    return -sum(word in common or word.isdigit() for word in words), min(map(len, words))
