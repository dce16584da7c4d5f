"""Weighing all trees at once says what a walk through each of them says."""

from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedparse.recognition.trees import MAX_LEAVES, TOO_LOW, Forest, Node, TreeModel

FEATURES = 4
BOUNDS = st.sampled_from([-1.0, 0.0, 0.5, 1.0, 2.0, 40.0])
NUMBERS = st.lists(st.one_of(BOUNDS, st.floats(-50, 50)), min_size=FEATURES, max_size=FEATURES)
LEAF = st.floats(-2, 2).map(lambda weight: round(weight, 4))
SPLIT = st.tuples(st.integers(0, FEATURES - 1), BOUNDS)


def split(children: st.SearchStrategy[Node | float]) -> st.SearchStrategy[Node | float]:
    return st.tuples(SPLIT, children, children).map(lambda one: [*one[0], one[1], one[2]])


TREE = st.recursive(LEAF, split, max_leaves=MAX_LEAVES)
TREES = st.lists(TREE, max_size=12)


def walk(node: Node | float, numbers: list[float]) -> float:
    while isinstance(node, list):
        feature, bound, left, right = node
        node = left if numbers[feature] <= bound else right  # type: ignore[index, operator]
    return node


@given(TREES, NUMBERS)
def test_a_forest_weighs_what_its_trees_weigh_one_by_one(trees: list[Node], numbers: list[float]) -> None:
    assert Forest(trees).score(numbers) == fsum(walk(tree, numbers) for tree in trees)


def test_a_bound_belongs_to_the_left() -> None:
    assert [Forest([[0, 1.0, -1.0, 1.0]]).score([number]) for number in (0.5, 1.0, 1.5)] == [-1.0, -1.0, 1.0]


def test_a_tree_with_too_many_leaves_is_refused() -> None:
    tree: Node | float = 0.0
    for _ in range(MAX_LEAVES):
        tree = [0, 1.0, tree, 0.0]
    with pytest.raises(ValueError, match="more than 16 leaves"):
        Forest([tree])  # type: ignore[list-item]


def model(reject_below: float, accept_above: float) -> TreeModel:
    """A hundred trees that say -0.01 or 0.01, and one behind them that says 5 or -5 of another number."""
    first: list[Node] = [[0, 0.0, -0.01, 0.01] for _ in range(100)]
    return TreeModel(0.0, 0.0, reject_below, accept_above, [*first, [1, 0.0, -5.0, 5.0]])


@pytest.mark.parametrize(
    ("numbers", "all_of_them", "first_alone"),
    [([1, 1], True, True), ([1, -1], False, True), ([-1, 1], True, False), ([-1, -1], False, False)],
)
def test_what_the_first_trees_settle_the_others_are_not_asked(
    numbers: list[float], all_of_them: bool, first_alone: bool
) -> None:
    assert model(-9, 9).decide(numbers, 0)[0] is all_of_them
    assert model(-0.5, 0.5).decide(numbers, 0)[0] is first_alone


def test_what_weighs_too_little_settles_nothing() -> None:
    assert model(-9, 9).score([1, 1], 0) == 6.0
    assert model(-9, 9).score([1, -1], 0) == TOO_LOW
    assert model(-0.5, 9).score([-1, 1], 0) == TOO_LOW
