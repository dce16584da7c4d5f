"""Corpora for `speed.py` and `calls.py`, made from the fixtures and the open set with a seeded generator: the same
bytes on every machine.

usage: python bench/corpora.py FOLDER [MEGABYTES]

- `cyrillic`, `english`: clean articles in the layout of the seed, which a short script can parse: title, lead,
  attribution, a blank line, paragraphs, a heading and dated entries. Paragraphs are sentences in random order.
- `natural`: the same layout in the twelve languages of the open set. Paragraphs are whole, in random order.
- `main`, `pages`: the dumps of the open set, main text and whole pages, again and again with form feeds between them.

Paragraphs of `natural` and whole articles of `main` and `pages` come again: a cache of such texts would gain more here
than in a real dump.
"""

import json
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from html import escape
from itertools import chain, cycle, repeat
from pathlib import Path
from typing import Any, NamedTuple

TESTS = Path(__file__).parent.parent / "tests"
FIXTURES, PAGES, DUMPS = TESTS / "fixtures/articles", TESTS / "open/pages", TESTS / "open/dumps"
CONVERTERS = {
    "main": ("trafilatura", "resiliparse", "justext", "boilerpy3"),
    "pages": ("html2text", "inscriptis", "bs4", "lynx", "w3m"),
}
CLEAN = {"cyrillic": ("uk", "ru"), "english": ("en",)}  # the languages; an article's text is in one of them
KINDS = (*CLEAN, "natural", *CONVERTERS)
ATTRIBUTIONS = {
    "cyrillic": (
        "Про це повідомляє УНІАН",
        "Об этом сообщает РИА Новости",
        "Про це пише видання Вежа з посиланням на BBC",
    ),
    "english": ("This was reported by Reuters", "Source: Associated Press", "This was reported by the BBC, citing AFP"),
}
HEADINGS = {"cyrillic": ("Читайте також", "Ще на цю тему", "Читайте также"), "english": ("Related", "Read also")}
DAY = date(2026, 2, 7)
FEWEST_WORDS = 9  # words of a natural paragraph; a shorter one may be a heading
ENDS = (*'.!?…»”"',)


class Article(NamedTuple):
    """One article of a corpus: what seedparse reads, what a converter reads, what a language detector reads."""

    text: str
    html: str
    running: str  # lead and body


class Corpus(NamedTuple):
    text: Path
    jsonl: Path  # `html` and `running` of each article
    articles: int


class Stock(NamedTuple):
    """What an article is composed of."""

    titles: list[str]
    parts: list[str]  # sentences or whole paragraphs
    fewest: int  # parts of a paragraph
    most: int
    attributions: list[str]
    headings: list[str]
    entries: list[str]  # titles of the related articles


def fixtures(language: str) -> list[dict[str, Any]]:
    """The records of a language's fixtures."""
    paths = sorted(FIXTURES.glob(f"{language}-*.json"))
    return [record for path in paths for record in json.loads(path.read_text(encoding="utf-8"))]


