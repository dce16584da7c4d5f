"""Makes a phrase and its example from a line of a dump, and adds them to the text of a pack file.

Law: an example is what was read from the line with the phrase, and the text of the file is kept but for what is added.
A date of the line becomes {day} in the phrase, so that the phrase fits the lines of other days too.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from seedparse.errors import PackError
from seedparse.phrases.pack import Packs
from seedparse.phrases.pack_file import PHRASES
from seedparse.readers import dates
from seedparse.text.patterns import later
from seedparse.text.words import BULLETS

# What a line may be marked as: the table and key of its phrase, and the slots that X and Y stand for.
MARKED: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "heading": ("related", "headings", ("rest",)),
    "inline": ("related", "inline", ("title",)),
    "attribution": ("attribution", "sentences", ("publisher", "via")),
    "credit": ("attribution", "credits", ("via",)),
    "byline": ("byline", "lines", ("name",)),
    **{kind: ("fields", kind, ()) for kind in ("published", "updated", "accessed")},
    **{kind: ("junk", key, ("rest",)) for (table, key), (kind, _, _) in PHRASES.items() if table == "junk"},
}
NAMED = frozenset({"inline", "attribution", "credit", "byline"})  # the kinds of which a part of the line is read
PLACEHOLDERS = ("X", "Y")
SHOWN_KINDS = ", ".join(MARKED)

_DATE = "\0"  # takes the place of a date in a mark
_PLACEHOLDER = later(r"(?<![\w\-])[XY](?![\w\-])")
_SPECIAL = later(r"([()\[\]|<>{}\\])")
_SIGN = later(r"[^\w\s\"'’«»„“”‚‘().,!?…\-](?=\s)")  # a mark between a label and what it labels: a colon, an arrow
_HEADER = r"(?m)^[ \t]*\[[ \t]*{}[ \t]*\][^\n]*\n"
_KEY = r"(?m)^[ \t]*{}[ \t]*=[ \t]*\["
_NEXT_HEADER = later(r"(?m)^[ \t]*\[")


class Marked(NamedTuple):
    """A line as a user marks it: its text, in which X and Y stand for what changes, and its kind."""

    text: str
    kind: str


class Learned(NamedTuple):
    """A phrase, the table and key that it belongs to, what its example `is`, and a line that it was made for."""

    section: str
    key: str
    phrase: str
    kind: str
    line: str


def marked(given: str) -> Marked:
    """The mark in "TEXT=KIND". Raises PackError."""
    text, _, kind = given.rpartition("=")
    text, kind = text.strip(), kind.strip()
    if kind not in MARKED or not text:
        raise PackError(f'--mark "{given}": write LINE=KIND, with one of these kinds: {SHOWN_KINDS}')
    return Marked(text, kind)


def learn(mark: Marked, lines: list[str] | None, packs: Packs) -> Learned:
    """The phrase of a mark, with its line: the first of these lines that fits, or without lines the mark itself.

    `packs`: their dates are those of the line.

    Raises PackError if the mark has nothing that a phrase could be made of, or fits no line.
    """
    section, key, slots = MARKED[mark.kind]
    whole = pattern = _without_dates(_with_placeholder(mark), packs)
    if section == "fields":
        pattern = whole.partition(_DATE)[0].rstrip(" :")  # such a phrase is the label alone
    pieces = _PLACEHOLDER.split(pattern)
    found = list(_PLACEHOLDER.findall(pattern))
    if len(set(found)) < len(found) or len(found) > max(1, len(slots)):
        raise PackError(f'--mark "{mark.text}": X stands once for what changes in a line of kind {mark.kind}')
    if not any(map(str.isalnum, "".join(pieces))):
        raise PackError(f'--mark "{mark.text}": no word is left beside X, and a phrase needs one')
    named = {PLACEHOLDERS[number]: f"{{{slot}}}" for number, slot in enumerate(slots)}
    phrase = "".join(
        escaped(piece) + (named.get(found[at], "") if at < len(found) else "") for at, piece in enumerate(pieces)
    )
    kind = "attribution" if mark.kind == "credit" else mark.kind
    phrase = " ".join(phrase.replace(_DATE, "{day}").split())
    return Learned(section, key, phrase, kind, _line(mark, _PLACEHOLDER.split(whole), lines))


def escaped(text: str) -> str:
    """A text as a phrase has it, with its brackets and other signs of phrases escaped."""
    return _SPECIAL.sub(r"\\\1", text).replace("*", "")


def _with_placeholder(mark: Marked) -> str:
    """The text of a mark with its placeholder; where it has none and needs one, what follows its sign is replaced."""
    text = mark.text.lstrip(BULLETS + " ")
    if mark.kind not in NAMED or _PLACEHOLDER.search(text):
        return text
    signs = list(_SIGN.finditer(text + " "))
    if not signs:
        raise PackError(f'--mark "{mark.text}": write X in place of what changes, such as the title or the name')
    sign = signs[0] if mark.kind != "inline" else signs[-1]
    return f"{text[: sign.end()].rstrip()} X"


def _without_dates(text: str, packs: Packs) -> str:
    """The text with _DATE in place of each date."""
    done, at = "", 0
    while found := dates.find(text, packs, at):
        done, at = f"{done}{text[at : found.start]}{_DATE}", found.end
    return done + text[at:]


def _line(mark: Marked, pieces: list[str], lines: list[str] | None) -> str:
    """The line of a mark: the first of these that it fits, or the mark itself."""
    between = [part for piece in pieces for part in piece.split(_DATE)]
    words = [r"\s+".join(map(re.escape, part.split())) for part in between]
    fits = re.compile(r"\s*\S.*?\s*".join(words) + r"[\s:.…]*", re.IGNORECASE)
    for line in [mark.text] if lines is None else lines:
        if fits.fullmatch(line.strip().lstrip(BULLETS + " ")):
            return line.strip()
    raise PackError(f'--mark "{mark.text}": no line of the dump fits; write X for the part of the line that changes')


def example(learned: Learned, reading: Mapping[str, str | None]) -> dict[str, str]:
    """The example of a learned phrase; `reading` is what was read from its line."""
    kept = {key: value for key in ("title", "name", "publisher", "via", "date") if (value := reading.get(key))}
    return {"text": learned.line, "is": learned.kind, **kept}


def quoted(text: str) -> str:
    """A text as TOML has it."""
    marks = {"\\": "\\\\", '"': '\\"'}
    return '"' + "".join(marks.get(each, each if each.isprintable() else f"\\u{ord(each):04x}") for each in text) + '"'


def with_phrase(text: str, learned: Learned, comment: str = "") -> str:
    """The text of a pack file with the phrase, which it must not have yet, and a comment behind it."""
    phrase = f"\n    {quoted(learned.phrase)},  # {comment}\n" if comment else quoted(learned.phrase)
    header = re.search(_HEADER.format(re.escape(learned.section)), text)
    if header is None:
        return f"{_closed(text)}[{learned.section}]\n{learned.key} = [{phrase}]\n"
    following = _NEXT_HEADER.search(text, header.end())
    end = following.start() if following else len(text)
    key = re.compile(_KEY.format(re.escape(learned.key))).search(text, header.end(), end)
    at, added = (
        (key.end(), phrase.rstrip("\n") if comment else f"{phrase}, ")
        if key
        else (header.end(), f"{learned.key} = [{phrase}]\n")
    )
    return text[:at] + added + text[at:]


def with_example(text: str, example: Mapping[str, str]) -> str:
    """The text of a pack file with the example at its end."""
    return _closed(text) + "[[example]]\n" + "".join(f"{key} = {quoted(value)}\n" for key, value in example.items())


def _closed(text: str) -> str:
    """A text that something follows: with an empty line at its end, unless it is empty."""
    return f"{text.rstrip()}\n\n" if text.strip() else ""


def has_phrase(table: Mapping[str, Any], learned: Learned) -> bool:
    """Whether a pack file has the phrase already."""
    section = table.get(learned.section)
    phrases = section.get(learned.key) if isinstance(section, dict) else None
    return isinstance(phrases, list) and learned.phrase in phrases
