"""Tells whether a line is a sentence or a ruler (a line drawn with one repeated character).

Law: the answer depends on the characters of the line alone.
"""

from seedparse.text.patterns import later

LONGEST_TITLE = 250  # characters

_DRAWN = frozenset("-=*_~#+•·—–━─═⎯")
_CLOSING = "\"'»”’)]"
_STOPS = frozenset(".…。।۔։:;,：；，、،؛")  # a title does not end with one of these
# A sentence end that is followed by more text: several sentences, even if the last one ends like a title.
SEVERAL = later(r"[.!?…؟।۔։][\"'»”’)\]]*\s+\S|[。！？][」』”）]*\s*[^\s」』”）]")


def is_sentence(text: str) -> bool:
    """Whether a line is running text: longer than a title, or ended by punctuation that does not end titles."""
    if len(text) > LONGEST_TITLE:
        return True
    last = text.rstrip(_CLOSING)[-1:]
    return last in _STOPS or (last in "!?！？؟" and SEVERAL.search(text) is not None)


def is_ruler(text: str) -> bool:
    """Whether a line (not empty) consists of one ruler character, repeated at least three times."""
    return text[0] in _DRAWN and len(text) >= 3 and not text.strip(f"{text[0]} \u00a0")
