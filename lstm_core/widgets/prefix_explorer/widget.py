"""A network that answers while the learner types: next characters, and gates along the prefix."""

from typing import Any

import numpy as np
import traitlets
from matplotlib.figure import Figure

from lstm_core.arguments import check_integer, check_real, short_repr
from lstm_core.errors import ArgumentError
from lstm_core.model import CharLSTM
from lstm_core.sampling import check_network, distribution
from lstm_core.text import Vocabulary
from lstm_core.trace import Trace
from lstm_core.widgets.prefix_explorer.figure import prefix_figure
from lstm_core.widgets.prefix_explorer.messages import Reply, Request
from lstm_core.widgets.shared.asked_widget import AskedWidget
from lstm_core.widgets.shared.bundle import bundle
from lstm_core.widgets.shared.learner_text import clean_prefix, default_prefix
from lstm_core.widgets.shared.requests import check_number, check_short_text
from lstm_core.widgets.shared.still import StillPicture
from lstm_core.widgets.shared.traits import Checked, Sent

LONGEST = 200  # characters; the whole prefix is read again for every key
HOTTEST = 2.0
MOST_CHARACTERS = 10
LARGEST_SEED = 2**63 - 1


def _checked(name: str, temperature: object) -> float:
    value = check_real(name, temperature)
    if value > HOTTEST:
        raise ArgumentError(f"{name} must be a number of 0 to {HOTTEST:g}, but got {value:g}.")
    return value


class PrefixExplorer(StillPicture, AskedWidget):
    """Type a prefix, and see what a network expects next and what its gates did on the way.

    The kernel computes: the widget writes what was typed into ``request``, Python reads the prefix
    with the network as it is now and writes ``reply``. The widget waits for a reply before it asks
    again, so fast typing skips what is in between. A prefix that the network cannot read is
    answered with a sentence, and what was shown before stays.

    Parameters
    ----------
    model : CharLSTM
        The network. It may be trained on; `refresh` shows what it has learned.
    vocabulary : Vocabulary
        The one that it was trained with. If it has no capitals, they are read as small letters.
    prefix : str, optional
        What the network reads first, 1 to 200 characters. By default "to be", or a letter of the
        vocabulary if that cannot be read.
    temperature : float
        0 to 2, as for `lstm_core.distribution`.
    seed : int
        0 … 2⁶³ - 1, of the characters that "Draw one" appends: from the start on they are those of
        `lstm_core.sample`.

    Attributes
    ----------
    prefix : str
        What was read last; may be set.
    temperature : float
        The temperature in use; may be set.

    Raises
    ------
    ArgumentError, TextError
        If an argument is not allowed.
    """

    _esm = bundle("prefix_explorer/widget.js")
    _css = bundle("prefix_explorer/widget.css")

    required = {"prefix": check_short_text, "temperature": _checked, "number": check_number}  # noqa: RUF012

    characters: Any = Sent().tag(sync=True)
    limits: Any = Sent().tag(sync=True)

    def _check_prefix(self, _: str, value: object) -> str:
        return clean_prefix(value, self._vocabulary, longest=LONGEST)

    def _check_temperature(self, name: str, value: object) -> float:
        return _checked(name, value)

    prefix: Any = Checked(_check_prefix)
    temperature: Any = Checked(_check_temperature)

    def __init__(
        self,
        model: CharLSTM,
        vocabulary: Vocabulary,
        *,
        prefix: str | None = None,
        temperature: float = 1.0,
        seed: int = 0,
    ) -> None:
        if not isinstance(model, CharLSTM):
            raise ArgumentError(f"model must be a CharLSTM, but got {short_repr(model)}.")
        check_network(model, vocabulary)
        self._model = model
        self._vocabulary = vocabulary
        self._random = np.random.default_rng(
            check_integer("seed", seed, minimum=0, maximum=LARGEST_SEED)
        )
        self._asked_by_python = 0
        prefix = default_prefix(vocabulary) if prefix is None else prefix
        prefix = clean_prefix(prefix, vocabulary, longest=LONGEST)
        temperature = _checked("temperature", temperature)
        super().__init__(
            characters=list(vocabulary.characters),
            limits={"longest": LONGEST, "hottest": HOTTEST},
            reply=self._read(prefix, temperature, "python-0"),
            request={},
            prefix=prefix,
            temperature=temperature,
        )

    def refresh(self) -> None:
        """Read the prefix again, with the network as it is now."""
        self._asked_by_python += 1
        number = f"python-{self._asked_by_python}"
        self.set_trait("reply", self._read(self.prefix, self.temperature, number))

    @traitlets.observe("prefix", "temperature")
    def _follow_python(self, change: Any) -> None:
        shown = (self.reply["prefix"], self.reply["temperature"])
        if shown != (self.prefix, self.temperature):
            self.refresh()

    def _reply_to(self, asked: Request) -> None:
        prefix = clean_prefix(asked["prefix"], self._vocabulary, longest=LONGEST)
        self.set_trait("reply", self._read(prefix, asked["temperature"], asked["number"]))
        with self.hold_trait_notifications():  # both belong to this reply: no other is needed
            self.prefix, self.temperature = prefix, asked["temperature"]

    def _refuse(self, number: str, words: str) -> None:
        self.set_trait("reply", self.reply | {"number": number, "error": words})

    def _read(self, prefix: str, temperature: float, number: str) -> Reply:
        trace = self._model.forward(self._vocabulary.encode(prefix))
        probabilities = distribution(trace.logits.astype(np.float64), temperature)  # (T, V)
        top = np.argsort(-probabilities, axis=-1, kind="stable")[:, :MOST_CHARACTERS]  # (T, ≤ 10)
        drawn = int(self._random.choice(len(self._vocabulary), p=probabilities[-1]))
        return {
            "number": number,
            "error": "",
            "prefix": prefix,
            "temperature": temperature,
            "sizes": {"T": len(prefix), "H": self._model.hidden_size, "top": top.shape[1]},
            "gates": trace.gates.astype("<f4").tobytes(),
            "top": top.astype("<i4").tobytes(),
            "probabilities": np.take_along_axis(probabilities, top, -1).astype("<f4").tobytes(),
            "drawn": self._vocabulary.characters[drawn],
        }

    def trace(self) -> Trace:
        """Return what the network does with the present prefix.

        Returns
        -------
        Trace
            Gates, states and logits at every character.
        """
        return self._model.forward(self._vocabulary.encode(self.prefix))

    def figure(self) -> Figure:
        """Return a still figure of the present prefix.

        Returns
        -------
        matplotlib.figure.Figure
            The likeliest next characters, and the four gates over the last 24 characters.
        """
        return prefix_figure(self.trace(), self._vocabulary, temperature=self.temperature)

    def __repr__(self) -> str:
        return (
            f"PrefixExplorer({short_repr(self.prefix)}, temperature={self.temperature:g}, "
            f"H={self._model.hidden_size}, V={len(self._vocabulary)})"
        )
