"""Formats that are not plain text, recognised by a document's first bytes, each with advice on how to get its text.

Law: news is never refused, whatever tags, tables, code or mail headers are in it. The verdict depends on the first
EXAMINED_BYTES only and does not change when more arrive. The first line of ordinary news is enough to accept it.
"""

from typing import NamedTuple

EXAMINED_BYTES = 16 * 1024  # bytes of a document that are examined, at most
MAX_FIRST_LINE_BYTES = 1024  # bytes; a first line that is longer is running text


class Format(NamedTuple):
    """A format other than plain text."""

    code: str  # code of the failure
    name: str
    way_out: str = ""  # advice in the message

    @property
    def message(self) -> str:
        return f"is {self.name}: {self.way_out}" if self.way_out else f"is {self.name}"


UNDECIDED = Format("", "")
"""More bytes are needed. Never the verdict on EXAMINED_BYTES bytes or on a whole document."""
JSON_LINES = Format("", "JSON Lines")
HTML = Format("", "HTML")
"""No failures: the lines of the one are read, and the other is turned into text."""

_CONVERT = "convert it to text first, for example with"
XML = Format("is-xml", "XML", "extract its text first")
RTF = Format("is-rtf", "RTF", f"{_CONVERT} unrtf or LibreOffice")
PDF = Format("is-pdf", "a PDF file", f"{_CONVERT} pdftotext")
CSV = Format("is-csv", "CSV", "write its text column as JSON Lines, or as one text file per row")
TSV = CSV._replace(name="TSV")
JSON = Format("is-json", "JSON but not JSON Lines", "write one object per line, for example with jq -c")
OUTPUT = Format("is-output", "seedparse's own output", "name the texts that it was made from")
MAIL = Format("is-mail", "a mail message (EML, MHTML or mbox)", "extract its text first")
DOCX = Format("is-office", "DOCX", f"{_CONVERT} pandoc or LibreOffice")
PPTX, ODT, ODP = (DOCX._replace(name=name) for name in ("PPTX", "ODT", "ODP"))
XLSX, ODS = (DOCX._replace(name=name, way_out=CSV.way_out) for name in ("XLSX", "ODS"))
OFFICE = DOCX._replace(name="an Office file (DOCX, XLSX or PPTX)")
OLD_OFFICE = DOCX._replace(name="an old Office file (DOC, XLS or PPT)", way_out=f"{_CONVERT} LibreOffice")
EPUB = Format("is-epub", "EPUB", f"{_CONVERT} pandoc")
BINARY = Format("is-binary", "a binary file, not text")
NO_TEXT = "no-text"  # code of a container without any text
_UNPACK, _ROWS = "unpack it first", "write its texts as JSON Lines"

SKIPPED = frozenset({each.code for each in (XML, RTF, PDF, CSV, JSON, OUTPUT, MAIL, DOCX, EPUB, BINARY)} | {NO_TEXT})
"""Codes with which a file of a directory or a member of an archive is skipped and is no failure."""

MAGIC = {
    b"%PDF-": PDF,
    b"%!PS-Adobe": Format("is-pdf", "PostScript", f"{_CONVERT} ps2ascii"),
    b"{\\rtf": RTF,
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": OLD_OFFICE,
    b"7z\xbc\xaf\x27\x1c": BINARY._replace(name="a 7z archive", way_out=_UNPACK),
    b"Rar!\x1a\x07": BINARY._replace(name="a RAR archive", way_out=_UNPACK),
    b"!<arch>\n": BINARY._replace(name="an ar archive", way_out=_UNPACK),
    b"\x89PNG": BINARY._replace(name="a PNG image"),
    b"\xff\xd8\xff": BINARY._replace(name="a JPEG image"),
    b"GIF87a": BINARY._replace(name="a GIF image"),
    b"GIF89a": BINARY._replace(name="a GIF image"),
    b"\x89HDF": BINARY._replace(name="an HDF5 file", way_out=_ROWS),
    b"\x7fELF": BINARY._replace(name="a program"),
    b"SQLite format 3\0": BINARY._replace(name="an SQLite database", way_out=_ROWS),
    b"PAR1\x15": BINARY._replace(name="a Parquet file", way_out=_ROWS),
    b"sep=,\n": CSV,
    b"sep=;\n": CSV,
    b"sep=\t\n": TSV,
}
"""First bytes that decide the format by themselves."""
_LONGEST_MAGIC = max(map(len, MAGIC))

