"""Reads a related list that is whole in the lookahead window: its heading, its entries, and its end.

Law: a list is read once, at its heading or its first entry. Which lines are its entries depends on these lines and on
the lines after them, never on an earlier role.
"""

import re
from typing import NamedTuple

from seedparse.model import FoundDate, Look
from seedparse.phrases.pack import Packs
from seedparse.readers.dates import order_of
from seedparse.readers.entries import MAX_CHARS, DatePlace, EntryLine, Marker, dated_end, of_look, read_line
from seedparse.recognition.looks import HEADING_KINDS
from seedparse.recognition.paragraphs import Paragraph, Paragraphs
from seedparse.text.lines import WHITE
from seedparse.text.sentences import is_sentence
from seedparse.text.words import is_unspaced
from seedparse.text.wrapping import columns, joined

MIN_DATED = 3  # dated open entries of a list without a heading, or of a list without bullets under an unknown heading
MIN_UNDATED = 2  # entries of an undated list under an unknown heading
MIN_UNMARKED = 2  # entries with a date at the end and no mark before it, and more than half of a list
MAX_YEAR_MARK = 6  # characters at a line's end that hold a digit of its date, a mark of the year behind it
MAX_HEADING_WORDS = 8  # words of an unknown heading
MAX_HEADING_COLUMNS = 70  # columns of an unknown heading
MAX_COLON_WORDS = 3  # words of an unknown heading with a colon over an undated list; more introduce an enumeration
MAX_UNDATED_RUN = 4  # undated lines without a marker between two dated lines
MAX_FOOTER_LINES = 6  # short lines unknown to the packs after the last list; more are a menu of the page
HINT_LINES = 3  # lines of text, from the heading on, that must contain the start of the first entry or its date

MIN_TITLE_WORDS = 3  # words of most entries of an undated list under an unknown heading; shorter entries are tags

HEADING_LOOKS = frozenset({Look.LINE, Look.TEXT, Look.ITEM})
HEADING_ENDINGS = (":", "…", "...", "?", "!")
"""A short line that ends with one of these may be a heading although it is closed like a sentence."""
FOOTER_LOOKS = frozenset({Look.JUNK, Look.RULER, Look.ATTRIBUTION, Look.BYLINE, Look.DATE, Look.INLINE, Look.LINE})
"""Looks of lines that may be after the last list of an article."""
ENDING_LOOKS = frozenset({Look.HEADING, Look.JUNK, Look.RULER, Look.ATTRIBUTION})
"""Looks of lines that end a list, unless they have a date."""

_DIGIT = re.compile(r"\d")


class Entry(NamedTuple):
    """One entry of a list."""

    lines: int  # number of its lines
    title: str
    found: FoundDate | None


class RelatedList(NamedTuple):
    """A list. Lines are identified by their byte offsets, which stay the same when lines are dropped."""

    heading: int | None
    entries: dict[int, Entry]
    first: int  # the first entry
    last: int  # the last entry
    order: str | None  # order of day and month in its dates of the form a/b/c; None if they leave it open

    @property
    def is_dated(self) -> bool:
        """Whether at least half of its entries have dates."""
        return sum(entry.found is not None for entry in self.entries.values()) * 2 >= len(self.entries)


class _Part(NamedTuple):
    """The lines of one entry, before they are joined."""

    start: int  # index of the entry's first line
    stop: int  # index of the line after it
    line: EntryLine
    found: FoundDate | None
    date_line: int = -1  # index of the line that has only the date; -1: there is none


