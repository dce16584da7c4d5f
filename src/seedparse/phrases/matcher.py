"""Compiles phrases to matchers: each item becomes a function that calls the function of the next item.

Law: matching runs in bounded time. A slot holds at most MAX_SLOT_WORDS words, and nothing else repeats.

Regular expressions are not used: a group of a hundred words in a dozen phrases makes patterns of many kilobytes, and
compiling them took longer than everything else at start (docs/choices.md). Here a group is compiled once for all
phrases that name it, when a line first reaches it. Its plain words form a tree, so a word is matched by one look-up.
"""

import re
from collections.abc import Callable, Container, Iterator
from functools import partial

from seedparse.phrases.syntax import DAY, Choice, Part, Slot, Word, ends_with_mark, is_joined, is_mark, is_part
from seedparse.text.words import (
    CLOSING_QUOTES,
    DIGIT,
    OPENING_QUOTES,
    QUOTE_PAIRS,
    Tokens,
    first_word,
    is_southeast_asian,
    is_unspaced,
)

MAX_SLOT_WORDS = 20  # maximum words of a slot; a longer text is not a name
LONGEST_QUOTED = 7  # maximum words of a name in quotes; a longer text in quotes is speech
UNSPACED_WORD = 3  # letters that count as one word of LONGEST_QUOTED in a script without spaces
LONGEST_ASIDE = 4  # tokens of brackets inside a name, the closing one counted
REVERSED = frozenset("»›")  # quotes that close in most languages and open in some: »X«
LONGEST_MONTH = 8  # tokens of a month's name in a script without spaces
STEM_ENDING = 6  # maximum letters that the star of a stem stands for

Match = Callable[[Tokens, int], int | None]
"""Takes the index of the first token; returns the index after the match, or None."""
Reach = Callable[[Tokens, int], list[int]]
"""Takes the index of the first token; returns the indexes at which a choice can end (half-open)."""
Tree = dict[str | None, "Tree"]
"""A word to the tree of the words that may follow it; the key None ends an alternative."""

_NEVER_FIRST = frozenset(".,;:!?…")  # a name or title does not begin with one of these
_ENDS_CLAUSE = frozenset(".,;:!?…()-–—")  # a name inside a sentence ends before one of these
_ENDS_LINE = frozenset(";!?…")  # the same for a name alone on its line, which may be a list with commas
_NUMBER = re.compile(r"\d++(?:\.\d++)*+")
_CLOSES_CLAUSE = _ENDS_CLAUSE | {Tokens.END}
_CLOSES_QUOTED = CLOSING_QUOTES | {")"}
_CLOSES_LINE = frozenset(".:…*_)]") | CLOSING_QUOTES


