"""Words as packs and lines share them: cut, folded, and found at either end of a line.

Law: a word in a pack and the same word in a text fold to the same key.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import islice
from typing import Any

from seedparse.text.patterns import later

DIGIT = "0"  # in a vocabulary: there is a number
LOOKED_AT = 60  # characters at either end of a text in which its first and last word lie

QUOTES = "\"'«»„“”‟‘’‚‹›〝〞〟「」『』《》〈〉`״"
QUOTE_PAIRS = {
    '"': '"', "«": "»", "»": "«»", "‹": "›", "›": "‹›", "„": "“”\"„", "“": "”“„\"", "‟": "”", "”": "”",
    "‘": "’‘'", "‚": "‘’'", "’": "’'", "'": "'", "`": "`'", "「": "」", "『": "』", "《": "》", "〈": "〉",
    "〝": "〞〟", "״": "״",
}  # fmt: skip
"""A quote that opens to those that close it, in all the ways in which languages pair them: »X«, «X», „X“, ”X”, ’X’."""
OPENING_QUOTES = frozenset('"«„“‹〝「『《〈')
CLOSING_QUOTES = frozenset('"»“”›〞」』》〉')
SOLID_BULLETS = "•●○◦▪▫■□◆◇►▶▸‣・"  # no space need stand behind one
BULLETS = "-–—−·⁃→➤»>*+" + SOLID_BULLETS
STOPS = ".!?…。！？｡।॥۔؟։՞"  # what closes a sentence, in all scripts
QUESTIONS = frozenset("?？؟")
WIDE = "，、。！？；：」』》）"  # marks that stand with no space behind them

UNSPACED = "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Letters of scripts that set no space between words (Chinese, Japanese); each of them is a word here."""
_UNSPACED = later(f"[{UNSPACED}]")
# Vowel signs and the like, which to `re` are no part of a word, and the two joiners of Persian and Hindi.
SIGNS = (
    r"\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1-\u05c5\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    r"\u0900-\u0963\u0966-\u0dff\u0e31-\u0e3a\u0e47-\u0e4e\u200c\u200d"
)


def _word(letter: str) -> str:
    run = rf"{letter}++(?:[{SIGNS}]++{letter}*+)*+"
    # A quote inside a Hebrew word marks an abbreviation.
    return rf"{run}(?:(?:['’ʼ׳״\-.]|(?<=[א-ת])\"(?=[א-ת])){run})*+"


# A word where no letter needs more than `re` knows, where signs stand between letters, and in all scripts. Classes of
# the size of these take milliseconds to compile, and most texts need none of them.
SIMPLE_WORD = r"\w++(?:['’ʼ\-.]\w++)*+"
SIGNED_WORD = _word(r"\w")
WORD = "(?:" + _word(rf"[^\W{UNSPACED}]") + rf"|[{UNSPACED}])"
_OTHER_SCRIPT = re.compile("[^\0-\u058f](?<![\u1000-\u2fff])")
_FAR_SCRIPT = later("[^\0-\u2fff]")
_TOKEN = tuple(later(rf"{word}|[^\w\s]") for word in (SIMPLE_WORD, SIGNED_WORD, WORD))
_FIRST = tuple(later(rf"\W*+({word})") for word in (SIMPLE_WORD, SIGNED_WORD, WORD))
_LAST = tuple(map(later, (SIMPLE_WORD, SIGNED_WORD, WORD)))
# Marks of punctuation that mean what one of ASCII's means; a phrase is written with that one.
_DIGIT = re.compile(r"\d")
_PIECE = re.compile(r"\w+")
_ASCII = dict(zip("：，、،՝؛（）【】［］。।۔։！？؟；", ":,,,,;()[][]....!??;", strict=True))


def fold(word: str) -> str:
    """A word without its case, with one kind of apostrophe; a mark of punctuation as ASCII has it."""
    folded = word.casefold()
    if folded.isalnum() and "ʼ" not in folded:  # this apostrophe is a letter to Python
        return folded
    if len(folded) == 1:
        return _ASCII.get(folded, folded)
    # The small letter of the Turkish İ comes out as two.
    return folded.replace("i̇", "i").replace("’", "'").replace("ʼ", "'").replace("׳", "'")


def is_small(letter: str) -> bool:
    """Whether it is a small letter of a script that begins names with capitals; Georgian's do not."""
    return letter.islower() and letter.title() != letter


def is_unspaced(letter: str) -> bool:
    """Whether it is a letter of a script that sets no space between words."""
    return letter >= "\u3005" and len(letter) == 1 and _UNSPACED.match(letter) is not None


def unspaced(text: str) -> list[str]:
    """Those of its letters that are of such a script."""
    return [] if is_simple(text) else _UNSPACED.findall(text)


def is_simple(text: str) -> bool:
    """Whether none of its letters needs more than `re` knows of words: no vowel signs, no script without spaces."""
    return _OTHER_SCRIPT.search(text) is None


