"""An input with many documents, or with one that cannot be read in ranges, in portions that processes parse separately.

Law: the records of the portions, one after the other, are those of the whole. The portions of a file depend on its
bytes and the options alone. One portion is held at a time, and an article that is too long for one is passed on while
it is read.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from seedparse.errors import InputError
from seedparse.model import Document, Options
from seedparse.ranges import Scanner, Split, part_with
from seedparse.sources.containers import Found, documents
from seedparse.text.reading import Part


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
        self, options: Options, sizes: Sizes, emit: Callable[[Portion], None], *, reads_records: bool = False
    ) -> None:
        """`reads_records`: also divide an input that holds records which seedparse wrote."""
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
        self._parts: _Parts | None = None  # of the long document that is read now

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
        if self._parts:
            self._parts.cut()
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
        if found.is_output:  # little work: the process that reads them does it
            self._flush()
            self._send(Portion((Held(found.about, source, is_output=True),), is_live=True))
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
        self._size += size
        if self._size >= self._enough:
            self._flush()

    def _noted(self, pieces: Iterator[bytes | str]) -> Iterator[bytes | str]:
        try:
            yield from pieces
        except InputError as error:
            self._told = error
            raise

    def _long(self, found: Found, pieces: Iterator[bytes | str]) -> None:
        self._parts = _Parts(self, found, Scanner(self._sizes.usual, self._options, self._enough))
        error = None
        try:
            for piece in pieces:
                assert isinstance(piece, bytes)
                if not self._parts.take(piece, self._sizes.most):
                    self._parts.rest(pieces)
                    break
            else:
                self._parts.close(None)
        except InputError as raised:
            error = raised
            if error is not self._told:
                raise  # by a portion that is read while it is emitted
            self._parts.close(error)
        self._parts = None
        self._enough = self._sizes.usual

    def _flush(self) -> None:
        if self._held:
            held, self._held, self._size = tuple(self._held), [], 0
            self._enough = min(2 * self._enough, self._sizes.usual)
            self._send(Portion(held))

    def send_part(self, held: Held, *, is_live: bool = False) -> None:
        self._send(Portion((held,), document=self._documents, is_live=is_live))

    def _send(self, portion: Portion) -> None:
        read, self._read = self._read, 0
        self._emit(portion._replace(read=read))


class _Parts:
    """A long document and its bytes that are not emitted yet."""

    def __init__(self, divider: Divider, found: Found, scanner: Scanner) -> None:
        self._divider = divider
        self._about = found.about
        self._scanner = scanner
        self._window = bytearray()
        self._base = 0  # offset of the window in the document

    def take(self, piece: bytes, most: int) -> bool:
        """Emit the ranges that a piece ends; whether the current one is not too long yet."""
        self._window += piece
        for split in self._scanner.feed(piece):
            self._give(split)
        return self._scanner.open_bytes <= most

    def cut(self) -> None:
        if split := self._scanner.cut():
            self._give(split)

    def close(self, error: InputError | None) -> None:
        *splits, last = self._scanner.close()
        for split in splits:
            self._give(split)
        self._give(last, error)

    def rest(self, pieces: Iterator[bytes | str]) -> None:
        """Emit the rest of the document while it is read."""
        split = self._scanner.rest()
        held = self._held(split)
        self._divider.send_part(held._replace(pieces=chain(held.pieces, pieces)), is_live=True)

    def _give(self, split: Split, error: InputError | None = None) -> None:
        self._divider.send_part(self._held(split)._replace(error=error))

    def _held(self, split: Split) -> Held:
        del self._window[: split.context - self._base]
        self._base = split.context
        start = split.start - self._base
        part = part_with(split, bytes(self._window[:start]))
        # The bytes behind the range decide where its last article ends: all that the scanner has seen.
        return Held(self._about, (bytes(self._window[start:]),), part=part)
