"""The character network: shapes, states that are carried on, gradients."""

import copy

import numpy as np
import pytest
from differences import assert_same, assert_slopes, slopes
from hypothesis import given
from hypothesis import strategies as st

import lstm_core as lc
from lstm_core import model as model_module
from lstm_core.rnn import RNNParameters

sizes = st.integers(1, 5)
seeds = st.integers(0, 100)


def random_network(V, H, seed, kind=lc.CharLSTM):
    """A network whose biases are no zeros: those would hide a mistake."""
    model = kind(V, H, seed=seed)
    random = np.random.default_rng(seed)
    model.parameters.b = random.normal(size=model.parameters.b.shape)
    model.parameters.b_y = random.normal(size=V)
    return model


def random_text(T, B, V, H, seed):
    """Inputs, targets and a state; B = 0 means one sequence without a batch axis."""
    random = np.random.default_rng(seed)
    columns = (B,) if B else ()
    inputs, targets = random.integers(0, V, (2, T, *columns))
    return inputs, targets, tuple(random.normal(size=(2, *columns, H)))


def assert_gradients_are_derivatives(model, T, B, reduction, seed):
    """Compare what ``backward`` returns with central differences of the loss."""
    inputs, targets, state = random_text(T, B, model.vocab_size, model.hidden_size, seed)
    state = state[: len(model.forward(inputs).final_state)]  # the vanilla RNN has h alone

    def loss():
        return lc.cross_entropy(model.forward(inputs, state).logits, targets, reduction)

    gradients = model.backward(model.forward(inputs, state), targets, reduction)
    for name, array in model.parameters.arrays():
        assert_slopes(getattr(gradients, name), slopes(loss, array))


# Forward


@given(sizes, st.integers(0, 4), sizes, sizes, seeds)
def test_everything_in_a_trace_has_the_shape_of_the_inputs(T, B, V, H, seed):
    inputs, _, state = random_text(T, B, V, H, seed)
    trace = lc.CharLSTM(V, H).forward(inputs, state)
    for name in ("input_gate", "forget_gate", "candidate", "output_gate", "cell_state", "hidden_state"):
        assert getattr(trace, name).shape == (*inputs.shape, H), name
    assert trace.logits.shape == (*inputs.shape, V)
    for name, final, states in zip(
        "hc", trace.final_state, (trace.hidden_state, trace.cell_state), strict=True
    ):
        assert final.shape == (*inputs.shape[1:], H)
        np.testing.assert_array_equal(final, states[-1], err_msg=name)


@given(sizes, sizes, sizes, seeds)
def test_a_text_is_read_one_step_of_the_cell_after_another(T, V, H, seed):
    model = random_network(V, H, seed)
    inputs, _, (h, c) = random_text(T, 0, V, H, seed)
    p = model.parameters
    trace = model.forward(inputs, (h, c))
    for t, x in enumerate(lc.one_hot(inputs, V)):
        step = lc.lstm_step(x, h, c, p.W_x, p.W_h, p.b)
        h, c = step.h, step.c
        for mine, theirs in (("input", "i"), ("forget", "f"), ("candidate", "g"), ("output", "o")):
            assert_same(trace.gate(mine)[t], getattr(step, theirs), 1e-12, mine)
        assert_same(trace.cell_state[t], c)
        assert_same(trace.hidden_state[t], h)
        assert_same(trace.logits[t], h @ p.W_y + p.b_y)


@given(st.integers(2, 9), st.integers(1, 8), st.integers(0, 3), seeds)
def test_a_text_in_two_pieces_gives_the_numbers_of_the_whole(T, cut, B, seed):
    cut = min(cut, T - 1)
    model = random_network(5, 4, seed)
    inputs, _, state = random_text(T, B, 5, 4, seed)
    whole = model.forward(inputs, state)
    first = model.forward(inputs[:cut], state)
    second = model.forward(inputs[cut:], first.final_state)
    for name in ("gates", "cell_state", "hidden_state", "logits"):
        pieces = np.concatenate([getattr(first, name), getattr(second, name)])
        assert_same(pieces, getattr(whole, name), 1e-12, name)


@given(sizes, st.integers(1, 4), seeds)
def test_the_texts_of_a_batch_do_not_touch_each_other(T, B, seed):
    model = random_network(5, 4, seed)
    inputs, _, (h, c) = random_text(T, B, 5, 4, seed)
    together = model.forward(inputs, (h, c))
    for k in range(B):
        alone = model.forward(inputs[:, k], (h[k], c[k]))
        assert_same(together.logits[:, k], alone.logits, 1e-12)
        assert_same(together.cell_state[:, k], alone.cell_state, 1e-12)


def test_without_a_state_a_text_starts_from_zeros():
    model = random_network(5, 4, seed=0)
    zeros = np.zeros(4)
    np.testing.assert_array_equal(
        model.forward([1, 2]).logits, model.forward([1, 2], (zeros, zeros)).logits
    )


def test_an_untrained_network_scores_about_ln_V():
    text = np.random.default_rng(0).integers(0, 35, 901)
    logits = lc.CharLSTM(35, 25, seed=0).forward(text[:-1]).logits
    assert lc.cross_entropy(logits, text[1:], "mean") == pytest.approx(np.log(35), abs=0.15)


