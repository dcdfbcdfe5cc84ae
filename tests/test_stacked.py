"""The stacked LSTM: layer above layer, dropout that a checkpoint continues, the common interface."""

import copy
import json
import os
import pickle
import subprocess
import sys
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from differences import assert_same, assert_slopes, slopes
from hypothesis import given
from hypothesis import strategies as st

import lstm_core as lc
from lstm_core.dropout import dropout_mask
from lstm_core.kernels import get_kernel
from lstm_core.stacked import StackedParameters
from lstm_core.storage import load_arrays, save_arrays

sizes = st.integers(1, 4)
seeds = st.integers(0, 100)
MASKS = ["0100010101111000", "0110111010101010"]  # seed 7, step 1234, layer 1, from place 5 on
BACKENDS = ["reference", "numpy", "auto"]
backends = pytest.mark.parametrize("backend", BACKENDS)
layer_numbers = pytest.mark.parametrize("L", [1, 2, 3])


def random_stack(V, H, L, seed, dropout=0.0, **options):
    """A stacked LSTM whose biases are no zeros."""
    model = lc.StackedCharLSTM(V, H, num_layers=L, seed=seed, dropout=dropout, **options)
    model.parameters.vector[...] = np.random.default_rng(seed).normal(size=model.parameters.count)
    return model


def random_text(T, B, V, H, L, seed):
    random = np.random.default_rng(seed)
    columns = (B,) if B else ()
    inputs, targets = random.integers(0, V, (2, T, *columns))
    return inputs, targets, tuple(random.normal(size=(2, L, *columns, H)))


# Forward


@backends
@given(T=sizes, V=sizes, H=sizes, L=st.integers(1, 3), seed=seeds)
def test_every_layer_takes_steps_of_the_cell_over_what_the_one_below_gives(backend, T, V, H, L, seed):
    model = random_stack(V, H, L, seed, backend=backend)
    inputs, _, (h, c) = random_text(T, 0, V, H, L, seed)
    trace = model.forward(inputs, (h, c))
    h, c = h.copy(), c.copy()
    for t, x in enumerate(lc.one_hot(inputs, V)):
        for k in range(L):
            w = model.parameters.layer(k)
            step = lc.lstm_step(x, h[k], c[k], w.W_x, w.W_h, w.b)
            x, h[k], c[k] = step.h, step.h, step.c
            assert_same(trace.layers[k].hidden_state[t], step.h)
            assert_same(trace.layers[k].cell_state[t], step.c)
            assert_same(trace.layers[k].gates[t], np.concatenate([step.i, step.f, step.g, step.o]))
        assert_same(trace.logits[t], x @ model.parameters.W_y + model.parameters.b_y)
    for ours, theirs in zip(trace.final_state, (h, c), strict=True):
        assert_same(ours, theirs)


def test_the_attributes_of_a_trace_are_the_uppermost_layers():
    trace = random_stack(5, 4, 3, 0).forward([[1, 2], [3, 4]])
    assert len(trace.layers) == 3
    for name in ("input_gate", "forget_gate", "candidate", "output_gate", "cell_state", "hidden_state"):
        assert getattr(trace, name).shape == (2, 2, 4)
        np.testing.assert_array_equal(getattr(trace, name), getattr(trace.layers[-1], name))
        assert (getattr(trace, name) != getattr(trace.layers[0], name)).any()
    assert [array.shape for array in trace.final_state] == [(3, 2, 4)] * 2
    assert [array.shape for array in trace.initial_state] == [(3, 2, 4)] * 2


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("backend", ["numpy", "auto"])
def test_one_layer_without_dropout_is_a_char_lstm(dtype, backend):
    options = {"seed": 3, "dtype": dtype, "forget_bias": 1.0, "backend": backend}
    stack, plain = lc.StackedCharLSTM(7, 5, num_layers=1, **options), lc.CharLSTM(7, 5, **options)
    np.testing.assert_array_equal(stack.parameters.vector, plain.parameters.vector)
    text = np.random.default_rng(0).integers(0, 7, (9, 3))
    traces = [model.forward(text[:-1]) for model in (stack, plain)]
    np.testing.assert_array_equal(traces[0].logits, traces[1].logits)
    tolerance = 1e-13 if dtype == "float64" else 1e-5
    ours, theirs = (m.backward(t, text[1:]) for m, t in zip((stack, plain), traces, strict=True))
    assert_same(ours.vector, theirs.vector, tolerance)


