"""The figure of attention weights above gates."""

import numpy as np
import pytest

import lstm_core as lc
from lstm_core import plots

WEIGHTS = np.array([[1.0, 0.0, 0.0], [0.5, 0.5, 0.0], [0.7, 0.2, 0.1]])
GATES = np.array([[0.1, 0.2], [0.8, 0.9], [1.0, 0.0]])


def test_weights_and_gates_stand_above_each_other_with_one_column_a_character():
    figure = plots.attention_and_gates(WEIGHTS, GATES, "a b", title="t")
    above, below = figure.axes[:2]
    np.testing.assert_array_equal(above.images[0].get_array(), WEIGHTS)
    np.testing.assert_array_equal(below.images[0].get_array(), GATES.T)
    assert [label.get_text() for label in above.get_yticklabels()] == ["a", "␣", "b"]
    assert [label.get_text() for label in below.get_xticklabels()] == ["a", "␣", "b"]
    assert above.get_xlim() == below.get_xlim()
    assert all(tick == int(tick) for tick in below.get_yticks())


def test_the_words_name_where_the_last_character_looks_and_the_range_of_the_gates():
    words = plots.attention_and_gates(WEIGHTS, GATES, "a b", name="input gate", title="t").get_label()
    assert "0.70, to character 0, 'a'" in words
    assert "input gate of 2 units, from 0.00 to 1.00" in words


@pytest.mark.parametrize("length", [0, 41])
def test_a_text_that_is_too_long_or_empty_is_refused(length):
    weights = np.eye(length)
    with pytest.raises(lc.ShapeError, match=f"the text has {length}"):
        plots.attention_and_gates(weights, np.ones((length, 2)), "a" * length, title="t")


def test_weights_of_another_length_than_the_text_are_refused():
    with pytest.raises(lc.ShapeError, match="weights"):
        plots.attention_and_gates(WEIGHTS[:2, :2], GATES, "a b", title="t")
