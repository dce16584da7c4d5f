"""Questions about the title, its repetition, and the lines above it."""

from itertools import takewhile, zip_longest
from typing import TYPE_CHECKING

from seedparse.model import Answer, Look
from seedparse.readers import fields, headlines, person_names
from seedparse.recognition.context import Context
from seedparse.recognition.features import BODY_LOOKS, COMMA, ENDS, GLANCE, RUNNING, SHORT, is_closed
from seedparse.recognition.looks import HEAD_KINDS
from seedparse.recognition.paragraphs import Paragraph
from seedparse.recognition.plain_text import TO_ATTRIBUTION
from seedparse.recognition.titles import IN_SIGHT
from seedparse.text.lines import WHITE
from seedparse.text.patterns import later
from seedparse.text.sentences import FULL_STOPS, is_sentence
from seedparse.text.words import is_east_asian, is_small, is_unspaced
from seedparse.text.wrapping import goes_on, runs_into

if TYPE_CHECKING:
    from seedparse.recognition.features import Measured

TO_TITLE = 2  # maximum paragraphs before the title of a plain text, besides lines of date and author
MOST_ABOVE_TITLE = 4  # maximum paragraphs before it with these
MOST_IN_NAME = 4  # maximum words in the name of a site or a section
MIN_BROKEN_TITLE_WORDS = 3  # minimum words of a line that a title continues after
WIDEST_KICKER = 12  # columns of a kicker in a script without spaces
TITLE_LINES = 3  # maximum lines of a title
MAX_BROKEN_TITLE_COLUMNS = 80  # maximum columns of a line that a title continues after; a longer line is a whole title
TITLE_COLUMNS = 3  # minimum columns of a title; twice as many in a script without spaces

TO_HEADLINE = 6  # paragraphs behind a headline with more than itself in which it may stand alone
FIELD_MARKS = frozenset("|·•")

_NUMBERED = later(r"\s*\d{1,3}[.)]\s+\S")

# The rules that decide (docs/record.md).
OVER_SENTENCES = Answer(True, "title.over-sentences")
OF_PLAIN_TEXT = Answer(True, "title.plain-text")
SITE = Answer(True, "header.site")
KICKER = Answer(True, "header.kicker")
WITH_SITE = Answer(True, "extra.title-with-site")
AGAIN = Answer(True, "extra.title-again")  # repeats a title that came from a field
CONTENTS = Answer(True, "extra.contents")


def is_title(context: Context, paragraph: Paragraph) -> bool | Answer:
    """Is it the title, by a rule for plain and clean text or by its score?"""
    if context.titles is None:
        return False  # the title is known, or the body has begun
    if _is_plain_title(context, paragraph):
        return OF_PLAIN_TEXT
    is_line = paragraph.mark.look is Look.LINE
    if not context.past.count and (is_line or paragraph.strong or paragraph.ending == ENDS):
        # In a clean text the title is a short first line with only closed sentences in the next GLANCE paragraphs,
        # or up to the list. A clean text that begins with a long paragraph has no title.
        under = _text_under(context, paragraph)
        if all(map(is_closed, under)):
            if _begins_text(paragraph, under):
                return False
            if (is_line or paragraph.strong) and len(under) > 1 and not _is_over_question(paragraph, under[0]):
                return is_line and OVER_SENTENCES
    score = context.titles.score(paragraph, context.past, context.seen)
    return score is not None and Answer(True, "title.score", score, context.titles.threshold)


def is_headline_with_more(context: Context, paragraph: Paragraph) -> bool | Answer:
    """Does it have the site's name or a breadcrumb trail, and does a paragraph near behind have the headline alone?"""
    if not headlines.has_parts(paragraph.text):
        return False
    behind = context.paragraphs.following(paragraph, paragraph.start, TO_HEADLINE)
    is_again = any(headlines.is_part(paragraph.text, each.text) for each in behind)
    return is_again and WITH_SITE


def is_kicker(context: Context, paragraph: Paragraph) -> bool | Answer:
    """Is it the name of a section, or a kicker, over the title of a plain text?

    Lines of date and authors may be between the two.
    """
    if context.titles is None or paragraph.mark.look is not Look.LINE:
        return False
    if _is_of_words(paragraph) and not _is_short_and_capital(paragraph):
        return False
    if is_unspaced(paragraph.text.strip(WHITE)) and paragraph.width > WIDEST_KICKER:
        return False
    if not _may_be_title(paragraph) or not context.sights.of(paragraph).is_plain:
        return False
    behind = context.paragraphs.following(paragraph, paragraph.start, MOST_ABOVE_TITLE)
    title = next((each for each in behind if each.credit is None), None)
    return title is not None and _is_of_words(title) and _is_plain_title(context, title) and KICKER


