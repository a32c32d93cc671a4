"""What else a map can show: kinds of crime and months, as options of a form and as plain links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from crimemap import words
from crimemap.language import gettext, month_name
from crimemap.maps import texts
from crimemap.measures.crime import What, latest_period
from crimemap.release import Area, Release, Supply
from crimemap.terms import ALL_CRIME, TYPES, Month, Period, types_in_use


class Choose(Protocol):
    """Gives the address of this same map for another choice; the latest year where `month` is None."""

    def __call__(self, month: Month | None, what: What, *, rate: bool) -> str: ...


@dataclass(frozen=True, slots=True)
class Option:
    """One choice, of a select or as a link; `href` is empty where only the form offers it."""

    value: str
    label: str
    chosen: bool
    href: str = ""


def kinds(
    release: Release, what: What, choose: Choose, month: Month | None, *, rate: bool
) -> tuple[Option, ...]:
    """All crime, then every type that was on the list in a month of the release."""
    used = frozenset[str]().union(*(types_in_use(each) for each in release.months))
    found: list[What] = [ALL_CRIME, *(kind for kind in TYPES if kind in used)]
    return tuple(
        Option(str(kind), words.crime_type(kind), kind == what, choose(month, kind, rate=rate))
        for kind in found
    )


def months(release: Release, *, rate: bool) -> tuple[Month, ...]:
    """Those that a map can be asked for: of rates, the ones that end a year which the release holds."""
    return release.months[latest_period(release).length - 1 :] if rate else release.months


def periods(release: Release, area: Area, period: Period, *, rate: bool) -> tuple[Option, ...]:
    """The latest year, then each month (of rates: each year by its last month), the newest first."""
    latest = latest_period(release)
    first = Option("", texts.latest_year(latest), latest == period)
    return first, *(_years(release, period) if rate else _months(release, area, period))


def _years(release: Release, period: Period) -> Iterator[Option]:
    latest = latest_period(release)
    for month in reversed(months(release, rate=True)[:-1]):
        ending = Period.ending(month, latest.length)
        yield Option(str(month), texts.latest_year(ending), ending == period)


def _months(release: Release, area: Area, period: Period) -> Iterator[Option]:
    cover = release.coverage(area)
    for month, supplied in reversed(list(zip(release.months, cover, strict=True))):
        said = {
            Supply.MISSING: gettext("%(month)s (not supplied)", month=month_name(month)),
            Supply.PARTIAL: gettext("%(month)s (incomplete)", month=month_name(month)),
        }
        chosen = period.length == 1 and period.first == month and latest_period(release) != period
        yield Option(str(month), said.get(supplied.status, month_name(month)), chosen)


def steps(release: Release, period: Period, what: What, choose: Choose, *, rate: bool) -> tuple[Option, ...]:
    """Plain links to the month before and after, and to the latest year, where there are such."""
    latest, asked = latest_period(release), months(release, rate=rate)
    is_year = period == latest
    found = []
    before = period.last if is_year and not rate else period.last.plus(-1)
    if before in asked:
        found.append(
            Option(str(before), _step(before, rate=rate), chosen=False, href=choose(before, what, rate=rate))
        )
    after = period.last.plus(1)
    if not is_year and after in asked and not (rate and after == latest.last):
        found.append(
            Option(str(after), _step(after, rate=rate), chosen=False, href=choose(after, what, rate=rate))
        )
    if not is_year:
        found.append(Option("", texts.latest_year(latest), chosen=False, href=choose(None, what, rate=rate)))
    return tuple(found)


def _step(month: Month, *, rate: bool) -> str:
    if rate:
        return gettext("Year to %(month)s", month=month_name(month, "abbreviated"))
    return month_name(month)
