"""The catalogue of indicators as its pages and its file show it, and the Challenge Index beside what people say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from crimemap import brief
from crimemap.charts import Drawing
from crimemap.charts.waves import wave_chart
from crimemap.figure import Figure, Status
from crimemap.measures import indicators as measured
from crimemap.measures.indicators import Challenge, Indicator, Point, Standing, Theme
from crimemap.release import Area, Release
from crimemap.survey import Book, Reported, Result, Role
from crimemap.terms import AreaKind, Nation
from crimemap.web.site.figures import number_cell, safe_cell, sheet
from crimemap.words import Sentence, confidence_charts, reports
from crimemap.words import indicators as said

HEADER: Final = (
    "indicator", "number", "title", "level", "code", "name", "role", "value", "unit", "status", "lower", "upper",
    "base", "first_day", "last_day", "before", "now", "before_first_day", "before_last_day", "source", "source_url",
    "release", "licence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the catalogue. `standing`: in the partnership chosen; `places`: in how many there is a value."""

    indicator: Indicator
    standing: Standing | None
    places: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """The rows of a theme."""

    theme: Theme
    entries: tuple[Entry, ...]

    @property
    def texts(self) -> tuple[Entry, ...]:
        """Those of which no local figure is ever shown: a note at the end of the theme."""
        return tuple(one for one in self.entries if not one.indicator.shown)

    @property
    def without_figures(self) -> tuple[Entry, ...]:
        """Those of which nobody supplied anything in the partnership chosen; what is never a figure is not among
        them, nor what somebody published in parts alone."""
        return tuple(
            one
            for one in self.entries
            if one.indicator.shown
            and self.theme is not Theme.CONTEXT
            and one.standing is not None
            and one.standing.is_empty
            and one.standing.why is not measured.Why.PARTS_ONLY
        )


@dataclass(frozen=True, slots=True)
class CataloguePage:
    """What /indicators shows. `hidden`: why rows are left out of the partnership chosen; `unknown`: what was supplied
    of indicators that have no row."""

    shelves: tuple[Shelf, ...]
    count: int
    hidden: str
    terms: tuple[Sentence, ...]
    about: tuple[measured.About, ...]
    unknown: str


@dataclass(frozen=True, slots=True)
class ChallengeView:
    """A place's score as a sentence and as one mark on a line: `at` is how far along it stands, in percent, and
    `average_at` the average, where somebody supplied it. No other place's score is in it."""

    found: Challenge
    told: Sentence
    source: str
    at: float
    average_at: float | None
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """What one indicator's page shows. `standings`: of partnerships, then forces, by place; empty for what is never
    shown and for the Challenge Index, which is told of one place alone. `chosen`: of the partnership asked for."""

    indicator: Indicator
    standings: tuple[Standing, ...]
    elsewhere: int
    chosen: Standing | None
    drawing: Drawing | None
    note: str
    challenge: ChallengeView | None
    terms: tuple[Sentence, ...]
    askings: tuple[str, ...]

    @property
    def has_values(self) -> bool:
        """Whether there is a value, a baseline or a target to put in a table, or a place that could have one."""
        return self.indicator.theme is not Theme.CHANGES or any(
            one.line or one.baseline or one.target for one in self.standings
        )

    @property
    def changes(self) -> tuple[tuple[Area, Reported], ...]:
        """What was reported as a change, with its place."""
        return tuple((one.area, change) for one in self.standings for change in one.changes)

    @property
    def is_index(self) -> bool:
        """A score of a place, of which no list is made."""
        return self.indicator.id == measured.INDEX


