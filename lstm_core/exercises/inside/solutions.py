"""Right functions for the exercises of notebook 08, with the points at which learners go wrong.

What is said of each wrong choice stands in deviations.py, under the same identifier.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from lstm_core.activations import cross_entropy, sigmoid
from lstm_core.exercises.checking.exercise import Array, Indices, Output
from lstm_core.exercises.checking.variations import Pick

EPSILONS = {"6": 1e-6, "8": 1e-8, "9": 1e-9, "10": 1e-10, "12": 1e-12}
FIXED_SIZES = {"five": 5, "six": 6, "seven": 7, "eight": 8, "more": 1000}


def counts(pick: Pick, text: str) -> Output:
    read = pick(
        "text",
        text,
        stripped=text.strip,
        end_stripped=lambda: text.rstrip("\n"),
        backwards=lambda: text[::-1],
        first_line=lambda: text.split("\n")[0],
        last_line=lambda: text.split("\n")[-1],
        not_last=lambda: text[:-1],
        one_line=lambda: text.replace("\n", ""),
        first_ignored=lambda: " " + text[1:],
    )
    start = pick("start", 0, one=lambda: 1, minus_one=lambda: -1)
    after = {"a": _after_a(pick), "b": _after_b(pick)}
    at_line_end = _at_line_end(pick)
    restart = pick("restart", "", at_a=lambda: "a", at_b=lambda: "b", at_both=lambda: "ab")
    count, before, found = start, "", []
    for character in read:
        if character in after:
            if before and before in "ab" and before != character and character in restart:
                count = 0
            count = shown = after[character](count)
        elif character == " ":
            shown = count
        else:
            shown, count = at_line_end(count)
        before = character
        found.append(shown)
    noted = pick("noted", found, before=lambda: [start, *_kept(found, at_line_end)][: len(found)])
    noted = [number for number in noted if number is not None]
    return _returned_counts(pick, text, noted)


def _kept(found: list[Any], at_line_end: Callable[[int], Any]) -> list[Any]:
    """Return the counts with which each next character is read."""
    return found if at_line_end(5)[0] == at_line_end(5)[1] else [0 if k is None else k for k in found]


def _after_a(pick: Pick) -> Any:
    return pick(
        "up",
        lambda k: k + 1,
        missing=lambda: lambda k: k,
        down=lambda: lambda k: k - 1,
        two=lambda: lambda k: k + 2,
        assigned=lambda: lambda k: 1,
        reset=lambda: lambda k: 0,
        from_zero=lambda: lambda k: max(k, 0) + 1,
    )


def _after_b(pick: Pick) -> Any:
    return pick(
        "down",
        lambda k: k - 1,
        missing=lambda: lambda k: k,
        up=lambda: lambda k: k + 1,
        two=lambda: lambda k: k - 2,
        assigned=lambda: lambda k: -1,
        reset=lambda: lambda k: 0,
        not_below_zero=lambda: lambda k: max(k - 1, 0),
        absolute=lambda: lambda k: abs(k - 1),
    )


def _at_line_end(pick: Pick) -> Any:
    """Return what a line end does: from the count, the number that is noted and the new count."""
    return pick(
        "line_end",
        lambda k: (0, 0),
        goes_on=lambda: lambda k: (k, k),
        one=lambda: lambda k: (1, 1),
        minus_one=lambda: lambda k: (-1, -1),
        as_b=lambda: lambda k: (k - 1, k - 1),
        as_a=lambda: lambda k: (k + 1, k + 1),
        late=lambda: lambda k: (k, 0),
        noted_alone=lambda: lambda k: (0, k),
        then_one=lambda: lambda k: (0, 1),
        if_above=lambda: lambda k: (min(k, 0), min(k, 0)),
        if_below=lambda: lambda k: (max(k, 0), max(k, 0)),
        left_out=lambda: lambda k: (None, 0),
        no_case=lambda: lambda k: ({"a": 1, "b": -1}["\n"], 0),
    )


def _returned_counts(pick: Pick, text: str, found: list[int]) -> Output:
    lines = text.split("\n")
    totals = [_excess(line) for line in lines]
    letters = np.array(list(text))
    counted = pick(
        "counts",
        np.array(found),
        swapped=lambda: -np.array(found),
        absolute=lambda: np.abs(found),
        floor=lambda: np.maximum(found, 0),
        steps=lambda: np.array([{"a": 1, "b": -1}.get(character, 0) for character in text]),
        whole_text=lambda: np.full(len(text), sum(totals)),
        whole_line=lambda: np.array(
            [k for line, total in zip(lines, totals, strict=True) for k in [*[total] * len(line), 0]][
                :-1
            ]
        ),
        whole_line_with_end=lambda: np.array(
            [k for line in text.splitlines(True) for k in [_excess(line)] * len(line)]
        ),
        summed_again=lambda: np.cumsum(found),
        highest=lambda: np.maximum.accumulate(found),
        a_reset_alone=lambda: _by_letter(text)[0] - np.cumsum(letters == "b"),
        b_reset_alone=lambda: np.cumsum(letters == "a") - _by_letter(text)[1],
        first_part=lambda: np.array([_excess(text[: t + 1].split("\n")[0]) for t in range(len(text))]),
        character_plus_number=lambda: text[0] + 1,  # type: ignore[operator]
        boolean=lambda: (letters == "a") - (letters == "b"),
        compared=lambda: np.array([0]),
    )
    return pick(
        "returned",
        counted,
        in_loop=lambda: counted[:1],
        at_a_alone=lambda: counted[letters == "a"],
        at_b_alone=lambda: counted[letters == "b"],
        two_columns=lambda: np.stack(_by_letter(text), axis=1),
        index_too_large=lambda: counted[len(counted)],
        total=lambda: sum(totals),
        line_totals=lambda: np.array(totals),
        ended_totals=lambda: np.array(totals[:-1]),
        split_totals=lambda: np.array(totals[: len(text.splitlines())]),
        per_line=lambda: [np.cumsum([1 if c == "a" else -1 for c in line]) for line in lines],
        with_start=lambda: np.array([0, *counted]),
        extra_zero=lambda: np.array([*counted, 0]),
        extra_zero_unended=lambda: np.array([*counted, 0] if text[-1:] != "\n" else counted),
        empty_list=lambda: _written_into_nothing(found),
        append_result=lambda: _append_to(None, found[0]),
        plus_number=lambda: _added_to([], found[0]),
        plus_into=lambda: _extended_by(found[0]),
    )


def _excess(line: str) -> int:
    return line.count("a") - line.count("b")


def _by_letter(text: str) -> Output:
    """Return how many a's and how many b's each line has had so far, (T,) each."""
    lines = [text[: t + 1].split("\n")[-1] for t in range(len(text))]
    return tuple(np.array([line.count(letter) for line in lines]) for letter in "ab")


def _written_into_nothing(found: list[int]) -> list[int]:
    result: list[int] = []
    result[0] = found[0]
    return result


def _added_to(result: Any, number: int) -> Any:
    return result + number


def _append_to(result: Any, number: int) -> Any:
    return result.append(number)


def _extended_by(number: Any) -> list[int]:
    result: list[int] = []
    result += number
    return result


def ranks(values: Array) -> Array:
    return values.argsort(axis=0).argsort(axis=0)


def _centred(pick: Pick, name: str, values: Array, other: Array) -> Output:
    """Return a series without its mean, (T,)."""
    return pick(
        f"mean_{name}",
        values - values.mean(),
        missing=lambda: values,
        of_other=lambda: values - other.mean(),
        median=lambda: values - np.median(values),
        smallest=lambda: values - values.min(),
    )


def correlation(pick: Pick, x: Array, y: Array) -> Output:
    x_raw, y_raw = x, y
    x, y = pick(
        "series",
        (x, y),
        ranks=lambda: (ranks(x), ranks(y)),
        differences=lambda: (np.diff(x), np.diff(y)),
        x_first=lambda: (x[:-1], y[1:]),
        y_first=lambda: (x[1:], y[:-1]),
        without_first=lambda: (x[1:], y[1:]),
        without_last=lambda: (x[:-1], y[:-1]),
        sorted=lambda: (np.sort(x), np.sort(y)),
        y_reversed=lambda: (x, y[::-1]),
    )
    both = np.concatenate([x, y])
    dx, dy = pick(
        "means",
        (_centred(pick, "x", x, y), _centred(pick, "y", y, x)),
        missing=lambda: (x, y),
        median=lambda: (x - np.median(x), y - np.median(y)),
        smallest=lambda: (x - x.min(), y - y.min()),
        first=lambda: (x - x[0], y - y[0]),
        sum=lambda: (x - x.sum(), y - y.sum()),
        plus=lambda: (x + x.mean(), y + y.mean()),
        joint=lambda: (x - both.mean(), y - both.mean()),
        swapped=lambda: (x - y.mean(), y - x.mean()),
        not_called=lambda: (x - x.mean, y - y.mean),
    )
    dx, dy = pick(
        "terms",
        (dx, dy),
        without_first=lambda: (dx[1:], dy[1:]),
        without_last=lambda: (dx[:-1], dy[:-1]),
    )
    above = _sum_of_products(pick, dx, dy, x, y)
    r = above / _normaliser(pick, dx, dy, x, y)
    r = _divided_otherwise(pick, r, len(x))
    return _returned_r(pick, r, dx, dy, x_raw, y_raw)


def _sum_of_products(pick: Pick, dx: Array, dy: Array, x: Array, y: Array) -> Output:
    products = dx * dy
    return pick(
        "above",
        products.sum(),
        not_centred=lambda: (x * y).sum(),
        not_summed=lambda: products,
        absolute_products=lambda: np.abs(products).sum(),
        product_of_sums=lambda: x.sum() * y.sum(),
        sums_of_centred=lambda: dx.sum() * dy.sum(),
        difference=lambda: ((dx - dy) ** 2).sum(),
        without_first=lambda: products[1:].sum(),
        without_last=lambda: products[:-1].sum(),
        last=lambda: products[-1],
        one_mean=lambda: (x * y).sum() - x.mean() * y.mean(),
    )


def _normaliser(pick: Pick, dx: Array, dy: Array, x: Array, y: Array) -> Output:
    """Return what stands below the line: the root of the two sums of squares."""
    xx, yy = (dx**2).sum(), (dy**2).sum()
    return pick(
        "below",
        np.sqrt(xx * yy),
        missing=lambda: 1.0,
        no_root=lambda: xx * yy,
        only_x=lambda: xx,
        only_y=lambda: yy,
        root_x=lambda: np.sqrt(xx),
        root_y=lambda: np.sqrt(yy),
        no_root_y=lambda: np.sqrt(xx) * yy,
        division_no_root=lambda: np.sqrt(xx) / yy,
        sum=lambda: np.sqrt(xx + yy),
        sum_without_root=lambda: xx + yy,
        sum_of_roots=lambda: np.sqrt(xx) + np.sqrt(yy),
        division_order=lambda: np.sqrt(xx) / np.sqrt(yy),
        one_sum=lambda: np.sqrt((dx**2 * dy**2).sum()),
        not_summed=lambda: np.sqrt(dx**2 * dy**2),
        not_centred=lambda: np.sqrt((x**2).sum() * (y**2).sum()),
        squared_sums=lambda: np.abs(x.sum() * y.sum()),
        means=lambda: np.abs(x.mean() * y.mean()),
        absolute=lambda: np.abs(dx).sum() * np.abs(dy).sum(),
        absolute_root=lambda: np.sqrt(np.abs(dx).sum() * np.abs(dy).sum()),
        largest=lambda: np.abs(dx).max() * np.abs(dy).max(),
        variances=lambda: xx * yy / len(dx),
        sample_variances=lambda: xx * yy / (len(dx) - 1),
        spread_epsilon=lambda: _spread_plus(dx, 1e-8) * _spread_plus(dy, 1e-8) * len(dx),
        math_root=lambda: math.sqrt(dx**2) * math.sqrt(dy**2),
        **{f"epsilon_{name}": _plus(np.sqrt(xx * yy), small) for name, small in EPSILONS.items()},
    )


def _spread_plus(values: Array, small: float) -> float:
    return float(np.sqrt((values**2).mean()) + small)


def _plus(number: float, small: float) -> Callable[[], float]:
    return lambda: number + small


def _divided_otherwise(pick: Pick, r: Any, T: int) -> Output:
    """Return r, or what comes of it where the sums above and below are averaged in different ways."""
    return pick(
        "averages",
        r,
        above=lambda: r / T,
        below=lambda: r * T,
        below_sample=lambda: r * (T - 1),
        sample_below=lambda: r * (T - 1) / T,
        sample_above=lambda: r * T / (T - 1),
        sample_one=lambda: r * np.sqrt((T - 1) / T),
    )


def _returned_r(pick: Pick, r: Any, dx: Array, dy: Array, x: Array, y: Array) -> Output:
    T, total = len(dx), (dx * dy).sum()
    xx, yy = (dx**2).sum(), (dy**2).sum()
    return pick(
        "result",
        float(r) if np.ndim(r) == 0 else r,
        opposite=lambda: -r,
        size=lambda: np.abs(r),
        squared=lambda: r**2,
        positive=lambda: np.maximum(r, 0.0),
        distance=lambda: 1 - r,
        percent=lambda: 100 * r,
        rounded=lambda: np.round(r, 2),
        rounded_3=lambda: np.round(r, 3),
        in_loop=lambda: np.sign(dx[0] * dy[0]),
        covariance=lambda: total / T,
        sample_covariance=lambda: total / (T - 1),
        spread_x=lambda: total / np.sqrt(T * xx),
        spread_y=lambda: total / np.sqrt(T * yy),
        sign_shares=lambda: np.sign(dx * dy).mean(),
        matrix=lambda: np.corrcoef(x, y),
        matrix_row=lambda: np.array([1.0, r]),
        other_row=lambda: np.array([r, 1.0]),
        covariance_matrix=lambda: np.cov(x, y),
        diagonal=lambda: 1.0,
        np_correlate=lambda: np.correlate(x, y),
        running=lambda: np.cumsum(dx * dy) / np.sqrt(xx * yy),
    )


def all_correlations(cells: Array, feature: Array) -> Output:
    """Return the correlation of each cell with the feature, (H,)."""
    X, y = cells - cells.mean(axis=0), feature - feature.mean()
    return y @ X / np.sqrt((X**2).sum(axis=0) * (y @ y))


def _aligned(pick: Pick, cells: Array, feature: Array) -> Output:
    return pick(
        "steps",
        (cells, feature),
        cell_first=lambda: (cells[:-1], feature[1:]),
        feature_first=lambda: (cells[1:], feature[:-1]),
        without_first=lambda: (cells[1:], feature[1:]),
        without_last=lambda: (cells[:-1], feature[:-1]),
        differences=lambda: (np.diff(cells, axis=0), np.diff(feature)),
        ranks=lambda: (ranks(cells), ranks(feature)),
        absolute=lambda: (np.abs(cells), np.abs(feature)),
        reversed=lambda: (cells, feature[::-1]),
        rows_corrcoef=lambda: np.corrcoef(cells[0], feature),
        rows_product=lambda: cells[0] * feature,
        rows_matmul=lambda: cells @ feature,
        row_means=lambda: cells - cells.mean(axis=1),
    )


def _cell_scores(pick: Pick, cells: Array, feature: Array) -> Output:
    """Return the correlations of all cells with the feature, (H,)."""
    T = len(cells)
    X, y = pick(
        "means",
        (cells - cells.mean(axis=0), feature - feature.mean()),
        missing=lambda: (cells, feature),
        cells_missing=lambda: (cells, feature - feature.mean()),
        feature_missing=lambda: (cells - cells.mean(axis=0), feature),
        table=lambda: (cells - cells.mean(), feature - feature.mean()),
        rows=lambda: (cells - cells.mean(axis=1, keepdims=True), feature - feature.mean()),
        median=lambda: (cells - np.median(cells, axis=0), feature - np.median(feature)),
    )
    above, xx, yy = y @ X, (X**2).sum(axis=0), y @ y
    below = pick(
        "below",
        np.sqrt(xx * yy),
        missing=lambda: np.ones_like(xx),
        covariance=lambda: np.full_like(xx, T),
        sample_covariance=lambda: np.full_like(xx, T - 1),
        only_cell=lambda: xx,
        only_feature=lambda: np.full_like(xx, yy),
        no_root=lambda: xx * yy,
        table=lambda: np.full_like(xx, np.sqrt(xx.sum() * yy)),
        sum_above_means_below=lambda: np.sqrt(xx * yy) / T,
        mean_above_sums_below=lambda: np.sqrt(xx * yy) * T,
        sample_below=lambda: np.sqrt(xx * yy) * T / (T - 1),
        sample_above=lambda: np.sqrt(xx * yy) * (T - 1) / T,
        absolute=lambda: np.abs(X).sum(axis=0) * np.abs(y).sum(),
    )
    r = above / below
    return pick(
        "scores",
        r,
        diagonal=lambda: np.array([np.corrcoef(cell, feature)[0, 0] for cell in cells.T]),
        itself_first=lambda: np.append(1.0, r),
        with_feature=lambda: np.append(r, 1.0),
        product=lambda: feature @ cells,
        mean_product=lambda: feature @ cells / T,
        signs=lambda: np.mean(np.sign(cells) * np.sign(feature)[:, None], axis=0),
        distance=lambda: np.abs(cells - feature[:, None]).mean(axis=0),
        squared_distance=lambda: ((cells - feature[:, None]) ** 2).sum(axis=0),
    )


def _tried_cells(pick: Pick, r: Array, cells: Array) -> Output:
    """Return the scores of the cells that are tried, and each one's number: (H,) and (H,)."""
    H = cells.shape[1]
    numbers = np.arange(len(r))

    def fixed(size: int) -> Callable[[], Any]:
        return lambda: (r[:size], numbers[:size]) if size <= H else cells[:, H]

    return pick(
        "cells",
        (r, numbers),
        without_first=lambda: (r[1:], numbers[:-1]),
        from_one=lambda: (r[1:], numbers[1:]),
        without_last=lambda: (r[:-1], numbers[:-1]),
        rows=fixed(len(cells)),
        **{name: fixed(size) for name, size in FIXED_SIZES.items()},
    )


