"""Chooses the lines that give an article its date and its byline.

Law: the line with the smallest distance to the title is chosen; some kinds of lines have a penalty added, in blocks. A
line far above the title belongs to the page, not to the article. The day on which a copy was loaded, opened or printed
is never the article's date.
"""

from collections.abc import Sequence
from typing import NamedTuple

from seedparse.model import Block, Header, Role
from seedparse.phrases.pack import Packs
from seedparse.readers import dates, person_names
from seedparse.text.keys import key_of

MAX_BLOCKS_ABOVE_TITLE = 10  # blocks above the title that may have its date and authors
# Penalties, in blocks, that are added to a distance:
REPEATED_TITLE_PENALTY = 6  # a distance to a repeated title, which may be an entry of a list
ALONE = 6  # a name alone, recognised only by its position; twice above the title, where names of sections stand
AGENCY = 24  # a news agency, which may be that of a picture; a person is the author
UPDATED = 12  # a date that is labelled as an update
UNKNOWN = 1000  # a date whose day is not known

NAME_ALONE = "header.name"  # rule of a name alone
MAX_BLOCKS_BETWEEN_NAMES = 2  # blocks from one author's line to the next
MAX_NAMES = 5  # authors on lines of their own


class Choice(NamedTuple):
    """The blocks that give an article its date and its byline."""

    dated: Block | None = None
    authors: Sequence[Block] = ()
    is_settled: bool = False  # the article's language was needed to read the day


def read(header: Header, blocks: Sequence[Block], language: str, packs: Packs) -> Choice:
    """Fill in byline and date of the header; returns the blocks that were chosen."""
    key = key_of(header["title"] or "")
    titles = [
        at for at, block in enumerate(blocks) if block.role is Role.TITLE or (block.role is Role.META and block.title)
    ]
    first = titles[0] if titles else 0
    longest = 2 * len(header["title"] or "")  # characters; a repeated title is about as long as the title
    again = [
        at
        for at, block in enumerate(blocks)
        if key and at != first and len(block.text) <= longest and key_of(block.text) == key
    ]
    pack = packs.by_language.get(language)
    named: list[tuple[int, int]] = []  # distance and index of a block
    dated: list[tuple[int, str | None, Block]] = []
    for at, block in enumerate(blocks):
        if block.role is not Role.META or (titles and at < first - MAX_BLOCKS_ABOVE_TITLE):
            continue
        far = abs(at - first)
        far_again = min((abs(at - there) for there in again), default=far)
        if block.name:
            penalty = ALONE * (1 + (at < first)) if block.rule == NAME_ALONE else 0
            penalty += AGENCY * person_names.is_agency(block.name, packs)
            named.append((min(far, far_again) + penalty, at))
        if block.date_raw and block.kind != "accessed" and not block.is_in_row:
            day = block.date or _day(block.date_raw, pack.order if pack else None, packs)
            far = min(far, REPEATED_TITLE_PENALTY + far_again)
            dated.append((far + UPDATED * (block.kind == "updated") + UNKNOWN * (day is None), day, block))
    authors = _authors_from(min(named)[1], blocks, packs) if named else {}
    if authors:
        header["byline"] = ", ".join(authors)
    if not dated:
        return Choice(authors=list(authors.values()))
    _, header["published"], chosen = min(dated, key=lambda each: each[0])
    header["published_raw"] = chosen.date_raw
    return Choice(chosen, list(authors.values()), bool(header["published"] and not chosen.date))


def _authors_from(at: int, blocks: Sequence[Block], packs: Packs) -> dict[str, Block]:
    """The name of a block, and those alone on the lines right behind it: several authors have a line each."""
    first, last = blocks[at].name or "", at
    names = {first: blocks[at]}
    for there in range(at + 1, len(blocks)):
        name, rule = blocks[there].name, blocks[there].rule
        if there > last + MAX_BLOCKS_BETWEEN_NAMES or len(names) == MAX_NAMES:
            break
        if not name or blocks[there].date_raw or rule not in (blocks[at].rule, NAME_ALONE):
            continue
        if person_names.is_agency(first, packs) or person_names.is_agency(name, packs):
            continue
        last = there
        if not any(name in known for known in names):
            names[name] = blocks[there]
    return names


def _day(raw: str, order: str | None, packs: Packs) -> str | None:
    """The day of a date in numbers, read in the order of the article's language."""
    found = dates.find(raw, packs) if order else None
    return dates.read(found, packs, order).date if found else None
