"""The police archives of the county: street, outcome and stop-and-search files as data.police.uk lays them out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, TypeAlias

import numpy as np

from crimemap.demo import crime, plan
from crimemap.demo.crime import Crime, Incident
from crimemap.demo.lines import Sheet, chance
from crimemap.demo.people import Vintages
from crimemap.demo.points import MapPoint, PointLists
from crimemap.terms import BTP, Month

FORCE_NAMES: Final = {
    plan.CORVENSHIRE: "Corvenshire Police",
    plan.DYFFRYN_MELYS: "Heddlu Dyffryn Melys",
    BTP: "British Transport Police",
}
_STREET: Final = (
    "Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location", "LSOA code", "LSOA name",
    "Crime type", "Last outcome category", "Context",
)  # fmt: skip
_OUTCOMES: Final = (*_STREET[:9], "Outcome type")
_STOPS: Final = (
    "Type", "Date", "Part of a policing operation", "Policing operation", "Latitude", "Longitude", "Gender",
    "Age range", "Self-defined ethnicity", "Officer-defined ethnicity", "Legislation", "Object of search",
    "Outcome", "Outcome linked to object of search", "Removal of more than just outer clothing",
)  # fmt: skip
_MIXED: Final = (6, 15)
"""Months from the first to before the second hold LSOA codes of both vintages; earlier ones of 2011, later of 2021."""


@dataclass(frozen=True, slots=True)
class Archive:
    """One download: months `first` to before `end`, outcomes as known in month `end - 1`, its line ends."""

    first: int
    end: int
    line_end: str
    revised: bool = False
    """Also holds the month of Corvenshire Police's that the force sent again."""


ARCHIVES: Final = (Archive(0, 24, "\n"), Archive(24, crime.MONTHS, "\r\n", revised=True))


Row: TypeAlias = tuple[str, ...]
Groups: TypeAlias = dict[tuple[str, int], list[Incident]]


@dataclass(frozen=True, slots=True)
class Desk:
    """What is needed to write rows: what happened, where points lie, what areas were called, which months."""

    seed: int
    first: Month
    codes: Vintages
    points: PointLists
    places: dict[tuple[float, float], tuple[str, str]]
    """Longitude and latitude of every point as text with six decimals."""
    by_month: Groups
    """Rows by force and month."""
    by_decision: Groups
    """Rows by force and the month in which something came of them."""

    @classmethod
    def of(cls, seed: int, first: Month, sheet: Sheet, codes: Vintages, happened: Crime) -> Desk:
        """Places all points on the globe at once and sorts what happened by month."""
        points = happened.points
        at = list(dict.fromkeys(p.at for p in (*points.before, *points.after, *points.stations)))
        placed = zip(at, sheet.degrees(np.array(at)), strict=True)
        places = {plain: (f"{x:.6f}", f"{y:.6f}") for plain, (x, y) in placed}
        by_month: Groups = {}
        by_decision: Groups = {}
        for row in (*happened.incidents, *happened.railway):
            by_month.setdefault((row.force, row.month), []).append(row)
            if row.outcome:
                by_decision.setdefault((row.force, row.decided), []).append(row)
        return cls(seed, first, codes, points, places, by_month, by_decision)

    def month(self, number: int) -> str:
        """`YYYY-MM` of a month counted from 0."""
        return str(self.first.plus(number))


def members(archive: Archive, desk: Desk) -> Iterator[tuple[str, bytes]]:
    """Name and content of every file of one archive."""
    for number in range(archive.first, archive.end):
        for force in FORCE_NAMES:
            if force == plan.CORVENSHIRE and number == crime.MISSING:
                continue
            yield _street_file(archive, force, number, desk)
            if force != BTP:
                yield _outcome_file(archive, force, number, desk)
                rows = _stops(force, number, desk)
                yield _file(archive, f"{force}-stop-and-search", number, desk, [_STOPS, *rows])
    if archive.revised:
        yield _street_file(archive, plan.CORVENSHIRE, crime.REVISED, desk)
        yield _outcome_file(archive, plan.CORVENSHIRE, crime.REVISED, desk)


def _street_file(archive: Archive, force: str, number: int, desk: Desk) -> tuple[str, bytes]:
    rows = _street_rows(desk.by_month.get((force, number), []), archive, desk)
    return _file(archive, f"{force}-street", number, desk, [_STREET, *rows])


def _outcome_file(archive: Archive, force: str, number: int, desk: Desk) -> tuple[str, bytes]:
    rows = _outcome_rows(desk.by_decision.get((force, number), []), force, number, desk)
    return _file(archive, f"{force}-outcomes", number, desk, [_OUTCOMES, *rows])


def _file(archive: Archive, kind: str, number: int, desk: Desk, rows: Sequence[Row]) -> tuple[str, bytes]:
    text = io.StringIO()
    csv.writer(text, lineterminator=archive.line_end).writerows(rows)
    month = desk.month(number)
    return f"{month}/{month}-{kind}.csv", text.getvalue().encode()


def _street_rows(rows: Sequence[Incident], archive: Archive, desk: Desk) -> list[Row]:
    found = []
    for n, row in enumerate(rows):
        point = row.moved_from if row.moved_from and not archive.revised else row.point
        category = _category(row, archive.end - 1)
        force = FORCE_NAMES[row.force]
        place = _place(point, row.month, n, desk, "No Location")
        found.append(
            (row.id, desk.month(row.month), force, force, *place, crime.NAMES[row.type], category, "")
        )
    return sorted(found, key=lambda r: (r[8], r[9], r[0], r[6]))


