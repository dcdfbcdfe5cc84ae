"""How much memory a program may use here: the machine's, or less where a container limits it."""

from __future__ import annotations

import math
import os
from pathlib import Path

CGROUPS = Path("/sys/fs/cgroup")
MEMBERSHIP = Path("/proc/self/cgroup")


def memory_limit() -> float:
    """Return the limit in bytes; infinity where nothing tells."""
    return min([_machine(), *_control_groups()])


def _machine() -> float:
    try:
        return float(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    except (AttributeError, ValueError, OSError):  # Windows has no sysconf
        return math.inf


def _control_groups() -> list[float]:
    """Return the limits of this process's group in both versions of Linux's control groups."""
    try:
        lines = MEMBERSHIP.read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        _, controllers, group = line.split(":", 2)
        if "memory" in controllers.split(","):
            files = ("memory", "memory.limit_in_bytes")
        elif not controllers:
            files = ("", "memory.max")
        else:
            continue
        for place in (group.lstrip("/"), ""):  # in a container its own group is the root
            try:
                text = (CGROUPS / files[0] / place / files[1]).read_text(encoding="utf-8").strip()
            except OSError:
                continue
            if text.isdigit():
                found.append(float(text))
    return found
