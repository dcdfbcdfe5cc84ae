"""Right functions for the exercises of notebook 02, with the points at which learners go wrong.

What is said of each wrong choice stands in deviations.py, under the same identifier.
"""

import math
from collections.abc import Callable
from functools import partial
from itertools import permutations

import numpy as np

from lstm_core.exercises.checking.exercise import Array, Output
from lstm_core.exercises.checking.variations import Pick, with_mistakes

GATES = "ifgo"
ORDERS = (
    "figo",
    "ifog",
    "igfo",
    "gfio",
    "ofgi",
    "iogf",
    "iofg",
    "fiog",
    "ogfi",
    "gifo",
    "fogi",
    "oifg",
)
COPIES = tuple(permutations(GATES, 2))
# Copied whole; the others have the effect of a wrong gate in c or h.
BLOCKS = (("i", "g"), ("f", "g"), ("o", "g"), ("g", "i"), ("g", "f"), ("g", "o"))


def _sigma(z: Array) -> Array:
    decay = np.exp(-np.abs(z))
    values: Array = np.where(z >= 0, 1.0, decay) / (1.0 + decay)
    return values


def _softmax(z: Array) -> Array:
    exponentials = np.exp(z - z.max())
    shares: Array = exponentials / exponentials.sum()
    return shares


def sigmoid_slope(pick: Pick, z: Array) -> Output:
    z = pick(
        "input",
        z,
        doubled=lambda: 2 * z,
        halved=lambda: z / 2,
        positive_part=lambda: np.maximum(z, 0),
        clipped_to_1=lambda: np.clip(z, -1, 1),
        clipped_to_5=lambda: np.clip(z, -5, 5),
        clipped_to_6=lambda: np.clip(z, -6, 6),
        clipped_to_10=lambda: np.clip(z, -10, 10),
        mean=lambda: z.mean(),
        condition=lambda: 0 * z if z > 500 else z,
    )
    s = pick(
        "s",
        _sigma(z),
        z=lambda: z,
        twice=lambda: _sigma(_sigma(z)),
        tanh=lambda: np.tanh(z),
        tanh_first=lambda: _sigma(np.tanh(z)),
        softmax=lambda: _softmax(z),
        exponential=lambda: np.exp(z),
        decay=lambda: np.exp(-z),
        no_reciprocal=lambda: 1 + np.exp(-z),
        minus=lambda: 1 / (1 - np.exp(-z)),
        no_exponential=lambda: 1 / (1 - z),
        mean=lambda: _sigma(z).mean(),
        by_math=lambda: 1 / (1 + math.exp(-z)),
    )
    slope = pick(
        "slope",
        s * (1 - s),
        s=lambda: s,
        only_rest=lambda: 1 - s,
        of_tanh=lambda: 1 - s**2,
        plus=lambda: s * (1 + s),
        reverse=lambda: s * (s - 1),
        s_squared=lambda: s**2 * (1 - s),
        rest_squared=lambda: s * (1 - s) ** 2,
        cubed=lambda: s * (1 - s**2),
        sigma_in_rest=lambda: s * (1 - _sigma(s)),
        by_matmul=lambda: s @ (1 - s),
        no_rest=lambda: s**2,
        all_squared=lambda: (s * (1 - s)) ** 2,
        sum=lambda: s + (1 - s),
        difference=lambda: s - (1 - s),
        brackets=lambda: s * 1 - s,
        quotient=lambda: s / (1 - s),
        divided=lambda: 1 / (s * (1 - s)),
        rest_of_z=lambda: s * (1 - z),
        z_first=lambda: z * (1 - s),
        times_z=lambda: z * s * (1 - s),
        times_s_again=lambda: s * s * (1 - s) * (1 - s) * 4,
        root=lambda: np.sqrt(s * (1 - s)),
        second=lambda: s * (1 - s) * (1 - 2 * s),
        signed=lambda: np.sign(z) * s * (1 - s),
        logit=lambda: np.log(s / (1 - s)),
        constant=lambda: 0 * s + 0.25,
        four_times=lambda: 4 * s * (1 - s),
        **_other_slopes(z),
    )
    return pick(
        "saturated",
        slope,
        quarter=lambda: np.where(np.abs(z) > 500, 0.25, slope),
        one=lambda: np.where(np.abs(z) > 500, 1.0, slope),
    )


