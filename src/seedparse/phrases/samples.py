"""Texts that match a phrase, and how far a phrase matches a text: for messages to those who write packs.

Law: a sample matches its phrase.
"""

from collections.abc import Iterator
from itertools import islice, product
from typing import NamedTuple

from seedparse.phrases import grammar
from seedparse.phrases.pack import Pack
from seedparse.phrases.syntax import JOINED, STEM, Choice, Part, Slot, Word
from seedparse.text.words import Text, Tokens

MAX_SAMPLES = 24  # texts of one phrase that are tried
SLOTS = {
    **{"publisher": "Gull24", "medium": "Gull24", "via": "Herald24", "origin": "Herald24", "name": "Ann Moss"},
    **{"title": "Xxxx Yyyy", "rest": "Xxxx", "place": "Xxxx", "agency": "Herald24", "date": "12.03.2026"},
    "day": "12.03.2026",
}
"""What stands in a slot in a sample of a phrase."""


class Stop(NamedTuple):
    """How far a phrase matches the start of a text: its place in the pack, and the texts before and behind the stop."""

    place: str
    wanted: str  # "" if the phrase was over
    matched: str
    rest: str

    def __str__(self) -> str:
        where = f'stopped behind "{self.matched}"'
        if not self.rest:
            return f"{self.place} {where}: it wants {self.wanted}, and the text ends"
        return f'{self.place} {where}: it wants {self.wanted or "the end of the line"}, and the text has "{self.rest}"'


def samples(part: Part) -> Iterator[str]:
    """Texts that match a phrase: each of its alternatives, with something in its slots."""
    for pieces in product(*([*_pieces(item)] for item in part)):
        yield " ".join(filter(None, pieces))


def _pieces(item: Word | Slot | Choice) -> Iterator[str]:
    if isinstance(item, Word):
        yield item.text.rstrip(STEM + JOINED)
    elif isinstance(item, Slot):
        yield SLOTS[item.name]
    else:
        for inner in item.parts:
            yield from islice(samples(inner), MAX_SAMPLES)
        if item.optional:
            yield ""


def stop(pack: Pack, kinds: frozenset[str], text: str) -> Stop | None:
    """The phrase of these kinds that matches most of the start of a text; None if none matches its first word."""
    whole = Text(text)
    tokens = Tokens(whole, max(whole.begin, 0))
    best: tuple[int, Stop] | None = None
    for kind, rule, source, *_ in pack.phrases:
        if kind not in kinds:
            continue
        part = grammar.parse(source, pack.groups)
        for length in range(len(part), 0, -1):
            tokens.slots.clear()
            end = pack.compiler.prefix(part[:length])(tokens, 0)
            if end:
                stopped = tokens.end_of(end)
                if best is None or stopped > best[0]:
                    wanted = _shown(part[length]) if length < len(part) else ""
                    rest = text[stopped:].strip()
                    best = stopped, Stop(rule.partition(":")[2], wanted, text[:stopped].strip(), rest)
                break
    return best[1] if best else None


def _shown(item: Word | Slot | Choice) -> str:
    if isinstance(item, Word):
        return f'"{item.text}"'
    if isinstance(item, Slot):
        return f"{{{item.name}}}"
    first = next(samples(item.parts[0]), "")
    return f'one of {len(item.parts)}, such as "{first}"' if len(item.parts) > 1 else f'"{first}"'
