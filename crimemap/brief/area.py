"""All that is said of one area at one moment; the page renders from it, and later leaflet, deck, pack and digest.

A brief asks each measure once. What is drawn and what is written start from the same Figures, so that the first
sentence, the map, the table and the chart of a page cannot disagree (rule A3).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from crimemap import words
from crimemap.brief import gatherings
from crimemap.editorial.meetings import Gathering
from crimemap.editorial.summary import NOTHING, Payback, Written
from crimemap.maps import MapSheet, letters, sheet_of
from crimemap.measures import comparison as comparisons
from crimemap.measures import confidence as feelings
from crimemap.measures import crime, outcomes
from crimemap.measures import deprivation as deprivations
from crimemap.measures.crime import rates
from crimemap.measures.crime.stations import StationTable, stations
from crimemap.measures.outcomes import OutcomeTable
from crimemap.release import Area, Release
from crimemap.release.teams import Crew, crew_of
from crimemap.survey import EMPTY, Book
from crimemap.terms import BTP, AreaKind, CrimeType, Period
from crimemap.words import Sentence

CHART_MONTHS: Final = 36
"""Three years: the year told of, the one before, and one more to see the seasons by."""

_INVENTED: Final = "(invented)"
_MOST_LINKS: Final = 120
"""Areas of one kind that a page links to; a force's small areas are reached through its partnerships."""


@dataclass(frozen=True, slots=True)
class Part:
    """A row of the table of parts: the letter is the one on the map."""

    letter: str
    area: Area
    change: crime.Change


@dataclass(frozen=True, slots=True)
class Inside:
    """Areas of one kind that lie in this one, by place."""

    kind: AreaKind
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """One area: its figures to the release's last month, and where they came from.

    `sheet` is None where no boundary was supplied. `above` is widest first; `inside` leaves out the parts that the
    table lists. `confidence` is that of the partnership that the area is or lies in, or of the force; None for neither.
    `gatherings`: the meetings of its calendar, those to come by start, then those that took place, the latest first.
    """

    release: Release
    area: Area
    above: tuple[Area, ...]
    period: Period
    year: crime.Change
    antisocial: crime.Change
    types: tuple[crime.TypeChange, ...]
    table: crime.PartsTable
    parts: tuple[Part, ...]
    sheet: MapSheet | None
    trend: crime.Trend
    quality: crime.Quality
    inside: tuple[Inside, ...]
    rate: rates.AreaRates
    crew: Crew
    stations: StationTable | None
    comparison: comparisons.Comparison
    deprivation: deprivations.Deprivation
    outcomes: OutcomeTable
    confidence: feelings.Confidence | None
    invented: bool
    written: Written
    gatherings: tuple[Gathering, ...]

    @property
    def partnership(self) -> Area | None:
        """The one that the area is or lies in."""
        whole = (self.area, *self.above)
        return next((one for one in whole if one.kind is AreaKind.PARTNERSHIP), None)

    @property
    def work(self) -> tuple[Payback, Area]:
        """Community Payback and whose it is: the area's own where there is any, else the whole partnership's."""
        own = self.written.payback_here
        if own is not None and own.totals:
            return own, self.area
        return self.written.payback, self.partnership or self.area

    @property
    def compared(self) -> bool:
        """Whether the release reaches back to the year before: otherwise there is nothing to compare with."""
        return reaches_back(self.release)

    @property
    def lead(self) -> Sentence:
        """What happened, and compared with what."""
        return words.lead(self.area, self.year, self.quality)

    @property
    def beside(self) -> Sentence:
        """Anti-social behaviour, counted beside crime and not in it (rule M16)."""
        return words.beside(self.antisocial, self.quality)

    @property
    def finding(self) -> Sentence:
        """What the months show."""
        return words.trend(self.year, self.types, self.quality)

    @property
    def months(self) -> crime.MonthlySeries:
        """The months that are drawn."""
        return self.trend.months.latest(CHART_MONTHS)

    @property
    def month_changes(self) -> tuple[crime.Change, ...]:
        """Each of them against the same month a year earlier."""
        return self.trend.changes[-CHART_MONTHS:]

    @property
    def latest_month(self) -> Sentence:
        """The latest month beside the same month a year earlier."""
        return words.latest_month(self.trend.month, self.quality)

    @property
    def map_in_words(self) -> Sentence:
        """The map for those who cannot see it."""
        return words.map_summary(self.table)

    @property
    def rate_in_words(self) -> Sentence:
        """Crimes per 1,000 a year, with those of the partnership or force beside them."""
        return words.rate_beside(self.rate, self.quality)

    @property
    def largest_first(self) -> list[crime.TypeChange]:
        """Types as the bars have them."""
        return crime.largest_first(self.types)


