"""`--spans`: from a slot of a record to its lines, as a user calls it; the law of spans is in `laws.py`."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import seedparse
from conftest import SEED, records, run
from seedparse.stream import schema

PAGE = """The old ferry returns to the harbour
12 March 2025
By Anna Moss

The ferry sails again on Monday, and the harbour opens a day earlier for it.

The council had closed the pier in autumn, Reuters reported. It was rebuilt in winter.

Read also: The bridge is open again
"""


def spanned(*arguments: str | Path, given: bytes = b"") -> list[dict[str, Any]]:
    found = records(run("--spans", *arguments, given=given).stdout)
    jsonschema.Draft202012Validator(json.loads(schema("article", spans=True))).validate(found[0])
    return found


def placed(data: bytes, span: dict[str, int]) -> str:
    return data[span["byte_start"] : span["byte_end"]].decode()


def test_the_seed() -> None:
    data = SEED.read_bytes()
    (article,) = spanned(SEED)
    spans = article["spans"]
    assert placed(data, spans["header"]["title"]) == article["header"]["title"]
    assert [placed(data, span) for span in spans["body"]] == article["body"]
    for entry, span in zip(article["related"], spans["related"], strict=True):
        assert placed(data, span["heading"]).strip() == entry["heading"]
        assert placed(data, span["title"]).endswith(entry["title"])
        assert entry["date_raw"] in placed(data, span["date"])


def test_what_is_read_from_a_line_has_the_span_of_the_line() -> None:
    (article,) = spanned(given=PAGE.encode())
    spans = article["spans"]
    assert article["header"]["byline"] == "Anna Moss"
    assert [span["line_start"] for span in spans["header"]["byline"]] == [3]
    assert (article["header"]["published"], spans["header"]["published"]["line_start"]) == ("2025-03-12", 2)
    assert [each["publisher"] for each in article["citations"]] == ["Reuters"]
    assert [span["line_start"] for span in spans["citations"]] == [7]
    assert spans["related"] == [
        dict.fromkeys(("heading", "date", "title"), spans["related"][0]["title"]) | {"date": None}
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_date_alone_on_its_line(newline: str) -> None:
    """Two entries with the same date have a date line each."""
    menu = [f"Menu item {number}" for number in range(12)]
    entries = ["Read also", "07.02.2026", "A bench is painted red", "07.02.2026", "A clerk is on leave again"]
    text = [*menu, "", *PAGE.split("\n")[:-2], "", *entries]
    (article,) = spanned(given=newline.join(text).encode())
    dates = [span["date"]["line_start"] for span in article["spans"]["related"] if span["date"]]
    titles = [span["title"]["line_start"] for span in article["spans"]["related"] if span["date"]]
    assert [line - 1 for line in titles] == dates or titles == dates
    assert len(set(dates)) == 2


def test_records_without_the_flag_have_no_key_more() -> None:
    (article,) = spanned(SEED)
    assert list(article)[-1] == "spans"
    del article["spans"]
    assert records(run(SEED).stdout) == [article]


def test_the_python_functions_give_the_same() -> None:
    (article,) = seedparse.parse(SEED, seedparse.Options(spans=True))
    assert [dict(article)] == [record | {"origin": article["origin"]} for record in spanned(SEED)]
    with pytest.raises(TypeError, match="spans must be True or False"):
        seedparse.Options(spans="yes")  # type: ignore[arg-type]


@pytest.mark.parametrize("command", [[], ["schema"]])
def test_block_records_have_their_lines_always(command: list[str]) -> None:
    done = run(*command, "--spans", "--unit", "block", *([] if command else [SEED]))
    assert done.returncode == 2
    assert b"block records have their lines and bytes always" in done.stderr


def test_the_schema_is_closed() -> None:
    def objects(part: Any) -> Iterator[dict[str, Any]]:
        if isinstance(part, dict):
            if "object" in part.get("type", ()):
                yield part
            for value in part.values():
                yield from objects(value)
        elif isinstance(part, list):
            for value in part:
                yield from objects(value)

    whole = json.loads(run("schema", "--spans").stdout)
    jsonschema.Draft202012Validator.check_schema(whole)
    found = list(objects(whole))
    assert len(found) > 10
    assert all(each["additionalProperties"] is False for each in found)
