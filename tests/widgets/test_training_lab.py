"""The training lab without a browser: what its buttons do, live and bit for bit."""

import asyncio
import json
import time
from types import SimpleNamespace

import numpy as np
import pytest
from live_lab import SLOW, TEXT, live, make, send, until
from matplotlib import pyplot as plt

import lstm_core as lc

pytest.importorskip("anywidget")

from lstm_core.lab import frame as frame_module
from lstm_core.lab.curve_thinning import thinned_curve
from lstm_core.lab.experiment import Experiment
from lstm_core.lab.sample_writer import SampleWriter
from lstm_core.lab.settings import LabSettings
from lstm_core.plots.card import PIXELS_PER_INCH
from lstm_core.widgets.shared import lifetime
from lstm_core.widgets.training_lab import viewers
from lstm_core.widgets.training_lab.cooperative_loop import SLICE, CooperativeLoop
from lstm_core.widgets.training_lab.widget import TrainingLab

# Training


def test_it_trains_to_the_last_epoch_with_the_numbers_of_the_trainer():
    async def scenario(made):
        lab = made()
        lab.start()
        assert lab.phase == "running"
        await lab.finished()
        assert (lab.phase, lab.experiment.epoch) == ("finished", 20)
        expected = Experiment(TEXT, LabSettings(hidden_size=6))
        assert list(lab.experiment.branches[0].losses) == [r.loss for r in expected.run(20)]

    live(scenario)


def test_start_goes_on_after_the_end_for_as_many_epochs_again():
    async def scenario(made):
        lab = made()
        for goal in (20, 40):
            lab.start()
            await lab.finished()
            assert lab.experiment.epoch == goal

    live(scenario)


def test_pause_and_start_change_no_number():
    async def scenario(made):
        lab = made(epochs=60)
        for _ in range(4):
            lab.start()
            await asyncio.sleep(0.012)
            lab.pause()
            await asyncio.sleep(0.01)
        lab.start()
        await lab.finished()
        expected = Experiment(TEXT, LabSettings(hidden_size=6))
        reports = list(expected.run(int(lab.experiment.epoch)))
        assert list(lab.experiment.branches[0].losses) == [r.loss for r in reports]

    live(scenario)


def test_a_paused_lab_does_not_train():
    async def scenario(made):
        lab = made(**SLOW)
        lab.start()
        await until(lambda: lab.experiment.trainer.step_count > 1)
        send(lab, do="pause")
        await until(lambda: lab.phase == "paused")
        steps = lab.experiment.trainer.step_count
        await asyncio.sleep(0.1)
        assert lab.experiment.trainer.step_count == steps
        assert lab.frame["phase"] == "paused"

    live(scenario)


def test_a_pause_takes_effect_in_the_middle_of_a_long_step():
    async def scenario(made):
        lab = made(text=TEXT * 46, hidden_size=256, epochs=1000)
        lab.start()
        trainer = lab.experiment.trainer
        await until(lambda: trainer._pieces is not None)
        send(lab, do="pause")
        await until(lambda: lab.phase == "paused")
        assert trainer.step_count == 0
        assert trainer._pieces is not None

    live(scenario)


def test_step_takes_one_step_and_needs_no_loop():
    lab = make()
    lab.step()
    assert (lab.experiment.trainer.step_count, lab.phase) == (1, "paused")
    lab.step()
    assert lab.experiment.trainer.step_count == 2
    assert lab.frame["loss"] == lab.experiment.loss


def test_start_without_an_event_loop_says_what_to_do():
    with pytest.raises(lc.ArgumentError, match="running event loop"):
        make().start()


def test_two_labs_train_side_by_side_without_disturbing_each_other():
    async def scenario(made):
        first, second = made(epochs=30), made(epochs=30, seed=5)
        first.start()
        second.start()
        await asyncio.gather(first.finished(), second.finished())
        for lab, seed in ((first, 0), (second, 5)):
            expected = Experiment(TEXT, LabSettings(hidden_size=6, seed=seed))
            assert list(lab.experiment.branches[0].losses) == [r.loss for r in expected.run(30)]

    live(scenario)


def test_a_long_stretch_without_the_loop_loses_nothing():
    async def scenario(made):
        lab = made(epochs=50)
        lab.start()
        await asyncio.sleep(0.02)
        end = asyncio.get_running_loop().time() + 0.3
        while asyncio.get_running_loop().time() < end:
            pass  # another cell runs
        await lab.finished()
        assert lab.experiment.epoch == 50

    live(scenario)


