"""What a line is: the cases that two people would file differently, and those that were once filed wrongly."""

import tracemalloc

import pytest

import seedparse
from seedparse.convert import blocks

TEXT = [
    f"Paragraph number {number} of the text, which is long enough to be one and ends with a stop."
    for number in range(6)
]


def one(*lines: str) -> seedparse.Article:
    (article,) = seedparse.parse_text("\n".join(lines))
    return article


def test_a_lead_stands_right_under_the_title() -> None:
    assert one("A title", TEXT[0], "", *TEXT[1:])["header"]["lead"] == TEXT[:1]
    assert one("A title", *TEXT)["header"]["lead"] == []


@pytest.mark.parametrize("between", ["03.12.2024", "By Jane Doe", "Published: March 12, 2025"])
def test_blank_lines_between_all_paragraphs_set_none_apart(between: str) -> None:
    article = one("A title", "", between, *(line for text in TEXT for line in ("", text)))
    assert (article["header"]["lead"], article["body"]) == ([], TEXT)


def test_a_lead_ends_with_the_attribution_line() -> None:
    article = one("A title", "", TEXT[0], "", "Source: Reuters", *(line for text in TEXT[1:] for line in ("", text)))
    assert (article["header"]["lead"], article["body"]) == (TEXT[:1], TEXT[1:])


@pytest.mark.parametrize(
    ("line", "date", "raw", "title"),
    [
        ("Feb 1, 2025 - Storm", "2025-02-01", "Feb 1, 2025", "Storm"),
        ("01.02.2025 - Storm", "2025-02-01", "01.02.2025", "Storm"),
        ("01.02.2025, 12:30 — Storm", "2025-02-01", "01.02.2025", "12:30 — Storm"),
        ("28.01.2025 10:00 | Floods", "2025-01-28", "28.01.2025", "10:00 | Floods"),
        ("[02.02.2025 12:40] New kind", "2025-02-02", "02.02.2025", "12:40 New kind"),
        ("• 7 лютого 2026 р. Новина", "2026-02-07", "7 лютого 2026 р.", "Новина"),
        ("31.02.2025 Impossible", None, "31.02.2025", "Impossible"),
        ("An entry without a date", None, None, "An entry without a date"),
    ],
)
def test_entries(line: str, date: str | None, raw: str | None, title: str) -> None:
    (entry,) = one("A title", *TEXT, "Related", line)["related"]
    assert entry == {"heading": "Related", "date": date, "date_raw": raw, "title": title}


@pytest.mark.parametrize("lines", [("07.02.2026", "Storm"), ("Storm", "07.02.2026")])
def test_a_date_alone_is_of_the_entry_beside_it(lines: tuple[str, str]) -> None:
    found = one("A title", *TEXT, "Related", *lines, *lines)["related"]
    assert [(entry["date"], entry["title"]) for entry in found] == [("2026-02-07", "Storm")] * 2


def test_an_inline_link_is_one_title_and_no_paragraph() -> None:
    article = one("A title", TEXT[0], "Read also: Banks cut jobs", TEXT[1])
    assert [(entry["heading"], entry["title"]) for entry in article["related"]] == [("Read also", "Banks cut jobs")]
    more = "Read also: Banks cut jobs. Markets were calm after the news and did not move at all."
    assert more in one("A title", TEXT[0], more, TEXT[1])["body"]


def test_a_heading_without_entries() -> None:
    article = one("A title", *TEXT, "Related", TEXT[0])
    assert article["extra"] == [{"kind": "promo", "text": "Related"}]
    assert [note["code"] for note in article["notes"]] == ["related-empty"]


def test_text_goes_on_behind_a_list() -> None:
    article = one("A title", *TEXT, "Related", "- 07.02.2026 One", "- 06.02.2026 Two", *TEXT[:2])
    assert article["body"] == [*TEXT, *TEXT[:2]]
    assert {note["code"] for note in article["notes"]} == {"text-after-related"}


def test_a_chronology_is_body() -> None:
    items = ["- 07.02.2026 The bank was founded.", "- 08.02.2026 It failed after a run on all its branches."]
    article = one("A title", *TEXT, *items)
    assert (article["body"][-2:], article["related"]) == (items, [])


def test_the_published_date_never_comes_from_a_related_entry() -> None:
    assert one("A title", *TEXT, "Related", "- 07.02.2026 One")["header"]["published"] is None
    pair = one("A title", "Updated: March 13, 2025", "Published: March 12, 2025", *TEXT)
    assert pair["header"]["published"] == "2025-03-12"


@pytest.mark.parametrize(
    ("text", "dateline", "published", "raw"),
    [
        ("KYIV, April 25 (Reuters) - Talks began.", "KYIV, April 25 (Reuters)", None, "April 25"),
        ("КИЕВ. 3 декабря 2020. УНН. Кабинет собрался.", "КИЕВ. 3 декабря 2020. УНН", "2020-12-03", "3 декабря 2020"),
    ],
)
def test_datelines(text: str, dateline: str, published: str | None, raw: str) -> None:
    header = one("A title of news", "", text, *TEXT)["header"]
    assert (header["dateline"], header["published"], header["published_raw"]) == (dateline, published, raw)


@pytest.mark.parametrize(
    "line", ["Source: Reuters", "(Source: Reuters)", "[Источник: Reuters]", "— Джерело: «Reuters»."]
)
def test_a_credit_in_its_clothes(line: str) -> None:
    attribution = one("A title", *TEXT, line)["attribution"]
    assert attribution == {"text": line, "publisher": None, "via": "Reuters"}


def test_a_second_attribution_line_is_body_and_a_citation() -> None:
    article = one("A title", *TEXT, "This was reported by Reuters.", "This was reported by the BBC.", TEXT[0])
    assert article["attribution"]["publisher"] == "Reuters"
    assert "This was reported by the BBC." in article["body"]
    assert [citation["publisher"] for citation in article["citations"]] == ["BBC"]


def test_wrapped_paragraphs_are_joined() -> None:
    wrapped = [
        "The council of the small harbour town voted late on Tuesday to keep",
        "the old ferry running through the winter, after a debate that drew",
        "more people to the hall than any meeting before.",
    ]
    article = one("A title", "", *wrapped, "", *wrapped)
    assert article["body"] == [" ".join(wrapped)] * 2


def test_long_paragraphs_behind_are_not_held() -> None:
    """Later ones are weighed beside what earlier ones measure, and not beside their text."""
    long = ("The council of the small harbour town voted late on Tuesday to keep the old ferry. " * 6000).encode()
    pieces = (long + b"\n\n" for _ in range(24))
    tracemalloc.start()
    for _ in blocks(pieces):
        pass
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 12 * len(long)
