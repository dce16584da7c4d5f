"""Recognises tables as text (CSV, TSV): a row of column names, then rows with the same number of cells to the end.

Law: a text with blank lines between its paragraphs, or with lines of different forms, is no table.
"""

import re
from collections.abc import Iterator

DELIMITERS = (b"\t", b";", b",", b"|")
_MAY_DELIMIT = re.compile(rb"\t|(?:^|\S)[;,|](?=\S)")  # in prose a space follows a comma
_QUOTED = re.compile(rb'"(?:[^"]|"")*+"')
_BARE = {each: re.compile(rb"[^\n" + re.escape(each) + rb"]*+") for each in DELIMITERS}
_COLUMN = rb"[A-Za-z_#\x80-\xff][^\"\n!?]{0,48}"
_NAME = re.compile(rb'%b|"%b"' % (_COLUMN, _COLUMN))
_KEY = re.compile(rb'"?[A-Za-z][A-Za-z0-9_.-]*"?')  # a column name written by a program
_VALUE = re.compile(rb'".*"|[\d.:/TZ+-]+', re.DOTALL)  # a cell in quotes, a number, a date
_NAME_WORDS = 5  # words of a column name, at most
_SURE = 3  # rows or columns; a table with fewer needs other evidence
_MANY = 5  # rows of one form that cannot be chance, in any language


def delimiter_of(text: bytes, *, is_all: bool, is_cut: bool) -> bytes | None:
    """Return the delimiter of a text that is a table and nothing else; None if it is no table.

    Args:
        text: with LF line ends.
        is_all: no more of the text is examined. If false, the result b"" means that more bytes are needed.
        is_cut: the text goes on behind its end.
    """
    line, _, _ = text.partition(b"\n")
    if not _MAY_DELIMIT.search(line):
        return None
    if is_all and not is_cut:
        text = text.removesuffix(b"\n") + b"\n"
    goes_on = is_cut or not is_all
    verdicts = [(each, _is_table(text, each, is_all=is_all, goes_on=goes_on)) for each in DELIMITERS if each in line]
    if any(verdict is None for _, verdict in verdicts):
        return b""
    return next((each for each, verdict in verdicts if verdict), None)


def _is_table(text: bytes, delimiter: bytes, *, is_all: bool, goes_on: bool) -> bool | None:
    """Whether the text is a table with this delimiter; None if more bytes are needed."""
    rows = _rows(text, delimiter, goes_on=goes_on)
    names, is_whole = next(rows)
    shown = names if is_whole else names[:-1]
    has_names = all(_is_name(name) or (at == 0 and not name) for at, name in enumerate(shown))
    if not (has_names or all(map(_VALUE.fullmatch, shown))) or (is_whole and len(names) == 1):
        return False
    has_keys = len(names) >= _SURE and all(map(_KEY.fullmatch, names))  # rows of such tables may lack their last cells

    def fits(row: list[bytes]) -> bool:
        if len(row) == len(names):
            return has_names or all(map(_VALUE.fullmatch, row))
        return has_keys and len(row) > 1 and not any(map(_starts_with_space, row))

    count, is_over = 0, False
    cells: list[bytes] = [] if has_names else names[:]
    for row, is_whole in rows:
        if not is_whole:
            cells += row if count == 0 and len(row) <= len(names) else []
        elif row == [b""]:
            is_over = True
        elif is_over or not fits(row):
            return False
        else:
            count += 1
            cells += row
    if not is_all:
        return None
    is_quoted = any(cell.startswith(b'"') for cell in cells)
    if not has_names:
        return is_quoted and count + 1 >= _SURE and len(names) >= _SURE
    if count < _MANY and any(map(_starts_with_space, cells)) and delimiter != b"\t":
        return False
    if delimiter == b"," and not b"".join(names).isascii():  # some languages write no space after a comma
        return count >= _MANY or (is_quoted and len(names) >= _SURE)
    return is_quoted or (count > 0 and count + len(names) > _SURE)


def _is_name(cell: bytes) -> bool:
    return bool(_NAME.fullmatch(cell)) and len(cell.split()) <= _NAME_WORDS


def _starts_with_space(cell: bytes) -> bool:
    return cell.startswith(b" ")


def _rows(text: bytes, delimiter: bytes, *, goes_on: bool) -> Iterator[tuple[list[bytes], bool]]:
    """Yield the cells of each row, and whether the row is whole; of a row that is not, the cells so far."""
    row: list[bytes] = []
    at = 0
    while at < len(text):
        cell = _QUOTED.match(text, at) if text[at : at + 1] == b'"' else None
        if cell and text[cell.end() : cell.end() + 1] not in (b"", b"\n", delimiter):
            cell = None
        elif cell is None and text[at : at + 1] == b'"' and (goes_on or delimiter != b"\t"):
            row.append(text[at:])  # a quote that is not closed; TSV has no quoting, so there it may belong to the text
            break
        cell = cell or _BARE[delimiter].match(text, at)
        assert cell
        row.append(cell[0])
        at = cell.end() + 1
        if text[cell.end() : at] == b"\n":
            yield row, True
            row = []
    if row:
        yield row, False