def _in_a_loop(r: Array, *, signed: bool) -> Any:
    """Return where a loop ends that begins at 0 and keeps r with its sign, and the r that it keeps."""
    k, best = 0, 0.0
    for unit, value in enumerate(r):
        if (value if signed else abs(value)) > best:
            k, best = unit, value
    return k, best


def best_cell(pick: Pick, cells: Array, feature: Array) -> Output:
    cells, feature = _aligned(pick, cells, feature)
    every_r = _cell_scores(pick, cells, feature)
    r, numbers = _tried_cells(pick, every_r, cells)
    size, X = np.abs(r), cells[:, : len(r)]
    k = pick(
        "choice",
        int(size.argmax()),
        largest=lambda: int(r.argmax()),
        smallest=lambda: int(r.argmin()),
        weakest=lambda: int(size.argmin()),
        second=lambda: int(size.argsort()[-2]),
        first=lambda: 0,
        last=lambda: len(r) - 1,
        widest=lambda: int(X.std(axis=0).argmax()),
        highest_mean=lambda: int(X.mean(axis=0).argmax()),
        largest_size=lambda: int(np.abs(X).max(axis=0).argmax()),
        covariance=lambda: int((size[: X.shape[1]] * X.std(axis=0)).argmax()),
        nearest=lambda: int(((X - feature[:, None]) ** 2).sum(axis=0).argmin()),
        value_as_index=lambda: r[size.max()],
        value_as_list_index=lambda: r.tolist()[size.max()],
        size_of_list=lambda: abs(r.tolist()),
    )
    value = pick(
        "value",
        float(r[k]),
        size=lambda: float(size[k]),
        squared=lambda: float(r[k] ** 2),
        opposite=lambda: -float(r[k]),
        largest=lambda: float(r.max()),
        smallest=lambda: float(r.min()),
        all=lambda: r,
        all_sizes=lambda: size,
        mean=lambda: float(r.mean()),
        next=lambda: float(r[(k + 1) % len(r)]),
        first=lambda: float(r[0]),
        last=lambda: float(r[-1]),
        shifted=lambda: float(np.append(1.0, r)[k]),
        rounded=lambda: float(np.round(r[k], 2)),
        covariance=lambda: float(r[k] * cells[:, k].std() * feature.std()),
        slope=lambda: float(r[k] * cells[:, k].std() / feature.std()),
        percent=lambda: 100 * float(r[k]),
        sign=lambda: float(np.sign(r[k])),
    )
    number = pick(
        "number",
        int(numbers[k]),
        from_one=lambda: int(numbers[k]) + 1,
        one_less=lambda: int(numbers[k]) - 1,
        from_the_end=lambda: len(r) - 1 - int(numbers[k]),
        list=lambda: [int(numbers[k])],
        first=lambda: 0,
        onehot=lambda: np.eye(len(r))[k],
        order=lambda: np.argsort(-size),
        of_largest=lambda: int(numbers[r.argmax()]),
        last=lambda: len(r) - 1,
    )
    return pick(
        "returned",
        (number, value),
        swapped=lambda: (value, number),
        loop_signed=lambda: _in_a_loop(r, signed=False),
        loop_from_zero=lambda: _in_a_loop(r, signed=True),
    )


