"""The role of each paragraph: a table of states and looks, and the parser that applies it.

Law: a role depends on the paragraph's look, the state, the article so far and the lines up to the horizon, never on how
the text arrived. A cell of the table is a move, or a question about the context with a move for each answer.
"""

from collections.abc import Callable
from enum import Enum, auto
from typing import NamedTuple

from seedparse.model import HORIZON_BYTES, HORIZON_LINES, Answer, Block, Cited, FoundDate, Look, Mark, Note, Role
from seedparse.phrases.pack import Packs
from seedparse.readers import citations
from seedparse.readers.dates import read
from seedparse.readers.exports import Placed, Profiles
from seedparse.readers.fields import TITLE_RULE
from seedparse.recognition import export_lines
from seedparse.recognition.context import Context
from seedparse.recognition.paragraphs import Paragraph
from seedparse.recognition.questions import fields, header, lists, text, title
from seedparse.recognition.recording import record, record_blank
from seedparse.recognition.related_lists import Entry
from seedparse.recognition.trees import Models
from seedparse.text.lines import Lines
from seedparse.text.links import unlinked
from seedparse.text.words import Text
from seedparse.text.wrapping import joined


class State(Enum):
    """The position in the article."""

    START = auto()  # before the title; date lines and boilerplate may have come already
    FIELDS = auto()  # after the fence of front matter; other lines are treated as at the start
    HEAD = auto()  # under the title
    BODY = auto()  # running text has begun
    LIST = auto()  # under a related heading


class Move(NamedTuple):
    """The role of a paragraph, and the state after it."""

    role: Role | None  # None: no block (a blank line)
    state: State | None = None  # None: the state stays the same
    kind: str | None = None  # kind of boilerplate, for the role extra
    note: str | None = None  # code of a note about an oddity


class Ask(NamedTuple):
    """A question about a paragraph and its context, with a move or another question for each answer."""

    question: Callable[[Context, Paragraph], bool | Answer]
    yes: "Move | Ask"
    no: "Move | Ask"


TEXT_ROLES = frozenset({Role.LEAD, Role.BODY})

S, L, R = State, Look, Role

META = Move(R.META)
SET_ASIDE = Ask(text.is_of_a_menu, Move(R.EXTRA, kind="navigation"), Move(R.EXTRA, kind="unknown"))
CONTENTS = Move(R.EXTRA, kind="navigation")
TITLE_AGAIN = Move(R.EXTRA, S.HEAD, kind="unknown")
BODY = Ask(text.is_running_text, Move(R.BODY, S.BODY), SET_ASIDE)
UNDER_FIELDS = Ask(
    title.is_titled_by_field,
    Ask(text.is_set_apart, Move(R.LEAD), BODY),
    Ask(text.is_over_attribution, Move(R.LEAD, S.HEAD), BODY),
)
TITLE = Ask(title.is_headline_with_more, Move(R.EXTRA, kind="unknown"), Move(R.TITLE, S.HEAD))
UNTITLED = Ask(header.is_first_name, META, Ask(title.is_kicker, META, UNDER_FIELDS))
TITLE = Ask(title.is_title, TITLE, UNTITLED)
TITLE = Ask(title.is_in_contents, CONTENTS, Ask(header.is_header_line, META, TITLE))
TITLE = Ask(fields.is_field, META, Ask(title.is_title_again, TITLE_AGAIN, TITLE))
HEADING = Ask(
    lists.opens_list,
    Move(R.RELATED_HEADING, S.LIST),
    Move(R.EXTRA, kind="promo", note="related-empty"),
)
FIRST_ATTRIBUTION = Move(R.ATTRIBUTION)
SECOND_ATTRIBUTION = Move(R.BODY, S.BODY)
ATTRIBUTION = Ask(
    text.is_of_a_picture,
    Move(R.EXTRA, kind="photo"),
    Ask(text.is_first_attribution, FIRST_ATTRIBUTION, SECOND_ATTRIBUTION),
)
ATTRIBUTION_IN_LIST = Ask(
    text.is_of_a_picture,
    Move(R.EXTRA, kind="photo"),
    Ask(text.is_first_attribution, FIRST_ATTRIBUTION, Ask(lists.is_within_list, SET_ASIDE, SECOND_ATTRIBUTION)),
)
DATE = Ask(lists.is_under_empty_heading, SET_ASIDE, META)
CREDIT_OR_BODY = Ask(header.is_header_line, META, BODY)
LEAD = Ask(
    header.is_header_line,
    META,
    Ask(text.is_running_text, Ask(text.is_set_apart, Move(R.LEAD), Move(R.BODY, S.BODY)), SET_ASIDE),
)
ENTRY = Move(R.RELATED)
AFTER = Ask(
    lists.is_within_list,
    SET_ASIDE,
    Ask(text.is_running_text, Move(R.BODY, S.BODY, note="text-after-related"), SET_ASIDE),
)