def is_title_again(context: Context, paragraph: Paragraph) -> bool | Answer:
    """Does it repeat the headline from a field? Only one of the two may have the site's name or a kicker."""
    headline = context.headline.of_field
    return bool(headline) and headlines.are_same(paragraph.text, headline) and AGAIN


def is_titled_by_field(context: Context, paragraph: Paragraph) -> bool:
    """Did the headline come from a field, and is this paragraph closed?"""
    return bool(context.headline.of_field) and paragraph.ending == ENDS


def names_site(context: Context, paragraph: Paragraph) -> bool | Answer:
    """Right under the title: does the line say that the end of the title is the site's name?"""
    if context.past.since_title != 0:
        return False
    return headlines.without_site(context.headline.printed, paragraph.text) is not None and SITE


def without_site(context: Context, text: str) -> str | None:
    """The headline from a field without the site's name at its end; None if `text` does not show such a name."""
    return headlines.without_tail(context.headline.of_field, text)


def is_in_contents(context: Context, paragraph: Paragraph) -> bool | Answer:
    """Is it an item of a digest's table of contents, under a label such as "Today's topics:"?"""
    return context.in_contents and _NUMBERED.match(paragraph.text) is not None and CONTENTS


def whole_title(context: Context, paragraph: Paragraph) -> Paragraph:
    """The title joined with the lines directly under it that continue it: TITLE_LINES lines at most."""
    if (
        paragraph.mark.look not in RUNNING
        or paragraph.ending == ENDS
        or paragraph.text.count(" ") < MIN_BROKEN_TITLE_WORDS - 1
    ):
        return paragraph  # a kicker, or a title that is complete
    following = context.paragraphs.following(paragraph, paragraph.start, TITLE_LINES)
    line = paragraph
    if _is_in_capitals(paragraph) and (capitals := _capitals_under(context, following[: TITLE_LINES - 1])):
        return context.paragraphs.joined(paragraph, capitals[-1].stop)
    for count, behind in enumerate(following[: TITLE_LINES - 1], 1):
        if not _goes_on_in(context, line, behind, context.sights.of(paragraph).is_plain):
            break
        below = following[count] if count < len(following) else None
        runs = runs_into(line.text.strip(WHITE), behind.text.strip(WHITE), "", context.packs.function_words)
        if _is_author_over_date(behind, below) and not runs:
            break
        if below is None or below.gap or below.ending == ENDS or below.mark.look not in RUNNING:
            return context.paragraphs.joined(paragraph, behind.stop)
        line = behind
    return paragraph


def _is_author_over_date(each: Paragraph, below: Paragraph | None) -> bool:
    """Whether a few words right over a date may be an author, in whatever script."""
    is_over = below is not None and below.credit is not None and not below.gap
    return is_over and each.mark.look is Look.LINE and len(each.text.split()) < MOST_IN_NAME


def _is_in_capitals(paragraph: Paragraph) -> bool:
    """Whether a line has two words or more, all in capitals."""
    return paragraph.text.isupper() and " " in paragraph.text.strip(WHITE)


def _capitals_under(context: Context, following: list[Paragraph]) -> list[Paragraph]:
    """The lines in capitals directly under a title in capitals; none if a line with no gap before it is under them."""
    is_cut_before = context.paragraphs.is_cut_before
    found = list(
        takewhile(lambda each: not each.gap and _is_in_capitals(each) and not is_cut_before(each.start), following)
    )
    behind = following[len(found) : len(found) + 1]
    return found if not behind or behind[0].gap else []


def _goes_on_in(context: Context, line: Paragraph, behind: Paragraph, is_plain: bool) -> bool:
    """Does a title continue from `line` into `behind`, the line directly under it?

    The first word of `behind` must not have fitted into the wider of the two lines: a standfirst is wider than its
    title. In a text that is not plain `behind` must begin with a small letter.
    """
    first, second = line.text.strip(WHITE), behind.text.strip(WHITE)
    if behind.gap or behind.mark.look is not Look.LINE or behind.links or behind.credit or behind.key == line.key:
        return False
    if headlines.are_same(first, second) or headlines.without_site(first, second):
        return False
    if context.paragraphs.is_cut_before(behind.start):
        return False
    if line.ending == COMMA and is_plain:
        return True
    if (" " not in second and not is_small(second[0])) or second[-1] in FIELD_MARKS:
        return False  # a section, an author, the site's name
    if (
        line.width > MAX_BROKEN_TITLE_COLUMNS
        or not goes_on(first, second, max(line.width, behind.width))
        or person_names.are_names(second, context.packs)
    ):
        return False
    if not is_plain:
        return is_small(second[0])
    if runs_into(first, second, "", context.packs.function_words) or (first.isupper() and second.isupper()):
        return True
    return line.width >= SHORT // 2 and first.count(" ") >= MIN_BROKEN_TITLE_WORDS


