"""Detects the encoding of a document.

Law: the document's bytes alone decide, once; how they were cut into pieces never does. ASCII bytes are passed on at
once, because they mean the same in every encoding except the wide ones (UTF-16, UTF-32). The first byte that is not
ASCII opens the window of bytes that decides.
"""

import re
from collections.abc import Iterable
from operator import add
from typing import NamedTuple

from seedparse.errors import EncodingError
from seedparse.text.patterns import later
from seedparse.text.wellformed import GOOD_FOR_BAD, Utf8Counts, count_utf_8

AUTO = "auto"
UTF_8 = "utf-8"
WINDOW = 64 * 1024
"""Bytes that decide the encoding, counted from the first byte that is not ASCII; all bytes if there are fewer."""
SETTLED = 16  # valid multi-byte sequences that prove UTF-8; text in another encoding does not have so many
WIDE_HEAD_BYTES = 16  # bytes at the document's start that show whether it may be in a wide encoding
FEWEST_CONTROLS = 4  # minimum of control bytes in binary data; a text may contain a stray zero byte
BINARY = 8192  # bytes at the document's start that tell binary data from text
ASCII_BYTES_BEFORE = 64  # ASCII bytes before the window that the detector also gets
GUESSES = (
    "windows-1251", "koi8-u", "koi8-r", "cp866", "cp1125", "iso-8859-5", "mac-cyrillic", "windows-1250", "iso-8859-2",
    "windows-1252", "iso-8859-1", "iso-8859-15", "windows-1253", "iso-8859-7", "windows-1254", "iso-8859-9",
    "windows-1257", "iso-8859-13", "windows-1255", "windows-1256", "windows-1258", "gb18030", "big5", "shift_jis",
    "euc-jp", "euc-kr",
)  # fmt: skip
"""The encodings that the detector may return: those of news archives. docs/choices.md shows how often it is right."""

LATIN = frozenset(
    (
        "cp1250",
        "cp1252",
        "cp1254",
        "cp1257",
        "cp1258",
        "iso8859-1",
        "iso8859-2",
        "iso8859-9",
        "iso8859-13",
        "iso8859-15",
    )
)
MULTIBYTE = frozenset(("gb18030", "big5", "cp950", "shift_jis", "cp932", "euc_jp", "euc_kr", "cp949"))
PROOF = 6  # continuation bytes of UTF-8 that are no accident in a single-byte encoding
PROOF_MULTIBYTE = 16  # the same in a multi-byte one, whose characters often look like UTF-8
AMONG_LATIN = 3  # how many a continuation byte counts for among Latin letters, where it is hardly ever an accident

