"""The lab's sample: a text that a network writes a few characters at a time, between other work."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from lstm_core.character_network import CharacterNetwork
from lstm_core.errors import LSTMCoreError
from lstm_core.lab.experiment import Experiment
from lstm_core.sampling import Drawn, generate

SAMPLE_LENGTH = 120
PREFIX_LENGTH = 10
TEMPERATURE = 0.8


class SampleWriter:
    """Writes a text; all samples begin alike and share a seed, so they differ by what was learned."""

    def __init__(self, experiment: Experiment, model: CharacterNetwork[Any] | None = None) -> None:
        self.prefix = experiment.text[:PREFIX_LENGTH]
        self.epoch = experiment.epoch
        self.text, self._broke_off = "", False
        if model is None:
            model = experiment.copy_of_model()
        with np.errstate(all="ignore"):  # a network that has diverged
            self._drawn: Iterator[Drawn] = generate(
                model, experiment.vocabulary, self.prefix, temperature=TEMPERATURE, seed=experiment.seed
            )

    @property
    def is_done(self) -> bool:
        """Whether it is as long as it gets; a network that has diverged writes nothing more."""
        return self._broke_off or len(self.text) >= SAMPLE_LENGTH

    def write(self, characters: int = SAMPLE_LENGTH) -> None:
        """Write so many more characters, at most up to the full length."""
        left = 0 if self.is_done else SAMPLE_LENGTH - len(self.text)
        try:
            with np.errstate(all="ignore"):
                for _ in range(min(characters, left)):
                    self.text += next(self._drawn).character
        except LSTMCoreError:  # its numbers are no longer finite; the training itself says so
            self._broke_off = True
