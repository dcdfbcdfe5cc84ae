"""The same training step in PyTorch and in JAX, on the processor, in float32, from the same weights."""

from __future__ import annotations

from typing import Callable, NamedTuple

import numpy as np

import lstm_core as lc

Step = Callable[[], object]


class Peers(NamedTuple):
    """What the peers begin with."""

    parameters: lc.Parameters
    inputs: np.ndarray  # (T, B)
    targets: np.ndarray  # (T, B)
    learning_rate: float
    clip: float

    def pytorch(self, threads: int | None = 1) -> Step:
        """Return a step of PyTorch's own LSTM."""
        import torch

        if threads:
            torch.set_num_threads(threads)
        p = self.parameters
        lstm = torch.nn.LSTM(p.vocab_size, p.hidden_size)
        output = torch.nn.Linear(p.hidden_size, p.vocab_size)
        with torch.no_grad():
            lstm.weight_ih_l0[...] = torch.from_numpy(p.W_x.T)
            lstm.weight_hh_l0[...] = torch.from_numpy(p.W_h.T)
            lstm.bias_ih_l0[...] = torch.from_numpy(p.b)
            lstm.bias_hh_l0[...] = 0.0
            output.weight[...] = torch.from_numpy(p.W_y.T)
            output.bias[...] = torch.from_numpy(p.b_y)
        lstm.bias_hh_l0.requires_grad_(False)  # two biases would take two steps
        weights = [w for w in (*lstm.parameters(), *output.parameters()) if w.requires_grad]
        optimizer = torch.optim.SGD(weights, lr=self.learning_rate)
        x = torch.nn.functional.one_hot(torch.from_numpy(self.inputs), p.vocab_size).float()
        targets = torch.from_numpy(self.targets).reshape(-1)

        def step() -> float:
            optimizer.zero_grad()
            hidden, _ = lstm(x)
            logits = output(hidden).reshape(targets.numel(), -1)
            loss = torch.nn.functional.cross_entropy(logits, targets, reduction="sum")
            loss.backward()
            torch.nn.utils.clip_grad_value_(weights, self.clip)
            optimizer.step()
            return loss.item() / targets.numel()

        return step

    def jax(self) -> Step:
        """Return a step of an LSTM that is a jitted scan; the input's weights are looked up."""
        import jax
        from jax import numpy as jnp

        H, size = self.parameters.hidden_size, self.targets.size

        def loss_of(weights: dict, inputs: jax.Array, targets: jax.Array) -> jax.Array:
            def cell(state: tuple, from_input: jax.Array) -> tuple:
                h, c = state
                z = from_input + h @ weights["W_h"]
                i, f, g, o = (z[:, k * H : (k + 1) * H] for k in range(4))
                c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
                h = jax.nn.sigmoid(o) * jnp.tanh(c)
                return (h, c), h

            zeros = jnp.zeros((inputs.shape[1], H), jnp.float32)
            _, hidden = jax.lax.scan(cell, (zeros, zeros), weights["W_x"][inputs] + weights["b"])
            logits = jax.nn.log_softmax(hidden @ weights["W_y"] + weights["b_y"])
            return -jnp.take_along_axis(logits, targets[..., None], axis=-1).sum()

        def update(weights: dict, inputs: jax.Array, targets: jax.Array) -> tuple:
            loss, gradients = jax.value_and_grad(loss_of)(weights, inputs, targets)
            clipped = jax.tree.map(lambda g: jnp.clip(g, -self.clip, self.clip), gradients)
            return jax.tree.map(lambda w, g: w - self.learning_rate * g, weights, clipped), loss

        compiled = jax.jit(update, donate_argnums=0)
        weights = {k: jnp.asarray(a, jnp.float32) for k, a in self.parameters.arrays()}
        inputs, targets = jnp.asarray(self.inputs), jnp.asarray(self.targets)

        def step() -> float:
            nonlocal weights
            weights, loss = compiled(weights, inputs, targets)
            return float(loss) / size

        return step