def _other_slopes(z: Array) -> dict[str, Callable[[], Array]]:
    """Return slopes that are written with z and not with s = σ(z)."""

    def forward(step: float) -> Array:
        return (_sigma(z + step) - _sigma(z)) / step

    return {
        "tanh_of_z": lambda: 1 - np.tanh(z) ** 2,
        "tanh_no_square": lambda: 1 - np.tanh(z),
        "overflow_at_minus": lambda: np.exp(-z) / (1 + np.exp(-z)) ** 2,
        "overflow_at_plus": lambda: np.exp(z) / (1 + np.exp(z)) ** 2,
        "overflow_at_both": lambda: np.exp(z) / (1 + np.exp(z)) * (np.exp(-z) / (1 + np.exp(-z))),
        "minus_and_overflow": lambda: -np.exp(-z) / (1 + np.exp(-z)) ** 2,
        "no_square": lambda: np.exp(-z) / (1 + np.exp(-z)),
        "no_square_plus": lambda: np.exp(z) / (1 + np.exp(z)),
        "no_square_stable": lambda: np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))),
        "no_decay_stable": lambda: 1 / (1 + np.exp(-np.abs(z))) ** 2,
        "softplus": lambda: np.logaddexp(0, z),
        "forward_by_1": lambda: forward(1.0),
        "forward_by_tenth": lambda: forward(0.1),
        "forward_by_hundredth": lambda: forward(0.01),
        "forward_by_thousandth": lambda: forward(0.001),
        "neighbours": lambda: np.gradient(_sigma(z), axis=-1),
        "between_neighbours": lambda: np.diff(_sigma(z)),
        "along_all_axes": lambda: np.gradient(_sigma(z)),
        "by_entries": lambda: np.gradient(_sigma(z), z),
    }


def step(
    pick: Pick, x: Array, h_prev: Array, c_prev: Array, W_x: Array, W_h: Array, b: Array
) -> Output:
    return _step(pick, (x, h_prev, c_prev, W_x, W_h, b), by_blocks=False)


def _step_by_blocks(pick: Pick, *arguments: Array) -> Output:
    return _step(pick, arguments, by_blocks=True)


def _step(pick: Pick, arguments: tuple[Array, ...], *, by_blocks: bool) -> Output:
    _, h_prev, c_prev, *_ = arguments
    z = _pre_activations(pick, *arguments, by_blocks=by_blocks)
    i, f, g, o = _squashed(pick, z)
    c = _cell_state(pick, i, f, g, o, h_prev, c_prev)
    h = pick(
        "shown",
        o * np.tanh(c),
        no_tanh=lambda: o * c,
        sigma=lambda: o * _sigma(c),
        no_o=lambda: np.tanh(c),
        neither=lambda: c.copy(),
        peephole=lambda: _sigma(np.log(o / (1 - o)) + c) * np.tanh(c),
        c_prev=lambda: o * np.tanh(c_prev),
        c_prev_no_tanh=lambda: o * c_prev,
        tanh_outside=lambda: np.tanh(o * c),
        tanh_of_o=lambda: np.tanh(o) * c,
        sum=lambda: o + np.tanh(c),
        i=lambda: i * np.tanh(c),
        f=lambda: f * np.tanh(c),
        g=lambda: g * np.tanh(c),
        candidate=lambda: o * g,
        h_prev=lambda: o * np.tanh(h_prev),
        twice=lambda: o * np.tanh(np.tanh(c)),
        one_minus_o=lambda: (1 - o) * np.tanh(c),
        o_alone=lambda: o.copy(),
        o_squared=lambda: o**2 * np.tanh(c),
        slope=lambda: o * (1 - np.tanh(c) ** 2),
        kept=lambda: o * np.tanh(f * c_prev),
        written=lambda: o * np.tanh(i * g),
        positive_part=lambda: o * np.maximum(c, 0),
        plus_h_prev=lambda: h_prev + o * np.tanh(c),
        times_h_prev=lambda: o * np.tanh(c) * h_prev,
        mixed=lambda: o * np.tanh(c) + (1 - o) * h_prev,
        softmax=lambda: o * _softmax(c),
    )
    return pick(
        "returned",
        (h, c),
        h_alone=lambda: h,
        c_alone=lambda: c,
        h_twice=lambda: (h, h),
        tanh_c=lambda: (h, np.tanh(c)),
        c_prev=lambda: (h, c_prev),
        h_prev=lambda: (h_prev, c),
        old_states=lambda: (h_prev, c_prev),
        candidate=lambda: (h, g),
        with_o=lambda: (h, c, o),
        joined=lambda: np.concatenate([h, c]),
        all=lambda: (i, f, g, o, c, h),
    )


