"""Splits texts into words and folds them, in the same way for packs and lines.

Law: a word in a pack and the same word in a text fold to the same key.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence, Set
from operator import itemgetter
from typing import Any

from seedparse.text.cached import lazy
from seedparse.text.patterns import later

DIGIT = "0"  # in a vocabulary: the text has a number
LOOKED_AT = 60  # characters at either end of a text that are searched for its first or last word

QUOTES = "\"'«»„“”‟‘’‚‹›〝〞〟「」『』《》〈〉`״"
QUOTE_PAIRS = {
    '"': '"', "«": "»", "»": "«»", "‹": "›", "›": "‹›", "„": "“”\"„", "“": "”“„\"", "‟": "”", "”": "”",
    "‘": "’‘'", "‚": "‘’'", "’": "’'", "'": "'", "`": "`'", "「": "」", "『": "』", "《": "》", "〈": "〉",
    "〝": "〞〟", "״": "״",
}  # fmt: skip
"""An opening quote to the quotes that can close it, for the pairs of all languages: »X«, «X», „X“, ”X”, ’X’."""
OPENING_QUOTES = frozenset('"«„“‹〝「『《〈')
CLOSING_QUOTES = frozenset('"»“”›〞」』》〉')
SOLID_BULLETS = "•●○◦▪▫■□◆◇►▶▸‣・"  # bullets that need no space after them
BULLETS = "-–—−·⁃→➤»>*+~" + SOLID_BULLETS
APOSTROPHES = "'ʻ’‘ʼ"  # inside a word: all are one letter; Uzbek prints oʻ and gʻ with any of them
QUESTIONS = frozenset("?？؟")
WIDE = "，、。！？；：」』》）၊။"  # punctuation that may have no space after it: of full width, and Burmese

EAST_ASIAN = "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Letters of Chinese and Japanese: no space stands between words or sentences, and a letter is twice as wide."""
SOUTHEAST_ASIAN = (
    "\u0e01-\u0e2f\u0e40-\u0e46\u0e81-\u0eaf\u0ebd-\u0ec6\u0edc-\u0edf"
    "\u1000-\u102a\u103f\u1050-\u1055\u1780-\u17b3\u17d7"
)
"""Letters of Thai, Lao, Burmese and Khmer: no space stands between words, and a space ends a clause."""
UNSPACED = EAST_ASIAN + SOUTHEAST_ASIAN
"""Letters of scripts without spaces between words. Each such letter is one word, with its vowels and marks."""
_UNSPACED, _EAST_ASIAN, _SOUTHEAST_ASIAN = (
    later(f"[{letters}]") for letters in (UNSPACED, EAST_ASIAN, SOUTHEAST_ASIAN)
)
# Vowel signs and other combining marks, which `\w` does not match, and the two joiners of Persian and Hindi.
SIGNS = (
    r"\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1-\u05c5\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    r"\u0900-\u0963\u0966-\u0dff\u0e31-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059"
    r"\u17b4-\u17d3\u200c\u200d"
)
_SIGN = later(f"[{SIGNS}]")
# A letter of an unspaced script with the vowel before it (Thai, Lao), its signs, the vowels behind it, and a closing
# consonant without a vowel (Burmese): about a syllable.
_SYLLABLE = (
    rf"(?:[\u0e40-\u0e44\u0ec0-\u0ec4](?=[\u0e01-\u0e2e\u0e81-\u0eae]))?+[{UNSPACED}][{SIGNS}\u0e30\u0e32\u0e33\u0e45]*+"
    rf"(?:[\u1000-\u1021](?=\u1037?\u103a)[{SIGNS}]++)*+"
)


def _word(letter: str) -> str:
    """The pattern of a word whose letters match the pattern `letter`."""
    run = rf"{letter}++(?:[{SIGNS}]++{letter}*+)*+"
    # A quote inside a Hebrew word marks an abbreviation.
    return rf"{run}(?:(?:[{APOSTROPHES}׳״\-.]|(?<=[א-ת])\"(?=[א-ת])){run})*+"