class ListReader:
    """Reads a whole list from the lookahead window before its lines get their roles."""

    def __init__(self, paragraphs: Paragraphs, packs: Packs) -> None:
        self._paragraphs = paragraphs
        self._packs = packs
        # Byte offset of running text that was found after a list. Before it no list without a known heading can end
        # the article, so none is tried.
        self._text_behind = -1
        self._last: tuple[Paragraph | None, RelatedList | None] = None, None  # the line read last, and its list

    def read(self, paragraph: Paragraph) -> RelatedList | None:
        """The list whose heading or first entry is this line; None if there is none."""
        if self._last[0] is not paragraph:
            self._last = paragraph, self._read_new(paragraph)
        return self._last[1]

    def _read_new(self, paragraph: Paragraph) -> RelatedList | None:
        at, look = paragraph.start, paragraph.mark.look
        text = self._text(at)
        is_known = look is Look.HEADING
        if paragraph.stop > at + 1 or not self._has_hint(paragraph, text):
            return None
        if not is_known and self._paragraphs.start(paragraph) < self._text_behind:
            return None
        return self._read(at, at, text, is_known=is_known)

    def _read(self, at: int, origin: int, text: str, *, is_known: bool) -> RelatedList | None:
        """The list at line `at`. `is_known`: the line is a heading known to a pack."""
        if is_known:
            parts = self._parts(self._next(at + 1, origin), origin)
            # A list that is longer than the window is read entry by entry.
            is_whole = _is_under_known(parts) and self._sees_end(parts[-1].stop, origin)
            return self._list(at, parts) if is_whole else None
        own = read_line(text, self._packs)
        if own.place is DatePlace.NONE and self._may_head(at, origin, text, own):
            parts = self._parts(self._next(at + 1, origin), origin)
            is_phrase = self._paragraphs.mark(at).kind in HEADING_KINDS
            if _is_under_unknown(parts, text, is_phrase=is_phrase) and self._ends_article(parts[-1].stop, origin):
                return self._list(at, parts)
        parts = self._parts(at, origin)
        if _is_without_heading(parts) and self._ends_article(parts[-1].stop, origin):
            return self._list(None, parts)
        return None

    def _has_hint(self, paragraph: Paragraph, text: str) -> bool:
        """Whether the next HINT_LINES lines of text may contain a first entry: a prefilter that rejects most lines."""
        if (paragraph.mark.look is Look.TEXT and not text.endswith(HEADING_ENDINGS)) or len(text) > MAX_CHARS:
            return False
        there = at = paragraph.start
        for _ in range(HINT_LINES):
            if there < 0:
                return False
            line = self._text(there)
            if len(line) <= MAX_CHARS and (_DIGIT.search(line) or self._look(there) in (Look.ITEM, Look.ENTRY)):
                return True
            there = self._next(there + 1, at)
        return False

    def _may_head(self, at: int, origin: int, text: str, own: EntryLine) -> bool:
        """Whether a line unknown to the packs may be a heading: short, and open or with one of HEADING_ENDINGS."""
        mark = self._paragraphs.mark(at)
        look = mark.look
        if look not in HEADING_LOOKS and mark.kind not in HEADING_KINDS:
            return False
        if own.marker is Marker.NUMBER or columns(text) > MAX_HEADING_COLUMNS:
            return False
        if look is Look.TEXT and not text.endswith(HEADING_ENDINGS):
            return False
        behind = self._next(at + 1, origin)
        if behind < 0 or (look is Look.ITEM and (self._look(behind) is Look.ITEM or is_sentence(text))):
            return False  # an item like the next one, or an item of a list of sentences
        if not any(map(str.isalpha, text)):
            return False
        return len(text.split()) <= MAX_HEADING_WORDS

    # The entries.

    def _parts(self, at: int, origin: int) -> list[_Part]:
        """The consecutive entries from line `at` on. `origin`: the line whose horizon limits them."""
        if at < 0:
            return []
        first = self._line(at)
        if first is None:
            return []
        if first.place is DatePlace.ALONE:
            return self._pairs(at, origin, is_date_first=True)
        if first.place is DatePlace.NONE:
            behind = self._next(self._stop(at, origin), origin)
            second = self._line(behind) if behind >= 0 else None
            if second and second.place is DatePlace.ALONE:
                return self._pairs(at, origin, is_date_first=False)
        return self._run(at, origin)

    def _pairs(self, at: int, origin: int, *, is_date_first: bool) -> list[_Part]:
        """Entries whose dates are on the lines before or after their titles."""
        parts: list[_Part] = []
        while at >= 0:
            first = self._line(at)
            stop = self._stop(at, origin)
            behind = self._next(stop, origin)
            second = self._line(behind) if behind >= 0 else None
            places = (first.place if first else None, second.place if second else None)
            if is_date_first and places[0] is DatePlace.ALONE and places[1] is not DatePlace.ALONE:
                date, title, stop = first, second, self._stop(behind, origin) if behind >= 0 else stop
            elif not is_date_first and places == (DatePlace.NONE, DatePlace.ALONE):
                date, title, stop = second, first, behind + 1
            elif is_date_first and places[0] is DatePlace.ALONE:
                return []  # two dates in a row: the dates have no titles
            else:
                is_among = parts and first and first.place is DatePlace.NONE and second
                if not is_among or not self._goes_on_in_pairs(behind, origin, is_date_first=is_date_first):
                    break
                date, title = None, first
            if title is None:
                return []  # a date without a title
            if is_sentence(title.title):
                break
            date_line = -1 if date is None else at if is_date_first else behind
            marker = date.marker if date and title.marker is Marker.NONE else title.marker
            whole = EntryLine(marker, DatePlace.NONE, None, title.whole, title.whole)
            parts.append(_Part(at, stop, whole, date.found if date else None, date_line))
            at = self._next(stop, origin)
        return parts

    def _goes_on_in_pairs(self, at: int, origin: int, *, is_date_first: bool) -> bool:
        """Whether a pair of date and title begins at line `at`, after an entry without a date."""
        line = self._line(at)
        if is_date_first:
            return line is not None and line.place is DatePlace.ALONE
        behind = self._next(self._stop(at, origin), origin)
        second = self._line(behind) if behind >= 0 else None
        return (
            line is not None
            and line.place is DatePlace.NONE
            and second is not None
            and (second.place is DatePlace.ALONE)
        )

    def _run(self, at: int, origin: int) -> list[_Part]:
        """Entries whose dates are on the same lines as their titles."""
        parts: list[_Part] = []
        unmarked: set[int] = set()  # the lines with a date at the end and no mark before it
        kept = 0  # number of certain entries; the parts after them may not belong to the list
        marker: Marker | None = None
        while at >= 0:
            line = self._line(at)
            if line is None or line.place is DatePlace.ALONE:
                break
            if line.place is DatePlace.NONE and (tail := self._dated_end(at, line.whole)):
                line = line._replace(place=DatePlace.END, found=tail[0], title=tail[1])
                unmarked.add(at)
            is_dated = line.place is not DatePlace.NONE
            if marker is None:
                marker = line.marker
            if line.marker is not marker and not (is_dated and Marker.NONE not in (line.marker, marker)):
                break
            if not is_dated and marker is Marker.NONE:
                if is_sentence(line.whole) or len(parts) - kept >= MAX_UNDATED_RUN:
                    break
            stop = self._stop(at, origin)
            parts.append(_Part(at, stop, line, line.found))
            if is_dated or marker is not Marker.NONE:
                kept = len(parts)
            at = self._next(stop, origin)
        parts = parts[:kept]
        if unmarked and (len(unmarked) < MIN_UNMARKED or len(unmarked) * 2 <= len(parts)):
            parts = [_undated(part) if part.start in unmarked else part for part in parts]
        heads = sum(part.line.place is DatePlace.HEAD for part in parts)
        if heads * 2 >= sum(part.found is not None for part in parts):
            # In a list with dates at the head, a date at the end of a line is part of the title.
            parts = [_undated(part) if part.line.place is DatePlace.END else part for part in parts]
        return parts

    def _dated_end(self, at: int, text: str) -> tuple[FoundDate, str] | None:
        """The whole date at the end of a line, without a mark before it, and the title: "Ferry returns 17.05.2026"."""
        if self._look(at) is not Look.ITEM or _DIGIT.search(text[-MAX_YEAR_MARK:]) is None:
            return None
        tail = dated_end(text, self._packs)
        return tail if tail and tail[0].form != "partial" and tail[1] else None

    def _line(self, at: int) -> EntryLine | None:
        """A line read as a line of a list; None if it cannot be one."""
        text = self._text(at)
        if len(text) > MAX_CHARS:
            return None
        mark = self._paragraphs.mark(at)
        if mark.look is Look.INLINE or (mark.look is Look.DATE and mark.kind is not None):
            return None  # an inline link, or a date with a label
        line = (mark.look is Look.ENTRY and of_look(text, mark)) or read_line(text, self._packs)
        return None if line.place is DatePlace.NONE and mark.look in ENDING_LOOKS else line

    def _stop(self, at: int, origin: int) -> int:
        """Index of the line after an entry. Its indented and wrapped lines belong to it."""
        indent = self._indent(at)
        own = self._line(at)
        others = {DatePlace.HEAD} if own and own.place is DatePlace.HEAD else {DatePlace.HEAD, DatePlace.ALONE}
        stop = at + 1
        while self._paragraphs.sees(origin, stop) and self._text(stop):
            is_indented = self._indent(stop) > indent and not self._paragraphs.is_cut_before(stop)
            if not (is_indented or self._paragraphs.is_wrapped(stop)):
                break
            line = self._line(stop)
            if line is None or line.marker is not Marker.NONE:
                break
            if line.place in others and not self._breaks_date(at, stop):
                break
            stop += 1
        return stop

    def _breaks_date(self, at: int, stop: int) -> bool:
        """Whether the date at an entry's end was broken in two before line `stop`: "Ferry returns - 17 / May 2026"."""
        whole = read_line(joined("\n".join(map(self._text, range(at, stop + 1)))), self._packs)
        before = read_line(joined("\n".join(map(self._text, range(at, stop)))), self._packs)
        return before.place is DatePlace.NONE and whole.place is DatePlace.END

    def _list(self, heading: int | None, parts: list[_Part]) -> RelatedList:
        starts = self._paragraphs.starts
        entries = {}
        for part in parts:
            text, found = self._joined(part)
            entries[starts[part.start]] = Entry(part.stop - part.start, text, found)
        order = order_of([entry.found for entry in entries.values() if entry.found])
        return RelatedList(
            None if heading is None else starts[heading],
            entries,
            starts[parts[0].start],
            starts[parts[-1].start],
            order,
        )

    def _joined(self, part: _Part) -> tuple[str, FoundDate | None]:
        """An entry's title, joined from all its lines, and its date."""
        texts = [self._text(at) for at in range(part.start, part.stop) if at != part.date_line]
        lines = [text for text in texts if text]
        if part.found is None:
            line = read_line(joined("\n".join(lines)), self._packs)
            if len(lines) > 1 and line.place is DatePlace.END and part.line.place is DatePlace.NONE:
                return line.title, line.found
            return line.whole, None
        if part.line.place is DatePlace.NONE:
            return read_line(joined("\n".join(lines)), self._packs).whole, part.found
        return joined("\n".join((part.line.title, *lines[1:]))), part.found

    # The lines after the list.

    def _ends_article(self, at: int, origin: int) -> bool:
        """Whether the article has only footers and other lists from line `at` on."""
        there = self._next(at, origin)
        unknown = 0
        while there >= 0:
            look = self._look(there)
            unknown += look is Look.LINE
            if unknown > MAX_FOOTER_LINES:
                return False
            if look is Look.HEADING:
                return True
            if look not in FOOTER_LOOKS:
                text = self._text(there)
                if self._read(there, origin, text, is_known=False) is not None:
                    return True
                self._text_behind = max(self._text_behind, self._paragraphs.starts[there])
                return False
            if look is Look.LINE and self._read(there, origin, self._text(there), is_known=False) is not None:
                return True
            there = self._next(there + 1, origin)
        return self._paragraphs.sees_all(origin)

    def _sees_end(self, at: int, origin: int) -> bool:
        """Whether a list that stops before line `at` is complete, not cut by the lookahead window."""
        return self._paragraphs.sees_all(origin) or self._next(at, origin) >= 0

    # The lines.

    def _text(self, at: int) -> str:
        return self._paragraphs.line(at).strip(WHITE)

    def _look(self, at: int) -> Look:
        return self._paragraphs.mark(at).look

    def _indent(self, at: int) -> int:
        text = self._paragraphs.line(at).expandtabs()
        return len(text) - len(text.lstrip(WHITE))

    def _next(self, at: int, origin: int) -> int:
        """Index of the first line with text from `at` on; -1 if there is none before the horizon of `origin`."""
        while self._paragraphs.sees(origin, at):
            if self._text(at):
                return at
            at += 1
        return -1


