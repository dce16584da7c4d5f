"""The models are fitted on what the parser gives to them when it scores a paragraph."""

import importlib.util
import json
import textwrap
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import boundary_rows
import compose
import frequencies
import pytest
import sites
from rows import Recording, Row, answered

from seedparse.languages.loader import FREQUENCIES
from seedparse.model import Block, Role
from seedparse.recognition.trees import SCORED, TreeModel
from seedparse.resources import load
from seedparse.stream import blocks

TITLE = "Town council votes to keep the old swing bridge"
FIRST = (
    "The council of Elm Harbour voted on Monday to repair the swing bridge instead of replacing it, after two years of "
    "debate."
)
SECOND = (
    '"It is the bridge that people see when they come home," said the mayor, and several members of the council agreed '
    "with her."
)
THIRD = (
    "The repair will take fourteen months, and the road over the bridge will be closed at night from the first week of "
    "April."
)
PAGE = f"""\
Harbour Courier
Home
Weather
Sport
Letters
Sign in

Most read
Ferry timetable for the winter
Market hall gets a new roof

{TITLE}

By Ida Marsh
3 March 2026

{FIRST}
Photo: the bridge at low tide
{SECOND}
A short answer.
Share this story
{THIRD}

More from the town
Library opens on Sundays
Two new buses to the station
Newsletter
Get the news of the week by mail
Contact
Imprint
Privacy
"""
KNOWN = {"site": "harbour.example", "title": TITLE, "lead": [], "body": [FIRST, SECOND, THIRD]}
TEXTS = {
    "page": PAGE,
    "two articles": f"{PAGE}\n\n\n--------\n\n\n{PAGE.replace('bridge', 'pier')}",
    "wrapped": "\n".join(textwrap.fill(line, 60) for line in PAGE.split("\n")),
}


def told(found: Iterable[Block]) -> list[tuple[object, ...]]:
    """The decisions in these blocks."""
    return [(block.role, block.rule, block.score, block.byte_start, block.byte_end) for block in found]


def given_to_models(text: bytes, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[Row]]:
    """What the shipped models are given when a text is parsed as always."""
    resources = load()
    names = {id(model): name for name, model in resources.models.items()}
    given: dict[str, list[Row]] = {name: [] for name in names.values()}

    def watched(real: Callable[[TreeModel, Sequence[float], int], Any]) -> Callable[..., Any]:
        def call(self: TreeModel, numbers: Sequence[float], start: int) -> Any:
            given[names[id(self)]].append(Row(start, list(numbers)))
            return real(self, numbers, start)

        return call

    with monkeypatch.context() as patch:
        for method in ("decide", "score"):
            patch.setattr(TreeModel, method, watched(getattr(TreeModel, method)))
        assert list(blocks([text], resources=resources))
    return given


