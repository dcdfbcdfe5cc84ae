"""The exercises of notebook 07; each check is called with the learner's function."""

from lstm_core.exercises.inside.tasks import (
    best_cell,
    collection,
    controls,
    correlation,
    counts,
    example,
    hint,
    progress,
    reset,
    switch_off,
)

__all__ = [
    "best_cell",
    "collection",
    "controls",
    "correlation",
    "counts",
    "example",
    "hint",
    "progress",
    "reset",
    "switch_off",
]
