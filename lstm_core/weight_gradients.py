"""The weights' gradients, once the derivatives at every step are known.

    dW_x = Σ_t x_tᵀ dz_t     dW_h = Σ_t h_{t-1}ᵀ dz_t     db = Σ_t dz_t
    dW_y = Σ_t h_tᵀ dy_t     db_y = Σ_t dy_t

The weights are the same at every step, so their gradients add up over time. With the steps as rows
of one matrix, the sum is inside the product.
"""

import numpy as np
from numpy.typing import NDArray

from lstm_core.parameters import Parameters
from lstm_core.text import one_hot

Array = NDArray[np.floating]


def weight_gradients(
    parameters: Parameters,
    inputs: NDArray[np.int64],
    h_first: Array,
    hidden_state: Array,
    dz: Array,
    dlogits: Array,
) -> Parameters:
    """Return the gradients of all parameters of an LSTM or a vanilla RNN.

    Parameters
    ----------
    parameters : Parameters
        The network's, for their sizes and type.
    inputs : ndarray of int, shape (T, B)
        What was read.
    h_first : ndarray, shape (B, H)
        The hidden state before the first step.
    hidden_state : ndarray, shape (T, B, H)
        The hidden state after every step.
    dz : ndarray, shape (T, B, 4H), or (T, B, H) for the vanilla RNN
        Derivative of the loss by the pre-activations.
    dlogits : ndarray, shape (T, B, V)
        Derivative of the loss by the logits.

    Returns
    -------
    gradients : Parameters
        The gradients, shaped like the parameters.
    """
    V, H, dtype = parameters.vocab_size, parameters.hidden_size, parameters.dtype
    x_rows = one_hot(inputs.ravel(), V).astype(dtype, copy=False)  # (TB, V)
    h_prev_rows = np.concatenate([h_first[None], hidden_state[:-1]]).reshape(-1, H)  # (TB, H)
    h_rows, dy_rows = hidden_state.reshape(-1, H), dlogits.reshape(-1, V)
    dz_rows = dz.reshape(len(x_rows), -1)  # (TB, 4H)

    gradients = type(parameters).zeros(V, H, dtype=dtype)
    np.matmul(x_rows.T, dz_rows, out=gradients.W_x)
    np.matmul(h_prev_rows.T, dz_rows, out=gradients.W_h)
    np.sum(dz_rows, axis=0, out=gradients.b)
    np.matmul(h_rows.T, dy_rows, out=gradients.W_y)
    np.sum(dy_rows, axis=0, out=gradients.b_y)
    return gradients
