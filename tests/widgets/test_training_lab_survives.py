"""What a lab lives through: malformed commands and files, observers that fail, lost connections."""

import asyncio
import random

import numpy as np
import pytest
import strange
from live_lab import SLOW, TEXT, live, make, send, until
from page import Page, page_of

import lstm_core as lc
from lstm_core.lab.experiment import Experiment
from lstm_core.lab.files import experiment_bytes
from lstm_core.lab.settings import LabSettings
from lstm_core.widgets.training_lab import files as lab_files
from lstm_core.widgets.training_lab.commands import COMMANDS

DETAILS = {
    "text": "abab",
    "hidden_size": 3,
    "seed": 0,
    "learning_rate": 0.1,
    "clip_value": 1.0,
    "gate": "cell",
    "start": 2,
    "index": 0,
    "branch": 0,
    "epoch": 1.0,
    "view": "v",
    "gone": False,
    "kind": "csv",
    "part": 0,
    "parts": 1,
}


async def every_button_works(lab):
    """Press each button as the page would, and see that it has done what it says."""
    lab.session.epochs = 100_000
    send(lab, do="reset", hidden_size=4)
    await until(lambda: (lab.phase, lab.experiment.hidden_size) == ("ready", 4))
    assert lab.frame["message"] == "" or "observes" in lab.frame["message"]
    send(lab, do="step")
    await until(lambda: lab.experiment.trainer.step_count == 1 and lab.phase == "paused")
    send(lab, do="start")
    await until(lambda: lab.experiment.trainer.step_count > 3)
    send(lab, do="set", learning_rate=0.02)
    await until(lambda: lab.learning_rate == 0.02)
    send(lab, do="pause")
    await until(lambda: lab.frame["phase"] == "paused")
    send(lab, do="travel", index=1)
    await until(lambda: lab.frame["viewing"] == 1)
    send(lab, do="look", gate="cell")
    await until(lambda: lab.frame["gate"] == "cell")
    send(lab, do="branch")
    await until(lambda: lab.experiment.active == 1)
    send(lab, do="present", request="last")
    await until(lambda: lab.frame["answered"] == "last")


# Commands


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ({"do": "look", "x": 1}, "look takes gate, start, but came with 'x'"),
        ({"do": "travel"}, "travel takes index, but came without index"),
        ({"do": "view"}, "without view, gone"),
        ({"do": "pause", "now": True}, "pause takes nothing"),
        ({"do": "reset", "snapshot_bytes": 1}, "came with 'snapshot_bytes'"),
        ({"do": "reset", "backend": "reference"}, "came with 'backend'"),
        ({"do": "reset", "dtype": "float32"}, "came with 'dtype'"),
        ({"do": ["look"]}, "command must be one of"),
        ({"do": None}, "command must be one of"),
        ({"do": "look", "start": float("nan")}, "start must be an integer"),
        ({"do": "travel", "index": 10**30}, "index must be 0 to"),
        ({"do": "set", "learning_rate": float("inf")}, "learning_rate"),
        ({"do": "look", "gate": "cell", "request": 5}, "request must be a str"),
        ({"do": "look", "gate": "cell", "request": "9" * 200}, "request must be a str"),
        ({"do": "view", "view": 5, "gone": False}, "view must be a str"),
        ({"do": "view", "view": "a", "gone": 0}, "gone must be True or False"),
        ({"do": "load"}, "did not arrive"),
        ({"do": "load", "parts": 10**9}, "parts must be an integer of 1 to 100"),
    ],
)
def test_a_malformed_command_is_answered_in_words(order, words):
    lab = make()
    lab.step()
    experiment = lab.experiment
    with page_of(lab) as page:
        page.order(**order, **({"buffers": [b"x"]} if "parts" in order else {}))
        if "parts" in order:
            page.order([b"x"], **order)
        lab._loop.handle_all()
        assert words in page.state["frame"]["message"]
        assert lab.experiment is experiment and lab.phase == "paused"
        page.order(do="look", gate="cell", request="v 1")
        lab._loop.handle_all()
        assert (page.state["frame"]["gate"], page.state["frame"]["answered"]) == ("cell", "v 1")
        assert not page.complaints


def test_a_refused_setting_is_shown_as_it_is():
    lab = make()
    with page_of(lab) as page:
        page.order(do="set", learning_rate=0.3, clip_value=-1)
        lab._loop.handle_all()
        assert "clip_value" in page.state["frame"]["message"]
        assert page.state["summary"]["learning_rate"] == lab.learning_rate


