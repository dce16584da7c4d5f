"""A pack's file becomes a pack: every key checked, every phrase compiled to its patterns.

Law: a pack is refused, with file and key, or it is whole; nothing in it is ever half used.
What comes out is plain data, so that the shipped packs can be kept in their built form.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from seedparse import phrases
from seedparse.errors import PackError
from seedparse.index import Built, BuiltPhrase
from seedparse.layouts import LayoutError, sign_of
from seedparse.needs import needs_of
from seedparse.packs import Proof
from seedparse.phrases import Part, PhraseError
from seedparse.words import fold

# The phrases of a pack: [table] key -> what such a phrase is, and the slots that it must have (one of) and may have.
# In this order a line is asked: the first kind that knows it wins.
PHRASES: dict[tuple[str, str], tuple[str, frozenset[str], frozenset[str]]] = {
    ("related", "headings"): ("heading", frozenset(), frozenset({"rest"})),
    ("related", "inline"): ("inline", frozenset({"title"}), frozenset()),
    ("attribution", "sentences"): ("sentence", frozenset({"publisher", "via"}), frozenset()),
    ("attribution", "speakers"): ("speaker", frozenset({"name"}), frozenset()),
    ("attribution", "credits"): ("credit", frozenset({"via"}), frozenset({"rest"})),
    ("attribution", "clauses"): ("clause", frozenset({"publisher", "via", "medium"}), frozenset()),
    ("attribution", "background"): ("background", frozenset(), frozenset({"rest"})),
    ("byline", "lines"): ("byline", frozenset({"name"}), frozenset()),
    ("fields", "published"): ("published", frozenset(), frozenset({"rest"})),
    ("fields", "updated"): ("updated", frozenset(), frozenset({"rest"})),
    ("fields", "accessed"): ("accessed", frozenset(), frozenset({"rest"})),
    ("junk", "photo"): ("photo", frozenset(), frozenset({"rest"})),
    ("junk", "share"): ("share", frozenset(), frozenset({"rest"})),
    ("junk", "tags"): ("tags", frozenset(), frozenset({"rest"})),
    ("junk", "promo"): ("promo", frozenset(), frozenset({"rest"})),
    ("junk", "footer"): ("footer", frozenset(), frozenset({"rest"})),
    ("junk", "navigation"): ("navigation", frozenset(), frozenset({"rest"})),
    ("dateline", "forms"): ("dateline", frozenset({"place", "agency"}), frozenset({"date"})),
}
# All other keys: [table] key -> the type of its value. "words": a list of words; "printed": one whose case counts;
# "letters": a string.
WORDS = {
    ("evidence", "alphabet"): "letters",
    ("evidence", "typical"): "letters",
    ("evidence", "words"): "words",
    ("evidence", "page"): "words",
    ("dates", "weekdays"): "words",
    ("dates", "year_marks"): "words",
    ("dates", "before_clock"): "words",
    ("dates", "after_clock"): "printed",
    ("dates", "order"): "order",
    ("dates", "forms"): "layouts",
    ("dates", "eras"): "eras",
    ("byline", "roles"): "words",
    ("names", "generic"): "words",
    ("names", "never"): "words",
    ("names", "persons"): "words",
    ("names", "agencies"): "words",
    ("names", "media"): "words",
    ("names", "beginnings"): "words",
    ("names", "endings"): "words",
    ("names", "circumstances"): "phrases",
    ("names", "times"): "phrases",
}
TABLES = {"months", "jalali", "groups"} | {table for table, _ in (*PHRASES, *WORDS)}
TOP = {"language", "name", "english_name"}
PROOFS = {"example", "counter_example"}
MONTHS = tuple(str(number) for number in range(1, 13))


def build(table: Mapping[str, Any], file: str) -> Built:
    """A pack's data from its parsed file. Raises PackError with file, key and reason."""
    _check_keys(table, file)
    groups: dict[str, Part] = {}
    for name, words in table.get("groups", {}).items():
        groups[name] = _alternatives(file, f"groups.{name}", words, groups)
    beside_names = {key: table.get("names", {}).get(key) for key in ("circumstances", "times")}
    for key, sources in beside_names.items():
        if sources is not None:
            _alternatives(file, f"names.{key}", sources, groups)
    months, names = _months(table, "months", file)
    jalali = _months(table, "jalali", file)[0] if "jalali" in table else {}
    lists = {key: _words(table, key, file) for key, form in WORDS.items() if form == "words"}
    for word in lists["dates", "weekdays"]:
        if word in months:
            raise PackError(f'{file}: months.{months[word]}: "{word}" is also a weekday; keep one')
    after_clock = table.get("dates", {}).get("after_clock")
    if after_clock is not None:
        _check_list(after_clock, file, "dates.after_clock")
    generic = lists["names", "generic"]
    return Built(
        language=table["language"],
        name=table["name"],
        english_name=table["english_name"],
        alphabet=table["evidence"]["alphabet"].casefold(),
        typical=table["evidence"].get("typical", "").casefold(),
        words=lists["evidence", "words"],
        page=lists["evidence", "page"],
        months=months,
        jalali=jalali,
        month_names=names,
        weekdays=lists["dates", "weekdays"],
        year_marks=lists["dates", "year_marks"],
        before_clock=lists["dates", "before_clock"],
        after_clock=after_clock or [],
        layouts=_layouts(table, file),
        eras=_eras(table, file),
        order=table.get("dates", {}).get("order"),
        generic=[word for word in generic if not word.endswith("*")],
        generic_stems=[word[:-1] for word in generic if word.endswith("*")],
        never=lists["names", "never"],
        persons=lists["names", "persons"],
        agencies=lists["names", "agencies"],
        media=lists["names", "media"],
        beginnings=sorted(lists["names", "beginnings"], key=len, reverse=True),
        roles=lists["byline", "roles"],
        endings=sorted(lists["names", "endings"], key=len, reverse=True),
        groups={name: list(map(phrases.words_of, words)) for name, words in table.get("groups", {}).items()},
        circumstances=beside_names["circumstances"] or [],
        times=beside_names["times"] or [],
        phrases=_phrases(table, groups, frozenset(lists["evidence", "words"]), file),
    )


