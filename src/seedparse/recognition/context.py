"""What the parser may know of a line's surroundings: a few facts of the article so far, and the lines up to the
horizon.

Law: every answer is the same however the lines arrived; nothing here looks further than the horizon.
"""

from collections.abc import Callable
from itertools import islice, takewhile
from typing import TYPE_CHECKING, NamedTuple

from seedparse.model import Answer, Look, Mark, Role
from seedparse.phrases.pack import Packs
from seedparse.readers import fields, front_matter, headlines, person_names
from seedparse.recognition import dated_rows
from seedparse.recognition.features import AHEAD, COMMA, ENDS, SHORT, Features, around, is_cut, is_item, is_menu_item
from seedparse.recognition.header_position import Credits
from seedparse.recognition.list_context import BODY_LOOKS, MIN_BOILERPLATE, RUNNING, TITLE_WORDS, ListContext
from seedparse.recognition.paragraphs import Paragraph
from seedparse.recognition.titles import IN_SIGHT, Titles
from seedparse.recognition.trees import Models
from seedparse.text.keys import key_of
from seedparse.text.lines import WHITE
from seedparse.text.patterns import later
from seedparse.text.sentences import is_sentence
from seedparse.text.words import is_small, is_unspaced
from seedparse.text.wrapping import goes_on, runs_into

if TYPE_CHECKING:
    from seedparse.recognition.features import Measured

LONGEST_LEAD = 2  # paragraphs; more under a title are the body of a text without blank lines
GLANCE = 5  # paragraphs
BESIDE = 3  # paragraphs on either side that are seen at a glance
MENU = 5  # items among these; then an item is a menu's. So many in a row are a run of menu items
GOES_ON = 4  # paragraphs behind a credit in which the running text goes on
MOST_NAMES = 32  # of fields before
MOST_SEEN = 4096  # paragraphs that are known again
CLOSING = frozenset({Look.HEADING, Look.INLINE, Look.JUNK, Look.RULER, Look.DATE})  # looks behind an article's end
CLEAN_JUNK = 3  # paragraphs of boilerplate that a text without a page around it may have at most
CLEAN_ITEMS = 2  # short open lines that it may have at most, or as many as it has closed sentences
SHORT_TEXT = 1000  # width of all paragraphs of a short text; news pages have more, also without their menus
TO_TITLE = 2  # paragraphs before the title of a plain text: a kicker, a date line
MORE_ITEMS = 5  # short open lines behind the last closed sentence that are no menu yet
MOST_IN_NAME = 4  # words of a site or a section
TITLE_LINES = 3  # that a title is set over at most
TITLE_WIDTH = 80  # columns of each; a longer line is a whole title
TITLE_COLUMNS = 3  # width of the shortest title
TO_ATTRIBUTION = 4  # paragraphs from the title to the attribution line
CLEAR = 200  # width of a closed paragraph without links that is running text at a glance, behind another such

FIELD_MARKS = frozenset("|·•")
TEXT_LOOKS = frozenset({Look.TEXT, Look.ITEM})

_DIGIT = later(r"\d")
_COLONS = frozenset(":：")  # behind a label
_NUMBERED = later(r"\s*\d{1,3}[.)]\s+\S")

# What decided, where a question knows more than one way (docs/record.md).
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
EXTRA_TITLE_WITH_SITE = Answer(True, "extra.title-with-site")
EXTRA_FIELD_TITLE = Answer(True, "extra.title-again")  # the title that a field has said
EXTRA_CONTENTS = Answer(True, "extra.contents")
EXTRA_MENU_ITEM = Answer(False, "extra.menu-item")
OF_A_PICTURE = Answer(True, "attribution.of-picture")
SECOND_ATTRIBUTION = Answer(False, "attribution.second")


class Sight(NamedTuple):
    """What the paragraphs in sight say of the whole article."""

    is_clean: bool  # no page around the text: next to no menus, boxes, links
    is_plain: bool  # clean, and short or with an attribution line or a date and a byline under the title
    is_short: bool
    last: int  # the first byte of the last closed sentence
    end: int  # the first byte that was not in sight


