"""What waits for its instant: every reader switches by its own clock, whoever dies, and whoever may not write."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from crimemap.release import shelf as shelves
from crimemap.release.shelf import Publication, Shelf
from tests.release.waiting import FIRST_DAY, INSTANT, SECOND, Clock, ids, lines


def test_next_is_one_line_of_an_instant_in_utc_and_an_id(shelf: Shelf):
    assert (shelf.folder / "next").read_text() == f"2026-12-10T09:30:00Z {ids(shelf)[1]}\n"


def test_summer_time_is_written_in_utc(folder: Path, clock: Clock):
    shelf = Shelf(folder, clock)
    clock.now = datetime(2026, 6, 1, tzinfo=UTC)
    shelf.use_at(shelf.ids()[0], datetime.fromisoformat("2026-07-09T09:30:00+01:00"))
    assert (folder / "next").read_text().startswith("2026-07-09T08:30:00Z ")


def test_workers_switch_at_the_instant_without_anybody_doing_anything(shelf: Shelf, clock: Clock):
    served, waits, _ = ids(shelf)
    workers = [Shelf(shelf.folder, clock) for _ in range(3)]
    clock.now = INSTANT - SECOND
    before = [worker.current() for worker in workers]
    assert {release.id for release in before} == {served}
    clock.now = INSTANT
    assert [worker.next() for worker in workers] == [None] * 3
    after = [worker.current() for worker in workers]
    assert {release.id for release in after} == {waits}
    assert before[0].area("E22900001") is not None, "a request that holds the old one finishes on it"
    assert [worker.current() for worker in workers] == after, "the same object from then on"


def test_until_the_instant_nothing_of_it_is_opened(
    shelf: Shelf, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    opened = []
    monkeypatch.setattr(Shelf, "open", lambda self, name: opened.append(name) or _Opened(name))
    worker = Shelf(shelf.folder, clock)
    clock.now = INSTANT - SECOND
    worker.current(), worker.published(), worker.current_id(), worker.next()
    assert opened == [ids(shelf)[0]]


class _Opened:
    def __init__(self, name: str) -> None:
        self.id = name


def test_the_first_who_can_makes_it_last_with_the_instant_as_its_time(shelf: Shelf, clock: Clock):
    served, waits, _ = ids(shelf)
    clock.now = INSTANT + timedelta(minutes=7)
    assert shelf.current().id == waits
    assert not (shelf.folder / "next").exists()
    assert (shelf.folder / "current").read_text() == f"{waits}\n"
    assert lines(shelf.folder) == [f"2026-11-12T09:30:00Z {served}", f"2026-12-10T09:30:00Z {waits}"]
    clock.now = INSTANT - timedelta(days=1)
    assert Shelf(shelf.folder, clock).current().id == waits, "it does not hang on the clock any more"


def test_many_workers_at_once_write_it_down_once(shelf: Shelf, clock: Clock):
    clock.now = INSTANT
    together = threading.Barrier(8)

    def ask(_: int) -> str:
        worker = Shelf(shelf.folder, clock)
        together.wait()
        return worker.current().id

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(8))) == {ids(shelf)[1]}
    assert len(lines(shelf.folder)) == 2
    assert not (shelf.folder / "next").exists()


ASK = """
import sys
from datetime import datetime
from pathlib import Path
from crimemap.release.shelf import Shelf
sys.stdin.readline()
print(Shelf(Path(sys.argv[1]), lambda: datetime.fromisoformat(sys.argv[2])).current().id)
"""


def test_many_processes_at_once_write_it_down_once(shelf: Shelf):
    command = [sys.executable, "-c", ASK, str(shelf.folder), INSTANT.isoformat()]
    asked = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    for process in asked:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    assert {process.communicate(timeout=120)[0].strip() for process in asked} == {ids(shelf)[1]}
    assert len(lines(shelf.folder)) == 2


KILLED = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from crimemap.release import awaited, files, shelf

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def after(act):
    def done(*given):
        act(*given)
        die()
    return done

at = sys.argv[3]
if at == "before anything":
    shelf.Shelf._publish = die
elif at == "published":
    shelf.Shelf._write_down = after(shelf.Shelf._write_down)
elif at == "half a line":
    def torn(self, what):
        with (self.folder / "published").open("a") as log:
            log.write(str(what)[:19])
        die()
    shelf.Shelf._write_down = torn
elif at == "current, before its rename":
    Path.replace = die
elif at == "current":
    shelf.replace_text = after(shelf.replace_text)
elif at == "next":
    awaited.Awaited.remove = after(awaited.Awaited.remove)
shelf.Shelf(Path(sys.argv[1]), lambda: datetime.fromisoformat(sys.argv[2])).current()
"""


@pytest.mark.parametrize(
    "at", ["before anything", "half a line", "published", "current, before its rename", "current", "next"]
)
def test_killed_between_any_two_steps_all_see_the_same_and_the_next_one_finishes(
    shelf: Shelf, clock: Clock, at: str
):
    served, waits, _ = ids(shelf)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(shelf.folder), INSTANT.isoformat(), at], check=False
    )
    assert done.returncode == -9
    clock.now = INSTANT + SECOND
    reader = Shelf(shelf.folder, clock)
    assert reader.current().id == waits
    assert reader.published()[-1] == Publication(INSTANT, waits)
    assert [(entry.at, entry.id) for entry in reader.published()] == [(FIRST_DAY, served), (INSTANT, waits)]
    assert not (shelf.folder / "next").exists()
    assert (shelf.folder / "current").read_text() == f"{waits}\n"


