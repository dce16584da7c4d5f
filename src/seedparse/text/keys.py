"""Texts compared without their marks and their case: are they the same, and which words do they share?

Law: two texts of the same letters and digits have the same key.
"""

import re
from itertools import pairwise

from seedparse.text.words import unspaced

MAX_KEY_CHARS = 300  # characters of a text that its key is made of
MAX_STEM_CHARS = 1500  # characters of a text whose words are compared with another's
MIN_WORD_LETTERS = 4  # letters of a word that says something
STEM_LETTERS = 6  # of them are compared: most endings lie behind

_LETTERS = re.compile(r"[^\W_]++")
_LONG_WORD = re.compile(rf"[^\W\d_]{{{MIN_WORD_LETTERS},}}")


def key_of(text: str) -> str:
    """A text by which it is known again: its letters and digits without case."""
    return "".join(_LETTERS.findall(text[:MAX_KEY_CHARS].casefold()))


def stems_of(text: str) -> frozenset[str]:
    """What a text can share with another: its long words without their endings; without spaces, letters in pairs."""
    folded = text[:MAX_STEM_CHARS].casefold()
    letters = unspaced(folded)
    if len(letters) > MIN_WORD_LETTERS:
        return frozenset(map("".join, pairwise(letters)))
    return frozenset([word[:STEM_LETTERS] for word in _LONG_WORD.findall(folded)])
