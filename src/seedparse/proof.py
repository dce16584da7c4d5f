"""A pack's own examples, held against the pack.

Law: a pack that says what it does not do is refused: file, number of the example, what was wanted and what came out.
"""

from collections.abc import Callable, Mapping
from typing import Any

from seedparse import attributions, dates, language
from seedparse.article import read_dateline
from seedparse.errors import PackError
from seedparse.model import Look
from seedparse.packfile import check_spelling
from seedparse.packs import Pack, Packs, Proof
from seedparse.rules import JUNK, mark

Reading = Mapping[str, str | None] | None  # what was recognised: fields read, or None


def prove(pack: Pack, proof: Proof, file: str, beside: Packs | None = None) -> None:
    """Hold every example against the pack, alone or with others beside it. Raises PackError at the first that fails."""
    packs = beside or Packs.of([pack])
    check_spelling(proof, file)
    for number, example in enumerate(proof["examples"], 1):
        _hold(example, f"{file}: example {number}", packs, pack, wanted=True)
    for number, example in enumerate(proof["counter_examples"], 1):
        _hold(example, f"{file}: counter_example {number}", packs, pack, wanted=False)


def _hold(example: Mapping[str, Any], place: str, packs: Packs, pack: Pack, *, wanted: bool) -> None:
    if not all(isinstance(value, str) for value in example.values()):
        raise PackError(f"{place}: only texts are wanted")
    kind, text = example.get("is", ""), example.get("text", "")
    if kind not in KINDS:
        raise PackError(f'{place}: is = "{kind}"; known: {", ".join(KINDS)}')
    if not text:
        raise PackError(f"{place}: text: missing")
    if unknown := set(example) - {"is", "text"} - FIELDS:
        raise PackError(f"{place}: unknown key {', '.join(sorted(unknown))}")
    reading = KINDS[kind](text, packs, kind, pack)
    if not wanted:
        if reading is not None:
            raise PackError(f'{place}: "{text}" is recognised as {kind}: {dict(reading)}')
        return
    if reading is None:
        raise PackError(f'{place}: "{text}" is not recognised as {kind}')
    for key in FIELDS & set(example):
        if reading.get(key) != example[key]:
            raise PackError(f'{place}: "{text}": {key} is {reading.get(key)!r}, not {example[key]!r}')
    if kind in ("attribution", "citation"):
        # An example that names no via says that there is none.
        for key in ("publisher", "via"):
            if key not in example and reading.get(key):
                raise PackError(f'{place}: "{text}": {key} is {reading[key]!r}, and the example has none')


def _line(text: str, packs: Packs, kind: str, pack: Pack) -> Reading:
    found = mark(text, packs)
    if found.look != kind:
        return None
    return {
        "title": found.title,
        "name": found.name,
        "publisher": found.publisher,
        "via": found.via,
        "heading": found.heading,
    }


def _junk(text: str, packs: Packs, kind: str, pack: Pack) -> Reading:
    found = mark(text, packs)
    return {} if found.look is Look.JUNK and found.kind == kind else None


def _label(text: str, packs: Packs, kind: str, pack: Pack) -> Reading:
    found = mark(text, packs)
    if found.look is not Look.DATE or found.kind != kind or found.found is None:
        return None
    return {"date": dates.read(found.found, packs, pack.order).date}


def _date(text: str, packs: Packs, kind: str, pack: Pack) -> Reading:
    found = mark(text, packs)
    if found.look not in (Look.DATE, Look.ENTRY) or found.found is None:
        return None
    return {"date": dates.read(found.found, packs, pack.order).date, "title": found.title}


def _citation(text: str, packs: Packs, kind: str, pack: Pack) -> Reading:
    found = attributions.within(text, packs)
    return {"publisher": found[-1].publisher, "via": found[-1].via} if found else None


def _dateline(text: str, packs: Packs, kind: str, pack: Pack) -> Reading:
    found = read_dateline(text, packs)
    if found is None:
        return None
    return {"place": found.place, "agency": found.agency, "date": found.date.raw if found.date else None}


def _language(text: str, packs: Packs, kind: str, pack: Pack) -> Reading:
    return {} if language.detect((text,), packs) == pack.language else None


KINDS: dict[str, Callable[[str, Packs, str, Pack], Reading]] = {
    **dict.fromkeys(("heading", "inline", "attribution", "byline"), _line),
    **dict.fromkeys(sorted(JUNK), _junk),
    **dict.fromkeys(("published", "updated", "accessed"), _label),
    "date": _date,
    "citation": _citation,
    "dateline": _dateline,
    "language": _language,
}
FIELDS = frozenset({"title", "name", "heading", "publisher", "via", "date", "place", "agency"})
