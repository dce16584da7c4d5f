"""A name as printed, freed of what is no part of it: quotes, "the newspaper", "on Tuesday".

Law: a name is never changed, only cut; what is left of it stands in the text in the same letters.
"""

import re

from seedparse.matching import STEM_ENDING
from seedparse.packs import Pack
from seedparse.patterns import later
from seedparse.words import QUOTES, Tokens, fold, is_small

LONGEST = 14  # words
MOST_SMALL = 3  # small words in a row
LONGEST_CIRCUMSTANCE = 9  # words and marks

_PAIRS = {'"': '"', "«": "»", "„": "“”", "“": "”", "‹": "›", "「": "」", "『": "』", "《": "》", "〈": "〉"}
_DROPPED = str.maketrans("", "", '"«»„“”‟‹›〝〞「」『』《》〈〉')
_OPENING = " \t\u00a0,;:.–—-()[]*_'‘’`"
_ADDRESS = later(r"\w\.\w{2,}$")
_WORD = re.compile(r"\S+")
_CLOSING = " \t\u00a0,;:.–—-([*_'‘`"


def clean(raw: str, pack: Pack) -> str | None:
    """The name in a slot's text, None if nothing is left or if it cannot be one."""
    name = _without_circumstances(raw.strip(_OPENING), pack)
    words = name.split()
    if len(words) > LONGEST or has_forbidden(name, pack):
        return None
    words = _without_generic(words, pack)
    if all(_bare(word) in pack.words and not word.isupper() for word in words):
        return None  # "The newspaper": the article is no name; the WHO is
    name = _without_affixes(" ".join(words), pack)
    if closing := _PAIRS.get(name[0]):
        # What stands in quotes is the name, whatever follows them.
        name = name[1 : min((at for at in map(name[1:].find, closing) if at > 0), default=len(name)) + 1]
    return name.translate(_DROPPED).lstrip(_OPENING).rstrip(_CLOSING) or None


def has_forbidden(text: str, pack: Pack) -> bool:
    """Whether a word stands in the text that stands in no name: "that", "because"."""
    if pack.unspaced:
        return any(map(text.__contains__, pack.never))
    return any(_bare(word) in pack.never for word in text.split())


def is_person(text: str, pack: Pack) -> bool:
    """Whether the text says what somebody is who speaks: "the minister"."""
    return any(_bare(word) in pack.persons for word in text.split())


def has_generic(text: str, pack: Pack) -> bool:
    """Whether the text says that some medium or other reports: "local newspapers"."""
    return any(_is_generic(word, pack) for word in text.split())


def is_medium(name: str, pack: Pack, media: frozenset[str]) -> bool:
    """Whether it is a medium's name: it is an address, or has a word that such names are made of."""
    if pack.unspaced:
        return any(map(fold(name).__contains__, pack.media))
    return any(_ADDRESS.search(word) or _bare(word) in media for word in name.split())


def is_circumstance(text: str, pack: Pack) -> bool:
    """Whether the text is time, place or medium and nothing else: "on Tuesday, 3 May"."""
    return not _without_circumstances(text, pack)


def is_named(name: str, pack: Pack) -> bool:
    """Whether somebody is named: a capital, a digit, an address, or letters that are not the pack's."""
    words = name.replace("-", " ").replace("/", " ").split()
    return any(_is_proper(word, pack) or _bare(word) in pack.agencies for word in words)


def runs_on(name: str, pack: Pack, most: int = MOST_SMALL) -> bool:
    """Whether so many small words stand in a row that it is no name but a sentence."""
    row = 0
    for word in name.split():
        row = 0 if _is_proper(word, pack) else row + 1
        if row > most:
            return True
    return False


def before_sentence(text: str, pack: Pack, *, may_be_lost: bool) -> str | None:
    """What is left of a name behind which a sentence goes on without a stop: the name was lost with its link, and the
    next paragraph stands in its place. None if no sentence follows.

    Only what no sentence of the language begins with is taken for the name: foreign letters, capitals, "agency".
    """
    for found in _WORD.finditer(text):
        word = found[0]
        if (word.isupper() and len(word) > 1) or _is_foreign(word, pack) or _is_generic(word, pack):
            continue
        if not word[0].isalnum() or is_small(word[0]):
            return None
        name, rest = text[: found.start()].rstrip(), text[found.start() :]
        follows = _opens_sentence(rest, pack) or ((may_be_lost or name) and runs_on(rest, pack))
        return name if follows else None
    return None


def _opens_sentence(text: str, pack: Pack) -> bool:
    """Whether it begins as a sentence does and no name: with a function word, and a small word behind it."""
    words = text.split(maxsplit=2)
    return len(words) == 3 and _bare(words[0]) in pack.words and is_small(words[1][0])


def is_place(name: str) -> bool:
    """Whether a dateline's place can be one: a few words, the first and the last with a capital."""
    words = name.replace("-", " ").split()
    return 0 < len(words) <= 4 and not is_small(words[0][0]) and not is_small(words[-1][0])


def _is_proper(word: str, pack: Pack) -> bool:
    # A letter without case is one of a script that has no capitals: there every word may be a name.
    first = word[0]
    if first.isdigit():
        return not word.isdigit()  # "24tv", not "2017"
    return not is_small(first) or "." in word[1:-1] or first not in pack.alphabet


def _is_foreign(word: str, pack: Pack) -> bool:
    return word[0].isalpha() and word[0].lower() not in pack.alphabet


def _without_circumstances(name: str, pack: Pack) -> str:
    while name:
        tokens = Tokens(name)
        end = pack.circumstance(tokens, 0)
        if end is not None:
            name = name[tokens.end_of(end) :]
        else:
            for at in range(max(1, tokens.count - LONGEST_CIRCUMSTANCE), tokens.count):
                if pack.circumstance(tokens, at) == tokens.count:
                    name = name[: tokens.starts[at]]
                    break
            else:
                break
        name = name.strip(" ,\u00a0")
    return name


def _without_affixes(name: str, pack: Pack) -> str:
    """The name without what its language writes together with it: a preposition before, a case ending behind."""
    folded = fold(name)
    for ending in pack.endings:
        if folded.endswith(ending) and len(name) > len(ending) + 1:
            name = name[: -len(ending)]
            break
    for beginning in pack.beginnings:
        if folded.startswith(beginning) and len(name) > len(beginning) + 1:
            return name[len(beginning) :]
    return name


def _without_generic(words: list[str], pack: Pack) -> list[str]:
    """Drops "the British newspaper" before a name and "news agency" behind it.

    A capital before the generic word keeps it ("Международного агентства"), and so does a small letter behind it
    ("Агентство восстановления"): there it is a part of the name.
    """
    first = 0
    for at, word in enumerate(words):
        if _is_generic(word, pack):
            behind = words[at + 1] if at + 1 < len(words) else "0"
            if behind[0].isdigit() or _is_proper(behind, pack) or _is_generic(behind, pack):
                first = at + 1
        elif word[0] in QUOTES or not is_small(word[0]):
            break
    while len(words) > first and words[-1][0].islower() and _bare(words[-1]) in pack.generic:
        words = words[:-1]
    return words[first:]


def _is_generic(word: str, pack: Pack) -> bool:
    bare = _bare(word)
    return bare in pack.generic or (
        bare.startswith(pack.generic_stems)
        and "." not in bare  # "Газета.Ru" is a name
        and any(bare.startswith(stem) and len(bare) - len(stem) <= STEM_ENDING for stem in pack.generic_stems)
    )


def _bare(word: str) -> str:
    return fold(word.strip(QUOTES + ".,:;()"))
