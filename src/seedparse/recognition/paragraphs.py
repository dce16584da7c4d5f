"""Joins lines into paragraphs: running text with its wrapped lines joined, a heading, an entry, each with its look.

Law: the end of a paragraph depends only on the lines up to the horizon. A paragraph that reaches the horizon is not
cached: more lines may extend it.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence

from seedparse.model import HORIZON_BYTES, HORIZON_LINES, Look, Mark
from seedparse.phrases.pack import Packs
from seedparse.readers import header_lines
from seedparse.readers.fields import Names, split
from seedparse.readers.front_matter import LOOKAHEAD_LINES
from seedparse.recognition.features import (
    ENDS,
    STRONG,
    Features,
    Known,
    beside,
    ending_of,
    known_in,
    links_of,
    measure,
    width_in_columns,
)
from seedparse.recognition.looks import mark_of, mark_text
from seedparse.text.cached import lazy
from seedparse.text.keys import MAX_KEY_CHARS, key_of, stems_of
from seedparse.text.lines import WHITE, Lines
from seedparse.text.sentences import ends_with_colon
from seedparse.text.words import BULLETS, Text, fold
from seedparse.text.wrapping import NEVER, columns, continues, is_broken_at_links, joined, runs_into, width_of

LINES_UNTIL_NEW_WIDTH = 64  # lines after which the text is examined again for a wrapping width or breaks at links
NEVER_WRAPPED = frozenset({Look.BLANK, Look.RULER, Look.HEADING, Look.ITEM})
"""Looks of lines that never continue the line before."""
RUNS_ON = frozenset({Look.LINE, Look.TEXT, Look.JUNK})
"""Looks of the lines of a sentence that is broken at its links."""
ITEM_MARKS = BULLETS + WHITE  # characters before the text of an item
MOST_SPACES = 6  # spaces in an entry's title; an entry with as many is not read as a line of date and authors
MAX_HELD_CHARS = 1 << 16  # characters; of a longer paragraph only the start is kept after its role is decided


class Paragraph:
    """A paragraph of running text, an entry's line or a heading. Its properties are computed when first used."""

    def __init__(
        self, start: int, stop: int, mark: Mark, text: str, gap: int, packs: Packs, words: Text | None = None
    ) -> None:
        self.start = start  # index of its first line, among the lines in memory
        self.stop = stop  # index of the line after it
        self.mark = mark
        self.text = text  # its lines joined, with the indent of the first
        self.number = -1  # its position in `Paragraphs.row`, counted from the start of the article; -1: not in the row
        self.gap = gap  # number of blank lines before it
        self._packs = packs
        if words is not None:
            self.words = words

    @lazy
    def words(self) -> Text:
        """Its words."""
        return Text(self.text.strip(WHITE))

    @lazy
    def features(self) -> Features:
        """Its features, without those of its neighbours."""
        return measure(self, self.stop - self.start)

    @lazy
    def beside(self) -> tuple[float, ...]:
        """Its features as a neighbour of another paragraph."""
        return beside(self)

    @lazy
    def known(self) -> Known:
        """Features of its words."""
        return known_in(self.text, self._packs)

    @lazy
    def width(self) -> int:
        """Its width in columns."""
        return width_in_columns(self.text)

    @lazy
    def ending(self) -> int:
        """How it ends: ENDS, COMMA or 0."""
        return ending_of(self.text)

    @lazy
    def links(self) -> int:
        """Number of traces of links that a converter left."""
        return links_of(self.text)

    @lazy
    def plain(self) -> str:
        """Its text without the marks of links and emphasis."""
        return header_lines.plain(self.text, self._packs)

    @lazy
    def fields(self) -> Mark | None:
        """The reading of a line of date and authors, field by field; None if it is not such a line."""
        return header_lines.read(self.text, self._packs)

    @lazy
    def credit(self) -> Mark | None:
        """The reading of a date line, a byline or a line of date and authors, else None. Long entries are not read."""
        if self.mark.look in (Look.DATE, Look.BYLINE):
            return self.mark
        if self.mark.look is Look.ENTRY and (self.mark.title or "").count(" ") >= MOST_SPACES:
            return None  # a date and a title; reading all entries of a list would be slow
        return self.fields

    @lazy
    def strong(self) -> int:
        """Its width in columns if it is long (STRONG) and closed like a sentence, else 0."""
        if len(self.text) * 2 < STRONG or self.ending != ENDS:
            return 0  # fast path for most lines of a page: too short even at two columns a character, or not closed
        return self.width if self.width >= STRONG else 0

    @lazy
    def key(self) -> str:
        """A key that is equal for equal texts."""
        return key_of(self.text)

    @lazy
    def stems(self) -> frozenset[str]:
        """The stems of its long words; in scripts without spaces its letter pairs."""
        return stems_of(self.text)

    def release(self) -> None:
        """Drop the words of a paragraph whose role is decided, and the text of a long one: later paragraphs use only
        what was computed of it."""
        try:  # noqa: SIM105  # faster than `suppress`
            del self.words
        except AttributeError:
            pass
        if len(self.text) > MAX_HELD_CHARS:
            for measured in ("features", "key", "stems"):
                getattr(self, measured)
            self.text = self.text[:MAX_KEY_CHARS]


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(WHITE))


