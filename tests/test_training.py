"""The training loop: the same as a loop by hand, step by step; divergence; going back."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import lstm_core as lc

TEXT = np.random.default_rng(0).integers(0, 5, 61)
networks = pytest.mark.parametrize("kind", [lc.CharLSTM, lc.CharRNN, lc.CharGRU, lc.StackedCharLSTM])
ways = pytest.mark.parametrize(
    "way", [{}, {"sequence_length": 8}, {"batch_size": 4}, {"sequence_length": 4, "batch_size": 3}]
)
optimizers = pytest.mark.parametrize(
    "make", [lambda: lc.SGD(0.05, clip_value=1.0), lambda: lc.Adam(0.01)], ids=["SGD", "Adam"]
)


def numbers(training, epochs):
    """All that the reports of some epochs say, but for the time."""
    return [(r.epoch, r.step, r.loss, r.gradient_norm) for r in training.run(epochs)]


def train_by_hand(model, text, optimizer, reduction, sequence_length, batch_size, epochs):
    """Truncated BPTT over parallel streams, written out with Python's own lists."""
    length = (len(text) - 1) // batch_size
    losses = []
    for _ in range(epochs):
        state = None
        for start in range(0, length, sequence_length):
            steps = range(start, min(start + sequence_length, length))
            inputs = [[text[k * length + t] for k in range(batch_size)] for t in steps]
            targets = [[text[k * length + t + 1] for k in range(batch_size)] for t in steps]
            if batch_size == 1:
                inputs, targets = np.array(inputs)[:, 0], np.array(targets)[:, 0]
            trace = model.forward(inputs, state)
            losses.append(lc.cross_entropy(trace.logits, targets, "mean"))
            optimizer.update(model.parameters, model.backward(trace, targets, reduction))
            state = trace.final_state
    return losses


# What a step does


@networks
@optimizers
@pytest.mark.parametrize("reduction", ["sum", "mean"])
@ways
def test_training_is_the_loop_by_hand(kind, make, reduction, way):
    by_hand, trained = kind(5, 4, seed=1), kind(5, 4, seed=1)
    length = way.get("sequence_length", len(TEXT))
    losses = train_by_hand(by_hand, TEXT, make(), reduction, length, way.get("batch_size", 1), epochs=3)
    training = lc.Trainer(trained, TEXT, optimizer=make(), reduction=reduction, **way)
    assert [report.loss for report in training.run(3)] == pytest.approx(losses, rel=1e-12)
    np.testing.assert_allclose(trained.parameters.vector, by_hand.parameters.vector, rtol=1e-10)


