"""An explanation in words: the same in the terminal and on a page.

Law: every part of an explanation has one wording; nothing is escaped here.
"""

from collections.abc import Iterator, Mapping
from typing import Any

Explanation = Mapping[str, Any]
"""An article with its blocks, as `tools.explain` makes it."""


def decided(block: Explanation) -> str:
    """Return the rule that decided the role; if a model decided, also its score, the threshold and the next best."""
    found = block["decided"]
    if found["score"] is None or found["threshold"] is None:
        return str(found["rule"])
    sign = ">=" if found["score"] >= found["threshold"] else "<"
    text = f"{found['rule']} {found['score']:+.2f} {sign} {found['threshold']:+.2f}"
    if next_best := found["runner_up"]:
        text += f", line {next_best['line']} {next_best['score']:+.2f}"
    return text


def readings(block: Explanation) -> str:
    """Return what was read from a block: a date, a name, publisher and via, the kind of an extra, codes of notes."""
    read = block["read"]
    parts = [read["date"] or (f"no date: {read['date_raw']}" if read["date_raw"] else ""), read["name"] or ""]
    if read["publisher"] or read["via"]:
        parts.append(f"{read['publisher'] or ''}{' citing ' + read['via'] if read['via'] else ''}".strip())
    parts += [block["kind"] or "", *(note["code"] for note in block["notes"])]
    return ", ".join(part for part in parts if part)


def near_misses(block: Explanation) -> Iterator[str]:
    """Yield what the block nearly was, one sentence each."""
    for miss in block["near_misses"]:
        rule = "" if miss["rule"] is None else f"{miss['rule']} "
        yield f"{rule}{miss['detail']}"


def beginning(article: int | None, begins: Explanation) -> str:
    """Return why an article begins."""
    text = f"{f'article {article}' if article else 'a separator'} begins: {begins['rule']}"
    if begins["score"] is not None and begins["threshold"] is not None:
        text += f" {begins['score']:+.2f} >= {begins['threshold']:+.2f}"
    spoke = ", ".join(f"{kind} {effect:+.2f}" for kind, effect in begins["reasons"].items())
    return f"{text} ({spoke})" if spoke else text


def summary(article: Explanation) -> Iterator[str]:
    """Yield the sentences about an article as a whole: its language and dates, its citations, its notes."""
    said = f"published {article['published']}" if article["published"] else "no publication date in the text"
    yield f"language {article['language']}, {said}"
    if article["dateline"]:
        yield f"dateline {article['dateline']}"
    for citation in article["citations"]:
        yield f"{place(citation['paragraph'])} cites {cited(citation)}: {citation['text']}"
    for note in article["notes"]:
        where = f"line {note['line']}" if note["line"] else "the whole article"
        yield f"note on {where}: {note['code']}: {note['detail']}"


def place(paragraph: int) -> str:
    """Return the name of a paragraph, which counts as in the record's `citations`."""
    return f"body paragraph {paragraph + 1}" if paragraph >= 0 else f"lead paragraph {-paragraph}"


def cited(citation: Explanation) -> str:
    """Return who reports, citing whom."""
    return ", which cites ".join(filter(None, (citation["publisher"], citation["via"]))) or "a source without a name"
