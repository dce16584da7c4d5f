"""Turns a pack file into the data of a pack: checks every key, and parses every phrase.

A pack with `language` is that of a language. A site pack has none: it adds phrases, and with `extends` it has the words
of a language.

Law: a pack is either complete, or refused with all its errors at once, each with file and key. The result is plain
data, so that the shipped packs can be stored in their built form.
"""

from collections import ChainMap, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from seedparse.errors import PackError, PackErrors
from seedparse.phrases import attribution_forms, grammar, syntax
from seedparse.phrases.date_formats import LayoutError, sign_of
from seedparse.phrases.grammar import Extent, PhraseError
from seedparse.phrases.index import MAX_PHRASES, Built, BuiltPhrase
from seedparse.phrases.required_words import UNMEASURED, Frequencies, Rarity, required_words_of
from seedparse.phrases.syntax import Part
from seedparse.text.language_tags import wrong_tag
from seedparse.text.words import fold

# The phrases of a pack: [table] key -> the kind of such a phrase, the slots of which it must have at least one, and the
# slots that it may have.
PHRASES: dict[tuple[str, str], tuple[str, frozenset[str], frozenset[str]]] = {
    ("related", "headings"): ("heading", frozenset(), frozenset({"rest"})),
    ("related", "inline"): ("inline", frozenset({"title"}), frozenset()),
    ("related", "openers"): ("opener", frozenset(), frozenset()),
    ("attribution", "sentences"): ("sentence", frozenset({"publisher", "via"}), frozenset()),
    ("attribution", "speakers"): ("speaker", frozenset({"name"}), frozenset()),
    ("attribution", "credits"): ("credit", frozenset({"via", "medium"}), frozenset({"rest"})),
    ("attribution", "clauses"): ("clause", frozenset({"publisher", "via", "medium"}), frozenset()),
    ("attribution", "background"): ("background", frozenset(), frozenset({"rest"})),
    ("attribution", "before"): ("before", frozenset(), frozenset({"rest", *syntax.BESIDE_MEDIUM["before"]})),
    ("attribution", "behind"): ("behind", frozenset(), frozenset({"rest", *syntax.BESIDE_MEDIUM["behind"]})),
    ("attribution", "unnamed"): ("unnamed", frozenset(), frozenset()),
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
# All other keys: [table] key -> the type of its value. "words": a list of words; "printed": a list of words whose case
# counts; "letters": a string.
WORDS = {
    ("evidence", "alphabet"): "letters",
    ("evidence", "typical"): "letters",
    ("evidence", "words"): "words",
    ("evidence", "common"): "words",
    ("evidence", "foreign"): "words",
    ("evidence", "page"): "words",
    ("evidence", "reader"): "words",
    ("dates", "weekdays"): "words",
    ("dates", "year_marks"): "words",
    ("dates", "ordinals"): "words",
    ("dates", "before_month"): "words",
    ("dates", "before_clock"): "words",
    ("dates", "hour_marks"): "words",
    ("dates", "day_halves"): "words",
    ("dates", "after_clock"): "printed",
    ("dates", "order"): "order",
    ("dates", "calendar"): "calendar",
    ("dates", "forms"): "layouts",
    ("dates", "eras"): "eras",
    ("attribution", "parts"): "parts",
    ("export", "documents"): "words",
    ("export", "of"): "words",
    ("byline", "roles"): "words",
    ("names", "generic"): "words",
    ("names", "never"): "words",
    ("names", "articles"): "words",
    ("names", "persons"): "words",
    ("names", "given"): "words",
    ("names", "speech"): "words",
    ("names", "networks"): "words",
    ("names", "offices"): "words",
    ("names", "press_offices"): "words",
    ("names", "joiners"): "words",
    ("names", "agencies"): "words",
    ("names", "media"): "words",
    ("names", "beginnings"): "words",
    ("names", "endings"): "words",
    ("names", "circumstances"): "phrases",
    ("names", "times"): "phrases",
}
TABLES = {"months", "jalali", "groups"} | {table for table, _ in (*PHRASES, *WORDS)}
TOP = ("language", "name", "english_name")
# What only the pack of a language has: tables, and [table] key.
OF_LANGUAGES = {"months", "jalali", "dates"}
KEYS_OF_LANGUAGES = {
    *(("evidence", "alphabet"), ("evidence", "typical"), ("evidence", "words"), ("evidence", "common")),
    *(("evidence", "foreign"), ("attribution", "parts")),
    *(("names", "circumstances"), ("names", "times")),
}
PROOFS = {"example", "counter_example"}
MONTHS = tuple(str(number) for number in range(1, 13))
NO_GROUPS: Mapping[str, Part] = {}
CALENDAR = "buddhist"  # the one calendar with months as ours and other years
ERAS = range(-9999, 9999)  # allowed values of an era: the year before its first year


class Groups:
    """The named lists that are parsed so far, and their sizes. `base`: those of the language that a pack extends."""

    def __init__(self, base: Mapping[str, Part]) -> None:
        self.base = base
        self.parts: ChainMap[str, Part] = ChainMap({}, base)  # type: ignore[arg-type]  # only the first map is changed
        self.extents: dict[str, Extent] = {}
        self.wrong: set[str] = set()  # groups with an error, which is reported once and not for each phrase with them


def build(
    table: Mapping[str, Any], file: str, frequencies: Frequencies = UNMEASURED, base: Mapping[str, Part] = NO_GROUPS
) -> Built:
    """The data of a pack from its parsed file.

    `frequencies`: those of words in text, if they are known. `base`: the groups of the language that it extends.
    Raises PackError with all errors: file, key and reason of each.
    """
    errors = PackErrors(file)
    of_site = is_of_site(table)
    pack_name = name_of(table, file)
    table = _known_tables(table, errors)
    groups = Groups(base)
    for name, words in table.get("groups", {}).items():
        _add_group(name, words, f"groups.{name}", groups, errors)
    beside_names = {key: _beside_names(table, key, groups, errors) for key in ("circumstances", "times")}
    parts = _parts(table, groups, errors)
    beside = dict.fromkeys((*beside_names["circumstances"], *beside_names["times"], "{day}"))
    forms = {} if of_site else attribution_forms.groups(parts, list(beside))
    for name, words in forms.items():
        _add_group(name, words, f"attribution.{name}", groups, errors)
    months, names = ({}, []) if of_site else _months(table, "months", errors)
    jalali = _months(table, "jalali", errors)[0] if "jalali" in table else {}
    lists = {key: _words(table, key, errors) for key, form in WORDS.items() if form == "words"}
    for word in lists["dates", "weekdays"]:
        if word in months:
            errors.add(f"months.{months[word]}", f'"{word}" is also a weekday; keep one')
    after_clock = table.get("dates", {}).get("after_clock", [])
    if "after_clock" in table.get("dates", {}):
        _is_list(after_clock, "dates.after_clock", errors)
    letters = {key: _letters(table, key, errors) for key, form in WORDS.items() if form == "letters"}
    generic = lists["names", "generic"]
    for word in _texts(table.get("names", {}).get("generic")):
        if not word.strip("*"):
            errors.add("names.generic", f'"{word}" has no letters before its star')
    layouts = _layouts(table, errors)
    eras = _eras(table, errors)
    rarity = Rarity(frequencies, frozenset(lists["evidence", "words"]))
    built_phrases = _phrases(table, pack_name, groups, rarity, errors)
    if not of_site:
        built_phrases += _forms(
            parts,
            f"{pack_name}:attribution.forms",
            groups,
            rarity,
            errors,
            has_offices=bool(lists["names", "press_offices"]),
        )
    if of_site and not (built_phrases or errors.found or any(lists.values())):
        errors.add("the pack is empty", 'write a phrase, such as: [related] inline = ["read also: {title}"]')
    if len(built_phrases) > MAX_PHRASES:
        errors.add("phrases", f"more than {MAX_PHRASES} phrases in one pack")
    if errors.found:
        raise PackError(*errors.found)
    return Built(
        language=pack_name,
        extends=table.get("extends"),
        name=table.get("name", ""),
        english_name=table.get("english_name", ""),
        alphabet=letters["evidence", "alphabet"],
        typical=letters["evidence", "typical"],
        words=lists["evidence", "words"],
        common=lists["evidence", "common"],
        foreign=lists["evidence", "foreign"],
        page=lists["evidence", "page"],
        reader=lists["evidence", "reader"],
        months=months,
        jalali=jalali,
        month_names=names,
        weekdays=lists["dates", "weekdays"],
        year_marks=lists["dates", "year_marks"],
        ordinals=lists["dates", "ordinals"],
        before_month=lists["dates", "before_month"],
        before_clock=lists["dates", "before_clock"],
        hour_marks=lists["dates", "hour_marks"],
        day_halves=lists["dates", "day_halves"],
        after_clock=after_clock,
        layouts=layouts,
        eras=eras,
        order=table.get("dates", {}).get("order"),
        calendar=table.get("dates", {}).get("calendar"),
        capital_nouns=_has_capital_nouns(table),
        generic=[word for word in generic if not word.endswith("*")],
        generic_stems=[word[:-1] for word in generic if word.endswith("*")],
        never=lists["names", "never"],
        articles=lists["names", "articles"],
        persons=lists["names", "persons"],
        given=lists["names", "given"],
        speech=lists["names", "speech"],
        networks=lists["names", "networks"],
        offices=lists["names", "offices"],
        press_offices=lists["names", "press_offices"],
        joiners=lists["names", "joiners"],
        agencies=lists["names", "agencies"],
        media=lists["names", "media"],
        beginnings=sorted(lists["names", "beginnings"], key=len, reverse=True),
        documents=lists["export", "documents"],
        numbered_of=lists["export", "of"],
        roles=lists["byline", "roles"],
        endings=sorted(lists["names", "endings"], key=len, reverse=True),
        groups={name: list(map(grammar.stored, words)) for name, words in (table.get("groups", {}) | forms).items()},
        circumstances=beside_names["circumstances"],
        times=beside_names["times"],
        phrases=built_phrases,
    )


def name_of(table: Mapping[str, Any], file: str) -> str:
    """The name of a pack, with which its rules begin: its language, or of a site pack the name of its file."""
    return str(table.get("language", file.replace("\\", "/").rpartition("/")[2]))


def is_of_site(table: Mapping[str, Any]) -> bool:
    """Whether the table of a pack file is that of a site pack: it adds to the languages and is none."""
    if "language" in table or "extends" in table:
        return "language" not in table
    return not any(_of_languages(table))


def _of_languages(table: Mapping[str, Any]) -> Iterator[str]:
    """The keys of a pack file that only the pack of a language has."""
    for section, value in table.items():
        if section in OF_LANGUAGES or section in ("name", "english_name", "replaces"):
            yield section
        elif isinstance(value, dict):
            yield from (f"{section}.{key}" for key in value if (section, key) in KEYS_OF_LANGUAGES)


def _phrases(
    table: Mapping[str, Any], name: str, groups: Groups, rarity: Rarity, errors: PackErrors
) -> list[BuiltPhrase]:
    built: list[BuiltPhrase] = []
    seen: dict[Part, str] = {}
    for (section, key), (kind, needed, allowed) in PHRASES.items():
        sources = table.get(section, {}).get(key)
        if sources is None or not _is_list(sources, f"{section}.{key}", errors):
            continue
        for number, source in enumerate(sources, 1):
            place = f"{section}.{key}.{number}"
            part = _parse(place, source, groups, errors)
            if part is None or not _has_its_slots(part, needed, allowed, source, place, errors):
                continue
            # For a phrase under two keys the order of KINDS would decide, without the author's knowledge.
            first = seen.setdefault(part, place)
            if first.rpartition(".")[0] != place.rpartition(".")[0]:
                errors.add(place, f"the same phrase as {first}; keep one")
            if not _has_slot_at_edge(part, kind, source, place, errors):
                continue
            searched = syntax.beside_medium(part, kind)
            heads, tails = grammar.heads(searched), grammar.tails(searched)
            if kind != "dateline":
                _check_edge(heads, tails, source, place, errors)
            rule = f"{name}:{place}"
            built.append((kind, rule, source, heads, tails, required_words_of(part, rarity)))
    return built


def _forms(
    parts: Mapping[str, list[str]], rule: str, groups: Groups, rarity: Rarity, errors: PackErrors, *, has_offices: bool
) -> list[BuiltPhrase]:
    """The phrases of the forms of attribution that the pack has the parts for."""
    built: list[BuiltPhrase] = []
    for name, kind, source in attribution_forms.forms(parts):
        part = _parse(rule, source, groups, errors) if has_offices or "{office}" not in source else None
        if part is None:
            continue
        searched = syntax.beside_medium(part, kind)
        heads, tails = grammar.heads(searched), grammar.tails(searched)
        alone = kind == "line"
        if not alone and "" in heads and "" in tails and kind != "credit":
            continue  # it begins and ends with a slot, so there is no word to find it by in running text
        required = required_words_of(part, rarity)
        if alone and not required:
            errors.add(f"{rule}.{name}", f'"{source}" has no word without a star by which it could be found')
        built.append((kind, f"{rule}.{name}", source, heads, tails, required))
    return built


def _parts(table: Mapping[str, Any], groups: Groups, errors: PackErrors) -> dict[str, list[str]]:
    """The pack's parts of the forms of attribution, without those that have an error."""
    found = table.get("attribution", {}).get("parts", {})
    if not isinstance(found, dict):
        errors.add("attribution.parts", "must be a table: [attribution.parts]")
        return {}
    parts: dict[str, list[str]] = {}
    for name, sources in found.items():
        place = f"attribution.parts.{name}"
        if name not in attribution_forms.PARTS:
            errors.add(place, f"unknown part; known: {', '.join(attribution_forms.PARTS)}")
        elif _is_list(sources, place, errors):
            slot, other = attribution_forms.PARTS[name], attribution_forms.OTHER_SLOTS.get(name)
            before = len(errors.found)
            for number, source in enumerate(sources, 1):
                part = _parse(f"{place}.{number}", source, groups, errors)
                if part is not None and syntax.slots(part) not in ([slot] if slot else [], [other]):
                    wanted = f"must have the slot {{{slot}}}, once" if slot else "has no slot"
                    errors.add(f"{place}.{number}", f'"{source}": a phrase of this part {wanted}')
                elif part is not None and slot and "" in grammar.heads(part) and "" in grammar.tails(part):
                    errors.add(f"{place}.{number}", f'"{source}" needs a word before or behind its slot')
                elif part is not None and name == "source" and not syntax.ends_with_mark(part):
                    errors.add(f"{place}.{number}", f'"{source}": a label needs its mark, such as a colon')
            if len(errors.found) == before:
                parts[name] = sources
    return parts


def _has_its_slots(
    part: Part, needed: frozenset[str], allowed: frozenset[str], source: str, place: str, errors: PackErrors
) -> bool:
    before = len(errors.found)
    names = syntax.slots(part)
    read = [name for name in names if name != "rest"]  # the text of "rest" is not kept, so it may occur several times
    if len(set(read)) != len(read):
        errors.add(place, f'"{source}": a slot may occur only once in a phrase')
    if needed and not set(names) & needed:
        errors.add(place, f'"{source}" has no slot {_braces(needed)}')
    if extra := set(names) - needed - allowed:
        errors.add(place, f'"{source}": the slot {_braces(extra)} is not allowed here')
    return len(errors.found) == before


def _has_slot_at_edge(part: Part, kind: str, source: str, place: str, errors: PackErrors) -> bool:
    """Whether the slot of a phrase beside a medium, if it has one, stands where the medium does; else adds an error."""
    if kind != "before" and syntax.has_joined(part):
        errors.add(place, f'"{source}": a word joined to a name stands in [attribution] before only')
        return False
    if kind not in ("before", "behind") or not set(syntax.slots(syntax.beside_medium(part, kind))) - {"rest"}:
        return True
    edge = "end" if kind == "before" else "begin"
    errors.add(place, f'"{source}": such a phrase may only {edge} with its slot')
    return False


def _check_edge(heads: list[str], tails: list[str], source: str, place: str, errors: PackErrors) -> None:
    """Add an error if a phrase cannot be found by its first word or, if that is a slot, by its last word.

    The index requires whole words there, not stems.
    """
    edge = tails if "" in heads else heads
    if "" in edge:
        errors.add(place, f'"{source}" neither begins nor ends with a word')
    elif any(map(syntax.is_part, edge)):
        errors.add(place, f'"{source}": the first word cannot be a stem; write out its forms')


def _braces(names: Iterable[str]) -> str:
    return " or ".join(f"{{{name}}}" for name in sorted(names))


def _parse(place: str, source: str, groups: Groups, errors: PackErrors) -> Part | None:
    """The parsed phrase, or None if it has an error, or names a group that has an error."""
    if any(f"<{name}>" in source for name in groups.wrong):
        return None
    try:
        for name in grammar.group_names(source):
            if name not in groups.extents and name in groups.parts:
                groups.extents[name] = grammar.extent_of(groups.parts[name])
        grammar.check(source, groups.extents)
        return grammar.parse(source, groups.parts)
    except PhraseError as error:
        errors.add(place, str(error))
        return None


def _add_group(name: str, words: Any, place: str, groups: Groups, errors: PackErrors) -> None:
    """Add a named list of words or phrases as a part that matches any one of them."""
    groups.wrong.add(name)
    if not _is_list(words, place, errors):
        return
    parts = [_parse(f"{place}.{number}", word, groups, errors) for number, word in enumerate(words, 1)]
    whole = tuple(part for part in parts if part is not None)
    try:
        if len(whole) == len(parts):
            groups.extents[name] = grammar.extent(words, groups.extents)
            groups.parts[name] = (syntax.choice(whole, optional=False),)
            groups.wrong.remove(name)
    except PhraseError as error:
        errors.add(place, str(error))


def _beside_names(table: Mapping[str, Any], key: str, groups: Groups, errors: PackErrors) -> list[str]:
    """The phrases under `key` in [names], which may stand beside a name and are not part of it."""
    sources = table.get("names", {}).get(key)
    if sources is None or not _is_list(sources, f"names.{key}", errors):
        return []
    for number, source in enumerate(sources, 1):
        _parse(f"names.{key}.{number}", source, groups, errors)
    return list(sources)


def _layouts(table: Mapping[str, Any], errors: PackErrors) -> list[list[str]]:
    sources = table.get("dates", {}).get("forms")
    layouts: list[list[str]] = []
    if sources is None or not _is_list(sources, "dates.forms", errors):
        return layouts
    for number, source in enumerate(sources, 1):
        try:
            layouts.append([source, sign_of(source)])
        except LayoutError as error:
            errors.add(f"dates.forms.{number}", str(error))
    return layouts


def _eras(table: Mapping[str, Any], errors: PackErrors) -> dict[str, int]:
    eras = table.get("dates", {}).get("eras", {})
    if not isinstance(eras, dict) or not all(type(zero) is int and zero in ERAS for zero in eras.values()):
        errors.add("dates.eras", 'must be a table of eras, each with the year before its first: "Reiwa" = 2018')
        return {}
    return {fold(name): zero for name, zero in eras.items()}


def _months(table: Mapping[str, Any], calendar: str, errors: PackErrors) -> tuple[dict[str, int], list[list[str]]]:
    months: dict[str, int] = {}
    names = table.get(calendar, {})
    if set(names) != set(MONTHS):
        wrong = [f"{key} is missing" for key in MONTHS if key not in names]
        wrong += [f"{key} is unknown" for key in names if key not in MONTHS]
        errors.add(calendar, f"must have twelve keys, 1 to 12; {', '.join(wrong)}")
    words: list[list[str]] = []
    for key in MONTHS:
        words.append([])
        if key not in names or not _is_list(names[key], f"{calendar}.{key}", errors):
            continue
        for name in names[key]:
            word = fold(name).rstrip(".")
            words[-1].append(word)
            if not any(map(str.isalnum, word)):
                errors.add(f"{calendar}.{key}", f'"{name}" has no letter')
            elif months.setdefault(word, int(key)) != int(key):
                errors.add(f"{calendar}.{key}", f'"{name}" is also month {months[word]}; keep one')
    return months, words


def _words(table: Mapping[str, Any], key: tuple[str, str], errors: PackErrors) -> list[str]:
    words = table.get(key[0], {}).get(key[1])
    return [fold(word) for word in words] if words is not None and _is_list(words, ".".join(key), errors) else []


def _texts(value: Any) -> list[str]:
    """The texts of a list, whatever else it has and whatever it is: other errors of it are told elsewhere."""
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _has_capital_nouns(table: Mapping[str, Any]) -> bool:
    """Whether more than half of the generic words are written with capitals."""
    generic = _texts(table.get("names", {}).get("generic"))
    return sum(word[:1].isupper() for word in generic) * 2 > len(generic)


def _letters(table: Mapping[str, Any], key: tuple[str, str], errors: PackErrors) -> str:
    letters = table.get(key[0], {}).get(key[1], "")
    if not isinstance(letters, str):
        errors.add(".".join(key), 'must be a text with all the letters: "abc"')
        return ""
    return letters.casefold()


def _is_list(words: Any, key: str, errors: PackErrors) -> bool:
    """Whether a value is a list of words without duplicates; adds an error if not."""
    before = len(errors.found)
    if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
        errors.add(key, "must be a list of words")
    elif not words:
        errors.add(key, "the list is empty; leave the key out")
    else:
        seen: set[str] = set()
        for word in words:
            if fold(word) in seen:
                errors.add(key, f'"{word}" is in the list twice')
            seen.add(fold(word))
    return len(errors.found) == before


def _check_top(table: Mapping[str, Any], errors: PackErrors, *, of_site: bool) -> None:
    """Add an error for each wrong or missing key outside the tables, and each key that such a pack may not have."""
    for key in ("extends",) if of_site else TOP:
        if key not in table:
            if key == "language":
                keys = ", ".join(_of_languages(table))
                errors.add(key, f"is missing; a pack without it, which adds to the languages, may not have {keys}")
            elif key != "extends":
                errors.add(key, "is missing")
        elif not isinstance(table[key], str) or not table[key].strip():
            errors.add(key, "must be a text, and not empty")
        elif key in ("language", "extends") and (reason := wrong_tag(table[key])):
            errors.add(key, reason)
    if of_site:
        for key in _of_languages(table):
            errors.add(key, "belongs to the pack of a language; a pack with `extends` may not have it")
    elif "extends" in table:
        errors.add("extends", "a pack has `language` or `extends`: keep `extends` to add to a language")
    if not isinstance(table.get("replaces", False), bool):
        errors.add("replaces", "must be true or false")


def _known_tables(table: Mapping[str, Any], errors: PackErrors) -> dict[str, Any]:
    """The known keys and tables of a pack file; adds an error for each unknown, missing or malformed one."""
    of_site = is_of_site(table)
    _check_top(table, errors, of_site=of_site)
    known: defaultdict[str, set[str]] = defaultdict(set)
    for section, key in (*PHRASES, *WORDS):
        known[section].add(key)
    kept: dict[str, Any] = {}
    for section, value in table.items():
        if section in (*TOP, "extends", "replaces"):
            kept[section] = value
        elif section in PROOFS:
            if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
                errors.add(section, f"write each one as [[{section}]]")
        elif section not in TABLES:
            errors.add(section, "unknown key")
        elif not isinstance(value, dict):
            errors.add(section, f"must be a table: [{section}]")
        else:
            if section in known:
                for key in value:
                    if key not in known[section]:
                        errors.add(f"{section}.{key}", "unknown key")
            kept[section] = value
    evidence = kept.get("evidence", {})
    if not of_site and not (evidence.get("alphabet") and evidence.get("words")):
        errors.add("[evidence] needs `alphabet` and `words`")
    if kept.get("dates", {}).get("order", "dmy") not in ("dmy", "mdy"):
        errors.add("dates.order", 'must be "dmy" or "mdy"; leave it out if both are in use')
    if kept.get("dates", {}).get("calendar", CALENDAR) != CALENDAR:
        errors.add("dates.calendar", f'must be "{CALENDAR}"; leave it out for years as in 2026')
    return kept
