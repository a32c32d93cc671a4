"""How things are measured: ours and the reference in turns, medians, in a process of its own where memory counts."""

from __future__ import annotations

import gc
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.county import ROOT


@dataclass(slots=True)
class Pair:
    """The same measured twice over, in turns."""

    ours: list[float] = field(default_factory=list)
    reference: list[float] = field(default_factory=list)

    @property
    def medians(self) -> tuple[float, float]:
        return statistics.median(self.ours), statistics.median(self.reference)


def in_turns(rounds: int, ours: Callable[[], float], reference: Callable[[], float]) -> Pair:
    """A B A B …: what else the machine does falls on both alike."""
    pair = Pair()
    for _ in range(rounds):
        pair.ours.append(ours())
        pair.reference.append(reference())
    return pair


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of `values` do not exceed: one of them, never one in between."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass(slots=True)
class Spent:
    """Seconds of a block: processor time of all threads, and by the clock."""

    cpu: float = 0.0
    wall: float = 0.0


@contextmanager
def spent() -> Iterator[Spent]:
    """Measure the block."""
    found = Spent()
    cpu, wall = time.process_time(), time.perf_counter()
    yield found
    found.cpu, found.wall = time.process_time() - cpu, time.perf_counter() - wall


def peak_mb() -> float:
    """The most memory this process ever held. Not ru_maxrss: a child inherits its parent's in that."""
    return _told_mb("VmHWM:")


def held_mb() -> float:
    """The memory that this process holds now."""
    return _told_mb("VmRSS:")


def _told_mb(name: str) -> float:
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / 1024
    raise RuntimeError("this system does not tell how much memory a process holds")


def child(job: str, **given: Any) -> dict[str, Any]:
    """What a job of children.py says, run in a fresh process. Raises RuntimeError with its words where it fails."""
    command = [sys.executable, "-m", "tests.load.children", job, json.dumps(given, default=str)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise RuntimeError(f"{job} ended with {ran.returncode}: {ran.stderr.strip()[-2000:]}")
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return found


def settled() -> None:
    """What was loaded is no garbage to look through: gunicorn.conf.py does the same before it serves."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
