"""A reader step for datatrove: documents with `text`, `id` and `metadata`.

Law: the documents of all ranks are those of one run of the command with `--as text`, in any number of tasks. What could
not be read is a document without text whose metadata has `failure`: an exception would leave the pool waiting.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from datatrove.data import Document
from datatrove.pipeline.base import PipelineStep

from seedparse.errors import Failure
from seedparse.integrations.work import TASK_BYTES, read, tasks
from seedparse.interchange.text_line import text_line
from seedparse.model import Options
from seedparse.text import jsonio


class SeedparseReader(PipelineStep):
    """Reads texts and yields a document for each article."""

    name = "seedparse"
    type = "READER"

    def __init__(
        self,
        paths: str | Iterable[str],
        options: Options = Options(),
        *,
        globs: Iterable[str] = (),
        task_bytes: int = TASK_BYTES,
    ) -> None:
        """`paths`: files and folders, local or remote. Small files are given out in groups of `task_bytes`."""
        super().__init__()
        self._paths = (paths,) if isinstance(paths, str) else tuple(paths)
        self._options = options
        self._globs = tuple(globs)
        self._task_bytes = task_bytes

    def run(self, data: Any = None, rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        """Yield the documents of this rank."""
        if data:
            yield from data
        # No file is divided: each rank would read all of it for the places where it can be cut.
        made, failures = tasks(
            self._paths, self._options, globs=self._globs, task_bytes=self._task_bytes, range_bytes=0
        )
        yield from map(failed, failures if rank == 0 else ())
        for pieces in made[rank::world_size]:
            for piece in pieces:
                for each in read(piece, self._options):
                    document = failed(each) if isinstance(each, Failure) else Document(**text_line(jsonio.read(each)))
                    self.update_doc_stats(document)
                    yield document


def failed(found: Failure) -> Document:
    """Return the document of a failure."""
    return Document(text="", id=f"failure:{found.path}", metadata={"failure": found._asdict()})
