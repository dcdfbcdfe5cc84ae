"""A widget whose page asks: one request at a time is checked, carried out, and answered or refused."""

from collections.abc import Mapping
from typing import Any, ClassVar

import traitlets

from lstm_core.errors import LSTMCoreError
from lstm_core.widgets.shared.page_widget import PageWidget
from lstm_core.widgets.shared.requests import CheckEntry, check_request, number_of
from lstm_core.widgets.shared.traits import Checked, Sent


class AskedWidget(PageWidget):
    """Answer every `request` of the page with a `reply` that echoes its number."""

    page_writes = ("request",)
    required: ClassVar[Mapping[str, CheckEntry]] = {}
    optional: ClassVar[Mapping[str, CheckEntry]] = {}

    def _check_request(self, _: str, value: object) -> dict[str, Any]:
        return check_request(value, self.required, self.optional)

    request: Any = Checked(_check_request).tag(sync=True)
    reply: Any = Sent().tag(sync=True)

    def _reply_to(self, asked: Any) -> None:
        """Do what is asked and set the reply, nothing else: this runs while other cells may run."""
        raise NotImplementedError

    def _refuse(self, number: str, words: str) -> None:
        """Reply that it cannot be done, and why."""
        raise NotImplementedError

    @traitlets.observe("request")
    def _answer(self, change: Any) -> None:
        asked = change["new"]
        if not asked:
            return
        try:
            self._reply_to(asked)
        except LSTMCoreError as error:
            self._refuse(asked["number"], str(error))
        except Exception as error:  # the learner sees it here, and nobody reads the kernel's log
            words = f"Something went wrong in Python: {type(error).__name__}: {error}"
            self._refuse(asked["number"], words)

    def _hear_refused(self, came: dict[str, Any], error: traitlets.TraitError) -> None:
        self._refuse(number_of(came["request"]), str(error))