class Context(ListContext):
    """The lines held, their marks, and the questions that the parser's table asks of them."""

    def __init__(self, packs: Packs, models: Models) -> None:
        super().__init__(packs)
        self._credits = Credits(self.paragraphs, packs)
        self._models = models
        self._titles: Titles | None = Titles(self.paragraphs, models["title"])  # None: the title is behind us
        self._cut = 0  # how often the paragraphs ahead had become others when the title was looked for
        self._seen: set[str] = set()  # the keys of the paragraphs so far
        self._title = ""  # the key of its text
        self._headline = ""  # the title as a field has said it
        self._matter: front_matter.Matter | None = None  # the front matter that goes on
        self._ruled = False  # a ruler stands right before
        self._field = False  # the paragraph before was a field
        self._exported = False  # and one of a database's export; or what stands between two of these
        self._names: list[str] = []  # of the fields before
        self._indent = 0  # columns, of the last of them
        self._contents = False  # the paragraph before was one of a list of contents, or the line over it
        self._attributed = False
        self._sight: Sight | None = None
        self._begun = False  # a lead or the body has
        self._leads = 0  # paragraphs that were set apart from the body
        self._menu_items = 0  # paragraphs in a row, up to here, that were set aside and may be a menu's items

    def take(self, paragraph: Paragraph | None, stop: int, role: Role | None) -> None:
        """Record a decided paragraph, its lines up to `stop`, for later questions. None stands for a blank line."""
        if paragraph is None:
            self._gap = True
            return
        gap, self._gap = self._gap, False
        if role is Role.SEPARATOR:
            self._ruled = True
            return  # it says nothing of the text
        self._menu_items = self._menu_items + 1 if role is Role.EXTRA and is_menu_item(paragraph) else 0
        if role is Role.TITLE:
            self._past.take_title(paragraph)
        else:
            self._past.take(paragraph)
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
        """A ruler at the head: does front matter follow it?"""
        return front_matter.opens(paragraph.text, self.paragraphs.lines_behind(paragraph)) is not None and FIELD_FENCE

    def is_in_fields(self, paragraph: Paragraph) -> bool:
        """Under a fence: is it a line of the front matter, or the fence that closes it?"""
        return self._goes_on(paragraph, gap=self._gap or self._ruled) is not None

    def is_field(self, paragraph: Paragraph) -> bool | Answer:
        """A line of an export's head: a known name and its value, or an identifier near an address."""
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
        """A field of a database's export: under a name that nothing else has, or beside such a one."""
        if ":" not in paragraph.text[: fields.LONGEST_NAME + 1]:
            return False
        if fields.is_exported(paragraph.text):
            return True
        if not fields.is_beside_exported(paragraph.text):
            return self._exported and fields.is_address(paragraph.text)
        for each in self.paragraphs.following(paragraph, paragraph.start, BESIDE):
            if self._exported or fields.is_exported(each.text):
                return True
            if not fields.is_beside_exported(each.text):
                return False
        return self._exported

    def field(self, paragraph: Paragraph) -> Mark:
        """What a line of the head says, if it is a field."""
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
            # A database has changed its copy, not the paper its article.
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
        """Near the title: a line of date and authors?"""
        if self._credits.is_credit(paragraph):
            return True
        may_be_over = self._titles is not None and paragraph.fields is not None and self._in_sight(paragraph).is_plain
        return may_be_over and self._credits.is_over_title(paragraph)

    def is_first_name(self, paragraph: Paragraph) -> bool:
        """Before the title: a name alone?"""
        return self._credits.is_first_name(paragraph)

    def opens_list(self, paragraph: Paragraph) -> bool:
        """Does an entry follow this heading? Before a page's title there is no list but its menus."""
        return super().opens_list(paragraph) and (self._titles is None or not self._page)

    def is_in_contents(self, paragraph: Paragraph) -> bool | Answer:
        """An item of the list of what a digest holds, under the line that says so: "Today's topics:"?"""
        return self._contents and _NUMBERED.match(paragraph.text) is not None and EXTRA_CONTENTS

    def is_title_again(self, paragraph: Paragraph) -> bool | Answer:
        """Is it the headline that a field has said? The site's name or a kicker may stand in one of them alone."""
        return bool(self._headline) and headlines.are_same(paragraph.text, self._headline) and EXTRA_FIELD_TITLE

    def is_titled_by_field(self, paragraph: Paragraph) -> bool:
        """Has a field said the headline, and is this closed text?"""
        return bool(self._headline) and paragraph.ending == ENDS

    def without_site(self, text: str) -> str | None:
        """The headline that a field has said without the site's name behind it, if the text shows that it is one."""
        return headlines.without_tail(self._headline, text)

    def is_title(self, paragraph: Paragraph) -> bool | Answer:
        if self._titles is None:
            return False  # a field has said it
        if self._is_plain_title(paragraph):
            return TITLE_OF_PLAIN_TEXT
        if not self._past.count and (paragraph.mark.look is Look.LINE or paragraph.strong):
            # A clean text: a short line, and sentences under it as far as one sees at a glance, or up to the list. One
            # that begins with a long paragraph has no title.
            under = self._text_under(paragraph)
            if len(under) > 1 and all(map(_is_closed, under)):
                return paragraph.mark.look is Look.LINE and TITLE_OVER_SENTENCES
        if self._cut != self.paragraphs.cut_anew:
            self._cut = self.paragraphs.cut_anew
            self._titles.restart(self._past, self._seen)
        score = self._titles.score(paragraph, paragraph.start)
        return score is not None and Answer(True, "title.score", score)

    def is_title_with_site(self, paragraph: Paragraph) -> bool | Answer:
        """Is it a headline with the site's name behind it, and the same one without the name under it?"""
        behind = self.paragraphs.following(paragraph, paragraph.start, 1)
        is_again = bool(behind) and headlines.without_tail(paragraph.text, behind[0].text) is not None
        return is_again and EXTRA_TITLE_WITH_SITE

    def whole_title(self, paragraph: Paragraph) -> Paragraph:
        """A title together with the lines right under it in which it goes on, if it was set over two or three lines."""
        if (
            paragraph.mark.look not in RUNNING
            or paragraph.ending == ENDS
            or paragraph.text.count(" ") < TITLE_WORDS - 1
        ):
            return paragraph  # a kicker, or a title that has ended
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
        """Does a title go on from a line into the one right under it, which is no longer than what it may have held?

        In a text that is not plain a small letter must show it. A standfirst is longer than the title over it.
        """
        first, second = line.text.strip(WHITE), behind.text.strip(WHITE)
        if behind.gap or behind.mark.look is not Look.LINE or behind.links or behind.credit or behind.key == line.key:
            return False
        if headlines.are_same(first, second):
            return False
        if line.ending == COMMA and is_plain:
            return True
        if (" " not in second and not is_small(second[0])) or second[-1] in FIELD_MARKS:
            return False  # a section, who wrote, the site's name
        if self.paragraphs.is_cut_before(behind.start):
            return False
        if (
            line.width > TITLE_WIDTH
            or not goes_on(first, second, max(line.width, behind.width))
            or person_names.are_names(second, self._packs)
        ):
            return False
        if not is_plain:
            return is_small(second[0])
        if runs_into(first, second, "", self._packs.function_words) or (first.isupper() and second.isupper()):
            return True
        return line.width >= SHORT // 2 and first.count(" ") >= TITLE_WORDS

    def is_running_text(self, paragraph: Paragraph) -> Answer:
        """Text of this article, or a page's boilerplate? What is clear at a glance is not weighed."""
        if self._titles is not None and self._titles.is_awaited():
            return EXTRA_BEFORE_TITLE
        if self._is_of_plain_text(paragraph):
            return BODY_OF_PLAIN_TEXT
        near = self._past.near
        if paragraph.strong >= CLEAR and near and near[0].strong >= CLEAR and not paragraph.links:
            return BODY_BEHIND_LONG
        if self._title and paragraph.key == self._title:
            return EXTRA_TITLE_AGAIN
        following = self.paragraphs.following(paragraph, paragraph.start, AHEAD)
        # Fields are short and open, but no menu: what stands right under them is seen with what follows alone.
        behind = () if self._field and self._headline else self._past.behind
        if _is_closed(paragraph) and not any(map(is_item, [*behind, *following[:GLANCE]])):
            return BODY_CLOSED
        beside = (*islice(near, BESIDE), *following[:BESIDE])
        if paragraph.strong and not paragraph.links and self._boilerplate < MIN_BOILERPLATE:
            # In a text without a page around it: a long paragraph, and so are half of those around it.
            if sum(each.strong > 0 for each in beside) * 2 >= len(beside) > BESIDE:
                return BODY_AMONG_LONG
        if is_item(paragraph) and sum(map(is_item, beside)) >= MENU:
            return EXTRA_MENU_ITEM
        enough, score = self._models["body"].decide(around(self._past, self._features(paragraph), following))
        return Answer(enough, "body.score", score)

    def is_of_a_menu(self, paragraph: Paragraph) -> bool:
        """Of what is set aside: is it one of a run of menu items, with no other text between them?"""
        if not is_menu_item(paragraph):
            return False
        most = MENU - 1 - self._menu_items
        return (
            most <= 0
            or len(list(takewhile(is_menu_item, self.paragraphs.following(paragraph, paragraph.start, most)))) == most
        )

    def is_of_a_picture(self, paragraph: Paragraph) -> bool | Answer:
        """Does "Source: X" stand in the midst of running text, under a picture or a graph? An article's is at its end,
        beside the date, or under the lead."""
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
        return SECOND_ATTRIBUTION if self._attributed else True

    def is_labelled(self, paragraph: Paragraph) -> bool:
        """Does the date line say what its date is?"""
        return paragraph.mark.kind is not None

    def is_set_apart(self, paragraph: Paragraph) -> bool | Answer:
        """Under the title: is this a standfirst, with the body still to come behind a blank or an attribution line?"""
        if self._leads == LONGEST_LEAD or self._attributed:
            return False
        at = end = paragraph.start
        paragraphs = self._leads
        while paragraphs <= LONGEST_LEAD and self._runs(at, end):
            end, paragraphs = self.paragraphs.paragraph(end, at).stop, paragraphs + 1
        if paragraphs > LONGEST_LEAD:
            return False
        last = self._look(at, end)
        if last is Look.BLANK and not self._gap:
            return self._comes(at, end, BODY_LOOKS) and LEAD_OVER_GAP
        while last is Look.BLANK:
            end += 1
            last = self._look(at, end)
        return last is Look.ATTRIBUTION and self._comes(at, end + 1, BODY_LOOKS) and LEAD_OVER_ATTRIBUTION

    def _runs(self, at: int, there: int) -> bool:
        """Whether a line ahead of `at` is running text; a closed sentence is, also if it begins with a date."""
        look = self._look(at, there)
        return look in RUNNING or (look is Look.ENTRY and self.paragraphs.paragraph(there, at).ending == ENDS)

    def is_in_row(self, paragraph: Paragraph, found: Mark) -> bool:
        """Does a line of the head, which says this, stand in a row of dated lines?"""
        return dated_rows.is_in_row(
            paragraph, found, self._past, self.paragraphs.following(paragraph, paragraph.start, AHEAD)
        )

    def _in_sight(self, paragraph: Paragraph) -> Sight:
        """What the paragraphs in sight say of the article; seen anew where those seen before end."""
        if self._sight is None or (self._sight.is_clean and self.paragraphs.start(paragraph) >= self._sight.end):
            near = [paragraph]
            while more := self.paragraphs.following(near[-1], paragraph.start, AHEAD):
                near += more
                if _is_page_at_a_glance(near):
                    break
            found = _sight_of(near, self.paragraphs.start)
            if self._sight is not None:  # what has not been clean before is a page; what goes on is not short
                is_clean = found.is_clean and self._sight.is_clean
                found = Sight(is_clean, is_clean and self._sight.is_plain, False, found.last, found.end)
            self._sight = found
        return self._sight

    def _is_of_plain_text(self, paragraph: Paragraph) -> bool:
        """In a plain text: a closed sentence, or any line between two of these?"""
        sight = self._in_sight(paragraph)
        if (
            not sight.is_plain
            or paragraph.links
            or paragraph.key == self._title
            or paragraph.text.lstrip(WHITE)[:1] == "©"
        ):
            return False
        return _ends_text(paragraph) or (self._begun and self.paragraphs.start(paragraph) < sight.last)

    def _is_plain_title(self, paragraph: Paragraph) -> bool:
        """In a plain text: an open line right above a closed sentence, an attribution or a date line?"""
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
            return False  # an author or a section over the date
        if below.mark.look is Look.ATTRIBUTION:
            return True
        return below.mark.look in BODY_LOOKS and below.ending == ENDS

    def _is_of_head(self, each: Paragraph, title: Paragraph) -> bool:
        """Whether a line under a title says when and by whom it was written, or is the title again."""
        if each.mark.look in (Look.DATE, Look.BYLINE) or each.key == title.key:
            return True
        return each.mark.look is Look.LINE and person_names.are_names(each.text.strip(WHITE), self._packs)

    def _text_under(self, paragraph: Paragraph) -> list[Paragraph]:
        """The paragraphs that are seen at a glance under the first: up to the list, and under a sentence only to where
        no title comes any more."""
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
        """The front matter with this line, if it is one of it."""
        if self._matter is None:
            return None
        return front_matter.goes_on(self._matter, paragraph.text, self.paragraphs.lines_behind(paragraph), gap=gap)

    def _take_field(self, paragraph: Paragraph, role: Role | None, *, gap: bool) -> None:
        """What later lines need to know of fields."""
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
        """Whether the field right before goes on in this line, which is indented more."""
        if not self._field or not self._names or self._gap or paragraph.strong:
            return False
        return _indent_of(paragraph.text) > self._indent

    def _is_of_mail(self, paragraph: Paragraph) -> bool:
        """Whether it is a field right under others of a mail, whatever its name."""
        return (
            self._field and not self._gap and fields.is_mail(self._names) and fields.split(paragraph.text) is not None
        )

    def _continued(self, paragraph: Paragraph) -> str:
        """The indented lines right under a field, in which its value goes on."""
        lines = takewhile(
            lambda text: text[:1] in (" ", "\t") and text.strip(WHITE), self.paragraphs.lines_behind(paragraph)
        )
        return " ".join(text.strip(WHITE) for text in lines)

    def _features(self, paragraph: Paragraph) -> Features:
        return paragraph.features._replace(repeated=1) if paragraph.key in self._seen else paragraph.features


