"""The lines around a title: what they say of its date and its authors, and which of them are believed."""

import pytest

import seedparse
from conftest import codes
from seedparse.model import Article
from seedparse.readers import header_lines, person_names
from seedparse.resources import load

PACKS = load().packs
TITLE = "The council keeps the wooden bridge open for another winter"
TEXT = [
    "The council has voted to keep the wooden bridge open for one more winter, although its engineers had asked for a "
    "closure before the first frost.",
    "A ferry will carry lorries until the new bridge is finished, and the toll on it will not rise, the council said "
    "on Monday evening after a long debate.",
    "The old bridge was built by two brothers from the valley, and their names can still be read on the beam over the "
    "northern pier.",
]


def one(*lines: str) -> Article:
    (article,) = seedparse.parse_text("\n\n".join(lines) + "\n")
    return article


@pytest.mark.parametrize(
    ("line", "raw", "kind", "name"),
    [
        ("By Ann Moss | Published 3 May 2024, 10:15 | 4 min", "3 May 2024, 10:15", "published", "Ann Moss"),
        ("Publicerad 3 maj 2024 kl 10.15Uppdaterad kl 11.02", "3 maj 2024 kl 10.15", "published", None),
        ("Tore HolmPublished May 3, 2024, 10:15am | Updated May 4, 2024", "May 3, 2024, 10:15am", "published", None),
        ("PUBLISHED: 10:48, Fri, May 3, 2024 | UPDATED: 11:05, Sat, May 4, 2024", "May 3, 2024", "published", None),
        ("Aktualisiert am 03.05.2024-19:20", "03.05.2024", "updated", None),
        ("Domenica 3 Maggio 2024 di Carla Bruni Rossi", "3 Maggio 2024", None, "Carla Bruni Rossi"),
        ("3 мая 2024, 18:47 • Алексей Мост • 3375", "3 мая 2024, 18:47", None, "Алексей Мост"),
        ("Текст: Лида Мост·3 мая 2024", "3 мая 2024", None, "Лида Мост"),
        ("松田花子2024年5月3日 21時37分", "2024年5月3日 21時37分", None, "松田花子"),
        ("Madrid-03/05/2024 20:00", "03/05/2024 20:00", None, None),
        ("* 17:41 JST, May 3, 2024", "17:41 JST, May 3, 2024", None, None),
        ("Ann Moss / Valley Courier / May 3, 2024, 14:04 IST", "May 3, 2024, 14:04 IST", None, "Ann Moss"),
        ("[By Ann Moss](/people/ann-moss) 3 May 2024 •", "3 May 2024", None, "Ann Moss"),
        ("3 de mayo de 202421:25 Valle", "3 de mayo de 2024", None, None),
        ("03.05.20243\\. Mai 2024", "03.05.2024", None, None),
        ("Reuters | 3 May 2024", "3 May 2024", None, "Reuters"),
        ("Fri 3 May 2024 07.27 BSTLast modified on Sat 4 May 2024 11.11 BST", "3 May 2024 07.27 BST", None, None),
        ("Ann MossFriday 3 May 2024 10:09 am", "3 May 2024 10:09 am", None, "Ann Moss"),
    ],
)
def test_a_line_is_read_field_by_field(line: str, raw: str, kind: str | None, name: str | None) -> None:
    found = header_lines.read(line, PACKS)
    assert found
    assert (found.printed, found.kind) == (raw, kind)
    if name:
        assert found.name == name


