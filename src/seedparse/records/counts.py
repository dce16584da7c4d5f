"""What came of documents, in numbers."""

from seedparse.model import Block, Role


class Counts:
    """Of one document or of many."""

    articles: int = 0
    lines: int = 0  # that hold text
    unrecognised: int = 0  # of these: set aside, and nothing shows as what

    def add(self, other: "Counts") -> None:
        self.articles += other.articles
        self.lines += other.lines
        self.unrecognised += other.unrecognised

    def take(self, blocks: list[Block]) -> None:
        """Count what became of these blocks' lines."""
        for block in blocks:
            count = block.line_end - block.line_start + 1
            self.lines += count
            if block.role is Role.EXTRA and block.kind == "unknown":
                self.unrecognised += count