def r_first(values: list[Any]) -> dict[str, Any]:
    """Take the result of best_cell apart: a wrong r says more than a wrong number."""
    k, r = values
    return {"r": r, "k": k}


def number_alone(cells: Array, feature: Array) -> Output:
    return best_cell(Pick(), cells, feature)[0]


def value_alone(cells: Array, feature: Array) -> Output:
    return best_cell(Pick(), cells, feature)[1]


def size_alone(cells: Array, feature: Array) -> Output:
    return abs(best_cell(Pick(), cells, feature)[1])


def with_size(cells: Array, feature: Array) -> Output:
    k, r = best_cell(Pick(), cells, feature)
    return k, r, abs(r)


def in_arrays(cells: Array, feature: Array) -> Output:
    k, r = best_cell(Pick(), cells, feature)
    return np.array([k]), np.array([r])


WRONG_FORMS = {
    "form.in_arrays": in_arrays,
    "form.number_alone": number_alone,
    "form.value_alone": value_alone,
    "form.size_alone": size_alone,
    "form.with_size": with_size,
    "form.all_values": all_correlations,
    "form.all_sizes": lambda cells, feature: np.abs(all_correlations(cells, feature)),
}


def log_softmax(y: Array) -> Output:
    shifted = y - y.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def _switched_off(pick: Pick, h: Array, unit: int) -> Array:
    """Return a copy of h in which one unit is silent, (T, H)."""
    H = h.shape[1]
    every = slice(None)
    units = np.arange(H)
    place = pick(
        "unit",
        (every, unit),
        row=lambda: (unit, every),
        before=lambda: (every, unit - 1),
        next=lambda: (every, unit + 1),
        next_around=lambda: (every, (unit + 1) % H),
        all_others=lambda: (every, units != unit),
        up_to_it=lambda: (every, units <= unit),
        below_it=lambda: (every, units < unit),
        from_it=lambda: (every, units >= unit),
        all=lambda: (every, every),
        first=lambda: (every, 0),
        last=lambda: (every, H - 1),
        one_entry=lambda: (unit, unit),
        first_character=lambda: (0, unit),
    )
    quiet = h.copy()
    v = quiet[place]
    quiet[place] = pick(
        "value",
        0.0,
        one=lambda: 1.0,
        minus_one=lambda: -1.0,
        mean=lambda: v.mean(),
        mean_of_all=lambda: h.mean(),
        opposite=lambda: -v,
        halved=lambda: v / 2,
        size=lambda: np.abs(v),
    )
    return quiet


