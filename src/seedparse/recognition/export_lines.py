"""The lines of an article that an export printed around its text: its head, fields, marks and tail.

Law: only this module changes `context.export`. It decides from the line, the article so far and the lines up to the
horizon, before the table of `roles` is asked.
"""

from seedparse.model import HORIZON_LINES, Look, Mark
from seedparse.readers import exports, fields, pages
from seedparse.readers.exports import Placed, Sign
from seedparse.recognition.context import Context
from seedparse.recognition.features import ENDS, RUNNING, ending_of
from seedparse.recognition.paragraphs import Paragraph
from seedparse.recognition.questions import fields as field_questions
from seedparse.text.lines import WHITE
from seedparse.text.wrapping import NARROW, columns

PAGE = "page"  # role of a running head or a page number
BODY = "body"  # role of a line in which a field's name stands before the article's text
MOST_KEPT = 512  # lines whose signs are kept
_PLACES = frozenset({"own", "shared", "ends", "marks"})  # signs that have a role wherever they stand in the article


def take(context: Context, at: int) -> Placed | None:
    """The place of the lines from line `at` on if the export of this article decides it, else None."""
    export, paragraphs = context.export, context.paragraphs
    if paragraphs.mark(at).look is Look.RULER:
        return None
    if export.page_heads is None:
        export.page_heads = pages.heads(paragraphs.texts[at : paragraphs.horizon(at)])
    text = paragraphs.line(at)
    if export.page_heads and (text.strip(WHITE) in export.page_heads or pages.is_number(text)):
        return Placed(PAGE, at, at + 1, text)
    if not export.begun:
        _begin(context, at)
    if placed := export.placed.pop(paragraphs.starts[at], None):
        return placed._replace(start=at, stop=at + placed.stop - placed.start)
    signs = _signs(context, at)
    if signs:
        _take_signs(context, at, signs)
    if export.rest:
        return Placed(export.rest, at, at + 1, text)
    sign = next((each for each in signs if each.profile == export.profile and each.place in _PLACES), None)
    sign = sign or next((each for each in signs if _is_access_date(context, each, text)), None)
    if sign is None or (sign.place == "shared" and not _is_among_signs(context, at)):
        return _text(context, at)
    return _placed(context, sign, at, text)


def reading(context: Context, paragraph: Paragraph, placed: Placed) -> Mark:
    """What a line of the export says: a mark with its date, name or title."""
    export, profiles = context.export, context.profiles
    if placed.role == PAGE or export.profile is None:
        return Mark(Look.LINE, "page" if placed.role == PAGE else "export")
    if placed.meaning:
        return field_questions.read(context, paragraph, fields.split(paragraph.text), placed.meaning)
    found = profiles.reading(placed, export.profile, paragraph.mark, context.packs)
    return found._replace(title=None) if context.headline.key else found


def _signs(context: Context, at: int) -> list[Sign]:
    """What line `at` may be in the articles of each profile; found once, since several questions ask for it."""
    known, start = context.export.known, context.paragraphs.starts[at]
    if start not in known:
        if len(known) >= MOST_KEPT:
            known.clear()
        known[start] = context.profiles.signs(context.paragraphs.line(at))
    return known[start]


def _begin(context: Context, at: int) -> None:
    """At the first line of an article: find its profile and the lines of its head."""
    export, paragraphs, profiles = context.export, context.paragraphs, context.profiles
    export.begun = True
    lines = exports.lines_of(paragraphs.texts, at, at + HORIZON_LINES)
    if profiles.sequence("covers", lines, context.packs, None):
        export.rest = "meta"
        return
    _recognise(context, at)
    may_be_head = any(profiles.is_anchor(line.text) for line in lines[: exports.LINES_TO_ANCHOR]) or any(
        sign.own for line in lines for sign in _signs(context, line.at)
    )
    if may_be_head and (found := profiles.head(lines, context.packs, export.profile)):
        export.profile, placed = found
        export.placed = {paragraphs.starts[each.start]: each for each in placed}


def _take_signs(context: Context, at: int, signs: list[Sign]) -> None:
    """Record the signs of a line. A tail may begin with it."""
    export, paragraphs = context.export, context.paragraphs
    if export.profile is None and any(sign.own for sign in signs):
        _recognise(context, at)
    export.signs.take(signs)
    if export.rest is None and context.begun and any(sign.place == "tails" for sign in signs):
        lines = exports.lines_of(paragraphs.texts, at, at + HORIZON_LINES)
        if found := context.profiles.sequence("tails", lines, context.packs, export.profile):
            export.rest = found[0].role


def _recognise(context: Context, at: int) -> None:
    """Find the profile of the article by its lines so far and those up to the horizon of line `at`."""
    export, paragraphs = context.export, context.paragraphs
    ahead = export.signs.copy()
    there = at
    while paragraphs.sees(at, there):
        ahead.take(_signs(context, there))
        there += 1
    export.profile = ahead.best(context.profiles.all)


def _is_access_date(context: Context, sign: Sign, text: str) -> bool:
    """Whether a field of an export alone says when a copy was loaded: that is no day of the article in any text."""
    if sign.place != "own" or sign.role != "accessed":
        return False
    field = fields.split(text)
    return field is not None and exports.is_day(field[1], context.packs)


def _is_among_signs(context: Context, at: int) -> bool:
    """Whether the line before is a field, or the next line of text is a sign of the same export."""
    if context.fields.is_last:
        return True
    there = context.paragraphs.next_text(at, at + 1)
    if not context.paragraphs.sees(at, there):
        return False
    return any(sign.profile == context.export.profile for sign in _signs(context, there))


def _text(context: Context, at: int) -> Placed | None:
    """The text of a recognised article whose title is known: each paragraph that is closed, however short.

    A paragraph goes on below as long as its last line is open and as wide as wrapped text, up to a blank line, an
    indented line or another line of the export.
    """
    if context.export.profile is None or not context.headline.key:
        return None
    paragraphs = context.paragraphs
    paragraph = paragraphs.paragraph(at, at)
    if paragraph.mark.look not in RUNNING:
        return None
    stop = paragraph.stop
    while _is_open(paragraphs.line(stop - 1)) and paragraphs.look(at, stop) in RUNNING:
        below = paragraphs.line(stop)
        if below[:1] in WHITE or _signs(context, stop):
            break
        stop += 1
    is_closed = ending_of(paragraphs.line(stop - 1)) == ENDS
    return Placed(BODY, at, stop, paragraph.text) if is_closed else None


def _is_open(line: str) -> bool:
    return ending_of(line) != ENDS and columns(line.strip(WHITE)) >= NARROW


def _placed(context: Context, sign: Sign, at: int, text: str) -> Placed:
    if sign.place not in ("own", "shared"):
        return Placed(sign.role, at, at + 1, text, sign.date, sign.name, sign.title)
    field = fields.split(text)
    is_text = sign.role == "text" and field is not None and field[1] != ""
    stop = context.paragraphs.paragraph(at, at).stop if is_text else at + 1
    return Placed(BODY if is_text else "meta", at, stop, text, meaning=sign.role)
