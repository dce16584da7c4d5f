"""Documents as lists of lines: articles, pages, exports and line soup, in every language of the fixtures.

Law: a document follows from the random numbers alone. What is chosen from is a list in a fixed order, never a set.
"""

import json
from collections.abc import Callable
from functools import cache
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from conftest import FIXTURES, ROOT
from packwords import capital, dates, expand, table
from seedparse.languages import loader

Lines = list[str]

PACKS = ROOT / "src" / "seedparse" / "languages"
NAMES = {
    "publisher": ("Reuters", "BBC", "УНІАН", "Saltby Mercury", "新华社", "«Вечерний Тифлис»"),
    "via": ("BBC", "AFP", "Reuters", "a source in the ministry", "Укрінформ"),
    "medium": ("Reuters", "The Guardian", "共同社"),
    "name": ("Jane Doe", "Олена Ткач", "Иван Петров", "José García"),
    "office": ("press office of Reuters", "прес-служба порту", "ufficio stampa del Comune di Bari"),
    "place": ("Kyiv", "PARIS", "Тбилиси", "東京"),
    "agency": ("Reuters", "AFP", "Укринформ"),
    "rest": ("12", "Saltby", "the harbour, boats", ""),
    "date": ("07.02.2026", "12 March 2025"),
    "day": ("07.02.2026", "7 February"),
}
BULLETS = ("- ", "– ", "— ", "• ", "‣ ", "* ", "· ", "▪ ", "► ", "> ", "+ ", "» ", "1. ", "2) ", "3.", "-", "")
DRESSES = (
    *("{}",) * 4, "**{}**", "[{}]", "({})", "{},", "{} |", "{}:", "_{}_", "Fri, {}", "{}, 14:05", "{} г.", "{}г.",
)  # fmt: skip
ODD_DATES = (
    "31.02.2025", "7/2/2026", "07/02/26", "2026", "14:05", "00.00.0000", "1.1.1", "32.13.2026", "2026-02-07T10:00:00Z",
)  # fmt: skip
RULERS = (
    "---", "-----", "* * *", "***", "=====", "~~~", "+++", "#####", "_____", "———", "- - -", "*", "──────", "• • •",
    "---  ",
)  # fmt: skip
EXPORT_HEADS = ("Document 3 of 120", "3 of 120 DOCUMENTS", "Document 1 of 1", "Page 2 of 5", "120")
FIELDS = (
    "title: {}", "Title: {}", "HEADLINE: {}", "date: 2026-02-07", "BYLINE: Jane Doe", "author: Jane Doe", "id: 17",
    "LOAD-DATE: February 7, 2026", "Publication info: Saltby Mercury; Saltby [Saltby] 07 Feb 2026", "lang: ru",
    "SECTION: News; Pg. 4", "LENGTH: 240 words", "url: https://example.org/a", "DATELINE: KYIV", "tags: a, b",
    "source: Reuters",
)  # fmt: skip
MENU = (
    "Home", "News", "Sport", "Menu", "Search", "Log in", "Subscribe", "Головна", "Новости", "Реклама", "Contact us",
    "Share", "Tweet", "Facebook", "Home | News | Sport", "Comments (12)", "1 234", "Next →", "[Home](/)", "© 2026",
)  # fmt: skip
FOOTERS = ("© 2026 Saltby Mercury. All rights reserved.", "All rights reserved", "Editor: Jane Doe", "Load more", "18+")
TALK = ("Anna: {}", "Борис: {}", "Q: {}", "— {}", "«{}»", '"{}"', "{} [1]", "Note: {}")
ODD = (
    "", " ", "\t", "\t\t", "\x1c", "\x1d", "\x1c\x1d\x1e\x1f", "\x85", "\u2028", "\u2029", "\f", "\r", "\0", "\ufeff",
    "\u200b", "\x7f", "\x1b[31mred\x1b[0m", "\xad", "\u200e", "\u202e", "\u00a0", "\u3000", "\U0001f6a2", "e\u0301",
    "\x0b", "…", ")", "](", "](/a", "[a](http://b.c/d_(e))", "![x](y.png)", ", and", ".", ":", "(", "«", "|", "<b>",
    "{", "}", "\\", "x" * 130, "ж" * 300, "漢" * 90, "1" * 400, "-" * 200, "- " * 90, "(" * 60, "a, " * 120,
    "07.02.2026 " * 12, "\u0301" * 50,
)  # fmt: skip
INVISIBLE = (
    " " * 80, " " * 3, "\x1c", "\x1d" * 2, "\t", "\u00a0", "\u2003", "\x85", "\u2028", "\r", "\x0b", "\f", "\0",
    "\ufeff", "\u200b",
)  # fmt: skip


