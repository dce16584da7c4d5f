"""Related lists on pages, where headings stand over menus, and entries among kickers, authors and teasers."""

import textwrap

import pytest

import seedparse
from conftest import codes
from laws import check_places, check_places_of_records
from seedparse.model import Article
from seedparse.stream import blocks

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


def test_a_name_on_a_line_of_the_page_is_no_part_of_the_title() -> None:
    text = "\n".join(("Valley Courier", *MENU, "", f"{TITLE} | Valley Courier", "", *TEXT)) + "\n"
    (article,) = seedparse.parse_text(text)
    assert article["header"]["title"] == TITLE
    assert {"kind": "unknown", "text": "| Valley Courier"} in article["extra"]


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
    assert codes(article) == ["related-empty"]


def test_entries_stand_as_far_from_each_other_as_the_first_ones() -> None:
    lines = [line for title in TITLES for line in ("Valley", title, "By Ann Moss")]
    assert related("Mehr zum Thema", *lines, *MENU, "The harbour master retires after forty years at sea") == TITLES


def test_a_date_below_an_entry_is_its_date() -> None:
    days = ["3 May 2024", "7 May 2024, 10:15", "12 May 2024"]
    behind = [line for title, day in zip(TITLES, days, strict=True) for line in (title, "", "Valley", "", day, "")]
    found = page("Related articles", "", *behind)["related"]
    assert [(entry["title"], entry["date"], entry["date_raw"]) for entry in found] == [
        (TITLES[0], "2024-05-03", "3 May 2024"),
        (TITLES[1], "2024-05-07", "7 May 2024, 10:15"),
        (TITLES[2], "2024-05-12", "12 May 2024"),
    ]


def test_a_date_above_the_first_entry_makes_all_dates_stand_above() -> None:
    days = ["3 May 2024", "7 May 2024", "12 May 2024"]
    behind = [line for title, day in zip(TITLES, days, strict=True) for line in (day, "", "Valley", "", title, "")]
    found = page("Related articles", "", *behind)["related"]
    assert [(entry["title"], entry["date"]) for entry in found] == list(
        zip(TITLES, ["2024-05-03", "2024-05-07", "2024-05-12"], strict=True)
    )


def test_a_title_that_is_printed_twice_is_one_entry_also_if_it_is_short() -> None:
    titles = [*TITLES[:2], "Harbour closed"]
    assert related("Related articles", *(line for title in titles for line in (title, title, "2h ago"))) == titles


def test_a_topic_over_items_is_a_heading() -> None:
    article = page("Read more: Harbour", "", *(f"- {title}" for title in TITLES))
    assert [(entry["heading"], entry["title"]) for entry in article["related"]] == [
        ("Read more: Harbour", title) for title in TITLES
    ]


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


# What stands among the entries of a page, in several languages.

LISTS = {
    "en": ("Related articles", TITLES),
    "de": (
        "Mehr zum Thema",
        [
            "Die Fähre zu den äußeren Inseln fährt wieder",
            "Die Hafenmauer braucht neue Steine vor dem Herbst",
            "Warum der Nachtzug wieder in jedem Dorf hält",
        ],
    ),
    "es": (
        "Noticias relacionadas",
        [
            "El transbordador de las islas vuelve en primavera",
            "El muro del puerto necesita piedras nuevas este otoño",
            "Por qué el tren nocturno para en cada pueblo",
        ],
    ),
    "uk": (
        "Читайте також",
        [
            "Пором до далеких островів повертається навесні",
            "Стіна гавані потребує нового каменю до осені",
            "Чому нічний потяг знову стає в кожному селі",
        ],
    ),
}
in_languages = pytest.mark.parametrize(("heading", "titles"), LISTS.values(), ids=LISTS)


