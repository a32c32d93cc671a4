"""Names of things: crime types, area kinds, statuses, months; and a figure as it stands in a table."""

from __future__ import annotations

from collections.abc import Sequence

from crimemap import language
from crimemap.figure import Figure, Status
from crimemap.language import gettext, ngettext, pgettext
from crimemap.measures import crime
from crimemap.terms import AreaKind, Month, Nation, Period


def crime_type(what: crime.What) -> str:
    """The label of a type, or of all crime."""
    return {
        "all-crime": gettext("All crime"),
        "anti-social-behaviour": gettext("Anti-social behaviour"),
        "bicycle-theft": gettext("Bicycle theft"),
        "burglary": gettext("Burglary"),
        "criminal-damage-arson": gettext("Criminal damage and arson"),
        "drugs": gettext("Drugs"),
        "other-crime": gettext("Other crime"),
        "other-theft": gettext("Other theft"),
        "possession-of-weapons": gettext("Possession of weapons"),
        "public-order": gettext("Public order"),
        "robbery": gettext("Robbery"),
        "shoplifting": gettext("Shoplifting"),
        "theft-from-the-person": gettext("Theft from the person"),
        "vehicle-crime": gettext("Vehicle crime"),
        "violent-crime": gettext("Violence and sexual offences"),
        "public-disorder-weapons": gettext("Public disorder and weapons"),
        "other-theft-merged": gettext("Other theft, theft from the person and bicycle theft"),
        "public-disorder-weapons-merged": gettext("Public order and possession of weapons"),
    }[str(what)]


def crime_type_inside(what: crime.What) -> str:
    """The type as it reads in the middle of a sentence."""
    return {
        "all-crime": pgettext("in a sentence", "crime"),
        "anti-social-behaviour": pgettext("in a sentence", "anti-social behaviour"),
        "bicycle-theft": pgettext("in a sentence", "bicycle theft"),
        "burglary": pgettext("in a sentence", "burglary"),
        "criminal-damage-arson": pgettext("in a sentence", "criminal damage and arson"),
        "drugs": pgettext("in a sentence", "drug crime"),
        "other-crime": pgettext("in a sentence", "other crime"),
        "other-theft": pgettext("in a sentence", "other theft"),
        "possession-of-weapons": pgettext("in a sentence", "possession of weapons"),
        "public-order": pgettext("in a sentence", "public order crime"),
        "robbery": pgettext("in a sentence", "robbery"),
        "shoplifting": pgettext("in a sentence", "shoplifting"),
        "theft-from-the-person": pgettext("in a sentence", "theft from the person"),
        "vehicle-crime": pgettext("in a sentence", "vehicle crime"),
        "violent-crime": pgettext("in a sentence", "violent and sexual crime"),
        "public-disorder-weapons": pgettext("in a sentence", "public disorder and weapons crime"),
        "other-theft-merged": pgettext(
            "in a sentence", "other theft, theft from the person and bicycle theft"
        ),
        "public-disorder-weapons-merged": pgettext("in a sentence", "public order and weapons crime"),
    }[str(what)]


def kind(of: AreaKind, nation: Nation = Nation.ENGLAND) -> str:
    """What an area is, as its nation calls it."""
    if of is AreaKind.PARTNERSHIP and nation is Nation.NORTHERN_IRELAND:
        return gettext("Policing and community safety partnership")
    return {
        AreaKind.FORCE: gettext("Police force"),
        AreaKind.PARTNERSHIP: gettext("Community safety partnership"),
        AreaKind.COMMITTEE: gettext("Area committee"),
        AreaKind.NEIGHBOURHOOD: gettext("Neighbourhood"),
        AreaKind.WARD: gettext("Ward"),
        AreaKind.LSOA: gettext("Small area"),
    }[of]


def kinds(of: AreaKind, nation: Nation = Nation.ENGLAND) -> str:
    """The plural of `kind`."""
    if of is AreaKind.PARTNERSHIP and nation is Nation.NORTHERN_IRELAND:
        return gettext("Policing and community safety partnerships")
    return {
        AreaKind.FORCE: gettext("Police forces"),
        AreaKind.PARTNERSHIP: gettext("Community safety partnerships"),
        AreaKind.COMMITTEE: gettext("Area committees"),
        AreaKind.NEIGHBOURHOOD: gettext("Neighbourhoods"),
        AreaKind.WARD: gettext("Wards"),
        AreaKind.LSOA: gettext("Small areas"),
    }[of]


