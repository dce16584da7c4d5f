"""Drops articles whose id came before in the run.

Law: no original is dropped, and what is dropped depends only on the ids of the articles that were written before, in
their order. At least the last REMEMBERED ids are known; a duplicate of an older one may be missed.
"""

from seedparse.outcome import Outcome, Sink

REMEMBERED = 1 << 19  # ids; a table has twice as many slots of ID_BYTES, so two tables take 32 MB
ID_BYTES = 16
_EMPTY = bytes(ID_BYTES)
_ID = len('{"schema_version":1,"id":"sp-')  # offset of an id's digits in the line of a record


class Seen:
    """The ids of the articles written so far: a table that is filled, and the full one before it."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        self._slots = 2 * remembered
        self._full = remembered
        self._now = bytearray(self._slots * ID_BYTES)
        self._before: bytearray | None = None
        self._count = 0

    def add(self, name: bytes) -> bool:
        """Whether an id of ID_BYTES bytes is new; it is known from now on."""
        if self._before is not None and self._place(self._before, name) < 0:
            return False
        place = self._place(self._now, name)
        if place < 0:
            return False
        if self._count == self._full:
            self._before, self._now, self._count = self._now, bytearray(len(self._now)), 0
            place = self._place(self._now, name)
        self._now[place : place + ID_BYTES] = name
        self._count += 1
        return True

    def _place(self, table: bytearray, name: bytes) -> int:
        """Return the offset of the free slot for an id; -1 if the table holds it."""
        slot = int.from_bytes(name[:8], "big") % self._slots
        while (held := table[slot * ID_BYTES : (slot + 1) * ID_BYTES]) != _EMPTY:
            if held == name:
                return -1
            slot = (slot + 1) % self._slots
        return slot * ID_BYTES


class Unique:
    """A sink that drops the records of articles whose id was seen, and writes the others to another sink."""

    def __init__(self, sink: Sink, seen: Seen) -> None:
        self._sink = sink
        self._seen = seen
        self._dropped = 0

    def write(self, lines: bytes) -> None:
        kept = [line for line in lines.splitlines(keepends=True) if self._seen.add(name_of(line))]
        self._dropped += lines.count(b"\n") - len(kept)
        if kept:
            self._sink.write(b"".join(kept))

    def counted(self, outcome: Outcome) -> Outcome:
        """Return an outcome without the articles that were dropped since the last call."""
        outcome.counts.articles -= self._dropped
        outcome.duplicates += self._dropped
        self._dropped = 0
        return outcome


def name_of(line: bytes) -> bytes:
    """Return the id in the line of an article record, as ID_BYTES bytes."""
    return bytes.fromhex(line[_ID : _ID + 2 * ID_BYTES].decode("ascii"))
