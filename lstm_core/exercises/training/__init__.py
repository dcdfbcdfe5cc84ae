"""The exercises of notebook 05; each check is called with the learner's function."""

from lstm_core.exercises.training.tasks import (
    best_epoch,
    collection,
    descend,
    example,
    hint,
    progress,
    read_in_pieces,
    reset,
    sgd_step,
)

__all__ = [
    "best_epoch",
    "collection",
    "descend",
    "example",
    "hint",
    "progress",
    "read_in_pieces",
    "reset",
    "sgd_step",
]
