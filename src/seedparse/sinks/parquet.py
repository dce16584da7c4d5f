"""Writes records as Parquet, compressed with Zstandard.

Law: memory is bounded by one row group, and the row groups depend on the records only.
"""

from typing import Any

from seedparse.interchange.types import Field, Items, Leaf, Record, Type
from seedparse.sinks.compressed import Sink

ROW_GROUP_BYTES = 32 * 1024 * 1024  # bytes of JSON Lines; a group of text this long is some 10 MB in the file


class Parquet:
    """A sink that collects records into row groups and writes them to another sink."""

    def __init__(self, sink: Sink, record: Record) -> None:
        import pyarrow
        from pyarrow.parquet import ParquetWriter

        self._arrow = pyarrow
        self._read_as = pyarrow.schema([_field(each, has_dates=False) for each in record.fields])
        self._schema = pyarrow.schema([_field(each) for each in record.fields])
        self._file = _File(sink)
        self._writer = ParquetWriter(
            pyarrow.PythonFile(self._file, mode="w"), self._schema, compression="zstd", write_page_index=True
        )
        self._held: list[bytes] = []
        self._size = 0

    def write(self, lines: bytes) -> None:
        for line in lines.splitlines(keepends=True):
            self._held.append(line)
            self._size += len(line)
            if self._size >= ROW_GROUP_BYTES:
                self._flush()

    def close(self) -> None:
        self._flush()
        self._writer.close()

    def abandon(self) -> None:
        """Close the writer, whose last bytes go nowhere."""
        self._file.is_open = False
        self._writer.close()

    def _flush(self) -> None:
        if not self._held:
            return
        from pyarrow.json import ParseOptions, ReadOptions, read_json

        rows = b"".join(self._held)
        self._held.clear()
        table = read_json(
            self._arrow.BufferReader(rows),
            read_options=ReadOptions(use_threads=False, block_size=len(rows) + 1),
            parse_options=ParseOptions(explicit_schema=self._read_as, unexpected_field_behavior="ignore"),
        )
        self._writer.write_table(table.cast(self._schema), row_group_size=len(table))
        self._size = 0


class _File:
    """What pyarrow writes to."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._written = 0
        self.is_open = True
        self.closed = False

    def write(self, data: Any) -> int:
        piece = bytes(data)
        if self.is_open:
            self._sink.write(piece)
        self._written += len(piece)
        return len(piece)

    def tell(self) -> int:
        return self._written

    def flush(self) -> None:
        """Do nothing: the sink has all bytes."""

    def close(self) -> None:
        self.closed = True


def arrow_type(kind: Type, *, has_dates: bool = True) -> Any:
    """Return the type of pyarrow. `has_dates`: dates are of its date type, and not texts."""
    import pyarrow

    if isinstance(kind, Record):
        return pyarrow.struct([_field(each, has_dates=has_dates) for each in kind.fields])
    if isinstance(kind, Items):
        return pyarrow.list_(arrow_type(kind.of, has_dates=has_dates))
    if kind is Leaf.INTEGER:
        return pyarrow.int64()
    return pyarrow.date32() if kind is Leaf.DATE and has_dates else pyarrow.string()


def _field(field: Field, *, has_dates: bool = True) -> Any:
    import pyarrow

    return pyarrow.field(field.name, arrow_type(field.type, has_dates=has_dates), nullable=field.is_nullable)
