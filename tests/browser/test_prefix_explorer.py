"""The prefix explorer in a real JupyterLab: typing, waiting, appending, and what the kernel says."""

import numpy as np
import pytest
from accessibility import serious_violations
from lab_page import ROOT

import lstm_core as lc

pytestmark = pytest.mark.browser

SETUP = """
import lstm_core as lc
from lstm_core.widgets import PrefixExplorer
text = lc.read_text("../data/hamlet.txt")
vocabulary = lc.Vocabulary.from_text(text)
model = lc.CharLSTM(len(vocabulary), 25, seed=1)
model.parameters.vector *= 3.0
explorer = PrefixExplorer(model, vocabulary)
"""
WIDGET = ".lstm-prefix"


@pytest.fixture(scope="module")
def network():
    """Return the same network and its vocabulary."""
    vocabulary = lc.Vocabulary.from_text(lc.read_text(ROOT / "data" / "hamlet.txt"))
    model = lc.CharLSTM(len(vocabulary), 25, seed=1)
    model.parameters.vector *= 3.0
    return model, vocabulary


def explorer(show, **size):
    notebook = show(SETUP, "explorer", **size)
    return notebook, notebook.widget("lstm-prefix")


def wait_for_prefix(notebook, prefix: str) -> None:
    notebook.page.wait_for_function(
        f"(prefix) => document.querySelector('{WIDGET}').dataset.prefix === prefix", arg=prefix
    )


def bars(widget) -> dict[str, float]:
    found = widget.get_by_test_id("next-bars").locator("li").all()
    return {
        b.get_attribute("data-character"): float(b.get_attribute("data-probability")) for b in found
    }


def expected_bars(network, prefix: str, temperature: float = 1.0) -> dict[str, float]:
    model, vocabulary = network
    logits = model.forward(vocabulary.encode(prefix)).logits[-1]
    probabilities = lc.distribution(logits, temperature)
    order = np.argsort(-probabilities, kind="stable")[:10]
    return {vocabulary.characters[k]: float(probabilities[k]) for k in order}


def check_bars(widget, network, prefix: str, temperature: float = 1.0) -> None:
    found, expected = bars(widget), expected_bars(network, prefix, temperature)
    assert list(found) == list(expected)
    assert list(found.values()) == pytest.approx(list(expected.values()), rel=1e-5)


def test_the_network_answers_every_key(show, network):
    notebook, widget = explorer(show)
    check_bars(widget, network, "to be")
    field = widget.get_by_test_id("prefix")
    field.fill("")
    for k, key in enumerate("Not", start=1):
        field.press(key)
        wait_for_prefix(notebook, "not"[:k])
        check_bars(widget, network, "not"[:k])
    model, vocabulary = network
    trace = model.forward(vocabulary.encode("not"))
    for name in lc.GATES:
        written = widget.get_by_test_id(f"number-{name}").text_content()
        number = float(written.replace("\N{MINUS SIGN}", "-"))
        assert number == pytest.approx(trace.gate(name)[-1, 0], abs=0.0006)


def test_fast_typing_ends_at_the_last_key(show, network):
    notebook, widget = explorer(show)
    field = widget.get_by_test_id("prefix")
    field.fill("")
    notebook.page.keyboard.type("whether 'tis nobler in the mind to suffer")
    wait_for_prefix(notebook, "whether 'tis nobler in the mind to suffer")
    check_bars(widget, network, "whether 'tis nobler in the mind to suffer")


def test_keys_pressed_while_the_kernel_is_busy_are_answered_together(show, network):
    notebook, widget = explorer(show)
    notebook.count_messages()
    notebook.page.evaluate(
        """() => { window.jupyterapp.shell.currentWidget.sessionContext.session.kernel
            .requestExecute({ code: "import time; time.sleep(2.5)" }); }"""
    )
    widget.get_by_test_id("prefix").focus()
    notebook.page.keyboard.press("Control+End")
    notebook.page.keyboard.type(" or not", delay=30)
    waiting = widget.get_by_test_id("waiting")
    notebook.page.wait_for_function(
        "() => document.querySelector('[data-testid=waiting]').textContent.includes('kernel is busy')"
    )
    assert "to␣be" in waiting.text_content()
    wait_for_prefix(notebook, "to be or not")
    check_bars(widget, network, "to be or not")
    assert waiting.text_content() == ""
    assert notebook.sent().count("comm_msg") == 2, "the first key, and all others together"


