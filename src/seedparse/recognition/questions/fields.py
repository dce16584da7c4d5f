"""Questions about front matter and the fields of a head, and the reading of such a line."""

from itertools import takewhile

from seedparse.model import Answer, Look, Mark
from seedparse.readers import fields, front_matter, person_names
from seedparse.recognition.context import Context
from seedparse.recognition.paragraphs import Paragraph
from seedparse.text.lines import WHITE

NEAR = 4  # paragraphs after an identifier in which its address is looked for

# The rules that decide (docs/record.md).
KNOWN = Answer(True, "field.known")
IDENTIFIER = Answer(True, "field.identifier")
FENCE = Answer(True, "field.fence")
CONTINUED = Answer(True, "field.continued")
OF_MAIL = Answer(True, "field.of-mail")


def opens_fields(context: Context, paragraph: Paragraph) -> bool | Answer:
    """A ruler at the start: does front matter follow?"""
    return opened(context, paragraph) is not None and FENCE


def is_in_fields(context: Context, paragraph: Paragraph) -> bool:
    """After a fence: is the paragraph a line of the front matter, or the fence that closes it?"""
    return goes_on(context, paragraph, gap=context.gap or context.ruled) is not None


def is_field(context: Context, paragraph: Paragraph) -> bool | Answer:
    """Is the line a field of a head: a known name with its value, or an identifier near an address?"""
    near = context.paragraphs.following(paragraph, paragraph.start, NEAR)
    names = context.profiles.names
    if names.is_known(paragraph.text):
        if context.fields.is_last or (bool(near) and names.is_known(near[0].text)):
            return KNOWN
        if not context.past.count and names.is_title(paragraph.text):
            return KNOWN
    if _is_rest(context, paragraph):
        return CONTINUED
    if _is_of_mail(context, paragraph):
        return OF_MAIL
    if not fields.is_identifier(paragraph.text):
        return False
    is_head = (context.fields.is_last and fields.is_address(paragraph.text)) or any(
        fields.is_address(each.text) for each in near
    )
    return is_head and IDENTIFIER


def reading(context: Context, paragraph: Paragraph) -> Mark:
    """What a line of the head says: a mark with its date, name or title."""
    names = context.profiles.names
    matter = goes_on(context, paragraph, gap=context.gap or context.ruled)
    is_known = matter is not None or names.is_known(paragraph.text)
    if matter is None and paragraph.mark.look in (Look.DATE, Look.BYLINE):
        name = paragraph.mark.name and person_names.name_of(paragraph.mark.name)
        found = paragraph.fields or paragraph.mark._replace(name=name)
        # In an export this is the date at which the database changed its copy, not the paper its article.
        is_of_copy = found.kind == "updated" and context.export.profile is not None
        return found._replace(kind="accessed") if is_of_copy else found
    if not is_known:
        return paragraph.mark
    field = front_matter.field_of(matter, paragraph.text, names) if matter else fields.split(paragraph.text)
    around = (*context.fields.names, *fields.names_of([paragraph.text, *context.paragraphs.lines_behind(paragraph)]))
    return read(context, paragraph, field, field and names.meaning(field[0], around), of_mail=names.is_mail(around))


def read(
    context: Context,
    paragraph: Paragraph,
    field: tuple[str, str] | None,
    meaning: str | None,
    *,
    of_mail: bool = False,
) -> Mark:
    """The reading of a field with its continued lines; no title if the article has one."""
    more = _continued(context.paragraphs.lines_behind(paragraph))
    found = fields.read(field, meaning, context.packs, of_mail=of_mail, more=more)
    return found._replace(title=None) if context.headline.key else found


def goes_on(context: Context, paragraph: Paragraph, *, gap: bool) -> front_matter.Matter | None:
    """The open front matter with this line added; None if the line is not a part of it."""
    matter = context.fields.matter
    if matter is None:
        return None
    behind = context.paragraphs.lines_behind(paragraph)
    return front_matter.goes_on(matter, paragraph.text, behind, context.profiles.names, gap=gap)


def opened(context: Context, paragraph: Paragraph) -> front_matter.Matter | None:
    """The front matter that a line opens."""
    return front_matter.opens(paragraph.text, context.paragraphs.lines_behind(paragraph), context.profiles.names)


def indent_of(text: str) -> int:
    """The white space before a line, in characters."""
    return len(text) - len(text.lstrip(WHITE))


def _is_rest(context: Context, paragraph: Paragraph) -> bool:
    """Whether this line continues the field directly before it: it has a larger indent."""
    known = context.fields
    if not known.is_last or not known.names or context.gap or paragraph.strong:
        return False
    return indent_of(paragraph.text) > known.indent


def _is_of_mail(context: Context, paragraph: Paragraph) -> bool:
    """Whether it is a field of any name directly under other fields of a mail."""
    known = context.fields
    is_of_mail = known.is_last and not context.gap and context.profiles.names.is_mail(known.names)
    return is_of_mail and fields.split(paragraph.text) is not None


def _continued(lines: list[str]) -> str:
    """The indented lines directly under a field that continue its value, joined with spaces."""
    indented = takewhile(lambda text: text[:1] in (" ", "\t") and text.strip(WHITE), lines)
    return " ".join(text.strip(WHITE) for text in indented)
