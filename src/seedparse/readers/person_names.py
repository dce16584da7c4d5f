"""Is a text the name of a person, or several, and nothing else? A byline without a word that says so.

Law: a name is known by its look alone: a few words with capitals, small ones only inside. No list of names is asked.
"""

from seedparse.phrases.pack import Packs
from seedparse.text.lines import WHITE
from seedparse.text.patterns import later
from seedparse.text.words import BULLETS, QUOTES, fold, is_small, is_unspaced

ENDS = BULLETS + WHITE + ":;.,#|()[]"  # what may stand around a name or a field
WORDS = range(2, 5)
LONGEST = 40  # characters
LONGEST_WORD = 16  # letters
PREFIX = 3  # letters before a capital inside a name: "Mac", "De"
PARTICLE = 3  # letters of a small word inside a name: "van", "de"
UNSPACED = range(3, 6)  # letters
MOST = 4  # names

_WORD = later(r"[^\W\d_]+(?:['’.\-][^\W\d_]*)*$")
_GLUED = later(r"(?<=[^\W\d_A-Z])[A-Z][a-z]")
_BETWEEN = later(r",\s|\s&\s|\s\|\s|\s/\s|\s[^\W\d_A-Z]{1,3}\s(?=[^\W\d_])")
_SET_OFF = later(r"\s?[|•·(（]|\s[/–—]\s|\s-\s|\s{2,}|(?<=\w)\]\(")


def as_name(text: str, packs: Packs) -> str | None:
    """The text as a name that stands alone: a few words, all with capitals but for particles inside."""
    name = text.strip(ENDS)
    if not name or len(name) > LONGEST:
        return None
    words = [word.strip(QUOTES) for word in name.split()]
    if all(map(is_unspaced, name.replace(" ", ""))):
        return name if len(name) in UNSPACED and not any("\u3040" <= letter <= "\u30ff" for letter in name) else None
    if len(words) not in WORDS or not all(map(_WORD.match, words)) or any(map(_is_no_name, words)):
        return None
    ends = {fold(words[0]), fold(words[-1])}
    if not (ends.isdisjoint(packs.function_words) and ends.isdisjoint(packs.weekdays)):
        return None
    inside = words[1:-1]
    if any(is_small(word[0]) for word in words if word not in inside or len(word) > PARTICLE):
        return None
    return name


def _is_no_name(word: str) -> bool:
    """Whether it is too long, or two words printed as one; "DeVeaux" and "MacDonald" are not."""
    return max(map(len, word.split("-"))) > LONGEST_WORD or _GLUED.search(word, PREFIX) is not None


def are_names(text: str, packs: Packs, most: int = MOST) -> bool:
    """Whether it is a name, or names with a mark or a short word between them."""
    if as_name(text, packs):
        return True
    words = text.split()
    half = len(words) // 2
    if words[:half] == words[half:] and as_name(" ".join(words[:half]), packs):
        return True  # a link and its title
    return most > 1 and any(
        as_name(text[: found.start()], packs) and are_names(text[found.end() :], packs, most - 1)
        for found in _BETWEEN.finditer(text)
    )


def name_of(text: str) -> str | None:
    """A byline's name without what is set off behind it: a role in brackets, the next field."""
    name = _SET_OFF.split(text)[0].strip(WHITE + ":*_-–—•·([")
    return name if name and not name[0].isdigit() else None
