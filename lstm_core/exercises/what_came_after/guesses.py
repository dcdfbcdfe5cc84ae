"""The guesses of notebook 12: the questions, and what opens after the commit."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from lstm_core import plots
from lstm_core.exercises.guesses.guess import ChoiceGuess, NumberGuess, Result

_NOTEBOOK = "12_what_came_after"
Steps = Sequence[int | None]  # for each run the step at which it had learned, or None
Runs = Mapping[str, Mapping[int, Steps]]  # by network and lag
Curves = Mapping[str, NDArray[np.floating]]  # by network, (seeds, points)


def _count(steps: Steps) -> int:
    return sum(step is not None for step in steps)


def _in_words(steps: Steps) -> str:
    done = sorted(step for step in steps if step is not None)
    spread = f" ({'–'.join(map(str, sorted({done[0], done[-1]})))})" if done else ""
    return f"{len(done)} of {len(steps)}{spread}"


def _table(runs: Runs) -> str:
    """Return how many runs have learned, and after how many steps."""
    width = max(len(name) for name in runs) + 2
    lags = list(next(iter(runs.values())))
    head = "lag".ljust(width) + "".join(f"{lag:>18}" for lag in lags)
    rows = [
        name.ljust(width) + "".join(f"{_in_words(by_lag[lag]):>18}" for lag in lags)
        for name, by_lag in runs.items()
    ]
    return "\n".join([head, *rows])


_GROWTH = ("hardly: less than twice as many", "two to six times as many", "about twelve times as many")


def _growth_with_lag(runs: Runs) -> Result:
    """Compare; `runs` holds those of attention and of the LSTM that is told the lag."""
    attention, lstm = runs.values()
    near, far = min(attention), max(attention)
    assert all(_count(attention[lag]) == len(attention[lag]) for lag in attention)
    assert _count(lstm[near]) == len(lstm[near])
    ratio = np.mean([s for s in attention[far] if s]) / np.mean([s for s in attention[near] if s])
    assert ratio < 2
    return Result(
        _GROWTH[0],
        (
            "The table shows how many of three networks learned, and after how many steps the first "
            "and the last of them had.",
            "At the question mark the query is compared with every key directly. So the gradient "
            "reaches the first character in one step at every lag. More distractors only make the key "
            "a little harder to pick out.",
            "The LSTM needs more steps the longer the lag, although its biases are chosen for the lag.",
        ),
        _table(runs),
    )


growth_with_lag = ChoiceGuess(
    name="growth_with_lag",
    notebook=_NOTEBOOK,
    question="From lag 5 to lag 60, how does the number of training steps that attention needs grow?",
    reveal=_growth_with_lag,
    choices=_GROWTH,
)


def _first_infinite(sizes: Sequence[float]) -> Result:
    """`sizes` holds the naive cell state after each step."""
    first = next(step for step, size in enumerate(sizes, 1) if not np.isfinite(size))
    assert first == 71
    return Result(
        first,
        (
            "Each step multiplies the cell by e to the power of 10, which is 22,026. In logarithms the "
            "cell grows by 10 per step, and the largest float64 has the logarithm 709.8.",
            "Then `c / n` is infinity divided by infinity, which is not a number. A real text has many "
            "more steps, and in float32 the overflow comes after 9 of them.",
        ),
        "\n".join(
            [
                "step          c",
                *(f"{step:4}   {sizes[step - 1]:8.0e}" for step in (1, 10, 40, first - 1, first)),
            ]
        ),
    )


first_infinite = NumberGuess(
    name="first_infinite",
    notebook=_NOTEBOOK,
    question="Both pre-activations are 10 at each step. At which step is the cell infinite for the "
    "first time, counted from 1?",
    reveal=_first_infinite,
    lowest=1,
    highest=500,
)


def _capacity(shares: Mapping[int, float]) -> Result:
    """`shares` holds the share of readings that found their value, by the number of pairs."""
    enough = max(pairs for pairs, share in shares.items() if share >= 0.95)
    assert enough == 8 and shares[16] < 0.92 and shares[32] < 0.7
    return Result(
        str(enough),
        (
            "The matrix holds 16 pairs without any error only if their keys are orthogonal. Random "
            "keys "
            "overlap, so every other pair adds noise to a reading.",
            "An LSTM's cell state of 16 numbers has room for one such value. The matrix has 16 times "
            "as many numbers, and holds about half as many pairs as its side is long. What it holds is "
            "limited all the same, at any length of the text.",
        ),
        "\n".join(
            ["pairs   right value found", *(f"{n:5}   {share:10.0%}" for n, share in shares.items())]
        ),
    )


capacity = ChoiceGuess(
    name="capacity",
    notebook=_NOTEBOOK,
    question="How many random pairs can a 16 × 16 matrix hold, if 95 % of the readings are to be "
    "right?",
    reveal=_capacity,
    choices=("2", "4", "8", "16", "32"),
)


def _scan_rounds(counted: Mapping[int, tuple[int, int]]) -> Result:
    """Count; `counted` holds the rounds and the products of a scan, by the number of steps."""
    longest = max(counted)
    rounds, products = counted[longest]
    assert rounds == int(np.ceil(np.log2(longest))) == 17
    more = products / (longest - 1)
    return Result(
        rounds,
        (
            "Each round doubles the reach, so log₂ T rounds are enough, rounded up.",
            f"The price is work. The loop needs one product per step. The scan needs {more:.0f} "
            f"times as "
            "many here. On one processor it is slower than the loop would be in compiled code. It pays "
            "off where thousands of products run at once, as on a graphics card. Other scans need only "
            "about twice the products, and twice the rounds.",
        ),
        "\n".join(
            [
                "      T   rounds   products of the scan   of the loop",
                *(f"{T:7,}   {r:6}   {p:20,}   {T - 1:11,}" for T, (r, p) in counted.items()),
            ]
        ),
    )


scan_rounds = NumberGuess(
    name="scan_rounds",
    notebook=_NOTEBOOK,
    question="How many rounds does the scan need for 100,000 characters?",
    reveal=_scan_rounds,
    unit="rounds",
    lowest=1,
)


_OF_THREE = ("none", "one", "two", "all three")


def _minlstm_recall(runs: Runs) -> Result:
    """Compare; `runs` holds those of all networks."""
    shut, drawn = runs["minLSTM, biases 0"], runs["minLSTM, chrono"]
    assert _count(shut[5]) == 3 and _count(shut[20]) == _count(shut[60]) == 0
    for name in ("attention", "sLSTM", "mLSTM", "minLSTM, chrono"):
        assert all(_count(by_lag) == 3 for by_lag in runs[name].values()), name
    assert all(_count(drawn[lag]) == 3 for lag in drawn)
    lags = list(drawn)
    figure = plots.recall_map(
        [[_count(by_lag[lag]) for by_lag in runs.values()] for lag in lags],
        [str(lag) for lag in lags],
        [name.replace(", ", ",\n") for name in runs],
        runs=3,
        title="Where the gates start half closed, even a new network forgets",
    )
    return Result(
        _OF_THREE[_count(shut[20])],
        (
            "The lesson of notebook 05 holds for the new network as well. With biases of 0 its "
            "factor a "
            "starts near one half, and after 20 steps nothing is left of the key. With biases for the "
            "time scale it learns every lag.",
            "The sLSTM and the mLSTM start with a forget gate of 1. That is an open gate, and they "
            "need no "
            "bias. The sLSTM needs nearly the same number of steps at all three lags.",
        ),
        _table(runs),
        figure,
    )


minlstm_recall = ChoiceGuess(
    name="minlstm_recall",
    notebook=_NOTEBOOK,
    question="How many of three minLSTMs with biases of 0 learn to recall at lag 20?",
    reveal=_minlstm_recall,
    choices=_OF_THREE,
)


def _early_leader(losses: Curves, seconds: Curves) -> Result:
    """Compare; validation losses after every 25 updates, and the processor's seconds till then."""
    early = {name: float(values[:, 1].mean()) for name, values in losses.items()}
    late = {name: float(values[:, -1].mean()) for name, values in losses.items()}
    leader = min(early, key=lambda name: early[name])
    assert leader == "minLSTM" and sorted(early.values())[1] - early[leader] > 0.1
    assert late["LSTM"] < late["attention"] and max(late.values()) - min(late.values()) < 0.4
    time = min(float(values[:, -1].mean()) for values in seconds.values())
    rows = []
    for name, values in losses.items():
        done = max(1, int((seconds[name].mean(axis=0) <= 1.001 * time).sum()))
        rows.append(
            f"{name:10} {early[name]:8.2f} ±{np.ptp(values[:, 1]) / 2:.2f} "
            f"{late[name]:8.2f} ±{np.ptp(values[:, -1]) / 2:.2f} "
            f"{values[:, done - 1].mean():9.2f} ({25 * done})"
        )
    return Result(
        leader,
        (
            "The minLSTM leads at first. A likely reason, which is not tested here: its newest "
            "candidate reaches the output layer without a tanh and without an output gate. So it "
            "begins almost like a bigram model, and that is a good start on a text.",
            "At the end the networks with recurrent weights are at least level with it, and attention "
            "and the matrix memory are behind. An early lead says little about the end.",
            "The last column shows the losses at equal time on your machine, and the updates done by "
            "then.",
        ),
        "\n".join([f"{'':10} {'50 updates':>14} {'250 updates':>14} {'equal time':>15}", *rows]),
        plots.losses_by_update(
            25 * np.arange(1, 11),
            losses,
            title="The minLSTM leads at first, and no longer at the end",
        ),
    )


early_leader = ChoiceGuess(
    name="early_leader",
    notebook=_NOTEBOOK,
    question="Which network has the lowest validation loss after 50 updates?",
    reveal=_early_leader,
    choices=("LSTM", "sLSTM", "mLSTM", "minLSTM", "attention"),
)
