"""The one-hot explorer in a real JupyterLab, driven by mouse and by keyboard, its indices read back."""

import pytest
from accessibility import serious_violations
from lab_page import ROOT

import lstm_core as lc

pytestmark = pytest.mark.browser

SETUP = """
import lstm_core as lc
from lstm_core.widgets import OneHotExplorer
vocabulary = lc.Vocabulary.from_text(lc.read_text("../data/hamlet.txt"))
explorer = OneHotExplorer(vocabulary)
"""
WIDGET = ".lstm-one-hot"
SETTLED = 1000  # longer than the text takes to be sent, in milliseconds


def explorer(show, **size):
    notebook = show(SETUP, "explorer", **size)
    return notebook, notebook.widget("lstm-one-hot")


def wait_for(notebook, attribute: str, value) -> None:
    notebook.page.wait_for_selector(f'{WIDGET}[data-{attribute}="{value}"]')


def indices(widget) -> list[int]:
    return [int(row.get_attribute("data-index")) for row in widget.locator(".lstm-row").all()]


def choose_file(widget, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": "text/plain", "buffer": content}
    widget.get_by_test_id("file").set_input_files(files=[file])


def test_the_rows_hold_the_indices_of_what_was_typed(show):
    notebook, widget = explorer(show)
    vocabulary = lc.Vocabulary.from_text(lc.read_text(ROOT / "data" / "hamlet.txt"))
    assert indices(widget) == vocabulary.encode("to be").tolist()
    widget.get_by_test_id("text").fill("To sleep")
    wait_for(notebook, "length", 8)
    assert indices(widget) == vocabulary.encode("to sleep").tolist()
    widget.get_by_test_id("own").click()
    notebook.page.wait_for_selector(f'{WIDGET} [data-testid="own"][aria-checked="true"]')
    assert indices(widget) == lc.Vocabulary.from_text("to sleep").encode("to sleep").tolist()


def test_the_field_names_a_character_that_turns_its_line_round_and_stays_as_high(show):
    notebook, widget = explorer(show)
    unseen = widget.get_by_test_id("unseen")
    before = widget.bounding_box()["height"]
    assert not unseen.is_visible()
    widget.get_by_test_id("text").fill("to \u202ebe")
    assert unseen.inner_text() == "Holds ‘U+202E’ (right-to-left override)."
    assert unseen.evaluate("(e) => e.scrollWidth <= e.clientWidth")
    assert widget.get_by_test_id("text").input_value() == "to \u202ebe"
    widget.get_by_test_id("text").fill("to be")
    assert not unseen.is_visible()
    assert widget.bounding_box()["height"] == before
    notebook.run("explorer.text = 'a\\u200bb'")
    unseen.get_by_text("U+200B").wait_for()


def test_typing_and_looking_around_ask_nothing_of_the_kernel_until_the_text_settles(show):
    notebook, widget = explorer(show)
    notebook.count_messages()
    widget.focus()
    for key in ("ArrowRight", "Shift+ArrowRight", "End", "Home"):
        notebook.page.keyboard.press(key)
    widget.get_by_test_id("own").click()
    notebook.page.wait_for_timeout(SETTLED)
    assert notebook.sent() == []
    field = widget.get_by_test_id("text")
    field.focus()
    notebook.page.keyboard.type(" or", delay=10)
    wait_for(notebook, "length", 8)
    assert notebook.sent() == []
    notebook.page.wait_for_timeout(SETTLED)
    assert notebook.sent().count("comm_msg") == 1
    typed = field.input_value()
    assert notebook.run("print(explorer.text)").rstrip("\n") == typed.lower()


def test_leaving_the_field_sends_the_text_before_the_next_cell_runs(show):
    notebook, widget = explorer(show)
    widget.get_by_test_id("text").fill("QUICK")
    widget.get_by_test_id("play").focus()
    assert notebook.run("print(explorer.text)").strip() == "quick"


def test_unknown_characters_are_shown_as_text_with_their_place(show):
    notebook, widget = explorer(show)
    widget.get_by_test_id("text").fill("a <img src=x onerror=alert(1)> é")
    wait_for(notebook, "length", 32)
    notice = widget.get_by_test_id("unknown")
    assert "‘<’ at t = 2" in notice.text_content()
    assert widget.locator("img").count() == 0
    place = notice.get_by_role("button", name="‘=’ at t = 10")
    place.click()
    wait_for(notebook, "t", 10)
    assert "no 1: not in the vocabulary" in widget.get_by_test_id("matrix").text_content()


def test_a_file_is_opened_or_refused(show):
    notebook, widget = explorer(show)
    choose_file(widget, "mine.txt", "\ufeffWhat\r\nnow".encode())
    wait_for(notebook, "length", 8)
    assert notebook.run("print(repr(explorer.text))").strip() == repr("what\nnow")
    choose_file(widget, "bad.txt", b"\xff\xfeab")
    refusal = widget.get_by_test_id("refusal")
    refusal.wait_for(state="visible")
    assert "‘bad.txt’ is not UTF-8" in refusal.text_content()
    choose_file(widget, "big.txt", b"a" * 1_000_001)
    notebook.page.wait_for_function(
        "() => document.querySelector('[data-testid=refusal]').textContent.includes('1 MB')"
    )
    assert widget.get_attribute("data-length") == "8"


def test_the_keyboard_alone_leads_everywhere(show):
    notebook, widget = explorer(show)
    widget.focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "ArrowLeft"):
        notebook.page.keyboard.press(key)
    wait_for(notebook, "t", 2)
    notebook.page.keyboard.press("Shift+ArrowRight")
    wait_for(notebook, "column", 2)
    assert 'Row 2, column 2 (‘"’): 0' in widget.get_by_test_id("entry-words").text_content()
    reached = set()
    for _ in range(14):
        notebook.page.keyboard.press("Tab")
        reached.add(notebook.page.evaluate("document.activeElement.dataset.testid ?? ''"))
    # Of a group of choices the Tab key reaches the chosen one.
    expected = {"tutorial", "lowercase", "open-file", "text", "previous", "play", "next"}
    assert expected | {"slider", "send"} <= reached