def _zeroed(array: Array, place: Any) -> Array:
    changed = array.copy()
    changed[place] = 0.0
    return changed


def _log_probabilities(pick: Pick) -> Any:
    """Return the function from logits to the logarithms of the probabilities."""
    return pick(
        "softmax",
        log_softmax,
        axis=lambda: lambda y: log_softmax(y.T).T,
        whole=lambda: lambda y: log_softmax(y.ravel()).reshape(y.shape),
        missing=lambda: lambda y: y,
        twice=lambda: lambda y: log_softmax(np.exp(log_softmax(y))),
        sigmoid=lambda: lambda y: np.log(sigmoid(y)),
        tanh=lambda: lambda y: log_softmax(np.tanh(y)),
        no_keepdims=lambda: lambda y: np.log(np.exp(y) / np.exp(y).sum(axis=1)),
        base_two=lambda: lambda y: log_softmax(y) / np.log(2),
        base_ten=lambda: lambda y: log_softmax(y) / np.log(10),
        **{f"epsilon_{name}": _with_epsilon(small) for name, small in EPSILONS.items()},
        clipped=lambda: lambda y: np.log(np.maximum(np.exp(log_softmax(y)), 1e-12)),
    )


def _overflown(logits: Array) -> Array:
    """Return the logits with NaN where e^y is too large for a float."""
    return np.where(np.isinf(np.exp(logits)), np.nan, logits)


