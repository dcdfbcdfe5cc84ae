"""Answers to the exercises of notebook 04."""

import math

import numpy as np
from exercises.answers import Answers

import lstm_core as lc

answers = Answers("bptt")
right, wrong, other_form, edited = answers.right, answers.wrong, answers.other_form, answers.edited

# logit_gradient


@right("logit_gradient", "p - onehot")
def logits_back(y, target):
    dy = lc.softmax(y)
    dy[target] -= 1
    return dy


@right("logit_gradient", "identity row, keyword-only")
def my_logit_gradient(*, y, target):
    e = np.exp(y - max(y))
    return e / e.sum() - np.eye(y.size)[target]


@right("logit_gradient", "comprehension")
def my_logit_gradient(y, target):
    total = sum(math.exp(v) for v in y)
    return np.array([math.exp(v) / total - (k == target) for k, v in enumerate(y)])


@right("logit_gradient", "product with the Jacobian of softmax")
def my_logit_gradient(y, target):
    p = lc.softmax(y)
    jacobian = np.diag(p) - np.outer(p, p)
    dp = np.zeros(len(y))
    dp[target] = -1 / p[target]
    return dp @ jacobian


@other_form("logit_gradient", "list")
def my_logit_gradient(y, target):
    p = lc.softmax(y).tolist()
    p[target] -= 1.0
    return p


edited("logit_gradient", logits_back, "onehot forgotten", old="    dy[target] -= 1\n", new="")
edited("logit_gradient", logits_back, "sign", old="return dy", new="return -dy")
edited("logit_gradient", logits_back, "adds 1", old="-= 1", new="+= 1")
edited("logit_gradient", logits_back, "1 subtracted everywhere", old="dy[target] -= 1", new="dy -= 1")
edited("logit_gradient", logits_back, "logits for probabilities", old="lc.softmax(y)", new="y.copy()")
edited("logit_gradient", logits_back, "softmax missing, argument overwritten", old="lc.softmax(y)", new="y")
edited("logit_gradient", logits_back, "neighbour of the target", old="dy[target]", new="dy[target - 1]")
edited("logit_gradient", logits_back, "-1 at the target", old="-= 1", new="= -1")
edited("logit_gradient", logits_back, "derivative of log p alone, the target's entry only", old="dy[target] -= 1", new="dy = np.eye(len(y))[target] * (dy - 1)")
edited("logit_gradient", logits_back, "the argmax for the target", old="dy[target]", new="dy[y.argmax()]")
edited("logit_gradient", logits_back, "mean over V", old="return dy", new="return dy / len(y)")
edited("logit_gradient", logits_back, "times the slope of softmax", old="return dy", new="return dy * lc.softmax(y) * (1 - lc.softmax(y))")
edited("logit_gradient", logits_back, "target subtracted as a number", old="dy[target] -= 1", new="dy = dy - target")
edited("logit_gradient", logits_back, "-1 / p at the target", old="dy[target] -= 1", new="dy = -np.eye(len(y))[target] / dy[target]")
edited("logit_gradient", logits_back, "σ for softmax", old="lc.softmax(y)", new="lc.sigmoid(y)")
edited("logit_gradient", logits_back, "exponential not divided", old="lc.softmax(y)", new="np.exp(y)")
edited("logit_gradient", logits_back, "neighbour of the target", "sign", old="dy[target]", new="dy[target - 1]", old2="return dy", new2="return -dy")
edited("logit_gradient", logits_back, "adds 1", "mean over V", old="-= 1", new="+= 1", old2="return dy", new2="return dy / len(y)")

# step_backward


@right("step_backward", "seven lines")
def back(dh, dc_next, step, W_x, W_h):
    do = dh * np.tanh(step.c)
    dc = dh * step.o * (1 - np.tanh(step.c) ** 2) + dc_next
    di, df, dg = dc * step.g, dc * step.c_prev, dc * step.i
    dz_i = di * step.i * (1 - step.i)
    dz_f = df * step.f * (1 - step.f)
    dz_g = dg * (1 - step.g**2)
    dz_o = do * step.o * (1 - step.o)
    dz = np.concatenate([dz_i, dz_f, dz_g, dz_o])
    dW_x = np.outer(step.x, dz)
    dW_h = np.outer(step.h_prev, dz)
    db = dz
    dx = dz @ W_x.T
    dh_prev = dz @ W_h.T
    dc_prev = dc * step.f
    return dx, dh_prev, dc_prev, dW_x, dW_h, db