# Settings


def test_learning_rate_and_clipping_act_while_it_runs():
    async def scenario(made):
        lab = made(**SLOW)
        lab.start()
        send(lab, do="set", learning_rate=0.2, clip_value=None)
        await until(lambda: lab.learning_rate == 0.2)
        assert lab.clip_value is None
        assert lab.summary["learning_rate"] == 0.2
        assert lab.phase == "running"

    live(scenario)


def test_reset_takes_size_seed_and_text_and_keeps_the_sliders():
    lab = make()
    lab.step()
    lab.learning_rate = 0.3
    lab.reset(hidden_size=9, seed=4, text="another text")
    assert (lab.experiment.hidden_size, lab.experiment.seed) == (9, 4)
    assert (lab.experiment.text, lab.learning_rate) == ("another text", 0.3)
    assert (lab.phase, lab.experiment.trainer.step_count) == ("ready", 0)
    assert lab.summary["H"] == 9


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ({"do": "reset", "text": ""}, "is empty"),
        ({"do": "reset", "text": "a"}, "one character"),
        ({"do": "reset", "text": "aaaa"}, "one character"),
        ({"do": "reset", "text": "ab" * 600_000}, "1,200,000 bytes"),
        ({"do": "reset", "text": 7}, "must be a str"),
        ({"do": "reset", "text": "".join(map(chr, range(5001)))}, "5,001 different characters"),
        ({"do": "reset", "hidden_size": 1000}, "at most 256"),
        ({"do": "set", "learning_rate": -1}, "learning_rate"),
        ({"do": "set", "learning_rate": 10.1}, "learning_rate must be at most 10 in the lab"),
        ({"do": "set", "clip_value": 1e6}, "clip_value must be at most 100 in the lab"),
        ({"do": "reset", "learning_rate": 1e6}, "learning_rate must be at most 10 in the lab"),
        ({"do": "undo"}, "There is nothing to undo"),
        ({"do": "select", "branch": 1, "epoch": 0}, "branch must be an integer of 0 to 0"),
        ({"do": "select", "branch": 0, "epoch": -1}, "epoch must be a finite number"),
        ({"do": "set", "momentum": 1}, "momentum"),
        ({"do": "travel", "index": 99}, "index must be 0 to"),
        ({"do": "branch"}, "First select"),
        ({"do": "look", "gate": "garden"}, "gate must be"),
        ({"do": "explode"}, "command must be"),
        ({"do": "file", "kind": "exe"}, "kind must be"),
    ],
)
def test_what_cannot_be_done_is_said_and_training_goes_on(order, words):
    async def scenario(made):
        lab = made(**SLOW)
        lab.start()
        experiment = lab.experiment
        send(lab, **order)
        await until(lambda: lab.frame["message"])
        assert words in lab.frame["message"]
        assert lab.experiment is experiment
        assert lab.phase in ("running", "paused")

    live(scenario)


def test_a_file_of_a_run_with_a_learning_rate_that_the_lab_does_not_allow_is_refused(tmp_path):
    lab, other = make(), make(seed=9)
    other.experiment.learning_rate = 1e3
    other.save(tmp_path / "other.npz")
    with pytest.raises(lc.ArgumentError, match="at most 10 in the lab"):
        lab.load(tmp_path / "other.npz")
    assert lab.summary["seed"] == lab.experiment.seed == 0


def test_a_training_that_diverges_is_told_and_reset_recovers():
    async def scenario(made):
        lab = made(clip_value=None)
        lab.step()
        lab.experiment.learning_rate = 1e308
        lab.start()
        with pytest.raises(lc.DivergenceError):
            await lab.finished()
        assert lab.phase == "failed"
        assert "stopped being finite" in lab.frame["message"]
        send(lab, do="reset", learning_rate=0.05)
        await until(lambda: lab.phase == "ready")
        assert lab.frame["message"] == ""
        lab.start()
        await lab.finished()
        assert lab.phase == "finished"

    live(scenario)


def test_an_error_that_nobody_foresaw_is_shown_and_reset_recovers(monkeypatch):
    async def scenario(made):
        lab = made(epochs=500)
        with monkeypatch.context() as broken:
            broken.setattr(Experiment, "advance", lambda self: 1 / 0)
            lab.start()
            await until(lambda: lab.phase == "failed")
            assert "ZeroDivisionError" in lab.frame["message"]
        lab.reset()
        lab.start()
        await lab.finished()
        assert lab.experiment.epoch == 500

    live(scenario)


