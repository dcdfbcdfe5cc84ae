"""Figures of the encoding: what they draw, what they say, what they refuse."""

import numpy as np
import pytest

import lstm_core as lc
from lstm_core import plots

VOCABULARY = lc.Vocabulary("abc ")  # in this order: space, a, b, c


def described(figure):
    """Draw the figure, so that a broken label shows, and return its text alternative."""
    figure.canvas.draw()
    assert figure.axes[0].get_title() and figure.axes[0].get_xlabel()
    return figure.get_label()


def test_baseline_bars_have_the_lengths_they_name():
    figure = plots.baseline_bars({"even": 3.555, "pairs": 2.019})
    assert [bar.get_width() for bar in figure.axes[0].patches] == [3.555, 2.019]
    assert "even 3.555; pairs 2.019" in described(figure)


@pytest.mark.parametrize("losses", [{}, {"even": -1.0}, {"even": np.nan}, [3.5]])
def test_baseline_bars_refuse_what_is_no_loss(losses):
    with pytest.raises(lc.ArgumentError, match="losses"):
        plots.baseline_bars(losses)


def test_character_counts_come_most_frequent_first():
    figure = plots.character_counts([5, 1, 3, 0], VOCABULARY)
    axes = figure.axes[0]
    assert [bar.get_height() for bar in axes.patches] == [5, 3, 1, 0]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["␣", "b", "a", "c"]
    assert "␣ 5, b 3, a 1, c 0" in described(figure)


def test_character_counts_name_the_share_of_the_five_commonest():
    vocabulary = lc.Vocabulary("abcdef")
    figure = plots.character_counts([50, 20, 10, 5, 5, 10], vocabulary)
    assert "95 %" in figure.axes[0].get_title()


def test_the_pair_heatmap_shows_the_shares_of_each_row_and_leaves_pairs_that_never_occur_empty():
    counts = np.zeros((4, 4))
    counts[1, 2], counts[1, 3], counts[3, 0] = 3, 1, 7
    figure = plots.pair_heatmap(counts, VOCABULARY)
    drawn = figure.axes[0].images[0].get_array()
    assert drawn[1, 2] == 0.75 and drawn[1, 3] == 0.25 and drawn[3, 0] == 1.0
    assert drawn.mask.sum() == 13
    assert "3 of 16 pairs" in described(figure)
    assert "c␣, 7 times" in figure.get_label()


@pytest.mark.parametrize("draw", [plots.character_counts, plots.pair_heatmap])
def test_counts_are_checked(draw):
    shape = (4,) if draw is plots.character_counts else (4, 4)
    with pytest.raises(lc.ShapeError, match="counts"):
        draw(np.ones(3), VOCABULARY)
    with pytest.raises(lc.ArgumentError, match="more than 0"):
        draw(np.zeros(shape), VOCABULARY)
    with pytest.raises(lc.ArgumentError, match="0 or more"):
        draw(np.full(shape, -1.0), VOCABULARY)
    with pytest.raises(lc.ArgumentError, match="vocabulary"):
        draw(np.ones(shape), "abc ")


def test_shifted_pairs_put_each_target_below_the_character_before_it():
    figure = plots.shifted_pairs("to be")
    axes = figure.axes[0]
    at = {text.get_position(): text.get_text() for text in axes.texts if text.get_text()}
    assert [at[t, 1] for t in range(4)] == ["t", "o", "␣", "b"]
    assert [at[t, 0] for t in range(4)] == ["o", "␣", "b", "e"]
    assert len(axes.lines) == 3  # from each target but the last to the input of the next step
    assert "inputs 'to b', targets 'o be'" in described(figure)


@pytest.mark.parametrize("text", ["", "a", "a" * 32])
def test_shifted_pairs_need_room_and_at_least_one_pair(text):
    with pytest.raises(lc.ShapeError, match="2 to 31"):
        plots.shifted_pairs(text)


def test_shifted_pairs_refuse_what_is_no_text():
    with pytest.raises(lc.ArgumentError, match="text"):
        plots.shifted_pairs([1, 2])


def test_context_curves_draw_both_losses_and_name_the_best_on_new_text():
    figure = plots.context_curves([3.0, 2.0, 1.0], [3.1, 2.7, 3.0], uniform=3.5)
    even, unseen, seen = (list(line.get_ydata()) for line in figure.axes[0].lines)
    assert seen == [3.0, 2.0, 1.0] and unseen == [3.1, 2.7, 3.0] and set(even) == {3.5}
    assert "lowest with 1 character of context" in figure.axes[0].get_title().replace("\n", " ")
    assert "1: 2.000 and 2.700" in described(figure)
    assert len({line.get_linestyle() for line in figure.axes[0].lines}) == 3  # not by colour alone


def test_context_curves_refuse_what_does_not_belong_together():
    with pytest.raises(lc.ShapeError, match="unseen"):
        plots.context_curves([3.0, 2.0], [3.0], uniform=3.5)
    with pytest.raises(lc.ShapeError, match="empty"):
        plots.context_curves([], [], uniform=3.5)
    with pytest.raises(lc.ArgumentError, match="uniform"):
        plots.context_curves([3.0], [3.0], uniform=-1.0)
