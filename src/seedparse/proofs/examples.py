"""Checks the examples and counter-examples in a pack against the pack.

Law: a pack that fails one of its examples is refused. The error lists all failures at once: file, number of the
example, the expected and the actual result.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from seedparse.errors import PackError, PackErrors
from seedparse.model import Look
from seedparse.phrases import samples
from seedparse.phrases.index import JUNK
from seedparse.phrases.indexing import packs_of
from seedparse.phrases.pack import Example, Pack, Packs, Proof
from seedparse.phrases.pack_file import PROOFS
from seedparse.readers import citations, dates, language
from seedparse.readers.datelines import read_dateline
from seedparse.recognition.looks import mark
from seedparse.text.patterns import later
from seedparse.text.words import Text

_LATIN, _GREEK, _CYRILLIC = (
    r"A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u1e00-\u1eff",
    r"\u0370-\u03ff\u1f00-\u1fff",
    r"\u0400-\u052f\u1c80-\u1c8f",
)
_MIXED = later(rf"\b(?=\w*[{_LATIN}])(?=\w*[{_CYRILLIC}])\w+|\b(?=\w*[{_GREEK}])(?=\w*[{_LATIN}{_CYRILLIC}])\w+")

Reading = Mapping[str, str | None] | None  # the fields that were read; None: not recognised


def prove(pack: Pack, proof: Proof, file: str, beside: Packs | None = None) -> None:
    """Check every example with the pack alone, or with the packs `beside`. Raises PackError with all failures."""
    if errors := check(proof, file) or examine(pack.language, proof, file, beside or packs_of([pack])):
        raise PackError(*errors)


def read(table: Mapping[str, Any]) -> Proof:
    """The examples and all texts in the table of a pack file, as far as they can be read."""
    return Proof(
        texts=list(_texts(table)),
        examples=_tables(table, "example"),
        counter_examples=_tables(table, "counter_example"),
    )


def check(proof: Proof, file: str) -> list[str]:
    """The errors that do not depend on the pack's phrases: words that mix alphabets, examples with wrong keys."""
    errors = PackErrors(file)
    _check_spelling(proof, errors)
    for place, example in _examples(proof):
        _check_keys(example, place, errors)
    return errors.found


def examine(name: str, proof: Proof, file: str, packs: Packs) -> list[str]:
    """The examples that fail, each with the expected and the actual result. `name`: of the pack that has them."""
    if not (proof["examples"] or proof["counter_examples"]):
        return []
    errors = PackErrors(file)
    pack = packs.by_language[name]
    for place, example in _examples(proof):
        if place.startswith("counter"):
            _refute(example, place, packs, pack, errors)
        else:
            _confirm(example, place, packs, pack, errors)
    return errors.found


def _examples(proof: Proof) -> Iterator[tuple[str, Example]]:
    yield from ((f"example {number}", each) for number, each in enumerate(proof["examples"], 1))
    yield from ((f"counter_example {number}", each) for number, each in enumerate(proof["counter_examples"], 1))


