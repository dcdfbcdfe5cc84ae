"""The guesses of notebook 11: the questions, and what opens after the commit."""

from collections.abc import Mapping, Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from lstm_core import plots
from lstm_core.exercises.guesses.guess import ChoiceGuess, Result

_NOTEBOOK = "11_real_text"
Losses = NDArray[np.floating]
_ORDERS = ("2", "3", "4", "5", "6", "7", "8")


def _best_order(seen: Losses, unseen: Losses) -> Result:
    """Compare; both hold the losses of the orders 1 to 8."""
    best = int(np.argmin(unseen)) + 1
    assert str(best) in _ORDERS and np.all(np.diff(seen) < 0)
    assert unseen[-1] > unseen[best - 1] + 0.1
    rows = [
        f"{n:5}   {a:13.2f}   {b:13.2f}" for n, (a, b) in enumerate(zip(seen, unseen, strict=True), 1)
    ]
    return Result(
        str(best),
        (
            "On the training text each longer context lowers the loss. On held-out text the loss "
            f"turns: most contexts of {len(seen) - 1} characters are new there, and those that are "
            "known were seen once or twice.",
            f"The best model has {best - 1} characters of context. It only counts, and its training "
            "takes seconds. So this is a strong baseline: many published networks on this text are "
            "no better.",
        ),
        "\n".join(["order   training text   held-out text", *rows]),
        plots.context_curves(seen, unseen, uniform=log(65)),
    )


best_order = ChoiceGuess(
    name="best_order",
    notebook=_NOTEBOOK,
    question="Which order n gives the smoothed n-gram model its lowest loss on held-out text?",
    reveal=_best_order,
    choices=_ORDERS,
)


_BELOW = ("in none", "in one", "in two or three", "in all four")


def _training_below(training: Losses, held_out: Losses, baselines: Mapping[str, float]) -> Result:
    """Count the epochs in which the training loss is the lower one."""
    below = int(np.sum(training[:4] < held_out[:4]))
    assert below == 0 and np.all(np.diff(held_out[:4]) < 0)
    assert held_out.min() < baselines["best n-gram"]
    return Result(
        _BELOW[min(below, 2)],
        (
            "One would expect the text that is trained on to be the easier one. But the two losses are "
            "measured under different conditions.",
            "The training loss is measured while 40 % of the units are dropped. It is also the mean "
            "over an epoch in which the network was worse at first. The validation loss is measured "
            "after the epoch, with all units.",
            f"Over all epochs the training loss is the lower one in {np.sum(training < held_out)} of "
            f"{len(training)}. From these two curves alone nobody can tell how large the gap between "
            "the two texts is. The next cell measures both texts under the same conditions.",
        ),
        figure=plots.held_out_curves(
            training,
            held_out,
            baselines=baselines,
            title="At first the loss in training, with dropout, is above that on held-out text",
        ),
    )


training_below = ChoiceGuess(
    name="training_below",
    notebook=_NOTEBOOK,
    question="In how many of the first four epochs is the training loss, as reported, below the "
    "validation loss?",
    reveal=_training_below,
    choices=_BELOW,
)


_CHANGES = ("second layer", "dropout", "schedule", "longer truncation")


def contribution_rows(last: Mapping[str, Sequence[float]]) -> list[str]:
    """Return a line for each variant: its loss, and its distance from the base in nats and bits."""
    base = float(np.mean(last["base"]))
    rows = [f"{'':43} {'loss ± range/2':>14}{'nats':>7}{'bits':>7}"]  # narrow enough for the form
    for name, values in last.items():
        change = float(np.mean(values)) - base
        spread = f"{np.mean(values):.3f} ± {np.ptp(values) / 2:.3f}"
        rows.append(f"{name:43} {spread:>14}{change:+7.3f}{change / log(2):+7.3f}")
    return rows


def _which_hurts(last: Mapping[str, Sequence[float]]) -> Result:
    """Compare; `last` holds the last validation losses of all seeds, by variant."""
    mean = {name: float(np.mean(values)) for name, values in last.items()}
    *others, hurt = sorted(_CHANGES, key=lambda name: mean[name])
    assert hurt == "schedule" and others[0] == "second layer"
    assert mean[hurt] > mean["base"] + 0.03 and mean[others[0]] < mean["base"] - 0.03
    return Result(
        hurt,
        (
            "In three epochs the constant rate makes progress to the end. The falling rate spends half "
            "of the updates below half of the peak, and so it gets less far.",
            "Notebook 06 has the opposite result in runs of a thousand epochs: a schedule helps where "
            "a constant rate makes no more progress. So short runs do not show what a schedule is "
            "worth.",
            "The second layer helps most, and it also brings more parameters. Each number belongs to "
            "three epochs of a small network. The table orders these runs, and not the methods in "
            "general.",
        ),
        "\n".join(contribution_rows(last)),
    )


which_hurts = ChoiceGuess(
    name="which_hurts",
    notebook=_NOTEBOOK,
    question="Which of the four changes alone raises the validation loss by more than 0.03 nats?",
    reveal=_which_hurts,
    choices=_CHANGES,
)


_RISES = ("by less than 0.02 nats", "by 0.02 to 0.1 nats", "by more than 0.1 nats")


def _reset_state(carried: float, by_length: Mapping[int, float]) -> Result:
    """Compare; `by_length` holds the losses with the state reset every so many characters."""
    rise = by_length[50] - carried
    assert rise > 0.11 and by_length[25] > by_length[50] > by_length[100] > carried
    rows = [
        f"{f'every {length}':>12}   {loss:6.2f}   {loss - carried:+5.2f}"
        for length, loss in by_length.items()
    ]
    return Result(
        _RISES[2],
        (
            "After each reset the network must guess who speaks, and in the middle of which word "
            "it is. The first characters of each piece pay for that.",
            "So a validation loss is comparable only if you know how the state was treated. A "
            "network that was trained on independent pieces, as many data loaders cut them, also "
            "starts each of them without a state.",
        ),
        "\n".join(["state reset     loss    rise", f"{'never':>12}   {carried:6.2f}", *rows]),
    )


reset_state = ChoiceGuess(
    name="reset_state",
    notebook=_NOTEBOOK,
    question="How much does the held-out loss of the full run's network rise if its state is set "
    "to zero every 50 characters?",
    reveal=_reset_state,
    choices=_RISES,
)


_FARTHER = ("half as far", "equally far", "twice as far", "four times as far")


def _two_biases(here: Losses, there: Losses) -> Result:
    """Compare the change of our bias with that of the sum of PyTorch's two."""
    ratio = float(np.linalg.norm(there) / np.linalg.norm(here))
    assert abs(ratio - 2) < 0.01 and np.dot(here, there) > 0
    return Result(
        _FARTHER[2],
        (
            f"The measured ratio is {ratio:.2f}. Both biases are added to the same pre-activation, so "
            "both have the same derivative, and both take the whole step. Their sum takes two.",
            "So a PyTorch LSTM trains its biases with twice the learning rate. To continue exactly "
            "as here, freeze one of them: `bias_hh_l0.requires_grad_(False)`.",
        ),
    )


two_biases = ChoiceGuess(
    name="two_biases",
    notebook=_NOTEBOOK,
    question="After one update with SGD, how far has the sum of PyTorch's two biases moved, compared "
    "with our one bias?",
    reveal=_two_biases,
    choices=_FARTHER,
)
