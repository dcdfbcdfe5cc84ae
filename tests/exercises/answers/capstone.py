"""Answers to the capstone: right ones in several styles, and wrong ones made from the first style."""

NAMES = ("new_parameters", "forward", "loss_and_gradients", "train", "sample")

STEP_BY_STEP = """
import numpy as np


def sigma(z):
    return 1 / (1 + np.exp(-z))


def softmax(y):
    e = np.exp(y - y.max())
    return e / e.sum()


def new_parameters(V, H, rng):
    draw = lambda *shape: rng.normal(0, 1 / np.sqrt(shape[0]), shape)
    return {
        "W_x": draw(V, 4 * H),
        "W_h": draw(H, 4 * H),
        "b": np.zeros(4 * H),
        "W_y": draw(H, V),
        "b_y": np.zeros(V),
    }


def forward(parameters, inputs, h, c):
    p = parameters
    logits, memory = [], []
    for k in inputs:
        z_i, z_f, z_g, z_o = np.split(p["W_x"][k] + h @ p["W_h"] + p["b"], 4)
        i, f, g, o = sigma(z_i), sigma(z_f), np.tanh(z_g), sigma(z_o)
        h_prev, c_prev = h, c
        c = f * c_prev + i * g
        h = o * np.tanh(c)
        logits.append(h @ p["W_y"] + p["b_y"])
        memory.append((k, h_prev, c_prev, i, f, g, o, c, h))
    return np.array(logits), h, c, memory


def loss_and_gradients(parameters, inputs, targets, h, c):
    p = parameters
    logits, _, _, memory = forward(p, inputs, h, c)
    d = {name: np.zeros_like(array) for name, array in p.items()}
    loss = 0.0
    dh_next, dc_next = np.zeros_like(h), np.zeros_like(c)
    for t in reversed(range(len(inputs))):
        k, h_prev, c_prev, i, f, g, o, c, h = memory[t]
        q = softmax(logits[t])
        loss = loss - np.log(q[targets[t]])
        dy = q.copy()
        dy[targets[t]] -= 1
        d["W_y"] += np.outer(h, dy)
        d["b_y"] += dy
        dh = p["W_y"] @ dy + dh_next
        do = dh * np.tanh(c)
        dc = dh * o * (1 - np.tanh(c) ** 2) + dc_next
        di, df, dg = dc * g, dc * c_prev, dc * i
        dz = np.concatenate([di * i * (1 - i), df * f * (1 - f), dg * (1 - g**2), do * o * (1 - o)])
        d["W_x"][k] += dz
        d["W_h"] += np.outer(h_prev, dz)
        d["b"] += dz
        dh_next, dc_next = p["W_h"] @ dz, dc * f
    return loss, d


def train(parameters, inputs, targets, epochs):
    p = {name: array.copy() for name, array in parameters.items()}
    zero = np.zeros(len(p["W_h"]))
    losses = []
    for _ in range(epochs):
        loss, d = loss_and_gradients(p, inputs, targets, zero, zero)
        losses.append(loss / len(targets))
        for name in p:
            p[name] -= 0.05 * np.clip(d[name], -1, 1)
    return p, losses


def sample(parameters, first, length, temperature, rng):
    h = c = np.zeros(len(parameters["W_h"]))
    k, drawn = first, []
    for _ in range(length):
        logits, h, c, _ = forward(parameters, [k], h, c)
        k = rng.choice(len(logits[0]), p=softmax(logits[0] / temperature))
        drawn.append(k)
    return drawn
"""

