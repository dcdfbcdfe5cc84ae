"""The networks of this package in PyTorch and Keras: what golden values and live comparisons run.

Needs both libraries, and TensorFlow for Keras: on PyTorch Keras 3.15 rounds products of float64 to
float32 (`float64` is not among the results in its `dtypes.py`).
"""

import os

os.environ |= {"KERAS_BACKEND": "tensorflow", "TF_CPP_MIN_LOG_LEVEL": "3"}

import keras
import numpy as np
import torch

V, H, T, B = 6, 5, 9, 3
KINDS = ("lstm", "stacked", "gru")  # of both libraries; Keras alone has the one below
KERAS_KINDS = (*KINDS, "gru_before")
LAYERS = {"lstm": 1, "stacked": 2, "gru": 1, "gru_before": 1}


def draw_text() -> tuple[np.ndarray, np.ndarray]:
    """Return inputs and targets (T, B), the same in every run."""
    inputs, targets = np.random.default_rng(1).integers(0, V, (2, T, B))
    return inputs, targets


class TorchNetwork(torch.nn.Module):
    """One or two recurrent layers and an output layer, named as `to_torch` names them."""

    def __init__(self, kind: str, dtype: str) -> None:
        super().__init__()
        options = {"num_layers": LAYERS[kind], "dtype": getattr(torch, dtype)}
        if kind == "gru":
            self.gru = torch.nn.GRU(V, H, **options)
        else:
            self.lstm = torch.nn.LSTM(V, H, **options)
        self.linear = torch.nn.Linear(H, V, dtype=options["dtype"])

    def forward(self, inputs: np.ndarray) -> torch.Tensor:
        """Return logits (T, B, V)."""
        one_hot = torch.nn.functional.one_hot(torch.from_numpy(inputs), V).to(self.linear.weight.dtype)
        recurrent = self.gru if hasattr(self, "gru") else self.lstm
        return self.linear(recurrent(one_hot)[0])

    def set_arrays(self, arrays: dict[str, np.ndarray]) -> "TorchNetwork":
        """Take weights by name."""
        self.load_state_dict({name: torch.from_numpy(array.copy()) for name, array in arrays.items()})
        return self

    def loss(self, inputs: np.ndarray, targets: np.ndarray) -> torch.Tensor:
        """Return the summed cross-entropy."""
        return torch.nn.functional.cross_entropy(
            self(inputs).reshape(-1, V), torch.from_numpy(targets).reshape(-1), reduction="sum"
        )


def torch_network(kind: str, dtype: str) -> TorchNetwork:
    """Return a network with random weights, the same in every run."""
    network, random = TorchNetwork(kind, dtype), np.random.default_rng(KINDS.index(kind))
    arrays = {
        name: random.uniform(-1, 1, tuple(tensor.shape)).astype(dtype)
        for name, tensor in network.state_dict().items()
    }
    return network.set_arrays(arrays)


def keras_network(kind: str, dtype: str) -> keras.Sequential:
    """Return a network with random weights, the same in every run."""
    keras.config.set_floatx(dtype)  # or what goes from layer to layer is rounded to float32
    make = keras.layers.LSTM
    options = {"return_sequences": True, "dtype": dtype}
    if kind.startswith("gru"):
        make = keras.layers.GRU
        options["reset_after"] = kind == "gru"
    layers = [make(H, **options) for _ in range(LAYERS[kind])]
    network = keras.Sequential(
        [keras.Input((None, V), dtype=dtype), *layers, keras.layers.Dense(V, dtype=dtype)]
    )
    random = np.random.default_rng(10 + KERAS_KINDS.index(kind))
    network.set_weights(
        [random.uniform(-1, 1, array.shape).astype(dtype) for array in network.get_weights()]
    )
    return network


def keras_logits(network: keras.Sequential, inputs: np.ndarray, dtype: str) -> np.ndarray:
    """Return logits (T, B, V); Keras wants the batch first."""
    one_hot = np.eye(V, dtype=dtype)[inputs.T]  # (B, T, V)
    logits = keras.ops.convert_to_numpy(network(one_hot))
    return np.ascontiguousarray(logits.transpose(1, 0, 2))
