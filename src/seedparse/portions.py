"""An input with many documents, or with one that cannot be read in ranges, in portions that processes parse separately.

Law: the records of the portions, one after the other, are those of the whole. The portions of a file depend on its
bytes and the options alone. One portion is held at a time, and an article that is too long for one is passed on while
it is read. An input can be read from any position on, and gives the rest of its records.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from seedparse.errors import InputError
from seedparse.model import Document, Options
from seedparse.ranges import Scanner, Split, part_with
from seedparse.sources.containers import Found, documents
from seedparse.sources.files import ENDLESS
from seedparse.text.reading import Part


class Position(NamedTuple):
    """A place in an input between two articles."""

    documents: int = 0  # documents before it
    articles: int = 0  # articles of the next document before it


class Held(NamedTuple):
    """A document, or a range of one, whose bytes or text are here."""

    about: Document
    pieces: Iterable[bytes | str]
    is_decoded: bool = False
    error: InputError | None = None  # raised behind the pieces
    part: Part | None = None  # what the reader of a range must know; None: the whole document
    is_output: bool = False  # whether the pieces are records that seedparse wrote


class Portion(NamedTuple):
    """Documents that are parsed together; a range of a long document is a portion of its own."""

    held: tuple[Held, ...] = ()
    error: InputError | None = None  # the input cannot be read further
    document: int = 0  # number of the document that the range is of; 0: whole documents
    is_live: bool = False  # the pieces are read while they are parsed: the portion cannot be sent to a process
    read: int = 0  # bytes of the input read since the portion before
    until: Position | None = None  # the position behind the portion; None: the input cannot be read from there

    def found(self) -> Iterator[Found]:
        """Yield the documents as their container does. Raises InputError where that does."""
        for about, pieces, is_decoded, error, part, is_output in self.held:
            yield Found(about, _raised(pieces, error), is_decoded, part, is_output)
        if self.error:
            raise self.error


def _raised(pieces: Iterable[bytes | str], error: InputError | None) -> Iterator[bytes | str]:
    yield from pieces
    if error:
        raise error


class Sizes(NamedTuple):
    """How big portions are, in bytes."""

    first: int  # of the first one; the next has twice as many, and so on
    usual: int
    most: int  # of an article that is held


class Divider:
    """Divides an input; each portion is emitted as soon as it is complete."""

    def __init__(
        self,
        options: Options,
        sizes: Sizes,
        emit: Callable[[Portion], None],
        start: Position = Position(),
        *,
        reads_records: bool = False,
    ) -> None:
        """What is before `start` is read and not emitted.

        `reads_records`: also divide an input that holds records which seedparse wrote.
        """
        self._start = start
        self._options = options
        self._reads_records = reads_records
        self._sizes = sizes
        self._emit = emit
        self._enough = min(sizes.first, sizes.usual)
        self._held: list[Held] = []
        self._size = 0  # bytes or characters of the documents held
        self._read = 0
        self._documents = 0
        self._told: InputError | None = None  # an error that a document has: the container may end with it too
        self._complete = 0  # documents that are emitted or held
        self._window: _Window | None = None  # of the long document that is read now

    def divide(self, pieces: Iterator[bytes]) -> None:
        """Emit all portions of an input; what `emit` raises passes through."""
        error = None
        try:
            for found in documents(self._counted(pieces), self._options, reads_records=self._reads_records):
                self._documents += 1
                self._document(found)
        except InputError as raised:
            error = raised if raised is not self._told else None
        self._flush()
        if error or self._read:
            self._send(Portion(error=error))

    def idle(self) -> None:
        """Emit what is complete: it may take long until the next bytes come."""
        if self._window:
            split = self._window.scanner.cut()
            self._ranges([split] if split else [])
        else:
            self._flush()

    def _counted(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self._read += len(piece)
            yield piece

    def _document(self, found: Found) -> None:
        held: list[bytes | str] = []
        size = 0
        error = None
        source = self._noted(found.pieces)
        if self._documents <= self._start.documents:
            pass_over(source)
            self._complete = self._documents
            return
        if found.is_output:  # little work: the process that reads them does it
            self._flush()
            self._send(Portion((Held(found.about, source, is_output=True),), is_live=True))
            return
        if self._start.articles and self._documents == self._start.documents + 1:
            self._long(found, source, self._start.articles)
            return
        try:
            for piece in source:
                held.append(piece)
                size += len(piece)
                if size > self._enough and not found.is_decoded:
                    self._flush()
                    self._long(found, chain(held, source))
                    return
        except InputError as raised:
            error = raised
        self._held.append(Held(found.about, tuple(held), found.is_decoded, error))
        self._complete = self._documents
        self._size += size
        if self._size >= self._enough:
            self._flush()

    def _noted(self, pieces: Iterator[bytes | str]) -> Iterator[bytes | str]:
        try:
            yield from pieces
        except InputError as error:
            self._told = error
            raise

    def _long(self, found: Found, pieces: Iterator[bytes | str], behind: int = 0) -> None:
        """Emit the ranges of a long document; without its first `behind` articles."""
        window = _Window(found.about, Scanner(self._sizes.usual, self._options, self._enough, behind=behind))
        self._window = window
        error = None
        try:
            for piece in pieces:
                assert isinstance(piece, bytes)
                self._ranges(window.feed(piece))
                if window.scanner.open_bytes > self._sizes.most:
                    held = window.held(window.scanner.rest())
                    self._end(held._replace(pieces=chain(held.pieces, pieces)), is_live=True)
                    break
            else:
                self._close(window, None)
        except InputError as raised:
            error = raised
            if error is not self._told:
                raise  # by a portion that is read while it is emitted
            self._close(window, error)
        self._window = None
        self._complete = self._documents
        self._enough = self._sizes.usual

    def _close(self, window: "_Window", error: InputError | None) -> None:
        splits = window.scanner.close()
        if splits:
            *splits, last = splits
            self._ranges(splits, last.article)
            self._end(window.held(last)._replace(error=error))
        elif error:
            self._end(Held(window.about, (), error=error))

    def _ranges(self, splits: list[Split], behind: int = 0) -> None:
        """Emit ranges of the current document; `behind`: number of the first article behind them, if it is known."""
        assert self._window
        articles = [*(split.article for split in splits[1:]), behind or self._window.scanner.article]
        for split, article in zip(splits, articles, strict=False):
            until = Position(self._documents - 1, article - 1)
            self._send(Portion((self._window.held(split),), document=self._documents, until=until))

    def _end(self, held: Held, *, is_live: bool = False) -> None:
        """Emit the last range of the current document."""
        self._send(Portion((held,), document=self._documents, is_live=is_live, until=Position(self._documents)))

    def _flush(self) -> None:
        if self._held:
            held, self._held, self._size = tuple(self._held), [], 0
            self._enough = min(2 * self._enough, self._sizes.usual)
            self._send(Portion(held, until=Position(self._complete)))

    def _send(self, portion: Portion) -> None:
        read, self._read = self._read, 0
        self._emit(portion._replace(read=read))


class _Window:
    """A long document while it is scanned, and its bytes that a later range needs."""

    def __init__(self, about: Document, scanner: Scanner) -> None:
        self.about = about
        self.scanner = scanner
        self._bytes = bytearray()
        self._base = 0  # their offset in the document

    def feed(self, piece: bytes) -> list[Split]:
        """Return the ranges whose end is now known."""
        self._bytes += piece
        splits = self.scanner.feed(piece)
        if not self.scanner.is_begun:
            self._drop(self.scanner.needed)
        return splits

    def held(self, split: Split) -> Held:
        """Return a range with its bytes; call this for one after the other."""
        self._drop(split.context)
        start = split.start - self._base
        part = part_with(split, bytes(self._bytes[:start]))
        # The bytes behind the range decide where its last article ends: all that the scanner has seen.
        return Held(self.about, (bytes(self._bytes[start:]),), part=part)

    def _drop(self, until: int) -> None:
        count = max(0, until - self._base)
        del self._bytes[:count]
        self._base += count


def pass_over(pieces: Iterable[bytes | str]) -> InputError | None:
    """Read a document without parsing it; return the error at its end."""
    try:
        deque(pieces, maxlen=0)
    except InputError as error:
        return error
    return None


def rest_of(found: Found, articles: int, options: Options) -> Found:
    """Return a document without its first articles; what is wrong with it is raised by its pieces."""
    window = _Window(found.about, Scanner(ENDLESS, options, behind=articles))
    error = None
    try:
        for piece in found.pieces:
            assert isinstance(piece, bytes)
            window.feed(piece)
            if window.scanner.is_begun:
                break
        else:
            window.scanner.close()
    except InputError as raised:
        error = raised
        window.scanner.close()
    if not window.scanner.is_begun:
        return found._replace(pieces=_raised((), error))
    held = window.held(window.scanner.rest())
    return found._replace(
        pieces=_raised(held.pieces, error) if error else chain(held.pieces, found.pieces), part=held.part
    )
