"""Replaces the letters and digits of a text, so that a file that is read wrongly can be shown in public.

Law: kept are lines and their ends, white space, punctuation, the script and the case of each letter, the number of
letters of each word, the size of numbers, and words that the packs know. Of other words no letter stays, and outside
the phrases and dates of the packs no three words in a row. The same text gives the same bytes.

A word is replaced letter by letter; the letter depends on the letters before it in the word, so that words with the
same beginning keep one, and a title still shares words with its text. Which letter it is depends on nothing else of
the text but the order in which such beginnings first come. A function word or a word typical of pages that cannot stay
becomes another one: models count how many there are.
"""

import re
import unicodedata
from collections.abc import Hashable, Iterator
from functools import lru_cache
from itertools import chain
from random import Random

from seedparse.errors import InputError
from seedparse.model import BlockRecord, Document, Options
from seedparse.phrases import grammar
from seedparse.phrases.index import JUNK
from seedparse.phrases.pack import Pack, Packs
from seedparse.phrases.syntax import Choice, Part, Word
from seedparse.readers import citations, fields, header_lines, language
from seedparse.resources import Resources, of
from seedparse.stream import block_records
from seedparse.text.lines import encode
from seedparse.text.patterns import later
from seedparse.text.words import Text, fold, is_unspaced, words_at

MAX_KEPT_IN_A_ROW = 2  # words outside the packs' phrases
MAX_SHORT_WORD = 3  # letters of a known word that is kept with a capital inside a sentence: "The", "Of"
MAX_TRIES = 20  # words that are tried until one is neither the source's nor known to a pack
ADDRESS_PARTS = frozenset({"http", "https", "www"})
CENTURIES = frozenset({"13", "14", "19", "20", "25"})  # first digits of a year, also of the Persian and Thai calendars
SIZES = ((0, 12), (13, 23), (24, 28), (29, 31), (32, 59), (60, 99))  # a month, an hour, a day, a minute stays one
GLUED_YEAR = (5, 6)  # digits of a year and the number behind it, without white space: 202221:25
SEED = 25
PICTURE = ":attribution.of-picture"  # the end of the rule of a line that credits a picture
_RUN = later(r"\d+|[^\W\d_]+")
_LETTERS = later(r"[^\W\d_]+")


def scrub(data: bytes, options: Options = Options()) -> bytes:
    """The bytes of a text with its words and numbers replaced, in the encoding of the text.

    Raises SplitError, PackError, EncodingError.
    """
    resources = of(options)
    records = list(chain.from_iterable(block_records([data], Document(), options, resources=resources)))
    scrubber = _Scrubber(_known_languages(records, resources.packs), resources)
    parts: list[bytes] = []
    at = 0
    for record in records:
        text = data[record["byte_start"] : record["byte_end"]].decode(record["encoding"], errors="replace")
        parts += data[at : record["byte_start"]], scrubber.block(text, record)
        at = record["byte_end"]
    return b"".join([*parts, data[at:]])


def only_text(pieces: Iterator[tuple[str | None, Iterator[bytes | str]]]) -> bytes:
    """The bytes of the one document of an input. Raises InputError if there are several."""
    document: list[bytes] | None = None
    for _, given in pieces:
        if document is not None:
            raise InputError("holds several texts; unpack it and scrub one of them", "is-container")
        document = [piece if isinstance(piece, bytes) else encode(piece)[0] for piece in given]
    return b"".join(document or ())


def _known_languages(records: list[BlockRecord], packs: Packs) -> list[Pack]:
    """The packs of the languages that the text has: by their phrases, or by most of its words."""
    found = {record["rule"].partition(":")[0] for record in records if ":" in record["rule"]}
    found.add(language.detect((record["text"] for record in records if record["role"] == "body"), packs))
    found |= {record["language"] for record in records if record["role"] in ("body", "lead", "title", "related")}
    return [packs.by_language[each] for each in sorted(found) if each in packs.by_language]


