"""The guesses of notebook 08: the questions, and what opens after the commit."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from lstm_core import plots
from lstm_core.exercises.guesses.guess import ChoiceGuess, NumberGuess, Result

_NOTEBOOK = "08_inside_the_cells"
Numbers = NDArray[np.floating]


def _untrained_correlation(trained: Numbers, blank: Numbers) -> Result:
    """Compare |r| of all cells of the trained network and of the untrained one."""
    sizes = {"trained": trained, "same, untrained": blank}
    assert trained.max() > 0.97 and 0.9 < blank.max() < 0.97
    return Result(
        float(blank.max()),
        (
            "Random weights reach more than 0.9. The best cell of an untrained network is raised by "
            "each a and lowered by each b, and slowly forgets. A correlation notices that both go up "
            "and down together, and little else.",
            "Without this control we would have taken such a correlation as proof of a counter.",
        ),
        "\n".join(
            [
                "network           best |r|   second",
                *(
                    f"{name:17} {np.sort(r)[-1]:8.2f} {np.sort(r)[-2]:8.2f}"
                    for name, r in sizes.items()
                ),
            ]
        ),
        plots.unit_bars(
            sizes, ylabel="|r| with the count", title="A high correlation alone proves little"
        ),
    )


untrained_correlation = NumberGuess(
    name="untrained_correlation",
    notebook=_NOTEBOOK,
    question="How large is |r| for the best cell of the untrained network?",
    reveal=_untrained_correlation,
    lowest=0,
    highest=1,
)

_REACH = ("exactly 10", "between 11 and 20", "between 21 and 100", "any n: it never fails")


def _longest_word(reached: Sequence[int]) -> Result:
    """`reached` holds the longest word that each network gets right."""
    best = max(reached)
    assert min(reached) > 10 and 10 < best <= 20
    rows = [f"{seed:7d}   right up to n = {n}, fails at {n + 1}" for seed, n in enumerate(reached)]
    return Result(
        _REACH[1],
        (
            "All five go beyond 10, which a network that had stored ten words could not do. And all "
            "five fail not far beyond. A true counter would never fail.",
        ),
        "\n".join(["network   longest word", *rows]),
    )


longest_word = ChoiceGuess(
    name="longest_word",
    notebook=_NOTEBOOK,
    question="Up to which n is the best of the five networks right?",
    reveal=_longest_word,
    choices=_REACH,
)

_BLAME = (
    "only that of the counting cell",
    "that of the counting cell, and those of other units as well",
    "only those of other units",
    "none",
)


def _who_is_to_blame(patched: Numbers, unpatched: float, cell: int) -> Result:
    """`patched` holds the probability of the end after each unit's replacement."""
    curing = np.flatnonzero(patched < 0.5)
    assert unpatched > 0.5 and patched[cell] > 0.5 and len(curing) > 0
    listed = " or ".join(", ".join(map(str, curing)).rsplit(", ", 1))
    names = [f"unit {j} (counts)" if j == cell else f"unit {j}" for j in range(len(patched))]
    rows = [f"{'nothing':16}{unpatched:.2f}"]
    rows += [f"{name:16}{p:.2f}" for name, p in zip(names, patched, strict=True)]
    return Result(
        _BLAME[2],
        (
            f"The replacement of unit {listed} is enough each time. That of the counting cell, unit "
            f"{cell}, is not. The counter has counted well. Other units have left the values that "
            "they take in a word of ten, and they push the output layer the wrong way.",
            "So one cell has a meaning, and it does not explain the failure. A picture of the "
            "counting cell alone would have misled us about the reason.",
        ),
        "\n".join(["replaced        probability of the end", *rows]),
        plots.unit_bars(
            {"this h replaced": patched},
            ylabel="probability of the end",
            title="The counting cell is not the cause",
        ),
    )


who_is_to_blame = ChoiceGuess(
    name="who_is_to_blame",
    notebook=_NOTEBOOK,
    question="Which single replacements bring the probability of the end below one half?",
    reveal=_who_is_to_blame,
    choices=_BLAME,
)


def _what_suffers(kinds: Sequence[str], whole: Numbers, without: Numbers, cell: int) -> Result:
    """`whole` (K,) and `without` (H, K) hold shares of right characters by kind."""
    others = np.delete(without, cell, axis=0)
    rows = [
        f"{name:<17}{a:6.2f}{b:11.2f}{c.mean():15.2f}{c.min():8.2f}"
        for name, a, b, c in zip(kinds, whole, without[cell], others.T, strict=True)
    ]
    worst = int(without[cell].argmin())
    assert whole.min() == 1 and kinds[worst] == "another b" and without[cell, worst] < 0.6
    assert without[cell, worst] < others[:, worst].min()
    return Result(
        kinds[worst],
        (
            "Without its counting cell the network no longer knows how many b are to come. It expects "
            "the end after nearly every b, so the end signs themselves come out right.",
            "The a after an end sign needs no count. No other unit does as much damage at the b.",
        ),
        "\n".join(["share right       whole   ablated   others: mean   worst", *rows]),
    )


what_suffers = ChoiceGuess(
    name="what_suffers",
    notebook=_NOTEBOOK,
    question="Which kind of character suffers most without the counting cell?",
    reveal=_what_suffers,
    choices=("a after the end", "another b", "the end sign", "all three alike"),
)

_OF_SIX = ("none", "one", "two", "three", "four", "five", "all six")


def _pass_both(
    found: Mapping[str, tuple[int, float]], chance: Sequence[float], untrained: Numbers
) -> Result:
    """`chance` holds what 95 % of the shifts stay below, `untrained` r of 20 networks by feature."""
    values = {name: r for name, (_, r) in found.items()}
    verdicts = {
        name: _verdict(r, limit, row.max())
        for (name, r), limit, row in zip(values.items(), chance, untrained, strict=True)
    }
    learned = [name for name, verdict in verdicts.items() if verdict == "learned"]
    assert len(learned) == 3 and len({found[name][0] for name in learned}) == 1
    assert "a vowel comes next" in learned and verdicts["the line ends next"] == "not found"
    rows = [
        f"{name:<29} {r:+.2f}      {limit:.2f}           {row.max():+.2f}   {verdicts[name]}"
        for (name, r), limit, row in zip(values.items(), chance, untrained, strict=True)
    ]
    return Result(
        _OF_SIX[len(learned)],
        (
            "The line ends next: not found. To know it, a network must count to 61, and this one does "
            "not.",
            "Place in the line and letters since the word began: above the shifts, and still no "
            "evidence, because untrained networks reach more. A cell that slowly fills up after "
            "each space follows the place in the word, whether or not its weights are trained.",
            "A vowel was read: learned, and little more than the input itself. The word ends next and "
            "a vowel comes next: every untrained network stays below. These help to predict.",
            "The same cell is the best one for all three. In English they occur together, and one cell "
            "cannot tell which of them it follows.",
        ),
        "\n".join(["feature                           r   shifted   untrained up to   verdict", *rows]),
        plots.control_points(
            values, chance, untrained, title="Untrained networks follow some features as well"
        ),
    )


def _verdict(r: float, chance: float, untrained: float) -> str:
    if r <= chance:
        return "not found"
    return "learned" if r > untrained else "there without learning"


pass_both = ChoiceGuess(
    name="pass_both",
    notebook=_NOTEBOOK,
    question="How many of the six features pass both controls?",
    reveal=_pass_both,
    choices=_OF_SIX,
)
