"""The cell stepper in a real JupyterLab, driven by mouse and by keyboard, its numbers read back."""

import pytest
from accessibility import serious_violations

import lstm_core as lc

pytestmark = pytest.mark.browser

TEXT = "to be, or not to be"
SETUP = f"""
import lstm_core as lc
from lstm_core.widgets import CellStepper
text = {TEXT!r}
vocabulary = lc.Vocabulary.from_text(text)
indices = vocabulary.encode(text)
model = lc.CharLSTM(len(vocabulary), 4, seed=1)
model.parameters.vector *= 2.0
trace = model.forward(indices[:-1])
"""
STEPPER = "stepper = CellStepper(trace, vocabulary, model=model, targets=indices[1:])\nstepper"
LONG = """
text = (lc.read_text("../data/hamlet.txt") * 2)[:901]
vocabulary = lc.Vocabulary.from_text(text)
indices = vocabulary.encode(text)
model = lc.CharLSTM(len(vocabulary), 25, seed=1)
stepper = CellStepper(model.forward(indices[:-1]), vocabulary, model=model, targets=indices[1:])
stepper
"""


@pytest.fixture
def numbers():
    """Return the same network's trace and backward trace, computed here."""
    vocabulary = lc.Vocabulary.from_text(TEXT)
    indices = vocabulary.encode(TEXT)
    model = lc.CharLSTM(len(vocabulary), 4, seed=1)
    model.parameters.vector *= 2.0
    trace = model.forward(indices[:-1])
    dlogits = lc.cross_entropy_derivative(trace.logits, indices[1:])
    return trace, model.backpropagate(trace, dlogits)


def at(widget) -> tuple[int, str, int]:
    place = (widget.get_attribute(f"data-{name}") for name in ("t", "substep", "unit"))
    t, substep, unit = place
    return int(t), substep, int(unit)


def chip(widget, name: str) -> float:
    return float(widget.locator(f'[data-chip="{name}"]').get_attribute("data-value"))


def written(widget, name: str) -> float:
    text = widget.locator(f'[data-chip="{name}"] .lstm-chip-number').text_content()
    return float(text.replace("\N{MINUS SIGN}", "-"))


def wait_for(notebook, attribute: str, value) -> None:
    notebook.page.wait_for_selector(f'.lstm-stepper[data-{attribute}="{value}"]')


def test_the_numbers_on_the_wires_are_those_of_the_trace(show, numbers):
    trace, back = numbers
    notebook = show(SETUP, STEPPER)
    widget = notebook.widget("lstm-stepper")
    widget.focus()
    notebook.page.keyboard.press("End")
    wait_for(notebook, "substep", "p")
    last = len(trace.inputs) - 1
    for unit in range(4):
        wait_for(notebook, "unit", unit)
        for name, values in {
            "i": trace.input_gate,
            "f": trace.forget_gate,
            "g": trace.candidate,
            "o": trace.output_gate,
            "c": trace.cell_state,
            "h": trace.hidden_state,
        }.items():
            assert chip(widget, name) == pytest.approx(values[last, unit], rel=1e-6, abs=1e-7)
            assert written(widget, name) == pytest.approx(values[last, unit], abs=0.0006)
        notebook.page.keyboard.press("ArrowUp")

    notebook.page.keyboard.press("r")
    wait_for(notebook, "direction", "backward")
    notebook.page.keyboard.press("End")
    wait_for(notebook, "t", 0)
    unit = at(widget)[2]
    for name, values in {"c": back.dcell_state, "h": back.dhidden_state}.items():
        assert chip(widget, name) == pytest.approx(values[0, unit], rel=1e-5, abs=1e-7)


