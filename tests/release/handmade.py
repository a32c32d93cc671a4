"""Publishers' files small enough to count by hand: two forces side by side, eight square small areas, three months.

    x: 0   1   2   3   4        columns are 0.02° wide, rows 0.02° high, from (0, 52)
       +---+---+---+---+        row 1: E01900005 … 8
       | weston| easton|        row 0: E01900001 … 4
       +---+---+---+---+

Each force is one partnership of two neighbourhoods, one a column wide. Of LSOA 2011, E01800001 became
E01900001, E01800023 was split into E01900002 and E01900003 (across the forces' border), E01800004 and
E01800005 were merged into E01900004; the others kept their codes.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from crimemap.pipeline import Built, Silent, build
from crimemap.release.shelf import Shelf
from crimemap.sources.police import STREET_HEADER
from crimemap.terms import CSV_NAMES, CrimeType

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
STEP = 0.02
MONTHS = ("2026-07", "2026-08", "2026-09")
FORCES = {
    "aston": "Aston Police",
    "weston": "Weston Police",
    "easton": "Easton Constabulary",
    "btp": "British Transport Police",
}
FORCE_CODES = {"weston": "E23900001", "easton": "E23900002", "btp": "btp"}
LSOAS = tuple(f"E0190000{n}" for n in range(1, 9))
CHANGES = (
    ("E01800001", "E01900001", "U"),
    ("E01800023", "E01900002", "S"),
    ("E01800023", "E01900003", "S"),
    ("E01800004", "E01900004", "M"),
    ("E01800005", "E01900004", "M"),
    *((f"E0190000{n}", f"E0190000{n}", "U") for n in range(5, 9)),
)
TYPE_NAMES = {kind: name for name, kind in CSV_NAMES.items() if name != "Violent crime"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a street file. `at`: lon, lat in microdegrees, or None for "No Location"."""

    month: str
    force: str
    type: CrimeType = CrimeType.BURGLARY
    at: tuple[int, int] | None = None
    lsoa: str = ""
    place: str = "Wren Street"
    id: str = ""
    outcome: str = ""


def point(column: float, row: float) -> tuple[int, int]:
    """Grid units → microdegrees."""
    return round(column * STEP * 1e6), round((52 + row * STEP) * 1e6)


def square(column: float, row: float, width: float = 1, height: float = 1) -> dict[str, object]:
    """A GeoJSON polygon in grid units."""
    corners = [(0, 0), (width, 0), (width, height), (0, height), (0, 0)]
    ring = [[round((column + x) * STEP, 6), round(52 + (row + y) * STEP, 6)] for x, y in corners]
    return {"type": "Polygon", "coordinates": [ring]}


STANDARD_ROWS: tuple[Row, ...] = tuple(
    row
    for month in MONTHS
    for row in (
        *(Row(month, "weston", CrimeType.BURGLARY, point(0.5, 0.5), "E01900001") for _ in range(3)),
        Row(month, "weston", CrimeType.ANTI_SOCIAL_BEHAVIOUR, point(0.5, 0.5), "E01900001"),
        Row(month, "weston", CrimeType.DRUGS, point(1.5, 1.5), "E01900006", "Heron Lane", "ab" * 32),
        Row(month, "weston", CrimeType.DRUGS, point(1.5, 0.5), "E01800023", "Heron Lane"),
        Row(month, "weston", CrimeType.ROBBERY),
        Row(month, "weston", CrimeType.SHOPLIFTING, point(2.5, 0.5), "E01900003", "Far Road"),
        *(Row(month, "easton", CrimeType.BURGLARY, point(3.5, 1.5), "E01900008", "Plover, Road") for _ in range(4)),
        Row(month, "easton", CrimeType.OTHER_THEFT, point(3.5, 0.5), "E01800005", ""),
        Row(month, "easton", CrimeType.OTHER_THEFT, point(2.5, 0.6), "E01800023", "Sorrel Lane"),
        Row(month, "easton", CrimeType.ROBBERY),
        Row(month, "btp", CrimeType.OTHER_THEFT, point(0.6, 0.6), "E01900001", "Weston (Station)"),
    )
)  # fmt: skip


