"""The cell stepper in a real JupyterLab, driven by mouse and by keyboard, its numbers read back."""

import pytest
from accessibility import serious_violations
from fits import PHONE, faults
from one_screen import WALK

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
        notebook.page.keyboard.press("ArrowDown")

    notebook.page.keyboard.press("b")
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
    widget.get_by_test_id("keys").click()
    widget.focus()
    for _ in range(17):
        notebook.page.keyboard.press("Tab")
        reached.add(notebook.page.evaluate("document.activeElement.dataset.testid ?? ''"))
    # Of each group of choices the Tab key reaches the chosen one.
    expected = {"previous", "play", "next", "forward", "substep", "unit", "slider", "send", "keys"}
    assert expected <= reached


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
    for key in ("ArrowRight", "ArrowDown", "b", "Home", "End"):
        notebook.page.keyboard.press(key)
    wait_for(notebook, "direction", "backward")
    notebook.page.wait_for_timeout(600)  # longer than the view takes to settle
    assert notebook.sent() == []

    t, substep, unit = at(widget)
    assert (t, substep, unit) != (0, "x", 0)
    widget.get_by_test_id("keys").click()
    widget.get_by_test_id("send").click()
    assert widget.get_by_test_id("sent").text_content() == "Sent: position, substep and unit."
    wait_for(notebook, "direction", "backward")
    assert "comm_msg" in notebook.sent()
    assert at(widget) == (t, substep, unit)
    sent = notebook.run("print(stepper.position, stepper.substep, stepper.unit)").split()
    assert sent == [str(t), substep, str(unit)]


# One screen

SIZES = {"beside": (1110, 650), "below": (694, 647)}  # a laptop of 1366 × 768 shows 650 pixels
HOW_WIDE = "(root) => [root.getBoundingClientRect().width, root.scrollWidth]"
# Letters that are symbols too, characters without a shape, one that turns the writing direction.
ODD = r"""
text = "oifghc o\u202e i\u200b\tf\n\u2067g\u2019h\u2018W \u05d0\u05d1\u0301\U0001f600 a\ufeffb"
vocabulary = lc.Vocabulary.from_text(text)
indices = vocabulary.encode(text)
model = lc.CharLSTM(len(vocabulary), 25, seed=1)
model.parameters.vector *= 4.0
trace = model.forward(indices[:-1])
stepper = CellStepper(trace, vocabulary, model=model, targets=indices[1:], unit=24)
stepper
"""
NOTEBOOK_02 = """
vocabulary = lc.Vocabulary("()a")
model = lc.CharLSTM(3, 2, seed=0)
stepper = CellStepper(model.forward([0, 2, 1]), vocabulary, model=model)
stepper
"""


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("cell", [STEPPER, ODD, NOTEBOOK_02], ids=["plain", "odd", "forward only"])
def test_in_every_state_it_fits_one_screen_and_keeps_its_height(show, size, cell):
    width, height = SIZES[size]
    notebook = show(SETUP, cell, width=1500)
    widget = notebook.widget("lstm-stepper")
    widget.focus()
    seen = widget.evaluate(WALK, [width, 55])
    has_backward = cell != NOTEBOOK_02
    if has_backward:
        notebook.page.keyboard.press("b")
        notebook.page.keyboard.press("Home")
        seen += widget.evaluate(WALK, [width, 55])
    if size != "beside":
        for tab in ("likely", "keys", "formula"):
            widget.get_by_test_id(tab).click()
            seen += widget.evaluate(WALK, [width, 3])
    assert widget.evaluate(HOW_WIDE) == [width, width - 2]
    assert len({each["place"]["substep"] for each in seen}) == (20 if has_backward else 10)
    heights = {each["height"] for each in seen}
    assert len(heights) == 1
    assert heights.pop() <= height
    assert [(each["place"], fault) for each in seen for fault in each["faults"]] == []


INSIDE = """(svg) => {
    const names = [];
    for (const chip of svg.querySelectorAll("[data-chip]")) {
        const { left, right, top, bottom } = chip.querySelector(".lstm-outline").getBoundingClientRect();
        for (const text of chip.querySelectorAll("text")) {
            const box = text.getBoundingClientRect();
            const isIn = box.left >= left - 1 && box.right <= right + 1 && box.top >= top - 3 && box.bottom <= bottom + 3;
            if (box.width > 0 && !isIn) names.push(`${chip.dataset.chip}: ${text.textContent}`);
        }
    }
    return names;
}"""  # noqa: E501  # a script's lines


