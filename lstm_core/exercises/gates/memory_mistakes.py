"""Known mistakes of notebook 02, memory: small wrong functions, each with its sentence."""

import numpy as np

from lstm_core.activations import sigmoid
from lstm_core.exercises.checking.exercise import Mistake

FORGET_BIAS_FOR = (
    Mistake(
        "That is the forget gate f itself. The question is for the z_f that gives it: turn σ round.",
        lambda steps: 0.5 ** (1 / steps),
    ),
    Mistake(
        "The sign is wrong: a long memory needs an f near 1, and that needs a large positive z_f, "
        "ln(f / (1 − f)).",
        lambda steps: -np.log(1 / (0.5 ** (-1 / steps) - 1)),
    ),
    Mistake(
        "After `steps` steps yours has 1/e left, not one half. That is another measure of memory, the "
        "time constant; for the half-life, f to the power of steps is ½.",
        lambda steps: -np.log(np.exp(1 / steps) - 1),
    ),
    Mistake(
        "You let the memory shrink by equal amounts, f = 1 − ½ / steps. Every step takes the same "
        "share of what is left, so it is a power: f = ½ to the power of 1/steps.",
        lambda steps: np.log((1 - 0.5 / steps) / (0.5 / steps)),
    ),
    Mistake(
        "You computed the half-life of a gate, ln ½ / ln f. Here the half-life is given, and the gate "
        "is asked for.",
        lambda steps: np.log(0.5) / np.log(steps) if steps != 1 else -np.inf,
    ),
    Mistake(
        "That is σ of the gate. The gate is σ of z_f, so to get z_f from f, σ must be turned round: "
        "ln(f / (1 − f)).",
        lambda steps: float(sigmoid(0.5 ** (1 / steps))),
    ),
    Mistake(
        "You begin with ½ to the power of `steps`: that is what a gate of ½ leaves after so many "
        "steps. Asked is the f whose own power is ½, so f = ½ to the power of 1/steps.",
        lambda steps: np.log(0.5**steps / (1 - 0.5**steps)),
    ),
    Mistake(
        "A power binds stronger than a division: `0.5 ** 1 / steps` is ½, divided by steps. Put the "
        "exponent in brackets, `0.5 ** (1 / steps)`.",
        lambda steps: np.log(0.5 / steps / (1 - 0.5 / steps)),
    ),
    Mistake(
        "You divide ln f by 1 − f. The quotient comes first, then its logarithm: "
        "`np.log(f / (1 - f))`.",
        lambda steps: np.log(0.5) / steps / (1 - 0.5 ** (1 / steps)),
    ),
    Mistake(
        "Your logarithm is the one to base 10. σ is made with e, so it is turned round by `np.log`.",
        lambda steps: -np.log10(0.5 ** (-1 / steps) - 1),
    ),
)

SHARE_LEFT = (
    Mistake(
        "Yours begins with f[0] and not with 1. The memory is written after the forget gate of step "
        "0 has acted on what was there before, so f[0] does not touch it.",
        lambda f: np.cumprod(f, axis=0),
    ),
    Mistake(
        "Your factors come one step late: at step 1 the gate f[1] has already acted, and yours still "
        "shows 1.",
        lambda f: np.concatenate(
            [np.ones((1, f.shape[1])), np.ones((1, f.shape[1])), np.cumprod(f[1:-1], axis=0)]
        )[: len(f)],
    ),
    Mistake(
        "You take the gate of each step to the power of the number of steps, as if it had stood there "
        "all the time. It changes at every step: multiply the values that it had.",
        lambda f: f ** np.arange(len(f))[:, None],
    ),
    Mistake(
        "You take the mean gate to the power of the number of steps. A single gate at 0.1 wipes out "
        "what ten at 0.9 have kept; a mean does not see that. Multiply the values themselves.",
        lambda f: f.mean(axis=0) ** np.arange(len(f))[:, None],
    ),
    Mistake(
        "You add the gates up. Two steps that keep one half each keep a quarter together: shares are "
        "multiplied.",
        lambda f: np.concatenate([np.ones((1, f.shape[1])), np.cumsum(f[1:], axis=0)]),
    ),
    Mistake(
        "You multiply what is lost, 1 − f. What is left is the product of what each gate keeps.",
        lambda f: np.concatenate([np.ones((1, f.shape[1])), np.cumprod(1 - f[1:], axis=0)]),
    ),
    Mistake(
        "You multiply over the units. Each unit has a memory of its own; multiply along the steps, "
        "axis 0.",
        lambda f: np.cumprod(np.concatenate([np.ones((1, f.shape[1])), f[1:]]), axis=1),
    ),
    Mistake(
        "You multiply over the units, and begin with f[0]. Each unit has a memory of its own, so "
        "multiply along the steps, axis 0, and let row 0 be ones.",
        lambda f: np.cumprod(f, axis=1),
    ),
    Mistake(
        "Your factors are those of the step before: row 1 holds f[0]. The gate that acts on the memory "
        "at step 1 is f[1], and f[0] never touches it.",
        lambda f: np.cumprod(np.concatenate([np.ones((1, f.shape[1])), f[:-1]]), axis=0),
    ),
)
