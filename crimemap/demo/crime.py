"""Crime in the invented county: how much, of what kind, where and when, and what came of it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from crimemap.demo import plan
from crimemap.demo.areas import Areas
from crimemap.demo.lines import chance
from crimemap.demo.points import MapPoint, PointLists

MONTHS: Final = 36
MISSING: Final = 5
"""The month, from 0, in which Corvenshire Police supplied nothing."""
PARTIAL: Final = 9
"""The month in which they supplied about `PARTIAL_SHARE` of what they recorded."""
PARTIAL_SHARE: Final = 0.4
REVISED: Final = 23
"""The month of Corvenshire Police's that the second archive replaces."""
NEW_POINTS: Final = 12
"""The first month at the second version of the map points."""
UNLOCATED: Final = 0.02

Floats: TypeAlias = NDArray[np.float64]
Counts: TypeAlias = NDArray[np.int64]

_A_YEAR: Final = 16_900
_ASB_A_YEAR: Final = 7_350

# type · last year in Larkwith · the year before · change a year elsewhere · swing of the season · its peak
# (month of the year) · how it gathers in town centres · share without a suspect, without prosecution, charged
_TYPES: Final = (
    ("Anti-social behaviour", 402, 379, 1.06, 0.24, 7, 1.3, 0, 0, 0),
    ("Violence and sexual offences", 371, 389, 0.955, 0.08, 7, 1.2, 0.17, 0.62, 0.08),
    ("Shoplifting", 168, 149, 1.13, 0.08, 12, 3.0, 0.52, 0.17, 0.21),
    ("Criminal damage and arson", 147, 158, 0.94, 0.08, 4, 0.8, 0.62, 0.24, 0.06),
    ("Vehicle crime", 118, 164, 0.75, 0.10, 11, 0.5, 0.90, 0.05, 0.02),
    ("Public order", 96, 104, 0.95, 0.15, 7, 1.5, 0.33, 0.45, 0.09),
    ("Burglary", 92, 127, 0.74, 0.16, 12, 0.5, 0.80, 0.10, 0.05),
    ("Other theft", 81, 86, 0.95, 0.08, 8, 1.2, 0.80, 0.13, 0.02),
    ("Drugs", 38, 41, 0.97, 0.10, 5, 1.3, 0.08, 0.14, 0.30),
    ("Bicycle theft", 21, 30, 0.78, 0.35, 7, 1.5, 0.95, 0.02, 0.01),
    ("Theft from the person", 18, 19, 0.97, 0.15, 12, 3.5, 0.90, 0.06, 0.01),
    ("Robbery", 14, 21, 0.74, 0.12, 11, 1.5, 0.60, 0.22, 0.11),
    ("Other crime", 12, 9, 1.08, 0.05, 3, 0.7, 0.20, 0.45, 0.16),
    ("Possession of weapons", 8, 5, 1.10, 0.12, 8, 1.4, 0.12, 0.28, 0.35),
)  # fmt: skip
NAMES: Final = tuple(row[0] for row in _TYPES)
ASB: Final = 0
_SHOPS: Final = frozenset({"Shoplifting", "Theft from the person"})
_AT_SHOPS: Final = frozenset(
    {"Supermarket", "Shopping Area", "Parking Area", "Petrol Station", "Bus/Coach Station"}
)
_AT_NIGHT: Final = frozenset({"Nightclub", "Park/Open Space", "Shopping Area", "Parking Area", "Hospital"})
_LARKWITH_AREAS: Final = (52, 88, 171, 96, 242, 118, 71, 129, 104, 78)

_OTHER_OUTCOMES: Final = (
    ("Local resolution", 0.34), ("Offender given a caution", 0.14),
    ("Action to be taken by another organisation", 0.20),
    ("Further investigation is not in the public interest", 0.15),
    ("Formal action is not in the public interest", 0.10),
    ("Further action is not in the public interest", 0.05), ("Suspect charged as part of another case", 0.02),
)  # fmt: skip
NO_SUSPECT: Final = "Investigation complete; no suspect identified"
UNABLE: Final = "Unable to prosecute suspect"
CHARGED: Final = "Suspect charged"


