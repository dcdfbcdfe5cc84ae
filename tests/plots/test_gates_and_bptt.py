"""Figures of gates and of the backward pass: what they draw, what they say, what they refuse."""

import numpy as np
import pytest

import lstm_core as lc
from lstm_core import plots


def described(figure):
    """Draw the figure, so that a broken label shows, and return its text alternative."""
    figure.canvas.draw()
    assert all(axes.get_title() or axes.get_xlabel() for axes in figure.axes)
    return figure.get_label()


def test_squashing_curves_reach_their_limits():
    figure = plots.squashing_curves()
    sigmoid, tanh = (line.get_ydata() for line in figure.axes[0].lines)
    np.testing.assert_allclose(sigmoid[[0, 200, -1]], lc.sigmoid([-6.0, 0.0, 6.0]))
    np.testing.assert_allclose(tanh[[0, 200, -1]], np.tanh([-6.0, 0.0, 6.0]))
    assert "0.25" in described(figure)


def test_memory_curves_draw_the_values_that_they_got():
    figure = plots.memory_curves({"a": [1.0, 0.5], "b": [0.25, -0.125]}, ylabel="c", title="t")
    assert [list(line.get_ydata()) for line in figure.axes[0].lines] == [[1.0, 0.5], [0.25, -0.125]]
    assert "a: from 1.000 to 0.500" in described(figure)
    dashes = {line.get_linestyle() for line in figure.axes[0].lines}
    assert len(dashes) == 2  # colour is not the only sign


def test_gate_histograms_show_shares_that_add_up_to_all():
    figure = plots.gate_histograms({"±1": [[0.01, 0.5], [0.6, 0.99]]}, title="t")
    assert sum(bar.get_height() for bar in figure.axes[0].patches) == pytest.approx(100)
    assert "50% below 0.05 or above 0.95" in described(figure)


SLOPES = {
    ("c_prev", "c"): 0.01,
    ("f", "c"): -0.02,
    ("i", "c"): 0.03,
    ("g", "c"): 0.04,
    ("c", "h"): 0.05,
    ("o", "h"): 0.06,
    ("c", "loss"): 0.07,
    ("h", "loss"): -0.08,
}


def test_step_graph_shows_every_value_derivative_and_slope():
    names = ["c_prev", "f", "i", "o", "g", "c", "h"]
    values = {name: 0.1 * k for k, name in enumerate(names, 1)}
    derivatives = {name: -0.2 * k for k, name in enumerate(names, 1)}
    figure = plots.step_graph(values, derivatives, SLOPES)
    drawn = " ".join(text.get_text() for text in figure.axes[0].texts)
    for k in range(1, 7):
        assert f"= {0.1 * k:.3f}" in drawn and f"◀ −{0.2 * k:.3f}" in drawn
    assert "×−0.020" in drawn and "×0.070" in drawn
    assert "◀ +1.000" in drawn  # by the loss itself, where the backward pass begins
    assert "o: 0.400, derivative -0.800" in described(figure)
    assert "h to loss: -0.080" in figure.get_label()
    with pytest.raises(lc.ArgumentError, match="c_prev, f, i"):
        plots.step_graph({"f": 1.0}, derivatives, SLOPES)
    with pytest.raises(lc.ArgumentError, match="'c', 'loss'"):
        plots.step_graph(values, derivatives, {("f", "c"): 1.0})


def test_the_unrolled_graph_has_a_way_back_for_every_way_on():
    figure = plots.unrolled_graph(4)
    arrows = [text.arrow_patch for text in figure.axes[0].texts if getattr(text, "arrow_patch", None)]
    back = [arrow for arrow in arrows if arrow.get_linestyle() == "--"]
    assert len(arrows) == 2 * len(back) == 2 * (4 * 4 + 3 * 2)
    drawn = [text.get_text() for text in figure.axes[0].texts]
    assert [name for name in drawn if "h_" in name] == [
        "$h_{t-2}$",
        "$h_{t-1}$",
        "$h_{t}$",
        "$h_{t+1}$",
    ]
    assert "over 4 steps" in described(figure)
    with pytest.raises(lc.ArgumentError, match="steps"):
        plots.unrolled_graph(1)


