"""A page with the figures of `stats`: shares, roles, languages, notes, outlets, who cites whom, unknown lines.

Law: it shows what `stats --json` says, and nothing is counted here.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from seedparse.tools.pages.frame import page, shown
from seedparse.tools.pages.plots import Plot, bars, cited

MOST_NAMED_PATHS = 3  # inputs that the heading names
SHARES = Plot("shares", "Shares", "share", is_share=True)
MEANINGS_OF_SHARES = "known: lines that are recognised. The others: articles that have it."
OUTLETS = Plot("outlets", "Outlets", "rows of cites")
PLOTS = (
    Plot("lines", "Lines by role", "lines"),
    Plot("extra", "Lines of extra by kind", "lines"),
    Plot("languages", "Languages", "articles"),
    Plot("encodings", "Encodings", "articles"),
    Plot("related_years", "Related entries by year", "entries"),
    Plot("notes", "Notes", "notes"),
)
"""The plots of counts, by their key in the result of `stats`."""


def figures_page(paths: Sequence[str], result: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of the page. `paths`: names of the inputs. `result`: that of `Stats`."""
    named = ", ".join(paths[:MOST_NAMED_PATHS])
    more = f" and {len(paths) - MOST_NAMED_PATHS:,} more" if len(paths) > MOST_NAMED_PATHS else ""
    yield from page(f"{named}{more}: stats", _body(f"{named}{more}", result), style="figures.css")


def _body(name: str, result: dict[str, Any]) -> Iterator[str]:
    lines = sum(result["lines"].values())
    yield f"<header><h1>{shown(name)}</h1>"
    yield f"<p>{_many(result['articles'], 'article')}, {_many(lines, 'line')} with text.</p></header>"
    yield '<main><div class="plots">'
    yield from bars(SHARES, result["shares"], MEANINGS_OF_SHARES)
    for plot in PLOTS:
        counts = result[plot.key]
        if counts:
            yield from bars(plot, dict(sorted(counts.items())) if plot.key == "related_years" else counts)
    if result["outlets"]:
        counts = {each["outlet"]: each["rows"] for each in result["outlets"]}
        yield from bars(OUTLETS, counts, f"By the rows of cites that name them.{_error(result['outlets_error'])}")
    yield "</div>"
    yield from _graph(result)
    yield from _unknown(result)
    yield "</main>"


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _error(error: int) -> str:
    return f" A count may be up to {error:,} too low." if error else ""


def _graph(result: dict[str, Any]) -> Iterator[str]:
    edges = [(each["publisher"], each["via"], each["rows"]) for each in result["edges"]]
    if not edges:
        return
    yield '<section class="plot wide" aria-labelledby="edges"><h2 id="edges">Who cites whom</h2>'
    yield from cited(edges)
    yield f"<details><summary>The same as a table</summary><table>{_head('who reports', 'citing', 'rows')}<tbody>"
    for publisher, via, count in edges:
        yield f'<tr><th scope="row" dir="auto">{shown(publisher)}</th><td dir="auto">{shown(via)}</td>'
        yield f'<td class="figure">{count:,}</td></tr>'
    yield "</tbody></table></details>"
    yield f'<p class="small">The pairs with most rows. cites --graph writes all.{_error(result["edges_error"])}</p>'
    yield "</section>"


def _unknown(result: dict[str, Any]) -> Iterator[str]:
    if not result["unknown_lines"]:
        return
    yield '<section class="plot wide" aria-labelledby="unknown"><h2 id="unknown">Short lines that no pack knows</h2>'
    yield f"<table>{_head('line', 'articles')}<tbody>"
    for each in result["unknown_lines"]:
        yield f'<tr><th scope="row" dir="auto">{shown(each["line"])}</th>'
        yield f'<td class="figure">{each["articles"]:,}</td></tr>'
    yield "</tbody></table>"
    error = _error(result["unknown_lines_error"])
    yield f'<p class="small">They recur: write a pack for them, or let packs suggest write one.{error}</p></section>'


def _head(*names: str) -> str:
    *others, last = (f">{name}</th>" for name in names)
    cells = "".join(f'<th scope="col"{each}' for each in others)
    return f'<thead><tr>{cells}<th scope="col" class="figure"{last}</tr></thead>'
