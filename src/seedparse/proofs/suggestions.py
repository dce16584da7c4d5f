"""Finds the short lines that recur over the pages of a site and that no pack knows, each with its probable kind.

Law: a suggestion comes from counts, places and the packs' own words alone; the same pages give the same suggestions.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from statistics import median
from typing import NamedTuple

from seedparse.model import Block, Look, Role
from seedparse.phrases.pack import Packs
from seedparse.proofs.learning import MARKED, Marked
from seedparse.recognition.looks import mark
from seedparse.text.sentences import is_sentence
from seedparse.text.words import BULLETS, fold, is_small

MAX_LINE_CHARS = 120  # a longer line is text
MIN_TEXT_CHARS = 60  # of a closed sentence that counts as text of the article
MIN_PAGES = 3  # pages that a line recurs on
MIN_SHARE = 0.03  # share of the pages
SAME_PLACE = 0.8  # share of its pages on which a line is at the same place
LONGER = 0.9  # share of the pages of a beginning that a longer beginning must keep
MIN_RESTS = 3  # different texts behind a beginning
MAX_COMMON = 0.7  # share of the lines of a beginning that may go on in the same way
ONE_WORD_SHARE = 0.3  # share of all pages that a beginning of one word without a sign needs
MAX_WORDS = 6  # of a beginning or an end that recurs
MEDIAN_TITLE_WORDS = 4  # words, the median; what follows a marker is then a title, and else a name
MAX_SUGGESTIONS = 40
PLACES = ("above the text", "in the text", "below the text")


class Line(NamedTuple):
    """A short line that no pack knows: its page, its text without bullet, where it is, whether a list follows it."""

    page: int
    text: str
    place: str
    heads_list: bool


class Suggestion(NamedTuple):
    """A line as `packs learn` takes it, a line of the dump that it fits, and how often it was found where."""

    mark: Marked
    line: str
    pages: int
    place: str


def suggest(pages: Iterable[Sequence[Block]], packs: Packs) -> tuple[list[Suggestion], int]:
    """The suggestions for these articles, the most frequent first, and the number of articles."""
    lines: list[Line] = []
    titles: set[str] = set()  # of all pages: on other pages they stand in lists of what is new
    count = 0
    for count, blocks in enumerate(pages, 1):
        lines += _unknown(count, blocks)
        titles |= {fold(block.text.strip()) for block in blocks if block.role is Role.TITLE}
    lines = [line for line in lines if fold(line.text) not in titles]
    least, least_of_word = max(MIN_PAGES, MIN_SHARE * count), max(MIN_PAGES, ONE_WORD_SHARE * count)
    found: list[Suggestion] = []
    rest = lines
    for grouped in (partial(_edges, back=False), _same, partial(_edges, back=True)):
        taken: set[Line] = set()
        for text, group in grouped(rest, least, least_of_word).items():
            if len({line.page for line in group}) >= least and (one := _suggestion(text, group, packs)):
                found.append(one)
                taken |= set(group)
        rest = [line for line in rest if line not in taken]
    return sorted(found, key=lambda one: (-one.pages, one.mark))[:MAX_SUGGESTIONS], count


def _unknown(page: int, blocks: Sequence[Block]) -> Iterator[Line]:
    texts = [at for at, block in enumerate(blocks) if _is_text(block)]
    for at, block in enumerate(blocks):
        if block.role in (Role.TITLE, Role.SEPARATOR, Role.RELATED, Role.RELATED_HEADING) or ":" in block.rule:
            continue
        place = PLACES[0 if not texts or at < texts[0] else 2 if at > texts[-1] else 1]
        follow = blocks[at + 1 : at + 3]
        heads_list = place != PLACES[0] and len(follow) == 2 and all(map(_is_entry, follow))
        text = block.text.strip().lstrip(BULLETS + " ")
        if not _is_text(block) and "\n" not in text and 0 < len(text) <= MAX_LINE_CHARS:
            yield Line(page, text, place, heads_list)


def _is_text(block: Block) -> bool:
    text = block.text.strip()
    is_long = len(text) >= MIN_TEXT_CHARS and is_sentence(text)
    return block.role in (Role.BODY, Role.LEAD) and (len(text) > MAX_LINE_CHARS or is_long)


def _is_entry(block: Block) -> bool:
    """Whether a block may be an entry of a list: an open line."""
    text = block.text.strip()
    if block.role is Role.RELATED_HEADING:
        return False
    return block.role is Role.RELATED or (" " in text and len(text) <= MAX_LINE_CHARS and not is_sentence(text))


def _same(lines: Sequence[Line], least: float, least_of_word: float) -> dict[str, list[Line]]:
    """The lines with the same text, but for numbers and case."""
    groups: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        groups["".join("0" if each.isdigit() else each for each in fold(line.text))].append(line)
    return {group[0].text: group for group in groups.values() if any(map(str.isalpha, group[0].text))}


def _edges(lines: Sequence[Line], least: float, least_of_word: float, *, back: bool) -> dict[str, list[Line]]:
    """The lines with the same beginning, as long as most of them have it, or with the same end; X is the rest."""
    groups: defaultdict[tuple[str, ...], list[Line]] = defaultdict(list)
    for line in lines:
        words = fold(line.text).split()
        for length in range(1, min(MAX_WORDS, len(words) - 1) + 1):
            groups[tuple(words[-length:] if back else words[:length])].append(line)
    pages = {edge: len({line.page for line in group}) for edge, group in groups.items()}
    known = {edge for edge, count in pages.items() if count >= least}
    longest = {
        edge
        for edge in known
        if not any(_extends(other, edge, back=back) and pages[other] >= LONGER * pages[edge] for other in known)
    }
    kept = [
        edge
        for edge in dict.fromkeys(longest if back else map(_to_sign, sorted(longest)))
        if (_is_marker(edge) or (pages[edge] >= least_of_word and edge[0].isalpha()))
        and _differ(groups[edge], len(edge), back=back)
    ]
    found: dict[str, list[Line]] = {}
    taken: set[Line] = set()
    for edge in sorted(kept, key=lambda edge: (-pages[edge], -len(edge), edge)):
        if taken.isdisjoint(groups[edge]):
            words = groups[edge][0].text.split()
            text = f"X {' '.join(words[-len(edge) :])}" if back else f"{' '.join(words[: len(edge)])} X"
            found[text] = groups[edge]
            taken |= set(groups[edge])
    return found


def _to_sign(edge: tuple[str, ...]) -> tuple[str, ...]:
    """A beginning as far as its last sign, if it has one: words behind that, which often recur, are of the title."""
    ends = [at for at, word in enumerate(edge, 1) if _is_sign(word) and any(map(str.isalpha, "".join(edge[:at])))]
    return edge[: ends[-1]] if ends else edge


def _is_sign(word: str) -> bool:
    return word.endswith(":") or not any(map(str.isalnum, word))


def _extends(longer: tuple[str, ...], edge: tuple[str, ...], *, back: bool) -> bool:
    return len(longer) == len(edge) + 1 and (longer[1:] if back else longer[:-1]) == edge


def _is_marker(edge: tuple[str, ...]) -> bool:
    """Whether a beginning or an end is more than a word with which many sentences begin."""
    has_sign = not all(word.replace("-", "").replace("'", "").isalnum() for word in edge)
    return any(map(str.isalpha, "".join(edge))) and (has_sign or len(edge) > 1)


def _differ(group: Sequence[Line], length: int, *, back: bool) -> bool:
    rests = Counter(tuple(line.text.split()[:-length] if back else line.text.split()[length:]) for line in group)
    return len(rests) >= MIN_RESTS and rests.most_common(1)[0][1] <= MAX_COMMON * len(group)


def _suggestion(text: str, group: Sequence[Line], packs: Packs) -> Suggestion | None:
    (place, there), *_ = Counter(line.place for line in group).most_common(1)
    pages = len({line.page for line in group})
    heads = sum(line.heads_list for line in group) > len(group) / 2 and not _is_label(text)
    if there < SAME_PLACE * len(group) and not heads:
        return None
    kind = _kind(text, group, place, _kinds_of_words(text, packs), packs) if not heads else "heading"
    if mark(group[0].text, packs).look in (Look.RULER, Look.BLANK):
        return None
    return Suggestion(Marked(text, kind), group[0].text, pages, place)


def _is_label(text: str) -> bool:
    """Whether a mark ends with a sign and X: what stands there is labelled, and no list follows."""
    *words, last = text.split()
    return last == "X" and bool(words) and _is_sign(words[-1])


def _kinds_of_words(text: str, packs: Packs) -> Counter[str]:
    """How many phrases of each kind of a mark begin with one of the text's words that are no function words.

    Of a whole line only the first word counts: "Gull Post" is no invitation to post.
    """
    found: Counter[str] = Counter()
    as_marked = {"sentence": "attribution", "clause": "attribution"}
    words = fold(text).replace(":", " ").split()
    for word in dict.fromkeys(words if "X" in text.split() else words[:1]):
        if word not in packs.function_words:
            kinds = {as_marked.get(phrase.kind, phrase.kind) for phrase in packs.heads.get(word)}
            found.update(kinds & MARKED.keys())
    return found


def _kind(text: str, group: Sequence[Line], place: str, words: Mapping[str, int], packs: Packs) -> str:
    """The probable kind of lines: from what stands in place of X, from where they are, and from the packs' words."""
    likely = max(words, key=lambda kind: (words[kind], kind), default=None)
    if "X" not in text.split():
        junk = likely if likely in ("photo", "share", "tags", "promo", "footer", "navigation") else None
        return junk or {PLACES[0]: "navigation", PLACES[1]: "promo"}.get(place, "footer")
    length = len(text.split()) - 1
    ends = text.split()[0] == "X"
    rests = [line.text.split()[:-length] if ends else line.text.split()[length:] for line in group]
    if sum(mark(" ".join(rest), packs).look is Look.DATE for rest in rests) > len(rests) / 2:
        return "published" if place == PLACES[0] else "updated"
    if median(sum(word.endswith(",") for word in rest) for rest in rests) >= 2:
        return "tags"
    if likely in ("photo", "credit", "byline", "inline", "tags", "attribution"):
        return likely
    if place == PLACES[0]:
        is_name = all(len(rest) > 1 and not any(is_small(word[0]) for word in rest[:2]) for rest in rests)
        return "byline" if is_name and not ends else "navigation"
    if median(map(len, rests)) >= MEDIAN_TITLE_WORDS:
        return "promo" if ends else "inline"
    return "credit" if any(map(_is_sign, text.split())) and not ends else "attribution"