def _indent_of(text: str) -> int:
    return len(text) - len(text.lstrip(WHITE))


def _sight_of(near: list[Paragraph], starts: Callable[[Paragraph], int]) -> Sight:
    """What these paragraphs say of the article; the related list behind its last closed sentence says nothing."""
    last = next((at for at in range(len(near) - 1, 0, -1) if _ends_text(near[at])), 0)
    text, tail = near[: last + 1], near[last + 1 :]
    junk = sum(paragraph.mark.look is Look.JUNK for paragraph in text)
    closed = sum(paragraph.mark.look in BODY_LOOKS and paragraph.ending == ENDS for paragraph in text)
    listed = takewhile(lambda paragraph: paragraph.mark.look is not Look.HEADING, tail)
    is_clean = (
        junk <= CLEAN_JUNK
        and not any(paragraph.links for paragraph in text)
        and sum(map(is_item, text)) <= max(CLEAN_ITEMS, closed)
        and sum(is_item(paragraph) and not _DIGIT.search(paragraph.text) for paragraph in listed) <= MORE_ITEMS
    )
    is_short = is_clean and sum(paragraph.width for paragraph in text) <= SHORT_TEXT
    looks = [paragraph.mark.look for paragraph in text[1 : 1 + TO_ATTRIBUTION]]
    has_head = Look.ATTRIBUTION in looks or {*looks[:2]} == {Look.DATE, Look.BYLINE}
    return Sight(is_clean, is_clean and (is_short or has_head), is_short, starts(near[last]), starts(near[-1]) + 1)


