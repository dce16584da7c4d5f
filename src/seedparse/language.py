"""Which language running text is in, by evidence: letters and function words.

Law: no answer is better than a wrong one. `und` is said where no pack has evidence enough, or two have about the same.
"""

from collections.abc import Iterable

from seedparse.packs import Pack, Packs
from seedparse.patterns import later
from seedparse.words import WORD, fold, is_unspaced

UNDETERMINED = "und"
HAN, HANGUL = "一", "가"  # each stands in an alphabet for all letters of its script
SAMPLE = 3000  # characters of running text that are looked at
FEWEST_WORDS = 4
ENOUGH = 0.09  # evidence below which no language is settled
MARGIN = 1.25  # how many times the evidence of the runner-up the winner's must be
FOREIGN = 0.15  # share of letters outside the alphabet above which a text is not in this language
FEWEST_OWN = 2  # words that a near runner-up does not have
OWN_MARGIN = 2  # how many times the runner-up's own words they must be
TYPICAL = 200  # letters; a text so long that shows none of the pack's typical letters is not in this language

_WORD = later(WORD)


def detect(texts: Iterable[str], packs: Packs) -> str:
    """The language of the texts taken together, `und` if they do not settle it."""
    sample = _sample(texts)
    words = sample.split()  # function words seldom touch punctuation: no need to strip it
    letters = _letters(sample)
    if HAN in letters:
        words = _WORD.findall(sample)  # each letter is one
    if len(words) < FEWEST_WORDS:
        return UNDETERMINED
    total = sum(letters.values())
    if not total:
        return UNDETERMINED
    found = [(_evidence(pack, words, letters, total), pack) for pack in packs.all]
    found.sort(key=lambda one: one[0], reverse=True)
    if not found or found[0][0] < ENOUGH:
        return UNDETERMINED
    (most, best), *others = found[:3]
    for evidence, other in others:
        if most < MARGIN * evidence:
            # Neighbours share most of their words: those that only one of them has must settle it.
            own = sum(word in best.words and word not in other.words for word in words)
            its = sum(word in other.words and word not in best.words for word in words)
            if own < FEWEST_OWN or own < OWN_MARGIN * its:
                return UNDETERMINED
    return best.language


def _letters(sample: str) -> dict[str, int]:
    """How often each letter stands in the text; those of Han and of Hangul are counted as one."""
    letters: dict[str, int] = {}
    for letter in set(sample):
        if letter.isalpha():
            key = letter
            if letter >= "\u3400":
                key = HANGUL if "\uac00" <= letter <= "\ud7a3" else HAN if is_unspaced(letter) else letter
            letters[key] = letters.get(key, 0) + sample.count(letter)
    return letters


def _sample(texts: Iterable[str]) -> str:
    sample = ""
    for text in texts:
        if len(sample) >= SAMPLE:
            break
        sample += text[: SAMPLE - len(sample)] + "\n"
    return fold(sample)


def _evidence(pack: Pack, words: list[str], letters: dict[str, int], total: int) -> float:
    """The share of function words, raised by letters of the pack's own and sunk by letters of others."""
    others = letters.keys() - pack.alphabet
    if "a" not in pack.alphabet:
        # An address or a foreign name says nothing against a language of another script.
        latin = {letter for letter in others if letter.isascii()}
        total -= sum(letters[letter] for letter in latin)
        others -= latin
    if not total:
        return 0.0
    foreign = sum(letters[letter] for letter in others) / total
    if foreign > FOREIGN:
        return 0.0
    own = sum(letters.get(letter, 0) for letter in pack.typical) / total
    if pack.typical and not own and total > TYPICAL:
        return 0.0
    return sum(map(pack.words.__contains__, words)) / len(words) + 2 * own - 4 * foreign
