"""Where an area stands on an indicator: the latest value, the baseline, the target, the change, and areas like it.

Source: reported rows and survey results of a Book. Nothing is worked out here from recorded crime: no definition of the
catalogue is one that the published files can meet (`Indicator.computed` says why).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from crimemap.measures.confidence.shares import Movement
from crimemap.measures.confidence.targets import Against, Trajectory, trajectory_of
from crimemap.measures.indicators.beside import Beside, Rank, beside_of
from crimemap.measures.indicators.catalogue import Indicator, catalogue
from crimemap.measures.indicators.points import Line, Point, Step, latest_of, line_of, point_of
from crimemap.release import Area, Release
from crimemap.survey import Book, Reported, Role
from crimemap.terms import AreaKind


class Why(StrEnum):
    """Why an area has no latest value."""

    OTHER_NATION = "other nation"
    """The indicator was never for its nation: its row is hidden there."""
    NEVER_SHOWN = "never shown"
    """Catalogue text only, whatever is supplied."""
    PARTS_ONLY = "parts only"
    """The strands are known and the score is not: it is not published, and cannot be made of them (rule S6)."""
    NOT_SUPPLIED = "not supplied"


@dataclass(frozen=True, slots=True)
class Standing:
    """One indicator in one area. `line`: its values over time; `changes`: what somebody reported as a change, with
    both periods and both counts. `why`: why there is no value; None where there is one."""

    indicator: Indicator
    area: Area
    line: Line | None
    baseline: Point | None
    target: Point | None
    trajectory: Trajectory | None
    changes: tuple[Reported, ...]
    beside: Beside | None
    why: Why | None

    @property
    def latest(self) -> Point | None:
        """The value that ends last; its figure may be suppressed."""
        return self.line.latest if self.line else None

    @property
    def change(self) -> Step | None:
        """Of the latest value against the one that it may be held against."""
        return self.line.change if self.line else None

    @property
    def trend(self) -> Movement | None:
        """None where there is only one value."""
        return self.change.movement if self.change else None

    @property
    def long_run(self) -> Step | None:
        """The latest value against the baseline, else the first one; None where that is what `change` tells."""
        if self.line is None:
            return None
        first = self.baseline or self.line.points[0]
        step = self.line.since(first)
        if step is None or (
            self.change is not None and step.before.figure.period == self.change.before.figure.period
        ):
            return None
        return step

    @property
    def against(self) -> Against | None:
        """The latest value beside the way to the target; None where it is no share, or there is no target."""
        latest = self.latest
        if self.trajectory is None or latest is None or latest.share is None or not latest.figure.is_known:
            return None
        return self.trajectory.against(latest.share)

    @property
    def rank(self) -> Rank | None:
        return self.beside.rank if self.beside else None

    @property
    def is_hidden(self) -> bool:
        """Whether the row is left out of what is shown of the area."""
        return self.why in {Why.OTHER_NATION, Why.NEVER_SHOWN}

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing of it here at all."""
        return self.is_hidden or not (self.line or self.baseline or self.target or self.changes)


def standing_of(
    book: Book, release: Release, indicator: Indicator, area: Area, *, beside: bool = False
) -> Standing:
    """One indicator in `area`; with `beside`, also in the areas that it is compared with."""
    if not indicator.concerns(area.nation):
        return _none(indicator, area, Why.OTHER_NATION)
    if not indicator.shown:
        return _none(indicator, area, Why.NEVER_SHOWN)
    line = line_of(book, release.id, indicator, area)
    return Standing(
        indicator,
        area,
        line,
        _one(book, release, indicator, area, Role.BASELINE),
        _one(book, release, indicator, area, Role.TARGET),
        trajectory_of(book, area.code, indicator.id, indicator.better, release.id),
        book.reported(indicator.id, area.code, Role.CHANGE),
        _beside(book, release, indicator, area, line) if beside and line else None,
        None if line else _why(book, indicator, area),
    )


def _none(indicator: Indicator, area: Area, why: Why) -> Standing:
    return Standing(indicator, area, None, None, None, None, (), None, why)


def _one(book: Book, release: Release, indicator: Indicator, area: Area, role: Role) -> Point | None:
    """The baseline, or the target that is due last."""
    return latest_of(
        [point_of(row, release.id, indicator) for row in book.reported(indicator.id, area.code, role)]
    )


def _beside(book: Book, release: Release, indicator: Indicator, area: Area, line: Line) -> Beside | None:
    def of(other: Area) -> Line | None:
        if not indicator.concerns(other.nation):
            return None
        return line_of(book, release.id, indicator, other)

    return beside_of(release, area, line.latest, indicator.better, of)


def _why(book: Book, indicator: Indicator, area: Area) -> Why:
    asked = any(book.waves(area.code, question.id) for question in indicator.strands)
    return Why.PARTS_ONLY if asked else Why.NOT_SUPPLIED


def standings(book: Book, release: Release, area: Area) -> tuple[Standing, ...]:
    """Every indicator in `area`, in the order of the catalogue, hidden ones among them."""
    return tuple(standing_of(book, release, indicator, area) for indicator in catalogue().values())


def everywhere(book: Book, release: Release, indicator: Indicator) -> tuple[Standing, ...]:
    """One indicator in every partnership, then in every force that has something of it; each by place."""
    places = release.areas(AreaKind.PARTNERSHIP)
    forces = [
        found
        for force in release.areas(AreaKind.FORCE)
        if not (found := standing_of(book, release, indicator, force)).is_empty
    ]
    return (*(standing_of(book, release, indicator, place) for place in places), *forces)
