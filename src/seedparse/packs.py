"""Packs: one language's words each, and the index that finds the few phrases a line could be.

Law: a pack is data, and the same object whether it comes from its file or from the built form of it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple, TypedDict

from seedparse import phrases
from seedparse.layouts import Layout
from seedparse.matching import Compiler, Match
from seedparse.phrases import Part, Word, choice
from seedparse.weighing import Weights
from seedparse.words import Tokens, is_simple, is_unspaced

# In this order a line is asked: the first kind that knows it wins.
KINDS = (
    "heading", "inline", "sentence", "speaker", "credit", "clause", "background", "byline", "published", "updated",
    "photo", "share", "tags", "promo", "footer", "navigation", "dateline",
)  # fmt: skip
RANKS = {kind: rank for rank, kind in enumerate(KINDS)}
CLAUSES = frozenset({"sentence", "speaker", "clause", "background"})
"""The kinds that can stand inside running text."""

BuiltPhrase = tuple[str, str, str, list[str], list[str]]
"""Kind, rule, source, words it can begin with, words it can end with; "" among these stands for a slot."""
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
    jalali: dict[str, int]
    month_names: list[list[str]]
    weekdays: list[str]
    year_marks: list[str]
    layouts: list[list[str]]  # a layout, the sign by which a line shows it may have it, its first words
    eras: dict[str, int]
    order: str | None
    generic: list[str]
    generic_stems: list[str]
    never: list[str]
    agencies: list[str]
    beginnings: list[str]
    endings: list[str]
    roles: list[str]
    groups: dict[str, list[str | list[str]]]  # an alternative that is nothing but words comes as these
    circumstances: list[str]
    phrases: list[BuiltPhrase]


class Matched(NamedTuple):
    """Where a phrase stands in a text (characters, half-open) and what fills its slots."""

    start: int
    end: int
    slots: dict[str, str]


class Proof(TypedDict):
    """What a pack's file says in its own proof, and every text of it with its key."""

    texts: list[tuple[str, str]]
    examples: list[Example]
    counter_examples: list[Example]


class Phrase:
    """A phrase of a pack; each of its two matchers is compiled when a line first asks for it."""

    def __init__(self, pack: "Pack", built: BuiltPhrase) -> None:
        # rule: "uk:attribution.sentences.3", what a record names as the reason
        self.kind, self.rule, self.source, self.heads, self.tails = built
        self.pack = pack

    @property
    def language(self) -> str:
        return self.pack.language

    def of_line(self, tokens: Tokens) -> Matched | None:
        """The phrase as all that these tokens are."""
        return self._matched(self._whole, tokens)

    def of_clause(self, tokens: Tokens) -> Matched | None:
        """The phrase as the clause that opens these tokens."""
        return self._matched(self._clause, tokens)

    def _matched(self, match: Match, tokens: Tokens) -> Matched | None:
        tokens.slots.clear()
        end = match(tokens, 0)
        return None if end is None else Matched(tokens.starts[0], tokens.end_of(end), tokens.read())

    @cached_property
    def _whole(self) -> Match:
        return self.pack.compiler.line(phrases.parse(self.source, self.pack.groups))

    @cached_property
    def _clause(self) -> Match:
        return self.pack.compiler.clause(phrases.parse(self.source, self.pack.groups))


class Groups(Mapping[str, Part]):
    """A pack's named lists, each read when a phrase first names it."""

    def __init__(self, sources: Mapping[str, list[str | list[str]]]) -> None:
        self._sources = sources
        self._read: dict[str, Part] = {}

    def __getitem__(self, name: str) -> Part:
        if name not in self._read:
            parts = tuple(
                phrases.parse(source, self) if isinstance(source, str) else tuple(map(Word, source))
                for source in self._sources[name]
            )
            self._read[name] = (choice(parts, optional=False),)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)


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
        self.agencies = frozenset(built["agencies"])
        self.beginnings = tuple(built["beginnings"])
        self.endings = tuple(built["endings"])
        self.is_simple = is_simple(built["alphabet"])  # its letters are; other texts cannot be in it
        self.unspaced = any(map(is_unspaced, self.alphabet))
        self.month_names = tuple(map(tuple, built["month_names"]))  # January first
        self.compiler = Compiler(frozenset(built["months"]) | frozenset(built["jalali"]))
        self.groups = Groups(built["groups"])
        self.phrases = [Phrase(self, each) for each in built["phrases"]]
        self.layouts = [Layout(source, built["months"], built["eras"]) for source, *_ in built["layouts"]]

    @cached_property
    def circumstance(self) -> Match:
        """The matcher of what stands beside a name and is no part of it: the pack's phrases, and days."""
        parts = tuple(phrases.parse(source, self.groups) for source in self.built["circumstances"])
        return self.compiler.prefix((choice((*parts, (phrases.DAY,)), optional=False),))


