"""Who reports, citing whom: as a line of its own, or as a clause of running text.

Law: a line is an attribution only if every word of it belongs to a phrase, its names, or the circumstances around them;
anything else is running text, and what reports there is a citation.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import product

from seedparse import names
from seedparse.packs import Pack, Packs, Phrase
from seedparse.patterns import later
from seedparse.words import (
    SIGNED_WORD,
    STOPS,
    WIDE,
    WORD,
    Tokens,
    first_word,
    fold,
    is_simple,
    is_small,
    last_word,
    word_of,
    words_at,
)

LONGEST_LINE = 400  # characters; no line of names is longer
LONGEST_PARAGRAPH = 64 * 1024  # characters; what is longer was written by no one
LONGEST_SIGNATURE = 60  # characters
MOST_SIGNED = 8  # agencies and initials in one
INITIALS = 4  # letters of an editor's
SIGNED = tuple(")].")
OPENING_KINDS = frozenset({"sentence", "speaker"})  # a sentence begins with them
LONGEST_CLAUSE = 200  # characters; how far back a clause may have begun

# Where a clause can begin: at the start, and behind a mark of punctuation and white space (a wide mark holds its own);
# then its first word.
_SIMPLE_CLAUSE = re.compile(r"(?:^\W*+|[^\w\s]\s++[\"«„“(]*+)(?P<word>\w++(?:['’ʼ\-]\w++)*+)")
_CLAUSE = tuple(
    later(rf"(?:^\W*+|[^\w\s]\s++[\"«„“(]*+|[{WIDE}][\s「『《“（]*+)(?P<word>{word})") for word in (SIGNED_WORD, WORD)
)
_BOUNDARY = later(rf"^\W*+|[.,;:!?…»”\")،؛۔؟।։]\s++|\s[-–—]\s++|[{WIDE}]\s*+")
_PIECE = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")
_SIGNED = later(r"[(\[][^()\[\]]++[)\]]\.?$")
_BETWEEN = re.compile(r"[\s,;.:–—\-]*+")
_LINK = later(r"[\"»”]?,?\s*+[-–—]?\s*+")
_OPENING = "\"'«„“»”()[] \t\u00a0"
_AROUND = "\"'»”)*_ "


class Signature:
    """Agencies in brackets, or beside the initials of editors: "cwo/fab (dpa, afp)". It stands for a phrase."""

    kind = "credit"
    rule = "attribution.agencies"
    language = None


SIGNATURE = Signature()


class Found:
    """An attribution at its place in a text (characters, half-open)."""

    __slots__ = ("end", "opens", "phrase", "publisher", "start", "via")

    def __init__(
        self,
        start: int,
        end: int,
        publisher: str | None,
        via: str | None,
        phrase: Phrase | Signature,
        *,
        opens: bool,
    ) -> None:
        self.start, self.end = start, end
        self.publisher, self.via = publisher, via
        self.phrase = phrase
        self.opens = opens  # a sentence begins with it


def of_line(text: str, packs: Packs) -> Found | None:
    """The attribution that the whole line is, if it is one and nothing else."""
    if len(text) > LONGEST_LINE:
        return None
    return _chain(text, packs) or _credit(text, packs)


def signature(text: str, packs: Packs) -> Found | None:
    """The agencies that a line is signed with, if it has nothing else but editors' initials; the first is cited."""
    if len(text) > LONGEST_SIGNATURE or len(pieces := _PIECE.findall(text)) > MOST_SIGNED or not pieces:
        return None
    if not any(map(text.__contains__, "([/")):
        return None  # an agency alone stands under its picture
    known = [piece for piece in pieces if piece.casefold() in packs.agencies]
    if not known or not all(piece in known or (piece.islower() and len(piece) <= INITIALS) for piece in pieces):
        return None
    return Found(0, len(text), None, known[0], SIGNATURE, opens=True)


def within(text: str, packs: Packs) -> list[Found]:
    """The attributions inside a paragraph, in order; a chain of relays is one."""
    if len(text) > LONGEST_PARAGRAPH:
        return []
    found: list[Found] = []
    silent_until = 0  # the end of a sentence that tells old news
    for start, phrases in _starts(text, packs):
        if start < silent_until or (found and start < found[-1].end):
            continue
        opens = _opens_sentence(text, start)
        linked = bool(found) and not opens and _LINK.fullmatch(text, found[-1].end, start) is not None
        one = _at(text, start, phrases, opens=opens, linked=linked)
        if one is None:
            continue
        if one.phrase.kind == "background":
            silent_until = _sentence_end(text, start)
        elif linked:
            found[-1] = _relay(found[-1], one)
        else:
            found.append(one)
    found = [one for one in found if one.phrase.kind != "speaker"]
    if text[-1:] in SIGNED and (last := _SIGNED.search(text, max(0, len(text) - LONGEST_SIGNATURE))):
        if signed := signature(last[0].rstrip("."), packs):
            found.append(Found(last.start(), last.end(), None, signed.via, SIGNATURE, opens=False))
    for one in found:
        if one.opens and text[one.end : one.end + 1] in tuple(STOPS):
            one.end += 1  # a whole sentence has its stop
    return found


def candidates(text: str, packs: Packs) -> Iterator[Phrase]:
    """The few phrases that this line could be: those that share its first word or its last."""
    yield from packs.heads.get(first_word(text))
    yield from packs.tails.get(last_word(text))


