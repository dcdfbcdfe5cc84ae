"""A cell with a widget that runs many times: kernel and page keep the widgets of one run."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.long]
SETUP = """
import gc
import ipywidgets.widgets.widget as registry
import lstm_core as lc
from lstm_core.widgets import CellStepper, GatePlayground
vocabulary = lc.Vocabulary.from_text("to be")
model = lc.CharLSTM(len(vocabulary), 3)
trace = model.forward(vocabulary.encode("to be"))
"""
COUNTS = """
gc.collect()
made = sum(isinstance(each, (CellStepper, GatePlayground)) for each in gc.get_objects())
print(len(registry._instances), made)
"""
NODES = "document.querySelectorAll('*').length"
MODELS = """async () => {
    const panel = window.jupyterapp.shell.currentWidget;
    const kernel = panel.sessionContext.session.kernel;
    const reply = await kernel.requestCommInfo({ target_name: "jupyter.widget" });
    return Object.keys(reply.content.comms).length;
}"""
RUN_CELL = """async (index) => {
    const panel = window.jupyterapp.shell.currentWidget;
    panel.content.activeCellIndex = index;
    await window.jupyterapp.commands.execute("notebook:run-cell");
}"""


def test_many_runs_leave_the_widgets_of_one(show):
    cells = ("stepper = CellStepper(trace, vocabulary, model=model)\nstepper", "GatePlayground()")
    notebook = show(SETUP, *cells)
    page = notebook.page

    def run_again(times: int):
        for _ in range(times):
            for index in (1, 2):
                page.evaluate(RUN_CELL, index)
        page.wait_for_timeout(500)  # views that end are taken off the page a moment later
        return notebook.run(COUNTS), page.evaluate(MODELS), page.evaluate(NODES)

    counts, models, nodes = run_again(2)
    later_counts, later_models, later_nodes = run_again(12)
    assert later_counts == counts
    assert counts.split()[1] == "2", "one of each kind"
    assert later_models == models
    assert later_nodes < nodes + 100, "twelve runs would add some ten thousand"
    assert page.locator(".lstm-widget").count() == 2
    assert notebook.console_errors == []
