"""Where each block of an LSTM's or a GRU's weights is: in this package, in PyTorch and in Keras."""

from typing import NamedTuple

LIBRARIES = ("lstm_core", "PyTorch", "Keras")
GATES = {"lstm": "ifgo", "gru": "rug"}  # in this package's order; u is the update gate
ARRAYS = ("W_x", "W_h", "b")
# For each library the blocks in its order, by our letters and by its own.
_BLOCKS = {
    "lstm": (("ifgo", "ifgo"), ("ifgo", "ifgo"), ("ifgo", "ifco")),
    "gru": (("rug", "rug"), ("rug", "rzn"), ("urg", "zrh")),
}
_MATRICES = {
    "W_x": ("input weights", ("W_x", "weight_ih_l0", "kernel")),
    "W_h": ("recurrent weights", ("W_h", "weight_hh_l0", "recurrent_kernel")),
}


class Block(NamedTuple):
    """One gate's part of an array; without a gate it is a gap."""

    gate: str  # our letter
    letter: str  # the library's


class Held(NamedTuple):
    """How one library holds one array."""

    library: str
    name: str
    shape: str
    is_tall: bool  # the blocks stand one above the other
    strips: tuple[tuple[Block, ...], ...]  # more than one where there are several arrays
    places: dict[str, str]  # gate: the code of its part, in our shape


class Row(NamedTuple):
    """One array in all libraries."""

    array: str
    title: str
    held: tuple[Held, ...]


def weight_rows(network: str, V: int, H: int) -> list[Row]:
    """Return the arrays of an LSTM, or of a GRU with the reset after the product."""
    rows = [_matrix(network, array, {"W_x": V, "W_h": H}[array], H) for array in _MATRICES]
    return [*rows, _bias(network, H), _output_layer(V, H)]


def _strip(network: str, library: int) -> tuple[Block, ...]:
    return tuple(map(Block, *_BLOCKS[network][library]))


def _spans(network: str, library: int, H: int) -> dict[str, str]:
    """Return for each gate the slice of its block, as code."""
    order = _BLOCKS[network][library][0]
    return {gate: f"{k * H}:{(k + 1) * H}" for k, gate in enumerate(order)}


def _matrix(network: str, array: str, inputs: int, H: int) -> Row:
    title, names = _MATRICES[array]
    outputs = len(GATES[network]) * H
    wide, tall = f"({inputs}, {outputs})", f"({outputs}, {inputs})"
    held = []
    for k, (library, name) in enumerate(zip(LIBRARIES, names, strict=True)):
        is_tall = library == "PyTorch"
        form = "{name}[{span}].T" if is_tall else "{name}[:, {span}]"
        places = {g: form.format(name=name, span=span) for g, span in _spans(network, k, H).items()}
        shape = tall if is_tall else wide
        held.append(Held(library, name, shape, is_tall, (_strip(network, k),), places))
    return Row(array, title, tuple(held))


def _bias(network: str, H: int) -> Row:
    n, is_gru = len(GATES[network]) * H, network == "gru"
    ours, torch, keras = (_spans(network, k, H) for k in range(len(LIBRARIES)))
    # Only the candidate of a GRU needs its two biases apart: the reset gate multiplies one of them.
    sign = {gate: "and" if is_gru and gate == "g" else "+" for gate in ours}
    places = [
        {gate: f"b[{span}]" for gate, span in ours.items()},
        {gate: f"bias_ih_l0[{s}] {sign[gate]} bias_hh_l0[{s}]" for gate, s in torch.items()},
        {gate: f"bias[{span}]" for gate, span in keras.items()},
    ]
    names = ["b", "bias_ih_l0, bias_hh_l0", "bias"]
    shapes = [f"({n},)", f"({n},) each", f"({n},)"]
    first, second, third = (_strip(network, k) for k in range(len(LIBRARIES)))
    strips: list[tuple[tuple[Block, ...], ...]] = [(first,), (second, second), (third,)]
    title = "bias"
    if is_gru:
        title = "bias, reset after the product"
        places[0]["g"] += " and b_h"
        places[2] = {gate: f"bias[0, {s}] {sign[gate]} bias[1, {s}]" for gate, s in keras.items()}
        names[0], shapes[0], shapes[2] = "b, b_h", f"({n},), ({H},)", f"(2, {n})"
        strips[0], strips[2] = (first, (Block("", ""), Block("", ""), first[2])), (third, third)
    held = tuple(
        Held(library, names[k], shapes[k], is_tall=False, strips=strips[k], places=places[k])
        for k, library in enumerate(LIBRARIES)
    )
    return Row("b", title, held)


def _output_layer(V: int, H: int) -> Row:
    names = ("W_y, b_y", "linear.weight, linear.bias", "kernel, bias")
    shapes = (f"({H}, {V})", f"({V}, {H})", f"({H}, {V})")
    held = (
        Held(library, name, f"{shape}, ({V},)", False, (), {})
        for library, name, shape in zip(LIBRARIES, names, shapes, strict=True)
    )
    return Row("W_y", "output layer", tuple(held))
