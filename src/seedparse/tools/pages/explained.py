"""A page that shows why each line has its role: the dump with its roles, and the record beside it.

Law: each shown block has a link to the field that holds it, and each field one to its lines, by the record's `spans`.
The page can be read without its script, which only marks what belongs together.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, cast

from seedparse.errors import SeedparseError
from seedparse.model import Article, Role, Span, SpannedArticle
from seedparse.recognition.doubt import CODE as DOUBTFUL
from seedparse.text import jsonio
from seedparse.text.lines import WHITE
from seedparse.tools import wording
from seedparse.tools.pages.frame import MEANINGS, page, shown

MAX_PAGE_LINES = 10_000  # lines of text on a page: a browser opens so many within a second or two
MAX_PAGE_CHARS = 4_000_000
LISTED_ARTICLES = 2  # articles from which on a page has a list of them

Found = tuple[Article | None, wording.Explanation]


class PageLimitError(SeedparseError):
    """The input is too big for a page. The message says what to do."""


class Field(NamedTuple):
    """A slot of a record: its way in the JSON, its text, the role of its lines, and the lines."""

    way: str  # "related[0].title"
    text: str
    role: Role
    spans: list[Span]


def explained_page(name: str, found: Iterable[Found]) -> list[str]:
    """The lines of the page. `name`: of the input. `found`: articles with spans, and their explanations.

    Raises PageLimitError as soon as there are more lines than a page may have; nothing is read behind that.
    """
    sections: list[str] = []
    links: list[str] = []
    lines: Counter[Role] = Counter()
    chars = 0
    for number, (article, explanation) in enumerate(found, 1):
        for block in explanation["blocks"]:
            lines[Role(block["role"])] += block["line_end"] - block["line_start"] + 1
            chars += len(block["text"])
        if lines.total() > MAX_PAGE_LINES or chars > MAX_PAGE_CHARS:
            raise PageLimitError(
                f"{name}: too long for a page, which holds {MAX_PAGE_LINES:,} lines and {MAX_PAGE_CHARS:,} characters. "
                "Choose a part with --article N or --lines A-B."
            )
        section = _Section(number, cast("SpannedArticle | None", article), explanation)
        sections += section.lines()
        if article is not None:
            links.append(f'<li><a href="#{section.id}">{shown(section.name)}</a></li>')
    return list(
        page(f"{name}: explain", _body(name, lines, links, sections), style="explained.css", script="explained.js")
    )


def _body(name: str, lines: Counter[Role], links: list[str], sections: list[str]) -> Iterator[str]:
    yield "<header>"
    yield f"<h1>{shown(name)}</h1>"
    yield "<p>Each line has a role. Choose a role to see the field that the line became; choose the line of a field "
    yield "to see where it stands. Beside each line stands the rule that decided its role.</p>"
    yield '<details class="legend" open><summary>Roles</summary><dl>'
    for role, meaning in MEANINGS.items():
        if lines[role]:
            count = f"{lines[role]:,} line{'' if lines[role] == 1 else 's'}"
            yield f'<div><dt><span class="role {role}">{_named(role)}</span></dt><dd>{meaning} ({count})</dd></div>'
    yield "</dl></details>"
    if len(links) >= LISTED_ARTICLES:
        yield f"<nav aria-label='Articles'><details><summary>{len(links):,} articles</summary><ol>"
        yield from links
        yield "</ol></details></nav>"
    yield "</header>"
    yield "<main>"
    if not sections:
        yield "<p>There is no text.</p>"
    yield from sections
    yield "</main>"


def _named(role: Role) -> str:
    return role.replace("_", " ")


class _Section:
    """One article on the page, or separators that belong to none."""

    def __init__(self, number: int, article: SpannedArticle | None, explanation: wording.Explanation) -> None:
        self.id = f"s{number}"
        self._article, self._explanation = article, explanation
        self._blocks: list[dict[str, Any]] = explanation["blocks"]
        self._fields = list(_fields(article)) if article else []
        self._block_ids = {block["byte_start"]: f"{self.id}-b{at}" for at, block in enumerate(self._blocks, 1)}
        self._fields_of: dict[int, list[int]] = {}  # the first byte of a block to the fields that it fills
        for at, field in enumerate(self._fields):
            for span in field.spans:
                self._fields_of.setdefault(span["byte_start"], []).append(at)
        notes = explanation["notes"]
        self._doubt = next((note for note in notes if note["code"] == DOUBTFUL), None)
        member, article_number = explanation["member"], explanation["article"]
        title = article["header"]["title"] if article else None
        what = f"article {article_number}" if article_number else "between articles"
        self.name = ": ".join(filter(None, (member, what, title)))

    def lines(self) -> Iterator[str]:
        yield f'<section class="article" id="{self.id}" aria-labelledby="{self.id}-name">'
        yield f'<h2 id="{self.id}-name">{shown(self.name)}</h2>'
        yield from self._facts()
        yield '<div class="panes">'
        yield f'<div class="dump"><h3 class="hidden">Lines</h3>{self._skip()}<ol class="blocks">'
        for block in self._blocks:
            yield from self._block(block)
        yield "</ol></div>"
        if self._article:
            yield from self._record(self._article)
        yield "</div></section>"

    def _skip(self) -> str:
        return f'<a class="skip" href="#{self.id}-record">Go to the record</a>' if self._article else ""

    def _facts(self) -> Iterator[str]:
        explanation = self._explanation
        if explanation["begins"]:
            yield f'<p class="small">{shown(wording.beginning(explanation["article"], explanation["begins"]))}</p>'
        if not self._article:
            return
        origin = self._article["origin"]
        said = f"published {explanation['published']}" if explanation["published"] else "no publication date"
        facts = [
            f"language {explanation['language']}",
            said,
            explanation["encoding"],
            f"lines {origin['line_start']:,} to {origin['line_end']:,}",
            explanation["id"],
        ]
        yield f'<p class="small">{shown(" · ".join(facts))}</p>'
        notes = explanation["notes"]
        if notes:
            yield '<ul class="notes" aria-label="Notes">'
            for note in notes:
                is_doubt = note["code"] == DOUBTFUL
                sign = '<span aria-hidden="true">⚠ </span>' if is_doubt else ""
                where = self._link_to_line(note["line"]) if note["line"] else "the whole article"
                yield f'<li class="{"doubt" if is_doubt else "note"}">{sign}<b>{shown(note["code"])}</b>, {where}: '
                yield f"{shown(note['detail'])}</li>"
            yield "</ul>"

    def _link_to_line(self, line: int) -> str:
        for block in self._blocks:
            if block["line_start"] <= line <= block["line_end"]:
                return f'<a href="#{self._block_ids[block["byte_start"]]}">line {line:,}</a>'
        return f"line {line:,}"

    def _block(self, block: dict[str, Any]) -> Iterator[str]:
        role, key = Role(block["role"]), self._block_ids[block["byte_start"]]
        first, last = block["line_start"], block["line_end"]
        fields = self._fields_of.get(block["byte_start"], [])
        where = f"line {first:,}" if first == last else f"lines {first:,} to {last:,}"
        is_doubted = self._doubt is not None and first <= self._doubt["line"] <= last
        ids = " ".join(self._field_id(at) for at in fields)
        marked = " doubted" if is_doubted else ""
        yield f'<li class="block {role}{marked}" id="{key}" tabindex="-1" data-to="{ids}">'
        if fields:
            label = f"{_named(role)}, {where}: show {self._fields[fields[0]].way} in the record"
            link = f'class="role {role}" href="#{self._field_id(fields[0])}" aria-label="{shown(label)}"'
            yield f"<a {link}>{_named(role)}</a>"
        else:
            yield f'<span class="role {role}">{_named(role)}<span class="hidden">, {where}</span></span>'
        yield from self._why(block, is_doubted=is_doubted)
        yield '<div class="lines">'
        for number, line in enumerate(block["text"].split("\n"), first):
            text = shown(line.strip(WHITE))
            yield f'<p class="line"><span class="number">{number}</span><span class="text" dir="auto">{text}</span></p>'
        yield "</div></li>"

    def _why(self, block: dict[str, Any], *, is_doubted: bool) -> Iterator[str]:
        """Why a block has its role: the rule, and behind it what else is known."""
        rule = shown(wording.decided(block))
        if is_doubted:
            rule = f'<strong class="doubt"><span aria-hidden="true">⚠ </span>doubtful</strong> {rule}'
        more = []
        if phrase := block["decided"]["phrase"]:
            more.append(f"phrase: <code>{shown(phrase)}</code>")
        if read := wording.readings(block):
            more.append(f"read: {shown(read)}")
        more += [f"nearly: {shown(miss)}" for miss in wording.near_misses(block)]
        more += [f"note {shown(note['code'])}: {shown(note['detail'])}" for note in block["notes"]]
        if not more:
            yield f'<p class="why">{rule}</p>'
            return
        yield f'<details class="why"><summary>{rule}</summary><ul>'
        yield from (f"<li>{each}</li>" for each in more)
        yield "</ul></details>"

    def _field_id(self, at: int) -> str:
        return f"{self.id}-f{at + 1}"

    def _record(self, article: SpannedArticle) -> Iterator[str]:
        yield f'<div class="record" id="{self.id}-record" tabindex="-1"><h3>Record</h3><dl>'
        for at, field in enumerate(self._fields):
            places = [self._block_ids[span["byte_start"]] for span in field.spans if self._has(span)]
            to = " ".join(places)
            yield f'<div class="field {field.role}" id="{self._field_id(at)}" tabindex="-1" data-to="{to}">'
            yield f"<dt><code>{field.way}</code> {self._places(field)}</dt>"
            yield f'<dd dir="auto">{shown(field.text)}</dd></div>'
        yield "</dl>"
        if empty := list(_empty(article)):
            yield f'<p class="small">null or empty: {", ".join(f"<code>{way}</code>" for way in empty)}</p>'
        record = {key: value for key, value in article.items() if key != "spans"}
        yield '<details class="json"><summary>JSON</summary>'
        yield f"<pre>{shown(jsonio.line(record).decode().strip())}</pre></details>"
        yield "</div>"

    def _has(self, span: Span) -> bool:
        return span["byte_start"] in self._block_ids

    def _places(self, field: Field) -> str:
        """The links from a field to its lines."""
        found = []
        for span in {each["byte_start"]: each for each in field.spans}.values():
            first, last = span["line_start"], span["line_end"]
            where = f"line {first:,}" if first == last else f"lines {first:,}–{last:,}"
            if not self._has(span):
                found.append(f"{where}, not on this page")
                continue
            block = self._block_ids[span["byte_start"]]
            found.append(f'<a href="#{block}" aria-label="{field.way}: show {where}">{where}</a>')
        return ", ".join(found)


def _fields(article: SpannedArticle) -> Iterator[Field]:
    """The slots of a record that are filled, in its order."""
    header, spans = article["header"], article["spans"]
    yield from _field("header.title", header["title"], Role.TITLE, [spans["header"]["title"]])
    yield from _list("header.lead", header["lead"], Role.LEAD, spans["header"]["lead"])
    yield from _list("header.meta", header["meta"], Role.META, spans["header"]["meta"])
    yield from _field("header.byline", header["byline"], Role.META, spans["header"]["byline"])
    yield from _field("header.dateline", header["dateline"], Role.META, [spans["header"]["dateline"]])
    published = [spans["header"]["published"]]
    yield from _field("header.published", header["published"], Role.META, published)
    yield from _field("header.published_raw", header["published_raw"], Role.META, published)
    for key in ("text", "publisher", "via"):
        yield from _field(f"attribution.{key}", article["attribution"][key], Role.ATTRIBUTION, [spans["attribution"]])
    yield from _list("body", article["body"], Role.BODY, spans["body"])
    for at, (entry, places) in enumerate(zip(article["related"], spans["related"], strict=True)):
        if entry["heading"] != (article["related"][at - 1]["heading"] if at else None):
            yield from _field(f"related[{at}].heading", entry["heading"], Role.RELATED_HEADING, [places["heading"]])
        text = " · ".join(filter(None, (entry["date"] or entry["date_raw"], entry["title"])))
        found = [places["title"], places["date"]]
        yield from _field(f"related[{at}]", text, Role.RELATED, found)
    for at, (citation, place) in enumerate(zip(article["citations"], spans["citations"], strict=True)):
        text = f"{wording.cited(citation)}: {citation['text']}"
        yield from _field(f"citations[{at}]", text, Role.ATTRIBUTION, [place])
    for at, (extra, place) in enumerate(zip(article["extra"], spans["extra"], strict=True)):
        yield from _field(f"extra[{at}]", f"{extra['kind']}: {extra['text']}", Role.EXTRA, [place])


def _list(way: str, texts: list[str], role: Role, spans: list[Span]) -> Iterator[Field]:
    for at, (text, span) in enumerate(zip(texts, spans, strict=True)):
        yield from _field(f"{way}[{at}]", text, role, [span])


def _field(way: str, text: str | None, role: Role, spans: Iterable[Span | None]) -> Iterator[Field]:
    if text is not None:
        yield Field(way, text, role, [span for span in spans if span is not None])


def _empty(article: Article) -> Iterator[str]:
    """The keys of a record that hold nothing."""
    for way, part in (("header.", article["header"]), ("attribution.", article["attribution"])):
        yield from (f"{way}{key}" for key, value in cast("dict[str, Any]", part).items() if value in (None, []))
    lists = {"body": article["body"], "related": article["related"], "citations": article["citations"]}
    yield from (way for way, value in {**lists, "extra": article["extra"]}.items() if not value)
