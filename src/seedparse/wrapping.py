"""Text that was broken into lines of one width: mail, Usenet, old exports.

Law: a line goes on in the next one only if the next one's first word would not have fitted behind it.
"""

from collections.abc import Sequence
from itertools import pairwise

from seedparse.lines import WHITE
from seedparse.patterns import later

NARROWEST, WIDEST = 40, 100  # columns that text is wrapped at
FEWEST = 3  # lines that show a width
CLOSED_SHARE = 0.5  # of their ends: where more are closed, each line is a paragraph of its own

_CLOSED = later(r"[.!?…][\"'»”’)]*$")


def width_of(lines: Sequence[str]) -> int:
    """The width at which these lines, a paragraph's first ones, were wrapped; 0 if they were not."""
    width = max((len(line.rstrip(WHITE)) for line in lines), default=0)
    if len(lines) < FEWEST or not NARROWEST <= width <= WIDEST:
        return 0
    broken = lines[:-1]
    if sum(_CLOSED.search(line.rstrip(WHITE)) is not None for line in broken) > CLOSED_SHARE * len(broken):
        return 0
    return width if all(goes_on(a, b, width) for a, b in pairwise(lines)) else 0


def goes_on(line: str, following: str, width: int) -> bool:
    """Whether the following line's first word would not have fitted behind this one."""
    word = following.split(None, 1)[0] if following.strip() else ""
    return len(line.rstrip(WHITE)) + 1 + len(word) > width


def joined(text: str) -> str:
    """A block's lines as one: with a space between them, with none between letters that need none."""
    lines = [line.strip(WHITE) for line in text.split("\n")]
    whole = lines[0]
    for line in lines[1:]:
        tight = _is_cjk(whole[-1:]) and _is_cjk(line[:1])
        whole = f"{whole}{line}" if tight or not whole or not line else f"{whole} {line}"
    return whole


def _is_cjk(letter: str) -> bool:
    """Whether it is of a script that sets no white space between words."""
    return "\u2e80" <= letter <= "\u9fff" or "\uf900" <= letter <= "\ufaff" or "\uff00" <= letter <= "\uffef"
