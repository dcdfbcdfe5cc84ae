"""What a class does in a measurement: log in, open, train, pause, save, and survive two kills."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import psutil

from classroom_learner import NOTEBOOK, Learner

MB = 2**20
PAUSES = 4  # that each learner makes while all train
QUIET_SECONDS = 10.0  # over which the processor time of resting learners is taken


class Scenario:
    """One measurement of one class."""

    def __init__(
        self,
        address: str,
        password: str,
        count: int,
        folder: Path,
        run: str,
        hub: subprocess.Popen,
        open_hub: Callable[[], subprocess.Popen],
    ) -> None:
        self.address, self.password, self.folder, self.run = address, password, folder, run
        self.hub, self.open_hub = hub, open_hub
        names = [f"learner{number + 1}" for number in range(count)]
        self.learners = [Learner(address, name, password) for name in names]
        self.figures: dict = {"learners": count}

    async def play(self, train_seconds: float) -> dict:
        """Go through everything once and return the figures."""
        figures, learners = self.figures, self.learners
        figures["login"] = await asyncio.gather(*(learner.log_in() for learner in learners))
        print(f"{len(learners)} learners are in", flush=True)
        figures["kernel"] = await asyncio.gather(*(learner.open_notebook() for learner in learners))
        print("notebook 06 is open, with a kernel for each", flush=True)
        resting = asyncio.create_task(self.cores_used(QUIET_SECONDS))
        await asyncio.gather(*(learner.read(QUIET_SECONDS) for learner in learners))
        figures["cpu_resting"] = await resting
        await asyncio.gather(*(learner.make_lab() for learner in learners))
        await self.train_alone()
        await self.train_together(train_seconds)
        await self.kill_a_kernel()
        await self.kill_the_hub()
        await asyncio.gather(*(learner.save() for learner in learners))
        figures["saves"] = sum(learner.saved for learner in learners)
        figures["lost_saves"] = self.lost_saves()
        return figures

    # Work

    async def train_alone(self) -> None:
        """Let one learner train while the others rest: what a pause takes on a free machine."""
        one = self.learners[0]
        latencies, begin = [], one.epoch
        used = asyncio.create_task(self.cores_used(4.0, one.name))
        start = perf_counter()
        for _ in range(PAUSES):
            await one.press("start", "running")
            await asyncio.sleep(1.0)
            latencies.append(await one.press("pause", "paused"))
        self.figures["epochs_alone"] = (one.epoch - begin) / (perf_counter() - start)
        self.figures["pause_alone"] = latencies
        self.figures["cpu_training"] = await used

    async def train_together(self, seconds: float) -> None:
        """Let all train at once; each presses Pause a few times, and saves once while others train."""
        dice = random.Random(0)
        waits = {one.name: [dice.uniform(0.5, 1.5) for _ in range(PAUSES)] for one in self.learners}
        before = {one.name: one.epoch for one in self.learners}
        saved: list[float] = []

        async def work(one: Learner) -> list[float]:
            latencies = []
            for share in waits[one.name]:
                await one.press("start", "running")
                await asyncio.sleep(share * seconds / PAUSES)
                latencies.append(await one.press("pause", "paused"))
            saved.append(await one.save())
            return latencies

        begin = perf_counter()
        await asyncio.gather(*(one.press("start", "running") for one in self.learners))
        memory = asyncio.create_task(self.memory_after(seconds / 2))
        together = await asyncio.gather(*(work(one) for one in self.learners))
        took = perf_counter() - begin
        self.figures["pause"] = [latency for latencies in together for latency in latencies]
        self.figures["save"] = saved
        speeds = [(one.epoch - before[one.name]) / took for one in self.learners]
        self.figures["epochs_together"] = sum(speeds) / len(speeds)
        self.figures |= await memory
        print("all have trained, paused and saved", flush=True)

    # Accidents

    async def kill_a_kernel(self) -> None:
        """Kill one learner's kernel while it trains; a new one must come."""
        victim, others = self.learners[-1], self.learners[:-1]
        await victim.save()
        await victim.press("start", "running")
        kernel = next(
            p for name, kind, p in self.processes() if (name, kind) == (victim.name, "kernel")
        )
        begin = perf_counter()
        kernel.kill()
        while True:
            try:
                told = await victim.execute("print('lab' in globals())", patience=2.0)
                break
            except (asyncio.TimeoutError, ConnectionError, RuntimeError):
                if perf_counter() - begin > 60:
                    raise
        self.figures["kernel_back"] = perf_counter() - begin
        self.figures["kernel_forgot"] = told.strip() == "False"
        await asyncio.gather(*(one.execute("lab.phase") for one in others))
        await victim.make_lab()
        print("a kernel was killed and came back", flush=True)

    async def kill_the_hub(self) -> None:
        """Kill the hub while all train: work must go on without it, and it must find them again."""
        await asyncio.gather(*(one.press("start", "running") for one in self.learners))
        before = self.server_pids()
        os.kill(self.hub.pid, signal.SIGKILL)
        self.hub.wait()
        answered = await asyncio.gather(*(self.goes_on(one) for one in self.learners))
        self.figures["worked_without_hub"] = sum(answered)
        begin = perf_counter()
        self.hub = await asyncio.to_thread(self.open_hub)
        self.figures["hub_back"] = perf_counter() - begin
        await asyncio.gather(*(one.wait_for_page(perf_counter()) for one in self.learners))
        self.figures["page_back"] = perf_counter() - begin
        await asyncio.gather(*(one.connect() for one in self.learners))
        kept = await asyncio.gather(*(one.execute("print(lab.phase)") for one in self.learners))
        self.figures["trained_on"] = sum(answer.strip() == "running" for answer in kept)
        for one, answer in zip(self.learners, kept, strict=True):
            if answer.strip() != "running":
                print(f"{one.name}'s lab is {answer.strip()!r} after the hub came back", flush=True)
        self.figures["same_servers"] = self.server_pids() == before
        await asyncio.gather(*(one.execute("lab.pause()") for one in self.learners))
        print("the hub was killed and came back", flush=True)

    async def goes_on(self, one: Learner) -> bool:
        """Tell whether a learner can compute and save while there is no hub."""
        try:
            answer = await one.execute("print(6 * 7)", patience=30.0)
            await asyncio.wait_for(one.save(), 30.0)
        except (asyncio.TimeoutError, ConnectionError, RuntimeError, OSError) as error:
            print(f"{one.name} without the hub: {error!r}", flush=True)
            return False
        return answer.strip() == "42"

    def lost_saves(self) -> int:
        """Count the saves that were confirmed and whose note does not stand in the file."""
        lost = 0
        for one in self.learners:
            path = self.folder / one.name / NOTEBOOK
            text = path.read_text(encoding="utf-8") if path.is_file() else ""
            lost += sum(one.mark(number) not in text for number in range(1, one.saved + 1))
        return lost

    # Processes

    def processes(self) -> list[tuple[str, str, psutil.Process]]:
        """Return (learner, "server" or "kernel", process) for all that run."""
        found = []
        for process in psutil.process_iter():
            try:
                surroundings = process.environ()
                if surroundings.get("LSTM_CLASSROOM_RUN") != self.run:
                    continue
                command, name = process.cmdline(), surroundings.get("JUPYTERHUB_USER", "")
            except (psutil.Error, OSError):
                continue
            if "jupyterhub.singleuser" in command:
                found.append((name, "server", process))
            elif "ipykernel_launcher" in command:
                found.append((name, "kernel", process))
            elif "jupyterhub" in command:
                found.append(("", "hub", process))
            elif any("configurable-http-proxy" in word for word in command):
                found.append(("", "proxy", process))
        return found

    def server_pids(self) -> dict[str, int]:
        """Return the process of each learner's server."""
        return {name: process.pid for name, kind, process in self.processes() if kind == "server"}

    async def memory_after(self, seconds: float) -> dict:
        """Return the memory of every server and kernel, of the hub and the proxy, in MB."""
        await asyncio.sleep(seconds)
        found: dict[str, list[float]] = {}
        for _, kind, process in self.processes():
            try:
                full = process.memory_full_info()
            except psutil.Error:
                continue
            found.setdefault(f"{kind}_rss", []).append(full.rss / MB)
            # What is shared with others is counted in parts, where the system tells (Linux).
            found.setdefault(f"{kind}_own", []).append(getattr(full, "pss", full.uss) / MB)
        return found

    async def cores_used(self, seconds: float, name: str = "") -> float:
        """Return how much of a core servers and kernels use, on average for each learner."""
        watched = [
            process
            for learner, kind, process in self.processes()
            if kind in ("server", "kernel") and name in ("", learner)
        ]
        learners = 1 if name else len(self.learners)
        begin, before = perf_counter(), sum(sum(p.cpu_times()[:2]) for p in watched)
        await asyncio.sleep(seconds)
        used = sum(sum(p.cpu_times()[:2]) for p in watched) - before
        return used / (perf_counter() - begin) / learners

    async def leave(self) -> None:
        """Close all browsers."""
        await asyncio.gather(*(one.leave() for one in self.learners), return_exceptions=True)
