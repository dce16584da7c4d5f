"""Finds the lines at which the encoding of a document changes, as in a file that `cat` made of several.

Law: whether a line begins another encoding depends on the encoding before it and on at most CHANGE_WINDOW bytes from
its start on. So it depends neither on how the bytes were cut into pieces nor on where reading began, and a file can be
read in ranges. Text in UTF-8 of which one byte in fifty is damaged stays UTF-8.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple
from unicodedata import category

from seedparse.text.encodings import LATIN, UTF_8, Verdict, decodes, guess, may_be_utf_8, proves_utf_8
from seedparse.text.patterns import later
from seedparse.text.wellformed import Utf8Counts, count_utf_8

CHANGE_WINDOW = 4096  # bytes from a line's start on that decide; the detector is right about texts of half as many
FEWEST_OTHERS = 6  # bytes that are not ASCII, at least, in lines that change the encoding
TITLE_SHARE = 0.1  # of the bytes of the first of these lines, which may have foreign names
LETTER_SHARE = 0.7  # of the characters of such lines that are not ASCII; the others are punctuation
MOST_TURNS = 0.03  # share of letters where a capital follows a small letter: in the wrong encoding it is several times
FEWEST_DISTINCT = 3  # different characters that are not ASCII; damage may have filled in one or two
ENOUGH = 8  # bytes that are not ASCII of which all may be two letters, if the script is Latin, as in Norwegian
FIT_SHARE = 0.9  # of them that fit a Latin text; of random bytes a third does, of letters with a bit set 0.45
FEWEST_BAD = 6  # ill-formed parts in such lines; a damaged character of UTF-8 leaves at most half as many
REFUSED_BYTES = 1024  # of lines for which the detector is asked once, if it knows no encoding of them

_GOOD = later(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_NO_TEXT = frozenset(("Cc", "Cn", "Co"))  # categories of Unicode
_OTHER = re.compile("[^\0-\x7f]")
_MARKS = frozenset("«»‹›„“”‚‘’–—…•·°§©®¿¡´€£№\xaa\xba\xbd\xbc\xbe\xa0\xad")  # punctuation of running text
_INSIDE = frozenset("’·´\xad")  # that may stand between two letters of a word
_LETTERS = (
    "\u00e4\u00f6\u00fc\u00df",  # German
    "\u00e9\u00e8\u00ea\u00eb\u00e0\u00e2\u00e7\u00ee\u00ef\u00f4\u00fb\u00f9\u00fc\u0153\u00e6",  # French
    "\u00e1\u00e9\u00ed\u00f3\u00fa\u00f1\u00fc",  # Spanish
    "\u00e3\u00f5\u00e1\u00e9\u00ed\u00f3\u00fa\u00e2\u00ea\u00f4\u00e0\u00e7\u00fc",  # Portuguese
    "\u00e0\u00e8\u00e9\u00ec\u00f2\u00f9",  # Italian
    "\u00e9\u00eb\u00ef\u00f6\u00fc\u00e8\u00ea",  # Dutch
    "\u00e5\u00e4\u00f6\u00e9",  # Swedish, Finnish
    "\u00e6\u00f8\u00e5\u00e9\u00f2\u00f4\u00f3",  # Danish, Norwegian
    "\u0105\u0107\u0119\u0142\u0144\u00f3\u015b\u017a\u017c",  # Polish
    "\u00e1\u010d\u010f\u00e9\u011b\u00ed\u0148\u00f3\u0159\u0161\u0165\u00fa\u016f\u00fd\u017e",  # Czech
    "\u00e1\u00e4\u010d\u010f\u00e9\u00ed\u013a\u013e\u0148\u00f3\u00f4\u0155\u0161\u0165\u00fa\u00fd\u017e",  # Slovak
    "\u00e1\u00e9\u00ed\u00f3\u00f6\u0151\u00fa\u00fc\u0171",  # Hungarian
    "\u0103\u00e2\u00ee\u0219\u021b\u015f\u0163",  # Romanian
    "\u010d\u0107\u0111\u0161\u017e",  # Croatian, Serbian, Slovenian
    "\u00e7\u011f\u0131\u00f6\u015f\u00fc\u00e2\u00ee\u00fb",  # Turkish, Azerbaijani
    "\u0105\u010d\u0119\u0117\u012f\u0161\u0173\u016b\u017e",  # Lithuanian
    "\u0101\u010d\u0113\u0123\u012b\u0137\u013c\u0146\u0161\u016b\u017e",  # Latvian
    "\u00f5\u00e4\u00f6\u00fc\u0161\u017e",  # Estonian
    "\u00eb\u00e7",  # Albanian
    "\u00e0\u00e7\u00e8\u00e9\u00ed\u00ef\u00f3\u00f2\u00fa\u00fc",  # Catalan
)
"""The small letters that are not ASCII of each language in a Latin script: damage leaves letters of no language."""


class Change(NamedTuple):
    """A line that begins another encoding."""

    byte: int  # its offset
    line: int  # its number
    verdict: Verdict


def place(changes: Sequence[Change], end: int) -> int:
    """How many of the changes are before the offset `end` (bytes)."""
    return bisect_left(changes, end, key=lambda change: change.byte)


class Found(NamedTuple):
    """What `next_change` found in some lines."""

    stop: int  # offset of the first line in another encoding, or of the first that is not decided; else their end
    encoding: str | None = None  # of that line; None: not decided
    refused: tuple[tuple[int, int], ...] = ()  # spans of lines before it of which the detector knows no encoding


def next_change(
    data: bytes, at: int, tail: bytes | bytearray, encoding: str, asked: int, *, lone_cr: bool, final: bool
) -> Found:
    """Find the first line in another encoding, from the line that begins at the offset `at` on.

    `data` are whole lines in `encoding` as far as is known, or a line of CHANGE_WINDOW bytes and more; `tail` are bytes
    behind them that are no whole line yet. Lines before the offset `asked` were refused before, and are not asked for.
    """
    refused: list[tuple[int, int]] = []
    while (at := _candidate(data, max(at, _line_at(data, asked, lone_cr=lone_cr)), encoding, lone_cr=lone_cr)) < len(
        data
    ):
        window = data[at : at + CHANGE_WINDOW]
        if len(window) + len(tail) >= CHANGE_WINDOW > len(window):
            window += tail[: CHANGE_WINDOW - len(window)]
        lines = (window.replace(b"\r", b"\n") if lone_cr else window).split(b"\n")
        is_all = final or len(window) == CHANGE_WINDOW
        if encoding == UTF_8:
            found, length = _from_utf_8(lines, is_all=is_all)
        else:
            found, length = _to_utf_8(lines, encoding, is_all=is_all), 0
        if found is None or found != encoding:
            return Found(at, found, tuple(refused))
        if length:
            asked = at + length
            refused.append((at, asked))
        at = line_end(data, at, lone_cr=lone_cr)
    return Found(len(data), refused=tuple(refused))


def _line_at(data: bytes, at: int, *, lone_cr: bool) -> int:
    """Offset of the first line that begins at the offset `at` or behind it."""
    return line_end(data, at - 1, lone_cr=lone_cr) if at > 0 else 0


def line_end(data: bytes, at: int, *, lone_cr: bool) -> int:
    """Offset of the line behind the one that has the offset `at`."""
    end = data.find(b"\n", at) + 1 or len(data)
    if lone_cr and 0 < (cr := data.find(b"\r", at, end) + 1) < end:
        end = cr + (data[cr : cr + 1] == b"\n")
    return end


def _candidate(data: bytes, at: int, encoding: str, *, lone_cr: bool) -> int:
    """Offset of the first line from `at` on that by itself could be in another encoding; the end if there is none."""
    while at < len(data):
        if encoding == UTF_8:
            # A few lines at a time: the exception copies all bytes that it is about.
            some = line_end(data, min(at + CHANGE_WINDOW, len(data) - 1), lone_cr=lone_cr)
            try:
                str(memoryview(data)[at:some], UTF_8)
            except UnicodeDecodeError as error:
                found = at + error.start
            else:
                at = some
                continue
        elif (match := _GOOD.search(data, at)) is None:
            break
        else:
            found = match.start()
        # The line of this byte; its start is not before `at`, which is the start of a line.
        start = max(data.rfind(b"\n", at, found), data.rfind(b"\r", at, found) if lone_cr else -1, at - 1) + 1
        end = line_end(data, start, lone_cr=lone_cr)
        counts = count_utf_8(data[start : min(end, start + CHANGE_WINDOW)])
        if counts.is_foreign if encoding == UTF_8 else may_be_utf_8(counts, encoding):
            return start
        at = end
    return len(data)


def _from_utf_8(lines: list[bytes], *, is_all: bool) -> tuple[str | None, int]:
    """The encoding of the first line, in a document in UTF-8; None: more lines must decide.

    The lines that are not UTF-8 decide together, up to the first that is. `is_all`: the last line is complete, or no
    further bytes may decide. Also the bytes of the lines that need not be asked for again.
    """
    run: list[Utf8Counts] = []
    for line in lines if is_all else lines[:-1]:
        counts = count_utf_8(line)
        if counts.other and not counts.is_foreign:
            break
        run.append(counts)
    else:
        if not is_all:
            return None, 0
    total = Utf8Counts(*map(sum, zip(*run, strict=True)))
    if total.other < FEWEST_OTHERS or total.bad < FEWEST_BAD:
        return UTF_8, 0
    while not run[-1].other:
        run.pop()
    found = _sure(lines[0], b"\n".join(lines[: len(run)]))
    return (UTF_8, _refused_bytes(lines, run)) if found is None else (found, 0)


def _refused_bytes(lines: list[bytes], run: list[Utf8Counts]) -> int:
    """The bytes of the first lines that the detector need not be asked for again, as they are like the first.

    Otherwise it would be asked for each line of a damaged text, and take most of the time.
    """
    size = 0
    for line, counts in zip(lines, run, strict=False):
        if size >= REFUSED_BYTES or (counts.is_dense and not run[0].is_dense):
            break
        size += len(line) + 1
    return size


def _sure(first: bytes, run: bytes) -> str | None:
    """The encoding of the first of some lines that are not UTF-8; UTF-8 if only the other lines show another one.

    None: the detector knows no encoding of these lines. It also answers for damaged text, so its answer is checked.
    """
    encoding = guess(run, whole=False)
    if encoding == UTF_8 or not decodes(run, encoding):
        return None
    text, title = run.decode(encoding, errors="ignore"), first.decode(encoding, errors="ignore")
    counts, own = count_utf_8(run), count_utf_8(first)
    found = _OTHER.findall(text)
    distinct = len(set(found))
    if encoding in LATIN:
        fitting = [letters for letters in _LETTERS if _fitting(text, letters) >= FIT_SHARE]
        if not fitting or distinct < FEWEST_DISTINCT - (counts.other >= ENOUGH):
            return None
        return encoding if any(_fitting(title, letters) >= FIT_SHARE for letters in fitting) else UTF_8
    letters = sum(map(str.isalpha, found))
    turns = sum(one.islower() and other.isupper() for one, other in pairwise(text))
    is_text = counts.is_dense and letters >= len(found) * LETTER_SHARE and turns <= letters * MOST_TURNS
    if not is_text or distinct < FEWEST_DISTINCT or not _NO_TEXT.isdisjoint(map(category, found)):
        return None
    return encoding if own.other >= own.size * TITLE_SHARE else UTF_8


def _fitting(text: str, letters: str) -> float:
    """The share of the characters that are not ASCII which are these letters or marks, in their places, 0 to 1."""
    count = fitting = 0
    for found in _OTHER.finditer(text):
        at, each = found.start(), found[0]
        before, behind = text[at - 1 : at], text[at + 1 : at + 2]
        count += 1
        if each in _MARKS:
            fitting += each in _INSIDE or not (before.isalpha() and behind.isalpha())
        elif each in letters:
            fitting += before.islower() or behind.islower() or not (before.isalnum() or behind.isalnum())
        elif each.lower()[0] in letters:
            fitting += not before.islower() and (behind.isalpha() or before.isalpha())
    return fitting / count


def _to_utf_8(lines: list[bytes], encoding: str, *, is_all: bool) -> str | None:
    """The encoding of the first line, in a document in `encoding`; None: more lines must decide."""
    run: list[Utf8Counts] = []
    for line in lines if is_all else lines[:-1]:
        counts = count_utf_8(line)
        if counts.is_foreign:
            is_all = True
            break
        run.append(counts)
    if proves_utf_8(run, encoding):
        return UTF_8
    return encoding if is_all else None
