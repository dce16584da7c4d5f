"""Formats that are not plain text, told by a document's first bytes, each with a way out.

Law: news is never refused, whatever tags, tables, code or mail heads are in it. The verdict rests on the first HEAD
bytes alone: what is said of some of them is not taken back when more arrive. The first line of ordinary news is
enough to let it through.
"""

from typing import NamedTuple

HEAD = 16 * 1024  # bytes of a document that are looked at, at most
FIRST = 1024  # bytes of a first line that are waited for; a longer one is running text


class Format(NamedTuple):
    """What a document is, in place of plain text."""

    code: str  # of the failure
    name: str
    way_out: str = ""

    @property
    def message(self) -> str:
        return f"is {self.name}: {self.way_out}" if self.way_out else f"is {self.name}"


UNDECIDED = Format("", "")
"""More bytes are needed. Never the verdict on HEAD bytes, or on a whole document."""
JSON_LINES = Format("", "JSON Lines")
"""Not foreign: a container, whose lines are read."""

_CONVERT = "convert it to text first, for example with"
HTML = Format("is-html", "HTML", f"{_CONVERT} trafilatura, inscriptis or lynx -dump")
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
NO_TEXT = "no-text"  # code of a container that holds other things only
_UNPACK, _ROWS = "unpack it first", "write its texts as JSON Lines"

SKIPPED = frozenset(
    {each.code for each in (HTML, XML, RTF, PDF, CSV, JSON, OUTPUT, MAIL, DOCX, EPUB, BINARY)} | {NO_TEXT}
)
"""Codes of failures that are none where a directory or an archive happens to hold such a thing."""

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
"""What a document's first characters settle by themselves."""
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
"""Which of a wide encoding's first bytes are not zero where it begins with ASCII."""


def foreign_format(head: bytes, *, is_all: bool, text_field: str = "text") -> Format | None:
    """What a document that begins so is, if it is not plain text; None if nothing in its head says so.

    Args:
        head: its first bytes. Behind HEAD of them nothing is looked at.
        is_all: no more bytes are to come.
        text_field: the key that holds the text in JSON Lines.

    Binary data whose first bytes are in no table is told by decode.is_binary.
    """
    is_cut = len(head) >= HEAD
    is_all = is_all or is_cut
    text = _ascii(head[:HEAD], is_all=is_all)
    if text is None or (len(text) < _LONGEST_MAGIC and not is_all):
        return UNDECIDED
    if magic_format := next((each for magic, each in MAGIC.items() if text.startswith(magic)), None):
        return magic_format
    # What tells more is imported where there is a need for it: most documents are news, and show it here.
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
    if not end and len(line) < FIRST and not is_all:
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
    """The head without mark and white space before it, in an encoding that holds ASCII as it is, its lines ended by LF.

    None: there is not enough of it.
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
"""Fields that a mail's way leaves in its head, and that no export of its text keeps. Digests and wire copy have the
others: From, To, Subject, Date, Message-ID."""
_FEWEST_FIELDS = 3


def _is_mail(text: bytes, *, is_all: bool) -> bool | None:
    """Whether the lines before the first blank one are a mail's head. None: there may be more of them."""
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
            return False  # neither a field, nor the rest of one, nor what an mbox begins with
        at += len(line) + 1
    else:
        if not is_all:
            return None
    return len(names) >= _FEWEST_FIELDS and not names.isdisjoint(_OF_TRANSPORT)
