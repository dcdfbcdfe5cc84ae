"""What the checks are expected to find, notebook by notebook.

``ALIKE`` lists, for each exercise, the groups of deviations that no input can separate; they are named
together. ``NAMES`` says for each fault of the answers which deviations are right names for it; "form"
means that an answer about the form says what is wrong. A fault without an entry has no name: any name
that a check gives it is wrong.
"""

from importlib import import_module
from typing import Any


def load(notebook: str) -> Any:
    """Return the module of one notebook."""
    return import_module(f"{__name__}.{notebook}")
