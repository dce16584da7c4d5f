"""Where an article begins: the lines of two short articles with something between them, and how many are found.

A case that fails names a rule of `recognition/boundary_score.py`.
"""

import pytest

from seedparse import Options, parse_text
from seedparse.recognition.boundary_features import KINDS
from seedparse.recognition.boundary_reasons import reasons
from seedparse.recognition.trees import BOUNDARY
from seedparse.resources import load
from seedparse.stream import blocks

FIRST = "Ferry stays in the harbour\n\nThe council has decided that the ferry stays. It is to be painted in spring."
SECOND = "Bridge gets a new railing\n\nThe old railing had rusted through. The new one is made of oak."
DATED = "Bridge gets a new railing\n7 February 2026\nThe old railing had rusted through. The new one is made of oak."
SECTION = DATED.replace("7 February", "Harbour, 7 February").replace("2026", "2026\n", 1)
LONG = f"{SECOND} {'Oak lasts longer by the sea than iron does. ' * 8}"
MORE = "\n\nIt had been sold before. Nobody came." * 3
LIST = "Read more\n- 07.02.2026 Pier cracked in the frost\n- 22.01.2026 Toll house closed to lorries"
TWO = "- 01.02.2026 Gulls learn to open bags\n- 30.01.2026 Storm takes the last kiosk"
PLAIN_LIST = "15.02.2026 - Northern lights: where to look\n13.02.2026 - Cod gets cheaper"
REPORTED = "This was reported by the Harbour Echo, citing the council"
INDENTED = (
    "Yard builds a copy of an old frigate\n\n    The yard has laid the keel of a sailing ship of 34\n"
    "metres. The drawings were found in three archives.\n\n    She is to sail in 2028.\n"
)
FOOT = f"{FIRST}\n\nNobody objected to it.\n\n{REPORTED}.\n\nPhoto: Ann Moss\n\nFollow us on Facebook"
TIGHT = (
    "Council buys a second ferry\nThe ferry was built in Norway and carries forty cars.\n"
    "It sails in May, said the mayor.\nThe old one goes to a museum.\nA ticket will cost two crowns."
)
SENTENCE = "A flock of twelve hundred sheep crossed the centre of the town, as it has done every spring since the war."
WIDE = f"Ferry drifts into the harbour with its lights on\n\n\n\n{SENTENCE}\n\n\n\n{SENTENCE}\n\n\n\nSource: AFP"

HEADED = f"7 February 2026\nBy Ann Moss\n{SECOND}"
CALENDAR = "\n".join(f"{day} May: Day of the {name}" for day, name in enumerate(("Sea", "Pier", "Gull", "Net"), 1))
BY_PERSON = "\n\n".join(f"What {name} says\n\n{SENTENCE}" for name in ("the baker", "the smith", "the ferryman"))
NOBODY = "Nobody objected to it.\n"
HEAD_ALIKE = f"Ferry stays in the harbour all winter\nIt is painted in spring.\n{REPORTED}.\n{SENTENCE}\n{NOBODY}"
MENU = "Sea\nPier\nGull\nNet\nRope\n1.\n\nNEWS AND VIEWS\n\n* Sea\n* Pier\n* Gull"
LINKS = "21 May 2025 14:19\n\n[](/authors/ann)\n\n[ Ann Moss ](/authors/ann) Editor"

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
    ("a date over a title after an unusual gap", f"{TIGHT}\n\n05.03.2026 12:05\n{TIGHT}", 2),
    ("a text without a title after a list and a ruler", f"{FIRST}\n{LIST}\n=====\n8 March 2026\n{SENTENCE}", 2),
    ("a list under a heading that is a phrase of pages", f"{FIRST}\n\n{LIST}\nMost read\n{TWO}\n{DATED}", 2),
    ("a list directly under another, without bullets", f"{FIRST}\n\n{LIST}\nPopular\n{PLAIN_LIST}\n{DATED}", 2),
    ("a place and a date over a title after a list", f"{FIRST}\n\n{LIST}\nHULL, 20 May 2026\n{SECOND}", 2),
    ("an attribution over a title after a list", f"{REPORTED}\n{FIRST}\n\n{LIST}\n{REPORTED}\n{SECOND}", 2),
    ("a source under a list belongs to the list's article", f"{FIRST}\n\n{LIST}\nSource: AFP\n\n{SECOND}", 2),
    ("paragraphs with an indent in their first lines", f"{INDENTED}\n{LIST}\n\n* * * * *\n\n{INDENTED}", 2),
    ("boilerplate behind the attribution at the foot", f"{FOOT}\n\n{SECTION.replace('Harbour, ', 'Friday, ')}", 2),
    ("a long ruler on a page", f"Home\nSport\nWeather\n* Live\n* Video\n{FIRST}\n{'_' * 40}\n{DATED}", 2),
    ("a section over the first article", f"SPORTS\n{FIRST}\nSource: AFP\n-----\nSPORTS\n{DATED}", 2),
    ("a date and an author over a title after a gap", f"{FIRST}\n\n{LIST}\n\n\n{HEADED}", 2),
    (
        "a title over its attribution, right behind text",
        f"{HEAD_ALIKE}Bridge has a new railing\n{REPORTED}.\n{SECOND}",
        2,
    ),
    ("a title, a lead and an attribution, as in the article before", f"{HEAD_ALIKE}{HEAD_ALIKE}", 2),
    ("a calendar is no clear end", f"{FIRST}\n{SENTENCE}\nDays\n{CALENDAR}\nBridge gets a railing\n{SENTENCE}", 1),
    ("a wider gap over one more subheading", f"{FIRST}\n\n{BY_PERSON}\n\n\nWhat the judge says\n\n{SENTENCE}", 1),
    ("a menu in capitals is no column", f"Home\nSport\n* Live\n{FIRST}\n\n{MENU}", 1),
    ("a date over a link is no feed", f"Home\n* Live\n{FIRST}\n\n{LINKS}", 1),
    ("a second entry begins no article", f"{FIRST}\n\nRelated\n09.01.2026 - Honey\n24.11.2025 - Burnt hives moved", 1),
    ("a wrapped paragraph after a short ruler goes on", f"{FIRST}\n\n---\n\n{SENTENCE[:60]}\n{SENTENCE[61:]}", 1),
    ("wide gaps everywhere are the layout's", WIDE, 1),
    ("a usual blank line separates nothing", f"{FIRST}\n\nIt had been sold before. Nobody came.", 1),
    ("a subheading begins no article", f"{FIRST}\n\nA long wait\n\nIt had been sold before. Nobody came.", 1),
]


