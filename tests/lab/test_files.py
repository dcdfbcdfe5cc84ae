"""Experiments survive their files, and damaged files are told from whole ones."""

import csv
import io
import json
import zipfile

import numpy as np
import pytest

import lstm_core as lc
from lstm_core.lab.experiment import Experiment
from lstm_core.lab.files import curves_as_csv, load_experiment, save_experiment
from lstm_core.lab.settings import LabSettings

TEXT = "to be, or not to be, that is the question: "


@pytest.fixture
def experiment():
    made = Experiment(TEXT, LabSettings(hidden_size=6, seed=3, dtype="float32"))
    list(made.run(8))
    made.branch_from(made.snapshots()[4])
    made.learning_rate, made.clip_value = 0.1, None
    list(made.run(3))
    return made


@pytest.mark.parametrize("text", [TEXT, TEXT * 60], ids=["whole", "streams"])
def test_what_was_loaded_goes_on_bit_for_bit(tmp_path, text):
    experiment = Experiment(text, LabSettings(hidden_size=6))
    for _ in range(7):
        while experiment.advance() is None:
            pass
    save_experiment(experiment, tmp_path / "run.npz")
    loaded = load_experiment(tmp_path / "run.npz")
    expected = [report.loss for report in experiment.run(2)]
    assert [report.loss for report in loaded.run(2)] == expected
    vector = experiment.trainer.model.parameters.vector
    np.testing.assert_array_equal(loaded.trainer.model.parameters.vector, vector)


def test_history_settings_and_snapshots_are_all_there(tmp_path, experiment):
    save_experiment(experiment, tmp_path / "run.npz")
    loaded = load_experiment(tmp_path / "run.npz")
    assert (loaded.text, loaded.seed, loaded.active) == (TEXT, 3, 1)
    assert (loaded.learning_rate, loaded.clip_value) == (0.1, None)
    for ours, theirs in zip(loaded.branches, experiment.branches, strict=True):
        assert (ours.name, ours.parent, ours.first_step) == (
            *(theirs.name, theirs.parent, theirs.first_step),
        )
        assert ours.losses == theirs.losses
        assert ours.gradient_norms == theirs.gradient_norms
    steps = [snapshot.step for snapshot in experiment.snapshots()]
    assert [snapshot.step for snapshot in loaded.snapshots()] == steps
    loaded.branch_from(loaded.snapshots()[2])
    experiment.branch_from(experiment.snapshots()[2])
    assert [r.loss for r in loaded.run(3)] == [r.loss for r in experiment.run(3)]


def test_saving_in_the_middle_of_a_step_saves_what_was_before_it(tmp_path, experiment):
    experiment.advance()
    save_experiment(experiment, tmp_path / "run.npz")
    loaded = load_experiment(tmp_path / "run.npz")
    assert [r.loss for r in loaded.run(2)] == [r.loss for r in experiment.run(2)]


def change_description(path, change) -> None:
    with np.load(path) as file:
        arrays = dict(file)
    description = json.loads(str(arrays["experiment"]))
    change(description)
    np.savez(path, **arrays | {"experiment": np.array(json.dumps(description))})


@pytest.mark.parametrize(
    "change",
    [
        lambda saved: saved.update(format="new"),
        lambda saved: saved.update(format=0),
        lambda saved: saved.pop("seed"),
        lambda saved: saved.update(active=7),
        lambda saved: saved.update(active="A"),
        lambda saved: saved.update(branches=[]),
        lambda saved: saved["branches"][1].update(parent=1),
        lambda saved: saved["branches"][1].update(first_step=2),
        lambda saved: saved["branches"][0].update(spacing=0),
        lambda saved: saved["branches"][0]["snapshots"].append([99, 99.0, 1.0, 0.1, None]),
        lambda saved: saved["trainer"].update(sizes=[8, 7]),
        lambda saved: saved["trainer"].pop("optimizer"),
        lambda saved: saved["trainer"].update(model="CharGPT"),
    ],
)
def test_a_file_that_was_changed_is_refused(tmp_path, experiment, change):
    path = tmp_path / "run.npz"
    save_experiment(experiment, path)
    change_description(path, change)
    with pytest.raises(lc.FileError, match="no experiment that can be continued"):
        load_experiment(path)


def test_a_truncated_file_a_model_and_a_missing_file_are_refused(tmp_path, experiment):
    path = tmp_path / "run.npz"
    save_experiment(experiment, path)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(lc.FileError):
        load_experiment(path)
    experiment.trainer.model.save(path)
    with pytest.raises(lc.FileError, match="no saved experiment"):
        load_experiment(path)
    with pytest.raises(lc.FileError):
        load_experiment(tmp_path / "nowhere.npz")


def test_nothing_in_a_file_is_pickled(tmp_path, experiment):
    save_experiment(experiment, tmp_path / "run.npz")
    with zipfile.ZipFile(tmp_path / "run.npz") as archive:
        for name in archive.namelist():
            np.lib.format.read_array(io.BytesIO(archive.read(name)), allow_pickle=False)


def test_the_csv_has_a_line_for_every_step_of_every_branch(experiment):
    rows = list(csv.DictReader(io.StringIO(curves_as_csv(experiment))))
    assert [row["branch"] for row in rows] == ["A"] * 8 + ["B"] * 3
    assert [int(row["step"]) for row in rows] == [1, 2, 3, 4, 5, 6, 7, 8, 5, 6, 7]
    losses = [*experiment.branches[0].losses, *experiment.branches[1].losses]
    assert [float(row["loss_nats_per_character"]) for row in rows] == losses


def test_what_is_no_experiment_is_refused(tmp_path):
    with pytest.raises(lc.ArgumentError, match="experiment must be"):
        save_experiment("run", tmp_path / "run.npz")
    with pytest.raises(lc.ArgumentError, match="experiment must be"):
        curves_as_csv(None)
