"""A training run in a file: resumed, it is the training that never stopped."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import lstm_core as lc
from lstm_core.storage import load_arrays, save_arrays

TEXT = np.random.default_rng(0).integers(0, 5, 50)
OPTIMIZERS = {
    "SGD": lambda: lc.SGD(0.05, clip_value=1.0),
    "SGD by norm": lambda: lc.SGD(0.1, clip_norm=0.3),
    "Adam": lambda: lc.Adam(0.01, beta1=0.8, clip_norm=1.0),
}
WAYS = {"whole text": {}, "truncated": {"sequence_length": 7, "batch_size": 3, "reduction": "mean"}}


def make_trainer(optimizer, way, kind=lc.CharLSTM, dtype="float64"):
    return lc.Trainer(
        kind(5, 4, seed=6, dtype=dtype), TEXT, optimizer=OPTIMIZERS[optimizer](), **WAYS[way]
    )


def take(training, steps):
    """The numbers of some steps."""
    reports = [training.step() for _ in range(steps)]
    return [(r.epoch, r.step, r.loss, r.gradient_norm) for r in reports]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "training.npz"


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("cut", [0, 1, 2, 3, 5])
def test_resumed_is_uninterrupted_bit_for_bit(path, optimizer, way, cut):
    uninterrupted = make_trainer(optimizer, way)
    expected = take(uninterrupted, 9)

    training = make_trainer(optimizer, way)
    before = take(training, cut)
    lc.save_checkpoint(training, path)
    resumed = lc.load_checkpoint(path)
    assert before + take(resumed, 9 - cut) == expected
    theirs, ours = (t.model.parameters.vector.tobytes() for t in (uninterrupted, resumed))
    assert ours == theirs


@pytest.mark.parametrize("kind", [lc.CharLSTM, lc.CharRNN, lc.CharGRU, lc.StackedCharLSTM])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_both_networks_and_types_can_be_resumed(path, kind, dtype):
    uninterrupted = make_trainer("Adam", "truncated", kind, dtype)
    training = make_trainer("Adam", "truncated", kind, dtype)
    expected = take(uninterrupted, 6)[4:]
    take(training, 4)
    lc.save_checkpoint(training, path)
    resumed = lc.load_checkpoint(path)
    assert type(resumed.model) is kind
    assert resumed.model.dtype == dtype
    assert take(resumed, 2) == expected


def test_saving_does_not_disturb_the_training(path):
    uninterrupted, training = (make_trainer("Adam", "truncated") for _ in range(2))
    take(training, 3)
    lc.save_checkpoint(training, path)
    assert take(training, 4) == take(uninterrupted, 7)[3:]


def test_settings_and_time_come_back(path):
    training = make_trainer("Adam", "truncated")
    take(training, 2)
    lc.save_checkpoint(training, path)
    resumed = lc.load_checkpoint(path)
    assert resumed.optimizer == training.optimizer
    assert (resumed.reduction, resumed.sequence_length, resumed.batch_size) == ("mean", 7, 3)
    assert resumed.seconds == training.seconds
    np.testing.assert_array_equal(resumed.indices, TEXT)


def test_a_resumed_training_has_a_network_of_its_own(path):
    training = make_trainer("SGD", "whole text")
    lc.save_checkpoint(training, path)
    before = training.model.parameters.vector.copy()
    take(lc.load_checkpoint(path), 2)
    np.testing.assert_array_equal(training.model.parameters.vector, before)


def test_a_checkpoint_cut_short_anywhere_is_refused(path):
    lc.save_checkpoint(make_trainer("Adam", "truncated"), path)
    content = path.read_bytes()
    for length in range(0, len(content), 97):
        path.write_bytes(content[:length])
        with pytest.raises(lc.FileError, match=r"training\.npz"):
            lc.load_checkpoint(path)


def test_a_model_is_no_checkpoint(path):
    lc.CharLSTM(5, 4).save(path)
    with pytest.raises(lc.FileError, match="no saved checkpoint: it lacks settings"):
        lc.load_checkpoint(path)


@pytest.mark.parametrize(
    "change",
    [
        {"model": 5},
        {"sizes": [5]},
        {"sizes": [5, 0]},
        {"sizes": [10**12, 10**12]},
        {"sizes": "ab"},
        {"dtype": "int8"},
        {"optimizer": "Magic"},
        {"optimizer_settings": {"speed": 1}},
        {"optimizer_settings": {"learning_rate": -1}},
        {"batch_size": 0},
        {"batch_size": 100},
        {"reduction": "max"},
        {"sequence_length": "long"},
    ],
)
def test_settings_that_make_no_trainer_are_refused(path, change):
    lc.save_checkpoint(make_trainer("Adam", "truncated"), path)
    arrays = load_arrays(path, [], kind="checkpoint")
    settings = json.loads(str(arrays["settings"])) | change
    save_arrays(path, arrays | {"settings": np.array(json.dumps(settings))})
    with pytest.raises(lc.FileError, match="no checkpoint that can be resumed"):
        lc.load_checkpoint(path)


@pytest.mark.parametrize(
    "change",
    [
        {"settings": np.array("{")},
        {"settings": np.array("[1, 2]")},
        {"settings": np.array("{}")},
        {"settings": np.ones(3)},
        {"indices": np.array([9, 9, 9])},
        {"indices": np.array(["a"])},
        {"parameters": np.ones(3)},
        {"counters": np.array([1])},
        {"counters": np.array([0, 2, 10_000])},
        {"seconds": np.array(["a", "b"])},
        {"carried": np.ones(3)},
        {"optimizer.mean": np.ones(3)},
    ],
)
def test_arrays_that_do_not_fit_are_refused(path, change):
    training = make_trainer("Adam", "truncated")
    take(training, 1)
    lc.save_checkpoint(training, path)
    save_arrays(path, load_arrays(path, [], kind="checkpoint") | change)
    with pytest.raises(lc.FileError, match="no checkpoint that can be resumed"):
        lc.load_checkpoint(path)


@pytest.mark.parametrize("trainer", [None, "training", lc.CharLSTM(5, 4)])
def test_only_a_trainer_is_saved(path, trainer):
    with pytest.raises(lc.ArgumentError, match="trainer must be a Trainer"):
        lc.save_checkpoint(trainer, path)
    assert not path.exists()


RESUMED = """
import sys
import lstm_core as lc
trainer = lc.load_checkpoint(sys.argv[1])
for _ in range(5):
    trainer.step()
lc.save_checkpoint(trainer, sys.argv[1])
"""


@pytest.mark.parametrize("hash_seed", ["0", "123"])
@pytest.mark.parametrize("kind", [lc.CharLSTM, lc.CharRNN, lc.CharGRU, lc.StackedCharLSTM])
def test_from_the_middle_of_an_epoch_another_process_continues_bit_for_bit(path, hash_seed, kind):
    uninterrupted, training = (make_trainer("Adam", "truncated", kind) for _ in range(2))
    take(uninterrupted, 9)
    take(training, 4)
    training.advance()  # a step that was begun is not saved
    assert training.state()["counters"].tolist() == [1, 4, 7], "this is no middle of an epoch"
    lc.save_checkpoint(training, path)
    subprocess.run(
        [sys.executable, "-c", RESUMED, str(path)],
        env=os.environ | {"PYTHONHASHSEED": hash_seed},
        cwd=Path(__file__).resolve().parent.parent,
        check=True,
        timeout=60,
    )
    ours, theirs = lc.load_checkpoint(path).state(), uninterrupted.state()
    assert ours.keys() == theirs.keys()
    for name in ours.keys() - {"seconds"}:
        assert ours[name].tobytes() == theirs[name].tobytes(), name
