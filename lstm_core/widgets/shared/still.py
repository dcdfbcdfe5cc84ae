"""A widget's still picture, shown wherever the widget itself cannot run.

A notebook that is not trusted yet, one that is opened again, or a page that shows a notebook without
running it, has no widget; the output then falls back to the picture and its text. So does a JupyterLab
that runs in another environment than the kernel and lacks the widgets' packages there. The picture says
how it becomes a widget.
"""

from textwrap import fill
from typing import Any

from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from lstm_core.exercises.running_a_cell import RUN_THIS_CELL
from lstm_core.plots.card import picture

HINT = (
    f"This is a picture of the widget. To activate it, {RUN_THIS_CELL}. If it stays a picture, install "
    "ipywidgets and anywidget in the Python that runs JupyterLab, and reload the page."
)
_LINES = fill(HINT, 68)
_HINT_WIDTH, _HINT_HEIGHT = 4.8, 0.8  # inches; it stands below the figure


class StillPicture:
    """Add ``image/png`` of ``figure()`` and the text to a widget's output."""

    def figure(self) -> Figure:
        """Return a still figure of the present view; every widget has its own."""
        raise NotImplementedError

    def _beside_the_view(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the picture and its text; `PageWidget` asks for them."""
        png, shown = still_png(self.figure())
        return {"text/plain": repr(self), "image/png": png}, {"image/png": shown}


def still_png(figure: Figure) -> tuple[str, dict[str, Any]]:
    """Draw a figure with the hint below it, once, and close it; return the picture and its metadata."""
    # Left open, the figure would be shown by the notebook a second time.
    width, height = figure.get_size_inches()
    place = {"x": 0.1 / width, "y": -0.5 * _HINT_HEIGHT / height, "va": "center"}
    figure.text(s=_LINES, fontsize=9, color="#444444", **place).set_in_layout(False)
    _keep_legends(figure)
    png, metadata = picture(figure, below=_HINT_HEIGHT, least_width=_HINT_WIDTH)
    plt.close(figure)
    return png, {**metadata, "alt": f"{str(figure.get_label()).rstrip('.')}. {HINT}"}


def frame_number(axes: Axes, column: int, row: int) -> None:
    """Frame a number of a heat map, dark and light, so that the frame is seen on every colour."""
    for colour, width in (("black", 3.0), ("white", 1.2)):
        corner = (column - 0.5, row - 0.5)
        axes.add_patch(Rectangle(corner, 1, 1, fill=False, edgecolor=colour, linewidth=width, zorder=5))


def _keep_legends(figure: Figure) -> None:
    """Let legends below the axes stay there: on the higher picture they would move onto the hint."""
    if figure.legends:
        figure.draw_without_rendering()
        figure.set_layout_engine("none")
        for legend in figure.legends:
            legend.set_bbox_to_anchor((0.0, 0.0, 1.0, 1.0), figure.transFigure)
