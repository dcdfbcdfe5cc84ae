"""The guesses of notebook 04: the questions, and what opens after the commit."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from lstm_core import plots
from lstm_core.exercises.guesses.guess import ChoiceGuess, Result

_NOTEBOOK = "04_bptt"
Curve = NDArray[np.floating]


def _reported(a: float, slope: float) -> Result:
    """Explain a slope of L = (2 a) a at a, by finite differences."""
    direct, detour = 2 * a, a * 2
    assert abs(slope - (direct + detour)) < 1e-6
    return Result(
        f"{slope:.0f}",
        (
            f"The finite difference reports the total derivative: {direct:.0f} along the direct path "
            f"plus {detour:.0f} along the path through `u`.",
            "The total derivative is what training needs, because `u` follows whenever `a` changes. A "
            "missing path gives a number that looks plausible and is wrong, here by a factor of two.",
        ),
    )


reported = ChoiceGuess(
    name="reported",
    notebook=_NOTEBOOK,
    question="At a = 3, which slope do finite differences report?",
    reveal=_reported,
    choices=("6", "12"),
)


def _worse_step(epsilons: Curve, errors: Sequence[float]) -> Result:
    """Compare step sizes; `errors` holds the relative error at each of `epsilons`."""
    power = np.log10(errors[0] / errors[2]) / 2  # decades of error per decade of the step
    best = epsilons[np.argmin(errors)]
    assert 1e-7 < best < 1e-3 and min(errors) < 1e-9 and errors[-1] > 1e-7
    assert errors[0] > 10 * errors[9] and 1.9 < power < 2.1
    coarser = np.finfo("float32").eps / np.finfo("float64").eps
    return Result(
        "0.1",
        (
            f"From ε = 0.1 to 0.001 the error falls like ε to the power {power:.1f}. It is smallest "
            "at a medium step, and rises again where rounding takes over, like 1/ε. The rise is "
            "slower than the fall, so 0.1 is the worst step of all.",
            f"float32 rounds {coarser:.0e} times as coarsely as float64. Near ε = 1e-5 rounding would "
            "cover nearly all digits, so gradients are checked in float64 even if the network trains "
            "in float32.",
        ),
        figure=plots.step_size_curve(epsilons, errors),
    )


worse_step = ChoiceGuess(
    name="worse_step",
    notebook=_NOTEBOOK,
    question="Which step gives the larger error in the gradient check?",
    reveal=_worse_step,
    choices=("0.1", "1e-10", "both about the same"),
)


def _wrong_curve(right: Curve, wrong: Curve) -> Result:
    """Compare the losses of 200 epochs with the right gradient and with the wrong one."""
    assert wrong[49] < right[49] and right[-1] < wrong[-1] < 1.0
    rows = [
        f"{epoch:5}   {right[epoch - 1]:5.2f}   {wrong[epoch - 1]:5.2f}" for epoch in (50, 100, 200)
    ]
    ahead = np.mean(wrong < right)
    return Result(
        "it falls, at first faster than with the right gradient",
        (
            f"The wrong gradient is ahead in {100 * ahead:.0f} % of the epochs, in the first half "
            "of the training. After 50 epochs a comparison of losses would have kept the mistake.",
        ),
        "\n".join(["epoch   right   wrong", *rows]),
        plots.loss_curves(
            {"right gradient": right, "wrong gradient": wrong},
            title="The wrong gradient leads at first",
        ),
    )


wrong_curve = ChoiceGuess(
    name="wrong_curve",
    notebook=_NOTEBOOK,
    question="What does the loss do in training with the wrong gradient?",
    reveal=_wrong_curve,
    choices=(
        "it stays where it is",
        "it rises or jumps",
        "it falls, always behind the right one",
        "it falls, at first faster than with the right gradient",
    ),
)


_OF_SIX = {0: "none", 2: "two", 4: "four", 6: "all six"}


def _caught(one: Mapping[str, float], twelve: Mapping[str, float], loss: Mapping[str, float]) -> Result:
    """Compare suspects by their errors on one step and on twelve, and by the loss after training."""
    tolerance = 1e-7
    wrong = [name for name in one if name != "step_backward"]
    caught = [name for name in wrong if one[name] > tolerance]
    assert len(wrong) == 6 and len(caught) == 2
    assert max(one["step_backward"], twelve["step_backward"]) < tolerance
    assert min(twelve[name] for name in wrong) > 1e5 * tolerance and max(loss.values()) < 2
    rows = [
        f"{name:24} {_verdict(one[name]):>8} {_verdict(twelve[name]):>8} {loss[name]:8.2f}"
        for name in one
    ]
    below = sum(loss[name] < loss["step_backward"] for name in wrong)
    return Result(
        _OF_SIX[len(caught)],
        (
            "The first two columns hold the largest relative error on one step and on twelve, the "
            "third the loss after 60 epochs. An untrained network has 3.55.",
            f"All six lower the loss. {below} of them end below the right gradient, so the loss alone "
            "stops none of them.",
            "With one step nothing is propagated and `c_prev` is zero, so four of the six pass. With "
            "twelve steps all six fail clearly. Check several steps.",
        ),
        "\n".join([f"{'':24} {'T = 1':>8} {'T = 12':>8} {'loss':>8}", *rows]),
        plots.gradient_error_points(twelve),
    )


def _verdict(error: float) -> str:
    return "passes" if error < 1e-7 else f"{error:.2f}"


caught = ChoiceGuess(
    name="caught",
    notebook=_NOTEBOOK,
    question="How many of the six mistakes does a gradient check on a text of one character catch?",
    reveal=_caught,
    choices=tuple(_OF_SIX.values()),
)
