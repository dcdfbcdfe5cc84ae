"""Right functions for the exercises of notebook 03, with the points at which learners go wrong.

What is said of each wrong choice stands in deviations.py, under the same identifier.
"""

import math
from collections.abc import Callable
from itertools import permutations
from typing import Any

import numpy as np

from lstm_core.exercises.checking.exercise import Array, Function, Indices, Output
from lstm_core.exercises.checking.variations import Pick

ORDERS = [order for order in map("".join, permutations("ifgo")) if order != "ifgo"]
COPIES = [(gate, other) for gate in "ifgo" for other in "ifgo" if gate != other]
READ_ORDERS = (  # those in which learners read the gates from z
    *("figo", "fiog", "ifog", "iofg", "igfo", "iogf", "fogi", "foig", "gifo", "gfio", "ofig", "ofgi"),
    "ogfi",
)
TINY = {f"1e_{k}": 10.0**-k for k in (15, 12, 10, 9, 8, 7, 6)}  # what learners add to a probability
CLIPS = {"20": 20.0, "30": 30.0, "50": 50.0, "100": 100.0, "500": 500.0, "700": 700.0}
_H = 25  # the notebook's


def _always(value: Any) -> Callable[[], Any]:
    return lambda: value


_ORDERS = {order: _always(order) for order in ORDERS}
_READ_ORDERS = {order: _ORDERS[order] for order in READ_ORDERS}
_COPIES = {f"{gate}_is_{other}": _always("ifgo".replace(gate, other)) for gate, other in COPIES}
_THREE = {f"without_{gate}": _always("ifgo".replace(gate, "")) for gate in "ifgo"}
_BOTH = {**_ORDERS, **_COPIES, **_THREE}
_BLOCK_ORDERS = {  # of W_x and of W_h
    **{name: _always((order(), order())) for name, order in _BOTH.items()},
    **{f"x_{name}": _always((order(), "ifgo")) for name, order in {**_ORDERS, **_COPIES}.items()},
    **{f"h_{name}": _always(("ifgo", order())) for name, order in {**_ORDERS, **_COPIES}.items()},
}


def _normalised(powers: Array) -> Output:
    return powers / powers.sum(axis=-1, keepdims=True)


def _stable(y: Array, axis: int = -1) -> Output:
    powers = np.exp(y - y.max(axis=axis, keepdims=True))
    return powers / powers.sum(axis=axis, keepdims=True)


def _sigmoid(z: Array) -> Output:
    return 1 / (1 + np.exp(-z))


def _changed_logits(pick: Pick, y: Array) -> Output:
    """Return the logits, or what a learner may make of them before the exponential."""
    return pick(
        "logits",
        y,
        negative=lambda: -y,
        absolute=lambda: np.abs(y),
        squared=lambda: y**2,
        by_norm=lambda: y / np.linalg.norm(y, axis=-1, keepdims=True),
        standardised=lambda: (y - y.mean(-1, keepdims=True)) / y.std(-1, keepdims=True),
        positive=lambda: np.maximum(y, 0),
        over_V=lambda: y / y.shape[-1],
        sigmoid=lambda: _sigmoid(y),
        tanh=lambda: np.tanh(y),
        logarithm=lambda: np.log(y),
        whole=lambda: y.astype(int),
        between_0_and_1=lambda: (y - y.min(-1, keepdims=True)) / np.ptp(y, axis=-1, keepdims=True),
        over_largest=lambda: y / np.abs(y).max(axis=-1, keepdims=True),
        **{f"clipped_{name}": _clipped(y, limit) for name, limit in CLIPS.items()},
    )


def _clipped(y: Array, limit: float) -> Callable[[], Array]:
    return lambda: np.clip(y, -limit, limit)


def _shift(pick: Pick, y: Array, largest: Array) -> Output:
    """Return what is subtracted before the exponential: the row's maximum, or something else."""
    return pick(
        "shift",
        largest,
        none=lambda: 0.0,
        mean=lambda: y.mean(axis=-1, keepdims=True),
        minimum=lambda: y.min(axis=-1, keepdims=True),
        first=lambda: y[:, :1],
        last=lambda: y[:, -1:],
        everything=lambda: y.max(),
        columns=lambda: y.max(axis=0),
        no_keepdims=lambda: y.max(axis=-1),
        sum=lambda: y.sum(axis=-1, keepdims=True),
        at_least_0=lambda: np.maximum(y.max(axis=-1, keepdims=True), 0),
        largest_size=lambda: np.abs(y).max(axis=-1, keepdims=True),
        seven_hundred=lambda: 700.0,
        thousand=lambda: 1000.0,
        large_only=lambda: 700.0 if y.max() > 700 else 0.0,
        builtin=lambda: max(y),
    )


def _below(pick: Pick, y: Array, shift: Array) -> Output:
    """Return the shifted logits."""
    return pick(
        "difference",
        y - shift,
        plus=lambda: y + shift,
        reverse=lambda: shift - y,
        divided=lambda: y / shift,
        once_more=lambda: y - 2 * shift,
    )