@pytest.mark.parametrize(
    "line",
    [
        "It was opened on 3 May 2024 by the mayor",
        "3 May 2024 was the day on which the bridge was opened",
        "The ferry sank on 3 May 2024. And nobody has raised it since",
        "Was am 3. Mai 2024 im Hafen geschah: eine lange Nacht, die viele nicht vergessen",
        "— Ann Moss (@annmoss) May 3, 2024",
        "From 3 May the ferry sails twice a day",
        "The bridge",
    ],
)
def test_a_sentence_or_a_title_with_a_date_is_no_such_line(line: str) -> None:
    assert header_lines.read(line, PACKS) is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ann Moss", "Ann Moss"),
        ("* Ann Moss", "Ann Moss"),
        ("Trine Juhl Moss og Tore Holm", "Trine Juhl Moss og Tore Holm"),
        ("ANN MOSS, TORE HOLM and EVA LINDT", "ANN MOSS, TORE HOLM and EVA LINDT"),
        ("Ann Moss12 minutes ago", "Ann Moss"),
        ("Jan van Rijn", "Jan van Rijn"),
        ("Bridge", None),
        ("The Bridge", None),
        ("bridge over water", None),
        ("Save Story", None),
        ("Harbour Correspondent", None),
        ("Monday Morning", None),
        ("松田花子", "松田花子"),
        ("谷間新聞", None),
        ("Reuters", "Reuters"),
        ("كسر الجسر", None),
    ],
)
def test_names_that_stand_alone(line: str, names: str | None) -> None:
    assert header_lines.names_alone(header_lines.plain(line, PACKS), PACKS) == names


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Ann Moss Harbour Correspondent", "Ann Moss"),
        ("Ann Moss, Harbour Correspondent", "Ann Moss"),
        ("Tore Holm – Journalist", "Tore Holm"),
        ("Jan van Rijn verslaggever", "Jan van Rijn"),
        ("Олена Міст, кореспондентка", "Олена Міст"),
        ("Harbour Correspondent", None),
        ("The editor left the paper in May", None),
        ("Ann Moss", None),
    ],
)
def test_a_name_with_a_role(line: str, name: str | None) -> None:
    assert header_lines.with_role(header_lines.plain(line, PACKS), PACKS) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [("Anna Ozola (ziņu redaktore)", "Anna Ozola"), ("Ann Moss | May 3", "Ann Moss"), ("5 min read", None)],
)
def test_a_name_ends_where_a_field_is_set_off(text: str, name: str | None) -> None:
    assert person_names.name_of(text) == name


@pytest.mark.parametrize(
    "line", ["By Ann\u00a0Moss | 3 May 2024", "Ann\u00a0Moss 3 May 2024, 10:15", "3 May 2024 10:15 GMT • Ann\u00a0Moss"]
)
def test_a_name_is_printed_with_its_white_space(line: str) -> None:
    found = header_lines.read(line, PACKS)
    assert found
    assert found.name == "Ann\u00a0Moss"


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("Published 3 May 2024 10:15 New York", "3 May 2024 10:15"),
        ("Published 3 May 2024 10:15 EDT", "3 May 2024 10:15 EDT"),
        ("Published 3 May 2024 10:15 MYT", "3 May 2024 10:15 MYT"),
        ("3 May 2024 10:15 Oslo", "3 May 2024 10:15"),
    ],
)
def test_a_clock_s_zone_is_one_of_a_list(line: str, printed: str) -> None:
    got = one(TITLE, line, *TEXT)["header"]
    assert (got["published"], got["published_raw"]) == ("2024-05-03", printed)


def test_the_line_nearest_to_the_title_is_the_articles() -> None:
    got = one("Saturday, 4 May 2024", *["A menu's item"] * 12, TITLE, "Fri 3 May 2024 07.27", *TEXT)["header"]
    assert (got["published"], got["published_raw"]) == ("2024-05-03", "3 May 2024 07.27")


def test_published_is_before_updated_though_further() -> None:
    got = one(TITLE, "Updated 5 May 2024", "Published 3 May 2024", *TEXT)["header"]
    assert got["published"] == "2024-05-03"


def test_the_pages_own_date_far_above_is_not_the_articles() -> None:
    assert one("Saturday, 4 May 2024", *[f"Item {n}" for n in range(14)], TITLE, *TEXT)["header"]["published"] is None


@pytest.mark.parametrize("name", ["Ann Moss", "Luca de Rossi", "Алексей Мост"])
def test_a_name_under_the_title_is_its_byline(name: str) -> None:
    got = one(TITLE, name, *TEXT)
    assert (got["header"]["byline"], got["header"]["meta"]) == (name, [name])
    assert got["body"] == TEXT


def test_authors_may_have_a_line_each() -> None:
    got = one(TITLE, "By", "Ann Moss", "Luca de Rossi", "3 May 2024", *TEXT)["header"]
    assert got["byline"] == "Ann Moss, Luca de Rossi"


def test_an_agency_is_the_byline_if_nobody_else_is_named() -> None:
    assert one(TITLE, "Reuters", "3 May 2024", *TEXT)["header"]["byline"] == "Reuters"
    assert one(TITLE, "Reuters", "3 May 2024", "Ann Moss", *TEXT)["header"]["byline"] == "Ann Moss"


def test_a_name_of_the_title_is_no_byline() -> None:
    got = one("Ann Moss leaves the council after a long debate", "Ann Moss", *TEXT)
    assert got["header"]["byline"] is None


