"""JupyterLite's kernel speaks otherwise with a page: its null is no None, and its requests have no channel."""

import re
from types import SimpleNamespace

import pytest
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


def test_a_null_that_a_page_sets_is_none():
    with page_of(widgets.GradientFlow(**GOOD["GradientFlow"])) as page:
        page.set(truncation=3)
        assert page.widget.truncation == 3
        page.set(truncation=JsNull())
        assert page.widget.truncation is None


def test_a_null_in_a_command_is_none_and_one_that_is_not_allowed_is_refused_as_before():
    async def scenario(made):
        with page_of(made(**GOOD["TrainingLab"])) as page:
            page.order(do="set", request="page 1", clip_value=JsNull())
            await until(lambda: page.widget.clip_value is None)
            page.order(do="set", request="page 2", learning_rate=JsNull())
            await until(lambda: "but got None" in page.widget.frame["message"])

    live(scenario)


def test_the_running_cell_is_known(monkeypatch):
    monkeypatch.setattr(lifetime, "get_ipython", lambda: SimpleNamespace(kernel=LiteKernel()))
    assert lifetime.running_cell() == ("cell", "run 1")


@pytest.mark.parametrize("name", lstm_core.widgets.__all__)
def test_every_widget_reads_its_model_with_null_for_undefined(name):
    folder = getattr(widgets, name).__module__.split(".")[-2]
    script = (FOLDER / folder / "widget.js").read_text(encoding="utf-8")
    assert re.findall(r"^export default .*", script, re.M) == ["export default createWidget(render);"]