def catalogue_page(book: Book, release: Release, area: Area | None) -> CataloguePage:
    """Every indicator by theme; of a partnership also its latest value, target and change."""
    standings = {one.indicator.id: one for one in measured.standings(book, release, area)} if area else {}
    hidden = [one for one in standings.values() if one.why is measured.Why.OTHER_NATION]
    out = {one.indicator.id for one in hidden}
    shelves = tuple(
        Shelf(
            theme,
            tuple(
                Entry(row, standings.get(row.id), _places(book, release, row))
                for row in measured.of_theme(theme)
                if row.id not in out
            ),
        )
        for theme in Theme
    )
    return CataloguePage(
        shelves=tuple(shelf for shelf in shelves if shelf.entries),
        count=sum(row.is_national_indicator for row in measured.catalogue().values()),
        hidden=_hidden(area, hidden),
        terms=_terms(release, area),
        about=measured.about(),
        unknown=said.unknown([one for one in book.indicators if one not in measured.catalogue()]),
    )


def _hidden(area: Area | None, hidden: list[Standing]) -> str:
    count = sum(one.indicator.is_national_indicator for one in hidden)
    return said.hidden_here(area.nation, count) if area else ""


def _terms(release: Release, area: Area | None) -> tuple[Sentence, ...]:
    """In the nation of the partnership chosen, else in each that the release has partnerships of."""
    found = {one.nation for one in release.areas(AreaKind.PARTNERSHIP)}
    wanted = [area.nation] if area else [one for one in (Nation.ENGLAND, Nation.WALES) if one in found]
    return tuple(said.terms(nation) for nation in wanted)


def _places(book: Book, release: Release, row: Indicator) -> int:
    """In how many partnerships of its nations anybody asked or reported it."""
    if not row.shown:
        return 0
    codes = {one.area for one in book.reported(row.id) if one.role in {Role.VALUE, Role.CHANGE}}
    codes |= {code for question in row.questions for code in book.areas(question.id)}
    areas = (release.area(code) for code in codes)
    return sum(
        one is not None and one.kind is AreaKind.PARTNERSHIP and row.concerns(one.nation) for one in areas
    )


def indicator_page(book: Book, release: Release, row: Indicator, area: Area | None) -> IndicatorPage:
    """One indicator everywhere, and in a partnership with its values over time and the areas like it."""
    index = row.id == measured.INDEX
    found = () if index or not row.shown else measured.everywhere(book, release, row)
    shown = tuple(one for one in found if not one.is_hidden)
    chosen = measured.standing_of(book, release, row, area, beside=True) if area and not index else None
    drawing, note = _drawn(release, chosen)
    return IndicatorPage(
        indicator=row,
        standings=shown,
        elsewhere=len(found) - len(shown),
        chosen=chosen,
        drawing=drawing,
        note=note,
        challenge=challenge_view(book, release, area) if area and index else None,
        terms=_terms(release, area),
        askings=(*_askings(shown), *_reports(row, shown)),
    )


def _askings(standings: Iterable[Standing]) -> Iterator[str]:
    """Every wording of the latest values, each once with the places that were asked it (rule S1)."""
    places: dict[tuple[str, str, str], tuple[Result, list[str]]] = {}
    for one in standings:
        share = one.latest.share if one.latest else None
        if share is not None:
            row = share.row
            found = places.setdefault((row.wording, row.mode, row.survey), (row, []))
            found[1].append(one.area.name)
    return (reports.asking(row, names) for row, names in places.values())


def _reports(row: Indicator, standings: Iterable[Standing]) -> Iterator[str]:
    """Who reported the rest: latest values that no survey here gave, then baselines and targets."""
    values: dict[str, list[str]] = {}
    aims: dict[str, dict[str, None]] = {}
    for one in standings:
        if one.latest is not None and one.latest.row is not None:
            values.setdefault(one.latest.row.source, []).append(one.area.name)
        for point in (one.baseline, one.target):
            if point is not None:
                aims.setdefault(point.figure.source, {})[one.area.name] = None
    of_people = row.source is measured.Origin.SURVEY
    yield from (reports.as_reported(source, names, of_people=of_people) for source, names in values.items())
    yield from (reports.set_in(source, tuple(names)) for source, names in aims.items())


