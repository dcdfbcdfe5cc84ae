"""The order in which pairs of deviations are tried: those that most probably give a result come first.

Two estimates are used in turn, and a third where one value is returned. One counts misfits: pieces
in which a pair does not behave as two mistakes together should. One adds up: what two small mistakes
change together is nearly what one changes plus what the other changes. The third multiplies: a sum in
place of a mean and a wrong base of the logarithm both change a number by a factor, however large.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from lstm_core.exercises.checking.space import Pieces

_Numbers = NDArray[np.float64]
_LARGEST = 2.0  # effects are clipped to this many times the learner's, so that no number decides alone


def in_turn(
    pairs: Sequence[tuple[str, str]],
    misfits: Sequence[int],
    results: Mapping[str, Sequence[Pieces]],
    right: Sequence[Pieces],
    got: Sequence[Pieces],
) -> list[tuple[str, str]]:
    """Return the pairs in the order of the estimates in turn: first ones first."""
    if not pairs:
        return []
    by_misfits = _rank(np.array(misfits, dtype=np.float64))
    best = np.minimum(by_misfits, _rank(_unexplained(pairs, results, right, got, _effects)))
    if len(right[0].names) == 1:
        best = np.minimum(best, _rank(_unexplained(pairs, results, right, got, _factors)))
    turns = np.lexsort((by_misfits, best))
    return [pairs[place] for place in turns]


def _rank(values: _Numbers) -> NDArray[np.int64]:
    ranks = np.empty(len(values), dtype=np.int64)
    ranks[np.argsort(values, kind="stable")] = np.arange(len(values))
    return ranks


def _unexplained(
    pairs: Sequence[tuple[str, str]],
    results: Mapping[str, Sequence[Pieces]],
    right: Sequence[Pieces],
    got: Sequence[Pieces],
    measure: Callable[[Sequence[Pieces], Sequence[Pieces], Sequence[Pieces]], _Numbers],
) -> _Numbers:
    """Return for each pair the square of what its two effects, added, leave unexplained."""
    places = {name: k for k, name in enumerate(dict.fromkeys(name for pair in pairs for name in pair))}
    mine = measure(got, right, got)
    effects = np.array([measure(results[name], right, got) for name in places])  # (names, numbers)
    known = np.isfinite(mine)
    mine, effects = mine[known], np.nan_to_num(effects[:, known])
    one, other = (np.array([places[pair[k]] for pair in pairs]) for k in (0, 1))
    products, shared = effects @ effects.T, effects @ mine
    squares = np.diag(products)
    both: _Numbers = squares[one] + squares[other] + 2 * products[one, other]
    left: _Numbers = both - 2 * (shared[one] + shared[other])
    return left


def _effects(results: Sequence[Pieces], right: Sequence[Pieces], got: Sequence[Pieces]) -> _Numbers:
    """Return the differences from the right numbers, in units of the learner's difference."""
    rows = []
    for result, target, mine in zip(results, right, got, strict=True):
        if not (result.has_form_of(mine) and target.has_form_of(mine)):
            rows.append(np.full(len(mine.numbers), np.nan))
            continue
        sizes = np.abs(mine.numbers - target.numbers)
        unit = sizes[np.isfinite(sizes)].max(initial=0.0)
        rows.append((result.numbers - target.numbers) / (unit or 1.0))
    effects: _Numbers = np.clip(np.concatenate(rows), -_LARGEST, _LARGEST)
    return effects


def _factors(results: Sequence[Pieces], right: Sequence[Pieces], got: Sequence[Pieces]) -> _Numbers:
    """Return the logarithms of the factors by which the right numbers are changed."""
    rows = []
    for result, target, mine in zip(results, right, got, strict=True):
        if result.has_form_of(mine) and target.has_form_of(mine):
            rows.append(np.log(np.abs(result.numbers)) - np.log(np.abs(target.numbers)))
        else:
            rows.append(np.full(len(mine.numbers), np.nan))
    factors = np.concatenate(rows)
    factors[~np.isfinite(factors)] = np.nan
    return factors