def _with_epsilon(small: float) -> Callable[[], Any]:
    return lambda: lambda y: np.log(np.exp(log_softmax(y)) + small)


def switch_off(pick: Pick, h: Array, W_y: Array, b_y: Array, targets: Indices, unit: int) -> Output:
    V = len(b_y)
    quiet, W_after, b_after = pick(
        "switched",
        (_switched_off(pick, h, unit), W_y, b_y),
        nothing=lambda: (h, W_y, b_y),
        weight_column=lambda: (h, _zeroed(W_y, np.s_[:, unit]), b_y),
        column_around=lambda: (h, _zeroed(W_y, np.s_[:, unit % V]), b_y),
        bias=lambda: (h, W_y, _zeroed(b_y, unit)),
        deleted=lambda: np.delete(h, unit, axis=1) @ W_y,
        deleted_flat=lambda: np.delete(h, unit) @ W_y,
        row_deleted=lambda: (np.delete(h, unit, axis=0) @ W_y)[np.arange(len(h)), targets],
        row_deleted_checked=lambda: cross_entropy(np.delete(h, unit, axis=0) @ W_y, targets),
    )
    bias, bias_later = pick(
        "bias",
        (b_y, b_after),
        missing=lambda: (0 * b_y, 0 * b_y),
        missing_before=lambda: (0 * b_y, b_after),
        missing_after=lambda: (b_y, 0 * b_y),
        twice=lambda: (2 * b_y, 2 * b_after),
    )
    y_before, y_after = pick(
        "logits",
        (h @ W_y + bias, quiet @ W_after + bias_later),
        transposed=lambda: (h @ W_y.T + bias, quiet @ W_after.T + bias_later),
        product=lambda: (h * W_y, quiet * W_y),
        weights_first=lambda: (W_y @ h, W_y @ quiet),
        weights_first_transposed=lambda: (W_y.T @ h, W_y.T @ quiet),
        tanh=lambda: (np.tanh(h) @ W_y + bias, np.tanh(quiet) @ W_after + bias_later),
    )
    y_before, y_after = pick(
        "exponentials",
        (y_before, y_after),
        overflow=lambda: (_overflown(y_before), _overflown(y_after)),
    )
    log_p = _log_probabilities(pick)
    q_before, q_after = log_p(y_before), log_p(y_after)
    return _growth(pick, q_before, q_after, targets)


