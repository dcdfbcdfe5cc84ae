"""A figure is shown as a light card: sharp, of its own size, with its words, alike in every theme."""

import base64
from io import BytesIO
from types import SimpleNamespace

import numpy as np
import pytest
from IPython.core.formatters import DisplayFormatter
from IPython.core.pylabtools import select_figure_formats
from matplotlib.figure import Figure
from PIL import Image

from lstm_core import plots
from lstm_core.plots import card, style


class Shell:
    """As much of IPython as showing a figure needs."""

    display_formatter = DisplayFormatter()


@pytest.fixture(autouse=True)
def notebook(monkeypatch):
    """Run the test in a notebook that shows Matplotlib's figures as PNG."""
    ipython = SimpleNamespace(get_ipython=lambda: Shell)
    monkeypatch.setattr(card, "sys", SimpleNamespace(modules={"IPython": ipython}))
    select_figure_formats(Shell, {"png"})


def shown(figure):
    """Return the pixels that the notebook shows, red, green, blue and alpha, and their metadata."""
    data, metadata = Shell.display_formatter.format(figure)
    assert set(data) == {"image/png", "text/plain"} and set(metadata) == {"image/png"}
    png = data["image/png"]
    png = base64.b64decode(png) if isinstance(png, str) else png
    return np.asarray(Image.open(BytesIO(png)).convert("RGBA")), metadata["image/png"]


def test_a_shown_figure_is_a_picture_with_its_alternative_and_its_size_on_the_page():
    figure, axes = plots.new_figure(3.0, 2.0)
    axes.plot([0, 1])
    plots.describe(figure, "A line that rises.")
    picture, metadata = shown(figure)
    assert metadata == {"alt": "A line that rises.", "width": 320, "height": 220}
    assert picture.shape == (440, 640, 4), "twice as many pixels as on the page"


@pytest.mark.parametrize("make", [style.new_figure, style.new_panels])
def test_a_figure_without_an_alternative_has_a_card_as_well(make):
    assert shown(make(3.0, 2.0)[0])[1] == {"width": 320, "height": 220}


def test_a_figure_that_comes_from_elsewhere_gets_its_words_alone():
    figure = Figure((3.0, 2.0))
    figure.subplots().plot([0, 1])
    assert shown(plots.describe(figure, "A line."))[1] == {"alt": "A line."}


def test_a_card_is_light_and_closed_and_its_corners_are_round():
    picture, _ = shown(plots.squashing_curves())
    alpha = picture[..., 3]
    assert alpha[0, 0] == alpha[-1, 0] == alpha[0, -1] == alpha[-1, -1] == 0
    assert (alpha[20:-20, 8:-8] > 250).all()
    assert (picture[8, 40:-40, :3] > 250).all() and (picture[40:-40, 8, :3] > 250).all()


def test_a_figure_is_as_before_after_it_was_shown_and_its_picture_is_always_the_same():
    figure = plots.squashing_curves()
    before = len(figure.get_children()), figure.dpi, figure.patch.get_visible()
    first = card.picture(figure)
    assert (len(figure.get_children()), figure.dpi, figure.patch.get_visible()) == before
    assert card.picture(figure) == first


def test_a_picture_in_few_colours_keeps_the_gates_apart():
    names = [f"{name} gate" for name in style.GATE_COLOURS]
    figure, axes = style.new_figure(3.0, 2.0)
    axes.bar(names, [1, 1, 1, 1], color=list(style.GATE_COLOURS.values()), width=1)
    axes.axis("off")
    picture, _ = shown(figure)
    found = picture[220, 100:-100:20, :3].astype(int)
    for colour in style.GATE_COLOURS.values():
        wanted = [int(colour[k : k + 2], 16) for k in (1, 3, 5)]
        assert np.abs(found - wanted).sum(axis=1).min() <= 6, colour