def _undated(part: _Part) -> _Part:
    line = part.line._replace(place=DatePlace.NONE, found=None, title=part.line.whole)
    return part._replace(line=line, found=None)


def _is_open(part: _Part) -> bool:
    return not is_sentence(part.line.title)


def _is_complete(part: _Part) -> bool:
    """Whether the entry has a date with a year."""
    return part.found is not None and part.found.form != "partial"


def _is_title_like(part: _Part) -> bool:
    title = part.line.title
    return len(title.split()) >= MIN_TITLE_WORDS or is_unspaced(title[0])


def _has_marker(parts: list[_Part]) -> bool:
    return parts[0].line.marker is not Marker.NONE


def _is_under_known(parts: list[_Part]) -> bool:
    """Whether these entries, under a known heading, have dates or numbers. Other lists are read entry by entry."""
    return bool(parts) and (any(part.found for part in parts) or parts[0].line.marker is Marker.NUMBER)


def _is_under_unknown(parts: list[_Part], heading: str, *, is_phrase: bool) -> bool:
    """Whether these are entries of a list under a short line that no pack has as a related heading.

    `is_phrase`: a pack has it as a phrase of pages ("Most read"); then one dated entry is enough.
    """
    if not parts or sum(map(_is_open, parts)) * 2 <= len(parts):
        return False
    if not _has_marker(parts) and parts[0].found is None:
        return False  # then the first of these lines is the heading
    dated = sum(_is_complete(part) and _is_open(part) for part in parts)
    if dated:
        return is_phrase or dated >= MIN_DATED or _has_marker(parts)
    if heading.endswith(":") and len(heading.split()) > MAX_COLON_WORDS:
        return False
    are_titles = sum(map(_is_title_like, parts)) * 2 > len(parts)
    return _has_marker(parts) and len(parts) >= MIN_UNDATED and all(map(_is_open, parts)) and are_titles


def _is_without_heading(parts: list[_Part]) -> bool:
    """Whether these are entries of a list without a heading."""
    if len(parts) < MIN_DATED or not _is_complete(parts[0]) or not _is_open(parts[0]):
        return False
    dated = [part for part in parts if _is_complete(part)]
    opened = sum(map(_is_open, dated))
    return opened >= MIN_DATED and opened * 2 > len(dated)
