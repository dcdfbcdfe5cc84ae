"""How well a figure can be read: the size of its letters on the page, and what covers what."""

import re
from contextlib import contextmanager
from itertools import combinations

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.container import BarContainer
from matplotlib.legend import Legend
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from lstm_core.plots.card import MARGIN, PIXELS_PER_INCH

PAGE = 694  # pixels of JupyterLab's outputs in a window of 1024 pixels, with the file browser open
LEAST = 9.0  # pixels
_SUBSCRIPT = 0.7  # of the letters before it, as Matplotlib sets formulas
_TOUCH = 1.5  # pixels: a letter's box is larger than the letter


def shrinking(figure) -> float:
    """Return by what the page multiplies a figure's lengths: 1, or less for a wide one."""
    return min(1.0, PAGE / (PIXELS_PER_INCH * (figure.get_figwidth() + 2 * MARGIN)))


def small_texts(figure) -> dict[str, float]:
    """Return the texts that are too small on the page, each with its size there in pixels."""
    sizes = {text.get_text(): _size(text) * shrinking(figure) for text, _ in drawn_texts(figure)}
    return {text: round(size, 2) for text, size in sizes.items() if size < LEAST}


def _size(text: Text) -> float:
    formula = re.search(r"\$[^$]*[_^][^$]*\$", text.get_text())
    return text.get_fontsize() * PIXELS_PER_INCH / 72 * (_SUBSCRIPT if formula else 1)


def drawn_texts(figure) -> list[tuple[Text, Bbox]]:
    """Return the texts that are drawn, each with the place of its letters in pixels of the page."""
    found = []
    with _noted(Text, found):
        _draw(figure)
    renderer = figure.canvas.get_renderer()
    return [
        (text, Text.get_window_extent(text, renderer))
        for text in dict.fromkeys(found)
        if text.get_visible() and text.get_text().strip()
    ]


@contextmanager
def _noted(kind, found: list):
    draw = kind.draw

    def noting(self, *arguments, **options):
        found.append(self)
        return draw(self, *arguments, **options)

    kind.draw = noting
    try:
        yield
    finally:
        kind.draw = draw


def _draw(figure) -> None:
    figure.set_dpi(PIXELS_PER_INCH)
    FigureCanvasAgg(figure).draw()


def covered(figure) -> list[str]:
    """Say which labels cover a curve, a bar's edge or one another, or leave the figure."""
    texts = [(text.get_text(), _inner(box)) for text, box in drawn_texts(figure)]
    faults = [f"{text!r} leaves the figure" for text, box in texts if not _holds(figure, box)]
    faults += [
        f"{first!r} and {second!r} cover one another"
        for (first, one), (second, other) in combinations(texts, 2)
        if _meet(one, other)
    ]
    labels = texts + [("the legend", _inner(box)) for box in _legends(figure)]
    for axes in figure.axes:
        for line in axes.lines:
            faults += [f"{text!r} covers {line}" for text, box in labels if _crosses(line, box)]
        for bar in _bars(axes):
            for text, box in labels:
                if _meet(box, bar) and not _inside(box, bar):
                    faults.append(f"{text!r} covers the edge of a bar")
    return faults


def _inner(box: Bbox) -> Bbox:
    room = min(_TOUCH, 0.4 * box.width, 0.4 * box.height)
    return Bbox.from_extents(box.x0 + room, box.y0 + room, box.x1 - room, box.y1 - room)


def _holds(figure, box: Bbox) -> bool:
    room = PIXELS_PER_INCH * MARGIN
    page = figure.bbox
    return bool(
        box.x0 >= page.x0 - room
        and box.y0 >= page.y0 - room
        and box.x1 <= page.x1 + room
        and box.y1 <= page.y1 + room
    )


def _meet(one: Bbox, other: Bbox) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1


def _inside(box: Bbox, whole: Bbox) -> bool:
    return box.x0 >= whole.x0 and box.x1 <= whole.x1 and box.y0 >= whole.y0 and box.y1 <= whole.y1


def _legends(figure) -> list[Bbox]:
    return [legend.get_window_extent() for legend in figure.findobj(Legend)]


def _crosses(line, box: Bbox) -> bool:
    """Tell whether a line that is seen, or one of its marks, enters a box."""
    if not line.get_visible() or not len(line.get_xdata(orig=False)):
        return False
    path = line.get_transform().transform_path(line.get_path())
    seen = line.get_clip_box()
    if seen is not None and line.get_clip_on():
        if not _meet(box, seen):
            return False
        box = Bbox.intersection(box, seen) or box
    if line.get_linestyle() not in ("None", "", " ") and path.intersects_bbox(box, filled=False):
        return True
    if line.get_marker() in ("None", "", " ", None):
        return False
    reach = 0.35 * line.get_markersize() * PIXELS_PER_INCH / 72
    x, y = path.vertices.T
    with np.errstate(invalid="ignore"):
        hit = (x > box.x0 - reach) & (x < box.x1 + reach) & (y > box.y0 - reach) & (y < box.y1 + reach)
    return bool(hit.any())


def _bars(axes) -> list[Bbox]:
    containers = [c for c in axes.containers if isinstance(c, BarContainer)]
    boxes = [bar.get_window_extent() for c in containers for bar in c if bar.get_height()]
    seen = [Bbox.intersection(box, axes.bbox) for box in boxes]  # a logarithmic axis has no lower end
    return [box for box in seen if box is not None]
