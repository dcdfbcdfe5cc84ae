"""Deviations that fit the result of any exercise: a sign, a factor, an order, an entry too few."""

from collections.abc import Callable
from functools import lru_cache
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np

Parts = list[Any]  # the values that a function returns


class Usual(NamedTuple):
    """A change of the right result, and what the learner is told about it."""

    sentence: str
    change: Callable[[Parts], Parts]


_OF_ONE_PART: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "negative": ("{name} has the opposite sign.", lambda v: -v),
    "doubled": ("{name} is twice as large as it should be.", lambda v: 2 * v),
    "halved": ("{name} is half as large as it should be.", lambda v: v / 2),
    "one_more": ("Every number of {name} is too large by 1.", lambda v: v + 1),
    "one_less": ("Every number of {name} is too small by 1.", lambda v: v - 1),
    "absolute": ("{name} has lost its signs: every number is the absolute value.", np.abs),
    "transposed": (
        "{name} is transposed: its rows are your columns.",
        lambda v: v.T if v.ndim == 2 else _refuse(),
    ),
    "reversed": ("{name} has its entries in the reverse order.", lambda v: v[::-1]),
    "without_first": ("{name} lacks its first entry.", lambda v: v[1:]),
    "without_last": ("{name} lacks its last entry.", lambda v: v[:-1]),
    "first_entry": (
        "Your function returns the first entry of {name} alone. Does `return` stand inside a loop?",
        lambda v: v[0],
    ),
    "last_entry": ("Your function returns the last entry of {name} alone.", lambda v: v[-1]),
    "total": ("Your function adds up all numbers of {name}.", lambda v: _of_many(v).sum()),
    "mean": ("Your function takes the mean of all numbers of {name}.", lambda v: _of_many(v).mean()),
    "over_length": (
        "{name} is divided by its length. Nothing here asks for a mean.",
        lambda v: v / len(v),
    ),
    "times_length": ("{name} is multiplied by its length.", lambda v: v * len(v)),
}


@lru_cache
def usual_deviations(outputs: tuple[str, ...]) -> dict[str, Usual]:
    """Return the deviations for values with these names, each under its identifier."""
    found: dict[str, Usual] = {}
    for place, name in enumerate(outputs):
        for kind, (sentence, change) in _OF_ONE_PART.items():
            told = sentence.format(name=f"`{name}`")
            found[f"result_{name}.{kind}"] = Usual(told, _at(place, change))
    for one, other in combinations(range(len(outputs)), 2):
        told = (
            f"`{outputs[one]}` and `{outputs[other]}` are swapped in what you return. The order is "
            f"{', '.join(outputs)}."
        )
        found[f"order.{outputs[one]}_and_{outputs[other]}"] = Usual(told, _swapped(one, other))
    if len(outputs) > 1:
        found["result.negative"] = Usual(
            "Everything that you return has the opposite sign.", lambda parts: [-part for part in parts]
        )
    if len(outputs) > 2:  # of two values, the reverse order is that with both swapped
        told = f"Your values come in the reverse order. The order is {', '.join(outputs)}."
        found["order.reversed"] = Usual(told, lambda parts: parts[::-1])
    return found


def _at(place: int, change: Callable[[Any], Any]) -> Callable[[Parts], Parts]:
    return lambda parts: [change(part) if k == place else part for k, part in enumerate(parts)]


def _swapped(one: int, other: int) -> Callable[[Parts], Parts]:
    order = {one: other, other: one}
    return lambda parts: [parts[order.get(k, k)] for k in range(len(parts))]


def _of_many(value: Any) -> Any:
    return value if np.size(value) > 1 else _refuse()


def _refuse() -> Any:
    raise TypeError("this change does not fit this value")