@right("step_backward", "gate by gate, in the manner of one matrix per gate")
def back_by_gate(dh, dc_next, step, W_x, W_h):
    H = dh.shape[0]
    tanh_c = np.tanh(step.c)
    d_state = dc_next + dh * step.o * (1 - tanh_c * tanh_c)
    delta = {
        "i": d_state * step.g * lc.sigmoid_derivative(step.i),
        "f": d_state * step.c_prev * lc.sigmoid_derivative(step.f),
        "g": d_state * step.i * lc.tanh_derivative(step.g),
        "o": dh * tanh_c * lc.sigmoid_derivative(step.o),
    }
    dx, dh_prev = np.zeros(len(step.x)), np.zeros(H)
    dW_x, dW_h, db = np.zeros(W_x.shape), np.zeros(W_h.shape), np.zeros(4 * H)
    for k, gate in enumerate("ifgo"):
        block = slice(k * H, (k + 1) * H)
        dx += W_x[:, block] @ delta[gate]
        dh_prev += W_h[:, block] @ delta[gate]
        dW_x[:, block] += step.x[:, None] * delta[gate]
        dW_h[:, block] += step.h_prev[:, None] * delta[gate]
        db[block] += delta[gate]
    return dx, dh_prev, dc_next * step.f + (d_state - dc_next) * step.f, dW_x, dW_h, db


@right("step_backward", "einsum, one expression for the slopes; returns a list; keyword-only")
def my_step_backward(*, dh, dc_next, step, W_x, W_h):
    s, tc = step, np.tanh(step.c)
    dc = dh * s.o / np.cosh(s.c) ** 2 + dc_next
    up = np.array([dc * s.g, dc * s.c_prev, dc * s.i, dh * tc])
    slopes = np.array([s.i - s.i**2, s.f - s.f**2, (1 - s.g) * (1 + s.g), s.o - s.o**2])
    dz = (up * slopes).ravel()
    return [
        np.einsum("vk,k->v", W_x, dz),
        np.einsum("hk,k->h", W_h, dz),
        s.f * dc,
        np.einsum("v,k->vk", s.x, dz),
        np.einsum("h,k->hk", s.h_prev, dz),
        dz.copy(),
    ]


@right("step_backward", "weights stacked, derivative of the stacked vector")
def my_step_backward(dh, dc_next, step, W_x, W_h):
    V = len(step.x)
    W, xh = np.vstack([W_x, W_h]), np.hstack([step.x, step.h_prev])
    tc = step.h / step.o
    dc = dc_next + dh * step.o * (1 - tc**2)
    dz = np.r_[
        dc * step.g * step.i * (1 - step.i),
        dc * step.c_prev * step.f * (1 - step.f),
        dc * step.i * (1 - step.g**2),
        dh * step.h * (1 - step.o),
    ]
    dxh, dW = W @ dz, np.multiply.outer(xh, dz)
    return dxh[:V], dxh[V:], dc * step.f, dW[:V], dW[V:], dz


@right("step_backward", "from lc.lstm_step_backward in dictionary form, unpacked")
def my_step_backward(dh, dc_next, step, W_x, W_h):
    g = lc.lstm_step_backward(dh, dc_next, step, W_x, W_h)
    return tuple(getattr(g, n) for n in "dx dh_prev dc_prev dW_x dW_h db".split())


@other_form("step_backward", "lists of numbers")
def my_step_backward(dh, dc_next, step, W_x, W_h):
    return tuple(part.tolist() for part in back(dh, dc_next, step, W_x, W_h))


