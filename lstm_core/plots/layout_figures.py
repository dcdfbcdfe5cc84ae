"""A figure that shows where each block of weights is in this package, in PyTorch and in Keras."""

from collections.abc import Sequence
from textwrap import fill

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from lstm_core.arguments import check_choice, check_integer
from lstm_core.layouts import ARRAYS, GATES, LIBRARIES, Block, Held, Row, weight_rows
from lstm_core.plots.card import WIDTH
from lstm_core.plots.style import SYMBOL_COLOURS, describe, drawing, new_figure

Place = tuple[float, float]
# The GRU's gates have the colours of those whose work they do: u keeps the state, as f does.
_COLOURS = SYMBOL_COLOURS | {"r": SYMBOL_COLOURS["p"], "u": SYMBOL_COLOURS["f"]}
_NAMES = {"lstm": "an LSTM", "gru": "a GRU"}
_WIDE, _TALL = 0.8, 0.32  # widths of a picture, in columns
_HEIGHTS = {"W_x": 1.5, "W_h": 1.5, "b": 1.2, "W_y": 0.65}  # of the rows


@drawing
def weight_layouts(
    vocab_size: int,
    hidden_size: int,
    *,
    network: str = "lstm",
    array: str | None = None,
    gate: str | None = None,
) -> Figure:
    """Draw the arrays of an LSTM or a GRU as this package, PyTorch and Keras hold them.

    Parameters
    ----------
    vocab_size, hidden_size : int
        V and H, for the shapes.
    network : {"lstm", "gru"}
        A GRU has the reset after the product, as in both libraries.
    array : {"W_x", "W_h", "b"}, optional
    gate : str, optional
        One of ``"i"``, ``"f"``, ``"g"``, ``"o"``, or in a GRU ``"r"``, ``"u"``, ``"g"``. With both, the
        block of the gate in the array is framed in all three columns.

    Returns
    -------
    matplotlib.figure.Figure
        A column for each of the three, a row for each array, with its name, its shape and the letters
        of its blocks.

    Raises
    ------
    ArgumentError
        If a size is no integer of at least 1, or a name is none of those above.
    """
    V = check_integer("vocab_size", vocab_size, minimum=1)
    H = check_integer("hidden_size", hidden_size, minimum=1)
    rows = weight_rows(check_choice("network", network, tuple(GATES)), V, H)
    if array is not None:
        check_choice("array", array, ARRAYS)
    if gate is not None:
        check_choice("gate", gate, tuple(GATES[network]))
    figure, axes = new_figure(WIDTH, 5.9)
    for column, name in enumerate(LIBRARIES):
        axes.text(column + 0.5, 0.2, name, ha="center", fontweight="bold")
    top = 0.4
    for row in rows:
        _draw_row(axes, top, row, gate if row.array == array else None)
        top += _HEIGHTS[row.array]
    axes.set(xlim=(-0.5, 3.05), ylim=(top, 0.0))
    axes.set_axis_off()
    figure.suptitle(f"The same blocks of {_NAMES[network]}, in three layouts")
    return describe(
        figure, " ".join([f"Three columns: {', '.join(LIBRARIES)}.", *map(_in_words, rows)])
    )


def _in_words(row: Row) -> str:
    held = "; ".join(
        f"{each.library} {each.name} {each.shape}{_blocks_in_words(each)}" for each in row.held
    )
    return f"{row.title[0].upper()}{row.title[1:]}: {held}."


def _blocks_in_words(held: Held) -> str:
    if not held.strips:
        return ""
    letters = " and ".join(" ".join(block.letter or "-" for block in strip) for strip in held.strips)
    return f", transposed, blocks {letters} downwards" if held.is_tall else f", blocks {letters}"


def _draw_row(axes: Axes, top: float, row: Row, framed: str | None) -> None:
    """Draw one array in three columns, with its title; the block of the framed gate has a frame."""
    height = _HEIGHTS[row.array] - 0.6 if row.held[0].strips else 0.0
    axes.text(-0.12, top + max(0.5 * height, 0.2), fill(row.title, 11), ha="right", va="center")
    for column, held in enumerate(row.held):
        for number, strip in enumerate(held.strips):
            each = height / len(held.strips)
            width = _TALL if held.is_tall else _WIDE
            corner = (column + 0.5 - 0.5 * width, top + number * each)
            _draw_strip(axes, corner, (width, 0.9 * each), held.is_tall, strip, framed)
        caption = f"{held.name}\n{held.shape}".replace("), (", "),\n(")
        axes.text(column + 0.5, top + height, caption, ha="center", va="top", fontsize=9)


def _draw_strip(
    axes: Axes, corner: Place, size: Place, is_tall: bool, strip: Sequence[Block], framed: str | None
) -> None:
    """Draw one array's blocks, side by side or one above the other."""
    (left, top), (width, height), count = corner, size, len(strip)
    for k, block in enumerate(strip):
        if is_tall:
            box = (left, top + k * height / count), (width, height / count)
        else:
            box = (left + k * width / count, top), (width / count, height)
        if block.gate:
            _draw_block(axes, *box, block, is_framed=block.gate == framed)


def _draw_block(axes: Axes, corner: Place, size: Place, block: Block, *, is_framed: bool) -> None:
    (left, top), (width, height) = corner, size
    colour = _COLOURS[block.gate]
    fill, line, layer = (0.6, 3.0, 3) if is_framed else (0.25, 1.0, 2)
    axes.add_patch(
        Rectangle((left, top), width, height, facecolor=colour, alpha=fill, edgecolor="none")
    )
    axes.add_patch(
        Rectangle(
            (left, top), width, height, facecolor="none", edgecolor=colour, linewidth=line, zorder=layer
        )
    )
    weight = "bold" if is_framed else "normal"
    axes.text(left + width / 2, top + height / 2, block.letter, ha="center", va="center", weight=weight)