# Time travel


def test_the_past_is_shown_as_it_was():
    lab = make()
    losses, texts = [], []
    for _ in range(6):
        lab.step()
        losses.append(lab.experiment.loss)
        texts.append(lab.experiment.trainer.model.parameters.vector.copy())
    lab.travel(3)
    assert lab.frame["viewing"] == 3
    assert lab.frame["loss"] == losses[2]
    model = lc.CharLSTM(lab.summary["V"], 6)
    model.parameters.vector[...] = texts[2]
    trace = model.forward(lab.experiment.trainer.indices[: lab.summary["window"]])
    heat = np.frombuffer(lab.frame["heat"], np.float32).reshape(-1, 6)
    np.testing.assert_array_equal(heat, trace.forget_gate.astype(np.float32))
    prefix = lab.frame["prefix"]
    expected = lc.sample(
        model, lab.experiment.vocabulary, prefix, len(lab.frame["sample"]), temperature=0.8, seed=0
    )
    assert prefix + lab.frame["sample"] == expected


def test_a_branch_repeats_the_original_bit_for_bit_and_both_curves_stay():
    async def scenario(made):
        lab = made()
        lab.start()
        await lab.finished()
        send(lab, do="travel", index=8)
        send(lab, do="branch")
        await until(lambda: lab.experiment.active == 1)
        lab.start()
        await lab.finished()
        original, branch = lab.experiment.branches
        assert branch.losses == original.losses[8:]
        assert len(lab.old_curves) == 2
        assert [b["name"] for b in lab.summary["branches"]] == ["A", "B"]
        points = np.frombuffer(lab.frame["curve"], np.float32).reshape(-1, 3)
        np.testing.assert_allclose(points[:, 1], branch.losses, rtol=1e-6)

    live(scenario)


def test_a_branch_begins_with_a_text_of_its_own_and_its_figure_says_whose_it_is():
    lab = make()
    for _ in range(8):
        lab.step()
    assert lab.frame["sample_epoch"] == 8 and lab.figure().axes[0].get_title().startswith("Loss ")
    lab.travel(3)
    lab.branch()
    assert lab.frame["sample_epoch"] == 3
    lab.step()
    assert lab.figure().axes[0].get_title().startswith("Branch B: loss ")


def test_moving_the_time_slider_pauses_and_start_returns_to_the_present():
    async def scenario(made):
        lab = made(**SLOW)
        lab.start()
        await until(lambda: lab.experiment.trainer.step_count > 2)
        send(lab, do="travel", index=1, request="7")
        await until(lambda: lab.frame["viewing"] == 1)
        assert (lab.phase, lab.frame["answered"]) == ("paused", "7")
        send(lab, do="start")
        await until(lambda: lab.phase == "running")
        assert lab.frame["viewing"] is None

    live(scenario)


def test_the_gradient_of_the_past_is_shown_too_and_across_a_branch():
    lab = make()
    assert lab.frame["gradient_norm"] is None
    for _ in range(5):
        lab.step()
    norms = list(lab.experiment.branches[0].gradient_norms)
    assert lab.frame["gradient_norm"] == norms[4]
    lab.travel(2)
    assert lab.frame["gradient_norm"] == norms[1]
    lab.branch()
    assert lab.frame["gradient_norm"] == norms[1]
    lab.step()
    lab.travel(1)
    assert lab.frame["gradient_norm"] == norms[0]
    lab.travel(0)
    assert lab.frame["gradient_norm"] is None


def test_a_point_of_a_curve_selects_the_nearest_snapshot_also_on_a_branch_that_was_left():
    lab = make()
    for _ in range(8):
        lab.step()
    lab.travel(3)
    lab.branch()
    for _ in range(2):
        lab.step()
    original, branch = lab.experiment.branches
    for line, epoch, step, looked_along in (
        (1, 4.4, 4, 1),
        (1, 2.0, 2, 1),
        (0, 2, 2, 1),
        (0, 99, 8, 0),
    ):
        lab._command(do="select", branch=line, epoch=epoch)
        assert (lab.frame["epoch"], lab.frame["line"]) == (step, looked_along)
        epochs = np.frombuffer(lab.frame["snapshots"], np.float32)
        assert epochs[lab.frame["viewing"]] == step
    lab.branch()
    lab.step()
    assert (lab.summary["branches"][2]["parent"], lab.experiment.branches[2].first_step) == (0, 8)
    assert len(original.losses) == 8 and len(branch.losses) == 2


