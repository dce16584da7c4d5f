"""A title with the links that a converter to Markdown wrote into it, taken apart.

Law: no character is lost: a link's words stay in the title, its address comes out beside it, its brackets are marks.
"""

import re

from seedparse.text.lines import WHITE
from seedparse.text.patterns import later

_OPENS = re.compile(r"\]\(")
# An address may be broken where its line was wrapped, and its line may end before it does.
_ADDRESS = later(r"\]\((?=[/#.?]|\w{3,6}:)([^()]*)(?:\)|$)")
_BRACKET = re.compile(r"\[")
_SPACE = later(f"[{WHITE}]+")


def unlinked(title: str) -> tuple[str, tuple[str, ...]]:
    """The title without addresses and the brackets of their words, and the addresses."""
    if not _OPENS.search(title):
        return title, ()
    links = tuple(found[1].strip(WHITE) for found in _ADDRESS.finditer(title))
    words = _ADDRESS.sub("", title)
    if not links or not any(map(str.isalnum, words)):
        return title, ()  # a picture's
    return _SPACE.sub(" ", _BRACKET.sub("", words, count=len(links))).strip(WHITE), links