edited("step_backward", back, "forgets the slope of g", old="dg * (1 - step.g**2)", new="dg")
edited("step_backward", back, "forgets the slope of i", old="di * step.i * (1 - step.i)", new="di")
edited("step_backward", back, "forgets the slope of o", old="do * step.o * (1 - step.o)", new="do")
edited("step_backward", back, "σ for σ′ in the forget gate", old="df * step.f * (1 - step.f)", new="df * step.f")
edited("step_backward", back, "σ applied to f for its slope", old="df * step.f * (1 - step.f)", new="df * lc.sigmoid(step.f)")
edited("step_backward", back, "slope of σ for g", old="dg * (1 - step.g**2)", new="dg * step.g * (1 - step.g)")
edited("step_backward", back, "slope of tanh for i", old="di * step.i * (1 - step.i)", new="di * (1 - step.i**2)")
edited("step_backward", back, "divides by the slope of g", old="dg * (1 - step.g**2)", new="dg / (1 - step.g**2)")
edited("step_backward", back, "square missing in the slope of g", old="step.g**2", new="step.g")
edited("step_backward", back, "dc_next forgotten", old=" + dc_next", new="")
edited("step_backward", back, "dc is dc_next alone", old="dh * step.o * (1 - np.tanh(step.c) ** 2) + dc_next", new="dc_next.copy()")
edited("step_backward", back, "dc doubled: dc += dc", old="    di, df", new="    dc += dc\n    di, df")
edited("step_backward", back, "dc_next times f before the sum", old="+ dc_next", new="+ dc_next * step.f")
edited("step_backward", back, "output gate missing in dc", old="dh * step.o * (1", new="dh * (1")
edited("step_backward", back, "slope of tanh missing in dc", old=" * (1 - np.tanh(step.c) ** 2)", new="")
edited("step_backward", back, "slope of tanh at c without tanh", old="np.tanh(step.c) ** 2", new="step.c**2")
edited("step_backward", back, "slope of tanh at h", old="np.tanh(step.c) ** 2", new="step.h**2")
edited("step_backward", back, "c_prev in the slope of dc", old="np.tanh(step.c) ** 2", new="np.tanh(step.c_prev) ** 2")
edited("step_backward", back, "do with c for tanh(c)", old="dh * np.tanh(step.c)\n", new="dh * step.c\n")
edited("step_backward", back, "do with h", old="dh * np.tanh(step.c)\n", new="dh * step.h\n")
edited("step_backward", back, "c for c_prev in df", old="dc * step.c_prev", new="dc * step.c")
edited("step_backward", back, "h_prev for c_prev in df", old="dc * step.c_prev", new="dc * step.h_prev")
edited("step_backward", back, "di and dg swapped", old="di, df, dg = dc", new="dg, df, di = dc")
edited("step_backward", back, "dh for dc in di", old="dc * step.g, dc", new="dh * step.g, dc")
edited("step_backward", back, "h for h_prev in dW_h", old="np.outer(step.h_prev, dz)", new="np.outer(step.h, dz)")
edited("step_backward", back, "forget gate missing in dc_prev", old="dc * step.f\n", new="dc\n")
edited("step_backward", back, "dc_prev from dc_next", old="dc * step.f\n", new="dc_next * step.f\n")
edited("step_backward", back, "input gate in dc_prev", old="dc * step.f\n", new="dc * step.i\n")
edited("step_backward", back, "gate order i, f, o, g in dz", old="dz_f, dz_g, dz_o]", new="dz_f, dz_o, dz_g]")
edited("step_backward", back, "gate order f, i, g, o in dz", old="[dz_i, dz_f", new="[dz_f, dz_i")
edited("step_backward", back, "transpose missing in dh_prev", old="dz @ W_h.T", new="(W_h.reshape(-1, len(dh)).T @ dz)")
edited("step_backward", back, "transpose missing, shapes do not fit", old="dz @ W_x.T", new="dz @ W_x")
edited("step_backward", back, "dW_x transposed", old="np.outer(step.x, dz)", new="np.outer(dz, step.x)")
edited("step_backward", back, "signs of all", old="return dx, dh_prev, dc_prev, dW_x, dW_h, db", new="return -dx, -dh_prev, -dc_prev, -dW_x, -dW_h, -db")
edited("step_backward", back, "dx and dh_prev swapped", old="return dx, dh_prev", new="return dh_prev, dx")
edited("step_backward", back, "dh_prev and dc_prev swapped", old="return dx, dh_prev, dc_prev", new="return dx, dc_prev, dh_prev")
edited("step_backward", back, "dW_x and dW_h swapped", old="dW_x, dW_h, db\n", new="dW_h, dW_x, db\n")
edited("step_backward", back, "weights first in the return", old="return dx, dh_prev, dc_prev, dW_x, dW_h, db", new="return dW_x, dW_h, db, dx, dh_prev, dc_prev")
edited("step_backward", back, "db summed to one number", old="db = dz\n", new="db = dz.sum()\n")
edited("step_backward", back, "clipped to ±1", old="    dW_x = np", new="    dz = np.clip(dz, -1, 1)\n    dW_x = np")
edited("step_backward", back, "only five values", old="dc_prev, dW_x, dW_h, db\n", new="dW_x, dW_h, db\n")
edited("step_backward", back, "dh added to dh_prev", old="dz @ W_h.T", new="dz @ W_h.T + dh")
edited("step_backward", back, "db is the mean over the gates", old="db = dz\n", new="db = np.tile(dz.reshape(4, -1).mean(axis=0), 4)\n")
edited("step_backward", back, "plus in the slope of o", old="do * step.o * (1 - step.o)", new="do * step.o * (1 + step.o)")
edited("step_backward", back_by_gate, "forget gate missing in dh_prev", old="        dh_prev += W_h[:, block] @ delta[gate]", new='        dh_prev += W_h[:, block] @ delta[gate] * (gate != "f")')
edited("step_backward", back_by_gate, "only the last gate in dx", old="dx += W_x", new="dx = W_x")
edited("step_backward", back_by_gate, "bias of o gets the forget gate's", old="        db[block] += delta[gate]", new='        db[block] += delta["f" if gate == "o" else gate]')
edited("step_backward", back_by_gate, "candidate's slope without the derivative function", old="lc.tanh_derivative(step.g)", new="step.g")
edited("step_backward", back_by_gate, "slope of σ taken of σ(f) again", old="lc.sigmoid_derivative(step.f)", new="lc.sigmoid_derivative(lc.sigmoid(step.f))")
edited("step_backward", back_by_gate, "order of the blocks g before f", old='"ifgo"', new='"igfo"')


