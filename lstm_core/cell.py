"""The LSTM cell: one time step forward, one time step backward, as the equations stand.

    z = x W_x + h_prev W_h + b          split z into z_i, z_f, z_g, z_o
    i = σ(z_i)   f = σ(z_f)   g = tanh(z_g)   o = σ(z_o)
    c = f ⊙ c_prev + i ⊙ g
    h = o ⊙ tanh(c)

Nothing here is clever: the kernels compute the same numbers fast, and a test holds them to these.

References
----------
Hochreiter & Schmidhuber (1997), Long short-term memory. Gers, Schmidhuber & Cummins (2000),
Learning to forget: continual prediction with LSTM, section 3 (the forget gate).
"""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.activations import sigmoid, sigmoid_derivative, tanh, tanh_derivative
from lstm_core.arguments import check_array, check_overflow
from lstm_core.errors import ArgumentError, ShapeError

Array = NDArray[np.floating]


@dataclass(frozen=True, slots=True, eq=False)
class LSTMStep:
    """What one step computed, kept for the backward pass.

    Attributes
    ----------
    x : ndarray, shape (D,) or (B, D)
        The input.
    h_prev, c_prev : ndarray, shape (H,) or (B, H)
        The state before.
    i, f, g, o : ndarray, shape (H,) or (B, H)
        Input gate, forget gate, candidate, output gate.
    c, h : ndarray, shape (H,) or (B, H)
        The state after.
    """

    x: Array
    h_prev: Array
    c_prev: Array
    i: Array
    f: Array
    g: Array
    o: Array
    c: Array
    h: Array


@dataclass(frozen=True, slots=True, eq=False)
class LSTMStepGradients:
    """The derivatives of the loss with respect to everything in a step, each shaped like its array.

    Attributes
    ----------
    dx : ndarray, shape (D,) or (B, D)
        With respect to the input.
    dh_prev, dc_prev : ndarray, shape (H,) or (B, H)
        With respect to the state before this step; the step at t - 1 receives them.
    dW_x, dW_h, db : ndarray, shapes (D, 4H), (H, 4H), (4H,)
        With respect to the weights: this step's part alone, added up over the batch.
    dz : ndarray, shape (4H,) or (B, 4H)
        With respect to the pre-activations.
    dc : ndarray, shape (H,) or (B, H)
        With respect to ``step.c``, over both paths that lead on from it.
    """

    dx: Array
    dh_prev: Array
    dc_prev: Array
    dW_x: Array
    dW_h: Array
    db: Array
    dz: Array
    dc: Array


@np.errstate(all="ignore")  # what is not finite is refused below
def lstm_step(
    x: ArrayLike,
    h_prev: ArrayLike,
    c_prev: ArrayLike,
    W_x: ArrayLike,
    W_h: ArrayLike,
    b: ArrayLike,
) -> LSTMStep:
    """Take the LSTM one time step forward.

    Parameters
    ----------
    x : array_like, shape (D,) or (B, D)
        The input; for a character network one-hot, D = V.
    h_prev, c_prev : array_like, shape (H,) or (B, H)
        Hidden state and cell state before the step.
    W_x, W_h, b : array_like, shapes (D, 4H), (H, 4H), (4H,)
        Weights and biases, gate blocks in the order i, f, g, o.

    Returns
    -------
    LSTMStep
        The gates and the state after the step.

    Raises
    ------
    ShapeError
        If the shapes do not fit together.
    ArgumentError
        If an array holds NaN, infinity or no numbers, or finite ones with which the result overflows.
    """
    x, h_prev, c_prev = _check_inputs(x, h_prev, c_prev)
    W_x, W_h = _check_weights(W_x, W_h, x.shape[-1], h_prev.shape[-1])
    b = check_array("b", b, shape=(W_h.shape[1],))

    z = x @ W_x + h_prev @ W_h + b  # (B, 4H)
    check_overflow("x, h_prev, W_x, W_h and b", z)
    z_i, z_f, z_g, z_o = np.split(z, 4, axis=-1)  # (B, H) each
    i, f, g, o = sigmoid(z_i), sigmoid(z_f), tanh(z_g), sigmoid(z_o)
    c = f * c_prev + i * g
    h = o * tanh(c)
    return LSTMStep(x, h_prev, c_prev, i, f, g, o, c, h)


