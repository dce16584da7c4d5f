"""The context of a paragraph: a few facts about the article so far, and the lines up to the horizon.

Law: every answer is the same however the lines arrived; no question looks further than the horizon.
"""

from collections.abc import Callable
from itertools import islice, takewhile
from typing import TYPE_CHECKING, NamedTuple

from seedparse.model import Answer, Look, Mark, Role
from seedparse.phrases.pack import Packs
from seedparse.readers import fields, front_matter, headlines, person_names
from seedparse.recognition import dated_rows
from seedparse.recognition.features import (
    COMMA,
    ENDS,
    LOOKAHEAD_PARAGRAPHS,
    SHORT,
    Features,
    around,
    is_cut,
    is_item,
    is_menu_item,
)
from seedparse.recognition.header_position import Credits
from seedparse.recognition.list_context import (
    BODY_LOOKS,
    MIN_BOILERPLATE,
    MIN_UNDATED_ENTRY_WORDS,
    RUNNING,
    ListContext,
)
from seedparse.recognition.paragraphs import Paragraph
from seedparse.recognition.titles import IN_SIGHT, Titles
from seedparse.recognition.trees import Models
from seedparse.text.keys import key_of
from seedparse.text.lines import WHITE
from seedparse.text.patterns import later
from seedparse.text.sentences import ends_with_colon, is_sentence
from seedparse.text.words import is_small, is_unspaced
from seedparse.text.wrapping import goes_on, runs_into

if TYPE_CHECKING:
    from seedparse.recognition.features import Measured

LONGEST_LEAD = 2  # maximum paragraphs of a lead; more under a title are the body of a text without blank lines
GLANCE = 5  # paragraphs after one that the fast checks examine
PARAGRAPHS_IN_SIGHT = 3  # paragraphs before and after one that the fast checks examine
MENU = 5  # items among the PARAGRAPHS_IN_SIGHT paragraphs on both sides, or items in a row, that show a menu
GOES_ON = 4  # paragraphs after a picture's credit in which the running text continues
MOST_NAMES = 32  # maximum names of earlier fields that are kept
MOST_SEEN = 4096  # maximum keys of earlier paragraphs that are kept
CLOSING = frozenset({Look.HEADING, Look.INLINE, Look.JUNK, Look.RULER, Look.DATE})  # looks after an article's end
CLEAN_JUNK = 3  # maximum paragraphs of boilerplate in a clean text, one that is not part of a page
CLEAN_ITEMS = 2  # maximum short open lines in a clean text; as many as it has closed sentences are allowed too
SHORT_TEXT = 1000  # maximum columns of all paragraphs of a short text; news pages have more, even without menus
TO_TITLE = 2  # maximum paragraphs before the title of a plain text: a kicker, a date line
MORE_ITEMS = 5  # maximum short open lines without digits after the last closed sentence; more are a menu
MOST_IN_NAME = 4  # maximum words in the name of a site or a section
TITLE_LINES = 3  # maximum lines of a title
MAX_BROKEN_TITLE_COLUMNS = 80  # maximum columns of a line that a title continues after; a longer line is a whole title
TITLE_COLUMNS = 3  # minimum columns of a title; twice as many in a script without spaces
TO_ATTRIBUTION = 4  # maximum paragraphs from the title to the attribution line
CLEAR = 200  # minimum columns of two closed paragraphs in a row of which the second is body without a score

FIELD_MARKS = frozenset("|·•")
TEXT_LOOKS = frozenset({Look.TEXT, Look.ITEM})

_DIGIT = later(r"\d")
_COLONS = frozenset(":：")  # characters after a label
_NUMBERED = later(r"\s*\d{1,3}[.)]\s+\S")

