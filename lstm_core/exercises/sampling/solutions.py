"""Right functions for the exercises of notebook 07, with the points at which learners go wrong.

What is said of each wrong choice stands in deviations.py, under the same identifier.
"""

import math
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from lstm_core.activations import sigmoid
from lstm_core.activations import softmax as checked_softmax
from lstm_core.exercises.checking.exercise import Array, Indices, Output
from lstm_core.exercises.checking.variations import Pick

Choices = dict[str, Callable[[], Any]]


def name_of(number: str) -> str:
    """Return a number as the end of an identifier: 1e-3 is at_1e_3."""
    return "at_" + number.replace("-", "_").replace(".", "_")


def _named(*numbers: str) -> dict[str, float]:
    return {name_of(number): float(number) for number in numbers}


THRESHOLDS = _named("0.1", "0.05", "0.01", "1e-3", "1e-4", "1e-5", "1e-6", "1e-8", "1e-10")
EPSILONS = _named("1e-2", "1e-3", "1e-4", "1e-5", "1e-6", "1e-7", "1e-8", "1e-9", "1e-10")
FEW_EPSILONS = _named("1e-3", "1e-5", "1e-6", "1e-8", "1e-9", "1e-10")
BOTH_ENDS = _named("1e-3", "1e-6", "1e-7")
TINY = _named("1e-12")  # counts where it replaces many zeros
TAU_RAISED = _named("0.1", "1e-2", "1e-3", "1e-4", "1e-6", "1e-8", "1e-10")
TAU_AT_LEAST = _named("0.1", "1e-2", "1e-3", "1e-4", "1e-6", "1e-8")
TEMPERATURES = _named("0.8", "0.4", "0.05", "0.004", "1e-5", "1e-9")  # of the inputs, those below 1


def numbered(numbers: dict[str, float], make: Callable[[float], Any], begin: str = "") -> Choices:
    """Return one wrong choice for each number."""
    return {begin + name: partial(make, number) for name, number in numbers.items()}


