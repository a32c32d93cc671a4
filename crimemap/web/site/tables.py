"""The page of an area's figures: which tables stand on it, for each of the four choices of month and type."""

from __future__ import annotations

from dataclasses import dataclass

from crimemap import brief, words
from crimemap.figure import Figure
from crimemap.language import gettext as _
from crimemap.language import month_name, ngettext
from crimemap.measures import crime
from crimemap.release import Area, Release
from crimemap.terms import ALL_CRIME, AreaKind, CrimeType, Month, Period
from crimemap.web.site import figures, trends
from crimemap.words import Sentence


@dataclass(frozen=True, slots=True)
class Grid:
    """Months by types: too wide for a phone, hence folded."""

    kinds: list[CrimeType]
    rows: list[tuple[Month, list[Figure]]]


@dataclass(frozen=True, slots=True)
class CrimeTable:
    """What the page shows. `by` says what the rows are; `total` closes them, `aside` stands beside the total."""

    title: str
    lead: Sentence
    by: str
    now: str
    before: str
    rows: list[figures.Row]
    total: figures.Row | None
    aside: figures.Row | None
    parts: tuple[brief.Part, ...]
    parts_table: crime.PartsTable | None
    grid: Grid | None
    gaps: tuple[Sentence, ...]
    series: trends.SeriesView | None
    together: trends.SeriesView | None
    months: tuple[Month, ...]
    kinds: tuple[CrimeType, ...]


def crime_table(release: Release, area: Area, month: Month | None, choice: str) -> CrimeTable:
    """The tables for this choice. Raises NoFigures for a month that the release does not cover."""
    period = figures.period_of(release, month)
    what: crime.What = crime.ALL if choice == ALL_CRIME else CrimeType(choice)
    quality = crime.data_quality(release, area)
    everything = what == crime.ALL
    change = crime.change(release, area, what, period)
    if month is None:
        rows, by = figures.by_month(release, area, what), _("Month")
        now, before = _("Recorded"), _("A year before")
    else:
        rows = figures.by_type(release, area, period) if everything else []
        by, now, before = (
            _("Kind of crime"),
            month_name(month, "abbreviated"),
            month_name(month.plus(-12), "abbreviated"),
        )
    by_part = crime.parts(release, area, what, period) if month is not None else None
    return CrimeTable(
        title=_title(area, quality.force, what, month),
        lead=words.lead(area, change, quality, what),
        by=by,
        now=now,
        before=before,
        rows=rows,
        total=figures.Row(words.crime_type(what), change) if month is not None and everything else None,
        aside=_antisocial(release, area, period) if everything and month is not None else None,
        parts=brief.parts_of(by_part) if by_part else (),
        parts_table=by_part,
        grid=Grid(*figures.grid(release, area)) if month is None and everything else None,
        gaps=words.coverage(quality),
        series=_series(release, area, what, quality) if month is None else None,
        together=_together(release, area, what, quality) if month is None else None,
        months=release.months[::-1],
        kinds=figures.types_shown(release),
    )


def _series(release: Release, area: Area, what: crime.What, quality: crime.Quality) -> trends.SeriesView:
    return trends.series_view(release, area, what, quality, stamp=brief.is_invented(release))


def _together(
    release: Release, area: Area, what: crime.What, quality: crime.Quality
) -> trends.SeriesView | None:
    if not isinstance(what, CrimeType):
        return None
    return trends.together_view(release, area, what, quality, stamp=brief.is_invented(release))


def _antisocial(release: Release, area: Area, period: Period) -> figures.Row:
    kind = CrimeType.ANTI_SOCIAL_BEHAVIOUR
    return figures.Row(words.crime_type(kind), crime.change(release, area, kind, period), {"type": kind})


def _title(area: Area, force: str | None, what: crime.What, month: Month | None) -> str:
    """A force is no place: what it recorded is not "in" it."""
    kind = _("Crime") if what == crime.ALL else words.crime_type(what)
    if area.kind is AreaKind.FORCE:
        where = _("%(kind)s recorded by %(force)s", kind=kind, force=force or area.name)
    else:
        where = _("%(kind)s in %(place)s", kind=kind, place=area.name)
    if month is None and what == crime.ALL:
        return _("%(where)s: all the figures", where=where)
    if month is None:
        return _("%(where)s, month by month", where=where)
    return _("%(where)s, %(month)s", where=where, month=month_name(month))


@dataclass(frozen=True, slots=True)
class Labels:
    """The heads of the columns of an area's tables."""

    bars: str
    now: str
    before: str
    parts: str


def heads(period: Period) -> tuple[str, str]:
    """What stands over the column of a period, and over that of the same months a year before."""
    last = month_name(period.last, "abbreviated")
    before = ngettext("%(num)s month before", "%(num)s months before", period.length)
    return _("Recorded, to %(month)s", month=last), before


def labels(told: brief.Brief) -> Labels:
    """As they stand over the figures of a brief."""
    last = month_name(told.period.last, "abbreviated")
    length = told.period.length
    parts = _("Area")
    if told.table.kind:
        parts = _("%(kind)s, north to south", kind=words.kind(told.table.kind, told.area.nation))
    bars = ngettext(
        "The bar is the month to %(month)s.",
        "The bar is the %(num)s months to %(month)s.",
        length,
        month=last,
    )
    if told.compared:
        bars += " " + _("The upright mark is the same months a year before.")
    return Labels(
        bars=bars,
        now=heads(told.period)[0],
        before=heads(told.period)[1],
        parts=parts,
    )
