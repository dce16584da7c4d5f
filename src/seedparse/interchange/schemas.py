"""The schema of a record in the language of another tool, made from the record's types.

Law: a value that the record can hold, the schema can hold. A date is of the tool's date type only if that has all days
from year 1 to 9999 and the tool reads it from JSON; else it stays text.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from seedparse.interchange.types import Field, Items, Leaf, Record, Type

KEYWORD_CHARS = 256  # characters; Elasticsearch's own default for the exact form of a text


class Spelling(NamedTuple):
    """How a tool writes types inside one another, as formats."""

    key: str  # of a `name`, its `type` and whether it is `nullable`
    record: str  # of its keys
    items: str  # of the type of an item
    leaves: Mapping[Type, str]
    text: str  # any other leaf


DUCKDB = Spelling('"{name}" {type}', "STRUCT({})", "{}[]", {Leaf.INTEGER: "BIGINT", Leaf.DATE: "DATE"}, "VARCHAR")
SPARK = Spelling("{name}: {type}", "STRUCT<{}>", "ARRAY<{}>", {Leaf.INTEGER: "BIGINT", Leaf.DATE: "DATE"}, "STRING")
POLARS = Spelling(
    "'{name}': {type}",
    "pl.Struct({{{}}})",
    "pl.List({})",
    {Leaf.INTEGER: "pl.Int64", Leaf.DATE: "pl.Date"},
    "pl.String",
)
DATASETS = Spelling("'{name}': {type}", "{{{}}}", "List({})", {Leaf.INTEGER: 'Value("int64")'}, 'Value("string")')
ARROW = Spelling(
    "pa.field('{name}', {type}, nullable={nullable})",
    "pa.struct([{}])",
    "pa.list_({})",
    {Leaf.INTEGER: "pa.int64()"},
    "pa.string()",
)


def spelled(kind: Type, by: Spelling) -> str:
    """Return the type as the tool writes it."""
    if isinstance(kind, Record):
        return by.record.format(", ".join(_key(each, by) for each in kind.fields))
    if isinstance(kind, Items):
        return by.items.format(spelled(kind.of, by))
    return by.leaves.get(kind, by.text)


def _key(each: Field, by: Spelling) -> str:
    return by.key.format(name=each.name, type=spelled(each.type, by), nullable=each.is_nullable)


def duckdb(record: Record, unit: str) -> str:
    """What `read_json` takes as `columns`."""
    return "{\n" + ",\n".join(f"  {each.name}: '{spelled(each.type, DUCKDB)}'" for each in record.fields) + "\n}\n"


def polars(record: Record, unit: str) -> str:
    """A Python module with `SCHEMA`."""
    return _python("import polars as pl", "SCHEMA = pl.Schema(", record, POLARS)


def arrow(record: Record, unit: str) -> str:
    """A Python module with `SCHEMA`. Arrow's reader of JSON knows no dates, so they are text."""
    rows = "".join(f"        {_key(each, ARROW)},\n" for each in record.fields)
    return f"import pyarrow as pa\n\nSCHEMA = pa.schema(\n    [\n{rows}    ]\n)\n"


def pandas(record: Record, unit: str) -> str:
    """A Python module with `READ_JSON`, arguments of `pandas.read_json`, and `DTYPES`, the types of its columns."""

    def of(kind: Type) -> str:
        return {Leaf.INTEGER: "int64"}.get(kind, "string") if isinstance(kind, Leaf) else "object"

    rows = "".join(f'    "{each.name}": "{of(each.type)}",\n' for each in record.fields)
    return f'READ_JSON = {{"lines": True, "dtype": False}}\nDTYPES = {{\n{rows}}}\n'


def datasets(record: Record, unit: str) -> str:
    """A Python module with `FEATURES`. Dates are text."""
    return _python("from datasets import Features, List, Value", "FEATURES = Features(", record, DATASETS)


def _python(head: str, begin: str, record: Record, by: Spelling) -> str:
    rows = "".join(f'        "{each.name}": {spelled(each.type, by)},\n' for each in record.fields)
    return f"{head}\n\n{begin}\n    {{\n{rows}    }}\n)\n"


