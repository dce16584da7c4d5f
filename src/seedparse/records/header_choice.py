"""Which line of the head gives an article its date, and which its byline?

Law: the nearest to the title does, and what a line says of itself counts as a few lines more or less. What stands far
above the title is the page's own. The day on which a copy was loaded, opened or printed is never the article's.
"""

from collections.abc import Sequence

from seedparse.model import Block, Header, Role
from seedparse.phrases.pack import Packs
from seedparse.readers import dates
from seedparse.text.keys import key_of

ABOVE = 10  # blocks above the title in which its date and authors can stand
# How many blocks further a line counts:
AGAIN = 6  # from the title printed again: that may be a list's entry
ALONE = 6  # a name alone, which is a byline by its place only; above the title twice, where sections stand
UPDATED = 12  # a date that says it is not the first
UNKNOWN = 1000  # a date of which the day is not known


def read(header: Header, blocks: Sequence[Block], language: str, packs: Packs) -> Block | None:
    """Fills in byline and date. The block of the date is given back if only the article's language said its day."""
    key = key_of(header["title"] or "")
    titles = [
        at for at, block in enumerate(blocks) if block.role is Role.TITLE or (block.role is Role.META and block.title)
    ]
    first = titles[0] if titles else 0
    longest = 2 * len(header["title"] or "")  # a title again is about as long
    again = [
        at
        for at, block in enumerate(blocks)
        if key and at != first and len(block.text) <= longest and key_of(block.text) == key
    ]
    pack = packs.by_language.get(language)
    named: list[tuple[int, str]] = []
    dated: list[tuple[int, str | None, Block]] = []
    for at, block in enumerate(blocks):
        if block.role is not Role.META or (titles and at < first - ABOVE):
            continue
        far = abs(at - first)
        far_again = min((abs(at - there) for there in again), default=far)
        if block.name:
            alone = ALONE * (1 + (at < first)) if block.rule == "header.name" else 0
            named.append((min(far, far_again) + alone, block.name))
        if block.date_raw and block.kind != "accessed" and not block.is_in_row:
            day = block.date or _day(block.date_raw, pack.order if pack else None, packs)
            far = min(far, AGAIN + far_again)
            dated.append((far + UPDATED * (block.kind == "updated") + UNKNOWN * (day is None), day, block))
    if named:
        header["byline"] = min(named, key=lambda each: each[0])[1]
    if not dated:
        return None
    _, header["published"], chosen = min(dated, key=lambda each: each[0])
    header["published_raw"] = chosen.date_raw
    return chosen if header["published"] and not chosen.date else None


def _day(raw: str, order: str | None, packs: Packs) -> str | None:
    """The day of a date that is all numbers, in the order of the article's language."""
    found = dates.find(raw, packs) if order else None
    return dates.read(found, packs, order).date if found else None
