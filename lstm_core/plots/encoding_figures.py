"""Figures of the encoding: the text, its training pairs, and how well counting predicts it."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from lstm_core.arguments import check_array, check_real, short_repr
from lstm_core.errors import ArgumentError, ShapeError
from lstm_core.plots.card import WIDTH
from lstm_core.plots.named_curves import check_dict
from lstm_core.plots.style import BLACK, BLUE, RED, SEQUENTIAL, describe, drawing, new_figure, visible
from lstm_core.text import Vocabulary

_MOST_PAIRS = 30  # more would print on top of each other


@drawing
def baseline_bars(
    losses: Mapping[str, float], *, title: str = "The more a baseline knows, the lower its loss"
) -> Figure:
    """Draw the loss of each baseline as a bar.

    Parameters
    ----------
    losses : mapping of str to float
        Each baseline's name and its loss in nats per character.
    title : str
        What the figure shows.

    Returns
    -------
    matplotlib.figure.Figure
        Horizontal bars, in the order given, from the top.

    Raises
    ------
    ArgumentError
        If there are none, or a loss is negative or not finite.
    """
    check_dict("losses", losses)
    values = [check_real(f"losses[{name!r}]", loss) for name, loss in losses.items()]
    figure, axes = new_figure(6.5, 1.2 + 0.4 * len(values))
    bars = axes.barh(range(len(values)), values, color=BLUE)
    axes.bar_label(bars, fmt=" %.3f")
    axes.set_yticks(range(len(values)), list(losses))
    axes.invert_yaxis()
    axes.set_xlim(0, 1.2 * max(values))  # room for the number
    axes.set(xlabel="loss (nats per character)", title=title)
    said = "; ".join(f"{name} {value:.3f}" for name, value in zip(losses, values, strict=True))
    return describe(figure, f"Bars of the loss in nats per character: {said}.")


@drawing
def character_counts(counts: ArrayLike, vocabulary: Vocabulary) -> Figure:
    """Draw how often each character of a vocabulary occurs, most frequent first.

    Parameters
    ----------
    counts : array_like, shape (V,)
        ``counts[k]`` belongs to the character with the index k.
    vocabulary : Vocabulary
        The characters.

    Returns
    -------
    matplotlib.figure.Figure
        One bar per character.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    counts = _check_counts(counts, vocabulary, 1)
    order = np.argsort(-counts, kind="stable")
    names = [visible(vocabulary.characters[k]) for k in order]
    figure, axes = new_figure(WIDTH, 3.0)
    axes.bar_label(axes.bar(range(len(order)), counts[order], color=BLUE), fmt="%d", fontsize=7)
    axes.set_xticks(range(len(order)), names)
    axes.tick_params(axis="x", length=0)
    axes.set(xlabel="character", ylabel="count (occurrences)")
    share = counts[order[:5]].sum() / counts.sum()
    axes.set_title(f"The {min(5, len(order))} commonest characters are {100 * share:.0f} % of the text")
    axes.margins(x=0.01, y=0.08)
    said = ", ".join(f"{name} {counts[k]:.0f}" for name, k in zip(names, order, strict=True))
    return describe(figure, f"Bars of how often each character occurs, most frequent first: {said}.")