@in_languages
def test_a_link_with_a_long_address_is_an_entry(heading: str, titles: list[str]) -> None:
    address = "https://example.org/" + "a-long-part-of-an-address/" * 10
    lines = [line for title in titles for line in (f"[]({address})", f"### [{title}]({address})")]
    assert related(f"## {heading}", *lines) == [f"### {title}" for title in titles]


@in_languages
def test_a_heading_of_the_same_level_ends_the_list(heading: str, titles: list[str]) -> None:
    lines = [f"* [{title}](/{number})" for number, title in enumerate(titles)]
    others = ["* [Our newsroom is looking for two editors](/j)", "* [Win a night in the old lighthouse](/w)"]
    assert related(f"## {heading}", *lines, "## Special pages of our partners", *others) == titles


@in_languages
def test_a_line_printed_once_is_no_entry_among_titles_printed_twice(heading: str, titles: list[str]) -> None:
    lines = [line for title in titles for line in (title, title, "Valley", "2h ago")]
    assert related(heading, *lines, "Skip the next section of similar topics") == titles


@in_languages
def test_a_time_printed_twice_is_no_entry(heading: str, titles: list[str]) -> None:
    lines = [line for title in titles for line in (title, title, "vor 9 Minuten", "vor 9 Minuten")]
    assert related(heading, *lines) == titles


@in_languages
def test_an_address_printed_as_text_is_no_entry(heading: str, titles: list[str]) -> None:
    lines = [*titles, "Embedded frame with the film of today: https://example.org/embed/qd02T"]
    assert related(heading, *lines) == titles


@in_languages
def test_a_long_line_is_no_entry(heading: str, titles: list[str]) -> None:
    lines = [f"* {title}" for title in titles]
    assert related(heading, *lines, f"* {', '.join([*titles, *titles])}") == titles


@in_languages
def test_a_subheading_of_the_text_is_no_second_entry(heading: str, titles: list[str]) -> None:
    text = [line.replace("bridge", "ferry") for line in TEXT]
    article = page(heading, titles[0], titles[1], *text)
    assert [entry["title"] for entry in article["related"]] == titles[:1]
    assert article["body"][-len(text) :] == text


@in_languages
def test_two_entries_that_are_set_apart_from_the_text_are_both_entries(heading: str, titles: list[str]) -> None:
    assert related(heading, *titles[:2], "", TEXT[0].replace("bridge", "ferry")) == titles[:2]


@in_languages
def test_a_line_that_a_small_letter_continues_is_no_entry(heading: str, titles: list[str]) -> None:
    broken = ["The harbour master said that he would not count the", "old stones again before the storms are over."]
    assert related(heading, titles[0], *broken) == titles[:1]


@in_languages
def test_running_text_directly_under_a_heading_is_no_teaser(heading: str, titles: list[str]) -> None:
    text = TEXT[0].replace("bridge", "ferry")
    article = page(heading, text, titles[0])
    assert (article["related"], text in article["body"]) == ([], True)


@in_languages
def test_a_single_entry_stands_directly_under_its_heading(heading: str, titles: list[str]) -> None:
    assert related(heading, titles[0], *MENU) == titles[:1]
    assert related(heading, "Valley", titles[0], *MENU) == []


@in_languages
def test_a_short_title_over_its_date_is_an_entry(heading: str, titles: list[str]) -> None:
    found = [titles[0], "Harbour closed", titles[1]]
    lines = [line for day, title in enumerate(found, 1) for line in (title, f"{day:02}.11.2022")]
    assert related(heading, *lines) == found


@in_languages
def test_short_items_among_shorter_ones_behind_the_list_are_a_menu(heading: str, titles: list[str]) -> None:
    menu = ["* Valley weather", "* Letters to us", "* Puzzles", "* The old valley"]
    assert related(heading, *(f"* {title}" for title in titles), *menu) == titles


