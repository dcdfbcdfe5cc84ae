"""Compute what PyTorch and Keras make of the stored network of notebook 11, for where they are absent.

Run where both are installed (``pip install torch keras tensorflow-cpu``), from the project's folder:

    python tests/golden/make_real_text.py            write data/shakespeare/libraries.npz
    python tests/golden/make_real_text.py --check    compute again and compare with the file

The file holds the logits of both libraries for a piece of the held-out text, the losses of some updates
in PyTorch, and the two biases of PyTorch's first layer after one update.
"""

import os
from pathlib import Path

os.environ |= {"KERAS_BACKEND": "tensorflow", "TF_CPP_MIN_LOG_LEVEL": "3"}

import keras
import numpy as np
import torch
from golden_file import write_or_check

import lstm_core as lc

DATA = Path(__file__).parents[2] / "data"
FILE = DATA / "shakespeare" / "libraries.npz"
READ, STREAMS, LENGTH, UPDATES, RATE = 60, 8, 25, 5, 0.2  # as in the notebook


class TorchNetwork(torch.nn.Module):
    """The stacked LSTM and its output layer, named as `to_torch` names them."""

    def __init__(self, model: lc.StackedCharLSTM) -> None:
        super().__init__()
        self.lstm = torch.nn.LSTM(model.vocab_size, model.hidden_size, num_layers=model.num_layers)
        self.linear = torch.nn.Linear(model.hidden_size, model.vocab_size)
        arrays = {name: torch.from_numpy(array) for name, array in model.to_torch().items()}
        self.load_state_dict(arrays)

    def forward(self, indices: np.ndarray) -> torch.Tensor:
        """Return logits (T, B, V)."""
        x = torch.nn.functional.one_hot(torch.from_numpy(indices), self.lstm.input_size).float()
        return self.linear(self.lstm(x)[0])


def keras_logits(model: lc.StackedCharLSTM, indices: np.ndarray) -> np.ndarray:
    """Return logits (T, V) of Keras."""
    layers = [
        keras.layers.LSTM(model.hidden_size, return_sequences=True) for _ in range(model.num_layers)
    ]
    network = keras.Sequential([*layers, keras.layers.Dense(model.vocab_size)])
    x = lc.one_hot(indices, model.vocab_size)[None].astype("float32")  # (1, T, V): batch first
    network.build(x.shape)
    network.set_weights(model.to_keras())
    return np.asarray(network(x))[0]


def updated(model: lc.StackedCharLSTM, text: np.ndarray, *, frozen: bool) -> tuple[TorchNetwork, list]:
    """Return a network after some updates with SGD, and the losses before each."""
    network = TorchNetwork(model)
    for name, parameter in network.named_parameters():
        parameter.requires_grad_(not (frozen and "bias_hh" in name))
    trained = [parameter for parameter in network.parameters() if parameter.requires_grad]
    optimizer, losses = torch.optim.SGD(trained, lr=RATE), []
    inputs, targets = (
        np.ascontiguousarray(text[k : k + STREAMS * LENGTH].reshape(STREAMS, LENGTH).T) for k in (0, 1)
    )
    for _ in range(UPDATES if frozen else 1):
        loss = torch.nn.functional.cross_entropy(
            network(inputs).reshape(-1, model.vocab_size), torch.from_numpy(targets).reshape(-1)
        )
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return network, losses


def compute() -> dict[str, np.ndarray]:
    """Return all arrays of the file."""
    torch.set_num_threads(1)
    text = lc.read_text(DATA / "tinyshakespeare.txt", lowercase=False)
    indices = lc.Vocabulary.from_text(text).encode(text)
    split = len(indices) * 9 // 10
    model = lc.StackedCharLSTM.load(DATA / "shakespeare" / "best.npz")
    held_out = indices[split : split + READ]
    with torch.no_grad():
        torch_logits = TorchNetwork(model)(held_out[:, None])[:, 0].numpy()
    _, losses = updated(model, indices[:split], frozen=True)
    free, _ = updated(model, indices[:split], frozen=False)
    return {
        "torch_logits": torch_logits,
        "keras_logits": keras_logits(model, held_out),
        "torch_losses": np.array(losses),
        "bias_ih": free.lstm.bias_ih_l0.detach().numpy(),
        "bias_hh": free.lstm.bias_hh_l0.detach().numpy(),
    }


def main() -> None:
    """Write the file, or compare with it."""
    write_or_check(FILE, compute(), lambda _: (1e-4, 1e-4))


if __name__ == "__main__":
    main()
