"""Right functions for the exercises of notebook 06, with the points at which learners go wrong.

What is said of each wrong choice stands in deviations.py, under the same identifier.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import ArrayLike

from lstm_core.activations import cross_entropy, log_softmax, sigmoid, softmax
from lstm_core.errors import ShapeError
from lstm_core.exercises.checking.exercise import Array, Function, Indices, Output
from lstm_core.exercises.checking.variations import Pick
from lstm_core.model import CharLSTM
from lstm_core.trace import Trace

Along = Callable[[int, Array], Array]  # from the number of a step and an array to an array


def sgd_step(pick: Pick, theta: Array, d: Array, learning_rate: float, limit: float) -> Output:
    theta, d = pick("arguments", (theta, d), swapped=lambda: (d, theta))
    rate, limit = pick("numbers", (learning_rate, limit), swapped=lambda: (limit, learning_rate))
    slope = pick(
        "derivative",
        d,
        absolute=lambda: np.abs(d),
        unit=lambda: d / np.linalg.norm(d),
        theta=lambda: theta,
        squared=lambda: d**2,
        times_theta=lambda: d * theta,
        times_rate=lambda: rate * d,
        plus_theta=lambda: d + theta,
        minus_theta=lambda: d - theta,
        mean=lambda: np.full_like(d, d.mean()),
        sum=lambda: np.full_like(d, d.sum()),
        over_N=lambda: d / len(d),
        centred=lambda: d - d.mean(),
    )
    at = pick(
        "limit",
        limit,
        one=lambda: 1.0,
        five=lambda: 5.0,
        doubled=lambda: 2 * limit,
        halved=lambda: limit / 2,
        squared=lambda: limit**2,
        rate=lambda: rate,
        times_rate=lambda: limit * rate,
    )
    clipped = _clipped(pick, slope, at)
    factor = pick(
        "rate",
        rate,
        missing=lambda: 1.0,
        inverse=lambda: 1 / rate,
        notebook=lambda: 0.05,
        hundredth=lambda: 0.01,
        tenth=lambda: 0.1,
        squared=lambda: rate**2,
        halved=lambda: rate / 2,
        one_minus=lambda: 1 - rate,
        limit=lambda: limit,
        times_limit=lambda: rate * limit,
        over_limit=lambda: rate / limit,
        over_N=lambda: rate / len(d),
    )
    step = pick(
        "step",
        factor * clipped,
        clipped_after=lambda: np.clip(factor * slope, -at, at),
        clipped_again=lambda: np.clip(factor * clipped, -at, at),
        added=lambda: factor + clipped,
        rate_alone=lambda: np.full_like(d, factor),
        times_theta=lambda: factor * clipped * theta,
        mean=lambda: factor * clipped.mean(),
        sum=lambda: factor * clipped.sum(),
        squared=lambda: factor * clipped**2,
        power=lambda: clipped**factor,
    )
    return _moved(pick, theta, (slope, clipped, factor, step), limit)


def _clipped(pick: Pick, slope: Array, at: float) -> Array:
    large = np.abs(slope) > at
    clipped: Array = pick(
        "clip",
        np.minimum(np.maximum(slope, -at), at),  # np.clip takes four times as long
        missing=lambda: slope,
        above_only=lambda: np.minimum(slope, at),
        below_only=lambda: np.maximum(slope, -at),
        from_zero=lambda: np.clip(slope, 0, at),
        to_zero=lambda: np.clip(slope, -at, 0),
        below_limit_raised=lambda: np.maximum(slope, at),
        above_minus_lowered=lambda: np.minimum(slope, -at),
        limit_everywhere=lambda: np.full_like(slope, at),
        minus_limit_everywhere=lambda: np.full_like(slope, -at),
        by_norm=lambda: slope * min(1.0, at / np.linalg.norm(slope)),
        by_norm_to_one=lambda: slope / np.linalg.norm(slope) if np.linalg.norm(slope) > at else slope,
        by_norm_always=lambda: slope * at / np.linalg.norm(slope),
        by_largest=lambda: slope * min(1.0, at / np.abs(slope).max()),
        by_largest_always=lambda: slope * at / np.abs(slope).max(),
        zeroed=lambda: np.where(large, 0.0, slope),
        small_zeroed=lambda: np.where(large, slope, 0.0),
        small_raised=lambda: np.where(large, slope, at * np.sign(slope)),
        sign_lost=lambda: np.where(large, at, slope),
        small_to_limit=lambda: np.where(large, slope, at),
        two_values=lambda: np.where(slope > at, at, -at),
        large_alone=lambda: np.where(large, at * np.sign(slope), 0.0),
        minus_limit=lambda: np.where(large, -at, slope),
        sign_turned=lambda: np.where(large, -at * np.sign(slope), slope),
        to_one=lambda: np.where(large, np.sign(slope), slope),
        signs=lambda: at * np.sign(slope),
        signs_alone=lambda: np.sign(slope),
        quotient=lambda: slope / np.abs(slope) * np.minimum(np.abs(slope), at),
        tanh=lambda: np.tanh(slope),
        tanh_limit=lambda: at * np.tanh(slope / at),
        remainder=lambda: slope % at,
        excess=lambda: slope - np.clip(slope, -at, at),
        large_over_limit=lambda: np.where(large, slope / at, slope),
        dropped=lambda: slope[~large],
        mask=lambda: large.astype(float),
        inside_mask=lambda: (~large).astype(float),
        whole_array_compared=lambda: max(-at, min(at, slope)),
    )
    return clipped


def _moved(pick: Pick, theta: Array, parts: tuple[Array, Array, float, Array], limit: float) -> Output:
    slope, clipped, rate, step = parts
    new = pick(
        "update",
        theta - step,
        plus=lambda: theta + step,
        none=lambda: theta.copy(),
        change=lambda: -step,
        step=lambda: step,
        clipped=lambda: clipped,
        product=lambda: theta * step,
        quotient=lambda: theta / step,
        twice=lambda: theta - 2 * step,
        decay=lambda: theta * (1 - rate) - step,
        bracket=lambda: rate * (theta - clipped),
        bracket_around_rate=lambda: (theta - rate) * clipped,
        skipped=lambda: theta.copy() if np.abs(slope).max() > limit else theta - step,
        skipped_by_norm=lambda: theta.copy() if np.linalg.norm(slope) > limit else theta - step,
        average=lambda: (1 - rate) * theta + rate * clipped,
    )
    k = np.arange(len(theta))
    return pick(
        "result",
        new,
        clipped=lambda: np.clip(new, -limit, limit),
        clipped_to_one=lambda: np.clip(new, -1, 1),
        integers=lambda: np.asarray(new).astype(int),
        rounded=lambda: np.round(new, 2),
        first_only=lambda: np.where(k == 0, new, theta),
        last_only=lambda: np.where(k == k[-1], new, theta),
        without_first=lambda: np.where(k > 0, new, theta),
        without_last=lambda: np.where(k < k[-1], new, theta),
        with_step=lambda: (new, step),
        with_clipped=lambda: (new, clipped),
        column=lambda: new[:, None],
        norm=lambda: np.linalg.norm(new),
    )


def descend(
    pick: Pick,
    loss: Function,
    gradient: Function,
    theta: Array,
    steps: int,
    learning_rate: float,
) -> Output:
    steps, rate = pick("numbers", (steps, learning_rate), swapped=lambda: (learning_rate, steps))
    loss, gradient = pick("functions", (loss, gradient), swapped=lambda: (gradient, loss))
    turns = pick(
        "steps",
        range(steps),
        one_more=lambda: range(steps + 1),
        one_less=lambda: range(steps - 1),
        one=lambda: range(1),
        none=lambda: range(0),
        two_less=lambda: range(steps - 2),
        doubled=lambda: range(2 * steps),
        ten=lambda: range(10),
        parameters=lambda: range(len(theta)),
        hundred=lambda: range(100),
    )
    start = pick("start", theta, zeros=lambda: 0 * theta, ones=lambda: 0 * theta + 1)
    direction = _direction(pick, loss, gradient, start, rate)
    scale, moved = _scale(pick, rate, steps), _movement(pick, loss, start, rate)
    stops = pick(
        "stop",
        lambda losses: "",
        rises=lambda: lambda losses: "after measuring" if _rises(losses) else "",
        rises_unmeasured=lambda: lambda losses: "before measuring" if _rises(losses) else "",
    )
    path, measured = [start], []
    for k in turns:
        here = path[-1]
        measured.append(loss(here))
        stop = stops(measured)
        if stop == "before measuring":
            measured.pop()
        if stop:
            path.append(here)
            break
        path.append(moved(here, scale(k, direction(k, here))))
    losses = _measured(pick, loss, gradient, path, measured, rate)
    last = _last(pick, path, measured, gradient)
    return pick(
        "result",
        (last, losses),
        new_name=lambda: (
            moved(start, scale(0, direction(0, start))),
            np.array([loss(start) for _ in turns]),
        ),
        swapped=lambda: (losses, last),
        theta_alone=lambda: last,
        losses_alone=lambda: losses,
        with_last_loss=lambda: (last, losses, loss(path[-1])),
    )


def _rises(losses: list[float]) -> bool:
    return len(losses) > 1 and bool(losses[-1] > losses[-2])


def _direction(pick: Pick, loss: Function, gradient: Function, start: Array, rate: float) -> Along:
    memory: list[Array] = []  # of the gradients so far

    def known(here: Array) -> list[Array]:
        memory.append(gradient(here))
        return memory

    def at_norm(g: Array, limit: float) -> Array:
        return g * min(1.0, float(limit / np.linalg.norm(g)))

    direction: Along = pick(
        "gradient",
        lambda k, here: gradient(here),
        start=lambda: lambda k, here: gradient(start),
        late=lambda: lambda k, here: known(here)[max(k - 1, 0)],
        loss=lambda: lambda k, here: loss(here),
        times_loss=lambda: lambda k, here: gradient(here) * loss(here),
        of_loss=lambda: lambda k, here: gradient(loss(here)),
        twice=lambda: lambda k, here: gradient(gradient(here)),
        clipped=lambda: lambda k, here: np.clip(gradient(here), -1, 1),
        clipped_to_five=lambda: lambda k, here: np.clip(gradient(here), -5, 5),
        clipped_by_norm=lambda: lambda k, here: at_norm(gradient(here), 1.0),
        unit=lambda: lambda k, here: gradient(here) / np.linalg.norm(gradient(here)),
        sign=lambda: lambda k, here: np.sign(gradient(here)),
        absolute=lambda: lambda k, here: np.abs(gradient(here)),
        squared=lambda: lambda k, here: gradient(here) ** 2,
        mean=lambda: lambda k, here: gradient(here).mean(),
        sum=lambda: lambda k, here: gradient(here).sum(),
        norm=lambda: lambda k, here: np.linalg.norm(gradient(here)),
        first_entry=lambda: lambda k, here: gradient(here)[0],
        over_N=lambda: lambda k, here: gradient(here) / len(here),
        piles_up=lambda: lambda k, here: sum(known(here)),
        averaged=lambda: lambda k, here: sum(known(here)) / (k + 1),
        momentum=lambda: lambda k, here: sum(g * 0.9**j for j, g in enumerate(known(here)[::-1])),
        not_called=lambda: lambda k, here: gradient,
        not_called_before=lambda: lambda k, here: gradient * rate,  # type: ignore[operator]
        no_argument=lambda: lambda k, here: gradient(),
    )
    return direction


def _scale(pick: Pick, rate: float, steps: int) -> Along:
    scale: Along = pick(
        "rate",
        lambda k, d: rate * d,
        missing=lambda: lambda k, d: d,
        inverse=lambda: lambda k, d: d / rate,
        added=lambda: lambda k, d: d + rate,
        doubled=lambda: lambda k, d: 2 * rate * d,
        halved=lambda: lambda k, d: rate / 2 * d,
        squared=lambda: lambda k, d: rate**2 * d,
        notebook=lambda: lambda k, d: 0.05 * d,
        tenth=lambda: lambda k, d: 0.1 * d,
        hundredth=lambda: lambda k, d: 0.01 * d,
        thousandth=lambda: lambda k, d: 0.001 * d,
        one_minus=lambda: lambda k, d: (1 - rate) * d,
        over_steps=lambda: lambda k, d: rate * d / steps,
        times_steps=lambda: lambda k, d: rate * d * steps,
        shrinks=lambda: lambda k, d: rate * d / (k + 1),
        shrinks_by_root=lambda: lambda k, d: rate * d / np.sqrt(k + 1),
        shrinks_linearly=lambda: lambda k, d: rate * d * (1 - k / steps),
        grows=lambda: lambda k, d: rate * d * (k + 1),
        times_k=lambda: lambda k, d: rate * d * k,
        halves=lambda: lambda k, d: rate * d / 2**k,
        decays=lambda: lambda k, d: rate * d * 0.9**k,
        decays_slowly=lambda: lambda k, d: rate * d * 0.99**k,
        decays_at_once=lambda: lambda k, d: rate * d * 0.9 ** (k + 1),
        power=lambda: lambda k, d: d * rate ** (k + 1),
    )
    return scale


def _movement(pick: Pick, loss: Function, start: Array, rate: float) -> Callable[[Array, Array], Array]:
    movement: Callable[[Array, Array], Array] = pick(
        "update",
        lambda here, step: here - step,
        plus=lambda: lambda here, step: here + step,
        none=lambda: lambda here, step: here,
        replaced=lambda: lambda here, step: -step,
        step=lambda: lambda here, step: step,
        reverse=lambda: lambda here, step: step - here,
        product=lambda: lambda here, step: here * step,
        times_theta=lambda: lambda here, step: here - here * step,
        from_start=lambda: lambda here, step: start - step,
        decay=lambda: lambda here, step: (1 - rate) * here - step,
        only_if_lower=lambda: (
            lambda here, step: here - step if loss(here - step) < loss(here) else here
        ),
        clipped=lambda: lambda here, step: np.clip(here - step, -1, 1),
        absolute=lambda: lambda here, step: np.abs(here - step),
        rounded=lambda: lambda here, step: np.round(here - step, 2),
        first_entry_only=lambda: lambda here, step: here - np.eye(len(here))[0] * step,
    )
    return movement


def _measured(
    pick: Pick,
    loss: Function,
    gradient: Function,
    path: list[Array],
    measured: list[float],
    rate: float,
) -> Output:
    """Return the losses, with what may go wrong in measuring them and in putting them together."""
    values = pick(
        "measured",
        measured,
        after=lambda: [loss(theta) for theta in path[1:]],
        with_last=lambda: [*measured, loss(path[-1])],
        start=lambda: [loss(path[0]) for _ in measured],
        final_alone=lambda: [loss(path[-1])],
        end=lambda: [loss(path[-1]) for _ in measured],
        late=lambda: [measured[max(k - 1, 0)] for k in range(len(measured))],
        gradient=lambda: [gradient(theta) for theta in path[:-1]],
        gradient_norm=lambda: [np.linalg.norm(gradient(theta)) for theta in path[:-1]],
        of_gradient=lambda: [loss(gradient(theta)) for theta in path[:-1]],
        of_step=lambda: [loss(rate * gradient(theta)) for theta in path[:-1]],
        theta=lambda: path[:-1],
        theta_after=lambda: path[1:],
        over_N=lambda: [value / len(path[0]) for value in measured],
        times_rate=lambda: [rate * value for value in measured],
        root=lambda: list(np.sqrt(measured)),
        logarithm=lambda: list(np.log(measured)),
        squared=lambda: [value**2 for value in measured],
        not_called=lambda: [loss for _ in measured],
        no_argument=lambda: [loss() for _ in measured],
    )
    row = np.array(values)
    return pick(
        "losses",
        row,
        emptied=lambda: row[-1:],
        first_kept=lambda: row[:1],
        none=lambda: row[:0],
        change=lambda: np.diff(row, prepend=0),
        differences=lambda: np.diff(row),
        falls=lambda: -np.diff(row),
        below_first=lambda: row - row[0],
        relative=lambda: row / row[0],
        lowest_so_far=lambda: np.minimum.accumulate(row),
        lowest=lambda: row.min(),
        sums_so_far=lambda: np.cumsum(row),
        means_so_far=lambda: np.cumsum(row) / (np.arange(len(row)) + 1),
        last_everywhere=lambda: np.full(len(row), row[-1]),
        mean_everywhere=lambda: np.full(len(row), row.mean()),
        only_last_filled=lambda: np.append(0 * row[:-1], row[-1]),
        only_first_filled=lambda: np.append(row[:1], 0 * row[1:]),
        zeros=lambda: 0 * row,
        zero_at_end=lambda: np.append(row, 0.0),
        zero_at_start=lambda: np.insert(row, 0, 0.0),
        first_not_filled=lambda: np.append(0.0, row[1:]),
        last_not_filled=lambda: np.append(row[:-1], 0.0),
        one_place_late=lambda: np.append(0.0, row[:-1]),
        sorted=lambda: np.sort(row),
        numbered=lambda: np.array(list(enumerate(row))),
        column=lambda: row[:, None],
        integers=lambda: row.astype(int),
        rounded=lambda: np.round(row, 2),
    )


def _last(pick: Pick, path: list[Array], measured: list[float], gradient: Function) -> Output:
    return pick(
        "theta",
        path[-1],
        first=lambda: path[0],
        before_last=lambda: path[-2],
        best=lambda: path[int(np.argmin(measured))],
        mean=lambda: np.mean(path[1:], axis=0),
        mean_with_first=lambda: np.mean(path, axis=0),
        sum=lambda: np.sum(path[1:], axis=0),
        history=lambda: np.array(path),
        history_before=lambda: np.array(path[:-1]),
        history_after=lambda: np.array(path[1:]),
        last_change=lambda: path[-1] - path[-2],
        whole_change=lambda: path[-1] - path[0],
        gradient=lambda: gradient(path[-1]),
        last_gradient=lambda: gradient(path[-2]),
    )


def best_epoch(pick: Pick, known: Array, unknown: Array) -> Output:
    curve = _curve(pick, known, unknown)
    n = len(curve)
    part, first = pick(
        "span",
        (curve, 0),
        without_first=lambda: (curve[1:], 1),
        without_last=lambda: (curve[:-1], 0),
        without_both=lambda: (curve[1:-1], 1),
        without_two=lambda: (curve[2:], 2),
        first_half=lambda: (curve[: n // 2], 0),
        second_half=lambda: (curve[n // 2 :], n // 2),
        cut_first=lambda: (curve[1:], 0),
        cut_both=lambda: (curve[1:-1], 0),
        cut_half=lambda: (curve[n // 2 :], 0),
        reverse=lambda: (curve[::-1], 0),
        every_second=lambda: (curve[::2], 0),
    )
    place = first + _place(pick, part, known, unknown)
    return pick(
        "number",
        place + 1,
        from_zero=lambda: place,
        from_two=lambda: place + 2,
        zero=lambda: 0,
        value=lambda: curve[place],
        known_value=lambda: known[place],
        negative_index=lambda: place - n,
        share=lambda: (place + 1) / n,
        mask=lambda: curve == curve.min(),
        ranking=lambda: np.argsort(curve),
        ranking_from_one=lambda: np.argsort(curve) + 1,
        with_loss=lambda: (place + 1, curve[place]),
        with_loss_from_zero=lambda: (place, curve[place]),
        after_loss=lambda: (curve[place], place + 1),
    )


def _curve(pick: Pick, known: Array, unknown: Array) -> Array:
    curve: Array = pick(
        "curve",
        unknown,
        known=lambda: known,
        sum=lambda: known + unknown,
        gap=lambda: unknown - known,
        gap_reversed=lambda: known - unknown,
        gap_absolute=lambda: np.abs(unknown - known),
        ratio=lambda: unknown / known,
        product=lambda: known * unknown,
        larger=lambda: np.maximum(known, unknown),
        smaller=lambda: np.minimum(known, unknown),
        smoothed=lambda: np.convolve(unknown, np.ones(3) / 3, "same"),
        smoothed_more=lambda: np.convolve(unknown, np.ones(5) / 5, "same"),
        smoothed_inside=lambda: np.convolve(unknown, np.ones(3) / 3, "valid"),
        means_so_far=lambda: np.cumsum(unknown) / (np.arange(len(unknown)) + 1),
        falls=lambda: np.diff(unknown),
        steepness=lambda: np.abs(np.diff(unknown)),
        slope=lambda: np.gradient(unknown),
        flatness=lambda: np.abs(np.gradient(unknown)),
        bend=lambda: np.diff(unknown, n=2),
        known_falls=lambda: np.diff(known),
        distance_from_mean=lambda: np.abs(unknown - unknown.mean()),
        both_in_a_row=lambda: np.concatenate([known, unknown]),
        both_reversed=lambda: np.concatenate([unknown, known]),
    )
    return curve


def _place(pick: Pick, part: Array, known: Array, unknown: Array) -> int:
    n = len(part)
    rising = np.diff(part) > 0  # whether an epoch is followed by a higher one
    place: int = pick(
        "place",
        int(np.argmin(part)),
        highest=lambda: int(np.argmax(part)),
        last=lambda: n - 1,
        before_last=lambda: n - 2,
        first=lambda: 0,
        second=lambda: 1,
        middle=lambda: n // 2,
        second_lowest=lambda: int(np.argsort(part)[1]),
        second_highest=lambda: int(np.argsort(part)[-2]),
        median=lambda: int(np.argsort(part)[n // 2]),
        first_rise=lambda: _first(rising, n - 1),
        first_rise_itself=lambda: _first(rising, n - 2) + 1,
        first_local_minimum=lambda: _first(~rising[:-1] & rising[1:], n - 2) + 1,
        last_local_minimum=lambda: n - 2 - _first((~rising[:-1] & rising[1:])[::-1], 0),
        first_fall=lambda: _first(~rising, n - 2) + 1,
        last_fall=lambda: n - 1 - _first(~rising[::-1], n - 1),
        last_rise=lambda: n - 1 - _first(rising[::-1], n - 1),
        before_last_rise=lambda: n - 2 - _first(rising[::-1], n - 2),
        steepest_rise=lambda: int(np.argmax(np.diff(part))),
        two_rises=lambda: _first(rising[:-1] & rising[1:], n - 1),
        crossing=lambda: _first(unknown > known, 0),
        last_crossing=lambda: len(known) - 1 - _first((unknown < known)[::-1], 0),
        before_crossing=lambda: _first(unknown > known, len(known)) - 1,
        first_below_start=lambda: _first(part < part[0], 0),
        last_below_start=lambda: n - 1 - _first((part < part[0])[::-1], n - 1),
        below_mean=lambda: _first(part < part.mean(), 0),
        below_one=lambda: _first(part < 1, 0),
        near_minimum=lambda: _first(part <= 1.05 * part.min(), 0),
        nearer_minimum=lambda: _first(part <= 1.01 * part.min(), 0),
        small_change=lambda: _first(np.abs(np.diff(part)) < 0.01, n - 1),
        smallish_change=lambda: _first(np.abs(np.diff(part)) < 0.1, n - 1),
        earlier_of_both=lambda: min(int(np.argmin(known)), int(np.argmin(part))),
        later_of_both=lambda: max(int(np.argmin(known)), int(np.argmin(part))),
        mean_of_both=lambda: (int(np.argmin(known)) + int(np.argmin(part))) / 2,
        both=lambda: np.array([np.argmin(known), np.argmin(part)]),
        which_lower=lambda: np.argmin([known, unknown], axis=0),
        list_method=lambda: part.index(min(part)),  # type: ignore[attr-defined]
        second_as_axis=lambda: np.argmin(known, unknown),
        **{f"patience_{k}": lambda k=k: _patient(part, k)[0] for k in (2, 3, 4, 5, 10)},
        **{f"end_of_patience_{k}": lambda k=k: _patient(part, k)[1] for k in (2, 3, 5)},
    )
    return place


def _first(where: Array, otherwise: int) -> int:
    """Return the first place where something holds."""
    found = np.flatnonzero(where)
    return int(found[0]) if len(found) else otherwise


def _patient(losses: Array, patience: int) -> tuple[int, int]:
    """Return the lowest place so far and the last one looked at, if one stops after some in vain."""
    lowest = 0
    for k, loss in enumerate(losses):
        if loss < losses[lowest]:
            lowest = k
        elif k - lowest == patience:
            return lowest, k
    return lowest, len(losses) - 1


class PieceReader(CharLSTM):
    """A CharLSTM that refuses to read more than ``longest`` characters in one go."""

    longest: int

    def forward(self, inputs: ArrayLike, state: Sequence[ArrayLike] | None = None) -> Trace:
        """Read a piece, as ``CharLSTM.forward`` does."""
        if len(np.atleast_1d(inputs)) > self.longest:
            raise ShapeError(
                f"this model reads at most `length` = {self.longest} characters in one go, but got "
                f"{len(np.atleast_1d(inputs))}; hand it one piece after the other"
            )
        return super().forward(inputs, state)


class _Reading(NamedTuple):
    """What reading a piece gave."""

    trace: Trace
    log_p: Array  # (T, V)
    logits: Array  # (T, V)
    final: tuple[Array, Array]  # the state after it


Cut = Callable[[int], slice]  # from the beginning of a piece to its place in the text
State = Any  # what a model is handed to begin from; learners hand it many things


def read_in_pieces(
    pick: Pick, model: CharLSTM, inputs: Indices, targets: Indices, length: int
) -> Output:
    inputs, targets = pick(
        "text",
        (inputs, targets),
        swapped=lambda: (targets, inputs),
        reverse=lambda: (inputs[::-1], targets[::-1]),
        reads_targets=lambda: (targets, targets),
    )
    N = len(inputs)
    size = pick(
        "length",
        length,
        number=lambda: N // length,
        split=lambda: len(np.split(inputs, length)[0]),
        array_split=lambda: len(np.array_split(inputs, length)[0]),
        whole=lambda: N,
    )
    starts, divisor = _starts(pick, N, size)
    cut, other_divisor = _cut(pick, N, size)
    divisor = divisor or other_divisor
    piece_of_targets = _cut_targets(pick, inputs, targets, size, cut)
    carried = _carried(pick)
    handed = pick(
        "call",
        _read,
        not_forward=lambda: lambda model, x, state: model(x, state),
        state_forgotten=lambda: lambda model, x, state: _read(model, x, None),
        targets=lambda: lambda model, x, state: _read(model, targets[: len(x)], state),
        one_hot=lambda: (
            lambda model, x, state: _reading(model.forward(np.eye(int(inputs.max()) + 1)[x], state))
        ),
    )
    state: State = None
    pieces: list[_Reading] = []
    wanted: list[Indices] = []
    for start in starts:
        piece = handed(model, inputs[cut(start)], state)
        of_piece = piece_of_targets(start)
        if of_piece.shape != piece.logits.shape[:1]:
            cross_entropy(piece.logits, of_piece, "none")  # which says what does not fit
        pieces.append(piece)
        wanted.append(of_piece)
        state = carried(piece, state)
    surprises = _surprises(pick, pieces, wanted) if pieces else np.zeros(0)
    mean = _average(pick, surprises, [len(part) for part in wanted], N, size, divisor)
    return _in_unit(pick, mean, state)


def _read(model: CharLSTM, piece: Indices, state: State) -> _Reading:
    """Read a piece, and remember what came of it: a search reads the same pieces many times."""
    known = _readings.setdefault(model, {})
    plain = isinstance(state, tuple) and all(isinstance(part, np.ndarray) for part in state)
    if state is not None and not plain:
        return _reading(model.forward(piece, state))
    key = (piece.tobytes(), *(part.tobytes() for part in state or ()))
    if key not in known:
        known[key] = _reading(model.forward(piece, state))
    return known[key]


_readings: "WeakKeyDictionary[CharLSTM, dict[Any, _Reading]]" = WeakKeyDictionary()


def _reading(trace: Trace) -> _Reading:
    h, c = trace.final_state
    return _Reading(trace, log_softmax(trace.logits), trace.logits, (h, c))


def _starts(pick: Pick, N: int, size: int) -> tuple[Iterable[int], int | None]:
    """Return the beginnings of the pieces, and what to divide by if not by what was read."""
    found: tuple[Iterable[int], int | None] = pick(
        "pieces",
        (range(0, N, size), None),
        without_shorter=lambda: (range(0, N - size + 1, size), None),
        without_shorter_over_all=lambda: (range(0, N - size + 1, size), N),
        without_last=lambda: (range(0, N - size, size), None),
        without_last_over_all=lambda: (range(0, N - size, size), N),
        without_first=lambda: (range(size, N, size), None),
        without_first_over_all=lambda: (range(size, N, size), N),
        first_alone=lambda: (range(1), None),
        first_alone_over_all=lambda: (range(1), N),
        overlap=lambda: (range(0, N, size - 1), None),
        overlap_over_all=lambda: (range(0, N, size - 1), N),
        gap=lambda: (range(0, N, size + 1), None),
        every_place=lambda: (range(N), None),
        every_full_window=lambda: (range(N - size + 1), None),
        from_one=lambda: (range(1, N, size), None),
        stops_early=lambda: (range(0, N - 1, size), None),
        stops_early_over_all=lambda: (range(0, N - 1, size), N),
        numbers=lambda: (range(N // size), None),
        numbers_over_all=lambda: (range(N // size), N),
        backwards=lambda: (range(0, N, size)[::-1], None),
        reshape=lambda: (range(0, np.zeros(N).reshape(-1, size).size, size), None),
        one_too_many=lambda: (range(0, N + size, size), None),
        count_plus_one=lambda: (range(0, (N // size + 1) * size, size), None),
    )
    return found


def _cut(pick: Pick, N: int, size: int) -> tuple[Cut, int | None]:
    found: tuple[Cut, int | None] = pick(
        "cut",
        (lambda start: slice(start, start + size), None),
        shorter=lambda: (lambda start: slice(start, start + size - 1), None),
        shorter_over_all=lambda: (lambda start: slice(start, start + size - 1), N),
        first_character=lambda: (lambda start: slice(start, start + 1), None),
        first_character_over_all=lambda: (lambda start: slice(start, start + 1), N),
        next=lambda: (lambda start: slice(start + 1, start + size + 1), None),
        always_first=lambda: (lambda start: slice(0, size), None),
        always_first_over_all=lambda: (lambda start: slice(0, size), N),
        longer=lambda: (lambda start: slice(start, start + size + 1), None),
        end_at_length=lambda: (lambda start: slice(start, size), None),
        from_beginning=lambda: (lambda start: slice(0, start + size), None),
    )
    return found


def _cut_targets(
    pick: Pick, inputs: Indices, targets: Indices, size: int, cut: Cut
) -> Callable[[int], Output]:
    def length(start: int) -> int:
        return len(inputs[cut(start)])

    found: Callable[[int], Output] = pick(
        "targets",
        lambda start: targets[cut(start)],
        beginning=lambda: lambda start: targets[: length(start)],
        first_length=lambda: lambda start: targets[:size],
        end=lambda: lambda start: targets[-length(start) :],
        inputs=lambda: lambda start: inputs[cut(start)],
        whole=lambda: lambda start: targets,
        next=lambda: lambda start: targets[start + 1 : start + size + 1],
        shifted_piece=lambda: lambda start: np.roll(targets[cut(start)], -1),
        number=lambda: lambda start: targets[start],
        reverse=lambda: lambda start: targets[cut(start)][::-1],
    )
    return found


def _carried(pick: Pick) -> Callable[[_Reading, State], State]:
    """Return what is handed on, from what a piece gave and the state that it began with."""
    carried: Callable[[_Reading, State], State] = pick(
        "state",
        lambda piece, state: piece.final,
        only_h=lambda: lambda piece, state: (piece.final[0], 0 * piece.final[1]),
        only_c=lambda: lambda piece, state: (0 * piece.final[0], piece.final[1]),
        swapped=lambda: lambda piece, state: piece.final[::-1],
        h_twice=lambda: lambda piece, state: (piece.final[0], piece.final[0]),
        of_first_piece=lambda: lambda piece, state: state or piece.final,
        first_step=lambda: lambda piece, state: _state_after(piece.trace, 0),
        before_last_step=lambda: lambda piece, state: _state_after(piece.trace, -2),
        every_second=lambda: lambda piece, state: piece.final if state is None else None,
        all_steps=lambda: lambda piece, state: (piece.trace.hidden_state, piece.trace.cell_state),
        hidden_states=lambda: lambda piece, state: piece.trace.hidden_state,
        c_none=lambda: lambda piece, state: (piece.final[0], None),
        h_alone=lambda: lambda piece, state: piece.final[0],
        c_alone=lambda: lambda piece, state: piece.final[1],
        trace=lambda: lambda piece, state: piece.trace,
        logits=lambda: lambda piece, state: piece.logits[-1],
        joined=lambda: lambda piece, state: np.concatenate(piece.final),
        method=lambda: lambda piece, state: piece.trace.final_state(),
    )
    return carried


def _state_after(trace: Trace, step: int) -> State:
    return trace.hidden_state[step], trace.cell_state[step]


_EPSILONS = {f"epsilon_{k}": 10.0**-k for k in (7, 8, 9, 10, 12, 15)}
_FLOORS = {f"floor_{k}": 10.0**-k for k in (7, 10, 12, 15)}


def _surprises(pick: Pick, pieces: list[_Reading], wanted: list[Indices]) -> Array:
    """Return what each character costs, (T,)."""
    log_p = np.concatenate([piece.log_p for piece in pieces])
    targets = np.concatenate(wanted)
    at = np.arange(len(targets)), targets

    def p() -> Array:
        return np.asarray(np.exp(log_p))

    def logits() -> Array:
        return np.concatenate([piece.logits for piece in pieces])

    def onehot() -> Array:
        return np.eye(log_p.shape[1])[targets]

    def by_piece(surprise: Callable[[Array, Indices], Array]) -> Array:
        return np.concatenate(
            [surprise(piece.logits, part) for piece, part in zip(pieces, wanted, strict=True)]
        )

    found: Array = pick(
        "surprise",
        -log_p[at],
        probability=lambda: p()[at],
        improbability=lambda: 1 - p()[at],
        right_guesses=lambda: (log_p.argmax(axis=1) == targets).astype(float),
        wrong_guesses=lambda: (log_p.argmax(axis=1) != targets).astype(float),
        logit=lambda: -logits()[at],
        entropy=lambda: -(p() * log_p).sum(axis=1),
        most_probable=lambda: -log_p.max(axis=1),
        all_characters=lambda: -log_p.sum(axis=1),
        mean_of_all_characters=lambda: -log_p.mean(axis=1),
        over_V=lambda: -log_p[at] / log_p.shape[1],
        times_p=lambda: -p()[at] * log_p[at],
        squared=lambda: log_p[at] ** 2,
        squared_error=lambda: ((p() - onehot()) ** 2).sum(axis=1),
        mean_squared_error=lambda: ((p() - onehot()) ** 2).mean(axis=1),
        binary=lambda: -np.where(onehot() == 1, log_p, np.log1p(-p())).sum(axis=1),
        sigmoid=lambda: -np.log(sigmoid(logits()[at])),
        softmax_twice=lambda: -log_softmax(p())[at],
        wrong_axis=lambda: by_piece(lambda y, t: -np.log(softmax(y.T).T[np.arange(len(t)), t])),
        whole_piece=lambda: by_piece(
            lambda y, t: -log_softmax(y.ravel()).reshape(y.shape)[np.arange(len(t)), t]
        ),
        no_keepdims=lambda: by_piece(
            lambda y, t: -np.log(np.exp(y) / np.exp(y).sum(axis=1))[np.arange(len(t)), t]
        ),
        table=lambda: by_piece(lambda y, t: -log_softmax(y)[:, t].mean(axis=1)),
        **{name: lambda e=e: -np.log(p()[at] + e) for name, e in _EPSILONS.items()},
        **{name: lambda e=e: -np.log(np.maximum(p()[at], e)) for name, e in _FLOORS.items()},
    )
    return found


def _average(
    pick: Pick, surprises: Array, sizes: list[int], N: int, size: int, divisor: int | None
) -> Output:
    """Return the mean over all characters; ``sizes`` are the lengths of the pieces, (K,)."""
    K, total = len(sizes), surprises.sum()

    def ends() -> Indices:
        return np.cumsum(sizes)

    def sums() -> Array:
        return np.add.reduceat(surprises, ends() - sizes)

    def means() -> Array:
        return sums() / sizes

    def parts() -> list[Array]:
        return np.split(surprises, ends()[:-1])

    def running() -> float:
        found = 0.0
        for mean in means():
            found = (found + mean) / 2
        return found

    return pick(
        "mean",
        total / (divisor or len(surprises)),
        of_means=lambda: means().mean(),
        sum=lambda: total,
        over_pieces=lambda: total / K,
        over_length=lambda: total / size,
        over_full_pieces=lambda: total / (K * size),
        over_cut_pieces=lambda: total / (N // size * size),
        over_less=lambda: total / (N - 1),
        over_more=lambda: total / (N + 1),
        full_weights=lambda: means().sum() * size / N,
        sum_of_means=lambda: means().sum(),
        sum_of_means_over_N=lambda: means().sum() / N,
        last_over_N=lambda: sums()[-1] / N,
        last_mean=lambda: means()[-1],
        last_sum=lambda: sums()[-1],
        first_sum=lambda: sums()[0],
        median=lambda: np.median(surprises),
        largest=lambda: surprises.max(),
        last_characters=lambda: surprises[ends() - 1].mean(),
        without_last_characters=lambda: np.delete(surprises, ends() - 1).mean(),
        last_character=lambda: surprises[-1],
        running=running,
        all=lambda: surprises,
        sums=sums,
        means=means,
        ragged=lambda: np.mean(parts()),
        sum_of_arrays=lambda: sum(parts()),
        sum_of_arrays_over_N=lambda: sum(parts()) / N,
    )


def _in_unit(pick: Pick, mean: Output, state: State) -> Output:
    return pick(
        "unit",
        float(mean) if np.ndim(mean) == 0 else mean,
        bits=lambda: mean / np.log(2),
        base_10=lambda: mean / np.log(10),
        perplexity=lambda: np.exp(mean),
        bits_perplexity=lambda: 2**mean,
        integer=lambda: int(mean),
        with_state=lambda: (mean, state),
        **{f"rounded_{k}": lambda k=k: np.round(mean, k) for k in (2, 4)},
    )
