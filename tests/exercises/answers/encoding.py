"""Answers to the exercises of notebook 01."""

import functools
from collections import Counter, OrderedDict, defaultdict
from fractions import Fraction
from itertools import pairwise

import numpy as np
from exercises.answers import Answers

import lstm_core as lc

answers = Answers("encoding")
right, wrong, other_form, edited = answers.right, answers.wrong, answers.other_form, answers.edited

# make_vocabulary


@right("make_vocabulary", "as in the notebook")
def my_vocabulary(text):
    characters = sorted(set(text))
    return characters, {c: k for k, c in enumerate(characters)}


@right("make_vocabulary", "list.index, dict filled in a loop")
def my_vocabulary(text):
    chars = []
    for ch in text:
        if ch not in chars:
            chars.append(ch)
    chars.sort()
    table = {}
    for ch in chars:
        table[ch] = chars.index(ch)
    return chars, table


@right("make_vocabulary", "dict in the order of the text")
def my_vocabulary(text):
    characters = sorted(set(text))
    return characters, {c: characters.index(c) for c in dict.fromkeys(text)}


@right("make_vocabulary", "np.str_ from np.unique")
def my_vocabulary(text):
    characters = list(np.unique(list(text)))
    return characters, {c: k for k, c in enumerate(characters)}


@right("make_vocabulary", "keyword-only")
def my_vocabulary(*, text):
    characters = sorted(set(text))
    return characters, dict(zip(characters, range(len(characters))))


@right("make_vocabulary", "returns a list of two, OrderedDict with np.int64")
def my_vocabulary(text):
    characters = sorted(Counter(text))
    return [characters, OrderedDict(zip(characters, np.arange(len(characters))))]


@right("make_vocabulary", "a tuple of characters, dict from the end")
def my_vocabulary(text):
    characters = tuple(sorted(set(text)))
    return characters, {characters[k]: k for k in reversed(range(len(characters)))}


class VocabularyMaker:
    def __call__(self, text):
        v = lc.Vocabulary.from_text(text)
        return list(v.characters), {c: int(v.encode(c)[0]) for c in v.characters}


right("make_vocabulary", "class with __call__")(VocabularyMaker())


@wrong("make_vocabulary", "does not sort")
def my_vocabulary(text):
    characters = list(dict.fromkeys(text))
    return characters, {c: k for k, c in enumerate(characters)}


@wrong("make_vocabulary", "dictionary from index to character")
def my_vocabulary(text):
    characters = sorted(set(text))
    return characters, dict(enumerate(characters))


@wrong("make_vocabulary", "counts from 1")
def my_vocabulary(text):
    characters = sorted(set(text))
    return characters, {c: k for k, c in enumerate(characters, 1)}


@wrong("make_vocabulary", "keeps repeated characters")
def my_vocabulary(text):
    characters = sorted(text)
    return characters, {c: k for k, c in enumerate(characters)}


@wrong("make_vocabulary", "lower-cases the text")
def my_vocabulary(text):
    characters = sorted(set(text.lower()))
    return characters, {c: k for k, c in enumerate(characters)}


@wrong("make_vocabulary", "strips white space")
def my_vocabulary(text):
    characters = sorted(set(text.strip()))
    return characters, {c: k for k, c in enumerate(characters)}


@wrong("make_vocabulary", "leaves out the line end")
def my_vocabulary(text):
    characters = sorted(set(text.replace("\n", "")))
    return characters, {c: k for k, c in enumerate(characters)}


@wrong("make_vocabulary", "sorts by frequency")
def my_vocabulary(text):
    count = Counter(text)
    characters = sorted(count, key=lambda c: (-count[c], c))
    return characters, {c: k for k, c in enumerate(characters)}


@wrong("make_vocabulary", "sorts downwards")
def my_vocabulary(text):
    characters = sorted(set(text), reverse=True)
    return characters, {c: k for k, c in enumerate(characters)}


@wrong("make_vocabulary", "index in the text instead of in the list")
def my_vocabulary(text):
    characters = sorted(set(text))
    return characters, {c: text.index(c) for c in characters}


