"""Which encoding is a document in, and do its lines stand where they are said to stand?"""

import warnings
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import seedparse
from conftest import FIXTURES, SEED, codes, records, run
from laws import cut
from seedparse.errors import EncodingError
from seedparse.model import Document, Options
from seedparse.stream import lines
from seedparse.text.encodings import ASCII_BYTES_BEFORE, UTF_8, WINDOW, Sniffer, Verdict, named
from test_laws import documents, texts

SEED_TEXT = SEED.read_text(encoding="utf-8")
(SEED_ID,) = (article["id"] for article in seedparse.parse_text(SEED_TEXT))
MARKED = {"utf-16-le": "\ufeff", "utf-16-be": "\ufeff", "utf-32-le": "\ufeff", "utf-32-be": "\ufeff", "utf-8": "\ufeff"}
ARTICLES = {
    "koi8-u": "uk", "koi8-r": "ru", "cp866": "ru", "cp1125": "uk", "iso8859-5": "ru", "cp1250": "pl", "iso8859-2": "cs",
    "cp1252": "de", "iso8859-1": "es", "cp1253": "el", "cp1254": "tr", "iso8859-9": "tr", "cp1257": "lt",
    "cp1255": "he", "cp1256": "ar", "shift_jis": "ja", "euc_jp": "ja", "euc_kr": "ko", "gb18030": "zh",
}  # fmt: skip
TWINS = {"shift_jis": "cp932", "euc_kr": "cp949", "cp1254": "iso8859-9"}
"""Told by the name of one that has more letters, or fewer, but all of the article's."""


def verdict_on(data: bytes, sizes: tuple[int, ...] = ()) -> Verdict:
    sniffer = Sniffer()
    passed = b""
    for piece in cut(data, list(sizes)):
        passed += sniffer.feed(piece)
    passed += sniffer.close()
    assert passed == data
    assert sniffer.verdict is not None
    return sniffer.verdict


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("encoding", MARKED)
def test_the_seed_in_every_unicode(encoding: str, mark: str) -> None:
    data = (mark + SEED_TEXT).encode(encoding)
    (article,) = seedparse.parse(data)
    assert article["id"] == SEED_ID
    assert article["origin"]["encoding"] == encoding
    start, end = article["origin"]["byte_start"], article["origin"]["byte_end"]
    assert data[start:end].decode(encoding) == SEED_TEXT
    guessed = not mark and encoding != "utf-8"
    assert codes(article) == ["encoding-guessed"] * guessed


@pytest.mark.parametrize("encoding", ["cp1251", "mac-cyrillic", "gb18030"])
def test_the_seed_in_what_else_can_write_it(encoding: str) -> None:
    data = SEED_TEXT.encode(encoding)
    (article,) = seedparse.parse(data)
    assert article["id"] == SEED_ID
    assert article["origin"]["encoding"] == encoding
    assert article["origin"]["byte_end"] == len(data)


@pytest.mark.parametrize("encoding", ARTICLES)
def test_an_article_in_each_encoding(encoding: str) -> None:
    path = next(iter(FIXTURES.glob(f"{ARTICLES[encoding]}-*.txt")))
    data = path.read_text(encoding="utf-8").encode(encoding, errors="ignore")
    by_guess = list(seedparse.parse(data))
    by_name = list(seedparse.parse(data, Options(encoding=encoding)))
    as_utf_8 = seedparse.parse_text(data.decode(encoding))
    assert [one["id"] for one in by_guess] == [one["id"] for one in by_name] == [one["id"] for one in as_utf_8]
    (found,) = {one["origin"]["encoding"] for one in by_guess}
    assert found in (encoding, TWINS.get(encoding))
    assert data.decode(found) == data.decode(encoding)
    assert all("encoding-guessed" in {note["code"] for note in one["notes"]} for one in by_guess)


@pytest.mark.parametrize("text", [
    "Рада островів зберегла зимовий пором", "Україна й Польща відкрили міст", "КИЇВ. РІК МИНУВ",
    "Його збудують до осені.\nІ люди чекають на зиму, як сказав голова.",
])  # fmt: skip
def test_ukrainian_letters_tell_cp1125_from_cp866(text: str) -> None:
    data = text.encode("cp1125")
    assert data.decode(verdict_on(data).encoding) == text


