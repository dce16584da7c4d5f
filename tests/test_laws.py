"""The laws of the core, as properties of any text: total, lossless, chunk-blind, pure, and the law of places."""

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import seedparse
from conftest import SEED, UNITS, Records, pairs, records
from laws import (
    check_chunk_blind,
    check_every_line_is_in_one_block,
    check_lossless,
    check_places,
    check_places_of_records,
    check_pure,
    check_spans,
    check_total,
    cut,
    in_pieces,
)
from seedparse.model import Document, Options
from seedparse.stream import Parser, lines

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


@given(texts)
def test_total(text: str) -> None:
    check_total(text)


@given(documents)
@settings(max_examples=60)
@example(SEED.read_bytes())
def test_spans(data: bytes) -> None:
    check_spans(data)


@pytest.mark.parametrize("path", pairs(), ids=lambda path: path.stem)
def test_spans_of_the_fixtures(path: Path) -> None:
    check_spans(path.read_bytes())


@given(documents)
@settings(max_examples=60)
def test_every_record_has_its_schema(check: Callable[[str, Records], Records], data: bytes) -> None:
    check("article", records(b"".join(lines([data], Document(), Options()))))
    check("block", records(b"".join(lines([data], Document(), Options(unit="block")))))


@given(documents)
def test_lossless(data: bytes) -> None:
    check_lossless(data)


@given(documents)
def test_every_line_is_in_one_block(data: bytes) -> None:
    check_every_line_is_in_one_block(data)


@given(documents, st.lists(st.integers(min_value=0), max_size=8))
@example(b"a\r\nb", [2])
@example(b"\xef\xbb\xbfa\rb\r", [1, 5])
def test_chunk_blind(data: bytes, places: list[int]) -> None:
    """Any cutting of the input gives the same records."""
    for unit in UNITS:
        check_chunk_blind(cut(data, places), Options(unit=unit))


@given(st.lists(st.sampled_from(KNOWN), min_size=250, max_size=400), st.integers(1, 5000))
@settings(max_examples=10)
def test_chunk_blind_beyond_the_horizon(chosen: list[str], size: int) -> None:
    check_chunk_blind(in_pieces("\n".join(chosen).encode(), size), Options(unit="block"))


@given(
    st.lists(st.text(alphabet="аб c\r", max_size=300), max_size=6),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.integers(1, 90),
)
def test_chunk_blind_with_overlong_lines(parts: list[str], ending: str, size: int) -> None:
    pieces = in_pieces(ending.join(parts).encode(), size)
    check_chunk_blind(pieces, Options(unit="block", max_article_bytes=64))


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
    pieces = in_pieces(ending.join(parts).encode(encoding, errors="replace"), size)
    for unit in UNITS:
        check_chunk_blind(pieces, Options(unit=unit, max_article_bytes=most, split=split))


@pytest.mark.parametrize("back", range(6))
def test_chunk_blind_where_a_line_feed_follows_late(back: int) -> None:
    """Lone CRs end lines, and behind the window that settled it a CRLF is still one ending, also when it is cut."""
    data = (b"A line that is longer than lines of news are. " * 40 + b"\r") * 40 + b"one more\r\nlast"
    check_chunk_blind([data[: len(data) - 2 - back], data[len(data) - 2 - back :]], Options(unit="block"))


@given(texts, st.integers(0, 50))
def test_text_may_be_cut_anywhere(text: str, place: int) -> None:
    parser = Parser()
    assert parser.feed(text[:place]) + parser.feed(text[place:]) + parser.close() == seedparse.parse_text(text)


@given(texts)
def test_pure(text: str) -> None:
    check_pure(text)


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
    check_places(text)


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
    check_places_of_records("\n".join("\n".join(textwrap.wrap(line, width)) if width else line for line in soup))