class Paragraphs:
    """The lines in memory, and their paragraphs."""

    def __init__(self, packs: Packs, names: Names) -> None:
        self._packs = packs
        self._names = names
        self._lines = Lines()
        self._final = False  # no more lines will arrive
        self._known: dict[int, Paragraph] = {}  # complete paragraphs by byte offset; later lines cannot change them
        self.begins_encoding: Callable[[int], bool] = lambda _: False  # whether the line at this offset (bytes) does
        self._row: list[Paragraph] = []  # consecutive complete paragraphs, from the one that is decided next
        self._first = 0  # number of the first of them
        self._seen = (-1, 0)  # cached horizon: the index of a line, and of the first line beyond its horizon
        self._width = 0  # columns at which the text is wrapped; 0: none found so far, NEVER: not wrapped
        self._broken = False  # the text is broken at its links
        self._looked = (
            -LINES_UNTIL_NEW_WIDTH
        )  # line number, from the article's start, from which these two were last determined
        self._dropped = 0  # number of lines dropped so far
        self.cut_anew = 0  # how often the paragraphs after the current line were discarded and joined again

    def hold(self, lines: Lines, *, final: bool) -> None:
        """Set the lines in memory. `final`: no more lines will arrive. Looks are computed when first used."""
        self._lines = lines
        self._final = final
        self._seen = (-1, 0)

    def drop(self, count: int) -> None:
        """Forget the first `count` lines, and shift the line indexes of the cached paragraphs."""
        for start in self._lines.starts[:count]:
            self._known.pop(start, None)
        for paragraph in self._known.values():
            paragraph.start -= count
            paragraph.stop -= count
        self._seen = (-1, 0)
        self._dropped += count

    def mark(self, at: int) -> Mark:
        """The look of line `at` alone."""
        return self._lines.marks[at] or mark_of(self._lines, at, self._packs)

    def look(self, at: int, there: int) -> Look | None:
        """The look of line `there`, seen from line `at`; None after the last line or the horizon."""
        return self.mark(there).look if self.sees(at, there) else None

    def comes(self, at: int, there: int, looks: frozenset[Look]) -> bool:
        """Whether a line with one of these looks follows, before a related heading or the horizon of line `at`."""
        while (look := self.look(at, there)) not in looks:
            if look is None or look is Look.HEADING:
                return False
            there += 1
        return True

    def next_text(self, at: int, there: int) -> int:
        """Index of the first line from `there` on that is not blank, seen from line `at`."""
        while self.look(at, there) is Look.BLANK:
            there += 1
        return there

    def opens_items(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph ends with a colon and a bulleted list follows."""
        if not ends_with_colon(paragraph.text):
            return False
        following = self.following(paragraph, paragraph.start, 1)
        return bool(following) and following[0].mark.look is Look.ITEM

    def line(self, at: int) -> str:
        """The text of line `at`, unchanged."""
        return self._lines.texts[at]

    @property
    def texts(self) -> Sequence[str]:
        """The texts of the lines in memory, unchanged."""
        return self._lines.texts

    def exactly(self, at: int, stop: int) -> Paragraph:
        """The lines from `at` up to `stop` as one paragraph, whatever the wrapping is."""
        found = self.joined(self.paragraph(at, at), stop)
        found.mark = self.mark(at)
        return found

    @property
    def starts(self) -> Sequence[int]:
        """Byte offsets of the lines in memory."""
        return self._lines.starts

    def is_wrapped(self, at: int) -> bool:
        """Whether line `at` continues the line before it in wrapped text."""
        texts = self._lines.texts
        return self._width > 0 and continues(texts[at - 1], texts[at], self._width) and not self.is_cut_before(at)

    def sees(self, origin: int, there: int) -> bool:
        """Whether line `there` is before the horizon of line `origin`."""
        known, horizon = self._seen
        return there < (horizon if known == origin else self.horizon(origin))

    def horizon(self, origin: int) -> int:
        """Index of the first line beyond the horizon of line `origin`."""
        if self._seen[0] != origin:
            starts = self._lines.starts
            most = min(origin + HORIZON_LINES, len(starts))
            self._seen = origin, bisect_right(starts, starts[origin] + HORIZON_BYTES, origin, most)
        return self._seen[1]

    def paragraph(self, at: int, origin: int) -> Paragraph:
        """The paragraph that begins at line `at`, up to the horizon of line `origin`. Line `at` must not be blank."""
        if at == origin:
            self._look_for_breaks(origin)
        known = self._known.get(self._lines.starts[at])
        if known is None:
            known = self._new(at, origin)
        if at == origin:
            self._begin_row(known)
        return known

    def _begin_row(self, paragraph: Paragraph) -> None:
        """Let the row begin with the paragraph that is decided now."""
        before = self._place(paragraph)
        if before is None:
            self._row, self._first, paragraph.number = [paragraph], 0, 0
        elif before:
            del self._row[:before]
            self._first = paragraph.number

    def _place(self, paragraph: Paragraph) -> int | None:
        """Index of a paragraph in the row; None if it is not in it."""
        at = paragraph.number - self._first
        return at if 0 <= at < len(self._row) and self._row[at] is paragraph else None

    def _new(self, at: int, origin: int) -> Paragraph:
        start = self._lines.starts[at]
        stop = self._stop(at, origin)
        texts = self._lines.texts
        text, found, words = texts[at], self.mark(at), self._lines.words[at]
        self._lines.words[at] = None  # they belong to the paragraph, which releases them
        if stop > at + 1:
            indent = text[: len(text) - len(text.lstrip(WHITE))]
            whole = joined("\n".join(texts[at:stop]))
            text, words = indent + whole, Text(whole)
            found = mark_text(words, self._packs)
        gap = 0
        while gap < at and self.mark(at - gap - 1).look is Look.BLANK:
            gap += 1
        paragraph = Paragraph(at, stop, found, text, gap, self._packs, words)
        if self._is_whole(stop, origin):
            self._known[start] = paragraph
        return paragraph

    def joined(self, paragraph: Paragraph, stop: int) -> Paragraph:
        """A paragraph joined with the lines after it, up to `stop`."""
        indent = paragraph.text[: len(paragraph.text) - len(paragraph.text.lstrip(WHITE))]
        text = indent + joined("\n".join(self._lines.texts[paragraph.start : stop]))
        return Paragraph(paragraph.start, stop, paragraph.mark, text, paragraph.gap, self._packs)

    def is_cut_before(self, at: int) -> bool:
        """Whether line `at` is never joined with the line before it.

        It is the next part of an overlong line (no byte is between the two parts), or in another encoding: the bytes of
        a block are in one.
        """
        start = self._lines.starts[at]
        return start == self._lines.ends[at - 1] or self.begins_encoding(start)

    def _is_whole(self, stop: int, origin: int) -> bool:
        """Whether a paragraph that ends before line `stop` is complete, not cut by the horizon of `origin`."""
        return self.sees(origin, stop) or (self._final and stop == len(self._lines))

    def start(self, paragraph: Paragraph) -> int:
        """Byte offset of a paragraph: an identifier that stays the same when lines are dropped."""
        return self._lines.starts[paragraph.start]

    def _find_behind(self, paragraph: Paragraph, horizon: int, origin: int) -> Paragraph | None:
        """The next paragraph before the horizon of line `origin`."""
        marks = self._lines.marks
        for at in range(paragraph.stop, horizon):
            if (marks[at] or self.mark(at)).look is not Look.BLANK:
                return self.paragraph(at, origin)
        return None

    def sees_all(self, origin: int) -> bool:
        """Whether all lines in memory are before the horizon of line `origin`."""
        return self.horizon(origin) >= len(self._lines)

    def following(self, paragraph: Paragraph, origin: int, most: int) -> list[Paragraph]:
        """At most `most` paragraphs after a paragraph, before the horizon of line `origin`."""
        horizon = self.horizon(origin)
        row, at = self._row, self._place(paragraph)
        if at is None:
            row, at = [paragraph], 0  # a joined title
        stop = at + 1 + most
        while len(row) < stop and (behind := self._find_behind(row[-1], horizon, origin)):
            if row is self._row and self._is_whole(behind.stop, origin):
                behind.number = row[-1].number + 1
            elif row is self._row:
                row = row.copy()  # the last paragraph before the horizon is cut by it, so it is not kept
            row.append(behind)
        found = row[at + 1 : stop]
        while found and found[-1].start >= horizon:
            found.pop()
        return found

    def lines_behind(self, paragraph: Paragraph) -> list[str]:
        """The lines after a paragraph, at most LOOKAHEAD_LINES, that show whether it is front matter."""
        stop = min(paragraph.start + 1 + LOOKAHEAD_LINES, self.horizon(paragraph.start))
        return self._lines.texts[paragraph.stop : stop]

    def _stop(self, at: int, origin: int) -> int:
        """Index of the line after the paragraph that begins at line `at`, up to the horizon of `origin`."""
        stop = at + 1
        if not (self._width > 0 or self._broken) or self.mark(at).look in (Look.RULER, Look.HEADING):
            return stop
        while self.sees(origin, stop) and self._goes_on(stop):
            stop += 1
        return stop

    def _goes_on(self, at: int) -> bool:
        """Whether line `at` continues the line before."""
        texts = self._lines.texts
        if self.is_cut_before(at):
            return False
        if self.mark(at - 1).look is Look.ITEM and texts[at - 1].strip(ITEM_MARKS) == texts[at].strip(ITEM_MARKS):
            return False  # an item's title that is printed again
        look = self.mark(at).look
        if look in NEVER_WRAPPED or texts[at].lstrip(WHITE).startswith("#"):
            return False
        if self._names.is_known(texts[at]) and split(texts[at - 1]):
            return False  # a field under another field
        if self._width > 0:
            if ending_of(texts[at - 1]) == ENDS and Look.ATTRIBUTION in (look, self.mark(at - 1).look):
                return False  # a closed attribution is a paragraph by itself, also behind a closed line
            if self._stands_over_sentence(at):
                return False
            if self.mark(at - 1).look is Look.INLINE and columns(texts[at - 1]) > self._width:
                return False  # a link that is not wrapped
            if _indent(texts[at]) > _indent(texts[at - 1]) + 1 and ending_of(texts[at - 1]) == ENDS:
                return False  # a paragraph whose first line is indented
            return continues(texts[at - 1], texts[at], self._width)
        above = self.mark(at - 1)
        if look not in RUNS_ON or above.look not in RUNS_ON or above.heading is not None:
            return False  # `heading`: an opener of a list, whose titles are below it
        behind = texts[at + 1] if at + 1 < len(texts) else ""
        return runs_into(texts[at - 1], texts[at], behind, self._packs.function_words)

    def _stands_over_sentence(self, at: int) -> bool:
        """Whether the line before `at` is a title although it is as wide as the wrapped text.

        It is the first line of the article and open, and line `at` is a whole sentence.
        """
        texts, function_words = self._lines.texts, self._packs.function_words
        first, second = texts[at - 1].strip(WHITE), texts[at].strip(WHITE)
        if self._dropped or any(map(str.strip, texts[: at - 1])) or self.mark(at - 1).look is not Look.LINE:
            return False
        if ending_of(first) or ending_of(second) != ENDS or not second[0].isupper() or " " not in second:
            return False
        behind = texts[at + 1] if at + 1 < len(texts) else ""
        is_whole = not behind.strip() or self.mark(at + 1).look is Look.ATTRIBUTION
        return is_whole and fold(first.rsplit(None, 1)[-1]) not in function_words

    def _look_for_breaks(self, origin: int) -> None:
        """Determine the wrapping width, or breaks at links, from the lines up to the horizon of `origin`."""
        if self._width > 0 or self._broken or self._dropped + origin - self._looked < LINES_UNTIL_NEW_WIDTH:
            return
        self._looked = self._dropped + origin
        # Fields are not wrapped text, but half of the lines of a short mail, so they must not count.
        lines = [
            "" if self._names.is_known(line) else line for line in self._lines.texts[origin : self.horizon(origin)]
        ]
        if self._width != NEVER:
            self._width = width_of(lines)
        self._broken = self._width <= 0 and is_broken_at_links(lines)
        if self._width > 0 or self._broken:
            # The cached paragraphs after this line were made with one line each, so they must be joined again.
            self.cut_anew += 1
            self._known = {start: paragraph for start, paragraph in self._known.items() if paragraph.start < origin}
