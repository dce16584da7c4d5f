"""The context of a paragraph: the lines in memory, and what is known of the article so far.

Law: plain data, each fact in one place. The questions read it; `recording` alone changes it.
"""

from seedparse.model import Look
from seedparse.phrases.pack import Packs
from seedparse.readers.exports import Placed, Profiles, Sign, Signs
from seedparse.readers.front_matter import Matter
from seedparse.recognition import link_lists
from seedparse.recognition.features import FAR, Past
from seedparse.recognition.link_lists import LinkList
from seedparse.recognition.paragraphs import Paragraphs
from seedparse.recognition.plain_text import Sights
from seedparse.recognition.related_lists import ListReader, RelatedList
from seedparse.recognition.titles import Titles
from seedparse.recognition.topic import Topic
from seedparse.recognition.trees import Models


class Headline:
    """The title of the article, as far as it is known."""

    def __init__(self) -> None:
        self.key = ""  # key of the title
        self.printed = ""  # the title's paragraph
        self.of_field = ""  # the title that came from a field, until it is printed again


class Fields:
    """Front matter and the fields of a head."""

    def __init__(self) -> None:
        self.matter: Matter | None = None  # the front matter that is still open
        self.is_last = False  # the previous paragraph is a field
        self.names: list[str] = []  # names of the fields before
        self.indent = 0  # indent of the last field, in characters


class Export:
    """What is known of the export whose article this is."""

    def __init__(self) -> None:
        self.profile: int | None = None  # index of its profile; None: it is none, or not known to be one
        self.signs = Signs()  # the lines of profiles so far
        self.known: dict[int, list[Sign]] = {}  # by byte offset: what a line may be, for the lines asked about
        self.placed: dict[int, Placed] = {}  # the lines of its head, by byte offset
        self.page_heads: frozenset[str] | None = None  # the running heads of its pages; None: not looked for yet
        self.begun = False  # the lines of its head were looked for
        self.rest: str | None = None  # role of the lines up to the article's end: a tail or a cover sheet has begun


class Header:
    """The position in the article's head, for its lines of date and authors."""

    def __init__(self) -> None:
        self.count = 0  # paragraphs of the article so far
        self.since_title = -1  # paragraphs since the title or its repetition; -1: no title yet
        self.texts = 0  # paragraphs of running text since then
        self.since_date = FAR  # paragraphs since a line with a date
        self.since_name = FAR  # paragraphs since a line with a name
        self.label = ""  # text of the previous paragraph if it is short enough for a label
        self.in_list = False  # the previous paragraph ends with a colon, or is an item of a list under such a one
        self.menus: set[str] = set()  # keys of the paragraphs before the title


class List:
    """The current related list."""

    def __init__(self) -> None:
        self.heading: str | None = None  # text of its heading
        self.order: str | None = None  # order of day and month in its dates of the form a/b/c
        self.entries: list[Look] = []  # looks of its first two entries: its style
        self.spaced = False  # it has a blank line between two entries
        self.on_page = False  # it is on a page, among menus and link lists
        self.links: LinkList = link_lists.EMPTY  # its entries, if it is on a page
        self.whole: RelatedList | None = None  # the last list that was read whole
        self.in_parts = False  # it is read entry by entry
        self.in_whole = False  # it was read whole; it gets no more entries
        self.idle = 0  # gap cost since the last entry, in paragraphs
        self.under_empty = False  # a heading without entries came before, and since then only dates


class Context:
    """The lines in memory, and the facts about the article so far."""

    def __init__(self, packs: Packs, models: Models, profiles: Profiles) -> None:
        self.packs = packs
        self.models = models
        self.profiles = profiles
        self.paragraphs = Paragraphs(packs, profiles.names)
        self.sights = Sights(self.paragraphs)
        self.lists = ListReader(self.paragraphs, packs)
        self.titles: Titles | None = Titles(self.paragraphs, models["title"])  # None: no title is expected any more
        self.title_scores = self.titles.scores
        self.past = Past()
        self.topic = Topic()
        self.headline = Headline()
        self.fields = Fields()
        self.export = Export()
        self.header = Header()
        self.list = List()
        self.seen: set[str] = set()  # keys of the paragraphs so far
        self.gap = False  # the line before is blank
        self.ruled = False  # the line before is a ruler
        self.in_contents = False  # the previous paragraph is an item of a table of contents, or its label
        self.attributed = False  # the article has an attribution
        self.has_text = False  # the article has a paragraph that is closed like a sentence
        self.begun = False  # the article has a lead or body
        self.leads = 0  # paragraphs of the lead so far
        self.boilerplate = 0  # paragraphs of boilerplate (role extra) so far
        self.menu_items = 0  # paragraphs in a row, up to here, that are extra and may be items of a menu
