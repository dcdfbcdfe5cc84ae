"""Right functions for the exercises of notebook 01, with the points at which learners go wrong.

What is said of each wrong choice stands in deviations.py, under the same identifier.
"""

import math
import string
from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np

from lstm_core.exercises.checking.exercise import Array, Indices, Output
from lstm_core.exercises.checking.variations import Pick

HAMLET = "\n \"',-.:;\\abcdefghiklmnopqrstuvwyz—"  # the vocabulary of the notebook's own text
V_OF_NOTEBOOK = len(HAMLET)
Pair = tuple[Indices, Indices]


def _keep(text: str, wanted: Callable[[str], bool]) -> str:
    return "".join(filter(wanted, text))


def make_vocabulary(pick: Pick, text: str) -> Output:
    text = pick("case", text, lower=lambda: text.lower(), upper=lambda: text.upper())
    read: Any = pick(
        "text",
        text,
        strip=lambda: text.strip(),
        left_strip=lambda: text.lstrip(),
        right_strip=lambda: text.rstrip(),
        no_line_ends=lambda: text.replace("\n", ""),
        no_spaces=lambda: text.replace(" ", ""),
        no_white_space=lambda: "".join(text.split()),
        words=lambda: text.split(),
        words_at_spaces=lambda: text.split(" "),
        lines=lambda: text.splitlines(),
        first_line=lambda: text.split("\n")[0],
        letters=lambda: _keep(text, str.isalpha),
        letters_and_spaces=lambda: _keep(text, lambda c: c.isalpha() or c == " "),
        letters_and_digits=lambda: _keep(text, str.isalnum),
        no_punctuation=lambda: _keep(text, lambda c: c not in string.punctuation),
        no_digits=lambda: _keep(text, lambda c: not c.isdigit()),
        ascii=lambda: _keep(text, str.isascii),
        printable=lambda: _keep(text, str.isprintable),
        lower_case_letters=lambda: _keep(text, str.islower),
        without_first=lambda: text[1:],
        without_last=lambda: text[:-1],
    )
    characters = _characters(pick, read)
    index_of = _index(pick, read, characters)
    return _vocabulary_results(pick, read, characters, index_of)


def _characters(pick: Pick, read: Any) -> Any:
    return pick(
        "characters",
        sorted(set(read)),
        first_seen=lambda: list(dict.fromkeys(read)),
        last_seen=lambda: list(dict.fromkeys(reversed(read))),
        set_order=lambda: list(set(read)),
        repeated=lambda: sorted(read),
        all_of_text=lambda: list(read),
        downwards=lambda: sorted(set(read), reverse=True),
        often_first=lambda: [c for c, _ in Counter(read).most_common()],
        often_first_sorted=lambda: sorted(set(read), key=lambda c: (-read.count(c), c)),
        often_first_set=lambda: sorted(set(read), key=read.count, reverse=True),
        often_last_sorted=lambda: sorted(set(read), key=lambda c: (read.count(c), c)),
        often_last_set=lambda: sorted(set(read), key=read.count),
        any_case=lambda: sorted(set(read), key=str.lower),
        any_case_sorted=lambda: sorted(set(read), key=lambda c: (c.lower(), c)),
        once_in_text=lambda: sorted(c for c in set(read) if read.count(c) == 1),
        several_in_text=lambda: sorted(c for c in set(read) if read.count(c) > 1),
        without_first=lambda: sorted(set(read))[1:],
        without_last=lambda: sorted(set(read))[:-1],
        alphabet=lambda: list(string.ascii_lowercase),
        alphabet_and_capitals=lambda: list(string.ascii_letters),
        notebook=lambda: list(HAMLET),
        codes=lambda: sorted({ord(c) for c in read}),
        from_sort=lambda: list(set(read)).sort(),
        sort_of_set=lambda: set(read).sort(),  # type: ignore[attr-defined]
        sort_of_text=lambda: read.sort(),
        entry_of_set=lambda: [set(read)[k] for k in range(len(set(read)))],  # type: ignore[index]
    )


