"""A file read in ranges gives just the records of the whole."""

import gzip
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import seedparse
from conftest import FIXTURES, SEED, UNITS
from laws import check_ranges, ranges_of
from seedparse.errors import InputError
from seedparse.model import Options
from test_laws import KNOWN

SEPARATORS = [
    "\n" * 300,
    "\n\n\n",
    "\f",
    "\n-----\n",
    "\n\n=====\n\n",
    "\n***\n",
    "\nDocument 2 of 12\n",
    "\n---\ntitle: a\ndate: b\n---\n",
    "\n---\ntitle: a\nauthor: b\ndate: c\n",
    '\n+++\ntitle = "a"\ntags = [\n' + '  "b",\n' * 40 + "]\n+++\n",
    "\n---\ntitle: a\nauthor: b\ntags:\n" + "  - c\n" * 90 + "date: d\n---\n",
    "\n---\nAnna: a?\nBoris: b.\n",
    "\n\nFrom: a <b@example.org>\nSubject: c\nDate: 2025-03-12\n\n",
    "\n",
    "\n\n",
    "* * *",
]
SHORT = [
    "A heron blocks the lock\nIt sat there for six hours.\nThis was reported by the Fen Courier.",
    "Boats queued as far as the mill.",
    "Where the bird sleeps at night",
    "Read also\n- 07.02.2026 A bench is painted\n- 21.01.2026 A clerk is on leave",
    "07.02.2026\nA bench is painted\n21.01.2026\nA clerk is on leave",
    "Source: Fen Courier",
    "© Fen Courier, 2026",
    *(["Boats queued as far as the mill."] * 3),
    "\n".join(f"- 0{day}.02.2026 A bench is painted" for day in range(1, 10)) + "\n",
    "- 07.02.2026 A bench is painted\n" * 70,
]
ARTICLES = [path.read_text(encoding="utf-8") for path in sorted(FIXTURES.glob("*.txt"))]
parts = st.one_of(st.sampled_from(ARTICLES), st.sampled_from(SEPARATORS), st.sampled_from(KNOWN), st.text(max_size=20))
short_parts = st.one_of(st.sampled_from(SHORT), st.sampled_from(SEPARATORS))
dumps = st.one_of(st.lists(parts, max_size=14), st.lists(short_parts, max_size=40)).map("\n".join)


PATTERNS = ["auto", "auto", "off", r"Document \d+", r"=+$", r"\s*[-*]", r"#\d", "(?:Related|---)"]
every_option = st.tuples(
    st.sampled_from(PATTERNS),
    st.sampled_from(UNITS),
    st.sampled_from([1 << 24, 64, 100, 1000]),
    st.sampled_from(["auto", "auto", "auto", "utf-8", "cp1251", "utf-16"]),
).map(lambda chosen: Options(split=chosen[0], unit=chosen[1], max_article_bytes=chosen[2], encoding=chosen[3]))


def by_ranges(path: Path, size: int) -> list[seedparse.Article]:
    return [article for each in ranges_of(path, size) for article in seedparse.read_split(path, each)]


@given(
    dumps,
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([b"", b"\xef\xbb\xbf", b"\xd0"]),
    st.sampled_from(["utf-8", "utf-8", "utf-16", "utf-32-be", "cp1251", "gb18030"]),
    st.sampled_from([1, 7, 100, 5000, 1 << 20]),
    every_option,
)
@example("\n\n=====\n\n".join(ARTICLES[:2]), "\n", b"", "utf-8", 1, Options(split=r"#\d"))
@settings(max_examples=60)
def test_ranges_give_the_records_of_the_whole(
    tmp_path_factory: pytest.TempPathFactory,
    text: str,
    ending: str,
    before: bytes,
    encoding: str,
    size: int,
    options: Options,
) -> None:
    path = tmp_path_factory.mktemp("dump") / "dump.txt"
    path.write_bytes(before + text.replace("\n", ending).encode(encoding, errors="replace"))
    check_ranges(path, size, options)


@pytest.mark.parametrize("empty", ["=====", "Document 3 of 120", "\u200b", "\n \n", "* * *\nDocument 4 of 120\n====="])
@pytest.mark.parametrize("split", ["auto", "##"])
def test_an_article_without_text_has_no_number(tmp_path: Path, empty: str, split: str) -> None:
    """Whoever counts the articles before a range decides as the reader of the whole does."""
    path = tmp_path / "dump.txt"
    mark = "\n##\n" if split == "##" else "\n\f\n"
    texts = [*ARTICLES[:2], empty, *ARTICLES[2:4], empty, empty, ARTICLES[4]]
    path.write_text(mark.join(texts), encoding="utf-8")
    options = Options(split=split)
    whole = [article["origin"]["article"] for article in seedparse.parse(path, options)]
    ranges = seedparse.splits(path, 1, options)
    parts = [each["origin"]["article"] for one in ranges for each in seedparse.read_split(path, one, options)]
    assert whole == parts == [1, 2, 3, 4, 5]


def test_what_is_no_text_is_not_read_in_ranges(tmp_path: Path) -> None:
    for data in (bytes(5000), b"%PDF-1.7 and so on", gzip.compress(b"A text.")):
        (tmp_path / "dump").write_bytes(data)
        with pytest.raises(InputError):
            seedparse.splits(tmp_path / "dump", 1000)


def test_json_lines_are_not_read_in_ranges_whatever_their_key(tmp_path: Path) -> None:
    path = tmp_path / "dump"
    path.write_text('{"body": "A text."}\n', encoding="utf-8")
    for key in ("text", "body"):
        with pytest.raises(InputError):
            seedparse.splits(path, 1000, Options(text_field=key))


def test_small_ranges_are_many(tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    path.write_text("\n\f".join([SEED.read_text(encoding="utf-8")] * 20), encoding="utf-8")
    assert len(seedparse.splits(path, 1)) == 20
    assert len(seedparse.splits(path, 30000)) == 4
    assert [article["origin"]["article"] for article in by_ranges(path, 1)] == list(range(1, 21))
