"""What the command shows to people: the table of `explain`, the progress bar, the summary.

Law: control characters of a text are shown escaped, never sent to the terminal.
"""

import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TextIO

from seedparse.model import Role
from seedparse.outcome import Outcome
from seedparse.text.visible import visible

if TYPE_CHECKING:
    import rich.progress
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
LONG_WORK = 1.5  # seconds; shorter work shows no progress bar
REDRAWN = 0.2  # seconds between two updates of the progress bar


Explanation = Mapping[str, Any]
"""An article with its blocks, as `tools.explain` makes it."""


def explain(explanations: Iterable[Explanation], *, full: bool = False, pages: bool = True) -> None:
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
                console.print(_shown(_beginning(article["article"], article["begins"])), style="bright_black")
            console.print(_table(article["blocks"], console.width, is_named=is_named, full=full))
            if article["article"] is not None:
                for text in _summary(article):
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

    readings = list(map(_readings, blocks))
    widths = _widths(
        width,
        max(4, len(str(blocks[-1]["line_end"]))),
        17 if is_named else 1,
        max(LEAST_READ, *map(cell_len, readings), 0),
        max(4, *map(len, map(_decided, blocks)), 0),
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
            table.add_row(*row, _decided(block) if first else "")
        if full and reading and not widths.read:
            table.add_row("", "", Text(f"-> {_shown(reading)}", "italic"), "")
        for miss in _near(block):
            table.add_row("", "", Text(miss, "italic bright_black", no_wrap=False, overflow="fold"))
    return table


def _near(block: dict[str, Any]) -> Iterator[str]:
    """Yield what the block nearly was, one sentence each."""
    for miss in block["near_misses"]:
        rule = "" if miss["rule"] is None else f"{miss['rule']} "
        yield visible(f"· {rule}{miss['detail']}")


def _decided(block: dict[str, Any]) -> str:
    """Return the rule that decided the role; if a model decided, also its score, the threshold and the next best."""
    decided = block["decided"]
    if decided["score"] is None or decided["threshold"] is None:
        return str(decided["rule"])
    sign = ">=" if decided["score"] >= decided["threshold"] else "<"
    text = f"{decided['rule']} {decided['score']:+.2f} {sign} {decided['threshold']:+.2f}"
    if next_best := decided["runner_up"]:
        text += f", line {next_best['line']} {next_best['score']:+.2f}"
    return text


def _readings(block: dict[str, Any]) -> str:
    read = block["read"]
    parts = [read["date"] or (f"no date: {read['date_raw']}" if read["date_raw"] else ""), read["name"] or ""]
    if read["publisher"] or read["via"]:
        parts.append(f"{read['publisher'] or ''}{' citing ' + read['via'] if read['via'] else ''}".strip())
    parts += [block["kind"] or "", *(note["code"] for note in block["notes"])]
    return ", ".join(part for part in parts if part)


def _beginning(article: int | None, begins: dict[str, Any]) -> str:
    text = f"{f'article {article}' if article else 'a separator'} begins: {begins['rule']}"
    if begins["score"] is not None and begins["threshold"] is not None:
        text += f" {begins['score']:+.2f} >= {begins['threshold']:+.2f}"
    spoke = ", ".join(f"{kind} {effect:+.2f}" for kind, effect in begins["reasons"].items())
    return f"{text} ({spoke})" if spoke else text


def _summary(article: Explanation) -> Iterator[str]:
    said = f"published {article['published']}" if article["published"] else "no publication date in the text"
    yield f"language {article['language']}, {said}"
    if article["dateline"]:
        yield f"dateline {article['dateline']}"
    for citation in article["citations"]:
        at = citation["paragraph"]
        place = f"body paragraph {at + 1}" if at >= 0 else f"lead paragraph {-at}"
        cited = ", which cites ".join(filter(None, (citation["publisher"], citation["via"])))
        yield f"{place} cites {cited or 'a source without a name'}: {citation['text']}"
    for note in article["notes"]:
        place = f"line {note['line']}" if note["line"] else "the whole article"
        yield f"note on {place}: {note['code']}: {note['detail']}"


def _shown(text: str) -> "Text":
    """Return the text with control characters escaped."""
    from rich.text import Text

    return Text(visible(text))


class Progress:
    """A progress bar for work of more than LONG_WORK seconds; shown on terminals only."""

    def __init__(self, stream: TextIO | None, *, quiet: bool) -> None:
        self._stream = stream
        self._shown = not quiet and stream is not None and stream.isatty()
        self._begun = time.monotonic()
        self._drawn = 0.0
        self._expected: int | None = None
        self._read = 0
        self._bar: rich.progress.Progress | None = None

    def expect(self, size: int) -> None:
        """Set the number of bytes that will be read in all."""
        self._expected = size

    def advance(self, size: int) -> None:
        """Add the number of bytes that have been read since the last call."""
        self._read += size
        if not self._shown:
            return
        now = time.monotonic()
        if now - self._begun < LONG_WORK or now - self._drawn < REDRAWN:
            return
        self._drawn = now
        try:
            bar = self._bar or self._open()
            bar.update(bar.task_ids[0], completed=self._read, pace=self._pace(now - self._begun), refresh=True)
        except OSError:
            self._shown, self._bar = False, None  # the terminal was closed: the work goes on without a bar

    def close(self) -> None:
        if self._bar:
            self._bar.stop()

    def _open(self) -> "rich.progress.Progress":
        from rich.console import Console
        from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

        # No thread redraws the bar: this process is forked, and forking is not safe with threads.
        self._bar = Progress(
            BarColumn(), DownloadColumn(), TextColumn("{task.fields[pace]}"),
            console=Console(file=self._stream), auto_refresh=False, transient=True,
        )  # fmt: skip
        self._bar.start()
        self._bar.add_task("reading", total=self._expected, pace="")
        return self._bar

    def _pace(self, seconds: float) -> str:
        """Return rate and time left, from the average so far."""
        rate = self._read / seconds
        pace = f"{rate / 1e6:.1f} MB/s" if rate >= 1e6 else f"{rate / 1e3:.0f} kB/s"
        if self._expected is None or not rate:
            return pace
        left = round(max(0, self._expected - self._read) / rate)
        return f"{pace}, {left // 3600}:{left // 60 % 60:02}:{left % 60:02} left"


def summary(total: Outcome, seconds: float, *, verbose: bool = False) -> str:
    """Return the summary of a run in one line. `verbose`: the skipped files were named, so no hint at -v is added."""
    counts = total.counts
    parts = [
        _many(total.inputs, "file"),
        _many(counts.articles, "article"),
        *([f"{_many(total.duplicates, 'duplicate')} dropped"] if total.duplicates else []),
        f"{total.bytes / 1e6:.1f} MB" if total.bytes >= 1e5 else f"{total.bytes / 1e3:.1f} kB",
        f"{seconds:.1f} s",
    ]
    if counts.lines:
        parts.append(_recognised(counts.unrecognised, counts.lines))
    if total.unchanged:
        parts.append(f"{_many(total.unchanged, 'file')} unchanged")
    if total.skips:
        parts.append(
            f"{_many(total.skips.total(), 'file')} skipped ({_reasons(total.skips)}{'' if verbose else NAMED})"
        )
    if total.failures:
        parts.append(_many(len(total.failures), "failure"))
    return ", ".join(parts)


def replaced(packs: tuple[str, ...]) -> str:
    """Return the end of the summary: the languages that a user's own packs replace; "" if there are none."""
    from seedparse import resources

    return "".join(f", language {language} replaced by {path}" for language, path in resources.replaced(packs).items())


NAMED = "; -v names them"
REASONS = {
    "hidden": "hidden",
    "linked-directory": "link to a directory",
    "not-a-file": "not a file",
    "is-output": "output of seedparse",
}
"""The reason shown for a skipped file, by its code; for any other code it is "not text"."""


def _reasons(skips: Mapping[str, int]) -> str:
    """Return the reasons why files were skipped, with their numbers if there are several."""
    counts: dict[str, int] = {}
    for code, count in sorted(skips.items()):
        reason = REASONS.get(code, "not text")
        counts[reason] = counts.get(reason, 0) + count
    if len(counts) == 1:
        return next(iter(counts))
    return ", ".join(f"{count:,} {reason}" for reason, count in counts.items())


def _recognised(unrecognised: int, lines: int) -> str:
    """Return the share of lines with a role other than extra; less than 100 % is never rounded up to 100 %."""
    if not unrecognised:
        return "all lines recognised"
    return f"{min(99.9, 100 * (1 - unrecognised / lines)):.1f} % of lines recognised (the others are kept in extra)"


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