# Undo


def everything(lab):
    """Return all that a run consists of, as bytes and numbers, but for the time that it took."""
    experiment = lab.experiment

    def numbers(state):
        return {name: values.tobytes() for name, values in state.items() if name != "seconds"}

    return (
        (lab.phase, lab.session.message, lab.session.target, lab.session.settings, experiment.active),
        numbers(experiment.trainer.state()),
        [
            (branch.name, branch.parent, branch.first_step, branch.losses, branch.gradient_norms)
            for branch in experiment.branches
        ],
        [
            [(kept.step, repr(kept.loss), numbers(kept.state)) for kept in branch.snapshots.kept]
            for branch in experiment.branches
        ],
    )


@pytest.mark.parametrize("how", ["reset", "another text", "load"])
def test_undo_brings_back_run_branches_snapshots_and_model_bit_for_bit(how, tmp_path):
    lab, other = make(), make(seed=9)
    other.step()
    other.save(tmp_path / "other.npz")
    for _ in range(6):
        lab.step()
    lab.travel(3)
    lab.branch()
    lab.learning_rate = 0.3
    lab.step()
    before = everything(lab)
    if how == "load":
        lab.load(tmp_path / "other.npz")
    else:
        lab.reset(**({"text": "another text"} if how == "another text" else {"hidden_size": 3}))
        lab.reset(seed=5)  # a run that has not trained takes no one's place
    assert (lab.summary["undo_epoch"], lab.frame["epoch"]) == (4, 1 if how == "load" else 0)
    lab.undo()
    assert everything(lab) == before
    assert (lab.frame["epoch"], lab.summary["undo_epoch"]) == (4, 1 if how == "load" else None)
    assert lab.frame["loss"] == lab.experiment.loss
    lab.step()
    again = make()
    for _ in range(6):
        again.step()
    again.travel(3)
    again.branch()
    again.learning_rate = 0.3
    for _ in range(2):
        again.step()
    assert everything(lab) == everything(again)


def test_undo_in_the_middle_of_a_run_keeps_both_runs():
    async def scenario(made):
        lab = made(**SLOW)
        lab.start()
        await until(lambda: lab.experiment.trainer.step_count > 2)
        send(lab, do="reset", hidden_size=7)
        await until(lambda: lab.experiment.hidden_size == 7)
        first = lab.session._replaced["experiment"]
        state = first.trainer.state()
        lab.start()
        await until(lambda: lab.experiment.trainer.step_count > 2)
        second = lab.experiment
        send(lab, do="undo")
        await until(lambda: lab.experiment is first)
        assert lab.phase == "paused"
        for name, values in first.trainer.state().items():
            np.testing.assert_array_equal(values, state[name])
        send(lab, do="undo")
        await until(lambda: lab.experiment is second)
        assert lab.phase == "paused"

    live(scenario)


# Pictures


def test_the_window_shows_the_gates_of_the_last_step():
    lab = make(text=TEXT * 3)
    lab.step()
    (trace,) = lab.experiment.trainer.traces
    for gate, values in {"forget": trace.forget_gate, "cell": trace.cell_state}.items():
        lab._command(do="look", gate=gate, start=20)
        heat = np.frombuffer(lab.frame["heat"], np.float32).reshape(-1, 6)
        np.testing.assert_array_equal(heat, values[20:80].astype(np.float32))
        assert lab.frame["window"] == lab.experiment.text[20:80]


def test_a_long_text_shows_its_window_as_the_network_reads_it_now():
    lab = make(text=TEXT * 60)
    lab._command(do="look", start=1000)
    trace = lab.experiment.trainer.model.forward(lab.experiment.trainer.indices[744:1060])
    heat = np.frombuffer(lab.frame["heat"], np.float32).reshape(-1, 6)
    np.testing.assert_array_equal(heat, trace.forget_gate[256:].astype(np.float32))


def test_a_window_beyond_the_end_is_held_inside_the_text():
    lab = make()
    lab._command(do="look", start=10_000)
    assert lab.frame["start"] + lab.summary["window"] == len(TEXT) - 1


