"""Dates: what a layout is, which day it is, and what stays open."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from packwords import capital, names, table
from seedparse.errors import PackError
from seedparse.languages.loader import shipped
from seedparse.phrases.indexing import packs_of
from seedparse.phrases.pack import Pack, Packs
from seedparse.phrases.pack_file import build
from seedparse.readers import clocks, dates
from seedparse.recognition import looks
from seedparse.resources import load

PACKS = load().packs
TABLES: dict[str, dict[str, Any]] = {Path(path).stem: table(Path(path)) for path in shipped()}


def reading(text: str, order: str | None = None) -> tuple[str | None, str | None, str | None]:
    """raw, date, problem of the first date in the text"""
    found = dates.find(text, PACKS)
    if found is None:
        return None, None, None
    return found.raw, *dates.read(found, PACKS, order)


@pytest.mark.parametrize(
    ("text", "raw", "date"),
    [
        ("07.02.2026", "07.02.2026", "2026-02-07"),
        ("7.2.2026", "7.2.2026", "2026-02-07"),
        ("2026 / 02 / 07", "2026 / 02 / 07", "2026-02-07"),
        ("٢٠٢٦ / ٠٢ / ٠٧", "٢٠٢٦ / ٠٢ / ٠٧", "2026-02-07"),
        ("21.dez.2018", "21.dez.2018", "2018-12-21"),
        ("2026-02-07", "2026-02-07", "2026-02-07"),
        ("2026-02-07T10:15:00+02:00", "2026-02-07", "2026-02-07"),
        ("2026/02/07", "2026/02/07", "2026-02-07"),
        ("2026.02.07", "2026.02.07", "2026-02-07"),
        ("22/01/2026", "22/01/2026", "2026-01-22"),
        ("01/22/2026", "01/22/2026", "2026-01-22"),
        ("07.02.26", "07.02.26", "2026-02-07"),
        ("07.02.68", "07.02.68", "2068-02-07"),
        ("07.02.69", "07.02.69", "1969-02-07"),
        ("29.02.2024", "29.02.2024", "2024-02-29"),
        ("7 กุมภาพันธ์ 2569", "7 กุมภาพันธ์ 2569", "2026-02-07"),
        ("๗ ก.พ. ๒๕๖๙", "๗ ก.พ. ๒๕๖๙", "2026-02-07"),
        ("7 กุมภาพันธ์ พ.ศ. 2569", "7 กุมภาพันธ์ พ.ศ. 2569", "2026-02-07"),
        ("7 กุมภาพันธ์ 2026", "7 กุมภาพันธ์ 2026", "2026-02-07"),
        ("၇ ဖေဖော်ဝါရီ ၂၀၂၆", "၇ ဖေဖော်ဝါရီ ၂၀၂၆", "2026-02-07"),
        ("၂၀၂၆ ခုနှစ်၊ ဖေဖော်ဝါရီလ ၇ ရက်နေ့တွင်", "၂၀၂၆ ခုနှစ်၊ ဖေဖော်ဝါရီလ ၇ ရက်နေ့", "2026-02-07"),
        ("2026-yil 7-fevral kuni", "2026-yil 7-fevral", "2026-02-07"),
        ("07/02/2569 สะพาน", "07/02/2569", "2026-02-07"),
        ("2569-02-07 สะพาน", "2569-02-07", "2026-02-07"),
        ("7 лютого 2026", "7 лютого 2026", "2026-02-07"),
        ("7 лютого 2026 р.", "7 лютого 2026 р.", "2026-02-07"),
        ("7 лютого 2026 року", "7 лютого 2026 року", "2026-02-07"),
        ("7 февраля 2026 г.", "7 февраля 2026 г.", "2026-02-07"),
        ("1 мая 2026 года", "1 мая 2026 года", "2026-05-01"),
        ("Feb 7, 2026", "Feb 7, 2026", "2026-02-07"),
        ("Feb. 7, 2026", "Feb. 7, 2026", "2026-02-07"),
        ("February 7th, 2026", "February 7th, 2026", "2026-02-07"),
        ("7th of February 2026", "7th of February 2026", "2026-02-07"),
        ("February 7Th, 2026", "February 7Th, 2026", "2026-02-07"),
        ("7TH OF FEBRUARY 2026", "7TH OF FEBRUARY 2026", "2026-02-07"),
        ("SEPT 30 2025", "SEPT 30 2025", "2025-09-30"),
        ("7. 2. 2026", "7. 2. 2026", "2026-02-07"),
        ("2026. 02. 07.", "2026. 02. 07", "2026-02-07"),
        ("on 31 December 1999 at noon", "31 December 1999", "1999-12-31"),
        # One name, two months: October in Croatian, November in Polish and Czech.
        ("7. listopada 2026.", "7. listopada 2026", "2026-10-07"),
        ("7 listopada 2026 r.", "7 listopada 2026 r.", "2026-11-07"),
        ("7. listopadu 2026", "7. listopadu 2026", "2026-11-07"),
        ("Objavljeno: 7. listopad 2026", "7. listopad 2026", "2026-10-07"),
        ("7. listopad 2026 Most je opet otvoren nakon devet godina", "7. listopad 2026", "2026-10-07"),
        # June and January, apart by a vowel sign only.
        ("7 जून 2026", "7 जून 2026", "2026-06-07"),
        ("7 जन 2026", "7 जन 2026", "2026-01-07"),
    ],
)
def test_settled(text: str, raw: str, date: str) -> None:
    assert reading(text) == (raw, date, None)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("31.02.2025", "date-invalid"),
        ("02.13.2025", "date-invalid"),
        ("7. listopad 2026", "date-ambiguous"),
        ("2025-13-01", "date-invalid"),
        ("13/13/2025", "date-invalid"),
        ("31 февраля 2025", "date-invalid"),
        ("0 May 2025", "date-invalid"),
        ("07.02.2569", "date-calendar"),
        ("7 ก.พ. 69", "date-calendar"),  # 2569 or 1969
        ("7 กุมภาพันธ์ 2483", "date-calendar"),  # the year began in April
        ("7 May 1404", "date-calendar"),
        ("07/02/2026", "date-ambiguous"),
        ("7 лютого", "date-incomplete"),
        ("Feb 7", "date-incomplete"),
        ("лютий 2026", "date-incomplete"),
    ],
)
def test_open(text: str, problem: str) -> None:
    raw, date, said = reading(text)
    assert (raw, date, said) == (text, None, problem)


def test_a_date_may_begin_a_line_with_a_name_of_several_syllables() -> None:
    found = dates.find("ဖေဖော်ဝါရီ ၇၊ ၂၀၂၆ တံတား", PACKS, at_start=True)
    assert found is not None
    assert (found.raw, dates.read(found, PACKS).date) == ("ဖေဖော်ဝါရီ ၇၊ ၂၀၂၆", "2026-02-07")


def test_two_figures_of_a_thai_year_leave_the_calendar_open() -> None:
    assert reading("07/02/69 สะพานเปิดใช้แล้ว") == ("07/02/69", None, "date-calendar")
    assert reading("07.02.69 The bridge is open") == ("07.02.69", "1969-02-07", None)


@pytest.mark.parametrize(
    "text",
    [
        "10",
        "мая",
        "2026",
        "1.2.3.4",
        "12:30",
        "3.14",
        "версия 7.02.1",
        "192.168.10.12",
        "тел. 044-123-45-67",
        "1/2",
        "24/7",
        "б/у",
    ],
)
def test_no_date(text: str) -> None:
    assert dates.find(text, PACKS) is None


def test_an_order_is_that_of_the_list() -> None:
    assert reading("07/02/2026", "dmy")[1] == "2026-02-07"
    assert reading("07/02/2026", "mdy")[1] == "2026-07-02"
    assert reading("05/05/2026")[1] == "2026-05-05"


def test_a_list_settles_its_order() -> None:
    def order(*texts: str) -> str | None:
        return dates.order_of(found for text in texts if (found := dates.find(text, PACKS)))

    assert order("07/02/2026", "22/01/2026") == "dmy"
    assert order("07/02/2026", "01/22/2026") == "mdy"
    assert order("07/02/2026", "03/04/2026") is None
    assert order("22/01/2026", "01/22/2026") == ""


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("3 декабря 2020, 18:47 • Алексей", "3 декабря 2020, 18:47"),
        ("18:47, 3 декабря 2020", "18:47, 3 декабря 2020"),
        ("2026-02-07T10:15:00+02:00", "2026-02-07T10:15:00+02:00"),
        ("March 12, 2025 at 4:30 p.m. EST", "March 12, 2025 at 4:30 p.m. EST"),
        ("07.02.2026 10:15", "07.02.2026 10:15"),
        ("07.02.2026 Title", "07.02.2026"),
        ("07.02.2026 14:05 New bridge", "07.02.2026 14:05"),
        ("07.02.2026 14:05 est ouvert", "07.02.2026 14:05"),
        ("07.02.2026 14:05 GMT+3 Bridge", "07.02.2026 14:05 GMT+3"),
        ("07.02.2026 14:05 (MSK) Bridge", "07.02.2026 14:05 (MSK)"),
        ("07.02.2026 um 14:05 Uhr MEZ", "07.02.2026 um 14:05 Uhr MEZ"),
        ("07.02.2026 4:30 p.m. ET", "07.02.2026 4:30 p.m. ET"),
        ("07.02.2026 14:05 PT announces", "07.02.2026 14:05"),
        ("07.02.2026 | 14:05", "07.02.2026 | 14:05"),
        ("7 febrero 2026, 2:05 a.\u00a0m.", "7 febrero 2026, 2:05 a.\u00a0m."),
        ("7 février 2026 à 14h05", "7 février 2026 à 14h05"),
        ("2026年2月7日 14時05分", "2026年2月7日 14時05分"),
        ("February 7, 2026, 2 PM ET", "February 7, 2026, 2 PM ET"),
        ("February 7, 2026, 14 PM resigns", "February 7, 2026"),
        ("07.02.2026 4:05 Pm", "07.02.2026 4:05"),
    ],
)
def test_with_its_time(text: str, printed: str) -> None:
    found = dates.find(text, PACKS)
    assert found
    assert clocks.with_time(text, found, PACKS) == printed


def test_the_pack_that_knows_the_word_signs_it() -> None:
    found = dates.find("7 лютого 2026", PACKS)
    assert found
    assert found.language == "uk"


def pack_of(language: str, dates_: dict[str, object], jalali: dict[str, list[str]] | None = None) -> Packs:
    """A pack of numbered months and the layouts in question."""
    table = {
        "language": language,
        "name": language,
        "english_name": language,
        "evidence": {"alphabet": "a", "words": ["a"]},
        "months": {str(number): [f"mese{letter}"] for number, letter in enumerate("abcdefghijkl", 1)},
        "dates": dates_,
    }
    return packs_of([Pack(build(table | ({"jalali": jalali} if jalali else {}), "test.toml"))])


def test_the_words_around_a_day_are_the_packs() -> None:
    def raw(text: str, words: dict[str, object]) -> str | None:
        packs = pack_of("xx", words)
        found = dates.find(text, packs)
        return clocks.with_time(text, found, packs) if found else None

    assert raw("3em fra mesea 2026", {"ordinals": ["em"], "before_month": ["fra"]}) == "3em fra mesea 2026"
    assert raw("3em fra mesea 2026", {}) == "mesea 2026"
    assert raw("3 mesea 2026, 2u05 xm", {"hour_marks": ["u"], "day_halves": ["x.m.", "xm"]}) == "3 mesea 2026, 2u05 xm"
    assert raw("3 mesea 2026, 2u05 xm", {}) == "3 mesea 2026"


@pytest.mark.parametrize(
    ("form", "text", "raw", "date"),
    [
        ("{day} de {month} de {year}", "el 7 de meseb de 2026, a las 10", "7 de meseb de 2026", "2026-02-07"),
        ("{year} m. {month} {day} d.", "2026 m. meseb 7 d.", "2026 m. meseb 7 d.", "2026-02-07"),
        ("{year}. {month} {day}.", "2026. meseb 7.", "2026. meseb 7.", "2026-02-07"),
        ("{year}年{number}月{day}日", "発表2026年2月7日", "2026年2月7日", "2026-02-07"),
        ("{era}{year}年{number}月{day}日", "令和8年2月7日", "令和8年2月7日", "2026-02-07"),
        ("ngày {day} tháng {number} năm {year}", "Ngày 7 tháng 2 năm 2026", "Ngày 7 tháng 2 năm 2026", "2026-02-07"),
        ("{day} de {month} de {year}", "31 de meseb de 2026", "31 de meseb de 2026", None),
        ("{day} de {month}", "7 de meseb", "7 de meseb", None),
    ],
)
def test_a_language_has_layouts_of_its_own(form: str, text: str, raw: str, date: str | None) -> None:
    packs = pack_of("xx", {"forms": [form], "eras": {"令和": 2018}})
    found = dates.find(text, packs)
    assert found is not None
    assert (found.raw, dates.read(found, packs).date) == (raw, date)


@pytest.mark.parametrize(
    "form", ["{day} {month} {month}", "{day}. {number}. {year}", "{day} of {monat}", "{era} {month}"]
)
def test_a_wrong_layout_is_refused(form: str) -> None:
    with pytest.raises(PackError, match=r"dates\.forms"):
        pack_of("xx", {"forms": [form]})


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1 bahman 1399", "2021-01-20"),
        ("30 esfand 1399", "2021-03-20"),
        ("۱ فروردین ۱۴۰۰", "2021-03-21"),
        ("18 bahman 1404", "2026-02-07"),
        ("30 esfand 1404", None),
        ("22 bahman 1357", "1979-02-11"),
    ],
)
def test_iranian_days(text: str, date: str | None) -> None:
    names = "فروردین b c d e f g h i j bahman esfand".split()
    packs = pack_of("fa", {}, {str(number): [name] for number, name in enumerate(names, 1)})
    found = dates.find(text, packs)
    assert found is not None
    assert dates.read(found, packs).date == date


# Year marks. A word of one language's grammar acts only beside a date of that language.


def marks() -> Iterator[tuple[str, str]]:
    for language, pack in TABLES.items():
        yield from ((language, mark) for mark in pack["dates"].get("year_marks", []))


@pytest.mark.parametrize(("language", "mark"), list(marks()))
def test_a_year_mark_belongs_to_the_date(language: str, mark: str) -> None:
    pack, title = TABLES[language], capital(" ".join(names(language)))
    month = pack["months"]["2"][0]
    spaces = ("",) if mark[0] == "-" else ("", " ", "\u00a0")
    days = ["07.02.2026", "7/2/2026", f"7 {month} 2026", f"7. {month} 2026."]
    written = [f"{day}{space}{mark}" for day in days for space in spaces if space or not day.endswith("2026.")]
    # Behind a number, a word that other languages have too is known for a mark by the words that follow.
    words = " ".join([title, *pack["evidence"]["words"][:9]])
    wrong = {line for line in written if (found := dates.find(f"{line} {words}", PACKS)) is None or found.raw != line}
    assert not wrong


def short_words() -> Iterator[tuple[str, str]]:
    """The function words with which a title of a language may begin and which are a year mark of another."""
    known = {mark: language for language, mark in marks()}
    for language, pack in TABLES.items():
        own = pack["dates"].get("year_marks", [])
        yield from ((language, word) for word in pack["evidence"]["words"] if word in known and word not in own)


@pytest.mark.parametrize(("language", "word"), list(short_words()))
def test_a_word_of_a_title_is_no_year_mark_of_another_language(language: str, word: str) -> None:
    pack = TABLES[language]
    # A line of the language: the word, a name, and other function words of it.
    line = " ".join([*names(language), *pack["evidence"]["words"][:5]])
    for day in ("31.01.2025", "31/01/2025", f"31 {pack['months']['1'][0]} 2025"):
        for first in (word, capital(word)):
            found = dates.find(f"{day} {first} {line}", PACKS)
            assert found
            assert found.raw == day, (day, first, line)


@pytest.mark.parametrize("language", TABLES)
def test_no_function_word_is_lost_behind_a_date(language: str) -> None:
    own = {mark.rstrip(".") for mark in TABLES[language]["dates"].get("year_marks", [])}
    lost = []
    for word in TABLES[language]["evidence"]["words"]:
        found = dates.find(f"31.01.2025 {capital(word)} {names(language)[0]}", PACKS)
        if word not in own and (found is None or found.raw != "31.01.2025"):
            lost.append(word)
    assert lost == []


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("4 апреля 2021г. Мост", "4 апреля 2021г."),
        ("4 апреля 2021г Мост", "4 апреля 2021г"),
        ("4 АПРЕЛЯ 2021 ГОДА МОСТ", "4 АПРЕЛЯ 2021 ГОДА"),
        ("07.02.2026г.Мост", "07.02.2026г."),
        ("31.01.2025 Г. Иванов назначен", "31.01.2025"),
        ("31.01.2025 Год без моста", "31.01.2025"),
        ("31.01.2025 a.k.a. the bridge", "31.01.2025"),
        ("31.01.2025 m.in. o moście", "31.01.2025"),
        ("31 August 2025 a new bridge for the town", "31 August 2025"),
        ("31.01.2025 a uus sild on avatud ja see", "31.01.2025 a"),
        ("2026-02-07 a notice", "2026-02-07"),
        ("3 May 2024Updated", "3 May"),
        ("7. veljače 2026. godine Most", "7. veljače 2026. godine"),
        ("7 fevral 2026-cı il Körpü", "7 fevral 2026-cı il"),
        ("2026 m. vasario 7 d. Tiltas", "2026 m. vasario 7 d."),
    ],
)
def test_where_a_year_mark_ends(text: str, raw: str) -> None:
    found = dates.find(text, PACKS)
    assert found
    assert found.raw == raw


# Clocks. What stands behind one is in a list; a title's word is not.


@pytest.mark.parametrize("language", TABLES)
def test_clock_words_belong_to_the_date(language: str) -> None:
    pack, title = TABLES[language], capital(" ".join(names(language)))
    between = ["", *(f"{word} " for word in pack["dates"].get("before_clock", []))]
    behind = ["", *pack["dates"].get("after_clock", [])]
    for before in between:
        for after in behind:
            half = " p.m." if len(after) == 2 and after.isupper() else ""
            raw = f"07.02.2026 {before}2:05{half} {after}".rstrip()
            entry = looks.mark(f"- {raw} {title}", PACKS)
            assert (entry.found and entry.found.raw, entry.title) == (raw, title)


@pytest.mark.parametrize("language", TABLES)
def test_a_title_behind_a_clock_keeps_its_first_word(language: str) -> None:
    behind = {word.casefold() for word in PACKS.after_clock}
    days = set(TABLES[language]["dates"]["weekdays"])
    for word in TABLES[language]["evidence"]["words"]:
        if word in behind or word in days:
            continue
        for first in (capital(word), word.upper()):
            title = f"{first} {names(language)[0]}"
            entry = looks.mark(f"- 07.02.2026 14:05 {title}", PACKS)
            assert (entry.found and entry.found.raw, entry.title) == ("07.02.2026 14:05", title)


@pytest.mark.parametrize("language", TABLES)
def test_a_weekday_beside_a_date_belongs_to_it(language: str) -> None:
    title = capital(" ".join(names(language)))
    for day in TABLES[language]["dates"]["weekdays"]:
        for raw in (
            f"{day}, 07.02.2026",
            f"07.02.2026 ({day})",
            f"{day} 07.02.2026 14:05",
            f"07.02.2026, {day}, 14:05",
        ):
            entry = looks.mark(f"- {raw} {title}", PACKS)
            assert (entry.found and entry.found.raw, entry.title) == (raw, title)


@pytest.mark.parametrize(
    ("line", "raw", "title"),
    [
        ("- 07.02.2026 14:05 Oslo opens a bridge", "07.02.2026 14:05", "Oslo opens a bridge"),
        ("07.02.2026 | 14:05 New bridge", "07.02.2026 | 14:05", "New bridge"),
        ("[07.02.2026 14:05] New bridge", "07.02.2026 14:05", "New bridge"),
        ("14:05, 07.02.2026 New bridge", "14:05, 07.02.2026", "New bridge"),
        ("- 07.02.2026 Saturday market opens", "07.02.2026", "Saturday market opens"),
        ("- 07.02.2026 10.15 million people", "07.02.2026", "10.15 million people"),
        ("- 07.02.2026 kl. 10.15 Broen er åpen", "07.02.2026 kl. 10.15", "Broen er åpen"),
        ("- 07.02.2026 2:1 for the harbour", "07.02.2026", "2:1 for the harbour"),
        ("- 12. ožujka 2025. Vijeće odobrilo most", "12. ožujka 2025", "Vijeće odobrilo most"),
    ],
)
def test_an_entry_s_date_and_title(line: str, raw: str, title: str) -> None:
    entry = looks.mark(line, PACKS)
    assert (entry.found and entry.found.raw, entry.title) == (raw, title)
