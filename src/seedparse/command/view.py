"""What the command shows to people while it works and at the end: the progress bar, the summary.

Law: control characters of a text are shown escaped, never sent to the terminal.
"""

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, TextIO

from seedparse.outcome import Outcome

if TYPE_CHECKING:
    import rich.progress

LONG_WORK = 1.5  # seconds; shorter work shows no progress bar
REDRAWN = 0.2  # seconds between two updates of the progress bar


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
    if total.continued:
        parts.append(f"{_many(total.continued, 'file')} continued")
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