@pytest.mark.parametrize("cell", [STEPPER, ODD], ids=["plain", "odd"])
def test_on_a_phone_all_content_can_be_read_and_stands_in_its_box(show, cell):
    notebook = show(SETUP, cell, width=1500)
    widget = notebook.widget("lstm-stepper")
    heights = set()
    with PHONE.given_to(widget):
        for direction in ("forward", "backward"):
            wait_for(notebook, "direction", direction)
            widget.focus()
            notebook.page.keyboard.press("Home")
            for key in 10 * ["ArrowRight"] + ["End"]:
                notebook.page.keyboard.press(key)
                assert faults(widget, PHONE) == [], at(widget)
                assert widget.get_by_test_id("diagram").evaluate(INSIDE) == [], at(widget)
                heights.add(widget.bounding_box()["height"])
            widget.focus()
            notebook.page.keyboard.press("b")
    assert len(heights) == 1


# Pointing and selecting


def test_pointing_at_a_box_explains_it_and_a_click_leads_to_its_sub_step(show, numbers):
    trace, _ = numbers
    notebook = show(SETUP, STEPPER)
    widget = notebook.widget("lstm-stepper")
    card = widget.get_by_test_id("card")
    widget.locator('[data-chip="f"] .lstm-outline').hover()
    assert card.text_content().startswith("forget gate, f: not computed yet")
    assert card.get_attribute("data-substep") == "f"
    widget.locator('[data-chip="f"]').click(position={"x": 4, "y": 4})
    wait_for(notebook, "substep", "f")
    assert f"{trace.forget_gate[0, 0]:.3f}" in card.text_content()
    assert card.locator(".lstm-formula").get_attribute("aria-label").startswith("f = σ( z_f ); ")
    notebook.page.keyboard.press("ArrowRight")  # the focus is in the widget, not on the box
    wait_for(notebook, "substep", "g")
    notebook.page.mouse.move(0, 0)
    assert not card.is_visible()


def test_pointing_at_a_wire_says_what_runs_along_it(show, numbers):
    _, back = numbers
    notebook = show(SETUP, STEPPER)
    widget = notebook.widget("lstm-stepper")
    notebook.run("stepper.position, stepper.substep, stepper.unit = 7, 'dprev', 2")
    wait_for(notebook, "substep", "dprev")
    wire = widget.locator('[data-wire="h_prev_join"] .lstm-reach')
    wire.hover(force=True)
    card = widget.get_by_test_id("card")
    title = card.locator(".lstm-card-title").text_content()
    assert title.startswith("from [ ; ] to h_t−1: gradient for the hidden state of step t−1, dh_prev: ")
    written = float(title.rsplit(" ", 1)[1].replace("\N{MINUS SIGN}", "-"))
    expected = (back.dz[7] @ lc_model().parameters.W_h.T)[2]
    assert written == pytest.approx(expected, rel=0.006)


def lc_model():
    model = lc.CharLSTM(len(lc.Vocabulary.from_text(TEXT)), 4, seed=1)
    model.parameters.vector *= 2.0
    return model


def test_the_diagram_is_one_tab_stop_in_which_arrows_move_and_enter_selects(show):
    notebook = show(SETUP, STEPPER)
    widget = notebook.widget("lstm-stepper")
    assert widget.locator('.lstm-diagram [tabindex="0"]').count() == 1
    widget.locator('.lstm-diagram [tabindex="0"]').focus()
    card = widget.get_by_test_id("card")
    assert card.is_visible()
    seen = [card.get_attribute("data-thing")]
    for _ in range(100):
        notebook.page.keyboard.press("ArrowRight")
        seen.append(card.get_attribute("data-thing"))
    for _ in range(100):
        notebook.page.keyboard.press("ArrowLeft")
        seen.append(card.get_attribute("data-thing"))
    assert len(set(seen)) == widget.locator(".lstm-diagram [role=button]").count() > 60
    assert at(widget) == (0, "x", 0)  # moving the focus is no step
    while card.get_attribute("data-thing") != "c":
        notebook.page.keyboard.press("ArrowDown")
    assert "not computed yet" in card.text_content()
    notebook.page.keyboard.press("Enter")
    wait_for(notebook, "substep", "c")
    focused = notebook.page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert focused.startswith("cell state, c_t: ") and "c_t = f ⊙ c_t−1 + i ⊙ g; " in focused
    notebook.page.keyboard.press("Escape")
    assert notebook.page.evaluate("document.activeElement.closest('.lstm-widget')") is None


def test_what_is_not_computed_yet_is_nowhere(show, numbers):
    trace, _ = numbers
    probabilities = lc.softmax(trace.logits[0])
    best = f"{probabilities.max():.3f}"
    notebook = show(SETUP, STEPPER)
    widget = notebook.widget("lstm-stepper")
    widget.get_by_test_id("likely").click()
    for _ in range(9):
        assert best not in widget.evaluate("(root) => root.textContent")
        assert widget.locator("[data-probability]").count() == 0
        assert (
            widget.get_by_test_id("next-characters")
            .text_content()
            .endswith("Not computed yet: sub-step 10 of 10 computes the probabilities.")
        )
        widget.get_by_test_id("next").click()
    wait_for(notebook, "substep", "p")
    assert best in widget.locator("[data-probability]").first.text_content()
    notebook.page.keyboard.press("b")
    wait_for(notebook, "direction", "backward")
    assert widget.locator("[data-chip][data-slope]").count() == 1  # dy alone


