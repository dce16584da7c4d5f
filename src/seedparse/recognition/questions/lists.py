"""Questions in and around related lists, and the reading of an entry.

Law: an entry has the look of the entries before it; anything else is boilerplate or text. A list ends after IDLE
paragraphs without an entry.
"""

import re
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from seedparse.model import Answer, FoundDate, Look, Mark
from seedparse.readers.entries import DatePlace, read_line
from seedparse.recognition import dated_rows, link_lists
from seedparse.recognition.context import Context
from seedparse.recognition.features import ENDS, LOOKAHEAD_PARAGRAPHS, MIN_BOILERPLATE, RUNNING, SHORT
from seedparse.recognition.link_lists import LinkList
from seedparse.recognition.paragraphs import Paragraph
from seedparse.recognition.related_lists import MAX_HEADING_COLUMNS, MIN_TITLE_WORDS, MIN_UNDATED, Entry, RelatedList
from seedparse.recognition.titles import is_page
from seedparse.text.lines import WHITE
from seedparse.text.words import is_unspaced

if TYPE_CHECKING:
    from seedparse.recognition.features import Measured

LISTED = frozenset({Look.ENTRY, Look.ITEM})
DATED_HEAD = 40  # characters at the start of a line that are searched for a digit before its date is read
CHRONOLOGY = 2  # minimum dated lines in a row; one more if they may be lines of date and authors
IDLE = 4  # maximum gap cost since the last entry, in paragraphs (`link_lists.weight`); then the list ends

_DIGIT = re.compile(r"\d")

# The rules that decide (docs/record.md).
WHOLE = Answer(True, "list.whole")
IN_CHRONOLOGY = Answer(True, "body.chronology")
STYLE = Answer(True, "list.style")
ON_PAGE = Answer(True, "list.on-page")
TITLE = Answer(True, "list.title")
ITEM = Answer(True, "list.item")
DATE = Answer(True, "list.date")
SENTENCE = Answer(True, "list.sentence")
BETWEEN = Answer(True, "list.between")
EMPTY = Answer(True, "list.empty")


class Opening(NamedTuple):
    """The start of a list, as its heading shows it."""

    on_page: bool  # it is on a page, among menus and link lists
    links: LinkList  # then its entries


# Lists that are whole in the lookahead window.


def is_of_whole_list(context: Context, paragraph: Paragraph) -> bool | Answer:
    """Is it the heading or an entry of a list that is whole in the lookahead window? The answer has the list."""
    known = context.list
    if known.whole is not None and (start := context.paragraphs.start(paragraph)) <= known.whole.last:
        return start in known.whole.entries and WHOLE
    look = paragraph.mark.look
    if context.boilerplate >= MIN_BOILERPLATE or (look is Look.TEXT and len(paragraph.text) > MAX_HEADING_COLUMNS):
        return False
    if look is not Look.HEADING and (not context.has_text or _is_in_list(context)):
        return False
    found = context.lists.read(paragraph)
    if found is None or (not found.is_dated and not _takes_undated(context, paragraph)):
        return False
    return Answer(True, "" if look is Look.HEADING else WHOLE.rule, found=found)


def heads_whole_list(context: Context, paragraph: Paragraph) -> bool:
    """For a line of such a list: is it the heading?"""
    start = context.paragraphs.start(paragraph)
    whole = context.list.whole
    if whole is None or start > whole.last:
        whole = context.lists.read(paragraph)
    return whole is not None and start == whole.heading


def _is_in_list(context: Context) -> bool:
    """Whether a list is open that is read entry by entry."""
    known = context.list
    return known.in_parts and (known.on_page or known.idle <= IDLE)


def _takes_undated(context: Context, paragraph: Paragraph) -> bool:
    """Whether a list without dates may begin here.

    Not on a page. The list has a known heading, or is after a list that was read whole, or is not directly after
    an item or a short line.
    """
    if is_page(context.paragraphs.following(paragraph, paragraph.start, LOOKAHEAD_PARAGRAPHS)):
        return False
    near = next(iter(context.past.near), None)
    is_listed = near is not None and near.mark.look in (Look.ITEM, Look.LINE)
    return paragraph.mark.look is Look.HEADING or context.list.in_whole or not is_listed


# Dated lines in a row.