def test_a_long_curve_is_thinned_but_keeps_its_peaks():
    experiment = Experiment(TEXT, LabSettings(hidden_size=2))
    line = experiment.branches[0]
    line.losses.extend([1.0] * 10_000)
    line.gradient_norms.extend(np.arange(10_000.0))
    line.losses[4321] = 9.0
    points = thinned_curve(experiment, 0)
    assert len(points) <= 601
    assert points[:, 1].max() == 9.0
    assert points[points[:, 1].argmax(), 0] == 4322
    assert points[-1, 0] == 10_000


def test_a_gradient_longer_than_float32_can_say_is_drawn_without_a_warning():
    experiment = Experiment(TEXT, LabSettings(hidden_size=2))
    experiment.branches[0].losses.extend([2.0, 3.0])
    experiment.branches[0].gradient_norms.extend([1.0, 1e300])
    assert thinned_curve(experiment, 0)[:, 2].tolist() == [1.0, np.finfo(np.float32).max]


def test_a_kept_point_stays_kept_while_the_curve_grows():
    experiment = Experiment(TEXT, LabSettings(hidden_size=2))
    line = experiment.branches[0]
    generator = np.random.default_rng(0)

    def grow(count):
        line.losses.extend(generator.random(count))
        line.gradient_norms.extend(generator.random(count))
        return {tuple(point) for point in thinned_curve(experiment, 0)}

    early, late = grow(2_100), grow(30)
    assert len(early - late) <= 3  # the last stretch was not whole
    assert max(len(early), len(late)) <= 601


def test_a_training_that_ends_within_one_slice_is_shown_at_once():
    async def scenario(made):
        lab = made(text="abab", hidden_size=1, epochs=1)
        lab.start()
        await lab.finished()
        assert (lab.frame["phase"], lab.frame["epoch"]) == ("finished", 1)
        send(lab, do="step")
        await until(lambda: lab.experiment.epoch == 2)
        assert (lab.frame["epoch"], lab.frame["loss"]) == (2, lab.experiment.loss)

    live(scenario)


def test_a_pause_does_not_wait_for_the_sample_and_the_sample_comes_after():
    async def scenario(made):
        lab = made(epochs=100_000)
        lab.start()
        await until(lambda: lab.experiment.epoch > 5)
        shown, show = [], lab._show

        def kept(**settings):
            shown.append((lab.phase, lab.session.is_written))
            show(**settings)

        lab._show = kept
        send(lab, do="pause")
        await until(lambda: lab.phase == "paused" and lab.session.is_written and not lab._is_due)
        assert shown[shown.index(("paused", False)) :][-1] == ("paused", True)
        assert lab.frame["sample_epoch"] == lab.experiment.epoch
        model, letters = lab.experiment.trainer.model, lab.experiment.vocabulary
        expected = lc.sample(model, letters, lab.frame["prefix"], 120, temperature=0.8, seed=0)
        assert lab.frame["prefix"] + lab.frame["sample"] == expected

    live(scenario)


def test_a_network_that_cannot_write_any_more_does_not_stop_the_lab():
    lab = make()
    lab.step()
    lab.experiment.trainer.model.parameters.W_y[...] = np.inf
    lab.session._writer = SampleWriter(lab.experiment)
    for _ in range(3):
        lab.session.write(5)
    assert lab.session.is_written
    assert (lab.phase, lab.session._sample.text) == ("paused", "")


def test_a_refusal_is_forgotten_with_the_next_order_that_can_be_obeyed():
    lab = make()
    send(lab, do="travel", index=99)
    send(lab, do="look", start=3)
    lab._loop.handle_all()
    assert "index must be" in lab.frame["message"]
    send(lab, do="set", learning_rate=0.1)
    lab._loop.handle_all()
    assert lab.frame["message"] == ""


def test_a_frame_can_be_sent_and_is_small():
    lab = make(**SLOW)
    lab.step()
    frame = {k: v for k, v in lab.frame.items() if not isinstance(v, bytes)}
    json.dumps([frame, lab.summary], allow_nan=False)
    assert sum(len(v) for v in lab.frame.values() if isinstance(v, bytes)) < 40_000


