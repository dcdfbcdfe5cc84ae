"""The five functions of the capstone, each as an exercise: inputs, solution, hints, known mistakes."""

from lstm_core.exercises.capstone import deviations, inputs, solutions
from lstm_core.exercises.checking.collection import Collection
from lstm_core.exercises.checking.exercise import Exercise
from lstm_core.exercises.checking.result_form import Allowed

NOTEBOOK = "capstone"
new_parameters = Exercise(
    name="new_parameters",
    notebook=NOTEBOOK,
    level="core",
    task="five arrays of random weights and biases, from which training can start",
    solution=solutions.new_parameters,
    cases=inputs.size_cases,
    outputs=("parameters",),
    proves="Shapes, size and randomness of your start are fit for training.",
    hints=(
        "A dict with the keys W_x, W_h, b, W_y and b_y. The shapes are in the table.",
        "`rng.normal(0, 1 / np.sqrt(n), shape)` with n rows keeps sums over n rows near 1. Biases may "
        "be zero.",
    ),
    deviations={},
)
forward = Exercise(
    name="forward",
    notebook=NOTEBOOK,
    level="core",
    task="the logits of a text, and the state after it",
    solution=solutions.forward,
    cases=inputs.forward_cases,
    outputs=("logits", "h", "c"),
    proves="Logits and final state agree with the package on texts of 1 to 6 characters.",
    hints=(
        "Write one step first. `W_x[k]` is the product of the one-hot vector of k with W_x.",
        "z = W_x[k] + h @ W_h + b, and `np.split(z, 4)` gives z_i, z_f, z_g, z_o.",
        "c = f * c + i * g, then h = o * np.tanh(c). Carry both on. The logits of the step are "
        "h @ W_y + b_y.",
    ),
    deviations=deviations.FORWARD,
)
loss_and_gradients = Exercise(
    name="loss_and_gradients",
    notebook=NOTEBOOK,
    level="core",
    task="the loss of a text, and its gradient with respect to all five arrays",
    solution=solutions.loss_and_gradients,
    cases=inputs.gradient_cases,
    outputs=("loss", "dW_x", "dW_h", "db", "dW_y", "db_y"),
    proves="The gradients agree with finite differences of your own forward pass.",
    hints=(
        "Keep of each step what you need in the backward pass: k, h_prev, c_prev, the gates, c and h. "
        "`forward` may return it as a fourth value.",
        "dy = p − onehot at each step. Then go from the last step to the first, with dh_next and "
        "dc_next, both 0 at the end.",
        "dh = dy @ W_y.T + dh_next, and dc = dh * o * (1 − tanh(c)²) + dc_next. Four products, four "
        "derivatives of the gates, one dz of 4H numbers.",
        "Add over the steps: dW_x[k] += dz, dW_h += np.outer(h_prev, dz), db += dz. Then dh_next = dz "
        "@ W_h.T and dc_next = dc * f.",
    ),
    deviations=deviations.GRADIENTS,
)
train = Exercise(
    name="train",
    notebook=NOTEBOOK,
    level="core",
    task="the training loop, and a run on the page of Hamlet",
    solution=solutions.train,
    cases=inputs.training_cases,
    outputs=("parameters", "losses"),
    proves="Your loop takes the steps of notebook 06, and your network learns from the page.",
    hints=(
        "Copy the parameters first. In each epoch: loss and gradients from a state of zeros, note the "
        "loss, clip, update.",
        "losses.append(loss / len(targets)), and parameters[name] -= 0.05 * np.clip(d[name], -1, 1) "
        "for each name.",
    ),
    deviations=deviations.TRAIN,
    allowed=Allowed(lists=True),
)
sample = Exercise(
    name="sample",
    notebook=NOTEBOOK,
    level="core",
    task="a text that is drawn character by character",
    solution=solutions.sample,
    cases=inputs.sample_cases,
    outputs=("drawn",),
    proves="What is drawn has the frequencies of the softmax at the given temperature.",
    hints=(
        "One step of `forward` for each character: its logits, divided by the temperature, through "
        "the softmax.",
        "`rng.choice(len(p), p=p)` draws an index. It is the next input, and the state is carried.",
    ),
    deviations={},
)
PARTS = (new_parameters, forward, loss_and_gradients, train, sample)
collection = Collection(*PARTS)
hint, example, progress, reset = (
    collection.hint,
    collection.example,
    collection.progress,
    collection.reset,
)
