"""Lines that go on in the next one: wrapped at a width, or broken at the links that a converter set apart."""

import pytest

import seedparse
from seedparse.text.wrapping import NEVER, columns, is_broken_at_links, joined, width_of

TITLE = "The council keeps the wooden bridge open for another winter"
BROKEN = [
    "The council of",
    "Marlow on the Water",
    ", which owns the wooden bridge, has voted to keep it open for one more winter, although its",
    "chief engineer",
    "had asked for a closure before the first frost.",
    "A ferry will carry lorries until the new bridge is finished, and the toll on it will not rise, the",
    "harbour office",
    ", said on Monday evening after a long debate.",
    "The old bridge was built by two brothers from the valley, and their names can still be read on the beam.",
]
WHOLE = [
    "The council of Marlow on the Water, which owns the wooden bridge, has voted to keep it open for one more winter, "
    "although its chief engineer had asked for a closure before the first frost.",
    "A ferry will carry lorries until the new bridge is finished, and the toll on it will not rise, the harbour office"
    ", said on Monday evening after a long debate.",
    "The old bridge was built by two brothers from the valley, and their names can still be read on the beam.",
]
WRAPPED = """\
The council has voted to keep the wooden bridge open for one more
winter, although its engineers had asked for a closure before the
first frost. A ferry will carry lorries until the new bridge is
finished, and the toll on it will not rise.""".split("\n")
MENU = [
    f"* {name} and everything else that happens there" for name in ("Valley", "Harbour", "Sports", "Culture", "Letters")
]


def test_a_sentence_broken_at_its_links_is_one() -> None:
    (article,) = seedparse.parse_text("\n".join((TITLE, *BROKEN)) + "\n")
    assert article["header"]["title"] == TITLE
    assert [*article["header"]["lead"], *article["body"]] == WHOLE


@pytest.mark.parametrize("white", [" " * 80, "\u200b" * 90])
@pytest.mark.parametrize("at", range(len(BROKEN)))
def test_white_space_at_a_lines_end_says_nothing(white: str, at: int) -> None:
    padded = [*BROKEN[:at], BROKEN[at] + white, *BROKEN[at + 1 :]]
    (article,) = seedparse.parse_text("\n".join((TITLE, *padded)) + "\n")
    assert [*article["header"]["lead"], *article["body"]] == WHOLE


@pytest.mark.parametrize("odd", ["\x1c", "\x1d \x1f"])
@pytest.mark.parametrize("at", range(1, len(BROKEN)))
def test_a_line_of_what_only_python_takes_for_white_space_has_its_place(odd: str, at: int) -> None:
    (article,) = seedparse.parse_text("\n".join((TITLE, *BROKEN[:at], odd, *BROKEN[at:])) + "\n")
    texts = [*article["header"]["lead"], *article["body"], *(extra["text"] for extra in article["extra"])]
    assert sum(text.count(odd) for text in texts) == 1


def test_text_is_broken_only_where_lines_show_it() -> None:
    assert is_broken_at_links(BROKEN)
    assert not is_broken_at_links(WHOLE)
    assert not is_broken_at_links(BROKEN[:4])  # one comma may stand anywhere
    assert not is_broken_at_links(
        ["It closed.", ", and", "It opened.", ") so"]
    )  # behind a sentence's end it is no trace


def test_the_width_shows_between_lists() -> None:
    assert width_of([*MENU, "", *WRAPPED, "", *MENU, "", *WRAPPED]) == max(map(len, WRAPPED))


def test_a_paragraph_on_one_line_shows_that_text_is_not_wrapped() -> None:
    assert width_of([*WHOLE[:2], *WHOLE[:2], *WRAPPED]) == NEVER


def test_two_lines_of_a_short_text_show_a_width_though_one_is_shorter() -> None:
    lines = [
        "The workers who dug a trench for a water pipe broke through the",
        "vault of a hall nine metres high. On its four walls",
        "archaeologists found painted fish.",
    ]
    assert width_of(lines) == len(lines[0])


def test_the_short_lines_of_a_head_hide_no_width() -> None:
    head = ["Fencing: gold for the women's team", "", "By Marco Bell", "23 September", "Budapest", ""]
    text = [WRAPPED[0], "winter, although they asked for it.", "", WRAPPED[2], "finished, and the toll will not rise."]
    assert width_of([*head, *text]) == max(map(len, text))


def test_a_link_wider_than_the_text_does_not_go_on() -> None:
    link = "Read also: Everything that grows in the special reserve of the lower valley"
    text = [*WRAPPED, link, *WRAPPED]
    (article,) = seedparse.parse_text("\n".join((TITLE, "", *text)) + "\n")
    assert [entry["title"] for entry in article["related"]] == [link.removeprefix("Read also: ")]


def test_what_is_no_text_shows_no_width() -> None:
    dated = [f"{day:02}.02.2026 Ferry to the outer islands returns in spring, or so they say" for day in range(1, 20)]
    assert width_of(dated) == 0
    closed = ["柳河上的木桥从星期二起重新对行人开放。这座桥关闭了九年，因为桥墩已经腐烂。"] * 6
    assert width_of(closed) == 0


def test_where_the_width_shows_late_what_is_ahead_is_cut_anew() -> None:
    page = "\n".join((*(f"Section {number}" for number in range(250)), "", TITLE, "", *WRAPPED, "", *WRAPPED * 2, ""))
    (article,) = seedparse.parse_text(page)
    whole = " ".join(WRAPPED)
    assert [*article["header"]["lead"], *article["body"]] == [whole] * 3


def test_marks_that_close_stand_behind_their_word() -> None:
    assert joined("the council of\nMarlow\n, which owns it (\nthe bridge\n), said") == (
        "the council of Marlow, which owns it (the bridge), said"
    )
    assert joined("runs on\n.NET") == "runs on .NET"


def test_paragraphs_of_a_language_without_full_stops_are_whole() -> None:
    """Each is a line, and none goes on in the next one, whatever the width of a list under them."""
    thai = "สะพานไม้ข้ามแม่น้ำหลิวเปิดให้คนเดินข้ามอีกครั้ง " * 4 + "หลังจากปิดมานานเก้าปี"
    assert width_of([thai] * 3) == NEVER


def test_a_vowel_sign_takes_no_column() -> None:
    assert columns("ပြီ") == columns("ပြ") == 2
    assert columns("क" + "\u0941") == 1
    assert columns("柳河") == 4


COLUMN = """\
STURM DECKT DACH DER
ALTEN FISCHHALLE AB

In der Nacht zum Dienstag
hat ein Sturm das Dach der
alten Fischhalle abgedeckt
und Bleche zwei Kilometer
weit am Ufer verstreut. Ver-
letzt wurde niemand, weil
der Markt eine Stunde frü-
her geschlossen hatte, teil-
te die Feuerwehr mit.
Die Halle wurde 1911 gebaut
und ist seit zehn Jahren ein
Denkmal. Der Besitzer sagt,
die Mauern seien heil, das
Dach werde bis zum Sommer
erneuert.
"""


def test_lines_of_a_narrow_column_are_joined_also_where_they_end_early() -> None:
    (article,) = seedparse.parse_text(COLUMN)
    assert article["header"]["title"] == "STURM DECKT DACH DER ALTEN FISCHHALLE AB"
    assert [paragraph[:22] for paragraph in article["body"]] == ["In der Nacht zum Diens", "Die Halle wurde 1911 g"]