# The rules that decide, where a question has more than one (docs/record.md).
FIELD_KNOWN = Answer(True, "field.known")
FIELD_IDENTIFIER = Answer(True, "field.identifier")
FIELD_FENCE = Answer(True, "field.fence")
FIELD_EXPORTED = Answer(True, "field.exported")
FIELD_CONTINUED = Answer(True, "field.continued")
FIELD_OF_MAIL = Answer(True, "field.of-mail")
TITLE_OVER_SENTENCES = Answer(True, "title.over-sentences")
TITLE_OF_PLAIN_TEXT = Answer(True, "title.plain-text")
LEAD_OVER_GAP = Answer(True, "lead.over-gap")
LEAD_OVER_ATTRIBUTION = Answer(True, "lead.over-attribution")
BODY_BEHIND_LONG = Answer(True, "body.behind-long")
BODY_CLOSED = Answer(True, "body.closed")
BODY_OF_PLAIN_TEXT = Answer(True, "body.plain-text")
BODY_AMONG_LONG = Answer(True, "body.among-long")
EXTRA_BEFORE_TITLE = Answer(False, "extra.before-title")
EXTRA_TITLE_AGAIN = Answer(False, "extra.title-again")
HEADER_SITE = Answer(True, "header.site")
EXTRA_TITLE_WITH_SITE = Answer(True, "extra.title-with-site")
EXTRA_FIELD_TITLE = Answer(True, "extra.title-again")  # repeats a title that came from a field
EXTRA_CONTENTS = Answer(True, "extra.contents")
EXTRA_MENU_ITEM = Answer(False, "extra.menu-item")
OF_A_PICTURE = Answer(True, "attribution.of-picture")
SECOND_ATTRIBUTION = Answer(False, "attribution.second")


class Sight(NamedTuple):
    """Facts about the article, taken from the paragraphs before the horizon."""

    is_clean: bool  # the text is not part of a page: no links, almost no menus and boilerplate
    is_plain: bool  # clean, and either short or with an attribution line or a date and a byline under the title
    is_short: bool  # clean, and of SHORT_TEXT columns at most
    last: int  # byte offset of the last paragraph that is a closed sentence
    end: int  # byte offset after which paragraphs were not examined


