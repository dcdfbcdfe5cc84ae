"""Compute golden values with PyTorch's nn.LSTM, the truth from outside that our numbers are held to.

Run where PyTorch is installed (``pip install torch``), from the project's folder:

    python tests/golden/make_golden.py            write tests/golden/pytorch_lstm.npz
    python tests/golden/make_golden.py --check    compute again and compare with the file

The file holds, for every case, the inputs, targets and initial state, our five arrays, and what
PyTorch made of them in float64: logits, states, loss, and the gradient of each array.
"""

from pathlib import Path

import numpy as np
import torch
from golden_file import write_or_check

FILE = Path(__file__).with_name("pytorch_lstm.npz")
# name: (T, B or None, V, H, reduction, whether a state is carried in)
CASES = {
    "single": (7, None, 5, 4, "sum", False),
    "batch": (6, 3, 5, 4, "sum", False),
    "carried": (5, 2, 6, 3, "mean", True),
    "long": (60, None, 8, 5, "mean", True),
}


def draw_case(name: str) -> dict[str, np.ndarray]:
    """Return random inputs and weights, the same in every run."""
    T, B, V, H, _, carried = CASES[name]
    random = np.random.default_rng(list(CASES).index(name))
    batch = () if B is None else (B,)
    state_scale = 1.0 if carried else 0.0
    return {
        "inputs": random.integers(0, V, (T, *batch)),
        "targets": random.integers(0, V, (T, *batch)),
        "h_first": state_scale * random.uniform(-1, 1, (*batch, H)),
        "c_first": state_scale * random.uniform(-2, 2, (*batch, H)),
        "W_x": random.uniform(-1, 1, (V, 4 * H)),
        "W_h": random.uniform(-1, 1, (H, 4 * H)),
        "b": random.uniform(-1, 1, 4 * H),
        "W_y": random.uniform(-1, 1, (H, V)),
        "b_y": random.uniform(-1, 1, V),
    }


def run_torch(case: dict[str, np.ndarray], reduction: str) -> dict[str, np.ndarray]:
    """Return what PyTorch computes from a case's numbers.

    PyTorch keeps the gate blocks in the same order (i, f, g, o), but as rows of transposed
    matrices, and has two biases; ours goes into the first.
    """
    V, H = case["W_x"].shape[0], case["W_h"].shape[0]
    layer = torch.nn.LSTM(V, H, dtype=torch.float64)
    output = torch.nn.Linear(H, V, dtype=torch.float64)
    with torch.no_grad():
        layer.weight_ih_l0.copy_(torch.from_numpy(case["W_x"].T))
        layer.weight_hh_l0.copy_(torch.from_numpy(case["W_h"].T))
        layer.bias_ih_l0.copy_(torch.from_numpy(case["b"]))
        layer.bias_hh_l0.zero_()
        output.weight.copy_(torch.from_numpy(case["W_y"].T))
        output.bias.copy_(torch.from_numpy(case["b_y"]))

    one_hot = torch.nn.functional.one_hot(torch.from_numpy(case["inputs"]), V).double()
    h_first, c_first = (torch.from_numpy(case[name])[None] for name in ("h_first", "c_first"))
    hidden, (h_last, c_last) = layer(one_hot, (h_first, c_first))
    logits = output(hidden)
    targets = torch.from_numpy(case["targets"])
    loss = torch.nn.functional.cross_entropy(
        logits.reshape(-1, V), targets.reshape(-1), reduction=reduction
    )
    loss.backward()
    return {
        "hidden_state": hidden.detach().numpy(),
        "logits": logits.detach().numpy(),
        "h_last": h_last[0].detach().numpy(),
        "c_last": c_last[0].detach().numpy(),
        "loss": np.array(loss.item()),
        "dW_x": layer.weight_ih_l0.grad.numpy().T,
        "dW_h": layer.weight_hh_l0.grad.numpy().T,
        "db": layer.bias_ih_l0.grad.numpy(),
        "dW_y": output.weight.grad.numpy().T,
        "db_y": output.bias.grad.numpy(),
    }


def compute() -> dict[str, np.ndarray]:
    """Return all arrays of all cases, named ``case.array``."""
    torch.set_num_threads(1)
    arrays = {"torch_version": np.array(torch.__version__)}
    for name, (*_, reduction, _) in CASES.items():
        case = draw_case(name)
        numbers = case | run_torch(case, reduction) | {"reduction": np.array(reduction)}
        arrays |= {f"{name}.{key}": np.array(array, order="C") for key, array in numbers.items()}
    return arrays


def main() -> None:
    """Write the file, or compare with it."""
    write_or_check(FILE, compute(), lambda _: (1e-12, 1e-14))


if __name__ == "__main__":
    main()