def _is_page_at_a_glance(near: list[Paragraph]) -> bool:
    """Whether these paragraphs show a page whatever follows: a link or boilerplate, and a closed sentence behind it."""
    last = next((at for at in range(len(near) - 1, 0, -1) if _ends_text(near[at])), 0)
    junk = 0
    for paragraph in near[: last + 1]:
        junk += paragraph.mark.look is Look.JUNK
        if junk > CLEAN_JUNK or paragraph.links:
            return True
    return False


def _ends_text(paragraph: Paragraph) -> bool:
    """Whether it is a closed sentence that no entry of a list is."""
    return paragraph.mark.look in TEXT_LOOKS and paragraph.ending == ENDS and not is_cut(paragraph.text)


def _may_be_title(paragraph: Paragraph) -> bool:
    """Whether it is long enough for the title of a plain text and open as a title is."""
    if paragraph.ending == COMMA or paragraph.links:
        return False
    is_dense = is_unspaced(paragraph.text.strip(WHITE)[0])
    return paragraph.width >= TITLE_COLUMNS * (2 if is_dense else 1)


def _may_precede_title(paragraph: "Measured") -> bool:
    """Whether it is what stands over a title: a kicker or a line of the header."""
    look = paragraph.mark.look
    return look not in BODY_LOOKS or not _is_of_words(paragraph) or paragraph.credit is not None


def _is_of_words(paragraph: "Measured") -> bool:
    """Whether it has more words than a name or a section, or smaller ones than a longer name."""
    words = paragraph.text.split()
    return (
        len(words) > MOST_IN_NAME or paragraph.width >= SHORT or (len(words) > 2 and not all(map(_is_capital, words)))
    )


def _is_capital(word: str) -> bool:
    return word[0].isupper() and not word.isupper()


def _is_closed(paragraph: Paragraph) -> bool:
    """Whether it is a sentence, or several, and nothing of a page's boilerplate."""
    return (
        paragraph.mark.look in BODY_LOOKS
        and paragraph.ending == ENDS
        and paragraph.width >= SHORT
        and not paragraph.links
    )
