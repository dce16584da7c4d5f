"""Reads attributions: who reports, citing whom, in a line of its own (`of_line`) or in clauses of running text.

Law: a line is an attribution only if each of its words belongs to a phrase, to a name in it, or to the circumstances
around them. Any other line is running text, and an attribution inside it is a citation.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from itertools import product

from seedparse.phrases import candidates
from seedparse.phrases.matcher import MAX_SLOT_WORDS as LONGEST_NAME
from seedparse.phrases.pack import NAMES, Matched, Pack, Packs, Phrase
from seedparse.readers import agency_credits, outlet_names, person_names
from seedparse.readers.agency_credits import SIGNATURE, Signature
from seedparse.text.links import unlinked
from seedparse.text.patterns import later
from seedparse.text.sentences import END, STOPS, announces
from seedparse.text.words import OPENING_QUOTES, Text, Tokens, is_small

LONGEST_LINE = 400  # characters of an attribution line or of a credit line
OPENING_KINDS = frozenset({"sentence", "speaker"})  # kinds of phrases that only match at the start of a sentence
CITED_ALONE = "<part_citing>"  # the phrase of whom a medium cites, which counts directly after the medium only
QUOTED_ALONE = "<part_quoted_by>"  # the same of a medium that relays it: ", quoted by AFP"
MOST_BEHIND = 2  # words after the full stop of a credit: the text of a button
FEWEST_OF_SENTENCE = 3  # lowercase words after a comma that show a sentence, not a list of names
MOST_DESCRIBING = 5  # words after a comma that describe the unnamed sources of a line
MAX_LOWERCASE_IN_CREDIT = 2  # lowercase words in a row in a name of a credit
MOST_BEFORE_OFFICE = 3  # words behind a person's name and a comma among which the office is searched
MOST_WIDENED = 3  # words before a name that may belong to it
LONGEST_ARTICLE = 5  # characters before a name that begins a line: an article, a quote
LOOKED_AT = 60  # characters whose letters decide between languages with the same phrase

_BETWEEN = re.compile(rf"[\s,;:–—\-{STOPS}）)]*+")
_ASIDE = later(r"\s*\((?:\w[\w\-]*\.)*\w[\w\-]*\)")  # an address or an abbreviation in brackets behind a name
_BETWEEN_NAMES = later(r"(,\s+|(?<=\w)\s*/\s*(?=\w))")
_PERSON = later(r"[^\W\d_]+(?:-[^\W\d_]+)*(?: [^\W\d_]+(?:-[^\W\d_]+)*){1,3}")
_PLAIN_WORD = later(r"(?<!\w)[^\W\d_]++(?!\w)")
LINK = later(r"[\"»”]?,?\s*+[-–—]?\s*+")
_OPENING = "\"'«„“»”()[] \t\u00a0"
_NEVER_LAST = tuple(":?？؟")  # characters that do not end an attribution line
_BRACKETS = ("(", "[", "（")
_AROUND = "\"'»”）)」』*_ " + STOPS


class Attribution:
    """An attribution and its position in a text (characters, half-open)."""

    __slots__ = ("end", "opens", "phrase", "publisher", "start", "via")

    def __init__(
        self,
        start: int,
        end: int,
        publisher: str | None,
        via: str | None,
        phrase: Phrase | Signature,
        *,
        opens: bool,
    ) -> None:
        self.start, self.end = start, end
        self.publisher, self.via = publisher, via
        self.phrase = phrase
        self.opens = opens  # it stands at the start of a sentence


def of_line(text: Text, packs: Packs) -> Attribution | None:
    """The attribution of a line that is nothing else, None for any other line."""
    if len(text.string) > LONGEST_LINE:
        return None
    found = _chain(text, packs) or credit(text, packs)
    return None if found and announces(text.string) and _is_name_and_verb(text.string, found) else found


def _is_name_and_verb(text: str, found: Attribution) -> bool:
    """Whether it names nobody else: "The Harbour Post reports:" introduces what the Post says."""
    if found.via is not None or found.publisher is None or found.phrase.kind != "clause":
        return False
    return text.find(found.publisher) <= LONGEST_ARTICLE


def signature(text: str, packs: Packs) -> Attribution | None:
    """The attribution of a line that consists of agencies and editors' initials, None for any other line."""
    via = agency_credits.read(text, packs)
    return Attribution(0, len(text), None, via, SIGNATURE, opens=True) if via else None


