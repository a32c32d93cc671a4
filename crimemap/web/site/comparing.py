"""The page that sets areas or periods side by side, and the form that leads to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from crimemap import places
from crimemap.language import gettext as _
from crimemap.language import month_name
from crimemap.measures import comparison, crime
from crimemap.measures.comparison import SideBySide
from crimemap.places import Found, Outcome
from crimemap.release import Area, Release
from crimemap.terms import ALL_CRIME, CrimeType, Month, Period
from crimemap.web.site import figures
from crimemap.web.site.finding import area_note, said_back
from crimemap.web.site.frame import href
from crimemap.web.site.served import NoFigures
from crimemap.words import sides as told

FIELDS: Final = ("first", "second", "third")
"""The fields of the form that take a name."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A comparison as it was asked for; `month` None: the last one of the release."""

    areas: tuple[Area, ...]
    periods: tuple[Month, ...] = ()
    type: CrimeType | None = None
    month: Month | None = None
    span: int = 12

    def address(self, **other: Any) -> str:
        """The one address of this comparison, or of the same with `other` areas, periods, type or month."""
        areas = other.get("areas", self.areas)
        periods = other.get("periods", self.periods)
        return href(
            "compare",
            areas=",".join(area.code for area in areas) or None,
            periods=",".join(str(month) for month in periods) or None,
            type=other.get("type", self.type),
            month=other.get("month", self.month),
            span=None if self.span == crime.YEAR else self.span,
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """A name that may mean several areas: what was typed, and for each area the form's address with its code."""

    typed: str
    areas: tuple[tuple[Area, str, str], ...]


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Everything on the page. `found`: None where nothing is compared yet. `fields`: what the form holds."""

    asked: Asked
    title: str
    found: SideBySide | None
    what: crime.What
    swapped: str | None
    here: str | None
    months: tuple[Month, ...]
    kinds: tuple[CrimeType, ...]
    fields: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)
    """What is wrong, by field of the form."""
    choices: tuple[Choice, ...] = field(default=())


def areas_of(release: Release, codes: Sequence[str]) -> tuple[Area, ...]:
    """The areas with these codes in whatever case. Raises NoFigures for one that there is not."""
    return tuple(_area_of(release, code) for code in codes)


def _area_of(release: Release, code: str) -> Area:
    """An old code leads to the one area that took its place; of one that was divided the parts are named."""
    if area := places.by_code(release, code):
        return area
    after = places.successors(release, code)
    if len(after) == 1:
        return after[0]
    if after:
        raise NoFigures(
            _(
                "The area with the code %(code)s was divided. These took its place: %(places)s.",
                code=said_back(code),
                places=", ".join(area.name for area in after),
            )
        )
    raise NoFigures(_("There is no area with the code %(code)s here.", code=said_back(code)))


def compare_page(release: Release, asked: Asked) -> ComparePage:
    """The comparison, or the form alone. Raises NoFigures for months that the release does not cover."""
    found = _found(release, asked)
    turned = asked.address(areas=asked.areas[::-1], periods=asked.periods[::-1])
    return ComparePage(
        asked=asked,
        title=told.title(found) if found else _("Compare two areas or two periods"),
        found=found,
        what=asked.type or crime.ALL,
        swapped=turned if found else None,
        here=_dated(release, asked).address() if found else None,
        months=release.months[::-1],
        kinds=figures.types_shown(release),
        fields={name: _typed(release, area) for name, area in zip(FIELDS, asked.areas, strict=False)},
    )


class Form(Protocol):
    """What was typed: names, and the parameters of the form's address with other names."""

    @property
    def names(self) -> tuple[str, ...]: ...
    @property
    def sent(self) -> bool: ...
    def pairs(self, names: tuple[str, ...]) -> dict[str, str]: ...


def unclear_page(release: Release, form: Form, answers: Sequence[Found], asked: Asked) -> ComparePage:
    """The form again: which of several areas a name means, or that there is none of that name."""
    typed = form.names
    errors = {FIELDS[0]: _("Enter the names or postcodes of two areas")} if form.sent and not typed else {}
    choices = []
    for place, (name, answer) in enumerate(zip(typed, answers, strict=True)):
        if answer.outcome is Outcome.ONE:
            continue
        if not answer.areas:
            errors[FIELDS[place]] = _("There is no area here for “%(name)s”", name=said_back(name))
            continue
        links = tuple(
            (
                area,
                area_note(release, area),
                href("compare_find", **form.pairs((*typed[:place], area.code, *typed[place + 1 :]))),
            )
            for area in answer.areas
        )
        choices.append(Choice(said_back(name), links))
    return ComparePage(
        asked=asked,
        title=_("Which one do you mean?")
        if choices and not errors
        else _("Compare two areas or two periods"),
        found=None,
        what=asked.type or crime.ALL,
        swapped=None,
        here=None,
        months=release.months[::-1],
        kinds=figures.types_shown(release),
        fields={key: said_back(name) for key, name in zip(FIELDS, typed, strict=False)},
        errors=errors,
        choices=tuple(choices),
    )


def _dated(release: Release, asked: Asked) -> Asked:
    """With its month written out, so that the address means the same when newer figures have come."""
    month = None if asked.periods else asked.month or release.months[-1]
    return Asked(asked.areas, asked.periods, asked.type, month, asked.span)


def _found(release: Release, asked: Asked) -> SideBySide | None:
    if asked.periods:
        periods = [_period(release, month, asked.span) for month in asked.periods]
        found = comparison.periods_beside(release, asked.areas[0], periods)
    elif len(asked.areas) > 1:
        found = comparison.areas_beside(
            release, asked.areas, _period(release, asked.month or release.months[-1], asked.span)
        )
    else:
        figures.known_month(release, asked.month)
        return None
    if asked.type and asked.type not in {row.what for row in found.rows}:
        raise NoFigures(_("The police’s list of crime types did not have this one in these months."))
    return found


def _period(release: Release, last: Month, span: int) -> Period:
    """So many months ending in `last`. Raises NoFigures where the release does not cover them all."""
    figures.known_month(release, last)
    period = Period.ending(last, min(span, len(release.months)))
    if release.position_of(period.first) is None:
        raise NoFigures(
            _(
                "There are no figures for the %(count)s months to %(month)s here: they begin with %(first)s.",
                count=period.length,
                month=month_name(last),
                first=month_name(release.months[0]),
            )
        )
    return period


def _typed(release: Release, area: Area) -> str:
    """What to type for an area: its name where that is enough, else its code."""
    found = places.find(release, area.name)
    return area.name if found.outcome is Outcome.ONE and found.areas[0] == area else area.code


def sides_of(found: SideBySide) -> Iterator[Area]:
    """Each area of a comparison once, in its order."""
    seen = set()
    for side in found.sides:
        if side.area.code not in seen:
            seen.add(side.area.code)
            yield side.area


def slug_of(what: crime.What) -> CrimeType | None:
    """The type as an address has it: none for all crime."""
    return None if what == ALL_CRIME else CrimeType(what)
