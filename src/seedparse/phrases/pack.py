"""Packs: one language's words each, and the phrases, months and languages that a word of a text asks for.

Law: a pack is data, and the same object whether it comes from its file or from the built form of it. It is read when
the index says that it knows a word of the text.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from typing import NamedTuple, TypedDict

from seedparse.phrases import grammar
from seedparse.phrases.date_formats import Layout
from seedparse.phrases.grammar import Part, Word, choice
from seedparse.phrases.index import Built, Heads, Index, Reference, index, place, reference, references, set_place
from seedparse.phrases.matcher import Compiler, Match
from seedparse.phrases.required_words import are_present, in_pieces
from seedparse.text.cached import lazy
from seedparse.text.words import Tokens, first_word, is_unspaced

Example = Mapping[str, str]


class Matched(NamedTuple):
    """Where a phrase stands in a text (characters, half-open) and what fills its slots."""

    start: int
    end: int
    slots: dict[str, str]


class YearMark(NamedTuple):
    """A word that stands behind a year, as packs know it."""

    text: str
    languages: frozenset[str]
    contested: frozenset[str]  # other languages of which it is a function word, that may begin a title


class Proof(TypedDict):
    """What a pack's file says in its own proof, and every text of it with its key."""

    texts: list[tuple[str, str]]
    examples: list[Example]
    counter_examples: list[Example]


NAMES = frozenset({"publisher", "via", "medium"})


class Phrase:
    """A phrase of a pack; each of its two matchers is compiled when a line first shows all that it required."""

    def __init__(self, packs: "Packs", at: Reference) -> None:
        self.at = at
        self.kind, self._language, self._number = place(at)
        self.language = packs.index["languages"][self._language]
        self._required = packs.required_words_of(self._language, self._number)
        self._packs = packs
        self._whole: Match | None = None
        self._clause: Match | None = None

    @lazy
    def pack(self) -> "Pack":
        return self._packs.by_language[self.language]

    @property
    def rule(self) -> str:
        """What a record names as the reason: "uk:attribution.sentences.3"."""
        return self.pack.phrases[self._number][1]

    @property
    def source(self) -> str:
        return self.pack.phrases[self._number][2]

    def of_line(self, tokens: Tokens) -> Matched | None:
        """The phrase as all that these tokens are."""
        if not are_present(self._required, tokens.vocabulary):
            return None
        if self._whole is None:
            self._whole = self.pack.compiler.line(grammar.parse(self.source, self.pack.groups))
        return self._matched(self._whole, tokens)

    def of_clause(self, tokens: Tokens) -> Matched | None:
        """The phrase as the clause that opens these tokens."""
        if not are_present(self._required, tokens.vocabulary):
            return None
        if self._clause is None:
            self._clause = self.pack.compiler.clause(grammar.parse(self.source, self.pack.groups))
        return self._matched(self._clause, tokens)

    def _matched(self, match: Match, tokens: Tokens) -> Matched | None:
        tokens.slots.clear()
        end = match(tokens, 0)
        if end is None:
            return None
        for name in tokens.slots.keys() & NAMES:
            first, last = tokens.slots[name]
            if first < last < end:
                last = self._with_time(tokens, last, end)
                tokens.slots[name] = first, last
            if first > 1 and tokens.are_capital(first - 1) and tokens.words[first - 1] in self.pack.words:
                tokens.slots[name] = first - 1, last  # an article with a capital is a part of the name: Le Monde
        return Matched(tokens.starts[0], tokens.end_of(end), tokens.read())

    def _with_time(self, tokens: Tokens, last: int, end: int) -> int:
        """Where a name ends that a word of time follows: it belongs to the name, unless a comma sets it off or a verb
        follows, and it is no name's ("Arctic Today")."""
        time = self.pack.time(tokens, last)
        if time is None or time > end or tokens.words[last] == ",":
            return last
        return time if time == end or tokens.text[tokens.starts[last]].isupper() else last


