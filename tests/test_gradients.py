"""The gradient check catches what is wrong; the gradient's flow is what finite differences say."""

import numpy as np
import pytest
from differences import slopes
from hypothesis import given
from hypothesis import strategies as st

import lstm_core as lc
from lstm_core.parameters import ARRAY_NAMES
from lstm_core.rnn import RNNParameters

INPUTS, TARGETS = np.array([0, 3, 1, 2]), np.array([3, 1, 2, 4])
networks = pytest.mark.parametrize("kind", [lc.CharLSTM, lc.CharRNN, lc.CharGRU])


def right_gradients(model):
    return model.backward(model.forward(INPUTS), TARGETS)


@networks
@pytest.mark.parametrize("reduction", ["sum", "mean"])
def test_right_gradients_pass(kind, reduction):
    model = kind(5, 3, seed=0)
    check = lc.gradient_check(model, INPUTS, TARGETS, reduction=reduction)
    assert check.passed()
    assert check.max_relative_error == max(check.errors.values()) < 1e-7
    assert tuple(check.errors) == ARRAY_NAMES
    np.testing.assert_allclose(check.analytic.vector, check.numerical.vector, rtol=1e-6, atol=1e-9)


def test_batches_and_carried_states_pass():
    inputs, targets = np.random.default_rng(0).integers(0, 5, (2, 4, 2))
    state = tuple(np.random.default_rng(1).normal(size=(2, 2, 3)))
    assert lc.gradient_check(lc.CharLSTM(5, 3), inputs, targets, state=state).passed()


@networks
@pytest.mark.parametrize("name", ARRAY_NAMES)
@pytest.mark.parametrize("wrong", [lambda x: 1.01 * x, lambda x: x + 1e-3, lambda x: -x])
def test_a_wrong_gradient_is_caught_in_each_array(kind, name, wrong):
    model = kind(5, 3, seed=0)
    gradients = right_gradients(model)
    setattr(gradients, name, wrong(getattr(gradients, name)))
    check = lc.gradient_check(model, INPUTS, TARGETS, gradients=gradients)
    assert not check.passed()
    assert check.worst[0] == name
    assert {array for array, error in check.errors.items() if error > 1e-7} == {name}


@pytest.mark.parametrize("name", ARRAY_NAMES)
@pytest.mark.parametrize("value", [100.0, np.nan, np.inf, -np.inf])
def test_one_wrong_number_is_caught_and_its_place_is_told(name, value):
    model = lc.CharLSTM(5, 3, seed=0)
    gradients = right_gradients(model)
    place = tuple(size - 1 for size in getattr(gradients, name).shape)
    getattr(gradients, name)[place] = value
    check = lc.gradient_check(model, INPUTS, TARGETS, gradients=gradients)
    assert not check.passed(tolerance=0.5)
    assert check.worst == (name, place)


@networks
def test_the_parameters_are_the_same_afterwards(kind):
    model = kind(5, 3, seed=0)
    before = model.parameters.vector.tobytes()
    lc.gradient_check(model, INPUTS, TARGETS)
    assert model.parameters.vector.tobytes() == before


def test_a_sample_of_the_parameters_can_be_checked():
    model = lc.CharLSTM(5, 3, seed=0)
    check = lc.gradient_check(model, INPUTS, TARGETS, entries=4, seed=1)
    assert check.passed()
    for name, numerical in check.numerical.arrays():
        assert np.isfinite(numerical).sum() == 4, name
    again = lc.gradient_check(model, INPUTS, TARGETS, entries=4, seed=1)
    np.testing.assert_array_equal(again.numerical.vector, check.numerical.vector)


@networks
def test_a_float32_network_is_checked_as_a_float64_copy(kind):
    model = kind(5, 3, seed=0, dtype="float32")
    assert lc.gradient_check(model, INPUTS, TARGETS).passed()
    assert model.dtype == np.float32


