"""Turns an HTML page into plain text: all its visible text, each block on lines of its own.

Law: time and memory grow with the length of the page and with nothing else, whatever its tags are. No tree is built:
the tree that the HTML standard prescribes can be thousands of times larger than the page. Any page gives a text.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from seedparse.errors import EncodingError, InputError
from seedparse.sources.formats import NO_TEXT
from seedparse.sources.markup import BLOCKS
from seedparse.sources.pieces import Pieces
from seedparse.text import encodings

MAX_PAGE_BYTES = 64 * 1024 * 1024  # bytes of a page, at most: it is held whole
MAX_URL_CHARS = 2048  # characters of an address, at most
HEAD = 64 * 1024  # characters, or bytes, of a page in which its head is looked for
TEXT_PIECE_CHARS = 64 * 1024  # characters of text that are given at once
BULLET = "• "

# A tag or a comment, with the ends that the HTML standard gives them where they are broken. It always matches up to
# the end of the page at the latest, so nothing is scanned twice.
_ATTRIBUTES = r"""(?:[^>=]++|=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?)*+"""
_TOKEN = re.compile(
    rf"<(?:(?P<end>/?)(?P<name>[A-Za-z][^\s/>]*+){_ATTRIBUTES}(?:>|\Z)"
    r"|!--(?:-?>|.*?(?:--!?>|\Z))|[!?/][^>]*+(?:>|\Z))",
    re.DOTALL,
)
_NOT_SHOWN = ("script", "style", "title", "textarea", "select", "noscript", "iframe", "noembed", "noframes", "template")
"""Elements whose content no browser shows as text of the page."""
_ENDS = {
    name: re.compile("</" + "".join(f"[{letter}{letter.upper()}]" for letter in name) + r"(?=[\s/>])")
    for name in _NOT_SHOWN
}
_APART = frozenset("a span time button label".split())
"""Inline elements that style sheets set apart: between the end of one and the start of the next a space is added."""
_CELLS = frozenset("td th".split())
_LINES = frozenset(name.decode() for name in BLOCKS) - {*_NOT_SHOWN, *_CELLS, "base", "link", "meta", "picture"}
_LINES |= frozenset("address details dialog hgroup legend menu search summary".split())
_LISTS = frozenset("ul ol".split())
_PARAGRAPHS = _LISTS | frozenset("p h1 h2 h3 h4 h5 h6 dl table blockquote pre hr figure article header footer".split())
"""Blocks with a blank line before and behind them; other blocks have a line end."""
_CELL = "\0"  # stands between two cells until the line is complete; pages have no such character any more
_WHITE = re.compile(r"[ \t\n\r\f]+")

_CHARSET = re.compile(
    rb"""<meta\b[^>]*?\bcharset\s*+=\s*+["']?\s*+(?P<meta>[\w:.-]++)"""
    rb"""|\A\s*+<\?xml\b[^>]*?\bencoding\s*+=\s*+["'](?P<xml>[\w:.-]++)""",
    re.IGNORECASE,
)
_LABELS = {
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "latin1", "latin-1", "ascii", "us-ascii"), "cp1252"),
    **dict.fromkeys(("iso-8859-9", "latin5"), "cp1254"),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk", "gb_2312-80"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "x-sjis", "sjis"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "ksc5601"), "cp949"),
    **dict.fromkeys(("utf-16", "utf-16le", "utf-16be", "unicode"), encodings.UTF_8),
    "big5": "big5hkscs",
    "tis-620": "cp874",
    "win-1251": "cp1251",
    "x-cp1251": "cp1251",
    "x-mac-cyrillic": "mac-cyrillic",
    "iso-8859-8-i": "iso8859-8",
    "koi8-ru": "koi8-u",
}
"""Names of encodings in pages that mean another one in browsers, or that Python does not know."""
_ASCII = bytes(range(128))
_WRONG = 20  # an encoding is not that of a page if one in so many of its bytes that are not ASCII is ill-formed
_LINK = re.compile(rf"<link\b{_ATTRIBUTES}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")


class Page(NamedTuple):
    """An HTML page, decoded."""

    html: str
    encoding: str  # and how it was found, for people
    url: str | None  # the address that the page names as its own
    error: InputError | None = None  # where the input broke off


def read(pieces: Pieces, asked: str = encodings.AUTO, charset: str | None = None) -> Page:
    """Read a page; `asked` is the encoding that the caller named, `charset` that of the HTTP header.

    Raises InputError if the page is too long.
    """
    parts: list[bytes] = []
    error: InputError | None = None
    try:
        for piece in pieces:
            parts.append(piece)
            if pieces.at > MAX_PAGE_BYTES:
                message = f"is an HTML page of more than {MAX_PAGE_BYTES >> 20} MiB: convert it to text first"
                raise InputError(message, "page-too-long")
    except InputError as damage:
        if damage.code == "page-too-long":
            raise
        error = damage
    html, encoding = decoded(b"".join(parts), asked, charset)
    return Page(html, encoding, canonical_address(html), error)


def of_text(html: str) -> Page:
    """Return the page that a field of JSON Lines holds."""
    return Page(html, f"{encodings.UTF_8} (JSON Lines)", canonical_address(html))


def decoded(data: bytes, asked: str = encodings.AUTO, charset: str | None = None) -> tuple[str, str]:
    """Return a page as characters, and its encoding with the way in which it was found.

    That is the byte order mark, else the HTTP header, else the page itself, else the bytes. Well-formed UTF-8 is read
    as such, whatever is said. Ill-formed parts become U+FFFD.
    """
    name, why = _encoding(data, asked, charset)
    mark = encodings.of_bytes(data[: encodings.WIDE_HEAD_BYTES]).mark
    html = data[mark:].decode(name, "replace")
    replaced = _ill_formed(html, data)
    found = f"{name} ({why})"
    return html, f"{found}, {replaced} ill-formed parts replaced" if replaced else found