@wrong("make_vocabulary", "swaps the two results")
def my_vocabulary(text):
    characters = sorted(set(text))
    return {c: k for k, c in enumerate(characters)}, characters


@wrong("make_vocabulary", "letters only")
def my_vocabulary(text):
    characters = sorted({c for c in text if c.isalpha()})
    return characters, {c: k for k, c in enumerate(characters)}


@wrong("make_vocabulary", "ord for the index")
def my_vocabulary(text):
    characters = sorted(set(text))
    return characters, {c: ord(c) for c in characters}


@wrong("make_vocabulary", "splits into words")
def my_vocabulary(text):
    characters = sorted(set(text.split()))
    return characters, {c: k for k, c in enumerate(characters)}


@wrong("make_vocabulary", "does not sort", "counts from 1")
def my_vocabulary(text):
    characters = list(dict.fromkeys(text))
    return characters, {c: k + 1 for k, c in enumerate(characters)}


@wrong("make_vocabulary", "sorts downwards", "leaves out the line end")
def my_vocabulary(text):
    characters = sorted(set(text) - {"\n"}, reverse=True)
    return characters, {c: k for k, c in enumerate(characters)}


# make_pairs


@right("make_pairs", "slices")
def my_pairs(indices, ahead):
    return indices[:-ahead], indices[ahead:]


@right("make_pairs", "loop with lists, made arrays")
def my_pairs(indices, ahead):
    inputs, targets = [], []
    for t in range(len(indices) - ahead):
        inputs.append(indices[t])
        targets.append(indices[t + ahead])
    return np.array(inputs), np.array(targets)


@right("make_pairs", "np.roll")
def my_pairs(indices, ahead):
    T = indices.size - ahead
    return indices[:T], np.roll(indices, -ahead)[:T]


@right("make_pairs", "a generator of pairs, unzipped; keyword-only")
def my_pairs(*, indices, ahead):
    return np.array(list(zip(indices, indices[ahead:]))).T


@right("make_pairs", "np.take with index arrays, int32")
def my_pairs(indices, ahead):
    k = np.arange(len(indices) - ahead)
    return indices.take(k).astype(np.int32), indices.take(k + ahead).astype(np.int32)


@right("make_pairs", "recursion: drop one place at a time")
def my_pairs(indices, ahead):
    if ahead == 0:
        return indices, indices
    xs, ys = my_pairs_recursive(indices, ahead - 1)
    return xs[:-1], ys[1:]


my_pairs_recursive = answers[-1].function


@other_form("make_pairs", "two lists")
def my_pairs(indices, ahead):
    indices = list(indices)
    return indices[: len(indices) - ahead], indices[ahead:]


@other_form("make_pairs", "floats")
def my_pairs(indices, ahead):
    return indices[:-ahead] * 1.0, indices[ahead:] * 1.0


@wrong("make_pairs", "always one place ahead")
def my_pairs(indices, ahead):
    return indices[:-1], indices[1:]


@wrong("make_pairs", "swaps inputs and targets")
def my_pairs(indices, ahead):
    return indices[ahead:], indices[:-ahead]


@wrong("make_pairs", "inputs not shortened")
def my_pairs(indices, ahead):
    return indices, indices[ahead:]


@wrong("make_pairs", "inputs shortened at the front")
def my_pairs(indices, ahead):
    return indices[ahead:], indices[ahead:]


@wrong("make_pairs", "inputs lose one instead of ahead")
def my_pairs(indices, ahead):
    return indices[:-1], indices[ahead:]


@wrong("make_pairs", "last pair forgotten")
def my_pairs(indices, ahead):
    T = len(indices) - ahead - 1
    return indices[:T], indices[ahead : ahead + T]


@wrong("make_pairs", "one place too far ahead")
def my_pairs(indices, ahead):
    return indices[: -ahead - 1], indices[ahead + 1 :]


@wrong("make_pairs", "one place too few")
def my_pairs(indices, ahead):
    T = len(indices) - ahead
    return indices[:T], indices[ahead - 1 : ahead - 1 + T]


