"""Which phrases a text could be, or have inside it, and where they would begin: by their first word or their last."""

import re
from collections.abc import Container, Iterable, Iterator

from seedparse.packs import Matched, Packs, Phrase
from seedparse.patterns import later
from seedparse.words import (
    SIGNED_WORD,
    WIDE,
    WORD,
    Tokens,
    first_word,
    fold,
    folded,
    is_simple,
    last_word,
    word_of,
    words_at,
)

LONGEST_CLAUSE = 200  # characters; how far back a clause may have begun

# Where a clause can begin: at the start, and behind a mark of punctuation and white space (a wide mark holds its own);
# then its first word.
_SIMPLE_CLAUSE = re.compile(r"(?:^\W*+|[^\w\s]\s++[\"«„“(]*+)(?P<word>\w++(?:['’ʼ\-]\w++)*+)")
_CLAUSE = tuple(
    later(rf"(?:^\W*+|[^\w\s]\s++[\"«„“(]*+|[{WIDE}][\s「『《“（]*+)(?P<word>{word})") for word in (SIGNED_WORD, WORD)
)
_BOUNDARY = later(rf"^\W*+|[.,;:!?…»”\")،؛۔؟।։]\s++|\s[-–—]\s++|[{WIDE}]\s*+")


def candidates(text: str, packs: Packs) -> Iterator[Phrase]:
    """The few phrases that this line could be: those that share its first word or its last."""
    yield from packs.heads.get(first_word(text))
    yield from packs.tails.get(last_word(text))


def of_kind(text: str, packs: Packs, kinds: Container[str], start: int = 0) -> Iterator[tuple[Phrase, Matched]]:
    """The phrases of these kinds that the whole line is, from a character on."""
    tokens = Tokens(text, start)
    for phrase in candidates(text, packs):
        if phrase.kind in kinds and (match := phrase.of_line(tokens)):
            yield phrase, match


def starts(text: str, packs: Packs) -> list[tuple[int, list[Phrase]]]:
    """Where a phrase may begin, in order, and which it may be."""
    starts: dict[int, list[Phrase]] = {}
    for match in (_SIMPLE_CLAUSE, *_CLAUSE)[word_of(text)].finditer(text):
        if phrases := packs.clause_heads.get(fold(match["word"])):
            starts[match.start("word")] = phrases
    for match in _tail_words(text, packs):
        # A phrase that ends with this word began where its clause did.
        begin = 0
        for boundary in _BOUNDARY.finditer(text, max(0, match.start() - LONGEST_CLAUSE), match.start()):
            begin = boundary.end()
        starts[begin] = starts.get(begin, []) + packs.clause_tails.get(fold(match[0]))
    return sorted(starts.items())


def ending(text: str, at: int, packs: Packs) -> Iterator[Phrase]:
    """The phrases that end with a word of the text from `at` on."""
    for match in _tail_words(text, packs):
        if match.start() >= at:
            yield from packs.clause_tails.get(fold(match[0]))


def _tail_words(text: str, packs: Packs) -> Iterable[re.Match[str]]:
    # Most texts have none: one look at their words is a fraction of a search for all of these.
    words = text.casefold().replace(".", " ").replace(",", " ").split()
    found: list[re.Match[str]] = []
    if not packs.clause_tails.has_none_of(words):
        every = list(words_at(text))
        found = [match for match, word in zip(every, folded(every), strict=True) if word in packs.clause_tails]
    if not is_simple(text) and any(map(text.__contains__, packs.unspaced_ends)):
        found += packs.unspaced_end.finditer(text)
        found.sort(key=re.Match.start)
    return found
