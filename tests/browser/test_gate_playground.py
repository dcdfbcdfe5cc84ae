"""The gate playground in a real JupyterLab, by mouse and by keyboard, its numbers read back."""

import pytest
from accessibility import serious_violations

import lstm_core as lc

pytestmark = pytest.mark.browser

SETUP = "from lstm_core.widgets import GatePlayground"
PLAYGROUND = "playground = GatePlayground(z_f=1.5, input_at='every', position=5)\nplayground"


def wait_for(notebook, attribute: str, value) -> None:
    notebook.page.wait_for_selector(f'.lstm-playground[data-{attribute}="{value}"]')


def number(widget, attribute: str) -> float:
    return float(widget.get_attribute(f"data-{attribute}"))


def test_the_numbers_are_those_of_lstm_core(show):
    notebook = show(SETUP, PLAYGROUND)
    widget = notebook.widget("lstm-playground")
    wait_for(notebook, "t", 5)
    forget = float(widget.get_by_test_id("f-value").get_attribute("data-value"))
    assert forget == pytest.approx(float(lc.sigmoid(1.5)), rel=1e-12)
    widget.get_by_test_id("z_f-field").fill("-0.35")
    widget.get_by_test_id("first").click()
    widget.get_by_test_id("send").click()
    notebook.page.wait_for_function(
        "document.querySelector('[data-testid=f-value]').textContent === '0.413'"
    )
    curves = "playground.curves.c[5], playground.curves.h[5], playground.curves.half_life"
    sent = notebook.run(f"print(playground.z_f, playground.input_at, *({curves}))").split()
    assert sent[:2] == ["-0.35", "first"]
    shown = [number(widget, name) for name in ("c", "h", "half-life")]
    assert shown == pytest.approx([float(text) for text in sent[2:]], rel=1e-9)
    assert number(widget, "level") == 0


def test_looking_around_sends_nothing_to_the_kernel(show):
    notebook = show(SETUP, PLAYGROUND)
    widget = notebook.widget("lstm-playground")
    notebook.count_messages()
    before = number(widget, "c")
    notebook.drag(widget.get_by_test_id("z_g-slider"), 0.56, 0.1)
    assert number(widget, "c") < 0 < before
    chart = widget.get_by_test_id("chart-c").bounding_box()
    for k in range(20):
        notebook.page.mouse.move(chart["x"] + 60 + 15 * k, chart["y"] + 100)
    widget.focus()
    for key in ("1", "ArrowRight", "End", "Home", "r"):
        notebook.page.keyboard.press(key)
    wait_for(notebook, "t", 0)
    notebook.page.wait_for_timeout(700)  # longer than the view takes to settle
    assert notebook.sent() == []


def test_mouse_and_keyboard_lead_to_the_same_places(show):
    notebook = show(SETUP, PLAYGROUND)
    widget = notebook.widget("lstm-playground")
    widget.get_by_test_id("preset-5").click()
    widget.get_by_test_id("next").click()
    wait_for(notebook, "t", 6)
    by_mouse = widget.get_attribute("data-c")
    widget.get_by_test_id("reset").click()
    widget.focus()
    for key in ("5", "Home", "Shift+ArrowRight", *4 * ["ArrowLeft"]):
        notebook.page.keyboard.press(key)
    wait_for(notebook, "t", 6)
    assert widget.get_attribute("data-c") == by_mouse
    assert widget.get_by_test_id("preset-5").get_attribute("aria-pressed") == "true"
    assert "Count up" in widget.get_by_test_id("see").text_content()
    widget.get_by_test_id("z_i-slider").focus()
    notebook.page.keyboard.press("ArrowLeft")
    notebook.page.wait_for_selector('[data-testid="preset-5"][aria-pressed="false"]')


