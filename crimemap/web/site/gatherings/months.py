"""The calendar's page: those to come by month, those that were held with what they decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final

from crimemap.brief import gatherings
from crimemap.editorial.meetings import Body, Gathering
from crimemap.release import Area, Release
from crimemap.terms import AreaKind, Month
from crimemap.web.site.frame import now
from crimemap.web.site.gatherings.finding import of_all, of_area, until
from crimemap.web.site.gatherings.rows import Row, bodies, rows

MOST: Final = 100
"""Meetings on one page; the rest is a month or an area away. [choose]"""

_ENOUGH: Final = 20
"""Meetings to come after which whole months are named with a link alone, where no month is asked for. [choose]"""

_HELD: Final = 12
"""Of those that were held, where no month is asked for. [choose]"""

_CHOICES: Final = 150
"""Neighbourhoods that one list of choices holds. [choose]"""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page lists. `coming` and `held` are by month; `later`: months of which it says only how many they hold.

    `months` are those that any meeting falls in, `areas` partnerships with their neighbourhoods, for the choices.
    """

    coming: tuple[tuple[Month, tuple[Row, ...]], ...]
    held: tuple[tuple[Month, tuple[Row, ...]], ...]
    later: tuple[tuple[Month, int], ...]
    months: tuple[Month, ...]
    areas: tuple[tuple[Area, tuple[Area, ...]], ...]
    bodies: dict[Body, str]

    def offers(self, area: Area) -> bool:
        """Whether `area` is among the choices; a ward or a small area is not."""
        return any(area == whole or area in inside for whole, inside in self.areas)


@dataclass(frozen=True, slots=True)
class Coming:
    """The next meetings of an area, or of all of them; of a series the next date alone.

    `until`: when the clock alone changes them.
    """

    rows: tuple[Row, ...]
    until: datetime | None


def coming(release: Release, area: Area | None, most: int = 3) -> Coming:
    """For a page that is not about meetings. For views that are `@cached(written=True)`."""
    found = of_area(release, area) if area is not None else of_all(release)
    return Coming(rows(release, gatherings.next_of_each(found, now())[:most]), until(release, area, found))


def shown_of(release: Release, found: Sequence[Gathering], body: Body | None, month: Month | None) -> Shown:
    """What is asked for, of the meetings of its area."""
    moment = now()
    wanted = [
        each
        for each in found
        if (body is None or each.body is body) and (month is None or _month_of(each) == month)
    ]
    coming = gatherings.to_come(wanted, moment)
    first = len(coming) if month else _enough(coming)
    held = gatherings.held(wanted, moment)[: MOST if month else _HELD]
    return Shown(
        coming=_by_month(release, coming[:first]),
        held=_by_month(release, held),
        later=tuple((each, len(list(many))) for each, many in groupby(coming[first:], key=_month_of)),
        months=tuple(sorted({_month_of(each) for each in found} | ({month} if month else set()))),
        areas=_areas(release),
        bodies=bodies(),
    )


def _enough(coming: Sequence[Gathering]) -> int:
    """How many of them make whole months and are enough to choose from; of a month that holds too many, the first."""
    shown = 0
    for _each, found in groupby(coming, key=_month_of):
        if shown >= _ENOUGH:
            break
        shown += len(list(found))
    return min(shown, MOST)


def _by_month(release: Release, found: Iterable[Gathering]) -> tuple[tuple[Month, tuple[Row, ...]], ...]:
    return tuple((month, rows(release, each)) for month, each in groupby(found, key=_month_of))


def _month_of(one: Gathering) -> Month:
    return Month.of(one.start.date())


def _areas(release: Release) -> tuple[tuple[Area, tuple[Area, ...]], ...]:
    """Of many neighbourhoods the partnerships alone: the pages of the areas lead here too."""
    held = [
        (area, tuple(release.parts(area, AreaKind.NEIGHBOURHOOD)))
        for area in release.areas(AreaKind.PARTNERSHIP)
    ]
    few = sum(len(inside) for _area, inside in held) <= _CHOICES
    return tuple((area, inside if few else ()) for area, inside in held)
