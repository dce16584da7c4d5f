"""Small readers, each alone: one text in, one reading out. A case that fails names the module."""

import pytest

from seedparse.readers import agency_credits, attributions, datelines, entries, headlines, person_names
from seedparse.resources import load
from seedparse.text import keys, sentences, words

PACKS = load().packs


@pytest.mark.parametrize(
    ("line", "marker", "place", "day", "title"),
    [
        ("07.02.2026 Pier cracked", "NONE", "HEAD", "07.02.2026", "Pier cracked"),
        ("- 07.02.2026, 14:05 Pier cracked", "BULLET", "HEAD", "07.02.2026, 14:05", "Pier cracked"),
        ("・2026年2月20日 鉄橋", "BULLET", "HEAD", "2026年2月20日", "鉄橋"),
        ("2) Pier cracked (7 February 2026)", "NUMBER", "END", "7 February 2026", "Pier cracked"),
        ("**07.02.2026** Pier cracked", "NONE", "HEAD", "07.02.2026", "Pier cracked"),
        ("07.02.2026", "NONE", "ALONE", "07.02.2026", ""),
        ("• Pier cracked", "BULLET", "NONE", None, "Pier cracked"),
    ],
)
def test_entries(line: str, marker: str, place: str, day: str | None, title: str) -> None:
    found = entries.read_line(line, PACKS)
    assert (found.marker.name, found.place.name) == (marker, place)
    assert (found.found and found.found.raw, found.title) == (day, title)


@pytest.mark.parametrize(
    ("paragraph", "place", "agency"),
    [
        ("KYIV, 3 December (Ukrinform) - The bridge is shut.", "KYIV", "Ukrinform"),
        ("Husum (dpa) – Die Orgel bleibt.", "Husum", "dpa"),
    ],
)
def test_datelines(paragraph: str, place: str, agency: str) -> None:
    found = datelines.read_dateline(paragraph, PACKS)
    assert found
    assert (found.place, found.agency) == (place, agency)


def test_a_sentence_with_a_dash_has_no_dateline() -> None:
    assert datelines.read_dateline("The bridge - an old one - is shut.", PACKS) is None


@pytest.mark.parametrize(
    ("line", "via"),
    [("cwo/fab (dpa, afp)", "dpa, afp"), ("(Reuters)", "Reuters"), ("(a bridge)", None), ("Reuters", None)],
)
def test_agency_credits(line: str, via: str | None) -> None:
    assert agency_credits.read(line, PACKS) == via


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("This was reported by the Harbour Post (harbourpost.example), citing AFP.", ("Harbour Post", "AFP")),
        (
            "Das berichtet MDR unter Berufung auf die Industrie- und Handelskammer.",
            ("MDR", "Industrie- und Handelskammer"),
        ),
        ("Jak podają „Nowiny”, powołując się na rzecznika kolei:", ("Nowiny", "rzecznika kolei")),
        ("The Harbour Post reports:", None),  # it introduces what is reported
    ],
)
def test_attributions(line: str, names: tuple[str, str] | None) -> None:
    found = attributions.of_line(words.Text(line), PACKS)
    assert (found and (found.publisher, found.via)) == names


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ferry stays in the harbour - Harbour Echo", "Ferry stays in the harbour", True),
        ("FERRY STAYS IN THE HARBOUR", "Ferry stays in the harbour", True),
        ("Ferry stays in the harbour for now", "Ferry stays in the harbour", False),
    ],
)
def test_headlines(one: str, other: str, same: bool) -> None:
    assert headlines.are_same(one, other) is same
    assert headlines.are_same(other, one) is same


@pytest.mark.parametrize(
    ("text", "is_name"), [("Ann Moss", True), ("Ann Moss and Peter Oakes", True), ("the ferry", False)]
)
def test_person_names(text: str, is_name: bool) -> None:
    assert person_names.are_names(text, PACKS) is is_name


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("The ferry stays.", True),
        ("The ferry stays", False),
        ("Stay? Go!", True),
        ("Stay!", False),
        ("终于通车。", True),
    ],
)
def test_sentences(text: str, closed: bool) -> None:
    assert sentences.is_sentence(text) is closed


def test_keys() -> None:
    assert keys.key_of("The Ferry - stays!") == keys.key_of("the ferry stays")
    assert keys.stems_of("Harbours closed") & keys.stems_of("the harbour closes")
