"""Packs: the shipped ones hold what they say, and one that does not is refused with file and key."""

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import FIXTURES, ROOT, run
from seedparse.errors import PackError
from seedparse.index import index
from seedparse.packfile import build, proof
from seedparse.packs import Pack, Packs
from seedparse.proof import prove
from seedparse.shelf import load, read, read_proof, shipped

Table = dict[str, Any]

GOOD: Table = {
    "language": "xx",
    "name": "xx",
    "english_name": "Testish",
    "evidence": {"alphabet": "abcdefghijklmnopqrstuvwxyz", "words": ["the", "of"]},
    "months": {str(number): [f"month{chr(96 + number)}"] for number in range(1, 13)},
    "dates": {"weekdays": ["sunday"]},
    "groups": {"reports": ["reports", "writes"]},
    "attribution": {"sentences": ["this <reports> {publisher} [citing {via}]"]},
    "related": {"headings": ["see (also|more)"], "inline": ["see also: {title}"]},
    "example": [{"text": "This writes Reuters, citing BBC", "is": "attribution", "publisher": "Reuters", "via": "BBC"}],
    "counter_example": [{"text": "This writes history", "is": "attribution"}],
}


MAY = 5  # short in most languages
EVERY = set(range(1, 13))
ONE_FORM = {
    "az": {3, 6, 7},
    "bg": {6, 7},
    "fa": {9, 11, 12},
    "fr": {3, 6},
    "hi": {3, 4, 6, 7, 8},
    "tr": {3},
} | dict.fromkeys(("ko", "vi", "zh"), EVERY)
"""The months that a language prints in one form only: too short to be cut, not declined, or numbered."""


def make(table: Table) -> Pack:
    return Pack(build(table, "xx.toml"))


def changed(change: Callable[[Table], object]) -> Table:
    table = copy.deepcopy(GOOD)
    change(table)
    return table


def test_there_are_packs() -> None:
    assert {"en", "ru", "uk"} <= {Path(path).stem for path in shipped()}


@pytest.mark.parametrize("path", [Path(path) for path in shipped()], ids=lambda path: path.stem)
class TestShipped:
    def test_alone(self, path: Path) -> None:
        prove(Pack(read(str(path))), read_proof(str(path)), path.name)

    def test_beside_all_others(self, path: Path) -> None:
        prove(load().by_language[path.stem], read_proof(str(path)), path.name, load())

    def test_is_named_for_its_language(self, path: Path) -> None:
        assert read(str(path))["language"] == path.stem

    def test_has_a_fixture_pair(self, path: Path) -> None:
        texts = list(FIXTURES.glob(f"{path.stem}-*.txt"))
        assert texts, f"write tests/fixtures/articles/{path.stem}-name.txt, then pytest --bless"
        assert all(text.with_suffix(".json").exists() for text in texts)

    def test_has_examples_of_each_kind(self, path: Path) -> None:
        pack = read_proof(str(path))
        kinds = {example["is"] for example in pack["examples"]}
        assert {"heading", "inline", "attribution", "citation", "byline", "date", "language"} <= kinds
        assert len(pack["counter_examples"]) >= 10

    def test_every_month_has_its_forms(self, path: Path) -> None:
        months = enumerate(read(str(path))["month_names"], start=1)
        once = {number for number, names in months if len(names) < 2}
        assert once <= ONE_FORM.get(path.stem, set()) | {MAY}

    def test_is_data(self, path: Path) -> None:
        """No free patterns: nothing in a pack can be read as one."""
        assert not re.search(r"\\[wdsbW]|\(\?|\.\*|\{\d", path.read_text(encoding="utf-8"))


