"""Whether a widget fits one screen: its size, the size of its letters, and what is cut off or covered.

    for size in SIZES:
        with size.given_to(widget):
            assert faults(widget, size) == []          # in each state that the test brings about

`heights(widget, size, steps)` gives the heights after every step; all of them have to be one.
"""

from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import dataclass

SMALLEST_LETTERS = 11  # pixels


@dataclass(frozen=True)
class Size:
    """How wide a widget's place is, and how high the widget may be in it (None: as it likes)."""

    width: int
    height: int | None

    @contextmanager
    def given_to(self, widget):
        """Give a widget this much width, until the end of the block."""
        before = widget.evaluate(SET_WIDTH, f"{self.width}px")
        try:
            yield
        finally:
            widget.evaluate(SET_WIDTH, before)


WIDE = Size(1110, 779)  # the notebook's cells at 1440 × 900
MEDIUM = Size(694, 647)  # at 1024 × 768, with the file sidebar open
SMALL = Size(592, 647)  # the widget's own place there: the notebook less prompt and margins
PHONE = Size(358, None)  # the static book at 390, less its margins
SIZES = (WIDE, MEDIUM, SMALL, PHONE)

# The place takes the width, whatever the page has; two frames later the widget is painted again.
SET_WIDTH = """async (widget, width) => {
    const place = widget.parentElement.style;
    const before = place.width;
    place.width = width;
    place.maxWidth = width ? "none" : "";
    for (let k = 0; k < 3; k += 1) await new Promise((go) => requestAnimationFrame(go));
    return before;
}"""

PAINTED = """async () => {
    for (let k = 0; k < 2; k += 1) await new Promise((go) => requestAnimationFrame(go));
}"""
FAULTS = """async (widget, [width, height, smallest]) => {
    for (let k = 0; k < 2; k += 1) await new Promise((go) => requestAnimationFrame(go));
    const found = new Set();
    const root = widget.getBoundingClientRect();
    if (root.width > width + 0.5) found.add(`the widget is ${root.width} px wide, not at most ${width}`);
    if (height !== null && root.height > height) found.add(`the widget is ${root.height} px high, not at most ${height}`);
    const seen = (element) => element.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true })
        && getComputedStyle(element).clipPath !== "inset(50%)"; // what is only heard
    // What may be scrolled to is not lost below an edge; beside one it is, since nobody expects it there.
    function cut(box, start) {
        for (let element = start; element && element !== widget.parentElement; element = element.parentElement) {
            const style = getComputedStyle(element);
            if (element === widget || !/visible/.test(style.overflowX)) {
                const edge = element.getBoundingClientRect();
                const rolls = /auto|scroll/.test(style.overflowY);
                if (box.left < edge.left - 1 || box.right > edge.right + 1) return "beside";
                if (!rolls && (box.top < edge.top - 1 || box.bottom > edge.bottom + 1)) return "below";
                if (rolls) return "";
            }
        }
        return "";
    }
    const told = (element) => element.dataset.testid ?? element.getAttribute("class") ?? element.tagName.toLowerCase();
    const texts = document.createTreeWalker(widget, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const [node, parent] = [texts.currentNode, texts.currentNode.parentElement];
        if (!node.data.trim() || !seen(parent) || parent.closest("option, title, style")) continue;
        const matrix = parent.getScreenCTM?.();
        const size = parseFloat(getComputedStyle(parent).fontSize) * (matrix ? Math.hypot(matrix.a, matrix.b) : 1);
        if (size < smallest - 0.01) found.add(`letters of ${size.toFixed(1)} px: ${told(parent)} ${node.data.trim().slice(0, 40)}`);
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const box of range.getClientRects()) {
            const how = box.width > 0 ? cut(box, parent) : "";
            if (how) found.add(`cut off ${how}: ${told(parent)} ${node.data.trim().slice(0, 40)}`);
        }
    }
    for (const part of widget.querySelectorAll("button, input, textarea, select, canvas, svg, img")) {
        const box = part.getBoundingClientRect();
        const how = box.width > 0 && seen(part) ? cut(box, part.parentElement) : "";
        if (how) found.add(`cut off ${how}: ${told(part)}`);
    }
    return Array.from(found);
}"""  # noqa: E501  # a script's lines


def faults(widget, size: Size, *, smallest: float = SMALLEST_LETTERS) -> list[str]:
    """Return what is too large, too small or cut off in a widget that has been given a size's width."""
    return widget.evaluate(FAULTS, [size.width, size.height, smallest])


def heights(widget, size: Size, steps: Iterable[Callable[[], object]]) -> set[float]:
    """Return the heights that a widget of this width has now and after every step."""
    with size.given_to(widget):
        found = {widget.bounding_box()["height"]}
        for step in steps:
            step()
            widget.evaluate(PAINTED)
            found.add(widget.bounding_box()["height"])
    return found
