"""From what was measured to words: a table, and the arithmetic for larger classes."""

from __future__ import annotations

import math
from statistics import median

BEGIN, END = "<!-- measured -->", "<!-- /measured -->"
CLASSES = (20, 50, 1000)
LEARNERS_A_CORE = 4  # all of whom train at once, in the plan
OPEN_NOTEBOOKS = 2  # each has a kernel; a learner who looks something up has two
NODE_CORES, NODE_GB, NODE_SYSTEM_GB = 16, 64, 4  # of one machine of a cluster, in the plan


def spread(values: list[float], unit: str, digits: int = 1) -> str:
    """Return the median and the largest of some values, as words."""
    return f"{median(values):.{digits}f} {unit}, at most {max(values):.{digits}f}"


def milliseconds(values: list[float]) -> str:
    """Return the median and the largest of some times in seconds, as words."""
    return spread([1000 * value for value in values], "ms", 0)


def memory_a_learner(figures: dict, notebooks: int = 1) -> float:
    """Return the MB of a server and its kernels, all that is shared counted in full."""
    return median(figures["server_rss"]) + notebooks * median(figures["kernel_rss"])


def plan(figures: dict, learners: int) -> dict[str, float]:
    """Return what a class of some size needs, by the figures of a measured one."""
    # one, several: GB with one open notebook for each learner, and with OPEN_NOTEBOOKS. cores: where
    # LEARNERS_A_CORE share a core. resting: cores that all use while they read. nodes: machines of a
    # cluster that hold them.
    base = sum(median(figures[f"{part}_rss"]) for part in ("hub", "proxy"))
    one, several = memory_a_learner(figures), memory_a_learner(figures, OPEN_NOTEBOOKS)
    by_memory = int(1024 * (NODE_GB - NODE_SYSTEM_GB) // several)
    by_cores = LEARNERS_A_CORE * (NODE_CORES - 1)
    return {
        "one": (base + learners * one) / 1024,
        "several": (base + learners * several) / 1024,
        "cores": math.ceil(learners / LEARNERS_A_CORE),
        "resting": learners * figures["cpu_resting"],
        "nodes": math.ceil(learners / min(by_memory, by_cores)),
    }


def rows(figures: dict) -> list[tuple[str, str]]:
    """Return the table of a measurement: what, and how much."""
    count = figures["learners"]
    own = median(figures["server_own"]) + median(figures["kernel_own"])
    found = [
        ("from the password to JupyterLab's page, all at once", spread(figures["login"], "s")),
        ("from there to notebook 06 with a kernel and its imports", spread(figures["kernel"], "s")),
        ("memory of a learner's server", spread(figures["server_rss"], "MB", 0)),
        ("memory of a learner's kernel, training", spread(figures["kernel_rss"], "MB", 0)),
        ("server and kernel together", f"{memory_a_learner(figures):.0f} MB"),
        ("of that not shared with other learners", f"{own:.0f} MB"),
        ("memory of the hub, of the proxy", " and ".join(
            f"{median(figures[f'{part}_rss']):.0f}" for part in ("hub", "proxy")) + " MB"),
        ("processor, a learner who reads", f"{100 * figures['cpu_resting']:.1f} % of a core"),
        ("pause, one learner training", milliseconds(figures["pause_alone"])),
        (f"pause, all {count} training", milliseconds(figures["pause"])),
        ("epochs per second, one learner training", f"{figures['epochs_alone']:.0f}"),
        (f"epochs per second for each, all {count} training", f"{figures['epochs_together']:.1f}"),
        ("a save while others train", milliseconds(figures["save"])),
        ("saves confirmed, saves lost", f"{figures['saves']} and {figures['lost_saves']}"),
        ("a kernel killed while training: answers again after", f"{figures['kernel_back']:.1f} s"),
        ("the hub killed: learners who went on computing and saving",
         f"{figures['worked_without_hub']} of {count}"),
        ("the hub started again: open after", f"{figures['hub_back']:.1f} s"),
        ("learners whose training went on through all of it", f"{figures['trained_on']} of {count}"),
        ("processes left at the end", f"{figures['killed_at_end']}"),
    ]  # fmt: skip
    if "browser" in figures:
        word = figures["browser"].get("error") or figures["browser"]["word"]
        found.append(("a real browser, among them", word))
    return found


def report(figures: dict) -> str:
    """Return a measurement as plain text."""
    table = rows(figures)
    width = max(len(what) for what, _ in table)
    return "\n".join(["", *(f"{what:<{width}}  {much}" for what, much in table), ""])


def section(figures: dict) -> str:
    """Return the part of docs/classroom.md that a measurement writes."""
    count = figures["learners"]
    cores = (NODE_CORES, NODE_GB)
    lines = [
        BEGIN,
        f"{count} learners, {figures['date']}. {figures['note']}".rstrip(),
        "",
        "| what | measured (median, at most) |",
        "|---|---|",
        *(f"| {what} | {much} |" for what, much in rows(figures)),
        "",
        "From there to larger classes:",
        "",
        f"| learners | memory, one notebook open | memory, {OPEN_NOTEBOOKS} open | cores, "
        f"{LEARNERS_A_CORE} learners per core | machines of {cores[0]} cores and {cores[1]} GB |",
        "|---|---|---|---|---|",
    ]
    for learners in CLASSES:
        need = plan(figures, learners)
        lines.append(
            f"| {learners:,} | {need['one']:.0f} GB | {need['several']:.0f} GB | {need['cores']:.0f} | "
            f"{need['nodes']:.0f} |"
        )
    return "\n".join([*lines, END])


def page_with(page: str, figures: dict) -> str:
    """Return the document with another measurement in it."""
    before, rest = page.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    return before + section(figures) + after
