"""Titles and texts found on 100 made HTML pages, beside trafilatura and newspaper4k; and beside other converters.

usage: python bench/pages.py              title, body F1 and CPU of seedparse, trafilatura, newspaper4k
       python bench/pages.py converters   the same of seedparse on the text of other converters, and hostile pages
       python bench/pages.py write DIR    writes the pages

The articles are those of `tests/open/pages/*.json`, invented ones in twelve languages; the nine templates stand here.
`requirements/pages.txt` has the versions of the others.
"""

import json
import re
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import seedparse
from seedparse.sources import html
from seedparse.text.keys import letters_of

ARTICLES = Path(__file__).parent.parent / "tests" / "open" / "pages"
COUNT = 100
Extractor = Callable[[bytes], tuple[str, str]]  # a page to its title and its text

# Related heading, five items of a menu, a button.
WORDS = {
    "cs": "Čtěte také|Domů|Zprávy|Sport|Kultura|Počasí|Sdílet",
    "de": "Lesen Sie auch|Startseite|Nachrichten|Sport|Kultur|Wetter|Teilen",
    "en": "Read also|Home|News|Sport|Culture|Weather|Share",
    "es": "Lea también|Inicio|Noticias|Deportes|Cultura|Tiempo|Compartir",
    "fr": "Lire aussi|Accueil|Actualités|Sport|Culture|Météo|Partager",
    "it": "Leggi anche|Home|Notizie|Sport|Cultura|Meteo|Condividi",
    "pl": "Czytaj także|Strona główna|Wiadomości|Sport|Kultura|Pogoda|Udostępnij",
    "pt": "Leia também|Início|Notícias|Esporte|Cultura|Tempo|Compartilhar",
    "ru": "Читайте также|Главная|Новости|Спорт|Культура|Погода|Поделиться",
    "sv": "Läs också|Hem|Nyheter|Sport|Kultur|Väder|Dela",
    "tr": "Bunları da okuyun|Ana Sayfa|Haberler|Spor|Kültür|Hava Durumu|Paylaş",
    "uk": "Читайте також|Головна|Новини|Спорт|Культура|Погода|Поділитися",
}
OLD_ENCODINGS = {
    "cs": "windows-1250",
    "pl": "iso-8859-2",
    "ru": "windows-1251",
    "tr": "iso-8859-9",
    "uk": "windows-1251",
}


class Story:
    """An article with the parts that the templates put around it, escaped for HTML."""

    def __init__(self, known: dict[str, Any], other: dict[str, Any], day: int) -> None:
        self.language: str = known["language"]
        self.site, self.title = escape(known["site"]), escape(known["title"])
        self.paragraphs = [escape(each) for each in [*known["lead"], *known["body"]]]
        if known["attribution"]:
            self.paragraphs.insert(len(known["lead"]), escape(known["attribution"]))
        self.text = [*known["lead"], *known["body"]]
        self.related = [escape(each["title"]) for each in known["related"]]
        self.teasers = [(escape(other["title"]), escape(other["body"][0])) for _ in range(2)]
        self.heading, *self.menu, self.button = WORDS[self.language].split("|")
        self.date = f"{day % 28 + 1:02}.{day % 12 + 1:02}.2026"

    def list_of(self, items: list[str], end: str = "</li>") -> str:
        return "<ul>" + "\n".join(f"<li><a href='/x'>{item}</a>{end}" for item in items) + "</ul>"

    def more(self) -> str:
        return f"<h3>{self.heading}</h3>{self.list_of(self.related)}" if self.related else ""

    def page(self, body: str, head: str = '<meta charset="utf-8">') -> str:
        return (
            f'<!DOCTYPE html>\n<html lang="{self.language}"><head>{head}<title>{self.title} | {self.site}</title>\n'
            f"<style>p {{ margin: 0 }}</style></head>\n<body>{body}</body></html>\n"
        )


def classic(story: Story) -> str:
    paragraphs = "\n".join(f"<p>{each}</p>" for each in story.paragraphs)
    return story.page(
        f"<header><a href='/'>{story.site}</a><nav>{story.list_of(story.menu)}</nav></header><main><article>"
        f"<h1>{story.title}</h1><p class='date'>{story.date}</p>\n{paragraphs}</article>{story.more()}</main>"
        f"<footer><p>© 2026 {story.site}</p></footer>"
    )


def table_layout(story: Story) -> str:
    menu = "<br>".join(f"<a href='/x'>{each}</a>" for each in story.menu)
    return story.page(
        f"<table width=100%><tr><td colspan=2><b>{story.site}</b></td></tr><tr><td width=150>{menu}</td><td>"
        f"<font size=5><b>{story.title}</b></font><br><small>{story.date}</small><br><br>"
        f"{'<br><br>'.join(story.paragraphs)}<br><br>{story.more()}</td></tr></table>"
        f"<center>© 2026 {story.site}</center>"
    )


