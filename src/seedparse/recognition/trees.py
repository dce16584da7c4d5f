"""Tree ensembles that score a paragraph by its features.

Law: the models are data, fitted by `training/fit.py` on dumps with known results; here their leaves are only added up.
The same features give the same score on every machine.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from math import fsum
from operator import getitem
from struct import Struct
from typing import Any, TypedDict

from seedparse.text.cached import lazy

Node = list["Node | float | int"]
"""A feature's number, the bound up to which the left branch holds, the left and the right branch: nodes or leaves."""


SCORED = ("title", "body")
"""What there is a model for."""
TOO_LOW = float("-inf")
FIRST_TREES = 100  # trees; what these decide the others are not asked
MAX_LEAVES = 16  # of a tree


class Fitted(TypedDict):
    """What is kept of one fit."""

    threshold: float
    page_threshold: float
    reject_below: float
    accept_above: float
    trees: list[Node]


class TreeModel:
    """A tree ensemble whose sum is a score; at `threshold` it decides, on a page at `page_threshold`.

    The first trees decide most cases alone: on the dumps of the fit nothing at or over the threshold had a first sum
    below `reject_below`, and nothing under it one above `accept_above`.
    """

    def __init__(
        self, threshold: float, page_threshold: float, reject_below: float, accept_above: float, trees: list[Node]
    ) -> None:
        self.threshold, self.page_threshold = threshold, page_threshold
        self.reject_below, self.accept_above = reject_below, accept_above
        self.trees = trees

    @classmethod
    def later(cls, read: Callable[[], Fitted]) -> "TreeModel":
        """The same, read when it first scores: a clean text needs no score."""
        made = cls.__new__(cls)
        made._read = read
        return made

    _read: Callable[[], Fitted]

    def __getattr__(self, name: str) -> Any:
        if name not in Fitted.__annotations__:
            raise AttributeError(name)
        vars(self).update(self._read())
        return vars(self)[name]

    def decide(self, numbers: Sequence[float]) -> tuple[bool, float]:
        """Whether the score reaches the threshold, and the score: that of the first trees, where they decide."""
        score = self._first.score(numbers)
        if not self.reject_below <= score <= self.accept_above:
            return score > self.accept_above, score
        score += self._rest.score(numbers)
        return score >= self.threshold, score

    def score(self, numbers: Sequence[float]) -> float:
        """The score, TOO_LOW if it reaches neither threshold."""
        score = self._first.score(numbers)
        if score < self.reject_below:
            return TOO_LOW  # most lines of a page
        score += self._rest.score(numbers)
        return score if score >= min(self.threshold, self.page_threshold) else TOO_LOW

    @lazy
    def _first(self) -> "Forest":
        return Forest(self.trees[:FIRST_TREES])

    @lazy
    def _rest(self) -> "Forest":
        return Forest(self.trees[FIRST_TREES:])


Models = Mapping[str, TreeModel]
"""By what they score: one of SCORED."""


class Forest:
    """Trees scored all at once, by feature and not by tree, after QuickScorer (Lucchese and others, SIGIR 2015).

    Each leaf is a bit, of each tree MAX_LEAVES in a row. A number above a node's bound rules out the leaves on that
    node's left. So each bound of a feature has a mask of what is left above it and all bounds below it; what all
    features leave is of each tree the leaf that a walk through it would end at, as its highest bit.
    """

    def __init__(self, trees: list[Node]) -> None:
        self._all = (1 << MAX_LEAVES * len(trees)) - 1
        self._weights: list[list[float]] = []  # of each tree its leaves', by the length of what is left
        self._codes = Struct(f"<{len(trees)}H")
        cuts: dict[int, dict[float, int]] = {}  # a feature's bounds, and the bits that each rules out
        for number, tree in enumerate(trees):
            weights: list[float] = [0.0] * (MAX_LEAVES + 1)
            _plant(tree, MAX_LEAVES, MAX_LEAVES * number, weights, cuts)
            self._weights.append(weights)
        self._features: list[tuple[int, list[float], list[int]]] = []
        """A feature's number, its bounds from the least up, and the masks below and above each."""
        for feature, bits in sorted(cuts.items()):
            bounds = sorted(bits)
            masks = accumulate((bits[bound] for bound in bounds), lambda mask, out: mask & ~out, initial=self._all)
            self._features.append((feature, bounds, list(masks)))

    def score(self, numbers: Sequence[float]) -> float:
        """What the trees say together; summed so that no order matters."""
        leaves = self._all
        for feature, bounds, masks in self._features:
            leaves &= masks[bisect_left(bounds, numbers[feature])]
        codes = self._codes.unpack(leaves.to_bytes(self._codes.size, "little"))
        return fsum(map(getitem, self._weights, map(int.bit_length, codes)))


def _plant(node: Node | float, top: int, shift: int, weights: list[float], cuts: dict[int, dict[float, int]]) -> int:
    """Give the leaves under a node their bits, from the one below `top` down. Returns the lowest."""
    if not isinstance(node, list):
        if not top:
            raise ValueError(f"a tree of the weights has more than {MAX_LEAVES} leaves")
        weights[top] = node
        return top - 1
    feature, bound, left, right = node
    middle = _plant(left, top, shift, weights, cuts)
    of_feature = cuts.setdefault(feature, {})  # type: ignore[arg-type]
    out = ((1 << top - middle) - 1) << middle + shift
    of_feature[bound] = of_feature.get(bound, 0) | out  # type: ignore[index, arg-type]
    return _plant(right, middle, shift, weights, cuts)
