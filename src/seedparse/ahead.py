"""What the parser may know of a line's surroundings: a few facts of the article so far, and the lines up to the
horizon.

Law: every answer is the same however the lines arrived; nothing here looks further than the horizon.
"""

from seedparse.dates import order_of
from seedparse.lines import WHITE, Lines
from seedparse.model import HORIZON_BYTES, HORIZON_LINES, FoundDate, Look, Mark, Role
from seedparse.packs import Packs
from seedparse.rules import is_sentence, mark
from seedparse.wrapping import WIDEST, goes_on, joined, width_of

RUNNING = frozenset({Look.TEXT, Look.LINE})
WRAPPED = RUNNING | {Look.ENTRY}  # a wrapped line may begin with a date
SHOWN = 6  # lines from which a width is read
BODY_LOOKS = RUNNING | {Look.ENTRY, Look.ITEM}
LISTED = frozenset({Look.ENTRY, Look.ITEM})
LONGEST_TITLE = 3  # lines of a wrapped title
LONGEST_LEAD = 2  # paragraphs; more under a title are the body of a text without blank lines


class Ahead:
    """The lines held, their marks, and the questions that the parser's table asks of them."""

    def __init__(self, packs: Packs) -> None:
        self.heading: str | None = None  # of the list we are in
        self.order: str | None = None  # day first or month first, as its a/b/c dates settle it
        self._packs = packs
        self._lines = Lines()
        self._marks: list[Mark | None] = []
        self._attributed = False
        self._leads = 0  # paragraphs that were set apart from the body
        self._gap = False  # the line before is blank
        self._entries: list[Look] = []  # looks of the list's first two entries: its style
        self._spaced = False  # the list has a blank line between its entries
        self._width = 0  # at which the article's text is wrapped; 0: it is not, so far

    def hold(self, lines: Lines) -> None:
        """These are the lines; marks are made when asked for."""
        self._lines = lines
        self._marks.extend([None] * (len(lines.texts) - len(self._marks)))

    def drop(self, count: int) -> None:
        """The first lines are done with."""
        del self._marks[:count]

    def mark(self, at: int) -> Mark:
        found = self._marks[at]
        if found is None:
            found = self._marks[at] = mark(self._lines.texts[at], self._packs)
        return found

    def take(self, at: int, stop: int, role: Role | None) -> None:
        """These lines have got their role; remember what later ones need of it."""
        if role is None:
            self._gap = True
            return
        if role is Role.RELATED_HEADING:
            self.heading = self._text(at)
            self.order = order_of(self._dates_of_list(stop))
            self._entries = []
            self._spaced = False
        elif role is Role.RELATED:
            if self._gap and self._entries:
                self._spaced = True
            if len(self._entries) < 2:
                self._entries.append(self.mark(at).look)
        elif role is Role.ATTRIBUTION:
            self._attributed = True
        elif role is Role.LEAD:
            self._leads += 1
        self._gap = False

    # The questions.

    def is_title(self, at: int) -> bool:
        """The line that opens the text: is it a title, and not a date's sentence or the first line of a wrapped
        paragraph?"""
        end = self.paragraph_end(at)
        return end - at <= LONGEST_TITLE and not is_sentence(joined("\n".join(self._lines.texts[at:end])))

    def is_first_attribution(self, at: int) -> bool:
        return not self._attributed

    def is_labelled(self, at: int) -> bool:
        """Does the date line say what its date is?"""
        return self.mark(at).kind is not None

    def is_set_apart(self, at: int) -> bool:
        """Under the title: is this a standfirst, with the body still to come behind a blank or an attribution line?"""
        if self._leads == LONGEST_LEAD or self._attributed:
            return False
        end, paragraphs = at, self._leads
        while paragraphs <= LONGEST_LEAD and self._look(at, end) in RUNNING:
            end, paragraphs = self.paragraph_end(end, at), paragraphs + 1
        if paragraphs > LONGEST_LEAD:
            return False
        last = self._look(at, end)
        if last is Look.BLANK and not self._gap:
            return self._comes(at, end, BODY_LOOKS)
        while last is Look.BLANK:
            end += 1
            last = self._look(at, end)
        return last is Look.ATTRIBUTION and self._comes(at, end + 1, BODY_LOOKS)

    def opens_list(self, at: int) -> bool:
        """Does an entry follow this heading?"""
        at_entry = self._next(at, at + 1)
        look = self._look(at, at_entry)
        if look is Look.DATE:
            return self._is_entry(at_entry) or self._look(at, self._next(at, at_entry + 1)) in BODY_LOOKS
        return look in LISTED or look is Look.LINE

    def dates_an_entry(self, at: int) -> bool:
        """A date line in a list: is its entry on it ("Feb 1, 2025 - Storm"), or does that follow?"""
        return self._is_entry(at) or (
            self._is_bare_date(at) and self._look(at, at + 1) in (Look.LINE, Look.ITEM, Look.TEXT)
        )

    def continues_list(self, at: int) -> bool:
        """A short line in a list: an entry without a date, or the text that goes on behind the list?"""
        following = self._next(at, at + 1)
        look = self._look(at, following)
        if self._entries and self._entries[0] in LISTED:
            return look in LISTED and not self._gap
        if look is Look.DATE:
            return True
        # Between titles that stand alone, a short line over running text is a subheading of the body.
        if self._gap and self._entries and (look is Look.TEXT or not (self._spaced or len(self._entries) == 1)):
            return False
        return not (look is Look.TEXT and following == at + 1 and len(self._entries) > 0)

    def stands_between_entries(self, at: int) -> bool:
        """A closed sentence in a list, the next entry right under it: its title just ends with a stop."""
        return not self._gap and bool(self._entries) and self._look(at, at + 1) in LISTED

    # The lines of one paragraph or entry, once the table has said that it is one.

    def paragraph_end(self, at: int, seen_from: int | None = None) -> int:
        """The line behind a paragraph: behind its first line, or behind all that it was wrapped into.

        The horizon is that of `seen_from`, the line that is being decided, if that is not the paragraph's first.
        """
        origin = at if seen_from is None else seen_from
        end = at + 1
        texts = self._lines.texts
        if self._look(origin, end) not in WRAPPED or len(texts[at]) > WIDEST or self.mark(at).look not in WRAPPED:
            return end
        width = self._width
        if not width:
            run = at
            while run - at < SHOWN and self._look(origin, run) in WRAPPED:
                run += 1
            width = width_of(texts[at:run])
            if origin == at:
                self._width = width
        while width and self._look(origin, end) in WRAPPED and goes_on(texts[end - 1], texts[end], width):
            end += 1
        return end

    def entry_end(self, at: int) -> int:
        """The line behind an entry: a date alone before or after its title is the same block."""
        look = self.mark(at).look
        if look is Look.DATE:
            return at + 1 if self._is_entry(at) else at + 2
        if look in LISTED:
            end = self.paragraph_end(at) if self._width else at + 1
            # A line that begins an entry is never the end of the one before.
            return next((there for there in range(at + 1, end) if self.mark(there).look in LISTED), end)
        dated_first = bool(self._entries) and self._entries[0] is Look.DATE
        if look in RUNNING and not dated_first and self._look(at, at + 1) is Look.DATE and self._is_bare_date(at + 1):
            return at + 2
        return at + 1

    def entry(self, at: int, stop: int) -> tuple[str, FoundDate | None]:
        """Title and date of the entry in these lines."""
        title, found = "", None
        for line in range(at, stop):
            known = self.mark(line)
            if known.look is Look.DATE and known.found and not self._is_entry(line):
                found = known.found._replace(raw=known.printed or "")
            else:
                text = known.title if known.title is not None else self._text(line)
                title = f"{title} {text}" if title else text
                found = known.found or found
        return title, found

    def _is_entry(self, at: int) -> bool:
        """Whether the date line would be an entry in a list: its date comes first, then words."""
        known = self.mark(at)
        return known.look is Look.DATE and known.title is not None

    def _is_bare_date(self, at: int) -> bool:
        """Whether the date line has its date, perhaps its time, and nothing beside them."""
        return self.mark(at).printed == self._text(at)

    # The lines ahead.

    def _text(self, at: int) -> str:
        return self._lines.texts[at].strip(WHITE)

    def _look(self, at: int, there: int) -> Look | None:
        """The look of a line ahead of `at`, None behind the last line or the horizon."""
        starts = self._lines.starts
        if there >= len(starts) or there - at >= HORIZON_LINES or starts[there] - starts[at] > HORIZON_BYTES:
            return None
        return self.mark(there).look

    def _next(self, at: int, there: int) -> int:
        """The next line from `there` on that is not blank, seen from `at`."""
        while self._look(at, there) is Look.BLANK:
            there += 1
        return there

    def _comes(self, at: int, there: int, looks: frozenset[Look]) -> bool:
        """Whether a line of these looks comes before a related list does."""
        while (look := self._look(at, there)) not in looks:
            if look is None or look is Look.HEADING:
                return False
            there += 1
        return True

    def _dates_of_list(self, at: int) -> list[FoundDate]:
        found = []
        there = at
        while self._look(at, there) in (*LISTED, *RUNNING, Look.BLANK, Look.DATE):
            if date := self.mark(there).found:
                found.append(date)
            there += 1
        return found