def divs(story: Story) -> str:
    menu = "".join(f"<a class='m' href='/x'>{each}</a>" for each in story.menu)
    paragraphs = "".join(f"<div class='t'>{each}</div>" for each in story.paragraphs)
    return story.page(
        f"<div id='top'>{menu}</div><div class='h'>{story.title}</div><div class='i'><span>{story.date}</span>"
        f"<span>{story.site}</span></div><div class='c'>{paragraphs}</div>{story.more()}<div>© 2026 {story.site}</div>"
    )


def blog(story: Story) -> str:
    paragraphs = "\n".join(f"<p>{each}</p>" for each in story.paragraphs)
    share = "".join(f"<li><a href='#'>{each}</a></li>" for each in ("Facebook", "Telegram", "WhatsApp"))
    widgets = "".join(
        f"<section class='widget'><h2>{title}</h2><p>{text}</p></section>" for title, text in story.teasers
    )
    return story.page(
        f"<div id='page'><nav>{story.list_of(story.menu)}</nav><article class='post'>"
        f"<h1 class='entry-title'>{story.title}</h1>"
        f"<div class='entry-meta'><time>{story.date}</time></div><div class='entry-content'>{paragraphs}</div>"
        f"<ul class='share'>{share}</ul>{story.more()}</article><aside>{widgets}</aside>"
        f"<footer>© 2026 {story.site}</footer></div>"
    )


def unclosed(story: Story) -> str:
    return story.page(
        f"<UL>{''.join(f'<LI><A HREF=/x>{each}</A>' for each in story.menu)}</UL><H1>{story.title}</H1><P>{story.date}"
        f"<P>{'<P>'.join(story.paragraphs)}<H3>{story.heading}</H3>{story.list_of(story.related, end='')}"
        f"<P>© 2026 {story.site}"
    )


def figures(story: Story) -> str:
    first, *others = story.paragraphs
    at = len(others) // 2
    promo = f"<aside><h4>{story.teasers[0][0]}</h4><button>{story.button}</button></aside>"
    image = f"<figure><img src='a.jpg' alt='{story.site}'><figcaption>{story.site}</figcaption></figure>"
    middle = [*others[:at], promo, *others[at:]]
    body = "".join(each if each.startswith("<aside") else f"<p>{each}</p>" for each in middle)
    return story.page(
        f"<nav>{story.list_of(story.menu)}</nav><article><header><h1>{story.title}</h1><time>{story.date}</time></header>"
        f"<p class='lead'><strong>{first}</strong></p>{image}{body}</article>{story.more()}"
        f"<footer>© 2026 {story.site}</footer>"
    )


def app(story: Story) -> str:
    data = json.dumps({"title": story.title, "text": story.paragraphs})
    icon = f"<svg><title>{story.button}</title><path d='M0 0'/></svg>"
    paragraphs = "".join(f"<div><p><span>{each}</span></p></div>" for each in story.paragraphs)
    return story.page(
        f"<div id='__app'><div><button>{icon}{story.button}</button><label>{story.menu[0]}</label></div><main>"
        f"<h1><span>{story.title}</span></h1><div><span>{story.date}</span></div>{paragraphs}</main>{story.more()}</div>"
        f"<script id='data' type='application/json'>{data}</script><noscript>JavaScript</noscript>"
    )


def old_encoding(story: Story) -> str:
    name = OLD_ENCODINGS.get(story.language, "windows-1252")
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={name}">'
    return classic(story).replace('<meta charset="utf-8">', head)


def front(story: Story) -> str:
    teasers = "".join(f"<div><h2><a href='/x'>{title}</a></h2><p>{text}</p></div>" for title, text in story.teasers)
    paragraphs = "\n".join(f"<p>{each}</p>" for each in story.paragraphs)
    return story.page(
        f"<div>{story.list_of(story.menu)}</div><section><h1>{story.title}</h1><p>{story.date}</p>{paragraphs}</section>"
        f"{story.more()}<section>{teasers}</section><footer><p>© 2026 {story.site}</p></footer>"
    )


TEMPLATES = (classic, table_layout, divs, blog, unclosed, figures, app, old_encoding, front)