def test_a_trace_keeps_its_numbers_when_the_callers_state_changes():
    model = lc.CharLSTM(5, 4)
    h, c = np.ones((2, 4))
    trace = model.forward([1, 2, 3], (h, c))
    before = model.backward(trace, [2, 3, 4]).vector.copy()
    h[...] = c[...] = 7.0
    np.testing.assert_array_equal(model.backward(trace, [2, 3, 4]).vector, before)


# Backward


@pytest.mark.parametrize("reduction", ["sum", "mean"])
@given(T=st.integers(1, 6), B=st.integers(0, 3), V=sizes, H=st.integers(1, 4), seed=seeds)
def test_gradients_agree_with_finite_differences(reduction, T, B, V, H, seed):
    assert_gradients_are_derivatives(random_network(V, H, seed), T, B, reduction, seed)


@pytest.mark.parametrize("reduction", ["sum", "mean"])
def test_the_gradient_check_of_the_tutorials_network_passes(reduction):
    model = lc.CharLSTM(35, 25, seed=0)
    text = np.random.default_rng(0).integers(0, 35, 13)
    check = lc.gradient_check(model, text[:-1], text[1:], reduction=reduction, entries=60)
    assert check.max_relative_error < 1e-7


@given(st.integers(1, 6), st.integers(0, 3), seeds)
def test_gradients_of_the_mean_are_those_of_the_sum_divided_by_the_count(T, B, seed):
    model = random_network(5, 4, seed)
    inputs, targets, state = random_text(T, B, 5, 4, seed)
    trace = model.forward(inputs, state)
    total, mean = (model.backward(trace, targets, reduction).vector for reduction in ("sum", "mean"))
    assert_same(mean, total / targets.size, 1e-13)


def test_the_sum_is_what_is_differentiated_by_default():
    model = random_network(5, 4, seed=0)
    trace = model.forward([1, 2, 3])
    np.testing.assert_array_equal(
        model.backward(trace, [2, 3, 4]).vector, model.backward(trace, [2, 3, 4], "sum").vector
    )


@given(st.integers(1, 6), st.integers(1, 3), seeds)
def test_gradients_of_a_batch_are_the_sum_over_its_texts(T, B, seed):
    model = random_network(5, 4, seed)
    inputs, targets, (h, c) = random_text(T, B, 5, 4, seed)
    together = model.backward(model.forward(inputs, (h, c)), targets)
    alone = [
        model.backward(model.forward(inputs[:, k], (h[k], c[k])), targets[:, k]).vector
        for k in range(B)
    ]
    assert_same(together.vector, sum(alone), 1e-12)


@given(st.integers(2, 6), seeds)
def test_derivatives_by_the_states_are_those_of_an_initial_state(T, seed):
    """The derivative by (h, c) at any step is what moving the state changes in the rest."""
    model = random_network(5, 3, seed)
    inputs, targets, _ = random_text(T, 0, 5, 3, seed)
    trace = model.forward(inputs)
    back = model.backpropagate(trace, lc.cross_entropy_derivative(trace.logits, targets))
    for t in range(T - 1):
        h, c = trace.hidden_state[t].copy(), trace.cell_state[t].copy()
        here = lc.cross_entropy_derivative(trace.logits[t], targets[t]) @ model.parameters.W_y.T
        output_gate, squashed = trace.output_gate[t], np.tanh(c)

        def loss(h=h, c=c, t=t):
            return lc.cross_entropy(model.forward(inputs[t + 1 :], (h, c)).logits, targets[t + 1 :])

        dh = here + slopes(loss, h)
        assert_slopes(back.dhidden_state[t], dh)
        assert_slopes(back.dcell_state[t], dh * output_gate * (1 - squashed**2) + slopes(loss, c))


def test_any_loss_can_be_taken_back():
    """Here the loss is the sum of the squares of all logits."""
    model = random_network(5, 3, seed=1)
    trace = model.forward([[1, 2], [3, 4]])
    gradients = model.backpropagate(trace, 2 * trace.logits).gradients
    for name, array in model.parameters.arrays():
        expected = slopes(lambda: (model.forward([[1, 2], [3, 4]]).logits ** 2).sum(), array)
        np.testing.assert_allclose(getattr(gradients, name), expected, rtol=1e-6, atol=1e-7)


def test_backward_changes_neither_trace_nor_arguments():
    model = random_network(5, 4, seed=0)
    trace = model.forward([1, 2, 3])
    kept = [a.copy() for a in (trace.gates, trace.cell_state, trace.hidden_state, trace.logits)]
    dlogits = np.ones((3, 5))
    model.backpropagate(trace, dlogits)
    model.backward(trace, [2, 3, 4])
    now = (trace.gates, trace.cell_state, trace.hidden_state, trace.logits)
    for array, before in zip([*now, dlogits], [*kept, np.ones((3, 5))], strict=True):
        np.testing.assert_array_equal(array, before)


