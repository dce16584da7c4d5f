"""Corpora for `throughput.py`, composed from the fixtures with a seeded generator: the same bytes on every machine.

usage: python bench/corpora.py FOLDER [MEGABYTES]

Two have the layout of the seed, which a short script can parse: title, lead, attribution, a blank line, paragraphs, a
heading and dated entries; two blank lines between articles. The third is natural text in ten languages, taken from the
fixtures, with kickers, citations in running text and links between paragraphs.
"""

import json
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).parent.parent / "tests/fixtures/articles"
KINDS = ("cyrillic", "english", "ten")
LAYOUT = {"cyrillic": ("uk", "ru", "be", "bg"), "english": ("en",)}
INLINE = {
    "uk": "Читайте також:", "ru": "Читайте также:", "en": "Read also:", "de": "Lesen Sie auch:", "fr": "Lire aussi :",
    "es": "Lee también:", "pl": "Czytaj także:", "cs": "Čtěte také:", "it": "Leggi anche:", "tr": "Ayrıca okuyun:",
}  # fmt: skip
ATTRIBUTIONS = {
    "cyrillic": (
        "Про це повідомляє УНІАН",
        "Об этом сообщает РИА Новости",
        "Про це пише видання Вежа з посиланням на BBC",
    ),
    "english": ("This was reported by Reuters", "Source: Associated Press", "This was reported by the BBC, citing AFP"),
}
HEADINGS = {"cyrillic": ("Читайте також", "Ще на цю тему", "Читайте также"), "english": ("Related", "Read also")}
KICKERS = ("Hafen", "Економіка", "Culture", "Gospodarka", "Общество")
DAY = date(2026, 2, 7)


def natural(language: str) -> list[dict[str, Any]]:
    """Return the records of a language's fixtures."""
    paths = sorted(FIXTURES.glob(f"{language}-*.json"))
    return [record for path in paths for record in json.loads(path.read_text(encoding="utf-8"))]


def sentences(records: list[dict[str, Any]]) -> list[str]:
    texts = [text for record in records for text in (*record["header"]["lead"], *record["body"])]
    parts = [part.strip(" .") for text in texts for part in text.split(". ")]
    return [part for part in parts if len(part.split()) > 4 and not part.endswith((":", "?", "!", "»", '"', "”"))]


def article(kind: str, known: list[str], titles: list[str], chance: random.Random) -> list[str]:
    """Return the lines of an article in the layout of the seed, with whole sentences in random order."""

    def paragraph() -> str:
        return ". ".join(chance.sample(known, chance.randint(2, 6))) + "."

    lines = [chance.choice(titles), paragraph()]
    if chance.random() < 0.7:
        lines.append(chance.choice(ATTRIBUTIONS[kind]))
    lines += ["", *(paragraph() for _ in range(chance.randint(2, 5)))]
    if entries := chance.randrange(12):
        day = DAY
        lines.append(chance.choice(HEADINGS[kind]))
        for _ in range(entries):
            day -= timedelta(chance.randint(1, 90))
            lines.append(f"- {day:%d.%m.%Y} {chance.choice(titles)}")
    return lines


def of_ten(records: dict[str, list[dict[str, Any]]], chance: random.Random) -> list[str]:
    """Return the lines of a fixture, sometimes with a kicker or with a link between its paragraphs."""
    language = chance.choice(list(INLINE))
    record = chance.choice(records[language])
    title = record["header"]["title"]
    body = list(record["body"])
    if chance.random() < 0.5:
        body.insert(len(body) // 2, f"{INLINE[language]} {chance.choice(records[language])['header']['title']}")
    kicker = [chance.choice(KICKERS)] if chance.random() < 0.3 else []
    lead = [*record["header"]["lead"], ""] if record["header"]["lead"] else []
    return [*kicker, title, "", *lead, *body]


def articles(kind: str) -> Iterator[str]:
    """Yield articles without end."""
    chance = random.Random(kind)
    if kind == "ten":
        records = {language: natural(language) for language in INLINE}
        while True:
            yield "\n".join(of_ten(records, chance))
    known_records = [record for language in LAYOUT[kind] for record in natural(language)]
    known = sentences(known_records)
    titles = [record["header"]["title"] for record in known_records]
    titles += [entry["title"] for record in known_records for entry in record["related"]]
    while True:
        yield "\n".join(article(kind, known, titles, chance))


def make(folder: Path, megabytes: float) -> dict[str, Path]:
    """Write the three corpora, each of at least this size, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    made = {}
    for kind in KINDS:
        made[kind] = folder / f"{kind}.txt"
        written = 0
        with made[kind].open("wb") as out:
            for text in articles(kind):
                written += out.write(f"{text}\n\n\n".encode())
                if written >= megabytes * 1e6:
                    break
    return made


if __name__ == "__main__":
    make(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 20)