class Compiler:
    """Compiles the phrases of one pack, which share its groups, its months and its year marks."""

    def __init__(self, months: frozenset[str], marks: frozenset[str] = frozenset()) -> None:
        self._months = months
        self._first_of_months = frozenset(first_word(name) if is_unspaced(name) else name for name in months)
        self._marks = marks
        # By `id` of the choice: equal groups are rare, and hashing them is slow.
        self._reaches: dict[int, tuple[Choice, Reach]] = {}
        self._firsts: dict[int, tuple[Choice, frozenset[str]]] = {}

    def line(self, part: Part) -> Match:
        """A matcher for a line that consists of this phrase alone."""
        return self._sequence(part, _at_end_of_line, _ENDS_LINE)

    def clause(self, part: Part) -> Match:
        """A matcher for a clause inside running text: punctuation must follow, unless the phrase ends with its own, or
        with a word of a script that sets no space between words."""
        ends_itself = ends_with_mark(part) or _ends_unspaced(part)
        return self._sequence(part, _anywhere if ends_itself else _at_end_of_clause, _ENDS_CLAUSE)

    def prefix(self, part: Part) -> Match:
        """A matcher for a phrase that anything may follow."""
        return self._sequence(part, _anywhere, _ENDS_CLAUSE)

    def before(self, part: Part) -> Match:
        """A matcher for a phrase that only what `tokens.follows` accepts may follow."""
        return self._sequence(part, _at_follower, _ENDS_CLAUSE)

    def _sequence(self, part: Part, then: Match, ends: frozenset[str]) -> Match:
        optional: list[Choice] = []  # the optional choices directly behind an item, and what follows them
        over = then
        for at, item in reversed(list(enumerate(part))):
            if isinstance(item, Choice):
                behind, after = (tuple(optional), over) if optional else ((), then)
                then = self._choice(item, then, ends, behind, after)
                if item.optional and not item.has_slots:
                    optional.append(item)
                else:
                    optional, over = [], then
                continue
            if isinstance(item, Word):
                then = _word(item.text, then)
            elif item is DAY:
                then = self._day(then, None)
            elif item.name == "date":
                then = self._day(then, item.name)
            elif item.name == "title":
                then = _title(item.name)
            elif item.name == "rest":
                then = _rest(then, ends)
            else:
                then = _slot(item.name, then, ends, partial(self._first_tokens, part[at + 1 :]))
            optional, over = [], then
        return then

    def _first_tokens(self, part: Part) -> frozenset[str]:
        """The words and marks that a sequence can begin with; DIGIT stands for any number, "" for anything."""
        found: frozenset[str] = frozenset()
        for item in part:
            if isinstance(item, Slot):
                return found | ({DIGIT, *self._first_of_months} if item is DAY or item.name == "date" else {""})
            if isinstance(item, Word):
                return found | {"" if is_part(item.text) else item.text}
            found |= self._firsts_of(item)
            if not item.optional:
                return found
        return found | {""}

    def _firsts_of(self, item: Choice) -> frozenset[str]:
        """The same of a choice's alternatives."""
        if id(item) not in self._firsts:
            self._firsts[id(item)] = item, frozenset().union(*map(self._first_tokens, item.parts))
        return self._firsts[id(item)][1]

    def _choice(
        self, item: Choice, then: Match, ends: frozenset[str], behind: tuple[Choice, ...], over: Match
    ) -> Match:
        """A matcher for a choice. `behind`: the optional choices directly behind it, which `then` begins with; `over`:
        the matcher behind these, to which it goes at once if a word begins none of them."""
        if item.has_slots:
            # The text of a slot depends on the item after it, so each alternative is compiled together with `then`.
            return self._alternatives(item, then, ends)
        optional = item.optional
        if len(item.parts) == 1 and len(item.parts[0]) == 1 and isinstance(item.parts[0][0], Choice):
            item = item.parts[0][0]  # "[<when>]": the group itself, which other phrases share
        first: frozenset[str] | None = None
        others = False  # the choice can begin with a word that is not in `first`
        begins: frozenset[str] = frozenset()  # first tokens of the choices behind
        any_begins = False  # any word can begin a choice behind
        reach: Reach | None = None

        def choice(tokens: Tokens, at: int) -> int | None:
            nonlocal first, others, begins, any_begins, reach
            if first is None:
                first = self._firsts_of(item)
                others = "" in first or DIGIT in first
                begins = frozenset().union(*map(self._firsts_of, behind))
                any_begins = not behind or "" in begins
            word = tokens.words[at]
            if word not in first and not ((others or word == ",") and _is_among(first, word, tokens.words[at + 1])):
                if not optional:
                    return None
                if any_begins or word in begins or word == "," or (word[:1].isdigit() and DIGIT in begins):
                    return then(tokens, at)
                return over(tokens, at)
            if reach is None:
                reach = self._reach(item)
            for place in reach(tokens, at):
                end = then(tokens, place)
                if end is not None:
                    return end
            return then(tokens, at) if optional else None

        return choice

    def _alternatives(self, item: Choice, then: Match, ends: frozenset[str]) -> Match:
        """A matcher for a choice with slots. An alternative is compiled when a line first has one of its first words:
        most of them are never needed."""
        firsts: list[frozenset[str]] | None = None
        compiled: list[Match | None] = [None] * len(item.parts)

        def alternatives(tokens: Tokens, at: int) -> int | None:
            nonlocal firsts
            if firsts is None:
                firsts = list(map(self._first_tokens, item.parts))
            word, behind = tokens.words[at], tokens.words[at + 1]
            for number, first in enumerate(firsts):
                if word not in first and not _is_among(first, word, behind):
                    continue
                match = compiled[number]
                if match is None:
                    match = compiled[number] = self._sequence(item.parts[number], then, ends)
                end = match(tokens, at)
                if end is not None:
                    return end
            return then(tokens, at) if item.optional else None

        return alternatives

    def _reach(self, item: Choice) -> Reach:
        """Where a choice without slots can end, the longest first; compiled when a line first reaches its words."""
        if id(item) not in self._reaches:
            self._reaches[id(item)] = item, self._compile_reach(item)
        return self._reaches[id(item)][1]

    def _compile_reach(self, item: Choice) -> Reach:
        tree: Tree = {}
        # The others with the tokens that they begin with; None: with a number or anything, so that each word is tried.
        others: list[tuple[frozenset[str] | None, Match]] = []
        for part in item.parts:
            if not _plant(part, tree):
                first = self._first_tokens(part)
                is_open = "" in first or DIGIT in first
                others.append((None if is_open else first, self._sequence(part, _collect, _ENDS_CLAUSE)))

        def reach(tokens: Tokens, at: int) -> list[int]:
            words = tokens.words
            found: list[int] = []
            place = at + 1 if at and words[at] == "," and "," not in tree else at
            branch = tree.get(words[place])
            while branch is not None:
                place += 1
                if None in branch:
                    found.append(place)
                branch = branch.get(words[place])
            if others:
                word = words[at]
                tokens.found, outer = found, tokens.found
                for first, other in others:
                    if first is None or word in first or word == ",":
                        other(tokens, at)
                tokens.found = outer
            if len(found) > 1:
                found.sort(reverse=True)
            return found

        return reach

    def _day(self, then: Match, name: str | None) -> Match:
        months, marks = self._months, self._marks

        def day(tokens: Tokens, at: int) -> int | None:
            start = at + 1 if at and tokens.words[at] == "," else at
            for end in _day_ends(tokens.words, start, months, marks):
                found = then(tokens, end)
                if found is not None:
                    if name:
                        tokens.slots[name] = start, end
                    return found
            return None

        return day


