"""Whether the record of an article is in doubt: two models read how sure the decisions about its blocks were.

Law: the doubt depends on the blocks of the article only, and changes no role. One model gives the chance that the title
is wrong, the other that the text is. They are fitted on records with known results (`training/fit_doubt.py`).
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import exp
from typing import NamedTuple

from seedparse.model import Block, Note, Role
from seedparse.recognition.features import ENDS, STRONG, ending_of, width_in_columns
from seedparse.recognition.trees import DOUBTS, Models
from seedparse.text.keys import key_of, share, stems_of
from seedparse.text.lines import WHITE

CODE = "doubtful"
NONE = -20.0  # the number of what is not there; no score or margin counts as less, none as more than 20
MOST_BLOCKS = 512  # blocks of an article that are read; of more the first and the last
MOST_READ_CHARS = 2048  # characters of a block that are read
WIDEST_BLOCK = 1000  # columns; a wider block counts as one of this width
MOST_COUNT = 64  # blocks or lines; more count as so many
MOST_TAIL_CHARS = 60  # characters of a title behind its last dash or bar; more count as so many
COMPARED_TEXTS = 4  # first paragraphs of running text whose words are compared with each other and with a title
COMPARED_CHARS = 500  # characters of these that are read for it
CLOSE_MARGIN = 1.0  # distance of a score from its threshold or from the best one, in log-odds, at which it is close
LONG_KEY = 12  # characters of the key of a title that is looked for again
SHORT_PARAGRAPH_CHARS = 80  # characters; a shorter paragraph is short for running text
SHOWN_CHARS = 60  # characters of a line that the note shows

_TEXT_ROLES = frozenset({Role.LEAD, Role.BODY})
_DASHES = (" - ", " – ", " — ", " | ", " · ")  # a site's name may stand behind the last of them
_MARKS = frozenset("#|-*•")  # at the start of a block: traces of a layout


class _Fact(NamedTuple):
    """What the features need of one block."""

    block: Block
    text: str  # its first MOST_READ_CHARS, stripped
    width: int  # columns, WIDEST_BLOCK at most
    ending: int
    margin: float | None  # score of running text less its threshold, if that model decided the role

    @property
    def is_text(self) -> bool:
        return self.block.role in _TEXT_ROLES

    @property
    def is_aside(self) -> bool:
        return self.block.role is Role.EXTRA


def doubt(blocks: Sequence[Block], models: Models) -> Note | None:
    """The note `doubtful` if the record of these blocks is likely to be wrong: the decision, and the runner-up."""
    title, text = chances(blocks, models)
    if either(title, text) < models[DOUBTS[0]].threshold:
        return None
    line, detail = _of_titles(blocks) if title >= text else _of_texts(blocks)
    return Note(code=CODE, line=line, detail=detail)


def chances(blocks: Sequence[Block], models: Models) -> list[float]:
    """The chance, 0 to 1, that the title of the record is wrong, and that its text is."""
    numbers = numbers_of(blocks)
    return [_chance(models[name].full_score(numbers)) for name in DOUBTS]


def either(title: float, text: float) -> float:
    """The chance that title or text is wrong."""
    return 1 - (1 - title) * (1 - text)


def numbers_of(blocks: Sequence[Block]) -> list[float]:
    """The features of an article, in the order that the models expect. `blocks`: at least one is no separator."""
    if len(blocks) > MOST_BLOCKS:
        blocks = [*blocks[: MOST_BLOCKS // 2], *blocks[-MOST_BLOCKS // 2 :]]
    facts = [_fact(block) for block in blocks if block.role is not Role.SEPARATOR]
    texts = [fact for fact in facts if fact.is_text]
    words = [stems_of(fact.text[:COMPARED_CHARS]) for fact in texts[:COMPARED_TEXTS]]
    return [*_of_title(facts, words), *_of_decisions(facts, texts), *_of_layout(facts, texts, words)]


def _fact(block: Block) -> _Fact:
    text = block.text[:MOST_READ_CHARS].strip(WHITE)
    margin = None
    if block.score is not None and block.threshold is not None and block.role is not Role.TITLE:
        margin = _capped(block.score - block.threshold)
    return _Fact(block, text, min(width_in_columns(text), WIDEST_BLOCK), ending_of(text), margin)


def _of_title(facts: Sequence[_Fact], text_words: Sequence[frozenset[str]]) -> list[float]:
    """Features of the title, of the candidates, and of the words that they share with the first texts."""
    at = next((at for at, fact in enumerate(facts) if fact.block.role is Role.TITLE), len(facts))
    found = facts[at] if at < len(facts) else None
    scored = [(_capped(fact.block.title_score), fact) for fact in facts if fact.block.title_score is not None]
    others = [(score, fact.text) for score, fact in scored if fact is not found]
    best, runner_up = max(others, default=(NONE, ""))
    words = frozenset[str]().union(*text_words)
    score = NONE if found is None or found.block.score is None else _capped(found.block.score)
    headline = found.text if found else next((fact.block.title for fact in facts if _is_field(fact)), None) or ""
    key = key_of(headline)
    again = [
        fact
        for fact in facts
        if fact is not found
        and len(fact.text) <= 2 * len(headline)  # a longer one is another text
        and not _is_field(fact)
        and key_of(fact.text) == key
    ]
    under = facts[at + 1].width if at + 1 < len(facts) else NONE
    return [
        score, max((score for score, _ in scored), default=NONE), score - best,
        _share(headline if found else "", words), len([score for score, _ in others if score > best - CLOSE_MARGIN]),
        next((number for number, fact in enumerate(facts[:MOST_COUNT]) if runner_up and fact.text == runner_up), NONE),
        _share(runner_up, words), _capitals(headline), _tail(headline),
        len(again) if len(key) >= LONG_KEY else 0, under,
    ]  # fmt: skip


def _is_field(fact: _Fact) -> bool:
    return fact.block.role is Role.META and bool(fact.block.title)


def _share(text: str, words: frozenset[str]) -> float:
    """The share of a text's words that are among `words`."""
    return share(stems_of(text), words)