def _category(row: Incident, known: int) -> str:
    """The last outcome as the archive of month `known` has it."""
    if not row.id:
        return ""
    if row.decided > known:
        return "Under investigation" if known - row.month < 9 else "Status update unavailable"
    if row.outcome == crime.CHARGED:
        return "Awaiting court outcome" if known - row.decided < 7 else "Court result unavailable"
    return row.outcome


def _place(point: MapPoint | None, month: int, lot: int, desk: Desk, nowhere: str) -> Row:
    """Longitude, latitude, location, LSOA code and name."""
    if point is None:
        return "", "", nowhere, "", ""
    first, end = _MIXED
    older = month < first or (month < end and (lot * 7919 + month) % 10 > month - first)
    if older:
        code, name = desk.codes.of_2011(point.area, point.at[0])
    else:
        code, name = desk.codes.code[point.area], desk.codes.name[point.area]
    return *desk.places[point.at], f"On or near {point.name}", code, name


def _outcome_rows(rows: Sequence[Incident], force: str, number: int, desk: Desk) -> list[Row]:
    """One row for each person: some crimes have several; some crimes are older than the street files."""
    rng = chance(desk.seed, f"outcomes/{force}/{number}")
    name, month = FORCE_NAMES[force], desk.month(number)
    found: list[Row] = []
    for n, row in enumerate(rows):
        again = 1 + int(rng.random() < 0.045) + int(rng.random() < 0.01)
        place = _place(row.point, number, n, desk, "No location")
        found += [(row.id, month, name, name, *place, row.outcome)] * again
        if row.outcome == crime.CHARGED and rng.random() < 0.03:
            found.append((row.id, month, name, name, *place, "Offender given a caution"))
    for n in range(max(0, int(len(rows) * (0.5 - 0.08 * number)))):
        older = rows[int(rng.integers(len(rows)))]
        place = _place(older.point, number, n, desk, "No location")
        found.append(
            (
                crime.crime_id(desk.seed, f"older/{force}/{number}/{n}"),
                month,
                name,
                name,
                *place,
                older.outcome,
            )
        )
    return sorted(found, key=lambda r: (r[8], r[0], r[9]))


_ETHNICITY: Final = (
    ("White - English/Welsh/Scottish/Northern Irish/British", "White", 0.70),
    ("White - Any other White background", "White", 0.08),
    ("Other ethnic group - Not stated", "", 0.10),
    ("Asian/Asian British - Pakistani", "Asian", 0.04),
    ("Black/African/Caribbean/Black British - African", "Black", 0.04),
    ("Mixed/Multiple ethnic groups - White and Asian", "Mixed", 0.04),
)
_STOP_OUTCOMES: Final = (
    ("A no further action disposal", 0.70), ("Arrest", 0.13), ("Community resolution", 0.09),
    ("Summons / charged by post", 0.03), ("Khat or Cannabis warning", 0.03), ("Penalty Notice for Disorder", 0.02),
)  # fmt: skip


def _stops(force: str, number: int, desk: Desk) -> list[Row]:
    """Stops and searches, one in eight without a place; a few at midnight, where only the date is known."""
    rng = chance(desk.seed, f"stops/{force}/{number}")
    nation = "W" if force == plan.DYFFRYN_MELYS else "E"
    listed = desk.points.before if number < crime.NEW_POINTS else desk.points.after
    own = [p for p in listed if desk.codes.code[p.area][0] == nation]
    rows = []
    for _ in range(int(rng.poisson(14 if nation == "W" else 52))):
        point = own[int(rng.integers(len(own)))] if rng.random() > 0.12 else None
        rows.append(_stop(point, number, rng, desk))
    return sorted(rows, key=lambda r: r[1])


def _stop(point: MapPoint | None, number: int, rng: np.random.Generator, desk: Desk) -> Row:
    month = desk.first.plus(number)
    start = datetime(month.year, month.number, 1, tzinfo=UTC)
    minutes = int(rng.integers(28 * 24 * 60))
    when = start + timedelta(minutes=minutes - minutes % (1440 if rng.random() < 0.01 else 5))
    longitude, latitude = desk.places[point.at] if point else ("", "")
    self_defined, officer = _pick(_ETHNICITY, rng)
    outcome = _pick(_STOP_OUTCOMES, rng)[0]
    drugs = rng.random() < 0.6
    act = (
        "Misuse of Drugs Act 1971 (section 23)"
        if drugs
        else "Police and Criminal Evidence Act 1984 (section 1)"
    )
    wanted = (
        "Controlled drugs"
        if drugs
        else ("Stolen goods", "Offensive weapons", "Article for use in theft")[int(rng.integers(3))]
    )
    vehicle = rng.random() < 0.2
    return (
        "Person and Vehicle search" if vehicle else "Person search",
        when.strftime("%Y-%m-%dT%H:%M:%S+00:00"),
        "False" if rng.random() < 0.8 else "",
        "",
        latitude,
        longitude,
        ("Male", "Male", "Male", "Male", "Female", "")[int(rng.integers(6))],
        ("10-17", "18-24", "18-24", "25-34", "over 34", "")[int(rng.integers(6))],
        self_defined,
        officer,
        act,
        wanted,
        outcome,
        "" if outcome.startswith("A no") else ("True", "False")[int(rng.integers(2))],
        ("False", "False", "False", "True", "")[int(rng.integers(5))],
    )


def _pick(choices: Sequence[tuple[object, ...]], rng: np.random.Generator) -> tuple[str, ...]:
    """One of the choices, whose last item is its share."""
    share = np.array([c[-1] for c in choices], dtype=np.float64)
    chosen = choices[int(rng.choice(len(choices), p=share / share.sum()))]
    return tuple(str(item) for item in chosen[:-1])