def softmax(logits: Array) -> Array:
    """Compute the softmax over the last axis, without the checks, which take most of the time."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def _probabilities(pick: Pick, logits: Array) -> Output:
    used = pick(
        "logits",
        logits,
        absolute=lambda: np.abs(logits),
        negative=lambda: -logits,
        doubled=lambda: 2 * logits,
        halved=lambda: logits / 2,
    )

    def powers() -> Array:
        return np.asarray(np.exp(used))

    used = pick("exponentials", used, overflow=lambda: np.where(np.isinf(powers()), np.nan, used))
    return pick(
        "softmax",
        softmax(used),
        missing=lambda: used,
        whole=lambda: softmax(used.ravel()).reshape(used.shape),
        columns=lambda: softmax(used.T).T,
        sigmoid=lambda: sigmoid(used),
        exponential=powers,
        not_normalised=lambda: np.exp(used - used.max(axis=1, keepdims=True)),
        no_keepdims=lambda: powers() / powers().sum(axis=1),
        shift_no_keepdims=lambda: softmax(used - used.max(axis=1)),
        both_no_keepdims=lambda: _over_rows(np.exp(used - used.max(axis=1))),
        twice=lambda: softmax(softmax(used)),
        linear=lambda: used / used.sum(axis=1, keepdims=True),
        base_two=lambda: 2**used / (2**used).sum(axis=1, keepdims=True),
        relu=lambda: np.maximum(used, 0) / np.maximum(used, 0).sum(axis=1, keepdims=True),
        linear_absolute=lambda: np.abs(used) / np.abs(used).sum(axis=1, keepdims=True),
        sum_no_keepdims=lambda: _over_rows(np.exp(used - used.max(axis=1, keepdims=True))),
        whole_overflow=lambda: powers() / powers().sum(),
        columns_overflow=lambda: powers() / powers().sum(axis=0),
    )


def _over_rows(powers: Array) -> Array:
    return np.asarray(powers / powers.sum(axis=1))


def expected_accuracy(pick: Pick, logits: Array, targets: Indices) -> Output:
    T, V = logits.shape
    steps = np.arange(T)
    p = _probabilities(pick, logits)
    used = pick(
        "targets",
        targets,
        of_step_before=lambda: np.roll(targets, 1),
        of_step_after=lambda: np.roll(targets, -1),
        reverse=lambda: targets[::-1],
        one_less=lambda: targets - 1,
        one_more=lambda: targets + 1,
        one_more_around=lambda: (targets + 1) % V,
        first=lambda: np.full(T, targets[0]),
        last=lambda: np.full(T, targets[-1]),
        sorted=lambda: np.sort(targets),
    )
    steps, used = pick(
        "steps",
        (steps, used),
        without_last=lambda: (steps[:-1], used[:-1]),
        without_first=lambda: (steps[1:], used[1:]),
        next_target=lambda: (steps[:-1], used[1:]),
        next_row=lambda: (steps[1:], used[:-1]),
        first_alone=lambda: (steps[:1], used[:1]),
        last_alone=lambda: (steps[-1:], used[-1:]),
    )
    chosen = pick(
        "entries",
        lambda: p[steps, used],
        all_columns=lambda: lambda: p[:, used],
        rows=lambda: lambda: p[used],
        swapped=lambda: lambda: p[used, steps],
        first_row=lambda: lambda: p[0][used],
        last_row=lambda: lambda: p[-1][used],
        largest=lambda: lambda: p.max(axis=1),
        largest_of_columns=lambda: lambda: p.max(axis=0),
        smallest=lambda: lambda: p.min(axis=1),
        everything=lambda: lambda: p,
        hits=lambda: lambda: (p.argmax(axis=1) == used) * 1.0,
        squares=lambda: lambda: (p**2).sum(axis=1),
        targets_alone=lambda: lambda: used,
        row_sums=lambda: lambda: p.sum(axis=1),
        two_likeliest=lambda: lambda: _among_likeliest(p, used, 2),
        three_likeliest=lambda: lambda: _among_likeliest(p, used, 3),
        misses=lambda: lambda: (p.argmax(axis=1) != used) * 1.0,
        likeliest_if_hit=lambda: lambda: p.max(axis=1) * (p.argmax(axis=1) == used),
        drawn=lambda: lambda: _drawn(p[steps], _own_darts(len(steps))) == used,
    )()
    return _average(pick, chosen, T, V)


def _among_likeliest(p: Array, targets: Indices, count: int) -> Array:
    likeliest = np.argsort(p, axis=1)[:, -count:]
    return np.asarray((likeliest == targets[:, None]).any(axis=1) * 1.0)


def _own_darts(count: int) -> Array:
    return np.random.default_rng(0).random(count)


def _drawn(p: Array, darts: Array) -> Indices:
    """Return what one dart at each step draws, as `rng.choice` does it, (T,)."""
    return np.asarray((np.cumsum(p, axis=1) > darts[:, None]).argmax(axis=1))


def _average(pick: Pick, chosen: Array, T: int, V: int) -> Output:
    value = pick(
        "value",
        chosen,
        log=lambda: np.log(chosen),
        minus_log=lambda: -np.log(chosen),
        log2=lambda: -np.log2(chosen),
        squared=lambda: chosen**2,
        root=lambda: np.sqrt(chosen),
        times_log=lambda: -chosen * np.log(chosen),
        above_half=lambda: (chosen > 0.5) * 1.0,
        own_slope=lambda: chosen * (1 - chosen),
        error_squared=lambda: (1 - chosen) ** 2,
        exponential=lambda: np.exp(chosen),
    )
    average = pick(
        "average",
        value.mean(),
        total=lambda: value.sum(),
        over_all_entries=lambda: value.sum() / (T * V),
        over_V=lambda: value.sum() / V,
        one_step_less=lambda: value.sum() / (T - 1),
        one_step_more=lambda: value.sum() / (T + 1),
        median=lambda: np.median(value),
        product=lambda: value.prod(),
        geometric=lambda: np.exp(np.log(value).mean()),
        harmonic=lambda: 1 / (1 / value).mean(),
        largest=lambda: value.max(),
        smallest=lambda: value.min(),
        root_mean_square=lambda: np.sqrt((value**2).mean()),
        per_step=lambda: value,
        running=lambda: np.cumsum(value) / np.arange(1, len(value) + 1),
        not_called=lambda: value.mean,
        without_last_over_T=lambda: value[:-1].sum() / len(value),
        without_first_over_T=lambda: value[1:].sum() / len(value),
        first_over_T=lambda: value[0] / len(value),
        last_over_T=lambda: value[-1] / len(value),
        over_900=lambda: value.sum() / 900,  # the steps of the notebook's text
    )
    return pick(
        "result",
        average,
        per_cent=lambda: 100 * average,
        errors=lambda: 1 - average,
        minus_log=lambda: -np.log(average),
        perplexity=lambda: np.exp(-np.log(value).mean()),
        above_chance=lambda: average - 1 / V,
        rounded=lambda: np.round(average, 2),
        three_digits=lambda: np.round(average, 3),
        text=lambda: f"{average:.2f}",
        two_values=lambda: (average, value),
        log=lambda: np.log(average),
        one_minus_loss=lambda: 1 + np.log(value).mean(),
        total_loss=lambda: -np.log(value).sum(),
        four_digits=lambda: np.round(average, 4),
    )


def entropy(pick: Pick, p: Array) -> Output:
    V = len(p)
    all_p = pick(
        "p",
        p,
        softmax=lambda: softmax(p),
        over_largest=lambda: p / p.max(),
        without_first=lambda: p[1:],
        without_last=lambda: p[:-1],
        cumulative=lambda: np.cumsum(p),
    )
    kept = pick(
        "support",
        all_p > 0,
        until_zero=lambda: np.cumprod(all_p > 0) > 0,
        all=lambda: np.full(len(all_p), True),
        **numbered(THRESHOLDS, lambda x: all_p > x),
        math_log=lambda: np.array([math.log(x) > -np.inf for x in all_p]),
    )
    q = pick(
        "clip",
        all_p[kept],
        **numbered(EPSILONS | TINY, lambda x: np.clip(all_p, x, 1), "clipped_"),
        **numbered(FEW_EPSILONS | TINY, lambda x: all_p + x, "raised_"),
        **numbered(FEW_EPSILONS, lambda x: np.where(all_p == 0, x, all_p), "replaced_"),
        **numbered(BOTH_ENDS, lambda x: np.clip(all_p, x, 1 - x), "both_ends_"),
    )
    logs = _logs(pick, q, all_p, kept)
    weight = pick(
        "weight",
        q,
        missing=lambda: np.ones_like(q),
        uniform=lambda: np.full_like(q, 1 / len(q)),
        over_V=lambda: np.full_like(q, 1 / V),
        one_minus=lambda: 1 - q,
        squared=lambda: q**2,
        root=lambda: np.sqrt(q),
        unmasked=lambda: all_p,
        unmasked_product=lambda: (all_p @ q, q)[1],
    )
    total = _total(pick, weight, logs, V)
    return _uncertainty(pick, -total, p, q, V)


def _logs(pick: Pick, q: Array, all_p: Array, kept: Array) -> Output:
    inside = pick(
        "inside",
        q,
        one_minus=lambda: 1 - q,
        plus_one=lambda: 1 + q,
        unmasked=lambda: all_p,
        softmax=lambda: softmax(all_p)[kept],
        root=lambda: np.sqrt(q),
        **numbered(EPSILONS, lambda x: q + x, "raised_"),
        **numbered(FEW_EPSILONS, lambda x: np.maximum(q, x), "clipped_"),
        unmasked_product=lambda: (q @ np.log(all_p), q)[1],
    )
    return pick(
        "log",
        np.log(inside),
        base_two=lambda: np.log2(inside),
        base_ten=lambda: np.log10(inside),
        missing=lambda: inside,
        inverse=lambda: 1 / inside,
        squared=lambda: np.log(inside) ** 2,
    )


def _total(pick: Pick, weight: Array, logs: Array, V: int) -> Output:
    terms = weight * logs
    return pick(
        "sum",
        terms.sum(),
        mean=lambda: terms.mean(),
        over_V=lambda: terms.sum() / V,
        largest=lambda: terms.max(),
        each=lambda: terms,
        first=lambda: terms[0],
        last=lambda: terms[-1],
        running=lambda: np.cumsum(terms),
        logs_first=lambda: weight * logs.sum(),
        without_first=lambda: terms[1:].sum(),
        without_last=lambda: terms[:-1].sum(),
        smallest=lambda: terms.min(),
    )


def _terms(p: Array) -> Array:
    """Return −p ln p of every character, 0 where p is 0."""
    return np.asarray(-p * np.log(np.where(p > 0, p, 1.0)))


def _uncertainty(pick: Pick, S: Output, p: Array, q: Array, V: int) -> Output:
    return pick(
        "result",
        S,
        perplexity=lambda: np.exp(S),
        power_of_two=lambda: 2**S,
        over_log_V=lambda: S / np.log(V),
        over_log2_V=lambda: S / np.log2(V),
        over_log_count=lambda: S / np.log(len(q)),
        redundancy=lambda: np.log(V) - S,
        redundant_share=lambda: 1 - S / np.log(V),
        one_minus=lambda: 1 - S,
        gini=lambda: 1 - (q**2).sum(),
        sum_of_squares=lambda: (q**2).sum(),
        collision=lambda: -np.log((q**2).sum()),
        likeliest=lambda: -np.log(q.max()),
        likeliest_term=lambda: -q.max() * np.log(q.max()),
        rarest=lambda: -np.log(q.min()),
        one_minus_largest=lambda: 1 - q.max(),
        log_V=lambda: np.log(V),
        log_count=lambda: np.log(len(q)),
        binary=lambda: S - ((1 - q) * np.log(np.where(q < 1, 1 - q, 1))).sum(),
        variance=lambda: p.var(),
        spread=lambda: p.std(),
        bits_to_nats=lambda: S * np.log(2),
        rounded=lambda: np.round(S, 2),
        three_digits=lambda: np.round(S, 3),
        two_values=lambda: (S, q),
        nothing_for_zero=lambda: S if (p > 0).all() else 0.0,
        squared_surprise=lambda: (q * np.log(q) ** 2).sum(),
        four_digits=lambda: np.round(S, 4),
        root=lambda: np.sqrt(S),
        each_with_zeros=lambda: _terms(p),
        in_loop=lambda: _terms(p)[0],
        always_0=lambda: 0.0,
    )


def beyond(ends: Array, dart: float) -> int:
    """Return the first place whose entry is greater than the dart, 0 if there is none."""
    return int(np.argmax(ends > dart))


def beyond_or_last(ends: Array, dart: float) -> int:
    """Return the same as a loop finds it that returns the last place if there is none."""
    return next((k for k, end in enumerate(ends) if dart < end), len(ends) - 1)


def _beyond_or_none(ends: Array, dart: float) -> int | None:
    return next((k for k, end in enumerate(ends) if dart < end), None)


def _searched(ends: Array, dart: float) -> int:
    return int(np.searchsorted(ends, dart, side="right"))


def _ends(pick: Pick, p: Array) -> Output:
    p = pick(
        "p",
        p,
        sorted=lambda: np.sort(p),
        sorted_down=lambda: np.sort(p)[::-1],
        reverse=lambda: p[::-1],
        possible_alone=lambda: p[p > 0],
        softmax=lambda: softmax(p),
        squared=lambda: p**2,
        without_first=lambda: p[1:],
        example=lambda: np.array([0.25, 0.25, 0.5]),
    )
    return pick(
        "ends",
        np.cumsum(p),
        begins=lambda: np.cumsum(p) - p,
        middles=lambda: np.cumsum(p) - p / 2,
        without_first=lambda: np.cumsum(p) - p[0],
        first_twice=lambda: np.cumsum(p) + p[0],
        mean=lambda: np.cumsum(p) / np.arange(1, len(p) + 1),
        pairs=lambda: p + np.append(0.0, p[:-1]),
        doubled=lambda: 2 * np.cumsum(p),
    )


def draw(pick: Pick, p: Array, u: float) -> Output:
    V = len(p)
    ends = _ends(pick, p)
    dart = pick(
        "dart",
        u,
        complement=lambda: 1 - u,
        times_V=lambda: u * V,
        over_V=lambda: u / V,
        half=lambda: 0.5,
        own=lambda: float(np.random.default_rng(0).random()),
        squared=lambda: u**2,
        doubled=lambda: 2 * u,
    )
    k = pick(
        "find",
        beyond(ends, dart),
        end_included=lambda: int(np.argmax(ends >= dart)),
        last_smaller_plus_one=lambda: int(np.where(ends <= dart)[0][-1]) + 1,
        last_below_plus_one=lambda: int(np.where(ends < dart)[0][-1]) + 1,
        last_smaller=lambda: int(np.where(ends <= dart)[0][-1]),
        last_below=lambda: int(np.where(ends < dart)[0][-1]),
        last_greater=lambda: int(np.where(ends > dart)[0][-1]),
        nearest=lambda: int(np.argmin(np.abs(ends - dart))),
        equal=lambda: int(np.where(ends == dart)[0][0]),
        count_greater=lambda: int((ends > dart).sum()),
        all_greater=lambda: np.where(ends > dart)[0],
        all_greater_in_tuple=lambda: np.where(ends > dart),
        comparison=lambda: ends > dart,
        not_called=lambda: (ends > dart).argmax,
        loop_stops_at_once=lambda: 0 if dart < ends[0] else V - 1,
        loop_stops_at_once_none=lambda: 0 if dart < ends[0] else None,
        loop_too_short=lambda: beyond(ends[:-1], dart),
        loop_too_short_none=lambda: _beyond_or_none(ends[:-1], dart),
        loop_too_short_last=lambda: min(_searched(ends[:-1], dart), max(V - 2, 0)),
        loop_without_first=lambda: 1 + beyond_or_last(ends[1:], dart),
    )
    k = _other_ways(pick, k, p, dart)
    return _place(pick, k, p, ends, V)


def _other_ways(pick: Pick, k: Output, p: Array, u: float) -> Output:
    """Return the place, or what is found without sums or without the dart."""
    V, sums = len(p), np.cumsum(p)
    return pick(
        "way",
        k,
        no_sum=lambda: beyond(p, u),
        no_sum_loop=lambda: beyond_or_last(p, u),
        no_sum_loop_none=lambda: _beyond_or_none(p, u),
        no_sum_searched=lambda: _searched(p, u),
        no_sum_left=lambda: int(np.searchsorted(p, u)),
        no_sum_error=lambda: _nothing_taken_off(p, u),
        no_sum_reverse=lambda: int(np.argmax(u > p)),
        nearest_probability=lambda: int(np.argmin(np.abs(p - u))),
        begins_none=lambda: _beyond_or_none(sums - p, u),
        remaining_loop=lambda: _taken_off_late(p, u),
        greedy=lambda: int(p.argmax()),
        rarest=lambda: int(p.argmin()),
        equal_pieces=lambda: int(u * V),
        equal_pieces_rounded=lambda: round(u * V),
        equal_pieces_to_last=lambda: int(u * (V - 1)),
        equal_pieces_to_last_rounded=lambda: round(u * (V - 1)),
        sorted_place=lambda: int(np.argsort(p)[beyond(np.cumsum(np.sort(p)), u)]),
        sorted_down_place=lambda: int(np.argsort(-p)[beyond(np.cumsum(np.sort(p)[::-1]), u)]),
        from_the_right=lambda: V - 1 - beyond(np.cumsum(p[::-1]), u),
        no_sum_digitized=lambda: int(np.digitize(u, p)),
        while_too_far=lambda: int(np.searchsorted(sums, u)) + 1 if u > 0 else 0,
        while_end_included=lambda: int(np.searchsorted(sums, u)) if u > 0 else -1,
        zero_dart=lambda: 0 if u == 0 else k,
        no_sum_at_least=lambda: int(np.argmax(p >= u)),
        no_sum_sorted=lambda: int(np.searchsorted(np.sort(p), u)),
        three_pieces=lambda: 0 if u < p[0] else 1 if u < p[:2].sum() else 2,
        sorted_down_reversed=lambda: _in_order(np.argsort(p)[::-1], p, u),
        without_first_searched=lambda: _searched(np.cumsum(p[1:]), u),
        complement_searched=lambda: _searched(sums, 1 - u),
    )


def _in_order(order: Indices, p: Array, u: float) -> int:
    return int(order[beyond(np.cumsum(p[order]), u)])


def _nothing_taken_off(p: Array, u: float) -> int:
    k = 0
    while u >= p[k]:
        k += 1
    return k


def _taken_off_late(p: Array, u: float) -> int:
    """Take the piece off the dart before the comparison with it."""
    for k, piece in enumerate(p):
        u -= piece
        if u < piece:
            return k
    return len(p) - 1


def _place(pick: Pick, k: Output, p: Array, ends: Array, V: int) -> Output:
    return pick(
        "result",
        k,
        always_0=lambda: 0,
        one_more=lambda: k + 1,
        one_more_at_most_last=lambda: min(k + 1, V - 1),
        one_less=lambda: k - 1,
        one_less_at_least_0=lambda: max(k - 1, 0),
        one_less_around=lambda: (k - 1) % V,
        probability=lambda: p[k],
        end=lambda: ends[k],
        onehot=lambda: np.eye(V)[k],
        list=lambda: [k],
        both=lambda: (k, p[k]),
        text=lambda: str(k),
        from_the_right=lambda: V - 1 - k,
        sorted=lambda: int(np.argsort(p)[k]),
    )


def at_temperature(pick: Pick, y: Array, tau: float) -> Output:
    V = len(y)
    y = pick("y", y, absolute=lambda: np.abs(y), negative=lambda: -y)
    logits = pick(
        "logits",
        y,
        absolute=lambda: np.abs(y),
        over_largest=lambda: y / y.max(),
        over_sum=lambda: y / y.sum(),
        over_norm=lambda: y / np.linalg.norm(y),
        standardised=lambda: (y - y.mean()) / y.std(),
        probabilities=lambda: softmax(y),
        exponential=lambda: np.exp(y),
        squared=lambda: y**2,
    )
    used = _temperature(pick, tau)
    greedy_below = pick(
        "below",
        0.0,
        **numbered(TEMPERATURES, lambda x: x),
        always=lambda: np.inf,
    )
    if tau <= greedy_below:
        return _greedy(pick, y, V, tau)
    return _warm(pick, logits, used, y, tau)


WHOLE: dict[str, Callable[[Array, float], Output]] = {  # no case for τ = 0, and a mistake beside it
    "whole.naive": lambda y, tau: _unshifted(y, tau),
    "whole.times": lambda y, tau: softmax(y * tau),
    "whole.missing": lambda y, tau: softmax(y),
    "whole.over_tau": lambda y, tau: softmax(y) / tau,
    "whole.raised": lambda y, tau: softmax(y / (tau + 0.1)),
    "whole.exponential": lambda y, tau: np.exp(y / tau),
    "whole.times_after": lambda y, tau: softmax(y) * tau,
    "whole.scaled": lambda y, tau: y / tau,
    "whole.sigmoid": lambda y, tau: sigmoid(y / tau),
    "whole.over_tau_normalised": lambda y, tau: _over_sum(softmax(y) / tau),
    "whole.one_more": lambda y, tau: softmax(y / (tau + 1)),
}


def _temperature(pick: Pick, tau: float) -> Output:
    return pick(
        "tau",
        tau,
        times=lambda: 1 / tau if tau else 0.0,
        missing=lambda: 1.0,
        negative=lambda: -tau,
        squared=lambda: tau**2,
        root=lambda: np.sqrt(tau),
        doubled=lambda: 2 * tau,
        halved=lambda: tau / 2,
        plus_one=lambda: tau + 1,
        one_minus=lambda: 1 - tau,
        logarithm=lambda: np.log(tau) if tau else -np.inf,
        at_most_1=lambda: min(tau, 1.0),
        at_least_1=lambda: max(tau, 1.0),
        **numbered(TAU_RAISED, lambda x: tau + x, "raised_"),
        **numbered(TAU_AT_LEAST, lambda x: max(tau, x), "at_least_"),
    )


def _greedy(pick: Pick, y: Array, V: int, tau: float) -> Output:
    best = int(np.argmax(y))
    return pick(
        "zero",
        np.eye(V)[best],
        uniform=lambda: np.full(V, 1 / V),
        softmax=lambda: softmax(y),
        zeros=lambda: np.zeros(V),
        ones=lambda: np.ones(V),
        smallest=lambda: np.eye(V)[int(np.argmin(y))],
        index=lambda: best,
        value=lambda: np.where(np.arange(V) == best, y, 0.0),
        largest=lambda: y.max(),
        logits=lambda: y.copy(),
        first=lambda: np.eye(V)[0],
        last=lambda: np.eye(V)[-1],
        no_case=lambda: _unshifted(y, tau),
        no_case_shifted=lambda: softmax(y / tau),
        no_case_checked=lambda: checked_softmax(y / tau),
        no_case_inverse=lambda: 1 / tau,
        nothing=lambda: None,
        above_mean=lambda: (y > y.mean()) / (y > y.mean()).sum(),
        best_from_0=lambda: _running_best(y, 0.0),
        on_top_of_softmax=lambda: np.where(np.arange(V) == best, 1.0, softmax(y)),
        on_top_of_logits=lambda: np.where(np.arange(V) == best, 1.0, y),
        largest_absolute=lambda: np.eye(V)[int(np.argmax(np.abs(y)))],
        runner_up=lambda: np.eye(V)[int(np.argsort(y)[-2])],
    )


def _over_sum(values: Array) -> Array:
    return np.asarray(values / values.sum())


def _unshifted(y: Array, tau: float) -> Array:
    powers = np.exp(y / tau)
    return np.asarray(powers / powers.sum())


def _running_best(y: Array, start: float) -> Array:
    best, p = start, np.zeros_like(y)
    for k, value in enumerate(y):
        if value > best:
            best = value
            p[:] = 0
            p[k] = 1
    return p


def _warm(pick: Pick, logits: Array, used: float, y: Array, tau: float) -> Output:
    scaled = pick(
        "scaled",
        logits / used,
        clipped_at_500=lambda: np.clip(logits / used, -500, 500),
        clipped_at_700=lambda: np.clip(logits / used, -700, 700),
        whole=lambda: logits // used,
    )
    shift = pick(
        "shift",
        scaled.max(),
        missing=lambda: 0.0,
        mean=lambda: scaled.mean(),
        first=lambda: scaled[0],
        last=lambda: scaled[-1],
        smallest=lambda: scaled.min(),
        not_over_tau=lambda: logits.max(),
        from_0=lambda: max(scaled.max(), 0.0),
        largest_absolute=lambda: np.abs(scaled).max(),
        clipped_at_700=lambda: scaled - np.minimum(scaled, 700),
        total=lambda: scaled.sum(),
    )
    powers = np.exp(scaled - shift)
    p = pick(
        "normalise",
        powers / powers.sum(),
        missing=lambda: powers,
        mean=lambda: powers / powers.mean(),
        norm=lambda: powers / np.linalg.norm(powers),
        twice=lambda: softmax(powers / powers.sum()),
        sigmoid=lambda: sigmoid(scaled),
        linear=lambda: scaled / scaled.sum(),
        scaled_alone=lambda: scaled,
        logarithm=lambda: np.log(powers / powers.sum()),
        sum_of_unscaled=lambda: powers / np.exp(logits - logits.max()).sum(),
        epsilon=lambda: powers / (powers.sum() + 1e-3),
        sum_of_unscaled_unshifted=lambda: np.exp(scaled) / np.exp(logits).sum(),
        missing_unshifted=lambda: np.exp(scaled),
        largest_alone_scaled=lambda: _over_sum(np.exp(logits - logits.max() / used)),
    )
    return pick(
        "after",
        p,
        over_tau=lambda: p / used,
        unscaled_over_tau=lambda: softmax(y) / tau,
        unscaled_times_tau=lambda: softmax(y) * tau,
        power_not_normalised=lambda: softmax(y) ** (1 / tau),
        power=lambda: softmax(y) ** tau,
        mixed=lambda: (softmax(y) + tau) / (1 + len(y) * tau),
        rounded=lambda: np.round(p, 3),
        draw=lambda: int(np.argmax(p)),
        largest=lambda: p.max(),
        reverse=lambda: p[::-1],
        times_tau=lambda: p * tau,
        nan_as_0=lambda: np.nan_to_num(_unshifted(y, tau)),
        power_underflows=lambda: _over_sum(softmax(y) ** (1 / tau)),
        two_digits=lambda: np.round(p, 2),
        four_digits=lambda: np.round(p, 4),
    )
