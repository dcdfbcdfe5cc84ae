"""What the browser tests of the training lab do with it, and the cells that make one."""

import json

TEXT = "to be, or not to be, that is the question: "
SETUP = f"""
import lstm_core as lc
from lstm_core.widgets import TrainingLab
TEXT = {TEXT!r}
"""
LAB = "lab = TrainingLab(TEXT * 4, hidden_size=8, epochs=1_000_000)\nlab"


def wait_for(notebook, **attributes) -> None:
    wanted = "".join(f'[data-{name.replace("_", "-")}="{value}"]' for name, value in attributes.items())
    notebook.page.wait_for_selector(f".lstm-training-lab{wanted}")


def wait_until(notebook, condition: str) -> None:
    """Wait until a condition on `lab`, the first lab's data, holds."""
    find = "const lab = document.querySelector('.lstm-training-lab').dataset"
    notebook.page.wait_for_function(f"(() => {{ {find}; return {condition}; }})()")


def told(notebook, expression: str):
    """Return what Python has now, as JSON can hold it."""
    return json.loads(notebook.run(f"import json; print(json.dumps({expression}))"))


def pause(notebook) -> None:
    notebook.widget("lstm-training-lab").get_by_test_id("play").click()
    wait_for(notebook, phase="paused")


def start_for(notebook, epochs: int) -> None:
    notebook.widget("lstm-training-lab").get_by_test_id("play").click()
    wait_until(notebook, f"lab.phase === 'running' && Number(lab.epoch) > {epochs}")


def set_slider(widget, name: str, place: int) -> None:
    widget.get_by_test_id(name).evaluate(
        "(slider, place) => { slider.value = place; slider.dispatchEvent(new Event('input')); }",
        place,
    )


def look_back(notebook, place: int) -> None:
    """Go to a snapshot with the keys alone."""
    widget = notebook.widget("lstm-training-lab")
    widget.get_by_test_id("curve").focus()
    for key in ("Home", *["ArrowRight"] * place):
        notebook.page.keyboard.press(key)
    wait_for(notebook, viewing=place, phase="paused")


def open_tab(notebook, name: str) -> None:
    notebook.widget("lstm-training-lab").get_by_test_id(f"tab-{name}").click()