def _losses(pick: Pick, q_before: Array, q_after: Array, targets: Indices) -> Output:
    """Return the losses before and after from the log-probabilities, (T,) each."""
    rows, V = np.arange(len(targets)), q_before.shape[1]
    at_before, at_after = pick(
        "targets",
        (targets, targets),
        previous=lambda: (np.roll(targets, 1), np.roll(targets, 1)),
        next=lambda: (np.roll(targets, -1), np.roll(targets, -1)),
        previous_after=lambda: (targets, np.roll(targets, 1)),
        next_after=lambda: (targets, np.roll(targets, -1)),
        likeliest=lambda: (q_before.argmax(axis=1), q_after.argmax(axis=1)),
        likeliest_before=lambda: (q_before.argmax(axis=1), q_before.argmax(axis=1)),
        first=lambda: (0 * targets, 0 * targets),
        from_one=lambda: (targets - 1, targets - 1),
    )

    def p_before() -> Array:
        return np.exp(q_before)

    def p_after() -> Array:
        return np.exp(q_after)

    return pick(
        "loss",
        (-q_before[rows, at_before], -q_after[rows, at_after]),
        probability=lambda: (-p_before()[rows, at_before], -p_after()[rows, at_after]),
        probability_growth=lambda: (p_before()[rows, at_before], p_after()[rows, at_after]),
        inverse=lambda: (1 / p_before()[rows, at_before], 1 / p_after()[rows, at_after]),
        one_minus=lambda: (
            -np.log(1 - p_before()[rows, at_before]),
            -np.log(1 - p_after()[rows, at_after]),
        ),
        entropy=lambda: (-(p_before() * q_before).sum(axis=1), -(p_after() * q_after).sum(axis=1)),
        all_characters=lambda: (-q_before.sum(axis=1), -q_after.sum(axis=1)),
        every_character=lambda: (-q_before, -q_after),
        columns=lambda: (-q_before[:, at_before], -q_after[:, at_after]),
        rows=lambda: (-q_before[at_before], -q_after[at_after]),
        squared_error=lambda: (
            ((p_before() - np.eye(V)[at_before]) ** 2).sum(axis=1),
            ((p_after() - np.eye(V)[at_after]) ** 2).sum(axis=1),
        ),
    )