class Groups(Mapping[str, Part]):
    """A pack's named lists, each read when a phrase first names it."""

    def __init__(self, sources: Mapping[str, list[str | list[str]]]) -> None:
        self._sources = sources
        self._read: dict[str, Part] = {}

    def __getitem__(self, name: str) -> Part:
        if name not in self._read:
            parts = tuple(
                grammar.parse(source, self) if isinstance(source, str) else tuple(map(Word, source))
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
        self.phrases = built["phrases"]
        self.generic = frozenset(built["generic"])
        self.capital_nouns = built["capital_nouns"]
        self.generic_stems = tuple(built["generic_stems"])
        self.never = frozenset(built["never"])
        self.articles = frozenset(built["articles"])
        self.persons = frozenset(built["persons"])
        self.offices = frozenset(built["offices"])
        self.agencies = frozenset(built["agencies"])
        self.media = frozenset(built["media"])
        self.beginnings = tuple(built["beginnings"])
        self.endings = tuple(built["endings"])
        self.unspaced = any(map(is_unspaced, self.alphabet))
        self.month_names = tuple(map(tuple, built["month_names"]))  # January first
        marks = frozenset(mark.rstrip(".") for mark in built["year_marks"])
        self.compiler = Compiler(frozenset(built["months"]) | frozenset(built["jalali"]), marks)
        self.groups = Groups(built["groups"])
        self.layouts = [Layout(source, built["months"], built["eras"]) for source, _ in built["layouts"]]

    @lazy
    def circumstance(self) -> Match:
        """The matcher of what stands beside a name and is no part of it: the pack's phrases, and days."""
        sources = (*self.built["circumstances"], *self.built["times"])
        parts = tuple(grammar.parse(source, self.groups) for source in sources)
        return self.compiler.prefix((choice((*parts, (grammar.DAY,)), optional=False),))

    @lazy
    def time(self) -> Match:
        """The matcher of a word of time that may also end a name: "today"."""
        parts = tuple(grammar.parse(source, self.groups) for source in self.built["times"])
        return self.compiler.prefix((choice(parts, optional=False),)) if parts else lambda tokens, at: None


class Phrases:
    """From a word to the phrases that it opens, or closes, in the order of asking."""

    def __init__(self, packs: "Packs", found_by: Mapping[str, str]) -> None:
        self._packs = packs
        self._references = found_by
        self._found: dict[str, list[Phrase]] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._references)

    def __contains__(self, word: str) -> bool:
        return word in self._references

    def get(self, word: str) -> list[Phrase]:
        found = self._found.get(word)
        if found is None:
            known = self._references.get(word)
            if known is None:
                return []
            found = self._found[word] = list(map(self._packs.phrase, references(known)))
        return found

    def has_none_of(self, words: Iterable[str]) -> bool:
        return self._references.keys().isdisjoint(words)


class PhraseSet:
    """Phrases of one kind and language that require the same words."""

    def __init__(self, required: str, phrases: frozenset[Phrase]) -> None:
        first, *others = in_pieces(required) or ((),)
        # The set was found by a word of the rarest one, so that one is checked last.
        self.required = (*others, *((first,) if first else ()))
        self.phrases = phrases


class SetsOfLanguage(NamedTuple):
    all_required: list[str]
    required: list[str]  # of each set, by their numbers
    kinds: list[int]
    of_phrases: list[int]  # the set that each phrase is in
    members: list[list[int]]  # the phrases of each set

    def required_words_of(self, number: int) -> str:
        """The required of a set, as required_words.py writes them."""
        return "\t".join(self.all_required[int(need)] for need in self.required[number].split("+"))


class Sets:
    """From a piece of a word to the phrases that no text has without one such piece.

    Phrases with the same required are one set: whether a text has these is asked once.
    """

    def __init__(self, packs: "Packs", found_by: Mapping[str, str]) -> None:
        self._packs = packs
        self._found_by = found_by
        self._known: dict[str, list[PhraseSet]] = {}

    def of(self, pieces: Set[str]) -> set[Phrase]:
        """Those that a text of these pieces may have."""
        found: set[Phrase] = set()
        for these in {each for piece in self._found_by.keys() & pieces for each in self.with_piece(piece)}:
            for need in these.required:
                if need.isdisjoint(pieces):
                    break
            else:
                found |= these.phrases
        return found

    def with_piece(self, piece: str) -> list[PhraseSet]:
        """The sets of which this piece is the sign."""
        found = self._known.get(piece)
        if found is None:
            found = self._known[piece] = list(map(self._packs.set_of, references(self._found_by[piece])))
        return found


class ByLanguage(Mapping[str, Pack]):
    """The packs of a run, each read when first asked for."""

    def __init__(self, languages: Iterable[str], read: Callable[[str], Pack]) -> None:
        self._read = read
        self._packs: dict[str, Pack | None] = dict.fromkeys(languages)

    def __getitem__(self, language: str) -> Pack:
        pack = self._packs[language]
        if pack is None:
            pack = self._packs[language] = self._read(language)
        return pack

    def __iter__(self) -> Iterator[str]:
        return iter(self._packs)

    def __len__(self) -> int:
        return len(self._packs)


