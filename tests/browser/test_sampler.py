"""The sampler in a real JupyterLab: its text is lc.sample's, by mouse and by keyboard."""

import pytest
from accessibility import serious_violations

import lstm_core as lc

pytestmark = pytest.mark.browser

TEXT = "to be, or not to be:\nthat is <b>x</b>"
SETUP = f"""
import lstm_core as lc
from lstm_core.widgets import Sampler
vocabulary = lc.Vocabulary.from_text({TEXT!r})
model = lc.CharLSTM(len(vocabulary), 6, seed=3)
model.parameters.vector *= 3.0
"""
SAMPLER = "sampler = Sampler(model, vocabulary)\nsampler"


@pytest.fixture
def expected():
    """Return a function that gives the text as `lc.sample` does, computed here."""
    vocabulary = lc.Vocabulary.from_text(TEXT)
    model = lc.CharLSTM(len(vocabulary), 6, seed=3)
    model.parameters.vector *= 3.0
    return lambda prefix="to be", length=0, temperature=0.8, seed=0: lc.sample(
        model, vocabulary, prefix, length, temperature=temperature, seed=seed
    )


def wait_for(notebook, **attributes) -> None:
    wanted = "".join(f'[data-{name}="{value}"]' for name, value in attributes.items())
    notebook.page.wait_for_selector(f".lstm-sampler{wanted}")


def text_of(widget) -> str:
    return widget.get_attribute("data-text")


def test_steps_and_back_by_mouse_and_keyboard_give_the_text_of_sample(show, expected):
    notebook = show(SETUP, SAMPLER)
    widget = notebook.widget("lstm-sampler")
    for k in range(1, 4):
        widget.get_by_test_id("next").click()
        wait_for(notebook, count=k)
    widget.get_by_test_id("previous").click()
    wait_for(notebook, count=2)
    widget.focus()
    for _ in range(9):  # faster than the kernel answers
        notebook.page.keyboard.press("d")
    wait_for(notebook, count=11)
    notebook.page.keyboard.press("Backspace")
    wait_for(notebook, count=10)
    assert text_of(widget) == expected(length=10)
    assert notebook.run("print(sampler.text, end='')") == expected(length=10)
    letters = widget.locator('[data-testid="text"] .lstm-letter')
    shown = "".join(letters.nth(k).get_attribute("data-letter") for k in range(letters.count()))
    assert "to be" + shown == expected(length=10)
    notebook.page.keyboard.press("Shift+Backspace")
    wait_for(notebook, count=0)
    assert notebook.console_errors == []


def test_it_runs_by_itself_and_pauses(show, expected):
    notebook = show(SETUP, SAMPLER)
    widget = notebook.widget("lstm-sampler")
    widget.focus()
    notebook.page.keyboard.press("Space")
    notebook.page.wait_for_function("document.querySelector('.lstm-sampler').dataset.count > 6")
    assert widget.get_by_test_id("play").get_attribute("data-playing") == "true"
    notebook.page.keyboard.press("Space")
    wait_for(notebook, running="false")
    notebook.page.wait_for_timeout(500)  # what was under way has arrived
    count = int(widget.get_attribute("data-count"))
    assert text_of(widget) == expected(length=count)
    notebook.page.wait_for_timeout(500)
    assert int(widget.get_attribute("data-count")) == count
    assert "characters drawn" in widget.get_by_test_id("speech").text_content()


def test_only_one_question_is_under_way(show, expected):
    notebook = show(SETUP, SAMPLER)
    widget = notebook.widget("lstm-sampler")
    notebook.count_messages()
    notebook.run(
        "import time\nanswer = type(sampler)._carry_out\n"
        "def slow(self, asked):\n    time.sleep(0.4)\n    return answer(self, asked)\n"
        "type(sampler)._carry_out = slow"
    )
    widget.focus()
    before = len([kind for kind in notebook.sent() if kind == "comm_msg"])
    for _ in range(12):
        notebook.page.keyboard.press("d")
    wait_for(notebook, count=12)
    sent = len([kind for kind in notebook.sent() if kind == "comm_msg"]) - before
    assert 1 < sent <= 3
    assert text_of(widget) == expected(length=12)


def test_the_bars_are_the_distribution(show):
    notebook = show(SETUP, SAMPLER)
    widget = notebook.widget("lstm-sampler")
    widget.get_by_test_id("next").click()
    wait_for(notebook, count=1)
    code = (
        "p = lc.distribution(model.forward(vocabulary.encode(sampler.text)).logits[-1], 0.8)\n"
        "print(*sorted(p)[::-1][:8])"
    )
    for k, value in enumerate(notebook.run(code).split()):
        bar = widget.locator(".lstm-bar").nth(k)
        shown = float(bar.get_attribute("data-probability"))
        assert shown == pytest.approx(float(value), rel=1e-5, abs=1e-9)


