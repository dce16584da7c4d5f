"""The entries of a related list on a page, where menus have headings too.

Law: entries are titles of one style at similar distances. A title that is printed twice is one entry, and the date
lines between entries are theirs. The list ends where the distance grows, or at a marker of other boilerplate. It is
read whole, at its heading.
"""

from collections import Counter
from collections.abc import Set
from itertools import pairwise
from typing import NamedTuple

from seedparse.model import FoundDate, Look
from seedparse.phrases.pack import Packs
from seedparse.readers import entries as entry_lines
from seedparse.readers import header_lines
from seedparse.recognition.features import COMMA, ENDS, is_closed
from seedparse.recognition.paragraphs import Paragraph, Paragraphs
from seedparse.text.lines import WHITE
from seedparse.text.words import QUESTIONS
from seedparse.text.wrapping import columns

TITLES = frozenset({Look.LINE, Look.ITEM, Look.ENTRY})
MIN_ENTRY_WORDS = 5  # minimum words of an entry, unless it has MIN_ENTRY_COLUMNS
MIN_ENTRY_COLUMNS = 36  # minimum columns of an entry, unless it has MIN_ENTRY_WORDS
MIN_MARKED_WORDS = 3  # minimum words of a shorter entry in a list with bullets or heading marks
MAX_TITLE_COLUMNS = 160  # maximum columns of a title, without the address of its link; a longer line is text
MAX_COUNTER_WORDS = 3  # maximum words of a line with a number that is no title
WORDS = 3  # words; in a list whose gap costs are 0, a paragraph with fewer is the heading of another list
TEASER = 300  # maximum columns of a teaser under an entry
FIRST_GAP = 3  # maximum gap cost before the first entry, and between the first and the second
MIN_NUMBERED = 2  # entries with numbers that go up one by one
MIN_ENDED = 2  # entries with a date at their ends
SEEN = 64  # paragraphs after a heading in which entries are looked for
STYLED = 8  # first titles that decide the style of the list: the style with the most columns
MAX_ENTRIES = 16  # maximum entries, and the gap cost of a marker that ends a list
SMALL_LETTER = 3  # value of Features.first
MIN_OVER_DATE = 2  # titles directly over a date that show that a shorter line over a date is a title too
MIN_TWICE = 3  # entries printed twice that show that all are
GOES_ON = frozenset(",.;:)?")  # a line that begins with one of these continues the line before
ENDING = frozenset({"footer", "navigation", "share", "tags", "promo"})
"""Kinds of boilerplate that come after a list of a page, not inside it."""


class LinkList(NamedTuple):
    """A list on a page. Paragraphs are identified by their byte offsets."""

    entries: frozenset[int]
    last: int  # the last entry, or the teaser or date under it; -1: the list is empty
    dates: dict[int, int]  # an entry to the line with only its date
    found: dict[int, FoundDate]  # such a line to its date as printed
    ended: frozenset[int]  # the entries that have a date at their ends
    is_numbered: bool  # its entries have numbers that go up one by one


EMPTY = LinkList(frozenset(), -1, {}, {}, frozenset(), is_numbered=False)


def read(heading: Paragraph, paragraphs: Paragraphs, packs: Packs) -> LinkList:
    """The list under a heading, EMPTY if there is none."""
    following = paragraphs.following(heading, heading.start, SEEN)
    near = _near(following)
    again = {one.key for one, other in pairwise(near) if one.key == other.key}
    titles = [paragraph for paragraph in near if _is_title(paragraph, packs, MIN_ENTRY_WORDS, again)]
    dated = {one.key for one, other in pairwise(near) if bare_date(other)}
    if sum(paragraph.key in dated for paragraph in titles) >= MIN_OVER_DATE:
        again |= dated
    widths: dict[tuple[bool, int], int] = {}
    for paragraph in titles[:STYLED]:
        style = _style(paragraph)
        widths[style] = widths.get(style, 0) + columns(paragraph.plain)
    if not widths:
        return EMPTY
    style = max(widths, key=lambda each: widths[each])
    numbers = [entry_lines.number_of(paragraph.plain) for paragraph in titles[:STYLED]]
    are_numbered = numbers[0] == 1 and [number for number in numbers if number][:MIN_NUMBERED] == [1, 2]
    fewest = MIN_MARKED_WORDS if are_numbered or style != (False, 0) else MIN_ENTRY_WORDS
    keys = {
        paragraph.key
        for paragraph in near
        if (entry_lines.number_of(paragraph.plain) if are_numbered else _style(paragraph) == style)
        and _is_title(paragraph, packs, fewest, again)
    }
    entries = _entries(near, keys, heading.features.heading)
    if twice := _printed_twice(entries, near):
        entries = _entries(near, keys & twice, heading.features.heading)
    entries = _without_menu(entries, near, {paragraph.key for paragraph in titles})
    if style == (False, 0) and len(entries) == 2 and _heads_text(entries, following):
        entries = entries[:1]
    if not entries or (len(entries) == 1 and any(map(weight, near[: entries[0]]))):
        return EMPTY  # a single title that does not stand directly under the heading may belong to something else
    last = entries[-1]
    before = entries[-2] if len(entries) > 1 else last
    behind = min(last + (last - before or FIRST_GAP), len(near) - 1)
    dates = _dates(near, entries, behind)
    if any(paragraph.mark.look is Look.TEXT for paragraph in near[before + 1 : last]):
        last = min(behind, last + last - before - 1)  # the entries have teasers, so the last one has a teaser too
    last = max([last, *dates.values()])
    starts = [paragraphs.start(paragraph) for paragraph in near]
    return LinkList(
        frozenset(starts[at] for at in entries),
        starts[last],
        {starts[entry]: starts[date] for entry, date in dates.items()},
        {starts[date]: found for date in dates.values() if (found := bare_date(near[date]))},
        frozenset(map(paragraphs.start, _ended([near[at] for at in entries if at not in dates], packs))),
        is_numbered=_are_counted([entry_lines.number_of(near[at].plain) for at in entries]),
    )