def test_keys_in_the_text_field_stay_in_it(show):
    notebook, widget = explorer(show)
    field = widget.get_by_test_id("text")
    field.fill("")
    field.focus()
    notebook.page.keyboard.type("ddxab")
    notebook.page.keyboard.press("Shift+Enter")
    notebook.page.keyboard.type("z")
    wait_for(notebook, "length", 7)
    assert field.input_value() == "ddxab\nz"
    assert notebook.page.locator(".jp-Notebook .jp-Cell").count() == 2


def test_an_empty_text_says_what_to_do(show):
    notebook, widget = explorer(show)
    widget.get_by_test_id("text").fill("")
    wait_for(notebook, "length", 0)
    assert "No text yet" in widget.get_by_test_id("status").text_content()
    assert not widget.get_by_test_id("matrix").is_visible()
    widget.focus()
    for key in ("ArrowRight", "Home", "End", "Shift+ArrowRight", "Space"):
        notebook.page.keyboard.press(key)
    assert notebook.console_errors == []


def test_a_text_set_from_python_is_shown(show):
    notebook, widget = explorer(show)
    notebook.run("explorer.text = 'Hark'; explorer.position = 3")
    wait_for(notebook, "length", 4)
    wait_for(notebook, "t", 3)
    assert widget.get_by_test_id("text").input_value() == "hark"


@pytest.mark.long
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_serious_fault(show, theme):
    notebook, widget = explorer(show, width=700)
    notebook.set_theme(theme)
    widget.get_by_test_id("text").fill("café #1")
    wait_for(notebook, "length", 7)
    assert serious_violations(notebook.page, WIDGET) == []
