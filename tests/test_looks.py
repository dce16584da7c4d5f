"""What a line looks like by itself. A case that fails names the rule of `recognition/looks.py` that broke."""

import pytest

from seedparse.model import Look
from seedparse.recognition import looks
from seedparse.resources import load

PACKS = load().packs

CASES: list[tuple[str, str, Look, str]] = [
    ("blank", "", Look.BLANK, "blank"),
    ("blank", " \t\u00a0", Look.BLANK, "blank"),
    ("mark", "\f", Look.RULER, "form-feed"),
    ("ruler", "----------", Look.RULER, "ruler"),
    ("ruler", "* * *", Look.RULER, "ruler"),
    ("ruler", "?!", Look.JUNK, "marks"),
    ("ruler", "Document 3 of 120", Look.RULER, "export-head"),
    ("ruler", "Документ 3 із 120", Look.RULER, "export-head"),
    ("long", "The ferry stays " * 30, Look.TEXT, "text.paragraph"),
    ("signed", "cwo/fab (dpa, afp)", Look.ATTRIBUTION, "attribution.agencies"),
    ("addressed", "By Ann Moss ann@example.org", Look.BYLINE, "en:byline"),
    ("phrase", "Read more:", Look.HEADING, "en:related.headings"),
    ("phrase", "Read also: The ferry stays", Look.INLINE, "en:related.inline"),
    ("phrase", "Ще на цю тему", Look.HEADING, "uk:related.headings"),
    ("phrase", "By Ann Moss", Look.BYLINE, "en:byline"),
    ("phrase", "Updated: 7 February 2026", Look.DATE, "en:fields.updated"),
    ("phrase", "Share this article", Look.JUNK, "en:junk.share"),
    ("phrase", "Об этом сообщает Harbour Echo", Look.ATTRIBUTION, "ru:attribution"),
    ("phrase", "«Гавань» повідомляє про це.", Look.ATTRIBUTION, "uk:attribution"),
    ("phrase", "Source: Harbour Echo", Look.ATTRIBUTION, "en:attribution.credits"),
    ("shared", "Deel dit artikel: Facebook | WhatsApp", Look.JUNK, "de:junk.share"),
    ("copyright", "© Wydawnictwo Nadrzeczne. Wszystko.", Look.JUNK, "copyright"),
    ("copyright", "(c) Harbour Echo, 2019-2026", Look.JUNK, "copyright"),
    ("captioned", "The bridge at noon. Photo: Ann Moss", Look.JUNK, "en:junk.photo"),
    ("dated", "07.02.2026 The ferry stays", Look.ENTRY, "entry.dmy"),
    ("dated", "- 2026-02-07 The ferry stays", Look.ENTRY, "entry.ymd"),
    ("dated", "07.02.2026, 14:05", Look.DATE, "date.dmy"),
    ("item", "• A new pier", Look.ITEM, "entry.item"),
    ("text", "The ferry stays in the harbour", Look.LINE, "text.line"),
    ("text", "The ferry stays in the harbour.", Look.TEXT, "text.paragraph"),
    ("text", "Will the ferry stay?", Look.LINE, "text.line"),
]


@pytest.mark.parametrize(("name", "line", "look", "rule"), CASES, ids=[f"{case[0]}-{case[1][:24]}" for case in CASES])
def test_a_line_has_its_look(name: str, line: str, look: Look, rule: str) -> None:
    found = looks.mark(line, PACKS)
    assert (found.look, found.rule.startswith(rule)) == (look, True), f"rule {name}: {found.rule}"


def test_every_rule_has_a_case() -> None:
    assert {rule.__name__ for rule in looks.RULES} <= {case[0] for case in CASES}


@pytest.mark.parametrize(
    "line",
    [
        "© Harbour",  # an owner alone may be a credit
        "By Tuesday the water had risen",  # no byline
        "Source: the minister resigns today",  # a title
        "Facebook, WhatsApp: the deal",  # a title
        "Harbour | Weather | Sport | Facebook",  # a menu
        "The ferry stays. So does the harbour",  # no entry, no heading
    ],
)
def test_what_only_begins_like_one_is_none(line: str) -> None:
    assert looks.mark(line, PACKS).look in (Look.LINE, Look.TEXT)
