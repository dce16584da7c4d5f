"""The seed: the record that DESIGN gives of it, and the same under every change of clothes."""

import re
from typing import Any

import pytest

import seedparse
from conftest import FIXTURES, SEED, codes, records, run

TEXT = SEED.read_text(encoding="utf-8")
LINES = TEXT.split("\n")
DATES = [
    "2026-02-07", "2026-01-22", "2025-11-14", "2025-09-30", "2025-08-07", "2025-04-25",
    "2025-02-06", "2025-01-17", "2024-07-12", "2023-11-29", "2023-11-16", "2023-04-24",
]  # fmt: skip
TITLES = [line[13:] for line in LINES[8:]]
ATTRIBUTION = LINES[2]

UK = "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня".split()
RU = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
EN = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def one(text: str) -> seedparse.Article:
    articles = seedparse.parse_text(text)
    assert len(articles) == 1
    return articles[0]


def roles(article: seedparse.Article) -> tuple[Any, Any]:
    """All that must stay the same whatever the seed wears."""
    same = {key: value for key, value in article.items() if key not in ("id", "origin", "related")}
    return same, [(entry["date"], entry["title"]) for entry in article["related"]]


def redated(form: str, names: list[str] | None = None) -> str:
    def put(found: re.Match[str]) -> str:
        day, month, year = int(found[1]), int(found[2]), int(found[3])
        return form.format(d=day, m=month, y=year, name=names[month - 1] if names else "")

    return re.sub(r"(?<=- )(\d\d)\.(\d\d)\.(\d{4})", put, TEXT)


def test_the_record() -> None:
    done = run(SEED.name, cwd=SEED.parent)
    (record,) = records(done.stdout)
    assert list(record) == [
        "schema_version", "id", "origin", "language", "header", "attribution", "body", "related", "citations",
        "extra", "notes",
    ]  # fmt: skip
    assert list(record["origin"]) == [
        "path", "member", "article", "url", "record_id", "fetched", "fields", "encoding",
        "line_start", "line_end", "byte_start", "byte_end",
    ]  # fmt: skip
    assert record["origin"] == {
        "path": "guildhall.txt", "member": None, "article": 1,
        "url": None, "record_id": None, "fetched": None, "fields": [], "encoding": "utf-8",
        "line_start": 1, "line_end": 20, "byte_start": 0, "byte_end": 5989,
    }  # fmt: skip
    assert record["language"] == "ru"
    assert record["header"] == {
        "title": LINES[0], "lead": [LINES[1]], "meta": [], "byline": None, "dateline": None,
        "published": None, "published_raw": None,
    }  # fmt: skip
    assert record["attribution"] == {"text": ATTRIBUTION, "publisher": "GuildHall", "via": "Настоящее время"}
    assert record["body"] == LINES[4:7]
    assert record["related"] == [
        {"heading": "Ще на цю тему", "date": date, "date_raw": line[2:12], "title": title}
        for date, title, line in zip(DATES, TITLES, LINES[8:], strict=True)
    ]
    assert (record["citations"], record["extra"], record["notes"]) == ([], [], [])


def test_by_pipe() -> None:
    (by_file,) = records(run(SEED).stdout)
    (by_pipe,) = records(run("-", given=SEED.read_bytes()).stdout)
    assert by_pipe["origin"].pop("path") == "-"
    assert by_file["origin"].pop("path") == str(SEED)
    assert by_pipe == by_file


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TEXT.replace("\n", "\r\n"), id="crlf"),
        pytest.param("\ufeff" + TEXT, id="bom"),
        pytest.param("\n\n \n" + TEXT + "\n\n\t\n", id="blank-lines-around"),
        *(
            pytest.param(TEXT.replace("\n- ", f"\n{bullet}"), id=f"bullet-{bullet.strip() or 'none'}")
            for bullet in ("• ", "– ", "— ", "* ", "")
        ),
        pytest.param(redated("{d} {name} {y} р.", UK), id="uk-words"),
        pytest.param(redated("{d} {name} {y}", RU), id="ru-words"),
        pytest.param(redated("{d} {name} {y} г.", RU), id="ru-words-mark"),
        pytest.param(redated("{y}-{m:02}-{d:02}"), id="iso"),
        pytest.param(redated("{d:02}/{m:02}/{y}"), id="slashes"),
        pytest.param(redated("{name} {d}, {y}", EN), id="en-words"),
        pytest.param(redated("{d:02}/{m:02}/{y}").replace("\n- ", "\n"), id="slashes-without-bullets"),
        pytest.param(redated("{name} {d}, {y}", EN).replace("\n- ", "\n"), id="en-words-without-bullets"),
        pytest.param(redated("{d} {name} {y} р.", UK).replace("\n- ", "\n"), id="uk-words-without-bullets"),
    ],
)
def test_other_clothes(text: str) -> None:
    assert roles(one(text)) == roles(one(TEXT))


