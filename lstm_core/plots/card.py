"""A figure's picture: a light card with round corners, on which it looks the same in every theme."""

import base64
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch
from matplotlib.transforms import Affine2D, Bbox
from PIL import Image

PIXELS_PER_INCH = 100  # on the page
SHARPNESS = 2  # pixels of the picture for each of them, in width and in height
MARGIN = 0.1  # inches of the card around the figure
WIDTH = 6.7  # inches: with its card as wide as JupyterLab's outputs in a window of 1024 pixels
GROUND, EDGE = "#ffffff", "#d9dde3"  # a widget's in the light theme
_ROUNDING = 0.06  # inches


class CardFigure(Figure):
    """A figure that a notebook shows on a card."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        show_cards()


def show_cards() -> None:
    """Let the notebook that this runs in, if any, show cards; its own way draws plain pictures."""
    ipython = sys.modules.get("IPython")
    shell = ipython and ipython.get_ipython()
    formatter = shell and shell.display_formatter.formatters.get("image/png")
    if formatter:
        formatter.for_type(CardFigure, picture)


def picture(
    figure: Figure, *, below: float = 0.0, least_width: float = 0.0
) -> tuple[str, dict[str, Any]]:
    """Return a figure's card as a PNG in base64, and its metadata in a notebook: size and words."""
    # `below` and `least_width`, in inches, are for what else stands on the card.
    width, height = (float(size) for size in figure.get_size_inches())
    whole = Bbox([[-MARGIN, -MARGIN - below], [max(width, least_width) + MARGIN, height + MARGIN]])
    buffer = BytesIO()
    with _on_card(figure, whole):
        figure.savefig(
            buffer,
            format="png",
            dpi=SHARPNESS * PIXELS_PER_INCH,
            bbox_inches=whole,
            transparent=False,
            metadata={"Software": None},
        )
    size = {"width": page_pixels(whole.width), "height": page_pixels(whole.height)}
    words = {"alt": figure.get_label()} if figure.get_label() else {}
    return base64.b64encode(_with_few_colours(buffer)).decode("ascii"), {**words, **size}


def _with_few_colours(png: BytesIO) -> bytes:
    """Return the same picture in 256 colours: a notebook of pictures takes a third of the space."""
    smaller = BytesIO()
    few = Image.open(png).quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(smaller, format="png", optimize=True)
    return smaller.getvalue()


def page_pixels(inches: float) -> int:
    """Return how many pixels a length has on the page."""
    return round(PIXELS_PER_INCH * inches)


@contextmanager
def _on_card(figure: Figure, whole: Bbox) -> Iterator[None]:
    """Put a card below a figure for as long as it is drawn."""
    line = 1 / PIXELS_PER_INCH
    width, height = figure.get_size_inches()
    card = FancyBboxPatch(
        (whole.x0 + _ROUNDING + line, whole.y0 + _ROUNDING + line),
        whole.width - 2 * (_ROUNDING + line),
        whole.height - 2 * (_ROUNDING + line),
        boxstyle=f"round,pad={_ROUNDING}",
        facecolor=GROUND,
        edgecolor=EDGE,
        linewidth=0.72,  # points: 1 pixel
        # In inches; Matplotlib moves this origin, not that of `dpi_scale_trans`, while it crops.
        transform=Affine2D().scale(1 / width, 1 / height) + figure.transFigure,
        zorder=-10,
        clip_on=False,
    )
    ground = figure.patch.get_visible()
    figure.patch.set_visible(False)
    figure.add_artist(card)
    card.set_in_layout(False)
    try:
        yield
    finally:
        card.remove()
        figure.patch.set_visible(ground)