@pytest.mark.parametrize("name", TEXTS)
def test_recorded_rows_are_what_the_parser_gives_to_the_models(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = TEXTS[name].encode()
    found, recorded = Recording(load()).parse(text)
    assert all(recorded.values())
    given = given_to_models(text, monkeypatch)
    assert recorded == {name: given[name] for name in SCORED}
    assert told(found) == told(blocks([text]))


def test_a_recording_starts_anew_with_each_dump() -> None:
    recording = Recording(load())
    _, first = recording.parse(PAGE.encode())
    _, other = recording.parse(TEXTS["two articles"].encode())
    assert len(other["title"]) == 2 * len(first["title"])
    assert recording.parse(PAGE.encode())[1] == first


def test_a_score_of_a_block_is_that_of_its_row() -> None:
    found, recorded = Recording(load()).parse(PAGE.encode())
    models = load().models
    titles = {row.start: models["title"].score(row.numbers, row.start) for row in recorded["title"]}
    texts = {row.start: models["body"].decide(row.numbers, row.start)[1] for row in recorded["body"]}
    scored = [block for block in found if block.score is not None]
    assert {block.rule for block in scored} == {"title.score", "body.score"}
    for block in scored:
        assert block.score == (titles if block.rule == "title.score" else texts)[block.byte_start]
        model = models["title" if block.rule == "title.score" else "body"]
        assert block.threshold in (model.threshold, model.page_threshold)
        assert (block.score >= block.threshold) == (block.role is not Role.EXTRA)


def test_a_row_has_the_label_of_its_paragraph_and_a_share_of_the_whole_dump() -> None:
    found, recorded = Recording(load()).parse(PAGE.encode())
    gathered = answered(found, recorded, KNOWN)
    right = {
        name: [
            PAGE.encode()[row.start :].decode().partition("\n")[0]
            for row, answer in zip(recorded[name], gathered.answers[name], strict=True)
            if answer
        ]
        for name in recorded
    }
    assert right == {"title": [TITLE], "body": [SECOND, THIRD]}
    assert gathered.rows == {name: [row.numbers for row in rows] for name, rows in recorded.items()}
    # The first paragraph of the body is decided by a rule, so it has no row. But it has its share of the weight.
    assert sum(gathered.shares["body"]) < 50
    assert gathered.shares["body"][0] / sum(gathered.shares["body"]) < 0.5


def test_the_shipped_frequencies_are_those_of_the_fixtures_and_the_open_set() -> None:
    shipped = json.loads(Path(FREQUENCIES).read_text(encoding="utf-8"))
    assert frequencies.measure() == shipped, "run: python training/frequencies.py"


class TestComposed:
    """Dumps of many articles, on which the model of boundaries is fitted."""

    ONES = tuple(
        compose.One(
            f"site-{number}.example", "en", "traf", f"{TITLE}, part {number}\n\n{FIRST}\n{SECOND}",
            {"title": f"{TITLE}, part {number}", "body": [FIRST, SECOND, THIRD]},
        )
        for number in range(12)
    )  # fmt: skip

    @pytest.mark.parametrize("made", [compose.composed, compose.laid_out])
    def test_it_knows_its_starts(self, made: Callable[[Any, int, int], Iterable[compose.Composed]]) -> None:
        dumps = list(made(self.ONES, 20, 1))
        assert dumps == list(made(self.ONES, 20, 1)), "the same seed gives the same dumps"
        assert any(len(dump.starts) > 2 for dump in dumps)
        for dump in dumps:
            for start, site in zip(dump.starts, dump.sites, strict=True):
                number = site.removeprefix("site-").removesuffix(".example")
                assert dump.data[start:].startswith(f"{TITLE}, part {number}\n".encode())

    def test_each_row_has_the_answer_of_its_line(self) -> None:
        texts = [f"{one.text}\n\nA long wait for the spring\n\n{THIRD}" for one in self.ONES[:3]]
        data = "\n\n".join(texts).encode()
        starts = [data.index(text.encode()) for text in texts]
        dump = compose.Composed(data, starts, [one.site for one in self.ONES[:3]], "composed")
        rows = boundary_rows.gather([dump], load().packs)
        assert {row.start for row in rows if row.begins} == set(starts[1:])
        assert not all(row.begins for row in rows)
        assert next(row.sites for row in rows if row.begins) == ("site-0.example", "site-1.example")

    def test_the_bench_is_kept_apart(self) -> None:
        """`bench/boundaries.py` measures with rulers and texts that no fit has seen."""
        path = Path(__file__).parent.parent / "bench/boundaries.py"
        spec = importlib.util.spec_from_file_location("boundaries", path)
        assert spec is not None
        assert spec.loader is not None
        bench = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(bench)
        rulers = {separator.strip() for separator in bench.SEPARATORS.values()} - {""}
        assert rulers.isdisjoint(separator.strip() for each in compose.SEPARATORS.values() for separator in each)
        assert "fixtures" not in Path(compose.__file__).read_text(encoding="utf-8")


def test_a_third_of_the_sites_is_not_read() -> None:
    unread = [sites.is_unread(f"site-{number}.example") for number in range(3000)]
    assert 0.3 < sum(unread) / len(unread) < 0.37
    assert [sites.part_of("a.example", parts) for parts in (3, 5)] == [1, 4]