def test_a_reset_can_be_undone(show):
    notebook = show(SETUP, PLAYGROUND)
    widget = notebook.widget("lstm-playground")
    undo, field = widget.get_by_test_id("undo"), widget.get_by_test_id("z_f-field")
    assert undo.get_attribute("aria-disabled") == "true"
    field.fill("-0.35")
    widget.focus()
    for keys in (("r", "u"), ("r", "r", "u")):  # a second Reset replaces nothing
        for key in keys:
            if key == "u":
                notebook.page.wait_for_function("(f) => f.value === '1.5'", arg=field.element_handle())
                assert undo.get_attribute("aria-disabled") is None
            notebook.page.keyboard.press(key)
        notebook.page.wait_for_function("(f) => f.value === '-0.35'", arg=field.element_handle())
        assert undo.get_attribute("aria-disabled") == "true"
    widget.get_by_test_id("reset").click()
    undo.click()
    notebook.page.wait_for_function("(f) => f.value === '-0.35'", arg=field.element_handle())


def test_the_pointer_finds_a_step(show):
    notebook = show(SETUP, PLAYGROUND)
    widget = notebook.widget("lstm-playground")
    chart = widget.get_by_test_id("chart-h").bounding_box()
    notebook.page.mouse.move(chart["x"] + chart["width"] - 15, chart["y"] + 80)
    wait_for(notebook, "t", 39)
    assert "t = 39 of 0…39" in widget.get_by_test_id("readout").text_content()


def test_play_walks_and_stops(show):
    notebook = show(SETUP, PLAYGROUND)
    widget = notebook.widget("lstm-playground")
    widget.focus()
    notebook.page.keyboard.press("Space")
    wait_for(notebook, "t", 6)
    notebook.page.keyboard.press("Space")
    assert widget.get_by_test_id("play").get_attribute("data-playing") == "false"


def test_keys_in_the_widget_do_not_reach_the_notebook(show):
    notebook = show(SETUP, PLAYGROUND)
    notebook.widget("lstm-playground").focus()
    for key in ("x", "d", "d", "a", "b", "1", "ArrowDown"):
        notebook.page.keyboard.press(key)
    assert notebook.page.locator(".jp-Notebook .jp-Cell").count() == 2


def test_every_control_can_be_reached_with_the_tab_key(show):
    notebook = show(SETUP, PLAYGROUND)
    notebook.widget("lstm-playground").focus()
    reached = set()
    for _ in range(28):
        notebook.page.keyboard.press("Tab")
        reached.add(notebook.page.evaluate("document.activeElement.dataset.testid ?? ''"))
    settings = ("z_i", "z_f", "z_g", "z_o", "c_start")
    expected = {f"{name}-{kind}" for name in settings for kind in ("slider", "field")}
    expected |= {f"preset-{k}" for k in range(1, 9)}
    # Of a group of choices the Tab key reaches the chosen one.
    assert (
        expected | {"reset", "undo", "previous", "play", "next", "every", "slider", "send"} <= reached
    )


def test_settings_made_in_python_are_shown(show):
    notebook = show(SETUP, PLAYGROUND)
    widget = notebook.widget("lstm-playground")
    notebook.run("playground.z_f, playground.position = 2.1972, 12")
    wait_for(notebook, "t", 12)
    notebook.page.wait_for_function(
        "document.querySelector('[data-testid=f-value]').textContent === '0.900'"
    )
    assert widget.get_by_test_id("z_f-field").input_value() == "2.1972"


@pytest.mark.long
@pytest.mark.parametrize("width", [700, 1100])
def test_nothing_is_wider_than_the_widget(show, width):
    notebook = show(SETUP, PLAYGROUND, width=width)
    widget = notebook.widget("lstm-playground")
    for preset in range(1, 9):
        widget.get_by_test_id(f"preset-{preset}").click()
        notebook.page.wait_for_selector(f'[data-testid="preset-{preset}"][aria-pressed="true"]')
        assert widget.evaluate("(element) => element.scrollWidth <= element.clientWidth")


@pytest.mark.long
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_serious_fault(show, theme):
    notebook = show(SETUP, PLAYGROUND)
    widget = notebook.widget("lstm-playground")
    notebook.set_theme(theme)
    widget.get_by_test_id("preset-6").click()
    wait_for(notebook, "t", 5)
    assert serious_violations(notebook.page) == []
