"""Many weak signs weighed together: small decision trees over the numbers of a shape.

Law: the weights are data, fitted by `training/fit.py` on dumps with known results; here they are only added up. The
same numbers give the same weight on every machine.
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
"""A feature's number, the bound up to which the left branch holds, the left and the right branch: nodes or weights."""


WEIGHED = ("title", "body")
"""What is weighed."""
TOO_LITTLE = float("-inf")
FIRST = 100  # trees; what these settle is weighed no further
LEAVES = 16  # of a tree, at most


class Fitted(TypedDict):
    """What is kept of one fit."""

    enough: float
    enough_on_page: float
    hopeless: float
    sure: float
    trees: list[Node]


class Weights:
    """Trees that say together how much speaks for something; `enough` settles it, on a page `enough_on_page`.

    Nothing known that weighed enough had weighed less than `hopeless` by the first trees, and nothing that did not more
    than `sure`.
    """

    def __init__(self, enough: float, enough_on_page: float, hopeless: float, sure: float, trees: list[Node]) -> None:
        self.enough, self.enough_on_page, self.hopeless, self.sure = enough, enough_on_page, hopeless, sure
        self.trees = trees

    @classmethod
    def later(cls, read: Callable[[], Fitted]) -> "Weights":
        """The same, read when first asked: in a text that is clear at a glance nothing is weighed."""
        made = cls.__new__(cls)
        made._read = read
        return made

    _read: Callable[[], Fitted]

    def __getattr__(self, name: str) -> Any:
        if name not in Fitted.__annotations__:
            raise AttributeError(name)
        vars(self).update(self._read())
        return vars(self)[name]

    def settle(self, numbers: Sequence[float]) -> tuple[bool, float]:
        """Whether enough speaks for it, and how much does: by the first trees alone, where these settle it."""
        weight = self._first.weigh(numbers)
        if not self.hopeless <= weight <= self.sure:
            return weight > self.sure, weight
        weight += self._rest.weigh(numbers)
        return weight >= self.enough, weight

    def weigh(self, numbers: Sequence[float]) -> float:
        """How much speaks for it, TOO_LITTLE if that settles nothing."""
        weight = self._first.weigh(numbers)
        if weight < self.hopeless:
            return TOO_LITTLE  # most lines of a page
        weight += self._rest.weigh(numbers)
        return weight if weight >= min(self.enough, self.enough_on_page) else TOO_LITTLE

    @lazy
    def _first(self) -> "Forest":
        return Forest(self.trees[:FIRST])

    @lazy
    def _rest(self) -> "Forest":
        return Forest(self.trees[FIRST:])


Models = Mapping[str, Weights]
"""By what they score: one of WEIGHED."""


class Forest:
    """Trees weighed all at once, by number and not by tree, after QuickScorer (Lucchese and others, SIGIR 2015).

    Each leaf is a bit, of each tree LEAVES in a row. A number that is above a node's bound rules out the leaves on that
    node's left. So each bound of a feature has a mask of what is left above it and all bounds below it; what all
    features leave is of each tree the leaf that a walk through it would end at, as its highest bit.
    """

    def __init__(self, trees: list[Node]) -> None:
        self._all = (1 << LEAVES * len(trees)) - 1
        self._weights: list[list[float]] = []  # of each tree its leaves', by the length of what is left
        self._codes = Struct(f"<{len(trees)}H")
        cuts: dict[int, dict[float, int]] = {}  # a feature's bounds, and the bits that each rules out
        for number, tree in enumerate(trees):
            weights: list[float] = [0.0] * (LEAVES + 1)
            _plant(tree, LEAVES, LEAVES * number, weights, cuts)
            self._weights.append(weights)
        self._features: list[tuple[int, list[float], list[int]]] = []
        """A feature's number, its bounds from the least up, and the masks below and above each."""
        for feature, bits in sorted(cuts.items()):
            bounds = sorted(bits)
            masks = accumulate((bits[bound] for bound in bounds), lambda mask, out: mask & ~out, initial=self._all)
            self._features.append((feature, bounds, list(masks)))

    def weigh(self, numbers: Sequence[float]) -> float:
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
            raise ValueError(f"a tree of the weights has more than {LEAVES} leaves")
        weights[top] = node
        return top - 1
    feature, bound, left, right = node
    middle = _plant(left, top, shift, weights, cuts)
    of_feature = cuts.setdefault(feature, {})  # type: ignore[arg-type]
    out = ((1 << top - middle) - 1) << middle + shift
    of_feature[bound] = of_feature.get(bound, 0) | out  # type: ignore[index, arg-type]
    return _plant(right, middle, shift, weights, cuts)