def test_the_figure_and_the_text_tell_the_same():
    lab = make()
    untrained = lab.figure()
    assert "not been trained" in untrained.get_label()
    assert untrained.axes[0].get_xlim() == (0, lab.summary["epochs"])
    lab.step()
    assert f"{lab.experiment.loss:.3f}" in lab.figure().get_label()
    assert repr(lab) == "TrainingLab(text of 43 characters, H=6, seed=0, epoch=1, phase='paused')"
    data, metadata = lab._repr_mimebundle_()
    assert {"image/png", "text/plain"} <= set(data)
    assert metadata["image/png"]["alt"]
    plt.close("all")


def test_in_the_figure_the_colour_bar_is_beside_its_map_and_the_levels_below_the_frame():
    lab = make()
    lab.step()
    figure = lab.figure()
    figure.draw_without_rendering()
    curves, gates = figure.axes
    pixel = figure.dpi / PIXELS_PER_INCH
    assert curves.get_ylim()[1] > 1.03 * max(lab.experiment.baselines().values())
    (bar,) = gates.child_axes
    assert 0 < (bar.get_window_extent().x0 - gates.get_window_extent().x1) / pixel < 20
    assert bar.get_window_extent().height == pytest.approx(gates.get_window_extent().height)
    plt.close("all")


# Files


def test_a_saved_lab_goes_on_bit_for_bit(tmp_path):
    lab, other = make(), make(seed=9)
    for _ in range(5):
        lab.step()
    lab.save(tmp_path / "lab.npz")
    other.load(tmp_path / "lab.npz")
    for _ in range(3):
        lab.step()
        other.step()
    assert other.experiment.branches[0].losses == lab.experiment.branches[0].losses
    assert other.summary["seed"] == 0


def test_files_are_sent_to_the_browser(monkeypatch):
    lab, sent = make(), []
    monkeypatch.setattr(lab, "send", lambda content, buffers: sent.append((content, buffers[0])))
    lab.step()
    for kind in ("npz", "csv", "svg", "png"):
        send(lab, do="file", kind=kind)
    lab._loop.handle_all()
    assert [content["name"] for content, _ in sent] == [
        f"training-lab.{kind}" for kind in ("npz", "csv", "svg", "png")
    ]
    beginnings = [bytes(body[:4]) for _, body in sent]
    assert beginnings == [b"PK\x03\x04", b"bran", b"<?xm", b"\x89PNG"]
    other = make(seed=3)
    send(other, [sent[0][1]], do="load")
    other._loop.handle_all()
    assert other.experiment.loss == lab.experiment.loss


def test_an_answer_names_the_request_so_that_one_view_takes_it(monkeypatch):
    lab, sent = make(), []
    monkeypatch.setattr(lab, "send", lambda content, buffers: sent.append(content))
    send(lab, do="file", kind="csv", request="view-1 4")
    lab._loop.handle_all()
    assert sent[0]["request"] == lab.frame["answered"] == "view-1 4"


def test_a_large_file_comes_in_parts(tmp_path):
    lab, other = make(), make(seed=9)
    lab.step()
    lab.save(tmp_path / "lab.npz")
    content = (tmp_path / "lab.npz").read_bytes()
    cuts = [0, 1000, 2000, len(content)]
    send(other, [b"of another file that was given up"], do="load", part=0, parts=9)
    for part in range(3):
        other._loop.handle_all()
        assert other.summary["seed"] == 9
        send(other, [content[cuts[part] : cuts[part + 1]]], do="load", part=part, parts=3)
    other._loop.handle_all()
    assert other.summary["seed"] == 0
    assert other.experiment.loss == lab.experiment.loss


def test_a_file_that_is_no_lab_is_refused_and_this_one_stays():
    lab = make()
    lab.step()
    send(lab, [b"not a lab"], do="load")
    lab._loop.handle_all()
    assert lab.frame["message"].startswith("The chosen file ")
    assert lab.experiment.trainer.step_count == 1


@pytest.mark.parametrize("numbers", [(1, 3), (0, 0), (-1, 3), (3, 3), ("0", 1), (0, True)])
def test_parts_that_come_out_of_order_are_refused(tmp_path, numbers):
    lab, (part, parts) = make(), numbers
    lab.save(tmp_path / "lab.npz")
    send(lab, [(tmp_path / "lab.npz").read_bytes()], do="load", part=part, parts=parts)
    lab._loop.handle_all()
    assert lab.frame["message"]


