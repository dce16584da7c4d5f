"""Packs: the shipped ones hold what they say, and one that does not is refused with file and key."""

import copy
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import FIXTURES, ROOT, run
from packwords import write
from seedparse.errors import PackError
from seedparse.languages import loader
from seedparse.languages.loader import frequencies, read, shipped, table
from seedparse.phrases.attribution_forms import PARTS
from seedparse.phrases.indexing import index, packs_of
from seedparse.phrases.pack import Pack
from seedparse.phrases.pack_file import PHRASES, WORDS, build
from seedparse.proofs.examples import check, prove
from seedparse.proofs.examples import read as proof
from seedparse.resources import load

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
    "bn": {3, 4, 6, 7},
    "fa": {9, 11, 12},
    "fr": {3, 6},
    "hi": {3, 4, 6, 7, 8},
    "tr": {3},
    "ur": EVERY - {1, 2, 7},
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
        prove(Pack(read(str(path))), proof(table(str(path))), path.name)

    def test_beside_all_others(self, path: Path) -> None:
        prove(load().packs.by_language[path.stem], proof(table(str(path))), path.name, load().packs)

    def test_is_named_for_its_language(self, path: Path) -> None:
        assert table(str(path))["language"] == path.stem

    def test_has_a_fixture_pair(self, path: Path) -> None:
        texts = list(FIXTURES.glob(f"{path.stem}-*.txt"))
        assert texts, f"write tests/fixtures/articles/{path.stem}-name.txt, then pytest --bless"
        assert all(text.with_suffix(".json").exists() for text in texts)

    def test_has_examples_of_each_kind(self, path: Path) -> None:
        pack = proof(table(str(path)))
        kinds = {example["is"] for example in pack["examples"]}
        assert {"heading", "inline", "attribution", "citation", "byline", "date", "language"} <= kinds
        assert len(pack["counter_examples"]) >= 10

    def test_every_month_has_its_forms(self, path: Path) -> None:
        months = enumerate(load().packs.by_language[path.stem].built["month_names"], start=1)
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
        (lambda t: t["related"].update(headings="see"), "xx.toml: related.headings: must be a list of words"),
        (lambda t: t["related"].update(headings=["see", "See"]), 'related.headings: "See" is in the list twice'),
        (lambda t: t.pop("language"), "xx.toml: language: is missing"),
        (lambda t: t["months"].pop("3"), "xx.toml: months: must have twelve keys, 1 to 12; 3 is missing"),
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
        (lambda t: t["attribution"].update(sentences=["this {via} and {via}"]), "a slot may occur only once"),
        (
            lambda t: t["attribution"].update(clauses=["{publisher} writes {via}"]),
            "neither begins nor ends with a word",
        ),
        (lambda t: t["related"].update(inline=["see {name} {title}"]), "the slot {name} is not allowed here"),
        (lambda t: t["related"].update(headings=["stem* of it"]), "the first word cannot be a stem"),
        (lambda t: t.update(junk={"tags": ["stem*: {rest}"]}), "the first word cannot be a stem"),
        (
            lambda t: t["attribution"].update(before=["{publisher} was told"]),
            "such a phrase may only end with its slot",
        ),
        (
            lambda t: t["attribution"].update(behind=["was told {publisher}"]),
            "such a phrase may only begin with its slot",
        ),
        (
            lambda t: t["attribution"].update(clauses=["said to'~ {publisher}"]),
            "joined to a name stands in [attribution]",
        ),
        (lambda t: t["dates"].update(order="ydm"), "xx.toml: dates.order"),
        (lambda t: t["dates"].update(calendar="mayan"), "xx.toml: dates.calendar"),
        (lambda t: t["evidence"].pop("words"), "xx.toml: [evidence] needs `alphabet` and `words`"),
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
        (lambda t: t["example"][0].update({"is": "poem"}), 'is = "poem" is unknown'),
        (lambda t: t["example"][0].update(colour="red"), "unknown key colour"),
        (lambda t: t["counter_example"][0].update(text="This reports Reuters"), "counter_example 1: "),
        (lambda t: t["related"].update(headings=["sее also"]), 'related.headings.1: "sее" mixes letters of two'),
    ],
)
def test_an_example_that_does_not_hold(change: Callable[[Table], object], said: str) -> None:
    with pytest.raises(PackError, match=re.escape(said)):
        prove(make(changed(change)), proof(changed(change)), "xx.toml")


FAULTS: list[tuple[Callable[[Table], object], str]] = [
    (lambda t: t.update(colour="red"), "colour: unknown key"),
    (lambda t: t["dates"].update(order="ydm"), "dates.order: "),
    (lambda t: t["months"].update({"8": ["sunday"]}), "months.8: "),
    (lambda t: t["evidence"].update(alphabet=7), "evidence.alphabet: "),
    (lambda t: t["related"].update(headings=["see (also", "{who}"]), "related.headings.1: "),
    (lambda t: t["related"].update(headings=["see (also", "{who}"]), "related.headings.2: "),
    (lambda t: t["groups"].update(reports=["says", "("]), "groups.reports.2: "),
    (lambda t: t["example"][0].update(poem="x", text=""), "example 1: unknown key poem"),
    (lambda t: t["example"][0].update(poem="x", text=""), "example 1: `text` is missing"),
    (lambda t: t["evidence"].update(words=["thе"]), 'evidence.words.1: "thе" mixes letters'),
]