# Three patterns of a word: for texts in which `\w` matches all letters; for texts with SIGNS between letters; for all
# scripts. The large character classes of the last two take milliseconds to compile, and most texts do not need them.
SIMPLE_WORD = rf"\w++(?:[{APOSTROPHES}\-.]\w++)*+"
SIGNED_WORD = _word(r"\w")
WORD = "(?:" + _word(rf"[^\W{UNSPACED}]") + rf"|{_SYLLABLE})"
_OTHER_SCRIPT = re.compile("[^\0-\u058f](?<![\u10a0-\u177f\u1800-\u2fff])")
_UNSPACED_SCRIPT = later("[^\0-\u0e00\u0f00-\u0fff\u10a0-\u177f\u1800-\u2fff]")
_TOKEN = tuple(later(rf"{word}|[^\w\s]") for word in (SIMPLE_WORD, SIGNED_WORD, WORD))
_FIRST = tuple(later(rf"\W*+({word})") for word in (SIMPLE_WORD, SIGNED_WORD, WORD))
_LAST = tuple(map(later, (SIMPLE_WORD, SIGNED_WORD, WORD)))
_DIGIT = re.compile(r"\d")
_PIECE = re.compile(r"\w+")
# Characters of simple texts that `fold` replaces by others, which would be found as other words; all but "’".
_FOLDED_APART = re.compile("[\u0345ʻ‘ʼ՝։]")
_INNER_QUOTE = re.compile(r"(?<=\w)‘(?=\w)")  # an apostrophe; elsewhere ‘ is a quote
_LETTER = re.compile(r"[^\W_]")
# Punctuation to the ASCII character with the same meaning; phrases are written with ASCII.
_ASCII = dict(zip("：，、،၊՝؛（）【】［］。।۔။։！？؟；", ":,,,,,;()[][].....!??;", strict=True))


def fold(word: str) -> str:
    """A word in lower case (`str.casefold`), with one kind of apostrophe; a punctuation mark as in ASCII."""
    folded = word.casefold()
    if folded.isalnum() and "ʼ" not in folded and "ʻ" not in folded:  # Python counts these apostrophes as letters
        return folded
    if len(folded) == 1:
        return _ASCII.get(folded, folded)
    if "‘" in folded:
        folded = _INNER_QUOTE.sub("'", folded)
    # `casefold` turns the Turkish İ into two characters.
    return folded.replace("i̇", "i").replace("’", "'").replace("ʼ", "'").replace("ʻ", "'").replace("׳", "'")


def is_small(letter: str) -> bool:
    """Whether a letter is a small one, in a script that writes names with capitals (Georgian does not)."""
    return letter.islower() and letter.title() != letter


def is_unspaced(text: str) -> bool:
    """Whether a text, a letter or more, begins with a letter of a script without spaces between words."""
    return text >= "\u0e01" and _UNSPACED.match(text) is not None


def is_east_asian(letter: str) -> bool:
    """Whether a letter belongs to Chinese or Japanese."""
    return letter >= "\u3005" and _EAST_ASIAN.match(letter) is not None


def is_southeast_asian(text: str) -> bool:
    """Whether a text begins with a letter of a script without spaces between words, in which a space ends a clause."""
    return "\u0e01" <= text < "\u1800" and _SOUTHEAST_ASIAN.match(text) is not None


def is_sign(character: str) -> bool:
    """Whether a character is a vowel sign or another combining mark of SIGNS, which goes on with the word before it."""
    return not character.isascii() and _SIGN.match(character) is not None


def unspaced(text: str) -> list[str]:
    """The letters of a text that belong to a script without spaces between words."""
    return [] if is_simple(text) else _UNSPACED.findall(text)


def is_simple(text: str) -> bool:
    """Whether SIMPLE_WORD finds all words of a text: it has no combining marks and no script without spaces."""
    return text.isascii() or _OTHER_SCRIPT.search(text) is None


