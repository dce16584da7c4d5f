"""Words as packs and lines share them: folded, and found at either end of a line.

Law: a word in a pack and the same word in a text fold to the same key.
"""

import re

_WORD = r"\w++(?:['’ʼ\-]\w++)*+"
_FIRST = re.compile(rf"\W*+({_WORD})")
_LAST = re.compile(rf"({_WORD})\W*+$")


def fold(word: str) -> str:
    """A word without its case and with one kind of apostrophe."""
    folded = word.casefold()
    return folded if folded.isalnum() else folded.replace("’", "'").replace("ʼ", "'")


def first_word(text: str) -> str:
    """The first word of a text, folded; "" if there is none."""
    found = _FIRST.match(text)
    return fold(found[1]) if found else ""


def last_word(text: str) -> str:
    """The last word of a text, folded; "" if there is none."""
    found = _LAST.search(text, max(0, len(text) - 60))
    return fold(found[1]) if found else ""
