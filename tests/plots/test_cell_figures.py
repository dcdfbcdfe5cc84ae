"""Figures of single cells: what they draw, what they say, what they refuse."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from figure_text import described
from matplotlib.collections import PatchCollection

import lstm_core as lc
from lstm_core import plots
from lstm_core.plots.cell_figures import MOST_ROWS, ROW, text_rows

# A text, shaded


def test_a_line_end_stands_at_the_end_of_its_row_and_long_lines_are_broken():
    assert text_rows("ab\nc") == [(0, 0), (0, 1), (0, 2), (1, 0)]
    assert text_rows("\n\na") == [(0, 0), (1, 0), (2, 0)]
    places = text_rows("x" * (ROW + 1))
    assert places[ROW - 1 :] == [(0, ROW - 1), (1, 0)]
    assert text_rows("x" * ROW + "y\n")[-1] == (1, 1)


def collections(figure):
    boxes, bars = (c for c in figure.axes[0].collections if isinstance(c, PatchCollection))
    return boxes, bars


def test_every_character_has_its_value_and_a_bar_that_points_where_the_value_lies():
    values = np.array([2.0, -1.0, 0.0, -2.0])
    figure = plots.cell_text("a b\n", values, title="t", marked=1)
    boxes, bars = collections(figure)
    np.testing.assert_array_equal(boxes.get_array(), values)
    assert boxes.get_clim() == (-2.0, 2.0)
    written = [text.get_text() for text in figure.axes[0].texts]
    assert written == ["a", "", "b", "⏎"]
    # the vertical axis points down, so a bar upward has a negative height
    heights = [path.get_extents() for path in bars.get_paths()]
    middle = heights[2].y0
    assert heights[2].height == 0
    assert heights[0].y0 < middle == heights[0].y1
    assert heights[1].y1 > middle == heights[1].y0
    assert heights[0].height == pytest.approx(2 * heights[1].height)
    assert figure.axes[0].patches[0].get_x() == 0.5
    words = described(figure)
    assert words.startswith("t. ") and "highest 2.00 after 'a'" in words and "lowest -2.00" in words


def test_the_longest_bar_and_the_frame_end_above_the_next_row():
    figure = plots.cell_text("ab\ncd\n", [1.0, -1.0, 1.0, 1.0, -1.0, 1.0], marked=1)
    boxes, bars = (drawn.get_paths() for drawn in collections(figure))
    next_row = boxes[3].get_extents().y0
    assert bars[1].get_extents().y1 < next_row - 0.05
    (frame,) = figure.axes[0].patches
    assert bars[1].get_extents().y1 <= frame.get_y() + frame.get_height() < next_row - 0.05


def test_a_gate_has_a_scale_of_0_to_1_and_letters_that_can_be_read_on_it():
    figure = plots.cell_text("ab", [0.0, 1.0], name="forget gate f", limits=(0, 1))
    boxes, _ = collections(figure)
    assert boxes.get_clim() == (0.0, 1.0)
    assert boxes.get_cmap().name == "cividis"
    assert [text.get_color() for text in figure.axes[0].texts] == ["white", "black"]
    assert "forget gate f" in described(figure)


def test_what_lies_beyond_the_limits_has_the_bar_of_the_limit():
    _, bars = collections(plots.cell_text("ab", [9.0, 1.0], limits=(-1, 1)))
    heights = [path.get_extents().height for path in bars.get_paths()]
    assert heights[0] == heights[1]


def test_a_text_of_zeros_can_be_drawn():
    assert "mean 0.00" in described(plots.cell_text("ab", [0.0, 0.0]))


# The others


def test_counting_curves_point_up_for_a_and_down_for_b():
    figure = plots.counting_curves({2: [1, 2, 1, 0.0], 1: [1, 0.0]}, title="t")
    lines = figure.axes[0].lines
    assert [line.get_marker() for line in lines[:3]] == ["None", "^", "v"]
    np.testing.assert_array_equal(lines[1].get_ydata(), [1, 2])
    np.testing.assert_array_equal(lines[2].get_xdata(), [3, 4])
    assert "n = 2: 1.0, then 2.0 at the last a, 0.0" in described(figure)


def test_unit_bars_stand_side_by_side_and_the_second_network_is_hatched():
    figure = plots.unit_bars({"one": [0.5, 0.1], "two": [0.2, 0.3]}, ylabel="size", title="t")
    bars = figure.axes[0].patches
    assert [bar.get_height() for bar in bars] == [0.5, 0.1, 0.2, 0.3]
    assert [bar.get_hatch() for bar in bars] == [None, None, "//", "//"]
    assert bars[0].get_x() < bars[2].get_x() < bars[1].get_x()
    assert "one: 0.50, 0.10; two: 0.20, 0.30" in described(figure)


def test_control_points_have_a_row_for_each_feature_with_three_signs():
    figure = plots.control_points(
        {"first": 0.5, "second": 0.1}, [0.2, 0.3], [[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]], title="t"
    )
    axes = figure.axes[0]
    by_marker = {line.get_marker(): line for line in axes.lines if line.get_marker() != "None"}
    assert set(by_marker) == {"o", "|", "D"}
    np.testing.assert_array_equal(by_marker["D"].get_xdata(), [0.5, 0.1])
    np.testing.assert_array_equal(by_marker["|"].get_xdata(), [0.2, 0.3])
    assert [label.get_text() for label in axes.get_yticklabels()] == ["first", "second"]
    assert axes.get_ylim()[0] > axes.get_ylim()[1], "the first feature is on top"
    assert "second: 0.10, shifted 0.30, untrained 0.40 to 0.60" in described(figure)


def test_histograms_are_shares_of_their_group():
    figure = plots.value_histograms({"few": [0.0, 1.0], "many": [1.0] * 8}, xlabel="c", title="t")
    few, many = (outline.get_xy()[:, 1] for outline in figure.axes[0].patches)
    assert few.max() == 50 and many.max() == 100
    assert "many: 8 values, mean 1.00" in described(figure)


def test_the_ablation_map_holds_every_number_and_frames_a_unit():
    rises = np.array([[0.5, -0.25], [0.0, 0.125], [0.1, 0.2]])
    figure = plots.ablation_map(rises, ["vowel", "rest"], title="t", marked=1)
    axes = figure.axes[0]
    np.testing.assert_array_equal(axes.images[0].get_array(), rises.T)
    assert [text.get_text() for text in axes.texts[:2]] == ["0.50", "−0.25"]
    assert axes.patches[0].get_x() == 0.5
    words = described(figure)
    assert "unit 1: vowel 0.00, rest 0.12" in words and "unit 0" not in words
    assert "unit 2" in described(plots.ablation_map(rises, ["vowel", "rest"], title="t"))


def test_the_numbers_of_many_units_stand_upright_and_in_their_own_columns():
    rises = np.where(np.arange(50).reshape(25, 2) % 2, -0.123, 0.456)
    figure = plots.ablation_map(rises, ["vowel", "rest"], title="t")
    numbers = figure.axes[0].texts
    assert {text.get_rotation() for text in numbers} == {90.0}
    boxes = [text.get_window_extent(figure.canvas.get_renderer()) for text in numbers]
    column = figure.axes[0].get_window_extent().width / 25
    assert all(box.width < column for box in boxes)


def test_a_rise_that_rounds_to_nothing_has_no_sign():
    axes = plots.ablation_map([[-0.004, 2.0]], ["a", "b"], title="t").axes[0]
    assert [text.get_text() for text in axes.texts] == ["0.0", "2.0"]


@pytest.mark.parametrize(
    ("draw", "error", "message"),
    [
        (lambda: plots.cell_text("", []), lc.ArgumentError, "text must be a str that is not empty"),
        (lambda: plots.cell_text("ab", [1.0]), lc.ShapeError, "values must have the shape"),
        (lambda: plots.cell_text("ab", [1.0, np.nan]), lc.ArgumentError, "finite"),
        (lambda: plots.cell_text("ab", [1, 2], limits=(1, 0)), lc.ArgumentError, "limits must rise"),
        (lambda: plots.cell_text("ab", [1, 2], marked=2), lc.ArgumentError, "marked"),
        (
            lambda: plots.cell_text("\n" * (MOST_ROWS + 1), np.zeros(MOST_ROWS + 1)),
            lc.ShapeError,
            "up to 10 rows, but the text has 11. Take a slice",
        ),
        (lambda: plots.counting_curves({}, title="t"), lc.ArgumentError, "1 to 5"),
        (lambda: plots.counting_curves({2: [1.0]}, title="t"), lc.ShapeError, r"runs\[2\]"),
        (lambda: plots.unit_bars({}, ylabel="y", title="t"), lc.ArgumentError, "1 to 2"),
        (
            lambda: plots.unit_bars({"a": [1.0], "b": [1.0, 2.0]}, ylabel="y", title="t"),
            lc.ShapeError,
            r"groups\['b'\]",
        ),
        (lambda: plots.control_points({}, [], [], title="t"), lc.ArgumentError, "not empty"),
        (
            lambda: plots.control_points({"f": 0.1}, [0.1, 0.2], [[0.1]], title="t"),
            lc.ShapeError,
            "shuffled",
        ),
        (
            lambda: plots.value_histograms({"a": []}, xlabel="x", title="t"),
            lc.ShapeError,
            "at least one",
        ),
        (lambda: plots.ablation_map([[1.0]], ["a", "b"], title="t"), lc.ShapeError, "rises"),
        (
            lambda: plots.ablation_map([[1.0]], ["a"], title="t", marked=1),
            lc.ArgumentError,
            "marked",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused_and_leaves_no_figure_behind(draw, error, message):
    with pytest.raises(error, match=message):
        draw()
    assert plt.get_fignums() == []
