"""Make README's pictures of the cell stepper, in the light and in the dark theme.

usage: python tools/stepper_pictures.py

They show the network of notebook 03 in a real JupyterLab, at twice the resolution: one still picture
of each theme, and one that moves through the sub-steps of the forward pass. Needs what the browser
tests need. After a change of the stepper run it, look at all four, and adapt README's text.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image

import console
from lstm_core.widgets.cell_stepper.widget import SUBSTEPS

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "browser"))

IMAGES = ROOT / "docs" / "images"
WIDTH = 1110  # pixels of the widget on the page
SHARPNESS = 2
MOVING_WIDTH = 1480  # pixels of a frame: README's column has about half as many
SHOWN, ROUNDS = 1600, 2  # milliseconds a sub-step, and how often all of them are shown
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
MOVING = STEPPER.format(dict(position=36, substep="x", unit=3))
THEMES = ("light", "dark")


def main() -> None:
    """Make all four."""
    console.begin(__doc__)
    from lab_page import NotebookPage, launch_browser, running_lab, write_notebook
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, running_lab(Path(folder)) as (address, root):
        write_notebook(
            root / "notebooks" / "stepper.ipynb", NETWORK, *[cell for *_, cell in SCENES], MOVING
        )
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
            moving = page.locator(".lstm-stepper").nth(len(SCENES))
            for theme in THEMES:
                notebook.set_theme(theme)
                store_moving(page, moving, IMAGES / f"cell_stepper_moving_{theme}.webp")
            browser.close()


def store(page, stepper, path: Path) -> None:
    """Store the picture of a widget in 256 colours."""
    few = picture(page, stepper).quantize(256, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    print(path.relative_to(ROOT), f"{path.stat().st_size / 1000:.0f} kB")


def store_moving(page, stepper, path: Path) -> None:
    """Store a picture of each sub-step of the forward pass, one after the other."""
    frames = []
    for substep in SUBSTEPS["forward"]:
        if frames:
            stepper.get_by_test_id("next").click()
        page.wait_for_selector(f".lstm-stepper[data-substep={substep}]")
        frame = picture(page, stepper)
        height = round(frame.height * MOVING_WIDTH / frame.width)
        frames.append(frame.resize((MOVING_WIDTH, height), Image.Resampling.LANCZOS))
    for _ in frames[1:]:
        stepper.get_by_test_id("previous").click()  # where the next picture begins
    options = {"duration": SHOWN, "loop": ROUNDS, "quality": 80, "method": 6}
    frames[0].save(path, save_all=True, append_images=frames[1:], **options)
    print(path.relative_to(ROOT), f"{len(frames)} frames, {path.stat().st_size / 1000:.0f} kB")


def picture(page, stepper) -> Image.Image:
    """Return a picture of a widget as it is shown."""
    stepper.evaluate(f"(root) => {{ root.parentElement.style.width = '{WIDTH}px'; }}")
    stepper.scroll_into_view_if_needed()
    page.wait_for_timeout(1000)  # the diagram is drawn for the new width, and nothing moves any more
    return Image.open(io.BytesIO(stepper.screenshot())).convert("RGB")


if __name__ == "__main__":
    main()
