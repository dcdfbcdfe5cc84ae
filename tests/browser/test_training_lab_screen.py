"""The training lab fits one screen in every state, and no state changes its height."""

import pytest
from training_lab_page import LAB, SETUP, look_back, start_for, wait_for, wait_until

pytestmark = pytest.mark.browser

# Width and height of the window in pixels, and of the widget's room in it: JupyterLab without and with
# the file sidebar, and a phone.
SIZES = {
    "large": ((1440, 900), (1110, 779)),
    "laptop": ((1366, 768), (1186, 647)),
    "laptop with the sidebar": ((1366, 768), (934, 647)),
    "small": ((1024, 768), (844, 647)),
    "medium": ((1024, 768), (694, 647)),
    "small with the sidebar": ((1024, 768), (592, 647)),
    "phone": ((1440, 900), (358, None)),
}
MEASURE = """(root) => {
    const clipped = [];
    const seen = (element) => element.checkVisibility?.({ visibilityProperty: true }) ?? true;
    const edge = root.getBoundingClientRect();
    for (const element of root.querySelectorAll("*")) {
        if (!seen(element) || element.closest(".lstm-hidden")) continue;
        const isText = (node) => node.nodeType === 3 && node.textContent.trim();
        const own = [...element.childNodes].some(isText);
        const box = element.getBoundingClientRect();
        if (box.width === 0) continue;
        const name = element.dataset.testid ?? element.getAttribute("class") ?? element.tagName;
        const isOut = box.right > edge.right + 1 || box.left < edge.left - 1;
        if (isOut) clipped.push(`${name} leaves the lab`);
        if (!own) continue;
        const size = Number.parseFloat(getComputedStyle(element).fontSize);
        if (size < 11) clipped.push(`${name} has text of ${size} px`);
        const { display } = getComputedStyle(element);
        const isBlock = element instanceof HTMLElement && display !== "inline";
        if (isBlock && element.scrollWidth > element.clientWidth + 1) clipped.push(`${name} is cut`);
    }
    for (const element of root.querySelectorAll("[data-panel], .lstm-messages, .lstm-under")) {
        const name = element.dataset.panel ?? element.getAttribute("class");
        const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
        if (!seen(element)) continue;
        if (scrollWidth > clientWidth + 1) clipped.push(`${name} scrolls across`);
        if (scrollHeight > clientHeight + 1) clipped.push(`${name} scrolls down`);
    }
    return { height: Math.ceil(root.getBoundingClientRect().height), clipped };
}"""
ROOM = "(root, width) => { root.parentElement.style.cssText = `width: ${width}px; max-width: none`; }"


def states(notebook):
    """Bring a lab into one state after the other, and yield their names."""
    widget = notebook.widget("lstm-training-lab")
    play = widget.get_by_test_id("play")
    yield "not trained yet"
    start_for(notebook, 15)
    yield "training"
    play.click()
    wait_for(notebook, phase="paused")
    yield "paused"
    look_back(notebook, 10)
    yield "looking back"
    widget.get_by_test_id("continue").click()
    wait_for(notebook, phase="running", branches=2)
    wait_until(notebook, "Number(lab.epoch) > 15")
    yield "a branch that trains"
    notebook.run("lab.pause()\nlab.clip_value = None\nlab.learning_rate = 10.0")
    notebook.run("for _ in range(20): lab.step()")
    wait_for(notebook, phase="paused", clip="off")
    yield "a loss that has exploded"
    notebook.run("for _ in range(4): lab.travel(10); lab.branch(); lab.step(); lab.step()")
    wait_for(notebook, branches=6)
    yield "six branches"
    notebook.run("lab.travel(11)")
    widget.get_by_test_id("loss-chart").hover()
    wait_until(notebook, "Number(lab.cursor) > 0")
    yield "six branches, looking back with the pointer on the curve"
    notebook.page.mouse.move(0, 0)
    notebook.run("lab.experiment.learning_rate = 1e308\nlab.start()")
    wait_for(notebook, phase="failed")
    notebook.run("lab.learning_rate = 0.05")
    yield "diverged"
    notebook.run("lab.reset()")
    wait_for(notebook, phase="ready")
    yield "reset"
    for tab in ("run", "files", "keys", "heat", "sample", "norm"):
        tab = widget.get_by_test_id(f"tab-{tab}")
        if tab.is_visible():
            tab.click()
            yield f"tab {tab.text_content()}"
    widget.get_by_test_id("tab-run").click()
    widget.get_by_test_id("own-text").fill("a\u202e\u200b b" * 300)
    yield "a text of one's own"
    widget.get_by_test_id("own-text").fill("")
    widget.get_by_test_id("learn").click()
    notebook.page.wait_for_selector('[data-testid="message"]:has-text("is empty")')
    yield "a refused text"
    widget.get_by_test_id("tab-heat").click()
    notebook.run("lab.reset(text='a\\u202e\\u200bb ' * 40)\nfor _ in range(3): lab.step()")
    wait_for(notebook, length=200, epoch=3)
    yield "a text with invisible characters"


@pytest.mark.parametrize("name", SIZES)
def test_it_fits_one_screen_in_every_state_and_its_height_never_changes(show, name):
    window, (width, most) = SIZES[name]
    notebook = show(SETUP, LAB, width=window[0], height=window[1])
    widget = notebook.widget("lstm-training-lab")
    widget.evaluate(ROOM, width)
    heights, faults = {}, {}
    for state in states(notebook):
        notebook.page.wait_for_timeout(150)
        found = widget.evaluate(MEASURE)
        heights[state] = found["height"]
        faults |= {state: found["clipped"]} if found["clipped"] else {}
    assert not faults, faults
    assert len(set(heights.values())) == 1, heights
    assert most is None or max(heights.values()) <= most
    shown = widget.get_by_test_id("sample-written").text_content() if name == "large" else ""
    assert not {"\u202e", "\u200b"} & set(shown)
