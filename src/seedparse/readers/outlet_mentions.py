"""Finds media by name in running text, directly behind words that cite ("told Reuters") or before them.

Law: a mention counts only with the name of a medium: a known outlet, an address, a generic word with a name ("the
newspaper X"), or a name with a word of such names ("X Times"). A person or an office is none.
"""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from seedparse.phrases.pack import Pack, Packs, Phrase
from seedparse.readers import outlet_names
from seedparse.text.patterns import later
from seedparse.text.words import OPENING_QUOTES, QUOTE_PAIRS, Text, Tokens, fold, is_small

MOST_NAME_TOKENS = 7  # tokens of a name, its quotes counted
MOST_DESCRIBING_WORDS = 3  # words between an article and a generic word: "the British daily newspaper"
MOST_TOKENS_BEFORE = 12  # tokens before words such as "reported" in which a name is searched
LONGEST_RUN = 5  # words with capitals of a name that only a generic word shows
MOST_SPEAKER_TOKENS = 8  # tokens of a speaker's name and office before the medium that was told
MOST_ANY_TOKENS = 6  # tokens of a name, its quotes counted, that only the words before it show to be a medium's
ANY_NAME, SPEAKER, OFFICE = "publisher", "name", "office"  # slots of a phrase at the side of the medium
MOST_OFFICE_TOKENS = 12  # tokens of a press office and its owner
MOST_DIGITS = 2  # digits of a number that ends a name: "Radio 1"
MOST_SMALL = 4  # small words between a press office and the first capital of its owner
LEAST_SHARE = 0.6  # of the function words of the language that has most of them in the text

_ENDS = frozenset(".,;:!?…()[]|–—•")
_GLUED = later(r"[^\W\d_]\.[^\W\d_]{3,}")
_STOPS = frozenset(".!?…")


class Medium(NamedTuple):
    """A medium in a text: the token of its article or generic word, and the tokens of its name (half-open)."""

    start: int
    first: int
    last: int
    end: int  # behind a generic word after the name, too
    is_known: bool
    is_office: bool = False  # a press office, with its owner


class Mention(NamedTuple):
    """Words that cite a medium: their span with the medium's in characters (half-open), its name and the phrase."""

    start: int
    end: int
    publisher: str | None
    phrase: Phrase


def read(text: Text, packs: Packs) -> list[Mention]:
    """The mentions of a paragraph, in order; none overlaps another."""
    phrases = packs.mentions.of(text.vocabulary) if text.pattern != 2 else ()
    if not phrases:
        return []  # the fast path: most paragraphs end here
    by_head: dict[str, list[Phrase]] = {}
    for phrase in sorted(phrases, key=lambda one: one.at):
        for word in phrase.heads:
            if word in text.vocabulary:
                by_head.setdefault(word, []).append(phrase)
    found: list[Mention] = []
    taken = 0
    for at, word in enumerate(text.words):
        if word in by_head and (one := _best(_at(text, at, by_head[word], packs), text, packs)) and one.start >= taken:
            found.append(one)
            taken = one.end
    return found


def _best(found: Iterator[Mention], text: Text, packs: Packs) -> Mention | None:
    """The mention in the language that may be the text's; of several the longest."""
    possible = [one for one in found if _may_be_language(one.phrase.language, text, packs)]
    return max(possible, key=lambda one: one.end - one.start, default=None)


def _may_be_language(language: str | None, text: Text, packs: Packs) -> bool:
    """Whether the text has nearly as many function words of a language as of any other."""
    if language is None:
        return True
    known = packs.index["words"]
    count = Counter(each for word in known.keys() & text.vocabulary for each in known[word].split())
    return count[language] >= LEAST_SHARE * max(count.values(), default=0)


