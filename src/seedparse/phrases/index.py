"""The packs as plain data: one pack, and the index over all packs, from a word to its phrases, months and languages.

Law: the index holds nothing that the packs do not. Both are stored in the built form of the packs; a pack itself is
loaded only when a text has one of its words.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypedDict

from seedparse.phrases.syntax import Stored

# The order in which the kinds are tried on a line; the first kind with a match wins.
KINDS = (
    "heading", "inline", "opener", "sentence", "speaker", "credit", "clause", "line", "background", "byline",
    "published", "updated", "accessed", "photo", "share", "tags", "promo", "footer", "navigation", "dateline",
    "before", "behind", "unnamed",
)  # fmt: skip
BYLINE = frozenset({"byline"})
SHARE = frozenset({"share"})
DATE_LABELS = frozenset({"published", "updated", "accessed"})
JUNK = frozenset({"photo", "share", "tags", "promo", "footer", "navigation"})
"""The kinds of a record's `extra` that come from a pack's phrase."""
CLAUSES = frozenset({"sentence", "speaker", "clause", "background"})
"""The kinds that can occur inside running text."""
MENTIONS = frozenset({"before", "behind", "unnamed"})
"""The kinds that stand in any place of a sentence: the words directly before or directly behind the name of a medium,
and those that name none."""

BuiltPhrase = tuple[str, str, str, list[str], list[str], str]
"""Kind, rule, source, first words, last words ("" among them means a slot), and required words as required_words.py
writes them."""
Reference = int
"""A phrase as one number, made of its kind, its pack and its number in the pack. Sorting gives the order of trying."""

_PACK, _KIND = 13, 20  # bits of a reference below the pack's number, and below the kind's number
MAX_PACKS = 1 << (_KIND - _PACK)  # maximum packs of a run
MAX_PHRASES = 1 << _PACK  # maximum phrases of a pack, with its forms of attribution


class Built(TypedDict):
    """A pack as plain data, made by `pack_file.build` and kept in the built form. docs/packs.md describes its keys."""

    language: str  # its BCP 47 code; of a site pack, which has no language of its own, the name of its file
    extends: str | None  # the language that a site pack adds to
    name: str
    english_name: str
    alphabet: str
    typical: str
    words: list[str]
    common: list[str]
    foreign: list[str]
    page: list[str]
    reader: list[str]
    months: dict[str, int]
    jalali: dict[str, int]
    month_names: list[list[str]]
    weekdays: list[str]
    year_marks: list[str]
    ordinals: list[str]
    before_month: list[str]
    before_clock: list[str]
    hour_marks: list[str]
    day_halves: list[str]
    after_clock: list[str]
    layouts: list[list[str]]  # a date format and its sign: text that a line with such a date has; "": a month name
    eras: dict[str, int]
    order: str | None  # "dmy", "mdy" or None: both are in use
    calendar: str | None  # "buddhist": years as in 2569
    capital_nouns: bool  # whether common nouns such as "newspaper" have capitals
    generic: list[str]
    generic_stems: list[str]
    never: list[str]
    articles: list[str]
    persons: list[str]
    given: list[str]  # given names of people
    speech: list[str]  # verbs of speech
    networks: list[str]  # social networks, in all forms
    offices: list[str]
    joiners: list[str]  # words that join the parts of a name
    press_offices: list[str]  # words for offices that inform the press
    agencies: list[str]
    media: list[str]  # words that show that a name is an outlet's
    beginnings: list[str]
    endings: list[str]
    documents: list[str]  # words for the numbered articles of an export: "document"
    numbered_of: list[str]  # the word between a number and the total: "of"
    roles: list[str]
    groups: Mapping[str, list[Stored]]  # each alternative, parsed
    circumstances: list[str]
    times: list[str]
    phrases: Sequence[BuiltPhrase]


class Index(TypedDict):
    """The data of all packs by word.

    Several languages, or several phrases, of a word are joined in one string: creating thousands of small lists takes
    longer than all look-ups of one article.
    """

    languages: list[str]  # of a site pack the name of its file
    shipped: int  # the number of packs before the user's own
    sites: dict[str, str | None]  # the name of a site pack: the language that it adds to
    letters: list[tuple[str, str, int]]  # for each language: its Letters
    words: dict[str, str]  # a function word: its languages
    common: dict[str, str]  # another frequent word: its languages
    foreign: dict[str, str]  # a word of languages without a pack: the similar languages that lack it
    page: list[str]  # boilerplate words, with which a page speaks of itself
    reader: list[str]  # words with which a page addresses its reader
    months: dict[str, str]  # the name of a month: its languages
    contested: dict[str, dict[str, int]]  # a name of different months in different languages: the month by language
    calendars: list[str]  # the languages with a calendar of their own
    jalali: dict[str, tuple[int, str]]  # the name of a month of the Jalali calendar: its number and language
    weekdays: list[str]
    agencies: list[str]
    media: list[str]
    documents: list[str]
    numbered_of: list[str]
    given: list[str]  # given names of people
    networks: list[str]  # social networks, in all forms
    roles: list[str]  # occupations beside the names of people: "reporter"
    year_marks: dict[str, str]  # a word after a year: its languages; the longest word first
    ordinals: list[str]
    before_month: list[str]
    before_clock: list[str]
    hour_marks: list[str]
    day_halves: list[str]
    after_clock: list[str]  # as printed, not folded
    layouts: dict[str, list[tuple[str, int]]]  # a sign: the date formats that have it, by language and number
    layout_heads: list[str]  # the words that a date format can begin with
    heads: dict[str, str]  # first letters of words: a line for each word, with the phrases that can begin with it
    tails: dict[str, str]  # a word: the references of the phrases that can end with it
    clause_tails: dict[str, str]  # the same for the kinds of CLAUSES only
    rarest: dict[str, str]  # a piece of a word: the sets of clauses that have it in their rarest requirement
    whole: dict[str, str]  # the same for the phrases of kind `line`
    mentions: dict[str, str]  # the same for the kinds of MENTIONS
    datelines: list[list[str]]  # a phrase's reference and its required words; the phrase with the most slots first
    # For each language, over its sets (phrases of one kind with the same required words):
    required: list[str]  # all requirements, each once, one per line
    set_required: list[str]  # for each set: the numbers of its requirements, joined by "+"
    kinds: list[str]  # for each set: the number of its kind
    sets: list[str]  # for each phrase: the number of its set


class Heads(Mapping[str, str]):
    """`Index.heads` as a mapping from a word to its phrases; a section is parsed at the first look-up in it."""

    def __init__(self, sections: Mapping[str, str]) -> None:
        self._unread = dict(sections)
        self._read: dict[str, str] = {}

    def get(self, word: str, default: Any = None) -> Any:
        section = section_of(word)
        if section in self._unread:
            self._read.update(words_of(self._unread.pop(section)))
        return self._read.get(word, default)

    def __getitem__(self, word: str) -> str:
        if (found := self.get(word)) is None:
            raise KeyError(word)
        return str(found)

    def __iter__(self) -> Iterator[str]:
        for lines in self._unread.values():
            self._read.update(words_of(lines))
        self._unread.clear()
        return iter(self._read)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def reference(kind: int, language: int, number: int) -> Reference:
    """The reference of a phrase from the numbers of its kind, its language and itself."""
    return (kind << _KIND) + (language << _PACK) + number


def place(of: Reference) -> tuple[str, int, int]:
    """The kind, the language's number and the number of a phrase."""
    return KINDS[of >> _KIND], (of >> _PACK) & ((1 << (_KIND - _PACK)) - 1), of & (MAX_PHRASES - 1)


def set_reference(language: int, number: int) -> int:
    """The reference of a set of phrases from the numbers of its language and itself."""
    return (language << _PACK) + number


def set_place(of: int) -> tuple[int, int]:
    """The language's number and the number of a set of phrases."""
    return of >> _PACK, of & (MAX_PHRASES - 1)


def references(joined: str) -> list[Reference]:
    """The references in a string of the index."""
    return list(map(int, joined.split()))


def section_of(word: str) -> str:
    """The section of a word: its first two characters."""
    return word[:2]


def words_of(lines: str) -> Iterator[tuple[str, str]]:
    """The words of a section, each with its joined references."""
    for line in lines.split("\n"):
        word, _, phrases = line.partition(" ")
        yield word, phrases
