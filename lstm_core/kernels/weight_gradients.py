"""The weights' gradients, once the derivatives at every step are known.

    dW_x = Σ_t x_tᵀ dz_t     dW_h = Σ_t h_{t-1}ᵀ dz_t     db = Σ_t dz_t
    dW_y = Σ_t h_tᵀ dy_t     db_y = Σ_t dy_t

The weights are the same at every step, so their gradients add up over time. With the steps as rows
of one matrix, the sum is inside the product; and with x, h_{t-1} and a 1 side by side in a row, one
product gives three gradients, which is how they lie in the parameters' vector:

    [dW_x; dW_h; db] = [x, h_{t-1}, 1]ᵀ dz     [dW_y; db_y] = [h, 1]ᵀ dy
"""

import numpy as np
from numpy.typing import NDArray

from lstm_core.memory import empty
from lstm_core.parameters import Parameters

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
    V, H = parameters.vocab_size, parameters.hidden_size
    T, B = inputs.shape
    dtype = parameters.dtype
    seen = empty((T, B, V + H + 1), dtype)  # x, h_{t-1}, 1 of every step
    np.equal(inputs[..., None], np.arange(V), out=seen[..., :V], casting="unsafe")  # one-hot
    seen[0, :, V:-1] = h_first
    seen[1:, :, V:-1] = hidden_state[:-1]
    seen[..., -1] = 1.0
    shown = empty((T, B, H + 1), dtype)  # h, 1
    shown[..., :-1] = hidden_state
    shown[..., -1] = 1.0

    gradients = parameters.empty_like()
    split = gradients.vector.size - (H + 1) * V
    for rows, derivatives, part in (
        (seen, dz, gradients.vector[:split]),
        (shown, dlogits, gradients.vector[split:]),
    ):
        width = derivatives.shape[-1]
        rows, derivatives = rows.reshape(T * B, -1), derivatives.reshape(T * B, width)
        np.matmul(rows.T, derivatives, out=part.reshape(-1, width))
    return gradients