def _growth(pick: Pick, q_before: Array, q_after: Array, targets: Indices) -> Output:
    before, after = _losses(pick, q_before, q_after, targets)
    V = q_before.shape[1]
    worse = pick(
        "difference",
        after - before,
        opposite=lambda: before - after,
        after=lambda: after,
        before=lambda: before,
        before_total=lambda: after - before.sum(),
        before_mean=lambda: after - before.mean(),
        sum=lambda: after + before,
        ratio=lambda: after / before,
        share=lambda: (after - before) / before,
        size=lambda: np.abs(after - before),
        positive=lambda: np.maximum(after - before, 0),
        squared=lambda: (after - before) ** 2,
        signs=lambda: np.sign(after - before),
        clipped=lambda: np.clip(after - before, -1, 1),
        divergence=lambda: (np.exp(q_before) * (q_before - q_after)).sum(axis=1),
    )
    return pick(
        "returned",
        worse,
        total=lambda: worse.sum(),
        mean=lambda: worse.mean(),
        mean_everywhere=lambda: np.full_like(worse, worse.mean()),
        sums=lambda: np.cumsum(worse),
        in_loop=lambda: worse[:1],
        letter_means=lambda: np.array([worse[targets == k].mean() for k in range(V)]),
        letter_sums=lambda: np.bincount(targets, worse, V),
        sorted=lambda: np.sort(worse),
        order=lambda: np.argsort(-worse),
        is_worse=lambda: worse > 0,
        both=lambda: (before, after),
        rounded=lambda: np.round(worse, 2),
    )


def _shuffled(pick: Pick, cells: Array, feature: Array, orders: Indices) -> Output:
    """Return the shuffled features, one per order, (N, T)."""
    N, T = orders.shape
    return pick(
        "shuffle",
        feature[orders],
        missing=lambda: np.tile(feature, (N, 1)),
        inverse=lambda: feature[orders.argsort(axis=1)],
        again=lambda: _again(feature, orders),
        first_order=lambda: feature[np.tile(orders[0], (N, 1))],
        last_order=lambda: feature[np.tile(orders[-1], (N, 1))],
        steps_for_orders=lambda: feature[orders[[*range(T)]]],
        order_itself=lambda: orders.astype(float),
        rolled=lambda: np.array([np.roll(feature, order) for order in orders]),
        rolled_by_number=lambda: np.array([np.roll(feature, n) for n in range(N)]),
        rolled_by_first=lambda: np.array([np.roll(feature, order[0]) for order in orders]),
        own_seed=lambda: np.array([np.random.default_rng(0).permutation(feature) for _ in orders]),
        own_seeds=lambda: np.array([np.random.default_rng(n).permutation(feature) for n in range(N)]),
        own_generator=lambda: _own_permutations(feature, N),
        real_one_first=lambda: np.vstack([feature, feature[orders]]),
        columns_corrcoef=lambda: np.corrcoef(cells[:, 0], feature[orders[:, 0]]),
        columns_product=lambda: (cells[:, 0] - cells[:, 0].mean()) * feature[orders[:, 0]],
        columns_matmul=lambda: feature[orders[:, 0]] @ cells,
        rows_corrcoef=lambda: np.corrcoef(cells[0], feature[orders[0]]),
        rows_product=lambda: cells[0] * feature[orders[0]],
        rows_matmul=lambda: cells @ feature[orders[0]],
        row_means=lambda: cells - cells.mean(axis=1),
        two_indices=lambda: feature[tuple(orders)],
    )


def _own_permutations(feature: Array, N: int) -> Array:
    random = np.random.default_rng(0)
    return np.array([random.permutation(feature) for _ in range(N)])