def _pre_activations(
    pick: Pick,
    x: Array,
    h_prev: Array,
    c_prev: Array,
    W_x: Array,
    W_h: Array,
    b: Array,
    *,
    by_blocks: bool,
) -> list[Array]:
    """Return the pre-activations of i, f, g and o, if asked with mistakes in single blocks."""
    from_x = pick(
        "from_x",
        x @ W_x,
        missing=lambda: 0 * b,
        order=lambda: W_x @ x,
        order_dot=lambda: np.dot(W_x, x),
        transposed=lambda: x @ W_x.T,
        by_entry=lambda: x * W_x,
        minus=lambda: -(x @ W_x),
        **({"h_prev": lambda: h_prev @ W_x} if by_blocks else {}),
        sum=lambda: (x @ W_x).sum(),
        doubled=lambda: 2 * (x @ W_x),
        argmax=lambda: W_x[np.argmax(x)],
    )
    from_h = pick(
        "from_h",
        h_prev @ W_h,
        missing=lambda: 0 * b,
        order=lambda: W_h @ h_prev,
        order_dot=lambda: np.dot(W_h, h_prev),
        transposed=lambda: h_prev @ W_h.T,
        by_entry=lambda: h_prev * W_h,
        minus=lambda: -(h_prev @ W_h),
        c_prev=lambda: c_prev @ W_h,
        both=lambda: (h_prev + c_prev) @ W_h,
        **({"x": lambda: x @ W_h} if by_blocks else {}),
        tanh=lambda: np.tanh(h_prev) @ W_h,
        doubled=lambda: 2 * (h_prev @ W_h),
        shown_c=lambda: np.tanh(c_prev) @ W_h,
    )
    bias = pick(
        "bias",
        b,
        missing=lambda: 0 * b,
        twice=lambda: 2 * b,
        minus=lambda: -b,
        mean=lambda: b.mean(),
        absolute=lambda: np.abs(b),
    )
    both = pick(
        "both",
        None,
        swapped=lambda: x @ W_h + h_prev @ W_x,
        stacked_h_first=lambda: np.concatenate([h_prev, x]) @ np.concatenate([W_x, W_h]),
        stacked_x_first=lambda: np.concatenate([x, h_prev]) @ np.concatenate([W_h, W_x]),
        product=lambda: (x @ W_x) * (h_prev @ W_h),
    )
    if both is not None:
        from_x, from_h = both, 0.0
    total = np.zeros((4, len(h_prev)))
    for name, part in (("W_x", from_x), ("W_h", from_h), ("b", bias)):
        blocks = np.broadcast_to(part, b.shape).reshape(4, -1)
        total += pick(f"{name}_block", blocks, **_block_mistakes(blocks)) if by_blocks else blocks
    z = pick("block", total, **_copied_blocks(total, BLOCKS)) if by_blocks else total
    return _cut(pick, z.ravel(), x, h_prev, W_h, by_blocks=by_blocks)