def pages(language: str) -> list[dict[str, Any]]:
    """What stands on the open set's pages in a language."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(PAGES.glob(f"{language}[0-9].json"))]


def sentences(paragraphs: list[str]) -> list[str]:
    parts = [part.strip(" .") for text in paragraphs for part in text.split(". ")]
    return [f"{part}." for part in parts if len(part.split()) > 4 and not part.endswith((*':?!»"”',))]


def clean(kind: str) -> list[Stock]:
    stocks, entries = [], []
    for language in CLEAN[kind]:
        records, shown = fixtures(language), pages(language)
        headers = [*(record["header"] for record in records), *shown]
        texts = [text for header in headers for text in header["lead"]]
        texts += [text for each in (*records, *shown) for text in each["body"]]
        titles = [header["title"] for header in headers]
        entries += titles + [entry["title"] for each in (*records, *shown) for entry in each["related"]]
        parts = sentences(texts)
        stocks.append(Stock(titles, parts, 2, 6, list(ATTRIBUTIONS[kind]), list(HEADINGS[kind]), entries))
    return stocks


def natural() -> list[Stock]:
    stocks = []
    for language in sorted({path.stem[:2] for path in PAGES.glob("*.json")}):
        shown = pages(language)
        texts = [text for page in shown for text in (*page["lead"], *page["body"]) if text.endswith(ENDS)]
        parts = [text for text in texts if len(text.split()) >= FEWEST_WORDS]
        attributions = [page["attribution"] for page in shown if page["attribution"]]
        headings = {entry["heading"] for record in fixtures(language) for entry in record["related"]}
        titles = [page["title"] for page in shown]
        entries = [entry["title"] for page in shown for entry in page["related"]]
        stocks.append(Stock(titles, parts, 1, 1, attributions, sorted(filter(None, headings)), entries))
    return stocks


def composed(stock: Stock, chance: random.Random) -> Article:
    """An article in the layout of the seed."""
    shuffled = chain.from_iterable(chance.sample(stock.parts, len(stock.parts)) for _ in repeat(None))

    def paragraph() -> str:
        return " ".join(next(shuffled) for _ in range(chance.randint(stock.fewest, stock.most)))

    title, lead, body = chance.choice(stock.titles), paragraph(), [paragraph() for _ in range(chance.randint(2, 5))]
    reported = [chance.choice(stock.attributions)] if stock.attributions and chance.random() < 0.7 else []
    heading, entries, day = [], [], DAY
    if count := chance.randrange(12):
        heading = [chance.choice(stock.headings)]
        for _ in range(count):
            day -= timedelta(chance.randint(1, 90))
            entries.append(f"{day:%d.%m.%Y} {chance.choice(stock.entries)}")
    lines = [title, lead, *reported, "", *body, *heading, *(f"- {entry}" for entry in entries)]
    html = [
        f"<h1>{escape(title)}</h1>",
        *(f"<p>{escape(text)}</p>" for text in (lead, *reported, *body)),
        *(f"<h2>{escape(text)}</h2>" for text in heading),
        f"<ul>{''.join(f'<li>{escape(entry)}</li>' for entry in entries)}</ul>",
    ]
    page = f"<html><head><title>{escape(title)}</title></head><body><article>{''.join(html)}</article></body></html>"
    return Article("\n".join(lines), page, "\n".join((lead, *body)))


def dumps(kind: str) -> Iterator[Article]:
    """The dumps of some converters, each with the page that it was made of."""
    for path in sorted(DUMPS.glob("*.txt")):
        page, converter = path.stem.split("_", 1)
        if converter in CONVERTERS[kind]:
            text = path.read_bytes().decode().strip("\n")
            yield Article(text, (PAGES / f"{page}.html").read_text(encoding="utf-8"), text)


def articles(kind: str) -> Iterator[Article]:
    """Yield articles without end."""
    if kind in CONVERTERS:
        yield from cycle(dumps(kind))
    chance = random.Random(kind)
    stocks = natural() if kind == "natural" else clean(kind)
    while True:
        yield composed(chance.choice(stocks), chance)


def make(kind: str, folder: Path, megabytes: float) -> Corpus:
    """Write a corpus of at least this size."""
    made = Corpus(folder / f"{kind}.txt", folder / f"{kind}.jsonl", 0)
    separator = "\n\f\n" if kind in CONVERTERS else "\n\n\n"
    endless, written, count = articles(kind), 0, 0
    with made.text.open("wb") as text, made.jsonl.open("w", encoding="utf-8") as others:
        while written < megabytes * 1e6:
            article = next(endless)
            written += text.write(f"{separator if count else ''}{article.text}".encode())
            others.write(json.dumps({"html": article.html, "running": article.running}) + "\n")
            count += 1
        text.write(b"\n")
    return made._replace(articles=count)


if __name__ == "__main__":
    for each in KINDS:
        make(each, Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 2)
