"""Packs: one language's words each, and the index that finds the few phrases a line could be.

Law: a pack is data, and the same object whether it comes from its file or from the built form of it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TypedDict

# In this order a line is asked: the first kind that knows it wins.
KINDS = (
    "heading", "inline", "sentence", "speaker", "credit", "clause", "background", "byline", "published", "updated",
    "photo", "share", "tags", "promo", "footer", "navigation", "dateline",
)  # fmt: skip
CLAUSES = frozenset({"sentence", "speaker", "clause", "background"})
"""The kinds that can stand inside running text."""

# kind, rule, pattern of a whole line, pattern of a clause, words it can begin with, words it can end with
BuiltPhrase = tuple[str, str, str, str, list[str], list[str]]
Example = Mapping[str, str]


class Built(TypedDict):
    """A pack as plain data: what `packfile.build` makes and what the built form keeps."""

    language: str
    name: str
    english_name: str
    alphabet: str
    typical: str
    words: list[str]
    months: dict[str, int]
    month_names: list[list[str]]
    weekdays: list[str]
    year_marks: list[str]
    order: str | None
    generic: list[str]
    generic_stems: list[str]
    never: list[str]
    circumstances: str
    phrases: list[BuiltPhrase]
    texts: list[tuple[str, str]]  # every text of the file with its key
    examples: list[Example]
    counter_examples: list[Example]


class Phrase:
    """A phrase of a pack; each of its two patterns is compiled when a line first asks for it.

    `re`, not `regex`: since 3.11 it has possessive repeats, which is all that these patterns need, and it is faster
    (docs/choices.md).
    """

    def __init__(self, language: str, built: BuiltPhrase) -> None:
        self.language = language
        # rule: "uk:attribution.sentences.3", what a record names as the reason
        self.kind, self.rule, self._whole, self._clause, self.heads, self.tails = built

    @cached_property
    def whole(self) -> re.Pattern[str]:
        """The pattern of a line that is this phrase and nothing else."""
        return re.compile(self._whole, re.IGNORECASE)

    @cached_property
    def clause(self) -> re.Pattern[str]:
        """The pattern of a clause inside running text, up to its closing punctuation."""
        return re.compile(self._clause, re.IGNORECASE)


class Pack:
    """One language: what its words mean to a news text. docs/packs.md says what each is."""

    def __init__(self, built: Built) -> None:
        self.built = built
        self.language = built["language"]
        self.alphabet = frozenset(built["alphabet"])
        self.typical = frozenset(built["typical"])
        self.words = frozenset(built["words"])
        self.order = built["order"]
        self.generic = frozenset(built["generic"])
        self.generic_stems = tuple(built["generic_stems"])
        self.never = frozenset(built["never"])
        self.month_names = tuple(map(tuple, built["month_names"]))  # January first
        self.phrases = [Phrase(self.language, each) for each in built["phrases"]]

    @cached_property
    def leading_circumstance(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{self.built['circumstances']})(?:[\s,]+|$)", re.IGNORECASE)

    @cached_property
    def trailing_circumstance(self) -> re.Pattern[str]:
        return re.compile(rf"(?:^|[\s,]+)(?:{self.built['circumstances']})$", re.IGNORECASE)


Index = dict[str, list[Phrase]]


class Packs:
    """All the packs of a run, and the index from a word to the phrases that begin or end with it."""

    def __init__(self, packs: Iterable[Pack]) -> None:
        self.all = tuple(packs)
        self.by_language = {pack.language: pack for pack in self.all}
        heads: defaultdict[str, list[Phrase]] = defaultdict(list)
        tails: defaultdict[str, list[Phrase]] = defaultdict(list)
        months: defaultdict[str, list[str]] = defaultdict(list)
        self.datelines: list[Phrase] = []
        for pack in self.all:
            for phrase in pack.phrases:
                if phrase.kind == "dateline":
                    self.datelines.append(phrase)
                elif "" in phrase.heads:
                    for word in phrase.tails:
                        tails[word].append(phrase)
                else:
                    for word in phrase.heads:
                        heads[word].append(phrase)
            for word in pack.built["months"]:
                months[word].append(pack.language)
        self.heads, self.tails = _ranked(heads), _ranked(tails)
        self.clause_heads, self.clause_tails = _clauses(self.heads), _clauses(self.tails)
        self.months = dict(months)
        """A month's word to the languages that know it."""
        self.weekdays = frozenset(word for pack in self.all for word in pack.built["weekdays"])
        self.year_marks = tuple(dict.fromkeys(mark for pack in self.all for mark in pack.built["year_marks"]))

    @cached_property
    def clause_ends(self) -> re.Pattern[str] | None:
        """The words that end a clause phrase, wherever they stand."""
        words = sorted(self.clause_tails, key=len, reverse=True)
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE) if words else None


def _ranked(index: Mapping[str, list[Phrase]]) -> Index:
    return {word: sorted(found, key=lambda phrase: KINDS.index(phrase.kind)) for word, found in index.items()}


def _clauses(index: Index) -> Index:
    kept = {word: [phrase for phrase in found if phrase.kind in CLAUSES] for word, found in index.items()}
    return {word: found for word, found in kept.items() if found}
