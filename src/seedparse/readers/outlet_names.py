"""Cuts from an outlet's name what is not part of it: quotes, "the newspaper", "on Tuesday".

Law: a name is only cut, never changed: the letters of the result stand in the text in the same form.
"""

import re

from seedparse.phrases.matcher import STEM_ENDING
from seedparse.phrases.pack import Pack
from seedparse.text.patterns import later
from seedparse.text.words import BULLETS, OPENING_QUOTES, QUOTE_PAIRS, QUOTES, Text, Tokens, fold, is_small

MAX_NAME_WORDS = 14  # words of a name
MAX_LOWERCASE_WORDS = 3  # lowercase words in a row in a name
FEWEST_OF_COMPOUND = 4  # letters of each part of a compound: "Behörden|sprecher"
LONGEST_CIRCUMSTANCE = 9  # words and marks of a circumstance after a name

# The last two are kept inside a word: there they mark a Hebrew abbreviation.
_DROPPED = later(r"[«»„“”‟‹›〝〞〟「」『』《》〈〉]|(?<![^\W_])[\"״]|[\"״](?![^\W_])")
_WHITE = " \t\u00a0\u2009\u202f"
_OPENING = _WHITE + ",;:.–—-()[]*_'‘’‚`"
_ADDRESS = later(r"\w\.\w{2,}$")
_QUOTED = later(r"(?<!\w)[\"«„“”»›‹「『](?=\w)[^\"«„“”»›‹」』]*[\"»“”«›‹」』]")
_MARKED = frozenset("[#|")
_WORD = re.compile(r"\S+")
_CLOSING = _WHITE + ",;:.–—-([*_'‘’‚`"


def clean(raw: str, pack: Pack) -> str | None:
    """The name in the text of a slot, None if nothing is left or if it cannot be a name."""
    name = without_circumstances(_closed(raw.strip(_WHITE + ",;:.–—-()[]*_")), pack)
    if name.count(" ") >= MAX_NAME_WORDS or has_forbidden(name, pack):
        return None
    name = _without_article(_without_generic(name, pack), pack)
    if all(_bare(word) in pack.words and not word.isupper() for word in name.split()):
        return None  # of "The newspaper" only the article is left; a word in capitals is a name: the WHO
    name = without_affixes(name, pack)
    opens = max(map(name[:-1].rfind, QUOTE_PAIRS)) if pack.unspaced else 0
    if opens > 0 and name[-1] in QUOTE_PAIRS[name[opens]]:
        name = name[opens:]  # 英紙「X」: the words before the quotes are not part of the name
    name = _unquoted(name)
    return _closed(_DROPPED.sub("", name).lstrip(_OPENING).rstrip(_CLOSING)) or None


def unquoted(raw: str) -> str:
    """The text of a slot that is the whole name of a known outlet, without quotes and marks around it."""
    return _DROPPED.sub("", raw).lstrip(_OPENING).rstrip(_CLOSING)


def _closed(name: str) -> str:
    """The name with a closing bracket if it has an open one: "Harbour News Agency (HNA)"."""
    return name + ")" if name.rfind("(") > name.rfind(")") else name


def _unquoted(name: str) -> str:
    """The text inside the quotes that the name begins with, without the text after them; else the name."""
    closing = QUOTE_PAIRS.get(name[0])
    if not closing:
        return name
    end = next((at for at in range(2, len(name)) if name[at] in closing and not _is_inside_word(name, at)), None)
    return name[1:end]


def _is_inside_word(text: str, at: int) -> bool:
    """Whether letters or digits stand on both sides of a quote: then it is an apostrophe."""
    return text[at - 1].isalnum() and text[at + 1 : at + 2].isalnum()