def _numbered(things: Any, start: int = 0) -> dict[Any, int]:
    return {thing: k for k, thing in enumerate(things, start)}


def _index(pick: Pick, read: Any, characters: Any) -> Any:
    V = len(characters) if characters is not None else 0
    base = pick(
        "base",
        characters,
        set_order=lambda: list(set(read)),
        first_seen=lambda: list(dict.fromkeys(read)),
        often_first=lambda: [c for c, _ in Counter(read).most_common()],
        sorted_text=lambda: sorted(read),
        text=lambda: list(read),
        without_last=lambda: characters[:-1],
        first_alone=lambda: characters[:1],
        notebook=lambda: list(HAMLET),
        set_index=lambda: [set(read).index(c) for c in characters],  # type: ignore[attr-defined]
    )
    return pick(
        "index",
        _numbered(base),
        from_one=lambda: _numbered(base, 1),
        from_two=lambda: _numbered(base, 2),
        from_minus_one=lambda: _numbered(base, -1),
        without_first=lambda: {c: k for k, c in enumerate(base) if k > 0},
        inverted=lambda: dict(enumerate(base)),
        inverted_from_one=lambda: dict(enumerate(base, 1)),
        both_ways=lambda: {**_numbered(base), **dict(enumerate(base))},
        place_in_text=lambda: {c: read.index(c) for c in characters},
        place_in_sorted_text=lambda: {c: sorted(read).index(c) for c in characters},
        code=lambda: {c: ord(c) for c in characters},
        code_from_a=lambda: {c: ord(c) - ord("a") for c in characters},
        code_from_first=lambda: {c: ord(c) - ord(min(characters)) for c in characters},
        counts=lambda: {c: read.count(c) for c in characters},
        shares=lambda: {c: read.count(c) / len(read) for c in characters},
        from_the_end=lambda: {c: V - 1 - k for k, c in enumerate(base)},
        V_minus_k=lambda: {c: V - k for k, c in enumerate(base)},
        negative=lambda: {c: k - V for k, c in enumerate(base)},
        all_zero=lambda: {c: 0 for c in base},
        all_V=lambda: {c: V for c in base},
        all_last=lambda: {c: V - 1 for c in base},
        itself=lambda: {c: c for c in base},
        last_alone=lambda: {base[-1]: V - 1},
        texts=lambda: {c: str(k) for k, c in enumerate(base)},
        in_lists=lambda: {c: [k] for k, c in enumerate(base)},
        one_hot=lambda: {c: [float(j == k) for j in range(V)] for k, c in enumerate(base)},
        empty=lambda: {},
    )


def _vocabulary_results(pick: Pick, read: Any, characters: Any, index_of: Any) -> Output:
    listed = pick(
        "list",
        characters,
        set=lambda: set(characters),
        set_order=lambda: list(set(read)),
        first_seen=lambda: list(dict.fromkeys(read)),
        text=lambda: list(read),
        whole_text=lambda: read,
        sorted_text=lambda: sorted(read),
        joined=lambda: "".join(characters),
        joined_spaces=lambda: " ".join(characters),
        numbers=lambda: list(range(len(characters))),
        codes=lambda: [ord(c) for c in characters],
        count=lambda: len(characters),
        keys=lambda: index_of.keys(),
        inverse=lambda: dict(enumerate(characters)),
        pairs=lambda: list(enumerate(characters)),
        pairs_back=lambda: [(c, k) for k, c in enumerate(characters)],
        sort_result=lambda: None,
    )
    mapping = pick(
        "dictionary",
        index_of,
        pairs=lambda: list(enumerate(characters)),
        pairs_back=lambda: [(c, k) for k, c in enumerate(characters)],
        numbers=lambda: list(range(len(characters))),
        count=lambda: len(characters),
        encoded_text=lambda: [index_of[c] for c in read],
        key_set=lambda: set(characters),
        characters=lambda: list(characters),
        none=lambda: None,
    )
    return pick(
        "result",
        (listed, mapping),
        list_alone=lambda: listed,
        dictionary_alone=lambda: mapping,
        and_V=lambda: (listed, mapping, len(listed)),
        and_inverse=lambda: (listed, mapping, dict(enumerate(characters))),
        two_dictionaries=lambda: (mapping, dict(enumerate(characters))),
        pairs=lambda: [(c, k) for k, c in enumerate(characters)],
        in_a_dictionary=lambda: {"characters": listed, "index_of": mapping},
    )