def _encoding(data: bytes, asked: str, charset: str | None) -> tuple[str, str]:
    if asked != encodings.AUTO:
        return encodings.named(asked), "as asked"
    marked = encodings.of_bytes(data[: encodings.WIDE_HEAD_BYTES])
    if marked.mark:
        return marked.encoding, "byte order mark"
    others = len(data.translate(None, _ASCII))
    if others >= 2 * encodings.SETTLED and not _ill_formed(data.decode(encodings.UTF_8, "replace"), data):
        return encodings.UTF_8, "well-formed"
    said = _CHARSET.search(data, 0, HEAD)
    in_page = (said["meta"] or said["xml"]).decode() if said else ""
    for label, why in ((charset or "", "HTTP header"), (in_page, "meta element")):
        name = _named(label)
        if name and _ill_formed(data.decode(name, "replace"), data) * _WRONG <= others:
            return name, why
    return encodings.of_bytes(data).encoding, "guessed"


def _named(label: str) -> str | None:
    """Return the encoding that a page's label means; None if there is none of this name."""
    label = label.strip().lower()
    try:
        return encodings.named(_LABELS.get(label, label)) if label else None
    except EncodingError:
        return None


def _ill_formed(html: str, data: bytes) -> int:
    return max(html.count("\ufffd") - data.count("\ufffd".encode()), 0)


def canonical_address(html: str) -> str | None:
    """Return the address that a page names as its own, if it is a whole one."""
    for link in _LINK.finditer(html, 0, HEAD):
        named = {name.lower(): "".join(values) for name, *values in _ATTRIBUTE.findall(link[0])}
        address = unescape(named.get("href", "")).strip()
        if "canonical" in named.get("rel", "").lower().split() and address.startswith(("http://", "https://")):
            return address if len(address) <= MAX_URL_CHARS else None
    return None


def text_of(page: Page) -> Iterator[str]:
    """Yield the text of a page, piece by piece. Raises InputError if it has no text, or at its end if it broke off."""
    html = page.html.replace(_CELL, "")
    layout = _Layout()
    at = apart = 0  # `apart`: end of the last end tag of _APART
    while token := _TOKEN.search(html, at):
        layout.add(html[at : token.start()])
        at = token.end()
        name = (token["name"] or "").lower()
        if name in _ENDS and not token["end"]:
            end = _ENDS[name].search(html, at)
            at = end.start() if end else len(html)
        elif name in _APART:
            if token["end"]:
                apart = at
            elif token.start() == apart:
                layout.add(" ")
        else:
            layout.tag(name, is_end=bool(token["end"]))
        if layout.size > TEXT_PIECE_CHARS:
            yield layout.taken()
    layout.add(html[at:])
    layout.end_line()
    if layout.is_empty:
        message = "is an HTML page without text: a script may load it, so save the page from a browser"
        raise page.error or InputError(message, NO_TEXT)
    yield layout.taken()
    if page.error:
        raise page.error


class _Layout:
    """Lays text out in lines, as a browser without style sheets does."""

    def __init__(self) -> None:
        self._line: list[str] = []  # the text of the current line
        self._bullet = ""  # for the next line
        self._gap = ""  # line ends before the next line
        self._preformatted = 0  # open elements <pre>
        self._lists = 0  # open lists: only the outermost has blank lines around it
        self._made: list[str] = []
        self.size = 0  # characters that `taken` returns

    def add(self, text: str) -> None:
        if text:
            self._line.append(unescape(text))

    def tag(self, name: str, *, is_end: bool) -> None:
        if name == "br":
            self.end_line(is_break=True)
        elif name in _CELLS:
            self._line.append(_CELL)
        elif name in _LINES:
            self.end_line()
            self._block(name, is_end=is_end)

    def _block(self, name: str, *, is_end: bool) -> None:
        step = -1 if is_end else 1
        if name in _LISTS:
            self._lists = max(self._lists + step, 0)
        elif name == "pre":
            self._preformatted = max(self._preformatted + step, 0)
        elif name == "li":
            self._bullet = "" if is_end else BULLET
            self._gap = "\n" if is_end and self._gap else self._gap  # also behind a paragraph in the item
        is_inner = bool(self._bullet) or (name in _LISTS and self._lists > (not is_end))
        if name in _PARAGRAPHS and self._gap and not is_inner:
            self._gap = "\n\n"

    def end_line(self, *, is_break: bool = False) -> None:
        text, self._line = "".join(self._line), []
        if self._preformatted:
            lines = [line.rstrip() for line in text.replace(_CELL, "\t").splitlines()]
            text = "\n".join(lines).strip("\n")
        else:
            cells = (_WHITE.sub(" ", cell).strip(" ") for cell in text.split(_CELL))
            text = "\t".join(filter(None, cells))
        if text:
            made = f"{self._gap}{self._bullet}{text}"
            self._made.append(made)
            self.size += len(made)
            self._gap, self._bullet = "\n", ""
        elif is_break and self._gap:
            self._gap = "\n\n"  # two line breaks part paragraphs

    @property
    def is_empty(self) -> bool:
        return not self._gap  # it is set with the first line

    def taken(self) -> str:
        """Return the lines since the last call."""
        made, self._made, self.size = "".join(self._made), [], 0
        return made
