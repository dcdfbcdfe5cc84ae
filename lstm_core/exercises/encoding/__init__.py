"""The exercises of notebook 01; each check is called with the learner's function."""

from lstm_core.exercises.encoding.tasks import (
    collection,
    example,
    hint,
    make_pairs,
    make_vocabulary,
    one_hot_rows,
    pair_loss,
    progress,
    reset,
)

__all__ = [
    "collection",
    "example",
    "hint",
    "make_pairs",
    "make_vocabulary",
    "one_hot_rows",
    "pair_loss",
    "progress",
    "reset",
]
