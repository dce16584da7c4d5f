"""Packs: one language's words each, and the index that finds the few phrases a line could be.

Law: a pack is data, and the same object whether it comes from its file or from the built form of it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple, TypedDict

from seedparse import phrases
from seedparse.matching import Compiler, Match
from seedparse.phrases import Part, Word, choice
from seedparse.words import Tokens

# In this order a line is asked: the first kind that knows it wins.
KINDS = (
    "heading", "inline", "sentence", "speaker", "credit", "clause", "background", "byline", "published", "updated",
    "photo", "share", "tags", "promo", "footer", "navigation", "dateline",
)  # fmt: skip
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
    month_names: list[list[str]]
    weekdays: list[str]
    year_marks: list[str]
    order: str | None
    generic: list[str]
    generic_stems: list[str]
    never: list[str]
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
        self.month_names = tuple(map(tuple, built["month_names"]))  # January first
        self.compiler = Compiler(frozenset(built["months"]))
        self.groups = Groups(built["groups"])
        self.phrases = [Phrase(self, each) for each in built["phrases"]]

    @cached_property
    def circumstance(self) -> Match:
        """The matcher of what stands beside a name and is no part of it: the pack's phrases, and days."""
        parts = tuple(phrases.parse(source, self.groups) for source in self.built["circumstances"])
        return self.compiler.prefix((choice((*parts, (phrases.DAY,)), optional=False),))


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
    def clause_ends(self) -> re.Pattern[str]:
        """The words that end a clause phrase, wherever they stand."""
        words = sorted(self.clause_tails, key=len, reverse=True)
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, words)) or '(?!)'})\b", re.IGNORECASE)


def _ranked(index: Mapping[str, list[Phrase]]) -> Index:
    return {word: sorted(found, key=lambda phrase: KINDS.index(phrase.kind)) for word, found in index.items()}


def _clauses(index: Index) -> Index:
    kept = {word: [phrase for phrase in found if phrase.kind in CLAUSES] for word, found in index.items()}
    return {word: found for word, found in kept.items() if found}
