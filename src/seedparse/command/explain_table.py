"""The table of `explain` on a terminal: each line with its number, role, text, what was read, and the rule.

Law: control characters of a text are shown escaped, never sent to the terminal.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import category

from seedparse.model import Role
from seedparse.text.visible import visible
from seedparse.tools import wording

if TYPE_CHECKING:
    from rich.text import Text

# For each role: its letter and its colour.
SIGNS: dict[Role, tuple[str, str]] = {
    Role.TITLE: ("T", "bold yellow"),
    Role.LEAD: ("L", "green"),
    Role.META: ("M", "cyan"),
    Role.ATTRIBUTION: ("A", "bold magenta"),
    Role.BODY: ("B", "white"),
    Role.RELATED_HEADING: ("H", "bold blue"),
    Role.RELATED: ("R", "blue"),
    Role.EXTRA: ("X", "bright_black"),
    Role.SEPARATOR: ("-", "bright_black"),
}
PIPED_WIDTH = 160  # terminal columns of the table in a pipe, unless COLUMNS is set
LEAST_WIDTH = 30  # terminal columns of the table, at least
NAMED_WIDTH = 120  # terminal columns; a narrower table shows letters for the roles, and a legend once
LEAST_TEXT, MOST_TEXT = 36, 72  # terminal columns reserved for the text: half of the width, within these limits
MAX_READ_COLUMNS, LEAST_READ = (
    28,
    8,
)  # terminal columns of the column `read`; if fewer than the least are left, it is omitted
MOST_RULE, LEAST_RULE = 30, 10  # terminal columns of the column `rule`
GAP = 2  # terminal columns between two columns of the table
MOST_SIGNS = 4  # characters per terminal column: a letter and its combining marks


def explain(explanations: Iterable[wording.Explanation], *, full: bool = False, pages: bool = True) -> None:
    """Print each document under its name, if it has one: each line with its number, role, text and rule.

    Under each article stand its language, dates, citations and notes. `full` cuts no text to the width. `pages`: on a
    terminal the output goes through the pager.
    """
    from rich.console import Console

    from seedparse.command.pager import pager  # here: `subprocess` slows down the start, and parsing needs no pager

    with pager(pages) as file:
        console = Console(
            highlight=False, emoji=False, markup=False, file=file, force_terminal=file is not None or None
        )
        console.on_broken_pipe = _gone  # type: ignore[method-assign]  # rich's method ends the process with 1
        if not console.is_terminal:
            asked = os.environ.get("COLUMNS", "")
            console.width = int(asked) if asked.isdecimal() and int(asked) else PIPED_WIDTH
        console.width = max(console.width, LEAST_WIDTH)
        is_named = console.width >= NAMED_WIDTH
        legend = iter(()) if is_named else _legend(console.width)
        member = None
        for article in explanations:
            for line in legend:  # above the first article; nothing is printed of an input that cannot be read
                console.print(_shown(line), style="bright_black")
            if article["member"] != member:
                member = article["member"]
                console.print(_shown(f"== {member}"), style="bold")
            if article["begins"]:
                console.print(_shown(wording.beginning(article["article"], article["begins"])), style="bright_black")
            for row in _rows(article["blocks"], console.width, is_named=is_named, full=full):
                console.print(row, soft_wrap=True)
            if article["article"] is not None:
                for text in wording.summary(article):
                    console.print(_shown(text))


def _gone() -> None:
    raise BrokenPipeError


def _name(role: Role) -> str:
    return role.replace("_", " ")


def _legend(width: int) -> Iterator[str]:
    """Yield the legend of the letters, in lines of at most `width` characters."""
    line = ""
    for role, (letter, _) in SIGNS.items():
        sign = f"{letter} {_name(role)}"
        if line and len(line) + GAP + len(sign) > width:
            yield line
            line = ""
        line = f"{line}{' ' * GAP if line else ''}{sign}"
    yield line


class _Widths(NamedTuple):
    """The widths of the table's columns in terminal columns; 0: the column is omitted."""

    line: int
    role: int
    text: int
    read: int
    rule: int


