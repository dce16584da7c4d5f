"""A source's bytes as they come: looked at before they are read, read in exact amounts, counted.

Law: nothing is held but the piece at hand and what was looked at.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from seedparse.errors import InputError


class Budget:
    """How far one input may expand, over all the containers in it."""

    FREE = 16 * 1024 * 1024  # bytes that are not asked about
    RATIO = 100  # how many times its own bytes an input may become

    def __init__(self, most: int) -> None:
        """Most is the bytes that it may expand to; 0: no bound but the ratio."""
        self.given = 0  # bytes of the input itself
        self._most = most

    def spend(self, made: int) -> None:
        """So many bytes have come out of a container so far. Raises InputError."""
        if made > self.FREE and made > self.RATIO * self.given:
            raise InputError(
                f"expands to more than {self.RATIO} times its size: refused as a decompression bomb", "bomb"
            )
        if self._most and made > self._most:
            raise InputError(f"expands to more than {self._most} bytes, the limit of --max-expand", "bomb")


class Pieces:
    """Pieces of bytes that can be looked at, and read as a file is."""

    def __init__(self, pieces: Iterator[bytes], budget: Budget | None = None) -> None:
        """With a budget these are the input's own bytes."""
        self._pieces = pieces
        self._budget = budget
        self._held = b""
        self._over = False
        self._late: InputError | None = None  # raised at the next read: there were bytes before it
        self.at = 0  # bytes read
        self.error: InputError | None = None  # what ended them before their time

    def __iter__(self) -> Iterator[bytes]:
        """What is left, piece by piece."""
        while piece := self._take():
            yield piece

    def head(self, count: int) -> bytes:
        """The next bytes, as many as that or all there are; they stay to be read."""
        while len(self._held) < count and (piece := self._next()):
            self._held += piece
        return self._held[:count]

    def look(self) -> bytes:
        """One piece more than was looked at before; what stays to be read, in all."""
        self._held += self._next()
        return self._held

    def seen(self) -> bytes:
        """What was looked at and stays to be read, at least a piece."""
        return self._held or self.look()

    @property
    def is_over(self) -> bool:
        """Whether nothing comes behind what was looked at."""
        return self._over

    def read(self, count: int = -1) -> bytes:
        """As many bytes, fewer only at the end or before a damage. Raises InputError."""
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
        """What to raise where nothing behind this can be read: the first such error, however often it is met."""
        self.error = self.error or error
        return self.error

    def give_back(self, data: bytes) -> None:
        """What was read and is not wanted."""
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
    """Pieces, as a file that ends where they are damaged: a reader from outside would lose what it holds.

    The error is in `Pieces.error`, to be raised behind the reader.
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
    """What a container holds: a name, or a number, and its bytes, or its text."""

    name: str
    pieces: Iterator[Any]  # to be read before the next member is asked for; what is left is passed over


def raising(error: InputError) -> Iterator[bytes]:
    """Pieces that raise this error when they are read."""
    raise error
    yield b""