def has_forbidden(text: str, pack: Pack) -> bool:
    """Whether the text has a word that no name has: "that", "because"."""
    if pack.unspaced:
        return any(map(text.__contains__, pack.never))
    bare = list(map(_bare, text.split()))
    # What is joined to a word counts too: "all'" of "all'ansa".
    return not pack.never.isdisjoint(bare) or any(word[: word.find("'") + 1] in pack.never for word in bare)


def is_person(text: str, pack: Pack) -> bool:
    """Whether the text has a word for a person who speaks: "the minister".

    Where nouns have capitals, the end of a compound counts too: "der Behördensprecher".
    """
    bare = list(map(_bare, _QUOTED.sub("", text).split()))
    if not pack.persons.isdisjoint(bare):
        return True
    return pack.capital_nouns and any(
        each[at:] in pack.persons for each in bare for at in range(FEWEST_OF_COMPOUND, len(each) - FEWEST_OF_COMPOUND)
    )


def is_office(text: str, pack: Pack) -> bool:
    """Whether the text has a word for a body that speaks for itself: "the police"."""
    return any(_bare(word) in pack.offices for word in text.split())


def is_unnamed_office(text: str, pack: Pack) -> bool:
    """Whether the text has such a word and no capital shows a name: "the ministry of ...", not "Ministry of ..."."""
    return is_office(text, pack) and (is_small(text[0]) or pack.capital_nouns)


def has_generic(text: str, pack: Pack) -> bool:
    """Whether the text has a generic word for a medium: "local newspapers"."""
    return any(_is_generic(word, pack) for word in text.split())


def has_generic_noun(text: str, pack: Pack) -> bool:
    """The same, but for function words: in some languages these stand between a generic word and a name."""
    return any(_is_generic(word, pack) and _bare(word) not in pack.words for word in text.split())


def is_medium(name: str, pack: Pack, media: frozenset[str]) -> bool:
    """Whether the name is a medium's: it has an address, or a word of such names. `media`: these words in all packs."""
    if pack.unspaced:
        return any(map(fold(name).__contains__, pack.media))
    if ": " in name:
        return False  # a label is before the name
    words = without_affixes(name, pack).split()
    # The last part of a word with hyphens counts too: "KXRV-TV".
    return any(
        _ADDRESS.search(word) or _bare(word) in media or _bare(word).rpartition("-")[2] in media for word in words
    )


def is_outlet(raw: str, pack: Pack, media: frozenset[str], least: int) -> bool:
    """Whether the form of a name shows that it is an outlet's.

    It is in quotes, has a generic word, is a medium's name or an address, has a word in capitals, a hyphen or a digit,
    or has at least `least` words with capitals, the last word among them. The first word of a line always has a
    capital, so one word is seldom enough. `media`: words of media names in all packs.
    """
    name = clean(raw, pack)
    if name is None or (raw[0] in BULLETS and not raw[1:2].isalnum()) or not _MARKED.isdisjoint(raw):
        return False  # an item of a list, a link or a heading
    if not pack.unspaced and _is_strange(raw.split()[0], pack):
        return False  # "Noticia del Faro" is no Portuguese
    if is_quoted(raw) or has_generic(raw, pack) or is_medium(name, pack, media):
        return True
    if pack.unspaced:
        return any(letter.isdigit() or _is_foreign(letter, pack) for letter in name)
    words = [word for word in name.split() if _bare(word) not in pack.words]
    if not words or not _is_proper(words[-1], pack) or not (_is_proper(words[0], pack) or is_office(raw, pack)):
        return False
    if not any(map(str.isupper, name)) and not any(map(str.islower, name)):
        return least <= len(words) + 1  # a script without capitals: only the number of words can show it
    if any((word.isupper() and len(word) > 1) or "-" in word[1:-1] or word[-1].isdigit() for word in words):
        return True
    return sum(_is_proper(word, pack) for word in words) >= least


def _is_strange(word: str, pack: Pack) -> bool:
    """Whether the name begins with a lowercase word that the pack does not know: then it is in another language."""
    if not word[0].isalpha() or _is_proper(word, pack) or _is_generic(word, pack):
        return False
    bare = _bare(word)
    return not (bare in pack.words or bare in pack.agencies or bare in pack.articles or is_office(word, pack))


