"""A trained network writes, one character at a time: draw, run, take back, change the temperature."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import traitlets
from matplotlib.figure import Figure

from lstm_core.arguments import check_flag, check_integer, check_place, check_real
from lstm_core.errors import ArgumentError
from lstm_core.model import CharLSTM
from lstm_core.plots.sampling_figures import LEVELS
from lstm_core.rnn import CharRNN
from lstm_core.sampling import Drawn, check_network
from lstm_core.text import Vocabulary
from lstm_core.widgets.sampler.figure import sampler_figure
from lstm_core.widgets.sampler.messages import Reply, Request
from lstm_core.widgets.sampler.walk import Walk
from lstm_core.widgets.shared.asked_widget import AskedWidget
from lstm_core.widgets.shared.bundle import bundle
from lstm_core.widgets.shared.learner_text import clean_prefix, default_prefix
from lstm_core.widgets.shared.requests import check_number, check_short_text
from lstm_core.widgets.shared.still import StillPicture
from lstm_core.widgets.shared.traits import Checked, Sent

HIGHEST_TEMPERATURE = 2.0
MOST_CHARACTERS = 1000
LONGEST_PREFIX = 1000
LARGEST_SEED = 2**31 - 1  # what the number field shows without rounding


def _check_temperature(name: str, value: object) -> float:
    temperature = check_real(name, value)
    if temperature > HIGHEST_TEMPERATURE:
        raise ArgumentError(
            f"{name} must be a number of 0 to {HIGHEST_TEMPERATURE:g}, but got {temperature:g}. "
            "lc.sample takes any."
        )
    return temperature


def _check_seed(name: str, value: object) -> int:
    return check_integer(name, value, minimum=0, maximum=LARGEST_SEED)


def _check_count(name: str, value: object) -> int:
    return check_place(name, value, size=MOST_CHARACTERS + 1)


class Sampler(StillPicture, AskedWidget):
    """Let a network continue a prefix, and see the probability of every character that it drew.

    The kernel draws, one request of the browser at a time; with one temperature all along, the
    text is that of `lc.sample` with the same seed. The traits below may be set at any time; the
    cells of a notebook can also `draw`, take `back` and `reset`.

    Parameters
    ----------
    model : CharLSTM, CharRNN, CharGRU or StackedCharLSTM
        The network.
    vocabulary : Vocabulary
        The one that it was trained with.
    prefix : str, optional
        What the network reads first: 1 to 1000 characters of the vocabulary. By default "to be", or a
        letter of the vocabulary if that cannot be read.
    temperature : float
        0 … 2, as for `lc.distribution`; it holds for the characters that are still to be drawn.
    seed : int
        0 … 2,147,483,647; the same seed gives the same text.

    Attributes
    ----------
    text : str
        The prefix and what was drawn, at most 1000 characters.
    drawn : tuple of Drawn
        Every drawn character, its distribution, its probability.

    Raises
    ------
    ArgumentError, TextError
        If an argument is not allowed.
    """

    _esm = bundle("sampler/widget.js")
    _css = bundle("sampler/widget.css")

    required = {  # noqa: RUF012
        "prefix": check_short_text,
        "temperature": _check_temperature,
        "seed": _check_seed,
        "keep": _check_count,
        "draw": _check_count,
        "number": check_number,
    }
    optional = {"reset": check_flag, "whole": check_flag}  # noqa: RUF012

    characters: Any = Sent().tag(sync=True)
    limits: Any = Sent().tag(sync=True)

    def _check_prefix(self, _: str, value: object) -> str:
        return clean_prefix(value, self._vocabulary, longest=LONGEST_PREFIX)

    def _check_temperature(self, name: str, value: object) -> float:
        return _check_temperature(name, value)

    def _check_seed(self, name: str, value: object) -> int:
        return _check_seed(name, value)

    prefix: Any = Checked(_check_prefix)
    temperature: Any = Checked(_check_temperature)
    seed: Any = Checked(_check_seed)

    def __init__(
        self,
        model: CharLSTM | CharRNN,
        vocabulary: Vocabulary,
        *,
        prefix: str | None = None,
        temperature: float = 0.8,
        seed: int = 0,
    ) -> None:
        seed, temperature = _check_seed("seed", seed), _check_temperature("temperature", temperature)
        check_network(model, vocabulary)
        self._model, self._vocabulary = model, vocabulary
        self._asked_by_python = 0
        prefix = default_prefix(vocabulary) if prefix is None else prefix
        prefix = clean_prefix(prefix, vocabulary, longest=LONGEST_PREFIX)
        self._walk = Walk(model, vocabulary, prefix, seed)
        self._is_quiet = True
        super().__init__(
            characters=list(vocabulary.characters),
            limits=dict(_LIMITS),
            request={},
            prefix=prefix,
            temperature=temperature,
            seed=seed,
        )
        self._is_quiet = False
        self._publish()

    @property
    def text(self) -> str:
        """The prefix and what was drawn."""
        return str(self.prefix) + "".join(drawn.character for drawn in self.drawn)

    @property
    def drawn(self) -> tuple[Drawn, ...]:
        """Every drawn character, its distribution, its probability."""
        return tuple(step.drawn for step in self._walk.steps)

    def draw(self, length: int = 1) -> None:
        """Draw characters.

        Parameters
        ----------
        length : int
            How many; the text ends at 1000 drawn characters.
        """
        self._draw(check_integer("length", length, minimum=0))
        self._publish()

    def back(self, count: int = 1) -> None:
        """Take back the characters drawn last.

        Parameters
        ----------
        count : int
            How many, at most all.
        """
        count = check_integer("count", count, minimum=0)
        self._walk.keep(max(0, len(self.drawn) - count))
        self._publish()

    def reset(self) -> None:
        """Go back to the prefix, and read it with the network as it is now."""
        self._begin(self.prefix, self.seed)
        self._publish()

    def _begin(self, prefix: str, seed: int) -> None:
        self._walk = Walk(self._model, self._vocabulary, prefix, seed)

    def _draw(self, length: int) -> None:
        for _ in range(min(length, MOST_CHARACTERS - len(self._walk.steps))):
            self._walk.draw(self.temperature)

    @traitlets.observe("prefix", "temperature", "seed")
    def _follow_settings(self, change: Any) -> None:
        if self._is_quiet:
            return
        if change["name"] != "temperature":
            self._begin(self.prefix, self.seed)
        self._publish()

    @contextmanager
    def _quiet(self) -> Iterator[None]:
        """Change settings without an answer for each."""
        self._is_quiet = True
        try:
            yield
        finally:
            self._is_quiet = False

    def _reply_to(self, asked: Request) -> None:
        kept = self._carry_out(asked)
        self._publish(start=0 if asked.get("whole") else kept, number=asked["number"])

    def _refuse(self, number: str, words: str) -> None:
        self._publish(refusal=words, number=number)

    def _carry_out(self, asked: Request) -> int:
        """Do what the browser asks; return how many characters stayed as they were."""
        prefix = clean_prefix(asked["prefix"], self._vocabulary, longest=LONGEST_PREFIX)
        seed, temperature = asked["seed"], asked["temperature"]
        if asked.get("reset") or (prefix, seed) != (self.prefix, self.seed):
            self._begin(prefix, seed)
        with self._quiet():
            self.prefix, self.temperature, self.seed = prefix, temperature, seed
        self._walk.keep(asked["keep"])
        kept = len(self._walk.steps)
        self._draw(asked["draw"])
        return kept

    def _publish(self, *, start: int = 0, refusal: str = "", number: str = "") -> None:
        """Answer the browser: what is new from character ``start`` on, and what may come next."""
        if not number:
            self._asked_by_python += 1
            number = f"python-{self._asked_by_python}"
        drawn = self.drawn
        new = drawn[start:]
        used = {step.temperature for step in self._walk.steps}
        reply: Reply = {
            "number": number,
            "refusal": refusal,
            "prefix": self.prefix,
            "temperature": self.temperature,
            "seed": self.seed,
            "used": sorted(used),
            "start": start,
            "drawn": "".join(step.character for step in new),
            "probabilities": _bytes([step.probability for step in new]),
            "distributions": _bytes([step.distribution for step in new]),
            "next": _bytes(self._walk.next_distribution(self.temperature)),
        }
        self.set_trait("reply", reply)

    def figure(self) -> Figure:
        """Return a still figure of the present view.

        Returns
        -------
        matplotlib.figure.Figure
            The text, shaded by the probability of each drawn character, and the next ones' bars.
        """
        return sampler_figure(
            self.prefix,
            self.drawn,
            self._walk.next_distribution(self.temperature),
            self._vocabulary,
            temperature=self.temperature,
        )

    def __repr__(self) -> str:
        return (
            f"Sampler(prefix={self.prefix!r}, temperature={self.temperature:g}, seed={self.seed}, "
            f"drawn={len(self.drawn)}, H={self._model.hidden_size}, V={len(self._vocabulary)})"
        )


def _bytes(numbers: Any) -> bytes:
    return np.asarray(numbers, dtype="<f4").tobytes()


_LIMITS = {
    "temperature": HIGHEST_TEMPERATURE,
    "characters": MOST_CHARACTERS,
    "prefix": LONGEST_PREFIX,
    "seed": LARGEST_SEED,
    "levels": list(LEVELS),
}
