"""The exercises of notebook 02; each check is called with the learner's function."""

from lstm_core.exercises.gates.tasks import (
    collection,
    example,
    forget_bias_for,
    hint,
    progress,
    reset,
    share_left,
    sigmoid_slope,
    step,
)

__all__ = [
    "collection",
    "example",
    "forget_bias_for",
    "hint",
    "progress",
    "reset",
    "share_left",
    "sigmoid_slope",
    "step",
]