@drawing
def pair_heatmap(counts: ArrayLike, vocabulary: Vocabulary) -> Figure:
    """Draw which character follows which: one row for the character read, one column for the next.

    Parameters
    ----------
    counts : array_like, shape (V, V)
        ``counts[j, k]`` is how often the character k came right after the character j.
    vocabulary : Vocabulary
        The characters.

    Returns
    -------
    matplotlib.figure.Figure
        Each row's shares, which add up to 1; pairs that never occur stay empty.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    counts = _check_counts(counts, vocabulary, 2)
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1e-300)
    names = [visible(character) for character in vocabulary]
    figure, axes = new_figure(WIDTH, 6.0)
    shown_shares = np.ma.masked_equal(shares, 0)
    image = axes.imshow(shown_shares, cmap=f"{SEQUENTIAL}_r", vmin=0, vmax=1)
    axes.set_xticks(range(len(names)), names, fontsize=8)
    axes.set_yticks(range(len(names)), names, fontsize=8)
    axes.tick_params(length=0)
    axes.set(xlabel="next character", ylabel="character read")
    found = int(np.count_nonzero(counts))
    axes.set_title(f"{found:,} of {counts.size:,} possible pairs occur")
    figure.colorbar(image, ax=axes, label="share of the row (no unit)", shrink=0.8)
    j, k = np.unravel_index(counts.argmax(), counts.shape)
    return describe(
        figure,
        f"Heat map of {len(names)} rows and columns: which character follows which. {found} of "
        f"{counts.size} pairs occur. The commonest is {names[j]}{names[k]}, {counts[j, k]:.0f} times.",
    )


@drawing
def shifted_pairs(text: str) -> Figure:
    """Draw a text as training pairs: every character, and below it the next one as its target.

    Parameters
    ----------
    text : str
        2 to 31 characters.

    Returns
    -------
    matplotlib.figure.Figure
        A row of inputs and a row of targets; a dotted line leads from each target to the place
        where the same character is the input, one step later.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    if not isinstance(text, str):
        raise ArgumentError(f"text must be a str, but got {short_repr(text)}.")
    if not 2 <= len(text) <= _MOST_PAIRS + 1:
        raise ShapeError(
            f"A figure shows the pairs of 2 to {_MOST_PAIRS + 1} characters, but the text "
            f"has {len(text)}. Take a slice."
        )
    inputs, targets = text[:-1], text[1:]
    figure, axes = new_figure(max(4.5, min(WIDTH, 1.2 + 0.42 * len(inputs))), 2.3)
    box = {"boxstyle": "square,pad=0.35", "facecolor": "white"}
    for t, (read, following) in enumerate(zip(inputs, targets, strict=True)):
        arrow = {"arrowstyle": "->", "color": BLACK, "shrinkA": 12, "shrinkB": 12}
        axes.annotate("", (t, 0), (t, 1), arrowprops=arrow)
        if t + 1 < len(inputs):
            axes.plot([t + 0.22, t + 0.78], [0.22, 0.78], color=RED, linestyle=":", linewidth=1)
        for height, character, colour in ((1, read, BLUE), (0, following, RED)):
            centred: dict[str, Any] = {"ha": "center", "va": "center", "family": "DejaVu Sans Mono"}
            axes.text(t, height, visible(character), bbox=box | {"edgecolor": colour}, **centred)
    axes.set(xlim=(-0.6, len(inputs) - 0.4), ylim=(-0.45, 1.45))
    axes.set_xticks(range(len(inputs)))
    axes.set_yticks([1, 0], ["input", "target"])
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.set(xlabel="position t (characters)", title="Every target is the input of the step after it")
    return describe(
        figure,
        f"{len(inputs)} pairs of the text {text!r}: inputs {inputs!r}, targets {targets!r}. "
        "Each target is the input of the next step.",
    )


@drawing
def context_curves(seen: ArrayLike, unseen: ArrayLike, *, uniform: float) -> Figure:
    """Draw the loss of a model that counts, against the length of its context.

    Parameters
    ----------
    seen, unseen : array_like, shape (K,)
        Losses in nats per character for a context of 0, 1, … K - 1 characters: on the training
        text, which was counted, and on held-out text.
    uniform : float
        The loss of the uniform baseline, drawn as a level line.

    Returns
    -------
    matplotlib.figure.Figure
        Two curves and the line.

    Raises
    ------
    ArgumentError, ShapeError
        If an argument is not allowed.
    """
    seen = check_array("seen", seen, shape=(None,))
    unseen = check_array("unseen", unseen, shape=seen.shape)
    uniform = check_real("uniform", uniform)
    if not seen.size:
        raise ShapeError("seen is empty: give the loss of at least one context length.")
    contexts = np.arange(len(seen))
    figure, axes = new_figure(WIDTH, 3.4)
    axes.axhline(uniform, color=BLACK, linestyle=":", label=f"uniform baseline: {uniform:.3f}")
    axes.plot(contexts, unseen, color=RED, linestyle="--", marker="s", label="held-out text")
    axes.plot(contexts, seen, color=BLUE, marker="o", label="training text")
    axes.set_xticks(contexts)
    axes.set_ylim(0, 1.1 * max(uniform, seen.max(), unseen.max()))
    axes.set(xlabel="length of the context (characters)", ylabel="loss (nats per character)")
    best = int(unseen.argmin())
    plural = "" if best == 1 else "s"
    axes.set_title(f"Held-out text: the loss is lowest with {best} character{plural} of context")
    figure.legend(frameon=False, loc="outside lower center", ncols=3)  # where no curve can be
    numbers = "; ".join(
        f"{k}: {a:.3f} and {b:.3f}" for k, a, b in zip(contexts, seen, unseen, strict=True)
    )
    return describe(
        figure,
        "Loss in nats per character against the length of the context, on training text and on "
        f"held-out text: {numbers}. Uniform baseline: {uniform:.3f}.",
    )


def _check_counts(counts: ArrayLike, vocabulary: Vocabulary, dimensions: int) -> NDArray[np.floating]:
    if not isinstance(vocabulary, Vocabulary):
        raise ArgumentError(f"vocabulary must be a Vocabulary, but got {short_repr(vocabulary)}.")
    counts = check_array("counts", counts, shape=(len(vocabulary),) * dimensions)
    if counts.min() < 0 or counts.max() == 0:
        raise ArgumentError("counts must be 0 or more, and at least one of them more than 0.")
    return counts
