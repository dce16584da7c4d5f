"""The pages that `explain --html` and `stats --html` write: well-formed, self-contained, readable, inert."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import browser as chromium
import seedparse
from conftest import FIXTURES, ROOT, SEED, SOME, records, run
from hostile import ALIVE, HOSTILE
from seedparse.sources.texts import texts
from seedparse.text.visible import visible
from seedparse.tools.explain import explanations
from seedparse.tools.pages import explained
from seedparse.tools.pages.figures import figures_page
from seedparse.tools.pages.plots import BAR_UNITS, MOST_BARS, WIDEST_EDGE, Plot, bars, cited

BODY = "The ferry sails again on Monday, and the harbour opens a day earlier for it."
TITLE = "The old ferry returns to the harbour in spring"
TEXT = f"""{TITLE}
12 March 2025
By Anna Moss

{BODY}

{BODY}

Read also: The bridge is open again
"""
VOID = {"meta"}  # elements that are closed at once


class Page(HTMLParser):
    """The elements and texts of a page; fails where an element is not closed."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str]] = []  # innermost element, text
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self._open[-1] if self._open else "", data))

    def named(self, name: str) -> list[dict[str, str]]:
        """The elements of a class."""
        return [attributes for _, attributes in self.elements if name in attributes.get("class", "").split()]

    @property
    def text(self) -> str:
        return "".join(text for tag, text in self.texts if tag not in ("style", "script"))


def check(text: str) -> Page:
    """What holds for every page."""
    page = Page(text)
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for tag, attributes in page.elements:
        assert not {"src", "style", "srcset", "action"} & attributes.keys(), (tag, attributes)
        assert not any(name.startswith("on") for name in attributes)
        assert tag not in ("link", "img", "iframe", "object", "embed", "form", "base")
        for name in ("href", "aria-labelledby", "aria-describedby"):
            if name in attributes:
                assert attributes[name].removeprefix("#") in ids, attributes
        assert set(attributes.get("data-to", "").split()) <= set(ids)
    assert sum(tag == "script" for tag, _ in page.elements) <= 1
    assert sum(tag == "h1" for tag, _ in page.elements) == 1
    policies = [each["content"] for tag, each in page.elements if each.get("http-equiv") == "Content-Security-Policy"]
    assert policies[0].startswith("default-src 'none'; style-src 'sha256-")
    assert not ALIVE.search(text)
    return page


def explain(tmp_path: Path, *arguments: str | Path, given: bytes = b"") -> Page:
    out = tmp_path / "page.html"
    done = run("explain", "--html", out, *arguments, given=given)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    return check(out.read_text(encoding="utf-8"))


