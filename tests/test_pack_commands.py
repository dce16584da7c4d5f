"""`seedparse packs show`, `new`, `learn`, `check`, `suggest`: as a user calls them."""

import tomllib
from pathlib import Path

import pytest

from conftest import run
from packwords import write

PAGE = """Новий міст відкрили

Містяни у вівторок уперше за два роки пройшли новим мостом через річку Сулу.

Читай також ▶ Поїзди знову спинилися біля станції

Ремонт (довгий) тривав.

Знайдено тут ~ Маяк Сули
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    return tmp_path / "page.txt"


def said(*arguments: str | Path, code: int = 0) -> str:
    done = run("packs", *arguments)
    assert done.returncode == code, done.stderr.decode()
    return (done.stdout or done.stderr).decode()


class TestNew:
    def test_a_template_is_valid_toml_and_every_phrase_in_it_is_good(self, tmp_path: Path) -> None:
        new = tmp_path / "gull.toml"
        assert f"{new}: written" in said("new", new)
        text = new.read_text(encoding="utf-8")
        assert tomllib.loads(text)
        assert "the pack is empty" in said("check", new, code=1)
        lines = [
            line.removeprefix("# ") if "= " in line or line.startswith("# [[") else line for line in text.split("\n")
        ]
        new.write_text("\n".join(lines).replace('extends = "uk"', ""), encoding="utf-8")
        assert f"{new}: 12 phrases, 2 examples, all correct" in said("check", new)

    def test_it_never_overwrites(self, tmp_path: Path) -> None:
        new = tmp_path / "gull.toml"
        new.write_text("mine", encoding="utf-8")
        assert "exists already" in said("new", new, code=2)
        assert new.read_text(encoding="utf-8") == "mine"


class TestLearn:
    def test_a_phrase_and_its_example_from_a_line_of_the_dump(self, tmp_path: Path, page: Path) -> None:
        gull = tmp_path / "gull.toml"
        said("learn", gull, page, "--mark", "Читай також ▶ X=inline")
        assert tomllib.loads(gull.read_text(encoding="utf-8")) == {
            "related": {"inline": ["Читай також ▶ {title}"]},
            "example": [
                {
                    "text": "Читай також ▶ Поїзди знову спинилися біля станції",
                    "is": "inline",
                    "title": "Поїзди знову спинилися біля станції",
                }
            ],
        }
        assert "1 phrase, 1 example, all correct" in said("check", gull)
        assert '"Читай також"' in run("--pack", gull, page).stdout.decode()

    @pytest.mark.parametrize(
        ("mark", "section", "key", "phrase", "example"),
        [
            ("Читай також ▶ X=inline", "related", "inline", "Читай також ▶ {title}", {"title": "X"}),
            ("Читай також ▶ Міст=inline", "related", "inline", "Читай також ▶ {title}", {"title": "Міст"}),
            ("► Ще про порт:=heading", "related", "headings", "Ще про порт:", {}),
            ("Ще про X=heading", "related", "headings", "Ще про {rest}", {}),
            ("Джерело ~ «Маяк Сули»=credit", "attribution", "credits", "Джерело ~ {via}", {"via": "Маяк Сули"}),
            (
                "Про це нам сказали в X за словами Y=attribution",
                "attribution",
                "sentences",
                "Про це нам сказали в {publisher} за словами {via}",
                {"publisher": "X", "via": "Y"},
            ),
            (
                "Текст і світлини: Ганна Мох=byline",
                "byline",
                "lines",
                "Текст і світлини: {name}",
                {"name": "Ганна Мох"},
            ),
            ("Лист порту (щоранку)=promo", "junk", "promo", r"Лист порту \(щоранку\)", {}),
        ],
    )
    def test_of_each_kind(
        self, tmp_path: Path, mark: str, section: str, key: str, phrase: str, example: dict[str, str]
    ) -> None:
        gull = tmp_path / "gull.toml"
        said("learn", gull, "--extends", "uk", "--mark", mark)
        table = tomllib.loads(gull.read_text(encoding="utf-8"))
        assert table["extends"] == "uk"
        assert table[section][key] == [phrase]
        (told,) = table["example"]
        assert {name: value for name, value in told.items() if name not in ("text", "is")} == example

    @pytest.mark.parametrize(
        ("line", "kind", "section", "phrase"),
        [
            ("Heard on 12 May 2025 at X", "credit", ("attribution", "credits"), "Heard on {day} at {via}"),
            ("Photo vault of 12.05.2025", "photo", ("junk", "photo"), "Photo vault of {day}"),
            ("Inked: 12 May 2025", "published", ("fields", "published"), "Inked"),
        ],
    )
    def test_a_phrase_fits_the_lines_of_other_days(
        self, tmp_path: Path, line: str, kind: str, section: tuple[str, str], phrase: str
    ) -> None:
        gull, dump = tmp_path / "gull.toml", tmp_path / "a.txt"
        dump.write_text(f"A title\n\n{line.replace('12', '23').replace('X', 'Coast FM')}\n", encoding="utf-8")
        said("learn", gull, dump, "--extends", "en", "--mark", f"{line}={kind}")
        table = tomllib.loads(gull.read_text(encoding="utf-8"))
        assert table[section[0]][section[1]] == [phrase]
        assert "23" in table["example"][0]["text"]
        assert "1 example, all correct" in said("check", gull)

    def test_what_is_in_the_file_stays(self, tmp_path: Path, page: Path) -> None:
        gull = tmp_path / "gull.toml"
        before = '# mine\n[related]  # links\ninline = [\n  "далі: {title}",  # [old]\n]\n\n[junk]\npromo = ["лист"]\n'
        gull.write_text(before, encoding="utf-8")
        said("learn", gull, page, "--mark", "Читай також ▶ X=inline", "--mark", "Знайдено тут ~ X=credit")
        after = gull.read_text(encoding="utf-8")
        assert all(line in after for line in before.split("\n") if "inline" not in line)
        table = tomllib.loads(after)
        assert table["related"]["inline"] == ["Читай також ▶ {title}", "далі: {title}"]
        assert table["attribution"]["credits"] == ["Знайдено тут ~ {via}"]
        assert "has it already" in said("learn", gull, page, "--mark", "Читай також ▶ X=inline")
        assert gull.read_text(encoding="utf-8") == after

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            (["gull.toml", "page.txt", "--mark", "Читай ще ▶ X=inline"], "no line of the dump fits"),
            (["gull.toml", "--mark", "Читай також=poem"], "write LINE=KIND"),
            (["gull.toml", "--mark", "Читай також"], "write LINE=KIND"),
            (["gull.toml", "--mark", "Читай також X=inline", "--mark", "▶ X=inline"], "no word is left beside X"),
            (["gull.toml", "--mark", "X читай X=inline"], "X stands once"),
            (["gull.toml", "--mark", "Читай також=inline"], "write X in place of what changes"),
            (["page.txt", "--mark", "Читай також ▶ X=inline"], "FILE is the pack"),
            (["gull.toml", "--extends", "ux", "--mark", "Читай ▶ X=inline"], "is not a language of seedparse"),
            (["gull.toml", "none.txt", "--mark", "Читай ▶ X=inline"], "none.txt: no such file"),
        ],
    )
    def test_refused_without_a_trace(
        self, tmp_path: Path, page: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], told: str
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert told in said("learn", *arguments, code=2)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["page.txt"]


class TestCheck:
    def test_where_a_match_stopped(self, tmp_path: Path) -> None:
        example = {"text": "Читай далі ▶ Міст", "is": "inline"}
        gull = write(tmp_path / "gull.toml", {"related": {"inline": ["читай також ▶ {title}"]}, "example": [example]})
        told = said("check", gull, code=1)
        assert 'related.inline.1 stopped behind "Читай": it wants "також", and the text has "далі ▶ Міст"' in told

    def test_what_it_is_recognised_as_instead(self, tmp_path: Path) -> None:
        example = {"text": "Читайте також: Міст", "is": "promo"}
        gull = write(tmp_path / "gull.toml", {"junk": {"promo": ["читай також"]}, "example": [example]})
        assert "is not recognised as promo; it is recognised as inline by uk:related.inline" in said(
            "check", gull, code=1
        )

    def test_a_phrase_that_is_known_already_and_one_with_two_meanings(self, tmp_path: Path) -> None:
        table = {
            "related": {"inline": ["читайте також: {title}", "гудок ▶ {title}"]},
            "junk": {"promo": ["ще на цю тему"]},
        }
        told = said("check", write(tmp_path / "gull.toml", table)).splitlines()
        assert len(told) == 3
        assert 'related.inline.1: "читайте також: {title}" is known already: uk:related.inline.' in told[1]
        assert 'junk.promo.1: "ще на цю тему" has another meaning too: uk:related.headings.' in told[2]


class TestCheckTogether:
    def packs(self, tmp_path: Path, *tables: dict[str, dict[str, list[str]]]) -> list[Path]:
        return [write(tmp_path / f"{name}.toml", table) for name, table in zip("abc", tables, strict=False)]

    def test_a_phrase_with_two_roles_is_an_error(self, tmp_path: Path) -> None:
        a, b = self.packs(tmp_path, {"related": {"headings": ["гудок порту"]}}, {"junk": {"promo": ["гудок порту"]}})
        for files in ((a, b), (b, a)):  # of two kinds the order of kinds decides, whatever the order of files is
            told = said("check", *files, code=1)
            assert (
                f'{b}: junk.promo.1: "гудок порту" is promo here and heading in a.toml:related.headings.1, '
                "which comes first" in told
            )
            assert told.count("comes first") == 1

    def test_the_same_phrase_twice_is_none(self, tmp_path: Path) -> None:
        a, b = self.packs(tmp_path, *[{"related": {"inline": ["гудок ▶ {title}"]}}] * 2)
        told = said("check", a, b)
        assert f"{b}: related.inline.1:" in told
        assert "stands in a.toml:related.inline.1 too; one of them can go" in told

    def test_an_example_that_fails_beside_another_pack(self, tmp_path: Path) -> None:
        example = {"text": "Гудок порту", "is": "promo"}
        a, b = self.packs(tmp_path, {"related": {"headings": ["гудок порту"]}})[0], tmp_path / "b.toml"
        write(b, {"junk": {"promo": ["гудок порту"]}, "example": [example]})
        assert "all correct" in said("check", b)
        done = run("packs", "check", a, b)
        assert done.returncode == 1
        assert "together:" in done.stderr.decode()
        assert "b.toml" in done.stderr.decode()

    def test_packs_that_do_not_meet(self, tmp_path: Path) -> None:
        a, b = self.packs(tmp_path, {"related": {"headings": ["гудок порту"]}}, {"junk": {"promo": ["лист порту"]}})
        assert len(said("check", a, b).splitlines()) == 2

    def test_explain_names_the_phrase_that_came_too_late(self, tmp_path: Path, page: Path) -> None:
        gull = write(tmp_path / "gull.toml", {"junk": {"promo": ["читай також ▶ {rest}"]}})
        port = write(tmp_path / "port.toml", {"related": {"inline": ["читай також ▶ {title}"]}})
        shown = run("explain", "--json", "--pack", gull, "--pack", port, page).stdout.decode()
        assert '"rule":"port.toml:related.inline.1"' in shown
        late = "matches this line too, as promo; port.toml:related.inline.1 comes first"
        assert f'{{"rule":"gull.toml:junk.promo.1","detail":"{late}"}}' in shown


class TestShow:
    def test_a_language_and_what_a_pack_adds_to_it(self, tmp_path: Path) -> None:
        gull = write(tmp_path / "gull.toml", {"extends": "uk", "related": {"inline": ["гудок ▶ {title}"]}})
        shown = said("show", "uk", "--pack", gull)
        section = shown.split("[related] inline\n")[1].split("\n\n")[0].split("\n")
        assert section[0].split()[0] == "uk:related.inline.1"
        assert section[-1].split() == ["gull.toml:related.inline.1", "гудок", "▶", "{title}"]
        assert "gull.toml" not in said("show", "uk")
        assert said("show", gull).split() == [
            "[related]",
            "inline",
            "gull.toml:related.inline.1",
            "гудок",
            "▶",
            "{title}",
        ]

    def test_neither_a_language_nor_a_file(self) -> None:
        assert "neither a language nor a file" in said("show", "ux", code=2)


class TestSuggest:
    """A made-up site: a running head, a credit and a link with marks that no pack knows, a line below."""

    def pages(self, folder: Path) -> Path:
        towns = ["Сула", "Орель", "Псел", "Хорол", "Ворскла", "Удай"]
        text = "Містяни ще раз пройшли новим мостом, бо старий закрили минулого року на довгий ремонт."
        folder.mkdir()
        for number, town in enumerate(towns * 2):
            lines = [
                "≡ Гавань · листок ≡",
                f"{town} відкриває міст {number}",
                text,
                f"Не минай ⇒ Річка {town} знову вийшла з берегів {number}",
                text,
                f"Почули тут ⇒ Вісник {town}",
                "Кинь монетку нашій газеті",
            ]
            (folder / f"{number:02}.txt").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
        return folder

    def test_a_pack_that_reads_the_site(self, tmp_path: Path) -> None:
        pages = self.pages(tmp_path / "pages")
        told = {said("suggest", pages) for _ in range(2)}
        (text,) = told
        table = tomllib.loads(text)
        assert table["related"]["inline"] == ["Не минай ⇒ {title}"]
        assert table["attribution"]["credits"] == ["Почули тут ⇒ {via}"]
        assert table["junk"] == {"navigation": ["≡ Гавань · листок ≡"], "footer": ["Кинь монетку нашій газеті"]}
        assert '"Почули тут ⇒ {via}",  # on 12 of 12 pages, below the text\n' in text
        site = tmp_path / "site.toml"
        site.write_text(text, encoding="utf-8")
        assert "4 phrases, 4 examples, all correct" in said("check", site)
        (record,) = run("--pack", site, pages / "00.txt").stdout.decode().splitlines()
        assert '"via":"Вісник Сула"' in record
        assert '"title":"Річка Сула знову вийшла з берегів 0"' in record

    def test_what_a_pack_knows_is_not_suggested_again(self, tmp_path: Path) -> None:
        pages = self.pages(tmp_path / "pages")
        site = write(tmp_path / "site.toml", {"related": {"inline": ["не минай ⇒ {title}"]}})
        assert "Не минай" not in said("suggest", pages, "--pack", site)

    def test_labels_titles_and_names_are_no_headings_and_no_menu(self, tmp_path: Path) -> None:
        """A name behind a label over open lines, the titles of other pages in a list, a name with a pack's word."""
        pages = tmp_path / "pages"
        pages.mkdir()
        text = "The ferry sails again on Monday, and the harbour opens a day earlier for it, the council said."
        titles = [f"The {place} opens again in spring" for place in ("harbour", "library", "market", "museum")]
        for number, name in enumerate(["Radio Saltby", "Coast FM", "Kestrel Hall", "Town Hall"]):
            lines = ["Gull Post", titles[number], text, text, f"Seen by: {name}", *titles, "Give us a wave"]
            (pages / f"{number}.txt").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
        found = tomllib.loads(said("suggest", pages))
        phrases = {
            each for section in found.values() if isinstance(section, dict) for key in section.values() for each in key
        }
        assert found["attribution"]["credits"] == ["Seen by: {via}"]
        assert found["junk"]["navigation"] == ["Gull Post"]
        assert not phrases & set(titles)

    def test_nothing_to_suggest(self, page: Path) -> None:
        assert said("suggest", page).startswith("# Suggested from 1 article.")
        assert "no such file" in run("packs", "suggest", "none").stderr.decode()
