"""What networks share whose layer a kernel computes: the choice of the kernel, and its fused loss."""

from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from lstm_core.character_network import AnyTrace, CharacterNetwork
from lstm_core.kernels import check_backend, get_kernel
from lstm_core.kernels.layer import Array
from lstm_core.text import Vocabulary


class KernelNetwork(CharacterNetwork[AnyTrace]):
    """A character network with a backend."""

    backend: str

    def _loss_with_derivative(
        self, logits: Array, targets: NDArray[np.intp], reduction: str
    ) -> tuple[float, Array]:
        return get_kernel(self.backend).loss_with_derivative(logits, targets, reduction)

    @classmethod
    def load(
        cls, path: str | Path, *, backend: str = "auto", vocabulary: Vocabulary | None = None
    ) -> Self:
        """Read a network that `save` wrote; nothing in the file is executed.

        Parameters
        ----------
        path : str or pathlib.Path
            The file: a regular one of at most 1 GiB.
        backend : {"auto", "numba", "numpy", "reference"}
            Which kernel computes, as for the class.
        vocabulary : Vocabulary, optional
            What the network is to be used with. A network that was saved with another vocabulary is
            refused; one that was saved with none must have as many characters.

        Returns
        -------
        CharLSTM or StackedCharLSTM
            A network with the same parameters, bit for bit, and the same dropout. Its ``vocabulary`` is
            the file's, or else the one given.

        Raises
        ------
        FileError
            If the file is missing, damaged, pickled or too large, was saved by a later version, holds
            another family of networks or another vocabulary, or its arrays do not fit together.
        ArgumentError
            If the backend is unknown or not installed, or ``vocabulary`` is none.
        """
        check_backend(backend)
        model = super().load(path, vocabulary=vocabulary)
        model.backend = backend
        return model
