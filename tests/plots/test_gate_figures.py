"""Figures of gates and of the cell state: what they draw, what they say, what they refuse."""

import numpy as np
import pytest

import lstm_core as lc
from lstm_core import plots


@pytest.fixture
def step():
    random = np.random.default_rng(0)
    W_x, W_h = random.normal(size=(3, 8)), random.normal(size=(2, 8))
    return lc.lstm_step([0.0, 1.0, 0.0], [0.5, -0.5], [1.0, -1.0], W_x, W_h, np.zeros(8))


def alternative(figure):
    """Draw the figure, so that a broken label shows, and return its text alternative."""
    figure.canvas.draw()
    return figure.get_label()


def test_gated_signal_draws_the_product():
    figure = plots.gated_signal([1.0, -2.0, 4.0], [1.0, 0.5, 0.0])
    assert figure.axes[2].lines[1].get_ydata().tolist() == [1.0, -1.0, 0.0]
    assert figure.axes[2].get_ylim() == figure.axes[0].get_ylim()  # one scale: seen at a glance
    assert "a gate that goes from 1.00 to 0.00" in alternative(figure)


@pytest.mark.parametrize("gate", [[0.0, 1.5], [-0.1, 1.0]])
def test_a_gate_outside_0_to_1_is_refused(gate):
    with pytest.raises(lc.ArgumentError, match="from 0 to 1"):
        plots.gated_signal([1.0, 2.0], gate)


def test_a_gate_of_another_length_is_refused():
    with pytest.raises(lc.ShapeError, match="gate"):
        plots.gated_signal([1.0, 2.0], [0.5])


def test_memory_curves_on_a_logarithmic_scale_keep_small_numbers_in_the_words():
    figure = plots.memory_curves(
        {"a": [1.0, 2e-9]}, ylabel="c", title="t", xlabel="lag", log_scale=True
    )
    assert figure.axes[0].get_yscale() == "log"
    assert figure.axes[0].get_xlabel() == "lag"
    assert "from 1.0e+00 to 2.0e-09" in alternative(figure)
    with pytest.raises(lc.ArgumentError, match="logarithmic"):
        plots.memory_curves({"a": [1.0, 0.0]}, ylabel="c", title="t", log_scale=True)


def test_memory_curves_mark_a_level():
    figure = plots.memory_curves({"a": [1.0, 0.25]}, ylabel="c", title="t", level=0.5)
    assert list(figure.axes[0].lines[-1].get_ydata()) == [0.5, 0.5]
    assert [text.get_text() for text in figure.axes[0].texts] == ["0.5"]


def test_curves_along_a_text_put_one_mark_over_each_character():
    figure = plots.curves_along_text({"unit 0": [0.0, 1.0, -1.0]}, "a b", ylabel="c", title="t")
    axes = figure.axes[0]
    assert axes.lines[0].get_xydata().tolist() == [[0, 0], [1, 1], [2, -1]]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["a", "␣", "b"]
    assert "unit 0: from 0.000 to -1.000" in alternative(figure)
    with pytest.raises(lc.ShapeError, match="unit 0"):
        plots.curves_along_text({"unit 0": [0.0]}, "a b", ylabel="c", title="t")
    with pytest.raises(lc.ArgumentError, match="1 to 60"):
        plots.curves_along_text({"unit 0": []}, "", ylabel="c", title="t")


@pytest.mark.parametrize(
    "draw",
    [
        lambda curves: plots.memory_curves(curves, ylabel="c", title="t"),
        lambda curves: plots.curves_along_text(curves, "ab", ylabel="c", title="t"),
    ],
)
def test_no_curve_and_an_empty_curve_are_refused(draw):
    with pytest.raises(lc.ArgumentError, match="must be a dict of 1 to 5"):
        draw({})
    with pytest.raises(lc.ShapeError):
        draw({"a": []})


def test_the_conveyor_belt_names_all_four_parts():
    figure = plots.conveyor_belt()
    words = alternative(figure)
    drawn = " ".join(text.get_text() for text in figure.axes[0].texts)
    for letter in ("$f$", "$i\\odot g$", "$o$", "$c_{t-1}$", "$c_t$", "$h_t$", "tanh"):
        assert letter in drawn
    for word in ("forget gate", "i ⊙ g", "output gate", "tanh"):
        assert word in words


def test_cell_update_bars_show_that_kept_and_added_make_the_new_state(step):
    figure = plots.cell_update_bars(step)
    assert len(figure.axes) == 2
    for unit, axes in enumerate(figure.axes):
        old, kept, added, new, shown = (bar.get_height() for bar in axes.patches)
        assert old == step.c_prev[unit]
        assert kept == pytest.approx(step.f[unit] * old)
        assert kept + added == pytest.approx(new)
        assert shown == pytest.approx(step.o[unit] * np.tanh(new))
        assert f"{new:.3f}" in [text.get_text() for text in axes.texts]
    assert f"unit 1: old -1.000, kept {step.f[1] * -1:.3f}" in alternative(figure)


def test_cell_update_bars_refuse_what_they_cannot_show(step):
    with pytest.raises(lc.ArgumentError, match="lstm_step"):
        plots.cell_update_bars("step")
    rows = lc.lstm_step(np.ones((2, 3)), np.ones((2, 2)), np.ones((2, 2)), *weights())
    with pytest.raises(lc.ShapeError, match="no batch"):
        plots.cell_update_bars(rows)


def weights():
    return np.ones((3, 8)), np.ones((2, 8)), np.zeros(8)
