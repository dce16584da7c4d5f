"""Lines into paragraphs: running text with its wrapped lines joined, a heading, an entry, each with its look.

Law: where a paragraph ends depends on the lines up to the horizon only. One that reaches the horizon is not kept: more
lines may extend it.
"""

from bisect import bisect_right
from collections.abc import Sequence

from seedparse.model import HORIZON_BYTES, HORIZON_LINES, Look, Mark
from seedparse.phrases.pack import Packs
from seedparse.readers import header_lines
from seedparse.readers.fields import is_known, split
from seedparse.readers.front_matter import LOOKAHEAD_LINES
from seedparse.recognition.features import (
    ENDS,
    STRONG,
    Features,
    Known,
    ending_of,
    known_in,
    links_of,
    measure,
    width_in_columns,
)
from seedparse.recognition.looks import mark, mark_of
from seedparse.text.cached import lazy
from seedparse.text.keys import MAX_KEY_CHARS, key_of, stems_of
from seedparse.text.lines import WHITE, Lines
from seedparse.text.words import fold
from seedparse.text.wrapping import NEVER, goes_on, is_broken_at_links, joined, runs_into, width_of

AGAIN = 64  # lines after which a width is looked for again
NEVER_WRAPPED = frozenset({Look.BLANK, Look.RULER, Look.HEADING, Look.ITEM})
"""Looks of lines that never go on the one before."""
RUNS_ON = frozenset({Look.LINE, Look.TEXT, Look.JUNK})
"""Those of a sentence's parts, where it is broken at its links."""
MOST_SPACES = 6  # behind the date of a line of date and authors
LONG = 1 << 16  # characters of a text that is not held for the paragraphs behind it


class Paragraph:
    """A paragraph, an entry's line, a heading; what it costs to measure is paid when its shape is asked for."""

    def __init__(self, start: int, stop: int, mark: Mark, text: str, gap: int, packs: Packs) -> None:
        self.start = start  # its first line, of those held
        self.stop = stop  # the line behind it
        self.mark = mark
        self.text = text  # its lines as one, with the first one's indent
        self.behind: Paragraph | None = None  # the next one, once both are whole
        self.gap = gap  # blank lines before it
        self._packs = packs

    @lazy
    def features(self) -> Features:
        return measure(self, self.stop - self.start)

    @lazy
    def known(self) -> Known:
        return known_in(self.text, self._packs)

    @lazy
    def width(self) -> int:
        return width_in_columns(self.text)

    @lazy
    def ending(self) -> int:
        return ending_of(self.text)

    @lazy
    def links(self) -> int:
        return links_of(self.text)

    @lazy
    def plain(self) -> str:
        return header_lines.plain(self.text, self._packs)

    @lazy
    def fields(self) -> Mark | None:
        """What it says read field by field, if it is a line of date and authors."""
        return header_lines.read(self.text, self._packs)

    @lazy
    def credit(self) -> Mark | None:
        """The same, of what may be such a line at a glance."""
        if self.mark.look in (Look.DATE, Look.BYLINE):
            return self.mark
        if self.mark.look is Look.ENTRY and (self.mark.title or "").count(" ") >= MOST_SPACES:
            return None  # a title behind its date; reading all of a list's is dear
        return self.fields

    @lazy
    def strong(self) -> int:
        """Its width, if it is long and closed as a sentence is; else 0."""
        if len(self.text) * 2 < STRONG or self.ending != ENDS:
            return 0  # most lines of a page
        return self.width if self.width >= STRONG else 0

    @lazy
    def key(self) -> str:
        return key_of(self.text)

    @lazy
    def stems(self) -> frozenset[str]:
        return stems_of(self.text)

    def release(self) -> None:
        """Drop the text of a long paragraph whose role is decided; later paragraphs use only its cached features."""
        if len(self.text) > LONG:
            for measured in ("features", "key"):
                getattr(self, measured)
            self.text = self.text[:MAX_KEY_CHARS]