def _anywhere(tokens: Tokens, at: int) -> int:
    return at


def _at_follower(tokens: Tokens, at: int) -> int | None:
    return at if tokens.follows(at) else None


def _at_end_of_clause(tokens: Tokens, at: int) -> int | None:
    words = tokens.words
    word = words[at + 1] if words[at] in CLOSING_QUOTES else words[at]
    if word == "-" and at and _is_suspended(tokens, at):
        return None
    return at if word in _CLOSES_CLAUSE or _opens_speech(tokens, at) or _is_at_space(tokens, at) else None


def _ends_unspaced(part: Part) -> bool:
    """Whether a phrase always ends with a word of a script in which text goes on without a mark: "X reports that"."""
    last = part[-1]
    if isinstance(last, Choice):
        return not last.optional and all(map(_ends_unspaced, last.parts))
    return isinstance(last, Word) and is_southeast_asian(last.text)


def _is_at_space(tokens: Tokens, at: int) -> bool:
    """Whether a space ends a clause before token `at`, in a script that sets spaces only there."""
    return (
        0 < at < tokens.count
        and is_southeast_asian(tokens.text[tokens.starts[at - 1] :][:1])
        and tokens.starts[at] > tokens.ends[at - 1]
    )


def _at_end_of_line(tokens: Tokens, at: int) -> int | None:
    words = tokens.words
    while words[at] in _CLOSES_LINE:
        at += 1
    return at if words[at] == Tokens.END else None


def _collect(tokens: Tokens, at: int) -> None:
    """Record one end of a choice, and return None, so that the search goes on and finds every end."""
    tokens.found.append(at)


def _is_among(first: frozenset[str], word: str, behind: str) -> bool:
    """Whether a sequence with these first tokens can begin with a word that is none of them: with a number, with
    anything, or behind a comma."""
    if "" in first:
        return True
    if word == ",":
        word = behind
    return word in first or (DIGIT in first and word[:1].isdigit())


def _word(text: str, then: Match) -> Match:
    if is_mark(text):
        return lambda tokens, at: then(tokens, at + 1) if tokens.words[at] == text else None

    def word(tokens: Tokens, at: int) -> int | None:
        words = tokens.words
        if at and words[at] == ",":  # a comma may stand before any word of a phrase
            at += 1
        return then(tokens, at + 1) if words[at] == text else None

    if not is_part(text):
        return word
    start = text[:-1]

    def joined(tokens: Tokens, at: int) -> int | None:
        # The word goes on with the name, so the name begins at the same token.
        return then(tokens, at) if tokens.words[at].startswith(start) and tokens.words[at] != start else None

    if is_joined(text):
        return joined

    def stem(tokens: Tokens, at: int) -> int | None:
        words = tokens.words
        if at and words[at] == ",":
            at += 1
        fits = words[at].startswith(start) and len(words[at]) - len(start) <= STEM_ENDING
        return then(tokens, at + 1) if fits else None

    return stem


