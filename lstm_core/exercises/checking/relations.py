"""What wrong values have in common with the right ones, on all inputs and whatever the exercise is.

A relation holds exactly, so that it can be told as a mistake.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lstm_core.arguments import short_repr
from lstm_core.exercises.checking.comparing import agree, as_numbers, near
from lstm_core.exercises.checking.space import quiet

Rows = list[list[Any]]  # the values of each call
Numbers = NDArray[np.float64]
_FEWEST_NUMBERS = 4  # that a factor or a sum is read from
_NOTICED = 1e-3  # a smaller change, as a share of the largest number, is none of these relations


class Relation(NamedTuple):
    """What holds between the learner's values and the right ones."""

    kind: str
    sentence: str


def relations(
    outputs: Sequence[str], parameters: Sequence[str], cases: Rows, got: list[Any], wanted: list[Any]
) -> list[Relation]:
    """Return what explains all wrong values, one relation for each; nothing if one is unexplained."""
    want = [[value] if len(outputs) == 1 else list(value) for value in wanted]
    with quiet():
        listed = _of_another_number(outputs, got, want)
        if listed is not None:
            return [listed]
        mine = [_values(value, len(outputs)) for value in got]
        if any(len(values) != len(outputs) for values in mine):
            return []
        found = []
        for place, name in enumerate(outputs):
            one, other = _column(mine, place), _column(want, place)
            if not all(map(agree, one, other)):
                found.append(
                    _of_a_neighbour(name, one, outputs, want)
                    or _of_an_argument(name, one, parameters, cases)
                    or _of_numbers(name, one, other)
                )
    return [relation for relation in found if relation] if all(found) else []


def _values(value: Any, count: int) -> list[Any]:
    return list(value) if count > 1 and isinstance(value, list | tuple) else [value]


def _column(rows: Rows, place: int) -> list[Any]:
    return [row[place] for row in rows]


def _of_another_number(outputs: Sequence[str], got: list[Any], want: Rows) -> Relation | None:
    """Find the right values among more values, fewer values, or values in another container."""
    several = isinstance(got[0], list | tuple | dict)
    rows = [list(v.values()) if isinstance(v, dict) else list(v) for v in got] if several else []
    if not several or len({len(row) for row in rows}) != 1 or len(rows[0]) > 9:
        rows = [[value] for value in got]
    if len(rows[0]) == len(outputs) and not isinstance(got[0], dict):
        return None
    here = [
        name
        for place, name in enumerate(outputs)
        if any(all(map(agree, _column(rows, k), _column(want, place))) for k in range(len(rows[0])))
    ]
    if not here:
        return None
    asked = ", ".join(outputs)
    if len(here) == len(outputs):
        return Relation(
            "with_others",
            f"What is asked for is among the {len(rows[0])} values that you return, and it is right. "
            f"Return it alone: `return {asked}`."
            if not isinstance(got[0], dict)
            else f"Your values are right, but they come in a dictionary. Return them alone: "
            f"`return {asked}`.",
        )
    listed = " and ".join(f"`{name}`" for name in here)
    more = " and ".join(f"`{name}`" for name in outputs if name not in here)
    return Relation(
        "incomplete",
        f"Your {listed} {'is' if len(here) == 1 else 'are'} right, but {more} "
        f"{'is' if len(outputs) - len(here) == 1 else 'are'} not returned: `return {asked}`.",
    )


def _of_a_neighbour(name: str, mine: list[Any], outputs: Sequence[str], want: Rows) -> Relation | None:
    for other, theirs in enumerate(outputs):
        if all(map(agree, mine, _column(want, other))):
            return Relation("neighbour", f"What you return as `{name}` is `{theirs}`.")
    return None


def _of_an_argument(
    name: str, mine: list[Any], parameters: Sequence[str], cases: Rows
) -> Relation | None:
    for place, parameter in enumerate(parameters):
        if all(map(agree, mine, _column(cases, place))):
            return Relation("argument", f"What you return as `{name}` is the argument `{parameter}`.")
    return None


def _of_numbers(name: str, mine: list[Any], want: list[Any]) -> Relation | None:
    """Find one factor, or one number that is added, in all numbers of all calls."""
    rows = [(as_numbers(one), as_numbers(other)) for one, other in zip(mine, want, strict=True)]
    known = [(x, y) for x, y in rows if x is not None and y is not None and x.shape == y.shape]
    if len(known) < len(rows) or any(part.dtype.kind == "c" for row in known for part in row):
        return None
    x, y = (np.concatenate([np.ravel(row[k]).astype(float) for row in known]) for k in (0, 1))
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        return None
    telling = np.abs(y) > _NOTICED * np.abs(y).max(initial=0.0)
    if telling.sum() < _FEWEST_NUMBERS or np.ptp(y) == 0 or not x.any():
        return None
    factor, more = np.median(x[telling] / y[telling]), np.median(x - y)
    if _exactly(x, factor * y) and abs(factor - 1) > _NOTICED:
        return Relation(
            "factor",
            f"Every number of `{name}` is {short_repr(_rounded(factor))} times what it should be: one "
            "constant factor is missing or too much.",
        )
    if _exactly(x - more, y) and abs(more) > _NOTICED * np.abs(y).max():
        word = "large" if more > 0 else "small"
        return Relation(
            "sum", f"Every number of `{name}` is too {word} by {short_repr(_rounded(abs(more)))}."
        )
    return None


def _exactly(x: Numbers, y: Numbers) -> bool:
    largest = np.abs(y).max()
    return bool(largest > 0 and near(x / largest, y / largest).all())


def _rounded(number: float) -> float:
    return float(f"{number:.4g}")
