"""Compose dumps of many articles from dumps of one, and from their texts in the layout of the seed, with known starts.

Law: the same seed gives the same dumps. A dump names the site of each of its articles, so that a fit can leave sites
out.
"""

import datetime
import json
import random
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from seedparse.languages.loader import LANGUAGES

SEPARATORS = {
    "none": ["\n"],
    "one blank line": ["\n\n"],
    "two blank lines": ["\n\n\n", "\n\n\n", "\n\n\n\n", "\n\n\n\n\n"],
    "ruler": [
        "\n\n------\n\n", "\n\n---\n\n", "\n\n========\n\n", "\n\n******\n\n", "\n\n* * *\n\n", "\n\n***\n\n",
        "\n------\n", "\n\n____________________\n\n", "\n----------------------------------------\n",
        "\n\n~~~~~\n\n", "\n====\n\n", "\n\n########\n\n", "\n***\n", "\n\n\n------------\n\n\n",
        "\n\n• • •\n\n", "\n\n––––––\n\n", "\n\n====================\n\n",
    ],
}  # fmt: skip
SHARES = {"none": 3, "one blank line": 4, "two blank lines": 2, "ruler": 3}  # how often each is chosen
ARTICLES = range(3, 13)  # articles of a dump
MOST_LINES = 160  # lines of an article; of a longer one the middle is left out
BULLETS = ("", "- ", "– ", "• ", "* ", "— ", "▪ ", "> ", "· ")
DATES = ("%d.%m.%Y", "%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y, %H:%M")
PAUSES = ("* * *", "***", "---", "*", "* * * *", "–––")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[^\W\d_a-zа-я])|(?<=[。！？])")


class One(NamedTuple):
    """A dump of one article, and what is known of it."""

    site: str
    language: str
    kind: str  # the converter
    text: str
    known: dict[str, Any]


class Composed(NamedTuple):
    """A dump with the byte offsets at which its articles begin."""

    data: bytes
    starts: list[int]
    sites: list[str]  # of each article
    kind: str  # "single", "composed" or "layout"


def read(dumps: Path) -> list[One]:
    """The dumps of a folder: `<name>.txt`, and `<name>.json` beside it, as `fit.py` needs it, with `lang`."""
    found = []
    for path in sorted(dumps.glob("*.json")):
        known = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_bytes().decode("utf-8", "replace").replace("\f", "\n").strip("\n")
        if text.strip():
            found.append(One(known["site"], known["lang"], known["converter"], text, known))
    return found


def singles(dumps: Sequence[One]) -> Iterator[Composed]:
    """Each dump alone."""
    for one in dumps:
        yield Composed(one.text.encode(), [0], [one.site], "single")


def composed(dumps: Sequence[One], count: int, seed: int) -> Iterator[Composed]:
    """`count` dumps of several articles each, of one converter or of all, or of one language."""
    chance = random.Random(seed)
    groups: dict[str, list[One]] = defaultdict(list)
    for one in dumps:
        groups[one.kind].append(one)
        groups[f"language {one.language}"].append(one)
    pools = [group for group in groups.values() if len(group) >= 2 * ARTICLES[0]]
    for _ in range(count):
        pool = dumps if chance.random() < 0.1 else chance.choice(pools)
        kept = [one for one in pool if one.known.get("title")] if chance.random() < 0.3 else pool
        number = min(chance.choice(ARTICLES), len(kept))
        chosen = chance.sample(list(kept), number)
        yield _joined([(one.site, _shortened(one.text)) for one in chosen], chance, "composed")


def laid_out(dumps: Sequence[One], count: int, seed: int) -> Iterator[Composed]:
    """`count` dumps of several articles in the layout of the seed and its variations, of the texts that are known."""
    chance = random.Random(seed)
    by_language, words = _usable(dumps)
    everything = [one for ones in by_language.values() for one in ones]
    for _ in range(count):
        pool = by_language[chance.choice(list(by_language))] if chance.random() < 0.6 else everything
        style = _style(chance)
        chosen = [chance.choice(pool) for _ in range(chance.choice((1, *ARTICLES)))]
        articles = [(one.site, _article(one, by_language, words, style, chance)[0]) for one in chosen]
        yield _joined(articles, chance, "layout")


def alone(dumps: Sequence[One], count: int, seed: int) -> Iterator[One]:
    """`count` single articles in the layout of the seed and its variations, with what is known of each."""
    chance = random.Random(seed)
    by_language, words = _usable(dumps)
    for _ in range(count):
        one = chance.choice(by_language[chance.choice(list(by_language))])
        style = _style(chance) | {"subheadings": False, "inside": False, "pause": ""}
        text, body = _article(one, by_language, words, style, chance)
        yield one._replace(kind="layout", text=text, known={**one.known, "lead": [], "body": body})


def _usable(dumps: Sequence[One]) -> tuple[dict[str, list[One]], dict[str, "Words"]]:
    """The dumps with a title and a text, by language, and the words of these languages."""
    by_language: dict[str, list[One]] = defaultdict(list)
    for one in dumps:
        if one.known.get("title") and len(one.known.get("body") or ()) > 1:
            by_language[one.language].append(one)
    words = {language: found for language in by_language if (found := _words_of(language))}
    return {name: ones for name, ones in by_language.items() if len(ones) >= 4 and name in words}, words


def _joined(articles: Sequence[tuple[str, str]], chance: random.Random, kind: str) -> Composed:
    name = chance.choices(list(SHARES), list(SHARES.values()))[0]
    separator = chance.choice(SEPARATORS[name])
    data, starts = "", []
    for _, text in articles:
        if data:
            data += separator
        starts.append(len(data.encode()))
        data += text
    return Composed(data.encode(), starts, [site for site, _ in articles], kind)


