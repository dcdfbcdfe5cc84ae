"""The exercises of notebook 06; each check is called with the learner's function."""

from lstm_core.exercises.sampling.tasks import (
    at_temperature,
    collection,
    draw,
    entropy,
    example,
    expected_accuracy,
    hint,
    progress,
    reset,
    write,
)

__all__ = [
    "at_temperature",
    "collection",
    "draw",
    "entropy",
    "example",
    "expected_accuracy",
    "hint",
    "progress",
    "reset",
    "write",
]
