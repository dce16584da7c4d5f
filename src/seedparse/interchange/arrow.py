"""Records as Arrow tables, made from their JSON Lines without a Python object for each.

Law: a table has all fields of the type that is asked for, dates as dates, and nothing else.
"""

from typing import Any

from seedparse.interchange.types import Field, Items, Leaf, Record, Type


class Columns:
    """Makes tables of records of one type."""

    def __init__(self, record: Record, *, all_nullable: bool = False) -> None:
        """`all_nullable`: null is allowed everywhere, as in Spark's tables."""
        import pyarrow

        self._arrow = pyarrow
        self._read_as = pyarrow.schema([_field(each, has_dates=False) for each in record.fields])
        self.schema = pyarrow.schema([_field(each, all_nullable=all_nullable) for each in record.fields])

    def table(self, lines: bytes) -> Any:
        """Return the `pyarrow.Table` of whole JSON lines; fields of no column are left out."""
        from pyarrow.json import ParseOptions, ReadOptions, read_json

        # Arrow's reader knows no dates: it reads texts, which are converted.
        table = read_json(
            self._arrow.BufferReader(lines),
            read_options=ReadOptions(use_threads=False, block_size=len(lines) + 1),
            parse_options=ParseOptions(explicit_schema=self._read_as, unexpected_field_behavior="ignore"),
        )
        return table.cast(self.schema)


def _type(kind: Type, *, has_dates: bool = True, all_nullable: bool = False) -> Any:
    import pyarrow

    if isinstance(kind, Record):
        return pyarrow.struct([_field(each, has_dates=has_dates, all_nullable=all_nullable) for each in kind.fields])
    if isinstance(kind, Items):
        return pyarrow.list_(_type(kind.of, has_dates=has_dates, all_nullable=all_nullable))
    if kind is Leaf.INTEGER:
        return pyarrow.int64()
    return pyarrow.date32() if kind is Leaf.DATE and has_dates else pyarrow.string()


def _field(field: Field, *, has_dates: bool = True, all_nullable: bool = False) -> Any:
    import pyarrow

    kind = _type(field.type, has_dates=has_dates, all_nullable=all_nullable)
    return pyarrow.field(field.name, kind, nullable=field.is_nullable or all_nullable or not has_dates)
