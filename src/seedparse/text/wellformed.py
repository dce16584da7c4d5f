"""Counts how much of some bytes is UTF-8.

Law: the counts are those of the bytes alone, whatever encoding they are in.
"""

from typing import NamedTuple

GOOD_FOR_BAD = 4  # minimum of valid sequences per ill-formed part in UTF-8
BAD_FOR_GOOD = 2  # maximum of ill-formed parts per valid sequence in damaged UTF-8 of a Latin script
SCRIPT_SHARE = 0.15  # of the bytes of a text; one in another script than Latin has three times as many, damage 0.02
PROVEN = 8  # valid sequences in a line that are no accident, also in a multi-byte encoding

_HIGH = bytes(range(128, 256))
_BLANKS = b" \t\r\n\f\v"
_REPLACED = "\ufffd"


class Utf8Counts(NamedTuple):
    """What is in some bytes."""

    good: int = 0  # valid multi-byte sequences of UTF-8
    bad: int = 0  # ill-formed parts
    other: int = 0  # bytes that are not ASCII
    size: int = 0  # bytes without white space

    @property
    def is_utf_8(self) -> bool:
        """Whether these bytes are UTF-8, with some damage at most, and not ASCII alone."""
        return self.good > 0 and self.good >= GOOD_FOR_BAD * self.bad

    @property
    def is_damaged_latin(self) -> bool:
        """Whether these bytes are UTF-8 in a Latin script, of whose few sequences damage may spoil as many and more."""
        return self.is_among_latin and self.good > 0 and self.bad <= BAD_FOR_GOOD * self.good

    @property
    def is_foreign(self) -> bool:
        """Whether these bytes are neither ASCII nor, with much damage, UTF-8."""
        return self.bad > self.good and not self.is_damaged_latin

    @property
    def is_among_latin(self) -> bool:
        """Whether the bytes that are not ASCII stand among many that are, as in a Latin script."""
        return self.size >= 3 * self.other

    @property
    def is_dense(self) -> bool:
        """Whether so many bytes are not ASCII that the text is in another script than Latin."""
        return self.other >= self.size * SCRIPT_SHARE

    @property
    def proves_utf_8(self) -> bool:
        """Whether no text in another encoding is likely to have these bytes."""
        return self.is_utf_8 and (self.good >= PROVEN or self.is_among_latin)


def count_utf_8(data: bytes) -> Utf8Counts:
    """Count what is in some bytes."""
    size = len(data.translate(None, _BLANKS))
    if data.isascii():
        return Utf8Counts(size=size)
    ascii_bytes = len(data.translate(None, _HIGH))
    text = data.decode(errors="replace")
    bad = text.count(_REPLACED) - data.count(_REPLACED.encode())
    return Utf8Counts(len(text) - bad - ascii_bytes, bad, len(data) - ascii_bytes, size)
