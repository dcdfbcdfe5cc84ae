"""The exercises of notebook 01: vocabulary, pairs, one-hot vectors, and a bigram model."""

from lstm_core.exercises.checking.collection import Collection
from lstm_core.exercises.checking.exercise import Exercise
from lstm_core.exercises.encoding import deviations, inputs, solutions

_NOTEBOOK = "01_encoding"
make_vocabulary = Exercise(
    name="make_vocabulary",
    notebook=_NOTEBOOK,
    level="warm-up",
    task="the sorted characters of a text, and the index of each",
    solution=solutions.make_vocabulary,
    cases=inputs.texts,
    outputs=("characters", "index_of"),
    proves="The same text gives the same vocabulary in every run.",
    hints=(
        "You need each character once, in an order that is the same in every run. Two of Python's "
        "own functions do this.",
        "`set` removes repetitions. `sorted` sorts and returns a list.",
        "`enumerate(characters)` yields pairs of index and character, in that order; the dictionary "
        "needs them the other way round.",
    ),
    deviations=deviations.MAKE_VOCABULARY,
)
make_pairs = Exercise(
    name="make_pairs",
    notebook=_NOTEBOOK,
    level="core",
    task="inputs and targets, with the target several places ahead",
    solution=solutions.make_pairs,
    cases=inputs.index_cases,
    outputs=("inputs", "targets"),
    proves="Each input stands beside the character that comes `ahead` places later.",
    hints=(
        "Write a text of five characters on paper, and below it the same text, moved two places to "
        "the left.",
        "The targets leave off the first `ahead` entries, the inputs the last `ahead`.",
        "Use two slices. `indices[k:]` begins at entry k; a negative number after the colon counts "
        "from the end.",
    ),
    deviations=deviations.MAKE_PAIRS,
)
one_hot_rows = Exercise(
    name="one_hot_rows",
    notebook=_NOTEBOOK,
    level="core",
    task="one row for each index, with a single 1",
    solution=solutions.one_hot_rows,
    cases=inputs.one_hot_cases,
    outputs=("x",),
    proves="Every row has its 1 in its own column, whatever T and V are. `lc.one_hot` gives the same.",
    hints=(
        "Begin with zeros of the shape (T, V), where T is `len(indices)`. How many ones must be "
        "written, and where is the t-th?",
        "A loop over `enumerate(indices)` knows row and column; so does NumPy if it gets an array for "
        "each.",
        "`x[rows, columns] = 1.0` writes T ones if `rows` and `columns` are arrays of length T. The "
        "columns are the indices; which rows belong to them?",
    ),
    deviations=deviations.ONE_HOT_ROWS,
)
pair_loss = Exercise(
    name="pair_loss",
    notebook=_NOTEBOOK,
    level="stretch",
    task="the loss of the bigram model on held-out text",
    solution=solutions.pair_loss,
    cases=inputs.pair_loss_cases,
    outputs=("loss",),
    proves="The model counts on one text and is tested on another, so it cannot memorise the answers.",
    hints=(
        "Three steps: count the pairs of `counted`; give each pair of `tested` its probability; take "
        "the mean of the negative logarithms.",
        "A table of zeros (V, V) and `np.add.at(table, (counted[:-1], counted[1:]), 1)` count all "
        "pairs.",
        "count(read) is the sum of a row. Numerator: count + a. Denominator: sum of the row + a · V.",
        "Inputs and targets come from `tested`. `table[inputs, targets]` is one count per pair; the "
        "denominator needs one row sum per pair.",
    ),
    deviations=deviations.PAIR_LOSS,
)
collection = Collection(make_vocabulary, make_pairs, one_hot_rows, pair_loss)
hint, example, progress, reset = (
    collection.hint,
    collection.example,
    collection.progress,
    collection.reset,
)
