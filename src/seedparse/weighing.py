"""Many weak signs weighed together: small decision trees over the numbers of a shape.

Law: the weights are data, fitted by `training/fit.py` on dumps with known results; here they are only added up. The
same numbers give the same weight on every machine.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import accumulate
from math import fsum
from operator import getitem
from struct import Struct
from typing import Any, TypedDict

Node = list["Node | float | int"]
"""A feature's number, the bound up to which the left branch holds, the left and the right branch: nodes or weights."""


WEIGHED = ("title", "body")
"""What is weighed."""
TOO_LITTLE = float("-inf")


class Fitted(TypedDict):
    """What is kept of one fit."""

    enough: float
    enough_on_page: float
    trees: list[Node]


class Weights:
    """Trees that say together how much speaks for something; `enough` settles it, on a page `enough_on_page`."""

    def __init__(self, enough: float, enough_on_page: float, trees: list[Node]) -> None:
        self.enough, self.enough_on_page, self.trees = enough, enough_on_page, trees

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

    def weigh(self, numbers: Sequence[float]) -> float:
        """How much speaks for it, TOO_LITTLE if that settles nothing."""
        leaves = self._forest.all
        for feature, bounds, masks in self._forest.features:
            leaves &= masks[bisect_left(bounds, numbers[feature])]
        weight = self._forest.add_up(leaves)
        return weight if weight >= min(self.enough, self.enough_on_page) else TOO_LITTLE

    @cached_property
    def _forest(self) -> "_Forest":
        return _Forest(self.trees)


class _Forest:
    """All trees at once, by number and not by tree, after QuickScorer (Lucchese and others, SIGIR 2015).

    Each leaf is a bit, of each tree WIDTH in a row. A number that is above a node's bound rules out the leaves on that
    node's left. So each bound of a feature has a mask of what is left above it and all bounds below it; what all
    features leave is of each tree the leaf that a walk through it would end at, as its highest bit.
    """

    WIDTH = 16  # bits; as many leaves a tree may have

    def __init__(self, trees: list[Node]) -> None:
        self.all = (1 << self.WIDTH * len(trees)) - 1
        self.features: list[tuple[int, list[float], list[int]]] = []
        """A feature's number, its bounds from the least up, and the masks below and above each."""
        self._weights: list[list[float]] = []  # of each tree its leaves', by the length of what is left
        self._codes = Struct(f"<{len(trees)}H")
        cuts: dict[int, dict[float, int]] = {}  # a feature's bounds, and the bits that each rules out
        for number, tree in enumerate(trees):
            weights: list[float] = [0.0] * (self.WIDTH + 1)
            self._plant(tree, self.WIDTH, self.WIDTH * number, weights, cuts)
            self._weights.append(weights)
        for feature, bits in sorted(cuts.items()):
            bounds = sorted(bits)
            masks = accumulate((bits[bound] for bound in bounds), lambda mask, out: mask & ~out, initial=self.all)
            self.features.append((feature, bounds, list(masks)))

    def add_up(self, leaves: int) -> float:
        """The weight of what is left of each tree; summed so that no order matters."""
        codes = self._codes.unpack(leaves.to_bytes(self._codes.size, "little"))
        return fsum(map(getitem, self._weights, map(int.bit_length, codes)))

    def _plant(
        self, node: Node | float, top: int, shift: int, weights: list[float], cuts: dict[int, dict[float, int]]
    ) -> int:
        """Give the leaves under a node their bits, from the one below `top` down. Returns the lowest."""
        if not isinstance(node, list):
            if not top:
                raise ValueError(f"a tree of the weights has more than {self.WIDTH} leaves")
            weights[top] = node
            return top - 1
        feature, bound, left, right = node
        middle = self._plant(left, top, shift, weights, cuts)
        of_feature = cuts.setdefault(feature, {})  # type: ignore[arg-type]
        out = ((1 << top - middle) - 1) << middle + shift
        of_feature[bound] = of_feature.get(bound, 0) | out  # type: ignore[index, arg-type]
        return self._plant(right, middle, shift, weights, cuts)