def spark(record: Record, unit: str) -> str:
    """The DDL that `spark.read.schema` takes."""
    return ",\n".join(f"{each.name} {spelled(each.type, SPARK)}" for each in record.fields) + "\n"


def clickhouse(record: Record, unit: str) -> str:
    """The structure that the functions `file`, `s3` and `url` take. Date32 begins with 1900, so dates are text."""

    def of(kind: Type, *, is_nullable: bool) -> str:
        if isinstance(kind, Record):
            return f"Tuple({', '.join(map(field, kind.fields))})"  # cannot be Nullable: its leaves are
        if isinstance(kind, Items):
            return f"Array({of(kind.of, is_nullable=False)})"
        name = "Int64" if kind is Leaf.INTEGER else "String"
        return f"Nullable({name})" if is_nullable else name

    def field(each: Field) -> str:
        return f"`{each.name}` {of(each.type, is_nullable=each.is_nullable)}"

    return ",\n".join(map(field, record.fields)) + "\n"


def elasticsearch(record: Record, unit: str) -> str:
    """The body that creates an index. A list of objects is `nested`: otherwise the keys of its items are mixed up."""

    def of(kind: Type) -> dict[str, Any]:
        if isinstance(kind, Record):
            return {"properties": {each.name: of(each.type) for each in kind.fields}}
        if isinstance(kind, Items):
            return {"type": "nested", **of(kind.of)} if isinstance(kind.of, Record) else of(kind.of)
        match kind:
            case Leaf.INTEGER:
                return {"type": "long"}
            case Leaf.DATE:
                return {"type": "date", "format": "strict_date"}
            case Leaf.NAME:
                return {"type": "keyword"}
        return {"type": "text", "fields": {"keyword": {"type": "keyword", "ignore_above": KEYWORD_CHARS}}}

    return _json({"mappings": {"dynamic": "strict", **of(record)}})


def bigquery(record: Record, unit: str) -> str:
    """The JSON file that `bq load` takes as a schema. A list is REPEATED, which BigQuery never reads as null."""

    def of(each: Field) -> dict[str, Any]:
        kind, mode = each.type, "NULLABLE" if each.is_nullable else "REQUIRED"
        if isinstance(kind, Items):
            kind, mode = kind.of, "REPEATED"
        column: dict[str, Any] = {"name": each.name, "mode": mode, "description": each.told}
        if isinstance(kind, Record):
            return {**column, "type": "RECORD", "fields": [of(inner) for inner in kind.fields]}
        assert isinstance(kind, Leaf), "BigQuery has no lists of lists"
        return {**column, "type": {Leaf.INTEGER: "INTEGER", Leaf.DATE: "DATE"}.get(kind, "STRING")}

    return _json([of(each) for each in record.fields])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _quoted(name: str) -> str:
    return f'"{name}"'


def postgres(record: Record, unit: str) -> str:
    """SQL that creates a table `articles` or `blocks`, and a type for each kind of object in it."""
    statements: list[str] = []

    def of(kind: Type, name: str) -> str:
        if isinstance(kind, Items):
            return f"{of(kind.of, name)}[]"
        if isinstance(kind, Record):
            columns = ",\n".join(
                f"  {_quoted(each.name)} {of(each.type, f'{name}_{each.name}')}" for each in kind.fields
            )
            statements.append(f"CREATE TYPE {name} AS (\n{columns}\n);\n")
            return name
        return {Leaf.INTEGER: "bigint", Leaf.DATE: "date"}.get(kind, "text")

    def column(each: Field) -> str:
        bound = "" if each.is_nullable else " NOT NULL"
        return f"  {_quoted(each.name)} {of(each.type, f'seedparse_{unit}_{each.name}')}{bound}"

    columns = ",\n".join(map(column, record.fields))
    statements.append(f"CREATE TABLE {unit}s (\n{columns}\n);\n")
    return "".join(statements)


SCHEMAS: dict[str, Callable[[Record, str], str]] = {
    "duckdb": duckdb,
    "polars": polars,
    "arrow": arrow,
    "pandas": pandas,
    "datasets": datasets,
    "spark": spark,
    "clickhouse": clickhouse,
    "elasticsearch": elasticsearch,
    "bigquery": bigquery,
    "postgres": postgres,
}
"""The tools, and what makes the schema of a record and its unit for each."""
