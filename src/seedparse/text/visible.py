"""Text as people may safely be shown it: on a terminal, on a page, as a label.

Law: no control character, no line separator and no mark that turns the direction of writing comes out alive.
"""

# Spaces of other widths, and the two joiners that Persian and Hindi write with: Python calls none of them printable.
_HARMLESS = frozenset("\u00a0\u1680\u202f\u205f\u3000\u200c\u200d") | frozenset(map(chr, range(0x2000, 0x200B)))


def visible(text: str) -> str:
    """The text with every character escaped that could act on a terminal or a page: \\x1b, \\u202e."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() or each in _HARMLESS else _escaped(ord(each)) for each in text)


def _escaped(number: int) -> str:
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
