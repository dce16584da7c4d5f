"""Recognises what print puts on each page: a running head and a page number.

Law: a line is a running head only if it is printed twice, the second time behind a page number or a form feed. Numbers
alone on a line are page numbers only in a text with a running head.
"""

from collections.abc import Sequence

from seedparse.text.lines import WHITE
from seedparse.text.patterns import later
from seedparse.text.sentences import is_sentence
from seedparse.text.words import is_small

MAX_HEAD_CHARS = 160  # characters of a running head
LINES_OF_TOP = 2  # lines of text at the top of a page among which a running head is

_NUMBER = later(r"[-–—]?\s?\d{1,4}\s?[-–—]?(?:\s?/\s?\d{1,4})?$")


def is_number(text: str) -> bool:
    """Whether a line is a number alone, as on a page: "12", "- 12 -", "3/8"."""
    bare = text.strip(WHITE)
    return bare[-1:].isdigit() + bare[:1].isdigit() > 0 and _NUMBER.match(bare) is not None


def heads(lines: Sequence[str]) -> frozenset[str]:
    """The running heads of these lines, without the white space around them."""
    seen: set[str] = set()
    found: set[str] = set()
    top = False  # the line before is a page number
    for text in lines:
        bare = text[: MAX_HEAD_CHARS + 1].strip(WHITE)
        if not bare or len(bare) > MAX_HEAD_CHARS:
            top = top and not bare
            continue
        if (top or text[:1] == "\f") and bare in seen and not is_sentence(bare):
            found.add(bare)
        top = is_number(bare)
        if not top:
            seen.add(bare)
    return frozenset(found)


def breaks_off(before: Sequence[str]) -> bool:
    """Whether the last of these lines, but for a page number, is open, inside a sentence."""
    bottom = (bare for text in reversed(before) if (bare := text.strip(WHITE)) and not is_number(bare))
    last = next(bottom, "")
    return last != "" and not is_sentence(last) and (last[-1].isalpha() or last[-1] in ",-")


def goes_on(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a text that breaks off goes on behind a form feed: its next word is small.

    `before`: the article's lines so far; `after`: the line with the form feed and those behind it.
    """
    seen = {text.strip(WHITE) for text in before}
    for bare in [bare for text in after if (bare := text.strip(WHITE))][: LINES_OF_TOP + 1]:
        if is_number(bare) or bare in seen:
            continue
        return is_small(bare[0])
    return False
