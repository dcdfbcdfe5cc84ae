"""Figures of sampling: what they draw, what they say, what they refuse."""

import numpy as np
import pytest
from figure_text import described

import lstm_core as lc
from lstm_core import plots
from lstm_core.plots.sampling_figures import LEVELS, level_words, levels

VOCABULARY = lc.Vocabulary("abc ")  # " ", "a", "b", "c"


def heights(axes):
    return [bar.get_height() for bar in axes.patches]


def widths(axes):
    return [bar.get_width() for bar in axes.patches]


def test_levels_count_the_bounds_below_which_a_probability_lies():
    assert levels([1.0, 0.9, 0.89, 0.5, 0.3, 0.1, 0.01, 0]).tolist() == [0, 0, 1, 1, 2, 3, 4, 4]
    assert level_words() == ["0.9 to 1", "0.5 to 0.9", "0.2 to 0.5", "0.05 to 0.2", "below 0.05"]
    assert list(LEVELS) == sorted(LEVELS, reverse=True)


def test_shaded_text_writes_every_character_and_shades_the_improbable():
    figure = plots.shaded_text("ab", "c a\n", [0.95, 0.3, 0.7, 0.01], title="t")
    axes = figure.axes[0]
    written = [text.get_text() for text in axes.texts[:6]]
    assert written == ["a", "b", "c", "", "a", "⏎"]
    places = {(round(p.get_x() + 0.5), p.get_facecolor()) for p in axes.patches if p.get_y() < 0}
    assert {column for column, _ in places} == {3, 4, 5}
    assert len({colour for _, colour in places}) == 3
    assert "Characters by probability: 0.9 to 1: 1; 0.5 to 0.9: 1; 0.2 to 0.5: 1" in described(figure)


def test_shaded_text_underlines_more_where_it_is_less_probable():
    axes = plots.shaded_text("a", "bcab", [0.3, 0.1, 0.01, 1.0]).axes[0]
    row = [line for line in axes.lines if line.get_ydata()[0] < 1]
    widths = [line.get_linewidth() for line in row]
    assert len(widths) == 3 and widths == sorted(widths) and len(set(widths)) == 3


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (("a", "bc", [0.5]), lc.ShapeError, "shape"),
        (("a", "b", [1.5]), lc.ArgumentError, "between 0 and 1"),
        ((5, "b", [1.0]), lc.ArgumentError, "prefix must be a str"),
        (("", "", []), lc.ShapeError, "but got 0"),
        (("a" * 600, "b", [1.0]), lc.ShapeError, "but got 601"),
    ],
)
def test_shaded_text_refuses(arguments, error, message):
    with pytest.raises(error, match=message):
        plots.shaded_text(*arguments)


def test_panels_show_one_set_of_characters_on_one_scale():
    cold, warm = [0.0, 0.0, 1.0, 0.0], [0.4, 0.1, 0.3, 0.2]
    figure = plots.distribution_panels({"cold": cold, "warm": warm}, VOCABULARY, top=3)
    first, second = figure.axes
    labels = [[tick.get_text() for tick in axes.get_yticklabels()] for axes in (first, second)]
    assert labels == [["␣ space", "b", "c"], []], "the panels share their characters"
    assert widths(first) == [0, 1, 0] and widths(second) == [0.4, 0.3, 0.2]
    assert first.get_xlim() == second.get_xlim()
    assert "cold: ␣ space 0.00, b 1.00, c 0.00; warm: ␣ space 0.40" in described(figure)


def test_panels_may_each_show_their_own_likeliest():
    figure = plots.distribution_panels(
        {"x": [0.7, 0.1, 0.1, 0.1], "y": [0.0, 0.1, 0.2, 0.7]}, VOCABULARY, top=2, same_order=False
    )
    assert [widths(axes) for axes in figure.axes] == [[0.7, 0.1], [0.7, 0.2]]


@pytest.mark.parametrize(
    ("distributions", "error"),
    [
        ({"one": [1, 0, 0, 0]}, lc.ArgumentError),
        ([1.0], lc.ArgumentError),
        ({"a": [1, 0], "b": [1, 0]}, lc.ShapeError),
        ({"a": [2, 0, 0, 0], "b": [1, 0, 0, 0]}, lc.ArgumentError),
    ],
)
def test_panels_refuse(distributions, error):
    with pytest.raises(error):
        plots.distribution_panels(distributions, VOCABULARY)


def test_entropy_rises_to_the_line_of_even_chances():
    figure = plots.entropy_curve([0, 1, 2], [0.0, 0.5, 1.0], most=1.2)
    curve, level = figure.axes[0].lines
    assert curve.get_xydata().tolist() == [[0, 0.0], [1, 0.5], [2, 1.0]]
    assert list(level.get_ydata()) == [1.2, 1.2]
    assert "from 0.00 nats at 0 to 1.00 at 2; the uniform distribution has 1.20" in described(figure)
    with pytest.raises(lc.ShapeError):
        plots.entropy_curve([0, 1], [0.0], most=1.0)


def test_probabilities_stand_over_their_characters():
    figure = plots.probability_along_text({"x": [1.0, 0.2, 0.6], "y": [0.1, 0.1, 0.1]}, "a b")
    above, below = figure.axes
    assert heights(above) == [1.0, 0.6, 0.2] and heights(below) == [0.1] * 3
    assert [tick.get_text() for tick in below.get_xticklabels()] == ["a", "␣", "b"]
    assert "x: mean 0.60, below one half at 1 places; y: mean 0.10" in described(figure)


@pytest.mark.parametrize(
    ("curves", "text"), [({}, "a"), ({"x": [1.0]}, ""), ({"x": [1.0]}, "ab"), ({"x": [2.0]}, "a")]
)
def test_probabilities_along_a_text_refuse(curves, text):
    with pytest.raises(lc.LSTMCoreError):
        plots.probability_along_text(curves, text)


def test_shares_of_right_characters_differ_in_more_than_colour():
    figure = plots.still_right_curves({"free": [1.0, 0.5], "forced": [1.0, 0.9]})
    free, forced = figure.axes[0].lines
    assert free.get_xydata().tolist() == [[1, 1.0], [2, 0.5]]
    assert free.get_linestyle() != forced.get_linestyle()
    assert "free from 1.00 to 0.50, mean 0.75; forced" in described(figure)
    for shares in ({}, {"x": []}, {"x": [1.2]}, None):
        with pytest.raises(lc.LSTMCoreError):
            plots.still_right_curves(shares)


@pytest.mark.slow
def test_figures_keep_their_shape_at_the_longest():
    text = "ab c" * 30
    plots.probability_along_text({"x": np.linspace(0, 1, 120)}, text).canvas.draw()
    plots.shaded_text("a", "b" * 495, np.linspace(0, 1, 495)).canvas.draw()