@wrong("step_backward", "dh changed in place")
def my_step_backward(dh, dc_next, step, W_x, W_h):
    do = dh * np.tanh(step.c)
    dh *= step.o * (1 - np.tanh(step.c) ** 2)
    dc = dh + dc_next
    dz = np.concatenate(
        [
            dc * step.g * step.i * (1 - step.i),
            dc * step.c_prev * step.f * (1 - step.f),
            dc * step.i * (1 - step.g**2),
            do * step.o * (1 - step.o),
        ]
    )
    return dz @ W_x.T, dz @ W_h.T, dc * step.f, np.outer(step.x, dz), np.outer(step.h_prev, dz), dz


@wrong("step_backward", "dc_next changed in place")
def my_step_backward(dh, dc_next, step, W_x, W_h):
    dc = dc_next
    dc += dh * step.o * (1 - np.tanh(step.c) ** 2)
    dz = np.concatenate(
        [
            dc * step.g * step.i * (1 - step.i),
            dc * step.c_prev * step.f * (1 - step.f),
            dc * step.i * (1 - step.g**2),
            dh * np.tanh(step.c) * step.o * (1 - step.o),
        ]
    )
    return dz @ W_x.T, dz @ W_h.T, dc * step.f, np.outer(step.x, dz), np.outer(step.h_prev, dz), dz


@wrong("step_backward", "dx from the columns of x's character only")
def my_step_backward(dh, dc_next, step, W_x, W_h):
    dx, *others = back(dh, dc_next, step, W_x, W_h)
    return (dx * step.x, *others)


