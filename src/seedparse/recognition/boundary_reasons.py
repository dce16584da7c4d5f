"""What spoke for and against a boundary, for a reader.

The score of a line is compared with that of an ordinary line, one that begins no article. The difference is shared
among the kinds of features by their Shapley values (Lundberg and Lee, "A unified approach to interpreting model
predictions", NIPS 2017): the mean effect of a kind over all orders in which the kinds can be added. The parts add up to
the difference.
"""

from collections.abc import Sequence
from itertools import combinations
from math import factorial

from seedparse.recognition.boundary_features import KINDS
from seedparse.recognition.trees import TreeModel


def reasons(numbers: Sequence[float], model: TreeModel) -> dict[str, float]:
    """The effect of each kind of features on the score, in log-odds; above 0 it speaks for a boundary.

    `numbers`: the features of the line, as `boundary_features.numbers_of` gives them.
    """
    kinds = list(dict.fromkeys(KINDS))
    scores = {
        chosen: model.full_score([
            number if kind in chosen else usual for number, usual, kind in zip(numbers, model.usual, KINDS, strict=True)
        ])
        for size in range(len(kinds) + 1)
        for chosen in map(frozenset, combinations(kinds, size))
    }  # fmt: skip
    count = len(kinds)
    return {
        kind: sum(
            factorial(len(chosen)) * factorial(count - len(chosen) - 1) / factorial(count)
            * (scores[chosen | {kind}] - score)
            for chosen, score in scores.items()
            if kind not in chosen
        )
        for kind in kinds
    }  # fmt: skip