def _shortened(text: str) -> str:
    """The text without its middle, if it is long."""
    lines = text.split("\n")
    if len(lines) > MOST_LINES:
        lines = lines[: MOST_LINES // 2] + lines[-MOST_LINES // 2 :]
    return "\n".join(lines).strip("\n")


class Words(NamedTuple):
    """Examples of a pack."""

    headings: list[str]
    attributions: list[str]
    footers: list[str]
    dates: list[str]


def _words_of(language: str) -> Words | None:
    path = Path(LANGUAGES) / f"{language}.toml"
    if not path.exists():
        return None
    examples = tomllib.loads(path.read_text(encoding="utf-8")).get("example", [])
    by_kind: dict[str, list[str]] = defaultdict(list)
    for each in examples:
        by_kind[each["is"]].append(each["text"])
    found = Words(by_kind["heading"], by_kind["attribution"], by_kind["footer"], by_kind["published"])
    return found if found.headings and found.attributions else None


def _style(chance: random.Random) -> dict[str, Any]:
    """What the articles of a dump have in common."""
    return {
        "blank": chance.random() < 0.6,  # a blank line between paragraphs
        "bullet": chance.choice(BULLETS),
        "date": chance.choice(DATES),
        "mark": chance.choice([" ", " ", " - ", ": ", " — ", " | "]),  # between an entry's date and its title
        "at_end": chance.random() < 0.15,
        "lead": chance.random() < 0.7,
        "attribution": chance.choice(["head", "head", "foot", ""]),
        "list": chance.choice([True, True, False]),
        "footer": chance.random() < 0.15,
        "dateline": chance.random() < 0.25,
        "tight": chance.random() < 0.5,  # no blank line under the title
        "subheadings": chance.random() < 0.15,
        "pause": chance.choice(PAUSES) if chance.random() < 0.15 else "",  # between two paragraphs of an article
        "sentences": chance.choice([1, 2, 3, 0, 0, 0]),  # of a paragraph at most; 0: any number
        "heading": chance.choice(["known", "known", "unknown", ""]),
        "inside": chance.random() < 0.15,  # a list between paragraphs of an article
        "over": chance.random() < 0.1,  # each entry's date on the line over it
        "gaps": chance.choice([1, 1, 1, 1, 1, 1, 2, 3]),  # blank lines between paragraphs, if there are any
    }


def _article(
    one: One, by_language: dict[str, list[One]], words: dict[str, Words], style: dict[str, Any],
    chance: random.Random,
) -> tuple[str, list[str]]:  # fmt: skip
    """The text of an article, and its paragraphs of running text."""
    own = words[one.language]
    body = [" ".join(each.split()) for each in one.known["body"] if each.strip()][: chance.randint(2, 9)]
    if style["sentences"]:
        body = [" ".join(_SENTENCE.split(each)[: style["sentences"]]) for each in body]
    known = list(body)
    parts = [" ".join(one.known["title"].split())]
    if style["dateline"]:
        parts.append(_day(chance).strftime("%d.%m.%Y %H:%M"))
    if style["lead"]:
        parts.append(body.pop(0) if len(body) > 1 else body[0])
    if style["attribution"] == "head":
        parts.append(chance.choice(own.attributions))
    paragraphs: list[str] = []
    for at, each in enumerate(body):
        if style["subheadings"] and at and chance.random() < 0.3:
            other = chance.choice(by_language[one.language]).known["title"].split()
            paragraphs.append(" ".join(other[: chance.randint(2, 6)]))
        paragraphs.append(each)
        if style["inside"] and 0 < at < len(body) - 1 and chance.random() < 0.4:
            paragraphs.append("\n".join(_list(by_language[one.language], own, style, chance)))
        if style["pause"] and at + 1 < len(body) and chance.random() < 0.3:
            paragraphs.append(style["pause"])
    if style["attribution"] == "foot":
        paragraphs.append(chance.choice(own.attributions))
    if style["footer"] and own.footers:
        paragraphs.append(chance.choice(own.footers))
    between = "\n" * (1 + style["gaps"]) if style["blank"] else "\n"
    head = ("\n" if style["tight"] else between).join(parts)
    text = between.join([head, *paragraphs])
    if style["list"] and chance.random() < 0.9:
        text += between + "\n".join(_list(by_language[one.language], own, style, chance))
    return text, known


def _list(others: list[One], own: Words, style: dict[str, Any], chance: random.Random) -> Iterator[str]:
    if style["heading"] == "known":
        yield chance.choice(own.headings)
    elif style["heading"]:
        words = chance.choice(others).known["title"].split()
        yield " ".join(words[: chance.choice([1, 1, 2, 3])]) + chance.choice(["", ":"])
    for _ in range(chance.randint(1, 8)):
        title = " ".join(chance.choice(others).known["title"].split())
        day = _day(chance).strftime(style["date"])
        if style["over"]:
            yield f"{style['bullet']}{day}"
            yield title
        else:
            yield (
                f"{style['bullet']}{title}{chance.choice([' ({})', ', {}', ' — {}']).format(day)}"
                if style["at_end"]
                else f"{style['bullet']}{day}{style['mark']}{title}"
            )


def _day(chance: random.Random) -> datetime.datetime:
    return datetime.datetime(2012, 1, 1) + datetime.timedelta(minutes=chance.randrange(14 * 365 * 24 * 60))
