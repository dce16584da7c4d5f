"""The types of a record for other tools: all made from its JSON Schema, and true to each tool's rules."""

import json
import re
from typing import Any, get_type_hints

import pytest

import seedparse
from conftest import ROOT, SEED, UNITS, records, run
from seedparse.command.cli import SCHEMA_TOOLS
from seedparse.interchange.schemas import SCHEMAS
from seedparse.interchange.types import Field, Items, Leaf, Record, Type, leaves, record_type
from seedparse.model import Unit
from seedparse.stream import schema


def test_the_types_are_those_of_the_python_types() -> None:
    """The JSON Schema and the typed dictionaries say the same, down to the leaves."""
    names = {Leaf.INTEGER: int, Leaf.TEXT: str, Leaf.NAME: str, Leaf.DATE: str}

    def check(kind: Type, hint: Any, *, is_nullable: bool = False) -> None:
        if isinstance(kind, Record):
            hints = get_type_hints(hint)
            assert [each.name for each in kind.fields] == list(hints)
            for each in kind.fields:
                check(each.type, hints[each.name], is_nullable=each.is_nullable)
        elif isinstance(kind, Items):
            assert hint.__origin__ is list
            check(kind.of, hint.__args__[0])
        else:
            assert hint == (names[kind] | None if is_nullable else names[kind])

    check(record_type(schema("article")), seedparse.Article)
    check(record_type(schema("block")), seedparse.BlockRecord)


def test_leaves_have_their_paths() -> None:
    found = dict(leaves(record_type(schema("article"))))
    assert found["header.published"] == Field("published", Leaf.DATE, True, found["header.published"].told)
    assert isinstance(found["related"].type, Items)
    assert not found["origin.line_start"].is_nullable


def test_what_no_record_has_is_refused() -> None:
    with pytest.raises(ValueError, match="number"):
        record_type('{"type": "object", "required": [], "properties": {"a": {"type": "number"}}}')


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("tool", SCHEMAS)
def test_every_tool_has_every_key(tool: str, unit: Unit) -> None:
    done = run("schema", "--unit", unit, "--for", tool)
    assert done.returncode == 0
    told = done.stdout.decode()

    def check(kind: Type) -> None:
        if isinstance(kind, Items):
            check(kind.of)
        elif isinstance(kind, Record):
            for each in kind.fields:
                assert re.search(rf"\b{each.name}\b", told)
                if tool != "pandas":  # its columns are the keys at the top
                    check(each.type)

    check(record_type(schema(unit)))


def test_the_command_knows_the_tools() -> None:
    assert ["json-schema", *SCHEMAS] == SCHEMA_TOOLS
    assert run("schema", "--for", "json-schema").stdout.decode() == schema("article")
    refused = run("schema", "--for", "oracle")
    assert refused.returncode == 2
    assert b"duckdb" in refused.stderr


def test_elasticsearch_by_its_rules() -> None:
    """Types that there are; strict: each key of a record is mapped; a list of objects is nested."""
    mapping = json.loads(run("schema", "--for", "elasticsearch").stdout)["mappings"]
    assert mapping.pop("dynamic") == "strict"

    def check(told: dict[str, Any], value: Any) -> None:
        if isinstance(value, list):
            if value and isinstance(value[0], dict):
                assert told["type"] == "nested"
            for each in value:
                check(told, each)
        elif isinstance(value, dict):
            assert set(value) == set(told["properties"])
            for key, each in value.items():
                check(told["properties"][key], each)
        elif value is not None:
            assert told["type"] in ({"long"} if isinstance(value, int) else {"text", "keyword", "date"})
            if told["type"] == "date":
                assert told["format"] == "strict_date"
                assert re.fullmatch(r"\d{4}-\d\d-\d\d", value)

    for record in records(run(SEED).stdout):
        check(mapping, record)
    assert mapping["properties"]["related"]["type"] == "nested"
    assert mapping["properties"]["origin"]["properties"]["fields"]["type"] == "nested"
    assert mapping["properties"]["id"]["type"] == "keyword"
    assert mapping["properties"]["related"]["properties"]["date"]["type"] == "date"


def test_bigquery_by_its_rules() -> None:
    """Names, types, modes and lengths; a record that has null or a list where the mode allows it."""
    columns = json.loads(run("schema", "--for", "bigquery").stdout)
    kinds: dict[str, type[Any]] = {"STRING": str, "INTEGER": int, "DATE": str, "RECORD": dict}

    def check(column: dict[str, Any], value: Any) -> None:
        assert re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,299}", column["name"])
        assert column["mode"] in ("NULLABLE", "REQUIRED", "REPEATED")
        assert len(column["description"]) <= 1024
        assert (column["mode"] == "REPEATED") == isinstance(value, list)
        for each in value if isinstance(value, list) else [value]:
            if each is None:
                assert column["mode"] == "NULLABLE"
            else:
                assert type(each) is kinds[column["type"]]
                if column["type"] == "RECORD":
                    assert [inner["name"] for inner in column["fields"]] == list(each)
                    for inner in column["fields"]:
                        check(inner, each[inner["name"]])

    for record in records(run(SEED).stdout):
        for column in columns:
            check(column, record[column["name"]])


def test_the_table_of_versions_is_the_pinned_one() -> None:
    told = (ROOT / "docs/recipes.md").read_text(encoding="utf-8")
    pinned = dict(
        re.findall(
            r"^([\w.-]+)==(\S+)$",
            "".join((ROOT / f"requirements/{name}.txt").read_text() for name in ("engines", "recipes")),
            re.MULTILINE,
        )
    )
    found = re.findall(r"^\| [\w ]+ \| (\w+) (\d\S*) \|", told, re.MULTILINE)
    assert len(found) >= 7
    for name, version in found:
        assert pinned[name] == version