@dataclass(frozen=True, slots=True)
class Incident:
    """One row of a street file, with what came of it and when (months from 0; none yet: `MONTHS` or later)."""

    force: str
    month: int
    type: int
    id: str
    area: int
    point: MapPoint | None
    outcome: str = ""
    decided: int = MONTHS * 9
    moved_from: MapPoint | None = None
    """Where the first archive had it, if the second moved it."""


@dataclass(frozen=True, slots=True)
class Crime:
    """All rows of both forces, and those of British Transport Police."""

    incidents: tuple[Incident, ...]
    railway: tuple[Incident, ...]
    points: PointLists
    level: Floats
    """Crimes of the last year for each small area, anti-social behaviour not among them."""


def expected(seed: int, areas: Areas) -> Floats:
    """Crimes a year for each small area: two fifths in a tenth of them, 15 % in the next tenth."""
    rng = chance(seed, "crime level")
    town = np.array([a.town for a in areas.small])
    pressure = np.array([plan.TOWNS[t].crime for t in town]) * rng.lognormal(0, 0.75, len(town))
    lark = town == _lark()
    level = np.zeros(len(town))
    level[lark] = np.array(_LARKWITH_AREAS) * (1184 / sum(_LARKWITH_AREAS))
    order = [n for n in np.argsort(-pressure, kind="stable") if not lark[n]]
    tenth = round(len(town) / 10)
    total = float(_A_YEAR)
    second = sorted(level[lark], reverse=True)[:2]
    groups = (
        (order[:tenth], 0.40 * total, 0.55),
        (order[tenth : 2 * tenth - 2], 0.15 * total - sum(second), 0.18),
        (order[2 * tenth - 2 :], 0.45 * total - (level[lark].sum() - sum(second)), 0.55),
    )
    for members, held, fall in groups:
        shape = 1 - fall * np.linspace(0, 1, len(members)) ** (0.7 if fall < 0.5 else 0.9)
        level[members] = shape / shape.sum() * held
    return level


def _lark() -> int:
    return next(n for n, town in enumerate(plan.TOWNS) if town.name == "Larkwith")


def commit(seed: int, areas: Areas, points: PointLists, first_month: int) -> Crime:
    """Every row of 36 months. `first_month` is the calendar month (1 to 12) of month 0."""
    level = expected(seed, areas)
    counts = _counts(seed, areas, level, first_month)
    rng = chance(seed, "crime")
    rows = _located(areas, points, counts, rng) + _elsewhere(areas, points, counts, rng)
    rows = _supplied(rows, rng)
    rows = _numbered(seed, rows, rng)
    rows = _decided(rows, rng)
    moved = _moved(rows, areas, points, rng)
    latest = [r.area for r in moved if r.point and r.type != ASB and r.month >= MONTHS - 12]
    recorded = np.bincount(latest, minlength=len(areas.small)).astype(np.float64)
    return Crime(tuple(moved), tuple(_railway(points, chance(seed, "railway"))), points, recorded)


def _season(first_month: int) -> Floats:
    """A factor for each type and month; a year's factors have the mean 1."""
    calendar = (np.arange(MONTHS) + first_month - 1) % 12 + 1
    swing, peak = np.array([r[4] for r in _TYPES]), np.array([r[5] for r in _TYPES])
    factor: Floats = 1 + swing[:, None] * np.cos((calendar[None] - peak[:, None]) / 12 * 2 * np.pi)
    return factor


def _counts(seed: int, areas: Areas, level: Floats, first_month: int) -> Counts:
    """Rows by small area, type and month; Larkwith's last two years have the totals of the plan exactly."""
    rng = chance(seed, "counts")
    season = _season(first_month)
    mix = _mix(level)
    years = (np.arange(MONTHS) - (MONTHS - 6.5)) / 12
    growth = np.array([r[3] for r in _TYPES])[:, None] ** years[None]
    rate = mix[:, :, None] / 12 * (season * growth)[None]
    town = np.array([a.town for a in areas.small])
    wobble = rng.normal(1, 0.03, (len(plan.TOWNS), 1, MONTHS)).clip(0.9, 1.1)
    counts: Counts = rng.poisson(rate * wobble[town])
    lark = np.flatnonzero(town == _lark())
    for kind, row in enumerate(_TYPES):
        for start, total in ((12, row[2]), (24, row[1])):
            year = np.ix_(lark, np.array([kind]), np.arange(start, start + 12))
            share = rate[year].ravel()
            counts[year] = rng.multinomial(total, share / share.sum()).reshape(len(lark), 1, 12)
    return counts


