"""Known mistakes of notebook 06, first part: accuracy, entropy and temperature."""

import numpy as np

from lstm_core.activations import softmax
from lstm_core.exercises.checking.exercise import Mistake
from lstm_core.sampling import distribution


def _of_targets(logits, targets):
    return softmax(logits)[np.arange(len(targets)), targets]


def _flattened(y, tau):
    """Divide the probabilities, which a division by their sum undoes."""
    if tau == 0:
        return distribution(y, 0)
    p = softmax(y) / tau
    return p / p.sum()


def _without_zero(y, tau):
    scaled = y / tau
    powers = np.exp(scaled - scaled.max())
    return powers / powers.sum()


def _without_shift(y, tau):
    if tau == 0:
        return distribution(y, 0)
    powers = np.exp(y / tau)
    return powers / powers.sum()


def _without_either(y, tau):
    powers = np.exp(y / tau)
    return powers / powers.sum()


def _root(y, tau):
    """Take tau for the inverse: softmax(y * tau)."""
    return distribution(y, 0) if tau == 0 else softmax(y * tau)


EXPECTED_ACCURACY = (
    Mistake(
        "You count how often the likeliest character is the true one. That is the accuracy of a "
        "greedy network; a draw is right with the probability of the true character, however small or "
        "large.",
        lambda logits, targets: float((logits.argmax(axis=-1) == targets).mean()),
    ),
    Mistake(
        "You computed e^(−loss). The mean of the logarithms is not the logarithm of the mean: "
        "expected accuracy averages the probabilities themselves.",
        lambda logits, targets: float(np.exp(np.log(_of_targets(logits, targets)).mean())),
    ),
    Mistake(
        "Yours is the expected number of right draws. Divide by T for the share.",
        lambda logits, targets: float(_of_targets(logits, targets).sum()),
    ),
    Mistake(
        "That is the loss, in nats. Here the probabilities are averaged, not their logarithms.",
        lambda logits, targets: float(-np.log(_of_targets(logits, targets)).mean()),
    ),
    Mistake(
        "`p[:, targets]` takes the probabilities of all targets at every step. Each step has one "
        "target: `p[np.arange(len(targets)), targets]` pairs them.",
        lambda logits, targets: float(softmax(logits)[:, targets].mean()),
    ),
    Mistake(
        "All your probabilities together add up to 1. It is each row, one step, that must: "
        "`lc.softmax(logits)` sees to it.",
        lambda logits, targets: float(
            softmax(logits.ravel()).reshape(logits.shape)[np.arange(len(targets)), targets].mean()
        ),
    ),
    Mistake(
        "Yours is in percent. A share is a number between 0 and 1.",
        lambda logits, targets: 100 * float(_of_targets(logits, targets).mean()),
    ),
    Mistake(
        "You average the logits. They are scores; the softmax makes probabilities of them.",
        lambda logits, targets: float(logits[np.arange(len(targets)), targets].mean()),
    ),
    Mistake(
        "You average the largest probability of each step: how sure the network is, not how often it "
        "is right.",
        lambda logits, targets: float(softmax(logits).max(axis=-1).mean()),
    ),
)

AT_TEMPERATURE = (
    Mistake(
        "You multiply by τ. The logits are divided by it, so that a small temperature makes "
        "differences larger.",
        _root,
    ),
    Mistake(
        "You divide the probabilities, and the sum after it undoes that. The temperature belongs "
        "inside, before the exponential: softmax(y / τ).",
        _flattened,
    ),
    Mistake(
        "You divide the probabilities by τ, so they no longer add up to 1. The temperature belongs "
        "inside: softmax(y / τ).",
        lambda y, tau: distribution(y, 0) if tau == 0 else softmax(y) / tau,
    ),
    Mistake(
        "Yours is not a number at τ = 0, where nothing can be divided, nor at a small τ, where "
        "e^(y/τ) overflows. The first needs a case of its own, the second `lc.softmax`.",
        _without_either,
    ),
    Mistake(
        "At τ = 0 yours is not a number. Nothing can be divided by 0; what small temperatures tend "
        "to is all on the likeliest character.",
        _without_zero,
    ),
    Mistake(
        "At a small temperature e^(y/τ) overflows. Subtract the largest before the exponential, or "
        "let `lc.softmax` do it.",
        _without_shift,
    ),
    Mistake(
        "Your temperature has no effect: that is softmax(y), whatever τ is.",
        lambda y, tau: softmax(y),
    ),
    Mistake(
        "Yours is greedy at every temperature. Only τ = 0 puts everything on the likeliest character.",
        lambda y, tau: distribution(y, 0),
    ),
    Mistake(
        "At τ = 0 yours gives all characters the same chance. That is what a very high temperature "
        "tends to; the cold one puts everything on the likeliest.",
        lambda y, tau: np.full(len(y), 1 / len(y)) if tau == 0 else softmax(y / tau),
    ),
)

ENTROPY = (
    Mistake(
        "Where a probability is 0, yours is not a number: 0 · ln 0. A character that never comes "
        "adds no surprise; leave such entries out.",
        lambda p: float(-(p * np.log(p)).sum()),
    ),
    Mistake(
        "The sign is wrong: the entropy is an expected surprise, never below 0.",
        lambda p: float((p[p > 0] * np.log(p[p > 0])).sum()),
    ),
    Mistake(
        "Your logarithm is the one to base 2, so your entropy is in bits. In nats it is `np.log`.",
        lambda p: float(-(p[p > 0] * np.log2(p[p > 0])).sum()),
    ),
    Mistake(
        "You add up the surprises without their probabilities: a character that hardly ever comes "
        "would count for most. Each surprise is weighted by p_k.",
        lambda p: float(-np.log(p[p > 0]).sum()),
    ),
    Mistake(
        "You take the mean over the characters. The weights p_k add up to 1 already, so it is a sum.",
        lambda p: float(-(p[p > 0] * np.log(p[p > 0])).mean()),
    ),
    Mistake(
        "You take the plain mean of the surprises, as if all characters came equally often. Each "
        "surprise is weighted by p_k.",
        lambda p: float(-np.log(p[p > 0]).mean()),
    ),
    Mistake(
        "That is the surprise at the likeliest character. The entropy weighs the surprises at all of "
        "them.",
        lambda p: float(-np.log(p.max())),
    ),
)
