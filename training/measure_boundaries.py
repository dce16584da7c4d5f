"""Measure where articles are found to begin, with models that were fitted without their sites.

    python training/measure_boundaries.py DUMPS MANY [--thresholds 2.0 ...]

DUMPS is as for `fit_boundaries.py`. MANY holds dumps of many articles, `<name>.txt`, each with `<name>.json`: `starts`
(the first line of each article, from 1), `separator`, and `articles` (the names of their dumps in DUMPS). The dumps of
MANY are read in GROUPS groups, each by a model fitted without any of their sites; the dumps of DUMPS in PARTS parts by
site. Printed are F1, precision and recall of the boundaries, F1 by separator, and how many dumps of one article are
cut.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from boundary_rows import Row, begun_at, first_line, gather
from fit_boundaries import THRESHOLD, dumps_of, fitted, kept
from sites import part_of

from seedparse.model import Mark
from seedparse.recognition.trees import TOO_LOW, TreeModel
from seedparse.resources import load

GROUPS, PARTS = 14, 5


class Found(NamedTuple):
    """Boundaries: those that are right, those found, those there are."""

    right: int = 0
    found: int = 0
    known: int = 0

    def plus(self, other: "Found") -> "Found":
        return Found(self.right + other.right, self.found + other.found, self.known + other.known)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, self.found + self.known)


class Many(NamedTuple):
    """A dump of many articles."""

    data: bytes
    separator: str
    firsts: frozenset[int]  # byte offsets of the first lines of its articles, but the first
    sites: frozenset[str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dumps", type=Path)
    parser.add_argument("many", type=Path)
    parser.add_argument("--thresholds", type=float, nargs="+", default=[THRESHOLD])
    options = parser.parse_args()
    packs, dumps = load().packs, dumps_of(options.dumps)
    rows = kept(gather(dumps, packs))
    many = list(read_many(options.many, options.dumps))
    marks: dict[str, Mark] = {}
    by_separator: dict[tuple[float, str], Found] = defaultdict(Found)
    for group in (many[at::GROUPS] for at in range(GROUPS)):
        sites = frozenset().union(*(dump.sites for dump in group))
        trees = fitted(without(rows, sites))["trees"]
        for dump in group:
            for threshold in options.thresholds:
                found = begun_at(dump.data, packs, model(trees, threshold), marks)
                one = Found(len(found & dump.firsts), len(found), len(dump.firsts))
                for name in (dump.separator, ""):
                    by_separator[threshold, name] = by_separator[threshold, name].plus(one)
    cut: Counter[float] = Counter()
    singles = [dump for dump in dumps if dump.kind == "single"]
    for part in range(PARTS):
        own = [dump for dump in singles if part_of(dump.sites[0], PARTS) == part]
        trees = fitted(without(rows, {dump.sites[0] for dump in own}))["trees"]
        cut.update(
            threshold
            for dump in own
            for threshold in options.thresholds
            if begun_at(dump.data, packs, model(trees, threshold), marks)
        )
    for threshold in options.thresholds:
        whole = by_separator[threshold, ""]
        print(f"threshold {threshold}: F1 {whole.f1:.3f}", end=", ")
        print(f"precision {whole.right / max(1, whole.found):.3f}, recall {whole.right / max(1, whole.known):.3f}")
        print(", ".join(f"{name} {one.f1:.3f}" for (at, name), one in sorted(by_separator.items()) if at == threshold))
        print(f"cut in two: {cut[threshold]} of {len(singles)}")


def read_many(folder: Path, dumps: Path) -> Iterable[Many]:
    """The dumps of a folder in the order of their names."""
    for path in sorted(folder.glob("*.json")):
        known = json.loads(path.read_text(encoding="utf-8"))
        data = path.with_suffix(".txt").read_bytes()
        offsets = [0]
        for line in data.split(b"\n"):
            offsets.append(offsets[-1] + len(line) + 1)
        firsts = frozenset(first_line(data, offsets[line - 1]) for line in known["starts"][1:])
        names = (dumps / f"{name}.json" for name in known["articles"])
        sites = frozenset(json.loads(name.read_text(encoding="utf-8"))["site"] for name in names if name.exists())
        yield Many(data, known["separator"], firsts, sites)


def without(rows: Iterable[Row], sites: Iterable[str]) -> list[Row]:
    """The rows of other sites."""
    left_out = set(sites)
    return [row for row in rows if left_out.isdisjoint(row.sites)]


def model(trees: list[object], threshold: float) -> TreeModel:
    """A model without a cascade."""
    return TreeModel(threshold, threshold, TOO_LOW, -TOO_LOW, trees)  # type: ignore[arg-type]  # as in the file


if __name__ == "__main__":
    main()
