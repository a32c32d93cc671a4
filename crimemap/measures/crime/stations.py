"""What British Transport Police recorded at stations: apart from the streets, in no neighbourhood's figures.

Source: data.police.uk street files of British Transport Police. Unit: recorded crimes. A place without a row of the
asked time is not in the files at all, and is not listed: that is no claim that nothing happened there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import numpy as np

from crimemap.figure import Figure, Status
from crimemap.measures.crime.change import Change, break_between
from crimemap.measures.crime.counting import What, columns_of, combined, counted, covered, statuses_of
from crimemap.release import Area, Counts, Release
from crimemap.release.stations import station_counts, unplaced
from crimemap.terms import BTP, Period

_KIND: Final = re.compile(r"\s*\(([^()]*)\)$")
_PLAIN: Final = "station"
_NETWORKS: Final = {
    "lu station": "London Underground",
    "lu staion": "London Underground",
    "dlr": "DLR",
    "tram stop": "tram",
    "metro station": "metro",
}
"""The publisher's kinds of station, as its files write them, and what people call them. Source: btp street files
of 2019-01 and 2019-02 (a misspelling included); an unknown kind is left as it is."""


@dataclass(frozen=True, slots=True)
class StationRow:
    """A station by the name that people use; `name` is "" for places that the publisher did not name."""

    name: str
    change: Change


@dataclass(frozen=True, slots=True)
class StationTable:
    """The stations of `area` (None: all), by name. `unplaced`: rows without a place, where all are asked for."""

    area: Area | None
    what: What
    period: Period
    rows: tuple[StationRow, ...]
    unplaced: Change | None
    total: Change


def stations(release: Release, area: Area | None, what: What, period: Period) -> StationTable | None:
    """Recorded crimes by station in `period` and the same months before.

    None where British Transport Police is not in the release, and where it recorded nothing in `area` in either time.
    """
    railway = release.force_area(BTP)
    if railway is None:
        return None
    teller = _Teller(release, railway, what, period)
    merged: dict[str, Counts] = {}
    for written, counts in station_counts(release, area).items():
        name = station_name(written)
        merged[name] = merged[name] + counts if name in merged else counts
    rows = [StationRow(name, teller.change(merged[name])) for name in sorted(merged, key=_by_name)]
    rows = [row for row in rows if row.change.now.value or row.change.before.value]
    if not rows and area is not None:
        return None
    elsewhere = unplaced(release) if area is None else None
    whole = sum(merged.values(), np.zeros(teller.shape, np.int32))
    return StationTable(
        area=area,
        what=what,
        period=period,
        rows=tuple(rows),
        unplaced=None if elsewhere is None else teller.change(elsewhere),
        total=teller.change(whole if elsewhere is None else whole + elsewhere),
    )


def station_name(written: str) -> str:
    """ "Aber (Station)" → "Aber"; "Euston (Lu Station)" → "Euston (London Underground)"."""
    found = _KIND.search(written)
    if found is None:
        return written
    kind = found[1].strip().lower()
    stem = written[: found.start()]
    return stem if kind == _PLAIN else f"{stem} ({_NETWORKS.get(kind, found[1].strip())})"


def _by_name(name: str) -> tuple[bool, str, str]:
    """By the alphabet, whatever the case; what has no name comes last."""
    return not name, name.casefold(), name


@dataclass(frozen=True, slots=True)
class _Teller:
    """Counts of a place as the change of a period, with the status of British Transport Police's months."""

    release: Release
    railway: Area
    what: What
    period: Period

    @property
    def shape(self) -> tuple[int, ...]:
        return self.release.counts(self.railway).shape

    def change(self, counts: Counts) -> Change:
        before = self.period.before()
        return Change(
            self._figure(counts, self.period),
            self._figure(counts, before),
            break_between(self.release, self.railway, self.what, self.period),
        )

    def _figure(self, counts: Counts, period: Period) -> Figure:
        months = covered(self.release, period)
        status = combined(statuses_of(self.release, self.railway, self.what)[months]) if months else None
        value = int(counts[months][:, columns_of(self.what)].sum()) if months else 0
        return counted(status or Status.MISSING, value, period, self.what, self.release.id)
