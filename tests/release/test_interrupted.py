"""A build that dies, meets another, or finds the disk full leaves the served release as it was."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from crimemap.release.shelf import Shelf
from crimemap.terms import Refusal
from tests.release.handmade import STANDARD_ROWS, CrimeType, Row, build_into, contents, point, write_inputs

ROOT = Path(__file__).resolve().parents[2]
OTHER = Row("2026-10", "weston", CrimeType.DRUGS, point(0.5, 0.5), "E01900001")

SLOW = """
import sys, time
from pathlib import Path
from tests.release.handmade import Silent, build_into

class Waits(Silent):
    def count(self, done, total, text):
        if done == 2:
            print("half way", flush=True)
            time.sleep(60)

build_into(Path(sys.argv[1]), Path(sys.argv[2]), progress=Waits())
"""


def started(sources: Path, shelf: Path) -> subprocess.Popen[str]:
    """A build in a process of its own that stands still half way."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, str(sources), str(shelf)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "half way\n"
    return process


@pytest.fixture
def served(tmp_path: Path) -> tuple[Path, str]:
    """A shelf with a served release."""
    return tmp_path / "shelf", build_into(write_inputs(tmp_path / "first"), tmp_path / "shelf").id


def test_a_build_killed_half_way_leaves_what_was_served_and_the_next_one_clears_up(
    served: tuple[Path, str], tmp_path: Path
) -> None:
    shelf, first = served
    before = contents(shelf / first)
    sources = write_inputs(tmp_path / "second", [*STANDARD_ROWS, OTHER])
    process = started(sources, shelf)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert len(list(shelf.glob(".building-*"))) == 1
    assert Shelf(shelf).ids() == (first,)
    assert Shelf(shelf).current().id == first
    assert contents(shelf / first) == before
    built = build_into(sources, shelf)
    assert Shelf(shelf).current_id() == built.id
    assert not list(shelf.glob(".building-*"))


def test_two_builds_at_once_are_refused_naming_the_one_that_runs(
    served: tuple[Path, str], tmp_path: Path
) -> None:
    shelf, first = served
    sources = write_inputs(tmp_path / "second", [*STANDARD_ROWS, OTHER])
    process = started(sources, shelf)
    try:
        with pytest.raises(Refusal, match=f"building from {sources}"):
            build_into(sources, shelf)
        with pytest.raises(Refusal, match="in use"):
            Shelf(shelf).prune(1)
        assert Shelf(shelf).current_id() == first
    finally:
        process.kill()
        process.communicate()


FULL = """
import resource, signal, sys
from pathlib import Path
from crimemap.terms import Refusal
from tests.release.handmade import build_into

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)
try:
    build_into(Path(sys.argv[1]), Path(sys.argv[2]))
except Refusal as refusal:
    print(refusal)
    sys.exit(1)
"""


@pytest.mark.parametrize("room", [0, 900, 5_000, 30_000])
def test_a_disk_that_takes_no_more_ends_in_one_sentence_and_nothing_is_left(
    served: tuple[Path, str], tmp_path: Path, room: int
) -> None:
    """Files may not grow beyond `room` bytes: what a full disk looks like from inside, without being root."""
    shelf, first = served
    before = sorted(path.name for path in shelf.iterdir())
    sources = write_inputs(tmp_path / "second", [*STANDARD_ROWS, OTHER])
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(sources), str(shelf), str(room)],
        capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert done.stdout.count("\n") == 1, done.stdout
    assert "could not be written" in done.stdout
    assert sorted(path.name for path in shelf.iterdir()) == before
    assert Shelf(shelf).current().id == first


def test_counts_take_their_room_on_the_disk_before_they_are_mapped(
    served: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mapped page that the disk has no room for ends a process without a word (SIGBUS)."""
    shelf, first = served
    asked: list[int] = []

    def full(_handle: int, _start: int, size: int) -> None:
        asked.append(size)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "posix_fallocate", full)
    with pytest.raises(Refusal, match=r"could not be written.*No space left"):
        build_into(write_inputs(tmp_path / "second", [*STANDARD_ROWS, OTHER]), shelf)
    assert len(asked) == 1
    assert Shelf(shelf).current_id() == first


TOLD_TO_END = """
import os, signal, sys
from crimemap.cli import main
from crimemap.cli.running import Teller

def count(self, done, total, text):
    if done == 2:
        os.kill(os.getpid(), signal.SIGTERM)

Teller.count = count
main(["release", "build", sys.argv[1]])
"""


def test_a_build_that_is_told_to_end_clears_up_and_says_so(served: tuple[Path, str], tmp_path: Path) -> None:
    _, first = served
    (tmp_path / "shelf").rename(tmp_path / "releases")
    before = sorted(path.name for path in (tmp_path / "releases").iterdir())
    sources = write_inputs(tmp_path / "second", [*STANDARD_ROWS, OTHER])
    done = subprocess.run(
        [sys.executable, "-c", TOLD_TO_END, str(sources)], capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "CRIMEMAP_DATA": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert done.stderr.splitlines()[-1] == "Stopped before it was done; what is served is as it was."
    assert sorted(path.name for path in (tmp_path / "releases").iterdir()) == before
    assert Shelf(tmp_path / "releases").current_id() == first


def test_memory_stays_flat_as_months_grow(tmp_path: Path) -> None:
    """The peak of a build of 36 months is that of 12, give or take the counts of the months themselves."""
    script = (
        "import resource, sys; from pathlib import Path; from tests.release.handmade import *\n"
        "import tracemalloc\n"
        "rows = [Row(f'20{24 + n // 12}-{n % 12 + 1:02d}', 'weston', CrimeType.DRUGS, point(0.001 * k % 1.9, 0.5),\n"
        "            'E01900001') for n in range(int(sys.argv[1])) for k in range(4000)]\n"
        "sources = write_inputs(Path(sys.argv[2]) / 'in', rows); del rows\n"
        "tracemalloc.start(); build_into(sources, Path(sys.argv[2]) / 'out')\n"
        "print(tracemalloc.get_traced_memory()[1])\n"
    )
    peaks = []
    for months in (12, 36):
        done = subprocess.run(
            [sys.executable, "-c", script, str(months), str(tmp_path / str(months))],
            capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True,
        )  # fmt: skip
        peaks.append(int(done.stdout))
    assert peaks[1] < peaks[0] * 1.3, peaks
