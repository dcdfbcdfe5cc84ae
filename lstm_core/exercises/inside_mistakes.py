"""Known mistakes of notebook 07: each a small wrong function, and what the learner is told about it."""

from functools import partial

import numpy as np

from lstm_core.exercises.checking import Mistake


def _open_brackets(text, *, a=1, b=-1, early=False, floor=None, reset=True):
    """Count along a text of a's, b's and line ends, in which one thing may be different."""
    count, counts = 0, []
    for character in text:
        before = count
        count += {"a": a, "b": b}.get(character, 0)
        if character == "\n" and reset:
            count = 0
        if floor is not None:
            count = max(count, floor)
        counts.append(before if early else count)
    return np.array(counts)


def _correlation(x, y, *, centred=True, scaled=True):
    if centred:
        x, y = x - x.mean(), y - y.mean()
    if not scaled:
        return float((x * y).mean())
    return float((x * y).sum() / np.sqrt((x * x).sum() * (y * y).sum()))


def _all_r(cells, feature):
    return np.array([_correlation(cell, feature) for cell in cells.T])


def _best(cells, feature, score):
    scores = score(cells, feature)
    k = int(np.argmax(scores))
    return k, float(_all_r(cells, feature)[k])


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


def _controls(cells, feature, orders, *, signed=False, both=False, one=None, real=False):
    best = []
    for order in orders:
        shuffled = feature[order] if not real else feature
        moved = cells[order] if both else cells
        r = _all_r(moved, shuffled)
        if one == "best":
            k = int(np.abs(_all_r(cells, feature)).argmax())
            best.append(abs(r[k]))
        elif one == "mean":
            best.append(np.abs(r).mean())
        else:
            best.append(r.max() if signed else np.abs(r).max())
    return np.array(best)


COUNTS = (
    Mistake(
        "Your counts stand one place too early: each is the count before its character was read. A "
        "cell's state at a character has read it already.",
        partial(_open_brackets, early=True),
    ),
    Mistake(
        "The count goes on across the line end. Each line begins at 0 again, because nothing of the "
        "last one is needed any more.",
        partial(_open_brackets, reset=False),
    ),
    Mistake("You count the a's and do not take the b's off again.", partial(_open_brackets, b=0)),
    Mistake(
        "You count the b's as well as the a's: up with a, down with b.", partial(_open_brackets, b=1)
    ),
    Mistake("The signs are exchanged: up with a, down with b.", partial(_open_brackets, a=-1, b=1)),
    Mistake(
        "Your count stops at 0. Where there are more b's than a's it goes below, and that is a "
        "mistake of the text that a count should show.",
        partial(_open_brackets, floor=0),
    ),
)

CORRELATION = (
    Mistake(
        "You did not subtract the means. Two series that are always positive would then look alike "
        "whatever they do.",
        partial(_correlation, centred=False),
    ),
    Mistake(
        "That is the covariance: it grows with the size of the numbers. Divide by both spreads, so "
        "that it lies between −1 and 1.",
        partial(_correlation, scaled=False),
    ),
    Mistake(
        "You return the size and lose the sign. A cell that falls when the feature rises follows it "
        "as well, but the other way round.",
        lambda x, y: abs(_correlation(x, y)),
    ),
    Mistake(
        "That is r², the share of the variation. Here r is asked for, with its sign.",
        lambda x, y: _correlation(x, y) ** 2,
    ),
    Mistake(
        "You divide by the variance of one series only: that is the slope of a line through the "
        "points.",
        lambda x, y: _correlation(x, y, scaled=False) / float(x.var()),
    ),
)

BEST_CELL = (
    Mistake(
        "You take the largest r, so a cell with r = −0.9 loses against one with 0.3. It follows the "
        "feature upside down, which is as good: compare |r|.",
        partial(_best, score=_all_r),
    ),
    Mistake(
        "You rank by covariance, so the cell with the largest numbers wins. A correlation does not "
        "care how large a cell's numbers are.",
        partial(
            _best,
            score=lambda cells, feature: np.abs(
                ((cells - cells.mean(axis=0)) * (feature - feature.mean())[:, None]).mean(axis=0)
            ),
        ),
    ),
    Mistake(
        "You take the cell with the widest spread, whatever the feature does.",
        partial(_best, score=lambda cells, feature: cells.std(axis=0)),
    ),
    Mistake(
        "You take the cell that follows the feature least.",
        partial(_best, score=lambda cells, feature: -np.abs(_all_r(cells, feature))),
    ),
    Mistake(
        "The cell is right, but you return |r|: the sign says whether it rises or falls with the "
        "feature.",
        lambda cells, feature: (
            int(np.abs(_all_r(cells, feature)).argmax()),
            float(np.abs(_all_r(cells, feature)).max()),
        ),
    ),
)

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
)

CONTROLS = (
    Mistake(
        "You take the largest r, not the largest |r|. A control must be ranked exactly as the real "
        "thing is.",
        partial(_controls, signed=True),
    ),
    Mistake(
        "You shuffle the cells along with the feature, so every pair stays together and nothing is "
        "shuffled.",
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
)
