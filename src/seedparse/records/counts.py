"""Counts of articles, lines and unrecognised lines."""

from collections.abc import Callable

from seedparse.model import Block, Role


class Counts:
    """The counts of one document or of several."""

    articles: int = 0
    lines: int = 0  # lines with text
    unrecognised: int = 0  # of these, the lines in `extra` whose kind is unknown
    # Is called when the blocks of an article and of all before it were taken, with its number in its document; the
    # counts are then those of all up to it.
    passed: Callable[[int], None] | None = None

    def add(self, other: "Counts") -> None:
        """Add the counts of other documents."""
        self.articles += other.articles
        self.lines += other.lines
        self.unrecognised += other.unrecognised

    def take(self, blocks: list[Block]) -> None:
        """Count the lines of these blocks."""
        for block in blocks:
            count = block.line_end - block.line_start + 1
            self.lines += count
            if block.role is Role.EXTRA and block.kind == "unknown":
                self.unrecognised += count
