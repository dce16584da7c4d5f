"""Find the lines at which articles begin. Lines in, runs of lines out.

Law: a boundary is decided by the lines around it and the article before it, never by roles. So reading can begin where
an article begins, and a file can be read in ranges. A form feed, the head of a numbered export and a very long gap are
boundaries by themselves; about other lines `boundary_score` decides.
"""

from typing import NamedTuple

from seedparse.model import Beginning, Block, Look, Role
from seedparse.phrases.pack import Packs
from seedparse.readers.exports import Profiles
from seedparse.recognition.boundary_score import BACK, Evidence, MoreNeededError
from seedparse.recognition.looks import ruler
from seedparse.recognition.trees import TreeModel
from seedparse.text.lines import WHITE, Lines
from seedparse.text.words import Text

MAX_CONTEXT_CHARS = 4096  # characters kept of a line that was already returned and is only context
LONGEST_GAP = 4 * BACK  # lines without text after which the article ends
FORM_FEED = Beginning("split.form-feed")
NUMBERED = Beginning("split.numbered")
LONG_GAP = Beginning("split.long-gap")


class Run(NamedTuple):
    """Consecutive lines of one article."""

    lines: Lines
    separates: bool = False  # the lines are between two articles
    closes: bool = False  # the article ends with these lines
    context: int = 0  # if `closes`: byte offset of the first line that a reader of the next article needs as context
    # If `closes`: the article has a line that is not blank, not a ruler and not the head of a numbered export.
    counts: bool = False
    beginning: Beginning | None = None  # if `separates`: why an article begins behind the lines
    goes_on: bool = False  # the last line is one part of an overlong line, and the next part follows


class Splitter:
    """Splits lines into runs. Returns a run as soon as it is certain that no article begins inside it."""

    def __init__(self, packs: Packs, model: TreeModel, profiles: Profiles, split: str = "auto") -> None:
        """`split`: "auto", "off", or a regular expression for separator lines. Raises SplitError if it is not safe."""
        self._off = split == "off"
        self._packs = packs
        self._lines = Lines()
        self._evidence = Evidence(self._lines, packs, model, profiles, split)
        self._out = 0  # index of the first line that was not returned yet
        self._at = 0  # index of the first line that is not decided yet
        self._stop = 1 << 62  # byte offset of the first article that is outside the range
        self._counts = False  # Run.counts of the current article so far
        self.done = False  # the article at `_stop` has begun: the range is complete

    def bound(self, lines: Lines, stop: int) -> None:
        """Limit reading to a range of the file.

        `lines`: the lines before the range, as context. `stop`: byte offset at which the first article after the range
        begins.
        """
        self._stop = stop
        self._lines.extend(lines)
        self._out = self._at = len(lines)

    @property
    def first_held(self) -> int | None:
        """Byte offset of the first line that is still held: no later run or context begins before it."""
        return self._lines.starts[0] if len(self._lines) else None

    def feed(self, lines: Lines) -> list[Run]:
        """Add lines. Returns the runs that are now certain."""
        self._lines.extend(lines)
        return self._walk()

    def close(self) -> list[Run]:
        """End the last article. Returns the runs of all lines that are left."""
        self._evidence.final = True
        runs = self._walk()
        if not self.done:
            last = self._run(self._out, len(self._lines))
            runs.append(last._replace(closes=True, counts=self._counts))
        return runs

    def _walk(self) -> list[Run]:
        """Decide all lines that do not need further lines. Returns the runs that are certain."""
        runs: list[Run] = []
        texts, numbers, evidence = self._lines.texts, self._lines.numbers, self._evidence
        if self._off:
            # One input is one article.
            runs.append(self._run(0, len(texts)))
            self._lines.drop(len(texts))
            return runs
        while self._at < len(texts) and not self.done:
            at = self._at
            text = texts[at]
            inside = at > 0 and numbers[at] == numbers[at - 1]  # inside an overlong line no article begins
            try:
                turns = text[:1] == "\f" and not inside and evidence.turns_page(at)
            except MoreNeededError:
                break
            if turns:
                if not text.strip(WHITE):
                    self._at += 1
                    continue
            elif text[:1] == "\f" and not inside:
                self._cut(at, runs, FORM_FEED)
                if not text.strip(WHITE):
                    self._at += 1  # the line has no text of the next article
                    continue
            elif not inside and evidence.cuts_alone(at):
                self._cut(at, runs, NUMBERED)
                self._at += 1
                continue
            else:
                try:
                    if evidence.is_gap(at, text):
                        if at - evidence.last > LONGEST_GAP and not inside:
                            self._cut(at, runs, LONG_GAP)
                        self._at += 1
                        continue
                    if evidence.last >= 0 and not inside and (found := evidence.begins(at)):
                        self._cut(at, runs, found)
                except MoreNeededError:
                    break
            try:
                evidence.take(at)
            except MoreNeededError:
                break
            self._at += 1
        # Lines after the last line of text may be a separator, so they are not returned yet. Lines before the first
        # line of text cannot be one.
        known = evidence.last + 1 if evidence.last >= 0 else self._at
        if known > self._out and not self.done:
            runs.append(self._run(self._out, known))
            self._out = known
            if len(texts[known - 1]) > MAX_CONTEXT_CHARS:
                # The line was returned and is now only context; its start is enough to show that it is a paragraph.
                texts[known - 1] = texts[known - 1][:MAX_CONTEXT_CHARS]
        self._forget()
        return runs

    def _run(self, start: int, stop: int) -> Run:
        """The lines from `start` to before `stop` as a run of the current article."""
        texts, numbers = self._lines.texts, self._lines.numbers
        self._counts = self._counts or any(says_something(texts[at], self._packs) for at in range(start, stop))
        goes_on = start < stop < len(numbers) and numbers[stop] == numbers[stop - 1]
        return Run(self._lines.cut(start, stop), goes_on=goes_on)

    def _cut(self, at: int, runs: list[Run], found: Beginning) -> None:
        """Close the current article: a new one begins at line `at`, found so."""
        evidence = self._evidence
        if evidence.last < 0:
            return
        behind = evidence.last + 1
        context = self._lines.starts[evidence.first_seen(evidence.last)]
        if behind > self._out:
            runs.append(self._run(self._out, behind))
        between = self._lines.cut(max(behind, self._out), at)
        runs.append(Run(between, separates=True, closes=True, context=context, counts=self._counts, beginning=found))
        self._counts = False
        self.done = self._lines.starts[at] >= self._stop
        self._out = at
        evidence.cut()

    def _forget(self) -> None:
        """Drop the lines that are no longer needed as context."""
        evidence = self._evidence
        if not self._at:
            return
        spare = min(self._out, evidence.first_seen(evidence.last if evidence.last >= 0 else self._at - 1))
        if spare > 0:
            evidence.last -= spare if evidence.last >= 0 else 0
            evidence.begun -= spare
            self._lines.drop(spare)
            self._out -= spare
            self._at -= spare


def says_something(text: str, packs: Packs) -> bool:
    """Whether a line is enough for its article to get a record. Blank lines, rulers and export heads are not."""
    bare = text.strip(WHITE)
    if not bare:
        return False
    found = ruler(Text(bare), packs)
    return found is None or found.look is not Look.RULER


def separators(lines: Lines) -> list[Block]:
    """One separator block for each line that is not blank."""
    return [
        Block(Role.SEPARATOR, text, "split.separator", number, number, start, end)
        for text, start, end, number in zip(lines.texts, lines.starts, lines.ends, lines.numbers, strict=True)
        if text.strip(WHITE)
    ]
