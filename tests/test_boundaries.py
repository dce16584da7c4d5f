"""Where an article begins: the lines of two short articles with something between them, and how many are found.

A case that fails names a rule of `recognition/boundary_score.py`.
"""

import pytest

from seedparse import Options, parse_text

FIRST = "Ferry stays in the harbour\n\nThe council has decided that the ferry stays. It is to be painted in spring."
SECOND = "Bridge gets a new railing\n\nThe old railing had rusted through. The new one is made of oak."
DATED = "Bridge gets a new railing\n7 February 2026\nThe old railing had rusted through. The new one is made of oak."
SECTION = DATED.replace("7 February", "Harbour, 7 February").replace("2026", "2026\n", 1)
LONG = f"{SECOND} {'Oak lasts longer by the sea than iron does. ' * 8}"
MORE = "\n\nIt had been sold before. Nobody came." * 3
LIST = "Read more\n- 07.02.2026 Pier cracked in the frost\n- 22.01.2026 Toll house closed to lorries"

CASES = [
    ("a form feed separates", f"{FIRST}\n\f\n{SECOND}", 2),
    ("a long ruler with blank lines around it separates", f"{FIRST}\n\n----------\n\n{SECOND}", 2),
    ("the head of a numbered export separates", f"{FIRST}\n\nDocument 2 of 2\n\n{SECOND}", 2),
    ("two blank lines more than usual separate", f"{FIRST}{MORE}\n\n\n\n{LONG}", 2),
    ("a title after a related list begins an article", f"{FIRST}\n\n{LIST}\n{DATED}", 2),
    ("a title after a footer begins an article", f"{FIRST}\n\n© 2026 Harbour Echo\n\n{DATED}", 2),
    ("a short ruler before a title with its date separates", f"{FIRST}\n\n* * *\n\n{DATED}", 2),
    ("a section beside the date under a title", f"{FIRST}\n\n* * *\n\n{SECTION}", 2),
    ("front matter begins an article", f"{FIRST}\n\n---\ntitle: Bridge\ndate: 2026-02-07\n---\n{SECOND}", 2),
    ("a short ruler between two paragraphs is a pause", f"{FIRST}\n\n***\n\nIt had been sold before. Nobody came.", 1),
    ("a usual blank line separates nothing", f"{FIRST}\n\nIt had been sold before. Nobody came.", 1),
    ("a subheading begins no article", f"{FIRST}\n\nA long wait\n\nIt had been sold before. Nobody came.", 1),
]


@pytest.mark.parametrize(("rule", "text", "count"), CASES, ids=[case[0] for case in CASES])
def test_articles_are_found(rule: str, text: str, count: int) -> None:
    assert len(parse_text(text)) == count, rule


@pytest.mark.parametrize(("rule", "text", "count"), CASES, ids=[case[0] for case in CASES])
def test_nothing_is_split_on_request(rule: str, text: str, count: int) -> None:
    assert len(parse_text(text, Options(split="off"))) == 1, rule
