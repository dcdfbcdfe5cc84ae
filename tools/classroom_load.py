"""Measure what a class needs: what `make classroom-load LEARNERS=20` does.

It opens a classroom on this machine alone, lets that many simulated learners log in at once, open
notebook 06, train, pause and save, kills a kernel and then the hub in the middle, and reports times,
memory and lost saves. The number of learners and the time are bounded, and everything that was
started has ended when it returns.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import classroom
import console
import environment

if TYPE_CHECKING:
    from classroom_scenario import Scenario

MOST_LEARNERS = 50
MOST_SECONDS = 900
DOCUMENT = environment.ROOT / "docs" / "classroom.md"
HUB_LOG = Path(tempfile.gettempdir()) / "classroom-hub.log"
STOPPED = f"The measurement stopped: {{reason}}. The hub's own messages are in {HUB_LOG}."


def arguments_from(given: list[str]) -> argparse.Namespace:
    """Return the arguments of `make classroom-load`."""
    parser = argparse.ArgumentParser(prog="make classroom-load", description=__doc__.split("\n\n")[0])
    parser.add_argument("--learners", type=int, default=3, help=f"1 to {MOST_LEARNERS}")
    parser.add_argument("--train-seconds", type=float, default=15.0, help="how long all train at once")
    parser.add_argument("--seconds", type=float, default=MOST_SECONDS, help="give up after so long")
    parser.add_argument("--browser", action="store_true", help="look with a real browser as well")
    parser.add_argument("--write", action="store_true", help="write the figures into docs/classroom.md")
    parser.add_argument("--note", default="", help="a sentence on the machine, for the document")
    chosen = parser.parse_args(given)
    if not 1 <= chosen.learners <= MOST_LEARNERS:
        raise environment.SetupError(f"LEARNERS must be 1 to {MOST_LEARNERS}; got {chosen.learners}.")
    if not 0 < chosen.train_seconds <= 120 or not 0 < chosen.seconds <= MOST_SECONDS:
        raise environment.SetupError(
            f"--train-seconds: at most 120; --seconds: at most {MOST_SECONDS}."
        )
    return chosen


def started_by(run: str) -> list:
    """Return the processes that carry this run's mark, whatever their parent is by now."""
    import psutil

    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("LSTM_CLASSROOM_RUN") == run and process.pid != os.getpid():
                found.append(process)
        except (psutil.Error, OSError):
            continue
    return found


def end_all(run: str) -> int:
    """End what is left of this run; return how many processes had to be killed."""
    import psutil

    left = started_by(run)
    for process in left:
        try:
            process.kill()
        except psutil.Error:
            continue
    psutil.wait_procs(left, timeout=10)
    return len(left)


def look(address: str, password: str, picture: Path) -> dict:
    """Log in with a real browser, from the project's own environment, which has Playwright."""
    script = environment.ROOT / "tools" / "classroom_browser.py"
    command = [str(environment.venv_python()), str(script), address, password, str(picture)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=150)
    if done.returncode != 0:
        return {"error": (done.stderr.strip() or "no word").splitlines()[-1]}
    return json.loads(done.stdout.strip().splitlines()[-1])


async def play(scenario: Scenario, chosen: argparse.Namespace) -> dict:
    """Let the learners work; whatever stops them is told in one sentence."""
    try:
        return await asyncio.wait_for(scenario.play(chosen.train_seconds), chosen.seconds)
    except TimeoutError as error:
        reason = str(error) or f"it was not finished after {chosen.seconds:.0f} seconds"
        raise environment.SetupError(STOPPED.format(reason=reason)) from error
    except Exception as error:  # those of aiohttp have no other common class
        reason = f"{type(error).__name__}: {error}"
        raise environment.SetupError(STOPPED.format(reason=reason)) from error


async def measure(chosen: argparse.Namespace, folder: Path, run: str) -> dict:
    """Open the classroom, let the learners work, close it, and return what was measured."""
    from classroom_scenario import Scenario

    (port,) = classroom.free_ports(1)
    password = f"class-{run}"
    given = [f"--port={port}", f"--password={password}", f"--folder={folder}"]
    settings = classroom.write_settings(classroom.arguments_from(given))
    address = f"http://127.0.0.1:{port}"

    def open_hub() -> subprocess.Popen:
        hub = classroom.start_hub(settings, LSTM_CLASSROOM_RUN=run)
        classroom.wait_until_open(hub, address, settings.parent / "hub.log")
        return hub

    hub = open_hub()
    scenario = Scenario(address, password, chosen.learners, folder / "learners", run, hub, open_hub)
    try:
        figures = await play(scenario, chosen)
        if chosen.browser:
            picture = folder / "browser.png"
            figures["browser"] = await asyncio.to_thread(look, address, password, picture)
            if picture.exists():
                shutil.copy(picture, Path(tempfile.gettempdir()) / "classroom-browser.png")
        return figures
    finally:
        await scenario.leave()
        classroom.close(scenario.hub)


def main() -> None:
    """Start again with the classroom's Python, measure, report."""
    console.begin()
    chosen = environment.guarded(lambda: arguments_from(sys.argv[1:]))
    environment.guarded(classroom.ensure)
    if Path(sys.prefix).resolve() != classroom.VENV.resolve():
        command = [str(classroom.hub_python()), str(Path(__file__).resolve()), *sys.argv[1:]]
        sys.exit(environment.guarded(lambda: subprocess.run(command).returncode))

    from classroom_report import page_with, report

    run = uuid.uuid4().hex[:12]
    folder = Path(tempfile.mkdtemp(prefix="classroom-"))
    try:
        figures = environment.guarded(lambda: asyncio.run(measure(chosen, folder, run)))
        log = (folder / "hub" / "hub.log").read_text(encoding="utf-8", errors="replace")
    finally:
        with contextlib.suppress(OSError):  # what the hub said, for readers who want to know more
            shutil.copy(folder / "hub" / "hub.log", HUB_LOG)
        left = end_all(run)
        shutil.rmtree(folder, ignore_errors=True)
    figures |= {"killed_at_end": left, "hub_errors": log.count("[E "), "note": chosen.note}
    figures["date"] = time.strftime("%d %B %Y").lstrip("0")
    print(report(figures))
    if chosen.write:
        DOCUMENT.write_text(page_with(DOCUMENT.read_text(encoding="utf-8"), figures), encoding="utf-8")
        print(f"Written into {DOCUMENT.relative_to(environment.ROOT)}.")
    if figures["lost_saves"]:
        sys.exit(f"{figures['lost_saves']} saves were confirmed and are not on the disk.")


if __name__ == "__main__":
    main()
