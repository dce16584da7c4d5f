"""The site of the documentation: its pages, and its picture, which `docs/make_pictures.py` draws."""

import re
import sys
from pathlib import Path

import pytest

from conftest import ROOT

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_opens_with_what_it_is_for(page: Path) -> None:
    """A title, then a paragraph in words: no table, list, block of code or heading."""
    title, gap, first, *_ = page.read_text(encoding="utf-8").split("\n")
    assert title.startswith("# ")
    assert gap == ""
    assert re.match(r"[A-Z`]", first), first


@pytest.mark.parametrize("page", [*PAGES, *ROOT.glob("*.md")], ids=lambda page: page.name)
def test_lines_are_narrow(page: Path) -> None:
    """At most 100 columns, but for rows of tables and blocks of code."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    assert not [line for line in text.split("\n") if len(line) > 100 and not line.startswith(("|", "    "))]


def test_links_between_pages_lead_somewhere() -> None:
    """`mkdocs build --strict` checks them with their anchors; this also checks those of README and CONTRIBUTING."""
    for page in [*PAGES, *ROOT.glob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), (page.name, target)


def test_the_front_page_names_each_page_of_how_to() -> None:
    front = (DOCS / "index.md").read_text(encoding="utf-8")
    section = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").split("- How to:")[1].split("- Reference:")[0]
    pages = set(re.findall(r"(\w+\.md)", section)) - {"look.md"}
    assert {"folder.md", "crawls.md", "check.md", "menus.md"} <= pages
    assert {page for page in pages if f"({page}" not in front} == set()


def test_each_page_is_in_the_navigation() -> None:
    """So says `mkdocs build --strict` too, but only in the gate."""
    listed = re.findall(r": (\w+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(listed) == [page.name for page in PAGES]


QUESTIONS = {
    "how do I keep the url of my WET records": ("crawls.md", "origin.url"),
    "how do I load 10,000 records into Polars": ("recipes.md", "scan_ndjson"),
    "what does doubtful mean": ("check.md", "What `doubtful` means"),
    "how do I stop a site's menu from being body": ("menus.md", "packs learn"),
}


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("front", ["README.md", "docs/index.md"])
def test_an_answer_is_at_most_two_clicks_away(question: str, front: str) -> None:
    """One click for the page, and one for its section."""
    page, answer = QUESTIONS[question]
    linked = re.findall(r"\]\((?:docs/)?([^)#\s]+)", (ROOT / front).read_text(encoding="utf-8"))
    assert page in linked
    assert answer in (DOCS / page).read_text(encoding="utf-8")


@pytest.mark.heavy
def test_the_picture_is_of_this_version() -> None:
    sys.path.insert(0, str(DOCS))
    try:
        from make_pictures import PICTURES  # type: ignore[import-not-found]
    finally:
        sys.path.remove(str(DOCS))
    for name, draw in PICTURES.items():
        assert (DOCS / name).read_text(encoding="utf-8") == draw(), "run: python docs/make_pictures.py"
