"""A hundred visitors at once for one page that nobody has built yet, over gunicorn's workers."""

from __future__ import annotations

import statistics
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.load.figures import sample
from tests.load.lines import Aim, Line
from tests.load.material import Material
from tests.load.measuring import percentile
from tests.load.servers import ask, serving

_VISITORS = 100
_PAUSE = 0.02


@dataclass(frozen=True, slots=True)
class Rush:
    """What came of it: builds, answers by status, and milliseconds of the other pages meanwhile."""

    builds: int
    answers: Counter[int]
    others: list[float]


def measure(material: Material) -> Iterator[Line]:
    """Ours and Flask-Caching's decorator in the same server, in turns, each with a page that is cold."""
    rounds = 1 if material.quick else 2
    codes = [area.code for area in sample(material.release, 30)]
    slow, warm = codes[: 2 * rounds], codes[-6:]
    count, cache = material.folder / "builds", material.folder / "plain"
    count.write_bytes(b"")
    slow_for = 1.0 if material.quick else 2.0
    settings: dict[str, object] = {
        "CRIMEMAP_DATA": material.uncached(), "LOAD_SLOW": ",".join(slow), "LOAD_SECONDS": slow_for,
        "LOAD_COUNT": count, "LOAD_CACHE": cache,
    }  # fmt: skip
    ours, reference = [], []
    with serving("tests.load.apps:counted()", material.folder / "gunicorn.log", settings=settings) as server:
        for _ in range(8):
            for code in warm:
                ask(server.port, f"/areas/{code}")
                ask(server.port, f"/plain/{code}")
        for turn in range(rounds):
            ours.append(_rush(server.port, "/areas/", slow[2 * turn], warm, count))
            reference.append(_rush(server.port, "/plain/", slow[2 * turn + 1], warm, count))
    answers = sum((rush.answers for rush in ours), Counter[int]())
    said = ", ".join(f"{many} × {status}" for status, many in sorted(answers.items()))
    yield Line(
        "misses", f"builds of a cold page for {_VISITORS} at once", statistics.mean(rush.builds for rush in ours), "",
        statistics.mean(rush.builds for rush in reference), Aim(1, of="ours"),
        f"the page takes {slow_for:.0f} s to build; ours answered {said} (503 says when to try again);"
        " the reference is Flask-Caching's decorator in the same server",
    )  # fmt: skip
    mine = [took for rush in ours for took in rush.others]
    theirs = [took for rush in reference for took in rush.others]
    yield Line(
        "misses", "other pages meanwhile, p95", percentile(mine, 0.95), "ms", percentile(theirs, 0.95),
        Aim(100, of="ours"),
        f"p50 {percentile(mine, 0.5):.0f} ms, slowest {max(mine):.0f} ms of {len(mine)}; the reference's slowest"
        f" {max(theirs):.0f} ms of {len(theirs)}",
    )  # fmt: skip


def _rush(port: int, prefix: str, cold: str, warm: list[str], count: Path) -> Rush:
    before = count.stat().st_size
    others: list[float] = []
    done = threading.Event()

    def look_around() -> None:
        turn = 0
        while not (done.is_set() and others):
            others.append(ask(port, prefix + warm[turn % len(warm)])[1])
            turn += 1
            time.sleep(_PAUSE)

    # The rush begins first: what is asked about is a visitor who comes while it is on.
    with ThreadPoolExecutor(_VISITORS + 1) as pool:
        visitors = [pool.submit(ask, port, prefix + cold) for _ in range(_VISITORS)]
        time.sleep(0.1)
        looking = pool.submit(look_around)
        answers = Counter(visitor.result()[0] for visitor in visitors)
        done.set()
        looking.result()
    if answers.keys() - {200, 503} or not answers[200]:
        raise RuntimeError(f"{prefix}{cold} answered {dict(answers)}")
    return Rush(count.stat().st_size - before, answers, others)