def test_numbers_travel_along_the_wires_unless_motion_is_reduced(show):
    notebook = show(SETUP, STEPPER)
    widget = notebook.widget("lstm-stepper")
    widget.focus()
    count = "() => document.querySelectorAll('.lstm-traveller').length"
    for motion, expected in (("reduce", 0), ("no-preference", 4)):
        notebook.page.emulate_media(reduced_motion=motion)
        notebook.page.keyboard.press("Home")
        notebook.page.keyboard.press("ArrowRight")
        wait_for(notebook, "substep", "z")
        assert notebook.page.evaluate(count) == expected
    notebook.page.wait_for_function("() => !document.querySelector('.lstm-traveller')")


# Every motion stands still in the frame before "finish" is told.
HOLD_THE_LAST_FRAME = """() => {
    const { animate } = Element.prototype;
    Element.prototype.animate = function (...how) {
        const motion = animate.apply(this, how);
        motion.pause();
        motion.currentTime = motion.effect.getComputedTiming().endTime;
        return motion;
    };
}"""
IS_INSIDE = """() => [...document.querySelectorAll(".lstm-traveller")].map((group) => {
    const [box, edge] = [group.getBoundingClientRect(), group.ownerSVGElement.getBoundingClientRect()];
    return box.left >= edge.left - 1 && box.right <= edge.right + 1 && box.top >= edge.top - 1;
})"""


def test_a_number_that_has_arrived_stays_at_its_place_until_it_is_removed(show):
    notebook = show(SETUP, STEPPER)
    notebook.page.emulate_media(reduced_motion="no-preference")
    notebook.may_be_used_again = False  # nothing moves any more in its page
    notebook.page.evaluate(HOLD_THE_LAST_FRAME)
    notebook.widget("lstm-stepper").focus()
    notebook.page.keyboard.press("ArrowRight")
    wait_for(notebook, "substep", "z")
    assert notebook.page.evaluate(IS_INSIDE) == [True] * 4


# What a screen reader tells: the lines of the tree that belong to the sub-step, in their order

FORWARD_TRANSCRIPT = """
heading "Forward 7 of 10 The new cell state"
paragraph: "The cell keeps a part of its old state and adds a part of the candidate.
img "c_t = f ⊙ c_t−1 + i ⊙ g;
heading "Next character"
paragraph: "Not computed yet: sub-step 10 of 10 computes the probabilities."
group "Wiring of the LSTM cell at t = 0, unit 0"
button "forget gate, f: 0.
button "from f to ⊙: forget gate, f: 0.
button "multiply: keep a part of c_t−1"
button "from ⊙ to +: part of the old cell state that is kept, f ⊙ c_t−1: 0.000"
button "add what is kept and what is written"
button "cell state, c_t:
button "hidden state, h_t: not computed yet"
text: "Step 0, character t, sub-step 7 of 10, unit 0. The new cell state: c_t = f ⊙ c_t−1 + i ⊙ g;
"""
BACKWARD_TRANSCRIPT = """
heading "Backward 4 of 10 Gradient with respect to the cell state"
img "dc_t = dc_next + dh_t ⊙ o ⊙ (1 − tanh²(c_t));
group "Wiring of the LSTM cell at t = 0, unit 0"
button "forget gate, f: 0.
button "gradient with respect to the output gate, do:
button "gradient with respect to the cell state, dc_t:
button "from h_t to ⊙: gradient with respect to the hidden state, dh_t:
button "from step t+1 to c_t: gradient that comes back along c from step t+1, dc_next:
text: "Step 0, character t, sub-step 4 of 10, unit 0. Gradient with respect to the cell state: dc_t =
"""


def test_the_accessibility_tree_tells_a_forward_and_a_backward_step(show):
    notebook = show(SETUP, STEPPER, width=1500)
    widget = notebook.widget("lstm-stepper")
    widget.evaluate("(root) => { root.parentElement.style.width = '1110px'; }")
    widget.focus()
    for steps, transcript in ((6, FORWARD_TRANSCRIPT), (3, BACKWARD_TRANSCRIPT)):
        for _ in range(steps):
            notebook.page.keyboard.press("ArrowRight")
        notebook.page.wait_for_timeout(600)  # longer than the view takes to settle
        tree = widget.aria_snapshot()
        position = 0
        for line in transcript.strip().splitlines():
            found = tree.find(line, position)
            assert found >= 0, f"{line!r} is missing or out of order in:\n{tree}"
            position = found + len(line)
        notebook.page.keyboard.press("b")


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
    widget.focus()  # axe scrolls the page, and JupyterLab may take the focus meanwhile
    notebook.page.keyboard.press("b")
    wait_for(notebook, "direction", "backward")
    assert serious_violations(notebook.page) == []