def word_of(text: str) -> int:
    """Which pattern finds the words of this text: 0 is SIMPLE_WORD, 1 is SIGNED_WORD, 2 is WORD."""
    return 0 if is_simple(text) else 2 if _UNSPACED_SCRIPT.search(text) else 1


def words_at(text: str, start: int = 0) -> Iterator[re.Match[str]]:
    """The words and punctuation marks of a text from the character `start` on, as matches."""
    return _TOKEN[word_of(text)].finditer(text, start)


def fold_all(words: list[str]) -> list[str]:
    """The words, folded in one call, which is faster; no word contains white space."""
    words = fold("\n".join(words)).split("\n") if words else []
    return words if _ASCII.keys().isdisjoint(words) else [_ASCII.get(word, word) for word in words]


def split_folded(text: str, pattern: int, start: int = 0) -> list[str]:
    """The words and punctuation marks of a text from the character `start` on, folded. `pattern`: as in `word_of`."""
    if text.isascii():
        return _TOKEN[0].findall(text.lower(), start)
    if pattern == 0 and _FOLDED_APART.search(text) is None:
        # Folding the whole text first is faster, and gives the same words if each letter folds to one letter.
        folded = text.casefold()
        if len(folded) == len(text):
            return _TOKEN[0].findall(folded.replace("’", "'"), start)
    return fold_all(_TOKEN[pattern].findall(text, start))


def split(text: str) -> list[str]:
    """The words and punctuation marks of a text."""
    return _TOKEN[word_of(text)].findall(text)


def pieces(text: str) -> list[str]:
    """The pieces of a text's words, folded: runs of letters and digits; in scripts without spaces, single letters."""
    return _PIECE.findall("\n".join(fold_all(split(text))))


def first_word(text: str) -> str:
    """The first word of a text, folded; "" if there is none."""
    found = _FIRST[word_of(text[:LOOKED_AT])].match(text)
    return fold(found[1]) if found else ""


def last_word(text: str) -> str:
    """The last word of a text, folded; "" if there is none."""
    for piece in reversed(text[-LOOKED_AT:].split()):
        if words := _LAST[word_of(piece)].findall(piece):
            return fold(words[-1])
    return ""


class Text:
    """A text with its words. Each value is computed when it is first needed, and then kept."""

    # The clauses that the text may contain, and the phrases that it may match as a whole, found by
    # `phrases.candidates`; None: not yet.
    clauses: Set[Any] | None = None
    lines: Sequence[Any] | None = None

    def __init__(self, string: str, start: int = 0) -> None:
        """`start`: index of the character from which on words are read."""
        self.string = string
        self._start = start

    @lazy
    def pattern(self) -> int:
        """Which pattern finds its words, as in `word_of`."""
        return word_of(self.string)

    @lazy
    def words(self) -> list[str]:
        """The words and punctuation marks, folded."""
        return split_folded(self.string, self.pattern, self._start)

    @lazy
    def spans(self) -> list[tuple[int, int]]:
        """The span of each in characters (half-open)."""
        return [found.span() for found in _TOKEN[self.pattern].finditer(self.string, self._start)]

    @lazy
    def vocabulary(self) -> set[str]:
        """The words and marks, the pieces of words (runs of letters and digits), and DIGIT if the text has a digit."""
        known = set(self.words)
        # A word with a mark inside has several pieces; any other is its own piece.
        if several := [word for word in known if not word.isalnum()]:
            known.update(_PIECE.findall("\n".join(several)))
        if _DIGIT.search(self.string):
            known.add(DIGIT)
        return known

    @lazy
    def first(self) -> str:
        """The first word, folded; "" if there is none."""
        for word in self.words:
            if word[0].isalnum() or word[0] == "_":
                return word
        return ""

    @lazy
    def last(self) -> str:
        """The last word, folded; "" if there is none."""
        for word in reversed(self.words):
            if word[0].isalnum() or word[0] == "_":
                return word
        return ""

    @lazy
    def begin(self) -> int:
        """Index (characters) of the first letter or digit; -1 if there is none."""
        found = _LETTER.search(self.string)
        return found.start() if found else -1


