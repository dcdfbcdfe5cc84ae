"""A long training run: stopped at any step and continued, it is the run that never stopped."""

import csv
import json
import math
import os
import re
import signal
import subprocess
import sys
from dataclasses import asdict, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from matplotlib import pyplot as plt

import lstm_core as lc
import shakespeare_run
from shakespeare_run import COLUMNS, Run, Settings, cosine_rate

ROOT = Path(__file__).resolve().parent.parent.parent
WORDS = "to be, or not to be: that is the question. Whether 'tis nobler in the mind to suffer\n"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    path = tmp_path_factory.mktemp("text") / "words.txt"
    path.write_text(WORDS * 12, encoding="utf-8")
    return Settings(
        hidden_size=6,
        num_layers=2,
        dropout=0.3,
        batch_size=4,
        sequence_length=30,
        epochs=4,
        learning_rate=0.02,
        warmup=3,
        text=str(path),
    )


def bits(run):
    """All numbers of a run."""
    state = {name: array.tobytes() for name, array in run.trainer.state().items() if name != "seconds"}
    return state, run.history, run.summed


def stop_after(run, steps):
    """Set `stop` while the given step is under way, as Ctrl-C does."""
    step = run.trainer.step

    def counted():
        nonlocal steps
        steps -= 1
        run.stop = steps == 0
        return step()

    run.trainer.step = counted


@pytest.fixture(scope="module")
def uninterrupted(tiny, tmp_path_factory):
    run = Run(tmp_path_factory.mktemp("runs") / "whole", tiny)
    run.train()
    return run


@pytest.mark.parametrize("stops", [[1], [9], [3, 5, 1, 7], [8, 8]])
def test_a_run_that_was_stopped_continues_bit_for_bit(tiny, uninterrupted, tmp_path, stops):
    for steps in stops:
        run = Run(tmp_path / "run", tiny)
        stop_after(run, steps)
        run.train()
        assert not run.is_over
    assert run.trainer.step_count == sum(stops)
    last = Run(tmp_path / "run", tiny)
    last.train()
    assert last.is_over
    assert bits(last) == bits(uninterrupted)
    ours, theirs = (each.folder for each in (last, uninterrupted))
    assert (ours / "loss.csv").read_text() == (theirs / "loss.csv").read_text()
    for sample in (theirs / "samples").iterdir():
        assert (ours / "samples" / sample.name).read_text() == sample.read_text()


def test_ctrl_c_ends_a_process_after_its_step_and_the_same_command_goes_on(
    tiny, uninterrupted, tmp_path
):
    options = [f"--{name.replace('_', '-')}={value}" for name, value in asdict(tiny).items()]
    command = [sys.executable, str(ROOT / "tools" / "shakespeare_run.py"), *options]
    command += [f"--folder={tmp_path / 'run'}"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    first = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    line = first.stdout.readline()
    assert line.startswith("epoch   1"), line
    first.send_signal(signal.SIGINT)
    answer = first.communicate(timeout=120)[0]
    assert first.returncode == 0, answer
    second = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120)
    assert second.returncode == 0, second.stderr
    assert "is over" in second.stdout
    assert bits(Run(tmp_path / "run", tiny)) == bits(uninterrupted)


def test_a_folder_holds_the_curve_the_settings_samples_and_the_best_network(tiny, uninterrupted):
    folder = uninterrupted.folder
    with (folder / "loss.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    assert [int(row["epoch"]) for row in rows] == [1, 2, 3, 4]
    losses = [float(row["validation_loss"]) for row in rows]
    assert losses[-1] < losses[0] < math.log(30)
    best = lc.StackedCharLSTM.load(folder / "best.npz", vocabulary=uninterrupted.vocabulary)
    streams = uninterrupted._validation_streams()
    again = lc.validation_loss(best, uninterrupted.held_out, batch_size=streams)
    assert again == pytest.approx(min(losses), rel=1e-6)
    assert float(rows[0]["validation_bits"]) == pytest.approx(losses[0] / math.log(2))
    stored = json.loads((folder / "run.json").read_text())
    assert stored["settings"] == asdict(tiny)
    assert (folder / "loss.png").read_bytes().startswith(b"\x89PNG")
    assert len(list(folder.glob("step_*.npz"))) == 1
    assert not list(folder.glob("*.part"))
    assert all(len(path.read_text()) == 402 for path in (folder / "samples").iterdir())


def test_no_figure_stays_open_however_often_a_run_is_saved(tmp_path):
    history = [{"training_loss": 3.0, "validation_loss": 3.1}] * 2
    before = plt.get_fignums()
    shakespeare_run.draw(tmp_path / "loss.png", history, 65)
    assert plt.get_fignums() == before
    assert (tmp_path / "loss.png").read_bytes().startswith(b"\x89PNG")


def test_the_text_is_split_in_order_and_no_character_is_in_both_parts(tiny, tmp_path):
    run = Run(tmp_path, tiny)
    text = WORDS * 12
    assert run.vocabulary.decode(np.concatenate([run.training, run.held_out])) == text
    assert len(run.held_out) == pytest.approx(len(text) / 10, abs=1)


def test_other_settings_are_refused(tiny, uninterrupted, tmp_path):
    with pytest.raises(SystemExit, match="other settings"):
        Run(uninterrupted.folder, replace(tiny, dropout=0.5))


def test_training_ends_when_the_validation_loss_has_not_fallen_for_some_epochs(tiny, tmp_path):
    run = Run(tmp_path, replace(tiny, patience=2))
    for losses, is_over in (([3.0, 2.0], False), ([2.0, 2.1], False), ([2.0, 2.1, 2.2], True)):
        run.history = [{"validation_loss": loss} for loss in losses]
        assert run.is_over is is_over


def test_a_killed_run_goes_on_from_its_last_checkpoint(tiny, uninterrupted, tmp_path):
    run = Run(tmp_path, tiny)
    stop_after(run, 5)
    run.train()
    (tmp_path / "step_00000009.npz").write_bytes(b"half a file")  # and run.json not yet written
    (tmp_path / "loss.csv").write_text("epoch")
    again = Run(tmp_path, tiny)
    assert again.trainer.step_count == 5
    again.train()
    assert bits(again) == bits(uninterrupted)


def test_the_learning_rate_rises_and_falls_along_a_cosine():
    settings = Settings(learning_rate=1.0, warmup=10, final_rate=0.1)
    rates = [cosine_rate(step, 110, settings) for step in range(120)]
    assert rates[:10] == pytest.approx([(k + 1) / 10 for k in range(10)])
    assert rates[10] == pytest.approx(1.0)
    assert rates[60] == pytest.approx(0.55)
    assert rates[110] == rates[119] == pytest.approx(0.1)
    assert all(a >= b for a, b in pairwise(rates[10:]))


def test_the_run_uses_the_rate_of_the_schedule(uninterrupted, tiny):
    last = uninterrupted.trainer.step_count - 1
    expected = cosine_rate(last, uninterrupted.steps, tiny)
    assert uninterrupted.trainer.optimizer.learning_rate == pytest.approx(expected)
    assert uninterrupted.steps == uninterrupted.trainer.step_count


def test_checkpoints_stay_outside_what_git_follows():
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert "/build/" in ignored
    options = shakespeare_run.parse([])
    assert options.folder is None
    assert re.search(r'"build" / "shakespeare"', Path(shakespeare_run.__file__).read_text())