def test_strange_details_of_commands_end_no_lab():
    choose = random.Random(0)
    lab = make()
    lab.step()
    with page_of(lab) as page:
        for name, (needed, possible) in COMMANDS.items():
            for detail in (*needed, *possible, "do", "request", "buffers"):
                good = {key: DETAILS[key] for key in needed}
                for maker in choose.sample(strange.MAKERS, 12):
                    content = {"do": name} | good | {detail: maker()}
                    page.receive({"method": "custom", "content": content}, [b"no lab"])
                    lab._loop.handle_all()
                    assert lab.phase != "failed", (name, detail, maker())
                    page.order(do="pause", request="last")
                    lab._loop.handle_all()
                    assert page.state["frame"]["answered"] == "last"
        assert not page.complaints


# Files


@pytest.mark.parametrize("seed", range(3))
def test_a_file_with_damaged_bytes_is_refused_and_the_lab_stays(seed):
    choose = random.Random(seed)
    lab = make()
    lab.step()
    good = experiment_bytes(lab.experiment)
    for _ in range(25):
        content = bytearray(good)
        for _ in range(choose.randint(1, 5)):
            content[choose.randrange(len(content))] = choose.randrange(256)
        cut = bytes(content[: choose.choice([len(content), choose.randrange(len(content))])])
        send(lab, [cut], do="load")
        lab._loop.handle_all()
        assert lab.phase == "paused"
        assert lab.frame["message"].startswith("The chosen file ") or cut[:2] == b"PK"
    send(lab, [good], do="load")
    lab._loop.handle_all()
    assert lab.frame["message"] == "" and lab.experiment.loss > 0


def test_a_file_with_a_network_that_the_lab_cannot_draw_is_refused():
    large = Experiment(TEXT, LabSettings(hidden_size=257))
    lab = make()
    send(lab, [experiment_bytes(large)], do="load")
    lab._loop.handle_all()
    assert "at most 256" in lab.frame["message"] and lab.experiment.hidden_size == 6


@pytest.mark.parametrize("buffers", [[], [b"a", b"b"], ["text"], [None], [b""]])
def test_a_file_without_its_bytes_is_refused(buffers):
    lab = make()
    send(lab, buffers, do="load")
    lab._loop.handle_all()
    assert "chosen file" in lab.frame["message"]


def test_parts_are_bounded_in_number_and_size(monkeypatch):
    monkeypatch.setattr(lab_files, "MOST_PART_BYTES", 10)
    monkeypatch.setattr(lab_files, "MOST_BYTES", 25)
    parts = lab_files.FileInParts("numpy")
    for content, part, count, words in (
        (b"x", 0, 101, "parts must be an integer of 1 to 100"),
        (b"x" * 11, 0, 3, "parts of 1 to 10 bytes"),
        (b"", 0, 3, "parts of 1 to 10 bytes"),
        (b"x", 1, 3, "arrived incompletely"),
    ):
        with pytest.raises(lc.LSTMCoreError, match=words):
            parts.take(content, part, count)
    for part in range(2):
        parts.take(b"x" * 10, part, 9)
    with pytest.raises(lc.FileError, match="together at most 25"):
        parts.take(b"x" * 10, 2, 9)
    assert not parts._parts
    parts.take(b"x", 0, 3)
    with pytest.raises(lc.FileError, match="arrived incompletely"):
        parts.take(b"x", 1, 4)


def test_a_file_whose_parts_stay_away_is_forgotten(monkeypatch):
    monkeypatch.setattr(lab_files, "PART_SECONDS", 0.01)

    async def scenario(made):
        lab = made()
        send(lab, [b"a"], do="load", part=0, parts=3)
        await until(lambda: lab._parts._parts)
        await until(lambda: not lab._parts._parts)
        send(lab, [b"b"], do="load", part=1, parts=3)
        await until(lambda: "arrived incompletely" in lab.frame["message"])

    live(scenario)


# The loop


def test_an_observer_that_raises_is_named_and_every_button_works():
    async def scenario(made):
        lab = made(**SLOW)
        page = Page(lab)
        lab.observe(lambda change: 1 / 0, ["frame", "summary"])
        lab.start()
        await until(lambda: lab.experiment.trainer.step_count > 2)
        await until(lambda: "ZeroDivisionError" in page.state["frame"]["message"])
        assert lab.phase == "running"
        assert page.state["frame"]["message"].endswith("The lab continues.")
        await every_button_works(lab)
        assert page.state["summary"]["H"] == 4
        lab.unobserve_all()
        send(lab, do="look", gate="input")
        await until(lambda: page.state["frame"]["message"] == "")
        lab.comm = None

    live(scenario)


