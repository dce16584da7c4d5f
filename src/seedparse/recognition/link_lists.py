"""The entries of a related list on a page, where headings stand over menus as well.

Law: entries are titles that look alike, each as far from the next as the first ones are; where what stands between
them changes, or a marker of other boilerplate comes, the list is over. It is read whole, at its heading.
"""

from collections.abc import Iterator
from typing import NamedTuple

from seedparse.model import Look
from seedparse.phrases.pack import Packs
from seedparse.readers import header_lines
from seedparse.recognition.paragraphs import Paragraph, Paragraphs
from seedparse.text.lines import WHITE
from seedparse.text.wrapping import columns

TITLES = frozenset({Look.LINE, Look.ITEM, Look.ENTRY})
TITLE_WORDS = 5  # of an entry, or TITLE_WIDTH
TITLE_WIDTH = 36
WORDS = 3  # fewer between two entries of a tight list are the heading of something else
TEASER = 300  # width of the longest text that may stand under an entry
FIRST_GAP = 4  # paragraphs before the first entry, and between that and the second
SEEN = 64  # paragraphs behind a heading, in which entries are looked for
STYLED = 8  # titles of which the commonest style is that of the list
MOST = 16  # entries
SMALL_LETTER = 3  # what a shape begins with
GOES_ON = frozenset(",.;:)?")  # no line begins with one that is not torn from the one before
ENDING = frozenset({"footer", "navigation", "share", "tags", "promo"})
"""Kinds of a page's boilerplate that stand behind its list and not in it."""


class Box(NamedTuple):
    """A list on a page, by the first bytes of its paragraphs."""

    entries: frozenset[int]
    last: int  # of its last entry, or of the teaser under that; -1: there is none


EMPTY = Box(frozenset(), -1)


def read(heading: Paragraph, paragraphs: Paragraphs, packs: Packs) -> Box:
    """The list under a heading."""
    near = list(_near(heading, paragraphs))
    titles = [at for at, paragraph in enumerate(near) if _is_title(paragraph, packs)]
    widths: dict[tuple[bool, int], int] = {}
    for at in titles[:STYLED]:
        style = _style(near[at])
        widths[style] = widths.get(style, 0) + near[at].features.width
    entries: list[int] = []
    most = FIRST_GAP
    for at in titles:
        if _style(near[at]) != max(widths, key=lambda each: widths[each]):
            continue
        between = near[entries[-1] + 1 if entries else 0 : at]
        gap = sum(map(weight, between))
        if gap > (most if len(entries) < 2 else 2 * most + 1) or len(entries) == MOST:
            break
        if len(entries) > 1 and not most and any(paragraph.features.words < WORDS for paragraph in between):
            break
        if entries:
            most = gap if len(entries) == 1 else max(most, gap)
        entries.append(at)
    if not entries:
        return EMPTY
    last = entries[-1]
    between = near[entries[-2] + 1 : last] if len(entries) > 1 else []
    if any(paragraph.mark.look is Look.TEXT for paragraph in between):
        # Entries have their teasers, and so has the last one.
        last = min(last + len(between), len(near) - 1)
    return Box(frozenset(paragraphs.start(near[at]) for at in entries), paragraphs.start(near[last]))


def weight(paragraph: Paragraph) -> int:
    """How far a paragraph that is no entry sets the ones on either side apart."""
    if paragraph.mark.look is Look.JUNK:
        return 0 if paragraph.mark.kind == "photo" else MOST if _ends(paragraph) else 1
    return int(paragraph.mark.look not in (Look.DATE, Look.BYLINE))


def _near(heading: Paragraph, paragraphs: Paragraphs) -> Iterator[Paragraph]:
    """What stands behind a heading, up to what no list holds: another heading, a footer, running text."""
    was_strong = False
    for paragraph in paragraphs.following(heading, heading.start, SEEN):
        shape, look = paragraph.features, paragraph.mark.look
        if look is Look.HEADING or _ends(paragraph):
            return
        if shape.strong and (was_strong or shape.width > TEASER):
            return
        if look in (Look.LINE, Look.TEXT) and (
            shape.first == SMALL_LETTER or paragraph.text.lstrip(WHITE)[:1] in GOES_ON
        ):
            return  # running text that was torn into lines
        was_strong = bool(shape.strong) and look is Look.TEXT
        yield paragraph


def _is_title(paragraph: Paragraph, packs: Packs) -> bool:
    """Whether it is a title, and no kicker, no teaser, no author, no item of a menu."""
    shape = paragraph.features
    if paragraph.mark.look not in TITLES or (shape.stop == 2 and shape.sentences) or shape.stop == 1:
        return False
    if len(paragraph.plain.split()) < TITLE_WORDS and columns(paragraph.plain) < TITLE_WIDTH:
        return False
    return header_lines.names_alone(paragraph.plain, packs) is None


def _ends(paragraph: Paragraph) -> bool:
    """Whether it is a marker of boilerplate that stands behind a list; a title may begin like one."""
    return paragraph.mark.look is Look.JUNK and paragraph.mark.kind in ENDING and paragraph.features.words < TITLE_WORDS


def _style(paragraph: Paragraph) -> tuple[bool, int]:
    """How an entry is set: with a bullet or without, and with which marks of a heading."""
    return paragraph.mark.look is Look.ITEM, paragraph.features.heading