def softmax(pick: Pick, y: Array) -> Output:
    T, V = y.shape
    logits = _changed_logits(pick, y)
    axis = pick("axis", -1, columns=lambda: 0, everything=lambda: None)
    keepdims = pick("keepdims", True, missing=lambda: False)
    shift = _shift(pick, logits, logits.max(axis=axis, keepdims=keepdims))
    powers = _powers(pick, _below(pick, logits, shift), logits)
    powers = pick(
        "late_shift",
        powers,
        instead=lambda: np.exp(logits) - np.exp(logits).max(axis=-1, keepdims=True),
        times_e_to_the_maximum=lambda: powers * np.exp(logits.max(axis=-1, keepdims=True)),
    )
    total = powers.sum(axis=axis, keepdims=keepdims)
    total = pick(
        "sum",
        total,
        everything=lambda: powers.sum(),
        columns=lambda: powers.sum(axis=0),
        no_keepdims=lambda: powers.sum(axis=-1),
        one=lambda: 1.0,
        of_logits=lambda: y.sum(axis=-1, keepdims=True),
        of_shifted=lambda: (logits - shift).sum(axis=-1, keepdims=True),
        power_of_the_sum=lambda: np.exp((logits - shift).sum(axis=-1, keepdims=True)),
        mean=lambda: powers.mean(axis=-1, keepdims=True),
        V=lambda: float(V),
        T=lambda: float(T),
        norm=lambda: np.sqrt((powers**2).sum(axis=-1, keepdims=True)),
        of_squares=lambda: (powers**2).sum(axis=-1, keepdims=True),
        unshifted=lambda: np.exp(logits).sum(axis=-1, keepdims=True),
        logarithm=lambda: np.log(total),
        plus_1=lambda: total + 1,
        epsilon=lambda: total + 1e-3,
        epsilon_4=lambda: total + 1e-4,
        two_columns=lambda: powers[:, :1] + powers[:, 1:2],
        three_columns=lambda: (powers[:, 0] + powers[:, 1] + powers[:, 2])[:, None],
        without_first=lambda: powers[:, 1:].sum(axis=-1, keepdims=True),
        without_last=lambda: powers[:, :-1].sum(axis=-1, keepdims=True),
        others=lambda: total - powers,
        running=lambda: powers.cumsum(axis=-1),
        first_row=lambda: powers[0].sum(),
        last_row=lambda: powers[-1].sum(),
    )
    p = pick(
        "division",
        powers / total,
        times=lambda: powers * total,
        minus=lambda: powers - total,
        reverse=lambda: total / powers,
        twice=lambda: powers / total / total,
    )
    p = pick(
        "overflow",
        p,
        nan_to_zero=lambda: np.nan_to_num(_normalised(np.exp(y))),
        nan_to_one=lambda: np.nan_to_num(_normalised(np.exp(y)), nan=1.0),
        nan_to_even=lambda: np.nan_to_num(_normalised(np.exp(y)), nan=1 / V),
        inf_to_large=lambda: _normalised(np.nan_to_num(np.exp(y))),
        tiny_8=lambda: np.exp(y) / (np.exp(y).sum(axis=-1, keepdims=True) + 1e-8),
        tiny_12=lambda: np.exp(y) / (np.exp(y).sum(axis=-1, keepdims=True) + 1e-12),
    )
    return _kept_rows(pick, _shaped_probabilities(pick, p, y), y)


def _powers(pick: Pick, below: Array, y: Array) -> Output:
    """Return e to the power of the shifted logits."""
    return pick(
        "exp",
        np.exp(below),
        two=lambda: np.exp2(below),
        ten=lambda: 10.0**below,
        sigmoid=lambda: _sigmoid(y),
        missing=lambda: below,
        missing_unshifted=lambda: y.copy(),
        minus_1=lambda: np.expm1(below),
        plus_1=lambda: np.exp(below) + 1,
        softplus=lambda: np.logaddexp(0, y),
        positive=lambda: np.maximum(y, 0),
        squares=lambda: y**2,
        shifted_squares=lambda: below**2,
        absolute=lambda: np.abs(y),
        squared=lambda: np.exp(below) ** 2,
        of_squares=lambda: np.exp(-(below**2)),
        one_number=lambda: math.exp(below),
        power_of=lambda: below**np.e,
    )


def _shaped_probabilities(pick: Pick, p: Array, y: Array) -> Output:
    """Return the probabilities, or what a learner may make of them at the end."""
    return pick(
        "p",
        p,
        logarithm=lambda: np.log(p),
        negative_logarithm=lambda: -np.log(p),
        one_minus=lambda: 1 - p,
        again=lambda: _stable(p),
        squared=lambda: p**2,
        percent=lambda: 100 * p,
        largest=lambda: p.max(axis=-1),
        choice=lambda: p.argmax(axis=-1),
        hard=lambda: np.eye(p.shape[-1])[p.argmax(axis=-1)],
        rounded_0=lambda: np.round(p),
        rounded_1=lambda: np.round(p, 1),
        rounded_2=lambda: np.round(p, 2),
        rounded_3=lambda: np.round(p, 3),
        rounded_4=lambda: np.round(p, 4),
        whole=lambda: p.astype(int),
        row_sums=lambda: p.sum(axis=-1),
        flat=lambda: p.ravel(),
        running=lambda: p.cumsum(axis=-1),
        sorted=lambda: np.sort(p, axis=-1),
        slope=lambda: p * (1 - p),
        at_least=lambda: np.clip(p, 1e-3, 1),
        columns_reversed=lambda: p[:, ::-1],
        log_softmax=lambda: y - np.logaddexp.reduce(y, axis=-1, keepdims=True),
        power_of_share=lambda: np.exp(y / y.sum(axis=-1, keepdims=True)),
        log_softmax_unshifted=lambda: y - np.log(np.exp(y).sum(axis=-1, keepdims=True)),
    )


def _kept_rows(pick: Pick, p: Array, y: Array) -> Output:
    """Return all rows of p, or what a loop over the wrong rows makes of them."""
    return pick(
        "rows",
        p,
        last_zero=lambda: np.vstack([p[:-1], 0 * y[-1:]]),
        first_zero=lambda: np.vstack([0 * y[:1], p[1:]]),
        first_alone=lambda: np.vstack([p[:1], 0 * y[1:]]),
        last_alone=lambda: np.vstack([0 * y[:-1], p[-1:]]),
        first_everywhere=lambda: np.tile(p[0], (len(p), 1)),
        last_everywhere=lambda: np.tile(p[-1], (len(p), 1)),
        as_many_as_columns=lambda: np.array([p[k] for k in range(y.shape[1])]),
        mean=lambda: p.mean(axis=0),
    )


def mean_surprise(pick: Pick, logits: Array, targets: Indices) -> Output:
    y = _changed_logits(pick, logits)
    y = pick("softmax_first", y, yes=lambda: _stable(y))
    log_p = _log_probabilities(pick, y)
    surprises = _surprises(pick, _chosen(pick, log_p, y, targets), log_p, targets)
    return _unit(pick, _reduced(pick, surprises, log_p.shape), log_p.shape)


