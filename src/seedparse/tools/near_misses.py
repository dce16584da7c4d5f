"""What nearly matched a line: a phrase that matched up to a word, one that came too late, a date that is no day.

Law: it only explains. Nothing here decides a role, and `parse` never comes here.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from seedparse.model import Block, FoundDate, Role
from seedparse.phrases import grammar
from seedparse.phrases.candidates import candidates
from seedparse.phrases.index import JUNK
from seedparse.phrases.matcher import MAX_SLOT_WORDS, STEM_ENDING
from seedparse.phrases.pack import Packs, Phrase
from seedparse.phrases.syntax import DAY, Choice, Part, Slot, Word, is_mark
from seedparse.readers import dates
from seedparse.text.lines import WHITE
from seedparse.text.words import Text, Tokens

MAX_NEAR_MISS_CHARS = 200  # characters of a line that is compared with phrases
MIN_MATCHED_WORDS = 2  # words of a phrase that a line must have in order to be near it
MIN_MATCHED_IN_CLAUSE = 3  # of them, words without which a phrase of running text never matches
MAX_DAY_TOKENS = 4  # words and marks of a date inside a phrase
MAX_EXPECTED = 3  # words that are named as what could have come next
State = dict[int, tuple[int, int]]
"""Where in a line a phrase has come: the index of a token, to the numbers of matched words and of required ones."""
ENDS_NAME = frozenset(".,;:!?…")  # marks before which a name in a phrase ends

LINES = JUNK | {"heading", "inline"}
"""Kinds of phrases that match whole lines only."""


class NearMiss(NamedTuple):
    """What a line failed. `rule` is the phrase's; None for a date."""

    rule: str | None
    detail: str


def near_misses(block: Block, packs: Packs) -> list[NearMiss]:
    """What the first line of a block nearly was: the phrase that matched most of it, and dates that are no day."""
    line = block.text.partition("\n")[0].strip(WHITE)
    found = [NearMiss(None, detail) for detail in _dates(block, line, packs)]
    is_cut_short = block.role is Role.ATTRIBUTION and block.via is None
    if len(line) <= MAX_NEAR_MISS_CHARS and (is_cut_short or ":" not in block.rule):
        found += filter(None, (_nearest(line, packs, block.publisher or "" if is_cut_short else None),))
    if len(line) <= MAX_NEAR_MISS_CHARS and ":" in block.rule and packs.index["sites"]:
        found += _clashes(line, block.rule, packs)
    return found


def _clashes(line: str, rule: str, packs: Packs) -> Iterator[NearMiss]:
    """The phrases that match the line too and make something else of it, if one of them is of a user's own pack.

    `rule`: that of the phrase that decided.
    """
    text = Text(line)
    tokens = [Tokens(text, start) for start in dict.fromkeys((max(text.begin, 0), 0))]
    found = {
        phrase.rule: phrase
        for phrase in candidates(text, packs)
        if phrase.may_match(text.vocabulary) and any(map(phrase.of_line, tokens))
    }
    decided = found.pop(rule, None)
    for phrase in found.values():
        if decided and phrase.kind != decided.kind and (phrase.is_own or decided.is_own):
            meaning = phrase.kind if phrase.kind in LINES or phrase.kind == "byline" else "attribution"
            yield NearMiss(phrase.rule, f"matches this line too, as {meaning}; {rule} comes first")


def _dates(block: Block, line: str, packs: Packs) -> Iterator[str]:
    """Why a date of the block has no day."""
    if block.date is not None or len(line) > MAX_NEAR_MISS_CHARS:
        return
    found = dates.find(block.date_raw or line, packs)
    if found is None:
        return
    problem = next((note["code"] for note in block.notes if note["code"].startswith("date-")), None)
    if block.date_raw is None and (problem := dates.read(found, packs).problem) != "date-invalid":
        return  # many lines of running text hold a part of a date
    if reason := _reason(found, problem):
        yield f"{found.raw}: {reason}"


def _reason(found: FoundDate, problem: str | None) -> str | None:
    """Why a date was not read, in words."""
    year, first, second = found.parts
    match problem:
        case "date-invalid":
            month = int(first) if first.isdigit() else 0
            if found.form == "abc":
                return f"neither {first} nor {second} is a month"
            if first.isdigit() and not 1 <= month <= 12:
                return f"there is no month {month}"
            return f"day {int(second)} is not in month {month or first}"
        case "date-ambiguous" if found.form == "abc":
            return f"{first} or {second} is the month, and neither the list nor the language says which"
        case "date-ambiguous":
            return f"{first} is another month in another language"
        case "date-incomplete":
            return f"the {'day' if year else 'year'} is missing"
        case "date-calendar":
            return f"the year {year} is of a calendar that the text does not name"
    return None


