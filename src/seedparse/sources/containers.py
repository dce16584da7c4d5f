"""Finds the documents in an input: in compressed files, archives, web archives and JSON Lines, up to three levels deep.

Law: the first bytes decide what an input is, never its name. Nothing is unpacked to disk.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from seedparse.errors import InputError, printable
from seedparse.model import Document, Options
from seedparse.sources.formats import (
    BINARY,
    EXAMINED_BYTES,
    HTML,
    JSON,
    JSON_LINES,
    SKIPPED,
    UNDECIDED,
    Format,
    foreign_format,
)
from seedparse.sources.pieces import Budget, Member, Pieces, raising
from seedparse.text import encodings
from seedparse.text.reading import Part

if TYPE_CHECKING:
    from seedparse.sources.html import Page

DEEPEST = 3  # containers inside one another, at most


class Found(NamedTuple):
    """A document: what its containers say of it, and its bytes, or its text if a field of JSON Lines held it."""

    about: Document  # without the path of the input
    pieces: Iterator[bytes | str]  # raise InputError
    is_decoded: bool = False  # whether the pieces are text, not bytes
    part: Part | None = None  # if the pieces are a range of the document: what its reader must know
    is_output: bool = False  # whether they are records that seedparse wrote

    def is_passed_over(self, error: InputError) -> bool:
        """Whether the error is no failure but a member in another format than text, which is skipped.

        A line of JSON Lines is never skipped: its text is meant to be read.
        """
        return error.code in SKIPPED and error.member is not None and not self.is_decoded


class Way(NamedTuple):
    """The options for reading a container, what is known of it, and the limits of depth and size."""

    options: Options
    budget: Budget
    about: Document = Document()
    depth: int = 0
    reads_records: bool = False
    charset: str | None = None  # of a member that is said to be an HTML page: its encoding, "" if that is not said

    @property
    def member(self) -> str | None:
        return self.about.member

    def into(self, name: str | None, about: Document | None = None) -> "Way":
        """Return the way to a member of the container; `about` is what the container says of it."""
        if self.depth == DEEPEST:
            raise InputError(f"is nested deeper than {DEEPEST}; unpack it first", "nested-too-deep", self.member)
        return self._replace(depth=self.depth + 1).to(name, about)

    def to(self, name: str | None, about: Document | None = None) -> "Way":
        """Return the way to a member, which is not a level deeper."""
        return self._replace(about=(about or self.about)._replace(member=joined(self.member, name)))


def joined(member: str | None, name: str | None) -> str | None:
    return f"{member}!{name}" if member and name else name or member


def documents(pieces: Iterator[bytes], options: Options = Options(), *, reads_records: bool = False) -> Iterator[Found]:
    """Yield the documents in an input's bytes; each must be read before the next is requested.

    `reads_records`: also yield records that seedparse wrote; otherwise they are no text.
    Raises InputError where the input cannot be read further; if one document is damaged, its pieces raise it.
    """
    budget = Budget(options.max_expand)
    return _inside(Pieces(pieces, budget), Way(options, budget, reads_records=reads_records))


def _inside(pieces: Pieces, way: Way) -> Iterator[Found]:
    if way.reads_records and _head(pieces).startswith(RECORD):
        yield Found(way.about, _named(iter(pieces), way), is_output=True)
    elif container := _container(pieces, way.options.text_field, way.charset):
        yield from container.read(pieces, way)
    else:
        check_is_text(pieces, way.member)
        yield Found(way.about, _named(iter(pieces), way))


# The readers. Each imports its module when it is called, since most inputs are plain text.


def _compressed(form: str, pieces: Pieces, way: Way) -> Iterator[Found]:
    from seedparse.sources import compressed

    inner = way.into(None)
    unpacked = compressed.unpacked(pieces, compressed.FORMS[form], way.budget)
    return _inside(Pieces(_named(unpacked, inner)), inner)


def _zip(pieces: Pieces, way: Way) -> Iterator[Found]:
    from seedparse.sources import archives
    from seedparse.sources.office import office_format

    if foreign := _settled(pieces, office_format):
        raise InputError(foreign.message, foreign.code, way.member)
    return _members(archives.of_zip(pieces, way.budget), way)


def _tar(pieces: Pieces, way: Way) -> Iterator[Found]:
    from seedparse.sources import archives

    return _members(archives.of_tar(pieces, way.budget), way)


def _warc(pieces: Pieces, way: Way) -> Iterator[Found]:
    from seedparse.sources import warc

    return _members(warc.records(pieces, way.options.keep), way)


def _json_lines(pieces: Pieces, way: Way) -> Iterator[Found]:
    from seedparse.sources import jsonlines

    lines = way.into(None)
    for line in jsonlines.texts(pieces, way.options):
        yield _of_line(line.pieces, lines.to(line.name, line.about))


def _of_line(texts: Iterator[str], way: Way) -> Found:
    """Return the text of a line of JSON Lines, which may be an HTML page; another format is an error of this line."""
    try:
        text = "".join(texts)
        foreign = foreign_format(text[:EXAMINED_BYTES].encode("utf-8", "replace"), is_all=True)
        if foreign is HTML:
            from seedparse.sources import html

            return _page(html.of_text(text), way)
        if foreign:
            foreign = JSON if foreign is JSON_LINES else foreign
            raise InputError(foreign.message, foreign.code)
    except InputError as error:
        return Found(way.about, _named(raising(error), way), is_decoded=True)
    return Found(way.about, iter((text,)), is_decoded=True)


def _html(pieces: Pieces, way: Way) -> Iterator[Found]:
    from seedparse.sources import html

    yield _page(html.read(pieces, way.options.encoding, way.charset), way)


def _page(page: "Page", way: Way) -> Found:
    from seedparse.sources import html

    about = way.about._replace(url=way.about.url or page.url, converted=page.encoding)
    return Found(about, _named(html.text_of(page), way), is_decoded=True)


class Container(NamedTuple):
    """A format that holds documents, and its reader."""

    name: str  # in messages
    read: Callable[[Pieces, Way], Iterator[Found]]  # raises InputError


# A container by its magic number and the offset of that.
CONTAINERS = {
    (b"\x1f\x8b\x08", 0): Container("gzip", partial(_compressed, "gzip")),
    (b"BZh", 0): Container("bzip2", partial(_compressed, "bzip2")),
    (b"\xfd7zXZ\0", 0): Container("xz", partial(_compressed, "xz")),
    (b"\x28\xb5\x2f\xfd", 0): Container("zstd", partial(_compressed, "zstd")),
    (b"PK\3\4", 0): Container("zip", _zip),
    (b"PK\5\6", 0): Container("zip", _zip),
    (b"WARC/", 0): Container("warc", _warc),
    (b"ustar", 257): Container("tar", _tar),
}
LINES_OF_JSON, PAGE = Container("json", _json_lines), Container("HTML", _html)  # without magic numbers: see `formats`
RECORD = b'{"schema_version":'
"""The first bytes of a record that seedparse wrote."""
_HEAD = max(at + len(magic) for magic, at in CONTAINERS)  # bytes that are enough for all magic numbers


def _container(pieces: Pieces, text_field: str, charset: str | None = None) -> Container | None:
    """Return the container that the first bytes show; None if the input is a plain text.

    An HTML page is a container of its text. With a `charset` every text without another format is a page.
    """
    head = _head(pieces)
    for (magic, at), container in CONTAINERS.items():
        if head.startswith(magic, at):
            return container
    found = _settled(pieces, partial(foreign_format, text_field=text_field))
    if found is JSON_LINES:
        return LINES_OF_JSON
    return PAGE if found is HTML or (found is None and charset is not None and not _is_binary(pieces)) else None


def _members(members: Iterator[Member], way: Way) -> Iterator[Found]:
    while True:
        try:
            member = next(members, None)
        except InputError as error:
            error.member = error.member or way.member
            raise
        if member is None:
            return
        inner = way.into(printable(member.name), member.about)._replace(charset=member.charset)
        pieces = Pieces(_named(member.pieces, inner))
        try:
            yield from _inside(pieces, inner)
        except InputError as error:
            # Only this member is damaged: the archive may go on behind it, and raises itself if it does not.
            error.member = error.member or inner.member
            yield Found(inner.about, raising(error))


def _named(pieces: Iterator[bytes | str], way: Way) -> Iterator[bytes]:
    """Yield the same pieces; an InputError that they raise gets the member's name."""
    try:
        yield from pieces  # type: ignore[misc]
    except InputError as error:
        error.member = error.member or way.member
        raise