def _tables(table: Mapping[str, Any], section: str) -> list[Example]:
    found = table.get(section, [])
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _texts(table: Mapping[str, Any], key: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        place = f"{key}.{name}" if key else name
        if isinstance(value, str):
            yield place, value
        elif isinstance(value, dict):
            yield from _texts(value, place)
        elif isinstance(value, list) and name not in PROOFS:
            yield from ((f"{place}.{number}", text) for number, text in enumerate(value, 1) if isinstance(text, str))


def _check_spelling(proof: Proof, errors: PackErrors) -> None:
    """Add an error for each word that mixes letters of two alphabets, which cannot be seen in print."""
    for key, text in proof["texts"]:
        if not text.isascii() and (found := _MIXED.search(text)):
            errors.add(key, f'"{found[0]}" mixes letters of two alphabets')


def _check_keys(example: Example, place: str, errors: PackErrors) -> None:
    if wrong := [key for key, value in example.items() if not isinstance(value, str)]:
        errors.add(place, f"{', '.join(wrong)} must be a text")
        return
    if unknown := [key for key in example if key not in ("is", "text", *FIELDS)]:
        errors.add(place, f"unknown key {', '.join(unknown)}")
    if not example.get("text"):
        errors.add(place, "`text` is missing")
    if "is" not in example:
        errors.add(place, f"`is` is missing; it must be one of {', '.join(KINDS)}")
    elif example["is"] not in KINDS:
        errors.add(place, f'is = "{example["is"]}" is unknown; it must be one of {", ".join(KINDS)}')


def _refute(example: Example, place: str, packs: Packs, pack: Pack, errors: PackErrors) -> None:
    kind, text = example["is"], example["text"]
    reading = KINDS[kind](text, packs, kind, pack)
    if reading is not None:
        said = ", ".join(f"{key} {value}" for key, value in reading.items() if value is not None)
        errors.add(place, f'"{text}" is recognised as {kind}{said and " with "}{said}, and must not be')


def _confirm(example: Example, place: str, packs: Packs, pack: Pack, errors: PackErrors) -> None:
    kind, text = example["is"], example["text"]
    reading = KINDS[kind](text, packs, kind, pack)
    if reading is None:
        errors.add(place, f'"{text}" is not recognised as {kind}{_why(text, kind, packs, pack)}')
        return
    # An example of an attribution without `publisher` or `via` expects that there is none.
    complete = ("publisher", "via") if kind in ("attribution", "citation") else ()
    for key in FIELDS:
        wanted, found = example.get(key), reading.get(key)
        if key in example and found != wanted:
            errors.add(place, f'"{text}": {key} is {_shown(found)}, not {_shown(wanted)}')
        elif key in complete and found and key not in example:
            errors.add(place, f'"{text}": {key} is {_shown(found)}, and the example has none')


def _why(text: str, kind: str, packs: Packs, pack: Pack) -> str:
    """What the text is recognised as instead, or where the phrase that comes closest stopped, if either is known."""
    found = mark(text, packs)
    instead = f"; it is recognised as {found.kind or found.look} by {found.rule}" if ":" in found.rule else ""
    stopped = samples.stop(pack, PHRASE_KINDS.get(kind, frozenset({kind})), text)
    return f"{instead}; {stopped}" if stopped and not instead else instead


def _shown(text: str | None) -> str:
    return "missing" if text is None else f'"{text}"'


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


def _opener(text: str, packs: Packs, kind: str, pack: Pack) -> Reading:
    found = mark(text, packs)
    return {} if found.look is Look.JUNK and found.heading is not None else None


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
    found = citations.within(Text(text), packs)
    return {"publisher": found[-1].publisher, "via": found[-1].via} if found else None


def _dateline(text: str, packs: Packs, kind: str, pack: Pack) -> Reading:
    found = read_dateline(text, packs)
    if found is None:
        return None
    return {"place": found.place, "agency": found.agency, "date": found.date.raw if found.date else None}


def _language(text: str, packs: Packs, kind: str, pack: Pack) -> Reading:
    return {} if language.detect((text,), packs) == packs.language_of(pack.language) else None


KINDS: dict[str, Callable[[str, Packs, str, Pack], Reading]] = {
    **dict.fromkeys(("heading", "inline", "attribution", "byline"), _line),
    "opener": _opener,
    **dict.fromkeys(sorted(JUNK), _junk),
    **dict.fromkeys(("published", "updated", "accessed"), _label),
    "date": _date,
    "citation": _citation,
    "dateline": _dateline,
    "language": _language,
}
PHRASE_KINDS = {
    "attribution": frozenset({"sentence", "speaker", "credit", "clause"}),
    "citation": frozenset({"sentence", "clause"}),
}
"""The kinds of phrases that recognise an example, where they have other names."""
FIELDS = ("title", "name", "heading", "publisher", "via", "date", "place", "agency")
