"""Questions about running text: body, lead or boilerplate."""

from itertools import islice, takewhile

from seedparse.model import Answer, Look
from seedparse.recognition.context import Context
from seedparse.recognition.features import (
    BODY_LOOKS,
    ENDS,
    GLANCE,
    LOOKAHEAD_PARAGRAPHS,
    MIN_BOILERPLATE,
    PARAGRAPHS_IN_SIGHT,
    RUNNING,
    around,
    is_closed,
    is_item,
    is_menu_item,
)
from seedparse.recognition.paragraphs import Paragraph
from seedparse.recognition.plain_text import ends_text
from seedparse.text.lines import WHITE

LONGEST_LEAD = 2  # maximum paragraphs of a lead; more under a title are the body of a text without blank lines
MENU = 5  # items among the PARAGRAPHS_IN_SIGHT paragraphs on both sides, or items in a row, that show a menu
GOES_ON = 4  # paragraphs after a picture's credit in which the running text continues
CLEAR = 200  # minimum columns of two closed paragraphs in a row of which the second is body without a score
CLOSING = frozenset({Look.HEADING, Look.INLINE, Look.JUNK, Look.RULER, Look.DATE})  # looks after an article's end

_COLONS = frozenset(":：")  # characters after the label of a credit

# The rules that decide (docs/record.md).
LEAD_OVER_GAP = Answer(True, "lead.over-gap")
LEAD_OVER_ATTRIBUTION = Answer(True, "lead.over-attribution")
BEHIND_LONG = Answer(True, "body.behind-long")
CLOSED = Answer(True, "body.closed")
OF_PLAIN_TEXT = Answer(True, "body.plain-text")
AMONG_LONG = Answer(True, "body.among-long")
BEFORE_TITLE = Answer(False, "extra.before-title")
TITLE_AGAIN = Answer(False, "extra.title-again")
MENU_ITEM = Answer(False, "extra.menu-item")
OF_A_PICTURE = Answer(True, "attribution.of-picture")
SECOND_ATTRIBUTION = Answer(False, "attribution.second")


def is_running_text(context: Context, paragraph: Paragraph) -> Answer:
    """Is it text of this article, or boilerplate of the page? Clear cases are decided without a score."""
    if context.titles is not None and context.titles.is_awaited():
        return BEFORE_TITLE
    if _is_of_plain_text(context, paragraph):
        return OF_PLAIN_TEXT
    past, title = context.past, context.headline.key
    near = past.near
    if paragraph.strong >= CLEAR and near and near[0].strong >= CLEAR and not paragraph.links:
        return BEHIND_LONG
    if title and paragraph.key == title:
        return TITLE_AGAIN
    following = context.paragraphs.following(paragraph, paragraph.start, LOOKAHEAD_PARAGRAPHS)
    # Fields are short and open, but not a menu. After a headline from a field only the following paragraphs count.
    behind = () if context.fields.is_last and context.headline.of_field else past.behind
    if is_closed(paragraph) and not any(map(is_item, [*behind, *following[:GLANCE]])):
        return CLOSED
    beside = (*islice(near, PARAGRAPHS_IN_SIGHT), *following[:PARAGRAPHS_IN_SIGHT])
    if paragraph.strong and not paragraph.links and context.boilerplate < MIN_BOILERPLATE:
        # In a text that is not part of a page: a long closed paragraph, like at least half of its neighbours.
        if sum(each.strong > 0 for each in beside) * 2 >= len(beside) > PARAGRAPHS_IN_SIGHT:
            return AMONG_LONG
    if is_item(paragraph) and sum(map(is_item, beside)) >= MENU:
        return MENU_ITEM
    features = paragraph.features
    if paragraph.key in context.seen:
        features = features._replace(repeated=1)
    start = context.paragraphs.start(paragraph)
    model = context.models["body"]
    shared = context.topic.compare(paragraph, past, following)
    enough, score = model.decide(around(past, features, following) + shared, start)
    return Answer(enough, "body.score", score, model.threshold)


def is_of_a_menu(context: Context, paragraph: Paragraph) -> bool:
    """For a paragraph of boilerplate: is it one of MENU menu items in a row?"""
    if not is_menu_item(paragraph):
        return False
    most = MENU - 1 - context.menu_items
    if most <= 0:
        return True
    following = context.paragraphs.following(paragraph, paragraph.start, most)
    return len(list(takewhile(is_menu_item, following))) == most


