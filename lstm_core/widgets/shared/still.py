"""A widget's still picture, shown wherever the widget itself cannot run.

A notebook that is not trusted yet, or a page that shows a notebook without running it, has no
widget; the output then falls back to the picture and its text.
"""

import base64
from io import BytesIO
from typing import Any

from matplotlib import pyplot as plt
from matplotlib.figure import Figure

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
    """Draw a figure once and close it, so that the notebook does not show it a second time."""
    buffer = BytesIO()
    figure.savefig(buffer, format="png", dpi=_DOTS_PER_INCH, metadata={"Software": None})
    plt.close(figure)
    return base64.b64encode(buffer.getvalue()).decode("ascii"), str(figure.get_label())
