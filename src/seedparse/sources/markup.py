"""Decides whether a text that begins with a tag is HTML, XML or news with some tags in it.

Law: markup has its text inside elements. A text with words outside of them is news.
"""

import re
from typing import Literal, NamedTuple

_PROLOGUE = re.compile(
    rb"\s*+(?:<!--.*?-->|<\?(?:(?P<target>xml)\b)?.*?\?>|<!DOCTYPE\s++(?P<root>[^\s>\[]++)[^>\[]*+(?:\[.*?\]\s*+)?>)",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(
    rb"""<(?P<end>/?)(?P<name>[A-Za-z][\w:.-]*+)(?P<rest>(?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>"""
    rb"|<!--.*?(?:-->|\Z)|<!\[CDATA\[(?P<data>.*?)(?:\]\]>|\Z)|<[!?][^>]*+>",
    re.DOTALL,
)
_RAW_END = re.compile(rb"</(?:script|style)\b", re.IGNORECASE)

BLOCKS = frozenset(
    b"html head body title meta link base style script noscript template header footer main section article aside nav "
    b"div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tfoot tr td th caption blockquote pre hr center form "
    b"fieldset figure figcaption iframe video audio picture canvas frameset frame".split()
)
INLINE = frozenset(
    b"a abbr acronym b big br button cite code del em font i img input ins label mark q s small span strike strong sub "
    b"sup time tt u".split()
)
_EMPTY = frozenset(b"area base br col embed frame hr img input link meta source track wbr".split())
_ENDED_BY_NEXT = frozenset(b"p li dt dd tr td th option".split())  # their end tags may be left out
CHARACTERS_PER_TAG = 2000  # characters per tag in markup, at most; a paragraph of news has some hundreds
OUTSIDE = 10  # at most one of so many characters of markup stands outside all closed elements


class _Walk(NamedTuple):
    """Counts of tags and of characters without white space in a text."""

    tags: int
    elements: int
    blocks: int  # start tags of block elements of HTML
    inside: int  # characters in closed elements
    outside: int  # all other characters
    in_root: int  # characters directly in the first element
    is_nested: bool  # whether each end tag closes the last open element


def markup(text: bytes, *, is_cut: bool) -> Literal["html", "xml"] | None:
    """Return the kind of markup of a text that begins with "<"; None for news. `is_cut`: the text is not whole."""
    at, declared = 0, b""  # the root element, or "xml"
    while prologue := _PROLOGUE.match(text, at):
        declared = (prologue["root"] or prologue["target"] or declared).lower()
        at = prologue.end()
    rest = text[at:].lstrip()
    first = _TAG.match(rest)
    if first is None or not first["name"] or first["end"]:
        if is_cut and rest.startswith(b"<!--"):
            return "html"  # a comment that is longer than the bytes that are examined
        return _declared(declared) if not rest else None
    name = first["name"].lower()
    if declared:
        return "html" if name == b"html" else _declared(declared)
    if name in (b"html", b"head", b"body") and rest[first.end() :].lstrip().startswith(b"<"):
        return "html"
    walk = _walk(rest, is_cut=is_cut)
    if name in BLOCKS or name in INLINE:
        is_made_of_tags = walk.tags > 2 or (walk.tags == 2 and b"=" in first["rest"])
        characters = walk.inside + walk.outside
        is_dense = characters <= CHARACTERS_PER_TAG * walk.tags and walk.outside * OUTSIDE <= characters
        return "html" if is_made_of_tags and walk.blocks and is_dense else None
    if not walk.is_nested or walk.outside or walk.in_root:
        return "xml" if walk.is_nested and b"xmlns" in first["rest"] else None
    return "xml" if walk.elements > 1 else None


def _declared(root: bytes) -> Literal["html", "xml"] | None:
    if not root:
        return None
    return "html" if root == b"html" else "xml"


def _walk(text: bytes, *, is_cut: bool) -> _Walk:
    tags = elements = blocks = inside = outside = in_root = 0
    is_nested = True
    names: list[bytes] = []  # names of the open elements
    counts: list[int] = []  # characters directly in each open element
    siblings: set[bytes] = set()  # names of the closed elements

    def close(down_to: int) -> None:
        nonlocal inside, in_root
        while len(names) > down_to:
            siblings.add(names.pop())
            inside += counts[-1]
            in_root += 0 if names else counts[-1]
            counts.pop()

    def take(characters: bytes) -> None:
        nonlocal outside
        count = len(b"".join(characters.split()))
        if counts:
            counts[-1] += count
        else:
            outside += count

    at = 0
    while tag := _TAG.search(text, at):
        take(text[at : tag.start()])
        at = tag.end()
        name = (tag["name"] or b"").lower()
        if not name:
            take(tag["data"] or b"")
            continue
        tags += 1
        if tag["end"]:
            if name in names:
                place = len(names) - 1 - names[::-1].index(name)
                is_nested = is_nested and place == len(names) - 1
                close(place)
            else:
                is_nested = False
            continue
        elements += 1
        blocks += name in BLOCKS
        if name in _EMPTY or tag["rest"].endswith(b"/"):
            continue
        if name in _ENDED_BY_NEXT and names and names[-1] == name:
            close(len(names) - 1)
        names.append(name)
        counts.append(0)
        if name in (b"script", b"style"):
            end = _RAW_END.search(text, at)
            at = end.start() if end else len(text)
    take(text[at:])
    in_root += counts[0] if counts else 0
    for name, count in zip(names, counts, strict=True):
        if name in _ENDED_BY_NEXT:
            is_closed = name in siblings and count <= CHARACTERS_PER_TAG
        else:
            is_closed = is_cut and name not in INLINE
        inside += count if is_closed else 0
        outside += 0 if is_closed else count
    return _Walk(tags, elements, blocks, inside, outside, in_root, is_nested)
