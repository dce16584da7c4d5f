"""Documents against the laws of the core: no crash, every line in one place, any cutting, ranges, the same again."""

import json
import re
from collections import Counter, deque
from collections.abc import Iterator
from itertools import cycle, pairwise
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import scratch
from cases import Broken, Case, literal, shown, without_bytes, without_parts
from damage import ENCODINGS, chosen_encoding, damaged_lines, written
from grammar import Writer
from seedparse import api, ranges, stream
from seedparse.errors import InputError
from seedparse.model import Document, Options, Unit
from seedparse.records.json_lines import article_line
from seedparse.text.lines import WHITE
from seedparse.text.words import BULLETS

Record = dict[str, Any]

SPLITS = (
    *("auto",) * 9, "off", "-{3,}", r"\f", r"\W+$", "Document", "[=*-]{3}", r"\d", r"\s*$", "[A-ZА-Я].*[^.]$", "x",
    ".",
)  # fmt: skip
LEAST_MOST = 64  # bytes of an article that can be asked for
PIECES = ((1,), (1,), (2,), (3,), (5,), (7, 1), (16,), (61, 2), (100,), (1000, 1), (4096,))
RANGES = (1, 1, 7, 100, 1000, 5000)
NAMED = ("auto",) * 20 + ("utf-8", "cp1251", "utf-16", "gb18030", "shift_jis")

# An entry's bullet and number, and the marks around its date, have no place in the record.
MARKS = frozenset(BULLETS + ",|•·/:;()[]{}*_#~\"'.؛،、，：")
NAMES_OF_ENCODINGS = ("utf-8", *(name for name, _, _ in ENCODINGS), "mac-cyrillic", "euc-jp")
_NO_WHITE = dict.fromkeys(map(ord, WHITE))
_NUMBER = re.compile(r"^\W*(\d{1,3})\s*[.)]", re.MULTILINE)


class Dump(NamedTuple):
    """A document, what is asked of it, the pieces that it comes in (sizes, in turn) and the size of its ranges."""

    data: bytes
    options: Options = Options()
    pieces: tuple[int, ...] = (1,)
    range_size: int = 1
    unit: Unit = "article"  # of the records that cuts and ranges must not change

    def __repr__(self) -> str:
        return f"Dump({literal(self.data)}, {shown(self.options)}, {self.pieces}, {self.range_size}, {self.unit!r})"

    def check(self) -> None:
        articles, blocks = self.records("article"), self.records("block")
        check_blocks(self.data, blocks)
        check_places(articles, blocks)
        wanted = articles if self.unit == "article" else blocks
        _same("cuts", wanted, self.records(self.unit, *cut(self.data, self.pieces)))
        if (apart := by_ranges(self.data, self._asked(self.unit), self.range_size)) is not None:
            _same("ranges", wanted, apart)
        if len(self.data) % 8 == 0:  # a part of all cases: what is left over from a document shows in any
            _same("again", wanted, self.records(self.unit))

    def records(self, unit: Unit, *pieces: bytes) -> list[Record]:
        """Of the document in these pieces, or in one."""
        given = pieces or (self.data,)
        return [json.loads(line) for line in _lines(stream.lines(given, Document(), self._asked(unit)))]

    def _asked(self, unit: Unit) -> Options:
        return self.options._replace(unit=unit)

    def smaller(self) -> Iterator[Case]:
        # 1. A plainer question.
        if self.options != Options():
            yield self._replace(options=Options())
            for name, value in Options()._asdict().items():
                if getattr(self.options, name) != value:
                    yield self._replace(options=self.options._replace(**{name: value}))
        for text in _as_utf_8(self.data):
            yield self._replace(data=text)
        # 2. Less of it: lines, then bytes.
        for joint in (b"\n", b"\r", b" "):
            if joint in self.data:
                yield from (self._replace(data=data) for data in without_parts(self.data, joint))
        yield from (self._replace(data=data) for data in without_bytes(self.data))
        # 3. Fewer cuts, and ranges.
        if len(self.data) < 300 and len(self.pieces) < 2:
            yield from (self._replace(pieces=(at, len(self.data))) for at in range(1, len(self.data)))
        if self.range_size > 1:
            yield self._replace(range_size=1)


BETWEEN = (b"\n\n-----\n\n", b"\n\f", b"\n\n\n", b"\n", b"")
"""What is between the texts of two files, which may be in two encodings."""