@wrong("make_pairs", "steps of ahead")
def my_pairs(indices, ahead):
    chosen = indices[::ahead]
    return chosen[:-1], chosen[1:]


@wrong("make_pairs", "targets come round from the beginning")
def my_pairs(indices, ahead):
    return indices, np.roll(indices, -ahead)


@wrong("make_pairs", "rolls the other way")
def my_pairs(indices, ahead):
    T = len(indices) - ahead
    return indices[:T], np.roll(indices, ahead)[:T]


@wrong("make_pairs", "adds ahead to the index of the character")
def my_pairs(indices, ahead):
    inputs = indices[:-ahead]
    return inputs, inputs + ahead


@wrong("make_pairs", "returns pairs as rows")
def my_pairs(indices, ahead):
    return np.stack([indices[:-ahead], indices[ahead:]], axis=1)


@wrong("make_pairs", "always one place ahead", "swaps inputs and targets")
def my_pairs(indices, ahead):
    return indices[1:], indices[:-1]


@wrong("make_pairs", "last pair forgotten", "swaps inputs and targets")
def my_pairs(indices, ahead):
    xs = [indices[t] for t in range(len(indices) - ahead - 1)]
    ys = [indices[t + ahead] for t in range(len(indices) - ahead - 1)]
    return np.array(ys), np.array(xs)


# one_hot_rows


@right("one_hot_rows", "loop")
def my_one_hot(indices, V):
    x = np.zeros((len(indices), V))
    for t, k in enumerate(indices):
        x[t, k] = 1
    return x


@right("one_hot_rows", "rows of the identity")
def my_one_hot(indices, V):
    return np.eye(V)[indices]


@right("one_hot_rows", "comparison by broadcasting")
def my_one_hot(indices, V):
    return (indices[:, None] == np.arange(V)).astype(float)


@right("one_hot_rows", "put_along_axis, keyword-only")
def my_one_hot(*, indices, V):
    rows = np.zeros((indices.shape[0], V))
    np.put_along_axis(rows, indices[:, np.newaxis], 1.0, axis=1)
    return rows


@right("one_hot_rows", "nested list comprehension")
def my_one_hot(indices, V):
    return np.array([[1.0 if k == v else 0.0 for v in range(V)] for k in indices])


right("one_hot_rows", "lambda, flat positions")(
    lambda indices, V: np.bincount(
        np.arange(len(indices)) * V + indices, minlength=len(indices) * V
    ).reshape(-1, V) * 1.0
)


@other_form("one_hot_rows", "list of lists")
def my_one_hot(indices, V):
    return [[float(k == v) for v in range(V)] for k in indices]


@other_form("one_hot_rows", "integers")
def my_one_hot(indices, V):
    return np.eye(V, dtype=int)[indices]


@other_form("one_hot_rows", "booleans")
def my_one_hot(indices, V):
    return indices[:, None] == np.arange(V)


@wrong("one_hot_rows", "columns instead of rows")
def my_one_hot(indices, V):
    x = np.zeros((V, len(indices)))
    x[indices, np.arange(len(indices))] = 1.0
    return x


@wrong("one_hot_rows", "all rows get all ones")
def my_one_hot(indices, V):
    x = np.zeros((len(indices), V))
    x[:, indices] = 1.0
    return x


@wrong("one_hot_rows", "counts columns from 1")
def my_one_hot(indices, V):
    x = np.zeros((len(indices), V))
    for t, k in enumerate(indices):
        x[t, k - 1] = 1.0
    return x


@wrong("one_hot_rows", "width from the data")
def my_one_hot(indices, V):
    V = indices.max() + 1
    return np.eye(V)[indices]


@wrong("one_hot_rows", "width from the number of distinct indices")
def my_one_hot(indices, V):
    distinct = sorted(set(indices.tolist()))
    x = np.zeros((len(indices), len(distinct)))
    for t, k in enumerate(indices):
        x[t, distinct.index(k)] = 1.0
    return x