_MARKS = (
    (b"\xef\xbb\xbf", UTF_8),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
WIDE = {"utf-16-le": 2, "utf-16-be": 2, "utf-32-le": 4, "utf-32-be": 4}
"""The wide encodings, in which a line end is more than one byte, and the bytes of their code units."""
_UNMARKED = {"utf-16": "utf-16-le", "utf-32": "utf-32-le"}  # names without a byte order

_OTHER = re.compile(rb"[\x80-\xff]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SEQUENCE = later(
    rb"(?P<good>[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}"
    rb"|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})"
    rb"|[\x80-\xff]"
)
_LONGEST = 4  # maximum bytes of a UTF-8 sequence
_GB_CYRILLIC = b"\xa7"  # GB18030's first byte of each Cyrillic letter; detectors look for Chinese characters only
_NOTHING = later(rb"(?!)")
_C1 = later(rb"[\x80-\x9f]")
_WIDER = {
    "koi8-r": ("koi8-u", later(rb"[\xa4\xa6\xa7\xad\xb4\xb6\xb7\xbd]")),  # Ukrainian letters; in KOI8-R box drawing
    "iso8859-1": ("cp1252", _C1),
    "iso8859-9": ("cp1254", _C1),
    "euc_kr": ("cp949", _OTHER),
    "big5": ("cp950", _OTHER),
    "shift_jis": ("cp932", _OTHER),
}
"""An encoding to a wider one (the same with more letters), and the bytes that are letters in the wider one only."""
# Cyrillic consonants as CP866 and CP1125 both encode them: small letters, capitals.
_CONSONANTS, _CAPITAL_CONSONANTS = (
    rb"\xa1-\xa4\xa6\xa7\xa9-\xad\xaf\xe0-\xe2\xe4-\xe9",
    rb"\x81-\x84\x86-\x8f\x90-\x92\x94-\x99",
)
_SMALL, _CAPITALS, _VOWELS = rb"\xa0-\xaf\xe0-\xef", rb"\x80-\x9f", rb"\xa0\xa5\xa8\xae\xe3\xeb\xed-\xef\xf1"
_ONLY_CP1125 = later(
    rb"[%b]\xf7|[%b]\xf9[%b]|[%b]\xf6|[%b]\xf8[%b]"
    % (_CONSONANTS, _SMALL, _SMALL, _CAPITAL_CONSONANTS, _CAPITALS, _CAPITALS)
)
"""Ukrainian і and ї. Read as CP866 they would be the Belarusian ў, which never follows a consonant, or a symbol inside
a word."""
_ONLY_CP866 = later(rb"[%bi]\xf7|[%b]i|i[%b]" % (_VOWELS, _SMALL, _SMALL))
"""Belarusian ў, which always follows a vowel; and the Latin i that replaces і, because CP866 has no і."""
_SHOWS_CP1125 = 120  # bytes: a Ukrainian text of this length has і after a consonant
_COMMON = frozenset(" \n\r.,\u3000\u3001\u3002\uff0c")  # characters of which every text has some


UNDECIDED = 1 << 62  # bytes; stands for the offset of the first byte that is not ASCII while there was none


class Verdict(NamedTuple):
    """The encoding of a document, and how it was found."""

    encoding: str  # the name in Python's codecs
    since: int = 0  # offset (bytes) of the first byte that is not ASCII
    guessed: bool = False
    mark: int = 0  # bytes of the byte order mark before the text

    def at(self, end: int) -> str:
        """The encoding of the bytes before the offset `end`: ASCII counts as UTF-8, whatever follows."""
        return self.encoding if end > self.since or self.encoding in WIDE else UTF_8


def named(name: str) -> str:
    """The name of an encoding in Python's codecs. Raises EncodingError if it is unknown or does not include ASCII."""
    import codecs

    if name == AUTO:
        return name
    try:
        found = codecs.lookup(_UNMARKED.get(name.lower(), name)).name
        found = _UNMARKED.get(found, found).removesuffix("-sig")
        ascii_too = found in WIDE or bytes(range(128)).decode(found) == "".join(map(chr, range(128)))
    except (LookupError, UnicodeError):
        raise EncodingError(
            f"unknown encoding {name}; use a name that Python knows, such as utf-8, cp1251 or koi8-u"
        ) from None
    if not ascii_too:
        raise EncodingError(f"the encoding {name} does not hold ASCII as it is; convert the text to UTF-8 first")
    return found


class Sniffer:
    """Holds a document's bytes back until they decide its encoding. The size of the pieces makes no difference."""

    def __init__(self, encoding: str = AUTO) -> None:
        """`encoding` is used without detection, unless AUTO; a byte order mark may still change its byte order."""
        self.verdict: Verdict | None = None
        self._forced = "" if encoding == AUTO else encoding
        self._held = b""
        self._passed = 0  # ASCII bytes passed on before the window
        self._before = b""  # the last ASCII_BYTES_BEFORE of them
        self._opened = False  # whether the window has begun; its bytes are held
        self._walked = 0  # held bytes whose sequences are counted
        self._good = self._bad = 0  # valid sequences, ill-formed bytes

    def feed(self, data: bytes, *, final: bool = False) -> bytes:
        """The bytes that can be decoded now: all once there is a verdict, before that only ASCII."""
        if self.verdict is not None:
            return data
        data, self._held = self._held + data, b""
        passed = b""
        if self._forced:
            if len(data) >= _LONGEST or final:
                self._force(data)
        elif not self._opened:
            if len(data) < WIDE_HEAD_BYTES and not self._passed and not final:
                self._held = data
                return b""
            passed, data = self._pass(data)
        if self.verdict is None and not self._forced and (data or final):
            self._weigh(data, final=final or len(data) >= WINDOW)
        if self.verdict is None:
            self._held, data = data, b""
        return passed + data

    def go_on(self, passed: int, before: bytes) -> None:
        """Begin behind the first `passed` bytes of a document, which are ASCII; `before` are the last of them."""
        self._passed, self._before = passed, before[-ASCII_BYTES_BEFORE:]

    def close(self) -> bytes:
        """Give the verdict, if there is none yet, and return the bytes that are still held."""
        return self.feed(b"", final=True)

    def _force(self, data: bytes) -> None:
        marked = _marked(data, self._forced[:6])  # "utf-16" or "utf-32" in either byte order
        self.verdict = marked or Verdict(self._forced)

    def _pass(self, data: bytes) -> tuple[bytes, bytes]:
        """The ASCII at the start of these bytes, and the rest, with which the window begins."""
        if not self._passed and (_CONTROL.search(data, 0, WIDE_HEAD_BYTES) or _OTHER.search(data, 0, WIDE_HEAD_BYTES)):
            self._opened = True  # the document may be in a wide encoding
            return b"", data
        other = _OTHER.search(data)
        self._opened = other is not None
        cut = other.start() if other else len(data)
        self._passed += cut
        self._before = (self._before + data[:cut])[-ASCII_BYTES_BEFORE:]
        return data[:cut], data[cut:]

    def _weigh(self, data: bytes, *, final: bool) -> None:
        """Decide the encoding if these bytes of the window suffice, or if no more will follow."""
        if not self._passed and (found := _marked(data)):
            self.verdict = found
            return
        for sequence in _SEQUENCE.finditer(data, self._walked, WINDOW):
            if sequence.start() > len(data) - _LONGEST and not final:
                break
            self._walked = sequence.end()
            if sequence["good"]:
                self._good += 1
            else:
                self._bad += 1
            if self._good >= SETTLED * (1 + self._bad):
                self.verdict = Verdict(UTF_8, self._passed)
                return
        if final:
            self._decide(data[:WINDOW], whole=len(data) < WINDOW)

    def _decide(self, window: bytes, *, whole: bool) -> None:
        wide = None if self._passed else _wide(window)
        if wide:
            self.verdict = Verdict(wide, guessed=True)
        elif self._good >= GOOD_FOR_BAD * self._bad or _begins_in_utf_8(window):
            self.verdict = Verdict(UTF_8, self._passed)
        else:
            found = guess(self._before + window, whole=whole)
            if len(first := _without_utf_8(window, found)) < len(window):
                found = guess(self._before + first, whole=False)
            self.verdict = Verdict(found, self._passed, guessed=found != UTF_8)


def of_bytes(data: bytes) -> Verdict:
    """The verdict on a complete document."""
    sniffer = Sniffer()
    sniffer.feed(data)
    sniffer.close()
    assert sniffer.verdict is not None
    return sniffer.verdict


def is_binary(head: bytes) -> bool:
    """Whether a document that begins with these bytes is binary data: control bytes, with zeros that do not come from a
    wide encoding."""
    head = head[:BINARY]
    controls = len(_CONTROL.findall(head))
    return (
        b"\0" in head
        and controls >= FEWEST_CONTROLS
        and controls * 50 > len(head)
        and of_bytes(head[: len(head) // 4 * 4]).encoding not in WIDE
    )


def _marked(data: bytes, family: str = "") -> Verdict | None:
    """The verdict of a byte order mark at the start, or None; only for encodings whose name begins with `family`."""
    marks = ((mark, name) for mark, name in _MARKS if name.startswith(family))
    return next((Verdict(name, mark=len(mark)) for mark, name in marks if data.startswith(mark)), None)


def _wide(window: bytes) -> str | None:
    """The wide encoding of a window without a byte order mark, or None.

    The zero bytes show it, and whether the bytes without them would be a plausible text in ASCII.
    """
    if 0 not in window:
        return None
    bare = len(window) - window.count(0)
    strange = len(_CONTROL.findall(window)) - window.count(0) + len(_OTHER.findall(window))
    if window.count(0) * 5 < len(window) * 2 and strange * 5 < bare:
        return None  # ASCII with a few zero bytes
    found = ((_share_of_common(window, name), name) for name in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"))
    share, name = max(found)
    return name if share > 0 else None


def _share_of_common(window: bytes, name: str) -> float:
    """The share of characters in _COMMON, 0 to 1; 0 if the bytes are not a text in this encoding."""
    import codecs

    try:
        text = codecs.getincrementaldecoder(name)().decode(window)
    except UnicodeDecodeError:
        return 0
    if not text or "\0" in text:
        return 0
    letters = sum(map(str.isalpha, text))
    return sum(map(_COMMON.__contains__, text)) / len(text) if letters * 2 >= len(text) else 0


def may_be_utf_8(counts: Utf8Counts, encoding: str) -> bool:
    """Whether a line of a document in another encoding may be UTF-8."""
    # Among Latin letters hardly a text in a single-byte encoding has a valid sequence, so damage does not hide UTF-8.
    return counts.is_utf_8 or (encoding not in MULTIBYTE and counts.is_damaged_latin)


def _counts_as_utf_8(counts: Utf8Counts, encoding: str) -> bool:
    return may_be_utf_8(counts, encoding) and (encoding not in MULTIBYTE or counts.proves_utf_8)


def proves_utf_8(lines: Iterable[Utf8Counts], encoding: str) -> bool:
    """Whether some lines of a document in another encoding show that they are UTF-8."""
    proof = 0
    for counts in lines:
        if _counts_as_utf_8(counts, encoding):
            is_sure = encoding in LATIN or (counts.is_among_latin and counts.is_utf_8)
            weight = AMONG_LATIN if is_sure else 1
            proof += max(0, counts.other - counts.good - counts.bad) * weight
            if proof >= (PROOF_MULTIBYTE if encoding in MULTIBYTE else PROOF):
                return True
    return False


def _begins_in_utf_8(window: bytes) -> bool:
    """Whether the first lines of a window that is not all UTF-8 are, or are UTF-8 in a Latin script with damage."""
    total = Utf8Counts()
    for line in window.split(b"\n"):
        total = Utf8Counts(*map(add, total, count_utf_8(line)))
        if total.good + total.bad >= SETTLED:
            return total.is_utf_8 or total.is_damaged_latin
    return False


def _without_utf_8(window: bytes, encoding: str) -> bytes:
    """A window in `encoding` up to its first line in UTF-8, if it proves to have such lines; else the whole window."""
    lines = window.split(b"\n")
    counts = list(map(count_utf_8, lines))
    if not proves_utf_8(counts, encoding):
        return window
    first = next(at for at, each in enumerate(counts) if _counts_as_utf_8(each, encoding))
    return b"\n".join(lines[:first])


def guess(window: bytes, *, whole: bool) -> str:
    """The detector's answer; UTF-8 if it finds none of GUESSES (ill-formed parts will be replaced).

    `whole`: the window ends with the document.
    """
    import codecs

    import chardet

    if window.count(_GB_CYRILLIC) * 5 > len(_OTHER.findall(window)) * 2 and decodes(window, "gb18030"):
        return "gb18030"
    found = chardet.detect(window, include_encodings=(UTF_8, *GUESSES), no_match_encoding=UTF_8)["encoding"]
    name = codecs.lookup(found or UTF_8).name
    if name in ("cp866", "cp1125"):
        if _ONLY_CP1125.search(window):
            name = "cp1125"
        elif _ONLY_CP866.search(window) or len(window) >= _SHOWS_CP1125:
            name = "cp866"
    wider, more = _WIDER.get(name, (name, _NOTHING))
    # If the document goes on after the window, letters of the wider encoding may still follow.
    return wider if (not whole or more.search(window)) and decodes(window, wider) else name


def decodes(window: bytes, name: str) -> bool:
    import codecs

    try:
        codecs.getincrementaldecoder(name)().decode(window)
    except UnicodeDecodeError:
        return False
    return True