Index = dict[str, list[Phrase]]


class Packs:
    """All the packs of a run, and the index from a word to the phrases that begin or end with it."""

    def __init__(self, packs: Iterable[Pack], weights: Mapping[str, Weights] | None = None) -> None:
        self.all = tuple(packs)
        self.weights = weights or {}
        self.by_language = {pack.language: pack for pack in self.all}
        heads: defaultdict[str, list[Phrase]] = defaultdict(list)
        tails: defaultdict[str, list[Phrase]] = defaultdict(list)
        clause_tails: defaultdict[str, list[Phrase]] = defaultdict(list)
        months: defaultdict[str, list[str]] = defaultdict(list)
        self.datelines: list[Phrase] = []
        for pack in self.all:
            for phrase in pack.phrases:
                if phrase.kind == "dateline":
                    self.datelines.append(phrase)
                elif "" in phrase.heads:
                    for word in phrase.tails:
                        # The last word of a line is one letter where each is a word.
                        tails[word[-1] if is_unspaced(word[-1]) else word].append(phrase)
                        if phrase.kind in CLAUSES:
                            clause_tails[word].append(phrase)
                else:
                    for word in phrase.heads:
                        heads[word].append(phrase)
            for word in pack.built["months"]:
                months[word].append(pack.language)
        # The fullest form first: a place and an agency are found in anything.
        self.datelines.sort(key=lambda phrase: (phrase.source.count("{"), len(phrase.source)), reverse=True)
        self.heads, self.tails = _ranked(heads), _ranked(tails)
        self.clause_heads, self.clause_tails = _clauses(self.heads), _ranked(clause_tails)
        self.months = dict(months)
        """A month's word to the languages that know it."""
        self.jalali = {
            word: (number, pack.language) for pack in self.all for word, number in pack.built["jalali"].items()
        }
        """A month of the Jalali calendar to its number and language."""
        self.layouts: defaultdict[str, list[tuple[Layout, str]]] = defaultdict(list)
        """The sign of a date's layout to the layouts that have it; "": a month's name is the sign."""
        self.layout_heads: set[str] = set()
        """The words that such a layout can begin with."""
        for pack in self.all:
            for layout, (_, sign, *first_words) in zip(pack.layouts, pack.built["layouts"], strict=True):
                self.layouts[sign].append((layout, pack.language))
                self.layout_heads.update(first_words)
        self.weekdays = frozenset(word for pack in self.all for word in pack.built["weekdays"])
        self.roles = frozenset(word for pack in self.all for word in pack.built["roles"])
        marks = {mark for pack in self.all for mark in pack.built["year_marks"]}
        self.year_marks = tuple(sorted(marks, key=lambda mark: (-len(mark), mark)))

    @cached_property
    def function_words(self) -> frozenset[str]:
        """Those of all languages."""
        return frozenset().union(*(pack.words for pack in self.all))

    @cached_property
    def clause_ends(self) -> re.Pattern[str]:
        """The words that end a clause phrase, wherever they stand."""
        spaced = sorted(self.clause_tails.keys() - set(self.unspaced_ends), key=len, reverse=True)
        pattern = rf"\b(?:{'|'.join(map(re.escape, spaced)) or '(?!)'})\b"
        return re.compile("|".join((pattern, *map(re.escape, self.unspaced_ends))), re.IGNORECASE)

    @cached_property
    def unspaced_ends(self) -> tuple[str, ...]:
        """Those of them in scripts without spaces, the longest first."""
        return tuple(sorted((word for word in self.clause_tails if is_unspaced(word[-1])), key=len, reverse=True))


def _ranked(index: Mapping[str, list[Phrase]]) -> Index:
    return {
        word: found if len(found) == 1 else sorted(found, key=lambda phrase: RANKS[phrase.kind])
        for word, found in index.items()
    }


def _clauses(index: Index) -> Index:
    kept = {word: [phrase for phrase in found if phrase.kind in CLAUSES] for word, found in index.items()}
    return {word: found for word, found in kept.items() if found}
