"""Figures of a training run: what they draw, what they say, what they refuse."""

import numpy as np
import pytest
from figure_text import described

import lstm_core as lc
from lstm_core import plots


def test_loss_curves_start_at_epoch_1_and_differ_in_more_than_colour():
    figure = plots.loss_curves({"slow": [3.0, 2.0, 1.5], "fast": [3.0, 0.5]}, title="t")
    slow, fast = figure.axes[0].lines
    assert slow.get_xydata().tolist() == [[1, 3.0], [2, 2.0], [3, 1.5]]
    assert fast.get_xydata().tolist() == [[1, 3.0], [2, 0.5]]
    assert slow.get_linestyle() != fast.get_linestyle()
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["slow", "fast"]
    assert "slow from 3.000 to 1.500 in 3 epochs; fast from 3.000 to 0.500 in 2" in described(figure)


@pytest.mark.parametrize("log", [False, True])
def test_loss_curves_show_baselines_at_their_level(log):
    figure = plots.loss_curves({"loss": [1.0, 0.1]}, baselines={"ln 35": 3.555}, log=log)
    axes = figure.axes[0]
    assert axes.get_yscale() == ("log" if log else "linear")
    assert list(axes.lines[1].get_ydata()) == [3.555, 3.555]
    assert axes.texts[0].get_text() == "ln 35: 3.555"
    assert axes.get_ylim()[0] < 0.1 and axes.get_ylim()[1] > 3.555
    assert "ln 35 at 3.555" in described(figure)


@pytest.mark.parametrize("losses", [{}, None, [1.0], {str(k): [1.0] for k in range(6)}])
def test_loss_curves_refuse_none_and_more_than_can_be_told_apart(losses):
    with pytest.raises(lc.ArgumentError, match="1 to 5"):
        plots.loss_curves(losses)


def test_loss_curves_refuse_a_training_without_epochs():
    with pytest.raises(lc.ShapeError, match=r"'a'. is empty"):
        plots.loss_curves({"a": []})


def test_gradient_norm_curve_counts_the_epochs_above_the_limit():
    figure = plots.gradient_norm_curve([10.0, 200.0, 300.0, 150.0], limit=100.0, limit_name="most")
    curve, limit = figure.axes[0].lines
    assert curve.get_xydata().tolist() == [[1, 10.0], [2, 200.0], [3, 300.0], [4, 150.0]]
    assert list(limit.get_ydata()) == [100.0, 100.0]
    assert "above the most of 100 in 75% of them" in described(figure)


@pytest.mark.parametrize("norms", [[], [-1.0]])
def test_gradient_norm_curve_refuses_what_is_no_length(norms):
    with pytest.raises(lc.ArgumentError, match="none below 0"):
        plots.gradient_norm_curve(norms, limit=1.0)


def test_gates_before_and_after_share_one_scale():
    before, after = np.full((3, 2), 0.5), np.array([[0.0, 1.0], [0.05, 0.95], [0.5, 0.5]])
    figure = plots.gates_before_and_after(before, after, "a b", name="input gate")
    images = [axes.images[0] for axes in figure.axes[:2]]
    np.testing.assert_array_equal(images[0].get_array(), before.T)
    np.testing.assert_array_equal(images[1].get_array(), after.T)
    assert [image.get_clim() for image in images] == [(0.0, 1.0), (0.0, 1.0)]
    assert [tick.get_text() for tick in figure.axes[1].get_xticklabels()] == ["a", "␣", "b"]
    assert "input gate" in figure.get_suptitle()
    words = described(figure)
    assert "before training 0.50 to 0.50, 0% near 0 or 1" in words
    assert "after training 0.00 to 1.00, 67% near 0 or 1" in words


@pytest.mark.parametrize(
    ("before", "after", "text", "error", "message"),
    [
        (np.zeros((2, 3)), np.zeros((2, 3)), "abc", lc.ShapeError, "before"),
        (np.zeros((2, 3)), np.zeros((2, 4)), "ab", lc.ShapeError, "after"),
        (np.zeros((2, 3)), np.full((2, 3), 1.5), "ab", lc.ArgumentError, "between 0 and 1"),
        (np.full((2, 3), -0.5), np.zeros((2, 3)), "ab", lc.ArgumentError, "between 0 and 1"),
        (np.zeros((2, 3)), np.zeros((2, 3)), ["a", "b"], lc.ArgumentError, "must be a str"),
        (np.zeros((0, 3)), np.zeros((0, 3)), "", lc.ShapeError, "Take a slice"),
        (np.zeros((121, 3)), np.zeros((121, 3)), "a" * 121, lc.ShapeError, "Take a slice"),
    ],
)
def test_gates_before_and_after_refuse_what_does_not_fit(before, after, text, error, message):
    with pytest.raises(error, match=message):
        plots.gates_before_and_after(before, after, text)


def test_held_out_curves_mark_the_lowest_point_of_the_text_held_out():
    figure = plots.held_out_curves([3.0, 2.0, 1.0], [3.5, 2.5, 4.0], baselines={"ln 35": 3.555})
    training, held_out, baseline, best = figure.axes[0].lines
    assert list(training.get_ydata()) == [3.0, 2.0, 1.0]
    assert list(held_out.get_ydata()) == [3.5, 2.5, 4.0]
    assert list(baseline.get_ydata()) == [3.555, 3.555]
    assert best.get_xydata().tolist() == [[2, 2.5]]
    assert "lowest in epoch 2, with 2.500" in described(figure)


@pytest.mark.parametrize(("training", "held_out"), [([], []), ([1.0, 2.0], [1.0]), ([[1.0]], [[1.0]])])
def test_held_out_curves_need_two_losses_an_epoch(training, held_out):
    with pytest.raises(lc.ShapeError):
        plots.held_out_curves(training, held_out)
