"""The guesses of notebook 07: the questions, and what opens after the commit."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from lstm_core import plots
from lstm_core.exercises.guesses.guess import ChoiceGuess, NumberGuess, Result
from lstm_core.sampling import distribution
from lstm_core.text import Vocabulary

_NOTEBOOK = "07_sampling"
Numbers = NDArray[np.floating]
Score = tuple[float, float]  # the loss in nats per character, and the expected accuracy


def _state_dropped(carried: Numbers, dropped: Numbers, bigram: Numbers) -> Result:
    """Compare what three predictors give the true character after each cut."""
    assert carried.mean() > 0.95 and 0.1 < dropped.mean() < 0.4
    rows = {
        "state carried": carried,
        "state dropped": dropped,
        "bigram model": bigram,
    }
    return Result(
        100 * dropped.mean(),
        (
            "Without its state the network knows one character. It then predicts about as well as a "
            "bigram model, which counts the pairs of the play and has no state at all.",
            "At half of the cuts it gives the true character less than "
            f"{np.ceil(1000 * np.median(dropped)) / 10:.1f} %. It is sure of something else.",
        ),
        "\n".join(
            [
                "true character   mean",
                *(f"{name:13} {100 * p.mean():5.1f} %" for name, p in rows.items()),
            ]
        ),
    )


state_dropped = NumberGuess(
    name="state_dropped",
    notebook=_NOTEBOOK,
    question="With the state dropped, what probability does the true character get on average?",
    reveal=_state_dropped,
    unit="%",
    lowest=0,
    highest=100,
)


def _half_temperature(y: Numbers, by_tau: Mapping[float, Numbers], vocabulary: Vocabulary) -> Result:
    """`by_tau` holds the distribution that belongs to the logits `y` at each temperature."""
    likeliest = np.argsort(-y)[:5]
    head = "  τ" + "".join(f"{vocabulary.characters[k]:>7}" for k in likeliest) + "   others"
    rows = []
    for tau, p in by_tau.items():
        np.testing.assert_allclose(p, distribution(y, tau), atol=1e-12)
        others = 1 - p[likeliest].sum()
        rows.append(f"{tau:3g}" + "".join(f"{p[k]:7.2f}" for k in likeliest) + f"{others:9.2f}")
    tallest = [float(p.max()) for p in by_tau.values()]
    assert tallest[0] == 1 and tallest == sorted(tallest, reverse=True)
    h = likeliest[0]
    assert vocabulary.characters[h] == "h" and by_tau[0.5][h] < 0.6
    return Result(
        100 * by_tau[0.5][h],
        (
            "Half the temperature squares the ratio of two probabilities. `h` and `o` are almost "
            "equally likely, so the square of their ratio is still near 1. The unlikely characters "
            "lose what `h` and `o` gain.",
            "At τ = 0 the likeliest character gets all the probability, however small its lead is. At "
            "τ = 2 both lose probability to the others. The order of the characters is the same at "
            "each temperature.",
        ),
        "\n".join([head, *rows]),
        plots.distribution_panels(
            {f"temperature {tau:g}": p for tau, p in by_tau.items()},
            vocabulary,
            title="A low temperature sharpens, a high one flattens",
        ),
    )


half_temperature = NumberGuess(
    name="half_temperature",
    notebook=_NOTEBOOK,
    question="How large is the probability of `h` at τ = 0.5?",
    reveal=_half_temperature,
    unit="%",
    lowest=0,
    highest=100,
)

_GREEDY = (
    "a sentence of the play",
    "words of the play in a wrong order",
    "the same word again and again",
    "letters without words",
)


def _greedy_beginner(text: str) -> Result:
    assert " the the the the the" in text
    return Result(
        _GREEDY[2],
        (
            "After a space `t` is the likeliest letter, and `the` the commonest word with it. "
            "After the next space the state is almost the same, so the same word follows.",
            "Each single character is the likeliest one. The text as a whole is not likely at all.",
        ),
        f"what it writes\n{text}",
    )


greedy_beginner = ChoiceGuess(
    name="greedy_beginner",
    notebook=_NOTEBOOK,
    question="What does the beginner write after `to be` at temperature 0?",
    reveal=_greedy_beginner,
    choices=_GREEDY,
)

_AGREEMENT = ("more than 85 %", "60 to 85 %", "35 to 60 %", "less than 35 %")


def _free_agreement(
    forced: Numbers, right: NDArray[np.bool_], no_mistake: Numbers, computed: Numbers
) -> Result:
    """`right` and `no_mistake` are of hundred runs, `forced` and `computed` of the true text."""
    curves = {
        "teacher forcing, right at this place": forced,
        "free-running, right at this place": right.mean(axis=0),
        "free-running, no mistake so far": no_mistake.mean(axis=0),
        "no mistake so far, computed": computed,
    }
    share = float(right.mean())
    assert share < 0.35 and forced.mean() > 0.85
    assert np.abs(no_mistake.mean(axis=0) - computed).max() < 0.2
    first = int(np.median(no_mistake.sum(axis=1)))
    return Result(
        _AGREEMENT[3],
        (
            f"Of 150 characters {forced.sum():.0f} are right on average under teacher forcing, and "
            f"{150 * share:.0f} when the network runs free.",
            f"Half of the runs make their first mistake within {first + 1} characters. A run must pass "
            "every step, so small probabilities of a mistake add up. After a mistake the network "
            "continues somewhere else, and there the two texts agree by chance only.",
            "The curve of the runs without a mistake follows the product that was computed from "
            "teacher forcing.",
        ),
        "\n".join(
            ["share of right characters", *(f"{k:37} {v.mean():.2f}" for k, v in curves.items())]
        ),
        plots.still_right_curves(
            curves, title="Free-running generation leaves the play at the first mistake"
        ),
    )


free_agreement = ChoiceGuess(
    name="free_agreement",
    notebook=_NOTEBOOK,
    question="How many characters of the free runs agree with the play at their place?",
    reveal=_free_agreement,
    choices=_AGREEMENT,
)


def _held_out_loss(
    known: Score, unseen: Score, shuffled: Score, unigram: float, uniform: float
) -> Result:
    """Compare the reciter on three texts with two baselines on the held-out text."""
    losses = {
        "reciter, training text": known[0],
        "unigram model, held-out text": unigram,
        "uniform baseline, any text": uniform,
        "reciter, held-out text": unseen[0],
        "reciter, shuffled text": shuffled[0],
    }
    assert known[0] < 0.01 and unigram < uniform and shuffled[0] > unseen[0] > 2 * uniform
    return Result(
        unseen[0],
        (
            "On the next lines of the same speech the network is far worse than the uniform baseline, "
            "which knows nothing. So 99.8 % means memorised. It does not mean that the network "
            "learned English.",
            "On shuffled text, where nothing but the frequencies can be known, it is worse still.",
        ),
        "\n".join(["nats per character", *(f"{name:29} {loss:6.3f}" for name, loss in losses.items())]),
        plots.baseline_bars(
            losses, title="Outside its text the reciter is worse than the uniform baseline"
        ),
    )


held_out_loss = NumberGuess(
    name="held_out_loss",
    notebook=_NOTEBOOK,
    question="How large is the loss of the reciter on the held-out text?",
    reveal=_held_out_loss,
    unit="nats",
    lowest=0,
)


def _best_on_held_out(losses: Mapping[str, float], unigram: float) -> Result:
    """`losses` holds those of the four networks in the order of their training."""
    assert list(losses.values()) == sorted(losses.values())
    assert losses["pupil"] < unigram < losses["student"]
    rows = [f"{name:13} {loss:5.2f}" for name, loss in {**losses, "unigram model": unigram}.items()]
    return Result(
        min(losses, key=lambda name: losses[name]),
        (
            "The beginner, which repeats one word when it runs greedily, predicts the held-out text "
            "best. The more of the play a network knows by heart, the worse it predicts other text. "
            "This is overfitting.",
            "An accuracy is a statement about a text. Before you believe one, ask which text it was "
            "measured on, and whether the network had seen it.",
        ),
        "\n".join(["held-out text, nats per character", *rows]),
    )


best_on_held_out = ChoiceGuess(
    name="best_on_held_out",
    notebook=_NOTEBOOK,
    question="Which network has the lowest loss on the held-out text?",
    reveal=_best_on_held_out,
    choices=("beginner", "pupil", "student", "reciter"),
)