def _copied_blocks(
    blocks: Array, copies: tuple[tuple[str, ...], ...]
) -> dict[str, Callable[[], Array]]:
    return {f"{to}_from_{of}": partial(_with_block, blocks, to, of) for to, of in copies}


def _block_mistakes(blocks: Array) -> dict[str, Callable[[], Array]]:
    """Return the blocks of the four gates with one that is missing or is another gate's."""
    missing = {f"{gate}_missing": partial(_with_block, blocks, gate, "") for gate in GATES}
    return missing | _copied_blocks(blocks, COPIES)


def _with_block(blocks: Array, to: str, of: str) -> Array:
    changed = blocks.copy()
    changed[GATES.index(to)] = blocks[GATES.index(of)] if of else 0.0
    return changed


def _cut(pick: Pick, z: Array, x: Array, h_prev: Array, W_h: Array, *, by_blocks: bool) -> list[Array]:
    """Cut the pre-activations into those of i, f, g and o, (H,) each."""

    def slices(H: int) -> list[Array]:
        return [z[:H], z[H : 2 * H], z[2 * H : 3 * H], z[3 * H : 4 * H]]

    sizes = {
        "size_2": lambda: slices(2),
        "size_of_x": lambda: slices(len(x)),
        "all_columns": lambda: slices(W_h.shape[1]),
    }
    parts = pick(
        "cut",
        list(z.reshape(4, -1)),
        axis_1=lambda: np.split(z, 4, axis=1),
        interleaved=lambda: [z[k::4] for k in range(4)],
        **(sizes if by_blocks else {}),
        first_entries=lambda: [z[k] for k in range(4)],
        one_block=lambda: [z[: len(h_prev)]] * 4,
        one_too_far=lambda: np.split(np.roll(z, -1), 4),
    )
    orders = {order: partial(_ordered, parts, order) for order in ORDERS}
    return list(pick("order", parts, **orders))


def _ordered(parts: list[Array], order: str) -> list[Array]:
    """Return the parts of i, f, g and o, if they were taken to stand in another order."""
    return [parts[order.index(gate)] for gate in GATES]


def _squashed(pick: Pick, z: list[Array]) -> list[Array]:
    z_g, g = z[2], np.tanh(z[2])
    alike = len({part.shape for part in z}) == 1
    squashed = [*_sigma(np.array(z))] if alike else [_sigma(part) for part in z]
    squashed[2] = g
    for k, gate in enumerate(GATES):
        if gate == "g":
            continue
        own, s = z[k], squashed[k]
        squashed[k] = pick(
            f"{gate}_squash",
            s,
            tanh=lambda own=own: np.tanh(own),
            missing=lambda own=own: own,
            again=lambda s=s: _sigma(s),
            slope=lambda s=s: s * (1 - s),
            hard=lambda own=own: (own > 0) * 1.0,
            positive_part=lambda own=own: np.maximum(own, 0),
            softmax=lambda own=own: _softmax(own),
            tanh_first=lambda own=own: _sigma(np.tanh(own)),
            tanh_after=lambda s=s: np.tanh(s),
            exponential=lambda own=own: np.exp(own),
            one_more=lambda own=own: _sigma(own + 1.0),
        )
    squashed[2] = pick(
        "g_squash",
        g,
        sigma=lambda: _sigma(z_g),
        missing=lambda: z_g,
        again=lambda: np.tanh(g),
        sigma_first=lambda: np.tanh(_sigma(z_g)),
        sigma_after=lambda: _sigma(g),
        slope=lambda: 1 - g**2,
        positive_part=lambda: np.maximum(z_g, 0),
        half=lambda: np.tanh(z_g / 2),
        absolute=lambda: np.abs(g),
        softmax=lambda: _softmax(z_g),
        sine=lambda: np.sin(z_g),
    )
    s = squashed
    return list(
        pick(
            "squash",
            squashed,
            all_missing=lambda: z,
            gates_missing=lambda: [z[0], z[1], s[2], z[3]],
            gates_tanh=lambda: [np.tanh(part) for part in z],
            swapped=lambda: [np.tanh(z[0]), np.tanh(z[1]), _sigma(z[2]), np.tanh(z[3])],
            gates_again=lambda: [_sigma(s[0]), _sigma(s[1]), s[2], _sigma(s[3])],
            all_again=lambda: [_sigma(s[0]), _sigma(s[1]), np.tanh(s[2]), _sigma(s[3])],
            gates_reverse=lambda: [1 - s[0], 1 - s[1], s[2], 1 - s[3]],
            gates_hard=lambda: [(z[0] > 0) * 1.0, (z[1] > 0) * 1.0, s[2], (z[3] > 0) * 1.0],
            gates_softmax=lambda: [_softmax(z[0]), _softmax(z[1]), s[2], _softmax(z[3])],
            tanh_first=lambda: [
                *(_sigma(np.tanh(part)) for part in z[:2]),
                np.tanh(s[2]),
                _sigma(np.tanh(z[3])),
            ],
        )
    )


