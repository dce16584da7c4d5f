"""Separates a title from the links and pictures that a converter wrote into it.

Law: no character is lost. The words of a link stay in the title; its address, and the file name of a picture before the
title, are returned beside the title. Only brackets, which are markup, and extra white space are dropped.
"""

import re

from seedparse.text.lines import WHITE
from seedparse.text.patterns import later

_OPENS = re.compile(r"\]\(")
# An address may contain the line break of wrapped text, and the text may end inside an address.
_ADDRESS = later(r"\]\((?=[/#.?]|\w{3,6}:)([^()]*)(?:\)|$)")
# Text browsers print a picture as its file name, whole or cut to ten or eleven characters: "[ferry_0305] Ferry".
_PICTURE = later(
    rf"\[((?=[a-zA-Z-]*[\d_]|[a-zA-Z-]{{10}}\])[a-zA-Z\d_-]{{3,11}}|[^\[\]]{{1,120}}\.[a-z]{{3,4}})\]"
    rf"[{WHITE}]+(?=\S)",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\[")
_SPACE = later(f"[{WHITE}]+")


def unlinked(title: str) -> tuple[str, tuple[str, ...]]:
    """The title without addresses, link brackets and the name of a picture before it; and the addresses, in order."""
    if picture := _PICTURE.match(title):
        words, links = unlinked(title[picture.end() :])
        return words, (picture[1], *links)
    if not _OPENS.search(title):
        return title, ()
    links = tuple(found[1].strip(WHITE) for found in _ADDRESS.finditer(title))
    words = _ADDRESS.sub("", title)
    if not links or not any(map(str.isalnum, words)):
        return title, ()  # not a link, or the link of a picture, which has no words
    return _SPACE.sub(" ", _BRACKET.sub("", words, count=len(links))).strip(WHITE), links
