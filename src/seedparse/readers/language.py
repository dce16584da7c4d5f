"""Which language running text is in, by evidence: letters and function words.

Law: no answer is better than a wrong one. `und` is said where no pack has evidence enough, or two have about the same.
"""

from collections import Counter
from collections.abc import Iterable

from seedparse.phrases.pack import Packs
from seedparse.text.patterns import later
from seedparse.text.words import WORD, fold, is_unspaced

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

# Scripts that one language is written in: their first letters, 128 to a script. Such a text tells its language without
# a pack.
_SCRIPT = 128
SCRIPTS = {
    "\u0a00": "pa", "\u0a80": "gu", "\u0b00": "or", "\u0b80": "ta", "\u0c00": "te", "\u0c80": "kn", "\u0d00": "ml",
    "\u0d80": "si", "\u0e00": "th", "\u0e80": "lo", "\u1000": "my", "\u1780": "km",
}  # fmt: skip
_SCRIPTS = {ord(first) // _SCRIPT: language for first, language in SCRIPTS.items()}

_WORD = later(WORD)


def detect(texts: Iterable[str], packs: Packs) -> str:
    """The language of the texts taken together, `und` if they do not settle it."""
    sample = _sample(texts)
    letters = _letters(sample)
    found = _by_words(sample, letters, packs)
    return found if found != UNDETERMINED or sample.isascii() else _by_script(letters)


def _by_script(letters: dict[str, int]) -> str:
    counts: dict[str, int] = {}
    for letter, count in letters.items():
        language = _SCRIPTS.get(ord(letter) // _SCRIPT, UNDETERMINED)
        counts[language] = counts.get(language, 0) + count
    most = max(counts, key=lambda language: counts[language], default=UNDETERMINED)
    total = sum(counts.values())
    return most if total - counts.get(most, 0) <= FOREIGN * total else UNDETERMINED


def _by_words(sample: str, letters: dict[str, int], packs: Packs) -> str:
    words = sample.split()  # function words seldom touch punctuation: no need to strip it
    if HAN in letters:
        words = _WORD.findall(sample)  # each letter is one
    if len(words) < FEWEST_WORDS:
        return UNDETERMINED
    total = sum(letters.values())
    if not total:
        return UNDETERMINED
    known = packs.index["words"]
    counts = Counter(words)
    functions_of = {word: known[word].split() for word in counts.keys() & known.keys()}
    shared: dict[str, int] = {}  # a language: how many of the words are its function words
    for word, languages in functions_of.items():
        for language in languages:
            shared[language] = shared.get(language, 0) + counts[word]
    found: list[tuple[float, str]] = []
    for language, (alphabet, typical) in packs.letters.items():
        functions = shared.get(language, 0) / len(words)
        own = sum(letters.get(letter, 0) for letter in typical) if typical else 0
        if not (functions or own):
            continue
        # Less can neither win nor come near a winner. Beside a script of its own Latin letters do not count.
        if functions + 2 * own / total >= ENOUGH / MARGIN or "a" not in alphabet:
            found.append((_evidence(functions, own, alphabet, typical, letters, total), language))
    found.sort(key=lambda one: one[0], reverse=True)
    if not found or found[0][0] < ENOUGH:
        return UNDETERMINED
    (most, best), *others = found[:3]
    for evidence, other in others:
        if most < MARGIN * evidence:
            # Neighbours share most of their words: those that only one of them has must settle it.
            whose = [(counts[word], languages) for word, languages in functions_of.items()]
            own = sum(count for count, languages in whose if best in languages and other not in languages)
            its = sum(count for count, languages in whose if other in languages and best not in languages)
            if own < FEWEST_OWN or own < OWN_MARGIN * its:
                return UNDETERMINED
    return best


def _letters(sample: str) -> dict[str, int]:
    """How often each letter stands in the text; those of Han and of Hangul are counted as one."""
    letters: dict[str, int] = {}
    while sample:
        # Letter by letter taken out: a set of them alone takes longer, for most are made anew to stand in it.
        letter, rest = sample[0], sample.replace(sample[0], "")
        if letter.isalpha():
            key = letter
            if letter >= "\u3400":
                key = HANGUL if "\uac00" <= letter <= "\ud7a3" else HAN if is_unspaced(letter) else letter
            letters[key] = letters.get(key, 0) + len(sample) - len(rest)
        sample = rest
    return letters


def _sample(texts: Iterable[str]) -> str:
    sample = ""
    for text in texts:
        if len(sample) >= SAMPLE:
            break
        sample += text[: SAMPLE - len(sample)] + "\n"
    return fold(sample)


def _evidence(
    functions: float, own: int, alphabet: frozenset[str], typical: frozenset[str], letters: dict[str, int], total: int
) -> float:
    """The share of function words, raised by letters of the language's own and sunk by letters of others."""
    others = letters.keys() - alphabet
    if "a" not in alphabet:
        # An address or a foreign name says nothing against a language of another script.
        latin = {letter for letter in others if letter.isascii()}
        total -= sum(letters[letter] for letter in latin)
        others -= latin
    if not total:
        return 0.0
    foreign = sum(letters[letter] for letter in others) / total
    if foreign > FOREIGN:
        return 0.0
    if typical and not own and total > TYPICAL:
        return 0.0
    return functions + 2 * (own / total) - 4 * foreign