def test_temperature_seed_and_prefix_act_at_once(show, expected):
    notebook = show(SETUP, SAMPLER)
    widget = notebook.widget("lstm-sampler")
    widget.get_by_test_id("temperature").focus()
    notebook.page.keyboard.press("Home")
    wait_for(notebook, temperature=0)
    assert "greedy" in widget.get_by_test_id("temperature-words").text_content()
    assert widget.locator(".lstm-bar").first.get_attribute("data-probability") == "1"
    widget.get_by_test_id("seed").fill("5")
    wait_for(notebook, seed=5)
    widget.get_by_test_id("temperature").focus()
    notebook.page.keyboard.press("End")
    wait_for(notebook, temperature=2)
    field = widget.get_by_test_id("prefix")
    field.fill("Not")
    wait_for(notebook, prefix="not")
    widget.get_by_test_id("next").click()
    widget.get_by_test_id("next").click()
    wait_for(notebook, count=2)
    assert text_of(widget) == expected("not", 2, temperature=2, seed=5)
    assert "temperature=2, seed=5" in widget.get_by_test_id("call").text_content()


def test_what_the_network_never_saw_is_named_and_the_rest_goes_on(show, expected):
    notebook = show(SETUP, SAMPLER)
    widget = notebook.widget("lstm-sampler")
    field, notice = widget.get_by_test_id("prefix"), widget.get_by_test_id("notice")
    field.fill("to #z")
    notebook.page.wait_for_selector('.lstm-sampler textarea[aria-invalid=""]')
    assert "‘#’ at position 3" in notice.text_content()
    widget.get_by_test_id("next").click()
    wait_for(notebook, count=1)
    assert text_of(widget) == expected(length=1)
    field.fill("")
    notebook.page.wait_for_selector('.lstm-notice:has-text("The prefix is empty")')
    field.fill("or")
    wait_for(notebook, prefix="or")
    assert notice.text_content() == ""
    assert notebook.console_errors == []


def test_what_is_typed_is_never_markup(show):
    notebook = show(SETUP, SAMPLER)
    widget = notebook.widget("lstm-sampler")
    widget.get_by_test_id("prefix").fill("<b>x</b>")
    wait_for(notebook, prefix="<b>x</b>")
    assert widget.locator("b").count() == 0
    assert "<b>x</b>" in widget.get_by_test_id("text").text_content()


def test_looking_at_drawn_characters_sends_nothing(show):
    notebook = show(SETUP, "sampler = Sampler(model, vocabulary)\nsampler.draw(30)\nsampler")
    widget = notebook.widget("lstm-sampler")
    wait_for(notebook, count=30)
    notebook.count_messages()
    widget.focus()
    notebook.page.keyboard.press("ArrowLeft")
    wait_for(notebook, cursor=29)
    notebook.page.keyboard.press("Home")
    wait_for(notebook, cursor=0)
    assert "Character 1 was drawn" in widget.get_by_test_id("bars-title").text_content()
    assert widget.locator(".lstm-bar[data-marked]").count() == 1
    letter = widget.locator('[data-testid="text"] .lstm-letter').nth(12)
    letter.hover()
    wait_for(notebook, cursor=12)
    probability = float(notebook.run("print(sampler.drawn[12].probability)"))
    assert float(letter.get_attribute("data-probability")) == pytest.approx(probability, rel=1e-6)
    notebook.page.mouse.move(2, 2)
    notebook.page.wait_for_timeout(300)
    assert [kind for kind in notebook.sent() if kind == "comm_msg"] == []


def test_python_and_a_second_view_are_followed(show):
    notebook = show(SETUP, SAMPLER, "sampler")
    first, second = notebook.widget("lstm-sampler"), notebook.page.locator(".lstm-sampler").nth(1)
    first.get_by_test_id("next").click()
    notebook.page.wait_for_function(
        "[...document.querySelectorAll('.lstm-sampler')].every((w) => w.dataset.count === '1')"
    )
    second.get_by_test_id("next").click()
    wait_for(notebook, count=2)
    notebook.run("sampler.temperature = 0.33\nsampler.draw(5)")
    wait_for(notebook, count=7, temperature=0.33)
    assert text_of(first) == text_of(second)
    assert first.get_by_test_id("temperature-words").text_content().startswith("0.33")


def test_every_control_can_be_reached_and_keys_stay_in_the_widget(show):
    notebook = show(SETUP, SAMPLER)
    notebook.widget("lstm-sampler").focus()
    reached = set()
    for _ in range(8):
        notebook.page.keyboard.press("Tab")
        reached.add(notebook.page.evaluate("document.activeElement.dataset.testid ?? ''"))
    expected = {"prefix", "temperature", "seed", "previous", "play", "next", "reset"}
    assert expected <= reached
    notebook.widget("lstm-sampler").focus()
    for key in ("x", "d", "d", "a", "b", "ArrowDown"):
        notebook.page.keyboard.press(key)
    assert notebook.page.locator(".jp-Notebook .jp-Cell").count() == 2


@pytest.mark.long
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_serious_fault(show, theme):
    notebook = show(
        SETUP, "sampler = Sampler(model, vocabulary, temperature=1.3)\nsampler.draw(80)\nsampler"
    )
    widget = notebook.widget("lstm-sampler")
    notebook.set_theme(theme)
    widget.get_by_test_id("prefix").fill("#")
    notebook.page.wait_for_selector('.lstm-sampler textarea[aria-invalid=""]')
    assert serious_violations(notebook.page) == []