def test_a_byline_that_says_so_is_before_a_name_alone() -> None:
    assert one(TITLE, "Valley Courier", "By Tore Holm", *TEXT)["header"]["byline"] == "Tore Holm"


def test_numbers_are_read_as_the_articles_language_orders_them() -> None:
    spanish = [
        "El ayuntamiento ha decidido que el puente de madera siga abierto otro invierno, aunque los ingenieros habían "
        "pedido que se cerrara antes de las primeras heladas.",
        "Un transbordador llevará los camiones hasta que se termine el puente nuevo, y el peaje no subirá, según se "
        "dijo el lunes después de un largo debate.",
    ]
    title = "El puente de madera sigue abierto otro invierno"
    got = one(title, "05/03/2024 20:19", *spanish)
    assert (got["language"], got["header"]["published"]) == ("es", "2024-03-05")
    assert not codes(got)
    english = one(TITLE, "05/03/2024 20:19", *TEXT)
    assert english["header"]["published"] is None
    assert codes(english) == ["date-ambiguous"]


def test_a_sentence_of_the_body_with_a_date_stays_there() -> None:
    dated = "On 3 May 2024 the bridge was closed for a day, because a lorry had hit the northern pier and two beams."
    assert dated in one(TITLE, "Ann Moss", TEXT[0], dated, *TEXT[1:])["body"]


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("Von", "* Ann Moos"), "Ann Moos"),
        (("Written by", "Ann Moss"), "Ann Moss"),
        (('Von: [Ann Moos](https://example.org/ann "Zur Autorenseite von Ann Moos")',), "Ann Moos"),
        (("**Ann Moss** Deputy Harbour Director",), "Ann Moss"),
        (("Karel Mostecký před 2 hodinami",), "Karel Mostecký"),
        (("By Ann Moss ann@example.org",), "Ann Moss"),
    ],
)
def test_a_byline_by_its_place(lines: tuple[str, ...], name: str) -> None:
    assert one(TITLE, *lines, *TEXT)["header"]["byline"] == name


def test_a_section_is_no_author() -> None:
    menu = ("Home", "Harbour", "Valley", "Weather", "Letters", "Puzzles", "Jobs", "Cars", "Homes", "Culture")
    assert one(*menu, TITLE, "Harbour Politics", *TEXT)["header"]["byline"] is None
    assert one(TITLE, "Federal PoliticsPolitics", *TEXT)["header"]["byline"] is None


def test_an_author_writes_at_the_end() -> None:
    article = one("항구 다리 다시 열린다", *TEXT, "항구 이수진 기자 sujin@example.org")
    assert article["header"]["byline"] == "항구 이수진"


@pytest.mark.parametrize("line", ["By (", "By -", "Von (", "Par (", "Автор: ("])
def test_a_byline_of_marks_names_nobody(line: str) -> None:
    (article,) = seedparse.parse_text(f"A title of news\n\n{line}\n")
    assert article["header"]["byline"] is None
    assert line in [*article["header"]["meta"], *article["body"], *(extra["text"] for extra in article["extra"])]


HEADS = [
    ("a kicker, a date and an author over the title", ["TRANSPORT", "5 February 2026", "By Ann Moss"], 3),
    ("a section over the title", ["Harbour news"], 1),
    ("an author and a date over the title", ["By Ann Moss", "5 February 2026"], 2),
    ("nothing over the title", [], 0),
]
SHORT = "The ferry will run three times a week from June."


@pytest.mark.parametrize(("rule", "head", "count"), HEADS, ids=[case[0] for case in HEADS])
def test_lines_over_the_title_of_a_plain_text(rule: str, head: list[str], count: int) -> None:
    article = one(
        *head, "Night ferry returns after eighteen years", SHORT, "Reuters reports.", "It was dropped in 2008."
    )
    header = article["header"]
    assert (header["title"], header["lead"]) == ("Night ferry returns after eighteen years", [SHORT]), rule
    assert (header["meta"], len(head)) == (head, count)


def test_without_a_title_the_sentence_between_date_and_attribution_is_the_lead() -> None:
    article = one("05.02.2026 09:15", SHORT, "Reuters reports.", "It was dropped in 2008.")
    assert (article["header"]["title"], article["header"]["lead"]) == (None, [SHORT])
    assert article["body"] == ["It was dropped in 2008."]