def in_clauses(paragraph: Text, packs: Packs) -> tuple[list[Attribution], list[tuple[int, int]]]:
    """The attributions in the clauses of a paragraph, and the spans of its background sentences, which have none.

    Both in order; outlets that cite each other in one chain are one attribution.
    """
    text = paragraph.string
    found: list[Attribution] = []
    silent: list[tuple[int, int]] = []
    for tokens, phrases in candidates.starts(paragraph, packs):
        start = tokens.start
        if (silent and start < silent[-1][1]) or (found and start < found[-1].end):
            continue
        opens = opens_sentence(text, start)
        linked = bool(found) and not opens and LINK.fullmatch(text, found[-1].end, start) is not None
        one = read_at(tokens, phrases, packs, opens=opens, linked=linked)
        if one is None:
            continue
        if one.phrase.kind == "background":
            silent.append((start, _sentence_end(text, start)))
        elif linked:
            found[-1] = relay(found[-1], one)
        else:
            found.append(one)
    return [one for one in found if one.phrase.kind != "speaker"], silent


def _chain(line: Text, packs: Packs) -> Attribution | None:
    """The attribution of phrases that follow each other to the end of the line, or to circumstances that end it."""
    text = line.string
    possible = candidates.possible(line, packs)
    whole = candidates.whole(line, packs)
    if not possible and not whole:
        return None
    chain: Attribution | None = None
    at = end_of(_BETWEEN, text, int(text[:1] in _BRACKETS))
    while text[at:].strip(_AROUND):
        phrases = [*candidates.at(at, line, possible, packs), *(whole if chain is None else ())]
        one = read_at(Tokens(line, at), phrases, packs, opens=chain is None, linked=chain is not None, is_line=True)
        if one is None or one.phrase.kind == "background":
            rest = text[at:].strip(_AROUND)
            # Several packs may have the phrase but different words of time, so all of them are tried.
            known = sorted({*possible, *whole}, key=lambda phrase: phrase.at)
            packs_of = dict.fromkeys(phrase.pack for phrase in known)
            if chain is not None and _describes(chain, rest):
                chain.via, chain.end = text[text.rfind(chain.via or "", 0, chain.end) : at] + rest, at + len(rest)
                break
            if chain is None or not any(outlet_names.is_circumstance(rest, pack) for pack in packs_of):
                return None
            break
        chain = one if chain is None else relay(chain, one)
        at = end_of(_BETWEEN, text, end_of(_ASIDE, text, one.end))
    # A converter may have dropped the names with their links: a sentence is still an attribution, a clause only a verb.
    return chain if chain and (chain.publisher or chain.via or chain.phrase.kind == "sentence") else None


def _describes(found: Attribution, rest: str) -> bool:
    """Whether the rest of the line describes the unnamed source before it: "citing people, close to the deal"."""
    words = rest.split()
    if found.phrase.kind == "line":
        return False
    is_unnamed = found.via is not None and all(map(is_small, (word[0] for word in found.via.split())))
    return (
        is_unnamed and len(words) <= MOST_DESCRIBING and all(word[0].isalpha() and is_small(word[0]) for word in words)
    )


def credit(line: Text, packs: Packs) -> Attribution | None:
    """The attribution of a line that is a credit: "Source: Reuters"."""
    text = line.string
    phrases = [
        phrase
        for phrase in candidates.candidates(line, packs)
        if phrase.kind == "credit" and phrase.may_match(line.vocabulary)
    ]
    if not phrases:
        return None  # the fast path: most lines end here
    starts = (1, 0) if text[:1] in ("(", "[") else (end_of(_BETWEEN, text, 0),)
    for phrase, tokens in product(phrases, [Tokens(line, start) for start in starts]):
        if match := phrase.of_line(tokens):
            _drop_article(match, tokens, phrase.pack, packs)
            if "medium" in match.slots:
                if not _names_medium("", match, phrase.pack, packs):
                    continue
                match.slots["via"] = match.slots["publisher"]
            if via := _listed(match.slots["via"], phrase.pack, packs):
                return Attribution(match.start, match.end, None, via, phrase, opens=True)
    return None