def _slot(name: str, then: Match, ends: frozenset[str], first_tokens: Callable[[], frozenset[str]]) -> Match:
    """A matcher for a name: as few words as possible. `first_tokens` returns the words that can follow the name."""
    may_be_lost = name == "publisher" and ends is _ENDS_CLAUSE
    follow: frozenset[str] | None = None
    others = False  # a word that is not in `follow` can follow the name

    def slot(tokens: Tokens, at: int) -> int | None:
        nonlocal follow, others
        if follow is None:
            follow = first_tokens()
            others = "" in follow or DIGIT in follow
        words = tokens.words
        if words[at] in _NEVER_FIRST:
            return None
        if may_be_lost and _is_lost(tokens, at) and then(tokens, tokens.over) is not None:
            tokens.slots[name] = at, at
            return at
        closing: Container[str] = ()  # the marks that close open quotes; a name does not end inside its quotes
        for place in range(at, min(at + MAX_SLOT_WORDS, tokens.count)):
            word = words[place]
            if closing:
                if word not in closing:
                    continue
                closing = ()
            elif word in QUOTE_PAIRS and (closing := closing_quotes(tokens, place)):
                continue
            elif word == "(" and ")" in words[place + 1 : place + 1 + LONGEST_ASIDE]:
                closing = _CLOSES_QUOTED  # "The Wall Street Journal (WSJ)": brackets are treated as quotes
                continue
            elif word in ends:
                if word == "-" and place > at and _is_suspended(tokens, place):
                    continue
                return None
            # Most words are not followed by what the phrase goes on with.
            behind = words[place + 1]
            if behind not in follow and not ((others or behind == ",") and _is_among(follow, behind, words[place + 2])):
                continue
            end = then(tokens, place + 1)
            if end is not None:
                tokens.slots[name] = at, place + 1
                return end
        if may_be_lost and at + MAX_SLOT_WORDS < tokens.count and then(tokens, tokens.over) is not None:
            # Too long for a name, but it may be a name and the next sentence without a stop between them; the reader of
            # outlet names decides.
            tokens.slots[name] = at, at + MAX_SLOT_WORDS
            return at + MAX_SLOT_WORDS
        return None

    return slot


def _is_suspended(tokens: Tokens, at: int) -> bool:
    """Whether a hyphen stands for the end of a word: "Industrie- und Handelskammer"."""
    is_attached = tokens.starts[at] == tokens.ends[at - 1]
    return is_attached and at + 1 < tokens.count and tokens.starts[at + 1] > tokens.ends[at]


def _is_lost(tokens: Tokens, at: int) -> bool:
    """Whether a name is missing because its link was dropped: the text ends here, or quoted speech begins."""
    return _opens_speech(tokens, at) or (at > 0 and tokens.words[at] == Tokens.END)


def _opens_speech(tokens: Tokens, at: int) -> bool:
    """Whether a quote opens here that is too long for a name in quotes."""
    word = tokens.words[at]
    if word not in OPENING_QUOTES and not (word in REVERSED and _stands_before(tokens, at)):
        return False
    longest = LONGEST_QUOTED * (UNSPACED_WORD if is_unspaced(tokens.words[at + 1][:1] or " ") else 1)
    speech = set(tokens.words[at + 1 : at + 1 + longest])
    return len(tokens.words) > at + longest and speech.isdisjoint((*_CLOSES_QUOTED, *QUOTE_PAIRS[word], Tokens.CUT))


def closing_quotes(tokens: Tokens, at: int) -> Container[str]:
    """The marks that close the quote that opens at the token `at`; empty if no quote opens there.

    A mark that can also close a quote, or be an apostrophe, opens one only directly before a word, and only if a mark
    that closes it follows within a few tokens.
    """
    word = tokens.words[at]
    if word in OPENING_QUOTES:
        return _CLOSES_QUOTED if word != "“" else _CLOSES_QUOTED | {"„"}
    closing = QUOTE_PAIRS[word]
    near = tokens.words[at + 1 : at + 2 + LONGEST_QUOTED]
    return closing if _stands_before(tokens, at) and not set(closing).isdisjoint(near) else ()


