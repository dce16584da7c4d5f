"""The whole way from bytes to records; read this module first.

Bytes become lines, lines are split into articles, each article's lines become blocks, its blocks are folded into one
record, and a record is one JSON line.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, count
from operator import itemgetter
from os import path
from typing import NamedTuple

from seedparse.arguments import only_options, shown
from seedparse.errors import InputError, PackError, printable
from seedparse.memory import BIG_PIECE_BYTES, keep_big_pieces_apart
from seedparse.model import Article, Beginning, Block, BlockRecord, Document, Note, Options, Role, Unit
from seedparse.profiles.loader import table
from seedparse.proofs.profile_examples import failing
from seedparse.recognition.boundaries import Run, Splitter, separators
from seedparse.recognition.doubt import doubt
from seedparse.recognition.roles import BlockParser
from seedparse.recognition.trees import BOUNDARY
from seedparse.records.article import fold
from seedparse.records.counts import Counts
from seedparse.records.json_lines import article_line, block_line, block_record
from seedparse.resources import Resources, load
from seedparse.text.encodings import UTF_8, WIDE
from seedparse.text.lines import encode
from seedparse.text.reading import Part, Reader

CHARACTER = 4  # bytes of the longest character: a part of a line ends at most so many bytes before its limit


class Passage(NamedTuple):
    """Consecutive blocks of one article whose roles are decided."""

    article: int
    blocks: list[Block]
    closes: bool  # the article ends with them
    continues: bool = False  # it ends because it is too long: the next passage is its next part


class Stream:
    """Turns the bytes of one document into passages; the size of the pieces makes no difference."""

    def __init__(
        self,
        options: Options,
        part: Part | None = None,
        counts: Counts | None = None,
        resources: Resources | None = None,
    ) -> None:
        """Pass a `part` to read only a range of a document; `counts` are updated with each passage."""
        self._resources = resources or proved(options)
        self._most = options.max_article_bytes
        self._counts = counts
        self._cites = options.unit != "block"
        self.reader = Reader(options.encoding, part and part.start, self._most)
        packs, models, profiles = self._resources
        self._splitter = Splitter(packs, models[BOUNDARY], profiles, options.split)
        self._parser = self._new_parser()
        self._article = part.article if part else 1
        self._beginning: Beginning | None = None  # of the article whose blocks come next
        self._begun = -1  # offset of the first byte of the article or of its part; -1: none yet
        self._fed = part.start.byte if part and part.start else 0
        self._apart = False  # whether big pieces of memory are returned to the system
        if part:
            self._splitter.bound(part.context_lines(self._most), part.stop)

    def _new_parser(self) -> BlockParser:
        return BlockParser(*self._resources, cites=self._cites, begins_encoding=self.reader.begins_encoding)

    def feed(self, data: bytes) -> Iterator[Passage]:
        if not self._apart and (self.reader.held > BIG_PIECE_BYTES or self._fed - self._begun > BIG_PIECE_BYTES):
            self._apart = True
            keep_big_pieces_apart()
        self._fed += len(data)
        return self._passages(self._splitter.feed(self.reader.feed(data)))

    @property
    def done(self) -> bool:
        """Whether all of the range has been read."""
        return self._splitter.done

    def close(self) -> Iterator[Passage]:
        return self._passages(self._splitter.feed(self.reader.close()) + self._splitter.close())

    def _passages(self, runs: list[Run]) -> Iterator[Passage]:
        for run in runs:
            passages: list[Passage] = []  # yielded after each run: an internal error loses nothing that came before
            if run.separates:
                self._give(passages, self._parser.close())
                self._give(passages, separators(run.lines), run)
                self._beginning = run.beginning
            else:
                self._take(run, passages)
                if run.closes:
                    self._give(passages, self._parser.close(), run)
            yield from passages
            if run.closes and len(run.lines):
                self.reader.forget(run.lines.ends[-1])
            # An article without text has no number: no range begins behind it.
            if run.counts and run.closes and self._counts and self._counts.passed:
                self._counts.passed(self._article - 1)

    def _take(self, run: Run, passages: list[Passage]) -> None:
        lines = run.lines
        goes_on = run.goes_on or (len(lines) > 0 and lines.ends[-1] == self.reader.part_end)
        if self._begun < 0 and len(lines):
            self._begun = lines.starts[0]
        # An article that is too long is cut into parts, each at the last line end that fits.
        while len(lines) and lines.ends[-1] - self._begun > self._most:
            fits = sum(end - self._begun <= self._most for end in lines.ends)
            if not fits and lines.starts[0] == self._begun:
                fits = 1  # a single line that is as long as a part
            self._give(passages, self._parser.feed(lines.cut(0, fits)) + self._parser.close(), continues=True)
            lines = lines.cut(fits, len(lines))
            self._begun = lines.starts[0] if len(lines) else -1
        self._give(passages, self._parser.feed(lines))
        # A long line is cut behind its last whole character: a part is full if one more character may not fit.
        room = WIDE.get(self.reader.verdict.encoding, CHARACTER)
        if goes_on and len(lines) and lines.ends[-1] - self._begun > self._most - room:
            # The next part of the line cannot fit, so this part ends now.
            self._give(passages, self._parser.close(), continues=True)
            self._begun = -1

    def _give(
        self, passages: list[Passage], blocks: list[Block], ends: Run | None = None, *, continues: bool = False
    ) -> None:
        """Add decided blocks to the passages; `ends` is the run that may close the article."""
        closes = ends is not None and ends.closes
        if blocks and self._beginning:
            blocks[0].beginning, self._beginning = self._beginning, None
        if blocks or closes or continues:
            passages.append(Passage(self._article, blocks, closes or continues, continues))
            if self._counts:
                self._counts.take(blocks)
        if ends is not None and closes:
            self._article += ends.counts
            if self._counts:
                self._counts.articles += ends.counts
            self._begun = -1
            self._parser = self._new_parser()


class Parser:
    """Parses text that arrives in pieces; does no input or output of its own.

    `feed` and `close` return the articles whose end is known. The text may be cut anywhere, also inside a line.
    """

    def __init__(
        self,
        options: Options = Options(),
        document: Document = Document(),
        part: Part | None = None,
        counts: Counts | None = None,
        resources: Resources | None = None,
    ) -> None:
        """Without `resources` the packs and models of the options are loaded.

        Raises TypeError, ValueError, PackError, SplitError, EncodingError.
        """
        if only_options(options).unit == "block":
            raise ValueError('Parser gives articles; for options with unit="block" call seedparse.blocks()')
        if options.language:
            document = document._replace(given=document.given._replace(language=options.language))
        self._document = document
        self._spans = options.spans
        resources = resources or proved(options)
        self._packs, self._models = resources.packs, resources.models
        self._stream = Stream(options, part, counts, resources)
        self._blocks: list[Block] = []
        self._fed = 0
        self._surrogates: list[int] = []  # offsets of lone surrogates, which became U+FFFD
        self._continued = False  # whether the current article is the next part of the one before

    @property
    def done(self) -> bool:
        """Whether all of the range has been read."""
        return self._stream.done

    def feed(self, text: str) -> list[Article]:
        if not isinstance(text, str):
            raise TypeError(f"feed() needs a str, not {shown(text)}; for bytes call feed_bytes()")
        return list(self.read(text))

    def feed_bytes(self, data: bytes) -> list[Article]:
        if not isinstance(data, bytes):
            raise TypeError(f"feed_bytes() needs bytes, not {shown(data)}; for a str call feed()")
        return list(self.read(data))

    def read(self, piece: str | bytes) -> Iterator[Article]:
        """Yield what `feed` or `feed_bytes` returns, one by one; exhaust it before the next call."""
        if isinstance(piece, str):
            self._stream.reader.take_for(UTF_8)
            piece, surrogates = encode(piece)
            self._surrogates += [self._fed + byte for byte in surrogates]
        self._fed += len(piece)
        return self._articles(self._stream.feed(piece))

    def close(self, damage: str | None = None) -> list[Article]:
        """Return the articles of the rest; `damage`, the reason why the text breaks off, becomes a note of the last."""
        articles = list(self.finish())
        if damage and articles:
            line = articles[-1]["origin"]["line_end"]
            articles[-1]["notes"].append(Note(code="input-damaged", line=line, detail=printable(damage)))
        return articles

    def finish(self) -> Iterator[Article]:
        """Yield what `close` returns, one by one."""
        return self._articles(self._stream.close())

    def _articles(self, passages: Iterator[Passage]) -> Iterator[Article]:
        # map and not a loop: no variable keeps an article in memory while the next one is made.
        return filter(None, map(itemgetter(0), self.fold(passages)))

    def fold(self, passages: Iterable[Passage]) -> Iterator[tuple[Article | None, list[Block]]]:
        """Yield each article that these passages end, with its blocks; None in place of it for separators alone."""
        for passage in passages:
            self._blocks += passage.blocks
            if not passage.closes:
                continue
            held, self._blocks = self._blocks, []
            own = [at for at, block in enumerate(held) if block.role is not Role.SEPARATOR]
            if own:
                blocks = held[own[0] : own[-1] + 1]
                yield self._record(blocks, passage.article, is_part=passage.continues or self._continued), held
            elif held:
                yield None, held
            self._continued = passage.continues

    def _record(self, blocks: list[Block], number: int, *, is_part: bool) -> Article:
        """The record of these blocks. `is_part`: they are a part of a longer article, and its doubt is not known."""
        document = _encoded(self._document, self._stream.reader, blocks[-1])
        article = fold(blocks, document, number, self._packs, self._notes(blocks, is_part=is_part), self._spans)
        if not is_part and (found := doubt(blocks, self._models)):
            article["notes"].append(found)
        return article

    def _notes(self, blocks: list[Block], *, is_part: bool) -> list[Note]:
        """Return notes on the source of the article of these blocks: its format, encoding, replaced bytes, parts."""
        start, end = blocks[0].byte_start, blocks[-1].byte_end
        notes = []
        if self._document.converted is not None:
            notes.append(Note(code="converted-from-html", line=0, detail=self._document.converted))
        replaced = [(byte, count) for byte, count in self._stream.reader.replaced if start <= byte < end]
        if replaced:
            count = sum(count for _, count in replaced)
            detail = f"{count} ill-formed, the first at byte {replaced[0][0]}"
            notes.append(Note(code="bytes-replaced", line=0, detail=detail))
        notes += self._notes_on_encodings(blocks)
        surrogates = sum(start <= byte < end for byte in self._surrogates)
        if surrogates:
            notes.append(Note(code="surrogate-replaced", line=0, detail=f"{surrogates} lone surrogates"))
        if is_part:
            detail = "the article is longer than --max-article-bytes and comes in parts"
            notes.append(Note(code="article-continued", line=0, detail=detail))
        return notes

    def _notes_on_encodings(self, blocks: list[Block]) -> Iterator[Note]:
        reader, start, end = self._stream.reader, blocks[0].byte_start, blocks[-1].byte_end
        changes = reader.changes_between(start, end)
        verdicts = [change.verdict for change in changes] or [reader.verdict_at(end)]
        if changes and not all(block.text.isascii() for block in blocks if block.byte_start < changes[0].byte):
            verdicts.insert(0, reader.verdict_at(changes[0].byte))
        for encoding in dict.fromkeys(each.encoding for each in verdicts if each.guessed and end > each.since):
            yield Note(code="encoding-guessed", line=0, detail=encoding)
        if changes:
            more = f", and {len(changes) - 1} more changes" if len(changes) > 1 else ""
            yield Note(code="encoding-changed", line=changes[0].line, detail=f"{changes[0].verdict.encoding}{more}")


def proved(options: Options) -> Resources:
    """The resources of a run, with the user's own export profiles checked by their examples. Raises PackError."""
    return _proved(options.packs, options.outlets, options.profiles)


