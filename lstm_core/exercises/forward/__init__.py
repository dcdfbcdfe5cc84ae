"""The exercises of notebook 03; each check is called with the learner's function."""

from lstm_core.exercises.forward.tasks import (
    collection,
    example,
    forward,
    hint,
    mean_surprise,
    progress,
    reset,
    softmax,
    to_row_form,
)

__all__ = [
    "collection",
    "example",
    "forward",
    "hint",
    "mean_surprise",
    "progress",
    "reset",
    "softmax",
    "to_row_form",
]