@lru_cache(maxsize=8)
def reaches_back(release: Release) -> bool:
    """Whether the latest period has the same months a year before it in the release; a page asks sixty times."""
    return release.position_of(crime.latest_period(release).before().first) is not None


def is_invented(release: Release) -> bool:
    """Whether the places of the release do not exist: every page, map and file of it then says so."""
    return _INVENTED in release.name


def place_of(release: Release) -> str:
    """The county or country that the release is of, without the mark of invention that the stamp shows."""
    return release.name.replace(_INVENTED, "").strip()


def brief_of(
    release: Release,
    area: Area,
    published: date | None,
    written: Written = NOTHING,
    book: Book = EMPTY,
    *,
    now: datetime | None = None,
) -> Brief:
    """The brief of `area`; `published` is the day on which the release was made current.

    `written` is what people wrote of it (of `scope_of(area)`), `book` what surveys say of anywhere: they join the
    release only here. `now`, aware and in the site's zone, is what its calendar is read at; without it there is none.
    """
    period = crime.latest_period(release)
    table = crime.parts(release, area, crime.ALL, period)
    return Brief(
        release=release,
        area=area,
        above=tuple(release.ancestors(area)),
        period=period,
        year=crime.year(release, area),
        antisocial=crime.change(release, area, CrimeType.ANTI_SOCIAL_BEHAVIOUR, period),
        types=crime.by_type(release, area, period),
        table=table,
        parts=parts_of(table),
        sheet=map_of(release, area, crime.ALL, period, table),
        trend=crime.trend(release, area),
        quality=crime.data_quality(release, area, published),
        inside=_inside(release, area, table),
        rate=rates.area_rates(release, area),
        crew=crew_of(release, area),
        stations=stations(release, None if area.code == BTP else area, crime.ALL, period),
        comparison=comparisons.beside(release, area, crime.ALL, period),
        deprivation=deprivations.deprivation(release, area),
        outcomes=outcomes.of(release, area, crime.ALL, period),
        confidence=_confidence(release, area, book),
        invented=is_invented(release),
        written=written,
        gatherings=_calendar(release, area, written, now) if now is not None else (),
    )


def _calendar(release: Release, area: Area, written: Written, now: datetime) -> tuple[Gathering, ...]:
    found = gatherings.joined(release, written, now=now, area=area)
    return (*gatherings.to_come(found, now), *gatherings.held(found, now))


def _confidence(release: Release, area: Area, book: Book) -> feelings.Confidence | None:
    """No survey asks enough people to say anything of less than a partnership (rule S7)."""
    kind = AreaKind.FORCE if area.kind is AreaKind.FORCE else AreaKind.PARTNERSHIP
    found = next((one for one in (area, *release.ancestors(area)) if one.kind is kind), None)
    return feelings.of_partnership(book, release, found) if found is not None and area.code != BTP else None


def map_of(
    release: Release, area: Area, what: crime.What, period: Period, table: crime.PartsTable | None = None
) -> MapSheet | None:
    """What the map of `area` shows; None where no boundary was supplied. `table`: its parts, where they are known."""
    if area.bounds is None:
        return None
    return sheet_of(release, area, what, period, invented=is_invented(release), table=table)


def parts_of(table: crime.PartsTable) -> tuple[Part, ...]:
    """The rows of a table of parts with the letters that they have on the map."""
    lettered = zip(letters(len(table.rows)), table.rows, strict=True)
    return tuple(Part(letter, row.area, row.change) for letter, row in lettered)


def _inside(release: Release, area: Area, table: crime.PartsTable) -> tuple[Inside, ...]:
    kinds = [kind for kind in AreaKind if kind not in {AreaKind.LSOA, AreaKind.FORCE, table.kind}]
    found = (Inside(kind, tuple(release.parts(area, kind))) for kind in kinds)
    return tuple(group for group in found if 0 < len(group.areas) <= _MOST_LINKS)
