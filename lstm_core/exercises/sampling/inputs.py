"""The inputs on which the exercises of notebook 07 are checked, drawn at random."""

import numpy as np

from lstm_core.activations import softmax
from lstm_core.exercises.checking.exercise import Array, Cases
from lstm_core.model import CharLSTM
from lstm_core.text import Vocabulary


def logit_cases(random: np.random.Generator) -> Cases:
    cases = []
    # A square shape lets a missing keepdims pass; even rows hold no probability above one half.
    for T, V, scale in ((3, 4, 2.0), (8, 3, 2.0), (5, 5, 2.0), (20, 6, 0.4)):
        targets = random.integers(0, V, T)
        targets[1] = V - 1
        cases.append((scale * random.normal(size=(T, V)), targets))
    far = 2.0 * random.normal(size=(4, 3))
    far[1] += 1000.0  # its exponentials overflow
    return [*cases, (far, random.integers(0, 3, 4))]


def distributions(random: np.random.Generator) -> Cases:
    """Return distributions with zeros, certain ones, and many rare characters that count together."""
    drawn = [softmax(2 * random.normal(size=V)) for V in (3, 5, 12)]
    half_impossible = np.zeros(4001)
    half_impossible[1:2001] = np.repeat([1e-10, 1e-11], 1000)  # rare, but there are many of them
    half_impossible[0] = 1 - half_impossible.sum()
    steep = [softmax(np.array([0.0, *scale])) for scale in ((-4.0, -5.5, -2.5), (-7.0, -8.5, -10.0))]
    steep += [softmax(np.array([-12.0, 0.0, -14.0, -16.0, -19.0]))]
    with_zeros = [(np.array([0.0, 0.7, 0.3, 0.0]),), (np.array([0.0, 1.0, 0.0]),)]
    return [
        (np.array([0.5, 0.25, 0.25]),),
        *((p,) for p in drawn),
        *with_zeros,
        *((p,) for p in steep),
        (half_impossible,),
    ]


def darts(random: np.random.Generator) -> Cases:
    """Throw darts into pieces, and at the ends of pieces of sixteenths, which are exact in binary."""
    eighths = np.array([0.125, 0.0, 0.5, 0.25, 0.125])
    sixteenths = np.array([0.0, 0.25, 0.0625, 0.1875, 0.0, 0.5])
    at_ends = [(eighths, u) for u in (0.0, 0.125, 0.625, 0.99)]
    at_ends += [(sixteenths, u) for u in (0.0, 0.25, 0.3125, 0.5, 0.75)]
    drawn = [
        (softmax(random.normal(size=V)), float(random.uniform(0.02, 0.98)))
        for V in (4, 5, 6, 9, 12, 3, 7, 4, 5, 8, 2, 6, 10, 5, 3, 30, 4, 7, 5, 6)
    ]
    return [(np.array([0.25, 0.25, 0.5]), 0.3), *drawn, *at_ends]


def temperatures(random: np.random.Generator) -> Cases:
    """Return logits and temperatures; where τ is small, the logits lie close together or overflow."""
    greedy = [
        (np.array(y) + random.uniform(-0.2, 0.2, len(y)), 0.0)
        for y in (
            [3.0, 2.0, 6.0, 1.0, 5.0, 4.0],
            [-2.0, 3.0, -6.0, 1.0],
            [-2.0, -5.0, -6.0, -1.0, -3.0],
        )
    ]
    spread = np.linspace(-5.0, 7.0, 12)[[3, 9, 0, 11, 2, 7, 1, 10, 4, 8, 5, 6]]
    return [
        (random.uniform(2.0, 6.0, 3), 2.0),
        (random.uniform(2.0, 6.0, 4), 0.4),
        greedy[0],
        (random.uniform(2.0, 6.0, 5), 1.5),
        *greedy[1:],
        (spread + random.uniform(-0.1, 0.1, 12), 0.002),  # e^(y/0.002) overflows
        (600.0 + 3 * random.normal(size=4), 0.8),
        (460.0 + 3 * random.normal(size=4), 0.8),
        (-random.uniform(2.0, 6.0, 4), 0.002),
        (random.uniform(-0.1, 0.1, 12) - spread, 0.002),
        (-random.uniform(2.0, 6.0, 3), 1.5),
        *((_close(random, 4, tau), tau) for tau in (0.05, 0.004, 1e-5)),
        (1e-9 * random.normal(size=4), 1e-9),
        (2 * random.normal(size=6), 0.8),
    ]


def _close(random: np.random.Generator, V: int, tau: float) -> Array:
    return 2.0 + tau * random.normal(size=V)


def writers(random: np.random.Generator) -> Cases:
    cases = []
    texts = (
        ("abc", "ab", 4),
        ("abcdef", "fade", 8),
        ("To be,", "be T", 7),
        ("ab d", " bad", 6),
        ("to be or not", "not boot", 9),
        ("abcdefgh", "hag", 6),
        ("Ab.", "A.b", 6),
        ("to be", "bet oot", 8),
        ("acf", "fac", 6),
    )
    for alphabet, prefix, length in texts:
        vocabulary = Vocabulary.from_text(alphabet)
        model = CharLSTM(len(vocabulary), 6, seed=int(random.integers(1000)))
        model.parameters.vector *= 6.0  # logits far apart, which depend on the state
        cases.append((model, vocabulary, prefix, length, random.random(length)))
    model, *_, darts = cases[-1]
    model.parameters.b_y[0] = -2000.0  # its first character has the probability 0 at every step, and
    darts[2] = 0.0  # this dart hits the end of its piece exactly
    return cases