@pytest.mark.parametrize("batch", [1, 3, 7])
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_the_backends_agree(batch, dtype):
    models = [random_stack(6, 4, 2, 1, dropout=0.3, backend=b, dtype=dtype) for b in BACKENDS]
    inputs, targets, state = random_text(8, batch, 6, 4, 2, 1)
    traces = [m.forward(inputs, state, training=True, step=2) for m in models]
    gradients = [m.backward(t, targets).vector for m, t in zip(models, traces, strict=True)]
    tolerance = 1e-12 if dtype == "float64" else 1e-4
    for k in (1, 2):
        assert_same(traces[k].logits, traces[0].logits, tolerance)
        assert_same(gradients[k], gradients[0], tolerance)


def test_many_characters_are_summed_row_by_row():
    inputs = np.array([[3, 299], [3, 0]])
    rows = np.random.default_rng(0).normal(size=(2, 2, 5))
    expected = np.zeros((300, 5))
    np.add.at(expected, inputs, rows)
    for backend in BACKENDS:
        kernel = get_kernel(backend)
        assert_same(kernel.sum_by_index(inputs, rows, 300), expected)
        assert_same(kernel.sum_by_index(inputs % 4, rows, 4)[3], rows[0, 0] + rows[1, 0] + rows[0, 1])


@backends
@given(T=st.integers(2, 6), B=st.integers(0, 2), seed=seeds)
def test_a_text_in_two_pieces_gives_the_numbers_of_the_whole(backend, T, B, seed):
    model = random_stack(5, 4, 2, seed, dropout=0.5, backend=backend)
    inputs, _, state = random_text(T, B, 5, 4, 2, seed)
    whole = model.forward(inputs, state, training=True, step=3)
    first = model.forward(inputs[:1], state, training=True, step=3)
    second = model.forward(inputs[1:], first.final_state, training=True, step=3, place=1)
    assert_same(np.concatenate([first.logits, second.logits]), whole.logits)


def test_the_texts_of_a_batch_do_not_touch_each_other():
    model = random_stack(5, 4, 2, 0)
    inputs, _, (h, c) = random_text(4, 3, 5, 4, 2, 0)
    together = model.forward(inputs, (h, c))
    for k in range(3):
        assert_same(
            together.logits[:, k], model.forward(inputs[:, k], (h[:, k], c[:, k])).logits, 1e-12
        )


# Backward


@backends
@layer_numbers
@pytest.mark.parametrize("reduction", ["sum", "mean"])
def test_gradients_agree_with_finite_differences(backend, L, reduction):
    for seed, batch in enumerate([0, 1, 3, 6]):
        model = random_stack(5, 3, L, seed, backend=backend)
        inputs, targets, state = random_text(4, batch, 5, 3, L, seed)
        check = lc.gradient_check(model, inputs, targets, state=state, reduction=reduction)
        assert check.max_relative_error < 1e-7
        assert len(check.errors) == 3 * L + 2


@backends
@layer_numbers
def test_gradients_of_a_step_with_dropout_agree_with_finite_differences(backend, L):
    model = random_stack(5, 3, L, 1, dropout=0.4, backend=backend)
    inputs, targets, state = random_text(4, 2, 5, 3, L, 1)

    def forward():
        return model.forward(inputs, state, training=True, step=7, place=2)

    gradients = model.backward(forward(), targets)
    for name, array in model.parameters.arrays():
        found = slopes(lambda: lc.cross_entropy(forward().logits, targets), array)
        assert_slopes(getattr(gradients, name), found)


def test_the_derivative_with_respect_to_the_initial_state_is_the_slope_of_the_loss():
    model = random_stack(5, 3, 2, 0, dropout=0.4)
    inputs, targets, state = random_text(4, 2, 5, 3, 2, 0)
    trace = model.forward(inputs, state, training=True)
    back = model.backpropagate(trace, lc.cross_entropy_derivative(trace.logits, targets))
    for array, derivative in zip(state, back.dinitial_state, strict=True):
        assert derivative.shape == (2, 2, 3)
        found = slopes(
            lambda: lc.cross_entropy(model.forward(inputs, state, training=True).logits, targets), array
        )
        assert_slopes(derivative, found)


def test_backward_changes_no_trace():
    model = random_stack(5, 4, 2, 0, dropout=0.5)
    trace = model.forward([1, 2, 3], training=True)
    first = model.backward(trace, [2, 3, 4])
    np.testing.assert_array_equal(model.backward(trace, [2, 3, 4]).vector, first.vector)


# Dropout


def mask(probability=0.3, shape=(40, 8, 25), dtype="float64", **key):
    key = {"seed": 0, "step": 0, "layer": 0, "place": 0} | key
    return dropout_mask(probability, shape, np.dtype(dtype), **key)


