"""The exercises of notebook 03: softmax, loss, the two forms of the weights, the whole forward pass."""

from lstm_core.exercises.checking.collection import Collection
from lstm_core.exercises.checking.exercise import Exercise
from lstm_core.exercises.forward import deviations, inputs, solutions

_NOTEBOOK = "03_forward_pass"
softmax = Exercise(
    name="softmax",
    notebook=_NOTEBOOK,
    level="warm-up",
    task="probabilities from logits, row by row",
    solution=solutions.softmax,
    cases=inputs.softmax_cases,
    outputs=("p",),
    proves="Every row is a distribution of its own, also with logits of ±1000.",
    hints=(
        "e to the power of each score, divided by the sum of its row.",
        "`keepdims=True` leaves the sum in a shape (T, 1), which divides row by row.",
        "Against overflow: subtract each row's maximum first, with `axis=-1, keepdims=True` as well.",
    ),
    deviations=deviations.SOFTMAX,
)
mean_surprise = Exercise(
    name="mean_surprise",
    notebook=_NOTEBOOK,
    level="core",
    task="the loss of a text in nats per character, from its logits",
    solution=solutions.mean_surprise,
    cases=inputs.loss_cases,
    outputs=("loss",),
    proves="One number says how good the predictions were, and stays finite when they were all wrong.",
    hints=(
        "For each row: minus the logarithm of the target's probability. Then the mean of the T "
        "numbers.",
        "ln p_k = y_k − m − ln Σ e^(y_j − m), with m the largest logit of the row.",
        "`logits[np.arange(T), targets]` picks one number from each row.",
    ),
    deviations=deviations.MEAN_SURPRISE,
)
to_row_form = Exercise(
    name="to_row_form",
    notebook=_NOTEBOOK,
    level="core",
    task="four matrices of a textbook become W_x and W_h",
    solution=solutions.to_row_form,
    cases=inputs.matrices,
    outputs=("W_x", "W_h"),
    proves="You can read any textbook's LSTM and run it here, with the same numbers.",
    hints=(
        "Take one gate first. Which columns of W_i meet h, and which meet x?",
        "The first H columns meet h. Transposed, `W_i[:, :H].T` is (H, H) and `W_i[:, H:].T` is (V, "
        "H).",
        "`np.hstack` puts the four blocks side by side, in the order i, f, g, o.",
    ),
    deviations=deviations.TO_ROW_FORM,
    pieces=solutions.weight_pieces,
)
forward = Exercise(
    name="forward",
    notebook=_NOTEBOOK,
    level="stretch",
    task="the whole forward pass, from indices to logits",
    solution=solutions.forward,
    cases=inputs.networks,
    outputs=("logits",),
    proves="Your loop gives every logit that `lc.CharLSTM` gives, in four sizes.",
    hints=(
        "State before the loop, one step inside it, scores at its end.",
        "h and c begin as `np.zeros(H)`; H is the number of rows of W_h.",
        "z = W_x[k] + h @ W_h + b, cut into i, f, g, o; then the new c, the new h.",
        "The logits of a step use the new h. Collect one row per step in a list, and return one array.",
    ),
    deviations=deviations.FORWARD,
)
collection = Collection(softmax, mean_surprise, to_row_form, forward)
hint, example, progress, reset = (
    collection.hint,
    collection.example,
    collection.progress,
    collection.reset,
)
