"""The error for a value that a widget's trait does not take: one of ours, and one of traitlets'.

traitlets takes back what was set inside `hold_trait_notifications` on a `TraitError` alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import traitlets

from lstm_core.errors import ArgumentError, LSTMCoreError, TextError


class RefusedValue(ArgumentError, traitlets.TraitError):
    """A trait was given a value that it does not take; the value before it stays."""


class RefusedText(RefusedValue, TextError):
    """The same for a text, which is also a TextError."""


@contextmanager
def refusing() -> Iterator[None]:
    """Raise the errors of checks as those that traitlets knows."""
    try:
        yield
    except RefusedValue:
        raise
    except LSTMCoreError as error:
        kind = RefusedText if isinstance(error, TextError) else RefusedValue
        raise kind(str(error)) from error