def _capitals(text: str) -> float:
    """The share of a text's words that begin with a capital."""
    words = text.split()
    return sum(word[0].isupper() for word in words) / max(1, len(words))


def _tail(text: str) -> int:
    """The characters behind the last dash or bar of a text."""
    return min(len(text) - max(text.rfind(dash) for dash in _DASHES), MOST_TAIL_CHARS)


def _of_decisions(facts: Sequence[_Fact], texts: Sequence[_Fact]) -> list[float]:
    """Features of the decisions about running text; the expected shares of wrong and of lost text are the strongest."""
    kept = [fact for fact in texts if fact.margin is not None]
    dropped = [fact for fact in facts if fact.is_aside and fact.margin is not None]
    whole = max(1, sum(fact.width for fact in texts))
    close = [fact for fact in (*kept, *dropped) if abs(fact.margin or 0) < CLOSE_MARGIN]
    return [
        sum(fact.width * (1 - _chance(fact.margin or 0)) for fact in kept) / whole,
        sum(fact.width * _chance(fact.margin or 0) for fact in dropped) / whole,
        sum(fact.width for fact in close) / whole,
        len(close),
        len(dropped),
        min([fact.margin or 0 for fact in kept], default=-NONE),
        -NONE if not texts or texts[0].margin is None else texts[0].margin,
        -NONE if not texts or texts[-1].margin is None else texts[-1].margin,
    ]


def _of_layout(facts: Sequence[_Fact], texts: Sequence[_Fact], words: Sequence[frozenset[str]]) -> list[float]:
    """Features of the whole article: what was set aside inside and behind the text, and the form of its paragraphs."""
    places = [at for at, fact in enumerate(facts) if fact.is_text] or [0]
    inside, behind = facts[places[0] : places[-1]], facts[places[-1] + 1 :]
    aside = [fact for fact in inside if fact.is_aside]
    whole, count = sum(fact.width for fact in texts), max(1, len(texts))
    first = texts[0] if texts else facts[0]
    stems = words[0] if words else frozenset[str]()
    rest = frozenset[str]().union(*words[1:])
    gaps = [under.block.line_start - over.block.line_end - 1 for over, under in pairwise(facts)]
    kinds = Counter(fact.block.kind for fact in facts)
    return [
        min(len(aside), MOST_COUNT), len([fact for fact in aside if fact.width >= STRONG]),
        sum(fact.width for fact in aside if fact.ending == ENDS) / max(1, whole),
        sum(fact.width for fact in behind if fact.is_aside and fact.ending == ENDS) / max(1, whole),
        max([fact.width for fact in texts], default=0), first.width, len(stems), share(stems, rest),
        facts[0].width, min(first.block.line_start - facts[0].block.line_start, MOST_COUNT), whole,
        len([fact for fact in facts if fact.text[:1] in _MARKS]) / len(facts),
        len([fact for fact in texts if fact.ending == ENDS]) / count,
        len([fact for fact in texts if len(fact.text) < SHORT_PARAGRAPH_CHARS]) / count,
        min(len(facts), 4 * MOST_COUNT), len([1 for over, under in pairwise(facts) if over.is_text != under.is_text]),
        len([fact for fact in facts if fact.is_aside]), kinds["footer"], kinds["promo"], gaps.count(0),
    ]  # fmt: skip


def _chance(score: float) -> float:
    """The chance that belongs to a score in log-odds."""
    return 1 / (1 + exp(-_capped(score)))


def _capped(score: float) -> float:
    return max(NONE, min(score, -NONE))


def other_title(blocks: Sequence[Block]) -> Block | None:
    """The best candidate for the title, without the title itself."""
    others = [block for block in blocks if block.title_score is not None and block.role is not Role.TITLE]
    return max(others, key=lambda block: block.title_score or NONE, default=None)


def _of_titles(blocks: Sequence[Block]) -> tuple[int, str]:
    """The title and the runner-up: the line and the detail of the note."""
    title = next((block for block in blocks if block.role is Role.TITLE), None)
    rival = other_title(blocks)
    at = title or rival
    runner_up = f"{_shown(rival)} on line {rival.line_start}" if rival else "none"
    return at.line_start if at else 0, f"title: {_shown(title) if title else 'none'}; runner-up: {runner_up}"


def _of_texts(blocks: Sequence[Block]) -> tuple[int, str]:
    """The decision about running text that was closest to the other one: the line and the detail of the note."""
    scored = [
        (abs(block.score - block.threshold), block)
        for block in blocks
        if block.score is not None and block.threshold is not None and block.role is not Role.TITLE
    ]
    if not scored:
        return 0, "text: no decision was close, but texts of this form are often wrong"
    block = min(scored, key=lambda other: other[0])[1]
    other = Role.EXTRA if block.role in _TEXT_ROLES else Role.BODY
    return block.line_start, f"text: {_shown(block)} is {block.role}; runner-up: {other}"


def _shown(block: Block) -> str:
    text = block.text.strip(WHITE).partition("\n")[0]
    return f'"{text[:SHOWN_CHARS]}…"' if len(text) > SHOWN_CHARS else f'"{text}"'
