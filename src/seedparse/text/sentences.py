"""Is a line a closed sentence, or drawn of marks?

Law: the answer depends on the line's own characters alone.
"""

from seedparse.text.patterns import later

LONGEST_TITLE = 250

_DRAWN = frozenset("-=*_~#+•·—–━─═⎯")
_CLOSING = "\"'»”’)]"
_STOPS = frozenset(".…。।۔։:;,：；，、،؛")  # no title ends with one
SEVERAL = later(
    r"[.!?…؟।۔։][\"'»”’)\]]*\s+\S|[。！？][」』”）]*\s*[^\s」』”）]"
)  # several sentences, though the last one ends as titles may


def is_sentence(text: str) -> bool:
    """Whether it reads as running text: too long for a title, or closed as no title is."""
    if len(text) > LONGEST_TITLE:
        return True
    last = text.rstrip(_CLOSING)[-1:]
    return last in _STOPS or (last in "!?！？؟" and SEVERAL.search(text) is not None)


def is_ruler(text: str) -> bool:
    """Whether it is one mark of those that rulers are drawn with, at least three times."""
    return text[0] in _DRAWN and len(text) >= 3 and not text.strip(f"{text[0]} \u00a0")
