"""Figures of the forward pass: what they draw, what they say, what they refuse."""

import numpy as np
import pytest

import lstm_core as lc
from lstm_core import plots


def texts(axes):
    return [text.get_text() for text in axes.texts if text.get_text()]


def forms(H=2, V=3):
    """Return columns, W_x and W_h of one cell whose numbers are all different."""
    numbers = np.arange(4.0 * H * (H + V)).reshape(4, H, H + V)
    columns = dict(zip("ifgo", numbers, strict=True))
    rows = np.hstack([matrix.T for matrix in numbers])
    return columns, rows[H:], rows[:H]


# The network, unrolled


def test_every_arrow_of_the_unrolled_network_carries_a_shape():
    figure = plots.unrolled_network("to b", vocab_size=7, hidden_size=3)
    figure.canvas.draw()
    said = texts(figure.axes[0])
    for t in range(3):
        for label in (f"$x_{t}$ (7,)", f"$y_{t}$ (7,)", f"$p_{t}$ (7,)", f"$c_{t}$\n(3,)"):
            assert said.count(label) == 1, label
        # on to the next step, and up to the output layer
        assert said.count(f"$h_{t}$\n(3,)") == said.count(f"$h_{t}$ (3,)") == 1
    assert said.count("$c_{-1}$\n(3,)") == said.count("$h_{-1}$\n(3,)") == 1
    arrows = sum(getattr(text, "arrow_patch", None) is not None for text in figure.axes[0].texts)
    assert arrows == sum(text.endswith(",)") for text in said)


def test_the_unrolled_network_reads_each_character_and_predicts_the_next():
    figure = plots.unrolled_network("to b", vocab_size=7, hidden_size=3)
    said = texts(figure.axes[0])
    assert [text for text in said if text.startswith("reads")] == [
        "reads “t”",
        "reads “o”",
        "reads “␣”",
    ]
    assert [text for text in said if text.startswith("next")] == ["next: “o”", "next: “␣”", "next: “b”"]
    assert "(7,)" in figure.get_label() and "'o', ' ', 'b'" in figure.get_label()


@pytest.mark.parametrize("text", ["t", "to be, or"])
def test_a_text_that_does_not_fit_the_unrolled_network_is_refused(text):
    with pytest.raises(lc.ShapeError, match="2 to 5"):
        plots.unrolled_network(text, vocab_size=7, hidden_size=3)


def test_the_unrolled_network_wants_a_text_and_sizes():
    with pytest.raises(lc.ArgumentError, match="text"):
        plots.unrolled_network(["t", "o"], vocab_size=7, hidden_size=3)
    with pytest.raises(lc.ArgumentError, match="hidden_size"):
        plots.unrolled_network("to", vocab_size=7, hidden_size=0)


# Two forms of the weights


def test_every_number_is_written_once_in_each_form():
    columns, W_x, W_h = forms()
    figure = plots.two_forms(columns, W_x, W_h)
    figure.canvas.draw()
    *upper, lower = figure.axes
    above = [float(text) for axes in upper for text in texts(axes)]
    below = [float(text) for text in texts(lower)]
    assert above == list(range(40)) and sorted(below) == above
    assert below[:8] == W_h[0].tolist()  # the rows of h lie above those of x
    assert "W_f [[10.0, 11.0" in figure.get_label()


def test_a_row_above_is_a_column_below():
    figure = plots.two_forms(*forms())
    *upper, lower = figure.axes
    first_row = texts(upper[1])[:5]  # forget gate, unit 0
    assert texts(lower)[2::8] == first_row
    assert [label.get_text() for label in lower.get_xticklabels()][2] == "f, unit 0"


def test_a_gate_has_one_tint_in_both_forms():
    *upper, lower = plots.two_forms(*forms()).axes
    tints = [tile.get_facecolor() for tile in lower.patches[:8]]  # i, i, f, f, g, g, o, o
    assert len(set(tints)) == 4
    for k, axes in enumerate(upper):
        assert {tile.get_facecolor() for tile in axes.patches} == set(tints[2 * k : 2 * k + 2])


def test_forms_that_do_not_belong_together_are_refused():
    columns, W_x, W_h = forms()
    with pytest.raises(lc.ShapeError, match="W_x"):
        plots.two_forms(columns, W_x[:, :-1], W_h)
    with pytest.raises(lc.ShapeError, match="columns"):
        plots.two_forms(columns | {"g": columns["g"].T}, W_x, W_h)
    with pytest.raises(lc.ArgumentError, match="i, f, g and o"):
        plots.two_forms({"i": columns["i"]}, W_x, W_h)


# Surprise


def test_the_surprise_of_a_mark_is_minus_its_logarithm():
    figure = plots.surprise_curve({"one of 35": 1 / 35, "certain": 1.0})
    figure.canvas.draw()
    curve, first, second = figure.axes[0].lines
    x, y = curve.get_data()
    np.testing.assert_allclose(y, -np.log(x))
    assert first.get_ydata() == pytest.approx(np.log(35)) and second.get_ydata() == 0
    assert "one of 35 p = 0.0286, 3.555 nats" in figure.get_label()
    assert "certain p = 1, 0.000 nats" in figure.get_label()


@pytest.mark.parametrize("marks", [{}, None, {"never": 0.0}, {"more than ever": 1.5}, {"word": "1"}])
def test_marks_that_are_no_probabilities_are_refused(marks):
    with pytest.raises(lc.ArgumentError, match="marks"):
        plots.surprise_curve(marks)


def test_surprise_along_a_text_is_one_bar_a_character_and_their_mean():
    figure = plots.surprise_along_text([0.5, 2.0, 0.5], "a b", title="t")
    figure.canvas.draw()
    assert [bar.get_height() for bar in figure.axes[0].patches] == [0.5, 2.0, 0.5]
    assert list(figure.axes[0].lines[0].get_ydata()) == [1.0, 1.0]
    assert "' ' at place 1 (2.00), 'a' at place 0" in figure.get_label()


def test_surprise_along_a_text_wants_one_loss_for_each_character():
    with pytest.raises(lc.ShapeError, match=r"\(2,\)"):
        plots.surprise_along_text([0.5, 2.0, 0.5], "ab", title="t")
    with pytest.raises(lc.ShapeError, match="1 to 120"):
        plots.surprise_along_text(np.zeros(121), "a" * 121, title="t")