def _log_probabilities(pick: Pick, y: Array) -> Output:
    axis = pick("axis", -1, columns=lambda: 0, everything=lambda: None)
    shift = _shift(pick, y, y.max(axis=axis, keepdims=True))
    below = _below(pick, y, shift)
    powers = np.exp(below)
    total = pick(
        "sum",
        powers.sum(axis=axis, keepdims=True),
        everything=lambda: powers.sum(),
        columns=lambda: powers.sum(axis=0),
        no_keepdims=lambda: powers.sum(axis=-1),
        mean=lambda: powers.mean(axis=-1, keepdims=True),
        two=lambda: np.exp2(below).sum(axis=-1, keepdims=True),
        unshifted=lambda: np.exp(y).sum(axis=-1, keepdims=True),
        of_shifted=lambda: below.sum(axis=-1, keepdims=True),
        of_logits=lambda: y.sum(axis=-1, keepdims=True),
        without_first=lambda: powers[:, 1:].sum(axis=-1, keepdims=True),
        without_last=lambda: powers[:, :-1].sum(axis=-1, keepdims=True),
    )
    log_sum = pick(
        "log_sum",
        np.log(total),
        missing=lambda: 0 * total,
        no_log=lambda: total,
        of_logs=lambda: np.log(np.exp(below)).sum(axis=-1, keepdims=True),
        base_2=lambda: np.log2(total),
        base_10=lambda: np.log10(total),
        plus_1=lambda: np.log1p(total),
        epsilon=lambda: np.log(total + 1e-3),
    )
    log_p = pick(
        "log_p",
        below - log_sum,
        plus=lambda: below + log_sum,
        unshifted=lambda: y - log_sum,
        shift_twice=lambda: below - log_sum - shift,
        divided=lambda: below / log_sum,
        logits=lambda: y.copy(),
        of_logits=lambda: np.log(y),
        of_sigmoid=lambda: np.log(_sigmoid(y)),
    )
    return _through_probabilities(pick, log_p, y, below, log_sum)


def _through_probabilities(pick: Pick, log_p: Array, y: Array, below: Array, log_sum: Array) -> Output:
    """Return the log-probabilities, or those of a learner who computes the probabilities first."""
    p = np.exp(below) / np.exp(log_sum)
    return pick(
        "log",
        log_p,
        of_p=lambda: np.log(p),
        of_naive_p=lambda: np.log(_normalised(np.exp(y))),
        nan_to_zero=lambda: np.nan_to_num(np.log(_normalised(np.exp(y)))),
        large_for_infinite=lambda: np.nan_to_num(np.log(p)),
        **{f"plus_{name}": _log_plus(p, tiny) for name, tiny in TINY.items()},
        **{f"at_least_{name}": _log_at_least(p, tiny) for name, tiny in TINY.items()},
        missing=lambda: p,
        one_minus=lambda: p - 1,
        one_minus_squared=lambda: -((1 - p) ** 2),
        of_the_rest=lambda: np.log(1 - p),
        base_2=lambda: np.log2(p),
        base_10=lambda: np.log10(p),
        log1p=lambda: np.log1p(p),
        weighted=lambda: p * np.log(p),
        one_over=lambda: -1 / p,
    )


def _log_plus(p: Array, tiny: float) -> Callable[[], Array]:
    return lambda: np.log(p + tiny)


def _log_at_least(p: Array, tiny: float) -> Callable[[], Array]:
    return lambda: np.log(np.maximum(p, tiny))


def _chosen(pick: Pick, log_p: Array, y: Array, targets: Indices) -> Output:
    """Return the log-probabilities of the targets, one for each row."""
    rows, V = np.arange(len(targets)), log_p.shape[1]
    onehot = np.eye(V)[targets]
    return pick(
        "target",
        log_p[rows, targets],
        favourite=lambda: log_p.max(axis=1),
        least=lambda: log_p.min(axis=1),
        every_target=lambda: log_p[:, targets],
        everything=lambda: log_p,
        rows_of_targets=lambda: log_p[targets],
        swapped=lambda: log_p[targets, rows],
        next=lambda: log_p[rows, np.roll(targets, -1)],
        before=lambda: log_p[rows, np.roll(targets, 1)],
        next_short=lambda: log_p[rows[:-1], targets[1:]],
        before_short=lambda: log_p[rows[1:], targets[:-1]],
        without_first=lambda: log_p[rows[1:], targets[1:]],
        without_last=lambda: log_p[rows[:-1], targets[:-1]],
        reversed=lambda: log_p[rows, targets[::-1]],
        less_1=lambda: log_p[rows, targets - 1],
        plus_1=lambda: log_p[rows, (targets + 1) % V],
        plus_1_outside=lambda: log_p[rows, targets + 1],
        first_row=lambda: log_p[0, targets],
        first_target=lambda: log_p[:, targets[0]],
        last_target=lambda: log_p[:, targets[-1]],
        last_row=lambda: log_p[-1, targets],
        first_column=lambda: log_p[:, 0],
        diagonal=lambda: np.diag(log_p),
        onehot=lambda: onehot * log_p,
        product=lambda: log_p @ onehot,
        number=lambda: log_p * targets,
        times_number=lambda: log_p[rows, targets] * targets,
        others=lambda: (log_p * (1 - onehot)).sum(axis=1),
        summed_rows=lambda: log_p.sum(axis=1),
    )


