"""Who wrote it, in a line that a pack's byline phrase matched.

Law: a name begins with a capital and is no sentence, no question and no date.
"""

import re

from seedparse.model import Look, Mark
from seedparse.phrases.pack import Matched, Phrase
from seedparse.readers import outlet_names
from seedparse.text.sentences import is_sentence
from seedparse.text.words import QUESTIONS, is_small

SEPARATORS = " \t\u00a0,|•·/:;–—-()[]"  # what may stand around a field of a line
_NUMBERS = re.compile(r"\d{1,4}[./-] ?\d")  # how a date of numbers begins


def of_byline(known: Phrase, found: Matched, text: str) -> Mark | None:
    """The byline that a matched phrase is, None if its name cannot be one."""
    name = found.slots["name"].strip(SEPARATORS)
    # "By Tuesday the water had risen" begins like one.
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
    if len(name.split()) > outlet_names.LONGEST or is_sentence(name + "."[: text.endswith(".")]):
        return None
    return Mark(Look.BYLINE, known.rule, known.language, name=name)
