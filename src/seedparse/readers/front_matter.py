"""Reads front matter: fields in YAML or TOML between two fences at an article's head.

Law: article boundaries and roles both use this reader. Its result for a line depends on the line, on the front matter
before it (`Matter`) and on at most LOOKAHEAD_LINES lines after it, so a range of a file gives the same result as the
whole file. Front matter without a second fence ends with its last field.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from seedparse.readers import fields
from seedparse.readers.fields import Names
from seedparse.text.lines import WHITE
from seedparse.text.patterns import later
from seedparse.text.sentences import TITLE_ENDS, is_sentence

MAX_MATTER_LINE_CHARS = 4096  # characters of a line that are read
LOOKAHEAD_LINES = 24  # lines after a line that may decide whether it belongs to front matter
MIN_FIELDS = 3  # fields of front matter that has no title and no date

FENCES = "-+"  # the characters of fences
_FENCE = later(r"(?:---+|\+\+\+)$")
_NAME = later(r"[^\W\d_][\w.-]{1,30}$")
_TOML = later(r"(?P<name>[\w.-]{1,32}|\"[^\"]{1,32}\")\s*=\s*(?P<value>\S.*)$")
_PART = later(r"-(?:\s|$)|[\[\]{}\"'#]")  # an item of a list, a line of a list in brackets, a comment
_HOLDS_PARTS = ("", *"[{|>")  # the start of a value that continues on the next lines


class Matter(NamedTuple):
    """The state of the reader after a line of front matter."""

    fence: str  # the fence that opened it
    takes_parts: bool = False  # the next lines may continue the value, as items of a list do
    closed: bool = False  # a second fence closed it


class _Line(NamedTuple):
    """A line of front matter."""

    name: str | None  # in lowercase; None: the line continues the field before it
    value: str
    is_known: bool = False  # formats use the name in front matter

    @property
    def speaks(self) -> bool:
        """Whether the value ends as running text does."""
        return is_sentence(self.value) or self.value.endswith(tuple(TITLE_ENDS))


def opens(text: str, behind: Iterable[str], names: Names) -> Matter | None:
    """The front matter that a line opens: the line is a fence and fields follow at once. Otherwise None.

    If a second fence follows, the fields must include a title, or a date and another known field, or be three fields
    of any name. Without a second fence they must include a title and another known field, or three known fields: lines
    between a ruler and running text may also be an interview or a remark on the text before.

    behind: the lines after the fence, at most LOOKAHEAD_LINES.
    """
    if not is_fence(text):
        return None
    matter, lines = Matter(_head(text)), iter(behind)
    first = next(lines, "")
    if first[:1] in WHITE or _line(matter.fence, first, names) is None:
        return None
    under = [first, *lines]
    found = _closed(matter.fence, under, names)
    if found is None:
        found = _unclosed(matter, under, names)
        known = [name for name in found if name in names.in_front_matter]
        is_known = len(known) > 1 and names.has_title(found)
        return matter if is_known or len(known) >= MIN_FIELDS else None
    known = [name for name in found if name in names.in_front_matter]
    is_known = len(known) > 1 and names.has_date(found)
    return matter if is_known or names.has_title(found) or len(found) >= MIN_FIELDS else None


def goes_on(matter: Matter, text: str, behind: Iterable[str], names: Names, *, gap: bool) -> Matter | None:
    """The state after one more line, None if the line does not belong to the front matter.

    gap: blank lines stand before the line. behind: the lines after it, at most LOOKAHEAD_LINES.
    """
    if _closes(matter.fence, text):
        return matter._replace(closed=True, takes_parts=False)
    line = _line(matter.fence, text, names)
    if line is None:
        return None
    if not line.is_known:
        stands_under = line.name is not None or matter.takes_parts or text[:1] in WHITE
        if (gap or not stands_under or line.speaks) and _closed(matter.fence, [text, *behind], names) is None:
            return None
    return matter._replace(takes_parts=line.name is None or line.value[:1] in _HOLDS_PARTS)


def _closed(fence: str, lines: Iterable[str], names: Names) -> list[str] | None:
    """The names of the fields before the second fence.

    None if no second fence follows or if other text stands before it. None also if the fields may be an interview: a
    name that no format knows occurs twice, or more than half of the fields have such a name and a sentence as value, or
    one has and no field is known.
    """
    found: list[str] = []
    speaking = known = 0
    for text in lines:
        if not text.strip(WHITE):
            continue
        if _closes(fence, text):
            return found if 2 * speaking <= len(found) and (known or not speaking) else None
        line = _line(fence, text, names)
        if line is None:
            return None
        if line.name is None:
            continue
        if not line.is_known:
            if line.name in found:
                return None
            speaking += line.speaks
        known += line.is_known
        found.append(line.name)
    return None


def _unclosed(matter: Matter, lines: Sequence[str], names: Names) -> list[str]:
    """The names of the fields that follow a fence, without a second fence."""
    found: list[str] = []
    gap = False
    for at, text in enumerate(lines):
        if not text.strip(WHITE):
            gap = True
            continue
        state = goes_on(matter, text, lines[at + 1 :], names, gap=gap)
        if state is None:
            break
        matter = state
        line = _line(matter.fence, text, names)
        if line and line.name:
            found.append(line.name)
        gap = False
    return found


def _line(fence: str, text: str, names: Names) -> _Line | None:
    bare = _head(text)
    if text[:1] in (" ", "\t"):
        return _Line(None, bare)
    if fence[0] == "+":
        if found := _TOML.match(bare):
            name = found["name"].strip('"').casefold()
            return _Line(name, found["value"], name in names.in_front_matter)
    elif field := fields.split(bare):
        name = field[0].casefold()
        if name in names.in_front_matter or _NAME.match(field[0]):
            return _Line(name, field[1], name in names.in_front_matter)
    return _Line(None, bare) if _PART.match(bare) else None


def _closes(fence: str, text: str) -> bool:
    bare = _head(text)
    return bare == fence or (bare == "..." and fence[0] == "-")


def is_fence(text: str) -> bool:
    """Whether the line is a fence: three or more "-", or three "+"."""
    return text.lstrip(WHITE)[:1] in (*FENCES,) and _FENCE.match(_head(text)) is not None


def field_of(matter: Matter, text: str, names: Names) -> tuple[str, str] | None:
    """The name, in lowercase, and the value of a line; None for a fence or a line that continues a field."""
    line = _line(matter.fence, text, names)
    return (line.name, line.value) if line and line.name else None


def _head(text: str) -> str:
    return text[:MAX_MATTER_LINE_CHARS].strip(WHITE)