@pytest.mark.parametrize(
    "options",
    [
        {"epsilon": 0},
        {"epsilon": "small"},
        {"entries": 0},
        {"entries": 1.5},
        {"seed": -1},
        {"reduction": "none"},
        {"state": (1, 2, 3)},
        {"gradients": np.ones(3)},
        {"gradients": RNNParameters.zeros(5, 3)},
        {"gradients": lc.Parameters.zeros(4, 3)},
    ],
)
def test_options_are_checked(options):
    with pytest.raises(lc.LSTMCoreError, match=next(iter(options))):
        lc.gradient_check(lc.CharLSTM(5, 3), INPUTS, TARGETS, **options)


def test_a_tolerance_is_a_number_above_0():
    check = lc.gradient_check(lc.CharLSTM(3, 1), [0], [1])
    for tolerance in (0, "1", None, np.nan):
        with pytest.raises(lc.ArgumentError, match="tolerance"):
            check.passed(tolerance)


# Gradient flow


@networks
@given(T=st.integers(1, 7), seed=st.integers(0, 50))
def test_the_flow_is_the_slope_of_the_last_loss_by_each_state(kind, T, seed):
    model = kind(5, 3, seed=seed)
    *inputs, target = (int(k) for k in np.random.default_rng(seed).integers(0, 5, T + 1))
    flow = lc.gradient_flow(model, inputs, target)
    assert flow.lag.tolist() == list(range(T))
    for lag in range(1, T):
        t = T - 1 - lag
        state = model.forward(inputs[: t + 1]).final_state

        def loss(state=state, t=t):
            return lc.cross_entropy(model.forward(inputs[t + 1 :], state).logits[-1], target)

        dh = slopes(loss, state[0])
        assert flow.hidden[lag] == pytest.approx(np.linalg.norm(dh), rel=1e-5, abs=1e-9)
        if kind is lc.CharLSTM:
            # The total derivative with respect to c has a path through h of the same step as well.
            output_gate = model.forward(inputs[: t + 1]).output_gate[-1]
            dc = slopes(loss, state[1]) + dh * output_gate * (1 - np.tanh(state[1]) ** 2)
            assert flow.cell[lag] == pytest.approx(np.linalg.norm(dc), rel=1e-5, abs=1e-9)


def test_the_flow_at_lag_0_comes_from_the_output_layer_alone():
    model = lc.CharLSTM(5, 3, seed=0)
    dy = lc.cross_entropy_derivative(model.forward([0, 1]).logits[-1], 2)
    flow = lc.gradient_flow(model, [0, 1], 2)
    assert flow.hidden[0] == pytest.approx(np.linalg.norm(model.parameters.W_y @ dy))


def test_the_vanilla_rnn_has_no_cell_to_flow_through():
    assert lc.gradient_flow(lc.CharRNN(5, 3), [0, 1], 2).cell is None


def test_a_gradient_lasts_longer_where_the_forget_gate_is_open():
    text = np.random.default_rng(0).integers(0, 5, 40)
    reach = [
        lc.gradient_flow(lc.CharLSTM(5, 8, seed=0, forget_bias=bias), text, 1).cell[30]
        for bias in (-1.0, 1.0, 3.0)
    ]
    assert reach[0] < reach[1] < reach[2]


@pytest.mark.parametrize(
    ("inputs", "target"),
    [([[0, 1]], 2), ([], 2), ([0, 9], 2), ([0, 1], 9), ([0, 1], None), ([0, 1], [1, 2]), ("ab", 1)],
)
def test_a_flow_needs_one_text_and_one_target(inputs, target):
    with pytest.raises(lc.LSTMCoreError):
        lc.gradient_flow(lc.CharLSTM(5, 3), inputs, target)


@pytest.mark.parametrize("model", [None, "model", lc.Parameters.zeros(5, 3)])
def test_both_need_a_network(model):
    for call in (lambda: lc.gradient_check(model, [0], [1]), lambda: lc.gradient_flow(model, [0], 1)):
        with pytest.raises(lc.ArgumentError, match="model must be a CharLSTM or a network"):
            call()