class _Scrubber:
    """Replaces the words of one text."""

    def __init__(self, packs: list[Pack], resources: Resources) -> None:
        self._all = resources.packs
        self._packs = packs
        self._functions = frozenset[str]().union(*(pack.words for pack in packs)) | self._all.page_words
        self._signals = frozenset[str]().union(*map(_signals, packs))
        self._clocks = frozenset(
            run.casefold()
            for names in (self._all.before_clock, self._all.after_clock, self._all.day_halves, self._all.hour_marks)
            for name in names
            for run in _LETTERS.findall(name)
        )
        self._random = Random(SEED)
        self._letters: dict[str, str] = {}  # the beginning of a word, to the letter in place of its last one
        self._words: dict[str, str] = {}
        self._numbers: dict[str, str] = {}
        self._encoding = ""

    def block(self, text: str, record: BlockRecord) -> bytes:
        """The scrubbed bytes of a block's lines."""
        self._encoding = record["encoding"]
        done, run = "", 0
        at = 0
        phrase = self._phrase_words(record["rule"])
        clauses = self._clauses(text, record)
        is_named = record["rule"].startswith("field") and fields.split(text)
        colon = text.find(":") if is_named or record["rule"].endswith(PICTURE) else -1
        parts = self._date_words(text, record) | (phrase or frozenset())
        edges = self._edges(text, record)
        for found in words_at(text):
            printed = found[0]
            if not any(map(str.isalnum, printed)):
                continue
            start = found.start()
            literals = phrase or next((words for begin, end, words in clauses if begin <= start < end), frozenset())
            word = fold(printed)
            if start < colon or word in ADDRESS_PARTS or word in parts or _is_among(word, literals):
                kept, counts = True, False
            else:
                is_known = start in edges or self._is_kept(word, printed, text, start, record)
                kept = counts = run < MAX_KEPT_IN_A_ROW and is_known
            run = run + 1 if counts else 0
            done += text[at:start] + (printed if kept else self._replaced(printed, parts))
            at = found.end()
        return (done + text[at:]).encode(self._encoding, errors="replace")

    def _edges(self, text: str, record: BlockRecord) -> frozenset[int]:
        """Where in a line of a page words stand that begin or end phrases for such lines: "Back to Gallery"."""
        if record["role"] != "extra":
            return frozenset()
        words = [found for found in words_at(text) if any(map(str.isalnum, found[0]))]
        return frozenset(
            found.start()
            for found, phrases in zip([*words[:1], *words[-1:]], (self._all.heads, self._all.tails), strict=False)
            if found[0].isalpha() and any(phrase.kind in JUNK for phrase in phrases.get(fold(found[0])))
        )

    def _phrase_words(self, rule: str) -> frozenset[str] | None:
        """The words of the phrase that decided about a block; None if none did."""
        name, colon, _ = rule.partition(":")
        if not colon or name not in self._all.by_language:
            return None
        return _words_of_rule(self._all.by_language[name], rule)

    def _date_words(self, text: str, record: BlockRecord) -> frozenset[str]:
        """The words of a block's dates, with their labels and clocks, in runs of letters; none in running text."""
        if record["role"] == "meta":
            printed = header_lines.words_of_dates(text, self._all)
        else:
            printed = frozenset({fold(record["date_raw"] or "")} if record["role"] == "related" else ())
        found = frozenset(run for each in printed for run in _LETTERS.findall(each))
        return found | self._clocks if found else found

    def _clauses(self, text: str, record: BlockRecord) -> list[tuple[int, int, frozenset[str]]]:
        """The spans of attributions inside running text, each with the words of its phrase."""
        if record["role"] not in ("body", "lead"):
            return []
        found: list[tuple[int, int, frozenset[str]]] = []
        for one in citations.within(Text(text), self._all):
            pack = self._all.by_language.get(one.phrase.language or "")
            words = _words_of_rule(pack, one.phrase.rule) if pack else None
            if words:
                found.append((one.start, one.end, words))
        return found

    def _is_kept(self, word: str, printed: str, text: str, start: int, record: BlockRecord) -> bool:
        """Whether a word outside of phrases is a known one, and no name."""
        if not word.isalpha():
            return False
        if word in self._signals and record["role"] in ("meta", "extra", "attribution", "related_heading", "related"):
            return True
        if word not in self._functions and word not in self._signals:
            return False
        return not printed[:1].isupper() or len(printed) <= MAX_SHORT_WORD or not text[:start].strip(" -*#\"'«„“(")

    def _replaced(self, printed: str, parts: frozenset[str]) -> str:
        """A word or a number, each of its runs of letters or digits replaced: 07.02.2026, 19h30.

        `parts`: runs of letters that stay, also at the end of a longer one: "PressApril".
        """
        if self._is_counted(fold(printed)):
            return self._run(printed)

        def run(found: re.Match[str]) -> str:
            letters = found[0]
            for at, letter in enumerate(letters if parts else ""):
                if (at == 0 or letter.isupper()) and fold(letters[at:]) in parts:
                    return (self._run(letters[:at]) if at else "") + letters[at:]
            return self._run(letters)

        return _RUN.sub(run, printed)

    def _run(self, printed: str) -> str:
        if printed.isdecimal():
            return self._number(printed)
        lower = printed.lower() if len(printed.lower()) == len(printed) else printed
        new = self._words.get(lower)
        if new is None:
            new = self._words[lower] = self._word(lower)
        return "".join(
            one if not one.isalpha() else other.upper() if one.isupper() and len(other.upper()) == 1 else other
            for one, other in zip(printed, new, strict=True)
        )

    def _word(self, word: str) -> str:
        if self._is_counted(fold(word)) and (like := self._like(word)):
            return like[self._below(len(like))]
        new = "".join(self._character(word[: at + 1]) for at in range(len(word)))
        for _ in range(MAX_TRIES):
            if not self._is_known(new):
                break
            new = "".join(self._other(letter) for letter in word)
        return new

    def _is_counted(self, word: str) -> bool:
        """Whether it is one of the words that models count."""
        return word in self._all.function_words or word in self._all.page_words

    def _is_known(self, word: str) -> bool:
        return self._is_counted(word) or word in self._signals or bool(self._all.heads.get(fold(word)))

    def _like(self, word: str) -> list[str]:
        """Other words that models count as this one, of its length and script, if possible of the same languages."""
        length, word = len(word), fold(word)  # folding may change the length: İ
        found = [
            each
            for each in _counted(self._all).get(_form(word, self._all), ())
            if each != word
            and len(each) == length
            and not self._is_phrase(each)
            and all(_fits(letter, self._encoding) for letter in each)
        ]
        return [each for each in found if (each in self._functions) == (word in self._functions)] or found

    def _is_phrase(self, word: str) -> bool:
        """Whether a phrase may begin or end with the word."""
        return word in self._signals or bool(self._all.heads.get(word) or self._all.tails.get(word))

    def _character(self, beginning: str) -> str:
        """What stands in place of the last character of this beginning of a word."""
        known = self._letters.get(beginning)
        if known is None:
            known = self._letters[beginning] = self._other(beginning[-1])
        return known

    def _other(self, letter: str) -> str:
        """Another letter of the same kind; anything else as it is."""
        if not letter.isalpha():
            return letter
        pool = _pool(letter, self._encoding, self._all)
        return pool[self._below(len(pool))]

    def _number(self, printed: str) -> str:
        known = self._numbers.get(printed)
        if known is None:
            known = self._numbers[printed] = self._new_number(printed)
        return known

    def _new_number(self, printed: str) -> str:
        if len(printed) in GLUED_YEAR and printed[:2] in CENTURIES:
            return self._number(printed[:4]) + self._number(printed[4:])
        if not printed.isascii():
            zero = ord(printed[0]) - unicodedata.digit(printed[0], 0)
            plain = "".join(str(unicodedata.digit(each, 0)) for each in printed)
            return "".join(chr(zero + int(each)) for each in self._number(plain))
        if len(printed) <= 2:
            number = int(printed)
            first, last = next((low, high) for low, high in SIZES if low <= number <= high)
            first = max(first, 10) if len(printed) == 2 and printed[0] != "0" else max(first, 1)
            last = min(last, 9) if len(printed) == 1 or printed[0] == "0" else last
            others = [other for other in range(first, last + 1) if other != number]
            return f"{others[self._below(len(others))]:0{len(printed)}}"
        kept = printed[:2] if len(printed) == 4 and printed[:2] in CENTURIES else ""
        while True:
            digits = [str(self._below(10)) for _ in printed[len(kept) :]]
            if not kept and printed[0] != "0":
                digits[0] = str(1 + self._below(9))
            new = kept + "".join(digits)
            if new != printed:
                return new

    def _below(self, count: int) -> int:
        return int(self._random.random() * count)