def status(of: Status) -> str:
    """Why there is, or is not, a number; always a word, beside whatever mark stands for it."""
    return {
        Status.PUBLISHED: gettext("published"),
        Status.PARTIAL: gettext("incomplete"),
        Status.MISSING: gettext("not supplied"),
        Status.SUPPRESSED: gettext("fewer than 5"),
        Status.NOT_APPLICABLE: gettext("not applicable"),
    }[of]


def reason(of: crime.Reason) -> str:
    """The label of a balancing row."""
    return {
        crime.Reason.NO_LOCATION: gettext("No location given"),
        crime.Reason.OUTSIDE: gettext("Located outside the force’s area"),
        crime.Reason.EDGES: gettext("Along the edges"),
    }[of]


def reason_why(of: crime.Reason, area_kind: AreaKind) -> str:
    """What a balancing row stands for, in a sentence under the table."""
    if of is crime.Reason.NO_LOCATION:
        return gettext("No location given: the police published these crimes without a place on the map.")
    if of is crime.Reason.OUTSIDE:
        return gettext(
            "Located outside the force’s area: this force recorded them, but their place lies in another’s."
        )
    if area_kind is AreaKind.FORCE:
        return gettext(
            "Along the edges: crimes that this force recorded here and no part counts, less those that other forces"
            " recorded in its parts."
        )
    return gettext(
        "Along the edges: crimes at map points inside this boundary whose part is counted with a neighbour, less"
        " the reverse."
    )


def figure(of: Figure, quality: crime.Quality | None = None) -> str:
    """As it stands in a cell: a number, or the word for why there is none. Never an empty cell, never a dash.

    With `quality`, months before the first that is covered are told apart from those that a force did not supply.
    """
    if of.value is None:
        if of.status is Status.MISSING and quality and not _is_covered(of.period, quality):
            return gettext("not covered")
        return status(of.status)
    if of.told is None:
        return status(of.status)  # "at least 0" says nothing, and is read as none
    if of.status is Status.PARTIAL:
        return gettext("at least %(count)s", count=language.number(of.value))
    return language.number(of.value)


def _is_covered(period: Period, quality: crime.Quality) -> bool:
    return quality.months[0] <= period.first and period.last <= quality.months[-1]


def difference(change: crime.Change) -> str:
    """118 fewer, 3 more, no change; or that there is no comparison."""
    value = change.difference.value
    if value is None:
        return gettext("no comparison")
    if value == 0:
        return gettext("no change")
    count = language.number(abs(value))
    if value < 0:
        return gettext("%(count)s fewer", count=count)
    return gettext("%(count)s more", count=count)


def period_inside(period: Period) -> str:
    """The period as it reads after "in": "the 12 months to September 2026", or "September 2026"."""
    if period.length == 1:
        return language.month_name(period.last)
    return ngettext(
        "the %(num)s month to %(month)s",
        "the %(num)s months to %(month)s",
        period.length,
        month=language.month_name(period.last),
    )


def before_inside(period: Period) -> str:
    """The year-earlier period beside the one just named: "the 12 months before", or "September 2025"."""
    if period.length == 1:
        return language.month_name(period.last)
    if period.length == crime.YEAR:
        return gettext("the 12 months before")
    return gettext("the same months a year before")


def month_list(months: Sequence[Month]) -> str:
    """March 2024, May 2024 to July 2024 and March 2025: neighbours are told as a run."""
    runs: list[list[Month]] = []
    for month in sorted(months):
        if runs and runs[-1][-1].plus(1) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return listed([language.period_name(Period(run[0], run[-1])) for run in runs])


def listed(items: Sequence[str]) -> str:
    """A, B and C."""
    if len(items) < 2:
        return "".join(items)
    return gettext("%(all_but_last)s and %(last)s", all_but_last=", ".join(items[:-1]), last=items[-1])


def map_point(name: str, points: int) -> str:
    """A map point as it is always told: it stands for several addresses and is never where anything happened."""
    return ngettext(
        "on or near %(street)s, the only map point here",
        "on or near %(street)s, one of %(num)s map points",
        points,
        street=name,
    )
