"""Many weak signs weighed together: small decision trees over the numbers of a shape.

Law: the weights are data, fitted by `training/fit.py` on dumps with known results; here they are only added up. The
same numbers give the same weight on every machine.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
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
        """How much speaks for it, TOO_LITTLE as soon as all the trees to come could not make it enough."""
        total = 0.0
        for tree, least in zip(self.trees, self._least, strict=True):
            if total < least:
                return TOO_LITTLE
            node = tree
            while type(node) is list:
                node = node[2] if numbers[node[0]] <= node[1] else node[3]  # type: ignore[index, assignment, operator]
            total += node  # type: ignore[operator]
        return total

    @cached_property
    def _least(self) -> list[float]:
        """What must have been added up before each tree."""
        least = [min(self.enough, self.enough_on_page)]
        for tree in reversed(self.trees):
            least.append(least[-1] - _most(tree))
        return least[:0:-1]


def _most(node: Node | float) -> float:
    return max(_most(node[2]), _most(node[3])) if isinstance(node, list) else node