def make(random: Random) -> Dump:
    encoding, mark, pool = chosen_encoding(random)
    writer = Writer(random, pool)
    most, split = Options().max_article_bytes, random.choice(SPLITS)
    if random.random() < 0.12:
        data, most = _full(writer, encoding)
        split = "auto"
    else:
        data = written(damaged_lines(writer.document(), random), random, encoding, mark)
        if random.random() < 0.3:
            most = random.choice((LEAST_MOST, LEAST_MOST, 100, 300, 1000))
    named = random.choice(NAMED)
    options = Options(
        split=split,
        max_article_bytes=most,
        encoding=encoding if named != "auto" and random.random() < 0.5 else named,
    )
    unit: Unit = random.choice(("article", "block"))
    while random.random() < 0.08 and not encoding.startswith(("utf-16", "utf-32")):
        encoding, mark, pool = chosen_encoding(random)  # the text of another file behind it
        data += random.choice(BETWEEN) + written(Writer(random, pool).document(), random, encoding, mark)
    return Dump(data, options, _pieces_for(data, random), random.choice(RANGES), unit)


def _full(writer: Writer, encoding: str) -> tuple[bytes, int]:
    """Articles of which one is just about as long as an article may be, a line longer than that, and the longest."""
    random = writer.random
    articles = [
        [writer.paragraph(), *(writer.any_line() for _ in range(2))][: random.choice((1, 1, 3))] for _ in range(3)
    ]
    sizes = [len("\n".join(lines).encode(encoding, errors="replace")) for lines in articles]
    most = max(LEAST_MOST, random.choice(sizes) + random.randint(-1, 3))
    line = writer.paragraph() or "x"
    long = line * (1 + most // len(line))
    if random.random() < 0.5:  # just about as long as fits, and one letter takes more bytes than the others
        size = (most + random.choice((0, 0, 0, -3, -1, 1, 3))) // len("x".encode(encoding))
        long = "a line " * (size // 7) + "x" * (size % 7 - 1) + "ж"
    articles.append([long + random.choice(("", "", "\n"))])
    separator = random.choice(("\n\f\n", "\n\f\n", "\n\n-----\n\n", "\n\nDocument 2 of 3\n\n"))
    return separator.join(map("\n".join, articles)).encode(encoding, errors="replace"), most


def _pieces_for(data: bytes, random: Random) -> tuple[int, ...]:
    """Small pieces of small documents, and large ones of large: each piece costs as much as a line or two."""
    return tuple(size * (1 + len(data) // 400) for size in random.choice(PIECES))


def _as_utf_8(data: bytes) -> Iterator[bytes]:
    """The text of a document that is in another encoding, as each that it may be in reads it."""
    if b"\0" not in data and len(data.decode(errors="ignore").encode()) > len(data) * 3 / 4:
        return
    for encoding in dict.fromkeys(name for name, _, _ in ENCODINGS):
        text = data.decode(encoding, errors="replace")
        if "\0" not in text and encoding != "utf-8":
            yield text.removeprefix("\ufeff").encode()


def cut(data: bytes, sizes: tuple[int, ...]) -> Iterator[bytes]:
    at = 0
    for size in cycle(sizes):
        if at >= len(data):
            return
        yield data[at : at + size]
        at += size


# 1. Blocks: every non-blank line at its bytes


def check_blocks(data: bytes, blocks: list[Record]) -> None:
    """Blocks come in order, hold their very bytes, and leave nothing but blank lines between them."""
    at = 0
    for block in blocks:
        start, end = block["byte_start"], block["byte_end"]
        if not at <= start < end <= len(data):
            raise Broken("spans", f"bytes {start}-{end} behind byte {at}: {block['text']!r}")
        _check_gap(data, at, start, block["encoding"])
        text = _decoded(data[start:end], block["encoding"], start).replace("\r\n", "\n")
        if block["text"] not in (text, text.replace("\r", "\n")):  # the latter where a lone CR ends a line
            raise Broken("spans", f"bytes {start}-{end} are {text!r}, the text is {block['text']!r}")
        at = end
    _check_gap(data, at, len(data), blocks[-1]["encoding"] if blocks else "utf-8")


def _check_gap(data: bytes, start: int, end: int, encoding: str) -> None:
    """What is in no block is blank. ASCII is UTF-8, so blocks do not always say which encoding the blanks are in."""
    readings = (_decoded(data[start:end], name, start) for name in dict.fromkeys((encoding, *NAMES_OF_ENCODINGS)))
    if all(text.strip(WHITE) for text in readings):
        raise Broken("lines", f"in no block, bytes {start}-{end}: {data[start:end]!r}")


def _decoded(data: bytes, encoding: str, at: int) -> str:
    text = data.decode(encoding, errors="replace")
    return text.removeprefix("\ufeff") if not at else text


# 2. Articles: every character of every block in one slot


def check_places(articles: list[Record], blocks: list[Record]) -> None:
    """The slots of each article account for every non-blank character of its blocks."""
    held = deque(block for block in blocks if block["role"] != "separator")
    parts: list[tuple[Record, list[Record]]] = []
    for article in articles:
        own: list[Record] = []
        while held and held[0]["byte_end"] <= article["origin"]["byte_end"]:
            own.append(held.popleft())
        edges = (own[0]["byte_start"], own[-1]["byte_end"]) if own else None
        if edges != (article["origin"]["byte_start"], article["origin"]["byte_end"]):
            raise Broken("places", f"an article has the bytes {article['origin']}, its blocks {edges}")
        if parts and parts[0][0]["origin"]["article"] != article["origin"]["article"]:
            _check_article(parts)
            parts.clear()
        parts.append((article, own))
    if parts:
        _check_article(parts)
    if held:
        raise Broken("places", f"in no article: {held[0]['text']!r}")


def _check_article(parts: list[tuple[Record, list[Record]]]) -> None:
    """An article, or all parts of one that is too long: a heading in one may stand on the entries of the next."""
    blocks = [block for _, own in parts for block in own]
    entries = [entry for article, _ in parts for entry in article["related"]]
    # A related block without a title is a line with only the date of an entry; the date is in that entry.
    printed = [block for block in blocks if block["role"] == "related" and block["title"] is not None]
    if len(printed) != len(entries):
        raise Broken("places", f"{len(printed)} related blocks, {len(entries)} entries")
    repeated = set[str]()  # headings that stand on entries below them
    wanted, loose, again = Counter[str](), Counter[str](), Counter[str]()
    found = sum((characters(_slots(article, own)) for article, own in parts), Counter[str]())
    for block, entry in zip(printed, entries, strict=True):
        numbers = "".join(_NUMBER.findall(block["text"]))
        loose += Counter(each for each in block["text"] if each in MARKS) + Counter(numbers)
        heading = characters(entry["heading"] or "")
        if heading <= characters(block["text"]) - characters(f"{entry['date_raw'] or ''}{entry['title']}"):
            found += heading  # an inline marker, printed on its entry's line
        else:
            repeated.add(bare(entry["heading"]))
    for block in blocks:
        if block["role"] != "related_heading" or bare(block["text"]) not in repeated:
            wanted += characters(block["text"])
        elif len(parts) > 1:
            again += characters(block["text"])  # its own part may have no entry, and files it as what it is alone
    if missing := wanted - found - loose:
        raise Broken("places", f"in no slot: {''.join(missing.elements())!r}")
    if doubled := found - wanted - again:
        raise Broken("places", f"in two slots, or from nowhere: {''.join(doubled.elements())!r}")


def _slots(article: Record, blocks: list[Record]) -> str:
    header = article["header"]
    title = header["title"] if any(block["role"] == "title" for block in blocks) else None  # else it repeats a field
    return "\n".join(
        [
            title or "",
            *header["lead"],
            *header["meta"],
            *article["body"],
            article["attribution"]["text"] or "",
            *(extra["text"] for extra in article["extra"]),
            *(f"{entry['date_raw'] or ''}{entry['title']}" for entry in article["related"]),
        ]
    )


def characters(text: str) -> Counter[str]:
    return Counter(bare(text))


def bare(text: str) -> str:
    """The text without white space."""
    return text.translate(_NO_WHITE)


# 3. Cuts and ranges


def by_ranges(data: bytes, options: Options, size: int) -> list[Record] | None:
    """The records of the ranges of a file with these bytes; None if there is but one, which is the whole."""
    path = scratch.file("dump.txt", data)
    try:
        found = api.splits(path, size, options)
    except InputError as error:
        _refuse(path, options, error)
        return None
    edges = [(0, 0), *((each.start, each.stop) for each in found), (len(data), len(data))]
    if any(before[1] != behind[0] for before, behind in pairwise(edges)):
        raise Broken("ranges", f"they leave something out, or overlap: {edges[1:-1]}")
    if len(found) == 1:
        return None
    if options.unit == "article":
        articles = (article_line(article) for each in found for article in api.read_split(path, each, options))
        records = [json.loads(line) for line in articles]
        for record in records:
            record["origin"]["path"] = "-"
        return records
    parts = (
        stream.lines(ranges.pieces_of(path, each), Document(), options, part=ranges.part_of(path, each))
        for each in found
    )
    return [json.loads(line) for part in parts for line in _lines(part)]


def _refuse(path: Path, options: Options, error: InputError) -> None:
    """What is refused in ranges is refused as a whole, for the same reason."""
    try:
        deque(api.parse(path, options._replace(unit=None)), maxlen=0)
    except InputError as other:
        if other.args == error.args:
            return
    raise Broken("ranges", f"refused in ranges only: {error}")


def _lines(parts: Iterator[bytes]) -> list[bytes]:
    return b"".join(parts).splitlines()


def _same(law: str, wanted: list[Record], found: list[Record]) -> None:
    if found == wanted:
        return
    for number, (one, other) in enumerate(zip(wanted, found, strict=False)):
        for key in one:
            if one[key] != other[key]:
                raise Broken(law, f"record {number}: {key} is {other[key]!r} and not {one[key]!r}")
    raise Broken(law, f"{len(found)} records and not {len(wanted)}")
