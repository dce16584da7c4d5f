"""Writes articles to a new SQLite or DuckDB database.

Law: the file appears when all articles are in it, in one transaction; after an error there is no file, and an earlier
one stays as it was.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Any, Protocol, Self

from seedparse.errors import OutputError
from seedparse.interchange.relations import ARTICLES, create, rows, tables
from seedparse.interchange.types import Leaf, Record
from seedparse.sinks.files import make_folders, remove_folders, too_long
from seedparse.text import jsonio

BATCH_BYTES = 16 * 1024 * 1024  # bytes of JSON Lines that are given to the database at once
OBJECT_BYTES = 1 << 30  # bytes; the longest record that DuckDB reads


class Loader(Protocol):
    """Writes articles to a new database at a path. Any error that it raises is one of its database."""

    def add(self, lines: list[bytes], first: int) -> None:
        """Add articles; `first` is the number of the first of them in the output."""

    def finish(self) -> None: ...
    def close(self) -> None: ...


class DatabaseFile:
    """A database that appears under its name when the `with` block ends without an error."""

    def __init__(self, path: str, name: str, record: Record) -> None:
        """`name`: that of the format. `record`: the type of an article."""
        self._path = path
        self._record = record
        self._make = LOADERS[name]
        self._loader: Loader | None = None
        self._temporary = ""
        self._folders: list[str] = []
        self._discarded = False
        self._held: list[bytes] = []
        self._size = 0
        self._articles = 0  # those given to the loader

    def __enter__(self) -> Self:
        return self

    def begin(self) -> None:
        """Create the database under a temporary name. Raises OutputError."""
        if reason := too_long(self._path):
            raise OutputError(f"{self._path}: {reason}")
        folder = os.path.dirname(self._path)
        try:
            self._folders = make_folders(folder)
            self._temporary = os.path.join(folder or ".", f".seedparse-{os.urandom(8).hex()}")
            self._loader = self._make(self._temporary, self._record)
        except OSError as error:
            raise OutputError(f"{self._path}: {error.strerror}") from None
        except Exception as error:
            raise self._failed(error) from None

    def write(self, lines: bytes) -> None:
        """Raises OutputError."""
        for line in lines.splitlines(keepends=True):
            self._held.append(line)
            self._size += len(line)
            if self._size >= BATCH_BYTES:
                self._flush()

    def save(self) -> None:
        """Do nothing: a database cannot be continued."""

    def discard(self) -> None:
        """Drop what was written."""
        self._discarded = True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        is_written = False
        try:
            if kind is None and not self._discarded:
                self._flush()
                assert self._loader
                self._finish(self._loader)
                is_written = True
            elif self._loader:
                self._loader.close()
        except Exception as failure:
            if kind is None:
                raise self._failed(failure) from None
        finally:
            if self._temporary:
                for suffix in ("", *LEFT_OVER):
                    with suppress(FileNotFoundError):
                        os.unlink(self._temporary + suffix)
            if not is_written:
                remove_folders(self._folders)

    def _finish(self, loader: Loader) -> None:
        loader.finish()
        loader.close()
        with open(self._temporary, "rb") as file:
            os.fsync(file.fileno())
        os.replace(self._temporary, self._path)

    def _flush(self) -> None:
        if self._loader is None:
            self.begin()
        assert self._loader
        held, self._held, self._size = self._held, [], 0
        try:
            if held:
                self._loader.add(held, self._articles + 1)
        except Exception as error:
            raise self._failed(error) from None
        self._articles += len(held)

    def _failed(self, error: Exception) -> OutputError:
        if isinstance(error, OutputError):
            return error
        return OutputError(f"{self._path}: {str(error) or type(error).__name__}")


class SqliteLoader:
    """Writes by `executemany`; a table `search` has the full text of titles and paragraphs (FTS5)."""

    def __init__(self, path: str, record: Record) -> None:
        import sqlite3

        self._tables = tables(record)
        self._connection = sqlite3.connect(path, isolation_level=None)
        # The file is thrown away after an error, so nothing is kept to undo a part of the transaction.
        for each in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "cache_size = -65536"):
            self._connection.execute(f"PRAGMA {each}").fetchall()
        self._connection.execute("BEGIN")
        for statement in (*create(record, SQLITE_TYPES), *SQLITE_SEARCH):
            self._connection.execute(statement)

    def add(self, lines: list[bytes], first: int) -> None:
        articles = list(enumerate(map(jsonio.read, lines), first))
        for table in self._tables:
            marks = ", ".join("?" * (1 + bool(table.path) + len(table.columns)))
            self._connection.executemany(
                f"INSERT INTO {table.name} VALUES ({marks})",
                (row for key, article in articles for row in rows(table, article, key)),
            )
        self._connection.executemany("INSERT INTO search (rowid, title, text) VALUES (?, ?, ?)", _searched(articles))

    def finish(self) -> None:
        self._connection.execute("CREATE INDEX articles_id ON articles (id)")
        self._connection.execute("COMMIT")
        self._connection.execute("PRAGMA journal_mode = DELETE").fetchall()

    def close(self) -> None:
        self._connection.close()


def _searched(articles: list[tuple[int, Any]]) -> Any:
    for key, article in articles:
        paragraphs = (*article["header"]["lead"], *article["body"])  # as in the view `texts`
        yield key, article["header"]["title"], "\n".join(paragraphs)


SQLITE_TYPES = {Leaf.TEXT: "TEXT", Leaf.INTEGER: "INTEGER"}
SQLITE_SEARCH = (
    "CREATE VIEW texts AS SELECT article, header_title AS title, (SELECT group_concat(text, char(10)) FROM "
    "(SELECT text FROM paragraphs WHERE paragraphs.article = articles.article ORDER BY paragraph >= 0, abs(paragraph))"
    ") AS text FROM articles",
    "CREATE VIRTUAL TABLE search USING fts5(title, text, content = 'texts', content_rowid = 'article', "
    "tokenize = 'unicode61 remove_diacritics 2')",
)


class DuckdbLoader:
    """Writes by `INSERT ... SELECT` from the JSON Lines themselves, which DuckDB reads."""

    def __init__(self, path: str, record: Record) -> None:
        import duckdb

        from seedparse.interchange.schemas import DUCKDB, spelled

        self._tables = tables(record)
        self._lines = path + LINES
        columns = ", ".join(f"{each.name}: '{spelled(each.type, DUCKDB)}'" for each in record.fields)
        self._read = (
            f"CREATE OR REPLACE TEMP TABLE batch AS SELECT * FROM read_json(?, format = 'newline_delimited', "
            f"maximum_object_size = {OBJECT_BYTES}, columns = {{output_number: 'BIGINT', {columns}}})"
        )
        self._connection = duckdb.connect(path)
        self._connection.execute("SET preserve_insertion_order = false")  # the articles have their numbers
        self._connection.execute("BEGIN")
        for statement in create(record, DUCKDB_TYPES):
            self._connection.execute(statement)

    def add(self, lines: list[bytes], first: int) -> None:
        with open(self._lines, "wb") as file:
            for number, line in enumerate(lines, first):
                file.write(b'{"output_number":%d,%b' % (number, line[1:]))
        self._connection.execute(self._read, [self._lines])
        for table in self._tables:
            self._connection.execute(f"INSERT INTO {table.name} {self._select(table)}")
        os.unlink(self._lines)

    @staticmethod
    def _select(table: Any) -> str:
        def path(*names: str) -> str:
            return ".".join(f'"{name}"' for name in names)

        if table.name == ARTICLES:
            return f"SELECT output_number, {', '.join(path(*each.path) for each in table.columns)} FROM batch"
        items = path(*table.path)
        inner = (
            f"SELECT output_number, {table.first} + {table.step} * unnest(range(len({items}))) AS number, "
            f"unnest({items}) AS item FROM batch"
        )
        columns = ", ".join(path("item", *each.path) for each in table.columns)
        return f"SELECT output_number, number, {columns} FROM ({inner})"

    def finish(self) -> None:
        self._connection.execute("DROP TABLE IF EXISTS batch")
        self._connection.execute("CREATE INDEX articles_id ON articles (id)")
        self._connection.execute("COMMIT")
        self._connection.execute("CHECKPOINT")

    def close(self) -> None:
        self._connection.close()


DUCKDB_TYPES = {Leaf.TEXT: "VARCHAR", Leaf.INTEGER: "BIGINT", Leaf.DATE: "DATE"}
LOADERS: dict[str, Callable[[str, Record], Loader]] = {"sqlite": SqliteLoader, "duckdb": DuckdbLoader}
LINES = ".jsonl"  # suffix of the file that a batch is read from
LEFT_OVER = ("-journal", ".wal", LINES)
"""Suffixes of the files that may lie beside an unfinished database."""