@pytest.mark.parametrize("probability", [0.1, 0.5, 0.9])
def test_a_share_of_the_units_is_dropped_and_the_others_make_up_for_it(probability):
    found = mask(probability, (100, 20, 50))
    assert (found == 0.0).mean() == pytest.approx(probability, abs=0.01)
    assert np.unique(found)[-1] == pytest.approx(1 / (1 - probability), rel=1e-4)
    assert found.mean() == pytest.approx(1.0, abs=0.03)
    for axis in (0, 1, 2):  # no direction in which they go together
        dropped = (found == 0.0).mean(axis=axis)
        assert dropped.std() < 3 * np.sqrt(probability * (1 - probability) / found.shape[axis])


def test_masks_differ_by_seed_step_layer_and_time_and_are_the_same_in_every_type():
    first = mask() == 0.0
    for key in ("seed", "step", "layer", "place"):
        other = mask(**{key: 1}) == 0.0
        both = (first & other).mean()
        assert both == pytest.approx(0.09, abs=0.02), key  # as independent ones would
    np.testing.assert_array_equal(mask(dtype="float32") == 0.0, first)
    assert mask(dtype="float32").dtype == np.float32


@given(cut=st.integers(1, 9), B=st.integers(1, 3), H=st.integers(1, 5), step=st.integers(0, 2**53))
def test_a_piece_of_a_mask_is_that_of_the_whole(cut, B, H, step):
    whole = mask(0.5, (10, B, H), step=step)
    piece = mask(0.5, (10 - cut, B, H), step=step, place=cut)
    np.testing.assert_array_equal(piece, whole[cut:])


def test_stored_masks_are_the_same_in_every_version():
    """A run that was saved by one version goes on in another."""
    found = mask(0.5, (2, 1, 16), seed=7, step=1234, layer=1, place=5) > 0.0
    assert ["".join("01"[kept] for kept in row) for row in found[:, 0].astype(int)] == MASKS


def test_dropout_acts_in_training_alone_and_on_what_goes_upwards():
    model = random_stack(5, 40, 2, 0, dropout=0.5)
    plain, dropped = model.forward([1, 2, 3]), model.forward([1, 2, 3], training=True)
    bottom = dropped.layers[0]
    np.testing.assert_array_equal(bottom.hidden_state, plain.layers[0].hidden_state)  # no mask in it
    assert (dropped.hidden_state != plain.hidden_state).any()
    for layer, output, found in zip(
        dropped.layer.layers, dropped.layer.outputs, dropped.layer.masks, strict=True
    ):
        np.testing.assert_array_equal(output, layer.hidden_state * found)
        assert set(np.unique(found)) == {0.0, 2.0}
    np.testing.assert_array_equal(
        dropped.logits,
        dropped.layer.outputs[-1][:, 0] @ model.parameters.W_y + model.parameters.b_y,
    )
    model = random_stack(5, 40, 2, 0)
    trained, used = (model.forward([1, 2], training=flag).logits for flag in (True, False))
    np.testing.assert_array_equal(trained, used)


# Training


TEXT = np.random.default_rng(0).integers(0, 5, 90)


def make_trainer(piece_length=None, backend="auto", dtype="float64"):
    model = lc.StackedCharLSTM(
        5, 4, num_layers=2, dropout=0.4, seed=6, backend=backend, dtype=dtype, forget_bias=1.0
    )
    return lc.Trainer(
        model,
        TEXT,
        optimizer=lc.Adam(0.01, clip_norm=1.0),
        reduction="mean",
        sequence_length=7,
        batch_size=3,
        piece_length=piece_length,
    )


def take(trainer, steps):
    return [(r.step, r.loss, r.gradient_norm) for r in (trainer.step() for _ in range(steps))]


@backends
@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("cut", [0, 1, 3, 5, 8])
def test_resumed_with_dropout_is_uninterrupted_bit_for_bit(tmp_path, backend, dtype, cut):
    expected, training = (make_trainer(backend=backend, dtype=dtype) for _ in range(2))
    wanted = take(expected, 11)
    before = take(training, cut)
    lc.save_checkpoint(training, tmp_path / "run.npz")
    resumed = lc.load_checkpoint(tmp_path / "run.npz")
    assert (resumed.model.dropout, resumed.model.num_layers, resumed.model.seed) == (0.4, 2, 6)
    assert before + take(resumed, 11 - cut) == wanted
    ours, theirs = (t.model.parameters.vector.tobytes() for t in (resumed, expected))
    assert ours == theirs


