"""A file read in ranges gives just the records of the whole."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import seedparse
from conftest import FIXTURES, SEED
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
    "\n",
]
ARTICLES = [path.read_text(encoding="utf-8") for path in sorted(FIXTURES.glob("*.txt"))]
parts = st.one_of(st.sampled_from(ARTICLES), st.sampled_from(SEPARATORS), st.sampled_from(KNOWN), st.text(max_size=20))
dumps = st.lists(parts, max_size=14).map("\n".join)


def by_ranges(path: Path, size: int) -> list[seedparse.Article]:
    ranges = seedparse.splits(path, size)
    assert ranges[0].start == 0
    assert [each.stop for each in ranges[:-1]] == [each.start for each in ranges[1:]]
    assert ranges[-1].stop == path.stat().st_size
    return [article for each in ranges for article in seedparse.read_split(path, each)]


@given(
    dumps,
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([b"", b"\xef\xbb\xbf", b"\xd0"]),
    st.sampled_from(["utf-8", "utf-8", "utf-16", "utf-32-be", "cp1251", "gb18030"]),
    st.sampled_from([1, 7, 100, 5000, 1 << 20]),
)
@settings(max_examples=200)
def test_ranges_give_the_records_of_the_whole(
    tmp_path_factory: pytest.TempPathFactory, text: str, ending: str, before: bytes, encoding: str, size: int
) -> None:
    path = tmp_path_factory.mktemp("dump") / "dump.txt"
    path.write_bytes(before + text.replace("\n", ending).encode(encoding, errors="replace"))
    assert by_ranges(path, size) == list(seedparse.parse(path))


def test_small_ranges_are_many(tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    path.write_text("\n\f".join([SEED.read_text(encoding="utf-8")] * 20), encoding="utf-8")
    assert len(seedparse.splits(path, 1)) == 20
    assert len(seedparse.splits(path, 30000)) == 4
    assert [article["origin"]["article"] for article in by_ranges(path, 1)] == list(range(1, 21))
