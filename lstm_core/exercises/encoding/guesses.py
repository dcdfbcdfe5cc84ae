"""The guesses of notebook 01: the questions, and what opens after the commit."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lstm_core import plots
from lstm_core.exercises.guesses.guess import ChoiceGuess, NumberGuess, Result
from lstm_core.exercises.own_text import readable
from lstm_core.text import Vocabulary

_NOTEBOOK = "01_encoding"


def _five_orders(orders: Sequence[str]) -> Result:
    """`orders` holds the characters of a set, as each run of Python listed them."""
    distinct = len(set(orders))
    assert distinct == len(orders) and len({"".join(sorted(order)) for order in orders}) == 1
    index_of = {character: k for k, character in enumerate(orders[0])}
    line = readable("to be, or not to be", orders[0])
    garbled = "".join(orders[1][index_of[character]] for character in line)
    return Result(
        "five different lists",
        (
            f"{len(orders)} runs gave {distinct} orders. A set finds its members by a number computed "
            "from each, its hash, and normally every start of Python draws new hashes. "
            "`PYTHONHASHSEED` sets the draw, so your runs give the orders of the stored notebook.",
            "Within one run nobody notices. A trained network, however, is saved as an array of "
            "weights, the numbers that it has learned. Row 3 belongs to the character that had index 3 "
            "when the network was trained.",
            f"Encode “{line}” with the first order and decode it with the second, and it "
            f"reads {garbled!r}.",
        ),
        "\n".join(["run   order of the characters", *(f"{n}     {o!r}" for n, o in enumerate(orders))]),
    )


five_orders = ChoiceGuess(
    name="five_orders",
    notebook=_NOTEBOOK,
    question="Five people run `list(set(text))` on the same text. Which lists do they get?",
    reveal=_five_orders,
    choices=("the same list five times", "two or three different lists", "five different lists"),
)


def _commonest_five(counts: NDArray[np.integer], vocabulary: Vocabulary) -> Result:
    """Tell what share the commonest have; `counts` has a number for each character."""
    order = np.argsort(-counts, kind="stable")
    shares = np.cumsum(counts[order]) / counts.sum()
    assert 0.47 < shares[4] < 0.48
    names = [plots.visible(vocabulary.characters[k]) for k in order[:5]]
    rows = [
        f"{name:>9s}   {counts[k]:5d}   {100 * share:10.1f} %"
        for name, k, share in zip(names, order, shares, strict=False)
    ]
    return Result(
        100 * float(shares[4]),
        (
            "The space and the letters e, t, o and s are nearly half of the text. The other 30 "
            "characters share the other half.",
            "A model that only knows these frequencies can therefore expect some characters far more "
            "than others.",
        ),
        "\n".join(["character   count   added up so far", *rows]),
        plots.character_counts(counts, vocabulary),
    )


commonest_five = NumberGuess(
    name="commonest_five",
    notebook=_NOTEBOOK,
    question="What share of the text do its five commonest characters make up?",
    reveal=_commonest_five,
    unit="%",
    lowest=0,
    highest=100,
)


def _unigram_perplexity(uniform_loss: float, unigram_loss: float) -> Result:
    """Both losses are in nats per character."""
    assert 3.01 < unigram_loss < 3.03 < uniform_loss
    return Result(
        float(np.exp(unigram_loss)),
        (
            f"The loss is {unigram_loss:.3f} nats per character, against {uniform_loss:.3f} for the "
            f"uniform baseline. Knowing the frequencies saves {uniform_loss - unigram_loss:.2f} nats.",
            "The frequencies help less than many people expect. Half of the characters are not among "
            "the five commonest, and each of them still costs 2.9 nats or more.",
        ),
        "\n".join(
            [
                "model      loss    perplexity",
                f"uniform    {uniform_loss:.3f}   {np.exp(uniform_loss):.1f}",
                f"unigram    {unigram_loss:.3f}   {np.exp(unigram_loss):.1f}",
            ]
        ),
    )


unigram_perplexity = NumberGuess(
    name="unigram_perplexity",
    notebook=_NOTEBOOK,
    question="The uniform baseline has a perplexity of 35. What is that of the unigram model?",
    reveal=_unigram_perplexity,
    lowest=1,
    highest=35,
)


def _pairs_that_occur(pair_counts: NDArray[np.floating], vocabulary: Vocabulary) -> Result:
    """`pair_counts` has a row for each character read and a column for the next."""
    assert all(character in vocabulary for character in "qu")
    q, u = vocabulary.encode("qu")
    occurring = int(np.count_nonzero(pair_counts))
    assert 255 < occurring < 265 and pair_counts[q, u] == pair_counts[q].sum() == 2
    share = occurring / pair_counts.size
    return Result(
        occurring,
        (
            f"Only {100 * share:.0f} % of the pairs occur. Most of the map is empty.",
            "Some rows have a single entry. On this page the character after q is always u.",
        ),
        figure=plots.pair_heatmap(pair_counts, vocabulary),
    )


pairs_that_occur = NumberGuess(
    name="pairs_that_occur",
    notebook=_NOTEBOOK,
    question="Of the 35 × 35 = 1,225 possible pairs of characters, how many occur in the text?",
    reveal=_pairs_that_occur,
    unit="pairs",
    lowest=1,
    highest=1225,
)


def _best_context(training: Sequence[float], held_out: Sequence[float], uniform: float) -> Result:
    """Both hold the loss for contexts of 0, 1, … characters; `uniform` is the uniform baseline's."""
    assert list(training) == sorted(training, reverse=True) and np.argmin(held_out) == 1
    assert training[-1] < 0.03 and uniform - held_out[-1] < 0.02
    rows = [
        f"{back:7d}   {a:8.2f}   {b:8.2f}   {b - a:4.2f}"
        for back, (a, b) in enumerate(zip(training, held_out, strict=True))
    ]
    return Result(
        "1 character",
        (
            f"On the training text the loss falls to {training[-1]:.2f}. With 7 characters of context "
            "nearly every place on the page is the only one of its kind, so the model has memorised "
            "the text.",
            f"On the held-out text the loss is lowest with one character of context, at "
            f"{held_out[1]:.2f} nats, and rises from there on. With 7 characters it is "
            f"{held_out[-1]:.2f}, almost as high as that of the uniform baseline.",
            "Getting better on the training text while getting worse on other text is called "
            "overfitting. The difference between both losses is the generalisation gap.",
        ),
        "\n".join(["context   training   held-out    gap", *rows]),
        plots.context_curves(training, held_out, uniform=uniform),
    )


best_context = ChoiceGuess(
    name="best_context",
    notebook=_NOTEBOOK,
    question="Which context gives the lowest loss on the held-out text?",
    reveal=_best_context,
    choices=("no context", "1 character", "3 characters", "7 characters"),
)