class TestExplained:
    @pytest.mark.parametrize("path", [SEED, *SOME, FIXTURES / "page-clock-tower.txt"], ids=lambda path: path.stem)
    def test_every_line_and_every_field_is_there(self, tmp_path: Path, path: Path) -> None:
        page = explain(tmp_path, path)
        for line in path.read_text(encoding="utf-8").split("\n"):
            assert line.strip() in page.text
        (article,) = records(run(path).stdout)
        for text in (article["header"]["title"], *article["body"], *(each["title"] for each in article["related"])):
            assert page.text.count(text) >= 2

    def test_a_line_leads_to_its_field_and_a_field_to_its_line(self, tmp_path: Path) -> None:
        page = explain(tmp_path, given=TEXT.encode())
        blocks, fields = page.named("block"), page.named("field")
        assert [block["class"].split()[1] for block in blocks] == ["title", "meta", "meta", "body", "body", "related"]
        assert all(block["data-to"] for block in blocks)
        assert all(field["data-to"] for field in fields)
        for one in blocks:
            for other in one["data-to"].split():
                assert one["id"] in next(field["data-to"] for field in fields if field["id"] == other).split()
        links = [each.get("aria-label", "") for tag, each in page.elements if tag == "a"]
        assert "title, line 1: show header.title in the record" in links
        assert "header.byline: show line 3" in links

    def test_a_role_is_named_and_not_only_a_colour(self, tmp_path: Path) -> None:
        page = explain(tmp_path, given=TEXT.encode())
        names = [text for tag, text in page.texts if tag in ("a", "span")]
        for name in ("title", "meta", "body", "related"):
            assert names.count(name) >= 2  # in the legend and at the line

    def test_what_is_in_doubt_is_marked(self, tmp_path: Path) -> None:
        menu = "".join(f"Menu item {number}\n" for number in range(12))
        text = f"{menu}The old ferry returns to the harbour\nFerry and harbour in spring sunlight again\n\n{BODY}\n"
        page = explain(tmp_path, given=text.encode())
        (article,) = records(run(given=text.encode()).stdout)
        (note,) = [note for note in article["notes"] if note["code"] == "doubtful"]
        assert note["line"]
        assert len(page.named("doubted")) == 1
        assert visible(note["detail"]) in page.text
        assert page.text.count("doubtful") == 2 + json.dumps(article).count("doubtful")

    def test_several_articles_and_documents(self, tmp_path: Path) -> None:
        lines = tmp_path / "a.jsonl"
        lines.write_text(json.dumps({"text": f"{TEXT}\f\n{TEXT}"}) + "\n" + json.dumps({"text": TEXT}) + "\n", "utf-8")
        page = explain(tmp_path, lines)
        names = [text for tag, text in page.texts if tag == "h2"]
        assert [name.split(": ")[:2] for name in names if "article" in name] == [
            ["#1", "article 1"],
            ["#1", "article 2"],
            ["#2", "article 1"],
        ]
        assert "3 articles" in page.text
        assert sum(tag == "section" for tag, _ in explain(tmp_path, "--article", "2", lines).elements) == 1

    def test_lines_that_are_not_shown_are_said_to_be_so(self, tmp_path: Path) -> None:
        page = explain(tmp_path, "--lines", "5", given=TEXT.encode())
        assert len(page.named("block")) == 1
        assert "line 1, not on this page" in page.text

    def test_no_text(self, tmp_path: Path) -> None:
        assert "There is no text." in explain(tmp_path, given=b"\n").text

    def test_the_same_bytes_again(self, tmp_path: Path) -> None:
        pages = [tmp_path / "1.html", tmp_path / "2.html"]
        for seed, page in enumerate(pages):
            run("explain", "--html", page, SEED, seed=str(seed))
        assert pages[0].read_bytes() == pages[1].read_bytes()

    def test_a_big_input_needs_a_choice(self, tmp_path: Path) -> None:
        big = tmp_path / "big.txt"
        long = f"{BODY} " * (explained.MAX_PAGE_CHARS // 10 // len(BODY))
        big.write_text("\n\f\n".join([TEXT, *([f"{TITLE}\n\n{long}\n"] * 11)]), encoding="utf-8")
        out = tmp_path / "page.html"
        done = run("explain", "--html", out, "--split", "\\f", big)
        assert done.returncode == 2
        assert b"Choose a part with --article N or --lines A-B." in done.stderr
        assert not out.exists()
        assert "article 1" in explain(tmp_path, "--split", "\\f", "--article", "1", big).text

    def test_nothing_is_read_behind_the_limit(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(explained, "MAX_PAGE_LINES", 20)
        (article,) = seedparse.parse_text(TEXT, seedparse.Options(spans=True))
        (explanation,) = explanations(texts(iter([TEXT.encode()]), seedparse.Options(), print), "-")

        def found() -> Iterator[tuple[Any, Any]]:
            for _ in range(4):
                yield article, explanation
            raise AssertionError

        with pytest.raises(explained.PageLimitError, match="holds 20 lines"):
            explained.explained_page("-", found())

    @pytest.mark.parametrize("flag", ["--json", "--full"])
    def test_flags_that_a_page_does_not_have(self, tmp_path: Path, flag: str) -> None:
        done = run("explain", "--html", tmp_path / "page.html", flag, SEED)
        assert done.returncode == 2
        assert f"cannot be used with {flag}".encode() in done.stderr

    def test_a_page_that_cannot_be_written(self, tmp_path: Path) -> None:
        done = run("explain", "--html", tmp_path / "none" / "page.html", SEED)
        assert done.returncode == 3
        assert b"no such file or directory" in done.stderr.lower()

    def test_hostile_text_is_text(self, tmp_path: Path) -> None:
        page = explain(tmp_path, given=f"{HOSTILE}\n\n{HOSTILE}. {BODY}\n\nBy {HOSTILE}\n".encode())
        assert visible(HOSTILE) in page.text
        assert "red" not in {tag for tag, _ in page.elements}
        assert all(text in ("doubtful",) for tag, text in page.texts if tag == "b")


def stats(tmp_path: Path, *arguments: str | Path, given: bytes = b"") -> Page:
    out = tmp_path / "stats.html"
    done = run("stats", "--html", out, *arguments, given=given)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    return check(out.read_text(encoding="utf-8"))


class TestFigures:
    def test_the_page_says_what_the_data_say(self, tmp_path: Path) -> None:
        page = stats(tmp_path, SEED, *SOME)
        (found,) = records(run("stats", "--json", SEED, *SOME).stdout)
        for key in ("lines", "extra", "languages", "related_years"):
            for label, count in found[key].items():
                assert re.search(rf"{label.replace('_', ' ')}\n{count:,} \(", page.text), (key, label)
        assert [each["id"] for tag, each in page.elements if tag == "h2"][:3] == ["shares", "lines", "extra"]
        assert f"{found['articles']} articles" in page.text

    def test_the_picture_of_who_cites_whom(self, tmp_path: Path) -> None:
        page = stats(tmp_path, SEED, SEED)
        (path,) = page.named("edge")
        assert float(path["stroke-width"]) == WIDEST_EDGE
        assert "guildhall cites current-time: 2" in page.text
        pictures = [each for tag, each in page.elements if tag == "svg" and each.get("role") == "img"]
        assert len(pictures) == 1
        assert all(each.get("aria-hidden") for tag, each in page.elements if tag == "svg" and "role" not in each)

    def test_the_longest_bar_fills_its_cell(self) -> None:
        rows = Page("".join(bars(Plot("notes", "Notes", "notes"), {f"n{at}": 100 - at for at in range(20)})))
        widths = [int(each["width"]) for tag, each in rows.elements if tag == "rect"]
        assert widths == sorted(widths, reverse=True)
        assert (widths[0], len(widths)) == (BAR_UNITS, MOST_BARS)
        assert "5 more: see --json." in rows.text
        assert f"100 ({100 / sum(range(81, 101)):.1%})" in rows.text

    @given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("cdefgh"), st.integers(1, 99)), min_size=1))
    def test_every_pair_of_a_small_graph_is_drawn(self, edges: list[tuple[str, str, int]]) -> None:
        page = Page("".join(cited(edges)))
        assert len(page.named("edge")) == len(edges)
        left, right = {publisher for publisher, *_ in edges}, {via for _, via, _ in edges}
        assert sum(tag == "text" for tag, _ in page.elements) == len(left) + len(right)

    def test_no_text(self, tmp_path: Path) -> None:
        assert "0 articles, 0 lines with text" in stats(tmp_path, given=b"\n").text

    def test_hostile_text_is_text(self) -> None:
        (found,) = records(run("stats", "--json", SEED).stdout)
        found["outlets"] = [{"outlet": HOSTILE, "rows": 2}]
        found["edges"] = [{"publisher": HOSTILE, "via": HOSTILE, "rows": 2}]
        found["unknown_lines"] = [{"line": HOSTILE, "articles": 2}]
        page = check("\n".join(figures_page([HOSTILE], found)))
        assert "script" not in {tag for tag, _ in page.elements}
        assert page.text.count(visible(HOSTILE)) > 6

    def test_not_with_json(self, tmp_path: Path) -> None:
        done = run("stats", "--html", tmp_path / "page.html", "--json", SEED)
        assert done.returncode == 2


