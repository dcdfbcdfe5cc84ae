"""What widgets have in common: they fit one screen, name every character, share keys and controls."""

import re

import pytest
from every_widget import CELLS
from every_widget import SETUP as SETUP_OF_EACH
from fits import SIZES, faults, heights
from lab_page import ROOT, NotebookPage, write_notebook

pytestmark = pytest.mark.browser

# Every kind of character that is not seen by itself, and letters from right to left.
STRANGE = "a\u202eb\u200bc\u200dd\u0301e\tf\ng\u00a0h\u00adi\u2066j\u2069k\ue000l \u05d0m\u0645n"
SETUP = f"""
import lstm_core as lc
from lstm_core import widgets
text = {STRANGE!r} * 30
vocabulary = lc.Vocabulary.from_text(text)
model = lc.CharLSTM(len(vocabulary), 32, seed=1)
model.parameters.vector *= 3.0
trace = model.forward(vocabulary.encode(text))
"""
MAKE = {
    "PrefixExplorer": "widgets.PrefixExplorer(model, vocabulary, prefix=text[:40])",
    "Sampler": "sampler = widgets.Sampler(model, vocabulary, prefix='a')\nsampler.draw(60)\nsampler",
    "CellText": "shaded = widgets.CellText(trace, vocabulary, position=3)\nshaded",
    "GateHeatmap": "heat = widgets.GateHeatmap(trace, vocabulary, position=3)\nheat",
}
CLASSES = {
    "PrefixExplorer": "lstm-prefix",
    "Sampler": "lstm-sampler",
    "CellText": "lstm-celltext",
    "GateHeatmap": "lstm-heatmap",
}
# Everything that is shown or said, but for what the learner types into a field.
SAID = """(widget) => {
    const texts = [widget.innerText];
    for (const element of widget.querySelectorAll("*")) {
        for (const name of ["aria-label", "aria-valuetext", "title"]) {
            texts.push(element.getAttribute(name) ?? "");
        }
        if (element.matches("svg text, output")) texts.push(element.textContent);
    }
    return texts.join("\\n");
}"""
BARE = re.compile("[\u202e\u200b\u200d\u0301\u00ad\u2066\ue000]")
SETTLE = """async () => {
    for (let k = 0; k < 4; k += 1) await new Promise((go) => requestAnimationFrame(go));
}"""


@pytest.fixture(scope="module")
def strange(browser, lab):
    """Return a notebook with the four widgets over a text of strange characters."""
    write_notebook(lab[1] / "notebooks" / "strange.ipynb", SETUP, *MAKE.values())
    page = browser.new_page(viewport={"width": 1440, "height": 1200})
    notebook = NotebookPage(page, lab[0], "notebooks/strange.ipynb")
    assert notebook.run_all() == []
    yield notebook
    notebook.close()
    page.close()


def walk(page, widget, keys):
    widget.focus()
    for key in keys:
        page.keyboard.press(key)
    page.evaluate(SETTLE)


@pytest.mark.parametrize("name", MAKE)
def test_every_unseen_character_is_named_wherever_the_walk_stands(strange, name):
    page, widget = strange.page, strange.widget(CLASSES[name])
    walk(page, widget, ["Home"])
    said = ""
    for _ in range(len(STRANGE)):
        walk(page, widget, ["ArrowRight"])
        now = widget.evaluate(SAID)
        assert BARE.findall(now) == []
        said += now
    for words in ("U+202E’ (right-to-left override)", "U+200B", "U+200D", "U+0301", "U+E000"):
        assert words in said
    for direction in "\u05d0\u0645":  # isolated, or alone in an element of its own
        assert not re.search(f"‘{direction}", said)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", MAKE)
def test_it_fits_and_keeps_its_height_on_the_way(strange, name, size):
    page, widget = strange.page, strange.widget(CLASSES[name])
    steps = ["Home", *["ArrowRight"] * 5, "ArrowDown", "ArrowDown", "End", "ArrowUp"]
    with size.given_to(widget):
        for key in ["Home", "ArrowRight", "ArrowRight", "End"]:
            walk(page, widget, [key])
            assert faults(widget, size) == [], key
    found = heights(widget, size, [lambda key=key: walk(page, widget, [key]) for key in steps])
    assert len(found) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ab#?<>", "never seen"),
        ("Ü漢#" * 30, "never seen"),
        ("a" * 2000, "characters"),
        ("", "empty"),
    ],
    ids=["unknown", "many unknown", "long", "empty"],
)
@pytest.mark.parametrize("name", ["PrefixExplorer", "Sampler"])
def test_it_also_fits_while_it_refuses_a_text(strange, name, text, words):
    page, widget = strange.page, strange.widget(CLASSES[name])
    field, notice = widget.get_by_test_id("prefix"), widget.get_by_test_id("notice")
    before = field.input_value()
    field.fill(text)
    notice.get_by_text(words).wait_for()
    for size in SIZES:
        with size.given_to(widget):
            assert faults(widget, size) == [], size
    field.fill(before)
    page.wait_for_function("(notice) => notice.textContent === ''", arg=notice.element_handle())


