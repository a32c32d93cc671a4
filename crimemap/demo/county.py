"""The county, made and written: every file that a release is built from, and the input file beside them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pyproj
import shapely

from crimemap.demo import alike, files, ground, inputs, people, plan, points, police, streets, surveys, teams
from crimemap.demo import areas as areas_
from crimemap.demo import crime as crime_
from crimemap.demo.ground import Feature
from crimemap.demo.lines import Sheet, km
from crimemap.terms import Month

Progress = Callable[[str], None]

FORCE_CODES = {plan.CORVENSHIRE: "E23900001", plan.DYFFRYN_MELYS: "W15900001"}
PARTNERSHIP_CODES = {"Tamber Vale": "E22900001", "Hexmarsh": "E22900002", "Dyffryn Melys": "W22900001"}
COMMITTEE = ("E59900001", "Larkwith and Wrenstow Area Committee")


@dataclass(frozen=True, slots=True)
class County:
    """Everything that is written, in plan metres."""

    seed: int
    first: Month
    sheet: Sheet
    ground: ground.Ground
    settled: streets.Settlements
    areas: areas_.Areas
    codes: people.Vintages
    people: people.People
    crime: crime_.Crime


def _silent(_: str) -> None:
    """Progress that nobody asked for."""


def write_county(folder: Path, *, seed: int = 1, as_of: date, progress: Progress = _silent) -> Path:
    """Writes the demonstration county into `folder` and returns the path of its sources.toml.

    36 months of figures, the latest two months before `as_of`. The same seed and date give the same bytes.
    """
    county = make(seed, as_of, progress)
    progress("writing boundaries")
    _boundaries(folder / "boundaries", county)
    for force in FORCE_CODES:
        _police_api(folder / "police-api" / force, force, as_of, county)
    progress("writing statistics, lookups and postcodes")
    _statistics(folder, county)
    _lookups(folder / "lookups", county)
    _former(folder / "lookups" / "former_codes.csv")
    _postcodes(folder / "postcodes" / "code_point_open_qx.zip", county)
    _names(folder / "names.csv", county)
    files.write(folder / "similar.csv", files.table(alike.HEADER, alike.rows()))
    said = files.table(surveys.SURVEY_HEADER, surveys.survey_rows(as_of))
    files.write(folder / "surveys" / "confidence.csv", said)
    known = files.table(surveys.INDICATOR_HEADER, surveys.indicator_rows(as_of))
    files.write(folder / "surveys" / "indicators.csv", known)
    progress("writing the background map")
    files.basemap(folder / "basemap" / "corvenshire.gpkg", _layers(county), county.sheet)
    desk = police.Desk.of(seed, county.first, county.sheet, county.codes, county.crime)
    archives = []
    for archive in police.ARCHIVES:
        name = f"{county.first.plus(archive.end - 1)}.zip"
        progress(f"writing the police archive {name}")
        files.zipped(folder / "police" / name, police.members(archive, desk))
        archives.append(f"police/{name}")
    sources = folder / "sources.toml"
    files.write(sources, inputs.sources_toml(archives).encode())
    return sources


def make(seed: int, as_of: date, progress: Progress = _silent) -> County:
    """The county of `seed` in memory; 36 months ending two before `as_of`."""
    first = Month(as_of.year, as_of.month).plus(-1 - crime_.MONTHS)
    progress("drawing coast, rivers and hills")
    land = ground.lay(seed)
    progress("building towns and villages")
    settled = streets.build(seed, land)
    progress("drawing areas")
    divided = areas_.divide(seed, land, settled)
    settled = points.name_streets(seed, settled, divided, land.roads)
    codes = people.vintages(seed, divided)
    lists = points.publish(seed, land, settled, divided)
    progress("counting people and crimes")
    counted = people.settle(seed, divided)
    happened = crime_.commit(seed, divided, lists, first.number)
    return County(seed, first, Sheet(seed), land, settled, divided, codes, counted, happened)


def _boundaries(folder: Path, county: County) -> None:
    place, divided = county.sheet.place, county.areas
    forces = list(FORCE_CODES)
    columns = {
        "pfa_code": [FORCE_CODES[f] for f in forces],
        "pfa_name": [police.FORCE_NAMES[f] for f in forces],
    }
    shapes = place([divided.forces[f] for f in forces])
    files.write(folder / "police_force_areas.geojson", files.geojson("police_force_areas", columns, shapes))
    parts = list(PARTNERSHIP_CODES)
    columns = {"csp_code": [PARTNERSHIP_CODES[p] for p in parts], "csp_name": parts}
    shapes = place([divided.partnerships[p] for p in parts])
    files.zipped(
        folder / "community_safety_partnerships.geojson.zip",
        [
            (
                "community_safety_partnerships.geojson",
                files.geojson("community_safety_partnerships", columns, shapes),
            )
        ],
    )
    files.write(
        folder / "area_committees.geojson",
        files.geojson(
            "area_committees", {"code": [COMMITTEE[0]], "name": [COMMITTEE[1]]}, place([divided.committee])
        ),
    )
    own = [n for n, town in enumerate(plan.TOWNS) if town.force == plan.CORVENSHIRE]
    columns = {"id": [plan.TOWNS[n].id for n in own], "name": [plan.TOWNS[n].name for n in own]}
    shapes = place([divided.neighbourhoods[n] for n in own])
    files.write(
        folder / "corvenshire_neighbourhoods.geojson", files.geojson("neighbourhoods", columns, shapes)
    )
    columns = {"ward_code": list(divided.wards), "ward_name": [name for name, _ in divided.wards.values()]}
    shapes = place([shape for _, shape in divided.wards.values()])
    files.zipped(folder / "wards.geojson.zip", [("wards.geojson", files.geojson("wards", columns, shapes))])
    columns = {"lsoa21_code": list(county.codes.code), "lsoa21_name": list(county.codes.name)}
    shapes = place([a.shape for a in divided.small])
    files.zipped(
        folder / "lsoa_2021.geojson.zip", [("lsoa_2021.geojson", files.geojson("lsoa_2021", columns, shapes))]
    )


def _police_api(folder: Path, force: str, as_of: date, county: County) -> None:
    """A force's neighbourhoods as `crimemap fetch police` writes them: one ring of strings, latitude first."""
    own = [n for n, town in enumerate(plan.TOWNS) if town.force == force]
    files.write(folder / "fetched.json", files.api_json(teams.fetched(as_of)))
    listed = [{"id": plan.TOWNS[n].id, "name": plan.TOWNS[n].name} for n in own]
    files.write(folder / "neighbourhoods.json", files.api_json(listed))
    for n in own:
        town = plan.TOWNS[n]
        shape = county.sheet.place([county.areas.neighbourhoods[n]])[0]
        centre = county.sheet.degrees(km([town.centre]))[0]
        people_there = sum(
            int(r) for r, a in zip(county.people.residents, county.areas.small, strict=True) if a.town == n
        )
        rings = [part.exterior for part in shapely.get_parts(shape)]
        boundary = [{"latitude": f"{y}", "longitude": f"{x}"} for ring in rings for x, y in ring.coords]
        inside = folder / quote(town.id, safe="")
        files.write(inside / "neighbourhood.json", files.api_json(_team(town, centre, people_there)))
        files.write(inside / "boundary.json", files.api_json(boundary))
        files.write(inside / "people.json", files.api_json(teams.people(town)))
        files.write(inside / "events.json", files.api_json(teams.events(town, as_of)))
        files.write(inside / "priorities.json", files.api_json(teams.priorities(town, as_of)))