def is_circumstance(text: str, pack: Pack) -> bool:
    """Whether the text consists of circumstances (time, place, medium): "on Tuesday, 3 May"."""
    return not without_circumstances(text, pack)


def is_named(name: str, pack: Pack) -> bool:
    """Whether the text has a word of a name: with a capital or a digit, an address, an agency, or foreign letters."""
    words = [*name.split(), *name.replace("-", " ").replace("/", " ").split()]
    return any(_is_proper(word, pack) or _bare(word) in pack.agencies for word in words)


def begins_named(name: str, pack: Pack) -> bool:
    """Whether the first word, after function words such as "and", is a word of a name, as in `is_named`."""
    words = name.split()
    first = next((word for word in words if _bare(word) not in pack.words), words[0])
    return _is_proper(first, pack) or _bare(first) in pack.agencies


def is_quoted(text: str) -> bool:
    """Whether a word of the text begins with a quote."""
    return any(word[0] in QUOTES for word in text.split())


def runs_on(name: str, pack: Pack, most: int = MAX_LOWERCASE_WORDS) -> bool:
    """Whether the text has more than `most` lowercase words in a row: then it is a sentence, not a name."""
    row = 0
    for word in name.split():
        row = 0 if _is_proper(word, pack) else row + 1
        if row > most:
            return True
    return False