class Words(NamedTuple):
    """What is printed in one language: whole paragraphs of its fixtures, and its pack's phrases by their key."""

    titles: Lines
    paragraphs: Lines
    sentences: Lines  # the first of each paragraph: most documents are small
    lines: Lines  # of a fixture, as they stand there
    dates: Lines
    phrases: dict[str, Lines]  # "related.headings" and so on


@cache
def languages() -> tuple[str, ...]:
    return tuple(loader.languages())


@cache
def words(language: str) -> Words:
    pack = table(PACKS / f"{language}.toml")
    texts = sorted(FIXTURES.glob(f"{language}-*.txt")) + (
        [FIXTURES / "guildhall.txt"] if language in ("ru", "uk") else []
    )
    articles = [article for path in texts for article in _records(path.with_suffix(".json"))]
    paragraphs = [text for each in articles for text in (*each["header"]["lead"], *each["body"])]
    return Words(
        titles=[title for each in articles for title in _titles(each)],
        paragraphs=paragraphs,
        sentences=list(map(_opening, paragraphs)),
        lines=[line for path in texts for line in path.read_text(encoding="utf-8").split("\n")],
        dates=[each.text for each in dates(pack)],
        phrases={
            f"{section}.{key}": _expanded(pack, sources)
            for section in ("related", "attribution", "byline", "fields", "junk", "dateline")
            for key, sources in pack.get(section, {}).items()
            if key != "roles"
        },
    )


def _records(path: Path) -> list[dict[str, Any]]:
    found = json.loads(path.read_text(encoding="utf-8"))
    return found if isinstance(found, list) else [found]


def _titles(article: dict[str, Any]) -> Lines:
    return [article["header"]["title"] or "Untitled", *(entry["title"] for entry in article["related"])]


def _opening(paragraph: str) -> str:
    """Its first sentence."""
    ends = [at for stop in (". ", "。", "؟ ", "। ", "։ ") if (at := paragraph.find(stop)) > 0]
    return paragraph[: min(ends) + 1] if ends else paragraph


def _expanded(pack: dict[str, Any], sources: Lines) -> Lines:
    groups = pack.get("groups", {})
    turns = range(max(map(len, NAMES.values())))
    fills = [
        {slot: names[turn % len(names)] for slot, names in NAMES.items()} | {"title": "A new bridge"} for turn in turns
    ]
    return [
        capital(text)
        for number, source in enumerate(sources)
        for text in expand(source, groups, fills[number % len(fills)])
    ]