IN_ARRAYS = """
import numpy as np


def new_parameters(V, H, rng):
    limit = np.sqrt(6 / (V + H))
    shapes = dict(W_x=(V, 4 * H), W_h=(H, 4 * H), b=(4 * H,), W_y=(H, V), b_y=(V,))
    p = {name: rng.uniform(-limit, limit, shape) for name, shape in shapes.items()}
    p["b"][:], p["b_y"][:] = 0, 0
    p["b"][H : 2 * H] = 1
    return p


def _gates(z):
    gates = 0.5 * (1 + np.tanh(0.5 * z))
    gates[2] = np.tanh(z[2])
    return gates


def forward(parameters, inputs, h, c):
    W_x, W_h, b, W_y, b_y = parameters.values()
    inputs = np.asarray(inputs)
    T, H = len(inputs), len(h)
    onehot = np.eye(len(W_x))[inputs]
    x = onehot @ W_x + b
    gates, cells, states = np.empty((T, 4, H)), np.empty((T + 1, H)), np.empty((T + 1, H))
    cells[0], states[0] = c, h
    for t in range(T):
        gates[t] = _gates((x[t] + states[t] @ W_h).reshape(4, H))
        i, f, g, o = gates[t]
        cells[t + 1] = f * cells[t] + i * g
        states[t + 1] = o * np.tanh(cells[t + 1])
    return states[1:] @ W_y + b_y, states[-1], cells[-1], (onehot, gates, cells, states)


def loss_and_gradients(parameters, inputs, targets, h, c):
    W_x, W_h, b, W_y, b_y = parameters.values()
    y, *_, (onehot, gates, cells, states) = forward(parameters, inputs, h, c)
    y = y - y.max(1, keepdims=True)
    log_p = y - np.log(np.exp(y).sum(1, keepdims=True))
    T, H = len(y), len(h)
    dy = np.exp(log_p)
    dy[range(T), targets] -= 1
    own = dy @ W_y.T
    dz = np.empty((T, 4 * H))
    back = np.zeros((2, H))
    for t in range(T - 1, -1, -1):
        i, f, g, o = gates[t]
        s = np.tanh(cells[t + 1])
        dh = own[t] + back[0]
        dc = back[1] + dh * o * (1 - s * s)
        dz[t] = np.r_[dc * g * i * (1 - i), dc * cells[t] * f * (1 - f), dc * i * (1 - g * g), dh * s * o * (1 - o)]
        back = np.stack([W_h @ dz[t], dc * f])
    gradients = dict(W_x=onehot.T @ dz, W_h=states[:-1].T @ dz, b=dz.sum(0), W_y=states[1:].T @ dy, b_y=dy.sum(0))
    return -log_p[range(T), targets].sum(), gradients


def train(parameters, inputs, targets, epochs):
    parameters = {k: np.array(v) for k, v in parameters.items()}
    losses = np.zeros(epochs)
    rest = np.zeros((2, len(parameters["W_h"])))
    for e in range(epochs):
        losses[e], d = loss_and_gradients(parameters, inputs, targets, *rest)
        parameters = {k: v - 0.05 * np.minimum(np.maximum(d[k], -1), 1) for k, v in parameters.items()}
    return parameters, losses / len(targets)


def sample(parameters, first, length, temperature, rng):
    state = np.zeros((2, len(parameters["W_h"])))
    drawn = np.zeros(length, dtype=int)
    for n in range(length):
        y, *state = forward(parameters, [drawn[n - 1] if n else first], *state)[:3]
        noise = -np.log(-np.log(rng.random(y.shape[1])))
        drawn[n] = np.argmax(y[0] / temperature + noise)
    return drawn
"""

IN_A_CLASS = """
import math
import numpy as np
from types import SimpleNamespace


class Network:
    def __init__(self, parameters):
        self.p = {name: np.array(array) for name, array in parameters.items()}
        self.H = self.p["W_y"].shape[0]
        self.gates = {}
        for n, gate in enumerate("ifgo"):
            part = slice(n * self.H, (n + 1) * self.H)
            self.gates[gate] = self.p["W_x"][:, part], self.p["W_h"][:, part], self.p["b"][part]

    def step(self, k, h, c):
        s = SimpleNamespace(k=k, h_prev=h, c_prev=c)
        for gate, (W, U, b) in self.gates.items():
            z = W[k] + U.T @ h + b
            setattr(s, gate, np.tanh(z) if gate == "g" else 1 / (1 + np.exp(-z)))
        s.c = s.f * c + s.i * s.g
        s.h = s.o * np.tanh(s.c)
        s.y = self.p["W_y"].T @ s.h + self.p["b_y"]
        return s

    def read(self, inputs, h, c):
        steps = []
        for k in inputs:
            steps.append(self.step(int(k), h, c))
            h, c = steps[-1].h, steps[-1].c
        return steps


def probabilities(y):
    e = [math.exp(v - max(y)) for v in y]
    return [v / sum(e) for v in e]


def new_parameters(V, H, rng):
    p = {"b": np.zeros(4 * H), "b_y": np.zeros(V)}
    for name, shape in {"W_x": (V, 4 * H), "W_h": (H, 4 * H), "W_y": (H, V)}.items():
        p[name] = 0.1 * rng.standard_normal(shape)
    return p


def forward(parameters, inputs, h, c):
    steps = Network(parameters).read(inputs, h, c)
    return np.stack([s.y for s in steps]), steps[-1].h, steps[-1].c


def loss_and_gradients(parameters, inputs, targets, h, c):
    net = Network(parameters)
    steps = net.read(inputs, h, c)
    d = {name: 0 * array for name, array in net.p.items()}
    loss, later = 0, (0 * h, 0 * c)
    for s, target in zip(steps[::-1], targets[::-1]):
        p = np.array(probabilities(s.y))
        loss -= math.log(p[target])
        p[target] -= 1
        d["W_y"] += s.h[:, None] * p[None, :]
        d["b_y"] += p
        dh = net.p["W_y"] @ p + later[0]
        dc = later[1] + dh * s.o * (1 - np.tanh(s.c) ** 2)
        parts = {"i": dc * s.g * s.i * (1 - s.i), "f": dc * s.c_prev * s.f * (1 - s.f)}
        parts |= {"g": dc * s.i * (1 - s.g**2), "o": dh * np.tanh(s.c) * s.o * (1 - s.o)}
        dz = np.hstack([parts[gate] for gate in "ifgo"])
        d["W_x"][s.k] += dz
        d["W_h"] += s.h_prev[:, None] * dz
        d["b"] += dz
        later = sum(net.gates[gate][1] @ parts[gate] for gate in "ifgo"), dc * s.f
    return loss, d


def train(parameters, inputs, targets, epochs):
    losses = []
    for epoch in range(epochs):
        zero = np.zeros(parameters["W_y"].shape[0])
        loss, d = loss_and_gradients(parameters, inputs, targets, zero, zero.copy())
        losses.append(float(loss) / len(inputs))
        parameters = {n: a - 0.05 * d[n].clip(-1.0, 1.0) for n, a in parameters.items()}
    return parameters, losses


def sample(parameters, first, length, temperature, rng):
    net, k, out = Network(parameters), first, ()
    h = c = np.zeros(net.H)
    while len(out) < length:
        s = net.step(k, h, c)
        h, c = s.h, s.c
        p = np.cumsum(probabilities(s.y / temperature))
        k = min(int(np.searchsorted(p, rng.random())), len(p) - 1)
        out += (k,)
    return list(out)
"""

