"""The guesses of notebook 05: the questions, and what opens after the commit."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from lstm_core import plots
from lstm_core.clipping import gradient_norm
from lstm_core.exercises.guesses.guess import ChoiceGuess, NumberGuess, Result
from lstm_core.parameters import Parameters

_NOTEBOOK = "05_gradient_reach"
Steps = Sequence[int | None]  # for each run the step at which it had learned, or None
Runs = Mapping[str, Mapping[int, Steps]]  # by network and lag


def _belt_share(norms: Mapping[int, tuple[float, float]]) -> Result:
    """`norms` holds for each lag the norm along the cell states alone, and over all paths."""
    rows = [f"{lag:3}   {belt:14.0e}   {total:9.0e}" for lag, (belt, total) in norms.items()]
    shares = {lag: belt / total for lag, (belt, total) in norms.items()}
    assert shares[1] > 0.8 and shares[40] < 0.001
    return Result(
        100 * shares[40],
        (
            "For one step the direct path is nearly the whole gradient. After 40 steps it is less than "
            "a thousandth of it.",
            "Each step multiplies the direct path by a forget gate near 0.7. The other paths leave the "
            "cell state, pass `h` and the gates of the next step, and come back. Every step adds more "
            "of them, and together they fade more slowly.",
        ),
        "\n".join(["lag   forget gates   all paths", *rows]),
    )


belt_share = NumberGuess(
    name="belt_share",
    notebook=_NOTEBOOK,
    question="At lag 40, how large is the gradient norm along the direct path, in percent of the "
    "norm over all paths?",
    reveal=_belt_share,
    unit="%",
    lowest=0,
)


def _turned(whole: Parameters, clipped: Mapping[str, Parameters]) -> Result:
    """`whole` is a gradient, `clipped` what two ways of clipping make of it."""
    angles = {name: _angle(whole.vector, one.vector) for name, one in clipped.items()}
    rows = [
        f"{name:14} {angles[name]:7.0f}°   {gradient_norm(one):6.1f}" for name, one in clipped.items()
    ]
    by_value, by_norm = angles.values()
    beyond = np.mean(np.abs(whole.vector) > 1.0)
    assert 60 < by_value < 80 and by_norm < 0.01 and beyond < 0.1
    return Result(
        by_value,
        (
            "Few entries were cut, but those few entries made up most of the direction. Clipping by "
            "norm does not turn the gradient.",
            "The norms differ as well. ±1 for every entry still allows a norm of "
            f"√{whole.count} = {whole.count**0.5:.0f}.",
        ),
        "\n".join([f"{'clipped':14} turned by     norm", *rows]),
    )


def _angle(a: NDArray[np.floating], b: NDArray[np.floating]) -> float:
    cosine = a @ b / (np.linalg.norm(a) * np.linalg.norm(b))
    return float(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))


turned = NumberGuess(
    name="turned",
    notebook=_NOTEBOOK,
    question="By how many degrees does clipping at ±1 turn this gradient?",
    reveal=_turned,
    unit="degrees",
    lowest=0,
    highest=180,
)


def _most_cut(lengths: Sequence[int], missing: Mapping[str, Sequence[float]]) -> Result:
    """`missing` holds for each network the relative error of the truncated gradient, by length."""
    rows = [
        f"{name:21}" + "".join(f"{100 * value:4.0f} %" for value in values)
        for name, values in missing.items()
    ]
    at_25 = {name: values[list(lengths).index(25)] for name, values in missing.items()}
    most = max(at_25, key=lambda name: at_25[name])
    assert most == "trained" and at_25["fresh"] < 0.1 < at_25["fresh, forget bias 1"] < at_25[most]
    return Result(
        most,
        (
            "The farther a network's gradient reaches, the more of it a short piece cuts off. A fresh "
            "network with half-closed forget gates has little to lose. Training has taught the third "
            "network to look back.",
            "With pieces of 25 the gradient contains no connection over more than 24 steps. The "
            "network may still use such a connection, because the state carries it. Training cannot "
            "learn it from the gradient.",
        ),
        "\n".join([f"{'pieces of':21}" + "".join(f"{length:4}  " for length in lengths), *rows]),
        plots.truncation_curves(lengths, missing),
    )


most_cut = ChoiceGuess(
    name="most_cut",
    notebook=_NOTEBOOK,
    question="Which network's gradient changes most when the text is read in pieces of 25?",
    reveal=_most_cut,
    choices=("fresh", "fresh, forget bias 1", "trained"),
)


def _table(runs: Runs, lags: Sequence[int]) -> str:
    """Return how many runs have learned, and after how many updates: narrow enough for the form."""
    cells = {name: [_in_words(by_lag[lag], of="/") for lag in lags] for name, by_lag in runs.items()}
    first = max(map(len, runs)) + 2
    width = max(len(cell) for row in cells.values() for cell in row) + 2
    head = "lag".ljust(first) + "".join(f"{lag:>{width}}" for lag in lags)
    rows = [name.ljust(first) + "".join(f"{c:>{width}}" for c in row) for name, row in cells.items()]
    return "\n".join([head, *rows])


def _in_words(steps: Steps, of: str = " of ") -> str:
    done = sorted(step for step in steps if step is not None)
    spread = f" ({'–'.join(map(str, sorted({done[0], done[-1]})))})" if done else ""
    return f"{len(done)}{of}{len(steps)}{spread}"


def _count(steps: Steps) -> int:
    return sum(step is not None for step in steps)


def _longest_lag(runs: Runs) -> Result:
    """Compare; `runs` holds those of the vanilla RNN and of LSTMs with several forget biases."""
    lags = list(next(iter(runs.values())))
    rnn, zero, one, three, five = runs.values()
    longest = max(lag for lag in lags if _count(rnn[lag]))
    assert longest == 10
    assert not any(_count(rnn[lag]) + _count(zero[lag]) for lag in lags if lag >= 20)
    assert _count(three[20]) == _count(five[20]) == 5 and _count(one[40]) == 0
    assert sum(map(_count, zero.values())) < sum(map(_count, one.values()))
    assert sum(map(_count, one.values())) < sum(map(_count, three.values()))
    counts = [[_count(by_lag[lag]) for by_lag in runs.values()] for lag in lags]
    figure = plots.recall_map(
        counts,
        [str(lag) for lag in lags],
        [name.replace(", ", ",\n").replace("vanilla ", "vanilla\n") for name in runs],
        runs=len(rnn[longest]),
        title="The longer the lag, the larger the forget bias must be",
    )
    return Result(
        str(longest),
        (
            "The table shows how many of five networks learned within 300 updates: 3/5 is three of "
            "five. In brackets are the updates that the first and the last of them took.",
            "The RNN learns the task over 5 characters faster than most LSTMs, and from 20 on it does "
            "not learn it at all. An LSTM with forget bias 0 reaches no farther. The LSTM with forget "
            "bias 5 is the best at lag 40, and even it fails in most runs at lag 80.",
            "An LSTM has the means to remember. The forget bias decides whether training finds them.",
        ),
        _table(runs, lags),
        figure,
    )


longest_lag = ChoiceGuess(
    name="longest_lag",
    notebook=_NOTEBOOK,
    question="What is the longest lag at which at least one of the five RNNs learns the task?",
    reveal=_longest_lag,
    choices=("5", "10", "20", "40", "80"),
)


_OF_FIVE = ("none of them", "one or two", "three or four", "all five")


def _spread_biases(runs: Runs) -> Result:
    """Compare; `runs` holds those with biases drawn for the lag, and those of the best single bias."""
    lags = list(next(iter(runs.values())))
    drawn, _ = runs.values()
    assert sum(_count(drawn[lag]) for lag in lags) >= 24 and _count(drawn[80]) >= 4
    return Result(
        _OF_FIVE[(_count(drawn[80]) + 1) // 2],
        (
            "Biases that are spread over all time scales up to the lag do better than any single one. "
            "They are not faster: at lag 20 a bias of 5 needs about half of the updates. They are "
            "reliable at every lag.",
            "This has a cost: the largest lag of the task has to be known, or guessed, before the "
            "training.",
        ),
        _table(runs, lags),
    )


spread_biases = ChoiceGuess(
    name="spread_biases",
    notebook=_NOTEBOOK,
    question="How many of the five chrono networks learn the task at lag 80?",
    reveal=_spread_biases,
    choices=_OF_FIVE,
)


_OF_THREE = ("none", "one", "two", "all of them")


def _rnns_that_count(steps: Mapping[str, Steps], losses: Mapping[str, Mapping[str, float]]) -> Result:
    """Compare; `steps` holds the runs on aⁿbⁿ, `losses` the loss on the play by recipe and network."""
    rows = [f"aⁿbⁿ, {name:12} {_in_words(runs)} updates" for name, runs in steps.items()]
    rows += [
        f"{recipe}: " + ", ".join(f"{name} {loss:.2f}" for name, loss in by_network.items())
        for recipe, by_network in losses.items()
    ]
    count = _count(steps["vanilla RNN"])
    by_clipping, by_adam = losses.values()
    assert count == 3 and _count(steps["LSTM"]) == 3
    assert by_clipping["LSTM"] < by_clipping["vanilla RNN"]
    assert by_adam["vanilla RNN"] < by_adam["LSTM"]
    return Result(
        _OF_THREE[count],
        (
            "All six networks learn to count. The RNNs need more updates on average.",
            "On the play the recipe decides. With the original recipe the LSTM has the lower loss "
            "after 120 epochs, with Adam the RNN has it. In a text of 901 characters that is read "
            "repeatedly, the last few characters say nearly everything, so a long memory gains little.",
        ),
        "\n".join(["learned, and after how many updates; loss in nats per character", *rows]),
    )


rnns_that_count = ChoiceGuess(
    name="rnns_that_count",
    notebook=_NOTEBOOK,
    question="How many of three RNNs with 8 units learn to count aⁿbⁿ within 1000 updates?",
    reveal=_rnns_that_count,
    choices=_OF_THREE,
)
