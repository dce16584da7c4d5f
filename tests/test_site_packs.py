"""Site packs: a user's own phrases, added to the languages and never in place of one, unless the pack says so."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import seedparse
from conftest import SEED, run
from packwords import write
from seedparse import resources
from seedparse.errors import PackError
from seedparse.languages import loader
from seedparse.model import Options
from seedparse.phrases.additions import with_own
from seedparse.phrases.indexing import packs_of
from seedparse.phrases.pack import Pack
from seedparse.phrases.pack_file import PHRASES, build

Table = dict[str, Any]
PAGE = """Новий міст відкрили

Містяни у вівторок уперше за два роки пройшли новим мостом через річку Сулу.

Читай також ▶ Поїзди знову спинилися біля станції

Ремонт тривав довго.
"""
ONE = {"related": {"inline": ["читай також ▶ {title}"]}}


def rules(text: str, *packs: Path) -> list[tuple[str, str]]:
    """The role and the rule of each block of a text."""
    done = run("--unit", "block", *(part for pack in packs for part in ("--pack", pack)), given=text.encode())
    assert done.returncode == 0, done.stderr.decode()
    return [(block["role"], block["rule"]) for block in map(json.loads, done.stdout.splitlines())]


@pytest.mark.parametrize("key", list(PHRASES), ids=".".join)
@pytest.mark.parametrize("extends", [None, "uk"])
def test_one_phrase_alone_is_a_pack(tmp_path: Path, key: tuple[str, str], extends: str | None) -> None:
    slot = sorted(PHRASES[key][1])[:1]
    table: Table = {"extends": extends} if extends else {}
    table[key[0]] = {key[1]: [" ".join(["гудок", *(f"{{{name}}}" for name in slot)])]}
    path = str(write(tmp_path / "gull.toml", table))
    packs = resources.load((path,)).packs
    assert packs.by_language["gull.toml"].phrases[0][1] == f"gull.toml:{key[0]}.{key[1]}.1"
    assert set(packs.letters) == set(loader.languages())  # no language more, none less


def test_it_is_read_and_named_as_the_reason(tmp_path: Path) -> None:
    gull = write(tmp_path / "gull.toml", ONE)
    assert ("related", "gull.toml:related.inline.1") in rules(PAGE, gull)
    assert not [rule for _, rule in rules(PAGE) if "inline" in rule]


def test_a_pack_that_extends_has_the_words_and_groups_of_its_language(tmp_path: Path) -> None:
    gull = write(
        tmp_path / "gull.toml",
        {
            "extends": "uk",
            "attribution": {"sentences": ["про це <part_reports> нам {publisher}"]},
            "names": {"generic": ["порталик"]},
        },
    )
    text = PAGE.replace("Ремонт", "Про це повідомляє нам видання «Чайка».\n\nРемонт")
    (article,) = seedparse.parse_text(text, Options(packs=(str(gull),)))
    assert article["attribution"]["publisher"] == "Чайка"
    # A word of the pack holds for the phrases of the language too.
    own = "Про це повідомляє порталик Чайка."
    (article,) = seedparse.parse_text(PAGE.replace("Ремонт", f"{own}\n\nРемонт"), Options(packs=(str(gull),)))
    assert article["attribution"] == {"text": own, "publisher": "Чайка", "via": None}
    assert article["language"] == "uk"


def test_a_language_of_the_users_own_may_be_extended(tmp_path: Path) -> None:
    table = loader.table(str(Path(loader.LANGUAGES, "et.toml"))) | {"language": "qaa"}
    table = {key: value for key, value in table.items() if "example" not in key}
    own = write(tmp_path / "own.toml", table)
    gull = write(
        tmp_path / "gull.toml", {"extends": "qaa", "attribution": {"clauses": ["<part_reports> gudok {publisher}"]}}
    )
    packs = resources.load((str(gull), str(own))).packs
    assert packs.by_language["gull.toml"].words == packs.by_language["qaa"].words


class TestOrder:
    """docs/packs.md, "Where packs clash"."""

    def test_own_packs_come_before_the_shipped_ones(self, tmp_path: Path) -> None:
        gull = write(tmp_path / "gull.toml", {"junk": {"navigation": ["читайте також: {rest}"]}})
        text = PAGE.replace("Читай також ▶", "Читайте також:")
        assert ("extra", "gull.toml:junk.navigation.1") in rules(text, gull)

    def test_the_first_named_pack_comes_first(self, tmp_path: Path) -> None:
        one, two = (write(tmp_path / name, ONE) for name in ("one.toml", "two.toml"))
        assert ("related", "one.toml:related.inline.1") in rules(PAGE, one, two)
        assert ("related", "two.toml:related.inline.1") in rules(PAGE, two, one)

    def test_in_a_pack_the_kinds_have_their_order(self, tmp_path: Path) -> None:
        table = {"junk": {"promo": ["читай {rest}"]}} | ONE
        assert ("related", "gull.toml:related.inline.1") in rules(PAGE, write(tmp_path / "gull.toml", table))

    def test_of_attributions_the_longest_match_holds(self, tmp_path: Path) -> None:
        gull = write(tmp_path / "gull.toml", {"attribution": {"clauses": ["повідомляє {publisher}"]}})
        line = "Про це повідомляє «Чайка» з посиланням на «Маяк»."
        text = PAGE.replace("Читай також ▶", line + "\n\nЧитай також ▶")
        (article,) = seedparse.parse_text(text, Options(packs=(str(gull),)))
        assert article["attribution"] == {"text": line, "publisher": "Чайка", "via": "Маяк"}


class TestReplaces:
    def table(self, **more: object) -> Table:
        table = loader.table(str(Path(loader.LANGUAGES, "uk.toml")))
        return {key: value for key, value in table.items() if "example" not in key} | more

    def test_a_language_is_never_replaced_in_silence(self, tmp_path: Path) -> None:
        done = run("--pack", write(tmp_path / "mine.toml", self.table()), given=b"x")
        assert done.returncode == 2
        (line,) = done.stderr.decode().splitlines()
        assert 'mine.toml: language: "uk" is a language of seedparse: write extends = "uk"' in line

    def test_only_the_language_is_wrong_with_a_phrase_and_a_language(self, tmp_path: Path) -> None:
        done = run("--pack", write(tmp_path / "mine.toml", {"language": "uk"} | ONE), given=b"x")
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1

    def test_a_pack_that_says_so_replaces_it_and_the_closing_line_tells(self, tmp_path: Path) -> None:
        table = self.table(replaces=True)
        del table["related"]
        mine = write(tmp_path / "mine.toml", table)
        done = run("--pack", mine, "-o", tmp_path / "out.jsonl", given=SEED.read_bytes())
        assert done.stderr.decode().endswith(f", language uk replaced by {mine}\n")
        known = PAGE.replace("Читай також ▶", "Читайте також:")
        assert ("related", "uk:related.inline.1") in [(role, rule[:19]) for role, rule in rules(known)]
        assert not [rule for _, rule in rules(known, mine) if rule.startswith("uk:related")]


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("ukrainian", 'language: "ukrainian" is not a BCP 47 code'),
        ("uk_UA", 'language: "uk_UA" is not a BCP 47 code'),
        ("u", 'language: "u" is not a BCP 47 code'),
        ("pt-BR-BR", "is not a BCP 47 code"),
        ("de-1996-1996", "is not a BCP 47 code"),
        ("en-a-bbb-a-ccc", "is not a BCP 47 code"),
        ("UK", 'language: write "UK" as BCP 47 does: "uk"'),
        ("pt-br", 'write "pt-br" as BCP 47 does: "pt-BR"'),
        ("sr-latn-rs", 'write "sr-latn-rs" as BCP 47 does: "sr-Latn-RS"'),
    ],
)
def test_a_language_is_written_as_bcp_47(tag: str, said: str) -> None:
    with pytest.raises(PackError) as raised:
        build({"language": tag, "evidence": {"alphabet": "a", "words": ["a"]}}, "xx.toml")
    assert [error for error in raised.value.errors if said in error]


@pytest.mark.parametrize("tag", ["qaa", "pt-BR", "sr-Latn-RS", "zh-yue-HK", "de-1996", "en-x-mine", "de-u-co-phonebk"])
def test_a_good_language(tag: str) -> None:
    with pytest.raises(PackError) as raised:
        build({"language": tag}, "xx.toml")
    assert not [error for error in raised.value.errors if error.startswith("xx.toml: language")]


REFUSED: list[tuple[Table, list[str]]] = [
    ({}, ["the pack is empty"]),
    ({"extends": "uj"} | ONE, ['extends: "uj" is not a language of seedparse']),
    ({"extends": 7} | ONE, ["extends: must be a text"]),
    ({"extends": "uk", "language": "qaa"} | ONE, ["extends: a pack has `language` or `extends`"]),
    ({"extends": "uk", "dates": {"weekdays": ["x"]}}, ["dates: belongs to the pack of a language"]),
    ({"extends": "uk", "related": {"inline": ["<no_such> {title}"]}}, ["there is no group <no_such>"]),
    ({"related": {"inline": ["<part_reports> {title}"]}}, ["there is no group <part_reports>"]),
    (
        {"name": "Gull"} | ONE,
        ["language: is missing; a pack without it, which adds to the languages, may not have name"],
    ),
    ({"replaces": True} | ONE, ["language: is missing"]),
    (
        {
            "extends": "uj",
            "colour": "red",
            "months": {"1": ["x"]},
            "related": {"inline": ["(", "x"], "headings": []},
            "example": [{"text": "x", "is": "poem"}],
        },
        [
            'extends: "uj"',
            "months: belongs",
            "colour: unknown key",
            "related.headings: the list is empty",
            'related.inline.1: "(": a part is empty',
            'related.inline.2: "x" has no slot {title}',
            'example 1: is = "poem" is unknown',
        ],
    ),
]


@pytest.mark.parametrize(("table", "said"), REFUSED)
def test_refused_with_all_errors_at_once(tmp_path: Path, table: Table, said: list[str]) -> None:
    path = str(write(tmp_path / "gull.toml", table))
    with pytest.raises(PackError) as raised:
        resources.load((path,))
    errors = raised.value.errors
    assert all(error.startswith(f"{path}: ") for error in errors)
    for each in said:
        assert [error for error in errors if each in error], each


def test_refused_in_one_order_in_ten_runs(tmp_path: Path) -> None:
    one = write(tmp_path / "one.toml", REFUSED[-1][0])
    two = write(tmp_path / "two.toml", {"junk": {"promo": ["a (", "b <c>"]}, "names": {"generic": ["*", "d", "D"]}})
    every: list[list[str | Path]] = [["--pack", one, "--pack", two, "-"], ["packs", "check", one, two]]
    for arguments in every:
        told = {run(*arguments, given=b"x", seed=str(seed)).stderr for seed in range(10)}
        assert len(told) == 1
        assert len(told.pop().splitlines()) == len(REFUSED[-1][1]) + 4


WORDS = ["гудок", "zug", "читай", "далі", "сообщает", "издание", "об", "этом", "на", "тему", "ще", "▶", "со", "ссылкой"]
OWN_WORDS = ["гудок", "zug", "чайка", "herald"]  # words that the seed lacks


@st.composite
def site_packs(draw: st.DrawFn) -> Table:
    """Packs with phrases of all kinds, each of which has a word that the seed lacks: so none of them matches in it."""
    table: Table = {}
    if extends := draw(st.sampled_from([None, "uk", "ru", "en", "ja"])):
        table["extends"] = extends
    table["groups"] = {"mine": draw(st.lists(st.sampled_from(OWN_WORDS), min_size=1, max_size=3, unique=True))}
    for (section, key), (_, needed, allowed) in PHRASES.items():
        phrases = []
        for number in range(draw(st.integers(0, 2))):
            words = draw(st.lists(st.sampled_from([*WORDS, "[ще]", "(на|об)"]), min_size=1, max_size=3))
            several = [[], *([name] for name in sorted(allowed))]
            slots = [f"{{{name}}}" for name in (sorted(needed)[:1] or draw(st.sampled_from(several)))]
            phrase = [f"гудок{number}", *words, draw(st.sampled_from(["", "<mine>"]))]
            phrases.append(
                " ".join([*slots, *phrase] if slots != ["{name}"] and key == "behind" else [*phrase, *slots])
            )
        if phrases and section != "dateline":
            table.setdefault(section, {})[key] = [" ".join(phrase.split()) for phrase in phrases]
    for key in draw(
        st.sets(st.sampled_from(["generic", "never", "articles", "media", "agencies", "offices", "persons"]))
    ):
        table.setdefault("names", {})[key] = draw(st.lists(st.sampled_from(OWN_WORDS), min_size=1, unique=True))
    seen: set[str] = set()
    for section, key in PHRASES:
        if key in table.get(section, {}):
            kept = [phrase for phrase in table[section][key] if phrase not in seen]
            seen |= set(kept)
            table[section][key] = kept
            if not kept:
                del table[section][key]
    table.setdefault("junk", {}).setdefault("promo", ["гудок zug"])
    return {key: value for key, value in table.items() if value}


@settings(max_examples=60)
@given(st.lists(site_packs(), min_size=1, max_size=3))
def test_the_seed_with_any_site_pack_is_exact(tables: list[Table]) -> None:
    text = SEED.read_text(encoding="utf-8")
    shipped = loader.load()
    own = []
    for number, table in enumerate(tables):
        base = shipped.by_language[table["extends"]].groups if "extends" in table else {}
        own.append(build(table, f"site{number}.toml", base=base))
    packs = with_own(shipped.index, shipped.by_language.__getitem__, own)
    parser = seedparse.Parser(resources=resources.load()._replace(packs=packs))
    (article,) = [*parser.feed(text), *parser.close()]
    (plain,) = seedparse.parse_text(text)
    assert article == plain


def test_the_seed_with_its_own_phrases_again_is_exact(tmp_path: Path) -> None:
    table = {
        "extends": "uk",
        "related": {"headings": ["ще на цю тему"]},
        "attribution": {"sentences": ["об этом сообщает издание {publisher}, со ссылкой на источник: {via}"]},
    }
    path = str(write(tmp_path / "gull.toml", table))
    text = SEED.read_text(encoding="utf-8")
    assert list(seedparse.parse_text(text, Options(packs=(path,)))) == list(seedparse.parse_text(text))
    assert ("related_heading", "gull.toml:related.headings.1") in rules(text, Path(path))


def in_order(found: Any) -> Any:
    return sorted(found.split()) if isinstance(found, str) else found


def test_an_added_pack_is_found_as_if_it_had_been_there() -> None:
    """The index that is added to is that over all packs, but for the order of the phrases."""
    built = {language: loader.read(str(Path(loader.LANGUAGES, f"{language}.toml"))) for language in ("de", "uk", "ja")}
    packs = {language: Pack(each) for language, each in built.items()}
    first = packs_of([packs["de"], packs["uk"]])
    added, whole = with_own(first.index, packs.__getitem__, [built["ja"]]), packs_of(packs.values())
    wanted: dict[str, Any] = dict(whole.index)
    for key, value in wanted.items():
        if key in ("shipped", "heads"):
            continue
        found: Any = added.index[key]  # type: ignore[literal-required]
        if isinstance(value, dict):
            assert {word: in_order(one) for word, one in found.items()} == {
                w: in_order(one) for w, one in value.items()
            }
        else:
            assert sorted(found, key=str) == sorted(value, key=str), key
    assert {word: sorted(one.source for one in added.heads.get(word)) for word in added.heads} == {
        word: sorted(one.source for one in whole.heads.get(word)) for word in whole.heads
    }


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_worker_processes_have_the_same_packs(tmp_path: Path, jobs: str) -> None:
    gull = write(tmp_path / "gull.toml", ONE)
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(7):
        (texts / f"{number}.txt").write_text(PAGE, encoding="utf-8")
    done = run("--pack", gull, "--jobs", jobs, "-o", "-", texts)
    assert [len(json.loads(line)["related"]) for line in done.stdout.splitlines()] == [1] * 7


def test_another_name_of_the_pack_is_another_state_of_a_batch(tmp_path: Path) -> None:
    """The rules of block records begin with the name of the pack's file."""
    (tmp_path / "a.txt").write_text(PAGE, encoding="utf-8")
    for name in ("one.toml", "two.toml"):
        pack = write(tmp_path / name, ONE)
        run("--pack", pack, "--unit", "block", "-o", tmp_path / "out", tmp_path / "a.txt")
        assert f'"{name}:related.inline.1"' in (tmp_path / "out/a.jsonl").read_text(encoding="utf-8")


def test_files_of_one_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    one, two = write(tmp_path / "gull.toml", ONE), write(tmp_path / "other/gull.toml", ONE)
    done = run("--pack", one, "--pack", two, given=b"x")
    assert done.returncode == 2
    assert f"{two}: {one} has the same name; rename one" in done.stderr.decode()