def _is_among(word: str, words: frozenset[str]) -> bool:
    return word in words or any(word.startswith(stem[:-1]) for stem in words if stem.endswith("*"))


@lru_cache(maxsize=4096)
def _words_of_rule(pack: Pack, rule: str) -> frozenset[str] | None:
    """The words of the phrase with this rule, stems with their star; None if the pack has no such phrase."""
    source = pack.source_of(rule)
    return None if source is None else frozenset(_literals(grammar.parse(source, pack.groups)))


def _literals(part: Part) -> Iterator[str]:
    for item in part:
        if isinstance(item, Word):
            yield item.text
        elif isinstance(item, Choice):
            for inner in item.parts:
                yield from _literals(inner)


def _signals(pack: Pack) -> frozenset[str]:
    """The words of a pack that show what a line is: months, weekdays, occupations, words for outlets."""
    built = pack.built
    names = (
        *built["months"], *built["jalali"], *built["weekdays"], *built["roles"], *built["generic"], *built["documents"],
        *built["year_marks"], *built["ordinals"], *built["before_month"], *built["before_clock"], *built["hour_marks"],
        *built["day_halves"], *map(str.casefold, built["after_clock"]), *built["page"],
    )  # fmt: skip
    return frozenset(word for name in names for word in fold(name).split())