class Paragraphs:
    """The lines held, and the paragraphs that they make."""

    def __init__(self, packs: Packs) -> None:
        self._packs = packs
        self._lines = Lines()
        self._final = False  # no more lines will come
        self._known: dict[int, Paragraph] = {}  # by its first byte: those that no line to come can change
        self._seen = (-1, 0)  # a line, and the first line that is not seen from it
        self._width = 0  # at which the text is wrapped; 0: it is not, so far
        self._broken = False  # the text is broken at its links
        self._looked = -AGAIN  # the line from which these two were looked for last
        self._dropped = 0  # lines
        self.cut_anew = 0  # how often the paragraphs ahead became others

    def hold(self, lines: Lines, *, final: bool) -> None:
        """These are the lines, all that are left if final; marks are made when asked for."""
        self._lines = lines
        self._final = final
        self._seen = (-1, 0)

    def drop(self, count: int) -> None:
        """The first lines are done with."""
        for start in self._lines.starts[:count]:
            self._known.pop(start, None)
        for paragraph in self._known.values():
            paragraph.start -= count
            paragraph.stop -= count
        self._seen = (-1, 0)
        self._dropped += count

    def mark(self, at: int) -> Mark:
        """What a line looks like, seen alone."""
        return mark_of(self._lines, at, self._packs)

    def line(self, at: int) -> str:
        """A line as printed."""
        return self._lines.texts[at]

    @property
    def starts(self) -> Sequence[int]:
        """The first bytes of the lines held."""
        return self._lines.starts

    def is_wrapped(self, at: int) -> bool:
        """Whether a line goes on the one before it because the text was wrapped there."""
        return self._width > 0 and goes_on(self._lines.texts[at - 1], self._lines.texts[at], self._width)

    def sees(self, origin: int, there: int) -> bool:
        """Whether a line lies before the horizon of another."""
        return there < self._horizon(origin)

    def _horizon(self, origin: int) -> int:
        """The first line that is not seen from another."""
        if self._seen[0] != origin:
            starts = self._lines.starts
            most = min(origin + HORIZON_LINES, len(starts))
            self._seen = origin, bisect_right(starts, starts[origin] + HORIZON_BYTES, origin, most)
        return self._seen[1]

    def paragraph(self, at: int, origin: int) -> Paragraph:
        """The paragraph that begins at a line that is not blank, as far as the horizon of `origin` lets it be seen."""
        if at == origin:
            self._look_for_breaks(origin)
        start = self._lines.starts[at]
        if known := self._known.get(start):
            return known
        stop = self._stop(at, origin)
        texts = self._lines.texts
        text, found = texts[at], self.mark(at)
        if stop > at + 1:
            indent = text[: len(text) - len(text.lstrip(WHITE))]
            text = indent + joined("\n".join(texts[at:stop]))
            found = mark(text, self._packs)
        gap = 0
        while gap < at and self.mark(at - gap - 1).look is Look.BLANK:
            gap += 1
        paragraph = Paragraph(at, stop, found, text, gap, self._packs)
        if self._is_whole(stop, origin):
            self._known[start] = paragraph
        return paragraph

    def joined(self, paragraph: Paragraph, stop: int) -> Paragraph:
        """A paragraph and the lines behind it, up to `stop`, as one."""
        indent = paragraph.text[: len(paragraph.text) - len(paragraph.text.lstrip(WHITE))]
        text = indent + joined("\n".join(self._lines.texts[paragraph.start : stop]))
        return Paragraph(paragraph.start, stop, paragraph.mark, text, paragraph.gap, self._packs)

    def is_cut_before(self, at: int) -> bool:
        """Whether a line is the next part of one that was too long: nothing stands between the two."""
        return self._lines.starts[at] == self._lines.ends[at - 1]

    def _is_whole(self, stop: int, origin: int) -> bool:
        """Whether a paragraph that ends before a line is not cut there by the horizon."""
        return self.sees(origin, stop) or (self._final and stop == len(self._lines))

    def start(self, paragraph: Paragraph) -> int:
        """A paragraph's first byte, by which it is known however many lines have been dropped."""
        return self._lines.starts[paragraph.start]

    def _find_behind(self, paragraph: Paragraph, origin: int) -> Paragraph | None:
        at = paragraph.stop
        while self.sees(origin, at):
            if self.mark(at).look is Look.BLANK:
                at += 1
                continue
            behind = self.paragraph(at, origin)
            if self._is_whole(behind.stop, origin):
                paragraph.behind = behind
            return behind
        return None

    def sees_all(self, origin: int) -> bool:
        """Whether all lines held lie before the horizon of one."""
        return self._horizon(origin) >= len(self._lines)

    def following(self, paragraph: Paragraph, origin: int, most: int) -> list[Paragraph]:
        """The paragraphs behind one, before the horizon."""
        horizon = self._horizon(origin)
        found: list[Paragraph] = []
        while len(found) < most:
            behind = paragraph.behind or self._find_behind(paragraph, origin)
            if behind is None or behind.start >= horizon:
                break
            found.append(behind)
            paragraph = behind
        return found

    def lines_behind(self, paragraph: Paragraph) -> list[str]:
        """The lines behind one's first line that may say whether it is one of front matter."""
        stop = min(paragraph.start + 1 + LOOKAHEAD_LINES, self._horizon(paragraph.start))
        return self._lines.texts[paragraph.stop : stop]

    def _stop(self, at: int, origin: int) -> int:
        stop = at + 1
        if not (self._width > 0 or self._broken) or self.mark(at).look in (Look.RULER, Look.HEADING):
            return stop
        while self.sees(origin, stop) and self._goes_on(stop):
            stop += 1
        return stop

    def _goes_on(self, at: int) -> bool:
        """Whether the line before runs on in this one."""
        texts = self._lines.texts
        if self.is_cut_before(at):
            return False
        look = self.mark(at).look
        if look in NEVER_WRAPPED or texts[at].lstrip(WHITE).startswith("#"):
            return False
        if is_known(texts[at]) and split(texts[at - 1]):
            return False  # a field under another
        if self._width > 0:
            if self.mark(at - 1).look is Look.ATTRIBUTION and ending_of(texts[at - 1]) == ENDS:
                return False  # a whole line by itself
            if self._stands_over_sentence(at):
                return False
            return goes_on(texts[at - 1], texts[at], self._width)
        if look not in RUNS_ON or self.mark(at - 1).look not in RUNS_ON:
            return False
        behind = texts[at + 1] if at + 1 < len(texts) else ""
        return runs_into(texts[at - 1], texts[at], behind, self._packs.function_words)

    def _stands_over_sentence(self, at: int) -> bool:
        """Whether the line before is the article's first, open, and a whole sentence stands right under it, in one
        line: a title as long as the text is wide."""
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
        if self._width > 0 or self._broken or self._dropped + origin - self._looked < AGAIN:
            return
        self._looked = self._dropped + origin
        # Fields are no lines of wrapped text, and of a short mail they are half.
        lines = ["" if is_known(line) else line for line in self._lines.texts[origin : self._horizon(origin)]]
        if self._width != NEVER:
            self._width = width_of(lines)
        self._broken = self._width <= 0 and is_broken_at_links(lines)
        if self._width > 0 or self._broken:
            # What was made of the lines ahead took each for a paragraph.
            self.cut_anew += 1
            self._known = {start: paragraph for start, paragraph in self._known.items() if paragraph.start < origin}
