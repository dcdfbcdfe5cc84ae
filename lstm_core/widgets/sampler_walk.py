"""A text that grows one drawn character at a time, and can be taken back the same way."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.arguments import check_integer, shown
from lstm_core.errors import ArgumentError, TextError
from lstm_core.model import CharLSTM
from lstm_core.rnn import CharRNN
from lstm_core.sampling import Drawn, distribution
from lstm_core.text import Vocabulary


@dataclass(frozen=True, slots=True)
class Step:
    """One drawn character, and what is needed to take it back.

    Attributes
    ----------
    drawn : Drawn
        The character, the distribution that it was drawn from, its probability.
    temperature : float
        The temperature at which it was drawn.
    before : tuple
        Logits, (h, c) and the random numbers' state, as they were before the draw.
    """

    drawn: Drawn
    temperature: float
    before: tuple[NDArray, Any, dict]


class Walk:
    """Draws characters as `lc.generate` does, with a temperature that may change on the way.

    Parameters
    ----------
    model : CharLSTM or CharRNN
        The network.
    vocabulary : Vocabulary
        The one that it was trained with.
    prefix : str
        What the network reads first; at least one character.
    seed : int
        The same seed gives the same characters.

    Attributes
    ----------
    steps : list of Step
        What was drawn so far.

    Raises
    ------
    TextError
        If the prefix is empty or holds an unknown character.
    ArgumentError
        If another argument is not allowed.
    """

    def __init__(
        self, model: CharLSTM | CharRNN, vocabulary: Vocabulary, prefix: str, seed: int
    ) -> None:
        check_network(model, vocabulary)
        indices = vocabulary.encode(prefix)
        if not indices.size:
            raise TextError(
                "The prefix is empty: give at least one character for the network to read first."
            )
        self.model, self.vocabulary = model, vocabulary
        self._random = np.random.default_rng(check_integer("seed", seed, minimum=0))
        self._read(indices, None)
        self.steps: list[Step] = []

    def _read(self, indices: Any, state: Any) -> None:
        trace = self.model.forward(indices, state)
        self._logits, self._state = trace.logits[-1].astype(np.float64), trace.final_state

    def next_distribution(self, temperature: float) -> NDArray[np.float64]:
        """Return the next character's probabilities, shape (V,)."""
        return distribution(self._logits, temperature)

    def draw(self, temperature: float) -> None:
        """Draw one character from `next_distribution`, and let the network read it."""
        probabilities = self.next_distribution(temperature)
        before = (self._logits, self._state, self._random.bit_generator.state)
        index = int(self._random.choice(len(self.vocabulary), p=probabilities))
        drawn = Drawn(self.vocabulary.characters[index], probabilities, float(probabilities[index]))
        self._read([index], self._state)
        self.steps.append(Step(drawn, temperature, before))

    def keep(self, count: int) -> None:
        """Take back all but the first ``count`` drawn characters, with their random numbers."""
        if count < len(self.steps):
            self._logits, self._state, self._random.bit_generator.state = self.steps[count].before
            del self.steps[count:]


def check_network(model: object, vocabulary: object) -> None:
    """Raise an ArgumentError unless both fit together.

    Parameters
    ----------
    model : object
        Should be a CharLSTM or CharRNN.
    vocabulary : object
        Should be a Vocabulary of as many characters as the network has.
    """
    if not isinstance(model, CharLSTM | CharRNN):
        raise ArgumentError(f"model must be a CharLSTM or CharRNN, but got {shown(model)}.")
    if not isinstance(vocabulary, Vocabulary) or len(vocabulary) != model.vocab_size:
        raise ArgumentError(
            f"vocabulary must be a Vocabulary of {model.vocab_size} characters, as the network has, "
            f"but got {shown(vocabulary)}."
        )