def _listed(printed: str, pack: Pack, packs: Packs) -> str | None:
    """The names in a credit as printed, without the initials of editors; None if it has no name."""
    printed = unlinked(printed)[0]
    pieces = [*_BETWEEN_NAMES.split(printed), ""]
    if not outlet_names.is_named(pieces[0], pack):
        pieces = [printed, ""]  # "the town, Harbour Street": the comma does not separate names
    listed = ""
    for piece, mark in zip(pieces[::2], pieces[1::2], strict=True):
        if agency_credits.is_aside(piece) and piece not in packs.agencies and not outlet_names.is_quoted(piece):
            continue
        name, stop, button = piece.partition(". ")
        if stop and "." in name and button.count(" ") < MOST_BEHIND:
            piece = name + "."  # "F.A.Z. Buy this article"
        if listed and is_small(piece[0]) and sum(map(str.islower, _PLAIN_WORD.findall(piece))) >= FEWEST_OF_SENTENCE:
            return None  # "With reports by the mayor's office, the bridge opens on Monday."
        cleaned = outlet_names.clean(piece, pack)
        if cleaned is None or ". " in cleaned or not any(map(str.isalpha, cleaned)):
            break
        if listed and not outlet_names.begins_named(cleaned, pack):
            break  # "Quelle: dpa, kzi 45 Kommentare"
        # "Source: the minister resigns today" is a title.
        if not (outlet_names.is_named(cleaned, pack) or outlet_names.is_quoted(piece)) or outlet_names.runs_on(
            cleaned, pack, MAX_LOWERCASE_IN_CREDIT
        ):
            break
        listed += cleaned + mark
    return listed.rstrip(" ,/") or None


def read_at(
    tokens: Tokens, phrases: Iterable[Phrase], packs: Packs, *, opens: bool, linked: bool, is_line: bool = False
) -> Attribution | None:
    """The best attribution of the phrases that match from the first token on, None if none has the names it needs.

    linked: the text follows another attribution directly. is_line: the text may be an attribution line, which may name
    anybody.
    """
    text, start = tokens.text, tokens.start
    best: tuple[tuple[int, int, bool, bool, int, int], Attribution] | None = None
    said: dict[str, str] = {}  # pack -> kind of its first phrase that matched; its other kinds are skipped
    strange: dict[str, int] = {}  # pack -> number of letters that its language lacks
    for phrase in phrases:
        kind = phrase.kind
        if (kind != "line" and said.get(phrase.pack_name, kind) != kind) or (kind in OPENING_KINDS and not opens):
            continue
        if not linked and phrase.source in (CITED_ALONE, QUOTED_ALONE):
            continue  # who is cited, without a medium that does it
        match = phrase.of_clause(tokens)
        if match:
            _widen(match, tokens, phrase.pack, packs)
            match = _cut_to_known(match, tokens, phrase.pack, packs)
            if "publisher" in match.slots:
                match = _unglued(match, tokens, phrase)
        if match is None or ("medium" in match.slots and not _names_medium(text, match, phrase.pack, packs)):
            continue
        is_informed = "origin" in match.slots
        if is_informed:
            _assign_origin(match, tokens, phrase.pack, packs)
        found = Attribution(start, match.end, None, None, phrase, opens=opens)
        closes = match.end == len(text.rstrip())
        needs_none = phrase.kind in ("background", "speaker")
        if "name" in match.slots:
            _split_at_quotes(match.slots)
        if phrase.kind == "line" and not _shows_outlet(match, tokens, phrase, packs, is_informed=is_informed):
            continue
        if opens:
            _drop_article(match, tokens, phrase.pack, packs)
        if needs_none or (
            _read_names(found, match.slots, phrase.pack, packs, linked=linked, closes=closes)
            and not _is_speaker(found, phrase, match, tokens, packs, is_line=is_line)
            and (
                phrase.source != QUOTED_ALONE
                or _is_shown_medium(found.publisher or "", match, tokens, phrase.pack, packs)
            )
        ):
            if kind != "line":
                said[phrase.pack_name] = kind
            # The best phrase has the fewest letters that its language lacks; then it is the longest; then it is not a
            # speaker and has no person's name; then it leaves the least text to its slots and names.
            left = sum(map(len, match.slots.values()))
            named = len(found.publisher or "") + len(found.via or "")
            name = phrase.pack_name
            if name not in strange:
                strange[name] = _strange(text[start : start + LOOKED_AT], phrase.pack)
            rank = -strange[name], match.end, phrase.kind != "speaker", "name" not in match.slots, -left, -named
            if best is None or rank > best[0]:
                best = rank, found
    return best[1] if best else None