def _surprises(pick: Pick, chosen: Array, log_p: Array, targets: Indices) -> Output:
    """Return the surprise of each step."""
    V = log_p.shape[1]
    p, onehot = np.exp(log_p), np.eye(V)[targets]
    return pick(
        "surprise",
        -chosen,
        positive=lambda: chosen,
        entropy=lambda: -(p * log_p).sum(axis=1),
        binary=lambda: -np.nansum(onehot * np.log(p) + (1 - onehot) * np.log(1 - p), axis=1),
        binary_plus_tiny=lambda: (
            -(onehot * np.log(p + 1e-12) + (1 - onehot) * np.log(1 - p + 1e-12)).sum(axis=1)
        ),
        finite_alone=lambda: _finite(-np.log(np.exp(chosen))),
        infinite_as_zero=lambda: np.nan_to_num(-np.log(np.exp(chosen)), posinf=0.0),
        mean_squares=lambda: ((p - onehot) ** 2).mean(axis=1),
        binary_infinite=lambda: -(onehot * np.log(p) + (1 - onehot) * np.log(1 - p)).sum(axis=1),
        squares=lambda: ((p - onehot) ** 2).sum(axis=1),
        error=lambda: np.abs(p - onehot).sum(axis=1),
        share_wrong=lambda: (log_p.argmax(axis=1) != targets).astype(float),
        share_right=lambda: (log_p.argmax(axis=1) == targets).astype(float),
        squared=lambda: chosen**2,
        weighted=lambda: -chosen * np.exp(chosen),
        one_plus=lambda: np.log1p(-chosen),
    )


def _finite(surprises: Array) -> Array:
    return surprises[np.isfinite(surprises)]


def _reduced(pick: Pick, surprises: Array, shape: tuple[int, int]) -> Output:
    """Return the mean over the steps."""
    T, V = shape
    return pick(
        "mean",
        surprises.mean(),
        sum=lambda: surprises.sum(),
        over_V=lambda: surprises.sum() / V,
        over_T_and_number=lambda: surprises.mean() / T,
        over_T_less_1=lambda: surprises.sum() / (T - 1),
        over_T_plus_1=lambda: surprises.sum() / (T + 1),
        over_root_T=lambda: surprises.sum() / np.sqrt(T),
        missing=lambda: surprises.copy(),
        largest=lambda: surprises.max(),
        least=lambda: surprises.min(),
        median=lambda: np.median(surprises),
        first=lambda: surprises[0],
        first_over_T=lambda: surprises[0] / T,
        last=lambda: surprises[-1],
        last_over_T=lambda: surprises[-1] / T,
        without_last=lambda: surprises[:-1].sum() / T,
        without_first=lambda: surprises[1:].sum() / T,
        product=lambda: surprises.prod(),
        before_logarithm=lambda: -np.log(np.exp(-surprises).mean()),
        likelihood=lambda: np.exp(-surprises).prod(),
        root_of_squares=lambda: np.sqrt((surprises**2).mean()),
        spread=lambda: surprises.std(),
        halving=lambda: _halving(surprises),
        running=lambda: surprises.cumsum(),
    )


def _halving(surprises: Array) -> Output:
    loss = surprises[0]
    for surprise in surprises[1:]:
        loss = (loss + surprise) / 2
    return loss


def _unit(pick: Pick, loss: Any, shape: tuple[int, int]) -> Output:
    """Return the loss in nats."""
    return pick(
        "unit",
        loss,
        bits=lambda: loss / np.log(2),
        base_10=lambda: loss / np.log(10),
        to_nats_again=lambda: loss * np.log(2),
        perplexity=lambda: np.exp(loss),
        power_of_2=lambda: 2**loss,
        probability=lambda: np.exp(-loss),
        of_baseline=lambda: loss / np.log(shape[1]),
        rounded_1=lambda: np.round(loss, 1),
        rounded_2=lambda: np.round(loss, 2),
        rounded_3=lambda: np.round(loss, 3),
        rounded_4=lambda: np.round(loss, 4),
        logarithm=lambda: np.log(loss),
        root=lambda: np.sqrt(loss),
        whole=lambda: int(loss),
    )


def to_row_form(pick: Pick, W_i: Array, W_f: Array, W_g: Array, W_o: Array) -> Output:
    W = {"i": W_i, "f": W_f, "g": W_g, "o": W_o}
    to_h, to_x = _cut(pick, W)
    order_x, order_h = pick("order", ("ifgo", "ifgo"), **_BLOCK_ORDERS)
    result = _blocks_of_x(pick, to_x, order_x), _blocks_of_h(pick, to_h, order_h)
    blocks = [W[gate] for gate in order_x]
    H, flat = len(W_i), np.concatenate([to_x["i"], to_h["i"]], axis=0)
    column = np.vstack(blocks)  # (4H, H + V)
    result = pick(
        "form",
        result,
        whole_not_transposed=lambda: (column[H:], column[:H]),
        units_in_rows=lambda: (column[:, H:], column[:, :H]),
        not_transposed=lambda: (
            np.hstack([w[:, H:] for w in blocks]),
            np.hstack([W[gate][:, :H] for gate in order_h]),
        ),
        below_each_other=lambda: (
            np.vstack([w[:, H:].T for w in blocks]),
            np.vstack([w[:, :H].T for w in blocks]),
        ),
        reshaped=lambda: tuple(np.split(column.reshape(-1, 4 * H), [H])[::-1]),
        cut_then_reshaped=lambda: (
            column[:, H:].reshape(-1, 4 * H),
            column[:, :H].reshape(-1, 4 * H),
        ),
        blocks_reshaped=lambda: (
            np.hstack([w[:, H:].reshape(-1, H) for w in blocks]),
            np.hstack([w[:, :H].reshape(H, H) for w in blocks]),
        ),
        side_by_side=lambda: (np.hstack(blocks).T[H:], np.hstack(blocks).T[:H]),
        side_by_side_cut=lambda: (np.hstack(blocks)[:, H:], np.hstack(blocks)[:, :H]),
        laid_down_then_cut=lambda: (
            np.hstack([w.T for w in blocks])[:, H:],
            np.hstack([w.T for w in blocks])[:, :H],
        ),
        interleaved=lambda: _cut_rows(np.stack(blocks, axis=1).reshape(-1, len(flat)).T, H),
        stack=lambda: (np.stack([w[:, H:].T for w in blocks]), np.stack([w[:, :H].T for w in blocks])),
        stack_not_transposed=lambda: (
            np.stack([w[:, H:] for w in blocks]),
            np.stack([w[:, :H] for w in blocks]),
        ),
        summed=lambda: (sum(w[:, H:].T for w in blocks), sum(w[:, :H].T for w in blocks)),
    )
    return _returned(pick, result)


