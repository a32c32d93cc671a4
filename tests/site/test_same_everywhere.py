"""Map data = table = CSV = sentence: every area, kind of crime and month of the demonstration county (rule A3)."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import orjson
import pytest

from crimemap import language, maps, words
from crimemap.measures import crime
from crimemap.release import Area, Release
from crimemap.release.shelf import Shelf
from crimemap.terms import CRIME_TYPES, TYPES, AreaKind, Period
from crimemap.web.site import figures, tables
from crimemap.web.site.rates import rates_csv
from tests.county import build_county

Cell = tuple[str, str]
_ZERO = re.compile(r"(?<![\d.,–-])0(?![\d.,%])")


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Release:
    base = tmp_path_factory.getbasetemp()
    folder = build_county(base.parent if hasattr(request.config, "workerinput") else base)
    return Shelf(Path(folder) / "releases").current()


class Files:
    """The CSV of each area, read once: (period, type) → value and status."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self._read: dict[str, dict[Cell, Cell]] = {}

    def of(self, area: Area) -> dict[Cell, Cell]:
        if area.code not in self._read:
            text = figures.to_csv(self.release, area, None, None).decode("utf-8-sig")
            self._read[area.code] = {
                (row["period"], row["type"]): (row["value"], row["status"])
                for row in csv.DictReader(io.StringIO(text))
            }
        return self._read[area.code]


@pytest.fixture(scope="session")
def files(county: Release) -> Files:
    return Files(county)


def published(cell: Cell) -> int | None:
    return int(cell[0]) if cell[0] else None


@pytest.mark.parametrize("kind", AreaKind)
def test_the_table_and_the_sentence_say_what_the_csv_says(county: Release, files: Files, kind: AreaKind):
    for area in county.areas(kind):
        cells = files.of(area)
        quality = crime.data_quality(county, area)
        kinds, rows = figures.grid(county, area)
        assert {(str(month), what) for month, _ in rows for what in kinds} == set(cells)
        for month, row in rows:
            for what, figure in zip(kinds, row, strict=True):
                value, status = cells[str(month), what]
                assert (figure.status, figure.told) == (status, published((value, status))), (
                    area.code,
                    month,
                    what,
                )
                lead = str(
                    words.lead(area, crime.change(county, area, what, Period.of(month)), quality, what)
                )
                if value == "":
                    assert not _ZERO.search(lead), lead
                    assert not re.search(r"(recorded|received) no (crime|report)", lead), lead
                    assert not _ZERO.search(words.figure(figure))
                else:
                    told = language.number(int(value)) if value != "0" else "no"
                    assert re.search(rf"\b{told} (crime|report)", lead), lead
                    assert language.number(int(value)) in words.figure(figure)


@pytest.mark.parametrize("kind", AreaKind)
def test_the_map_holds_what_the_csv_of_each_part_holds(county: Release, files: Files, kind: AreaKind):
    for area in county.areas(kind):
        if area.bounds is None:
            continue
        for month in county.months[:: 1 if kind in {AreaKind.FORCE, AreaKind.PARTNERSHIP} else 7]:
            for what in TYPES if kind is not AreaKind.LSOA else TYPES[::5]:
                sheet = maps.sheet_of(county, area, what, Period.of(month))
                for part in sheet.parts:
                    value, status = files.of(part.area).get((str(month), what), ("", "not applicable"))
                    assert (part.figure.told, part.figure.status) == (published((value, status)), status)


@pytest.mark.parametrize("kind", AreaKind)
def test_the_data_that_is_sent_holds_the_sheet_and_nothing_stands_for_a_gap(
    county: Release, files: Files, kind: AreaKind
):
    for area in county.areas(kind)[:3]:
        if area.bounds is None:
            continue
        for month in county.months:
            sheet = maps.sheet_of(county, area, crime.ALL, Period.of(month))
            sent = orjson.loads(
                maps.map_data(county, sheet, lambda part: f"/areas/{part.code}", ground=False)
            )
            parts = {
                feature["properties"]["c"]: feature["properties"]
                for feature in sent["features"]
                if feature["properties"]["k"] == "part"
            }
            assert set(parts) == {part.area.code for part in sheet.parts if part.area.centre}
            for code, told in parts.items():
                cells = [
                    files.of(county.area(code))[str(month), what]
                    for what in CRIME_TYPES
                    if what in figures.types_shown(county)
                ]
                whole = sum(published(cell) or 0 for cell in cells)
                statuses = {status for _, status in cells}
                if statuses <= {"published", "partial"} and (whole or statuses == {"published"}):
                    assert told["v"] == whole
                else:
                    assert told["v"] is None
                    assert not _ZERO.search(told["t"])


def test_a_missing_month_has_no_nought_on_its_page(county: Release):
    area = county.area("corvenshire-tv3")
    missing = next(
        month
        for month, status in zip(county.months, county.statuses(area), strict=True)
        if not status.has_value
    )
    table = tables.crime_table(county, area, missing, "all-crime")
    for row in table.rows:
        assert row.change.now.value is None
        assert not _ZERO.search(words.figure(row.change.now))
    assert not _ZERO.search(str(table.lead))


@pytest.mark.parametrize("kind", [AreaKind.PARTNERSHIP, AreaKind.NEIGHBOURHOOD, AreaKind.FORCE])
def test_rates_are_the_same_on_map_and_csv(county: Release, kind: AreaKind):
    for area in county.areas(kind):
        if area.bounds is None:
            continue
        rows = list(csv.DictReader(io.StringIO(rates_csv(county, area, None, None).decode("utf-8-sig"))))
        told = {(row["code"], row["type"]): row for row in rows}
        for what in (crime.ALL, *TYPES[::3]):
            sheet = maps.rate_sheet_of(county, area, what, None)
            for part in sheet.parts:
                row = told.get((part.area.code, what))
                if row is None:
                    continue
                assert row["status"] == part.figure.status
                value = part.figure.value
                assert (
                    row["value"] == ""
                    if value is None
                    else float(row["value"]) == pytest.approx(value, abs=5e-4)
                )
                assert not (value is None and part.klass)
        assert told
