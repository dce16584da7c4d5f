"""Why each line has its role, as data: what decided, what was read, and what it nearly was.

Law: everything shown is taken from the blocks and their article, as `parse` makes them; nothing is decided here.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any, NamedTuple

from seedparse.errors import InputError
from seedparse.model import Article, Beginning, Block, Document, Role
from seedparse.phrases.pack import Packs
from seedparse.recognition.boundary_reasons import reasons
from seedparse.recognition.doubt import other_title
from seedparse.recognition.trees import BOUNDARY
from seedparse.resources import Resources, load
from seedparse.sources.texts import Text
from seedparse.stream import explained
from seedparse.tools.near_misses import near_misses

ALL_LINES = (1, 1 << 62)

Explanation = dict[str, Any]
"""An article with its blocks; docs/look.md describes its keys."""


class Wanted(NamedTuple):
    """The articles and lines that are asked for, in each document; None: all."""

    article: int | None = None
    lines: tuple[int, int] | None = None  # first and last line, 1-based, inclusive


def explanations(texts: Iterable[Text], path: str, wanted: Wanted = Wanted()) -> Iterator[Explanation]:
    """Yield each wanted article with its blocks. Errors of the documents go where `texts` reports them."""
    return (found for _, found in with_records(texts, path, wanted))


def with_records(
    texts: Iterable[Text], path: str, wanted: Wanted = Wanted()
) -> Iterator[tuple[Article | None, Explanation]]:
    """Yield the same, each behind its record; separators that belong to no article have none."""
    for text in texts:
        resources = load(text.options.packs, text.options.outlets)
        document = text.about._replace(path=path)
        with suppress(InputError):  # `texts` reports it
            for article, blocks in _wanted(explained(text.pieces, text.options, document), wanted):
                yield article, explanation(article, blocks, document, resources, wanted.lines)
            deque(text.pieces, maxlen=0)  # the next document of an archive begins behind this one


def _wanted(
    found: Iterator[tuple[Article | None, list[Block]]], wanted: Wanted
) -> Iterator[tuple[Article | None, list[Block]]]:
    """Yield the articles that are wanted or have wanted lines; parses no further than they reach."""
    first, last = wanted.lines or ALL_LINES
    for article, blocks in found:
        number = article["origin"]["article"] if article else None
        if blocks[0].line_start > last or (number and wanted.article and number > wanted.article):
            return
        if blocks[-1].line_end >= first and wanted.article in (None, number):
            yield article, blocks


def explanation(
    article: Article | None,
    blocks: list[Block],
    document: Document,
    resources: Resources,
    lines: tuple[int, int] | None = None,
) -> Explanation:
    """An article, or separators that belong to none, with the reasons for each block that has one of these lines."""
    origin = article["origin"] if article else None
    first, last = lines or ALL_LINES
    return {
        "path": document.path,
        "member": document.member,
        "article": origin and origin["article"],
        "id": article and article["id"],
        "encoding": origin and origin["encoding"],
        "language": article and article["language"],
        "published": article and article["header"]["published"],
        "byline": article and article["header"]["byline"],
        "dateline": article and article["header"]["dateline"],
        "begins": next((_beginning(block.beginning, resources) for block in blocks if block.beginning), None),
        "blocks": [
            _reasons(block, blocks, resources.packs)
            for block in blocks
            if block.line_end >= first and block.line_start <= last
        ],
        "citations": article["citations"] if article else [],
        "notes": article["notes"] if article else [],
    }


def _beginning(beginning: Beginning, resources: Resources) -> dict[str, Any]:
    """Why the article begins; for a model's decision what spoke for it (above 0) and against it."""
    spoke = reasons(beginning.features, resources.models[BOUNDARY]) if len(beginning.features) else {}
    return {
        "rule": beginning.rule,
        "score": beginning.score,
        "threshold": beginning.threshold,
        "reasons": dict(sorted(spoke.items(), key=lambda each: -abs(each[1]))),
    }


def _reasons(block: Block, blocks: list[Block], packs: Packs) -> dict[str, Any]:
    pack, phrase = _phrase(block.rule, packs)
    return {
        "role": block.role,
        "kind": (block.kind or "unknown") if block.role == "extra" else None,
        "text": block.text,
        "line_start": block.line_start,
        "line_end": block.line_end,
        "byte_start": block.byte_start,
        "byte_end": block.byte_end,
        "decided": {
            "rule": block.rule,
            "pack": pack,
            "phrase": phrase,
            "score": block.score,
            "threshold": block.threshold,
            "runner_up": _runner_up(blocks) if block.role is Role.TITLE else None,
        },
        "read": {
            "title": block.title,
            "date": block.date,
            "date_raw": block.date_raw,
            "name": block.name,
            "publisher": block.publisher,
            "via": block.via,
        },
        "near_misses": [miss._asdict() for miss in near_misses(block, packs)],
        "notes": block.notes,
    }


def _phrase(rule: str, packs: Packs) -> tuple[str | None, str | None]:
    """The pack that a rule names, and the phrase as the pack writes it."""
    language, colon, _ = rule.partition(":")
    if not colon or language not in packs.by_language:
        return None, None
    return language, packs.by_language[language].source_of(rule)


def _runner_up(blocks: list[Block]) -> dict[str, Any] | None:
    rival = other_title(blocks)
    return None if rival is None else {"score": rival.title_score, "line": rival.line_start}