class Context(ListContext):
    """The lines in memory, the history of the article, and the questions of the table in `roles`."""

    def __init__(self, packs: Packs, models: Models) -> None:
        super().__init__(packs)
        self._credits = Credits(self.paragraphs, packs)
        self._models = models
        self._titles: Titles | None = Titles(self.paragraphs, models["title"])  # None: no title is expected any more
        self._cut = 0  # value of `paragraphs.cut_anew` when a title was last looked for
        self._seen: set[str] = set()  # keys of the paragraphs so far
        self._title = ""  # key of the title
        self._printed = ""  # the title as it is printed
        self._headline = ""  # the title, if it came from a field
        self._matter: front_matter.Matter | None = None  # the front matter that is still open
        self._ruled = False  # the line before is a ruler
        self._field = False  # the previous paragraph is a field
        self._exported = False  # a field of a database's export came before, and since then only fields and extra
        self._names: list[str] = []  # names of the fields before
        self._indent = 0  # indent of the last field, in characters
        self._contents = False  # the previous paragraph is an item of a table of contents, or the label over the first
        self._attributed = False  # the article has an attribution
        self._sight: Sight | None = None
        self._begun = False  # the article has a lead or body
        self._leads = 0  # paragraphs of the lead so far
        self._menu_items = 0  # paragraphs in a row, up to here, that are extra and may be items of a menu

    def take(self, paragraph: Paragraph | None, stop: int, role: Role | None) -> None:
        """Record a decided paragraph, its lines up to `stop`, in the history. None stands for a blank line."""
        if paragraph is None:
            self._gap = True
            return
        gap, self._gap = self._gap, False
        if role is Role.SEPARATOR:
            self._ruled = True
            return  # a separator is not part of the text
        self._menu_items = self._menu_items + 1 if role is Role.EXTRA and is_menu_item(paragraph) else 0
        if role is Role.TITLE:
            self._past.take_title(paragraph)
            self._printed = paragraph.text
        elif not (role is Role.EXTRA and self._titles is not None and self.is_title_with_site(paragraph)):
            self._past.take(paragraph)  # the title is still to come after one with the site's name
        key = paragraph.key
        self._seen.add(key)
        if len(self._seen) > MOST_SEEN:
            self._seen.clear()
        self._take_field(paragraph, role, gap=gap or self._ruled)
        self._ruled = False
        is_label = paragraph.mark.kind == "navigation" and paragraph.text[-1:] in _COLONS
        self._contents = role is Role.EXTRA and (is_label or bool(self.is_in_contents(paragraph)))
        self._credits.take(paragraph, key, role)
        self.take_listed(paragraph, stop, role, gap)
        if role is Role.ATTRIBUTION:
            self._attributed = True
        elif role is Role.LEAD:
            self._leads += 1
        elif role is Role.TITLE or (role is Role.EXTRA and self.is_title_again(paragraph)):
            self._title, self._headline = key, ""
            self._credits.take_title(key)
        if role in (Role.TITLE, Role.BODY):
            self._titles = None
        if role in (Role.LEAD, Role.BODY):
            self._begun = True
        paragraph.release()

    # The questions.

    def opens_fields(self, paragraph: Paragraph) -> bool | Answer:
        """A ruler at the start: does front matter follow?"""
        return front_matter.opens(paragraph.text, self.paragraphs.lines_behind(paragraph)) is not None and FIELD_FENCE

    def is_in_fields(self, paragraph: Paragraph) -> bool:
        """After a fence: is the paragraph a line of the front matter, or the fence that closes it?"""
        return self._goes_on(paragraph, gap=self._gap or self._ruled) is not None

    def is_field(self, paragraph: Paragraph) -> bool | Answer:
        """Is the line a field of a head: a known name with its value, or an identifier near an address?"""
        near = self.paragraphs.following(paragraph, paragraph.start, 4)
        if fields.is_known(paragraph.text):
            if self._field or (bool(near) and fields.is_known(near[0].text)):
                return FIELD_KNOWN
            if not self._past.count and fields.is_title(paragraph.text):
                return FIELD_KNOWN
        if self.is_exported(paragraph):
            return FIELD_EXPORTED
        if self._is_rest(paragraph):
            return FIELD_CONTINUED
        if self._is_of_mail(paragraph):
            return FIELD_OF_MAIL
        if not fields.is_identifier(paragraph.text):
            return False
        is_head = (self._field and fields.is_address(paragraph.text)) or any(
            fields.is_address(each.text) for each in near
        )
        return is_head and FIELD_IDENTIFIER

    def is_exported(self, paragraph: Paragraph) -> bool:
        """Is the line a field of a database's export: with a name that only exports use, or beside such a field?"""
        if ":" not in paragraph.text[: fields.LONGEST_NAME + 1]:
            return False
        if fields.is_exported(paragraph.text):
            return True
        if not fields.is_beside_exported(paragraph.text):
            return self._exported and fields.is_address(paragraph.text)
        for each in self.paragraphs.following(paragraph, paragraph.start, PARAGRAPHS_IN_SIGHT):
            if self._exported or fields.is_exported(each.text):
                return True
            if not fields.is_beside_exported(each.text):
                return False
        return self._exported

    def field(self, paragraph: Paragraph) -> Mark:
        """The reading of a line of the head: a mark with its date, name or title.

        A title in a field becomes the title of the article.
        """
        if self._credits.found:
            return self._credits.found
        matter = self._goes_on(paragraph, gap=self._gap or self._ruled)
        if (
            matter is None
            and paragraph.mark.look in (Look.DATE, Look.BYLINE)
            and not fields.is_exported(paragraph.text)
        ):
            found = paragraph.fields
            name = paragraph.mark.name and person_names.name_of(paragraph.mark.name)
            found = found or paragraph.mark._replace(name=name)
            # In an export this is the date at which the database changed its copy, not the paper its article.
            changed = found.kind == "updated" and (self._exported or self.is_exported(paragraph))
            return found._replace(kind="accessed") if changed else found
        if matter is None and not fields.is_beside_exported(paragraph.text):
            return paragraph.mark
        field = front_matter.field_of(matter, paragraph.text) if matter else fields.split(paragraph.text)
        names = (*self._names, *fields.names_of([paragraph.text, *self.paragraphs.lines_behind(paragraph)]))
        found = fields.read(field, self._packs, names, self._continued(paragraph))
        if self._title:
            return found._replace(title=None)
        if found.title:
            self._title, self._titles = key_of(found.title), None
            self._headline = found.title
            self._credits.take_title(self._title)
        return found

    def is_credit(self, paragraph: Paragraph) -> bool:
        """Near the title: is it a line of date and authors?"""
        if self._credits.is_credit(paragraph):
            return True
        may_be_over = self._titles is not None and paragraph.fields is not None and self._in_sight(paragraph).is_plain
        return may_be_over and self._credits.is_over_title(paragraph)

    def is_first_name(self, paragraph: Paragraph) -> bool:
        """Before the title: is the line a name and nothing else?"""
        return self._credits.is_first_name(paragraph)

    def opens_list(self, paragraph: Paragraph) -> bool:
        """Does an entry follow this heading? Before the title of a page all lists are menus."""
        return super().opens_list(paragraph) and (self._titles is None or not self._page)

    def is_in_contents(self, paragraph: Paragraph) -> bool | Answer:
        """Is it an item of a digest's table of contents, under a label such as "Today's topics:"?"""
        return self._contents and _NUMBERED.match(paragraph.text) is not None and EXTRA_CONTENTS

    def is_title_again(self, paragraph: Paragraph) -> bool | Answer:
        """Does it repeat the headline from a field? Only one of the two may have the site's name or a kicker."""
        return bool(self._headline) and headlines.are_same(paragraph.text, self._headline) and EXTRA_FIELD_TITLE

    def is_titled_by_field(self, paragraph: Paragraph) -> bool:
        """Did the headline come from a field, and is this paragraph closed?"""
        return bool(self._headline) and paragraph.ending == ENDS

    def names_site(self, paragraph: Paragraph) -> bool | Answer:
        """Right under the title: does the line say that the end of the title is the site's name?"""
        is_site = self._past.since_title == 0 and headlines.without_site(self._printed, paragraph.text) is not None
        return is_site and HEADER_SITE

    def without_site(self, text: str) -> str | None:
        """The headline from a field without the site's name at its end; None if `text` does not show such a name."""
        return headlines.without_tail(self._headline, text)

    def is_title(self, paragraph: Paragraph) -> bool | Answer:
        """Is it the title, by a rule for plain and clean text or by its score?"""
        if self._titles is None:
            return False  # the title is known, or the body has begun
        if self._is_plain_title(paragraph):
            return TITLE_OF_PLAIN_TEXT
        if not self._past.count and (paragraph.mark.look is Look.LINE or paragraph.strong):
            # In a clean text the title is a short first line with only closed sentences in the next GLANCE paragraphs,
            # or up to the list. A clean text that begins with a long paragraph has no title.
            under = self._text_under(paragraph)
            if len(under) > 1 and all(map(_is_closed, under)):
                return paragraph.mark.look is Look.LINE and TITLE_OVER_SENTENCES
        if self._cut != self.paragraphs.cut_anew:
            self._cut = self.paragraphs.cut_anew
            self._titles.restart(self._past, self._seen)
        score = self._titles.score(paragraph, paragraph.start)
        return score is not None and Answer(True, "title.score", score)

    def is_title_with_site(self, paragraph: Paragraph) -> bool | Answer:
        """Does it end with the site's name, and is the next paragraph the same headline without the name?"""
        behind = self.paragraphs.following(paragraph, paragraph.start, 1)
        is_again = bool(behind) and headlines.without_tail(paragraph.text, behind[0].text) is not None
        return is_again and EXTRA_TITLE_WITH_SITE

    def whole_title(self, paragraph: Paragraph) -> Paragraph:
        """The title joined with the lines directly under it that continue it: TITLE_LINES lines at most."""
        if (
            paragraph.mark.look not in RUNNING
            or paragraph.ending == ENDS
            or paragraph.text.count(" ") < MIN_UNDATED_ENTRY_WORDS - 1
        ):
            return paragraph  # a kicker, or a title that is complete
        following = self.paragraphs.following(paragraph, paragraph.start, TITLE_LINES)
        line = paragraph
        for count, behind in enumerate(following[: TITLE_LINES - 1], 1):
            if not self._goes_on_in(line, behind, self._in_sight(paragraph).is_plain):
                break
            below = following[count] if count < len(following) else None
            if below is None or below.gap or below.ending == ENDS or below.mark.look not in RUNNING:
                return self.paragraphs.joined(paragraph, behind.stop)
            line = behind
        return paragraph

    def _goes_on_in(self, line: Paragraph, behind: Paragraph, is_plain: bool) -> bool:
        """Does a title continue from `line` into `behind`, the line directly under it?

        The first word of `behind` must not have fitted into the wider of the two lines: a standfirst is wider than its
        title. In a text that is not plain `behind` must begin with a small letter.
        """
        first, second = line.text.strip(WHITE), behind.text.strip(WHITE)
        if behind.gap or behind.mark.look is not Look.LINE or behind.links or behind.credit or behind.key == line.key:
            return False
        if headlines.are_same(first, second) or headlines.without_site(first, second):
            return False
        if line.ending == COMMA and is_plain:
            return True
        if (" " not in second and not is_small(second[0])) or second[-1] in FIELD_MARKS:
            return False  # a section, an author, the site's name
        if self.paragraphs.is_cut_before(behind.start):
            return False
        if (
            line.width > MAX_BROKEN_TITLE_COLUMNS
            or not goes_on(first, second, max(line.width, behind.width))
            or person_names.are_names(second, self._packs)
        ):
            return False
        if not is_plain:
            return is_small(second[0])
        if runs_into(first, second, "", self._packs.function_words) or (first.isupper() and second.isupper()):
            return True
        return line.width >= SHORT // 2 and first.count(" ") >= MIN_UNDATED_ENTRY_WORDS

    def is_running_text(self, paragraph: Paragraph) -> Answer:
        """Is it text of this article, or boilerplate of the page? Clear cases are decided without a score."""
        if self._titles is not None and self._titles.is_awaited():
            return EXTRA_BEFORE_TITLE
        if self._is_of_plain_text(paragraph):
            return BODY_OF_PLAIN_TEXT
        near = self._past.near
        if paragraph.strong >= CLEAR and near and near[0].strong >= CLEAR and not paragraph.links:
            return BODY_BEHIND_LONG
        if self._title and paragraph.key == self._title:
            return EXTRA_TITLE_AGAIN
        following = self.paragraphs.following(paragraph, paragraph.start, LOOKAHEAD_PARAGRAPHS)
        # Fields are short and open, but not a menu. After a headline from a field only the following paragraphs count.
        behind = () if self._field and self._headline else self._past.behind
        if _is_closed(paragraph) and not any(map(is_item, [*behind, *following[:GLANCE]])):
            return BODY_CLOSED
        beside = (*islice(near, PARAGRAPHS_IN_SIGHT), *following[:PARAGRAPHS_IN_SIGHT])
        if paragraph.strong and not paragraph.links and self._boilerplate < MIN_BOILERPLATE:
            # In a text that is not part of a page: a long closed paragraph, like at least half of its neighbours.
            if sum(each.strong > 0 for each in beside) * 2 >= len(beside) > PARAGRAPHS_IN_SIGHT:
                return BODY_AMONG_LONG
        if is_item(paragraph) and sum(map(is_item, beside)) >= MENU:
            return EXTRA_MENU_ITEM
        numbers = around(self._past, self._features(paragraph), following)
        enough, score = self._models["body"].decide(numbers, self.paragraphs.start(paragraph))
        return Answer(enough, "body.score", score)

    def is_of_a_menu(self, paragraph: Paragraph) -> bool:
        """For a paragraph of boilerplate: is it one of MENU menu items in a row?"""
        if not is_menu_item(paragraph):
            return False
        most = MENU - 1 - self._menu_items
        return (
            most <= 0
            or len(list(takewhile(is_menu_item, self.paragraphs.following(paragraph, paragraph.start, most)))) == most
        )

    def is_of_a_picture(self, paragraph: Paragraph) -> bool | Answer:
        """Is it the credit of a picture or a graph: "Source: X" in the middle of running text?

        The credit of an article is at its end, beside the date, or under the lead.
        """
        if paragraph.mark.kind != "credit" or self._field or _COLONS.isdisjoint(paragraph.text):
            return False
        if sum(each.strong > 0 for each in self._past.behind) <= LONGEST_LEAD:
            return False
        for each in self.paragraphs.following(paragraph, paragraph.start, GOES_ON):
            if each.mark.look in CLOSING:
                return False
            if each.strong:
                return OF_A_PICTURE
        return False

    def is_first_attribution(self, paragraph: Paragraph) -> bool | Answer:
        """Is it the first attribution of the article?"""
        return SECOND_ATTRIBUTION if self._attributed else True

    def is_labelled(self, paragraph: Paragraph) -> bool:
        """Does the date line have a label, such as published or updated?"""
        return paragraph.mark.kind is not None

    def is_set_apart(self, paragraph: Paragraph) -> bool | Answer:
        """Under the title: is it a lead, with the body after a blank line or an attribution line?"""
        if self._leads == LONGEST_LEAD or self._attributed:
            return False
        at = end = paragraph.start
        paragraphs = self._leads
        while paragraphs <= LONGEST_LEAD and self._runs(at, end):
            end, paragraphs = self.paragraphs.paragraph(end, at).stop, paragraphs + 1
        if paragraphs > LONGEST_LEAD:
            return False
        last = self._joined_look(at, end)
        if last is Look.BLANK and not self._gap:
            return self._comes(at, end, BODY_LOOKS) and LEAD_OVER_GAP
        while last is Look.BLANK:
            end += 1
            last = self._joined_look(at, end)
        if last is Look.ATTRIBUTION:
            end = self.paragraphs.paragraph(end, at).stop - 1
        return last is Look.ATTRIBUTION and self._comes(at, end + 1, BODY_LOOKS) and LEAD_OVER_ATTRIBUTION

    def _joined_look(self, at: int, there: int) -> Look | None:
        """The look of the paragraph that begins at line `there`: a wrapped attribution shows only when it is joined."""
        look = self._look(at, there)
        return self.paragraphs.paragraph(there, at).mark.look if look in RUNNING else look

    def _runs(self, at: int, there: int) -> bool:
        """Whether line `there`, seen from `at`, is running text. A closed sentence that begins with a date is too."""
        look = self._joined_look(at, there)
        return look in RUNNING or (look is Look.ENTRY and self.paragraphs.paragraph(there, at).ending == ENDS)

    def is_in_row(self, paragraph: Paragraph, found: Mark) -> bool:
        """Is a line of the head, with the reading `found`, in a row of dated lines?"""
        return dated_rows.is_in_row(
            paragraph, found, self._past, self.paragraphs.following(paragraph, paragraph.start, LOOKAHEAD_PARAGRAPHS)
        )

    def _in_sight(self, paragraph: Paragraph) -> Sight:
        """The facts from the paragraphs before the horizon; computed again where the last examined paragraph begins."""
        if self._sight is None or (self._sight.is_clean and self.paragraphs.start(paragraph) >= self._sight.end):
            near = [paragraph]
            while more := self.paragraphs.following(near[-1], paragraph.start, LOOKAHEAD_PARAGRAPHS):
                near += more
                if _is_page_at_a_glance(near):
                    break
            found = _sight_of(near, self.paragraphs.start)
            if self._sight is not None:  # a text that was not clean stays a page; a longer text is not short
                is_clean = found.is_clean and self._sight.is_clean
                found = Sight(is_clean, is_clean and self._sight.is_plain, False, found.last, found.end)
            self._sight = found
        return self._sight

    def _is_of_plain_text(self, paragraph: Paragraph) -> bool:
        """Is it body of a plain text: a closed sentence, or any line between the first text and the last sentence?"""
        sight = self._in_sight(paragraph)
        if (
            not sight.is_plain
            or paragraph.links
            or paragraph.key == self._title
            or paragraph.text.lstrip(WHITE)[:1] == "©"
        ):
            return False
        if self._titles is None and self._opens_items(paragraph):
            return True
        return _ends_text(paragraph) or (self._begun and self.paragraphs.start(paragraph) < sight.last)

    def _is_plain_title(self, paragraph: Paragraph) -> bool:
        """Is it the title of a plain text: an open line over a closed sentence or an attribution?

        Lines of date and authors may be between the two.
        """
        if self._titles is None or self._past.count > TO_TITLE or not all(map(_may_precede_title, self._past.near)):
            return False
        look = paragraph.mark.look
        if look is Look.ENTRY and is_sentence(paragraph.text.strip(WHITE)):
            return False
        if look not in (Look.LINE, Look.ENTRY) and paragraph.ending != COMMA:
            return False
        sight = self._in_sight(paragraph)
        if not (sight.is_short if look is Look.ENTRY else sight.is_plain):
            return False
        paragraph = self.whole_title(paragraph)
        if not _may_be_title(paragraph):
            return False
        following = self.paragraphs.following(paragraph, paragraph.start, TO_ATTRIBUTION)
        below = next((each for each in following if not self._is_of_head(each, paragraph)), None)
        if below is None:
            return False
        if (
            below is not following[0]
            and not _is_of_words(paragraph)
            and not any(paragraph.stems & each.stems for each in following)
        ):
            return False  # an author or a section over a date
        if below.mark.look is Look.ATTRIBUTION:
            return True
        return below.mark.look in BODY_LOOKS and (below.ending == ENDS or self._opens_items(below))

    def _opens_items(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph ends with a colon and a bulleted list follows."""
        if not ends_with_colon(paragraph.text):
            return False
        following = self.paragraphs.following(paragraph, paragraph.start, 1)
        return bool(following) and following[0].mark.look is Look.ITEM

    def _is_of_head(self, each: Paragraph, title: Paragraph) -> bool:
        """Whether a line under a title is a date, a byline, an author's name or the title again."""
        if each.mark.look in (Look.DATE, Look.BYLINE) or each.key == title.key or fields.is_address(each.text):
            return True
        if headlines.without_site(title.text, each.text) is not None:
            return True
        return each.mark.look is Look.LINE and person_names.are_names(each.text.strip(WHITE), self._packs)

    def _text_under(self, paragraph: Paragraph) -> list[Paragraph]:
        """The next GLANCE paragraphs with a look of body text, up to a related heading.

        After a first paragraph of text they end where no title is expected any more (IN_SIGHT columns).
        """
        under: list[Paragraph] = []
        is_sentence = paragraph.mark.look is not Look.LINE
        strong = paragraph.strong
        for each in self.paragraphs.following(paragraph, paragraph.start, GLANCE):
            if each.mark.look is Look.HEADING or (is_sentence and strong >= IN_SIGHT and len(under) > 1):
                break
            if each.mark.look in BODY_LOOKS:
                under.append(each)
                strong += each.strong
        return under

    def _goes_on(self, paragraph: Paragraph, *, gap: bool) -> front_matter.Matter | None:
        """The open front matter with this line added; None if the line is not a part of it."""
        if self._matter is None:
            return None
        return front_matter.goes_on(self._matter, paragraph.text, self.paragraphs.lines_behind(paragraph), gap=gap)

    def _take_field(self, paragraph: Paragraph, role: Role | None, *, gap: bool) -> None:
        """Record a decided paragraph for later questions about fields."""
        is_meta = role is Role.META
        if self._matter:
            matter = self._goes_on(paragraph, gap=gap) if is_meta else None
            self._matter = None if matter is None or matter.closed else matter
        elif is_meta and front_matter.is_fence(paragraph.text):
            self._matter = front_matter.opens(paragraph.text, self.paragraphs.lines_behind(paragraph))
        if is_meta:
            self._exported = self._exported or self.is_exported(paragraph)
            if field := fields.split(paragraph.text):
                self._names = [*self._names[-MOST_NAMES:], field[0].casefold()]
                self._indent = _indent_of(paragraph.text)
            elif front_matter.is_fence(paragraph.text):
                self._names = []
        elif role is not Role.EXTRA:
            self._exported = False
            self._names = []
        self._field = is_meta

    def _is_rest(self, paragraph: Paragraph) -> bool:
        """Whether this line continues the field directly before it: it has a larger indent."""
        if not self._field or not self._names or self._gap or paragraph.strong:
            return False
        return _indent_of(paragraph.text) > self._indent

    def _is_of_mail(self, paragraph: Paragraph) -> bool:
        """Whether it is a field of any name directly under other fields of a mail."""
        return (
            self._field and not self._gap and fields.is_mail(self._names) and fields.split(paragraph.text) is not None
        )

    def _continued(self, paragraph: Paragraph) -> str:
        """The indented lines directly under a field that continue its value, joined with spaces."""
        lines = takewhile(
            lambda text: text[:1] in (" ", "\t") and text.strip(WHITE), self.paragraphs.lines_behind(paragraph)
        )
        return " ".join(text.strip(WHITE) for text in lines)

    def _features(self, paragraph: Paragraph) -> Features:
        return paragraph.features._replace(repeated=1) if paragraph.key in self._seen else paragraph.features


def _indent_of(text: str) -> int:
    return len(text) - len(text.lstrip(WHITE))


def _sight_of(near: list[Paragraph], starts: Callable[[Paragraph], int]) -> Sight:
    """The facts about the article from these paragraphs. A related list after the last closed sentence is ignored.

    `starts`: gives the byte offset of a paragraph.
    """
    last = next((at for at in range(len(near) - 1, 0, -1) if _ends_text(near[at])), 0)
    text, tail = near[: last + 1], near[last + 1 :]
    junk = sum(paragraph.mark.look is Look.JUNK for paragraph in text)
    closed = sum(paragraph.mark.look in BODY_LOOKS and paragraph.ending == ENDS for paragraph in text)
    listed = takewhile(lambda paragraph: paragraph.mark.look is not Look.HEADING, tail)
    is_clean = (
        junk <= CLEAN_JUNK
        and not any(map(_has_links, text))
        and _count_menu_items(text) <= max(CLEAN_ITEMS, closed)
        and sum(is_item(paragraph) and not _DIGIT.search(paragraph.text) for paragraph in listed) <= MORE_ITEMS
    )
    is_short = is_clean and sum(paragraph.width for paragraph in text) <= SHORT_TEXT
    looks = [paragraph.mark.look for paragraph in text[1 : 1 + TO_ATTRIBUTION]]
    has_head = Look.ATTRIBUTION in looks or {*looks[:2]} == {Look.DATE, Look.BYLINE}
    return Sight(is_clean, is_clean and (is_short or has_head), is_short, starts(near[last]), starts(near[-1]) + 1)


def _has_links(paragraph: Paragraph) -> bool:
    """Whether it has links, as pages have. A web address alone on its line is the article's own."""
    return paragraph.links > 0 and not fields.is_address(paragraph.text.strip(WHITE))


def _count_menu_items(text: list[Paragraph]) -> int:
    """How many paragraphs may be items of a menu. The bulleted list that a colon opens belongs to the text."""
    count = 0
    is_list = False
    for paragraph in text:
        is_bulleted = paragraph.mark.look is Look.ITEM
        count += is_item(paragraph) and not (is_list and is_bulleted)
        is_list = (is_list and is_bulleted) or ends_with_colon(paragraph.text)
    return count


def _is_page_at_a_glance(near: list[Paragraph]) -> bool:
    """Whether these paragraphs show a page, whatever follows: a link or much boilerplate before a closed sentence."""
    last = next((at for at in range(len(near) - 1, 0, -1) if _ends_text(near[at])), 0)
    junk = 0
    for paragraph in near[: last + 1]:
        junk += paragraph.mark.look is Look.JUNK
        if junk > CLEAN_JUNK or _has_links(paragraph):
            return True
    return False


def _ends_text(paragraph: Paragraph) -> bool:
    """Whether it is a closed sentence, or a closed item, that does not end with dots like a teaser."""
    return paragraph.mark.look in TEXT_LOOKS and paragraph.ending == ENDS and not is_cut(paragraph.text)


def _may_be_title(paragraph: Paragraph) -> bool:
    """Whether it is long enough for the title of a plain text, has no links and does not end with a comma or colon."""
    if paragraph.ending == COMMA or paragraph.links:
        return False
    is_dense = is_unspaced(paragraph.text.strip(WHITE)[0])
    return paragraph.width >= TITLE_COLUMNS * (2 if is_dense else 1)


def _may_precede_title(paragraph: "Measured") -> bool:
    """Whether it may be before a title: a kicker or a line of the header."""
    look = paragraph.mark.look
    return look not in BODY_LOOKS or not _is_of_words(paragraph) or paragraph.credit is not None


def _is_of_words(paragraph: "Measured") -> bool:
    """Whether it has more words than the name of a person or a section, or words that do not begin with a capital."""
    words = paragraph.text.split()
    return (
        len(words) > MOST_IN_NAME or paragraph.width >= SHORT or (len(words) > 2 and not all(map(_is_capital, words)))
    )


def _is_capital(word: str) -> bool:
    return word[0].isupper() and not word.isupper()


def _is_closed(paragraph: Paragraph) -> bool:
    """Whether it is one or more closed sentences without links, and not short."""
    return (
        paragraph.mark.look in BODY_LOOKS
        and paragraph.ending == ENDS
        and paragraph.width >= SHORT
        and not paragraph.links
    )
