"""A data source for PySpark 4: `spark.read.format("seedparse").load(path)`.

Law: its rows are the records of the command over the same paths, whatever task died in between. Nothing that could not
be read is passed over: it ends the query, or with the option `failures` it is a row of its own.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from pyspark.sql import SparkSession
from pyspark.sql.datasource import DataSource, DataSourceReader, InputPartition

from seedparse.errors import Failure
from seedparse.integrations.work import Asked, Piece, asked, read, tasks
from seedparse.interchange.arrow import Columns
from seedparse.interchange.fields import chosen
from seedparse.interchange.schemas import spark as ddl
from seedparse.interchange.types import Field, Leaf, Record, record_type
from seedparse.stream import schema
from seedparse.text import jsonio

BATCH_BYTES = 4 * 1024 * 1024  # bytes of JSON Lines that become one batch of rows

FAILURE = Field(
    "failure",
    Record(
        tuple(
            Field(name, Leaf.INTEGER if name in ("line", "byte") else Leaf.TEXT, True, "") for name in Failure._fields
        )
    ),
    True,
    "What could not be read; the other columns are null",
)


def register(spark: SparkSession) -> None:
    """Make the format `seedparse` known to a session."""
    spark.dataSource.register(SeedparseSource)


class SeedparseSource(DataSource):
    """The format `seedparse`. Its options are the command's, and those of `integrations.work.Asked`."""

    @classmethod
    def name(cls) -> str:
        """Return the name of the format."""
        return "seedparse"

    def schema(self) -> str:
        """Return the declared types, as DDL."""
        found = asked(self.options)
        return ddl(columns(found), found.options.unit or "article")

    def reader(self, schema: Any) -> "SeedparseReader":
        """Return what makes tasks and reads them."""
        return SeedparseReader(asked(self.options))


def columns(found: Asked) -> Record:
    """Return the type of a row."""
    record = record_type(schema(found.options.unit or "article"))
    if found.fields:
        record = chosen(record, found.fields)
    return Record((*record.fields, FAILURE)) if found.has_failures else record


class Task(InputPartition):
    """Files and ranges of files that one task reads, and failures that the listing met."""

    def __init__(self, pieces: list[Piece], failures: Sequence[Failure] = ()) -> None:
        super().__init__(None)
        self.pieces = pieces
        self.failures = failures


class SeedparseReader(DataSourceReader):
    """Makes the tasks on the driver, and reads them on the executors."""

    def __init__(self, found: Asked) -> None:
        self._asked = found

    def partitions(self) -> Sequence[Task]:
        """Return the tasks."""
        found = self._asked
        made, failures = tasks(
            found.paths,
            found.options,
            globs=found.globs,
            task_bytes=found.task_bytes,
            range_bytes=found.range_bytes,
        )
        return [*(Task([], failures) for _ in failures[:1]), *map(Task, made)]

    def read(self, partition: InputPartition) -> Iterator[Any]:
        """Yield the rows of a task as Arrow batches."""
        assert isinstance(partition, Task)
        made = Columns(columns(self._asked), all_nullable=True)
        held: list[bytes] = []
        size = 0
        for line in self._lines(partition):
            held.append(line)
            size += len(line)
            if size >= BATCH_BYTES:
                yield from made.table(b"".join(held)).to_batches()
                held, size = [], 0
        if held:
            yield from made.table(b"".join(held)).to_batches()

    def _lines(self, task: Task) -> Iterator[bytes]:
        yield from map(self._failed, task.failures)
        for piece in task.pieces:
            for each in read(piece, self._asked.options):
                yield self._failed(each) if isinstance(each, Failure) else each

    def _failed(self, found: Failure) -> bytes:
        if not self._asked.has_failures:
            raise RuntimeError(f"{found.path}: {found.message} (option failures=true makes a row of it)")
        return jsonio.line({FAILURE.name: found._asdict()})