def _cut_rows(both: Array, H: int) -> Output:
    return both[H:], both[:H]


def _cut(pick: Pick, W: dict[str, Array]) -> Output:
    """Return what meets h and what meets x, gate by gate, with the inputs in rows."""
    H, columns = W["i"].shape
    at = pick(
        "cut",
        H,
        two=lambda: 2,
        three=lambda: 3,
        notebook=lambda: _H,
        V_of_notebook=lambda: 35,
        before_last_3=lambda: -3,
        columns=lambda: columns,
        half=lambda: columns // 2,
        split_in_two=lambda: len(np.split(W["i"].T, 2)[0]),
        V=lambda: columns - H,
        one_late=lambda: H + 1,
        one_early=lambda: H - 1,
    )
    to_h, to_x = slice(None, at), slice(at, None)
    to_h, to_x = pick(
        "parts",
        (to_h, to_x),
        x_on_top=lambda: (slice(columns - H, None), slice(None, columns - H)),
        column_lost=lambda: (slice(None, H), slice(H + 1, None)),
        column_lost_from_h=lambda: (slice(None, H - 1), slice(H, None)),
        column_twice=lambda: (slice(None, H + 1), slice(H, None)),
        column_twice_for_x=lambda: (slice(None, H), slice(H - 1, None)),
        first_column_lost=lambda: (slice(1, H), slice(H, None)),
        last_column_lost=lambda: (slice(None, H), slice(H, -1)),
        every_second=lambda: (slice(None, None, 2), slice(1, None, 2)),
    )
    h = {gate: w.T[to_h] for gate, w in W.items()}
    x = {gate: w.T[to_x] for gate, w in W.items()}
    return pick(
        "rows",
        (h, x),
        cut=lambda: ({g: w[:H].T for g, w in W.items()}, {g: w[H:].T for g, w in W.items()}),
        rows_not_transposed=lambda: (
            {g: w[:H] for g, w in W.items()},
            {g: w[H:] for g, w in W.items()},
        ),
    )


def _row_of_blocks(pick: Pick, source: str, blocks: dict[str, Array], order: str) -> list[Array]:
    """Return the blocks in the order of the columns; each may be left as it is."""
    chosen = {
        gate: pick(f"{source}{gate}.block", blocks[gate], not_transposed=lambda: blocks[gate].T)
        for gate in "ifgo"
    }
    return [chosen[gate] for gate in order]


def _blocks_of_x(pick: Pick, blocks: dict[str, Array], order: str) -> Output:
    H = blocks["i"].shape[-1]
    row = _row_of_blocks(pick, "x", blocks, order)
    return pick(
        "x.form",
        np.hstack(row),
        not_transposed=lambda: np.hstack([block.T for block in row]),
        reshaped=lambda: np.hstack([block.T.reshape(-1, H) for block in row]),
        below_each_other=lambda: np.vstack(row),
        units_in_rows=lambda: np.hstack(row).T,
        rows_reversed=lambda: np.hstack(row)[::-1],
        rows_reversed_short=lambda: np.hstack(row)[:0:-1],
        stack=lambda: np.stack(row),
    )


def _blocks_of_h(pick: Pick, blocks: dict[str, Array], order: str) -> Output:
    row = _row_of_blocks(pick, "h", blocks, order)
    return pick(
        "h.form",
        np.hstack(row),
        not_transposed=lambda: np.hstack([block.T for block in row]),
        below_each_other=lambda: np.vstack(row),
        below_each_other_not_transposed=lambda: np.vstack([block.T for block in row]),
        reshaped=lambda: np.vstack([block.T for block in row]).reshape(len(row[0]), -1),
        rows_reversed=lambda: np.hstack(row)[::-1],
        stack=lambda: np.stack(row),
    )


def _returned(pick: Pick, result: tuple[Array, Array]) -> Output:
    W_x, W_h = result
    return pick(
        "result",
        result,
        swapped=lambda: (W_h, W_x),
        one_array=lambda: np.vstack([W_h, W_x]),
        one_array_x_first=lambda: np.vstack([W_x, W_h]),
        W_x_alone=lambda: W_x.copy(),
        W_h_alone=lambda: W_h.copy(),
        W_x_twice=lambda: (W_x, W_x),
        W_h_twice=lambda: (W_h, W_h),
        averaged=lambda: (W_x / 4, W_h / 4),
        gate_by_gate=lambda: (*np.split(W_x, 4, axis=1), *np.split(W_h, 4, axis=1)),
    )


def weight_pieces(values: list[Any]) -> dict[str, Any]:
    """Take the two arrays apart by gate, where they have the form for it."""
    pieces = {}
    for name, array in zip(("W_h", "W_x"), reversed(values), strict=True):
        if np.ndim(array) != 2 or array.shape[1] % 4:
            pieces[name] = array
            continue
        for gate, part in zip("ifgo", np.split(array, 4, axis=1), strict=True):
            pieces[f"{name}[{gate}]"] = part
    return pieces


def forward(
    pick: Pick, inputs: Indices, W_x: Array, W_h: Array, b: Array, W_y: Array, b_y: Array
) -> Output:
    H, V = _hidden_size(pick, W_h, b_y, inputs), len(b_y)
    step, state = _step(pick, W_x, W_h, b, H), _start(pick, H)
    carry, shown, to_logits = _carried(pick), _shown(pick), _output_layer(pick, W_y, b_y)
    places = pick(
        "walk",
        inputs,
        reversed=lambda: inputs[::-1],
        without_last=lambda: inputs[:-1],
        without_first=lambda: inputs[1:],
        one_later=lambda: np.roll(inputs, -1),
        one_earlier=lambda: np.roll(inputs, 1),
        next=lambda: inputs + 1,
        less_1=lambda: inputs - 1,
        step_number=lambda: range(len(inputs)),
        all_characters=lambda: range(V),
        first_character=lambda: np.full_like(inputs, inputs[0]),
        last_character=lambda: np.full_like(inputs, inputs[-1]),
        sorted=lambda: np.sort(inputs),
        first_alone=lambda: inputs[:1],
    )
    first, logits, states = state, [], []
    for k in places:
        h, c, seen = step(k, *state)
        logits.append(to_logits(shown(h, c, *state, seen)))
        states.append((h, c))
        state = carry(h, c, *state, *first)
    return _collected(pick, logits, states, to_logits(first[0]), places, (len(inputs), V))


