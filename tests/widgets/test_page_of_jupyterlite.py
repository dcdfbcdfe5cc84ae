"""JupyterLite: its kernel loses every None that it sends, and a null of the page is no None there."""

import re
import sys
from types import SimpleNamespace

import pytest
from anywidget import AnyWidget
from good_arguments import GOOD
from live_lab import live, until
from page import page_of

import lstm_core.widgets
from lstm_core import widgets
from lstm_core.widgets.shared import lifetime
from lstm_core.widgets.shared.bundle import FOLDER


class JsNull:
    """What Pyodide 314 makes of null."""


class LiteKernel:
    """The kernel of jupyterlite-pyodide-kernel 0.8.6, as far as widgets ask it."""

    _parent_header = {"header": {"msg_id": "run 1"}, "metadata": {"cellId": "cell"}}  # noqa: RUF012

    def get_parent(self):
        return self._parent_header


def test_a_null_that_a_page_sets_is_none(monkeypatch):
    monkeypatch.setattr(sys, "platform", "emscripten")
    with page_of(widgets.GradientFlow(**GOOD["GradientFlow"])) as page:
        page.set(truncation=3)
        assert page.widget.truncation == 3
        page.set(truncation=JsNull())
        assert page.widget.truncation is None


def test_a_null_in_a_command_is_none_and_one_that_is_not_allowed_is_refused_as_before(monkeypatch):
    monkeypatch.setattr(sys, "platform", "emscripten")

    async def scenario(made):
        with page_of(made(**GOOD["TrainingLab"])) as page:
            page.order(do="set", request="page 1", clip_value=JsNull())
            await until(lambda: page.widget.clip_value is None)
            page.order(do="set", request="page 2", learning_rate=JsNull())
            await until(lambda: "but got None" in page.widget.frame["message"])

    live(scenario)


def has_none(value):
    """Tell whether a dict at any depth has an entry that the kernel would lose."""
    if isinstance(value, dict):
        return any(each is None or has_none(each) for each in value.values())
    return isinstance(value, list | tuple) and any(map(has_none, value))


@pytest.mark.parametrize("name", lstm_core.widgets.__all__)
def test_no_entry_of_a_widgets_own_is_lost(name, monkeypatch):
    with page_of(getattr(widgets, name)(**GOOD[name])) as page:
        monkeypatch.setattr(sys, "platform", "emscripten")
        state = page.widget.get_state()
        own = {key: value for key, value in state.items() if key not in AnyWidget.class_trait_names()}
        assert own and not has_none(own)
        assert state["tabbable"] is None, "which ipywidgets' own code reads"


def test_what_is_sent_later_has_the_sign_for_none_too(monkeypatch):
    monkeypatch.setattr(sys, "platform", "emscripten")
    with page_of(widgets.GradientFlow(**GOOD["GradientFlow"])) as page:
        page.widget.truncation = 3
        page.widget.truncation = None
        assert page.messages[-1]["state"] == {"truncation": {"lstm-null": True}}
        page.widget.send({"name": None})
        assert page.messages[-1]["content"] == {"name": {"lstm-null": True}}


def test_elsewhere_none_is_sent_as_it_is():
    with page_of(widgets.GradientFlow(**GOOD["GradientFlow"])) as page:
        page.widget.truncation = 3
        page.widget.truncation = None
        assert page.messages[-1]["state"] == {"truncation": None}


def test_the_running_cell_is_known(monkeypatch):
    monkeypatch.setattr(lifetime, "get_ipython", lambda: SimpleNamespace(kernel=LiteKernel()))
    assert lifetime.running_cell() == ("cell", "run 1")


@pytest.mark.parametrize("name", lstm_core.widgets.__all__)
def test_every_widget_reads_its_model_with_null_for_undefined(name):
    folder = getattr(widgets, name).__module__.split(".")[-2]
    script = (FOLDER / folder / "widget.js").read_text(encoding="utf-8")
    assert re.findall(r"^export default .*", script, re.M) == ["export default createWidget(render);"]
