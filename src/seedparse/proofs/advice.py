"""What can be said of a pack beside its errors: which phrases say again what the shipped packs say, or the contrary.

Law: advice never changes whether a pack is accepted.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from seedparse.model import Look, Mark
from seedparse.phrases import grammar
from seedparse.phrases.index import JUNK
from seedparse.phrases.pack import Pack, Packs
from seedparse.phrases.samples import MAX_SAMPLES, samples
from seedparse.recognition.looks import mark

LOOKS = {
    **dict.fromkeys(("sentence", "speaker", "credit", "clause", "line"), Look.ATTRIBUTION),
    **{"heading": Look.HEADING, "inline": Look.INLINE, "byline": Look.BYLINE},
    **dict.fromkeys(("opener", *JUNK), Look.JUNK),
}
"""The kind of a phrase to the look of a line of it; other kinds are found by more than the phrase."""


def advice(pack: Pack, shipped: Packs) -> Iterator[tuple[str, str]]:
    """What the shipped packs say of the phrases of a user's own pack: the place of a phrase, and the advice."""
    for kind, rule, source, *_ in pack.phrases:
        place = rule.partition(":")[2]
        if kind not in LOOKS or place.startswith("attribution.forms"):
            continue
        texts = list(islice(samples(grammar.parse(source, pack.groups)), MAX_SAMPLES))
        found = [(text, mark(text, shipped)) for text in texts]
        same = [look for _, look in found if _is_of(look, kind)]
        if len(same) == len(found):
            yield place, f'"{source}" is known already: {same[0].rule}; the phrase can be left out'
            continue
        for text, look in found:
            if ":" in look.rule and not _is_of(look, kind):
                yield place, f'"{text}" has another meaning too: {look.rule}; with this pack it is {kind}'
                break


def meaning(kind: str) -> str:
    """What a line of a phrase of this kind is."""
    return "attribution" if LOOKS.get(kind) is Look.ATTRIBUTION else kind


class Clash(NamedTuple):
    """A phrase of one of a user's packs whose line another of them takes first."""

    pack: str  # of the phrase that comes too late
    place: str  # its key and number
    told: str
    is_other: bool  # the other phrase makes something else of the line


def clashes(own: Iterable[Pack], packs: Packs) -> Iterator[Clash]:
    """The clashes between the user's `own` packs, all of which are among `packs`; each phrase has one at most."""
    own = list(own)
    names = {pack.language for pack in own}
    for pack in own:
        for kind, rule, source, *_ in pack.phrases:
            name, _, place = rule.partition(":")
            if kind not in LOOKS or place.startswith("attribution.forms"):
                continue
            for text in islice(samples(grammar.parse(source, pack.groups)), MAX_SAMPLES):
                found = mark(text, packs)
                other = found.rule.partition(":")[0]
                if other == name or other not in names:
                    continue
                if _is_of(found, kind):
                    yield Clash(name, place, f'"{text}" stands in {found.rule} too; one of them can go', False)
                else:
                    said = meaning(found.kind or found.look.value)
                    detail = f'"{text}" is {meaning(kind)} here and {said} in {found.rule}, which comes first'
                    yield Clash(name, place, detail, True)
                break


def _is_of(look: Mark, kind: str) -> bool:
    if look.look is not LOOKS[kind]:
        return False
    return look.look is not Look.JUNK or (look.heading is not None if kind == "opener" else look.kind == kind)
