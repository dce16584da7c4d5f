"""Text that was broken into lines of one width: mail, Usenet, old exports, browsers that print to text.

Law: a line goes on in the next one only if the next one's first word would not have fitted behind it.
"""

from collections.abc import Sequence
from itertools import pairwise

from seedparse.lines import WHITE
from seedparse.patterns import later
from seedparse.words import UNSPACED, is_simple, is_unspaced

NARROWEST, WIDEST = 40, 120  # columns that text is wrapped at
FEWEST = 3  # lines that were broken show a width
LONGEST = 1000  # characters of a line that are looked at: it is too wide already
STRAY = 0.02  # of the lines: so many may be wider, as headers and tables are
CLOSE = 6  # columns
BROKEN = 0.6  # of the lines with another right under them: so many end where the next word would not have fitted
OPEN = 0.5  # of these, so many end in mid-sentence: where more are closed, each line is a paragraph of its own

_CLOSED = later(r"[.!?…:;][\"'»”’)]*$")
_UNBREAKABLE = later(r"\]\(|https?:|[!-~]{60}")  # a link keeps its line whole, however long


def width_of(lines: Sequence[str]) -> int:
    """The width at which these lines were wrapped; 0 if they were not, or do not show it."""
    bare = [line[:LONGEST].rstrip(WHITE) for line in lines]
    widths = [columns(line) for line in bare if line and not _UNBREAKABLE.search(line)]
    narrow = sorted((width for width in widths if width <= WIDEST), reverse=True)
    # One line may stand out; where text was broken several come close to the width.
    width = next((wide for wide, third in zip(narrow, narrow[2:], strict=False) if wide - third <= CLOSE), 0)
    if width < NARROWEST or len(widths) - len(narrow) > STRAY * len(widths):
        return 0
    pairs = [(a, b) for a, b in pairwise(bare) if b and columns(a) > width / 2]
    broken = [a for a, b in pairs if goes_on(a, b, width)]
    if len(broken) < FEWEST or len(broken) < BROKEN * len(pairs):
        return 0
    open_ended = [line for line in broken if not _CLOSED.search(line)]
    return width if len(open_ended) >= OPEN * len(broken) else 0


def goes_on(line: str, following: str, width: int) -> bool:
    """Whether the following line's first word would not have fitted behind this one."""
    word = following.split(None, 1)[0] if following.strip() else ""
    if word and _is_wide(word[0]):
        word = word[0]
    return columns(line.rstrip(WHITE)) + 1 + columns(word) > width


def columns(text: str) -> int:
    """How many columns of a terminal the text takes: a letter of East Asia takes two."""
    if is_simple(text):
        return len(text)
    return len(text) + len(_WIDE.findall(text))


_WIDE = later(rf"[{UNSPACED}\u3001-\u303f\uff00-\uffef\uac00-\ud7a3]")


def joined(text: str) -> str:
    """A block's lines as one: with a space between them, with none between letters that need none."""
    lines = [line.strip(WHITE) for line in text.split("\n")]
    whole = lines[0]
    for line in lines[1:]:
        tight = _is_wide(whole[-1:]) and _is_wide(line[:1])
        whole = f"{whole}{line}" if tight or not whole or not line else f"{whole} {line}"
    return whole


def _is_wide(letter: str) -> bool:
    """Whether it is of a script that sets no white space between words, or one of its marks."""
    return is_unspaced(letter) or "\u3000" < letter <= "\u303f" or "\uff00" <= letter <= "\uffef"