def _are_counted(numbers: list[int | None]) -> bool:
    """Whether the numbers of the entries that have one go up one by one."""
    counted = [number for number in numbers if number is not None]
    return len(counted) >= MIN_NUMBERED and counted == list(range(counted[0], counted[0] + len(counted)))


def title_of(links: LinkList, start: int, printed: str, packs: Packs) -> tuple[str, FoundDate | None]:
    """The title of the entry at byte offset `start`, and the date at its end. `printed`: its text without addresses."""
    title = entry_lines.without_number(printed) if links.is_numbered else printed
    dated = entry_lines.dated_end(title, packs) if start in links.ended else None
    return (title, None) if dated is None else (dated[1], dated[0])


def _ended(entries: list[Paragraph], packs: Packs) -> list[Paragraph]:
    """The entries with a date at their ends that is not part of the title.

    A title may have such a date of its own; so there must be two of them, or a clock or weekday beside the date.
    """
    ended = [(entry, dated[0]) for entry in entries if (dated := entry_lines.dated_end(entry.plain, packs))]
    if len(ended) < MIN_ENDED:
        ended = [(entry, found) for entry, found in ended if len(found.raw) > found.end - found.start]
    return [entry for entry, _ in ended]


def _entries(near: list[Paragraph], titles: set[str], level: int) -> list[int]:
    """Indices of the entries among the paragraphs after a heading.

    `titles`: keys of those that may be entries. `level`: number of heading marks of the heading.
    """
    entries: list[int] = []
    keys: set[str] = set()
    most = FIRST_GAP
    for at, paragraph in enumerate(near):
        if not entries and is_closed(paragraph) and paragraph.strong and not _is_doubled(paragraph.plain):
            break  # running text under a heading that has no list
        if paragraph.key in keys or paragraph.key not in titles:
            continue
        between = [each for each in near[entries[-1] + 1 if entries else 0 : at] if each.key not in keys]
        gap = sum(map(weight, {each.key: each for each in between}.values()))
        if gap > (most if len(entries) < 2 else 2 * most + 1) or len(entries) == MAX_ENTRIES:
            break
        if entries and any(0 < each.features.heading <= level for each in between):
            break  # the heading of another list
        if len(entries) > 1 and not most and any(each.features.words < WORDS for each in between if weight(each)):
            break
        if entries:
            most = gap if len(entries) == 1 else max(most, gap)
        entries.append(at)
        keys.add(paragraph.key)
    return entries


def _printed_twice(entries: list[int], near: list[Paragraph]) -> set[str]:
    """The keys of all lines that are printed twice if most entries are, else an empty set.

    In a list whose titles are printed twice, a line that is printed once is none of them.
    """
    counts = Counter(paragraph.key for paragraph in near)
    number = sum(counts[near[at].key] > 1 for at in entries)
    if number < MIN_TWICE or not number * 2 > len(entries) > number:
        return set()
    return {key for key, count in counts.items() if count > 1}


def _without_menu(entries: list[int], near: list[Paragraph], titles: set[str]) -> list[int]:
    """The entries without the items of a menu after them: shorter lines among others that are too short for an entry.

    `titles`: keys of the entries that are as long as a title.
    """
    last = next((number for number, at in enumerate(reversed(entries)) if near[at].key in titles), 0)
    behind = entries[len(entries) - last :]
    if not behind:
        return entries
    known = {near[at].key for at in entries}
    others = near[entries[-last - 1] + 1 : behind[-1]]
    is_menu = any(other.key not in known and _style(other) == _style(near[behind[0]]) for other in others)
    return entries[: len(entries) - last] if is_menu else entries


def _heads_text(entries: list[int], following: list[Paragraph]) -> bool:
    """Whether the second of two entries without a mark is a subheading: text stands under it, none under the first."""
    first, second = (following[at + 1] if at + 1 < len(following) else None for at in entries)
    if second is None or not is_closed(second) or second.gap > following[entries[1]].gap:
        return False
    return first is None or not is_closed(first)


