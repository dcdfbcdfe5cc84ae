"""Compute golden values for the exchange of weights: networks of PyTorch and Keras, and what they give.

Run where both are installed (``pip install torch keras tensorflow-cpu``), from the project's folder:

    python tests/golden/make_interchange.py            write tests/golden/interchange.npz
    python tests/golden/make_interchange.py --check    compute again and compare with the file

For each library, network and type the file holds the library's own weights, as it names or orders them,
and its logits for one text (T, B); for PyTorch also the gradient of each array.
"""

from pathlib import Path

import libraries
import numpy as np
import torch
from golden_file import write_or_check

FILE = Path(__file__).with_name("interchange.npz")


def compute() -> dict[str, np.ndarray]:
    """Return all arrays, named ``library/kind/dtype/array``."""
    torch.set_num_threads(1)
    inputs, targets = libraries.draw_text()
    arrays = {"inputs": inputs, "targets": targets}
    for dtype in ("float32", "float64"):
        for kind in libraries.KINDS:
            network = libraries.torch_network(kind, dtype)
            case = f"torch/{kind}/{dtype}"
            network.loss(inputs, targets).backward()
            arrays[f"{case}/logits"] = network(inputs).detach().numpy()
            for name, parameter in network.named_parameters():
                arrays[f"{case}/weights/{name}"] = parameter.detach().numpy()
                arrays[f"{case}/gradients/{name}"] = parameter.grad.numpy()
        for kind in libraries.KERAS_KINDS:
            network = libraries.keras_network(kind, dtype)
            case = f"keras/{kind}/{dtype}"
            arrays[f"{case}/logits"] = libraries.keras_logits(network, inputs, dtype)
            for number, array in enumerate(network.get_weights()):
                arrays[f"{case}/weights/{number}"] = array
    return {name: np.array(array, order="C") for name, array in arrays.items()}


def tolerance(array: np.ndarray) -> tuple[float, float]:
    """Return how far an array may be off, relative and absolute."""
    allowed = 1e-6 if array.dtype == np.float32 else 1e-12
    return allowed, allowed


def main() -> None:
    """Write the file, or compare with it."""
    write_or_check(FILE, compute(), tolerance)


if __name__ == "__main__":
    main()