def is_in_row(context: Context, paragraph: Paragraph, found: Mark) -> bool:
    """Is a line of the head, with the reading `found`, in a row of dated lines?"""
    following = context.paragraphs.following(paragraph, paragraph.start, LOOKAHEAD_PARAGRAPHS)
    return dated_rows.is_in_row(paragraph, found, context.past, following)


def is_in_chronology(context: Context, paragraph: Paragraph) -> bool | Answer:
    """Is it one of several lines in a row with a date at their head, after running text?"""
    if context.boilerplate >= MIN_BOILERPLATE or not _is_dated(context, paragraph):
        return False
    near = list(context.past.near)
    following = context.paragraphs.following(paragraph, paragraph.start, LOOKAHEAD_PARAGRAPHS)
    before = list(takewhile(lambda each: _is_dated(context, each), near))
    behind = list(takewhile(lambda each: _is_dated(context, each), following))
    row: list[Measured] = [*before, paragraph, *behind]
    above = [each.mark.look for each in near[len(before) : len(before) + 2]]
    if Look.TEXT not in above or above[0] not in RUNNING:
        return False
    is_pair = len(row) == CHRONOLOGY and all(each.mark.look is Look.ENTRY for each in row)
    return (is_pair or len(row) > CHRONOLOGY) and IN_CHRONOLOGY


def _is_dated(context: Context, paragraph: "Measured") -> bool:
    mark = paragraph.mark
    if not _DIGIT.search(paragraph.text, 0, DATED_HEAD):
        return False
    if mark.look not in (Look.ENTRY, Look.DATE, Look.LINE, Look.ITEM, Look.TEXT) or mark.kind:
        return False
    return read_line(paragraph.text.strip(WHITE), context.packs).place is DatePlace.HEAD


# Lists that are read entry by entry.


def opens_list(context: Context, paragraph: Paragraph) -> Answer:
    """Does an entry follow this heading? Before the title of a page all lists are menus. The answer has an Opening."""
    following = context.paragraphs.following(paragraph, paragraph.start, LOOKAHEAD_PARAGRAPHS)
    linked = sum(each.links > 0 for each in following)
    on_page = context.boilerplate >= MIN_BOILERPLATE or is_page(following) or linked * 2 > len(following)
    links = link_lists.read(paragraph, context.paragraphs, context.packs) if on_page else link_lists.EMPTY
    opens = bool(links.entries) and context.titles is None if on_page else _is_over_entry(context, paragraph, following)
    return Answer(opens, found=Opening(on_page, links))


def opens_links(context: Context, paragraph: Paragraph) -> bool | Answer:
    """Do titles stand directly under a link such as "Read more", so that it heads a list? The answer has an Opening."""
    if paragraph.mark.heading is None or not context.has_text or context.titles is not None:
        return False
    links = link_lists.read(paragraph, context.paragraphs, context.packs)
    keys: set[str] = set()  # a title that is printed twice is one entry
    for each in context.paragraphs.following(paragraph, paragraph.start, 2 * MIN_UNDATED):
        if each.key not in keys and context.paragraphs.start(each) not in links.entries:
            return False
        keys.add(each.key)
        if len(keys) == MIN_UNDATED:
            return Answer(True, found=Opening(on_page=True, links=links))
    return False


def is_over_items(context: Context, paragraph: Paragraph) -> bool:
    """Is an inline link ("Read more: Harbour") the heading of a list: a few words directly over title-like items?"""
    if len((paragraph.mark.title or "").split()) >= MIN_TITLE_WORDS:
        return False
    following = context.paragraphs.following(paragraph, paragraph.start, MIN_UNDATED)
    return len(following) == MIN_UNDATED and all(
        each.mark.look is Look.ITEM and each.ending != ENDS and _is_title_like(each) for each in following
    )


def _is_over_entry(context: Context, paragraph: Paragraph, following: list[Paragraph]) -> bool:
    """Whether an entry follows a heading: the checks of the questions below, for a list that has no entries yet."""
    at = paragraph.start
    for each in following:
        if each.mark.look is not Look.DATE:
            if each.mark.look is not Look.LINE:
                return each.mark.look in LISTED
            return _is_title_like(each) or context.paragraphs.look(at, each.stop) is Look.DATE
        if _dates_an_entry(context, each.start, at, []):
            return True
    return False