def _again(feature: Array, orders: Indices) -> Array:
    rows = []
    for order in orders:
        feature = feature[order]
        rows.append(feature)
    return np.array(rows)


def controls(pick: Pick, cells: Array, feature: Array, orders: Indices) -> Output:
    shuffled = _shuffled(pick, cells, feature, orders)

    def real() -> Output:
        return all_correlations(cells, feature)

    tried = pick(
        "cells",
        cells,
        best_alone=lambda: cells[:, [np.abs(real()).argmax()]],
        first_alone=lambda: cells[:, :1],
        last_alone=lambda: cells[:, -1:],
        without_first=lambda: cells[:, 1:],
        without_last=lambda: cells[:, :-1],
        largest_r_alone=lambda: cells[:, [real().argmax()]],
        **{name: _first_cells(cells, size) for name, size in FIXED_SIZES.items()},
    )
    r = _shuffled_scores(pick, tried, shuffled)
    size = pick(
        "size",
        np.abs(r),
        missing=lambda: r,
        opposite=lambda: -r,
        squared=lambda: r**2,
        positive=lambda: np.maximum(r, 0),
    )
    return _kept_of_each(pick, r, size, real)


def _first_cells(cells: Array, size: int) -> Callable[[], Array]:
    return lambda: cells[:, :size] if size <= cells.shape[1] else cells[:, cells.shape[1]]


def _shuffled_scores(pick: Pick, cells: Array, shuffled: Array) -> Output:
    """Return the correlations of all cells with all shuffled features, (N, H)."""
    T = len(cells)
    X, Y = pick(
        "means",
        (cells - cells.mean(axis=0), shuffled - shuffled.mean(axis=1, keepdims=True)),
        missing=lambda: (cells, shuffled),
        cells_missing=lambda: (cells, shuffled - shuffled.mean(axis=1, keepdims=True)),
        feature_missing=lambda: (cells - cells.mean(axis=0), shuffled),
        table=lambda: (cells - cells.mean(), shuffled - shuffled.mean(axis=1, keepdims=True)),
    )
    above, xx, yy = Y @ X, (X**2).sum(axis=0), (Y**2).sum(axis=1)[:, None]
    below = pick(
        "below",
        np.sqrt(xx * yy),
        missing=lambda: 1.0,
        covariance=lambda: T,
        sample_covariance=lambda: T - 1,
        only_cell=lambda: xx + 0 * yy,
        table=lambda: np.sqrt(xx.sum() * yy),
        sum_above_means_below=lambda: np.sqrt(xx * yy) / T,
        mean_above_sums_below=lambda: np.sqrt(xx * yy) * T,
        sample_below=lambda: np.sqrt(xx * yy) * T / (T - 1),
        sample_above=lambda: np.sqrt(xx * yy) * (T - 1) / T,
    )
    return pick(
        "scores",
        above / below,
        product=lambda: shuffled @ cells,
        diagonal=lambda: np.ones_like(above),
    )


def _kept_of_each(pick: Pick, r: Array, size: Array, real: Callable[[], Array]) -> Output:
    """Return the best of each search, (N,), or what learners return in its place."""
    N = len(r)
    best = pick(
        "search",
        size.max(axis=1),
        signed=lambda: r[np.arange(N), size.argmax(axis=1)],
        smallest=lambda: size.min(axis=1),
        mean=lambda: size.mean(axis=1),
        sum=lambda: size.sum(axis=1),
        median=lambda: np.median(size, axis=1),
        second=lambda: np.sort(size, axis=1)[:, -2],
        number=lambda: size.argmax(axis=1),
        signed_then_size=lambda: np.abs(r.max(axis=1)),
        mean_then_size=lambda: np.abs(r.mean(axis=1)),
        most_negative=lambda: r.min(axis=1),
        every_best=lambda: np.maximum.accumulate(size, axis=1).ravel(),
        every_one=size.ravel,
        pairs=lambda: np.stack([size.argmax(axis=1), r[np.arange(N), size.argmax(axis=1)]], axis=1),
        not_searched=lambda: size,
        over_orders=lambda: size.max(axis=0),
        spread=lambda: np.ptp(r, axis=1),
    )

    def real_best() -> float:
        return float(np.abs(real()).max())

    return pick(
        "returned",
        best,
        sorted=lambda: np.sort(best),
        sorted_down=lambda: np.sort(best)[::-1],
        largest=lambda: best.max(),
        mean=lambda: best.mean(),
        quantile=lambda: np.quantile(best, 0.95),
        running=lambda: np.maximum.accumulate(best),
        made_anew=lambda: best[-1:],
        in_loop=lambda: best[:1],
        mean_everywhere=lambda: np.full_like(best, best.mean()),
        with_real=lambda: np.array([*best, real_best()]),
        real=real_best,
        above_real=lambda: best > real_best(),
        share_above=lambda: np.mean(best >= real_best()),
        minus_real=lambda: best - real_best(),
    )