def test_mouse_and_keyboard_lead_to_the_same_places(show):
    notebook = show(SETUP, STEPPER)
    widget = notebook.widget("lstm-stepper")
    for step in ("z", "i", "f"):
        widget.get_by_test_id("next").click()
        wait_for(notebook, "substep", step)
    widget.get_by_test_id("previous").click()
    wait_for(notebook, "substep", "i")
    widget.get_by_test_id("character").click()
    widget.get_by_test_id("next").click()  # to the end of this character
    wait_for(notebook, "substep", "p")
    widget.get_by_test_id("next").click()
    wait_for(notebook, "t", 1)
    by_mouse = at(widget)

    notebook = show(SETUP, STEPPER)
    widget = notebook.widget("lstm-stepper")
    widget.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft", *2 * ["Shift+ArrowRight"]):
        notebook.page.keyboard.press(key)
    wait_for(notebook, "t", 1)
    assert at(widget) == by_mouse


def test_every_control_can_be_reached_with_the_tab_key(show):
    notebook = show(SETUP, STEPPER)
    widget = notebook.widget("lstm-stepper")
    widget.focus()
    reached = set()
    for _ in range(12):
        notebook.page.keyboard.press("Tab")
        reached.add(notebook.page.evaluate("document.activeElement.dataset.testid ?? ''"))
    expected = {"previous", "play", "next", "forward", "backward", "substep", "character", "unit"}
    assert expected | {"slider", "send"} <= reached


def test_keys_in_the_widget_do_not_reach_the_notebook(show):
    notebook = show(SETUP, STEPPER)
    notebook.widget("lstm-stepper").focus()
    for key in ("x", "d", "d", "a", "b", "ArrowDown"):
        notebook.page.keyboard.press(key)
    assert notebook.page.locator(".jp-Notebook .jp-Cell").count() == 2


def test_play_goes_on_by_itself_and_stops(show):
    notebook = show(SETUP, STEPPER)
    widget = notebook.widget("lstm-stepper")
    widget.focus()
    notebook.page.keyboard.press("Space")
    wait_for(notebook, "substep", "z")
    notebook.page.keyboard.press("Space")
    assert widget.get_by_test_id("play").get_attribute("data-playing") == "false"


def test_looking_around_sends_nothing_to_the_kernel(show):
    notebook = show(SETUP, LONG)
    widget = notebook.widget("lstm-stepper")
    notebook.count_messages()
    notebook.drag(widget.get_by_test_id("slider"), 0.01, 0.98)
    assert at(widget)[0] > 700
    widget.focus()
    for key in ("ArrowRight", "ArrowUp", "r", "Home", "End"):
        notebook.page.keyboard.press(key)
    wait_for(notebook, "direction", "backward")
    notebook.page.wait_for_timeout(600)  # longer than the view takes to settle
    assert notebook.sent() == []

    t, substep, unit = at(widget)
    assert (t, substep, unit) != (0, "x", 0)
    widget.get_by_test_id("send").click()
    assert widget.get_by_test_id("sent").text_content() == "Sent: position, substep and unit."
    wait_for(notebook, "direction", "backward")
    assert "comm_msg" in notebook.sent()
    assert at(widget) == (t, substep, unit)
    sent = notebook.run("print(stepper.position, stepper.substep, stepper.unit)").split()
    assert sent == [str(t), substep, str(unit)]


def test_a_view_set_from_python_is_shown(show):
    notebook = show(SETUP, STEPPER)
    notebook.widget("lstm-stepper")
    notebook.run("stepper.position, stepper.substep, stepper.unit = 7, 'dc', 2")
    wait_for(notebook, "t", 7)
    wait_for(notebook, "substep", "dc")
    wait_for(notebook, "unit", 2)


def test_the_state_of_the_real_text_is_under_two_megabytes(show):
    notebook = show(SETUP, LONG)
    notebook.widget("lstm-stepper")
    sizes = "[len(v if isinstance(v, bytes) else repr(v)) for v in stepper.get_state().values()]"
    assert 500_000 < int(notebook.run(f"print(sum({sizes}))")) < 2_000_000


@pytest.mark.long
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_serious_fault(show, theme):
    notebook = show(SETUP, STEPPER)
    widget = notebook.widget("lstm-stepper")
    notebook.set_theme(theme)
    widget.focus()
    assert serious_violations(notebook.page) == []
    notebook.page.keyboard.press("r")
    wait_for(notebook, "direction", "backward")
    assert serious_violations(notebook.page) == []
