"""Where a sentence ends, in all scripts, and whether a line is a sentence or a ruler (one repeated character).

Law: the answer depends on the characters of the line alone.
"""

from seedparse.text.lines import WHITE
from seedparse.text.patterns import later

LONGEST_TITLE = 250  # characters
LONGEST_UNSTOPPED_TITLE = 130  # the same in a script in which no mark ends a sentence: headlines have 40 to 100

# Of Latin, East Asia, India, Urdu, Ethiopia, Armenia, Burma, Cambodia.
FULL_STOPS = ".\u3002\uff61\u0964\u0965\u06d4\u1362\u0589\u104b\u17d4"
TITLE_ENDS = "!?\uff01\uff1f\u061f\u055e"  # a title may end with one of these as well as a sentence
STOPS = FULL_STOPS + TITLE_ENDS + "\u2026"  # what ends a sentence
WIDE_STOPS = "\u3002\uff61\uff01\uff1f\u104b\u17d4"  # a space need not stand after one of these
_SPACED_STOPS = "".join(stop for stop in STOPS if stop not in WIDE_STOPS)

_UNSTOPPED = later("[\u0e01-\u0eff]")  # Thai and Lao: only a space ends a sentence
_END_CHARS = 20  # characters at the end of a text that show its script
_COLONS = frozenset(":：")
_DRAWN = frozenset("-=*_~#+•·—–━─═⎯")
_CLOSING = "\"'»”’)]"
_NEVER_ENDS_TITLE = frozenset(FULL_STOPS + "…:;,：；，、،؛၊")
# The end of a sentence with its closing quotes and the white space after it.
END = later(rf"[{_SPACED_STOPS}][\"»”)]*+\s++|[{WIDE_STOPS}][」』”）]*+\s*+")
# A sentence end that is followed by more text: several sentences, even if the last one ends like a title.
SEVERAL = later(rf"[{_SPACED_STOPS}][\"'»”’)\]]*\s+\S|[{WIDE_STOPS}][」』”）]*\s*[^\s」』”）]")


def is_sentence(text: str) -> bool:
    """Whether a line is running text: longer than a title, or ended by punctuation that does not end titles."""
    if len(text) > LONGEST_TITLE or runs_unstopped(text):
        return True
    last = text.rstrip(_CLOSING)[-1:]
    return last in _NEVER_ENDS_TITLE or (last != "" and last in TITLE_ENDS and SEVERAL.search(text) is not None)


def runs_unstopped(text: str) -> bool:
    """Whether a line is running text of a script in which no mark ends a sentence: only its length shows that."""
    return len(text) > LONGEST_UNSTOPPED_TITLE and _UNSTOPPED.search(text, len(text) - _END_CHARS) is not None


def ends_with_colon(text: str) -> bool:
    """Whether a line ends with a colon, as one does that opens a list."""
    return text.rstrip(WHITE)[-1:] in _COLONS


def announces(text: str) -> bool:
    """Whether a line ends with a colon that is no full stop, as it is in Armenian."""
    bare = text.rstrip(WHITE)
    return bare[-1:] in _COLONS and not "\u0531" <= bare[-2:-1] <= "\u0587"


def is_ruler(text: str) -> bool:
    """Whether a line (not empty) consists of one ruler character, repeated at least three times."""
    return text[0] in _DRAWN and len(text) >= 3 and not text.strip(f"{text[0]} \u00a0")