def _cell_state(
    pick: Pick, i: Array, f: Array, g: Array, o: Array, h_prev: Array, c_prev: Array
) -> Output:
    kept = pick(
        "kept",
        f * c_prev,
        no_f=lambda: c_prev,
        no_c_prev=lambda: f,
        one_minus_f=lambda: (1 - f) * c_prev,
        one_minus_i=lambda: (1 - i) * c_prev,
        i=lambda: i * c_prev,
        o=lambda: o * c_prev,
        h_prev=lambda: f * h_prev,
        candidate=lambda: f * g,
        nothing=lambda: 0 * c_prev,
        f_squared=lambda: f**2 * c_prev,
        tanh=lambda: f * np.tanh(c_prev),
        sum=lambda: f + c_prev,
        minus=lambda: -f * c_prev,
        half=lambda: f * c_prev / 2,
    )
    written = pick(
        "written",
        i * g,
        no_i=lambda: g,
        no_g=lambda: i,
        one_minus_i=lambda: (1 - i) * g,
        one_minus_f=lambda: (1 - f) * g,
        f=lambda: f * g,
        o=lambda: o * g,
        sum=lambda: i + g,
        nothing=lambda: 0 * g,
        c_prev=lambda: i * c_prev,
        h_prev=lambda: i * h_prev,
        plus_h_prev=lambda: i * (g + h_prev),
        i_squared=lambda: i**2 * g,
        minus=lambda: -i * g,
    )
    c = kept + written
    return pick(
        "c",
        c,
        product=lambda: kept * written,
        f_on_all=lambda: f * (c_prev + i * g),
        i_on_all=lambda: i * (f * c_prev + g),
        o_on_all=lambda: o * c,
        tanh=lambda: np.tanh(c),
        sigma=lambda: _sigma(c),
        clipped_to_1=lambda: np.clip(c, -1, 1),
        clipped_to_5=lambda: np.clip(c, -5, 5),
        clipped_to_10=lambda: np.clip(c, -10, 10),
        plus_c_prev=lambda: c_prev + c,
        plus_h_prev=lambda: c + h_prev,
        mean=lambda: c / 2,
        positive_part=lambda: np.maximum(c, 0),
        largest=lambda: np.maximum(kept, written),
        negative=lambda: -c,
    )


