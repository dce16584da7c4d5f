"""Questions about the lines near the title that give the article's date and authors.

Law: `readers.header_lines` reads a line; its position decides whether the reading is believed. The position is near the
title, or near its repetition, and before the running text. Far from the title a line needs more evidence of its own.
"""

from seedparse.model import Answer, Look, Mark
from seedparse.readers import header_lines
from seedparse.readers.datelines import read_dateline
from seedparse.recognition.context import Context
from seedparse.recognition.features import ENDS
from seedparse.recognition.paragraphs import Paragraph
from seedparse.text.keys import MIN_WORD_LETTERS, key_of
from seedparse.text.lines import WHITE
from seedparse.text.words import QUESTIONS

MAX_PARAGRAPHS_AFTER_TITLE = 24  # maximum paragraphs from the title to its date and authors
HEAD_TEXTS = 2  # maximum paragraphs of running text among these
WORDS_BEFORE = 3  # maximum unknown words beside the date in a line before the title
MAX_PARAGRAPHS_TO_REPEATED_TITLE = 3  # maximum paragraphs from a line of the head to the repeated title after it
MAX_PARAGRAPHS_BESIDE_NAME = 2  # maximum paragraphs from a name to a date or another name
OVER = 3  # maximum paragraphs from a name in the first line of the article to the running text
UNDER = 7  # maximum paragraphs from the title to a name without a date or another name beside it


def is_header_line(context: Context, paragraph: Paragraph) -> bool | Answer:
    """Near the title: is it a line of date and authors? The answer has its reading."""
    if paragraph.fields and paragraph.ending == ENDS and _has_dateline(context, paragraph):
        return False  # "KYIV. 3 December. UNN. The cabinet met."
    if context.header.since_title >= 0:
        return _is_under_title(context, paragraph) and _answer(paragraph.fields or _name(context, paragraph))
    # The line may be the title itself, so it needs a clock, which titles do not have, or no unknown words.
    if not paragraph.fields:
        return False
    found = header_lines.read(paragraph.text, context.packs, WORDS_BEFORE)
    has_clock = found is not None and found.found is not None and found.printed != found.found.raw
    if not has_clock:
        found = header_lines.read(paragraph.text, context.packs, 0)
    if found is None and context.titles is not None and context.sights.of(paragraph).is_plain:
        found = _over_title(context, paragraph)
    return _answer(found)


def is_first_name(context: Context, paragraph: Paragraph) -> bool | Answer:
    """Before any title: is it a name and nothing else, directly over the text or near a date?"""
    if context.header.since_title >= 0 or paragraph.mark.look not in (Look.LINE, Look.ITEM):
        return False
    name = header_lines.names_alone(paragraph.plain, context.packs)
    if name is None:
        return False
    following = context.paragraphs.following(paragraph, paragraph.start, OVER)
    is_over_text = not context.header.count and any(each.strong for each in following)
    is_name = is_over_text or _stands_beside(context, paragraph)
    return is_name and _answer(Mark(Look.BYLINE, "header.name", name=name))


def _has_dateline(context: Context, paragraph: Paragraph) -> bool:
    """Whether a dateline stands before its text."""
    found = read_dateline(paragraph.text, context.packs)
    return found is not None and len(found.text) < len(paragraph.text.rstrip(WHITE))


def _answer(found: Mark | None) -> bool | Answer:
    """The answer with a reading, whose own rule decides."""
    return found is not None and Answer(True, found=found)


def _is_under_title(context: Context, paragraph: Paragraph) -> bool:
    """Whether the title, or its repetition, is near enough for a line of date and authors."""
    header = context.header
    if header.since_title <= MAX_PARAGRAPHS_AFTER_TITLE and header.texts <= HEAD_TEXTS:
        return True
    return paragraph.width <= header_lines.MAX_HEADER_CHARS and any(
        each.key == context.headline.key
        for each in context.paragraphs.following(paragraph, paragraph.start, MAX_PARAGRAPHS_TO_REPEATED_TITLE)
    )


def _over_title(context: Context, paragraph: Paragraph) -> Mark | None:
    """In a plain text, before any title: the reading of a section and a date directly over a possible title."""
    behind = context.paragraphs.following(paragraph, paragraph.start, 1)
    if behind and behind[0].mark.look is Look.LINE and behind[0].text.count(" ") >= WORDS_BEFORE:
        return header_lines.read(paragraph.text, context.packs, WORDS_BEFORE)
    return None


def _name(context: Context, paragraph: Paragraph) -> Mark | None:
    """The reading of a name: signed, with a role or label, or alone near a date, another name or the title."""
    header, packs = context.header, context.packs
    if paragraph.mark.look not in (Look.LINE, Look.ITEM) or (paragraph.mark.look is Look.ITEM and header.in_list):
        return None
    line = paragraph.plain
    if line[-1:] in QUESTIONS:
        return None  # "Reporter: What do you bake with?"
    name = header_lines.signed(line, packs) or header_lines.with_role(line, packs)
    if name or (header.label and (name := header_lines.introduced(header.label, line, packs))):
        return Mark(Look.BYLINE, "header.signed", name=name)
    name = header_lines.names_alone(line, packs)
    if name is None:
        return None
    title = context.headline.key
    if any(len(word) >= MIN_WORD_LETTERS and key_of(word) in title for word in name.split()):
        return None
    if _is_of_menus(context, name):
        return None
    if _stands_beside(context, paragraph) or header.since_title in range(UNDER + 1):
        return Mark(Look.BYLINE, "header.name", name=name)
    return None


def _is_of_menus(context: Context, name: str) -> bool:
    """Whether a part of the name is a line of the page's menus: "Australia Politics" is two sections, no person."""
    words = name.split()
    parts = (words[at:end] for at in range(len(words)) for end in range(at + 1, len(words) + 1))
    return any(key_of("".join(part)) in context.header.menus for part in parts)


def _stands_beside(context: Context, paragraph: Paragraph) -> bool:
    """Whether a date or another name is at most MAX_PARAGRAPHS_BESIDE_NAME paragraphs away."""
    header = context.header
    return min(header.since_date, header.since_name) < MAX_PARAGRAPHS_BESIDE_NAME or any(
        each.fields for each in context.paragraphs.following(paragraph, paragraph.start, MAX_PARAGRAPHS_BESIDE_NAME)
    )