@lru_cache(maxsize=8)
def _proved(packs: tuple[str, ...], outlets: tuple[str, ...], profiles: tuple[str, ...]) -> Resources:
    found = load(packs, outlets, profiles)
    errors = [error for path in profiles for error in failing_examples(path, found)]
    if errors:
        raise PackError(*errors)
    return found


def failing_examples(path: str, resources: Resources) -> list[str]:
    """The examples of an export profile that fail, each with the expected and the actual result. Raises PackError."""

    def parse(text: str, name: str) -> tuple[Article, bool]:
        found = explained([text], Options(), resources=resources)
        article, blocks = next((article, blocks) for article, blocks in found if article)
        return article, any(block.rule == f"export.{name}" for block in blocks)

    return failing(table(path), path, parse)


def lines(
    pieces: Iterable[bytes | str],
    document: Document,
    options: Options,
    counts: Counts | None = None,
    part: Part | None = None,
    resources: Resources | None = None,
) -> Iterator[bytes]:
    """Yield the records of a document or of a part of one as JSON lines, each article or passage as soon as it is made.

    Raises InputError where the pieces do, after the records of all bytes before it.
    """
    if options.unit != "block":
        # map and not a loop: a loop variable would keep one record while the next is made, and each may be 16 MiB.
        yield from map(article_line, articles(pieces, Parser(options, document, part, counts, resources)))
        return
    for records in block_records(pieces, document, options, counts, part, resources):
        yield b"".join(map(block_line, records))


