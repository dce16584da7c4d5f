"""What the parser may know of a line's surroundings: a few facts of the article so far, and the lines up to the
horizon.

Law: every answer is the same however the lines arrived; nothing here looks further than the horizon.
"""

from seedparse import fields
from seedparse.dates import order_of
from seedparse.lines import WHITE, Lines
from seedparse.model import FoundDate, Look, Mark, Role
from seedparse.packs import Packs
from seedparse.shape import AHEAD, SHORT, Past, Shape, around, is_item
from seedparse.titles import LONG_KEY, Titles, key_of
from seedparse.units import Unit, Units
from seedparse.words import is_unspaced

RUNNING = frozenset({Look.TEXT, Look.LINE})
BODY_LOOKS = RUNNING | {Look.ENTRY, Look.ITEM}
LISTED = frozenset({Look.ENTRY, Look.ITEM})
LONGEST_LEAD = 2  # paragraphs; more under a title are the body of a text without blank lines
GLANCE = 5  # paragraphs
MOST_SEEN = 4096  # paragraphs that are known again
TITLE_WORDS = 3  # of an entry without a date
CLEAR = 200  # width of a closed paragraph without links that is running text at a glance, behind another such


class Ahead:
    """The lines held, their marks, and the questions that the parser's table asks of them."""

    def __init__(self, packs: Packs) -> None:
        self.heading: str | None = None  # of the list we are in
        self.order: str | None = None  # day first or month first, as its a/b/c dates settle it
        self.units = Units(packs)
        self._lines = Lines()
        self._packs = packs
        self._weights = packs.weights
        self._titles: Titles | None = Titles(self.units, packs.weights["title"])  # None: the title is behind us
        self._past = Past()
        self._seen: set[str] = set()  # the keys of the paragraphs so far
        self._title = ""  # the key of its text
        self._fenced = False  # between the fences of front matter
        self._field = False  # the unit before was a field
        self._attributed = False
        self._leads = 0  # paragraphs that were set apart from the body
        self._gap = False  # the line before is blank
        self._entries: list[Look] = []  # looks of the list's first two entries: its style
        self._spaced = False  # the list has a blank line between its entries

    def hold(self, lines: Lines) -> None:
        """These are the lines; marks are made when asked for."""
        self._lines = lines
        self.units.hold(lines)

    def drop(self, count: int) -> None:
        """The first lines are done with."""
        self.units.drop(count)

    def mark(self, at: int) -> Mark:
        """What a line looks like, seen alone."""
        return self.units.mark(at)

    def take(self, unit: Unit | None, stop: int, role: Role | None) -> None:
        """A unit, its lines up to `stop`, has got its role; remember what later ones need of it. None: a blank line."""
        if unit is None:
            self._gap = True
            return
        gap, self._gap = self._gap, False
        if role is Role.SEPARATOR:
            return  # it says nothing of the text
        shape = self._shape(unit)
        if role is Role.TITLE:
            self._past.take_title(shape)
        else:
            self._past.take(shape)
        self._seen.add(key_of(unit.text))
        if len(self._seen) > MOST_SEEN:
            self._seen.clear()
        self._field = role is Role.META
        if role is Role.RELATED_HEADING:
            self.heading = self._text(unit.start)
            # What the list's own dates do not settle, the language of its heading does.
            pack = self._packs.by_language.get(unit.mark.language or "")
            order = order_of(self._dates_of_list(stop))
            self.order = pack.order if order is None and pack else order
            self._entries = []
            self._spaced = False
        elif role is Role.RELATED:
            if gap and self._entries:
                self._spaced = True
            if len(self._entries) < 2:
                self._entries.append(unit.mark.look)
        elif role is Role.ATTRIBUTION:
            self._attributed = True
        elif role is Role.LEAD:
            self._leads += 1
        elif role is Role.TITLE:
            self._title = key_of(unit.text)
        if role in (Role.TITLE, Role.BODY):
            self._titles = None

    # The questions.

    def opens_fields(self, unit: Unit) -> bool:
        """A ruler at the head: does front matter follow it?"""
        if not fields.is_fence(unit.text):
            return False
        self._fenced = all(fields.is_field(each.text) for each in self.units.following(unit, unit.start, 2))
        return self._fenced

    def is_fence(self, unit: Unit) -> bool:
        """Is front matter over?"""
        if not fields.is_fence(unit.text):
            return False
        self._fenced = False
        return True

    def is_field(self, unit: Unit) -> bool:
        """A line of an export's head: a known name and its value, or an identifier near an address."""
        near = self.units.following(unit, unit.start, 4)
        if fields.is_known(unit.text):
            return self._field or (bool(near) and fields.is_known(near[0].text))
        if not fields.is_identifier(unit.text):
            return False
        return (self._field and fields.is_address(unit.text)) or any(fields.is_address(each.text) for each in near)

    def field(self, unit: Unit) -> Mark:
        """What a line of the head says, if it is a field."""
        if not self._fenced and (self._title or not fields.is_known(unit.text)):
            return unit.mark
        found = fields.read(unit.text, self._packs)
        if found.title:
            self._title, self._titles = key_of(found.title), None
        return found

    def is_title(self, unit: Unit) -> bool:
        if self._titles is None:
            # A field has said it. The text's own may be a part of that: the site's name is left out, or the kicker.
            key = key_of(unit.text)
            return len(key) >= LONG_KEY and key != self._title and (key in self._title or self._title in key)
        if not self._past.count and unit.mark.look is Look.LINE:
            # A clean text: a short line, and sentences under it as far as one sees at a glance.
            under = [each for each in self.units.following(unit, unit.start, GLANCE) if each.mark.look in BODY_LOOKS]
            if len(under) > 1 and all(map(_is_closed, under)):
                return True
        return self._titles.is_title(unit, unit.start)

    def is_running_text(self, unit: Unit) -> bool:
        """Text of this article, or a page's furniture? What is clear at a glance is not weighed."""
        if self._titles is not None and self._titles.is_awaited():
            return False
        shape, near = self._shape(unit), self._past.near
        if shape.strong >= CLEAR and not shape.links and near and near[0].strong >= CLEAR:
            return True
        if self._title and key_of(unit.text) == self._title:
            return False
        following = [each.shape for each in self.units.following(unit, unit.start, AHEAD)]
        if _is_closed(unit) and not any(map(is_item, [*self._past.behind, *following[:GLANCE]])):
            return True
        weights = self._weights["body"]
        return weights.weigh(around(self._past, shape, following)) >= weights.enough

    def is_first_attribution(self, unit: Unit) -> bool:
        return not self._attributed

    def is_labelled(self, unit: Unit) -> bool:
        """Does the date line say what its date is?"""
        return unit.mark.kind is not None

    def is_set_apart(self, unit: Unit) -> bool:
        """Under the title: is this a standfirst, with the body still to come behind a blank or an attribution line?"""
        if self._leads == LONGEST_LEAD or self._attributed:
            return False
        at = end = unit.start
        paragraphs = self._leads
        while paragraphs <= LONGEST_LEAD and self._look(at, end) in RUNNING:
            end, paragraphs = self.units.unit(end, at).stop, paragraphs + 1
        if paragraphs > LONGEST_LEAD:
            return False
        last = self._look(at, end)
        if last is Look.BLANK and not self._gap:
            return self._comes(at, end, BODY_LOOKS)
        while last is Look.BLANK:
            end += 1
            last = self._look(at, end)
        return last is Look.ATTRIBUTION and self._comes(at, end + 1, BODY_LOOKS)

    def opens_list(self, unit: Unit) -> bool:
        """Does an entry follow this heading?"""
        at = unit.start
        at_entry = self._next(at, unit.stop)
        look = self._look(at, at_entry)
        if look is Look.DATE:
            return self._is_entry(at_entry) or self._look(at, self._next(at, at_entry + 1)) in BODY_LOOKS
        if look is not Look.LINE:
            return look in LISTED
        return _is_title_like(self.units.unit(at_entry, at)) or self._look(at, at_entry + 1) is Look.DATE

    def dates_an_entry(self, unit: Unit) -> bool:
        """A date line in a list: is its entry on it ("Feb 1, 2025 - Storm"), or does that follow?"""
        at = unit.start
        return self._is_entry(at) or (
            self._is_bare_date(at) and self._look(at, at + 1) in (Look.LINE, Look.ITEM, Look.TEXT)
        )

    def continues_list(self, unit: Unit) -> bool:
        """A short line in a list: an entry without a date, or the text that goes on behind the list?"""
        at = unit.start
        following = self._next(at, unit.stop)
        look = self._look(at, following)
        if self._entries and self._entries[0] in LISTED:
            return look in LISTED and not self._gap
        if look is Look.DATE:
            return True
        if not _is_title_like(unit):
            return False
        # Between titles that stand alone, a short line over running text is a subheading of the body.
        if self._gap and self._entries and (look is Look.TEXT or not (self._spaced or len(self._entries) == 1)):
            return False
        return not (look is Look.TEXT and following == unit.stop and len(self._entries) > 0)

    def stands_between_entries(self, unit: Unit) -> bool:
        """A closed sentence in a list, the next entry right under it: its title just ends with a stop."""
        return not self._gap and bool(self._entries) and self._look(unit.start, unit.stop) in LISTED

    def _shape(self, unit: Unit) -> Shape:
        return unit.shape._replace(repeated=1) if key_of(unit.text) in self._seen else unit.shape

    # The lines of an entry, once the table has said that it is one.

    def entry_end(self, unit: Unit) -> int:
        """The line behind an entry: a date alone before or after its title is the same block."""
        at, look = unit.start, unit.mark.look
        if look is Look.DATE:
            return at + 1 if self._is_entry(at) else at + 2
        if look in LISTED:
            # A line that begins an entry is never the end of the one before.
            return next((there for there in range(at + 1, unit.stop) if self.mark(there).look in LISTED), unit.stop)
        dated_first = bool(self._entries) and self._entries[0] is Look.DATE
        if (
            look in RUNNING
            and not dated_first
            and self._look(at, unit.stop) is Look.DATE
            and self._is_bare_date(unit.stop)
        ):
            return unit.stop + 1
        return unit.stop

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
        return self.mark(there).look if self.units.sees(at, there) else None

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


def _is_title_like(unit: Unit) -> bool:
    """Whether it is long enough for the title of an article: what is shorter is a menu's item."""
    return unit.shape.words >= TITLE_WORDS or unit.shape.width >= SHORT or is_unspaced(unit.text.strip(WHITE)[0])


def _is_closed(unit: Unit) -> bool:
    """Whether it is a sentence, or several, and nothing of a page's furniture."""
    shape = unit.shape
    return unit.mark.look in BODY_LOOKS and shape.stop == 2 and shape.width >= SHORT and not shape.links
