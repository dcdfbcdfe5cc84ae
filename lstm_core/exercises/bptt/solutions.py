"""Right functions for the exercises of notebook 04, with the points at which learners go wrong.

What is said of each wrong choice stands in deviations.py, under the same identifier.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from lstm_core.activations import sigmoid, softmax
from lstm_core.cell import LSTMStep
from lstm_core.exercises.checking.exercise import Array, Output
from lstm_core.exercises.checking.variations import Pick

GRADIENTS = ("dx", "dh_prev", "dc_prev", "dW_x", "dW_h", "db")


def logit_gradient(pick: Pick, y: Array, target: int) -> Output:
    V = len(y)
    logits = pick("p.logits", y, absolute=lambda: abs(y), negative=lambda: -y)
    p = pick(
        "p",
        softmax(logits),
        raw=lambda: y.copy(),
        sigmoid=lambda: sigmoid(y),
        exponential=lambda: np.exp(y),
        shifted_exponential=lambda: np.exp(y - y.max()),
        twice=lambda: softmax(softmax(y)),
        logarithm=lambda: np.log(softmax(y)),
    )
    place = pick(
        "target",
        target,
        neighbour=lambda: target - 1,
        next=lambda: (target + 1) % V,
        argmax=lambda: int(np.argmax(y)),
        last=lambda: V - 1,
        first=lambda: 0,
    )
    onehot = np.eye(V)[place]
    dy = pick(
        "dy",
        p - onehot,
        p=lambda: p,
        plus=lambda: p + onehot,
        error=lambda: onehot - p,
        everywhere=lambda: p - 1,
        all_others=lambda: p - 1 + onehot,
        before_softmax=lambda: softmax(logits - onehot),
        one_minus_p=lambda: 1 - p,
        number=lambda: p - target,
        minus_one_at_target=lambda: np.where(onehot == 1, -1.0, p),
        one_minus_p_at_target=lambda: np.where(onehot == 1, 1.0 - p, p),
        negative_elsewhere=lambda: np.where(onehot == 1, p - 1, -p),
        only_target=lambda: onehot * (p - 1),
        without_target=lambda: p * (1 - onehot),
        by_probability=lambda: -onehot / p[place],
        of_probability=lambda: p[place] * (onehot - p),
        log_probability=lambda: -onehot * np.log(p),
        own_slope=lambda: p * (1 - p),
        times_own_slope=lambda: (p - onehot) * p * (1 - p),
        times_p=lambda: (p - onehot) * p,
        squared=lambda: (p - onehot) ** 2,
        twice=lambda: 2 * (p - onehot),
    )
    return pick("scale", dy, mean=lambda: dy / V, logarithm_base_2=lambda: dy / np.log(2))


def sigma_slope(s: Array) -> Array:
    slope: Array = s * (1 - s)
    return slope


def _behind_sigma(pick: Pick, gate: str, d: Array, s: Array, others: dict[str, Array]) -> Output:
    copied = {f"of_{other}": _product(d, sigma_slope(t)) for other, t in others.items()}
    mixed = {f"mixed_{other}": _product(d, s * (1 - t)) for other, t in others.items()}
    return pick(
        f"{gate}.slope",
        d * s * (1 - s),
        missing=lambda: d,
        value=lambda: d * s,
        rest=lambda: d * (1 - s),
        tanh=lambda: d * (1 - s**2),
        again=lambda: d * sigma_slope(sigmoid(s)),
        sigma_again=lambda: d * sigmoid(s),
        plus=lambda: d * s * (1 + s),
        squared=lambda: d * s * (1 - s) ** 2,
        cubed=lambda: d * s * (1 - s**2),
        **({"square_first": lambda: d * s**2 * (1 - s)} if gate != "o" else {}),
        reverse=lambda: d * s * (s - 1),
        divided=lambda: d / (s * (1 - s)),
        **copied,
        **mixed,
    )


def _product(one: Array, other: Array) -> Callable[[], Array]:
    return lambda: np.multiply(one, other)


def behind_tanh(
    pick: Pick, point: str, d: Array, t: Array, others: dict[str, Array] | None = None
) -> Output:
    """Return the derivative behind tanh, by its output t."""
    copied = {f"of_{other}": _product(d, 1 - u**2) for other, u in (others or {}).items()}
    return pick(
        point,
        d * (1 - t**2),
        missing=lambda: d,
        value=lambda: d * t,
        sigma=lambda: d * t * (1 - t),
        again=lambda: d * (1 - np.tanh(t) ** 2),
        no_square=lambda: d * (1 - t),
        plus=lambda: d * (1 + t**2),
        square_outside=lambda: d * (1 - t) ** 2,
        square=lambda: d * t**2,
        reverse=lambda: d * (t**2 - 1),
        divided=lambda: d / (1 - t**2),
        twice=lambda: d * (1 - t**2) ** 2,
        **copied,
    )


def _dz(pick: Pick, parts: dict[str, Array], step: LSTMStep) -> Array:
    """Return the derivatives with respect to the pre-activations, (4H,)."""
    missing = pick("dz.slopes", "", all=lambda: "ifgo", gates=lambda: "ifo")
    kind = pick(
        "dz.kinds",
        "",
        all_tanh=lambda: "t",
        again=lambda: "again",
        value=lambda: "value",
        rest=lambda: "rest",
    )
    slopes = {}
    for gate in "ifgo":
        d, s = parts[gate], getattr(step, gate)
        others = {other: getattr(step, other) for other in "ifo" if other != gate}
        if gate in missing:
            slopes[gate] = d
        elif kind == "again" and gate != "g":
            slopes[gate] = d * sigma_slope(sigmoid(s))
        elif kind == "t" and gate != "g":
            slopes[gate] = d * (1 - s**2)
        elif kind in ("value", "rest") and gate != "g":
            slopes[gate] = d * (s if kind == "value" else 1 - s)
        elif gate == "g":
            slopes[gate] = behind_tanh(pick, "g.slope", d, s, others)
        else:
            slopes[gate] = _behind_sigma(pick, gate, d, s, others)
    order = pick(
        "dz.order",
        "ifgo",
        figo=lambda: "figo",
        ifog=lambda: "ifog",
        igfo=lambda: "igfo",
        gifo=lambda: "gifo",
        fiog=lambda: "fiog",
        iogf=lambda: "iogf",
        ofig=lambda: "ofig",
        ogfi=lambda: "ogfi",
        fogi=lambda: "fogi",
    )
    dz = np.concatenate([slopes[gate] for gate in order])
    ordered: Array = pick("dz.layout", dz, by_unit=lambda: dz.reshape(4, -1).T.ravel())
    return ordered


def step_backward(
    pick: Pick, dh: Array, dc_next: Array, step: LSTMStep, W_x: Array, W_h: Array
) -> Output:
    h_prev, c_prev, c, h = step.h_prev, step.c_prev, step.c, step.h
    i, f, g, o = step.i, step.f, step.g, step.o
    tanh_c = np.tanh(c)
    do = pick(
        "o.do",
        dh * tanh_c,
        c=lambda: dh * c,
        h=lambda: dh * h,
        nothing=lambda: dh,
        c_prev=lambda: dh * np.tanh(c_prev),
        o=lambda: dh * o,
        slope=lambda: dh * (1 - tanh_c**2),
        g=lambda: dh * g,
        alone=lambda: tanh_c,
        first_dh=lambda: dh[0] * tanh_c,
    )
    through_o = pick(
        "dc.o",
        dh * o,
        missing=lambda: dh,
        do=lambda: do * o,
        do_alone=lambda: do,
        i=lambda: dh * i,
        f=lambda: dh * f,
        squared=lambda: dh * o**2,
        no_dh=lambda: o,
        slope=lambda: dh * sigma_slope(o),
    )
    inside = pick(
        "dc.inside", tanh_c, c=lambda: c, h=lambda: h, c_prev=lambda: np.tanh(c_prev), g=lambda: g
    )
    through_h = behind_tanh(pick, "dc.slope", through_o, inside)
    early_dh = pick("dc.dh", None, early=lambda: (do * sigma_slope(o)) @ np.split(W_h, 4, axis=1)[3].T)
    if early_dh is not None:
        through_h = early_dh * o * (1 - tanh_c**2)
    dc = pick(
        "dc.sum",
        through_h + dc_next,
        no_next=lambda: through_h,
        next_alone=lambda: dc_next.copy(),
        minus=lambda: through_h - dc_next,
        late_slope=lambda: (dh * o + dc_next) * (1 - tanh_c**2),
        all_times=lambda: (dh + dc_next) * o * (1 - tanh_c**2),
        product=lambda: through_h * dc_next,
        doubled=lambda: 2 * (through_h + dc_next),
        doubled_h=lambda: 2 * through_h,
        next_twice=lambda: through_h + 2 * dc_next,
        next_times_f=lambda: through_h + dc_next * f,
        next_times_o=lambda: through_h + dc_next * o,
        times_f=lambda: (through_h + dc_next) * f,
        dh_for_next=lambda: through_h + dh,
    )
    dc_gates = pick("dc.used", dc, dh=lambda: dh, next=lambda: dc_next, through_h=lambda: through_h)
    di = pick(
        "i.di",
        dc_gates * g,
        i=lambda: dc * i,
        nothing=lambda: dc,
        dh=lambda: dh * g,
        next=lambda: dc_next * g,
        c_prev=lambda: dc * c_prev,
        tanh_g=lambda: dc * np.tanh(g),
        f=lambda: dc * f,
        c=lambda: dc * c,
        alone=lambda: g,
        through_h=lambda: through_h * g,
    )
    df = pick(
        "f.df",
        dc_gates * c_prev,
        c=lambda: dc * c,
        next=lambda: dc_next * c_prev,
        dh=lambda: dh * c_prev,
        h_prev=lambda: dc * h_prev,
        nothing=lambda: dc,
        tanh=lambda: dc * np.tanh(c_prev),
        f=lambda: dc * f,
        g=lambda: dc * g,
        i=lambda: dc * i,
        alone=lambda: c_prev,
        through_h=lambda: through_h * c_prev,
    )
    dg = pick(
        "g.dg",
        dc_gates * i,
        g=lambda: dc * g,
        nothing=lambda: dc,
        dh=lambda: dh * i,
        next=lambda: dc_next * i,
        f=lambda: dc * f,
        o=lambda: dc * o,
        c_prev=lambda: dc * c_prev,
        alone=lambda: i,
        through_h=lambda: through_h * i,
    )
    di, dg = pick("ig.swapped", (di, dg), yes=lambda: (dc * i, dc * g))
    dz = _dz(pick, {"i": di, "f": df, "g": dg, "o": do}, step)
    dz = pick(
        "dz.all",
        dz,
        clipped=lambda: np.clip(dz, -1, 1),
        clipped_to_five=lambda: np.clip(dz, -5, 5),
        negative=lambda: -dz,
        without_last_unit=lambda: _without_unit(dz, -1),
        without_first_unit=lambda: _without_unit(dz, 0),
    )
    return _backward_outputs(pick, dh, dc_next, dc, dz, step, W_x, W_h)


def _without_unit(dz: Array, unit: int) -> Array:
    parts = dz.reshape(4, -1).copy()
    parts[:, unit] = 0
    return parts.ravel()


def _backward_outputs(
    pick: Pick,
    dh: Array,
    dc_next: Array,
    dc: Array,
    dz: Array,
    step: LSTMStep,
    W_x: Array,
    W_h: Array,
) -> Output:
    x, h_prev, f = step.x, step.h_prev, step.f
    H = len(f)
    parts = np.split(dz, 4)
    dx = pick(
        "dx",
        dz @ W_x.T,
        no_transpose=lambda: dz @ W_x,
        reshaped=lambda: W_x.reshape(-1, len(x)).T @ dz,
        only_i=lambda: parts[0] @ W_x[:, :H].T,
        only_o=lambda: parts[3] @ W_x[:, 3 * H :].T,
        **{f"without_{gate}": _without(gate, dz, W_x) for gate in "ifgo"},
        times_x=lambda: x * (dz @ W_x.T),
        zero=lambda: 0 * x,
        with_W_h=lambda: dz @ W_h.T,
        last_column=lambda: W_x[:, -1] * dz[-1],
    )
    dh_prev = pick(
        "dh_prev",
        dz @ W_h.T,
        no_transpose=lambda: dz @ W_h,
        reshaped=lambda: W_h.reshape(-1, H).T @ dz,
        plus_dh=lambda: dz @ W_h.T + dh,
        last_column=lambda: W_h[:, -1] * dz[-1],
        with_W_x=lambda: dz @ W_x.T,
        zero=lambda: 0 * dh,
        dh=lambda: dh.copy(),
        **{f"without_{gate}": _without(gate, dz, W_h) for gate in "ifgo"},
        only_o=lambda: parts[3] @ W_h[:, 3 * H :].T,
        only_i=lambda: parts[0] @ W_h[:, :H].T,
        blocks_transposed=lambda: sum(
            part @ block for part, block in zip(parts, np.split(W_h, 4, axis=1), strict=True)
        ),
    )
    dc_prev = pick(
        "dc_prev",
        dc * f,
        no_f=lambda: dc.copy(),
        next=lambda: dc_next * f,
        next_alone=lambda: dc_next.copy(),
        i=lambda: dc * step.i,
        o=lambda: dc * step.o,
        squared=lambda: dc * f**2,
        slope=lambda: dc * sigma_slope(f),
        dh=lambda: dh * f,
        c_prev=lambda: dc * step.c_prev,
        df=lambda: dc * step.c_prev * f,
        dz=lambda: parts[1] * f,
        dz_alone=lambda: parts[1].copy(),
        c=lambda: dc * step.c,
        g=lambda: dc * step.g,
        h_prev=lambda: dc * h_prev,
        plus_gates=lambda: dc * f + dz @ W_h.T,
        zero=lambda: 0 * dc,
    )
    dW_x = pick(
        "dW_x",
        np.outer(x, dz),
        h_prev=lambda: np.outer(h_prev, dz),
        zero=lambda: 0 * W_x,
        no_x=lambda: np.tile(dz, (len(x), 1)),
        inner=lambda: np.dot(x, dz),
        with_W_x=lambda: W_x * dz,
    )
    dW_h = pick(
        "dW_h",
        np.outer(h_prev, dz),
        h=lambda: np.outer(step.h, dz),
        c_prev=lambda: np.outer(step.c_prev, dz),
        x=lambda: np.outer(x, dz),
        dh=lambda: np.outer(dh, dz),
        zero=lambda: 0 * W_h,
        no_h=lambda: np.tile(dz, (H, 1)),
        inner=lambda: np.dot(h_prev, dz),
        with_W_h=lambda: W_h * dz,
        blocks_transposed=lambda: np.hstack([np.outer(part, h_prev) for part in parts]),
    )
    db = pick(
        "db",
        dz.copy(),
        sum=lambda: dz.sum(),
        squared=lambda: dz * dz,
        copied_f=lambda: np.concatenate([parts[1], parts[1], parts[2], parts[1]]),
        f_for_i=lambda: np.concatenate([parts[1], *parts[1:]]),
        f_for_o=lambda: np.concatenate([*parts[:3], parts[1]]),
        mean=lambda: np.tile(np.mean(parts, axis=0), 4),
        ones=lambda: np.ones_like(dz),
        zero=lambda: 0 * dz,
        doubled=lambda: 2 * dz,
    )
    result = dx, dh_prev, dc_prev, dW_x, dW_h, db
    return pick(
        "order.all",
        result,
        weights_first=lambda: (dW_x, dW_h, db, dx, dh_prev, dc_prev),
        without_dc_prev=lambda: (dx, dh_prev, dW_x, dW_h, db),
        no_dx=lambda: result[1:],
        weights_alone=lambda: (dW_x, dW_h, db),
        h_before_x=lambda: _h_before_x(*result),
    )


def _h_before_x(
    dx: Array, dh_prev: Array, dc_prev: Array, dW_x: Array, dW_h: Array, db: Array
) -> Output:
    """Take [x; h] apart as if it were [h; x]."""
    H = len(dh_prev)
    both, weights = np.concatenate([dx, dh_prev]), np.vstack([dW_x, dW_h])
    return both[H:], both[:H], dc_prev, weights[H:], weights[:H], db


def _without(gate: str, dz: Array, W_h: Array) -> Callable[[], Array]:
    place = "ifgo".index(gate)
    return lambda: sum(
        part @ block.T
        for k, (part, block) in enumerate(zip(np.split(dz, 4), np.split(W_h, 4, axis=1), strict=True))
        if k != place
    )


def gradient_pieces(values: list[Any]) -> dict[str, Any]:
    """Take the six gradients of a step apart by gate, in the order of computing."""
    dx, dh_prev, dc_prev, dW_x, dW_h, db = values
    pieces: dict[str, Any] = {"dc_prev": dc_prev}
    for name, array in (("db", db), ("dW_x", dW_x), ("dW_h", dW_h)):
        for gate, part in zip("ifgo", np.split(array, 4, axis=-1), strict=True):
            pieces[f"{name}[{gate}]"] = part
    return {**pieces, "dx": dx, "dh_prev": dh_prev}


def sequence_backward(
    pick: Pick, own_dh: Array, steps: list[LSTMStep], W_x: Array, W_h: Array
) -> Output:
    T, H = own_dh.shape
    dh_next, dc_next = pick(
        "start",
        (np.zeros(H), np.zeros(H)),
        dh_ones=lambda: (np.ones(H), np.zeros(H)),
        dc_ones=lambda: (np.zeros(H), np.ones(H)),
        both_ones=lambda: (np.ones(H), np.ones(H)),
        own_last=lambda: (own_dh[-1], np.zeros(H)),
        states=lambda: (steps[-1].h, steps[-1].c),
    )
    found = []
    places = pick(
        "walk",
        list(reversed(range(T))),
        forwards=lambda: list(range(T)),
        without_last=lambda: list(reversed(range(T - 1))),
        without_first=lambda: list(reversed(range(1, T))),
        twice_first=lambda: [*reversed(range(T)), 0],
        two_steps=lambda: list(reversed(range(max(T - 2, 0), T))),
    )
    for t in places:
        own = pick(
            "own",
            own_dh[t],
            none=lambda: 0 * own_dh[0],
            last_only=lambda t=t: own_dh[t] * (t == T - 1),
            first_only=lambda t=t: own_dh[t] * (t == 0),
            reverse=lambda t=t: own_dh[T - 1 - t],
            always_last=lambda: own_dh[-1],
            summed=lambda: own_dh.sum(axis=0),
            before=lambda t=t: own_dh[t - 1],
            after=lambda t=t: own_dh[min(t + 1, T - 1)],
            later=lambda t=t: own_dh[t:].sum(axis=0),
            earlier=lambda t=t: own_dh[: t + 1].sum(axis=0),
            always_first=lambda: own_dh[0],
        )
        dh = pick(
            "dh",
            own + dh_next,
            not_propagated=lambda own=own: own,
            minus=lambda own=own: own - dh_next,
            product=lambda t=t, own=own: own * dh_next if t < T - 1 else own,
            twice_next=lambda own=own: own + 2 * dh_next,
            averaged=lambda own=own: (own + dh_next) / 2,
        )
        dh, dc_next = pick("own_dh", (dh, dc_next), as_dc=lambda own=own: (dh_next, own))
        dc = pick(
            "dc",
            dc_next,
            not_propagated=lambda: 0 * dc_next,
            dh=lambda dh=dh: dh,
            plus_own=lambda own=own: dc_next + own,
            dh_next=lambda: dh_next,
            own=lambda own=own: own,
        )
        dh, dc = pick("arguments", (dh, dc), swapped=lambda dh=dh, dc=dc: (dc, dh))
        used = pick(
            "step",
            steps[t],
            reverse=lambda t=t: steps[T - 1 - t],
            first=lambda: steps[0],
            last=lambda: steps[-1],
            before=lambda t=t: steps[max(t - 1, 0)],
            state_before=lambda t=t: replace(steps[t], c=steps[t].c_prev, h=steps[t].h_prev),
        )
        back = _back(dh, dc, used, W_x, W_h)
        old = dh_next, dc_next
        dh_next, dc_next = back["dh_prev"], back["dc_prev"]
        dh_next, dc_next = pick(
            "propagate",
            (dh_next, dc_next),
            nothing=lambda: (np.zeros(H), np.zeros(H)),
            swapped=lambda: (dc_next, dh_next),
            dh_piles_up=lambda: (old[0] + dh_next, dc_next),
            dc_piles_up=lambda: (dh_next, old[1] + dc_next),
            both_pile_up=lambda: (old[0] + dh_next, old[1] + dc_next),
            own_again=lambda own=own: (dh_next + own, dc_next),
            dc_of_step=lambda back=back: (dh_next, back["dc"]),
            dh_of_step=lambda dh=dh: (dh, dc_next),
            clipped=lambda: (np.clip(dh_next, -1, 1), np.clip(dc_next, -1, 1)),
            dh_clipped=lambda: (np.clip(dh_next, -1, 1), dc_next),
            dc_clipped=lambda: (dh_next, np.clip(dc_next, -1, 1)),
            dc_times_f=lambda used=used: (dh_next, dc_next * used.f),
            dc_for_both=lambda: (dc_next, dc_next),
            stop_after_one=lambda t=t: (dh_next, dc_next) if t == T - 1 else (0 * dh_next, 0 * dc_next),
        )
        found.append((back["dW_x"], back["dW_h"], back["db"]))
    return _totals(pick, found, T, (W_x, W_h))


def _totals(
    pick: Pick, found: list[tuple[Array, Array, Array]], T: int, weights: tuple[Array, Array]
) -> Output:
    sums = [sum(parts) for parts in zip(*found, strict=True)]
    totals = [
        pick(
            f"sum.{name}",
            total,
            overwritten=lambda k=k: found[-1][k],
            first_kept=lambda k=k: found[0][k],
            mean=lambda total=total: total / T,
            zero=lambda total=total: 0 * total,
            **({"from_weights": lambda k=k, total=total: total + weights[k]} if k < 2 else {}),
            **({"over_all": lambda total=total: np.full_like(total, total.sum())} if k == 2 else {}),
        )
        for k, (name, total) in enumerate(zip(("dW_x", "dW_h", "db"), sums, strict=True))
    ]
    return pick(
        "sums",
        tuple(totals),
        overwritten=lambda: found[-1],
        last_step_only=lambda: found[0],
        mean=lambda: tuple(total / T for total in totals),
        from_weights=lambda: (totals[0] + weights[0], totals[1] + weights[1], totals[2]),
        from_ones=lambda: tuple(total + 1 for total in totals),
        without_last=lambda: tuple(sum(parts[1:]) for parts in zip(*found, strict=True)),
        clipped=lambda: tuple(np.clip(total, -1, 1) for total in totals),
        clipped_to_five=lambda: tuple(np.clip(total, -5, 5) for total in totals),
        running=lambda: tuple(_doubling(parts) for parts in zip(*found, strict=True)),
        lists=lambda: tuple(np.array(parts) for parts in zip(*found, strict=True)),
    )


def _doubling(parts: tuple[Array, ...]) -> Array:
    total = 0 * parts[0]
    for part in parts:
        total = total + total + part
    return total


def _back(dh: Array, dc: Array, step: LSTMStep, W_x: Array, W_h: Array) -> dict[str, Array]:
    """Take one step backward, without the checks of lstm_step_backward, which cost most of the time."""
    i, f, g, o, tanh_c = step.i, step.f, step.g, step.o, np.tanh(step.c)
    dc = dc + dh * o * (1 - tanh_c**2)
    parts = [
        dc * g * i * (1 - i),
        dc * step.c_prev * f * (1 - f),
        dc * i * (1 - g**2),
        dh * tanh_c * o * (1 - o),
    ]
    dz = np.concatenate(parts)
    return {
        "dh_prev": dz @ W_h.T,
        "dc_prev": dc * f,
        "dc": dc,
        "dW_x": np.outer(step.x, dz),
        "dW_h": np.outer(step.h_prev, dz),
        "db": dz,
    }