class Writer:
    """Writes one document: the random numbers, a language, and another that is mixed in."""

    def __init__(self, random: Random, pool: tuple[str, ...] = ()) -> None:
        self.random = random
        pool = pool or languages()
        self._own, self._other = words(random.choice(pool)), words(random.choice(pool))
        self._mixing = random.choice((0.0, 0.1, 0.5))

    @property
    def words(self) -> Words:
        return self._other if self.random.random() < self._mixing else self._own

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    # 1. Single lines

    def phrase(self, *keys: str) -> str:
        found = self.words.phrases.get(self.random.choice(keys))
        return self.random.choice(found) if found else self.title()

    def title(self) -> str:
        return self.random.choice(self.words.titles)

    def paragraph(self) -> str:
        return self.random.choice(self.words.paragraphs if self.chance(0.1) else self.words.sentences)

    def date(self) -> str:
        day = self.random.choice(self.words.dates if self.chance(0.6) else ("07.02.2026", "2026-01-05", *ODD_DATES))
        return self.random.choice(DRESSES).format(day)

    def ruler(self) -> str:
        return self.random.choice(RULERS)

    def any_line(self) -> str:
        """One line of any kind, without regard to what stands around it."""
        choices: tuple[Callable[[], str], ...] = (
            self.title, self.paragraph, self.date, self.ruler, self.byline, self.footer, self.field,
            lambda: self.phrase(*self.words.phrases),
            lambda: self.phrase("related.headings"),
            lambda: self.phrase("attribution.sentences", "attribution.credits"),
            lambda: self.entry()[0],
            lambda: self.random.choice(self.words.lines),
            lambda: self.random.choice(ODD),
            lambda: self.random.choice(MENU),
            lambda: self.random.choice(EXPORT_HEADS),
            lambda: self.random.choice(TALK).format(self.title()),
            lambda: "",
            lambda: "",
        )  # fmt: skip
        return self.random.choice(choices)()

    def byline(self) -> str:
        name = self.random.choice(NAMES["name"])
        return self.random.choice((self.phrase("byline.lines"), name, f"By {name}", f"{name} | {self.date()}"))

    def footer(self) -> str:
        return self.random.choice(
            (self.random.choice(FOOTERS), self.phrase("junk.footer", "junk.promo", "junk.navigation"))
        )

    def field(self) -> str:
        return self.random.choice(FIELDS).format(self.title())

    # 2. Parts of an article

    def head(self) -> Lines:
        """What stands before the body, each part or none of it."""
        parts: list[Lines] = []
        if self.chance(0.12):
            parts.append(self.fields())
        if self.chance(0.1):
            parts.append(self.menu())
        if self.chance(0.85):
            title = self.title()
            shapes = (
                [title],
                [title],
                [title],
                [f"# {title}"],
                [f"{title} - Saltby Mercury"],
                [title, title],
                _halves(title),
            )
            parts.append(self.random.choice(shapes))
        rest: list[Lines] = [
            [self.paragraph()],
            [self.phrase("attribution.sentences", "attribution.credits")],
            [self.byline()],
            [self.random.choice((self.date(), f"{self.phrase('fields.published', 'fields.updated')} {self.date()}"))],
        ]
        parts += [part for part in rest if self.chance(0.45)]
        if self.chance(0.15):
            self.random.shuffle(parts)
        return self.spaced(parts)

    def fields(self) -> Lines:
        """Front matter between fences, closed or not, or the fields of an export."""
        fence = self.random.choice(("---", "---", "+++", ""))
        inner = [self.field() for _ in range(self.random.randint(1, 6))]
        return [line for line in (fence, *inner, self.random.choice((fence, fence, "---", ""))) if line]

    def body(self) -> Lines:
        parts: list[Lines] = []
        for _ in range(self.random.choice((0, 1, 1, 1, 2, 2, 4))):
            parts.append([self.paragraph()])
            if self.chance(0.3):
                aside: tuple[Callable[[], Lines], ...] = (
                    lambda: [self.phrase("related.inline")],
                    lambda: [self.phrase("junk.photo", "junk.share", "junk.tags")],
                    lambda: [f"{self.date()} {self.paragraph()}" for _ in range(3)],
                    lambda: [f"{bullet}{self.paragraph()}" for bullet in ("- ", "- ", "• ")],
                    lambda: [self.random.choice(TALK).format(self.paragraph()) for _ in range(3)],
                    lambda: [self.title()],
                    lambda: [self.ruler()],
                    lambda: [self.phrase("attribution.clauses", "attribution.speakers", "attribution.sentences")],
                    lambda: [f"{self.phrase('dateline.forms')} {self.paragraph()}"],
                    lambda: [self.random.choice(ODD)],
                )
                parts.append(self.random.choice(aside)())
        return self.spaced(parts)

    def entry(self) -> Lines:
        """An entry of a related list, on one line or two."""
        day, title = self.date(), self.title()
        bullet = self.random.choice(BULLETS)
        indent = self.random.choice(("", "", "", " ", "    ", "\t", "\u00a0"))
        shapes: tuple[Lines, ...] = (
            [f"{bullet}{day} {title}"],
            [f"{bullet}{day} {title}"],
            [f"{bullet}{title} ({day})"],
            [f"{bullet}{title} — {day}"],
            [day, f"{bullet}{title}"],
            [f"{bullet}{title}", day],
            [f"{bullet}{title}"],
            [f"{bullet}{day} {title}", f"    {self.title()}"],
            [f"{bullet}[{title}](https://example.org/{len(title)})"],
            [f"{bullet}{day}"],
        )
        return [indent + line for line in self.random.choice(shapes)]

    def related(self) -> Lines:
        """A related heading with its entries, laid out in one way or in several, or with nothing or a mere date."""
        heading = self.random.choice((self.phrase("related.headings"), self.phrase("related.headings"), self.title()))
        heading += self.random.choice(("", "", ":", " »", "..."))
        if self.chance(0.35):
            day = self.date()
            without: tuple[Lines, ...] = ([], [day], [day, ""], ["", day], [day, day, ""], [day, "", self.title(), ""])
            return [heading, *self.random.choice(without), *(() if self.chance(0.5) else (self.paragraph(),))]
        entries = [self.entry() for _ in range(self.random.choice((1, 1, 2, 3, 5)))]
        if self.chance(0.6):  # all alike
            bullet = self.random.choice(BULLETS)
            entries = [[f"{bullet}{self.date()} {self.title()}"] for _ in entries]
        return [heading, *(() if self.chance(0.8) else ("",)), *self.spaced(entries, 0.1)]

    def menu(self) -> Lines:
        return [self.random.choice(MENU) for _ in range(self.random.randint(2, 9))]

    def separator(self) -> Lines:
        separators: tuple[Lines, ...] = (
            [], [""], ["", ""], ["", "", ""], ["", "", "", ""], [self.ruler()], ["", self.ruler(), ""], ["\f"],
            ["", self.random.choice(EXPORT_HEADS), ""], [self.random.choice(EXPORT_HEADS)],
            [self.ruler(), self.ruler()], ["", self.ruler(), "", self.ruler(), ""], ["\f", self.ruler()],
        )  # fmt: skip
        return [""] * 260 if self.chance(0.01) else self.random.choice(separators)

    def spaced(self, parts: list[Lines], share: float | None = None) -> Lines:
        """The parts with blank lines between some of them."""
        share = self.random.choice((0.0, 0.3, 1.0)) if share is None else share
        return list(chain.from_iterable([*part, ""] if self.chance(share) else part for part in parts))

    # 3. Documents

    def article(self) -> Lines:
        lines = [*self.head(), *(() if self.chance(0.5) else ("",)), *self.body()]
        for _ in range(self.random.choice((0, 1, 1, 2))):
            lines += self.related()
        if self.chance(0.3):
            lines += self.random.choice(
                ([self.footer()], self.menu(), [self.phrase("attribution.credits")], [self.byline()])
            )
        return lines

    def articles(self) -> Lines:
        lines = self.article()
        for _ in range(self.random.choice((0, 0, 0, 1, 1, 3))):
            lines += [*self.separator(), *self.random.choice((self.article, self.article, self.head, self.nothing))()]
        return lines

    def nothing(self) -> Lines:
        """An article that is hardly one."""
        return self.random.choice(
            ([], [""], [self.ruler()], [self.random.choice(EXPORT_HEADS)], [self.title()], [self.date()])
        )

    def soup(self) -> Lines:
        return [self.any_line() for _ in range(self.random.choice((1, 2, 4, 8, 16, 30)))]

    def separators(self) -> Lines:
        """What separates articles, with next to nothing between."""
        parts = [self.random.choice((self.separator, self.nothing, self.nothing))() for _ in range(8)]
        return list(chain.from_iterable(parts))

    def page(self) -> Lines:
        """A web page turned to text: menus, teasers and lists around a text."""
        parts = [self.random.choice((self.menu, self.article, self.related, self.body, self.soup))() for _ in range(4)]
        return [line for part in parts for line in (*part, "")]

    def wrapped(self) -> Lines:
        """A text whose lines were broken at one width, indented or not, or broken at its links."""
        width = self.random.choice((40, 48, 60, 72, 80, 100, 118))
        lines = [line for text in self.articles() for line in wrap(text, width)]
        if self.chance(0.3):
            lines = [line for text in lines for line in _at_links(text, self.random)]
        return lines

    def wide(self) -> Lines:
        """More than a window of lines, or a line that is longer than most."""
        if self.chance(0.5):
            few = [self.any_line() for _ in range(12)]
            return [self.random.choice(few)[:60] for _ in range(self.random.randint(250, 320))]
        lines = self.articles()
        lines.insert(self.random.randint(0, len(lines)), self.paragraph() * self.random.choice((3, 30, 300)))
        return lines

    def document(self) -> Lines:
        kinds = (self.articles,) * 10 + (self.soup,) * 6 + (self.wrapped,) * 4 + (self.page, self.separators) * 2
        return (self.wide if self.chance(0.004) else self.random.choice(kinds))()


def wrap(text: str, width: int) -> Lines:
    """The text broken so that no line is wider: at its spaces, or anywhere where it has none."""
    lines, line = [], ""
    for word in text.split(" ") if " " in text else list(text):
        joint = " " if " " in text and line else ""
        if line and len(line) + len(joint) + len(word) > width:
            lines.append(line)
            line, joint = "", ""
        line += joint + word
    return [*lines, line]


def _at_links(text: str, random: Random) -> Lines:
    """The text broken before and behind a few words, as a converter leaves its links."""
    words = text.split(" ")
    if len(words) < 6:
        return [text]
    at = random.randint(1, len(words) - 3)
    return [" ".join(words[:at]), words[at], random.choice(("", ", ", ". ", ") ")) + " ".join(words[at + 1 :])]


def _halves(text: str) -> Lines:
    words = text.split(" ")
    return [" ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])]