def test_logit_gradient_bars_are_negative_at_the_target_alone():
    figure = plots.logit_gradient_bars(["a", " ", "c"], [0.2, 0.5, 0.3], 1)
    heights = [bar.get_height() for bar in figure.axes[1].patches]
    np.testing.assert_allclose(heights, [0.2, -0.5, 0.3])
    assert "␣: 0.50, -0.50" in described(figure)
    with pytest.raises(lc.ShapeError):
        plots.logit_gradient_bars(["a"], [0.2, 0.8], 0)
    with pytest.raises(lc.ArgumentError, match="target must be below 2"):
        plots.logit_gradient_bars(["a", "b"], [0.2, 0.8], 2)


def test_gradient_error_points_tell_what_passes_from_what_does_not():
    figure = plots.gradient_error_points({"right": 1e-9, "wrong": 0.6})
    assert [line.get_marker() for line in figure.axes[0].lines[:2]] == ["o", "X"]
    assert [text.get_text() for text in figure.axes[0].texts[:2]] == ["passes", "0.6"]
    assert "wrong: 6.0e-01" in described(figure)
    with pytest.raises(lc.ArgumentError, match="must be a dict"):
        plots.gradient_error_points({})
    with pytest.raises(lc.ArgumentError, match="errors\\['right'\\]"):
        plots.gradient_error_points({"right": 0.0})


def test_step_size_curve_marks_the_smallest_error():
    figure = plots.step_size_curve([1e-8, 1e-5, 1e-2], [1e-3, 1e-9, 1e-4])
    assert figure.axes[0].lines[1].get_xydata().tolist() == [[1e-5, 1e-9]]
    assert "least near ε = 1e-05" in described(figure)
    bend, rounding = (line.get_ydata() for line in figure.axes[0].lines[2:])
    np.testing.assert_allclose([bend[2] / bend[1], rounding[0] / rounding[1]], [1e6, 1e3])


def test_gradient_flow_curves_leave_zeros_out_of_the_logarithm():
    flow = lc.GradientFlow(np.arange(3), np.array([1.0, 0.5, 0.0]), np.array([2.0, 0.0, 0.0]))
    rnn = lc.GradientFlow(np.arange(3), np.array([1.0, 0.1, 0.01]), None)
    figure = plots.gradient_flow_curves({"LSTM": flow, "RNN": rnn})
    left, right = figure.axes
    np.testing.assert_array_equal(left.lines[0].get_ydata(), [1.0, 0.5, np.nan])
    assert len(left.lines) == 2 and len(right.lines) == 1  # the RNN has no cell state
    assert "RNN from 1.0e+00 to 1.0e-02" in described(figure)
    alone = plots.gradient_flow_curves({"RNN": rnn}, title="one panel")
    assert len(alone.axes) == 1 and "cell state" not in described(alone)


def test_clipping_arrows_say_where_they_point():
    figure = plots.clipping_arrows([3.0, 0.5], [1.0, 0.5], [0.99, 0.16], limit=1.0)
    assert "clipped by value (1.00, 0.50)" in described(figure)
    with pytest.raises(lc.ShapeError):
        plots.clipping_arrows([3.0], [1.0, 0.5], [0.99, 0.16], limit=1.0)
    with pytest.raises(lc.ArgumentError, match="limit"):
        plots.clipping_arrows([3.0, 0.5], [1.0, 0.5], [0.99, 0.16], limit=0)


def test_truncation_curves_are_in_per_cent():
    figure = plots.truncation_curves([1, 10], {"untrained": [0.5, 0.1]})
    assert figure.axes[0].lines[0].get_ydata().tolist() == [50.0, 10.0]
    assert "untrained from 50% to 10%" in described(figure)
    with pytest.raises(lc.ShapeError):
        plots.truncation_curves([1, 10], {"untrained": [0.5]})


@pytest.mark.parametrize(
    "draw", [plots.gradient_flow_curves, lambda x: plots.gate_histograms(x, title="t")]
)
@pytest.mark.parametrize("nothing", [{}, None, 3])
def test_nothing_to_draw_is_refused(draw, nothing):
    with pytest.raises(lc.ArgumentError, match="must be a dict"):
        draw(nothing)


def test_more_curves_than_can_be_told_apart_are_refused():
    with pytest.raises(lc.ArgumentError, match="1 to 5"):
        plots.memory_curves({str(k): [0.0] for k in range(6)}, ylabel="c", title="t")
