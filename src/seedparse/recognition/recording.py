"""Record a decided paragraph in the context of those after it.

Law: this module alone changes the context, after the paragraph's role is decided.
"""

from seedparse.model import Answer, Look, Mark, Role
from seedparse.readers import fields, front_matter
from seedparse.readers.dates import order_of
from seedparse.recognition import link_lists
from seedparse.recognition.context import Context
from seedparse.recognition.features import is_menu_item
from seedparse.recognition.paragraphs import Paragraph
from seedparse.recognition.questions import fields as field_questions
from seedparse.recognition.questions import lists, title
from seedparse.recognition.related_lists import RelatedList
from seedparse.text.keys import key_of
from seedparse.text.lines import WHITE

MOST_SEEN = 4096  # maximum keys of earlier paragraphs that are kept
MOST_NAMES = 32  # maximum names of earlier fields that are kept
MOST_KNOWN = 1000  # maximum keys of paragraphs before the title that are kept
LABEL = 24  # maximum characters of a label

_COLONS = frozenset(":：")  # characters after a label


def record_blank(context: Context) -> None:
    """Record a blank line."""
    context.gap = True


def record(
    context: Context, paragraph: Paragraph, stop: int, role: Role | None, decided: Answer | None, reading: Mark
) -> None:
    """Record a decided paragraph.

    `stop`: the line after its last line. `decided`: the answer that decided the role. `reading`: what was read from
    the paragraph, for the role meta.
    """
    gap, context.gap = context.gap, False
    if role is Role.SEPARATOR:
        context.ruled = True
        return  # a separator is not part of the text
    key = paragraph.key
    if role is Role.META and reading.rule == fields.TITLE_RULE and reading.title and not context.headline.key:
        context.headline.key, context.headline.of_field = key_of(reading.title), reading.title
        context.titles = None
        _record_title(context)
    is_extra = role is Role.EXTRA
    context.menu_items = context.menu_items + 1 if is_extra and is_menu_item(paragraph) else 0
    if role is Role.TITLE:
        context.past.take_title(paragraph)
        context.topic.take_title(paragraph)
        context.headline.printed = paragraph.text
    elif not (is_extra and context.titles is not None and title.is_headline_with_more(context, paragraph)):
        context.past.take(paragraph)  # the title is still to come after one with the site's name
    context.seen.add(key)
    if len(context.seen) > MOST_SEEN:
        context.seen.clear()
    _record_field(context, paragraph, role, gap=gap or context.ruled)
    context.ruled = False
    is_label = paragraph.mark.kind == "navigation" and paragraph.text[-1:] in _COLONS
    context.in_contents = is_extra and (is_label or bool(title.is_in_contents(context, paragraph)))
    _record_header(context, paragraph, key, role, decided)
    _record_list(context, paragraph, stop, role, decided, gap=gap)
    context.boilerplate += is_extra
    context.has_text = context.has_text or paragraph.mark.look is Look.TEXT
    if role is Role.ATTRIBUTION:
        context.attributed = True
    elif role is Role.LEAD:
        context.leads += 1
    elif role is Role.TITLE or (is_extra and title.is_title_again(context, paragraph)):
        context.headline.key, context.headline.of_field = key, ""
        _record_title(context)
    if role in (Role.TITLE, Role.BODY):
        context.titles = None
    if role in (Role.LEAD, Role.BODY):
        context.begun = True
        context.topic.take(paragraph)
    paragraph.release()


def _record_title(context: Context) -> None:
    context.header.since_title = context.header.texts = 0


def _record_field(context: Context, paragraph: Paragraph, role: Role | None, *, gap: bool) -> None:
    """Record it for later questions about fields. `gap`: a blank line or a ruler is before it."""
    known = context.fields
    is_meta = role is Role.META
    if known.matter:
        matter = field_questions.goes_on(context, paragraph, gap=gap) if is_meta else None
        known.matter = None if matter is None or matter.closed else matter
    elif is_meta and front_matter.is_fence(paragraph.text):
        known.matter = field_questions.opened(context, paragraph)
    if is_meta:
        if field := fields.split(paragraph.text):
            known.names = [*known.names[-MOST_NAMES:], field[0].casefold()]
            known.indent = field_questions.indent_of(paragraph.text)
        elif front_matter.is_fence(paragraph.text):
            known.names = []
    elif role is not Role.EXTRA:
        known.names = []
    known.is_last = is_meta


def _record_header(context: Context, paragraph: Paragraph, key: str, role: Role | None, decided: Answer | None) -> None:
    """Record it for later questions about lines of date and authors."""
    header = context.header
    header.count += 1
    opens_list = paragraph.text.rstrip(WHITE)[-1:] == ":"
    header.in_list = opens_list or (header.in_list and paragraph.mark.look is Look.ITEM)
    header.label = paragraph.text if len(paragraph.text.strip()) <= LABEL else ""
    if header.since_title < 0 and len(header.menus) < MOST_KNOWN:
        header.menus.add(key)
    found: Mark | None = None
    if role is Role.META:
        found = decided.found if decided is not None and isinstance(decided.found, Mark) else paragraph.mark
    header.since_date = 0 if found and found.found else header.since_date + 1
    header.since_name = 0 if found and found.name else header.since_name + 1
    if key and key == context.headline.key:
        _record_title(context)
    elif header.since_title >= 0:
        header.since_title += 1
        header.texts += role is Role.BODY and bool(paragraph.strong)


def _record_list(
    context: Context, paragraph: Paragraph, stop: int, role: Role | None, decided: Answer | None, *, gap: bool
) -> None:
    """Record it for later questions about lists. `gap`: a blank line is before it."""
    known = context.list
    look = paragraph.mark.look
    found = decided.found if decided is not None else None
    if isinstance(found, lists.Opening):
        known.on_page = found.on_page
        if found.on_page:
            known.links = found.links if role is Role.RELATED_HEADING else link_lists.EMPTY
    elif isinstance(found, RelatedList):
        known.whole = found
    whole = known.whole
    if whole and context.paragraphs.start(paragraph) == (whole.first if whole.heading is None else whole.heading):
        known.in_whole, known.in_parts, known.on_page = True, False, False
        known.heading, known.order = None, whole.order
        known.entries, known.spaced, known.idle = [], False, 0
    elif role is Role.RELATED_HEADING:
        known.in_whole, known.in_parts = False, True
    known.under_empty = role is Role.EXTRA and (look is Look.HEADING or (known.under_empty and look is Look.DATE))
    if role is Role.RELATED_HEADING:
        known.heading = paragraph.text.strip(WHITE)  # the paragraph's text, because a heading may be wrapped
        # If the list's own dates leave the order open, the language of its heading decides.
        pack = context.packs.by_language.get(paragraph.mark.language or "")
        order = known.order if known.in_whole else order_of(lists.dates_of_list(context, stop))
        known.order = pack.order if order is None and pack else order
        known.entries = []
        known.spaced = False
        known.idle = 0
    elif role is Role.RELATED:
        known.idle = 0
        if gap and known.entries:
            known.spaced = True
        if len(known.entries) < 2:
            known.entries.append(look)
    else:
        known.idle += link_lists.weight(paragraph)
        known.in_parts = known.in_parts and role is not Role.BODY
