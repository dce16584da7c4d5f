"""The entries of a related list on a page, where menus have headings too.

Law: entries are titles of one style at similar distances. The list ends where the distance grows, or at a marker of
other boilerplate. It is read whole, at its heading.
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
MIN_ENTRY_WORDS = 5  # minimum words of an entry, unless it has MIN_ENTRY_COLUMNS
MIN_ENTRY_COLUMNS = 36  # minimum columns of an entry, unless it has MIN_ENTRY_WORDS
WORDS = 3  # words; in a list whose gap costs are 0, a paragraph with fewer is the heading of another list
TEASER = 300  # maximum columns of a teaser under an entry
FIRST_GAP = 4  # maximum gap cost before the first entry, and between the first and the second
SEEN = 64  # paragraphs after a heading in which entries are looked for
STYLED = 8  # first titles that decide the style of the list: the style with the most columns
MAX_ENTRIES = 16  # maximum entries, and the gap cost of a marker that ends a list
SMALL_LETTER = 3  # value of Features.first
GOES_ON = frozenset(",.;:)?")  # a line that begins with one of these continues the line before
ENDING = frozenset({"footer", "navigation", "share", "tags", "promo"})
"""Kinds of boilerplate that come after a list of a page, not inside it."""


class LinkList(NamedTuple):
    """A list on a page. Paragraphs are identified by their byte offsets."""

    entries: frozenset[int]
    last: int  # the last entry, or the teaser under it; -1: the list is empty


EMPTY = LinkList(frozenset(), -1)


def read(heading: Paragraph, paragraphs: Paragraphs, packs: Packs) -> LinkList:
    """The list under a heading, EMPTY if there is none."""
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
        if gap > (most if len(entries) < 2 else 2 * most + 1) or len(entries) == MAX_ENTRIES:
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
        # The entries have teasers, so the last one has a teaser too.
        last = min(last + len(between), len(near) - 1)
    return LinkList(frozenset(paragraphs.start(near[at]) for at in entries), paragraphs.start(near[last]))


def weight(paragraph: Paragraph) -> int:
    """Gap cost of a paragraph between two entries that is none: in paragraphs, or MAX_ENTRIES if it ends the list."""
    if paragraph.mark.look is Look.JUNK:
        return 0 if paragraph.mark.kind == "photo" else MAX_ENTRIES if _ends(paragraph) else 1
    return int(paragraph.mark.look not in (Look.DATE, Look.BYLINE))


def _near(heading: Paragraph, paragraphs: Paragraphs) -> Iterator[Paragraph]:
    """The paragraphs after a heading, up to one that cannot be in a list: another heading, a footer, running text."""
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
            return  # running text that was broken into lines
        was_strong = bool(shape.strong) and look is Look.TEXT
        yield paragraph


def _is_title(paragraph: Paragraph, packs: Packs) -> bool:
    """Whether it is a title, not a kicker, a teaser, an author's name or an item of a menu."""
    shape = paragraph.features
    if paragraph.mark.look not in TITLES or (shape.stop == 2 and shape.sentences) or shape.stop == 1:
        return False
    if len(paragraph.plain.split()) < MIN_ENTRY_WORDS and columns(paragraph.plain) < MIN_ENTRY_COLUMNS:
        return False
    return header_lines.names_alone(paragraph.plain, packs) is None


def _ends(paragraph: Paragraph) -> bool:
    """Whether it is a marker of boilerplate that ends a list. A longer line may be a title that begins like one."""
    return (
        paragraph.mark.look is Look.JUNK
        and paragraph.mark.kind in ENDING
        and paragraph.features.words < MIN_ENTRY_WORDS
    )


def _style(paragraph: Paragraph) -> tuple[bool, int]:
    """The style of an entry: whether it has a bullet, and its number of heading marks."""
    return paragraph.mark.look is Look.ITEM, paragraph.features.heading