@np.errstate(all="ignore")
def lstm_step_backward(
    dh: ArrayLike, dc: ArrayLike, step: LSTMStep, W_x: ArrayLike, W_h: ArrayLike
) -> LSTMStepGradients:
    """Propagate the derivatives of the loss one time step back.

    Parameters
    ----------
    dh : array_like, shape (H,) or (B, H)
        Derivative of the loss with respect to ``step.h``: the sum of the one from the output layer
        and the one from the next step.
    dc : array_like, shape (H,) or (B, H)
        Derivative with respect to ``step.c`` along the cell's own path, that is, the next step's
        ``dc_prev`` (zeros at the last step). The path through ``step.h`` is added here.
    step : LSTMStep
        What `lstm_step` returned.
    W_x, W_h : array_like, shapes (D, 4H), (H, 4H)
        The weights that the step used.

    Returns
    -------
    LSTMStepGradients
        The derivatives with respect to the step's inputs and weights.

    Raises
    ------
    ShapeError
        If the shapes do not fit together.
    ArgumentError
        If an array holds NaN, infinity or no numbers, or finite ones with which the result
        overflows, or ``step`` is no LSTMStep.

    References
    ----------
    Werbos (1990), Backpropagation through time: what it does and how to do it.
    """
    _check_step(step)
    dh = check_array("dh", dh, shape=step.h.shape)
    dc = check_array("dc", dc, shape=step.c.shape)
    W_x, W_h = _check_weights(W_x, W_h, step.x.shape[-1], step.h.shape[-1])
    i, f, g, o, tanh_c = step.i, step.f, step.g, step.o, tanh(step.c)

    do = dh * tanh_c
    dc = dc + dh * o * tanh_derivative(tanh_c)  # both paths that lead away from c
    di, df, dg = dc * g, dc * step.c_prev, dc * i
    dz = np.concatenate(  # (B, 4H)
        [
            di * sigmoid_derivative(i),
            df * sigmoid_derivative(f),
            dg * tanh_derivative(g),
            do * sigmoid_derivative(o),
        ],
        axis=-1,
    )
    # As rows, whether batched or not: (B, D), (B, H), (B, 4H)
    x_rows, h_rows, dz_rows = (np.atleast_2d(array) for array in (step.x, step.h_prev, dz))
    gradients = LSTMStepGradients(
        dx=dz @ W_x.T,
        dh_prev=dz @ W_h.T,
        dc_prev=dc * f,
        dW_x=x_rows.T @ dz_rows,
        dW_h=h_rows.T @ dz_rows,
        db=dz_rows.sum(axis=0),
        dz=dz,
        dc=dc,
    )
    check_overflow(
        "dh, dc, W_x and W_h", *(getattr(gradients, each.name) for each in fields(gradients))
    )
    return gradients


def _check_inputs(x: ArrayLike, h_prev: ArrayLike, c_prev: ArrayLike) -> tuple[Array, Array, Array]:
    x = check_array("x", x)
    h_prev = check_array("h_prev", h_prev)
    if x.ndim not in (1, 2) or 0 in x.shape:
        raise ShapeError(f"x must have the shape (D,) or (B, D), but has {x.shape}.")
    if h_prev.ndim != x.ndim or h_prev.shape[:-1] != x.shape[:-1] or 0 in h_prev.shape:
        wanted = "(H,)" if x.ndim == 1 else f"({x.shape[0]}, H)"
        raise ShapeError(
            f"h_prev must have the shape {wanted} to go with x {x.shape}, but has {h_prev.shape}."
        )
    return x, h_prev, check_array("c_prev", c_prev, shape=h_prev.shape)


def _check_step(step: object) -> None:
    if not isinstance(step, LSTMStep) or not all(
        isinstance(getattr(step, each.name), np.ndarray) for each in fields(step)
    ):
        raise ArgumentError(f"step must be what lstm_step returned, but got {type(step).__name__}.")
    _check_inputs(step.x, step.h_prev, step.c_prev)
    for name in "ifgoch":
        check_array(f"step.{name}", getattr(step, name), shape=np.shape(step.h_prev))


def _check_weights(
    W_x: ArrayLike, W_h: ArrayLike, input_size: int, hidden_size: int
) -> tuple[Array, Array]:
    return (
        check_array("W_x", W_x, shape=(input_size, 4 * hidden_size)),
        check_array("W_h", W_h, shape=(hidden_size, 4 * hidden_size)),
    )
