"""The frame of a page: head, style, script, and texts made safe for HTML.

Law: a page loads nothing, and only the script that stands here can run: the page's own policy names its hash.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from html import escape
from os import path

from seedparse.model import Role
from seedparse.text.visible import visible

MEANINGS = {
    Role.TITLE: "the headline",
    Role.LEAD: "a standfirst between title and text",
    Role.META: "a header line: date, authors, section, fields",
    Role.ATTRIBUTION: "the line that says who reports, citing whom",
    Role.BODY: "running text",
    Role.RELATED_HEADING: "the line over a list of other articles",
    Role.RELATED: "an entry of such a list, or a link in the text",
    Role.EXTRA: "none of these: menus, photos, share lines, footers",
    Role.SEPARATOR: "a line between two articles or paragraphs",
}
"""What each role means, for a legend."""
TAB_COLUMNS = 4  # columns from one tab stop to the next


def shown(text: str) -> str:
    """A text as HTML: what could act is escaped, tabs are spaces."""
    return escape(visible(text.expandtabs(TAB_COLUMNS) if "\t" in text else text))


def page(title: str, body: Iterable[str], *, style: str = "", script: str = "") -> Iterator[str]:
    """Yield the lines of a page. `body`: lines of HTML. `style`, `script`: names of files in this folder."""
    css = _file("page.css") + (_file(style) if style else "")
    code = _file(script) if script else ""
    policy = [
        "default-src 'none'",
        f"style-src {_hash(css)}",
        *([f"script-src {_hash(code)}"] if code else []),
        "base-uri 'none'",
        "form-action 'none'",
    ]
    yield "<!DOCTYPE html>"
    yield '<html lang="en">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{"; ".join(policy)}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{shown(title)}</title>"
    yield f"<style>{css}</style>"
    yield "</head>"
    yield "<body>"
    yield from body
    if code:
        yield f"<script>{code}</script>"
    yield "</body>"
    yield "</html>"


def _file(name: str) -> str:
    with open(path.join(path.dirname(__file__), name), encoding="utf-8") as file:
        return file.read()


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
