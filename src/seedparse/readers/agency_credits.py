"""Reads agency credits that no other word introduces: "cwo/fab (dpa, afp)", "(Reuters)", "... ends today. STA"

Law: a signature consists of agencies and editors' initials, and nothing else.
"""

import re

from seedparse.phrases.pack import Packs
from seedparse.text.patterns import later

MAX_SIGNATURE_CHARS = 60  # characters of a signature
MAX_SIGNATURE_PIECES = 8  # agencies and initials in one signature
INITIALS = 4  # letters of an editor's initials
CLOSING = tuple(")].")

_PIECE = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")
_BRACKETED = later(r"[(\[][^()\[\]]++[)\]]\.?$")
_ALONE = later(
    r"(?:[.!?…][\"»”]?\s++|[。！？」]\s*+)"
    r"(?P<signed>([^\W\d_]++)\.?|(?:\([cC]\)|©)\s*+([^\W\d_]++)(?:/[\w .\-]++)?)$"
)


class Signature:
    """Takes the place of a pack's phrase in an attribution that no phrase matched."""

    kind = "signature"
    rule = "attribution.agencies"
    language = None


SIGNATURE = Signature()


def read(text: str, packs: Packs) -> str | None:
    """The agencies of a line that consists of agencies and editors' initials, None for any other line."""
    if len(text) > MAX_SIGNATURE_CHARS or not any(map(text.__contains__, "([/")):
        return None  # an agency without brackets or slash is the credit of a picture
    if len(pieces := _PIECE.findall(text)) > MAX_SIGNATURE_PIECES:
        return None
    known: list[str] = [piece for piece in pieces if piece.casefold() in packs.agencies]
    if not known or not all(piece in known or is_aside(piece) for piece in pieces):
        return None
    return text[text.find(known[0]) : text.rfind(known[-1]) + len(known[-1])]


def behind(text: str, packs: Packs) -> tuple[int, int, str] | None:
    """The signature at the end of a paragraph, in brackets or as one agency after the last full stop.

    Returns its start and end (characters, half-open) and its agencies, None if the paragraph has none.
    """
    start = max(0, len(text) - MAX_SIGNATURE_CHARS)
    if text[-1:] in CLOSING and (last := _BRACKETED.search(text, start)):
        via = read(last[0].rstrip("."), packs)
        return (last.start(), last.end(), via) if via else None
    last = _ALONE.search(text, start)
    via = last and (last[2] or last[3])
    if last and via and via[0].isupper() and via.casefold() in packs.agencies:
        return last.start("signed"), last.end(), via
    return None


def is_aside(piece: str) -> bool:
    """Whether the piece is an editor's initials or the number of an agency's report."""
    return (piece.islower() and len(piece) <= INITIALS) or piece.replace("-", "").isdigit()