def _hidden_size(pick: Pick, W_h: Array, b_y: Array, inputs: Indices) -> Output:
    return pick(
        "H",
        len(W_h),
        notebook=lambda: _H,
        two=lambda: 2,
        three=lambda: 3,
        V=lambda: len(b_y),
        T=lambda: len(inputs),
    )


def _start(pick: Pick, H: int) -> Output:
    zeros = np.zeros(H)
    return pick(
        "start",
        (zeros, zeros),
        ones=lambda: (zeros + 1, zeros + 1),
        h_ones=lambda: (zeros + 1, zeros),
        c_ones=lambda: (zeros, zeros + 1),
        halves=lambda: (zeros + 0.5, zeros + 0.5),
        tenths=lambda: (zeros + 0.1, zeros + 0.1),
        matrix=lambda: (np.zeros((1, H)), np.zeros((1, H))),
        column=lambda: (np.zeros((H, 1)), np.zeros((H, 1))),
        numbers=lambda: (0.0, 0.0),
    )


def _step(pick: Pick, W_x: Array, W_h: Array, b: Array, H: int) -> Function:
    """Return a function from a character and a state to the next state."""
    row, recurrent, biased = _input_row(pick, W_x), _recurrent(pick, W_h), _biased(pick, b)
    cut, squashed = _cut_gates(pick, H), _squashed(pick)
    new_c, new_h = _new_c(pick), _new_h(pick)
    joined = pick(
        "z",
        np.add,
        product=lambda: np.multiply,
        side_by_side=lambda: lambda x, h: np.concatenate([x, h]),
        mean=lambda: lambda x, h: (x + h) / 2,
    )

    def step(k: int, h: Array, c: Array) -> tuple[Array, Array, Array]:
        i, f, g, o = squashed(*cut(biased(joined(row(k), recurrent(h, c)))))
        c_next = new_c(i, f, g, o, c, h)
        h_next = new_h(o, c_next, c, i, f, g, h)
        return h_next, c_next, o

    return step


def _input_row(pick: Pick, W_x: Array) -> Output:
    return pick(
        "x",
        lambda k: W_x[k],
        column=lambda: lambda k: W_x[:, k],
        missing=lambda: lambda k: 0 * W_x[0],
        number=lambda: lambda k: k * W_x[0],
        number_times_W_x=lambda: lambda k: k @ W_x,
        first_row=lambda: lambda k: W_x[0],
        twice=lambda: lambda k: 2 * W_x[k],
        negative=lambda: lambda k: -W_x[k],
        all_rows=lambda: lambda k: W_x.sum(axis=0),
        up_to_k=lambda: lambda k: W_x[: k + 1].sum(axis=0),
        from_behind=lambda: lambda k: W_x[-k],
        one_number=lambda: lambda k: W_x[k, k],
    )


def _recurrent(pick: Pick, W_h: Array) -> Output:
    H = len(W_h)
    blocks = np.split(W_h, 4, axis=1)
    upright = np.hstack([block.T for block in blocks])
    dealt = W_h.T.reshape(H, -1)
    return pick(
        "recurrent",
        lambda h, c: h @ W_h,
        missing=lambda: lambda h, c: 0 * W_h[0],
        from_c=lambda: lambda h, c: c @ W_h,
        from_both=lambda: lambda h, c: (h + c) @ W_h,
        tanh=lambda: lambda h, c: np.tanh(h) @ W_h,
        tanh_of_c=lambda: lambda h, c: np.tanh(c) @ W_h,
        minus=lambda: lambda h, c: -(h @ W_h),
        twice=lambda: lambda h, c: 2 * (h @ W_h),
        W_h_first=lambda: lambda h, c: W_h @ h,
        W_h_first_dot=lambda: lambda h, c: np.dot(W_h, h),
        transposed=lambda: lambda h, c: h @ W_h.T,
        transposed_dot=lambda: lambda h, c: np.dot(h, W_h.T),
        element_wise=lambda: lambda h, c: h * W_h,
        outer=lambda: lambda h, c: np.outer(h, W_h),
        blocks_transposed=lambda: lambda h, c: h @ upright,
        reshaped=lambda: lambda h, c: h @ dealt,
        input_block=lambda: lambda h, c: np.tile(h @ blocks[0], 4),
        column_sums=lambda: lambda h, c: W_h.sum(axis=0),
    )


def _biased(pick: Pick, b: Array) -> Output:
    return pick(
        "b",
        lambda z: z + b,
        missing=lambda: lambda z: z,
        twice=lambda: lambda z: z + b + b,
        minus=lambda: lambda z: z - b,
        times=lambda: lambda z: z * b,
        first=lambda: lambda z: z + b[0],
        sum=lambda: lambda z: z + b.sum(),
    )


def _cut_gates(pick: Pick, H: int) -> Output:
    """Return a function that cuts z into z_i, z_f, z_g and z_o."""
    order = pick(
        "order",
        "ifgo",
        **_READ_ORDERS,
        **_COPIES,
    )
    slices = [slice(k * H, (k + 1) * H) for k in range(4)]
    places = [slices[order.index(gate)] if gate in order else None for gate in "ifgo"]
    if len(set(order)) < 4:  # one part is read twice
        places = [slices["ifgo".index(gate)] for gate in order]
    i, f, g, o = places
    return pick(
        "cut",
        lambda z: (z[..., i], z[..., f], z[..., g], z[..., o]),
        interleaved=lambda: lambda z: z.reshape(H, 4).T,
        split_rows=lambda: lambda z: np.split(z.reshape(1, -1), 4),
        always_4=lambda: lambda z: (z[:4], z[4:8], z[8:12], z[12:16]),
        numbers=lambda: lambda z: tuple(z),
        halves_of_H=lambda: lambda z: (z[:H], z[H : 2 * H], z[2 * H : 3 * H], z[3 * H : -1]),
    )


