"""The inputs on which the exercises of notebook 06 are checked, drawn at random."""

import numpy as np

from lstm_core.activations import softmax
from lstm_core.exercises.checking.exercise import Cases
from lstm_core.model import CharLSTM
from lstm_core.text import Vocabulary


def logit_cases(random: np.random.Generator) -> Cases:
    sizes = ((3, 4), (8, 3), (20, 6))
    return [(2 * random.normal(size=(T, V)), random.integers(0, V, T)) for T, V in sizes]


def distributions(random: np.random.Generator) -> Cases:
    drawn = [softmax(2 * random.normal(size=V)) for V in (3, 5, 12)]
    return [(np.array([0.5, 0.25, 0.25]),), *((p,) for p in drawn), (np.array([0.0, 0.7, 0.3, 0.0]),)]


def darts(random: np.random.Generator) -> Cases:
    """Throw darts into pieces, and at the ends of pieces of eighths, which are exact in binary."""
    eighths = np.array([0.125, 0.0, 0.5, 0.25, 0.125])
    at_ends = [(eighths, u) for u in (0.0, 0.125, 0.625, 0.99)]
    drawn = [
        (softmax(random.normal(size=V)), float(random.uniform(0.02, 0.98))) for V in (4, 5, 6, 9, 30)
    ]
    return [(np.array([0.25, 0.25, 0.5]), 0.3), *at_ends, *drawn]


def temperatures(random: np.random.Generator) -> Cases:
    sizes = ((3, 0.5), (4, 2.0), (6, 0.0), (5, 1.0), (7, 0.002), (4, 0.8))
    return [(random.uniform(2.0, 6.0, V), tau) for V, tau in sizes]  # e^(y/0.002) overflows


def writers(random: np.random.Generator) -> Cases:
    cases = []
    for alphabet, prefix, length in (("abc", "ab", 12), ("abcdef", "fade", 40), ("to be,", "to b", 60)):
        vocabulary = Vocabulary.from_text(alphabet)
        model = CharLSTM(len(vocabulary), 6, seed=int(random.integers(1000)))
        model.parameters.vector *= 6.0  # strong opinions, which the state changes
        cases.append((model, vocabulary, prefix, length, random.random(length)))
    return cases
