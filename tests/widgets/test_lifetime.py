"""A widget ends when no cell shows it any more and nothing else holds it, and not before."""

import gc
import weakref

import ipywidgets.widgets.widget as registry
import pytest
from IPython.core.interactiveshell import InteractiveShell

from lstm_core.widgets.shared import lifetime

SETUP = """
import ipywidgets
from IPython.display import display
from lstm_core.widgets.shared.page_widget import PageWidget
class Tiny(PageWidget):
    _esm = "export default { render() {} }"
def play():
    return Tiny()
"""


class Notebook:
    """Cells by name, run in a shell as a kernel runs them."""

    def __init__(self, shell):
        self.shell, self.place, self.count = shell, None, 0
        self.before = set(registry._instances)  # other tests' widgets

    def run(self, cell, code):
        self.count += 1
        self.place = cell and (cell, f"run {self.count}")
        result = self.shell.run_cell(code, store_history=True)
        result.raise_error()
        self.place = None

    def track(self, expression):
        """Return a weak reference to a widget; a test must not hold it."""
        return weakref.ref(eval(expression, self.shell.user_ns))

    def open_widgets(self):
        return [each for model, each in registry._instances.items() if model not in self.before]

    def latest(self):
        return weakref.ref(self.shell.displayhook._)


@pytest.fixture
def notebook(monkeypatch, capsys):
    shell = InteractiveShell()
    book = Notebook(shell)
    monkeypatch.setattr(lifetime, "get_ipython", lambda: shell)
    monkeypatch.setattr(lifetime, "running_cell", lambda: book.place)
    book.run(None, SETUP)
    yield book
    shell.reset()
    lifetime._listening[:] = [each for each in lifetime._listening if each is not shell]
    for widget in book.open_widgets():
        widget.close()


def is_open(tracked):
    widget = tracked()
    return widget is not None and widget.comm is not None


def is_freed(tracked):
    gc.collect()
    return tracked() is None


@pytest.mark.parametrize(
    "code",
    ["play()", "w = play()\nw", "for _ in range(2): display(play())", "w = play()\ndisplay(w)\nw"],
)
def test_many_runs_of_a_cell_leave_one_runs_widgets(notebook, code):
    notebook.run("a", code)
    tracked = [weakref.ref(widget) for widget in notebook.open_widgets()]
    after_one = len(tracked)
    for _ in range(5):
        notebook.run("a", code)
    assert len(notebook.open_widgets()) == after_one > 0
    gc.collect()
    assert [each() for each in tracked if each() is not None] == []


@pytest.mark.parametrize(
    "hold",
    [
        "kept.append({})",
        "kept.append([({},)])",
        "other = {}",
        "row = ipywidgets.HBox([{}])",
        "named = dict(a={})",
    ],
)
def test_a_widget_that_a_name_leads_to_stays(notebook, hold):
    notebook.run("a", "kept = []")
    notebook.run("b", f"w = play()\n{hold.format('w')}\nw")
    tracked = notebook.track("w")
    for _ in range(2):
        notebook.run("b", "w = play()\nw")
        assert is_open(tracked), hold


def test_a_widget_that_was_held_ends_after_it_is_let_go(notebook):
    notebook.run("a", "kept = play()\nkept")
    tracked = notebook.track("kept")
    notebook.run("a", "play()")
    assert is_open(tracked)
    notebook.run("b", "del kept")
    notebook.run("a", "play()")
    assert is_freed(tracked)


def test_a_widget_stays_as_long_as_another_cell_shows_it(notebook):
    notebook.run("a", "w = play()")
    notebook.run("b", "w")
    tracked = notebook.track("w")
    notebook.run("a", "w = play()")
    assert is_open(tracked), "cell b still shows it"
    notebook.run("b", "w")
    assert is_freed(tracked)


def test_a_cell_that_shows_something_else_now_ends_its_widget_as_well(notebook):
    notebook.run("a", "play()")
    tracked = notebook.latest()
    notebook.run("b", "1 + 1")
    assert is_open(tracked)
    notebook.run("a", "1 + 1")
    assert is_freed(tracked)


def test_a_cell_that_fails_ends_what_it_showed(notebook):
    notebook.run("a", "play()")
    tracked = notebook.latest()
    with pytest.raises(ZeroDivisionError):
        notebook.run("a", "1 / 0")
    assert is_freed(tracked)


def test_nothing_ends_where_the_front_end_does_not_say_which_cell_runs(notebook):
    notebook.run(None, "play()")
    tracked = notebook.latest()
    for _ in range(3):
        notebook.run(None, "play()")
    assert is_open(tracked)


def test_a_widget_shown_outside_of_any_cell_stays(notebook):
    """As by a callback: nobody knows when its place goes."""
    notebook.run("a", "w = play()\nw")
    tracked = notebook.track("w")
    tracked()._repr_mimebundle_()
    notebook.run("a", "w = play()\nw")
    assert is_open(tracked)


def test_a_layout_that_another_widget_uses_stays_open(notebook):
    notebook.run("a", "w = play()\nw")
    notebook.run("b", "other = ipywidgets.IntSlider(layout=w.layout)")
    layout = notebook.track("w.layout")
    notebook.run("a", "w = play()\nw")
    assert is_open(layout)
    notebook.run("b", "other.close(); other = None")
