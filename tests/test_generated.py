"""Articles made of the packs' own words: what a pack says that it knows is read from a whole article, by all packs
together, also among the lines of another language."""

import json
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from conftest import FIXTURES
from packwords import Written, capital, dates, expand, table
from seedparse.convert import parse_text
from seedparse.model import Article, Options
from seedparse.shelf import shipped
from seedparse.words import BULLETS, is_unspaced

PATHS = [Path(path) for path in shipped()]
MEDIUM = "BBC"  # a name that is known for a medium's
OPTIONS = Options(split="off")
SEPARATORS = BULLETS + " :：\u00a0"


class Words(NamedTuple):
    """A pack, and the running text of its fixture."""

    pack: dict[str, Any]
    title: str
    body: list[str]
    fill: dict[str, str]  # what stands in the slots

    def expand(self, section: str, key: str) -> list[str]:
        sources = self.pack.get(section, {}).get(key, [])
        return [text for source in sources for text in expand(source, self.pack.get("groups", {}), self.fill)]


def words(path: Path) -> Words:
    pack = table(path)
    record = json.loads(next(FIXTURES.glob(f"{path.stem}-*.json")).read_text(encoding="utf-8"))
    article = record[0] if isinstance(record, list) else record
    named = [example for example in pack["example"] if example["is"] in ("attribution", "citation")]
    credited = [example["via"] for example in named if "via" in example and "publisher" not in example]
    publisher, *others = dict.fromkeys([example["publisher"] for example in named if "publisher" in example] + credited)
    via = (*others, "Reuters")[0]
    fill = {
        "publisher": publisher,
        "medium": MEDIUM,
        "via": via,
        "title": article["header"]["title"],
        "day": f"12 {pack['months']['3'][0]}",
        "rest": "",
        "name": publisher,
    }
    return Words(pack, article["header"]["title"], article["body"], fill)


def layout(own: Words, attribution: str, related: Iterable[str], body: Sequence[str] = ()) -> str:
    """The layout of guildhall: title, lead, attribution, text, related list."""
    paragraphs = [*own.body[:3], *body]
    return "\n".join([own.title, paragraphs[0], attribution, "", *paragraphs[1:], *related]) + "\n"


def only(text: str) -> Article:
    (article,) = parse_text(text, OPTIONS)
    return article


def heads(own: Words) -> list[str]:
    return [capital(heading) for heading in own.expand("related", "headings")]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
class TestAlone:
    def test_headings(self, path: Path) -> None:
        own = words(path)
        for some in in_fives(heads(own)):
            lists = [[head, f"- 07.02.2026 {own.title}", f"- 05.01.2026 {own.title}"] for head in some]
            article = only(layout(own, attribution_of(own), chain(*lists)))
            found = [(each["heading"], each["date"], each["title"]) for each in article["related"]]
            assert found == [(head, day, own.title) for head in some for day in ("2026-02-07", "2026-01-05")]
            check_rest(article, own)

    def test_inline_markers(self, path: Path) -> None:
        own = words(path)
        for some in in_fives([capital(line) for line in own.expand("related", "inline")]):
            article = only(layout(own, attribution_of(own), some))
            found = [(each["heading"], each["title"]) for each in article["related"]]
            # A bullet before a marker is decoration, and what stands between it and the title a separator.
            assert found == [(line.removesuffix(own.title).strip(SEPARATORS), own.title) for line in some]
            check_rest(article, own)

    def test_dates(self, path: Path) -> None:
        own = words(path)
        written = list(dates(own.pack))
        head = heads(own)[0]
        article = only(layout(own, attribution_of(own), [head, *entries(written, own)]))
        found = [(each["date_raw"], each["date"], each["title"]) for each in article["related"]]
        assert found == [(each.text, each.date, own.title) for each in written]
        check_rest(article, own)

    @pytest.mark.parametrize("key", ["sentences", "credits"])
    def test_attribution_lines(self, path: Path, key: str) -> None:
        own = words(path)
        failed = []
        for text in own.expand("attribution", key):
            line = capital(text)
            article = only(layout(own, line, []))
            if article["attribution"] != {"text": line, **named(own, text)}:
                failed.append((line, article["attribution"]))
        assert not failed

    def test_citations(self, path: Path) -> None:
        """A clause behind a comma, which closes its paragraph."""
        own = words(path)
        comma, stop = ("，", "。") if is_unspaced(own.title[0]) else (", ", ".")
        clauses = own.expand("attribution", "clauses")
        paragraphs = [own.title + comma + clause + stop for clause in clauses]
        article = only(layout(own, attribution_of(own), [], paragraphs))
        assert article["body"] == [*own.body[1:3], *paragraphs]
        first = len(article["body"]) - len(paragraphs)
        found = {each["paragraph"] - first: each for each in article["citations"] if each["paragraph"] >= first}
        wanted = {number: named(own, clause) for number, clause in enumerate(clauses)}
        assert {
            number: {"publisher": each["publisher"], "via": each["via"]} for number, each in found.items()
        } == wanted


@pytest.mark.parametrize(
    ("path", "beside"), list(zip(PATHS, PATHS[1:] + PATHS[:1], strict=True)), ids=lambda path: path.stem
)
def test_mixed(path: Path, beside: Path) -> None:
    own, other = words(path), words(beside)
    written = [(each, by) for by in (own, other) for each in dates(by.pack)]
    written.sort(key=lambda one: hash_of(one[0].text))  # the languages mixed, the same in each run
    lines = [line for each, by in written for line in entries([each], by)]
    article = only(layout(own, attribution_of(own), [heads(own)[0], *lines], other.body[:2]))
    found = [(each["heading"], each["date_raw"], each["date"], each["title"]) for each in article["related"]]
    assert found == [(heads(own)[0], each.text, each.date, by.title) for each, by in written]
    assert article["header"]["title"] == own.title
    assert article["attribution"]["text"] == attribution_of(own)
    assert article["body"] == [*own.body[1:3], *other.body[:2]]


def in_fives(lines: list[str]) -> list[list[str]]:
    """As many as an article may have."""
    return [lines[at : at + 5] for at in range(0, len(lines), 5)]


def named(own: Words, text: str) -> dict[str, str | None]:
    """Who stands in a text made of an attribution."""
    found = {slot: own.fill[slot] if own.fill[slot] in text else None for slot in ("publisher", "via")}
    return {**found, "publisher": MEDIUM} if MEDIUM in text else found


def hash_of(text: str) -> int:
    return sum(ord(letter) * (at + 7) for at, letter in enumerate(text)) % 1009


def entries(written: Iterable[Written], own: Words) -> list[str]:
    return [f"- {each.text} {own.title}" for each in written]


def attribution_of(own: Words) -> str:
    key = "sentences" if own.pack["attribution"].get("sentences") else "credits"
    return capital(own.expand("attribution", key)[0])


def check_rest(article: Article, own: Words) -> None:
    assert article["header"]["title"] == own.title
    assert article["header"]["lead"] == own.body[:1]
    assert article["body"] == own.body[1:3]
    assert article["attribution"]["text"] == attribution_of(own)
    assert article["extra"] == []
    assert article["language"] == own.pack["language"]
