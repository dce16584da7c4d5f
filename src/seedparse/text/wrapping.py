"""Detects paragraphs that were broken into lines, and joins them.

Text is broken at one width, as mail programs and text browsers do, or at its links, if a converter put each link on a
line of its own.

Law: a line of wrapped text continues in the next line only if the first word of the next line would not have fitted
into it, or if its sentence goes on there and it is hardly shorter. Text counts as broken, in either way, only if its
lines show it.
"""

import re
from collections.abc import Sequence
from itertools import islice, pairwise

from seedparse.text.lines import WHITE
from seedparse.text.patterns import later
from seedparse.text.sentences import STOPS
from seedparse.text.words import BULLETS, EAST_ASIAN, fold, is_east_asian, is_simple, is_small

NARROWEST, WIDEST = 25, 120  # columns: minimum and maximum width of wrapped text
NARROW = 40  # columns; below this width lists of short lines look like wrapped text, so more lines must show the width
MIN_BROKEN_LINES = 3  # minimum of broken lines that show a width
FEWEST_SHORT = 2  # the same, if no line is wider than WIDEST and a broken line continues with a small letter
MIN_HYPHENS = 2  # minimum of words broken by a hyphen that show a width below NARROW like a greater one
FEWEST_NARROW = 6  # the same for a width below NARROW
MAX_MEASURED_CHARS = 1000  # characters of a line that are read; a line of that length is wider than WIDEST
STRAY = 0.02  # maximum share of lines wider than WIDEST, such as headers and tables
RAGGED = 8  # columns by which a line whose sentence goes on in the next one may be shorter than the width
CLOSE = 6  # columns: maximum difference between the widest line and the third widest
CLOSE_SHORT = 12  # columns: the same of the widest two lines of a short text, which must be broken where no word fits
WIDER, SEVERAL = 1.5, 0.1  # not wrapped if more than this share (SEVERAL) of lines is wider than WIDER times the width
BROKEN = 0.6  # minimum share of lines, of those with a line below, that end where the next word would not have fitted
BROKEN_NARROW = 0.8  # the same for a width below NARROW
OPEN = 0.5  # minimum share of broken lines that end inside a sentence; with fewer, each line is a paragraph
NEVER = -1  # returned in place of a width: the text cannot have been wrapped
LOOSE = 0.04  # share of lines wider than WIDEST above which the text cannot have been wrapped
TRACES = 2  # minimum of lines beginning with closing punctuation that show text broken at its links

LINE_END_CHARS = 80  # characters at the end of a line that are searched for closing punctuation

_TRACE = later(r"[ \t]*(?:[,;)\]»”!?%、。，」』）]|\.(?!\.))(?:\s|$|[^\W\d_])")
_TIGHT = later(r"[,;)\]]|\.(?![.\w])")
_OPENING = frozenset(",([„«“‘（「『")
_ITEM = later(rf"\s*(?:[{re.escape(BULLETS)}]|\d+[.)])\s|\d{{1,4}}[./-]\d")
_CLOSED = later(rf"[{STOPS}:;：；][\"'»”’)」』）]*$")
_UNBREAKABLE = later(r"\]\(|https?:|[!-~]{60}")  # a line with a link is not wrapped, so its width shows nothing


def width_of(lines: Sequence[str]) -> int:
    """The width (columns) at which these lines were wrapped; 0 if they show none, NEVER if they cannot be wrapped."""
    bare = [line[:MAX_MEASURED_CHARS].rstrip(WHITE) for line in lines]
    if next(islice(filter(_is_whole, bare), MIN_BROKEN_LINES - 1, None), None) is not None:
        return NEVER  # the fast path: most texts end here, after their first paragraphs
    widths = [columns(line) for line in bare if line and not _UNBREAKABLE.search(line)]
    narrow = sorted((width for width in widths if width <= WIDEST), reverse=True)
    stray = len(widths) - len(narrow)
    if stray >= MIN_BROKEN_LINES and stray > LOOSE * len(widths):
        return NEVER
    if stray > STRAY * len(widths):
        return 0
    # A single line may be wider; in wrapped text several lines are close to the width, in a short one two.
    found = {next((wide for wide, third in zip(narrow, narrow[2:], strict=False) if wide - third <= CLOSE), 0): None}
    if narrow[1:2] and narrow[0] - narrow[1] <= CLOSE_SHORT:
        found[narrow[0]] = None
    return next((width for width in found if width >= NARROWEST and _is_wrapped_at(width, bare, widths, stray)), 0)


def _is_wrapped_at(width: int, lines: list[str], widths: list[int], stray: int) -> bool:
    """Whether these lines, with these widths, were wrapped at `width`. `stray`: number of lines wider than WIDEST."""
    if sum(each > WIDER * width for each in widths) > SEVERAL * len(widths):
        return False
    pairs = [(a, b) for a, b in pairwise(lines) if b and columns(a) > width / 2 and not _are_items(a, b)]
    runs = [(a, b) for a, b in pairs if columns(a) <= width and goes_on(a, b, width)]
    broken = [a for a, _ in runs]
    # If no line is wider than WIDEST, a sentence that ends early ends a paragraph, so its line is not counted.
    ends = 0 if stray else sum(_CLOSED.search(a) is not None and not goes_on(a, b, width) for a, b in pairs)
    fewest, share = (FEWEST_NARROW, BROKEN_NARROW) if width < NARROW else (MIN_BROKEN_LINES, BROKEN)
    if not stray and width >= NARROW and any(is_small(b.lstrip(WHITE)[0]) for a, b in runs if not _ITEM.match(a)):
        fewest = FEWEST_SHORT
    if width < NARROW and sum(is_hyphenated(a, b) for a, b in runs) >= MIN_HYPHENS:
        fewest, share = MIN_BROKEN_LINES, BROKEN
    if len(broken) < fewest or len(broken) < share * (len(pairs) - ends):
        return False
    open_ended = [line for line in broken if not _CLOSED.search(line)]
    return len(open_ended) >= OPEN * len(broken)