@pytest.mark.parametrize("picture", ["ferry-400x250.jpg", "Ferry at noon.JPEG", "pier_w320_h240.webp"])
@in_languages
def test_the_file_name_of_a_picture_is_no_part_of_a_title(heading: str, titles: list[str], picture: str) -> None:
    article = page(heading, *(f"* [{picture}] {title}" for title in titles))
    assert [entry["title"] for entry in article["related"]] == titles
    assert sum(part["text"] == picture for part in article["extra"]) == len(titles)


@in_languages
def test_a_title_that_is_printed_again_below_its_item_is_one_entry(heading: str, titles: list[str]) -> None:
    # The titles are as wide as the wrapped text, so the second line could continue the first.
    wide = [f"{title} {'und noch ein Wort dazu mehr' * 3}"[:82].rstrip() for title in titles]
    lines = [line for title in wide for line in (f"     * {title}", f"       {title}")]
    wrapped = textwrap.wrap(" ".join(TEXT), 88)
    text = "\n".join((*MENU, "", TITLE, "", *wrapped, "", heading, "", *lines)) + "\n"
    (article,) = seedparse.parse_text(text)
    assert [entry["title"] for entry in article["related"]] == wide


@pytest.mark.parametrize(
    "notice",
    [
        "Your email address will not be published. Required fields are marked *",
        "Ihre E-Mail-Adresse wird nicht veröffentlicht. Erforderliche Felder sind mit * markiert",
        "Votre adresse e-mail ne sera pas publiée. Les champs obligatoires sont indiqués avec *",
        "Ваш e-mail не будет опубликован. Обязательные поля помечены *",
    ],
)
def test_the_notice_over_a_form_for_comments_is_no_entry(notice: str) -> None:
    article = page("Related articles", *TITLES, notice)
    assert [entry["title"] for entry in article["related"]] == TITLES
    assert {"kind": "navigation", "text": notice} in article["extra"]


@pytest.mark.parametrize(
    "heading",
    [
        "More from the Courier", "Up next", "Don't miss", "Mehr von der Redaktion", "Verwandte Themen", "Seguí leyendo",
        "A lire également", "Leia a seguir", "Meer van de redactie", "Mer från redaktionen", "Więcej z regionu",
        "Возможно, вам будет интересно", "Може бути цікаво", "المزيد من الأخبار", "你可能感興趣",
    ],
)  # fmt: skip
def test_headings_over_what_else_a_site_has_on_it(heading: str) -> None:
    assert related(heading, *TITLES) == TITLES


# A text without a page around it.

DAYS = ["07.02.2026", "22.01.2026", "14.12.2025"]
DATES = ["2026-02-07", "2026-01-22", "2025-12-14"]
NEWS = ["Pier cracked in the frost", "Toll house closed to lorries", "Who pays for the ferry?"]
MORE_TEXT = (
    "The lamp on the northern pier was lit for the first time in the year of the great flood, and the miller's family "
    "has paid for its oil since then."
)


def clean(*behind: str) -> Article:
    """An article, and what stands right behind its text."""
    (article,) = seedparse.parse_text("\n".join((TITLE, "", *TEXT, *behind)) + "\n")
    return article


def entries(article: Article) -> list[tuple[str | None, str | None, str]]:
    return [(entry["heading"], entry["date"], entry["title"]) for entry in article["related"]]


def entries_of(form: str, heading: str | None, gap: str = "\n") -> Article:
    lines = [
        form.format(n=number, d=day, t=title) for number, (day, title) in enumerate(zip(DAYS, NEWS, strict=True), 1)
    ]
    return clean(gap.join([*([heading] if heading else []), *lines]))