ANYWHERE: dict[Look, Move | Ask] = {
    L.BLANK: Move(None),
    L.RULER: Move(R.SEPARATOR),
    L.HEADING: HEADING,
    L.INLINE: Ask(lists.is_over_items, HEADING, ENTRY),
    L.ATTRIBUTION: ATTRIBUTION,
    L.DATE: DATE,
    L.BYLINE: META,
    L.JUNK: Ask(lists.opens_links, Move(R.RELATED_HEADING, S.LIST), Move(R.EXTRA)),
}

TRANSITIONS: dict[tuple[State, Look], Move | Ask] = {
    **{(state, look): move for state in State for look, move in ANYWHERE.items()},
    (S.START, L.RULER): Ask(fields.opens_fields, Move(R.META, S.FIELDS), Move(R.SEPARATOR)),
    (S.START, L.LINE): TITLE,
    (S.START, L.TEXT): TITLE,
    (S.START, L.ENTRY): TITLE,
    (S.START, L.ITEM): TITLE,
    (S.HEAD, L.LINE): Ask(title.names_site, META, LEAD),
    (S.HEAD, L.TEXT): LEAD,
    (S.HEAD, L.ENTRY): LEAD,
    (S.HEAD, L.ITEM): CREDIT_OR_BODY,
    (S.BODY, L.LINE): CREDIT_OR_BODY,
    (S.BODY, L.TEXT): CREDIT_OR_BODY,
    (S.BODY, L.ENTRY): CREDIT_OR_BODY,
    (S.BODY, L.ITEM): CREDIT_OR_BODY,
    (S.BODY, L.DATE): Ask(text.is_labelled, META, Ask(lists.is_under_empty_heading, SET_ASIDE, CREDIT_OR_BODY)),
    (S.LIST, L.ENTRY): Ask(lists.is_entry, ENTRY, AFTER),
    (S.LIST, L.ITEM): Ask(lists.is_entry, ENTRY, AFTER),
    (S.LIST, L.DATE): Ask(
        lists.dates_a_link,
        ENTRY,
        Ask(lists.dates_an_entry, ENTRY, Ask(lists.is_date_of_page, SET_ASIDE, META)),
    ),
    (S.LIST, L.ATTRIBUTION): ATTRIBUTION_IN_LIST,
    (S.LIST, L.LINE): Ask(lists.continues_list, ENTRY, AFTER),
    (S.LIST, L.TEXT): Ask(lists.stands_between_entries, ENTRY, AFTER),
}


TRANSITIONS |= {
    (S.FIELDS, look): Ask(fields.is_in_fields, META, TRANSITIONS[S.START, look]) for look in Look if look is not L.BLANK
}


# Rows of dated lines and whole lists are recognized by all their lines, whatever one of them looks like alone. So these
# questions come before the others: each update puts its question before the moves above.
CHRONOLOGY = Move(R.BODY, S.BODY)
TRANSITIONS |= {
    (state, look): Ask(lists.is_in_chronology, CHRONOLOGY, TRANSITIONS[state, look])
    for state in (S.HEAD, S.BODY)
    for look in (L.ENTRY, L.DATE, L.LINE, L.ITEM)
}
WHOLE_LIST = Ask(lists.heads_whole_list, Move(R.RELATED_HEADING, S.LIST), Move(R.RELATED, S.LIST))
TRANSITIONS |= {
    (state, look): Ask(lists.is_of_whole_list, WHOLE_LIST, move)
    for (state, look), move in TRANSITIONS.items()
    if look not in (L.BLANK, L.RULER, L.INLINE)
}


