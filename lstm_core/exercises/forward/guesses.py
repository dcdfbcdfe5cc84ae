"""The guesses of notebook 03: the questions, and what opens after the commit."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from lstm_core import plots
from lstm_core.exercises.guesses.guess import ChoiceGuess, NumberGuess, Result

_NOTEBOOK = "03_forward_pass"
Array = NDArray[np.floating]


def _state_after_o(read: Sequence[str], carried: Array, dropped: Array) -> Result:
    """`read` is what was read up to each o; the arrays hold h after it, (4, H) each."""
    distinct = [len(np.unique(states.round(6), axis=0)) for states in (carried, dropped)]
    assert distinct == [4, 1]
    rows = [
        f"{text:>17s}   {one[0]:7.4f}   {other[0]:7.4f}"
        for text, one, other in zip(read, carried, dropped, strict=True)
    ]
    return Result(
        "four different vectors",
        (
            "Each o follows other characters, and the carried state depends on all of them.",
            "Where the state is dropped, all four vectors are the same. Such a network cannot tell one "
            "o from the next, so it can do no better than the bigram model of notebook 01.",
        ),
        "\n".join([f"{'read so far':>17s}   carried   dropped (first number of h)", *rows]),
    )


state_after_o = ChoiceGuess(
    name="state_after_o",
    notebook=_NOTEBOOK,
    question="The network has read the same letter o four times. What is h after each of them?",
    reveal=_state_after_o,
    choices=("the same vector four times", "two different vectors", "four different vectors"),
)


def _stuck_gates(input_gates: Mapping[str, Array], hidden: Sequence[Array]) -> Result:
    """`input_gates` holds the input gate of each network, `hidden` its hidden states."""
    stuck = [float(np.mean((gate < 0.05) | (gate > 0.95))) for gate in input_gates.values()]
    assert stuck[:2] == [0, 0] and 0.33 < stuck[2] < 0.45
    rows = []
    for (limit, i), h, share in zip(input_gates.items(), hidden, stuck, strict=True):
        spread, slope = np.log(i / (1 - i)).std(), (i * (1 - i)).mean()
        rows.append(
            f"{limit:>8s}{spread:16.4f}{100 * share:12.0f} %{slope:13.2f}{np.abs(h).mean():11.4f}"
        )
    return Result(
        100 * stuck[2],
        (
            "With weights that are too small, every input gate stays at one half, whatever it reads.",
            f"With weights that are too large, {100 * stuck[2]:.0f} % of the values are below 0.05 or "
            "above 0.95. These gates are saturated: the slope of σ is small there, so their weights "
            "get almost no gradient.",
        ),
        "\n".join([" weights   spread of z_i   saturated   slope of σ   mean |h|", *rows]),
        plots.gate_histograms(
            input_gates, title="Too small: no gate moves. Too large: over a third are saturated"
        ),
    )


stuck_gates = NumberGuess(
    name="stuck_gates",
    notebook=_NOTEBOOK,
    question="With weights 10 times larger, what share of the input gate's values is below 0.05 or "
    "above 0.95?",
    reveal=_stuck_gates,
    unit="%",
    lowest=0,
    highest=100,
)


def _equal_units(hidden: Mapping[float, Array], losses: Mapping[float, float]) -> Result:
    """`hidden` holds, for each first value of all weights, h after training, (T, H)."""
    apart = {value: np.ptp(h, axis=1).max() for value, h in hidden.items()}
    change = {value: np.ptp(h) for value, h in hidden.items()}
    assert max(apart.values()) < 1e-6 and change[0.0] < 1e-12 and change[0.1] > 0.1
    rows = [
        f"{value:8.1f}   {losses[value]:.2f}   {apart[value]:17.6f}   {change[value]:12.2f}"
        for value in hidden
    ]
    return Result(
        "one unit, 25 times over",
        (
            "Units with the same weights compute the same value and get the same gradient, so every "
            "step of training changes them alike. At 0.1 the 25 units remain copies of one unit.",
            "At 0 it is worse: h is 0 at every step, so only the output bias can learn. The best it "
            "can do is the unigram model of notebook 01, with a loss of "
            f"{losses[0.0]:.2f} nats per character.",
        ),
        "\n".join(["all at   loss   units differ by   h changes by", *rows]),
    )


equal_units = ChoiceGuess(
    name="equal_units",
    notebook=_NOTEBOOK,
    question="All weights begin at 0.1. What are the 25 units after training?",
    reveal=_equal_units,
    choices=("25 different units", "a few groups of equal units", "one unit, 25 times over"),
)


def _longest_half_life(untrained: Array, trained: Array) -> Result:
    """Both hold the half-life of each unit in characters, (H,)."""
    longest, shortest = int(trained.argmax()), int(trained.argmin())
    assert 2.8 < trained[longest] < 3.0 and trained[shortest] < 0.5
    return Result(
        float(trained[longest]),
        (
            f"Unit {longest} remembers longest. After {trained[longest]:.1f} characters half of its "
            f"memory is gone. Unit {shortest} forgets fastest: {trained[shortest]:.1f} characters.",
            "Training has given different units different memories, and all of them are short. On this "
            "page the last few characters predict the next one well. Notebook 05 gives a network a "
            "task that needs a longer memory.",
        ),
        "\n".join(
            [
                "network     shortest   longest (characters)",
                f"untrained   {untrained.min():8.1f}   {untrained.max():7.1f}",
                f"trained     {trained.min():8.1f}   {trained.max():7.1f}",
            ]
        ),
    )


longest_half_life = NumberGuess(
    name="longest_half_life",
    notebook=_NOTEBOOK,
    question="Of the 25 units of the trained network, what is the longest half-life?",
    reveal=_longest_half_life,
    unit="characters",
    lowest=0,
)


def _hardest_letters(losses: Array, text: str) -> Result:
    """`losses` holds the loss at each target, (T,); `text` has T + 1 characters."""
    is_letter = np.array([character.isalpha() for character in text])
    after_space = np.array([character == " " for character in text])[:-1]
    first, inside = losses[after_space & is_letter[1:]], losses[is_letter[:-1] & is_letter[1:]]
    assert first.mean() > 1.3 * inside.mean()
    return Result(
        "the first letters of words",
        (
            "A new word is harder to predict. Once it has begun, fewer continuations are left.",
            "Nobody told the network about words. It found this much by reducing one number.",
        ),
        "\n".join(
            [
                "letters                 mean loss   count",
                f"first letters of words       {first.mean():.2f}     {len(first)}",
                f"letters inside words         {inside.mean():.2f}     {len(inside)}",
            ]
        ),
        plots.surprise_along_text(
            losses[:60], text[1:61], title="Loss at each character: some are certain, some are not"
        ),
    )


hardest_letters = ChoiceGuess(
    name="hardest_letters",
    notebook=_NOTEBOOK,
    question="Where does the trained network have the highest loss?",
    reveal=_hardest_letters,
    choices=("the first letters of words", "the letters inside words", "no difference"),
)
