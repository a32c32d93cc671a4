"""Jobs that run in a process of their own: `python -m tests.load.children JOB JSON`; the last line is the answer."""

from __future__ import annotations

import json
import shutil
import sys
import time
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from crimemap.pipeline import build as build_release
from crimemap.pipeline.received import Desk
from crimemap.release.shelf import Shelf
from crimemap.sources.police import inventory
from tests.load.measuring import held_mb, peak_mb, spent

_COLUMNS = {
    "Crime ID": "VARCHAR",
    "Month": "VARCHAR",
    "Reported by": "VARCHAR",
    "Falls within": "VARCHAR",
    "Longitude": "DOUBLE",
    "Latitude": "DOUBLE",
    "Location": "VARCHAR",
    "LSOA code": "VARCHAR",
    "LSOA name": "VARCHAR",
    "Crime type": "VARCHAR",
    "Last outcome category": "VARCHAR",
    "Context": "VARCHAR",
}


def unpack(archive: Path, folder: Path, forces: Sequence[str] | None) -> list[str]:
    """The street files of a zip, unpacked into `folder`."""
    found = []
    with zipfile.ZipFile(archive) as opened:
        for member in opened.namelist():
            name = member.rsplit("/", 1)[-1]
            if name.endswith("-street.csv") and (forces is None or name[8:-11] in forces):
                path = folder / name
                with opened.open(member) as source, path.open("wb") as target:
                    shutil.copyfileobj(source, target, 1 << 20)
                found.append(str(path))
    return found


def copy(archive: str, scratch: str, forces: Sequence[str] | None) -> dict[str, Any]:
    """The reference: what it takes to have the files as typed, compressed columns, and nothing else."""
    with TemporaryDirectory(dir=scratch) as folder, spent() as took:
        files = unpack(Path(archive), Path(folder), forces)
        with duckdb.connect(config={"threads": 2}) as con:
            con.execute(
                f"COPY (SELECT * FROM read_csv(?, auto_detect=false, header=true, delim=',', quote='\"',"
                f" escape='\"', columns={_COLUMNS})) TO '{folder}/all.parquet' (FORMAT parquet, COMPRESSION zstd)",
                [files],
            )
            found = con.execute(f"SELECT count(*) FROM '{folder}/all.parquet'").fetchone()
    rows = found[0] if found else 0
    return {"cpu": took.cpu, "wall": took.wall, "peak": peak_mb(), "rows": rows}


def read(archive: str, scratch: str, forces: Sequence[str] | None) -> dict[str, Any]:
    """Ours: read, join to map points, sort, one file a month, tallied by point, force and type."""
    rows = 0
    with TemporaryDirectory(dir=scratch) as folder, spent() as took:
        files = [file for file in inventory([Path(archive)], forces).files if file.kind == "street"]
        desk = Desk(Path(folder), sorted({file.force for file in files}))
        for month in sorted({file.month for file in files}):
            of_month = [file for file in files if file.month == month]
            rows += sum(desk.read(of_month, Path(folder) / f"{month}.parquet").rows_in.values())
        desk.close()
    return {"cpu": took.cpu, "wall": took.wall, "peak": peak_mb(), "rows": rows}


class _Steps:
    """Processor seconds by step of a build: pipeline's Progress."""

    def __init__(self) -> None:
        self.took: dict[str, float] = {}
        self._name, self._since = "start", time.process_time()

    def step(self, text: str) -> None:
        now = time.process_time()
        self.took[self._name] = self.took.get(self._name, 0.0) + now - self._since
        self._name, self._since = text, now

    def count(self, done: int, total: int, text: str) -> None:
        self.step("months")

    def warn(self, text: str) -> None:
        """What a file holds is not this report's subject."""


def build(recipe: str, releases: str) -> dict[str, Any]:
    """A whole release, verified and made current."""
    steps = _Steps()
    with spent() as took:
        built = build_release(Path(recipe), Shelf(Path(releases)), at=datetime.now(UTC), progress=steps)
    steps.step("end")
    return {
        "cpu": took.cpu, "wall": took.wall, "peak": peak_mb(), "id": built.id, "steps": steps.took,
        "rows": built.manifest.ledger.rows_in,
    }  # fmt: skip


def leaflets(releases: str, codes: Sequence[str], many: int) -> dict[str, Any]:
    """The leaflets of these areas in turns, `many` of them, after one of each: as a worker that printers keep busy."""
    from crimemap.leaflets import pdf  # the other jobs must not pay for typst
    from tests.load.printing import leaflet_of

    release = Shelf(Path(releases)).current()
    areas = [area for code in codes if (area := release.area(code)) is not None]
    pdf(leaflet_of(release, areas[0]))
    before = held_mb()
    with spent() as took:
        for number in range(many):
            pdf(leaflet_of(release, areas[number % len(areas)]))
    return {"mb": held_mb(), "grown": held_mb() - before, "each": 1000 * took.cpu / many}


JOBS: dict[str, Callable[..., dict[str, Any]]] = {
    "copy": copy, "read": read, "build": build, "leaflets": leaflets,
}  # fmt: skip

if __name__ == "__main__":
    print(json.dumps(JOBS[sys.argv[1]](**json.loads(sys.argv[2]))))