def before_sentence(text: str, pack: Pack, *, may_be_lost: bool) -> str | None:
    """The name before a sentence that follows without a full stop, None if no sentence follows.

    A converter may drop a name together with its link; then the next paragraph stands in its place, and the result is
    "". Only words that cannot begin a sentence of the language count as the name: foreign letters, capitals, "agency".
    `may_be_lost`: the name may be empty even if the sentence does not begin with a function word.
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
    """Whether the text begins as a sentence does, not as a name: a function word and then a lowercase word."""
    words = text.split(maxsplit=2)
    return len(words) == 3 and _bare(words[0]) in pack.words and is_small(words[1][0])


def is_place(name: str) -> bool:
    """Whether the text may be a place: one to four words, the first and the last not in lowercase."""
    words = name.replace("-", " ").split()
    return 0 < len(words) <= 4 and not is_small(words[0][0]) and not is_small(words[-1][0])


def _is_proper(word: str, pack: Pack) -> bool:
    # A letter without case belongs to a script without capitals: there every word may be a name.
    first = word[0]
    if first.isdigit():
        return not word.isdigit()  # "24tv", not "2017"
    if not is_small(first) or first not in pack.alphabet:
        return True
    return "." in word[1:-1] or word[1:2] == "-" or not word.islower()  # "lenta.ru", "t-online", "openDemocracy"


def _is_foreign(word: str, pack: Pack) -> bool:
    return word[0].isalpha() and word[0].lower() not in pack.alphabet


def without_circumstances(name: str, pack: Pack) -> str:
    """The name without circumstances before and behind it: "on Monday"."""
    while name:
        tokens = Tokens(Text(name))
        end = pack.circumstance(tokens, 0)
        if end == tokens.count and name[0].isupper() and pack.time(tokens, 0) == end:
            return name  # a name that is also a word of time: "Сьогодні"
        if end is not None:
            name = name[tokens.end_of(end) :]
        else:
            for at in range(max(1, tokens.count - LONGEST_CIRCUMSTANCE), tokens.count):
                if pack.circumstance(tokens, at) == tokens.count and not _ends_name(tokens, at, pack):
                    name = name[: tokens.starts[at]]
                    break
            else:
                break
        name = name.strip(_WHITE + ",")
    return name


def _ends_name(tokens: Tokens, at: int, pack: Pack) -> bool:
    """Whether the circumstance from token `at` on is the end of the name itself.

    It is if no comma stands before it and it is a word of time ("Arctic Today") or follows an article or a preposition
    ("Le Journal du Dimanche").
    """
    if tokens.words[at] == "," or tokens.words[at - 1] == ",":
        return False
    return tokens.words[at - 1] in pack.words or pack.time(tokens, at) == tokens.count


def without_affixes(name: str, pack: Pack) -> str:
    """The name without a joined preposition at its start or a joined case ending at its end."""
    folded = fold(name)
    for ending in pack.endings:
        if folded.endswith(ending) and len(name) > len(ending) + 1:
            name = name[: -len(ending)]
            break
    for beginning in pack.beginnings:
        # With a capital the preposition or article is part of the name: "L'Équipe".
        if folded.startswith(beginning) and len(name) > len(beginning) + 1 and not name[0].isupper():
            return name[len(beginning) :]
    return name


def _without_article(name: str, pack: Pack) -> str:
    """The name without an article before its quotes, and without one that has no capital: "the Guardian"."""
    first, _, rest = name.partition(" ")
    is_apart = rest[:1] in OPENING_QUOTES or (rest and is_small(first[:1]) and not is_small(rest[0]))
    return rest if is_apart and _bare(first) in pack.articles else name


def _without_generic(name: str, pack: Pack) -> str:
    """The name without "the British newspaper" before it and "news agency" after it.

    A generic word is part of the name, and stays, if a word with a capital stands before it ("Международного
    агентства"), if a lowercase word follows it ("Агентство восстановления"), or inside quotes.
    """
    found = list(_WORD.finditer(name))
    words = [each[0] for each in found]
    first, last = 0, len(words)
    for at, word in enumerate(words):
        if _is_generic(word, pack) and word[0] not in QUOTES:
            behind = words[at + 1] if at + 1 < len(words) else "0"
            is_capital = word[0].isupper() and word[1:2].islower() and not pack.capital_nouns
            if is_capital and at + 1 < len(words) and behind[0] not in QUOTES:
                break  # "Gazeta Wyborcza"
            if behind[0].isdigit() or _is_proper(behind, pack) or _is_generic(behind, pack):
                first = at + 1
            elif quoted := _quoted_behind(words, at):
                first = quoted  # "the newspaper of the harbour «X»"
        elif _is_medium_before_quotes(words, at, pack):
            first = at + 1  # "Радио «Три реки»"; "Радио Свобода" keeps the word
        elif word[0] in QUOTES or not is_small(word[0]):
            break
    while last > first and words[last - 1][0].islower() and _bare(words[last - 1]) in pack.generic:
        if words[last - 1][-1] in QUOTES:
            break
        last -= 1
    return name[found[first].start() : found[last - 1].end()] if first < last else ""


def _is_medium_before_quotes(words: list[str], at: int, pack: Pack) -> bool:
    """Whether a word that names of outlets are made of, and no abbreviation, stands before a name in quotes."""
    word = words[at]
    is_word = not word.isupper() and _bare(word) in pack.media
    return is_word and at + 1 < len(words) and words[at + 1][0] in OPENING_QUOTES


def _quoted_behind(words: list[str], at: int) -> int:
    """Index of the first word after `at` that opens quotes; 0 if there is none, or a word with a capital before it."""
    for there in range(at + 1, len(words)):
        if words[there][0] in OPENING_QUOTES:
            return there
        if not is_small(words[there][0]):
            break
    return 0


def _is_generic(word: str, pack: Pack) -> bool:
    bare = _bare(word)
    return bare in pack.generic or (
        bare.startswith(pack.generic_stems)
        and "." not in bare  # "Газета.Ru" is a name
        and any(bare.startswith(stem) and len(bare) - len(stem) <= STEM_ENDING for stem in pack.generic_stems)
    )


def _bare(word: str) -> str:
    return fold(word.strip(QUOTES + ".,:;()"))
