"""Tree ensembles that score a paragraph by its features.

Law: the models are data, fitted by `training/fit.py` on dumps with known results; this module only adds up leaf values.
The same features give the same score on every machine.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from math import fsum
from operator import getitem
from struct import Struct
from typing import Any, NotRequired, TypedDict

from seedparse.text.cached import lazy

Node = list["Node | float | int"]
"""Index of a feature, its bound (values up to it go left), left and right branch: each a node or a leaf value."""


SCORED = ("title", "body")
"""Names of the models that score a paragraph."""
BOUNDARY = "boundary"  # name of the model that scores a line as the first of an article
DOUBTS = ("wrong title", "wrong text")  # names of the models that score the record of an article
TOO_LOW = float("-inf")  # score of a paragraph below all thresholds
FIRST_TREES = 100  # trees of the first stage; where they decide, the other trees are not used
MAX_LEAVES = 16  # leaves of a tree
SMALL = 256  # whole numbers from -1 to below this are looked up in a table, without a search


class Fitted(TypedDict):
    """The stored values of one model."""

    threshold: float
    page_threshold: float
    reject_below: float
    accept_above: float
    trees: list[Node]
    usual: NotRequired[list[float]]


class TreeModel:
    """A tree ensemble. The score is the sum of leaf values; `threshold` decides, on a page `page_threshold`.

    The first FIRST_TREES trees decide most cases alone (a cascade). On the dumps of the fit no paragraph at or over the
    threshold had a first sum below `reject_below`, and none under the threshold had one above `accept_above`.
    """

    def __init__(
        self,
        threshold: float,
        page_threshold: float,
        reject_below: float,
        accept_above: float,
        trees: list[Node],
        usual: Sequence[float] = (),
    ) -> None:
        """`usual`: the features of an ordinary row under the threshold, with which an explanation compares."""
        self.usual = usual
        self.threshold, self.page_threshold = threshold, page_threshold
        self.reject_below, self.accept_above = reject_below, accept_above
        self.trees = trees

    @classmethod
    def later(cls, read: Callable[[], Fitted]) -> "TreeModel":
        """A model that is read when it first scores: many clean texts need no score."""
        made = cls.__new__(cls)
        made._read = read
        return made

    _read: Callable[[], Fitted]

    def __getattr__(self, name: str) -> Any:
        if name not in Fitted.__annotations__:
            raise AttributeError(name)
        vars(self).update({"usual": ()} | self._read())
        return vars(self)[name]

    def decide(self, numbers: Sequence[float], start: int) -> tuple[bool, float]:
        """Whether the score reaches the threshold, and the score; only that of the first trees if they decide.

        `numbers`: the features, in the order of the fit. `start`: byte offset of the paragraph; only a model that
        records what is scored uses it (`training/rows.py`).
        """
        score = self._first.score(numbers)
        if not self.reject_below <= score <= self.accept_above:
            return score > self.accept_above, score
        score += self._rest.score(numbers)
        return score >= self.threshold, score

    def score(self, numbers: Sequence[float], start: int) -> float:
        """The score; TOO_LOW if it reaches neither threshold. The arguments are those of `decide`."""
        score = self._first.score(numbers)
        if score < self.reject_below:
            return TOO_LOW  # most lines of a page
        score += self._rest.score(numbers)
        return score if score >= min(self.threshold, self.page_threshold) else TOO_LOW

    def full_score(self, numbers: Sequence[float]) -> float:
        """The sum of all trees."""
        return self._first.score(numbers) + self._rest.score(numbers)

    @lazy
    def _first(self) -> "Forest":
        return Forest(self.trees[:FIRST_TREES])

    @lazy
    def _rest(self) -> "Forest":
        return Forest(self.trees[FIRST_TREES:])


Models = Mapping[str, TreeModel]
"""Models by name, one of SCORED."""


class Forest:
    """Trees scored all together, by feature instead of by tree, after QuickScorer (Lucchese and others, SIGIR 2015).

    Each leaf is one bit; each tree has MAX_LEAVES bits in a row. A value above a node's bound excludes the leaves of
    the node's left branch. So each bound of a feature has a mask: the leaves that remain for values above this bound
    and all lower ones. The masks of all features are combined. In each tree the highest bit that remains is the leaf
    that an evaluation of the tree would reach.
    """

    def __init__(self, trees: list[Node]) -> None:
        self._all = (1 << MAX_LEAVES * len(trees)) - 1
        self._weights: list[list[float]] = []  # leaf values of each tree, by bit length of the remaining leaves
        self._codes = Struct(f"<{len(trees)}H")
        cuts: dict[int, dict[float, int]] = {}  # for each feature its bounds, and the bits that each bound excludes
        for number, tree in enumerate(trees):
            weights: list[float] = [0.0] * (MAX_LEAVES + 1)
            _plant(tree, MAX_LEAVES, MAX_LEAVES * number, weights, cuts)
            self._weights.append(weights)
        self._features: list[tuple[int, int, list[int], list[float], list[int]]] = []
        """Index of a feature, the first whole number beyond the table, the table (the mask of each small whole number;
        that of -1 is the last), the feature's bounds in ascending order, and the masks below and above each bound."""
        for feature, bits in sorted(cuts.items()):
            bounds = sorted(bits)
            masks = list(
                accumulate((bits[bound] for bound in bounds), lambda mask, out: mask & ~out, initial=self._all)
            )
            most = min(SMALL, int(max(0, bounds[-1])) + 2)  # the table is as long as the bounds need
            small = [masks[bisect_left(bounds, number)] for number in (*range(most), -1)]
            self._features.append((feature, most, small, bounds, masks))

    def score(self, numbers: Sequence[float]) -> float:
        """The sum of the leaf values, exact (`fsum`), so that the order of the trees does not matter."""
        leaves = self._all
        for feature, most, small, bounds, masks in self._features:
            number = numbers[feature]
            if number.__class__ is int and number < most:
                leaves &= small[number]
            else:
                leaves &= masks[bisect_left(bounds, number)]
        codes = self._codes.unpack(leaves.to_bytes(self._codes.size, "little"))
        return fsum(map(getitem, self._weights, map(int.bit_length, codes)))


def _plant(node: Node | float, top: int, shift: int, weights: list[float], cuts: dict[int, dict[float, int]]) -> int:
    """Assign bits to the leaves under a node, from bit `top - 1` downwards. Returns the lowest assigned bit.

    Raises ValueError if the tree has more than MAX_LEAVES leaves.
    """
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
