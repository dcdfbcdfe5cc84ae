"""Known mistakes of notebook 07, first part: each a small wrong function and its sentence."""

from functools import partial

import numpy as np

from lstm_core.exercises.checking.exercise import Mistake


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


def _own_steps(text):
    return np.array([{"a": 1, "b": -1}.get(character, 0) for character in text])


def _falling_at_all_but_a(text):
    return np.cumsum([1 if character == "a" else -1 for character in text])


def _correlation(x, y, *, centred=True, scaled=True):
    if centred:
        x, y = x - x.mean(), y - y.mean()
    if not scaled:
        return float((x * y).mean())
    return float((x * y).sum() / np.sqrt((x * x).sum() * (y * y).sum()))


def _products(x, y):
    x, y = x - x.mean(), y - y.mean()
    return (x * y).sum(), (x * x).sum(), (y * y).sum(), (x * x * y * y).sum()


def all_correlations(cells, feature):
    """Return the correlation of each cell with the feature, (H,)."""
    return np.array([_correlation(cell, feature) for cell in cells.T])


def _best(cells, feature, score):
    scores = score(cells, feature)
    k = int(np.argmax(scores))
    return k, float(all_correlations(cells, feature)[k])


def _best_in_a_loop(cells, feature):
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