def test_the_good_pack_is_good() -> None:
    prove(make(GOOD), proof(GOOD), "xx.toml")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda t: t.update(colour="red"), "xx.toml: colour: unknown key"),
        (lambda t: t["related"].update(footings=["x"]), "xx.toml: related.footings: unknown key"),
        (lambda t: t["related"].update(headings=[]), "xx.toml: related.headings: the list is empty"),
        (lambda t: t["related"].update(headings="see"), "xx.toml: related.headings: a list of words is wanted"),
        (lambda t: t["related"].update(headings=["see", "See"]), 'related.headings: "See" stands there twice'),
        (lambda t: t.pop("language"), "xx.toml: language: missing"),
        (lambda t: t["months"].pop("3"), "xx.toml: months: twelve keys"),
        (lambda t: t["months"].update({"3": ["montha"]}), 'months.3: "montha" is also month 1'),
        (lambda t: t["months"].update({"8": ["sunday"]}), 'xx.toml: months.8: "sunday" is also a weekday; keep one'),
        (
            lambda t: t.update(junk={"promo": ["see (also|more)"]}),
            "junk.promo.1: the same phrase as related.headings.1",
        ),
        (lambda t: t["attribution"].update(sentences=["this <says> {publisher}"]), "there is no group <says>"),
        (lambda t: t["attribution"].update(sentences=["this (is {publisher}"]), "a bracket is not closed"),
        (lambda t: t["attribution"].update(sentences=["this is {who}"]), "unknown slot {who}"),
        (lambda t: t["attribution"].update(sentences=["this is it"]), "has no slot {publisher} or {via}"),
        (lambda t: t["attribution"].update(sentences=["this {via} and {via}"]), "a slot stands once"),
        (
            lambda t: t["attribution"].update(clauses=["{publisher} writes {via}"]),
            "neither begins nor ends with a word",
        ),
        (lambda t: t["related"].update(inline=["see {name} {title}"]), "{name} has no meaning here"),
        (lambda t: t["related"].update(headings=["stem* of it"]), "a stem cannot be the first word"),
        (lambda t: t.update(junk={"tags": ["stem*: {rest}"]}), "a stem cannot be the first word"),
        (lambda t: t["dates"].update(order="ydm"), "xx.toml: dates.order"),
        (lambda t: t["evidence"].pop("words"), "xx.toml: evidence: alphabet and words are needed"),
    ],
)
def test_refused_with_file_and_key(change: Callable[[Table], object], said: str) -> None:
    with pytest.raises(PackError, match=re.escape(said)):
        make(changed(change))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda t: t["example"][0].update(via="ITV"), "xx.toml: example 1: "),
        (lambda t: t["example"][0].pop("via"), "example 1: "),
        (lambda t: t["example"][0].update(text="This is nothing of the kind."), "is not recognised as attribution"),
        (lambda t: t["example"][0].update({"is": "poem"}), 'is = "poem"'),
        (lambda t: t["example"][0].update(colour="red"), "unknown key colour"),
        (lambda t: t["counter_example"][0].update(text="This reports Reuters"), "counter_example 1: "),
        (lambda t: t["related"].update(headings=["sее also"]), 'related.headings.1: "sее" mixes letters of two'),
    ],
)
def test_an_example_that_does_not_hold(change: Callable[[Table], object], said: str) -> None:
    with pytest.raises(PackError, match=re.escape(said)):
        prove(make(changed(change)), proof(changed(change)), "xx.toml")


def test_a_pack_of_the_users_own(tmp_path: Path) -> None:
    source = (ROOT / "src/seedparse/languages/en.toml").read_text(encoding="utf-8")
    mine = tmp_path / "mine.toml"
    mine.write_text(source.replace('language = "en"', 'language = "en-x-mine"'), encoding="utf-8")
    assert run("packs", "check", mine).returncode == 0
    mine.write_text(mine.read_text(encoding="utf-8").replace("[related]", "[relatives]"), encoding="utf-8")
    done = run("--pack", mine, "-", given=b"text")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"mine.toml: relatives: unknown key" in done.stderr


def test_the_index_finds_a_phrase_by_every_word_it_can_begin_with() -> None:
    packs = Packs.of([make(changed(lambda t: t["attribution"].update(sentences=["[so] (this|that) is {via}"])))])
    assert {"so", "this", "that"} <= set(packs.heads)


class TestBuiltForm:
    """The built form is the files, or it is not used."""

    @pytest.fixture
    def shelf(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        import shutil

        from seedparse import shelf

        shutil.copytree(shelf.LANGUAGES, tmp_path / "languages")
        monkeypatch.setattr(shelf, "LANGUAGES", str(tmp_path / "languages"))
        monkeypatch.setattr(shelf, "BUILT", str(tmp_path / "languages" / "built.json"))
        shelf.write_built()
        return tmp_path / "languages"

    def test_is_what_the_files_say(self, shelf: Path) -> None:
        from seedparse.shelf import _read_built

        kept = _read_built()
        assert kept
        plain = [json.loads(json.dumps(read(path))) for path in shipped()]
        assert [pack.built for pack in kept.all()] == plain
        assert kept.index == json.loads(json.dumps(index(plain)))

    def test_a_pack_is_never_read_from_another_one(self, shelf: Path) -> None:
        """The built form is replaced after its index was read: a pack then comes from its file."""
        from seedparse.shelf import _read_built, write_built

        kept = _read_built()
        assert kept
        (shelf / "de.toml").unlink()
        write_built()
        assert kept.pack("en").built == read(str(shelf / "en.toml"))

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda folder: (folder / "en.toml").open("a").write("\n# a comment\n"),
            lambda folder: (folder / "en.toml").rename(folder / "ex.toml"),
            lambda folder: (folder / "en.toml").unlink(),
            lambda folder: (folder / "built.json").write_text("{"),
            lambda folder: (folder / "built.json").write_bytes((folder / "built.json").read_bytes()[:-1]),
            lambda folder: (folder / "built.json").unlink(),
        ],
    )
    def test_a_stale_one_is_never_used(self, shelf: Path, spoil: Callable[[Path], object]) -> None:
        from seedparse.shelf import _read_built

        spoil(shelf)
        assert _read_built() is None
