"""An independent slow count of the raw files: csv, a spatial join, dictionaries; nothing of the pipeline."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import geopandas
import pandas as pd

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"

Counts = Counter[tuple[str, str, str]]
"""(area code, month, crime type as in the file) → rows."""


@dataclass(frozen=True, slots=True)
class Raw:
    """One row of a street file."""

    force: str
    month: str
    lon: str
    lat: str
    lsoa: str
    type: str


@cache
def raw_rows(archive: str) -> list[Raw]:
    """Every row of every street file of a zip."""
    return list(_raw_rows(archive))


def _raw_rows(archive: str) -> Iterator[Raw]:
    with zipfile.ZipFile(DATA / "police" / archive) as opened:
        for name in opened.namelist():
            if name.endswith("-street.csv"):
                force = name.rsplit("/", 1)[-1][8 : -len("-street.csv")]
                text = io.TextIOWrapper(opened.open(name), "utf-8", newline="")
                for row in csv.DictReader(text):
                    yield Raw(
                        force,
                        row["Month"],
                        row["Longitude"],
                        row["Latitude"],
                        row["LSOA code"],
                        row["Crime type"],
                    )


def shapes(file: str, code: str) -> geopandas.GeoDataFrame:
    """A boundary file: code and geometry, repaired as geopandas does it."""
    frame = geopandas.read_file(DATA / "boundaries" / file)[[code, "geometry"]]
    frame["geometry"] = frame.geometry.make_valid()
    return frame.rename(columns={code: "code"})


def by_place(rows: list[Raw], areas: geopandas.GeoDataFrame) -> dict[tuple[str, str], str]:
    """(lon, lat) as written → the lowest code of the areas that hold the point."""
    spots = pd.DataFrame(sorted({(row.lon, row.lat) for row in rows if row.lon}), columns=["lon", "lat"])
    points = geopandas.GeoDataFrame(
        spots, geometry=geopandas.points_from_xy(spots.lon.astype(float), spots.lat.astype(float)), crs=4326
    )
    joined = geopandas.sjoin(points, areas, predicate="intersects").groupby(["lon", "lat"])["code"].min()
    return {(str(lon), str(lat)): str(code) for (lon, lat), code in joined.items()}


def count_by_place(rows: list[Raw], file: str, code: str) -> Counts:
    """Rows by the area that their point lies in; British Transport Police left out."""
    place = by_place(rows, shapes(file, code))
    return Counter(
        (place[row.lon, row.lat], row.month, row.type)
        for row in rows
        if row.force != "btp" and (row.lon, row.lat) in place
    )


def count_by_lsoa(rows: list[Raw]) -> tuple[Counts, Counter[str]]:
    """Rows by LSOA 2021, told from the code alone: own, or the only successor. And, by code, the rows of a split one,
    which the code alone cannot tell."""
    with zipfile.ZipFile(DATA / "lookups" / "lsoa11_lsoa21_ltla22.csv.zip") as opened:
        table = list(csv.DictReader(io.TextIOWrapper(opened.open(opened.namelist()[0]), "utf-8", newline="")))
    served = {row["lsoa21_code"] for row in table}
    became: dict[str, set[str]] = {}
    for row in table:
        became.setdefault(row["lsoa11_code"], set()).add(row["lsoa21_code"])
    counts: Counts = Counter()
    split: Counter[str] = Counter()
    for raw in rows:
        if raw.force == "btp" or not raw.lon:
            continue
        if raw.lsoa in served:
            counts[raw.lsoa, raw.month, raw.type] += 1
        elif len(became.get(raw.lsoa, ())) == 1:
            counts[min(became[raw.lsoa]), raw.month, raw.type] += 1
        elif raw.lsoa in became:
            split[raw.lsoa] += 1
    return counts, split
