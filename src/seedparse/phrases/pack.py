"""Packs: the words and phrases of one language each, and the look-up of phrases by the words of a text.

Law: a pack is data, and the same whether it comes from its file or from its built form. It is loaded when the index
shows that it has a word of the text.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, TypedDict

from seedparse.phrases import grammar
from seedparse.phrases.date_formats import Layout
from seedparse.phrases.index import Built, Heads, Index, Reference, place, reference, references, set_place
from seedparse.phrases.matcher import Compiler, Match
from seedparse.phrases.outlets import NONE, Outlets
from seedparse.phrases.required_words import in_pieces, requirements_of
from seedparse.phrases.syntax import BESIDE_MEDIUM, DAY, Part, Stored, beside_medium, choice
from seedparse.text.cached import lazy
from seedparse.text.words import Tokens, first_word, is_unspaced

Example = Mapping[str, str]


class Matched(NamedTuple):
    """The span of a phrase in a text (characters, half-open), and the texts of its slots."""

    start: int
    end: int
    slots: dict[str, str]


class Letters(NamedTuple):
    """The letters of a language."""

    alphabet: frozenset[str]
    typical: frozenset[str]  # which similar languages lack
    long: int  # number of letters of a text that has a typical letter for certain; 0: there is none


class YearMark(NamedTuple):
    """A word after a year that belongs to the date, in the languages whose packs list it."""

    text: str
    languages: frozenset[str]
    contested: frozenset[str]  # other languages in which the word is a function word, so that it may begin a title


class Proof(TypedDict):
    """The examples of a pack file, by which the pack is checked, and all texts of the file."""

    texts: list[tuple[str, str]]  # key, text
    examples: list[Example]
    counter_examples: list[Example]


NAMES = frozenset({"publisher", "via", "medium", "origin"})  # slots that hold a name of who reports or is cited


class Phrase:
    """A phrase of a pack. Each of its two matchers is compiled when a text first has all required words."""

    def __init__(self, packs: "Packs", at: Reference) -> None:
        self.at = at
        self.kind, self._language, self._number = place(at)
        self.pack_name = packs.index["languages"][self._language]
        self.language = packs.language_of(self.pack_name)
        self.is_own = self._language >= packs.index["shipped"]  # it is of a pack of the user's own
        self.required = requirements_of(packs.required_words_of(self._language, self._number))
        self._packs = packs
        self._whole: Match | None = None
        self._clause: Match | None = None

    @lazy
    def pack(self) -> "Pack":
        """The pack of the phrase, loaded at the first access."""
        return self._packs.by_language[self.pack_name]

    @lazy
    def _stored(self) -> tuple[str, str, list[str]]:
        """Rule, source and first words, of what the pack has of the phrase: to read it again is slow."""
        _, rule, source, heads, *_ = self.pack.phrases[self._number]
        return rule, source, heads

    @property
    def rule(self) -> str:
        """The rule that a record names as the reason: "uk:attribution.sentences.3"."""
        return self._stored[0]

    @property
    def source(self) -> str:
        """The phrase as it is written in the pack."""
        return self._stored[1]

    @property
    def heads(self) -> list[str]:
        """The words that the phrase can begin with; "" for a slot."""
        return self._stored[2]

    @lazy
    def begins(self) -> frozenset[str] | None:
        """The words that the phrase can begin with; None if it can begin with a name, a number or a mark."""
        return frozenset(self.heads) if all(map(str.isalpha, self.heads)) else None

    def may_match(self, vocabulary: Set[str]) -> bool:
        """Whether a text of this vocabulary has all words that the phrase requires."""
        return not any(map(vocabulary.isdisjoint, self.required))

    def of_line(self, tokens: Tokens) -> Matched | None:
        """Match the phrase against all of these tokens."""
        if not self.may_match(tokens.vocabulary):
            return None
        if self._whole is None:
            self._whole = self.pack.compiler.line(grammar.parse(self.source, self.pack.groups))
        return self._matched(self._whole, tokens)

    def of_clause(self, tokens: Tokens) -> Matched | None:
        """Match the phrase as a clause at the start of these tokens."""
        if not self.may_match(tokens.vocabulary):
            return None
        if self._clause is None:
            self._clause = self.pack.compiler.clause(grammar.parse(self.source, self.pack.groups))
        return self._matched(self._clause, tokens)

    @lazy
    def beside_medium(self) -> str | None:
        """The slot that a phrase of kind "before" or "behind" has at the side of the medium, if it has one."""
        return next((name for name in BESIDE_MEDIUM.get(self.kind, ()) if f"{{{name}}}" in self.source), None)

    def of_mention(self, tokens: Tokens) -> int | None:
        """Match the phrase at the start of these tokens, in any place of a sentence; returns the token after it.

        After a phrase of kind "before", `tokens.follows` must find a medium.
        """
        if self._clause is None:
            part = beside_medium(grammar.parse(self.source, self.pack.groups), self.kind)
            compiler = self.pack.compiler
            self._clause = compiler.before(part) if self.kind == "before" else compiler.prefix(part)
        tokens.slots.clear()
        return self._clause(tokens, 0)

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
            # Not where the word begins a sentence or stands behind a bracket: there its capital says nothing.
            is_inside = first > 1 and tokens.words[first - 2][0].isalnum()
            if is_inside and tokens.are_capital(first - 1) and tokens.words[first - 1] in self.pack.words:
                tokens.slots[name] = first - 1, last  # an article with a capital belongs to the name: Le Monde
        return Matched(tokens.starts[0], tokens.end_of(end), tokens.read())

    def _with_time(self, tokens: Tokens, last: int, end: int) -> int:
        """The end (token index) of a name that ends before the token `last`, and may be followed by a word of time.

        The word of time belongs to the name if no comma precedes it, and if the phrase ends after it or it has a
        capital ("Arctic Today").
        """
        time = self.pack.time(tokens, last)
        if time is None or time > end or tokens.words[last] == ",":
            return last
        return time if time == end or tokens.text[tokens.starts[last]].isupper() else last


class Groups(Mapping[str, Part]):
    """The named lists of a pack, each made when a phrase first names it."""

    def __init__(self, stored: Mapping[str, list[Stored]]) -> None:
        self._stored = stored
        self._read: dict[str, Part] = {}

    def __getitem__(self, name: str) -> Part:
        found = self._read.get(name)
        if found is None:
            parts = tuple(grammar.from_stored(each, self) for each in self._stored[name])
            found = self._read[name] = (choice(parts, optional=False),)
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._stored

    def __iter__(self) -> Iterator[str]:
        return iter(self._stored)

    def __len__(self) -> int:
        return len(self._stored)


class Pack:
    """One language: the meaning of its words in a news text. docs/packs.md describes each list."""

    def __init__(self, built: Built) -> None:
        self.built = built
        self.language = built["language"]
        self.alphabet = frozenset(built["alphabet"])
        self.typical = frozenset(built["typical"])
        self.words = frozenset(built["words"])
        self.order = built["order"]
        self.calendar = built["calendar"]
        self.phrases = built["phrases"]
        self.generic = frozenset(built["generic"])
        self.capital_nouns = built["capital_nouns"]
        self.generic_stems = tuple(built["generic_stems"])
        self.never = frozenset(built["never"])
        self.articles = frozenset(built["articles"])
        self.persons = frozenset(built["persons"])
        self.speech = frozenset(built["speech"])
        self.offices = frozenset(built["offices"])
        self.joiners = frozenset(built["joiners"])
        self.press_offices = frozenset(tuple(each.split()) for each in built["press_offices"])
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

    def source_of(self, rule: str) -> str | None:
        """The phrase with this rule as the pack writes it; None if the pack has none."""
        return next((source for _, found, source, *_ in self.phrases if found == rule), None)

    @lazy
    def circumstance(self) -> Match:
        """The matcher of text beside a name that is not part of it: circumstances, words of time, days."""
        sources = (*self.built["circumstances"], *self.built["times"])
        parts = tuple(grammar.parse(source, self.groups) for source in sources)
        return self.compiler.prefix((choice((*parts, (DAY,)), optional=False),))

    @lazy
    def time(self) -> Match:
        """The matcher of a word of time, which can also end a name: "today"."""
        parts = tuple(grammar.parse(source, self.groups) for source in self.built["times"])
        return self.compiler.prefix((choice(parts, optional=False),)) if parts else lambda tokens, at: None


class Phrases:
    """Maps a first (or last) word to its phrases, sorted by KINDS."""

    def __init__(self, packs: "Packs", found_by: Mapping[str, str]) -> None:
        self._packs = packs
        self._references = found_by
        self._found: dict[str, list[Phrase]] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._references)

    def get(self, word: str) -> list[Phrase]:
        """The phrases of a word; empty if there are none."""
        found = self._found.get(word)
        if found is None:
            known = self._references.get(word)
            if known is None:
                return []
            found = self._found[word] = list(map(self._packs.phrase, references(known)))
        return found

    def words_in(self, vocabulary: Set[str]) -> Set[str]:
        """The words of this vocabulary that have a phrase."""
        return self._references.keys() & vocabulary


class PhraseSet:
    """Phrases of one kind and language that require the same words."""

    def __init__(self, required: str, phrases: frozenset[Phrase]) -> None:
        first, *others = in_pieces(required) or ((),)
        # The set was found by a word of the rarest one, so that one is checked last.
        self.required = (*others, *((first,) if first else ()))
        self.phrases = phrases


class SetsOfLanguage(NamedTuple):
    """The sets of phrases of one language, as the index stores them. Sets and phrases are numbers."""

    all_required: list[str]  # the requirements of all sets, each once
    required: list[str]  # for each set: the numbers of its requirements, joined by "+"
    kinds: list[int]  # for each set: the number of its kind
    of_phrases: list[int]  # for each phrase: its set
    members: list[list[int]]  # for each set: its phrases

    def required_words_of(self, number: int) -> str:
        """The required words of a set, as required_words.py writes them."""
        return "\t".join(self.all_required[int(need)] for need in self.required[number].split("+"))


class Sets:
    """Maps a piece of a word to the phrases that have it in their rarest requirement.

    Phrases with the same required words form one set, so that these words are checked once per text.
    """

    def __init__(self, packs: "Packs", found_by: Mapping[str, str]) -> None:
        self._packs = packs
        self._found_by = found_by
        self._known: dict[str, list[PhraseSet]] = {}

    def of(self, pieces: Set[str]) -> set[Phrase]:
        """The phrases that a text with these pieces may contain."""
        found: set[Phrase] = set()
        for these in {each for piece in self._found_by.keys() & pieces for each in self.with_piece(piece)}:
            if not any(map(pieces.isdisjoint, these.required)):
                found |= these.phrases
        return found

    def with_piece(self, piece: str) -> list[PhraseSet]:
        """The sets that have this piece in their rarest requirement. Raises KeyError if there are none."""
        found = self._known.get(piece)
        if found is None:
            found = self._known[piece] = list(map(self._packs.set_of, references(self._found_by[piece])))
        return found


class ByLanguage(Mapping[str, Pack]):
    """The packs of a run by language, a site pack by its name, each loaded at the first access."""

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
    """All packs of a run, with look-ups by the words of their index.

    `read` loads the pack of a language, `outlets` the known outlets, when a text first needs them.
    """

    def __init__(
        self, known: Index, read: Callable[[str], Pack], outlets: Callable[[], Outlets] = lambda: NONE
    ) -> None:
        self._read_outlets = outlets
        self.index = known
        self.by_language = ByLanguage(known["languages"], read)
        self.has_own = len(known["languages"]) > known["shipped"]  # there are packs of the user's own
        self._phrases: dict[Reference, Phrase] = {}
        self._sets: dict[int, PhraseSet] = {}
        self._sets_of_languages: dict[int, SetsOfLanguage] = {}
        self.heads, self.tails = Phrases(self, Heads(known["heads"])), Phrases(self, known["tails"])
        self.clause_tails = Phrases(self, known["clause_tails"])
        self.clauses, self.whole = Sets(self, known["rarest"]), Sets(self, known["whole"])
        self.mentions = Sets(self, known["mentions"])
        self.months = known["months"]
        """The name of a month to its languages, separated by spaces."""
        self.jalali = known["jalali"]
        """The name of a month of the Jalali calendar to its number and language."""
        self.layout_signs = tuple(known["layouts"])
        """The signs of date formats; without its sign a line is not searched for a format. "": any month name."""

    @property
    def all(self) -> tuple[Pack, ...]:
        """All packs; loads them."""
        return tuple(self.by_language.values())

    @lazy
    def outlets(self) -> Outlets:
        """The known outlets, loaded at the first access."""
        return self._read_outlets()

    def language_of(self, name: str) -> str | None:
        """The language of a pack; of a site pack the one that it extends, None if there is none."""
        return self.index["sites"].get(name, name)

    def phrase(self, at: Reference) -> Phrase:
        """The phrase of a reference; always the same object."""
        found = self._phrases.get(at)
        if found is None:
            found = self._phrases[at] = Phrase(self, at)
        return found

    def required_words_of(self, language: int, number: int) -> str:
        """The required words of a phrase, given by its language's number in the index and its own number."""
        sets = self._sets_of(language)
        return sets.required_words_of(sets.of_phrases[number])

    def set_of(self, at: int) -> "PhraseSet":
        """The set of a reference to sets; always the same object."""
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
        """The dateline phrases that these tokens may match, the phrase with the most slots first."""
        vocabulary = tokens.vocabulary
        by_word = self._dateline_runs
        numbers = set(by_word[""]).union(*map(by_word.__getitem__, by_word.keys() & vocabulary))
        for number in sorted(numbers):
            required, phrases = self._datelines[number]
            if not any(map(vocabulary.isdisjoint, required)):
                yield from map(self.phrase, phrases)

    @lazy
    def _dateline_runs(self) -> dict[str, list[int]]:
        """The numbers of the runs in `_datelines` by the words of their rarest requirement; "": of those with none."""
        found: dict[str, list[int]] = {"": []}
        for number, (required, _) in enumerate(self._datelines):
            for word in required[0] if required else ("",):
                found.setdefault(word, []).append(number)
        return found

    @lazy
    def _datelines(self) -> list[tuple[tuple[frozenset[str], ...], list[Reference]]]:
        """Runs of dateline phrases with the same required words, which are the same in most languages."""
        runs = groupby(self.index["datelines"], key=itemgetter(1))
        return [(requirements_of(required), [int(at) for at, _ in run]) for required, run in runs]

    @lazy
    def layout_heads(self) -> frozenset[str]:
        return frozenset(self.index["layout_heads"])

    @lazy
    def weekdays(self) -> frozenset[str]:
        return frozenset(self.index["weekdays"])

    @lazy
    def weekday_initials(self) -> frozenset[str]:
        """The first letters of weekdays."""
        return frozenset(word[0] for word in self.weekday_heads)

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
    def unspaced_media(self) -> tuple[str, ...]:
        """The words for media in scripts without spaces."""
        return tuple(sorted(word for word in self.media if is_unspaced(word[0])))

    @lazy
    def given_names(self) -> frozenset[str]:
        """The given names of people, of all languages."""
        return frozenset(self.index["given"])

    @lazy
    def networks(self) -> frozenset[str]:
        """The social networks, in the forms of all languages."""
        return frozenset(self.index["networks"])

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
        """The words after a year that belong to the date, by their first letter, the longest first."""
        marks: dict[str, list[YearMark]] = {}
        for text, known in self.index["year_marks"].items():
            languages = frozenset(known.split())
            contested = frozenset(self.index["words"].get(text, "").split()) - languages
            marks.setdefault(text[0], []).append(YearMark(text, languages, contested))
        return marks

    @lazy
    def ordinals(self) -> frozenset[str]:
        """What stands right after the number of a day: "th"."""
        return frozenset(self.index["ordinals"])

    @lazy
    def before_month(self) -> frozenset[str]:
        """Words between the number of a day and its month: "of"."""
        return frozenset(self.index["before_month"])

    @lazy
    def before_clock(self) -> frozenset[str]:
        """Words between a date and a clock time: "at", "um"."""
        return frozenset(self.index["before_clock"])

    @lazy
    def hour_marks(self) -> frozenset[str]:
        """What stands between the hours and the minutes of a clock time: "h"."""
        return frozenset(self.index["hour_marks"])

    @lazy
    def day_halves(self) -> frozenset[str]:
        """What stands after a clock time of twelve hours: "a.m."."""
        return frozenset(self.index["day_halves"])

    @lazy
    def after_clock(self) -> frozenset[str]:
        """Words after a clock time, as printed: time zones, "Uhr"."""
        return frozenset(self.index["after_clock"])

    @lazy
    def function_words(self) -> frozenset[str]:
        """The function words of all languages."""
        return frozenset(self.index["words"])

    @lazy
    def page_words(self) -> frozenset[str]:
        """The boilerplate words of all languages, with which a page speaks of itself: cookie, newsletter."""
        return frozenset(self.index["page"])

    @lazy
    def reader_words(self) -> frozenset[str]:
        """The words of all languages with which a page addresses its reader: "you", "your"."""
        return frozenset(self.index["reader"])

    @lazy
    def unspaced_reader_words(self) -> tuple[str, ...]:
        """The words that address the reader in scripts without spaces."""
        return tuple(sorted(word for word in self.reader_words if is_unspaced(word)))

    @lazy
    def unspaced_page_words(self) -> tuple[str, ...]:
        """The boilerplate words in scripts without spaces."""
        return tuple(sorted(word for word in self.page_words if is_unspaced(word)))

    @lazy
    def letters(self) -> dict[str, Letters]:
        """The letters of each language."""
        known = zip(self.index["languages"], self.index["letters"], strict=True)
        return {
            language: Letters(frozenset(alphabet), frozenset(typical), long)
            for language, (alphabet, typical, long) in known
            if language not in self.index["sites"]
        }

    @lazy
    def typical_of(self) -> dict[str, list[str]]:
        """A letter to the languages for which it is typical."""
        found: dict[str, list[str]] = {}
        for language, letters in self.letters.items():
            for letter in letters.typical:
                found.setdefault(letter, []).append(language)
        return found

    @lazy
    def unspaced_end(self) -> re.Pattern[str]:
        """A pattern for the words of `unspaced_ends`."""
        return re.compile("|".join(map(re.escape, self.unspaced_ends)) or "(?!)")

    @lazy
    def unspaced_ends(self) -> tuple[str, ...]:
        """The words that end a clause phrase in scripts without spaces, the longest first."""
        return tuple(sorted((word for word in self.clause_tails if is_unspaced(word)), key=len, reverse=True))
