"""Decides whether two lines are the same headline.

Law: they are the same if their letters and digits are equal, or become equal when parts that marks separate, such as
the site's name or a kicker, are removed from the ends of the longer one; at least half of it must remain. A sentence
that only begins with a headline is a different text.
"""

import re

from seedparse.text.lines import WHITE
from seedparse.text.patterns import later

MAX_HEADLINE_CHARS = 500  # characters of a headline
MOST_MARKS = 8  # separating marks of a headline that are tried
_LETTERS = re.compile(r"[^\W_]++")
_MARK = later(r"\s+[-–—|•·/»:]+\s+|\s*[|｜：]\s*|:\s+")


def are_same(one: str, other: str) -> bool:
    """Whether two texts are the same headline; one of them may have the site's name or a kicker as well."""
    if len(one) > MAX_HEADLINE_CHARS or len(other) > MAX_HEADLINE_CHARS:
        return False
    return _key(one) == _key(other) or _find(one, other) is not None or _find(other, one) is not None


def without_tail(headline: str, text: str) -> str | None:
    """The headline without the site's name at its end; None unless `text` is the same headline without that name."""
    found = _find(headline, text)
    if found is None or found[1] == len(headline):
        return None
    return text.strip(WHITE) if found[0] == 0 else headline[: found[1]]


def _find(longer: str, shorter: str) -> tuple[int, int] | None:
    """Start and end of the shorter headline in the longer one (characters, half-open), None if it is not in it.

    Marks must separate it from the rest, and it must be at least half of the letters and digits.
    """
    marks = [] if len(longer) < len(shorter) else [mark.span() for mark in _MARK.finditer(longer)][:MOST_MARKS]
    wanted = _key(shorter)
    if not marks or 2 * len(wanted) < len(_key(longer)):
        return None
    starts = (0, *(end for _, end in marks))
    ends = (*(start for start, _ in marks), len(longer))
    found = ((start, end) for start in starts for end in ends if _key(longer[start:end]) == wanted)
    return next(found, None)


def _key(text: str) -> str:
    return "".join(_LETTERS.findall(text.casefold()))