@pytest.mark.parametrize("entry", ["2.7", "", "x", "32", "-1"])
@pytest.mark.parametrize("name", ["CellText", "GateHeatmap"])
def test_the_unit_field_refuses_what_is_no_unit(strange, name, entry):
    page, widget = strange.page, strange.widget(CLASSES[name])
    field, refusal = widget.get_by_test_id("unit"), widget.get_by_test_id("unit-refusal")
    field.fill("5")
    page.evaluate(SETTLE)
    height = widget.bounding_box()["height"]
    field.fill(entry)
    came = f"{entry} is not one" if entry else "nothing is entered"
    assert refusal.inner_text() == f"Unit: a whole number from 0 to 31, but {came}. 5 stays."
    assert field.get_attribute("aria-invalid") is not None
    page.evaluate(SETTLE)
    assert widget.get_attribute("data-unit") == "5"
    assert widget.bounding_box()["height"] == height
    field.blur()
    assert (field.input_value(), refusal.inner_text()) == ("5", ""), "the last unit comes back"


@pytest.mark.parametrize("entry", ["9" * 300, "x " * 150])
@pytest.mark.parametrize(
    ("name", "number"), [("CellText", "unit"), ("GateHeatmap", "unit"), ("Sampler", "seed")]
)
def test_what_a_number_field_says_about_a_long_entry_fits_and_covers_no_button(
    strange, name, number, entry
):
    page, widget = strange.page, strange.widget(CLASSES[name])
    field, refusal = widget.get_by_test_id(number), widget.get_by_test_id(f"{number}-refusal")
    for size in SIZES:
        with size.given_to(widget):
            page.evaluate(SETTLE)
            field.fill(entry)
            assert "… is not one" in refusal.inner_text()
            assert faults(widget, size) == [], size
    widget.get_by_test_id("enlarge").click()  # also where the refusal lies over it
    widget.get_by_test_id("enlarge").click()
    assert refusal.inner_text() == ""


@pytest.mark.parametrize("name", ["CellText", "GateHeatmap"])
def test_a_group_of_choices_is_one_tab_stop_in_which_arrows_choose(strange, name):
    page, widget = strange.page, strange.widget(CLASSES[name])
    group = widget.get_by_role("radiogroup", name="What is shown")
    assert group.locator('[tabindex="0"]').count() == 1
    widget.get_by_test_id("input").click()
    assert widget.evaluate("(widget) => document.activeElement === widget"), "arrows go on walking"
    chosen = group.locator('[aria-checked="true"]')
    chosen.focus()
    page.keyboard.press("ArrowRight")
    page.evaluate(SETTLE)
    assert chosen.get_attribute("data-testid") == "forget"
    assert chosen.evaluate("(radio) => document.activeElement === radio")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.evaluate(SETTLE)
    assert chosen.get_attribute("data-testid") == "hidden", "the last comes before the first"


def meanings() -> dict[str, str]:
    """Return the keys' signs and meanings as docs/keys.md has them."""
    table = (ROOT / "docs" / "keys.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^\| `(.+?)` \| (.+?) \|$", table, re.M))


@pytest.mark.parametrize("name", CELLS)
def test_every_key_of_a_widget_has_its_one_meaning_in_the_table(show, name):
    notebook = show(SETUP_OF_EACH, CELLS[name])
    widget = notebook.page.locator(".jp-OutputArea-output .lstm-widget").first
    names = {"Shift+Arrow": "Shift ", "Arrow": ""}
    signs = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}
    for shortcut in widget.get_attribute("aria-keyshortcuts").split():
        for long, short in names.items():
            for direction, sign in signs.items():
                shortcut = shortcut.replace(long + direction, short + sign)
        named = {"PageUp": "Page ↑", "PageDown": "Page ↓", "Escape": "Esc", "Backspace": "⌫"}
        named["Shift+Backspace"] = "Shift ⌫"
        shortcut = named.get(shortcut, shortcut)
        assert shortcut in meanings(), f"{shortcut} of {name}"
    for sign in widget.locator(".lstm-foot kbd").all_inner_texts():
        assert sign in meanings() or sign == "1 … 8", f"{sign} in the foot of {name}"