def _drawn(release: Release, chosen: Standing | None) -> tuple[Drawing | None, str]:
    """The waves of a survey and how to read them; reported values have their table alone."""
    series = chosen.line.series if chosen and chosen.line else None
    if chosen is None or series is None or not any(wave.share.is_known for wave in series.waves):
        return None, ""
    drawing = wave_chart(
        series, chosen.area.name, trajectory=chosen.trajectory, stamp=brief.is_invented(release)
    )
    return drawing, confidence_charts.waves_note(series, chosen.trajectory)


def challenge_view(book: Book, release: Release, area: Area) -> ChallengeView | None:
    """How hard the place makes it to be rated highly, for beside satisfaction; None where nobody gave a score."""
    found = measured.challenge_of(book, release, area)
    if found is None:
        return None
    scale = measured.scores().scale
    average = found.average.value if found.average else None
    return ChallengeView(
        found=found,
        told=said.challenge(found),
        source=said.challenge_source(found),
        at=_along(float(found.score.value or 0)),
        average_at=None if average is None else _along(average),
        least=scale.least,
        most=scale.most,
    )


def _along(score: float) -> float:
    """How far along the scale, in percent."""
    scale = measured.scores().scale
    return round(100 * (score - scale.least) / (scale.most - scale.least), 1)


def to_csv(book: Book, release: Release, area: Area | None) -> bytes:
    """Every value, baseline, target and change that the pages show, of `area` or of every partnership and force.

    By indicator, then by place; what is hidden in a nation or never shown is not in it. UTF-8 with Excel's mark.
    """
    areas = (area,) if area else (*release.areas(AreaKind.PARTNERSHIP), *release.areas(AreaKind.FORCE))
    lines = (
        line
        for row in measured.catalogue().values()
        for place in areas
        for line in _lines(book, release, row, place)
    )
    return sheet(HEADER, lines)


def _lines(book: Book, release: Release, row: Indicator, area: Area) -> Iterator[list[str]]:
    found = measured.standing_of(book, release, row, area)
    if found.is_hidden:
        return
    if row.id == measured.INDEX:
        challenge = measured.challenge_of(book, release, area)
        if challenge is not None and challenge.from_paper:
            yield _line(row, area, Role.VALUE, challenge.score, None)
    for role, point in (
        (Role.BASELINE, found.baseline),
        (Role.TARGET, found.target),
        *((Role.VALUE, one) for one in (found.line.points if found.line else ())),
    ):
        if point is not None:
            yield _line(row, area, role, point.figure, point)
    for change in found.changes:
        yield _changed(row, area, release, change)


def _line(row: Indicator, area: Area, role: Role, figure: Figure, point: Point | None) -> list[str]:
    interval, base = figure.interval, figure.denominator
    return [
        *_of(row, area, role), number_cell(figure.told), safe_cell(figure.unit), figure.status,
        number_cell(interval.lower if interval else None), number_cell(interval.upper if interval else None),
        number_cell(base.value if base else None),
        point.first.isoformat() if point and point.first else str(figure.period.first),
        point.last.isoformat() if point else str(figure.period.last), "", "", "", "",
        safe_cell(figure.source), safe_cell(point.source_url if point else ""), safe_cell(figure.release),
        safe_cell(point.licence if point else ""),
    ]  # fmt: skip


def _changed(row: Indicator, area: Area, release: Release, change: Reported) -> list[str]:
    """A change as it was published, with both counts and both periods."""
    days = [one.isoformat() if one else "" for one in (change.before_first, change.before_last)]
    return [
        *_of(row, area, Role.CHANGE), number_cell(change.value), safe_cell(change.unit), Status.PUBLISHED, "", "", "",
        change.first.isoformat(), change.last.isoformat(), number_cell(change.before), number_cell(change.now), *days,
        safe_cell(change.source), safe_cell(change.source_url), safe_cell(release.id), safe_cell(change.licence),
    ]  # fmt: skip


def _of(row: Indicator, area: Area, role: Role) -> list[str]:
    number = str(row.number) if row.number is not None else ""
    level = row.level.value if row.level else ""
    return [row.id, number, safe_cell(row.title), level, safe_cell(area.code), safe_cell(area.name), role]
