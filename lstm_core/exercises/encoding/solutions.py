"""Right functions for the exercises of notebook 01."""

from collections import Counter

import numpy as np

from lstm_core.exercises.checking.exercise import Indices, Output
from lstm_core.text import Vocabulary


def vocabulary(text: str) -> Output:
    characters = list(Vocabulary.from_text(text).characters)
    return characters, {character: k for k, character in enumerate(characters)}


def pair_loss(counted: Indices, tested: Indices, V: int, a: float) -> Output:
    pairs = Counter(zip(counted[:-1].tolist(), counted[1:].tolist(), strict=True))
    contexts = Counter(counted[:-1].tolist())
    surprises = [
        -np.log((pairs[context, following] + a) / (contexts[context] + a * V))
        for context, following in zip(tested[:-1].tolist(), tested[1:].tolist(), strict=True)
    ]
    return float(np.mean(surprises))
