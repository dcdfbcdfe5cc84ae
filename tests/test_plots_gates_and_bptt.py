"""Figures of gates and of the backward pass: what they draw, what they say, what they refuse."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

import lstm_core as lc
from lstm_core import plots


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


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


def test_step_graph_shows_every_value_and_derivative():
    names = ["c_prev", "f", "i", "g", "o", "c", "h"]
    values = {name: 0.1 * k for k, name in enumerate(names)}
    derivatives = {name: -0.2 * k for k, name in enumerate(names)}
    figure = plots.step_graph(values, derivatives)
    drawn = " ".join(text.get_text() for text in figure.axes[0].texts)
    for k in range(1, 7):
        assert f"= {0.1 * k:.3f}" in drawn and f"◀ −{0.2 * k:.3f}" in drawn
    assert "o: 0.400, derivative -0.800" in described(figure)
    with pytest.raises(lc.ArgumentError, match="c_prev, f, i"):
        plots.step_graph({"f": 1.0}, derivatives)


def test_step_size_curve_marks_the_smallest_error():
    figure = plots.step_size_curve([1e-8, 1e-5, 1e-2], [1e-3, 1e-9, 1e-4])
    assert figure.axes[0].lines[1].get_xydata().tolist() == [[1e-5, 1e-9]]
    assert "least near ε = 1e-05" in described(figure)


def test_gradient_flow_curves_leave_zeros_out_of_the_logarithm():
    flow = lc.GradientFlow(np.arange(3), np.array([1.0, 0.5, 0.0]), np.array([2.0, 0.0, 0.0]))
    rnn = lc.GradientFlow(np.arange(3), np.array([1.0, 0.1, 0.01]), None)
    figure = plots.gradient_flow_curves({"LSTM": flow, "RNN": rnn})
    left, right = figure.axes
    np.testing.assert_array_equal(left.lines[0].get_ydata(), [1.0, 0.5, np.nan])
    assert len(left.lines) == 2 and len(right.lines) == 1  # the RNN has no cell state
    assert "RNN from 1.0e+00 to 1.0e-02" in described(figure)


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