edited("step_backward", back, "forgets the slope of g", "h for h_prev in dW_h", old="dg * (1 - step.g**2)", new="dg", old2="np.outer(step.h_prev, dz)", new2="np.outer(step.h, dz)")
edited("step_backward", back, "c for c_prev in df", "forgets the slope of o", old="dc * step.c_prev", new="dc * step.c", old2="do * step.o * (1 - step.o)", new2="do")
edited("step_backward", back, "σ for σ′ in the forget gate", "slope of σ for g", old="df * step.f * (1 - step.f)", new="df * step.f", old2="dg * (1 - step.g**2)", new2="dg * step.g * (1 - step.g)")
edited("step_backward", back, "dc_next forgotten", "do with c for tanh(c)", old=" + dc_next", new="", old2="dh * np.tanh(step.c)\n", new2="dh * step.c\n")
edited("step_backward", back, "output gate missing in dc", "forget gate missing in dc_prev", old="dh * step.o * (1", new="dh * (1", old2="dc * step.f\n", new2="dc\n")
edited("step_backward", back, "slope of tanh missing in dc", "slope of tanh for i", old=" * (1 - np.tanh(step.c) ** 2)", new="", old2="di * step.i * (1 - step.i)", new2="di * (1 - step.i**2)")
edited("step_backward", back, "dW_x and dW_h swapped", "dc_next forgotten", old="dW_x, dW_h, db\n", new="dW_h, dW_x, db\n", old2=" + dc_next", new2="")
edited("step_backward", back, "gate order i, f, o, g in dz", "forgets the slope of i", old="dz_f, dz_g, dz_o]", new="dz_f, dz_o, dz_g]", old2="di * step.i * (1 - step.i)", new2="di")
edited("step_backward", back, "divides by the slope of g", "dc_prev from dc_next", old="dg * (1 - step.g**2)", new="dg / (1 - step.g**2)", old2="dc * step.f\n", new2="dc_next * step.f\n")
edited("step_backward", back, "dc doubled: dc += dc", "do with h", old="    di, df", new="    dc += dc\n    di, df", old2="dh * np.tanh(step.c)\n", new2="dh * step.h\n")
edited("step_backward", back_by_gate, "forget gate missing in dh_prev", "bias of o gets the forget gate's", old="        dh_prev += W_h[:, block] @ delta[gate]", new='        dh_prev += W_h[:, block] @ delta[gate] * (gate != "f")', old2="        db[block] += delta[gate]", new2='        db[block] += delta["f" if gate == "o" else gate]')
edited("step_backward", back, "h_prev for c_prev in df", "h for h_prev in dW_h", old="dc * step.c_prev", new="dc * step.h_prev", old2="np.outer(step.h_prev, dz)", new2="np.outer(step.h, dz)")

# three_bugs


@wrong("three_bugs", "c for c_prev left", "slope of σ for g left")
def suspicious(dh, dc_next, step, W_x, W_h):
    do = dh * np.tanh(step.c)
    dc = dh * step.o * (1 - np.tanh(step.c) ** 2) + dc_next
    di, df, dg = dc * step.g, dc * step.c, dc * step.i
    dz_i, dz_f = di * step.i * (1 - step.i), df * step.f * (1 - step.f)
    dz_g, dz_o = dg * step.g * (1 - step.g), do * step.o * (1 - step.o)
    dz = np.concatenate([dz_i, dz_f, dz_g, dz_o])
    dW_x, dW_h, db = np.outer(step.x, dz), np.outer(step.h_prev, dz), dz.copy()
    dx, dh_prev, dc_prev = dz @ W_x.T, dz @ W_h.T, dc * step.f
    return dx, dh_prev, dc_prev, dW_x, dW_h, db


@right("three_bugs", "all three mended")
def mended(dh, dc_next, step, W_x, W_h):
    do = dh * np.tanh(step.c)
    dc = dh * step.o * (1 - np.tanh(step.c) ** 2) + dc_next
    di, df, dg = dc * step.g, dc * step.c_prev, dc * step.i
    dz_i, dz_f = di * step.i * (1 - step.i), df * step.f * (1 - step.f)
    dz_g, dz_o = dg * (1 - step.g**2), do * step.o * (1 - step.o)
    dz = np.concatenate([dz_i, dz_f, dz_g, dz_o])
    dW_x, dW_h, db = np.outer(step.x, dz), np.outer(step.h_prev, dz), dz.copy()
    dx, dh_prev, dc_prev = dz @ W_x.T, dz @ W_h.T, dc * step.f
    return dx, dh_prev, dc_prev, dW_x, dW_h, db


right("three_bugs", "the function of the exercise before")(back_by_gate)
right("three_bugs", "lambda")(lambda dh, dc_next, step, W_x, W_h: back(dh, dc_next, step, W_x, W_h))


