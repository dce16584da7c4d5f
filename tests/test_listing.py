"""Related lists on pages, where headings stand over menus, and entries among kickers, authors and teasers."""

import pytest

import seedparse
from seedparse.convert import blocks
from seedparse.model import Article

TITLE = "The council keeps the wooden bridge open for another winter"
TEXT = [
    "The council has voted to keep the wooden bridge open for one more winter, although its engineers had asked for a "
    "closure before the first frost.",
    "A ferry will carry lorries until the new bridge is finished, and the toll on it will not rise, the council said "
    "on Monday evening after a long debate.",
    "The old bridge was built by two brothers from the valley, and their names can still be read on the beam over the "
    "northern pier, where a lamp has burned since then.",
]
MENU = ["Home", "Valley", "Harbour", "Sports", "Culture", "Weather", "Letters", "Puzzles", "Jobs", "Cars", "Homes"]
TITLES = [
    "Ferry to the outer islands returns in spring",
    "Harbour wall needs new stones before the storms come",
    "Why the night train stops at every village again",
]


def page(*behind: str) -> Article:
    """A page: its menu, an article, and what stands behind that."""
    (article,) = seedparse.parse_text("\n".join((*MENU, "", TITLE, "", *TEXT, "", *behind)) + "\n")
    return article


def related(*behind: str) -> list[str]:
    return [entry["title"] for entry in page(*behind)["related"]]


def test_the_rules_of_a_page_name_what_decided() -> None:
    text = "\n".join((*MENU, "", TITLE, "", *TEXT, "", "Related articles", "By Ann Moss", *TITLES)) + "\n"
    found = [(block.role, block.rule, block.score is not None) for block in blocks([text.encode()])]
    assert found[1:8] == [("extra", "extra.before-title", False)] * 7
    assert found[len(MENU)] == ("title", "title.score", True)
    assert found[-len(TITLES) :] == [("related", "list.on-page", False)] * len(TITLES)


def test_a_second_attribution_in_a_list_does_not_end_it() -> None:
    article = page("Source: Reuters", "", "Related articles", "Source: AP", *TITLES)
    assert [entry["title"] for entry in article["related"]] == TITLES
    assert article["attribution"]["text"] == "Source: Reuters"
    assert {"kind": "unknown", "text": "Source: AP"} in article["extra"]


def test_the_list_ends_where_a_word_stands_over_something_else() -> None:
    others = ["Council sells the old town hall to a brewery", "Two swans have taken over the fish market again"]
    assert related("Related articles", *TITLES, "Weather", *others) == TITLES


def test_a_menu_is_no_list_whatever_stands_over_it() -> None:
    article = page("Related articles", *MENU)
    assert article["related"] == []
    assert [note["code"] for note in article["notes"]] == ["related-empty"]


def test_entries_stand_as_far_from_each_other_as_the_first_ones() -> None:
    lines = [line for title in TITLES for line in ("Valley", title, "By Ann Moss")]
    assert related("Mehr zum Thema", *lines, *MENU, "The harbour master retires after forty years at sea") == TITLES


def test_entries_look_alike() -> None:
    lines = [line for title in TITLES for line in (f"## {title}", "Valley Courier, two hours ago today")]
    assert related("## Related articles", *lines) == [f"## {title}" for title in TITLES]


def test_a_teaser_under_an_entry_is_no_text_of_the_article() -> None:
    teaser = "It sailed last in the year of the great flood, and the islanders have asked for it in every letter since."
    article = page("Related articles", *(line for title in TITLES for line in (title, teaser)))
    assert [entry["title"] for entry in article["related"]] == TITLES
    assert teaser not in article["body"]


@pytest.mark.parametrize("end", ["Newsletter", "Share this article", "All rights reserved"])
def test_furniture_ends_the_list(end: str) -> None:
    assert related("Related articles", *TITLES, end, "The harbour master retires after forty years at sea") == TITLES


def test_running_text_goes_on_behind_a_list() -> None:
    article = page("Related articles", *TITLES, "", *(text.replace("bridge", "ferry") for text in TEXT))
    assert [entry["title"] for entry in article["related"]] == TITLES
    assert article["body"][-1] == TEXT[-1].replace("bridge", "ferry")


def test_before_a_pages_title_there_are_only_menus() -> None:
    lines = (*MENU, "", "More stories like this", *TITLES, "", *MENU, "", TITLE, "", *TEXT)
    (article,) = seedparse.parse_text("\n".join(lines) + "\n")
    assert (article["header"]["title"], article["related"]) == (TITLE, [])


def test_a_list_in_a_clean_text_is_as_it_was() -> None:
    (article,) = seedparse.parse_text("\n".join((TITLE, "", *TEXT, "", "Related", "- Storm", "- Flood")) + "\n")
    assert [entry["title"] for entry in article["related"]] == ["Storm", "Flood"]


def test_a_dated_list_on_a_page_is_as_long_as_it_is() -> None:
    lines = [f"{day:02}.02.2026 {title} ({day})" for day in range(1, 29) for title in TITLES]
    assert len(related("Related articles", *lines)) == len(lines)


@pytest.mark.parametrize(
    ("line", "address"),
    [
        (f"[{TITLES[0]}](https://example.org/ferry)", "https://example.org/ferry"),
        (f'[{TITLES[0]}](/ferry "The ferry")', '/ferry "The ferry"'),
        (f"[ {TITLES[0]} ](https://example.org/har- bour)", "https://example.org/har- bour"),
    ],
)
def test_an_address_is_no_part_of_a_title(line: str, address: str) -> None:
    article = page("Related articles", f"- {line}", *(f"- {title}" for title in TITLES[1:]))
    assert [entry["title"] for entry in article["related"]] == TITLES
    assert {"kind": "navigation", "text": address} in article["extra"]


def test_a_clock_is_no_entry() -> None:
    article = page(
        "Related articles", "05. November 2024 | 16:16 Uhr", TITLES[0], "05. November 2024 | 15:02 Uhr", TITLES[1]
    )
    assert not any("Uhr" in entry["title"] for entry in article["related"])


def test_a_heading_that_names_its_topic() -> None:
    assert related("More on the harbour", *TITLES) == TITLES
    assert related("More on the harbour will be known when the council has met again.", *TITLES) == []
