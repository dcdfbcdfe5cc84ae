"""Jupyter's stop button pauses a lab that trains, and nothing else changes."""

import signal
import threading
import time

import pytest
from live_lab import SLOW, TEXT, live, until

pytest.importorskip("anywidget")

from lstm_core.lab.experiment import Experiment
from lstm_core.lab.settings import LabSettings

CELL = f"""
import asyncio, signal
from lstm_core.widgets import TrainingLab
lab, other = (TrainingLab({TEXT!r} * 4, hidden_size=8, seed=seed, epochs=10**6) for seed in (0, 1))
idle = []  # handlers while no cell runs
async def look():
    idle.append(signal.getsignal(signal.SIGINT))
"""


@pytest.fixture
def handler():
    """Return a list of what the handler below the labs' has heard; the real one is put back."""
    heard = []
    before = signal.signal(signal.SIGINT, lambda *_: heard.append("below"))
    yield heard
    signal.signal(signal.SIGINT, before)


def test_an_interrupt_pauses_every_lab_that_trains_between_two_steps_and_says_why(handler):
    below = signal.getsignal(signal.SIGINT)

    async def scenario(made):
        first, second, idle = made(**SLOW), made(epochs=10**6), made()
        for lab in (first, second):
            lab.start()
        await until(lambda: all(lab.experiment.trainer.step_count > 2 for lab in (first, second)))
        signal.raise_signal(signal.SIGINT)
        assert handler == ["below"]
        await until(lambda: (first.frame["phase"], second.frame["phase"]) == ("paused", "paused"))
        for lab in (first, second):
            assert "Jupyter’s stop button. Start continues it." in lab.frame["message"]
        assert (idle.phase, idle.frame["message"]) == ("ready", "")
        steps = second.experiment.trainer.step_count
        expected = Experiment(TEXT, LabSettings(hidden_size=6)).run(steps)
        assert list(second.experiment.branches[0].losses) == [r.loss for r in expected]
        await until(lambda: signal.getsignal(signal.SIGINT) is below)
        second.start()
        await until(lambda: second.experiment.trainer.step_count > steps)
        assert second.frame["message"] == ""

    live(scenario)


def test_labs_leave_the_handler_that_they_found_in_whatever_order_they_end(handler):
    below = signal.getsignal(signal.SIGINT)

    async def scenario(made):
        for order in ((0, 1, 2), (2, 1, 0), (1, 0, 2)):
            labs = [made(**SLOW) for _ in range(3)]
            for lab in labs:
                lab.start()
            await until(lambda labs=labs: all(lab.experiment.trainer.step_count for lab in labs))
            assert signal.getsignal(signal.SIGINT) is not below
            for k in order:
                labs[k].close()
            assert signal.getsignal(signal.SIGINT) is below

    live(scenario)


def test_a_handler_that_others_have_laid_over_is_laid_over_again(handler):
    async def scenario(made):
        lab = made(**SLOW)
        lab.start()
        await until(lambda: lab.experiment.trainer.step_count > 1)
        inner = signal.signal(signal.SIGINT, lambda *_: handler.append("cell"))  # as around a cell
        await until(lambda: signal.getsignal(signal.SIGINT).__class__.__name__ == "_Handler")
        signal.raise_signal(signal.SIGINT)
        await until(lambda: lab.phase == "paused")
        assert handler == ["cell"]
        signal.signal(signal.SIGINT, inner)
        lab.pause()
        await until(lambda: signal.getsignal(signal.SIGINT) is not inner)

    live(scenario)


def test_a_lab_on_another_thread_leaves_signals_alone(handler):
    below = signal.getsignal(signal.SIGINT)

    async def scenario(made):
        lab = made(epochs=3)
        lab.start()
        await lab.finished()

    thread = threading.Thread(target=live, args=(scenario,))
    thread.start()
    thread.join()
    assert signal.getsignal(signal.SIGINT) is below


@pytest.mark.slow
def test_the_stop_button_of_a_real_kernel_pauses_the_labs_whether_a_cell_waits_or_none_runs():
    manager = pytest.importorskip("jupyter_client.manager")
    kernel, client = manager.start_new_kernel(kernel_name="python3")

    def run(code: str) -> str:
        said = []
        client.execute_interactive(code, timeout=60, output_hook=lambda message: said.append(message))
        texts = [m["content"]["text"] for m in said if m["msg_type"] == "stream"]
        return "".join([*texts, *(m["content"]["ename"] for m in said if m["msg_type"] == "error")])

    def wait_for(expression: str) -> None:
        while run(f"print({expression})").strip() != "True":
            time.sleep(0.05)

    def press_stop_until(expression: str) -> None:
        """Press again, as a learner would, where an interrupt met the end of the cell before."""
        while run(f"print({expression})").strip() != "True":
            time.sleep(0.3)
            kernel.interrupt_kernel()
            time.sleep(0.3)

    try:
        assert run(CELL) == ""
        run("lab.start()\nother.start()")
        wait_for("lab.experiment.trainer.step_count > 5 and other.experiment.trainer.step_count > 5")
        press_stop_until("(lab.frame['phase'], other.frame['phase']) == ('paused', 'paused')")
        assert "stop button" in run("print(lab.frame['message'])")
        steps = int(run("print(lab.experiment.trainer.step_count)"))
        assert int(run("print(lab.experiment.trainer.step_count)")) == steps

        request = client.execute("lab.start()\nprint('waits', flush=True)\nawait lab.finished()")
        while client.get_iopub_msg(timeout=60)["content"].get("text") != "waits\n":
            pass
        time.sleep(0.5)  # until the lab has laid its handler over that of the cell
        kernel.interrupt_kernel()
        assert client.get_shell_msg(timeout=60)["parent_header"]["msg_id"] == request
        wait_for("lab.frame['phase'] == 'paused'")
        run("idle.clear()\nasyncio.get_running_loop().create_task(look())")
        wait_for("len(idle) == 1")
        assert run("print(idle[0] is signal.SIG_IGN)").strip() == "True"
        expected = Experiment(TEXT * 4, LabSettings(hidden_size=8))
        steps = int(run("print(lab.experiment.trainer.step_count)"))
        losses = [report.loss for report in expected.run(steps)]
        assert run("print(list(lab.experiment.branches[0].losses))").strip() == repr(losses)
    finally:
        client.stop_channels()
        kernel.shutdown_kernel(now=True)
