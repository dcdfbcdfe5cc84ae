"""A figure that shows where each block of weights is in this package, in PyTorch and in Keras."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from lstm_core.arguments import check_integer
from lstm_core.plots.card import WIDTH
from lstm_core.plots.style import SYMBOL_COLOURS, describe, drawing, new_figure

# The symbol of each library's block, as ours: it decides on the colour.
_OURS = dict(zip("ifgocrunzh", "ifgogrfgfg", strict=True))
_COLOURS = SYMBOL_COLOURS | {"r": SYMBOL_COLOURS["p"]}
_WIDTH = 0.8  # of a picture, in columns


@drawing
def weight_layouts(vocab_size: int, hidden_size: int) -> Figure:
    """Draw the arrays of an LSTM and a GRU as this package, PyTorch and Keras hold them.

    Parameters
    ----------
    vocab_size, hidden_size : int
        V and H, for the shapes.

    Returns
    -------
    matplotlib.figure.Figure
        A column for each of the three, a row for each array, with its name, its shape and the letters
        of its blocks.

    Raises
    ------
    ArgumentError
        If a size is no integer of at least 1.
    """
    V = check_integer("vocab_size", vocab_size, minimum=1)
    H = check_integer("hidden_size", hidden_size, minimum=1)
    figure, axes = new_figure(WIDTH, 6.9)
    for column, name in enumerate(("lstm_core", "PyTorch", "Keras")):
        axes.text(column + 0.5, 0.2, name, ha="center", fontweight="bold")
    wide, tall, two = f"{4 * H}", f"({4 * H}, ", f"({3 * H},)"
    _draw_row(axes, 0.4, "input\nweights", 0.97, (
        f"W_x\n({V}, {wide})", f"weight_ih_l0\n{tall}{V})", f"kernel\n({V}, {wide})"
    ))  # fmt: skip
    _draw_row(axes, 1.9, "recurrent\nweights", 0.97, (
        f"W_h\n({H}, {wide})", f"weight_hh_l0\n{tall}{H})", f"recurrent_kernel\n({H}, {wide})"
    ))  # fmt: skip
    for top in (0.4, 1.9):
        _draw_wide(axes, 0, top, 0.9, "ifgo")
        _draw_tall(axes, 1, top, 0.9, "ifgo")
        _draw_wide(axes, 2, top, 0.9, "ifco")
    _draw_row(axes, 3.4, "bias", 0.6, (
        f"b\n({wide},)",
        f"bias_ih_l0 + bias_hh_l0\n({wide},) each",
        f"bias ({wide},)\nf starts at 1:\nunit_forget_bias",
    ))  # fmt: skip
    _draw_strips(axes, 3.4, (("ifgo",), ("ifgo", "ifgo"), ("ifco",)))
    _draw_row(axes, 4.65, "GRU: bias,\nreset after\nthe product", 0.6, (
        f"b {two} and\nb_h ({H},)",
        f"bias_ih_l0, bias_hh_l0\n{two} each",
        f"bias (2, {3 * H})\nreset_after=True",
    ))  # fmt: skip
    _draw_strips(axes, 4.65, (("rug", "  g"), ("rzn", "rzn"), ("zrh", "zrh")))
    _draw_row(axes, 5.7, "output\nlayer", 0.0, (
        f"W_y ({H}, {V})\nb_y ({V},)",
        f"linear.weight ({V}, {H})\nlinear.bias ({V},)",
        f"kernel ({H}, {V})\nbias ({V},)",
    ))  # fmt: skip
    axes.set(xlim=(-0.5, 3.05), ylim=(6.15, 0.0))
    axes.set_axis_off()
    figure.suptitle("The same blocks, in three layouts")
    return describe(
        figure,
        "Three columns: lstm_core, PyTorch, Keras. Blocks of an LSTM: i f g o in lstm_core and "
        "PyTorch, i f c o in Keras, where c is our g. "
        f"Input weights: W_x ({V}, {wide}), blocks side by side; weight_ih_l0 {tall}{V}), transposed, "
        f"blocks one above the other; kernel ({V}, {wide}). "
        f"Recurrent weights: W_h ({H}, {wide}); weight_hh_l0 {tall}{H}), transposed; "
        f"recurrent_kernel ({H}, {wide}). Bias: one b ({wide},); two that are added, bias_ih_l0 and "
        "bias_hh_l0; one bias, of which Keras starts the block f at 1 (unit_forget_bias). "
        "A GRU with the reset after the product has the blocks r u g here, r z n in PyTorch, z r h in "
        "Keras; its candidate has two biases in all three. "
        f"Output layer: W_y ({H}, {V}); linear.weight ({V}, {H}), transposed; kernel ({H}, {V}).",
    )


def _draw_row(axes: Axes, top: float, title: str, below: float, names: tuple[str, str, str]) -> None:
    """Write what the row is, and the name of each column's array below its picture."""
    axes.text(-0.12, top + 0.45 * max(below, 0.5), title, ha="right", va="center")
    for column, name in enumerate(names):
        axes.text(column + 0.5, top + below, name, ha="center", va="top", fontsize=9)


def _draw_strips(axes: Axes, top: float, columns: tuple[tuple[str, ...], ...]) -> None:
    """Draw the biases of each column, one above the other."""
    for column, strips in enumerate(columns):
        for number, blocks in enumerate(strips):
            _draw_wide(axes, column, top + 0.28 * number, 0.24, blocks)


def _draw_wide(axes: Axes, column: int, top: float, height: float, blocks: str) -> None:
    """Draw blocks side by side."""
    width = _WIDTH / len(blocks)
    for k, letter in enumerate(blocks):
        left = column + (1 - _WIDTH) / 2 + k * width
        _draw_block(axes, (left, top), (width, height), letter)


def _draw_tall(axes: Axes, column: int, top: float, height: float, blocks: str) -> None:
    """Draw blocks one above the other."""
    each = height / len(blocks)
    for k, letter in enumerate(blocks):
        _draw_block(axes, (column + 0.34, top + k * each), (0.32, each), letter)


def _draw_block(
    axes: Axes, corner: tuple[float, float], size: tuple[float, float], letter: str
) -> None:
    if letter == " ":
        return
    colour = _COLOURS[_OURS[letter]]
    axes.add_patch(Rectangle(corner, *size, facecolor=colour, alpha=0.25, edgecolor="none"))
    axes.add_patch(Rectangle(corner, *size, facecolor="none", edgecolor=colour))
    middle = (corner[0] + size[0] / 2, corner[1] + size[1] / 2)
    axes.text(*middle, letter, ha="center", va="center", fontsize=10)
