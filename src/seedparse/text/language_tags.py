"""Checks the codes of languages, such as "en" and "pt-BR" (BCP 47)."""

import re

# RFC 5646, section 2.1, without the tags that it calls irregular. No language has a subtag of more than three letters.
_TAG = re.compile(
    r"(?P<language>[a-z]{2,3}(?:-[a-z]{3}){0,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|\d{3}))?"
    r"(?P<variants>(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*)(?P<more>(?:-(?!x)[a-z\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?)"
)


def wrong_tag(tag: str) -> str | None:
    """What is wrong with a language tag; None if it is well-formed and written as BCP 47 recommends."""
    found = _TAG.fullmatch(tag.lower())
    subtags = found["variants"].split("-")[1:] if found else []
    singletons = re.findall(r"-(\w)(?=-)", found["more"].partition("-x-")[0]) if found else []
    if found is None or len(set(subtags)) < len(subtags) or len(set(singletons)) < len(singletons):
        return f'"{tag}" is not a BCP 47 code, such as "en" or "pt-BR"'
    parts = (found["language"], (found["script"] or "").title(), (found["region"] or "").upper())
    written = "-".join(filter(None, parts)) + found["variants"] + found["more"]
    return None if tag == written else f'write "{tag}" as BCP 47 does: "{written}"'
