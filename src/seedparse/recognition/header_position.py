"""Decide by position which lines near the title give the article's date and authors.

Law: `readers.header_lines` reads a line; this module decides from its position whether to accept the reading. The
position is near the title, or near its repetition, and before the running text. Far from the title a line needs more
evidence of its own.
"""

from seedparse.model import Look, Mark, Role
from seedparse.phrases.pack import Packs
from seedparse.readers import header_lines
from seedparse.recognition.features import FAR
from seedparse.recognition.paragraphs import Paragraph, Paragraphs
from seedparse.text.keys import MIN_WORD_LETTERS, key_of
from seedparse.text.lines import WHITE
from seedparse.text.words import QUESTIONS

MAX_PARAGRAPHS_AFTER_TITLE = 24  # maximum paragraphs from the title to its date and authors
HEAD_TEXTS = 2  # maximum paragraphs of running text among these
WORDS_BEFORE = 3  # maximum unknown words beside the date in a line before the title
MAX_PARAGRAPHS_TO_REPEATED_TITLE = 3  # maximum paragraphs from a line of the head to the repeated title after it
MAX_PARAGRAPHS_BESIDE_NAME = 2  # maximum paragraphs from a name to a date or another name
LABEL = 24  # maximum characters of a label
MOST_KNOWN = 1000  # maximum keys of paragraphs before the title that are kept
OVER = 3  # maximum paragraphs from a name in the first line of the article to the running text
UNDER = 7  # maximum paragraphs from the title to a name without a date or another name beside it


class Credits:
    """The state of an article's head, and the questions about its lines of date and authors."""

    def __init__(self, paragraphs: Paragraphs, packs: Packs) -> None:
        self.found: Mark | None = None  # the reading accepted by the last question, None if it was rejected
        self._paragraphs = paragraphs
        self._packs = packs
        self._title = ""  # key of the title
        self._count = 0  # paragraphs of the article so far
        self._since = -1  # paragraphs since the title; -1: no title yet
        self._texts = 0  # paragraphs of running text since the title
        self._since_date = FAR  # paragraphs since a line with a date
        self._since_name = FAR  # paragraphs since a line with a name
        self._label = ""  # text of the previous paragraph if it is short enough for a label
        self._in_list = False  # the previous paragraph ends with a colon, or is an item of a list under such a one
        self._menus: set[str] = set()  # keys of the paragraphs before the title

    def take_title(self, key: str) -> None:
        """Record the title, or its repetition, by its key."""
        self._title = key
        self._since = self._texts = 0

    def take(self, paragraph: Paragraph, key: str, role: Role | None) -> None:
        """Record a decided paragraph."""
        found, self.found = self.found if role is Role.META else None, None
        self._count += 1
        opens_list = paragraph.text.rstrip(WHITE)[-1:] == ":"
        self._in_list = opens_list or (self._in_list and paragraph.mark.look is Look.ITEM)
        self._label = paragraph.text if len(paragraph.text.strip()) <= LABEL else ""
        if self._since < 0 and len(self._menus) < MOST_KNOWN:
            self._menus.add(key)
        found = found or (paragraph.mark if role is Role.META else None)
        self._since_date = 0 if found and found.found else self._since_date + 1
        self._since_name = 0 if found and found.name else self._since_name + 1
        if key == self._title and key:
            self.take_title(key)
        elif self._since >= 0:
            self._since += 1
            self._texts += role is Role.BODY and bool(paragraph.strong)

    def is_credit(self, paragraph: Paragraph) -> bool:
        """Is it a line of date and authors? Sets `found`."""
        self.found = None
        if self._since < 0:
            # The line may be the title itself, so it needs a clock, which titles do not have, or no unknown words.
            if paragraph.fields:
                found = header_lines.read(paragraph.text, self._packs, WORDS_BEFORE)
                has_clock = found and found.found and found.printed != found.found.raw
                self.found = found if has_clock else header_lines.read(paragraph.text, self._packs, 0)
        elif (self._since <= MAX_PARAGRAPHS_AFTER_TITLE and self._texts <= HEAD_TEXTS) or self._title_is_near(
            paragraph
        ):
            self.found = paragraph.fields or self._name(paragraph)
        return self.found is not None

    def is_over_title(self, paragraph: Paragraph) -> bool:
        """In a plain text, before any title: is it a section and a date, directly over a possible title?

        Sets `found`.
        """
        behind = self._paragraphs.following(paragraph, paragraph.start, 1)
        if behind and behind[0].mark.look is Look.LINE and behind[0].text.count(" ") >= WORDS_BEFORE:
            self.found = header_lines.read(paragraph.text, self._packs, WORDS_BEFORE)
        return self.found is not None

    def _title_is_near(self, paragraph: Paragraph) -> bool:
        """Whether one of the next MAX_PARAGRAPHS_TO_REPEATED_TITLE paragraphs repeats the title."""
        return paragraph.width <= header_lines.MAX_HEADER_CHARS and any(
            each.key == self._title
            for each in self._paragraphs.following(paragraph, paragraph.start, MAX_PARAGRAPHS_TO_REPEATED_TITLE)
        )

    def _name(self, paragraph: Paragraph) -> Mark | None:
        """The reading of a name: signed, with a role or label, or alone near a date, another name or the title."""
        if paragraph.mark.look not in (Look.LINE, Look.ITEM) or (paragraph.mark.look is Look.ITEM and self._in_list):
            return None
        line, packs = paragraph.plain, self._packs
        if line[-1:] in QUESTIONS:
            return None  # "Reporter: What do you bake with?"
        name = header_lines.signed(line, packs) or header_lines.with_role(line, packs)
        if name or (self._label and (name := header_lines.introduced(self._label, line, packs))):
            return Mark(Look.BYLINE, "header.signed", name=name)
        name = header_lines.names_alone(line, packs)
        if name is None or any(len(word) >= MIN_WORD_LETTERS and key_of(word) in self._title for word in name.split()):
            return None
        if self._is_of_menus(name):
            return None
        if self._stands_beside(paragraph) or self._since in range(UNDER + 1):
            return Mark(Look.BYLINE, "header.name", name=name)
        return None

    def _is_of_menus(self, name: str) -> bool:
        """Whether a part of the name is a line of the page's menus: "Australia Politics" is two sections, no person."""
        words = name.split()
        parts = (words[at:end] for at in range(len(words)) for end in range(at + 1, len(words) + 1))
        return any(key_of("".join(part)) in self._menus for part in parts)

    def is_first_name(self, paragraph: Paragraph) -> bool:
        """Before any title: is it a name and nothing else, directly over the text or near a date? Sets `found`."""
        self.found = None
        if self._since < 0 and paragraph.mark.look in (Look.LINE, Look.ITEM):
            name = header_lines.names_alone(paragraph.plain, self._packs)
            following = self._paragraphs.following(paragraph, paragraph.start, OVER)
            is_over_text = not self._count and any(each.strong for each in following)
            if name and (is_over_text or self._stands_beside(paragraph)):
                self.found = Mark(Look.BYLINE, "header.name", name=name)
        return self.found is not None

    def _stands_beside(self, paragraph: Paragraph) -> bool:
        """Whether a date or another name is at most MAX_PARAGRAPHS_BESIDE_NAME paragraphs away."""
        return min(self._since_date, self._since_name) < MAX_PARAGRAPHS_BESIDE_NAME or any(
            each.fields for each in self._paragraphs.following(paragraph, paragraph.start, MAX_PARAGRAPHS_BESIDE_NAME)
        )
