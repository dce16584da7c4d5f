"""Plots as inline SVG: bars beside their labels, and the picture of who cites whom.

Law: every figure of a plot stands beside it as text, and the same figures give the same picture.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from seedparse.model import Role
from seedparse.tools.pages.frame import shown

MOST_BARS = 15  # rows of a plot
BAR_UNITS = 100  # units of a bar that fills its cell
ROW_PIXELS = 28  # pixels of the picture from one outlet to the next
WIDTH, MARGIN, LABEL = 720, 14, 230  # pixels of the picture, of its margin above, of a column of names
CHAR = 9  # pixels of a letter in a name, at most; a longer name is cut
MOST_OUTLETS = 20  # outlets in each column of the picture
WIDEST_EDGE, THINNEST_EDGE = 10.0, 1.5  # pixels


class Plot(NamedTuple):
    """What a plot of bars shows."""

    key: str  # its id on the page
    title: str
    unit: str  # what is counted
    is_share: bool = False  # figures are shares of 1; else each has its share of the sum beside it


def bars(plot: Plot, counts: Mapping[str, float], note: str = "") -> Iterator[str]:
    """Yield the lines of a table with a bar in each of its rows, MOST_BARS at most. `note`: a sentence under it."""
    total = 1 if plot.is_share else sum(counts.values()) or 1
    drawn = dict(list(counts.items())[:MOST_BARS])
    longest = 1 if plot.is_share else max(counts.values())
    yield f'<section class="plot" aria-labelledby="{plot.key}"><h2 id="{plot.key}">{plot.title}</h2>'
    yield f'<table><thead class="hidden"><tr><th scope="col">{plot.title}</th><th scope="col">{plot.unit}</th>'
    yield '<th scope="col">bar</th></tr></thead><tbody>'
    for label, count in drawn.items():
        length = max(1, round(count / longest * BAR_UNITS)) if count else 0
        figure = f"{count:.1%}" if plot.is_share else f"{count:,} ({count / total:.1%})"
        role = f' class="{Role(label)}"' if plot.key == "lines" else ""
        yield f'<tr{role}><th scope="row" dir="auto">{shown(label.replace("_", " ") if role else label)}</th>'
        yield f'<td class="figure">{figure}</td><td class="bar">'
        yield f'<svg viewBox="0 0 {BAR_UNITS} 10" preserveAspectRatio="none" aria-hidden="true">'
        yield f'<rect width="{length}" height="10"/></svg></td></tr>'
    yield "</tbody></table>"
    more = f"{len(counts) - MOST_BARS:,} more: see --json." if len(counts) > MOST_BARS else ""
    if said := " ".join(filter(None, (note, more))):
        yield f'<p class="small">{said}</p>'
    yield "</section>"


def cited(edges: Sequence[tuple[str, str, int]]) -> Iterator[str]:
    """Yield the lines of a picture: outlets that report on the left, those that they cite on the right.

    `edges`: publisher, via and the number of rows, the most frequent first. A line is the wider the more rows it has.
    """
    left, right = _columns(edges)
    drawn = [edge for edge in edges if edge[0] in left and edge[1] in right]
    height = MARGIN * 2 + ROW_PIXELS * max(len(left), len(right))
    most = max(count for *_, count in drawn)
    said = f"{len(drawn)} pairs of outlets, who reports on the left and whom it cites on the right"
    yield '<div class="picture" tabindex="0" role="group" aria-label="Picture of who cites whom">'
    yield f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{said}"><title>{said}</title>'
    start, end = LABEL + 8, WIDTH - LABEL - 8
    middle = (start + end) / 2
    for publisher, via, count in reversed(drawn):  # the widest lie above
        y1, y2 = _height(left[publisher]), _height(right[via])
        width = max(THINNEST_EDGE, WIDEST_EDGE * count / most)
        yield f'<path class="edge" d="M{start} {y1}C{middle} {y1} {middle} {y2} {end} {y2}" stroke-width="{width:.1f}">'
        yield f"<title>{shown(publisher)} cites {shown(via)}: {count:,}</title></path>"
    for column, x, anchor in ((left, LABEL, "end"), (right, WIDTH - LABEL, "start")):
        for outlet, at in column.items():
            y = _height(at)
            yield f'<circle cx="{x + (8 if anchor == "end" else -8)}" cy="{y}" r="4"/>'
            yield f'<text x="{x - 4 if anchor == "end" else x + 4}" y="{y + 5}" text-anchor="{anchor}">'
            yield f"<title>{shown(outlet)}</title>{shown(_cut(outlet))}</text>"
    yield "</svg></div>"


def _height(at: int) -> int:
    return MARGIN + ROW_PIXELS * at + ROW_PIXELS // 2


def _columns(edges: Sequence[tuple[str, str, int]]) -> tuple[dict[str, int], dict[str, int]]:
    """The outlets of both columns with their places from above; the right ones near those that cite them."""
    left: dict[str, int] = {}
    right: dict[str, int] = {}
    for publisher, via, _ in edges:
        if (publisher in left or len(left) < MOST_OUTLETS) and (via in right or len(right) < MOST_OUTLETS):
            left.setdefault(publisher, len(left))
            right.setdefault(via, len(right))
    sums: dict[str, tuple[int, int]] = {}
    for publisher, via, count in edges:
        if publisher in left and via in right:
            place, weight = sums.get(via, (0, 0))
            sums[via] = place + left[publisher] * count, weight + count
    order = sorted(right, key=lambda via: (sums[via][0] / sums[via][1], right[via]))
    return left, {via: at for at, via in enumerate(order)}


def _cut(name: str) -> str:
    most = LABEL // CHAR
    return name if len(name) <= most else f"{name[: most - 1]}…"
