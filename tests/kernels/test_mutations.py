"""A pass that lacks any single term must be found out, or the other tests prove nothing.

Every product, sum, call and assignment of the passes is dropped in turn, in memory, and the very
comparisons that the other tests make must then fail.
"""

from functools import partial

import numpy as np
import pytest
from agreement import assert_kernel_agrees_with_cell
from differences import assert_slopes, slopes
from mutations import Mutant, mutants
from test_activations import assert_derivatives_are_slopes, assert_loss_is_differentiated
from test_cell import assert_backward_is_the_derivative, assert_step_is_its_equations
from test_model import assert_gradients_are_derivatives, random_network
from test_weight_gradients import assert_products_are_sums

import lstm_core as lc
from lstm_core import activations, cell, character_network, gru, rnn, stacked
from lstm_core.kernels import dense, layer, numpy_kernel, reference, weight_gradients


def check_activations(module):
    random = np.random.default_rng(0)
    assert_derivatives_are_slopes(module, random.normal(size=5))
    assert_loss_is_differentiated(module, random.normal(size=(4, 3)), np.array([0, 1, 2, 0]))


def check_cell(module):
    assert_step_is_its_equations(module, D=3, H=4, seed=0)
    assert_backward_is_the_derivative(module, B=2, D=3, H=4, seed=0)


def check_kernel(module):
    module.IN_CACHE = 12  # blocks of two steps
    module.WIDEST = 5  # of 12 columns
    assert_kernel_agrees_with_cell(module, T=5, B=2, V=5, H=3, seed=0)


def check_blocks(module):
    random = np.random.default_rng(0)
    rows, matrix = random.normal(size=(3, 4)), random.normal(size=(4, 12))
    for widest in (5, 12):  # several blocks, and all columns at once
        product = np.empty((3, 12))
        module.times_blocks(rows, module.column_blocks(matrix, widest), product)
        np.testing.assert_allclose(product, rows @ matrix, rtol=1e-12)
        scale = random.normal(size=12)
        module.times_blocks(rows, module.column_blocks(matrix, widest, scale), product)
        np.testing.assert_allclose(product, rows @ (matrix * scale), rtol=1e-12)


def check_weight_gradients(module):
    for module.MOST_ONE_HOT in (5, 4):  # as a product, and row by row
        assert_products_are_sums(module, lc.Parameters, T=4, B=2, V=5, H=3, seed=0)


def check_reference(module):
    assert_kernel_agrees_with_cell(module, T=5, B=2, V=5, H=3, seed=0)


def check_network(module):
    """The shared part of all networks, with the layer of the LSTM."""
    kind = type("Network", (module.CharacterNetwork,), dict(vars(lc.CharLSTM)))
    network = random_network(5, 3, seed=0, kind=kind)
    assert_gradients_are_derivatives(network, T=4, B=2, reduction="sum", seed=0)


def check_rnn(module):
    network = random_network(5, 3, seed=0, kind=module.CharRNN)
    assert_gradients_are_derivatives(network, T=4, B=2, reduction="sum", seed=0)


def check_gru(module):
    for after in (False, True):
        network = random_network(5, 3, seed=0, kind=partial(module.CharGRU, reset_after=after))
        if after:
            network.parameters.b_h = np.array([0.5, -1.0, 2.0])
        assert_gradients_are_derivatives(network, T=4, B=2, reduction="sum", seed=0)


def check_stack(module):
    model = module.StackedCharLSTM(5, 3, num_layers=3, dropout=0.4, backend="numpy")
    model.parameters.vector[...] = np.random.default_rng(0).normal(size=model.parameters.count)
    inputs, targets = np.random.default_rng(1).integers(0, 5, (2, 4, 2))
    state = np.random.default_rng(2).normal(size=(2, 3, 2, 3))

    def forward():
        return model.forward(inputs, tuple(state), training=True)

    gradients = model.backward(forward(), targets)
    for name, array in model.parameters.arrays():
        expected = slopes(lambda: lc.cross_entropy(forward().logits, targets), array)
        assert_slopes(getattr(gradients, name), expected)


def check_dense(module):
    """A layer above another is the layer of a CharLSTM whose vectors are no characters."""
    random = np.random.default_rng(0)
    weights = layer.LayerWeights(*(random.normal(size=s) for s in ((5, 12), (3, 12), (12,))))
    x, state = random.normal(size=(4, 2, 5)), tuple(random.normal(size=(2, 2, 3)))
    fast, slow = (module.forward(k, weights, x, state) for k in (numpy_kernel, reference))
    np.testing.assert_allclose(fast.hidden_state, slow.hidden_state, rtol=1e-12)
    dh, zeros = random.normal(size=(4, 2, 3)), (np.zeros((2, 3)),) * 2
    back = numpy_kernel.through_time(weights, fast, dh.copy(), zeros)
    gradients = layer.LayerWeights(*(np.empty_like(array) for array in weights))
    dx = module.add_layer_gradients(gradients, fast, back, x, weights)
    expected = layer.LayerWeights(*(np.zeros_like(array) for array in weights))
    reference.through_time(weights, slow, dh.copy(), zeros, expected)
    for ours, theirs in zip(gradients, expected, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(dx, back.dz @ weights.W_x.T, rtol=1e-12)


# Module, function, the comparison that must fail, and the fewest terms that there are to drop.
CASES = [
    (activations, "sigmoid_derivative", check_activations, 4),
    (activations, "tanh_derivative", check_activations, 4),
    (activations, "loss_with_derivative", check_activations, 6),
    (cell, "lstm_step", check_cell, 16),
    (cell, "lstm_step_backward", check_cell, 32),
    (numpy_kernel, "forward", check_kernel, 35),
    (layer, "times_blocks", check_blocks, 2),
    (numpy_kernel, "through_time", check_kernel, 15),
    (numpy_kernel, "_slopes", check_kernel, 40),
    (weight_gradients, "weight_gradients", check_weight_gradients, 5),
    (reference, "forward", check_reference, 4),
    (reference, "backward", check_reference, 2),
    (reference, "through_time", check_reference, 6),
    (character_network, "_run", check_network, 3),
    (character_network, "_run_back", check_network, 4),
    (rnn, "_backward_layer", check_rnn, 6),
    (gru, "_backward_layer", check_gru, 20),
    (gru, "_weight_gradients", check_gru, 5),
    (stacked, "_run_layers", check_stack, 1),
    (stacked, "_backward_layer", check_stack, 4),
    (dense, "forward", check_dense, 2),
    (dense, "add_layer_gradients", check_dense, 1),
    (dense, "recurrent_gradients", check_dense, 2),
]
MUTANTS = [(mutant, check) for *code, check, _ in CASES for mutant in mutants(*code)]


def name_of(value):
    """A readable id, the same in every process."""
    return getattr(value, "__name__", str(value))


def is_found_out(mutant, check):
    try:
        check(mutant.load())
    except (AssertionError, ValueError, IndexError):  # a wrong number, or shapes that no longer fit
        return True
    return False


@pytest.mark.parametrize(("mutant", "check"), MUTANTS, ids=name_of)
def test_a_dropped_term_is_found_out(mutant, check):
    assert is_found_out(mutant, check), f"nobody notices that in {mutant}"


@pytest.mark.parametrize(("module", "function", "check", "fewest"), CASES, ids=name_of)
def test_there_are_terms_to_drop_and_the_right_code_is_not_accused(module, function, check, fewest):
    found = mutants(module, function)
    assert len(found) >= fewest
    check(Mutant(module, function, "nothing").load())
