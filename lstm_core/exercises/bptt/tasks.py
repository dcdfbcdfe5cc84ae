"""The exercises of notebook 04: from the loss back to every weight, and three bugs to find."""

from lstm_core.exercises.bptt import deviations, inputs, solutions
from lstm_core.exercises.checking.collection import Collection
from lstm_core.exercises.checking.exercise import Exercise
from lstm_core.exercises.checking.variations import with_mistakes

_NOTEBOOK = "04_bptt"
_PLANTED = {  # the code that the notebook hands out, with all bugs and with some of them fixed
    f"planted.without_{fixed}" if fixed else "planted.all": with_mistakes(
        solutions.step_backward, *deviations.planted(fixed)
    )
    for fixed in deviations.FIXED
}
logit_gradient = Exercise(
    name="logit_gradient",
    notebook=_NOTEBOOK,
    level="warm-up",
    task="how the loss of one step depends on its logits",
    solution=solutions.logit_gradient,
    cases=inputs.logit_cases,
    outputs=("dy",),
    proves="Every backward pass begins here, with p − onehot, and yours begins with the right sign.",
    hints=(
        "Two pieces: the probabilities, and a vector with a single 1.",
        "`lc.softmax(y)` gives p. The gradient differs from p in one entry: in which, and by how much?",
    ),
    deviations=deviations.LOGIT_GRADIENT,
)
step_backward = Exercise(
    name="step_backward",
    notebook=_NOTEBOOK,
    level="core",
    task="one LSTM step backward, lines (1) to (7)",
    solution=solutions.step_backward,
    cases=inputs.step_cases,
    outputs=solutions.GRADIENTS,
    proves="All six derivatives are those of `lc.lstm_step_backward`, in the middle of a text.",
    hints=(
        "Follow the table of seven lines. Which node has two paths?",
        "(1) do = dh * tanh(c). (2) dc = dh * o * (1 − tanh(c)²) + dc_next. `step.o`, `step.c` and "
        "the others hold the values.",
        "(3) di, df, dg = dc * g, dc * c_prev, dc * i. (4) times i (1 − i), f (1 − f), 1 − g², o (1 − "
        "o).",
        "`np.concatenate` joins the four parts of dz in the order i, f, g, o. The shapes decide lines "
        "(5) and (6): dW_x has the shape of W_x, and dh_prev that of h_prev. Line (7) is the path "
        "through c alone.",
    ),
    deviations=deviations.STEP_BACKWARD,
    pieces=solutions.gradient_pieces,
)
three_bugs = Exercise(
    name="three_bugs",
    notebook=_NOTEBOOK,
    level="core",
    task="find three planted bugs with the gradient check, and fix them",
    solution=solutions.step_backward,
    cases=inputs.step_cases,
    outputs=solutions.GRADIENTS,
    proves="All three are fixed: the gradient check shows the wrong arrays, and reading the lines.",
    hints=(
        "Errors spread backwards: one in dz reaches nearly everything, one in a single array stays "
        "there.",
        "On a text of one character c_prev and h_prev are zeros. What is off there, and what only "
        "with several?",
        "Compare each line with the table of seven lines: the forget gate's, the candidate's slope, "
        "dW_h.",
    ),
    deviations=deviations.THREE_BUGS,
    others=_PLANTED,
    verdicts=deviations.THREE_BUGS_VERDICTS,
    pieces=solutions.gradient_pieces,
)
sequence_backward = Exercise(
    name="sequence_backward",
    notebook=_NOTEBOOK,
    level="stretch",
    task="a whole sequence backward: propagate, and add up",
    solution=solutions.sequence_backward,
    cases=inputs.sequence_cases,
    outputs=("dW_x", "dW_h", "db"),
    proves="Both contributions are propagated and every step's gradients are added: that is BPTT.",
    hints=(
        "Begin at the last step. Which gradients does it receive from a later step?",
        "At each step dh = own_dh[t] + dh_next, then `lc.lstm_step_backward(dh, dc_next, step, W_x, "
        "W_h)`.",
        "Its `.dh_prev` and `.dc_prev` are the next turn's dh_next and dc_next; `.dW_x`, `.dW_h` and "
        "`.db` are added to sums that begin as zeros.",
    ),
    deviations=deviations.SEQUENCE_BACKWARD,
)
collection = Collection(logit_gradient, step_backward, three_bugs, sequence_backward)
hint, example, progress, reset = (
    collection.hint,
    collection.example,
    collection.progress,
    collection.reset,
)
