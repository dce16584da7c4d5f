"""Find out whether the article is a plain text, without a page around it.

Law: the facts come from the paragraphs up to the horizon. What is a page once stays one.
"""

from collections.abc import Callable
from itertools import takewhile
from typing import NamedTuple

from seedparse.model import Look
from seedparse.readers import fields
from seedparse.recognition.features import BODY_LOOKS, ENDS, LOOKAHEAD_PARAGRAPHS, is_cut, is_item
from seedparse.recognition.paragraphs import Paragraph, Paragraphs
from seedparse.text.lines import WHITE
from seedparse.text.patterns import later
from seedparse.text.sentences import ends_with_colon

CLEAN_JUNK = 3  # maximum paragraphs of boilerplate in a clean text, one that is not part of a page
CLEAN_ITEMS = 2  # maximum short open lines in a clean text; as many as it has closed sentences are allowed too
MORE_ITEMS = 5  # maximum short open lines without digits after the last closed sentence; more are a menu
SHORT_TEXT = 1000  # maximum columns of all paragraphs of a short text; news pages have more, even without menus
TO_ATTRIBUTION = 4  # maximum paragraphs from the title to the attribution line

TEXT_LOOKS = frozenset({Look.TEXT, Look.ITEM})

_DIGIT = later(r"\d")


class Sight(NamedTuple):
    """Facts about the article, taken from the paragraphs before the horizon."""

    is_clean: bool  # the text is not part of a page: no links, almost no menus and boilerplate
    is_plain: bool  # clean, and either short or with an attribution line or a date and a byline under the title
    is_short: bool  # clean, and of SHORT_TEXT columns at most
    last: int  # byte offset of the last paragraph that is a closed sentence
    end: int  # byte offset after which paragraphs were not examined


class Sights:
    """The facts about one article, computed again where the last examined paragraph begins."""

    def __init__(self, paragraphs: Paragraphs) -> None:
        self._paragraphs = paragraphs
        self._last: Sight | None = None

    def of(self, paragraph: Paragraph) -> Sight:
        """The facts from the paragraphs before the horizon of this one."""
        if self._last is None or (self._last.is_clean and self._paragraphs.start(paragraph) >= self._last.end):
            near = [paragraph]
            while more := self._paragraphs.following(near[-1], paragraph.start, LOOKAHEAD_PARAGRAPHS):
                near += more
                if _is_page_at_a_glance(near):
                    break
            found = _sight_of(near, self._paragraphs.start)
            if self._last is not None:  # a text that was not clean stays a page; a longer text is not short
                is_clean = found.is_clean and self._last.is_clean
                found = Sight(is_clean, is_clean and self._last.is_plain, False, found.last, found.end)
            self._last = found
        return self._last


def ends_text(paragraph: Paragraph) -> bool:
    """Whether it is a closed sentence, or a closed item, that does not end with dots like a teaser."""
    return paragraph.mark.look in TEXT_LOOKS and paragraph.ending == ENDS and not is_cut(paragraph.text)


def _sight_of(near: list[Paragraph], starts: Callable[[Paragraph], int]) -> Sight:
    """The facts about the article from these paragraphs. A related list after the last closed sentence is ignored.

    `starts`: gives the byte offset of a paragraph.
    """
    last = _last_text(near)
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


def _last_text(near: list[Paragraph]) -> int:
    """Index of the last paragraph but the first that ends a text; 0 if there is none."""
    return next((at for at in range(len(near) - 1, 0, -1) if ends_text(near[at])), 0)


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
    junk = 0
    for paragraph in near[: _last_text(near) + 1]:
        junk += paragraph.mark.look is Look.JUNK
        if junk > CLEAN_JUNK or _has_links(paragraph):
            return True
    return False
