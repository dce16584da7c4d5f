"""Writes records as Parquet, compressed with Zstandard.

Law: memory is bounded by one row group, and the row groups depend on the records only.
"""

from typing import Any

from seedparse.interchange.arrow import Columns
from seedparse.interchange.types import Record
from seedparse.sinks.encoding import Sink

ROW_GROUP_BYTES = 32 * 1024 * 1024  # bytes of JSON Lines; a group of text this long is some 10 MB in the file


class Parquet:
    """A sink that collects records into row groups and writes them to another sink."""

    def __init__(self, sink: Sink, record: Record) -> None:
        import pyarrow
        from pyarrow.parquet import ParquetWriter

        self._columns = Columns(record)
        self._file = _File(sink)
        self._writer = ParquetWriter(
            pyarrow.PythonFile(self._file, mode="w"), self._columns.schema, compression="zstd", write_page_index=True
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
        rows = b"".join(self._held)
        self._held.clear()
        self._size = 0
        table = self._columns.table(rows)
        self._writer.write_table(table, row_group_size=len(table))


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