def _dates(near: list[Paragraph], entries: list[int], behind: int) -> dict[int, int]:
    """The date lines of entries, both by index; all are above their entries, or all below.

    They are above if one is above the first entry, or if an entry stands right under each and none right over it.
    `behind`: the last paragraph that may belong to the last entry.
    """
    dated = [at for at, paragraph in enumerate(near[: behind + 1]) if bare_date(paragraph)]
    edges = [-1, *entries, behind + 1]
    undated = {at for at in entries if near[at].mark.found is None}
    if any(at < entries[0] for at in dated) or all(at + 1 in entries and at - 1 not in entries for at in dated):
        above = ((entry, [at for at in dated if edges[number] < at < entry]) for number, entry in enumerate(entries))
        return {entry: found[-1] for entry, found in above if found and entry in undated}
    below = ((entry, [at for at in dated if entry < at < edges[number + 2]]) for number, entry in enumerate(entries))
    return {entry: found[0] for entry, found in below if found and entry in undated}


def bare_date(paragraph: Paragraph) -> FoundDate | None:
    """The date of a line that has only a date, with or without time and weekday; None for any other line."""
    mark, text = paragraph.mark, paragraph.text.strip(WHITE)
    if mark.look is not Look.DATE or mark.found is None or text not in (mark.printed, mark.found.raw):
        return None
    return mark.found._replace(raw=text)


def weight(paragraph: Paragraph) -> int:
    """Gap cost of a paragraph between two entries that is none: in paragraphs, or MAX_ENTRIES if it ends the list."""
    if paragraph.mark.look is Look.JUNK:
        return 0 if paragraph.mark.kind == "photo" else MAX_ENTRIES if _ends(paragraph) else 1
    if paragraph.strong:
        return 1  # the fast path: running text
    is_small = paragraph.mark.look in (Look.DATE, Look.BYLINE) or _is_counter(paragraph)
    return int(not is_small and not _is_doubled(paragraph.plain) and any(map(str.isalnum, paragraph.plain)))


def _near(following: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs after a heading, up to one that cannot be in a list: another heading, a footer, running text.

    `following`: all paragraphs after it.
    """
    was_strong = False
    for at, paragraph in enumerate(following):
        shape, look = paragraph.features, paragraph.mark.look
        if look is Look.HEADING or (_ends(paragraph) and not (at == 0 and paragraph.mark.kind == "promo")):
            return following[:at]  # a heading, a footer; an advertisement may stand between the heading and the list
        if shape.strong and (was_strong or columns(paragraph.plain) > TEASER):
            return following[:at]
        if look in (Look.LINE, Look.TEXT) and _goes_on(paragraph):
            # Running text that was broken into lines. The line before is its beginning.
            return following[: at if paragraph.gap else max(at - 1, 0)]
        was_strong = bool(shape.strong) and look is Look.TEXT
    return following


def _goes_on(paragraph: Paragraph) -> bool:
    """Whether a line continues the one before: it begins with a small letter or with punctuation."""
    if _is_counter(paragraph):
        return False
    return paragraph.features.first == SMALL_LETTER or paragraph.text.lstrip(WHITE)[:1] in GOES_ON


def _is_title(paragraph: Paragraph, packs: Packs, fewest: int, again: Set[str]) -> bool:
    """Whether it is a title, not a kicker, a teaser, an author's name or an item of a menu.

    `fewest`: words of a title. `again`: keys of the lines that are printed twice in a row, as the text of a picture and
    of a link; such a line may have fewer words.
    """
    shape, plain = paragraph.features, paragraph.plain
    is_linked = paragraph.mark.look is Look.TEXT and paragraph.links > 0
    if not (paragraph.mark.look in TITLES or is_linked) or columns(plain) > MAX_TITLE_COLUMNS or _is_doubled(plain):
        return False
    if "://" in plain:
        return False  # an address that is printed as text
    is_teaser = shape.stop == ENDS and shape.sentences and not is_linked and plain.rstrip()[-1:] not in QUESTIONS
    if is_teaser or shape.stop == COMMA:
        return False
    words = len(plain.split())
    if paragraph.key in again and words > 1 and not _is_counter(paragraph):
        return True
    if words < fewest and columns(plain) < MIN_ENTRY_COLUMNS:
        return False
    return header_lines.names_alone(plain, packs) is None


def _is_doubled(text: str) -> bool:
    """Whether a line is one text twice, as the caption of a picture and its description."""
    bare = text.strip(WHITE)
    half = len(bare) // 2
    return half > 0 and bare[:half].strip() == bare[half:].strip()


def _is_counter(paragraph: Paragraph) -> bool:
    """Whether it is a few words and a number: "3h ago", "9 photos"."""
    if not any(map(str.isdigit, paragraph.text)):
        return False  # the fast path: its features are not needed
    return paragraph.features.digits > 0 and paragraph.features.words <= MAX_COUNTER_WORDS


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