def block_records(
    pieces: Iterable[bytes | str],
    document: Document,
    options: Options,
    counts: Counts | None = None,
    part: Part | None = None,
    resources: Resources | None = None,
) -> Iterator[list[BlockRecord]]:
    """Yield the block records of a document or of a part of one, passage by passage."""
    resources = resources or proved(options)
    numbers: Iterator[int] = iter(())
    article = 0
    stream = Stream(options, part, counts, resources)
    for passage in chain.from_iterable(_passages(pieces, stream)):
        if passage.article != article:
            numbers, article = count(1), passage.article
        out = []
        for block in passage.blocks:
            encoded = _encoded(document, stream.reader, block)
            out.append(block_record(block, encoded, article, next(numbers), resources.packs))
        if out:
            yield out


def articles(pieces: Iterable[bytes | str], parser: Parser) -> Iterator[Article]:
    """Yield the articles of a document or of a part of one, each as soon as its end is known.

    Raises InputError where the pieces do, after the article that breaks off there, which has a note.
    """
    damage: InputError | None = None
    try:
        for piece in pieces:
            yield from parser.read(piece)
            if parser.done:
                return
    except InputError as error:
        damage = error
    yield from parser.close(str(damage)) if damage else parser.finish()
    if damage:
        raise damage


def explained(
    pieces: Iterable[bytes | str],
    options: Options,
    document: Document = Document(),
    counts: Counts | None = None,
    resources: Resources | None = None,
    part: Part | None = None,
) -> Iterator[tuple[Article | None, list[Block]]]:
    """Yield the articles of a document or of a part of one with their blocks, and separators that belong to none."""
    parser = Parser(options, document, part, counts, resources)
    for passages in _passages(pieces, parser._stream):
        yield from parser.fold(passages)


