"""Who reports inside a paragraph whose links took names, stops and line ends with them."""

import pytest

import seedparse
from seedparse.readers import attributions, citations
from seedparse.resources import load
from seedparse.text.words import Text

PACKS = load().packs
REST = (
    "Рейси скасовано до вечора, а пасажирам обіцяють повернути гроші за квитки впродовж тижня після подання заяви. " * 8
)


def cited(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(text[one.start : one.end], one.publisher, one.via) for one in citations.within(Text(text), PACKS)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # The name went with its link, and speech stands in its place.
        (
            'Міст закрито. Про це повідомляє "Ми відкриємо його, щойно інженери перевірять усі опори"',
            "Про це повідомляє",
        ),
        # The next paragraph stands there.
        ("Міст закрито. Про це повідомляє Загалом 40 із 90 опор потребують заміни.", "Про це повідомляє"),
        ("Мост закрыт. Об этом пишет По словам инженеров, опоры заменят до весны.", "Об этом пишет"),
        ("Мост закрыт до весны, сообщает телеканал", "сообщает телеканал"),
        # Who spoke before it reports nothing.
        (
            "Про це заявив мер Остап Гай, повідомляє «Ми відкриємо його, щойно інженери перевірять усі опори».",
            "Про це заявив мер Остап Гай, повідомляє",
        ),
    ],
)
@pytest.mark.parametrize("rest", ["", REST], ids=["short", "long"])
def test_a_name_lost_with_its_link(text: str, found: str, rest: str) -> None:
    if rest and not text.endswith("."):
        rest = "" if "телеканал" in text else " " + rest
    assert cited(f"{text} {rest}".strip()) == [(found, None, None)]


def test_a_name_with_the_next_sentence_glued_to_it() -> None:
    text = "Міст закрито. Про це повідомляє The Guardian На зустрічі з мешканцями міста інженери показали план."
    assert cited(text) == [("Про це повідомляє The Guardian", "The Guardian", None)]


def test_the_language_is_the_one_whose_letters_these_are() -> None:
    """Three languages know the word "пише"."""
    text = "Міст відкриють навесні, пише Як йдеться у заяві інженерів від вівторка, опори замінять."
    assert [one.phrase.language for one in citations.within(Text(text), PACKS)] == ["uk"]


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("Zisk letos klesne. ČTK", "ČTK"),
        ("Die Brücke bleibt gesperrt. (dpa)", "dpa"),
        ("The bridge stays shut. AFP", "AFP"),
        ("橋は閉鎖されたままだ。(c)AFP/Taro Hashimoto", "AFP"),
        ("Most zostane zatvorený. Zdroje: mesto.example, TASR", "mesto.example, TASR"),
    ],
)
def test_an_agency_signs_at_the_end(text: str, via: str) -> None:
    assert [(publisher, cites) for _, publisher, cites in cited(text)] == [(None, via)]


@pytest.mark.parametrize("text", ["Noticia Relacionada", "Annonce", "Ifølge", "The bridge is run by AFP"])
def test_a_word_alone_cites_nobody(text: str) -> None:
    assert cited(text) == []
    assert attributions.of_line(Text(text), PACKS) is None


PARAGRAPH = "The bridge was shut at noon on Friday, when a diver found a crack in the second of its four piers."
LONG = "\n\n".join(f"{PARAGRAPH} It was {number} metres long." for number in range(3))


def test_a_credit_in_the_midst_of_the_text_is_a_picture_s() -> None:
    text = f"Bridge shut\n\n{LONG}\n\nSource: Harbour Office\n\n{PARAGRAPH} It was not deep.\n"
    (record,) = seedparse.parse_text(text)
    assert record["attribution"]["text"] is None
    assert [(extra["kind"], extra["text"]) for extra in record["extra"]] == [("photo", "Source: Harbour Office")]


def test_a_credit_at_the_end_of_the_text_is_the_article_s() -> None:
    text = f"Bridge shut\n\n{PARAGRAPH}\n\n{PARAGRAPH} It was not deep.\n\nSource: Harbour Office\n"
    (record,) = seedparse.parse_text(text)
    assert record["attribution"] == {"text": "Source: Harbour Office", "publisher": None, "via": "Harbour Office"}


def test_who_contributed_is_no_picture() -> None:
    boilerplate = "The Harbour Press is an independent agency of the coast, and reports from forty harbours every day."
    credit = "HP Business Writer Ann Moss contributed to this report from London."
    (record,) = seedparse.parse_text(f"Bridge shut\n\n{LONG}\n\n{credit}\n\n{boilerplate}\n")
    assert record["attribution"] == {"text": credit, "publisher": None, "via": "HP"}


def test_a_second_credit_is_a_citation() -> None:
    (record,) = seedparse.parse_text(f"Bridge shut\n\n{LONG}\n\nSource: Harbour Office\n\nSource: Reuters\n")
    assert record["attribution"]["via"] == "Harbour Office"
    assert [(each["text"], each["via"]) for each in record["citations"]] == [("Source: Reuters", "Reuters")]


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        # A verb behind the name of a known outlet ends no name, a word of the name does.
        ("Laut Associated Press teilte Moos mit, dass er bleibt.", "Associated Press"),
        ("Il ponte aprirà a maggio, riferiva ieri sera il Corriere del Lago.", "Corriere del Lago"),
        # A name that a generic word follows.
        ("In een interview met de Sunday Times krant noemde Mos het besluit onbegrijpelijk.", "Sunday Times"),
        # "Told the agency" with its name is not unnamed.
        ("Как сообщили агентству Reuters два чиновника, мост закрыт.", "Reuters"),
        # A preposition that is joined to the name.
        ("«Il muro ha ceduto», ha raccontato la vicina all’Ansa.", "Ansa"),
        ("«Le mur a cédé », indique-t-on auprès d’Europe 1.", "Europe 1"),
        # A person's name before it.
        ("„Vlak stál celou noc,“ řekl Jan Novák ČTK.", "ČTK"),
    ],
)
def test_where_a_name_begins_and_ends(text: str, publisher: str) -> None:
    assert [name for _, name, _ in cited(text)] == [publisher]


@pytest.mark.parametrize(
    "text",
    [
        "The boat left early, reports Ann Moss, a spokeswoman for the port.",
        "Prom stanął w nocy, jak podał Jan Mech, rzecznik portu.",
        "Der Damm sei sicher, berichtete der Behördensprecher Karl Moos in einer Pressekonferenz.",
    ],
)
def test_who_has_an_office_is_a_speaker(text: str) -> None:
    assert cited(text) == []


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("Die Brücke bleibt bis Mai gesperrt. (Mit dpa)", "dpa"),
        ("Le pont reste fermé jusqu’en mai. (Avec AFP et Reuters)", "AFP et Reuters"),
    ],
)
def test_a_credit_in_brackets_ends_a_paragraph(text: str, via: str) -> None:
    assert [(name, source) for _, name, source in cited(text)] == [(None, via)]
