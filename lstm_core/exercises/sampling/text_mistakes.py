"""Known mistakes of notebook 06, second part: the dart, and the network that writes."""

from functools import partial

import numpy as np

from lstm_core.activations import softmax
from lstm_core.exercises.checking.exercise import Mistake


def _draw(p, u, *, side="right", ends=np.cumsum, shift=0):
    return int(np.searchsorted(ends(p), u, side=side)) + shift


def _write(
    model, vocabulary, prefix, length, darts, *, keep=True, reread=False, only_last=False, greedy=False,
    with_prefix=True, first=-1, same=False, listen=True, frozen=False,
):  # fmt: skip
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