def _is_whole(line: str) -> bool:
    """Whether a line is a complete paragraph: wider than WIDEST, closed by a sentence end, without a link.

    Thai and Lao have no full stop: there a letter ends the sentence.
    """
    return (
        len(line) * 2 > WIDEST
        and columns(line) > WIDEST
        and (_CLOSED.search(line[-LINE_END_CHARS:]) is not None or _is_stopless(line[-1]))
        and not _UNBREAKABLE.search(line)
    )


def _is_stopless(letter: str) -> bool:
    """Whether a character belongs to Thai or Lao, which set no mark at the end of a sentence."""
    return "\u0e00" < letter < "\u0f00"


def _are_items(line: str, following: str) -> bool:
    """Whether the following line is a list item, or `line` is a list item of one line: neither shows a width."""
    if _ITEM.match(following):
        return True
    return _ITEM.match(line) is not None and _indent(following) <= _indent(line)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(WHITE))


def is_broken_at_links(lines: Sequence[str]) -> bool:
    """Whether text was broken at its links: TRACES or more lines begin with punctuation that continues an open line."""
    traces = (
        b for a, b in pairwise(lines) if _TRACE.match(b) and a.strip(WHITE) and not _CLOSED.search(a[-LINE_END_CHARS:])
    )
    return next(islice(traces, TRACES - 1, None), None) is not None


def runs_into(line: str, following: str, behind: str, function_words: frozenset[str]) -> bool:
    """Whether a sentence that was broken at a link continues from a line into the following one.

    `behind` is the line after the following one; `function_words` are folded.
    """
    if _TRACE.match(following):
        return True
    bare = line.rstrip(WHITE)[-LINE_END_CHARS:]
    if _CLOSED.search(bare) or not following.strip(WHITE):
        return False
    # Empty if the line has only characters that `str.split` counts as white space and WHITE does not.
    last = bare.rsplit(None, 1)[-1:]
    if bare[-1:] in _OPENING or any(fold(word) in function_words for word in last):
        return True
    return is_small(following.lstrip(WHITE)[0]) or _TRACE.match(behind) is not None


def is_hyphenated(line: str, following: str) -> bool:
    """Whether a word is broken at the end of a line, with a hyphen behind its first part."""
    bare = line.rstrip(WHITE)
    return bare[-1:] == "-" and bare[-2:-1].isalpha() and is_small(following.lstrip(WHITE)[:1] or " ")


def goes_on(line: str, following: str, width: int) -> bool:
    """Whether the first word of the following line would not have fitted into this line of `width` columns."""
    word = following.split(None, 1)[0] if following.strip() else ""
    if word and _is_wide(word[0]):
        word = word[0]
    return columns(line.rstrip(WHITE)) + 1 + columns(word) > width


def continues(line: str, following: str, width: int) -> bool:
    """Whether a line of text that was wrapped at `width` columns continues in the following line.

    People and scanners also break a line some columns before the width: then it ends inside a sentence, and the next
    one begins with a small letter, or is in a script that has none.
    """
    if goes_on(line, following, width):
        return True
    bare, first = line.rstrip(WHITE), following.lstrip(WHITE)[:1]
    if _CLOSED.search(bare) or not first or not (is_small(first) or _is_wide(first)):
        return False
    return width < NARROW or columns(bare) >= width - RAGGED


def columns(text: str) -> int:
    """The width of a text in terminal columns; an East Asian letter takes two."""
    if is_simple(text):
        return len(text)
    return len(text) + len(_WIDE.findall(text)) - len(_SIGN.findall(text))


# Vowel signs above or below their letter, which take no column.
_SIGN = later(
    r"[\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u0900-\u0902\u093c\u0941-\u0948\u094d\u0a3c-\u0a4d"
    r"\u0abc\u0ac1-\u0acd\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u102d-\u1030\u1032-\u1037\u1039\u103a\u103d\u103e\u200b-\u200f]"
)
_WIDE = later(rf"[{EAST_ASIAN}\u3001-\u303f\uff00-\uffef\uac00-\ud7a3]")


def joined(text: str) -> str:
    """The lines of a block joined to one line, with a space between them, except between East Asian letters and next to
    brackets and punctuation."""
    lines = [line.strip(WHITE) for line in text.split("\n")]
    whole = lines[0]
    for line in lines[1:]:
        tight = (_is_wide(whole[-1:]) and _is_wide(line[:1])) or whole[-1:] in ("(", "[") or _TIGHT.match(line)
        whole = f"{whole}{line}" if tight or not whole or not line else f"{whole} {line}"
    return whole


def _is_wide(letter: str) -> bool:
    """Whether a character is an East Asian letter or punctuation."""
    return is_east_asian(letter) or "\u3000" < letter <= "\u303f" or "\uff00" <= letter <= "\uffef"
