"""One index over all packs: from a word to the phrases, months and languages that have it.

Law: the index is plain data and holds nothing that the packs do not. It is made once, with the built form of the packs;
a pack itself is loaded only when a text has one of its words.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, TypedDict

from seedparse.phrases.date_formats import heads_of
from seedparse.phrases.required_words import rarest
from seedparse.text.words import is_unspaced

# The order in which the kinds are tried on a line; the first kind with a match wins.
KINDS = (
    "heading", "inline", "sentence", "speaker", "credit", "clause", "line", "background", "byline", "published",
    "updated", "accessed", "photo", "share", "tags", "promo", "footer", "navigation", "dateline",
)  # fmt: skip
BYLINE = frozenset({"byline"})
DATE_LABELS = frozenset({"published", "updated", "accessed"})
JUNK = frozenset({"photo", "share", "tags", "promo", "footer", "navigation"})
"""The kinds of a record's `extra` that come from a pack's phrase."""
CLAUSES = frozenset({"sentence", "speaker", "clause", "background"})
"""The kinds that can occur inside running text."""

BuiltPhrase = tuple[str, str, str, list[str], list[str], str]
"""Kind, rule, source, first words, last words ("" among them means a slot), and required words as required_words.py
writes them."""
Reference = int
"""A phrase as one number, made of its kind, its pack and its number in the pack. Sorting gives the order of trying."""

_PACK, _KIND = 13, 20  # bits of a reference below the pack's number, and below the kind's number
MAX_PHRASES = 1 << _PACK  # maximum phrases of a pack, with its forms of attribution


class Built(TypedDict):
    """A pack as plain data, made by `pack_file.build` and kept in the built form. docs/packs.md describes its keys."""

    language: str
    name: str
    english_name: str
    alphabet: str
    typical: str
    words: list[str]
    page: list[str]
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
    capital_nouns: bool  # whether common nouns such as "newspaper" have capitals
    generic: list[str]
    generic_stems: list[str]
    never: list[str]
    articles: list[str]
    persons: list[str]
    offices: list[str]
    agencies: list[str]
    media: list[str]  # words that show that a name is an outlet's
    beginnings: list[str]
    endings: list[str]
    documents: list[str]  # words for the numbered articles of an export: "document"
    numbered_of: list[str]  # the word between a number and the total: "of"
    roles: list[str]
    groups: dict[str, list[str | list[str]]]  # an alternative of words alone is stored as the list of these words
    circumstances: list[str]
    times: list[str]
    phrases: list[BuiltPhrase]


class Index(TypedDict):
    """The data of all packs by word.

    Several languages, or several phrases, of a word are joined in one string: creating thousands of small lists takes
    longer than all look-ups of one article.
    """

    languages: list[str]
    letters: list[list[str]]  # for each language: its alphabet, and its typical letters
    words: dict[str, str]  # a function word: its languages
    page: list[str]  # boilerplate words, with which a page speaks of itself
    months: dict[str, str]  # the name of a month: its languages
    contested: dict[str, dict[str, int]]  # a name of different months in different languages: the month by language
    jalali: dict[str, tuple[int, str]]  # the name of a month of the Jalali calendar: its number and language
    weekdays: list[str]
    agencies: list[str]
    media: list[str]
    documents: list[str]
    numbered_of: list[str]
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
        section = _section_of(word)
        if section in self._unread:
            self._read.update(_read_section(self._unread.pop(section)))
        return self._read.get(word, default)

    def __getitem__(self, word: str) -> str:
        if (found := self.get(word)) is None:
            raise KeyError(word)
        return str(found)

    def __iter__(self) -> Iterator[str]:
        for lines in self._unread.values():
            self._read.update(_read_section(lines))
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


def set_place(of: int) -> tuple[int, int]:
    """The language's number and the number of a set of phrases."""
    return of >> _PACK, of & (MAX_PHRASES - 1)


def references(joined: str) -> list[Reference]:
    """The references in a string of the index."""
    return list(map(int, joined.split()))


