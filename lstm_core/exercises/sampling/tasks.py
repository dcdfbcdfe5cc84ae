"""The exercises of notebook 06: accuracy, entropy, a dart, a temperature, and a network that writes."""

import numpy as np

from lstm_core.activations import softmax
from lstm_core.exercises.checking.collection import Collection
from lstm_core.exercises.checking.exercise import Exercise
from lstm_core.exercises.sampling import mistakes as known
from lstm_core.exercises.sampling import text_mistakes as of_text
from lstm_core.model import CharLSTM
from lstm_core.sampling import distribution
from lstm_core.sampling import expected_accuracy as accuracy
from lstm_core.text import Vocabulary

_NOTEBOOK = "06_sampling"


def _logit_cases(random):
    sizes = ((3, 4), (8, 3), (20, 6))
    return [(2 * random.normal(size=(T, V)), random.integers(0, V, T)) for T, V in sizes]


def _entropy(p):
    p = p[p > 0]
    return float(-(p * np.log(p)).sum())


def _distributions(random):
    drawn = [softmax(2 * random.normal(size=V)) for V in (3, 5, 12)]
    return [(np.array([0.5, 0.25, 0.25]),), *((p,) for p in drawn), (np.array([0.0, 0.7, 0.3, 0.0]),)]


def _draw(p, u):
    return int(np.searchsorted(np.cumsum(p), u, side="right"))


def _darts(random):
    """Throw darts into pieces, and at the ends of pieces of eighths, which are exact in binary."""
    eighths = np.array([0.125, 0.0, 0.5, 0.25, 0.125])
    at_ends = [(eighths, u) for u in (0.0, 0.125, 0.625, 0.99)]
    drawn = [
        (softmax(random.normal(size=V)), float(random.uniform(0.02, 0.98))) for V in (4, 5, 6, 9, 30)
    ]
    return [(np.array([0.25, 0.25, 0.5]), 0.3), *at_ends, *drawn]


def _temperatures(random):
    sizes = ((3, 0.5), (4, 2.0), (6, 0.0), (5, 1.0), (7, 0.002), (4, 0.8))
    return [(random.uniform(2.0, 6.0, V), tau) for V, tau in sizes]  # e^(y/0.002) overflows


def _write(model, vocabulary, prefix, length, darts):
    trace, written = model.forward(vocabulary.encode(prefix)), prefix
    for u in darts[:length]:
        k = _draw(softmax(trace.logits[-1]), u)
        written += vocabulary.characters[k]
        trace = model.forward([k], trace.final_state)
    return written


def _writers(random):
    cases = []
    for alphabet, prefix, length in (("abc", "ab", 12), ("abcdef", "fade", 40), ("to be,", "to b", 60)):
        vocabulary = Vocabulary.from_text(alphabet)
        model = CharLSTM(len(vocabulary), 6, seed=int(random.integers(1000)))
        model.parameters.vector *= 6.0  # strong opinions, which the state changes
        cases.append((model, vocabulary, prefix, length, random.random(length)))
    return cases


expected_accuracy = Exercise(
    name="expected_accuracy",
    notebook=_NOTEBOOK,
    level="warm-up",
    task="the share of draws that are right, on average over all draws",
    solution=lambda logits, targets: accuracy(logits, targets),
    cases=_logit_cases,
    outputs=("accuracy",),
    proves="No dice needed: the luck of a single count is taken out.",
    hints=(
        "A draw at step t is right with the probability of the true character.",
        "`lc.softmax(logits)[np.arange(len(targets)), targets]` are those probabilities; then their "
        "mean.",
    ),
    mistakes=known.EXPECTED_ACCURACY,
)
entropy = Exercise(
    name="entropy",
    notebook=_NOTEBOOK,
    level="warm-up",
    task="how uncertain a distribution is, in nats",
    solution=_entropy,
    cases=_distributions,
    outputs=("S",),
    proves="Your number holds for impossible characters as well.",
    hints=(
        "The surprise at each character, −ln p_k, weighted by how often it comes, p_k, and added up.",
        "`p[p > 0]` leaves out what never comes.",
    ),
    mistakes=known.ENTROPY,
)
draw = Exercise(
    name="draw",
    notebook=_NOTEBOOK,
    level="core",
    task="the character in whose piece a dart lands",
    solution=_draw,
    cases=_darts,
    outputs=("k",),
    proves="Every dart lands in its piece, also at the end of one; what is impossible never comes.",
    hints=(
        "Draw the pieces on paper for p = 0.25, 0.25, 0.5: where does each end?",
        "`np.cumsum(p)` are the ends. The answer is the first index whose end is greater than u.",
        "A loop that adds up and stops, `np.argmax(np.cumsum(p) > u)`, or `np.searchsorted(…, "
        'side="right")`.',
    ),
    mistakes=of_text.DRAW,
)
at_temperature = Exercise(
    name="at_temperature",
    notebook=_NOTEBOOK,
    level="core",
    task="the distribution at a temperature, 0 included",
    solution=lambda y, tau: distribution(y, tau),
    cases=_temperatures,
    outputs=("p",),
    proves="Cold, warm, and at 0, where nothing can be divided.",
    hints=(
        "Two cases: τ = 0, and all others.",
        "softmax(y / τ), with a softmax that does not overflow; `lc.softmax` will do.",
        "At 0: zeros, and a 1.0 at `y.argmax()`.",
    ),
    mistakes=known.AT_TEMPERATURE,
)
write = Exercise(
    name="write",
    notebook=_NOTEBOOK,
    level="stretch",
    task="let a network run free, one dart for each character",
    solution=_write,
    cases=_writers,
    outputs=("text",),
    proves="Your network reads its own words and remembers its prefix.",
    hints=(
        "Read the prefix once; then draw, write down, read what was drawn, and so on.",
        "`trace.logits[-1]` says what may come next; `np.cumsum` and a dart draw from it.",
        "`model.forward([k], trace.final_state)` reads one character with the memory of all before it.",
    ),
    mistakes=of_text.WRITE,
)

collection = Collection(expected_accuracy, entropy, draw, at_temperature, write)
hint, example, progress, reset = (
    collection.hint,
    collection.example,
    collection.progress,
    collection.reset,
)
