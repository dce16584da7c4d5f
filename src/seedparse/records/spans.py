"""From the slots of an article record back to their lines: the object `spans` beside the record.

Law: a span is that of the block which the slot repeats or was read from, as `--unit block` writes it. A list has one
span for each item of the record's list, and a slot that is null has none.
"""

from collections.abc import Sequence

from seedparse.model import (
    Article,
    Block,
    Given,
    Header,
    HeaderSpans,
    RelatedSpans,
    Role,
    Span,
    SpannedArticle,
    Spans,
)
from seedparse.records.header_choice import Choice

_LISTS = ("lead", "meta", "body", "related", "extra")


class Sources:
    """Collects the blocks of the slots while a record is made: call `take` after each block has its place."""

    def __init__(self) -> None:
        self._found: dict[str, list[Block]] = {name: [] for name in _LISTS}
        self._headings: list[Block | None] = []  # of the related entries
        self._heading: Block | None = None  # the last one
        self._dates: list[Block] = []  # related blocks with only the date of an entry
        self._title: Block | None = None
        self._printed: str | None = None  # the title so far
        self._attribution: Block | None = None

    def take(self, article: Article, block: Block) -> None:
        """Note which slots a block has filled."""
        header = article["header"]
        if block.role is Role.RELATED_HEADING:
            self._heading = block
        elif block.role is Role.RELATED and not block.is_entry:
            self._dates.append(block)
        for name, items in _lists(article).items():
            blocks = self._found[name]
            more = len(items) - len(blocks)
            blocks += [block] * more
            if name == "related" and more:
                self._headings.append(block if block.is_inline else self._heading)
        if header["title"] != self._printed:
            self._printed, self._title = header["title"], block
        if self._attribution is None and article["attribution"]["text"] is not None:
            self._attribution = block

    def move_title(self, article: Article) -> None:
        """Note it if the title, or the site's name at the end of its line, has become the first extra."""
        blocks = self._found["extra"]
        if self._title is not None and len(article["extra"]) > len(blocks):
            blocks.insert(0, self._title)

    def added(self, article: Article, choice: Choice, given: Given) -> SpannedArticle:
        """The record, which is complete, with its spans.

        `choice`: the blocks of its date and its byline. `given`: values that stand nowhere in the text.
        """
        return SpannedArticle(**article, spans=self._spans(article, choice, given))

    def _spans(self, article: Article, choice: Choice, given: Given) -> Spans:
        lists = {name: [_span(block) for block in blocks] for name, blocks in self._found.items()}
        return Spans(
            header=self._header(article["header"], choice, given, lists),
            attribution=_span_or_none(self._attribution),
            body=lists["body"],
            related=self._related(article),
            citations=[
                lists["body"][at] if at >= 0 else lists["lead"][-1 - at]
                for at in (citation["paragraph"] for citation in article["citations"])
            ],
            extra=lists["extra"],
        )

    def _header(self, header: Header, choice: Choice, given: Given, lists: dict[str, list[Span]]) -> HeaderSpans:
        dateline = next(iter((*lists["lead"], *lists["body"])), None) if header["dateline"] is not None else None
        published = _span_or_none(choice.dated)
        if published is None and header["published_raw"] is not None:
            published = dateline
        return HeaderSpans(
            title=_span_or_none(self._title) if given.title is None else None,
            lead=lists["lead"],
            meta=lists["meta"],
            byline=[_span(block) for block in choice.authors],
            dateline=dateline,
            published=published if given.published is None else None,
        )

    def _related(self, article: Article) -> list[RelatedSpans]:
        dates = list(self._dates)
        found = []
        entries = zip(article["related"], self._found["related"], self._headings, strict=True)
        for entry, block, heading in entries:
            dated = None if entry["date_raw"] is None else _dated(entry["date_raw"], block, dates)
            has_heading = entry["heading"] is not None
            found.append(
                RelatedSpans(
                    heading=_span_or_none(heading) if has_heading else None,
                    date=_span_or_none(dated),
                    title=_span(block),
                )
            )
        return found


def _lists(article: Article) -> dict[str, Sequence[object]]:
    header = article["header"]
    return {
        "lead": header["lead"],
        "meta": header["meta"],
        "body": article["body"],
        "related": article["related"],
        "extra": article["extra"],
    }


def _dated(raw: str, block: Block, dates: list[Block]) -> Block:
    """The block of an entry's date: the entry's own, or the nearest block that holds only this date.

    A block of the second kind is removed from `dates`.
    """
    if raw in block.text:
        return block
    before = [each for each in dates if each.date_raw == raw and each.line_start < block.line_start]
    behind = [each for each in dates if each.date_raw == raw and each.line_start > block.line_start]
    for each in (*before[-1:], *behind[:1]):
        dates.remove(each)
        return each
    return block


def _span(block: Block) -> Span:
    return Span(
        line_start=block.line_start, line_end=block.line_end, byte_start=block.byte_start, byte_end=block.byte_end
    )


def _span_or_none(block: Block | None) -> Span | None:
    return None if block is None else _span(block)