def _team(
    town: plan.Town, centre: np.ndarray[tuple[int, ...], np.dtype[np.float64]], residents: int
) -> dict[str, object]:
    slug = town.name.lower().replace(" ", "-")
    welsh = town.force == plan.DYFFRYN_MELYS
    council = ("https://www.dyffryn-melys.example", "Cyngor Dyffryn Melys") if welsh else (
        "https://www.corvenshire-council.example", "Corvenshire Council")  # fmt: skip
    return {
        "url_force": f"https://www.{teams.SITES[town.force]}/{slug}/",
        "contact_details": teams.contact(town),
        "name": town.name,
        "links": [{"url": council[0], "description": "", "title": council[1]}] if teams.contact(town) else [],
        "centre": {"latitude": f"{centre[1]:.4f}", "longitude": f"{centre[0]:.4f}"},
        "locations": teams.stations(town),
        "id": town.id,
        "population": str(residents),
    }


def _statistics(folder: Path, county: County) -> None:
    codes, counted = county.codes.code, county.people
    files.table_zip(
        folder / "population" / "census_2021_lsoa21_residents_households.csv.zip",
        ("lsoa21_code", "total_residents", "total_households"),
        zip(codes, counted.residents, counted.households, strict=True),
    )
    files.table_zip(
        folder / "population" / "census_2021_lsoa21_workday.csv.zip",
        ("lsoa21_code", "workday_population"),
        zip(codes, counted.workday, strict=True),
    )
    ranks = people.deprivation(county.seed, county.areas, county.crime.level)
    english = [
        (c, f"{_decile(r, people.ENGLAND_AREAS)}.0", f"{r}.0")
        for c, r in zip(codes, ranks, strict=True)
        if c[0] == "E"
    ]
    welsh = [
        (c, str(_decile(r, people.WALES_AREAS)), f"{r}.0")
        for c, r in zip(codes, ranks, strict=True)
        if c[0] == "W"
    ]
    header = ("lsoa21_code", "IMD_decile", "IMD_rank")
    files.table_zip(folder / "deprivation" / "imd_2025_england_lsoa21.csv.zip", header, english)
    files.table_zip(folder / "deprivation" / "wimd_2025_wales_lsoa21.csv.zip", header, welsh)


def _decile(rank: int, ranked: int) -> int:
    return min(10, int((rank - 1) * 10 / ranked) + 1)


