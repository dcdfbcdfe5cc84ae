"""The guesses of notebook 06: the questions, and what opens after the commit."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from lstm_core import plots
from lstm_core.exercises.guesses.guess import ChoiceGuess, NumberGuess, Result

_NOTEBOOK = "06_training_lab"
Array = NDArray[np.floating]
StepFacts = tuple[float, float, float, float, float, float]


def _still_falls(losses: Array) -> Result:
    """`losses` holds those of all epochs, from epoch 1 on."""
    at_300, lowest = losses[299], losses.min()
    rises = float(np.mean(np.diff(losses) > 0))
    assert at_300 > 10 * lowest and rises > 0.1
    return Result(
        float(at_300 / lowest),
        (
            "The curve that seems to lie on the axis goes on falling for hundreds of epochs. On a "
            "logarithmic axis the way from 1 to 0.1 is as long as the way from 0.1 to 0.01.",
            "The way down is rough. The loss rises in more than one epoch of ten, and the largest of "
            "these jumps multiply it several times. So the last epoch may be such a jump. That is why "
            "the loop keeps the best parameters.",
        ),
        f"epoch    loss\n300      {at_300:.4f}\n{int(losses.argmin()) + 1:<8} {lowest:.5f} (lowest)\n"
        f"{len(losses):<8} {losses[-1]:.5f} (last)\nthe loss rises in {rises:.0%} of the epochs",
        plots.loss_curves({"loss": losses}, log=True, title="The end that looks flat still falls"),
    )


still_falls = NumberGuess(
    name="still_falls",
    notebook=_NOTEBOOK,
    question="The loss at epoch 300, divided by the lowest loss of the run: what is the factor?",
    reveal=_still_falls,
    lowest=0,
)


def _longer_steps(runs: Mapping[str, Array], uniform: float) -> Result:
    """Compare; `runs` holds the losses by rate: the original one, ten and a hundred times as large."""
    short, ten, hundred = runs.values()
    late = ten[100:]
    assert ten[1] < short[1] and ten[9] > short[9]
    assert short.min() < 0.2 and ten.min() > 0.5 and hundred[1:].min() > uniform
    table = [f"{'learning rate':20} epoch 2   epoch 10   lowest"]
    table += [f"{name:20} {x[1]:7.2f}   {x[9]:8.2f}   {x.min():6.2f}" for name, x in runs.items()]
    return Result(
        "0.05",
        (
            "After the first update the rate 0.5 is ahead. At epoch 10 it is behind, then ahead again "
            "for some dozens of epochs, and then the short steps pass it.",
            f"With 0.5 the loss does not settle. From epoch 100 on it jumps between {late.min():.1f} "
            f"and {late.max():.1f}. A later section measures why.",
            "With the rate 5 the network is worse than the uniform baseline from the first update on.",
        ),
        "\n".join(table),
        plots.loss_curves(
            runs,
            log=True,
            baselines={"uniform": uniform},
            title="Longer steps are faster for a while only",
        ),
    )


longer_steps = ChoiceGuess(
    name="longer_steps",
    notebook=_NOTEBOOK,
    question="Which learning rate reaches the lowest loss within 300 epochs?",
    reveal=_longer_steps,
    choices=("0.05", "0.5", "5 (within its 60 epochs)"),
)


def _no_clipping(
    unclipped: Array, clipped: Array, lengths: Mapping[str, float], uniform: float
) -> Result:
    """`lengths` holds the norm of all parameters, and of the first step without and with clipping."""
    assert unclipped[1:20].min() > uniform and unclipped.min() > 2 > clipped.min()
    every, raw, _ = lengths.values()
    assert raw > every / 2
    rows = [f"{name:26} {length:5.1f}" for name, length in lengths.items()]
    rows += [
        "loss in epochs 1 to 5    " + "".join(f"{loss:7.2f}" for loss in losses[:5])
        for losses in (unclipped, clipped)
    ]
    rows[-2] += "   without clipping"
    rows[-1] += "   clipped at ±1"
    return Result(
        float(unclipped[4]),
        (
            "The first step is nearly as long as all parameters together. The network lands far from "
            "the place for which its gradient was computed.",
            "A gradient is a slope, and a slope holds nearby. Clipping keeps the step short enough. "
            "A much smaller learning rate would do so too, but then all steps would be short.",
            "In 150 epochs without clipping the loss never gets below 2.",
        ),
        "\n".join(["norm", *rows]),
        plots.loss_curves(
            {"clipped at ±1": clipped, "no clipping": unclipped},
            log=True,
            baselines={"uniform": uniform},
            title="Without clipping the first step is already too long",
        ),
    )


no_clipping = NumberGuess(
    name="no_clipping",
    notebook=_NOTEBOOK,
    question="Without clipping, what is the loss in epoch 5, in nats per character?",
    reveal=_no_clipping,
    unit="nats",
    lowest=0,
)

_LOWER = "less than half"


def _shorter_steps(runs: Mapping[float, Array], facts: Mapping[int, StepFacts]) -> Result:
    """Compare; `runs` holds the losses from epoch 300 on by rate, `facts` those of single epochs."""
    rates, (long, short) = list(runs), runs.values()
    assert np.median(short) < np.median(long) / 2
    rough, close, calm = facts.values()
    assert min(rough[2], close[2]) > 0.05 > calm[2]
    assert min(rough[3], close[3]) > 10 * calm[3]
    assert min(rough[5], close[5]) > 200 and calm[5] < 100
    assert max(rough[4], close[4]) < 0
    names = (
        "loss", "gradient norm", "derivatives clipped", "length of the step",
        "cosine to the next step", "largest curvature",
    )  # fmt: skip
    forms = (".4f", ".1f", ".0%", ".2f", "+.2f", ".0f")
    rows = [
        f"{name:24}" + "".join(f"{format(one[k], form):>10}" for one in facts.values())
        for k, (name, form) in enumerate(zip(names, forms, strict=True))
    ]
    return Result(
        _LOWER,
        (
            "Shorter steps are not slower here. They settle at once, from the same parameters. So the "
            "long steps were the obstacle, and not anything that the network had yet to learn.",
            "The table gives the cause. Before the drop the largest curvature is far above 2/η = 40, "
            "and successive steps partly undo each other (a negative cosine). Clipping keeps the steps "
            "long, so the network jumps across its valley for hundreds of epochs.",
            "The drop comes when a jump happens to land where the curvature is near 40. All "
            "derivatives are then small enough to pass unclipped, the steps shrink with the gradient, "
            "and the loss settles.",
            "This calm need not last. The curvature can grow slowly, and the loss may jump up again. "
            "Cohen et al. (2021) describe this edge of stability for many networks.",
        ),
        f"median loss of 60 epochs: {np.median(long):.3f} with {rates[0]:g}, "
        f"{np.median(short):.3f} with {rates[1]:g}\n\n"
        + "\n".join([f"{'updates so far':24}" + "".join(f"{epoch:10}" for epoch in facts), *rows]),
        plots.loss_curves(
            {f"rate {rate:g}": losses for rate, losses in runs.items()},
            log=True,
            title="From epoch 300 on, steps a tenth as long settle at once",
        ),
    )


shorter_steps = ChoiceGuess(
    name="shorter_steps",
    notebook=_NOTEBOOK,
    question="The median loss of 60 more epochs with rate 0.005, compared with rate 0.05?",
    reveal=_shorter_steps,
    choices=("higher, since short steps are slow", "about the same", _LOWER),
)


def _adam_first_step(gradient: Array, by_adam: Array, by_sgd: Array) -> Result:
    """Take two derivatives, and how far Adam's and SGD's first update move their parameters."""
    np.testing.assert_allclose(by_adam, -0.05, rtol=1e-4)
    rows = [
        f"{name:9}" + "".join(f"{value:12g}" for value in values)
        for name, values in (("gradient", gradient), ("Adam", by_adam.round(6)), ("SGD", by_sgd))
    ]
    return Result(
        "equally far",
        (
            "At the first update the corrected averages are dθ and its square. Their ratio is "
            "dθ/√(dθ²), which is 1 or −1 for each parameter, whatever the size.",
            "So η is the length of Adam's step in each parameter, as long as the gradient keeps its "
            "sign. Where signs alternate, m is small compared with √v, and the step is short.",
            "SGD with clipping moves the first parameter by 0.05 and the second by 0.00005.",
        ),
        "\n".join([f"{'':9}{'first':>12}{'second':>12}", *rows]),
    )


adam_first_step = ChoiceGuess(
    name="adam_first_step",
    notebook=_NOTEBOOK,
    question="How far does Adam's first update move the first parameter, compared with the second?",
    reveal=_adam_first_step,
    choices=("100,000 times as far", "about 300 times as far", "equally far"),
)

_ENDS = (
    "at its lowest value, about 2.5",
    "above its lowest value, below the uniform baseline",
    "above the uniform baseline",
)


def _validation_end(losses: Mapping[str, Array], baselines: Mapping[str, float]) -> Result:
    """`losses` holds those of the training and the validation text by epoch."""
    training, validation = losses["training"], losses["validation"]
    best = int(validation.argmin())
    assert validation[best] < baselines["unigram"] and 15 < best + 1 < 45
    assert training[-1] < 0.5 and validation[-1] > baselines["uniform"]
    rows = [
        f"{epoch + 1:5}   {training[epoch]:8.2f}   {validation[epoch]:10.2f}   "
        f"{validation[epoch] - training[epoch]:4.2f}"
        for epoch in (0, best, len(training) - 1)
    ]
    return Result(
        _ENDS[2],
        (
            "For a while both losses fall. The network learns what both parts share: spaces, frequent "
            "letters, common endings. Then it learns what is true of the training text alone, and "
            "gives high probabilities that are wrong elsewhere. −ln p punishes that most.",
            "This is overfitting. The difference of the two losses is the generalisation gap. With "
            "7,010 parameters and 699 predictions there is room to learn every one by heart.",
        ),
        "\n".join(["epoch   training   validation    gap", *rows]),
        plots.held_out_curves(
            training,
            validation,
            baselines=baselines,
            title="The validation loss falls, turns, and rises",
        ),
    )


validation_end = ChoiceGuess(
    name="validation_end",
    notebook=_NOTEBOOK,
    question="Where does the validation loss end after 150 epochs?",
    reveal=_validation_end,
    choices=_ENDS,
)
