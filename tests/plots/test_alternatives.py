"""A figure's text alternative reaches the notebook, where readers who cannot see it find it."""

from IPython.core.formatters import DisplayFormatter
from IPython.core.pylabtools import select_figure_formats
from matplotlib import pyplot as plt

from lstm_core.plots import describe, new_figure


class Shell:
    """As much of IPython as showing a figure needs."""

    display_formatter = DisplayFormatter()


def test_a_shown_figure_is_a_picture_with_its_alternative():
    select_figure_formats(Shell, {"png"})
    figure, axes = new_figure()
    axes.plot([0, 1])
    describe(figure, "A line that rises.")
    data, metadata = Shell.display_formatter.format(figure)
    plt.close(figure)
    assert set(data) == {"image/png", "text/plain"}
    assert metadata == {"image/png": {"alt": "A line that rises."}}


def test_a_figure_without_an_alternative_is_shown_as_ever():
    select_figure_formats(Shell, {"png"})
    figure, _ = new_figure()
    data, metadata = Shell.display_formatter.format(figure)
    plt.close(figure)
    assert set(data) == {"image/png", "text/plain"}
    assert metadata == {}
