"""Compute golden values for the layers of notebook 10 with PyTorch: GRU, both directions, two layers.

Run where PyTorch is installed (``pip install torch``), from the project's folder:

    python tests/golden/make_relatives.py            write tests/golden/relatives.npz
    python tests/golden/make_relatives.py --check    compute again and compare with the file

Inputs and weights are sines of 1, 2, 3 …, as in the notebook. For each layer the file holds the hidden
states (T, B, H), or (T, B, 2H) in both directions, and the gradient of each array, by PyTorch's names
and transposed to our form. The loss is the sum of all hidden states with cosines as weights.
"""

from pathlib import Path

import numpy as np
import torch
from golden_file import write_or_check

FILE = Path(__file__).with_name("relatives.npz")
T, B, D = 4, 2, 3


def sines(*shape: int) -> np.ndarray:
    """Return sin(1), sin(2), … in this shape."""
    return np.sin(np.arange(1.0, np.prod(shape) + 1)).reshape(shape)


def with_cosines(hidden: torch.Tensor) -> torch.Tensor:
    """Return the loss."""
    weights = np.cos(np.arange(1.0, hidden.numel() + 1)).reshape(tuple(hidden.shape))
    return (hidden * torch.from_numpy(weights)).sum()


def layer_with(
    module: torch.nn.RNNBase, weights: dict[str, np.ndarray], suffix: str = "l0"
) -> torch.nn.RNNBase:
    """Give a layer the notebook's W_x, W_h and b; the second bias stays zero but for a GRU's b_h."""
    with torch.no_grad():
        getattr(module, f"weight_ih_{suffix}").copy_(torch.from_numpy(weights["W_x"].T))
        getattr(module, f"weight_hh_{suffix}").copy_(torch.from_numpy(weights["W_h"].T))
        getattr(module, f"bias_ih_{suffix}").copy_(torch.from_numpy(weights["b"][0]))
        second = getattr(module, f"bias_hh_{suffix}").zero_()
        if "b_h" in weights:
            second[-weights["b_h"].size :] = torch.from_numpy(weights["b_h"][0])
    return module


def layers() -> dict[str, torch.nn.RNNBase]:
    """Return the three layers with their weights."""
    gru = {"W_x": sines(D, 6), "W_h": sines(2, 6), "b": sines(1, 6), "b_h": sines(1, 2)}
    one = {"W_x": sines(D, 4), "W_h": sines(1, 4), "b": sines(1, 4)}
    upper = {"W_x": sines(1, 4), "W_h": sines(1, 4), "b": sines(1, 4)}
    both = torch.nn.LSTM(D, 1, bidirectional=True, dtype=torch.float64)
    two = torch.nn.LSTM(D, 1, num_layers=2, dtype=torch.float64)
    reverse = {name: -array for name, array in one.items()}
    return {
        "gru": layer_with(torch.nn.GRU(D, 2, dtype=torch.float64), gru),
        "both": layer_with(layer_with(both, one), reverse, "l0_reverse"),
        "two": layer_with(layer_with(two, one), upper, "l1"),
    }


def compute() -> dict[str, np.ndarray]:
    """Return all arrays, named ``layer/hidden`` and ``layer/gradients/PyTorch's name``."""
    torch.set_num_threads(1)
    arrays = {}
    for name, layer in layers().items():
        hidden, _ = layer(torch.from_numpy(sines(T, B, D)))
        with_cosines(hidden).backward()
        arrays[f"{name}/hidden"] = hidden.detach().numpy()
        for array, parameter in layer.named_parameters():
            arrays[f"{name}/gradients/{array}"] = parameter.grad.numpy().T
    return {name: np.array(array, order="C") for name, array in arrays.items()}


def main() -> None:
    """Write the file, or compare with it."""
    write_or_check(FILE, compute(), lambda _: (1e-12, 1e-14))


if __name__ == "__main__":
    main()
