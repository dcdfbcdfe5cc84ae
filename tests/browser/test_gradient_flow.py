"""The gradient-flow widget in a real JupyterLab, by mouse and by keyboard, its numbers read back."""

import pytest
from accessibility import serious_violations

import lstm_core as lc
from lstm_core.widgets.gradient_flow.grid import flow_network

pytestmark = pytest.mark.browser

TEXT = "to be, or not to be: that is the question"
SETUP = f"""
import lstm_core as lc
from lstm_core.widgets import GradientFlow
text = {TEXT!r}
vocabulary = lc.Vocabulary.from_text(text)
"""
WIDGET = """
widget = GradientFlow(vocabulary.encode(text), vocab_size=len(vocabulary), hidden_size=6, lag=8)
widget
"""


def wait_for(notebook, attribute: str, value) -> None:
    notebook.page.wait_for_selector(f'.lstm-flow-map[data-{attribute}="{value}"]')


def row(widget, network: str, attribute: str) -> str:
    return widget.get_by_test_id(f"row-{network}").get_attribute(f"data-{attribute}")


def measured(network: str, *, weight_scale: float, length: int):
    vocabulary = lc.Vocabulary.from_text(TEXT)
    indices = vocabulary.encode(TEXT)
    model = flow_network(
        network, vocab_size=len(vocabulary), hidden_size=6, seed=0, weight_scale=weight_scale
    )
    return lc.gradient_flow(model, indices[:length], int(indices[length]))


def test_the_numbers_are_those_of_gradient_flow(show):
    notebook = show(SETUP, WIDGET)
    widget = notebook.widget("lstm-flow-map")
    wait_for(notebook, "length", 40)
    for key, scale in (("ArrowUp", 1.25), ("ArrowDown", 1), ("ArrowDown", 0.75)):
        widget.focus()
        notebook.page.keyboard.press(key)
        wait_for(notebook, "weight-scale", scale)
        for network in ("rnn", "lstm", "lstm_bias"):
            flow = measured(network, weight_scale=scale, length=40)
            assert float(row(widget, network, "first")) == pytest.approx(flow.hidden[0], rel=1e-9)
            assert float(row(widget, network, "here")) == pytest.approx(flow.hidden[8], rel=1e-9)
    notebook.page.keyboard.press("c")
    wait_for(notebook, "state", "c")
    flow = measured("lstm_bias", weight_scale=0.75, length=40)
    assert float(row(widget, "lstm_bias", "here")) == pytest.approx(flow.cell[8], rel=1e-9)
    assert "no cell state" in widget.get_by_test_id("row-rnn").text_content()
    widget.get_by_test_id("length").focus()
    notebook.page.keyboard.press("Home")
    wait_for(notebook, "length", 10)
    flow = measured("lstm", weight_scale=0.75, length=10)
    assert float(row(widget, "lstm", "here")) == pytest.approx(flow.cell[8], rel=1e-9)


def test_a_cut_says_what_is_lost(show):
    notebook = show(SETUP, WIDGET)
    widget = notebook.widget("lstm-flow-map")
    widget.get_by_test_id("truncation").focus()
    notebook.page.keyboard.press("Home")
    notebook.page.keyboard.press("ArrowRight")
    wait_for(notebook, "truncation", 2)
    norms = measured("lstm", weight_scale=1, length=40).hidden
    lost = float(row(widget, "lstm", "lost"))
    assert lost == pytest.approx(norms[2:].sum() / norms.sum(), rel=1e-9)
    assert float(row(widget, "lstm", "here")) == 0
    assert "Cut off after 2 steps" in widget.get_by_test_id("finding").text_content()
    notebook.page.keyboard.press("End")
    wait_for(notebook, "truncation", "none")


