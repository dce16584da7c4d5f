"""Fit the weights of `src/seedparse/recognition/weights.json` on dumps with known results.

    pip install -r requirements/train.txt
    python training/fit.py DUMPS --out src/seedparse/recognition/weights.json
    python training/fit.py DUMPS --fold 0 --of 5 --out weights-0.json    # leaves out a fifth of the sites

DUMPS holds `<name>.txt` (a dump of one article) and `<name>.json` beside it: an object with `site`, `title` (str or
null), `lead` and `body` (lists of str). A paragraph of the dump is running text if its letters stand in lead or body,
a title if its letters are the title's.
"""

import argparse
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import lightgbm
import numpy as np

from seedparse.languages import loader
from seedparse.model import Look
from seedparse.phrases.pack import Packs
from seedparse.recognition.features import LOOKAHEAD_PARAGRAPHS, Past, around
from seedparse.recognition.paragraphs import Paragraph, Paragraphs
from seedparse.recognition.titles import Titles
from seedparse.recognition.trees import FIRST_TREES, MAX_LEAVES, Forest, TreeModel
from seedparse.text.lines import LineReader

# Thresholds of the scores, as log-odds: lower ones accept more false titles and more boilerplate. The threshold for
# titles is lower on a whole page, which always has a title; other texts have often lost theirs.
THRESHOLD = {"title": -1.0, "body": -0.85}
PAGE_THRESHOLD = {"title": -4.0, "body": -0.85}
MARGIN = 0.01  # log-odds that are added on both sides to the bounds of the first trees
NOTHING = TreeModel(0, 0, 0, 0, [])  # no model: `Titles` here only computes features

_TARGET = re.compile(r"\]\([^)\s]*\)")  # the address of a Markdown link


class Gathered(NamedTuple):
    """The paragraphs of one dump for each model: the features, the answers (1 or 0) and the sample weights."""

    site: str
    rows: dict[str, list[list[float]]]
    answers: dict[str, list[int]]
    shares: dict[str, list[float]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dumps", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--fold", type=int, help="leave out this part of the sites")
    parser.add_argument("--of", type=int, default=5)
    options = parser.parse_args()
    fitted = fit_all(gather(options.dumps), options.fold, options.of)
    options.out.write_text(json.dumps(fitted, separators=(",", ":")) + "\n", encoding="utf-8")


def gather(dumps: Path) -> list[Gathered]:
    """The paragraphs of all dumps in a folder, in the order of their names."""
    packs = loader.load()
    gathered = []
    for path in sorted(dumps.glob("*.json")):
        known = json.loads(path.read_text(encoding="utf-8"))
        paragraphs = list(numbered(path.with_suffix(".txt").read_bytes(), packs, known))
        labels = label([paragraph.text for paragraph, _, _ in paragraphs], known)
        widths = [min(paragraph.features.width, 600) + 40 for paragraph, _, _ in paragraphs]
        rows = {"title": [title for _, title, _ in paragraphs], "body": [body for _, _, body in paragraphs]}
        answers = {name: [int(each == name) for each in labels] for name in rows}
        shares = {
            "title": [50 / len(paragraphs) ** 0.5 for _ in paragraphs],
            "body": [100 * width / sum(widths) for width in widths],  # every dump has the same total weight
        }
        gathered.append(Gathered(known["site"], rows, answers, shares))
    return gathered


def fit_all(gathered: list[Gathered], fold: int | None, of: int) -> dict[str, Any]:
    """The models fitted on all dumps except those of part `fold` of the sites. `of`: the number of parts."""
    used = [each for each in gathered if fold is None or part_of(each.site, of) != fold]
    return {
        name: fit(
            [row for each in used for row in each.rows[name]],
            [answer for each in used for answer in each.answers[name]],
            [share for each in used for share in each.shares[name]],
            [len(each.rows[name]) for each in used],
            name,
        )
        for name in THRESHOLD
    }


def part_of(site: str, parts: int) -> int:
    """The part, from 0, of a site; a hash gives the same part on every machine."""
    return int(hashlib.sha256(site.encode()).hexdigest(), 16) % parts