def proof(table: Mapping[str, Any]) -> Proof:
    """What the file says in its own proof; proof.py holds it against the pack."""
    return Proof(
        texts=list(_texts(table)),
        examples=table.get("example", []),
        counter_examples=table.get("counter_example", []),
    )


def check_spelling(proof: Proof, file: str) -> None:
    """Refuse a word that mixes letters of two alphabets, the trap that no eye sees. Raises PackError.

    Here and only here `regex` is needed, which knows scripts; it is imported when a pack is proved, not in every run.
    """
    import regex

    mixed = regex.compile(
        r"\b(?=\w*\p{Latin})(?=\w*\p{Cyrillic})\w+|\b(?=\w*\p{Greek})(?=\w*[\p{Latin}\p{Cyrillic}])\w+"
    )
    for key, text in proof["texts"]:
        if found := mixed.search(text):
            raise PackError(f'{file}: {key}: "{found[0]}" mixes letters of two alphabets')


def _texts(table: Mapping[str, Any], key: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        place = f"{key}.{name}" if key else name
        if isinstance(value, str):
            yield place, value
        elif isinstance(value, dict):
            yield from _texts(value, place)
        elif isinstance(value, list) and name not in PROOFS:
            yield from ((f"{place}.{number}", text) for number, text in enumerate(value, 1))


def _phrases(
    table: Mapping[str, Any], groups: Mapping[str, Part], common: frozenset[str], file: str
) -> list[BuiltPhrase]:
    built: list[BuiltPhrase] = []
    seen: dict[Part, str] = {}
    for (section, key), (kind, needed, allowed) in PHRASES.items():
        sources = table.get(section, {}).get(key)
        if sources is None:
            continue
        _check_list(sources, file, f"{section}.{key}")
        for number, source in enumerate(sources, 1):
            place = f"{section}.{key}.{number}"
            part = _parse(file, place, source, groups)
            names = phrases.slots(part)
            slots = set(names)
            read = [name for name in names if name != "rest"]  # of which nothing is read
            if len(set(read)) != len(read):
                raise PackError(f'{file}: {place}: "{source}": a slot stands once in a phrase')
            if needed and not slots & needed:
                raise PackError(f'{file}: {place}: "{source}" has no slot {_braces(needed)}')
            if extra := slots - needed - allowed:
                raise PackError(f'{file}: {place}: "{source}": {_braces(extra)} has no meaning here')
            # The same phrase under two keys would be decided by their order, unseen by who wrote it.
            first = seen.setdefault(part, place)
            if first.rpartition(".")[0] != place.rpartition(".")[0]:
                raise PackError(f"{file}: {place}: the same phrase as {first}; keep one")
            heads, tails = phrases.heads(part), phrases.tails(part)
            if kind != "dateline":
                _check_edge(heads, tails, source, file, place)
            rule = f"{table['language']}:{place}"
            built.append((kind, rule, source, heads, tails, needs_of(part, common)))
    return built


def _check_edge(heads: list[str], tails: list[str], source: str, file: str, place: str) -> None:
    """A phrase is found by its first word or, if that is a slot, by its last; the index needs whole words there."""
    edge = tails if "" in heads else heads
    if "" in edge:
        raise PackError(f'{file}: {place}: "{source}" neither begins nor ends with a word')
    if any(word.endswith("*") for word in edge):
        raise PackError(f'{file}: {place}: "{source}": a stem cannot be the first word; write its forms out')


def _braces(names: Iterable[str]) -> str:
    return " or ".join(f"{{{name}}}" for name in sorted(names))


def _parse(file: str, place: str, source: str, groups: Mapping[str, Part]) -> Part:
    try:
        phrases.check(source)
        return phrases.parse(source, groups)
    except PhraseError as error:
        raise PackError(f"{file}: {place}: {error}") from None


def _alternatives(file: str, place: str, words: Any, groups: Mapping[str, Part]) -> Part:
    """A named list of words or phrases as one part, one of which stands there."""
    _check_list(words, file, place)
    parts = (_parse(file, f"{place}.{number}", word, groups) for number, word in enumerate(words, 1))
    return (phrases.choice(tuple(parts), optional=False),)


def _layouts(table: Mapping[str, Any], file: str) -> list[list[str]]:
    sources = table.get("dates", {}).get("forms")
    if sources is None:
        return []
    _check_list(sources, file, "dates.forms")
    try:
        return [[source, sign_of(source)] for source in sources]
    except LayoutError as error:
        raise PackError(f"{file}: dates.forms: {error}") from None


def _eras(table: Mapping[str, Any], file: str) -> dict[str, int]:
    eras = table.get("dates", {}).get("eras", {})
    if not isinstance(eras, dict) or not all(isinstance(zero, int) for zero in eras.values()):
        raise PackError(f'{file}: dates.eras: each era with the year before its first: "令和" = 2018')
    return {fold(name): zero for name, zero in eras.items()}


def _months(table: Mapping[str, Any], calendar: str, file: str) -> tuple[dict[str, int], list[list[str]]]:
    months: dict[str, int] = {}
    names = table.get(calendar, {})
    if set(names) != set(MONTHS):
        raise PackError(f"{file}: {calendar}: twelve keys, 1 to 12")
    for key in MONTHS:
        _check_list(names[key], file, f"{calendar}.{key}")
        for name in names[key]:
            word = fold(name).rstrip(".")
            if months.setdefault(word, int(key)) != int(key):
                raise PackError(f'{file}: {calendar}.{key}: "{name}" is also month {months[word]}; keep one')
    return months, [[fold(name).rstrip(".") for name in names[key]] for key in MONTHS]


def _words(table: Mapping[str, Any], key: tuple[str, str], file: str) -> list[str]:
    words = table.get(key[0], {}).get(key[1])
    if words is None:
        return []
    _check_list(words, file, ".".join(key))
    return [fold(word) for word in words]


def _check_list(words: Any, file: str, key: str) -> None:
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        raise PackError(f"{file}: {key}: a list of words is wanted")
    if not words:
        raise PackError(f"{file}: {key}: the list is empty; leave the key out")
    seen: set[str] = set()
    for word in words:
        if fold(word) in seen:
            raise PackError(f'{file}: {key}: "{word}" stands there twice')
        seen.add(fold(word))


def _check_keys(table: Mapping[str, Any], file: str) -> None:
    for key in TOP:
        if not isinstance(table.get(key), str) or not table[key]:
            raise PackError(f"{file}: {key}: missing")
    known: defaultdict[str, set[str]] = defaultdict(set)
    for section, key in (*PHRASES, *WORDS):
        known[section].add(key)
    for section, value in table.items():
        if section in TOP:
            continue
        if section in PROOFS:
            if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
                raise PackError(f"{file}: {section}: write each one as [[{section}]]")
            continue
        if section not in TABLES:
            raise PackError(f"{file}: {section}: unknown key")
        if not isinstance(value, dict):
            raise PackError(f"{file}: {section}: a table is wanted: [{section}]")
        if section in known:
            for key in value:
                if key not in known[section]:
                    raise PackError(f"{file}: {section}.{key}: unknown key")
    evidence = table.get("evidence", {})
    if not evidence.get("alphabet") or not evidence.get("words"):
        raise PackError(f"{file}: evidence: alphabet and words are needed")
    if table.get("dates", {}).get("order", "dmy") not in ("dmy", "mdy"):
        raise PackError(f'{file}: dates.order: "dmy" or "mdy", or leave it out')
