"""Articles made of the packs' own words: what a pack says that it knows is read from a whole article, by all packs
together, also among the lines of another language."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, cycle
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from conftest import FIXTURES
from packwords import FEW, Groups, Written, capital, dates, expand, names, table
from seedparse import parse_text
from seedparse.languages.loader import shipped
from seedparse.model import Article, Look, Options
from seedparse.readers import attributions, citations
from seedparse.recognition import looks
from seedparse.resources import load
from seedparse.text.words import APOSTROPHES, BULLETS, Text, is_unspaced

PATHS = [Path(path) for path in shipped()]
MEDIUM = "BBC"  # a name that is known for a medium's
OPTIONS = Options(split="off")
PACKS = load().packs
SEPARATORS = BULLETS + " :：\u00a0"


@dataclass(frozen=True, eq=False)
class Words:
    """A pack, and the running text of its fixture."""

    pack: dict[str, Any]
    title: str
    body: list[str]
    fill: dict[str, str]  # what stands in the slots
    groups: Groups


@cache
def expanded(own: Words, section: str, key: str) -> list[list[str]]:
    """The texts of each phrase of this key."""
    return [expand(source, own.groups, own.fill, FEW) for source in own.pack.get(section, {}).get(key, [])]


def texts(own: Words, section: str, key: str) -> list[str]:
    return [*chain(*expanded(own, section, key))]


@cache
def words(path: Path) -> Words:
    pack = table(path)
    record = json.loads(min(FIXTURES.glob(f"{path.stem}-*.json")).read_text(encoding="utf-8"))
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
    return Words(pack, article["header"]["title"], article["body"], fill, Groups(pack.get("groups", {})))


def layout(own: Words, attribution: str, related: Iterable[str], body: Sequence[str] = ()) -> str:
    """The layout of guildhall: title, lead, attribution, text, related list."""
    paragraphs = [*own.body[:3], *body]
    return "\n".join([own.title, paragraphs[0], attribution, "", *paragraphs[1:], *related]) + "\n"


def only(text: str) -> Article:
    (article,) = parse_text(text, OPTIONS)
    return article


def heads(own: Words) -> list[str]:
    return [capital(heading) for heading in texts(own, "related", "headings")]


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
        for some in in_fives([capital(line) for line in texts(own, "related", "inline")]):
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
        failed: list[Any] = []
        for number, phrase in enumerate(expanded(own, "attribution", key)):
            for text in phrase[::2]:  # TestNames reads them all
                mark = looks.mark(capital(text), PACKS)
                found = {"publisher": mark.publisher, "via": mark.via}
                failed += [] if mark.look is Look.ATTRIBUTION and found == named(own, text, key) else [(text, mark)]
            text = phrase[number % len(phrase)]  # one in an article: long ones and short ones in turn
            article = only(layout(own, capital(text), []))
            if article["attribution"] != {"text": capital(text), **named(own, text, key)}:
                failed.append((text, article["attribution"]))
        assert not failed

    def test_citations(self, path: Path) -> None:
        """A clause behind a comma, which closes its paragraph."""
        own = words(path)
        comma, stop = ("，", "。") if is_unspaced(own.title[0]) else (", ", ".")
        is_known = PACKS.outlets.id_of(own.fill["publisher"]) is not None
        clauses = [each for each in texts(own, "attribution", "clauses") if is_known or not has_speech(each, own)]
        paragraphs = [own.title + comma + clause + stop for clause in clauses]
        article = only(layout(own, attribution_of(own), [], paragraphs))
        assert article["body"] == [*own.body[1:3], *paragraphs]
        first = len(article["body"]) - len(paragraphs)
        found = {each["paragraph"] - first: each for each in article["citations"] if each["paragraph"] >= first}
        wanted = {number: named(own, clause, "clauses") for number, clause in enumerate(clauses)}
        assert {
            number: {"publisher": each["publisher"], "via": each["via"]} for number, each in found.items()
        } == wanted


PLACEHOLDERS = {"publisher": "\ue001", "via": "\ue002", "medium": "\ue003", "name": "\ue004"}
ELSEWHERE = ["“„", "»«", "›‹", "״״"]
"""Quotes that stand only between spaces."""
QUOTES = [
    '""',
    "«»",
    "„“",
    "„”",
    "“”",
    "””",
    "‟”",
    "‘’",
    "‚‘",
    "‚’",
    "’’",
    "''",
    "‹›",
    "「」",
    "『』",
    "《》",
    "〈〉",
    "〝〞",
]
CURLY = APOSTROPHES.removeprefix("'")
GLUES = ["\u00a0", "\u202f", "  ", " "]


class Named(NamedTuple):
    """A text of an attribution with its names filled in, and who they are."""

    text: str
    publisher: str | None
    via: str | None


def has_speech(text: str, own: Words) -> bool:
    """Whether a clause has a verb of speech, beside which only a medium is believed."""
    names = own.pack["names"]
    return not {*names.get("speech", []), *names.get("networks", [])}.isdisjoint(text.split())


@cache
def with_placeholders(source: str, own: Words) -> list[str]:
    fill = {**PLACEHOLDERS, "rest": "", "title": "", "day": own.fill["day"]}
    return expand(source, own.groups, fill, FEW)


def filled(
    key: str, source: str, own: Words, publisher: str, via: str, quotes: str = "", apostrophe: str = "'"
) -> list[Named]:
    """The texts of a phrase; the names stand in these quotes."""
    first, padding, last = quotes[:1], quotes[1:-1], quotes[-1:]
    found = []
    for text in with_placeholders(source, own):
        written = text.replace("'", apostrophe).replace(PLACEHOLDERS["name"], publisher)
        if key == "clauses" and has_speech(text, own):
            publisher = MEDIUM
        said: dict[str, str | None] = {"publisher": None, "via": None}
        for slot, name in (("publisher", publisher), ("via", via), ("medium", MEDIUM)):
            if PLACEHOLDERS[slot] in written:
                written = written.replace(PLACEHOLDERS[slot], f"{first}{padding}{name}{padding}{last}")
                said[slot_of_medium(key) if slot == "medium" else slot] = name
        found.append(Named(written, said["publisher"], said["via"]))
    return found


def misread(key: str, named: Named, own: Words) -> tuple[str, Any] | None:
    """What was read instead of these names, None if they were."""
    if key == "clauses":
        comma, stop = ("，", "。") if is_unspaced(own.title[0]) else (", ", ".")
        text = f"{own.title}{comma}{named.text}{stop}"
        found = citations.within(Text(text), PACKS)
    else:
        text = capital(named.text)
        line = attributions.of_line(Text(text), PACKS)
        found = [line] if line else []
    got = [(one.publisher, one.via) for one in found]
    return None if got == [(named.publisher, named.via)] else (text, got)


def quotes_of(own: Words) -> list[str]:
    return QUOTES if is_unspaced(own.title[0]) else QUOTES + ELSEWHERE + ["«\u00a0\u00a0»", "«\u202f\u202f»"]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
class TestNames:
    """A phrase holds whatever the quotes and the apostrophes of its text are, and a name comes back as printed."""

    def sources(self, own: Words) -> list[tuple[str, str]]:
        said = own.pack.get("attribution", {})
        return [(key, source) for key in ("sentences", "clauses", "credits") for source in said.get(key, [])]

    def test_quotes(self, path: Path) -> None:
        own = words(path)
        publisher, via = names(path.stem)
        turns = cycle(quotes_of(own))
        wrong = []
        for key, source in self.sources(own):
            # The texts of a phrase differ in their words: each quoting has its turn with some of them.
            for number in range(len(with_placeholders(source, own))):
                quoted = filled(key, source, own, publisher, via, next(turns))[number]
                wrong += [one] if (one := misread(key, quoted, own)) else []
        assert wrong == []

    def test_each_quoting(self, path: Path) -> None:
        own = words(path)
        publisher, via = names(path.stem)
        seen: dict[str, str] = {}
        for key, source in self.sources(own):
            seen.setdefault(key, source)
        wrong = []
        for key, source in seen.items():
            for quotes in quotes_of(own):
                first = filled(key, source, own, publisher, via, quotes)[0]
                wrong += [one] if (one := misread(key, first, own)) else []
        assert wrong == []

    def test_apostrophes(self, path: Path) -> None:
        """In the phrase, and inside the names. A phrase that has none is read with each of the four in turn."""
        own = words(path)
        wrong = []
        turns = cycle(CURLY)
        for key, source in self.sources(own):
            for number, text in enumerate(with_placeholders(source, own)):
                for apostrophe in CURLY if "'" in text else next(turns):
                    publisher, via = (f"{name[:3]}{apostrophe}{name[3:]}" for name in names(path.stem))
                    if publisher.lower() == publisher:  # a script without capitals: it has no apostrophes either
                        publisher, via = names(path.stem)
                    each = filled(key, source, own, publisher, via, apostrophe=apostrophe)[number]
                    if MEDIUM not in each.text:
                        wrong += [one] if (one := misread(key, each, own)) else []
        assert wrong == []

    def test_other_phrases_with_apostrophes(self, path: Path) -> None:
        own = words(path)
        kinds = [("related", "headings"), ("related", "inline"), ("byline", "lines")]
        kinds += [("junk", key) for key in own.pack.get("junk", {})]
        apostrophes = CURLY if path.stem in ("uk", "uz") else "’"
        for section, key in kinds:
            for text in texts(own, section, key):
                if "'" in text:
                    plain = looks.mark(capital(text), PACKS)
                    for apostrophe in apostrophes:
                        other = looks.mark(capital(text.replace("'", apostrophe)), PACKS)
                        assert (other.look, other.kind) == (plain.look, plain.kind), text

    def test_white_space(self, path: Path) -> None:
        own = words(path)
        publisher, via = names(path.stem)
        if is_unspaced(publisher[0]):
            return
        turns = cycle(GLUES)
        wrong = []
        for key, source in self.sources(own):
            glue = next(turns)
            two = f"{publisher}{glue}{via}", f"{via}{glue}{publisher}"
            for each in filled(key, source, own, *two, "«»")[:2]:
                wrong += [one] if (one := misread(key, each, own)) else []
        assert wrong == []

    def test_words_of_time(self, path: Path) -> None:
        """They end a name that has no comma before them."""
        own = words(path)
        publisher, via = names(path.stem)
        if is_unspaced(publisher[0]):
            return
        said = own.pack["attribution"].get("sentences", [])
        # Sentences that end with the name: a comma before the time is then one behind the name.
        closing = [source for source in said if source.endswith("{publisher}") and "{via}" not in source]
        for time in own.pack["names"]["times"]:
            for source in closing:
                for name in (f"{publisher} {time}", f"{publisher} {capital(time)}"):
                    for each in filled("sentences", source, own, name, via):
                        assert misread("sentences", each, own) is None
                shortest = min(
                    filled("sentences", source, own, f"{publisher}, {time}", via), key=lambda each: len(each.text)
                )
                set_off = shortest._replace(publisher=publisher)
                assert misread("sentences", set_off, own) is None


@pytest.mark.parametrize(
    ("path", "beside"),
    [*zip(PATHS, PATHS[1:] + PATHS[:1], strict=True)],
    ids=lambda path: path.stem,
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


def named(own: Words, text: str, key: str) -> dict[str, str | None]:
    """Who stands in a text made of an attribution. `key`: that of its phrase."""
    found = {slot: own.fill[slot] if own.fill[slot] in text else None for slot in ("publisher", "via")}
    return {**found, slot_of_medium(key): MEDIUM} if MEDIUM in text else found


def slot_of_medium(key: str) -> str:
    """What a medium is in the phrases of a key: a credit cites it."""
    return "via" if key == "credits" else "publisher"


def hash_of(text: str) -> int:
    return sum(ord(letter) * (at + 7) for at, letter in enumerate(text)) % 1009


def entries(written: Iterable[Written], own: Words) -> list[str]:
    return [f"- {each.text} {own.title}" for each in written]


def attribution_of(own: Words) -> str:
    key = "sentences" if own.pack["attribution"].get("sentences") else "credits"
    return capital(texts(own, "attribution", key)[0])


def check_rest(article: Article, own: Words) -> None:
    assert article["header"]["title"] == own.title
    assert article["header"]["lead"] == own.body[:1]
    assert article["body"] == own.body[1:3]
    assert article["attribution"]["text"] == attribution_of(own)
    assert article["extra"] == []
    assert article["language"] == own.pack["language"]
