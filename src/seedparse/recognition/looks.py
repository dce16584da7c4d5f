"""The look of a line, from an ordered list of rules.

Law: a rule sees one line and the packs, nothing else, and returns a Mark or None. The first Mark wins. The last rule
always returns one, so every line has a look.
"""

from collections.abc import Callable

from seedparse.model import Look, Mark
from seedparse.phrases import candidates
from seedparse.phrases.index import BYLINE, JUNK, SHARE
from seedparse.phrases.pack import Matched, Packs, Phrase
from seedparse.readers import attributions, entries
from seedparse.readers.bylines import SEPARATORS, of_byline
from seedparse.text.lines import WHITE, Lines
from seedparse.text.patterns import later
from seedparse.text.sentences import LONGEST_TITLE, SEVERAL, is_ruler, is_sentence
from seedparse.text.words import BULLETS, Text, Tokens, fold

Rule = Callable[[Text, Packs], Mark | None]

LONGEST_PHRASE = 400  # characters; a longer line is running text, unless it begins with a bullet
LONGEST_ADDRESSED = 120  # characters of a byline with its author's address
MAX_CAPTION_CREDIT_CHARS = 60  # characters at the end of a caption in which its credit begins
LONGEST_LABEL = 20  # characters before the colon of a credit
LONGEST_EXPORT_HEAD = 60  # characters
LONGEST_OWNER = 60  # characters between the copyright sign and the year
MOST_IN_HEADING = 6  # maximum spaces in a heading whose phrase has a free topic: "More on the harbour"
LONGEST_SHARED = 120  # characters of a row of networks
MOST_SHARED = 12  # maximum networks in a row
CLOSING_BRACKETS = {"(": ")", "[": "]"}
MOST_BEFORE = 5  # maximum spaces in a byline before its author's address


