"""The data types that the modules share, and the check of the options.

Law: this module imports no other module of seedparse.
"""

from collections.abc import Sequence
from enum import StrEnum
from functools import wraps
from typing import Any, Literal, NamedTuple, TypedDict, get_args

SCHEMA_VERSION = 1

HORIZON_LINES = 256
HORIZON_BYTES = 64 * 1024
"""The lookahead window: lines and bytes behind a line that may decide its role, whichever is less."""

Unit = Literal["article", "block"]


class Look(StrEnum):
    """What a line looks like by itself, without its neighbours."""

    BLANK = "blank"
    RULER = "ruler"  # one character, repeated at least three times
    HEADING = "heading"  # "Read also", alone on its line
    INLINE = "inline"  # "Read also: a title"
    ENTRY = "entry"  # a date, then a title; with or without a bullet
    ITEM = "item"  # a bullet, then words
    DATE = "date"  # a date and little else
    ATTRIBUTION = "attribution"  # who reports, citing whom, and nothing else
    BYLINE = "byline"
    JUNK = "junk"  # share buttons, photo credits, footers ...
    LINE = "line"  # short, no full stop: a title or an undated entry
    TEXT = "text"  # running text


class Role(StrEnum):
    """What a block is in its article."""

    TITLE = "title"
    LEAD = "lead"
    META = "meta"
    ATTRIBUTION = "attribution"
    BODY = "body"
    RELATED_HEADING = "related_heading"
    RELATED = "related"
    EXTRA = "extra"
    SEPARATOR = "separator"


class Note(TypedDict):
    """An oddity of the text, with its line (0: the whole article)."""

    code: str
    line: int
    detail: str


class FoundDate(NamedTuple):
    """A date found in a line, in parts as printed; `dates.read` works out the day."""

    start: int  # span in characters, half-open
    end: int
    raw: str
    form: str  # ymd, dmy, abc (order unknown), worded, jalali, partial
    parts: tuple[str, str, str]  # year (of an era: converted), month, day as printed; form abc: year, first, second
    language: str | None  # the pack that knows the month word


class Mark(NamedTuple):
    """The look of one line, the rule that gave it, and what the rule read from the line."""

    look: Look
    rule: str  # "related.dated" or, for a pack's phrase, "uk:attribution.3"
    language: str | None = None
    kind: str | None = None  # the kind of junk, of an attribution's phrase, or of a date line's label
    found: FoundDate | None = None
    printed: str | None = None  # the date of a date line, with its time, as printed
    title: str | None = None  # of an entry or an inline link
    heading: str | None = None  # the marker of an inline link
    name: str | None = None  # of a byline
    publisher: str | None = None
    via: str | None = None


class Answer(NamedTuple):
    """The answer to a question about a paragraph's context, and the rule or model that decided it."""

    yes: bool
    rule: str = ""  # "body.score"; docs/record.md lists them; "": the rule of the paragraph's look
    score: float | None = None  # if a model decided
    threshold: float | None = None  # the score that a yes needed
    found: Any = None  # what was read from the lines: a Mark, a RelatedList or an Opening

    def __bool__(self) -> bool:
        return self.yes


class Cited(NamedTuple):
    """An attribution inside a paragraph of running text."""

    text: str
    publisher: str | None
    via: str | None


class Beginning(NamedTuple):
    """Why an article begins at a line."""

    rule: str  # "split.model"; docs/splitting.md lists them
    score: float | None = None  # if a model decided
    threshold: float | None = None  # of this model
    features: Sequence[float] = ()  # that the model read