@given(st.integers(2, 40), st.integers(1, 12), st.integers(1, 5))
def test_every_character_of_the_streams_is_read_once_an_epoch(N, sequence_length, batch_size):
    assume(batch_size < N)
    training = lc.Trainer(
        lc.CharRNN(3, 1), np.arange(N) % 3, sequence_length=sequence_length, batch_size=batch_size
    )
    steps = list(training.run(epochs=2))
    each = math.ceil((N - 1) // batch_size / sequence_length)
    assert [report.epoch for report in steps] == [1] * each + [2] * each
    assert [report.step for report in steps] == list(range(1, 2 * each + 1))


def test_the_first_loss_of_the_original_experiment_is_close_to_ln_35():
    text = np.random.default_rng(0).integers(0, 35, 901)
    report = lc.Trainer(lc.CharLSTM(35, 25, seed=0), text).step()
    assert report.loss == pytest.approx(math.log(35), abs=0.15)
    assert (report.epoch, report.step) == (1, 1)


def test_by_default_the_whole_text_is_one_sequence_with_clipped_sgd():
    training = lc.Trainer(lc.CharLSTM(5, 4), TEXT)
    assert training.optimizer == lc.SGD(0.05, clip_value=1.0)
    assert training.reduction == "sum"
    assert [report.step for report in training.run(2)] == [1, 2]


def test_a_report_tells_loss_and_norm_before_the_update_and_the_norm_before_clipping():
    model = lc.CharLSTM(5, 4, seed=3)
    trace = model.forward(TEXT[:-1])
    loss = lc.cross_entropy(trace.logits, TEXT[1:], "mean")
    norm = lc.gradient_norm(model.backward(trace, TEXT[1:]))
    report = lc.Trainer(model, TEXT, optimizer=lc.SGD(0.05, clip_norm=0.001)).step()
    assert (report.loss, report.gradient_norm) == pytest.approx((loss, norm), rel=1e-12)


def test_the_loss_falls_far_below_guessing():
    training = lc.Trainer(lc.CharLSTM(3, 8, seed=0), np.tile([0, 1, 2, 1], 15))
    losses = [report.loss for report in training.run(epochs=120)]
    assert losses[-1] < 0.1


def test_time_adds_up_over_the_steps():
    training = lc.Trainer(lc.CharLSTM(5, 4), TEXT)
    times = [report.seconds for report in training.run(3)]
    assert 0 < times[0] < times[1] < times[2] == training.seconds


@ways
def test_the_same_seed_gives_the_same_training(way):
    runs = [numbers(lc.Trainer(lc.CharLSTM(5, 4, seed=2), TEXT, **way), epochs=3) for _ in range(2)]
    assert runs[0] == runs[1]


def test_the_text_is_copied():
    text = TEXT.copy()
    training = lc.Trainer(lc.CharLSTM(5, 4), text)
    text[...] = 0
    np.testing.assert_array_equal(training.indices, TEXT)


# Stopping and going on


def test_a_caller_may_stop_listening_and_go_on():
    whole = lc.Trainer(lc.CharLSTM(5, 4), TEXT, sequence_length=8)
    parts = lc.Trainer(lc.CharLSTM(5, 4), TEXT, sequence_length=8)
    expected, found = numbers(whole, epochs=2), []
    for report in parts.run(epochs=1):
        found.append((report.epoch, report.step, report.loss, report.gradient_norm))
        if report.step == 3:
            break
    found += numbers(parts, epochs=2)  # the epoch that is under way is the first of the two
    assert found == expected


@ways
@optimizers
def test_what_was_kept_is_taken_back_bit_for_bit(way, make):
    training = lc.Trainer(lc.CharLSTM(5, 4), TEXT, optimizer=make(), **way)
    for _ in range(3):
        training.step()
    kept = training.state()
    expected = numbers(training, epochs=2)
    later = training.model.parameters.vector.copy()
    training.restore(kept)
    assert numbers(training, epochs=2) == expected
    np.testing.assert_array_equal(training.model.parameters.vector, later)


@pytest.mark.parametrize(
    "change",
    [
        {"parameters": np.zeros(3)},
        {"parameters": None},
        {"counters": [1, 2]},
        {"counters": [0, 0, -1]},
        {"counters": [0, 0, 10_000]},
        {"counters": [0, 3, 0]},
        {"counters": "abc"},
        {"seconds": "soon"},
        {"carried": np.zeros((2, 9))},
        {"carried": None},
        {"optimizer.mean": np.zeros(3)},
        {"optimizer.steps": None},
    ],
)
def test_what_is_no_state_is_refused_and_changes_nothing(change):
    training = lc.Trainer(lc.CharLSTM(5, 4), TEXT, sequence_length=8, optimizer=lc.Adam())
    for _ in range(3):
        training.step()
    before = training.state()
    with pytest.raises(lc.LSTMCoreError):
        training.restore(before | change)
    after = training.state()
    assert after.keys() == before.keys()
    for name in before:
        np.testing.assert_array_equal(after[name], before[name], err_msg=name)


@pytest.mark.parametrize("state", [None, {}, "abc", [1, 2], {"parameters": 1}])
def test_anything_else_is_no_state(state):
    with pytest.raises(lc.ArgumentError, match=r"state must be what Trainer\.state returned"):
        lc.Trainer(lc.CharLSTM(5, 4), TEXT).restore(state)


@pytest.mark.parametrize(
    "other", [lc.CharLSTM(4, 3), lc.CharLSTM(5, 4), lc.StackedCharLSTM(5, 3, num_layers=2)], ids=repr
)
def test_a_network_of_other_sizes_does_not_take_the_place_of_the_first(other):
    trainer = lc.Trainer(lc.CharLSTM(5, 3), np.arange(12) % 5, sequence_length=4)
    trainer.step()
    first, trainer.model = trainer.model, other
    with pytest.raises(lc.ShapeError, match="must keep its sizes"):
        trainer.step()
    trainer.model = first
    assert trainer.step().step == 2


@ways
def test_after_an_interrupt_training_goes_on(monkeypatch, way):
    undisturbed = lc.Trainer(lc.CharLSTM(5, 4), TEXT, **way)
    training = lc.Trainer(lc.CharLSTM(5, 4), TEXT, **way)
    expected = numbers(undisturbed, epochs=2)

    def interrupt(*arguments, **keywords):
        raise KeyboardInterrupt

    first = training.step()
    with monkeypatch.context() as patch:
        patch.setattr(training.model, "_forward_in_training", interrupt)
        with pytest.raises(KeyboardInterrupt):
            training.step()
    found = [(first.epoch, first.step, first.loss, first.gradient_norm)]
    while training.epoch < 2:
        report = training.step()
        found.append((report.epoch, report.step, report.loss, report.gradient_norm))
    assert found == expected


# Divergence


@networks
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_loss_that_explodes_stops_the_training_at_the_last_good_parameters(kind, dtype):
    model = kind(5, 4, seed=0, dtype=dtype)
    training = lc.Trainer(model, TEXT, optimizer=lc.SGD(0.05))
    good = None
    with pytest.raises(lc.DivergenceError, match=r"stopped being finite in epoch \d+, step \d+.*Lower"):
        for _ in range(200):
            good = model.parameters.vector.copy()
            report = training.step()
            assert math.isfinite(report.loss)
            if report.step == 3:
                training.optimizer.learning_rate = 1e38 if dtype == "float32" else 1e308
    assert np.isfinite(model.parameters.vector).all()
    assert (good != model.parameters.vector).any(), "those made the loss infinite"
    loss = lc.cross_entropy(model.forward(TEXT[:-1]).logits, TEXT[1:], "mean")
    assert math.isfinite(loss)


@optimizers
def test_after_divergence_training_goes_on_as_if_the_bad_update_had_not_been(make):
    training = lc.Trainer(lc.CharLSTM(5, 4), TEXT, optimizer=make(), sequence_length=8)
    for _ in range(3):
        training.step()
    good = training.model.parameters.vector.copy()
    kept = training.optimizer.state()
    training.step()
    training.model.parameters.vector[...] = np.inf
    with pytest.raises(lc.DivergenceError, match="those of the last finite loss"):
        training.step()
    np.testing.assert_array_equal(training.model.parameters.vector, good)
    for name, array in training.optimizer.state().items():
        np.testing.assert_array_equal(array, kept[name])
    assert math.isfinite(training.step().loss)


def test_a_network_that_is_spoilt_from_the_start_is_told_so():
    model = lc.CharLSTM(5, 4)
    model.parameters.W_y[0, 0] = np.nan
    with pytest.raises(lc.DivergenceError, match="No step has succeeded yet"):
        lc.Trainer(model, TEXT).step()


def test_a_gradient_that_explodes_is_told_apart():
    model = lc.CharRNN(5, 4)
    model.parameters.W_x[...] = 0.0  # all hidden states are 0, and the loss is ln 5
    model.parameters.W_h[...] = 1e200
    with pytest.raises(
        lc.DivergenceError, match="The gradient stopped being finite in epoch 1, step 1"
    ):
        lc.Trainer(model, TEXT).step()


# Arguments


@pytest.mark.parametrize(
    ("text", "batch_size", "needed"), [([1], 1, 2), ([1, 2], 2, 3), (TEXT[:8], 8, 9)]
)
def test_a_text_that_is_too_short_says_how_long_it_must_be(text, batch_size, needed):
    with pytest.raises(lc.TextError, match=f"needs at least {needed}"):
        lc.Trainer(lc.CharLSTM(5, 4), text, batch_size=batch_size)


@pytest.mark.parametrize("epochs", [0, -1, 1.5, None, "2", True])
def test_epochs_are_checked_before_the_first_step(epochs):
    with pytest.raises(lc.ArgumentError, match="epochs must be an integer of at least 1"):
        lc.Trainer(lc.CharLSTM(5, 4), TEXT).run(epochs)