class Tokens:
    """The input of a matcher: the words and punctuation marks from a character on, as far as a phrase can reach."""

    END = ""  # the token after the last word of a text
    CUT = "\0"  # the token after the last word read, if the text goes on
    AHEAD = 6  # tokens after the last word that a matcher may look at
    MOST = 80  # maximum of words and marks that are read; a phrase with its names is shorter
    WIDEST = 2000  # maximum of characters that are read

    def __init__(self, source: Text, start: int = 0) -> None:
        self.source = source
        self.text = source.string
        self.start = start
        self.slots: dict[str, tuple[int, int]] = {}
        self.found: list[int] = []  # token indexes at which a choice can end; used by matcher.py
        # Whether what a phrase requires after it begins at a token; set by who matches such a phrase.
        self.follows: Callable[[int], bool] = bool

    @lazy
    def _range(self) -> tuple[int, int]:
        """Indexes of the first token and of the one after the last, among all of the text."""
        start = self.start
        if not start and len(self.text) <= self.WIDEST:
            return 0, min(self.MOST, len(self.source.words))
        first = bisect_left(self.source.spans, (start, start))
        if first and self.source.spans[first - 1][1] > start:
            self.source, first = Text(self.text, start), 0  # the start is inside a word
        spans = self.source.spans
        last = min(first + self.MOST, len(spans))
        if len(self.text) - start > self.WIDEST:
            last = min(last, bisect_right(spans, start + self.WIDEST, key=itemgetter(1)))
        return first, last

    @lazy
    def vocabulary(self) -> set[str]:
        """The words and marks, and DIGIT if there is a digit."""
        first, last = self._range
        if not first and last == len(self.source.words):
            return self.source.vocabulary
        known = set(self.source.words[first:last])
        if DIGIT in self.source.vocabulary and _DIGIT.search(self.text, self.start, self.source.spans[last - 1][1]):
            known.add(DIGIT)
        return known

    @lazy
    def words(self) -> list[str]:
        """The tokens, folded, and behind them AHEAD times END, or CUT if the text goes on, and AHEAD times END."""
        first, last = self._range
        words = self.source.words
        after = self.CUT if last < len(words) else self.END
        return [*words[first:last], *[after] * self.AHEAD, *[self.END] * self.AHEAD]

    @lazy
    def count(self) -> int:
        """Number of tokens."""
        first, last = self._range
        return last - first

    @property
    def over(self) -> int:
        """The index of a token that is always END, even if the text goes on after the last word read."""
        return self.count + self.AHEAD

    @lazy
    def starts(self) -> list[int]:
        """The first character of each token."""
        first, last = self._range
        return [start for start, _ in self.source.spans[first:last]]

    @lazy
    def ends(self) -> list[int]:
        """The character after each token."""
        first, last = self._range
        return [end for _, end in self.source.spans[first:last]]

    def read(self) -> dict[str, str]:
        """The texts of the slots that the last match filled; "" for a slot whose name is missing from the text."""
        return {
            name: self.text[self.starts[a] : self.ends[b - 1]] if a < b else "" for name, (a, b) in self.slots.items()
        }

    def are_capital(self, at: int) -> bool:
        """Whether token `at` and the next one begin with capitals, with only white space between them."""
        if at + 1 >= self.count:
            return False
        first, second = self.starts[at], self.starts[at + 1]
        between = self.text[self.ends[at] : second]
        return self.text[first].isupper() and self.text[second].isupper() and between.isspace()

    def is_small(self, at: int) -> bool:
        """Whether token `at` begins with a small letter."""
        return is_small(self.text[self.starts[at]])

    def end_of(self, at: int) -> int:
        """The offset (characters) of the end of the token before `at`."""
        return self.ends[at - 1] if at else 0