class Block:
    """Lines that share one place of the record: one paragraph, one entry, one line."""

    score: float | None = None  # of the model that decided the role
    threshold: float | None = None  # of this model
    title_score: float | None = None  # as a title, if the model of titles took it for a candidate
    kind: str | None = None
    language: str | None = None  # of the pack whose phrase matched
    heading: str | None = None  # of a related entry
    is_inline: bool = False  # a related entry whose heading stands on its own line, before the title
    is_in_row: bool = False  # a date line in a row of dated lines, none of which is the article's date
    title: str | None = None  # of a related entry or of a field; a repeated title, if it is the better one
    date: str | None = None
    date_raw: str | None = None
    name: str | None = None  # of a byline
    publisher: str | None = None
    via: str | None = None
    links: tuple[str, ...] = ()  # addresses of a related entry, if the converter wrote them down
    citations: Sequence[Cited] = ()  # in a paragraph of running text, if they are asked for
    beginning: Beginning | None = None  # of the first block of an article, but of the first article

    def __init__(
        self, role: Role, text: str, rule: str, line_start: int, line_end: int, byte_start: int, byte_end: int
    ) -> None:
        self.role = role
        self.text = text  # its lines joined by LF, unchanged
        self.rule = rule  # the rule that decided the role
        self.line_start = line_start  # 1-based, inclusive
        self.line_end = line_end
        self.byte_start = byte_start  # half-open, in the bytes of the document
        self.byte_end = byte_end
        self.notes: list[Note] = []

    @property
    def is_entry(self) -> bool:
        """Whether it is a related entry; a related block without a title is a line with only the date of one."""
        return self.role is Role.RELATED and self.title is not None


class Field(TypedDict):
    """A further key of the source, copied to the record."""

    name: str
    value: str


class Origin(TypedDict):
    """The place of an article. Lines are 1-based and inclusive, bytes half-open, both counted in the document."""

    path: str
    member: str | None
    article: int
    url: str | None  # this and the next two: as the source gives them
    record_id: str | None
    fetched: str | None
    fields: list[Field]
    encoding: str
    line_start: int
    line_end: int
    byte_start: int
    byte_end: int


class Header(TypedDict):
    title: str | None
    lead: list[str]
    meta: list[str]
    byline: str | None
    dateline: str | None
    published: str | None
    published_raw: str | None


class Attribution(TypedDict):
    text: str | None
    publisher: str | None
    via: str | None


class Related(TypedDict):
    heading: str | None
    date: str | None
    date_raw: str | None
    title: str


class Citation(TypedDict):
    text: str
    publisher: str | None
    via: str | None
    paragraph: int  # 0-based in `body`; -1, -2 ... in `lead`


class Extra(TypedDict):
    kind: str
    text: str


class Article(TypedDict):
    """One article: the record itself, its keys in their order; docs/record.md says what each holds."""

    schema_version: int
    id: str
    origin: Origin
    language: str
    header: Header
    attribution: Attribution
    body: list[str]
    related: list[Related]
    citations: list[Citation]
    extra: list[Extra]
    notes: list[Note]


class Span(TypedDict):
    """The lines and bytes of a block, counted as in `Origin`."""

    line_start: int
    line_end: int
    byte_start: int
    byte_end: int


class HeaderSpans(TypedDict):
    title: Span | None
    lead: list[Span]
    meta: list[Span]
    byline: list[Span]  # authors may stand on several lines
    dateline: Span | None
    published: Span | None


class RelatedSpans(TypedDict):
    heading: Span | None
    date: Span | None
    title: Span


class Spans(TypedDict):
    """Where each slot of an article record stands; docs/record.md says what each key holds."""

    header: HeaderSpans
    attribution: Span | None
    body: list[Span]
    related: list[RelatedSpans]
    citations: list[Span]  # of their paragraphs
    extra: list[Span]


class SpannedArticle(Article):
    """An article record with the spans of its slots."""

    spans: Spans


class BlockRecord(TypedDict):
    """One block as a record, its keys in their order; docs/record.md says what each holds."""

    schema_version: int
    path: str
    member: str | None
    url: str | None
    encoding: str
    article: int
    block: int
    role: str
    kind: str | None
    text: str
    title: str | None
    date: str | None
    date_raw: str | None
    publisher: str | None
    via: str | None
    language: str
    rule: str
    line_start: int
    line_end: int
    byte_start: int
    byte_end: int


class Given(NamedTuple):
    """Values of the header that the caller knows; None: what the text says holds."""

    title: str | None = None
    published: str | None = None  # as given: a date in any form that is read in a text
    language: str | None = None  # BCP 47


class Document(NamedTuple):
    """The place of a text: a file, or the innermost member of a container; without its content."""

    path: str = "-"
    member: str | None = None
    encoding: str = "utf-8"
    url: str | None = None
    record_id: str | None = None
    fetched: str | None = None
    fields: tuple[tuple[str, str], ...] = ()
    converted: str | None = None  # the encoding of the HTML page that it is the text of, and how it was found
    given: Given = Given()