@wrong("one_hot_rows", "writes the index instead of 1")
def my_one_hot(indices, V):
    x = np.zeros((len(indices), V))
    for t, k in enumerate(indices):
        x[t, k] = k
    return x


@wrong("one_hot_rows", "square")
def my_one_hot(indices, V):
    x = np.zeros((V, V))
    for t, k in enumerate(indices):
        x[t, k] = 1.0
    return x


@wrong("one_hot_rows", "row and column swapped when writing")
def my_one_hot(indices, V):
    x = np.zeros((len(indices), V))
    for t, k in enumerate(indices):
        x[k, t] = 1.0
    return x


@wrong("one_hot_rows", "ones filled up to the index")
def my_one_hot(indices, V):
    x = np.zeros((len(indices), V))
    for t, k in enumerate(indices):
        x[t, : k + 1] = 1.0
    return x


@wrong("one_hot_rows", "starts from ones")
def my_one_hot(indices, V):
    x = np.ones((len(indices), V))
    x[np.arange(len(indices)), indices] = 0.0
    return x


@wrong("one_hot_rows", "last row forgotten")
def my_one_hot(indices, V):
    x = np.zeros((len(indices), V))
    for t in range(len(indices) - 1):
        x[t, indices[t]] = 1.0
    return x


@wrong("one_hot_rows", "one row that collects everything")
def my_one_hot(indices, V):
    x = np.zeros(V)
    for k in indices:
        x[k] += 1.0
    return x


@wrong("one_hot_rows", "same row over and over")
def my_one_hot(indices, V):
    row, rows = np.zeros(V), []
    for k in indices:
        row[:] = 0.0
        row[k] = 1.0
        rows.append(row)
    return np.array(rows)


@wrong("one_hot_rows", "row is never cleared")
def my_one_hot(indices, V):
    row, rows = np.zeros(V), []
    for k in indices:
        row[k] = 1.0
        rows.append(row.copy())
    return np.array(rows)


@wrong("one_hot_rows", "V hard-coded as 35")
def my_one_hot(indices, V):
    return np.eye(35)[indices]


@wrong("one_hot_rows", "np.zeros without brackets around the shape")
def my_one_hot(indices, V):
    x = np.zeros(len(indices), V)
    x[np.arange(len(indices)), indices] = 1.0
    return x


@wrong("one_hot_rows", "last row forgotten", "counts columns from 1")
def my_one_hot(indices, V):
    x = np.zeros((len(indices), V))
    for t in range(len(indices) - 1):
        x[t, indices[t] - 1] = 1.0
    return x


@wrong("one_hot_rows", "columns instead of rows", "writes the index instead of 1")
def my_one_hot(indices, V):
    x = np.zeros((V, len(indices)))
    for t, k in enumerate(indices):
        x[k, t] = k
    return x


# pair_loss


@right("pair_loss", "table with np.add.at")
def pair_loss_table(counted, tested, V, a):
    table = np.zeros((V, V))
    np.add.at(table, (counted[:-1], counted[1:]), 1)
    rows = table.sum(axis=1)
    k, n = tested[:-1], tested[1:]
    p = (table[k, n] + a) / (rows[k] + a * V)
    return -np.log(p).mean()


@right("pair_loss", "dictionaries and pairwise")
def pair_loss_dicts(counted, tested, V, a):
    pair_count, single = defaultdict(int), defaultdict(int)
    for first, second in pairwise(counted):
        pair_count[first, second] += 1
        single[first] += 1
    total, number = 0.0, 0
    for first, second in pairwise(tested):
        p = (pair_count[first, second] + a) / (single[first] + a * V)
        total -= np.log(p)
        number += 1
    return total / number


@right("pair_loss", "one-hot products and einsum")
def my_pair_loss(counted, tested, V, a):
    x = np.eye(V)[counted]
    table = np.einsum("ti,tj->ij", x[:-1], x[1:]) + a
    p = table / table.sum(axis=1, keepdims=True)
    return float(np.mean(-np.log([p[i, j] for i, j in zip(tested, tested[1:])])))