def _at(text: Text, at: int, phrases: list[Phrase], packs: Packs) -> Iterator[Mention]:
    """The mentions of these phrases that begin, or whose words behind the name begin, at token `at`."""
    tokens = Tokens(text, text.spans[at][0])
    for phrase in phrases:
        pack = phrase.pack
        if phrase.kind == "before":
            names: dict[int, Medium] = {}
            tokens.follows = _Follower(text, at, phrase, packs, names)
            if (end := phrase.of_mention(tokens)) is not None:
                medium = names[end]
                start, last = text.spans[at][0], text.spans[medium.end - 1][1]
                if name := _name(text, medium, pack, packs):
                    yield Mention(start, last, name, phrase)
        elif phrase.kind == "unnamed":
            if (end := phrase.of_mention(tokens)) is not None:
                told = medium_at(text, at + end - 1, pack, packs)  # "as they told the agency X" has a name after all
                name = _name(text, told, pack, packs) if told else None
                last = text.spans[told.end - 1][1] if told and name else tokens.ends[end - 1]
                yield Mention(text.spans[at][0], last, name, phrase)
        elif (end := phrase.of_mention(tokens)) is not None and (medium_before := _before(text, at, phrase, packs)):
            start, last = text.spans[medium_before.start][0], tokens.ends[end - 1]
            if name := _name(text, medium_before, pack, packs):
                yield Mention(start, last, name, phrase)


class _Follower:
    """Whether a medium begins at a token behind the words of a phrase; keeps it in `found`."""

    def __init__(self, text: Text, base: int, phrase: Phrase, packs: Packs, found: dict[int, Medium]) -> None:
        self._text, self._base, self._pack, self._packs, self._found = text, base, phrase.pack, packs, found
        self._beside = phrase.beside_medium

    def __call__(self, at: int) -> bool:
        place = self._base + at
        if place >= len(self._text.words):
            return False
        if self._beside == OFFICE:
            medium = _office_at(self._text, place, self._pack)
        else:
            medium = self._behind_speaker(place) if self._beside == SPEAKER else self._at(place)
        if medium is None or _describes_person(self._text, medium, self._pack, self._packs):
            return False
        self._found[at] = medium
        return True

    def _at(self, place: int) -> Medium | None:
        medium = medium_at(self._text, place, self._pack, self._packs)
        return medium or (_any_at(self._text, place, self._pack) if self._beside == ANY_NAME else None)

    def _behind_speaker(self, place: int) -> Medium | None:
        """The medium directly behind a name that begins at a token: "рассказал мэр Громов «Медузе»"."""
        text = self._text
        for at in range(place + 1, min(place + MOST_SPEAKER_TOKENS, len(text.words))):
            before = text.words[at - 1]
            if before in _ENDS or before in self._pack.never or not before[0].isalnum():
                return None
            if text.string[text.spans[at - 1][0]].isupper() and (medium := self._at(at)):
                return medium
        return None


def _describes_person(text: Text, medium: Medium, pack: Pack, packs: Packs) -> bool:
    """Whether the name only says where a person works: "told BBC director Ann Moss"."""
    last = min(medium.end + MOST_DESCRIBING_WORDS, len(text.words)) if pack.articles else 0
    for at in range(medium.end, last):
        word = text.words[at]
        if not word[0].isalpha() or word in pack.words:
            break
        if word in pack.persons or word in packs.roles:
            # Behind a verb a title with a capital begins the subject: "the Times beschuldigde Premier May".
            return at == medium.end or is_small(text.string[text.spans[at][0]])
    return False


def _any_at(text: Text, start: int, pack: Pack) -> Medium | None:
    """The name that begins at a token and is a medium's because of the words before it: in quotes, or a run of words
    with capitals in another script."""
    words, at = text.words, start
    while at < len(words) - 1 and (words[at] in pack.articles or _is_generic(text, at, pack)):
        at += 1
    last = _quoted_end(text, at)
    if last is not None:
        is_name = last - at <= MOST_ANY_TOKENS and not is_small(text.string[text.spans[at][1]])
        return Medium(start, at, last, last, is_known=False) if is_name else None
    last = at
    while last < len(words) and _is_foreign_capital(text.string[text.spans[last][0]], pack):
        last += 1
    return Medium(start, at, last, last, is_known=False) if last > at else None


def _is_foreign_capital(letter: str, pack: Pack) -> bool:
    """Whether a letter is a Latin capital, in a language that has other letters."""
    return letter.isascii() and letter.isupper() and "a" not in pack.alphabet


def _any_before(text: Text, at: int, pack: Pack) -> Medium | None:
    """The run of words with capitals that ends before token `at`; no function word begins it."""
    first = at
    while first > max(0, at - LONGEST_RUN) and text.string[text.spans[first - 1][0]].isupper():
        first -= 1
    while first < at and text.words[first] in pack.words:
        first += 1
    raw = _raw(text, first, at) if first < at else ""
    is_name = raw and not outlet_names.is_person(raw, pack) and not outlet_names.is_office(raw, pack)
    return Medium(first, first, at, at, is_known=False) if is_name else None


