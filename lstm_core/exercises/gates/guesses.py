"""The guesses of notebook 02: the questions, and what opens after the commit."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from lstm_core import plots
from lstm_core.exercises.guesses.guess import ChoiceGuess, NumberGuess, Result

_NOTEBOOK = "02_gates"
Curve = NDArray[np.floating]  # a value for each step


def _longest_gap(gaps: Mapping[float, Curve]) -> Result:
    """`gaps` holds the gap of each weight from step 0 to step 60."""
    rows = [
        f"{w:3.1f}    {curve[0]:.3f}   {curve[5]:.4f}   {curve[60]:.4f}" for w, curve in gaps.items()
    ]
    left = {w: curve[60] / curve[0] for w, curve in gaps.items()}
    best = max(left, key=lambda w: left[w])
    assert best == 1.0 and left[1.0] < 0.06
    figure = plots.memory_curves(
        {f"w = {w:g}": curve for w, curve in gaps.items()},
        ylabel="gap between both states",
        title="The gap closes with every weight",
    )
    return Result(
        f"w = {best:g}",
        (
            "All three units forget. The weight 1 keeps the most, and even there only "
            f"{100 * left[1.0]:.0f} % of the gap is left after 60 steps.",
            "One step multiplies a small gap by `w` times the slope of tanh. With `w = 0.5` this "
            "factor is below one half. With `w = 2` both states approach the same value near 0.958, "
            "where tanh is flat, so the factor becomes small as well. With `w = 1` the factor "
            "approaches 1, and the gap fades slowly.",
        ),
        "\n".join(["w      start   step 5   step 60", *rows]),
        figure,
    )


longest_gap = ChoiceGuess(
    name="longest_gap",
    notebook=_NOTEBOOK,
    question="Which weight keeps the gap between the two units longest?",
    reveal=_longest_gap,
    choices=("w = 0.5", "w = 1", "w = 2"),
)


def _what_survives(starts: Curve, states: Curve) -> Result:
    """`states` is what the starts have become after 60 steps with w = 2."""
    assert np.allclose(np.abs(states), states[-1]) and np.all(np.sign(states) == np.sign(starts))
    rows = [f"{start:4.1f}   {state:6.3f}" for start, state in zip(starts, states, strict=True)]
    return Result(
        "only its sign",
        (
            "The sign survives, which is one bit. The size is lost.",
            "This happens without any input. In a real network every character also changes the state.",
        ),
        "\n".join(["start   after 60 steps", *rows]),
    )


what_survives = ChoiceGuess(
    name="what_survives",
    notebook=_NOTEBOOK,
    question="What does the state still tell about its start?",
    reveal=_what_survives,
    choices=("the start itself", "which of two starts was larger", "only its sign", "nothing"),
)


def _left_after_20(shares: Mapping[str, Curve]) -> Result:
    """`shares` holds, for each network, the share of the difference left after k characters."""
    assert all(share[20] < 0.01 for share in shares.values())
    rows = [
        f"{k:5d}" + "".join(f"{100 * share[k]:9.2f} %" for share in shares.values())
        for k in (0, 1, 5, 10, 20)
    ]
    figure = plots.memory_curves(
        shares,
        ylabel="share of the difference left",
        xlabel="characters later",
        log_scale=True,
        title="An RNN forgets its first character exponentially",
    )
    first = next(iter(shares.values()))
    return Result(
        100 * float(first[20]),
        (
            f"After 20 characters less than a hundredth is left in all {len(shares)} networks. On the "
            "logarithmic scale the curves fall almost in a straight line, so every step removes about "
            "the same share.",
            "These networks are untrained. Training can slow the decay, but training itself relies on "
            "the same products of slopes. Notebook 05 measures them in trained networks.",
        ),
        "\n".join(["later" + "".join(f"{name:>11s}" for name in shares), *rows]),
        figure,
    )


left_after_20 = NumberGuess(
    name="left_after_20",
    notebook=_NOTEBOOK,
    question="What share of the difference is left 20 characters later, in the first network?",
    reveal=_left_after_20,
    unit="%",
    lowest=0,
    highest=100,
)


def _half_life(f: Curve, lives: Curve, counted: NDArray[np.integer]) -> Result:
    """`lives` and `counted` hold, for each forget gate, the half-life and the steps counted."""
    assert np.array_equal(counted, np.ceil(lives))
    rows = [
        f"{gate:5.3f}   {np.log(gate / (1 - gate)):5.2f}   {life:9.1f}   {count:7d}   {gate**100:.1e}"
        for gate, life, count in zip(f, lives, counted, strict=True)
    ]
    nine, ninety_nine = (float(lives[f == gate][0]) for gate in (0.9, 0.99))
    assert 6.5 < nine < 6.7 and 68.9 < ninety_nine < 69.1
    figure = plots.memory_curves(
        {f"f = {gate:g}": gate ** np.arange(101) for gate in f},
        ylabel="share of the memory left",
        level=0.5,
        title="A forget gate of 0.9 halves a memory in 7 steps, 0.99 in 69",
    )
    return Result(
        ninety_nine,
        (
            f"With `f = 0.9` one half is left after {nine:.1f} steps, with `f = 0.99` after "
            f"{ninety_nine:.0f}. The difference of 0.09 makes the memory ten times as long.",
            "The count is the half-life, rounded up to a whole step. From 0.9 to 0.99 and on to 0.999 "
            "the memory gets about ten times longer each time, while `z_f` grows by 2.4 and 2.3, close "
            "to ln 10 = 2.30. A network can therefore reach long memories with modest weights.",
        ),
        "\n".join(["f         z_f   half-life   counted   left after 100 steps", *rows]),
        figure,
    )


half_life = NumberGuess(
    name="half_life",
    notebook=_NOTEBOOK,
    question="With f = 0.99, after how many steps is one half of the memory left?",
    reveal=_half_life,
    unit="steps",
    lowest=0,
)


def _first_to_forget(ten: Mapping[str, NDArray[np.floating]]) -> Result:
    """`ten` holds, for each kind of network, ten networks' shares left after k characters."""
    typical = {name: np.exp(np.log(share).mean(axis=0)) for name, share in ten.items()}
    rows = [
        f"{name:20s} typically {typical[name][20]:.0e}, least {share[:, 20].min():.0e}, "
        f"most {share[:, 20].max():.0e}"
        for name, share in ten.items()
    ]
    order = sorted(typical, key=lambda name: typical[name][20])
    assert order == ["LSTM, forget bias 0", "RNN", "LSTM, forget bias 1"]
    figure = plots.memory_curves(
        typical,
        ylabel="share of the difference left",
        xlabel="characters later",
        log_scale=True,
        title="Untrained: gates alone do not remember, open forget gates do",
    )
    return Result(
        order[0],
        (
            "An LSTM whose forget gates are half open typically forgets faster than the vanilla RNN. A "
            'bias of 1 puts it ahead. "Typically" is the geometric mean, the middle on a logarithmic '
            "scale. A single network can lie 30 times above it, or five times below.",
            "So the LSTM does not remember by its structure alone. Its advantage over the RNN is that "
            "it can control its memory: a gate can be 0.99 where something must be kept and 0.1 where "
            "it must go, and the network can learn which.",
        ),
        "\n".join(["left after 20 characters, of ten networks of each kind", *rows]),
        figure,
    )


first_to_forget = ChoiceGuess(
    name="first_to_forget",
    notebook=_NOTEBOOK,
    question="Which of the three untrained networks forgets the first character fastest?",
    reveal=_first_to_forget,
    choices=("RNN", "LSTM, forget bias 0", "LSTM, forget bias 1"),
)
