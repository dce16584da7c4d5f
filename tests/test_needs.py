"""The words that a phrase requires stand in every text that matches it."""

import pytest

from seedparse.phrases import grammar
from seedparse.phrases.index import CLAUSES
from seedparse.phrases.required_words import Rarity, in_pieces, rarest, required_words_of, requirements_of
from seedparse.resources import load
from seedparse.text.words import Text, pieces

RARITY = Rarity({}, frozenset({"the", "who", "in"}))


def required(source: str) -> list[str]:
    return required_words_of(grammar.parse(source, {}), RARITY).split("\t")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("as {publisher} reports", ["reports", "as"]),
        ("[as] {publisher} (reports|writes)", ["reports writes"]),
        ("(who cites|quoting the) {via}", ["cites quoting"]),  # of each alternative the word that says more
        ("source: {via}", ["source", ":"]),
        ("report* by {publisher}", ["by"]),
        ("on {date} {publisher}", ["on", "0"]),
        ("([as] {publisher}|the paper) says", ["says"]),  # one alternative requires nothing
    ],
)
def test_what_cannot_be_done_without(source: str, expected: list[str]) -> None:
    assert required(source) == expected


@pytest.mark.parametrize(
    ("source", "edge", "expected"),
    [
        ("as {publisher} reports", ["as"], ["reports"]),
        ("in the {publisher}", ["in"], ["the"]),  # the longer
        ("said in {publisher}", ["said"], ["said"]),
        ("a-t-il déclaré à {publisher}", ["a-t-il"], ["déclaré"]),
        ("据{publisher}报", ["据"], ["据"]),
        (": {publisher} -", ["dixit"], ["dixit"]),  # marks alone tell nothing
    ],
)
def test_the_rarest_word_is_no_function_word_if_there_is_another(
    source: str, edge: list[str], expected: list[str]
) -> None:
    assert rarest("\t".join(required(source)), edge, RARITY) == expected


@pytest.mark.parametrize(
    ("text", "met", "may_be"),
    [
        ("As the Harbour Post reports: 3 boats", True, True),
        ("As the Harbour Post reports, 3 boats", False, True),  # pieces tell nothing of marks
        ("As the Harbour Post reports: boats", False, True),  # nor of numbers
        ("As the Harbour Post wrote: 3 boats", False, False),
    ],
)
def test_a_text_meets_them_all_or_is_no_such_phrase(text: str, met: bool, may_be: bool) -> None:
    needed = "as\treports\t:\t0"
    assert any(map(Text(text).vocabulary.isdisjoint, requirements_of(needed))) is not met
    assert any(map(set(pieces(text)).isdisjoint, in_pieces(needed))) is not may_be


@pytest.mark.parametrize("language", load().packs.index["languages"])
def test_every_clause_and_line_of_a_pack_is_found_by_a_piece(language: str) -> None:
    packs = load().packs
    found = {
        phrase.rule
        for index, by_piece in ((packs.clauses, packs.index["rarest"]), (packs.whole, packs.index["whole"]))
        for piece in by_piece
        for these in index.with_piece(piece)
        for phrase in these.phrases
        if phrase.language == language
    }
    wanted = {phrase[1] for phrase in packs.by_language[language].phrases if phrase[0] in CLAUSES | {"line"}}
    assert wanted
    assert found == wanted
