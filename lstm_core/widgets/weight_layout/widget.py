"""Choose a gate and an array, and see where its block is here, in PyTorch and in Keras."""

from typing import Any

import traitlets
from matplotlib.figure import Figure

from lstm_core.arguments import check_choice, check_integer
from lstm_core.layouts import ARRAYS, GATES, weight_rows
from lstm_core.plots import weight_layouts
from lstm_core.widgets.shared.bundle import bundle
from lstm_core.widgets.shared.page_widget import PageWidget
from lstm_core.widgets.shared.refusal import refusing
from lstm_core.widgets.shared.still import StillPicture
from lstm_core.widgets.shared.traits import Checked, Sent

_LARGEST = 1_000_000
_ALL_GATES = tuple(dict.fromkeys("".join(GATES.values())))


class WeightLayout(StillPicture, PageWidget):
    """See where each gate's weights are in this package, in PyTorch and in Keras.

    Everything is sent once; looking around needs the kernel no more. The traitlets `network`, `array`
    and `gate` tell where the widget *starts*: set them to move it from Python. "Send view to Python" in
    the widget writes the view into them, for `figure`.

    Parameters
    ----------
    vocab_size, hidden_size : int
        V and H, for the shapes and the slices, 1 … 1,000,000.
    network : {"lstm", "gru"}
        A GRU has the reset after the product, as in both libraries.
    array : {"W_x", "W_h", "b"}
        The array to begin at, by this package's name.
    gate : str
        The gate to begin at: ``"i"``, ``"f"``, ``"g"`` or ``"o"``; in a GRU ``"r"``, ``"u"`` or
        ``"g"``. By default the network's first.

    Raises
    ------
    ArgumentError
        If an argument is not allowed.
    """

    _esm = bundle("weight_layout/widget.js")
    _css = bundle("weight_layout/widget.css")

    page_writes = ("network", "array", "gate")

    rows: Any = Sent().tag(sync=True)

    def _check_network(self, name: str, value: object) -> str:
        return check_choice(name, value, tuple(GATES))

    def _check_array(self, name: str, value: object) -> str:
        return check_choice(name, value, ARRAYS)

    def _check_gate(self, name: str, value: object) -> str:
        return check_choice(name, value, _ALL_GATES)

    network: Any = Checked(_check_network).tag(sync=True)
    array: Any = Checked(_check_array).tag(sync=True)
    gate: Any = Checked(_check_gate).tag(sync=True)

    def __init__(
        self,
        vocab_size: int,
        hidden_size: int,
        *,
        network: str = "lstm",
        array: str = "W_x",
        gate: str | None = None,
    ) -> None:
        V = check_integer("vocab_size", vocab_size, minimum=1, maximum=_LARGEST)
        H = check_integer("hidden_size", hidden_size, minimum=1, maximum=_LARGEST)
        self._sizes = {"vocab_size": V, "hidden_size": H}
        network = check_choice("network", network, tuple(GATES))
        super().__init__(
            rows={name: _sendable(name, V, H) for name in GATES},
            network=network,
            array=array,
            gate=GATES[network][0] if gate is None else gate,
        )

    # What depends on another trait, which may be set after it

    @traitlets.validate("gate")
    def _check_has_gate(self, proposal: Any) -> str:
        with refusing():
            return check_choice("gate", proposal["value"], tuple(GATES[self.network]))

    @traitlets.observe("network")
    def _keep_gate(self, change: Any) -> None:
        if self.gate not in GATES[self.network]:
            self.gate = GATES[self.network][0]

    def figure(self) -> Figure:
        """Return a still figure of the view that Python knows.

        Returns
        -------
        matplotlib.figure.Figure
            All arrays in three columns; the blocks of `gate` in `array` are framed.
        """
        return weight_layouts(**self._sizes, network=self.network, array=self.array, gate=self.gate)

    def __repr__(self) -> str:
        sizes = ", ".join(f"{name}={size}" for name, size in self._sizes.items())
        return (
            f"WeightLayout({sizes}, network={self.network!r}, array={self.array!r}, gate={self.gate!r})"
        )


def _sendable(network: str, V: int, H: int) -> list[dict[str, Any]]:
    """Return the rows of a network as dictionaries and lists."""
    return [
        {
            "array": row.array,
            "title": row.title,
            "held": [
                {**held._asdict(), "strips": [[list(block) for block in s] for s in held.strips]}
                for held in row.held
            ],
        }
        for row in weight_rows(network, V, H)
    ]