FORMS = {
    "bullet": "- {d} {t}",
    "bare": "{d} {t}",
    "numbered": "{n}. {d} {t}",
    "numbered-bracket": "{n}) {d} {t}",
    "bold": "* **{d}** {t}",
    "brackets": "[{d}] {t}",
    "round-brackets": "({d}) {t}",
    "clock": "- {d} 14:05 {t}",
    "clock-and-dash": "{d}, 09:30 – {t}",
    "weekday": "Sat, {d} — {t}",
    "weekday-behind": "- {d} Saturday - {t}",
    "bar": "{d} | {t}",
    "colon": "> {d}: {t}",
    "tab": "\t{d}\t{t}",
    "end-in-brackets": "- {t} ({d})",
    "end-in-square-brackets": "{t} [{d}]",
    "end-behind-comma": "{t}, {d}",
    "end-behind-dash": "{t} — {d}",
    "end-with-weekday-and-clock": "{t} (Sat, {d}, 14:05)",
    "end-numbered": "{n}. {t}, {d}",
    "date-above": "{d}\n{t}",
    "date-above-bullet": "{d}\n• {t}",
    "date-under": "{t}\n[{d}]",
    "date-under-bullet": "- {t}\n{d}",
}


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["tight", "spaced"])
@pytest.mark.parametrize("heading", ["Related", "From the same valley", "Want more?", "[Chronicle]", None])
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_date_at_head_or_end_under_any_heading(form: str, heading: str | None, gap: str) -> None:
    article = entries_of(form, heading, gap)
    assert entries(article) == [(heading, date, title) for date, title in zip(DATES, NEWS, strict=True)]
    assert (article["body"][-1], article["extra"], article["header"]["published"]) == (TEXT[-1], [], None)


@pytest.mark.parametrize("form", ["{d} {t}", "{t} ({d})", "{d}\n{t}"])
def test_two_entries_without_bullets_are_no_list_under_an_unknown_line(form: str) -> None:
    lines = [form.format(d=day, t=title) for day, title in zip(DAYS[:2], NEWS, strict=False)]
    assert entries(clean("From the same valley", *lines)) == []
    assert len(entries(clean("From the same valley", *(f"- {line}" for line in lines)))) == 2


def test_what_is_printed_beside_a_date_belongs_to_it() -> None:
    lines = ["Pier cracked (Sat, 07.02.2026, 14:05)", "Toll house closed — 14:05, 22.01.2026", "Frost, 14 Dec 2025"]
    raws = [entry["date_raw"] for entry in clean("Slow news", *lines)["related"]]
    assert raws == ["Sat, 07.02.2026, 14:05", "14:05, 22.01.2026", "14 Dec 2025"]


def test_labels_and_brackets_stay_in_the_title() -> None:
    titles = ["[Video] Pier cracked (photo)", "(photo) Ferry [updated]", "“Bridge” closed | Valley Radio"]
    article = clean("Slow news", *(f"- {day} {title}" for day, title in zip(DAYS, titles, strict=True)))
    assert [entry["title"] for entry in article["related"]] == titles


def test_a_date_that_a_title_speaks_of_is_not_its_entrys() -> None:
    article = clean(
        "Slow news", "- 07.02.2026 Tolls change, 1 March 2026", "- 22.01.2026 Storm", "- Concert (12.03.2026)"
    )
    assert entries(article) == [
        ("Slow news", "2026-02-07", "Tolls change, 1 March 2026"),
        ("Slow news", "2026-01-22", "Storm"),
        ("Slow news", None, "Concert (12.03.2026)"),
    ]


@pytest.mark.parametrize("form", ["{n}. {e}", "- {e}", "{e}"])
def test_an_entry_without_a_date_among_dated_ones(form: str) -> None:
    news = ["07.02.2026 Pier cracked", "Map of the ferry lines", "22.01.2026 Toll house closed", "14.12.2025 Storm"]
    lines = [form.format(n=number, e=each) for number, each in enumerate(news, 1)]
    assert entries(clean("Slow news", *lines))[1] == ("Slow news", None, "Map of the ferry lines")


def test_an_indented_line_goes_on_with_its_entry() -> None:
    lines = ["– 07.02.2026 Pier cracked", "  in the frost", "– 22.01.2026 Toll house", "\tclosed to lorries"]
    titles = [title for _, _, title in entries(clean("Slow news", *lines))]
    assert titles == NEWS[:2]


