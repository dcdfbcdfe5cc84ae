"""What the lab shows is set although a learner's function observes it and fails."""

from contextlib import suppress
from typing import Any

from lstm_core.lab.error_words import told
from lstm_core.widgets.shared.page_widget import PageWidget


def set_observed(lab: PageWidget, state: dict[str, Any]) -> None:
    """Set traits and send them together; the page is told which function of the learner's failed."""
    with lab.hold_sync():
        failure = None
        for name, value in state.items():
            try:
                lab.set_trait(name, value)
            except Exception as error:
                failure = error
        frame = lab.frame
        if failure is not None and not frame["message"]:
            words = f"A function that observes this lab raised {told(failure)}. The lab continues."
            with suppress(Exception):  # it is called for this frame as well
                lab.set_trait("frame", {**frame, "message": words})