_COPYRIGHT = later(r"(?:©|\([cCсС]\))(?:\s|(?=\d))")
_OWNER = later(r"[^.]{2,60}\.\s+\w")  # an owner, and the start of a sentence about the rights
_YEAR = later(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_NUMBERED = later(
    r"(?:(?P<before>[^\W\d]+)\s)?\d+\s*(?:(?P<of>(?<=\s)[^\W\d]+(?=\s))|/)\s*\d+(?:\s(?P<behind>[^\W\d]+))?$"
)
_LABEL = later(r"(?<![^\W\d_])([^\W\d_]++)\s?$")
_SEPARATOR = later(r"\s*[|:,/]\s*")
_ADDRESS = later(r"[\s(]*[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+\)?$")

BLANK = Mark(Look.BLANK, "blank")
FORM_FEED = Mark(Look.RULER, "form-feed")
RULER = Mark(Look.RULER, "ruler")
EXPORT_HEAD = Mark(Look.RULER, "export-head")
COPYRIGHT = Mark(Look.JUNK, "copyright", kind="footer")
CAPTION = Mark(Look.JUNK, "caption", kind="photo")
MARKS = Mark(Look.JUNK, "marks", kind="unknown")
LINE = Mark(Look.LINE, "text.line")
TEXT = Mark(Look.TEXT, "text.paragraph")


def mark(line: str, packs: Packs) -> Mark:
    """The look of a line, with what the rule read from it."""
    bare = line.strip(WHITE)
    return mark_text(Text(bare), packs) if bare else FORM_FEED if line[:1] == "\f" else BLANK


def mark_text(text: Text, packs: Packs) -> Mark:
    """The look of a line that is not blank, without the white space around it."""
    for rule in RULES:
        if answer := rule(text, packs):
            return answer
    raise AssertionError("the last rule always answers")


def mark_of(lines: Lines, at: int, packs: Packs) -> Mark:
    """The look of line `at`, computed once and kept in `lines.marks`."""
    found = lines.marks[at]
    if found is None:
        line = lines.texts[at]
        if bare := line.strip(WHITE):
            text = Text(bare)
            found = mark_text(text, packs)
            if found.look is Look.TEXT:
                lines.words[at] = text  # it may be read for citations
        else:
            found = mark(line, packs)
        lines.marks[at] = found
    return found


def is_export_head(text: str, packs: Packs) -> bool:
    """Whether a line is the head of a numbered export: "Document 3 of 120", "3 of 120 DOCUMENTS", "Документ 3/120"."""
    if len(text) > LONGEST_EXPORT_HEAD or not (text[-1:].isdigit() or text[:1].isdigit()):
        return False
    found = _NUMBERED.match(text)
    if found is None or (found["of"] and fold(found["of"]) not in packs.numbered_of):
        return False
    named = [fold(word) for word in (found["before"], found["behind"]) if word]
    return len(named) == 1 and named[0] in packs.documents


def ruler(text: Text, packs: Packs) -> Mark | None:
    """A line without letters: a ruler, or marks without meaning. The head of a numbered export counts as a ruler."""
    if is_export_head(text.string, packs):
        return EXPORT_HEAD
    if text.begin >= 0:
        return None
    return RULER if is_ruler(text.string) else MARKS


def long(text: Text, packs: Packs) -> Mark | None:
    """A line that is too long for a phrase: running text."""
    # Most bytes of a dump are in long paragraphs, and their length alone is enough to decide.
    return TEXT if len(text.string) > LONGEST_PHRASE and not entries.after_bullet(text.string) else None


def phrase(text: Text, packs: Packs) -> Mark | None:
    """A line that matches a phrase of a pack as a whole."""
    tried_attribution = False
    tokens: list[Tokens] | None = None
    for known in candidates.candidates(text, packs):
        read = PHRASE_READERS.get(known.kind)
        if read is not None:
            if not known.may_match(text.vocabulary):
                continue
            if tokens is None:
                # First without the marks before the first word, then with them, for phrases such as "© {rest}".
                tokens = [Tokens(text, start) for start in dict.fromkeys((text.begin, 0))]
            for each in tokens:
                found = known.of_line(each)
                if found and (answer := read(known, found, text.string)):
                    return answer
        elif known.kind in ATTRIBUTION_KINDS and not tried_attribution:
            tried_attribution = True
            if answer := attribution(text, packs):
                return answer
    if not tried_attribution and candidates.whole(text, packs):
        return attribution(text, packs)
    return None


def signed(text: Text, packs: Packs) -> Mark | None:
    """An agency's signature, which does not begin with the first word of a phrase."""
    return _attribution(attributions.signature(text.string, packs))


def copyright(line: Text, packs: Packs) -> Mark | None:
    """A copyright line with a year or a sentence about the rights.

    Examples: "© 2026 Harbour Echo. All rights reserved.", "(c) Echo, 2019-2026".
    """
    text = line.string
    if len(text) > LONGEST_TITLE or text[0] not in "©(" or not (sign := _COPYRIGHT.match(text)):
        return None
    is_dated = _YEAR.search(text, sign.end(), sign.end() + LONGEST_OWNER) is not None
    return COPYRIGHT if is_dated or (text[0] == "©" and _OWNER.match(text, sign.end())) else None


def captioned(line: Text, packs: Packs) -> Mark | None:
    """A picture's caption with its credit at the end: "The bridge at noon. Photo: Ann Moss"."""
    text = line.string
    if len(text) > LONGEST_TITLE:
        return None
    at = text.find("©", max(1, len(text) - MAX_CAPTION_CREDIT_CHARS))
    if at > 0:
        return CAPTION
    at = text.rfind(":", 1)
    if (
        at < len(text) - MAX_CAPTION_CREDIT_CHARS
        or (label := _LABEL.search(text, max(1, at - LONGEST_LABEL), at)) is None
    ):
        return None
    credit = Tokens(Text(text, label.start(1)), label.start(1))  # "2023.Photo: Ann Moss": inside a word
    for known in packs.heads.get(fold(label[1])):
        if known.kind == "photo" and (found := known.of_line(credit)):
            return _junk(known, found, text)
    return None


def addressed(line: Text, packs: Packs) -> Mark | None:
    """A byline with its author's mail address at the end: "By Ann Moss ann@example.org"."""
    text = line.string
    if len(text) > LONGEST_ADDRESSED or "@" not in text or (found := _ADDRESS.search(text)) is None:
        return None
    head = text[: found.start()].rstrip(SEPARATORS)
    if head.count(" ") > MOST_BEFORE:
        return None
    known, read = next(candidates.of_kind(Text(head), packs, BYLINE), (None, None))
    return of_byline(known, read, head) if known and read else None


def shared(text: Text, packs: Packs) -> Mark | None:
    """The names of networks in a row, with or without a label: "Share this article: Facebook | X | WhatsApp"."""
    if len(text.string) > LONGEST_SHARED or not any(map(text.string.__contains__, "|:")):
        return None
    *parts, last = _SEPARATOR.split(text.string)
    known = next(candidates.of_kind(Text(last), packs, SHARE), None) if parts else None
    if known is None or len(parts) >= MOST_SHARED:
        return None
    shown = sum(next(candidates.of_kind(Text(part), packs, SHARE), None) is not None for part in parts)
    return _junk(*known, text.string) if shown and 2 * (shown + 1) >= len(parts) + 1 else None


def attribution(text: Text, packs: Packs) -> Mark | None:
    """A line that names who reports, citing whom, and nothing else."""
    return _attribution(attributions.of_line(text, packs))


def _attribution(found: attributions.Attribution | None) -> Mark | None:
    if found is None:
        return None
    return Mark(
        Look.ATTRIBUTION,
        found.phrase.rule,
        found.phrase.language,
        found.phrase.kind,
        publisher=found.publisher,
        via=found.via,
    )


def dated(text: Text, packs: Packs) -> Mark | None:
    """An entry, which is a date and a title, or a date line: a date with label, time and little else."""
    return entries.read_dated(text.string, packs)


def item(text: Text, packs: Packs) -> Mark | None:
    """A bullet with text after it."""
    start = entries.after_bullet(text.string)
    return Mark(Look.ITEM, "entry.item", title=text.string[start:]) if start else None


def text(text: Text, packs: Packs) -> Mark | None:
    """Any other line: running text if it is closed like a sentence, else a short line."""
    return TEXT if is_sentence(text.string) else LINE


RULES: tuple[Rule, ...] = (ruler, long, signed, addressed, phrase, shared, copyright, captioned, dated, item, text)

ATTRIBUTION_KINDS = frozenset({"sentence", "speaker", "credit", "clause"})
HEAD_KINDS = frozenset({"photo", "share"})  # kinds of boilerplate that may stand between a title and its text
HEADING_KINDS = frozenset({"navigation", "promo"})  # kinds of boilerplate that the heading of a list may look like


def _heading(known: Phrase, found: Matched, text: str) -> Mark | None:
    if "{rest}" in known.source and (text.count(" ") > MOST_IN_HEADING or ":" in text[:-1]):
        return None  # "More on this will be known when the council has met"
    return Mark(Look.HEADING, known.rule, known.language)


def _inline(known: Phrase, found: Matched, text: str) -> Mark | None:
    title = text[text.index(found.slots["title"], found.start) :]
    if SEVERAL.search(title) and is_sentence(title):
        return None  # the link's title and the rest of a paragraph
    marker = text[: len(text) - len(title)].strip(BULLETS + WHITE + ":")
    if (closing := CLOSING_BRACKETS.get(marker[:1])) and title.endswith(closing) and closing not in marker:
        marker, title = marker[1:].lstrip(WHITE), title[:-1].rstrip(WHITE)  # the whole link is in brackets
    return Mark(Look.INLINE, known.rule, known.language, title=title, heading=marker)


def _opener(known: Phrase, found: Matched, text: str) -> Mark:
    return Mark(Look.JUNK, known.rule, known.language, kind="navigation", heading=text)


def _junk(known: Phrase, found: Matched, text: str) -> Mark:
    return Mark(Look.JUNK, known.rule, known.language, kind=known.kind)


PHRASE_READERS: dict[str, Callable[[Phrase, Matched, str], Mark | None]] = {
    "heading": _heading,
    "inline": _inline,
    "opener": _opener,
    "byline": of_byline,
    **dict.fromkeys(JUNK, _junk),
}
