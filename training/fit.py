"""Fit the weights of `src/seedparse/recognition/weights.json` on dumps with known results.

    pip install -r requirements/train.txt
    python training/fit.py DUMPS --out src/seedparse/recognition/weights.json
    python training/fit.py DUMPS --fold 0 --of 5 --out weights-0.json    # leaves out a fifth of the sites

DUMPS holds `<name>.txt` (a dump of one article) and `<name>.json` beside it: an object with `site`, `title` (str or
null), `lead` and `body` (lists of str). The parser reads each dump with the shipped weights, and the fit gets a row for
each paragraph that it scored (`rows.py`). A paragraph is running text if its letters stand in lead or body, a title if
its letters are the title's.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from rows import Gathered, gather
from sites import part_of

from seedparse.recognition.trees import FIRST_TREES, MAX_LEAVES, Forest

# Thresholds of the scores, as log-odds: lower ones accept more false titles and more boilerplate. The threshold for
# titles is lower on a whole page, which always has a title; other texts have often lost theirs.
THRESHOLD = {"title": -1.0, "body": -0.85}
PAGE_THRESHOLD = {"title": -4.0, "body": -0.85}
# Settings of LightGBM that all fits share: the same rows give the same model.
SETTINGS: dict[str, Any] = {
    "subsample": 0.8,
    "subsample_freq": 1,
    "deterministic": True,
    "force_row_wise": True,
    "random_state": 3,
    "n_jobs": 2,
    "verbose": -1,
}
MARGIN = 0.01  # log-odds that are added on both sides to the bounds of the first trees


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dumps", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--fold", type=int, help="leave out this part of the sites")
    parser.add_argument("--of", type=int, default=5)
    options = parser.parse_args()
    fitted = fit_all(gather(options.dumps), options.fold, options.of)
    options.out.write_text(json.dumps(fitted, separators=(",", ":")) + "\n", encoding="utf-8")


def fit_all(gathered: list[Gathered], fold: int | None, of: int) -> dict[str, Any]:
    """The models fitted on all dumps except those of part `fold` of the sites. `of`: the number of parts."""
    used = [each for each in gathered if fold is None or part_of(each.site, of) != fold]
    return {
        name: fit(
            [row for each in used for row in each.rows[name]],
            [answer for each in used for answer in each.answers[name]],
            [share for each in used for share in each.shares[name]],
            [len(each.rows[name]) for each in used if each.rows[name]],
            name,
        )
        for name in THRESHOLD
    }


def fit(rows: list[Any], answers: list[int], shares: list[float], sizes: list[int], name: str) -> dict[str, Any]:
    """Fit one model. `shares`: sample weights. `sizes`: rows of each dump that has any. `name`: "title" or "body"."""
    x, y = np.array(rows), np.array(answers)
    usual = SETTINGS | {"num_leaves": MAX_LEAVES, "min_child_samples": 40, "colsample_bytree": 0.7}
    if name == "body":
        # The trees split at random bounds (extra_trees): with few sites the best bounds are best by chance.
        stiff = usual | {"min_child_samples": 80, "reg_lambda": 50, "extra_trees": True}
        models = [lightgbm.LGBMClassifier(n_estimators=250, learning_rate=0.07, **stiff)]
        models[0].fit(x, y, sample_weight=np.array(shares))
    else:
        # The classifier scores whether a paragraph is a title at all: sites differ in this, so its bounds are random.
        # The ranker scores which paragraph of a dump is the most likely title.
        models = [
            lightgbm.LGBMClassifier(n_estimators=100, learning_rate=0.1, extra_trees=True, **usual),
            lightgbm.LGBMRanker(n_estimators=100, learning_rate=0.1, **usual),
        ]
        models[0].fit(x, y, sample_weight=np.array(shares))
        models[1].fit(x, y, group=sizes)
    trees = [tree for model in models for tree in trees_of(model)]
    enough, on_page = THRESHOLD[name], PAGE_THRESHOLD[name]
    reject_below, accept_above = bounds_of_the_first(trees, rows, min(enough, on_page))
    return {
        "threshold": enough,
        "page_threshold": on_page,
        "reject_below": reject_below,
        "accept_above": accept_above,
        "trees": trees,
    }


def bounds_of_the_first(trees: list[Any], rows: list[Any], threshold: float) -> tuple[float, float]:
    """The bounds outside which the first trees decide alone.

    They are the lowest score by the first trees of a row that reaches the threshold by all trees, and the highest of a
    row that does not, moved apart by MARGIN.
    """
    first, rest = Forest(trees[:FIRST_TREES]), Forest(trees[FIRST_TREES:])
    scored = [(score := first.score(row), score + rest.score(row) >= threshold) for row in rows]
    least = min((score for score, is_reached in scored if is_reached), default=0.0)
    most = max((score for score, is_reached in scored if not is_reached), default=0.0)
    return round(least - MARGIN, 4), round(most + MARGIN, 4)


def trees_of(model: Any) -> list[Any]:
    """The trees of a fitted model, as they are stored."""
    return [node_of(tree["tree_structure"]) for tree in model.booster_.dump_model()["tree_info"]]


def node_of(node: dict[str, Any]) -> Any:
    """A node of LightGBM's dump as a list: feature, bound, left node, right node; a leaf as its value."""
    if "leaf_value" in node:
        return round(node["leaf_value"], 4)
    threshold = float(f"{node['threshold']:.5g}")
    return [node["split_feature"], threshold, node_of(node["left_child"]), node_of(node["right_child"])]


if __name__ == "__main__":
    main()