# The roles that profiles name, and the state after them.
PLACES: dict[str, tuple[Role, State | None]] = {
    **dict.fromkeys(("meta", "byline", "published", "accessed"), (R.META, None)),
    "title": (R.TITLE, S.HEAD),
    "lead": (R.LEAD, S.HEAD),
    **dict.fromkeys(("extra", "page"), (R.EXTRA, None)),
    "body": (R.BODY, S.BODY),
}


class BlockParser:
    """Turns the lines of one article into blocks. Returns a block as soon as all lines up to its horizon are there."""

    def __init__(
        self,
        packs: Packs,
        models: Models,
        profiles: Profiles,
        *,
        cites: bool = True,
        begins_encoding: Callable[[int], bool] | None = None,
    ) -> None:
        """`cites`: also read the citations of running text. `begins_encoding`: whether the line at an offset does."""
        self._packs, self._cites = packs, cites
        self._lines = Lines()
        self._state = State.START
        self._context = Context(packs, models, profiles)
        if begins_encoding:
            self._context.paragraphs.begins_encoding = begins_encoding

    @property
    def profile(self) -> str | None:
        """The name of the profile by which the article was recognised as an export's, else None."""
        found = self._context.export.profile
        return None if found is None else self._context.profiles.all[found]["name"]

    def feed(self, lines: Lines) -> list[Block]:
        """Add lines. Returns the blocks that are now certain."""
        self._lines.extend(lines)
        return self._walk(final=False)

    def close(self) -> list[Block]:
        """End the article. Returns the blocks of all lines that are left."""
        return self._walk(final=True)

    def _walk(self, *, final: bool) -> list[Block]:
        """Decide all paragraphs whose horizon is there. `final`: no more lines will arrive."""
        blocks: list[Block] = []
        context, paragraphs = self._context, self._context.paragraphs
        paragraphs.hold(self._lines, final=final)
        texts, starts = self._lines.texts, self._lines.starts
        at = 0
        while at < len(texts) and (final or self._sees_horizon(at, starts)):
            if paragraphs.mark(at).look is Look.BLANK:
                record_blank(context)
                at += 1
                continue
            if (placed := export_lines.take(context, at)) is not None:
                at = self._place(placed, blocks)
                continue
            paragraph = paragraphs.paragraph(at, at)
            move = TRANSITIONS[self._state, paragraph.mark.look]
            decided: Answer | None = None
            while isinstance(move, Ask):
                answer = move.question(context, paragraph)
                if isinstance(answer, Answer):
                    decided = answer
                move = move.yes if answer else move.no
            at = self._decide(paragraph, move, decided, blocks)
            if move.state is not None:
                self._state = move.state
        paragraphs.drop(at)  # before the lines are dropped, because it finds paragraphs by their first lines
        self._lines.drop(at)
        return blocks

    def _sees_horizon(self, at: int, starts: list[int]) -> bool:
        return len(starts) > at + HORIZON_LINES or starts[-1] - starts[at] > HORIZON_BYTES

    def _place(self, placed: Placed, blocks: list[Block]) -> int:
        """Add the block of lines whose role an export decides. Returns the index of the line after the block."""
        context = self._context
        role, state = PLACES[placed.role]
        paragraph = context.paragraphs.exactly(placed.start, placed.stop)
        reading = export_lines.reading(context, paragraph, placed)
        block = self._block(role, reading.rule, placed.start, placed.stop)
        if role is Role.META:
            self._read_header_line(block, reading)
        elif role is Role.EXTRA:
            block.kind = "unknown" if placed.role == export_lines.PAGE else "footer"
        elif self._cites and role in TEXT_ROLES:
            block.citations = _citations(paragraph.words, self._packs)
        blocks.append(block)
        if placed.role != export_lines.PAGE:  # that is not part of the text
            record(context, paragraph, placed.stop, role, None, reading)
        self._state = state or self._state
        return placed.stop

    def _decide(self, paragraph: Paragraph, move: Move, decided: Answer | None, blocks: list[Block]) -> int:
        """Add the block of a paragraph to `blocks`, and record it. Returns the index of the line after the block."""
        assert move.role is not None
        context, reading, entry = self._context, paragraph.mark, None
        stop = paragraph.stop
        if move.role is Role.TITLE:
            paragraph = title.whole_title(context, paragraph)
            stop = paragraph.stop
        elif move.role is Role.RELATED:
            entry = lists.whole_entry(context, paragraph, decided)
            stop = paragraph.start + entry.lines if entry else lists.entry_end(context, paragraph)
        elif move.role is Role.META:
            found = decided.found if decided is not None else None
            reading = found if isinstance(found, Mark) else fields.reading(context, paragraph)
            if reading is not paragraph.mark:
                decided = Answer(True, found=found)  # the rule of the reading is more exact than the question's
        block = self._block(move.role, _rule(reading, decided), paragraph.start, stop)
        block.language = reading.language
        block.title_score = context.title_scores.get(block.byte_start)
        if decided is not None:
            block.score, block.threshold = decided.score, decided.threshold
        if move.note:
            block.notes.append(Note(code=move.note, line=block.line_start, detail=reading.rule))
        if move.role is Role.META:
            block.is_in_row = lists.is_in_row(context, paragraph, reading)
            self._read_header_line(block, reading)
        elif decided is not None and isinstance(decided.found, FoundDate):
            block.heading, block.date_raw = context.list.heading, decided.found.raw
            block.date = read(decided.found, self._packs, context.list.order).date  # its entry has the note
        elif move.role is Role.RELATED:
            self._read_entry(block, paragraph, stop, entry)
        elif move.role is Role.ATTRIBUTION:
            block.publisher, block.via = reading.publisher, reading.via
        elif move.role in TEXT_ROLES:
            if self._cites:
                block.citations = _citations(paragraph.words, self._packs)
        elif move.role is Role.EXTRA:
            block.kind = move.kind or reading.kind
            if move is TITLE_AGAIN:
                block.title = title.without_site(context, joined(block.text))
        blocks.append(block)
        record(context, paragraph, stop, move.role, decided, reading)
        return stop

    def _block(self, role: Role, rule: str, at: int, stop: int) -> Block:
        """The block of the lines from `at` to before `stop`."""
        lines = self._lines
        return Block(
            role=role,
            text=lines.texts[at] if stop == at + 1 else "\n".join(lines.texts[at:stop]),
            rule=rule,
            line_start=lines.numbers[at],
            line_end=lines.numbers[stop - 1],
            byte_start=lines.starts[at],
            byte_end=lines.ends[stop - 1],
        )

    def _read_entry(self, block: Block, paragraph: Paragraph, stop: int, entry: Entry | None) -> None:
        """`entry`: its reading, if it is of a list that is whole in the lookahead window."""
        context, look = self._context, paragraph.mark
        block.is_inline = look.look is Look.INLINE
        heading, order = context.list.heading, context.list.order
        if block.is_inline:
            printed, found = lists.inline_entry(context, look)
            pack = self._packs.by_language.get(look.language or "")
            heading, order = look.heading, pack.order if pack else None
        elif entry:
            printed, found = entry.title, entry.found
        else:
            printed, found = lists.entry(context, paragraph.start, stop)
        block.heading = heading
        block.title, block.links = unlinked(printed)
        if not block.is_inline and not entry:
            # Only without the addresses of its links the end of a title can be seen.
            block.title, date = lists.link(context, paragraph, block.title)
            found = found or date
        self._read_date(block, found, order)

    def _read_header_line(self, block: Block, look: Mark) -> None:
        pack = self._packs.by_language.get(look.language or "")
        block.name, block.via = look.name, look.via
        block.kind = look.kind
        block.title = look.title if look.rule == TITLE_RULE else None
        if look.found:
            self._read_date(block, look.found, pack.order if pack else None)
            block.date_raw = look.printed

    def _read_date(self, block: Block, found: FoundDate | None, order: str | None) -> None:
        if found is None:
            return
        block.date_raw = found.raw
        block.date, problem = read(found, self._packs, order)
        if problem:
            block.notes.append(Note(code=problem, line=block.line_start, detail=found.raw))


def _citations(text: Text, packs: Packs) -> list[Cited]:
    found = citations.within(text, packs)
    return [Cited(text.string[one.start : one.end], one.publisher, one.via) for one in found]


def _rule(look: Mark, decided: Answer | None) -> str:
    """The rule that decided a role: the question's rule with the language of a matching phrase, or the look's rule."""
    if decided is None or not decided.rule:
        return look.rule
    pack, colon, _ = look.rule.rpartition(":")
    return f"{pack}{colon}{decided.rule}"