@pytest.mark.parametrize("text", [
    "Совет островов сохранил зимний паром", "Мороз до 20° и снег: что будет завтра", "∙ Киев ∙ Москва ∙ Минск",
    "Савет астравоў пакiнуў зiмовы паром, бо ўсе былi за гэта", "Рамонт моста пачаўся ўчора",
    # A switch of languages at a page's head, in Russian text.
    "На карте\nЎз\nРу\nСовет островов сохранил зимний паром, и люди ждут его. " * 3,
])  # fmt: skip
def test_no_ukrainian_letter_leaves_cp866(text: str) -> None:
    data = text.encode("cp866")
    assert data.decode(verdict_on(data).encoding) == text


@given(documents, st.lists(st.integers(min_value=0), max_size=8))
def test_a_verdict_is_chunk_blind(data: bytes, places: list[int]) -> None:
    assert verdict_on(data, tuple(places)) == verdict_on(data)


@given(texts, st.sampled_from(["utf-16-le", "utf-16-be", "utf-32-le", "cp1251", "gb18030", "shift_jis"]))
def test_spans_are_those_of_the_bytes(text: str, encoding: str) -> None:
    data = text.encode(encoding, errors="replace")
    named = Options(unit="block", encoding=encoding)
    for block in records(b"".join(lines([data], Document(), named))):
        shown = data[block["byte_start"] : block["byte_end"]].decode(block["encoding"])
        assert shown.replace("\r\n", "\n").replace("\r", "\n") == block["text"].replace("\r", "\n")


def test_ascii_passes_at_once() -> None:
    sniffer = Sniffer()
    assert sniffer.feed(b"A line of plain ASCII, and\n") == b"A line of plain ASCII, and\n"
    assert sniffer.feed("ещё".encode("cp1251")) == b""
    assert sniffer.verdict is None


def test_sixteen_sequences_settle_utf_8() -> None:
    sniffer = Sniffer()
    sniffer.feed(("я" * 16).encode())  # more than the last one may still be an ill-formed part of something
    assert sniffer.verdict is None
    sniffer.feed("яя".encode())
    assert sniffer.verdict == Verdict(UTF_8)


def test_a_bad_byte_among_many_good_ones() -> None:
    data = "Совет собрался в среду".encode()
    (article,) = seedparse.parse(data + b"\xff" + data)
    assert article["origin"]["encoding"] == UTF_8
    assert codes(article) == ["bytes-replaced"]


def test_what_stands_behind_the_window_decides_nothing() -> None:
    head = "Совет собрался в среду. ".encode("cp1251") * (WINDOW // 20)
    assert len(head) > WINDOW
    assert verdict_on(head + "新华社北京".encode("gb18030") * 9) == verdict_on(head)


def test_an_article_before_the_first_other_byte_is_utf_8() -> None:
    plain = b"The council met\n\nIt met on Monday, and all of its members were there.\n\n\f"
    first, second = seedparse.parse(plain + SEED_TEXT.encode("cp1251"))
    assert first["origin"]["encoding"] == UTF_8
    assert second["origin"]["encoding"] == "cp1251"
    assert len(plain) > ASCII_BYTES_BEFORE
    assert codes(first) == []


@pytest.mark.parametrize("name", ["utf-7", "cp037", "hz", "klingon", "rot13", "base64"])
def test_no_encoding_of_texts(name: str) -> None:
    with pytest.raises(EncodingError):
        named(name)


def test_a_name_that_is_forced() -> None:
    done = run("--encoding", "windows-1251", given="Привет".encode("cp1251"))
    (article,) = records(done.stdout)
    assert article["origin"]["encoding"] == "cp1251"
    assert codes(article) == []
    done = run("--encoding", "klingon", given=b"")
    assert done.returncode == 2
    assert b"klingon" in done.stderr
    assert b"cp1251" in done.stderr


def test_no_warnings_from_the_detector() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        verdict_on("Кот".encode("cp1251"))
        verdict_on(bytes(range(128, 256)))


def test_text_is_in_no_encoding() -> None:
    """What was fed as text is not told from its bytes, also where these look like another encoding's."""
    for text in ("10\x000\x1f", "nul \0 and \x04 in it", "\ufeffmarked"):
        parser = seedparse.Parser()
        assert parser.feed(text) + parser.close() == seedparse.parse_text(text)


@pytest.mark.parametrize("data", [b"\x841\x953", b"\xa0", b"\xa1\xa1\n\xa1\xa1", b"\xff\xfe \0\n\0"])
def test_a_blank_document_of_any_encoding(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "blank.txt").write_bytes(data)
    blocks = run("--unit", "block", tmp_path / "blank.txt")
    assert run("verify", tmp_path / "blank.txt", "-", given=blocks.stdout).returncode == 0