@right("three_bugs", "mended in another place: c_prev from c")
def my_three_bugs(dh, dc_next, step, W_x, W_h):
    c_prev = (step.c - step.i * step.g) / step.f
    dx, dh_prev, dc_prev, dW_x, dW_h, db = back(dh, dc_next, step, W_x, W_h)
    H = len(dh)
    dW_h[:, H : 2 * H] = np.outer(step.h_prev, dc_prev * (1 - step.f) * c_prev)
    return dx, dh_prev, dc_prev, dW_x, dW_h, db


edited("three_bugs", mended, "c for c_prev left", old="dc * step.c_prev", new="dc * step.c")
edited("three_bugs", mended, "slope of σ for g left", old="dg * (1 - step.g**2)", new="dg * step.g * (1 - step.g)")
edited("three_bugs", mended, "h for h_prev left", old="step.h_prev, dz", new="step.h, dz")
edited("three_bugs", mended, "slope of g mended to 1 - g", old="step.g**2)", new="step.g)")
edited("three_bugs", mended, "slope of g mended to 1 - tanh(g)²", old="step.g**2)", new="np.tanh(step.g) ** 2)")
edited("three_bugs", mended, "slope of g mended to g²", old="(1 - step.g**2)", new="step.g**2")
edited("three_bugs", mended, "slope of g removed", old="dg * (1 - step.g**2)", new="dg")
edited("three_bugs", mended, "df mended to h_prev", old="dc * step.c_prev", new="dc * step.h_prev")
edited("three_bugs", mended, "df mended to dc_next", old="dc * step.c_prev", new="dc_next * step.c_prev")
edited("three_bugs", mended, "dW_h mended to c_prev", old="step.h_prev, dz", new="step.c_prev, dz")
edited("three_bugs", mended, "dW_h transposed", old="np.outer(step.h_prev, dz)", new="np.outer(dz, step.h_prev)")
edited("three_bugs", mended, "mends a line that was right: tanh in do", old="dh * np.tanh(step.c)\n", new="dh * np.tanh(step.c_prev)\n")
edited("three_bugs", mended, "mends a line that was right: dc_prev", old="dc * step.f\n", new="dc * step.f * (1 - step.f)\n")
edited("three_bugs", mended, "mends a line that was right: slope of o", old="do * step.o * (1 - step.o)", new="do * (1 - step.o**2)")
edited("three_bugs", mended, "mends a line that was right: no sum with dc_next", old=" + dc_next", new="")
edited("three_bugs", mended, "mends a line that was right: h in dx", old="dz @ W_x.T", new="dz @ W_x.T * step.x")
edited("three_bugs", mended, "c for c_prev left", "h for h_prev left", old="dc * step.c_prev", new="dc * step.c", old2="step.h_prev, dz", new2="step.h, dz")
edited("three_bugs", mended, "slope of σ for g left", "h for h_prev left", old="dg * (1 - step.g**2)", new="dg * step.g * (1 - step.g)", old2="step.h_prev, dz", new2="step.h, dz")
edited("three_bugs", mended, "slope of g removed", "c for c_prev left", old="dg * (1 - step.g**2)", new="dg", old2="dc * step.c_prev", new2="dc * step.c")
edited("three_bugs", mended, "slope of g mended to 1 - g", "df mended to h_prev", old="step.g**2)", new="step.g)", old2="dc * step.c_prev", new2="dc * step.h_prev")
edited("three_bugs", mended, "slope of σ for g left", "mends a line that was right: slope of o", old="dg * (1 - step.g**2)", new="dg * step.g * (1 - step.g)", old2="do * step.o * (1 - step.o)", new2="do * (1 - step.o**2)")

# sequence_backward


@right("sequence_backward", "loop from the end")
def sequence(own_dh, steps, W_x, W_h):
    T, H = own_dh.shape
    dh_next, dc_next = np.zeros(H), np.zeros(H)
    dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros(4 * H)
    for t in reversed(range(T)):
        dh = own_dh[t] + dh_next
        back = lc.lstm_step_backward(dh, dc_next, steps[t], W_x, W_h)
        dh_next = back.dh_prev
        dc_next = back.dc_prev
        dW_x += back.dW_x
        dW_h += back.dW_h
        db += back.db
    return dW_x, dW_h, db


