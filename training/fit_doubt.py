"""Fit `src/seedparse/recognition/doubt_weights.json`: which records are wrong, told from how sure the decisions were.

    pip install -r requirements/train.txt
    python training/fit_doubt.py DUMPS --out src/seedparse/recognition/doubt_weights.json

DUMPS is as for `fit.py`, with `lang` and `converter` in each `.json`. Models of title and text that never saw a dump's
site parse it, so its record is as often wrong as that of an unknown site; and also its text in the layout of the seed.
A title is wrong also if it is made up; a text if F1 of its words is below TEXT. Printed is, out of fold by site, how
well the doubt tells the wrong records (AUC), and how many of the records with the note and without it are wrong.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import compose
import fit
import lightgbm
import numpy as np
import rows
from sites import part_of
from tables import kind_of, scores

from seedparse.model import Options
from seedparse.recognition.doubt import either, numbers_of
from seedparse.recognition.trees import DOUBTS, TreeModel
from seedparse.resources import Resources, load
from seedparse.stream import explained

PARTS = 5  # of the sites
TEXT = 0.9  # F1 of the words of lead and body below which a text is wrong
MAIN, LAYOUT = "main text", "layout"
LAID_OUT = 600  # articles in the layout of the seed
NOTED = 0.40  # share of the records with the note that are wrong, at least, in main text
ALWAYS = 1000.0  # bound of a cascade that never decides
UNFITTED = TreeModel(ALWAYS, ALWAYS, -ALWAYS, ALWAYS, [])  # the doubt is not known yet, and its features may be others


class Judged(NamedTuple):
    """The record of one dump."""

    site: str
    kind: str  # as in the tables
    numbers: list[float]
    wrong: tuple[bool, bool]  # the title, the text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dumps", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    judged = judge_all(options.dumps)
    chances = out_of_fold(judged)
    threshold = threshold_of(judged, chances)
    report(judged, chances, threshold)
    models = {name: as_stored(fitted(judged, at), threshold) for at, name in enumerate(DOUBTS)}
    options.out.write_text(json.dumps(models, separators=(",", ":")) + "\n", encoding="utf-8")


def judge_all(dumps: Path) -> list[Judged]:
    """The record of each dump, and of its text in the layout of the seed, by models fitted without its site."""
    gathered, shipped, ones = rows.gather(dumps), load(), compose.read(dumps)
    laid_out = list(compose.alone(ones, LAID_OUT, seed=5))
    judged = []
    for part in range(PARTS):
        models = {name: TreeModel(**each) for name, each in fit.fit_all(gathered, part, PARTS).items()}
        resources = shipped._replace(models={**shipped.models, **models, **dict.fromkeys(DOUBTS, UNFITTED)})
        judged += [judge(one, resources) for one in (*ones, *laid_out) if part_of(one.site, PARTS) == part]
    return judged


def judge(one: compose.One, resources: Resources) -> Judged:
    """The record of one dump against what is known. A dump that is cut in two has the record with the longer text."""
    found = [
        (article, blocks)
        for article, blocks in explained([one.text.encode()], Options(), resources=resources)
        if article
    ]
    article, blocks = max(found, key=lambda each: sum(map(len, each[0]["body"])))
    score = scores(dict(article), one.known)
    wrong = min(score.get("title", 1), score.get("no title", 1)) < 1, score.get("lead and body", 1) < TEXT
    kind = LAYOUT if one.kind == LAYOUT else kind_of(one.kind)
    return Judged(one.site, kind, numbers_of(blocks), wrong)


def fitted(judged: Sequence[Judged], at: int) -> lightgbm.LGBMClassifier:
    """The model of one of DOUBTS, by its place."""
    model = lightgbm.LGBMClassifier(
        n_estimators=80,
        learning_rate=0.05,
        num_leaves=8,
        min_child_samples=25,
        colsample_bytree=0.4,
        reg_lambda=20,
        **fit.SETTINGS,
    )
    return model.fit(table(judged), np.array([each.wrong[at] for each in judged]))


def table(judged: Sequence[Judged]) -> Any:
    return np.array([each.numbers for each in judged], dtype=float)


def out_of_fold(judged: Sequence[Judged]) -> list[float]:
    """The chance that each record is wrong, by models that saw no record of its site."""
    chances = [0.0] * len(judged)
    for part in range(PARTS):
        own = [at for at, each in enumerate(judged) if part_of(each.site, PARTS) == part]
        rest = [each for each in judged if part_of(each.site, PARTS) != part]
        numbers = table([judged[at] for at in own])
        title, text = (fitted(rest, at).predict_proba(numbers)[:, 1] for at in range(len(DOUBTS)))
        for at, *both in zip(own, title, text, strict=True):
            chances[at] = float(either(*both))
    return chances


def threshold_of(judged: Sequence[Judged], chances: Sequence[float]) -> float:
    """The lowest score from which at least NOTED of the records of main text are wrong."""
    scored = sorted(
        (chance, any(each.wrong)) for chance, each in zip(chances, judged, strict=True) if each.kind == MAIN
    )
    for at, (chance, _) in enumerate(scored):
        noted = [wrong for _, wrong in scored[at:]]
        if sum(noted) >= NOTED * len(noted):
            return round(chance, 4)
    raise SystemExit("no threshold gives so many wrong records among those with the note")


def report(judged: Sequence[Judged], chances: Sequence[float], threshold: float) -> None:
    """Print the table of docs/accuracy.md."""
    print("| | records | wrong | AUC | with the note | of these wrong | of those without it wrong | wrong without it |")
    print("|---|---|---|---|---|---|---|---|")
    for kind in sorted({each.kind for each in judged}):
        own = [(chance, any(each.wrong)) for chance, each in zip(chances, judged, strict=True) if each.kind == kind]
        noted = [wrong for chance, wrong in own if chance >= threshold]
        silent = [wrong for chance, wrong in own if chance < threshold]
        figures = (
            mean([wrong for _, wrong in own]), auc(own), len(noted) / len(own), mean(noted), mean(silent),
            sum(silent) / len(own),
        )  # fmt: skip
        print(f"| {kind} | {len(own)} |", " | ".join(f"{figure:.2f}" for figure in figures), "|")


def mean(values: Sequence[bool]) -> float:
    return sum(values) / max(1, len(values))


def auc(own: Sequence[tuple[float, bool]]) -> float:
    """The share of pairs of a wrong and a right record in which the wrong one has the higher score; ties are halves."""
    wrong, right = ([chance for chance, is_wrong in own if is_wrong is kind] for kind in (True, False))
    pairs = [(one > two) + (one == two) / 2 for one in wrong for two in right]
    return sum(pairs) / max(1, len(pairs))


def as_stored(model: lightgbm.LGBMClassifier, threshold: float) -> dict[str, Any]:
    return {
        "threshold": threshold,
        "page_threshold": threshold,
        "reject_below": -ALWAYS,
        "accept_above": ALWAYS,
        "trees": fit.trees_of(model),
    }


if __name__ == "__main__":
    main()