def numbered(data: bytes, packs: Packs, known: dict[str, Any]) -> Iterator[tuple[Paragraph, list[float], list[float]]]:
    """The paragraphs of a dump, each with its features for the model of titles and for that of running text."""
    reader = LineReader()
    lines = reader.feed(data)
    lines.extend(reader.close())
    paragraphs = Paragraphs(packs)
    paragraphs.hold(lines, final=True)
    titles, past = Titles(paragraphs, NOTHING), Past()
    seen: set[str] = set()
    title = letters(known["title"] or "")
    at = 0
    while at < len(lines):
        if paragraphs.mark(at).look is Look.BLANK:
            at += 1
            continue
        paragraph = paragraphs.paragraph(at, at)
        following = paragraphs.following(paragraph, at, LOOKAHEAD_PARAGRAPHS)
        key = paragraph.key
        shape = paragraph.features._replace(repeated=int(key in seen))
        yield paragraph, titles.numbers(paragraph, at), around(past, shape, following)
        if title and past.since_title < 0 and letters(paragraph.text) == title:
            past.take_title(paragraph)
        else:
            past.take(paragraph)
        seen.add(key)
        at = paragraph.stop


def label(texts: list[str], known: dict[str, Any]) -> list[str]:
    """The label of each paragraph: "title", "body" or "".

    A paragraph is body if its letters are one or more whole paragraphs of the known text, follow there directly on the
    paragraph before, or are 25 or more letters of that text. It is also body if it has more than 60 letters and more
    than 0.6 of its runs of words are in the known text.
    """
    paragraphs = [letters(text) for text in (*(known["lead"] or ()), *(known["body"] or ()))]
    whole = "".join(paragraphs)
    starts, ends, at = set(), set(), 0
    for paragraph in paragraphs:
        starts.add(at)
        at += len(paragraph)
        ends.add(at)
    title = letters(known["title"] or "")
    labels = []
    expected = -1  # where the paragraph before ended in `whole` (letters)
    at = 0
    for text in texts:
        key = letters(_TARGET.sub("]", text))
        if key and key == title:
            labels.append("title")
            continue
        place = whole.find(key, at) if key else -1
        if place < 0 and key:
            place = whole.find(key)
        goes_on = place == expected
        alone = place in starts and place + len(key) in ends
        if place >= 0 and (alone or goes_on or len(key) >= 25):
            labels.append("body")
            at = expected = place + len(key)
        elif len(key) > 60 and share_of(text, whole) > 0.6:
            labels.append("body")
            expected = -1
        else:
            labels.append("")
            expected = -1
    return labels


def letters(text: str) -> str:
    """The letters, digits and vowel signs of a text in lowercase, to compare texts."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(each for each in folded if each.isalnum() or unicodedata.category(each) in ("Mn", "Mc"))


def share_of(text: str, whole: str) -> float:
    """The share of a text's runs of four words that `whole` has; every second run is tried."""
    words = text.split()
    runs = [letters(" ".join(words[at : at + 4])) for at in range(0, max(1, len(words) - 3), 2)]
    return sum(run in whole for run in runs) / len(runs)


def fit(rows: list[Any], answers: list[int], shares: list[float], sizes: list[int], name: str) -> dict[str, Any]:
    """Fit one model. `shares`: sample weights. `sizes`: paragraphs of each dump. `name`: "title" or "body"."""
    x, y = np.array(rows), np.array(answers)
    usual = {
        "num_leaves": MAX_LEAVES,
        "min_child_samples": 40,
        "subsample": 0.8,
        "subsample_freq": 1,
        "colsample_bytree": 0.7,
        "deterministic": True,
        "force_row_wise": True,
        "random_state": 3,
        "n_jobs": 2,
        "verbose": -1,
    }
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
    trees = [node_of(tree["tree_structure"]) for model in models for tree in model.booster_.dump_model()["tree_info"]]
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


def node_of(node: dict[str, Any]) -> Any:
    """A node of LightGBM's dump as a list: feature, bound, left node, right node; a leaf as its value."""
    if "leaf_value" in node:
        return round(node["leaf_value"], 4)
    threshold = float(f"{node['threshold']:.5g}")
    return [node["split_feature"], threshold, node_of(node["left_child"]), node_of(node["right_child"])]


if __name__ == "__main__":
    main()
