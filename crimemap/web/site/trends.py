"""What the pages need to show a series over time: the drawings, the sentences, and the years as rows."""

from __future__ import annotations

from dataclasses import dataclass

from crimemap import charts, words
from crimemap.brief import CHART_MONTHS
from crimemap.charts import Drawing
from crimemap.figure import Figure
from crimemap.language import gettext as _
from crimemap.language import month_name
from crimemap.measures import crime
from crimemap.measures.national import National, national
from crimemap.release import Area, Release
from crimemap.terms import CrimeType
from crimemap.words import Sentence


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year of the table: its name, its Figure, and the words for a year without a total across a break."""

    name: str
    figure: Figure
    broken: str


@dataclass(frozen=True, slots=True)
class YearsView:
    """The whole years of a long series, oldest first."""

    id: str
    title: str
    reading: str
    told: Sentence
    drawing: Drawing
    rows: tuple[YearRow, ...]
    marks: Sentence


@dataclass(frozen=True, slots=True)
class SeriesView:
    """One series on a page of figures: how it changed, its latest months drawn, and its years where there are more."""

    id: str
    told: Sentence
    latest: Sentence
    months: Drawing
    marks: Sentence
    years: YearsView | None
    note: Sentence
    title: str
    changes: tuple[crime.Change, ...]
    """One for each month, oldest first."""


def years_view(trend: crime.Trend, quality: crime.Quality, chart_id: str, *, stamp: bool) -> YearsView | None:
    """The years of a series; None where the months drawn hold all of it."""
    if len(trend.months) <= CHART_MONTHS:
        return None
    years = trend.years
    last = month_name(trend.months.months[-1])
    return YearsView(
        id=chart_id,
        title=_("Every year since %(month)s", month=month_name(years[0].figure.period.first)),
        reading=_("Each bar is twelve months; the last ends in %(month)s.", month=last),
        told=words.years_told(trend),
        drawing=charts.year_chart(trend, chart_id, stamp=stamp),
        rows=tuple(YearRow(words.year_name(year), year.figure, _broken(year)) for year in years),
        marks=words.marks(trend.months, quality),
    )


def _broken(year: crime.Year) -> str:
    return words.year_figure(year) if year.broken_by is not None else ""


def series_view(
    release: Release, area: Area, what: crime.What, quality: crime.Quality, *, stamp: bool
) -> SeriesView:
    """The series of the chosen type on the page of figures."""
    trend = crime.trend(release, area, what)
    note = words.continuous(what) if crime.is_continuous(release, area, what) else Sentence()
    return _view(trend, quality, "series", note, stamp=stamp)


def together_view(
    release: Release, area: Area, what: CrimeType, quality: crime.Quality, *, stamp: bool
) -> SeriesView | None:
    """The same type with those it was published with until April 2013, where the release reaches across that month."""
    trend = crime.merged(release, area, what)
    group = crime.merged_with(what)
    if trend is None or group is None:
        return None
    return _view(trend, quality, "together", words.together(group), stamp=stamp)


def _view(
    trend: crime.Trend, quality: crime.Quality, chart_id: str, note: Sentence, *, stamp: bool
) -> SeriesView:
    what = trend.months.what
    return SeriesView(
        id=chart_id,
        title=words.crime_type(what),
        told=words.trend(trend.year, (), quality, what),
        latest=words.latest_month(trend.month, quality, what),
        months=charts.month_chart(trend.months, chart_id, stamp=stamp),
        marks=words.marks(trend.months.latest(CHART_MONTHS), quality),
        years=years_view(trend, quality, f"{chart_id}-years", stamp=stamp),
        note=note,
        changes=trend.changes,
    )


@dataclass(frozen=True, slots=True)
class StripRow:
    """A year of a national series as its table has it."""

    name: str
    figure: Figure
    broken: str


@dataclass(frozen=True, slots=True)
class StripView:
    """One of the two national series: what it is, what it shows, and where every figure was read."""

    series: National
    told: Sentence
    stretches: tuple[Sentence, ...]
    drawing: Drawing
    rows: tuple[StripRow, ...]
    claim: Sentence


def national_views() -> tuple[StripView, ...]:
    """The survey and the police's own count, in this order and over the same years."""
    every = national().values()
    span = charts.span_of(*every)
    return tuple(_strip(series, charts.strip(series, span, f"national-{series.id}")) for series in every)


def _strip(series: National, drawing: Drawing) -> StripView:
    breaks = {row.months: _(row.what) for row in series.breaks}
    return StripView(
        series=series,
        told=words.national_lead(series),
        stretches=words.stretches(series) if series.breaks else (),
        drawing=drawing,
        rows=tuple(
            StripRow(words.national_short(figure), figure, breaks.get(figure.period.last, ""))
            for figure in series.figures
        ),
        claim=Sentence() if series.breaks else words.claim(series),
    )