def index(packs: Iterable[Built]) -> Index:
    """Make the index over these packs, in their order."""
    all_packs = list(packs)
    heads: defaultdict[str, list[Reference]] = defaultdict(list)
    tails: defaultdict[str, list[Reference]] = defaultdict(list)
    clause_tails: defaultdict[str, list[Reference]] = defaultdict(list)
    by_rarest: defaultdict[str, list[Reference]] = defaultdict(list)
    whole: defaultdict[str, list[Reference]] = defaultdict(list)
    sets_of: list[dict[tuple[str, str, tuple[str, ...]], int]] = []
    sets_of_phrases: list[str] = []
    datelines: list[tuple[str, str, str]] = []
    common = {word for pack in all_packs for word in pack["words"]}
    for language, pack in enumerate(all_packs):
        sets: dict[tuple[str, str, tuple[str, ...]], int] = {}
        of_phrases: list[int] = []
        for number, (kind, _, source, begins, ends, required) in enumerate(pack["phrases"]):
            phrase = reference(KINDS.index(kind), language, number)
            pieces: tuple[str, ...] = ()
            if kind in CLAUSES or kind == "line":
                edge = [] if kind == "line" else ends if "" in begins else begins
                pieces = tuple(rarest(required, edge, common))
            of_phrases.append(sets.setdefault((kind, required, pieces), len(sets)))
            if kind == "dateline":
                datelines.append((source, str(phrase), required))
            elif "" in begins and kind != "line":
                for word in filter(None, ends):
                    # In a script without spaces the last word of a line is its last letter.
                    tails[word[-1] if is_unspaced(word[-1]) else word].append(phrase)
                    if kind in CLAUSES:
                        clause_tails[word].append(phrase)
            if kind not in ("line", "dateline") and ("" not in begins or "" in ends):
                for word in filter(None, begins):
                    heads[word].append(phrase)
        for (kind, _, pieces), number in sets.items():
            for piece in pieces:
                (whole if kind == "line" else by_rarest)[piece].append((language << _PACK) + number)
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
        letters=[[pack["alphabet"], pack["typical"]] for pack in all_packs],
        words=_known_to(all_packs, "words"),
        page=sorted({word for pack in all_packs for word in pack["page"]}),
        months=_known_to(all_packs, "months"),
        contested=_contested(all_packs),
        jalali={word: (number, pack["language"]) for pack in all_packs for word, number in pack["jalali"].items()},
        weekdays=sorted({word for pack in all_packs for word in pack["weekdays"]}),
        agencies=sorted({word for pack in all_packs for word in pack["agencies"]}),
        media=sorted({word for pack in all_packs for word in pack["media"]}),
        documents=sorted({word for pack in all_packs for word in pack["documents"]}),
        numbered_of=sorted({word for pack in all_packs for word in pack["numbered_of"]}),
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


def _known_to(packs: Iterable[Built], key: Literal["words", "months", "year_marks"]) -> dict[str, str]:
    known: defaultdict[str, list[str]] = defaultdict(list)
    for pack in packs:
        for word in dict.fromkeys(pack[key]):
            known[word].append(pack["language"])
    return {word: " ".join(languages) for word, languages in known.items()}


def _contested(packs: Iterable[Built]) -> dict[str, dict[str, int]]:
    months: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for pack in packs:
        for word, number in pack["months"].items():
            months[word][pack["language"]] = number
    return {word: numbers for word, numbers in months.items() if len(set(numbers.values())) > 1}


def _in_sections(found: Mapping[str, str]) -> dict[str, str]:
    sections: defaultdict[str, list[str]] = defaultdict(list)
    for word, phrases in found.items():
        sections[_section_of(word)].append(f"{word} {phrases}")
    return {section: "\n".join(lines) for section, lines in sections.items()}


def _sorted(found: Mapping[str, list[Reference]]) -> dict[str, str]:
    return {word: " ".join(map(str, sorted(phrases))) for word, phrases in found.items()}


def _section_of(word: str) -> str:
    """The section of a word: its first two characters."""
    return word[:2]


def _read_section(lines: str) -> Iterator[tuple[str, str]]:
    """The words of a section, each with its joined references."""
    for line in lines.split("\n"):
        word, _, phrases = line.partition(" ")
        yield word, phrases