def test_what_the_network_cannot_read_is_told_and_typing_goes_on(show, network):
    notebook, widget = explorer(show)
    field, notice = widget.get_by_test_id("prefix"), widget.get_by_test_id("notice")
    field.fill("to <b>#")
    notice.wait_for(state="visible")
    assert "never seen ‘<’ at position 3" in notice.text_content()
    check_bars(widget, network, "to be")
    field.fill("")
    notebook.page.wait_for_function(
        "() => document.querySelector('[data-testid=notice]').textContent.includes('at least one')"
    )
    field.fill("a" * 201)
    notebook.page.wait_for_function(
        "() => document.querySelector('[data-testid=notice]').textContent.includes('at most 200')"
    )
    field.fill("not")
    wait_for_prefix(notebook, "not")
    assert notice.text_content() == ""


def test_the_likeliest_is_appended_by_key_and_by_button(show, network):
    notebook, widget = explorer(show)
    prefix = "to be"
    for _ in range(3):
        prefix += next(iter(expected_bars(network, prefix)))
    widget.focus()
    for _ in range(2):  # the second while the first is under way
        notebook.page.keyboard.press("n")
    wait_for_prefix(notebook, prefix[:-1])
    widget.get_by_test_id("append").click()
    wait_for_prefix(notebook, prefix)
    assert widget.get_by_test_id("prefix").input_value() == prefix


def test_drawn_characters_are_those_of_sample(show, network):
    notebook, widget = explorer(show)
    widget.focus()
    for _ in range(6):
        notebook.page.keyboard.press("d")
    wait_for_prefix(notebook, lc.sample(*network, "to be", 6, seed=0))


def test_the_temperature_acts_at_once(show, network):
    notebook, widget = explorer(show)
    slider = widget.get_by_test_id("temperature")
    slider.focus()
    for _ in range(5):
        notebook.page.keyboard.press("ArrowLeft")
    hottest = next(iter(expected_bars(network, "to be", 0.5).values()))
    notebook.page.wait_for_function(
        "(p) => Math.abs(document.querySelector('.lstm-bar').dataset.probability - p) < 1e-4",
        arg=hottest,
    )
    check_bars(widget, network, "to be", 0.5)


def test_walking_back_shows_what_was_expected_there_without_the_kernel(show, network):
    notebook, widget = explorer(show)
    notebook.count_messages()
    widget.focus()
    for key in ("ArrowLeft", "ArrowLeft", "ArrowDown"):
        notebook.page.keyboard.press(key)
    notebook.page.wait_for_selector(f'{WIDGET}[data-t="2"][data-unit="1"]')
    check_bars(widget, network, "to ")
    assert notebook.sent() == []


def test_without_a_kernel_the_last_state_stays_and_says_why(show, network):
    notebook, widget = explorer(show)
    notebook.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    widget.get_by_test_id("lost").get_by_text("The kernel has ended").wait_for()
    assert widget.get_by_test_id("prefix").is_disabled()
    check_bars(widget, network, "to be")


def test_a_prefix_set_from_python_is_shown(show, network):
    notebook, widget = explorer(show)
    notebook.run("explorer.prefix = 'that is'")
    wait_for_prefix(notebook, "that is")
    assert widget.get_by_test_id("prefix").input_value() == "that is"


def test_every_control_can_be_reached_with_the_tab_key(show):
    notebook, widget = explorer(show)
    widget.focus()
    reached = set()
    for _ in range(10):
        notebook.page.keyboard.press("Tab")
        reached.add(notebook.page.evaluate("document.activeElement.dataset.testid ?? ''"))
    expected = {"prefix", "previous", "play", "next", "append", "draw", "temperature", "slider"}
    assert expected <= reached


@pytest.mark.long
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_serious_fault(show, theme):
    notebook, widget = explorer(show, width=700)
    notebook.set_theme(theme)
    widget.get_by_test_id("prefix").fill("to be#")
    widget.get_by_test_id("notice").wait_for(state="visible")
    assert serious_violations(notebook.page, WIDGET) == []