def _is_speaker(
    found: Attribution, phrase: Phrase, match: Matched, tokens: Tokens, packs: Packs, *, is_line: bool
) -> bool:
    """Whether a clause names somebody who only speaks: a person, or anybody beside a verb of speech. No medium does.

    "As Ann Moss, a spokeswoman for the port, said", "reports Ann Moss", "Volkswagen announced".
    """
    name, pack = found.publisher, phrase.pack
    if name is None or phrase.kind != "clause" or "publisher" not in tokens.slots:
        return False
    if not is_line and _is_person(name, match, tokens, pack, packs):
        return True
    return not _is_shown_medium(name, match, tokens, pack, packs) and (
        (not is_line and _has_speech(name, match, tokens, pack, packs)) or _has_office_behind(found, tokens.text, pack)
    )


def _is_person(name: str, match: Matched, tokens: Tokens, pack: Pack, packs: Packs) -> bool:
    """Whether the name is a person's, and no generic word stands before it: "writes Ann Moss in her paper"."""
    person = None if outlet_names.is_quoted(match.slots["publisher"]) else person_names.person_at_start(name, packs)
    if person is None:
        return False
    clause = tokens.text[match.start : match.end]
    return not _is_known_medium(clause[: clause.find(person)], person, pack, packs)


def _is_shown_medium(name: str, match: Matched, tokens: Tokens, pack: Pack, packs: Packs) -> bool:
    """Whether the name, the clause, or another place of the text shows that the name is a medium's."""
    text = tokens.text
    if _is_known_medium(text[match.start : match.end], name, pack, packs):
        return True
    return any(
        outlet_names.has_generic(text[: found.start()].split()[-1], pack)
        for found in re.finditer(rf"(?<=\w )[\"«„“]?{re.escape(name)}", text)
    )


def _is_known_medium(clause: str, name: str, pack: Pack, packs: Packs) -> bool:
    """Whether the name is that of a medium, or a generic word stands in its clause."""
    return (
        outlet_names.has_generic_noun(clause, pack)
        or outlet_names.is_medium(name, pack, packs.media)
        or packs.outlets.id_of(name, pack.language) is not None
    )


def _has_speech(name: str, match: Matched, tokens: Tokens, pack: Pack, packs: Packs) -> bool:
    """Whether the phrase itself has a verb of speech, "said", not "reported", or the clause is a post: "on Instagram".

    An office may report in a post.
    """
    slots = list(tokens.slots.values())
    words = tokens.words[: bisect_left(tokens.starts, match.end)]
    own = {word for at, word in enumerate(words) if not any(first <= at < last for first, last in slots)}
    if not pack.speech.isdisjoint(own):
        return pack.persons.isdisjoint(own)  # "the mayor said in an interview with X": X is no subject
    behind = {*words[tokens.slots["publisher"][0] :]}.difference(Text(name).words)
    return not packs.networks.isdisjoint(behind) and not outlet_names.is_office(name, pack)


def _has_office_behind(found: Attribution, text: str, pack: Pack) -> bool:
    """Whether the office of a person stands behind the name and a comma."""
    name = found.publisher or ""
    if not text.startswith(name + ",", found.end - len(name)):
        return False
    behind = text[found.end + 1 :].split(maxsplit=MOST_BEFORE_OFFICE)[:MOST_BEFORE_OFFICE]
    return (
        outlet_names.is_person(" ".join(behind), pack)
        and not any(map(is_small, (word[0] for word in name.split())))
        and _PERSON.fullmatch(name) is not None
    )


def _strange(text: str, pack: Pack) -> int:
    """The number of different letters that the pack lacks, in lowercase words only: names may be foreign.

    0 for a pack without an alphabet, which is one of a site.
    """
    if not pack.alphabet:
        return 0
    letters = {letter for word in text.split() if is_small(word[0]) for letter in word if letter.isalpha()}
    return len(letters - pack.alphabet)