def forget_bias_for(pick: Pick, steps: float) -> Output:
    half = pick(
        "half",
        0.5,
        e=lambda: math.exp(-1),
        two=lambda: 2,
        quarter=lambda: 0.25,
        tenth=lambda: 0.1,
        hundredth=lambda: 0.01,
        nine_tenths=lambda: 0.9,
        third=lambda: 1 / 3,
    )
    used = pick(
        "steps",
        steps,
        whole=lambda: int(steps),
        rounded=lambda: round(steps),
        rounded_up=lambda: math.ceil(steps),
        one_more=lambda: steps + 1,
        one_less=lambda: steps - 1,
        doubled=lambda: 2 * steps,
        squared=lambda: steps**2,
        root=lambda: steps**0.5,
        logarithm=lambda: np.log(steps),
    )
    exponent = pick(
        "exponent",
        1 / used,
        steps=lambda: used,
        minus_steps=lambda: -used,
        whole_division=lambda: 1 // used,
        fixed_root=lambda: 0.5,
        one=lambda: 1,
    )
    f = pick(
        "f",
        half**exponent,
        divided=lambda: half / used,
        product=lambda: half * used,
        line=lambda: 1 - half / used,
        line_by_step=lambda: 1 - 1 / used,
        first_order=lambda: 1 + np.log(half) / used,
        reciprocal=lambda: 1 / used,
        lost=lambda: 1 - half**used,
        half_life=lambda: np.log(half) / np.log(used),
        reverse_power=lambda: used**half,
        reverse_negative_power=lambda: used**-half,
        exponential=lambda: np.exp(-used),
        steps=lambda: used,
    )
    log = pick("log", np.log, base_10=lambda: np.log10, base_2=lambda: np.log2)
    z_f = pick("z", log(f / (1 - f)) if f != 1 else _no_inverse(f), **_other_inverses(f, log, steps))
    return pick(
        "result",
        z_f,
        whole=lambda: int(z_f),
        rounded=lambda: round(z_f),
        one_digit=lambda: round(z_f, 1),
        two_digits=lambda: round(z_f, 2),
        three_digits=lambda: round(z_f, 3),
        positive_part=lambda: max(z_f, 0.0),
        absolute=lambda: abs(z_f),
        times_steps=lambda: z_f * steps,
        over_steps=lambda: z_f / steps,
        at_most_1=lambda: min(z_f, 1.0),
        at_most_10=lambda: min(z_f, 10.0),
    )


def _no_inverse(f: float) -> float:
    return f / (1 - f)


def _other_inverses(
    f: float, log: Callable[[float], float], steps: float
) -> dict[str, Callable[[], Output]]:
    """Return what is taken for the pre-activation of a gate f."""
    return {
        "f": lambda: f,
        "lost": lambda: 1 - f,
        "reverse": lambda: log((1 - f) / f),
        "log_f": lambda: log(f),
        "minus_log_f": lambda: -log(f),
        "log_lost": lambda: log(1 - f),
        "minus_log_lost": lambda: -log(1 - f),
        "brackets": lambda: log(f / 1 - f),
        "quotient_of_log": lambda: log(f) / (1 - f),
        "quotient_of_logs": lambda: log(f) / log(1 - f),
        "product": lambda: log(f * (1 - f)),
        "sum_of_logs_plus": lambda: log(f) + log(1 + f),
        "plus": lambda: log(f / (1 + f)),
        "odds": lambda: f / (1 - f),
        "sigma": lambda: 1 / (1 + np.exp(-f)),
        "reciprocal_sigma": lambda: 1 + np.exp(-f),
        "slope": lambda: f * (1 - f),
        "arctanh": lambda: np.arctanh(f),
        "tanh": lambda: np.tanh(f),
        "exponential": lambda: np.exp(f / (1 - f)),
        "one_too_many": lambda: log(f / (1 - f)) + 1,
        "epsilon": lambda: log(f / (1 - f + 1e-6)),
        "small_epsilon": lambda: log(f / (1 - f + 1e-8)),
        "steps": lambda: float(steps),
        "log_steps": lambda: log(steps),
        "approximate": lambda: log(steps / np.log(2)),
        "half_life": lambda: np.log(0.5) / np.log(steps),
        "half_life_of_gate": lambda: np.log(0.5) / np.log(1 / steps),
        "sigma_of_steps": lambda: 1 / (1 + np.exp(-1.0 * steps)),
        "one": lambda: 1.0,
    }