def test_killed_before_its_instant_is_written_nothing_waits(folder: Path):
    script = (
        "import os, signal, sys; from datetime import datetime; from pathlib import Path;"
        "from crimemap.release.shelf import Shelf;"
        "Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL);"
        "shelf = Shelf(Path(sys.argv[1]), lambda: datetime.fromisoformat('2026-11-20T00:00:00+00:00'));"
        "shelf.use_at(shelf.ids()[0], datetime.fromisoformat('2026-12-10T09:30:00+00:00'))"
    )
    assert subprocess.run([sys.executable, "-c", script, str(folder)], check=False).returncode == -9
    assert Shelf(folder).next() is None
    assert not (folder / "next").exists()


def forbid(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody may write: as a folder that is mounted read-only answers."""

    def refuse(*_given: object, **_more: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(shelves, "FileLock", refuse)


def test_where_nobody_may_write_it_is_served_all_the_same(
    shelf: Shelf, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    served, waits, _ = ids(shelf)
    forbid(monkeypatch)
    clock.now = INSTANT
    reader = Shelf(shelf.folder, clock)
    with capture_logs() as logs:
        assert {reader.current().id for _ in range(5)} == {waits}
    assert [line["event"] for line in logs] == ["release.next_is_not_written"]
    assert reader.current_id() == waits
    assert [entry.id for entry in reader.published()] == [served, waits]
    assert reader.published()[-1].at == INSTANT
    assert (shelf.folder / "current").read_text() == f"{served}\n"
    monkeypatch.undo()
    assert Shelf(shelf.folder, clock).current().id == waits
    assert len(lines(shelf.folder)) == 2


def test_a_worker_that_may_not_write_down_the_publication_does_not_rename_current(
    shelf: Shelf, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    def refuse(*_given: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Shelf, "_write_down", refuse)
    clock.now = INSTANT
    assert Shelf(shelf.folder, clock).current().id == ids(shelf)[1]
    assert (shelf.folder / "current").read_text() == f"{ids(shelf)[0]}\n"


TORN = (
    "", "2026-12-10T09:3", "2026-12-10T09:30:00Z", "2026-13-40T09:30:00Z 2026-09-00000000",
    "2026-12-10T09:30:00Z ../2026-09-00000000", "\xff\xfe", "now 2026-09-00000000",
    "2026-12-10T09:30:00Z 2026-09-00000000\nmore",
)  # fmt: skip


@pytest.mark.parametrize("text", TORN)
def test_a_torn_next_is_ignored_with_a_line_in_the_log(shelf: Shelf, clock: Clock, text: str):
    (shelf.folder / "next").write_bytes(text.encode("latin-1"))
    clock.now = INSTANT + timedelta(days=1)
    reader = Shelf(shelf.folder, clock)
    with capture_logs() as logs:
        assert {reader.current().id for _ in range(3)} == {ids(shelf)[0]}
        assert reader.next() is None
    assert [line["event"] for line in logs] == ["release.next_unreadable"]
    assert len(reader.published()) == 1


@pytest.mark.parametrize("harm", ["gone", "no manifest", "another format"])
def test_a_release_that_cannot_be_opened_at_its_instant_leaves_the_served_one(
    shelf: Shelf, clock: Clock, harm: str
):
    served, waits, _ = ids(shelf)
    manifest = shelf.folder / waits / "manifest.json"
    if harm == "gone":
        shutil.rmtree(shelf.folder / waits)
    elif harm == "no manifest":
        manifest.write_bytes(manifest.read_bytes()[:200])
    else:
        manifest.write_text(
            manifest.read_text().replace('"format": 3', '"format": 2').replace('"format":3', '"format":2')
        )
    clock.now = INSTANT
    reader = Shelf(shelf.folder, clock)
    with capture_logs() as logs:
        assert {reader.current().id for _ in range(3)} == {served}
        assert reader.current_id() == served
        assert [entry.id for entry in reader.published()] == [served]
    assert [line["event"] for line in logs] == ["release.next_cannot_be_served"]
    assert lines(shelf.folder) == [f"2026-11-12T09:30:00Z {served}"]


def test_one_that_comes_late_to_the_shelf_is_served_then(
    shelf: Shelf, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    served, waits, _ = ids(shelf)
    (shelf.folder / waits).rename(shelf.folder / "elsewhere")
    clock.now = INSTANT
    reader = Shelf(shelf.folder, clock)
    assert reader.current().id == served
    (shelf.folder / "elsewhere").rename(shelf.folder / waits)
    assert reader.current().id == served, "it is not tried at every request"
    later = shelves.time.monotonic() + 60
    monkeypatch.setattr(shelves.time, "monotonic", lambda: later)
    assert reader.current().id == waits
