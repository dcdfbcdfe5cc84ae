"""Indices where a pointer has 32 bits, as in the browser: NumPy takes no 64-bit index there."""

import subprocess
import sys

import numpy as np
import pytest

import lstm_core as lc
from lstm_core.checkpoints import load_checkpoint, save_checkpoint
from lstm_core.lab.experiment import Experiment, LabSettings
from lstm_core.lab.files import load_experiment, save_experiment

TEXT = "to be, or not to be, that is the question: " * 5


@pytest.fixture
def narrow(monkeypatch):
    """Let NumPy refuse what it refuses in Pyodide, where its index type is int32."""
    take, bincount = np.take, np.bincount

    def fitting(indices):
        dtype = np.asarray(indices).dtype
        if not np.can_cast(dtype, np.int32, "safe"):
            raise TypeError(
                f"Cannot cast array data from {dtype} to int32 according to the rule 'safe'"
            )
        return indices

    monkeypatch.setattr(np, "intp", np.int32)
    monkeypatch.setattr(
        np, "take", lambda a, indices, *args, **kw: take(a, fitting(indices), *args, **kw)
    )
    monkeypatch.setattr(np, "bincount", lambda x, *args, **kw: bincount(fitting(x), *args, **kw))


def test_a_text_is_encoded_and_counted(narrow):
    vocabulary = lc.Vocabulary.from_text(TEXT)
    indices = vocabulary.encode(TEXT)
    assert vocabulary.decode(indices) == TEXT
    assert np.bincount(indices).sum() == len(TEXT)
    with pytest.raises(lc.TextError, match="does not know 'z'"):
        vocabulary.encode("z")


def test_a_network_trains(narrow):
    experiment = Experiment(TEXT, LabSettings(backend="numpy"))
    first = experiment.trainer.step().loss
    assert [experiment.trainer.step().loss for _ in range(30)][-1] < first
    assert experiment.baselines()["unigram"] < experiment.baselines()["uniform"]


def test_a_file_is_the_same_for_both_and_is_read_by_both(narrow, tmp_path, monkeypatch):
    vocabulary = lc.Vocabulary.from_text(TEXT)
    model = lc.CharLSTM(len(vocabulary), 5, seed=0, backend="numpy")
    trainer = lc.Trainer(model, vocabulary.encode(TEXT), optimizer=lc.Adam(0.01), sequence_length=10)
    trainer.step()
    save_checkpoint(trainer, tmp_path / "file.npz")
    with np.load(tmp_path / "file.npz") as stored:
        assert stored["indices"].dtype == np.int64
    losses = [load_checkpoint(tmp_path / "file.npz").step().loss]
    monkeypatch.undo()
    losses.append(load_checkpoint(tmp_path / "file.npz").step().loss)
    assert losses[0] == losses[1]


def test_the_checks_import_where_a_thread_has_no_number():
    code = """
import threading
del threading.get_native_id  # Pyodide has none
from lstm_core.exercises import encoding as check
check.make_vocabulary(lambda text: (sorted(set(text)), {}))
"""
    command = [sys.executable, "-c", code]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert "ImportError" not in answer.stderr, answer.stderr


def test_a_lab_file_is_read(narrow, tmp_path):
    experiment = Experiment(TEXT, LabSettings(backend="numpy"))
    list(experiment.run(1))
    save_experiment(experiment, tmp_path / "lab.npz")
    read = load_experiment(tmp_path / "lab.npz", backend="numpy")
    assert read.trainer.step().loss == experiment.trainer.step().loss
