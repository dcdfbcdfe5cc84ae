"""A widget's still picture, shown wherever the widget itself cannot run.

A notebook that is not trusted yet, one that is opened again, or a page that shows a notebook without
running it, has no widget; the output then falls back to the picture and its text. The picture says
how it becomes a widget.
"""

import base64
from io import BytesIO
from typing import Any

from matplotlib import pyplot as plt
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

HINT = "This is a picture of the widget. Run this cell to activate it."
_HINT_WIDTH, _HINT_HEIGHT = 4.0, 0.3  # inches; the height is added below the figure
_DOTS_PER_INCH = 100  # as many as the inline figures of a notebook


class StillPicture:
    """Add ``image/png`` of ``figure()`` and the text to a widget's output."""

    def figure(self) -> Figure:
        """Return a still figure of the present view; every widget has its own."""
        raise NotImplementedError

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        view = super()._repr_mimebundle_(**kwargs)  # type: ignore[misc]  # the widget's, a later base
        if view is None:
            return None
        data, metadata = view if isinstance(view, tuple) else (view, {})
        png, alternative = still_png(self.figure())
        pictures = {"text/plain": repr(self), "image/png": png}
        return {**data, **pictures}, {**metadata, "image/png": {"alt": alternative}}


def still_png(figure: Figure) -> tuple[str, str]:
    """Draw a figure with the hint below it, once, and close it; return the picture and its words."""
    # Left open, the figure would be shown by the notebook a second time.
    width, height = figure.get_size_inches()
    place = {"x": 0.1 / width, "y": -0.5 * _HINT_HEIGHT / height, "va": "center"}
    figure.text(s=HINT, fontsize=9, color="#444444", **place)
    buffer = BytesIO()
    figure.savefig(
        buffer,
        format="png",
        dpi=_DOTS_PER_INCH,
        bbox_inches=Bbox([[0, -_HINT_HEIGHT], [max(width, _HINT_WIDTH), height]]),
        metadata={"Software": None},
    )
    plt.close(figure)
    words = str(figure.get_label()).rstrip(".")
    return base64.b64encode(buffer.getvalue()).decode("ascii"), f"{words}. {HINT}"
