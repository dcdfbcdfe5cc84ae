"""Make README's pictures of the cell stepper, in the light and in the dark theme.

usage: python tools/stepper_pictures.py

They show the network of notebook 03 in a real JupyterLab, at twice the resolution. Needs what the
browser tests need. After a change of the stepper run it, look at both, and adapt README's text.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "browser"))

IMAGES = ROOT / "docs" / "images"
WIDTH = 1110  # pixels of the widget on the page
SHARPNESS = 2
NETWORK = """
import lstm_core as lc
from lstm_core.widgets import CellStepper

text = lc.read_text("../data/hamlet.txt")
vocabulary = lc.Vocabulary.from_text(text)
inputs, targets = vocabulary.encode(text[:-1]), vocabulary.encode(text[1:])
model, adam = lc.CharLSTM(len(vocabulary), 25, seed=0), lc.Adam(0.02)
for _ in range(100):
    trace = model.forward(inputs)
    adam.update(model.parameters, model.backward(trace, targets, reduction="mean"))
trace = model.forward(inputs)
"""
STEPPER = "CellStepper(trace, vocabulary, model=model, targets=targets, **{})"
SCENES = (
    ("cell_stepper.png", "light", STEPPER.format(dict(position=36, substep="p", unit=3))),
    ("cell_stepper_backward_dark.png", "dark", STEPPER.format(dict(position=36, substep="dc", unit=3))),
)


def main() -> None:
    """Make both."""
    from lab_page import NotebookPage, launch_browser, running_lab, write_notebook
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, running_lab(Path(folder)) as (address, root):
        write_notebook(root / "notebooks" / "stepper.ipynb", NETWORK, *[cell for *_, cell in SCENES])
        with sync_playwright() as driver:
            browser = launch_browser(driver)
            page = browser.new_page(
                viewport={"width": 1500, "height": 1800}, device_scale_factor=SHARPNESS
            )
            notebook = NotebookPage(page, address, "notebooks/stepper.ipynb")
            assert notebook.run_all() == []
            for number, (name, theme, _) in enumerate(SCENES):
                notebook.set_theme(theme)
                store(page, page.locator(".lstm-stepper").nth(number), IMAGES / name)
            browser.close()


def store(page, stepper, path: Path) -> None:
    """Store the picture of a widget in 256 colours."""
    stepper.evaluate(f"(root) => {{ root.parentElement.style.width = '{WIDTH}px'; }}")
    stepper.scroll_into_view_if_needed()
    page.wait_for_timeout(1000)  # the diagram is drawn for the new width, and nothing moves any more
    stepper.screenshot(path=path)
    few = Image.open(path).convert("RGB").quantize(256, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    print(path.relative_to(ROOT), f"{path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
