"""Are two lines the same headline?

Law: they are if their words are the same, or if one is the other without what marks set off at its ends, the site's
name or a kicker, and is at least half of it. A sentence that only begins with a headline is another text.
"""

import re

from seedparse.text.lines import WHITE
from seedparse.text.patterns import later

LONGEST = 500  # characters of a headline
MOST_MARKS = 8
_LETTERS = re.compile(r"[^\W_]++")
_MARK = later(r"\s+[-–—|•·/»:]+\s+|\s*[|｜：]\s*|:\s+")


def are_same(one: str, other: str) -> bool:
    """Whether two texts are the same headline, in one of them perhaps with the site's name or a kicker."""
    if len(one) > LONGEST or len(other) > LONGEST:
        return False
    return _key(one) == _key(other) or _find(one, other) is not None or _find(other, one) is not None


def without_tail(headline: str, text: str) -> str | None:
    """A headline without the site's name behind it, if the same one without it, the text, shows that it is one."""
    found = _find(headline, text)
    if found is None or found[1] == len(headline):
        return None
    return text.strip(WHITE) if found[0] == 0 else headline[: found[1]]


def _find(longer: str, shorter: str) -> tuple[int, int] | None:
    """Where in a headline another one stands, set off by marks and at least half of it."""
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