def made() -> list[tuple[str, bytes, Story]]:
    """Return the name, the bytes and the story of each page."""
    known = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(ARTICLES.glob("*.json"))]
    pages = []
    for number in range(COUNT):
        at = number % len(known)
        story = Story(known[at], known[at ^ 1], number)  # the two articles of a language lie side by side
        template = TEMPLATES[(number + number // len(known)) % len(TEMPLATES)]
        encoding = OLD_ENCODINGS.get(story.language, "windows-1252") if template is old_encoding else "utf-8"
        name = f"{number:03}_{story.language}_{template.__name__}"
        pages.append((name, template(story).encode(encoding, "xmlcharrefreplace"), story))
    return pages


def f1(found: str, expected: str) -> float:
    """Return F1 of the words of two texts."""
    one, two = (Counter(re.findall(r"\w+", text.lower())) for text in (found, expected))
    common = (one & two).total()
    return 2 * common / (one.total() + two.total()) if common else 0.0


def of_seedparse(page: bytes | str) -> tuple[str, str]:
    articles = list(seedparse.parse(page)) if isinstance(page, bytes) else seedparse.parse_text(page)
    if not articles:
        return "", ""
    header = articles[0]["header"]
    return header["title"] or "", "\n".join([*header["lead"], *articles[0]["body"]])


def of_trafilatura(page: bytes) -> tuple[str, str]:
    from trafilatura import bare_extraction

    found: Any = bare_extraction(page, with_metadata=True)
    return (found.title or "", found.text or "") if found else ("", "")


def of_newspaper(page: bytes) -> tuple[str, str]:
    from newspaper import Article

    article = Article("https://news.example/")
    article.download(input_html=page.decode("utf-8", "replace"))
    article.parse()
    return article.title or "", article.text or ""


def with_text_of(convert: Callable[[str], str]) -> Extractor:
    return lambda page: of_seedparse(convert(html.decoded(page)[0]))


def own(page: str) -> str:
    return "".join(html.text_of(html.of_text(page)))


def resiliparse(page: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(page))


def inscriptis(page: str) -> str:
    from inscriptis import get_text

    return str(get_text(page))


def selectolax(page: str) -> str:
    from selectolax.lexbor import LexborHTMLParser

    parser = LexborHTMLParser(page)
    parser.strip_tags(["script", "style", "title", "noscript"])
    return str(parser.body.text(separator="\n")) if parser.body else ""


def trafilatura(page: str) -> str:
    from trafilatura import extract

    return extract(page) or ""


EXTRACTORS: dict[str, Extractor] = {
    "seedparse": of_seedparse, "trafilatura": of_trafilatura, "newspaper4k": of_newspaper,
}  # fmt: skip
CONVERTERS: dict[str, Callable[[str], str]] = {
    each.__name__: each for each in (own, resiliparse, inscriptis, selectolax, trafilatura)
}
HOSTILE = {
    "open tags, 100,000": "<div>" * 100_000 + "x",
    "formatting, 50 KB": "<p>" + "".join(f"<b id={number}>" for number in range(1000)) + "<p>x" * 10_000,
    "nested lists, 90 KB": "<ul><li>x" * 10_000,
    "end tags, 400 KB": "<span>" * 40_000 + "</q>" * 40_000 + "x",
}
MOST_SECONDS, MOST_BYTES = 60, 4 << 30  # for a hostile page


def measure(extract: Extractor, pages: list[tuple[str, bytes, Story]]) -> tuple[float, float, float]:
    """Return the share of right titles, the mean F1 of the texts, and milliseconds of CPU per page."""
    extract(pages[0][1])  # what is imported and loaded once does not count
    begun = time.process_time()
    found = [extract(page) for _, page, _ in pages]
    seconds = time.process_time() - begun
    stories = [story for _, _, story in pages]
    titles = sum(
        letters_of(escape(title)) == letters_of(story.title) for (title, _), story in zip(found, stories, strict=True)
    )
    bodies = sum(f1(text, "\n".join(story.text)) for (_, text), story in zip(found, stories, strict=True))
    return titles / len(pages), bodies / len(pages), 1000 * seconds / len(pages)


def hostile(converter: str, name: str) -> str:
    """Return CPU seconds and megabytes of one hostile page, measured in a process of its own."""
    command = [sys.executable, __file__, "hostile", converter, name]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() or f"no end in {MOST_SECONDS} s or {MOST_BYTES >> 30} GB"


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["write"]:
        for name, page, _ in made():
            (Path(arguments[1]) / f"{name}.html").write_bytes(page)
    elif arguments[:1] == ["hostile"]:
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
        CONVERTERS[arguments[1]]("<p>x")
        begun = time.process_time()
        CONVERTERS[arguments[1]](HOSTILE[arguments[2]])
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        print(f"{time.process_time() - begun:.1f} s, {peak} MB")
    else:
        is_converters = arguments[:1] == ["converters"]
        extractors = {name: with_text_of(each) for name, each in CONVERTERS.items()} if is_converters else EXTRACTORS
        print("| | title | body F1 | CPU per page, ms |\n|---|---|---|---|")
        for name, extract in extractors.items():
            title, body, cpu = measure(extract, made())
            print(f"| {name} | {title:.2f} | {body:.3f} | {cpu:.1f} |", flush=True)
        for converter in CONVERTERS if is_converters else ():
            texts = [html.decoded(page)[0] for _, page, _ in made()]
            begun = time.process_time()
            for text in texts:
                CONVERTERS[converter](text)
            print(f"{converter}: {1000 * (time.process_time() - begun) / COUNT:.2f} ms per page to text", flush=True)
            for name in HOSTILE:
                print(f"  {name}: {hostile(converter, name)}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