def make_pairs(pick: Pick, indices: Indices, ahead: int) -> Output:
    T = len(indices)
    reach, stop = pick(
        "reach",
        (ahead, T - ahead),
        one=lambda: (1, T - 1),
        two=lambda: (2, T - 2),
        doubled=lambda: (2 * ahead, -2 * ahead),
        more=lambda: (ahead + 1, -ahead - 1),
        fewer=lambda: (ahead - 1, T - ahead + 1),
        fewer_and_minus_zero=lambda: (ahead - 1, 1 - ahead),
        nothing=lambda: (0, T),
    )
    inputs = pick(
        "inputs",
        indices[:stop].copy(),
        all=lambda: indices.copy(),
        one=lambda: indices[:-1],
        one_more=lambda: indices[: -reach - 1],
        one_fewer=lambda: indices[: T - reach + 1],
        one_fewer_and_minus_zero=lambda: indices[: -reach + 1],
        as_targets=lambda: indices[reach:],
        first_ahead=lambda: indices[:reach],
        last_ahead=lambda: indices[-reach:],
        without_first=lambda: indices[1:],
        from_one=lambda: indices[1:stop],
        places=lambda: np.arange(T)[:stop],
        windows=lambda: np.array([indices[t : t + reach] for t in range(T - reach)]),
        windows_to_end=lambda: np.array([indices[t : t + reach] for t in range(T - reach + 1)]),
        steps=lambda: indices[:stop:reach],
        zeros_at_end=lambda: np.append(indices[:stop], np.zeros(reach, int)),
        zeros_at_front=lambda: np.append(np.zeros(reach, int), indices[:stop]),
        entry=lambda: indices[stop],
        last=lambda: indices[-1],
        without_first_ahead_too=lambda: indices[reach:stop],
    )
    targets = _targets(pick, indices, inputs, reach)
    return _pairs_result(pick, indices, ahead, (inputs, targets))


def _targets(pick: Pick, indices: Indices, inputs: Indices, reach: int) -> Any:
    T = len(indices)
    return pick(
        "targets",
        indices[reach:].copy(),
        all=lambda: indices.copy(),
        one=lambda: indices[1:],
        one_cut=lambda: indices[1 : T - reach + 1],
        one_more=lambda: indices[reach + 1 :],
        one_fewer=lambda: indices[reach - 1 :],
        one_fewer_cut=lambda: indices[reach - 1 : T - 1],
        as_inputs=lambda: inputs.copy(),
        rolled=lambda: np.roll(indices, -reach),
        rolled_back=lambda: np.roll(indices, reach),
        rolled_back_cut=lambda: np.roll(indices, reach)[: T - reach],
        last_ahead=lambda: indices[-reach:],
        first_ahead=lambda: indices[:reach],
        without_last=lambda: indices[reach:-1],
        without_last_ahead=lambda: indices[reach:-reach],
        added=lambda: inputs + reach,
        subtracted=lambda: inputs - reach,
        places=lambda: np.arange(reach, T),
        differences=lambda: indices[reach:] - indices[: T - reach],
        windows=lambda: np.array([indices[t + 1 : t + 1 + reach] for t in range(T - reach)]),
        entry=lambda: indices[reach],
        last=lambda: indices[-1],
        steps=lambda: indices[reach::reach],
        zeros_at_end=lambda: np.append(indices[reach:], np.zeros(reach, int)),
        minus_one_at_end=lambda: np.append(indices[reach:], np.full(reach, -1)),
        end_kept=lambda: np.append(indices[reach:], indices[T - reach :]),
        last_repeated=lambda: np.append(indices[reach:], np.full(reach, indices[-1])),
    )