def is_of_a_picture(context: Context, paragraph: Paragraph) -> bool | Answer:
    """Is it the credit of a picture, a graph or an inserted text: "Source: X" or "(AFP)" in the middle of running text?

    The credit of an article is at its end, beside the date, or under the lead.
    """
    is_credit = paragraph.mark.kind == "credit" and not _COLONS.isdisjoint(paragraph.text)
    is_agency = paragraph.mark.kind == "signature" and paragraph.text.lstrip(WHITE)[:1] in "(["
    if context.fields.is_last or not (is_credit or is_agency):
        return False
    if sum(each.strong > 0 for each in context.past.behind) <= LONGEST_LEAD:
        return False
    for each in context.paragraphs.following(paragraph, paragraph.start, GOES_ON):
        if each.mark.look in CLOSING:
            return False
        if each.strong:
            return OF_A_PICTURE
    return False


def is_first_attribution(context: Context, paragraph: Paragraph) -> bool | Answer:
    """Is it the first attribution of the article?"""
    return SECOND_ATTRIBUTION if context.attributed else True


def is_labelled(context: Context, paragraph: Paragraph) -> bool:
    """Does the date line have a label, such as published or updated?"""
    return paragraph.mark.kind is not None


def is_set_apart(context: Context, paragraph: Paragraph) -> bool | Answer:
    """Under the title: is it a lead, with the body after a blank line or an attribution line?"""
    at, end = paragraph.start, _end_of_lead(context, paragraph)
    if end is None:
        return False
    under_fields = context.fields.is_last and context.headline.of_field != ""
    if _joined_look(context, at, end) is Look.BLANK and not context.gap and not under_fields:
        return context.paragraphs.comes(at, end, BODY_LOOKS) and LEAD_OVER_GAP
    return _leads_to_attribution(context, at, end)


def is_over_attribution(context: Context, paragraph: Paragraph) -> bool | Answer:
    """In a plain text without a title: is it a lead between a line of date or authors and the attribution line?"""
    if not context.past.count or context.past.near[0].credit is None or not context.sights.of(paragraph).is_plain:
        return False
    end = _end_of_lead(context, paragraph)
    return end is not None and paragraph.ending == ENDS and _leads_to_attribution(context, paragraph.start, end)


def _end_of_lead(context: Context, paragraph: Paragraph) -> int | None:
    """Index of the line after the running text that begins here; None if that is too long for a lead."""
    if context.leads == LONGEST_LEAD or context.attributed:
        return None
    at = end = paragraph.start
    paragraphs = context.leads
    while paragraphs <= LONGEST_LEAD and _runs(context, at, end):
        end, paragraphs = context.paragraphs.paragraph(end, at).stop, paragraphs + 1
    return end if paragraphs <= LONGEST_LEAD else None


def _leads_to_attribution(context: Context, at: int, end: int) -> bool | Answer:
    """Whether an attribution line is the next line of text from line `end` on, and text comes after it."""
    last = _joined_look(context, at, end)
    while last is Look.BLANK:
        end += 1
        last = _joined_look(context, at, end)
    if last is Look.ATTRIBUTION:
        end = context.paragraphs.paragraph(end, at).stop - 1
    return last is Look.ATTRIBUTION and context.paragraphs.comes(at, end + 1, BODY_LOOKS) and LEAD_OVER_ATTRIBUTION


def _joined_look(context: Context, at: int, there: int) -> Look | None:
    """The look of the paragraph that begins at line `there`: a wrapped attribution shows only when it is joined."""
    look = context.paragraphs.look(at, there)
    return context.paragraphs.paragraph(there, at).mark.look if look in RUNNING else look


def _runs(context: Context, at: int, there: int) -> bool:
    """Whether line `there`, seen from `at`, is running text. A closed sentence that begins with a date is too."""
    look = _joined_look(context, at, there)
    return look in RUNNING or (look is Look.ENTRY and context.paragraphs.paragraph(there, at).ending == ENDS)


def _is_of_plain_text(context: Context, paragraph: Paragraph) -> bool:
    """Is it body of a plain text: a closed sentence, or any line between the first text and the last sentence?"""
    sight = context.sights.of(paragraph)
    if (
        not sight.is_plain
        or paragraph.links
        or paragraph.key == context.headline.key
        or paragraph.text.lstrip(WHITE)[:1] == "©"
    ):
        return False
    if context.titles is None and context.paragraphs.opens_items(paragraph):
        return True
    return ends_text(paragraph) or (context.begun and context.paragraphs.start(paragraph) < sight.last)
