"""The exercises of notebook 08: what a cell follows, measured, and held against chance."""

from lstm_core.exercises.checking.collection import Collection
from lstm_core.exercises.checking.exercise import Exercise
from lstm_core.exercises.checking.result_form import Allowed
from lstm_core.exercises.inside import deviations, inputs, solutions

_NOTEBOOK = "08_inside_the_cells"
counts = Exercise(
    name="counts",
    notebook=_NOTEBOOK,
    level="warm-up",
    task="how many more a's than b's each line has had so far",
    solution=solutions.counts,
    cases=inputs.lines,
    outputs=("count",),
    proves="This is what a counting cell has to do: up, down, and back to 0 at the line end.",
    hints=(
        "One number that changes at each character, and a list that keeps its values.",
        "At an a one up, at a b one down, at a line end back to 0; append after the change.",
    ),
    deviations=deviations.COUNTS,
    allowed=Allowed(lists=True, floats=True),
)
correlation = Exercise(
    name="correlation",
    notebook=_NOTEBOOK,
    level="core",
    task="how closely two series follow each other",
    solution=solutions.correlation,
    cases=inputs.series,
    outputs=("r",),
    proves="Between −1 and 1, whatever the size and the mean of the numbers.",
    hints=(
        "Subtract each series' mean first.",
        "Sum the products, then divide by a number that depends on the size of both series: a series "
        "compared with itself gives 1, and with its negative −1.",
    ),
    deviations=deviations.CORRELATION,
)
best_cell = Exercise(
    name="best_cell",
    notebook=_NOTEBOOK,
    level="core",
    task="the cell that follows a feature most closely, upwards or downwards",
    solution=solutions.best_cell,
    cases=inputs.cell_cases,
    outputs=("k", "r"),
    proves="This is a search by measurement. A cell may also follow a feature with the opposite sign.",
    hints=(
        "The correlation of each column of `cells` with the feature gives H numbers.",
        "The best one has the largest |r|; return its number and its r, with the sign.",
    ),
    deviations=deviations.BEST_CELL,
    others=solutions.WRONG_FORMS,
    pieces=solutions.r_first,
)
switch_off = Exercise(
    name="switch_off",
    notebook=_NOTEBOOK,
    level="core",
    task="which characters get worse when the output layer cannot see one unit",
    solution=solutions.switch_off,
    cases=inputs.output_layers,
    outputs=("worse",),
    proves="You can say what a unit is good for, character by character.",
    hints=(
        "Compute the loss at each character twice: as it is, and with one column of h set to 0.",
        "Copy h before you write into it. The logits are h @ W_y + b_y.",
        '`lc.cross_entropy(logits, targets, "none")` gives the losses: take after minus before.',
    ),
    deviations=deviations.SWITCH_OFF,
)
controls = Exercise(
    name="controls",
    notebook=_NOTEBOOK,
    level="stretch",
    task="how good the best cell looks when the feature is shuffled",
    solution=solutions.controls,
    cases=inputs.control_cases,
    outputs=("best",),
    proves="Your real cell must exceed this: the best of many cells on a feature without meaning.",
    hints=(
        "`feature[order]` is the shuffled feature; the cells stay as they are.",
        "For each order the whole search again, all cells, and keep the largest |r|.",
    ),
    deviations=deviations.CONTROLS,
    allowed=Allowed(lists=True),
)
collection = Collection(counts, correlation, best_cell, switch_off, controls)
hint, example, progress, reset = (
    collection.hint,
    collection.example,
    collection.progress,
    collection.reset,
)
