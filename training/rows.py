"""The rows that the models are fitted on: the numbers that the parser gave to a model, recorded while it parses.

Law: no feature is computed here, so a row is always what the parser sees when it decides. A paragraph that the parser
decides by a rule has no row.
"""

import json
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from seedparse.model import Block, Options
from seedparse.recognition.features import Features, width_in_columns
from seedparse.recognition.trees import SCORED, TreeModel
from seedparse.resources import Resources, load
from seedparse.stream import blocks
from seedparse.text.wrapping import joined

MAX_WIDTH = 600  # columns; in its share of a dump's weight a wider paragraph counts as one of this width
EXTRA_WIDTH = 40  # columns that each paragraph counts more, so that short ones have a share too
WIDTH = Features._fields.index("width")

_TARGET = re.compile(r"\]\([^)\s]*\)")  # the address of a Markdown link


class Row(NamedTuple):
    """A paragraph as the parser gave it to a model."""

    start: int  # byte offset of the paragraph
    numbers: list[float]  # its features, in the order that the model expects


class Recorder(TreeModel):
    """A model that keeps a row of each paragraph that it scores. Its scores are those of the given model."""

    def __init__(self, model: TreeModel) -> None:
        super().__init__(model.threshold, model.page_threshold, model.reject_below, model.accept_above, model.trees)
        self.rows: list[Row] = []

    def decide(self, numbers: Sequence[float], start: int) -> tuple[bool, float]:
        self.rows.append(Row(start, list(numbers)))
        return super().decide(numbers, start)

    def score(self, numbers: Sequence[float], start: int) -> float:
        self.rows.append(Row(start, list(numbers)))
        return super().score(numbers, start)


class Recording:
    """Parses dumps as the package does, and records the rows."""

    def __init__(self, resources: Resources) -> None:
        self._recorders = {name: Recorder(resources.models[name]) for name in SCORED}
        self._resources = resources._replace(models={**resources.models, **self._recorders})

    def parse(self, data: bytes) -> tuple[list[Block], dict[str, list[Row]]]:
        """The blocks of a dump, and the rows of each model in the order in which the parser asked for them."""
        for recorder in self._recorders.values():
            recorder.rows = []
        found = list(blocks([data], Options(), self._resources))
        return found, {name: recorder.rows for name, recorder in self._recorders.items()}


class Gathered(NamedTuple):
    """The rows of one dump for each model: the features, the answers (1 or 0) and the sample weights."""

    site: str
    rows: dict[str, list[list[float]]]
    answers: dict[str, list[int]]
    shares: dict[str, list[float]]


def gather(dumps: Path) -> list[Gathered]:
    """The rows of all dumps in a folder, in the order of their names."""
    recording = Recording(load())
    gathered = []
    for path in sorted(dumps.glob("*.json")):
        known = json.loads(path.read_text(encoding="utf-8"))
        gathered.append(answered(*recording.parse(path.with_suffix(".txt").read_bytes()), known))
    return gathered


def answered(found: list[Block], recorded: dict[str, list[Row]], known: dict[str, Any]) -> Gathered:
    """The rows of one dump with their answers and sample weights. `found`: the blocks of the dump.

    The label of a row is that of the block that begins where its paragraph does. A paragraph inside a block has none.
    The weight of a row for running text is the block's share of the whole dump, in which blocks without a row count
    too. If only blocks with a row counted, a dump with few rows would weigh as much as a dump with many.
    """
    texts = [joined(block.text) for block in found]
    labels = dict(zip([block.byte_start for block in found], label(texts, known), strict=True))
    whole = sum(_weight(width_in_columns(text)) for text in texts)
    return Gathered(
        known["site"],
        rows={name: [row.numbers for row in rows] for name, rows in recorded.items()},
        answers={name: [int(labels.get(row.start) == name) for row in rows] for name, rows in recorded.items()},
        shares={
            "title": [50 / len(found) ** 0.5 for _ in recorded["title"]],
            "body": [100 * _weight(row.numbers[WIDTH]) / whole for row in recorded["body"]],
        },
    )


def _weight(width: float) -> float:
    return min(width, MAX_WIDTH) + EXTRA_WIDTH


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
