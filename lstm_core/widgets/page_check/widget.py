"""One line in which the page itself says whether it shows widgets, and whether Python hears it.

Page and kernel may run in different environments, as on a hub, and each needs its part of the widgets.
"""

from typing import Any, ClassVar

from lstm_core.exercises.running_a_cell import RUN_THIS_CELL
from lstm_core.widgets.shared.asked_widget import AskedWidget
from lstm_core.widgets.shared.bundle import bundle
from lstm_core.widgets.shared.requests import check_number

REMEDY = (
    "install ipywidgets and anywidget in the Python that runs JupyterLab, start JupyterLab again, and "
    "reload the page"
)
NO_WIDGETS = (
    f"This page has shown no widget. To activate it, {RUN_THIS_CELL}. If the sentence stays, {REMEDY}."
)


class PageCheck(AskedWidget):
    """A line that asks Python and tells what came of it; a page without widgets shows the remedy."""

    _esm = bundle("page_check/widget.js")
    _css = bundle("page_check/widget.css")

    required: ClassVar = {"number": check_number}

    def __init__(self) -> None:
        super().__init__(request={}, reply={"number": "", "problem": ""})

    def _reply_to(self, asked: Any) -> None:
        self.set_trait("reply", {"number": asked["number"], "problem": ""})

    def _refuse(self, number: str, words: str) -> None:
        self.set_trait("reply", {"number": number, "problem": words})

    def _beside_the_view(self) -> tuple[dict[str, Any], dict[str, Any]]:
        return {"text/plain": NO_WIDGETS}, {}