_GATE: dict[str, Callable[[], Function]] = {
    "missing": lambda: lambda z: z,
    "tanh": lambda: np.tanh,
    "negative": lambda: lambda z: _sigmoid(-z),
    "positive": lambda: lambda z: np.maximum(z, 0),
    "twice": lambda: lambda z: _sigmoid(_sigmoid(z)),
}


def _squashed(pick: Pick) -> Output:
    """Return a function from z_i, z_f, z_g, z_o to the gates and the candidate."""
    sigma = pick(
        "sigma",
        _sigmoid,
        missing=lambda: lambda z: z,
        tanh=lambda: np.tanh,
        minus_missing=lambda: lambda z: 1 / (1 + np.exp(z)),
        minus_below=lambda: lambda z: 1 / (1 - np.exp(-z)),
        brackets_missing=lambda: lambda z: 1 / 1 + np.exp(-z),
        without_1=lambda: lambda z: 1 / np.exp(-z),
        twice=lambda: lambda z: _sigmoid(_sigmoid(z)),
        hard=lambda: lambda z: np.clip(0.2 * z + 0.5, 0, 1),
        switch=lambda: lambda z: (z > 0).astype(float),
        positive=lambda: lambda z: np.maximum(z, 0),
        one_number=lambda: lambda z: 1 / (1 + math.exp(-z)),
        softmax=lambda: _stable,
    )
    own = [pick(f"{gate}.sigma", sigma, **_GATE) for gate in "ifo"]
    candidate = pick(
        "g",
        np.tanh,
        sigma=lambda: _sigmoid,
        missing=lambda: lambda z: z,
        positive=lambda: lambda z: np.maximum(z, 0),
        tanh_of_sigma=lambda: lambda z: np.tanh(_sigmoid(z)),
        sigma_of_tanh=lambda: lambda z: _sigmoid(np.tanh(z)),
        twice=lambda: lambda z: np.tanh(np.tanh(z)),
        between_1=lambda: lambda z: 2 * _sigmoid(z) - 1,
        softmax=lambda: _stable,
        clipped=lambda: lambda z: np.clip(z, -1, 1),
    )
    i, f, o = own
    return lambda z_i, z_f, z_g, z_o: (i(z_i), f(z_f), candidate(z_g), o(z_o))


_NEW_C: dict[str, Callable[[], Function]] = {
    "no_forget": lambda: lambda i, f, g, o, c, h: c + i * g,
    "no_input": lambda: lambda i, f, g, o, c, h: f * c + g,
    "no_candidate": lambda: lambda i, f, g, o, c, h: f * c + i,
    "no_gates": lambda: lambda i, f, g, o, c, h: c + g,
    "minus": lambda: lambda i, f, g, o, c, h: f * c - i * g,
    "sums": lambda: lambda i, f, g, o, c, h: f + c + i * g,
    "i_plus_g": lambda: lambda i, f, g, o, c, h: f * c + i + g,
    "coupled": lambda: lambda i, f, g, o, c, h: f * c + (1 - f) * g,
    "coupled_input": lambda: lambda i, f, g, o, c, h: (1 - i) * c + i * g,
    "forget_all": lambda: lambda i, f, g, o, c, h: f * (c + i * g),
    "input_all": lambda: lambda i, f, g, o, c, h: i * (f * c + g),
    "brackets": lambda: lambda i, f, g, o, c, h: f * (c + i) * g,
    "tanh": lambda: lambda i, f, g, o, c, h: np.tanh(f * c + i * g),
    "tanh_of_old": lambda: lambda i, f, g, o, c, h: f * np.tanh(c) + i * g,
    "h": lambda: lambda i, f, g, o, c, h: f * h + i * g,
    "mean": lambda: lambda i, f, g, o, c, h: (f * c + i * g) / 2,
    "piles_up": lambda: lambda i, f, g, o, c, h: c + f * c + i * g,
    "g_for_c": lambda: lambda i, f, g, o, c, h: f * g + i * g,
    "clipped": lambda: lambda i, f, g, o, c, h: np.clip(f * c + i * g, -1, 1),
    "inner_product": lambda: lambda i, f, g, o, c, h: f @ c + i @ g,
    "stays_zero": lambda: lambda i, f, g, o, c, h: f * c,
}


def _new_c(pick: Pick) -> Output:
    return pick(
        "c",
        lambda i, f, g, o, c, h: f * c + i * g,
        **_NEW_C,
    )


_NEW_H: dict[str, Callable[[], Function]] = {
    "no_tanh": lambda: lambda o, c, old, i, f, g, h: o * c,
    "no_gate": lambda: lambda o, c, old, i, f, g, h: np.tanh(c),
    "c": lambda: lambda o, c, old, i, f, g, h: c,
    "o": lambda: lambda o, c, old, i, f, g, h: o,
    "sigma": lambda: lambda o, c, old, i, f, g, h: o * _sigmoid(c),
    "tanh_outside": lambda: lambda o, c, old, i, f, g, h: np.tanh(o * c),
    "tanh_of_o": lambda: lambda o, c, old, i, f, g, h: np.tanh(o) * c,
    "old_c": lambda: lambda o, c, old, i, f, g, h: o * np.tanh(old),
    "candidate": lambda: lambda o, c, old, i, f, g, h: o * g,
    "tanh_of_candidate": lambda: lambda o, c, old, i, f, g, h: o * np.tanh(g),
    "plus": lambda: lambda o, c, old, i, f, g, h: o + np.tanh(c),
    "twice": lambda: lambda o, c, old, i, f, g, h: o * np.tanh(np.tanh(c)),
    "piles_up": lambda: lambda o, c, old, i, f, g, h: h + o * np.tanh(c),
    "gate_twice": lambda: lambda o, c, old, i, f, g, h: o * o * np.tanh(c),
    "slope": lambda: lambda o, c, old, i, f, g, h: o * (1 - np.tanh(c) ** 2),
    "positive": lambda: lambda o, c, old, i, f, g, h: o * np.maximum(c, 0),
    "inner_product": lambda: lambda o, c, old, i, f, g, h: o @ np.tanh(c),
}


