"""Right functions for the exercises of notebook 06."""

import numpy as np

from lstm_core.activations import softmax
from lstm_core.exercises.checking.exercise import Array, Output
from lstm_core.model import CharLSTM
from lstm_core.text import Vocabulary


def entropy(p: Array) -> Output:
    p = p[p > 0]
    return float(-(p * np.log(p)).sum())


def draw(p: Array, u: float) -> Output:
    return int(np.searchsorted(np.cumsum(p), u, side="right"))


def write(model: CharLSTM, vocabulary: Vocabulary, prefix: str, length: int, darts: Array) -> Output:
    trace, written = model.forward(vocabulary.encode(prefix)), prefix
    for u in darts[:length]:
        k = draw(softmax(trace.logits[-1]), u)
        written += vocabulary.characters[k]
        trace = model.forward([k], trace.final_state)
    return written