class TestAllErrorsAtOnce:
    def test_of_one_pack(self) -> None:
        """Each of the faults is told, also where all of them are there, each once."""
        table = copy.deepcopy(GOOD)
        for change, _ in FAULTS:
            change(table)
        with pytest.raises(PackError) as raised:
            build(table, "xx.toml")
        told = [*raised.value.errors, *check(proof(table), "xx.toml")]
        for _, said in FAULTS:
            assert [error for error in told if error.startswith(f"xx.toml: {said}")], said
        assert len(told) == len(set(told)) == len(FAULTS)

    def test_of_a_proof(self) -> None:
        table = changed(lambda t: t["example"].append({"text": "This is nothing", "is": "heading"}))
        table["counter_example"].append({"text": "See also", "is": "heading"})
        with pytest.raises(PackError) as raised:
            prove(make(table), proof(table), "xx.toml")
        first, second = raised.value.errors
        assert first == 'xx.toml: example 2: "This is nothing" is not recognised as heading'
        assert second.startswith('xx.toml: counter_example 2: "See also" is recognised as heading')

    @pytest.mark.parametrize("arguments", [["packs", "check"], ["--pack"]])
    def test_of_all_packs_named_in_one_order(self, tmp_path: Path, arguments: list[str]) -> None:
        """Whatever the hash seed, which orders a set of texts anew in each process."""
        table = copy.deepcopy(GOOD)
        for change, _ in FAULTS:
            change(table)
        for key in ("language", "name", "english_name"):
            table.pop(key)
        one = write(tmp_path / "one.toml", table)
        two = write(tmp_path / "two.toml", changed(lambda t: t["months"].update({"8": ["sunday", "monthb"]})))
        files: list[str | Path] = [one, two] if arguments == ["packs", "check"] else [one, "--pack", two, "-"]
        said = {run(*arguments, *files, given=b"x", seed=seed).stderr.decode() for seed in ("1", "2", "3")}
        (lines,) = map(str.splitlines, said)
        assert len(lines) == len(FAULTS) + 3 + 2
        assert [line.split(": ", 2)[:2] for line in lines[:3]] == [["seedparse", str(one)]] * 3
        assert lines[-2] == f'seedparse: {two}: months.8: "monthb" is also month 2; keep one'
        assert lines[-1] == f'seedparse: {two}: months.8: "sunday" is also a weekday; keep one'

    def test_two_packs_of_one_language(self, tmp_path: Path) -> None:
        one, two = (write(tmp_path / name, GOOD) for name in ("one.toml", "two.toml"))
        done = run("--pack", one, "--pack", two, "-", given=b"x")
        assert done.returncode == 2
        assert f'{two}: language: "xx" is also the language of {one}; keep one' in done.stderr.decode()


PHRASES_OF_ALL_SORTS = [
    *(
        "(",
        ")",
        "[",
        "{",
        "<",
        "|",
        "\\",
        "*",
        "()",
        "(|)",
        "[x]",
        "x*",
        "{rest}",
        "{day}",
        "{x}",
        "<reports>",
        ":",
        "",
    ),
    "(" * 5000,
    "(" * 5000 + "x" + ")" * 5000,
    "[" * 200 + "x" + "]" * 200,
]
VALUES: list[Any] = [None, 0, -1, 10**30, 1.5, True, "", " ", "x", "(", [], [1], [["x"]], [{}], ["x", "X"], {}]
VALUES += [{"a": 1}, {"1": ["x"]}, {"a": ["<a>"]}, *([phrase] for phrase in PHRASES_OF_ALL_SORTS)]