def _unglued(match: Matched, tokens: Tokens, phrase: Phrase) -> Matched | None:
    """The match without a sentence that follows the publisher's name without a full stop.

    None if the publisher is too long for a name and no such sentence can be cut off.
    """
    raw = match.slots["publisher"]
    first, last = tokens.slots["publisher"]
    name = None
    if match.end == tokens.end_of(last):  # otherwise more of the phrase follows the name
        name = outlet_names.before_sentence(raw, phrase.pack, may_be_lost=phrase.kind == "sentence")
    if name is None:
        return match if last - first < LONGEST_NAME else None
    end = tokens.starts[first] + len(name) if name else tokens.end_of(first)
    return Matched(match.start, end, {"publisher": name if outlet_names.clean(name, phrase.pack) else ""})


def _cut_to_known(match: Matched, tokens: Tokens, pack: Pack, packs: Packs) -> Matched:
    """The match without the words behind the name of a known outlet that it ends with, if a lowercase word is one of
    them: of "Laut Reuters teilte Moss mit" it keeps "Laut Reuters"."""
    for slot in ("publisher", "medium"):
        first, last = tokens.slots.get(slot, (0, 0))
        whole = match.slots.get(slot)
        if whole is None or last - first < 2 or match.end != tokens.end_of(last):
            continue
        if not any(map(tokens.is_small, range(first + 1, last))) or packs.outlets.id_of(whole, pack.language):
            continue
        begin = first  # of the name itself
        while begin < last - 1 and outlet_names.has_generic(tokens.words[begin], pack):
            begin += 1
        for end in range(last - 1, begin, -1):
            if not _is_known_before(tokens, begin, end, last, pack, packs):
                continue
            tokens.slots[slot] = first, end
            raw = tokens.text[tokens.starts[first] : tokens.end_of(end)]
            return Matched(match.start, tokens.end_of(end), {**match.slots, slot: raw})
    return match


def _is_known_before(tokens: Tokens, first: int, end: int, last: int, pack: Pack, packs: Packs) -> bool:
    """Whether tokens are a known outlet's name, or a medium's before a generic word, and those behind are no part of
    it: a lowercase word is among them, and does not join words of the name ("Corriere del Lago")."""
    if not any(map(tokens.is_small, range(end, last))):
        return False  # a cheap test first: most names have no lowercase word
    raw = tokens.text[tokens.starts[first] : tokens.end_of(end)]
    if packs.outlets.id_of(raw, pack.language) is None:
        is_medium = outlet_names.has_generic(tokens.words[end], pack) and outlet_names.is_medium(raw, pack, packs.media)
        if not is_medium or any(map(tokens.is_small, range(first, end))):
            return False
        end += 1
    behind = tokens.words[end:last]
    if not packs.media.isdisjoint(behind) or outlet_names.has_generic(" ".join(behind), pack):
        return False  # another medium: "ТАСС и агенция Укринформ"
    small = next(filter(tokens.is_small, range(end, last)), None)
    if small is None:
        return False
    joins = tokens.words[small] in pack.words and small + 1 < last and not tokens.is_small(small + 1)
    return not joins or _begins_person(tokens, small, last, pack, packs)


def _begins_person(tokens: Tokens, at: int, last: int, pack: Pack, packs: Packs) -> bool:
    """Whether an article and a person's name stand at a token: "ο Γιάννης Μαυρίδης"."""
    if tokens.words[at] not in pack.articles or at + 2 > last:
        return False
    return tokens.words[at + 1] in packs.given_names or (at + 2 < last and not tokens.is_small(at + 2))


def _widen(match: Matched, tokens: Tokens, pack: Pack, packs: Packs) -> None:
    """Extends a name by words around it with which it is a known outlet's: "Channel" of "Channel 4 News".

    The phrase has taken them for a generic word or a time. Changes the slots of `match` and `tokens`.
    """
    for name in match.slots.keys() & NAMES:
        first, last = tokens.slots[name]
        for start, end in product(range(max(0, first - MOST_WIDENED), first + 1), (last, last + 1)):
            if (start, end) == (first, last) or end > tokens.count or tokens.end_of(end) > match.end:
                continue
            raw = tokens.text[tokens.starts[start] : tokens.end_of(end)]
            if packs.outlets.id_of(raw, pack.language):
                match.slots[name], tokens.slots[name] = raw, (start, end)
                return


def _names_medium(text: str, match: Matched, pack: Pack, packs: Packs) -> bool:
    """Whether the slot `medium` names a medium, not a ministry or a witness; moves it to the slot `publisher`."""
    name = match.slots["publisher"] = match.slots.pop("medium")
    return _is_known_medium(text[match.start : match.end], name, pack, packs)