def share_left(pick: Pick, f: Array) -> Output:
    T, H = f.shape
    one = np.ones((1, H))
    gates = pick(
        "gate",
        f,
        lost=lambda: 1 - f,
        squared=lambda: f**2,
        root=lambda: np.sqrt(f),
        sigma=lambda: _sigma(f),
        one_more=lambda: 1 + f,
        mean_of_units=lambda: np.broadcast_to(f.mean(axis=1, keepdims=True), f.shape),
        first_unit=lambda: np.broadcast_to(f[:, :1], f.shape),
        step_before=lambda: np.concatenate([one, f[:-1]]),
        step_after=lambda: np.concatenate([one, f[2:], one]),
        reverse=lambda: f[::-1],
        product_of_units=lambda: np.broadcast_to(f.prod(axis=1, keepdims=True), f.shape),
        always_second=lambda: np.broadcast_to(f[1], f.shape),
    )
    factors = pick(
        "first",
        np.concatenate([one, gates[1:]]),
        counted=lambda: gates,
        zero=lambda: np.concatenate([0 * one, gates[1:]]),
        half=lambda: np.concatenate([0.5 * one, gates[1:]]),
        lost=lambda: np.concatenate([1 - gates[:1], gates[1:]]),
        dropped=lambda: gates[1:],
        added=lambda: np.concatenate([one, gates]),
        column=lambda: np.concatenate([np.ones((T, 1)), gates[:, 1:]], axis=1),
        entry=lambda: np.concatenate([[1.0], gates.ravel()[1:]]).reshape(T, H),
        last=lambda: np.concatenate([gates[:-1], one]),
        skips_second=lambda: np.concatenate([one, one, gates[2:]]),
        second_for_first=lambda: np.concatenate([gates[:1], one, gates[2:]]),
        skips_last=lambda: np.concatenate([one, gates[1:-1], one]),
        second=lambda: np.concatenate([gates[1:2], gates[1:]]),
        ones=lambda: np.ones_like(f),
    )
    share = pick("share", np.cumprod(factors, axis=0), **_other_shares(factors, f))
    return pick(
        "result",
        share,
        lost=lambda: 1 - share,
        percent=lambda: 100 * share,
        last_is_one=lambda: np.concatenate([share[:-1], one]),
        last_is_gate=lambda: np.concatenate([share[:-1], f[-1:]]),
        last_is_zero=lambda: np.concatenate([share[:-1], 0 * one]),
        step_before=lambda: np.concatenate([one, share[:-1]]),
        step_after=lambda: np.concatenate([share[1:], share[-1:]]),
        whole=lambda: share.astype(int),
        rounded=lambda: np.round(share),
        two_digits=lambda: np.round(share, 2),
        reciprocal=lambda: 1 / share,
        over_first=lambda: share / f[0],
        times_gate=lambda: share * f,
        over_gate=lambda: share / f,
        differences=lambda: np.diff(share, axis=0),
        normalised=lambda: share / share.sum(axis=0),
        mean_of_units=lambda: share.mean(axis=1),
        product_of_units=lambda: share.prod(axis=1),
        first_unit=lambda: share[:, 0],
        logarithm=lambda: np.log(share),
        tanh=lambda: np.tanh(share),
    )


