"""An article as rows of tables: one table for what it has once, one for each of its lists.

Law: every value of the record is in one row of one table. The key of an article is its number in the output, since
articles with the same text share their `id`. A paragraph's number is what `citations.paragraph` says: 0, 1, ... in the
body, -1, -2, ... in the lead.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from seedparse.interchange.types import Items, Leaf, Record, Type, leaves

ARTICLES, PARAGRAPHS, CITATIONS = "articles", "paragraphs", "citations"
NUMBERED = {"body": (0, 1), "header.lead": (-1, -1)}
"""The lists whose items are paragraphs: number of the first, and the step to the next."""


class Column(NamedTuple):
    """A column of a table, and the path of its value in the article, or in an item of the table's list."""

    name: str
    type: Leaf
    is_nullable: bool
    path: tuple[str, ...]


class Table(NamedTuple):
    """A table. `path` is that of its list in the record; it is empty for the articles."""

    name: str
    columns: tuple[Column, ...]
    path: tuple[str, ...] = ()
    number: str = "number"  # the column that counts the items of the list
    first: int = 0
    step: int = 1


def tables(record: Record) -> list[Table]:
    """Return the tables of an article; paragraphs, which have two lists, come twice."""
    found = [Table(ARTICLES, tuple(_columns(record)))]
    for path, field in leaves(record):
        if not isinstance(field.type, Items):
            continue
        keys = tuple(path.split("."))
        if path in NUMBERED:
            found.append(Table(PARAGRAPHS, _items(field.type.of), keys, "paragraph", *NUMBERED[path]))
        else:
            found.append(Table(keys[-1], _items(field.type.of), keys))
    return found


def _columns(record: Record) -> Iterator[Column]:
    for path, field in leaves(record):
        if isinstance(field.type, Leaf):
            keys = tuple(path.split("."))
            yield Column("_".join(keys), field.type, field.is_nullable, keys)


def _items(kind: Type) -> tuple[Column, ...]:
    if isinstance(kind, Record):
        return tuple(_columns(kind))
    assert isinstance(kind, Leaf)
    return (Column("text", kind, False, ()),)


def rows(table: Table, article: Any, key: int) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of an article in a table; `key` is its number in the output."""
    if not table.path:
        yield (key, *(_value(article, column.path) for column in table.columns))
        return
    for number, item in enumerate(_value(article, table.path) or ()):
        yield (
            key,
            table.first + table.step * number,
            *(_value(item, column.path) for column in table.columns),
        )


def _value(value: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        value = None if value is None else value.get(name)
    return value


def create(record: Record, kinds: dict[Leaf, str]) -> Iterator[str]:
    """Yield the SQL that creates the tables; `kinds` has the SQL types."""
    for name, table in {table.name: table for table in tables(record)}.items():
        number = kinds[Leaf.INTEGER]
        columns = [f"  article {number} {'NOT NULL REFERENCES articles' if table.path else 'PRIMARY KEY'}"]
        if table.path:
            columns.append(f"  {table.number} {number} NOT NULL")
        for column in table.columns:
            bound = "" if column.is_nullable else " NOT NULL"
            columns.append(f'  "{column.name}" {kinds.get(column.type, kinds[Leaf.TEXT])}{bound}')
        if table.path:
            columns.append(f"  PRIMARY KEY (article, {table.number})")
        if name == CITATIONS:
            columns.append("  FOREIGN KEY (article, paragraph) REFERENCES paragraphs")
        inside = ",\n".join(columns)
        yield f"CREATE TABLE {name} (\n{inside}\n)"