def _is_plain_title(context: Context, paragraph: Paragraph) -> bool:
    """Is it the title of a plain text: an open line over a closed sentence or an attribution?

    Lines of date and authors may be between the two.
    """
    past = context.past
    if past.count > MOST_ABOVE_TITLE or not all(map(_may_precede_title, past.near)):
        return False
    if sum(each.credit is None for each in past.near) > TO_TITLE:
        return False
    look = paragraph.mark.look
    if look is Look.ENTRY and is_sentence(paragraph.text.strip(WHITE)):
        return False
    if look not in (Look.LINE, Look.ENTRY) and paragraph.ending != COMMA:
        return False
    sight = context.sights.of(paragraph)
    if not (sight.is_short if look is Look.ENTRY else sight.is_plain):
        return False
    paragraph = whole_title(context, paragraph)
    if not _may_be_title(paragraph):
        return False
    following = context.paragraphs.following(paragraph, paragraph.start, TO_ATTRIBUTION)
    below = next(
        (
            each
            for each, next_one in zip_longest(following, following[1:])
            if not _is_of_head(context, each, paragraph) and not _is_author_over_date(each, next_one)
        ),
        None,
    )
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
    if _is_over_question(paragraph, below):
        return False
    return below.mark.look in BODY_LOOKS and (below.ending == ENDS or context.paragraphs.opens_items(below))


def _is_over_question(paragraph: Paragraph, below: Paragraph) -> bool:
    """Whether it is a kicker right over a title that ends with a question mark or an exclamation mark."""
    is_title = below.mark.look is Look.LINE and below.ending == ENDS and not below.gap
    return is_title and not _is_of_words(paragraph)


def _is_of_head(context: Context, each: Paragraph, title: Paragraph) -> bool:
    """Whether a line under a title is one of date and authors, an author's name, the title again or boilerplate."""
    if each.mark.kind in HEAD_KINDS or each.credit is not None or each.key == title.key or fields.is_address(each.text):
        return True
    if headlines.without_site(title.text, each.text) is not None:
        return True
    return each.mark.look is Look.LINE and person_names.are_names(each.text.strip(WHITE), context.packs)


def _begins_text(paragraph: Paragraph, under: list[Paragraph]) -> bool:
    """Whether it is a sentence of a text without a title. `under`: the closed sentences under it.

    It has a full stop and shares no word with them, or it and the next one are turns of an interview ("Ann: ...").
    """
    if paragraph.ending != ENDS:
        return False
    if under and fields.split(paragraph.text) and fields.split(under[0].text):
        return True
    has_stop = paragraph.mark.look is Look.TEXT and paragraph.text.rstrip(WHITE)[-1:] in FULL_STOPS
    return has_stop and not any(paragraph.stems & each.stems for each in under)


def _text_under(context: Context, paragraph: Paragraph) -> list[Paragraph]:
    """The next GLANCE paragraphs with a look of body text, up to a related heading.

    After a first paragraph of text they end where no title is expected any more (IN_SIGHT columns).
    """
    under: list[Paragraph] = []
    is_text = paragraph.mark.look is not Look.LINE
    strong = paragraph.strong
    for each in context.paragraphs.following(paragraph, paragraph.start, GLANCE):
        if each.mark.look is Look.HEADING or (is_text and strong >= IN_SIGHT and len(under) > 1):
            break
        if each.mark.look in BODY_LOOKS:
            under.append(each)
            strong += each.strong
    return under


def _may_be_title(paragraph: Paragraph) -> bool:
    """Whether it is long enough for the title of a plain text, has no links and does not end with a comma or colon."""
    if paragraph.ending == COMMA or paragraph.links:
        return False
    is_dense = is_east_asian(paragraph.text.strip(WHITE)[0])
    return paragraph.width >= TITLE_COLUMNS * (2 if is_dense else 1)


def _may_precede_title(paragraph: "Measured") -> bool:
    """Whether it may be before a title: a kicker or a line of the header."""
    look = paragraph.mark.look
    is_kicker = not _is_of_words(paragraph) or _is_short_and_capital(paragraph)
    return look not in BODY_LOOKS or is_kicker or paragraph.credit is not None


def _is_short_and_capital(paragraph: "Measured") -> bool:
    """Whether a line is in capitals, as a kicker may be, and has no more words than a name."""
    text = paragraph.text.strip(WHITE)
    return text.isupper() and len(text.split()) <= MOST_IN_NAME and paragraph.width < SHORT


def _is_of_words(paragraph: "Measured") -> bool:
    """Whether it has more words than the name of a person or a section, or words that do not begin with a capital."""
    words = paragraph.text.split()
    return (
        len(words) > MOST_IN_NAME or paragraph.width >= SHORT or (len(words) > 2 and not all(map(_is_capital, words)))
    )


def _is_capital(word: str) -> bool:
    return word[0].isupper() and not word.isupper()
