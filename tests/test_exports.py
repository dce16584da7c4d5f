"""Exports: each kind of `exports/` is read as its dumps expect, and nothing of `not_exports/` is taken for one."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

import seedparse
from conftest import ROOT
from seedparse.errors import PackError
from seedparse.profiles import loader
from seedparse.resources import load
from seedparse.stream import failing_examples

NOT_YET = {  # dumps that are not read as they expect
    "columns: german",
    "columns: ukrainian",
    "lynx: english",
    "lynx: english, visible and hidden links",
}
EXPORTS, NO_EXPORTS = ROOT / "tests/exports", ROOT / "tests/not_exports"


def dumps(folder: Path) -> list[Any]:
    found = []
    for path in sorted(folder.glob("*.toml")):
        for dump in tomllib.loads(path.read_text(encoding="utf-8"))["dump"]:
            name = f"{path.stem}: {dump['name']}"
            marks = [pytest.mark.xfail(strict=True)] if name in NOT_YET else []
            found.append(pytest.param(dump, id=name, marks=marks))
    return found


def said(article: Any, key: str) -> Any:
    """What a record says about a key of an expected article."""
    header, body = article["header"], article["body"]
    match key:
        case "body":
            return len(body)
        case "ends":
            return body[-1] if body else ""
        case "language":
            return article["language"]
        case "related_dates":
            return [entry["date"] for entry in article["related"]]
        case "body_has_not":
            return "\n".join(body)
    return header[key] or ""


def wrong(article: Any, wanted: dict[str, Any]) -> list[str]:
    """What a record says otherwise than it should."""
    found = []
    for key, value in wanted.items():
        got = said(article, key)
        if key == "ends":
            right = got.endswith(value)
        elif key == "body_has_not":
            right = not any(each in got for each in value)
        else:
            right = got == value
        if not right:
            found.append(f"{key} is {json.dumps(got, ensure_ascii=False)}, not {json.dumps(value, ensure_ascii=False)}")
    return found


def is_empty(article: Any) -> bool:
    """Whether a record is a cover sheet or a summary: it has no text."""
    return not (article["header"]["title"] or article["header"]["lead"] or article["body"] or article["related"])


@pytest.mark.parametrize("dump", dumps(EXPORTS))
def test_a_dump_is_read_as_it_expects(dump: Any) -> None:
    articles = [each for each in seedparse.parse_text(dump["text"]) if not is_empty(each)]
    faults = [f"{len(articles)} articles, not {len(dump['articles'])}"] * (len(articles) != len(dump["articles"]))
    for number, (article, wanted) in enumerate(zip(articles, dump["articles"], strict=False), 1):
        faults += [f"#{number} {each}" for each in wrong(article, wanted)]
    assert not faults


@pytest.mark.parametrize("dump", dumps(NO_EXPORTS))
def test_a_text_with_names_and_colons_is_no_export(dump: Any) -> None:
    """Interviews, letters, recipes and tables in ten languages: none of their lines is an export's."""
    found = list(seedparse.blocks(dump["text"].encode()))
    assert not [block["text"] for block in found if block["rule"].startswith("export")]
    meta = [line for article in seedparse.parse_text(dump["text"]) for line in article["header"]["meta"]]
    named = sum(": " in line for line in dump["text"].split("\n"))
    assert len(meta) < named, meta


@pytest.mark.parametrize("path", loader.shipped(), ids=lambda path: Path(path).stem)
def test_the_examples_of_a_profile_are_read_as_they_say(path: str) -> None:
    table = loader.table(path)
    assert table["name"] == Path(path).stem
    assert not failing_examples(path, load())
    if any(table.get(key) for key in ("own", "heads", "tails")):
        assert table["example"]
        assert table["counter_example"]


def of_docs() -> str:
    """The profile that docs/profiles.md shows."""
    told = (ROOT / "docs/profiles.md").read_text(encoding="utf-8")
    found = re.search(r"```toml\n(.*?)```", told, re.DOTALL)
    assert found
    return found[1]


def test_a_profile_of_your_own_is_used(tmp_path: Path) -> None:
    path = tmp_path / "harbour.toml"
    path.write_text(of_docs(), encoding="utf-8")
    text = tomllib.loads(of_docs())["example"][0]["text"]
    twice = text + "\n" + text.replace("sheet 12", "sheet 13")
    plain = list(seedparse.parse_text(twice))
    assert plain[0]["header"]["title"] != "Ferry stays for the winter" or len(plain) != 2
    articles = list(seedparse.parse_text(twice, seedparse.Options(profiles=(str(path),))))
    assert [article["header"]["title"] for article in articles] == ["Ferry stays for the winter"] * 2
    assert [article["header"]["published"] for article in articles] == ["1931-03-03"] * 2


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ('title = "Ferry stays for the winter"', "example 1: title is 'Ferry stays for the winter', not 'Another'"),
        ("meta: Harbour archive, sheet {number}", "heads.1.1:"),
        ('name = "harbour-archive"', "name: is missing"),
        ('byline = ["Author"]', "shared.author: is no meaning of a field"),
    ],
)
def test_a_wrong_profile_is_refused_with_a_reason(tmp_path: Path, broken: str, message: str) -> None:
    instead = {
        'title = "Ferry stays for the winter"': 'title = "Another"',
        "meta: Harbour archive, sheet {number}": "meta: Harbour archive, sheet {nubmer}",
        'name = "harbour-archive"': "",
        'byline = ["Author"]': 'author = ["Author"]',
    }
    path = tmp_path / "harbour.toml"
    path.write_text(of_docs().replace(broken, instead[broken]), encoding="utf-8")
    with pytest.raises(PackError) as raised:
        list(seedparse.parse_text("A text.", seedparse.Options(profiles=(str(path),))))
    assert f"{path}: {message}" in str(raised.value)
