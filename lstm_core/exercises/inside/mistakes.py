"""Known mistakes of notebook 07, and what the learner is told about each of them."""

from functools import partial
from typing import Any

import numpy as np

from lstm_core.exercises.checking.exercise import Array, Function, Indices, Mistake, Output


def _open_brackets(
    text: str,
    *,
    a: float = 1,
    b: Array = -1,
    early: bool = False,
    floor: Any = None,
    reset: bool = True,
) -> Output:
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


def _own_steps(text: str) -> Output:
    return np.array([{"a": 1, "b": -1}.get(character, 0) for character in text])


def _falling_at_all_but_a(text: str) -> Output:
    return np.cumsum([1 if character == "a" else -1 for character in text])


def _correlation(x: Array, y: Array, *, centred: bool = True, scaled: bool = True) -> Output:
    if centred:
        x, y = x - x.mean(), y - y.mean()
    if not scaled:
        return float((x * y).mean())
    return float((x * y).sum() / np.sqrt((x * x).sum() * (y * y).sum()))


def _products(x: Array, y: Array) -> Output:
    x, y = x - x.mean(), y - y.mean()
    return (x * y).sum(), (x * x).sum(), (y * y).sum(), (x * x * y * y).sum()


def all_correlations(cells: Array, feature: Array) -> Output:
    """Return the correlation of each cell with the feature, (H,)."""
    return np.array([_correlation(cell, feature) for cell in cells.T])


def _best(cells: Array, feature: Array, score: Function) -> Output:
    scores = score(cells, feature)
    k = int(np.argmax(scores))
    return k, float(all_correlations(cells, feature)[k])


def _best_in_a_loop(cells: Array, feature: Array) -> Output:
    k, best = 0, 0.0
    for unit, r in enumerate(all_correlations(cells, feature)):
        if abs(r) > best:
            k, best = unit, r  # from here on compared with r, which may be negative
    return k, float(best)


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
    Mistake(
        "Your lines end at another sign, or not at all: here a line end is `\\n`, and yours counts it "
        "as a b.",
        _falling_at_all_but_a,
    ),
    Mistake(
        "You give each character's own step, +1 or −1. The count is what has come together since the "
        "line began: keep one number outside the loop and change it.",
        _own_steps,
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
    Mistake(
        "The root below the fraction line is missing, so your r shrinks as the numbers grow.",
        lambda x, y: (lambda xy, xx, yy, _: xy / (xx * yy))(*_products(x, y)),
    ),
    Mistake(
        "Below the line you multiply first and sum once, Σ x² y². It is a product of two sums: "
        "Σ x² · Σ y².",
        lambda x, y: (lambda xy, xx, yy, xxyy: xy / np.sqrt(xxyy))(*_products(x, y)),
    ),
    Mistake(
        "Two ways of averaging are mixed: `np.cov` divides by T − 1, `std` and `mean` by T. With sums "
        "above and below there is nothing to mix.",
        lambda x, y: float(np.cov(x, y)[0, 1] / (x.std() * y.std())),
    ),
)

BEST_CELL = (
    Mistake(
        "You take the largest r, so a cell with r = −0.9 loses against one with 0.3. It follows the "
        "feature upside down, which is as good: compare |r|.",
        partial(_best, score=all_correlations),
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
        partial(_best, score=lambda cells, feature: -np.abs(all_correlations(cells, feature))),
    ),
    Mistake(
        "The cell is right, but you return |r|: the sign says whether it rises or falls with the "
        "feature.",
        lambda cells, feature: (
            int(np.abs(all_correlations(cells, feature)).argmax()),
            float(np.abs(all_correlations(cells, feature)).max()),
        ),
    ),
    Mistake(
        "You take the smallest r. That is the best cell only where it follows upside down: compare "
        "|r|.",
        partial(_best, score=lambda cells, feature: -all_correlations(cells, feature)),
    ),
    Mistake(
        "You compare |r| with the best so far, but keep that one with its sign: once it is negative, "
        "every later cell beats it. Compare |r| with |best|.",
        _best_in_a_loop,
    ),
    Mistake(
        "Both values are right, in the other order: first the cell's number, then its r.",
        lambda cells, feature: _best(cells, feature, lambda c, f: np.abs(all_correlations(c, f)))[::-1],
    ),
)


def _loss(h: Array, W_y: Array, b_y: Array, targets: Indices) -> Output:
    logits = h @ W_y + b_y
    shifted = logits - logits.max(axis=-1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return -log_p[np.arange(len(targets)), targets]


def _silenced(
    h: Array,
    W_y: Array,
    b_y: Array,
    targets: Indices,
    unit: int,
    *,
    mean: bool = False,
    sign: float = 1.0,
    value: float = 0.0,
    share: bool = False,
    alone: bool = False,
) -> Output:
    before = _loss(h, W_y, b_y, targets)
    quiet = np.zeros_like(h) if alone else h.copy()
    quiet[:, unit] = h[:, unit] if alone else value
    after = _loss(quiet, W_y, b_y, targets)
    worse = sign * (after - before)
    return worse / before if share else np.full_like(worse, worse.mean()) if mean else worse


def _other_silence(
    h: Array, W_y: Array, b_y: Array, targets: Indices, unit: int, *, what: str
) -> Output:
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


def _shuffled_again(cells: Array, feature: Array, orders: Indices) -> Output:
    best = []
    for order in orders:
        feature = feature[order]
        best.append(np.abs(all_correlations(cells, feature)).max())
    return np.array(best)


def _controls(
    cells: Array,
    feature: Array,
    orders: Indices,
    *,
    signed: bool = False,
    both: bool = False,
    one: Any = None,
) -> Output:
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