def _chain(text: str, packs: Packs) -> Found | None:
    """One clause after another up to the end of the line; circumstances may follow."""
    chain: Found | None = None
    at = _end(_BETWEEN, text, 0)
    while text[at:].strip(_AROUND):
        phrases = [*packs.clause_heads.get(first_word(text[at : at + 80])), *_ending(text, at, packs)]
        one = _at(text, at, phrases, opens=chain is None, linked=chain is not None)
        if one is None or one.phrase.kind == "background":
            rest = text[at:].strip(_AROUND + ".")
            if chain is None or not _is_circumstance(rest, chain.phrase):
                return None
            break
        chain = one if chain is None else _relay(chain, one)
        at = _end(_BETWEEN, text, one.end)
    return chain if chain and chain.phrase.kind != "speaker" else None


def _is_circumstance(text: str, of: Phrase | Signature) -> bool:
    return isinstance(of, Phrase) and names.is_circumstance(text, of.pack)


def _credit(text: str, packs: Packs) -> Found | None:
    bracketed = text[:1] in ("(", "[")
    starts = (1, 0) if bracketed else (_end(_BETWEEN, text, 0),)
    tried = [Tokens(text, start) for start in starts]
    for phrase, tokens in product(candidates(text, packs), tried):
        if phrase.kind == "credit" and (match := phrase.of_line(tokens)):
            via = names.clean(match.slots["via"], phrase.pack)
            if via and names.is_named(via, phrase.pack) and ". " not in via:
                return Found(match.start, match.end, None, via, phrase, opens=True)
    return None


def _starts(text: str, packs: Packs) -> list[tuple[int, list[Phrase]]]:
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


def _ending(text: str, at: int, packs: Packs) -> Iterator[Phrase]:
    """The phrases that end with a word of the text from `at` on."""
    for match in _tail_words(text, packs):
        if match.start() >= at:
            yield from packs.clause_tails.get(fold(match[0]))


def _tail_words(text: str, packs: Packs) -> Iterable[re.Match[str]]:
    # Most texts have none: one look at their words is a fraction of a search for all of these.
    words = text.casefold().replace(".", " ").replace(",", " ").split()
    found: list[re.Match[str]] = []
    if not packs.clause_tails.has_none_of(words):
        found = [match for match in words_at(text) if fold(match[0]) in packs.clause_tails]
    if not is_simple(text) and any(map(text.__contains__, packs.unspaced_ends)):
        found += packs.unspaced_end.finditer(text)
        found.sort(key=re.Match.start)
    return found


def _at(text: str, start: int, phrases: Iterable[Phrase], *, opens: bool, linked: bool) -> Found | None:
    """The phrase that stands right here and names whom it must."""
    tokens: Tokens | None = None
    best: tuple[tuple[int, bool, int], Found] | None = None
    said: dict[str, str] = {}  # a language, and the kind of phrase that it has said this is: the first that matches
    for phrase in phrases:
        if said.get(phrase.language, phrase.kind) != phrase.kind or (phrase.kind in OPENING_KINDS and not opens):
            continue
        tokens = tokens or Tokens(text, start)
        match = phrase.of_clause(tokens)
        if match is None:
            continue
        found = Found(start, match.end, None, None, phrase, opens=opens)
        if phrase.kind in ("background", "speaker") or _read_names(found, match.slots, phrase.pack, linked=linked):
            said[phrase.language] = phrase.kind
            # Of two that share its words the one that leaves the least to names knows the most of them.
            left = sum(map(len, match.slots.values())) + len(found.publisher or "") + len(found.via or "")
            rank = match.end, phrase.kind != "speaker", -left
            if best is None or rank > best[0]:
                best = rank, found
    return best[1] if best else None


def _read_names(found: Found, slots: dict[str, str], pack: Pack, *, linked: bool) -> bool:
    """Fill in publisher and via. Whether the attribution names somebody, or need not."""
    if raw := slots.get("publisher"):
        name = names.clean(raw, pack)
        if names.has_forbidden(raw, pack) if name is None else names.runs_on(name, pack):
            return False
        if name and names.is_named(name, pack):
            found.publisher = name
        elif not names.has_generic(raw, pack):
            return False  # "This writes history"
    if raw := slots.get("via"):
        found.via = names.clean(raw, pack)
    if slots.get("publisher") == "":
        return True  # lost with its link
    if found.phrase.kind == "sentence":
        return True  # "this was reported by local media" reports all the same
    if linked and found.via:
        return True  # ", citing two officials", right behind who reports
    # "Reports the newspaper" inside a sentence tells nothing new.
    return any(name is not None and names.is_named(name, pack) for name in (found.publisher, found.via))


def _relay(first: Found, last: Found) -> Found:
    """Of two reporters in a row the last one tells the reader, and the one before is whom it cites."""
    if last.publisher is None and first.phrase.kind == "speaker":
        return last  # whoever speaks reports nothing: what is cited stands for itself
    if last.publisher is None:
        return Found(first.start, last.end, first.publisher, first.via or last.via, first.phrase, opens=first.opens)
    via = last.via or first.publisher or first.via
    return Found(first.start, last.end, last.publisher, via, last.phrase, opens=first.opens)


def _opens_sentence(text: str, start: int) -> bool:
    # Bounded: a long paragraph asks this for each of its clauses.
    before = text[max(0, start - 12) : start].rstrip(_OPENING)
    return before[-1] in STOPS if before else start <= 12


def _sentence_end(text: str, start: int) -> int:
    """The end of the sentence that begins at `start`: its stop, white space, and no small letter behind them."""
    for match in _STOP.finditer(text, start):
        if not is_small(text[match.end() : match.end() + 1]):
            return match.end()
    return len(text)


_STOP = later(r"[.!?…۔؟।։][\"»”)]*+\s++|[。！？][」』”）]*+\s*+")


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