@pytest.mark.parametrize("count", [1, 2, 3, 12, 60, 300])
@pytest.mark.parametrize("heading", ["Related", "Slow news"])
def test_a_list_is_as_long_as_it_is(heading: str, count: int) -> None:
    if count > 256 and heading != "Related":
        pytest.skip("its end lies behind the window")
    lines = [f"- {1 + number % 28:02}.02.2026 Frost on pier number {number}" for number in range(count)]
    found = entries(clean(heading, *lines))
    assert [(entry[0], entry[2]) for entry in found] == [(heading, line[13:]) for line in lines]


@pytest.mark.parametrize(
    "behind",
    [
        ["All rights reserved"],
        ["Source: Valley Courier", "Tags: bridge, ferry"],
        ["", "Print | Send to a friend"],
        ["Read also", "- Ferry returns in spring"],
        ["Aus dem Tal", "- 03.02.2026 Die Fähre kommt zurück", "- 01.02.2026 Der Zoll steigt nicht"],
    ],
)
def test_behind_a_list_under_an_unknown_line_stands_a_footer_or_another_list(behind: list[str]) -> None:
    lines = [f"- {day} {title}" for day, title in zip(DAYS, NEWS, strict=True)]
    assert entries(clean("Slow news", *lines, *behind))[:3] == [
        ("Slow news", date, title) for date, title in zip(DATES, NEWS, strict=True)
    ]


@pytest.mark.parametrize("above", [[], ["This is how it went:"]])
@pytest.mark.parametrize("bullet", ["", "- "])
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["tight", "spaced"])
def test_dated_lines_before_more_text_are_body(above: list[str], bullet: str, gap: str) -> None:
    lines = [f"{bullet}{day} {title}" for day, title in zip(DAYS, NEWS, strict=True)]
    article = clean(gap.join(["", *above, *lines, MORE_TEXT]))
    assert (article["related"], article["header"]["published"]) == ([], None)
    assert article["body"][-4:] == [*lines, MORE_TEXT]


def test_dated_lines_that_are_closed_sentences_are_body() -> None:
    lines = [f"{day} The council met again." for day in DAYS]
    article = clean("This is how it went:", *lines)
    assert (article["related"], article["body"][-3:]) == ([], lines)


def test_a_known_heading_opens_a_list_wherever_it_stands() -> None:
    article = clean("Related", *(f"{title} ({day})" for day, title in zip(DAYS, NEWS, strict=True)), MORE_TEXT)
    assert [entry["date"] for entry in article["related"]] == DATES
    assert article["body"] == [*TEXT, MORE_TEXT]


def test_bullets_without_dates_under_an_unknown_line() -> None:
    items = ["- Ferry returns in the spring", "- Harbour wall needs new stones"]
    assert len(clean("From the valley", *items)["related"]) == 2
    assert clean("From the valley", *items, MORE_TEXT)["related"] == []
    assert clean("From the valley", *(f"{item}." for item in items))["related"] == []
    assert clean("Those who come by ferry should bring:", *items)["related"] == []
    assert clean("From the valley", "- News", "- Valley", "- Sports")["related"] == []


@pytest.mark.parametrize(
    ("link", "date", "raw", "title"),
    [
        ("Pier cracked in the frost (07.02.2026)", "2026-02-07", "07.02.2026", "Pier cracked in the frost"),
        ("07.02.2026 Pier cracked", "2026-02-07", "07.02.2026", "Pier cracked"),
        ("7 February 2026, 10:15 – Pier cracked", "2026-02-07", "7 February 2026, 10:15", "Pier cracked"),
        ("Pier cracked, 7 February 2026", "2026-02-07", "7 February 2026", "Pier cracked"),
        ("What changes on 7 February 2026", None, None, "What changes on 7 February 2026"),
    ],
)
def test_the_date_of_a_link_inside_the_text(link: str, date: str | None, raw: str | None, title: str) -> None:
    (entry,) = clean(f"Read also: {link}", MORE_TEXT)["related"]
    assert entry == {"heading": "Read also", "date": date, "date_raw": raw, "title": title}