@lru_cache(maxsize=4)
def _counted(packs: Packs) -> dict[Hashable, list[str]]:
    """The words that models count, by their forms."""
    found: dict[Hashable, list[str]] = {}
    for word in sorted(packs.function_words | packs.page_words):
        found.setdefault(_form(word, packs), []).append(word)
    return found


def _form(word: str, packs: Packs) -> Hashable:
    """What is the same for words that may stand for each other: what they count as, script, length, signs inside."""
    signs = "".join("x" if letter.isalpha() else letter for letter in word)
    return word in packs.function_words, word in packs.page_words, _script(word[0]), signs


@lru_cache(maxsize=65536)
def _pool(letter: str, encoding: str, packs: Packs) -> str:
    """Letters that may stand for this one: of its script and case, of the same languages, and in the encoding."""
    if letter >= "\u3400" and is_unspaced(letter):
        near = map(chr, range(0x4E00, 0x9FA6))
    elif "\uac00" <= letter <= "\ud7a3":
        near = map(chr, range(0xAC00, 0xD7A4))
    else:
        near = map(chr, range(max(0x21, ord(letter) - 0x80), min(ord(letter) + 0x80, 0x10FFFF)))
    kind, script = unicodedata.category(letter), _script(letter)
    like = [
        each for each in near
        if each != letter and unicodedata.category(each) == kind and _script(each) == script
        and each.isascii() == letter.isascii() and len(each.upper()) == 1 and _fits(each, encoding)
    ]  # fmt: skip
    users, typical = _languages(letter, packs)
    same = [each for each in like if _languages(each, packs) == (users, typical)]
    # A letter of one language alone has none like it: then one that all its languages have, and none is known by.
    wider = [each for each in like if users <= _languages(each, packs)[0] and _languages(each, packs)[1] <= typical]
    return "".join(same or wider or like) or letter


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _fits(letter: str, encoding: str) -> bool:
    try:
        letter.encode(encoding)
    except UnicodeError:
        return False
    return True


@lru_cache(maxsize=65536)
def _languages(letter: str, packs: Packs) -> tuple[frozenset[str], frozenset[str]]:
    """The languages that write with a letter, and those for which it is typical."""
    letter = letter.casefold()
    return (
        frozenset(name for name, letters in packs.letters.items() if letter in letters.alphabet),
        frozenset(name for name, letters in packs.letters.items() if letter in letters.typical),
    )
