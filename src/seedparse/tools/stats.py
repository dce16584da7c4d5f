"""What is in a dump: articles, roles, languages, notes, outlets, short lines that no pack knows.

Law: memory is bounded, and the same texts in the same order give the same figures.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from seedparse.model import Article, Block, Document, Options
from seedparse.records.counts import Counts
from seedparse.stream import explained
from seedparse.text import jsonio
from seedparse.text.reading import Part
from seedparse.tools.frequent import Frequent
from seedparse.tools.graph import Graph
from seedparse.tools.rows import rows

MAX_COUNTED_ITEMS = 50_000  # short lines, and outlets, that are counted at a time
MAX_SHORT_CHARS = 80  # characters of a short line
SHOWN_LINES = 20  # unknown short lines that are named
SHOWN_OUTLETS = 50
SHOWN_EDGES = 50  # pairs of an outlet and one that it cites
COUNTED = ("lines", "languages", "encodings", "notes", "related_years", "extra", "with")


class Stats:
    """Adds up the lines that `lines` makes."""

    def __init__(self) -> None:
        self._articles = 0
        self._counts: dict[str, Counter[str]] = {name: Counter() for name in COUNTED}
        self._unknown: Frequent[str] = Frequent(MAX_COUNTED_ITEMS)
        self._outlets: Frequent[str] = Frequent(MAX_COUNTED_ITEMS)
        self._graph = Graph(MAX_COUNTED_ITEMS)

    def add(self, line: bytes) -> None:
        found = jsonio.read(line)
        self._articles += found["articles"]
        for name in COUNTED:
            self._counts[name].update(found[name])
        for item in found["unknown"]:
            self._unknown.add(item)
        for publisher, publisher_id, via, via_id in found["cited"]:
            for item in (publisher_id or publisher, via_id or via):
                if item:
                    self._outlets.add(item)
            self._graph.add({"publisher": publisher, "publisher_id": publisher_id, "via": via, "via_id": via_id})

    def shares(self) -> dict[str, float]:
        """Shares between 0 and 1: of lines that are recognised (`known`), of articles that have each of the others."""
        lines, unknown = self._counts["lines"].total(), self._counts["extra"]["unknown"]
        of_articles = {name: self._counts["with"][name] / (self._articles or 1) for name in HAS}
        return {"known": 1 - unknown / lines if lines else 1.0, **of_articles}

    def result(self) -> dict[str, Any]:
        counts = {name: dict(self._counts[name].most_common()) for name in COUNTED if name != "with"}
        return {
            "articles": self._articles,
            "shares": self.shares(),
            **counts,
            "outlets": [{"outlet": name, "rows": count} for name, count in self._outlets.top(SHOWN_OUTLETS)],
            "outlets_error": self._outlets.error,
            "edges": [
                {"publisher": publisher, "via": via, "rows": count}
                for publisher, via, count in self._graph.edges()[:SHOWN_EDGES]
            ],
            "edges_error": self._graph.error,
            "unknown_lines": [
                {"line": line, "articles": count} for line, count in self._unknown.top(SHOWN_LINES) if count > 1
            ],
            "unknown_lines_error": self._unknown.error,
        }


HAS: dict[str, Callable[[Article], object]] = {
    "title": lambda article: article["header"]["title"],
    "published": lambda article: article["header"]["published"],
    "attribution": lambda article: article["attribution"]["text"],
    "body": lambda article: article["body"],
    "related": lambda article: article["related"],
}
"""What an article may have."""


def lines(
    pieces: Iterable[bytes | str],
    document: Document,
    options: Options,
    counts: Counts | None = None,
    part: Part | None = None,
) -> Iterator[bytes]:
    """Yield the figures of each article as a JSON line."""
    for article, blocks in explained(pieces, options, document, counts, part=part):
        yield jsonio.line(_figures(article, blocks, options))


def _figures(article: Article | None, blocks: list[Block], options: Options) -> dict[str, Any]:
    roles: Counter[str] = Counter()
    extra: Counter[str] = Counter()
    for block in blocks:
        size = block.line_end - block.line_start + 1
        roles[block.role.value] += size
        if block.role == "extra":
            extra[block.kind or "unknown"] += size
    unknown = {block.text.strip() for block in blocks if block.role == "extra" and block.kind in (None, "unknown")}
    cited = rows(article, options.outlets) if article else ()
    return {
        "articles": int(article is not None),
        "lines": roles,
        "extra": extra,
        "languages": {article["language"]: 1} if article else {},
        "encodings": {article["origin"]["encoding"]: 1} if article else {},
        "notes": Counter(note["code"] for note in article["notes"]) if article else {},
        "related_years": Counter((each["date"] or "none")[:4] for each in article["related"]) if article else {},
        "with": {name: 1 for name, has in HAS.items() if article and has(article)},
        "unknown": sorted(line for line in unknown if len(line) <= MAX_SHORT_CHARS and "\n" not in line),
        "cited": [[row["publisher"], row["publisher_id"], row["via"], row["via_id"]] for row in cited],
    }