RESUMED = """
import sys
import lstm_core as lc
trainer = lc.load_checkpoint(sys.argv[1])
for _ in range(5):
    trainer.step()
lc.save_checkpoint(trainer, sys.argv[1])
"""


def test_another_process_continues_bit_for_bit(tmp_path):
    path = tmp_path / "run.npz"
    uninterrupted, training = make_trainer(), make_trainer()
    take(uninterrupted, 8)
    take(training, 3)
    lc.save_checkpoint(training, path)
    subprocess.run(
        [sys.executable, "-c", RESUMED, str(path)],
        env=os.environ | {"PYTHONHASHSEED": "123"},
        cwd=Path(__file__).resolve().parent.parent,
        check=True,
        timeout=60,
    )
    ours, theirs = lc.load_checkpoint(path).state(), uninterrupted.state()
    assert ours.keys() == theirs.keys()
    for name in ours.keys() - {"seconds"}:
        assert ours[name].tobytes() == theirs[name].tobytes(), name


def test_each_step_drops_other_units_and_a_step_that_is_taken_again_drops_the_same():
    trainer = make_trainer()
    masks = []
    start = trainer.state()
    for _ in range(2):
        trainer.step()
        masks.append(trainer.traces[0].layer.masks)
    assert any((a != b).any() for a, b in zip(*masks, strict=True))
    trainer.restore(start)
    trainer.step()
    for again, first in zip(trainer.traces[0].layer.masks, masks[0], strict=True):
        np.testing.assert_array_equal(again, first)


def test_a_step_in_pieces_drops_the_units_of_the_step_as_a_whole():
    whole, pieces = make_trainer(), make_trainer(piece_length=3)
    for a, b in zip(take(whole, 5), take(pieces, 5), strict=True):
        assert a == pytest.approx(b, rel=1e-10)
    np.testing.assert_allclose(
        pieces.model.parameters.vector, whole.model.parameters.vector, rtol=1e-9, atol=1e-12
    )


def test_it_trains():
    text = np.tile([0, 1, 2, 1], 20)
    model = lc.StackedCharLSTM(3, 16, seed=0, dropout=0.2, forget_bias=1.0)
    trainer = lc.Trainer(model, text, optimizer=lc.Adam(0.02), reduction="mean")
    losses = [report.loss for report in trainer.run(epochs=120)]
    assert losses[-1] < 0.3 < losses[0]
    clean = lc.cross_entropy(model.forward(text[:-1]).logits, text[1:], "mean")
    assert clean < 0.1


# Parameters


def test_the_arrays_stand_layer_by_layer_in_one_vector():
    p = StackedParameters._zeros(5, 3, "float64", num_layers=3)
    p.vector[...] = np.arange(p.count)
    arrays = dict(p.arrays())
    assert list(arrays) == [
        *("W_x", "W_h", "b", "W_x1", "W_h1", "b1", "W_x2", "W_h2", "b2", "W_y", "b_y")
    ]
    np.testing.assert_array_equal(np.concatenate([a.ravel() for a in arrays.values()]), p.vector)
    assert p.count == (5 + 3 + 1) * 12 + 2 * (3 + 3 + 1) * 12 + 3 * 5 + 5
    assert p.layer(2).W_x is arrays["W_x2"]
    with pytest.raises(lc.ArgumentError, match="no array 'W_x3'; the arrays are W_x, W_h, b, W_x1"):
        p.W_x3 = np.zeros(3)


def test_weights_are_drawn_by_xaviers_rule_in_every_layer_and_the_forget_bias_is_in_all():
    p = lc.StackedCharLSTM(9, 30, num_layers=3, seed=1, forget_bias=2.0).parameters
    for name, fan_in, fan_out in (("W_x", 39, 30), ("W_h1", 60, 30), ("W_x2", 60, 30), ("W_y", 30, 9)):
        limit = np.sqrt(6 / (fan_in + fan_out))
        largest = np.abs(getattr(p, name)).max()
        assert 0.95 * limit < largest <= limit, name
    for layer in range(3):
        np.testing.assert_array_equal(p.layer(layer).b, np.repeat([0.0, 2.0, 0.0, 0.0], 30))


@pytest.mark.parametrize("twin", [copy.deepcopy, lambda p: pickle.loads(pickle.dumps(p)), copy.copy])
def test_copies_keep_their_layers(twin):
    p = random_stack(5, 4, 3, 0).parameters
    again = twin(p)
    assert again.num_layers == 3
    np.testing.assert_array_equal(again.vector, p.vector)
    assert p.copy(dtype="float32").num_layers == p.empty_like().num_layers == 3