def _before(text: Text, at: int, phrase: Phrase, packs: Packs) -> Medium | None:
    """The medium whose name ends before token `at`, the one with the longest name."""
    pack = phrase.pack
    if not at or text.words[at - 1] in _ENDS:
        return None
    if phrase.beside_medium == OFFICE:
        return _office_before(text, at, pack)
    best: Medium | None = None
    for start in range(at - 1, max(-1, at - 1 - MOST_TOKENS_BEFORE), -1):
        if text.words[start] in _ENDS:
            break
        medium = medium_at(text, start, pack, packs)
        if medium is None or medium.end != at:
            continue
        is_wider = best is not None and medium.first == best.first and _are_plain(text, medium, pack)
        if best is None or is_wider or _rank(medium) > _rank(best):
            best = medium
    return best or (_any_before(text, at, pack) if phrase.beside_medium == ANY_NAME else None)


def _office_at(text: Text, start: int, pack: Pack) -> Medium | None:
    """The press office, with its owner, that begins at a token or behind an article there."""
    has_article = start + 1 < len(text.words) and (
        text.words[start] in pack.articles or text.words[start] in pack.words
    )
    first = start + 1 if has_article else start
    behind = _behind_office(text, first, pack)
    if behind is None:
        return None
    last = end = behind
    while end < min(first + MOST_OFFICE_TOKENS, len(text.words)):
        word = text.words[end]
        quoted = _quoted_end(text, end)
        # Before the owner's first capital some small words may stand, behind it one: "of the town of Fen Harbour".
        if not (quoted or word[0].isalnum()) or word in pack.never or end - last > (1 if last > behind else MOST_SMALL):
            break
        end = quoted or end + 1
        if quoted or text.string[text.spans[end - 1][0] + _joined_length(text, end - 1, pack)].isupper():
            last = end
    return Medium(start, first, last, last, is_known=False, is_office=True) if last > behind else None


def _office_before(text: Text, at: int, pack: Pack) -> Medium | None:
    """The press office, with its owner, that ends before a token."""
    for first in range(at - 1, max(-1, at - MOST_OFFICE_TOKENS), -1):
        if text.words[first] in _ENDS or text.words[first] in pack.never:
            break
        behind = _behind_office(text, first, pack)
        if behind is None or behind > at:
            continue
        if any(text.string[text.spans[owner][0]].isupper() for owner in range(behind, at)):
            return Medium(first, first, at, at, is_known=False, is_office=True)
        start = first
        while start > 0 and text.string[text.spans[start - 1][0]].isupper():
            start -= 1
        while start < first and (text.words[start] in pack.articles or text.words[start] in pack.words):
            start += 1
        if start < first:
            return Medium(start, start, behind, at, is_known=False, is_office=True)  # "the Fen United press office"
        return Medium(first, first, at, at, is_known=False, is_office=True) if behind < at else None
    return None


def _behind_office(text: Text, first: int, pack: Pack) -> int | None:
    """The token behind the words for a press office that begin at a token; None if none do."""
    word = text.words[first]
    words = word[_joined_length(text, first, pack) :], *text.words[first + 1 : first + LONGEST_RUN]
    return next((first + n for n in range(len(words), 0, -1) if words[:n] in pack.press_offices), None)


def _rank(medium: Medium) -> tuple[bool, int]:
    return medium.is_known, medium.last - medium.first


def _are_plain(text: Text, medium: Medium, pack: Pack) -> bool:
    """Whether all words before a medium's name are articles or generic words."""
    return all(
        text.words[at] in pack.articles or outlet_names.has_generic(text.words[at], pack)
        for at in range(medium.start, medium.first)
    )


