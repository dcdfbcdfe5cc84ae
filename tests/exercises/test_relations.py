"""What a check says of values that no deviation explains: how they are related to the right ones."""

import numpy as np
import pytest

from lstm_core.activations import sigmoid
from lstm_core.exercises.checking.answers import Verdict
from lstm_core.exercises.checking.differences import resemblance
from lstm_core.exercises.checking.reading import unread_arguments
from lstm_core.exercises.checking.relations import relations
from lstm_core.exercises.encoding import tasks as encoding
from lstm_core.exercises.gates import tasks as gates

RIGHT = [np.array([[1.0, 2.0, 3.0], [0.0, 5.0, 7.0]]), np.array([[4.0, 9.0], [6.0, 8.0]])]
CASES = [[np.arange(3), 1.5], [np.arange(4), 2.5]]


def kinds(got, wanted=RIGHT, outputs=("x",)):
    return [each.kind for each in relations(outputs, ("a", "b"), CASES, got, wanted)]


def slope(z):
    return sigmoid(z) * sigmoid(-z)


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda x, a: x * -7.25, "factor"),
        (lambda x, a: x + 0.125, "sum"),
        (lambda x, a: (a, x), "with_others"),
        (lambda x, a: {"x": x}, "with_others"),
        (lambda x, a: a, "argument"),
    ],
)
def test_a_relation_that_holds_in_all_calls_is_told(change, kind):
    changed = [change(x, case[0]) for x, case in zip(RIGHT, CASES, strict=True)]
    assert kinds(changed) == [kind]
    assert kinds([changed[0], RIGHT[1] ** 2]) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda x: x,
        lambda x: x * 1.0005,
        lambda x: 3 * x + 1j,
        lambda x: x * np.nan,
        lambda x: 0 * x,
        str,
    ],
)
def test_where_nothing_holds_nothing_is_told(change):
    assert kinds([change(x) for x in RIGHT]) == []


def test_of_several_values_each_wrong_one_needs_its_relation():
    outputs, wanted = ("x", "y"), [(x, x.T) for x in RIGHT]
    assert kinds([(3.5 * x, x.T) for x in RIGHT], wanted, outputs) == ["factor"]
    assert kinds([(x.T, x.T) for x in RIGHT], wanted, outputs) == ["neighbour"]
    assert kinds([(3.5 * x, x.T**2) for x in RIGHT], wanted, outputs) == []
    assert kinds([x.T for x in RIGHT], wanted, outputs) == ["incomplete"]
    assert kinds([(x, x.T, 0) for x in RIGHT], wanted, outputs) == ["with_others"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda x: x * (1 + 0.004 * (x > 5)), "off by"),
        (lambda x: x[::-1], "in other places"),
        (lambda x: np.vstack([x[:-1], x[-1:] ** 2]), "Only the last row"),
        (lambda x: np.column_stack([x[:, :1] + 9, x[:, 1:]]), "Only the first column"),
        (lambda x: x**2, ""),
        (lambda x: x.T, ""),
    ],
)
def test_a_resemblance_tells_where_to_look(change, words):
    told = resemblance(("x",), [change(x) for x in RIGHT], RIGHT)
    assert words in told and bool(words) == bool(told)


def test_a_check_tells_a_relation_and_an_argument_that_is_never_read():
    scaled = gates.sigmoid_slope.answer(lambda z: 3 * slope(z), in_process=True)
    assert scaled.verdict is Verdict.KNOWN and scaled.explanations == (("relation.factor",),)
    assert "is 3.0 times" in str(scaled)
    unread = encoding.make_pairs.answer(lambda indices, ahead: (indices[3:], 7), in_process=True)
    assert "never reads its argument `ahead`" in " ".join(str(unread).split())


def test_an_argument_counts_as_read_wherever_it_is_read():
    def inside(a, b, c, d):
        b = c  # noqa: F841 (this is what the test is about)
        return lambda: [a, d]

    def all_at_once(a, b):
        return locals()

    assert unread_arguments(inside) == ["b"]
    assert unread_arguments(all_at_once) == unread_arguments(len) == []