def _lookups(folder: Path, county: County) -> None:
    files.table_zip(
        folder / "lsoa11_lsoa21.csv.zip",
        ("lsoa11_name", "lsoa11_code", "change_code", "lsoa21_name", "lsoa21_code"),
        [(c.name11, c.code11, c.change, c.name21, c.code21) for c in county.codes.changes],
    )
    rows = list(zip(county.codes.code, county.codes.name, county.areas.small, strict=True))
    towns = [plan.TOWNS[a.town] for _, _, a in rows]
    files.write(
        folder / "lsoa21_pfa.csv",
        files.table(
            ("lsoa21cd", "lsoa21nm", "pfa22cd", "pfa22nm"),
            [
                (c, n, FORCE_CODES[t.force], police.FORCE_NAMES[t.force])
                for (c, n, _), t in zip(rows, towns, strict=True)
            ],
        ),
    )
    files.write(
        folder / "lsoa21_csp.csv",
        files.table(
            ("lsoa21cd", "csp22cd", "csp22nm"),
            [
                (c, PARTNERSHIP_CODES[t.partnership], t.partnership)
                for (c, _, _), t in zip(rows, towns, strict=True)
            ],
        ),
    )


def _former(path: Path) -> None:
    """Codes of wards before their boundaries were redrawn: one renumbered twice, one divided in two."""
    files.write(
        path,
        files.table(
            ("former_code", "former_name", "code"),
            [
                ("E05900080", "Larkwith Moor", "E05900090"),
                ("E05900090", "Larkwith South and Moor", "E05900005"),
                ("E05900091", "Osterby", "E05900008"),
                ("E05900091", "Osterby", "E05900009"),
            ],
        ),
    )


def _postcodes(path: Path, county: County) -> None:
    """Code-Point Open: no header, every text quoted, metres of the national grid; PO boxes at 0, 0."""
    found = people.postcodes(county.seed, county.areas, county.people, county.settled.blocks)
    to_grid = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:27700", always_xy=True)
    degrees = county.sheet.degrees(np.array([p.at or (0.0, 0.0) for p in found]))
    east, north = to_grid.transform(degrees[:, 0], degrees[:, 1])
    ward = {name: code for code, (name, _) in county.areas.wards.items()}
    rows = []
    for p, x, y in zip(found, east, north, strict=True):
        area = county.areas.small[p.area]
        nation = area.code[0]
        country, district = ("W92000004", "W06900001") if nation == "W" else ("E92000001", "E07900001")
        at = (round(float(x)), round(float(y))) if p.at else (0, 0)
        rows.append(
            (p.code, 10 if p.at else 90, *at, country, "", "", "", district, ward[area.ward] if p.at else "")
        )
    short = ("PC", "PQ", "EA", "NO", "CY", "RH", "LH", "CC", "DC", "WC")
    long = ("Postcode", "Positional_quality_indicator", "Eastings", "Northings", "Country_code", "NHS_regional_HA_code",
            "NHS_HA_code", "Admin_county_code", "Admin_district_code", "Admin_ward_code")  # fmt: skip
    headers = files.table(short, [long], line_end="\r\n")
    files.zipped(
        path, [("Data/CSV/qx.csv", files.quoted(rows)), ("Doc/Code-Point_Open_Column_Headers.csv", headers)]
    )


_OTHER_NAMES = {
    "Tamberton Centre": ("Market and guildhall", "Station and the Moorings", "Priory", "Riverside"),
    "Aberfelys": ("Y Cei a'r Hen Dref", "Glan Melys"),
}


def _names(path: Path, county: County) -> None:
    """Reviewed names for the small areas of three neighbourhoods; the others keep their numbers."""
    rows = []
    for number, town in enumerate(plan.TOWNS):
        own = [c for c, a in zip(county.codes.code, county.areas.small, strict=True) if a.town == number]
        named = plan.LARKWITH_AREA_NAMES if town.name == "Larkwith" else _OTHER_NAMES.get(town.name, ())
        rows += list(zip(own, named, strict=False))
    files.write(path, files.table(("lsoa21_code", "name"), rows))


def _layers(county: County) -> dict[str, list[Feature]]:
    land, settled = county.ground, county.settled
    joined = shapely.buffer(shapely.buffer(settled.built, 14, join_style="mitre"), -14, join_style="mitre")
    towns = [
        Feature(shapely.Point(*km([t.centre])[0]), t.name.removesuffix(" Centre"), "town") for t in plan.TOWNS
    ]
    villages = [Feature(shapely.Point(*km([at])[0]), name, "village") for name, at in plan.VILLAGES]
    flowing = shapely.union_all([f.shape for f in land.water if f.klass == "river" and not f.name])
    return {
        "land": [Feature(part) for part in shapely.get_parts(shapely.difference(land.land, flowing))],
        "built": [Feature(part) for part in shapely.get_parts(joined)],
        "water": list(land.water),
        "wood": list(land.woods),
        "park": [*land.parks, *settled.parks],
        "road": [*land.roads, *(Feature(s.shape, s.name, "street") for s in settled.streets), *settled.lanes],
        "rail": [*land.rails, *land.stations],
        "place": [*towns, *villages],
    }
