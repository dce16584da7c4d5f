"""Pieces of bytes that can be examined before they are read, read in exact amounts, and counted.

Law: only the current piece and the bytes examined in advance are held.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from seedparse.errors import InputError
from seedparse.model import Document


class Budget:
    """The limit to which one input may expand, over all containers in it: the guard against decompression bombs."""

    FREE = 16 * 1024 * 1024  # bytes to which any input may expand, whatever the ratio
    RATIO = 100  # largest ratio of the expanded bytes to the bytes of the input

    def __init__(self, most: int) -> None:
        """`most` is the number of bytes that the input may expand to; 0: only the ratio is checked."""
        self.given = 0  # bytes of the input read so far
        self._most = most

    def spend(self, made: int) -> None:
        """Check the number of bytes that a container has expanded to so far. Raises InputError."""
        if made > self.FREE and made > self.RATIO * self.given:
            raise InputError(
                f"expands to more than {self.RATIO} times its size: refused as a decompression bomb", "bomb"
            )
        if self._most and made > self._most:
            raise InputError(f"expands to more than {self._most} bytes, the limit of --max-expand", "bomb")


class Pieces:
    """Pieces of bytes that can be examined in advance, and read like a file."""

    def __init__(self, pieces: Iterator[bytes], budget: Budget | None = None) -> None:
        """Pass a budget only for the input's own bytes: it counts them."""
        self._pieces = pieces
        self._budget = budget
        self._held = b""
        self._over = False
        self._late: InputError | None = None  # an error raised at the next read, after the bytes before it
        self.at = 0  # number of bytes read
        self.error: InputError | None = None  # the error that ended the input too early

    def __iter__(self) -> Iterator[bytes]:
        """Yield the bytes that are left, piece by piece."""
        while piece := self._take():
            yield piece

    def head(self, count: int) -> bytes:
        """Return the next `count` bytes, or all that are left, without reading past them."""
        while len(self._held) < count and (piece := self._next()):
            self._held += piece
        return self._held[:count]

    def look(self) -> bytes:
        """Add one more piece to the bytes examined in advance and return all of them."""
        self._held += self._next()
        return self._held

    def seen(self) -> bytes:
        """Return the bytes examined in advance, at least one piece."""
        return self._held or self.look()

    @property
    def is_over(self) -> bool:
        """Whether no more bytes follow those examined in advance."""
        return self._over

    def read(self, count: int = -1) -> bytes:
        """Read `count` bytes, all for -1; fewer only at the end or before a damage. Raises InputError."""
        if count < 0:
            return b"".join(self)
        parts: list[bytes] = []
        try:
            while count and (piece := self._take()):
                parts.append(piece[:count])
                self.give_back(piece[count:])
                count -= len(parts[-1])
        except InputError as error:
            if not parts:
                raise
            self._late = error
        return b"".join(parts)

    def fail(self, error: InputError) -> InputError:
        """Return the error to raise where the rest cannot be read: the first such error, also on later calls."""
        self.error = self.error or error
        return self.error

    def give_back(self, data: bytes) -> None:
        """Put bytes back that were read too far."""
        self._held = data + self._held
        self.at -= len(data)

    def _take(self) -> bytes:
        piece, self._held = self._held or self._next(), b""
        self.at += len(piece)
        return piece

    def _next(self) -> bytes:
        if self._late:
            error, self._late = self._late, None
            raise error
        try:
            piece = next(self._pieces, b"")
        except InputError as error:
            self.error = self.error or error
            raise
        self._over = not piece
        if self._budget:
            self._budget.given += len(piece)
        return piece


class Quiet:
    """A file over Pieces that ends at a damage; if it raised, the library that reads it would lose buffered bytes.

    The error is kept in `Pieces.error`; raise it after the library has returned.
    """

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._last = b""

    @property
    def ends_with_blank_line(self) -> bool:
        return self._last.endswith((b"\n\n", b"\n\r\n"))

    def read(self, count: int) -> bytes:
        try:
            piece = self._pieces.read(count)
        except InputError:
            return b""
        self._last = (self._last + piece[-3:])[-3:]
        return piece

    def tell(self) -> int:
        return self._pieces.at


class Member(NamedTuple):
    """A member of a container: its name or number, and its bytes or its text."""

    name: str
    pieces: Iterator[Any]  # must be read before the next member is requested; what is left then is skipped
    about: Document | None = None  # what the container says of the text: its address, id, date, further fields
    charset: str | None = None  # of an HTML page, as its HTTP header says, or ""; None: not said to be a page


def raising(error: InputError) -> Iterator[bytes]:
    """Return pieces that raise this error when they are read."""
    raise error
    yield b""