def dates_an_entry(context: Context, paragraph: Paragraph) -> bool | Answer:
    """A date line in a list: does it have an entry's title ("Feb 1, 2025 - Storm"), or does the title follow?"""
    if context.list.in_whole:
        return False
    if context.list.on_page:
        return _is_entry(context, paragraph.start) and DATE
    return _dates_an_entry(context, paragraph.start, paragraph.start, context.list.entries) and DATE


def dates_a_link(context: Context, paragraph: Paragraph) -> bool | Answer:
    """On a page: is it the line with only the date of an entry? The answer has the date."""
    found = context.list.links.found.get(context.paragraphs.start(paragraph)) if context.list.on_page else None
    return found is not None and Answer(True, DATE.rule, found=found)


def is_date_of_page(context: Context, paragraph: Paragraph) -> bool | Answer:
    """On a page: is the date line within a list, or without a label after the text and a list, such as a comment's?"""
    is_after = context.list.on_page and context.begun and paragraph.mark.kind is None
    return is_within_list(context, paragraph) or (is_after and BETWEEN)


def is_under_empty_heading(context: Context, paragraph: Paragraph) -> bool | Answer:
    """A date line under a related heading without entries: is it the date of an entry whose title was lost?"""
    return context.list.under_empty and paragraph.mark.kind is None and EMPTY


def continues_list(context: Context, paragraph: Paragraph) -> bool | Answer:
    """A short line in a list: is it an entry without a date, not the text after the list?"""
    known = context.list
    if known.in_whole:
        return False
    if known.on_page or known.idle > IDLE:
        return known.on_page and context.paragraphs.start(paragraph) in known.links.entries and ON_PAGE
    return _continues_list(context, paragraph) and TITLE


def _continues_list(context: Context, paragraph: Paragraph) -> bool:
    known, at = context.list, paragraph.start
    following = context.paragraphs.next_text(at, paragraph.stop)
    look = context.paragraphs.look(at, following)
    if known.entries and known.entries[0] in LISTED:
        return look in LISTED and not context.gap
    if look is Look.DATE:
        return True
    if not _is_title_like(paragraph):
        return False
    # After a blank line a short line is a subheading of the body if running text follows, or if the list has no
    # blank lines between its entries.
    if context.gap and known.entries and (look is Look.TEXT or not (known.spaced or len(known.entries) == 1)):
        return False
    return not (look is Look.TEXT and following == paragraph.stop and len(known.entries) > 0)


def is_entry(context: Context, paragraph: Paragraph) -> bool | Answer:
    """A line with a bullet, or with a date and a title, in a list: is it an entry, not an item of a menu?"""
    known, look = context.list, paragraph.mark.look
    if look is Look.ENTRY and Look.ENTRY in known.entries:
        return STYLE  # a date and a title, like the entries before
    if known.on_page:
        return context.paragraphs.start(paragraph) in known.links.entries and ON_PAGE
    if known.in_whole and look is Look.ITEM:
        return False
    return (known.idle <= IDLE or look is Look.ENTRY) and ITEM


def is_within_list(context: Context, paragraph: Paragraph) -> bool | Answer:
    """On a page: is an entry of the list after this line, so that the line is a kicker or a teaser?"""
    return context.list.on_page and context.paragraphs.start(paragraph) <= context.list.links.last and BETWEEN


def stands_between_entries(context: Context, paragraph: Paragraph) -> bool | Answer:
    """A closed sentence in a list: is the next entry directly under it, so that it is a title with a full stop?

    On a page: is it an entry, such as a link with its address?
    """
    known = context.list
    if known.on_page and context.paragraphs.start(paragraph) in known.links.entries:
        return ON_PAGE
    if known.in_whole or known.on_page or context.gap or not known.entries:
        return False
    return context.paragraphs.look(paragraph.start, paragraph.stop) in LISTED and SENTENCE


# The lines of an entry, after the table has decided that it is one.


def whole_entry(context: Context, paragraph: Paragraph, decided: Answer | None) -> Entry | None:
    """The entry of a whole list that begins with this paragraph; None if there is none."""
    whole = decided.found if decided is not None and isinstance(decided.found, RelatedList) else context.list.whole
    return whole.entries.get(context.paragraphs.start(paragraph)) if whole else None