def medium_at(text: Text, start: int, pack: Pack, packs: Packs) -> Medium | None:
    """The medium that begins at a token: its article and its generic words, and its name; None if none does."""
    words, at = text.words, start
    has_generic = False
    while True:
        if last := _known_end(text, at, pack, packs):
            return Medium(start, at, last, _behind_generic(text, last, pack), is_known=True)
        if at >= len(words) - 1 or words[at] in _ENDS:
            return None
        if at and words[at - 1] not in _ENDS and words[at] in pack.articles and _is_capital_pair(text, at):
            break  # "the newspaper El Faro"
        if _is_generic(text, at, pack):
            has_generic = True
        elif words[at] not in pack.articles:
            ahead = _generic_ahead(text, at, pack) if not has_generic else None
            if ahead is None:
                break
            at = ahead
            continue
        at += 1
    last = _quoted_end(text, at)
    if last is not None and not has_generic:
        inside = outlet_names.unquoted(_raw(text, at, last))
        last = last if not pack.unspaced and outlet_names.is_medium(inside, pack, frozenset()) else None  # an address
    if last is None:
        last = _run_end(text, at, pack)
        if last is None:
            return None
        if first := _known_behind_person(text, at, last, pack, packs):
            return Medium(first, first, last, last, is_known=True)
        last = _with_media_words(text, at, last, pack, packs)
        end = _behind_generic(text, last, pack)
        if not (has_generic or end > last or _shows(_raw(text, at, last), pack, packs)):
            return None
        return Medium(start, at, last, end, is_known=False)
    return Medium(start, at, last, last, is_known=False)


def _known_behind_person(text: Text, at: int, last: int, pack: Pack, packs: Packs) -> int | None:
    """The first token of an outlet's name at the end of a run of capitals that a person's name begins.

    "řekl Jan Novák ČTK", but not "New Fen Times": the outlet's name is in capitals, or in a language with cases.
    """
    for first in range(at + 1, last):
        raw = _raw(text, first, last)
        is_agency = raw.isupper() and fold(raw) in pack.agencies
        has_form = raw.isupper() or packs.outlets.is_declined(pack.language)
        if is_agency or (has_form and packs.outlets.id_of(raw, pack.language)):
            return first if packs.media.isdisjoint(text.words[at:first]) else None
    return None


def _shows(raw: str, pack: Pack, packs: Packs) -> bool:
    """Whether the name itself shows that it is a medium's."""
    if any(found[0][2].isupper() for found in _GLUED.finditer(raw)):
        return False  # "Kleidung.José": two sentences without a space
    words = [word for word in raw.split() if word.isupper() or fold(word) not in packs.agencies]  # "Ani Wijaya"
    return bool(words) and outlet_names.is_medium(" ".join(words), pack, packs.media)


def _is_generic(text: Text, at: int, pack: Pack) -> bool:
    return text.words[at][0].isalpha() and outlet_names.has_generic(text.words[at], pack)


def _is_capital_pair(text: Text, at: int) -> bool:
    """Whether a token and the one behind it, with white space between, begin with capitals."""
    return all(text.string[text.spans[each][0]].isupper() for each in (at, at + 1)) and len(text.words[at]) > 1


def _generic_ahead(text: Text, at: int, pack: Pack) -> int | None:
    """The token of a generic word behind a few describing words from token `at` on, with a name behind it.

    The words before the generic word are the name if none follows: "the Sunday Times newspaper has".
    """
    for ahead in range(at, min(at + MOST_DESCRIBING_WORDS + 1, len(text.words) - 1)):
        word = text.words[ahead]
        if not word[0].isalpha() or word in pack.never or word in pack.persons or word in pack.words:
            return None
        if ahead > at and _is_generic(text, ahead, pack):
            follows = text.words[ahead + 1]
            is_name = not is_small(text.string[text.spans[ahead + 1][0]]) or follows in pack.agencies
            return ahead if is_name or _is_generic(text, ahead + 1, pack) or follows in pack.articles else None
    return None


def _behind_generic(text: Text, last: int, pack: Pack) -> int:
    """The token behind generic words in small letters that follow a name: "Interfax news agency"."""
    end = last
    while end < len(text.words) and is_small(text.string[text.spans[end][0]]) and _is_generic(text, end, pack):
        end += 1
    return end


def _known_end(text: Text, at: int, pack: Pack, packs: Packs) -> int | None:
    """The token behind the longest name of a known outlet that begins at a token; None if none does."""
    if not _may_begin_name(text, at, pack):
        return None
    if text.words[at] in OPENING_QUOTES or text.words[at] in QUOTE_PAIRS:
        last = _quoted_end(text, at)
        return last if last and _is_known(outlet_names.unquoted(_raw(text, at, last)), pack, packs) else None
    for last in range(min(at + MOST_NAME_TOKENS, len(text.words)), at, -1):
        word = text.words[last - 1]
        is_cut = not _ENDS.isdisjoint(text.words[at : last - 1])
        if word != ")" and (is_cut or not word[0].isalnum()):
            continue
        raw = outlet_names.without_affixes(_raw(text, at, last), pack)
        if raw and _is_known(raw, pack, packs):
            return _with_media_words(text, at, last, pack, packs)
    return None


