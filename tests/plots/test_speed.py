"""The figures of speed show the numbers that they are given."""

import pytest

import lstm_core as lc
from lstm_core import plots

SIZES = {(25, 1, 900): {"a": 4.0, "b": 2.0}, (512, 64, 50): {"a": 400.0, "b": 100.0}}
LIMITS = {(25, 1, 900): 0.5, (512, 64, 50): 50.0}


def test_speed_bars_has_a_bar_for_each_way_and_a_line_for_the_limit():
    figure = plots.speed_bars({"naive": 100.0, "fast": 2.5}, limit=0.5)
    axes = figure.axes[0]
    assert [bar.get_width() for bar in axes.patches] == [100.0, 2.5]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["naive", "fast"]
    assert list(axes.lines[0].get_xdata()) == [0.5, 0.5]
    assert axes.get_xscale() == "linear" and axes.get_xlim()[0] == 0  # a bar's length is its time
    assert [text.get_text() for text in axes.texts] == ["100", "2.5, 40 times faster"]
    assert "µs" in axes.get_xlabel()
    assert "naive 100; fast 2.5, 40 times faster" in figure.get_label()
    assert "limit is 0.5" in figure.get_label()


def test_speed_bars_need_no_limit():
    assert plots.speed_bars({"naive": 100.0}).axes[0].lines[:] == []


def test_speed_by_size_groups_the_bars():
    figure = plots.speed_by_size(SIZES, LIMITS)
    axes = figure.axes[0]
    heights = [[bar.get_height() for bar in group] for group in axes.containers]
    assert heights == [[4.0, 400.0], [2.0, 100.0]]
    assert [list(line.get_ydata()) for line in axes.lines[:2]] == [[0.5, 0.5], [50.0, 50.0]]
    assert "H = 512, B = 64, T = 50: a 400, b 100, limit 50" in figure.get_label()


@pytest.mark.parametrize(
    "times", [{}, None, [1.0], {"a": 0.0}, {"a": -1.0}, {"a": "fast"}, {"a": float("nan")}]
)
def test_bad_times_are_refused(times):
    with pytest.raises(lc.ArgumentError, match="microseconds"):
        plots.speed_bars(times)
    with pytest.raises(lc.ArgumentError, match="microseconds"):
        plots.speed_by_size({(1, 1, 1): times}, {(1, 1, 1): 1.0})


@pytest.mark.parametrize("limit", [0.0, -1.0, "low"])
def test_a_bad_limit_is_refused(limit):
    with pytest.raises(lc.ArgumentError, match="limit"):
        plots.speed_bars({"a": 1.0}, limit=limit)
    with pytest.raises(lc.ArgumentError, match="limit"):
        plots.speed_by_size(SIZES, {**LIMITS, (25, 1, 900): limit})


def test_every_size_needs_the_same_contenders_and_a_limit():
    with pytest.raises(lc.ArgumentError, match="same contenders"):
        plots.speed_by_size({**SIZES, (25, 1, 900): {"a": 1.0}}, LIMITS)
    with pytest.raises(lc.ArgumentError, match="same sizes"):
        plots.speed_by_size(SIZES, {(25, 1, 900): 0.5})