def word_of(text: str) -> int:
    """Which of SIMPLE_WORD, SIGNED_WORD and WORD is a word of this text."""
    return 0 if _OTHER_SCRIPT.search(text) is None else 2 if _FAR_SCRIPT.search(text) else 1


def words_at(text: str, start: int = 0) -> Iterator[re.Match[str]]:
    """The words and marks of punctuation of a text, each at its place."""
    return _TOKEN[word_of(text)].finditer(text, start)


def fold_all(words: list[str]) -> list[str]:
    """The words, folded: all at once, for no word has white space in it."""
    words = fold("\n".join(words)).split("\n") if words else []
    return words if _ASCII.keys().isdisjoint(words) else [_ASCII.get(word, word) for word in words]


def split(text: str) -> list[str]:
    """The words and marks of punctuation of a text."""
    return _TOKEN[word_of(text)].findall(text)


def pieces(text: str) -> set[str]:
    """What the words of a text are made of, folded: runs of letters and digits, where no spaces stand each letter."""
    folded = fold(text)
    if unspaced(folded):
        folded = _UNSPACED.sub(r" \g<0> ", folded)
    return set(_PIECE.findall(folded))


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


class Cut:
    """The words and marks of a text from a character on, folded, and the characters that each covers.

    They are cut when first asked for: most texts lack a word that their phrases need.
    """

    __slots__ = ("_most", "_start", "ends", "starts", "text", "words")

    words: list[str]
    starts: list[int]
    ends: list[int]

    def __init__(self, text: str, start: int = 0, most: int | None = None) -> None:
        """Of so many words and marks at most."""
        self.text = text
        self._start = start
        self._most = most

    def __getattr__(self, name: str) -> Any:
        if name in self.__slots__:
            found = list(islice(words_at(self.text, self._start), self._most))
            self.words = fold_all([each[0] for each in found])
            self.starts = [each.start() for each in found]
            self.ends = [each.end() for each in found]
        return object.__getattribute__(self, name)


class Tokens:
    """What a matcher sees of a text: the words and marks from a character on, as far as a phrase may reach."""

    __slots__ = ("_cut", "count", "ends", "found", "over", "slots", "start", "starts", "text", "vocabulary", "words")

    END = ""  # stands behind the last word of a text
    CUT = "\0"  # stands behind the last word read, if the text goes on
    AHEAD = 6  # words behind the last one that a matcher may look at
    MOST = 80  # words that are read; a phrase with its names is shorter
    WIDEST = 2000  # characters in which they stand

    words: list[str]
    starts: list[int]
    ends: list[int]
    count: int
    over: int
    """A token at which the text is over, whether or not it goes on behind the last word read."""
    vocabulary: set[str]
    """The words, in no order, and DIGIT if there is one among them."""

    def __init__(self, text: str, start: int = 0, cut: Cut | None = None) -> None:
        """`cut` is the whole text, where more than one phrase may begin in it."""
        self.text = text
        self.start = start
        self._cut = cut or Cut(text, start, self.MOST + 1)
        self.slots: dict[str, tuple[int, int]] = {}
        self.found: list[int] = []  # where a choice can end; matching.py's

    def __getattr__(self, name: str) -> Any:
        """What is not there yet."""
        if name == "vocabulary":
            self.vocabulary = self._known()
        elif name in self.__slots__:
            self._take()
        return object.__getattribute__(self, name)

    def _known(self) -> set[str]:
        known = set(self.words)
        if self.ends and _DIGIT.search(self.text, self.start, self.ends[-1]):
            known.add(DIGIT)
        return known

    def _take(self) -> None:
        cut = self._cut
        first = bisect_left(cut.starts, self.start)
        last = min(first + self.MOST, bisect_right(cut.ends, self.start + self.WIDEST))
        self.words = cut.words[first:last]
        self.starts, self.ends = cut.starts[first:last], cut.ends[first:last]
        self.count = len(self.words)
        self.words += [self.CUT if last < len(cut.words) else self.END] * self.AHEAD
        self.over = len(self.words)
        self.words += [self.END] * self.AHEAD

    def read(self) -> dict[str, str]:
        """The texts of the slots that the last match filled; "" of one whose name is lost."""
        return {
            name: self.text[self.starts[a] : self.ends[b - 1]] if a < b else "" for name, (a, b) in self.slots.items()
        }

    def are_capital(self, at: int) -> bool:
        """Whether a word and the one behind it begin with capitals, and only white space stands between them."""
        if at + 1 >= self.count:
            return False
        first, second = self.starts[at], self.starts[at + 1]
        between = self.text[self.ends[at] : second]
        return self.text[first].isupper() and self.text[second].isupper() and between.isspace()

    def is_small(self, at: int) -> bool:
        """Whether a word begins with a small letter."""
        return is_small(self.text[self.starts[at]])

    def end_of(self, at: int) -> int:
        """The character behind the token before `at`."""
        return self.ends[at - 1] if at else 0
