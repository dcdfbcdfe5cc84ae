"""A right LSTM for the capstone, with the points at which learners go wrong.

What is said of each wrong choice stands in deviations.py, under the same identifier.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from lstm_core.activations import cross_entropy, sigmoid, softmax
from lstm_core.exercises.checking.exercise import Array, Indices, Output
from lstm_core.exercises.checking.variations import Pick
from lstm_core.model import CharLSTM
from lstm_core.parameters import Parameters as PackageParameters

NAMES = ("W_x", "W_h", "b", "W_y", "b_y")
LEARNING_RATE, LIMIT = 0.05, 1.0
_ORDERS = ("figo", "ifog", "igfo", "fiog", "gifo", "fogi", "iogf")
Parameters = dict[str, Array]
Step = dict[str, Any]


def new_parameters(pick: Pick, V: int, H: int, rng: np.random.Generator) -> Parameters:
    """Return random weights of a suitable size and biases of zero."""
    return {
        "W_x": rng.normal(0.0, 1 / np.sqrt(V), (V, 4 * H)),
        "W_h": rng.normal(0.0, 1 / np.sqrt(H), (H, 4 * H)),
        "b": np.zeros(4 * H),
        "W_y": rng.normal(0.0, 1 / np.sqrt(H), (H, V)),
        "b_y": np.zeros(V),
    }


def _value(value: Any) -> Callable[[], Any]:
    return lambda: value


# Forward


def _gates(pick: Pick, z: Array) -> Step:
    order = pick("order", "ifgo", **{order: _value(order) for order in _ORDERS})
    parts = dict(zip(order, np.split(z, 4), strict=True))
    i = pick(
        "i", sigmoid(parts["i"]), one=lambda: np.ones_like(parts["i"]), tanh=lambda: np.tanh(parts["i"])
    )
    f = pick(
        "f",
        sigmoid(parts["f"]),
        one=lambda: np.ones_like(parts["f"]),
        tanh=lambda: np.tanh(parts["f"]),
        i=lambda: i,
        one_minus_i=lambda: 1 - i,
    )
    g = pick("g", np.tanh(parts["g"]), sigma=lambda: sigmoid(parts["g"]), raw=lambda: parts["g"])
    o = pick(
        "o", sigmoid(parts["o"]), one=lambda: np.ones_like(parts["o"]), tanh=lambda: np.tanh(parts["o"])
    )
    return {"i": i, "f": f, "g": g, "o": o}


def _step(pick: Pick, k: int, h: Array, c: Array, parameters: Parameters) -> Step:
    W_h, b = parameters["W_h"], parameters["b"]
    x_row = parameters["W_x"][k]  # a one-hot vector times W_x is one of its rows
    z = pick(
        "z",
        x_row + h @ W_h + b,
        no_bias=lambda: x_row + h @ W_h,
        no_h=lambda: x_row + b,
        no_x=lambda: h @ W_h + b,
        c_for_h=lambda: x_row + c @ W_h + b,
    )
    step = _gates(pick, z)
    i, f, g, o = (step[gate] for gate in "ifgo")
    new_c = pick(
        "c",
        f * c + i * g,
        no_memory=lambda: i * g,
        no_candidate=lambda: f * c + i,
        h_for_c=lambda: f * h + i * g,
    )
    new_h = pick(
        "h",
        o * np.tanh(new_c),
        no_tanh=lambda: o * new_c,
        sigma=lambda: o * sigmoid(new_c),
        old_c=lambda: o * np.tanh(c),
    )
    return {**step, "k": k, "h_prev": h, "c_prev": c, "c": new_c, "h": new_h}


def _read(pick: Pick, parameters: Parameters, inputs: Indices, h: Array, c: Array) -> list[Step]:
    start, zero = (h, c), (0 * h, 0 * c)
    h, c = pick("start", start, zero=_value(zero))
    steps: list[Step] = []
    for k in inputs:
        h, c = pick("carried", (h, c), start=_value(start), zero=_value(zero))
        steps.append(_step(pick, k, h, c, parameters))
        h, c = steps[-1]["h"], steps[-1]["c"]
    return steps


def rows(steps: list[Step], name: str) -> Array:
    return np.array([step[name] for step in steps])


def forward(pick: Pick, parameters: Parameters, inputs: Indices, h: Array, c: Array) -> Output:
    steps = _read(pick, parameters, inputs, h, c)
    states = pick(
        "y.states",
        rows(steps, "h"),
        c=lambda: rows(steps, "c"),
        before=lambda: rows(steps, "h_prev"),
    )
    y = states @ parameters["W_y"] + parameters["b_y"]
    logits = pick(
        "y",
        y,
        no_bias=lambda: states @ parameters["W_y"],
        softmax=lambda: softmax(y),
        log_softmax=lambda: np.log(softmax(y)),
    )
    last = steps[-1]["h"], steps[-1]["c"]
    state = pick("state", last, start=lambda: (h, c), first=lambda: (steps[0]["h"], steps[0]["c"]))
    return logits, *state


# Backward


def _slopes(pick: Pick, d: dict[str, Array], step: Step) -> Array:
    i, f, g, o = (step[gate] for gate in "ifgo")
    dz = {
        "i": pick("i.slope", d["i"] * i * (1 - i), missing=lambda: d["i"], value=lambda: d["i"] * i),
        "f": pick("f.slope", d["f"] * f * (1 - f), missing=lambda: d["f"], value=lambda: d["f"] * f),
        "g": pick(
            "g.slope",
            d["g"] * (1 - g**2),
            missing=lambda: d["g"],
            sigma=lambda: d["g"] * g * (1 - g),
            no_square=lambda: d["g"] * (1 - g),
        ),
        "o": pick("o.slope", d["o"] * o * (1 - o), missing=lambda: d["o"], value=lambda: d["o"] * o),
    }
    order = pick("dz.order", "ifgo", **{order: _value(order) for order in _ORDERS})
    return np.concatenate([dz[gate] for gate in order])


def _step_back(
    pick: Pick, own_dh: Array, dh_next: Array, dc_next: Array, step: Step, W_h: Array
) -> tuple[Array, Array, Array]:
    """Return dz, dh_prev and dc_prev of one step."""
    i, f, g, o, c, c_prev = (step[name] for name in ("i", "f", "g", "o", "c", "c_prev"))
    dh = pick("dh", own_dh + dh_next, no_next=lambda: own_dh, no_own=lambda: dh_next)
    tanh_c = np.tanh(c)
    do = pick("o.do", dh * tanh_c, c=lambda: dh * c, h=lambda: dh * step["h"])
    through_h = pick(
        "dc.through_h",
        dh * o * (1 - tanh_c**2),
        no_slope=lambda: dh * o,
        no_o=lambda: dh * (1 - tanh_c**2),
        c_for_tanh=lambda: dh * o * (1 - c**2),
        early_dh=lambda: (do * o * (1 - o)) @ np.split(W_h, 4, axis=1)[3].T * o * (1 - tanh_c**2),
    )
    dc = pick(
        "dc",
        through_h + dc_next,
        no_next=lambda: through_h,
        late_slope=lambda: (dh * o + dc_next) * (1 - tanh_c**2),
    )
    d = {
        "i": pick("i.di", dc * g, i=lambda: dc * i, c_prev=lambda: dc * c_prev),
        "f": pick(
            "f.df", dc * c_prev, c=lambda: dc * c, f=lambda: dc * f, next=lambda: dc_next * c_prev
        ),
        "g": pick("g.dg", dc * i, g=lambda: dc * g, f=lambda: dc * f),
        "o": do,
    }
    dz = _slopes(pick, d, step)
    dc_prev = pick("dc_prev", dc * f, no_f=lambda: dc, i=lambda: dc * i)
    handed_on: tuple[Array, Array, Array] = pick(
        "handed_on",
        (dz, dz @ W_h.T, dc_prev),
        nothing=lambda: (dz, 0 * dh, 0 * dc),
        dh=lambda: (dz, dz @ W_h.T + dh, dc_prev),
    )
    return handed_on


def _output_layer(pick: Pick, parameters: Parameters, steps: list[Step], targets: Indices) -> Output:
    """Return the loss, dW_y, db_y, and the derivative with respect to each h, (T, H)."""
    h = rows(steps, "h")
    p = softmax(h @ parameters["W_y"] + parameters["b_y"])  # (T, V)
    T, V = p.shape
    losses = -np.log(p[np.arange(T), targets])
    loss = pick(
        "loss",
        losses.sum(),
        mean=lambda: losses.mean(),
        bits=lambda: losses.sum() / np.log(2),
        last=lambda: losses[-1],
    )
    onehot = np.eye(V)[targets]
    dy = pick(
        "dy",
        p - onehot,
        p=lambda: p,
        error=lambda: onehot - p,
        mean=lambda: (p - onehot) / T,
        everywhere=lambda: p - 1,
        last=lambda: (p - onehot) * (np.arange(T) == T - 1)[:, None],
    )
    states = pick("dW_y.states", h, before=lambda: rows(steps, "h_prev"), c=lambda: rows(steps, "c"))
    return loss, states.T @ dy, dy.sum(axis=0), dy @ parameters["W_y"].T


def loss_and_gradients(
    pick: Pick, parameters: Parameters, inputs: Indices, targets: Indices, h: Array, c: Array
) -> Output:
    steps = _read(Pick(), parameters, inputs, h, c)
    loss, dW_y, db_y, own_dh = _output_layer(pick, parameters, steps, targets)
    dh_next, dc_next = 0 * h, 0 * c
    collected: list[Array] = []
    for step, own in zip(reversed(steps), own_dh[::-1], strict=True):
        dz, dh_next, dc_next = _step_back(pick, own, dh_next, dc_next, step, parameters["W_h"])
        collected.insert(0, dz)
    every = np.array(collected)  # (T, 4H)
    first, last = np.arange(len(every)) == 0, np.arange(len(every)) == len(every) - 1
    summed = pick(
        "sum",
        every,
        overwritten=lambda: every * first[:, None],
        last_step=lambda: every * last[:, None],
        mean=lambda: every / len(every),
    )
    states = pick("dW_h.states", rows(steps, "h_prev"), h=lambda: rows(steps, "h"))
    onehot = np.eye(len(parameters["b_y"]))[inputs]
    gradients = onehot.T @ summed, states.T @ summed, summed.sum(axis=0), dW_y, db_y
    clipped = pick("clip", gradients, early=lambda: tuple(np.clip(d, -1, 1) for d in gradients))
    return loss, *clipped


# Training


def _network(parameters: Parameters) -> CharLSTM:
    return CharLSTM.from_parameters(PackageParameters(**parameters), backend="numpy")


def train(pick: Pick, parameters: Parameters, inputs: Indices, targets: Indices, epochs: int) -> Output:
    """Return the trained arrays in one row, and the loss before each update, in nats per character."""
    now = before = dict(parameters)
    state = None
    added = dict.fromkeys(NAMES, 0.0)
    losses = []
    for _ in range(epochs):
        before = now
        network = _network(now)
        trace = network.forward(inputs, state)
        gradients = network.backward(trace, targets)
        state = pick("state", None, carried=_value(trace.final_state))
        d = {name: getattr(gradients, name) for name in NAMES}
        added = {name: added[name] + d[name] for name in NAMES}
        now = _updated(pick, now, pick("d", d, added=_value(added)), len(targets))
        loss = cross_entropy(trace.logits, targets)
        losses.append(pick("losses.when", loss, after=_later_loss(now, inputs, targets)))
    scale = pick("losses.scale", len(targets), sum=lambda: 1, bits=lambda: len(targets) * np.log(2))
    found = pick("returned", now, start=lambda: parameters, before_last=lambda: before)
    return in_one_row(found), np.array(losses) / scale


def _later_loss(parameters: Parameters, inputs: Indices, targets: Indices) -> Callable[[], Any]:
    return lambda: cross_entropy(_network(parameters).forward(inputs).logits, targets)


def in_one_row(parameters: Mapping[str, Array]) -> Array:
    return np.concatenate([np.ravel(parameters[name]) for name in NAMES])


def _updated(pick: Pick, parameters: Parameters, d: Parameters, T: int) -> Parameters:
    norm = float(np.sqrt(sum((d[name] ** 2).sum() for name in NAMES)))
    clipped = pick(
        "clip",
        {name: np.clip(d[name], -LIMIT, LIMIT) for name in NAMES},
        missing=lambda: d,
        five=lambda: {name: np.clip(d[name], -5, 5) for name in NAMES},
        norm=lambda: {name: d[name] / max(norm, 1.0) for name in NAMES},
        mean_first=lambda: {name: np.clip(d[name] / T, -1, 1) for name in NAMES},
        mean_after=lambda: {name: np.clip(d[name], -1, 1) / T for name in NAMES},
        sign=lambda: {name: np.sign(d[name]) for name in NAMES},
    )
    rate = pick(
        "rate",
        LEARNING_RATE,
        half=lambda: 0.5,
        hundredth=lambda: 0.01,
        tenth=lambda: 0.1,
        thousandth=lambda: 0.001,
        one=lambda: 1.0,
        uphill=lambda: -LEARNING_RATE,
    )
    moved = pick(
        "which",
        NAMES,
        no_biases=lambda: ("W_x", "W_h", "W_y"),
        no_output=lambda: ("W_x", "W_h", "b"),
        output_alone=lambda: ("W_y", "b_y"),
    )
    return {n: parameters[n] - rate * clipped[n] if n in moved else parameters[n] for n in NAMES}


# Sampling


def sample(
    pick: Pick,
    parameters: Parameters,
    first: int,
    length: int,
    temperature: float,
    rng: np.random.Generator,
) -> list[int]:
    h = np.zeros(len(parameters["W_h"]))
    c, k, drawn = h, first, []
    for _ in range(length):
        logits, h, c = forward(pick, parameters, np.array([k]), h, c)
        k = int(rng.choice(logits.shape[1], p=softmax(logits[0] / temperature)))
        drawn.append(k)
    return drawn
