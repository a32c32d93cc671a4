"""A release with as many small areas as a test wants, each with the crimes and the rank that it is given.

The county of tests/small_release.py with other small areas in its one partnership: for what asks of tenths, of which
nine small areas make none.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from crimemap.release import Release, layout
from crimemap.terms import TYPES, AreaKind, CrimeType
from tests.small_places import FORCE_CODE, PARTNERSHIP
from tests.small_release import MONTHS, build_small

SYNTHETIC = (320, 320, 120, 120, *[45] * 16)
"""Twenty small areas of which the first two have 40 % of the crime, the next two 15 %, the rest 45 %."""


def codes(many: int) -> list[str]:
    return [f"E01900{n:03d}" for n in range(101, 101 + many)]


def county(folder: Path, crimes: Sequence[int] = SYNTHETIC, *, wales: int = 0, **choices: object) -> Path:
    """The folder of a release: `crimes` of each small area in the last month, one of anti-social behaviour beside them.

    Rank n for the n-th; the last `wales` of them lie in Wales and are ranked there from 1.
    """
    built = build_small(folder, facts=False, **choices)
    many = len(crimes)
    counts = np.zeros((many, len(MONTHS), len(TYPES)), np.int32)
    counts[:, -1, TYPES.index(CrimeType.BURGLARY)] = crimes
    counts[:, -1, TYPES.index(CrimeType.ANTI_SOCIAL_BEHAVIOUR)] = 1_000
    np.save(built / layout.counts_file(AreaKind.LSOA), counts)
    with closing(sqlite3.connect(built / layout.PLACES)) as connection:
        _areas(connection, codes(many), many - wales)
        connection.commit()
    return built


def _areas(connection: sqlite3.Connection, names: Sequence[str], english: int) -> None:
    row = connection.execute("SELECT * FROM areas WHERE kind = 'lsoa' ORDER BY code LIMIT 1").fetchone()
    columns = [one[1] for one in connection.execute("PRAGMA table_info(areas)")]
    given = dict(zip(columns, row, strict=True))
    for table in ("areas", "children"):
        connection.execute(f"DELETE FROM {table} WHERE kind = 'lsoa'")
    connection.execute("DELETE FROM deprivation")
    for n, code in enumerate(names):
        nation, rank = ("England", n + 1) if n < english else ("Wales", n - english + 1)
        many = english if n < english else len(names) - english
        new = {**given, "code": code, "idx": n, "name": f"Small {n + 1}", "position": n, "nation": nation}
        connection.execute(
            f"INSERT INTO areas VALUES ({','.join('?' * len(columns))})", [new[column] for column in columns]
        )
        for parent in (PARTNERSHIP, FORCE_CODE):
            connection.execute("INSERT INTO children VALUES (?, 'lsoa', ?, ?)", (parent, n, code))
        scale = "IMD 2019" if nation == "England" else "WIMD 2019"
        decile = (rank - 1) * 10 // many + 1
        connection.execute(
            "INSERT INTO deprivation VALUES (?, ?, ?, ?, ?)", (code, scale, nation, rank, decile)
        )


def released(folder: Path, crimes: Sequence[int] = SYNTHETIC, **choices: object) -> Release:
    return Release(county(folder, crimes, **choices))