def colours(css: str) -> list[dict[str, str]]:
    """The colours of the light and of the dark page."""
    light, dark = css.split("@media (prefers-color-scheme: dark)")
    found = [dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", part)) for part in (light, dark)]
    assert found[0].keys() == found[1].keys()
    return found


def brightness(colour: str) -> float:
    """The relative luminance, as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((brightness(one), brightness(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_every_text_has_the_contrast_of_wcag_aa() -> None:
    css = (ROOT / "src/seedparse/tools/pages/page.css").read_text(encoding="utf-8")
    grounds = {"paper", "panel", "chosen"}
    for palette in colours(css):
        for name in palette.keys() - grounds - {"line"}:
            for ground in grounds:
                assert contrast(palette[name], palette[ground]) >= 4.5, (name, ground)


@pytest.mark.heavy
class TestBrowser:
    """In a real Chromium: `pytest -m heavy tests/test_pages.py`."""

    pytestmark = pytest.mark.skipif(chromium.program() is None, reason="Chromium is not installed")

    def page(self, tmp_path: Path, *arguments: str | Path, given: bytes = b"") -> Path:
        explain(tmp_path, *arguments, given=given)
        return tmp_path / "page.html"

    def chosen(self, window: chromium.Browser) -> list[str]:
        found: list[str] = window.run("[...document.querySelectorAll('.chosen')].map(e => e.id)")
        return found

    def test_a_click_shows_what_belongs_together(self, tmp_path: Path) -> None:
        path = self.page(tmp_path, given=TEXT.encode())
        with chromium.browser(tmp_path / "profile") as window:
            window.open(path)
            window.click("#s1-b3 .text")
            assert "s1-b3" in self.chosen(window)
            field = window.run("document.querySelector('.field.chosen').id")
            assert "Anna Moss" in window.run(f"document.getElementById('{field}').textContent")
            window.press("Escape")
            assert self.chosen(window) == []
            window.click("#s1-f1 dd")
            assert self.chosen(window) == ["s1-b1", "s1-f1"]
            assert window.requests == [path.as_uri()]
            assert window.messages == []

    def test_with_the_keyboard(self, tmp_path: Path) -> None:
        with chromium.browser(tmp_path / "profile") as window:
            window.open(self.page(tmp_path, given=TEXT.encode()))
            for _ in range(40):
                window.press("Tab")
                if window.run("document.activeElement.matches('a.role')"):
                    break
            window.press("Enter")
            assert window.run("document.activeElement.id") == "s1-f1"
            assert self.chosen(window) == ["s1-b1", "s1-f1"]
            window.press("Tab")
            window.press("Enter")
            assert window.run("document.activeElement.id") == "s1-b1"

    def test_without_its_script(self, tmp_path: Path) -> None:
        with chromium.browser(tmp_path / "profile") as window:
            window.without_scripts()
            window.open(self.page(tmp_path, given=TEXT.encode()))
            window.click("#s1-b1 a.role")
            assert window.run("document.querySelector(':target').id") == "s1-f1"
            window.click("#s1-f1 a")
            assert window.run("document.querySelector(':target').id") == "s1-b1"

    def test_for_a_screen_reader(self, tmp_path: Path) -> None:
        with chromium.browser(tmp_path / "profile") as window:
            window.open(self.page(tmp_path, given=TEXT.encode()))
            found = window.accessible()
        assert ("link", "title, line 1: show header.title in the record") in found
        assert ("heading", "Record") in found
        assert not [role for role, name in found if role in ("link", "button", "heading") and not name.strip()]

    @pytest.mark.parametrize("width", [400, 1280])
    def test_the_page_of_figures(self, tmp_path: Path, width: int) -> None:
        stats(tmp_path, SEED, *SOME)
        with chromium.browser(tmp_path / "profile") as window:
            window.open(tmp_path / "stats.html", width=width)
            assert window.run("document.documentElement.scrollWidth") <= width
            heights = window.run(
                "[...document.querySelectorAll('.bar svg')].map(e => e.getBoundingClientRect().height)"
            )
            assert min(heights) > 5
            assert (window.messages, len(window.requests)) == ([], 1)

    @pytest.mark.parametrize("width", [400, 800, 1280])
    def test_nothing_is_wider_than_the_window(self, tmp_path: Path, width: int) -> None:
        long = "x" * 300
        path = self.page(tmp_path, given=f"{TEXT}\n{BODY} {long}\n".encode())
        with chromium.browser(tmp_path / "profile") as window:
            window.open(path, width=width)
            assert window.run("document.documentElement.scrollWidth") <= width

    def test_light_and_dark(self, tmp_path: Path) -> None:
        path = self.page(tmp_path, given=TEXT.encode())
        grounds: list[Any] = []
        with chromium.browser(tmp_path / "profile") as window:
            for dark in (False, True):
                window.open(path, dark=dark)
                grounds.append(window.run("getComputedStyle(document.body).backgroundColor"))
        assert grounds == ["rgb(255, 255, 255)", "rgb(20, 23, 27)"]

    def test_no_script_of_a_text_runs(self, tmp_path: Path) -> None:
        path = self.page(tmp_path, given=f"{HOSTILE}\n\n{HOSTILE}. {BODY}\n".encode())
        with chromium.browser(tmp_path / "profile") as window:
            window.open(path)
            assert window.run("typeof hacked") == "undefined"
            # Even markup that came into the page alive would not run: its hash is not in the policy.
            window.run("document.body.append(Object.assign(document.createElement('script'), {text: 'hacked = 1'}))")
            assert window.run("typeof hacked") == "undefined"
