"""Reads citations: the attributions inside running text, those of clauses and those of media that are only mentioned.

Law: a citation of a clause stays as it is; a mention is added only where no clause covers it.
"""

from seedparse.phrases import candidates
from seedparse.phrases.pack import Packs, Phrase
from seedparse.readers import agency_credits, outlet_mentions
from seedparse.readers.agency_credits import SIGNATURE
from seedparse.readers.attributions import (
    LINK,
    LONGEST_LINE,
    QUOTED_ALONE,
    Attribution,
    credit,
    end_of,
    in_clauses,
    opens_sentence,
    read_at,
    relay,
    signature,
)
from seedparse.readers.outlet_mentions import Mention
from seedparse.text.sentences import END, STOPS
from seedparse.text.words import Text, Tokens

LONGEST_PARAGRAPH = 64 * 1024  # characters; a longer paragraph is not read for citations
MAX_LAST_CREDIT_CHARS = 120  # characters at a paragraph's end that are searched for a credit


def within(paragraph: Text, packs: Packs) -> list[Attribution]:
    """The citations of a paragraph, in order."""
    text = paragraph.string
    if len(text) > LONGEST_PARAGRAPH:
        return []
    found, silent = in_clauses(paragraph, packs)
    if mentions := outlet_mentions.read(paragraph, packs):
        audible = [one for one in mentions if not any(start <= one.start < end for start, end in silent)]
        found = _with_mentions(found, audible, paragraph, packs)
    for last in (_last_credit(text, packs), _last_signature(text, packs)):
        if last and not (found and found[-1].end > last.start):
            found.append(last)
    if not found and len(text) <= LONGEST_LINE:
        # The article's second attribution line (the first has the role of an attribution), or a credit and a sentence.
        line = credit(paragraph, packs) or signature(text, packs) or _first_credit(text, packs)
        return [line] if line else []
    for one in found:
        if one.opens and text[one.end : one.end + 1] in tuple(STOPS):
            one.end += 1  # the full stop belongs to a whole sentence
    return found


def _with_mentions(
    found: list[Attribution], mentions: list[Mention], paragraph: Text, packs: Packs
) -> list[Attribution]:
    """The attributions, and the mentions of media that none of them covers.

    A mention takes whom the medium cites from the clause directly behind it or before it.
    """
    text = paragraph.string
    known = found.copy()
    for mention in mentions:
        if any(one.start < mention.end and mention.start < one.end for one in known):
            continue
        opens = opens_sentence(text, mention.start)
        one = Attribution(mention.start, mention.end, mention.publisher, None, mention.phrase, opens=opens)
        if (behind := _cited_behind(one.end, known, paragraph, packs)) is not None:
            one = relay(one, behind)
            known = [other for other in known if other is not behind]
        if (before := _cited_before(one.start, known, paragraph, packs)) is not None:
            one = Attribution(before.start, one.end, one.publisher, before.via, one.phrase, opens=before.opens)
            known = [other for other in known if other is not before]
        known.append(one)
    return sorted(known, key=lambda one: one.start)


def _cited_behind(end: int, known: list[Attribution], paragraph: Text, packs: Packs) -> Attribution | None:
    """The clause directly behind character `end` that only says whom a medium cites, or who relays it: ", citing two
    officials", ", quoted by AFP"."""
    text = paragraph.string
    start = end_of(LINK, text, end)
    found = next((one for one in known if one.start == start), None)
    if found is None and start < len(text):
        phrases = candidates.at(start, paragraph, candidates.possible(paragraph, packs), packs)
        found = read_at(Tokens(paragraph, start), phrases, packs, opens=False, linked=True)
    if found is None:
        return None
    is_relay = isinstance(found.phrase, Phrase) and found.phrase.source == QUOTED_ALONE
    return found if is_relay or (found.publisher is None and found.via) else None


def _cited_before(start: int, known: list[Attribution], paragraph: Text, packs: Packs) -> Attribution | None:
    """The clause directly before character `start`, from the start of its sentence on: "Citing court papers, "."""
    text = paragraph.string
    for one in known:
        if LINK.fullmatch(text, one.end, start):
            return one if one.publisher is None and one.via else None
    if text[:start].rstrip()[-1:] != ",":
        return None
    begin = max((stop.end() for stop in END.finditer(text, 0, start)), default=0)
    phrases = candidates.at(begin, paragraph, candidates.possible(paragraph, packs), packs)
    found = read_at(Tokens(paragraph, begin), phrases, packs, opens=True, linked=True)
    if found is None or found.publisher is not None or not found.via or not LINK.fullmatch(text, found.end, start):
        return None
    return found if all(one.end <= begin or one.start >= start for one in known) else None


def _last_credit(text: str, packs: Packs) -> Attribution | None:
    """The credit in a paragraph's last sentence, or in the brackets that end it: "... at noon. Source: Reuters"."""
    start = max(0, len(text) - MAX_LAST_CREDIT_CHARS)
    if text[-1:] == ")" and (opens := text.rfind("(", start)) > 0:
        found = credit(Text(text[opens:]), packs)
        if found is not None:
            found.start, found.end = opens, len(text)
        return found
    if text.find(":", start) < 0:
        return None
    ends = [stop.end() for stop in END.finditer(text, start)]
    if not ends or (found := credit(Text(text[ends[-1] :]), packs)) is None:
        return None
    found.start += ends[-1]
    found.end = len(text)
    return found


def _first_credit(text: str, packs: Packs) -> Attribution | None:
    """The credit in the first sentence of a short paragraph: "With reports by Reuters. Not all could be checked."

    Not after a label, such as "Source:": there the next sentence may belong to the names.
    """
    if (stop := END.search(text)) is None or stop.end() >= len(text) or ":" in text[: stop.end()]:
        return None
    start = len(text) - len(text.lstrip("_* "))
    found = credit(Text(text[start : stop.end()].rstrip()), packs)
    if found is not None:
        found.start += start
        found.end += start
    return found


def _last_signature(text: str, packs: Packs) -> Attribution | None:
    """The attribution of the signature at the end of a paragraph."""
    start, end, via = agency_credits.behind(text, packs) or (0, 0, None)
    return Attribution(start, end, None, via, SIGNATURE, opens=False) if via else None
