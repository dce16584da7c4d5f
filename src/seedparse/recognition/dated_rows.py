"""Find out whether a date is in a row of dated lines. Such a row lists other articles, or events.

Law: the answer depends on the paragraphs around the date and on what each of them contains, never on their roles.
"""

from collections.abc import Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from seedparse.model import Look, Mark
from seedparse.recognition.features import Past

if TYPE_CHECKING:
    from seedparse.recognition.features import Measured

ROW = 3  # minimum different days in a row of dated lines, or minimum different lines with words beside the date
PAIR = 2  # minimum of both, if the row has different days and lines with words
MOST_APART = 4  # maximum paragraphs from one date to the next, if each date is on a line of its own beside its title
PARAGRAPHS_UNDER_TITLE = 2  # paragraphs after the article's title in which a date is its own, whatever follows


def is_in_row(paragraph: "Measured", found: Mark, past: Past, following: "Sequence[Measured]") -> bool:
    """Whether a line with a date is in a row: of consecutive dated lines, or of dates with a title between each two.

    `found`: the reading of the line. A date with a label (published, updated) is in no row of consecutive lines. The
    same date printed again does not make a row.
    """
    if found.found is None:
        return False
    return (found.kind is None and _is_among_dated(paragraph, found, past, following)) or _recurs(
        paragraph, found, past, following
    )


def _is_among_dated(paragraph: "Measured", found: Mark, past: Past, following: "Sequence[Measured]") -> bool:
    """Whether the dated lines directly before and after make a row of ROW lines, or of PAIR lines with words."""
    around = [*takewhile(_is_dated, past.near), *takewhile(_is_dated, following)]
    row = [(paragraph, found), *((each, mark) for each in around if (mark := _read(each)))]
    days = len({mark.found.parts for _, mark in row if mark.found})
    with_words = len({each.text for each, mark in row if _has_words(each, mark)})
    return days >= ROW or with_words >= ROW or (days >= PAIR and with_words >= PAIR)


def _recurs(paragraph: "Measured", found: Mark, past: Past, following: "Sequence[Measured]") -> bool:
    """Whether ROW dates, this one among them, have equal distances and no running text between them."""
    if 0 <= past.since_title < PARAGRAPHS_UNDER_TITLE:
        return False
    behind = list(past.behind)[: (ROW - 1) * MOST_APART]
    near = [*reversed(behind), paragraph, *following[: (ROW - 1) * MOST_APART]]
    here = len(behind)
    for apart in range(2, MOST_APART + 1):
        for number in range(ROW):  # position of this date among the ROW dates
            first = here - number * apart
            last = first + (ROW - 1) * apart
            if first < 0 or last >= len(near) or any(each.strong for each in near[first : last + 1]):
                continue
            if all((mark := _read(each)) and mark.kind == found.kind for each in near[first : last + 1 : apart]):
                return True
    return False


def _read(paragraph: "Measured") -> Mark | None:
    """The reading of a line with a date; None if it has no date."""
    found = paragraph.mark if paragraph.mark.look is Look.ENTRY else paragraph.credit
    return found if found and found.found else None


def _is_dated(paragraph: "Measured") -> bool:
    """Whether it is a line with a date that has no label."""
    found = _read(paragraph)
    return found is not None and found.kind is None


def _has_words(paragraph: "Measured", found: Mark) -> bool:
    """Whether a dated line has words beside its date and time."""
    printed = found.printed or (found.found.raw if found.found else "")
    return any(map(str.isalpha, paragraph.text.replace(printed, "", 1)))