def street_csv(rows: Iterable[Row], *, newline: str = "\r\n") -> str:
    """A street file as the publisher writes it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=newline)
    writer.writerow(STREET_HEADER)
    for row in rows:
        lon, lat = (f"{row.at[0] / 1e6:.6f}", f"{row.at[1] / 1e6:.6f}") if row.at else ("", "")
        where = f"On or near {row.place}" if row.at else "No Location"
        writer.writerow(
            [row.id, row.month, FORCES[row.force], FORCES[row.force], lon, lat, where, row.lsoa,
             f"Grid {row.lsoa}" if row.lsoa else "", TYPE_NAMES[row.type], row.outcome, ""]
        )  # fmt: skip
    return text.getvalue()


def write_archive(path: Path, rows: Sequence[Row], also: dict[str, str] | None = None) -> None:
    """A zip of street files, one a force and month that has rows; `also`: further members."""
    keys = sorted({(row.month, row.force) for row in rows})
    members = {
        f"{month}/{month}-{force}-street.csv": street_csv(
            row for row in rows if (row.month, row.force) == (month, force)
        )
        for month, force in keys
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in (members | (also or {})).items():
            # With a date of its own: a zip otherwise holds the time of writing.
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)


def write_geojson(path: Path, areas: Iterable[tuple[str, str, dict[str, object]]]) -> None:
    """(code, name, geometry) as GeoJSON with the columns code and name."""
    features = [
        {"type": "Feature", "properties": {"code": code, "name": name}, "geometry": shape}
        for code, name, shape in areas
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))


def write_areas(folder: Path) -> None:
    """Every boundary file, the lookups and the counts."""
    write_geojson(
        folder / "forces.geojson",
        [("E23900001", "Weston Police", square(0, 0, 2, 2)), ("E23900002", "Easton Constabulary", square(2, 0, 2, 2)),
         ("E23900009", "Elsewhere Police", square(7, 7))],
    )  # fmt: skip
    write_geojson(
        folder / "partnerships.geojson",
        [("E22900001", "West Vale", square(0, 0, 2, 2)), ("E22900002", "East Vale", square(2, 0, 2, 2))],
    )
    for force, column in (("weston", 0), ("easton", 2)):
        write_geojson(
            folder / f"{force}.geojson",
            [("N1", f"{force.title()} Left", square(column, 0, 1, 2)),
             ("N2", f"{force.title()} Right", square(column + 1, 0, 1, 2))],
        )  # fmt: skip
    write_geojson(
        folder / "lsoa.geojson",
        [(code, f"Grid {code}", square(n % 4, n // 4)) for n, code in enumerate(LSOAS)]
        + [("E01900099", "Elsewhere", square(7, 7))],
    )
    (folder / "changes.csv").write_text("from,to,change\n" + "".join(",".join(row) + "\n" for row in CHANGES))
    forces = ("weston", "weston", "easton", "easton") * 2
    (folder / "forces.csv").write_text(
        "lsoa,force\n" + "".join(f"{code},{FORCE_CODES[f]}\n" for code, f in zip(LSOAS, forces, strict=True))
    )
    (folder / "residents.csv").write_text(
        "code,count\n" + "".join(f"{code},{1000 + n}\n" for n, code in enumerate(LSOAS))
    )


RECIPE = """
name = "Grid"
lsoa = 2021

[police]
archives = ["police.zip"]

[[areas]]
kind = "force"
file = "forces.geojson"
code = "code"
name = "name"

[[areas]]
kind = "partnership"
file = "partnerships.geojson"
code = "code"
name = "name"

[[areas]]
kind = "neighbourhood"
file = "weston.geojson"
code = "code"
name = "name"
force = "weston"

[[areas]]
kind = "neighbourhood"
file = "easton.geojson"
code = "code"
name = "name"
force = "easton"

[[areas]]
kind = "lsoa"
file = "lsoa.geojson"
code = "code"
name = "name"
vintage = 2021

[[population]]
kind = "residents"
file = "residents.csv"
code = "code"
count = "count"
vintage = 2021
year = 2021

[[lookups]]
kind = "lsoa11-lsoa21"
file = "changes.csv"
from = "from"
to = "to"
change = "change"
"""

FORCE_LOOKUP = """
[[lookups]]
kind = "lsoa-force"
file = "forces.csv"
from = "lsoa"
to = "force"
"""


def write_inputs(folder: Path, rows: Sequence[Row] = STANDARD_ROWS, recipe: str = RECIPE) -> Path:
    """Everything that a release is built from, in `folder`; the path of its input file."""
    folder.mkdir(parents=True, exist_ok=True)
    write_areas(folder)
    write_archive(folder / "police.zip", rows)
    (folder / "sources.toml").write_text(recipe)
    return folder / "sources.toml"


class Heard(Silent):
    """A progress that keeps its warnings."""

    def __init__(self) -> None:
        self.warnings: list[str] = []

    def warn(self, text: str) -> None:
        self.warnings.append(text)


def build_into(sources: Path, shelf: Path, *, use: bool = True, progress: Silent | None = None) -> Built:
    """Build at a fixed instant."""
    return build(sources, Shelf(shelf), at=AT, progress=progress or Silent(), use=use)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a release and its bytes."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }
