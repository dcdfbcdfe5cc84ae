"""The one-hot explorer's view as a still Matplotlib figure."""

import unicodedata

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.patches import Rectangle

from lstm_core.plots.card import WIDTH
from lstm_core.plots.style import BLUE, RED, describe, new_figure, visible
from lstm_core.text import Vocabulary

_ROWS, _COLUMNS = 12, 40  # what fits a page


def one_hot_figure(text: str, vocabulary: Vocabulary, *, position: int) -> Figure:
    """Draw the one-hot vectors of a text around a position, with the target beside each."""
    if not text:
        figure, axes = new_figure(WIDTH, 1.2)
        axes.axis("off")
        axes.text(0.5, 0.5, "No text yet: a matrix needs at least one character.", ha="center")
        return describe(figure, "No text yet, so there is no matrix.")
    places = {character: index for index, character in enumerate(vocabulary.characters)}
    rows = _window(position, len(text), _ROWS)
    columns = _window(places.get(text[position], 0), len(places), _COLUMNS)
    figure, axes = new_figure(WIDTH, 1.5 + 0.24 * len(rows))
    axes.set(xlim=(columns.start - 0.5, columns.stop - 0.5), ylim=(rows.stop - 0.5, rows.start - 0.5))
    _rule(axes, rows, columns)
    for t in rows:
        index = places.get(text[t])
        if index is None:
            axes.text(
                columns.start, t, "  not in the vocabulary: no 1 in this row", color=RED, va="center"
            )
        elif index in columns:
            axes.add_patch(_square(index, t))
            axes.text(index, t, "1", color="white", ha="center", va="center", fontsize=8, weight="bold")
        else:
            side = columns.start if index < columns.start else columns.stop - 1
            axes.text(side, t, f"{index}…", ha="center", va="center", fontsize=8)
    axes.set_xticks(columns, [_sign(vocabulary.characters[k]) for k in columns], fontsize=8)
    axes.set_yticks(rows, [_row_label(t, text, places, position) for t in rows], fontsize=9)
    beside = axes.secondary_yaxis("right")
    beside.set_yticks(rows, [_target_label(t, text, places) for t in rows], fontsize=9)
    beside.tick_params(length=0)
    beside.set_ylabel("target (index)")
    axes.tick_params(length=0)
    axes.set_xlabel("character of the vocabulary, by index")
    axes.set_ylabel("step t: input (index)")
    axes.set_title("Each row is one character and has one 1; the target is the next input")
    return describe(figure, _in_words(text, places, position))


def _window(centre: int, length: int, width: int) -> range:
    size = min(length, width)
    start = max(0, min(centre - size // 2, length - size))
    return range(start, start + size)


def _rule(axes: Axes, rows: range, columns: range) -> None:
    """Draw the grid between the entries."""
    axes.set_xticks(np.arange(columns.start, columns.stop + 1) - 0.5, minor=True)
    axes.set_yticks(np.arange(rows.start, rows.stop + 1) - 0.5, minor=True)
    axes.grid(which="minor", color="#d9dde3", linewidth=0.6)
    axes.tick_params(which="minor", length=0)
    axes.set_axisbelow(True)


def _square(index: int, t: int) -> Rectangle:
    return Rectangle((index - 0.5, t - 0.5), 1, 1, facecolor=BLUE)


def _row_label(t: int, text: str, places: dict[str, int], position: int) -> str:
    mark = "▸ " if t == position else ""
    return f"{mark}{t}: {_sign(text[t])} ({places.get(text[t], '?')})"


def _target_label(t: int, text: str, places: dict[str, int]) -> str:
    if t + 1 == len(text):
        return "none"
    return f"→ {_sign(text[t + 1])} ({places.get(text[t + 1], '?')})"


def _in_words(text: str, places: dict[str, int], position: int) -> str:
    character = text[position]
    unknown = sum(letter not in places for letter in text)
    row = f"a single 1 in column {places[character]}" if character in places else "no 1, being unknown"
    follows = (
        f"the target is {text[position + 1]!r}" if position + 1 < len(text) else "no target follows"
    )
    return (
        f"One-hot matrix of a text of {len(text)} characters over {len(places)} columns; {unknown} "
        f"characters are unknown. Row t = {position} reads {character!r} and has {row}; {follows}."
    )


def _sign(character: str) -> str:
    """Return what can be drawn for a character: a box for what the font lacks or nobody would see."""
    sign = visible(character)
    is_unseen = unicodedata.category(sign)[0] in "CMZ"
    font = get_font(findfont(FontProperties()))
    return "▯" if is_unseen or not font.get_char_index(ord(sign)) else sign
