"""Text that was broken into lines: at one width, as mail and browsers that print to text do, or at its links, each of
which a converter has put on a line of its own.

Law: a line of wrapped text goes on in the next one only if the next one's first word would not have fitted behind it.
Text counts as broken, in either way, only where its lines show it.
"""

import re
from collections.abc import Sequence
from itertools import islice, pairwise

from seedparse.text.lines import WHITE
from seedparse.text.patterns import later
from seedparse.text.words import BULLETS, STOPS, UNSPACED, fold, is_simple, is_small, is_unspaced

NARROWEST, WIDEST = 26, 120  # columns that text is wrapped at
NARROW = 40  # columns; below it lists of short lines look alike, so more lines must show the width
FEWEST = 3  # lines that were broken show a width
FEWEST_SHORT = 2  # of a short text, if one of them goes on with a small letter
FEWEST_NARROW = 6  # show a narrow one
LONGEST = 1000  # characters of a line that are looked at: it is too wide already
STRAY = 0.02  # of the lines: so many may be wider, as headers and tables are
CLOSE = 6  # columns
WIDER, SEVERAL = 1.5, 0.1  # times the width: where so many lines are so wide, it is not
BROKEN = 0.6  # of the lines with another right under them: so many end where the next word would not have fitted
BROKEN_NARROW = 0.8  # of those of a narrow text
OPEN = 0.5  # of these, so many end in mid-sentence: where more are closed, each line is a paragraph of its own
NEVER = -1  # the width of text that has shown that it is not wrapped
LOOSE = 0.04  # of the lines: where so many are wider, it is not
TRACES = 2  # lines that begin with a mark that ends something show text broken at its links

ENDING = 80  # characters at a line's end

_TRACE = later(r"[ \t]*(?:[,;)\]»”!?%、。，」』）]|\.(?!\.))(?:\s|$|[^\W\d_])")
_TIGHT = later(r"[,;)\]]|\.(?![.\w])")
_OPENING = frozenset(",([„«“‘（「『")
_ITEM = later(rf"\s*(?:[{re.escape(BULLETS)}]|\d+[.)])\s|\d{{1,4}}[./-]\d")
_CLOSED = later(rf"[{STOPS}:;：；][\"'»”’)」』）]*$")
_UNBREAKABLE = later(r"\]\(|https?:|[!-~]{60}")  # a link keeps its line whole, however long


def width_of(lines: Sequence[str]) -> int:
    """The width at which these lines were wrapped; 0 if they do not show one, NEVER if they cannot have been."""
    bare = [line[:LONGEST].rstrip(WHITE) for line in lines]
    if next(islice(filter(_is_whole, bare), FEWEST - 1, None), None) is not None:
        return NEVER  # most texts, by their first paragraphs
    widths = [columns(line) for line in bare if line and not _UNBREAKABLE.search(line)]
    narrow = sorted((width for width in widths if width <= WIDEST), reverse=True)
    # One line may stand out; where text was broken several come close to the width.
    width = next((wide for wide, third in zip(narrow, narrow[2:], strict=False) if wide - third <= CLOSE), 0)
    if not width and narrow[1:2] and narrow[0] - narrow[1] <= CLOSE:
        width = narrow[0]  # two lines of a short text
    stray = len(widths) - len(narrow)
    if stray >= FEWEST and stray > LOOSE * len(widths):
        return NEVER
    if width < NARROWEST or stray > STRAY * len(widths):
        return 0
    if sum(each > WIDER * width for each in widths) > SEVERAL * len(widths):
        return 0
    pairs = [(a, b) for a, b in pairwise(bare) if b and columns(a) > width / 2 and not _are_items(a, b)]
    runs = [(a, b) for a, b in pairs if goes_on(a, b, width)]
    broken = [a for a, _ in runs]
    # Where no line is wider, a sentence that ends early ends a paragraph, and says nothing of the width.
    ends = 0 if stray else sum(_CLOSED.search(a) is not None and not goes_on(a, b, width) for a, b in pairs)
    fewest, share = (FEWEST_NARROW, BROKEN_NARROW) if width < NARROW else (FEWEST, BROKEN)
    if not stray and width >= NARROW and any(is_small(b.lstrip(WHITE)[0]) for _, b in runs):
        fewest = FEWEST_SHORT
    if len(broken) < fewest or len(broken) < share * (len(pairs) - ends):
        return 0
    open_ended = [line for line in broken if not _CLOSED.search(line)]
    return width if len(open_ended) >= OPEN * len(broken) else 0


def _is_whole(line: str) -> bool:
    """Whether it is a paragraph on one line."""
    return (
        len(line) * 2 > WIDEST
        and columns(line) > WIDEST
        and _CLOSED.search(line[-ENDING:]) is not None
        and not _UNBREAKABLE.search(line)
    )


def _are_items(line: str, following: str) -> bool:
    """Whether the one under it is an item of a list, or it is one itself and ends there: neither shows a width."""
    if _ITEM.match(following):
        return True
    return _ITEM.match(line) is not None and _indent(following) <= _indent(line)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(WHITE))


def is_broken_at_links(lines: Sequence[str]) -> bool:
    """Whether these lines show it: several begin with what can only go on an open one."""
    traces = (b for a, b in pairwise(lines) if _TRACE.match(b) and a.strip(WHITE) and not _CLOSED.search(a[-ENDING:]))
    return next(islice(traces, TRACES - 1, None), None) is not None


def runs_into(line: str, following: str, behind: str, function_words: frozenset[str]) -> bool:
    """Whether a sentence broken at its links goes on from a line into the following one; `behind` is the one after."""
    if _TRACE.match(following):
        return True
    bare = line.rstrip(WHITE)[-ENDING:]
    if _CLOSED.search(bare) or not following.strip(WHITE):
        return False
    # No last word: the line holds nothing but characters that `str.split` takes for white space, and WHITE does not.
    last = bare.rsplit(None, 1)[-1:]
    if bare[-1:] in _OPENING or any(fold(word) in function_words for word in last):
        return True
    return is_small(following.lstrip(WHITE)[0]) or _TRACE.match(behind) is not None


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
    return len(text) + len(_WIDE.findall(text)) - len(_SIGN.findall(text))


# Vowel signs that stand over or under their letter take none.
_SIGN = later(
    r"[\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u0900-\u0902\u093c\u0941-\u0948\u094d\u0a3c-\u0a4d"
    r"\u0abc\u0ac1-\u0acd\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200b-\u200f]"
)
_WIDE = later(rf"[{UNSPACED}\u3001-\u303f\uff00-\uffef\uac00-\ud7a3]")


def joined(text: str) -> str:
    """A block's lines as one: with a space between them, with none between letters that need none."""
    lines = [line.strip(WHITE) for line in text.split("\n")]
    whole = lines[0]
    for line in lines[1:]:
        tight = (_is_wide(whole[-1:]) and _is_wide(line[:1])) or whole[-1:] in ("(", "[") or _TIGHT.match(line)
        whole = f"{whole}{line}" if tight or not whole or not line else f"{whole} {line}"
    return whole


def _is_wide(letter: str) -> bool:
    """Whether it is of a script that sets no white space between words, or one of its marks."""
    return is_unspaced(letter) or "\u3000" < letter <= "\u303f" or "\uff00" <= letter <= "\uffef"