def _other_shares(factors: Array, f: Array) -> dict[str, Callable[[], Array]]:
    """Return what is taken for the running product of the factors."""
    T = len(f)
    t = np.arange(T)[:, None]
    running = np.arange(1, len(factors) + 1)[:, None]
    rest = factors[1:]
    return {
        "units": lambda: np.cumprod(factors, axis=1),
        "units_from_one": lambda: np.cumprod(np.column_stack([np.ones(T), f[:, 1:]]), axis=1),
        "no_axis": lambda: np.cumprod(factors),
        "no_axis_reshaped": lambda: np.cumprod(factors).reshape(factors.shape),
        "sum": lambda: np.cumsum(factors, axis=0),
        "sum_no_axis": lambda: np.cumsum(factors),
        "sum_of_units": lambda: np.cumsum(factors, axis=1),
        "mean": lambda: np.cumsum(factors, axis=0) / running,
        "weakest": lambda: np.minimum.accumulate(factors, axis=0),
        "difference": lambda: factors[0] - np.cumsum(np.concatenate([0 * rest[:1], rest]), axis=0),
        "minus_losses": lambda: (
            factors[0] - np.cumsum(np.concatenate([0 * rest[:1], 1 - rest]), axis=0)
        ),
        "total": lambda: np.prod(factors, axis=0),
        "total_of_units": lambda: np.prod(factors, axis=1),
        "total_of_all": lambda: np.prod(factors),
        "total_everywhere": lambda: np.broadcast_to(np.prod(factors, axis=0), factors.shape),
        "not_running": lambda: factors,
        "two_steps": lambda: np.concatenate([factors[:1], f[1:] * f[:-1]]),
        "two_factors": lambda: np.concatenate([factors[:1], rest * factors[:-1]]),
        "power": lambda: f**t,
        "power_one_more": lambda: f ** (t + 1),
        "power_of_mean": lambda: f.mean(axis=0) ** t,
        "power_of_mean_of_all": lambda: np.broadcast_to(f.mean() ** t, f.shape),
        "power_of_running_mean": lambda: (np.cumsum(f, axis=0) / (t + 1)) ** t,
        "power_of_first": lambda: f[0] ** t,
        "power_of_last": lambda: f[-1] ** t,
        "power_of_half": lambda: np.broadcast_to(0.5**t, f.shape),
        "times_t": lambda: f * t,
        "from_the_end": lambda: _from_the_end(f, True),
        "from_the_end_all": lambda: _from_the_end(f, False),
        "backwards": lambda: np.cumprod(factors[::-1], axis=0),
        "rest": lambda: np.cumprod(factors[::-1], axis=0)[::-1],
        "past_end": lambda: np.ones_like(f)[T],
        "exponential": lambda: np.exp(-np.cumsum(np.concatenate([0 * rest[:1], rest]), axis=0)),
        "again": lambda: np.cumprod(np.cumprod(factors, axis=0), axis=0),
        "both_axes": lambda: np.cumprod(np.cumprod(factors, axis=0), axis=1),
        "as_many_as_units": lambda: _as_many_as_units(factors, f),
    }


def _from_the_end(f: Array, one_first: bool) -> Array:
    products: Array = np.cumprod(f[::-1], axis=0)[::-1].copy()
    if one_first:
        products[0] = 1.0
    return products


def _as_many_as_units(factors: Array, f: Array) -> Array:
    share = np.ones_like(f)
    for t in range(1, f.shape[1]):
        share[t] = share[t - 1] * f[t]
    return share


# Mistakes in the block of one gate, and wrong sizes, which mostly end in errors: found alone, because
# with others there would be too many pairs.
STEP_OTHERS = {
    name: with_mistakes(_step_by_blocks, name)
    for name in (
        *("from_x.h_prev", "from_h.x", "cut.size_2", "cut.size_of_x", "cut.all_columns"),
        *(f"{part}_block.{gate}_missing" for part in ("W_x", "W_h", "b") for gate in GATES),
        *(f"{part}_block.{to}_from_{of}" for part in ("W_x", "W_h", "b") for to, of in COPIES),
        *(f"block.{to}_from_{of}" for to, of in BLOCKS),
    )
}
FORGET_BIAS_OTHERS = {
    "whole.math_domain": lambda steps: math.log(2 ** (1 / steps) / (1 - 2 ** (1 / steps))),
}