@pytest.mark.parametrize("half", ["\ud83d", "\ude00"])
def test_half_a_character_ends_no_lab(half):
    async def scenario(made):
        lab = made()
        page = Page(lab)
        for order in (
            {"do": "reset", "text": TEXT + half},
            {"do": "look", "gate": half},
            {"do": half},
            {"do": "file", half: half},
            {"do": "pause", "request": half},
        ):
            lab.session.message = ""
            send(lab, **order)
            await until(lambda: lab.frame["message"])
            await every_button_works(lab)
        assert page.state["frame"]["answered"] == "last"
        lab.set_trait("frame", {**lab.frame, "sample": half})
        assert page.state["frame"]["sample"] == "\ufffd"
        lab.comm = None

    live(scenario)


class Gone:
    """A connection that is closed."""

    comm_id = "gone"

    def on_msg(self, hear):
        pass

    def send(self, **_):
        raise RuntimeError("closed")


@pytest.mark.parametrize("comm", [Gone(), None])
def test_a_connection_that_is_gone_ends_no_lab(comm):
    async def scenario(made):
        lab = made(**SLOW)
        lab.start()
        lab.comm.close()
        lab.comm = comm
        await until(lambda: lab.experiment.trainer.step_count > 2)
        assert lab.phase == "running" and lab._loop.is_alive
        await every_button_works(lab)
        lab.comm = None

    live(scenario)


def test_a_task_that_others_cancel_is_told_and_every_button_works():
    async def scenario(made):
        lab = made(**SLOW)
        lab.start()
        await until(lambda: lab.experiment.trainer.step_count > 2)
        lab._loop._task.cancel()
        await until(lambda: lab.frame["phase"] == "paused")
        assert lab.frame["message"].endswith("cancelled its task. Start continues it.")
        assert not lab._loop.is_alive
        steps = lab.experiment.trainer.step_count
        send(lab, do="start")
        await until(lambda: lab.experiment.trainer.step_count > steps)
        assert lab.frame["message"] == "" and lab._loop.is_alive
        lab._loop._task.cancel()
        await until(lambda: not lab._loop.is_alive)
        await every_button_works(lab)
        lab._loop._task.cancel()
        await until(lambda: not lab._loop.is_alive)
        lab.pause()  # from Python
        await until(lambda: lab._loop.is_alive)

    live(scenario)


def test_a_closed_lab_is_not_woken():
    async def scenario(made):
        lab = made()
        lab.close()
        await until(lambda: not lab._loop.is_alive)
        send(lab, do="start")
        await asyncio.sleep(0.02)
        assert not lab._loop.is_alive and lab.phase == "ready"

    live(scenario)


def test_an_error_in_training_is_told_truly_start_goes_on_and_every_button_works(monkeypatch):
    async def scenario(made):
        lab = made(epochs=100_000)
        lab.start()
        await until(lambda: lab.experiment.trainer.step_count > 5)
        with monkeypatch.context() as broken:
            broken.setattr(Experiment, "advance", lambda self: 1 / 0)
            await until(lambda: lab.frame["phase"] == "failed")
        assert "ZeroDivisionError: division by zero. Start goes on" in lab.frame["message"]
        steps = lab.experiment.trainer.step_count
        send(lab, do="start")
        await until(lambda: lab.experiment.trainer.step_count > steps + 5)
        expected = Experiment(TEXT, LabSettings(hidden_size=6))
        reports = list(expected.run(steps + 5))
        assert list(lab.experiment.branches[0].losses)[: steps + 5] == [r.loss for r in reports]
        await every_button_works(lab)

    live(scenario)


def test_a_picture_that_cannot_be_made_is_told_and_every_button_works(monkeypatch):
    async def scenario(made):
        lab = made()
        with monkeypatch.context() as broken:
            broken.setattr(type(lab.session), "frame", lambda self: np.zeros(1)[5])
            send(lab, do="look", gate="cell", request="v 1")
            await until(lambda: "IndexError" in lab.frame["message"])
            assert (lab.frame["answered"], lab.frame["phase"]) == ("v 1", "failed")
        await every_button_works(lab)

    live(scenario)