class Options(NamedTuple):
    """The caller's options, made once and passed on whole.

    Raises TypeError or ValueError for a wrong value; the message says what to pass.
    """

    unit: Unit | None = None  # of the records that the command writes; parse() gives articles, blocks() gives blocks
    packs: tuple[str, ...] = ()  # paths of the user's own packs
    outlets: tuple[str, ...] = ()  # paths of files with further outlets
    profiles: tuple[str, ...] = ()  # paths of the user's own export profiles
    split: str = "auto"  # "auto", "off", or a regular expression that matches each separator line
    encoding: str = "auto"  # "auto", or the name of the encoding
    max_article_bytes: int = 16 * 1024 * 1024  # bytes; a longer article is split into several records
    text_field: str = "text"  # the key that holds the text in JSON Lines
    url_field: str = "url"  # this and the next two: the keys that hold the text's address, id and date of retrieval
    id_field: str = "id"
    date_field: str = "date"
    title_field: str | None = None  # the key that holds the article's title, which stands as given; None: no key
    published_field: str | None = None  # the same for its date of publication
    language: str | None = None  # BCP 47 code of all texts; None: what the text shows
    keep: tuple[str, ...] = ()  # further keys of JSON Lines, or headers of WARC records, to copy to the record
    max_expand: int = 0  # bytes that one input may unpack to; 0: only the check for decompression bombs
    name: str | None = None  # `origin.path` of standard input, in place of "-"
    strict: bool = False
    spans: bool = False  # article records have the key `spans`: the lines and bytes of each slot


MIN_ARTICLE_BYTES = 64
_PATHS = 'paths: ("mine.toml",)'
_ITEMS = {"packs": _PATHS, "profiles": _PATHS, "outlets": _PATHS, "keep": 'keys: ("metadata.source",)'}


def _wrong(name: str, value: Any) -> str | None:
    """Return what to pass for an option instead of this value; None if the value is good."""
    match name:
        case "unit":
            return None if value is None or value in get_args(Unit) else '"article" or "block"'
        case "packs" | "profiles" | "outlets" | "keep":
            good = isinstance(value, tuple) and all(isinstance(each, str) for each in value)
            return None if good else f"a tuple of {_ITEMS[name]}"
        case "max_article_bytes":
            good = type(value) is int and value >= MIN_ARTICLE_BYTES
            return None if good else f"a number of bytes, {MIN_ARTICLE_BYTES} or more"
        case "max_expand":
            return None if type(value) is int and value >= 0 else "a number of bytes, 0 for no bound"
        case "name" | "title_field" | "published_field" | "language":
            return None if value is None or isinstance(value, str) else "a text or None"
        case "strict" | "spans":
            return None if isinstance(value, bool) else "True or False"
        case "split":
            return None if isinstance(value, str) else '"auto", "off" or a regular expression'
        case "encoding":
            return None if isinstance(value, str) else '"auto" or the name of an encoding, such as "cp1251"'
    return None if isinstance(value, str) else "a text"


_new = Options.__new__


@wraps(_new)
def _new_checked(cls: type[Options], *given: Any, **named: Any) -> Options:
    """Check the values; `packs`, `profiles`, `outlets` and `keep` may be lists, and the items of the first three any
    kind of path.

    `_replace` skips this check: only seedparse calls it, and often.
    """
    if unknown := named.keys() - set(Options._fields):
        raise TypeError(f"Options has no {', '.join(sorted(unknown))}; it has {', '.join(Options._fields)}")
    options = _new(cls, *given, **named)
    for name in ("packs", "profiles", "outlets"):
        paths: Any = getattr(options, name)
        if isinstance(paths, list | tuple):
            paths = tuple(each.__fspath__() if hasattr(each, "__fspath__") else each for each in paths)
            options = options._replace(**{name: paths})
    if isinstance(options.keep, list):
        options = options._replace(keep=tuple(options.keep))
    for name, value in zip(Options._fields, options, strict=True):
        if wanted := _wrong(name, value):
            kind = type(Options._field_defaults[name])
            error = ValueError if type(value) is kind or (kind is type(None) and isinstance(value, str)) else TypeError
            raise error(f"Options.{name} must be {wanted}, not {value!r:.60}")
    return options


# The body of a NamedTuple may not define __new__.
Options.__new__ = staticmethod(_new_checked)  # type: ignore[method-assign, assignment]
