"""The form in which records are written: JSON Lines whole or with chosen fields, CSV, Parquet, a database, or the
format of another standard.

Law: what is written depends on the records alone, not on the sizes of the pieces in which they come. The form of plain
JSON Lines costs nothing and imports nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

from seedparse.errors import BadOutputError
from seedparse.remote import is_remote

if TYPE_CHECKING:  # every run imports this module: what it needs for plain JSON Lines is little
    from seedparse.interchange.types import Record
    from seedparse.sinks.encoding import Encoder, OutputFile, Saved, Sink

DATABASES = ("sqlite", "duckdb")
MODULES = {"parquet": "pyarrow", "duckdb": "duckdb"}
"""The modules that a format needs, by the format; the extra has the format's name."""


class Form(NamedTuple):
    """What is written of each record, and how."""

    name: str = "jsonl"  # "csv", "parquet", "sqlite", "duckdb"
    unit: str = "article"
    record: "Record | None" = None  # the type of what is written; None: whole records
    standard: str | None = None  # the standard that JSON Lines are written in

    @property
    def is_plain(self) -> bool:
        return self.name == "jsonl" and self.record is None and self.standard is None

    def check(self) -> None:
        """Raise BadOutputError if the format needs an extra that is not installed."""
        module = MODULES.get(self.name)
        if module is None:
            return
        from importlib.util import find_spec

        if find_spec(module) is None:
            raise BadOutputError(f"a .{self.name} file is written with an extra: pip install 'seedparse[{self.name}]'")


@contextmanager
def formed(sink: "Sink", form: Form) -> "Iterator[Sink]":
    """Yield the sink, or one that writes records in another form to it."""
    if form.is_plain:
        yield sink
        return
    encoder = _encoder(sink, form)
    try:
        yield encoder
    except BaseException:
        encoder.abandon()
        raise
    encoder.close()


def _encoder(sink: "Sink", form: Form, *, is_begun: bool = False) -> "Encoder":
    """`is_begun`: records were written to the sink before. Parquet cannot be continued."""
    if form.name == "parquet":
        from seedparse.sinks.parquet import Parquet

        assert form.record
        return Parquet(sink, form.record)
    if form.name == "csv":
        from seedparse.sinks.tables import Csv

        assert form.record
        return Csv(sink, form.record, is_begun=is_begun)
    from seedparse.sinks.changed import Changed

    return Changed(sink, form.record, form.standard)


class FormedFile:
    """A file of records in another form."""

    def __init__(self, file: "OutputFile", form: Form, *, is_begun: bool = False) -> None:
        """`is_begun`: the file has records already."""
        self._file = file
        self._form = form
        self._is_begun = is_begun
        self._encoder: Encoder | None = None
        self._discarded = False

    def __enter__(self) -> Self:
        self._file.__enter__()
        return self

    def begin(self) -> None:
        self._file.begin()

    def write(self, lines: bytes) -> None:
        if self._encoder is None:
            self._encoder = _encoder(self._file, self._form, is_begun=self._is_begun)
        self._encoder.write(lines)

    def save(self) -> "Saved | None":
        return None if self._form.name == "parquet" else self._file.save()

    def discard(self) -> None:
        self._discarded = True
        self._file.discard()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is not None or self._discarded:
                if self._encoder:
                    self._encoder.abandon()
            else:
                (self._encoder or _encoder(self._file, self._form, is_begun=self._is_begun)).close()
        except BaseException as raised:
            self._file.__exit__(type(raised), raised, raised.__traceback__)
            raise
        self._file.__exit__(kind, error, trace)


def output_file(path: str, form: Form = Form(), unfinished: "Saved | None" = None) -> "OutputFile":
    """Return the file for records in this form, local or remote; its directories are created when it is written.

    `unfinished`: what `save` of such a file has returned in an earlier run; the file goes on there.
    """
    if form.name in DATABASES:
        from seedparse.sinks.database import DatabaseFile

        assert form.record
        return DatabaseFile(path, form.name, form.record)
    file: OutputFile
    if is_remote(path):
        from seedparse.sinks.remote import RemoteFile

        file = RemoteFile(path)
    else:
        from seedparse.sinks import files

        file = files.OutputFile(path, durable=True, unfinished=unfinished)
    return file if form.is_plain else FormedFile(file, form, is_begun=bool(unfinished and unfinished.size))