_BLANK = b" \t\r\n\x0b\x0c"
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_UNMARKED = {b"10101010": "utf-16-le", b"01010101": "utf-16-be", b"10001000": "utf-32-le", b"00010001": "utf-32-be"}
"""UTF-16 and UTF-32 without a byte order mark: which of the first eight bytes of ASCII text are not zero."""


def foreign_format(head: bytes, *, is_all: bool, text_field: str = "text") -> Format | None:
    """Return the format of a document by its first bytes; None for plain text.

    Args:
        head: its first bytes; at most EXAMINED_BYTES of them are examined.
        is_all: no more bytes follow.
        text_field: the key that holds the text in JSON Lines.

    `encodings.is_binary` recognises binary data whose first bytes are not in the table.
    """
    is_cut = len(head) >= EXAMINED_BYTES
    is_all = is_all or is_cut
    text = _ascii(head[:EXAMINED_BYTES], is_all=is_all)
    if text is None or (len(text) < _LONGEST_MAGIC and not is_all):
        return UNDECIDED
    if magic_format := next((each for magic, each in MAGIC.items() if text.startswith(magic)), None):
        return magic_format
    # The modules below are imported when needed: most documents are news and are recognised without them.
    if text.startswith(b"<"):
        if not is_all:
            return UNDECIDED
        from seedparse.sources.markup import markup

        kind = markup(text, is_cut=is_cut)
        return kind and {"html": HTML, "xml": XML}[kind]
    if text.startswith((b"{", b"[")):
        from seedparse.sources.jsonvalues import json_kind

        found = json_kind(text, text_field, is_all=is_all)
        return found and {"lines": JSON_LINES, "values": JSON, "output": OUTPUT, "undecided": UNDECIDED}[found]
    line, end, _ = text.partition(b"\n")
    if not end and len(line) < MAX_FIRST_LINE_BYTES and not is_all:
        return UNDECIDED
    is_mail = _is_mail(text, is_all=is_all)
    if is_mail is not False:
        return MAIL if is_mail else UNDECIDED
    if b"\t" in line or any(line.count(each) > line.count(each + b" ") for each in (b",", b";", b"|")):
        from seedparse.sources.tables import delimiter_of

        delimiter = delimiter_of(text, is_all=is_all, is_cut=is_cut)
        return {None: None, b"": UNDECIDED, b"\t": TSV}.get(delimiter, CSV)
    return None


def _ascii(head: bytes, *, is_all: bool) -> bytes | None:
    """Return the head in an ASCII-compatible encoding, with LF line ends, without leading mark and white space.

    None: more bytes are needed.
    """
    if len(head) < 8 and not is_all:
        return None
    mark, encoding = next(((mark, name) for mark, name in _MARKS if head.startswith(mark)), (b"", None))
    if encoding is None and b"\0" in head[:8]:
        encoding = _UNMARKED.get(bytes(48 + (byte > 0) for byte in head[:8]))
    head = head[len(mark) :]
    if encoding not in (None, "utf-8"):
        if not is_all:
            return None
        head = head.decode(str(encoding), "ignore").encode("utf-8", "ignore")
    text = head.lstrip(_BLANK)
    if not is_all and not text:
        return None
    return text.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in text else text


_OF_TRANSPORT = frozenset(
    b"received return-path delivered-to x-original-to mime-version content-transfer-encoding dkim-signature".split()
)
"""Header fields that mail servers and programs add and that no export of a mail's text keeps. Digests and wire copy
have only the others: From, To, Subject, Date, Message-ID."""
_FEWEST_FIELDS = 3  # different fields in the head of a mail, at least


def _is_mail(text: bytes, *, is_all: bool) -> bool | None:
    """Whether the lines before the first blank line are a mail's head. None: more bytes are needed."""
    names = set()
    at = 0
    while at < len(text):
        end = text.find(b"\n", at)
        if end < 0 and not is_all:
            return None
        line = text[at : end if end >= 0 else len(text)]
        if not line.strip():
            break
        name, colon, _ = line.partition(b":")
        if colon and name.isascii() and name.replace(b"-", b"").isalnum():
            names.add(name.lower())
        elif not (at and line[:1] in b" \t") and not (at == 0 and line.startswith(b"From ")):
            return False  # neither a field nor its continuation nor the first line of an mbox
        at += len(line) + 1
    else:
        if not is_all:
            return None
    return len(names) >= _FEWEST_FIELDS and not names.isdisjoint(_OF_TRANSPORT)
