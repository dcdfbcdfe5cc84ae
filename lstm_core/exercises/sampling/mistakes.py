"""Known mistakes of notebook 06, and what the learner is told about each of them."""

from functools import partial

import numpy as np

from lstm_core.activations import softmax
from lstm_core.exercises.checking.exercise import Array, Function, Indices, Mistake, Output
from lstm_core.model import CharLSTM
from lstm_core.sampling import distribution
from lstm_core.text import Vocabulary


def _of_targets(logits: Array, targets: Indices) -> Output:
    return softmax(logits)[np.arange(len(targets)), targets]


def _flattened(y: Array, tau: float) -> Output:
    """Divide the probabilities, which a division by their sum undoes."""
    if tau == 0:
        return distribution(y, 0)
    p = softmax(y) / tau
    return p / p.sum()


def _without_zero(y: Array, tau: float) -> Output:
    scaled = y / tau
    powers = np.exp(scaled - scaled.max())
    return powers / powers.sum()


def _without_shift(y: Array, tau: float) -> Output:
    if tau == 0:
        return distribution(y, 0)
    powers = np.exp(y / tau)
    return powers / powers.sum()


def _without_either(y: Array, tau: float) -> Output:
    powers = np.exp(y / tau)
    return powers / powers.sum()


def _root(y: Array, tau: float) -> Output:
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


def _draw(
    p: Array, u: float, *, side: str = "right", ends: Function = np.cumsum, shift: float = 0
) -> Output:
    return int(np.searchsorted(ends(p), u, side=side)) + shift


def _write(
    model: CharLSTM,
    vocabulary: Vocabulary,
    prefix: str,
    length: int,
    darts: Array,
    *,
    keep: bool = True,
    reread: bool = False,
    only_last: bool = False,
    greedy: bool = False,
    with_prefix: bool = True,
    first: str = -1,
    same: bool = False,
    listen: bool = True,
    frozen: bool = False,
) -> Output:
    """Write a text, in which one thing may be different."""
    read = vocabulary.encode(prefix)
    trace = model.forward(read[-1:] if only_last else read)
    written, p, after_prefix = prefix, softmax(trace.logits[first]), trace.final_state
    for n in range(length):
        k = int(p.argmax()) if greedy else _draw(p, darts[0 if same else n])
        written += vocabulary.characters[k]
        if not listen:
            continue
        if reread:
            trace = model.forward(vocabulary.encode(written), trace.final_state)
        else:
            state = after_prefix if frozen else trace.final_state
            trace = model.forward([k], state if keep else None)
        p = softmax(trace.logits[-1])
    return written if with_prefix else written[len(prefix) :]


DRAW = (
    Mistake(
        "You always take the likeliest character. That is greedy: the dart u does not count.",
        lambda p, u: int(p.argmax()),
    ),
    Mistake(
        "You compare u with the probabilities themselves. The pieces lie end to end: it is the sums "
        "up to each character that mark where a piece ends, `np.cumsum(p)`.",
        lambda p, u: int(np.argmax(p > u)),
    ),
    Mistake(
        "Where the dart hits the end of a piece exactly, you take that piece. It begins the next one: "
        "the first index whose sum is greater than u. Otherwise a character of probability 0 may be "
        "drawn.",
        partial(_draw, side="left"),
    ),
    Mistake(
        "You are one piece too far: the first index whose sum is greater than u is the answer itself.",
        partial(_draw, shift=1),
    ),
    Mistake(
        "You lay the pieces from the right. Each character is drawn as often as it should be, but the "
        "same dart brings other characters than the definition does, which begins with p_0.",
        lambda p, u: len(p) - 1 - _draw(p[::-1], u),
    ),
    Mistake(
        "You sort the probabilities first, so your index is a place in the sorted list. The pieces lie "
        "in the order of the characters.",
        lambda p, u: _draw(np.sort(p)[::-1], u),
    ),
    Mistake(
        "Your pieces are all equally long, as if every character had the same probability.",
        lambda p, u: int(u * len(p)),
    ),
    Mistake(
        "You return where the last piece before the dart is, one too few.",
        lambda p, u: max(_draw(p, u) - 1, 0),
    ),
)

WRITE = (
    Mistake(
        "The state is not handed on: after each character the network begins anew and knows that one "
        "character alone. Give `forward` the trace's `final_state`.",
        partial(_write, keep=False),
    ),
    Mistake(
        "You read the whole text again and hand on the state, so the network has read everything "
        "twice. Hand on the state and read the new character alone.",
        partial(_write, reread=True),
    ),
    Mistake(
        "Of the prefix, only the last character is read. The state should hold all of it.",
        partial(_write, only_last=True),
    ),
    Mistake(
        "You take the likeliest character each time: that is temperature 0, and the darts do not "
        "count.",
        partial(_write, greedy=True),
    ),
    Mistake(
        "The prefix is missing at the beginning of what you return.", partial(_write, with_prefix=False)
    ),
    Mistake(
        "The first character is drawn after the first character of the prefix. `trace.logits` has a "
        "row for each character read; the last row says what comes next.",
        partial(_write, first=0),
    ),
    Mistake(
        "Each character is read with the state after the prefix. Hand on the state of the last trace, "
        "which has read all that was written since.",
        partial(_write, frozen=True),
    ),
    Mistake(
        "Every character is drawn with the first dart. Each draw has a dart of its own.",
        partial(_write, same=True),
    ),
    Mistake(
        "The network does not read what it wrote: all characters are drawn from the distribution "
        "after the prefix.",
        partial(_write, listen=False),
    ),
)
