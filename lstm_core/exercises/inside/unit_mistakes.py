"""Known mistakes of notebook 07, second part: switching a unit off, and controls."""

from functools import partial

import numpy as np

from lstm_core.exercises.checking.exercise import Mistake
from lstm_core.exercises.inside.mistakes import all_correlations


def _loss(h, W_y, b_y, targets):
    logits = h @ W_y + b_y
    shifted = logits - logits.max(axis=-1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return -log_p[np.arange(len(targets)), targets]


def _silenced(h, W_y, b_y, targets, unit, *, mean=False, sign=1.0, value=0.0, share=False, alone=False):
    before = _loss(h, W_y, b_y, targets)
    quiet = np.zeros_like(h) if alone else h.copy()
    quiet[:, unit] = h[:, unit] if alone else value
    after = _loss(quiet, W_y, b_y, targets)
    worse = sign * (after - before)
    return worse / before if share else np.full_like(worse, worse.mean()) if mean else worse


def _other_silence(h, W_y, b_y, targets, unit, *, what):
    """Silence something else, or compare something else."""
    quiet, weights = h.copy(), W_y.copy()
    if what == "row":
        quiet[unit] = 0.0
    elif what == "column of W_y":
        weights[:, unit] = 0.0
    else:
        quiet[:, unit] = 0.0
    before, after = _loss(h, W_y, b_y, targets), _loss(quiet, weights, b_y, targets)
    if what == "probabilities":
        return np.exp(-after) - np.exp(-before)
    return after if what == "after" else after - before


def _shuffled_again(cells, feature, orders):
    best = []
    for order in orders:
        feature = feature[order]
        best.append(np.abs(all_correlations(cells, feature)).max())
    return np.array(best)


def _controls(cells, feature, orders, *, signed=False, both=False, one=None):
    best = []
    for order in orders:
        moved = cells[order] if both else cells
        r = all_correlations(moved, feature[order])
        if one == "best":
            k = int(np.abs(all_correlations(cells, feature)).argmax())
            best.append(abs(r[k]))
        elif one == "mean":
            best.append(np.abs(r).mean())
        elif one == "number":
            best.append(float(np.abs(r).argmax()))
        else:
            best.append(r.max() if signed else np.abs(r).max())
    return np.array(best)


SWITCH_OFF = (
    Mistake(
        "The sign is wrong: what got worse should be positive, the surprise without the unit minus "
        "that with it.",
        partial(_silenced, sign=-1.0),
    ),
    Mistake(
        "You return the mean at every place. The question is which characters get worse.",
        partial(_silenced, mean=True),
    ),
    Mistake(
        "You switched off all units but this one.",
        partial(_silenced, alone=True),
    ),
    Mistake(
        "You set the unit to 1, not to 0: it shouts instead of being silent.",
        partial(_silenced, value=1.0),
    ),
    Mistake(
        "You divide by the surprise before. Where the network was nearly certain, that blows up; the "
        "difference in nats is asked for.",
        partial(_silenced, share=True),
    ),
    Mistake(
        "You set a row of h to 0, which is one character with all its units. A unit is a column: "
        "`[:, unit]`.",
        partial(_other_silence, what="row"),
    ),
    Mistake(
        "You silence a column of W_y, which is a character that could come. A unit's weights are a "
        "row of W_y.",
        partial(_other_silence, what="column of W_y"),
    ),
    Mistake(
        "That is the surprise without the unit. How much it grew is asked for: subtract the surprise "
        "with it.",
        partial(_other_silence, what="after"),
    ),
    Mistake(
        "You compare probabilities. The surprise is −ln p; take the logarithms before you subtract.",
        partial(_other_silence, what="probabilities"),
    ),
)

CONTROLS = (
    Mistake(
        "You take the largest r, not the largest |r|. A control must be ranked exactly as the real "
        "thing is.",
        partial(_controls, signed=True),
    ),
    Mistake(
        "Each of your controls is the real search again: either nothing is shuffled, or the cells are "
        "shuffled along with the feature, so that every pair stays together.",
        partial(_controls, both=True),
    ),
    Mistake(
        "You ask only the cell that follows the real feature best. The real search had all cells to "
        "choose from, and so must each control: the best of many looks good by chance.",
        partial(_controls, one="best"),
    ),
    Mistake(
        "You average |r| over the cells. The real search kept the best one, so the control must keep "
        "the best one.",
        partial(_controls, one="mean"),
    ),
    Mistake(
        "You return the number of the best cell. Its |r| is asked for: `max`, not `argmax`.",
        partial(_controls, one="number"),
    ),
    Mistake(
        "You shuffle again what is shuffled already. Each order is meant for the feature as it came: "
        "give the shuffled one a name of its own.",
        _shuffled_again,
    ),
)
