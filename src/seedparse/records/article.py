"""Makes the record of an article from its blocks.

Law: the record depends on the blocks, the document's description and the packs. Every block has one place in it; the
derived fields (byline, dateline, published, citations, language) only repeat or interpret text that has its place.
"""

from collections.abc import Iterator, Sequence, Set
from typing import TYPE_CHECKING

from seedparse.model import (
    SCHEMA_VERSION,
    Article,
    Attribution,
    Block,
    Citation,
    Document,
    Extra,
    Field,
    Given,
    Header,
    Note,
    Origin,
    Related,
    Role,
)
from seedparse.phrases.pack import Packs
from seedparse.readers import dates, headlines, language
from seedparse.readers.datelines import read_dateline
from seedparse.records import header_choice
from seedparse.text.digest import hasher
from seedparse.text.keys import letters_of
from seedparse.text.lines import WHITE
from seedparse.text.wrapping import joined

if TYPE_CHECKING:
    from seedparse.records.spans import Sources

HEAD_BLOCKS = 10  # first blocks of an article in which its site or address is looked for
ENCODED_AT_ONCE_CHARS = 1 << 20  # characters that are encoded at a time, to bound memory: a line may have 16 million


def fold(
    blocks: Sequence[Block],
    document: Document,
    number: int,
    packs: Packs,
    notes: Sequence[Note] = (),
    spans: bool = False,
) -> Article:
    """The record of these blocks. `number`: the article's number in its document. `notes`: those of the document.

    `spans`: the record is a `SpannedArticle`.
    """
    header = Header(title=None, lead=[], meta=[], byline=None, dateline=None, published=None, published_raw=None)
    article = Article(
        schema_version=SCHEMA_VERSION,
        id=identify(blocks),
        origin=_origin(blocks, document, number),
        language=language.UNDETERMINED,
        header=header,
        attribution=Attribution(text=None, publisher=None, via=None),
        body=[],
        related=[],
        citations=[],
        extra=[],
        notes=list(notes),
    )
    sources = _sources() if spans else None
    taken: set[Role] = set()
    listed = _headings_of_entries(blocks)
    dates = {block.date_raw for block in blocks if block.is_entry}
    for block in blocks:
        if block.role is Role.RELATED_HEADING and block.line_start not in listed:
            _unplaced(article, block, "promo", "related-empty")
        elif _has_no_place(block, taken, dates):
            _unplaced(article, block, "unknown", "unplaced")
        else:
            PLACES[block.role](article, block)
        if sources:
            sources.take(article, block)
        taken.add(block.role)
        article["notes"].extend(block.notes)
        if "\0" in block.text:
            article["notes"].append(Note(code="nul-character", line=block.line_start, detail="U+0000 in the text"))
    _cut_site(article, blocks)
    if sources:
        sources.move_title(article)
    # The derived fields come last: they need every block at its place.
    article["language"] = _language(article, packs)
    choice = header_choice.read(header, blocks, article["language"], packs)
    if choice.dated and choice.is_settled:
        article["notes"] = [note for note in article["notes"] if note not in choice.dated.notes]
    _dateline(article, packs)
    # Of several articles in a text a given title and date are those of the first.
    given = document.given if number == 1 else Given(language=document.given.language)
    _give(article, given, packs)
    if sources:
        sources.move_title(article)
    article["citations"] = [*_citations(blocks, Role.LEAD), *_citations(blocks, Role.BODY)]
    return sources.added(article, choice, given) if sources else article


def _sources() -> "Sources":
    from seedparse.records.spans import Sources  # here: few runs ask for spans, and it would slow down the start

    return Sources()


def _cut_site(article: Article, blocks: Sequence[Block]) -> None:
    """Cut the site's name from the end of the title if it is a domain, or if the head of the article shows its name."""
    title = article["header"]["title"]
    if title is None:
        return
    cut = title
    heads = [block for block in blocks[:HEAD_BLOCKS] if block.role in (Role.META, Role.EXTRA)]
    while shorter := _without_site(cut, heads):
        cut = shorter
    if cut == title:
        return
    article["header"]["title"] = cut
    if any(block.role is Role.TITLE for block in blocks):  # else the title's whole line is in `meta`
        article["extra"].insert(0, Extra(kind="unknown", text=title[len(cut) :].strip(WHITE)))


def _give(article: Article, given: Given, packs: Packs) -> None:
    """Put the values that the caller gave in place of those of the text. What the text says goes to `extra`."""
    header, names = article["header"], []
    if given.title is not None:
        names.append("title")
        found, header["title"] = header["title"], given.title
        if found is not None and letters_of(found) != letters_of(given.title):
            article["extra"].insert(0, Extra(kind="unknown", text=found))
    if given.published is not None:
        names.append("published")
        day = dates.find(given.published.strip(WHITE), packs, at_start=True)
        header["published"] = dates.read(day, packs).date if day else None
        header["published_raw"] = given.published
    if given.language is not None:
        names.append("language")
        article["language"] = given.language
    if names:
        article["notes"].append(Note(code="given", line=0, detail=", ".join(names)))


def _without_site(title: str, heads: Sequence[Block]) -> str | None:
    """The title without a site's name at its end, by a domain, a field, an address, or the name on a line of a page."""
    if found := headlines.without_domain(title):
        return found
    for block in heads:
        found = headlines.without_site(title, block.text)
        if found is None and block.role is Role.EXTRA:
            found = headlines.without_line(title, block.text)
        if found:
            return found
    return None


