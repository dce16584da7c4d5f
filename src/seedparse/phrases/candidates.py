"""Which phrases a text could be, or have inside it, and where they would begin: by their first word or their last."""

import re
from collections.abc import Container, Iterator, Set
from operator import attrgetter, itemgetter

from seedparse.phrases.matcher import LONGEST_QUOTED
from seedparse.phrases.pack import Matched, Packs, Phrase
from seedparse.text.patterns import later
from seedparse.text.words import (
    CLOSING_QUOTES,
    LOOKED_AT,
    QUOTE_PAIRS,
    SIGNED_WORD,
    WIDE,
    WORD,
    Cut,
    Tokens,
    first_word,
    fold,
    is_simple,
    last_word,
    pieces,
    word_of,
)

LONGEST_WHOLE = 200  # characters
LONGEST_CLAUSE = 200  # characters; how far back a clause may have begun

# Where a clause can begin: at the start, and behind a mark of punctuation and white space (a wide mark holds its own);
# then its first word.
_SIMPLE_CLAUSE = re.compile(r"(?:^\W*+|[^\w\s]\s++[\"«„“(]*+)(?P<word>\w++(?:['’ʼ\-]\w++)*+)")
_CLAUSE = tuple(
    later(rf"(?:^\W*+|[^\w\s]\s++[\"«„“(]*+|[{WIDE}][\s「『《“（]*+)(?P<word>{word})") for word in (SIGNED_WORD, WORD)
)
_SEVERAL = later(r"\w[.!?…][\"»”)]*\s+(?!\w\.)[^\W\d_]\w+\s+[^\W\d_]")  # a sentence, and words of another
_BOUNDARY = later(rf"^\W*+|[.,;:!?…»”\")،؛۔؟।։]\s++|\s[-–—]\s++|[{WIDE}]\s*+")


def candidates(text: str, packs: Packs) -> list[Phrase]:
    """The few phrases that this line could be: those that share its first word or its last."""
    return packs.heads.get(first_word(text)) + packs.tails.get(last_word(text))


def of_kind(text: str, packs: Packs, kinds: Container[str], start: int = 0) -> Iterator[tuple[Phrase, Matched]]:
    """The phrases of these kinds that the whole line is, from a character on."""
    tokens = Tokens(text, start)
    for phrase in candidates(text, packs):
        if phrase.kind in kinds and (match := phrase.of_line(tokens)):
            yield phrase, match


def possible(text: str, packs: Packs) -> Set[Phrase]:
    """The clauses that a text may have: those of which it shows all that they cannot do without."""
    return packs.clauses.of(pieces(text))


def whole(text: str, packs: Packs) -> list[Phrase]:
    """The phrases that a text may be as a whole, and that no running text has, in the order of asking. It is one
    sentence, and no long one.
    """
    if len(text) > LONGEST_WHOLE or _SEVERAL.search(text):
        return []
    return sorted(packs.whole.of(pieces(text)), key=attrgetter("at"))


def starts(text: str, packs: Packs) -> list[tuple[Tokens, list[Phrase]]]:
    """Where a clause may begin, in order, and which it may be."""
    found = possible(text, packs)
    if not found:
        return []  # most paragraphs
    starts: dict[int, list[Phrase]] = {}
    for match in (_SIMPLE_CLAUSE, *_CLAUSE)[word_of(text)].finditer(text):
        if phrases := [phrase for phrase in packs.heads.get(fold(match["word"])) if phrase in found]:
            starts[match.start("word")] = phrases
    cut = Cut(text)
    for place, phrases in _tails(cut, found, packs):
        # A phrase that ends with this word began where its clause did.
        begins = [0]
        for boundary in _BOUNDARY.finditer(text, max(0, place - LONGEST_CLAUSE), place):
            # A quote that closes speech, or a name in front of its verb: »"X" reports«.
            is_name = boundary[0][:1] in CLOSING_QUOTES and _closes_name(text[begins[-1] : boundary.start()])
            begins = [*begins, boundary.end()] if is_name else [boundary.end()]
        for begin in begins:
            starts[begin] = starts.get(begin, []) + phrases
    return [(Tokens(text, start, cut), phrases) for start, phrases in sorted(starts.items())]


def _closes_name(text: str) -> bool:
    """Whether so few words stand behind the last quote that opens in a text that they may be a name."""
    quoted = max(map(text.rfind, QUOTE_PAIRS))
    return quoted >= 0 and text.count(" ", quoted) < LONGEST_QUOTED


def at(start: int, cut: Cut, found: Set[Phrase], packs: Packs) -> Iterator[Phrase]:
    """Of these clauses those that can begin right here, by their first word or by a last one further on."""
    for phrase in packs.heads.get(first_word(cut.text[start : start + LOOKED_AT])):
        if phrase in found:
            yield phrase
    for place, phrases in _tails(cut, found, packs):
        if place >= start:
            yield from phrases


def _tails(cut: Cut, found: Set[Phrase], packs: Packs) -> Iterator[tuple[int, list[Phrase]]]:
    """Where words stand with which some of these clauses end, in order."""
    text, known = cut.text, packs.clause_tails
    tails: list[tuple[int, str]] = []
    # Most texts have none: one look at their words is a fraction of a search for all of these.
    if not known.has_none_of(fold(text).replace(".", " ").replace(",", " ").split()):
        tails = [(start, word) for start, word in zip(cut.starts, cut.words, strict=True) if word in known]
    if not is_simple(text) and any(map(text.__contains__, packs.unspaced_ends)):
        tails += [(match.start(), fold(match[0])) for match in packs.unspaced_end.finditer(text)]
        tails.sort(key=itemgetter(0))
    for place, word in tails:
        if phrases := [phrase for phrase in known.get(word) if phrase in found]:
            yield place, phrases
