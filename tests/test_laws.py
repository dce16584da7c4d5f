"""The laws of the core, as properties of any text: total, lossless, chunk-blind, pure, and the law of places."""

import codecs
import json
import os
import re
import subprocess
import sys
import textwrap
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import seedparse
from conftest import SEED, UNITS, Records, pairs, records
from seedparse.model import Article, Block, Document, Options, Role
from seedparse.stream import Parser, blocks, explained, lines
from seedparse.text.lines import WHITE, LineReader, encode
from seedparse.text.words import BULLETS

SEED_LINES = SEED.read_text(encoding="utf-8").split("\n")
# Lines that the rules know, so that the machine is driven through its states and not only through plain text.
KNOWN = [
    *SEED_LINES[:9],
    "Про це повідомляє УНІАН.",
    "Як повідомляє Reuters, переговори тривають. Про це пише BBC.",
    "Source: Reuters",
    "Related",
    "Читайте также: Что будет завтра",
    "• 7 лютого 2026 р. Новина",
    "07/02/2026 Ambiguous news",
    "31.02.2025 Impossible news",
    "7 лютого",
    "12 марта 2025, 10:15",
    "Published: March 12, 2025",
    "By Jane Doe",
    "Фото: УНІАН",
    "All rights reserved",
    "KYIV, March 12 (Reuters) - Talks began on Monday.",
    "A short line",
    "---",
    "\f",
    "",
    " ",
    "\ufeff",
    "nul \0 here",
    "\x85\u2028\u2029\x1c\x7f",
]
texts = st.one_of(
    st.text(),
    st.lists(st.one_of(st.sampled_from(KNOWN), st.text(max_size=40)), max_size=25).map("\n".join),
    st.lists(st.sampled_from(KNOWN), max_size=40).flatmap(
        lambda lines: st.sampled_from(["\n", "\r\n", "\r"]).map(lambda ending: ending.join(lines))
    ),
)
encoded = st.builds(
    lambda text, encoding: text.encode(encoding, errors="replace"),
    texts,
    st.sampled_from(["utf-16", "utf-16-be", "utf-32", "utf-32-le", "cp1251", "koi8-u", "gb18030", "shift_jis"]),
)
documents = st.one_of(st.binary(max_size=200), texts.map(lambda text: text.encode(errors="surrogatepass")), encoded)
MARKED = {
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
MARKS = tuple(MARKED)


def cut(data: bytes, places: list[int]) -> list[bytes]:
    edges = [0, *sorted(place % (len(data) + 1) for place in places), len(data)]
    return [data[start:end] for start, end in pairwise(edges)]


@given(texts)
def test_total(text: str) -> None:
    """Any text parses."""
    seedparse.parse_text(text)


@given(documents)
@settings(max_examples=60)
def test_every_record_has_its_schema(check: Callable[[str, Records], Records], data: bytes) -> None:
    check("article", records(b"".join(lines([data], Document(), Options()))))
    check("block", records(b"".join(lines([data], Document(), Options(unit="block")))))


@given(documents)
def test_lossless(data: bytes) -> None:
    """The lines with what lies between them are the document, and what lies between is line ends only."""
    reader = LineReader()
    fed, rest = reader.feed(data), reader.close()
    fed.extend(rest)
    texts, starts, ends = fed.texts, fed.starts, fed.ends
    assert len(texts) == len(starts) == len(ends)
    assert fed.numbers == list(range(1, len(texts) + 1))
    begin = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    for text, start, end in zip(texts, starts, ends, strict=True):
        assert data[begin:start] in (b"", b"\n", b"\r\n", b"\r")
        assert data[start:end].decode(errors="replace") == text
        begin = end
    assert data[begin:] in (b"", b"\n", b"\r\n", b"\r")


@given(documents)
def test_every_line_is_in_one_block(data: bytes) -> None:
    """Blocks come in order, do not overlap, hold their very bytes, and leave nothing but blank lines between them."""
    at = next((len(mark) for mark in MARKS if data.startswith(mark)), 0)
    encoding = MARKED.get(data[:at], "utf-8")  # of a document without a block
    for block in records(b"".join(lines([data], Document(), Options(unit="block")))):
        encoding = block["encoding"]
        assert data[at : block["byte_start"]].decode(encoding, errors="replace").strip(WHITE) == ""
        shown = data[block["byte_start"] : block["byte_end"]].decode(encoding, errors="replace")
        assert re.sub(r"\r\n?", "\n", shown) == re.sub(r"\r\n?", "\n", block["text"])
        at = block["byte_end"]
    assert data[at:].decode(encoding, errors="replace").strip(WHITE) == ""


@given(documents, st.lists(st.integers(min_value=0), max_size=8))
@example(b"a\r\nb", [2])
@example(b"\xef\xbb\xbfa\rb\r", [1, 5])
def test_chunk_blind(data: bytes, places: list[int]) -> None:
    """Any cutting of the input gives the same records."""
    for unit in UNITS:
        options = Options(unit=unit)
        whole = b"".join(lines([data], Document(), options))
        assert b"".join(lines(cut(data, places), Document(), options)) == whole


@given(st.lists(st.sampled_from(KNOWN), min_size=250, max_size=400), st.integers(1, 5000))
@settings(max_examples=15)
def test_chunk_blind_beyond_the_horizon(chosen: list[str], size: int) -> None:
    data = "\n".join(chosen).encode()
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    options = Options(unit="block")
    assert b"".join(lines(pieces, Document(), options)) == b"".join(lines([data], Document(), options))


@given(
    st.lists(st.text(alphabet="аб c\r", max_size=300), max_size=6),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.integers(1, 90),
)
def test_chunk_blind_with_overlong_lines(parts: list[str], ending: str, size: int) -> None:
    data = ending.join(parts).encode()
    options = Options(unit="block", max_article_bytes=64)
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    assert b"".join(lines(pieces, Document(), options)) == b"".join(lines([data], Document(), options))


@given(
    st.lists(st.one_of(st.sampled_from(KNOWN), st.text(alphabet="аб c-=\f", max_size=200)), max_size=25),
    st.sampled_from(["\n", "\n", "\r\n", "\r"]),
    st.integers(1, 140),
    st.sampled_from([64, 80, 300, 1000]),
    st.sampled_from(["auto", "auto", "off", "=+", "[ab]"]),
    st.sampled_from(["utf-8", "utf-8", "utf-16-le", "cp1251"]),
)
@example(["A title", "a" * 53, "", "-" * 100, "\f", "A title"], "\n", 130, 64, "auto", "utf-8")
@settings(max_examples=60)
def test_chunk_blind_where_articles_come_in_parts(
    parts: list[str], ending: str, size: int, most: int, split: str, encoding: str
) -> None:
    data = ending.join(parts).encode(encoding, errors="replace")
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    for unit in UNITS:
        options = Options(unit=unit, max_article_bytes=most, split=split)
        assert b"".join(lines(pieces, Document(), options)) == b"".join(lines([data], Document(), options))


@pytest.mark.parametrize("back", range(6))
def test_chunk_blind_where_a_line_feed_follows_late(back: int) -> None:
    """Lone CRs end lines, and behind the window that settled it a CRLF is still one ending, also when it is cut."""
    data = b"A line that is as long as lines of news are.\r" * 1500 + b"one more\r\nlast"
    pieces = [data[: len(data) - 2 - back], data[len(data) - 2 - back :]]
    assert list(map(place_of, blocks(pieces))) == list(map(place_of, blocks([data])))


def place_of(block: Block) -> tuple[str, int, int]:
    return block.text, block.line_start, block.byte_start


@given(texts, st.integers(0, 50))
def test_text_may_be_cut_anywhere(text: str, place: int) -> None:
    parser = Parser()
    assert parser.feed(text[:place]) + parser.feed(text[place:]) + parser.close() == seedparse.parse_text(text)


@given(texts)
def test_pure(text: str) -> None:
    """Nothing of one article stays for the next."""
    first = seedparse.parse_text(text)
    seedparse.parse_text(SEED.read_text(encoding="utf-8"))
    assert seedparse.parse_text(text) == first


def test_pure_of_clock_locale_and_hash_seed() -> None:
    def output(**environment: str) -> bytes:
        return subprocess.run(
            [sys.executable, "-m", "seedparse", str(SEED)],
            env={**os.environ, **environment},
            capture_output=True,
            check=True,
        ).stdout

    plain = output(PYTHONHASHSEED="0")
    assert output(PYTHONHASHSEED="1", LC_ALL="C", TZ="Pacific/Kiritimati", LANG="tr_TR.UTF-8") == plain


@given(texts)
@example("ЩЕ НА ЦЮ ТЕМУ\n0/0/0000A00\0")  # whose bytes could be UTF-16
@settings(max_examples=80)
def test_places(text: str) -> None:
    """The slots of a record, with dropped bullets and separators, account for every character that is not white."""
    slots: list[str] = []
    for article in seedparse.parse_text(text):
        header = article["header"]
        slots += [header["title"] or "", *header["lead"], *header["meta"], *article["body"]]
        slots += [article["attribution"]["text"] or "", *(extra["text"] for extra in article["extra"])]
        slots += [f"{entry['date_raw'] or ''}{entry['title']}" for entry in article["related"]]
    document, _ = encode(text)
    found = list(blocks([document], Options(encoding="utf-8")))  # as the text is: nothing is told from its bytes
    # A heading is one line, repeated on each of its entries: the blocks say how often it was printed.
    slots += [block.text for block in found if block.role is Role.RELATED_HEADING]
    slots += [block.heading or "" for block in found if ":related.inline." in block.rule]
    separators = "".join(block.text for block in found if block.role is Role.SEPARATOR)
    numbers = Counter("".join(number for block in found if block.role is Role.RELATED for number in numbers_of(block)))
    missing = characters(document.decode()) - characters("".join(slots) + separators) - numbers
    assert set(missing) <= set(BULLETS + DROPPED), missing
    assert not characters("".join(slots)) - characters(document.decode())


def numbers_of(block: Block) -> list[str]:
    """The numbers that an entry's lines begin with."""
    return re.findall(r"^\W*(\d{1,3})\s*[.)]", block.text, re.MULTILINE)


DROPPED = ",|•·/:;()[]–—-."  # what may stand between a bullet, a date and a title
FIXTURE_LINES = sorted({line for path in pairs() for line in path.read_text(encoding="utf-8").split("\n") if line})
HEADINGS = sorted(
    {
        entry["heading"]
        for path in pairs()
        for record in json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        for entry in record["related"]
        if entry["heading"]
    }
)
MENU = ["Home", "* News", "Sport", "Culture", "Reuters", "By Jane Doe", "Source: AP", "This was reported by the BBC."]
soups = st.lists(
    st.one_of(
        st.just(""),
        st.sampled_from(FIXTURE_LINES),
        st.sampled_from(HEADINGS),
        st.sampled_from(
            ["07.02.2026", "6 лютого 2026", "Published: March 12, 2025", "07/02/2026", "Feb 1, 2025 - Storm"]
        ),
        st.sampled_from(
            ["---", "* * *", "- An item", "• 7 лютого 2026 р. Новина", ", which goes on", "\x1c", " " * 80]
        ),
        st.sampled_from(MENU),
    ),
    min_size=3,
    max_size=60,
)


@given(soups, st.sampled_from([None, None, 60]))
@example(["Harbour library", "", FIXTURE_LINES[0], "", "Read also", "07.02.2026", "", "It was built."], None)
@example(
    ["Ferry back in service | The Post", "https://www.thepost.example/a", "", "The ferry sails again. All is well."],
    None,
)
@settings(max_examples=80)
def test_places_of_article_records(soup: list[str], width: int | None) -> None:
    """Each block of an article has its place in the record, and an entry drops no more than its marks."""
    text = "\n".join("\n".join(textwrap.wrap(line, width)) if width else line for line in soup)
    for article, found in explained([text.encode()], Options(encoding="utf-8")):
        if article is not None:
            assert not unplaced(article, found), text


def unplaced(article: Article, found: list[Block]) -> list[str]:
    """What of these blocks stands nowhere in the record."""
    header = article["header"]
    texts = [header["title"] or "", *header["lead"], *header["meta"], article["attribution"]["text"] or ""]
    texts += [*article["body"], *(extra["text"] for extra in article["extra"])]
    slots = Counter(map(squeezed, texts))
    entries = iter(article["related"])
    missing = []
    heading: Block | None = None  # not repeated on an entry so far
    for block in found:
        if block.role is Role.RELATED:
            entry = next(entries)
            shown = f"{entry['date_raw'] or ''}{entry['title']}{entry['heading'] if block.is_inline else ''}"
            lost = characters(block.text) - characters(shown + "".join(block.links))
            lost -= Counter("".join(numbers_of(block)))
            more = characters(shown) - characters(block.text)
            if set(lost) - set(BULLETS + DROPPED) or more:
                missing.append(block.text)
            if heading and not block.is_inline and entry["heading"] == heading.text.strip(WHITE):
                heading = None
            continue
        if block.role is Role.RELATED_HEADING:
            missing += [heading.text] if heading and not slots[squeezed(heading.text)] else []
            heading = block
        elif block.role is Role.TITLE and (rest := without_title(article, block)):
            slots[rest] -= 1  # the site's name was cut from the title
            missing += [block.text] if slots[rest] < 0 else []
        elif block.role is not Role.SEPARATOR:
            slots[squeezed(block.text)] -= 1
            missing += [block.text] if slots[squeezed(block.text)] < 0 else []
    missing += [heading.text] if heading and slots[squeezed(heading.text)] <= 0 else []
    return missing


def without_title(article: Article, block: Block) -> str:
    """What a title's line has behind the title of the record."""
    line, title = squeezed(block.text), squeezed(article["header"]["title"] or "")
    return line.removeprefix(title) if title and line.startswith(title) else ""


def squeezed(text: str) -> str:
    return "".join(each for each in text if each not in WHITE)


def characters(text: str) -> Counter[str]:
    return Counter(each for each in text if each not in WHITE)
