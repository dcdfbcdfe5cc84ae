"""The exercises of notebook 07: what a cell follows, measured, and held against chance."""

import numpy as np

from lstm_core.activations import cross_entropy
from lstm_core.exercises.checking.collection import Collection
from lstm_core.exercises.checking.exercise import Exercise
from lstm_core.exercises.inside import mistakes as known
from lstm_core.exercises.inside import unit_mistakes as known_of_units

_NOTEBOOK = "07_inside_the_cells"


def _counts(text):
    count, counts = 0, []
    for character in text:
        count = 0 if character == "\n" else count + (character == "a") - (character == "b")
        counts.append(count)
    return np.array(counts)


def _lines(random):
    texts = ["aab\nabb", "aaabbb\nab\naabb\n"]
    texts += ["".join(random.choice(list("aab\n"), size)) + "abbb\nb" for size in (12, 40)]
    return [(text,) for text in texts]


def _correlation(x, y):
    return float(np.corrcoef(x, y)[0, 1])


def _series(random):
    cases = []
    for T, sign in ((4, 1), (9, -1), (30, 1), (7, -1)):
        x = 2 + 3 * random.normal(size=T)
        cases.append((x, sign * x + 4 * random.normal(size=T) + 5))
    return cases


def _best_cell(cells, feature):
    r = np.array([_correlation(cell, feature) for cell in cells.T])
    k = int(np.abs(r).argmax())
    return k, float(r[k])


def _cells(random, T, H, *, sign=-1.0, turn=0):
    """Return cells of which one follows the feature (upside down), one weakly, and two are large."""
    feature = np.cumsum(random.choice([-1.0, 1.0], T)) + random.normal(size=T)
    cells = random.normal(size=(T, H)) + 1.0
    spread = feature.std()
    cells[:, 1] = sign * feature + 0.2 * spread * random.normal(size=T)
    cells[:, 0] = -0.3 * sign * feature + 0.15 * spread * random.normal(size=T)
    cells[:, 2] = 50 * cells[:, 2] + 10 * feature
    centred = feature - feature.mean()
    noise = cells[:, 3:5] - cells[:, 3:5].mean(axis=0)
    across = noise - np.outer(centred, centred @ noise) / (centred @ centred)  # r = 0
    cells[:, 3] = 400 * across[:, 0] + 2 * centred  # the widest of all
    cells[:, 4] = across[:, 1]
    cells = np.roll(cells, turn, axis=1)
    return cells[:, ::-1].copy() if sign > 0 else cells, feature


def _cell_cases(random):
    sizes = ((20, 5, -1.0), (40, 7, 1.0), (60, 6, -1.0))
    return [_cells(random, T, H, sign=sign, turn=k) for k, (T, H, sign) in enumerate(sizes)]


def _switch_off(h, W_y, b_y, targets, unit):
    quiet = h.copy()
    quiet[:, unit] = 0.0
    before, after = (cross_entropy(state @ W_y + b_y, targets, "none") for state in (h, quiet))
    return after - before


def _output_layers(random):
    cases = []
    for T, H, V, unit in ((4, 3, 3, 0), (6, 2, 5, 1), (9, 5, 4, 3)):
        h, W_y, b_y = (random.normal(size=shape) for shape in ((T, H), (H, V), (V,)))
        cases.append((h, W_y, b_y, random.integers(0, V, T), unit))
    return cases


def _controls(cells, feature, orders):
    return np.array([abs(_best_cell(cells, feature[order])[1]) for order in orders])


def _control_cases(random):
    cases = []
    for T, H, N in ((12, 5, 6), (20, 5, 10), (9, 6, 8)):
        orders = np.array([random.permutation(T) for _ in range(N)])
        cases.append((*_cells(random, T, H), orders))
    return cases


counts = Exercise(
    name="counts",
    notebook=_NOTEBOOK,
    level="warm-up",
    task="how many more a's than b's each line has had so far",
    solution=_counts,
    cases=_lines,
    outputs=("count",),
    proves="This is what a counting cell has to do: up, down, and back to 0 at the line end.",
    hints=(
        "One number that changes at each character, and a list that keeps its values.",
        "At an a one up, at a b one down, at a line end back to 0; append after the change.",
    ),
    mistakes=known.COUNTS,
    lists=True,
)
correlation = Exercise(
    name="correlation",
    notebook=_NOTEBOOK,
    level="core",
    task="how closely two series follow each other",
    solution=_correlation,
    cases=_series,
    outputs=("r",),
    proves="Between −1 and 1, whatever the size and the mean of the numbers.",
    hints=(
        "Subtract each series' mean first.",
        "r = Σ x y / √(Σ x² · Σ y²), with x and y after the subtraction.",
    ),
    mistakes=known.CORRELATION,
)
best_cell = Exercise(
    name="best_cell",
    notebook=_NOTEBOOK,
    level="core",
    task="the cell that follows a feature most closely, upwards or downwards",
    solution=_best_cell,
    cases=_cell_cases,
    outputs=("k", "r"),
    proves="A search by measurement, in which a cell may follow upside down.",
    hints=(
        "The correlation of each column of `cells` with the feature gives H numbers.",
        "The best one has the largest |r|; return its number and its r, with the sign.",
    ),
    mistakes=known.BEST_CELL,
)
switch_off = Exercise(
    name="switch_off",
    notebook=_NOTEBOOK,
    level="core",
    task="which characters get worse when the output layer cannot see one unit",
    solution=_switch_off,
    cases=_output_layers,
    outputs=("worse",),
    proves="You can say what a unit is good for, character by character.",
    hints=(
        "The surprise at each character twice: as it is, and with one column of h set to 0.",
        "Copy h before you write into it. The logits are h @ W_y + b_y.",
        '`lc.cross_entropy(logits, targets, "none")` are the surprises; after minus before.',
    ),
    mistakes=known_of_units.SWITCH_OFF,
)
controls = Exercise(
    name="controls",
    notebook=_NOTEBOOK,
    level="stretch",
    task="how good the best cell looks when the feature is shuffled",
    solution=_controls,
    cases=_control_cases,
    outputs=("best",),
    proves="What your real cell must beat: the best of many cells on a feature that means nothing.",
    hints=(
        "`feature[order]` is the shuffled feature; the cells stay as they are.",
        "For each order the whole search again, all cells, and keep the largest |r|.",
    ),
    mistakes=known_of_units.CONTROLS,
    lists=True,
)

collection = Collection(counts, correlation, best_cell, switch_off, controls)
hint, example, progress, reset = (
    collection.hint,
    collection.example,
    collection.progress,
    collection.reset,
)