def _mix(level: Floats) -> Floats:
    """Rows a year by small area and type: the county's mix, leaning to shops and nightlife where there is most."""
    base = np.array([r[1] for r in _TYPES], dtype=np.float64)
    lean = np.array([r[6] for r in _TYPES])
    busy = np.clip(level / np.quantile(level, 0.9), 0.35, 1.6)
    mix = base[None] * lean[None] ** (0.55 * np.log(busy))[:, None]
    mix[:, 1:] *= (level / mix[:, 1:].sum(axis=1))[:, None]
    mix[:, ASB] *= level**0.85 / (mix[:, ASB] * level**0.85).sum() * _ASB_A_YEAR
    return mix


def _located(areas: Areas, points: PointLists, counts: Counts, rng: np.random.Generator) -> list[Incident]:
    """One row for each crime counted, at a point of its small area."""
    rows: list[Incident] = []
    lists = [_by_area(points.before, len(areas.small)), _by_area(points.after, len(areas.small))]
    for number, area in enumerate(areas.small):
        force = plan.TOWNS[area.town].force
        for kind in range(len(_TYPES)):
            for era, months in enumerate((range(NEW_POINTS), range(NEW_POINTS, MONTHS))):
                per_month = counts[number, kind, months.start : months.stop]
                choice = lists[era][number]
                at = rng.choice(len(choice), int(per_month.sum()), p=_pull(choice, NAMES[kind]))
                month = np.repeat(np.array(months), per_month)
                rows += [
                    Incident(force, int(m), kind, "", number, choice[a])
                    for m, a in zip(month, at, strict=True)
                ]
    return rows


def _by_area(points: Sequence[MapPoint], count: int) -> list[list[MapPoint]]:
    found: list[list[MapPoint]] = [[] for _ in range(count)]
    for point in points:
        found[point.area].append(point)
    return found


def _pull(points: Sequence[MapPoint], kind: str) -> Floats:
    """How likely each point is for a type of crime."""
    weight = np.array([p.weight + 0.08 for p in points])
    if kind in _SHOPS:
        weight *= np.array([14.0 if p.name in _AT_SHOPS else 1.0 for p in points])
    elif kind in {"Anti-social behaviour", "Violence and sexual offences", "Public order"}:
        weight *= np.array([3.0 if p.name in _AT_NIGHT else 1.0 for p in points])
    share: Floats = weight / weight.sum()
    return share


def _elsewhere(areas: Areas, points: PointLists, counts: Counts, rng: np.random.Generator) -> list[Incident]:
    """Rows without a location, and a few that lie in the other force's area."""
    rows: list[Incident] = []
    of_force = np.array([plan.TOWNS[a.town].force for a in areas.small])
    for force in (plan.CORVENSHIRE, plan.DYFFRYN_MELYS):
        own = counts[of_force == force].sum(axis=0)
        without = rng.poisson(own * UNLOCATED / (1 - UNLOCATED))
        for kind, month in np.argwhere(without):
            rows += [Incident(force, int(month), int(kind), "", -1, None)] * int(without[kind, month])
        other = np.flatnonzero((of_force != force) & (np.array([a.town for a in areas.small]) != _lark()))
        for month in range(MONTHS):
            listed = points.before if month < NEW_POINTS else points.after
            away = [p for p in listed if p.area in other]
            for _ in range(int(rng.poisson(own[:, month].sum() * 0.004))):
                point = away[int(rng.integers(len(away)))]
                rows.append(Incident(force, month, int(rng.integers(len(_TYPES))), "", point.area, point))
    return rows


def _supplied(rows: list[Incident], rng: np.random.Generator) -> list[Incident]:
    """What the force sent: nothing for one month, about two fifths for another."""
    lot = rng.random(len(rows))
    return [
        row
        for row, p in zip(rows, lot, strict=True)
        if row.force != plan.CORVENSHIRE
        or not (row.month == MISSING or (row.month == PARTIAL and p > PARTIAL_SHARE))
    ]


