"""Words as packs and lines share them: cut, folded, and found at either end of a line.

Law: a word in a pack and the same word in a text fold to the same key.
"""

import re

QUOTES = "\"'«»„“”‟‘’‚‹›〝〞「」『』`"
OPENING_QUOTES = frozenset('"«„“‹〝「『')
CLOSING_QUOTES = frozenset('"»“”›〞」』')

_WORD = r"\w++(?:['’ʼ\-.]\w++)*+"
_TOKEN = re.compile(rf"{_WORD}|[^\w\s]")
_FIRST = re.compile(rf"\W*+({_WORD})")
_LAST = re.compile(rf"({_WORD})\W*+$")


def fold(word: str) -> str:
    """A word without its case and with one kind of apostrophe."""
    folded = word.casefold()
    return folded if folded.isalnum() else folded.replace("’", "'").replace("ʼ", "'")


def split(text: str) -> list[str]:
    """The words and marks of punctuation of a text."""
    return _TOKEN.findall(text)


def first_word(text: str) -> str:
    """The first word of a text, folded; "" if there is none."""
    found = _FIRST.match(text)
    return fold(found[1]) if found else ""


def last_word(text: str) -> str:
    """The last word of a text, folded; "" if there is none."""
    found = _LAST.search(text, max(0, len(text) - 60))
    return fold(found[1]) if found else ""


class Tokens:
    """The words and marks of a text from a character on, folded, and the characters that each covers."""

    __slots__ = ("count", "ends", "found", "slots", "starts", "text", "words")

    END = ""  # stands behind the last word of a text
    CUT = "\0"  # stands behind the last word read, if the text goes on
    AHEAD = 6  # words behind the last one that a matcher may look at
    MOST = 80  # words that are read; a phrase with its names is shorter

    def __init__(self, text: str, start: int = 0) -> None:
        self.text = text
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.slots: dict[str, tuple[int, int]] = {}
        self.found: list[int] = []  # where a choice can end; matching.py's
        closed = self.END
        for found in _TOKEN.finditer(text, start):
            if len(self.words) == self.MOST:
                closed = self.CUT
                break
            self.words.append(fold(found[0]))
            self.starts.append(found.start())
            self.ends.append(found.end())
        self.count = len(self.words)
        self.words += [closed] * self.AHEAD

    def read(self) -> dict[str, str]:
        """The texts of the slots that the last match filled."""
        return {name: self.text[self.starts[a] : self.ends[b - 1]] for name, (a, b) in self.slots.items()}

    def end_of(self, at: int) -> int:
        """The character behind the token before `at`."""
        return self.ends[at - 1] if at else 0