def test_the_task_ends_whenever_it_is_told_to():
    """`asyncio.wait_for` swallows a cancellation that comes together with what it waits for."""

    async def scenario(_):
        alive = []
        for k in range(60):
            loop = CooperativeLoop(handle=print, work=lambda: False, rest=lambda: 0.001, fail=print)
            loop.start()
            await asyncio.sleep(0.001 + (k % 7) * 0.0002)
            loop.wake()
            await asyncio.sleep(0)
            loop.stop()
            await asyncio.sleep(0.003)
            alive.append(loop.is_alive)
            loop.stop()
        assert not any(alive)

    live(scenario)


def test_a_message_that_takes_turns_of_the_loop_to_come_in_does_not_wait_for_as_many_slices():
    """What Jupyter does with a message: it is handed on from callback to callback."""

    async def scenario(_):
        worked, on_arrival, failures = [], [], []

        def work():
            worked.append(time.perf_counter())
            time.sleep(0.001)
            return True

        loop = CooperativeLoop(
            handle=on_arrival.append, work=work, rest=lambda: 0, fail=failures.append
        )

        def hand_on(times):
            if times:
                asyncio.get_running_loop().call_soon(hand_on, times - 1)
            else:
                on_arrival.append(len(worked) - before)

        loop.start()
        await asyncio.sleep(0.05)
        before = len(worked)
        hand_on(6)
        await until(lambda: on_arrival)
        loop.stop()
        pieces_of_a_slice = SLICE / 0.001
        assert not failures
        assert on_arrival[0] <= 2 * pieces_of_a_slice

    live(scenario)


# Places


def test_a_cell_that_runs_again_pauses_its_labs_and_two_in_one_run_live(monkeypatch):
    async def scenario(made):
        place = ["cell", "run 1"]
        shell = SimpleNamespace(events=SimpleNamespace(register=lambda *_: None))
        monkeypatch.setattr(lifetime, "get_ipython", lambda: shell)
        monkeypatch.setattr(lifetime, "running_cell", lambda: tuple(place))
        first, second = made(**SLOW), made(**SLOW)
        first.start()
        second.start()
        place[1] = "run 2"
        third = made(**SLOW)
        assert (first.phase, second.phase, third.phase) == ("paused", "paused", "ready")
        first.start()
        assert first.phase == "running", "held by a variable, it is not closed"

    live(scenario)


def test_a_lab_whose_views_have_gone_pauses(monkeypatch):
    monkeypatch.setattr(viewers, "GRACE", 0.05)

    async def scenario(made):
        lab = made(**SLOW)
        lab.start()
        send(lab, do="view", view="a", gone=False)
        send(lab, do="view", view="b", gone=False)
        send(lab, do="view", view="a", gone=True)
        await asyncio.sleep(0.2)
        assert lab.phase == "running"
        send(lab, do="view", view="b", gone=True)
        await until(lambda: lab.phase == "paused")
        assert lab.frame["phase"] == "paused"

    live(scenario)


def test_a_lab_that_nobody_has_looked_at_trains_on(monkeypatch):
    monkeypatch.setattr(viewers, "GRACE", 0.01)

    async def scenario(made):
        lab = made(epochs=200)
        lab.start()
        await lab.finished()
        assert lab.experiment.epoch == 200

    live(scenario)


@pytest.mark.parametrize(
    ("settings", "error"),
    [
        ({"text": ""}, lc.TextError),
        ({"text": "zzzz"}, lc.TextError),
        ({"text": None}, lc.ArgumentError),
        ({"hidden_size": 257}, lc.ArgumentError),
        ({"hidden_size": "big"}, lc.ArgumentError),
        ({"epochs": 0}, lc.ArgumentError),
        ({"epochs": 10**9}, lc.ArgumentError),
        ({"learning_rate": 0}, lc.ArgumentError),
        ({"clip_value": 0}, lc.ArgumentError),
        ({"learning_rate": 10.1}, lc.ArgumentError),
        ({"clip_value": 101}, lc.ArgumentError),
        ({"seed": -1}, lc.ArgumentError),
    ],
)
def test_a_wrong_argument_is_refused(settings, error):
    with pytest.raises(error):
        make(**settings)


def test_the_lab_sends_what_its_types_say():
    lab = TrainingLab(TEXT, hidden_size=2)
    assert set(lab.frame) == {*frame_module.Frame.__annotations__, "number", "answered"}
    assert set(lab.summary) == set(frame_module.Summary.__annotations__)
    assert set(lab.summary["branches"][0]) == set(frame_module.BranchSummary.__annotations__)
