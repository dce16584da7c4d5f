"""Make the dumps of the open set: the pages of `pages/`, turned into text by converters that people use.

    sudo apt-get install lynx w3m
    pip install . -r requirements/open.txt
    python tests/open/make.py

For each dump `dumps/<name>.txt` it writes `dumps/<name>.json`: the list of its articles, with what the text still shows
of each. What a converter has dropped (a title, a paragraph, an entry) is not expected. `lynx` and `w3m` are Debian
packages (bookworm: 2.9.0dev.12, 0.5.3+git20230121). Converters and their versions change the dumps, so the dumps are
committed, and the tests run no converter.
"""

import json
import re
import subprocess
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import Any

import boilerpy3.extractors
import bs4
import html2text
import inscriptis
import justext
import resiliparse.extract.html2text
import trafilatura

from seedparse.text.keys import letters_of

HERE = Path(__file__).parent
PAGES, DUMPS = HERE / "pages", HERE / "dumps"

JUSTEXT_LANGUAGES = {
    "cs": "Czech", "de": "German", "en": "English", "es": "Spanish", "fr": "French", "it": "Italian", "pl": "Polish",
    "pt": "Portuguese", "ru": "Russian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian",
}  # fmt: skip


def _command(*words: str) -> Callable[[str, str], str]:
    def convert(html: str, language: str) -> str:
        return subprocess.run(words, input=html.encode(), capture_output=True, check=True).stdout.decode()

    return convert


def _justext(html: str, language: str) -> str:
    stop_words = justext.get_stoplist(JUSTEXT_LANGUAGES[language])
    return "\n".join(found.text for found in justext.justext(html.encode(), stop_words) if not found.is_boilerplate)


# Whole pages, menus and all.
WHOLE: dict[str, Callable[[str, str], str]] = {
    "html2text": lambda html, language: html2text.html2text(html),
    "inscriptis": lambda html, language: inscriptis.get_text(html),
    "bs4": lambda html, language: bs4.BeautifulSoup(html, "html.parser").get_text("\n"),
    "lynx": _command("lynx", "-dump", "-nolist", "-stdin", "-assume_charset=utf-8", "-display_charset=utf-8"),
    "w3m": _command("w3m", "-dump", "-T", "text/html", "-I", "UTF-8", "-O", "UTF-8", "-cols", "80"),
}
# What the converter takes for the main text.
MAIN: dict[str, Callable[[str, str], str]] = {
    "trafilatura": lambda html, language: trafilatura.extract(html) or "",
    "resiliparse": lambda html, language: resiliparse.extract.html2text.extract_plain_text(html, main_content=True),
    "justext": _justext,
    "boilerpy3": lambda html, language: boilerpy3.extractors.ArticleExtractor().get_content(html),
}
# Joined to dumps of many articles: the text between two articles, and the main texts.
JOINED: dict[str, tuple[str, tuple[str, ...]]] = {
    "blank_1": ("\n\n", ("en1_trafilatura", "de1_boilerpy3", "fr1_trafilatura", "es1_boilerpy3")),
    "blank_2": ("\n\n", ("uk2_justext", "ru1_trafilatura", "uk1_boilerpy3", "ru2_justext", "pl1_trafilatura")),
    "blanks_1": ("\n\n\n", ("it1_trafilatura", "it2_boilerpy3", "pt1_trafilatura", "pt2_resiliparse", "cs1_justext")),
    "blanks_2": ("\n\n\n", ("tr1_boilerpy3", "tr2_trafilatura", "sv2_resiliparse", "sv1_boilerpy3")),
    "ruler_1": (f"\n\n{'-' * 60}\n\n", ("en2_resiliparse", "de2_justext", "es2_trafilatura")),
    "ruler_2": (f"\n{'_' * 40}\n", ("ru1_resiliparse", "uk2_resiliparse", "ru2_trafilatura", "uk1_justext")),
    "stars": ("\n\n***\n\n", ("cs2_trafilatura", "cs1_boilerpy3", "pl2_trafilatura", "pl1_justext")),
    "page_1": ("\n\f", ("fr1_boilerpy3", "fr2_trafilatura", "it2_justext", "it1_justext", "es1_trafilatura")),
    "page_2": ("\n\f", ("sv1_trafilatura", "sv2_trafilatura", "tr1_justext")),
    "equals": (
        "\n=====\n",
        ("de1_trafilatura", "en1_justext", "uk2_trafilatura", "pt2_justext", "tr2_boilerpy3", "pl2_justext"),
    ),
}
THIRD = ("en2_bs4", "uk2_html2text")  # beside one whole page and one main text of each page

_TARGET = re.compile(r"\]\([^)\s]*\)")  # the address of a Markdown link


def text_of(name: str) -> str:
    """The dump of "<page>_<converter>"."""
    page, converter = name.split("_")
    return (WHOLE | MAIN)[converter]((PAGES / f"{page}.html").read_text(encoding="utf-8"), page[:-1])


def shown(page: str, text: str, line_start: int) -> dict[str, Any]:
    """What this text shows of the page's article; `optional` are the entries of most-read lists, which do not count."""
    known = json.loads((PAGES / f"{page}.json").read_text(encoding="utf-8"))
    letters = letters_of(_TARGET.sub("]", text))

    def is_in(printed: str | None) -> bool:
        return printed is not None and letters_of(printed) in letters

    return {
        "page": page,
        "line_start": line_start,
        "title": known["title"] if is_in(known["title"]) else None,
        "attribution": known["attribution"] if is_in(known["attribution"]) else None,
        "body": list(filter(is_in, [*known["lead"], *known["body"]])),
        "related": [entry["title"] for entry in known["related"] if is_in(entry["title"])],
        "optional": list(filter(is_in, known["optional"])),
    }


def write(name: str, text: str, articles: list[dict[str, Any]]) -> None:
    (DUMPS / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    expected = json.dumps(articles, ensure_ascii=False, indent=2)
    (DUMPS / f"{name}.json").write_text(f"{expected}\n", encoding="utf-8", newline="")


def write_single(name: str) -> None:
    text = text_of(name)
    blank = len(text) - len(text.lstrip())
    write(name, text, [shown(name.split("_")[0], text, text.count("\n", 0, blank) + 1)])


def write_joined(name: str, between: str, parts: tuple[str, ...]) -> None:
    """A title that the converter dropped is put in front, as those do who keep the title of a page's metadata."""
    text, articles = "", []
    for part in parts:
        page = part.split("_")[0]
        main = text_of(part).strip()
        if not shown(page, main, 0)["title"]:
            main = f"{json.loads((PAGES / f'{page}.json').read_text(encoding='utf-8'))['title']}\n{main}"
        text += between if text else ""
        articles.append(shown(page, main, text.count("\n") + 1))
        text += main
    write(f"many_{name}", f"{text}\n", articles)


def main() -> None:
    DUMPS.mkdir(exist_ok=True)
    for old in DUMPS.iterdir():
        old.unlink()
    pages = sorted(path.stem for path in PAGES.glob("*.html"))
    for page, whole, main_text in zip(pages, cycle(WHOLE), cycle(MAIN)):
        write_single(f"{page}_{whole}")
        write_single(f"{page}_{main_text}")
    for name in THIRD:
        write_single(name)
    for name, (between, parts) in JOINED.items():
        write_joined(name, between, parts)


if __name__ == "__main__":
    main()