@pytest.mark.parametrize("gap", ["", "\n"])
def test_attribution_at_the_foot(gap: str) -> None:
    head, foot = TEXT.replace(ATTRIBUTION + "\n", "").split("\nЩе на цю тему")
    moved = one(f"{head}\n{gap}{ATTRIBUTION}\n{gap}Ще на цю тему{foot}")
    assert roles(moved) == roles(one(TEXT))


def test_dates_as_printed() -> None:
    article = one(redated("{d} {name} {y} р.", UK))
    assert article["related"][0]["date_raw"] == "7 лютого 2026 р."


def test_a_list_that_contradicts_itself_settles_nothing() -> None:
    article = one(redated("{d:02}/{m:02}/{y}") + "\n- 02/28/2023 Ще одна новина")
    assert article["related"][0]["date"] is None
    assert article["related"][0]["date_raw"] == "07/02/2026"
    assert set(codes(article)) == {"date-ambiguous"}


HEADINGS = [
    "Хроніка", "Дотичне", "Останні новини", "Хочете більше?", "З архіву рубрики «Світ»", "Ще про Кавказ:", ">>> Ще",
    "ЩЕ ЦІКАВЕ", "Варто знати…", "Хроника", "Другие разговоры", "На кавказской теме:", "Что было раньше",
    "Хочешь ещё?", "**Лента**", "— Вдогонку —", "Наши тексты", "Timeline", "Other club news", "Want more?", "Slow news",
    "Keep going", "MORE STORIES", "[Back issues]", "What we wrote before:", "Next up…",
]  # fmt: skip


@pytest.mark.parametrize("heading", HEADINGS)
def test_any_heading(heading: str) -> None:
    article = one(TEXT.replace("Ще на цю тему", heading))
    assert roles(article) == roles(one(TEXT))
    assert {entry["heading"] for entry in article["related"]} == {heading}


def test_no_heading() -> None:
    article = one(TEXT.replace("Ще на цю тему\n", ""))
    assert roles(article) == roles(one(TEXT))
    assert {entry["heading"] for entry in article["related"]} == {None}


@pytest.mark.parametrize(
    "form",
    ["{n}. {d} {t}", "{n}) {d} {t}", "- **{d}** {t}", "[{d}] {t}", "- {d}, 09:30 — {t}", "сб, {d} — {t}", "{d} | {t}",
     "- {t} ({d})", "{t}, {d}", "{t} — сб, {d}", "{d}\n{t}", "- {t}\n{d}"],
)  # fmt: skip
@pytest.mark.parametrize("heading", ["Ще на цю тему\n", "Хроніка\n", ""])
def test_the_list_in_other_clothes(heading: str, form: str) -> None:
    lines = [form.format(n=number, d=line[2:12], t=line[13:]) for number, line in enumerate(LINES[8:], 1)]
    text = "\n".join(LINES[:7]) + f"\n{heading}" + "\n".join(lines)
    assert roles(one(text)) == roles(one(TEXT))


SEPARATORS = {
    "nothing": "\n", "one blank line": "\n\n", "two blank lines": "\n\n\n", "three blank lines": "\n\n\n\n",
    "dashes": "\n\n-----\n\n", "equals": "\n==========\n", "stars": "\n\n*****\n\n",
    "underscores": "\n\n____________\n\n",
    "form feed": "\n\f\n", "numbered": "\n\nDocument {} of 42\n\n",
}  # fmt: skip
OTHERS = [path for path in sorted(FIXTURES.glob("*.txt")) if path != SEED and path.stem != "page-clock-tower"]


@pytest.mark.parametrize("separator", SEPARATORS.values(), ids=SEPARATORS)
def test_between_itself_and_twenty_other_articles(separator: str) -> None:
    """Each article of the dump has the record that it has alone."""
    others = [path.read_text(encoding="utf-8").strip("\n") for path in OTHERS[::2][:20]]
    texts = [TEXT, TEXT, *(text for other in others for text in (other, TEXT))]
    dump = texts[0] + "".join(separator.format(number) + text for number, text in enumerate(texts[1:], 2))
    found = seedparse.parse_text(dump)
    assert [without_place(article) for article in found] == [without_place(one(text)) for text in texts]


def without_place(article: seedparse.Article) -> dict[str, Any]:
    """The record without the numbers of its lines and bytes."""
    notes = [note["code"] for note in article["notes"]]
    return {key: value for key, value in article.items() if key != "origin"} | {"notes": notes}
