"""Texts in several encodings set one behind another: each is read in its own, and damaged UTF-8 stays UTF-8."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import seedparse
from conftest import FIXTURES, UNITS, codes, records, run
from laws import check_chunk_blind, check_every_line_is_in_one_block, check_ranges, check_spans, cut
from seedparse.model import Options
from seedparse.text.changes import CHANGE_WINDOW, REFUSED_BYTES
from seedparse.text.encodings import guess
from seedparse.text.lines import LineReader
from seedparse.text.reading import Reader
from test_encodings import TWINS

ENCODINGS = {
    "cp1251": "ru", "koi8-u": "uk", "cp866": "ru", "cp1125": "uk", "iso8859-5": "bg", "mac-cyrillic": "uk",
    "cp1250": "pl", "iso8859-2": "cs", "cp1252": "de", "iso8859-1": "es", "cp1253": "el", "cp1254": "tr",
    "cp1257": "lt", "cp1255": "he", "cp1256": "ar", "gb18030": "zh", "shift_jis": "ja", "euc_jp": "ja", "euc_kr": "ko",
}  # fmt: skip
RULER = "\n\n----------\n\n"
FILLERS: dict[str, Callable[[int], int]] = {
    "ff": lambda _: 0xFF,
    "80": lambda _: 0x80,
    "high bit": lambda byte: byte | 0x80,
    "next": lambda byte: byte + 1,
}


def text_in(language: str, encoding: str = "utf-8") -> str:
    """An article, without the characters that an encoding has not."""
    path = next(iter(sorted(FIXTURES.glob(f"{language}-*.txt"))))
    return path.read_text(encoding="utf-8").encode(encoding, errors="ignore").decode(encoding)


UKRAINIAN, GERMAN = text_in("uk"), text_in("de")


def damaged(text: str, filler: str) -> bytes:
    """A text in UTF-8 of which each fiftieth byte is another, but for line ends."""
    data = bytearray(text.encode())
    for at in range(7, len(data), 50):
        changed = FILLERS[filler](data[at]) & 0xFF
        data[at] = data[at] if {data[at], changed} & set(b"\r\n\f\0") else changed
    return bytes(data)


def joined(*parts: bytes) -> bytes:
    return RULER.encode().join(parts)


def in_encodings(data: bytes) -> list[str]:
    return [article["origin"]["encoding"] for article in seedparse.parse(data)]


def ids(data: bytes | str) -> list[str]:
    found = seedparse.parse(data) if isinstance(data, bytes) else seedparse.parse_text(data)
    return [article["id"] for article in found]


@pytest.mark.parametrize("other", ["uk", "de", "zh"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_each_article_is_read_in_its_own_encoding(encoding: str, other: str) -> None:
    foreign, plain = text_in(ENCODINGS[encoding], encoding), text_in(other)
    names = (encoding, {**TWINS, "iso8859-1": "cp1252"}.get(encoding))
    whole = joined(plain.encode(), foreign.encode(encoding), plain.encode(), foreign.encode(encoding))
    found = list(seedparse.parse(whole))
    assert [each["id"] for each in found] == ids(RULER.join([plain, foreign] * 2))
    for number, article in enumerate(found):
        assert (article["origin"]["encoding"] in names) == bool(number % 2)
        if number:
            (note,) = (note for note in article["notes"] if note["code"] == "encoding-changed")
            assert (note["line"], note["detail"]) == (article["origin"]["line_start"], article["origin"]["encoding"])
    assert [codes(article).count("encoding-guessed") for article in found] == [0, 1, 0, 1]
    first, second = seedparse.parse(joined(foreign.encode(encoding), plain.encode()))
    assert [first["id"], second["id"]] == ids(RULER.join([foreign, plain]))
    assert first["origin"]["encoding"] in names
    assert second["origin"]["encoding"] == "utf-8"


@pytest.mark.parametrize("filler", FILLERS)
@pytest.mark.parametrize("language", sorted({*ENCODINGS.values(), "en", "fr", "hi", "ka"}))
def test_damaged_utf_8_stays_utf_8(language: str, filler: str) -> None:
    data = joined(UKRAINIAN.encode(), damaged(text_in(language), filler), UKRAINIAN.encode())
    found = list(seedparse.parse(data))
    assert [each["id"] for each in found] == ids(data.decode(errors="replace"))
    for article in found:
        assert article["origin"]["encoding"] == "utf-8"
        assert not {"encoding-guessed", "encoding-changed"} & set(codes(article))


@pytest.mark.parametrize("filler", FILLERS)
@pytest.mark.parametrize("language", sorted({*ENCODINGS.values(), "fr", "hi", "ka"}))
def test_a_damaged_document_stays_utf_8(language: str, filler: str) -> None:
    data = damaged(text_in(language), filler)
    assert set(in_encodings(data)) == {"utf-8"}
    assert ids(data) == ids(data.decode(errors="replace"))


@pytest.mark.parametrize("filler", FILLERS)
def test_damaged_utf_8_beside_another_encoding(filler: str) -> None:
    german, polish, spoilt = GERMAN.encode("cp1252"), text_in("pl").encode("cp1250"), damaged(GERMAN, filler)
    for before, behind in ((german, spoilt), (spoilt, polish), (spoilt, UKRAINIAN.encode("cp1251"))):
        found = list(seedparse.parse(joined(before, behind)))
        at = [before, behind].index(spoilt)
        assert found[at]["origin"]["encoding"] == "utf-8"
        assert found[1 - at]["origin"]["encoding"] in ("cp1252", "cp1250", "cp1251")
        assert found[1 - at]["id"] == ids([before, behind][1 - at])[0]


def test_a_line_is_enough_if_it_is_sure() -> None:
    line = "Рада островів зберегла зимовий пором, і він ходитиме щодня.\n"
    data = (UKRAINIAN + "\n").encode() + line.encode("cp1251") + UKRAINIAN.encode()
    assert line.strip() in "\n".join(block["text"] for block in seedparse.blocks(data))
    for short in ("Café", "\xff\xfe\xfd", "\xe9" * 30):
        (note,) = (
            note
            for article in seedparse.parse((UKRAINIAN + "\n").encode() + short.encode("latin-1"))
            for note in article["notes"]
            if note["code"] in ("bytes-replaced", "encoding-changed")
        )
        assert note["code"] == "bytes-replaced"


def test_an_article_in_two_encodings_has_that_of_its_last_line() -> None:
    lines = [line for line in UKRAINIAN.split("\n") if line]
    data = "\n".join(lines[:4]).encode() + b"\n" + "\n".join(lines[4:6]).encode("cp1251") + b"\n" + lines[6].encode()
    (article,) = seedparse.parse(data)
    assert article["id"] == ids("\n".join(lines[:7]))[0]
    assert article["origin"]["encoding"] == "utf-8"
    notes = {note["code"]: (note["line"], note["detail"]) for note in article["notes"]}
    assert notes["encoding-changed"] == (5, "cp1251, and 1 more changes")
    assert notes["encoding-guessed"] == (0, "cp1251")


def test_no_block_has_lines_in_two_encodings() -> None:
    wrapped = [
        "Рада островів зберегла зимовий пором і просить людей",
        "не чекати на берегу, бо вітер буде сильний увесь день,",
    ]
    text = "\n".join([*wrapped * 9, "а хвилі підуть через дорогу."])
    data = f"Зимовий пором\n\n{text}\n".encode() + f"{text}\n\n".encode("cp1251") + text.encode()
    assert len({block["encoding"] for block in seedparse.blocks(data)}) == 2
    check_every_line_is_in_one_block(data)
    check_spans(data)


def test_a_named_encoding_is_not_doubted() -> None:
    data = joined(UKRAINIAN.encode(), UKRAINIAN.encode("cp1251"))
    found = list(seedparse.parse(data, Options(encoding="utf-8")))
    assert [article["origin"]["encoding"] for article in found] == ["utf-8"] * 2
    assert "bytes-replaced" in codes(found[1])
    assert set(in_encodings(data)) == {"utf-8", "cp1251"}


def test_verify_accepts_blocks_in_several_encodings(tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    path.write_bytes(joined(UKRAINIAN.encode(), UKRAINIAN.encode("cp1251"), text_in("zh").encode("gb18030")))
    blocks = run("--unit", "block", path)
    assert run("verify", path, "-", given=blocks.stdout).returncode == 0


def test_lone_carriage_returns_end_lines_too() -> None:
    data = joined(UKRAINIAN.encode(), UKRAINIAN.encode("cp1251"))
    assert in_encodings(data.replace(b"\n", b"\r")) == in_encodings(data.replace(b"\n", b"\r\n")) == ["utf-8", "cp1251"]


MIXED = (
    UKRAINIAN.encode(), UKRAINIAN.encode("cp1251"), GERMAN.encode(), GERMAN.encode("cp1252"),
    text_in("zh").encode("gb18030"), damaged(GERMAN, "next"), damaged(text_in("en"), "high bit"),
    text_in("pl").encode("cp1250"), "Короткий рядок".encode("koi8-u"), b"A short line", b"\xff\xfe \xfd", b"",
)  # fmt: skip
mixed = st.builds(
    lambda parts, between, ending: between.join(parts).replace(b"\n", ending),
    st.lists(st.sampled_from(MIXED), min_size=2, max_size=5),
    st.sampled_from([RULER.encode(), b"\n\f", b"\n\n\n", b"\n", b" "]),
    st.sampled_from([b"\n", b"\n", b"\r\n", b"\r"]),
)


@given(mixed, st.lists(st.integers(min_value=0), max_size=8), st.sampled_from([1 << 24, 64, 1000]))
def test_chunk_blind(data: bytes, places: list[int], longest: int) -> None:
    for unit in UNITS:
        check_chunk_blind(cut(data, places), Options(unit=unit, max_article_bytes=longest))


@given(mixed)
def test_every_line_is_in_one_block(data: bytes) -> None:
    check_every_line_is_in_one_block(data)


@given(mixed, st.sampled_from([1, 700, 3000]), st.sampled_from(UNITS), st.sampled_from([1 << 24, 1000]))
@settings(max_examples=30)
def test_ranges_give_the_records_of_the_whole(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, size: int, unit: seedparse.model.Unit, longest: int
) -> None:
    path = tmp_path_factory.mktemp("dump") / "dump.txt"
    path.write_bytes(data)
    check_ranges(path, size, Options(unit=unit, max_article_bytes=longest))


def test_a_range_knows_the_encodings_before_it(tmp_path: Path) -> None:
    """Its context is in two encodings, its first line in a third."""
    path = tmp_path / "dump.txt"
    ukrainian, german = UKRAINIAN.encode("cp1251"), GERMAN.encode("cp1252")
    path.write_bytes(joined(UKRAINIAN.encode(), ukrainian, GERMAN.encode(), german, UKRAINIAN.encode(), ukrainian))
    ranges = seedparse.splits(path, 1)
    assert [split.encoding for split in ranges] == ["utf-8", "utf-8", "cp1251", "utf-8", "cp1252", "utf-8"]
    parts = [article for split in ranges for article in seedparse.read_split(path, split)]
    assert parts == list(seedparse.parse(path))


def test_several_processes_and_a_pipe_give_the_records_of_one(tmp_path: Path) -> None:
    path = tmp_path / "-"
    path.write_bytes(joined(*MIXED[:5] * 3))
    alone = run("--name", "-", path, "--jobs", "1").stdout
    assert [each["id"] for each in records(run(path, "--jobs", "2").stdout)] == [each["id"] for each in records(alone)]
    assert [each["id"] for each in records(run("-", given=path.read_bytes()).stdout)] == [
        each["id"] for each in records(alone)
    ]


def test_only_a_few_lines_are_held_until_they_are_decided() -> None:
    reader = Reader()
    reader.feed(UKRAINIAN.encode() + b"\n")
    line = b"A line of plain ASCII, in which one byte is \xff damaged.\n"
    given, returned = 0, 0
    for _ in range(200):
        given += len(line)
        returned += sum(len(text) + 1 for text in reader.feed(line).texts)
        assert given - returned <= CHANGE_WINDOW + len(line)


def test_what_no_encoding_fits_is_asked_for_once_in_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    """The detector takes a hundred times as long as the reader."""
    asked: list[bytes] = []

    def counted(run: bytes, *, whole: bool) -> str:
        asked.append(run)
        return guess(run, whole=whole)

    monkeypatch.setattr("seedparse.text.changes.guess", counted)
    data = (UKRAINIAN + "\n").encode() + b"\x80\xff\xe1 ab\xb2c\xf0\n" * 2000
    reader = Reader()
    reader.feed(data)
    reader.close()
    assert 0 < len(asked) <= len(data) / REFUSED_BYTES + 1
    assert reader.changes == []


def test_what_is_known_of_earlier_articles_is_dropped() -> None:
    parser = seedparse.Parser()
    data = joined(UKRAINIAN.encode(), UKRAINIAN.encode("cp1251"), damaged(GERMAN, "ff"))
    most = 0
    for _ in range(8):
        parser.feed_bytes(data + RULER.encode())
        reader = parser._stream.reader
        most = max(most, len(reader.changes) + len(reader.replaced))
    assert 0 < most < 8 * 10


def test_lines_alone_are_in_one_encoding() -> None:
    reader = LineReader()
    data = joined(UKRAINIAN.encode(), UKRAINIAN.encode("cp1251"))
    found = reader.feed(data)
    found.extend(reader.close())
    assert "\n".join(found.texts) == data.decode(errors="replace").removesuffix("\n")
