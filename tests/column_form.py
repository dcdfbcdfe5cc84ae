"""The LSTM as textbooks print it: columns, one matrix a gate, one step at a time. The naive way.

It shares no code with lstm_core, so that the two can be held against each other, and it does the
work that a first implementation does, so that the benchmark can tell what the fused kernel saves.
A gate is σ(W [h; x] + b) with W (H, H + V); everything is kept as columns (n, 1), one for each step.
"""

import numpy as np

GATES = ("forget", "input", "candidate", "output")


def column(index, size):
    """Return a one-hot column (size, 1)."""
    vector = np.zeros((size, 1))
    vector[index, 0] = 1.0
    return vector


def logistic(z):
    """Return σ of moderate numbers."""
    return 1.0 / (1.0 + np.exp(-z))


def probabilities_of(scores):
    """Return the softmax of a column."""
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()


class ColumnLSTM:
    """A character network in column form.

    ``W[gate]`` is (H, H + V), ``b[gate]`` (H, 1); ``W["scores"]`` is (V, H), ``b["scores"]`` (V, 1).
    """

    def __init__(self, W, b):
        self.W, self.b = W, b
        self.vocab_size, self.hidden_size = W["scores"].shape

    @classmethod
    def from_rows(cls, W_x, W_h, b, W_y, b_y):
        """Return the same network from row-form arrays, whose blocks are in the order i, f, g, o."""
        H = W_h.shape[0]
        W, bias = {}, {}
        for k, gate in enumerate(("input", "forget", "candidate", "output")):
            block = slice(k * H, (k + 1) * H)
            W[gate] = np.vstack([W_h[:, block], W_x[:, block]]).T.copy()
            bias[gate] = b[block].reshape(H, 1).copy()
        W["scores"], bias["scores"] = W_y.T.copy(), b_y.reshape(-1, 1).copy()
        return cls(W, bias)

    def to_rows(self, W=None, b=None):
        """Return row-form arrays of the weights, or of gradients shaped like them."""
        W, b = W or self.W, b or self.b
        H, order = self.hidden_size, ("input", "forget", "candidate", "output")
        return {
            "W_x": np.hstack([W[gate][:, H:].T for gate in order]),
            "W_h": np.hstack([W[gate][:, :H].T for gate in order]),
            "b": np.concatenate([b[gate].ravel() for gate in order]),
            "W_y": W["scores"].T,
            "b_y": b["scores"].ravel(),
        }

    def forward(self, indices):
        """Read a text from zero states; keep every column of every step in dictionaries."""
        zero = np.zeros((self.hidden_size, 1))
        self.h, self.c, self.stacked, self.scores = {-1: zero}, {-1: zero}, {}, {}
        self.a = {gate: {} for gate in GATES}
        for t, index in enumerate(indices):
            self.stacked[t] = np.concatenate([self.h[t - 1], column(index, self.vocab_size)])
            for gate in GATES:
                squash = np.tanh if gate == "candidate" else logistic
                self.a[gate][t] = squash(self.W[gate] @ self.stacked[t] + self.b[gate])
            kept = self.a["forget"][t] * self.c[t - 1]
            self.c[t] = kept + self.a["input"][t] * self.a["candidate"][t]
            self.h[t] = self.a["output"][t] * np.tanh(self.c[t])
            self.scores[t] = self.W["scores"] @ self.h[t] + self.b["scores"]
        return self.scores

    def gradients(self, targets):
        """Go back over the last text; return the summed loss and its gradients (W, b)."""
        dW = {name: np.zeros_like(array) for name, array in self.W.items()}
        db = {name: np.zeros_like(array) for name, array in self.b.items()}
        dh_later, dc_later = np.zeros_like(self.h[-1]), np.zeros_like(self.c[-1])
        loss = 0.0
        for t in reversed(range(len(targets))):
            p = probabilities_of(self.scores[t])
            loss -= np.log(p[targets[t], 0])
            error = p - column(targets[t], self.vocab_size)
            dW["scores"] += error @ self.h[t].T
            db["scores"] += error
            dh = self.W["scores"].T @ error + dh_later
            i, f, g, o = (self.a[gate][t] for gate in ("input", "forget", "candidate", "output"))
            shown = np.tanh(self.c[t])
            dc = dh * o * (1 - shown**2) + dc_later
            dz = {
                "forget": dc * self.c[t - 1] * f * (1 - f),
                "input": dc * g * i * (1 - i),
                "candidate": dc * i * (1 - g**2),
                "output": dh * shown * o * (1 - o),
            }
            dstacked = np.zeros_like(self.stacked[t])
            for gate in GATES:
                dW[gate] += dz[gate] @ self.stacked[t].T
                db[gate] += dz[gate]
                dstacked += self.W[gate].T @ dz[gate]
            dh_later, dc_later = dstacked[: self.hidden_size], dc * f
        return loss, dW, db

    def train_step(self, inputs, targets, learning_rate, limit):
        """Take one step of gradient descent with gradients clipped by value; return the summed loss."""
        self.forward(inputs)
        loss, dW, db = self.gradients(targets)
        for arrays, slopes in ((self.W, dW), (self.b, db)):
            for name in arrays:
                arrays[name] -= learning_rate * np.clip(slopes[name], -limit, limit)
        return loss