@right("sequence_backward", "collects, then sums; keyword-only")
def my_sequence_backward(*, own_dh, steps, W_x, W_h):
    kept, dh, dc = [], 0.0, np.zeros(W_h.shape[0])
    for k in range(1, len(steps) + 1):
        g = lc.lstm_step_backward(own_dh[-k] + dh, dc, steps[-k], W_x, W_h)
        dh, dc = g.dh_prev, g.dc_prev
        kept.append((g.dW_x, g.dW_h, g.db))
    return tuple(sum(parts) for parts in zip(*kept))


@right("sequence_backward", "dz of all steps, one product each")
def my_sequence_backward(own_dh, steps, W_x, W_h):
    carried = own_dh.copy()
    dc, dz = np.zeros(own_dh.shape[1]), []
    for t in range(len(steps) - 1, -1, -1):
        g = lc.lstm_step_backward(carried[t], dc, steps[t], W_x, W_h)
        dc = g.dc_prev
        if t:
            carried[t - 1] += g.dh_prev
        dz.insert(0, g.dz)
    dz = np.array(dz)
    X, Hp = np.array([s.x for s in steps]), np.array([s.h_prev for s in steps])
    return np.einsum("tv,tk->vk", X, dz), Hp.T @ dz, dz.sum(axis=0)


@right("sequence_backward", "recursion over the steps")
def my_sequence_backward(own_dh, steps, W_x, W_h):
    def go(t, dh, dc):
        g = lc.lstm_step_backward(own_dh[t] + dh, dc, steps[t], W_x, W_h)
        if t == 0:
            return g.dW_x, g.dW_h, g.db
        return tuple(a + b for a, b in zip(go(t - 1, g.dh_prev, g.dc_prev), (g.dW_x, g.dW_h, g.db)))

    zero = np.zeros(own_dh.shape[1])
    return go(len(own_dh) - 1, zero, zero)


@right("sequence_backward", "own backward step by hand, returns a list")
def my_sequence_backward(own_dh, steps, W_x, W_h):
    total, dh, dc = None, np.zeros(len(W_h)), np.zeros(len(W_h))
    for d, s in zip(reversed(own_dh), reversed(steps)):
        _, dh, dc, *weights = back(d + dh, dc, s, W_x, W_h)
        total = weights if total is None else [a + b for a, b in zip(total, weights)]
    return total


edited("sequence_backward", sequence, "dh not handed on", old="        dh_next = back.dh_prev\n", new="")
edited("sequence_backward", sequence, "dc not handed on", old="        dc_next = back.dc_prev\n", new="")
edited("sequence_backward", sequence, "nothing handed on", old="        dh_next = back.dh_prev\n        dc_next = back.dc_prev\n", new="")
edited("sequence_backward", sequence, "dh_next overwrites the step's own", old="own_dh[t] + dh_next", new="dh_next if t < T - 1 else own_dh[t]")
edited("sequence_backward", sequence, "forwards in time", old="reversed(range(T))", new="range(T)")
edited("sequence_backward", sequence, "only the last step's loss", old="own_dh[t] + dh_next", new="dh_next + (own_dh[t] if t == T - 1 else 0)")
edited("sequence_backward", sequence, "overwrites instead of adding", old="dW_x += back.dW_x\n        dW_h += back.dW_h\n        db += back.db", new="dW_x, dW_h, db = back.dW_x, back.dW_h, back.db")
edited("sequence_backward", sequence, "mean over time", old="return dW_x, dW_h, db", new="return dW_x / T, dW_h / T, db / T")
edited("sequence_backward", sequence, "bias not added up", old="db += back.db", new="db = back.db")
edited("sequence_backward", sequence, "dh and dc handed on swapped", old="dh_next = back.dh_prev\n        dc_next = back.dc_prev", new="dc_next = back.dh_prev\n        dh_next = back.dc_prev")
edited("sequence_backward", sequence, "first step left out", old="reversed(range(T))", new="reversed(range(1, T))")
edited("sequence_backward", sequence, "last step left out", old="reversed(range(T))", new="reversed(range(T - 1))")
edited("sequence_backward", sequence, "handed on and accumulated", old="dh_next = back.dh_prev", new="dh_next = dh_next + back.dh_prev")
edited("sequence_backward", sequence, "dc accumulated", old="dc_next = back.dc_prev", new="dc_next = dc_next + back.dc_prev")
edited("sequence_backward", sequence, "dc_next from dc instead of dc_prev", old="back.dc_prev", new="back.dc")
edited("sequence_backward", sequence, "dh handed on without the step", old="dh_next = back.dh_prev", new="dh_next = dh")
edited("sequence_backward", sequence, "own_dh of the neighbour", old="own_dh[t] +", new="own_dh[t - 1] +")
edited("sequence_backward", sequence, "own_dh in the other direction", old="own_dh[t] +", new="own_dh[T - 1 - t] +")
edited("sequence_backward", sequence, "state from the step before", old="steps[t], W_x", new="steps[max(t - 1, 0)], W_x")
edited("sequence_backward", sequence, "W_x and W_h results swapped", old="return dW_x, dW_h, db", new="return dW_h, dW_x, db")
edited("sequence_backward", sequence, "clipped to ±1", old="return dW_x, dW_h, db", new="return np.clip(dW_x, -1, 1), np.clip(dW_h, -1, 1), np.clip(db, -1, 1)")
edited("sequence_backward", sequence, "sign", old="return dW_x, dW_h, db", new="return -dW_x, -dW_h, -db")
edited("sequence_backward", sequence, "truncated after two steps", old="dh_next = back.dh_prev\n", new="dh_next = back.dh_prev * (t % 2)\n")
edited("sequence_backward", sequence, "own_dh given as dc", old="dh, dc_next, steps", new="dc_next, dh, steps")
edited("sequence_backward", sequence, "dh_next and own multiplied", old="own_dh[t] + dh_next", new="own_dh[t] * (1 + dh_next)")