def _assign_origin(match: Matched, tokens: Tokens, pack: Pack, packs: Packs) -> None:
    """Renames the slot `origin` to `via`, or exchanges the two names: an outlet relays what others report.

    "The Gull reports this, according to the police", but "The police report this, according to the Gull".
    Changes the slots of `match` and `tokens`.
    """
    origin, publisher = match.slots.pop("origin"), match.slots["publisher"]
    places = tokens.slots.pop("origin"), tokens.slots["publisher"]
    is_outlet = outlet_names.is_quoted(publisher) or _is_medium(publisher, tokens, places[1], pack, packs)
    is_relay = not is_outlet and (
        (
            outlet_names.is_office(publisher, pack)
            and not outlet_names.is_office(origin, pack)
            and not is_small(origin[:1])
        )
        or _is_medium(origin, tokens, places[0], pack, packs)
    )
    names = ("publisher", "via") if is_relay else ("via", "publisher")
    match.slots.update(zip(names, (origin, publisher), strict=True))
    tokens.slots.update(zip(names, places, strict=True))


def _is_medium(name: str, tokens: Tokens, place: tuple[int, int], pack: Pack, packs: Packs) -> bool:
    """Whether a name at this place is a medium's, or the word before it is a generic word for one."""
    first, last = place
    described = tokens.text[tokens.starts[max(0, first - 1)] : tokens.end_of(last)]
    return outlet_names.has_generic(described, pack) or outlet_names.is_medium(name, pack, packs.media)


def _split_at_quotes(slots: dict[str, str]) -> None:
    """Separates a speaker from the outlet after it: the quotes begin the outlet's name. Changes `slots`."""
    raw = slots.get("publisher", "")
    at = min((raw.find(mark, 1) for mark in OPENING_QUOTES if raw.find(mark, 1) > 0), default=0)
    if at and not raw[at - 1].isalnum():
        slots["publisher"], slots["name"] = raw[at:], f"{slots['name']} {raw[:at]}".strip()


def _drop_article(match: Matched, tokens: Tokens, pack: Pack, packs: Packs) -> None:
    """Cuts an article or a generic word from the start of a name that begins the sentence.

    There the word has a capital even if it is not part of the name. A word that names of outlets are made of stays:
    "Radio Garonne", and a known outlet's name stays whole: "Channel 4 News". Changes the slots of `match`.
    """
    for name, (first, last) in tokens.slots.items():
        if first > 0 or name not in match.slots or packs.outlets.id_of(match.slots[name], pack.language):
            continue
        if last > 1 and tokens.words[0] in pack.articles:
            first = 1
        while first + 1 < last and _is_cut(tokens, first, pack, packs.media):
            first += 1
        if first:
            match.slots[name] = tokens.text[tokens.starts[first] : tokens.end_of(last)]


def _is_cut(tokens: Tokens, at: int, pack: Pack, media: frozenset[str]) -> bool:
    word = tokens.words[at]
    return word in pack.generic and word not in media and not tokens.is_small(at + 1)


def _shows_outlet(match: Matched, tokens: Tokens, phrase: Phrase, packs: Packs, *, is_informed: bool) -> bool:
    """Whether the form of the name in a phrase of kind "line" shows that it is an outlet's.

    If the line also names whom the outlet cites, one word with a capital is enough. A line that begins with a name
    without quotes, cites nobody and has no full stop is a headline or a heading.
    """
    pack = phrase.pack
    name, cited = match.slots.get("publisher", ""), "via" in match.slots
    if tokens.text[-1:] in _NEVER_LAST or (
        not cited
        and not outlet_names.is_quoted(name)
        and tokens.slots["publisher"][0] == 0
        and tokens.text[-1:] not in STOPS
    ):
        return False
    speaker = match.slots.get("name")
    is_known = speaker is not None and (outlet_names.is_office(speaker, pack) or outlet_names.is_person(speaker, pack))
    has_to = "to_outlet" in phrase.source  # the phrase has a word before the outlet's name
    if speaker is not None and not is_known and not has_to:
        return False
    is_clear = speaker is None or (is_known and has_to)
    # If the line names a speaker and an outlet, capitals do not show which of the two is the outlet.
    # A line "According to X." is an attribution for any X. "By police data, this was told by Smith" names no outlet.
    is_sure = "according_to" in phrase.source or (cited and "<part_informed_by>" not in phrase.source)
    least = LONGEST_NAME if is_informed or not is_clear else 1 if is_sure else 2
    return outlet_names.is_outlet(name, pack, packs.media, least)


