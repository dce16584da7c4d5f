"""Fit `src/seedparse/recognition/boundary_weights.json` on dumps of many articles, composed of dumps of one.

    pip install -r requirements/train.txt
    python training/fit_boundaries.py DUMPS --out src/seedparse/recognition/boundary_weights.json

DUMPS is as for `fit.py`, with `lang` and `converter` in each `.json`. The splitter reads each composed dump and is told
where articles begin; each line about which it asks is a row (`boundary_rows.py`).
"""

import argparse
import json
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from boundary_rows import Row, gather
from compose import Composed, composed, laid_out, read, singles
from fit import SETTINGS, trees_of

from seedparse.recognition.trees import BOUNDARY, FIRST_TREES, MAX_LEAVES
from seedparse.resources import load

COMPOSED, LAID_OUT = 1800, 600  # dumps of each kind
MARGIN = 0.1  # log-odds by which the bounds of the first trees are moved apart, for rounded leaf values too
LOST = 0.003  # share of the rows over the threshold that the first trees may reject, which saves most of the time
KEPT = 0.3  # share of the rows that begin no article; each counts 1 / KEPT
THRESHOLD = 1.2  # log-odds; a wrong cut tears an article and is worse than a missed one


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dumps", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    rows = gather(dumps_of(options.dumps), load().packs)
    model = {BOUNDARY: fitted(kept(rows))}
    options.out.write_text(json.dumps(model, separators=(",", ":")) + "\n", encoding="utf-8")


def dumps_of(folder: Path) -> list[Composed]:
    """All dumps of a fit: each alone, and composed."""
    ones = read(folder)
    return [*singles(ones), *composed(ones, COMPOSED, seed=1), *laid_out(ones, LAID_OUT, seed=2)]


def kept(rows: Iterable[Row]) -> list[Row]:
    """The rows without most of those that begin no article."""
    chance = random.Random(3)
    return [row for row in rows if row.begins or chance.random() < KEPT]


def fitted(rows: list[Row]) -> dict[str, Any]:
    """The model fitted on these rows."""
    x, y = np.array([row.numbers for row in rows]), np.array([row.begins for row in rows])
    model = lightgbm.LGBMClassifier(
        n_estimators=450,
        learning_rate=0.08,
        num_leaves=MAX_LEAVES,
        min_child_samples=30,
        colsample_bytree=0.5,
        reg_lambda=5,
        **SETTINGS,
    )
    model.fit(x, y, sample_weight=np.where(y, 1, 1 / KEPT))
    first, whole = (model.predict(x, raw_score=True, num_iteration=number) for number in (FIRST_TREES, None))
    return {
        "threshold": THRESHOLD,
        "page_threshold": THRESHOLD,
        "reject_below": round(float(np.quantile(first[whole >= THRESHOLD], LOST)), 4),
        "accept_above": round(float(first[whole < THRESHOLD].max()) + MARGIN, 4),
        "trees": trees_of(model),
        "usual": np.round(np.median(x[~y], axis=0), 4).tolist(),
    }


if __name__ == "__main__":
    main()
