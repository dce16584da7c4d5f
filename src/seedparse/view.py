"""What a person sees: the explained text, a bar on long work, the closing line.

Law: nothing of a text reaches a terminal alive; every control character is shown, none is sent.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

from seedparse.intake import Outcome
from seedparse.model import Article, Block, Role

if TYPE_CHECKING:
    import rich.progress
    from rich.table import Table
    from rich.text import Text

# Role: the letter that stands for it without colour, and its colour.
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
PIPED_WIDTH = 160
NAMED_WIDTH = 100  # columns; a narrower window shows the letters alone
LONG_WORK = 1.5  # seconds: what takes less is done before a bar could be read
REDRAWN = 0.2  # seconds


def explain(articles: Iterable[tuple[Article | None, list[Block]]]) -> None:
    """Each line with its number, role, text, and the rule that decided; under each article what was read from the
    whole."""
    from rich.console import Console

    console = Console(highlight=False, emoji=False, markup=False)
    console.on_broken_pipe = _gone  # type: ignore[method-assign]  # rich's own would end the process with 1
    if not console.is_terminal:
        console.width = PIPED_WIDTH  # nobody's window: let rules and readings stand whole
    for article, blocks in articles:
        console.print(_table(blocks, named=console.width >= NAMED_WIDTH))
        if article is not None:
            for text in _summary(article):
                console.print(_shown(text))


def _gone() -> None:
    raise BrokenPipeError


def _table(blocks: Sequence[Block], *, named: bool) -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 1), pad_edge=False, header_style="bold", expand=True)
    # Widths are said, not left to rich: it would shrink the narrow columns to keep the text whole.
    numbers = max(4, len(str(blocks[-1].line_end)))
    table.add_column("line", justify="right", style="bright_black", width=numbers)
    table.add_column("role", width=17 if named else 1, no_wrap=True)
    table.add_column("text", ratio=1, no_wrap=True, overflow="ellipsis")
    table.add_column("read", width=min(28, _widest(map(_readings, blocks))), no_wrap=True, overflow="ellipsis")
    rules = min(30 if named else 14, _widest(map(_decided, blocks)))
    table.add_column("rule", style="bright_black", width=rules, no_wrap=True, overflow="ellipsis")
    for block in blocks:
        letter, colour = SIGNS[block.role]
        name = f"{letter} {block.role.replace('_', ' ')}" if named else letter
        for number, line in enumerate(block.text.split("\n")):
            first = number == 0
            table.add_row(
                str(block.line_start + number),
                Text(name if first else letter, colour),
                _shown(line.strip()),
                _shown(_readings(block)) if first else "",
                _decided(block) if first else "",
            )
    return table


def _widest(texts: Iterable[str]) -> int:
    return max(4, *map(len, texts), 0)


def _decided(block: Block) -> str:
    """What decided the role, and the score if a model did."""
    return block.rule if block.score is None else f"{block.rule} {block.score:+.2f}"


def _readings(block: Block) -> str:
    parts = [block.date or (f"{block.date_raw}?" if block.date_raw else ""), block.name or ""]
    if block.publisher or block.via:
        parts.append(f"{block.publisher or '?'} < {block.via or '?'}")
    if block.role is Role.EXTRA:
        parts.append(block.kind or "unknown")
    parts += [note["code"] for note in block.notes]
    return ", ".join(part for part in parts if part)


def _summary(article: Article) -> Iterator[str]:
    yield f"language {article['language']}, published {article['header']['published'] or 'not said'}"
    if article["header"]["dateline"]:
        yield f"dateline {article['header']['dateline']}"
    for citation in article["citations"]:
        place = f"body {citation['paragraph']}" if citation["paragraph"] >= 0 else f"lead {-citation['paragraph'] - 1}"
        yield f"citation, {place}: {citation['publisher'] or '?'} < {citation['via'] or '?'}: {citation['text']}"
    for note in article["notes"]:
        yield f"note, line {note['line']}: {note['code']}: {note['detail']}"


def _shown(text: str) -> "Text":
    """The text with its control characters made visible."""
    from rich.text import Text

    return Text("".join(each if each.isprintable() or each == "\n" else f"\\x{ord(each):02x}" for each in text))


class Progress:
    """A bar on a terminal, once the work is seen to be long; nothing elsewhere."""

    def __init__(self, stream: TextIO | None, *, quiet: bool) -> None:
        self._stream = stream
        self._shown = not quiet and stream is not None and stream.isatty()
        self._begun = time.monotonic()
        self._drawn = 0.0
        self._expected: int | None = None
        self._read = 0
        self._bar: rich.progress.Progress | None = None

    def expect(self, size: int) -> None:
        """So many bytes will be read in all."""
        self._expected = size

    def advance(self, size: int) -> None:
        """So many more have been read."""
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
            self._shown, self._bar = False, None  # the terminal is gone: nobody looks, and the work goes on

    def close(self) -> None:
        if self._bar:
            self._bar.stop()

    def _open(self) -> "rich.progress.Progress":
        from rich.console import Console
        from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

        # No thread redraws it: processes are copied from this one.
        self._bar = Progress(
            BarColumn(), DownloadColumn(), TextColumn("{task.fields[pace]}"),
            console=Console(file=self._stream), auto_refresh=False, transient=True,
        )  # fmt: skip
        self._bar.start()
        self._bar.add_task("reading", total=self._expected, pace="")
        return self._bar

    def _pace(self, seconds: float) -> str:
        """Rate and time left, on the average so far: known from the first time on that they are shown."""
        rate = self._read / seconds
        pace = f"{rate / 1e6:.1f} MB/s" if rate >= 1e6 else f"{rate / 1e3:.0f} kB/s"
        if self._expected is None or not rate:
            return pace
        left = round(max(0, self._expected - self._read) / rate)
        return f"{pace}, {left // 3600}:{left // 60 % 60:02}:{left % 60:02} left"


def summary(total: Outcome, seconds: float) -> str:
    """What a run did, in a line."""
    tally = total.tally
    parts = [
        _many(total.inputs, "file"),
        _many(tally.articles, "article"),
        f"{total.bytes / 1e6:.1f} MB",
        f"{seconds:.1f} s",
    ]
    if tally.lines:
        parts.append(_recognised(tally.unrecognised, tally.lines))
    for count, what in (
        (total.unchanged, "unchanged"),
        (total.skips.total(), "skipped"),
        (len(total.failures), "failed"),
    ):
        if count:
            parts.append(f"{count:,} {what}")
    return ", ".join(parts)


def _recognised(unrecognised: int, lines: int) -> str:
    """How many of the lines have a role in their article; a share below 100 % is not rounded up to it."""
    if not unrecognised:
        return "all lines recognised"
    return f"{min(99.9, 100 * (1 - unrecognised / lines)):.1f} % of lines recognised (the others are kept in extra)"


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
