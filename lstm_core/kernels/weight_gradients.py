"""The weight gradients, once the derivatives at every step are known.

    dW_x = Σ_t x_tᵀ dz_t     dW_h = Σ_t h_{t-1}ᵀ dz_t     db = Σ_t dz_t
    dW_y = Σ_t h_tᵀ dy_t     db_y = Σ_t dy_t

The weights are the same at every step, so their gradients add up over time. With the steps as rows
of one matrix, the sum is inside the product; and with x, h_{t-1} and a 1 side by side in a row, one
product gives three gradients, which is how they lie in the parameters' vector:

    [dW_x; dW_h; db] = [x, h_{t-1}, 1]ᵀ dz     [dW_y; db_y] = [h, 1]ᵀ dy

In a large vocabulary x is almost all zeros; then each row of dz is added to its character's row.
"""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from lstm_core.memory import empty
from lstm_core.parameters import Parameters

Array = NDArray[np.floating]
MOST_ONE_HOT = 256  # characters; above, adding rows one by one is faster than a product with x

Network = TypeVar("Network", bound=Parameters)  # an LSTM's parameters, or a relative's


def weight_gradients(
    parameters: Network,
    inputs: NDArray[np.intp],
    initial_hidden: Array,
    hidden_state: Array,
    dz: Array,
    dlogits: Array,
) -> Network:
    """Return the gradients of all parameters, of an LSTM or a vanilla RNN."""
    # inputs (T, B), initial_hidden (B, H), hidden_state (T, B, H), dlogits (T, B, V)
    # dz (T, B, 4H), or (T, B, H) for the vanilla RNN
    V, H = parameters.vocab_size, parameters.hidden_size
    T, B = inputs.shape
    dtype = parameters.dtype
    X = V if V <= MOST_ONE_HOT else 0
    previous = empty((T, B, X + H + 1), dtype)  # x, h_{t-1}, 1 of every step
    np.equal(inputs[..., None], np.arange(X), out=previous[..., :X], casting="unsafe")  # one-hot
    previous[0, :, X:-1] = initial_hidden
    previous[1:, :, X:-1] = hidden_state[:-1]
    previous[..., -1] = 1.0
    outputs = empty((T, B, H + 1), dtype)  # h, 1
    outputs[..., :-1] = hidden_state
    outputs[..., -1] = 1.0

    gradients = parameters.empty_like()
    begin, split = (V - X) * dz.shape[-1], gradients.vector.size - (H + 1) * V
    if not X:
        _add_rows_by_index(inputs, dz, gradients.W_x)
    for rows, derivatives, part in (
        (previous, dz, gradients.vector[begin:split]),
        (outputs, dlogits, gradients.vector[split:]),
    ):
        width = derivatives.shape[-1]
        rows, derivatives = rows.reshape(T * B, -1), derivatives.reshape(T * B, width)
        np.matmul(rows.T, derivatives, out=part.reshape(-1, width))
    return gradients


def sum_by_index(inputs: NDArray[np.intp], rows: Array, size: int) -> Array:
    """Return sums (size, M), at k the sum of all rows (T, B, M) whose index in inputs (T, B) is k."""
    rows = rows.reshape(inputs.size, -1)
    if size <= MOST_ONE_HOT:
        is_at: Array = np.equal.outer(np.arange(size), inputs.reshape(-1)).astype(rows.dtype)
        return is_at @ rows
    sums = np.empty((size, rows.shape[1]), rows.dtype)
    _add_rows_by_index(inputs, rows, sums)
    return sums


def _add_rows_by_index(inputs: NDArray[np.intp], rows: Array, sums: Array) -> None:
    """Put into sums (V, M) at k the sum of all rows (T, B, M) whose index is k."""
    sums[...] = 0.0
    for k, row in zip(inputs.ravel().tolist(), rows.reshape(inputs.size, -1), strict=True):
        np.add(sums[k], row, sums[k])
