"""Selects the few phrases that a text could match, and where they would begin, by their first or last word."""

import re
from collections.abc import Container, Iterator, Sequence, Set
from operator import attrgetter, itemgetter

from seedparse.phrases.index import DATE_LABELS
from seedparse.phrases.matcher import LONGEST_QUOTED
from seedparse.phrases.pack import Matched, Packs, Phrase
from seedparse.text.patterns import later
from seedparse.text.words import (
    APOSTROPHES,
    CLOSING_QUOTES,
    LOOKED_AT,
    QUOTE_PAIRS,
    SIGNED_WORD,
    SOUTHEAST_ASIAN,
    WIDE,
    WORD,
    Text,
    Tokens,
    first_word,
    fold,
)

LONGEST_WHOLE = 200  # characters of the longest text that is matched as a whole
LONGEST_CLAUSE = 200  # characters before a clause's last word in which its start is searched

# A space that ends a clause, as a comma does in other scripts: before a letter of such a script, or before a word in
# Latin letters behind such a script.
_SPACE = rf"|\s++[\"“(]*+(?=[{SOUTHEAST_ASIAN}])|(?<=[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\s++[\"“(]*+(?=[a-zA-Z])"
# The start of a clause and its first word: at the start of the text, and after punctuation and white space (full-width
# punctuation needs no white space).
_SIMPLE_CLAUSE = re.compile(rf"(?:^\W*+|[^\w\s]\s++[\"«„“(]*+)(?P<word>\w++(?:[{APOSTROPHES}\-]\w++)*+)")
_CLAUSE = tuple(
    later(rf"(?:^\W*+|[^\w\s]\s++[\"«„“(]*+|[{WIDE}][\s「『《“（]*+{space})(?P<word>{word})")
    for word, space in ((SIGNED_WORD, ""), (WORD, _SPACE))
)
_SEVERAL = later(r"\w[.!?…][\"»”)]*\s+(?!\w\.)[^\W\d_]\w+\s+[^\W\d_]")  # a sentence end, and words of the next sentence
_BOUNDARY = later(rf"^\W*+|[.,;:!?…»”\")،؛۔؟।։]\s++|\s[-–—]\s++|[{WIDE}]\s*+{_SPACE}")


def candidates(text: Text, packs: Packs) -> list[Phrase]:
    """The few phrases that this line could match: those with its first word or its last word.

    Those of the user's own packs come first, in the order of KINDS, packs and numbers.
    """
    found = packs.heads.get(text.first) + packs.tails.get(text.last)
    if not packs.has_own:
        return found
    return sorted(found, key=lambda phrase: (0, phrase.at) if phrase.is_own else (1, 0))


def of_kind(text: Text, packs: Packs, kinds: Container[str]) -> Iterator[tuple[Phrase, Matched]]:
    """The phrases of these kinds that match the whole line from its first letter or digit on."""
    tokens = Tokens(text, max(text.begin, 0))
    for phrase in candidates(text, packs):
        if phrase.kind in kinds and (match := phrase.of_line(tokens)):
            yield phrase, match


def date_label(text: str, packs: Packs) -> Phrase | None:
    """The phrase by which the text labels a date: "Updated:"; None if it is no label."""
    return next((phrase for phrase, _ in of_kind(Text(text), packs, DATE_LABELS)), None)


def possible(text: Text, packs: Packs) -> Set[Phrase]:
    """The clauses that a text may contain: those whose required words it has."""
    found = text.clauses
    if found is None:
        found = text.clauses = packs.clauses.of(text.vocabulary)
    return found


def whole(text: Text, packs: Packs) -> Sequence[Phrase]:
    """The phrases of kind `line`, in the order of trying, that a text may match as a whole.

    Empty if the text is longer than LONGEST_WHOLE or has several sentences.
    """
    found = text.lines
    if found is None:
        found = text.lines = _whole(text, packs)
    return found


def _whole(text: Text, packs: Packs) -> list[Phrase]:
    if len(text.string) > LONGEST_WHOLE or _SEVERAL.search(text.string):
        return []
    found = [one for one in packs.whole.of(text.vocabulary) if one.begins is None or text.first in one.begins]
    return sorted(found, key=attrgetter("at"))


def starts(text: Text, packs: Packs) -> list[tuple[Tokens, list[Phrase]]]:
    """The places at which a clause may begin, in order, each with the clauses that may begin there."""
    found = possible(text, packs)
    if not found:
        return []  # the fast path: most paragraphs end here
    string = text.string
    starts: dict[int, list[Phrase]] = {}
    for match in (_SIMPLE_CLAUSE, *_CLAUSE)[text.pattern].finditer(string):
        if phrases := _among(found, packs.heads.get(fold(match["word"]))):
            starts[match.start("word")] = phrases
    for place, phrases in _tails(text, found, packs):
        # A phrase that ends with this word may begin at the last clause boundary before it.
        begins = [0]
        for boundary in _BOUNDARY.finditer(string, max(0, place - LONGEST_CLAUSE), place):
            # A closing quote ends speech, or a name before its verb, »"X" reports«: then keep the earlier starts.
            # A space may stand inside a name, too.
            is_name = boundary[0].isspace() or (
                boundary[0][:1] in CLOSING_QUOTES and _closes_name(string[begins[-1] : boundary.start()])
            )
            begins = [*begins, boundary.end()] if is_name else [boundary.end()]
        for begin in begins:
            starts[begin] = starts.get(begin, []) + phrases
    return [(Tokens(text, start), phrases) for start, phrases in sorted(starts.items())]


def _closes_name(text: str) -> bool:
    """Whether the words after the last opening quote in a text are few enough to be a name."""
    quoted = max(map(text.rfind, QUOTE_PAIRS))
    return quoted >= 0 and text.count(" ", quoted) < LONGEST_QUOTED


def at(start: int, text: Text, found: Set[Phrase], packs: Packs) -> Iterator[Phrase]:
    """The clauses of `found` that can begin at the character `start`: by their first word, or by a later last word."""
    for phrase in packs.heads.get(first_word(text.string[start : start + LOOKED_AT]) if start else text.first):
        if phrase in found:
            yield phrase
    for place, phrases in _tails(text, found, packs):
        if place >= start:
            yield from phrases


def _tails(text: Text, found: Set[Phrase], packs: Packs) -> list[tuple[int, list[Phrase]]]:
    """The places (characters), in order, of words that end some of these clauses, each with those clauses."""
    string, known = text.string, packs.clause_tails
    tails: list[tuple[int, list[Phrase]]] = []
    ending = {word: phrases for word in known.words_in(text.vocabulary) if (phrases := _among(found, known.get(word)))}
    if ending:
        tails = [(text.spans[at][0], ending[word]) for at, word in enumerate(text.words) if word in ending]
    if text.pattern == 2 and any(map(string.__contains__, packs.unspaced_ends)):
        for match in packs.unspaced_end.finditer(string):
            if phrases := _among(found, known.get(fold(match[0]))):
                tails.append((match.start(), phrases))
        tails.sort(key=itemgetter(0))
    return tails


def _among(found: Set[Phrase], phrases: list[Phrase]) -> list[Phrase]:
    return [phrase for phrase in phrases if phrase in found]