@pytest.mark.parametrize(("rule", "text", "count"), CASES, ids=[case[0] for case in CASES])
def test_articles_are_found(rule: str, text: str, count: int) -> None:
    assert len(parse_text(text)) == count, rule


@pytest.mark.parametrize(("rule", "text", "count"), CASES, ids=[case[0] for case in CASES])
def test_nothing_is_split_on_request(rule: str, text: str, count: int) -> None:
    assert len(parse_text(text, Options(split="off"))) == 1, rule


CALLS = (
    "Since then the ferry turns round when the parrot calls, "
    "and the captain has asked the harbour master to move the cage."
)
STORES = (
    "The salt of the towns came by ship until November, "
    "when the stores were filled for the last time before the winter."
)
PARROT = f"The parrot of the harbour master has learned to call the ferry by its name\n{CALLS}\n{CALLS}"
SALT = f"A cold winter has emptied the salt stores of four towns\n{STORES}\n{STORES}"
RULES = [
    ("split.form-feed", f"{FIRST}\n\f\n{SECOND}", "auto"),
    ("split.numbered", f"{FIRST}\n\nDocument 2 of 2\n\n{SECOND}", "auto"),
    ("split.long-gap", f"{FIRST}{chr(10) * 300}{SECOND}", "auto"),
    ("split.sign", f"{FIRST}\n\n{LIST}\n{DATED}", "auto"),
    ("split.fields", f"{FIRST}\n\n---\ntitle: Bridge\ndate: 2026-02-07\n---\n{SECOND}", "auto"),
    ("split.pattern", f"{FIRST}\n<next>\n{SECOND}", "<next>"),
    ("split.model", f"{PARROT}\n\n{SALT}", "auto"),
]


@pytest.mark.parametrize(("rule", "text", "split"), RULES, ids=[case[0] for case in RULES])
def test_a_beginning_has_its_rule(rule: str, text: str, split: str) -> None:
    begun = [block.beginning for block in blocks([text.encode()], Options(split=split)) if block.beginning]
    assert [each.rule for each in begun] == [rule]


def test_reasons_add_up_to_the_score() -> None:
    model = load().models[BOUNDARY]
    ((_, text, _),) = (case for case in RULES if case[0] == "split.model")
    (found,) = (block.beginning for block in blocks([text.encode()]) if block.beginning)
    assert len(found.features) == len(KINDS) == len(model.usual)
    whole = model.full_score(found.features) - model.full_score(model.usual)
    parts = reasons(found.features, model)
    assert sum(parts.values()) == pytest.approx(whole)
    assert parts["ruler"] == 0 < parts["shared words"]
    assert set(reasons(model.usual, model).values()) == {0}