@pytest.mark.parametrize(
    "parameters", [None, lc.Parameters.zeros(5, 4), lc.CharRNN(5, 4).parameters, np.ones(3)]
)
def test_parameters_of_another_family_are_refused(parameters):
    with pytest.raises(lc.ArgumentError, match="parameters must be StackedParameters"):
        lc.StackedCharLSTM.from_parameters(parameters)
    with pytest.raises(lc.ArgumentError, match="parameters must be Parameters"):
        lc.CharLSTM.from_parameters(lc.StackedCharLSTM(5, 4).parameters)


def test_a_trace_of_an_lstm_is_no_trace_of_a_stack_nor_the_other_way_round():
    plain, stack = lc.CharLSTM(5, 4), lc.StackedCharLSTM(5, 4)
    with pytest.raises(lc.ArgumentError, match="trace must be what forward returned"):
        stack.backward(plain.forward([1]), [1])
    with pytest.raises(lc.ArgumentError, match="trace must be what forward returned"):
        plain.backward(stack.forward([1]), [1])
    with pytest.raises(lc.LSTMCoreError, match="trace"):
        stack.backward(lc.StackedCharLSTM(5, 4, num_layers=3).forward([1]), [1])


def test_a_network_shows_how_it_was_made():
    assert repr(lc.StackedCharLSTM(5, 4, dropout=0.25)) == (
        "StackedCharLSTM(vocab_size=5, hidden_size=4, dtype='float64', num_layers=2, dropout=0.25, "
        "backend='auto')"
    )


# Files


def test_a_saved_network_is_read_again_with_layers_and_dropout(tmp_path):
    model = random_stack(5, 4, 3, 9, dropout=0.25, dtype="float32")
    model.save(tmp_path / "stack.npz")
    again = lc.StackedCharLSTM.load(tmp_path / "stack.npz", backend="numpy")
    assert (again.num_layers, again.dropout, again.seed, again.backend) == (3, 0.25, 9, "numpy")
    np.testing.assert_array_equal(again.parameters.vector, model.parameters.vector)
    with pytest.raises(lc.FileError, match="it is a StackedCharLSTM, not a CharLSTM"):
        lc.CharLSTM.load(tmp_path / "stack.npz")


@pytest.mark.parametrize("name", ["W_x1", "b2"])
def test_a_file_that_lacks_an_array_of_a_layer_is_refused(tmp_path, name):
    random_stack(5, 4, 3, 0).save(tmp_path / "stack.npz")
    arrays = load_arrays(tmp_path / "stack.npz", [], kind="model")
    del arrays[name]
    save_arrays(tmp_path / "stack.npz", arrays)
    with pytest.raises(lc.FileError, match=rf"stack\.npz.*{name}"):
        lc.StackedCharLSTM.load(tmp_path / "stack.npz")


@pytest.mark.parametrize(
    "options",
    [
        {"num_layers": 10**9, "dropout": 0.0, "seed": 0},
        {"num_layers": 3, "dropout": 0.0, "seed": 0},
        {"num_layers": 2, "dropout": 2.0, "seed": 0},
        {"num_layers": "two", "dropout": 0.0, "seed": 0},
        [1],
    ],
)
def test_options_that_do_not_fit_are_refused(tmp_path, options):
    trainer = make_trainer()
    for save, load, member in (
        (trainer.model.save, lc.StackedCharLSTM.load, "model"),
        (lambda path: lc.save_checkpoint(trainer, path), lc.load_checkpoint, "settings"),
    ):
        save(tmp_path / "stack.npz")
        arrays = load_arrays(tmp_path / "stack.npz", [], kind="model")
        about = json.loads(str(arrays[member])) | {"options": options}
        save_arrays(tmp_path / "stack.npz", {**arrays, member: np.array(json.dumps(about))})
        with pytest.raises(lc.FileError, match=r"stack\.npz"):
            load(tmp_path / "stack.npz")


# Other uses


@backends
def test_a_drawn_character_is_read_as_forward_reads_it(backend):
    vocabulary = lc.Vocabulary("abcde")
    model = random_stack(5, 4, 2, 0, dropout=0.5, backend=backend)
    drawn = list(islice(lc.generate(model, vocabulary, "ab", temperature=1.0, seed=4), 30))
    text = "ab" + "".join(one.character for one in drawn)
    probabilities = lc.softmax(model.forward(vocabulary.encode(text[:-1])).logits)
    assert_same(np.array([one.distribution for one in drawn]), probabilities[1:], 1e-10)
