"""Why there is no number or no comparison, said as plainly as a number would be. Missing is never none."""

from __future__ import annotations

from crimemap import language
from crimemap.figure import Figure, Status
from crimemap.language import gettext
from crimemap.measures import crime
from crimemap.terms import Month, Period
from crimemap.words import labels
from crimemap.words.sentence import name


def missing_months(period: Period, quality: crime.Quality, what: crime.What) -> list[Month]:
    """Months of the period that the release covers and for which the force supplied nothing of `what`."""
    return [month for month in quality.without(what) if month in period]


def partial_months(period: Period, quality: crime.Quality, what: crime.What) -> list[Month]:
    """Months of the period whose figures for `what` are incomplete."""
    return [month for month in quality.incomplete(what) if month in period]


def not_supplied(period: Period, quality: crime.Quality, what: crime.What = crime.ALL) -> str:
    """Which months a force did not supply, and what that does not mean."""
    lost = missing_months(period, quality, what)
    months = labels.month_list(lost)
    if quality.force is not None and not set(lost) <= set(quality.missing):
        return gettext(
            "%(force)s supplied no figures for %(type)s for %(months)s. This does not mean that none was recorded.",
            force=name(quality.force),
            type=labels.crime_type_inside(what),
            months=months,
        )
    if quality.force is None:
        return gettext(
            "No figures were supplied for %(months)s. This does not mean that no crime was recorded.",
            months=months,
        )
    return gettext(
        "%(force)s supplied no figures for %(months)s. This does not mean that no crime was recorded.",
        force=name(quality.force),
        months=months,
    )


def incomplete(period: Period, quality: crime.Quality, what: crime.What = crime.ALL) -> str:
    """Which months are incomplete, or nothing."""
    months = partial_months(period, quality, what)
    if not months:
        return ""
    return gettext("The figures for %(months)s are incomplete.", months=labels.month_list(months))


def not_covered(quality: crime.Quality) -> str:
    """From when to when there are figures here."""
    return gettext(
        "The figures here cover %(first)s to %(last)s.",
        first=language.month_name(quality.months[0]),
        last=language.month_name(quality.months[-1]),
    )


def no_total(figure: Figure, quality: crime.Quality, what: crime.What) -> str:
    """Why there is no total for a period."""
    period = labels.period_inside(figure.period)
    if figure.status is Status.NOT_APPLICABLE and figure.period.length > 1:
        return gettext(
            "There is no figure for %(type)s in %(period)s: the police’s list of crime types did not have it then, or"
            " not in all of those months.",
            type=labels.crime_type_inside(what),
            period=period,
        )
    if figure.status is Status.NOT_APPLICABLE:
        return gettext(
            "There is no figure for %(type)s in %(period)s: the police’s list of crime types did not have it then.",
            type=labels.crime_type_inside(what),
            period=period,
        )
    total = (
        gettext("There is *no figure* for %(period)s.", period=period)
        if figure.period.length == 1
        else gettext("There is *no total* for %(period)s.", period=period)
    )
    lost = missing_months(figure.period, quality, what)
    why = not_supplied(figure.period, quality, what) if lost else not_covered(quality)
    return f"{total} {why}"


def no_comparison(change: crime.Change, quality: crime.Quality, what: crime.What) -> str:
    """Why two periods are not compared: the reason in the period before, or else in the one now."""
    if change.broken_by is not None:
        return gettext(
            "There is no comparison with a year earlier: %(reason)s, %(month)s.",
            reason=gettext(change.broken_by.what),
            month=language.month_name(change.broken_by.month),
        )
    before = change.before
    if before.status is Status.MISSING:
        return _nothing_before(before, quality, what)
    if before.status is Status.NOT_APPLICABLE:
        return no_total(before, quality, what)
    gaps = [m for figure in (before, change.now) for m in partial_months(figure.period, quality, what)]
    return gettext(
        "There is no comparison with a year earlier, because the figures for %(months)s are incomplete.",
        months=labels.month_list(gaps),
    )


def _nothing_before(before: Figure, quality: crime.Quality, what: crime.What) -> str:
    if missing_months(before.period, quality, what):
        return gettext(
            "There is no total for %(before)s to compare with. %(why)s",
            before=labels.before_inside(before.period),
            why=not_supplied(before.period, quality, what),
        )
    return gettext(
        "There is no comparison with a year earlier: the figures here begin in %(month)s.",
        month=language.month_name(quality.months[0]),
    )
