"""The exercises of notebook 04; each check is called with the learner's function."""

from lstm_core.exercises.bptt.tasks import (
    clip_by_norm,
    collection,
    example,
    hint,
    logit_gradient,
    progress,
    reset,
    rnn_backward,
    sequence_backward,
    step_backward,
    three_bugs,
)

__all__ = [
    "clip_by_norm",
    "collection",
    "example",
    "hint",
    "logit_gradient",
    "progress",
    "reset",
    "rnn_backward",
    "sequence_backward",
    "step_backward",
    "three_bugs",
]
