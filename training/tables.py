"""The tables of docs/accuracy.md: records held against known results, by kind, converter and language.

    python training/measure.py DUMPS --out RECORDS
    python training/tables.py DUMPS RECORDS                   # --unread: only the third of the sites that nobody read

DUMPS is as for `fit.py`; of each `<name>.json` also `converter`, `lang` and `published` are read. A title is right if
its letters and digits are, a text as far as its words are (F1), a day if it is the same. The last table says how many
records are wrong and do not say so: a title or a day that is not the right one, or a text of which less than TEXT is.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rows import letters
from sites import is_unread

from seedparse.text.words import split

PAGES = frozenset({"inscriptis", "html2text", "html2text_md", "lynx", "w3m", "bs4"})
"""Converters that keep the whole page, boilerplate included."""
PLAIN = "bsnlp"  # the converter name of a dump that was published as plain text begins with this
TEXT = 0.8  # F1 of the words below which a text counts as wrong
FEWEST = 10  # dumps of a language that has a line in the table
COLUMNS = ("title", "no title", "body", "lead and body", "published", "no day")
FIELDS: dict[str, dict[str, float]] = {
    "title": {"title": 1, "no title": 1},
    "text": {"lead and body": TEXT},
    "published": {"published": 1, "no day": 1},
}
"""A field of a record, and the score that each of its columns must reach; below one of them the field is wrong."""


def kind_of(converter: str) -> str:
    """The kind of text that a converter makes, as the tables name it."""
    return "whole page" if converter in PAGES else "plain text" if converter.startswith(PLAIN) else "main text"


def f1(found: Iterable[str], known: Iterable[str]) -> float:
    """F1 of the words of two lists of texts; a word that occurs several times counts as often."""
    mine, theirs = (Counter(word for text in texts for word in split(text.casefold())) for texts in (found, known))
    same = (mine & theirs).total()
    return 2 * same / (mine.total() + theirs.total()) if same else float(mine == theirs)


def scores(record: dict[str, Any], known: dict[str, Any]) -> dict[str, float]:
    """The score of a record in each column, 0 to 1; columns without a known result are left out."""
    header, found = record["header"], {}
    if known["title"]:
        found["title"] = float(letters(header["title"] or "") == letters(known["title"]))
    else:
        found["no title"] = float(header["title"] is None)
    if known["body"]:
        lead = known.get("lead") or []
        found["body"] = f1(record["body"], known["body"])
        found["lead and body"] = f1([*header["lead"], *record["body"]], [*lead, *known["body"]])
    if known.get("published_scored", True):
        day = (header["published"] or "")[:10]
        column = "published" if known.get("published") else "no day"
        found[column] = float(day == (known.get("published") or ""))
    return found


def wrong_fields(found: dict[str, float]) -> set[str]:
    """The fields of FIELDS whose scores are too low. `found`: scores by column."""
    return {
        field
        for field, columns in FIELDS.items()
        if any(found.get(column, least) < least for column, least in columns.items())
    }


def table(name: str, groups: dict[str, list[dict[str, float]]]) -> None:
    """Print the mean scores of each group, the largest group first."""
    print(f"\n| {name} | dumps | {' | '.join(COLUMNS)} |\n|---|{'---|' * (len(COLUMNS) + 1)}")
    for group, rows in sorted(groups.items(), key=lambda one: -len(one[1])):
        cells = [[row[column] for row in rows if column in row] for column in COLUMNS]
        shown = [f"{sum(cell) / len(cell):.3f}" if cell else "-" for cell in cells]
        print(f"| {group} | {len(rows)} | {' | '.join(shown)} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dumps", type=Path)
    parser.add_argument("records", type=Path)
    parser.add_argument("--unread", action="store_true", help="only the third of the sites that nobody read")
    options = parser.parse_args()
    groups: dict[str, defaultdict[str, list[dict[str, float]]]] = {
        name: defaultdict(list) for name in ("kind", "converter", "language")
    }
    silent: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted(options.dumps.glob("*.json")):
        known = json.loads(path.read_text(encoding="utf-8"))
        if options.unread and not is_unread(known["site"]):
            continue
        lines = (options.records / f"{path.stem}.jsonl").read_text(encoding="utf-8").splitlines()
        # If the parser cut the one article of a dump in two, the part with the longer body is scored.
        record = max(map(json.loads, lines), key=lambda each: sum(map(len, each["body"])))
        found, kind = scores(record, known), kind_of(known["converter"])
        for name, group in (("kind", kind), ("converter", known["converter"]), ("language", known["lang"])):
            groups[name][group].append(found)
        wrong = wrong_fields(found)
        silent[kind]["records"] += 1
        silent[kind]["wrong"] += bool(wrong)
        silent[kind]["silent"] += bool(wrong) and not record["notes"]
        for field in wrong:
            silent[kind][field] += 1
    groups["language"] = defaultdict(list, {k: v for k, v in groups["language"].items() if len(v) >= FEWEST})
    for name, rows in groups.items():
        table(name, rows)
    print(f"\n| | wrong | without a note | {' | '.join(FIELDS)} |\n|---|{'---|' * (len(FIELDS) + 2)}")
    for kind, counts in silent.items():
        shares = [f"{counts[name] / counts['records']:.2f}" for name in ("wrong", "silent", *FIELDS)]
        print(f"| {kind} | {' | '.join(shares)} |")


if __name__ == "__main__":
    main()
