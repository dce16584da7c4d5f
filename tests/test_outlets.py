"""Known outlets: the shipped file says what it may, each spelling is recognised, and the ids are told."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import run
from seedparse.errors import PackError
from seedparse.languages import loader
from seedparse.phrases.outlets import EVERY, Outlets, build, merged
from seedparse.readers import attributions, citations
from seedparse.resources import load, outlet_id
from seedparse.text.words import Text

PACKS = load().packs
TABLE = loader.table(loader.OUTLETS)
OWN_TOML = '[[list]]\ntitle = "Mine"\nsource = "me"\n\n[list.outlets]\nfen-gull = { en = ["Quill"] }\n'

SENTENCES = {
    "ar": "أفادت بذلك وكالة «{}».",
    "az": "Bu barədə «{}» xəbər verir.",
    "be": "Пра гэта паведамляе «{}».",
    "bg": "Това съобщава „{}“.",
    "bn": "এ খবর জানিয়েছে {}।",
    "cs": "Informoval o tom server {}.",
    "da": "Det skriver {}.",
    "de": "Das berichtet „{}“.",
    "el": "Αυτό μεταδίδει το {}.",
    "en": "This was reported by {}.",
    "es": "Así lo informó {}.",
    "et": "Sellest teatas {}.",
    "fa": "این خبر را «{}» منتشر کرد.",
    "fi": "Asiasta kertoo {}.",
    "fr": "C'est ce qu'a révélé {}.",
    "he": 'כך דיווח "{}".',
    "hi": "{} के अनुसार, बैठक अगले सप्ताह होगी।",
    "hr": "To javlja {}.",
    "hu": "Erről számolt be a {}.",
    "hy": "Այս մասին հայտնում է «{}»։",
    "id": "Hal tersebut dilaporkan {}.",
    "it": "Lo riporta {}.",
    "ja": "このニュースは「{}」が報じた",
    "ka": "ამის შესახებ „{}“ წერს.",
    "kk": "Бұл туралы «{}» хабарлайды.",
    "ko": "이 소식은 {}가 보도했다.",
    "lt": "Apie tai praneša {}.",
    "lv": "Par to ziņo {}.",
    "mk": "За ова јавува „{}“.",
    "my": "ဤသတင်းကို {}က ဖော်ပြခဲ့သည်။",
    "nl": "Dat meldt {}.",
    "no": "Det skriver {}.",
    "pl": "Informuje o tym {}.",
    "pt": "A notícia foi avançada por {}.",
    "ro": "Despre acest lucru scrie {}.",
    "ru": "Об этом сообщает «{}».",
    "sk": "Informovala o tom {}.",
    "sl": "O tem poroča {}.",
    "sq": "Për këtë raporton {}.",
    "sr": "To javlja {}.",
    "sv": "Det skriver {}.",
    "sw": "Habari hii imeripotiwa na {}.",
    "ta": "இந்தத் தகவலை {} தெரிவித்துள்ளது.",
    "th": "เรื่องนี้ได้รับการเปิดเผยโดยสำนักข่าว{}",
    "tr": "Bunu {} duyurdu.",
    "uk": "Про це повідомляє «{}».",
    "ur": "یہ خبر {} نے دی ہے۔",
    "uz": "Bu haqda {} xabar berdi.",
    "vi": "Thông tin này được báo {} đăng tải.",
    "zh": "据《{}》报道",
}
"""A sentence of each language that says who reports."""


def spelled() -> Iterator[tuple[str, str, str]]:
    """Each outlet with each of its languages, and its first spelling there."""
    for each in TABLE["list"]:
        for outlet, names in each["outlets"].items():
            first: dict[str, str] = {}
            for key, spellings in names.items():
                for language in key.split() if key != "sites" else ():
                    first.setdefault(language, spellings[0])
            for language in first if EVERY not in first else SENTENCES:
                yield outlet, language, first.get(language, first.get(EVERY, ""))


def test_the_file_is_large_enough() -> None:
    outlets = {outlet for outlet, _, _ in spelled()}
    languages = {language for _, language, _ in spelled()}
    assert len(outlets) >= 800
    assert languages == set(SENTENCES)
    assert languages <= set(PACKS.by_language)
    assert len(languages) >= 30


def test_no_id_is_in_two_lists() -> None:
    ids = [outlet for each in TABLE["list"] for outlet in each["outlets"]]
    assert len(ids) == len(set(ids))


def test_each_list_says_where_its_names_come_from() -> None:
    assert all(each["title"] and each["source"] for each in TABLE["list"])


@pytest.mark.parametrize("language", SENTENCES)
def test_each_outlet_is_found_in_a_sentence_of_each_of_its_languages(language: str) -> None:
    wrong = []
    for outlet, known, spelling in spelled():
        if known != language:
            continue
        text = Text(SENTENCES[language].format(spelling))
        found = attributions.of_line(text, PACKS) or next(iter(citations.within(text, PACKS)), None)
        name = (found.publisher or found.via) if found else None
        if name is None or PACKS.outlets.id_of(name, language) != outlet:
            wrong.append((outlet, text.string, name))
    assert not wrong


@pytest.mark.parametrize(
    ("name", "language", "outlet"),
    [
        ("ТАСС", "ru", "tass"),
        ("TASS", "en", "tass"),
        ("Радіо Свобода", "uk", "rfe-rl"),
        ("Радио Свобода", "ru", "rfe-rl"),
        ("RFE/RL", "en", "rfe-rl"),
        ("reuters", None, "reuters"),
        ("«Reuters».", "ru", "reuters"),
        ("www.reuters.com", "de", "reuters"),
        # Case endings, in the languages that have them.
        ("Радіо Свободі", "uk", "rfe-rl"),
        ("«Эха Москвы»", "ru", "echo-of-moscow"),
        ("Gazety Wyborczej", "pl", "gazeta-wyborcza"),
        ("Reutersu", "cs", "reuters"),
        ("Reutersu", "de", None),
        # One spelling, several outlets: the language decides.
        ("RTL", "de", "rtl-de"),
        ("RTL", "fr", "rtl-france"),
        ("RTL", None, None),
        # A surname abroad.
        ("Stern", "de", "stern"),
        ("Stern", "en", None),
        ("Fenland Gull", None, None),
        ("", None, None),
        ("«»", "ru", None),
    ],
)
def test_the_id_of_a_printed_name(name: str, language: str | None, outlet: str | None) -> None:
    assert outlet_id(name, language) == outlet


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"colour": "red"}, "mine.toml: colour: unknown key"),
        ({"list": {}}, "mine.toml: list: must be written as [[list]]"),
        ({"list": [{"title": "x"}]}, "mine.toml: list 1: has no [list.outlets]"),
        ({"list": [{"name": "x", "outlets": {}}]}, "mine.toml: list 1: unknown key name"),
        ({"list": [{"outlets": {"gull": ["Gull"]}}]}, "mine.toml: outlets.gull: must be a table"),
        ({"list": [{"outlets": {"gull": {"en": "Gull"}}}]}, "mine.toml: outlets.gull.en: must be a list"),
        ({"list": [{"outlets": {"gull": {"en": ["«»"]}}}]}, 'outlets.gull.en: "«»" must have one to'),
        ({"list": [{"outlets": {"gull": {"en": ["G"]}}}, {"outlets": {"gull": {"de": ["G"]}}}]}, "twice; keep one"),
        (
            {"list": [{"outlets": {"gull": {"en de": ["Gull"]}, "tern": {"fr de": ["GULL"]}}}]},
            'outlets.tern: "GULL" is also a spelling of gull (de); keep one',
        ),
        ({"list": [{"outlets": {"gull": {"*": ["G"]}, "tern": {"fr": ["G"]}}}]}, "also a spelling of gull (*)"),
        ({"declined": "pl"}, "mine.toml: declined: must be a list"),
    ],
)
def test_a_wrong_file_is_refused_with_its_key(table: dict[str, object], said: str) -> None:
    with pytest.raises(PackError) as error:
        build(table, "mine.toml")
    assert said in str(error.value)


def test_own_outlets_are_added_and_come_first() -> None:
    shipped = build({"list": [{"outlets": {"gull": {"en de": ["Gull"]}}}]}, "one.toml")
    own = build({"list": [{"outlets": {"mine": {"en": ["Gull"], "fr": ["Mouette"]}}}]}, "two.toml")
    outlets = Outlets(merged(shipped, [own]))
    assert [outlets.id_of("Gull", language) for language in ("en", "de", "fr")] == ["mine", "gull", None]
    assert outlets.id_of("Mouette") == "mine"


def test_the_command_adds_a_file_of_outlets(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(OWN_TOML, encoding="utf-8")
    text = (
        b"Ferry sinks\n\nThe ferry sank at noon on Friday near the old quay. The pilot is safe, according to Quill.\n"
    )
    plain, added = run("-", given=text), run("--outlets", mine, "-", given=text)
    assert json.loads(plain.stdout)["citations"] == []
    assert [each["publisher"] for each in json.loads(added.stdout)["citations"]] == ["Quill"]


def test_a_wrong_file_ends_the_command(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(OWN_TOML.replace("source", "sauce"), encoding="utf-8")
    done = run("--outlets", mine, "-", given=b"x")
    assert done.returncode == 2
    assert b"mine.toml: list 1: unknown key sauce" in done.stderr