class Packs:
    """All the packs of a run, by the words of their index."""

    def __init__(self, known: Index, read: Callable[[str], Pack]) -> None:
        self.index = known
        self.by_language = ByLanguage(known["languages"], read)
        self._phrases: dict[Reference, Phrase] = {}
        self._sets: dict[int, PhraseSet] = {}
        self._sets_of_languages: dict[int, SetsOfLanguage] = {}
        self.heads, self.tails = Phrases(self, Heads(known["heads"])), Phrases(self, known["tails"])
        self.clause_tails = Phrases(self, known["clause_tails"])
        self.clauses, self.whole = Sets(self, known["rarest"]), Sets(self, known["whole"])
        self.months = known["months"]
        """A month's word to the languages that know it, in one string."""
        self.jalali = known["jalali"]
        """A month of the Jalali calendar to its number and language."""
        self.layout_signs = tuple(known["layouts"])
        """The signs by which a line shows that it may have a layout; "": a month's name is the sign."""

    @classmethod
    def of(cls, packs: Iterable[Pack]) -> "Packs":
        """These packs and no others, in this order."""
        by_language = {pack.language: pack for pack in packs}
        return cls(index(pack.built for pack in by_language.values()), by_language.__getitem__)

    @property
    def all(self) -> tuple[Pack, ...]:
        return tuple(self.by_language.values())

    def phrase(self, at: Reference) -> Phrase:
        found = self._phrases.get(at)
        if found is None:
            found = self._phrases[at] = Phrase(self, at)
        return found

    def required_words_of(self, language: int, number: int) -> str:
        """Those of a phrase, by the number of its language in the index and its own."""
        sets = self._sets_of(language)
        return sets.required_words_of(sets.of_phrases[number])

    def set_of(self, at: int) -> "PhraseSet":
        """The phrases of a set."""
        found = self._sets.get(at)
        if found is None:
            language, number = set_place(at)
            sets = self._sets_of(language)
            phrases = {self.phrase(reference(sets.kinds[number], language, phrase)) for phrase in sets.members[number]}
            found = self._sets[at] = PhraseSet(sets.required_words_of(number), frozenset(phrases))
        return found

    def _sets_of(self, language: int) -> "SetsOfLanguage":
        found = self._sets_of_languages.get(language)
        if found is None:
            kinds = list(map(int, self.index["kinds"][language].split()))
            of_phrases = list(map(int, self.index["sets"][language].split()))
            members: list[list[int]] = [[] for _ in kinds]
            for phrase, number in enumerate(of_phrases):
                members[number].append(phrase)
            found = self._sets_of_languages[language] = SetsOfLanguage(
                self.index["required"][language].split("\n"),
                self.index["set_required"][language].split(" "),
                kinds,
                of_phrases,
                members,
            )
        return found

    def datelines(self, tokens: Tokens) -> Iterator[Phrase]:
        """Those that these tokens may be, the fullest first."""
        shown: dict[str, bool] = {}  # most languages write them alike
        for at, required in self.index["datelines"]:
            if required not in shown:
                shown[required] = are_present(required, tokens.vocabulary)
            if shown[required]:
                yield self.phrase(int(at))

    @lazy
    def layout_heads(self) -> frozenset[str]:
        return frozenset(self.index["layout_heads"])

    @lazy
    def weekdays(self) -> frozenset[str]:
        return frozenset(self.index["weekdays"])

    @lazy
    def weekday_heads(self) -> frozenset[str]:
        """The first words of weekdays."""
        return frozenset(map(first_word, self.weekdays))

    @lazy
    def agencies(self) -> frozenset[str]:
        return frozenset(self.index["agencies"])

    @lazy
    def media(self) -> frozenset[str]:
        return frozenset(self.index["media"]) | self.agencies

    @lazy
    def roles(self) -> frozenset[str]:
        return frozenset(self.index["roles"])

    @lazy
    def documents(self) -> frozenset[str]:
        return frozenset(self.index["documents"])

    @lazy
    def numbered_of(self) -> frozenset[str]:
        return frozenset(self.index["numbered_of"])

    @lazy
    def year_marks(self) -> dict[str, list[YearMark]]:
        """The words that stand behind a year, by their first letter, the longest first."""
        marks: dict[str, list[YearMark]] = {}
        for text, known in self.index["year_marks"].items():
            languages = frozenset(known.split())
            contested = frozenset(self.index["words"].get(text, "").split()) - languages
            marks.setdefault(text[0], []).append(YearMark(text, languages, contested))
        return marks

    @lazy
    def before_clock(self) -> frozenset[str]:
        """What stands between a date and its clock: "at", "um"."""
        return frozenset(self.index["before_clock"])

    @lazy
    def after_clock(self) -> frozenset[str]:
        """What stands behind a clock, as it is printed: time zones, "Uhr"."""
        return frozenset(self.index["after_clock"])

    @lazy
    def function_words(self) -> frozenset[str]:
        """Those of all languages."""
        return frozenset(self.index["words"])

    @lazy
    def page_words(self) -> frozenset[str]:
        """Those with which a page speaks of itself, of all languages."""
        return frozenset(self.index["page"])

    @lazy
    def unspaced_page_words(self) -> tuple[str, ...]:
        """Those of them in scripts without spaces."""
        return tuple(sorted(word for word in self.page_words if is_unspaced(word[0])))

    @lazy
    def letters(self) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
        """Of each language: its alphabet, and the letters typical of it."""
        known = zip(self.index["languages"], self.index["letters"], strict=True)
        return {language: (frozenset(alphabet), frozenset(typical)) for language, (alphabet, typical) in known}

    @lazy
    def unspaced_end(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, self.unspaced_ends)) or "(?!)")

    @lazy
    def unspaced_ends(self) -> tuple[str, ...]:
        """The words that end a clause phrase in scripts without spaces, the longest first."""
        return tuple(sorted((word for word in self.clause_tails if is_unspaced(word[-1])), key=len, reverse=True))