def _pairs_result(pick: Pick, indices: Indices, ahead: int, result: Pair) -> Output:
    T = len(indices)
    inputs, targets = pick("order", result, swapped=lambda: result[::-1])
    return pick(
        "pairs",
        (inputs, targets),
        wrapped=lambda: (indices.copy(), np.roll(indices, -ahead)),
        wrapped_back=lambda: (indices.copy(), np.roll(indices, ahead)),
        added_to_all=lambda: (indices.copy(), indices + ahead),
        without_last=lambda: (inputs[:-1], targets[:-1]),
        without_first=lambda: (inputs[1:], targets[1:]),
        first_alone=lambda: (inputs[0], targets[0]),
        first_in_lists=lambda: (inputs[:1], targets[:1]),
        last_alone=lambda: (inputs[-1], targets[-1]),
        last_in_lists=lambda: (inputs[-1:], targets[-1:]),
        steps=lambda: (indices[::ahead][:-1], indices[::ahead][1:]),
        blocks=lambda: (indices[:ahead], indices[ahead : 2 * ahead]),
        halves=lambda: (indices[: T // 2], indices[T // 2 :]),
        rows=lambda: np.stack([inputs, targets], axis=1),
        joined=lambda: np.concatenate([inputs, targets]),
        dictionary=lambda: dict(zip(inputs.tolist(), targets.tolist(), strict=True)),
        inputs_alone=lambda: inputs,
        targets_alone=lambda: targets,
        sorted=lambda: (np.sort(inputs), np.sort(targets)),
        backwards=lambda: (inputs[::-1], targets[::-1]),
        empty=lambda: (inputs[:0], targets[:0]),
        loop_to_end=lambda: (indices, [indices[t + ahead] for t in range(T)]),
        loop_almost_to_end=lambda: (indices[:-1], np.array([indices[t + ahead] for t in range(T - 1)])),
    )


def one_hot_rows(pick: Pick, indices: Indices, V: int) -> Output:
    T = len(indices)
    width = pick(
        "width",
        V,
        largest_plus_one=lambda: indices.max() + 1,
        largest=lambda: indices.max(),
        distinct=lambda: len(set(indices.tolist())),
        notebook=lambda: V_OF_NOTEBOOK,
        letters=lambda: 26,
        T=lambda: T,
        plus_one=lambda: V + 1,
        minus_one=lambda: V - 1,
    )
    height = pick(
        "height",
        T,
        V=lambda: V,
        plus_one=lambda: T + 1,
        minus_one=lambda: T - 1,
        distinct=lambda: len(set(indices.tolist())),
    )
    shape = pick(
        "shape",
        (height, width),
        swapped=lambda: (width, height),
        no_brackets=lambda: np.zeros(T, V).shape,  # type: ignore[call-overload]
    )
    x = pick(
        "background",
        np.zeros(shape),
        ones=lambda: np.ones(shape),
        minus_one=lambda: -np.ones(shape),
    )
    columns = _columns(pick, indices, V)
    value = pick(
        "value",
        1.0,
        index=lambda: indices,
        index_plus_one=lambda: indices + 1,
        row=lambda: np.arange(T),
        row_plus_one=lambda: np.arange(1, T + 1),
        minus_one=lambda: -1.0,
        V=lambda: V,
        share_of_V=lambda: 1 / V,
        share_of_T=lambda: 1 / T,
        count=lambda: (indices[:, None] == indices).sum(axis=1),
    )
    x = _written(pick, x, columns, value * np.ones(T))
    x = _from_identity(pick, x, indices, columns, V)
    return _one_hot_result(pick, x, indices, V)


def _columns(pick: Pick, indices: Indices, V: int) -> Any:
    return pick(
        "column",
        indices,
        before=lambda: indices - 1,
        after=lambda: indices + 1,
        after_around=lambda: (indices + 1) % V,
        mirrored=lambda: V - 1 - indices,
        from_the_end=lambda: -indices,
        row=lambda: np.arange(len(indices)),
        sorted=lambda: np.sort(indices),
        backwards=lambda: indices[::-1],
        first=lambda: np.full_like(indices, indices[0]),
        next=lambda: np.roll(indices, -1),
        previous=lambda: np.roll(indices, 1),
        among_distinct=lambda: np.unique(indices, return_inverse=True)[1],
        always_zero=lambda: 0 * indices,
    )


def _written(pick: Pick, x: Array, columns: Indices, values: Array) -> Array:
    """Write the values; each wrong choice writes them to other entries."""
    T = len(columns)
    rows = np.arange(T)

    def entries(chosen: Any) -> Callable[[], None]:
        return lambda: x.__setitem__((rows[chosen], columns[chosen]), values[chosen])

    def stretches(cut: Callable[[int], slice]) -> None:
        for t in range(T):
            x[t, cut(columns[t])] = values[t]

    write = pick(
        "write",
        lambda: x.__setitem__((rows, columns), values),
        all_rows=lambda: lambda: x.__setitem__((slice(None), columns), values),
        up_to=lambda: lambda: stretches(lambda k: slice(k + 1)),
        below=lambda: lambda: stretches(lambda k: slice(k)),
        onwards=lambda: lambda: stretches(lambda k: slice(k, None)),
        swapped=lambda: lambda: x.__setitem__((columns, rows), values),
        whole_rows=lambda: lambda: x.__setitem__(columns, values[:, None]),
        diagonal=lambda: lambda: x.__setitem__((columns, columns), values),
        by_index=lambda: lambda: x.__setitem__((columns, columns[columns]), values),
        first_row=lambda: lambda: x.__setitem__((0, columns), values),
        last_row=lambda: lambda: x.__setitem__((-1, columns), values),
        without_last=lambda: entries(slice(T - 1)),
        without_first=lambda: entries(slice(1, None)),
        first_alone=lambda: entries(slice(1)),
        last_alone=lambda: entries(slice(-1, None)),
        first_time=lambda: entries(np.unique(columns, return_index=True)[1]),
        V_rows=lambda: entries([t for t in range(x.shape[1]) if columns[t] is not None]),
        row_too_late=lambda: lambda: x.__setitem__((rows + 1, columns), values),
        never=lambda: lambda: None,
    )
    write()
    return x


def _from_identity(pick: Pick, x: Array, indices: Indices, columns: Indices, V: int) -> Any:
    """Take rows of an identity matrix instead: of another size, it ends in another error."""

    def in_order() -> list[int]:
        return list(dict.fromkeys(indices.tolist()))

    return pick(
        "identity",
        x,
        T=lambda: np.eye(len(indices))[columns],
        minus_one=lambda: np.eye(V - 1)[columns],
        largest=lambda: np.eye(indices.max())[columns],
        distinct=lambda: np.eye(len(in_order()))[columns],
        after=lambda: np.eye(V)[columns + 1],
        after_and_wider=lambda: np.eye(V + 1)[columns + 1],
        rectangular=lambda: np.eye(len(indices), V),
        no_new_axis=lambda: np.equal(indices, np.arange(V)) * 1.0,
        rows_up_to_V=lambda: x * bool(x[np.arange(V), indices].size),
        among_distinct=lambda: np.eye(len(in_order()))[np.unique(indices, return_inverse=True)[1]],
        in_order_of_text=lambda: np.eye(len(in_order()))[[in_order().index(k) for k in indices]],
        distinct_rows=lambda: np.eye(V)[np.unique(indices)],
        distinct_rows_in_order=lambda: np.eye(V)[in_order()],
        whole=lambda: np.eye(V),
        first_T=lambda: np.eye(V)[: len(indices)],
    )


def _one_hot_result(pick: Pick, x: Array, indices: Indices, V: int) -> Output:
    T = len(indices)
    x = pick(
        "rows",
        x,
        all_last=lambda: np.tile(x[-1], (T, 1)),
        never_cleared=lambda: np.maximum.accumulate(x, axis=0),
        counted_on=lambda: np.cumsum(x, axis=0),
        collected=lambda: x.sum(axis=0),
        collected_once=lambda: x.max(axis=0),
        averaged=lambda: x.mean(axis=0),
        last_alone=lambda: x[-1],
        first_alone=lambda: x[0],
        first_alone_in_list=lambda: x[:1],
        last_alone_in_list=lambda: x[-1:],
        without_last=lambda: x[:-1],
        without_first=lambda: x[1:],
        normalised=lambda: x / x.sum(axis=0),
    )
    return pick(
        "result",
        x,
        on_its_side=lambda: x.T,
        inverted=lambda: 1 - x,
        reshaped=lambda: x.reshape(V, T),
        flat=lambda: x.ravel(),
        axis_in_front=lambda: x[np.newaxis],
        axis_between=lambda: x[:, np.newaxis],
        axis_at_end=lambda: x[..., np.newaxis],
        indices=lambda: indices * 1.0,
        indices_upright=lambda: indices[:, np.newaxis] * 1.0,
        places_of_ones=lambda: np.argwhere(x),
    )


def pair_loss(pick: Pick, counted: Indices, tested: Indices, V: int, a: float) -> Output:
    counted, tested = pick(
        "texts",
        (counted, tested),
        swapped=lambda: (tested, counted),
        counted_alone=lambda: (counted, counted),
        tested_alone=lambda: (tested, tested),
        joined=lambda: (np.concatenate([counted, tested]), tested),
    )
    V = pick(
        "size",
        V,
        no_brackets=lambda: np.zeros(V, V).size,  # type: ignore[call-overload]
        one_axis=lambda: np.zeros(V)[counted[:-1], counted[1:]],
        largest_of_counted=lambda: _used(counted.max() + 1, counted, tested),
        largest_without_one=lambda: _used(counted.max(), counted, tested),
        largest_of_tested=lambda: _used(tested.max() + 1, counted, tested),
        distinct_in_counted=lambda: _used(len(set(counted.tolist())), counted, tested),
        distinct_in_both=lambda: _used(len({*counted.tolist(), *tested.tolist()}), counted, tested),
    )
    table = _table(pick, counted, V)
    read, following = _tested_pairs(pick, tested)
    V = _classes(pick, V, counted, tested)
    a = pick(
        "a",
        a,
        none=lambda: 0.0,
        doubled=lambda: 2 * a,
        one=lambda: 1.0,
        notebook=lambda: 0.1,
        into_integers=lambda: np.add(np.zeros(2, int), a, out=np.zeros(2, int)),
        whole=lambda: float(int(a)),
    )
    p = _probabilities(pick, table, counted, (read, following), V, a)
    return _mean_surprise(pick, p, tested, (read, following), V, len(counted))


def _counts(read: Indices, following: Indices, V: int) -> Array:
    return np.bincount(read * V + following, minlength=V * V).reshape(V, V) * 1.0


def _used(V: int, counted: Indices, tested: Indices) -> int:
    """Return a size for the table, or end in the error of an index that it does not hold."""
    table = np.zeros((V, V))
    np.add.at(table, (counted[:-1], counted[1:]), 1)
    return V if table[tested[:-1], tested[1:]].size else 0


def _into_integers(a: float) -> Array:
    table = np.zeros((2, 2), int)
    table += a
    return table


def _table(pick: Pick, counted: Indices, V: int) -> Any:
    first, second = pick(
        "counted",
        (counted[:-1], counted[1:]),
        backwards=lambda: (counted[1:], counted[:-1]),
        around=lambda: (counted, np.roll(counted, -1)),
        two_ahead=lambda: (counted[:-2], counted[2:]),
        every_second=lambda: (counted[:-1:2], counted[1::2]),
        without_first=lambda: (counted[1:-1], counted[2:]),
        without_last=lambda: (counted[:-2], counted[1:-1]),
        unequal=lambda: np.zeros((V, V))[counted, counted[1:]],
        past_end=lambda: (counted, [counted[k + 1] for k in range(len(counted))]),
    )
    table = _counts(first, second, V)
    return pick(
        "table",
        table,
        once=lambda: np.minimum(table, 1),
        both_ways=lambda: table + table.T,
    )


def _tested_pairs(pick: Pick, tested: Indices) -> Pair:
    found: Pair = pick(
        "tested",
        (tested[:-1], tested[1:]),
        backwards=lambda: (tested[1:], tested[:-1]),
        around=lambda: (tested, np.roll(tested, -1)),
        two_ahead=lambda: (tested[:-2], tested[2:]),
        every_second=lambda: (tested[:-1:2], tested[1::2]),
        without_first=lambda: (tested[1:-1], tested[2:]),
        without_last=lambda: (tested[:-2], tested[1:-1]),
        unequal=lambda: np.zeros((99, 99))[tested, tested[1:]],
        past_end=lambda: (tested, [tested[k + 1] for k in range(len(tested))]),
    )
    return found


def _classes(pick: Pick, V: int, counted: Indices, tested: Indices) -> Any:
    return pick(
        "V",
        V,
        largest_of_counted=lambda: counted.max() + 1,
        largest_of_both=lambda: max(counted.max(), tested.max()) + 1,
        distinct_in_counted=lambda: len(set(counted.tolist())),
        distinct_in_both=lambda: len(set(counted.tolist()) | set(tested.tolist())),
        distinct_contexts=lambda: len(set(counted[:-1].tolist())),
        notebook=lambda: V_OF_NOTEBOOK,
    )


def _probabilities(pick: Pick, table: Array, counted: Indices, pairs: Pair, V: int, a: float) -> Any:
    k, n = pairs
    rows = table.sum(axis=1)
    count = pick(
        "count",
        table[k, n],
        turned=lambda: table[n, k],
        of_row=lambda: rows[k],
        of_next=lambda: table.sum(axis=0)[n],
        grid=lambda: table[k][:, n],
        whole_rows=lambda: table[k],
        largest=lambda: table[k].max(axis=1),
    )
    above = pick(
        "above",
        count + a,
        none=lambda: count,
        one=lambda: count + 1,
        a_V=lambda: count + a * V,
        where_unseen=lambda: np.where(count == 0, a, count),
    )
    total = _totals(pick, table, counted, pairs)
    below = pick(
        "below",
        total + a * V,
        none=lambda: total,
        a=lambda: total + a,
        one=lambda: total + 1,
        V=lambda: total + V,
        a_V_squared=lambda: total + a * V**2,
        a_V_twice=lambda: total + 2 * a * V,
        times_V=lambda: (total + a) * V,
        a_V_alone=lambda: np.full(len(k), a * V),
        followers=lambda: total + a * (table > 0).sum(axis=1)[k],
        nothing=lambda: 1.0,
    )
    return _unsmoothed(pick, above / below, count, total, (counted, table, pairs, V, a))


def _totals(pick: Pick, table: Array, counted: Indices, pairs: Pair) -> Any:
    (k, n), V = pairs, len(table)
    rows = table.sum(axis=1)
    return pick(
        "total",
        rows[k],
        of_next=lambda: rows[n],
        column=lambda: table.sum(axis=0)[n],
        column_of_read=lambda: table.sum(axis=0)[k],
        all_pairs=lambda: table.sum(),
        occurrences=lambda: np.bincount(counted, minlength=V)[k],
        length=lambda: len(counted),
        followers=lambda: (table > 0).sum(axis=1)[k],
        of_tested=lambda: np.bincount(k, minlength=V)[k],
        all_rows=lambda: rows,
    )


def _unsmoothed(pick: Pick, p: Array, count: Array, total: Array, rest: Any) -> Any:
    """Return the probabilities; wrong choices treat pairs that were never counted in another way."""
    counted, table, (k, n), V, a = rest
    seen = count > 0

    def share() -> Array:
        return count / np.maximum(total, 1)

    def counts() -> Any:
        return zip(count, total, strict=True)

    return pick(
        "p",
        p,
        no_head_start=share,
        no_head_start_python=lambda: np.array([int(c) / int(s) for c, s in counts()]),
        no_head_start_math=lambda: np.exp([math.log(int(c) / int(s)) for c, s in counts()]),
        plus_a=lambda: share() + a,
        no_brackets=lambda: count + a / total + a * V,
        no_brackets_above=lambda: count + a / (total + a * V),
        no_brackets_below=lambda: (count + a) / total + a * V,
        unseen_a=lambda: np.where(seen, share(), a),
        unseen_even=lambda: np.where(seen, share(), 1 / V),
        unseen_one=lambda: np.where(seen, share(), 1.0),
        seen_alone=lambda: p[seen],
        even=lambda: np.full(len(k), 1 / V),
        unigram=lambda: (np.bincount(counted, minlength=V)[n] + a) / (len(counted) + a * V),
        of_next_alone=lambda: (table.sum(axis=0)[n] + a) / (table.sum() + a * V),
        of_pair=lambda: (count + a) / (table.sum() + a * V * V),
        all_entries=lambda: (table + a) / (table.sum(axis=1, keepdims=True) + a * V),
        all_next=lambda: (table[k] + a) / (total[:, None] + a * V),
    )


def _mean_surprise(pick: Pick, p: Any, tested: Indices, pairs: Pair, V: int, counted: int) -> Output:
    p = pick(
        "epsilon",
        p,
        added_8=lambda: p + 1e-8,
        added_9=lambda: p + 1e-9,
        added_10=lambda: p + 1e-10,
        added_12=lambda: p + 1e-12,
        at_least_8=lambda: np.maximum(p, 1e-8),
        at_least_9=lambda: np.maximum(p, 1e-9),
        at_least_10=lambda: np.maximum(p, 1e-10),
        at_least_12=lambda: np.maximum(p, 1e-12),
    )
    surprises = pick(
        "log",
        -np.log(p),
        base_2=lambda: -np.log2(p),
        base_10=lambda: -np.log10(p),
        none=lambda: p,
        one_minus=lambda: 1 - p,
        reciprocal=lambda: 1 / p,
        times_p=lambda: -p * np.log(p),
        math=lambda: -math.log(p),
        positive=lambda: np.log(p),
    )
    N = np.size(surprises)
    loss = pick(
        "mean",
        np.mean(surprises),
        sum=lambda: np.sum(surprises),
        median=lambda: np.median(surprises),
        first=lambda: surprises[0],
        last=lambda: surprises[-1],
        first_share=lambda: surprises[0] / N,
        last_share=lambda: surprises[-1] / N,
        product_of_p=lambda: np.prod(p),
        characters=lambda: np.sum(surprises) / (N + 1),
        one_fewer=lambda: np.sum(surprises) / (N - 1),
        V=lambda: np.sum(surprises) / V,
        counted=lambda: np.sum(surprises) / counted,
        log_of_mean=lambda: -np.log(np.mean(p)),
        distinct_pairs=lambda: np.mean(
            surprises[np.unique(pairs[0] * 99 + pairs[1], return_index=True)[1]]
        ),
        all=lambda: surprises,
    )
    return pick(
        "result",
        loss,
        perplexity=lambda: np.exp(loss),
        bits_to_nats=lambda: loss * np.log(2),
        rounded=lambda: round(float(loss), 2),
        rounded_to_3=lambda: round(float(loss), 3),
        in_array=lambda: np.array([loss]),
    )
