"""SGD and Adam against their formulas, element by element."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lstm_core as lc
from lstm_core.optimizers import OPTIMIZERS

SGD, ADAM = lc.SGD, lc.Adam
both = pytest.mark.parametrize("kind", [SGD, ADAM])


def random_parameters(seed, V=3, H=2, dtype="float64"):
    parameters = lc.Parameters.zeros(V, H, dtype=dtype)
    parameters.vector[...] = np.random.default_rng(seed).normal(size=parameters.count)
    return parameters


def adam_by_hand(values, gradients, rate, beta1, beta2, epsilon):
    """Algorithm 1 of Kingma & Ba (2015), in plain Python, for one list of numbers."""
    m, v = [0.0] * len(values), [0.0] * len(values)
    for t, gradient in enumerate(gradients, 1):
        for k, g in enumerate(gradient):
            m[k] = beta1 * m[k] + (1 - beta1) * g
            v[k] = beta2 * v[k] + (1 - beta2) * g * g
            m_hat, v_hat = m[k] / (1 - beta1**t), v[k] / (1 - beta2**t)
            values[k] -= rate * m_hat / (math.sqrt(v_hat) + epsilon)
    return values


@given(st.floats(1e-4, 10), st.integers(0, 99))
def test_sgd_subtracts_learning_rate_times_gradient(rate, seed):
    parameters, gradients = random_parameters(seed), random_parameters(seed + 1)
    expected = [p - rate * g for p, g in zip(parameters.vector, gradients.vector, strict=True)]
    SGD(rate).update(parameters, gradients)
    np.testing.assert_array_equal(parameters.vector, expected)


@given(
    rate=st.floats(1e-4, 1),
    beta1=st.floats(0, 0.99),
    beta2=st.floats(0, 0.999),
    epsilon=st.floats(1e-8, 1e-2),
    seed=st.integers(0, 99),
)
def test_adam_is_its_algorithm_over_several_steps(rate, beta1, beta2, epsilon, seed):
    parameters = random_parameters(seed)
    gradients = [random_parameters(seed + k) for k in range(1, 6)]
    expected = adam_by_hand(
        parameters.vector.tolist(), [g.vector.tolist() for g in gradients], rate, beta1, beta2, epsilon
    )
    adam = ADAM(rate, beta1=beta1, beta2=beta2, epsilon=epsilon)
    for gradient in gradients:
        adam.update(parameters, gradient)
    np.testing.assert_allclose(parameters.vector, expected, rtol=1e-9, atol=1e-12)


def test_adams_first_step_is_the_learning_rate_whatever_the_gradients_size():
    for size in (1e-3, 1.0, 1e6):
        parameters, gradients = random_parameters(0), random_parameters(1)
        before = parameters.vector.copy()
        gradients.vector[...] = size * np.sign(gradients.vector)
        ADAM(0.01).update(parameters, gradients)
        np.testing.assert_allclose(
            before - parameters.vector, 0.01 * np.sign(gradients.vector), rtol=1e-4
        )


@both
def test_an_update_is_in_place_and_leaves_the_gradients(kind):
    parameters, gradients = random_parameters(0), random_parameters(1)
    W_h, before = parameters.W_h, gradients.vector.copy()
    start = W_h.copy()
    kind(0.1).update(parameters, gradients)
    assert parameters.W_h is W_h
    assert (W_h != start).all()
    np.testing.assert_array_equal(gradients.vector, before)


@both
def test_clipping_happens_before_the_update_by_value_first(kind):
    for clip in ({"clip_value": 0.5}, {"clip_norm": 0.5}, {"clip_value": 0.5, "clip_norm": 0.7}):
        clipped = random_parameters(1)
        if "clip_value" in clip:
            clipped = lc.clip_by_value(clipped, clip["clip_value"])
        if "clip_norm" in clip:
            clipped = lc.clip_by_norm(clipped, clip["clip_norm"])
        plain, with_clipping = random_parameters(0), random_parameters(0)
        kind(0.1).update(plain, clipped)
        kind(0.1, **clip).update(with_clipping, random_parameters(1))
        np.testing.assert_array_equal(with_clipping.vector, plain.vector)


@both
def test_the_learning_rate_may_change_between_updates(kind):
    optimizer, parameters = kind(0.1), random_parameters(0)
    gradients = lc.Parameters.zeros(3, 2)
    gradients.vector[...] = 1.0
    optimizer.update(parameters, gradients)
    before = parameters.vector.copy()
    optimizer.learning_rate = 0.001
    optimizer.update(parameters, gradients)
    np.testing.assert_allclose(before - parameters.vector, 0.001, rtol=1e-5)


@both
def test_float32_stays_float32(kind):
    parameters, gradients = random_parameters(0, dtype="float32"), random_parameters(1, dtype="float32")
    optimizer = kind(0.1)
    optimizer.update(parameters, gradients)
    assert parameters.dtype == np.float32
    assert all(a.dtype == np.float32 for name, a in optimizer.state().items() if name != "steps")


@both
def test_what_was_kept_can_be_taken_back(kind):
    gradients = [random_parameters(k) for k in range(1, 6)]
    optimizer, parameters = kind(0.1), random_parameters(0)
    for gradient in gradients[:3]:
        optimizer.update(parameters, gradient)
    kept, at_three = optimizer.state(), parameters.copy()
    for gradient in gradients[3:]:
        optimizer.update(parameters, gradient)
    other = kind(0.1)
    other.restore(kept)
    for gradient in gradients[3:]:
        other.update(at_three, gradient)
    np.testing.assert_array_equal(at_three.vector, parameters.vector)


def test_a_kept_state_is_a_copy():
    adam, parameters = ADAM(0.1), random_parameters(0)
    adam.update(parameters, random_parameters(1))
    kept = adam.state()
    before = kept["mean"].copy()
    adam.update(parameters, random_parameters(2))
    np.testing.assert_array_equal(kept["mean"], before)


def test_an_adam_that_has_taken_no_step_has_no_state():
    adam = ADAM()
    assert adam.state() == {}
    adam.update(random_parameters(0), random_parameters(1))
    adam.restore({})
    assert adam.state() == {}


@pytest.mark.parametrize(
    "state",
    [
        {"mean": np.ones(3)},
        {"mean": np.ones(3), "square": np.ones(4), "steps": np.array(1)},
        {"mean": "a", "square": np.ones(3), "steps": 1},
        {"mean": np.ones(3), "square": np.ones(3), "steps": np.array([1, 2])},
        {"mean": np.ones(3), "square": np.ones(3), "steps": -1},
        [1, 2],
        "abc",
    ],
)
def test_what_is_no_state_is_not_taken_back_and_changes_nothing(state):
    adam = ADAM()
    adam.update(random_parameters(0), random_parameters(1))
    before = adam.state()
    with pytest.raises(lc.LSTMCoreError, match="state"):
        adam.restore(state)
    for name, array in adam.state().items():
        np.testing.assert_array_equal(array, before[name])
    with pytest.raises(lc.ArgumentError, match="SGD keeps nothing"):
        SGD().restore(state)


def test_an_adam_belongs_to_one_network():
    adam = ADAM()
    adam.update(random_parameters(0), random_parameters(1))
    with pytest.raises(lc.ShapeError, match="Use a new optimizer for each network"):
        adam.update(random_parameters(0, V=4), random_parameters(1, V=4))


@both
@pytest.mark.parametrize("wrong", [None, np.ones(3), random_parameters(0, V=4)])
def test_what_does_not_fit_is_not_updated(kind, wrong):
    parameters = random_parameters(0)
    with pytest.raises(lc.LSTMCoreError):
        kind().update(parameters, wrong)
    with pytest.raises(lc.LSTMCoreError):
        kind().update(wrong, parameters)
    np.testing.assert_array_equal(parameters.vector, random_parameters(0).vector)


@both
@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_gradients_that_are_not_finite_spoil_nothing(kind, value):
    parameters, gradients = random_parameters(0), random_parameters(1)
    gradients.W_h[1, 1] = value
    optimizer = kind(clip_value=1.0)
    with pytest.raises(lc.ArgumentError, match="gradients hold NaN or infinity"):
        optimizer.update(parameters, gradients)
    np.testing.assert_array_equal(parameters.vector, random_parameters(0).vector)
    assert optimizer.state() == {}


@both
@pytest.mark.parametrize("name", ["learning_rate", "clip_value", "clip_norm"])
@pytest.mark.parametrize("value", [0, -0.1, np.nan, np.inf, "0.1", True, [0.1]])
def test_settings_are_checked_when_made_and_when_changed(kind, name, value):
    with pytest.raises(lc.ArgumentError, match=f"{name} must be a finite number greater than 0"):
        kind(**{name: value})
    optimizer = kind()
    with pytest.raises(lc.ArgumentError, match=f"{name} must be a finite number greater than 0"):
        setattr(optimizer, name, value)


@pytest.mark.parametrize("name", ["beta1", "beta2"])
@pytest.mark.parametrize("value", [1.0, 1.5, -0.1, None, np.nan])
def test_adams_betas_lie_below_1(name, value):
    with pytest.raises(lc.ArgumentError, match=name):
        ADAM(**{name: value})


@both
def test_a_misspelt_setting_is_refused(kind):
    with pytest.raises(lc.ArgumentError, match=r"has no setting 'lr'; it has learning_rate"):
        kind().lr = 0.1


@both
def test_settings_make_the_same_optimizer_again(kind):
    optimizer = kind(0.3, clip_norm=2.0)
    assert OPTIMIZERS[kind.__name__](**optimizer.settings()) == optimizer
    assert optimizer.settings()["clip_norm"] == 2.0
    assert optimizer.settings()["clip_value"] is None
