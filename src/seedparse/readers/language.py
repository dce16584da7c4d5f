"""Detects the language of running text from its letters and function words.

Law: no answer is better than a wrong one. The answer is `und` if no language has enough evidence, or if two languages
have about the same.
"""

from collections import Counter
from collections.abc import Iterable

from seedparse.phrases.pack import Packs
from seedparse.text.patterns import later
from seedparse.text.words import WORD, fold, is_east_asian

UNDETERMINED = "und"
HAN, HANGUL = "一", "가"  # in an alphabet each represents all letters of its script
SAMPLE = 3000  # characters of running text that are examined
FEWEST_WORDS = 4  # words of a text whose language is detected by words
MIN_EVIDENCE = 0.09  # evidence that a language must reach; see _evidence
MARGIN = 1.25  # factor by which the best language's evidence must exceed that of the second
FOREIGN = 0.15  # share of letters; a text with more letters outside the alphabet is not in this language
FOREIGN_WORD = 3  # function words that a word which the language lacks counts for, against it
FEWEST_OWN = 5  # letters of the words of the best language that the second lacks, if the evidence is close
OWN_MARGIN = 2  # factor by which these letters must outnumber those of the second's own words
_MARKS = '.,:;!?()"«»„“”…'  # they touch words

# Scripts that only one language uses, by their first and last code points: such a text needs neither a pack nor known
# words to detect its language. The Hebrew script is not among them: Yiddish uses it too.
SCRIPTS = {
    ("\u0370", "\u03ff"): "el", ("\u0530", "\u058f"): "hy", ("\u0a00", "\u0a7f"): "pa", ("\u0a80", "\u0aff"): "gu",
    ("\u0b00", "\u0b7f"): "or", ("\u0b80", "\u0bff"): "ta", ("\u0c00", "\u0c7f"): "te", ("\u0c80", "\u0cff"): "kn",
    ("\u0d00", "\u0d7f"): "ml", ("\u0d80", "\u0dff"): "si", ("\u0e00", "\u0e7f"): "th", ("\u0e80", "\u0eff"): "lo",
    ("\u1000", "\u107f"): "my", ("\u10a0", "\u10ff"): "ka", ("\u1780", "\u17ff"): "km",
}  # fmt: skip
_SECTION = 16  # code points; each script begins and ends with a section
_SCRIPTS = {
    section: language
    for (first, last), language in SCRIPTS.items()
    for section in range(ord(first) // _SECTION, ord(last) // _SECTION + 1)
}

_WORD = later(WORD)


def detect(texts: Iterable[str], packs: Packs) -> str:
    """The language of all the texts together, `und` if they do not decide it."""
    sample = _sample(texts)
    letters = _letters(sample)
    found = _by_words(sample, letters, packs)
    return found if found != UNDETERMINED or sample.isascii() else _by_script(letters)


def _by_script(letters: dict[str, int]) -> str:
    counts: dict[str, int] = {}
    for letter, count in letters.items():
        language = _SCRIPTS.get(ord(letter) // _SECTION, UNDETERMINED)
        counts[language] = counts.get(language, 0) + count
    most = max(counts, key=lambda language: counts[language], default=UNDETERMINED)
    total = sum(counts.values())
    return most if total - counts.get(most, 0) <= FOREIGN * total else UNDETERMINED


def _by_words(sample: str, letters: dict[str, int], packs: Packs) -> str:
    # Each Han letter counts as a word. Elsewhere an address stays one word.
    words = _WORD.findall(sample) if HAN in letters else [word.strip(_MARKS) for word in sample.split()]
    if len(words) < FEWEST_WORDS:
        return UNDETERMINED
    total = sum(letters.values())
    if not total:
        return UNDETERMINED
    counts = Counter(words)
    functions_of: dict[str, list[str]] = {}
    for known in (packs.index["words"], packs.index["common"]):
        for word in counts.keys() & known.keys():
            functions_of[word] = functions_of.get(word, []) + known[word].split()
    shared: dict[str, int] = {}  # language -> number of words in the sample that are its function words
    for word, languages in functions_of.items():
        for language in languages:
            shared[language] = shared.get(language, 0) + counts[word]
    foreign = packs.index["foreign"]
    for word in counts.keys() & foreign.keys():
        for language in foreign[word].split():
            shared[language] = shared.get(language, 0) - FOREIGN_WORD * counts[word]
    owned: dict[str, int] = {}  # language -> number of its typical letters in the sample
    for letter in letters.keys() & packs.typical_of.keys():
        for language in packs.typical_of[letter]:
            owned[language] = owned.get(language, 0) + letters[letter]
    found: list[tuple[float, str]] = []
    for language, (alphabet, _, long) in packs.letters.items():
        if language not in shared and language not in owned:
            continue
        functions, own = shared.get(language, 0) / len(words), owned.get(language, 0)
        # With less evidence a language can neither be the best nor close to it. This bound does not hold for an
        # alphabet without Latin letters: _evidence leaves Latin letters out of the total.
        if functions + 2 * own / total >= MIN_EVIDENCE / MARGIN or "a" not in alphabet:
            found.append((_evidence(functions, own, alphabet, long, letters, total), language))
    found.sort(key=lambda one: one[0], reverse=True)
    if not found or found[0][0] < MIN_EVIDENCE:
        return UNDETERMINED
    (most, best), *others = found[:3]
    for evidence, other in others:
        if most < MARGIN * evidence:
            # Related languages share most function words: the words that only one of them has must decide.
            whose = [(len(word) * counts[word], languages) for word, languages in functions_of.items()]
            own = sum(length for length, languages in whose if best in languages and other not in languages)
            its = sum(length for length, languages in whose if other in languages and best not in languages)
            if own < FEWEST_OWN or own < OWN_MARGIN * its:
                return UNDETERMINED
    return best


def _letters(sample: str) -> dict[str, int]:
    """The number of times that each letter occurs; all Han letters count as HAN, all Hangul letters as HANGUL."""
    letters: dict[str, int] = {}
    while sample:
        # Removing one letter after the other is faster than a set of the letters, which creates most of them anew.
        letter, rest = sample[0], sample.replace(sample[0], "")
        if letter.isalpha():
            key = letter
            if letter >= "\u3400":
                key = HANGUL if "\uac00" <= letter <= "\ud7a3" else HAN if is_east_asian(letter) else letter
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
    functions: float, own: int, alphabet: frozenset[str], long: int, letters: dict[str, int], total: int
) -> float:
    """The share of function words, plus twice the share of typical letters, minus four times that of foreign letters.

    functions: share of the words. own, total: numbers of typical letters and of all letters. 0.0 if the text cannot be
    in this language.
    """
    others = letters.keys() - alphabet
    if "a" not in alphabet:
        # Latin letters are not counted: they may come from addresses and foreign names.
        latin = {letter for letter in others if letter.isascii()}
        total -= sum(letters[letter] for letter in latin)
        others -= latin
    if not total:
        return 0.0
    foreign = sum(letters[letter] for letter in others) / total
    if foreign > FOREIGN:
        return 0.0
    if not own and 0 < long < total:
        return 0.0
    return functions + 2 * (own / total) - 4 * foreign
