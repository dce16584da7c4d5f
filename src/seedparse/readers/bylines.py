"""Reads the author's name from a line that a pack's byline phrase matched.

Law: the name begins with a capital and is not a sentence, a question or a date.
"""

import re

from seedparse.model import Look, Mark
from seedparse.phrases.pack import Matched, Phrase
from seedparse.readers import outlet_names
from seedparse.text.sentences import is_sentence
from seedparse.text.words import QUESTIONS, is_small

SEPARATORS = " \t\u00a0,|•·/:;–—-()[]"  # characters that may stand around a field of a line
_END_OF_NAMES = re.compile(r"[,|•·/;:()\[\]–—]")
_NUMBERS = re.compile(r"\d{1,4}[./-] ?\d")  # the start of a date in numbers


def of_byline(known: Phrase, found: Matched, text: str) -> Mark | None:
    """The byline that the phrase `known` matched as `found` in `text`; None if its slot `name` cannot be a name."""
    name = found.slots["name"].strip(SEPARATORS)
    # "By Tuesday the water had risen" begins like a byline.
    if (
        not name
        or is_small(name[0])
        or outlet_names.runs_on(name, known.pack)
        or outlet_names.has_forbidden(name, known.pack)
    ):
        return None
    if name[-1] in QUESTIONS:
        return None  # "Reporter: What do you bake with?"
    if _NUMBERS.match(name):  # "Di 07.02.2026" begins with the Italian "by" and with a German day
        return None
    words = _END_OF_NAMES.split(name, maxsplit=1)[0].split()
    if sum(is_small(word[0]) for word in words) * 2 > len(words):
        return None  # a headline: in another language its first word means "by"
    if len(name.split()) > outlet_names.MAX_NAME_WORDS or is_sentence(name + "."[: text.endswith(".")]):
        return None
    return Mark(Look.BYLINE, known.rule, known.language, name=name)
