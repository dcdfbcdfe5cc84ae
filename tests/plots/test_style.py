"""What all figures share: colours that can be told apart, visible characters, text alternatives."""

import warnings
from itertools import combinations

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_rgb

import lstm_core as lc
from lstm_core.plots import style

# Machado, Oliveira & Fernandes (2009): how linear red, green and blue look without one kind of cone.
COLOUR_BLIND = {
    "protanopia": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    "deuteranopia": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
}


def seen(colour, matrix):
    linear = np.asarray(to_rgb(colour)) ** 2.2
    return np.clip(matrix @ linear, 0, 1) ** (1 / 2.2)


@pytest.mark.parametrize("kind", COLOUR_BLIND)
def test_gates_can_be_told_apart_by_colour_blind_readers(kind):
    for first, second in combinations(style.GATE_COLOURS.values(), 2):
        matrix = np.array(COLOUR_BLIND[kind])
        distance = np.linalg.norm(seen(first, matrix) - seen(second, matrix))
        assert distance > 0.15, (first, second)


def test_every_gate_has_a_colour_of_its_own():
    assert tuple(style.GATE_COLOURS) == lc.GATES
    assert len(set(style.GATE_COLOURS.values())) == 4


def test_lines_differ_in_colour_and_in_dashes():
    colours, dashes = zip(*style.LINES, strict=True)
    assert len(set(colours)) == len(set(dashes)) == len(style.LINES)


def test_the_scales_exist_and_the_diverging_one_is_pale_in_the_middle():
    for name in (style.SEQUENTIAL, style.DIVERGING):
        assert name in plt.colormaps
    middle = plt.colormaps[style.DIVERGING](0.5)[:3]
    assert min(middle) > 0.9


@pytest.mark.parametrize(
    ("character", "sign"),
    [
        (" ", "␣"),
        ("\n", "⏎"),
        ("\t", "⇥"),
        ("\r", "⇤"),
        ("a", "a"),
        ("🧠", "▯"),
        ("\u202e", "▯"),
        ("א", "▯"),
    ],
)
def test_characters_that_cannot_be_seen_have_a_sign(character, sign):
    assert style.visible(character) == sign


def test_a_description_stays_with_its_figure():
    figure, axes = style.new_panels(4.0, 3.0, ncols=2)
    assert len(axes) == 2
    assert tuple(figure.get_size_inches()) == (4.0, 3.0)
    assert style.describe(figure, "Two empty panels.") is figure
    assert figure.get_label() == "Two empty panels."


@pytest.mark.parametrize(
    ("titles", "whole", "words", "wanted"),
    [
        (["It falls"], None, "Loss: 2 to 1.", "It falls. Loss: 2 to 1."),
        (["Does it\nfall?"], None, "Loss: 2 to 1.", "Does it fall? Loss: 2 to 1."),
        (["Loss"], None, "Loss: 2 to 1.", "Loss: 2 to 1."),
        (["left", "right"], None, "Two panels.", "Two panels."),
        (["left", "right"], "$h$ moves", "Two panels.", "h moves. Two panels."),
        ([""], None, "Bars.", "Bars."),
    ],
)
def test_a_description_begins_with_the_title(titles, whole, words, wanted):
    figure, axes = style.new_panels(4.0, 3.0, ncols=len(titles), squeeze=False)
    for panel, title in zip(axes[0], titles, strict=True):
        panel.set_title(title)
    if whole:
        figure.suptitle(whole)
    assert style.describe(figure, words).get_label() == wanted


def test_every_sign_can_be_drawn_without_a_warning():
    figure, axes = style.new_figure(3.0, 2.0)
    axes.set_title("".join(map(style.visible, " \n\t\r🧠中a")))
    figure.canvas.draw()


def warned_figure(category):
    """Draw a figure while something below it warns."""

    @style.drawing
    def draw() -> plt.Figure:
        warnings.warn("of something", category, stacklevel=1)
        return plt.figure()

    return draw()


def test_what_a_library_calls_deprecated_stops_no_figure():
    assert isinstance(warned_figure(DeprecationWarning), plt.Figure)


def test_any_other_warning_does():
    with pytest.raises(lc.ArgumentError, match="cannot draw what it was given"):
        warned_figure(UserWarning)
