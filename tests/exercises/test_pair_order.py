"""Of all pairs of mistakes, the check tries those first that most probably give these values."""

import numpy as np
import pytest

from lstm_core.exercises.checking.comparing import flatten
from lstm_core.exercises.checking.pair_order import in_turn
from lstm_core.exercises.checking.space import Pieces
from lstm_core.exercises.checking.variations import with_mistakes
from lstm_core.exercises.encoding import tasks as encoding
from lstm_core.exercises.forward import tasks as forward

RIGHT = np.array([1.0, 2.0, 3.0])
EFFECTS = {
    "a.x": [0.1, 0.0, 0.0],
    "b.x": [0.0, 0.3, 0.0],
    "c.x": [0.0, 0.0, 0.2],
    "d.x": [9.0, 9.0, 9.0],
}
PAIRS = [("c.x", "d.x"), ("b.x", "d.x"), ("b.x", "c.x"), ("a.x", "c.x"), ("a.x", "b.x")]


def pieces(values):
    return [Pieces({"y": flatten(np.array(values))})]


def ordered(effect, misfits, results=None):
    results = results or {name: pieces(RIGHT + effect) for name, effect in EFFECTS.items()}
    return in_turn(PAIRS, misfits, results, pieces(RIGHT), pieces(RIGHT + effect))


def test_a_pair_whose_effects_add_up_to_the_learners_comes_before_others_with_as_few_misfits():
    assert ordered([0.101, 0.3, 0.0], [4] * 5)[:2] == [("c.x", "d.x"), ("a.x", "b.x")]
    assert ordered([0.1, 0.0, 0.2], [4] * 5)[:2] == [("c.x", "d.x"), ("a.x", "c.x")]


def test_a_pair_with_fewer_misfits_is_tried_early_whatever_its_effects_add_up_to():
    assert ordered([0.1, 0.3, 0.0], [4, 4, 0, 4, 4])[:2] == [("b.x", "c.x"), ("a.x", "b.x")]


def test_each_pair_is_kept_once_where_nothing_can_be_added_up():
    results = {name: pieces([np.inf, np.nan]) for name in EFFECTS}
    assert sorted(ordered([0.1, 0.3, 0.0], [1] * 5, results)) == sorted(PAIRS)
    assert in_turn([], [], {}, [], []) == []


@pytest.mark.parametrize(
    ("exercise", "pair"),
    [
        (forward.forward, ("g.sigma", "h.no_tanh")),
        (encoding.pair_loss, ("log.positive", "mean.sum")),
        (encoding.pair_loss, ("log.base_2", "mean.sum")),
        (forward.mean_surprise, ("surprise.positive", "unit.bits")),
    ],
    ids=lambda value: getattr(value, "name", "with"),
)
def test_common_pairs_are_found_among_more_than_ten_thousand(exercise, pair):
    answer = exercise.answer(with_mistakes(exercise.solution, *pair), in_process=True)
    assert pair in answer.explanations
