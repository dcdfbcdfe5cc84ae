"""The figures that compare kinds of networks over several seeds."""

import numpy as np
import pytest

import lstm_core as lc
from lstm_core import plots

LOSSES = {"a": [[3.0, 2.0], [2.0, 1.0]], "b": [[4.0, 1.0], [4.0, 0.0]]}


def test_a_curve_is_the_mean_of_its_seeds_and_the_band_their_range():
    figure = plots.losses_by_update([25, 50], LOSSES, title="t")
    (axes,) = figure.axes
    np.testing.assert_allclose(axes.lines[0].get_xydata(), [[25, 2.5], [50, 1.5]])
    np.testing.assert_allclose(axes.lines[1].get_xydata(), [[25, 4.0], [50, 0.5]])
    band = axes.collections[0].get_paths()[0].vertices
    assert {tuple(point) for point in band} >= {(25, 3), (25, 2), (50, 2), (50, 1)}
    words = figure.get_label()
    assert "from update 25 to 50, mean of 2 runs" in words
    assert "a from 2.50 to 1.50; b from 4.00 to 0.50. Lowest at first: a." in words
    assert words.endswith("Lowest at the end: b.")


@pytest.mark.parametrize("losses", [{}, {"a": [[1.0]]}, {"a": np.ones((0, 2))}])
def test_losses_that_do_not_fit_the_updates_are_refused(losses):
    with pytest.raises((lc.ArgumentError, lc.ShapeError), match="losses"):
        plots.losses_by_update([25, 50], losses, title="t")


def test_each_run_is_a_dot_and_the_tick_is_their_mean():
    figure = plots.run_dots({"rule": [2.0], "LSTM": [1.0, 4.0]}, xlabel="error (ppm)", title="t")
    (axes,) = figure.axes
    points = [line.get_xydata().tolist() for line in axes.lines]
    assert points == [[[2, 0]], [[2, 0]], [[1, 1], [4, 1]], [[2.5, 1]]]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["rule", "LSTM"]
    assert "rule 2; LSTM 2.5 (1 to 4)" in figure.get_label()


@pytest.mark.parametrize("values", [{}, {"a": []}, {"a": [[1.0]]}])
def test_runs_that_are_no_row_of_numbers_are_refused(values):
    with pytest.raises((lc.ArgumentError, lc.ShapeError), match="values"):
        plots.run_dots(values, xlabel="x", title="t")
