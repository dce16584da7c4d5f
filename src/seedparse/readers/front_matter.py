"""Front matter: fields between two fences, in YAML or TOML, at an article's head.

Law: this is its one reader, for the splitter and for the parser. What it says of a line depends on that line, on the
front matter before it (`Matter`) and on at most LOOKAHEAD_LINES lines behind it; so it is the same in a range of a file
and in the whole. Front matter that no second fence closes ends with its last field.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from seedparse.readers import fields
from seedparse.text.lines import WHITE
from seedparse.text.patterns import later
from seedparse.text.sentences import is_sentence

LONGEST = 4096  # characters of a line that are looked at
LOOKAHEAD_LINES = 24  # behind a line, which may say that it belongs to front matter
FEWEST = 3  # fields that are front matter without a title or a date

FENCES = "-+"  # the marks that fences are made of
_ASKS = frozenset("!?！？؟")
_FENCE = later(r"(?:---+|\+\+\+)$")
_NAME = later(r"[^\W\d_][\w.-]{1,30}$")
_TOML = later(r"(?P<name>[\w.-]{1,32}|\"[^\"]{1,32}\")\s*=\s*(?P<value>\S.*)$")
_PART = later(r"-(?:\s|$)|[\[\]{}\"'#]")  # a list's item, the lines of a list in brackets, a comment
_HOLDS_PARTS = ("", *"[{|>")  # a value that begins so is on the lines below


class Matter(NamedTuple):
    """Where a reader stands in front matter: behind one of its lines."""

    fence: str  # that opened it
    takes_parts: bool = False  # the value may go on: in a list's items
    closed: bool = False  # by a second fence


class _Line(NamedTuple):
    """A line of front matter."""

    name: str | None  # without case; None: it is a part of the field before
    value: str

    @property
    def is_known(self) -> bool:
        return self.name in fields.IN_FRONT_MATTER

    @property
    def speaks(self) -> bool:
        """Whether its value ends as running text does."""
        return is_sentence(self.value) or self.value[-1:] in _ASKS


def opens(text: str, behind: Iterable[str]) -> Matter | None:
    """The front matter that a line opens: it is a fence with fields right under it.

    With a second fence behind them they are a title, or a date with another known field, or three fields of any name.
    Without it they are a title with another known field, or three known ones: what stands between a ruler and running
    text may as well be an interview, or what is said of the text before.

    behind: the lines behind it, at most LOOKAHEAD_LINES.
    """
    if not is_fence(text):
        return None
    matter, lines = Matter(_head(text)), iter(behind)
    first = next(lines, "")
    if first[:1] in WHITE or _line(matter.fence, first) is None:
        return None
    under = [first, *lines]
    names = _closed(matter.fence, under)
    if names is None:
        names = _unclosed(matter, under)
        known = [name for name in names if name in fields.IN_FRONT_MATTER]
        is_known = len(known) > 1 and fields.has_title(names)
        return matter if is_known or len(known) >= FEWEST else None
    known = [name for name in names if name in fields.IN_FRONT_MATTER]
    is_known = len(known) > 1 and fields.has_date(names)
    return matter if is_known or fields.has_title(names) or len(names) >= FEWEST else None


def goes_on(matter: Matter, text: str, behind: Iterable[str], *, gap: bool) -> Matter | None:
    """Front matter with one line more, None if the line is none of it.

    gap: blank lines stand before it. behind: the lines behind it, at most LOOKAHEAD_LINES.
    """
    if _closes(matter.fence, text):
        return matter._replace(closed=True, takes_parts=False)
    line = _line(matter.fence, text)
    if line is None:
        return None
    if not line.is_known:
        stands_under = line.name is not None or matter.takes_parts or text[:1] in WHITE
        if (gap or not stands_under or line.speaks) and _closed(matter.fence, [text, *behind]) is None:
            return None
    return matter._replace(takes_parts=line.name is None or line.value[:1] in _HOLDS_PARTS)


def _closed(fence: str, lines: Iterable[str]) -> list[str] | None:
    """The names of the fields up to a second fence.

    None if there is none, or other text before it, or if they may be an interview: under names that no format knows
    one speaks twice, or half of them in sentences.
    """
    names: list[str] = []
    speaking = known = 0
    for text in lines:
        if not text.strip(WHITE):
            continue
        if _closes(fence, text):
            return names if 2 * speaking <= len(names) and (known or not speaking) else None
        line = _line(fence, text)
        if line is None:
            return None
        if line.name is None:
            continue
        if not line.is_known:
            if line.name in names:
                return None
            speaking += line.speaks
        known += line.is_known
        names.append(line.name)
    return None


def _unclosed(matter: Matter, lines: Sequence[str]) -> list[str]:
    """The names of the fields that stand under a fence."""
    names: list[str] = []
    gap = False
    for at, text in enumerate(lines):
        if not text.strip(WHITE):
            gap = True
            continue
        state = goes_on(matter, text, lines[at + 1 :], gap=gap)
        if state is None:
            break
        matter = state
        line = _line(matter.fence, text)
        if line and line.name:
            names.append(line.name)
        gap = False
    return names


def _line(fence: str, text: str) -> _Line | None:
    bare = _head(text)
    if text[:1] in (" ", "\t"):
        return _Line(None, bare)
    if fence[0] == "+":
        if found := _TOML.match(bare):
            return _Line(found["name"].strip('"').casefold(), found["value"])
    elif (field := fields.split(bare)) and (field[0].casefold() in fields.IN_FRONT_MATTER or _NAME.match(field[0])):
        return _Line(field[0].casefold(), field[1])
    return _Line(None, bare) if _PART.match(bare) else None


def _closes(fence: str, text: str) -> bool:
    bare = _head(text)
    return bare == fence or (bare == "..." and fence[0] == "-")


def is_fence(text: str) -> bool:
    return text.lstrip(WHITE)[:1] in (*FENCES,) and _FENCE.match(_head(text)) is not None


def field_of(matter: Matter, text: str) -> tuple[str, str] | None:
    """The name and the value of a line of front matter, None if it is a part of the field before, or a fence."""
    line = _line(matter.fence, text)
    return (line.name, line.value) if line and line.name else None


def _head(text: str) -> str:
    return text[:LONGEST].strip(WHITE)
