"""Each law can fail: a fault is planted, and the law's check finds it in a text of a few articles."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest

import laws
from conftest import SEED
from seedparse import ranges
from seedparse.model import Article, Beginning, Block, Look, Options, Role
from seedparse.recognition import roles
from seedparse.recognition.boundaries import Run, Splitter
from seedparse.recognition.context import Context
from seedparse.recognition.roles import BlockParser, State
from seedparse.records import article
from seedparse.records.spans import Sources
from seedparse.text.lines import LineReader, Lines
from seedparse.text.wrapping import joined

Patch = pytest.MonkeyPatch

FERRY = """A ferry will sail all winter
The council found the money.
This was reported by the Harbour Herald.

The council voted late on Tuesday to keep the ferry running through the winter.
The money will come from the fund for roads, which has been full for years.

Read also
- 31.02.2025 A bench is painted
- 21.01.2025 A clerk is on leave"""
SITE = """Ferry back in service | The Post
https://www.thepost.example/a

The ferry sails again. All is well."""
DATED = """Read also
07.02.2026
A bench is painted
21.01.2026
A clerk is on leave"""
TEXT = "\n\n-----\n\n".join([FERRY, SEED.read_text(encoding="utf-8").strip(), SITE, f"{FERRY}\n{DATED}"])


def check_chunk_blind(tmp_path: Path) -> None:
    laws.check_chunk_blind(laws.in_pieces(TEXT.encode(), 10), Options(unit="block"))


def check_ranges(tmp_path: Path) -> None:
    (tmp_path / "dump.txt").write_text(TEXT, encoding="utf-8")
    laws.check_ranges(tmp_path / "dump.txt", 1, Options(unit="block"))


def check_lossless(tmp_path: Path) -> None:
    laws.check_lossless(TEXT.encode())
    laws.check_every_line_is_in_one_block(TEXT.encode())


def check_places(tmp_path: Path) -> None:
    laws.check_places(TEXT)
    laws.check_places_of_records(TEXT)


CHECKS: dict[str, Callable[[Path], None]] = {
    "total": lambda tmp_path: laws.check_total(TEXT),
    "lossless": check_lossless,
    "chunk-blind": check_chunk_blind,
    "pure": lambda tmp_path: laws.check_pure(TEXT),
    "places": check_places,
    "spans": lambda tmp_path: laws.check_spans(TEXT.encode()),
    "ranges": check_ranges,
}


@pytest.mark.parametrize("law", CHECKS)
def test_without_a_fault_each_law_holds(law: str, tmp_path: Path) -> None:
    CHECKS[law](tmp_path)


def a_state_without_a_move(patch: Patch) -> None:
    patch.delitem(roles.TRANSITIONS, (State.HEAD, Look.TEXT))


def an_impossible_date_is_read(patch: Patch) -> None:
    def read(found: Any, packs: Any, order: str | None) -> tuple[str, None]:
        day, month, year = map(int, found.raw.split("."))
        return date(year, month, day).isoformat(), None

    patch.setattr(roles, "read", read)


def a_last_line_without_an_end_is_lost(patch: Patch) -> None:
    patch.setattr(LineReader, "close", lambda self: Lines())


def a_last_block_is_lost(patch: Patch) -> None:
    real = BlockParser.close
    patch.setattr(BlockParser, "close", lambda self: real(self)[:-1])


def the_lines_between_articles_are_lost(patch: Patch) -> None:
    real = Splitter._cut

    def cut(self: Splitter, at: int, runs: list[Run], found: Beginning) -> None:
        held = len(runs)
        real(self, at, runs, found)
        runs[held:] = [run._replace(lines=Lines()) if run.separates else run for run in runs[held:]]

    patch.setattr(Splitter, "_cut", cut)


def a_block_ends_early(patch: Patch) -> None:
    """Where it has several lines, its text is whole and its bytes are those of the first."""
    real = BlockParser._block

    def block(self: BlockParser, *given: Any) -> Block:
        made = real(self, *given)
        made.byte_end = made.byte_start + len(made.text.split("\n")[0].encode())
        return made

    patch.setattr(BlockParser, "_block", block)


def a_role_does_not_wait_for_its_horizon(patch: Patch) -> None:
    patch.setattr(BlockParser, "_sees_horizon", lambda self, at, starts: True)


def a_piece_ends_a_line(patch: Patch) -> None:
    real = LineReader.feed

    def feed(self: LineReader, data: bytes) -> Lines:
        found = real(self, data)
        found.extend(self.close())
        return found

    patch.setattr(LineReader, "feed", feed)


def the_context_is_kept_for_the_next_article(patch: Patch) -> None:
    kept: list[Context] = []

    def context(*given: Any) -> Context:
        kept.append(kept[0] if kept else Context(*given))
        return kept[0]

    patch.setattr(roles, "Context", context)


def a_date_is_that_of_a_clock(patch: Patch) -> None:
    clock = count(2026)
    patch.setattr(roles, "read", lambda found, packs, order: (f"{next(clock)}-02-07", None))


def a_title_loses_a_character(patch: Patch) -> None:
    def title(made: Article, block: Block) -> None:
        made["header"]["title"] = joined(block.text)[:-1]

    patch.setitem(article.PLACES, Role.TITLE, title)


def a_paragraph_has_no_place(patch: Patch) -> None:
    patch.setitem(article.PLACES, Role.BODY, article._nowhere)


def a_paragraph_has_two_places(patch: Patch) -> None:
    def body(made: Article, block: Block) -> None:
        made["body"] += [joined(block.text)] * 2

    patch.setitem(article.PLACES, Role.BODY, body)


def the_name_of_a_site_is_cut_and_lost(patch: Patch) -> None:
    real = article._cut_site

    def cut(made: Article, blocks: list[Block]) -> None:
        before = list(made["extra"])
        real(made, blocks)
        made["extra"][:] = before

    patch.setattr(article, "_cut_site", cut)


def moved(patch: Patch, change: Callable[[list[ranges.Split]], Iterator[ranges.Split]]) -> None:
    real = ranges.scan
    patch.setattr("seedparse.api.scan", lambda *given: change([split for split in real(*given) if split]))


def a_range_begins_a_line_late(patch: Patch) -> None:
    line = len(FERRY.split("\n")[0]) + 1

    def late(found: list[ranges.Split]) -> Iterator[ranges.Split]:
        yield found[0]._replace(stop=found[0].stop + line)
        yield found[1]._replace(start=found[1].start + line, line=found[1].line + 1)
        yield from found[2:]

    moved(patch, late)


def a_range_does_not_know_its_article(patch: Patch) -> None:
    moved(patch, lambda found: (split._replace(article=1) for split in found))


def a_range_is_read_to_its_end_only(patch: Patch) -> None:
    real = ranges.pieces_of
    patch.setattr("seedparse.convert.pieces_of", lambda path, split: real(path, split._replace(end=split.stop)))


def a_span_is_that_of_the_block_before(patch: Patch) -> None:
    real = Sources.take
    held: list[Block] = []

    def take(self: Sources, made: Article, block: Block) -> None:
        held.append(block)
        real(self, made, held[-2:][0])

    patch.setattr(Sources, "take", take)


def an_entry_forgets_its_heading(patch: Patch) -> None:
    real = Sources._related
    patch.setattr(Sources, "_related", lambda self, made: [each | {"heading": None} for each in real(self, made)])


FAULTS: list[tuple[str, Callable[[Patch], None]]] = [
    ("total", a_state_without_a_move),
    ("total", an_impossible_date_is_read),
    ("lossless", a_last_line_without_an_end_is_lost),
    ("lossless", a_last_block_is_lost),
    ("lossless", the_lines_between_articles_are_lost),
    ("lossless", a_block_ends_early),
    ("chunk-blind", a_role_does_not_wait_for_its_horizon),
    ("chunk-blind", a_piece_ends_a_line),
    ("pure", the_context_is_kept_for_the_next_article),
    ("pure", a_date_is_that_of_a_clock),
    ("places", a_title_loses_a_character),
    ("places", a_paragraph_has_no_place),
    ("places", a_paragraph_has_two_places),
    ("places", the_name_of_a_site_is_cut_and_lost),
    ("spans", a_span_is_that_of_the_block_before),
    ("spans", an_entry_forgets_its_heading),
    ("ranges", a_range_begins_a_line_late),
    ("ranges", a_range_does_not_know_its_article),
    ("ranges", a_range_is_read_to_its_end_only),
]


@pytest.mark.parametrize(("law", "plant"), FAULTS, ids=lambda each: getattr(each, "__name__", each))
def test_a_fault_is_found(law: str, plant: Callable[[Patch], None], tmp_path: Path, monkeypatch: Patch) -> None:
    plant(monkeypatch)
    with pytest.raises((KeyError, ValueError) if law == "total" else AssertionError):
        CHECKS[law](tmp_path)


def test_each_law_has_a_fault() -> None:
    assert {law for law, _ in FAULTS} == CHECKS.keys()