def _numbered(seed: int, rows: list[Incident], rng: np.random.Generator) -> list[Incident]:
    """64 hexadecimal digits for all but anti-social behaviour; one crime in 400 shares the id of another."""
    rows.sort(key=lambda r: (r.force, r.month, r.area, r.type))
    shared = rng.random(len(rows)) < 0.0025
    found: list[Incident] = []
    for n, row in enumerate(rows):
        if row.type == ASB:
            found.append(row)
            continue
        last = found[-1] if found else row
        alike = (
            shared[n] and last.id and (last.force, last.month, last.type) == (row.force, row.month, row.type)
        )
        found.append(replace(row, id=last.id if alike else crime_id(seed, f"{row.force}/{row.month}/{n}")))
    return found


def crime_id(seed: int, what: str) -> str:
    """64 hexadecimal digits for `what`, the same for the same seed."""
    return hashlib.sha256(f"invented/{seed}/{what}".encode()).hexdigest()


def _decided(rows: list[Incident], rng: np.random.Generator) -> list[Incident]:
    lot, other, wait = rng.random(len(rows)), rng.random(len(rows)), rng.random(len(rows))
    return [
        row if not row.id else _with_outcome(row, float(p), float(q), float(w))
        for row, p, q, w in zip(rows, lot, other, wait, strict=True)
    ]


def _with_outcome(row: Incident, lot: float, other: float, wait: float) -> Incident:
    no_suspect, unable, charged = _TYPES[row.type][7:10]
    late = -np.log(1 - wait)
    if lot < no_suspect:
        return replace(row, outcome=NO_SUSPECT, decided=row.month + int(1.1 * late))
    if lot < no_suspect + unable:
        return replace(row, outcome=UNABLE, decided=row.month + int(2.6 * late + 0.4))
    if lot < no_suspect + unable + charged:
        return replace(row, outcome=CHARGED, decided=row.month + int(2.4 * late))
    if other > 0.72:
        return row
    return replace(row, outcome=_other(row.type, other / 0.72), decided=row.month + int(2.0 * late))


def _other(kind: int, lot: float) -> str:
    if NAMES[kind] == "Drugs" and lot < 0.5:
        return "Offender given a drugs possession warning"
    if NAMES[kind] == "Shoplifting" and lot > 0.96:
        return "Offender given penalty notice"
    passed = 0.0
    for name, share in _OTHER_OUTCOMES:
        passed += share
        if lot < passed:
            return name
    return _OTHER_OUTCOMES[0][0]


def _moved(
    rows: list[Incident], areas: Areas, points: PointLists, rng: np.random.Generator
) -> list[Incident]:
    """A dozen rows of the revised month lay elsewhere in the first archive."""
    revised = [
        n
        for n, r in enumerate(rows)
        if (r.force, r.month) == (plan.CORVENSHIRE, REVISED) and r.id and r.point
    ]
    english = [p for p in points.after if plan.TOWNS[areas.small[p.area].town].force == plan.CORVENSHIRE]
    for n in rng.choice(revised, 12, replace=False):
        rows[n] = replace(rows[n], moved_from=english[int(rng.integers(len(english)))])
    return rows


def _railway(points: PointLists, rng: np.random.Generator) -> list[Incident]:
    """British Transport Police: at stations only, no anti-social behaviour, no ids, no outcomes."""
    kinds = [NAMES.index(n) for n in ("Violence and sexual offences", "Public order", "Other theft", "Bicycle theft",
                                      "Criminal damage and arson", "Theft from the person", "Drugs")]  # fmt: skip
    share = np.array([0.27, 0.22, 0.17, 0.14, 0.10, 0.06, 0.04])
    pull = np.array([4.0 if p.name.startswith("Tamberton") else 1.0 for p in points.stations])
    rows = []
    for month in range(MONTHS):
        for _ in range(int(rng.poisson(15))):
            at = points.stations[int(rng.choice(len(pull), p=pull / pull.sum()))]
            rows.append(
                Incident(
                    "btp", month, kinds[int(rng.choice(len(kinds), p=share / share.sum()))], "", at.area, at
                )
            )
    return rows