def _stands_before(tokens: Tokens, at: int) -> bool:
    """Whether a mark is directly before a token, and not directly after a word."""
    before = tokens.text[tokens.ends[at - 1] : tokens.starts[at]] if at else " "
    follows = tokens.starts[at + 1] if at + 1 < tokens.count else -1
    return (not at or before != "" or not tokens.words[at - 1].isalnum()) and follows == tokens.ends[at]


def _title(name: str) -> Match:
    """A matcher for the rest of the line."""

    def title(tokens: Tokens, at: int) -> int | None:
        if tokens.words[at] in _NEVER_FIRST or at >= tokens.count:
            return None
        tokens.slots[name] = at, tokens.count
        return tokens.count

    return title


def _rest(then: Match, ends: frozenset[str]) -> Match:
    """A matcher for any words, or none; of a whole line, the rest, if the phrase does not require more after it."""

    def rest(tokens: Tokens, at: int) -> int | None:
        if ends is _ENDS_LINE and then(tokens, tokens.count) is not None:
            return tokens.count
        for place in range(at, min(at + MAX_SLOT_WORDS, tokens.count) + 1):
            end = then(tokens, place)
            if end is not None:
                return end
            if tokens.words[place] in ends:
                return None
        return None

    return rest


def _plant(part: Part, tree: Tree) -> bool:
    """Add an alternative to the tree if it consists of words without a star; return whether it does."""
    for item in part:
        if not isinstance(item, Word) or is_part(item.text):
            return False
    for item in part:
        tree = tree.setdefault(item[0], {})  # type: ignore[arg-type]  # the text of a Word, as checked above
    tree[None] = {}
    return True


def _day_ends(words: list[str], at: int, months: frozenset[str], marks: frozenset[str]) -> Iterator[int]:
    """Where a date that begins at the token `at` may end (token indexes, half-open), the longest date first.

    Found are: 12 March, 12 March 2025 року, March 12, 12.03.2025.
    `words` are folded tokens, with some END tokens after the last; `marks` are the words that may stand after the year,
    without their full stop.
    """
    first = words[at]
    if not first:
        return
    if first[0].isdigit() and _number(first).count(".") == 2:
        yield from _year_ends(words, at, marks)
    if first.isdigit() and words[at + 1] == ".":
        at += 1  # 12. March
    month = at + 1 if first.isdigit() else at
    end = _month_end(words, month, months)
    if end is not None and month == at:
        end = end + 1 if words[end].isdigit() else None
    if end is not None:
        if words[end] == ".":
            end += 1
        year = end + 1 if words[end] == "," else end
        if len(_number(words[year])) == 4:
            yield from _year_ends(words, year, marks)
        yield end
        if words[end - 1] == ".":
            yield end - 1


def _month_end(words: list[str], at: int, months: frozenset[str]) -> int | None:
    """The index behind the name of a month at token `at`; None if there is none. In a script without spaces a name has
    several tokens, also with stops between them: ก.พ."""
    if words[at] in months:
        return at + 1
    if not is_southeast_asian(words[at]):
        return None
    ends = range(at + 2, min(at + LONGEST_MONTH, len(words)) + 1)
    return next((end for end in reversed(ends) if words[end - 1] and "".join(words[at:end]) in months), None)


def _year_ends(words: list[str], at: int, marks: frozenset[str]) -> Iterator[int]:
    """Where a date may end (token indexes) whose year is in the token `at`, alone or with its mark: 2021, 2021г."""
    glued = words[at].removeprefix(_number(words[at]))
    if f"{glued} {words[at + 1]}".strip() in marks:
        if words[at + 2] == ".":
            yield at + 3
        yield at + 2
    if glued in marks and words[at + 1] == ".":
        yield at + 2
    if not glued or glued in marks:
        yield at + 1


def _number(word: str) -> str:
    """The digits at the start of a word, with the full stops between them: 2021, 12.03.2025."""
    found = _NUMBER.match(word)
    return found[0] if found else ""