def _nearest(line: str, packs: Packs, name: str | None) -> NearMiss | None:
    """The phrase of which the line has most words, if it has enough of them.

    `name`: what an attribution line took for a name; then only words inside it count as a near miss.
    """
    text = Text(line)
    best: tuple[int, _Walk, Phrase] | None = None
    for phrase in candidates(text, packs):
        missing = sum(map(text.vocabulary.isdisjoint, phrase.required))
        if missing > (len(phrase.required) // 2 if phrase.kind in LINES else min(1, len(phrase.required) - 1)):
            continue
        walk = _Walk(Tokens(text, max(text.begin, 0)))
        walk.through(_part(phrase), {0: (0, 0)})
        if walk.words < max(MIN_MATCHED_WORDS, _least(_part(phrase)) // 2) or 2 * walk.words < walk.end:
            continue  # the second: most of what seems to match is a name
        if phrase.kind not in LINES and walk.required < MIN_MATCHED_IN_CLAUSE:
            continue
        if best is None or walk.words > best[0]:
            best = walk.words, walk, phrase
    if best is None:
        return None
    _, walk, phrase = best
    if name is not None and walk.matched() not in name:
        return None
    words = " or ".join(f'"{word}"' for word in walk.expected[:MAX_EXPECTED])
    goes_on = f"then the phrase expects {words}" if words else "then the line goes on"
    return NearMiss(phrase.rule, f'matched up to "{walk.matched()}"; {goes_on}')


@lru_cache(maxsize=512)
def _part(phrase: Phrase) -> Part:
    return grammar.parse(phrase.source, phrase.pack.groups)


def _least(part: Part) -> int:
    """The number of words that a phrase has at least."""
    return sum(
        0 if isinstance(item, Slot) or (isinstance(item, Choice) and item.optional)
        else min(map(_least, item.parts)) if isinstance(item, Choice) else not is_mark(item.text)
        for item in part
    )  # fmt: skip


class _Walk:
    """Walks through a phrase as far as the words of a line allow."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.words = 0  # words of the phrase that the line has, at most
        self.required = 0  # of them, those without which the phrase never matches
        self.end = 0  # index of the token after the last of them
        self.expected: list[str] = []  # what the phrase goes on with there

    def matched(self) -> str:
        """The last words of the line that the phrase has."""
        last = max(0, self.end - 2)
        return self._tokens.text[self._tokens.starts[last] : self._tokens.end_of(self.end)]

    def through(self, part: Part, state: State, *, optional: bool = False) -> State:
        """The state after this part. `optional`: the phrase also matches without it."""
        for item in part:
            if isinstance(item, Word):
                state = self._word(item.text, state, required=not optional)
            elif isinstance(item, Choice):
                before, state = state, dict(state) if item.optional else {}
                for way in item.parts:
                    for at, counts in self.through(way, before, optional=optional or item.optional).items():
                        state[at] = max(counts, state.get(at, (0, 0)))
            else:
                state = self._slot(item, state)
        return state

    def _word(self, word: str, state: State, *, required: bool) -> State:
        after: State = {}
        tokens = self._tokens
        for at, (words, needed) in state.items():
            place = at + 1 if at and tokens.words[at] == "," != word else at
            said = tokens.words[place]
            stem = word.removesuffix("*")
            if said == word or (stem != word and said.startswith(stem) and len(said) - len(stem) <= STEM_ENDING):
                counts = words + (not is_mark(word)), needed + (required and not is_mark(word))
                after[place + 1] = max(counts, after.get(place + 1, (0, 0)))
                if counts > (self.words, self.required):
                    self.words, self.required = counts
                    self.end, self.expected = place + 1, []
            elif words == self.words and word not in self.expected:
                self.expected.append(word)
        return after

    def _slot(self, slot: Slot, state: State) -> State:
        after: State = {}
        most = MAX_DAY_TOKENS if slot is DAY or slot.name == "date" else MAX_SLOT_WORDS
        for at, counts in state.items():
            for place in range(at, min(at + most, self._tokens.count)):
                if self._tokens.words[place] in ENDS_NAME:
                    break
                after[place + 1] = max(counts, after.get(place + 1, (0, 0)))
        return after
