"""Months of street files as received → published facts, and the tally of what was recorded at which point."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import duckdb
import numpy as np
from numpy.typing import NDArray

from crimemap import disclosure
from crimemap.pipeline.assign import Points
from crimemap.release.layout import FORMAT
from crimemap.sources.police import PoliceFile, SetAside, read_street
from crimemap.terms import TYPES

READER: Final = 1
"""Raised when the same file would be read into other facts: months built before are then built again."""

ROW_GROUP: Final = 65_536
_ORDER: Final = ("lsoa", "lon", "lat", "place", "type", "force", "outcome", "id")
"""Facts lie by small area, and every column takes part, so that the same rows are the same bytes."""

Tally = NDArray[np.uint32]


@dataclass(slots=True)
class MonthRead:
    """What one month came to.

    tally: uint32 [4, n], point, force, type, count, sorted. unlocated: int32 [forces, types].
    fresh: the points first seen in this month, in order of their numbers.
    """

    tally: Tally
    unlocated: NDArray[np.int32]
    fresh: Points
    fresh_names: list[str]
    rows_in: dict[str, int] = field(default_factory=dict)
    set_aside: tuple[SetAside, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def key(files: Sequence[PoliceFile]) -> str:
    """What decides a month's facts: equal keys, equal facts."""
    digest = hashlib.sha256(f"{FORMAT} {READER} {disclosure.RELEASED} {_ORDER} {ROW_GROUP} {TYPES}".encode())
    for file in sorted(files, key=lambda file: file.force):
        digest.update(f"\n{file.force} {file.month} {file.size} {file.crc}".encode())
    return digest.hexdigest()


class Desk:
    """Where months are read, one at a time: a DuckDB of its own, and the register of points seen so far."""

    def __init__(self, scratch: Path, forces: Sequence[str]) -> None:
        self.scratch = scratch
        self.forces = list(forces)
        self.points = 0
        self._con = duckdb.connect(
            config={"threads": 2, "memory_limit": "500MB", "temp_directory": str(scratch / "spill")}
        )
        self._con.execute(
            "CREATE TABLE points (point UINTEGER, lon INTEGER, lat INTEGER, place VARCHAR, lsoa VARCHAR)"
        )
        self._con.execute("CREATE TABLE forces (force VARCHAR, number UINTEGER)")
        self._con.executemany(
            "INSERT INTO forces VALUES (?, ?)", [[slug, n] for n, slug in enumerate(forces)]
        )

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The DuckDB of the desk, with its tables `points` and `forces`."""
        return self._con

    def close(self) -> None:
        """Give the memory back."""
        self._con.close()

    def read(self, files: Sequence[PoliceFile], facts: Path) -> MonthRead:
        """Read one month's files, write its facts, and count them by point, force and type."""
        found = read_street(self._con, files, self.scratch, "received")
        chosen = ", ".join(disclosure.RELEASED)
        self._con.execute(
            f"COPY (SELECT {chosen} FROM received ORDER BY {', '.join(_ORDER)}) TO '{_quoted(facts)}'"
            f" (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"
        )
        month = self._tallied()
        month.rows_in, month.set_aside, month.names, month.notes = (
            found.rows_in, found.set_aside, found.names, found.notes,
        )  # fmt: skip
        self._con.execute("DROP TABLE received")
        return month

    def empty(self, facts: Path) -> MonthRead:
        """A month that nobody supplied: facts without a row."""
        self._con.execute(
            "CREATE TABLE received (force VARCHAR, id BLOB, lon INTEGER, lat INTEGER, place VARCHAR, lsoa VARCHAR,"
            " type UTINYINT, outcome VARCHAR)"
        )
        self._con.execute(
            f"COPY (SELECT {', '.join(disclosure.RELEASED)} FROM received) TO '{_quoted(facts)}'"
            " (FORMAT parquet, COMPRESSION zstd)"
        )
        self._con.execute("DROP TABLE received")
        nothing = np.zeros(0, np.int32)
        return MonthRead(np.zeros((4, 0), np.uint32), self._no_rows(), Points(nothing, nothing, []), [])

    def _tallied(self) -> MonthRead:
        """Count the rows of `received`; points that are new get the next numbers, in order of what they are."""
        self._con.execute(
            "CREATE TABLE cells AS SELECT force, lon, lat, coalesce(place, '') AS place,"
            " coalesce(lsoa, '') AS lsoa, type, count(*)::UINTEGER AS n"
            " FROM received GROUP BY ALL"
        )
        unlocated = self._no_rows()
        for number, kind, count in self._con.execute(
            "SELECT number, type, sum(n) FROM cells JOIN forces USING (force) WHERE lon IS NULL GROUP BY ALL"
        ).fetchall():
            unlocated[number, kind] = count
        self._con.execute(
            "CREATE TABLE located AS SELECT lon, lat, place, lsoa, number, type, n"
            " FROM cells JOIN forces USING (force) WHERE lon IS NOT NULL"
        )
        fresh, names = self._register("SELECT DISTINCT lon, lat, place, lsoa FROM located")
        found = self._con.execute(
            "SELECT point, number, type::UINTEGER AS type, n FROM located JOIN points USING (lon, lat, place, lsoa)"
            " ORDER BY ALL"
        ).fetchnumpy()
        tally = np.ascontiguousarray(
            np.stack([found[c] for c in ("point", "number", "type", "n")]), np.uint32
        )
        self._con.execute("DROP TABLE cells; DROP TABLE located")
        return MonthRead(tally, unlocated, fresh, names)

    def _register(self, seen: str) -> tuple[Points, list[str]]:
        """Give a number to every point of the query `seen` that has none; the new ones and their names."""
        self._con.execute(
            f"INSERT INTO points SELECT {self.points} + row_number() OVER (ORDER BY lon, lat, place, lsoa) - 1,"
            f" lon, lat, place, lsoa FROM ({seen}) ANTI JOIN points USING (lon, lat, place, lsoa)"
        )
        found = self._con.execute(
            f"SELECT lon, lat, place, lsoa FROM points WHERE point >= {self.points} ORDER BY point"
        ).fetchnumpy()
        self.points += len(found["lon"])
        points = Points(
            np.ascontiguousarray(found["lon"], np.int32), np.ascontiguousarray(found["lat"], np.int32),
            [str(code) for code in found["lsoa"]],
        )  # fmt: skip
        return points, [str(name) for name in found["place"]]

    def recall(
        self, lon: NDArray[np.int32], lat: NDArray[np.int32], names: list[str], codes: list[str]
    ) -> tuple[Points, list[str], NDArray[np.uint32]]:
        """Register points of an earlier release: the new ones, their names, and the number of every one given."""
        self._con.register(
            "given", {"n": np.arange(len(lon), dtype=np.uint32), "lon": lon, "lat": lat,
                      "place": np.array(names, object), "lsoa": np.array(codes, object)},
        )  # fmt: skip
        fresh, fresh_names = self._register("SELECT lon, lat, place, lsoa FROM given")
        number = self._con.execute(
            "SELECT point FROM given JOIN points USING (lon, lat, place, lsoa) ORDER BY n"
        ).fetchnumpy()["point"]
        self._con.unregister("given")
        return fresh, fresh_names, np.ascontiguousarray(number, np.uint32)

    def _no_rows(self) -> NDArray[np.int32]:
        return np.zeros((len(self.forces), len(TYPES)), np.int32)


def _quoted(path: Path) -> str:
    return path.as_posix().replace("'", "''")