@wrong("sequence_backward", "own_dh changed in place")
def my_sequence_backward(own_dh, steps, W_x, W_h):
    dc = np.zeros(own_dh.shape[1])
    dW_x, dW_h, db = 0, 0, 0
    for t in range(len(steps) - 1, -1, -1):
        g = lc.lstm_step_backward(own_dh[t], dc, steps[t], W_x, W_h)
        if t > 0:
            own_dh[t - 1] += g.dh_prev
        dc = g.dc_prev
        dW_x, dW_h, db = dW_x + g.dW_x, dW_h + g.dW_h, db + g.db
    return dW_x, dW_h, db


@wrong("sequence_backward", "steps turned round in place, then indexed from the end")
def my_sequence_backward(own_dh, steps, W_x, W_h):
    steps.reverse()
    dh, dc = np.zeros(len(W_h)), np.zeros(len(W_h))
    total = [np.zeros_like(W_x), np.zeros_like(W_h), np.zeros(W_h.shape[1])]
    for d, s in zip(own_dh[::-1], steps):
        g = lc.lstm_step_backward(d + dh, dc, s, W_x, W_h)
        dh, dc = g.dh_prev, g.dc_prev
        total = [a + b for a, b in zip(total, (g.dW_x, g.dW_h, g.db))]
    return tuple(total)


edited("sequence_backward", sequence, "dc not handed on", "mean over time", old="        dc_next = back.dc_prev\n", new="", old2="return dW_x, dW_h, db", new2="return dW_x / T, dW_h / T, db / T")
edited("sequence_backward", sequence, "dh not handed on", "bias not added up", old="        dh_next = back.dh_prev\n", new="", old2="db += back.db", new2="db = back.db")
edited("sequence_backward", sequence, "first step left out", "dc not handed on", old="reversed(range(T))", new="reversed(range(1, T))", old2="        dc_next = back.dc_prev\n", new2="")
edited("sequence_backward", sequence, "dc_next from dc instead of dc_prev", "sign", old="back.dc_prev", new="back.dc", old2="return dW_x, dW_h, db", new2="return -dW_x, -dW_h, -db")

edited("step_backward", back_by_gate, "H of the paper example", old="H = dh.shape[0]", new="H = 2")
edited("logit_gradient", logits_back, "absolute value of the logits", old="lc.softmax(y)", new="lc.softmax(abs(y))")
edited("sequence_backward", sequence, "H of the notebook", old="T, H = own_dh.shape", new="T, H = len(own_dh), 8")
edited("step_backward", back, "biases of i and o get the forget gate's", old="db = dz\n", new="db = np.concatenate([dz_f, dz_f, dz_g, dz_f])\n")
