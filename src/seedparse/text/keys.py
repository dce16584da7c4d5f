"""Compares texts without punctuation and case: whether they are the same, and which words they share.

Law: two texts with the same letters and digits have the same key.
"""

import re
from collections.abc import Set
from itertools import pairwise

from seedparse.text.words import SIGNS, unspaced

MAX_KEY_CHARS = 300  # characters at the start of a text from which its key is made
MAX_STEM_CHARS = 1500  # characters at the start of a text whose words are compared
MIN_WORD_LETTERS = 4  # letters of the shortest word that is compared
STEM_LETTERS = 6  # letters of a word that are compared; most inflectional endings come after them

_LETTERS = re.compile(r"[^\W_]++")
_LONG_WORD = re.compile(rf"[^\W\d_][\w{SIGNS}]{{{MIN_WORD_LETTERS - 1},}}")


def letters_of(text: str) -> str:
    """The letters and digits of a text, without case."""
    return "".join(_LETTERS.findall(text.casefold()))


def key_of(text: str) -> str:
    """A key that is equal for equal texts: the letters and digits, without case, of the first MAX_KEY_CHARS."""
    return letters_of(text[:MAX_KEY_CHARS])


def share(stems: Set[str], known: Set[str]) -> float:
    """The share of these stems that are known; 0 if there are none."""
    return len(stems & known) / max(1, len(stems))


def stems_of(text: str) -> frozenset[str]:
    """Features for comparing texts: the long words, cut to STEM_LETTERS; in scripts without spaces, letter pairs."""
    folded = text[:MAX_STEM_CHARS].casefold()
    letters = unspaced(folded)
    if len(letters) > MIN_WORD_LETTERS:
        return frozenset(map("".join, pairwise(letters)))
    return frozenset([word[:STEM_LETTERS] for word in _LONG_WORD.findall(folded)])