def test_looking_around_sends_nothing_to_the_kernel(show):
    notebook = show(SETUP, WIDGET)
    widget = notebook.widget("lstm-flow-map")
    notebook.count_messages()
    for name in ("weight-scale", "length", "truncation"):
        notebook.drag(widget.get_by_test_id(name), 0.02, 0.8)
    chart = widget.get_by_test_id("chart").bounding_box()
    notebook.page.mouse.move(chart["x"] + 60, chart["y"] + 100)
    wait_for(notebook, "lag", 0)
    widget.focus()
    for key in ("c", "ArrowRight", "ArrowRight"):
        notebook.page.keyboard.press(key)
    wait_for(notebook, "lag", 2)
    notebook.page.wait_for_timeout(700)  # longer than the view takes to settle
    assert notebook.sent() == []

    widget.get_by_test_id("send").click()
    shown = [widget.get_attribute(f"data-{name}") for name in ("weight-scale", "length", "truncation")]
    sent = notebook.run(
        "print(widget.weight_scale, widget.length, widget.truncation, widget.state, widget.lag)"
    ).split()
    assert [float(text) for text in sent[:3]] == [float(text) for text in shown]
    assert sent[3:] == ["c", "2"]


def test_keys_count_from_where_the_view_is_however_fast_they_come(show):
    notebook = show(SETUP, WIDGET)
    widget = notebook.widget("lstm-flow-map")
    widget.focus()
    for key in ("Home", "Shift+ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft"):
        notebook.page.keyboard.press(key)
    wait_for(notebook, "lag", 9)
    notebook.page.keyboard.press("End")
    widget.get_by_test_id("next").click()  # there is none
    widget.get_by_test_id("previous").click()
    wait_for(notebook, "lag", 38)


def test_a_view_set_from_python_is_shown(show):
    notebook = show(SETUP, WIDGET)
    notebook.widget("lstm-flow-map")
    notebook.run("widget.weight_scale, widget.length, widget.truncation, widget.lag = 2, 30, 5, 4")
    wait_for(notebook, "length", 30)
    wait_for(notebook, "weight-scale", 2)
    wait_for(notebook, "truncation", 5)
    wait_for(notebook, "lag", 4)


def test_keys_in_the_widget_do_not_reach_the_notebook(show):
    notebook = show(SETUP, WIDGET)
    notebook.widget("lstm-flow-map").focus()
    for key in ("x", "d", "d", "a", "b", "c", "h", "ArrowDown"):
        notebook.page.keyboard.press(key)
    assert notebook.page.locator(".jp-Notebook .jp-Cell").count() == 2


def test_every_control_can_be_reached_with_the_tab_key(show):
    notebook = show(SETUP, WIDGET)
    notebook.widget("lstm-flow-map").focus()
    reached = set()
    for _ in range(11):
        notebook.page.keyboard.press("Tab")
        reached.add(notebook.page.evaluate("document.activeElement.dataset.testid ?? ''"))
    # Of a group of choices the Tab key reaches the chosen one.
    expected = {"weight-scale", "length", "truncation", "previous", "play", "next", "h"}
    assert expected | {"slider", "send"} <= reached


@pytest.mark.long
@pytest.mark.parametrize("width", [700, 1100])
def test_nothing_is_wider_than_the_widget(show, width):
    notebook = show(SETUP, WIDGET, width=width)
    widget = notebook.widget("lstm-flow-map")
    widget.focus()
    for key in ("c", "h", *4 * ["ArrowUp"], "End"):
        notebook.page.keyboard.press(key)
    wait_for(notebook, "lag", 39)
    assert widget.evaluate("(element) => element.scrollWidth <= element.clientWidth")


@pytest.mark.long
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_serious_fault(show, theme):
    notebook = show(SETUP, WIDGET)
    widget = notebook.widget("lstm-flow-map")
    notebook.set_theme(theme)
    widget.get_by_test_id("truncation").focus()
    notebook.page.keyboard.press("PageDown")
    notebook.page.wait_for_selector('.lstm-flow-map:not([data-truncation="none"])')
    assert serious_violations(notebook.page) == []