def identify(blocks: Sequence[Block]) -> str:
    """The id of an article: a hash of its non-blank lines without the white space around them, separators left out."""
    digest = hasher()
    joint = ""
    for block in blocks:
        if block.role is Role.SEPARATOR:
            continue
        text = block.text.strip(WHITE)
        if "\n" in text:
            text = "\n".join(filter(None, (line.strip(WHITE) for line in text.split("\n"))))
        if text:
            for at in range(0, len(text), ENCODED_AT_ONCE_CHARS):
                digest.update((joint + text[at : at + ENCODED_AT_ONCE_CHARS]).encode())
                joint = ""
            joint = "\n"
    return f"sp-{digest.hexdigest()}"


def _origin(blocks: Sequence[Block], document: Document, number: int) -> Origin:
    return Origin(
        path=document.path,
        member=document.member,
        article=number,
        url=document.url,
        record_id=document.record_id,
        fetched=document.fetched,
        fields=[Field(name=name, value=value) for name, value in document.fields],
        encoding=document.encoding,
        line_start=blocks[0].line_start,
        line_end=blocks[-1].line_end,
        byte_start=blocks[0].byte_start,
        byte_end=blocks[-1].byte_end,
    )


def _language(article: Article, packs: Packs) -> str:
    """The language of the running text; if that does not decide it, title, related entries and extras count too."""
    texts = (*article["body"], *article["header"]["lead"])
    found = language.detect(texts, packs)
    if found != language.UNDETERMINED:
        return found
    around = (
        article["header"]["title"] or "",
        *(entry["title"] for entry in article["related"]),
        *(extra["text"] for extra in article["extra"]),
    )
    return language.detect((*texts, *around), packs)


def _title(article: Article, block: Block) -> None:
    article["header"]["title"] = joined(block.text)


def _lead(article: Article, block: Block) -> None:
    article["header"]["lead"].append(joined(block.text))


def _meta(article: Article, block: Block) -> None:
    header = article["header"]
    header["meta"].append(block.text.strip(WHITE))
    if block.title and header["title"] is None:
        header["title"] = block.title
    if block.via and article["attribution"]["text"] is None:
        _attribution(article, block)  # a line of date and source; a line of the source alone takes its place


def _attribution(article: Article, block: Block) -> None:
    attribution = article["attribution"]
    attribution["text"] = block.text.strip(WHITE)
    attribution["publisher"], attribution["via"] = block.publisher, block.via


def _body(article: Article, block: Block) -> None:
    article["body"].append(joined(block.text))


def _related(article: Article, block: Block) -> None:
    if block.title is None:
        return  # a line with only the date of an entry; the entry has it
    article["related"].append(
        Related(heading=block.heading, date=block.date, date_raw=block.date_raw, title=block.title)
    )
    article["extra"] += [Extra(kind="navigation", text=link) for link in block.links]


def _extra(article: Article, block: Block) -> None:
    if block.title:
        article["header"]["title"] = block.title  # the value of a title field without the site's name
    article["extra"].append(Extra(kind=block.kind or "unknown", text=block.text.strip(WHITE)))


def _nowhere(article: Article, block: Block) -> None:
    """Adds nothing: a separator belongs to no article, and each related entry repeats its heading."""


def _has_no_place(block: Block, taken: Set[Role], dates: Set[str | None]) -> bool:
    """Whether the one place of its role is taken, or it is only a date that is none of the `dates` of entries."""
    if block.role is Role.RELATED:
        return block.date_raw not in dates
    return block.role in SINGLE and block.role in taken


def _unplaced(article: Article, block: Block, kind: str, code: str) -> None:
    """Adds a block whose role has no place left in the record to `extra`, with a note."""
    article["extra"].append(Extra(kind=kind, text=block.text.strip(WHITE)))
    article["notes"].append(Note(code=code, line=block.line_start, detail=block.rule))


def _headings_of_entries(blocks: Sequence[Block]) -> set[int]:
    """The line numbers of the related headings that have at least one entry."""
    found: set[int] = set()
    heading: int | None = None
    for block in blocks:
        if block.role is Role.RELATED_HEADING:
            heading = block.line_start
        elif block.is_entry and not block.is_inline and heading is not None:
            found.add(heading)
    return found


SINGLE = frozenset({Role.TITLE, Role.ATTRIBUTION})
"""Roles that only one block of a record can have."""

PLACES = {
    Role.TITLE: _title,
    Role.LEAD: _lead,
    Role.META: _meta,
    Role.ATTRIBUTION: _attribution,
    Role.BODY: _body,
    Role.RELATED_HEADING: _nowhere,
    Role.RELATED: _related,
    Role.EXTRA: _extra,
    Role.SEPARATOR: _nowhere,
}


def _dateline(article: Article, packs: Packs) -> None:
    header = article["header"]
    dateline = read_dateline(next(iter((*header["lead"], *article["body"])), ""), packs)
    if dateline is None:
        return
    header["dateline"] = dateline.text
    if dateline.date and header["published_raw"] is None:
        header["published_raw"] = dateline.date.raw
        header["published"], problem = dates.read(dateline.date, packs)
        if problem:
            article["notes"].append(Note(code=problem, line=0, detail=dateline.date.raw))


def _citations(blocks: Sequence[Block], role: Role) -> Iterator[Citation]:
    """The citations in the paragraphs of one role: 0, 1, ... in the body, -1, -2, ... in the lead."""
    paragraphs = (block for block in blocks if block.role is role)
    for number, block in enumerate(paragraphs):
        for text, publisher, via in block.citations:
            paragraph = -1 - number if role is Role.LEAD else number
            yield Citation(text=text, publisher=publisher, via=via, paragraph=paragraph)