def _with_media_words(text: Text, first: int, last: int, pack: Pack, packs: Packs) -> int:
    """The token behind what goes on with a name: words of media names ("Times Radio"), then a number ("Radio 1"), or
    behind one such word a joining word and a name ("Corriere del Lago")."""
    start = last
    while last < len(text.words) and text.words[last] in packs.media and text.string[text.spans[last][0]].isupper():
        last += 1
    if start < last < len(text.words) and text.words[last].isdigit() and len(text.words[last]) <= MOST_DIGITS:
        return last + 1
    word = text.words[last - 1]
    if (
        last - first > 1 + (text.words[first] in pack.articles)
        or word not in pack.media
        or word in pack.agencies
        or last + 1 >= len(text.words)
    ):
        return last
    if text.words[last] in pack.joiners and text.string[text.spans[last + 1][0]].isupper():
        return _run_end(text, last + 1, pack) or last
    return last


def _is_known(raw: str, pack: Pack, packs: Packs) -> bool:
    if packs.outlets.id_of(raw, pack.language):
        return True
    if pack.capital_nouns and raw.endswith("s") and packs.outlets.id_of(raw[:-1], pack.language):
        return True  # the genitive of a language in which other endings do not change: "des Handelsblatts"
    # A spelling of another language counts where it is no common word.
    return (" " in raw or raw.isupper()) and packs.outlets.id_of(raw) is not None


def _joined_length(text: Text, at: int, pack: Pack) -> int:
    """The length of the preposition or article that is joined to the word at a token, 0 if there is none."""
    word = text.words[at]
    return max((len(each) for each in pack.beginnings if word.startswith(each) and word != each), default=0)


def _may_begin_name(text: Text, at: int, pack: Pack) -> bool:
    first = text.string[text.spans[at][0]]
    if first in OPENING_QUOTES or first in QUOTE_PAIRS:
        return at + 1 < len(text.words) and text.spans[at + 1][0] == text.spans[at][1]
    word = text.words[at]
    if not first.isalnum():
        return False
    return not is_small(first) or "." in word or word in pack.agencies or word.startswith(pack.beginnings)


def _quoted_end(text: Text, at: int) -> int | None:
    """The token behind the closing quote of a name in quotes that begins at a token."""
    word = text.words[at]
    if word not in QUOTE_PAIRS:
        return None
    closing = QUOTE_PAIRS[word]
    for last in range(at + 1, min(at + 2 + MOST_NAME_TOKENS, len(text.words))):
        if text.words[last] in closing:
            return last + 1
    return None


def _run_end(text: Text, at: int, pack: Pack) -> int | None:
    """The token behind a run of words with capitals, or behind an address; None if there is none."""
    last = at
    joined = _joined_length(text, at, pack)
    if text.words[at][joined:] in pack.agencies or (joined and text.string[text.spans[at][0] + joined].isupper()):
        last += 1
    while last < min(at + LONGEST_RUN, len(text.words)):
        first = text.string[text.spans[last][0]]
        if not first.isalnum() or is_small(first) or not (first.isupper() or first.isdigit()):
            break
        last += 1
    return last if last > at else None


def _raw(text: Text, first: int, last: int) -> str:
    return text.string[text.spans[first][0] : text.spans[last - 1][1]]


def _name(text: Text, medium: Medium, pack: Pack, packs: Packs) -> str | None:
    raw = _raw(text, medium.first, medium.last)
    if medium.is_office:
        raw = raw[_joined_length(text, medium.first, pack) :]
        return outlet_names.unquoted(outlet_names.without_circumstances(raw, pack))
    if medium.is_known:
        first, opens = medium.first, medium.first == 0 or text.words[medium.first - 1] in _STOPS
        if opens and text.words[first] in pack.articles and first + 1 < medium.last:
            raw = _raw(text, first + 1, medium.last)  # "The Guardian" at the start of a sentence
        elif _is_generic(text, first, pack) and first + 1 < medium.last:
            bare = _raw(text, first + 1, medium.last)  # "وكالة الأناضول"
            raw = bare if packs.outlets.id_of(bare, pack.language) else raw
        return outlet_names.unquoted(outlet_names.without_affixes(raw, pack))
    return outlet_names.clean(outlet_names.without_affixes(raw, pack), pack)
