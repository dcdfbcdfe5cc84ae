"""A text that grows one drawn character at a time, and can be taken back the same way."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.character_network import CharacterNetwork
from lstm_core.sampling import Drawn, Writer, distribution
from lstm_core.text import Vocabulary
from lstm_core.trace import State


@dataclass(frozen=True, slots=True)
class Step:
    """One drawn character, and what is needed to take it back."""

    drawn: Drawn  # the character, the distribution that it was drawn from, its probability
    temperature: float  # the temperature at which it was drawn
    # logits, (h, c) and the random numbers' state, as they were before the draw
    before: tuple[NDArray[np.floating], State, Mapping[str, Any]]


class Walk:
    """Draws characters as `lc.generate` does, with a temperature that may change on the way."""

    def __init__(
        self, model: CharacterNetwork[Any], vocabulary: Vocabulary, prefix: str, seed: int
    ) -> None:
        self._writer = Writer(model, vocabulary, prefix, seed)
        self.steps: list[Step] = []

    def next_distribution(self, temperature: float) -> NDArray[np.floating]:
        """Return the next character's probabilities, shape (V,)."""
        return distribution(self._writer.logits, temperature)

    def draw(self, temperature: float) -> None:
        """Draw one character from `next_distribution`, and let the network read it."""
        writer = self._writer
        before = (writer.logits, writer.state, writer.random.bit_generator.state)
        index, drawn = writer.draw(temperature)
        writer.read(index)
        self.steps.append(Step(drawn, temperature, before))

    def keep(self, count: int) -> None:
        """Take back all but the first ``count`` drawn characters, with their random numbers."""
        if count < len(self.steps):
            writer = self._writer
            writer.logits, writer.state, writer.random.bit_generator.state = self.steps[count].before
            del self.steps[count:]