def test_a_trace_of_another_network_is_refused():
    trace = lc.CharLSTM(5, 3).forward([1, 2])
    with pytest.raises(lc.ShapeError, match="does not belong to a network with"):
        lc.CharLSTM(5, 4).backward(trace, [1, 2])


# Types and parameters


def test_float32_is_kept_and_close():
    exact, fast = lc.CharLSTM(5, 4, seed=2), lc.CharLSTM(5, 4, seed=2, dtype="float32")
    traces = [model.forward([1, 2, 3]) for model in (exact, fast)]
    assert fast.dtype == traces[1].gates.dtype == traces[1].logits.dtype == np.float32
    gradients = [model.backward(t, [2, 3, 4]) for model, t in zip((exact, fast), traces, strict=True)]
    assert gradients[1].dtype == np.float32
    assert_same(traces[1].logits, traces[0].logits, 1e-6)
    assert_same(gradients[1].vector, gradients[0].vector, 1e-5)


def test_given_parameters_are_used_themselves():
    parameters = lc.Parameters.xavier(5, 4, seed=9)
    model = lc.CharLSTM.from_parameters(parameters)
    assert model.parameters is parameters
    np.testing.assert_array_equal(
        model.forward([1, 2]).logits, lc.CharLSTM(5, 4, seed=9).forward([1, 2]).logits
    )


@pytest.mark.parametrize("parameters", [None, np.ones(3), RNNParameters.zeros(5, 4)])
def test_a_network_needs_parameters_of_an_lstm(parameters):
    with pytest.raises(lc.ArgumentError, match="parameters must be Parameters"):
        lc.CharLSTM.from_parameters(parameters)


def test_a_deep_copy_is_a_network_of_its_own():
    model = lc.CharLSTM(5, 4)
    twin = copy.deepcopy(model)
    np.testing.assert_array_equal(twin.forward([1, 2]).logits, model.forward([1, 2]).logits)
    twin.parameters.vector[...] = 0.0
    assert model.parameters.vector.any()


def test_a_network_shows_how_it_was_made():
    assert repr(lc.CharLSTM(5, 4)) == (
        "CharLSTM(vocab_size=5, hidden_size=4, dtype='float64', backend='auto')"
    )
    assert model_module.CharLSTM is lc.CharLSTM


# A text in pieces


@pytest.mark.parametrize("make", [lc.CharLSTM, lc.CharRNN, lc.CharGRU, lc.StackedCharLSTM])
@pytest.mark.parametrize("batch", [(), (3,)])
def test_the_way_back_through_two_pieces_is_the_way_back_through_the_whole(make, batch):
    random = np.random.default_rng(0)
    model = make(7, 5, seed=2)
    inputs, targets = random.integers(0, 7, (2, 12, *batch))
    trace = model.forward(inputs)
    whole = model.backpropagate(trace, lc.cross_entropy_derivative(trace.logits, targets))

    first = model.forward(inputs[:5])
    second = model.forward(inputs[5:], first.final_state)
    dlogits = lc.cross_entropy_derivative(second.logits, targets[5:])
    late = model.backpropagate(second, dlogits)
    dlogits = lc.cross_entropy_derivative(first.logits, targets[:5])
    early = model.backpropagate(first, dlogits, late.dinitial_state)

    both = early.gradients.vector + late.gradients.vector
    np.testing.assert_allclose(both, whole.gradients.vector, rtol=1e-10, atol=1e-13)
    np.testing.assert_allclose(early.dhidden_state, whole.dhidden_state[:5], rtol=1e-10, atol=1e-13)
    for ours, theirs in zip(early.dinitial_state, whole.dinitial_state, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-10, atol=1e-13)


@pytest.mark.parametrize("make", [lc.CharLSTM, lc.CharRNN, lc.CharGRU])
def test_the_derivative_by_the_initial_state_is_the_slope_of_the_loss(make):
    model = make(5, 3, seed=1)
    inputs, targets = [0, 3, 1, 4], [3, 1, 4, 2]
    state = tuple(np.array([0.3, -0.2, 0.1]) for _ in model.forward([0]).initial_state)
    trace = model.forward(inputs, state)
    back = model.backpropagate(trace, lc.cross_entropy_derivative(trace.logits, targets))
    for array, derivative in zip(state, back.dinitial_state, strict=True):
        for k in range(3):
            losses = []
            for step in (1e-5, -1e-5):
                array[k] += step
                losses.append(lc.cross_entropy(model.forward(inputs, state).logits, targets))
                array[k] -= step
            assert derivative[k] == pytest.approx((losses[0] - losses[1]) / 2e-5, rel=1e-6)


def test_a_derivative_by_the_final_state_of_another_shape_is_refused():
    model = lc.CharLSTM(5, 3)
    trace = model.forward([0, 1])
    dlogits = np.zeros_like(trace.logits)
    with pytest.raises(lc.ArgumentError, match="dfinal_state must be a pair"):
        model.backpropagate(trace, dlogits, np.zeros(3))
    with pytest.raises(lc.ShapeError, match="dfinal_state's c"):
        model.backpropagate(trace, dlogits, (np.zeros(3), np.zeros(4)))
