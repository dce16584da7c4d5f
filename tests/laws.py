"""The laws of the core, each as a check of one text: `test_laws.py` gives it any text, `test_planted.py` a fault."""

import codecs
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import seedparse
from conftest import SEED, records
from seedparse.convert import convert
from seedparse.errors import InputError
from seedparse.model import Article, Block, Document, Options, Role
from seedparse.outcome import Outcome
from seedparse.stream import blocks, explained, lines
from seedparse.text.lines import WHITE, LineReader, encode
from seedparse.text.words import BULLETS

DROPPED = ",|•·/:;()[]–—-."  # what may stand between a bullet, a date and a title
MARKED = {
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
MARKS = tuple(MARKED)
SPAN = ("line_start", "line_end", "byte_start", "byte_end")


def check_total(text: str) -> None:
    """Any text parses."""
    seedparse.parse_text(text)


def check_lossless(data: bytes) -> None:
    """The lines with what lies between them are the document, and what lies between is line ends only."""
    reader = LineReader()
    fed, rest = reader.feed(data), reader.close()
    fed.extend(rest)
    texts, starts, ends = fed.texts, fed.starts, fed.ends
    assert len(texts) == len(starts) == len(ends)
    assert fed.numbers == list(range(1, len(texts) + 1))
    begin = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    for text, start, end in zip(texts, starts, ends, strict=True):
        assert data[begin:start] in (b"", b"\n", b"\r\n", b"\r")
        assert data[start:end].decode(errors="replace") == text
        begin = end
    assert data[begin:] in (b"", b"\n", b"\r\n", b"\r")


def check_every_line_is_in_one_block(data: bytes) -> None:
    """Blocks come in order, do not overlap, hold their very bytes, and leave nothing but blank lines between them."""
    at = next((len(mark) for mark in MARKS if data.startswith(mark)), 0)
    encoding = MARKED.get(data[:at], "utf-8")  # of a document without a block
    for block in records(b"".join(lines([data], Document(), Options(unit="block")))):
        encoding = block["encoding"]
        assert data[at : block["byte_start"]].decode(encoding, errors="replace").strip(WHITE) == ""
        shown = data[block["byte_start"] : block["byte_end"]].decode(encoding, errors="replace")
        assert re.sub(r"\r\n?", "\n", shown) == re.sub(r"\r\n?", "\n", block["text"])
        at = block["byte_end"]
    assert data[at:].decode(encoding, errors="replace").strip(WHITE) == ""


def check_chunk_blind(pieces: Sequence[bytes], options: Options) -> None:
    """A document in pieces gives the records of the whole."""
    whole = b"".join(lines([b"".join(pieces)], Document(), options))
    assert b"".join(lines(pieces, Document(), options)) == whole


def check_pure(text: str) -> None:
    """Nothing of one article stays for the next."""
    first = seedparse.parse_text(text)
    seedparse.parse_text(SEED.read_text(encoding="utf-8"))
    assert seedparse.parse_text(text) == first


def check_places(text: str) -> None:
    """The slots of a record, with dropped bullets and separators, account for every character that is not white."""
    slots: list[str] = []
    for article in seedparse.parse_text(text):
        header = article["header"]
        slots += [header["title"] or "", *header["lead"], *header["meta"], *article["body"]]
        slots += [article["attribution"]["text"] or "", *(extra["text"] for extra in article["extra"])]
        slots += [f"{entry['date_raw'] or ''}{entry['title']}" for entry in article["related"]]
    document, _ = encode(text)
    found = list(blocks([document], Options(encoding="utf-8")))  # as the text is: nothing is told from its bytes
    # A heading is one line, repeated on each of its entries: the blocks say how often it was printed.
    slots += [block.text for block in found if block.role is Role.RELATED_HEADING]
    slots += [block.heading or "" for block in found if ":related.inline." in block.rule]
    separators = "".join(block.text for block in found if block.role is Role.SEPARATOR)
    numbers = Counter("".join(number for block in found if block.role is Role.RELATED for number in numbers_of(block)))
    missing = characters(document.decode()) - characters("".join(slots) + separators) - numbers
    assert set(missing) <= set(BULLETS + DROPPED), missing
    assert not characters("".join(slots)) - characters(document.decode())


def check_places_of_records(text: str) -> None:
    """Each block of an article has its place in the record, and an entry drops no more than its marks."""
    for article, found in explained([text.encode()], Options(encoding="utf-8")):
        if article is not None:
            assert not unplaced(article, found), text


def check_spans(data: bytes) -> None:
    """The spans of a record are those of blocks, one for each item, and a slot's text is a text of its block."""
    known = {
        (block["article"], *(block[key] for key in SPAN)): block["text"]
        for block in records(b"".join(lines([data], Document(), Options(unit="block"))))
    }
    plain = records(b"".join(lines([data], Document(), Options())))
    spanned = records(b"".join(lines([data], Document(), Options(spans=True))))
    for article, other in zip(spanned, plain, strict=True):
        spans = article.pop("spans")
        assert article == other
        number, header, places = article["origin"]["article"], article["header"], spans["header"]
        found: list[tuple[str, Any]] = []  # a text of the record, and its span
        for key in ("title", "dateline"):
            found += _held(header[key], places[key])
        found += _held(header["published_raw"], places["published"])
        found += _held(article["attribution"]["text"], spans["attribution"])
        for texts, there in (
            (header["lead"], places["lead"]),
            (header["meta"], places["meta"]),
            (article["body"], spans["body"]),
            ([each["text"] for each in article["extra"]], spans["extra"]),
            ([each["text"] for each in article["citations"]], spans["citations"]),
        ):
            found += zip(texts, there, strict=True)
        assert (header["byline"] is None) == (places["byline"] == [])
        for entry, place in zip(article["related"], spans["related"], strict=True):
            found += [*_held(entry["heading"], place["heading"]), (entry["title"], place["title"])]
            found += _held(entry["date_raw"], place["date"])
        for text, place in found:
            block = known[(number, *(place[key] for key in SPAN))]
            assert not characters(text) - characters(block), (text, block)
        for place in places["byline"]:
            assert (number, *(place[key] for key in SPAN)) in known


def _held(text: str | None, place: Any) -> list[tuple[str, Any]]:
    assert (text is None) == (place is None), (text, place)
    return [] if text is None else [(text, place)]


def check_ranges(path: Path, size: int, options: Options) -> None:
    """A file that is read in ranges of this size gives the records and the counts of the whole."""
    whole = Buffer()
    outcome = convert(str(path), whole, options)
    if outcome.failures:
        with pytest.raises(InputError):
            seedparse.splits(path, size, options)
        return
    parts, total, alone = Buffer(), Outcome(), Outcome()
    alone.add(outcome)
    for each in ranges_of(path, size, options):
        total.add(convert(str(path), parts, options, split=each))
    assert parts.written == whole.written
    assert (total.failures, vars(total.counts)) == ([], vars(alone.counts))


def ranges_of(path: Path, size: int, options: Options = Options()) -> list[seedparse.Split]:
    """The ranges of a file, which abut and are all of it."""
    found = seedparse.splits(path, size, options)
    assert found[0].start == 0
    assert [each.stop for each in found[:-1]] == [each.start for each in found[1:]]
    assert found[-1].stop == path.stat().st_size
    return found


class Buffer:
    """A sink in memory."""

    def __init__(self) -> None:
        self.written = b""

    def write(self, lines: bytes) -> None:
        self.written += lines


def cut(data: bytes, places: list[int]) -> list[bytes]:
    edges = [0, *sorted(place % (len(data) + 1) for place in places), len(data)]
    return [data[start:end] for start, end in pairwise(edges)]


def in_pieces(data: bytes, size: int) -> list[bytes]:
    return [data[at : at + size] for at in range(0, len(data), size)]


def numbers_of(block: Block) -> list[str]:
    """The numbers that an entry's lines begin with."""
    return re.findall(r"^\W*(\d{1,3})\s*[.)]", block.text, re.MULTILINE)


def unplaced(article: Article, found: list[Block]) -> list[str]:
    """What of these blocks stands nowhere in the record."""
    header = article["header"]
    texts = [header["title"] or "", *header["lead"], *header["meta"], article["attribution"]["text"] or ""]
    texts += [*article["body"], *(extra["text"] for extra in article["extra"])]
    slots = Counter(map(squeezed, texts))
    entries = iter(article["related"])
    missing = []
    heading: Block | None = None  # not repeated on an entry so far
    dates = Counter(block.date_raw for block in found if block.role is Role.RELATED and block.title is None)
    for block in found:
        if block.role is Role.RELATED and block.title is None:  # a line with only the date of an entry
            missing += [] if block.date_raw == block.text.strip(WHITE) else [block.text]
            continue
        if block.role is Role.RELATED:
            entry = next(entries)
            raw = entry["date_raw"] or ""
            if raw not in block.text and dates[raw]:
                dates[raw] -= 1
                raw = ""
            shown = f"{raw}{entry['title']}{entry['heading'] if block.is_inline else ''}"
            lost = characters(block.text) - characters(shown + "".join(block.links))
            lost -= Counter("".join(numbers_of(block)))
            more = characters(shown) - characters(block.text)
            if set(lost) - set(BULLETS + DROPPED) or more:
                missing.append(block.text)
            if heading and not block.is_inline and entry["heading"] == heading.text.strip(WHITE):
                heading = None
            continue
        if block.role is Role.RELATED_HEADING:
            missing += [heading.text] if heading and not slots[squeezed(heading.text)] else []
            heading = block
        elif block.role is Role.TITLE and (rest := without_title(article, block)):
            slots[rest] -= 1  # the site's name was cut from the title
            missing += [block.text] if slots[rest] < 0 else []
        elif block.role is not Role.SEPARATOR:
            slots[squeezed(block.text)] -= 1
            missing += [block.text] if slots[squeezed(block.text)] < 0 else []
    missing += [heading.text] if heading and slots[squeezed(heading.text)] <= 0 else []
    return missing + [date or "" for date, count in dates.items() for _ in range(count)]


def without_title(article: Article, block: Block) -> str:
    """What a title's line has behind the title of the record."""
    line, title = squeezed(block.text), squeezed(article["header"]["title"] or "")
    return line.removeprefix(title) if title and line.startswith(title) else ""


def squeezed(text: str) -> str:
    return "".join(each for each in text if each not in WHITE)


def characters(text: str) -> Counter[str]:
    return Counter(each for each in text if each not in WHITE)
