"""Figures over characters: what they draw, what they say in words, what they refuse."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

import lstm_core as lc
from lstm_core import plots
from lstm_core.plots.next_bars import probability_words

VOCABULARY = lc.Vocabulary("to be,\n")


def drawn(figure):
    """Draw the figure, so that a broken label shows, and return its text alternative."""
    figure.canvas.draw()
    main = figure.axes[0]
    assert main.get_xlabel()
    assert main.get_ylabel()
    assert main.get_title()
    return figure.get_label()


def ticks(axis):
    return [label.get_text() for label in axis.get_ticklabels()]


def test_a_one_hot_matrix_is_dark_where_the_ones_are():
    indices = VOCABULARY.encode("to be")
    figure = plots.one_hot_matrix(indices, VOCABULARY)
    alternative = drawn(figure)
    axes = figure.axes[0]
    image = np.asarray(axes.images[0].get_array())
    np.testing.assert_array_equal(1 - image, lc.one_hot(indices, len(VOCABULARY)))
    assert ticks(axes.yaxis) == ["t", "o", "␣", "b", "e"]
    assert ticks(axes.xaxis) == ["⏎", "␣", ",", "b", "e", "o", "t"]
    assert "5 rows and 7 columns for the text 'to be'" in alternative
    assert "in the columns 6, 5, 1, 3, 4" in alternative


def test_a_gate_heat_map_has_a_column_a_character_and_a_row_a_unit():
    values = np.linspace(0.0, 1.0, 15).reshape(5, 3)
    figure = plots.gate_heatmap(values, "to be")
    alternative = drawn(figure)
    image = figure.axes[0].images[0]
    np.testing.assert_array_equal(np.asarray(image.get_array()), values.T)
    assert (image.get_clim(), image.get_cmap().name) == ((0.0, 1.0), plots.style.SEQUENTIAL)
    assert ticks(figure.axes[0].xaxis) == ["t", "o", "␣", "b", "e"]
    assert "forget gate of 3 units over the text 'to be'" in alternative
    assert "from 0.00 to 1.00 with a mean of 0.50" in alternative


def test_values_below_0_get_a_scale_that_is_even_on_both_sides():
    values = np.array([[-2.0, 1.0], [0.5, 0.0]])
    figure = plots.gate_heatmap(values, "to", name="cell state", title="c along the text")
    drawn(figure)
    image = figure.axes[0].images[0]
    assert (image.get_clim(), image.get_cmap().name) == ((-2.0, 2.0), plots.style.DIVERGING)
    assert figure.axes[0].get_title() == "c along the text"


@pytest.mark.parametrize("length", [1, 61, 120])
def test_texts_of_all_allowed_lengths_can_be_drawn(length):
    drawn(plots.gate_heatmap(np.zeros((length, 2)), "t" * length))


def test_four_gates_are_the_traces_gates():
    trace = lc.CharLSTM(len(VOCABULARY), 4, seed=2).forward(VOCABULARY.encode("to be"))
    figure = plots.four_gates(trace, "to be")
    alternative = drawn(figure)
    panels = [axes for axes in figure.axes if axes.images and axes.get_title()]
    drawn_gates = {axes.get_title(): np.asarray(axes.images[0].get_array()).T for axes in panels}
    assert set(drawn_gates) == {"input gate i", "forget gate f", "output gate o", "candidate g"}
    np.testing.assert_array_equal(drawn_gates["forget gate f"], trace.forget_gate)
    np.testing.assert_array_equal(drawn_gates["input gate i"], trace.input_gate)
    np.testing.assert_array_equal(drawn_gates["output gate o"], trace.output_gate)
    np.testing.assert_array_equal(drawn_gates["candidate g"], trace.candidate)
    assert f"forget gate f {trace.forget_gate.mean():.2f}" in alternative


def test_next_character_bars_stand_in_order_of_likelihood():
    p = np.array([0.05, 0.4, 0.0, 0.3, 0.2, 0.05, 0.0])
    figure = plots.next_character_bars(p, VOCABULARY, top=4)
    alternative = drawn(figure)
    axes = figure.axes[0]
    assert [bar.get_width() for bar in axes.patches] == [0.4, 0.3, 0.2, 0.05]
    assert ticks(axes.yaxis) == ["␣ space", "b", "e", "⏎ line end"]
    assert axes.get_ylim()[0] > axes.get_ylim()[1], "the likeliest is on top"
    assert [text.get_text() for text in axes.texts] == [" 0.400", " 0.300", " 0.200", " 0.050"]
    assert "␣ space 0.40, b 0.30, e 0.20, ⏎ line end 0.05" in alternative
    assert "␣" in axes.get_title()


def test_more_bars_than_characters_are_all_characters():
    figure = plots.next_character_bars(np.full(7, 1 / 7), VOCABULARY, top=50, title="even")
    assert len(figure.axes[0].patches) == 7
    assert figure.axes[0].get_title() == "even"


def test_a_certain_character_fits_into_the_figure():
    figure = plots.next_character_bars(np.eye(7)[2], VOCABULARY)
    drawn(figure)
    assert figure.axes[0].get_xlim()[1] > 1.0


def test_a_probability_is_never_written_as_what_it_is_not():
    written = [probability_words(p) for p in (0.0, 1e-9, 0.0005, 0.5, 0.9996, 1.0)]
    assert written == ["0.000", "<0.001", "0.001", "0.500", ">0.999", "1.000"]


TRACE = lc.CharLSTM(7, 3).forward([0, 1])


@pytest.mark.parametrize(
    "call",
    [
        lambda: plots.one_hot_matrix([], VOCABULARY),
        lambda: plots.one_hot_matrix([99], VOCABULARY),
        lambda: plots.one_hot_matrix([0] * 121, VOCABULARY),
        lambda: plots.one_hot_matrix([0], "abc"),
        lambda: plots.gate_heatmap(np.zeros((3, 2)), "to"),
        lambda: plots.gate_heatmap(np.zeros(2), "to"),
        lambda: plots.gate_heatmap([[np.nan]], "t"),
        lambda: plots.gate_heatmap(np.zeros((2, 2)), None),
        lambda: plots.gate_heatmap(np.zeros((0, 2)), ""),
        lambda: plots.four_gates(None, "to"),
        lambda: plots.four_gates(TRACE, "to be"),
        lambda: plots.four_gates(TRACE, "t" * 31),
        lambda: plots.next_character_bars([0.5, 0.5], VOCABULARY),
        lambda: plots.next_character_bars(np.full(7, np.nan), VOCABULARY),
        lambda: plots.next_character_bars(np.full(7, 1 / 7), VOCABULARY, top=0),
        lambda: plots.next_character_bars(np.full(7, 1 / 7), None),
    ],
)
def test_what_cannot_be_drawn_is_refused_and_leaves_no_figure(call):
    with pytest.raises(lc.LSTMCoreError):
        call()
    assert plt.get_fignums() == []
