"""Measures which of the labelled sentences of `citations/blind.jsonl` are found to cite a medium, and with which names.

usage: python bench/citations.py [FILE] [--rows even|odd] [--misses]

- Each sentence is parsed as an article with a title. Found are its attribution line and its citations.
- Precision, recall and F1 are those of sentences: one that cites and gives something is a hit; each further citation
  of it, and each of a sentence that cites none, is false. `publisher` and `via` are the shares of hits in which they
  are as labelled (case, quotes and marks aside). `taken` is the share of sentences without a medium that give any.
- `--rows` measures every second sentence: the words of the packs were completed with the even rows in view only.
"""

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import seedparse

SET = Path(__file__).parent / "citations" / "blind.jsonl"
TITLE = "Kyoto 2026"
REAL = "NTREX-128"

Row = dict[str, Any]
Found = list[tuple[str | None, str | None]]


def found_in(text: str) -> Found:
    """Publisher and via of each attribution and citation of a sentence."""
    (article,) = seedparse.parse_text(f"{TITLE}\n\n{text}\n")
    lines = [article["attribution"], *article["citations"]]
    return [(one["publisher"], one["via"]) for one in lines if one["text"] is not None]


def same(name: str | None, labels: Iterable[str | None]) -> bool:
    return plain(name) in [plain(label) for label in labels]


def plain(name: str | None) -> list[str]:
    words = ("".join(filter(str.isalnum, word)) for word in (name or "").casefold().split())
    return [word for word in words if word]


def is_publisher(row: Row, found: Found) -> bool:
    return any(same(name, [row["publisher"], *row["publisher_alt"]]) for name, _ in found)


def is_via(row: Row, found: Found) -> bool:
    return any(same(name, [row["via"], *row["via_alt"]]) for _, name in found)


def share(hits: int, of: int) -> str:
    return f"{hits / of:.3f}" if of else "-"


def figures(rows: list[tuple[Row, Found]]) -> list[str]:
    cite = [pair for pair in rows if pair[0]["cites"]]
    speak = [found for row, found in rows if not row["cites"]]
    hits = [pair for pair in cite if pair[1]]
    false = sum(len(found) - 1 for _, found in hits) + sum(map(len, speak))
    right, total = len(hits), len(hits) + false
    return [
        str(len(rows)),
        share(right, total),
        share(right, len(cite)),
        share(2 * right, total + len(cite)),
        share(sum(is_publisher(*pair) for pair in hits), right),
        share(sum(is_via(*pair) for pair in hits), right),
        share(sum(map(bool, speak)), len(speak)),
    ]


def misses(rows: list[tuple[Row, Found]]) -> None:
    """Print the sentences in which something is not as labelled."""
    for row, found in rows:
        labelled = (row["publisher"], row["via"]) if row["cites"] else None
        is_right = len(found) == 1 and is_publisher(row, found) and is_via(row, found) if row["cites"] else not found
        if not is_right:
            print(row["id"], f"labelled {labelled}", f"found {found}", row["text"], sep=" | ")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=SET)
    parser.add_argument("--rows", choices=["even", "odd"])
    parser.add_argument("--misses", action="store_true", help="also print the sentences that are not as labelled")
    options = parser.parse_args()
    every = [json.loads(line) for line in options.file.read_text("utf-8").splitlines()]
    kept = every[{"even": 0, "odd": 1}.get(options.rows, 0) :: 2 if options.rows else 1]
    rows = [(row, found_in(row["text"])) for row in kept]
    if options.misses:
        misses(rows)
    groups = {language: [pair for pair in rows if pair[0]["lang"] == language] for language in languages(kept)}
    groups["real"] = [pair for pair in rows if pair[0]["source"] == REAL]
    groups["written"] = [pair for pair in rows if pair[0]["source"] != REAL]
    groups["all"] = rows
    print("| | sentences | precision | recall | F1 | publisher | via | taken |")
    print("|---|---|---|---|---|---|---|---|")
    for name, group in groups.items():
        print(f"| {name} | {' | '.join(figures(group))} |")


def languages(rows: list[Row]) -> list[str]:
    return list(dict.fromkeys(row["lang"] for row in rows))


main()
