"""Writes the records in doubt to a file of their own, for review, and all others to the sink.

Law: each record goes to one of the two, in the order in which they come, unchanged.
"""

from seedparse.sinks.compressed import Sink

NOTE = b'{"code":"doubtful",'
"""How a note of this code begins in a record. No text of a record can hold these bytes: its quotes are escaped."""


class Doubtful:
    """A sink. `review` gets the records with the note, `sink` the others."""

    def __init__(self, sink: Sink, review: Sink) -> None:
        self._sink, self._review = sink, review

    def write(self, lines: bytes) -> None:
        """`lines`: one or more whole records."""
        if NOTE not in lines:
            self._sink.write(lines)
            return
        for line in lines.splitlines(keepends=True):
            (self._review if NOTE in line else self._sink).write(line)
