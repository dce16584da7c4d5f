"""Decides whether a text consists of the names of one or more persons, as a byline without an introducing word does.

Law: only the form of a text decides: a few words with capitals, lowercase words only between them. The packs' lists of
given names only tell a person from an unknown outlet (`person_at_start`).
"""

from itertools import takewhile

from seedparse.phrases.pack import Packs
from seedparse.text.lines import WHITE
from seedparse.text.patterns import later
from seedparse.text.words import APOSTROPHES, BULLETS, QUOTES, fold, is_east_asian, is_small

ENDS = BULLETS + WHITE + ":;.,#|()[]"  # what may stand around a name or a field
WORDS = range(2, 5)  # words of a name
MAX_PERSON_CHARS = 40  # characters of a name
LONGEST_WORD = 16  # letters of a word of a name, between hyphens
PREFIX = 3  # letters of a prefix that a capital may follow inside a name: "Mac", "De"
PARTICLE = 3  # letters of a lowercase word between the words of a name: "van", "de"
EAST_ASIAN = range(3, 6)  # letters of a Chinese or Japanese name
SHORTEST_AGENCY = 3  # letters of an agency's name; shorter ones may be buttons
MAX_PERSONS = 4  # names in a text

_WORD = later(rf"[^\W\d_]+(?:[{APOSTROPHES}.\-][^\W\d_]*)*$")
_GLUED = later(r"(?<=[^\W\d_A-Z])[A-Z][a-z]")
_BETWEEN = later(r",\s|\s&\s|\s\|\s|\s/\s|\s[^\W\d_A-Z]{1,3}\s(?=[^\W\d_])")
_SET_OFF = later(r"\s?[|•·(（]|\s[/–—]\s|\s-\s|\s{2,}|(?<=\w)\]\(")


def as_name(text: str, packs: Packs) -> str | None:
    """The text as a name: a few words with capitals, and particles only between them. None if it is no name."""
    name = text.strip(ENDS)
    if not name or len(name) > MAX_PERSON_CHARS:
        return None
    words = [word.strip(QUOTES) for word in name.split()]
    if all(map(is_east_asian, name.replace(" ", ""))):
        is_name = len(name) in EAST_ASIAN and not any("\u3040" <= letter <= "\u30ff" for letter in name)
        return name if is_name and not any(outlet in name for outlet in packs.unspaced_media) else None
    if len(words) not in WORDS or not all(map(_WORD.match, words)) or any(map(_is_no_name, words)):
        return None
    ends = {fold(words[0]), fold(words[-1])}
    if not (ends.isdisjoint(packs.function_words) and ends.isdisjoint(packs.weekdays)):
        return None
    inside = words[1:-1]
    if any(is_small(word[0]) for word in words if word not in inside or len(word) > PARTICLE):
        return None
    return name


def person_at_start(text: str, packs: Packs) -> str | None:
    """The name of a person that a text begins with: words with capitals, of which the first or the last is a given
    name: "Ann Moss", "Moss Anna", "Ann Moss in her diary". None if there is none."""
    words = list(takewhile(lambda word: not is_small(word[0]), text.split()))
    # A function word may be a name in another language: "Ellen" is Hungarian for "against".
    if len(words) not in WORDS or not all(map(_WORD.match, words)) or any(map(_is_no_name, words)):
        return None
    return None if packs.given_names.isdisjoint((fold(words[0]), fold(words[-1]))) else " ".join(words)


def is_agency(text: str, packs: Packs) -> bool:
    """Whether the text is the name of a news agency, as a pack lists it: "Reuters"."""
    name = text.strip(ENDS)
    return len(name) >= SHORTEST_AGENCY and name[:1].isupper() and fold(name) in packs.agencies


def _is_no_name(word: str) -> bool:
    """Whether the word is too long for a name, or two words without a space; "DeVeaux" and "MacDonald" are one word."""
    return max(map(len, word.split("-"))) > LONGEST_WORD or _GLUED.search(word, PREFIX) is not None


def are_names(text: str, packs: Packs, most: int = MAX_PERSONS) -> bool:
    """Whether the text is a name, or at most `most` names with a mark or a short word between them."""
    if as_name(text, packs):
        return True
    words = text.split()
    half = len(words) // 2
    if words[:half] == words[half:] and as_name(" ".join(words[:half]), packs):
        return True  # the same name as a link and as the title of the link
    return most > 1 and any(
        as_name(text[: found.start()], packs) and are_names(text[found.end() :], packs, most - 1)
        for found in _BETWEEN.finditer(text)
    )


def name_of(text: str) -> str | None:
    """The name of a byline without a role in brackets or another field after it; None if no name is left."""
    name = _SET_OFF.split(text)[0].strip(WHITE + ":*_-–—•·([")
    return name if name and not name[0].isdigit() else None
