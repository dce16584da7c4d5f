"""Words that a phrase requires.

A text that lacks one of them cannot match, so the phrase is neither compiled nor tried.

Law: no false negatives; false positives are allowed. A text that has all required words may still not match.

A requirement is a set of words of which the text must have at least one; DIGIT stands for any number. Requirements are
stored as one string: the words of a requirement are separated by spaces, requirements by tabs.
"""

from collections.abc import Collection, Iterator, Mapping, Set
from functools import cache

from seedparse.phrases.syntax import DAY, Choice, Part, Slot, Word, is_part
from seedparse.text.words import DIGIT, is_simple, pieces

MAX_REQUIREMENT_WORDS = (
    1000  # maximum words of a requirement; a requirement with more words would exclude nearly no text
)


FREQUENT = 0.1  # share of paragraphs assumed for a function word that was not measured
INFREQUENT = 0.001  # the same for another word
ALWAYS = 0.5  # the same for punctuation marks and numbers

Frequencies = Mapping[str, float]
"""A piece of a word to the share of paragraphs that have it, in the language in which it is most frequent."""
UNMEASURED: Frequencies = {}


class Rarity:
    """Estimates how many texts meet a requirement. It decides in which order words are looked for, never what is found.

    `common`: function words, for those that were not measured.
    """

    def __init__(self, frequencies: Frequencies, common: Set[str]) -> None:
        self._frequencies = frequencies
        self._common = common

    def of(self, requirement: Collection[str]) -> tuple[float, int]:
        """A sort key, smaller for rarer requirements: the share of paragraphs that have one of these words, as if no
        paragraph had two of them; of equal shares the one with longer words."""
        return sum(map(self._share, requirement)), -min(map(len, requirement))

    def _share(self, word: str) -> float:
        piece = _piece_of(word)
        if not piece or word == DIGIT:
            return ALWAYS
        least = FREQUENT if word in self._common else INFREQUENT
        return max(self._frequencies.get(piece, 0), least)


def required_words_of(part: Part, rarity: Rarity) -> str:
    """The requirements of a phrase, the rarest first."""
    found = sorted(_requirements(part, rarity), key=rarity.of)
    return "\t".join(dict.fromkeys(map(" ".join, found)))


def rarest(required: str, edge: list[str], rarity: Rarity) -> list[str]:
    """The rarest requirement, which the fewest texts meet, in pieces of words; sorted.

    `edge` are the first or the last words of the phrase, which count as a requirement too. Empty if there is neither a
    requirement nor an edge.
    """
    known: list[Collection[str]] = [
        *(each.split(" ") for each in required.split("\t") if _pieces_of(each)),
        *([edge] if edge else []),
    ]
    rare: Collection[str] = min(known, key=rarity.of, default=[])
    return sorted(set(map(_piece_of, rare)))


@cache
def requirements_of(required: str) -> tuple[frozenset[str], ...]:
    """Each requirement as a set of words; the rarest first."""
    return tuple(frozenset(map(_once, each.split(" "))) for each in required.split("\t")) if required else ()


@cache
def _once(word: str) -> str:
    """The word as one object, however often it is required."""
    return word


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
    return max(pieces(word), key=lambda piece: (len(piece), piece), default="")


def _requirements(part: Part, rarity: Rarity) -> Iterator[list[str]]:
    for item in part:
        if isinstance(item, Word):
            if not is_part(item.text):
                yield [item.text]
        elif isinstance(item, Slot):
            if item is DAY or item.name == "date":
                yield [DIGIT]
        elif isinstance(item, Choice) and not item.optional:
            # One alternative must match, so one of its requirements must be met: take the rarest of each alternative.
            alternatives = [list(_requirements(inner, rarity)) for inner in item.parts]
            rare = [min(each, key=rarity.of, default=None) for each in alternatives]
            words = [word for each in rare if each for word in each]
            if None not in rare and len(words) <= MAX_REQUIREMENT_WORDS:
                yield list(dict.fromkeys(words))