@right("pair_loss", "product of probabilities as Fraction")
def my_pair_loss(counted, tested, V, a):
    a = Fraction(a)
    c, t = counted.tolist(), tested.tolist()
    count = Counter(zip(c, c[1:]))
    begin = Counter(c[:-1])
    p = [(count[k, n] + a) / (begin[k] + a * V) for k, n in zip(t, t[1:])]
    return Fraction(-sum(float(np.log(float(q))) for q in p)) / len(p)


def pair_loss_by(log, *, counted, tested, V, a):
    M = np.full((V, V), float(a))
    for k in range(len(counted) - 1):
        M[counted[k], counted[k + 1]] += 1
    return float(np.mean([-log(M[i, j] / M[i].sum()) for i, j in pairwise(tested)]))


right("pair_loss", "functools.partial of a keyword-only function")(functools.partial(pair_loss_by, np.log))

edited("pair_loss", pair_loss_table, "no head start", old="table[k, n] + a", new="table[k, n]", old2="rows[k] + a * V", new2="rows[k]")
edited("pair_loss", pair_loss_table, "head start missing above", old="(table[k, n] + a)", new="table[k, n]")
edited("pair_loss", pair_loss_table, "head start missing below", old="(rows[k] + a * V)", new="rows[k]")
edited("pair_loss", pair_loss_table, "head start below not times V", old="a * V", new="a")
edited("pair_loss", pair_loss_table, "sum for mean", old=".mean()", new=".sum()")
edited("pair_loss", pair_loss_table, "sign missing", old="-np.log", new="np.log")
edited("pair_loss", pair_loss_table, "base 2", old="np.log(p)", new="np.log2(p)")
edited("pair_loss", pair_loss_table, "mean before the logarithm", old="np.log(p).mean()", new="np.log(p.mean())")
edited("pair_loss", pair_loss_table, "column sums", old="axis=1", new="axis=0")
edited("pair_loss", pair_loss_table, "pairs the wrong way round", old="table[k, n]", new="table[n, k]")
edited("pair_loss", pair_loss_table, "scores the counted text", old="tested[:-1], tested[1:]", new="counted[:-1], counted[1:]")
edited("pair_loss", pair_loss_table, "counts the tested text", old="(counted[:-1], counted[1:])", new="(tested[:-1], tested[1:])")
edited("pair_loss", pair_loss_table, "repeated pairs counted once", old="np.add.at(table, (counted[:-1], counted[1:]), 1)", new="table[counted[:-1], counted[1:]] += 1")
edited("pair_loss", pair_loss_table, "counts all of counted, the last character too", old="rows = table.sum(axis=1)", new="rows = np.bincount(counted, minlength=V)")
edited("pair_loss", pair_loss_table, "row of the target", old="rows[k]", new="rows[n]")
edited("pair_loss", pair_loss_table, "V from the data", old="table = ", new="V = len(set(counted.tolist()) | set(tested.tolist()))\n    table = ", old2="np.zeros((V, V))", new2="np.zeros((100, 100))")
edited("pair_loss", pair_loss_dicts, "divides by the number of characters", old="total / number", new="total / len(tested)")
edited("pair_loss", pair_loss_dicts, "joint probability", old="single[first] + a * V", new="len(counted) - 1 + a * V * V")
edited("pair_loss", pair_loss_dicts, "head start 1 instead of a", old="pair_count[first, second] + a", new="pair_count[first, second] + 1", old2="a * V", new2="V")
edited("pair_loss", pair_loss_dicts, "perplexity", old="total / number", new="np.exp(total / number)")
edited("pair_loss", pair_loss_dicts, "head start below not times V", "divides by the number of characters", old="a * V", new="a", old2="total / number", new2="total / len(tested)")
edited("pair_loss", pair_loss_table, "base 2", "sum for mean", old="np.log(p).mean()", new="np.log2(p).sum()")
edited("pair_loss", pair_loss_table, "pairs the wrong way round", "column sums", old="table[k, n]", new="table[n, k]", old2="axis=1", new2="axis=0")