def entry_end(context: Context, paragraph: Paragraph) -> int:
    """Index of the line after an entry. A date on a line of its own before or after the title is included."""
    at, look, paragraphs = paragraph.start, paragraph.mark.look, context.paragraphs
    start = paragraphs.start(paragraph)
    if context.list.on_page and start in context.list.links.found:
        return paragraph.stop  # a line with only a date is a block of its own: its entry may stand elsewhere
    if context.list.on_page and start in context.list.links.entries:
        date = context.list.links.dates.get(start)
        return paragraph.stop + (date is not None and date > start and paragraphs.starts[paragraph.stop] == date)
    if look is Look.DATE:
        return at + 1 if _is_entry(context, at) else at + 2
    if look in LISTED:
        # A line that begins an entry ends the entry before, even if that one was wrapped.
        lines = range(at + 1, paragraph.stop)
        return next((there for there in lines if paragraphs.mark(there).look in LISTED), paragraph.stop)
    dated_first = bool(context.list.entries) and context.list.entries[0] is Look.DATE
    if look not in RUNNING or dated_first or context.paragraphs.look(at, paragraph.stop) is not Look.DATE:
        return paragraph.stop
    return paragraph.stop + 1 if _is_bare_date(context, paragraph.stop) else paragraph.stop


def inline_entry(context: Context, link: Mark) -> tuple[str, FoundDate | None]:
    """Title and date of a link inside the text, without its marker."""
    title = link.title or ""
    line = read_line(title, context.packs)
    return (line.title, line.found) if line.found and line.place is not DatePlace.ALONE else (title, None)


def entry(context: Context, at: int, stop: int) -> tuple[str, FoundDate | None]:
    """Title and date of the entry in the lines from `at` to before `stop`."""
    title, found = "", None
    for line in range(at, stop):
        known, text = context.paragraphs.mark(line), _text(context, line)
        if found is None and known.look is Look.DATE and known.found and _is_bare_date(context, line):
            found = known.found._replace(raw=text)
            continue
        # A second date, or the marker of an inline link, stays in the title.
        if known.title is not None and known.look is not Look.INLINE and (found is None or known.found is None):
            text, found = known.title, known.found or found
        title = f"{title} {text}" if title else text
    return title, found


def link(context: Context, paragraph: Paragraph, title: str) -> tuple[str, FoundDate | None]:
    """Title and date of an entry on a page. `title`: its text without addresses. Any other entry has just its title."""
    links, start = context.list.links, context.paragraphs.start(paragraph)
    if not context.list.on_page or start not in links.entries:
        return title, None
    title, found = link_lists.title_of(links, start, title, context.packs)
    date = links.dates.get(start)
    return title, found if date is None else links.found[date]


def dates_of_list(context: Context, at: int) -> list[FoundDate]:
    """The dates in the lines of a list that begins at line `at`."""
    if context.list.on_page:
        return list(context.list.links.found.values())
    found = []
    there = at
    while context.paragraphs.look(at, there) in (*LISTED, *RUNNING, Look.BLANK, Look.DATE):
        if date := context.paragraphs.mark(there).found:
            found.append(date)
        there += 1
    return found


def _dates_an_entry(context: Context, at: int, origin: int, entries: list[Look]) -> bool:
    """Whether date line `at`, seen from `origin`, belongs to an entry of a list with these first entries."""
    if _is_entry(context, at):
        return True
    if context.paragraphs.mark(at).printed != _text(context, at) and entries and entries[0] is not Look.DATE:
        return False  # a weekday and a date under a list belong to the page
    follows = context.paragraphs.look(origin, at + 1) in (Look.LINE, Look.ITEM, Look.TEXT)
    return follows and _is_bare_date(context, at) and any(map(str.isalpha, _text(context, at + 1)))


def _is_entry(context: Context, at: int) -> bool:
    """Whether the date line could be an entry of a list: first a date, then words."""
    known = context.paragraphs.mark(at)
    return known.look is Look.DATE and known.title is not None


def _is_bare_date(context: Context, at: int) -> bool:
    """Whether the date line has only a date, with or without time and weekday."""
    known = context.paragraphs.mark(at)
    return _text(context, at) in (known.printed, known.found.raw if known.found else None)


def _text(context: Context, at: int) -> str:
    return context.paragraphs.line(at).strip(WHITE)


def _is_title_like(paragraph: Paragraph) -> bool:
    """Whether it is long enough for the title of an article; an item of a menu is shorter."""
    return (
        paragraph.features.words >= MIN_TITLE_WORDS
        or paragraph.width >= SHORT
        or is_unspaced(paragraph.text.strip(WHITE)[0])
    )