RIGHT = {"step by step": STEP_BY_STEP, "in arrays": IN_ARRAYS, "in a class": IN_A_CLASS}

# Of each wrong answer: what is replaced in STEP_BY_STEP, by what; the part that fails; words of its advice.
WRONG = {
    # parameters
    "weights too large": ("1 / np.sqrt(shape[0])", "2.0", "new_parameters", "too large"),
    "all zero": ("rng.normal(0, 1 / np.sqrt(shape[0]), shape)", "np.zeros(shape)", "new_parameters", "generators"),
    "all alike": (
        "rng.normal(0, 1 / np.sqrt(shape[0]), shape)",
        "np.full(shape, 0.1 * rng.random())",
        "new_parameters",
        "alike",
    ),
    "own generator": (
        "rng.normal(0,",
        "np.random.default_rng().normal(0,",
        "new_parameters",
        "different arrays",
    ),
    "own seed": ("rng.normal(0,", "np.random.default_rng(0).normal(0,", "new_parameters", "same arrays"),
    "column form": ('"W_x": draw(V, 4 * H)', '"W_x": draw(4 * H, V)', "new_parameters", "shape (5, 12)"),
    "forgotten bias": ('        "b_y": np.zeros(V),\n', "", "new_parameters", "Missing: `b_y`"),
    "a bias of integers": ("np.zeros(V)", "np.zeros(V, int)", "new_parameters", "floats"),
    # forward
    "forget gate missing": ("c = f * c_prev + i * g", "c = c_prev + i * g", "forward", "forget gate is missing"),
    "input gate missing": ("c = f * c_prev + i * g", "c = f * c_prev + g", "forward", "input gate is missing"),
    "state not carried": (
        "        z_i, z_f,",
        "        h, c = 0 * h, 0 * c\n        z_i, z_f,",
        "forward",
        "not carried",
    ),
    "gate order": ("z_i, z_f, z_g, z_o = np", "z_i, z_f, z_o, z_g = np", "forward", "order i, f, o, g"),
    "no tanh": ("h = o * np.tanh(c)", "h = o * c", "forward", "tanh around the cell state"),
    "candidate by sigma": ("np.tanh(z_g)", "sigma(z_g)", "forward", "comes from tanh"),
    "probabilities": ("return np.array(logits), h", "return np.array([softmax(y) for y in logits]), h", "forward", "before the softmax"),
    "one-hot forgotten": ('p["W_x"][k] + h', 'k * p["W_x"][0] + h', "forward", "logits["),
    "logits in a list": ("return np.array(logits), h", "return logits, h", "forward", "np.array"),
    "two values": ("return np.array(logits), h, c, memory", "return np.array(logits), memory", "forward", "are not returned"),
    "nothing returned": ("return np.array(logits), h, c, memory", "memory", "forward", "None"),
    "wrong shape": ("return np.array(logits), h", "return np.array(logits).T, h", "forward", "transposed"),
    "an error": ("z_i, z_f, z_g, z_o = np", "z_i, z_f, z_g = np", "forward", "too many values"),
    "changes its state": ("        h = o * np.tanh(c)", "        h[:] = o * np.tanh(c)", "forward", "h"),
    "endless": ("    for k in inputs:", "    while len(inputs):\n        k = inputs[0]", "forward", "had not ended"),
    # gradients
    "dh_prev overwritten": (
        "        do = dh * np.tanh(c)\n",
        '        do = dh * np.tanh(c)\n        dh = p["W_h"][:, -len(h):] @ (do * o * (1 - o))\n',
        "loss_and_gradients",
        "overwrite dh",
    ),
    "no dc_next": ("** 2) + dc_next", "** 2)", "loss_and_gradients", "left out `dc_next`"),
    "no dh_next": (" @ dy + dh_next", " @ dy", "loss_and_gradients", "next step's gates"),
    "nothing handed on": ('dh_next, dc_next = p["W_h"] @ dz, dc * f', "pass", "loss_and_gradients", "Nothing is propagated"),
    "loss is a mean": ("return loss, d", "return loss / len(inputs), d", "loss_and_gradients", "mean over the steps"),
    "gradient of the mean": ("dy[targets[t]] -= 1", "dy[targets[t]] -= 1\n        dy /= len(inputs)", "loss_and_gradients", "T times as large"),
    "sign": ("dy[targets[t]] -= 1", "dy[targets[t]] -= 1\n        dy *= -1", "loss_and_gradients", "sign is reversed"),
    "no onehot": ("dy[targets[t]] -= 1", "pass", "loss_and_gradients", "Subtract 1"),
    "slope of f": ("df * f * (1 - f)", "df * f", "loss_and_gradients", "forget gate has σ"),
    "new c in df": ("dc * c_prev, dc * i", "dc * c, dc * i", "loss_and_gradients", "c_prev"),
    "overwritten sums": ('d["b"] += dz', 'd["b"] = dz', "loss_and_gradients", "`b` off by"),
    "clipped early": ("return loss, d", "return loss, {n: np.clip(a, -1, 1) for n, a in d.items()}", "loss_and_gradients", "clip in `train`"),
    "gradients as a tuple": ("return loss, d", "return loss, tuple(d.values())", "loss_and_gradients", "dict"),
    "loss alone": ("return loss, d", "return loss", "loss_and_gradients", "2 values"),
    "gradients into parameters": ('d["b"] += dz', 'd["b"] += dz; p["b"][:] = p["b"] + 0.1', "loss_and_gradients", "changes the parameters"),
    # training
    "clip missing": ("np.clip(d[name], -1, 1)", "d[name]", "train", "clipping is missing"),
    "clip by norm": (
        "np.clip(d[name], -1, 1)",
        "d[name] / max(1, np.sqrt(sum((a**2).sum() for a in d.values())))",
        "train",
        "clip by norm",
    ),
    "loss of the text": ("losses.append(loss / len(targets))", "losses.append(loss)", "train", "sums over the text"),
    "uphill": ("p[name] -= 0.05", "p[name] += 0.05", "train", "Subtract them"),
    "no learning rate": ("p[name] -= 0.05 * ", "p[name] -= ", "train", "learning rate is missing"),
    "trains what it is given": ("p = {name: array.copy() for name, array in parameters.items()}", "p = parameters", "train", "changes the parameters"),
    "losses alone": ("return p, losses", "return losses", "train", "2 values"),
    "one epoch too few": ("range(epochs)", "range(epochs - 1)", "train", "each of the 1 epochs"),
    "biases left": ("        for name in p:", '        for name in ("W_x", "W_h", "W_y"):', "train", "biases"),
    # sampling
    "greedy": ("rng.choice(len(logits[0]), p=softmax(logits[0] / temperature))", "int(np.argmax(logits[0]))", "sample", "most probable"),
    "no temperature": ("logits[0] / temperature", "logits[0]", "sample", "no effect"),
    "temperature times": ("logits[0] / temperature", "logits[0] * temperature", "sample", "multiply the logits"),
    "sample forgets": ("forward(parameters, [k], h, c)", "forward(parameters, [k], 0 * h, 0 * c)", "sample", "not carried"),
    "same input": ("forward(parameters, [k], h, c)", "forward(parameters, [first], h, c)", "sample", "next input"),
    "first included": ("k, drawn = first, []", "k, drawn = first, [first]", "sample", "should return 1 indices"),
    "own dice": ("rng.choice(", "np.random.choice(", "sample", "Draw with `rng`"),
    "new dice": ("rng.choice(", "np.random.default_rng(3).choice(", "sample", "make no new one"),
    "characters": ("drawn.append(k)", 'drawn.append("abcd"[k])', "sample", "list of indices"),
}  # fmt: skip


def names(source: str) -> dict:
    """Return the names of a notebook in which this source was run."""
    space: dict = {}
    exec(compile(source, "<capstone>", "exec"), space)
    return space


def wrong(label: str) -> dict:
    """Return the names of a notebook with one wrong answer."""
    old, new, *_ = WRONG[label]
    assert old in STEP_BY_STEP, f"{label}: {old!r} is not in the right answer"
    return names(STEP_BY_STEP.replace(old, new))