def _new_h(pick: Pick) -> Output:
    return pick(
        "h",
        lambda o, c, old, i, f, g, h: o * np.tanh(c),
        **_NEW_H,
    )


_CARRIED: dict[str, Callable[[], Function]] = {
    "reset": lambda: lambda h, c, h_old, c_old, h_0, c_0: (h_0, c_0),
    "c_reset": lambda: lambda h, c, h_old, c_old, h_0, c_0: (h, c_0),
    "swapped": lambda: lambda h, c, h_old, c_old, h_0, c_0: (c, h),
    "h_piles_up": lambda: lambda h, c, h_old, c_old, h_0, c_0: (h_old + h, c),
    "both_pile_up": lambda: lambda h, c, h_old, c_old, h_0, c_0: (h_old + h, c_old + c),
    "averaged": lambda: lambda h, c, h_old, c_old, h_0, c_0: ((h_old + h) / 2, (c_old + c) / 2),
}


def _carried(pick: Pick) -> Output:
    """Return a function from the new state, the old one and the first one to the next step's."""
    return pick(
        "carry",
        lambda h, c, h_old, c_old, h_0, c_0: (h, c),
        **_CARRIED,
    )


_SHOWN: dict[str, Callable[[], Function]] = {
    "c": lambda: lambda h, c, h_old, c_old, o: c,
    "before": lambda: lambda h, c, h_old, c_old, o: h_old,
    "c_before": lambda: lambda h, c, h_old, c_old, o: c_old,
    "tanh_of_c": lambda: lambda h, c, h_old, c_old, o: np.tanh(c),
    "o": lambda: lambda h, c, h_old, c_old, o: o,
    "gated_again": lambda: lambda h, c, h_old, c_old, o: o * h,
    "tanh": lambda: lambda h, c, h_old, c_old, o: np.tanh(h),
    "both": lambda: lambda h, c, h_old, c_old, o: h + c,
    "both_steps": lambda: lambda h, c, h_old, c_old, o: h + h_old,
    "side_by_side": lambda: lambda h, c, h_old, c_old, o: np.concatenate([h, c]),
}


def _shown(pick: Pick) -> Output:
    """Return a function from the states to what the output layer reads."""
    return pick(
        "read",
        lambda h, c, h_old, c_old, o: h,
        **_SHOWN,
    )


def _output_layer(pick: Pick, W_y: Array, b_y: Array) -> Output:
    H, V = W_y.shape
    weighted = pick(
        "W_y",
        lambda h: h @ W_y,
        W_y_first=lambda: lambda h: W_y @ h,
        W_y_first_dot=lambda: lambda h: np.dot(W_y, h),
        transposed=lambda: lambda h: h @ W_y.T,
        transposed_dot=lambda: lambda h: np.dot(h, W_y.T),
        reshaped=lambda: lambda h: W_y.reshape(V, H) @ h,
        element_wise=lambda: lambda h: h * W_y,
        minus=lambda: lambda h: -(h @ W_y),
        column_sums=lambda: lambda h: W_y.sum(axis=0),
    )
    biased = pick(
        "b_y",
        lambda y: y + b_y,
        missing=lambda: lambda y: y,
        twice=lambda: lambda y: y + b_y + b_y,
        minus=lambda: lambda y: y - b_y,
        times=lambda: lambda y: y * b_y,
        first=lambda: lambda y: y + b_y[0],
        sum=lambda: lambda y: y + b_y.sum(),
    )
    finished = pick(
        "logits",
        lambda y: y,
        softmax=lambda: _stable,
        log_softmax=lambda: lambda y: np.log(_stable(y)),
        sigmoid=lambda: _sigmoid,
        tanh=lambda: np.tanh,
        exponential=lambda: np.exp,
        shifted=lambda: lambda y: y - y.max(),
        positive=lambda: lambda y: np.maximum(y, 0),
        normalised=lambda: lambda y: y / y.sum(),
        clipped=lambda: lambda y: np.clip(y, -1, 1),
        clipped_to_five=lambda: lambda y: np.clip(y, -5, 5),
        largest=lambda: lambda y: y.max(),
        choice=lambda: lambda y: y.argmax(),
        hard=lambda: lambda y: np.eye(V)[y.argmax()],
    )
    return lambda h: finished(biased(weighted(h)))


def _collected(
    pick: Pick, logits: list[Array], states: list[Any], before: Array, places: Any, shape: Any
) -> Output:
    rows = np.array(logits)
    return pick(
        "result",
        rows,
        last=lambda: rows[-1],
        first=lambda: rows[0],
        last_everywhere=lambda: np.array([rows[-1]] * len(rows)),
        first_everywhere=lambda: np.array([rows[0]] * len(rows)),
        last_zero=lambda: np.vstack([rows[:-1], 0 * rows[-1:]]),
        first_zero=lambda: np.vstack([0 * rows[:1], rows[1:]]),
        last_row_alone=lambda: np.vstack([0 * rows[:-1], rows[-1:]]),
        with_start=lambda: np.vstack([before, rows]),
        hidden=lambda: np.array([h for h, _ in states]),
        cells=lambda: np.array([c for _, c in states]),
        hidden_last=lambda: states[-1][0].copy(),
        with_state=lambda: (rows, *states[-1]),
        with_states=lambda: (rows, *map(np.array, zip(*states, strict=True))),
        flat=lambda: np.concatenate(logits),
        running=lambda: rows.cumsum(axis=0),
        sum=lambda: rows.sum(axis=0),
        mean=lambda: rows.mean(axis=0),
        last_axis=lambda: rows[..., None],
        column_softmax=lambda: _stable(rows, axis=0),
        by_character=lambda: _by_character(rows, places, shape),
        characters_only=lambda: _by_character(rows, places, (shape[1], shape[1])),
    )


def _by_character(rows: Array, places: Any, shape: tuple[int, int]) -> Output:
    out = np.zeros(shape)
    for k, row in zip(places, rows, strict=True):
        out[k] = row
    return out