def _known_name(raw: str, pack: Pack, packs: Packs) -> str:
    """The name of a known outlet: without its article and its generic words if it is known without them too."""
    cleaned = outlet_names.clean(raw, pack)
    is_known = cleaned is not None and packs.outlets.id_of(cleaned, pack.language) is not None
    return cleaned if cleaned and is_known else outlet_names.unquoted(raw)


def _read_names(
    found: Attribution, slots: dict[str, str], pack: Pack, packs: Packs, *, linked: bool, closes: bool
) -> bool:
    """Fill in `publisher` and `via` of `found`; returns whether the attribution has the names it needs.

    linked: it follows another attribution directly. closes: it ends the text.
    """
    raw = slots.get("publisher")
    if raw and packs.outlets.id_of(raw, pack.language):
        found.publisher = _known_name(raw, pack, packs)
    elif raw:
        if outlet_names.is_person(raw, pack) or (
            found.phrase.kind == "clause" and outlet_names.is_unnamed_office(raw, pack)
        ):
            return False  # ", said the minister", ", said the police"
        name = outlet_names.clean(raw, pack)
        if outlet_names.has_forbidden(raw, pack) if name is None else outlet_names.runs_on(name, pack):
            return False
        says_who = found.phrase.kind != "clause" and outlet_names.is_office(raw, pack)  # "by the police"
        if name and (outlet_names.is_named(name, pack) or outlet_names.is_quoted(raw) or says_who):
            found.publisher = name
        elif not outlet_names.has_generic(raw, pack):
            return False  # "This writes history"
        elif name is None and closes:
            return True  # "reports the newspaper" without a full stop: a converter dropped the name with its link
    if raw := slots.get("via"):
        is_known = packs.outlets.id_of(raw, pack.language) is not None
        found.via = _known_name(raw, pack, packs) if is_known else outlet_names.clean(raw, pack)
        if found.via is None and " " in raw and (found.publisher or linked):
            found.via = outlet_names.unquoted(raw)  # unnamed: "dwie osoby zbliżone do sprawy"
    elif (raw := slots.get("name")) and outlet_names.is_office(raw, pack):
        found.via = outlet_names.clean(raw, pack)  # a body that informs an outlet is cited; a person who speaks is not
    if slots.get("publisher") == "":
        # A converter dropped the name with its link; not before a verb at the start of a sentence.
        return found.phrase.kind == "sentence" or not found.opens
    if found.phrase.kind == "sentence":
        return True  # "this was reported by local media" is an attribution without a name
    if linked and found.via:
        return True  # ", citing two officials", directly after the outlet
    # "Reports the newspaper" inside a sentence names nobody.
    return found.publisher is not None or (found.via is not None and outlet_names.is_named(found.via, pack))


def relay(first: Attribution, last: Attribution) -> Attribution:
    """Joins two attributions in a row: the last outlet is the publisher, and the one before is its source."""
    if last.publisher is None and first.phrase.kind == "speaker":
        # A speaker is not a publisher: only the source of the second attribution counts.
        return last if last.via else Attribution(first.start, last.end, None, None, last.phrase, opens=first.opens)
    if last.publisher is None:
        return Attribution(
            first.start, last.end, first.publisher, first.via or last.via, first.phrase, opens=first.opens
        )
    via = last.via or first.publisher or first.via
    return Attribution(first.start, last.end, last.publisher, via, last.phrase, opens=first.opens)


def opens_sentence(text: str, start: int) -> bool:
    """Whether a sentence begins at character `start`."""
    # Only a few characters are read, since a long paragraph calls this for each of its clauses.
    before = text[max(0, start - 12) : start].rstrip(_OPENING)
    return before[-1] in STOPS if before else start <= 12


def _sentence_end(text: str, start: int) -> int:
    """The end of the sentence at `start`: a full stop and white space that no lowercase letter follows."""
    for match in END.finditer(text, start):
        if not is_small(text[match.end() : match.end() + 1]):
            return match.end()
    return len(text)


def end_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
