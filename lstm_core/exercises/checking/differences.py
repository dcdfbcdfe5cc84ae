"""Where wrong values differ from the right ones, and how they resemble them."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from lstm_core.exercises.checking.comparing import agree, as_numbers, near
from lstm_core.exercises.checking.result_form import first_difference, listed
from lstm_core.exercises.checking.space import Space, quiet

_NEARLY = 0.01  # of the largest number: so far off is a rounded or approximated result


def difference(outputs: Sequence[str], space: Space, got: Any, want: Any) -> str:
    """Return what is right already in the values of one call, and the first difference."""
    if len(outputs) == 1:
        got, want = [got], [want]
    mine, theirs = space.named(list(got)), space.named(list(want))
    if mine.keys() != theirs.keys():
        mine, theirs = (dict(zip(outputs, values, strict=True)) for values in (got, want))
    right = [f"`{name}`" for name in theirs if agree(mine[name], theirs[name])]
    wrong = next(name for name in theirs if not agree(mine[name], theirs[name]))
    line = first_difference(wrong, mine[wrong], theirs[wrong])
    if not right:
        return line
    are = "is" if len(right) == 1 else "are"
    return f"Your {listed(right)} {are} right. The first difference is in `{wrong}`: {line}"


def resemblance(outputs: Sequence[str], got: list[Any], wanted: list[Any]) -> str:
    """Return how the first wrong output resembles the right one in all calls, or nothing."""
    for place, name in enumerate(outputs):
        one, other = (
            [value if len(outputs) == 1 else value[place] for value in values]
            for values in (got, wanted)
        )
        if not all(map(agree, one, other)):
            return _resemblance(name, one, other)
    return ""


def _resemblance(name: str, got: list[Any], wanted: list[Any]) -> str:
    pairs = [(as_numbers(one), as_numbers(other)) for one, other in zip(got, wanted, strict=True)]
    known = [(x, y) for x, y in pairs if x is not None and y is not None and x.shape == y.shape]
    if len(known) < len(pairs):
        return ""
    with quiet():
        for find in (_nearly, _in_other_places, _in_one_row):
            sentence = find(name, known)
            if sentence:
                return sentence
    return ""


def _nearly(name: str, pairs: list[tuple[Any, Any]]) -> str:
    shares = []
    for x, y in pairs:
        largest = np.abs(y).max(initial=0.0)
        if x.size and largest > 0:
            shares.append(float(np.abs(x - y).max() / largest))
    if len(shares) < len(pairs) or not max(shares) <= _NEARLY:
        return ""
    return (
        f"Your numbers are off by {100 * max(shares):.2g} % of the largest at most. Is a number "
        "rounded, approximated, or kept from 0 by a small addition?"
    )


def _in_other_places(name: str, pairs: list[tuple[Any, Any]]) -> str:
    if all(near(np.sort(x, axis=None), np.sort(y, axis=None)).all() for x, y in pairs) and any(
        x.size > 2 for x, _ in pairs
    ):
        return f"The numbers of `{name}` are the right ones, but they stand in other places."
    return ""


def _in_one_row(name: str, pairs: list[tuple[Any, Any]]) -> str:
    """Find the one row or column that is wrong wherever something is wrong."""
    masks = [~near(np.asarray(x, float), np.asarray(y, float)) for x, y in pairs]
    wrong = [mask for mask in masks if mask.any()]
    axes = wrong[0].ndim
    if axes not in (1, 2) or any(mask.ndim != axes for mask in wrong):
        return ""
    for axis, word in enumerate(("entry",) if axes == 1 else ("row", "column")):
        turned = [np.moveaxis(mask, axis, 0) for mask in wrong]
        for which, part in (("first", slice(0, 1)), ("last", slice(-1, None))):
            alone = all(mask[part].sum() == mask.sum() for mask in turned)
            if alone and any(len(mask) > 1 for mask in turned):
                return f"Only the {which} {word} of `{name}` is wrong."
    return ""
