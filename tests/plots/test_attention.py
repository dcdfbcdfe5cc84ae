"""The figures of attention weights: above gates, and above what is kept at one step."""

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


def test_at_one_step_a_bar_stands_above_and_below_each_character_read_so_far():
    kept = [0.3, 1.0, 0.0]
    figure = plots.attention_bars(WEIGHTS[1], kept, "a b", position=1, title="t")
    above, below = figure.axes
    assert [bar.get_height() for bar in above.containers[0]] == [0.5, 0.5]
    assert [bar.get_height() for bar in below.containers[0]] == [0.3, 1.0]
    assert below.yaxis_inverted()
    figure.draw_without_rendering()
    for number, bar in zip(below.texts, below.containers[0], strict=True):
        assert number.get_window_extent().y1 <= bar.get_window_extent().y0, "below its bar"
    assert [label.get_text() for label in above.get_xticklabels()] == ["a", "␣", "b"]
    assert [label.get_fontweight() for label in above.get_xticklabels()] == ["normal", "bold", "normal"]
    words = figure.get_label()
    assert "at step 1, when ' ' is read" in words
    assert "weights: 0.50, 0.50. The largest belongs to step 0, 'a'" in words
    assert "has of each step: 0.30, 1.00." in words


@pytest.mark.parametrize(
    ("change", "words"),
    [({"position": 3}, "position"), ({"kept": [1.0, 1.0]}, "kept"), ({"text": "a" * 41}, "has 41")],
)
def test_bars_that_do_not_fit_their_text_are_refused(change, words):
    arguments = {"weights": WEIGHTS[2], "kept": GATES[:, 0], "text": "a b", "position": 2} | change
    with pytest.raises(lc.LSTMCoreError, match=words):
        plots.attention_bars(title="t", **arguments)