def _head(pieces: Pieces) -> bytes:
    """Return enough first bytes to find a magic number; a line end without a zero byte before it is no tar header."""
    seen = pieces.seen()
    while len(seen) < _HEAD and not pieces.is_over and (b"\0" in seen or b"\n" not in seen):
        seen = pieces.look()
    return seen[:_HEAD]


def check_is_text(pieces: Pieces, member: str | None = None) -> None:
    """Raise InputError if a document is no text; the only place that decides this, for every way of reading."""
    found = _settled(pieces, foreign_format)
    found = None if found is JSON_LINES else found  # JSON Lines without the text field are read as text
    if found is None and _is_binary(pieces):
        found = BINARY
    if found:
        raise InputError(found.message, found.code, member)


def _is_binary(pieces: Pieces) -> bool:
    seen = pieces.seen()
    while b"\0" in seen and len(seen) < encodings.BINARY and not pieces.is_over:
        seen = pieces.look()  # otherwise the answer would depend on the sizes of the pieces
    return encodings.is_binary(seen)


def plain(pieces: Iterator[bytes], text_field: str = "text") -> Pieces:
    """Return the bytes of an input that is a plain text. Raises InputError if it is a container or no text."""
    found = Pieces(pieces)
    if container := _container(found, text_field):
        message = f"is a container ({container.name}): its documents are read in order, and not in ranges"
        raise InputError(message, "is-container")
    check_is_text(found)
    return found


def _settled(pieces: Pieces, ask: Callable[..., Format | None]) -> Format | None:
    """Return the answer of `ask` about the first bytes, reading more of them until it is decided."""
    seen = pieces.seen()
    while (found := ask(seen[:EXAMINED_BYTES], is_all=pieces.is_over)) is UNDECIDED:
        asked = len(seen)
        # Ask again only after a line end or an eighth more bytes, not after each byte of a slow pipe.
        while len(seen) <= asked * 9 // 8 and not pieces.is_over and b"\n" not in seen[asked:]:
            seen = pieces.look()
    return found
