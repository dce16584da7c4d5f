"""Makes the index over packs, and the packs of a run from packs that are not in the built form.

Law: the index depends on the packs and on their order, and on nothing else.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import ceil
from typing import Literal

from seedparse.phrases.date_formats import heads_of
from seedparse.phrases.index import (
    CLAUSES,
    KINDS,
    MENTIONS,
    Built,
    Index,
    Reference,
    reference,
    section_of,
    set_reference,
)
from seedparse.phrases.outlets import NONE, Outlets
from seedparse.phrases.pack import Pack, Packs
from seedparse.phrases.required_words import UNMEASURED, Frequencies, Rarity, rarest
from seedparse.text.words import is_unspaced, last_word

SURE = 7  # expected number of typical letters in a text that has at least one of them for certain


def packs_of(
    packs: Iterable[Pack], frequencies: Frequencies = UNMEASURED, outlets: Callable[[], Outlets] = lambda: NONE
) -> Packs:
    """These packs alone, in this order; of two for one language the later one."""
    by_language = {pack.language: pack for pack in packs}
    return Packs(index((pack.built for pack in by_language.values()), frequencies), by_language.__getitem__, outlets)


def index(packs: Iterable[Built], frequencies: Frequencies = UNMEASURED, first: int = 0) -> Index:
    """Make the index over these packs, in their order.

    `frequencies`: those of words in text, if they are known. `first`: the number of the first pack.
    """
    all_packs = list(packs)
    heads: defaultdict[str, list[Reference]] = defaultdict(list)
    tails: defaultdict[str, list[Reference]] = defaultdict(list)
    clause_tails: defaultdict[str, list[Reference]] = defaultdict(list)
    by_rarest: defaultdict[str, list[Reference]] = defaultdict(list)
    whole: defaultdict[str, list[Reference]] = defaultdict(list)
    mentions: defaultdict[str, list[Reference]] = defaultdict(list)
    sets_of: list[dict[tuple[str, str, tuple[str, ...]], int]] = []
    sets_of_phrases: list[str] = []
    datelines: list[tuple[str, str, str]] = []
    rarity = Rarity(frequencies, {word for pack in all_packs for word in pack["words"]})
    for language, pack in enumerate(all_packs, first):
        sets: dict[tuple[str, str, tuple[str, ...]], int] = {}
        of_phrases: list[int] = []
        for number, (kind, _, source, begins, ends, required) in enumerate(pack["phrases"]):
            phrase = reference(KINDS.index(kind), language, number)
            pieces: tuple[str, ...] = ()
            if kind in CLAUSES or kind in MENTIONS or kind == "line":
                edge = [] if kind == "line" else ends if "" in begins else begins
                pieces = tuple(rarest(required, edge, rarity))
            of_phrases.append(sets.setdefault((kind, required, pieces), len(sets)))
            if kind in MENTIONS:
                continue  # they are found by their required words alone
            if kind == "dateline":
                datelines.append((source, str(phrase), required))
            elif "" in begins and kind != "line":
                for word in filter(None, ends):
                    # In a script without spaces the last word of a line is its last syllable.
                    tails[last_word(word) if is_unspaced(word) else word].append(phrase)
                    if kind in CLAUSES:
                        clause_tails[word].append(phrase)
            if kind not in ("line", "dateline") and ("" not in begins or "" in ends):
                for word in filter(None, begins):
                    heads[word].append(phrase)
        for (kind, _, pieces), number in sets.items():
            for piece in pieces:
                found_by = whole if kind == "line" else mentions if kind in MENTIONS else by_rarest
                found_by[piece].append(set_reference(language, number))
        sets_of.append(sets)
        sets_of_phrases.append(" ".join(map(str, of_phrases)))
    # The form with the most slots first: a form of only a place and an agency matches nearly anything.
    datelines.sort(key=lambda one: (one[0].count("{"), len(one[0])), reverse=True)
    layouts: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for pack in all_packs:
        for number, (_, sign) in enumerate(pack["layouts"]):
            layouts[sign].append((pack["language"], number))
    marks = _known_to(all_packs, "year_marks")
    return Index(
        languages=[pack["language"] for pack in all_packs],
        shipped=len(all_packs),
        sites={},
        letters=[(pack["alphabet"], pack["typical"], _long(pack)) for pack in all_packs],
        words=_known_to(all_packs, "words"),
        common=_known_to(all_packs, "common"),
        foreign=_known_to(all_packs, "foreign"),
        page=sorted({word for pack in all_packs for word in pack["page"]}),
        reader=_reader_words(all_packs),
        months=_known_to(all_packs, "months"),
        contested=_contested(all_packs),
        calendars=[pack["language"] for pack in all_packs if pack["calendar"]],
        jalali={word: (number, pack["language"]) for pack in all_packs for word, number in pack["jalali"].items()},
        weekdays=sorted({word for pack in all_packs for word in pack["weekdays"]}),
        agencies=sorted({word for pack in all_packs for word in pack["agencies"]}),
        media=sorted({word for pack in all_packs for word in pack["media"]}),
        documents=sorted({word for pack in all_packs for word in pack["documents"]}),
        numbered_of=sorted({word for pack in all_packs for word in pack["numbered_of"]}),
        given=sorted({word for pack in all_packs for word in pack["given"]}),
        networks=sorted({word for pack in all_packs for word in pack["networks"]}),
        roles=sorted({word for pack in all_packs for word in pack["roles"]}),
        year_marks={mark: marks[mark] for mark in sorted(marks, key=lambda mark: (-len(mark), mark))},
        ordinals=sorted({word for pack in all_packs for word in pack["ordinals"]}),
        before_month=sorted({word for pack in all_packs for word in pack["before_month"]}),
        before_clock=sorted({word for pack in all_packs for word in pack["before_clock"]}),
        hour_marks=sorted({word for pack in all_packs for word in pack["hour_marks"]}),
        day_halves=sorted({word for pack in all_packs for word in pack["day_halves"]}),
        after_clock=sorted({word for pack in all_packs for word in pack["after_clock"]}),
        layouts=dict(layouts),
        layout_heads=sorted(
            {word for pack in all_packs for source, _ in pack["layouts"] for word in heads_of(source, pack["eras"])}
        ),
        heads=_in_sections(_sorted(heads)),
        tails=_sorted(tails),
        clause_tails=_sorted(clause_tails),
        rarest=_sorted(by_rarest),
        whole=_sorted(whole),
        mentions=_sorted(mentions),
        datelines=[[phrase, required] for _, phrase, required in datelines],
        required=["\n".join(_all_required(sets)) for sets in sets_of],
        set_required=[_numbered(sets) for sets in sets_of],
        kinds=[" ".join(str(KINDS.index(kind)) for kind, _, _ in sets) for sets in sets_of],
        sets=sets_of_phrases,
    )


def _all_required(sets: Iterable[tuple[str, str, tuple[str, ...]]]) -> dict[str, int]:
    """The requirements of these sets, each with its number."""
    found = dict.fromkeys(need for _, required, _ in sets for need in required.split("\t"))
    return {need: number for number, need in enumerate(found)}


def _numbered(sets: Iterable[tuple[str, str, tuple[str, ...]]]) -> str:
    number = _all_required(sets)
    return " ".join("+".join(str(number[need]) for need in required.split("\t")) for _, required, _ in sets)


def _long(pack: Built) -> int:
    """The number of letters of a text that has a typical letter of this language for certain; 0: there is none.

    The share of typical letters in the words of a pack is about that in running text: measured on the articles of the
    fixtures.
    """
    letters = [letter for word in (*pack["words"], *pack["common"]) for letter in word if letter.isalpha()]
    typical = sum(map(pack["typical"].__contains__, letters))
    return ceil(SURE * len(letters) / typical) if typical else 0


def _known_to(
    packs: Iterable[Built], key: Literal["words", "common", "foreign", "months", "year_marks"]
) -> dict[str, str]:
    known: defaultdict[str, list[str]] = defaultdict(list)
    for pack in packs:
        for word in dict.fromkeys(pack[key]):
            known[word].append(pack["language"])
    return {word: " ".join(languages) for word, languages in known.items()}


def _reader_words(packs: Sequence[Built]) -> list[str]:
    """The words that address the reader, except those that another language has as function words ("du")."""
    owners = _known_to(packs, "words")
    own = {(word, pack["language"]) for pack in packs for word in pack["reader"]}
    return sorted({word for word, language in own if owners.get(word, language) == language})


def _contested(packs: Iterable[Built]) -> dict[str, dict[str, int]]:
    months: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for pack in packs:
        for word, number in pack["months"].items():
            months[word][pack["language"]] = number
    return {word: numbers for word, numbers in months.items() if len(set(numbers.values())) > 1}


def _in_sections(found: Mapping[str, str]) -> dict[str, str]:
    sections: defaultdict[str, list[str]] = defaultdict(list)
    for word, phrases in found.items():
        sections[section_of(word)].append(f"{word} {phrases}")
    return {section: "\n".join(lines) for section, lines in sections.items()}


def _sorted(found: Mapping[str, list[Reference]]) -> dict[str, str]:
    return {word: " ".join(map(str, sorted(phrases))) for word, phrases in found.items()}