def test_the_order_of_a_lists_dates_is_settled_by_its_own() -> None:
    settled = clean("Slow news", "- 07/02/2026 Pier cracked", "- Toll house closed", "- 22/01/2026 Storm")
    assert [entry["date"] for entry in settled["related"]] == ["2026-02-07", None, "2026-01-22"]
    open_ = clean("Slow news", "- 07/02/2026 Pier cracked", "- 05/01/2026 Storm")
    assert [entry["date"] for entry in open_["related"]] == [None, None]


def test_a_date_broken_at_the_end_of_a_line() -> None:
    article = clean(
        "Earlier stories",
        "* The chess team reaches the final of the games for the first time - 17",
        "  March 2026",
        "* Chess becomes a school subject - 28 January 2026",
    )
    assert [(date, title) for _, date, title in entries(article)] == [
        ("2026-03-17", "The chess team reaches the final of the games for the first time"),
        ("2026-01-28", "Chess becomes a school subject"),
    ]


def test_an_entry_under_a_line_with_its_date_is_kept() -> None:
    dates = ["07.02.2026", "07.02.2026", "21.01.2026"]
    behind = [line for pair in zip(dates, TITLES, strict=True) for line in pair]
    for lines in (behind, [line for pair in zip(behind[::2], behind[1::2], strict=True) for line in (*pair, "")]):
        article = page("Related articles", *lines)
        assert [entry["title"] for entry in article["related"]] == TITLES
        assert [entry["date_raw"] for entry in article["related"]] == dates
        check_places("\n".join((*MENU, "", TITLE, "", *TEXT, "", "Related articles", *lines)))


def test_a_date_line_over_an_entry_with_a_date_is_kept() -> None:
    lines = ["Related articles", *TITLES[:2], "07.02.2026", f"- 06.02.2025 {TITLES[2]}"]
    article = page(*lines)
    assert "06.02.2025" in [entry["date_raw"] for entry in article["related"]]
    check_places("\n".join((*MENU, "", TITLE, "", *TEXT, "", *lines)))


def test_a_heading_before_the_title_has_no_entries() -> None:
    """The dates under it are no dates of entries, although a list before it is open."""
    quote = (
        '"I have not slept so well for years as in those five weeks," said the baker, Jon Sedge, '
        "who begins his day at two in the morning."
    )
    lines = [
        "Articole similare",
        "- 06.02.2025 Азербайджан направил США уведомление о прекращении деятельности USAID в стране - МИД",
        "Articole similare",
        "07.02.2026",
        quote,
        "Драўляны мост у Вярбе зноў адкрыты праз дзевяць гадоў",
        quote,
        *["03.11.2024 Iedzīvotāji vāc naudu tiltam"] * 4,
    ]
    check_places_of_records("\n".join(lines))


def test_dates_at_the_ends_of_most_entries_need_no_mark_before_them() -> None:
    lines = ["Read more", "* Ferry returns to its old pier 17.01.2026", "* Storm cancels all sailings 12 May 2025"]
    found = clean("Slow news", *lines)["related"]
    assert [(entry["title"], entry["date"]) for entry in found] == [
        ("Ferry returns to its old pier", "2026-01-17"),
        ("Storm cancels all sailings", "2025-05-12"),
    ]


def test_one_date_at_the_end_of_many_entries_is_part_of_its_title() -> None:
    lines = ["Read more", "* What is new in the law since 17.01.2026", "* Ferry returns to its pier", "* Storm is over"]
    assert [entry["date"] for entry in clean("Slow news", *lines)["related"]] == [None, None, None]