def _widths(width: int, line: int, role: int, read: int, rule: int) -> _Widths:
    """Share the width: the text gets its reserved part; if space is short, `read` shrinks first, then `rule`."""
    left = width - line - role - 2 * GAP
    wanted = min(max(LEAST_TEXT, min(width // 2, MOST_TEXT)), left - LEAST_RULE - GAP)
    rule = min(rule, MOST_RULE)
    read = min(read, MAX_READ_COLUMNS, left - wanted - rule - 2 * GAP)
    if read < LEAST_READ:
        read = 0
    rule = min(rule, left - wanted - GAP - (read and read + GAP))
    return _Widths(line, role, left - rule - GAP - (read and read + GAP), read, rule)


class _Cell(NamedTuple):
    """A text with its style, and the terminal columns that it may have."""

    text: str
    style: str
    width: int


def _rows(blocks: Sequence[dict[str, Any]], width: int, *, is_named: bool, full: bool) -> Iterator["Text"]:
    """Yield the lines of the table. rich has tables too, but these count no column for vowel signs that take one."""
    readings = [visible(wording.readings(block)) for block in blocks]
    rules = [visible(wording.decided(block)) for block in blocks]
    widths = _widths(
        width,
        max(4, len(str(blocks[-1]["line_end"]))),
        17 if is_named else 1,
        max(LEAST_READ, *map(_columns, readings), 0),
        max(4, *map(_columns, rules), 0),
    )
    names = ("line", "role" if is_named else "", "text", "read", "rule")
    yield _line(
        [
            _Cell(f"{name:>{size}}" if name == "line" else name, "bold", size)
            for name, size in zip(names, widths, strict=True)
        ]
    )
    start = widths.line + widths.role + 2 * GAP  # the column where the text begins
    for block, reading, rule in zip(blocks, readings, rules, strict=True):
        letter, colour = SIGNS[block["role"]]
        for number, line in enumerate(block["text"].split("\n")):
            first = number == 0
            cells = (
                _Cell(f"{block['line_start'] + number:>{widths.line}}", "bright_black", widths.line),
                _Cell(f"{letter} {_name(block['role'])}" if first and is_named else letter, colour, widths.role),
                _Cell(visible(line.strip() if full else line.strip()[: width * MOST_SIGNS]), "", widths.text),
                _Cell(reading if first else "", "", widths.read),
                _Cell(rule if first else "", "bright_black", widths.rule),
            )
            if full:
                yield from _wrapped_rows(cells)
            else:
                yield _line(cells)
        below = [(f"-> {reading}", "italic")] if full and reading and not widths.read else []
        below += [(f"· {visible(miss)}", "italic bright_black") for miss in wording.near_misses(block)]
        for text, style in below:
            for piece in _wrapped(text, width - start):
                yield _line([_Cell("", "", start - GAP), _Cell(piece, style, width - start)])


def _line(cells: Iterable[_Cell]) -> "Text":
    """One line of the table: the cells side by side, each cut to its width."""
    from rich.text import Text

    line, at, end = Text(), 0, 0  # `at`: the column where the cell begins; `end`: where the line ends so far
    for text, style, width in cells:
        if width and text:
            shown = _shortened(text, width)
            line.append(" " * (at - end)).append(shown, style)
            end = at + _columns(shown)
        at += width and width + GAP
    return line


def _wrapped_rows(cells: Sequence[_Cell]) -> Iterator["Text"]:
    """Yield the lines of a row whose cells are not cut but continue on the next line."""
    pieces = [list(_wrapped(cell.text, cell.width)) if cell.width else [] for cell in cells]
    for row in zip_longest(*pieces, fillvalue=""):
        yield _line(cell._replace(text=text) for cell, text in zip(cells, row, strict=True))


def _columns(text: str) -> int:
    """The terminal columns of a text. A vowel sign beside its letter counts one, as most terminals show it."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text) + sum(category(letter) == "Mc" for letter in text)


def _shortened(text: str, width: int) -> str:
    """The text, or as much of it as fits, with dots behind it."""
    return text if _columns(text) <= width else f"{_beginning(text, width - 1)}…"


def _beginning(text: str, width: int) -> str:
    """The longest beginning that has at most so many columns."""
    left = width
    for at, letter in enumerate(text):
        left -= _columns(letter)
        if left < 0:
            return text[:at]
    return text


def _wrapped(text: str, width: int) -> Iterator[str]:
    """Yield the text in pieces of at most so many columns, cut at spaces where there are any."""
    at = 0
    while True:
        head = _beginning(text[at : at + width * MOST_SIGNS], width) or text[at : at + 1]
        end = at + len(head)
        if text[end : end + 1] not in ("", " ") and (space := head.rfind(" ")) > 0:
            end = at + space
        yield text[at:end]
        at = end
        while text[at : at + 1] == " ":
            at += 1
        if at >= len(text):
            return


def _shown(text: str) -> "Text":
    """Return the text with control characters escaped."""
    from rich.text import Text

    return Text(visible(text))