def places(table: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    for key, value in table.items() if isinstance(table, dict) else enumerate(table):
        if way[-1:] in (("months",), ("jalali",)) and key not in ("1", "12"):
            continue  # a month like these
        yield (*way, key)
        if isinstance(value, dict | list):
            yield from places(value, (*way, key))


def full(*, with_parts: bool = True) -> Table:
    """A pack that has every key; its forms of attribution, which are most of its phrases, if they are asked for."""
    table = copy.deepcopy(GOOD)
    for section, key in WORDS:
        table.setdefault(section, {}).setdefault(key, ["word"])
    for section, key in PHRASES:
        slot = sorted(PHRASES[section, key][1])[:1]
        table.setdefault(section, {}).setdefault(key, [" ".join([section, key, *(f"{{{name}}}" for name in slot)])])
    table["evidence"]["typical"] = "q"
    table["dates"].update(order="dmy", forms=["{day} of {month} {year}"], eras={"Reiwa": 2018}, calendar="buddhist")
    table["attribution"]["parts"] = (
        {}
        if not with_parts
        else {name: [f"{name} word {{{slot}}}" if slot else f"{name} word:"] for name, slot in PARTS.items()}
    )
    table["dateline"]["forms"] = ["{place}, {date} -"]
    table["jalali"] = {str(number): [f"jalali{chr(96 + number)}"] for number in range(1, 13)}
    return table


def errors_of(table: Table) -> tuple[str, ...]:
    try:
        make(table)
    except PackError as error:
        return error.errors
    return ()


def test_the_full_pack_is_good() -> None:
    make(full())


@pytest.mark.parametrize("way", list(places(full())), ids=str)
def test_a_value_of_any_kind_is_taken_or_refused(way: tuple[Any, ...]) -> None:
    """Never a traceback: whatever stands at whichever key."""
    for value in VALUES:
        table = full(with_parts=way[:2] == ("attribution", "parts"))
        if len(way) > 2 and way[:2] == ("attribution", "parts"):
            # The one part, and two that make forms with it: with all of them a pack takes ten times as long.
            parts = table["attribution"]["parts"]
            table["attribution"]["parts"] = {name: parts[name] for name in dict.fromkeys((way[2], "this", "reports"))}
        inner = table
        for key in way[:-1]:
            inner = inner[key]
        inner[way[-1]] = value
        told = [*check(proof(table), "xx.toml"), *errors_of(table)]
        assert all(each.startswith("xx.toml: ") for each in told)


def test_groups_in_groups_are_bounded() -> None:
    deep: Table = {"a": ["x"]} | {f"a{number}": [f"<a{number - 1 or ''}>"] for number in range(1, 500)}
    with pytest.raises(PackError, match="nested deeper than 30"):
        make(changed(lambda t: t.update(groups=deep)))
    wide: Table = {"a": ["x"]} | {f"a{number}": [f"<a{number - 1 or ''}> " * 9] for number in range(1, 12)}
    with pytest.raises(PackError, match="more than 20000 words"):
        make(changed(lambda t: t.update(groups=wide)))


@pytest.mark.parametrize(
    "text", ["a = " + "[" * 5000, "a = " + "9" * 5000, "a = 1\na = 2", "\xff", "a = 2025-02-31", "[a]\n[a]", "\0"]
)
def test_a_file_that_is_no_toml(tmp_path: Path, text: str) -> None:
    (tmp_path / "mine.toml").write_bytes(text.encode("latin-1"))
    done = run("packs", "check", tmp_path / "mine.toml")
    assert done.returncode == 1
    assert done.stderr.decode().startswith(f"seedparse: {tmp_path}/mine.toml: ")
    assert done.stderr.count(b"\n") == 1


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
    packs = packs_of([make(changed(lambda t: t["attribution"].update(sentences=["[so] (this|that) is {via}"])))])
    assert {"so", "this", "that"} <= set(packs.heads)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of a few pack files and their built form."""
    folder = tmp_path_factory.mktemp("built") / "languages"
    folder.mkdir()
    for language in ("de", "en", "ja", "uk"):
        shutil.copy(Path(loader.LANGUAGES, f"{language}.toml"), folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loader, "LANGUAGES", str(folder))
        patch.setattr(loader, "BUILT", str(folder / "built.json"))
        loader.write_built()
    return folder


class TestBuiltForm:
    """The built form is the files, or it is not used."""

    @pytest.fixture
    def languages(self, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A copy of it that a test may spoil."""
        shutil.copytree(built, tmp_path / "languages")
        monkeypatch.setattr(loader, "LANGUAGES", str(tmp_path / "languages"))
        monkeypatch.setattr(loader, "BUILT", str(tmp_path / "languages" / "built.json"))
        return tmp_path / "languages"

    def test_is_what_the_files_say(self, languages: Path) -> None:
        from seedparse.languages.loader import _read_built

        kept = _read_built()
        assert kept
        plain = [json.loads(json.dumps(read(path))) for path in shipped()]
        found = [pack.built for pack in kept.all()]
        assert [{**one, "phrases": list(one["phrases"]), "groups": dict(one["groups"])} for one in found] == plain
        assert kept.index == json.loads(json.dumps(index(plain, frequencies())))

    def test_a_pack_is_never_read_from_another_one(self, languages: Path) -> None:
        """The built form is replaced after its index was read: a pack then comes from its file."""
        from seedparse.languages.loader import _read_built, write_built

        kept = _read_built()
        assert kept
        (languages / "de.toml").unlink()
        write_built()
        assert kept.pack("en").built == read(str(languages / "en.toml"))

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
    def test_a_stale_one_is_never_used(self, languages: Path, spoil: Callable[[Path], object]) -> None:
        from seedparse.languages.loader import _read_built

        spoil(languages)
        assert _read_built() is None
