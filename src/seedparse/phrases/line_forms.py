"""The forms of lines in export profiles: literal text with slots, and sequences of such lines.

Law: a form is read once, when its file is checked. The result is plain data: regular expressions, and the keys by which
`readers.exports` finds the few forms that a line could have.

A form is literal text, `{slot}`, `[optional]`, `(one|of|these)`; a backslash makes the next character literal. Letters
match as they are printed, any white space matches any white space.
"""

import re
from itertools import product
from typing import TypedDict

SLOTS = {
    "number": r"\d[\d.,]*",
    "date": r"(?P<date>\S.{3,59}?)",
    "clock": r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?",
    "code": r"[^\s\d]*\d\S*",
    "word": r"\S+",
    "name": r"(?P<name>\S[^:]{1,119}?)",
    "title": r"(?P<title>\S.{0,249}?)",
    "text": r"\S.{0,199}?",
    "address": r"https?://\S+",
}
READ = frozenset({"date", "name", "title"})  # slots whose text is read; each may occur once in a form
GENERIC = frozenset({"line", "indented", "text", "dateline", "field"})  # forms of lines without words of their own
NOT_CONSUMED = frozenset({"text", "dateline", "field"})  # generic forms that only say what the next line must be
COUNTS = {"": (1, 1), "?": (0, 1), "+": (1, 3), "*": (0, 3)}  # a quantifier, and how many lines it allows
ROLES = frozenset({"title", "byline", "published", "accessed", "lead", "meta", "extra", "gap", "before"})
_NUMERIC = frozenset({"number", "date", "clock"})  # slots whose first character is a digit, where they come first
_ANY, _DIGITS = "\0", "\1"  # in an expanded form: a slot; a slot of _NUMERIC
_STARTS = {"address": f"h{_ANY}", **dict.fromkeys(_NUMERIC, _DIGITS)}  # what a slot begins with
_SLOT = re.compile(f"[{_ANY}{_DIGITS}]")
_MOST_VARIANTS = 256  # ways to write a form, by its options


class Item(TypedDict):
    """One line, or a few lines, of a sequence."""

    role: str
    form: str  # a regular expression, or the name of a generic form
    generic: bool
    own: bool  # it has words or marks of its own
    keys: list[str]  # how to find the form from a line; empty: generic, or a date alone
    fewest: int
    most: int


class FormError(ValueError):
    """A form is not well written."""


Part = str | list[list["Part"]]  # literal text or a slot in braces; the alternatives of a group


def item(source: str) -> Item:
    """An item of a sequence: `role: form quantifier`. Raises FormError."""
    role, _, rest = source.partition(":")
    role, rest = role.strip(), rest.strip()
    if role not in ROLES:
        raise FormError(f'"{role}" is no role; use one of {", ".join(sorted(ROLES))}')
    count = ""
    if rest[-2:-1] == " " and rest[-1:] in COUNTS:
        count, rest = rest[-1], rest[:-1].rstrip()
    if not rest and role != "gap":
        raise FormError(f'"{source}" names no form behind its role')
    fewest, most = COUNTS[count]
    if role == "gap" or rest in GENERIC:
        return Item(role=role, form=rest, generic=True, own=False, keys=[], fewest=fewest, most=most)
    own = re.sub(r"\{\w+\}", "", rest).strip() != ""
    return Item(role=role, form=pattern(rest), generic=False, own=own, keys=keys(rest), fewest=fewest, most=most)


def pattern(source: str) -> str:
    """The regular expression of a form. Raises FormError."""
    for slot in READ:
        if source.count(f"{{{slot}}}") > 1:
            raise FormError(f'"{source}" has {{{slot}}} more than once')
    return _pattern(_parse(source))


def keys(source: str) -> list[str]:
    """What a line of this form begins or ends with, each behind the place where it stands.

    `<word`: its first word. `>word`: its last word. `~word`: any of its words. `>>x`: its last character. `<<x`: its
    first character. `0`: a digit is its first character. Empty: nothing can be said, as of a date alone.
    """
    found: dict[str, None] = {}
    for variant in _variants(_parse(source)):
        key = _key(" ".join(variant.split()))
        if key is None:
            return []
        found[key] = None
    return list(found)


def _key(variant: str) -> str | None:
    words = variant.split(" ")
    if not _SLOT.search(words[0]):
        return f"<{words[0]}"
    if not _SLOT.search(words[-1]):
        return f">{words[-1]}"
    if inside := next((word for word in words if not _SLOT.search(word)), None):
        return f"~{inside}"
    if not _SLOT.match(variant[-1]):
        return f">>{variant[-1]}"
    if not _SLOT.match(variant[0]):
        return f"<<{variant[0]}"
    return "0" if variant[0] == _DIGITS and len(variant) > 1 else None


def _parse(source: str) -> list[Part]:
    parts, end = _sequence(source, 0, "")
    if end < len(source):
        raise FormError(f'"{source}" closes "{source[end]}" without opening it')
    return parts


def _sequence(source: str, at: int, closing: str) -> tuple[list[Part], int]:
    """The parts from character `at` up to a character of `closing`, and the index of that character."""
    parts: list[Part] = []
    while at < len(source) and source[at] not in "])|":
        letter = source[at]
        if letter == "\\":
            parts.append(source[at + 1 : at + 2])
            at += 2
        elif letter == "{":
            end = source.find("}", at)
            if source[at + 1 : end] not in SLOTS:
                raise FormError(f'"{source}" has an unknown slot; use one of {{{"}, {".join(SLOTS)}}}')
            parts.append(source[at : end + 1])
            at = end + 1
        elif letter in "[(":
            part, at = _group(source, at)
            parts.append(part)
        else:
            parts.append(letter)
            at += 1
    if closing and (at >= len(source) or source[at] not in closing):
        raise FormError(f'"{source}" has no "{closing[0]}" for what it opens')
    return parts, at


def _group(source: str, at: int) -> tuple[Part, int]:
    """The alternatives of the group that opens at character `at`, and the index after it."""
    closing = "]" if source[at] == "[" else ")"
    alternatives: list[list[Part]] = [[]] if closing == "]" else []
    while True:
        found, at = _sequence(source, at + 1, f"{closing}|")
        alternatives.append(found)
        if source[at] == closing:
            return alternatives, at + 1


def _pattern(parts: list[Part]) -> str:
    found = ""
    for part in parts:
        if isinstance(part, list):
            found += f"(?:{'|'.join(map(_pattern, part[::-1] if not part[0] else part))})"
        elif part.startswith("{") and len(part) > 1:
            found += SLOTS[part[1:-1]]
        else:
            found += r"\s+" if part == " " else re.escape(part)
    return found


def _variants(parts: list[Part]) -> list[str]:
    """All ways to write the parts, with _ANY for each slot."""
    choices: list[list[str]] = []
    for part in parts:
        if isinstance(part, list):
            choices.append([each for alternative in part for each in _variants(alternative)])
        else:
            is_slot = part.startswith("{") and len(part) > 1
            choices.append([_STARTS.get(part[1:-1], _ANY) if is_slot else part])
    size = 1
    for choice in choices:
        size *= len(choice)
    if size > _MOST_VARIANTS:
        raise FormError(f"a form has {size} ways to be written; write it as several forms")
    return ["".join(each) for each in product(*choices)]