def blocks(
    pieces: Iterable[bytes], options: Options = Options(), resources: Resources | None = None
) -> Iterator[Block]:
    """Yield the blocks of a document, each as soon as its role is decided."""
    for passages in _passages(pieces, Stream(options, resources=resources)):
        for passage in passages:
            yield from passage.blocks


def schema(unit: Unit, *, spans: bool = False) -> str:
    """Return the JSON Schema of a unit's record. `spans`: that of article records with the object `spans`."""
    text = _schema_file(unit)
    if not spans:
        return text
    if unit != "article":
        raise ValueError("only article records have spans; block records have their lines and bytes always")
    import json  # here: it would slow down the start, and parsing does not need it

    whole = json.loads(text)
    whole["title"] += " with spans"
    whole["properties"]["spans"] = json.loads(_schema_file("spans"))
    whole["required"].append("spans")
    return f"{json.dumps(whole, indent=2, ensure_ascii=False)}\n"


def _schema_file(name: str) -> str:
    with open(path.join(path.dirname(__file__), "records", "schemas", f"{name}.json"), encoding="utf-8") as file:
        return file.read()


def _passages(pieces: Iterable[bytes | str], stream: Stream) -> Iterator[Iterator[Passage]]:
    """Yield the passages of each piece. Raises InputError where the pieces do, after the passages of all before it."""
    damage: InputError | None = None
    try:
        for piece in pieces:
            yield stream.feed(encode(piece)[0] if isinstance(piece, str) else piece)
            if stream.done:
                return
    except InputError as error:
        damage = error
    yield stream.close()
    if damage:
        raise damage


def _encoded(document: Document, reader: Reader, last: Block) -> Document:
    """Return the document with the encoding that holds at the end of this block."""
    encoding = reader.verdict_at(last.byte_end).at(last.byte_end)
    return document if encoding == document.encoding else document._replace(encoding=encoding)
