"""The table of `explain` on a terminal: each line with its number, role, text, what was read, and the rule.

Law: control characters of a text are shown escaped, never sent to the terminal.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from seedparse.model import Role
from seedparse.text.visible import visible
from seedparse.tools import wording

if TYPE_CHECKING:
    from rich.table import Table
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
        if not is_named:
            for line in _legend(console.width):
                console.print(_shown(line), style="bright_black")
        member = None
        for article in explanations:
            if article["member"] != member:
                member = article["member"]
                console.print(_shown(f"== {member}"), style="bold")
            if article["begins"]:
                console.print(_shown(wording.beginning(article["article"], article["begins"])), style="bright_black")
            console.print(_table(article["blocks"], console.width, is_named=is_named, full=full))
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


def _table(blocks: Sequence[dict[str, Any]], width: int, *, is_named: bool, full: bool) -> "Table":
    from rich.cells import cell_len
    from rich.table import Table
    from rich.text import Text

    readings = list(map(wording.readings, blocks))
    widths = _widths(
        width,
        max(4, len(str(blocks[-1]["line_end"]))),
        17 if is_named else 1,
        max(LEAST_READ, *map(cell_len, readings), 0),
        max(4, *map(len, map(wording.decided, blocks)), 0),
    )
    table = Table(box=None, padding=(0, GAP, 0, 0), pad_edge=False, header_style="bold")
    # The widths are fixed here: rich would shrink the narrow columns to keep the text whole.
    table.add_column("line", justify="right", style="bright_black", width=widths.line)
    table.add_column("role" if is_named else "", width=widths.role, no_wrap=True)
    for name, columns, style in (
        ("text", widths.text, ""),
        ("read", widths.read, ""),
        ("rule", widths.rule, "bright_black"),
    ):
        if columns:
            overflow: Literal["fold", "ellipsis"] = "fold" if full else "ellipsis"
            table.add_column(name, width=columns, no_wrap=not full, overflow=overflow, style=style)
    for block, reading in zip(blocks, readings, strict=True):
        letter, colour = SIGNS[block["role"]]
        for number, line in enumerate(block["text"].split("\n")):
            first = number == 0
            row: list[str | Text] = [
                str(block["line_start"] + number),
                Text(f"{letter} {_name(block['role'])}" if first and is_named else letter, colour),
                _shown(line.strip() if full else line.strip()[: width * MOST_SIGNS]),
            ]
            if widths.read:
                row.append(_shown(reading if first else ""))
            table.add_row(*row, wording.decided(block) if first else "")
        if full and reading and not widths.read:
            table.add_row("", "", Text(f"-> {_shown(reading)}", "italic"), "")
        for miss in wording.near_misses(block):
            table.add_row("", "", Text(visible(f"· {miss}"), "italic bright_black", no_wrap=False, overflow="fold"))
    return table


def _shown(text: str) -> "Text":
    """Return the text with control characters escaped."""
    from rich.text import Text

    return Text(visible(text))
